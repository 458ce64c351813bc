"""Maps in a real browser: whole without a script, and more comfortable with one."""

from __future__ import annotations

import math
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Watched


def test_a_mark_leads_to_its_place_with_a_keyboard(watched: Watched) -> None:
    page = watched.open("map/")
    mark = page.locator("svg a[aria-label^='Mosul']")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mosul")


@pytest.mark.parametrize("path", ["map/", "places/mosul/"])
def test_it_is_seen_which_mark_a_keyboard_has_come_to(watched: Watched, path: str) -> None:
    page = watched.open(path)
    page.locator(".map-buttons button").last.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")  # from here on the focus is that of a keyboard
    mark = page.locator("svg a").last
    mark.focus()
    ring = "e => [getComputedStyle(e).stroke, parseFloat(getComputedStyle(e).strokeWidth) * e.getScreenCTM().a]"
    stroke, pixels = mark.locator("circle").first.evaluate(ring)
    assert stroke == page.evaluate("getComputedStyle(document.body).color")
    assert 2 <= pixels <= 5


def test_it_is_seen_which_link_below_a_map_a_keyboard_has_come_to(watched: Watched) -> None:
    page = watched.open("map/")
    page.locator(".map-buttons button").last.focus()
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen += page.evaluate("(e => e.closest('figcaption, table') ? [getComputedStyle(e).outlineStyle] : [])(document.activeElement)")
    assert len(seen) > 10
    assert set(seen) == {"solid"}


@pytest.mark.parametrize("watched", [{"java_script_enabled": False}], indirect=True)
def test_without_script_the_map_and_its_table_are_whole(watched: Watched) -> None:
    page = watched.open("map/")
    expect(page.locator("svg").get_by_role("link", name="Aleppo: ")).to_be_visible()
    expect(page.locator(".map-buttons")).to_have_count(0)
    expect(page.get_by_role("table").get_by_role("link", name="Mosul", exact=True)).to_be_visible()
    page.locator("svg").get_by_role("link", name="Kirkuk: ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kirkuk")


def test_buttons_and_keys_zoom_move_and_go_back(watched: Watched) -> None:
    page = watched.open("map/")
    svg = page.locator("annals-map svg")
    whole = svg.get_attribute("viewBox")
    page.get_by_role("button", name="Zoom in").click()
    zoomed = svg.get_attribute("viewBox")
    assert zoomed != whole
    page.keyboard.press("ArrowRight")
    moved = svg.get_attribute("viewBox")
    assert float(moved.split()[0]) > float(zoomed.split()[0])
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    left, _, width, _ = map(float, svg.get_attribute("viewBox").split())
    assert left + width <= 4800
    page.get_by_role("button", name="Show the whole map").click()
    assert svg.get_attribute("viewBox") == whole


def test_closer_marks_come_apart_and_names_stay_at_their_marks(watched: Watched) -> None:
    page = watched.open("map/")

    def middle(selector: str) -> tuple[float, float, float]:
        box = page.locator(selector).first.bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["width"]

    def apart(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
        return math.hypot(one[0] - other[0], one[1] - other[1])

    selectors = ("a[aria-label^='Mosul'] .dot", "a[aria-label^='Erbil'] .dot", "text:text-is('Erbil')", "text:text-is('Al-Bab')", ".lead")
    before = [middle(selector) for selector in selectors]
    assert before[-1][2] > 0, "no name of the map is led to"
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Zoom in").click()
    after = [middle(selector) for selector in selectors]
    for was, now in zip(before, after, strict=True):
        assert now[2] == pytest.approx(was[2], rel=0.05)
    assert apart(after[0], after[1]) > 2 * apart(before[0], before[1])
    assert apart(after[1], after[2]) == pytest.approx(apart(before[1], before[2]), abs=3)
    page.get_by_role("button", name="Show the whole map").click()
    assert [middle(selector) for selector in selectors] == before


def test_the_buttons_hide_no_name(watched: Watched) -> None:
    page = watched.open("map/")
    buttons = page.locator(".map-buttons").bounding_box()
    assert buttons is not None
    for box in (text.bounding_box() for text in page.locator("svg text").all()):
        assert box is not None
        assert box["x"] + box["width"] <= buttons["x"] or box["y"] >= buttons["y"] + buttons["height"]


def test_a_mark_tells_what_it_stands_for(watched: Watched) -> None:
    page = watched.open("map/")
    page.locator("svg a[aria-label^='Mosul']").hover()
    expect(page.locator(".map-tip")).to_have_text(re.compile(r"^Mosul: \d+ reports"))
    page.get_by_role("heading", level=1).hover()
    expect(page.locator(".map-tip")).to_be_hidden()


@pytest.mark.parametrize("watched", [{"viewport": {"width": 1440, "height": 900}}], indirect=True)
def test_the_one_month_of_a_year_stands_beside_its_map(watched: Watched) -> None:
    page = watched.open("2016/")
    month, map = page.locator(".calendar").bounding_box(), page.locator(".map svg").bounding_box()
    assert month
    assert map
    assert month["y"] < map["y"] + map["height"]
    assert month["x"] + month["width"] <= map["x"]


@pytest.mark.parametrize("watched", [{"viewport": {"width": 360, "height": 740}}], indirect=True)
def test_on_a_telephone_the_map_fits_and_its_names_are_readable(watched: Watched) -> None:
    page = watched.open("map/")
    svg = page.locator("annals-map svg")
    box = svg.bounding_box()
    assert box is not None
    assert box["width"] <= 360
    size = page.locator("svg text.place").first.evaluate("text => parseFloat(getComputedStyle(text).fontSize)")
    assert size * box["width"] / 4800 >= 10  # pixels
