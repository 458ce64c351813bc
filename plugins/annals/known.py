"""Which files of the content are as an earlier build knew them, and what that knew of their names."""

from __future__ import annotations

import time
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .cards import KINDS
from .disk import digest
from .inputs import Sources, SourceState, bearing_of
from .names import Resolution
from .reading import ContentFile, Listing
from .schema import NAMED
from .stages import staged
from .stamps import NO_STAMP, Stamp

_RACY = 1_000_000_000  # nanoseconds: a file that changed this shortly before it was read may change again under the same stamp


def racy() -> int:
    """A file that has changed since cannot be known again by its stamp. In nanoseconds, as in a stamp."""
    return time.time_ns() - _RACY


@dataclass(slots=True)
class FreshFile:
    """A file that has to be read, or read again."""

    file: ContentFile
    stamp: Stamp


Sorted = tuple[dict[str, SourceState], list[FreshFile]]


@staged("list")
def sort_out(listing: Listing, sources: Sources, saved: AbstractSet[str] | None = None) -> Sorted:
    """The files that are as they were though their stamps are not, as they are known now, and those that have to be read; of all others
    that are listed, what is known holds. By stamp where it can be trusted, else by content. ``sources``: what is known; ``saved``: the only
    files to be looked at.
    """
    kept: dict[str, SourceState] = {}
    fresh: list[FreshFile] = []
    trusted = racy()
    files = listing.files
    for inside, file in files.items() if saved is None else ((inside, files[inside]) for inside in sorted(saved) if inside in files):
        known = sources.stamp(inside)
        if known == file.stamp != NO_STAMP:
            continue
        stamp = file.stamp if max(file.stamp[:2]) < trusted else NO_STAMP
        source = sources.get(inside)
        if source is not None and source.id == file.id and source.digest == _digest(file):
            kept[inside] = source._replace(stamp=stamp)
        else:
            fresh.append(FreshFile(file, stamp))
    return kept, fresh


def _digest(file: ContentFile) -> bytes | None:
    """``None`` where it cannot be read: which is told by whoever reads it."""
    try:
        return digest(Path(file.disk).read_bytes())
    except OSError:
        return None


def names_in(sources: Sources) -> dict[str, dict[str, list[str]]]:
    """The names of each entity of each family that others name."""
    names: dict[str, dict[str, list[str]]] = {family: {} for family in NAMED}
    for source in sources.in_families(*NAMED):
        card: Any = KINDS[source.family](*source.card)
        names[source.family][card.id] = [card.name, *card.aliases]
    return names


def same_meanings(source: SourceState, resolution: Resolution) -> bool:
    """Whether each name in a file means what it meant, and nothing else."""
    return all(resolution.candidates(families, text) == [(family, id)] for families, text, family, id in bearing_of(source).names)
