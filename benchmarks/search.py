"""Measures search on a built site: how large its index is, what a first answer moves, and how long it takes on a phone.

    .venv/bin/python -m benchmarks.search OUTPUT [--query WORDS ...]

The phone is a Chromium of 360 pixels whose processor is slowed down four times. Files come from this machine, so that times are
those of the browser's own work; bytes are counted before and after gzip, which most web servers use. Of several rounds the best and
the median are told, and how busy the machine was.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import os
import statistics
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from tasks import find_browser

SLOWER = 4
ROUNDS = 7
_DATA = (".json", ".txt")
_ASK = """([query, typed]) => new Promise((done) => {
    const field = document.querySelector("#search-field"), list = document.querySelector(".found"), began = performance.now();
    let first = 0, whole = 0;
    new MutationObserver((_, observer) => {
        if (!first && list.firstChild) first = performance.now() - began;
        if (!whole && /report/.test(document.querySelector(".status-line").textContent)) whole = performance.now() - began;
        if (!whole || list.ariaBusy === "true") return;
        observer.disconnect();
        done([first, whole, performance.now() - began]);
    }).observe(document.querySelector("annals-search"), { childList: true, subtree: true, attributes: true });
    field.value = query;
    if (typed) field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    else field.form.requestSubmit();
})"""
_OPEN = """() => new Promise((done) => {
    const began = performance.now(), facets = document.querySelector("annals-search .facets");
    new MutationObserver(() => done(performance.now() - began)).observe(facets, { childList: true });
    facets.closest("details").open = true;
})"""
_EMPTY = "() => { document.querySelector('.found').replaceChildren(); document.querySelector('.status-line').textContent = ''; }"


@dataclass(frozen=True)
class Answer:
    """Milliseconds from a page that has just been opened until the first report is shown; until the count is told, and more reports are
    shown than a phone has room for; and until all ten of them are. The last when the last letter of a query is typed whose other letters
    were asked for already. How long the page's own processor worked for the first answer, and for the second; bytes that the first
    moved, plain and with gzip, in how many files; and what it takes to open the facets then.
    """

    first: float
    whole: float
    ten: float
    typed: float
    facets: float
    work: float
    work_typed: float
    plain: int
    packed: int
    files: int


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def sizes(output: Path) -> str:
    files = [file for file in (output / "search").rglob("*.*") if file.suffix in _DATA]
    whole = sum(file.stat().st_size for file in files)
    packed = sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)
    largest = max(files, key=lambda file: file.stat().st_size)
    return (
        f"index: {len(files):,} files, {whole / 1e6:.1f} MB, {packed / 1e6:.1f} MB with gzip; "
        f"largest {largest.relative_to(output)}, {largest.stat().st_size / 1e3:.0f} kB"
    )


def ask(page: Page, session: CDPSession, output: Path, home: str, query: str) -> Answer:
    moved: list[Path] = []
    page.on("requestfinished", lambda request: moved.append(output / request.url.removeprefix(f"{home}/").partition("?")[0]))
    page.goto(f"{home}/search/")
    page.wait_for_selector("annals-search .status-line", state="attached")
    page.wait_for_load_state("networkidle")
    before = _worked(session)
    first, whole, ten = page.evaluate(_ASK, [query, False])
    work = _worked(session) - before
    files = [file for file in moved if file.is_file() and file.suffix in _DATA]
    page.evaluate(_EMPTY)
    page.evaluate(_ASK, [query[:-1], True])
    page.wait_for_timeout(300)
    page.evaluate(_EMPTY)
    before = _worked(session)
    *_, typed = page.evaluate(_ASK, [query, True])
    work_typed = _worked(session) - before
    facets = page.evaluate(_OPEN)
    sizes = [(file.stat().st_size, len(gzip.compress(file.read_bytes(), 6))) for file in files]
    return Answer(
        first, whole, ten, typed, facets, work, work_typed, sum(size for size, _ in sizes), sum(size for _, size in sizes), len(files)
    )


def _worked(session: CDPSession) -> float:
    """Milliseconds of processor time of the page's main thread: other work of the machine does not count."""
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"]) * 1000


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
                session = context.new_cdp_session(page)
                session.send("Performance.enable", {"timeDomain": "threadTicks"})
                session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
                found.append(ask(page, session, output, home, query))
                context.close()
            print(f"{query!r}: {_told(found)}; {os.getloadavg()[0]:.0f} processes were at work or waiting")
        browser.close()
        server.shutdown()


def _told(found: Sequence[Answer]) -> str:
    def both(name: str) -> str:
        values = [getattr(answer, name) for answer in found]
        return f"{min(values):.0f} to {statistics.median(values):.0f} ms"

    last = found[-1]
    return (
        f"first report {both('first')}, whole {both('whole')}, all ten {both('ten')} (work {both('work')}), "
        f"one letter more {both('typed')} (work {both('work_typed')}), facets opened {both('facets')}; "
        f"{last.plain / 1e3:.0f} kB, {last.packed / 1e3:.0f} kB with gzip, {last.files} files"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure search on a built site.")
    parser.add_argument("output", type=Path)
    parser.add_argument("--query", nargs="*", default=["bridge", "ceasefire convoy"])
    arguments = parser.parse_args()
    print(sizes(arguments.output))
    answers(arguments.output, arguments.query)


if __name__ == "__main__":
    main()
