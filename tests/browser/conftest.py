"""A real browser, and the sites that it looks at."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tasks import find_browser
from tests.sites import Site


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files as a plain web server gives them, with the site's own page where there is none."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".atom": "application/atom+xml"}

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = (self.server.site.folder / "404.html").read_bytes() if code == 404 else b""  # type: ignore[attr-defined]
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves in the middle of an answer is no error."""


def serve(site: Site) -> Iterator[str]:
    """The address of a site on this machine, for as long as the fixture lives."""
    with _Server(("127.0.0.1", 0), functools.partial(_Handler, directory=str(site.folder))) as server:
        server.site = site  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = find_browser()
    assert found, "these tests need a Chromium: `inv tools` fetches one, or install one: `apt install chromium`"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def served(october: Site) -> Iterator[str]:
    """The address at which the October archive is served."""
    yield from serve(october)


@pytest.fixture(scope="session")
def served_small(small: Site) -> Iterator[str]:
    yield from serve(small)


@dataclass
class Watched:
    """Pages opened in a browser, with everything that should not happen while they are looked at."""

    context: BrowserContext
    home: str
    foreign: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def open(self, path: str = "") -> Page:
        page = self.context.new_page()
        page.on("console", lambda message: self.told.append(f"{path}: {message.text}") if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.told.append(f"{path}: {error}"))
        page.on("dialog", lambda dialog: (self.told.append(f"{path}: dialog {dialog.message}"), dialog.dismiss()))
        page.goto(f"{self.home}/{path}")
        return page

    def guard(self, route: Route) -> None:
        if route.request.url.startswith(f"{self.home}/"):
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()


@pytest.fixture
def watched(browser: Browser, served: str, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A browser on the October archive. Parametrize it indirectly with the options of a browser context."""
    yield from watch(browser, served, **getattr(request, "param", {}))


def watch(browser: Browser, home: str, **options: object) -> Iterator[Watched]:
    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    found = Watched(context, home)
    context.route("**/*", found.guard)
    yield found
    context.close()
    assert found.foreign == [], "a page asked another host for something"
    assert found.told == [], "a page had something to complain of"


@pytest.fixture(scope="session")
def kinds(october: Site) -> dict[str, str]:
    """A page of each kind, by what it is."""
    return {
        "home": "",
        "report": longest(october, "reports/"),
        "timeline": "timeline/",
        "decade": "2010s/",
        "year": "2016/",
        "month": "2016/10/",
        "day": "2016/10/28/",
        "actors": "actors/",
        "actor": longest(october, "actors/"),
        "places": "places/",
        "place": longest(october, "places/"),
        "map": "map/",
        "place with a picture": "places/geneva/",
        "place that is claimed": "places/dahiyet-al-assad-aleppo/",
        "claims": "subjects/",
        "subject": longest(october, "subjects/"),
        "corrections": "corrections/",
        "together": "together/",
        "sources": "sources/",
        "coverage": "coverage/",
        "coverage of a year": "coverage/2016/",
        "source": longest(october, "sources/"),
        "threads": "threads/",
        "thread": longest(october, "threads/"),
        "search": "search/",
        "browse": "browse/",
        "on this day": "on-this-day/10-28/",
        "calendar": "on-this-day/",
        "new": "new/",
        "abbreviations": "abbreviations/",
        "glossary": "terms/",
        "term": longest(october, "terms/"),
        "prose": "how-to-read/",
        "not found": "404.html",
    }


def longest(site: Site, under: str) -> str:
    """The page of a family with the most to show."""
    return max(
        (page for page in site.pages if page.startswith(under) and page != under), key=lambda page: len(site.files[f"{page}index.html"])
    )
