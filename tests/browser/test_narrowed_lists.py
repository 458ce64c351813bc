"""Narrowing a list of reports in a real browser: facets together, the address, the keyboard, and the way without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watched, watch
from tests.browser.test_pages import too_wide, violations
from tests.sites import Site

MONTH = "2016/10/"


def shown(page: Page) -> list[str]:
    return page.locator("main .spine > li:visible .entry-title").all_inner_texts()


def told(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def narrow(page: Page) -> None:
    page.get_by_text("Narrow these reports").click()


def choose(page: Page, label: str, start: str) -> int:
    """Choose what begins with some words; the number that stands beside it."""
    select = page.get_by_label(label, exact=True)
    words = next(text for text in select.locator("option").all_text_contents() if text.startswith(start))
    select.select_option(label=words)
    return int(re.findall(r"\(([\d,]+)\)", words)[-1].replace(",", ""))


def test_the_list_is_whole_until_something_is_chosen(watched: Watched) -> None:
    page = watched.open(MONTH)
    assert len(shown(page)) == 39
    assert told(page) == ""
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()
    expect(page.get_by_label("Actor", exact=True)).to_be_hidden()
    narrow(page)
    expect(page.get_by_label("Actor", exact=True)).to_be_visible()
    assert len(shown(page)) == 39


def test_facets_narrow_together_and_say_what_each_would_leave(watched: Watched) -> None:
    page = watched.open(MONTH)
    narrow(page)
    count = choose(page, "Actor", "Russia (")
    assert len(shown(page)) == count
    assert told(page) == f"{count} of the 39 reports on this page."
    fewer = choose(page, "Place", "Aleppo (")
    assert 0 < fewer < count
    assert len(shown(page)) == fewer
    least = choose(page, "Source", "Reuters (")
    assert 0 < least < fewer
    titles = shown(page)
    assert len(titles) == least
    assert page.url.endswith("?actor=russia&place=aleppo&source=reuters")
    for address in page.locator("main .spine > li:visible .entry-title a").evaluate_all("links => links.map(link => link.href)"):
        report = watched.open(address.removeprefix(f"{watched.home}/"))
        for link in ("/actors/russia/", "/sources/reuters/"):
            assert report.locator(f"main a[href='{link}']").count(), (address, link)


def test_single_source_and_differing_accounts_are_boxes_to_tick(watched: Watched) -> None:
    page = watched.open(MONTH)
    narrow(page)
    box = page.get_by_label(re.compile("^ *single source"))
    box.check()
    marks = page.locator("main .spine > li:visible .single").count()
    assert len(shown(page)) == marks > 0
    assert page.url.endswith("?accounts=single-source")
    page.get_by_label(re.compile("^ *accounts differ")).check()
    assert page.url.endswith("?accounts=single-source&accounts=contested") or page.url.endswith(
        "?accounts=contested&accounts=single-source"
    )
    assert len(shown(page)) < marks


def test_the_address_says_what_is_chosen_and_goes_back_and_forth(watched: Watched) -> None:
    page = watched.open(f"{MONTH}?actor=islamic-state&place=mosul")
    first = shown(page)
    assert 0 < len(first) < 39
    expect(page.get_by_label("Actor", exact=True)).to_have_value("islamic-state")
    page.get_by_label("Place", exact=True).select_option("")
    wider = shown(page)
    assert len(wider) > len(first)
    page.go_back()
    assert shown(page) == first
    expect(page.get_by_label("Place", exact=True)).to_have_value("mosul")
    page.go_forward()
    assert shown(page) == wider
    page.locator("main .spine > li:visible .entry-title a").first.click()
    page.wait_for_url("**/reports/**")
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(f"{len(wider)} of the 39 reports on this page.")
    assert shown(page) == wider


def test_show_all_is_the_way_back(watched: Watched) -> None:
    page = watched.open(f"{MONTH}?actor=russia&accounts=contested")
    page.get_by_role("button", name="Show all").click()
    assert len(shown(page)) == 39
    assert told(page) == ""
    assert page.url.endswith(MONTH)
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.go_back()
    assert len(shown(page)) < 39


def test_nothing_that_fits_is_said_and_left(watched: Watched) -> None:
    page = watched.open(f"{MONTH}?actor=ash-carter&place=syria")
    assert shown(page) == []
    assert told(page) == "None of the 39 reports on this page has all of this."
    assert page.locator("main .date-group:visible").count() == 0, "no heading stands without a report"
    page.get_by_role("button", name="Show all").click()
    assert len(shown(page)) == 39


@pytest.mark.parametrize("word", ["nobody", '"><img src=x onerror=alert(1)>'])
def test_an_address_that_asks_for_what_is_no_choice_is_told_so(watched: Watched, word: str) -> None:
    page = watched.open(MONTH)
    page.goto(f"{page.url}?{page.evaluate('word => new URLSearchParams({actor: word}).toString()', word)}")
    assert told(page) == f"“{word}” cannot be chosen on this page."
    assert len(shown(page)) == 39
    page.get_by_role("button", name="Show all").click()
    assert told(page) == ""
    assert page.url.endswith(MONTH)


def test_what_cannot_be_is_not_offered(watched: Watched) -> None:
    page = watched.open(f"{MONTH}?source=reuters")
    for label in ("Actor", "Place", "Kind of actor"):
        for text in page.get_by_label(label, exact=True).locator("option").all_text_contents()[1:]:
            assert not text.endswith("(0)"), text


def test_the_first_shown_of_a_date_has_the_date(watched: Watched) -> None:
    """Of the reports of one day only the first shows it; when that is hidden, the next one does."""
    page = watched.open("actors/russia/")
    below = page.locator("main .spine > li.same-date")
    assert below.count()
    hidden = "item => { const date = item.querySelector('.spine-date'), box = getComputedStyle(date); return box.visibility === 'hidden' }"
    assert below.first.evaluate(hidden)
    narrow(page)
    for label in ("Place", "Source", "Actor"):
        select = page.get_by_label(label, exact=True)
        for value in select.locator("option").evaluate_all("options => options.map(option => option.value)")[1:]:
            select.select_option(value)
            dates = page.locator("main .spine > li:visible").evaluate_all(
                f"items => items.map(item => [item.querySelector('.spine-date').textContent.trim(), ({hidden})(item)])"
            )
            before = None
            for date, is_hidden in dates:
                assert is_hidden == (date == before), (label, value, dates)
                before = date
            select.select_option("")


def test_the_keyboard_is_enough(watched: Watched) -> None:
    page = watched.open(MONTH)
    page.locator("annals-narrowing summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert told(page).endswith("of the 39 reports on this page.")
    page.get_by_role("button", name="Show all").focus()
    page.keyboard.press("Enter")
    assert len(shown(page)) == 39


@pytest.mark.parametrize("watched", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 640}}], indirect=True)
def test_axe_finds_nothing_while_a_list_is_narrowed(watched: Watched) -> None:
    page = watched.open(f"{MONTH}?actor=russia&accounts=contested")
    expect(page.get_by_label("Actor", exact=True)).to_be_visible()
    assert violations(page) == []
    assert too_wide(page) == []


def test_axe_finds_nothing_where_the_script_does_not_come(watched: Watched) -> None:
    """Without any script axe itself does not run."""
    watched.context.route("**/narrowing.js*", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page = watched.open(MONTH)
    narrow(page)
    expect(page.locator("annals-narrowing li").first).to_be_visible()
    assert violations(page) == []


def test_on_paper_the_line_says_that_the_list_is_narrowed(watched: Watched) -> None:
    page = watched.open(f"{MONTH}?actor=russia")
    page.emulate_media(media="print")
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_label("Actor", exact=True)).to_be_hidden()
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()


def test_from_the_right_it_does_not_scroll_sideways(browser: Browser, served: str) -> None:
    for watched in watch(browser, served, viewport={"width": 360, "height": 640}):
        page = watched.open(f"{MONTH}?actor=russia")
        page.evaluate("document.documentElement.dir = 'rtl'")
        boxes = page.locator(".narrowing-form select").evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")
        assert boxes[0] > boxes[1], "the first stands at the right"
        assert too_wide(page) == []


def test_without_a_script_each_choice_is_a_link_to_its_own_page(browser: Browser, served: str, october: Site) -> None:
    for watched in watch(browser, served, java_script_enabled=False, viewport={"width": 320, "height": 640}):
        page = watched.open(MONTH)
        narrow(page)
        assert page.locator("select").count() == 0
        assert too_wide(page) == []
        link = page.locator("annals-narrowing [data-facet=actor] a", has_text="Islamic State")
        expect(link).to_be_visible()
        link.click()
        page.wait_for_url("**/actors/islamic-state/")
        assert len(shown(page)) == len(october.pages["actors/islamic-state/"].xpath("//main//ol[@class='spine']/li"))
