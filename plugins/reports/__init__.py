"""The pages of reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annals import linked_data
from annals.choices import STATUSES
from annals.claim_views import StandingView
from annals.composing import Composer
from annals.edition import Outline
from annals.languages import direction
from annals.naming import actor_then
from annals.records import Report
from annals.report_views import EntryView, StoryView
from annals.retelling import HistoryView, history
from annals.sections import Page, Section, offer
from annals.stories import story_views
from annals.values import immutable
from annals.views import DateView, Head, Link
from annals.wording import date_words, listed, time_words


@immutable
class RelatedView:
    """A report that belongs with another, and why."""

    link: Link
    date: DateView
    reason: str  # "continues this; both name Bazo hill"


@immutable
class ThreadStep:
    """A running story that a report belongs to, with the reports before and after it in the story; their `note` is their date."""

    thread: Link  # its page
    previous: Link | None
    next: Link | None


@immutable
class ReportView:
    """report.html: one report, its parts, and beside each part the claims and sources that it stands on."""

    head: Head
    title: str
    date: DateView
    time: str  # of the day on which it happened; "" when it is not recorded
    reported: DateView | None
    summary: str
    status: str  # "", "draft" or "unverified"
    lang: str | None
    dir: str | None
    alone: Link | None  # the one outlet that it rests on, where there is no other
    contested: tuple[StandingView, ...]  # of its subjects, those on which accounts differ; figures first
    lead: StoryView
    stories: tuple[StoryView, ...]
    actors: tuple[Link, ...]
    places: tuple[Link, ...]  # `note` is what each lies within
    threads: tuple[ThreadStep, ...]
    previously: tuple[RelatedView, ...]  # related reports before it, oldest first
    later: tuple[RelatedView, ...]  # and after it
    cite: str  # in a line ready to be quoted, what stands between the title and the address
    history: HistoryView | None  # None where nothing is known of it
    previous: EntryView | None  # the report before, in order of date
    next: EntryView | None


def path(id: str) -> str:
    return f"reports/{id}/"


def pages(outline: Outline) -> Iterator[Page]:
    for card in outline.cards.reports.values():
        yield Page(path(card.id), "report.html", compose, (card.id,), card.path, card.modified or None, card.status == "reviewed")


def compose(composer: Composer, id: str) -> ReportView:
    report = composer.reports[id]
    before, after = composer.neighbours[id]
    lead, *stories = story_views(composer, report)
    head = _head(composer, report, before, after)
    previously, later = composer.relations[id]
    nodes = [
        linked_data.article(composer, report, path(id)),
        *linked_data.claims(composer, report, [claim for story in (lead, *stories) for claim in story.claims]),
        linked_data.breadcrumb(composer.edition, head.crumbs),
    ]
    return ReportView(
        head=linked_data.described(head, nodes),
        title=report.title,
        date=composer.date(report.date),
        time=time_words(report.time) if report.time else "",
        reported=composer.date(report.reported) if report.reported else None,
        summary=report.summary,
        status=STATUSES[report.status],
        lang=report.lang,
        dir=direction(report.lang),
        alone=composer.source(report.outlets[0]) if len(report.outlets) == 1 else None,
        contested=_contested((lead, *stories)),
        lead=lead,
        stories=tuple(stories),
        actors=tuple(actor_then(composer, actor, report.date) for actor in report.everyone),
        places=tuple(composer.place(place) for place in report.locations),
        threads=tuple(_step(composer, *step) for step in composer.steps.get(id, ())),
        previously=tuple(_related(composer, id, *relation) for relation in previously),
        later=tuple(_related(composer, id, *relation) for relation in later),
        cite=f"{_when(report)}. {composer.site.name}.",
        history=history(composer, id),
        previous=composer.entry(before) if before else None,
        next=composer.entry(after) if after else None,
    )


def _head(composer: Composer, report: Report, before: str | None, after: str | None) -> Head:
    """The way to it leads through its month, where that is known."""
    month = composer.date_link(report.date.anchor.iso[:7]) if report.date.anchor.month else None
    return composer.head(
        path(report.id),
        composer.report_title(report),
        report.summary,
        [composer.section("timeline"), *([month] if month else [])],
        lang=report.lang,
        previous=composer.report(before) if before else None,
        next=composer.report(after) if after else None,
        indexed=report.status == "reviewed",
    )


MOST_NAMES = 2  # of actors and places that are given as a reason


def _related(composer: Composer, id: str, other: str, ties: tuple[tuple[str, str], ...]) -> RelatedView:
    report = composer.listed[other]
    return RelatedView(composer.report(other), composer.date(report.date), reason(composer, id, ties))


def reason(composer: Composer, id: str, ties: tuple[tuple[str, str], ...]) -> str:
    """Why two reports belong together, the strongest tie first. ``id``: the report on whose page this stands."""
    words = ["is continued here" if one != id else "continues this" for kind, one in ties if kind == "follows"]
    for kind, phrase in (("subject", "shares the subject “{}”"), ("thread", "in the thread {}")):
        words += [phrase.format(composer.link(kind, one).text) for tie, one in ties if tie == kind][:1]
    names = [composer.link(kind, one).text for kind, one in ties if kind in ("actor", "place")][:MOST_NAMES]
    return "; ".join([*words, *([f"both name {listed(names)}"] if names else [])])


def _step(composer: Composer, thread: str, before: str | None, after: str | None) -> ThreadStep:
    return ThreadStep(composer.thread(thread), *(composer.report_dated(report) if report else None for report in (before, after)))


def _contested(stories: Sequence[StoryView]) -> tuple[StandingView, ...]:
    """The subjects of its claims on which accounts differ; those first whose figures do."""
    found = dict.fromkeys(standing for story in stories for standing in story.subjects if standing.contested)
    return tuple(sorted(found, key=lambda standing: not any(tally.apart for tally in standing.tallies)))


def _when(report: Report) -> str:
    """``18 October 2016``; with the day on which it was reported, where that is another."""
    happened = date_words(report.date)
    return f"{happened} (reported {date_words(report.reported)})" if report.reported and report.reported != report.date else happened


SECTION = Section("reports", pages, {"report": path}, planned_from=("reports.modified", "reports.path", "reports.status"))


def register() -> None:
    offer(SECTION)
