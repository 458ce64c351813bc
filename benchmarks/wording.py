"""Gives the texts of a made-up archive a vocabulary like that of real ones, for the benchmark of search.

    .venv/bin/python -m benchmarks.corpus FOLDER --reports 20000
    .venv/bin/python -m benchmarks.wording FOLDER

``corpus.py`` draws from some hundred words, which serves what it is for; but then each word stands in nearly every report, and no index has
that to do. Here each of those words is exchanged for one of twenty thousand, of which the r-th stands for one word in every r times some
constant (Zipf's law): as in prose, a few words are everywhere and most are rare. Names, figures and links stay as they are.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
from functools import cache
from pathlib import Path

from .corpus import SYLLABLES, WORDS

VOCABULARY = 20_000
_KNOWN = re.compile(rf"\{{[^}}]*\}}|\]\([^)]*\)|\b({'|'.join(sorted(set(WORDS), key=len, reverse=True))})\b", re.IGNORECASE)
_TOLD = re.compile(r"^(?:title|summary): ", re.MULTILINE)


def word(rank: int) -> str:
    """The word of a rank, counted from 1: frequent ones are short."""
    digits = []
    number = rank + len(SYLLABLES) - 1
    while number >= 0:
        digits.append(SYLLABLES[number * 23 % len(SYLLABLES)])
        number = number // len(SYLLABLES) - 1
    return "".join(digits)


@cache
def _weights() -> tuple[list[str], list[float]]:
    return [word(rank) for rank in range(1, VOCABULARY + 1)], list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))


def reworded(text: str, seed: str) -> str:
    """A report with other words in its title, its summary and its text; the same for the same seed."""
    chance = random.Random(seed)
    known, weights = _weights()

    def other(match: re.Match[str]) -> str:
        if not match[1]:
            return match[0]  # an id, or the address of a link
        drawn = chance.choices(known, cum_weights=weights)[0]
        return drawn.capitalize() if match[0][0].isupper() else drawn

    front, mark, body = text.partition("\n---\n")
    lines = [_KNOWN.sub(other, line) if _TOLD.match(line) else line for line in front.split("\n")]
    return "\n".join(lines) + mark + _KNOWN.sub(other, body)


def main() -> None:
    parser = argparse.ArgumentParser(description="Give the texts of a made-up archive a vocabulary like that of real ones.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for path in sorted((folder / "reports").rglob("*.md")):
        path.write_text(reworded(path.read_text("utf-8"), path.name), "utf-8")
    print(f"The words of rank 30, 300 and 3,000 are {word(30)}, {word(300)} and {word(3000)}.")


if __name__ == "__main__":
    main()
