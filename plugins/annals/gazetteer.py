"""Places that bear a name, from a table of GeoNames: candidates, of which nobody but an editor chooses one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from .names import fold
from .problems import Vocabulary, did_you_mean

MOST_NAMES = 8  # other names that are shown, of each script


class Candidate(NamedTuple):
    id: int
    name: str
    country: str  # in words, or its code
    lat: float
    lon: float
    population: int  # 0: not known
    names: tuple[str, ...]  # others that it bears

    @property
    def front_matter(self) -> str:
        """The lines to be pasted. ``town``: a table of GeoNames knows towns, and no points in them."""
        return (
            f"coordinates: {{lat: {self.lat:.4f}, lon: {self.lon:.4f}, precision: town, from: GeoNames {self.id}}}\ngeonames: {self.id}\n"
        )


def candidates(name: str, rows: Iterable[Mapping[str, Any]], countries: Mapping[str, str]) -> list[Candidate]:
    """Those whose name, or another name of theirs, is this one: capitals, marks and hyphens aside. The largest first, then by id."""
    wanted = _plain(name)
    found = [_candidate(row, countries) for row in rows if wanted in map(_plain, _names(row))]
    return sorted(found, key=lambda one: (-one.population, one.id))


def told(name: str, found: list[Candidate], rows: Iterable[Mapping[str, Any]]) -> str:
    """What is known, in words, with lines to be pasted; where nothing is, the names that are nearest."""
    if not found:
        nearest = did_you_mean(name, Vocabulary(sorted({row["name"] for row in rows})))
        return "\n".join([f"No place of this table bears the name '{name}'. Villages, hills and quarters are not in it.", *nearest, ""])
    more = "one place bears" if len(found) == 1 else f"{len(found):,} places bear"
    head = f"{more} the name '{name}'. Which of them is meant, if any, an editor decides."
    return "\n".join([f"{head[0].upper()}{head[1:]} From GeoNames (geonames.org), CC BY 4.0.", "", *_lines(found)])


def _lines(found: Iterable[Candidate]) -> Iterator[str]:
    for one in found:
        people = f"{one.population:,} inhabitants" if one.population else "inhabitants not known"
        yield f"{one.name}, {one.country}; {people}; https://www.geonames.org/{one.id}"
        for script, group in groupby(sorted(one.names, key=_script), _script):
            names = list(group)
            more = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
            yield f"  {script.capitalize()}: {', '.join(names[:MOST_NAMES])}{more}"
        yield from (f"    {line}" for line in one.front_matter.splitlines())
        yield ""


def _plain(name: str) -> str:
    return fold(name.replace("-", " "))


def _script(name: str) -> str:
    """``LATIN``, ``ARABIC``: by the first letter."""
    return unicodedata.name(name[0], "OTHER").partition(" ")[0]


def _candidate(row: Mapping[str, Any], countries: Mapping[str, str]) -> Candidate:
    others = tuple(sorted({known for known in _names(row) if known and known != row["name"]}))
    country = countries.get(row["countrycode"], row["countrycode"])
    return Candidate(int(row["geonameid"]), row["name"], country, row["latitude"], row["longitude"], row["population"] or 0, others)


def _names(row: Mapping[str, Any]) -> Iterator[str]:
    yield row["name"]
    yield from row.get("alternatenames") or ()
