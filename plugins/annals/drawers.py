"""The cards of one kind, each taken out when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from typing import Generic, TypeVar

C = TypeVar("C")


class Drawer(Mapping[str, C], Generic[C]):
    """Cards by id, in their order. It never changes."""

    def __init__(
        self,
        paths: Mapping[str, str],
        card: Callable[[str], C],
        later: Mapping[str, C] | None = None,
        taken: dict[str, C] | None = None,
    ) -> None:
        """``paths``: from the id of each card to the path of its file; ``card``: the card of a file; ``later``: cards that are others now;
        ``taken``: those that were taken out already, by whoever shares it.
        """
        self._paths = paths
        self._card = card
        self._later = later or {}
        self._taken = {} if taken is None else taken
        self._every: dict[str, C] = {}

    def __getitem__(self, id: str) -> C:
        card = self._later.get(id) or self._taken.get(id)
        if card is None:
            card = self._taken[id] = self._card(self._paths[id])
        return card

    def __contains__(self, id: object) -> bool:
        return id in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def _all(self) -> dict[str, C]:
        if not self._every:
            self._every = {id: self[id] for id in self._paths}
        return self._every

    # those of a mapping ask for one after another

    def keys(self) -> KeysView[str]:
        return self._paths.keys()

    def values(self) -> ValuesView[C]:
        return self._all().values()

    def items(self) -> ItemsView[str, C]:
        return self._all().items()

    def but(self, cards: Mapping[str, C]) -> Drawer[C]:
        """The same, with others of the same ids."""
        return Drawer(self._paths, self._card, {**self._later, **cards}, self._taken)

    def others(self, before: Drawer[C]) -> Collection[str] | None:
        """The ids of cards that were not the same before; ``None`` where nobody knows without a look at each."""
        if before._taken is not self._taken:
            return None
        return [id for id in self._later.keys() | before._later.keys() if self[id] is not before[id]]


def others(were: Mapping[str, C], are: Mapping[str, C]) -> Iterable[str] | None:
    """The ids of which there is another card than there was; ``None`` where there are other ids, or in another order."""
    if were is are:
        return ()
    if isinstance(were, Drawer) and isinstance(are, Drawer) and (known := are.others(were)) is not None:
        return known
    if list(were) != list(are):
        return None
    return [id for (id, card), other in zip(are.items(), were.values(), strict=True) if card is not other and card != other]
