"""What records hold that is more than one value: names, spans, citations, claims, images. Frozen and resolved, as the records are."""

from __future__ import annotations

from typing import NamedTuple

from .dates import Date
from .figures import Figure


class Name(NamedTuple):
    """Another name of an actor, a place or a source. ``start`` and ``end``: the span in which it was in use, where that is recorded."""

    text: str
    kind: str = "other"  # a key of choices.ALIAS_KINDS
    lang: str | None = None  # BCP 47
    start: Date | None = None
    end: Date | None = None


class Membership(NamedTuple):
    """Being part of another actor."""

    actor: str
    start: Date | None = None
    end: Date | None = None


class Succession(NamedTuple):
    """Being what another actor was before."""

    actor: str
    date: Date | None = None


class Office(NamedTuple):
    """What a person is for a body, and when: a spokesman speaks for it from one date to another."""

    title: str
    body: str  # an actor
    start: Date | None = None
    end: Date | None = None


class Lay(NamedTuple):
    """Where a place lay before."""

    place: str
    start: Date | None = None
    end: Date | None = None


def covers(start: Date | None, end: Date | None, date: Date) -> bool:
    """Whether a span, open where it has no end, holds all of a date."""
    return (start is None or start.earliest <= date.earliest) and (end is None or date.latest <= end.latest)


class Coordinates(NamedTuple):
    """WGS 84, in degrees."""

    lat: float
    lon: float
    precision: str  # a key of choices.PRECISIONS
    origin: str  # where the figures were taken from


class Part(NamedTuple):
    """A part of a body: the lead (no id, no title), or a sub-story. ``html`` is sanitised; its internal links still name files
    (see bodies.py).
    """

    id: str
    title: str
    html: str


class Redirect(NamedTuple):
    """An address that a record had: the path of a page or a file, or ``#`` and the id of a part. ``to``: the part that it leads to now."""

    start: str
    to: str = ""


def had_parts(redirects: tuple[Redirect, ...]) -> tuple[tuple[str, str], ...]:
    """The ids that parts of a page had before, each with the id of the part that it leads to now ("": the top)."""
    return tuple((start[1:], to) for start, to in redirects if start.startswith("#"))


class Copy(NamedTuple):
    """A kept copy of an article: where, since when, and the SHA-256 hash of the file, in 64 lower-case digits."""

    url: str
    date: Date | None = None
    sha256: str = ""


class Citation(NamedTuple):
    """A source of a report. ``outlet`` and ``via`` are ids of sources."""

    outlet: str
    via: str | None = None
    url: str | None = None
    archived: Copy | None = None
    published: Date | None = None
    accessed: Date | None = None
    story: str | None = None  # the id of the sub-story that it supports


class Speaker(NamedTuple):
    """Who said it: the family ("actor" or "source") and the id."""

    family: str
    id: str


class Claim(NamedTuple):
    """Something said by someone. ``id`` is unique in the archive; ``about`` is the id of a subject, or empty where the related
    claim has it.
    """

    id: str
    about: str
    speaker: Speaker
    verb: str  # a key of choices.VERBS
    figures: tuple[tuple[str, Figure], ...] = ()  # by category, or category/part; see figures.category_order
    text: str = ""
    quote: str = ""
    said: Date | None = None
    via: str | None = None  # the source that carried it
    relation: str = ""  # "denies", "confirms", "revises" or ""
    related: str | None = None  # the id of the claim that it denies, confirms or revises
    story: str | None = None
    status: str = "reviewed"  # a key of choices.STATUSES


class Settlement(NamedTuple):
    """How one figure is made of all that is claimed of a subject."""

    rule: str  # a key of choices.RULES
    reason: str = ""  # an editor's
    order: tuple[Speaker, ...] = ()  # of "source-order": whose figure stands, the first that gave one
    figures: tuple[tuple[str, Figure], ...] = ()  # of "editor"


class Image(NamedTuple):
    """A picture or a piece of footage that goes with a report: described, whether or not the archive has a file of it."""

    id: str  # unique in its report
    caption: str
    kind: str = "photograph"  # a key of choices.IMAGE_KINDS
    taken: Date | None = None
    place: str | None = None  # where it was taken
    credit: Speaker | None = None  # who made it
    via: str | None = None  # the source that carried it
    licence: str = ""
    file: str | None = None  # a path below the content folder
    alt: str = ""
    url: str | None = None  # where it can be seen
    story: str | None = None


class Picture(NamedTuple):
    """An image file of the archive's own, as it is published: its size in pixels, and the widths of its copies in WebP."""

    width: int
    height: int
    widths: tuple[int, ...] = ()

    def copies(self, file: str) -> tuple[tuple[str, int], ...]:
        """The paths of its copies, each with its width."""
        return tuple((f"{file}.{width}.webp", width) for width in self.widths)


class Correction(NamedTuple):
    """A correction in the editor's words."""

    date: Date
    text: str
    was: str = ""  # what stood there before
