"""When some reports were, in one strip: a bar a day, month, year or decade, whichever the eye can take in at once.

A strip is as long as its number of bars, which is bounded, never as its number of reports. What lasts over several bars is drawn
below them, as is what is only known to have been in one of several. A page's strip is made from its own reports, so a
report that is added elsewhere leaves it as it is.
"""

from __future__ import annotations

import bisect
import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .cards import Order
from .composing import Composer
from .dates import parse_date
from .views import Link, StripBar, StripRow, StripView
from .wording import date_words, plural, span_words

DAYS, MONTHS, YEARS = 62, 60, 100
"""The most bars of a kind; where there would be more, the next kind is taken."""

_WIDTH = 720
_WIDEST = 24
_NEVER = dt.date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Event:
    """When one report was, in days as numbers: first and last, inclusive. ``lasts``: all of that time, not some day of it."""

    first: int
    last: int
    lasts: bool
    doubt: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar: its name in ISO form ("1990s" for a decade), and its first day."""

    iso: str
    first: int


def bins_of(first: int, last: int) -> tuple[str, list[Bin]]:
    """The unit ("day", "month", "year" or "decade") and the bars from one day to another, inclusive."""
    begin, end = dt.date.fromordinal(first), dt.date.fromordinal(last)
    if last - first < DAYS:
        return "day", [Bin(dt.date.fromordinal(day).isoformat(), day) for day in range(first, last + 1)]
    months = range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month)
    if len(months) <= MONTHS:
        return "month", [_month(*divmod(month, 12)) for month in months]
    if end.year - begin.year < YEARS:
        return "year", [_year(year) for year in range(begin.year, end.year + 1)]
    decades = range(begin.year // 10 * 10, end.year + 1, 10)
    return "decade", [Bin(f"{year:04}s", dt.date(max(year, 1), 1, 1).toordinal()) for year in decades]


def _month(year: int, month: int) -> Bin:
    return Bin(f"{year:04}-{month + 1:02}", dt.date(year, month + 1, 1).toordinal())


def _year(year: int) -> Bin:
    return Bin(f"{year:04}", dt.date(year, 1, 1).toordinal())


@dataclass(slots=True)
class Counts:
    """Of each bar: reports that were then or began then, those that lasted into it, and those that may have been then."""

    here: list[int]
    lasting: list[int]
    perhaps: list[int]


def count(events: Iterable[Event], bins: Sequence[Bin]) -> Counts:
    starts = [bin.first for bin in bins]
    here = [0] * len(bins)
    lasting, perhaps = [0] * (len(bins) + 1), [0] * (len(bins) + 1)
    for event in events:
        one, other = (max(0, _place(starts, day)) for day in (event.first, event.last))
        if event.doubt or (one != other and not event.lasts):
            perhaps[one] += 1
            perhaps[other + 1] -= 1
        else:
            here[one] += 1
            lasting[min(one + 1, other + 1)] += 1
            lasting[other + 1] -= 1
    return Counts(here, _summed(lasting), _summed(perhaps))


def _place(starts: Sequence[int], day: int) -> int:
    return bisect.bisect_right(starts, day) - 1


def _summed(steps: Sequence[int]) -> list[int]:
    found, total = [], 0
    for step in steps[:-1]:
        total += step
        found.append(total)
    return found


def strip_of(composer: Composer, moments: Iterable[Order], title: str) -> StripView | None:
    """``moments``: when each report was. ``None`` where there is nothing to compare: no report, or all of them in one bar."""
    events = [_event(moment) for moment in moments]
    if not events:
        return None
    first = min(event.first for event in events)
    last = max(event.last for event in events)
    unit, bins = bins_of(first, last)
    if len(bins) < 2:
        return None
    counts = count(events, bins)
    step = min(_WIDEST, _WIDTH / len(bins))
    rows = []
    for number, bin in enumerate(bins):
        told = (counts.here[number], counts.lasting[number], counts.perhaps[number])
        if any(told):
            # the page is there: a report of this one is on it
            url = composer.edition.url(unit, bin.iso) if told[0] and unit != "decade" else None
            rows.append(StripRow(Link(_words(bin.iso), url), *told))
    return StripView(
        title=title,
        description=f"{plural(len(events), 'report')}, {span_words(dt.date.fromordinal(first), dt.date.fromordinal(last))}, by {unit}.",
        width=_number(step * len(bins)),
        first=_words(bins[0].iso),
        last=_words(bins[-1].iso),
        bars=tuple(_bars(composer, unit, bins, counts, step)),
        lasting=tuple(_runs(counts.lasting, step, "lasting")),
        perhaps=tuple(_runs(counts.perhaps, step, "perhaps then")),
        rows=tuple(rows),
        unit=unit,
    )


def _event(order: Order) -> Event:
    first, _, last, text = order
    return Event(first, first if last == _NEVER else max(first, last), "/" in text, any(mark in text for mark in "~?%"))


def _bars(composer: Composer, unit: str, bins: Sequence[Bin], counts: Counts, step: float) -> Iterable[StripBar]:
    for number, (bin, found) in enumerate(zip(bins, counts.here, strict=True)):
        if found:
            url = composer.edition.url(unit, bin.iso) if unit != "decade" else None
            level = min(4, 1 + math.floor(math.log2(found)))
            yield StripBar(_number(step * number), _number(step), level, f"{_words(bin.iso)}: {plural(found, 'report')}", url)


def _runs(counts: Sequence[int], step: float, words: str) -> Iterable[StripBar]:
    """Bars of the same number beside each other as one."""
    begin = 0
    for number in range(1, len(counts) + 1):
        if number == len(counts) or counts[number] != counts[begin]:
            if counts[begin]:
                level = min(4, 1 + math.floor(math.log2(counts[begin])))
                label = f"{plural(counts[begin], 'report')} {words}"
                yield StripBar(_number(step * begin), _number(step * (number - begin)), level, label, None)
            begin = number


def _words(iso: str) -> str:
    return iso if iso.endswith("s") else date_words(parse_date(iso))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
