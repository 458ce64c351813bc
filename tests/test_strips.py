"""Strips of time: the unit that fits, what is counted where, and that they are bounded whatever the archive."""

from __future__ import annotations

import datetime as dt

import pytest
from lxml import html

from annals.strips import DAYS, MONTHS, YEARS, Event, bins_of, count
from tests.sites import Project


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


UNITS = """
three days            | 2016-10-28 | 2016-10-30 | day    | 3   | 2016-10-28 | 2016-10-30
two months            | 2016-10-01 | 2016-12-01 | day    | 62  | 2016-10-01 | 2016-12-01
a day more            | 2016-10-01 | 2016-12-02 | month  | 3   | 2016-10    | 2016-12
five years            | 2012-01-31 | 2016-12-01 | month  | 60  | 2012-01    | 2016-12
a month more          | 2012-01-31 | 2017-01-01 | year   | 6   | 2012       | 2017
fourteen years        | 2003-03-20 | 2016-10-28 | year   | 14  | 2003       | 2016
three centuries       | 1716-05-01 | 2016-10-28 | decade | 31  | 1710s      | 2010s
all that can be dated | 0001-01-01 | 9999-12-31 | decade | 1000 | 0000s     | 9990s
"""


@pytest.mark.parametrize("row", UNITS.strip().splitlines(), ids=lambda row: row.split("|")[0].strip())
def test_the_unit_is_the_finest_that_the_eye_can_take_in(row: str) -> None:
    _, first, last, unit, number, begin, end = (cell.strip() for cell in row.split("|"))
    found, bins = bins_of(day(first), day(last))
    assert (found, len(bins), bins[0].iso, bins[-1].iso) == (unit, int(number), begin, end)
    assert len(bins) <= {"day": DAYS, "month": MONTHS, "year": YEARS, "decade": 1000}[unit]


def test_a_report_is_counted_once_where_it_surely_was_and_else_where_it_may_have_been() -> None:
    _, bins = bins_of(day("2001-02-01"), day("2001-02-05"))
    events = [
        Event(day("2001-02-01"), day("2001-02-04"), lasts=True, doubt=False),
        Event(day("2001-02-03"), day("2001-02-03"), lasts=False, doubt=False),
        Event(day("2001-02-05"), day("2001-02-05"), lasts=False, doubt=True),
        Event(day("2001-02-01"), day("2001-02-28"), lasts=False, doubt=False),  # some day of the month
    ]
    counts = count(events, bins)
    assert counts.here == [1, 0, 1, 0, 0]
    assert counts.lasting == [0, 1, 1, 1, 0]
    assert counts.perhaps == [1, 1, 1, 1, 2]


def test_a_month_is_sure_where_bars_are_months() -> None:
    _, bins = bins_of(day("2001-01-01"), day("2001-06-30"))
    counts = count([Event(day("2001-02-01"), day("2001-02-28"), lasts=False, doubt=False)], bins)
    assert counts.here == [0, 1, 0, 0, 0, 0]
    assert counts.perhaps == [0] * 6


def test_a_strip_and_its_table_say_the_same(project: Project) -> None:
    site = project.build()
    for page in ("timeline/", "actors/northern-front/"):
        [figure] = site.pages[page].xpath("//figure[@class='strip']")
        rows = {row.xpath("string(th)"): row.xpath("string(td[1])") for row in figure.xpath(".//tbody/tr")}
        drawn = {}
        for title in figure.xpath(".//svg//rect[contains(@class, 'bar')]/*[local-name() = 'title']"):
            when, _, told = title.text_content().partition(": ")
            drawn[when] = told.split()[0]
        assert drawn == {when: number for when, number in rows.items() if number != "0"}
        assert figure.xpath("string(.//svg/@aria-label)").startswith("When the reports")
    assert site.broken_links() == []


def test_a_strip_is_bounded_in_bytes_whatever_the_number_of_reports(project: Project) -> None:
    for number in range(150):
        year, month = 1700 + number * 2, number % 12 + 1
        text = f"---\ntitle: No. {number}\ndate: {year}-{month:02}\nsummary: One.\nsources: [Example Wire]\n---\n"
        project.write(f"reports/{year}/{month:02}-one.md", text)
    site = project.build()
    [figure] = site.pages["timeline/"].xpath("//figure[@class='strip']")
    assert len(html.tostring(figure)) < 15_000
    assert figure.xpath("string(.//tbody/tr[1]/th)") == "1700s"
