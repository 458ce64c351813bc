"""The pages of time: the whole timeline, and a page for each decade, year, month and day that has a report. None grows with the number
of its reports: what has no room is counted, and stands on the page of its day, or in the parts of the whole list.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from annals import linked_data
from annals.cartography import MapView, map_of
from annals.composing import Composer
from annals.dates import parse_date
from annals.edition import Outline
from annals.indexes import Ids
from annals.lists import ListPart, decade_of, list_parts, pager
from annals.narrowing import narrowing
from annals.sections import Page, Section, offer
from annals.strips import months_of, strip_of, strip_within, years_of
from annals.views import Counted, Head, Link
from annals.wording import plural, weekday

from .views import DayView, DecadeView, MonthPageView, TimelineView, YearView

TITLE = "Timeline"
INDEX = "timeline/"
_ORIGIN = "the section 'timeline'"
_YEARS, _MONTHS, _DECADES = 12, 24, 40  # that the timeline leads to
_LISTS = r"timeline/\d+/|\d{3}0s/|\d{4}/(\d{2}/)?(undated/(\d+/)?)?|\d{4}/\d{2}/\d{2}/(\d+/)?"
_NEVER = dt.date.max.toordinal()
_IN_MONTH, _IN_YEAR, _UNDER_WAY = 40, 6, 5  # reports that a page tells


def path(iso: str) -> str:
    """Of a decade, or of a year, month or day in ISO form: ``2010s/``, ``2016/10/28/``."""
    return f"{iso.replace('-', '/')}/"


def day_path(iso: str, number: int | None) -> str:
    return path(iso) if number is None else f"{path(iso)}{number}/"


def undated_path(iso: str, number: int | None = None) -> str:
    """Of the reports that are known only to be of a month or a year."""
    return f"{path(iso)}undated/" if number is None else f"{path(iso)}undated/{number}/"


def part_path(number: int | None) -> str:
    return INDEX if number is None else f"{INDEX}{number}/"


def pages(outline: Outline) -> Iterator[Page]:
    indexes = outline.indexes
    reports = tuple(outline.cards.reports)
    for part in list_parts(len(reports), outline.edition.site.page_size):
        shown = reports[part.start : part.end]
        compose = compose_timeline if part.number is None else compose_part
        yield Page(part_path(part.number), "timeline.html", compose, (part.values, shown), _ORIGIN, outline.modified(shown))
    yield from _years_and_decades(outline)
    for around in _around(indexes.reports_by_month):
        yield Page(path(around[0]), "month.html", compose_month, (around,), _ORIGIN, outline.modified(indexes.reports_by_month[around[0]]))
        yield from _undated(outline, around[0], indexes.reports_by_month[around[0]], _IN_MONTH)
    for around in _around(indexes.reports_by_day):
        yield from _day(outline, around)


def _years_and_decades(outline: Outline) -> Iterator[Page]:
    years = outline.indexes.reports_by_year
    first, last = _ends(outline) if years else ("", "")
    for around in _around(years):
        begins = around[0]
        period = (first if first.startswith(begins) else None, last if last.startswith(begins) else None)
        yield Page(path(begins), "year.html", compose_year, (around, period), _ORIGIN, outline.modified(years[begins]))
        yield from _undated(outline, begins, years[begins], _IN_YEAR)
    decades: dict[str, list[str]] = defaultdict(list)
    for year, ids in years.items():
        decades[decade_of(year)] += ids
    for around in _around(decades):
        begins = around[0][:3]
        period = (first if first.startswith(begins) else None, last if last.startswith(begins) else None)
        modified = outline.modified(tuple(decades[around[0]]))
        yield Page(path(around[0]), "decade.html", compose_decade, (around, period), _ORIGIN, modified)


def _undated(outline: Outline, iso: str, reports: Ids, most: int) -> Iterator[Page]:
    """The reports that are known only to be of a month or a year, where its page has no room for ``most`` and more."""
    alone = tuple(id for id in reports if outline.cards.reports[id].anchor == iso)
    if not _are_many(len(alone), len(reports) if len(iso) > len("2016") else len(alone), most):
        return
    for part in list_parts(len(alone), outline.edition.site.page_size):
        shown = alone[part.start : part.end]
        given = (iso, part.values, len(alone) if part.number is None else 0, shown)
        yield Page(undated_path(iso, part.number), "day.html", compose_undated, given, _ORIGIN, outline.modified(shown))


def _are_many(alone: int, reports: int, most: int) -> bool:
    """Whether the page of a month or a year may leave out some of those known only to be of it: a page of their own then holds all."""
    return alone > 1 and reports > most


def _day(outline: Outline, around: Around) -> Iterator[Page]:
    """A day, and where it has very many reports, the older parts of their list."""
    iso = around[0]
    reports = outline.indexes.reports_by_day[iso]
    for part in list_parts(len(reports), outline.edition.site.page_size):
        shown = reports[part.start : part.end]
        head = part.number is None
        given = (around if head else (iso, None, None), part.values, len(reports) if head else 0, shown)
        yield Page(day_path(iso, part.number), "day.html", compose_day, given, _ORIGIN, outline.modified(shown))


Around = tuple[str, str | None, str | None]
"""A decade, year, month or day that has reports, and the nearest ones before and after it."""


def _around(known: Iterable[str]) -> Iterator[Around]:
    keys = list(known)
    return zip(keys, [None, *keys], [*keys[1:], None], strict=False)


def _ends(outline: Outline) -> tuple[str, str]:
    """The first and the last day of the archive. A page is told of them only where they lie in its own time, and stays when the archive
    grows elsewhere.
    """
    orders = [card.order for card in outline.cards.reports.values()]
    first, last = min(order[0] for order in orders), max(order[0] if order[2] == _NEVER else max(order[0], order[2]) for order in orders)
    return dt.date.fromordinal(first).isoformat(), dt.date.fromordinal(last).isoformat()


def compose_timeline(composer: Composer, part_values: tuple[Any, ...], shown: Ids) -> TimelineView:
    """The newest reports, with the way to every decade, or where these are few, to every year and month."""
    total = len(composer.neighbours)
    head = composer.head(INDEX, TITLE, f"{composer.site.name}: {plural(total, 'report')} in order of time.", ())
    years = [(iso, len(ids)) for iso, ids in composer.reports_by_year.items()]
    months = [(iso, len(ids)) for iso, ids in composer.reports_by_month.items()]
    decades = Counter[str]()
    for iso, count in years:
        decades[decade_of(iso)] += count
    newest = list(reversed(decades.items())) if len(decades) > 1 else []
    return TimelineView(
        head=_described(composer, head, INDEX),
        title=TITLE,
        strip=strip_of(composer, composer.moments.get("", ()), "When the reports were"),
        decades=tuple(
            Counted(_link(composer, iso), count) for iso, count in (newest if len(newest) <= _DECADES else [*newest[:_DECADES], newest[-1]])
        ),
        years=tuple(Counted(composer.date_link(iso), count) for iso, count in reversed(years)) if len(years) <= _YEARS else (),
        months=tuple(Counted(replace(composer.date_link(iso), note=iso[:4]), count) for iso, count in reversed(months))
        if len(months) <= _MONTHS
        else (),
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
        decades=(),
        years=(),
        months=(),
        groups=composer.groups(reversed(shown)),
        pager=way,
        total=0,
        narrowing=narrowing(composer, shown[::-1]),
    )


def compose_decade(composer: Composer, around: Around, period: tuple[str | None, str | None]) -> DecadeView:
    iso = around[0]
    bins = years_of(iso)
    known = [bin.iso for bin in bins if bin.iso in composer.reports_by_year]
    moments = [moment for year in known for moment in composer.moments[year]]
    own = len(moments)
    begun = dict.fromkeys(id for year in known for id in composer.under_way.get(year, ()))
    moments += [card.order for card in (composer.cards[id] for id in begun) if card.anchor[:4] < bins[0].iso]
    head, links = _page(composer, around, own)
    strip = strip_within(composer, moments, f"When the reports of the {head.title} were", ("year", bins), period)
    return DecadeView(head, head.title, own, strip, *links)


def compose_year(composer: Composer, around: Around, period: tuple[str | None, str | None]) -> YearView:
    iso = around[0]
    reports, under_way = composer.reports_by_year[iso], composer.under_way.get(iso, ())
    head, links = _page(composer, around, len(reports))
    moments = [*composer.moments[iso], *(composer.cards[id].order for id in under_way)]
    alone = [id for id in reports if composer.cards[id].anchor == iso]
    months = [f"{iso}-{number:02}" for number in range(1, 13)]
    return YearView(
        head=head,
        title=head.title,
        total=len(reports),
        strip=strip_within(composer, moments, f"When the reports of {head.title} were", ("month", months_of(iso)), period),
        months=tuple(composer.month(month) for month in months if month in composer.reports_by_month),
        entries=composer.entries(alone[:_IN_YEAR]),
        more=max(0, len(alone) - _IN_YEAR),
        rest=_rest(composer, iso) if _are_many(len(alone), len(alone), _IN_YEAR) else None,
        under_way=composer.entries(under_way[:_UNDER_WAY]),
        more_under_way=max(0, len(under_way) - _UNDER_WAY),
        previous=links[0],
        next=links[1],
        map=_map(composer, reports, head),
        narrowing=narrowing(composer, (*alone[:_IN_YEAR], *under_way[:_UNDER_WAY])),
    )


def compose_month(composer: Composer, around: Around) -> MonthPageView:
    iso = around[0]
    reports, under_way = composer.reports_by_month[iso], composer.under_way.get(iso, ())
    head, links = _page(composer, around, len(reports))
    told = [id for _, ids, _ in composer.by_date(reports, _IN_MONTH) for id in ids]
    groups = composer.groups(reports, _IN_MONTH)
    return MonthPageView(
        head=head,
        title=head.title,
        month=composer.month(iso),
        groups=tuple(replace(group, rest=_rest(composer, iso)) if group.date.edtf == iso else group for group in groups),
        under_way=composer.entries(under_way[:_UNDER_WAY]),
        more_under_way=max(0, len(under_way) - _UNDER_WAY),
        previous=links[0],
        next=links[1],
        map=_map(composer, reports, head),
        narrowing=narrowing(composer, (*told, *under_way[:_UNDER_WAY])),
    )


def _map(composer: Composer, reports: Ids, head: Head) -> MapView | None:
    return map_of(composer, reports, f"Where the reports of {head.title} are")


def compose_day(composer: Composer, around: Around, part_values: tuple[Any, ...], total: int, shown: Ids) -> DayView:
    """``total``: of the day, on its first page; 0 on an older, sealed part of its list."""
    iso, part = around[0], ListPart(*part_values)
    head, links = _page(composer, around, total or len(shown), part)
    date = parse_date(iso)
    under_way = composer.under_way.get(iso, ()) if total else ()
    return DayView(
        head=head,
        title=head.title,
        weekday=weekday(date.earliest),
        date=composer.date(date),
        total=total,
        entries=composer.entries(shown),
        pager=pager(part, lambda number: composer.edition.href(day_path(iso, number))),
        under_way=composer.entries(under_way[:_UNDER_WAY]),
        more_under_way=max(0, len(under_way) - _UNDER_WAY),
        previous=links[0],
        next=links[1],
        narrowing=narrowing(composer, (*shown, *under_way[:_UNDER_WAY])),
        all_years=_all_years(composer, iso),
    )


def compose_undated(composer: Composer, iso: str, part_values: tuple[Any, ...], total: int, shown: Ids) -> DayView:
    """``total``: of those known only to be of this month or year, on the first page; 0 on an older, sealed part of their list."""
    part = ListPart(*part_values)
    link = _rest(composer, iso)
    title = link.text if part.number is None else f"{link.text}: reports {part.start + 1:,} to {part.end:,}"
    here = undated_path(iso, part.number)
    above = [iso[:length] for length in (4, 7) if length <= len(iso)]
    crumbs = [composer.section("timeline"), *(_link(composer, holder) for holder in (decade_of(iso), *above))]
    head = composer.head(here, title, f"{title} in {composer.site.name}.", crumbs)
    return DayView(
        head=_described(composer, head, here),
        title=head.title,
        weekday="",
        date=composer.date(parse_date(iso)),
        total=total,
        entries=composer.entries(shown),
        pager=pager(part, lambda number: composer.edition.href(undated_path(iso, number))),
        under_way=(),
        more_under_way=0,
        previous=None,
        next=None,
        narrowing=narrowing(composer, shown),
        all_years=None,
    )


def _rest(composer: Composer, iso: str) -> Link:
    """To the reports that are known only to be of a month or a year."""
    words = f"{composer.date_link(iso).text}, {'day' if len(iso) > len('2016') else 'month'} not known"
    return Link(words, composer.edition.href(undated_path(iso)))


def _all_years(composer: Composer, iso: str) -> Link | None:
    url = composer.edition.url("calendar-day", iso[5:])
    return Link("This day in all years", url) if url else None


def _page(composer: Composer, around: Around, count: int, part: ListPart | None = None) -> tuple[Head, tuple[Link | None, Link | None]]:
    """The head of a decade, year, month or day, and the links to the nearest ones before and after that have a report."""
    iso, before, after = around
    links = (_link(composer, before) if before else None, _link(composer, after) if after else None)
    sealed = part is not None and part.number is not None
    title = f"{_link(composer, iso).text}: reports {part.start + 1:,} to {part.end:,}" if part and sealed else _link(composer, iso).text
    above = [] if iso.endswith("s") else [decade_of(iso), *(iso[:length] for length in (4, 7, 10) if length < len(iso) + sealed)]
    crumbs = [composer.section("timeline"), *(_link(composer, holder) for holder in above)]
    description = f"{title} in {composer.site.name}: {plural(count, 'report')}."
    here = day_path(iso, part.number) if part else path(iso)
    head = composer.head(here, title, description, crumbs, previous=links[0], next=links[1])
    return _described(composer, head, here), links


def _link(composer: Composer, iso: str) -> Link:
    """To a decade, or to a year, month or day."""
    return Link(iso, composer.edition.url("decade", iso)) if iso.endswith("s") else composer.date_link(iso)


def _described(composer: Composer, head: Head, here: str) -> Head:
    edition = composer.edition
    return linked_data.described(head, [linked_data.collection(edition, head.title, here), linked_data.breadcrumb(edition, head.crumbs)])


SECTION = Section("timeline", pages, {"decade": path, "year": path, "month": path, "day": path}, nav=(10, TITLE, INDEX), lists=_LISTS)


def register() -> None:
    offer(SECTION)
