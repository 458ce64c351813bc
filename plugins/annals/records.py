"""The record: what the archive is made of, one class for each family of files. Frozen, resolved, whole: no text here might be a date,
and no id might dangle.

Every record has its ``id``, and under ``path`` its file, below the content folder. What a record holds that is more than one value is in
particulars.py.
"""

from __future__ import annotations

import copyreg
import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from typing import Any, NamedTuple

from .dates import Date, Moment
from .figures import Figure
from .particulars import (
    Citation,
    Claim,
    Coordinates,
    Copy,
    Correction,
    Image,
    Lay,
    Membership,
    Name,
    Office,
    Part,
    Picture,
    Redirect,
    Settlement,
    Speaker,
    Succession,
    had_parts,
)
from .times import Time
from .values import immutable


class Sourced(NamedTuple):
    """What a report has of its sources."""

    citations: tuple[tuple[str, str | None, str | None], ...]  # outlet, carrier, and the sub-story that rests on it
    claims: tuple[tuple[str, str, str | None], ...]  # id; the source that makes it, or ""; the source that carried it
    stories: tuple[tuple[str, str], ...]  # id and title of each
    lang: str | None


class Listed(NamedTuple):
    """What others show of a report: lists, and pages that link to it. A change of its text changes none of this."""

    title: str
    lang: str | None
    date: Date
    time: Time | None
    reported: Date | None
    summary: str
    locations: tuple[str, ...]
    actors: tuple[str, ...]
    outlets: int
    status: str


class Report(NamedTuple):
    """One dated report. ``id`` is its path below ``reports/`` without ``.md``, and never changes."""

    id: str
    path: str
    title: str
    date: Date
    summary: str
    body: tuple[Part, ...]  # the lead first, then the sub-stories
    sources: tuple[Citation, ...]
    reported: Date | None = None
    published: Date | None = None
    updated: Date | None = None
    actors: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    images: tuple[Image, ...] = ()
    threads: tuple[str, ...] = ()  # the running stories that it belongs to
    follows: tuple[str, ...] = ()  # the reports that it continues
    time: Time | None = None
    status: str = "reviewed"  # a key of choices.STATUSES
    corrections: tuple[Correction, ...] = ()
    history_from: Date | None = None  # what was there before this was said is not shown
    lang: str | None = None
    redirect_from: tuple[Redirect, ...] = ()
    link_names: bool = True

    @property
    def sort_key(self) -> tuple[dt.date, int, dt.date, str]:
        """Order of time: that of the date; within a day those without a time first, then by the clock of the place."""
        earliest, precision, latest, text = self.date.sort_key
        return (earliest, precision, latest, f"{text}T{self.time.sort_key}" if self.time else text)

    @property
    def modified(self) -> Date:
        """The last change of substance, as far as it is recorded."""
        return self.updated or self.published or self.reported or self.date

    @property
    def everyone(self) -> tuple[str, ...]:
        """The actors that it names, then those that only speak in it; each once."""
        speakers = (claim.speaker.id for claim in self.claims if claim.speaker.family == "actor")
        return tuple(dict.fromkeys((*self.actors, *speakers)))

    @property
    def all_sources(self) -> tuple[str, ...]:
        """Outlets and those that carried them, of the report and of its claims; each once."""
        found: list[str | None] = []
        for citation in self.sources:
            found += [citation.outlet, citation.via]
        for claim in self.claims:
            found += [claim.speaker.id if claim.speaker.family == "source" else None, claim.via]
        return tuple(dict.fromkeys(id for id in found if id is not None))

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that it rests on, without those that only carried them; each once."""
        return tuple(dict.fromkeys(citation.outlet for citation in self.sources))

    @property
    def sourced(self) -> Sourced:
        speakers = (claim.speaker.id if claim.speaker.family == "source" else "" for claim in self.claims)
        return Sourced(
            tuple((citation.outlet, citation.via, citation.story) for citation in self.sources),
            tuple((claim.id, speaker, claim.via) for claim, speaker in zip(self.claims, speakers, strict=True)),
            tuple((part.id, part.title) for part in self.body if part.id),
            self.lang,
        )

    @property
    def listed(self) -> Listed:
        return Listed(
            self.title,
            self.lang,
            self.date,
            self.time,
            self.reported,
            self.summary,
            self.locations,
            self.actors,
            len(self.outlets),
            self.status,
        )

    @property
    def had(self) -> tuple[tuple[str, str], ...]:
        """As :func:`had_parts`; what led to a claim or an image leads to the sub-story that it stands beside."""
        stories = {f"claim-{claim.id}": claim.story or "" for claim in self.claims}
        stories |= {f"image-{image.id}": image.story or "" for image in self.images}
        return tuple((old, stories.get(to, to)) for old, to in had_parts(self.redirect_from))

    @property
    def public(self) -> Report:
        """As the public sees it: without the claims that are not reviewed."""
        reviewed = tuple(claim for claim in self.claims if claim.status == "reviewed")
        return self if reviewed == self.claims else self._replace(claims=reviewed)


class Actor(NamedTuple):
    """A person, a group, a state: whoever acts or speaks."""

    id: str
    path: str
    name: str
    kind: str  # a key of choices.ACTOR_KINDS
    summary: str = ""
    aliases: tuple[Name, ...] = ()
    part_of: tuple[Membership, ...] = ()
    succeeds: tuple[Succession, ...] = ()
    offices: tuple[Office, ...] = ()
    role: str = ""
    country: str | None = None
    distinct_from: tuple[str, ...] = ()
    lang: str | None = None
    body: tuple[Part, ...] = ()
    status: str = "reviewed"
    redirect_from: tuple[Redirect, ...] = ()
    link_names: bool = True


class Place(NamedTuple):
    """``within``: the place that it lies in; ``geonames``: its id in GeoNames."""

    id: str
    path: str
    name: str
    kind: str  # a key of choices.PLACE_KINDS
    summary: str = ""
    aliases: tuple[Name, ...] = ()
    within: str | None = None
    was_within: tuple[Lay, ...] = ()
    coordinates: Coordinates | None = None
    geonames: int | None = None
    distinct_from: tuple[str, ...] = ()
    lang: str | None = None
    body: tuple[Part, ...] = ()
    status: str = "reviewed"
    redirect_from: tuple[Redirect, ...] = ()
    link_names: bool = True


class Source(NamedTuple):
    """What reports are taken from, or carried by."""

    id: str
    path: str
    name: str
    kind: str  # a key of choices.SOURCE_KINDS
    summary: str = ""
    aliases: tuple[Name, ...] = ()
    country: str | None = None
    url: str | None = None
    distinct_from: tuple[str, ...] = ()
    lang: str | None = None
    body: tuple[Part, ...] = ()
    status: str = "reviewed"
    redirect_from: tuple[Redirect, ...] = ()
    link_names: bool = True


class Thread(NamedTuple):
    """A running story. Reports join it; the body is its lead."""

    id: str
    path: str
    name: str
    summary: str
    aliases: tuple[Name, ...] = ()
    status: str = "reviewed"
    lang: str | None = None
    redirect_from: tuple[Redirect, ...] = ()
    body: tuple[Part, ...] = ()
    link_names: bool = True


class Term(NamedTuple):
    """A word that not every reader knows: explained once, and linked from where it stands."""

    id: str
    path: str
    name: str
    definition: str
    aliases: tuple[Name, ...] = ()
    sources: tuple[Citation, ...] = ()  # what the definition rests on
    status: str = "reviewed"
    lang: str | None = None
    redirect_from: tuple[Redirect, ...] = ()
    body: tuple[Part, ...] = ()
    link_names: bool = True


class Subject(NamedTuple):
    """One thing of which things are claimed: a toll, who holds a suburb, what an attack was for."""

    id: str
    path: str
    name: str
    summary: str = ""
    aliases: tuple[Name, ...] = ()
    part_of: str | None = None  # the subject of whose figures its own are a share
    control_of: str | None = None  # the place of which its claims say who holds it
    competing: bool = False  # its texts cannot all be true
    settled: Settlement = Settlement("range")
    lang: str | None = None
    body: tuple[Part, ...] = ()
    status: str = "reviewed"
    redirect_from: tuple[Redirect, ...] = ()
    link_names: bool = True


class Prose(NamedTuple):
    """A page of text: about, method, corrections."""

    id: str
    path: str
    title: str
    summary: str
    body: tuple[Part, ...] = ()
    order: int = 100
    updated: Date | None = None
    status: str = "reviewed"
    lang: str | None = None
    redirect_from: tuple[Redirect, ...] = ()
    link_names: bool = False


class Takedown(NamedTuple):
    """A decision to take something off the site. ``addresses``: paths of pages, each with all that lies below it, and of files."""

    id: str
    path: str
    addresses: tuple[str, ...]
    date: Date
    reason: str
    lang: str | None = None
    body: tuple[Part, ...] = ()
    link_names: bool = False
    status: str = "reviewed"


class Acceptance(NamedTuple):
    """An editor's answer to a question that the archive asks: it is right as it stands. See questions.py."""

    id: str
    path: str
    question: str  # a key of choices.QUESTIONS
    of: tuple[str, ...]  # what it is asked of: ids
    reason: str
    seen: tuple[str, ...] = ()  # what it rests on: when that changes, it is asked again
    lang: str | None = None
    body: tuple[Part, ...] = ()
    status: str = "reviewed"


Entity = Actor | Place | Source
Named = Entity | Subject | Thread | Term
"""What others refer to by its id, a name or an alias."""
Record = Report | Named | Prose | Takedown | Acceptance


@immutable
class Archive:
    """The whole record, by id. Reports in order of time (``Date.sort_key``), then of id; the others in order of id."""

    reports: Mapping[str, Report]
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    subjects: Mapping[str, Subject]
    threads: Mapping[str, Thread]
    terms: Mapping[str, Term]
    prose: Mapping[str, Prose]
    takedowns: Mapping[str, Takedown]
    acceptances: Mapping[str, Acceptance]
    images: tuple[str, ...] = ()  # paths below the content folder
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # those of them that have pixels, by path


TABLES = {
    "report": "reports",
    "actor": "actors",
    "place": "places",
    "source": "sources",
    "subject": "subjects",
    "thread": "threads",
    "term": "terms",
    "prose": "prose",
    "takedown": "takedowns",
    "acceptance": "acceptances",
}
"""The field of an archive, and of all that is made of one, that holds a family."""


def _in_the_pack(record: tuple[Any, ...]) -> tuple[Any, ...]:
    """To be made again from its values at once, without asking its class: a report is read in a third of the time."""
    return tuple.__new__, (type(record), tuple(record))


for _kind in (Report, Part, Citation, Copy, Claim, Speaker, Figure, Image, Date, Moment):
    copyreg.pickle(_kind, _in_the_pack)
