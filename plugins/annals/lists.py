"""Long lists, cut into pages from their oldest end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .views import Link, Pager

Numbers = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
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
    The first page holds the rest, from ``size`` to ``2 * size - 1`` items once there is any sealed page, so that it is never
    nearly empty.
    """
    sealed = max(0, count // size - 1)
    head = ListPart(None, sealed * size, count, None, sealed or None, not sealed)
    return [head, *(_sealed(number, size, sealed) for number in range(sealed, 0, -1))]


def _sealed(number: int, size: int, last: int) -> ListPart:
    newer = number + 1 if number < last else None
    return ListPart(number, (number - 1) * size, number * size, newer, number - 1 or None, False)


def pager(part: ListPart, url: Callable[[int | None], str | None], items: str = "reports") -> Pager:
    """The links from a part to those beside it. ``url``: of a part, by its number; ``items``: what the list holds."""
    if part.whole:
        return Pager(None, None, "")
    newer = Link(f"Newer {items}", url(part.newer)) if part.number is not None else None
    older = Link(f"Older {items}", url(part.older)) if part.older is not None else None
    return Pager(newer, older, f"{items.capitalize()} {part.start + 1:,} to {part.end:,}, counted from the oldest")
