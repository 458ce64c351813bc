"""The pages of reports."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from annals import linked_data
from annals.composing import Composer, direction
from annals.indexes import actors_of
from annals.records import Report
from annals.schema import STATUSES
from annals.sections import Page, Section, offer
from annals.views import Link, ReportView
from annals.wording import date_words


def path(id: str) -> str:
    return f"reports/{id}/"


def pages(composer: Composer) -> Iterator[Page]:
    edition = composer.edition
    for report in edition.archive.reports:
        modified = report.modified.latest.isoformat() if report.modified.end else None
        yield Page(path(report.id), "report.html", partial(compose, composer, report), report.path, modified, report.status == "reviewed")


def compose(composer: Composer, report: Report) -> ReportView:
    edition = composer.edition
    before, after = edition.indexes.neighbours[report.id]
    lead, *stories = composer.stories(report)
    here = path(report.id)
    date = composer.date(report.date)
    anchor = report.date.anchor
    month = edition.url("month", anchor.iso[:7]) if anchor.month else None
    crumbs = [composer.section("timeline"), Link(composer.month_name(anchor), month)] if anchor.month else [composer.section("timeline")]
    head = composer.head(
        here,
        composer.report_title(report),
        report.summary,
        crumbs,
        lang=report.lang,
        previous=composer.report(before) if before else None,
        next=composer.report(after) if after else None,
        indexed=report.status == "reviewed",
    )
    nodes = [linked_data.article(edition, report, here), linked_data.breadcrumb(edition, head.crumbs)]
    return ReportView(
        head=composer.with_data(head, nodes),
        title=report.title,
        id=report.id,
        date=date,
        reported=composer.date(report.reported) if report.reported else None,
        summary=report.summary,
        status=STATUSES[report.status],
        lang=report.lang,
        dir=direction(report.lang),
        lead=lead,
        stories=tuple(stories),
        actors=tuple(composer.actor(id) for id in actors_of(report)),
        places=tuple(composer.place(id) for id in report.locations),
        cite=f"“{report.title}”, {date_words(report.date)}. {edition.site.name}. {edition.absolute(here)}",
        previous=composer.entry(before) if before else None,
        next=composer.entry(after) if after else None,
    )


SECTION = Section("reports", pages, {"report": path})


def register() -> None:
    offer(SECTION)
