"""Faults in content as values: gathered while reading, sorted, printed once, the way a good compiler prints them."""

from __future__ import annotations

import difflib
import heapq
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from .values import immutable

EX_DATAERR = 65  # sysexits.h: the input data was incorrect
_SHOWN_WIDTH = 160  # characters of a source line that are shown
_QUOTED_WIDTH = 80  # characters of a value that a message repeats
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""Characters that no content holds. Some end a line for YAML and for browsers, but not for editors."""
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"  # Persian and Kurdish are spelled with them


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file of content. ``line`` and ``column`` count from 1, in characters; ``length`` is how many carets it takes."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1


@immutable
class Problem:
    """One fault: where, what, why, and how to mend it. ``code`` is a stable short name for tests and documents."""

    mark: Mark
    code: str
    what: str
    help: tuple[str, ...] = ()
    source: str = field(default="", compare=False)
    kind: str = "error"  # or "question"

    def __str__(self) -> str:
        lines = [_visible(f"{self.mark.path}:{self.mark.line}:{self.mark.column}: {self.kind}: {self.what}")]
        if self.source:
            lines += [f"    {line}" for line in _excerpt(self.source, self.mark.column, self.mark.length)]
        lines += [_visible(f"    {line}") for text in self.help for line in text.split("\n")]
        return "\n".join(lines)


def _excerpt(source: str, column: int, length: int) -> tuple[str, str]:
    """The line and the carets under it, cut around the caret when the line is long. Control characters are made visible."""
    start = max(0, column - 1 - _SHOWN_WIDTH // 2) if len(source) > _SHOWN_WIDTH else 0
    shown = _visible(source[start : start + _SHOWN_WIDTH].replace("\t", " "))
    before = shown[: column - 1 - start]
    under = shown[column - 1 - start : column - 1 - start + length]
    return shown.rstrip(), " " * _cells(before) + "^" + "~" * max(0, _cells(under) - 1)


def _visible(text: str) -> str:
    """Nothing in a file can move the cursor, colour the terminal or turn the direction of a message."""
    return "".join(ch if ch.isprintable() or ch in _JOINERS else "\N{REPLACEMENT CHARACTER}" for ch in text)


def _cells(text: str) -> int:
    """How many terminal cells a text takes: wide characters two, marks that stand on another character none."""
    return sum(0 if unicodedata.category(ch) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)


def quote(text: str) -> str:
    """A value of the content as messages repeat it: in quotation marks, on one line, without its end when it is long."""
    line = " ".join(text.split())
    return f"'{line if len(line) <= _QUOTED_WIDTH else line[: _QUOTED_WIDTH - 1] + '…'}'"


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

    def __or__(self, other: Problems) -> Problems:
        """The faults of both."""
        both = Problems()
        both._found = self._found | other._found
        return both

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


class Vocabulary:
    """Words among which those most like another are looked for. For many look-ups, and put in order when the first one comes: comparing
    with every word takes long, so the pairs of letters that two words share tell first which few are worth it.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = words

    @cached_property
    def _written(self) -> dict[str, str]:
        """By what is compared of them. Of several words that are compared alike, the first one in order."""
        return {_key(word): word for word in sorted(set(self._words), reverse=True)}

    @cached_property
    def _by_pair(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key in self._written:
            for pair in _pairs(key):
                found[pair].append(key)
        return found

    def scored(self, word: str) -> list[tuple[float, str]]:
        """The words like another with how much, the most alike first. Those that are much less alike than the best are left out."""
        target = _key(word)
        pairs = _pairs(target)
        shared = Counter(key for pair in pairs for key in self._by_pair.get(pair, ()))
        likely = heapq.nsmallest(_LIKELY, shared, key=lambda key: (-shared[key] / (len(key) + len(target)), key))
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(target)
        found = []
        for key in likely:
            matcher.set_seq1(key)
            begins = _LEAST_ALIKE if len(target) >= 3 and key.startswith(target) else 0.0
            found.append((max(matcher.ratio(), begins), self._written[key]))
        best = max(found, default=(0.0, ""))[0]
        close = [pair for pair in found if pair[0] >= max(_LEAST_ALIKE, best - _SPREAD)]
        return sorted(close, key=lambda pair: (-pair[0], pair[1]))

    def nearest(self, word: str, most: int = 3) -> list[str]:
        """The words most like another, best first; none when nothing is alike."""
        return [name for _, name in self.scored(word)[:most]]


_COMPARED = 100  # characters of a word that are compared
_LIKELY = 40  # words that are compared in full
_LEAST_ALIKE = 0.6
_SPREAD = 0.15


def _key(word: str) -> str:
    return word.casefold()[:_COMPARED]


def _pairs(key: str) -> set[str]:
    padded = f" {key} "
    return {padded[i : i + 2] for i in range(len(padded) - 1)}


def did_you_mean(word: str, known: Iterable[str] | Vocabulary) -> tuple[str, ...]:
    """A line for :class:`Problem` help, or nothing."""
    close = (known if isinstance(known, Vocabulary) else Vocabulary(known)).nearest(word)
    if not close:
        return ()
    return (f"did you mean {' or '.join(map(quote, close))}?",)
