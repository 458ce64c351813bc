"""Views across the archive."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annals.cards import Cards, ClaimCard, EntityCard, ReportCard, SettlementCard, SubjectCard
from annals.claim_indexes import Last
from annals.filing import cards_of
from annals.indexes import _MADE, Indexes, build_indexes, differences, holders, ranked, tables_again
from annals.load import published
from annals.records import TABLES, Archive
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


class Looked:
    """A card that notes which of its fields are looked at."""

    def __init__(self, table: str, card: Any, looks: set[str]) -> None:
        self._noted = (table, card, looks)

    def __getattr__(self, name: str) -> Any:
        table, card, looks = self._noted
        looks.add(f"{table}.{name}")
        return getattr(card, name)


@pytest.mark.parametrize("name", _MADE)
def test_a_table_is_made_from_what_it_is_said_to_be_made_from(name: str) -> None:
    """Else it would stay what it was after a change of something else."""
    make, made_from = _MADE[name]
    looks: set[str] = set()
    every = all_cards()
    watched = Cards(**{table: {id: Looked(table, card, looks) for id, card in getattr(every, table).items()} for table in TABLES.values()})
    made = make(watched)
    if name == "relations":
        for id in made:
            made[id]
    ids = {f"{table}.id" for table in TABLES.values()}
    assert looks - ids == set(made_from) - ids


def all_cards() -> Cards:
    """One report and one of each family, each of which has something in every field that a table can be made from."""
    claim = ClaimCard("c", "toll", "actor", "a", "says", (("killed", "7"),), "denies", "d", 1, True)
    blank: Any = ReportCard(*(() for _ in ReportCard._fields))  # type: ignore[misc]  # what is not looked at
    day = blank._replace(id="r", title="T", order=(1, 0, 1, ""), anchor="2016-10-28", span=("2016-10-28", "2016-10-30"))
    day = day._replace(actors=("a",), locations=("p",), sources=("s",), threads=("t",), terms=("w",), images=(("i", "p"),))
    day = day._replace(claims=(tuple(claim),), follows=("q",))
    entity = EntityCard("", "", "Name", (), "", (), (), "reviewed", (), (), "")
    named = {table: {id: entity._replace(id=id)} for table, id in (("actors", "a"), ("places", "p"), ("sources", "s"), ("threads", "t"))}
    subject = SubjectCard("toll", "", "Toll", (), "", (), "reviewed", False, (), (), (), "p")
    return Cards(
        reports={"q": day._replace(id="q", follows=()), "r": day}, subjects={"toll": subject}, terms={"w": entity._replace(id="w")}, **named
    )


_CLAIMED = [("toll", "a", "killed", "7"), ("toll", "b", "killed", "9"), ("share", "a", "killed", "2"), ("share", "b", "injured", "3")]
_VALUES: dict[str, list[Any]] = {
    "title": ["One", "Two"],
    "order": [(1, 0, 1, ""), (2, 0, 2, ""), (2, 0, 9, "")],
    "anchor": ["2016-10-28", "2016-10", "2016", "2017-01-02"],
    "span": [None, ("2016-10-28", "2016-11-02"), ("2016-10", "2017-01")],
    "actors": [(), ("a",), ("a", "b")],
    "locations": [(), ("town",), ("town", "land")],
    "sources": [(), ("s",)],
    "threads": [(), ("t",)],
    "terms": [(), ("w",)],
    "images": [(), (("i", "town"),)],
    "follows": [(), ("r0",)],
    "claims": [
        (),
        *((tuple(ClaimCard("{}", about, "actor", who, "says", ((of, f),), "", None, 5, True)),) for about, who, of, f in _CLAIMED),
        (tuple(ClaimCard("{}", "", "source", "s", "denies", (), "denies", "r0-c", 6, True)),),
    ],
}


def drawn(chance: random.Random, id: str) -> Any:
    blank: Any = ReportCard(*(() for _ in ReportCard._fields))  # type: ignore[misc]  # what is not looked at
    card = blank._replace(id=id, **{name: chance.choice(values) for name, values in _VALUES.items()})
    return named_claim(card)


def named_claim(card: Any) -> Any:
    """Its claim has an id that no other report's has."""
    return card._replace(claims=tuple((f"{card.id}-c", *claim[1:]) for claim in card.claims))


@given(st.integers(0, 10**6), st.integers(0, 12), st.integers(0, 4))
@settings(deadline=None, max_examples=200)
def test_what_is_kept_of_the_last_build_is_what_would_be_made_now(seed: int, count: int, edits: int) -> None:
    chance = random.Random(seed)
    entity = EntityCard("", "", "Name", (), "", (), (), "reviewed", (), (), "")
    places = {id: entity._replace(id=id, name=id.title()) for id in ("land", "town", "sea")}
    places["town"] = places["town"]._replace(above=("land",))
    subject = SubjectCard("toll", "", "Toll", (), "", (), "reviewed", False, tuple(SettlementCard()), (), (), "")
    subjects = {"share": subject._replace(id="share", above=("toll",)), "toll": subject}
    cards = Cards(reports=in_time({f"r{n}": drawn(chance, f"r{n}") for n in range(count)}), places=places, subjects=subjects)
    kept = build_indexes(cards)
    for _ in range(edits):
        reports = dict(cards.reports)
        id = f"r{chance.randrange(count + 2)}"
        if chance.random() < 0.2:
            reports.pop(id, None)
        elif id not in reports:
            reports[id] = drawn(chance, id)
        else:
            name = chance.choice(list(_VALUES))
            reports[id] = named_claim(reports[id]._replace(**{name: chance.choice(_VALUES[name])}))
        changed = replace(cards, reports=in_time(reports))
        if chance.random() < 0.2:
            changed = replace(changed, places={**places, "town": places["town"]._replace(above=chance.choice([(), ("sea",)]))})
        if chance.random() < 0.2:
            share = subjects["share"]._replace(above=chance.choice([(), ("toll",)]), competing=chance.random() < 0.5)
            changed = replace(changed, subjects={**subjects, "share": share})
        last = Last(cards, kept.tables() if chance.random() < 0.5 else tables_again(kept.plain(), cards), changed)
        fresh = build_indexes(changed)
        made = build_indexes(changed, last)
        assert whole(made) == whole(fresh)
        assert [list(table) for table in made.tables().values()] == [list(table) for table in fresh.tables().values()]
        told = set(differences(last, made))
        before, after = whole(build_indexes(cards)), whole(fresh)
        changes = {
            (name, key, key not in before[name] or key not in after[name])
            for name in after
            for key in before[name].keys() | after[name].keys()
            if before[name].get(key) != after[name].get(key)
        }
        totals = {("totals", key) for name, key, _ in changes if name == "totals"}
        assert totals <= {(name, key) for name, key, _ in told}  # more of them may be told than there are
        assert {change for change in told if change[0] != "totals"} == {change for change in changes if change[0] != "totals"}
        cards, kept = changed, made


def whole(indexes: Indexes) -> dict[str, dict[str, Any]]:
    return {name: dict(table) for name, table in indexes.tables().items()}


def in_time(reports: dict[str, Any]) -> dict[str, Any]:
    return {card.id: card for card in sorted(reports.values(), key=lambda card: (card.order, card.id))}
