"""A report as it stood, until something of substance in it was changed: in words, and beside what it says now."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup

from .bodies import SCHEME
from .choices import VERBS
from .composing import Composer
from .dates import Date, parse_date
from .histories import Standing
from .particulars import Part
from .retelling import category_told, figure_told, meant_link
from .texts import target
from .values import immutable
from .versions import NOBODY, Named, OldCitation, OldClaim, Version, paragraphs, version_of
from .worddiff import compare_paragraphs
from .wording import date_words

_LINK = re.compile(rf'<a href="{SCHEME}([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_IMAGE = re.compile(r"<img\b[^>]*?\balt=\"([^\"]*)\"[^>]*>")

Call = Callable[[Named], str]
"""The words that a name is shown with."""


@immutable
class StretchView:
    mark: str  # "del", "ins", or "" for what is in both
    text: str


@immutable
class DifferenceView:
    """What differs in one part of a report: the paragraphs that are not the same, each as stretches."""

    label: str  # "Summary", "Claims", or the title of a sub-story
    paragraphs: tuple[tuple[StretchView, ...], ...]


@immutable
class OldStoryView:
    """A part of an earlier version of a report."""

    id: str
    title: str
    html: Markup


def standing_words(standing: Standing) -> str:
    """What sets it apart from other states of its report: ``as it stood on 24 November 2026 (2)``."""
    day, number = standing.slug[:10], standing.slug[11:]
    return f"as it stood on {date_words(parse_date(day))}" + (f" ({number})" if number else "")


def calls(composer: Composer, standing: Standing) -> Call:
    """What the names in an old version are shown as: the name that each has now, or, where it means nothing any more, as written."""
    meanings = dict(standing.meanings)

    def call(name: Named) -> str:
        meant = meanings.get(name)
        return meant_link(composer, meant).text if meant else name[1]

    return call


def _present(composer: Composer) -> Call:
    return lambda name: composer.link(name[0], name[1]).text


def old_stories(composer: Composer, version: Version) -> tuple[OldStoryView, ...]:
    return tuple(OldStoryView(part.id, part.title, _old_html(composer, part)) for part in version.body)


def _old_html(composer: Composer, part: Part) -> Markup:
    """Links lead to where the pages are now, or turn into words; of an image stands its description, for it may be gone."""

    def link(match: re.Match[str]) -> str:
        url = target(composer, match[1].partition("#")[0])
        return f'<a href="{Markup.escape(url)}">{match[2]}</a>' if url else match[2]

    html = _LINK.sub(link, _IMAGE.sub(r"[image: \1]", part.html))
    return Markup(html)  # noqa: S704 - it has passed the sanitiser in bodies.py


def claim_line(composer: Composer, claim: OldClaim, call: Call) -> str:
    """A claim of an old version, in a line of plain text."""
    counted = [f"{category_told(composer, category)}: {figure_told(str(figure))}" for category, figure in claim.figures]
    said = f"said {date_words(claim.said)}" if claim.said else ""
    via = f"via {call(claim.via)}" if claim.via != NOBODY else ""
    told = "; ".join(filter(None, (*counted, claim.text, f"“{claim.quote}”" if claim.quote else "")))
    aside = ", ".join(filter(None, (said, via)))
    verb = VERBS.get(claim.verb, claim.verb)
    about = ""
    if claim.relation:
        answered = f"the claim “{claim.related}”"
        about = f" {answered}" if claim.relation == claim.verb else f" ({claim.relation} {answered})"
    return f"{call(claim.speaker)} {verb}{about}{': ' if told else ''}{told}{f' ({aside})' if aside else ''}"


def source_line(citation: OldCitation, call: Call) -> str:
    """A source of an old version, in a line of plain text."""
    via = f", via {call(citation.via)}" if citation.via != NOBODY else ""
    published = f", {date_words(citation.published)}" if citation.published else ""
    links = "".join(f", {url}" for url in (citation.url, citation.archived) if url)
    copied = f"copied {date_words(citation.copied)}" if citation.copied else ""
    kept = ", ".join(filter(None, (copied, f"SHA-256 {citation.sha256}" if citation.sha256 else "")))
    links += f" ({kept})" if kept else ""
    return f"{call(citation.outlet)}{via}{published}{links}"


def differences(composer: Composer, standing: Standing, version: Version, id: str) -> Iterator[DifferenceView]:
    """From an old version to the report as it is now, part by part; what is the same is left out."""
    now = version_of(composer.reports[id])
    told = zip(_parts(composer, version, calls(composer, standing)), _parts(composer, now, _present(composer)), strict=True)
    for (label, before), (_, after) in told:
        yield from _difference(label, before, after)
    old, new = ({part.id: part for part in each.body} for each in (version, now))
    for part in dict.fromkeys((*new, *old)):
        title = next((each[part].title for each in (new, old) if part in each), "")
        before, after = (_told(each[part]) if part in each else [] for each in (old, new))
        yield from _difference(title or "Text", before, after)


def _told(part: Part) -> list[str]:
    return [*([part.title] if part.title else []), *paragraphs(part.html)]


def _parts(composer: Composer, version: Version, call: Call) -> Iterator[tuple[str, list[str]]]:
    yield "Title", [version.title]
    yield "Date", _dates(version.date)
    yield "Reported", _dates(version.reported)
    yield "Summary", [version.summary]
    yield "Actors", sorted(map(call, version.actors))
    yield "Places", sorted(map(call, version.places))
    yield "Claims", [claim_line(composer, claim, call) for claim in version.claims]
    yield "Pictures", [image.caption for image in version.images]
    yield "Sources", [source_line(citation, call) for citation in version.sources]


def _dates(date: Date | None) -> list[str]:
    return [date_words(date)] if date else []


def _difference(label: str, old: list[str], new: list[str]) -> Iterator[DifferenceView]:
    if old != new:
        yield DifferenceView(label, tuple(_stretches(paragraph) for paragraph in compare_paragraphs(old, new)))


def _stretches(paragraph: Iterable[tuple[str, str]]) -> tuple[StretchView, ...]:
    return tuple(StretchView(mark, text) for mark, text in paragraph)
