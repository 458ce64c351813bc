"""The index of one period: which words stand in which of its reports, what the reports are called, and what they are narrowed by.

All its files are made in one go, from one look at each report. Each is plain text, of which the browser reads only the lines that it
needs. The first line says how the period was cut: its reports, and its files of words. Then each line is a word with its postings, a
facet with its reports, or what a result says of a report, in JSON.

Postings are numbers, two for each place where a word stands: how many reports further on than the last one (0: another part of the
same), and ``8 * part + weight``. Part 0 is the report's lead, 1 its first sub-story; weights go from 1 to 7. They are written as
:func:`packed` says, without anything between them.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter, defaultdict
from typing import Any

from annals.choices import STATUSES
from annals.composing import Composer
from annals.indexes import Ids
from annals.records import Report

from .facets import Labels
from .packing import packed
from .words import COMMON, shard, shards, words

FOLDER = "search/"
LETTERS = 3  # that decide in which file a word stands
DOCUMENTS = 16  # reports told in one file
_MOST_SHARDS, _EACH = 512, 5  # files of words at most; reports that are worth one
_IN_TITLE, _IN_HEADING, _IN_SUMMARY, _IN_CLAIM, _IN_TEXT, _TOLD, _MOST = 6, 5, 4, 2, 1, 4, 7
_TAG = re.compile(r"<[^>]*>")

Weights = dict[str, int]  # how much each word weighs in a part of a report


def word_files(count: int) -> int:
    """How many files the words of so many reports are cut into."""
    return shards(count, _EACH, _MOST_SHARDS)


def files(period: str, count: int) -> tuple[str, ...]:
    """The files of a period: its facets, then its words, then its documents."""
    folder = f"{FOLDER}{period}/"
    names = ["facets", *(f"words-{n}" for n in range(word_files(count))), *(f"reports-{n}" for n in range(-(-count // DOCUMENTS)))]
    return tuple(f"{folder}{name}.txt" for name in names)


def compose(composer: Composer, ids: Ids) -> tuple[str, ...]:
    """The texts of all files of a period, in the order of :func:`files`. ``ids``: its reports, in order of time."""
    places: dict[str, list[str]] = defaultdict(list)  # of each word
    last: dict[str, int] = {}
    told: list[str] = []
    labels = Labels(composer)
    for number, id in enumerate(ids):
        report = composer.reports[id]
        for part, weights in enumerate(_weights(composer, report)):
            for word, weight in weights.items():
                places[word].append(packed(number - last.get(word, 0)) + packed(8 * part + min(weight, _MOST)))
                last[word] = number
        told.append(json.dumps(_told(composer, report), ensure_ascii=False, separators=(",", ":")))
        labels.add(number, report)
    cut = word_files(len(ids))
    terms: list[list[str]] = [[] for _ in range(cut)]
    for word in sorted(places):
        terms[shard(word, LETTERS, cut)].append(f"{word}\t{''.join(places[word])}")
    documents = (told[start : start + DOCUMENTS] for start in range(0, len(ids), DOCUMENTS))
    head = f"{len(ids)} {cut}"
    return tuple("\n".join([head, *lines, ""]) for lines in (labels.lines(), *terms, *documents))


def _told(composer: Composer, report: Report) -> list[Any]:
    """What a result says of a report: address, title, language, date, places, summary, sub-stories, and its status in a preview."""
    places = [composer.place(id).text for id in report.locations]
    stories = [[part.id, part.title] for part in report.body if part.id]
    date = composer.date(report.date)
    url = composer.edition.url("report", report.id)
    return [url, report.title, report.lang or "", date.text, places, report.summary, stories, STATUSES[report.status]]


def _weights(composer: Composer, report: Report) -> list[Weights]:
    """Of each part of a report its words, and each actor, place or source that it names."""
    numbers = {part.id: number for number, part in enumerate(report.body)}
    found: list[Weights] = [{} for _ in numbers or ("",)]
    _add(found[0], report.title, _IN_TITLE)
    _add(found[0], report.summary, _IN_SUMMARY)
    told = [("actor", id) for id in report.everyone] + [("place", id) for id in report.locations]
    for part, own in zip(report.body, found, strict=False):
        _add(own, part.title, _IN_HEADING)
        _add(own, html.unescape(_TAG.sub(" ", part.html)), _IN_TEXT)
        for family, id in sorted(composer.mentioned(part.html, told)):
            _weigh(own, f"@{family}/{id}", _IN_TEXT)
    for claim in report.claims:
        own = found[numbers.get(claim.story or "", 0)]
        _add(own, f"{claim.text} {claim.quote}", _IN_CLAIM)
        _weigh(own, f"@{claim.speaker.family}/{claim.speaker.id}", _IN_CLAIM)
    for family, id in (*told, *(("source", id) for id in report.all_sources)):
        _weigh(found[0], f"@{family}/{id}", _TOLD)
    for own in found:
        for word in COMMON & own.keys():
            del own[word]
    return found


def _add(weights: Weights, text: str, weight: int) -> None:
    for word, count in Counter(words(text)).items():
        weights[word] = weights.get(word, 0) + weight + (count > 2)


def _weigh(weights: Weights, word: str, weight: int) -> None:
    weights[word] = weights.get(word, 0) + weight
