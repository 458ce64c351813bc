"""The pages of sources: an index by kind, and one page each with what it was cited for."""

from __future__ import annotations

from collections.abc import Iterator

from annals import linked_data
from annals.composing import Composer
from annals.entities import EntityFamily
from annals.records import Source
from annals.schema import SOURCE_KINDS
from annals.sections import Section, offer
from annals.views import Fact, Link
from annals.wording import plural


def _facts(composer: Composer, source: Source) -> Iterator[Fact]:
    yield Fact("Country", (composer.place(source.country),) if source.country else ())
    yield Fact("Home page", (Link(source.url, source.url),) if source.url else ())
    cards = [composer.cards[id] for id in composer.reports_by_source.get(source.id, ())]
    cited = sum(source.id in card.outlets for card in cards)
    carried = sum(source.id in card.carriers for card in cards)
    yield Fact("Cited in", (Link(plural(cited, "report")),) if cited else ())
    yield Fact("Carried others in", (Link(plural(carried, "report")),) if carried else ())


SOURCES = EntityFamily(
    name="source",
    section="sources",
    title="Sources",
    lead="Agencies, broadcasters, newspapers and other outlets that the reports rest on, by kind.",
    kinds=SOURCE_KINDS,
    facts=_facts,
    groups=None,
    describe=linked_data.source,
)

SECTION = Section("sources", SOURCES.pages, {"source": SOURCES.path}, nav=(40, SOURCES.title, SOURCES.index_path()))


def register() -> None:
    offer(SECTION)
