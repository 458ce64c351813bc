"""Views across the archive, each a pure function of its cards.

Reports always stand in order of time; years, months and days are in ISO form.
"""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from .cards import Cards, EntityCard, ReportCard

Ids = tuple[str, ...]
Ranked = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Indexes:
    """Keys without a report are left out. ``reports_by_place`` counts a report at every place that holds one of its own."""

    reports_by_actor: Mapping[str, Ids]  # taking part, or speaking in a claim
    reports_by_place: Mapping[str, Ids]
    reports_by_source: Mapping[str, Ids]  # as outlet, as carrier, or as speaker
    reports_by_day: Mapping[str, Ids]  # of those known to the day: where they begin
    reports_by_month: Mapping[str, Ids]  # all but those known only to the year
    reports_by_year: Mapping[str, Ids]
    reports_by_title: Mapping[str, Ids]
    under_way: Mapping[str, Ids]  # a day of reports_by_day to those that began earlier and still last
    actors_within: Mapping[str, Ids]  # an actor to those that are part of it, in order of id
    places_within: Mapping[str, Ids]
    neighbours: Mapping[str, tuple[str | None, str | None]]  # the reports before and after
    reports_by_claim: Mapping[str, Ids]  # a claim to the one report that holds it
    images_by_place: Mapping[str, tuple[tuple[str, str], ...]]  # taken there itself: the report and the id of each
    answers: Mapping[str, Ids]  # a claim to those that deny, confirm or revise it
    bearers: Mapping[str, tuple[tuple[str, str], ...]]  # a name to the (family, id) of each whose chief name it is

    def differences(self, other: Indexes) -> Iterator[tuple[str, str, bool]]:
        """Every table and key whose value is not the same in the other; and whether only one of them has the key."""
        for table in fields(self):
            mine, theirs = getattr(self, table.name), getattr(other, table.name)
            for key in mine.keys() | theirs.keys():
                if mine.get(key) != theirs.get(key):
                    yield table.name, key, key not in mine or key not in theirs


def build_indexes(cards: Cards) -> Indexes:
    reports = cards.reports.values()
    holders_of = {id: (id, *holders(id, cards.places)) for id in cards.places}
    tables: dict[str, dict[str, list[str]]] = {
        name: defaultdict(list) for name in ("actor", "place", "source", "day", "month", "year", "title", "claim", "answers")
    }
    images: dict[str, list[tuple[str, str]]] = defaultdict(list)
    actors, places, sources, days, months, years, titles, claims, answers = tables.values()
    for card in reports:
        id = card.id
        for actor in card.actors:
            actors[actor].append(id)
        for place in dict.fromkeys(holder for location in card.locations for holder in holders_of[location]):
            places[place].append(id)
        for source in card.sources:
            sources[source].append(id)
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
        for claim, related in card.claims:
            claims[claim].append(id)
            if related is not None:
                answers[related].append(claim)
    padded = (None, *cards.reports, None)
    bearers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for family in ("actor", "place", "source", "subject"):
        for entity in cards.named(family).values():
            bearers[entity.name].append((family, entity.id))
    return Indexes(
        reports_by_actor=_frozen(actors),
        reports_by_place=_frozen(places),
        reports_by_source=_frozen(sources),
        reports_by_day=_frozen(days),
        reports_by_month=_frozen(months),
        reports_by_year=_frozen(years),
        reports_by_title=_frozen(titles),
        under_way=_under_way(reports, sorted(days)),
        actors_within=_children(cards.actors),
        places_within=_children(cards.places),
        neighbours={id: (padded[i], padded[i + 2]) for i, id in enumerate(cards.reports)},
        reports_by_claim=_frozen(claims),
        images_by_place={place: tuple(images[place]) for place in sorted(images)},
        answers=_frozen(answers),
        bearers={name: tuple(found) for name, found in sorted(bearers.items())},
    )


def holders(place: str, places: Mapping[str, EntityCard]) -> Iterator[str]:
    """What a place lies within, from the nearest to the widest."""
    above = places[place].above
    while above:
        yield above[0]
        above = places[above[0]].above


def ranked(lists: Iterable[Iterable[str]], besides: str = "") -> Ranked:
    """How often each id stands in some lists: most first, then by id. ``besides`` is left out."""
    counts = Counter(id for ids in lists for id in ids)
    counts.pop(besides, None)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _under_way(reports: Iterable[ReportCard], days: Sequence[str]) -> dict[str, Ids]:
    found: dict[str, list[str]] = defaultdict(list)
    for card in reports:
        if card.span:
            first, last = card.span
            for day in days[bisect.bisect_right(days, first) : bisect.bisect_right(days, last)]:
                found[day].append(card.id)
    return _frozen(found)


def _children(entities: Mapping[str, EntityCard]) -> dict[str, Ids]:
    found: dict[str, list[str]] = defaultdict(list)
    for card in entities.values():
        for above in dict.fromkeys(card.above):
            found[above].append(card.id)
    return {parent: tuple(sorted(children)) for parent, children in sorted(found.items())}


def _frozen(lists: Mapping[str, list[str]]) -> dict[str, Ids]:
    return {key: tuple(lists[key]) for key in sorted(lists)}
