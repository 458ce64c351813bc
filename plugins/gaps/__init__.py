"""What is missing: a page for those who keep the record, in previews only. Each list is bounded, and says how long it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annals.composing import Composer
from annals.edition import Outline
from annals.sections import Page, Section, offer
from annals.values import immutable
from annals.views import Head, Link

TITLE = "What is missing"
INDEX = "gaps/"
MOST = 50  # entries of a list that are shown
_LEAD = "Where the record rests on little, or has no end. This page is part of previews only: it is never published."
_FAMILIES = ("actor", "place", "source", "subject", "thread", "term")

Ids = tuple[str, ...]
Found = tuple[int, Ids]  # how many there are, and the first of them


@immutable
class GapView:
    anchor: str  # of the list
    heading: str  # "Reports with a single source"
    why: str  # what is wrong with it, and what mends it
    total: int  # how many there are, shown or not
    items: tuple[Link, ...]  # the newest, or the first by id; the note says more


@immutable
class GapsView:
    """gaps.html: lists of what is missing."""

    head: Head
    title: str
    lead: str
    gaps: tuple[GapView, ...]  # also those of which there are none


_PLANNED_FROM = (
    *(f"indexes.{name}" for name in ("actors_within", "places_within", "shares", "ties", "images_by_place", "claims_by_subject")),
    *(f"indexes.reports_by_{name}" for name in ("actor", "place", "source", "term", "thread")),
    *("actors.country", "sources.country", "reports.credited", "reports.outlets", "reports.uncopied"),
)


def pages(outline: Outline) -> Iterator[Page]:
    """What cards say is given to the page: it is made again when a list of it has changed, and not with every report."""
    if outline.edition.site.preview:
        reports = tuple(reversed([*outline.cards.reports.values()]))
        single = _found(card.id for card in reports if len(card.outlets) == 1)
        uncopied = _found(card.id for card in reports if card.uncopied[0])
        citations = tuple(map(sum, zip((0, 0), *(card.uncopied for card in reports), strict=True)))
        named = tuple((family, *_found(unnamed(outline, family))) for family in _FAMILIES)
        given = (single, uncopied, citations, named)
        yield Page(INDEX, "gaps.html", compose, given, "the section 'gaps'", listed=False, lasting=False)


def unnamed(outline: Outline, family: str) -> Iterator[str]:
    """Those that no report names, in a field or in a credit, and to which no other name leads, in order of id."""
    cards, indexes = outline.cards, outline.indexes
    named: set[str] = {id for card in cards.reports.values() for of, id in card.credited if of == family}
    match family:
        case "actor":
            named |= {*indexes.reports_by_actor, *indexes.actors_within}
        case "place":
            countries = (card.country for entities in (cards.actors, cards.sources) for card in entities.values())
            named |= {*indexes.reports_by_place, *indexes.images_by_place, *indexes.places_within, *countries}
        case "source":
            named |= {*indexes.reports_by_source}
        case "subject":
            named |= {*indexes.claims_by_subject, *indexes.shares}
        case "thread":
            named |= {*indexes.reports_by_thread}
        case "term":
            named |= {*indexes.reports_by_term}
    return (id for id in cards.named(family) if id not in named and f"{family}/{id}" not in indexes.ties)


def _found(ids: Iterable[str]) -> Found:
    every = tuple(ids)
    return len(every), every[:MOST]


def compose(
    composer: Composer, single: Found, uncopied: Found, citations: tuple[int, int], unreferred: tuple[tuple[str, int, Ids], ...]
) -> GapsView:
    head = composer.head(INDEX, TITLE, _LEAD, (), indexed=False)
    nowhere = sorted(id for id, place in composer.places.items() if place.coordinates is None)
    gaps = [
        _gap(
            "single-source",
            "Reports with a single source",
            "A second outlet would tell whether the first is right.",
            single,
            (composer.report_dated(id) for id in single[1]),
        ),
        _gap(
            "uncopied",
            "Reports with a source of which no copy is kept",
            f"Citations without archived: {citations[0]:,}; with an address to make a copy from: {citations[1]:,}.",
            uncopied,
            (composer.report_dated(id) for id in uncopied[1]),
        ),
        _gap(
            "nowhere",
            "Places without coordinates",
            "inv geonames looks a name up; what is not known exactly is left as it is.",
            (len(nowhere), tuple(nowhere)),
            (composer.place(id) for id in nowhere[:MOST]),
        ),
    ]
    gaps += [
        _gap(
            f"unnamed-{family}",
            f"{family.capitalize()}s that nothing refers to",
            "No report names them, and no other name leads to them.",
            (total, ids),
            (composer.link(family, id) for id in ids),
        )
        for family, total, ids in unreferred
    ]
    return GapsView(head, TITLE, _LEAD, tuple(gaps))


def _gap(anchor: str, heading: str, why: str, found: Found, items: Iterable[Link]) -> GapView:
    return GapView(f"page-{anchor}", heading, why, found[0], tuple(items))


SECTION = Section("gaps", pages, {"gaps": lambda _: INDEX}, planned_from=_PLANNED_FROM)


def register() -> None:
    offer(SECTION)
