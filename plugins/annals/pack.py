"""The records of the content in a file, one after another: read only where a record is needed."""

from __future__ import annotations

import mmap
import pickle
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

from .disk import digest, replace_file

V = TypeVar("V")
Place = tuple[int, int, bytes]  # in the pack: offset, length, digest


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

    def compact(self, places: Mapping[str, Place]) -> tuple[dict[str, Place], int]:
        """Keep only what is in use, by whatever keys; gives the new places, and the new length.

        A build that dies after this leaves a state that does not fit the pack: the next one notices, and is a clean one.
        """
        moved: dict[str, Place] = {}
        parts: list[bytes] = []
        end = 0
        for key, place in places.items():
            blob = self.read(place)
            moved[key] = (end, len(blob), place[2])
            parts.append(blob)
            end += len(blob)
        self.close()
        replace_file(self.path, parts)
        self._end = end
        return moved, end


class DamagedError(Exception):
    """The state or the pack does not hold what was put there: the next build has to be a clean one."""


class LazyRecords(Mapping[str, Any], Generic[V]):
    """Records that are read from the pack when they are asked for, by id. The last ones are kept."""

    def __init__(self, pack: Pack, ids: Mapping[str, V], place: Callable[[V], Place], kept: int = 4096) -> None:
        """``place``: where the record lies that stands under an id with some value."""
        self._pack = pack
        self._ids = ids
        self._place = place
        self._limit = kept
        self._kept: dict[str, Any] = {}

    def __getitem__(self, id: str) -> Any:
        record = self._kept.get(id)
        if record is None:
            record = pickle.loads(self._pack.read(self._place(self._ids[id])))  # noqa: S301 - our own bytes: the digest is right
            if len(self._kept) >= self._limit:
                for old in list(self._kept)[: self._limit // 2]:
                    del self._kept[old]
            self._kept[id] = record
        return record

    def __contains__(self, id: object) -> bool:
        return id in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)
