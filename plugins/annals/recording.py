"""What a page is made from, noted while it is made.

Every look into a :class:`Table` is a fact: the table's name and the key. The facts of a page are kept between builds; the
page is made again when one of them has changed. Nothing has to be declared, and so nothing can be forgotten.

Facts have numbers. What is composed once and used on many pages (a link, an entry of a list) is a number, too, which stands
for all facts that it was made from: a page that lists fifty reports notes fifty numbers, and not six hundred.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

Fact = tuple[str, str]  # a table and a key
EVERY = "*"
"""The key of a fact about a whole table: which keys it has."""
_THERE = "?"
"""Before a key: a fact about whether a table has it, whatever its value is."""

Facts = list[Fact | bytes]
"""By their numbers. Bytes: a piece, as the numbers that it was made from, which are all smaller than its own (:func:`packed`)."""

V = TypeVar("V")
Memo = dict[Hashable, tuple[V, int]]
KEPT = 30_000
"""Pieces that a memo holds before it begins anew. Pages of one time are made together, so that few are asked for again."""


def make_room(memo: dict[Any, Any]) -> None:
    """To be called before a memo gets one piece more."""
    if len(memo) >= KEPT:
        memo.clear()


def packed(numbers: Iterable[int]) -> bytes:
    """Numbers in order, four bytes each."""
    return array("I", sorted(numbers)).tobytes()


def with_presence(changed: Collection[Fact]) -> set[Fact]:
    """Changed facts, and those about whether a key is there: of each key that has changed, where the table has others than it had, which
    whoever tells of a key that came or went tells with :data:`EVERY`.
    """
    others = {table for table, key in changed if key == EVERY}
    return {*changed, *((table, f"{_THERE}{key}") for table, key in changed if table in others)}


def touched(numbers: Numbers, changed: Collection[Fact]) -> set[int]:
    """The numbers of changed facts, and of the pieces that were made from them."""
    found = {number for fact in changed if (number := numbers.known(fact)) is not None}
    if found:
        for number, fact in enumerate(numbers.facts):
            if type(fact) is bytes and not found.isdisjoint(memoryview(fact).cast("I")):
                found.add(number)
    return found


def in_use(facts: Facts, used: Iterable[bytes]) -> tuple[Facts, dict[int, int]]:
    """Only the facts and pieces that some packed numbers stand for, directly or not; and for each old number the new one, in the same
    order.
    """
    wanted: set[int] = set()
    for numbers in used:
        wanted.update(memoryview(numbers).cast("I"))
    for number in range(len(facts) - 1, -1, -1):  # a piece is made from smaller numbers
        fact = facts[number]
        if number in wanted and type(fact) is bytes:
            wanted.update(memoryview(fact).cast("I"))
    new = {old: number for number, old in enumerate(sorted(wanted))}
    kept = [packed(new[n] for n in memoryview(fact).cast("I")) if type(fact := facts[old]) is bytes else fact for old in new]
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
        for number in memoryview(facts).cast("I"):
            self._made.setdefault(number, []).append(made)

    def touched(self, changed: Iterable[Fact]) -> set[int]:
        """As :func:`touched`."""
        for number in range(self._seen, len(self.numbers.facts)):
            if type(piece := self.numbers.facts[number]) is bytes:
                for smaller in memoryview(piece).cast("I"):
                    self._pieces.setdefault(smaller, []).append(number)
        self._seen = len(self.numbers.facts)
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


class Numbers:
    """Gives numbers to facts and pieces, counted up as they come; the same one to what is the same."""

    def __init__(self, facts: Facts) -> None:
        self.facts: Facts = list(facts)
        self._known: dict[Fact | bytes, int] = dict(zip(facts, range(len(facts)), strict=True))

    def of(self, fact: Fact | bytes) -> int:
        number = self._known.setdefault(fact, len(self.facts))
        if number == len(self.facts):
            self.facts.append(fact)
        return number

    def known(self, fact: Fact) -> int | None:
        return self._known.get(fact)

    def take_in(self, facts: Facts) -> list[int]:
        """The numbers here of facts that have others elsewhere, in their order."""
        here: list[int] = []
        for fact in facts:
            here.append(self.of(packed(here[n] for n in memoryview(fact).cast("I")) if type(fact) is bytes else fact))
        return here


class Recorder:
    """Collects the numbers of facts. What is made within :meth:`remember` is noted by whatever uses it, also when it was made before."""

    def __init__(self) -> None:
        self.numbers = Numbers([])
        self.looks: set[int] = set()  # of what is made just now

    def note(self, table: str, key: str) -> None:
        self.looks.add(self.numbers.of((table, key)))

    def record(self, make: Callable[..., V], *arguments: Any) -> tuple[V, set[int]]:
        """What ``make`` gives, and the numbers of the facts that it looked at."""
        around, self.looks = self.looks, set()
        try:
            return make(*arguments), self.looks
        finally:
            self.looks = around

    def remember(self, memo: Memo[V], key: Hashable, make: Callable[..., V], *arguments: Any) -> V:
        """What ``make`` gave the first time, noted each time."""
        kept = memo.get(key)
        if kept is None:
            value, looks = self.record(make, *arguments)
            number = self.numbers.of(packed(looks)) if len(looks) != 1 else next(iter(looks))
            make_room(memo)
            kept = memo[key] = (value, number)
        self.looks.add(kept[1])
        return kept[0]


class Table(Mapping[str, V], Generic[V]):
    """A mapping that notes each look into it. To go through its keys, or to count them, is a fact about the whole table; to ask whether it
    has a key is one about that, and not about the value.
    """

    __slots__ = ("_name", "_numbers", "_recorder", "_values")

    def __init__(self, name: str, values: Mapping[str, V], recorder: Recorder) -> None:
        self._name = name
        self._values = values
        self._recorder = recorder
        self._numbers: dict[str, int] = {}

    def _note(self, key: str) -> None:
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = self._recorder.numbers.of((self._name, key))
        self._recorder.looks.add(number)

    def __getitem__(self, key: str) -> V:
        self._note(key)
        return self._values[key]

    def get(self, key: str, default: Any = None) -> Any:
        self._note(key)
        return self._values.get(key, default)

    def several(self, keys: Collection[str]) -> list[V]:
        """The values of some keys, in their order: as one look into each, in a quarter of the time."""
        try:
            self._recorder.looks.update(map(self._numbers.__getitem__, keys))
        except KeyError:  # some were never looked at
            for key in keys:
                self._note(key)
        values = self._values
        return [values[key] for key in keys]

    def __contains__(self, key: object) -> bool:
        self._note(f"{_THERE}{key}")
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        self._note(EVERY)
        return iter(self._values)

    def __len__(self) -> int:
        self._note(EVERY)
        return len(self._values)
