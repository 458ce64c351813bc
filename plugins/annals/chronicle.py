"""The histories of one build: read from git where some page tells them, and which of them are not what they were."""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .bodies import BodyReader
from .cards import Cards
from .disk import digest
from .facts import EVERY, Fact
from .gitrepo import Mark, mark_of
from .histories import FAMILIES, Histories, LazyHistories, build_histories, plain
from .pack import DamagedError, Pack, Place
from .past import load_kept, read_past, save_kept
from .records import TABLES
from .settings import Settings
from .stages import staged
from .versions import Version, read_version

NO_MARK = Mark("", (), "")


@dataclass(slots=True)
class Chronicle:
    """``digests``: one a report that has a history, so that the next build sees which are not the same any more; ``told``: one of what the
    cards told of histories.
    """

    histories: Histories
    digests: dict[str, bytes]
    categories: Mapping[str, str]
    changed: set[Fact]
    told: bytes
    failed: bool = False  # git was there, and could not be read: the next build asks again
    pack: Pack | None = None
    _bodies: BodyReader | None = None
    _read: dict[tuple[Place, str], Version] = field(default_factory=dict)

    def version(self, place: Place, inside: str) -> Version:
        """An old version, by where it lies in the pack. Raises :class:`DamagedError` when it is not what was put there."""
        version = self._read.get((place, inside))
        if version is None:
            if self.pack is None:
                raise DamagedError(inside)
            if self._bodies is None:
                self._bodies = BodyReader()
            version = read_version(self.pack.read(place), inside, self._bodies, self.categories)
            if version is None:
                raise DamagedError(inside)
            self._read = {(place, inside): version}  # a page looks at one version, some times
        return version

    def close(self) -> None:
        if self.pack is not None:
            self.pack.close()


def mark_for(content: Path, *, told: bool) -> Mark:
    """Up to where there is history; where no page tells it, git is not looked for."""
    return mark_of(content)[1] if told else NO_MARK


@staged("history")
def open_chronicle(
    settings: Settings, cards: Cards, code: bytes, *, known: Mapping[str, bytes], told: bool, trust: bool, as_told: bytes = b""
) -> Chronicle:
    """``known``: the digests of the last build; ``as_told``: that of what its cards told, where nothing in :data:`TOLD_BY` has changed
    since, else b"". Without ``told``, only what reports say themselves of their corrections.

    What a history is made from, besides git, is in the cards: as long as that is the same, histories are taken as they were kept.
    """
    content, cache, categories = settings.content, settings.cache_folder, dict(settings.site.categories)
    mark = mark_for(content, told=told)
    code = digest(code + repr(sorted(categories.items())).encode())
    as_told = as_told or digest(marshal.dumps(_told_by(cards), 2))
    key = digest(marshal.dumps((mark.words, told, as_told), 2))
    kept = load_kept(cache / "histories", code) if trust else None
    if kept is not None and kept[0] == key:
        _, length, plain_histories, changes, standings, lack, digests = kept
        pack = Pack(cache / "history-pack", length)
        if pack.whole or not length:
            histories = Histories(LazyHistories(plain_histories), changes, standings, lack)
            return Chronicle(histories, digests, categories, _changed(known, digests), as_told, pack=pack)
    reports = tuple(sorted(card.path for card in cards.reports.values()))
    past, found, read = read_past(content, reports, cache, code, categories=categories, trust=trust) if told else ({}, NO_MARK, None)
    histories = build_histories(cards, past, found)
    as_plain = {id: plain(history) for id, history in histories.by_report.items()}
    digests = {id: digest(marshal.dumps(history, 2)) for id, history in as_plain.items()}
    failed = bool(mark.head) and not found.head
    if not failed:
        length = read.length if read else 0
        save_kept(cache / "histories", code, (key, length, as_plain, histories.changes, histories.standings, histories.lack, digests))
    return Chronicle(histories, digests, categories, _changed(known, digests), as_told, failed, read)


TOLD_BY = frozenset(
    (
        *(f"reports.{name}" for name in ("id", "path", "corrections", "history_from")),
        *(f"{TABLES[family]}.{name}" for family in FAMILIES for name in ("id", "name", "aliases")),
    )
)
"""All of the cards that a history is made from."""


def _told_by(cards: Cards) -> tuple[Any, ...]:
    named = [(family, card.id, card.name, card.aliases) for family in FAMILIES for card in cards.entities(family).values()]
    return named, [(card.id, card.path, card.corrections, card.history_from) for card in cards.reports.values()]


def _changed(known: Mapping[str, bytes], digests: Mapping[str, bytes]) -> set[Fact]:
    changed: set[Fact] = {("histories", id) for id in digests.keys() | known.keys() if digests.get(id) != known.get(id)}
    if digests.keys() != known.keys():
        changed.add(("histories", EVERY))
    return changed
