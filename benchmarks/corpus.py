"""A made-up archive of any size, the same for the same size: to measure with, never to read.

    python -m benchmarks.corpus FOLDER --reports 5000

Names and words are plainly invented. What is realistic is the shape: 250 to 600 words a report, two to six actors, one to
four places, one to four sources, some claims and sub-stories; a few actors and places in very many reports, most in very few.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import random
from collections.abc import Sequence
from pathlib import Path

CONSONANTS, VOWELS = "bdfgklmnrstvz", "aeio"
SYLLABLES = [consonant + vowel for consonant in CONSONANTS for vowel in VOWELS]
WORDS = """
 the a of to and in that on was were by from with for after before near over against said reported told according
officials residents forces fighters convoy road bridge market school hospital district outskirts village river crossing
shells rockets aircraft strike attack ceasefire talks statement agreement aid trucks families water power station closed
opened resumed stopped continued began ended morning evening night week month several many some no one two three nothing
more less north south east west old new main second last first
""".split()
START = dt.date(2011, 1, 1)
DAYS = 5000


class Corpus:
    """Draws everything from one seeded source, in one fixed order."""

    def __init__(self, reports: int, seed: int = 2016) -> None:
        self.random = random.Random(seed)
        self.reports = reports
        size = max(12, reports // 20)
        self.names = self._names(size * 3 + 40)
        self.actors = [f"actor-{i}" for i in range(size)]
        self.places = [f"place-{i}" for i in range(size)]
        self.sources = [f"source-{i}" for i in range(max(6, reports // 200))]

    def write(self, content: Path) -> None:
        names = iter(self.names)
        for i, id in enumerate(self.actors):
            part_of = f"part_of: [actor-{i // 7}]\n" if i and i % 5 == 0 else ""
            front = f"name: {next(names)} Front\nkind: armed-group\naliases: [{next(names)}-{i}]\n{part_of}"
            _write(content / "actors" / f"{id}.md", front)
        for i, id in enumerate(self.places):
            kind = "country" if i == 0 else "governorate" if i < 8 else "town"
            within = "" if i == 0 else "within: place-0\n" if i < 8 else f"within: place-{1 + i % 7}\n"
            _write(content / "places" / f"{id}.md", f"name: {next(names)}-{i}\nkind: {kind}\n{within}")
        for id in self.sources:
            _write(content / "sources" / f"{id}.md", f"name: {next(names)} News {id}\nkind: agency\n")
        _write(content / "pages" / "about.md", "title: About\nsummary: A made-up archive.\norder: 1\n", "Nothing here is true.\n")
        for number in range(self.reports):
            day = START + dt.timedelta(days=self.random.randrange(DAYS))
            _write(content / "reports" / f"{day:%Y/%m}" / f"{day:%d}-event-{number}.md", *self._report(number, day))

    def _names(self, count: int) -> list[str]:
        words = {"".join(parts).capitalize() for parts in itertools.product(SYLLABLES, SYLLABLES, SYLLABLES[::3])}
        ordered = sorted(words)
        self.random.shuffle(ordered)
        return [ordered[i % len(ordered)] + ("" if i < len(ordered) else str(i // len(ordered))) for i in range(count)]

    def _zipf(self, ids: Sequence[str], most: int, least: int = 1) -> list[str]:
        """A few of the ids: the first ones very often, the last ones hardly ever."""
        count = self.random.randint(least, most)
        found = [ids[min(len(ids) - 1, int(len(ids) ** self.random.random()) - 1)] for _ in range(count)]
        return list(dict.fromkeys(found))

    def _prose(self, words: int) -> str:
        text = " ".join(self.random.choice(WORDS) for _ in range(words))
        return text[:1].upper() + text[1:] + "."

    def _report(self, number: int, day: dt.date) -> tuple[str, str]:
        actors, places = self._zipf(self.actors, 6, 2), self._zipf(self.places, 4)
        sources = self._zipf(self.sources, 4)
        front = (
            f"title: Event {number}, {self._prose(6).lower().rstrip('.')}\ndate: {day}\npublished: {day}\nsummary: {self._prose(20)}\n"
            f"actors: [{', '.join(actors)}]\nlocations: [{', '.join(places)}]\nsources: [{', '.join(sources)}]\n"
        )
        if number % 4 < 3:
            figure = self.random.choice(["7", "15+", "160..200", "~100", "dozens"])
            said = f"speaker: {actors[0]}, verb: reports, killed: {figure}"
            front += f"claims:\n  - {{id: claim-{number}, about: toll-{number // 2}, {said}}}\n"
        paragraphs = [self._prose(self.random.randint(40, 90)) for _ in range(self.random.randint(4, 8))]
        if number % 3 == 0:
            paragraphs.insert(2, "## A part of it {#part}")
        return front, "\n\n".join(paragraphs) + "\n"


def _write(path: Path, front: str, body: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{front}---\n{body}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a made-up archive.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=5000)
    arguments = parser.parse_args()
    Corpus(arguments.reports).write(arguments.folder)


if __name__ == "__main__":
    main()
