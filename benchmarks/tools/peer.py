"""What the peers have in common: a site of their own kind below ``peers/``, and the corpus written out as their users would have it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from ..corpus import FIGURES, REPORTS_A_SUBJECT, Corpus, Named, Report
from ..times import list_parts
from .tool import BENCHMARKS, ROOT, Tool

PEERS = BENCHMARKS / "peers"
INSTALLED = ROOT / ".build" / "bench-tools"
"""Where peers are that come neither with this repository nor with its own environment."""

KINDS = {
    "armed-group": "Armed groups",
    "state": "States",
    "government-body": "Government bodies",
    "organisation": "Organisations",
    "armed-forces": "Armed forces",
    "person": "Persons",
}
"""The headings of the kinds of actors."""


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
        write(self.path(report), f"---\n{yaml(self.fields(corpus, report))}---\n{self.body(corpus, report)}")


def _linked(named: Named, folder: str, first: bool) -> str:
    return f"[{named.name}](/{folder}/{named.id}/)" if first else named.name


def yaml(fields: dict[str, Any]) -> str:
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


def write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
