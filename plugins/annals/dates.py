"""Dates that say how sure they are: EDTF (ISO 8601-2:2019, Annex A) levels 0 and 1, less what a chronology of reports has no use for.

Read: years of four digits from 0001 to 9999, months and days; ``?`` (unsure), ``~`` (about) and ``%`` (both) after a
date; intervals with ``/``,
open at one end (``..``). Not read: times of day, seasons, unspecified digits (``201X``), years beyond four digits, an unknown end.
Why this is not the ``edtf`` package is told in docs/decisions/0002-dates.md; a test compares the two.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<mark>[?~%])?", re.ASCII)
_DAY_FIRST = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-]([0-9]{4})")
OPEN = ".."
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
# not calendar.month_name: its words follow the locale of the machine


class DateError(ValueError):
    """Not a date as this module reads them. ``str()`` says why, in words for the writer of a report."""


class Precision(Enum):
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class Moment(NamedTuple):
    """One date, at the precision at which it is known."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False
    unsure: bool = False

    @property
    def precision(self) -> Precision:
        return Precision.YEAR if self.month is None else Precision.MONTH if self.day is None else Precision.DAY

    @property
    def earliest(self) -> dt.date:
        """The first day that it can be."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> dt.date:
        """The last day that it can be, inclusive."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """Without its marks: ``2016``, ``2016-10`` or ``2016-10-28``."""
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return text

    def __str__(self) -> str:
        return self.iso + {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}[self.about, self.unsure]


class Date(NamedTuple):
    """A date or an interval. ``start`` and ``end`` are the same moment when it is no interval; ``None`` is an open end, and
    never both are open.
    """

    start: Moment | None
    end: Moment | None

    @property
    def is_interval(self) -> bool:
        return self.start != self.end

    @property
    def earliest(self) -> dt.date:
        """The first day that it can be; the first day of all when its start is open."""
        return self.start.earliest if self.start else dt.date.min

    @property
    def latest(self) -> dt.date:
        """The last day that it can be, inclusive; the last day of all when its end is open."""
        return self.end.latest if self.end else dt.date.max

    @property
    def anchor(self) -> Moment:
        """The moment under which it is listed: its start, or its end where the start is open."""
        moment = self.start or self.end
        assert moment is not None
        return moment

    @property
    def sure(self) -> bool:
        return not any(moment and (moment.about or moment.unsure) for moment in (self.start, self.end))

    @property
    def sort_key(self) -> tuple[dt.date, int, dt.date, str]:
        """Order of time: by first day; a month before its first day and a year before its first month; then by last day."""
        anchor = self.anchor
        return (anchor.earliest, list(Precision).index(anchor.precision), self.latest, str(self))

    def __str__(self) -> str:
        if not self.is_interval:
            return str(self.start)
        return f"{self.start or OPEN}/{self.end or OPEN}"


@lru_cache(maxsize=65536)
def parse_date(text: str) -> Date:
    """Read one EDTF text. Raises :class:`DateError`."""
    if "/" not in text or _DAY_FIRST.fullmatch(text):
        moment = _parse_moment(text)
        return Date(moment, moment)
    first, _, last = text.partition("/")
    if "/" in last:
        raise DateError("an interval has one '/', between its first and its last date")
    if not first or not last:
        raise DateError("an interval needs both ends; write '..' for an open one")
    start = None if first == OPEN else _parse_moment(first)
    end = None if last == OPEN else _parse_moment(last)
    if start is None and end is None:
        raise DateError("an interval cannot be open at both ends")
    if start and end and end.latest < start.earliest:
        raise DateError(f"the interval ends before it starts: {end.iso} is before {start.iso}")
    if start and start == end:
        raise DateError(f"both ends of the interval are {start}; write {start} alone")
    return Date(start, end)


def _parse_moment(text: str) -> Moment:
    match = _DATE.fullmatch(text)
    if not match:
        raise DateError(_why_not(text))
    year, month, day = (int(part) if (part := match[name]) else None for name in ("year", "month", "day"))
    assert year is not None
    if year == 0:
        raise DateError("there is no year 0000")
    if month is not None and not 1 <= month <= 12:
        raise DateError(f"there is no month {match['month']}")
    if month is not None and day is not None:
        last = calendar.monthrange(year, month)[1]
        if not 1 <= day <= last:
            raise DateError(f"{MONTHS[month - 1]} {year} has {last} days, not a day {day}" if day else "there is no day 00")
    return Moment(year, month, day, about=match["mark"] in ("~", "%"), unsure=match["mark"] in ("?", "%"))


def _why_not(text: str) -> str:
    """The likeliest slip, in words."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?[?~%]?", text):
        return "a month and a day have two digits each, like 2016-10-08"
    if match := _DAY_FIRST.fullmatch(text):
        return f"the year comes first: {match[1]}-MM-DD"
    if re.search(r"[0-9]T[0-9]", text) or re.search(r"[0-9]{2}:[0-9]{2}", text):
        return "a time of day is not read here; give the day, and tell the hour in the text"
    if re.search(r"[0-9]X|XX", text, re.IGNORECASE):
        return "digits left open (X) are not read; give the month or the year alone, or an interval"
    return "write YYYY, YYYY-MM or YYYY-MM-DD, with ~ for about and ? for unsure, or FIRST/LAST"
