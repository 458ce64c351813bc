"""What a build leaves for the next one: what each file of content said, and what each file of the site was made from.

It is no more than a memory, which state_files.py puts on the disk and reads again.
"""

from __future__ import annotations

import marshal
import mmap
from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from .disk import NO_STAMP, Stamp, digest
from .pack import DamagedError, Place
from .pictures import PictureState
from .recording import Facts, Numbers


class ClaimState(NamedTuple):
    id: str
    related: str | None  # the claim that it denies, confirms or revises
    about: str
    categories: tuple[str, ...]  # of its figures, those that are not of the table
    revises: bool  # what it answers
    speaker: tuple[str, str]  # family and id
    status: str


class SourceState(NamedTuple):
    """What is known of one file of content. Plain values only."""

    stamp: Stamp  # NO_STAMP: too young to be trusted
    digest: bytes
    family: str
    id: str
    card: tuple[Any, ...]
    place: Place
    bearing: bytes  # marshalled, for it is seldom looked at: see bearing_of


class Bearing(NamedTuple):
    """What a file is to others: with its card, all that checks across files look at."""

    names: tuple[tuple[tuple[str, ...], str, str, str], ...]  # each reference: its families and text, and what it meant, family and id
    aside: tuple[tuple[str, str], ...]  # of what they meant, what only parts name that are not reviewed
    claims: tuple[tuple[Any, ...], ...]  # the values of a ClaimState each, also of claims that are not published
    anchors: tuple[str, ...]
    links: tuple[tuple[str, str, bool], ...]


def bearing_of(source: SourceState) -> Bearing:
    return Bearing(*marshal.loads(source.bearing))  # noqa: S302 - our own bytes: the state's digest is right


class OutputState(NamedTuple):
    """What is known of one file of the site."""

    stamp: Stamp
    made: bytes  # of what it was made by: the environment, the template, the plain values given to it
    facts: bytes  # numbers of facts, four bytes each


class First(NamedTuple):
    """What has to be known of the first file to write the second."""

    id: bytes
    facts: int  # how many it has
    since: Mapping[str, Any]  # what stands in the second file


class State:
    """What one build leaves for the next. Parts that are large are read when they are asked for, and may raise
    :class:`~annals.pack.DamagedError`.
    """

    def __init__(
        self,
        pack: int = 0,
        settled: bytes = b"",
        numbered: int = 0,
        ledger: Stamp = NO_STAMP,
        made_with: Mapping[str, bytes] | None = None,
        *,
        parts: Parts | None = None,
        first: First | None = None,
    ) -> None:
        self.pack = pack  # how long the pack was
        self.settled = settled  # of all that a build is made from besides the content
        self.numbered = numbered  # how many facts there were when they were numbered last
        self.ledger = ledger  # of the list of what in the output is ours
        self.made_with = made_with or {}  # what all pages were made with: see making.py
        self._parts = parts or Parts({}, b"")
        self.first = first

    def _part(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self._parts.read(name, {})
        for key, value in self._since(name, {}).items():
            if value is None:
                found.pop(key, None)
            else:
                found[key] = value
        return found

    @cached_property
    def sources(self) -> dict[str, SourceState]:
        return {inside: SourceState(*values) for inside, values in self._part("sources").items()}

    @cached_property
    def outputs(self) -> dict[str, OutputState]:
        return {file: OutputState(*values) for file, values in self._part("outputs").items()}

    @cached_property
    def facts(self) -> Facts:
        """A fact's number is its place here: see recording.py."""
        facts: Facts = self._parts.read("facts", [])
        facts.extend(self._since("facts", ()))
        return facts

    @cached_property
    def pictures(self) -> dict[str, PictureState]:
        return {inside: PictureState(*values) for inside, values in self._whole("pictures", {}).items()}

    @cached_property
    def histories(self) -> dict[str, bytes]:
        """A digest of the history of each report that has one."""
        histories: dict[str, bytes] = self._whole("histories", {})
        return histories

    @cached_property
    def plan(self) -> bytes:
        """See plans.py; b"" where it could not be kept."""
        plan: bytes = self._whole("plan", b"")
        return plan

    def _whole(self, name: str, otherwise: Any) -> Any:
        since = self._since(name, None)
        return self._parts.read(name, otherwise) if since is None else since

    def _since(self, name: str, otherwise: Any) -> Any:
        return self.first.since.get(name, otherwise) if self.first else otherwise

    @cached_property
    def numbers(self) -> Numbers:
        return Numbers(self.facts)

    @cached_property
    def tables(self) -> Mapping[str, Mapping[Any, Any]]:
        """Indexes by name: those that could be kept."""
        return {name: marshal.loads(table) for name, table in self._part("tables").items()}  # noqa: S302 - the digest is right


class Parts:
    """The parts of the first file: how far behind ``begin`` each one lies in the data, how long it is, and its digest."""

    def __init__(self, places: Mapping[str, Place], data: bytes | mmap.mmap, begin: int = 0) -> None:
        self._places = places
        self._data = memoryview(data)  # a part is large, and is not copied to be read
        self._begin = begin

    def read(self, name: str, otherwise: Any) -> Any:
        if name not in self._places:
            return otherwise
        offset, length, expected = self._places[name]
        part = self._data[self._begin + offset : self._begin + offset + length]
        if digest(part) != expected:
            raise DamagedError(name)
        return marshal.loads(part)  # noqa: S302 - our own bytes: the digest is right
