"""The Atom feed of reports."""

from __future__ import annotations

from collections.abc import Iterator

from annals.composing import Composer
from annals.edition import Outline
from annals.indexes import Ids
from annals.linked_data import instant
from annals.records import Report
from annals.sections import Page, Section, offer
from annals.spoken import claims_html
from annals.texts import body_text
from annals.values import immutable
from annals.wording import date_words, time_words

PATH = "reports.atom"
NEWEST = 50


@immutable
class FeedEntry:
    id: str
    url: str
    title: str
    lang: str
    published: str
    updated: str
    summary: str
    html: str  # the body and the claims, as text to be escaped once more
    categories: tuple[str, ...]


@immutable
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


def pages(outline: Outline) -> Iterator[Page]:
    if not outline.edition.site.url:
        return  # a feed needs addresses that hold outside the site
    reviewed = [card for card in outline.cards.reports.values() if card.status == "reviewed"]
    newest = sorted(reviewed, key=lambda card: (card.changed, card.id), reverse=True)[:NEWEST]
    yield Page(PATH, "feed.atom", compose, (tuple(card.id for card in newest),), "the section 'feeds'", listed=False)


def compose(composer: Composer, newest: Ids) -> FeedView:
    """``newest``: the reports that changed last, last first."""
    edition, site = composer.edition, composer.site
    return FeedView(
        title=site.name,
        subtitle=site.description,
        id=edition.absolute(""),
        url=edition.absolute(PATH),
        home=edition.absolute(""),
        lang=site.lang,
        updated=instant(composer.reports[newest[0]].modified) if newest else "1970-01-01T00:00:00Z",
        rights=f"{site.licence[0]} {site.licence[1]}",
        entries=tuple(_entry(composer, id) for id in newest),
    )


def _entry(composer: Composer, id: str) -> FeedEntry:
    edition, report = composer.edition, composer.reports[id]
    names = [composer.place(place).text for place in report.locations] + [composer.actor(actor).text for actor in report.actors]
    return FeedEntry(
        id=edition.absolute(f"reports/{id}/"),
        url=edition.absolute(edition.path("report", id) or ""),
        title=report.title,
        lang=report.lang or edition.site.lang,
        published=instant(report.published or report.reported or report.date),
        updated=instant(report.modified),
        summary=f"{_when(report)}. {report.summary}",
        html=body_text(composer, report.body, link_names=False) + claims_html(composer, report),
        categories=tuple(names),
    )


def _when(report: Report) -> str:
    happened = date_words(report.date, within=True)
    time = f", {time_words(report.time)}" if report.time else ""
    reported = f", reported {date_words(report.reported)}" if report.reported and report.reported != report.date else ""
    return f"Happened {happened}{time}{reported}"


SECTION = Section("feeds", pages, planned_from=("reports.changed", "reports.status"))


def register() -> None:
    offer(SECTION)
