"""All that pages are composed from: the record, its indexes and its histories, as tables that note each look into them.

A table's name is part of every fact about it: the engine compares indexes and records under the same names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from operator import attrgetter
from typing import Any, TypeVar

from .cards import Placed
from .edition import Outline
from .particulars import Picture
from .recording import Recorder, Table
from .records import Acceptance, Actor, Listed, Place, Prose, Report, Source, Sourced, Subject, Takedown, Term, Thread
from .values import immutable

V = TypeVar("V")


@immutable
class Records:
    """The whole records, by id; any mapping will do, also one that reads them when they are asked for."""

    reports: Mapping[str, Report] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    threads: Mapping[str, Thread] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    prose: Mapping[str, Prose] = field(default_factory=dict)
    takedowns: Mapping[str, Takedown] = field(default_factory=dict)
    acceptances: Mapping[str, Acceptance] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)


class _Seen(Mapping[str, V]):
    """One side of each report: a page that looks at it does not depend on the others. It is taken once, for many lists look at it."""

    def __init__(self, whole: Mapping[str, Any], side: Callable[[Any], V]) -> None:
        self._whole = whole
        self._side = side
        self._taken: dict[str, V] = {}

    def __getitem__(self, id: str) -> V:
        taken = self._taken.get(id)
        if taken is None:
            taken = self._taken[id] = self._side(self._whole[id])
        return taken

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)


_LISTED, _SOURCED, _PLACED = attrgetter("listed"), attrgetter("sourced"), attrgetter("placed")


class Tables:
    """Of the record of one edition, each under its name. What each index holds is said in :class:`annals.indexes.Indexes`."""

    def __init__(self, outline: Outline, records: Records, recorder: Recorder) -> None:
        def table(name: str, values: Mapping[str, V]) -> Table[V]:
            return Table(name, values, recorder)

        indexes = outline.indexes
        # the record; and one side of its reports, where reading each would take long or make a page depend on too much
        self.reports = table("reports", records.reports)
        self.cards: Table[Placed] = table("cards", _Seen(outline.cards.reports, _PLACED))
        self.listed: Table[Listed] = table("listed", _Seen(records.reports, _LISTED))
        self.sourced: Table[Sourced] = table("sourced", _Seen(records.reports, _SOURCED))
        self.actors = table("actors", records.actors)
        self.places = table("places", records.places)
        self.sources = table("sources", records.sources)
        self.subjects = table("subjects", records.subjects)
        self.threads = table("threads", records.threads)
        self.terms = table("terms", records.terms)
        self.prose = table("prose", records.prose)
        self.takedowns = table("takedowns", records.takedowns)
        self.pictures = table("pictures", records.pictures)
        self.histories = table("histories", outline.histories.by_report)
        # reports by what they name, and by when they were
        self.reports_by_actor = table("reports_by_actor", indexes.reports_by_actor)
        self.reports_by_place = table("reports_by_place", indexes.reports_by_place)
        self.reports_by_source = table("reports_by_source", indexes.reports_by_source)
        self.reports_by_thread = table("reports_by_thread", indexes.reports_by_thread)
        self.reports_by_term = table("reports_by_term", indexes.reports_by_term)
        self.reports_by_day = table("reports_by_day", indexes.reports_by_day)
        self.reports_by_month = table("reports_by_month", indexes.reports_by_month)
        self.reports_by_year = table("reports_by_year", indexes.reports_by_year)
        self.reports_by_title = table("reports_by_title", indexes.reports_by_title)
        self.reports_by_claim = table("reports_by_claim", indexes.reports_by_claim)
        self.under_way = table("under_way", indexes.under_way)
        # what belongs together
        self.actors_within = table("actors_within", indexes.actors_within)
        self.places_within = table("places_within", indexes.places_within)
        self.ties = table("ties", indexes.ties)
        self.moments = table("moments", indexes.moments)
        self.neighbours = table("neighbours", indexes.neighbours)
        self.images_by_place = table("images_by_place", indexes.images_by_place)
        self.relations = table("relations", indexes.relations)
        self.steps = table("steps", indexes.steps)
        self.bearers = table("bearers", indexes.bearers)
        # claims, and how they stand to each other
        self.answers = table("answers", indexes.answers)
        self.control = table("control", indexes.control)
        self.shares = table("shares", indexes.shares)
        self.claims_by_subject = table("claims_by_subject", indexes.claims_by_subject)
        self.claims_by_speaker = table("claims_by_speaker", indexes.claims_by_speaker)
        self.standings = table("standings", indexes.standings)
        self.positions = table("positions", indexes.positions)
        self.totals = table("totals", indexes.totals)
        self.contested = table("contested", indexes.contested)
        self.disputed = table("disputed", indexes.disputed)

        self.named: dict[str, Table[Any]] = {
            "actor": self.actors,
            "place": self.places,
            "source": self.sources,
            "subject": self.subjects,
            "thread": self.threads,
            "term": self.terms,
        }
        """The tables of what others refer to by name, by family."""
