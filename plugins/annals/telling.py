"""Every fault of the content, told with as little reading as can be.

Of a file that is as an earlier build knew it, a stand-in is looked at: it says the same as the file to whoever compares files with each
other, but does not know on which lines. A file whose lines are asked for is read, and all is compared once more. So the faults are the
ones that reading everything tells, in the same words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from .bodies import Body, BodyReader, InternalLink
from .cards import KINDS
from .fields import Reference, Values
from .inputs import ClaimState, SourceState, bearing_of, status_of
from .known import racy, same_meanings, sort_out
from .load import build, check_together, names_of, resolution_of
from .pictures import look
from .problems import ContentError, Mark, Problems
from .reading import ContentFile, ContentFolder, Unresolved
from .schema import NAMED
from .state import State

T = TypeVar("T")


def tell_faults(content: ContentFolder, state: State, *, preview: bool) -> None:
    """Raise :class:`~annals.problems.ContentError` with every fault that there is. ``state``: of a build that found none."""
    own = Problems()  # of each file by itself
    listing = content.list(own)
    _, picture_faults = look(content.folder, listing.images, state.pictures, racy())
    for inside, fault in picture_faults.items():
        own.add(content.mark(inside), fault.code, fault.what, fault.cure)
    later, fresh = sort_out(listing, state.sources)
    known = state.sources.but(later, listing.files).without(item.file.inside for item in fresh)
    bodies = BodyReader()
    read: dict[str, Unresolved] = {}

    def files(wanted: set[str]) -> list[Unresolved]:
        """All of them, in order of path: those that are wanted read, of the others what is known of them."""
        for inside, file in listing.files.items():
            if inside in wanted or inside not in read:
                its = None if inside in wanted else known.get(inside)
                read[inside] = _stand_in(file, content, its) if its else content.read(file, bodies, own)
        return [read[inside] for inside in listing.files]

    every = files({item.file.inside for item in fresh})
    names = names_of(every)
    if {family: names[family] for family in NAMED} != state.names:
        resolution = resolution_of(names, Problems())
        every = files({inside for inside, source in known.items() if not same_meanings(source, resolution)})
    while True:
        together = Problems()
        resolution = check_together(every, listing.images, together, preview=preview)
        for item in every:
            if not isinstance(item.values, _Known):
                build(item, resolution)
        asked = {item.inside for item in every if isinstance(item.values, _Known) and item.values.asked}
        if not asked:
            break
        every = files(asked)
    if problems := own | together:
        raise ContentError(problems)


class _Somewhere(Mark):
    """A place in a file that was not read: on which line, is not known. It is noted when that is asked."""

    __slots__ = ("asked",)
    asked: bool

    def __init__(self, path: str) -> None:
        for name, value in (("path", path), ("column", 1), ("length", 1), ("asked", False)):
            object.__setattr__(self, name, value)

    @property
    def line(self) -> int:
        object.__setattr__(self, "asked", True)
        return 1


class _Known(Values):
    """What is known of a file that was not read, or of a group of fields in it. All its marks are the same, and lines are empty."""

    __slots__ = ()

    @classmethod
    def of(cls, marks: _All[Mark], values: dict[str, Any]) -> _Known:
        return cls(marks.value, values, marks, _NO_LINES)

    @property
    def asked(self) -> bool:
        assert isinstance(self.mark, _Somewhere)
        return self.mark.asked


class _All(dict[str, T]):
    """A table that has the same for every key."""

    def __init__(self, value: T) -> None:
        self.value = value

    def __missing__(self, key: str) -> T:
        return self.value


_NO_LINES = _All("")


def _stand_in(file: ContentFile, content: ContentFolder, source: SourceState) -> Unresolved:
    mark, bearing = content.mark(file.inside), bearing_of(source)
    somewhere = _Somewhere(mark.path)
    marks = _All[Mark](somewhere)

    def values(**given: Any) -> _Known:
        return _Known.of(marks, given)

    def named(family: str, id: str) -> Reference:
        return Reference((family,), id, somewhere, "")

    aside = set(bearing.aside)
    here: list[Reference] = []  # what the file names, but for what only parts name that are not reviewed
    there: list[Reference] = []
    for families, text, family, id in bearing.names:
        (there if (family, id) in aside else here).append(Reference(families, text, somewhere, ""))
    claims = []
    for claim in map(ClaimState._make, bearing.claims):
        given = values(id=claim.id, speaker=named(*claim.speaker), status=claim.status)
        if claim.about:
            given.values["about"] = named("subject", claim.about)
        if claim.related:  # whether it is denied or confirmed is told where the file is read
            given.values["revises" if claim.revises else "confirms"] = claim.related
        claims.append(given)
    whole = values(status=status_of(source), claims=claims, names=here, besides=[values(status="unverified", names=there)])
    whole.values.update(_own_fields(source, values, named))
    links = tuple(InternalLink(target, fragment, image, somewhere, "") for target, fragment, image in bearing.links)
    return Unresolved(source.family, source.id, file.inside, mark, whole, Body((), links, bearing.anchors))


def _own_fields(source: SourceState, values: Callable[..., Values], named: Callable[[str, str], Reference]) -> dict[str, Any]:
    """The fields of an actor, a place and so on that are compared across files."""
    card: Any = KINDS[source.family](*source.card)
    found: dict[str, Any] = {}
    if source.family in NAMED:
        found = {"name": card.name, "aliases": [values(name=name) for name in card.aliases]}
    match source.family:
        case "actor":
            found["part_of"] = [values(actor=named("actor", id)) for id in card.above]
            found["succeeds"] = [values(actor=named("actor", id)) for tie, id in card.ties if tie == "succeeds"]
        case "place":
            found["within"] = next((named("place", id) for id in card.above), None)
        case "subject":
            found["part_of"] = next((named("subject", id) for id in card.above), None)
        case "takedown":
            found["addresses"] = card.addresses
    return found
