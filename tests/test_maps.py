"""Maps: what is shown of the world, marks and names upon it, and the table that says the same."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from annals.atlas import outlines
from annals.atlas.drawing import LABEL, Drawing, Label, Spot, _width, draw
from annals.atlas.outlines import UNIT, countries_in, line, lines_in, packed, towns, unit
from annals.atlas.paper import ground, path
from annals.atlas.window import HEIGHT, WIDTH, turned, window_of
from tests.sites import Project, Site

points = st.tuples(st.integers(-180 * UNIT, 180 * UNIT), st.integers(-80 * UNIT, 80 * UNIT))
LOCATOR_BYTES = 25_000  # of a map of one place
MAP_BYTES = 40_000  # of any map: a hundred marks
GROUND_BYTES = 13_500  # of land and lines, whatever is shown


def spot(key: str, lon: float, lat: float, at: int = 1, near: int = 0, *, wide: bool = False, chosen: bool = False) -> Spot:
    return Spot(key, key.capitalize(), (round(lon * UNIT), round(lat * UNIT)), at, near, wide, chosen)


ALEPPO, MOSUL, BAGHDAD = spot("aleppo", 37.15, 36.21, 18), spot("mosul", 43.12, 36.34, 6), spot("baghdad", 44.4, 33.3, 1)
CEUTA = spot("ceuta", -5.3, 35.9, 1)


# --- the outlines


@given(st.integers(-(10**7), 10**7))
def test_a_number_is_packed_without_a_character_that_json_would_escape(value: int) -> None:
    text = packed(value)
    assert '"' not in text
    assert "\\" not in text
    assert all(character in outlines.ALPHABET for character in text)
    assert len(packed(value)) <= 6


def test_every_line_is_of_a_known_kind_and_lies_on_the_globe() -> None:
    kinds = {kind for kind, _ in outlines._read()["lines"]}
    assert kinds == {"unit", "border", "coast", "disputed"}
    for number in range(0, len(outlines._read()["lines"]), 37):
        assert all(abs(x) <= 180 * UNIT and abs(y) <= 90 * UNIT for x, y in line(number))


def test_both_sides_of_the_golan_heights_are_drawn_as_disputed() -> None:
    """Natural Earth counts them with Israel; Syria's line runs beyond the zone of the United Nations."""
    box = (35_780, 32_800, 35_900, 33_350)
    disputed = [found for kind, found in lines_in(box) if kind == "disputed"]
    assert len(disputed) >= 2
    assert not [
        found for kind, found in lines_in(box) if kind == "border" and any(box[0] < x < box[2] and box[1] < y < box[3] for x, y in found)
    ]


def test_a_box_holds_the_countries_that_lie_there() -> None:
    names = {country.name for country in countries_in((40_000, 33_000, 45_000, 37_000))}
    assert {"Iraq", "Syria", "Turkey"} <= names
    assert "Brazil" not in names


def test_a_box_beyond_the_end_of_the_world_shows_what_lies_on_its_other_side() -> None:
    across = {country.name for country in countries_in((176_000, -20_000, 183_000, -15_000))}
    assert "Fiji" in across
    assert any(x > 180 * UNIT for _, found in lines_in((176_000, -20_000, 183_000, -15_000)) for x, _ in found)


def test_a_governorate_is_known_by_its_geonames_id() -> None:
    rings = unit(170_062)  # Aleppo Governorate
    assert rings
    assert all(35 * UNIT < x < 39 * UNIT for ring in rings for x, _ in ring)
    assert unit(1) is None


def test_towns_stand_largest_first() -> None:
    sizes = [town.thousands for town in towns()]
    assert sizes == sorted(sizes, reverse=True)


# --- what is shown


@given(st.lists(points, min_size=1, max_size=6))
def test_a_window_shows_every_point_that_it_is_made_for(found: list[tuple[int, int]]) -> None:
    window = window_of(found)
    if window.width < 360:
        for point in found:
            x, y = window.place(turned(point, window))
            assert 0 <= x <= WIDTH, (window, point)
            assert 0 <= y <= HEIGHT


def test_far_places_are_left_out_where_that_shows_the_others_larger() -> None:
    drawing = draw([ALEPPO, MOSUL, BAGHDAD, CEUTA])
    assert drawing.beyond == ("ceuta",)
    assert {mark.key for mark in drawing.marks} == {"aleppo", "mosul", "baghdad"}


def test_what_the_map_is_of_is_never_left_out() -> None:
    drawing = draw([ALEPPO, MOSUL, BAGHDAD, CEUTA._replace(chosen=True)])
    assert drawing.beyond == ()


def test_a_map_of_one_place_shows_where_it_lies() -> None:
    drawing = draw([ALEPPO])
    assert len(drawing.marks) == 1
    assert {"Syria", "Turkey"} & {label.text for label in drawing.labels if label.kind == "country"}
    assert drawing.scale is not None


def test_a_map_of_the_world_has_no_scale() -> None:
    """A kilometre is not one length there."""
    assert draw([spot("a", -120, -40), spot("b", 140, 60)]).scale is None


@pytest.mark.parametrize("lon", [0, 37.15, 179.9, -179.9])
@pytest.mark.parametrize("lat", [-79, 0, 36.2, 79])
def test_the_scale_is_as_long_as_it_says(lon: float, lat: float) -> None:
    here = spot("here", lon, lat)
    drawing, window = draw([here]), window_of([here.point])
    assert drawing.scale is not None
    east = drawing.scale.length / WIDTH * window.width  # degrees
    assert east / window.stretch * 111.32 == pytest.approx(drawing.scale.kilometres, rel=0.01)


# --- marks and names


def boxes(drawing: Drawing) -> list[tuple[int, int, int, int]]:
    def box(label: Label) -> tuple[int, int, int, int]:
        width = _width(label.text)
        x, y = label.x + label.dx, label.y + label.dy
        left = {"start": x, "middle": x - width // 2, "end": x - width}[label.anchor]
        return left, y - LABEL // 2, left + width, y + LABEL // 2

    return [box(label) for label in drawing.labels]


@given(st.lists(st.tuples(st.floats(36, 44), st.floats(32, 37), st.integers(1, 40), st.booleans()), min_size=1, max_size=40))
def test_no_name_lies_on_another_name_or_on_a_mark(found: list[tuple[float, float, int, bool]]) -> None:
    drawing = draw([spot(f"place{i}", lon, lat, at, wide=wide) for i, (lon, lat, at, wide) in enumerate(found)])
    names = boxes(drawing)
    for one, other in combinations(names, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for left, top, right, bottom in names:
        assert left >= 0
        assert top >= 0
        assert right <= WIDTH
        assert bottom <= HEIGHT


def _crowd() -> Drawing:
    """A hundred places around a few, as a large archive has them, of which the nearest to each other have most reports."""
    return draw([spot(f"place{i:03}", 37 + i % 10 / 12 * (1 + i / 60), 36 + i // 10 / 20 * (1 + i / 60), at=200 - i) for i in range(100)])


def test_the_places_with_most_reports_have_names_in_the_densest_crowd() -> None:
    drawing = _crowd()
    named = {label.key: label for label in drawing.labels if label.kind == "place"}
    assert {f"place{i:03}" for i in range(8)} <= named.keys()
    assert any(label.is_led for label in named.values())
    assert not any(named[key].is_led for key in named if key > "place007")


def test_a_name_that_is_led_to_is_no_further_off_than_a_reader_follows() -> None:
    assert all(abs(label.dx) + abs(label.dy) < WIDTH // 2 for label in _crowd().labels)


def test_marks_are_smaller_in_a_crowd() -> None:
    assert max(mark.dot for mark in _crowd().marks) < max(mark.dot for mark in draw([ALEPPO, MOSUL]).marks)


@settings(deadline=None)  # the first map of a process unpacks the outlines
@given(st.lists(st.tuples(st.floats(36, 44), st.floats(32, 37)), min_size=1, max_size=40))
def test_no_name_stands_where_the_buttons_of_the_script_are(found: list[tuple[float, float]]) -> None:
    for _, top, right, _ in boxes(draw([spot(f"place{i}", lon, lat) for i, (lon, lat) in enumerate(found)])):
        assert right <= WIDTH - 1500 or top >= 540


def test_a_country_is_named_though_its_middle_is_taken() -> None:
    """Of a place in the midst of what is seen of its country."""
    here = spot("here", 38.3, 34.9)
    labels = draw([here]).labels
    assert "Syria" in {label.text for label in labels if label.kind == "country"}


def test_marks_grow_with_the_number_of_reports_and_the_largest_lie_below() -> None:
    marks = draw([ALEPPO, MOSUL, BAGHDAD]).marks
    assert [mark.key for mark in marks] == ["aleppo", "mosul", "baghdad"]
    assert marks[0].dot > marks[1].dot > marks[2].dot


def test_what_is_only_somewhere_within_is_a_ring() -> None:
    one, other = draw([spot("west", 37.1, 36.2, at=0, near=3), spot("province", 43, 36, at=2, wide=True)]).marks
    for mark in (one, other):
        assert (mark.dot, mark.ring > 0) == (0, True)


def test_five_hundred_places_stay_a_bounded_drawing() -> None:
    spots = [spot(f"p{i}", 35 + i % 25 / 2, 30 + i // 25 / 3, at=1 + i % 7) for i in range(500)]
    drawing = draw(spots)
    assert len(drawing.marks) == 100
    assert len(drawing.labels) < 200


def test_a_drawing_is_the_same_whatever_the_order_of_its_spots() -> None:
    spots = [ALEPPO, MOSUL, BAGHDAD, CEUTA]
    assert draw(spots) == draw(spots[::-1])


def test_a_path_is_written_with_relative_steps() -> None:
    assert path(((5, 10), (20, 0), (20, 45), (21, 44))) == "M1 2l3-2 0 9"


@pytest.mark.parametrize("spots", [[ALEPPO], [ALEPPO, MOSUL, BAGHDAD], [ALEPPO, CEUTA], [spot("a", -120, -40), spot("b", 140, 60)]])
def test_the_ground_of_a_map_is_bounded_in_bytes(spots: list[Spot]) -> None:
    below = ground(window_of([spot.point for spot in spots]))
    assert len(below.land) + sum(len(found) for _, found in below.lines) <= GROUND_BYTES


# --- on the pages


def maps(site: Site) -> dict[str, html.HtmlElement]:
    found = {}
    for file, data in site.files.items():
        if file.endswith(".html") and b'<div class="map"' in data:
            found[file] = html.fromstring(data.decode()).xpath('//div[@class="map"]')[0]
    return found


def test_archive_years_months_actors_and_places_have_maps(october: Site) -> None:
    files = set(maps(october))
    assert {
        "map/index.html",
        "2016/index.html",
        "2016/10/index.html",
        "actors/islamic-state/index.html",
        "places/mosul/index.html",
        "threads/siege-of-aleppo/index.html",
    } <= files


def test_a_map_and_its_table_say_the_same(october: Site) -> None:
    for file, figure in maps(october).items():
        rows = {row.xpath("string(td[1])"): row.xpath("string(td[3])") for row in figure.xpath(".//tr[td]")}
        for mark in figure.xpath(".//svg//a/title"):
            name, _, told = mark.text.partition(": ")
            assert name, file
            if told and "within" not in told:
                assert told.split()[0] == rows[name], (file, name)


def test_a_place_without_coordinates_stands_as_a_ring_where_it_lies(october: Site) -> None:
    figure = maps(october)["places/dahiyet-al-assad-aleppo/index.html"]
    assert figure.xpath('.//*[@class="ring"]')
    assert not figure.xpath('.//*[@class="dot"]')
    assert "somewhere within Aleppo" in figure.text_content()


def test_maps_on_the_site_are_small_and_name_whose_outlines_they_show(october: Site) -> None:
    for file, figure in maps(october).items():
        size = len(html.tostring(figure.xpath(".//svg")[0]))
        most = LOCATOR_BYTES if len(figure.xpath(".//svg//a")) == 1 else MAP_BYTES
        assert size < most, (file, size)
        assert "Natural Earth" in figure.text_content()


def test_a_map_asks_nothing_of_another_host(october: Site) -> None:
    for figure in maps(october).values():
        assert not re.search(rb'(href|src)="(https?:)?//', html.tostring(figure))


def test_without_any_coordinates_the_map_page_says_so(project: Project) -> None:
    for file in project.content.glob("places/*.md"):
        file.write_text(re.sub(r"(?m)^coordinates:.*\n(?:[ ]+.*\n)*", "", file.read_text("utf-8")), "utf-8")
    site = project.build()
    assert "No place of the archive has a recorded position yet." in site.files["map/index.html"].decode()
    assert not maps(site)
