"""Marks and names upon the ground: which part of the world is shown, how large each mark is, which names find room."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from .outlines import UNIT, Line, Point, Town, towns
from .paper import Ground, ground, shape
from .window import HEIGHT, WIDTH, Window, turned, window_of

LABEL = 170  # how high a line of a name is on the paper, at the most: on a telephone
_SMALLEST, _LARGEST, _ALONE = 62, 190, 96  # radius of a mark
_CROWD, _CROWDED = 40, 0.7  # where there are more marks, they are smaller
_LED = 8  # the marks with most reports have names in any case: further off, at the end of a line, where there is no room beside them
_BUTTONS = (WIDTH - 1500, 0, WIDTH, 540)  # the corner in which the buttons of a script stand, on a telephone
_TOWNS = 7
_MAIN = 0.8  # the share of all reports that the part shown holds at the least
_WORTH = 2.4  # how much narrower a window must be for places to be left beyond it
_MORE = 1.6  # how much wider than for these reports it may become, to show the next ones too
_LETTER = 0.54  # the mean width of a letter, of its height


class Spot(NamedTuple):
    """A position with what is reported there. ``point`` as in outlines.py; ``at`` and ``near`` count reports: at the place itself, and
    somewhere within it.
    """

    key: str
    name: str
    point: Point
    at: int
    near: int
    wide: bool  # the point stands for a district or more
    chosen: bool = False  # what the map is of

    @property
    def weight(self) -> int:
        return self.at + self.near


class Mark(NamedTuple):
    key: str
    x: int
    y: int
    dot: int  # radius of the full circle; 0: none
    ring: int  # radius of the broken one; 0: none


class Label(NamedTuple):
    """``x`` and ``y`` are what it names; ``dx`` and ``dy`` lead from there to the middle of the line of the name, at its anchor."""

    text: str
    x: int
    y: int
    dx: int
    dy: int
    anchor: str  # "start", "middle" or "end"
    kind: str  # "place", "town" or "country"
    key: str = ""  # of the spot that it names
    is_led: bool = False  # a line leads from the mark to it


class Scale(NamedTuple):
    length: int
    kilometres: int


class Drawing(NamedTuple):
    ground: Ground
    shape: str
    marks: tuple[Mark, ...]  # largest first, so that no mark hides a smaller one
    towns: tuple[Point, ...]
    labels: tuple[Label, ...]
    scale: Scale | None
    beyond: tuple[str, ...]  # keys of the spots that lie beyond the edge


def draw(spots: Sequence[Spot], rings: tuple[Line, ...] = (), most: int = 100) -> Drawing:
    """A map of some spots, one at least. At most so many are drawn: those with most reports. ``rings`` is the outline of what the map
    is of, where that is known.
    """
    ordered = sorted(spots, key=lambda spot: (not spot.chosen, -spot.weight, spot.key))
    window = _window(ordered, rings)
    inside = [spot for spot in ordered if _is_on_paper(window.place(turned(spot.point, window)))]
    below = ground(window)
    marks = _marks(inside[:most], window)
    names = {spot.key: spot.name for spot in spots}
    taken = [_BUTTONS, *((mark.x - r, mark.y - r, mark.x + r, mark.y + r) for mark in marks if (r := max(mark.dot, mark.ring)))]
    found = (_beside(mark, names[mark.key], taken, is_led=number < _LED) for number, mark in enumerate(marks))
    labels = [label for label in found if label]
    labels += _countries(below, taken)
    known, dots = _towns(window, {name.casefold() for name in names.values()}, taken)
    shown = {spot.key for spot in inside}
    return Drawing(
        below,
        shape(rings, window),
        tuple(sorted(marks, key=lambda mark: (-max(mark.dot, mark.ring), mark.key))),
        tuple(dots),
        (*labels, *known),
        _scale(window),
        tuple(spot.key for spot in ordered if spot.key not in shown),
    )


def _window(ordered: Sequence[Spot], rings: tuple[Line, ...]) -> Window:
    """Around all spots; without the far ones, where that shows the others much larger and leaves out few reports."""
    corners = [point for ring in rings for point in ring]
    whole = window_of([*(spot.point for spot in ordered), *corners])
    if corners or len(ordered) < 3 or any(spot.chosen for spot in ordered):
        return whole
    middle = _middle(ordered)
    near = sorted(ordered, key=lambda spot: (_away(spot.point, middle), spot.key))
    total = sum(spot.weight for spot in ordered)
    best: Window | None = None
    most = whole.width / _WORTH
    held = 0
    for number, spot in enumerate(near, 1):
        held += spot.weight
        if held >= _MAIN * total:
            main = window_of([spot.point for spot in near[:number]])
            if main.width > most:
                break
            best, most = main, most if best else min(most, main.width * _MORE)
    return best or whole


def _middle(spots: Iterable[Spot]) -> Point:
    """The median of all reports, east to west and north to south."""
    xs = sorted(spot.point[0] for spot in spots for _ in range(min(spot.weight, 1000)))
    ys = sorted(spot.point[1] for spot in spots for _ in range(min(spot.weight, 1000)))
    return (xs[len(xs) // 2], ys[len(ys) // 2]) if xs else (0, 0)


def _away(one: Point, other: Point) -> float:
    apart = abs(one[0] - other[0])
    x = min(apart, 360 * UNIT - apart) * math.cos(math.radians((one[1] + other[1]) / 2 / UNIT))
    return math.hypot(x, one[1] - other[1])


def _is_on_paper(place: Point) -> bool:
    return 0 <= place[0] <= WIDTH and 0 <= place[1] <= HEIGHT


def _marks(spots: Sequence[Spot], window: Window) -> list[Mark]:
    most = max((spot.weight for spot in spots), default=1)
    share = _CROWDED if len(spots) > _CROWD else 1

    def radius(count: int) -> int:
        """The surface, beyond that of the smallest mark, grows with the number of reports."""
        if most <= 1:
            return round(_ALONE * share)
        return round((_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(count / most)) * share)

    found = []
    for spot in spots:
        x, y = window.place(turned(spot.point, window))
        at, near = (0, spot.weight) if spot.wide else (spot.at, spot.near)
        dot = radius(at) if at or not near else 0
        found.append(Mark(spot.key, x, y, dot, radius(at + near) + (24 if dot else 0) if near else 0))
    return found


Taken = list[tuple[int, int, int, int]]


def _beside(mark: Mark, name: str, taken: Taken, *, is_led: bool) -> Label | None:
    """The name beside its mark, where there is room, or further off; what it takes up is taken from then on."""
    width, half = _width(name), LABEL // 2
    r = max(mark.dot, mark.ring) + 40
    slant = round(r * 0.72)
    ways = (
        ("start", r, 0),
        ("end", -r, 0),
        ("middle", 0, -r - half),
        ("middle", 0, r + half),
        ("start", slant, -slant - half // 2),
        ("start", slant, slant + half // 2),
        ("end", -slant, -slant - half // 2),
        ("end", -slant, slant + half // 2),
    )
    for anchor, dx, dy in ways:
        if _take(anchor, mark.x + dx, mark.y + dy, width, taken):
            return Label(name, mark.x, mark.y, dx, dy, anchor, "place", mark.key)
    for anchor, dx, dy in _further(r) if is_led else ():
        if _take(anchor, mark.x + dx, mark.y + dy, width, taken):
            return Label(name, mark.x, mark.y, dx, dy, anchor, "place", mark.key, is_led=True)
    return None


def _further(r: int) -> Iterator[tuple[str, int, int]]:
    """Places for a name that is led to, the nearest first: in sixteen directions, none of them straight up or down."""
    for step in range(2, 9):
        for turn in (1, -1, 3, -3, 5, -5, 7, -7, 9, -9, 11, -11, 13, -13, 15, -15):
            angle = turn * math.pi / 16
            dx, dy = round(math.cos(angle) * (r + step * LABEL)), round(math.sin(angle) * (r + step * LABEL))
            yield "start" if dx > 0 else "end", dx, dy


def _take(anchor: str, x: int, y: int, width: int, taken: Taken) -> bool:
    left = {"start": x, "middle": x - width // 2, "end": x - width}[anchor]
    box = (left, y - LABEL // 2, left + width, y + LABEL // 2)
    if box[0] < 40 or box[1] < 40 or box[2] > WIDTH - 40 or box[3] > HEIGHT - 330:  # the scale stands below
        return False
    if any(box[0] < other[2] and box[2] > other[0] and box[1] < other[3] and box[3] > other[1] for other in taken):
        return False
    taken.append(box)
    return True


def _width(text: str) -> int:
    return round((len(text) + sum(text.count(wide) for wide in "mwMW") / 2) * LABEL * _LETTER)


def _countries(below: Ground, taken: Taken) -> list[Label]:
    found = []
    for name, points, _ in below.names:
        free = (point for point in points if _take("middle", *point, round(_width(name) * 1.25), taken))
        if (point := next(free, None)) is not None:
            found.append(Label(name, *point, 0, 0, "middle", "country"))
    return found


def _towns(window: Window, named: set[str], taken: Taken) -> tuple[list[Label], list[Point]]:
    """The largest towns that have room, so that a reader finds their way."""
    labels: list[Label] = []
    dots: list[Point] = []
    for town, (px, py) in _towns_in(window):
        if town.name.casefold() in named:
            continue
        if any(box[0] - 60 < px < box[2] + 60 and box[1] - 60 < py < box[3] + 60 for box in taken):
            continue
        if _take("start", px + 60, py, _width(town.name), taken):
            labels.append(Label(town.name, px, py, 60, 0, "start", "town"))
            dots.append((px, py))
            taken.append((px - 40, py - 40, px + 40, py + 40))
            if len(dots) == _TOWNS:
                break
    return labels, dots


@lru_cache(maxsize=128)
def _towns_in(window: Window) -> tuple[tuple[Town, Point], ...]:
    """All that the window shows, largest first, each with its place on the paper."""
    west, south, east, north = window.box
    shown = ((town, turned(town.point, window)) for town in towns())
    return tuple((town, window.place((x, y))) for town, (x, y) in shown if west <= x <= east and south <= y <= north)


def _scale(window: Window) -> Scale | None:
    """A length of one, two or five times a power of ten, a sixth to a third of the paper."""
    kilometre = window.kilometre
    if kilometre is None:
        return None
    most = WIDTH / 3 / kilometre
    step = 10 ** math.floor(math.log10(most))
    number = next(factor for factor in (5, 2, 1) if factor * step <= most) * step
    return Scale(round(number * kilometre), round(number))
