"""Maps in a real browser: whole without a script, and more comfortable with one."""

from __future__ import annotations

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


@pytest.mark.parametrize("watched", [{"java_script_enabled": False}], indirect=True)
def test_without_script_the_map_and_its_table_are_whole(watched: Watched) -> None:
    page = watched.open("map/")
    expect(page.locator("svg a[aria-label^='Aleppo']")).to_be_visible()
    expect(page.locator(".map-buttons")).to_have_count(0)
    expect(page.get_by_role("table").get_by_role("link", name="Mosul", exact=True)).to_be_visible()
    page.locator("svg a[aria-label^='Kirkuk']").click()
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


def test_a_mark_tells_what_it_stands_for(watched: Watched) -> None:
    page = watched.open("map/")
    page.locator("svg a[aria-label^='Mosul']").hover()
    expect(page.locator(".map-tip")).to_have_text(re.compile(r"^Mosul: \d+ reports"))
    page.get_by_role("heading", level=1).hover()
    expect(page.locator(".map-tip")).to_be_hidden()


@pytest.mark.parametrize("watched", [{"viewport": {"width": 360, "height": 740}}], indirect=True)
def test_on_a_telephone_the_map_fits_and_its_names_are_readable(watched: Watched) -> None:
    page = watched.open("map/")
    svg = page.locator("annals-map svg")
    box = svg.bounding_box()
    assert box is not None
    assert box["width"] <= 360
    size = page.locator("svg text.place").first.evaluate("text => parseFloat(getComputedStyle(text).fontSize)")
    assert size * box["width"] / 4800 >= 10  # pixels
