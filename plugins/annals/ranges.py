"""Several figures as one: the range from the lowest to the highest, and the sum of ranges. Never more exact than what was said."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from .figures import Figure, Form, wording


class Beyond(Enum):
    """What may lie on the far side of an end of a range."""

    NOTHING = "nothing"
    A_LITTLE = "a little"  # it was said to be about, or nearly, so much
    ANYTHING = "anything"  # it was said to be so much or more


class End(NamedTuple):
    """The end of a range: the number that was named there (inclusive), what may lie beyond it, and its words."""

    number: int
    beyond: Beyond
    words: str


class Range(NamedTuple):
    """From the lowest to the highest of some figures. ``low.number <= high.number``."""

    low: End
    high: End

    @property
    def words(self) -> str:
        """``7 to more than 15``, ``15 or more``, ``about 100``."""
        if self.low.words == self.high.words:
            return self.low.words
        if self.low.number == self.high.number and self.high.words.startswith(self.low.words):
            return self.high.words
        return f"{self.low.words} to {self.high.words}"

    @property
    def least(self) -> int | None:
        """Inclusive; ``None`` where it was only said to be about so much."""
        return self.low.number if self.low.beyond is Beyond.NOTHING else None

    @property
    def most(self) -> int | None:
        """Inclusive; ``None`` where there may be more."""
        return self.high.number if self.high.beyond is Beyond.NOTHING else None


def range_of(figure: Figure) -> Range:
    """A figure as a range of its own, in its own words."""
    words = wording(figure)
    number = figure.low if figure.number is None or figure.form is Form.OVER else figure.number
    assert number is not None
    match figure.form:
        case Form.EXACT:
            return Range(End(number, Beyond.NOTHING, words), End(number, Beyond.NOTHING, words))
        case Form.MORE:
            return Range(End(number, Beyond.NOTHING, f"{number:,}"), End(number, Beyond.ANYTHING, words))
        case Form.OVER | Form.WORD:
            return Range(End(number, Beyond.NOTHING, words), End(number, Beyond.ANYTHING, words))
        case Form.RANGE:
            assert figure.upper is not None
            return Range(End(number, Beyond.NOTHING, f"{number:,}"), End(figure.upper, Beyond.NOTHING, f"{figure.upper:,}"))
        case Form.ABOUT:
            return Range(End(number, Beyond.A_LITTLE, words), End(number, Beyond.A_LITTLE, words))
        case Form.NEARLY:
            return Range(End(number, Beyond.A_LITTLE, words), End(number, Beyond.NOTHING, words))


_DOUBT = {Beyond.NOTHING: 0, Beyond.A_LITTLE: 1, Beyond.ANYTHING: 2}


def across(ranges: Iterable[Range]) -> Range:
    """From the lowest to the highest of some ranges, of which there is at least one. Their order does not matter."""
    known = list(ranges)
    low = min((each.low for each in known), key=lambda end: (end.number, -_DOUBT[end.beyond], -len(end.words), end.words))
    high = max((each.high for each in known), key=lambda end: (end.number, _DOUBT[end.beyond], -len(end.words), end.words))
    if high.beyond is not Beyond.ANYTHING and any(each.high.beyond is Beyond.ANYTHING for each in known):
        high = End(high.number, Beyond.ANYTHING, f"{high.words} or more")  # another is lower, and open
    return Range(low, high)


def total(ranges: Iterable[Range]) -> Range:
    """The sum of some ranges, of which there is at least one: of their lowest numbers, and of their highest."""
    known = list(ranges)
    if len(known) == 1:
        return known[0]
    low, high = sum(each.low.number for each in known), sum(each.high.number for each in known)
    loose = any(Beyond.A_LITTLE in (each.low.beyond, each.high.beyond) for each in known)
    most = max((each.high.beyond for each in known), key=_DOUBT.__getitem__)
    about = "about " if loose else ""
    least = Beyond.A_LITTLE if loose else Beyond.NOTHING
    above = Beyond.ANYTHING if most is Beyond.ANYTHING else least
    return Range(
        End(low, least, f"{about}{low:,}"),
        End(high, above, f"{about if low == high else ''}{high:,}{' or more' if above is Beyond.ANYTHING else ''}"),
    )
