"""The pages of time: the whole timeline, and a page for each year, month and day that has a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from annals import linked_data
from annals.cartography import map_of
from annals.composing import Composer
from annals.dates import parse_date
from annals.edition import Outline
from annals.indexes import Ids
from annals.lists import ListPart, list_parts, pager
from annals.narrowing import narrowing
from annals.sections import Page, Section, offer
from annals.strips import strip_of
from annals.views import Counted, DayView, Head, Link, MapView, MonthPageView, TimelineView, YearView
from annals.wording import date_words, plural, weekday

TITLE = "Timeline"
INDEX = "timeline/"
_ORIGIN = "the section 'timeline'"


def path(iso: str) -> str:
    """Of a year, month or day in ISO form: ``2016/10/28/``."""
    return f"{iso.replace('-', '/')}/"


def part_path(number: int | None) -> str:
    return INDEX if number is None else f"{INDEX}{number}/"


def pages(outline: Outline) -> Iterator[Page]:
    indexes = outline.indexes
    reports = tuple(outline.cards.reports)
    for part in list_parts(len(reports), outline.edition.site.page_size):
        shown = reports[part.start : part.end]
        compose = compose_timeline if part.number is None else compose_part
        yield Page(part_path(part.number), "timeline.html", compose, (part.values, shown), _ORIGIN, outline.modified(shown))
    yield from _spans(outline, indexes.reports_by_year, "year.html", compose_year)
    yield from _spans(outline, indexes.reports_by_month, "month.html", compose_month)
    yield from _spans(outline, indexes.reports_by_day, "day.html", compose_day)


def _spans(outline: Outline, known: Mapping[str, Ids], template: str, compose: Callable[..., object]) -> Iterator[Page]:
    """A page for each year, month or day, which is told the nearest ones before and after it."""
    keys = (None, *known, None)
    for before, iso, after in zip(keys, keys[1:], keys[2:], strict=False):
        if iso is not None:
            yield Page(path(iso), template, compose, (iso, before, after), _ORIGIN, outline.modified(known[iso]))


def compose_timeline(composer: Composer, part_values: tuple[Any, ...], shown: Ids) -> TimelineView:
    """The newest reports, with the way to every year and month."""
    total = len(composer.neighbours)
    head = composer.head(INDEX, TITLE, f"{composer.site.name}: {plural(total, 'report')} in order of time.", ())
    years = [(iso, len(ids)) for iso, ids in composer.reports_by_year.items()]
    months = [(iso, len(ids)) for iso, ids in composer.reports_by_month.items()]
    return TimelineView(
        head=_described(composer, head, INDEX),
        title=TITLE,
        strip=strip_of(composer, composer.moments.get("", ()), "When the reports were"),
        years=tuple(Counted(composer.date_link(iso), count) for iso, count in reversed(years)),
        months=tuple(Counted(replace(composer.date_link(iso), note=iso[:4]), count) for iso, count in reversed(months)),
        groups=composer.groups(reversed(shown)),
        pager=pager(ListPart(*part_values), lambda number: composer.edition.href(part_path(number))),
        total=total,
        narrowing=narrowing(composer, shown[::-1]),
    )


def compose_part(composer: Composer, part_values: tuple[Any, ...], shown: Ids) -> TimelineView:
    """An older, sealed part: only its reports."""
    part = ListPart(*part_values)
    here = part_path(part.number)
    title = f"{TITLE}: reports {part.start + 1:,} to {part.end:,}"
    head = composer.head(here, title, f"{composer.site.name}: older reports, {title.lower()}.", (composer.section("timeline"),))
    way = pager(part, lambda number: composer.edition.href(part_path(number)))
    return TimelineView(
        _described(composer, head, here),
        title,
        strip=None,
        years=(),
        months=(),
        groups=composer.groups(reversed(shown)),
        pager=way,
        total=0,
        narrowing=narrowing(composer, shown[::-1]),
    )


def compose_year(composer: Composer, iso: str, before: str | None, after: str | None) -> YearView:
    reports = composer.reports_by_year[iso]
    head, links = _page(composer, iso, len(reports), before, after)
    alone = [id for id in reports if composer.cards[id].anchor == iso]
    months = [f"{iso}-{number:02}" for number in range(1, 13)]
    grids = tuple(composer.month(month) for month in months if month in composer.reports_by_month)
    lasting = composer.under_way.get(iso, ())
    return YearView(
        head,
        head.title,
        len(reports),
        grids,
        composer.entries(alone),
        composer.entries(lasting),
        *links,
        _map(composer, reports, head),
        narrowing(composer, (*alone, *lasting)),
    )


def compose_month(composer: Composer, iso: str, before: str | None, after: str | None) -> MonthPageView:
    reports = composer.reports_by_month[iso]
    head, links = _page(composer, iso, len(reports), before, after)
    lasting = composer.under_way.get(iso, ())
    return MonthPageView(
        head,
        head.title,
        composer.month(iso),
        composer.groups(reports),
        composer.entries(lasting),
        *links,
        _map(composer, reports, head),
        narrowing(composer, (*reports, *lasting)),
    )


def _map(composer: Composer, reports: Ids, head: Head) -> MapView | None:
    return map_of(composer, reports, f"Where the reports of {head.title} are")


def compose_day(composer: Composer, iso: str, before: str | None, after: str | None) -> DayView:
    reports = composer.reports_by_day[iso]
    head, links = _page(composer, iso, len(reports), before, after)
    date = parse_date(iso)
    lasting = composer.under_way.get(iso, ())
    return DayView(
        head,
        head.title,
        weekday(date.earliest),
        composer.date(date),
        composer.entries(reports),
        composer.entries(lasting),
        *links,
        narrowing(composer, (*reports, *lasting)),
        _all_years(composer, iso),
    )


def _all_years(composer: Composer, iso: str) -> Link | None:
    url = composer.edition.url("calendar-day", iso[5:])
    return Link("This day in all years", url) if url else None


def _page(composer: Composer, iso: str, count: int, before: str | None, after: str | None) -> tuple[Head, tuple[Link | None, Link | None]]:
    """The head of a year, month or day, and the links to the nearest ones before and after that have a report."""
    links = (composer.date_link(before) if before else None, composer.date_link(after) if after else None)
    title = date_words(parse_date(iso))
    above = [iso[:length] for length in (4, 7) if length < len(iso)]
    crumbs = [composer.section("timeline"), *(composer.date_link(holder) for holder in above)]
    description = f"{title} in {composer.site.name}: {plural(count, 'report')}."
    head = composer.head(path(iso), title, description, crumbs, previous=links[0], next=links[1])
    return _described(composer, head, path(iso)), links


def _described(composer: Composer, head: Head, here: str) -> Head:
    edition = composer.edition
    return linked_data.described(head, [linked_data.collection(edition, head.title, here), linked_data.breadcrumb(edition, head.crumbs)])


SECTION = Section("timeline", pages, {"year": path, "month": path, "day": path}, nav=(10, TITLE, INDEX))


def register() -> None:
    offer(SECTION)
