"""Times of day, as a report gives them: by the clock of the place, with what is known of its distance from GMT."""

from __future__ import annotations

import re
from typing import NamedTuple

_CLOCK = re.compile(r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?:(?P<gmt>Z)|(?P<sign>[+-])(?P<hours>[0-9]{2}):(?P<minutes>[0-9]{2}))?")


class TimeError(ValueError):
    """Not a time as this module reads it. ``str()`` says why."""


class Clock(NamedTuple):
    """``minute``: since midnight, by the clock of the place; ``offset``: minutes that it is ahead of GMT, ``None`` where not recorded."""

    minute: int
    offset: int | None
    local: bool  # False: it was given in GMT

    def __str__(self) -> str:
        return f"{digits(self.minute)}{self._zone()}"

    def _zone(self) -> str:
        if self.offset is None:
            return ""
        return f"{'-' if self.offset < 0 else '+'}{digits(abs(self.offset))}" if self.local else "Z"


class Time(NamedTuple):
    """A time, or from one to another; ``about``: it is not exact. Both are given in the same zone."""

    start: Clock
    end: Clock | None = None
    about: bool = False

    @property
    def sort_key(self) -> str:
        """Order within a day, by the clock of the place."""
        return digits(self.start.minute)

    def __str__(self) -> str:
        return f"{self.start}{f'/{self.end}' if self.end else ''}{'~' if self.about else ''}"


def parse_time(text: str) -> Time:
    """Read ``10:00+03:00``, ``07:00Z``, ``10:00`` (local, GMT not recorded), ``08:00+03:00/16:00+03:00``, with ``~`` for about.

    Raises :class:`TimeError`.
    """
    plain = text.removesuffix("~")
    first, slash, last = plain.partition("/")
    start = _clock(first)
    end = _clock(last) if slash else None
    if end and (start.offset, start.local) != (end.offset, end.local):
        raise TimeError("both times are given in the same zone")
    if end and end.minute <= start.minute:
        raise TimeError("the second time is not after the first; what goes on after midnight is an interval of days")
    return Time(start, end, plain != text)


def _clock(text: str) -> Clock:
    match = _CLOCK.fullmatch(text)
    if not match:
        raise TimeError("write HH:MM as the clock of the place showed it, with its distance from GMT: 10:00+03:00; or in GMT: 07:00Z")
    hour, minute = int(match["hour"]), int(match["minute"])
    if hour > 23 or minute > 59:
        raise TimeError(f"there is no time {match['hour']}:{match['minute']}")
    offset = 0 if match["gmt"] else None
    if match["sign"]:
        offset = int(match["hours"]) * 60 + int(match["minutes"])
        if offset > 14 * 60 or int(match["minutes"]) > 59:
            raise TimeError(f"no place is {match['hours']}:{match['minutes']} from GMT")
        offset *= -1 if match["sign"] == "-" else 1
    return Clock(hour * 60 + minute, offset, not match["gmt"])


def digits(minutes: int) -> str:
    """``HH:MM``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
