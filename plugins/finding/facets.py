"""What reports are narrowed by: each facet is a key, such as ``actor/russia`` or ``year/2016``, and what a reader is shown for it."""

from __future__ import annotations

from collections.abc import Iterator

from annals.choices import ACTOR_KINDS
from annals.composing import Composer
from annals.records import Report


class Labels:
    """The facets of the reports of one period. A report holds their numbers, the period's list says what each number means."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._numbers: dict[str, int] = {}
        self.listed: list[tuple[str, str]] = []  # key and words

    def of(self, report: Report) -> list[int]:
        """The numbers of a report's facets, in order."""
        return sorted({self._number(key, words) for key, words in facets(self._composer, report)})

    def _number(self, key: str, words: str) -> int:
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.listed)
            self.listed.append((key, words))
        return number


def facets(composer: Composer, report: Report) -> Iterator[tuple[str, str]]:
    """The key and the words of each facet of a report."""
    year = report.date.anchor.iso[:4]
    yield f"year/{year}", year
    for id in report.everyone:
        yield f"actor/{id}", composer.actor(id).text
        kind = composer.actors[id].kind
        yield f"kind/{kind}", ACTOR_KINDS[kind]
    for id in report.locations:
        for place in (id, *composer.holders(id)):
            yield f"place/{place}", composer.place(place).text
    for id in report.all_sources:
        yield f"source/{id}", composer.source(id).text
    for id in report.threads:
        yield f"thread/{id}", composer.thread(id).text
    subjects = (composer.standings.get(claim.about) for claim in report.claims)
    if any(standing is not None and standing.contested for standing in subjects):
        yield "contested/yes", "Accounts differ"
