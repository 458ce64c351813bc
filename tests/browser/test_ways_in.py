"""Ways in, in a real browser: any report, today, and what is new since the last visit; each also where the browser gives nothing."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Watched, watch
from tests.browser.test_pages import too_wide, violations

KEY = "annals-seen /new/"
PAGES = ("browse/", "on-this-day/", "on-this-day/10-28/", "new/", "abbreviations/")


def marked(page: Page) -> list[str]:
    return page.locator("li:has(.new)").evaluate_all("all => all.map(item => item.dataset.report)")


def listed(page: Page) -> list[str]:
    return page.locator("[data-report]").evaluate_all("all => all.map(item => item.dataset.report)")


def come_back(context: BrowserContext, watched: Watched, seen: object) -> Page:
    """A later visit, in a tab of its own, of a browser that remembers something."""
    page = watched.open("new/")
    page.evaluate("([key, seen]) => localStorage.setItem(key, seen)", [KEY, seen if isinstance(seen, str) else json.dumps(seen)])
    page.close()
    return watched.open("new/")


# --- new since the last visit


def test_nothing_is_kept_until_a_reader_asks_for_it(watched: Watched) -> None:
    page = watched.open("new/")
    expect(page.get_by_role("status")).to_contain_text("nothing is sent")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert watched.context.cookies() == []
    page.get_by_role("button", name="Remember").click()
    kept = page.evaluate("key => localStorage.getItem(key)", KEY)
    assert json.loads(kept) == listed(page)
    assert marked(page) == []


def test_what_came_since_is_marked_for_the_whole_visit_and_not_in_the_next_one(watched: Watched) -> None:
    every = listed(watched.open("new/"))
    page = come_back(watched.context, watched, every[3:])
    assert marked(page) == every[:3]
    expect(page.get_by_role("status")).to_have_text("3 reports are new since your last visit.")
    page.reload()
    assert marked(page) == every[:3]
    later = watched.open("new/")
    expect(later.get_by_role("status")).to_have_text("Nothing is new since your last visit.")
    assert marked(later) == []


def test_what_moved_up_from_below_is_not_called_new(watched: Watched) -> None:
    """When a report is taken off the list, an older one comes onto its end."""
    every = listed(watched.open("new/"))
    page = come_back(watched.context, watched, ["gone/report", *every[1:-2]])
    assert marked(page) == every[:1]


def test_when_nothing_on_the_list_was_seen_all_of_it_is_new(watched: Watched) -> None:
    page = come_back(watched.context, watched, ["some/other"])
    assert marked(page) == listed(page)
    expect(page.get_by_role("status")).to_contain_text("may be more than this list holds")


def test_the_clock_plays_no_part(browser: Browser, served: str) -> None:
    for watched in watch(browser, served):
        watched.context.add_init_script("Date.now = () => { throw new Error('asked for the time') }; Date = undefined;")
        every = listed(watched.open("new/"))
        assert marked(come_back(watched.context, watched, every[1:])) == every[:1]


def test_a_reader_can_have_it_forgotten(watched: Watched) -> None:
    every = listed(watched.open("new/"))
    page = come_back(watched.context, watched, every[1:])
    page.get_by_role("button", name="Stop and forget").click()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert marked(page) == []
    expect(page.get_by_role("button", name="Remember")).to_be_focused()


@pytest.mark.parametrize("seen", ["{", "null", "7", '{"a": 1}', "[1, 2]", '"text"'])
def test_what_is_not_ours_in_the_storage_is_as_nothing(watched: Watched, seen: str) -> None:
    page = come_back(watched.context, watched, seen)
    expect(page.get_by_role("button", name="Remember")).to_be_visible()
    assert marked(page) == []


@pytest.mark.parametrize("refuses", ["get() { throw new DOMException('no', 'SecurityError') }", "get() { return null }"])
def test_without_a_storage_it_says_so(browser: Browser, served: str, refuses: str) -> None:
    for watched in watch(browser, served):
        watched.context.add_init_script(
            f"for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, {{ {refuses} }});"
        )
        page = watched.open("new/")
        expect(page.get_by_role("status")).to_contain_text("keeps nothing")
        expect(page.get_by_role("button", name="Remember")).to_be_hidden()


def test_a_full_storage_is_told(browser: Browser, served: str) -> None:
    for watched in watch(browser, served):
        watched.context.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') };")
        page = watched.open("new/")
        page.get_by_role("button", name="Remember").click()
        expect(page.get_by_role("status")).to_have_text("This browser would not keep it.")


# --- any report, today


def test_any_report_leads_to_reports_all_over_the_archive(watched: Watched) -> None:
    found = set()
    for chance in (0, 0.5, 0.9999):
        page = watched.open("browse/")
        page.evaluate("chance => { Math.random = () => chance }", chance)
        page.get_by_role("link", name="Any report", exact=True).click()
        page.wait_for_url("**/reports/**")
        found.add(page.url)
    assert len(found) == 3


def test_any_report_is_the_timeline_where_the_index_cannot_be_read(watched: Watched) -> None:
    watched.context.route("**/search/index.json", lambda route: route.fulfill(status=404, body=""))
    page = watched.open("browse/")
    page.get_by_role("link", name="Any report", exact=True).click()
    page.wait_for_url("**/timeline/")
    assert any("404" in told for told in watched.told)
    watched.told.clear()


@pytest.mark.parametrize(("now", "told"), [("2027-10-28T12:00", r"28 October: 2 reports"), ("2028-02-29T12:00", "no report in any year")])
def test_the_calendar_leads_to_today(watched: Watched, now: str, told: str) -> None:
    page = watched.context.new_page()
    page.clock.set_fixed_time(now)
    page.goto(f"{watched.home}/on-this-day/")
    expect(page.locator("annals-today > p")).to_have_text(re.compile(f"Today: {told}"))


# --- all of them


@pytest.mark.parametrize("watched", [{}, {"color_scheme": "dark"}], ids=["light", "dark"], indirect=True)
def test_axe_finds_nothing_on_ways_in(watched: Watched) -> None:
    every = listed(watched.open("new/"))
    come_back(watched.context, watched, every[2:]).close()
    found = {path: violations(watched.open(path)) for path in PAGES}
    assert {path: told for path, told in found.items() if told} == {}


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_way_in_scrolls_sideways(browser: Browser, served: str, width: int) -> None:
    for watched in watch(browser, served, viewport={"width": width, "height": 700}):
        for path in PAGES:
            page = watched.open(path)
            assert too_wide(page) == [], path
            page.evaluate("document.documentElement.dir = 'rtl'")
            assert too_wide(page) == [], f"{path} from the right"


def test_every_way_is_there_without_a_script(browser: Browser, served: str) -> None:
    for watched in watch(browser, served, java_script_enabled=False):
        page = watched.open("browse/")
        page.get_by_role("link", name="Any report: the timeline").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Timeline")
        page.goto(f"{served}/browse/")
        page.get_by_role("link", name="On this day").click()
        page.get_by_role("link", name="28 October: 2 reports").click()
        page.get_by_role("link", name="2016", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("28 October 2016")
        for name, heading in (("New in the archive", "New in the archive"), ("Abbreviations", "Abbreviations"), ("Armed groups", "Actors")):
            page.goto(f"{served}/browse/")
            page.get_by_role("link", name=name).click()
            expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        page.goto(f"{served}/new/")
        assert page.get_by_role("button").filter(has_text="Remember").count() == 0
