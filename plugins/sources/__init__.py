"""The pages of sources: an index by kind, and one page each with what it was cited for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from annals import linked_data
from annals.composing import Composer
from annals.edition import Edition
from annals.entities import EntityFamily
from annals.records import Entity, Source
from annals.schema import SOURCE_KINDS
from annals.sections import Section, offer
from annals.views import Fact, Link
from annals.wording import plural


def _facts(composer: Composer, entity: Entity) -> Iterator[Fact]:
    source = cast(Source, entity)
    yield Fact("Country", (composer.place(source.country),) if source.country else ())
    yield Fact("Home page", (Link(source.url, source.url),) if source.url else ())
    reports = composer.edition.indexes.reports_by_source.get(source.id, ())
    carried = sum(any(citation.via == source.id for citation in report.sources) for report in reports)
    cited = sum(any(citation.outlet == source.id for citation in report.sources) for report in reports)
    yield Fact("Cited in", (Link(plural(cited, "report")),) if cited else ())
    yield Fact("Carried others in", (Link(plural(carried, "report")),) if carried else ())


def _describe(edition: Edition, entity: Entity) -> linked_data.Node:
    path = edition.path("source", entity.id)
    node: linked_data.Node = {"@type": "Organization", "name": entity.name}
    return {**node, "url": edition.absolute(path)} if path else node


SOURCES = EntityFamily(
    name="source",
    section="sources",
    title="Sources",
    lead="Agencies, broadcasters, newspapers and other outlets that the reports rest on, by kind.",
    entities=lambda edition: edition.archive.sources,
    reports=lambda edition: edition.indexes.reports_by_source,
    kinds=SOURCE_KINDS,
    facts=_facts,
    groups=None,
    describe=_describe,
)

SECTION = Section("sources", SOURCES.pages, {"source": SOURCES.path}, nav=(40, SOURCES.title, SOURCES.index_path()))


def register() -> None:
    offer(SECTION)
