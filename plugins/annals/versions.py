"""A report as one of its versions told it: read by today's reader, but leniently, for a version that today's rules refuse is history
all the same. What cannot be read is left out, and the version says so.

Names are as they were written: what they mean is decided by whoever compares or shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from .bodies import BodyReader, plain_text
from .claim_fields import counted
from .dates import Date
from .fields import Reference, Values
from .figures import Figure
from .particulars import Citation, Claim, Image, Part
from .problems import Problems
from .reading import ContentFile, ContentFolder
from .records import Report
from .schema import FAMILIES
from .stamps import NO_STAMP

Named = tuple[str, str]
"""The families that a name can be of, joined by a blank, and the name as it was written."""

NOBODY: Named = ("", "")
_RELATIONS = ("denies", "confirms", "revises")
_BLOCK = re.compile(r"</?(?:p|h[2-6]|li|ul|ol|dl|dt|dd|blockquote|pre|div|table|thead|tbody|tr|hr|br)\b[^>]*>")
_CELL = re.compile(r"</t[dh]>")
_IMAGE = re.compile(r"<img\b[^>]*?\balt=\"([^\"]*)\"[^>]*>")


class OldCitation(NamedTuple):
    outlet: Named
    via: Named = NOBODY
    url: str = ""
    archived: str = ""  # the address of the copy
    published: Date | None = None
    accessed: Date | None = None
    story: str = ""
    copied: Date | None = None
    sha256: str = ""  # of the copy


class OldClaim(NamedTuple):
    id: str
    speaker: Named
    verb: str = ""
    about: str = ""
    figures: tuple[tuple[str, Figure], ...] = ()
    text: str = ""
    quote: str = ""
    said: Date | None = None
    via: Named = NOBODY
    relation: str = ""
    related: str = ""
    story: str = ""


class OldImage(NamedTuple):
    id: str
    caption: str
    taken: Date | None = None
    place: Named = NOBODY
    credit: Named = NOBODY
    via: Named = NOBODY
    licence: str = ""
    story: str = ""


class Version(NamedTuple):
    """Without the claims in it that were not reviewed: they were never published."""

    title: str
    date: Date | None
    reported: Date | None
    summary: str
    reviewed: bool
    published: Date | None
    lang: str | None
    actors: tuple[Named, ...]
    places: tuple[Named, ...]
    sources: tuple[OldCitation, ...]
    claims: tuple[OldClaim, ...]
    images: tuple[OldImage, ...]
    corrections: tuple[tuple[str, str, str], ...]  # day, text, and what stood before
    history_from: str  # a day, or ""
    body: tuple[Part, ...]  # the lead first; sanitised, its links in the form of bodies.py
    whole: bool  # False: today's rules refuse something of it, which is left out here

    @property
    def names(self) -> Iterator[Named]:
        """Each name that it holds."""
        yield from (*self.actors, *self.places)
        for citation in self.sources:
            yield from (citation.outlet, citation.via)
        for claim in self.claims:
            yield from (claim.speaker, claim.via)
        for image in self.images:
            yield from (image.place, image.credit, image.via)


def read_version(raw: bytes, inside: str, bodies: BodyReader, categories: Mapping[str, str]) -> Version | None:
    """``categories``: of figures, that the site has besides those of the table.

    ``None`` when its front matter cannot be read at all: then nobody can say whether it was ever published."""
    problems = Problems()
    id = inside.partition("/")[2].removesuffix(".md")
    read = ContentFolder(Path(), "", categories).parse(ContentFile("", inside, FAMILIES["report"], id, NO_STAMP), raw, bodies, problems)
    if read.values is None:
        return None
    values = read.values
    return Version(
        title=values.get("title", ""),
        date=values.get("date"),
        reported=values.get("reported"),
        summary=values.get("summary", ""),
        reviewed=is_reviewed(values),
        published=values.get("published"),
        lang=values.get("lang"),
        actors=tuple(map(_named, values.get("actors", ()))),
        places=tuple(map(_named, values.get("locations", ()))),
        sources=tuple(_citation(group) for group in values.get("sources", ()) if "outlet" in group.values),
        claims=tuple(_claim(group) for group in values.get("claims", ()) if "id" in group.values and is_reviewed(group)),
        images=tuple(_image(group) for group in values.get("images", ()) if "id" in group.values),
        corrections=tuple(_correction(group) for group in values.get("corrections", ())),
        history_from=str(values.get("history_from") or ""),
        body=read.body.parts or (Part("", "", ""),),
        whole=not problems,
    )


def version_of(report: Report) -> Version:
    """The report as it is now, in the same form. Its names are ids."""
    return Version(
        title=report.title,
        date=report.date,
        reported=report.reported,
        summary=report.summary,
        reviewed=report.status == "reviewed",
        published=report.published,
        lang=report.lang,
        actors=tuple(("actor", id) for id in report.actors),
        places=tuple(("place", id) for id in report.locations),
        sources=tuple(_told_citation(citation) for citation in report.sources),
        claims=tuple(_told_claim(claim) for claim in report.claims),
        images=tuple(_told_image(image) for image in report.images),
        corrections=tuple((str(entry.date), entry.text, entry.was) for entry in report.corrections),
        history_from=str(report.history_from or ""),
        body=report.body,
        whole=True,
    )


def is_reviewed(values: Values) -> bool:
    """A status that cannot be read is none that was published."""
    return bool(values.get("status", "" if "status" in values else "reviewed") == "reviewed")


def paragraphs(html: str) -> list[str]:
    """The text of a part, a block each: what the eye sees, without its markup."""
    shown = _CELL.sub(" ", _IMAGE.sub(r"[image: \1]", html))
    return [text for block in _BLOCK.split(shown) if (text := plain_text(block))]


def _named(reference: Reference | None) -> Named:
    return NOBODY if reference is None else (" ".join(reference.families), reference.text)


def _source(id: str | None) -> Named:
    return ("source", id) if id else NOBODY


def _citation(group: Values) -> OldCitation:
    copy = group.get("archived", Values(group.mark))
    return OldCitation(
        _named(group.get("outlet")),
        _named(group.get("via")),
        group.get("url", ""),
        copy.get("url", ""),
        group.get("published"),
        group.get("accessed"),
        group.get("story", ""),
        copy.get("date"),
        copy.get("sha256", ""),
    )


def _told_citation(citation: Citation) -> OldCitation:
    return OldCitation(
        _source(citation.outlet),
        _source(citation.via),
        citation.url or "",
        citation.archived.url if citation.archived else "",
        citation.published,
        citation.accessed,
        citation.story or "",
        citation.archived.date if citation.archived else None,
        citation.archived.sha256 if citation.archived else "",
    )


def _claim(group: Values) -> OldClaim:
    relation = next((word for word in _RELATIONS if group.get(word)), "")
    return OldClaim(
        group.get("id"),
        _named(group.get("speaker")),
        group.get("verb", ""),
        _text(group.get("about", "")),
        counted({name: value.values for name, value in group.values.items() if isinstance(value, Values)}),
        group.get("text", ""),
        group.get("quote", ""),
        group.get("said"),
        _named(group.get("via")),
        relation,
        _text(group.get(relation, "")) if relation else "",
        group.get("story", ""),
    )


def _told_claim(claim: Claim) -> OldClaim:
    return OldClaim(
        claim.id,
        (claim.speaker.family, claim.speaker.id),
        claim.verb,
        claim.about,
        claim.figures,
        claim.text,
        claim.quote,
        claim.said,
        _source(claim.via),
        claim.relation,
        claim.related or "",
        claim.story or "",
    )


def _image(group: Values) -> OldImage:
    return OldImage(
        group.get("id"),
        group.get("caption", ""),
        group.get("taken"),
        _named(group.get("place")),
        _named(group.get("credit")),
        _named(group.get("via")),
        group.get("licence", ""),
        group.get("story", ""),
    )


def _told_image(image: Image) -> OldImage:
    return OldImage(
        image.id,
        image.caption,
        image.taken,
        ("place", image.place) if image.place else NOBODY,
        (image.credit.family, image.credit.id) if image.credit else NOBODY,
        _source(image.via),
        image.licence,
        image.story or "",
    )


def _text(value: Reference | str) -> str:
    return value.text if isinstance(value, Reference) else value


def _correction(group: Values) -> tuple[str, str, str]:
    return (str(group.get("date") or ""), group.get("text", ""), group.get("was", ""))
