"""Measures how the work of Annals grows with the archive: cold builds, one edit, and what one new report writes.

    python -m benchmarks.growth 1000 20000 100000

The new report is of the last day, by a few of the actors, places and sources that stand in most reports. Which files of the site
are other than before is found by comparing every one of them.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from .corpus import Corpus
from .run import Run, measure
from .tools.annals import Annals
from .tools.tool import ROOT

KINDS = {
    "the report": r"reports/.*\d-new-report/",
    "reports beside it": r"reports/",
    "its day, month, year and decade": r"\d{4}s?/",
    "pages of actors, places, sources": r"(actors|places|sources)/[^/]+/index",
    "decades and years of these": r"(actors|places|sources)/[^/]+/\d{4}s?/index",
    "sealed parts of these": r"(actors|places|sources)/[^/]+/\d{4}s?/\d+/",
    "indexes of actors, places, sources": r"(actors|places|sources)/index",
    "the first part of the timeline": r"timeline/index",
    "sealed parts of the timeline": r"timeline/\d+/",
    "home page, feed, sitemap": "",
}


def tree(output: Path) -> dict[str, tuple[int, int]]:
    """Each file of the site with its time and its inode: a build that writes a file again puts a new one in its place."""
    found = {}
    for at, _, names in os.walk(output):
        for name in names:
            status = os.stat(f"{at}/{name}")  # noqa: PTH116 - a path object for each of 160,000 files costs more than the call
            found[os.path.relpath(f"{at}/{name}", output)] = (status.st_mtime_ns, status.st_ino)
    return found


def kinds(files: set[str]) -> Counter[str]:
    return Counter(next(kind for kind, pattern in KINDS.items() if re.match(pattern, file)) for file in files)


def grown(folder: Path, size: int, seed: int) -> tuple[dict[str, Run], dict[str, Counter[str]]]:
    """The builds of one size, and the files that were written, removed and added by the one after a new report."""
    corpus, tool = Corpus(size, seed), Annals(folder)
    tool.begin(corpus)
    runs = {"cold": measure(tool, "cold", 0)}
    chosen = corpus.report(corpus.ordered[size // 2])
    for number in range(2):  # the first one finds files that are too young for their times to be trusted
        edited = dataclasses.replace(chosen, title=f"{chosen.title}, corrected {number}", body=f"Corrected {number}.\n\n{chosen.body}")
        tool.write_report(corpus, edited)
        runs["edit"] = measure(tool, "edit", number)
    runs["unchanged"] = measure(tool, "unchanged", 0)
    before = tree(tool.output)
    last = corpus.report(corpus.ordered[-1])
    claims = tuple(dataclasses.replace(claim, id=f"{claim.id}-new") for claim in last.claims)
    id = f"{last.day:%Y/%m/%d}-new-report"
    tool.write_report(corpus, dataclasses.replace(last, id=id, title="A new report", claims=claims))
    runs["new"] = measure(tool, "new", 0)
    after = tree(tool.output)
    written = {file for file in after.keys() & before.keys() if after[file] != before[file]}
    return runs, {"written": kinds(written), "added": kinds(after.keys() - before.keys()), "removed": kinds(before.keys() - after.keys())}


def table(found: Mapping[int, tuple[Mapping[str, Run], Mapping[str, Counter[str]]]]) -> str:
    """Markdown: a row for each measure and each kind of file, a column for each size."""
    sizes = list(found)
    lines = ["| reports | " + " | ".join(f"{size:,}" for size in sizes) + " |", "|---" + "|---:" * len(sizes) + "|"]

    def row(label: str, cells: list[str]) -> None:
        lines.append(f"| {label} | " + " | ".join(cells) + " |")

    runs = [found[size][0] for size in sizes]
    row("cold, CPU s", [f"{run['cold'].cpu:.1f}" for run in runs])
    row("cold, CPU ms a report", [f"{1000 * run['cold'].cpu / size:.2f}" for size, run in zip(sizes, runs, strict=True)])
    row("cold, wall s", [f"{run['cold'].wall:.1f}" for run in runs])
    row("cold, memory of all processes, MiB", [f"{run['cold'].memory_all:.0f}" for run in runs])
    row("one report edited, CPU s", [f"{run['edit'].cpu:.2f}" for run in runs])
    row("nothing changed, CPU s", [f"{run['unchanged'].cpu:.2f}" for run in runs])
    row("one report added, CPU s", [f"{run['new'].cpu:.2f}" for run in runs])
    for words, name in (("written again", "written"), ("new", "added"), ("removed", "removed")):
        for kind in KINDS:
            counts = [found[size][1][name][kind] for size in sizes]
            if any(counts):
                row(f"{words}: {kind}", [f"{count:,}" for count in counts])
    row("files written for it, in all", [f"{found[size][1]['written'].total() + found[size][1]['added'].total():,}" for size in sizes])
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how the work of Annals grows with the archive.")
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 20000], help="numbers of reports: 1000 20000")
    parser.add_argument("--seed", type=int, default=2016)
    parser.add_argument("--folder", type=Path, default=ROOT / ".build" / "growth", help="where to build; emptied first")
    arguments = parser.parse_args()
    found = {}
    for size in arguments.sizes:
        folder = arguments.folder.absolute() / str(size)
        found[size] = grown(folder, size, arguments.seed)
        print(table({size: found[size]}), flush=True)
        shutil.rmtree(folder)
    print(f"\n{table(found)}")


if __name__ == "__main__":
    main()
