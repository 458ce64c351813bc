"""A page for each state in which a report stood until something of substance in it was changed: dated, and made to be cited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annals import linked_data
from annals.composing import Composer
from annals.edition import Outline
from annals.languages import direction
from annals.retelling import instant, instant_words, standing_key
from annals.sections import Page, Section, offer
from annals.then_and_now import DifferenceView, OldStoryView, calls, claim_line, differences, old_stories, source_line, standing_words
from annals.values import immutable
from annals.views import Head, Link
from annals.wording import date_words


@immutable
class EarlierView:
    """earlier.html: a report as it stood, until something of substance in it was changed."""

    head: Head
    title: str
    since: str  # "24 November 2026, 10:15 UTC"
    until: str
    since_machine: str  # for <time datetime>
    until_machine: str  # likewise
    now: Link  # to the report as it is
    cite: str  # in a line ready to be quoted, what stands between the title and the address
    address: str  # of this version, whole
    whole: bool  # False: some of it cannot be read any more, and is not shown
    date: str  # in words; "" where it cannot be read
    summary: str
    lang: str | None
    dir: str | None
    stories: tuple[OldStoryView, ...]  # the lead first
    claims: tuple[str, ...]  # a line each
    sources: tuple[str, ...]
    pictures: tuple[str, ...]  # their captions
    names: tuple[str, ...]  # actors, then places
    differences: tuple[DifferenceView, ...]  # from this version to what the report says now


def path(key: str) -> str:
    """``key``: see :func:`annals.retelling.standing_key`."""
    return f"reports/{key}/"


def pages(outline: Outline) -> Iterator[Page]:
    if outline.edition.path("report", "") is None:
        return
    for id, slug in outline.histories.standings:
        yield Page(path(standing_key(id, slug)), "earlier.html", compose, (id, slug), outline.cards.reports[id].path, listed=False)


def compose(composer: Composer, id: str, slug: str) -> EarlierView:
    report = composer.reports[id]
    standing = next(standing for standing in composer.histories[id].standings if standing.slug == slug)
    version = composer.versions(standing.place, report.path)
    call = calls(composer, standing)
    here = path(standing_key(id, slug))
    words = standing_words(standing)
    now = composer.report(id)
    crumbs = [composer.section("timeline"), now]
    head = composer.head(
        here,
        f"{composer.report_title(report)}, {words}",
        f"An earlier version of a report: {words}. It was changed since.",
        crumbs,
        lang=version.lang,
        indexed=False,
    )
    head = replace(
        head,
        canonical=composer.edition.absolute(composer.edition.path("report", id) or ""),
        crumbs=(*head.crumbs[:-1], Link(f"{words[0].upper()}{words[1:]}")),
    )
    return EarlierView(
        head=linked_data.described(head, [linked_data.breadcrumb(composer.edition, head.crumbs)]),
        title=version.title,
        since=instant_words(standing.since),
        until=instant_words(standing.until),
        since_machine=instant(standing.since),
        until_machine=instant(standing.until),
        now=now,
        cite=f"{words}. {composer.site.name}.",
        address=composer.edition.absolute(here),
        whole=version.whole,
        date=date_words(version.date) if version.date else "",
        summary=version.summary,
        lang=version.lang,
        dir=direction(version.lang),
        stories=old_stories(composer, version),
        claims=tuple(claim_line(composer, claim, call) for claim in version.claims),
        sources=tuple(source_line(citation, call) for citation in version.sources),
        pictures=tuple(image.caption for image in version.images),
        names=tuple(dict.fromkeys(map(call, (*version.actors, *version.places)))),
        differences=tuple(differences(composer, standing, version, id)),
    )


SECTION = Section("earlier", pages, {"earlier": path}, history=True, planned_from=("histories", "reports.path"))


def register() -> None:
    offer(SECTION)
