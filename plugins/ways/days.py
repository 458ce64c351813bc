"""On this day: for each day of the calendar that has a report in some year a page with all years, and the calendar that leads there.

A page for each day, and not for each month: a new report makes one of them again, and each stays short however long the archive lasts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annals import linked_data
from annals.composing import Composer
from annals.dates import MONTHS
from annals.edition import Outline
from annals.sections import Page
from annals.values import immutable
from annals.views import Head, Link
from annals.wording import plural

TITLE = "On this day"
INDEX = "on-this-day/"
MOST = 5
"""Reports of one year that are named; the page of that day has the others."""
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ORIGIN = "the section 'ways'"


@immutable
class YearOfDay:
    """What happened on a day of the calendar in one year."""

    link: Link  # "2016", to the day
    count: int  # of its reports
    reports: tuple[Link, ...]  # the first of them
    more: int  # reports that are not named


@immutable
class OnThisDayView:
    """on_this_day.html: a day of the calendar in all years."""

    head: Head
    title: str
    years: tuple[YearOfDay, ...]  # newest first
    previous: Link | None  # the nearest day of the calendar before that has a report in some year
    next: Link | None


@immutable
class CalendarDay:
    day: int
    id: str  # "10-28"
    url: str | None  # None: no report in any year
    label: str  # "28 October: 3 reports"


@immutable
class CalendarMonth:
    title: str  # "October"
    days: tuple[CalendarDay, ...]  # of a leap year


@immutable
class OnThisDayIndexView:
    """on_this_day_index.html: the days of the calendar."""

    head: Head
    title: str
    lead: str
    months: tuple[CalendarMonth, ...]  # those in which there is any


def path(day: str) -> str:
    """Of a day of the calendar: ``on-this-day/10-28/``."""
    return f"{INDEX}{day}/"


def words(day: str) -> str:
    """``28 October``."""
    return f"{int(day[3:])} {MONTHS[int(day[:2]) - 1]}"


def by_day(reports_by_day: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """The days of the calendar that have a report, in order, each to its days in time, in order."""
    found: dict[str, list[str]] = {}
    for iso in sorted(reports_by_day, key=lambda iso: (iso[5:], iso)):
        found.setdefault(iso[5:], []).append(iso)
    return found


def pages(outline: Outline) -> Iterator[Page]:
    found = by_day(outline.indexes.reports_by_day)
    if not found:
        return
    yield Page(INDEX, "on_this_day_index.html", compose_index, (), _ORIGIN)
    keys = (None, *found, None)
    for before, (day, isos), after in zip(keys, found.items(), keys[2:], strict=False):
        modified = outline.modified(tuple(id for iso in isos for id in outline.indexes.reports_by_day[iso]))
        yield Page(path(day), "on_this_day.html", compose, (day, tuple(isos), before, after), _ORIGIN, modified)


def compose(composer: Composer, day: str, isos: tuple[str, ...], before: str | None, after: str | None) -> OnThisDayView:
    """``isos``: the days in time, oldest first."""
    title = f"{words(day)} in all years"
    description = f"What the reports of {composer.site.name} say of {words(day)}, in each year."
    links = tuple(Link(words(other), composer.edition.href(path(other))) if other else None for other in (before, after))
    above = (composer.section("ways"), Link(TITLE, composer.edition.href(INDEX)))
    head = composer.head(path(day), title, description, above, previous=links[0], next=links[1])
    return OnThisDayView(
        linked_data.described_list(composer.edition, head, path(day)),
        words(day),
        tuple(_year(composer, iso) for iso in reversed(isos)),
        *links,
    )


def _year(composer: Composer, iso: str) -> YearOfDay:
    ids = composer.reports_by_day[iso]
    shown = ids if len(ids) <= MOST + 1 else ids[:MOST]
    return YearOfDay(Link(iso[:4], composer.date_url(iso)), len(ids), tuple(map(composer.report, shown)), len(ids) - len(shown))


def compose_index(composer: Composer) -> OnThisDayIndexView:
    counts = {day: sum(len(composer.reports_by_day[iso]) for iso in isos) for day, isos in by_day(composer.reports_by_day).items()}
    lead = "What happened on one day of the calendar, in all years of the archive."
    head = composer.head(INDEX, TITLE, f"{TITLE}: the days of the calendar in {composer.site.name}.", (composer.section("ways"),))
    months = tuple(
        CalendarMonth(MONTHS[month - 1], tuple(_day(composer, f"{month:02}-{day:02}", counts) for day in range(1, length + 1)))
        for month, length in enumerate(_LENGTHS, 1)
        if any(day.startswith(f"{month:02}-") for day in counts)
    )
    return OnThisDayIndexView(linked_data.described_list(composer.edition, head, INDEX), TITLE, lead, months)


def _day(composer: Composer, day: str, counts: Mapping[str, int]) -> CalendarDay:
    count = counts.get(day, 0)
    told = plural(count, "report") if count else "no report"
    return CalendarDay(int(day[3:]), day, composer.edition.href(path(day)) if count else None, f"{words(day)}: {told}")
