"""The Atom feed of reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from annals.composing import Composer
from annals.linked_data import instant
from annals.records import Report
from annals.sections import Page, Section, offer
from annals.wording import date_words

PATH = "reports.atom"
NEWEST = 50


@dataclass(frozen=True, slots=True)
class FeedEntry:
    id: str
    url: str
    title: str
    lang: str
    published: str
    updated: str
    summary: str
    html: str  # the body, as text to be escaped once more
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedView:
    """feed.atom: RFC 4287."""

    title: str
    subtitle: str
    id: str
    url: str
    home: str
    lang: str
    updated: str
    rights: str
    entries: tuple[FeedEntry, ...]  # last changed first


def pages(composer: Composer) -> Iterator[Page]:
    if composer.edition.site.url:  # a feed needs addresses that hold outside the site
        yield Page(PATH, "feed.atom", partial(compose, composer), "the section 'feeds'", listed=False)


def compose(composer: Composer) -> FeedView:
    edition = composer.edition
    reviewed = [report for report in edition.archive.reports if report.status == "reviewed"]
    newest = sorted(reviewed, key=lambda report: (report.modified.earliest, report.date.sort_key, report.id), reverse=True)[:NEWEST]
    return FeedView(
        title=edition.site.name,
        subtitle=edition.site.description,
        id=edition.absolute(""),
        url=edition.absolute(PATH),
        home=edition.absolute(""),
        lang=edition.site.lang,
        updated=instant(newest[0].modified) if newest else "1970-01-01T00:00:00Z",
        rights=f"{edition.site.licence[0]} {edition.site.licence[1]}",
        entries=tuple(_entry(composer, report) for report in newest),
    )


def _entry(composer: Composer, report: Report) -> FeedEntry:
    edition = composer.edition
    url = edition.absolute(edition.path("report", report.id) or "")
    parts = composer.html(report.body, link_names=False)
    body = "\n".join(f"<h2>{part.title}</h2>\n{text}" if part.id else text for part, text in zip(report.body, parts, strict=True))
    archive = edition.archive
    return FeedEntry(
        id=edition.absolute(f"reports/{report.id}/"),
        url=url,
        title=report.title,
        lang=report.lang or edition.site.lang,
        published=instant(report.published or report.reported or report.date),
        updated=instant(report.modified),
        summary=f"{date_words(report.date)}. {report.summary}",
        html=body,
        categories=tuple(archive.places[id].name for id in report.locations) + tuple(archive.actors[id].name for id in report.actors),
    )


SECTION = Section("feeds", pages)


def register() -> None:
    offer(SECTION)
