"""The pages of time: the whole timeline, and a page for each year, month and day that has a report."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from annals import linked_data
from annals.composing import Composer, ListPart, list_parts, pager
from annals.dates import Date, Moment, Precision
from annals.indexes import Month
from annals.records import Report
from annals.sections import Page, Section, offer
from annals.views import Counted, DayView, Head, Link, MonthPageView, TimelineView, YearView
from annals.wording import date_words, plural, weekday

TITLE = "Timeline"
INDEX = "timeline/"
_ORIGIN = "the section 'timeline'"
K = TypeVar("K", int, Month, dt.date)


def path(iso: str) -> str:
    """Of a year, month or day in ISO form: ``2016/10/28/``."""
    return f"{iso.replace('-', '/')}/"


def part_path(number: int | None) -> str:
    return INDEX if number is None else f"{INDEX}{number}/"


def pages(composer: Composer) -> Iterator[Page]:
    edition = composer.edition
    indexes = edition.indexes
    reports = edition.archive.reports
    parts = list_parts(len(reports), edition.site.page_size)
    for i, part in enumerate(parts):
        shown = reports[part.start : part.end]
        yield Page(part_path(part.number), "timeline.html", partial(compose_timeline, composer, parts, i), _ORIGIN, _modified(shown))
    for year, found in indexes.reports_by_year.items():
        yield Page(path(Moment(year).iso), "year.html", partial(compose_year, composer, year), _ORIGIN, _modified(found))
    for month, found in indexes.reports_by_month.items():
        yield Page(path(Moment(*month).iso), "month.html", partial(compose_month, composer, month), _ORIGIN, _modified(found))
    for day, found in indexes.reports_by_day.items():
        yield Page(path(day.isoformat()), "day.html", partial(compose_day, composer, day), _ORIGIN, _modified(found))


def _modified(reports: Iterable[Report]) -> str | None:
    days = [report.modified.latest for report in reports if report.modified.end]
    return max(days).isoformat() if days else None


def compose_timeline(composer: Composer, parts: Sequence[ListPart], index: int) -> TimelineView:
    """The first part has the way to every year and month; the older, sealed ones have only their reports."""
    edition = composer.edition
    part = parts[index]
    here = part_path(part.number)
    reports = edition.archive.reports[part.start : part.end]
    first = part.number is None
    title = TITLE if first else f"{TITLE}: reports {part.start + 1:,} to {part.end:,}"
    description = f"{plural(len(edition.archive.reports), 'report')} in order of time." if first else f"Older reports, {title.lower()}."
    head = composer.head(here, title, f"{edition.site.name}: {description}", () if first else (composer.section("timeline"),))
    indexes = edition.indexes
    months = sorted(indexes.reports_by_month.items(), reverse=True) if first else ()
    years = sorted(indexes.reports_by_year.items(), reverse=True) if first else ()
    return TimelineView(
        head=_described(composer, head, title, here),
        title=title,
        years=tuple(Counted(_link(composer, Moment(year)), len(found)) for year, found in years),
        months=tuple(Counted(replace(_link(composer, Moment(*month)), note=str(month[0])), len(found)) for month, found in months),
        groups=composer.groups(reports[::-1]),
        pager=pager(parts, index, lambda number: edition.href(part_path(number))),
        total=len(edition.archive.reports) if first else 0,
    )


def compose_year(composer: Composer, year: int) -> YearView:
    indexes = composer.edition.indexes
    moment = Moment(year)
    head, before, after = _page(composer, moment, indexes.reports_by_year, year, [])
    alone = [report for report in indexes.reports_by_year[year] if report.date.anchor.precision is Precision.YEAR]
    months = tuple(composer.month(*month) for month in indexes.reports_by_month if month[0] == year)
    return YearView(head, head.title, len(indexes.reports_by_year[year]), months, composer.entries(alone), before, after)


def compose_month(composer: Composer, month: Month) -> MonthPageView:
    indexes = composer.edition.indexes
    head, before, after = _page(composer, Moment(*month), indexes.reports_by_month, month, [Moment(month[0])])
    return MonthPageView(head, head.title, composer.month(*month), composer.groups(indexes.reports_by_month[month]), before, after)


def compose_day(composer: Composer, day: dt.date) -> DayView:
    indexes = composer.edition.indexes
    moment = Moment(day.year, day.month, day.day)
    head, before, after = _page(composer, moment, indexes.reports_by_day, day, [Moment(day.year), Moment(day.year, day.month)])
    lasting = composer.entries(indexes.under_way.get(day, ()))
    entries = composer.entries(indexes.reports_by_day[day])
    return DayView(head, head.title, weekday(day), composer.date(Date(moment, moment)), entries, lasting, before, after)


def _page(
    composer: Composer, moment: Moment, known: Mapping[K, Sequence[Report]], key: K, above: Iterable[Moment]
) -> tuple[Head, Link | None, Link | None]:
    """The head of a year, month or day, with the nearest ones before and after that have a report."""
    keys = sorted(known)
    at = bisect.bisect_left(keys, key)
    before = _link(composer, _moment(keys[at - 1])) if at else None
    after = _link(composer, _moment(keys[at + 1])) if at + 1 < len(keys) else None
    here, title = path(moment.iso), _words(moment)
    crumbs = [composer.section("timeline"), *(_link(composer, holder) for holder in above)]
    description = f"{title} in {composer.edition.site.name}: {plural(len(known[key]), 'report')}."
    head = composer.head(here, title, description, crumbs, previous=before, next=after)
    return _described(composer, head, title, here), before, after


def _described(composer: Composer, head: Head, title: str, here: str) -> Head:
    edition = composer.edition
    return composer.with_data(head, [linked_data.collection(edition, title, here), linked_data.breadcrumb(edition, head.crumbs)])


def _moment(key: int | Month | dt.date) -> Moment:
    if isinstance(key, int):
        return Moment(key)
    return Moment(key.year, key.month, key.day) if isinstance(key, dt.date) else Moment(*key)


def _words(moment: Moment) -> str:
    return date_words(Date(moment, moment))


def _link(composer: Composer, moment: Moment) -> Link:
    return Link(_words(moment), composer.date_url(moment))


SECTION = Section("timeline", pages, {"year": path, "month": path, "day": path}, nav=(10, TITLE, INDEX))


def register() -> None:
    offer(SECTION)
