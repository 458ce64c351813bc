"""Views across the archive, each a pure function of it. Reports always stand in order of time."""

from __future__ import annotations

import bisect
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from .dates import Precision
from .records import Archive, Claim, Place, Report

Month = tuple[int, int]
K = TypeVar("K", str, int, dt.date, Month)
V = TypeVar("V")
Ranked = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Indexes:
    """``reports_by_place`` counts a report at every place that holds one of its own. Keys without a report are left out."""

    reports_by_actor: Mapping[str, tuple[Report, ...]]  # taking part, or speaking in a claim
    reports_by_place: Mapping[str, tuple[Report, ...]]
    reports_by_source: Mapping[str, tuple[Report, ...]]  # as outlet, as carrier, or as speaker
    reports_by_day: Mapping[dt.date, tuple[Report, ...]]  # of those known to the day: where they begin
    under_way: Mapping[dt.date, tuple[Report, ...]]  # a day of reports_by_day to those that began earlier and still last
    reports_by_month: Mapping[Month, tuple[Report, ...]]  # all but those known only to the year
    reports_by_year: Mapping[int, tuple[Report, ...]]
    actors_within: Mapping[str, tuple[str, ...]]  # an actor to those that are part of it, in order of id
    places_within: Mapping[str, tuple[str, ...]]
    neighbours: Mapping[str, tuple[Report | None, Report | None]]  # the reports before and after, in order of time
    claims: Mapping[str, tuple[Claim, Report]]
    answers: Mapping[str, tuple[str, ...]]  # a claim to those that deny, confirm or revise it


def build_indexes(archive: Archive) -> Indexes:
    reports = archive.reports
    days: dict[dt.date, list[Report]] = defaultdict(list)
    months: dict[Month, list[Report]] = defaultdict(list)
    years: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        anchor = report.date.anchor
        years[anchor.year].append(report)
        if anchor.month is not None:
            months[anchor.year, anchor.month].append(report)
        if anchor.precision is Precision.DAY:
            days[anchor.earliest].append(report)
    answers: dict[str, list[str]] = defaultdict(list)
    claims = {claim.id: (claim, report) for report in reports for claim in report.claims}
    for claim, _ in claims.values():
        if claim.related is not None:
            answers[claim.related].append(claim.id)
    padded = (None, *reports, None)
    return Indexes(
        reports_by_actor=_gather(reports, actors_of),
        reports_by_place=_gather(reports, lambda report: _with_holders(report.locations, archive.places)),
        reports_by_source=_gather(reports, sources_of),
        reports_by_day=_frozen(days),
        under_way=_under_way(reports, sorted(days)),
        reports_by_month=_frozen(months),
        reports_by_year=_frozen(years),
        actors_within=_children((actor.id, membership.actor) for actor in archive.actors.values() for membership in actor.part_of),
        places_within=_children((place.id, place.within) for place in archive.places.values() if place.within),
        neighbours={report.id: (padded[i], padded[i + 2]) for i, report in enumerate(reports)},
        claims=claims,
        answers=_frozen(answers),
    )


def actors_of(report: Report) -> tuple[str, ...]:
    """Those it names, then those that only speak in it; each once."""
    return tuple(dict.fromkeys([*report.actors, *(claim.speaker.id for claim in report.claims if claim.speaker.family == "actor")]))


def sources_of(report: Report) -> tuple[str, ...]:
    """Outlets and those that carried them, of the report and of its claims; each once."""
    found: list[str | None] = []
    for citation in report.sources:
        found += [citation.outlet, citation.via]
    for claim in report.claims:
        found += [claim.speaker.id if claim.speaker.family == "source" else None, claim.via]
    return tuple(dict.fromkeys(id for id in found if id is not None))


def outlets_of(report: Report) -> tuple[str, ...]:
    """The outlets that it rests on, without those that only carried them."""
    return tuple(dict.fromkeys(citation.outlet for citation in report.sources))


def holders(place: str, places: Mapping[str, Place]) -> Iterator[str]:
    """What a place lies within, from the nearest to the widest."""
    above = places[place].within
    while above is not None:
        yield above
        above = places[above].within


def companions(reports: Iterable[Report], of: str, besides: frozenset[str] = frozenset()) -> Ranked:
    """The actors, places or sources (``of``) of some reports with how many each stands in: most first, then by id."""
    readers: dict[str, Callable[[Report], tuple[str, ...]]] = {
        "actor": actors_of,
        "place": lambda report: report.locations,
        "source": sources_of,
    }
    read = readers[of]
    counts = Counter(id for report in reports for id in read(report) if id not in besides)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _under_way(reports: Iterable[Report], days: list[dt.date]) -> dict[dt.date, tuple[Report, ...]]:
    """For each of some days, in order: the reports of intervals known to the day that began before it and last at least until it."""
    found: dict[dt.date, list[Report]] = defaultdict(list)
    for report in reports:
        start, end = report.date.start, report.date.end
        if start and end and start.day and end.day and report.date.is_interval:
            for day in days[bisect.bisect_right(days, report.date.earliest) : bisect.bisect_right(days, report.date.latest)]:
                found[day].append(report)
    return _frozen(found)


def _with_holders(locations: Iterable[str], places: Mapping[str, Place]) -> Iterator[str]:
    for place in locations:
        yield place
        yield from holders(place, places)


def _gather(reports: Iterable[Report], read: Callable[[Report], Iterable[str]]) -> dict[str, tuple[Report, ...]]:
    found: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        for id in dict.fromkeys(read(report)):
            found[id].append(report)
    return _frozen(found)


def _children(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for child, parent in pairs:
        found[parent].append(child)
    return {parent: tuple(sorted(set(children))) for parent, children in sorted(found.items())}


def _frozen(lists: Mapping[K, list[V]]) -> dict[K, tuple[V, ...]]:
    return {key: tuple(lists[key]) for key in sorted(lists)}
