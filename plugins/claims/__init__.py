"""The pages of claims: each subject with what everybody says of it side by side, all claims of a subject or a speaker in order of
time, an index that begins with what is contested, and the same as data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annals.edition import Outline
from annals.ledger import Entry
from annals.lists import by_name, list_parts
from annals.sections import Page, Section, offer
from annals.spoken import MOST_SPOKEN

from .downloads import compose_subject_files, compose_year, subject_path, year_path
from .lists import TITLE, compose_index, compose_list
from .paths import PAGE, all_path, is_long, path, spoken_path
from .subject import compose_subject

_PLANNED_FROM = (
    *("indexes.claims_by_speaker", "indexes.claims_by_subject", "indexes.reports_by_year"),
    *("reports.claims", "reports.modified", "subjects.name", "subjects.path", "subjects.status"),
)


def pages(outline: Outline) -> Iterator[Page]:
    cards, indexes = outline.cards, outline.indexes
    told = indexes.claims_by_subject
    for id, card in cards.subjects.items():
        entries = told.get(id, ())
        modified = outline.modified(tuple(dict.fromkeys(entry.report for entry in entries)))
        yield Page(path(id), "subject.html", compose_subject, (id,), card.path, modified, card.status == "reviewed")
        files = [subject_path(id, kind) for kind in ("csv", "json")]
        yield Page(files[0], "", compose_subject_files, (id,), card.path, listed=False, besides=tuple(files[1:]))
        if is_long(entries):
            yield from _lists(outline, f"subject/{id}", entries)
    for key, entries in indexes.claims_by_speaker.items():
        if len(entries) > MOST_SPOKEN:
            yield from _lists(outline, key, entries)
    years = {year: tuple(id for id in ids if cards.reports[id].claims) for year, ids in indexes.reports_by_year.items()}
    for year, reports in years.items():
        yield Page(year_path(year), "", compose_year, (reports,), "the section 'claims'", listed=False)
    yield from _index(outline, tuple(year for year, reports in years.items() if reports))


def _lists(outline: Outline, key: str, entries: Sequence[Entry]) -> Iterator[Page]:
    """All claims of a subject or of a speaker, in pages."""
    for part in list_parts(len(entries), min(PAGE // 2, outline.edition.site.page_size)):
        shown = entries[part.start : part.end]
        given = (key, part.values, tuple(entry.claim.id for entry in shown))
        modified = outline.modified(tuple(dict.fromkeys(entry.report for entry in shown)))
        yield Page(spoken_path(key, part.number), "claims.html", compose_list, given, f"the section 'claims' ({key})", modified)


def _index(outline: Outline, years: tuple[str, ...]) -> Iterator[Page]:
    """One page where all subjects fit on it; else one with the contested ones, and the whole list in pages."""
    names = sorted(outline.cards.subjects.values(), key=by_name)
    ids = tuple(card.id for card in names)
    origin = "the section 'claims'"
    if len(ids) <= PAGE:
        yield Page("subjects/", "subjects.html", compose_index, (ids, 0, 0, years), origin)
        return
    count = -(-len(ids) // PAGE)
    yield Page("subjects/", "subjects.html", compose_index, ((), 0, count, years), origin)
    for number in range(1, count + 1):
        shown = ids[(number - 1) * PAGE : number * PAGE]
        yield Page(all_path(number), "subjects.html", compose_index, (shown, number, count, ()), origin)


_LISTS = r"(actors|sources|subjects)/[^/]+/claims/(\d+/)?|subjects/all/(\d+/)?|subjects/\d{4}\.csv"

SECTION = Section(
    "claims", pages, {"subject": path, "spoken": spoken_path}, nav=(25, TITLE, "subjects/"), lists=_LISTS, planned_from=_PLANNED_FROM
)


def register() -> None:
    offer(SECTION)
