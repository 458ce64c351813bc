"""Measures Annals beside Hugo, Eleventy and stock Pelican, on the same reports, in one session.

    python -m benchmarks.run 1000 5000

Each tool builds cold (no output, no cache), again with nothing changed, and again after one report got another title and another
text; each time in a process of its own. The tools take turns, in another order each round, so that a machine that gets slower
gets slower for all; ratios are of one round, and their spread is shown. See ``benchmarks/README.md``.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import datetime as dt
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from . import check
from .corpus import Corpus
from .tools import ALL, TOOLS
from .tools.tool import ROOT, Tool

STEPS = {"cold": "cold", "unchanged": "nothing changed", "edit": "one report edited"}
MARKS = ("<!-- bench: begin -->", "<!-- bench: end -->")


@dataclass(frozen=True)
class Run:
    """One build. ``cpu`` is of the process and all that it waited for; ``memory`` of the largest process; ``memory_all`` of all
    together where there was more than one, memory that they share counted once. Seconds and MiB.
    """

    step: str
    round: int
    wall: float
    cpu: float
    memory: float
    memory_all: float
    processes: int


def measure(tool: Tool, step: str, number: int) -> Run:
    """Build once. Raises where the tool fails."""
    command, environment = tool.command(warm=step != "cold")
    # where one works Python keeps what it has compiled, whatever is set where this is run
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    os.sync()  # what others wrote is not to be waited for in here
    with (tool.folder / "log.txt").open("wb") as log:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - the benchmark's own command
            command, env={**around, **environment}, cwd=tool.working_folder, stdout=log, stderr=subprocess.STDOUT
        )
        watch = _Watch(process.pid)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)  # it has been waited for: Popen must not do so again
    watch.stop()
    if process.returncode:
        raise SystemExit(f"{tool.name} failed with status {process.returncode}: see {tool.folder / 'log.txt'}")
    largest = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return Run(step, number, wall, used.ru_utime + used.ru_stime, largest, max(largest, watch.most), watch.processes)


class _Watch(threading.Thread):
    """Looks ten times a second at a process and its children. Where there are no children, the kernel's own figure is better."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most, self.processes = pid, 0.0, 1
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(0.1):
            tree = self._tree()
            self.processes = max(self.processes, len(tree))
            if len(tree) > 1:
                self.most = max(self.most, sum(map(_share, tree)) / 2**10)

    def stop(self) -> None:
        self._ended.set()
        self.join()

    def _tree(self) -> list[int]:
        found, waiting = [], [self.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                with contextlib.suppress(OSError):
                    waiting += map(int, task.read_text().split())
        return found


def _share(pid: int) -> int:
    """A process's proportional share of memory, in KiB; 0 where that is not told."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def session(folder: Path, size: int, names: Sequence[str], rounds: int, seed: int) -> dict[str, list[Run]]:
    """All runs of one size, by tool. What was built last stays in ``folder``."""
    shutil.rmtree(folder, ignore_errors=True)
    corpus = Corpus(size, seed)
    tools = [ALL[name](folder / name) for name in names]
    for tool in tools:
        tool.prepare(corpus)
    for report in corpus.reports():
        for tool in tools:
            tool.write_report(corpus, report)
    runs: dict[str, list[Run]] = {name: [] for name in names}
    chosen = corpus.report(corpus.ordered[size // 2])  # in the middle of the archive: it has neighbours
    for number in range(rounds):
        first = number % len(tools)
        order = list(zip(names, tools, strict=True))
        order = order[first:] + order[:first]
        for step in STEPS:
            if step == "edit":
                title = f"{chosen.title.rpartition(', corrected ')[0] or chosen.title}, corrected {number + 1}"
                chosen = dataclasses.replace(chosen, title=title, body=f"Corrected {number + 1}.\n\n{chosen.body}")
            for name, tool in order:
                if step == "cold":
                    tool.clear()
                elif step == "unchanged" and tool.wants_priming:
                    measure(tool, "priming", number)  # fills the cache, which the cold build was not to pay for; not counted
                elif step == "edit":
                    tool.write_report(corpus, chosen)
                run = measure(tool, step, number)
                runs[name].append(run)
                told = f"{size:>7,} {name:9} {step:10} {run.wall:7.2f} s, {run.cpu:7.2f} CPU s, {run.memory:6.0f} MiB"
                print(f"{told}, {run.processes} process{'es' if run.processes > 1 else ''}", file=sys.stderr, flush=True)
    return runs


# --- what is shown


def table(size: int, rounds: int, runs: Mapping[str, list[Run]], built: Mapping[str, check.Built]) -> str:
    """Markdown: a row for each step and measure, a column for each tool; medians, and beside them the ratio to the first tool."""
    names = list(runs)
    shown = [ALL[name].name for name in names]
    lines = [f"| {size:,} reports | " + " | ".join(shown) + " |", "|---" + "|---:" * len(names) + "|"]
    for step, words in STEPS.items():
        for measured, unit in (("cpu", "CPU s"), ("wall", "wall s")):
            lines.append(_row(f"{words}, {unit}", {name: _of(runs[name], step, measured) for name in names}))
    memory = {name: _of(runs[name], "cold", "memory") for name in names}
    lines.append(_row("peak memory, largest process, MiB", memory))
    if any(run.processes > 1 for found in runs.values() for run in found):
        lines.append(_row("peak memory, all processes, MiB", {name: _of(runs[name], "cold", "memory_all") for name in names}))
    lines.append("| files | " + " | ".join(f"{built[name].files:,}" for name in shown) + " |")
    lines.append("| bytes, MB | " + " | ".join(f"{built[name].bytes / 1e6:,.1f}" for name in shown) + " |")
    words = f"Median of {rounds} rounds" if rounds > 1 else "One round"
    lines += ["", f"{words}. In brackets: times what {shown[0]} took, lowest to highest of the rounds; **bold** where {shown[0]} loses."]
    return "\n".join(lines)


def _of(runs: Iterable[Run], step: str, measured: str) -> list[float]:
    return [getattr(run, measured) for run in runs if run.step == step]


def _row(label: str, values: Mapping[str, list[float]]) -> str:
    first, *others = values
    cells = [_figure(statistics.median(values[first]))]
    for name in others:
        ratios = sorted(theirs / ours for ours, theirs in zip(values[first], values[name], strict=True))
        middle = statistics.median(ratios)
        spread = f"{middle:.2f}×" if len(ratios) == 1 else f"{middle:.2f}×; {ratios[0]:.2f} to {ratios[-1]:.2f}"
        cell = f"{_figure(statistics.median(values[name]))} ({spread})"
        cells.append(f"**{cell}**" if middle < 1 else cell)
    return f"| {label} | " + " | ".join(cells) + " |"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def machine(tools: Sequence[Tool]) -> str:
    """The date, the machine and the versions, in two sentences."""
    processor = platform.processor() or platform.machine()
    with contextlib.suppress(OSError, StopIteration):
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        processor = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{tool.name} {tool.version()}" for tool in tools)
    libraries = ", ".join(f"{name} {version(name)}" for name in ("pelican", "markdown", "jinja2"))
    load = os.getloadavg()[0]
    return (
        f"{dt.datetime.now(dt.UTC):%d %B %Y}; {os.cpu_count()} cores of {processor}, {memory:.0f} GiB, {platform.system()} "
        f"{platform.release()}; load {load:.1f} at the start. "
        f"Python {platform.python_version()} with {libraries}. {versions}."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure Annals beside its peers.")
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 5000], help="numbers of reports: 1000 5000")
    parser.add_argument("--tools", nargs="+", choices=list(ALL), default=list(TOOLS))
    parser.add_argument("--rounds", type=int, help="3 up to 5,000 reports, 1 above, unless told otherwise")
    parser.add_argument("--seed", type=int, default=2016)
    parser.add_argument("--folder", type=Path, default=ROOT / ".build" / "bench", help="where to build; emptied first")
    parser.add_argument("--json", type=Path, help="keep every single run in this file")
    parser.add_argument("--into", type=Path, help=f"put the tables into this file, between {MARKS[0]} and {MARKS[1]}")
    arguments = parser.parse_args()
    first = [name for name in ALL if name in arguments.tools]
    tools = [ALL[name](arguments.folder.absolute()) for name in first]
    for tool in tools:
        tool.install()
    words = [machine(tools)]
    raw: dict[str, object] = {"machine": words[0], "seed": arguments.seed, "sizes": {}}
    equivalent = True
    for size in arguments.sizes:
        folder = arguments.folder.absolute() / str(size)
        rounds = arguments.rounds or (3 if size <= 5000 else 1)
        runs = session(folder, size, first, rounds, arguments.seed)
        built = {ALL[name].name: check.read(folder / name / "output") for name in first}
        differing = check.compared(built, [TOOLS[name].name for name in first if name in TOOLS])
        words.append(table(size, rounds, runs, built))
        for name, lines in differing.items():
            equivalent &= not lines
            words += [f"Not the same site, {name}:\n\n" + "\n".join(f"- {line}" for line in lines)] if lines else []
        raw["sizes"][size] = {name: [dataclasses.asdict(run) for run in found] for name, found in runs.items()}  # type: ignore[index]
        if arguments.json:
            arguments.json.write_text(json.dumps(raw, indent=1), encoding="utf-8")
    if equivalent and len(TOOLS.keys() & first) > 1:
        words.append("All built the same reports, lists and links (`benchmarks/check.py`), the edited report included.")
    text = "\n\n".join(words)
    print(text)
    if arguments.into:
        _put(arguments.into, text)
    sys.exit(not equivalent)


def _put(path: Path, text: str) -> None:
    before, begin, rest = path.read_text("utf-8").partition(MARKS[0])
    _, end, after = rest.partition(MARKS[1])
    if not begin or not end:
        raise SystemExit(f"{path} has no place for the tables: write {MARKS[0]} and {MARKS[1]} into it")
    path.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
