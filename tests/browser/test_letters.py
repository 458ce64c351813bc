"""The names of one letter, in an archive with many: small pages, each with the field, with and without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

import finding
from tests.browser.conftest import Watched, serve, watch
from tests.browser.test_pages import too_wide, violations
from tests.sites import Project, Site

LONG = "Association of the Harbour and River Pilots of the Eastern Bank"
NAMES = 450


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Site:
    project = Project(tmp_path_factory.mktemp("many") / "project", None)
    for number in range(NAMES):
        name = f"{LONG}, number {number}"
        project.write(f"actors/association-of-the-harbour-and-river-pilots-{number}.md", f"---\nname: {name}\nkind: organisation\n---\n")
    return project.build()


@pytest.fixture
def watched_many(browser: Browser, many: Site) -> Iterator[Watched]:
    for home in serve(many):
        yield from watch(browser, home, viewport={"width": 360, "height": 640})


def test_a_page_of_a_letter_is_small_whatever_it_holds(many: Site) -> None:
    pages = sorted(page for page in many.pages if page.startswith("search/names/"))
    assert pages == ["search/names/a/", "search/names/a/2/", "search/names/a/3/"]
    held = [len(many.pages[page].xpath("//main//section[h2]//li")) for page in pages]
    assert held == [finding.EACH, finding.EACH, NAMES - 2 * finding.EACH]
    assert max(len(many.files[f"{page}index.html"]) for page in pages) < 60_000


def test_each_page_of_a_letter_says_from_which_name_to_which_the_others_go(many: Site) -> None:
    for number, page in enumerate(["search/names/a/", "search/names/a/2/", "search/names/a/3/"], 1):
        lines = many.pages[page].xpath("//nav[@aria-label='Where the names are']//li")
        assert [" ".join(line.text_content().split()) for line in lines] == [
            f"Page 1 {LONG}, number 0 to {LONG}, number 199",
            f"Page 2 {LONG}, number 200 to {LONG}, number 399",
            f"Page 3 {LONG}, number 400 to {LONG}, number 449",
        ]
        assert [line.xpath("boolean(.//a)") for line in lines] == [place != number for place in (1, 2, 3)]
        assert [line.get("aria-current") for line in lines] == ["page" if place == number else None for place in (1, 2, 3)]


def test_each_page_of_a_letter_has_the_field_once(many: Site) -> None:
    for page in (page for page in many.pages if page.startswith("search/")):
        assert len(many.pages[page].xpath("//input[@type='search']")) == 1, page


def test_the_field_finds_names_and_leads_to_the_search_page(watched_many: Watched) -> None:
    page = watched_many.open("search/names/a/2/")
    assert violations(page) == []
    assert too_wide(page) == []
    field = page.get_by_role("searchbox")
    field.click()
    field.fill("pilots 449")
    expect(page.locator(".suggestions li").first).to_contain_text("number 449")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.get_by_role("status")).to_have_text(re.compile("name"))


def test_without_a_script_the_pages_of_a_letter_lead_to_each_other(browser: Browser, many: Site) -> None:
    for home in serve(many):
        for watched in watch(browser, home, java_script_enabled=False):
            page = watched.open("search/names/a/")
            page.get_by_role("navigation", name="Pages of this letter").get_by_role("link", name="Page 2").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Names: A, page 2")
            page.get_by_role("navigation", name="Where the names are").get_by_role("link", name="Page 3").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Names: A, page 3")
            page.get_by_role("button", name="Search").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Search")
