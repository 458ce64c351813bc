"""Pages that have very much to tell, in a real browser: what looks right with forty reports has to look right with thousands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import serve
from tests.browser.test_pages import too_wide, violations
from tests.sites import Site
from tests.test_bounds import busy_site, family


@pytest.fixture(scope="module")
def busy(shared: Path) -> Site:
    return busy_site(shared)


@pytest.fixture(scope="module")
def served_busy(busy: Site) -> Iterator[str]:
    yield from serve(busy)


def squeezed(page: Page) -> list[str]:
    """Words that have so little room that they stand below each other letter by letter."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
            .filter(e => !e.closest("svg") && getComputedStyle(e).clipPath === "none")
            .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
            .filter(e => {
                const box = document.createRange();
                box.selectNodeContents(e);
                const { width, height } = box.getBoundingClientRect();
                const letters = e.textContent.trim().length;
                const line = parseFloat(getComputedStyle(e).fontSize) * 1.2;
                return letters > 6 && width > 2 && height / line > letters / 3;
            })
            .map(e => `${e.tagName.toLowerCase()}.${e.className}: ${e.textContent.trim()}`)"""
    )
    return found


@pytest.fixture(scope="module")
def largest(busy: Site) -> dict[str, str]:
    """The largest page of each family."""
    found: dict[str, tuple[int, str]] = {}
    for file, data in busy.files.items():
        if file.endswith(".html"):
            path = file.removesuffix("index.html")
            found[family(path)] = max(found.get(family(path), (0, "")), (len(data), path))
    return {name: path for name, (_, path) in found.items()}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_every_shade(browser: Browser, served_busy: str, largest: dict[str, str], scheme: Any) -> None:
    """The darkest shades come only with many reports."""
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    wrong = {}
    for name, path in largest.items():
        page.goto(f"{served_busy}/{path}")
        if found := violations(page, "color-contrast"):
            wrong[name] = found[:3]
    context.close()
    assert wrong == {}


def test_there_is_room_for_a_finger_on_every_link_of_its_own(browser: Browser, served_busy: str, largest: dict[str, str]) -> None:
    """Also where one stands right below another: an outlet, and the day and the article of it."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, bypass_csp=True)
    page = context.new_page()
    wrong = {}
    for name, path in largest.items():
        page.goto(f"{served_busy}/{path}")
        if found := violations(page, "target-size"):
            wrong[name] = found[:3]
    context.close()
    assert wrong == {}


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_words_are_squeezed_and_no_page_scrolls_sideways(
    browser: Browser, served_busy: str, largest: dict[str, str], width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=True)
    page = context.new_page()
    wrong = {}
    for name, path in largest.items():
        page.goto(f"{served_busy}/{path}")
        if found := too_wide(page) + squeezed(page):
            wrong[name] = found[:3]
    context.close()
    assert wrong == {}


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    return [box for one in page.locator(selector).all() if (box := one.bounding_box())]


def test_a_year_of_outlets_is_seen_whole_on_a_tablet(browser: Browser, served_busy: str) -> None:
    page = browser.new_page(viewport={"width": 768, "height": 900})
    page.goto(f"{served_busy}/coverage/2001/")
    room, needed = boxes(page, ".scroll:has(.matrix)") + boxes(page, ".matrix")
    months = page.locator(".matrix thead th").count() - 1  # but for the sum
    assert 0 < months < 12
    assert needed["width"] + (12 - months) * 32 <= room["width"]
    page.close()


def test_the_name_of_an_outlet_is_broken_on_no_tablet(browser: Browser, served_busy: str) -> None:
    page = browser.new_page(viewport={"width": 768, "height": 900})
    page.goto(f"{served_busy}/coverage/")
    names = page.locator(".years-covered td a")
    assert names.count() > 2
    assert names.evaluate_all("all => all.filter(e => e.getClientRects().length > 1).length") == 0
    assert too_wide(page) == []
    page.close()


def test_what_lies_within_a_place_stands_in_columns(browser: Browser, served_busy: str) -> None:
    """Not forty names below each other, with nothing beside them."""
    for width in (360, 768, 1440):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(f"{served_busy}/places/place-0/")
        found = boxes(page, ".facts .many dd")
        assert len(found) > 5
        assert len({round(box["x"]) for box in found}) > 1, width
        page.close()


def test_a_squeezed_word_would_be_found(browser: Browser, served_busy: str) -> None:
    page = browser.new_page()
    page.goto(f"{served_busy}/timeline/")
    assert squeezed(page) == []
    page.evaluate("document.querySelector('main h1').style.cssText = 'width: 1px; overflow-wrap: anywhere'")
    assert squeezed(page) == ["h1.: Timeline"]
    page.close()


def test_no_two_names_on_a_map_overlap_on_a_telephone(browser: Browser, served_busy: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    for path in ("map/", "2001/", "2001/05/", "actors/actor-0/", "places/place-0/"):
        page.goto(f"{served_busy}/{path}")
        boxes = page.eval_on_selector_all(
            ".map svg text",
            "all => all.map(e => [e.textContent, e.getBoundingClientRect()]).map(([t, b]) => [t, b.left, b.top, b.right, b.bottom])",
        )
        assert len(boxes) > 4, path
        over = [
            (one[0], other[0])
            for place, one in enumerate(boxes)
            for other in boxes[:place]
            if one[1] + 1 < other[3] and other[1] + 1 < one[3] and one[2] + 2 < other[4] and other[2] + 2 < one[4]
        ]
        assert over == [], path
    page.close()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_numbers_of_a_matrix_stand_apart(browser: Browser, served_busy: str, width: int) -> None:
    """Three figures beside three more are not one number of six."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{served_busy}/together/")
    apart = page.locator(".matrix tbody tr").evaluate_all(
        """rows => rows.flatMap(row => {
            const cells = [...row.querySelectorAll("[class^=level]")].filter(cell => cell.textContent);
            cells.forEach(cell => { cell.textContent = "1519"; });
            const boxes = cells.map(cell => {
                const range = document.createRange();
                range.selectNodeContents(cell);
                return range;
            });
            return boxes.slice(1).map((box, i) => [boxes[i], box]);
        }).map(([one, next]) => next.getBoundingClientRect().left - one.getBoundingClientRect().right)"""
    )
    assert len(apart) > 20
    assert min(apart) >= 4
    page.close()


def test_names_with_their_numbers_stand_in_columns_on_a_tablet(browser: Browser, served_busy: str, busy: Site) -> None:
    names = max((file for file in busy.files if file.startswith("search/names/")), key=lambda file: len(busy.files[file]))
    page = browser.new_page(viewport={"width": 768, "height": 900})
    for path in ("actors/", "sources/", names.removesuffix("index.html")):
        page.goto(f"{served_busy}/{path}")
        found = page.locator(".columns").evaluate_all(
            "all => all.map(e => new Set([...e.querySelectorAll('li')].map(item => item.getBoundingClientRect().x)).size)"
        )
        assert max(found) == 2, path
    page.close()


def test_letters_and_their_numbers_stand_near_each_other(browser: Browser, served_busy: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{served_busy}/search/")
    found = boxes(page, "nav[aria-label=Letters] li")
    assert found
    assert max(box["width"] for box in found) <= 400
    page.close()
