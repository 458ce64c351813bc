"""Times of day: kept as they were given, shown by both clocks."""

from __future__ import annotations

import pytest

from annals.filing import cards_of
from annals.indexes import build_indexes
from annals.load import load
from annals.reading import ContentFolder
from annals.times import TimeError, parse_time
from annals.wording import time_words
from tests.sites import Project
from tests.writing import rows


@pytest.mark.parametrize("row", rows("times.txt"), ids=lambda row: row[0])
def test_a_time_is_shown_by_both_clocks(row: tuple[str, ...]) -> None:
    written, words, order = row
    time = parse_time(written)
    assert (time_words(time), time.sort_key, str(time)) == (words, order, written)


@pytest.mark.parametrize("row", rows("no-times.txt"), ids=lambda row: row[0])
def test_what_is_no_time_is_told_why(row: tuple[str, ...]) -> None:
    with pytest.raises(TimeError) as told:
        parse_time(row[0])
    assert str(told.value) == row[1]


REPORT = "---\ntitle: {title}\ndate: {date}\n{more}summary: It was.\nsources: [example-wire]\n---\n"


def put(project: Project, name: str, date: str, more: str = "") -> None:
    project.write(f"reports/{name}.md", REPORT.format(title=name.title(), date=date, more=more))


def test_reports_of_one_day_stand_in_order_of_the_clock_those_without_a_time_first(project: Project) -> None:
    for name, time in (("d", "18:00"), ("c", "06:00+03:00"), ("b", "05:30Z"), ("a", "")):
        put(project, name, "2003-01-02", f"time: {time}\n" if time else "")
    put(project, "e", "2003-01")
    archive = load(ContentFolder(project.content, "content"))
    assert [id for id in archive.reports if len(id) == 1] == ["e", "a", "b", "c", "d"]
    assert list(cards_of(archive).reports) == list(archive.reports)


def test_a_span_is_told_at_its_own_precision(project: Project) -> None:
    """What lasted from one month to another is under way in months, on no day; what has no known end is told once, where it began."""
    for name, date in (("days", "2003-01-30/2003-03-02"), ("months", "2003-01/2003-03"), ("years", "2002/2004"), ("open", "2003-01-05/..")):
        put(project, name, date)
    for day in ("2003-01-31", "2003-02-10", "2003-03-02", "2003-03-03", "2004-01-01"):
        put(project, f"day-{day}", day)
    indexes = build_indexes(cards_of(load(ContentFolder(project.content, "content"))))
    found = {key: list(ids) for key, ids in indexes.under_way.items() if key.startswith(("2003", "2004"))}
    assert found == {
        "2003": ["years"],
        "2003-02": ["months", "days"],
        "2003-02-10": ["days"],
        "2003-01-31": ["days"],
        "2003-03": ["months", "days"],
        "2003-03-02": ["days"],
        "2004": ["years"],
    }
    counts = {key: len(ids) for key, ids in indexes.reports_by_month.items() if key.startswith("2003")}
    assert counts == {"2003-01": 4, "2003-02": 1, "2003-03": 2}  # each once, where it begins


def test_happened_and_reported_are_told_apart_wherever_a_report_stands(project: Project) -> None:
    put(project, "later", "2001-02-06", "time: 10:00+03:00\nreported: 2001-02-08\n")
    put(project, "same", "2001-02-06", "reported: 2001-02-06\n")
    put(project, "months", "2001-01/2001-03")
    site = project.build()
    for page in ("2001/02/06/", "2001/02/"):
        entry = " ".join(site.pages[page].xpath("//li[.//a[contains(@href, '/later/')]]")[0].text_content().split())
        assert "At 10:00 local time (07:00 GMT)" in entry, page
        assert "Reported 8 February 2001" in entry, page
        assert "Reported" not in site.pages[page].xpath("//li[.//a[contains(@href, '/same/')]]")[0].text_content(), page
    report = " ".join(site.pages["reports/later/"].xpath("//main")[0].text_content().split())
    assert "10:00 local time (07:00 GMT)" in report
    assert "6 February 2001 (reported 8 February 2001)" in report
    assert "Happened 6 February 2001, 10:00 local time (07:00 GMT), reported 8 February 2001. It was." in site.text("reports.atom")
    month = site.pages["2001/02/"]
    assert month.xpath("//section[h2[contains(., 'under way in this month')]]//a[contains(@href, '/months/')]")
