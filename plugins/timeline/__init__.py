"""The pages of time: the whole timeline, and a page for each decade, year, month and day that has a report. None grows with the number
of its reports: what has no room is counted, and stands on the page of its day, or in the parts of the whole list.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from annals.edition import Outline
from annals.indexes import Ids
from annals.lists import decade_of, list_parts
from annals.sections import Page, Section, offer

from .paths import IN_MONTH, IN_YEAR, INDEX, TITLE, Around, are_many, day_path, part_path, path, undated_path
from .periods import compose_day, compose_decade, compose_month, compose_undated, compose_year
from .whole import compose_part, compose_timeline

_ORIGIN = "the section 'timeline'"
_LISTS = r"timeline/\d+/|\d{3}0s/|\d{4}/(\d{2}/)?(undated/(\d+/)?)?|\d{4}/\d{2}/\d{2}/(\d+/)?"
_PLANNED_FROM = (
    *("indexes.reports_by_day", "indexes.reports_by_month", "indexes.reports_by_year"),
    *("reports.anchor", "reports.modified", "reports.order"),
)
_NEVER = dt.date.max.toordinal()


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
        yield from _undated(outline, around[0], indexes.reports_by_month[around[0]], IN_MONTH)
    for around in _around(indexes.reports_by_day):
        yield from _day(outline, around)


def _years_and_decades(outline: Outline) -> Iterator[Page]:
    years = outline.indexes.reports_by_year
    first, last = _ends(outline) if years else ("", "")
    for around in _around(years):
        begins = around[0]
        period = (first if first.startswith(begins) else None, last if last.startswith(begins) else None)
        yield Page(path(begins), "year.html", compose_year, (around, period), _ORIGIN, outline.modified(years[begins]))
        yield from _undated(outline, begins, years[begins], IN_YEAR)
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
    if not are_many(len(alone), len(reports) if len(iso) > len("2016") else len(alone), most):
        return
    for part in list_parts(len(alone), outline.edition.site.page_size):
        shown = alone[part.start : part.end]
        given = (iso, part.values, len(alone) if part.number is None else 0, shown)
        yield Page(undated_path(iso, part.number), "day.html", compose_undated, given, _ORIGIN, outline.modified(shown))


def _day(outline: Outline, around: Around) -> Iterator[Page]:
    """A day, and where it has very many reports, the older parts of their list."""
    iso = around[0]
    reports = outline.indexes.reports_by_day[iso]
    for part in list_parts(len(reports), outline.edition.site.page_size):
        shown = reports[part.start : part.end]
        head = part.number is None
        given = (around if head else (iso, None, None), part.values, len(reports) if head else 0, shown)
        yield Page(day_path(iso, part.number), "day.html", compose_day, given, _ORIGIN, outline.modified(shown))


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


SECTION = Section(
    "timeline",
    pages,
    {"decade": path, "year": path, "month": path, "day": path},
    nav=(10, TITLE, INDEX),
    planned_from=_PLANNED_FROM,
    lists=_LISTS,
)


def register() -> None:
    offer(SECTION)
