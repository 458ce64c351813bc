"""What a report is called in the index of its period: a number that says its day, and its place on it. A new report, whatever its date,
so leaves all other reports their numbers, but for those behind it on its own day: and what the index says of them, as it was.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from .packing import packed

TOGETHER = 24
"""Reports that are told in one file at most, unless one day has more."""
_LONGEST = 1 << 22  # days: more than there are until the year 9999


class Numbering(NamedTuple):
    """Of the reports of one period. Days are counted from the first of January of ``year``."""

    year: int  # the first one that has reports
    slots: int  # numbers that each day has: a power of two
    days: tuple[tuple[int, int], ...]  # in order: each day that has reports, and how many


def numbering(days: Sequence[int]) -> Numbering:
    """``days``: of each report, in order, as ordinal numbers. There is one at least."""
    year = dt.date.fromordinal(days[0]).year
    begin = dt.date(year, 1, 1).toordinal()
    held = tuple((day - begin, count) for day, count in sorted(Counter(days).items()))
    most = max(count for _, count in held)
    return Numbering(year, 1 << (most - 1).bit_length(), held)


def numbers(of: Numbering) -> Iterator[int]:
    """Of each report, in order of time."""
    for day, count in of.days:
        yield from range(day * of.slots, day * of.slots + count)


def told_together(of: Numbering) -> list[int]:
    """The first day of each file that tells of reports. Time is halved until few enough reports are left, so that a new report seldom
    moves others into another file.
    """
    return list(_halved(of.days, 0, _LONGEST))


def _halved(days: Sequence[tuple[int, int]], first: int, length: int) -> Iterator[int]:
    if not days:
        return
    if len(days) == 1 or sum(count for _, count in days) <= TOGETHER:
        yield days[0][0]
        return
    middle = first + length // 2
    halves = {later: tuple(some) for later, some in groupby(days, key=lambda day: day[0] >= middle)}
    for later, begin in ((False, first), (True, middle)):
        yield from _halved(halves.get(later, ()), begin, length // 2)


def as_text(of: Numbering) -> str:
    """For the browser: of each day that has reports how much further on it is than the last one; and twice how many they are, one more
    where a file that tells of them begins.
    """
    begins = set(told_together(of))
    before = 0
    text = ""
    for day, count in of.days:
        text += packed(day - before) + packed(2 * count + (day in begins))
        before = day
    return text
