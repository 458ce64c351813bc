"""Dates, times and figures since a date, in words. English; every word that a date is shown with is here."""

from __future__ import annotations

import datetime as dt

from .dates import MONTHS, Date, Moment, Precision
from .figures import Figure, wording
from .times import Time, digits

_DAY = 24 * 60  # minutes
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def date_words(date: Date, *, within: bool = False) -> str:
    """``28 October 2016``, ``21 to 23 October 2016``, ``about 18 October 2016``. With ``within``: ``in October 2016`` for a
    month or a year.
    """
    if date.is_interval:
        return _interval_words(date)
    words = _moment_words(date.anchor)
    return f"in {words}" if within and date.sure and date.anchor.precision is not Precision.DAY else words


def _moment_words(moment: Moment) -> str:
    doubt = {(False, False): "", (True, False): "about ", (False, True): "perhaps ", (True, True): "perhaps about "}[
        moment.about, moment.unsure
    ]
    return doubt + _calendar_words(moment)


def _calendar_words(moment: Moment) -> str:
    if moment.month is None:
        return str(moment.year)
    month = f"{MONTHS[moment.month - 1]} {moment.year}"
    return month if moment.day is None else f"{moment.day} {month}"


def _interval_words(date: Date) -> str:
    start, end = date.start, date.end
    if end is None:
        assert start is not None
        return f"from {_moment_words(start)} on"
    if start is None:
        return f"until {_moment_words(end)}"
    if date.sure and start.day and end.day and start.year == end.year:
        if start.month == end.month:
            return f"{start.day} to {_calendar_words(end)}"
        assert start.month is not None
        return f"{start.day} {MONTHS[start.month - 1]} to {_calendar_words(end)}"
    return f"{_moment_words(start)} to {_moment_words(end)}"


def spine_words(date: Date) -> str:
    """What stands in the narrow column of dates: ``28``, ``21–23``, ``c. 18``, ``18?``; empty when no day is known."""
    start, end = date.start, date.end
    if not date.is_interval:
        return _spine_moment(date.anchor)
    if start and end and start.day and end.day:
        return f"{_spine_moment(start)}–{_spine_moment(end)}"
    if start and start.day and end is None:
        return f"{_spine_moment(start)}–"
    if end and end.day and start is None:
        return f"–{_spine_moment(end)}"
    return ""


def _spine_moment(moment: Moment) -> str:
    if moment.day is None:
        return ""
    return ("c. " if moment.about else "") + str(moment.day) + ("?" if moment.unsure else "")


def spine_month(date: Date) -> str:
    """The month below it: ``Oct 2016``, ``Oct–Nov 2016``, or the year alone."""
    start, end = date.start, date.end
    if start and end and start.month and end.month and (start.year, start.month) != (end.year, end.month):
        year = "" if start.year == end.year else f" {start.year}"
        return f"{_short_month(start)}{year}–{_short_month(end)} {end.year}"
    if start and end and start.year != end.year:
        return f"{start.year}–{end.year}"
    anchor = date.anchor
    return f"{_short_month(anchor)} {anchor.year}".strip()


def _short_month(moment: Moment) -> str:
    return MONTHS[moment.month - 1][:3] if moment.month else ""


def span_words(earliest: dt.date, latest: dt.date) -> str:
    """A period of days, inclusive: ``1 to 28 October 2016``."""
    first, last = (Moment(day.year, day.month, day.day) for day in (earliest, latest))
    return date_words(Date(first, last))


def short_span_words(earliest: dt.date, latest: dt.date) -> str:
    """The same for a narrow column, its two dates in a line each: ``28 Sep 2014–``, ``13 Dec 2016``. Empty within one month."""
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return ""
    first, last = (f"{day.day} {MONTHS[day.month - 1][:3]}" for day in (earliest, latest))
    year = "" if earliest.year == latest.year else f" {earliest.year}"
    return f"{first}{year}–\n{last} {latest.year}"


def open_span_words(start: Date | None, end: Date | None) -> str:
    """``from 2014 to July 2016``, ``since 2014``, ``until July 2016``; empty where neither is recorded."""
    if start and end:
        return f"from {date_words(start)} to {date_words(end)}"
    return f"since {date_words(start)}" if start else f"until {date_words(end)}" if end else ""


def figure_words(figure: Figure) -> str:
    """``more than 15``, ``7 since 15 October 2016``."""
    words = wording(figure)
    return f"{words} since {date_words(figure.since)}" if figure.since else words


def time_words(time: Time) -> str:
    """``10:00 local time (07:00 GMT)``, ``07:00 GMT``, ``08:00 to 16:00 local time``, ``about ...``. English."""
    about = "about " if time.about else ""
    clocks = [time.start, *([time.end] if time.end else [])]
    shown = about + " to ".join(digits(clock.minute) for clock in clocks)
    if not time.start.local:
        return f"{shown} GMT"
    if time.start.offset is None:
        return f"{shown} local time"
    there = [clock.minute - (clock.offset or 0) for clock in clocks]
    gmt = " to ".join(digits(minute % _DAY) for minute in there)
    day = {-1: " the day before", 0: "", 1: " the day after"}
    return f"{shown} local time ({gmt} GMT{day[there[0] // _DAY]})"


def weekday(day: dt.date) -> str:
    return WEEKDAYS[day.weekday()]


def plural(count: int, one: str, many: str = "") -> str:
    """``1 report``, ``1,234 reports``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(words: list[str], joint: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}" if words else ""
