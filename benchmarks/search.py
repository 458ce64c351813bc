"""Measures search on a built site: how large its index is, what a first answer moves, and how long it takes on a phone.

    .venv/bin/python -m benchmarks.search OUTPUT [--query WORDS ...]

The phone is a Chromium of 360 pixels whose processor is slowed down four times. Files come from this machine, so that times are
those of the browser's own work; bytes are counted before and after gzip, which most web servers use.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import statistics
import threading
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tasks import find_browser

SLOWER = 4
ROUNDS = 5
_ASK = """query => new Promise((done) => {
    const field = document.querySelector("#search-field"), began = performance.now();
    let first = 0;
    const look = () => {
        if (!query && document.querySelector("annals-search > .leaf").hidden) return done([0, 0]);
        if (document.querySelector(".found > li") && !first) first = performance.now() - began;
        if (query && document.querySelector(".status-line").textContent) return done([first, performance.now() - began]);
        setTimeout(look, 4);
    };
    field.value = query;
    field.form.requestSubmit();
    look();
})"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def sizes(output: Path) -> str:
    files = [file for file in (output / "search").rglob("*.json") if file.is_file()]
    whole = sum(file.stat().st_size for file in files)
    packed = sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)
    largest = max(files, key=lambda file: file.stat().st_size)
    return (
        f"index: {len(files):,} files, {whole / 1e6:.1f} MB, {packed / 1e6:.1f} MB with gzip; "
        f"largest {largest.relative_to(output)}, {largest.stat().st_size / 1e3:.0f} kB"
    )


def ask(page: Page, output: Path, home: str, query: str) -> tuple[float, float, float, int, int]:
    """Milliseconds until the first report is shown, and until all is; until all is when the same is asked again; bytes moved by the
    first, plain and with gzip.
    """
    moved: list[Path] = []
    page.on("requestfinished", lambda request: moved.append(output / request.url.removeprefix(f"{home}/").partition("?")[0]))
    page.goto(f"{home}/search/")
    page.wait_for_selector("annals-search .status-line", state="attached")
    moved.clear()
    first, last = page.evaluate(_ASK, query)
    files = [file for file in moved if file.is_file() and file.suffix == ".json"]
    page.evaluate(_ASK, "")
    _, again = page.evaluate(_ASK, query)
    return first, last, again, sum(file.stat().st_size for file in files), sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


def answers(output: Path, queries: Sequence[str]) -> None:
    handler = functools.partial(_Quiet, directory=str(output))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_port}"
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for query in queries:
            found = []
            for _ in range(ROUNDS):
                context = browser.new_context(viewport={"width": 360, "height": 780})
                page = context.new_page()
                context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
                found.append(ask(page, output, home, query))
                context.close()
            first, last, again, plain, packed = (statistics.median(values) for values in zip(*found, strict=True))
            times = f"first report {first:.0f} ms, all {last:.0f} ms, again {again:.0f} ms"
            print(f"{query!r}: {times}; {plain / 1e3:.0f} kB, {packed / 1e3:.0f} kB with gzip")
        browser.close()
        server.shutdown()


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure search on a built site.")
    parser.add_argument("output", type=Path)
    parser.add_argument("--query", nargs="*", default=["bridge", "ceasefire convoy"])
    arguments = parser.parse_args()
    print(sizes(arguments.output))
    answers(arguments.output, arguments.query)


if __name__ == "__main__":
    main()
