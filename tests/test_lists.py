"""Long lists by decade, year and part: no address that was there goes when the list grows."""

from __future__ import annotations

import pytest

from annals.lists import by_decade, by_year, list_parts


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
