"""Work shared among processes, where that is to be had and worth it."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from .stages import no_bar, running, stage, stretch

T = TypeVar("T")
R = TypeVar("R")

WORTH_IT = 400
"""From how many items on a second process pays for its start."""
AT_ONCE = 10_000
"""Items that are shared out at once. What is done with them is taken in before the next ones, so that it does not lie in memory twice."""


def processes() -> int:
    """How many may run: the cores that this process may use, or ``ANNALS_PROCESSES``; one where there is no safe fork."""
    if sys.platform != "linux":
        return 1
    wanted = os.environ.get("ANNALS_PROCESSES", "")
    return int(wanted) if wanted.isdecimal() and int(wanted) else len(os.sched_getaffinity(0))


def share_out(items: Sequence[T], work: Callable[[Sequence[T]], R], near: Callable[[T], str] | None = None) -> Iterator[R]:
    """What ``work`` gives for each share of the items; with one process, for all of them, or so many as are done at once.

    Shares are cut so that long items, which tend to stand together, are spread; but those that have the same work to do stay
    together: ``near`` gives what such items are sorted by, and "" of an item that is by itself. A child writes its result to a
    file and ends without running any of the parent's exit code. An exception in a child is raised here.
    """
    count = min(processes(), max(1, len(items) // (WORTH_IT // 2))) if len(items) >= WORTH_IT else 1
    turns = max(1, round(len(items) / AT_ONCE))
    shares = _shares(items, count * turns, near) if items else []
    for turn in range(turns):
        now = shares[turn * count : (turn + 1) * count]
        with stretch(turn / turns, (turn + 1) / turns):
            results = _at_once(now, work) if len(now) > 1 else map(work, now)
            yield from results


def _at_once(shares: Sequence[Sequence[T]], work: Callable[[Sequence[T]], R]) -> list[R]:
    """What ``work`` gives for each, in a process for each of them. This one only waits: what they need for their work goes with them."""
    sys.stdout.flush()
    sys.stderr.flush()
    children = []
    gc.freeze()  # looking for circles would write to all that the parent holds, and so copy it into each child
    for number, share in enumerate(shares):
        answer = tempfile.TemporaryFile()  # noqa: SIM115 - it outlives this block, and is closed below
        pid = os.fork()
        if pid == 0:
            _child(answer.fileno(), work, share, quiet=number > 0)
        children.append((pid, answer))
    gc.unfreeze()
    with stage("wait"):
        statuses = [os.waitpid(pid, 0)[1] for pid, _ in children]
    results: list[R] = []
    times = []
    for status, (_, answer) in zip(statuses, children, strict=True):
        with answer:
            answer.seek(0)
            if status:
                message = f"a process of the build ended with status {os.waitstatus_to_exitcode(status)}"
                raise ChildProcessError(message)
            failed, result, spent = pickle.load(answer)  # noqa: S301 - from our own child
            if failed:
                raise result
            results.append(result)
            times.append(spent)
    if profile := running():
        profile.add_children(times)
    return results


def _shares(items: Sequence[T], count: int, near: Callable[[T], str] | None) -> list[Sequence[T]]:
    if count == 1:
        return [items]
    if near is None:
        return [items[i::count] for i in range(count)]
    keyed = [(near(item), number) for number, item in enumerate(items)]
    alone = [items[number] for key, number in keyed if not key]
    together = [items[number] for key, number in sorted(keyed) if key]
    ends = [len(together) * i // count for i in range(count + 1)]
    return [[*together[ends[i] : ends[i + 1]], *alone[i::count]] for i in range(count)]


def _child(answer: int, work: Callable[[Sequence[T]], R], share: Sequence[T], *, quiet: bool) -> None:
    status = 1
    if quiet:
        no_bar()
    profile = running()
    if profile:
        profile.begin_child()
    try:
        try:
            result = work(share)
            told = pickle.dumps((False, result, profile.end_child() if profile else None), protocol=5)
        except Exception as error:  # noqa: BLE001 - it is raised again in the parent
            told = pickle.dumps((True, error, None), protocol=5)
        with os.fdopen(os.dup(answer), "wb") as file:
            file.write(told)
        status = 0
    finally:
        os._exit(status)
