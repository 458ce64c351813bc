"""The home page answers in one screen: what this is, when and where, how much, what is newest and contested, and how to go on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Watched, watch
from tests.sites import Project, Site

ANSWERS = {
    "what this is": "h1",
    "in words": ".standfirst",
    "when": ".period",
    "where": ".covers a",
    "how many reports": ".totals a[href='/timeline/']",
    "how many sources": ".totals a[href='/sources/']",
    "how to search": ".begin a[href='/search/']",
    "a field to search": "header input[type=search]",
    "how to browse": ".begin a[href='/browse/']",
    "how to contribute": ".begin a[href='/contribute/']",
    "what is newest": ".newest-titles a",
    "what is contested": ".standings a",
}


def end(found: Locator) -> float:
    box = found.first.bounding_box()
    assert box
    return box["y"] + box["height"]


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (768, 1024), (360, 740)])
def test_home_answers_in_one_screen(browser: Browser, served: str, width: int, height: int) -> None:
    for watched in watch(browser, served, viewport={"width": width, "height": height}):
        page = watched.open()
        below = {what: end(page.locator(where)) for what, where in ANSWERS.items()}
        assert {what: y for what, y in below.items() if y > height} == {}


LONGEST = {".short": "28 Sep 2014–\n28 Nov 2016", ".full": "28 September 2014 to 28 November 2016"}
LINES = """e => {
    const words = document.createRange();
    words.selectNodeContents(e);
    return new Set([...words.getClientRects()].map((box) => Math.round(box.top))).size;
}"""


def test_a_period_of_two_dates_has_a_line_for_each(browser: Browser, served_small: str) -> None:
    """Short ones in the column of dates, whole ones where they have the width of a telephone, and for the ear."""
    for width, form, lines in ((360, ".full", 1), (768, ".short", 2), (1440, ".short", 2)):
        for watched in watch(browser, served_small, viewport={"width": width, "height": 900}):
            page = watched.open()
            shown = page.locator(f".period {form}")
            expect(shown).to_be_visible()
            assert shown.evaluate(LINES) == lines
            shown.evaluate("(e, words) => (e.innerText = words)", LONGEST[form])
            assert shown.evaluate(LINES) == lines
            expect(page.locator(".period .full")).not_to_have_attribute("aria-hidden", "true")


def test_on_a_wide_screen_three_contested_subjects_and_all_new_titles_are_seen(browser: Browser, served: str) -> None:
    for watched in watch(browser, served, viewport={"width": 1440, "height": 900}):
        page = watched.open()
        assert end(page.locator(".newest-titles li").last) < 900
        assert end(page.locator(".standings > li").nth(2)) < 900


def test_each_answer_leads_on(watched: Watched) -> None:
    for name, heading in (("Browse", "Browse"), ("Contribute", "Contribute"), ("Search by name", "Search")):
        page = watched.open()
        page.locator(".begin").get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_no_report_stands_twice_on_the_page(october: Site) -> None:
    page = october.pages[""]
    titles = page.xpath("//ul[contains(@class, 'newest-titles')]/li/a/@href | //ol[@class='spine']/li//h3/a/@href")
    assert len(titles) == len(set(titles)) == 12


def test_where_counts_are_those_of_the_places(october: Site) -> None:
    covers = october.pages[""].xpath("//p[@class='covers']/a")
    counts = [int(text) for text in october.pages[""].xpath("//p[@class='covers']/span[@class='count']/text()")]
    assert [link.text_content() for link in covers][:2] == ["Syria", "Iraq"]
    for link, count in zip(covers, counts, strict=True):
        assert len(october.pages[link.get("href")[1:]].xpath("//ol[@class='spine']/li")) == count


def test_with_one_report_there_is_no_empty_heading(project: Project) -> None:
    for path in sorted(project.content.glob("**/*.md")):
        path.unlink()
    project.write("sources/example-wire.md", "---\nname: Example Wire\nkind: agency\n---\n")
    lone = "---\ntitle: The only one\ndate: 2001-02-03\nsummary: Alone.\nsources: [example-wire]\n---\n\nAlone.\n"
    project.write("reports/one.md", lone)
    page = project.build().pages[""]
    assert [heading.text_content() for heading in page.xpath("//main//h2")][:1] == ["Latest reports"]
    assert "Reports before these" not in page.text_content()
    assert not page.xpath("//p[@class='covers']")
