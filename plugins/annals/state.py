"""What a build leaves for the next one: what each file of content said, and what each file of the site was made from.

Two files in the cache folder. The state is in parts, of which a build reads those that it needs, and is replaced as a whole; the
pack beside it holds the records, one after another, and is read only where a record is needed. Both are no more than a memory:
when either is missing, damaged, or from another version, the next build is a clean one.
"""

from __future__ import annotations

import contextlib
import marshal
import mmap
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from .disk import NO_STAMP, Stamp, digest, replace_file
from .pictures import PictureState
from .recording import Facts, Numbers
from .stages import staged

_MAGIC = f"annals state {sys.implementation.cache_tag} {marshal.version}\n".encode()
Place = tuple[int, int, bytes]  # in the pack: offset, length, digest


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


class OutputState(NamedTuple):
    """What is known of one file of the site."""

    stamp: Stamp
    made: bytes  # of what it was made by: the environment, the template, the plain values given to it
    facts: bytes  # numbers of facts, four bytes each


class State:
    """What one build leaves for the next. Parts that are large are read when they are asked for, and may raise :class:`DamagedError`."""

    def __init__(
        self,
        pack: int = 0,
        settled: bytes = b"",
        numbered: int = 0,
        ledger: Stamp = NO_STAMP,
        *,
        parts: _Parts | None = None,
    ) -> None:
        self.pack = pack  # how long the pack was
        self.settled = settled  # of all that a build is made from besides the content
        self.numbered = numbered  # how many facts there were when they were numbered last
        self.ledger = ledger  # of the list of what in the output is ours
        self._parts = parts or _Parts({}, b"")

    @cached_property
    def sources(self) -> dict[str, SourceState]:
        return {inside: SourceState(*values) for inside, values in self._parts.read("sources", {}).items()}

    @cached_property
    def outputs(self) -> dict[str, OutputState]:
        return {file: OutputState(*values) for file, values in self._parts.read("outputs", {}).items()}

    @cached_property
    def facts(self) -> Facts:
        """A fact's number is its place here: see recording.py."""
        facts: Facts = self._parts.read("facts", [])
        return facts

    @cached_property
    def pictures(self) -> dict[str, PictureState]:
        return {inside: PictureState(*values) for inside, values in self._parts.read("pictures", {}).items()}

    @cached_property
    def histories(self) -> dict[str, bytes]:
        """A digest of the history of each report that has one."""
        histories: dict[str, bytes] = self._parts.read("histories", {})
        return histories

    @cached_property
    def numbers(self) -> Numbers:
        return Numbers(self.facts)

    @cached_property
    def tables(self) -> Mapping[str, Mapping[str, Any]]:
        """Indexes by name: those that could be kept."""
        return {name: marshal.loads(table) for name, table in self._parts.read("tables", {}).items()}  # noqa: S302 - the digest is right


class _Parts:
    """The parts of a state: how far behind ``begin`` each one lies in the data, how long it is, and its digest."""

    def __init__(self, places: Mapping[str, Place], data: bytes | mmap.mmap, begin: int = 0) -> None:
        self._places = places
        self._data = data
        self._begin = begin

    def read(self, name: str, otherwise: Any) -> Any:
        if name not in self._places:
            return otherwise
        offset, length, expected = self._places[name]
        part = self._data[self._begin + offset : self._begin + offset + length]
        if digest(part) != expected:
            raise DamagedError(name)
        return marshal.loads(part)  # noqa: S302 - our own bytes: the digest is right


_LENGTH = 8  # bytes that tell how long the list of parts is


@staged("state")
def read_state(path: Path, code: bytes) -> State:
    """The state that was written there by the same ``code``; an empty one where there is none, or it cannot be trusted."""
    header = _MAGIC + code
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # there is none, or an empty one
        return State()
    end = len(data) - _LENGTH - 16
    length = int.from_bytes(data[end : end + _LENGTH], "big") if end >= len(header) else 0
    listed = data[end - length : end] if data[: len(header)] == header and 0 < length <= end - len(header) else b""
    if not listed or digest(listed) != data[end + _LENGTH :]:
        return State()
    small, places = marshal.loads(listed)  # noqa: S302 - our own bytes: the digest is right
    return State(*small, parts=_Parts(places, data, len(header)))


def write_state(path: Path, code: bytes, state: State) -> None:
    """Replace it as a whole: its parts one after another, and last the list of them."""
    parts: dict[str, Callable[[], Any]] = {
        "sources": lambda: {inside: tuple(source) for inside, source in state.sources.items()},
        "outputs": lambda: {file: tuple(output) for file, output in state.outputs.items()},
        "facts": lambda: state.facts,
        "pictures": lambda: {inside: tuple(picture) for inside, picture in state.pictures.items()},
        "histories": lambda: state.histories,
        "tables": lambda: _plain(state.tables),
    }

    def pieces() -> Iterator[bytes]:
        yield _MAGIC + code
        places: dict[str, Place] = {}
        offset = 0
        for name, part in parts.items():
            blob = marshal.dumps(part())
            places[name] = (offset, len(blob), digest(blob))
            offset += len(blob)
            yield blob
        small = (state.pack, state.settled, state.numbered, state.ledger)
        listed = marshal.dumps((small, places))
        yield listed + len(listed).to_bytes(_LENGTH, "big") + digest(listed)

    replace_file(path, pieces(), lasting=True)


def _plain(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, bytes]:
    """Marshalled: those that hold nothing but strings, numbers, ``None``, tuples and mappings of them."""
    kept: dict[str, bytes] = {}
    for name, table in tables.items():
        with contextlib.suppress(ValueError):
            kept[name] = marshal.dumps(table)  # type: ignore[arg-type]  # that is what is tried
    return kept


class Pack:
    """Records in a file, one after another; new ones are put at the end."""

    def __init__(self, path: Path, length: int) -> None:
        """``length``: what the state says; a pack that is shorter has lost something, and whatever is beyond was never finished."""
        self.path = path
        self.whole = path.exists() and path.stat().st_size >= length
        self._end = length if self.whole else 0
        self._map: mmap.mmap | None = None

    def append(self, blobs: Iterator[bytes]) -> Iterator[Place]:
        """Write records at the end; gives the place of each."""
        self.close()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("r+b" if self.whole else "wb") as file:
            self.whole = True
            file.truncate(self._end)
            file.seek(self._end)
            for blob in blobs:
                file.write(blob)
                place = (self._end, len(blob), digest(blob))
                self._end += len(blob)
                yield place

    def afresh(self) -> Pack:
        """The same pack, to be written from its beginning."""
        self.close()
        return Pack(self.path, 0)

    @property
    def length(self) -> int:
        return self._end

    def read(self, place: Place) -> bytes:
        """Raises :class:`DamagedError` when the bytes are not those that were written."""
        offset, length, expected = place
        blob = self.view()[offset : offset + length]
        if digest(blob) != expected:
            raise DamagedError(self.path)
        return blob

    def view(self) -> mmap.mmap | bytes:
        if self._map is None:
            if not self._end:
                return b""
            with self.path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), self._end, access=mmap.ACCESS_READ)
        return self._map

    def close(self) -> None:
        if self._map is not None:
            self._map.close()
            self._map = None

    def compact(self, sources: Mapping[str, SourceState]) -> tuple[dict[str, SourceState], int]:
        """Keep only what is in use; gives the sources with their new places, and the new length.

        A build that dies after this leaves a state that does not fit the pack: the next one notices, and is a clean one.
        """
        moved: dict[str, SourceState] = {}
        parts: list[bytes] = []
        end = 0
        for inside, source in sources.items():
            blob = self.read(source.place)
            moved[inside] = source._replace(place=(end, len(blob), source.place[2]))
            parts.append(blob)
            end += len(blob)
        self.close()
        replace_file(self.path, parts)
        self._end = end
        return moved, end


class DamagedError(Exception):
    """The state or the pack does not hold what was put there: the next build has to be a clean one."""


class LazyRecords(Mapping[str, Any]):
    """Records that are read from the pack when they are asked for, by id. The last ones are kept."""

    def __init__(self, pack: Pack, places: Mapping[str, Place], kept: int = 4096) -> None:
        self._pack = pack
        self._places = places
        self._limit = kept
        self._kept: dict[str, Any] = {}

    def __getitem__(self, id: str) -> Any:
        record = self._kept.get(id)
        if record is None:
            record = pickle.loads(self._pack.read(self._places[id]))  # noqa: S301 - our own bytes: the digest is right
            if len(self._kept) >= self._limit:
                for old in list(self._kept)[: self._limit // 2]:
                    del self._kept[old]
            self._kept[id] = record
        return record

    def __contains__(self, id: object) -> bool:
        return id in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@contextlib.contextmanager
def lock(path: Path, waiting: str) -> Iterator[None]:
    """One build at a time for one output folder. The second says ``waiting`` and waits."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        try:
            import fcntl
        except ImportError:  # not on Windows, where a second build is the user's own care
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            sys.stderr.write(f"{waiting}\n")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
