"""Work shared among processes, where that is to be had and worth it."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any, Generic, Self, TypeVar

from .stages import no_bar, running, stage, stretch

T = TypeVar("T")
R = TypeVar("R")

WORTH_IT = 400
"""From how many items on a second process pays for its start."""
AT_ONCE = 10_000
"""Items that are shared out at once. What is done with them is taken in while the next ones are, so that it does not all lie in memory."""


def processes() -> int:
    """How many may run: the cores that this process may use, or ``ANNALS_PROCESSES``; one where there is no safe fork."""
    if sys.platform != "linux":
        return 1
    wanted = os.environ.get("ANNALS_PROCESSES", "")
    return int(wanted) if wanted.isdecimal() and int(wanted) else len(os.sched_getaffinity(0))


def share_out(items: Sequence[T], work: Callable[[Sequence[T]], R], near: Callable[[T], str] | None = None) -> Iterator[R]:
    """What ``work`` gives for each share of the items; with one process, for all of them, or so many as are done at once.

    Shares are cut so that long items, which tend to stand together, are spread; but those that have the same work to do stay
    together: ``near`` gives what such items are sorted by, and "" of an item that is by itself. Those are free: each is done by the
    process that comes to it first, and no process waits for another that had the longest ones. ``work`` goes through what it gets once,
    from its beginning. A child writes its result to a file and ends without running any of the parent's exit code. An exception in a child
    is raised here.
    """
    count = min(processes(), max(1, len(items) // (WORTH_IT // 2))) if len(items) >= WORTH_IT else 1
    turns = max(1, round(len(items) / AT_ONCE)) if items else 0
    shares, alone = _shares(items, count * turns, near)
    ended: _Team[T, R] | None = None
    for turn in range(turns):
        now, free = shares[turn * count : (turn + 1) * count], alone[turn::turns]
        with stretch(turn / turns, (turn + 1) / turns):
            if count == 1:
                yield work([*now[0], *free])
                continue
            team: _Team[T, R] = _Team(now, free, work)
        with team:
            if ended:
                yield from ended.results()  # which are taken in while the next ones work
            team.wait()
        ended = team
    if ended:
        yield from ended.results()


class _Dealt(Sequence[T]):
    """The items of one process: its own, then of those that are free whatever no other process has taken yet."""

    def __init__(self, own: Sequence[T], free: Sequence[T], numbers: int, processes: int) -> None:
        """``numbers``: an open file with the numbers of the free items, each in four bytes, from which all processes read on."""
        self._items = [*own]
        self._free = free
        self._numbers = numbers
        self._expected = len(own) + len(free) // processes

    def __len__(self) -> int:
        """About how many they will be, for a bar."""
        return max(self._expected, len(self._items))

    def __getitem__(self, number: Any) -> Any:
        if number == len(self._items):
            taken = os.read(self._numbers, 4)
            if not taken:
                raise IndexError(number)
            self._items.append(self._free[int.from_bytes(taken, "little")])
        return self._items[number]


class _Team(Generic[T, R]):
    """What ``work`` gives for each share, in a process for each of them. What they need for their work goes with them. When its block is
    left, none of them works any more.
    """

    def __init__(self, shares: Sequence[Sequence[T]], free: Sequence[T], work: Callable[[Sequence[T]], R]) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        self._children: dict[int, IO[bytes]] = {}  # by process, a file for what it has to say
        self._ended: dict[int, int] = {}
        self._waited = 0.0
        numbers = tempfile.TemporaryFile()  # noqa: SIM115 - the children go on with it
        numbers.write(b"".join(number.to_bytes(4, "little") for number in range(len(free))))
        numbers.seek(0)
        gc.freeze()  # looking for circles would write to all that the parent holds, and so copy it into each child
        for number, share in enumerate(shares):
            answer = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed where it has been read
            pid = os.fork()
            if pid == 0:
                dealt = _Dealt(share, free, numbers.fileno(), len(shares))
                _child(answer.fileno(), work, dealt, quiet=number > 0)
            self._children[pid] = answer
        numbers.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        gc.unfreeze()  # not before: it would copy as much while results are taken in
        for pid in self._children.keys() - self._ended.keys():
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        if failed:
            self._close()

    def _close(self) -> None:
        for answer in self._children.values():
            answer.close()

    def wait(self) -> None:
        profile = running()
        before = profile.wall["wait"] if profile else 0.0
        with stage("wait"):
            for pid in self._children:
                self._ended[pid] = os.waitpid(pid, 0)[1]
        if profile:
            self._waited = profile.wall["wait"] - before

    def results(self) -> Iterator[R]:
        """In the order of the shares. An exception in one of the processes is raised."""
        times = []
        try:
            for pid, answer in self._children.items():
                answer.seek(0)
                if status := self._ended[pid]:
                    message = f"a process of the build ended with status {os.waitstatus_to_exitcode(status)}"
                    raise ChildProcessError(message)
                failed, result, spent = pickle.load(answer)  # noqa: S301 - from our own child
                answer.close()
                if failed:
                    raise result
                times.append(spent)
                yield result
        finally:
            self._close()
        if profile := running():
            profile.add_children(times, self._waited)


def _shares(items: Sequence[T], count: int, near: Callable[[T], str] | None) -> tuple[list[Sequence[T]], Sequence[T]]:
    """The shares, and the items that are free."""
    if count < 2:
        return [items], ()
    if near is None:
        return [items[i::count] for i in range(count)], ()
    keyed = [(near(item), number) for number, item in enumerate(items)]
    alone = [items[number] for key, number in keyed if not key]
    together = [items[number] for key, number in sorted(keyed) if key]
    ends = [len(together) * i // count for i in range(count + 1)]
    # from the end: the longest of all, the index of search, is then not the last that is begun
    return [together[ends[i] : ends[i + 1]] for i in range(count)], alone[::-1]


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
