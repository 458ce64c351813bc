"""The preview in a real browser: the page reloads after a build, and shows the fault of one that failed over the page before it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.sites import Project
from tests.test_live import PATIENCE, TALKS, Preview, free_port


@pytest.fixture
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    started = Preview(Project(tmp_path_factory.mktemp("live") / "project"), free_port())
    yield started
    started.stop()


def test_a_fault_lies_over_the_page_until_it_is_mended_and_the_page_shows_the_new_text(browser: Browser, preview: Preview) -> None:
    context = browser.new_context()
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.goto(f"http://localhost:{preview.port}/reports/2001/03/talks/")
    patience = PATIENCE * 1000
    expect(page.get_by_role("heading", level=1)).to_have_text("Talks are said to begin")

    preview.project.edit(TALKS, "title: Talks are said to begin", "title: Talks have begun")
    expect(page.get_by_role("heading", level=1)).to_have_text("Talks have begun", timeout=patience)

    preview.project.edit(TALKS, "date: 2001-03-10~", "date: 2001-02-30")
    overlay = page.get_by_role("alert")
    expect(overlay).to_contain_text("talks.md:3:7: error: ", timeout=patience)
    expect(page.get_by_role("heading", level=1)).to_have_text("Talks have begun")

    preview.project.edit(TALKS, "date: 2001-02-30", "date: 2001-03-11")
    expect(overlay).to_have_count(0, timeout=patience)
    expect(page.get_by_text("11 March 2001").first).to_be_attached()
    assert told == []
    context.close()


def test_a_fault_that_holds_markup_is_shown_as_text(browser: Browser, preview: Preview) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://localhost:{preview.port}/")
    preview.project.edit(TALKS, "sources: [Example Digest]", 'sources: ["<img src=x onerror=document.title=1>"]')
    overlay = page.get_by_role("alert")
    expect(overlay).to_contain_text("no source '<img src=x onerror=document.title=1>'", timeout=PATIENCE * 1000)
    assert overlay.locator("img").count() == 0
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_a_fault_covers_the_whole_width_of_the_window(browser: Browser, preview: Preview, width: int) -> None:
    """Not only that of the page, which is narrower than a wide window."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"http://localhost:{preview.port}/")
    preview.project.edit(TALKS, "date: 2001-03-10~", "date: 2001-02-30")
    overlay = page.get_by_role("alert")
    expect(overlay).to_contain_text("talks.md", timeout=PATIENCE * 1000)
    assert overlay.evaluate("(panel) => [panel.getBoundingClientRect().x, panel.getBoundingClientRect().width]") == [
        0,
        page.evaluate("document.documentElement.clientWidth"),
    ]
    context.close()
