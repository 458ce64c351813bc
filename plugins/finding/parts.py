"""The index of one period: which words stand in which of its reports, what the reports are called, and what they are narrowed by.

All its files are made in one go, from one look at each report. Postings are numbers, two for each place where a word
stands: how many reports further on than the last one (0: another part of the same), and ``8 * part + weight``. Part 0 is the
report's lead, 1 its first sub-story; weights go from 1 to 7. They are written as :func:`packed` says, without anything between them.
"""

from __future__ import annotations

import functools
import html
import json
import re
from collections import defaultdict
from typing import Any

from annals.choices import STATUSES
from annals.composing import Composer
from annals.indexes import Ids
from annals.records import Report

from .facets import Labels
from .words import COMMON, shard, shards, words

FOLDER = "search/"
LETTERS = 3  # that decide in which file a word stands
DOCUMENTS = 16  # reports told in one file
_MOST_SHARDS, _EACH = 256, 6  # files of words at most; reports that are worth one
_IN_TITLE, _IN_HEADING, _IN_SUMMARY, _IN_CLAIM, _IN_TEXT, _TOLD, _MOST = 6, 5, 4, 2, 1, 4, 7
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_TAG = re.compile(r"<[^>]*>")

Weights = dict[tuple[str, int], int]  # a word and the part in which it stands, to its weight there


def word_files(count: int) -> int:
    """How many files the words of so many reports are cut into."""
    return shards(count, _EACH, _MOST_SHARDS)


def files(period: str, count: int) -> tuple[str, ...]:
    """The files of a period: its facets, then its words, then its documents."""
    folder = f"{FOLDER}{period}/"
    names = ["facets", *(f"words-{n}" for n in range(word_files(count))), *(f"reports-{n}" for n in range(-(-count // DOCUMENTS)))]
    return tuple(f"{folder}{name}.json" for name in names)


def compose(composer: Composer, ids: Ids) -> tuple[str, ...]:
    """The texts of all files of a period, in the order of :func:`files`. ``ids``: its reports, in order of time."""
    count = len(ids)
    cut = word_files(count)
    terms: list[dict[str, list[str]]] = [defaultdict(list) for _ in range(cut)]
    last: dict[str, int] = {}
    told: list[list[Any]] = []
    labels = Labels(composer)
    narrowed: list[list[int]] = []
    for number, id in enumerate(ids):
        report = composer.reports[id]
        for (word, part), weight in sorted(_weights(composer, report).items()):
            terms[shard(word, LETTERS, cut)][word] += (packed(number - last.get(word, 0)), packed(8 * part + min(weight, _MOST)))
            last[word] = number
        told.append(_told(composer, report))
        narrowed.append(labels.of(report))
    of = {"reports": count, "files": cut}
    documents = [told[start : start + DOCUMENTS] for start in range(0, count, DOCUMENTS)]
    return (
        _json({**of, "labels": labels.listed, "facets": narrowed}),
        *(_json({**of, "words": {word: "".join(found[word]) for word in sorted(found)}}) for found in terms),
        *(_json({**of, "told": some}) for some in documents),
    )


@functools.lru_cache(maxsize=65536)
def packed(number: int) -> str:
    """A number in digits of 64: each holds five bits, the lowest first, and 32 more where another one follows."""
    digits = ""
    while number > 31:
        digits += _DIGITS[32 + (number & 31)]
        number >>= 5
    return digits + _DIGITS[number]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _told(composer: Composer, report: Report) -> list[Any]:
    """What a result says of a report: address, title, language, date, places, summary, sub-stories, and its status in a preview."""
    places = [composer.place(id).text for id in report.locations]
    stories = [[part.id, part.title] for part in report.body if part.id]
    date = composer.date(report.date)
    url = composer.edition.url("report", report.id)
    return [url, report.title, report.lang or "", date.text, places, report.summary, stories, STATUSES[report.status]]


def _weights(composer: Composer, report: Report) -> Weights:
    """Each word of a report, and each actor, place or source that it names, with the parts where it stands."""
    found: Weights = defaultdict(int)
    numbers = {part.id: number for number, part in enumerate(report.body)}
    _add(found, report.title, 0, _IN_TITLE)
    _add(found, report.summary, 0, _IN_SUMMARY)
    told = [("actor", id) for id in report.everyone] + [("place", id) for id in report.locations]
    for number, part in enumerate(report.body):
        _add(found, part.title, number, _IN_HEADING)
        _add(found, html.unescape(_TAG.sub(" ", part.html)), number, _IN_TEXT)
        for family, id in sorted(composer.mentioned(part.html, told)):
            found[f"@{family}/{id}", number] += _IN_TEXT
    for claim in report.claims:
        number = numbers.get(claim.story or "", 0)
        _add(found, f"{claim.text} {claim.quote}", number, _IN_CLAIM)
        found[f"@{claim.speaker.family}/{claim.speaker.id}", number] += _IN_CLAIM
    for family, id in (*told, *(("source", id) for id in report.all_sources)):
        found[f"@{family}/{id}", 0] += _TOLD
    return found


def _add(found: Weights, text: str, part: int, weight: int) -> None:
    counts: dict[str, int] = defaultdict(int)
    for word in words(text):
        counts[word] += 1
    for word, count in counts.items():
        if word not in COMMON:
            found[word, part] += weight + (count > 2)
