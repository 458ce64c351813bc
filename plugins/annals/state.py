"""What a build leaves for the next one: what each file of content said, and what each file of the site was made from.

It is no more than a memory, which state_files.py puts on the disk and reads again.
"""

from __future__ import annotations

import marshal
import mmap
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple

from .blobs import Blobs
from .disk import digest
from .drawers import Drawer, but
from .facts import Numbered, Numbers
from .inputs import Columns as SourceColumns
from .inputs import Filed, Sources, SourceState
from .outputs import Columns, Outputs, OutputState
from .pack import DamagedError, Place
from .pictures import PictureState
from .rows import Rows
from .stamps import NO_STAMP, Stamp, Stamped

Drawers = Mapping[str, tuple[str, str]]
"""By family, the ids of the cards that this edition tells, in their order, and the paths of their files, with a zero between."""
Names = Mapping[str, Mapping[str, Sequence[str]]]
"""By family and id, the chief one first."""


class First(NamedTuple):
    """What has to be known of the first file to write the second."""

    id: bytes
    since: Mapping[str, Any]  # what stands in the second file


class PackedTable:
    """A table as it lies on the disk."""

    def __init__(self, packed: Callable[[], bytes | memoryview]) -> None:
        """``packed`` gives what :meth:`of` gave; it may raise :class:`~annals.pack.DamagedError`."""
        self._packed = packed
        self._rows = Blobs(b"", b"")

    @staticmethod
    def of(table: Mapping[Any, Any]) -> bytes | None:
        """``None`` where it holds anything but strings, numbers, and tuples, lists and mappings of them."""
        try:
            rows = Blobs.of(map(marshal.dumps, table.values()))
            return marshal.dumps((list(table), rows.ends, rows.data))
        except ValueError:
            return None

    def places(self) -> Mapping[Any, int]:
        """The number of the row of each key."""
        keys, *rows = marshal.loads(self._packed())  # noqa: S302 - our own bytes: the state's digest is right
        self._rows = Blobs(*rows)
        return dict(zip(keys, range(len(keys)), strict=True))

    def take(self, number: int) -> Any:
        return marshal.loads(self._rows[number])  # noqa: S302 - as above


class State:
    """What one build leaves for the next. Parts that are large are read when they are asked for, and may raise
    :class:`~annals.pack.DamagedError`.
    """

    def __init__(
        self,
        pack: int = 0,
        settled: bytes = b"",
        numbered: int = 0,
        ledger: Stamp = NO_STAMP,
        made_with: Mapping[str, bytes] | None = None,
        *,
        parts: Parts | None = None,
        first: First | None = None,
    ) -> None:
        self.pack = pack  # how long the pack was
        self.settled = settled  # of all that a build is made from besides the content
        self.numbered = numbered  # how many facts there were when they were numbered last
        self.ledger = ledger  # of the list of what in the output is ours
        self.made_with = made_with or {}  # what all pages were made with: see making.py
        self._parts = parts or Parts({}, b"")
        self.first = first

    @cached_property
    def sources(self) -> Sources:
        parts, listed = self._parts, self._parts.read("sources", None)
        filed = None
        if listed is not None:
            stamped, *columns = listed
            filed = Filed(SourceColumns(Stamped(*stamped), *columns), parts.unchecked("source rows"))
        later, paths = self._since("sources", ({}, None))
        return Sources(filed, {inside: values and SourceState(*values) for inside, values in later.items()}, paths)

    @cached_property
    def outputs(self) -> Outputs:
        raw = self._parts.raw
        columns = Columns(Stamped(*self._parts.read("files", ("", b""))), raw("made"), Rows(raw("made from")))
        later = self._since("outputs", {})
        return Outputs(columns, {file: values and OutputState(*values) for file, values in later.items()})

    @cached_property
    def numbers(self) -> Numbers:
        """Of all facts that files of the site were made from."""
        raw = self._parts.raw
        return Numbers(Numbered(raw("marks"), raw("pieces"), Rows(raw("pieces made from"))), self._since("facts", None))

    @cached_property
    def pictures(self) -> dict[str, PictureState]:
        return {inside: PictureState(*values) for inside, values in self._whole("pictures", {}).items()}

    @cached_property
    def histories(self) -> dict[str, bytes]:
        """A digest of the history of each report that has one."""
        histories: dict[str, bytes] = self._whole("histories", {})
        return histories

    @cached_property
    def drawers(self) -> Drawers:
        drawers: Drawers = self._whole("drawers", {})
        return drawers

    @cached_property
    def names(self) -> Names:
        """Of each entity of each family that others name."""
        names: Names = self._whole("names", {})
        return names

    @cached_property
    def told(self) -> bytes:
        """A digest of what the cards told of histories."""
        told: bytes = self._whole("told", b"")
        return told

    @cached_property
    def plan(self) -> bytes:
        """See plans.py; b"" where it could not be kept."""
        plan: bytes = self._whole("plan", b"")
        return plan

    def _whole(self, name: str, otherwise: Any) -> Any:
        since = self._since(name, None)
        return self._parts.read(name, otherwise) if since is None else since

    def _since(self, name: str, otherwise: Any) -> Any:
        return self.first.since.get(name, otherwise) if self.first else otherwise

    @cached_property
    def tables(self) -> Mapping[str, Mapping[Any, Any]]:
        """Indexes by name: those that could be kept."""
        found: dict[str, Mapping[Any, Any]] = {}
        for name in self._parts.named("tables"):
            packed = PackedTable(partial(self._parts.raw, f"tables {name}"))
            found[name] = Drawer(packed.places, packed.take)
        for name, (later, whole) in self._since("tables", {}).items():
            kept = found.pop(name, None)
            if whole is not None:
                packed = PackedTable(partial(bytes, whole))
                found[name] = Drawer(packed.places, packed.take)
            elif later is not None and kept is not None:
                found[name] = but(kept, later)
        return found


_NONE: Place = (0, 0, digest(b""))


class Parts:
    """The parts of the first file: how far behind ``begin`` each one lies in the data, how long it is, and its digest."""

    def __init__(self, places: Mapping[str, Place], data: bytes | mmap.mmap, begin: int = 0) -> None:
        self._places = places
        self._data = memoryview(data)  # a part is large, and is not copied to be read
        self._begin = begin

    def named(self, kind: str) -> list[str]:
        """What stands behind the kind in the names of its parts, in their order."""
        return [name.removeprefix(f"{kind} ") for name in self._places if name.startswith(f"{kind} ")]

    def read(self, name: str, otherwise: Any) -> Any:
        """A part that is marshalled."""
        return marshal.loads(self.raw(name)) if name in self._places else otherwise  # noqa: S302 - our own bytes: the digest is right

    def raw(self, name: str) -> memoryview:
        """The bytes of a part; none where it is not there."""
        *_, expected = self._places.get(name, _NONE)
        part = self.unchecked(name)
        if digest(part) != expected:
            raise DamagedError(name)
        return part

    def unchecked(self, name: str) -> memoryview:
        """The same, for whoever looks at the digests of what he reads of it."""
        offset, length, _ = self._places.get(name, _NONE)
        return self._data[self._begin + offset : self._begin + offset + length]
