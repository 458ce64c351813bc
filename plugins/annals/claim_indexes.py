"""The indexes of claims, each made when somebody looks into it for the first time, and key by key where that is possible.

Most edits touch no claim, and the pages that they touch look at few subjects.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from .answers import subject_of
from .cards import Cards, ClaimCard, EntityCard, SettlementCard, SubjectCard, differing
from .ledger import Entry, Standing, Total, Who, survey, totals

Ids = tuple[str, ...]
NAMES = ("claims_by_subject", "claims_by_speaker", "standings", "positions", "totals", "contested", "disputed")
_PLAIN = ("positions", "contested", "disputed")
"""Those that are kept from one build to the next. As a rule all are known once ``contested`` is."""


_MADE_FROM = frozenset(
    (
        *(f"reports.{name}" for name in ("claims", "actors", "locations", "threads")),
        *(f"subjects.{name}" for name in SubjectCard._fields),
        *(f"places.{name}" for name in EntityCard._fields),
    )
)
"""All of the cards that they look at, and more: where none of it has changed, there is nothing to compare."""


class _Telling(NamedTuple):
    """A report as the indexes of claims know it."""

    claims: tuple[Any, ...]
    actors: Ids
    locations: Ids
    threads: Ids


class Told(NamedTuple):
    """All that the indexes of claims are made from: where it is as it was, so are they."""

    reports: Mapping[str, _Telling]  # in order of time
    subjects: Mapping[str, SubjectCard]
    places: Mapping[str, EntityCard]

    def same(self, other: Told) -> bool:
        """Also with the reports in the same order."""
        return self == other and list(self.reports) == list(other.reports)


def told_of(cards: Cards) -> Told:
    reports = {id: _Telling(card.claims, card.actors, card.locations, card.threads) for id, card in cards.reports.items() if card.claims}
    return Told(reports, cards.subjects, cards.places)


class ClaimIndex(Mapping[str, Any]):
    """One of the indexes, by its name in ``NAMES``."""

    __slots__ = ("_indexes", "_name")

    def __init__(self, name: str, indexes: ClaimIndexes) -> None:
        self._name = name
        self._indexes = indexes

    def __getitem__(self, key: str) -> Any:
        return getattr(self._indexes, self._name)[key]

    def __iter__(self) -> Iterator[str]:
        return iter(getattr(self._indexes, self._name))

    def __len__(self) -> int:
        return len(getattr(self._indexes, self._name))

    @property
    def as_before(self) -> bool:
        """Whether the claims, and all else that these indexes are made from, are those of the last build."""
        return self._indexes.as_before

    @property
    def plain(self) -> Mapping[str, Any] | None:
        """Its values, where they are plain ones and are known already."""
        return self._indexes.plain(self._name)


class Last:
    """What is known of the last build: its cards, its tables by name as far as they were kept, and the fields of cards that are not
    what they were (see cards.differing).
    """

    def __init__(self, cards: Cards, tables: Mapping[str, Mapping[str, Any]], now: Cards) -> None:
        self.cards = cards
        self.tables = tables
        self.changed = differing(cards, now)

    def same_claims(self, now: Cards) -> bool:
        """Whether all that the indexes of claims are made from is what it was."""
        return self.changed.isdisjoint(_MADE_FROM) or told_of(self.cards).same(told_of(now))


def claim_indexes(cards: Cards, last: Last | None = None) -> dict[str, ClaimIndex]:
    """All of them, by name; those of the last build, where they are at hand and still right."""
    same = last is not None and last.same_claims(cards)
    kept = {name: last.tables[name] for name in NAMES if name in last.tables} if last and same else {}
    whole = {name: index for name, index in kept.items() if isinstance(index, ClaimIndex)}
    if len(whole) == len(NAMES):
        return whole
    indexes = ClaimIndexes(cards, kept, as_before=same)
    return {name: ClaimIndex(name, indexes) for name in NAMES}


class _Asked(Mapping[str, Any]):
    """Values that are made when they are asked for. ``keys`` gives those that have one, and is asked only when all are wanted."""

    def __init__(self, make: Callable[[str], Any], keys: Callable[[], Iterable[str]]) -> None:
        self._make = make
        self._keys = keys
        self._made: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys())

    def __len__(self) -> int:
        return len(list(self._keys()))


class ClaimIndexes:
    """What each of them holds is said in :class:`annals.indexes.Indexes`."""

    def __init__(self, cards: Cards, kept: Mapping[str, Mapping[str, Any]], *, as_before: bool) -> None:
        """``kept``: of the last build's, those that are still right."""
        self._cards = cards
        self._kept = kept
        self.as_before = as_before

    def plain(self, name: str) -> Mapping[str, Any] | None:
        if name not in _PLAIN:
            return None
        return dict(getattr(self, name)) if "contested" in self.__dict__ else self._kept.get(name)

    @cached_property
    def _told(self) -> Told:
        return told_of(self._cards)

    @cached_property
    def _entries(self) -> list[Entry]:
        entries = [Entry(id, claim) for id, report in self._told.reports.items() for claim in map(ClaimCard._make, report.claims)]
        entries.sort(key=lambda entry: entry.claim.said)  # within a day, in order of the reports
        return entries

    @cached_property
    def claims_by_speaker(self) -> dict[str, tuple[Entry, ...]]:
        return _grouped((f"{entry.claim.family}/{entry.claim.speaker}", entry) for entry in self._entries)

    @cached_property
    def claims_by_subject(self) -> dict[str, tuple[Entry, ...]]:
        told = {entry.claim.id: (entry.claim.about, entry.claim.related) for entry in self._entries}
        found = ((entry.claim.about or subject_of(entry.claim.id, told), entry) for entry in self._entries)
        return _grouped((subject, entry) for subject, entry in found if subject)  # else the claim that it answers is not published

    def _survey(self, subject: str) -> tuple[Standing, tuple[tuple[Who, str], ...]]:
        card = self._told.subjects[subject]
        return survey(self.claims_by_subject[subject], SettlementCard(*card.settled), card.competing)

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        return _Asked(lambda subject: self._survey(subject)[0], lambda: self.claims_by_subject)

    @cached_property
    def positions(self) -> Mapping[str, Mapping[str, int]]:
        if (kept := self._kept.get("positions")) is not None:
            return kept
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for subject in self.claims_by_subject:
            for (family, id), words in self._survey(subject)[1]:
                found[f"{family}/{id}"][words] += 1
        return {speaker: dict(found[speaker]) for speaker in sorted(found)}

    @cached_property
    def totals(self) -> dict[str, Total]:
        shares = {id: card.above for id, card in self._told.subjects.items() if card.above}
        return {total.category: total for total in totals(dict(self.standings), shares)}

    @cached_property
    def contested(self) -> Mapping[str, Ids]:
        """Last spoken of first."""
        if (kept := self._kept.get("contested")) is not None:
            return kept
        told, by_subject = self._told, self.claims_by_subject
        found: dict[str, list[str]] = defaultdict(list)
        holding = {id: tuple(f"place/{holder}" for holder in (id, *holders(id, told.places))) for id in told.places}
        for subject in sorted(self._disputed_subjects, key=lambda subject: (-by_subject[subject][-1].claim.said, subject)):
            reports = [told.reports[report] for report in _reports(by_subject[subject])]
            actors = (f"actor/{actor}" for report in reports for actor in report.actors)
            where = (place for report in reports for location in report.locations for place in holding[location])
            threads = (f"thread/{thread}" for report in reports for thread in report.threads)
            for key in dict.fromkeys(("", *actors, *where, *threads)):
                found[key].append(subject)
        return {key: tuple(found[key]) for key in sorted(found)}

    @cached_property
    def _disputed_subjects(self) -> list[str]:
        return [subject for subject, standing in self.standings.items() if standing.contested]

    @cached_property
    def _subjects_by_report(self) -> dict[str, Ids]:
        return _grouped((report, subject) for subject, entries in self.claims_by_subject.items() for report in _reports(entries))

    @cached_property
    def disputed(self) -> Mapping[str, Ids]:
        if (kept := self._kept.get("disputed")) is not None:
            return kept

        def of(report: str) -> Ids:
            subjects = tuple(subject for subject in self._subjects_by_report.get(report, ()) if self.standings[subject].contested)
            if not subjects:
                raise KeyError(report)
            return subjects

        def reports() -> list[str]:
            return sorted({report for subject in self._disputed_subjects for report in _reports(self.claims_by_subject[subject])})

        return _Asked(of, reports)


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, tuple[Any, ...]]:
    """Values by key, in order of key; those of one key as they come."""
    found: dict[str, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(found[key]) for key in sorted(found)}


def _reports(entries: Sequence[Entry]) -> Iterable[str]:
    return dict.fromkeys(entry.report for entry in entries)


def holders(place: str, places: Mapping[str, EntityCard]) -> Iterator[str]:
    """What a place lies within, from the nearest to the widest."""
    above = places[place].above
    while above:
        yield above[0]
        above = places[above[0]].above
