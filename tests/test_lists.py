"""Long lists by decade, year and part: no address that was there goes when the list grows."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annals.lists import by_decade, by_name, by_year, list_parts


def addresses(years: list[int], size: int) -> set[tuple[str, int | None]]:
    """Of a list whose items are of these years, in their order: decade or year, and the part."""
    items = {f"{number}": str(year) for number, year in enumerate(years)}
    found: set[tuple[str, int | None]] = set()
    for decade, pages in by_decade(by_year(items, lambda item: items[item][:4]), size).items():
        found.add((decade, None))
        found |= {(iso, part.number) for iso, own in pages.items() for part in list_parts(len(own), size)}
    return found


@pytest.mark.parametrize("size", [1, 2, 3, 5, 50])
def test_no_address_goes_when_reports_are_added(size: int) -> None:
    before: set[tuple[str, int | None]] = set()
    for count in range(1, 5 * size + 5):
        now = addresses([2001 + 3 * number // (5 * size + 5) for number in range(count)], size)
        assert before <= now, f"the {count}th report removes {before - now}"
        before = now


class _Named(NamedTuple):
    id: str
    name: str


def test_in_a_list_by_name_numbers_stand_in_their_order() -> None:
    ordered = ["2 men", "10 men", "Case", "Case 2", "Case 10", "case 10b", "Case 007 of 3", "Case 7 of 20", "Émigrés", "Fighters"]
    told = sorted((_Named(name, name) for name in ordered[::-1]), key=by_name)
    assert [one.name for one in told] == ["2 men", "10 men", "Case", "Case 2", *ordered[6:8], "Case 10", "case 10b", "Émigrés", "Fighters"]


@given(st.lists(st.text(max_size=8), max_size=6))
def test_any_names_have_an_order(found: list[str]) -> None:
    """Letters and numbers of any script; of one name, the id decides."""
    told = sorted((_Named(str(number), name) for number, name in enumerate(found)), key=by_name)
    assert sorted(told[::-1], key=by_name) == told  # noqa: C415 - that the order before plays no part is what is asked


def test_a_number_of_any_length_has_an_order() -> None:
    """Longer than Python turns into a number."""
    long, longer = _Named("a", f"Case {'9' * 5000}"), _Named("b", f"Case 1{'0' * 5000}")
    assert by_name(_Named("c", "Case 10")) < by_name(long) < by_name(longer)
