"""The proof of the engine, for as long as is wanted, with other sequences each time: `inv prove --minutes 30`.

Sequences of operations are made by Hypothesis, which makes them shorter when they fail. What is printed then repeats the failure:

    inv prove --steps "edit a title: 3; remove a page: 1!40u"

An operation has a number, of which it makes what it likes; ``!40``: a first build after it dies at its fortieth deed on the disk;
``u``: the operation is undone then.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.killing import kill_builds
from tests.proof.bench import Bench
from tests.proof.operations import OPERATIONS
from tests.proof.runs import Step, run

KILLS = 3  # builds that are killed after each twenty sequences
SEQUENCES = st.lists(
    st.tuples(
        st.sampled_from(sorted(OPERATIONS)),
        st.integers(0, 999),
        st.just(-1) | st.just(-1) | st.integers(0, 200),  # a third of the builds die first
        st.booleans(),
    ),
    min_size=3,
    max_size=12,
)


@dataclass
class Count:
    operations: int = 0
    sequences: int = 0
    deaths: int = 0
    killed: int = 0

    def __str__(self) -> str:
        return (
            f"{self.operations:,} operations in {self.sequences:,} sequences, {self.deaths:,} builds that died at some deed on the disk, "
            f"and {self.killed:,} processes that were killed"
        )


class FoundError(AssertionError):
    """A sequence after which the site is not the one built from nothing."""

    def __init__(self, steps: Sequence[Step], why: BaseException) -> None:
        super().__init__(f"{why}\n\nAgain: inv prove --steps {words_of(steps)!r}")
        self.steps = steps


def prove(folder: Callable[[], Path], number: int, examples: int, count: Count) -> None:
    """Run ``examples`` sequences that a seed gives. Raises :class:`FoundError`."""
    failed: list[tuple[Sequence[Step], BaseException]] = []

    def one(steps: list[Step]) -> None:
        root = folder()
        try:
            run(_bench(root, steps), steps)
        except BaseException as error:
            failed[:] = [(steps, error)]
            raise
        finally:
            shutil.rmtree(root)
        count.operations += len(steps)
        count.sequences += 1
        count.deaths += sum(dies >= 0 for _, _, dies, _ in steps)

    profile = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
        print_blob=False,
    )
    try:
        profile(seed(number)(given(SEQUENCES)(one)))()
    except Exception as error:
        if failed:  # the last one that failed is the shortest
            raise FoundError(*failed[0]) from error
        raise


def _bench(root: Path, steps: Sequence[Step]) -> Bench:
    """One half of the sequences is built by one process, the other by a new one each time."""
    return Bench(root, resident=bool(len(steps) % 2))


def kill(folder: Callable[[], Path], number: int, count: Count) -> None:
    """Kill some builds of the real command line, as a seed has it. Raises :class:`AssertionError`."""
    root = folder()
    try:
        victim = kill_builds(root, 1 + number % 3, number, steps=KILLS)
    except AssertionError as error:
        error.add_note(f"Again, as nearly as moments can be chosen again: inv prove --kill {number}")
        raise
    shutil.rmtree(root)
    count.killed += victim.killed


def words_of(steps: Sequence[Step]) -> str:
    return "; ".join(
        f"{name}: {number}{f'!{dies}' if dies >= 0 else ''}{'u' if undone and dies >= 0 else ''}" for name, number, dies, undone in steps
    )


def steps_of(words: str) -> list[Step]:
    """What :func:`words_of` wrote. Several numbers may follow one operation. Raises :class:`ValueError`."""
    steps: list[Step] = []
    for line in filter(None, map(str.strip, words.replace("\n", ";").split(";"))):
        name, _, numbers = line.partition(":")
        if name not in OPERATIONS or not numbers.split():
            raise ValueError(f"{line!r} is no operation with its number")
        for word in numbers.split():
            number, _, dies = word.partition("!")
            steps.append((name, int(number), int(dies.rstrip("u")) if dies else -1, dies.endswith("u")))
    return steps


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="inv prove")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--steps", default="")
    parser.add_argument("--kill", type=int, default=None)
    given_ = parser.parse_args(words)
    count = Count()
    with tempfile.TemporaryDirectory(prefix="annals-proof-") as base:

        def new_folder() -> Path:
            return Path(tempfile.mkdtemp(dir=base))

        if given_.steps:
            steps = steps_of(given_.steps)
            run(_bench(Path(base), steps), steps)
            print(f"Right after each of {len(steps)} operations.")
            return 0
        if given_.kill is not None:
            kill(new_folder, given_.kill, count)
            print(f"Right after {count.killed} builds that were killed.")
            return 0
        return run_for(given_.minutes, given_.seed, new_folder, count)


def run_for(minutes: float, first: int | None, folder: Callable[[], Path], count: Count) -> int:
    number = first if first is not None else time.time_ns() // 1_000_000 % 10**9
    began = time.monotonic()
    print(f"Sequences from seed {number} on, for {minutes:g} minutes ...", flush=True)
    try:
        while time.monotonic() < began + 60 * minutes:
            prove(folder, number, 20, count)
            kill(folder, number, count)
            number += 1
    except AssertionError as error:
        print(f"Right: {count}. Then, with seed {number}, made as short as could be:\n\n{error}", file=sys.stderr)
        print("".join(f"{note}\n" for note in getattr(error, "__notes__", ())), file=sys.stderr)
        return 1
    print(f"{count}, in {(time.monotonic() - began) / 60:.1f} minutes: right after each one.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
