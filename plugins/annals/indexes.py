"""Views across the archive, each a pure function of its cards.

Reports always stand in order of time; years, months and days are in ISO form.
"""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from .cards import Cards, ClaimCard, EntityCard, Order, ReportCard, SubjectCard
from .claim_indexes import ClaimIndex, Last, claim_indexes, holders
from .ledger import Entry, Standing, Total
from .relations import Relations, same_telling
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
        """By name; of those of claims, the ones whose values are plain and known."""
        found: dict[str, Mapping[str, Any]] = {}
        for table in fields(self):
            values = getattr(self, table.name)
            plain = values.plain if isinstance(values, ClaimIndex) else values
            if plain is not None:
                found[table.name] = plain
        return found


def differences(before: Cards, tables: Mapping[str, Mapping[str, Any]], now: Cards, indexes: Indexes) -> Iterator[tuple[str, str, bool]]:
    """Every table and key whose value is not what it was; and whether it had, or has, no such key.

    ``tables`` are those of ``before`` that are still known. What is not among them is built again, where it can have changed.
    """
    same_claims = indexes.contested.as_before if isinstance(indexes.contested, ClaimIndex) else False
    same_ties = same_telling(before.reports, now.reports)
    earlier: dict[str, ClaimIndex] | None = None
    for table in fields(indexes):
        theirs = getattr(indexes, table.name)
        mine = tables.get(table.name)
        if isinstance(theirs, ClaimIndex):
            if same_claims:
                continue
            if mine is None:
                earlier = earlier or claim_indexes(before)
                mine = earlier[table.name]
        elif isinstance(theirs, Relations):
            if same_ties:
                continue
            mine = Relations(before.reports)
        elif mine is None:
            mine = getattr(build_indexes(before), table.name)
        for key in mine.changes(theirs) if isinstance(mine, Relations) and isinstance(theirs, Relations) else mine.keys() | theirs.keys():
            if mine.get(key) != theirs.get(key):
                yield table.name, key, key not in mine or key not in theirs


def build_indexes(cards: Cards, last: Last | None = None) -> Indexes:
    """``last``: what is known of the last build, whose claims may be those of this one."""
    reports = cards.reports.values()
    holders_of = {id: (id, *holders(id, cards.places)) for id in cards.places}
    tables: dict[str, dict[str, list[str]]] = {
        name: defaultdict(list)
        for name in ("actor", "place", "source", "thread", "term", "day", "month", "year", "title", "claim", "answers")
    }
    images: dict[str, list[tuple[str, str]]] = defaultdict(list)
    actors, places, sources, threads, terms, days, months, years, titles, claims, answers = tables.values()
    for card in reports:
        id = card.id
        for actor in card.actors:
            actors[actor].append(id)
        for place in dict.fromkeys(holder for location in card.locations for holder in holders_of[location]):
            places[place].append(id)
        for source in card.sources:
            sources[source].append(id)
        for thread in card.threads:
            threads[thread].append(id)
        for term in card.terms:
            terms[term].append(id)
        anchor = card.anchor
        years[anchor[:4]].append(id)
        if len(anchor) > 4:
            months[anchor[:7]].append(id)
            if len(anchor) > 7:
                days[anchor].append(id)
        titles[card.title].append(id)
        for image, taken_at in card.images:
            if taken_at is not None:
                images[taken_at].append((id, image))
        for claim in map(ClaimCard._make, card.claims):
            claims[claim.id].append(id)
            if claim.related is not None:
                answers[claim.related].append(claim.id)
    padded = (None, *cards.reports, None)
    bearers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for family in ("actor", "place", "source", "subject", "thread", "term"):
        for entity in cards.named(family).values():
            bearers[entity.name].append((family, entity.id))
    return Indexes(
        reports_by_actor=_frozen(actors),
        reports_by_place=_frozen(places),
        reports_by_source=_frozen(sources),
        reports_by_thread=_frozen(threads),
        reports_by_term=_frozen(terms),
        reports_by_day=_frozen(days),
        reports_by_month=_frozen(months),
        reports_by_year=_frozen(years),
        reports_by_title=_frozen(titles),
        under_way=_under_way(reports, sorted(days), sorted(months), sorted(years)),
        actors_within=_children(cards.actors),
        places_within=_children(cards.places),
        ties=_ties(cards),
        shares=_children(cards.subjects),
        control=_control(cards),
        moments={key: tuple(cards.reports[id].order for id in ids) for key, ids in (("", tuple(cards.reports)), *sorted(years.items()))},
        neighbours={id: (padded[i], padded[i + 2]) for i, id in enumerate(cards.reports)},
        relations=Relations(cards.reports),
        steps=_steps(threads),
        reports_by_claim=_frozen(claims),
        images_by_place={place: tuple(images[place]) for place in sorted(images)},
        answers=_frozen(answers),
        **claim_indexes(cards, last),
        bearers={name: tuple(found) for name, found in sorted(bearers.items())},
    )


def ranked(lists: Iterable[Iterable[str]], besides: str = "") -> Ranked:
    """How often each id stands in some lists: most first, then by id. ``besides`` is left out."""
    counts = Counter(id for ids in lists for id in ids)
    counts.pop(besides, None)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _under_way(reports: Iterable[ReportCard], days: Sequence[str], months: Sequence[str], years: Sequence[str]) -> dict[str, Ids]:
    """Days, months and years, each at the precision of the span or coarser: what lasted from one month to another is on no day."""
    found: dict[str, list[str]] = defaultdict(list)
    for card in reports:
        for keys, length in ((days, 10), (months, 7), (years, 4)) if card.span else ():
            first, last = (end[:length] for end in card.span or ())
            if len(first) == length:
                for key in keys[bisect.bisect_right(keys, first) : bisect.bisect_right(keys, last)]:
                    found[key].append(card.id)
    return _frozen(found)


def _steps(threads: Mapping[str, Sequence[str]]) -> dict[str, tuple[Step, ...]]:
    """In order of the threads' ids."""
    found: dict[str, list[Step]] = defaultdict(list)
    for thread in sorted(threads):
        padded = (None, *threads[thread], None)
        for before, report, after in zip(padded, threads[thread], padded[2:], strict=False):
            found[report].append((thread, before, after))
    return {report: tuple(steps) for report, steps in found.items()}


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
