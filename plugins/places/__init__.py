"""The pages of places: an index nested by what lies within what, and one page each, with the reports of all that lies within."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annals import linked_data
from annals.cartography import position
from annals.choices import PLACE_KINDS, PRECISIONS
from annals.composing import Composer
from annals.entities import EntityFamily
from annals.entity_views import Fact, IndexGroup, IndexItem
from annals.lists import by_name
from annals.particulars import Coordinates, Lay
from annals.records import Place
from annals.sections import Section, offer
from annals.views import Link
from annals.wording import open_span_words


def _facts(composer: Composer, place: Place) -> Iterator[Fact]:
    holders = composer.holders(place.id)
    yield Fact("Within", tuple(composer.bare("place", id) for id in holders))
    yield Fact("Lay within", tuple(_lay(composer.place(lay.place), lay) for lay in place.was_within))
    ties = composer.ties.get(f"place/{place.id}", ())
    yield Fact("Once lay in it", tuple(composer.bare("place", id) for tie, id in ties if tie == "lay"))
    yield Fact("Places within", tuple(composer.bare("place", id) for id in composer.places_within.get(place.id, ())))
    yield Fact("Coordinates", (_position(composer, place),))
    if place.geonames is not None:
        yield Fact("GeoNames", (Link(str(place.geonames), f"https://www.geonames.org/{place.geonames}"),))


def _position(composer: Composer, place: Place) -> Link:
    """Its coordinates, or the nearest place that has any: a position is never given as more exact than it is known."""
    if place.coordinates:
        return Link(_degrees(place.coordinates), note=f"{PRECISIONS[place.coordinates.precision]}; {place.coordinates.origin}")
    shown = position(composer, place.id)
    if shown is None:
        return Link("not recorded")
    link = composer.place(shown[0])
    return Link(f"exact position not recorded; shown at {link.text}", link.url)


def _lay(link: Link, lay: Lay) -> Link:
    return Link(link.text, link.url, link.lang, open_span_words(lay.start, lay.end))


def _degrees(at: Coordinates) -> str:
    return f"{abs(at.lat):.4f}° {'N' if at.lat >= 0 else 'S'}, {abs(at.lon):.4f}° {'E' if at.lon >= 0 else 'W'}"


def _groups(composer: Composer) -> Iterator[IndexGroup]:
    """A group for each place that lies in no other; those in which none lies have one group together."""
    widest = _ordered(composer, [id for id, place in composer.places.items() if place.within is None])
    alone = [place for place in widest if not composer.places_within.get(place.id)]
    for place in widest:
        if place not in alone or len(alone) == 1:
            yield IndexGroup(place.name, f"page-{place.id}", (_nested(composer, place),))
    if len(alone) > 1:
        yield IndexGroup("Others", "page--others", tuple(PLACES.item(composer, place) for place in alone))


def _nested(composer: Composer, place: Place) -> IndexItem:
    within = _ordered(composer, composer.places_within.get(place.id, ()))
    return PLACES.item(composer, place, tuple(_nested(composer, inner) for inner in within))


def _ordered(composer: Composer, ids: Iterable[str]) -> list[Place]:
    return sorted((composer.places[id] for id in ids), key=by_name)


PLACES = EntityFamily(
    name="place",
    section="places",
    title="Places",
    lead="Every place of the reports, each under what it lies within. A place counts the reports of all that lies within it.",
    kinds=PLACE_KINDS,
    facts=_facts,
    groups=_groups,
    describe=linked_data.place,
)

SECTION = Section(
    "places",
    PLACES.pages,
    {"place": PLACES.path},
    nav=(30, PLACES.title, PLACES.index_path()),
    lists=PLACES.lists,
    planned_from=PLACES.planned_from,
)


def register() -> None:
    offer(SECTION)
