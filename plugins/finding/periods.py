"""The archive cut into periods, so that a change to one report makes one part of the index anew, and no part grows without end; and each
period into stretches, of which only the one that holds the report is looked through again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from annals.edition import Outline
from annals.indexes import Ids

MOST = 10_000
"""Reports in one part. A period that has more is cut into shorter ones."""
STRETCH = 400
"""Reports that are looked through together."""

Stretches = tuple[tuple[str, Ids], ...]
"""Of a period, in order of time: a name of each that no other one has, and its reports in order of time."""


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
_Dated = list[tuple[dt.date, str]]


def periods(outline: Outline) -> Iterator[tuple[str, Stretches]]:
    """Each part of the archive: the name of its period and its reports."""
    dated = [(dt.date.fromordinal(card.order[0]), id) for id, card in outline.cards.reports.items()]
    for period, held in _cut(dated, MOST):
        yield period, tuple((f"{period}.{name}", tuple(id for _, id in found)) for name, found in _cut(held, STRETCH))


def _cut(reports: Iterable[tuple[dt.date, str]], most: int, level: int = 0) -> Iterator[tuple[str, _Dated]]:
    held: dict[str, _Dated] = {}
    for day, id in reports:
        held.setdefault(_LEVELS[level](day), []).append((day, id))
    for name, found in sorted(held.items()):
        if len(found) <= most or level + 1 == len(_LEVELS):
            yield name, found
        else:
            yield from _cut(found, most, level + 1)
