"""The index of one period: which words stand in which of its reports, what the reports are called, and what they are narrowed by.

All its files are made in one go, from one look at each report. Each is plain text, of which the browser reads only the lines that it
needs. The first line says what numbers mean in it, and in which file a word is looked for (:func:`head`). Then each line is a word with
its postings, a facet with its reports, or the number of a report and what a result says of it, in JSON.

Postings are numbers, two for each place where a word stands: how many days further on the report is than the last one, and
``8 * (part * slots + place) + weight``, of the report's place on its day. Part 0 is its lead, 1 its first sub-story; weights go from 1
to 7. They are written as :func:`packed` says, without anything between them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from annals.composing import Composer

from .facets import Labels
from .numbering import Numbering, numbers, told_together
from .packing import packed
from .periods import Stretches
from .stretches import Stretch, Told, look_through
from .words import shard, shards

FOLDER = "search/"
LETTERS = 3  # that decide in which file a word stands
_MOST_SHARDS, _EACH = 2048, 5  # files of words at most; reports that are worth one
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def word_files(count: int) -> int:
    """How many files the words of so many reports are cut into."""
    return shards(count, _EACH, _MOST_SHARDS)


def files(period: str, cut: int, of: Numbering) -> tuple[str, ...]:
    """The files of a period: its facets, then its words, then its documents."""
    folder = f"{FOLDER}{period}/"
    names = ["facets", *(f"words-{n}" for n in range(cut)), *(f"reports-{day}" for day in told_together(of))]
    return tuple(f"{folder}{name}.txt" for name in names)


def head(cut: int, of: Numbering) -> str:
    """How the index of a period was made, for its first lines: files of words, numbers of a day, and the year with which days begin. It
    seldom changes; where it does, all files of the period do.
    """
    return f"{cut} {of.slots} {of.year:04}"


def kept_as(stretch: str) -> str:
    """The name under which it is kept what is found in a stretch."""
    return f"search-{stretch}"


def compose(composer: Composer, cut: int, of: Numbering, stretches: Stretches) -> tuple[str, ...]:
    """The texts of all files of a period, in the order of :func:`files`."""
    of = Numbering(*of)
    postings: dict[str, str] = defaultdict(str)  # of each word; in one string, as those of all stretches would take four times as much room
    last: dict[str, int] = {}
    told: list[str] = []
    labels = Labels(composer)
    linked: set[tuple[str, str]] = set()
    every = numbers(of)
    for name, ids in stretches:
        own = [next(every) for _ in ids]
        given = (of.slots, tuple(number - own[0] for number in own))  # the first report of a stretch is the first of its day
        stretch = Stretch(*composer.kept(kept_as(name), ids, look_through, *given))
        start = own[0] // of.slots
        for word, (first, behind, end) in stretch.words.items():
            postings[word] += packed(start + first - last.get(word, 0)) + behind
            last[word] = start + end
        told += [f"{number}\t{_JSON.encode(_told(composer, id, each))}" for number, id, each in zip(own, ids, stretch.told, strict=True)]
        labels.add(own, ids, stretch.facets)
        linked.update(stretch.linked)
    for family, id in linked:
        if id not in composer.named[family]:  # one that is not published is only its words here
            del postings[f"@{family}/{id}"]
    terms: list[list[str]] = [[] for _ in range(cut)]
    for word in sorted(postings):
        terms[shard(word, LETTERS, cut)].append(f"{word}\t{postings[word]}")
    begin = head(cut, of)
    return tuple("\n".join([begin, *lines, ""]) for lines in (labels.lines(), *terms, *_together(of, told)))


def _together(of: Numbering, told: list[str]) -> Iterator[list[str]]:
    """What is told of reports, file by file."""
    begins = set(told_together(of))
    at = until = 0
    for day, count in of.days:
        if day in begins and until:
            yield told[at:until]
            at = until
        until += count
    yield told[at:until]


def _told(composer: Composer, id: str, told: Told) -> list[Any]:
    """What a result says of a report: address, title, language, date, places, summary, sub-stories, and its status in a preview."""
    title, lang, date, places, *rest = told
    return [composer.edition.url("report", id), title, lang, date, [composer.place(place).text for place in places], *rest]
