"""Which lists are long enough to be cut by decade and year, and how: what has to be told to a peer that makes no page without a file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

FAMILIES = ("actors", "places", "sources")
SIZE = 50  # reports in a part of a list
WHOLE = 40  # reports of an actor, a place or a source that all stand on its own page
MOST_OF_DECADE = 74  # of its reports that stand on one page of a decade; of a decade with more, each year has a list


def times(reports: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int | None]]:
    """For each actor, place and source (as "actors/actor-1") whose reports do not all stand on its own page, its decades and years that
    have a page, in ISO form, with their number of reports; ``None`` of a decade that is cut into years.
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
                decades[f"{year[:3]}0s"] += count
            pages = {decade: count if count <= MOST_OF_DECADE else None for decade, count in decades.items()}
            found[path] = pages | {year: count for year, count in years.items() if pages[f"{year[:3]}0s"] is None}
    return found


def list_parts(count: int, here: str) -> Iterator[dict[str, Any]]:
    """The parts of a list at an address, cut from the oldest end: numbers of its first and last report, and the addresses of the parts
    beside it. The first that is seen has no number.
    """
    last = max(0, (count - SIZE // 2) // SIZE)
    yield {"number": 0, "start": last * SIZE, "end": count, "newer": "", "older": f"{here}{last}/" if last else ""}
    for number in range(last, 0, -1):
        newer, older = f"{here}{number + 1}/" if number < last else here, f"{here}{number - 1}/" if number > 1 else ""
        yield {"number": number, "start": (number - 1) * SIZE, "end": number * SIZE, "newer": newer, "older": older}
