"""The outlines of the world as lines and rings, read from the project's own files (made by tools/outlines.py and tools/towns.py).

Points are ``(x, y)``: longitude and latitude in thousandths of a degree, whole numbers. Lines are unpacked when they are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

Point = tuple[int, int]
Line = tuple[Point, ...]
Box = tuple[int, int, int, int]  # west, south, east, north; inclusive

UNIT = 1000  # steps a degree
CELL = 10  # degrees: lines are filed by squares of this size
ALPHABET = "".join(map(chr, range(48, 127))).replace("\\", "").replace("`", "")
"""The digits in which numbers are packed: an even number to its half is the last digit, the upper half says that another follows."""

CREDIT = "Outlines: Natural Earth, which draws borders as they are held. Towns: GeoNames, CC BY 4.0."
_HERE = Path(__file__).parent
_DIGITS = {character: value for value, character in enumerate(ALPHABET)}
_HALF = len(ALPHABET) // 2


class Country(NamedTuple):
    """A country as it is held, with the rings that meet what is looked at."""

    name: str
    rings: tuple[Line, ...]


class Town(NamedTuple):
    name: str
    point: Point
    thousands: int  # inhabitants


@cache
def _read() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((_HERE / "outlines.json").read_bytes())
    return data


def packed(value: int) -> str:
    """One whole number as digits of the alphabet, the least first."""
    value = value * 2 if value >= 0 else -value * 2 - 1
    text = ""
    while value >= _HALF:
        text += ALPHABET[_HALF + value % _HALF]
        value //= _HALF
    return text + ALPHABET[value]


@cache
def line(number: int) -> Line:
    """A line by its number."""
    points: list[Point] = []
    x = y = value = 0
    factor, is_x = 1, True
    for character in _read()["lines"][number][1]:
        digit = _DIGITS[character]
        if digit >= _HALF:
            value += (digit - _HALF) * factor
            factor *= _HALF
            continue
        value += digit * factor
        step = value // 2 if value % 2 == 0 else -(value + 1) // 2
        if is_x:
            x += step
        else:
            y += step
            points.append((x, y))
        is_x, value, factor = not is_x, 0, 1
    return tuple(points)


def _ring(parts: list[int]) -> Line:
    """A ring from the numbers of its lines; ``-n - 1`` is line n backwards."""
    points: list[Point] = []
    for number in parts:
        points += line(number)[:-1] if number >= 0 else line(-number - 1)[:0:-1]
    return tuple(points)


@cache
def _country(code: str) -> tuple[str, tuple[tuple[Box, Line], ...]]:
    name, _, rings = _read()["countries"][code]
    found = (_ring(ring) for ring in rings)
    return name, tuple((box_of(ring), ring) for ring in found)


def box_of(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


@cache
def _line_box(number: int) -> Box:
    return box_of(line(number))


def is_within(point: tuple[float, float], ring: Line) -> bool:
    """Whether a line from the point to the east crosses the ring an odd number of times."""
    x, y = point
    crossings = 0
    for (ax, ay), (bx, by) in pairwise((*ring, ring[0])):
        crossings += (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
    return crossings % 2 == 1


def meets(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]


def lines_in(box: Box) -> Iterator[tuple[str, Line]]:
    """Every line that may cross a box, with its kind: "coast", "border", "disputed" or "unit" (of a country's own parts)."""
    size = CELL * UNIT
    cells: dict[str, list[int]] = _read()["cells"]
    for turn, inner in _turned(box):
        found: set[int] = set()
        for x in range(inner[0] // size, inner[2] // size + 1):
            for y in range(inner[1] // size, inner[3] // size + 1):
                found.update(cells.get(f"{x},{y}", ()))
        for number in sorted(found):
            if meets(_line_box(number), inner):
                yield _read()["lines"][number][0], _moved(line(number), turn)


def countries_in(box: Box) -> Iterator[Country]:
    """Every country that may lie in a box, in order of its code."""
    for turn, inner in _turned(box):
        for code, (name, own, _) in _read()["countries"].items():
            if meets((own[0], own[1], own[2], own[3]), inner):
                rings = tuple(_moved(ring, turn) for place, ring in _country(code)[1] if meets(place, inner))
                if rings:
                    yield Country(name, rings)


def _turned(box: Box) -> Iterator[tuple[int, Box]]:
    """A box that reaches beyond 180 degrees looks at the other end of the world too: how far that is away, and the box there."""
    whole = 360 * UNIT
    for turn in (-whole, 0, whole):
        inner = (box[0] - turn, box[1], box[2] - turn, box[3])
        if inner[2] >= -whole // 2 and inner[0] <= whole // 2:
            yield turn, inner


def _moved(points: Line, turn: int) -> Line:
    return tuple((x + turn, y) for x, y in points) if turn else points


@cache
def unit(geonames: int) -> tuple[Line, ...] | None:
    """The rings of a governorate, province or state, by its GeoNames id; ``None`` where the outlines have no such one."""
    known = _read()["units"].get(str(geonames))
    return None if known is None else tuple(_ring(ring) for ring in known[1])


@cache
def towns() -> tuple[Town, ...]:
    """The towns by which a reader finds their way, largest first."""
    rows = json.loads((_HERE / "towns.json").read_bytes())["towns"]
    return tuple(Town(name, (round(lon * UNIT), round(lat * UNIT)), thousands) for name, lat, lon, thousands in rows)
