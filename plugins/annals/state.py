"""What a build leaves for the next one: what each file of content said, and what each file of the site was made from.

Two files in the cache folder. The state is small, read whole and replaced whole; the pack beside it holds the records, one
after another, and is read only where a record is needed. Both are no more than a memory: when either is missing, damaged, or
from another version, the next build is a clean one.
"""

from __future__ import annotations

import contextlib
import marshal
import mmap
import pickle
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from .disk import NO_STAMP, Stamp, digest, replace_file
from .pictures import PictureState
from .stages import staged

_MAGIC = f"annals state {sys.implementation.cache_tag} {marshal.version}\n".encode()
Place = tuple[int, int, bytes]  # in the pack: offset, length, digest


class ClaimState(NamedTuple):
    id: str
    related: str | None  # the claim that it denies, confirms or revises
    about: str
    categories: tuple[str, ...]  # of its figures, those that are not of the table


class SourceState(NamedTuple):
    """What is known of one file of content. Plain values only."""

    stamp: Stamp  # NO_STAMP: too young to be trusted
    digest: bytes
    family: str
    id: str
    card: tuple[Any, ...]
    place: Place
    names: bytes  # marshalled, for it is seldom looked at: each reference, its families and text, and what it meant, family and id
    aside: tuple[tuple[str, str], ...]  # of these, what only parts name that are not reviewed
    claims: tuple[tuple[Any, ...], ...]  # the values of a ClaimState each, also of claims that are not published
    anchors: tuple[str, ...]
    links: tuple[tuple[str, str, bool], ...]


class OutputState(NamedTuple):
    """What is known of one file of the site."""

    stamp: Stamp
    digest: bytes  # of its bytes
    made: bytes  # of what it was made by: the environment, the template, the plain values given to it
    facts: bytes  # numbers of facts, four bytes each


@dataclass(slots=True)
class State:
    sources: dict[str, SourceState] = field(default_factory=dict)
    outputs: dict[str, OutputState] = field(default_factory=dict)
    facts: list[tuple[str, str]] = field(default_factory=list)  # a fact's number is its place here
    pack: int = 0  # how long the pack was
    settled: bytes = b""  # of all that a build is made from besides the content
    counts: tuple[int, int] = (0, 0)  # reports and pages
    ledger: Stamp = NO_STAMP  # of the list of what in the output is ours
    pictures: dict[str, PictureState] = field(default_factory=dict)
    histories: dict[str, bytes] = field(default_factory=dict)  # a digest of the history of each report that has one
    lack: str = ""  # why history is not whole, in words


@staged("state")
def read_state(path: Path, code: bytes) -> State:
    """The state that was written there by the same ``code``; an empty one where there is none, or it cannot be trusted."""
    header = _MAGIC + code
    try:
        data = path.read_bytes()
    except OSError:
        return State()
    body = data[len(header) + 16 :]
    if not data.startswith(header) or digest(body) != data[len(header) : len(header) + 16]:
        return State()
    sources, outputs, facts, pack, settled, counts, ledger, pictures, histories, lack = marshal.loads(body)  # noqa: S302 - our own bytes
    return State(
        {inside: SourceState(*values) for inside, values in sources.items()},
        {file: OutputState(*values) for file, values in outputs.items()},
        facts,
        pack,
        settled,
        counts,
        ledger,
        {inside: PictureState(*values) for inside, values in pictures.items()},
        histories,
        lack,
    )


def write_state(path: Path, code: bytes, state: State) -> None:
    """Replace it as a whole."""
    sources = {inside: tuple(source) for inside, source in state.sources.items()}
    outputs = {file: tuple(output) for file, output in state.outputs.items()}
    pictures = {inside: tuple(picture) for inside, picture in state.pictures.items()}
    rest = (state.facts, state.pack, state.settled, state.counts, state.ledger, pictures, state.histories, state.lack)
    body = marshal.dumps((sources, outputs, *rest))
    replace_file(path, _MAGIC + code + digest(body) + body, lasting=True)


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
        """Raises :class:`PackError` when the bytes are not those that were written."""
        offset, length, expected = place
        blob = self.view()[offset : offset + length]
        if digest(blob) != expected:
            raise PackError(self.path)
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
        replace_file(self.path, b"".join(parts))
        self._end = end
        return moved, end


class PackError(Exception):
    """The pack does not hold what the state says: the next build has to be a clean one."""


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
