"""Which lists are long enough to be cut by decade and year: what the taxonomies of a peer want to be told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

FAMILIES = ("actors", "places", "sources")
WHOLE = 40  # reports of an actor, a place or a source that all stand on its own page
MOST_OF_DECADE = 74  # of its reports that stand on one page of a decade; of a decade with more, each year has a list


def times(reports: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, list[str]]]:
    """For each actor, place and source whose reports do not all stand on its own page, the terms of its times for a report of each year:
    the decade, and where that holds too many for one page the year as well.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for fields in reports:
        for family in FAMILIES:
            for id in fields[family]:
                counts[f"{family}/{id}"][str(fields["date"])[:4]] += 1
    found = {}
    for path, years in counts.items():
        if years.total() > WHOLE:
            decades = Counter[str]()
            for year, count in years.items():
                decades[year[:3]] += count
            found[path] = {
                year: [f"{path}/{year[:3]}0s", *([f"{path}/{year}"] if decades[year[:3]] > MOST_OF_DECADE else [])] for year in years
            }
    return found
