"""Bytes one after another, as they lie on the disk, each found by its number."""

from __future__ import annotations

from array import array
from collections.abc import Iterable


class Blobs:
    """``ends``: where each of them ends, eight bytes each; ``data``: all of them, one after another."""

    def __init__(self, ends: bytes | memoryview, data: bytes | memoryview) -> None:
        self.ends, self.data = ends, data
        self._ends = memoryview(ends).cast("Q")

    @classmethod
    def of(cls, blobs: Iterable[bytes]) -> Blobs:
        ends, data = array("Q"), bytearray()
        for blob in blobs:
            data += blob
            ends.append(len(data))
        return cls(ends.tobytes(), bytes(data))

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes | memoryview:
        return self.data[self._ends[number - 1] if number else 0 : self._ends[number]]
