"""The archive cut into periods, so that a change to one report makes one part of the index anew, and no part grows without end; and each
period into stretches, of which only the one that holds the report is looked through again.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from annals.edition import Outline
from annals.indexes import Ids

MOST = 10_000
"""Reports in one part. A period that has more is cut into shorter ones."""
STRETCH = 400
"""Reports that are looked through together."""

Stretches = tuple[tuple[str, Ids], ...]
"""Of a period, in order of time: a name of each that no other one has, and its reports in order of time."""
Named = tuple[str, int]  # the name of a period, and the first day behind it as a number
_END = dt.date.max.toordinal() + 1


def _first(year: int, month: int = 1) -> int:
    """The first day of a month; the thirteenth is the first of the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return dt.date(year, month, 1).toordinal() if year <= dt.MAXYEAR else _END


def _years(count: int) -> Callable[[dt.date], Named]:
    """Cuts time into so many years. Each length is half the one before, so that no shorter period lies across a longer one."""

    def named(day: dt.date) -> Named:
        begin = day.year // count * count
        return f"{begin:04}-{begin + count - 1:04}", _first(begin + count)

    return named


def _half(day: dt.date) -> Named:
    half = (day.month + 5) // 6
    return f"{day.year:04}-half-{half}", _first(day.year, 6 * half + 1)


def _quarter(day: dt.date) -> Named:
    quarter = (day.month + 2) // 3
    return f"{day.year:04}-quarter-{quarter}", _first(day.year, 3 * quarter + 1)


_LEVELS: tuple[Callable[[dt.date], Named], ...] = (
    lambda _: ("all", _END),
    *(_years(count) for count in (256, 128, 64, 32, 16, 8, 4, 2)),
    lambda day: (f"{day.year:04}", _first(day.year + 1)),
    _half,
    _quarter,
    lambda day: (day.isoformat()[:7], _first(day.year, day.month + 1)),
    lambda day: (day.isoformat(), day.toordinal() + 1),
)


def periods(outline: Outline) -> Iterator[tuple[str, Stretches]]:
    """Each part of the archive: the name of its period and its reports."""
    ids = tuple(outline.cards.reports)  # in order of time
    days = [card.order[0] for card in outline.cards.reports.values()]
    for period, first, end in cut(days, 0, len(days), MOST):
        yield period, tuple((f"{period}.{name}", ids[begin:stop]) for name, begin, stop in cut(days, first, end, STRETCH))


def cut(days: Sequence[int], begin: int, end: int, most: int, level: int = 0) -> Iterator[tuple[str, int, int]]:
    """Periods of the days from a place in their order up to another one: the name of each, and from where to where it goes."""
    while begin < end:
        name, behind = _LEVELS[level](dt.date.fromordinal(days[begin]))
        stop = bisect_left(days, behind, begin, end)
        if stop - begin <= most or level + 1 == len(_LEVELS):
            yield name, begin, stop
        else:
            yield from cut(days, begin, stop, most, level + 1)
        begin = stop
