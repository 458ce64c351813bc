"""Annals, from this checkout."""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

from ..corpus import Corpus, Report
from ..positions import cities, front_matter
from .tool import BENCHMARKS, Command, Tool

CONF = BENCHMARKS / "annalsconf.py"


class Annals(Tool):
    name = "Annals"
    caches = ("cache",)

    def version(self) -> str:
        return "this checkout"

    def prepare(self, corpus: Corpus) -> None:
        corpus.write_named(self.site)

    def write_report(self, corpus: Corpus, report: Report) -> None:
        corpus.write_report(self.site, report)

    def command(self, *, warm: bool) -> Command:  # noqa: ARG002 - it is the same command
        environment = {"BENCH_CONTENT": str(self.site), "BENCH_OUTPUT": str(self.output), "BENCH_CACHE": str(self.folder / "cache")}
        return [sys.executable, "-m", "pelican", "-s", str(CONF)], environment


class Whole(Annals):
    """With every page family: maps, search, claims side by side and all else that the others have nothing like. Places have positions, so
    that there is something to draw.
    """

    name = "Annals, all it has"

    def prepare(self, corpus: Corpus) -> None:
        # apart, for it takes memory, and the kernel counts as a process's own what the one held that began it
        process = multiprocessing.Process(target=_with_positions, args=(corpus, self.site))
        process.start()
        process.join()
        if process.exitcode:
            raise SystemExit(f"the places of {self.site} were not written")

    def command(self, *, warm: bool) -> Command:
        command, environment = super().command(warm=warm)
        return command, {**environment, "BENCH_ALL": "1"}


def _with_positions(corpus: Corpus, site: Path) -> None:
    corpus.write_named(site, front_matter(corpus.places, cities()))
