"""Stock Pelican: its own reader, and a plugin for what it does not make by itself."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version

from ..corpus import Corpus, Report
from .peer import Peer, write
from .tool import Command


class Pelican(Peer):
    name = "Pelican"
    peer = "pelican"
    static = "content/extra"
    caches = ("cache",)
    wants_priming = True

    def version(self) -> str:
        return version("pelican")

    def write_report(self, corpus: Corpus, report: Report) -> None:
        fields = self.fields(corpus, report)
        lines = {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in fields.items()}
        lines["claims"] = json.dumps(fields["claims"])
        front = "".join(f"{name.capitalize()}: {value}\n" for name, value in lines.items())
        write(self.path(report), f"{front}\n{self.body(corpus, report)}")

    def command(self, *, warm: bool) -> Command:
        environment = {"BENCH_SITE": str(self.site), "BENCH_OUTPUT": str(self.output), "BENCH_CACHE": str(self.folder / "cache")}
        if warm:
            environment["BENCH_WARM"] = "1"
        return [sys.executable, "-m", "pelican", "-s", str(self.site / "pelicanconf.py"), "--quiet"], environment
