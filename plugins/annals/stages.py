"""Where the time of a build goes: by stage, in all its processes. And a bar for whoever waits for it.

Both cost nothing to speak of where nobody asked for them. Neither has a part in what is built.
"""

from __future__ import annotations

import functools
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

STAGES = {
    "start": "the interpreter, Pelican, the plugins",
    "state": "what the last build left, and what this one leaves",
    "list": "the files that there are; their times, the digests of code and templates",
    "read": "front matter and Markdown of files that changed",
    "resolve": "names to ids, records, checks across files",
    "history": "what git knows of the reports",
    "index": "views across the archive, and what differs in them",
    "plan": "which pages there are, and which are stale",
    "compose": "the views of pages",
    "render": "the templates",
    "write": "files of the site",
    "wait": "for the other processes of the build",
    "rest": "all between",
}
"""In the order of a build."""

Row = tuple[float, float, int]  # seconds of wall time, of CPU time, and how often it was entered


@dataclass(slots=True)
class Profile:
    """Seconds by stage. A stage within a stage counts for itself alone: the sum of all is the whole."""

    wall: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    cpu: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    processes: int = 1
    _open: list[str] = field(default_factory=lambda: ["rest"])
    _last: tuple[float, float] = (0.0, 0.0)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self._count()
        self._open.append(name)
        try:
            yield
        finally:
            self._count()
            self._open.pop()

    def _count(self) -> None:
        """What has passed since the last time belongs to the stage that is open."""
        now = (time.perf_counter(), time.process_time())
        self.wall[self._open[-1]] += now[0] - self._last[0]
        self.cpu[self._open[-1]] += now[1] - self._last[1]
        self._last = now

    def begin(self) -> None:
        """The process began before: what it did until now is the stage ``start``."""
        self._last = (time.perf_counter(), time.process_time())
        self.wall["start"], self.cpu["start"] = _age(), self._last[1]

    def begin_child(self) -> None:
        """In a process that was just forked: nothing of what the parent did is its own."""
        self.wall = dict.fromkeys(STAGES, 0.0)
        self.cpu = dict.fromkeys(STAGES, 0.0)
        self._last = (time.perf_counter(), 0.0)
        self._open = ["rest"]

    def end_child(self) -> tuple[dict[str, float], dict[str, float]]:
        """Seconds of CPU time and of wall time."""
        self._count()
        return self.cpu, self.wall

    def add_children(self, told: Sequence[tuple[dict[str, float], dict[str, float]]], waited: float) -> None:
        """The CPU time of children; and the wall time of the first of them, as far as its parent has ``waited`` for it, in seconds."""
        self.processes = max(self.processes, len(told))
        for cpu, _ in told:
            for name, seconds in cpu.items():
                self.cpu[name] += seconds
        first = told[0][1]
        share = min(1.0, waited / (sum(first.values()) or 1.0))
        for name, seconds in first.items():
            self.wall[name] += share * seconds
            self.wall["wait"] -= share * seconds

    def __str__(self) -> str:
        self._count()
        wall, cpu = sum(self.wall.values()), sum(self.cpu.values())
        lines = ["stage      wall s    CPU s   of CPU"]
        for name, words in STAGES.items():
            lines.append(f"{name:8} {self.wall[name]:8.2f} {self.cpu[name]:8.2f} {self.cpu[name] / (cpu or 1):8.0%}   {words}")
        lines.append(f"{'all':8} {wall:8.2f} {cpu:8.2f}            {_processes(self.processes)}")
        return "\n".join(lines)


def _processes(count: int) -> str:
    return "in one process" if count == 1 else f"in {count} processes; wall time is that of the first"


def _age() -> float:
    """For how many seconds this process has been there; where the system does not tell, its CPU time."""
    try:
        with open("/proc/self/stat", encoding="ascii") as file:  # noqa: PTH123 - no file, but a question to the system
            began = int(file.read().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - began
    except (OSError, ValueError, AttributeError):
        return time.process_time()


# --- the one profile of a process: None when nobody asked for it

_profile: Profile | None = None
_NOTHING: AbstractContextManager[None] = nullcontext()


def begin_profile() -> None:
    global _profile  # noqa: PLW0603 - a process has one clock
    _profile = Profile()
    _profile.begin()


def end_profile() -> str:
    """The table; ``""`` when there is no profile."""
    global _profile
    told, _profile = str(_profile or ""), None
    return told


def running() -> Profile | None:
    return _profile


def stage(name: str) -> AbstractContextManager[None]:
    """What is done within belongs to a stage."""
    return _profile.stage(name) if _profile else _NOTHING


def staged(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """What a function does belongs to a stage."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def timed(*arguments: P.args, **named: P.kwargs) -> R:
            if _profile is None:
                return function(*arguments, **named)
            with _profile.stage(name):
                return function(*arguments, **named)

        return timed

    return decorate


# --- the bar

_PATIENCE = 1.0  # seconds without a bar: most builds are over by then
_PAUSE = 0.1
_WIDTH = 24
_began = time.monotonic()
_quiet = False
_stretch = (0.0, 1.0)


def begin_bar() -> None:
    """A build begins: from now on the time counts after which a bar is shown."""
    global _began  # noqa: PLW0603 - a process has one terminal
    _began = time.monotonic()


def no_bar() -> None:
    """In a child of a build, or where somebody else reads what it says."""
    global _quiet  # noqa: PLW0603
    _quiet = True


@contextmanager
def stretch(begin: float, end: float) -> Iterator[None]:
    """Within it, a bar goes from one share of the whole to another, both from 0 to 1."""
    global _stretch  # noqa: PLW0603
    before, _stretch = _stretch, (begin, end)
    try:
        yield
    finally:
        _stretch = before


@contextmanager
def bar(words: str, whole: int) -> Iterator[Callable[[], None]]:
    """Gives what is to be called at each of about ``whole`` steps. The bar is gone when the block is left: no message stands in it."""
    if _quiet or not whole or not sys.stderr.isatty():
        yield _no_step
        return
    terminal = sys.stderr
    done, shown = 0, 0.0

    def step() -> None:
        nonlocal done, shown
        done += 1
        now = time.monotonic()
        if done <= whole and now - shown >= _PAUSE and now - _began >= _PATIENCE:
            shown = now
            begin, end = _stretch
            share = begin + (end - begin) * done / whole
            full = int(_WIDTH * share)
            terminal.write(f"\r{words}  {'█' * full}{'░' * (_WIDTH - full)}  {share:4.0%}")
            terminal.flush()

    try:
        yield step
    finally:
        if shown:
            terminal.write("\r\x1b[K")
            terminal.flush()


def _no_step() -> None:
    pass
