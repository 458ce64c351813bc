"""A reader's ways through the archive, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.sites import sections


def follow_first(page: Page, pattern: str) -> str:
    """Click the first link in the page's main part whose address is like a pattern; returns the heading of where it led."""
    links = page.get_by_role("main").get_by_role("link")
    addresses = links.evaluate_all("all => all.map(link => new URL(link.getAttribute('href'), location).pathname)")
    index = next(i for i, address in enumerate(addresses) if re.fullmatch(pattern, address))
    links.nth(index).click()
    page.wait_for_url(lambda url: bool(re.search(f"{pattern}$", url)))
    return page.get_by_role("heading", level=1).inner_text()


REPORT, ACTOR, PLACE = r"/reports/\d{4}/\d\d/[^/]+/", r"/actors/[^/]+/", r"/places/[^/]+/"


@pytest.mark.parametrize("watched", [{}, {"java_script_enabled": False}], ids=["with scripts", "without"], indirect=True)
def test_from_home_to_a_report_its_actor_its_place_and_back_to_a_report(watched: Watched) -> None:
    page = watched.context.new_page()
    page.goto(watched.home)
    home = page.get_by_role("heading", level=1).inner_text()
    report = follow_first(page, REPORT)
    assert report != home
    actor = follow_first(page, ACTOR)
    place = follow_first(page, PLACE)
    other = follow_first(page, REPORT)
    assert len({home, report, actor, place, other}) >= 4
    page.go_back()
    assert page.get_by_role("heading", level=1).inner_text() == place


def test_the_navigation_leads_to_every_index_and_says_where_one_is(watched: Watched) -> None:
    page = watched.open()
    names = page.get_by_role("navigation", name="Sections").get_by_role("link").all_inner_texts()
    behind = {"Map", "Glossary", "Search", "Corrections"}  # reached from the page of ways in
    assert names == [title for _, title, _ in sorted(section.nav for section in sections() if section.nav) if title not in behind]
    for name in names:
        page.get_by_role("navigation", name="Sections").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
        expect(page.get_by_role("navigation", name="Breadcrumb").locator("[aria-current=page]")).to_contain_text(name)


def test_the_calendar_leads_from_the_month_to_a_day_and_from_day_to_day(watched: Watched) -> None:
    page = watched.open("2016/10/")
    page.get_by_role("table").get_by_role("link", name=re.compile("28 October 2016: ")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("28 October 2016")
    page.get_by_role("navigation", name="Days with reports").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("28 October 2016")


def test_an_address_that_is_not_there_says_so_and_leads_on(watched: Watched) -> None:
    page = watched.context.new_page()
    answer = page.goto(f"{watched.home}/actors/nobody-of-that-name/")
    assert answer is not None
    assert answer.status == 404
    page.get_by_role("main").get_by_role("link", name="Timeline").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Timeline")


# --- keyboard


def focused(page: Page) -> dict[str, str]:
    """What has the focus, and how it is shown to have it."""
    found: dict[str, str] = page.evaluate(
        """() => {
            const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
            // a mark of a map is ringed: its circle has a line in the colour of the text, some pixels wide
            const mark = element.closest(".map a")?.querySelector("circle"), line = mark && getComputedStyle(mark);
            const inked = line?.stroke === getComputedStyle(document.body).color;
            const ringed = inked && parseFloat(line.strokeWidth) * mark.getScreenCTM().a >= 2;
            return {
                ring: String(Boolean(ringed)),
                tag: element.tagName, text: element.innerText ?? "", href: element.getAttribute("href") ?? "",
                outline: `${style.outlineStyle} ${style.outlineWidth}`, shadow: style.boxShadow,
                seen: String(box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight),
            };
        }"""
    )
    return found


def reached(page: Page) -> dict[str, str]:
    """What has the focus, once the page has come to rest where it is seen: it may be on its way."""
    for _ in range(20):
        focus = focused(page)
        if shown(focus):
            break
        page.wait_for_timeout(50)
    return focus


def shown(focus: dict[str, str]) -> bool:
    style, width = focus["outline"].split()
    outlined = (style != "none" and float(width.removesuffix("px")) >= 1) or focus["shadow"] != "none" or focus["ring"] == "true"
    return focus["seen"] == "true" and outlined


def test_the_first_stop_of_the_keyboard_skips_to_the_text(watched: Watched) -> None:
    page = watched.open("actors/")
    page.keyboard.press("Tab")
    first = reached(page)
    assert first["href"] == "#main"
    assert shown(first)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_keyboard_goes_through_a_page_in_order_and_is_always_seen(watched: Watched, kinds: dict[str, str]) -> None:
    for kind in ("home", "report", "month"):
        page = watched.open(kinds[kind])
        wanted = page.evaluate(
            """[...document.querySelectorAll("a[href], button, summary, input")]
                .filter(element => element.checkVisibility({visibilityProperty: true}))
                .map(element => element.getAttribute("href") ?? "")"""
        )
        stops = []
        for _ in range(min(40, len(wanted))):
            page.keyboard.press("Tab")
            focus = reached(page)
            stops.append(focus["href"])
            assert shown(focus), (kind, focus)
        assert stops == wanted[: len(stops)], kind


def test_a_reader_with_a_keyboard_gets_from_home_to_a_report(watched: Watched) -> None:
    page = watched.open()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the text
    for _ in range(30):
        page.keyboard.press("Tab")
        if re.fullmatch(REPORT, focused(page)["href"]):
            break
    title = focused(page)["text"]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
