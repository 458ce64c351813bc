"""Views across the archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from annals.cards import Cards, cards_of
from annals.indexes import Indexes, build_indexes, holders, ranked
from annals.load import published
from annals.records import Archive
from tests.writing import base, document, read, report


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    claim = "[{id: denial, speaker: russia, verb: denies, denies: truce-holds, via: TASS}]"
    files = {
        "places/district.md": document(name="District", kind="district", within="Aleppo"),
        "sources/tass.md": document(name="TASS", kind="agency"),
        "actors/brigade.md": document(name="Brigade", kind="armed-group", part_of="[FSA]"),
        "reports/2016/10/28-day.md": report(date="2016-10-28", locations="[District, Aleppo]", actors="[FSA]", claims=claim),
        "reports/2016/10/28-again.md": report(date="2016-10-28", sources="[{outlet: TASS, via: Reuters}, TASS]"),
        "reports/2016/10/late.md": report(date="2016-10-26/2016-10-29"),
        "reports/2016/month.md": report(date="2016-10", locations="[Syria]"),
        "reports/2016/year.md": report(date="2016", actors="[Brigade]"),
        "reports/2016/draft.md": report(date="2016-10-29", status="draft"),
    }
    return read(base(tmp_path_factory.mktemp("archive"), files))


@pytest.fixture(scope="module")
def indexes(archive: Archive) -> Indexes:
    return build_indexes(cards_of(archive))


def test_reports_stand_in_order_of_time_then_of_id(archive: Archive) -> None:
    ids = list(archive.reports)
    expected = ["2016/year", "2016/month", "2016/10/late", "2016/10/27-truce", "2016/10/28-again", "2016/10/28-day", "2016/draft"]
    assert ids == expected


def test_a_report_counts_at_every_place_that_holds_its_own_once(indexes: Indexes) -> None:
    counted = {place: list(found) for place, found in indexes.reports_by_place.items()}
    assert counted == {
        "aleppo": ["2016/10/28-day"],
        "district": ["2016/10/28-day"],
        "syria": ["2016/month", "2016/10/28-day"],
    }


def test_a_speaker_takes_part_and_a_carrier_is_a_source(archive: Archive, indexes: Indexes) -> None:
    day, again = archive.reports["2016/10/28-day"], archive.reports["2016/10/28-again"]
    assert day.everyone == ("free-syrian-army", "russia")
    assert day.all_sources == ("reuters", "tass")
    assert (again.all_sources, again.outlets) == (("tass", "reuters"), ("tass",))
    assert indexes.reports_by_actor["russia"] == ("2016/10/28-day",)
    assert indexes.reports_by_source["tass"] == ("2016/10/28-again", "2016/10/28-day")


def test_days_hold_what_is_known_to_the_day_and_months_what_is_known_to_the_month(indexes: Indexes) -> None:
    assert {day: len(found) for day, found in indexes.reports_by_day.items()} == {
        "2016-10-26": 1,
        "2016-10-27": 1,
        "2016-10-28": 2,
        "2016-10-29": 1,
    }
    assert {month: len(found) for month, found in indexes.reports_by_month.items()} == {"2016-10": 6}
    assert {year: len(found) for year, found in indexes.reports_by_year.items()} == {"2016": 7}


def test_neighbours_lead_through_all_reports_and_back(archive: Archive, indexes: Indexes) -> None:
    found: list[str] = []
    at: str | None = next(iter(archive.reports))
    while at:
        found.append(at)
        before, after = indexes.neighbours[at]
        assert before == (found[-2] if len(found) > 1 else None)
        at = after
    assert found == list(archive.reports)


def test_a_step_leads_to_the_reports_before_and_after_in_each_thread(tmp_path: Path) -> None:
    names = ("siege", "talks")
    files = {f"threads/{name}.md": document(name=name.title(), summary="A story.") for name in names}
    files |= {
        "reports/2016/10/01-one.md": report(date="2016-10-01", threads="[Siege]"),
        "reports/2016/10/02-two.md": report(date="2016-10-02", threads="[talks, siege]"),
        "reports/2016/10/03-three.md": report(date="2016-10-03"),
        "reports/2016/10/04-four.md": report(date="2016-10-04", threads="[siege, Siege]"),
    }
    indexes = build_indexes(cards_of(read(base(tmp_path, files))))
    one, two, four = (f"2016/10/{name}" for name in ("01-one", "02-two", "04-four"))
    assert indexes.reports_by_thread == {"siege": (one, two, four), "talks": (two,)}
    assert indexes.steps == {
        one: (("siege", None, two),),
        two: (("siege", one, four), ("talks", None, None)),
        four: (("siege", two, None),),
    }


def test_answers_lead_from_a_claim_to_those_that_deny_it(indexes: Indexes) -> None:
    assert indexes.answers == {"truce-holds": ("denial",)}
    assert indexes.reports_by_claim["denial"] == ("2016/10/28-day",)


def test_trees_are_known_from_above_and_from_below(archive: Archive, indexes: Indexes) -> None:
    assert indexes.places_within == {"aleppo": ("district",), "syria": ("aleppo",)}
    assert indexes.actors_within == {"free-syrian-army": ("brigade",)}
    assert list(holders("district", cards_of(archive).places)) == ["aleppo", "syria"]


def test_companions_are_ranked_by_count_then_by_id(archive: Archive) -> None:
    reports = archive.reports.values()
    assert ranked(report.all_sources for report in reports) == (("reuters", 7), ("tass", 2))
    assert ranked((report.everyone for report in reports), besides="russia")[0] == ("brigade", 1)


def test_an_interval_is_under_way_after_its_first_day_and_until_its_last(indexes: Indexes) -> None:
    """On the days that have a report of their own."""
    found = {day: list(reports) for day, reports in indexes.under_way.items()}
    assert found == {"2016-10-27": ["2016/10/late"], "2016-10-28": ["2016/10/late"], "2016-10-29": ["2016/10/late"]}


def test_the_public_sees_no_draft(archive: Archive) -> None:
    assert archive.reports.keys() - published(archive).reports.keys() == {"2016/draft"}


def test_an_empty_archive_has_empty_views() -> None:
    empty = build_indexes(Cards())
    assert not any((empty.reports_by_day, empty.reports_by_place, empty.neighbours, empty.reports_by_claim, empty.answers))
