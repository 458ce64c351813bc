"""The pages of threads: an index of the running stories, and a page each with its lead and its reports in order of time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from annals import linked_data
from annals.cartography import MapView, map_of
from annals.choices import STATUSES
from annals.claim_views import StandingView
from annals.claimed import standing_view
from annals.companions import Companions, companions, span_of
from annals.composing import Composer
from annals.edition import Outline
from annals.entities import MOST_CONTESTED, NEWEST
from annals.entity_views import EntityPartView
from annals.indexes import Ids
from annals.lists import ListPart, Pager, by_name, list_parts, pager
from annals.naming import name_views
from annals.narrowing import NarrowingView, narrowing
from annals.report_views import EntryView
from annals.sections import Page, Section, offer
from annals.strips import StripView, strip_of
from annals.texts import body_text
from annals.values import immutable
from annals.views import Head, Link, NameView

TITLE = "Threads"
INDEX = "threads/"
LEAD = "Running stories that go through many reports, each with its reports in order of time."
_PLANNED_FROM = ("threads.path", "threads.status", "indexes.reports_by_thread", "reports.modified")
_HEADINGS = {"actor": "Actors", "place": "Places", "source": "Sources"}


@immutable
class ThreadItem:
    """A thread as it stands in the index."""

    link: Link
    names: tuple[NameView, ...]
    status: str  # "", "draft" or "unverified" (preview builds only)
    summary: str
    count: int  # reports
    period: str  # "1 to 28 October 2016"; "" while it has no report


@immutable
class ThreadsView:
    """threads.html: every thread, by name."""

    head: Head
    title: str
    lead: str
    items: tuple[ThreadItem, ...]


@immutable
class ThreadView:
    """thread.html: a running story."""

    head: Head
    title: str
    names: tuple[NameView, ...]
    status: str  # "", "draft" or "unverified" (preview builds only)
    summary: str
    html: Markup
    period: str  # "1 to 28 October 2016"; "" while it has no report
    contested: tuple[StandingView, ...]  # spoken of in its reports, last spoken of first
    contested_total: int  # of them, shown or not
    total: int  # reports in all
    entries: tuple[EntryView, ...]  # in order of time
    pager: Pager
    companions: tuple[Companions, ...]
    map: MapView | None  # where its reports are
    strip: StripView | None  # when its reports were
    narrowing: NarrowingView | None  # None: nothing to choose


def path(id: str) -> str:
    return f"{INDEX}{id}/"


def part_path(id: str, number: int | None) -> str:
    return path(id) if number is None else f"{path(id)}{number}/"


def pages(outline: Outline) -> Iterator[Page]:
    yield Page(INDEX, "threads.html", compose_index, (), "the section 'threads'")
    for id, card in outline.cards.threads.items():
        reports = outline.indexes.reports_by_thread.get(id, ())
        for part in list_parts(len(reports), min(NEWEST, outline.edition.site.page_size)):
            shown = reports[part.start : part.end]
            head = part.number is None
            yield Page(
                part_path(id, part.number),
                "thread.html" if head else "entity_part.html",
                compose if head else compose_part,
                (id, part.values) if head else (id, part.values, shown),
                card.path,
                outline.modified(shown),
                card.status == "reviewed",
            )


def compose(composer: Composer, id: str, part_values: tuple[Any, ...]) -> ThreadView:
    """A thread with the newest of its reports."""
    thread = composer.threads[id]
    part = ListPart(*part_values)
    reports = composer.reports_by_thread.get(id, ())
    contested = composer.contested.get(f"thread/{id}", ())
    title, indexed = composer.entity_title("thread", thread), thread.status == "reviewed"
    head = composer.head(path(id), title, thread.summary, (composer.section("threads"),), lang=thread.lang, indexed=indexed)
    head = linked_data.described_list(composer.edition, head, path(id), thread.name)
    return ThreadView(
        head=head,
        title=thread.name,
        names=name_views(thread.aliases),
        status=STATUSES[thread.status],
        summary=thread.summary,
        html=body_text(composer, thread.body, link_names=thread.link_names),
        period=_period(composer, reports),
        contested=tuple(standing_view(composer, subject) for subject in contested[:MOST_CONTESTED]),
        contested_total=len(contested),
        total=len(reports),
        entries=composer.entries(reports[part.start : part.end]),
        pager=pager(part, lambda number: composer.edition.href(part_path(id, number))),
        companions=companions(composer, reports, _HEADINGS),
        map=map_of(composer, reports, f"Where the reports of the thread {thread.name} are"),
        strip=strip_of(
            composer, [card.order for card in composer.cards.several(reports)], f"When the reports of the thread {thread.name} were"
        ),
        narrowing=narrowing(composer, reports[part.start : part.end]),
    )


def compose_part(composer: Composer, id: str, part_values: tuple[Any, ...], shown: Ids) -> EntityPartView:
    """An older, sealed part of its reports, in order of time as well."""
    thread = composer.threads[id]
    part = ListPart(*part_values)
    title = f"{composer.entity_title('thread', thread)}: reports {part.start + 1:,} to {part.end:,}"
    link = composer.thread(id)
    description = f"Reports of the thread {thread.name}, {span_of(composer, shown)}."
    indexed = thread.status == "reviewed"
    head = composer.head(part_path(id, part.number), title, description, (composer.section("threads"), link), indexed=indexed)
    head = linked_data.described(head, [linked_data.breadcrumb(composer.edition, head.crumbs)])
    way = pager(part, lambda number: composer.edition.href(part_path(id, number)))
    return EntityPartView(head, "thread", title, link, (), composer.entries(shown), (), way, None, None, narrowing(composer, shown))


def compose_index(composer: Composer) -> ThreadsView:
    edition = composer.edition
    head = composer.head(INDEX, TITLE, f"{TITLE} in {edition.site.name}. {LEAD}", ())
    head = linked_data.described_list(edition, head, INDEX)
    ordered = sorted(composer.threads.values(), key=by_name)
    return ThreadsView(head, TITLE, LEAD, tuple(_item(composer, thread.id) for thread in ordered))


def _item(composer: Composer, id: str) -> ThreadItem:
    thread = composer.threads[id]
    reports = composer.reports_by_thread.get(id, ())
    return ThreadItem(
        link=composer.thread(id),
        names=name_views(thread.aliases),
        status=STATUSES[thread.status],
        summary=thread.summary,
        count=len(reports),
        period=_period(composer, reports),
    )


def _period(composer: Composer, reports: Ids) -> str:
    return span_of(composer, reports) if reports else ""


SECTION = Section("threads", pages, {"thread": path}, nav=(15, TITLE, INDEX), lists=r"threads/[^/]+/\d+/", planned_from=_PLANNED_FROM)


def register() -> None:
    offer(SECTION)
