"""What was changed in the reports after they were published: the latest, year by year, and as a feed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from annals import linked_data
from annals.composing import Composer
from annals.edition import Outline
from annals.lists import ListPart, Pager, list_parts, pager
from annals.retelling import ChangeView, change_text, change_view, instant
from annals.sections import Page, Section, offer
from annals.views import Link
from annals.wording import plural

from .views import ChangeEntry, ChangesFeedView, CorrectionsView, YearOfChanges

TITLE = "Corrections and changes"
INDEX = "corrections/"
FEED = "corrections.atom"
NEWEST = 50  # in the feed
_ORIGIN = "the section 'corrections'"

Key = tuple[str, str]  # a report's id, and the slug of one of its changes


def year_path(year: str, number: int | None = None) -> str:
    return f"{INDEX}{year}/" if number is None else f"{INDEX}{year}/{number}/"


def pages(outline: Outline) -> Iterator[Page]:
    site = outline.edition.site
    found = [(day, (id, slug)) for day, id, slug in outline.histories.changes]
    by_year: dict[str, list[Key]] = defaultdict(list)
    for day, key in found:
        by_year[day[:4]].append(key)
    years = tuple((year, len(by_year[year])) for year in sorted(by_year, reverse=True))
    latest = tuple(key for _, key in found[: -site.page_size - 1 : -1])
    modified = found[-1][0] if found else None
    yield Page(INDEX, "corrections.html", compose, (latest, years, outline.histories.lack), _ORIGIN, modified)
    for year, keys in by_year.items():
        for part in list_parts(len(keys), site.page_size):
            shown = tuple(keys[part.start : part.end][::-1])
            yield Page(
                year_path(year, part.number), "corrections.html", compose_year, (year, part.values, shown), _ORIGIN, shown[0][1][:10]
            )
    if site.url:
        newest = tuple(key for _, key in found[: -NEWEST - 1 : -1])
        yield Page(FEED, "corrections.atom", compose_feed, (newest,), _ORIGIN, listed=False)


def compose(composer: Composer, latest: tuple[Key, ...], years: tuple[tuple[str, int], ...], lack: str) -> CorrectionsView:
    """``latest``: the newest changes, newest first."""
    total = sum(count for _, count in years)
    lead = (
        f"{plural(total, 'change')} of substance in published reports: what was corrected, added or taken out, and when. "
        "A report says on its own page what was changed in it, and keeps its earlier states under addresses of their own."
        if total
        else "No change of substance in a published report is recorded yet."
    )
    head = composer.head(INDEX, TITLE, f"{composer.site.name}: what was changed in published reports, and when.", ())
    return CorrectionsView(
        head=linked_data.described_list(composer.edition, head, INDEX),
        title=TITLE,
        lead=lead,
        lack=lack,
        years=tuple(YearOfChanges(Link(year, composer.edition.href(year_path(year))), count) for year, count in years),
        changes=_changes(composer, latest),
        pager=Pager(None, None, ""),
        feed=Link("Atom feed of changes", composer.edition.href(FEED)) if composer.site.url else None,
        prose=composer.prose_links(),
    )


def compose_year(composer: Composer, year: str, part_values: tuple[Any, ...], shown: tuple[Key, ...]) -> CorrectionsView:
    part = ListPart(*part_values)
    here = year_path(year, part.number)
    title = f"{TITLE} of {year}" + ("" if part.number is None else f": {part.start + 1:,} to {part.end:,}")
    head = composer.head(here, title, f"{composer.site.name}: what was changed in published reports in {year}.", (_index(composer),))
    head = linked_data.described_list(composer.edition, head, here)
    return CorrectionsView(head, title, "", "", (), _changes(composer, shown), _pager(composer, year, part), None, ())


def _index(composer: Composer) -> Link:
    return Link(TITLE, composer.edition.href(INDEX))


def _pager(composer: Composer, year: str, part: ListPart) -> Pager:
    return pager(part, lambda number: composer.edition.href(year_path(year, number)), "changes")


def _changes(composer: Composer, keys: tuple[Key, ...]) -> tuple[ChangeView, ...]:
    return tuple(_change(composer, id, slug) for id, slug in keys)


def _change(composer: Composer, id: str, slug: str) -> ChangeView:
    change = next(change for change in composer.histories[id].changes if change.slug == slug)
    return change_view(composer, id, change, of_many=True)


def compose_feed(composer: Composer, newest: tuple[Key, ...]) -> ChangesFeedView:
    site = composer.site
    entries = tuple(_entry(composer, id, slug) for id, slug in newest)
    return ChangesFeedView(
        title=f"{site.name}: {TITLE.lower()}",
        id=composer.edition.absolute(INDEX),
        url=composer.edition.absolute(FEED),
        home=composer.edition.absolute(INDEX),
        lang=site.lang,
        updated=entries[0].updated if entries else "1970-01-01T00:00:00Z",
        rights=f"{site.licence[0]} {site.licence[1]}",
        entries=entries,
    )


def _entry(composer: Composer, id: str, slug: str) -> ChangeEntry:
    report = composer.reports[id]
    change = next(change for change in composer.histories[id].changes if change.slug == slug)
    view = change_view(composer, id, change)
    page = composer.edition.path("report", id)
    labels = ", ".join(dict.fromkeys(changed.label.lower() for changed in view.changed))
    return ChangeEntry(
        id=f"{composer.edition.absolute(f'reports/{id}/')}#{view.anchor}",
        url=f"{composer.edition.absolute(page)}#{view.anchor}" if page else composer.edition.absolute(INDEX),
        title=f"{report.title}: {labels}",
        lang=report.lang or composer.site.lang,
        updated=f"{change.day}T00:00:00Z" if change.time is None else instant(change.time),
        summary=change_text(view),
    )


SECTION = Section(
    "corrections", pages, nav=(90, "Corrections", INDEX), lists=rf"{INDEX}\d{{4}}/(?:\d+/)?", history=True, planned_from=("histories",)
)


def register() -> None:
    offer(SECTION)
