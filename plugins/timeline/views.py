"""What the templates of this family receive."""

from __future__ import annotations

from annals.cartography import MapView
from annals.lists import Pager
from annals.narrowing import NarrowingView
from annals.report_views import DateGroup, EntryView, MonthView
from annals.strips import StripView
from annals.values import immutable
from annals.views import Counted, DateView, Head, Link


@immutable
class TimelineView:
    """timeline.html: the whole archive, newest first, in pages, with the way to each decade, or to its years and months."""

    head: Head
    title: str
    strip: StripView | None  # of all reports, on the first page
    decades: tuple[Counted, ...]  # newest first, where there is more than one
    years: tuple[Counted, ...]  # newest first, where there are not too many
    months: tuple[Counted, ...]  # of the years above; likewise; `note` is the year
    groups: tuple[DateGroup, ...]  # newest first
    pager: Pager
    total: int
    narrowing: NarrowingView | None  # None: nothing to choose


@immutable
class DecadeView:
    """decade.html: ten years."""

    head: Head
    title: str
    total: int
    strip: StripView  # by year
    previous: Link | None
    next: Link | None


@immutable
class YearView:
    """year.html: a year as months, and the reports that are known only to have been in it."""

    head: Head
    title: str
    total: int
    strip: StripView  # by month
    months: tuple[MonthView, ...]  # in order; only those with reports
    entries: tuple[EntryView, ...]  # known only to be of this year
    more: int  # of these, left out here
    rest: Link | None  # to all of these, where some are left out
    under_way: tuple[EntryView, ...]  # began in an earlier year, and last at least into this one
    more_under_way: int  # of these, left out here
    previous: Link | None
    next: Link | None
    map: MapView | None  # where its reports are
    narrowing: NarrowingView | None  # None: nothing to choose


@immutable
class MonthPageView:
    """month.html: a month as a grid and as a list by day, oldest first."""

    head: Head
    title: str
    month: MonthView
    groups: tuple[DateGroup, ...]  # reports known only to the month come first, under the month's own heading
    under_way: tuple[EntryView, ...]  # began in an earlier month, and last at least into this one
    more_under_way: int  # of these, left out here
    previous: Link | None
    next: Link | None
    map: MapView | None  # where its reports are
    narrowing: NarrowingView | None  # None: nothing to choose


@immutable
class DayView:
    """day.html: the reports that begin on a day, and those in course on it; or an older part of them, where there are very many."""

    head: Head
    title: str
    weekday: str
    date: DateView
    total: int
    entries: tuple[EntryView, ...]
    pager: Pager
    under_way: tuple[EntryView, ...]  # began earlier, and last at least until this day
    more_under_way: int  # of these, left out here
    previous: Link | None  # the nearest day before that has a report
    next: Link | None
    narrowing: NarrowingView | None  # None: nothing to choose
    all_years: Link | None  # to the same day of all years
