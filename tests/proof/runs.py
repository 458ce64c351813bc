"""Steps on a bench: an operation, a build, and the comparison after it."""

from __future__ import annotations

import copy
import time
from collections.abc import Iterable

from . import on_claims, on_entities, on_history, on_other_files, on_reports, on_the_site, on_what_was_built  # noqa: F401 - for what they hold
from .bench import SECOND, Bench
from .chapters import CHAPTERS
from .operations import OPERATIONS
from .perils import Died

Step = tuple[str, int, int, bool]
"""An operation, its number; at which deed on the disk a first build after it dies (-1: none does); and whether it is undone then."""


def perform(bench: Bench, step: Step) -> None:
    """One step, and the comparison after it. A fault in the content is mended, and compared once more."""
    name, number, dies, undone = step
    time.sleep(0.003)  # a tick of the coarse clock that some file systems take their stamps from
    bench.ahead, bench.stopped, bench.trust = 10 * SECOND, None, True
    inputs = copy.deepcopy(bench.inputs)
    OPERATIONS[name](bench, number)
    expected = bench.clean()
    if dies >= 0:
        bench.die(dies, expected)
        if undone:
            bench.restore(inputs)
            expected = bench.clean()
    bench.verify(expected)
    if expected.files is None:
        bench.restore(inputs)
        bench.verify()


def steps_of(chapter: str) -> list[Step]:
    steps: list[Step] = []
    for line in filter(None, map(str.strip, CHAPTERS[chapter].splitlines())):
        name, _, numbers = line.partition(":")
        for word in numbers.split():
            number, _, dies = word.partition("!")
            steps.append((name, int(number), int(dies.rstrip("u")) if dies else -1, dies.endswith("u")))
    return steps


def run(bench: Bench, steps: Iterable[Step]) -> None:
    """All steps on a new bench. What goes wrong names the steps that lead there; ``done`` of the bench counts them."""
    bench.verify()
    done: list[Step] = []
    for step in steps:
        done.append(step)
        bench.last = f"{step[0]} {step[1]}"
        try:
            perform(bench, step)
        except (Exception, Died) as error:
            error.add_note(f"after these steps: {done}")
            raise
