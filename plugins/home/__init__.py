"""The home page, and the page for an address that is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from annals import linked_data
from annals.composing import Composer
from annals.indexes import outlets_of
from annals.records import Report
from annals.sections import Page, Section, offer
from annals.views import Counted, HomeView, Link, NotFoundView
from annals.wording import span_words

LATEST = 12
MOST = 10
_ORIGIN = "the section 'home'"


def pages(composer: Composer) -> Iterator[Page]:
    edition = composer.edition
    modified = max((report.modified.latest for report in edition.archive.reports if report.modified.end), default=None)
    yield Page("", "home.html", partial(compose, composer), _ORIGIN, modified.isoformat() if modified else None)
    yield Page("404.html", "not_found.html", partial(compose_not_found, composer), _ORIGIN, listed=False)


def compose(composer: Composer) -> HomeView:
    edition = composer.edition
    site, archive, indexes = edition.site, edition.archive, edition.indexes
    head = composer.head("", site.name, site.description or site.name, ())
    reports = archive.reports
    latest = max(indexes.reports_by_month, default=None)
    known = [report.date.anchor for report in reports]
    sources = {outlet for report in reports for outlet in outlets_of(report)}
    totals = (
        Counted(Link("reports", composer.section("timeline").url), len(reports)),
        Counted(Link("actors", composer.section("actors").url), len(archive.actors)),
        Counted(Link("places", composer.section("places").url), len(archive.places)),
        Counted(Link("sources", composer.section("sources").url), len(sources)),
    )
    return HomeView(
        head=composer.with_data(head, [linked_data.website(edition)]),
        title=site.name,
        lead=site.description,
        period=span_words(known[0].earliest, max(moment.latest for moment in known)) if known else "",
        totals=tuple(total for total in totals if total.count),
        month=composer.month(*latest) if latest else None,
        latest=composer.entries(reports[: -LATEST - 1 : -1]),
        more=Link("The whole timeline", composer.section("timeline").url),
        actors=composer.counted(composer.actor, _most(indexes.reports_by_actor)),
        places=composer.counted(composer.place, _most(indexes.reports_by_place)),
        prose=tuple(
            Link(page.title, edition.url("prose", page.id), page.lang, page.summary)
            for page in sorted(archive.prose.values(), key=lambda page: (page.order, page.id))
        ),
    )


def _most(reports_by_id: Mapping[str, Sequence[Report]]) -> list[tuple[str, int]]:
    counts = [(id, len(found)) for id, found in reports_by_id.items()]
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:MOST]


def compose_not_found(composer: Composer) -> NotFoundView:
    title = "Page not found"
    head = composer.head("404.html", title, "There is no page at this address.", (), indexed=False)
    ways = [composer.home(), *(composer.section(name) for name in ("timeline", "actors", "places", "sources"))]
    return NotFoundView(head, title, tuple(way for way in ways if way.url))


SECTION = Section("home", pages, {"home": lambda _: ""})


def register() -> None:
    offer(SECTION)
