"""The page that leads to every way in: by time, by who, by where, by outlet, by thread, by what is claimed, by what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from annals import linked_data
from annals.choices import ACTOR_KINDS
from annals.composing import Composer
from annals.edition import Outline
from annals.indexes import Ids
from annals.sections import Page
from annals.values import immutable
from annals.views import Counted, Head, Link

from . import abbreviations, days, newest

TITLE = "Browse"
INDEX = "browse/"
MOST = 12
"""Years, places, outlets and threads that are named; the index of each has the others."""


@immutable
class WayGroup:
    heading: str
    items: tuple[Counted, ...]
    one: str  # what is counted: "report"
    many: str  # "reports"
    more: tuple[Link, ...]  # to whole indexes, and other views of the same


@immutable
class BrowseView:
    """browse.html: the ways in."""

    head: Head
    title: str
    lead: str
    groups: tuple[WayGroup, ...]
    chance: Link | None  # where a reader goes who wants any report, while there is no script to choose one


def pages(outline: Outline) -> Iterator[Page]:
    has_new = any(card.published for card in outline.cards.reports.values())
    yield Page(INDEX, "browse.html", compose, (int(has_new),), "the section 'ways'")


def compose(composer: Composer, has_new: int) -> BrowseView:
    """``has_new``: whether there is a page of what is new."""
    lead = "Every way into the archive: by time, by who and where, by who reported it, by what is claimed, and by what is new."
    head = composer.head(INDEX, TITLE, f"Ways into {composer.site.name}: by time, actor, place, outlet, thread and claim.", ())
    head = linked_data.described_list(composer.edition, head, INDEX)
    timeline = composer.section("timeline")
    return BrowseView(
        head,
        TITLE,
        lead,
        tuple(group for group in _groups(composer, has_new) if group.items or group.more),
        timeline if timeline.url and composer.reports_by_year else None,
    )


def _groups(composer: Composer, has_new: int) -> Iterator[WayGroup]:
    years = [(composer.date_link(iso), len(ids)) for iso, ids in composer.reports_by_year.items()]
    on_this_day = (Link(days.TITLE, composer.edition.href(days.INDEX)),) if composer.reports_by_day else ()
    yield _group("By time", years[: -MOST - 1 : -1], _all(composer, "timeline", "The whole timeline"), *on_this_day)
    yield _kinds(composer)
    yield _places(composer)
    outlets = _most(composer.reports_by_source)
    yield _group("By outlet", [(composer.source(id), count) for id, count in outlets], _all(composer, "sources", "All sources"))
    threads = _most(composer.reports_by_thread)
    yield _group("By thread", [(composer.thread(id), count) for id, count in threads], _all(composer, "threads", "All threads"))
    contested = len(composer.contested.get("", ()))
    claims = composer.section("claims")
    counted = [(Link("Contested subjects", claims.url), contested)] if contested and claims.url else []
    yield _group("By claim", counted, _all(composer, "claims", "All subjects of claims"), one="subject", many="subjects")
    names = (
        Link("All names from A to Z", composer.section("finding").url),
        composer.section("terms"),
        Link(abbreviations.TITLE, composer.edition.href(abbreviations.INDEX)),
    )
    yield _group("By name", [], *names)
    newly = (Link(newest.TITLE, composer.edition.href(newest.INDEX)),) if has_new else ()
    yield _group("By what is new", [], *newly, composer.section("corrections"))


def _kinds(composer: Composer) -> WayGroup:
    counts = Counter(actor.kind for actor in composer.actors.values())
    index = composer.section("actors").url
    items = [(Link(words, f"{index}#page-{kind}" if index else None), counts[kind]) for kind, words in ACTOR_KINDS.items() if counts[kind]]
    together = Link("Who with whom", composer.edition.url("together", ""))
    return _group("By kind of actor", items, _all(composer, "actors", "All actors"), together, one="actor", many="actors")


def _places(composer: Composer) -> WayGroup:
    """By governorate, or by country where there are none."""
    kind = "governorate" if any(place.kind == "governorate" for place in composer.places.values()) else "country"
    found = {id: composer.reports_by_place.get(id, ()) for id, place in composer.places.items() if place.kind == kind}
    items = [(composer.place(id), count) for id, count in _most({id: reports for id, reports in found.items() if reports})]
    return _group(
        f"By {kind}",
        [(Link(link.text, link.url, link.lang), n) for link, n in items],
        _all(composer, "places", "All places"),
        composer.section("maps"),
    )


def _all(composer: Composer, section: str, words: str) -> Link:
    """To the index of a section."""
    return Link(words, composer.section(section).url)


def _most(reports_by_id: Mapping[str, Ids]) -> list[tuple[str, int]]:
    counts = [(id, len(found)) for id, found in reports_by_id.items()]
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:MOST]


def _group(heading: str, items: Iterable[tuple[Link, int]], *more: Link, one: str = "report", many: str = "reports") -> WayGroup:
    counted = tuple(Counted(link, count) for link, count in items)
    return WayGroup(heading, counted, one, many, tuple(link for link in more if link.url))
