"""Facts under numbers: as they are noted, as one build leaves them for the next, and what some that have changed stand for.

A fact is a look into a table (see recording.py). Of it only a mark of four bytes is kept. What is composed once and used on many pages is a
piece: a number, too, which stands for all facts that it was made from.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from zlib import crc32

from .rows import Rows, packed, unpacked

Fact = tuple[str, str]  # a table and a key
EVERY = "*"
"""The key of a fact about a whole table: which keys it has."""
_THERE = "?"
"""Before a key: a fact about whether a table has it, whatever its value is."""

Facts = list[int | bytes]
"""By their numbers: the mark of a fact, or a piece, as the packed numbers that it was made from, which are all smaller than its own."""


def presence(key: object) -> str:
    """The key of a fact about whether a table has a key."""
    return f"{_THERE}{key}"


def mark(table: str, key: str) -> int:
    """Four bytes that stand for a fact. Two facts may have the same mark: then what was made from the one is made again when the other has
    changed, which is for nothing, and nothing is overlooked.
    """
    return crc32(f"{table}\0{key}".encode("utf-8", "surrogatepass"))


def with_presence(changed: Collection[Fact]) -> set[Fact]:
    """Changed facts, and those about whether a key is there: of each key that has changed, where the table has others than it had, which
    whoever tells of a key that came or went tells with :data:`EVERY`.
    """
    others = {table for table, key in changed if key == EVERY}
    return {*changed, *((table, presence(key)) for table, key in changed if table in others)}


class Numbered:
    """Facts by their numbers as they lie on the disk, and the way back from a fact to its number."""

    def __init__(self, marks: bytes | memoryview, pieces: bytes | memoryview, rows: Rows) -> None:
        """``marks``: of each fact, and of the bytes of each piece, in order, eight bytes each: the mark, and the number; ``pieces``: the
        numbers of the pieces, in order, packed; ``rows``: what each of them was made from.
        """
        self.marks, self.pieces, self.rows = marks, pieces, rows
        self._marks = memoryview(marks).cast("Q")
        self._pieces = unpacked(pieces)

    @classmethod
    def of(cls, facts: Facts) -> Numbered:
        marks = sorted((crc32(fact) if isinstance(fact, bytes) else fact) << 32 | number for number, fact in enumerate(facts))
        pieces = [(number, fact) for number, fact in enumerate(facts) if isinstance(fact, bytes)]
        return cls(array("Q", marks).tobytes(), packed(number for number, _ in pieces), Rows.of(piece for _, piece in pieces))

    def __len__(self) -> int:
        return len(self._marks)

    def number(self, fact: int | bytes) -> int | None:
        """Of the mark of a fact, or of a piece."""
        sought, marks = crc32(fact) if isinstance(fact, bytes) else fact, self._marks
        at = bisect_left(marks, sought << 32)
        while at < len(marks) and marks[at] >> 32 == sought:
            number = marks[at] & 0xFFFFFFFF
            if self._piece(number) == (fact if isinstance(fact, bytes) else None):
                return number
            at += 1
        return None

    def _piece(self, number: int) -> bytes | None:
        row = bisect_left(self._pieces, number)
        return self.rows[row].tobytes() if row < len(self._pieces) and self._pieces[row] == number else None

    def facts(self) -> Facts:
        """All of them, in the order of their numbers."""
        facts: Facts = [0] * len(self)
        for both in self._marks:
            facts[both & 0xFFFFFFFF] = both >> 32
        for row, number in enumerate(self._pieces):
            facts[number] = self.rows[row].tobytes()
        return facts

    def pieces_from(self, first: int) -> Iterator[tuple[int, memoryview]]:
        for row in range(bisect_left(self._pieces, first), len(self._pieces)):
            yield self._pieces[row], self.rows[row]

    def add_above(self, found: set[int]) -> None:
        """To some numbers those of the pieces that were made from them, directly or not."""
        for row in self.rows.holding(found):
            found.add(self._pieces[row])


NOTHING = Numbered.of([])


class Numbers:
    """Gives numbers to marks and pieces, counted up as they come; the same one to what is the same."""

    def __init__(self, before: Numbered = NOTHING, later: Facts | None = None) -> None:
        """``before``: what has numbers already; ``later``: what came since."""
        self._before = before
        self.later: Facts = later or []
        self._known: dict[int | bytes, int] = dict(zip(self.later, range(len(before), len(self)), strict=True))

    def __len__(self) -> int:
        return len(self._before) + len(self.later)

    def of(self, fact: int | bytes) -> int:
        number = self._known.get(fact)
        if number is None:
            number = self._before.number(fact) if self._before else None
            if number is None:
                number = len(self)
                self.later.append(fact)
            self._known[fact] = number
        return number

    def known(self, fact: Fact) -> int | None:
        sought = mark(*fact)
        number = self._known.get(sought)
        return self._before.number(sought) if number is None else number

    def take_in(self, facts: Facts) -> list[int]:
        """The numbers here of facts that have others elsewhere, in their order."""
        here: list[int] = []
        for fact in facts:
            here.append(self.of(packed(map(here.__getitem__, unpacked(fact))) if isinstance(fact, bytes) else fact))
        return here

    def touched(self, changed: Iterable[Fact]) -> set[int]:
        """The numbers of changed facts, and of the pieces that were made from them."""
        found = {number for fact in changed if (number := self.known(fact)) is not None}
        if found:
            self._before.add_above(found)
            for number, fact in enumerate(self.later, len(self._before)):
                if isinstance(fact, bytes) and not found.isdisjoint(unpacked(fact)):
                    found.add(number)
        return found

    def all(self) -> Facts:
        """In the order of their numbers."""
        return [*self._before.facts(), *self.later]

    def pieces_from(self, first: int) -> Iterator[tuple[int, memoryview]]:
        """Each piece with a number from that on, and what it was made from."""
        yield from self._before.pieces_from(first)
        begin = len(self._before)
        for number in range(max(first, begin), len(self)):
            if isinstance(piece := self.later[number - begin], bytes):
                yield number, unpacked(piece)

    def settle(self) -> Numbered:
        """All that there is, as it goes to the disk: the numbers stay what they are."""
        if self.later:
            self._before = Numbered.of(self.all())
            self.later, self._known = [], {}
        return self._before


def in_use(facts: Facts, used: Iterable[bytes]) -> tuple[Facts, dict[int, int]]:
    """Only the facts and pieces that some packed numbers stand for, directly or not; and for each old number the new one, in the same
    order.
    """
    wanted: set[int] = set()
    for numbers in used:
        wanted.update(unpacked(numbers))
    for number in range(len(facts) - 1, -1, -1):  # a piece is made from smaller numbers
        fact = facts[number]
        if number in wanted and isinstance(fact, bytes):
            wanted.update(unpacked(fact))
    new = {old: number for number, old in enumerate(sorted(wanted))}
    kept = [packed(new[n] for n in unpacked(fact)) if isinstance(fact := facts[old], bytes) else fact for old in new]
    return kept, new


class Users:
    """What was made from each fact: the other way round. For a process that builds again and again, as it takes a while to find out.

    What was made anew since stays among the users of what it was made from before: a user is one that may be.
    """

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers  # of the facts that are known here
        self._pieces: dict[int, list[int]] = {}
        self._made: dict[int, list[str]] = {}
        self._seen = 0  # facts whose pieces are known

    def add(self, made: str, facts: bytes) -> None:
        """``made``: what was made; ``facts``: the packed numbers of what it was made from."""
        for number in unpacked(facts):
            self._made.setdefault(number, []).append(made)

    def touched(self, changed: Iterable[Fact]) -> set[int]:
        """As :meth:`Numbers.touched`."""
        for number, piece in self.numbers.pieces_from(self._seen):
            for smaller in piece:
                self._pieces.setdefault(smaller, []).append(number)
        self._seen = len(self.numbers)
        todo = [known for fact in changed if (known := self.numbers.known(fact)) is not None]
        found = set(todo)
        while todo:
            above = [number for number in self._pieces.get(todo.pop(), ()) if number not in found]
            found.update(above)
            todo += above
        return found

    def of(self, numbers: Iterable[int]) -> set[str]:
        """What may have been made from some facts."""
        return {made for number in numbers for made in self._made.get(number, ())}
