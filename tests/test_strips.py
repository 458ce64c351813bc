"""Strips of time: the unit that fits, what is counted where, and that they are bounded whatever the archive."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from lxml import html

from annals.strips import DAYS, DECADES, MONTHS, YEARS, Event, bins_of, count, level_of, months_of, years_of
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
sixty years           | 1957-01-31 | 2016-12-01 | year   | 60  | 1957       | 2016
a year more           | 1956-01-31 | 2016-12-01 | decade | 7   | 1950s      | 2010s
three centuries       | 1716-05-01 | 2016-10-28 | decade | 31  | 1710s      | 2010s
six centuries         | 1420-05-01 | 2019-10-28 | decade | 60  | 1420s      | 2010s
a decade more         | 1419-05-01 | 2019-10-28 | century | 7  | 14XX       | 20XX
all that can be dated | 0001-01-01 | 9999-12-31 | century | 100 | 00XX      | 99XX
"""


@pytest.mark.parametrize("row", UNITS.strip().splitlines(), ids=lambda row: row.split("|")[0].strip())
def test_the_unit_is_the_finest_that_the_eye_can_take_in(row: str) -> None:
    _, first, last, unit, number, begin, end = (cell.strip() for cell in row.split("|"))
    found, bins = bins_of(day(first), day(last))
    assert (found, len(bins), bins[0].iso, bins[-1].iso) == (unit, int(number), begin, end)
    assert len(bins) <= {"day": DAYS, "month": MONTHS, "year": YEARS, "decade": DECADES, "century": 100}[unit]


def test_a_report_is_counted_once_where_it_surely_was_and_else_where_it_may_have_been() -> None:
    _, bins = bins_of(day("2001-02-01"), day("2001-02-05"))
    events = [
        Event(day("2001-02-01"), day("2001-02-04"), lasts=True, doubt=False),
        Event(day("2001-02-03"), day("2001-02-03"), lasts=False, doubt=False),
        Event(day("2001-02-05"), day("2001-02-05"), lasts=False, doubt=True),
        Event(day("2001-02-01"), day("2001-02-28"), lasts=False, doubt=False),  # some day of the month
    ]
    counts = count(Counter(events), bins)
    assert counts.here == [1, 0, 1, 0, 0]
    assert counts.lasting == [0, 1, 1, 1, 0]
    assert counts.perhaps == [1, 1, 1, 1, 2]


@pytest.mark.parametrize(
    ("counts", "levels"),
    [
        ([1, 1, 1], [1, 1, 1]),
        ([1, 2, 3, 4, 8, 15], [1, 2, 2, 3, 4, 4]),
        ([1, 15, 16], [1, 4, 4]),
        ([1, 500, 501, 1000, 2000], [1, 1, 2, 2, 4]),
        ([48, 220, 252, 275], [1, 4, 4, 4]),
    ],
)
def test_bars_are_told_apart_whether_they_hold_few_reports_or_many(counts: list[int], levels: list[int]) -> None:
    assert [level_of(found, max(counts)) for found in counts] == levels


def test_a_month_is_sure_where_bars_are_months() -> None:
    _, bins = bins_of(day("2001-01-01"), day("2001-06-30"))
    counts = count({Event(day("2001-02-01"), day("2001-02-28"), lasts=False, doubt=False): 1}, bins)
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
        assert drawn == {when: number for when, number in rows.items() if number.isdigit()}
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


def test_the_years_of_a_decade_and_the_months_of_a_year() -> None:
    assert [bin.iso for bin in years_of("2010s")] == [str(year) for year in range(2010, 2020)]
    assert [bin.iso for bin in years_of("0000s")] == [f"{year:04}" for year in range(1, 10)]
    assert [bin.iso for bin in months_of("2016")] == [f"2016-{month:02}" for month in range(1, 13)]


def test_what_began_before_the_first_bar_lasts_into_it_and_is_counted_nowhere() -> None:
    events = [
        Event(day("2009-05-01"), day("2011-05-01"), lasts=True, doubt=False),
        Event(day("2009-05-01"), day("2011-05-01"), False, True),
    ]
    counts = count(Counter(events), years_of("2010s"))
    assert counts.here == [0] * 10
    assert counts.lasting == [1, 1] + [0] * 8
    assert counts.perhaps == [1, 1] + [0] * 8


REPORT = "---\ntitle: No. {}\ndate: {}\nsummary: One.\nsources: [wire]\n---\n"
SPANS = {
    "three days": ("2016-10-28", "2016-10-29", "2016-10-30"),
    "fourteen years": ("2003-03-20", "2004-05", "2010", "2016-10-28", "2012-02-01/2014-03-01"),
    "three centuries": ("1716-05-01", "1799", "1803-02-03", "2016-10-28"),
    "ten thousand years": ("0001-01-01", "1066-10-14", "2016-10-28", "9999-12-31"),
}


@pytest.mark.parametrize("span", SPANS)
def test_decade_year_month_and_day_are_reached_by_plain_links(span: str, empty: Project) -> None:
    """From the timeline down to the report, whatever the span; each page bounded; what lies outside the archive is told apart."""
    empty.write("sources/wire.md", "---\nname: Wire\nkind: agency\n---\n")
    dates = SPANS[span]
    for number, date in enumerate(dates):
        empty.write(f"reports/{number}.md", REPORT.format(number, date))
    site = empty.build(settings=empty.settings("ANNALS_PAGE_SIZE = 50"))
    assert site.broken_links() == []
    for date in dates:
        begins = date.partition("/")[0]
        at, way = "timeline/", [f"{begins[:3]}0s/", *(f"{begins[:n].replace('-', '/')}/" for n in (4, 7, 10) if n <= len(begins))]
        for place in way if span in ("three centuries", "fourteen years") else way[1:] if span == "three days" else ():
            assert f"/{place}" in site.pages[at].xpath("//main//a/@href"), (at, place)
            at = place
    for page, tree in site.pages.items():
        assert len(site.files[f"{page}index.html" if not page.endswith(".html") else page]) < 60_000
        for figure in tree.xpath("//figure[@class='strip']"):
            rows = figure.xpath(".//tbody/tr")
            assert len(rows) <= 100
            drawn = len(figure.xpath(".//svg//*[contains(@class, 'bar')]"))
            assert drawn == sum(row.xpath("string(td[1])").replace(",", "").isdigit() for row in rows)


def test_no_report_is_told_from_nothing_recorded(empty: Project) -> None:
    empty.write("sources/wire.md", "---\nname: Wire\nkind: agency\n---\n")
    for number, date in enumerate(("2012-03-20", "2012-06-01", "2014-05-01", "2015-02-03/2021-01-01")):
        empty.write(f"reports/{number}.md", REPORT.format(number, date))
    site = empty.build(settings=empty.settings("ANNALS_PAGE_SIZE = 50"))

    def rows(page: str) -> dict[str, str]:
        return {row.xpath("string(th)"): row.xpath("string(td[1])") for row in site.pages[page].xpath("//figure[@class='strip']//tbody/tr")}

    none, nothing = "no report", "nothing recorded"
    years = [nothing, nothing, "2", none, "1", "1", none, none, none, none]
    assert rows("2010s/") == {str(2010 + number): told for number, told in enumerate(years)}
    assert list(rows("2012/").values()) == [nothing] * 2 + ["1", none, none, "1"] + [none] * 6
    assert list(rows("2014/").values()) == [none] * 4 + ["1"] + [none] * 7
    assert len(site.pages["2010s/"].xpath("//*[@class='outside level-1']")) == 1
    assert "2 reports, 2010 to 2019" not in site.text("2010s/index.html")
    assert "4 reports, 2010 to 2019, by year." in site.text("2010s/index.html")
