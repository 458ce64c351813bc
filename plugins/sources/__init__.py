"""The pages of sources: an index by kind, one page each with what it was cited for, and the outlets by year and month."""

from __future__ import annotations

from collections.abc import Iterator

from annals import linked_data
from annals.choices import SOURCE_KINDS
from annals.composing import Composer
from annals.edition import Outline
from annals.entities import EntityFamily
from annals.entity_views import Fact
from annals.records import Source
from annals.sections import Page, Section, offer
from annals.views import Link

from . import cited, coverage


def _facts(composer: Composer, source: Source) -> Iterator[Fact]:
    yield Fact("Country", (composer.place(source.country),) if source.country else ())
    yield Fact("Home page", (Link(source.url, source.url),) if source.url else ())
    yield from cited.facts(composer, source)


SOURCES = EntityFamily(
    name="source",
    section="sources",
    title="Sources",
    lead="Agencies, broadcasters, newspapers and other outlets that the reports rest on, by kind.",
    kinds=SOURCE_KINDS,
    facts=_facts,
    groups=None,
    describe=linked_data.source,
    beside=cited.beside,
)


def pages(outline: Outline) -> Iterator[Page]:
    yield from SOURCES.pages(outline)
    yield from coverage.pages(outline)


PATHS = {"source": SOURCES.path, "coverage": coverage.path}
SECTION = Section(
    "sources",
    pages,
    PATHS,
    nav=(40, SOURCES.title, SOURCES.index_path()),
    lists=rf"{SOURCES.lists}|coverage/\d{{4}}/",
    planned_from=(*SOURCES.planned_from, "indexes.reports_by_year"),
)


def register() -> None:
    offer(SECTION)
