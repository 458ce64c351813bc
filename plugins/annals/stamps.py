"""How a file is known again without being read, one or many of them."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

Stamp = tuple[int, int, int]  # mtime and ctime in nanoseconds, size
NO_STAMP: Stamp = (0, 0, -1)
"""Of a file that is not there, or that is too young for its stamp to be trusted."""


def stamp_of(status: os.stat_result) -> Stamp:
    return (status.st_mtime_ns, status.st_ctime_ns, status.st_size)


def stamp_at(file: str | Path) -> Stamp:
    """Of a file; ``NO_STAMP`` where there is none, or a link to nowhere."""
    try:
        return stamp_of(os.stat(file))  # noqa: PTH116 - a string or a path
    except OSError:
        return NO_STAMP


class Stamped(NamedTuple):
    """Many files below one folder, each with its stamp, as they lie on the disk."""

    paths: str  # one after another, with a zero between
    stamps: bytes | memoryview  # three numbers of eight bytes each

    @classmethod
    def of(cls, stamps: Mapping[str, Stamp]) -> Stamped:
        return cls("\0".join(stamps), array("q", chain.from_iterable(stamps.values())).tobytes())

    def files(self) -> list[str]:
        return self.paths.split("\0") if self.paths else []

    def stamp(self, row: int) -> Stamp:
        mtime, ctime, size = memoryview(self.stamps).cast("q")[3 * row : 3 * row + 3]
        return (mtime, ctime, size)

    def by_file(self) -> dict[str, Stamp]:
        numbers = iter(memoryview(self.stamps).cast("q"))
        return dict(zip(self.files(), zip(numbers, numbers, numbers, strict=True), strict=True))

    def but(self, stamps: Mapping[int, Stamp]) -> Stamped:
        """The same files, some rows of them with other stamps."""
        changed = array("q", bytes(self.stamps))
        for row, stamp in stamps.items():
            changed[3 * row : 3 * row + 3] = array("q", stamp)
        return Stamped(self.paths, changed.tobytes())

    def and_these(self, stamps: Mapping[str, Stamp]) -> Stamped:
        """With more files, after these."""
        if not stamps:
            return self
        more = Stamped.of(stamps)
        return Stamped("\0".join(filter(None, (self.paths, more.paths))), bytes(self.stamps) + bytes(more.stamps))

    @property
    def all_known(self) -> bool:
        """Whether there is a stamp of every file."""
        return NO_STAMP[2] not in memoryview(self.stamps).cast("q")[2::3]

    def others(self, folder: str) -> Iterator[str]:
        """The files that are not there as they are stamped."""
        stat, numbers = os.stat, iter(memoryview(self.stamps).cast("q"))
        for file, mtime, ctime, size in zip(self.files(), numbers, numbers, numbers, strict=True):
            try:
                status = stat(f"{folder}/{file}")
            except OSError:
                yield file
                continue
            if status.st_mtime_ns != mtime or status.st_ctime_ns != ctime or status.st_size != size:
                yield file
