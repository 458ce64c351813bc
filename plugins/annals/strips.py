"""When some reports were, in one strip: a bar a day, month, year, decade or century, whichever the eye can take in at once.

A strip is as long as its number of bars, which is bounded, never as its number of reports. What lasts over several bars is drawn
below them, as is what is only known to have been in one of several. A page's strip is made from its own reports, so a
report that is added elsewhere leaves it as it is.
"""

from __future__ import annotations

import bisect
import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .cards import Order
from .composing import Composer
from .dates import parse_date
from .values import immutable
from .views import Link
from .wording import date_words, plural, span_words

DAYS, MONTHS, YEARS, DECADES = 62, 60, 60, 60
"""The most bars of a kind; where there would be more, the next kind is taken."""

_WIDTH = 720
_WIDEST = 24
_NEVER = dt.date.max.toordinal()


@immutable
class StripBar:
    """A bar of a strip, or a line below the bars."""

    x: str  # where it begins, in units of the drawing
    width: str  # likewise
    level: int  # 1 to 4: how many, in steps
    label: str  # "28 October 2016: 3 reports"
    url: str | None


@immutable
class StripRow:
    """A line of the table that says the same."""

    link: Link  # the day, month, year or decade
    count: int  # reports that were then, or began then
    lasting: int  # those that began earlier, and lasted into it
    perhaps: int  # those that may have been then
    outside: bool  # it lies before the archive begins, or after it ends: nothing is recorded of it


@immutable
class StripView:
    """When some reports were: a drawing, and a table that says the same."""

    title: str
    description: str  # "39 reports, 1 to 28 October 2016, by day."
    width: str  # of the drawing
    first: str  # what the first bar stands for, in words
    last: str  # and the last
    bars: tuple[StripBar, ...]  # only where there are reports
    outside: tuple[StripBar, ...]  # before the archive begins, or after it ends
    lasting: tuple[StripBar, ...]  # of what lasts over several bars
    perhaps: tuple[StripBar, ...]  # of what may have been in any of several
    rows: tuple[StripRow, ...]  # of the bars that have any report, in order; on the page of a year or a decade, of all
    unit: str  # "day", "month", "year", "decade" or "century"


@immutable
class Event:
    """When one report was, in days as numbers: first and last, inclusive. ``lasts``: all of that time, not some day of it."""

    first: int
    last: int
    lasts: bool
    doubt: bool


@immutable
class Bin:
    """One bar: its name in ISO form ("1990s" for a decade, "19XX" for a century), and its first day."""

    iso: str
    first: int


def bins_of(first: int, last: int) -> tuple[str, list[Bin]]:
    """The unit ("day", "month", "year", "decade" or "century") and the bars from one day to another, inclusive."""
    begin, end = dt.date.fromordinal(first), dt.date.fromordinal(last)
    if last - first < DAYS:
        return "day", [Bin(dt.date.fromordinal(day).isoformat(), day) for day in range(first, last + 1)]
    months = range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month)
    if len(months) <= MONTHS:
        return "month", [_month(*divmod(month, 12)) for month in months]
    if end.year - begin.year < YEARS:
        return "year", [_year(year) for year in range(begin.year, end.year + 1)]
    decades = range(begin.year // 10 * 10, end.year + 1, 10)
    if len(decades) <= DECADES:
        return "decade", [Bin(f"{year:04}s", _new_year(year)) for year in decades]
    return "century", [Bin(f"{year // 100:02}XX", _new_year(year)) for year in range(begin.year // 100 * 100, end.year + 1, 100)]


def years_of(decade: str) -> list[Bin]:
    """The bars of a decade: "1990s"."""
    first = int(decade[:4])
    return [_year(year) for year in range(max(first, 1), first + 10)]


def months_of(year: str) -> list[Bin]:
    """The bars of a year."""
    return [_month(int(year), month) for month in range(12)]


def _new_year(year: int) -> int:
    return dt.date(max(year, 1), 1, 1).toordinal()


def _month(year: int, month: int) -> Bin:
    return Bin(f"{year:04}-{month + 1:02}", dt.date(year, month + 1, 1).toordinal())


def _year(year: int) -> Bin:
    return Bin(f"{year:04}", dt.date(year, 1, 1).toordinal())


@dataclass(slots=True)
class Counts:
    """Of each bar: reports that were then or began then, those that lasted into it, and those that may have been then. What began before
    the first bar is counted as lasting.
    """

    here: list[int]
    lasting: list[int]
    perhaps: list[int]


def count(events: Mapping[Event, int], bins: Sequence[Bin]) -> Counts:
    """``events``: each with the number of reports that were just then."""
    starts = [bin.first for bin in bins]
    here = [0] * len(bins)
    lasting, perhaps = [0] * (len(bins) + 1), [0] * (len(bins) + 1)
    for event, times in events.items():
        one, other = _place(starts, event.first), max(0, _place(starts, event.last))
        if event.doubt or (one != other and not event.lasts):
            perhaps[max(0, one)] += times
            perhaps[other + 1] -= times
        else:
            if one >= 0:
                here[one] += times
            lasting[min(one + 1, other + 1)] += times
            lasting[other + 1] -= times
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
    events = _events(moments)
    if not events:
        return None
    first = min(event.first for event in events)
    last = max(event.last for event in events)
    unit, bins = bins_of(first, last)
    if len(bins) < 2:
        return None
    described = f"{plural(events.total(), 'report')}, {span_words(dt.date.fromordinal(first), dt.date.fromordinal(last))}, by {unit}."
    counts = count(events, bins)
    rows = [row for row in _rows(composer, unit, bins, counts) if row.count or row.lasting or row.perhaps]
    return _strip(composer, (title, described), (unit, bins), counts, rows)


def strip_within(
    composer: Composer, moments: Iterable[Order], title: str, bins: tuple[str, list[Bin]], period: tuple[str | None, str | None]
) -> StripView:
    """A strip of these bars, whatever is in them. ``period``: the first and last day of the whole archive in ISO form, where they lie
    within; what lies beyond is told apart from what has no report.
    """
    counts = count(_events(moments), bins[1])
    first, last = (dt.date.fromisoformat(day).toordinal() if day else None for day in period)
    ends = [bin.first - 1 for bin in bins[1][1:]]
    inside = [
        not (first is not None and end is not None and end < first) and not (last is not None and bin.first > last)
        for bin, end in zip(bins[1], [*ends, None], strict=True)
    ]
    rows = [replace(row, outside=not within) for row, within in zip(_rows(composer, *bins, counts), inside, strict=True)]
    described = f"{plural(sum(counts.here), 'report')}, {_words(bins[1][0].iso)} to {_words(bins[1][-1].iso)}, by {bins[0]}."
    return _strip(composer, (title, described), bins, counts, rows)


def _rows(composer: Composer, unit: str, bins: Sequence[Bin], counts: Counts) -> list[StripRow]:
    """A row for each bar. The page that it leads to is there: a report of this one is on it."""
    return [
        StripRow(Link(_words(bin.iso), _url(composer, unit, bin.iso) if here else None), here, lasting, perhaps, outside=False)
        for bin, here, lasting, perhaps in zip(bins, counts.here, counts.lasting, counts.perhaps, strict=True)
    ]


def _url(composer: Composer, unit: str, iso: str) -> str | None:
    return composer.edition.url(unit, iso) if unit != "century" else None


def _strip(
    composer: Composer, words: tuple[str, str], known: tuple[str, Sequence[Bin]], counts: Counts, rows: Sequence[StripRow]
) -> StripView:
    unit, bins = known
    step = min(_WIDEST, _WIDTH / len(bins))
    outside = [int(row.outside) for row in rows] if len(rows) == len(bins) else [0] * len(bins)
    return StripView(
        title=words[0],
        description=words[1],
        width=_number(step * len(bins)),
        first=_words(bins[0].iso),
        last=_words(bins[-1].iso),
        bars=tuple(_bars(composer, unit, bins, counts, step)),
        outside=tuple(_runs(outside, step, "")),
        lasting=tuple(_runs(counts.lasting, step, "lasting")),
        perhaps=tuple(_runs(counts.perhaps, step, "perhaps then")),
        rows=tuple(rows),
        unit=unit,
    )


def _events(moments: Iterable[Order]) -> Counter[Event]:
    """Many reports are of one day: each is looked at once."""
    events: Counter[Event] = Counter()
    for moment, times in Counter(moments).items():
        events[_event(moment)] += times
    return events


def _event(order: Order) -> Event:
    first, _, last, text = order
    return Event(first, first if last == _NEVER else max(first, last), "/" in text, any(mark in text for mark in "~?%"))


def level_of(found: int, most: int) -> int:
    """How strong the colour of a bar is, from 1 to 4. Small numbers are told apart by their doublings; where the fullest bar has many,
    by their share of it, or all would look alike.
    """
    return min(4, 1 + math.floor(math.log2(found))) if most < _MANY else -(-4 * found // most)


_MANY = 16


def _bars(composer: Composer, unit: str, bins: Sequence[Bin], counts: Counts, step: float) -> Iterable[StripBar]:
    most = max(counts.here, default=0)
    for number, (bin, found) in enumerate(zip(bins, counts.here, strict=True)):
        if found:
            url = _url(composer, unit, bin.iso)
            yield StripBar(
                _number(step * number), _number(step), level_of(found, most), f"{_words(bin.iso)}: {plural(found, 'report')}", url
            )


def _runs(counts: Sequence[int], step: float, words: str) -> Iterable[StripBar]:
    """Bars of the same number beside each other as one."""
    begin, most = 0, max(counts, default=0)
    for number in range(1, len(counts) + 1):
        if number == len(counts) or counts[number] != counts[begin]:
            if counts[begin]:
                label = f"{plural(counts[begin], 'report')} {words}" if words else "nothing recorded"
                yield StripBar(_number(step * begin), _number(step * (number - begin)), level_of(counts[begin], most), label, None)
            begin = number


def _words(iso: str) -> str:
    if iso.endswith("XX"):
        return f"{iso[:2]}00 to {iso[:2]}99"
    return iso if iso.endswith("s") else date_words(parse_date(iso))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
