"""What reports are narrowed by: each facet is a key, such as ``actor/russia`` or ``year/2016``, and what a reader is shown for it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from annals.choices import ACTOR_KINDS
from annals.composing import Composer

from .packing import packed

Facet = tuple[str, str]  # key and words


class Labels:
    """The facets of the reports of one period: which reports each has, and in what words a reader is told of it."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._numbers: dict[str, list[int]] = defaultdict(list)  # of what the reports name themselves

    def add(self, numbers: Sequence[int], ids: Sequence[str], named: Mapping[str, Sequence[int]]) -> None:
        """Some reports under their numbers. ``named``: see :class:`finding.stretches.Stretch`."""
        for key, places in named.items():
            self._numbers[key] += map(numbers.__getitem__, places)
        # not how their subjects stand: that changes with each claim about them, and this when accounts come to differ
        contested = [number for number, id in zip(numbers, ids, strict=True) if id in self._composer.disputed]
        if contested:
            self._numbers["contested/yes"] += contested

    def lines(self) -> Iterator[str]:
        """A line for each facet, in order of keys: the key, how much further on each of its reports is than the last, and the words."""
        found: dict[Facet, list[list[int]]] = defaultdict(list)
        for key, numbers in self._numbers.items():
            for facet in self._of(*key.split("/")):
                found[facet].append(numbers)
        for (key, words), lists in sorted(found.items()):
            numbers = lists[0] if len(lists) == 1 else sorted(set(itertools.chain(*lists)))
            steps = (number - before for before, number in zip([0, *numbers], numbers, strict=False))
            yield f"{key}\t{''.join(map(packed, steps))}\t{' '.join(words.split())}"

    def _of(self, family: str, id: str) -> Iterator[Facet]:
        """What a report that names something is found by: an actor also by its kind, a place by all that it lies within."""
        match family:
            case "actor":
                kind = self._composer.actors[id].kind
                yield f"kind/{kind}", ACTOR_KINDS[kind]
            case "place":
                for holder in self._composer.holders(id):
                    yield f"place/{holder}", self._composer.place(holder).text
            case "year" | "contested":
                yield f"{family}/{id}", "Accounts differ" if family == "contested" else id
                return
        yield f"{family}/{id}", self._composer.link(family, id).text
