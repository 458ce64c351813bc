"""Measures the preview: from saving a report to what the browser is told, which then loads the page again.

    python -m benchmarks.live 1000 20000

With all page families of the project. Reports are edited in turns: another paragraph; another title too, which other pages show; then a
link to a page that is not there, until the fault is told; and that mended.
"""

from __future__ import annotations

import argparse
import dataclasses
import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from .corpus import Corpus
from .tools.annals import CONF, Annals
from .tools.tool import ROOT

EDITS = 7  # of each kind
_SERVE = "import sys; from pathlib import Path; from annals.live.preview import serve; serve(*map(Path, sys.argv[1:3]), int(sys.argv[3]))"


def told(folder: Path, size: int, seed: int) -> dict[str, list[float]]:
    """Seconds from each save to the message, by kind of edit."""
    corpus, tool = Corpus(size, seed), Annals(folder)
    tool.begin(corpus)
    environment = {**os.environ, **tool.command(warm=False)[1], "BENCH_ALL": "1", "PYTHONPATH": str(ROOT / "plugins")}
    with (folder / "log.txt").open("wb") as log:
        command = [sys.executable, "-c", _SERVE, str(ROOT), str(CONF), str(port := _free_port())]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)  # noqa: S603 - our own command
    try:
        messages = _messages(process, port)
        next(messages)
        found: dict[str, list[float]] = {"another paragraph": [], "another title": [], "a broken link": [], "the link mended": []}
        for number in range(EDITS):
            for kind, times in found.items():
                chosen = corpus.report(corpus.ordered[(2 * number + 1) * size // (2 * EDITS)])
                title = chosen.title if kind == "another paragraph" else f"{chosen.title}, corrected {number}"
                link = "[Nowhere](/reports/nowhere.md).\n\n" if kind == "a broken link" else ""
                edited = dataclasses.replace(chosen, title=title, body=f"Corrected {number} with {kind}.\n\n{link}{chosen.body}")
                time.sleep(6)  # the data for search, and what is kept for the next build, have been written
                began = time.perf_counter()
                tool.write_report(corpus, edited)
                message = next(messages)
                times.append(time.perf_counter() - began)
                if (b'"fault": ""' in message) == bool(link):
                    raise SystemExit(f"the preview tells something else: {message!r}")
    finally:
        process.terminate()
        process.wait()
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _messages(process: subprocess.Popen[bytes], port: int) -> Iterator[bytes]:
    """What browsers are told: the state at the first build, then each build."""
    while process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3600)
        try:
            connection.request("GET", "/-/live")
            answer = connection.getresponse()
        except ConnectionRefusedError:
            time.sleep(0.2)  # it has just begun
            continue
        while line := answer.readline():
            if line.startswith(b"data: ") and b'"build": 0' not in line:
                yield line
    raise SystemExit("the preview has ended: see its log")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the preview.")
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=ROOT / ".build" / "bench" / "live")
    given = parser.parse_args()
    print("| reports | edit | median ms | slowest ms |\n|---:|---|---:|---:|")
    for size in given.sizes:
        for kind, times in told(given.folder, size, given.seed).items():
            print(f"| {size:,} | {kind} | {1000 * statistics.median(times):.0f} | {1000 * max(times):.0f} |", flush=True)


if __name__ == "__main__":
    main()
