"""What a page is made from, noted while it is made.

Every look into a :class:`Table` is a fact: the table's name and the key. The facts of a page are kept between builds; the
page is made again when one of them has changed. Nothing has to be declared, and so nothing can be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, Generic, TypeVar

Fact = tuple[str, str]  # a table and a key
EVERY = "*"
"""The key of a fact about a whole table: which keys it has."""

V = TypeVar("V")
Memo = dict[Hashable, tuple[V, frozenset[Fact]]]


class Recorder:
    """Collects facts. What is made within :meth:`remember` passes its facts on to whatever uses it, also when it was made before."""

    def __init__(self) -> None:
        self._open: list[set[Fact]] = [set()]

    def note(self, table: str, key: str) -> None:
        self._open[-1].add((table, key))

    def record(self, make: Callable[..., V], *arguments: Any) -> tuple[V, frozenset[Fact]]:
        """What ``make`` gives, and the facts that it looked at."""
        self._open.append(set())
        try:
            value = make(*arguments)
        finally:
            facts = frozenset(self._open.pop())
        return value, facts

    def remember(self, memo: Memo[V], key: Hashable, make: Callable[..., V], *arguments: Any) -> V:
        """What ``make`` gave the first time, with its facts noted each time."""
        kept = memo.get(key)
        if kept is None:
            kept = memo[key] = self.record(make, *arguments)
        self._open[-1].update(kept[1])
        return kept[0]


class Table(Mapping[str, V], Generic[V]):
    """A mapping that notes each look into it. To go through its keys, or to count them, is a fact about the whole table."""

    __slots__ = ("_name", "_note", "_values")

    def __init__(self, name: str, values: Mapping[str, V], recorder: Recorder) -> None:
        self._name = name
        self._values = values
        self._note = recorder.note

    def __getitem__(self, key: str) -> V:
        self._note(self._name, key)
        return self._values[key]

    def get(self, key: str, default: Any = None) -> Any:
        self._note(self._name, key)
        return self._values.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(self._name, str(key))
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        self._note(self._name, EVERY)
        return iter(self._values)

    def __len__(self) -> int:
        self._note(self._name, EVERY)
        return len(self._values)
