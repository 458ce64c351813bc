"""What a page is made from, noted while it is made.

Every look into a :class:`Table` is a fact: the table's name and the key. The facts of a page are kept between builds; the
page is made again when one of them has changed. Nothing has to be declared, and so nothing can be forgotten.

Facts have numbers (facts.py). What is composed once and used on many pages (a link, an entry of a list) is a number, too, which stands
for all facts that it was made from: a page that lists fifty reports notes fifty numbers, and not six hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from .facts import EVERY, Numbers, mark, presence
from .rows import packed

V = TypeVar("V")
Memo = dict[Hashable, tuple[V, int]]
KEPT = 30_000
"""Pieces that a memo holds before it begins anew. Pages of one time are made together, so that few are asked for again."""


def make_room(memo: dict[Any, Any]) -> None:
    """To be called before a memo gets one piece more."""
    if len(memo) >= KEPT:
        memo.clear()


class Recorder:
    """Collects the numbers of facts. What is made within :meth:`remember` is noted by whatever uses it, also when it was made before."""

    def __init__(self) -> None:
        self.numbers = Numbers()
        self.looks: set[int] = set()  # of what is made just now

    def note(self, table: str, key: str) -> None:
        self.looks.add(self.numbers.of(mark(table, key)))

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
            number = self._numbers[key] = self._recorder.numbers.of(mark(self._name, key))
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
        self._note(presence(key))
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        self._note(EVERY)
        return iter(self._values)

    def __len__(self) -> int:
        self._note(EVERY)
        return len(self._values)
