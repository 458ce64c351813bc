"""Views across the archive, each a pure function of its cards.

Reports always stand in order of time; years, months and days are in ISO form.
"""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields
from itertools import chain
from operator import attrgetter
from typing import Any

from .cards import Cards, ClaimCard, EntityCard, Order, ReportCard, SubjectCard
from .claim_indexes import ClaimIndex, Last, claim_indexes, holders
from .drawers import but
from .ledger import Entry, Standing, Total
from .records import TABLES
from .relations import RELATED_BY, Relations
from .values import immutable

Ids = tuple[str, ...]
Ranked = tuple[tuple[str, int], ...]
Step = tuple[str, str | None, str | None]


@immutable
class Indexes:
    """Keys without a report are left out. ``reports_by_place`` counts a report at every place that holds one of its own."""

    reports_by_actor: Mapping[str, Ids]  # taking part, or speaking in a claim
    reports_by_place: Mapping[str, Ids]
    reports_by_source: Mapping[str, Ids]  # as outlet, as carrier, or as speaker
    reports_by_thread: Mapping[str, Ids]
    reports_by_term: Mapping[str, Ids]  # whose text holds it: in any of its forms, as a whole word
    reports_by_day: Mapping[str, Ids]  # of those known to the day: where they begin
    reports_by_month: Mapping[str, Ids]  # all but those known only to the year
    reports_by_year: Mapping[str, Ids]
    reports_by_title: Mapping[str, Ids]
    under_way: Mapping[str, Ids]  # a day, month or year that has reports, to those that began in an earlier one and still last
    actors_within: Mapping[str, Ids]  # an actor to those that are part of it, in order of id
    places_within: Mapping[str, Ids]
    ties: Mapping[str, tuple[tuple[str, str], ...]]  # "actor/x" to those that say of it that they succeed it, serve it, are distinct
    shares: Mapping[str, Ids]  # a subject to those that are a share of it
    control: Mapping[str, Ids]  # a place to the subjects whose claims say who holds it, in order of id
    moments: Mapping[str, tuple[Order, ...]]  # when each report was, in order of time: of all under "", and of each year's
    neighbours: Mapping[str, tuple[str | None, str | None]]  # the reports before and after
    relations: Relations  # a report to those that belong with it, before and after
    steps: Mapping[str, tuple[Step, ...]]  # a report to its threads, each with the reports before and after in it
    reports_by_claim: Mapping[str, Ids]  # a claim to the one report that holds it
    images_by_place: Mapping[str, tuple[tuple[str, str], ...]]  # taken there itself: the report and the id of each
    answers: Mapping[str, Ids]  # a claim to those that deny, confirm or revise it
    claims_by_subject: Mapping[str, tuple[Entry, ...]]  # in the order in which they were said
    claims_by_speaker: Mapping[str, tuple[Entry, ...]]  # "actor/reuters"; in the order in which they were said
    standings: Mapping[str, Standing]  # of the subjects about which there are claims
    positions: Mapping[str, Mapping[str, int]]  # a speaker to how often its figures lie "above", "below", "within", "alone"
    totals: Mapping[str, Total]  # by category
    contested: Mapping[
        str, Ids
    ]  # subjects: of all under "", and of "actor/x", "place/x" and "thread/x" in whose reports they are spoken of
    disputed: Mapping[str, Ids]  # a report to the contested subjects that its claims are about
    bearers: Mapping[str, tuple[tuple[str, str], ...]]  # a name to the (family, id) of each whose chief name it is

    def tables(self) -> dict[str, Mapping[str, Any]]:
        """By name."""
        return {table.name: getattr(self, table.name) for table in fields(self)}

    def plain(self) -> dict[str, Mapping[Any, Any]]:
        """By name, those that can be kept for a build in another process: their values are plain, and known already."""
        found: dict[str, Mapping[Any, Any]] = {}
        for name, values in self.tables().items():
            plain = values.plain if isinstance(values, ClaimIndex) else values.lists if isinstance(values, Relations) else values
            if plain is not None:
                found[name] = plain
        return found


def tables_again(plain: Mapping[str, Mapping[Any, Any]], cards: Cards) -> dict[str, Mapping[str, Any]]:
    """The tables of an earlier build from what :meth:`Indexes.plain` gave. ``cards``: as that build had them."""
    return {name: Relations(cards.reports, values) if name == "relations" else values for name, values in plain.items()}


def build_indexes(cards: Cards, last: Last | None = None) -> Indexes:
    """``last``: what is known of the last build. A table stays what it was then when nothing that it is made from has changed."""
    tables: dict[str, Any] = dict(claim_indexes(cards, last))
    for name, (make, made_from) in _MADE.items():
        kept = last.tables.get(name) if last else None
        if last is None or kept is None:
            tables[name] = make(cards)
        elif last.changed.isdisjoint(made_from):
            tables[name] = kept
        elif isinstance(make, _ListsOfReports) and all(name.startswith("reports.") for name in last.changed.intersection(made_from)):
            tables[name], last.touched[name] = make.again(kept, last, cards)
        else:
            tables[name] = make(cards)
    return Indexes(**tables)


def remade(last: Last, indexes: Indexes) -> Iterator[str]:
    """The tables that may not be what they were in the last build."""
    for name, table in indexes.tables().items():
        as_before = table.as_before if isinstance(table, ClaimIndex) else last.changed.isdisjoint(_MADE[name][1])
        if not as_before and table is not last.tables.get(name):
            yield name


def differences(last: Last, indexes: Indexes) -> Iterator[tuple[str, str, bool]]:
    """Every table and key whose value is not what it was; and whether it had, or has, no such key.

    Of the last build's tables, those that are not known any more are made again, where they can have been others. Of totals of claims,
    those that may be others: see :meth:`ClaimIndex.changes`.
    """
    for name in remade(last, indexes):
        theirs = getattr(indexes, name)
        if isinstance(theirs, ClaimIndex):
            yield from ((name, key, whole) for key, whole in theirs.changes(last.claims[name]))
            continue
        mine = last.tables.get(name)
        if mine is None:
            mine = _MADE[name][0](last.cards)
        keys: Iterable[str] | None = last.touched.get(name)
        if isinstance(mine, Relations) and isinstance(theirs, Relations):
            keys = mine.changes(theirs)
        for key in mine.keys() | theirs.keys() if keys is None else keys:
            if mine.get(key) != theirs.get(key):
                yield name, key, key not in mine or key not in theirs


def ranked(lists: Iterable[Iterable[str]], besides: str = "") -> Ranked:
    """How often each id stands in some lists: most first, then by id. ``besides`` is left out."""
    counts = Counter(chain.from_iterable(lists))
    counts.pop(besides, None)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


# --- how each table is made


KeysOf = Callable[[ReportCard], Iterable[str]]


class _ListsOfReports:
    """Makes a table of lists of reports, in order of key. ``keys``: from the cards to what gives the keys under which a report stands,
    each of them once.
    """

    def __init__(self, keys: Callable[[Cards], KeysOf]) -> None:
        self._keys = keys

    def __call__(self, cards: Cards) -> dict[str, Ids]:
        found: dict[str, list[str]] = defaultdict(list)
        keys = self._keys(cards)
        for id, card in cards.reports.items():
            for key in keys(card):
                found[key].append(id)
        return _frozen(found)

    def again(self, table: Mapping[str, Ids], last: Last, now: Cards) -> tuple[Mapping[str, Ids], AbstractSet[str]]:
        """The table of ``now`` from that of the last build, where only reports are others; and the keys whose lists can be others."""
        keys, were, are = self._keys(now), last.cards.reports, now.reports
        left: dict[str, set[str]] = defaultdict(set)  # the reports that a list had, and that have to find their places in it again
        came: dict[str, list[str]] = defaultdict(list)
        for id in last.reports:
            for key in keys(were[id]) if id in were else ():
                left[key].add(id)
            for key in keys(are[id]) if id in are else ():
                came[key].append(id)
        again: dict[str, Ids | None] = {}
        for key in left.keys() | came.keys():
            kept = [id for id in table.get(key, ()) if id not in left[key]]
            again[key] = tuple(sorted(kept + came[key], key=lambda report: (are[report].order, report))) or None
        return but(table, again), again.keys()


def _reports_by(keys: KeysOf) -> _ListsOfReports:
    return _ListsOfReports(lambda _: keys)


def _and_around(cards: Cards) -> KeysOf:
    """The places of a report, and those that they lie within."""
    holding = {id: (id, *holders(id, cards.places)) for id in cards.places}
    return lambda card: dict.fromkeys(holder for location in card.locations for holder in holding[location])


def _begun(length: int) -> Callable[[ReportCard], Iterable[str]]:
    """The day, month or year on which a report is listed, by how long it is written; none where no more than a longer time is known."""
    return lambda card: (card.anchor[:length],) if len(card.anchor) >= length else ()


def _under_way(cards: Cards) -> dict[str, Ids]:
    """Days, months and years, each at the precision of the span or coarser: what lasted from one month to another is on no day."""
    listed = [(length, sorted({key for card in cards.reports.values() for key in _begun(length)(card)})) for length in (10, 7, 4)]
    found: dict[str, list[str]] = defaultdict(list)
    for id, card in cards.reports.items():
        for length, keys in listed if card.span else ():
            first, last = (end[:length] for end in card.span or ())
            if len(first) == length:
                for key in keys[bisect.bisect_right(keys, first) : bisect.bisect_right(keys, last)]:
                    found[key].append(id)
    return _frozen(found)


def _moments(cards: Cards) -> dict[str, tuple[Order, ...]]:
    found: dict[str, list[Order]] = {"": [card.order for card in cards.reports.values()]}
    for card in cards.reports.values():
        found.setdefault(card.anchor[:4], []).append(card.order)
    return {key: tuple(found[key]) for key in sorted(found)}


def _neighbours(cards: Cards) -> dict[str, tuple[str | None, str | None]]:
    padded = (None, *cards.reports, None)
    return {id: (padded[i], padded[i + 2]) for i, id in enumerate(cards.reports)}


def _steps(cards: Cards) -> dict[str, tuple[Step, ...]]:
    """In order of the threads' ids."""
    threads = _reports_by(attrgetter("threads"))(cards)
    found: dict[str, list[Step]] = defaultdict(list)
    for thread, reports in threads.items():
        padded = (None, *reports, None)
        for before, report, after in zip(padded, reports, padded[2:], strict=False):
            found[report].append((thread, before, after))
    return {report: tuple(steps) for report, steps in found.items()}


def _claims(cards: Cards) -> Iterator[tuple[str, ClaimCard]]:
    """Each with its report."""
    return ((id, ClaimCard(*claim)) for id, card in cards.reports.items() for claim in card.claims)


def _answers(cards: Cards) -> dict[str, Ids]:
    found: dict[str, list[str]] = defaultdict(list)
    for _, claim in _claims(cards):
        if claim.related is not None:
            found[claim.related].append(claim.id)
    return _frozen(found)


def _images_by_place(cards: Cards) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for id, card in cards.reports.items():
        for image, taken_at in card.images:
            if taken_at is not None:
                found[taken_at].append((id, image))
    return {place: tuple(found[place]) for place in sorted(found)}


def _bearers(cards: Cards) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for family in _BEARING:
        for entity in cards.named(family).values():
            found[entity.name].append((family, entity.id))
    return {name: tuple(bearers) for name, bearers in sorted(found.items())}


def _ties(cards: Cards) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for family in ("actor", "place", "source"):
        for card in cards.entities(family).values():
            for tie, other in card.ties:
                found[f"{family}/{other}"].append((tie, card.id))
    return {key: tuple(tied) for key, tied in sorted(found.items())}


def _control(cards: Cards) -> dict[str, Ids]:
    found: dict[str, list[str]] = defaultdict(list)
    for card in cards.subjects.values():
        if card.control_of:
            found[card.control_of].append(card.id)
    return _frozen(found)


def _children(entities: Mapping[str, EntityCard] | Mapping[str, SubjectCard]) -> dict[str, Ids]:
    found: dict[str, list[str]] = defaultdict(list)
    for card in entities.values():
        for above in dict.fromkeys(card.above):
            found[above].append(card.id)
    return {parent: tuple(sorted(children)) for parent, children in sorted(found.items())}


def _frozen(lists: Mapping[str, list[str]]) -> dict[str, Ids]:
    return {key: tuple(lists[key]) for key in sorted(lists)}


_BEARING = ("actor", "place", "source", "subject", "thread", "term")

_MADE: Mapping[str, tuple[Callable[[Cards], Mapping[str, Any]], tuple[str, ...]]] = {
    "reports_by_actor": (_reports_by(attrgetter("actors")), ("reports.actors",)),
    "reports_by_place": (_ListsOfReports(_and_around), ("reports.locations", "places.above")),
    "reports_by_source": (_reports_by(attrgetter("sources")), ("reports.sources",)),
    "reports_by_thread": (_reports_by(attrgetter("threads")), ("reports.threads",)),
    "reports_by_term": (_reports_by(attrgetter("terms")), ("reports.terms",)),
    "reports_by_day": (_reports_by(_begun(10)), ("reports.anchor",)),
    "reports_by_month": (_reports_by(_begun(7)), ("reports.anchor",)),
    "reports_by_year": (_reports_by(_begun(4)), ("reports.anchor",)),
    "reports_by_title": (_reports_by(lambda card: (card.title,)), ("reports.title",)),
    "under_way": (_under_way, ("reports.anchor", "reports.span")),
    "actors_within": (lambda cards: _children(cards.actors), ("actors.above",)),
    "places_within": (lambda cards: _children(cards.places), ("places.above",)),
    "ties": (_ties, ("actors.ties", "places.ties", "sources.ties")),
    "shares": (lambda cards: _children(cards.subjects), ("subjects.above",)),
    "control": (_control, ("subjects.control_of",)),
    "moments": (_moments, ("reports.anchor", "reports.order")),
    "neighbours": (_neighbours, ("reports.id",)),
    "relations": (lambda cards: Relations(cards.reports), tuple(f"reports.{name}" for name in RELATED_BY)),
    "steps": (_steps, ("reports.threads",)),
    "reports_by_claim": (_reports_by(lambda card: (ClaimCard(*claim).id for claim in card.claims)), ("reports.claims",)),
    "images_by_place": (_images_by_place, ("reports.images",)),
    "answers": (_answers, ("reports.claims",)),
    "bearers": (_bearers, tuple(f"{TABLES[family]}.name" for family in _BEARING)),
}
"""By table: what makes it, and all fields of cards that this looks at, besides the ids and their order."""
