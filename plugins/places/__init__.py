"""The pages of places: an index nested by what lies within what, and one page each, with the reports of all that lies within."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from annals import linked_data
from annals.composing import Composer, shown_at
from annals.entities import EntityFamily
from annals.indexes import holders
from annals.records import Coordinates, Entity, Place
from annals.schema import PLACE_KINDS, PRECISIONS
from annals.sections import Section, offer
from annals.views import Fact, IndexGroup, IndexItem, Link


def _facts(composer: Composer, entity: Entity) -> Iterator[Fact]:
    place = cast(Place, entity)
    edition = composer.edition
    places = edition.archive.places
    yield Fact("Within", tuple(_bare(composer.place(id)) for id in holders(place.id, places)))
    yield Fact("Places within", tuple(_bare(composer.place(id)) for id in edition.indexes.places_within.get(place.id, ())))
    shown = shown_at(place, places)
    if place.coordinates:
        yield Fact(
            "Coordinates",
            (Link(_degrees(place.coordinates), note=f"{PRECISIONS[place.coordinates.precision]}; {place.coordinates.origin}"),),
        )
    elif shown:
        yield Fact("Coordinates", (Link(f"exact position not recorded; shown at {shown.name}", edition.url("place", shown.id)),))
    else:
        yield Fact("Coordinates", (Link("not recorded"),))
    if place.geonames is not None:
        yield Fact("GeoNames", (Link(str(place.geonames), f"https://www.geonames.org/{place.geonames}"),))


def _bare(link: Link) -> Link:
    return Link(link.text, link.url, link.lang)


def _degrees(at: Coordinates) -> str:
    return f"{abs(at.lat):.4f}° {'N' if at.lat >= 0 else 'S'}, {abs(at.lon):.4f}° {'E' if at.lon >= 0 else 'W'}"


def _groups(composer: Composer) -> Iterator[IndexGroup]:
    """A group for each place that lies in no other."""
    edition = composer.edition
    for place in _ordered(composer, [id for id, place in edition.archive.places.items() if place.within is None]):
        yield IndexGroup(place.name, f"page-{place.id}", (_nested(composer, place),))


def _nested(composer: Composer, place: Place) -> IndexItem:
    within = _ordered(composer, composer.edition.indexes.places_within.get(place.id, ()))
    return PLACES.item(composer, place, tuple(_nested(composer, inner) for inner in within))


def _ordered(composer: Composer, ids: list[str] | tuple[str, ...]) -> list[Place]:
    return sorted((composer.edition.archive.places[id] for id in ids), key=lambda place: (place.name.casefold(), place.id))


PLACES = EntityFamily(
    name="place",
    section="places",
    title="Places",
    lead="Every place of the reports, each under what it lies within. A place counts the reports of all that lies within it.",
    entities=lambda edition: edition.archive.places,
    reports=lambda edition: edition.indexes.reports_by_place,
    kinds={kind: kind for kind in PLACE_KINDS},
    facts=_facts,
    groups=_groups,
    describe=lambda edition, entity: linked_data.place(edition, cast(Place, entity)),
)

SECTION = Section("places", PLACES.pages, {"place": PLACES.path}, nav=(30, PLACES.title, PLACES.index_path()))


def register() -> None:
    offer(SECTION)
