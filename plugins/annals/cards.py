"""Cards: the little of each record that says which pages there are and in which lists it stands. Plain tuples, kept between builds.

A build that changes one report reads one report; of the other 20,000 it needs their cards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, NamedTuple

from .drawers import others
from .records import TABLES
from .values import immutable

Order = tuple[int, int, int, str]
Ties = tuple[tuple[str, str], ...]  # "succeeds", "serves", "distinct" or "lay", and the id of another of the family
Redirects = tuple[tuple[str, str], ...]  # an address that it had, and the part that this leads to now or ""


class ClaimCard(NamedTuple):
    """A claim, in the card of its report."""

    id: str
    about: str  # the subject; "" where the related claim has it
    family: str  # of the speaker
    speaker: str
    verb: str
    figures: tuple[tuple[str, str], ...]  # by category, as written
    relation: str
    related: str | None
    said: int  # the last day on which it can have been said, or else reported, as a number
    worded: bool  # it has a text


class Placed(NamedTuple):
    """When and where a report is, who and what is named in it: all that is counted on pages. As in the card."""

    order: Order
    anchor: str
    span: tuple[str, str] | None
    actors: tuple[str, ...]
    locations: tuple[str, ...]
    sources: tuple[str, ...]
    outlets: tuple[str, ...]
    carriers: tuple[str, ...]


class ReportCard(NamedTuple):
    """``anchor``: the day, month or year under which it is listed; ``span``: the first and last day of an interval, or its
    first and last month or year where no more is known of both.
    """

    id: str
    path: str
    title: str
    order: Order  # of time: see dates.Date.sort_key, days as numbers
    anchor: str
    span: tuple[str, str] | None
    published: str  # first, in ISO form; "" when that is not recorded
    modified: str  # ISO day; "" when none is recorded
    changed: Order  # order of change: for feeds
    status: str
    actors: tuple[str, ...]  # taking part, then speaking
    locations: tuple[str, ...]
    sources: tuple[str, ...]  # outlets and carriers
    outlets: tuple[str, ...]
    carriers: tuple[str, ...]
    images: tuple[tuple[str, str | None], ...]  # the id of each, and the place where it was taken
    claims: tuple[tuple[Any, ...], ...]  # the values of a ClaimCard each: what is kept between builds is plain
    threads: tuple[str, ...]
    follows: tuple[str, ...]
    parts: tuple[str, ...]  # the ids of its sub-stories
    redirects: Redirects
    corrections: tuple[tuple[str, str, str], ...]  # the day of each, its text, and what stood before
    history_from: str  # a day, or ""
    uncopied: tuple[int, int]  # citations without a kept copy; and how many of them have an address to make one from
    credited: tuple[tuple[str, str], ...]  # family and id of those that made or carried its pictures
    terms: tuple[str, ...] = ()  # that stand in it, in order of id: found where all terms are known, see usage.py

    @property
    def placed(self) -> Placed:
        return Placed(self.order, self.anchor, self.span, self.actors, self.locations, self.sources, self.outlets, self.carriers)


class EntityCard(NamedTuple):
    """Of an actor, a place, a source, a thread or a term."""

    id: str
    path: str
    name: str
    aliases: tuple[str, ...]
    kind: str  # "" of a thread or a term
    above: tuple[str, ...]  # what it lies within, or is part of
    ties: Ties
    status: str
    parts: tuple[str, ...]
    redirects: Redirects
    country: str  # the id of a place, or ""


class SettlementCard(NamedTuple):
    rule: str = "range"
    order: tuple[tuple[str, str], ...] = ()  # family and id of speakers
    figures: tuple[tuple[str, str], ...] = ()  # by category, as written


class SubjectCard(NamedTuple):
    """Of a subject, with how its figures are settled."""

    id: str
    path: str
    name: str
    aliases: tuple[str, ...]
    kind: str  # none: here so that all named cards begin alike
    above: tuple[str, ...]  # the subject that it is a share of
    status: str
    competing: bool
    settled: tuple[Any, ...]  # the values of a SettlementCard
    parts: tuple[str, ...]
    redirects: Redirects
    control_of: str  # the id of a place, or ""


class ProseCard(NamedTuple):
    id: str
    path: str
    title: str
    order: int
    status: str
    modified: str
    parts: tuple[str, ...]
    redirects: Redirects


class TakedownCard(NamedTuple):
    id: str
    path: str
    addresses: tuple[str, ...]
    day: str  # ISO
    status: str


class AcceptanceCard(NamedTuple):
    id: str
    path: str
    status: str


NamedCard = EntityCard | SubjectCard
Card = ReportCard | NamedCard | ProseCard | TakedownCard | AcceptanceCard
KINDS: Mapping[str, type[Card]] = {
    "report": ReportCard,
    "actor": EntityCard,
    "place": EntityCard,
    "source": EntityCard,
    "subject": SubjectCard,
    "thread": EntityCard,
    "term": EntityCard,
    "prose": ProseCard,
    "takedown": TakedownCard,
    "acceptance": AcceptanceCard,
}


FAMILIES_WITH_PAGES = {family: table for family, table in TABLES.items() if family not in ("takedown", "acceptance")}
"""Those whose cards know what addresses they had."""


@immutable
class Cards:
    """The archive as cards. Reports in order of time, then of id; the others in order of id."""

    reports: Mapping[str, ReportCard] = field(default_factory=dict)
    actors: Mapping[str, EntityCard] = field(default_factory=dict)
    places: Mapping[str, EntityCard] = field(default_factory=dict)
    sources: Mapping[str, EntityCard] = field(default_factory=dict)
    subjects: Mapping[str, SubjectCard] = field(default_factory=dict)
    threads: Mapping[str, EntityCard] = field(default_factory=dict)
    terms: Mapping[str, EntityCard] = field(default_factory=dict)
    prose: Mapping[str, ProseCard] = field(default_factory=dict)
    takedowns: Mapping[str, TakedownCard] = field(default_factory=dict)
    acceptances: Mapping[str, AcceptanceCard] = field(default_factory=dict)

    def entities(self, family: str) -> Mapping[str, EntityCard]:
        """Those of a family that others name, subjects left out."""
        families = {"actor": self.actors, "place": self.places, "source": self.sources, "thread": self.threads, "term": self.terms}
        return families[family]

    def named(self, family: str) -> Mapping[str, NamedCard]:
        """Those of a family that others name."""
        return self.subjects if family == "subject" else self.entities(family)


def differing(before: Cards, now: Cards) -> frozenset[str]:
    """The fields in which some card is not what it was: ``reports.title``. Where a table has other cards than it had, or the same in
    another order, all of its fields.
    """
    changed: set[str] = set()
    for table in TABLES.values():
        were, are = getattr(before, table), getattr(now, table)
        ids = others(were, are)
        if ids is None:
            kind = type(next(iter((are or were).values())))
            changed.update(f"{table}.{name}" for name in kind._fields)
            continue
        for id in ids:
            pairs = zip(are[id]._fields, were[id], are[id], strict=True)
            changed.update(f"{table}.{name}" for name, was, value in pairs if was != value)
    return frozenset(changed)
