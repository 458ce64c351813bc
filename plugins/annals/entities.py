"""What the pages of actors, places and sources have in common: an index, a page for each, and its reports by decade or year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from . import linked_data
from .cards import EntityCard
from .cartography import MapView, map_of
from .choices import STATUSES, kind_word
from .claimed import standing_view
from .companions import companions, span_of
from .composing import Composer
from .dates import parse_date
from .edition import Outline, Site
from .entity_views import CitedView, EntityPartView, EntityView, Fact, IndexGroup, IndexItem, IndexView
from .illustrations import images_at
from .indexes import Ids
from .lists import ListPart, by_decade, by_name, by_year, decade_of, list_parts, pager
from .naming import name_views
from .narrowing import narrowing
from .particulars import had_parts
from .records import Entity
from .sections import Page
from .spoken import control, speaker
from .strips import strip_of
from .texts import body_text
from .values import immutable
from .views import Counted, Link
from .wording import date_words, plural

MOST_CONTESTED = 8
SPEAKERS = ("actor", "source")
MOST_IMAGES = 8  # on the page of a place
MOST_VALUES = 40  # of one fact
WHOLE = 40  # reports that all stand on an entity's own page
NEWEST = 20  # that stand there of more: then all of them stand on pages of their decades or years
LISTED = 250  # entities on a page of an index; where there are more, the first page has those of each kind in most reports
MOST_OF_KIND = 15
MOST_TIMES = 40  # decades or years that its page leads to; from there it goes on from one to the next
_WAYS = {"actor": ("Who with whom", "together"), "place": ("Map", "map"), "source": ("Outlets by month", "coverage")}
_HEADINGS = {"actor": "Actors in the same reports", "place": "Places in the same reports", "source": "Sources of these reports"}
_FELLOWS = {**_HEADINGS, "source": "Outlets cited for the same reports"}


_OFFERED: dict[str, EntityFamily] = {}  # by section


def _offered(section: str) -> EntityFamily:
    return _OFFERED[section]


@immutable
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

    def __post_init__(self) -> None:
        _OFFERED[self.section] = self

    def __reduce__(self) -> tuple[Any, ...]:
        """A plan that is kept names the family: see plans.py."""
        return _offered, (self.section,)

    @property
    def planned_from(self) -> tuple[str, ...]:
        """As in :class:`Section`."""
        own = (f"{self.section}.{name}" for name in ("name", "path", "status"))
        return (*own, f"indexes.reports_by_{self.name}", "reports.anchor", "reports.modified")

    @property
    def lists(self) -> str:
        """A regular expression for the paths of its lists, as in :class:`Section`."""
        return rf"{self.section}/[^/]+/(\d{{4}}|\d{{3}}0s)/(\d+/)?|{self.section}/all/(\d+/)?"

    def index_path(self) -> str:
        return f"{self.section}/"

    def all_path(self, number: int) -> str:
        return f"{self.section}/all/" if number == 1 else f"{self.section}/all/{number}/"

    def path(self, id: str) -> str:
        return f"{self.section}/{id}/"

    def time_path(self, id: str, iso: str, number: int | None = None) -> str:
        """``iso``: a year, or a decade as "2010s"."""
        return f"{self.path(id)}{iso}/" if number is None else f"{self.path(id)}{iso}/{number}/"

    def entities(self, composer: Composer) -> Mapping[str, Any]:
        return composer.named[self.name]

    def reports(self, composer: Composer) -> Mapping[str, Ids]:
        tables = {"actor": composer.reports_by_actor, "place": composer.reports_by_place, "source": composer.reports_by_source}
        return tables[self.name]

    def pages(self, outline: Outline) -> Iterator[Page]:
        yield from self._index(outline)
        reports_by_id: Mapping[str, Ids] = getattr(outline.indexes, f"reports_by_{self.name}")
        for id, card in outline.cards.entities(self.name).items():
            reports = reports_by_id.get(id, ())
            if outline.again and (pages := outline.again(self.section, self.name, card, reports)):
                yield from pages
                continue
            newest = _on_its_page(reports, outline.edition.site)
            listed = card.status == "reviewed"
            yield Page(self.path(id), "entity.html", self.compose, (id,), card.path, outline.modified(newest), listed)
            if len(newest) < len(reports):
                yield from self._times(outline, card, reports)

    def _index(self, outline: Outline) -> Iterator[Page]:
        """One page where all fit on it; else one with the most important ones, and the whole list by name in pages."""
        origin = f"the section '{self.section}'"
        cards = sorted(outline.cards.entities(self.name).values(), key=by_name)
        count = -(-len(cards) // LISTED) if len(cards) > LISTED else 0
        yield Page(self.index_path(), "index.html", self.compose_index, ((), 0, count), origin)
        for number in range(1, count + 1):
            ids = tuple(card.id for card in cards[(number - 1) * LISTED : number * LISTED])
            yield Page(self.all_path(number), "index.html", self.compose_index, (ids, number, count), origin)

    def _times(self, outline: Outline, card: EntityCard, reports: Ids) -> Iterator[Page]:
        """All reports of an entity by decade; of a decade with many, by year. What comes later changes no page of an earlier time."""
        size = outline.edition.site.page_size
        decades = by_decade(by_year(reports, outline.years.__getitem__), size)
        told = {iso: own for pages in decades.values() for iso, own in pages.items()}
        around = [None, *told, None]
        listed = card.status == "reviewed"
        beside_decades = [None, *decades, None]
        for place, (decade, pages) in enumerate(decades.items()):
            if decade not in pages:
                times = (decade, beside_decades[place], beside_decades[place + 2])
                given: tuple[Any, ...] = (card.id, times, tuple((year, len(own)) for year, own in pages.items()))
                modified = outline.modified(tuple(report for own in pages.values() for report in own))
                yield Page(self.time_path(card.id, decade), "entity_part.html", self.compose_decade, given, card.path, modified, listed)
        for place, (iso, own) in enumerate(told.items()):
            for part in list_parts(len(own), size):
                shown = own[part.start : part.end]
                beside = (around[place], around[place + 2]) if part.number is None else (None, None)
                given = (card.id, (iso, *beside), part.values, shown)
                path = self.time_path(card.id, iso, part.number)
                yield Page(path, "entity_part.html", self.compose_time, given, card.path, outline.modified(shown), listed)

    def compose(self, composer: Composer, id: str) -> EntityView:
        """An entity with the newest of its reports."""
        entity: Entity = self.entities(composer)[id]
        reports = self.reports(composer).get(id, ())
        newest = _on_its_page(reports, composer.site)
        path, title = self.path(id), composer.entity_title(self.name, entity)
        description = f"{entity.name}. {entity.summary}" if entity.summary else f"{entity.name}: {self._told(composer, reports)}."
        head = composer.head(path, title, description, self._crumbs(composer), indexed=entity.status == "reviewed")
        nodes = [self.describe(composer, id), linked_data.breadcrumb(composer.edition, head.crumbs)]
        contested = composer.contested.get(f"{self.name}/{id}", ())
        html = body_text(composer, entity.body, link_names=entity.link_names, itself=(self.name, id), had=had_parts(entity.redirect_from))
        return EntityView(
            head=linked_data.described(head, nodes),
            family=self.name,
            title=entity.name,
            status=STATUSES[entity.status],
            kind=kind_word(entity.kind),
            names=name_views(entity.aliases),
            facts=tuple(map(_bounded, self._facts(composer, entity, reports))),
            summary=entity.summary,
            html=html,
            distinct=tuple(composer.link(self.name, other) for other in self._distinct(composer, entity)),
            total=len(reports),
            entries=composer.entries(reversed(newest)),
            cited=self._cited(composer, id, newest),
            years=self._time_links(composer, id, reports) if len(newest) < len(reports) else (),
            companions=companions(composer, reports, _FELLOWS if self.name == "source" else _HEADINGS, (self.name, id)),
            spoken=speaker(composer, self.name, id) if self.name in SPEAKERS else None,
            contested=tuple(standing_view(composer, subject) for subject in contested[:MOST_CONTESTED]),
            contested_total=len(contested),
            control=control(composer, id) if self.name == "place" else None,
            images=images_at(composer, id, MOST_IMAGES) if self.name == "place" else (),
            images_total=len(composer.images_by_place.get(id, ())) if self.name == "place" else 0,
            map=self._map(composer, entity, reports),
            strip=strip_of(composer, [card.order for card in composer.cards.several(reports)], f"When the reports on {entity.name} were"),
            narrowing=narrowing(composer, newest[::-1]),
        )

    def _time_links(self, composer: Composer, id: str, reports: Ids) -> tuple[Counted, ...]:
        """The times of its reports, newest first; of very many, the last ones and the first."""
        years = {report: card.anchor[:4] for report, card in zip(reports, composer.cards.several(reports), strict=True)}
        known = by_decade(by_year(reports, years.__getitem__), composer.site.page_size)
        told = [(iso, len(own)) for pages in known.values() for iso, own in pages.items()]
        links = [Counted(self._time_link(composer, id, iso), count) for iso, count in reversed(told)]
        return tuple(links) if len(links) <= MOST_TIMES else (*links[: MOST_TIMES - 1], links[-1])

    def _time_link(self, composer: Composer, id: str, iso: str) -> Link:
        return Link(_time_words(iso), composer.edition.href(self.time_path(id, iso)))

    def compose_decade(
        self, composer: Composer, id: str, times: tuple[str, str | None, str | None], years: tuple[tuple[str, int], ...]
    ) -> EntityPartView:
        """A decade with many reports: the way to its years. ``times``: it, and the decades before and after it that have reports."""
        links = tuple(Counted(self._time_link(composer, id, year), count) for year, count in reversed(years))
        return replace(self.compose_time(composer, id, times, list_parts(0, 1)[0].values, ()), years=links)

    def compose_time(
        self, composer: Composer, id: str, times: tuple[str, str | None, str | None], part_values: tuple[Any, ...], shown: Ids
    ) -> EntityPartView:
        """The reports of a decade or a year, or an older, sealed part of them. ``times``: it, and those before and after it that have
        a page with reports.
        """
        entity: Entity = self.entities(composer)[id]
        iso, *beside = times
        part = ListPart(*part_values)
        when = f"the {iso}" if iso.endswith("s") else _time_words(iso)
        here = f"{composer.entity_title(self.name, entity)}: reports of {when}"
        title = here if part.number is None else f"{here}, {part.start + 1:,} to {part.end:,}"
        link = composer.link(self.name, id)
        span = span_of(composer, shown) if shown else _time_words(iso)
        path = self.time_path(id, iso, part.number)
        indexed = entity.status == "reviewed"
        above = [*([] if iso.endswith("s") else [decade_of(iso)]), *([] if part.number is None else [iso])]
        crumbs = (*self._crumbs(composer), link, *(self._time_link(composer, id, time) for time in above))
        before, after = (self._time_link(composer, id, other) if other else None for other in beside)
        head = composer.head(path, title, f"Reports on {entity.name}, {span}.", crumbs, indexed=indexed)
        return EntityPartView(
            head=linked_data.described(head, [linked_data.breadcrumb(composer.edition, head.crumbs)]),
            family=self.name,
            title=title,
            entity=link,
            years=(),
            entries=composer.entries(reversed(shown)),
            cited=self._cited(composer, id, shown),
            pager=pager(part, lambda number: composer.edition.href(self.time_path(id, iso, number))),
            before=before,
            after=after,
            narrowing=narrowing(composer, shown[::-1]),
        )

    def compose_index(self, composer: Composer, ids: Ids, number: int, count: int) -> IndexView:
        """``ids``: those of this page of the whole list, which has ``count`` pages; ``number``: 0 on the first page of the family."""
        edition, first = composer.edition, number == 0
        here = self.index_path() if first else self.all_path(number)
        title = self.title if first else f"All {self.title.lower()}, page {number} of {count}"
        crumbs = () if first else self._crumbs(composer)
        head = composer.head(here, title, f"{title} in {edition.site.name}. {self.lead}", crumbs)
        head = linked_data.described_list(edition, head, here)
        known = self.entities(composer)
        if ids:
            groups: Iterable[IndexGroup] = [IndexGroup("", "page-all", tuple(self.item(composer, known[id]) for id in ids))]
        else:
            groups = self._most_named(composer) if count else (self.groups or self.by_kind)(composer)
        return IndexView(
            head,
            self.name,
            title,
            self.lead if first else "",
            len(known) if first else 0,
            tuple(group for group in groups if group.items),
            self._ways(composer) if first else (),
            tuple(Link(f"Page {n}", None if n == number else edition.href(self.all_path(n))) for n in range(1, count + 1)),
        )

    def _most_named(self, composer: Composer) -> Iterator[IndexGroup]:
        """Of each kind those that stand in most reports."""
        reports = self.reports(composer)
        ordered = sorted(self.entities(composer).values(), key=lambda entity: (-len(reports.get(entity.id, ())), entity.id))
        for kind, heading in self.kinds.items():
            chosen = [entity for entity in ordered if entity.kind == kind][:MOST_OF_KIND]
            yield IndexGroup(heading, f"page-{kind}", tuple(self.item(composer, entity) for entity in chosen))

    def _ways(self, composer: Composer) -> tuple[Link, ...]:
        words, family = _WAYS.get(self.name, ("", ""))
        url = composer.edition.url(family, "")
        return (Link(words, url),) if url else ()

    def by_kind(self, composer: Composer) -> Iterator[IndexGroup]:
        """Groups of an index that has a list for each kind, in the order of the kinds."""
        ordered = sorted(self.entities(composer).values(), key=by_name)
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


def _time_words(iso: str) -> str:
    return iso if iso.endswith("s") else date_words(parse_date(iso))


def _on_its_page(reports: Ids, site: Site) -> Ids:
    """Of an entity's reports, those that its own page holds: all, or the newest."""
    return reports if len(reports) <= min(WHOLE, site.page_size) else reports[-min(NEWEST, site.page_size) :]


def _bounded(fact: Fact) -> Fact:
    more = len(fact.values) - MOST_VALUES
    return Fact(fact.label, (*fact.values[:MOST_VALUES], Link(f"and {more:,} more"))) if more > 0 else fact


def _last_heard(composer: Composer, reports: Ids) -> Fact:
    """The last of its reports: what is silent since then is told apart from what is not."""
    if not reports:
        return Fact("Last heard of", ())
    last = reports[-1]
    return Fact("Last heard of", (Link(composer.date(composer.listed[last].date).text, composer.edition.url("report", last)),))
