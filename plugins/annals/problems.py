"""Faults in content as values: gathered while reading, sorted, printed once, the way a good compiler prints them."""

from __future__ import annotations

import bisect
import difflib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

EX_DATAERR = 65  # sysexits.h: the input data was incorrect
_SHOWN_WIDTH = 160  # characters of a source line that are shown


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file of content. ``line`` and ``column`` count from 1, in characters; ``length`` is how many carets it takes."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where, what, why, and how to mend it. ``code`` is a stable short name for tests and documents."""

    mark: Mark
    code: str
    what: str
    help: tuple[str, ...] = ()
    source: str = field(default="", compare=False)

    def __str__(self) -> str:
        lines = [f"{self.mark.path}:{self.mark.line}:{self.mark.column}: error: {self.what}"]
        if self.source:
            lines += [f"    {line}" for line in _excerpt(self.source, self.mark.column, self.mark.length)]
        lines += [f"    {line}" if line else "" for text in self.help for line in text.split("\n")]
        return "\n".join(lines)


def _excerpt(source: str, column: int, length: int) -> tuple[str, str]:
    """The line and the carets under it, cut around the caret when the line is long. Control characters are made visible."""
    start = max(0, column - 1 - _SHOWN_WIDTH // 2) if len(source) > _SHOWN_WIDTH else 0
    shown = "".join(
        " " if ch == "\t" else ch if ch.isprintable() else "\N{REPLACEMENT CHARACTER}" for ch in source[start : start + _SHOWN_WIDTH]
    )
    before = shown[: column - 1 - start]
    under = shown[column - 1 - start : column - 1 - start + length]
    return shown.rstrip(), " " * _cells(before) + "^" + "~" * max(0, _cells(under) - 1)


def _cells(text: str) -> int:
    """How many terminal cells a text takes: wide characters two, combining marks none."""
    return sum(0 if unicodedata.combining(ch) else 2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)


class Problems:
    """The faults found so far. Adding never raises; what comes out is sorted, and each fault stands once."""

    def __init__(self) -> None:
        self._found: set[Problem] = set()

    def add(self, mark: Mark, code: str, what: str, *help: str, source: str = "") -> None:
        self._found.add(Problem(mark, code, what, help, source))

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found, key=lambda p: (p.mark, p.code, p.what)))

    def __len__(self) -> int:
        return len(self._found)

    def report(self) -> str:
        """Every fault, then one line that counts them. Empty when there is none."""
        if not self._found:
            return ""
        files = len({p.mark.path for p in self._found})
        count = len(self._found)
        total = f"{count:,} problem{'s' * (count != 1)} in {files:,} file{'s' * (files != 1)}. Nothing was written."
        return "\n\n".join([*map(str, self), total])


class ContentError(Exception):
    """The content has faults: the build stops before anything is written. Pelican ends with ``exitcode``."""

    exitcode = EX_DATAERR

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems.report())
        self.problems = problems


def nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known words most like ``word``, best first; none when nothing is alike."""
    ordered = sorted(set(known))
    folded: dict[str, str] = {}
    for name in ordered:
        folded.setdefault(name.casefold(), name)
    target = word.casefold()
    close = [folded[match] for match in difflib.get_close_matches(target, list(folded), n=most, cutoff=0.6)]
    if len(close) < most and len(target) >= 3:
        starting = ordered[bisect.bisect_left(ordered, target) :] if target else []
        close += [name for name in starting[:most] if name.startswith(target) and name not in close]
    return close[:most]


def did_you_mean(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """A line for :class:`Problem` help, or nothing."""
    close = nearest(word, known)
    if not close:
        return ()
    return (f"did you mean {' or '.join(repr(name) for name in close)}?",)
