"""What is new in the archive: reports by the day on which they were first published here, which may be long after they happened."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from annals import linked_data
from annals.composing import Composer
from annals.dates import parse_date
from annals.edition import Outline
from annals.sections import Page
from annals.values import immutable
from annals.views import Head, Link
from annals.wording import date_words

TITLE = "New in the archive"
INDEX = "new/"
MOST = 60
_ORIGIN = "the section 'ways'"


@immutable
class NewReport:
    id: str  # as the browser remembers it
    link: Link  # its note is the date of what happened


@immutable
class DayOfPublication:
    heading: str  # "23 November 2026"
    machine: str  # for <time datetime>
    reports: tuple[NewReport, ...]  # what happened last first


@immutable
class NewestView:
    """newest.html: the reports that were published last."""

    head: Head
    title: str
    lead: str
    days: tuple[DayOfPublication, ...]  # newest first
    changes: Link | None  # to what was changed in reports that were there before


def pages(outline: Outline) -> Iterator[Page]:
    """None while no report says when it was published."""
    known = [card for card in outline.cards.reports.values() if card.published]
    newest = sorted(known, key=lambda card: (card.published, card.order, card.id), reverse=True)[:MOST]
    if newest:
        given = tuple((card.published, card.id) for card in newest)
        yield Page(INDEX, "newest.html", compose, (given,), _ORIGIN, newest[0].published)


def compose(composer: Composer, newest: tuple[tuple[str, str], ...]) -> NewestView:
    """``newest``: the day on which each was published, and its id; the last one first."""
    lead = f"The {len(newest)} reports that were first published last, by the day of publication. What they tell may be older."
    if len(newest) == 1:
        lead = "The one report whose day of publication is recorded."
    head = composer.head(
        INDEX, TITLE, f"The newest reports in {composer.site.name}, by the day of publication.", (composer.section("ways"),)
    )
    head = linked_data.described_list(composer.edition, head, INDEX)
    days = groupby(newest, key=lambda pair: pair[0])
    return NewestView(
        head,
        TITLE,
        lead,
        tuple(
            DayOfPublication(date_words(parse_date(day)), day, tuple(_report(composer, id) for _, id in published))
            for day, published in days
        ),
        composer.section("corrections") if composer.section("corrections").url else None,
    )


def _report(composer: Composer, id: str) -> NewReport:
    return NewReport(id, composer.report_dated(id))
