"""The home page, and the page for an address that is not there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import islice

from annals import linked_data
from annals.calendars import month_view
from annals.claim_views import StandingView
from annals.claimed import standing_view
from annals.composing import Composer
from annals.dates import parse_date
from annals.edition import Outline
from annals.indexes import Ids
from annals.report_views import EntryView, MonthView
from annals.sections import Page, Section, offer
from annals.values import immutable
from annals.views import Counted, Head, Link
from annals.wording import short_span_words, span_words

LATEST = 12
NEWEST = 2  # of them, by their titles alone, at the head of the page
COVERS = 4
MOST = 10
MOST_CONTESTED = 5
CONTRIBUTE = "contribute"
_ORIGIN = "the section 'home'"


@immutable
class HomeView:
    """home.html: what this is, the latest, the month at a glance, ways in."""

    head: Head
    title: str
    lead: str
    period: str  # "1 to 28 October 2016"
    period_short: str  # "28 Sep–\\n13 Dec 2016", in two lines; empty within one month, and where there is no report
    covers: tuple[Counted, ...]  # the countries, or other widest places, of most reports
    totals: tuple[Counted, ...]  # reports, actors, places, sources: each with its index
    begin: tuple[Link, ...]  # how to search, to browse, and to contribute
    newest: tuple[Link, ...]  # the newest reports, by their titles; `note` is the date
    month: MonthView | None  # the latest month that has reports
    contested: tuple[StandingView, ...]  # last spoken of first
    contested_more: Link | None  # to all that is claimed
    latest: tuple[EntryView, ...]  # those before the newest ones, newest first
    more: Link  # to the whole timeline
    actors: tuple[Counted, ...]  # those in most reports
    places: tuple[Counted, ...]
    threads: tuple[Counted, ...]
    prose: tuple[Link, ...]  # prose pages, `note` is their summary


@immutable
class NotFoundView:
    """not_found.html: what a server shows where there is no page."""

    head: Head
    title: str
    ways: tuple[Link, ...]


def pages(outline: Outline) -> Iterator[Page]:
    reports = tuple(outline.cards.reports)
    yield Page("", "home.html", compose, (reports[: -LATEST - 1 : -1],), _ORIGIN, outline.modified(reports))
    yield Page("404.html", "not_found.html", compose_not_found, (), _ORIGIN, listed=False, lasting=False)


def compose(composer: Composer, latest: Ids) -> HomeView:
    """``latest``: the newest reports, newest first."""
    site = composer.site
    head = composer.head("", site.name, site.description or site.name, ())
    totals = (
        Counted(Link("reports", composer.section("timeline").url), len(composer.neighbours)),
        Counted(Link("actors", composer.section("actors").url), len(composer.actors)),
        Counted(Link("places", composer.section("places").url), len(composer.places)),
        Counted(Link("sources", composer.section("sources").url), len(composer.sources)),
        Counted(Link("claims", composer.section("claims").url), len(composer.reports_by_claim)),
    )
    contested = composer.contested.get("", ())
    month = max(composer.reports_by_month, default=None)
    days = _days(composer)
    return HomeView(
        head=linked_data.described(head, [linked_data.website(composer.edition)]),
        title=site.name,
        lead=site.description,
        period=span_words(*days) if days else "",
        period_short=short_span_words(*days) if days else "",
        covers=_covers(composer),
        totals=tuple(total for total in totals if total.count),
        begin=_begin(composer),
        newest=tuple(composer.report_dated(id) for id in latest[:NEWEST]),
        month=month_view(composer, month) if month else None,
        contested=tuple(standing_view(composer, subject) for subject in contested[:MOST_CONTESTED]),
        contested_more=Link(f"All subjects of claims, {len(contested):,} of them contested", composer.section("claims").url),
        latest=composer.entries(latest[NEWEST:]),
        more=Link("The whole timeline", composer.section("timeline").url),
        actors=composer.counted("actor", _most(composer.reports_by_actor)),
        places=composer.counted("place", _most(composer.reports_by_place)),
        threads=composer.counted("thread", _most(composer.reports_by_thread)),
        prose=composer.prose_links(),
    )


def _covers(composer: Composer) -> tuple[Counted, ...]:
    """The widest places of most reports: those that lie in no other."""
    ranked = sorted(((id, len(found)) for id, found in composer.reports_by_place.items()), key=lambda pair: (-pair[1], pair[0]))
    widest = ((id, count) for id, count in ranked if composer.places[id].within is None)
    return composer.counted("place", islice(widest, COVERS))


def _begin(composer: Composer) -> tuple[Link, ...]:
    """To search and to browse; and to the page of text called ``contribute``, where a site has one."""
    search, browse = composer.section("finding").url, composer.section("ways").url
    contribute = composer.edition.url("prose", CONTRIBUTE) if CONTRIBUTE in composer.prose else None
    found = (Link("Search by name", search), Link("Browse", browse), Link("Contribute", contribute))
    return tuple(link for link in found if link.url)


def _days(composer: Composer) -> tuple[dt.date, dt.date] | None:
    """The first day of the first report and the last day of the last."""
    years = tuple(composer.reports_by_year)
    if not years:
        return None
    first = composer.cards[composer.reports_by_year[years[0]][0]].anchor
    last = [composer.cards[id] for id in (*composer.reports_by_year[years[-1]], *composer.under_way.get(years[-1], ()))]
    ends = (card.span[1] if card.span else card.anchor for card in last)
    return parse_date(first).earliest, max(parse_date(end).latest for end in ends)


def _most(reports_by_id: Mapping[str, Ids]) -> list[tuple[str, int]]:
    counts = [(id, len(found)) for id, found in reports_by_id.items()]
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:MOST]


def compose_not_found(composer: Composer) -> NotFoundView:
    title = "Page not found"
    head = composer.head("404.html", title, "There is no page at this address.", (), indexed=False)
    ways = [composer.home(), *(composer.section(name) for name in ("timeline", "threads", "actors", "claims", "places", "sources", "ways"))]
    return NotFoundView(head, title, tuple(way for way in ways if way.url))


SECTION = Section("home", pages, {"home": lambda _: ""}, planned_from=("reports.modified",))


def register() -> None:
    offer(SECTION)
