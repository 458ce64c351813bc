"""Long lists, cut into pages from their oldest end, or in order of name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Protocol

from .names import fold
from .values import immutable
from .views import Link

Numbers = tuple[int | None, ...]
_NUMBERS = re.compile(r"([0-9]+)")


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


def by_name(one: _Named) -> tuple[list[str | tuple[int, str]], str]:
    """Where it stands in a list by name: numbers count as numbers, so that case 2 comes before case 10. Of the same name by id."""
    parts = _NUMBERS.split(fold(one.name))
    return [_size(part) if place % 2 else part for place, part in enumerate(parts)], one.id


def _size(digits: str) -> tuple[int, str]:
    """What orders a number of any length."""
    number = digits.lstrip("0")
    return len(number), number


@immutable
class ListPart:
    """A page's share of a long list. ``number`` counts from the oldest; ``None`` is the first page that a reader sees, with the newest."""

    number: int | None
    start: int  # index of its oldest item, inclusive
    end: int  # exclusive
    newer: int | None = None  # the number of the page beside it, on the newer side
    older: int | None = None
    whole: bool = True  # one page holds all

    @property
    def values(self) -> tuple[int | None, ...]:
        """As plain values: ``ListPart(*part.values) == part``."""
        return (self.number, self.start, self.end, self.newer, self.older, self.whole)


def list_parts(count: int, size: int) -> list[ListPart]:
    """Cut a list into pages from its oldest end, newest page first.

    A numbered page is sealed: it holds ``size`` items and never changes when newer ones come, but for its link to the next.
    The first page holds the rest, from half of ``size`` to less than one and a half once there is any sealed page, so that it is
    never nearly empty, and never twice as long as the others.
    """
    sealed = max(0, (count - (size + 1) // 2) // size)
    head = ListPart(None, sealed * size, count, None, sealed or None, not sealed)
    return [head, *(_sealed(number, size, sealed) for number in range(sealed, 0, -1))]


def _sealed(number: int, size: int, last: int) -> ListPart:
    newer = number + 1 if number < last else None
    return ListPart(number, (number - 1) * size, number * size, newer, number - 1 or None, False)


Times = dict[str, tuple[str, ...]]


def by_year(items: Iterable[str], year: Callable[[str], str]) -> Times:
    """Items in their order, under the year on which each is listed; the years in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for one, own in groupby(items, year):
        found[one] += own
    return {one: tuple(found[one]) for one in sorted(found)}


def decade_of(iso: str) -> str:
    return f"{iso[:3]}0s"


def by_decade(years: Times, size: int) -> dict[str, Times]:
    """Each decade to its pages, by what they are of: to itself as long as :func:`list_parts` leaves it in one part, else to each of its
    years. A year of a later decade changes nothing in an earlier one; and a decade that is cut into years had no parts that would go.
    """
    decades: dict[str, Times] = defaultdict(dict)
    for year, items in years.items():
        decades[decade_of(year)][year] = items
    whole = {decade: tuple(item for items in own.values() for item in items) for decade, own in decades.items()}
    return {decade: {decade: whole[decade]} if len(list_parts(len(whole[decade]), size)) == 1 else own for decade, own in decades.items()}


@immutable
class Pager:
    """The way through a list that is cut into pages. Pages are numbered from the oldest, so page 1 never changes when reports are added."""

    newer: Link | None
    older: Link | None
    position: str  # "Reports 51 to 100 of 1,234, oldest first"; "" when one page holds all


def pager(part: ListPart, url: Callable[[int | None], str | None], items: str = "reports") -> Pager:
    """The links from a part to those beside it. ``url``: of a part, by its number; ``items``: what the list holds."""
    if part.whole:
        return Pager(None, None, "")
    newer = Link(f"Newer {items}", url(part.newer)) if part.number is not None else None
    older = Link(f"Older {items}", url(part.older)) if part.older is not None else None
    return Pager(newer, older, f"{items.capitalize()} {part.start + 1:,} to {part.end:,}, counted from the oldest")
