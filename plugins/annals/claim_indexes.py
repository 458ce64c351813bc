"""The indexes of claims, each made when somebody looks into it for the first time, and key by key where that is possible.

Most edits touch no claim, and the pages that they touch look at few subjects.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any, NamedTuple

from .answers import subject_of
from .cards import Cards, ClaimCard, EntityCard, ReportCard, SettlementCard, SubjectCard, differing
from .drawers import others
from .ledger import Entry, Standing, Total, Who, survey, totals

Ids = tuple[str, ...]
NAMES = ("claims_by_subject", "claims_by_speaker", "standings", "positions", "totals", "contested", "disputed")
_PLAIN = ("positions", "contested", "disputed")
"""Those that are kept from one build to the next as they are. As a rule all are known once ``contested`` is."""
_BY_SUBJECT = ("claims_by_subject", "standings")
_BY_REPORTS = ("claims_by_subject", "claims_by_speaker")
"""Those of which the reports of each key are kept, in no order."""


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
    def indexes(self) -> ClaimIndexes:
        """All of them."""
        return self._indexes

    @property
    def as_before(self) -> bool:
        """Whether the claims, and all else that these indexes are made from, are those of the last build."""
        return self._indexes.as_before

    @property
    def plain(self) -> Mapping[str, Any] | None:
        """Its values, where they are plain ones and are known already."""
        return self._indexes.plain(self._name)

    def changes(self, before: ClaimIndex) -> Iterator[tuple[str, bool]]:
        """The keys whose values are not what they were; and whether there is, or was, no such key. Of totals, which nothing tells without
        looking at every subject, those that can be others.
        """
        touched, categories = self._indexes.touched, self._indexes.categories
        if self._name == "totals" and categories is not None:
            yield from ((category, True) for category in sorted(categories))
            return
        now, then = self._indexes.at_once(self._name), before.indexes.at_once(self._name)
        for key in touched if self._name in _BY_SUBJECT and touched is not None else now.keys() | then.keys():
            if now.get(key) != then.get(key):
                yield key, key not in now or key not in then


class Last:
    """What is known of the last build: its cards, its tables by name as far as they were kept, and the fields of cards that are not
    what they were (see cards.differing).
    """

    def __init__(self, cards: Cards, tables: Mapping[str, Mapping[str, Any]], now: Cards) -> None:
        self.cards = cards
        self.tables = tables
        self.changed = differing(cards, now)
        self._now = now
        self.touched: dict[str, AbstractSet[str]] = {}
        """By table, where they are known: the only keys whose values can be others now."""

    @cached_property
    def reports(self) -> AbstractSet[str]:
        """The reports that came, went, or have another card."""
        were, are = self.cards.reports, self._now.reports
        if (ids := others(were, are)) is not None:
            return frozenset(ids)
        return {id for id, card in are.items() if were.get(id) is not card} | (were.keys() - are.keys())

    def same_claims(self, now: Cards) -> bool:
        """Whether all that the indexes of claims are made from is what it was."""
        return self.changed.isdisjoint(_MADE_FROM) or told_of(self.cards).same(told_of(now))

    @cached_property
    def claims(self) -> dict[str, ClaimIndex]:
        """The indexes of its claims, as far as they are known; the rest is made when it is looked into."""
        kept = {name: self.tables[name] for name in NAMES if name in self.tables}
        whole = {name: index for name, index in kept.items() if isinstance(index, ClaimIndex)}
        return whole if len(whole) == len(NAMES) else _by_name(ClaimIndexes(self.cards, kept))


def claim_indexes(cards: Cards, last: Last | None = None) -> dict[str, ClaimIndex]:
    """All of them, by name; those of the last build, where they are at hand and still right."""
    if last is None:
        return _by_name(ClaimIndexes(cards, {}, as_before=False))
    if not last.same_claims(cards):
        return _by_name(ClaimIndexes(cards, {}, last.claims["standings"].indexes, as_before=False))
    return last.claims


def _by_name(indexes: ClaimIndexes) -> dict[str, ClaimIndex]:
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

    def __init__(
        self, cards: Cards, kept: Mapping[str, Mapping[str, Any]], before: ClaimIndexes | None = None, *, as_before: bool = True
    ) -> None:
        """``kept``: of the last build's, those that are still right; ``before``: those of the last build, where other claims were made."""
        self._cards = cards
        self._kept = kept
        self._plainly: dict[str, Mapping[str, Any]] = {}  # what of them is kept for the next build, as it is asked for
        self.as_before = as_before
        self.touched: set[str] | None = None
        """The subjects with whose claims, or with which, something is other than in the last build; ``None``: it may be with all."""
        self.categories: set[str] | None = None
        """Of the figures of these subjects, then and now; ``None``: of all, for other subjects are shares of others."""
        if before is not None:
            self._follow(before)

    def _follow(self, before: ClaimIndexes) -> None:
        """Survey again only what is not what it was."""
        then, now = before.all_by_subject, self.all_by_subject
        cards_then, cards_now = before._told.subjects, self._told.subjects
        self.touched = {
            subject
            for subject in then.keys() | now.keys() | cards_then.keys() | cards_now.keys()
            if then.get(subject) != now.get(subject) or cards_then.get(subject) != cards_now.get(subject)
        }
        disputed = set(before._disputed_subjects)
        categories: set[str] = set()
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for subject in self.touched:
            disputed.discard(subject)
            for indexes, step in ((before, -1), (self, 1)):
                if subject in indexes.all_by_subject:
                    standing, lies = indexes.survey_of(subject)
                    categories.update(tally.category for tally in standing.tallies)
                    _count(lies, counts, step)
                    if step > 0 and standing.contested:
                        disputed.add(subject)
        if _shares(cards_then) == _shares(cards_now):
            self.categories = categories
        positions = dict(before.positions)
        for speaker, steps in counts.items():
            steps.update(positions.pop(speaker, {}))
            if found := _told_positions(steps):
                positions[speaker] = found
        self._disputed_subjects = disputed
        self.positions = {speaker: positions[speaker] for speaker in sorted(positions)}

    def plain(self, name: str) -> Mapping[str, Any] | None:
        """What of an index is kept, where it is known; the same each time."""
        if name not in self._plainly:
            known = self.__dict__
            if name in _PLAIN and "contested" in known:
                values: Mapping[str, Any] = getattr(self, name)
                self._plainly[name] = values if values is self._kept.get(name) else dict(values)
            elif name in _BY_REPORTS and isinstance(known.get(name), dict):
                self._plainly[name] = {key: tuple(_reports(entries)) for key, entries in known[name].items()}
        return self._plainly.get(name, self._kept.get(name))

    @cached_property
    def _told(self) -> Told:
        return told_of(self._cards)

    @cached_property
    def _entries(self) -> list[Entry]:
        return _entries_of(self._cards.reports.values())

    @cached_property
    def claims_by_speaker(self) -> Mapping[str, tuple[Entry, ...]]:
        asked = self._asked("claims_by_speaker", _speakers)
        return self._all_by_speaker if asked is None else asked

    @cached_property
    def claims_by_subject(self) -> Mapping[str, tuple[Entry, ...]]:
        asked = self._asked("claims_by_subject", _subjects)
        return self.all_by_subject if asked is None else asked

    @cached_property
    def all_by_subject(self) -> dict[str, tuple[Entry, ...]]:
        """Made at once."""
        return _grouped(_subjects(self._entries))

    @cached_property
    def _all_by_speaker(self) -> dict[str, tuple[Entry, ...]]:
        return _grouped(_speakers(self._entries))

    def at_once(self, name: str) -> Mapping[str, Any]:
        """An index of which every value is wanted."""
        whole = {"claims_by_subject": "all_by_subject", "claims_by_speaker": "_all_by_speaker"}
        values: Mapping[str, Any] = getattr(self, whole.get(name, name))
        return values

    def _asked(self, name: str, keyed: Callable[[Sequence[Entry]], Iterable[tuple[str, Entry]]]) -> Mapping[str, tuple[Entry, ...]] | None:
        """The claims of one key at a time, from the reports that are known to have some."""
        reports = self._kept.get(name)
        if reports is None:
            return None

        def of(key: str) -> tuple[Entry, ...]:
            # all claims by way of which another is about the same thing are in these reports, too
            cards = sorted(map(self._cards.reports.__getitem__, reports[key]), key=lambda card: (card.order, card.id))
            return tuple(entry for its, entry in keyed(_entries_of(cards)) if its == key)

        return _Asked(of, lambda: reports)

    def survey_of(self, subject: str) -> tuple[Standing, tuple[tuple[Who, str], ...]]:
        """How the claims about it stand, and how each figure lies against the others: see :func:`~annals.ledger.survey`."""
        card = self._cards.subjects[subject]
        return survey(self.claims_by_subject[subject], SettlementCard(*card.settled), card.competing)

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        return _Asked(lambda subject: self.survey_of(subject)[0], lambda: self.claims_by_subject)

    @cached_property
    def positions(self) -> Mapping[str, Mapping[str, int]]:
        if (kept := self._kept.get("positions")) is not None:
            return kept
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for subject in self.claims_by_subject:
            _count(self.survey_of(subject)[1], found, 1)
        return {speaker: _told_positions(found[speaker]) for speaker in sorted(found)}

    @cached_property
    def totals(self) -> dict[str, Total]:
        return {total.category: total for total in totals(dict(self.standings), _shares(self._told.subjects))}

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
    def _disputed_subjects(self) -> AbstractSet[str]:
        if (kept := self._kept.get("contested")) is not None:
            return frozenset(kept.get("", ()))
        return {subject for subject, standing in self.standings.items() if standing.contested}

    @cached_property
    def _subjects_by_report(self) -> dict[str, Ids]:
        return _grouped((report, subject) for subject, entries in self.claims_by_subject.items() for report in _reports(entries))

    @cached_property
    def disputed(self) -> Mapping[str, Ids]:
        if (kept := self._kept.get("disputed")) is not None:
            return kept

        def of(report: str) -> Ids:
            subjects = tuple(subject for subject in self._subjects_by_report.get(report, ()) if subject in self._disputed_subjects)
            if not subjects:
                raise KeyError(report)
            return subjects

        def reports() -> list[str]:
            return sorted({report for subject in self._disputed_subjects for report in _reports(self.claims_by_subject[subject])})

        return _Asked(of, reports)


def _shares(subjects: Mapping[str, SubjectCard]) -> dict[str, Ids]:
    return {id: card.above for id, card in subjects.items() if card.above}


def _count(lies: Iterable[tuple[Who, str]], counts: Mapping[str, Counter[str]], step: int) -> None:
    for (family, id), words in lies:
        counts[f"{family}/{id}"][words] += step


def _told_positions(counts: Counter[str]) -> dict[str, int]:
    return {words: counts[words] for words in sorted(counts) if counts[words]}


def _entries_of(reports: Iterable[ReportCard]) -> list[Entry]:
    """In the order in which they were said; within a day, in order of the reports."""
    entries = [Entry(card.id, claim) for card in reports for claim in map(ClaimCard._make, card.claims)]
    entries.sort(key=lambda entry: entry.claim.said)
    return entries


def _speakers(entries: Sequence[Entry]) -> Iterable[tuple[str, Entry]]:
    return ((f"{entry.claim.family}/{entry.claim.speaker}", entry) for entry in entries)


def _subjects(entries: Sequence[Entry]) -> Iterator[tuple[str, Entry]]:
    told = {entry.claim.id: (entry.claim.about, entry.claim.related) for entry in entries}
    for entry in entries:
        if subject := entry.claim.about or subject_of(entry.claim.id, told):  # else the claim that it answers is not published
            yield subject, entry


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
