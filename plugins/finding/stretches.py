"""What search knows of some reports that stand together in time: made from nothing but their texts and the names in them, and so kept
between builds (see :meth:`annals.composing.Composer.kept`).

Days are counted from that of the first report. All values are plain.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from annals.choices import STATUSES
from annals.composing import Composer
from annals.records import Report
from annals.texts import linked_in, mentioned
from annals.wording import date_words

from .packing import packed
from .words import COMMON, words

_IN_TITLE, _IN_HEADING, _IN_SUMMARY, _IN_CLAIM, _IN_TEXT, _TOLD, _MOST = 6, 5, 4, 2, 1, 4, 7
_TAG = re.compile(r"<[^>]*>")

Weights = dict[str, int]  # how much each word weighs in a part of a report
Told = tuple[str, str, str, tuple[str, ...], str, tuple[tuple[str, str], ...], str]
"""Of a report its title, language, date in words, places, summary, sub-stories, and its status in a preview."""


class Stretch(NamedTuple):
    told: tuple[Told, ...]
    words: dict[str, tuple[int, str, int]]  # in order: the first day of a report that holds it, its postings behind that, the last day
    facets: dict[str, list[int]]  # "actor/russia", "year/2016" to the places of reports: only what a report names itself
    linked: list[tuple[str, str]]  # family and id of what texts link to: it need not be published


def look_through(composer: Composer, ids: Sequence[str], slots: int, numbers: Sequence[int]) -> tuple[Any, ...]:
    """The values of a :class:`Stretch` of some reports, under numbers (see numbering.py)."""
    told: list[Told] = []
    places: dict[str, list[tuple[int, str]]] = defaultdict(list)  # of each word the days of reports, with what follows them in a posting
    facets: dict[str, list[int]] = defaultdict(list)
    linked: set[tuple[str, str]] = set()
    for at, (id, number) in enumerate(zip(ids, numbers, strict=True)):
        report = composer.reports[id]
        day, place = divmod(number, slots)
        told.append(_told(report))
        for part, weights in enumerate(_weights(composer, report, linked)):
            *lighter, most = [(day, packed(8 * (part * slots + place) + weight)) for weight in range(_MOST + 1)]
            for word, weight in weights.items():
                places[word].append(lighter[weight] if weight < _MOST else most)
        for facet in _facets(report):
            facets[facet].append(at)
    return tuple(told), _postings(places), dict(facets), sorted(linked)


def _postings(places: Mapping[str, Sequence[tuple[int, str]]]) -> dict[str, tuple[int, str, int]]:
    """The words of a :class:`Stretch`."""
    held = {}
    for word in sorted(places):  # in one order in all stretches: then they are put together in half the time
        found = places[word]
        first, text = found[0]
        last = first
        for day, weighing in found[1:]:
            text += packed(day - last) + weighing
            last = day
        held[word] = (first, text, last)
    return held


def _told(report: Report) -> Told:
    stories = tuple((part.id, part.title) for part in report.body if part.id)
    date = date_words(report.date)
    return (report.title, report.lang or "", date, report.locations, report.summary, stories, STATUSES[report.status])


def _facets(report: Report) -> set[str]:
    own = {"actor": report.everyone, "place": report.locations, "source": report.all_sources, "thread": report.threads}
    return {f"year/{report.date.anchor.iso[:4]}", *(f"{family}/{id}" for family, ids in own.items() for id in ids)}


def _weights(composer: Composer, report: Report, linked: set[tuple[str, str]]) -> list[Weights]:
    """Of each part of a report its words, and each actor, place or source that it names. ``linked`` is added to."""
    numbers = {part.id: number for number, part in enumerate(report.body)}
    told = [("actor", id) for id in report.everyone] + [("place", id) for id in report.locations]
    found: list[Weights] = []
    for part in report.body:
        own = _counted(html.unescape(_TAG.sub(" ", part.html)), _IN_TEXT)
        _add(own, _counted(part.title, _IN_HEADING))
        linked |= linked_in(part.html)
        _add(own, dict.fromkeys((f"@{family}/{id}" for family, id in mentioned(composer, part.html, told)), _IN_TEXT))
        found.append(own)
    if not found:
        found.append({})
    _add(found[0], _counted(report.title, _IN_TITLE))
    _add(found[0], _counted(report.summary, _IN_SUMMARY))
    for claim in report.claims:
        own = found[numbers.get(claim.story or "", 0)]
        _add(own, _counted(f"{claim.text} {claim.quote}", _IN_CLAIM))
        _weigh(own, f"@{claim.speaker.family}/{claim.speaker.id}", _IN_CLAIM)
    for family, id in (*told, *(("source", id) for id in report.all_sources)):
        _weigh(found[0], f"@{family}/{id}", _TOLD)
    for own in found:
        for word in COMMON & own.keys():
            del own[word]
    return found


def _counted(text: str, weight: int) -> Weights:
    """How much each word of a text weighs: one more where it stands there three times or more."""
    found = Counter(words(text))
    for word, count in found.items():
        found[word] = weight + (count > 2)
    return found


def _add(weights: Weights, more: Weights) -> None:
    for word, weight in more.items():
        weights[word] = weights.get(word, 0) + weight


def _weigh(weights: Weights, word: str, weight: int) -> None:
    weights[word] = weights.get(word, 0) + weight
