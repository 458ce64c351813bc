"""The index of names, and the same names from A to Z: of everything that has a page, with every other name that it is known by."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from annals.composing import Composer
from annals.edition import Outline
from annals.schema import kind_word

from .words import shard, shards, words

FAMILIES = ("actor", "place", "source", "subject", "thread", "term")
_KINDLESS = {"subject": "Subject", "thread": "Thread", "term": "Term"}
LETTERS = 2  # that decide in which file a name stands, by each of its words
_MOST_SHARDS, _EACH = 256, 24  # files at most; names that are worth one


class Entry(NamedTuple):
    """A name in the list from A to Z. ``alias``: which of the other names it is; -1 for the chief one."""

    order: tuple[str, ...]  # its words as they are compared
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
                order = tuple(words(name)) or (name,)
                letter = order[0][0]
                found["0" if letter.isdecimal() else letter].append(Entry(order, family, id, alias))
    return {letter: sorted(found[letter]) for letter in sorted(found)}


def shown(outline: Outline) -> list[str]:
    """The families that have pages."""
    return [family for family in FAMILIES if family in outline.edition.paths]


def name_files(outline: Outline) -> int:
    """How many files the index of names is cut into."""
    return shards(sum(len(cards(outline, family)) for family in shown(outline)), _EACH, _MOST_SHARDS)


def compose(composer: Composer, families: tuple[str, ...], cut: int) -> tuple[str, ...]:
    """The files of the index of names. Each name stands in the file of each of its words."""
    files: list[dict[str, list[Any]]] = [{} for _ in range(cut)]
    for family in families:
        for id, record in table(composer, family).items():
            told = _told(composer, family, id, record)
            for name in (record.name, *(alias.text for alias in record.aliases)):
                for word in words(name):
                    files[shard(word, LETTERS, cut)][f"{family}/{id}"] = told
    return tuple(json.dumps({"files": cut, "names": found}, ensure_ascii=False, separators=(",", ":")) for found in files)


def table(composer: Composer, family: str) -> Mapping[str, Any]:
    tables: dict[str, Mapping[str, Any]] = {
        "actor": composer.actors,
        "place": composer.places,
        "source": composer.sources,
        "subject": composer.subjects,
        "thread": composer.threads,
        "term": composer.terms,
    }
    return tables[family]


def _told(composer: Composer, family: str, id: str, record: Any) -> list[Any]:
    """What is said of a name: address, name, language, what it is, kind, how many reports, the other names with their language."""
    counted = {
        "actor": composer.reports_by_actor,
        "place": composer.reports_by_place,
        "source": composer.reports_by_source,
        "thread": composer.reports_by_thread,
        "term": composer.reports_by_term,
    }
    count = len(counted[family].get(id, ())) if family in counted else 0
    kind = "" if family in _KINDLESS else record.kind
    aliases = [[alias.text, alias.lang or ""] for alias in record.aliases]
    return [composer.edition.url(family, id), record.name, record.lang or "", description(composer, family, record), kind, count, aliases]


def description(composer: Composer, family: str, record: Any) -> str:
    """What it is, in a few words: ``City, Aleppo Governorate``."""
    if family in _KINDLESS:
        return _KINDLESS[family]
    within = composer.places[record.within].name if family == "place" and record.within else ""
    return ", ".join(filter(None, (kind_word(record.kind), within)))
