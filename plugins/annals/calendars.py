"""Reports under the days, months and years on which they are listed: as groups with headings, and a month as a grid of weeks."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Iterable

from .composing import Composer
from .dates import MONTHS, Date, Moment, parse_date
from .report_views import DateGroup, DayCell, MonthView
from .views import Link
from .wording import date_words, plural, weekday


def by_date(composer: Composer, ids: Iterable[str], most: int = 0) -> list[tuple[str, list[str], int]]:
    """Reports in the order given, cut where the day, month or year changes on which they are listed: it, in ISO form, its reports, and
    how many of them are left out. ``most``: how many are told, where that is bounded; each date keeps one at least.
    """
    found: list[tuple[str, list[str]]] = []
    for id in ids:
        iso = composer.cards[id].anchor
        if not found or found[-1][0] != iso:
            found.append((iso, []))
        found[-1][1].append(id)
    whole = not most or sum(len(own) for _, own in found) <= most
    each = None if whole else max(1, most // len(found))
    return [(iso, own[:each], len(own) - len(own[:each])) for iso, own in found]


def date_groups(composer: Composer, ids: Iterable[str], most: int = 0) -> tuple[DateGroup, ...]:
    """As :func:`by_date`, each date with a heading."""
    return tuple(_group(composer, *found) for found in by_date(composer, ids, most))


def _group(composer: Composer, iso: str, ids: list[str], more: int) -> DateGroup:
    date = parse_date(iso)
    heading = Link(date_words(date, within=True), composer.date_url(iso))
    return DateGroup(heading, f"page-{iso}", composer.date(date), composer.entries(ids), more, heading)


def month_view(composer: Composer, iso: str) -> MonthView:
    """The month ``2016-10`` as weeks, Monday first."""
    year, month = int(iso[:4]), int(iso[5:])
    days = calendar.monthrange(year, month)[1]
    own = composer.reports_by_month.get(iso, ())
    lasting = dict.fromkeys((*own, *composer.under_way.get(iso, ())))
    spans = [span for id in lasting if (span := composer.cards[id].span)]
    cells: list[DayCell | None] = [None] * dt.date(year, month, 1).weekday()
    cells += [_cell(composer, Moment(year, month, day), spans) for day in range(1, days + 1)]
    cells += [None] * (-len(cells) % 7)
    weeks = tuple(tuple(cells[i : i + 7]) for i in range(0, len(cells), 7))
    return MonthView(f"{MONTHS[month - 1]} {year}", composer.date_url(iso), len(own), weeks)


def _cell(composer: Composer, moment: Moment, spans: Iterable[tuple[str, str]]) -> DayCell:
    """``spans``: the first and last day of the events of the month that last longer than one."""
    assert moment.day is not None
    iso = moment.iso
    count = len(composer.reports_by_day.get(iso, ()))
    within = sum(first < iso <= last for first, last in spans)
    told = plural(count, "report") if count else "no report of its own" if within else "no report"
    if within:
        told += f"; {plural(within, 'event')} of earlier days went on"
    label = f"{weekday(moment.earliest)} {date_words(Date(moment, moment))}: {told}"
    level = min(4, 1 + math.floor(math.log2(count))) if count else 0
    return DayCell(moment.day, composer.date_url(iso), count, level, label, within)
