"""A made-up archive of any size, the same for the same size and seed: to measure with, never to read.

    python -m benchmarks.corpus FOLDER --reports 5000

Names and words are plainly invented. What is realistic is the shape: 250 to 600 words a report with some emphasis, links, lists,
tables and footnotes, two to six actors, one to four places, one to four sources, claims and sub-stories; a few actors, places and
sources in very many reports, most in very few; about three reports a day.

The same reports are written in the front matter of other site generators by ``benchmarks/tools/``. What they cannot say is left
out here: dates are days, and no claim answers another.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

CONSONANTS, VOWELS = "bdfgklmnrstvz", "aeio"
SYLLABLES = [consonant + vowel for consonant in CONSONANTS for vowel in VOWELS]
WORDS = """
 the a of to and in that on was were by from with for after before near over against said reported told according
officials residents forces fighters convoy road bridge market school hospital district outskirts village river crossing
shells rockets aircraft strike attack ceasefire talks statement agreement aid trucks families water power station closed
opened resumed stopped continued began ended morning evening night week month several many some no one two three nothing
more less north south east west old new main second last first negotiators humanitarian reinforcements neighbourhood
administration international observers withdrawal bombardment checkpoint commander spokesman evacuation displaced
""".split()
START = dt.date(2001, 1, 1)
MOST_DAYS = 7300
ACTOR_KINDS = ("armed-group", "state", "government-body", "organisation", "armed-forces", "person")
SOURCE_KINDS = ("agency", "broadcaster", "newspaper", "news-site")
COUNTRIES, GOVERNORATES = 2, 14
REPORTS_A_SUBJECT = 8  # that have claims about one thing
FIGURES = {"7": "7", "15+": "15 or more", "160..200": "160 to 200", "~100": "about 100", "dozens": "dozens"}
VERBS = ("reports", "says", "claims", "confirms")
_MENTION = re.compile("\x01([ap])([0-9]+)\x02")
_REPORT = re.compile("\x01r([0-9]+)\x02")


@dataclass(frozen=True, slots=True)
class Named:
    """An actor, a place or a source. ``above`` is what it is part of, or lies within."""

    id: str
    name: str
    kind: str
    alias: str = ""
    above: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    id: str
    about: str
    speaker: str
    verb: str
    killed: str
    text: str
    via: str
    story: str


@dataclass(frozen=True, slots=True)
class Report:
    """``actors``, ``locations`` and ``sources`` hold ids. ``body`` is Markdown with marks where a name or a report is mentioned."""

    number: int
    id: str  # "2011/01/28-market-road-17": its file below reports/, and its address
    day: dt.date
    rank: int  # among the reports of its day, from 0: where two tools would order them differently
    title: str
    summary: str
    actors: tuple[str, ...]
    locations: tuple[str, ...]
    sources: tuple[str, ...]
    claims: tuple[Claim, ...]
    body: str


class Corpus:
    """Draws everything from seeded sources, in one fixed order; report n is the same whichever reports were drawn before it."""

    def __init__(self, reports: int, seed: int = 2016, span: int = 0) -> None:
        """``span``: the days over which the reports are spread; by itself about three reports a day."""
        self.size = reports
        self.seed = seed
        size = max(40, reports // 20)
        names = iter(_names(size * 3 + 80 + reports // 200, random.Random(seed)))
        self.actors = [
            Named(f"actor-{i}", f"{next(names)} Front", ACTOR_KINDS[i % 6], next(names), f"actor-{i // 7}" if i and i % 5 == 0 else "")
            for i in range(size)
        ]
        self.places = [_place(i, next(names)) for i in range(size)]
        self.sources = [Named(f"source-{i}", f"{next(names)} News", SOURCE_KINDS[i % 4]) for i in range(max(6, reports // 200))]
        chance = random.Random(seed + 1)
        span = span or min(max(30, reports // 3), MOST_DAYS)
        self.days = [START + dt.timedelta(days=chance.randrange(span)) for _ in range(reports)]
        self.ids = [f"{day:%Y/%m/%d}-{'-'.join(chance.choices(WORDS[20:], k=2))}-{n}" for n, day in enumerate(self.days)]

    @cached_property
    def ordered(self) -> list[int]:
        """The numbers of all reports in order of time; within a day, of id."""
        return sorted(range(self.size), key=lambda n: (self.days[n], self.ids[n]))

    @cached_property
    def ranks(self) -> list[int]:
        ranks = [0] * self.size
        for before, here in itertools.pairwise(self.ordered):
            ranks[here] = ranks[before] + 1 if self.days[before] == self.days[here] else 0
        return ranks

    def holders(self, place: str) -> tuple[str, ...]:
        """A place and what it lies within, from the nearest to the widest."""
        found = []
        while place:
            found.append(place)
            place = self.places[int(place.rpartition("-")[2])].above
        return tuple(found)

    def report(self, number: int) -> Report:
        chance = random.Random(self.seed * 1_000_003 + number)
        actors = _zipf(chance, self.actors, 2, 6)
        towns = _zipf(chance, self.places[COUNTRIES + GOVERNORATES :], 1, 4)
        locations = (*towns[1:], self.places[COUNTRIES + number % GOVERNORATES]) if number % 7 == 0 else towns
        sources = _zipf(chance, self.sources, 1, 4)
        body, stories = self._body(chance, number, actors, locations)
        claims = tuple(
            Claim(
                f"claim-{number}-{i}",
                f"toll-{number // REPORTS_A_SUBJECT}",
                chance.choice(actors).id,
                chance.choice(VERBS),
                chance.choice(list(FIGURES)) if i % 2 == 0 else "",
                _sentence(chance, 12) if i % 2 or chance.random() < 0.3 else "",
                chance.choice(sources).id if chance.random() < 0.6 else "",
                chance.choice(stories) if stories and chance.random() < 0.5 else "",
            )
            for i in range(chance.choice((0, 1, 1, 2, 3)))
        )
        return Report(
            number,
            self.ids[number],
            self.days[number],
            self.ranks[number],
            f"{' '.join(chance.choices(WORDS, k=5)).capitalize()} near {locations[0].name}",
            _sentence(chance, 20),
            tuple(actor.id for actor in actors),
            tuple(place.id for place in locations),
            tuple(source.id for source in sources),
            claims,
            body,
        )

    def _body(self, chance: random.Random, number: int, actors: Sequence[Named], places: Sequence[Named]) -> tuple[str, list[str]]:
        """Markdown, and the ids of its sub-stories."""
        paragraphs = chance.randint(5, 7)
        words = int(chance.triangular(250, 560, 300)) // paragraphs  # mentions and lists come on top
        blocks = [_paragraph(chance, words) for _ in range(paragraphs)]
        marks = [f"\x01a{actor.id[6:]}\x02" for actor in actors] + [f"\x01p{place.id[6:]}\x02" for place in places]
        for mark in marks[:6]:
            at = chance.randrange(len(blocks))
            blocks[at] = f"{blocks[at][:-1]} with {mark}, {_words(chance, 4)}."
        if number % 2 == 0:
            blocks[0] += f" It was *{_words(chance, 3)}*, **{_words(chance, 2)}**."
        if number % 4 == 1:
            blocks[1] += f" See [{_words(chance, 3)}](https://example.com/{number})."
        if number % 3 == 2 and number > 3:
            blocks[2] += f" It followed [{_words(chance, 4)}](\x01r{chance.randrange(number)}\x02)."
        if number % 10 == 3:
            blocks.insert(3, "\n".join(f"- {_sentence(chance, 7)}" for _ in range(4)))
        if number % 20 == 4:
            rows = (f"| {_words(chance, 2)} | {chance.randrange(90)} | {_words(chance, 3)} |" for _ in range(4))
            blocks.insert(4, "\n".join(["| where | how many | who |", "|---|---|---|", *rows]))
        if number % 12 == 5:
            blocks[1] += "[^1]"
            blocks.append(f"[^1]: {_sentence(chance, 14)}")
        stories = []
        if number % 3 == 0:
            for at, id in ((4, "part-two"), (2, "part-one")):
                stories.append(id)
                blocks.insert(at, f"## {_words(chance, 4).capitalize()} {{#{id}}}")
        return "\n\n".join(blocks) + "\n", stories

    def reports(self) -> Iterator[Report]:
        return (self.report(number) for number in range(self.size))

    def body(self, report: Report, mention: Callable[[Named, str, bool], str], address: Callable[[str], str]) -> str:
        """The body, its mentions written by ``mention`` (what is mentioned, its family's folder, whether for the first time)."""
        seen = set()

        def write(match: re.Match[str]) -> str:
            folder, known = ("actors", self.actors) if match[1] == "a" else ("places", self.places)
            first = match[0] not in seen
            seen.add(match[0])
            return mention(known[int(match[2])], folder, first)

        return _REPORT.sub(lambda match: address(self.ids[int(match[1])]), _MENTION.sub(write, report.body))

    # --- in the form of Annals

    def write(self, content: Path, positions: Mapping[str, str] = {}) -> None:
        """``positions``: lines of front matter by a place's id, as ``positions.py`` makes them."""
        self.write_named(content, positions)
        for report in self.reports():
            self.write_report(content, report)

    def write_named(self, content: Path, positions: Mapping[str, str] = {}) -> None:
        """Everything but the reports."""
        for actor in self.actors:
            part_of = f"part_of: [{actor.above}]\n" if actor.above else ""
            _write(content / "actors" / f"{actor.id}.md", f"name: {actor.name}\nkind: {actor.kind}\naliases: [{actor.alias}]\n{part_of}")
        for place in self.places:
            within = f"within: {place.above}\n" if place.above else ""
            _write(content / "places" / f"{place.id}.md", f"name: {place.name}\nkind: {place.kind}\n{within}{positions.get(place.id, '')}")
        for source in self.sources:
            _write(content / "sources" / f"{source.id}.md", f"name: {source.name}\nkind: {source.kind}\n")
        for i in range(-(-self.size // REPORTS_A_SUBJECT)):
            _write(content / "subjects" / f"toll-{i}.md", f"name: Killed in case {i}\n")
        _write(content / "pages" / "about.md", "title: About\nsummary: A made-up archive.\norder: 1\n", "Nothing here is true.\n")

    def write_report(self, content: Path, report: Report) -> None:
        citations = "".join(
            f"  - {{outlet: {source}, url: 'https://example.com/{source}/{report.number}', published: {report.day}}}\n"
            for source in report.sources
        )
        claims = "".join(_claim(claim, report) for claim in report.claims)
        front = (
            f"title: {report.title}\ndate: {report.day}\npublished: {report.day}\nsummary: {report.summary}\n"
            f"actors: [{', '.join(report.actors)}]\nlocations: [{', '.join(report.locations)}]\nsources:\n{citations}"
        )
        body = self.body(report, lambda named, _folder, _first: named.name, "/reports/{}.md".format)
        _write(content / "reports" / f"{report.id}.md", front + (f"claims:\n{claims}" if claims else ""), body)


def _claim(claim: Claim, report: Report) -> str:
    rest = {"killed": claim.killed, "text": claim.text, "via": claim.via, "story": claim.story}
    lines = [f"id: {claim.id}", f"about: {claim.about}", f"speaker: {claim.speaker}", f"verb: {claim.verb}", f"said: {report.day}"]
    lines += [f"{key}: {value}" for key, value in rest.items() if value]
    return "  - " + "\n    ".join(lines) + "\n"


def _names(count: int, chance: random.Random) -> list[str]:
    words = sorted({"".join(parts).capitalize() for parts in itertools.product(SYLLABLES, SYLLABLES, SYLLABLES[::3])})
    chance.shuffle(words)
    return [words[i % len(words)] + ("" if i < len(words) else str(i // len(words))) for i in range(count)]


def _place(i: int, name: str) -> Named:
    """Two countries, governorates in them, and towns in those."""
    if i < COUNTRIES:
        return Named(f"place-{i}", name, "country")
    if i < COUNTRIES + GOVERNORATES:
        return Named(f"place-{i}", name, "governorate", above=f"place-{i % COUNTRIES}")
    return Named(f"place-{i}", name, "town", above=f"place-{COUNTRIES + i % GOVERNORATES}")


def _zipf(chance: random.Random, known: Sequence[Named], least: int, most: int) -> tuple[Named, ...]:
    """A few of them: the first ones very often, the last ones hardly ever."""
    wanted = chance.randint(least, most)
    found: dict[Named, None] = {}
    while len(found) < wanted:
        found[known[int((len(known) + 1) ** chance.random()) - 1]] = None
    return tuple(found)


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def _sentence(chance: random.Random, words: int) -> str:
    return _words(chance, words).capitalize() + "."


def _paragraph(chance: random.Random, words: int) -> str:
    sentences = []
    while words > 0:
        length = min(words, chance.randint(9, 26))
        sentences.append(_sentence(chance, length))
        words -= length
    return " ".join(sentences)


def _write(path: Path, front: str, body: str = "") -> None:
    text = f"---\n{front}---\n{body}"
    try:
        path.write_text(text, encoding="utf-8")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a made-up archive.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=2016)
    parser.add_argument("--positions", action="store_true", help="places stand where towns of GeoNames are, under names that stay made up")
    arguments = parser.parse_args()
    corpus = Corpus(arguments.reports, arguments.seed)
    if arguments.positions:
        from .positions import cities, front_matter

        corpus.write(arguments.folder, front_matter(corpus.places, cities()))
    else:
        corpus.write(arguments.folder)


if __name__ == "__main__":
    main()
