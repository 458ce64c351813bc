"""What the pages of actors, places and sources have in common: an index, a page for each, and the older parts of its list of reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from . import linked_data
from .cards import Placed
from .cartography import map_of
from .composing import Composer, joined
from .dates import parse_date
from .edition import Outline
from .indexes import Ids, ranked
from .lists import ListPart, list_parts, pager
from .narrowing import narrowing
from .records import Entity, had_parts
from .schema import STATUSES, kind_word
from .sections import Page
from .spoken import control, speaker
from .strips import strip_of
from .views import CitedView, Companions, EntityPartView, EntityView, Fact, IndexGroup, IndexItem, IndexView, Link, MapView
from .wording import plural, span_words

MOST_COMPANIONS = 10
MOST_CONTESTED = 8
SPEAKERS = ("actor", "source")
MOST_IMAGES = 24  # on the page of a place
_WAYS = {"actor": ("Who with whom", "together"), "place": ("Map", "map"), "source": ("Outlets by month", "coverage")}
_HEADINGS = {"actor": "Actors in the same reports", "place": "Places in the same reports", "source": "Sources of these reports"}
_FELLOWS = {**_HEADINGS, "source": "Outlets cited for the same reports"}


@dataclass(frozen=True, slots=True)
class EntityFamily:
    """What one family brings: ``facts`` and ``groups`` are its own, the rest is said the same way for all."""

    name: str  # "actor"
    section: str  # "actors"
    title: str  # of its index: "Actors"
    lead: str
    kinds: Mapping[str, str]  # the kinds and their headings
    facts: Callable[[Composer, Any], Iterable[Fact]]
    groups: Callable[[Composer], Iterable[IndexGroup]] | None  # of its index; None: by kind
    describe: Callable[[Composer, str], linked_data.Node]
    beside: Callable[[Composer, str, Iterable[str]], tuple[CitedView, ...]] | None = None  # each report in the list of one: by id

    def index_path(self) -> str:
        return f"{self.section}/"

    def path(self, id: str) -> str:
        return f"{self.section}/{id}/"

    def part_path(self, id: str, number: int | None) -> str:
        return self.path(id) if number is None else f"{self.section}/{id}/{number}/"

    def entities(self, composer: Composer) -> Mapping[str, Any]:
        tables: dict[str, Mapping[str, Any]] = {"actor": composer.actors, "place": composer.places, "source": composer.sources}
        return tables[self.name]

    def reports(self, composer: Composer) -> Mapping[str, Ids]:
        tables = {"actor": composer.reports_by_actor, "place": composer.reports_by_place, "source": composer.reports_by_source}
        return tables[self.name]

    def pages(self, outline: Outline) -> Iterator[Page]:
        yield Page(self.index_path(), "index.html", self.compose_index, (), f"the section '{self.section}'")
        reports_by_id: Mapping[str, Ids] = getattr(outline.indexes, f"reports_by_{self.name}")
        size = outline.edition.site.page_size
        for id, card in outline.cards.entities(self.name).items():
            reports = reports_by_id.get(id, ())
            for part in list_parts(len(reports), size):
                shown = reports[part.start : part.end]
                head = part.number is None
                yield Page(
                    self.part_path(id, part.number),
                    "entity.html" if head else "entity_part.html",
                    self.compose if head else self.compose_part,
                    (id, part.values) if head else (id, part.values, shown),
                    card.path,
                    outline.modified(shown),
                    card.status == "reviewed",
                )

    def compose(self, composer: Composer, id: str, part_values: tuple[Any, ...]) -> EntityView:
        """An entity with the newest of its reports."""
        entity: Entity = self.entities(composer)[id]
        part = ListPart(*part_values)
        reports = self.reports(composer).get(id, ())
        path, title = self.path(id), composer.entity_title(self.name, entity)
        description = f"{entity.name}. {entity.summary}" if entity.summary else f"{entity.name}: {self._told(composer, reports)}."
        head = composer.head(path, title, description, self._crumbs(composer), indexed=entity.status == "reviewed")
        nodes = [self.describe(composer, id), linked_data.breadcrumb(composer.edition, head.crumbs)]
        contested = composer.contested.get(f"{self.name}/{id}", ())
        texts = composer.html(entity.body, link_names=entity.link_names, itself=(self.name, id), had=had_parts(entity.redirect_from))
        return EntityView(
            head=linked_data.described(head, nodes),
            family=self.name,
            title=entity.name,
            status=STATUSES[entity.status],
            kind=kind_word(entity.kind),
            names=composer.names(entity.aliases),
            facts=tuple(self._facts(composer, entity, reports)),
            summary=entity.summary,
            html=joined(entity.body, texts),
            distinct=tuple(composer.link(self.name, other) for other in self._distinct(composer, entity)),
            total=len(reports),
            entries=composer.entries(reversed(reports[part.start : part.end])),
            cited=self._cited(composer, id, reports[part.start : part.end]),
            pager=pager(part, lambda number: composer.edition.href(self.part_path(id, number))),
            companions=companions(composer, reports, _FELLOWS if self.name == "source" else _HEADINGS, (self.name, id)),
            spoken=speaker(composer, self.name, id) if self.name in SPEAKERS else None,
            contested=tuple(composer.standing(subject) for subject in contested[:MOST_CONTESTED]),
            contested_total=len(contested),
            control=control(composer, id) if self.name == "place" else None,
            images=composer.images_at(id, MOST_IMAGES) if self.name == "place" else (),
            images_total=len(composer.images_by_place.get(id, ())) if self.name == "place" else 0,
            map=self._map(composer, entity, reports),
            strip=strip_of(composer, (composer.cards[report].order for report in reports), f"When the reports on {entity.name} were"),
            narrowing=narrowing(composer, reports[part.start : part.end][::-1]),
        )

    def compose_part(self, composer: Composer, id: str, part_values: tuple[Any, ...], shown: Ids) -> EntityPartView:
        """An older, sealed part of its reports."""
        entity: Entity = self.entities(composer)[id]
        part = ListPart(*part_values)
        title = f"{composer.entity_title(self.name, entity)}: reports {part.start + 1:,} to {part.end:,}"
        link = composer.link(self.name, id)
        description = f"Reports on {entity.name}, {span_of(composer, shown)}."
        indexed = entity.status == "reviewed"
        head = composer.head(self.part_path(id, part.number), title, description, (*self._crumbs(composer), link), indexed=indexed)
        way = pager(part, lambda number: composer.edition.href(self.part_path(id, number)))
        cited = self._cited(composer, id, shown)
        return EntityPartView(head, self.name, title, link, composer.entries(reversed(shown)), cited, way, narrowing(composer, shown[::-1]))

    def compose_index(self, composer: Composer) -> IndexView:
        edition = composer.edition
        head = composer.head(self.index_path(), self.title, f"{self.title} in {edition.site.name}. {self.lead}", ())
        nodes = [linked_data.collection(edition, self.title, self.index_path()), linked_data.breadcrumb(edition, head.crumbs)]
        groups = tuple(group for group in (self.groups or self.by_kind)(composer) if group.items)
        total = len(self.entities(composer))
        return IndexView(linked_data.described(head, nodes), self.name, self.title, self.lead, total, groups, self._ways(composer))

    def _ways(self, composer: Composer) -> tuple[Link, ...]:
        words, family = _WAYS.get(self.name, ("", ""))
        url = composer.edition.url(family, "")
        return (Link(words, url),) if url else ()

    def by_kind(self, composer: Composer) -> Iterator[IndexGroup]:
        """Groups of an index that has a list for each kind, in the order of the kinds."""
        ordered = sorted(self.entities(composer).values(), key=lambda entity: (entity.name.casefold(), entity.id))
        for kind, heading in self.kinds.items():
            yield IndexGroup(heading, f"page-{kind}", tuple(self.item(composer, entity) for entity in ordered if entity.kind == kind))

    def item(self, composer: Composer, entity: Entity, children: tuple[IndexItem, ...] = ()) -> IndexItem:
        link = composer.link(self.name, entity.id)
        other = ", ".join(filter(None, (STATUSES[entity.status], *(alias.text for alias in entity.aliases))))
        return IndexItem(Link(link.text, link.url, link.lang, other), len(self.reports(composer).get(entity.id, ())), children)

    def _facts(self, composer: Composer, entity: Entity, reports: Ids) -> Iterator[Fact]:
        """Those that say something. When it was last heard of is not said twice."""
        own = [fact for fact in self.facts(composer, entity) if fact.values]
        heard = _last_heard(composer, reports)
        yield from own
        if heard.values and heard.values not in [fact.values for fact in own]:
            yield heard

    def _cited(self, composer: Composer, id: str, shown: Ids) -> tuple[CitedView, ...]:
        return self.beside(composer, id, reversed(shown)) if self.beside else ()

    def _map(self, composer: Composer, entity: Entity, reports: Ids) -> MapView | None:
        if self.name == "place":
            return map_of(composer, reports, f"Where {entity.name} is", entity.id)
        if self.name == "actor":
            return map_of(composer, reports, f"Where the reports on {entity.name} are")
        return None

    def _distinct(self, composer: Composer, entity: Entity) -> tuple[str, ...]:
        """What it must not be confused with; whichever of the two says so."""
        others = (other for tie, other in composer.ties.get(f"{self.name}/{entity.id}", ()) if tie == "distinct")
        return tuple(dict.fromkeys((*entity.distinct_from, *others)))

    def _crumbs(self, composer: Composer) -> tuple[Link, ...]:
        return (composer.section(self.section),)

    def _told(self, composer: Composer, reports: Ids) -> str:
        if not reports:
            return "no report in the archive yet"
        return f"{plural(len(reports), 'report')}, {span_of(composer, reports)}"


def _fellows(cards: Iterable[Placed], source: str) -> list[Ids]:
    """The outlets beside which a source was cited; of one that was never cited itself, those that stand in the same reports."""
    cards = list(cards)
    return [card.outlets for card in cards if source in card.outlets] or [card.outlets for card in cards]


def _last_heard(composer: Composer, reports: Ids) -> Fact:
    """The last of its reports: what is silent since then is told apart from what is not."""
    if not reports:
        return Fact("Last heard of", ())
    last = reports[-1]
    return Fact("Last heard of", (Link(composer.date(composer.listed[last].date).text, composer.edition.url("report", last)),))


def span_of(composer: Composer, reports: Ids) -> str:
    """From the first day of the first of some reports to the last day of the last, in words."""
    cards = [composer.cards[report] for report in reports]
    ends = (parse_date(card.span[1] if card.span else card.anchor).latest for card in cards)
    return span_words(parse_date(cards[0].anchor).earliest, max(ends))


def companions(
    composer: Composer, reports: Ids, headings: Mapping[str, str], besides: tuple[str, str] | None = None
) -> tuple[Companions, ...]:
    """The entities of each family that stand in some reports most often. ``headings``: of the families; ``besides`` is left out."""
    cards = [composer.cards[report] for report in reports]
    found = {
        "actor": [card.actors for card in cards],
        "place": [card.locations for card in cards],
        "source": _fellows(cards, besides[1]) if besides and besides[0] == "source" else [card.sources for card in cards],
    }
    groups = []
    for family, heading in headings.items():
        most = ranked(found[family], besides[1] if besides and besides[0] == family else "")[:MOST_COMPANIONS]
        if most:
            groups.append(Companions(heading, composer.counted(family, most)))
    return tuple(groups)
