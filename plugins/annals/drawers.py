"""Values by key, each taken out when somebody asks for it, and beside them those that came to be others since."""

from __future__ import annotations

from collections.abc import Callable, Collection, ItemsView, Iterator, KeysView, Mapping, ValuesView
from functools import cached_property
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Drawer(Mapping[K, V], Generic[K, V]):
    """It never changes. No value is ``None``."""

    def __init__(
        self,
        places: Callable[[], Mapping[K, Any]],
        take: Callable[[Any], V],
        later: Mapping[K, V | None] | None = None,
        taken: dict[K, V] | None = None,
    ) -> None:
        """``places``: gives where each value lies, by key, in order; ``take``: gives what lies there; ``later``: what is not as it lies
        there, ``None`` of what is gone; ``taken``: what was taken out already, by whoever shares it.
        """
        self._open = places
        self._take = take
        self.later = later or {}
        self.taken: dict[K, V] = {} if taken is None else taken

    @cached_property
    def _first(self) -> Mapping[K, Any]:
        return self._open()

    @cached_property
    def _places(self) -> Mapping[K, Any]:
        places = self._first
        gone = {key for key, value in self.later.items() if value is None}
        new = self.later.keys() - gone - places.keys()
        if not gone and not new:
            return places
        kept = (key for key in places if key not in gone)
        return {key: places.get(key) for key in (sorted({*kept, *new}) if new else kept)}  # type: ignore[type-var]  # keys in order are

    def __getitem__(self, key: K) -> V:
        value = self.later.get(key)
        if value is None:
            place = self._places[key]
            value = self.taken.get(key)
            if value is None:
                value = self.taken[key] = self._take(place)
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[K]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    @cached_property
    def _all(self) -> dict[K, V]:
        return {key: self[key] for key in self._places}

    # those of a mapping ask for one after another

    def keys(self) -> KeysView[K]:
        return self._places.keys()

    def values(self) -> ValuesView[V]:
        return self._all.values()

    def items(self) -> ItemsView[K, V]:
        return self._all.items()

    def but(self, values: Mapping[K, V | None]) -> Drawer[K, V]:
        """The same, with other values under some keys; ``None``: the key is gone. A new key comes where it belongs in order of key."""
        return Drawer(lambda: self._first, self._take, {**self.later, **values}, self.taken)

    def is_of(self, other: Mapping[K, V]) -> bool:
        """Whether both are the same but for what came later."""
        return isinstance(other, Drawer) and other.taken is self.taken


def others(were: Mapping[K, V], are: Mapping[K, V]) -> Collection[K] | None:
    """The keys under which there is another value than there was; ``None`` where there are other keys, or in another order."""
    if were is are:
        return ()
    if isinstance(were, Drawer) and isinstance(are, Drawer) and are.is_of(were):
        some = are.later.keys() | were.later.keys()
        if all((key in were) == (key in are) for key in some):
            return [key for key in some if key in are and are[key] is not were[key] and are[key] != were[key]]
        return None
    if list(were) != list(are):
        return None
    return [key for (key, value), other in zip(are.items(), were.values(), strict=True) if value is not other and value != other]


def but(table: Mapping[K, V], values: Mapping[K, V | None]) -> Mapping[K, V]:
    """A table in order of key, with other values under some keys; ``None``: the key is gone."""
    if isinstance(table, Drawer):
        return table.but(values)
    known: dict[K, V] = dict(table)
    for key, value in values.items():
        if value is not None:
            known[key] = value
        else:
            known.pop(key, None)
    return known if known.keys() == table.keys() else {key: known[key] for key in sorted(known)}  # type: ignore[type-var]  # as above
