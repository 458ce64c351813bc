"""What reports are narrowed by: each facet is a key, such as ``actor/russia`` or ``year/2016``, and what a reader is shown for it."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator

from annals.choices import ACTOR_KINDS
from annals.composing import Composer
from annals.records import Report

from .packing import packed

Facet = tuple[str, str]  # key and words


class Labels:
    """The facets of the reports of one period: which reports each has, and in what words a reader is told of it."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._numbers: dict[Facet, list[int]] = defaultdict(list)
        # the same few stand in most reports of a period; what was looked at once is noted as a fact of the whole period
        self._actor = functools.cache(self._of_actor)
        self._place = functools.cache(self._of_place)
        self._subject = functools.cache(self._of_subject)

    def add(self, number: int, report: Report) -> None:
        year = report.date.anchor.iso[:4]
        found: set[Facet] = {(f"year/{year}", year)}
        found.update(*map(self._actor, report.everyone), *map(self._place, report.locations))
        found.update(*(self._subject(claim.about) for claim in report.claims if claim.about))
        found.update((f"source/{id}", self._composer.source(id).text) for id in report.all_sources)
        found.update((f"thread/{id}", self._composer.thread(id).text) for id in report.threads)
        for facet in found:
            self._numbers[facet].append(number)

    def lines(self) -> Iterator[str]:
        """A line for each facet, in order of keys: the key, how much further on each of its reports is than the last, and the words."""
        for (key, words), numbers in sorted(self._numbers.items()):
            steps = (number - before for before, number in zip([0, *numbers], numbers, strict=False))
            yield f"{key}\t{''.join(map(packed, steps))}\t{' '.join(words.split())}"

    def _of_actor(self, id: str) -> tuple[Facet, ...]:
        kind = self._composer.actors[id].kind
        return (f"actor/{id}", self._composer.actor(id).text), (f"kind/{kind}", ACTOR_KINDS[kind])

    def _of_place(self, id: str) -> tuple[Facet, ...]:
        return tuple((f"place/{place}", self._composer.place(place).text) for place in (id, *self._composer.holders(id)))

    def _of_subject(self, about: str) -> tuple[Facet, ...]:
        standing = self._composer.standings.get(about)
        return (("contested/yes", "Accounts differ"),) if standing is not None and standing.contested else ()
