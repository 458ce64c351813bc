"""An earlier version of a report, and what was changed, as a browser shows them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import serve, watch
from tests.browser.test_pages import too_wide, violations
from tests.repositories import Repository
from tests.sites import Project

REPORT = "reports/2001/02/03-supplies"
EARLIER = f"{REPORT}/as-of/2001-09-10/"
ADDED = (
    "Then there was one sentence more, of which nobody had known, and with it many more words than a reader would take for a slip of a pen."
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = Project(tmp_path_factory.mktemp("earlier") / "project")
    repository = Repository(project.content)
    repository.commit()
    path = project.content / f"{REPORT}.md"
    path.write_text(f"{path.read_text('utf-8')}\n{ADDED}\n", "utf-8")
    repository.commit()
    yield from serve(project.build())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_is_wrong_with_what_was_changed(browser: Browser, home: str, width: int, scheme: str) -> None:
    for watched in watch(browser, home, viewport={"width": width, "height": 900}, color_scheme=scheme):
        for path in (EARLIER, f"{REPORT}/", "corrections/", "corrections/2001/"):
            page = watched.open(path)
            assert too_wide(page) == [], path
            assert violations(page) == [], path


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_what_differs_stands_apart_from_the_version(browser: Browser, home: str, width: int) -> None:
    for watched in watch(browser, home, viewport={"width": width, "height": 900}):
        page = watched.open(EARLIER)
        told, text = page.locator(".lapsed").bounding_box(), page.locator(".cite").bounding_box()
        assert told
        assert text
        assert told["x"] + told["width"] == pytest.approx(text["x"] + text["width"], abs=1), "both end at the same edge"
        above, heading = page.locator(".cite").bounding_box(), page.get_by_role("heading", name="What differs").bounding_box()
        assert above
        assert heading
        assert heading["y"] - (above["y"] + above["height"]) >= 24
        assert page.locator("ins", has_text="one sentence more").count() == 1
