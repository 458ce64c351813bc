"""What is known of the content is the same wherever it lies; and of what is filed no more is unpacked than is asked for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annals.cards import AcceptanceCard, TakedownCard
from annals.inputs import Filed, Sources, SourceState
from annals.pack import DamagedError

FOLDERS = {"acceptance": "accepted", "takedown": "takedowns"}
PATHS = [f"{folder}/{name}.md" for folder in FOLDERS.values() for name in "abc"]


def source(inside: str, number: int) -> SourceState:
    """A file that waits when the number is odd."""
    folder, _, rest = inside.partition("/")
    family = next(family for family, its in FOLDERS.items() if its == folder)
    id, status = rest.removesuffix(".md"), "unverified" if number % 2 else "reviewed"
    card = AcceptanceCard(id, inside, status) if family == "acceptance" else TakedownCard(id, inside, (), "2016-10-01", status)
    return SourceState((number, 2, 3), b"digest", family, id, tuple(card), (0, number, b""), b"bearing")


ARCHIVES = st.dictionaries(st.sampled_from(PATHS), st.integers(0, 5)).map(lambda found: dict(sorted(found.items())))


@given(ARCHIVES, st.lists(st.tuples(ARCHIVES, st.booleans()), max_size=3))
def test_it_is_the_same_wherever_it_lies(first: dict[str, int], steps: list[tuple[dict[str, int], bool]]) -> None:
    plain = {inside: source(inside, number) for inside, number in first.items()}
    found = Sources.of(plain).settle()
    for numbers, settled in steps:
        before, found_before = plain, found
        plain = {inside: source(inside, number) for inside, number in numbers.items()}
        known = {inside: its if before.get(inside) != its else before[inside] for inside, its in plain.items()}
        plain = known
        found = found.but({inside: its for inside, its in known.items() if before.get(inside) is not its}, numbers)
        assert list(found.items()) == list(plain.items())
        assert found_before.gone(found) == before.keys() - plain.keys()
        assert set(found.others(found_before)) == {inside for inside, its in plain.items() if before.get(inside) is not its}
        if settled:
            found = found.settle()
    every = list(plain.values())
    assert {inside: found.stamp(inside) for inside in PATHS} == {
        inside: plain[inside].stamp if inside in plain else None for inside in PATHS
    }
    assert found.stamped().by_file() == {inside: its.stamp for inside, its in plain.items()}
    assert list(found.ids()) == [(its.family, its.id) for its in every]
    assert found.used == sum(its.place[1] for its in every)
    for family in FOLDERS:
        assert sorted(found.in_families(family)) == sorted(its for its in every if its.family == family)
    assert sorted(found.waiting()) == sorted(its for its in every if its.stamp[0] % 2)
    fewer = found.without(PATHS[:2])
    assert dict(fewer) == {inside: its for inside, its in plain.items() if inside not in PATHS[:2]}
    assert dict(found) == plain


def test_only_what_is_asked_for_is_unpacked_and_what_is_damaged_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    filed = Filed.of({inside: source(inside, number) for number, inside in enumerate(PATHS)})
    rows = bytearray(filed.rows.data)
    rows[-1] ^= 1
    again = Filed(filed.columns, bytes(rows))
    looked: list[int] = []
    real = Filed.source

    def noting(self: Filed, number: int) -> Any:
        looked.append(number)
        return real(self, number)

    monkeypatch.setattr(Filed, "source", noting)
    found = Sources(again)
    assert (len(found), PATHS[0] in found, found.stamp(PATHS[1]), found.used, looked) == (6, True, (1, 2, 3), 15, [])
    assert found[PATHS[0]] == source(PATHS[0], 0)
    assert found[PATHS[0]] is found[PATHS[0]]
    assert set(looked) == {0}
    with pytest.raises(DamagedError):
        found[PATHS[-1]]
