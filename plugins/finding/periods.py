"""The archive cut into periods, so that a change to one report makes one part of the index anew, and no part grows without end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from annals.edition import Outline
from annals.indexes import Ids

MOST = 2500
"""Reports in one part. A period that has more is cut into shorter ones."""


def _years(count: int) -> Callable[[dt.date], str]:
    """Cuts time into so many years. Each length is half the one before, so that no shorter period lies across a longer one."""
    return lambda day: f"{day.year // count * count:04}-{day.year // count * count + count - 1:04}"


_LEVELS: tuple[Callable[[dt.date], str], ...] = (
    lambda _: "all",
    *(_years(count) for count in (256, 128, 64, 32, 16, 8, 4, 2)),
    lambda day: f"{day.year:04}",
    lambda day: f"{day.year:04}-half-{(day.month + 5) // 6}",
    lambda day: f"{day.year:04}-quarter-{(day.month + 2) // 3}",
    lambda day: f"{day:%Y-%m}",
    lambda day: day.isoformat(),
)


def periods(outline: Outline, most: int = MOST) -> Iterator[tuple[str, Ids]]:
    """Each part of the archive: the name of its period and its reports, in order of time."""
    cards = outline.cards.reports
    yield from _cut([(dt.date.fromordinal(card.order[0]), id) for id, card in cards.items()], 0, most)


def _cut(reports: Iterable[tuple[dt.date, str]], level: int, most: int) -> Iterator[tuple[str, Ids]]:
    held: dict[str, list[tuple[dt.date, str]]] = {}
    for day, id in reports:
        held.setdefault(_LEVELS[level](day), []).append((day, id))
    for name, found in sorted(held.items()):
        if len(found) <= most or level + 1 == len(_LEVELS):
            yield name, tuple(id for _, id in found)
        else:
            yield from _cut(found, level + 1, most)
