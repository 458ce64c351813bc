"""A drawer is the table that it stands for, whatever came later; and it takes out no more than what is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from annals.drawers import Drawer, but, others
from annals.state import PackedTable

VALUES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 5))
CHANGES = st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.none() | st.integers(1, 5)), max_size=3)


def sorted_by_key(table: Mapping[str, int]) -> dict[str, int]:
    return {key: table[key] for key in sorted(table)}


def drawer_of(table: Mapping[str, int]) -> Drawer[str, int]:
    packed = PackedTable.of(table)
    assert packed is not None
    lies = PackedTable(lambda: packed)
    return Drawer(lies.places, lies.take)


@given(VALUES, CHANGES)
def test_a_drawer_is_the_table_that_it_stands_for(values: dict[str, int], changes: list[dict[str, int | None]]) -> None:
    plain: Mapping[str, int] = sorted_by_key(values)
    drawer: Mapping[str, int] = drawer_of(plain)
    for change in changes:
        before, drawer_before = plain, drawer
        plain, drawer = but(plain, change), but(drawer, change)
        assert list(drawer.items()) == list(plain.items())
        assert list(plain) == sorted(plain)
        assert (list(drawer), list(drawer.keys()), list(drawer.values())) == (list(plain), list(plain.keys()), list(plain.values()))
        assert {key: drawer.get(key) for key in "abcdefgh"} == {key: plain.get(key) for key in "abcdefgh"}
        assert {key for key in "abcdefgh" if key in drawer} == plain.keys()
        assert len(drawer) == len(plain)
        told = {frozenset(found) if found is not None else None for found in (others(before, plain), others(drawer_before, drawer))}
        assert len(told) == 1
        assert dict(drawer_before) == dict(before)


def test_nothing_is_taken_out_that_nobody_asks_for() -> None:
    taken: list[str] = []

    def take(place: str) -> str:
        taken.append(place)
        return place.upper()

    drawer = Drawer(lambda: dict(zip("abc", "xyz", strict=True)), take)
    assert ("a" in drawer, len(drawer), list(drawer), taken) == (True, 3, ["a", "b", "c"], [])
    later = drawer.but({"b": "other"})
    assert ([later["a"], later["b"], later["a"]], taken) == (["X", "other", "X"], ["x"])
    assert list(others(drawer, later) or ()) == ["b"]
    assert drawer["b"] == "Y"
    assert taken == ["x", "y"]
