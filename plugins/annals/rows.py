"""Rows of numbers, as they lie on the disk: which of them hold some number is found without a look at each one, and nothing is unpacked."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import accumulate

TOGETHER = 64
"""Rows that are looked at together first: what none of them holds is in none of them."""


def packed(numbers: Iterable[int]) -> bytes:
    """Numbers in order, four bytes each."""
    return array("I", sorted(numbers)).tobytes()


def unpacked(numbers: bytes | memoryview) -> memoryview:
    return memoryview(numbers).cast("I")


class Rows:
    """Packed numbers, row after row. In ``data``: how many rows there are; where each of them ends; where the union of each
    :data:`TOGETHER` of them ends; the rows; the unions. All are numbers of four bytes.
    """

    def __init__(self, data: bytes | memoryview) -> None:
        self.data = data
        numbers = unpacked(data)
        count = numbers[0] if len(numbers) else 0
        together = -(-count // TOGETHER)
        self._ends = numbers[1 : 1 + count]
        self._union_ends = numbers[1 + count : 1 + count + together]
        self._rows = numbers[1 + count + together :]
        self._unions = self._rows[self._ends[-1] if count else 0 :]

    @classmethod
    def of(cls, rows: Iterable[bytes]) -> Rows:
        """Each of them packed."""
        rows = list(rows)
        unions = [packed(set().union(*map(unpacked, rows[at : at + TOGETHER]))) for at in range(0, len(rows), TOGETHER)]
        ends = [array("I", accumulate(len(row) // 4 for row in some)).tobytes() for some in (rows, unions)]
        return cls(b"".join((array("I", [len(rows)]).tobytes(), *ends, *rows, *unions)))

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, row: int) -> memoryview:
        return self._rows[self._ends[row - 1] if row else 0 : self._ends[row]]

    def holding(self, numbers: AbstractSet[int]) -> Iterator[int]:
        """The rows that hold any of some numbers, in order. More numbers may come in between: they count for the rows after."""
        begin = 0
        for block, end in enumerate(self._union_ends):
            if self._in_union(numbers, begin, end):
                for row in range(block * TOGETHER, min((block + 1) * TOGETHER, len(self))):
                    if not numbers.isdisjoint(self[row]):
                        yield row
            begin = end

    def _in_union(self, numbers: AbstractSet[int], begin: int, end: int) -> bool:
        unions = self._unions
        if len(numbers) > (end - begin) // 32:  # to look for so many takes longer than to look at all that there are
            return not numbers.isdisjoint(unions[begin:end])
        return any((at := bisect_left(unions, number, begin, end)) < end and unions[at] == number for number in numbers)
