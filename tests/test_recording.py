"""Facts are numbered anew when most are in use no more: what is left says the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annals.recording import Facts, Numbers, Recorder, Table, Users, in_use, packed, touched


@st.composite
def noted(draw: st.DrawFn) -> tuple[Facts, list[bytes]]:
    """Facts, pieces of what stands before them, and what some pages were made from."""
    facts: Facts = []
    for number in range(draw(st.integers(1, 30))):
        below = st.sets(st.integers(0, number - 1), min_size=1) if number else st.nothing()
        facts.append(draw(st.just(("table", str(number))) | below.map(packed)))
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


@given(noted(), st.data())
def test_the_users_of_what_has_changed_are_those_that_a_search_through_all_finds(
    known: tuple[Facts, list[bytes]], data: st.DataObject
) -> None:
    """Also of facts and pages that come later."""
    facts, pages = known
    numbers = Numbers([])
    users = Users(numbers)
    first = data.draw(st.integers(0, len(facts)))
    for upto in (first, len(facts)):
        here = numbers.take_in(facts[:upto])
        read = {str(name): memoryview(page).cast("I").tolist() for name, page in enumerate(pages)}
        made = {name: packed(here[number] for number in own) for name, own in read.items() if max(own, default=0) < upto}
        for name, own in made.items():
            users.add(name, own)
        changed = (
            data.draw(st.sets(st.sampled_from([fact for fact in numbers.facts if isinstance(fact, tuple)]))) if numbers.facts else set()
        )
        expected = touched(numbers, changed)
        assert users.touched(changed) == expected
        assert users.of(expected) == {name for name, own in made.items() if not expected.isdisjoint(memoryview(own).cast("I"))}


def test_a_look_at_several_keys_is_a_look_at_each() -> None:
    values = {"a": 1, "b": 2, "c": 3}
    recorder = Recorder()
    table = Table("letters", values, recorder)
    for keys in (["b"], ["a", "b", "b"], []):  # those that were looked at before, too
        found, looks = recorder.record(table.several, keys)
        assert found == [values[key] for key in keys]
        assert {recorder.numbers.facts[number] for number in looks} == {("letters", key) for key in keys}
