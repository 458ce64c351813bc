"""Every kind of page, as people and their machines meet it: narrow, dark, on paper, from the right, read aloud, over a slow line."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Watched, serve, watch
from tests.sites import ROOT, Project, Site
from tests.test_build import HOSTILE, hostile

ARABIC = "reports/2001/03/12-arabic/"
REPORT = "reports/2016/10/28-aleppo-offensive/"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def too_wide(page: Page) -> list[str]:
    """What stands out of the page to a side; nothing when the page has no sideways scroll."""
    found: list[str] = page.evaluate(
        """() => {
            const root = document.documentElement;
            if (root.scrollWidth <= root.clientWidth && document.body.scrollWidth <= root.clientWidth) return [];
            return [...document.body.querySelectorAll("*")]
                .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 || e.getBoundingClientRect().left < -1)
                .map(e => `${e.tagName.toLowerCase()}.${e.className}`).concat([`${root.scrollWidth} > ${root.clientWidth}`]);
        }"""
    )
    return found


def violations(page: Page, *rules: str) -> list[str]:
    """What axe-core finds against WCAG 2.2, levels A and AA, or against the rules given, each with where it is."""
    page.evaluate(AXE.read_text("utf-8"))
    only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
    said: dict[str, Any] = page.evaluate("only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", only)
    assert said["passes"]
    return [f"{found['id']}: {node['target'][0]}: {node['failureSummary']}" for found in said["violations"] for node in found["nodes"]]


@pytest.fixture
def watched_small(browser: Browser, served_small: str, request: pytest.FixtureRequest) -> Iterator[Watched]:
    yield from watch(browser, served_small, **getattr(request, "param", {}))


# --- seen and read aloud


# What the colour scheme can change; everything else is looked at once, in the light one.
SCHEMES = [({"color_scheme": "light"}, ()), ({"color_scheme": "dark"}, ("color-contrast", "link-in-text-block"))]


@pytest.mark.parametrize(("watched", "rules"), SCHEMES, ids=["light", "dark"], indirect=["watched"])
def test_axe_finds_nothing_on_any_kind_of_page(watched: Watched, kinds: dict[str, str], rules: tuple[str, ...]) -> None:
    assert AXE.is_file(), "axe-core is not there: fetch it with `inv tools`"
    page = watched.open()
    found = {}
    for kind, path in kinds.items():
        page.goto(f"{watched.home}/{path}")
        found[kind] = violations(page, *rules)
    assert {kind: told for kind, told in found.items() if told} == {}


@pytest.mark.parametrize(("watched_small", "rules"), SCHEMES, ids=["light", "dark"], indirect=["watched_small"])
def test_axe_finds_nothing_where_two_scripts_meet_and_lists_have_parts(watched_small: Watched, rules: tuple[str, ...]) -> None:
    paths = (ARABIC, "actors/northern-front/", "places/riverton/", "timeline/1/", "about/")
    found = {path: violations(watched_small.open(path), *rules) for path in paths}
    assert {path: told for path, told in found.items() if told} == {}


@pytest.mark.parametrize("watched", [{"bypass_csp": True}], ids=["planted"], indirect=True)
def test_axe_does_find_what_is_wrong(watched: Watched) -> None:
    """A check of the check."""
    page = watched.open()
    planted = '<p style="color: #999; background: #aaa">pale</p><a href="/x"></a>'
    page.evaluate("planted => document.querySelector('h1').insertAdjacentHTML('afterend', planted)", planted)
    assert {told.split(":")[0] for told in violations(page)} >= {"color-contrast", "link-name"}


def test_the_two_colour_schemes_are_not_the_same(browser: Browser, served: str) -> None:
    """Nor is either the browser's own: words and paper change places."""
    painted = (
        "['color', 'backgroundColor'].map(name => [document.body, document.documentElement].map(e => getComputedStyle(e)[name])).join()"
    )
    colours = {
        str(watched.open().evaluate(painted)) for scheme in ("light", "dark") for watched in watch(browser, served, color_scheme=scheme)
    }
    assert len(colours) == 2


def test_every_page_has_the_landmarks_and_one_heading_of_the_first_level(october: Site) -> None:
    for page, tree in october.pages.items():
        assert len(tree.xpath("//main")) == len(tree.xpath("//h1")) == 1, page
        assert tree.xpath("//body/header"), page
        assert tree.xpath("//body/footer"), page
        assert tree.get("lang"), page
        assert tree.xpath("//meta[@name='viewport']"), page
        names = tree.xpath("//nav/@aria-label")
        assert len(names) == len(tree.xpath("//nav")) == len(set(names)), page


def test_headings_skip_no_level(october: Site) -> None:
    skipped = []
    for page, tree in october.pages.items():
        levels = [
            int(heading.tag[1]) for heading in tree.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]")
        ]
        skipped += [f"{page}: h{after} after h{before}" for before, after in pairwise(levels) if after > before + 1]
    assert skipped == []


# --- narrow and wide


@pytest.mark.parametrize("width", [320, 768, 1280, 2560])
def test_no_kind_of_page_scrolls_sideways(browser: Browser, served: str, kinds: dict[str, str], width: int) -> None:
    for watched in watch(browser, served, viewport={"width": width, "height": 700}):
        page = watched.open()
        found = {}
        for kind, path in kinds.items():
            page.goto(f"{served}/{path}")
            found[kind] = too_wide(page)
        assert {kind: wide for kind, wide in found.items() if wide} == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_an_arabic_report_runs_from_the_right_and_does_not_scroll_sideways(browser: Browser, served_small: str, width: int) -> None:
    for watched in watch(browser, served_small, viewport={"width": width, "height": 700}):
        page = watched.open(ARABIC)
        assert too_wide(page) == []
        heading = page.get_by_role("heading", level=1)
        assert heading.evaluate("e => getComputedStyle(e).direction") == "rtl"
        words = heading.evaluate(
            """e => {
                const range = document.createRange();
                range.selectNodeContents(e);
                const words = range.getBoundingClientRect(), box = e.getBoundingClientRect();
                return [words.left - box.left, box.right - words.right];
            }"""
        )
        assert words[1] <= words[0], "the words begin at the right edge of their box"


@pytest.mark.parametrize("width", [360, 1280])
def test_on_an_arabic_page_what_is_said_in_english_reads_from_the_left_and_begins_at_the_right(
    browser: Browser, served_small: str, width: int
) -> None:
    for watched in watch(browser, served_small, viewport={"width": width, "height": 700}):
        page = watched.open(ARABIC)
        title, address = (page.locator(".cite p").first.locator("bdi").nth(at).bounding_box() for at in (0, 1))
        assert title
        assert address
        assert (title["y"], title["x"]) < (address["y"], address["x"])
        source = page.locator(".single-source")
        words, outlet = source.locator("b").bounding_box(), source.locator("a").bounding_box()
        assert words
        assert outlet
        assert words["x"] < outlet["x"]
        edges = page.evaluate(
            """() => [".text h2.label", ".text p.label", ".cite p", ".step .label", ".related p .label"].map(selector => {
                const element = document.querySelector(selector);
                const words = document.createRange();
                words.selectNodeContents(element);
                const text = element.closest(".text").getBoundingClientRect();
                const hang = parseFloat(getComputedStyle(element.closest(".text")).paddingInlineStart);
                return Math.round(text.right - hang - words.getBoundingClientRect().right);
            })"""
        )
        assert all(-2 <= edge <= 2 for edge in edges), edges


def test_text_twice_as_large_does_not_scroll_sideways(browser: Browser, served: str, kinds: dict[str, str]) -> None:
    """WCAG 1.4.4, as a reader does it who has set a larger font; the window holds what 640 pixels held."""
    for watched in watch(browser, served, viewport={"width": 640, "height": 700}):
        page = watched.open()
        found = {}
        for kind, path in kinds.items():
            page.goto(f"{served}/{path}")
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            found[kind] = too_wide(page)
        assert {kind: wide for kind, wide in found.items() if wide} == {}


# --- on paper


def test_on_paper_there_is_no_navigation_and_the_text_is_whole(watched: Watched, kinds: dict[str, str]) -> None:
    for kind in ("report", "actor", "timeline", "day"):
        page = watched.open(kinds[kind])
        page.emulate_media(media="print")
        assert page.locator("nav:visible").count() == 0, kind
        assert page.get_by_role("link", name="Skip to the text").locator("visible=true").count() == 0, kind
        assert page.get_by_role("heading", level=1).is_visible()
        assert too_wide(page) == [], kind
    page = watched.open(kinds["report"])
    page.emulate_media(media="print")
    address = page.locator("link[rel=canonical]").get_attribute("href")
    assert address
    assert address in page.locator("body").inner_text()
    assert len(page.pdf()) > 10_000


def words_on_sheets(printed: bytes) -> list[int]:
    """How often something is written on each sheet of a printed page: more often where there is more to read."""
    found = []
    for number in re.findall(rb"/Type /Page\n.*?/Contents (\d+) 0 R", printed, re.DOTALL):
        stream = re.search(rb"\n%s 0 obj\n<<.*?>> stream\r?\n(.*?)\r?\nendstream" % number, printed, re.DOTALL)
        assert stream
        found.append(len(re.findall(rb"\bT[Jj]\b", zlib.decompress(stream[1]))))
    return found


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_each_sheet_says_its_licence_and_none_says_nothing_else(watched: Watched, october: Site, size: str) -> None:
    page = watched.open()
    for path in [page for page in october.pages if page.startswith("reports/2016/10/2")] + ["places/aleppo/", "2016/10/"]:
        page.goto(f"{watched.home}/{path}")
        printed = page.pdf(format=size)
        sheets = words_on_sheets(printed)
        page.evaluate("document.querySelectorAll('body > :not(.colophon)').forEach((other) => other.remove())")
        [alone] = words_on_sheets(page.pdf(format=size))
        assert min(sheets) > alone > 0, path
        assert printed.count(b"creativecommons.org/licenses/") == len(sheets), path


@pytest.mark.parametrize("watched", [{"viewport": {"width": 658, "height": 900}}], indirect=True)  # A4 within its margins
@pytest.mark.parametrize("path", ["together/", "coverage/2016/"])
def test_on_paper_the_matrix_is_whole(watched: Watched, path: str) -> None:
    page = watched.open(path)
    page.emulate_media(media="print")
    last = page.locator(".matrix thead th").last.bounding_box()
    assert last
    assert last["x"] + last["width"] <= 658


@pytest.mark.parametrize("watched", [{"viewport": {"width": width, "height": 900}} for width in (360, 640)], indirect=True)
def test_a_matrix_fades_where_it_goes_on_and_a_keyboard_moves_it(watched: Watched) -> None:
    page = watched.open("together/")
    table = page.get_by_role("region", name="The matrix")

    def edge() -> set[Any]:
        """The colours of the last pixel of each line."""
        shot = Image.open(io.BytesIO(table.screenshot())).convert("RGB")
        return {shot.getpixel((shot.width - 1, y)) for y in range(shot.height)}

    last = page.locator(".matrix tbody tr:last-child td").last
    faded = edge()
    assert max(sum(abs(a - b) for a, b in zip(one, other, strict=True)) for one in faded for other in faded) < 12
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("e => e.scrollLeft > 0", arg=table.element_handle())
    table.evaluate("e => e.scrollTo({left: e.scrollWidth, behavior: 'instant'})")
    room, end = table.bounding_box(), last.bounding_box()
    assert room
    assert end
    assert end["x"] + end["width"] <= room["x"] + room["width"] - 40, "the last column is out of the fade"


@pytest.mark.parametrize("watched", [{"viewport": {"width": width, "height": 900}} for width in (768, 1440)], indirect=True)
def test_who_with_whom_is_seen_whole_on_a_tablet(watched: Watched) -> None:
    table = watched.open("together/").get_by_role("region", name="The matrix")
    assert table.evaluate("e => [e.scrollWidth - e.clientWidth, e.querySelectorAll('thead th').length]") == [0, 29]


@pytest.mark.parametrize("watched", [{"viewport": {"width": width, "height": 900}} for width in (320, 360, 768)], indirect=True)
def test_no_line_ends_with_the_short_beginning_of_a_word(watched: Watched, kinds: dict[str, str]) -> None:
    """Such as the "al-" of a name."""
    broken = {}
    for kind in ("report", "day", "actor", "together", "thread", "glossary", "home"):
        found = watched.open(kinds[kind]).evaluate(
            r"""() => {
                const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
                const found = {all: 0, broken: []};
                for (let text = texts.nextNode(); text; text = texts.nextNode()) {
                    if (text.parentElement.closest("svg, .unseen") || !text.parentElement.checkVisibility()) continue;
                    for (const {0: short, index} of text.data.matchAll(/(?<![\p{L}\p{N}-])\p{L}{1,3}-(?=\p{L})/gu)) {
                        found.all += 1;
                        const [before, behind] = [index, index + short.length].map(at => {
                            const letter = document.createRange();
                            letter.setStart(text, at);
                            letter.setEnd(text, at + 1);
                            return letter.getBoundingClientRect().top;
                        });
                        if (Math.abs(before - behind) > 4) found.broken.push(text.data);
                    }
                }
                return found;
            }"""
        )
        assert found["all"], kind
        broken[kind] = found["broken"]
    assert {kind: texts for kind, texts in broken.items() if texts} == {}


@pytest.mark.parametrize("watched", [{"viewport": {"width": 1440, "height": 900}}], indirect=True)
@pytest.mark.parametrize(
    ("path", "boxes"),
    [
        ("subjects/", "#contested .standing"),
        ("threads/", ".thread-list > li"),
        ("new/", ".newest li"),
        ("map/", "annals-map, .map details"),
    ],
)
def test_what_is_listed_fills_a_wide_page(watched: Watched, path: str, boxes: str) -> None:
    """To its edge, and nothing is torn between two columns."""
    page = watched.open(path)
    edge = page.locator(".masthead-row").bounding_box()
    found = page.locator(boxes).evaluate_all("all => all.map(e => [e.getClientRects().length, e.getBoundingClientRect().right])")
    assert edge
    assert {pieces for pieces, _ in found} == {1}
    assert max(right for _, right in found) == pytest.approx(edge["x"] + edge["width"], abs=40)


@pytest.mark.parametrize("watched", [{"viewport": {"width": 1440, "height": 900}}], indirect=True)
def test_the_mark_of_a_contested_subject_stands_behind_its_name(watched: Watched) -> None:
    """Also where the name has several lines."""
    page = watched.open(REPORT)
    ends = page.locator(".evidence .standing-name:has(.contested)").evaluate_all(
        """all => all.map(e => {
            const [name, mark] = ["a", ".contested"].map(selector => [...e.querySelector(selector).getClientRects()].at(-1));
            return mark.bottom - name.bottom;
        })"""
    )
    assert len(ends) > 1
    assert all(abs(end) < 6 for end in ends)


@pytest.mark.parametrize("watched", [{"viewport": {"width": 360, "height": 640}}], indirect=True)
def test_the_page_of_a_day_names_it_no_more_than_it_must(watched: Watched) -> None:
    dates = watched.open("2016/10/24/").locator(".entry .spine-date")
    assert dates.count() > 5
    assert dates.locator("visible=true").count() == 1


@pytest.mark.parametrize("watched", [{"viewport": {"width": width, "height": 900}} for width in (360, 1440)], indirect=True)
def test_headings_beside_a_text_stand_apart_from_what_is_above_them(watched: Watched) -> None:
    page = watched.open(REPORT)
    gaps = page.locator(".evidence > .label:not(:first-child)").evaluate_all(
        """all => all.map(e => {
            let above = e.previousElementSibling;
            while (!above.getClientRects().length) above = above.previousElementSibling;
            return e.getBoundingClientRect().top - above.getBoundingClientRect().bottom;
        })"""
    )
    assert len(gaps) > 5
    assert min(gaps) >= 16


@pytest.mark.parametrize("watched", [{"viewport": {"width": width, "height": 900}} for width in (360, 768)], indirect=True)
def test_of_names_left_out_their_number_stands_beside_the_last_name(watched: Watched) -> None:
    page = watched.open("timeline/")
    lines = page.locator(".entry-names li").evaluate_all(
        """all => all.filter(e => /and \\d+ more$/.test(e.innerText.replaceAll("\u00a0", " "))).map(e => {
            const rest = document.createRange();
            rest.selectNodeContents(e.lastChild);
            return [[...e.querySelectorAll("a")].at(-1).getClientRects(), rest.getClientRects()].map(boxes => [...boxes].at(-1).bottom);
        })"""
    )
    assert lines
    assert all(abs(name - rest) < 4 for name, rest in lines)


@pytest.mark.parametrize("watched", [{"viewport": {"width": width, "height": 900}} for width in (360, 768)], indirect=True)
def test_a_number_stands_below_the_end_of_its_heading(watched: Watched) -> None:
    for path, table in (("coverage/", ".years-covered"), ("together/", ".pairs")):
        page = watched.open(path)
        ends = page.eval_on_selector_all(
            f"{table} tr",
            """rows => rows.slice(0, 2).map(row => [...row.querySelectorAll(".figure")].map(cell => {
                const words = document.createRange();
                words.selectNodeContents(cell);
                return Math.round(words.getBoundingClientRect().right);
            }))""",
        )
        assert ends[0]
        assert ends[0] == ends[1], path


@pytest.mark.parametrize("watched", [{"viewport": {"width": width, "height": 640}} for width in (360, 412)], indirect=True)
def test_the_name_of_an_outlet_is_broken_on_no_telephone_that_has_room_for_it(watched: Watched) -> None:
    page = watched.open("coverage/")
    names = page.locator(".years-covered td a")
    assert names.count() == 3
    assert names.evaluate_all("all => all.filter(e => e.getClientRects().length > 1).map(e => e.textContent)") == []
    counts = page.locator(".years-covered td .count")
    tops = [found.evaluate_all("all => all.map(e => Math.round(e.getBoundingClientRect().bottom / 8))") for found in (names, counts)]
    assert tops[0] == tops[1]  # each has its number beside it


@pytest.mark.parametrize("watched", [{"viewport": {"width": 360, "height": 640}}], indirect=True)
def test_no_name_in_the_matrix_is_cut_on_a_telephone(watched: Watched) -> None:
    page = watched.open("together/")
    assert (
        page.eval_on_selector_all(".matrix tbody th", "all => all.length > 20 && all.filter(e => e.scrollWidth > e.clientWidth + 1).length")
        == 0
    )


@pytest.mark.parametrize("watched", [{"viewport": {"width": 360, "height": 640}}], indirect=True)
@pytest.mark.parametrize("path", ["", "search/"])
def test_the_button_of_a_search_stands_beside_its_field(watched: Watched, path: str) -> None:
    form = watched.open(path).locator("form.search")
    field, button = form.get_by_role("searchbox").bounding_box(), form.get_by_role("button").bounding_box()
    assert field
    assert button
    assert abs(field["y"] - button["y"]) < 4


@pytest.mark.parametrize("watched", [{"viewport": {"width": 768, "height": 900}}], indirect=True)
def test_other_words_for_a_term_stand_right_below_it(watched: Watched) -> None:
    """However many lines its explanation has."""
    page = watched.open("terms/")
    items = page.locator(".glossary > div:has(dd.note)").all()
    assert len(items) > 3
    for item in items:
        term, also = item.locator("dt").bounding_box(), item.locator("dd.note").bounding_box()
        assert term is not None
        assert also is not None
        assert 0 <= also["y"] - (term["y"] + term["height"]) < 4


@pytest.mark.parametrize("watched", [{"viewport": {"width": width, "height": 900}} for width in (360, 768, 1440)], indirect=True)
def test_of_a_report_in_a_list_the_number_of_its_sources_stands_alone_on_no_line(watched: Watched) -> None:
    page = watched.open("timeline/")
    alone = page.locator(".entry-names").evaluate_all(
        """lists => lists.filter(list => {
            const lines = new Map();
            for (const item of list.children) {
                for (const box of item.getClientRects()) {
                    const line = Math.round((box.top + box.bottom) / 2 / 8);
                    lines.set(line, [...(lines.get(line) ?? []), item]);
                }
            }
            return [...lines.values()].some(items => items.length === 1 && items[0].matches(".label") && list.children.length > 1);
        }).length"""
    )
    assert alone == 0


def test_what_was_claimed_runs_its_own_way(watched: Watched) -> None:
    """Its full stop stands at its end, though the page runs the other way."""
    page = watched.open("subjects/civilians-western-aleppo-28-october/")
    text = page.locator(".claim-text").first
    ends = text.evaluate(
        """e => ["Civilians.", "\u0645\u062f\u0646\u064a\u0648\u0646."].map(words => {
            e.textContent = words;
            const [first, last] = [0, words.length - 1].map(at => {
                const letter = document.createRange();
                letter.setStart(e.firstChild, at);
                letter.setEnd(e.firstChild, at + 1);
                return letter.getBoundingClientRect().left;
            });
            return last > first;
        })"""
    )
    assert ends == [True, False]


@pytest.mark.parametrize("watched", [{"viewport": {"width": 360, "height": 640}, "bypass_csp": True}], indirect=True)
def test_the_words_of_a_chart_stay_on_the_page_where_it_runs_from_the_right(watched: Watched) -> None:
    page = watched.open("subjects/civilians-western-aleppo-28-october/")
    page.evaluate("document.documentElement.dir = 'rtl'")
    words = page.eval_on_selector_all(".chart text", "all => all.map(e => e.getBoundingClientRect()).map(box => [box.left, box.right])")
    assert words
    assert all(0 <= left < right <= 360 for left, right in words)


@pytest.mark.parametrize("width", [680, 750])
def test_on_paper_what_stood_beside_a_list_stands_below_the_same_edge(watched: Watched, width: int) -> None:
    page = watched.open("places/aleppo/")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(media="print")
    edges = {
        page.locator(selector).first.evaluate(
            "e => Math.round(e.getBoundingClientRect().x + parseFloat(getComputedStyle(e).paddingInlineStart))"
        )
        for selector in ("h1", ".facts dt", ".entity-record h2", ".margin .map svg", ".margin h2")
    }
    assert len(edges) == 1
    name = page.locator(".map text.place").first
    assert 10 < name.evaluate("e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a") < 12, "as small as what is below it"


def test_on_paper_the_heading_of_a_group_stands_below_its_line(watched: Watched) -> None:
    page = watched.open("subjects/")
    page.emulate_media(media="print")
    group, heading = page.locator("#contested").bounding_box(), page.locator("#contested h2").bounding_box()
    assert group
    assert heading
    assert heading["y"] >= group["y"] + 8


def test_on_paper_there_is_nothing_to_press(watched: Watched) -> None:
    """Nor a heading of what is left out, nor a fold that nobody can open."""
    for path in ("map/", "timeline/", "new/", REPORT, "subjects/civilians-western-aleppo-28-october/"):
        page = watched.open(path)
        page.emulate_media(media="print")
        assert page.locator("input:visible, button:visible, summary:visible, annals-newest > p:visible").count() == 0, path
        assert page.get_by_role("heading", name="In the timeline").count() == 0


@pytest.mark.parametrize("watched", [{"viewport": {"width": 360, "height": 640}}], indirect=True)
def test_the_contested_toll_stands_in_the_first_screen_of_a_small_telephone(watched: Watched) -> None:
    page = watched.open(REPORT)
    state = page.locator(".dispute li").first
    box = state.locator("b").first.bounding_box()
    assert "7 to more than 15" in state.inner_text()
    assert box is not None
    assert box["y"] + box["height"] < 640


@pytest.mark.parametrize("watched", [{"viewport": {"width": width, "height": 900}} for width in (360, 1440)], indirect=True)
def test_the_parts_at_the_foot_of_a_report_stand_apart_alike(watched: Watched) -> None:
    page = watched.open(REPORT)
    boxes = page.evaluate(
        """() => {
            const foot = document.querySelector(".report-foot .text")
            const history = document.createElement("section")  // this archive is in no repository
            history.className = "history"
            history.append("Changes")
            foot.append(history)
            return [...foot.children].map(part => part.getBoundingClientRect()).map(box => [box.top, box.bottom])
        }"""
    )
    assert [round(below[0] - above[1]) for above, below in pairwise(boxes)] == [24, 24, 24], "actors, places, how to cite, changes"


# --- over the line


def test_no_page_has_anything_to_complain_of_or_asks_another_host(watched: Watched, kinds: dict[str, str]) -> None:
    """The fixture looks at what was asked for, at the console, and at errors; the security policy of the pages speaks there too."""
    for path in kinds.values():
        watched.open(path)


def test_a_page_comes_in_under_60_kilobytes_with_its_stylesheets(october: Site) -> None:
    sizes = {}
    for page, tree in october.pages.items():
        file = f"{page}index.html" if page.endswith("/") or not page else page
        needed = {file, *(october.leads_to(address, page)[0] for address in tree.xpath("//link[@rel='stylesheet']/@href | //script/@src"))}
        sizes[page] = sum(len(gzip.compress(october.files[str(name)], 6)) for name in needed)
    assert {page: size for page, size in sizes.items() if size >= 60_000} == {}


def test_a_page_shows_the_same_without_scripts(browser: Browser, served: str, kinds: dict[str, str]) -> None:
    """But for buttons: what cannot be pressed is not there."""
    texts: dict[bool, list[str]] = {}
    for scripts in (True, False):
        for watched in watch(browser, served, java_script_enabled=scripts):
            texts[scripts] = []
            for kind in ("home", "report", "month", "place", "map"):
                body = watched.open(kinds[kind]).locator("body")
                body.evaluate("body => body.querySelectorAll('button').forEach(button => button.parentElement.remove())")
                texts[scripts].append(body.inner_text())
    assert texts[True] == texts[False]


# --- hostile words


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    project = Project(tmp_path_factory.mktemp("hostile") / "project")
    hostile(project)
    return project.build()


@pytest.fixture(scope="module")
def served_hostile(hostile_site: Site) -> Iterator[str]:
    yield from serve(hostile_site)


def test_no_hostile_word_runs_on_any_page(browser: Browser, served_hostile: str, hostile_site: Site) -> None:
    """The fixture looks for dialogs, errors and requests. The pages' own security policy is switched off: what keeps the words from
    running must be that they are words.
    """
    for watched in watch(browser, served_hostile, bypass_csp=True):
        page = watched.open()
        for path in hostile_site.pages:
            page.goto(f"{served_hostile}/{path}")
            assert page.locator("img, iframe, object, style, script:not([type='application/ld+json'], [src^='/theme/'])").count() == 0, path
            for text in page.locator("script:not([src])").all_text_contents():
                json.loads(text)
        page.goto(f"{served_hostile}/reports/2001/04/evil/")
        heading = page.get_by_role("heading", level=1).text_content()
        assert heading == " ".join(HOSTILE)


def test_the_pages_forbid_scripts_that_are_not_the_sites_own(watched: Watched) -> None:
    page = watched.open()
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')")
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert any(re.search("Content Security Policy", told) for told in watched.told)
    watched.told.clear()


@pytest.mark.parametrize("watched", [{"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}], indirect=True)
def test_on_a_telephone_a_finger_reaches_the_address_of_a_part(watched: Watched) -> None:
    page = watched.open(REPORT)
    link = page.get_by_role("link", name="Link to").first
    link.tap(timeout=3_000)
    assert page.url.endswith(link.get_attribute("href") or "?")
