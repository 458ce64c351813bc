"""What is known of each file of content: in rows as they lie on the disk, each of which is unpacked when somebody asks for it, and beside
them what came to be other since.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from .blobs import Blobs
from .cards import KINDS
from .disk import digest
from .pack import DamagedError, Place
from .schema import FAMILIES, record_of
from .stamps import NO_STAMP, Stamp, Stamped

MARK = 16
"""Bytes of the digest of a row."""


class ClaimState(NamedTuple):
    id: str
    related: str | None  # the claim that it denies, confirms or revises
    about: str
    categories: tuple[str, ...]  # of its figures, those that are not of the table
    revises: bool  # what it answers
    speaker: tuple[str, str]  # family and id
    status: str


class SourceState(NamedTuple):
    """What is known of one file of content. Plain values only."""

    stamp: Stamp  # NO_STAMP: too young to be trusted
    digest: bytes
    family: str
    id: str
    card: tuple[Any, ...]
    place: Place
    bearing: bytes  # marshalled, for it is seldom looked at: see bearing_of


class Bearing(NamedTuple):
    """What a file is to others: with its card, all that checks across files look at."""

    names: tuple[tuple[tuple[str, ...], str, str, str], ...]  # each reference: its families and text, and what it meant, family and id
    aside: tuple[tuple[str, str], ...]  # of what they meant, what only parts name that are not reviewed
    claims: tuple[tuple[Any, ...], ...]  # the values of a ClaimState each, also of claims that are not published
    anchors: tuple[str, ...]
    links: tuple[tuple[str, str, bool], ...]


def bearing_of(source: SourceState) -> Bearing:
    return Bearing(*marshal.loads(source.bearing))  # noqa: S302 - our own bytes: the state's digest is right


def status_of(source: SourceState) -> str:
    status: str = source.card[_STATUS[source.family]]
    return status


_STATUS = {family: kind._fields.index("status") for family, kind in KINDS.items()}
_NUMBERS = {family: number for number, family in enumerate(FAMILIES)}
_WAITING = 0x80
"""Beside the number of a family: the file is not reviewed."""


class Columns(NamedTuple):
    """What is looked at of all files, without unpacking their rows. Plain values only."""

    stamped: Stamped  # the files, in the order in which the content is listed
    kinds: bytes  # of each one byte: the number of its family, and whether it is waiting
    marks: bytes  # digests of the rows
    ends: bytes  # where each row ends: see blobs.py
    used: int  # bytes of the pack that their records take


class Filed:
    """What is known of some files, in the order in which the content is listed."""

    def __init__(self, columns: Columns, rows: bytes | memoryview) -> None:
        """``rows``: one after another, each the marshalled values of a source, but for its stamp."""
        self.columns = columns
        self.rows = Blobs(columns.ends, rows)
        self.paths = columns.stamped.files()
        self._numbers = dict(zip(self.paths, range(len(self.paths)), strict=True))
        self._read: dict[int, SourceState] = {}

    @classmethod
    def of(cls, sources: Mapping[str, SourceState]) -> Filed:
        marks = bytearray()

        def packed() -> Iterator[bytes]:
            for source in sources.values():
                row = marshal.dumps(tuple(source)[1:])
                marks.extend(digest(row))
                yield row

        rows = Blobs.of(packed())
        stamped = Stamped.of({inside: source.stamp for inside, source in sources.items()})
        kinds = bytes(_NUMBERS[source.family] | _waiting(source) for source in sources.values())
        used = sum(source.place[1] for source in sources.values())
        filed = cls(Columns(stamped, kinds, bytes(marks), bytes(rows.ends), used), rows.data)
        filed._read = dict(enumerate(sources.values()))
        return filed

    def number(self, inside: str) -> int | None:
        """Of the row of a file; ``None`` where it is not among them."""
        return self._numbers.get(inside)

    def source(self, number: int) -> SourceState:
        """The same object each time. Raises :class:`~annals.pack.DamagedError` when the row is not what was put there."""
        source = self._read.get(number)
        if source is None:
            row = self.rows[number]
            if digest(row) != self.columns.marks[MARK * number : MARK * (number + 1)]:
                raise DamagedError(self.paths[number])
            values = marshal.loads(row)  # noqa: S302 - our own bytes: the digest is right
            source = self._read[number] = SourceState(self.columns.stamped.stamp(number), *values)
        return source


class Sources(Mapping[str, SourceState]):
    """By the path of the file below the content folder, in the order in which that is listed. It never changes."""

    def __init__(
        self, filed: Filed | None = None, later: Mapping[str, SourceState | None] | None = None, paths: Sequence[str] | None = None
    ) -> None:
        """``later``: what is not as it was filed; ``None`` of a file that is gone. ``paths``: all that there are, where they are not those
        that were filed.
        """
        self.filed = filed or Filed.of({})
        self.later = later or {}
        self.paths = self.filed.paths if paths is None else paths

    @classmethod
    def of(cls, sources: Mapping[str, SourceState]) -> Sources:
        return cls(None, sources, list(sources))

    def __getitem__(self, inside: str) -> SourceState:
        if inside in self.later:
            source = self.later[inside]
        else:
            number = self.filed.number(inside)
            source = None if number is None else self.filed.source(number)
        if source is None:
            raise KeyError(inside)
        return source

    def __contains__(self, inside: object) -> bool:
        return isinstance(inside, str) and self.stamp(inside) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def stamp(self, inside: str) -> Stamp | None:
        """Of a file, without a look at the rest; ``None`` where nothing is known of it."""
        if inside in self.later:
            return known.stamp if (known := self.later[inside]) else None
        number = self.filed.number(inside)
        return None if number is None else self.filed.columns.stamped.stamp(number)

    def but(self, later: Mapping[str, SourceState], listed: Iterable[str] | None = None) -> Sources:
        """With what is known of some files now; and of nothing but what is ``listed``, in that order, where it may be something else. What
        nothing is known of is not among them.
        """
        now: dict[str, SourceState | None] = {**self.later, **later}
        paths = None if listed is None else list(listed)
        if paths is None or paths == self.paths:
            return Sources(self.filed, now, self.paths)
        now.update(dict.fromkeys(self._names.difference(paths)))
        there = Sources(self.filed, now, paths)
        there.paths = [inside for inside in paths if inside in there]
        return there

    def without(self, some: Iterable[str]) -> Sources:
        """As if nothing were known of some files."""
        gone = set(some)
        now = {**self.later, **dict.fromkeys(gone)}
        return Sources(self.filed, now, [inside for inside in self.paths if inside not in gone]) if gone else self

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self.paths)

    def gone(self, now: Sources) -> frozenset[str]:
        """The files that are not there any more."""
        return frozenset() if now.paths is self.paths else self._names - now._names

    def others(self, before: Sources) -> list[str]:
        """The files of which something else is known than before, or nothing was."""
        if self.filed is not before.filed:
            return [inside for inside, source in self.items() if before.get(inside) is not source]
        some = dict.fromkeys((*self.later, *before.later))
        return [inside for inside in some if (source := self.get(inside)) and before.get(inside) is not source]

    def in_families(self, *families: str) -> Iterator[SourceState]:
        """Of some families, in no order."""
        numbers = {_NUMBERS[family] for family in families}
        yield from self._filed(lambda kind: kind & ~_WAITING in numbers)
        yield from (source for source in self.later.values() if source and source.family in families)

    def waiting(self) -> Iterator[SourceState]:
        """Those that are not reviewed, in no order."""
        yield from self._filed(lambda kind: kind & _WAITING)
        yield from (source for source in self.later.values() if source and _waiting(source))

    def _filed(self, wanted: Callable[[int], object]) -> Iterator[SourceState]:
        kinds = self.filed.columns.kinds
        rows = [number for number, kind in enumerate(kinds) if kind in chosen] if (chosen := {*filter(wanted, set(kinds))}) else ()
        return (self.filed.source(number) for number in rows if self.filed.paths[number] not in self.later)

    def ids(self) -> Iterator[tuple[str, str]]:
        """The family and the id of each, without a look at the rest."""
        return map(record_of, self.paths)

    @property
    def used(self) -> int:
        """Bytes of the pack that their records take."""
        rows = [number for inside in self.later if (number := self.filed.number(inside)) is not None]
        replaced = sum(self.filed.source(number).place[1] for number in rows)
        return self.filed.columns.used - replaced + sum(source.place[1] for source in self.later.values() if source)

    def stamped(self) -> Stamped:
        """Every file with its stamp."""
        filed = self.filed
        if self.paths is filed.paths:
            rows = {row: known.stamp for inside, known in self.later.items() if known and (row := filed.number(inside)) is not None}
            return filed.columns.stamped.but(rows) if rows else filed.columns.stamped
        return Stamped.of({inside: self.stamp(inside) or NO_STAMP for inside in self.paths})

    def settle(self) -> Sources:
        """The same, all of it filed, as it goes to the disk."""
        return Sources(Filed.of(self)) if self.later else self


def _waiting(source: SourceState) -> int:
    return 0 if status_of(source) == "reviewed" else _WAITING
