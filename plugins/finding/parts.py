"""The index of one period: which words stand in which of its reports, what the reports are called, and what they are narrowed by.

All its files are made in one go, from one look at each report. Each is plain text, of which the browser reads only the lines that it
needs. The first line says how the period was cut: its reports, and its files of words. Then each line is a word with its postings, a
facet with its reports, or what a result says of a report, in JSON.

Postings are numbers, two for each place where a word stands: how many reports further on than the last one (0: another part of the
same), and ``8 * part + weight``. Part 0 is the report's lead, 1 its first sub-story; weights go from 1 to 7. They are written as
:func:`packed` says, without anything between them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from annals.composing import Composer

from .facets import Labels
from .names import table
from .packing import packed
from .periods import Stretches
from .stretches import Stretch, Told, look_through
from .words import shard, shards

FOLDER = "search/"
LETTERS = 3  # that decide in which file a word stands
DOCUMENTS = 16  # reports told in one file
_MOST_SHARDS, _EACH = 2048, 5  # files of words at most; reports that are worth one
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def word_files(count: int) -> int:
    """How many files the words of so many reports are cut into."""
    return shards(count, _EACH, _MOST_SHARDS)


def files(period: str, count: int) -> tuple[str, ...]:
    """The files of a period: its facets, then its words, then its documents."""
    folder = f"{FOLDER}{period}/"
    names = ["facets", *(f"words-{n}" for n in range(word_files(count))), *(f"reports-{n}" for n in range(-(-count // DOCUMENTS)))]
    return tuple(f"{folder}{name}.txt" for name in names)


def compose(composer: Composer, stretches: Stretches) -> tuple[str, ...]:
    """The texts of all files of a period, in the order of :func:`files`."""
    postings: dict[str, str] = defaultdict(str)  # of each word; in one string, as those of all stretches would take four times as much room
    last: dict[str, int] = {}
    told: list[str] = []
    labels = Labels(composer)
    linked: set[tuple[str, str]] = set()
    for name, ids in stretches:
        start = len(told)
        stretch = Stretch(*composer.kept(f"search-{name}", ids, look_through))
        for word, (first, behind, end) in stretch.words.items():
            postings[word] += packed(start + first - last.get(word, 0)) + behind
            last[word] = start + end
        told += [_JSON.encode(_told(composer, *report)) for report in zip(ids, stretch.told, strict=True)]
        labels.add(start, ids, stretch.facets)
        linked.update(stretch.linked)
    for family, id in linked:
        if id not in table(composer, family):  # one that is not published is only its words here
            del postings[f"@{family}/{id}"]
    cut = word_files(len(told))
    terms: list[list[str]] = [[] for _ in range(cut)]
    for word in sorted(postings):
        terms[shard(word, LETTERS, cut)].append(f"{word}\t{postings[word]}")
    documents = (told[start : start + DOCUMENTS] for start in range(0, len(told), DOCUMENTS))
    head = f"{len(told)} {cut}"
    return tuple("\n".join([head, *lines, ""]) for lines in (labels.lines(), *terms, *documents))


def _told(composer: Composer, id: str, told: Told) -> list[Any]:
    """What a result says of a report: address, title, language, date, places, summary, sub-stories, and its status in a preview."""
    title, lang, date, places, *rest = told
    return [composer.edition.url("report", id), title, lang, date, [composer.place(place).text for place in places], *rest]
