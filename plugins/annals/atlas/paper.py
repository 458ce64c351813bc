"""Lines and rings onto the paper: cut off at its edge, freed of what is too small to be seen, and written as SVG paths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from .outlines import Line, Point, box_of, countries_in, is_within, lines_in
from .window import HEIGHT, WIDTH, Window

_WIDE = 20  # degrees: a window that is wider shows countries without their parts, and coasts more coarsely
_NEAR = (26, 48)  # units of the paper, in a narrow and in a wide window: a nearer point is left out
_SPECK = (40, 96)  # an island that is smaller in both ways is left out
_BEYOND = 60  # how far lines run on beyond the edge
_EDGE = (-_BEYOND, -_BEYOND, WIDTH + _BEYOND, HEIGHT + _BEYOND)
_LEAST_SHARE = 0.02  # of the paper that a country covers whose name is written


Named = tuple[str, tuple[Point, ...], float]
"""A country, with points where its name can stand, the best first, and the share of the paper that it covers."""


class Ground(NamedTuple):
    """What lies below the marks. ``lines`` are kinds of line with a path each, in steps of ``GRID``."""

    land: str
    lines: tuple[tuple[str, str], ...]
    names: tuple[Named, ...]  # largest share of the paper first


GRID = 5  # units of the paper, half a pixel: outlines are drawn in steps of so many, which takes a third of the bytes away
_MOST = 13_500  # characters of all paths together: where there would be more, lines are drawn more coarsely
_COARSER = 1.12


@lru_cache(maxsize=128)
def ground(window: Window) -> Ground:
    """What lies below the marks of a map: as finely as ``_MOST`` allows."""
    wide = window.width > _WIDE
    near, speck = _NEAR[wide], _SPECK[wide]
    lines = _lines(window, near, speck)
    land, names = _countries(window, near, speck)
    below, paths = _told(land, lines)
    while len(below) + sum(map(len, paths.values())) > _MOST:
        near, speck = round(near * _COARSER), round(speck * _COARSER)
        land = [_thinned(piece, near) for piece in land if not _is_speck(piece, speck)]
        lines = {kind: [_thinned(line, near) for line in found if not _is_speck(line, speck // 2)] for kind, found in lines.items()}
        below, paths = _told(land, lines)
    ordered = tuple((kind, paths[kind]) for kind in ("unit", "coast", "border", "disputed") if kind in paths)
    return Ground(below, ordered, tuple(sorted(names, key=lambda name: (-name[2], name[0]))))


def _lines(window: Window, near: int, speck: int) -> dict[str, list[Line]]:
    """The lines on the paper by kind; in a wide window without the borders within countries."""
    found: dict[str, list[Line]] = defaultdict(list)
    for kind, line in lines_in(window.box):
        if not (window.width > _WIDE and kind == "unit"):
            placed = [window.place(point) for point in line]
            if placed[0] != placed[-1] or not _is_speck(placed, speck):
                found[kind] += (_thinned(run, near) for run in _runs(placed))
    return found


def _countries(window: Window, near: int, speck: int) -> tuple[list[Line], list[Named]]:
    """The land on the paper, and the countries that cover enough of it to be named."""
    land: list[Line] = []
    names: list[Named] = []
    for country in countries_in(window.box):
        clipped = (_clipped([window.place(point) for point in ring]) for ring in country.rings)
        pieces = [_thinned(piece, near) for piece in clipped if len(piece) > 2 and not _is_speck(piece, speck)]
        land += pieces
        if pieces:
            largest = max(pieces, key=lambda piece: abs(_area(piece)))
            share = abs(_area(largest)) / (WIDTH * HEIGHT)
            if share >= _LEAST_SHARE:
                names.append((country.name, _points(largest), share))
    return land, names


def _told(land: Iterable[Line], lines: Mapping[str, Iterable[Line]]) -> tuple[str, dict[str, str]]:
    return "".join(f"{path(piece)}z" for piece in land), {kind: "".join(map(path, found)) for kind, found in lines.items()}


def shape(rings: Iterable[Line], window: Window) -> str:
    """Rings as one path, to be filled."""
    pieces = (_clipped([window.place(point) for point in ring]) for ring in rings)
    return "".join(f"{path(_thinned(piece, _NEAR[0]))}z" for piece in pieces if len(piece) > 2)


def path(points: Line) -> str:
    """As a path in steps of ``GRID``: where it begins, then the way from each point to the next."""
    (x, y), *rest = [(round(x / GRID), round(y / GRID)) for x, y in points]
    words = [f"M{x} {y}"]
    if rest:
        words.append("l")
        for nx, ny in rest:
            if (nx, ny) != (x, y) or len(rest) == 1:
                words.append(f"{nx - x} {ny - y} ")
                x, y = nx, ny
    return "".join(words).rstrip().replace(" -", "-")


def _thinned(points: Sequence[Point], near: int) -> Line:
    kept = [points[0]]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= near:
            kept.append(point)
    return tuple([*kept, points[-1]] if len(points) > 1 else kept)


def _is_speck(points: Sequence[Point], size: int) -> bool:
    west, north, east, south = box_of(points)
    return east - west < size and south - north < size


def _runs(points: list[Point]) -> list[list[Point]]:
    """The parts of a line that are on the paper, each going on to the first point beyond it."""
    west, north, east, south = _EDGE
    runs: list[list[Point]] = []
    run: list[Point] = []
    for one, other in pairwise(points):
        crosses = (
            min(one[0], other[0]) <= east
            and max(one[0], other[0]) >= west
            and min(one[1], other[1]) <= south
            and max(one[1], other[1]) >= north
        )
        if crosses:
            run = run or [one]
            run.append(other)
        elif run:
            runs.append(run)
            run = []
    if run:
        runs.append(run)
    return runs


def _clipped(points: list[Point]) -> list[Point]:
    """A ring cut off at the edge of the paper: Sutherland and Hodgman's way, one side after another."""
    west, north, east, south = _EDGE
    inside: tuple[tuple[Callable[[Point], bool], int, int], ...] = (
        (lambda p: p[0] >= west, 0, west),
        (lambda p: p[0] <= east, 0, east),
        (lambda p: p[1] >= north, 1, north),
        (lambda p: p[1] <= south, 1, south),
    )
    ring = points
    for keeps, axis, edge in inside:
        if not ring:
            break
        cut: list[Point] = []
        before = ring[-1]
        for point in ring:
            if keeps(point) != keeps(before):
                cut.append(_crossing(before, point, axis, edge))
            if keeps(point):
                cut.append(point)
            before = point
        ring = cut
    return ring


def _crossing(one: Point, other: Point, axis: int, edge: int) -> Point:
    share = (edge - one[axis]) / (other[axis] - one[axis])
    across = round(one[1 - axis] + share * (other[1 - axis] - one[1 - axis]))
    return (edge, across) if axis == 0 else (across, edge)


def _area(ring: Line) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


_ROWS = 6


def _points(ring: Line) -> tuple[Point, ...]:
    """Within a ring: its middle, then others, the nearer ones first."""
    west, north, east, south = box_of(ring)
    middle = _middle(ring)
    shares = [step / (2 * _ROWS) for step in range(1, 2 * _ROWS, 2)]
    rows = ((round(west + (east - west) * x), round(north + (south - north) * y)) for y in shares for x in shares)
    others = [point for point in rows if is_within(point, ring)]
    return (middle, *sorted(others, key=lambda point: ((point[0] - middle[0]) ** 2 + (point[1] - middle[1]) ** 2, point)))


def _middle(ring: Line) -> Point:
    area = _area(ring)
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    return round(x), round(y)
