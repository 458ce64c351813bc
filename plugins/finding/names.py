"""The index of names, and the same names from A to Z: of everything that has a page, with every other name that it is known by."""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from annals.choices import kind_word
from annals.composing import Composer
from annals.edition import Outline
from annals.lists import by_name

from .words import shard, shards, words

FAMILIES = ("actor", "place", "source", "subject", "thread", "term")
_KINDLESS = {"subject": "Subject", "thread": "Thread", "term": "Term"}
LETTERS = 2  # that decide in which file a name stands, by each of its words
BEARERS = 100
"""Names that a word leads to at most. Each name is led to by its rarest word, whatever else it holds, and by each two words that lead
to no more: a query of nothing but frequent words finds it by them.
"""
_COUNT = 5  # where what is said of a name has the number of its reports
_MOST_SHARDS, _EACH = 256, 24  # files at most; names that are worth one


class Entry(NamedTuple):
    """A name in the list from A to Z. ``alias``: which of the other names it is; -1 for the chief one."""

    name: str  # its words as search compares them
    family: str
    id: str
    alias: int


def cards(outline: Outline, family: str) -> Mapping[str, Any]:
    return outline.cards.subjects if family == "subject" else outline.cards.entities(family)


def entries(outline: Outline) -> dict[str, list[Entry]]:
    """Every name of everything that has a page, in order, by its first letter: digits together, before all letters."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for family in shown(outline):
        for id, card in cards(outline, family).items():
            for alias, name in enumerate((card.name, *card.aliases), -1):
                compared = " ".join(words(name)) or name
                found["0" if compared[0].isdecimal() else compared[0]].append(Entry(compared, family, id, alias))
    return {letter: sorted(found[letter], key=lambda entry: (by_name(entry), entry)) for letter in sorted(found)}


Taken = list[tuple[str, list[str]]]
"""Each name in words, with the key of the thing that bears it."""


def shown(outline: Outline) -> list[str]:
    """The families that have pages."""
    return [family for family in FAMILIES if family in outline.edition.paths]


def name_files(outline: Outline) -> int:
    """How many files the index of names is cut into."""
    return shards(sum(len(cards(outline, family)) for family in shown(outline)), _EACH, _MOST_SHARDS)


def compose(composer: Composer, families: tuple[str, ...], cut: int) -> tuple[str, ...]:
    """The files of the index of names. A thing stands in the file of each word of its names, but for words that very many names hold:
    they lead to the names that begin with them, and to those in most reports; and each file says which of its words are such ones.
    """
    told: dict[str, list[Any]] = {}
    taken: Taken = []
    for family in families:
        for id, record in composer.named[family].items():
            key = f"{family}/{id}"
            told[key] = _told(composer, family, id, record)
            taken += ((key, words(name)) for name in (record.name, *(alias.text for alias in record.aliases)))
    bearers, crowded = _bearers(taken)
    files: list[set[str]] = [set() for _ in range(cut)]
    for word, found in bearers.items():
        some = sorted(found, key=lambda key: (not found[key], -told[key][_COUNT], key))[:BEARERS] if len(found) > BEARERS else found
        files[shard(word, LETTERS, cut)].update(some)
    for key, own in taken:
        if own:
            files[shard(min(own, key=lambda word: (len(bearers[word]), word)), LETTERS, cut)].add(key)
    frequent: list[list[str]] = [[] for _ in range(cut)]
    for word in sorted(crowded):
        frequent[shard(word, LETTERS, cut)].append(word)
    shown = ({"frequent": frequent[number], "names": {key: told[key] for key in sorted(files[number])}} for number in range(cut))
    return tuple(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in shown)


def _bearers(taken: Taken) -> tuple[dict[str, dict[str, bool]], set[str]]:
    """Each word with the things whose names hold it, and whether one begins with it; and the words that very many names hold. Two of
    these in one name are together a word, too.
    """
    bearers: dict[str, dict[str, bool]] = defaultdict(dict)
    for key, own in taken:
        for place, word in enumerate(own):
            bearers[word][key] = bearers[word].get(key, False) or place == 0
    crowded = {word for word, found in bearers.items() if len(found) > BEARERS}
    for key, own in taken:
        for one, other in itertools.combinations(sorted(crowded.intersection(own)), 2):
            bearers[pair(one, other)].setdefault(key, own[0] in (one, other))
    return bearers, crowded


def pair(one: str, other: str) -> str:
    """What two words are looked for by together, the one that comes first in order first."""
    return f"@{one} {other}"


def _told(composer: Composer, family: str, id: str, record: Any) -> list[Any]:
    """What is said of a name: address, name, language, what it is, kind, about how many reports, the other names with their language."""
    counted = {
        "actor": composer.reports_by_actor,
        "place": composer.reports_by_place,
        "source": composer.reports_by_source,
        "thread": composer.reports_by_thread,
        "term": composer.reports_by_term,
    }
    count = _about(len(counted[family].get(id, ()))) if family in counted else 0
    kind = "" if family in _KINDLESS else record.kind
    aliases = [[alias.text, alias.lang or ""] for alias in record.aliases]
    return [composer.edition.url(family, id), record.name, record.lang or "", description(composer, family, record), kind, count, aliases]


def _about(count: int) -> int:
    """A number to its first three binary digits: it says which name is the more frequent one, and seldom changes with a new report."""
    rest = max(0, count.bit_length() - 3)
    return count >> rest << rest


def description(composer: Composer, family: str, record: Any) -> str:
    """What it is, in a few words: ``City, Aleppo Governorate``."""
    if family in _KINDLESS:
        return _KINDLESS[family]
    within = composer.places[record.within].name if family == "place" and record.within else ""
    return ", ".join(filter(None, (kind_word(record.kind), within)))
