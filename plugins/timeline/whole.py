"""The whole timeline, newest first, in parts that are sealed from the oldest on; and from there to every decade, or year and month."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from annals import linked_data
from annals.calendars import date_groups
from annals.composing import Composer
from annals.indexes import Ids
from annals.lists import ListPart, decade_of, pager
from annals.narrowing import narrowing
from annals.strips import strip_of
from annals.views import Counted
from annals.wording import plural

from .paths import INDEX, TITLE, part_path, period_link
from .views import TimelineView

_YEARS, _MONTHS, _DECADES = 12, 24, 40  # that the timeline leads to


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
        head=linked_data.described_list(composer.edition, head, INDEX),
        title=TITLE,
        strip=strip_of(composer, composer.moments.get("", ()), "When the reports were"),
        decades=tuple(
            Counted(period_link(composer, iso), count)
            for iso, count in (newest if len(newest) <= _DECADES else [*newest[:_DECADES], newest[-1]])
        ),
        years=tuple(Counted(composer.date_link(iso), count) for iso, count in reversed(years)) if len(years) <= _YEARS else (),
        months=tuple(Counted(replace(composer.date_link(iso), note=iso[:4]), count) for iso, count in reversed(months))
        if len(months) <= _MONTHS
        else (),
        groups=date_groups(composer, reversed(shown)),
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
        linked_data.described_list(composer.edition, head, here),
        title,
        strip=None,
        decades=(),
        years=(),
        months=(),
        groups=date_groups(composer, reversed(shown)),
        pager=way,
        total=0,
        narrowing=narrowing(composer, shown[::-1]),
    )
