"""Figures as the world gives them: ``7``, ``15+``, ``more than 15``, ``160..200``, ``~100``, ``nearly 100``, ``dozens``,
``600+ since 2016-09-19``.

Each has bounds that are inclusive, or open, and a wording that is never more exact than what was said.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from .dates import Date, DateError, parse_date

CATEGORIES = {
    "killed": "killed",
    "injured": "injured",
    "captured": "captured",
    "displaced": "displaced",
    "executed": "executed",
    "missing": "missing",
    "sickened": "sickened",
    "air_strikes": "air strikes",
    "rockets": "rockets and shells",
    "fighters": "fighters",
    "vehicles": "vehicles",
    "villages": "villages",
}
"""What can be counted, in the order in which it is shown: the field of a claim, and its words."""

PARTS = {"civilians": "civilians", "combatants": "combatants", "children": "children"}
"""The parts of which a figure may give the share, in the order in which they are shown. Children may be among the civilians."""

WORDS = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2_000_000}
"""Numbers that are said as a word, and the least that each can mean: two of its unit. The most is open."""

LARGEST_DIGITS = 12  # more would be a slip


class FigureError(ValueError):
    """Not a figure. ``str()`` says why."""


class Form(Enum):
    EXACT = "exact"
    MORE = "more"  # "15+"
    OVER = "over"  # "more than 15"
    RANGE = "range"  # "160..200"
    ABOUT = "about"  # "~100"
    NEARLY = "nearly"  # "nearly 100"
    WORD = "word"  # "dozens"


class Figure(NamedTuple):
    """``low`` and ``high`` are inclusive; ``None`` is an open bound. What is said to be about or nearly a number has no bound
    on the side it leaves open.
    """

    form: Form
    number: int | None
    upper: int | None = None  # of a range
    word: str = ""
    since: Date | None = None

    @property
    def low(self) -> int | None:
        match self.form:
            case Form.WORD:
                return WORDS[self.word]
            case Form.ABOUT | Form.NEARLY:
                return None
            case Form.OVER:
                assert self.number is not None
                return self.number + 1
            case _:
                return self.number

    @property
    def high(self) -> int | None:
        match self.form:
            case Form.EXACT | Form.NEARLY:
                return self.number
            case Form.RANGE:
                return self.upper
            case _:
                return None

    @property
    def order(self) -> tuple[int, float, int, str]:
        """From lowest to highest: by the least number that it names, then by the most. Total: no two figures have the same."""
        named = self.number if self.low is None else self.low
        assert named is not None
        high = self.number if self.form is Form.ABOUT else self.high
        return (named, math.inf if high is None else high, list(Form).index(self.form), str(self.since or ""))

    def __str__(self) -> str:
        """As it is written in front matter. ``parse_figure(str(figure)) == figure``."""
        text = {
            Form.EXACT: f"{self.number}",
            Form.MORE: f"{self.number}+",
            Form.OVER: f"more than {self.number}",
            Form.RANGE: f"{self.number}..{self.upper}",
            Form.ABOUT: f"~{self.number}",
            Form.NEARLY: f"nearly {self.number}",
            Form.WORD: self.word,
        }[self.form]
        return f"{text} since {self.since}" if self.since else text


_NUMBER = r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
_FORMS = (
    (re.compile(_NUMBER), Form.EXACT),
    (re.compile(_NUMBER + r"\+"), Form.MORE),
    (re.compile(r"(?:>|more\s+than)\s*" + _NUMBER), Form.OVER),
    (re.compile(_NUMBER + r"\s*\.\.\s*" + _NUMBER), Form.RANGE),
    (re.compile(r"~\s*" + _NUMBER), Form.ABOUT),
    (re.compile(r"nearly\s+" + _NUMBER), Form.NEARLY),
)


@lru_cache(maxsize=4096)
def parse_figure(text: str) -> Figure:
    """Read one figure. Raises :class:`FigureError`."""
    amount, said_since, since_text = text.strip().partition(" since ")
    try:
        since = parse_date(since_text.strip()) if said_since else None
    except DateError as error:
        raise FigureError(f"after 'since' stands a date: {error}") from None
    amount = amount.strip()
    if amount in WORDS:
        return Figure(Form.WORD, None, word=amount, since=since)
    for pattern, form in _FORMS:
        if match := pattern.fullmatch(amount):
            digits = [group.replace(",", "").lstrip("0") or "0" for group in match.groups()]
            if max(map(len, digits)) > LARGEST_DIGITS:
                raise FigureError("a number this large cannot be right")
            number, *rest = map(int, digits)
            upper = rest[0] if rest else None
            if upper is not None and upper <= number:
                raise FigureError(f"a range goes from the lower number to the higher one: {min(number, upper)}..{max(number, upper)}")
            return Figure(form, number, upper, since=since)
    raise FigureError(f"write 7, 15+, more than 15, 160..200, ~100, nearly 100 or one of {', '.join(WORDS)}")


def category_words(key: str, categories: Mapping[str, str] = CATEGORIES) -> str:
    """``killed``; ``killed (civilians)`` for the part of a figure that is told under ``killed/civilians``."""
    category, _, part = key.partition("/")
    return f"{categories[category]} ({PARTS[part]})" if part else categories[category]


def category_order(key: str) -> tuple[int, str, int]:
    """The categories of the table first, in its order; then those of the site. A whole stands before its parts."""
    category, _, part = key.partition("/")
    known = list(CATEGORIES)
    return (known.index(category) if category in known else len(known), category, 1 + list(PARTS).index(part) if part else 0)


def apart(one: Figure, other: Figure) -> bool:
    """Whether no number is both: one lies wholly below the other. An open end meets everything on its side."""
    return (one.high is not None and other.low is not None and one.high < other.low) or (
        other.high is not None and one.low is not None and other.high < one.low
    )


def wording(figure: Figure) -> str:
    """In words for readers: ``15 or more``, ``160 to 200``, ``about 100``. For the date after 'since' see wording.py."""
    match figure.form:
        case Form.EXACT:
            return f"{figure.number:,}"
        case Form.MORE:
            return f"{figure.number:,} or more"
        case Form.OVER:
            return f"more than {figure.number:,}"
        case Form.RANGE:
            return f"{figure.number:,} to {figure.upper:,}"
        case Form.ABOUT:
            return f"about {figure.number:,}"
        case Form.NEARLY:
            return f"nearly {figure.number:,}"
        case Form.WORD:
            return figure.word
