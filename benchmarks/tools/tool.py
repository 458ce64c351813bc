"""What a benchmark asks of a site generator: a copy of the corpus in a folder of its own, and the command that builds it."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..corpus import Corpus, Report

BENCHMARKS = Path(__file__).resolve().parent.parent
ROOT = BENCHMARKS.parent

Command = tuple[list[str], dict[str, str]]
"""Words of a command, and what its environment has besides this process's."""


class Tool:
    """One site generator with its copy of the corpus."""

    name = ""
    caches: tuple[str, ...] = ()
    wants_priming = False  # whether a build with the cache on has to come between the cold build and the warm ones

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = folder / "site"
        self.output = folder / "output"

    @property
    def working_folder(self) -> Path:
        """Where its command is run."""
        return ROOT

    def install(self) -> None:
        """Fetch what is missing, locked."""

    def version(self) -> str:
        raise NotImplementedError

    def prepare(self, corpus: Corpus) -> None:
        """Write everything but the reports."""
        raise NotImplementedError

    def write_report(self, corpus: Corpus, report: Report) -> None:
        """Write one report; again after an edit."""
        raise NotImplementedError

    def begin(self, corpus: Corpus) -> None:
        """The whole corpus in a folder that is emptied before, and nothing built."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.prepare(corpus)
        for report in corpus.reports():
            self.write_report(corpus, report)
        self.clear()

    def command(self, *, warm: bool) -> Command:
        """``warm``: there is an output already, and perhaps a cache."""
        raise NotImplementedError

    def clear(self) -> None:
        """Remove the output and every cache, so that the next build is a cold one."""
        for folder in ("output", *self.caches):
            shutil.rmtree(self.folder / folder, ignore_errors=True)
        self.output.mkdir(parents=True)
