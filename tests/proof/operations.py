"""What an operation is. Those that there are stand by what they are done to, in the modules beside this one."""

from __future__ import annotations

from collections.abc import Callable

from .bench import Bench

Operation = Callable[[Bench, int], None]
OPERATIONS: dict[str, Operation] = {}


def operation(does: Operation) -> Operation:
    """An operation is known by its name; its number makes of it what it likes."""
    OPERATIONS[does.__name__.replace("_", " ")] = does
    return does


DATES = ("2001-02-04", "2001-03", "2001-05-01", "2002", "2003-01-02", "2001-02-02/2001-02-04", "2001-06-30?", "2002-06-07", "2001-05-01~")
NAMES = ("Lower Ford", "Hill Guard", "Grey & Sons", "Both bridges", "Lower Weir", "Riverton", "Northern Front", "Old Mill in Riverton")


def number_of(word: object) -> str:
    return f"No. {word}"
