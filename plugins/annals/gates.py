"""The gate before publication: what is reviewed may name only what is reviewed too.

A name that is not reviewed has no page and stands in no list, and a report cannot be told without it: a claim needs its speaker,
and a report its sources. So it is a fault, which an editor mends; nothing is left out in silence but what says of itself that it is
not reviewed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .fields import Reference, Values
from .problems import Problems
from .reading import Unresolved

Entity = tuple[str, str]  # family and id


def is_reviewed(values: Values) -> bool:
    return bool(values.get("status", "reviewed") == "reviewed")


def references(values: Values) -> Iterator[Reference]:
    """All references of a file, but for those of its parts that are not reviewed."""
    for value in values.values.values():
        yield from _within(value)


def _within(value: Any) -> Iterator[Reference]:
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _within(item)
    elif isinstance(value, Values) and is_reviewed(value):
        yield from references(value)


def check_gates(read: Iterable[Unresolved], resolution: Callable[[Reference], Entity | None], problems: Problems) -> None:
    """Whether every reviewed file names only what is reviewed."""
    files = [item for item in read if item.values is not None]
    withheld = {(item.family, item.id): item for item in files if item.values is not None and not is_reviewed(item.values)}
    if not withheld:
        return
    for item in files:
        if item.values is None or not is_reviewed(item.values):
            continue
        for reference in references(item.values):
            found = resolution(reference)
            if found is None or found not in withheld:
                continue
            other = withheld[found]
            assert other.values is not None
            family, id = found
            what = f"the {item.family} is reviewed, but the {family} '{id}' that it names is not"
            status = other.values.get("status")
            cure = f"review {other.mark.path} and take its 'status: {status}' out"
            inside = "or write status: unverified here, too, until it is reviewed"
            problems.add(reference.mark, "not-reviewed", what, cure, inside, source=reference.line)
