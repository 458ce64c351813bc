"""An archive whose pages run from the right, with the site's own words in English: these read from the left wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Watched, serve, watch
from tests.conftest import OCTOBER
from tests.sites import URL, Project, Site

# Of text that a browser sets in one go (a block, or what is isolated in it) and that has no Arabic letter: what stands on one line to the
# left of what it follows. The words of the archive, which here are in English on pages that say they are Arabic, are left out.
TURNED = r"""() => {
    const archive = ".prose, .entry-title, .entry-summary, .picture-caption, .thread-list p, .glossary dd, .abbreviations dd, .report h1";
    const own = ".first-named, .first-named *, .note, .note *";
    const arabic = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
    for (const folded of document.querySelectorAll("details")) folded.open = true;
    const whole = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode;
        const within = text.parentElement;
        if (within.closest("script, svg, .unseen, option") || !within.checkVisibility()) continue;
        if (within.closest(archive) && !within.matches(own)) continue;
        for (let e = within, depth = 0; ; e = e.parentElement, depth++) {
            const style = getComputedStyle(e);
            const block = style.display !== "inline";
            if (block || style.unicodeBidi !== "normal") {
                if (!whole.has(e)) whole.set(e, []);
                whole.get(e).push([text, depth]);
                depth = 100;
            }
            if (block) break;
        }
    }
    const turned = [];
    for (const [e, texts] of whole) {
        if (/flex|grid/.test(getComputedStyle(e).display) || arabic.test(e.textContent)) continue;
        // names one after another, with nothing but a blank or a stroke between them, go as the page does
        if (!texts.some(([text, depth]) => depth < 100 && /[^\s/·]/.test(text.data))) continue;
        let last = null;
        search: for (const [text] of texts) {
            for (let i = 0; i < text.length; i++) {
                if (!text.data[i].trim() || text.data[i] === "\u2060") continue;
                const range = document.createRange();
                range.setStart(text, i);
                range.setEnd(text, i + 1);
                const box = range.getBoundingClientRect();
                if (last && Math.abs(box.bottom - last.bottom) < box.height * 0.7 && box.left < last.left - 1) {
                    const above = e.parentElement;
                    turned.push(`${above.tagName}.${above.className} > ${e.tagName}.${e.className}: ${e.innerText.slice(0, 80)}`);
                    break search;
                }
                last = box;
            }
        }
    }
    return turned;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    project = Project(Path(tmp_path_factory.mktemp("from-the-right")) / "project", OCTOBER)
    done = project.pelican("content", "-e", 'DEFAULT_LANG="ar"', settings="publishconf.py", SITEURL=URL)
    assert done.status == 0, done.told
    return Site(project.output, URL)


@pytest.fixture(scope="module")
def served_from_the_right(site: Site) -> Iterator[str]:
    yield from serve(site)


@pytest.fixture(params=[360, 1440])
def from_the_right(browser: Browser, served_from_the_right: str, request: pytest.FixtureRequest) -> Iterator[Watched]:
    yield from watch(browser, served_from_the_right, viewport={"width": request.param, "height": 900})


def test_what_the_site_says_in_english_reads_from_the_left_on_every_kind_of_page(from_the_right: Watched, kinds: dict[str, str]) -> None:
    """A number before what it counts, a comma behind its name, the end of a period behind its beginning."""
    pages = {**kinds, "day within an interval": "2016/10/21/", "report with a picture": "reports/2016/10/26-ceuta-refuelling/"}
    turned = {f"{kind}: {line}" for kind, path in pages.items() for line in from_the_right.open(path).evaluate(TURNED)}
    assert turned == set()


def test_of_a_period_of_days_the_first_stands_on_the_left(from_the_right: Watched) -> None:
    day = from_the_right.open("2016/10/21/").locator(".spine-date .day", has_text="21–23").first
    first, last = day.evaluate(
        """e => [0, e.textContent.length - 1].map(at => {
            const range = document.createRange();
            range.setStart(e.firstChild, at);
            range.setEnd(e.firstChild, at + 1);
            return range.getBoundingClientRect().left;
        })"""
    )
    assert first < last
