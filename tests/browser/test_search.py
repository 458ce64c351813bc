"""Search in a real browser: names under all their spellings, facets that combine, the address, the keyboard, and no script at all."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from finding.names import BEARERS
from finding.numbering import as_text, numbering, numbers, told_together
from finding.packing import packed
from finding.words import shard, words
from tests.browser.conftest import Watched, serve, watch
from tests.sites import Project, Site


def found(page: Page) -> list[str]:
    """The titles of the reports that are shown, once the search has ended."""
    expect(page.get_by_role("status")).to_have_text(re.compile(r"report|index"))
    expect(page.locator(".found[aria-busy]")).to_have_count(0)
    return page.locator(".found .entry-title").all_inner_texts()


def every(page: Page) -> list[str]:
    """The titles of all reports that were found."""
    shown = found(page)
    more = page.get_by_role("button", name="Show more reports")
    while more.is_visible():
        more.click()
        expect(page.locator(".found .entry-title")).not_to_have_count(len(shown))
        shown = found(page)
    return shown


def names(page: Page) -> list[str]:
    found(page)
    return page.locator(".results .ways li").all_inner_texts()


def ask(watched: Watched, query: str) -> Page:
    return watched.open(f"search/?{query}")


# --- names


@pytest.mark.parametrize(
    ("query", "name", "as_"),
    [
        ("Halab", "Aleppo", "Halab"),
        ("حلب", "Aleppo", "حلب"),
        ("Dihayat Al-Assad", "Dahiyet al-Assad", "Dihayat Al-Assad"),
        ("dihayat assad", "Dahiyet al-Assad", "Dihayat Al-Assad"),
        ("Nusra", "Jabhat Fateh al-Sham", "Nusra Front"),
        ("Daesh", "Islamic State", "Daesh"),
        ("ISIL", "Islamic State", "ISIL"),
        ("al bab", "Al-Bab", ""),
        ("bāb", "Al-Bab", ""),
        ("باب", "Al-Bab", "الباب"),
        ("اربيل", "Erbil", "أربيل"),
    ],
)
def test_a_name_is_found_under_any_of_its_forms_and_the_result_says_which(watched: Watched, query: str, name: str, as_: str) -> None:
    [first, *_] = names(ask(watched, f"q={query}"))
    assert first.startswith((f"{name}\n", f"{name} "))
    assert (f"found as {as_}" in " ".join(first.split())) == bool(as_)


@pytest.mark.parametrize(("one", "other"), [("Daesh", "ISIL"), ("Daesh", "Islamic State"), ("Halab", "حلب"), ("Halab", "aleppo")])
def test_all_names_of_a_thing_find_the_same_reports(watched: Watched, one: str, other: str) -> None:
    first, second = (every(ask(watched, f"q={name}&sort=newest")) for name in (one, other))
    assert first == second
    assert len(first) > 3


def test_a_name_with_a_letter_wrong_finds_what_is_near_it(watched: Watched) -> None:
    assert any(name.startswith("Aleppo") for name in names(ask(watched, "q=Alepo")))


@pytest.fixture(scope="module")
def served_crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = Project(tmp_path_factory.mktemp("crowd") / "project")
    for number in range(BEARERS + 20):
        project.write(f"actors/red-{number}.md", f"---\nname: Red {number}\nkind: organisation\n---\n")
        project.write(f"actors/front-{number}.md", f"---\nname: Front {number}\nkind: organisation\n---\n")
    project.write("actors/between.md", "---\nname: New Red Front of Qorvath\nkind: organisation\n---\n")
    yield from serve(project.build())


@pytest.fixture
def crowd(browser: Browser, served_crowd: str) -> Iterator[Watched]:
    yield from watch(browser, served_crowd, viewport={"width": 360, "height": 780})


@pytest.mark.parametrize("query", ["red front", "front red", "red fro"])
def test_a_query_of_nothing_but_frequent_words_finds_the_name_that_holds_them(crowd: Watched, query: str) -> None:
    assert [name.split("\n")[0] for name in names(ask(crowd, f"q={query}")) if "Qorvath" in name]


# --- reports


def test_a_result_leads_to_the_part_of_the_report_that_holds_the_words(watched: Watched) -> None:
    page = ask(watched, "q=Nairab Hmeimim")
    assert found(page)
    part = page.locator(".found-part a").first
    words_ = part.inner_text()
    part.click()
    page.wait_for_url(re.compile(r"/reports/.*#"))
    expect(page.locator(":target h2")).to_have_text(words_)


def test_a_result_says_its_date_and_places(watched: Watched) -> None:
    page = ask(watched, "q=Dihayat Al-Assad")
    found(page)
    expect(page.locator(".found > li").first).to_contain_text("28 October 2016 · Western Aleppo · Dahiyet al-Assad")


@pytest.mark.parametrize("query", ["q=aleppo", "q=aleppo&actor=russia"])
def test_no_level_of_headings_is_left_out(watched: Watched, query: str) -> None:
    page = ask(watched, query)
    assert found(page)
    levels = [int(tag[1]) for tag in page.locator("main :is(h1, h2, h3):visible").evaluate_all("all => all.map((e) => e.tagName)")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_words_are_found_whatever_their_ending_and_all_have_to_be_there(watched: Watched) -> None:
    assert set(every(ask(watched, "q=offensives"))) == set(every(ask(watched, "q=offensive")))
    both = every(ask(watched, "q=siege ceasefire"))
    assert both
    assert set(both) <= set(every(ask(watched, "q=siege"))) & set(every(ask(watched, "q=ceasefire")))
    assert found(ask(watched, "q=siege xylophone")) == []


# --- facets and the address

FAMILIES = ("year", "actor", "place", "source", "thread", "kind", "contested")


def choose(page: Page, words_: str) -> None:
    details = page.locator(".leaf details")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    page.get_by_role("checkbox", name=re.compile(f"^{re.escape(words_)} ")).first.click()


def test_facets_combine_stand_in_the_address_and_the_back_button_undoes_them(watched: Watched) -> None:
    page = ask(watched, "q=aleppo")
    everything = every(page)
    choose(page, "Russia")
    page.wait_for_url("**/search/?q=aleppo&actor=russia")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ reports\.$"))
    russia = every(page)
    choose(page, "Reuters")
    page.wait_for_url("**/search/?q=aleppo&actor=russia&source=reuters")
    expect(page.get_by_role("checkbox", name=re.compile("^Reuters"))).to_be_focused()
    expect(page.get_by_role("status")).not_to_have_text(f"{len(russia)} reports.")
    both = every(page)
    assert 0 < len(both) < len(russia) < len(everything)
    assert set(both) < set(russia)
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(f"{len(russia)} reports.")
    expect(page.get_by_role("checkbox", name=re.compile("^Reuters"))).not_to_be_checked()
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{len(everything)} reports"))


def test_an_address_shows_what_it_says_also_without_a_word(watched: Watched) -> None:
    page = ask(watched, "place=mosul&year=2016&sort=oldest")
    titles = every(page)
    assert titles
    expect(page.get_by_role("checkbox", name=re.compile("^Mosul"))).to_be_checked()
    assert every(ask(watched, "place=mosul&year=2016&sort=newest")) == list(reversed(titles))
    assert found(ask(watched, "place=mosul&year=1999")) == []


def test_every_report_of_a_facet_is_found_by_it(watched: Watched, october: Site) -> None:
    page = ask(watched, "actor=islamic-state")
    links = october.pages["actors/islamic-state/"].xpath("//*[contains(@class, 'spine')]//h3/a")
    titles = {" ".join(link.text_content().split()) for link in links}
    assert set(every(page)) == titles


def test_each_facet_says_how_many_of_the_found_reports_it_has_the_most_first(watched: Watched) -> None:
    page = ask(watched, "q=aleppo")
    fields = page.locator(".facets fieldset")
    if page.locator(".leaf details").get_attribute("open") is None:
        page.locator(".leaf summary").click()
    expect(fields.first).to_be_visible()
    for family in FAMILIES:
        if (button := page.locator(f"#more-{family}")).count():
            button.click()
    told: list[list[tuple[str, int]]] = (
        fields.evaluate_all("""fields => fields.map((field) => [...field.querySelectorAll('li')].map((line) =>
        [line.querySelector('bdi').textContent, parseInt(line.querySelector('.count').textContent)]))""")
    )
    legends = fields.locator("legend").all_text_contents()
    assert len(legends) > 4
    for legend, values in zip(legends, told, strict=True):
        assert legend == "Year" or [name for name, _ in values] == [name for name, _ in sorted(values, key=lambda one: (-one[1], one[0]))]
    counts = {name: count for values in told for name, count in values}
    for facet, name in (
        ("actor=russia", "Russia"),
        ("source=reuters", "Reuters"),
        ("place=hamdaniya", "Hamdaniya"),
        ("kind=state", "States"),
    ):
        assert counts[name] == len(every(ask(watched, f"q=aleppo&{facet}"))), name


@pytest.mark.parametrize("watched", [{"viewport": {"width": 360, "height": 780}}], indirect=True)
def test_on_a_phone_an_address_with_facets_shows_reports_and_says_what_they_are_narrowed_to(watched: Watched) -> None:
    page = ask(watched, "q=aleppo&actor=russia&year=2016")
    assert found(page)
    summary = page.locator(".leaf summary")
    expect(summary).to_have_text("Narrowed to 2016, Russia")
    expect(page.locator(".found li").first).to_be_in_viewport()
    summary.click()
    page.get_by_role("checkbox", name=re.compile("^Russia ")).uncheck()
    page.wait_for_url("**/search/?q=aleppo&year=2016")
    expect(summary).to_have_text("Narrowed to 2016")
    expect(page.locator(".leaf details")).to_have_attribute("open", "")  # for another choice
    page.get_by_role("button", name=re.compile(r"^Show \d+ reports$")).click()
    expect(page.locator(".found a").first).to_be_focused()
    expect(page.locator(".found a").first).to_be_in_viewport()
    expect(page.get_by_role("checkbox").first).to_be_hidden()


@pytest.mark.parametrize("watched", [{"viewport": {"width": 360, "height": 780}}], indirect=True)
def test_where_nothing_is_found_the_names_are_there_and_nothing_to_narrow(watched: Watched) -> None:
    page = ask(watched, "q=xylophone siege")
    assert found(page) == []
    expect(page.get_by_role("status")).to_have_text("No report with all of these words.")
    expect(page.locator(".names-list")).to_be_visible()
    expect(page.locator(".leaf summary")).to_be_hidden()
    page.get_by_role("searchbox").fill("siege")
    page.wait_for_url("**/search/?q=siege")
    expect(page.locator(".names-list")).to_be_hidden()
    expect(page.locator(".leaf summary")).to_have_text("Narrow these reports")


def test_a_chosen_facet_bears_its_name_where_nothing_is_found(watched: Watched) -> None:
    page = ask(watched, "q=xylophone&actor=russia&source=reuters")
    assert found(page) == []
    expect(page.get_by_role("checkbox", name=re.compile("^Russia 0 reports"))).to_be_checked()
    expect(page.get_by_role("checkbox", name=re.compile("^Reuters 0 reports"))).to_be_checked()


def test_what_is_typed_is_searched_and_stands_in_the_address(watched: Watched) -> None:
    page = watched.open("search/")
    page.keyboard.press("/")
    page.keyboard.type("mosul")
    page.wait_for_url("**/search/?q=mosul")
    assert found(page)
    page.reload()
    assert found(page)
    expect(page.get_by_role("searchbox")).to_have_value("mosul")


def test_who_follows_the_first_result_before_the_others_are_there_comes_back_to_what_was_asked(watched: Watched) -> None:
    page = watched.open()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/reports-" in request.url else None)
    page.goto(f"{watched.home}/search/?q=aleppo&sort=oldest&actor=russia")
    found(page)
    page.route(asked[-1], lambda route: None)  # what is told of the last one never comes
    page.goto(f"{watched.home}/search/?sort=oldest&actor=russia")
    page.get_by_role("searchbox").fill("aleppo")
    expect(page.locator(".found[aria-busy] mark").first).to_be_visible()  # these are of that word, and not those from before it
    expect(page.locator(".found .entry-title")).to_have_count(4)
    page.locator(".found .entry-title a").first.click()
    page.wait_for_url("**/reports/**")
    page.go_back()
    page.wait_for_url("**/search/?q=aleppo&actor=russia&sort=oldest")


# --- the keyboard, and what is announced


def test_a_slash_goes_to_the_field_arrows_to_the_names_enter_opens_one(watched: Watched) -> None:
    page = watched.open("2016/10/28/")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("Nusra")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^1 name below"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Jabhat Fateh al-Sham").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/jabhat-fateh-al-sham/")


def test_escape_comes_back_to_the_field_and_then_leaves_it(watched: Watched) -> None:
    page = watched.open()
    page.keyboard.press("/")
    page.keyboard.type("mosul")
    panel = page.locator(".suggestions")
    expect(panel).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(panel).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_a_slash_is_a_slash_where_one_writes(watched: Watched) -> None:
    page = watched.open("search/")
    page.get_by_role("searchbox").click()
    page.keyboard.type("a/b")
    expect(page.get_by_role("searchbox")).to_have_value("a/b")


def test_enter_in_the_field_of_any_page_leads_to_the_search_page(watched: Watched) -> None:
    page = watched.open("actors/")
    page.keyboard.press("/")
    page.keyboard.type("ceasefire")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=ceasefire")
    assert found(page)


def test_the_search_page_can_be_gone_through_with_arrows(watched: Watched) -> None:
    page = ask(watched, "q=mosul")
    titles = found(page)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("ArrowDown")
        if page.evaluate("document.activeElement.closest('.found') !== null"):
            break
    assert page.evaluate("document.activeElement.textContent") == titles[0]
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()


# --- on a slow network


def held(page: Page, pattern: str) -> list[Route]:
    """The requests of a page that wait from now on until they are let go."""
    waiting: list[Route] = []
    page.route(pattern, lambda route: waiting.append(route))  # noqa: PLW0108 - Playwright takes no built-in method
    return waiting


def let_go(page: Page, pattern: str, waiting: list[Route]) -> None:
    for route in waiting:
        route.continue_()
    page.unroute(pattern)


@pytest.mark.parametrize("watched", [{"viewport": {"width": 360, "height": 780}}], indirect=True)
def test_while_one_waits_for_an_answer_the_page_says_so_and_holds_nothing_else(watched: Watched) -> None:
    page = watched.open("search/")
    waiting = held(page, "**/names-*.json")
    page.get_by_role("searchbox").fill("mosul")
    expect(page.get_by_role("status")).to_have_text("Searching …")
    expect(page.locator(".names-list")).to_be_hidden()
    let_go(page, "**/names-*.json", waiting)
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ reports"))
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".names-list")).to_be_visible()
    expect(page.get_by_role("status")).to_be_empty()  # and there: a screen reader reads out what is written into it


def test_where_the_index_cannot_be_read_the_names_are_there(watched: Watched) -> None:
    page = watched.context.new_page()
    page.route("**/names-*.json", lambda route: route.abort())
    page.goto(f"{watched.home}/search/?q=mosul")
    expect(page.get_by_role("status")).to_have_text("The index could not be read. Are you connected?")
    expect(page.locator(".names-list")).to_be_visible()


# --- while others come


HERE = "document.activeElement.closest('.found > li')?.querySelector('h3').textContent ?? document.activeElement.id"


def test_a_click_that_is_half_done_when_other_results_come_is_a_click(watched: Watched) -> None:
    page = ask(watched, "sort=oldest&actor=russia")
    first = found(page)[0]
    waiting = held(page, "**/names-*.json")
    page.get_by_role("searchbox").fill("aleppo")
    page.locator(".found .entry-title a").first.hover()
    page.mouse.down()
    let_go(page, "**/names-*.json", waiting)
    expect(page.locator(".found mark").first).to_be_visible()
    assert found(page)[0] == first
    page.mouse.up()
    page.wait_for_url("**/reports/**")
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    page.go_back()
    page.wait_for_url("**/search/?q=aleppo&actor=russia&sort=oldest")


def test_the_focus_stays_on_a_result_when_others_come_and_goes_to_the_field_when_it_is_gone(watched: Watched) -> None:
    page = ask(watched, "sort=oldest&actor=russia")
    first = found(page)[0]
    for query, stays in (("aleppo", True), ("xylophone", False)):
        waiting = held(page, "**/names-*.json")
        page.get_by_role("searchbox").fill(query)
        page.keyboard.press("ArrowDown")
        assert page.evaluate(HERE) == first
        let_go(page, "**/names-*.json", waiting)
        page.wait_for_url(f"**/search/?q={query}&**")
        found(page)
        assert page.evaluate(HERE) == (first if stays else "search-field")


def test_the_focus_stays_on_a_name_below_the_field_when_others_come(watched: Watched) -> None:
    page = watched.open()
    page.keyboard.press("/")
    page.keyboard.type("ha")
    links = page.locator(".suggestions a")
    expect(links.filter(has_text=re.compile("^Haas$"))).to_be_visible()
    for letters, stays in (("haa", True), ("haid", False)):
        page.evaluate(
            """(letters) => {
                const field = document.querySelector('annals-search input');
                field.value = letters;
                field.dispatchEvent(new Event('input', { bubbles: true }));
                [...document.querySelectorAll('.suggestions a')].find((link) => link.textContent === 'Haas').focus();
            }""",
            letters,
        )
        expect(links.last).to_have_text(f"Search all reports for “{letters}”")
        focused = page.locator(":focus")
        expect(focused).to_have_text("Haas") if stays else expect(focused).to_have_attribute("type", "search")


OF_A_YEAR = """---
title: A meeting of {year}
date: {year}-06-01
summary: The council met.
sources: [Example Wire]
---

It met on the bridge.
"""


@pytest.fixture(scope="module")
def served_years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two periods of six reports each."""
    project = Project(tmp_path_factory.mktemp("years") / "project", None)
    cut = project.root / "plugins" / "finding" / "periods.py"
    cut.write_text(cut.read_text("utf-8").replace("MOST = 10_000", "MOST = 6"), "utf-8")
    project.write("sources/example-wire.md", "---\nname: Example Wire\nkind: agency\n---\n")
    for year in (*range(2000, 2006), *range(2008, 2014)):
        project.write(f"reports/{year}/06/01-meeting.md", OF_A_YEAR.format(year=year))
    yield from serve(project.build())


@pytest.fixture
def years(browser: Browser, served_years: str) -> Iterator[Watched]:
    yield from watch(browser, served_years, viewport={"width": 360, "height": 780})


def test_results_that_are_shown_early_are_the_same_ones_when_all_are_there(years: Watched) -> None:
    page = years.open("search/?sort=newest")
    periods = page.evaluate(
        "fetch('index.json').then((answer) => answer.json()).then(({ periods }) => periods.map(({ period }) => period))"
    )
    assert len(periods) == 2
    (early, waits), (late, waits_too) = ((pattern, held(page, pattern)) for pattern in (f"**/{period}/words-*.txt" for period in periods))
    page.get_by_role("searchbox").fill("bridge")
    expect(page.get_by_role("status")).to_have_text("Searching …")  # longer than one would wait for the rest
    let_go(page, early, waits)
    items = page.locator(".found > li")
    expect(items).to_have_count(4)
    page.keyboard.press("ArrowDown")
    page.evaluate("window.shown = [...document.querySelectorAll('.found > li')]")
    let_go(page, late, waits_too)
    assert len(found(page)) == 10
    assert page.evaluate("[...document.querySelectorAll('.found > li')].slice(0, 4).every((item, i) => item === shown[i])")
    assert page.evaluate(HERE) == items.first.locator("h3").inner_text()
    expect(items.first.locator(".excerpt mark")).to_have_text(["bridge"])


@pytest.mark.parametrize("watched", [{"viewport": {"width": 360, "height": 780}}], indirect=True)
def test_results_do_not_jump_away_when_the_facets_come_late(watched: Watched) -> None:
    page = ask(watched, "q=aleppo")
    found(page)
    waiting = held(page, "**/facets.txt")
    page.locator(".leaf summary").click()
    expect(page.get_by_text("Counting …")).to_be_visible()
    expect(page.locator(".found")).not_to_be_in_viewport()
    let_go(page, "**/facets.txt", waiting)
    expect(page.locator(".facets fieldset").first).to_be_visible()
    expect(page.get_by_text("Counting …")).to_be_hidden()
    expect(page.locator(".found")).not_to_be_in_viewport()


# --- no script, from the right, hostile words


@pytest.mark.parametrize("watched", [{"java_script_enabled": False}], indirect=True)
def test_without_a_script_the_form_leads_to_every_name(watched: Watched) -> None:
    page = watched.open("actors/")
    page.get_by_role("searchbox").fill("Halab")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/search/?q=Halab")
    note = page.get_by_text("Without a script this page cannot search.")
    expect(note).to_be_visible()
    field, below = page.get_by_role("searchbox").bounding_box(), note.bounding_box()
    assert field
    assert below
    assert below["y"] - field["y"] - field["height"] >= 6
    line = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Halab", exact=True))
    expect(line).to_have_text(re.compile("see Aleppo"))
    line.get_by_role("link").click()
    page.wait_for_url("**/places/aleppo/")


@pytest.fixture(scope="module")
def served_arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = Project(tmp_path_factory.mktemp("arabic") / "project")
    project.write(
        "places/markt.md", '---\nname: <img src=x onerror=alert(1)>\nkind: country\naliases: ["سوق القرية", "<b>bold</b>"]\n---\n'
    )
    yield from serve(project.build(settings=project.settings('DEFAULT_LANG = "ar"')))


@pytest.fixture
def arabic(browser: Browser, served_arabic: str) -> Iterator[Watched]:
    yield from watch(browser, served_arabic, viewport={"width": 360, "height": 780})


def test_on_a_site_from_right_to_left_nothing_stands_out_and_words_stay_words(arabic: Watched) -> None:
    page = arabic.open("search/?q=القرية")
    found(page)
    expect(page.get_by_role("link", name="<img src=x onerror=alert(1)>")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page = arabic.open("search/?q=تقرير")
    assert found(page) == ["تقرير"] or len(found(page)) == 1
    page = arabic.open()
    page.keyboard.press("/")
    page.keyboard.type("bold")
    expect(page.locator(".suggestions").get_by_role("link").first).to_have_text("<img src=x onerror=alert(1)>")
    box = page.locator(".suggestions").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


FROM_THE_LEFT = """e => {
    const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
    const left = (text, at) => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().left;
    };
    const last = texts.at(-1);
    return left(texts[0], texts[0].data.search(/\\S/)) < left(last, last.data.trimEnd().length - 1);
}"""


def test_what_the_site_says_in_english_on_a_site_from_right_to_left_reads_from_the_left(arabic: Watched) -> None:
    """A number before its noun, and a full stop behind the last word."""
    for path, selector in (
        ("search/?q=تقرير", ".status-line"),
        ("search/?q=تقرير&year=2001", ".leaf summary"),
        ("search/", ".names-list .quiet"),
        ("", ".totals li"),
        ("", ".colophon p:has(a)"),
        ("actors/northern-front/", ".claim-said"),
        ("actors/northern-front/", ".claim-source"),
        ("new/", ".newest-told"),
    ):
        page = arabic.open(path)
        if "=" in path:
            found(page)
        place = page.locator(selector).first
        expect(place).to_be_visible()
        if selector != ".newest-told":  # of several lines
            assert place.evaluate(FROM_THE_LEFT), (path, selector)
        if not selector.startswith(".leaf"):
            assert place.evaluate("e => getComputedStyle(e).textAlign") == "right", (path, selector)


# --- the browser compares words as the build does

TEXTS = [
    *("Dahiyet al-Assad", "Al Bāb", "Da'esh’s men", "Shi'ite", "Ar-Rutbah and Deir ez-Zor", "US-led, anti-US", "15,000 at 10:30"),
    *("الموصل", "والباب", "أربيل", "إدلب", "مُحَمَّد", "جســر الشغور", "کەرکووک", "١٢٣", "Łódź Straße Ærø", "İstanbul ıssız"),
    *(
        "ﬁne ½ x²",
        "日本語 テスト",
        "a_b c-d",
        "\u200cنیم\u200cفاصله",
        "O’Brien's",
        "ʿAyn ʾAlif",
        "al-",
        "-al al-al",
        "😀 emoji",
        "ὈΔΥΣΣΕΎΣ",
    ),
]


def test_the_browser_takes_texts_apart_as_the_build_does(watched: Watched) -> None:
    page = watched.open("search/")
    read = page.evaluate("texts => import('/theme/search/words.js').then(({words}) => texts.map(words))", TEXTS)
    assert read == [words(text) for text in TEXTS]
    asked = [
        [word, letters, count] for word in ["aleppo", "حلب", "@actor/russia", "un", "😀x"] for letters in (2, 3) for count in (1, 8, 64)
    ]
    cut = page.evaluate("asked => import('/theme/search/words.js').then(({shard}) => asked.map(one => shard(...one)))", asked)
    assert cut == [shard(str(word), int(letters), int(count)) for word, letters, count in asked]


def test_the_common_words_are_the_same_in_both(watched: Watched) -> None:
    from finding.words import COMMON

    page = watched.open("search/")
    assert set(page.evaluate("import('/theme/search/words.js').then(({COMMON}) => [...COMMON])")) == COMMON


# --- a site that is published while it is searched

INDEX = re.compile(r"/search/.*\.(json|txt)$")
OF_A_DAY = """---
title: {title}
date: {date}
summary: Nothing.
sources: [Example Wire]
---

A line with {word} in it.
"""


@pytest.fixture(scope="module")
def publishes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site]:
    """A site, and the same with one more report, which comes first on a day that had three."""
    sites = []
    for folder in ("before", "after"):
        project = Project(tmp_path_factory.mktemp(folder) / "project", None)
        project.write("sources/example-wire.md", "---\nname: Example Wire\nkind: agency\n---\n")
        words_ = {"alpha": "badger", "beta": "zebra", "delta": "walrus", "gamma": "bison", "omega": "ocelot"}
        for name, word in words_.items():
            if folder == "before" and name == "alpha":
                continue
            id = f"2001/06/{2 if name == 'omega' else 1:02}-{name}"
            title, date = id[11:].capitalize(), id[:10].replace("/", "-")
            project.write(f"reports/{id}.md", OF_A_DAY.format(title=title, date=date, word=word))
        sites.append(project.build())
    return sites[0], sites[1]


@pytest.fixture(scope="module")
def served_before(publishes: tuple[Site, Site]) -> Iterator[str]:
    yield from serve(publishes[0])


@pytest.fixture
def before(browser: Browser, served_before: str) -> Iterator[Watched]:
    yield from watch(browser, served_before, viewport={"width": 360, "height": 780})


def publish(page: Page, site: Site, pattern: str | re.Pattern[str] = INDEX) -> None:
    """From now on the files of an index are those of another site."""

    def answer(route: Route) -> None:
        path = site.folder / urlsplit(route.request.url).path[1:]
        if path.is_file():
            route.fulfill(path=path)
        else:
            route.fulfill(status=404)

    page.route(pattern, answer)


def search(page: Page, query: str) -> list[str]:
    page.get_by_role("searchbox").fill(query)
    page.wait_for_url(re.compile(f"q={query}$"))
    return found(page)


@pytest.mark.parametrize("other", [{"files": 2}, {"slots": 64}, {"from": "1999"}])
def test_a_list_of_files_that_does_not_fit_the_files_any_more_is_read_again(
    before: Watched, publishes: tuple[Site, Site], other: dict[str, object]
) -> None:
    page = before.context.new_page()
    real = json.loads(publishes[0].text("search/index.json"))
    answers = [json.dumps({**real, "periods": [{**period, **other} for period in real["periods"]]}), json.dumps(real)]
    page.route("**/search/index.json", lambda route: route.fulfill(body=answers.pop(0), content_type="application/json"))
    page.goto(f"{before.home}/search/?q=zebra")
    assert found(page) == ["Beta"]
    assert answers == []


def test_a_page_that_stays_open_shows_what_is_published_since(before: Watched, publishes: tuple[Site, Site]) -> None:
    """Also where all that it reads anew fits what it has read before, and other reports stand under the numbers."""
    page = before.context.new_page()
    page.clock.install()
    page.goto(f"{before.home}/search/?q=delta")
    assert found(page) == ["Delta"]  # what is told of the reports of that day has been read
    publish(page, publishes[1])
    page.clock.fast_forward("05:00")
    assert search(page, "zebra") == ["Beta"]
    assert search(page, "badger") == ["Alpha"]


def test_a_report_that_the_list_does_not_know_makes_it_read_again(before: Watched, publishes: tuple[Site, Site]) -> None:
    page = before.context.new_page()
    with page.expect_response("**/search/index.json"):
        page.goto(f"{before.home}/search/")
    publish(page, publishes[1])
    assert search(page, "bison") == ["Gamma"]  # the fourth of a day that had three


@pytest.mark.parametrize("first", ["index.json", "words-*.txt", "reports-*.txt", "facets.txt"])
def test_while_half_of_a_site_is_published_what_both_halves_know_is_found(
    before: Watched, publishes: tuple[Site, Site], first: str
) -> None:
    page = before.context.new_page()
    publish(page, publishes[1], f"**/search/**/{first}")
    page.goto(f"{before.home}/search/?q=ocelot&year=2001")
    assert found(page) == ["Omega"]


def test_without_a_network_what_was_read_answers(before: Watched) -> None:
    page = before.context.new_page()
    page.clock.install()
    page.goto(f"{before.home}/search/?q=ocelot")
    assert found(page) == ["Omega"]
    page.clock.fast_forward("05:00")
    page.context.set_offline(True)
    assert search(page, "ocelots") == ["Omega"]


# --- excerpts


WAITS = """[...document.querySelectorAll('.excerpt:empty')]
    .map((e) => e.getBoundingClientRect()).some(({ top, bottom }) => bottom > 0 && top < innerHeight)"""


def excerpts(page: Page) -> list[str]:
    """Of the results that can be seen, once they have come."""
    found(page)
    for _ in range(200):
        if not page.evaluate(WAITS):
            break
        page.wait_for_timeout(50)
    assert not page.evaluate(WAITS)
    return page.locator(".excerpt:not(:empty)").all_inner_texts()


def test_a_word_of_the_text_alone_is_shown_in_an_excerpt_and_marked(watched: Watched) -> None:
    page = ask(watched, "q=martyrdom")
    [text] = excerpts(page)
    assert "martyrdom operations" in text
    assert len(text) < 260
    expect(page.locator(".excerpt mark")).to_have_text(["martyrdom"])
    expect(page.locator(".found-part a")).to_have_attribute("href", re.compile("28-aleppo-offensive/#car-bombs$"))
    assert page.locator(".excerpt").first.text_content().startswith("In the text: ")  # type: ignore[union-attr]


def test_what_stands_in_the_title_or_the_summary_has_no_excerpt(watched: Watched) -> None:
    page = ask(watched, "q=Dabiq")
    assert found(page)
    for item in page.locator(".found > li").all():
        shown = item.locator(".entry-title, .entry-summary").all_inner_texts()
        assert ("Dabiq" in " ".join(shown)) != bool(item.locator(".excerpt").count())


def test_an_excerpt_shows_what_the_title_and_the_summary_lack(watched: Watched) -> None:
    page = ask(watched, "q=offensive martyrdom")
    [text] = excerpts(page)
    assert "martyrdom" in text


def test_each_excerpt_holds_a_marked_word_and_is_of_the_text_of_its_report(watched: Watched, october: Site) -> None:
    page = ask(watched, "q=Reuters told")
    excerpts(page)
    for item in page.locator(".found > li").filter(has=page.locator(".excerpt")).all():
        item.scroll_into_view_if_needed()
        expect(item.locator(".excerpt mark").first).to_be_visible()
        address = str(item.locator(".entry-title a").get_attribute("href"))
        text = " ".join(item.locator(".excerpt").inner_text().split()).removeprefix("In the text: ").strip("… ")
        assert text in " ".join(october.pages[address[1:]].text_content().split())


@pytest.mark.parametrize("watched", [{"viewport": {"width": 360, "height": 640}}], indirect=True)
def test_excerpts_are_asked_for_only_where_they_can_be_seen(watched: Watched) -> None:
    page = watched.context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{watched.home}/search/?q=city")
    excerpts(page)
    results = page.locator(".excerpt").count()
    before = [url for url in asked if "/reports/" in url]
    assert 0 < len(before) < results
    page.locator(".found > li").last.scroll_into_view_if_needed()
    expect(page.locator(".excerpt:empty")).not_to_have_count(results - len(before))
    excerpts(page)
    after = [url for url in asked if "/reports/" in url]
    assert len(before) < len(after)
    assert len(after) == len(set(after))


def test_a_result_whose_page_cannot_be_read_is_shown_without_an_excerpt(watched: Watched) -> None:
    page = watched.context.new_page()
    page.route("**/reports/**", lambda route: route.abort())
    page.goto(f"{watched.home}/search/?q=martyrdom")
    assert len(found(page)) == 1
    expect(page.locator(".excerpt")).to_have_count(0)


HOSTILE_REPORT = """---
title: A quiet day
date: 2001-06-01
summary: Nothing.
sources: [Example Wire]
---

A line with &lt;img src=x onerror=alert(1)&gt; and **zebra** &amp; `<script>alert(2)</script>` in it.

## القسم {#part}

قال الشاهد إن القافلة وصلت إلى المدينة مساء اليوم، وإن الجسر القديم بقي مفتوحا طوال الليل.
"""


@pytest.fixture(scope="module")
def served_hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = Project(tmp_path_factory.mktemp("hostile") / "project")
    project.write("reports/2001/06/01-quiet.md", HOSTILE_REPORT)
    claim = "{id: toll, about: the-toll, speaker: quiet-watch, verb: reports, killed: 7, injured: dozens}"
    project.write("subjects/the-toll.md", "---\nname: The toll\n---\n")
    project.write("actors/quiet-watch.md", "---\nname: The Quiet Watch\nkind: organisation\n---\n")
    project.write(
        "reports/2001/06/02-toll.md",
        f"---\ntitle: A toll\ndate: 2001-06-02\nsummary: Nothing.\nsources: [Example Wire]\nclaims: [{claim}]\n---\n\nA line.\n",
    )
    yield from serve(project.build())


@pytest.fixture
def hostile(browser: Browser, served_hostile: str) -> Iterator[Watched]:
    yield from watch(browser, served_hostile, viewport={"width": 360, "height": 780})


def test_markup_in_a_text_stays_text_in_its_excerpt(hostile: Watched) -> None:
    page = hostile.open("search/?q=zebra")
    [text] = excerpts(page)
    assert "<img src=x onerror=alert(1)> and zebra & <script>alert(2)</script> in it." in text
    assert page.locator(".found :is(img, script)").count() == 0


def test_who_only_gave_figures_is_shown_with_them(hostile: Watched) -> None:
    page = hostile.open("search/?q=quiet watch")
    texts = excerpts(page)
    assert [" ".join(text.split()).removeprefix("In the text: ") for text in texts] == ["The Quiet Watch reports: 7 killed, dozens injured"]
    expect(page.locator(".excerpt mark")).to_have_text(["Quiet", "Watch"])


def test_an_arabic_excerpt_is_marked_and_runs_from_the_right(hostile: Watched) -> None:
    page = hostile.open("search/?q=القافلة جسر")
    [text] = excerpts(page)
    assert "الجسر القديم" in text
    expect(page.locator(".excerpt mark")).to_have_text(["القافلة", "الجسر"])
    assert page.locator(".excerpt").evaluate("e => getComputedStyle(e).direction") == "rtl"
    expect(page.locator(".found-part a")).to_have_text("القسم")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


# --- the index


def test_the_browser_reads_numbers_as_the_build_packs_them(watched: Watched) -> None:
    numbers = [0, 1, 31, 32, 33, 1023, 1024, 1499, 32_767, 32_768, 1_234_567, *range(0, 3000, 7)]
    page = watched.open("search/")
    text = "".join(map(packed, numbers))
    assert page.evaluate("text => import('/theme/search/files.js').then(({unpacked}) => [...unpacked(text)])", text) == numbers


def test_the_browser_numbers_reports_as_the_build_does(watched: Watched) -> None:
    chance = random.Random(7)
    page = watched.open("search/")
    look = """([slots, days, steps]) => import('/theme/search/numbering.js').then(({Numbering}) => {
        const own = new Numbering({slots, days}), places = Uint32Array.from(steps);
        own.place(places, 0, places.length, true);
        return {count: own.count, places: [...places], told: steps.map((_, i) => own.told(i))};
    })"""
    for most in (1, 2, 5, 60):
        days = sorted(chance.randrange(735_000, 736_500) for _ in range(80)) + [736_500] * most
        of = numbering(days)
        own = list(numbers(of))
        steps = [number - before for before, number in zip([0, *own], own, strict=False)]
        files = [max(begin for begin in told_together(of) if begin <= number // of.slots) for number in own]
        read = page.evaluate(look, [of.slots, as_text(of), steps])
        assert read["count"] == len(days)
        assert read["places"] == list(range(len(days)))
        assert read["told"] == [{"file": file, "number": number} for file, number in zip(files, own, strict=True)]


def test_the_first_of_what_was_found_are_those_of_the_whole_order(watched: Watched) -> None:
    """Scores are counted instead of sorted: the order is that of a stable sort, the newest first of those that score the same."""
    chance = random.Random(5)
    parts = []
    for period in range(4):
        numbers = sorted(chance.sample(range(200), chance.randrange(60)))
        parts.append({"period": period, "numbers": numbers, "scores": [chance.randrange(1, 9) for _ in numbers], "met": []})
    newest = [
        (part["period"], number, score) for part in parts for number, score in [*zip(part["numbers"], part["scores"], strict=True)][::-1]
    ]
    orders = {"newest": newest, "oldest": newest[::-1], "best": sorted(newest, key=lambda hit: -hit[2])}
    page = watched.open("search/")
    look = """([parts, order, most]) => import('/theme/search/reports.js').then(({first}) =>
        first(parts, order, most).map(({period, number, score}) => [period, number, score]))"""
    for order, whole in orders.items():
        for most in (0, 1, 7, 20, len(whole), len(whole) + 5):
            assert [tuple(hit) for hit in page.evaluate(look, [parts, order, most])] == whole[:most], (order, most)
