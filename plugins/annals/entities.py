"""What the pages of actors, places and sources have in common: an index, a page for each, and the older parts of its list of reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from . import linked_data
from .composing import Composer, ListPart, joined, list_parts, pager
from .edition import Edition
from .indexes import companions
from .records import Entity, Report
from .schema import KIND_WORDS
from .sections import Page
from .views import Companions, EntityPartView, EntityView, Fact, IndexGroup, IndexItem, IndexView, Link
from .wording import plural, span_words

MOST_COMPANIONS = 10
_HEADINGS = {"actor": "Actors in the same reports", "place": "Places in the same reports", "source": "Sources of these reports"}


@dataclass(frozen=True, slots=True)
class EntityFamily:
    """What one family brings: ``facts`` and ``groups`` are its own, the rest is said the same way for all."""

    name: str  # "actor"
    section: str  # "actors"
    title: str  # of its index: "Actors"
    lead: str
    entities: Callable[[Edition], Mapping[str, Entity]]
    reports: Callable[[Edition], Mapping[str, tuple[Report, ...]]]
    kinds: Mapping[str, str]  # the kinds and their headings
    facts: Callable[[Composer, Entity], Iterable[Fact]]
    groups: Callable[[Composer], Iterable[IndexGroup]] | None  # of its index; None: by kind
    describe: Callable[[Edition, Entity], linked_data.Node]

    def index_path(self) -> str:
        return f"{self.section}/"

    def path(self, id: str) -> str:
        return f"{self.section}/{id}/"

    def part_path(self, id: str, number: int | None) -> str:
        return self.path(id) if number is None else f"{self.section}/{id}/{number}/"

    def pages(self, composer: Composer) -> Iterator[Page]:
        edition = composer.edition
        yield Page(self.index_path(), "index.html", partial(self.compose_index, composer), f"the section '{self.section}'")
        for id, entity in self.entities(edition).items():
            reports = self.reports(edition).get(id, ())
            parts = list_parts(len(reports), edition.site.page_size)
            for i, part in enumerate(parts):
                compose = self.compose_part if i else self.compose
                shown = reports[part.start : part.end]
                modified = max((report.modified.latest for report in shown if report.modified.end), default=None)
                yield Page(
                    self.part_path(id, part.number),
                    "entity_part.html" if i else "entity.html",
                    partial(compose, composer, entity, reports, parts, i),
                    entity.path,
                    modified.isoformat() if modified else None,
                )

    def _part_url(self, edition: Edition, id: str) -> Callable[[int | None], str]:
        return lambda number: edition.href(self.part_path(id, number))

    def compose(self, composer: Composer, entity: Entity, reports: Sequence[Report], parts: Sequence[ListPart], index: int) -> EntityView:
        edition, path = composer.edition, self.path(entity.id)
        kind = KIND_WORDS.get(entity.kind) or entity.kind.replace("-", " ").capitalize()
        description = entity.summary or f"{entity.name}: {self._told(reports)}."
        title = self._title(composer, entity)
        head = composer.head(
            path, title, f"{entity.name}. {description}" if entity.summary else description, self._crumbs(composer), lang=None
        )
        nodes = [self.describe(edition, entity), linked_data.breadcrumb(edition, head.crumbs)]
        texts = composer.html(entity.body, link_names=entity.link_names, itself=(self.name, entity.id))
        return EntityView(
            head=composer.with_data(head, nodes),
            family=self.name,
            title=entity.name,
            kind=kind,
            names=composer.names(entity.aliases),
            facts=tuple(fact for fact in self.facts(composer, entity) if fact.values),
            summary=entity.summary,
            html=joined(entity.body, texts),
            distinct=tuple(self._link(composer, id) for id in entity.distinct_from),
            total=len(reports),
            entries=composer.entries(reversed(reports[parts[index].start : parts[index].end])),
            pager=pager(parts, index, self._part_url(edition, entity.id)),
            companions=tuple(
                found for of in ("actor", "place", "source") if (found := self._companions(composer, entity, reports, of)).items
            ),
        )

    def compose_part(
        self, composer: Composer, entity: Entity, reports: Sequence[Report], parts: Sequence[ListPart], index: int
    ) -> EntityPartView:
        part = parts[index]
        path = self.part_path(entity.id, part.number)
        shown = reports[part.start : part.end]
        span = span_words(shown[0].date.anchor.earliest, shown[-1].date.anchor.latest)
        title = f"{self._title(composer, entity)}: reports {part.start + 1:,} to {part.end:,}"
        crumbs = (*self._crumbs(composer), self._link(composer, entity.id))
        head = composer.head(path, title, f"Reports on {entity.name}, {span}.", crumbs)
        way = pager(parts, index, self._part_url(composer.edition, entity.id))
        return EntityPartView(head, self.name, title, self._link(composer, entity.id), composer.entries(reversed(shown)), way)

    def compose_index(self, composer: Composer) -> IndexView:
        edition = composer.edition
        head = composer.head(self.index_path(), self.title, f"{self.title} in {edition.site.name}. {self.lead}", ())
        nodes = [
            linked_data.collection(edition, self.title, self.index_path()),
            linked_data.breadcrumb(edition, head.crumbs),
        ]
        return IndexView(
            composer.with_data(head, nodes),
            self.name,
            self.title,
            self.lead,
            len(self.entities(edition)),
            tuple(group for group in (self.groups or self.by_kind)(composer) if group.items),
        )

    def by_kind(self, composer: Composer) -> Iterator[IndexGroup]:
        """Groups of an index that has a list for each kind, in the order of the kinds."""
        ordered = sorted(self.entities(composer.edition).values(), key=lambda entity: (entity.name.casefold(), entity.id))
        for kind, heading in self.kinds.items():
            yield IndexGroup(heading, f"page-{kind}", tuple(self.item(composer, entity) for entity in ordered if entity.kind == kind))

    def item(self, composer: Composer, entity: Entity, children: tuple[IndexItem, ...] = ()) -> IndexItem:
        link = self._link(composer, entity.id)
        other = ", ".join(alias.text for alias in entity.aliases)
        count = len(self.reports(composer.edition).get(entity.id, ()))
        return IndexItem(Link(link.text, link.url, link.lang, other), count, children)

    def _title(self, composer: Composer, entity: Entity) -> str:
        """The name; with the id where another of the family, or of another family, bears the same name."""
        return composer.title_of(self.name, entity)

    def _link(self, composer: Composer, id: str) -> Link:
        return composer.link(self.name, id)

    def _crumbs(self, composer: Composer) -> tuple[Link, ...]:
        return (composer.section(self.section),)

    def _told(self, reports: Sequence[Report]) -> str:
        if not reports:
            return "no report in the archive yet"
        return f"{plural(len(reports), 'report')}, {span_words(reports[0].date.anchor.earliest, reports[-1].date.anchor.latest)}"

    def _companions(self, composer: Composer, entity: Entity, reports: Sequence[Report], of: str) -> Companions:
        besides = frozenset((entity.id,)) if of == self.name else frozenset()
        ranked = companions(reports, of, besides)[:MOST_COMPANIONS]
        return Companions(_HEADINGS[of], composer.counted(partial(composer.link, of), ranked))
