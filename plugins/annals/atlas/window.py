"""What of the world a map shows, and where a point of it lies on the paper.

Windows are of few sizes and begin on a grid, so that maps of neighbouring things share what is below their marks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import field
from itertools import pairwise

from ..values import immutable
from .outlines import UNIT, Box, Point

WIDTH, HEIGHT = 4800, 3600  # of the paper, in its own units
DEGREES = (3, 4.5, 6, 9, 12, 18, 24, 36, 48, 72, 108, 160, 240, 360)
"""How many degrees of longitude a window may be wide."""
_GRID = 12  # steps of a window's width on which it may begin
_ROOM = 1.3  # how much wider than its points a window is at the least
_POLES = 84


@immutable
class Window:
    """``west`` and ``north`` in degrees are the corner; ``width`` is in degrees of longitude; ``stretch`` is how much longer a degree
    of latitude is on the paper than one of longitude, right in the middle of the window.
    """

    west: float
    north: float
    width: float
    stretch: float
    box: Box = field(init=False, compare=False)  # what it shows of the world

    def __post_init__(self) -> None:
        south = self.north - self.height
        east = self.west + self.width
        box = (math.floor(self.west * UNIT), math.floor(south * UNIT), math.ceil(east * UNIT), math.ceil(self.north * UNIT))
        object.__setattr__(self, "box", box)

    @property
    def height(self) -> float:
        """In degrees of latitude."""
        return self.width * HEIGHT / WIDTH / self.stretch

    def place(self, point: Point) -> Point:
        """Where a point lies on the paper: from its left edge, and from its upper one."""
        scale = WIDTH / self.width / UNIT
        return round((point[0] - self.west * UNIT) * scale), round((self.north * UNIT - point[1]) * scale * self.stretch)

    @property
    def kilometre(self) -> float | None:
        """How long a kilometre is on the paper; ``None`` where that differs too much from one part of it to another."""
        return WIDTH / self.width / 111.32 * self.stretch if self.width <= 48 else None


def window_of(points: Sequence[Point]) -> Window:
    """The least window that shows some points, one at least, with room around them."""
    xs = _unrolled([x / UNIT for x, _ in points])
    ys = [y / UNIT for _, y in points]
    middle = (min(ys) + max(ys)) / 2
    stretch = round(1 / max(0.3, math.cos(math.radians(max(-_POLES, min(_POLES, round(middle)))))), 3)
    for width in DEGREES:
        height = width * HEIGHT / WIDTH / stretch
        grid = width / _GRID
        west = math.floor(((min(xs) + max(xs)) / 2 - width / 2) / grid + 0.5) * grid
        north = math.floor((middle + height / 2) / grid + 0.5) * grid
        window = Window(round(west, 4), round(north, 4), width, stretch)
        if (max(xs) - min(xs)) * _ROOM <= width - grid and (max(ys) - min(ys)) * _ROOM <= height - grid:
            break
    return window


def _unrolled(xs: list[float]) -> list[float]:
    """Longitudes counted on beyond 180 degrees, where the points lie on both sides of it, so that they stand near each other."""
    ordered = sorted(set(xs))
    gaps = [(after - before, after) for before, after in pairwise(ordered)]
    widest, after = max(gaps, default=(0.0, 0.0))
    if widest <= 360 - (ordered[-1] - ordered[0]):
        return xs
    return [x + 360 if x < after else x for x in xs]


def turned(point: Point, window: Window) -> Point:
    """A point at the longitude at which the window shows it."""
    x, y = point
    return (x + 360 * UNIT, y) if x < window.box[0] and x + 360 * UNIT <= window.box[2] else point
