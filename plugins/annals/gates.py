"""The gates before an edition: what was taken down is in none, and what is reviewed may name only what is reviewed too.

A name that is not in an edition has no page and stands in no list, and a report cannot be told without it: a claim needs its speaker,
and a report its sources. So it is a fault, which an editor mends; nothing is left out in silence but what says of itself that it is
not reviewed.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import Any

from .answers import left_alone, subject_of
from .choices import RELATIONS
from .fields import Reference, Values
from .problems import Problems
from .reading import Unresolved
from .schema import FAMILIES

Entity = tuple[str, str]  # family and id
Resolve = Callable[[Reference], Entity | None]


def is_reviewed(values: Values) -> bool:
    return bool(values.get("status", "reviewed") == "reviewed")


def taken_down(addresses: Iterable[str]) -> set[Entity]:
    """The records whose pages stand at some addresses, be they still in the content or not."""
    folders = {family.folder: family.name for family in FAMILIES.values()}
    found: set[Entity] = set()
    for address in addresses:
        folder, _, rest = address.strip("/").partition("/")
        if folder in folders and rest:
            found.add((folders[folder], rest))
        found.add(("prose", address.strip("/")))
    return found


def references(value: Any, *, reviewed: bool = False) -> Iterator[Reference]:
    """All references of a file; with ``reviewed``, but for those of its parts that are not reviewed."""
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from references(item, reviewed=reviewed)
    elif isinstance(value, Values) and (is_reviewed(value) or not reviewed):
        for item in value.values.values():
            yield from references(item, reviewed=reviewed)


def check_gates(read: Iterable[Unresolved], resolution: Resolve, problems: Problems, *, preview: bool) -> None:
    """Whether nothing names what was taken down, and, but in a preview, what is reviewed names only what is reviewed."""
    files = {(item.family, item.id): item for item in read if item.values is not None}
    decisions: dict[Entity, Unresolved] = {}
    for item in files.values():
        if item.family == "takedown" and item.values is not None:
            decisions |= dict.fromkeys(taken_down(item.values.get("addresses", ())), item)
    waiting = {key: item for key, item in files.items() if not preview and item.values and not is_reviewed(item.values)}
    for key, item in files.items():
        if decisions and key not in decisions:
            _check_taken_down(item, decisions, resolution, problems)
        if waiting and key not in waiting:
            _check_reviewed(item, waiting, resolution, problems)
    if decisions or not preview:
        _check_answers(files, {*decisions, *waiting}, resolution, problems, preview=preview)


def _check_taken_down(item: Unresolved, decisions: dict[Entity, Unresolved], resolution: Resolve, problems: Problems) -> None:
    for reference in references(item.values):
        if (found := resolution(reference)) in decisions:
            what = f"the {found[0]} '{found[1]}' is taken down, and this {item.family} names it"
            cure = f"take the name out, or take this page down, too: {decisions[found].mark.path}"
            problems.add(reference.mark, "taken-down", what, cure, source=reference.line)


def _check_reviewed(item: Unresolved, waiting: dict[Entity, Unresolved], resolution: Resolve, problems: Problems) -> None:
    for reference in references(item.values, reviewed=True):
        if (found := resolution(reference)) in waiting:
            what = f"the {item.family} is reviewed, but the {found[0]} '{found[1]}' that it names is not"
            cures = _review(waiting[found]), "or write status: unverified here, too, until it is reviewed"
            problems.add(reference.mark, "not-reviewed", what, *cures, source=reference.line)


def _check_answers(
    files: Mapping[Entity, Unresolved],
    withheld: Container[Entity],
    resolution: Resolve,
    problems: Problems,
    *,
    preview: bool,
) -> None:
    """A claim may say what it is about by the one that it answers, where both are told."""
    claims: dict[str, tuple[Entity | None, str | None]] = {}
    shown: dict[str, tuple[Entity | None, str | None]] = {}
    groups: dict[str, Values] = {}
    for key, item in files.items():
        for group in item.values.get("claims", ()) if item.values else ():
            id, about = group.get("id"), group.get("about")
            if id is None:
                continue  # told already
            answered = next((group.get(word) for word in RELATIONS if group.get(word)), None)
            groups[id] = group
            claims[id] = (resolution(about) if about else None, answered)
            if key not in withheld and (preview or is_reviewed(group)):
                shown[id] = claims[id]
    for id in left_alone(claims, shown):
        group, answered = groups[id], claims[id][1]
        relation = next(word for word in RELATIONS if group.get(word))
        about = subject_of(id, claims)
        what = f"'{id}' says what it is about only by '{answered}', which is not published"
        cures = f"add about: {about[1] if about else ''}", f"or publish '{answered}', or hold this claim back, too (status)"
        problems.add(group.marks[relation], "not-reviewed", what, *cures, source=group.lines[relation])


def _review(waiting: Unresolved) -> str:
    status = waiting.values.get("status") if waiting.values else ""
    return f"review {waiting.mark.path} and take its 'status: {status}' out"
