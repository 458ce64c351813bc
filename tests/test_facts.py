"""Facts under numbers: what is on the disk says what was noted, and what is numbered anew says the same."""

from __future__ import annotations

from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from annals.facts import Fact, Facts, Numbered, Numbers, Users, in_use, mark
from annals.recording import Recorder, Table
from annals.rows import packed


@st.composite
def noted(draw: st.DrawFn) -> tuple[Facts, list[bytes]]:
    """Facts, pieces of what stands before them, and what some pages were made from."""
    facts: Facts = []
    for number in range(draw(st.integers(1, 30))):
        below = st.sets(st.integers(0, number - 1), min_size=1) if number else st.nothing()
        facts.append(draw(st.just(mark("table", str(number))) | below.map(packed)))
    return facts, draw(st.lists(st.sets(st.integers(0, len(facts) - 1)).map(packed), max_size=5))


def meant(facts: Facts, numbers: bytes) -> set[object]:
    """All plain facts that some numbers stand for."""
    found: set[object] = set()
    for number in memoryview(numbers).cast("I"):
        fact = facts[number]
        found |= meant(facts, fact) if isinstance(fact, bytes) else {fact}
    return found


@given(noted())
def test_what_pages_were_made_from_is_the_same_and_nothing_is_left_over(known: tuple[Facts, list[bytes]]) -> None:
    facts, pages = known
    kept, new = in_use(facts, pages)
    again = [packed(new[number] for number in memoryview(page).cast("I")) for page in pages]
    assert [meant(kept, page) for page in again] == [meant(facts, page) for page in pages]
    assert list(new) == sorted(new)
    assert in_use(kept, again) == (kept, {number: number for number in range(len(kept))})
    assert all(number < at for at, fact in enumerate(kept) if isinstance(fact, bytes) for number in memoryview(fact).cast("I"))


def plainly_touched(facts: Facts, changed: set[Fact]) -> set[int]:
    marks = {mark(*fact) for fact in changed}
    found = {number for number, fact in enumerate(facts) if fact in marks}
    for number, fact in enumerate(facts):
        if isinstance(fact, bytes) and not found.isdisjoint(memoryview(fact).cast("I")):
            found.add(number)
    return found


@given(noted())
def test_what_lies_on_the_disk_is_what_was_noted(known: tuple[Facts, list[bytes]]) -> None:
    facts = list(dict.fromkeys(known[0]))
    there = Numbered.of(facts)
    again = Numbered(bytes(there.marks), bytes(there.pieces), there.rows)
    assert (again.facts(), len(again)) == (facts, len(facts))
    assert [again.number(fact) for fact in facts] == list(range(len(facts)))
    assert again.number(mark("another", "1")) is None
    assert again.number(packed([99])) is None


def test_a_piece_and_a_fact_of_the_same_mark_are_two_things() -> None:
    piece = packed([0])
    facts: Facts = [mark("table", "0"), crc32(piece), piece]
    there = Numbered.of(facts)
    assert [there.number(fact) for fact in facts] == [0, 1, 2]


def test_a_key_that_is_no_proper_text_has_a_mark_too() -> None:
    assert mark("table", "\udcff") != mark("table", "\udcfe")


@given(noted(), st.data())
def test_the_users_of_what_has_changed_are_those_that_a_search_through_all_finds(
    known: tuple[Facts, list[bytes]], data: st.DataObject
) -> None:
    """Also of facts and pages that come later."""
    facts, pages = known
    numbers = Numbers()
    users = Users(numbers)
    first = data.draw(st.integers(0, len(facts)))
    for upto in (first, len(facts)):
        here = numbers.take_in(facts[:upto])
        read = {str(name): memoryview(page).cast("I").tolist() for name, page in enumerate(pages)}
        made = {name: packed(here[number] for number in own) for name, own in read.items() if max(own, default=0) < upto}
        for name, own in made.items():
            users.add(name, own)
        if data.draw(st.booleans()):
            numbers.settle()  # what is known goes to the disk
        changed: set[Fact] = data.draw(st.sets(st.integers(0, 29).map(lambda number: ("table", str(number)))))
        expected = plainly_touched(numbers.all(), changed)
        assert numbers.touched(changed) == expected
        assert users.touched(changed) == expected
        assert users.of(expected) == {name for name, own in made.items() if not expected.isdisjoint(memoryview(own).cast("I"))}


def test_a_look_at_several_keys_is_a_look_at_each() -> None:
    values = {"a": 1, "b": 2, "c": 3}
    recorder = Recorder()
    table = Table("letters", values, recorder)
    for keys in (["b"], ["a", "b", "b"], []):  # those that were looked at before, too
        found, looks = recorder.record(table.several, keys)
        assert found == [values[key] for key in keys]
        assert {recorder.numbers.all()[number] for number in looks} == {mark("letters", key) for key in keys}
