"""Maps of reports: where they are, as far as that is known. Each place stands at its own position, or at that of what it lies within."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import NamedTuple

from .atlas.drawing import Drawing, Label, Spot, draw
from .atlas.outlines import CREDIT, UNIT, Line, unit
from .atlas.paper import GRID
from .atlas.window import HEIGHT, WIDTH
from .choices import PRECISIONS
from .composing import Composer
from .particulars import Coordinates
from .values import immutable
from .views import Link
from .wording import plural

FEW, MANY = 30, 100  # places that are drawn, and that the table tells: on a page that holds other things, and on one of its own
_WIDE = ("district", "governorate", "country", "within")  # precisions of a point that stands for more than a town


@immutable
class MapMark:
    """``x`` and ``y`` on the paper; ``dot`` and ``ring`` are radii, 0 where there is none: a full circle for reports at the place itself,
    a broken one for reports from somewhere within it."""

    link: Link  # to the place
    told: str  # "Aleppo: 18 reports, of them 3 from somewhere within it"
    x: int  # from the left
    y: int  # from the upper edge
    dot: int  # radius
    ring: int  # radius


@immutable
class MapLabel:
    """``x`` and ``y`` are what it names; ``dx`` and ``dy`` lead from there to the middle of the line of the name, at its anchor."""

    text: str
    x: int  # on the paper
    y: int  # likewise
    dx: int  # from there to the anchor
    dy: int  # likewise
    anchor: str  # "start", "middle" or "end"
    kind: str  # "place", "town" or "country"
    lang: str | None
    is_led: bool  # it stands further off, and a line leads to it


@immutable
class MapLine:
    kind: str  # "unit", "coast", "border" or "disputed"
    path: str  # as SVG writes it


@immutable
class MapScale:
    length: int  # on the paper
    text: str  # "100 km"


@immutable
class MapRow:
    """A line of the table that says the same as the map."""

    place: Link  # to its page
    count: int  # of reports
    position: str  # "the town", "somewhere within Aleppo", "not recorded"


@immutable
class MapGroup:
    heading: str  # "Aleppo Governorate, Syria"; "" for what lies in nothing
    rows: tuple[MapRow, ...]  # most reports first


@immutable
class MapView:
    """parts/map.html: a map as SVG, and a table that says the same."""

    title: str  # "Where the 39 reports of the archive are"
    description: str  # for those who do not see it
    width: int  # of the paper, in its own units: ten to the pixel
    height: int  # likewise
    step: int  # of the paths below: how many units of the paper
    land: str  # a path
    shape: str  # the outline of what the map is of, where that is known
    lines: tuple[MapLine, ...]  # the fainter ones first
    marks: tuple[MapMark, ...]  # the larger ones first
    towns: tuple[tuple[int, int], ...]  # where the dots of larger towns stand
    labels: tuple[MapLabel, ...]  # no two overlap
    scale: MapScale | None  # None: too much of the world is shown for one
    rings: bool  # there is a broken circle, which has to be explained
    disputed: bool  # there is a border that is drawn broken
    beyond: tuple[Link, ...]  # what lies beyond the edge
    credit: str  # whose outlines these are
    groups: tuple[MapGroup, ...]  # the table
    more: int  # places that the table leaves out


def map_of(composer: Composer, reports: Collection[str], title: str, place: str = "", most: int = FEW) -> MapView | None:
    """A map of the places of some reports, and of one ``place`` that the map is of. ``None`` when maps are switched off, or when no
    position is known.
    """
    if composer.edition.path("map", "") is None:
        return None
    counts = Counter(location for card in composer.cards.several(reports) for location in dict.fromkeys(card.locations))
    if place:
        counts = Counter({id: count for id, count in counts.items() if id == place or place in composer.holders(id)})
        counts[place] += 0
    rings = _rings(composer, place)
    positions = {id: found for id in counts if (found := position(composer, id))}
    if not positions and not rings:
        return None
    spots = _spots(composer, counts, positions, place)
    return _view(composer, title, draw(spots, rings, most), spots, _Counted(counts, positions, most)) if spots else None


class _Counted(NamedTuple):
    """Places with the number of their reports, and where each is shown, as far as that is known."""

    counts: Counter[str]
    positions: dict[str, tuple[str, Coordinates]]
    most: int  # that the table tells


def position(composer: Composer, place: str) -> tuple[str, Coordinates] | None:
    """Where a place is shown: the place whose coordinates these are, itself or the nearest that it lies within, and they."""
    for id in (place, *composer.holders(place)):
        at = composer.places[id].coordinates
        if at is not None and (id == place or at.precision != "country"):
            return id, at
    return None


def _rings(composer: Composer, place: str) -> tuple[Line, ...]:
    """The outline of a governorate or the like, known by its GeoNames id."""
    geonames = composer.places[place].geonames if place else None
    return (unit(geonames) or ()) if geonames else ()


def _spots(composer: Composer, counts: Counter[str], positions: dict[str, tuple[str, Coordinates]], place: str) -> list[Spot]:
    at: Counter[str] = Counter()
    near: Counter[str] = Counter()
    owners: dict[str, Coordinates] = {}
    for id, (owner, coordinates) in positions.items():
        owners[owner] = coordinates
        (at if id == owner else near)[owner] += counts[id]
        near[owner] += id != owner and not counts[id]  # a place of which there is no report yet is shown all the same
    chosen = positions[place][0] if place in positions else ""
    return [
        Spot(
            owner,
            composer.place(owner).text,
            (round(found.lon * UNIT), round(found.lat * UNIT)),
            at[owner],
            near[owner],
            found.precision in _WIDE,
            owner == chosen,
        )
        for owner, found in sorted(owners.items())
    ]


def _view(
    composer: Composer,
    title: str,
    drawing: Drawing,
    spots: list[Spot],
    counted: _Counted,
) -> MapView:
    by_key = {spot.key: spot for spot in spots}
    groups, more = _groups(composer, counted)
    langs = {key: composer.place(key).lang for key in by_key}
    return MapView(
        title=title,
        description=_description(spots, counted),
        width=WIDTH,
        height=HEIGHT,
        step=GRID,
        land=drawing.ground.land,
        shape=drawing.shape,
        lines=tuple(MapLine(kind, path) for kind, path in drawing.ground.lines),
        marks=tuple(MapMark(composer.place(m.key), _told(by_key[m.key]), m.x, m.y, m.dot, m.ring) for m in drawing.marks),
        towns=drawing.towns,
        labels=tuple(_label(label, langs.get(label.key)) for label in drawing.labels),
        scale=MapScale(drawing.scale.length, f"{drawing.scale.kilometres:,} km") if drawing.scale else None,
        rings=any(mark.ring for mark in drawing.marks),
        disputed=any(kind == "disputed" for kind, _ in drawing.ground.lines),
        beyond=tuple(composer.bare("place", key) for key in drawing.beyond),
        credit=CREDIT,
        groups=groups,
        more=more,
    )


def _label(label: Label, lang: str | None) -> MapLabel:
    return MapLabel(label.text, label.x, label.y, label.dx, label.dy, label.anchor, label.kind, lang, label.is_led)


def _told(spot: Spot) -> str:
    if not spot.weight:
        return spot.name
    within = (f", of them {spot.near:,} from" if spot.at else ", from") + " somewhere within it" if spot.near else ""
    return f"{spot.name}: {plural(spot.weight, 'report')}{within}"


def _description(spots: list[Spot], counted: _Counted) -> str:
    most = sorted((spot for spot in spots if spot.weight), key=lambda spot: (-spot.weight, spot.key))[:3]
    told = f"{plural(len(counted.positions), 'place')} at {plural(len(spots), 'position')}."
    leading = ", ".join(f"{spot.name} ({spot.weight:,})" for spot in most)
    unknown = len(counted.counts) - len(counted.positions)
    without = f" {plural(unknown, 'place')} without a recorded position: see the table." if unknown else ""
    return told + (f" Most reports: {leading}." if leading else "") + without


def _groups(composer: Composer, counted: _Counted) -> tuple[tuple[MapGroup, ...], int]:
    """The places under the governorate, or whatever stands next below the country, in which they lie."""
    counts, positions, most = counted
    ordered = sorted(counts, key=lambda place: (-counts[place], place))
    rows: dict[str, list[MapRow]] = defaultdict(list)
    for id in ordered[:most]:
        heading = ", ".join(composer.place(holder).text for holder in composer.holders(id)[-2:])
        rows[heading].append(MapRow(composer.bare("place", id), counts[id], _position_words(composer, id, positions.get(id))))
    groups = tuple(MapGroup(heading, tuple(found)) for heading, found in sorted(rows.items()))
    return groups, max(0, len(ordered) - most)


def _position_words(composer: Composer, id: str, found: tuple[str, Coordinates] | None) -> str:
    if found is None:
        return "not recorded"
    owner, at = found
    return PRECISIONS[at.precision] if owner == id else f"somewhere within {composer.place(owner).text}"
