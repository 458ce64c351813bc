"""The claims about one thing: what stands, what is contested, how one figure is made of many, and what may be added up."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annals.cards import ClaimCard, SettlementCard
from annals.figures import parse_figure
from annals.ledger import Entry, Standing, survey, totals, voices
from annals.ranges import range_of
from tests.strategies import figures


def claim(id: str, speaker: str, killed: str = "", verb: str = "says", said: int = 1, text: bool = False, **relation: str) -> Entry:
    (word, related), *_ = [*relation.items(), ("", None)]
    own = (("killed", killed),) if killed else ()
    return Entry("2001/x", ClaimCard(id, "toll", "actor", speaker, verb, own, word, related, said, text))


def of(*entries: Entry, rule: str = "range", competing: bool = False, **settled: Any) -> Standing:
    return survey(entries, SettlementCard(rule, **settled), competing)[0]


def lies(*entries: Entry) -> dict[str, str]:
    return {voice.who[1]: voice.lies for voice in voices(entries, "killed")}


def toll(state: Standing) -> tuple[str, int, int]:
    (tally,) = state.tallies
    return tally.range.words, tally.speakers, tally.apart


# --- contested


@pytest.mark.parametrize(
    ("one", "other", "contested"),
    [
        ("7", "more than 15", True),
        ("15", "more than 15", True),
        ("15", "15+", False),
        ("160..200", "11", True),
        ("160..200", "180", False),
        ("7", "7", False),
        ("7", "dozens", True),
        ("nearly 100", "150", True),
        ("nearly 100", "7", False),  # how far below a hundred is not said
        ("~100", "7", False),
        ("15+", "20+", False),
    ],
)
def test_figures_of_two_speakers_contest_each_other_where_no_number_is_both(one: str, other: str, contested: bool) -> None:
    state = of(claim("a", "x", one), claim("b", "y", other))
    assert (state.contested, state.tallies[0].apart) == (contested, 2 if contested else 0)
    assert not of(claim("a", "x", one), claim("b", "x", other)).contested  # nobody contests himself


def test_two_categories_are_not_compared() -> None:
    other = claim("b", "y", "15+")
    injured = other._replace(claim=other.claim._replace(figures=(("injured", "15+"),)))
    assert not of(claim("a", "x", "7"), injured).contested


def test_a_denial_contests_what_somebody_else_said() -> None:
    said = claim("a", "x", text=True)
    assert of(said, claim("b", "y", verb="denies", denies="a")).denials == (("b", "a"),)
    assert of(said, claim("b", "y", denies="a", text=True)).contested
    assert of(said, claim("b", "y", verb="denies", text=True)).denials == (("b", ""),)
    assert not of(said, claim("b", "x", verb="denies", denies="a")).contested  # taken back by the one who said it
    assert not of(claim("b", "y", verb="denies", text=True)).contested  # nothing is said that it denies
    assert not of(said, claim("b", "y", verb="cannot-verify", text=True)).contested
    assert not of(said, claim("b", "y", verb="confirms", confirms="a")).contested


def test_a_denial_of_what_was_replaced_since_contests_nothing() -> None:
    said, denial = claim("a", "x", text=True), claim("b", "y", verb="denies", denies="a")
    assert not of(said, denial, claim("c", "x", text=True, revises="a")).contested
    assert not of(said, denial, claim("c", "y", text=True, revises="b")).contested
    assert of(said, denial, claim("c", "z", text=True, revises="a")).contested  # nobody replaces what another said


def test_texts_compete_where_the_subject_says_so_and_two_speakers_tell_one() -> None:
    two = (claim("a", "x", text=True), claim("b", "y", text=True))
    assert not of(*two).contested
    assert of(*two, competing=True).accounts == 2
    assert not of(claim("a", "x", text=True), claim("b", "x", text=True), competing=True).contested


# --- what stands


def test_of_each_speaker_the_last_figure_stands() -> None:
    assert toll(of(claim("a", "x", "7", said=1), claim("b", "y", "20", said=1), claim("c", "x", "20", said=2))) == ("20", 2, 0)
    assert toll(of(claim("a", "x", "7"), claim("b", "x", "9"))) == ("7 to 9", 1, 0)  # said on one day: both stand


def test_what_a_speaker_replaced_does_not_stand_even_when_it_was_said_later() -> None:
    assert toll(of(claim("a", "x", "30", said=2), claim("b", "x", "7", said=1, revises="a"))) == ("7", 1, 0)


def test_who_denies_or_cannot_verify_gives_no_figure_of_its_own() -> None:
    told = claim("a", "x", "7")
    assert toll(of(told, claim("b", "y", "30", verb="denies", denies="a"))) == ("7", 1, 0)
    assert toll(of(told, claim("b", "y", "30", verb="cannot-verify"))) == ("7", 1, 0)


def test_who_confirms_a_claim_gives_its_figure() -> None:
    assert toll(of(claim("a", "x", "7"), claim("b", "y", verb="confirms", confirms="a"), claim("c", "z", "30"))) == ("7 to 30", 3, 3)
    assert toll(of(claim("a", "x", "7"), claim("b", "x", verb="confirms", confirms="a"))) == ("7", 1, 0)


def test_each_figure_lies_above_below_within_or_alone() -> None:
    assert lies(claim("a", "x", "7")) == {"x": "alone"}
    assert lies(claim("a", "x", "7"), claim("b", "y", "more than 15")) == {"x": "below", "y": "above"}
    assert lies(claim("a", "x", "7"), claim("b", "y", "10..20"), claim("c", "z", "15+")) == {"x": "below", "y": "within", "z": "within"}
    assert lies(claim("a", "x", "7"), claim("b", "y", "10"), claim("c", "z", "20")) == {"x": "below", "y": "within", "z": "above"}


def test_who_stands_alone_meets_nobody() -> None:
    known = voices([claim("a", "x", "7"), claim("b", "y", "10..20"), claim("c", "z", "15+"), claim("d", "w", "8")], "killed")
    assert [(voice.who[1], voice.apart, voice.meets) for voice in known] == [
        ("x", True, False),
        ("w", True, False),
        ("y", True, True),
        ("z", True, True),
    ]


@given(st.lists(figures(), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_what_stands_depends_on_no_order_and_agrees_with_each_pair(known: list[Any], chance: random.Random) -> None:
    entries = [claim(f"c{n}", f"s{n}", str(figure)) for n, figure in enumerate(known)]
    found = voices(entries, "killed")
    mixed = list(entries)
    chance.shuffle(mixed)
    assert voices(mixed, "killed") == found
    for voice in found:
        own = known[int(voice.who[1][1:])]
        others = [figure for n, figure in enumerate(known) if f"s{n}" != voice.who[1]]
        below = [other.high is not None and own.low is not None and other.high < own.low for other in others]
        above = [other.low is not None and own.high is not None and own.high < other.low for other in others]
        assert voice.apart == (any(below) or any(above))
        expected = "alone" if not others else "above" if all(below) else "below" if all(above) else "within"
        assert voice.lies == expected


# --- settlement


def settled(*entries: Entry, rule: str, **rest: Any) -> tuple[str, str | None]:
    (tally,) = of(*entries, rule=rule, **rest).tallies
    return tally.rule, tally.settled.words if tally.settled else None


TWO_AND_ONE = (claim("a", "x", "7"), claim("b", "y", "7"), claim("c", "z", "more than 15"))


def test_each_rule_makes_one_figure_of_many() -> None:
    assert settled(*TWO_AND_ONE, rule="range") == ("range", "7 to more than 15")
    assert settled(*TWO_AND_ONE, rule="majority") == ("majority", "7")
    assert settled(*TWO_AND_ONE, rule="source-order", order=(("source", "z"), ("actor", "z"), ("actor", "x"))) == (
        "source-order",
        "more than 15",
    )
    assert settled(*TWO_AND_ONE, rule="editor", figures=(("killed", "10..15"),)) == ("editor", "10 to 15")
    assert settled(*TWO_AND_ONE, rule="unsettled") == ("unsettled", None)


def test_a_rule_that_gives_nothing_settles_nothing() -> None:
    assert settled(TWO_AND_ONE[0], TWO_AND_ONE[2], rule="majority") == ("majority", None)  # half is no majority
    assert settled(*TWO_AND_ONE, rule="source-order", order=(("actor", "w"),)) == ("source-order", None)
    assert settled(*TWO_AND_ONE, rule="editor", figures=(("injured", "3"),)) == ("range", "7 to more than 15")


# --- totals


def total_of(states: dict[str, Standing], above: dict[str, Sequence[str]] | None = None) -> list[tuple[Any, ...]]:
    return [
        (sum.category, sum.range.words if sum.range else None, sum.subjects, sum.shares, sum.unsettled)
        for sum in totals(states, above or {})
    ]


def test_a_total_is_a_range_that_counts_each_subject_once() -> None:
    one, two = of(*TWO_AND_ONE), of(claim("d", "x", "100"))
    assert total_of({"one": one, "two": two}) == [("killed", "107 to 116 or more", 2, 0, 0)]


def test_a_share_and_its_whole_are_never_added() -> None:
    one, two, three = (of(claim(id, "x", figure)) for id, figure in (("a", "10"), ("b", "100"), ("c", "3")))
    assert total_of({"share": one, "whole": two, "part": three}, {"share": ("whole",), "part": ("share",)}) == [("killed", "100", 1, 2, 0)]
    # where the whole has no figure, its shares have; where what is between has none, the whole still has
    assert total_of({"share": one, "part": three}, {"share": ("whole",), "part": ("between",), "between": ("whole",)}) == [
        ("killed", "13", 2, 0, 0)
    ]
    assert total_of({"whole": two, "part": three}, {"part": ("between",), "between": ("whole",)}) == [("killed", "100", 1, 1, 0)]


def test_what_is_unsettled_is_left_out_and_counted_as_such() -> None:
    states = {"one": of(*TWO_AND_ONE, rule="unsettled"), "two": of(claim("d", "x", "100")), "three": of(claim("e", "x", text=True))}
    assert total_of(states) == [("killed", "100", 1, 0, 1)]
    assert total_of({"one": states["one"]}) == [("killed", None, 0, 0, 1)]


def test_parts_of_figures_are_not_added_beside_their_wholes() -> None:
    entry = claim("a", "x", "10")
    parts = entry._replace(claim=entry.claim._replace(figures=(("killed", "10"), ("killed/civilians", "4"))))
    state = of(parts)
    assert [tally.category for tally in state.tallies] == ["killed", "killed/civilians"]
    assert total_of({"one": state}) == [("killed", "10", 1, 0, 0)]


@given(st.lists(figures(), min_size=1, max_size=6))
def test_a_total_is_the_sum_of_what_stands(known: list[Any]) -> None:
    states = {f"s{n}": of(claim(f"c{n}", "x", str(figure))) for n, figure in enumerate(known)}
    (sum_,) = totals(states, {})
    assert sum_.range is not None
    assert sum_.range.low.number == sum(range_of(figure).low.number for figure in known)
    assert parse_figure(str(known[0])) == known[0]
