"""The pages of a decade, a year, a month and a day; and the reports that are known only to be of a month or a year."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from annals import linked_data
from annals.calendars import by_date, date_groups, month_view
from annals.cartography import MapView, map_of
from annals.composing import Composer
from annals.dates import parse_date
from annals.indexes import Ids
from annals.lists import ListPart, decade_of, pager
from annals.narrowing import narrowing
from annals.strips import months_of, strip_within, years_of
from annals.views import Head, Link
from annals.wording import plural, weekday

from .paths import IN_MONTH, IN_YEAR, Around, are_many, day_path, path, period_link, undated_path
from .views import DayView, DecadeView, MonthPageView, YearView

_UNDER_WAY = 5  # reports of an earlier time that a page tells


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
        months=tuple(month_view(composer, month) for month in months if month in composer.reports_by_month),
        entries=composer.entries(alone[:IN_YEAR]),
        more=max(0, len(alone) - IN_YEAR),
        rest=_rest(composer, iso) if are_many(len(alone), len(alone), IN_YEAR) else None,
        under_way=composer.entries(under_way[:_UNDER_WAY]),
        more_under_way=max(0, len(under_way) - _UNDER_WAY),
        previous=links[0],
        next=links[1],
        map=_map(composer, reports, head),
        narrowing=narrowing(composer, (*alone[:IN_YEAR], *under_way[:_UNDER_WAY])),
    )


def compose_month(composer: Composer, around: Around) -> MonthPageView:
    iso = around[0]
    reports, under_way = composer.reports_by_month[iso], composer.under_way.get(iso, ())
    head, links = _page(composer, around, len(reports))
    told = [id for _, ids, _ in by_date(composer, reports, IN_MONTH) for id in ids]
    groups = date_groups(composer, reports, IN_MONTH)
    return MonthPageView(
        head=head,
        title=head.title,
        month=month_view(composer, iso),
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
    crumbs = [composer.section("timeline"), *(period_link(composer, holder) for holder in (decade_of(iso), *above))]
    head = composer.head(here, title, f"{title} in {composer.site.name}.", crumbs)
    return DayView(
        head=linked_data.described_list(composer.edition, head, here),
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
    links = (period_link(composer, before) if before else None, period_link(composer, after) if after else None)
    sealed = part is not None and part.number is not None
    title = (
        f"{period_link(composer, iso).text}: reports {part.start + 1:,} to {part.end:,}"
        if part and sealed
        else period_link(composer, iso).text
    )
    above = [] if iso.endswith("s") else [decade_of(iso), *(iso[:length] for length in (4, 7, 10) if length < len(iso) + sealed)]
    crumbs = [composer.section("timeline"), *(period_link(composer, holder) for holder in above)]
    description = f"{title} in {composer.site.name}: {plural(count, 'report')}."
    here = day_path(iso, part.number) if part else path(iso)
    head = composer.head(here, title, description, crumbs, previous=links[0], next=links[1])
    return linked_data.described_list(composer.edition, head, here), links
