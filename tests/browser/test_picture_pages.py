"""Pictures of the archive's own, as a browser shows them: the copy that fits, in its place before it has come."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import serve, watch
from tests.browser.test_pages import too_wide, violations
from tests.sites import Project
from tests.test_pictures import drawn, picture, saved

PAGE = "reports/2001/06/01-picture/"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Any:
    project = Project(Path(tmp_path_factory.mktemp("pictures")) / "project")
    picture(project, "images/old mill.jpg", saved(drawn((2400, 1600)), "JPEG"))
    site = project.build(url="")
    yield from serve(site)


@pytest.mark.parametrize(("width", "copy"), [(360, "480.webp"), (1440, "960.webp")])
def test_a_screen_loads_the_copy_that_fits_and_nothing_stands_out(browser: Browser, home: str, width: int, copy: str) -> None:
    for watched in watch(browser, home, viewport={"width": width, "height": 900}, device_scale_factor=1):
        page = watched.open(PAGE)
        image = page.locator("figure.picture img")
        image.scroll_into_view_if_needed()
        page.wait_for_function("() => document.querySelector('figure.picture img').complete")
        assert image.evaluate("e => e.currentSrc").endswith(f"/images/old%20mill.jpg.{copy}")
        assert too_wide(page) == []
        box = image.bounding_box()
        assert box is not None
        assert abs(box["width"] / box["height"] - 1.5) < 0.02
        assert violations(page) == []


def test_the_room_for_a_picture_is_kept_before_it_has_come(browser: Browser, home: str) -> None:
    for watched in watch(browser, home, viewport={"width": 360, "height": 900}):
        watched.context.route("**/images/**", lambda route: None)  # it never comes
        page = watched.context.new_page()
        page.goto(f"{home}/{PAGE}", wait_until="domcontentloaded")
        box = page.locator("figure.picture img").bounding_box()
        assert box is not None
        assert abs(box["width"] / box["height"] - 1.5) < 0.02
