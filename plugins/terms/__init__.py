"""The glossary: the terms of the archive, each explained on a page of its own, with the reports in which it stands."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from annals import linked_data
from annals.choices import STATUSES
from annals.composing import Composer
from annals.edition import Outline
from annals.indexes import Ids
from annals.lists import by_name
from annals.naming import name_views
from annals.particulars import had_parts
from annals.report_views import CitationView, EntryView
from annals.sections import Page, Section, offer
from annals.stories import citation_view
from annals.texts import body_text
from annals.values import immutable
from annals.views import Head, Link, NameView

TITLE = "Glossary"
INDEX = "terms/"
LEAD = "Terms that stand in the reports, what each means, and where it stands first in order of time."
EACH = 200
"""Terms on one page of the glossary."""
_PLANNED_FROM = ("terms.name", "terms.path", "terms.status", "indexes.reports_by_term", "reports.modified")
NEWEST = 10
"""Reports that are listed on the page of a term."""


@immutable
class TermItem:
    """A term as it stands in the glossary."""

    link: Link
    names: tuple[NameView, ...]  # its other forms
    status: str  # "", "draft" or "unverified" (preview builds only)
    definition: str  # a sentence or two
    first: Link | None  # to the oldest report that holds it; its note is the date
    count: int  # reports that hold it


@immutable
class GlossaryView:
    """glossary.html: the terms in order, with the oldest report that holds each."""

    head: Head
    title: str
    lead: str
    items: tuple[TermItem, ...]
    ways: tuple[Link, ...]  # other lists of words and names
    pages: tuple[Link, ...]  # of the whole glossary, where it does not fit here; the link of this page has no address


@immutable
class TermView:
    """term.html: one term."""

    head: Head
    title: str
    names: tuple[NameView, ...]  # its other forms
    status: str  # "", "draft" or "unverified" (preview builds only)
    definition: str  # a sentence or two
    html: Markup
    citations: tuple[CitationView, ...]  # what the definition rests on
    first: Link | None  # to the oldest report that holds it; its note is the date
    total: int  # reports that hold it
    entries: tuple[EntryView, ...]  # the newest of them, newest first


def path(id: str) -> str:
    return f"{INDEX}{id}/"


def index_path(number: int) -> str:
    """Of a page of the glossary, counted from 1."""
    return INDEX if number == 1 else f"{INDEX}all/{number}/"


def pages(outline: Outline) -> Iterator[Page]:
    cards = sorted(outline.cards.terms.values(), key=by_name)
    count = max(1, -(-len(cards) // EACH))
    for number in range(1, count + 1):
        shown = tuple(card.id for card in cards[(number - 1) * EACH : number * EACH])
        yield Page(index_path(number), "glossary.html", compose_index, (shown, number, count), "the section 'terms'")
    for card in cards:
        modified = outline.modified(outline.indexes.reports_by_term.get(card.id, ())[-NEWEST:])
        yield Page(path(card.id), "term.html", compose, (card.id,), card.path, modified, card.status == "reviewed")


def compose(composer: Composer, id: str) -> TermView:
    """A term with the oldest of the reports that hold it, and the newest."""
    term, reports = composer.terms[id], composer.reports_by_term.get(id, ())
    title, indexed = composer.entity_title("term", term), term.status == "reviewed"
    head = composer.head(path(id), title, f"{term.name}: {term.definition}", (composer.section("terms"),), lang=term.lang, indexed=indexed)
    node: linked_data.Node = {
        "@type": "DefinedTerm",
        "name": term.name,
        "description": term.definition,
        "url": composer.edition.absolute(path(id)),
        "inDefinedTermSet": composer.edition.absolute(INDEX),
    }
    if term.aliases:
        node["alternateName"] = [alias.text for alias in term.aliases]
    html = body_text(composer, term.body, link_names=term.link_names, itself=("term", id), had=had_parts(term.redirect_from))
    return TermView(
        head=linked_data.described(head, [node, linked_data.breadcrumb(composer.edition, head.crumbs)]),
        title=term.name,
        names=name_views(term.aliases),
        status=STATUSES[term.status],
        definition=term.definition,
        html=html,
        citations=tuple(citation_view(composer, citation) for citation in term.sources),
        first=_first(composer, reports),
        total=len(reports),
        entries=composer.entries(reversed(reports[-NEWEST:])),
    )


def compose_index(composer: Composer, shown: Ids, number: int, count: int) -> GlossaryView:
    """``shown``: the terms of this page of ``count``."""
    edition, here = composer.edition, index_path(number)
    title = TITLE if number == 1 else f"{TITLE}, page {number} of {count}"
    above = (composer.section("ways"),) if number == 1 else (composer.section("ways"), composer.section("terms"))
    head = composer.head(here, title, f"{title} of {edition.site.name}. {LEAD}", tuple(link for link in above if link.url))
    head = linked_data.described_list(edition, head, here)
    ways = (Link("Abbreviations", edition.url("abbreviations", "")), Link("All names from A to Z", composer.section("finding").url))
    return GlossaryView(
        head,
        title,
        LEAD,
        tuple(_item(composer, id) for id in shown),
        tuple(link for link in ways if link.url),
        tuple(Link(f"Page {n}", None if n == number else edition.href(index_path(n))) for n in range(1, count + 1) if count > 1),
    )


def _item(composer: Composer, id: str) -> TermItem:
    term, reports = composer.terms[id], composer.reports_by_term.get(id, ())
    return TermItem(
        link=composer.link("term", id),
        names=name_views(term.aliases),
        status=STATUSES[term.status],
        definition=term.definition,
        first=_first(composer, reports),
        count=len(reports),
    )


def _first(composer: Composer, reports: Ids) -> Link | None:
    return composer.report_dated(reports[0]) if reports else None


SECTION = Section("terms", pages, {"term": path}, nav=(46, TITLE, INDEX), planned_from=_PLANNED_FROM)


def register() -> None:
    offer(SECTION)
