"""Charts of ranges as geometry: one row a figure on a shared axis. The theme draws them as SVG; sizes are in its user units."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from .ranges import Beyond, Range
from .values import immutable

WIDTH = 320
_EDGE = 6  # from the edge to the axis
_TOP = 22  # of the axis and its numbers
_ROW = 32
_LABEL = 54  # characters that a row has room for
_TICKS = 4


@immutable
class Bar:
    """A row. ``path`` is what was said; ``open``, where it is not empty, leads where nobody said how far."""

    label: str
    x: int  # where the label begins, or ends in a drawing that is mirrored
    y: int  # its base line
    path: str  # as SVG writes it
    open: str  # likewise; "" where both ends were said
    head: str  # the point of the arrow of an end without limit
    kind: str  # "" or "earlier"


@immutable
class Tick:
    x: int  # on the axis
    words: str  # "20"
    anchor: str  # of its words, which run from left to right: "start", "middle" or "end"


@immutable
class Chart:
    """Bars from top to bottom. ``title`` and ``description`` say in words what is drawn."""

    id: str
    title: str
    description: str
    width: int  # of the drawing
    height: int  # likewise
    axis: int  # y of the axis
    anchor: str  # of the labels, likewise
    ticks: tuple[Tick, ...]  # from 0 on
    bars: tuple[Bar, ...]  # the lowest figure first


def chart(id: str, title: str, description: str, rows: Sequence[tuple[str, str, Range, str]], *, mirrored: bool) -> Chart:
    """``rows``: who, the words of the figure, its range, and the kind of its bar. ``mirrored``: the axis runs from right to left."""
    most = axis_end(row[2].high.number for row in rows)

    def across(number: float) -> int:
        x = _EDGE + round((WIDTH - 2 * _EDGE) * number / most)
        return WIDTH - x if mirrored else x

    start = across(0)
    bars = []
    for n, (who, words, span, kind) in enumerate(rows):
        y = _TOP + n * _ROW + 15
        bars.append(
            Bar(
                _label(who, words),
                start,
                y,
                _said(span, across, y + 8),
                _open(span, across, most, y + 8),
                _head(span, across, most, y + 8),
                kind,
            )
        )
    first, last = ("end", "start") if mirrored else ("start", "end")
    anchors = (first, *["middle"] * (_TICKS - 1), last)
    ticks = [Tick(across(most * i // _TICKS), f"{most * i // _TICKS:,}", anchor) for i, anchor in enumerate(anchors)]
    return Chart(id, title, description, WIDTH, _TOP + len(rows) * _ROW + 4, _TOP - 4, first, tuple(ticks), tuple(bars))


def axis_end(numbers: Iterable[int]) -> int:
    """A round number at or above the highest, that the ticks divide: 4, 8, 20, 40, 80, 200, ..."""
    most = max((*numbers, 1))
    step = 10 ** max(0, len(str(most)) - 2)
    choices = sorted(factor * scale for scale in (step, 10 * step, 100 * step) for factor in (4, 8, 12, 20))
    return next((choice for choice in choices if choice >= most), _TICKS * math.ceil(most / _TICKS))


def _label(who: str, words: str) -> str:
    room = max(8, _LABEL - len(words) - 2)
    return f"{who if len(who) <= room else who[: room - 1].rstrip() + '…'}: {words}"


def _said(span: Range, across: Callable[[float], int], y: int) -> str:
    """A dot, or a line between two."""
    low, high = across(span.low.number), across(span.high.number)
    return f"M{low} {y}H{high}" if low != high else f"M{low} {y}h0"


def _open(span: Range, across: Callable[[float], int], most: int, y: int) -> str:
    """From an open end on: to the edge where there may be any number more, a little way where it is about so much."""
    little = max(1, most // 16)
    paths = []
    if span.low.beyond is Beyond.A_LITTLE:
        paths.append(f"M{across(span.low.number)} {y}H{across(max(0, span.low.number - little))}")
    if span.high.beyond is Beyond.A_LITTLE:
        paths.append(f"M{across(span.high.number)} {y}H{across(min(most, span.high.number + little))}")
    if span.high.beyond is Beyond.ANYTHING:
        paths.append(f"M{across(span.high.number)} {y}H{across(most)}")
    return "".join(paths)


def _head(span: Range, across: Callable[[float], int], most: int, y: int) -> str:
    if span.high.beyond is not Beyond.ANYTHING:
        return ""
    end = across(most)
    back = end - 5 if end > across(0) else end + 5
    return f"M{back} {y - 4}L{end} {y}L{back} {y + 4}"
