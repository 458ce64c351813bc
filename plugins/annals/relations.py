"""Which reports belong together, before and after each: by a shared subject, a thread, or actors and places that few reports name.

A relation is looked for only when it is asked for, and only among the nearest reports in each list that the report stands in. So it
takes the same time in a large archive as in a small one, and a new report touches few others.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from .cards import ClaimCard, ReportCard

NEAREST = 4  # reports before, and as many after, that are looked at in each list
MOST = 3  # that are given on each side
LEAST = 8  # what the ties must weigh together
_WEIGHTS = {"follows": 80, "subject": 40, "thread": 16}
RELATED_BY = ("actors", "locations", "threads", "follows", "claims")
"""All of a report's card that a relation may depend on, besides its place in the order of time."""
_RAREST = 10  # the weight of a name that two reports bear; one less for each doubling, so that it seldom changes

Tie = tuple[str, str]  # "subject", "thread", "actor" or "place", and the id; "follows" and the id of the report that is continued


class Relation(NamedTuple):
    """A related report. ``ties``: what they share, the weightiest first, then by kind and id."""

    report: str
    ties: tuple[Tie, ...]


Sides = tuple[tuple[Relation, ...], tuple[Relation, ...]]
"""The related reports before and after one, each side in order of time."""


class Relations(Mapping[str, Sides]):
    """The relations of every report, by id. None is kept: each look works them out."""

    def __init__(self, reports: Mapping[str, ReportCard], lists: Mapping[Tie, list[str]] | None = None) -> None:
        """``lists``: those of the same reports, where they are known already."""
        self.reports = reports
        self.lists = _lists(reports) if lists is None else lists
        self._weights = _Weights(self.lists)
        self._telling: dict[str, frozenset[Tie]] = {}  # as they are asked for

    @cached_property
    def ranks(self) -> dict[str, int]:
        return {id: rank for rank, id in enumerate(self.reports)}

    def __getitem__(self, id: str) -> Sides:
        weights = self._weights
        own = self._of_weight(id)
        near = {*chain.from_iterable(self.near(tie, id) for tie in own)}
        continued = set(self.continued(id))
        weighed: list[tuple[int, int, Relation]] = []
        rank = self.ranks[id]
        for other in (near | continued) - {id}:
            shared = own & self._of_weight(other)
            weight = sum(map(weights.__getitem__, shared))
            follows = self._follows(id, other) if other in continued else []  # the heaviest of all
            weight += _WEIGHTS["follows"] * len(follows)
            if weight >= LEAST:
                ties = (*follows, *sorted(shared, key=self._heaviest_first))
                weighed.append((-weight, abs(self.ranks[other] - rank), Relation(other, ties)))
        weighed.sort()
        before = [relation for *_, relation in weighed if self.ranks[relation.report] < rank][:MOST]
        after = [relation for *_, relation in weighed if self.ranks[relation.report] > rank][:MOST]
        return (self._in_time(before), self._in_time(after))

    def _follows(self, id: str, other: str) -> list[Tie]:
        """That one of two reports continues the other."""
        return sorted(("follows", one) for one, by in ((other, id), (id, other)) if one in self.reports[by].follows)

    def _heaviest_first(self, tie: Tie) -> tuple[int, Tie]:
        return (-self._weights[tie], tie)

    def _of_weight(self, id: str) -> frozenset[Tie]:
        """The ties of a report that can be a reason."""
        kept = self._telling.get(id)
        if kept is None:
            kept = self._telling[id] = frozenset(filter(self._weights.__getitem__, _ties(self.reports[id])))
        return kept

    def __iter__(self) -> Iterator[str]:
        return iter(self.reports)

    def __len__(self) -> int:
        return len(self.reports)

    def changes(self, other: Relations) -> Iterator[str]:
        """The reports whose relations are not the same in the other: looked for only where one can differ."""
        ids = self.reports.keys() | other.reports.keys()
        # most cards are equal as a whole, which is found faster than what a relation may depend on
        changed = {id for id in ids if self.reports.get(id) != other.reports.get(id) and self.told(id) != other.told(id)}
        touched = set(changed)
        ties: set[Tie] = set()
        for one in (self, other):
            for id in changed & one.reports.keys():
                own = _ties(one.reports[id])
                ties.update(own)
                # of those that continue a report only the nearest are told there, but it is told on all of them
                following = one.lists.get(("follows", id), ())
                touched.update(one.continued(id), following, *(one.near(tie, id) for tie in own))
        for tie in ties:
            if self.weight(tie) != other.weight(tie):
                touched.update(self.lists.get(tie, ()), other.lists.get(tie, ()))
        for id in sorted(touched):
            if self.get(id) != other.get(id):
                yield id

    def told(self, id: str) -> object:
        """All that a relation may depend on."""
        card = self.reports.get(id)
        return card and (card.order, card.actors, card.locations, card.threads, card.follows, _subjects(card))

    def near(self, tie: Tie, id: str) -> list[str]:
        """The reports on both sides of one in a list; in a list that is too long to mean anything, none."""
        if not self.weight(tie):
            return []
        found = self.lists[tie]
        if len(found) <= NEAREST:
            return found
        at = bisect.bisect_left(found, self.ranks[id], key=self.ranks.__getitem__)
        return found[max(0, at - NEAREST) : at + NEAREST + 1]

    def continued(self, id: str) -> list[str]:
        """The reports that one continues, and the nearest of those that continue it."""
        following = self.lists.get(("follows", id), ())
        return [*(one for one in self.reports[id].follows if one in self.reports), *following[:NEAREST]]

    def weight(self, tie: Tie) -> int:
        """How much it tells that two reports share it: of a name, the more the fewer reports bear it; 0 where too many do."""
        return _WEIGHTS.get(tie[0]) or self._weights[tie]

    def _in_time(self, relations: list[Relation]) -> tuple[Relation, ...]:
        return tuple(sorted(relations, key=lambda relation: self.ranks[relation.report]))


class _Weights(dict[Tie, int]):
    """How much each tie tells, but for continuing, which is not shared; as they are asked for."""

    def __init__(self, lists: Mapping[Tie, list[str]]) -> None:
        self._lists = lists

    def __missing__(self, tie: Tie) -> int:
        weight = self[tie] = 0 if tie[0] == "follows" else _weight(tie, len(self._lists.get(tie, ())))
        return weight


def _weight(tie: Tie, reports: int) -> int:
    known = _WEIGHTS.get(tie[0])
    return max(0, _RAREST - max(0, reports - 1).bit_length()) if known is None else known


def _lists(reports: Mapping[str, ReportCard]) -> dict[Tie, list[str]]:
    """In order of time."""
    found: dict[Tie, list[str]] = defaultdict(list)
    for card in reports.values():
        for tie in _ties(card):
            found[tie].append(card.id)
    return dict(found)


def _ties(card: ReportCard) -> dict[Tie, None]:
    """The lists in which a report stands."""
    ties = [("subject", subject) for subject in _subjects(card)]
    ties += [("thread", thread) for thread in card.threads]
    ties += [("actor", actor) for actor in card.actors]
    ties += [("place", place) for place in card.locations]
    ties += [("follows", report) for report in card.follows]
    return dict.fromkeys(ties)


def _subjects(card: ReportCard) -> tuple[str, ...]:
    return tuple(claim[_ABOUT] for claim in card.claims if claim[_ABOUT])


_ABOUT = ClaimCard._fields.index("about")
