"""Search: the index that the browser searches, and the page that is a list of all names from A to Z where there is no script."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from annals import linked_data
from annals.composing import Composer
from annals.edition import Outline
from annals.records import TABLES
from annals.sections import Page, Section, offer
from annals.values import immutable
from annals.views import Counted, Head, Link
from annals.wording import plural

from . import names, parts
from .names import Entry
from .numbering import as_text, numbering
from .parts import FOLDER
from .periods import periods

TITLE = "Search"
ALONE = 400
"""Names that the search page holds itself; more are on a page for each letter."""
EACH = 200
"""Names of one letter that a page holds."""
_ORIGIN = "the section 'finding'"
_PLANNED_FROM = (
    "reports.anchor",
    "reports.order",
    *(f"{TABLES[family]}.{name}" for family in names.FAMILIES for name in ("name", "aliases")),
)
Given = tuple[tuple[str, str, int], ...]  # of each name the family, the id, and which of its other names it is
Held = tuple[str, int, int, str, str, str]
"""A period: its name, its files of words, the numbers of a day, its days (see :func:`numbering.as_text`), its first year and its last."""


@immutable
class LetterGroup:
    """The names that begin with one letter."""

    heading: str
    anchor: str
    items: tuple[Link, ...]  # `note`: what it is, or whose other name


@immutable
class SearchView:
    """search.html: the field, a place for what is found, and the names from A to Z or the way to their letters."""

    head: Head
    title: str
    lead: str
    action: str  # where the form leads, and where what is found is shown; "" on the pages of letters
    letters: tuple[Counted, ...]  # where each letter has a page of its own; the count is of names
    groups: tuple[LetterGroup, ...]
    pages: tuple[Link, ...]  # of a letter that has several: each with its first name and its last, this one without a way to it
    previous: Link | None
    next: Link | None


def pages(outline: Outline) -> Iterator[Page]:
    held: list[Held] = []
    if "report" in outline.edition.paths:
        for period, stretches in periods(outline):
            cards = [outline.cards.reports[id] for _, ids in stretches for id in ids]
            of = numbering([card.order[0] for card in cards])
            files = parts.word_files(len(cards))
            first, *others = parts.files(period, files, of)
            keeps = tuple(parts.kept_as(name) for name, _ in stretches)
            given = (files, tuple(of), stretches)
            yield Page(first, "", parts.compose, given, _ORIGIN, listed=False, besides=tuple(others), lasting=False, keeps=keeps)
            held.append((period, files, of.slots, as_text(of), f"{of.year:04}", max(card.anchor[:4] for card in cards)))
    cut = names.name_files(outline)
    first, *others = (f"{FOLDER}names-{number}.json" for number in range(cut))
    yield Page(first, "", _compose_names, (tuple(names.shown(outline)), cut), _ORIGIN, listed=False, besides=tuple(others), lasting=False)
    yield Page(f"{FOLDER}index.json", "", compose_manifest, (tuple(held), cut), _ORIGIN, listed=False, lasting=False)
    yield from _letters(outline)


def _compose_names(composer: Composer, families: tuple[str, ...], cut: int) -> str | tuple[str, ...]:
    files = names.compose(composer, families, cut)
    return files if cut > 1 else files[0]


def compose_manifest(_: Composer, held: tuple[Held, ...], cut: int) -> str:
    """What the index consists of: its periods, the newest first, and how many files the names are cut into."""
    told = [
        {"period": period, "files": files, "slots": slots, "days": days, "from": first, "to": last}
        for period, files, slots, days, first, last in reversed(held)
    ]
    manifest = {"periods": told, "names": cut}
    return json.dumps(manifest, ensure_ascii=False, separators=(",", ":"))


# --- from A to Z


def _letters(outline: Outline) -> Iterator[Page]:
    found = names.entries(outline)
    if sum(len(entries) for entries in found.values()) <= ALONE:
        groups = tuple((letter, _given(entries)) for letter, entries in found.items())
        yield Page(FOLDER, "search.html", compose, (groups, ()), _ORIGIN)
        return
    yield Page(FOLDER, "search.html", compose, ((), tuple((letter, len(entries)) for letter, entries in found.items())), _ORIGIN)
    for letter, entries in found.items():
        count = -(-len(entries) // EACH)
        each = [_given(entries[number * EACH : (number + 1) * EACH]) for number in range(count)]
        ends = tuple((some[0], some[-1]) for some in each)
        for number, some in enumerate(each):
            yield Page(_letter_path(letter, number), "search.html", compose_letter, (letter, number, ends, some), _ORIGIN)


def _given(entries: Sequence[Entry]) -> Given:
    return tuple((entry.family, entry.id, entry.alias) for entry in entries)


def _letter_path(letter: str, number: int = 0) -> str:
    """Where the names with a letter are. A letter that is not of the Latin alphabet has its number in Unicode."""
    name = "digits" if letter == "0" else letter if letter.isascii() and letter.isalpha() else f"u{ord(letter):04x}"
    return f"{FOLDER}names/{name}/" + (f"{number + 1}/" if number else "")


def _heading(letter: str) -> str:
    return "0 to 9" if letter == "0" else letter.upper()


def compose(composer: Composer, groups: tuple[tuple[str, Given], ...], letters: tuple[tuple[str, int], ...]) -> SearchView:
    lead = "Every name in the archive, with its other names and spellings."
    head = composer.head(FOLDER, TITLE, f"{TITLE} in {composer.site.name}. {lead}", ())
    nodes = [linked_data.collection(composer.edition, TITLE, FOLDER), linked_data.breadcrumb(composer.edition, head.crumbs)]
    ways = tuple(Counted(Link(_heading(letter), composer.edition.href(_letter_path(letter))), count) for letter, count in letters)
    told = tuple(_group(composer, letter, given) for letter, given in groups)
    return SearchView(linked_data.described(head, nodes), TITLE, lead, composer.edition.href(FOLDER), ways, told, (), None, None)


def compose_letter(composer: Composer, letter: str, number: int, ends: tuple[Given, ...], given: Given) -> SearchView:
    """The names with one letter, or ``EACH`` of them. ``ends``: of each page of the letter its first name and its last."""
    here = _letter_path(letter, number)
    title = f"Names: {_heading(letter)}" + (f", page {number + 1}" if number else "")
    description = f"{title}: {plural(len(given), 'name')} in {composer.site.name}, with other names and spellings."
    head = composer.head(here, title, description, (Link(TITLE, composer.edition.href(FOLDER)),))
    nodes = [linked_data.collection(composer.edition, title, here), linked_data.breadcrumb(composer.edition, head.crumbs)]
    ways = tuple(
        Link(
            f"Page {page + 1}",
            composer.edition.href(_letter_path(letter, page)) if page != number else None,
            note=" to ".join(_item(composer, *name).text for name in both),
        )
        for page, both in enumerate(ends)
    )
    before, after = (_step(ways[beside]) if 0 <= beside < len(ways) else None for beside in (number - 1, number + 1))
    groups = (_group(composer, letter, given),)
    return SearchView(linked_data.described(head, nodes), title, "", "", (), groups, ways if len(ways) > 1 else (), before, after)


def _step(way: Link) -> Link:
    return Link(way.text, way.url)


def _group(composer: Composer, letter: str, given: Given) -> LetterGroup:
    return LetterGroup(_heading(letter), f"page-{ord(letter):x}", tuple(_item(composer, *entry) for entry in given))


def _item(composer: Composer, family: str, id: str, alias: int) -> Link:
    """A name with what it is; or another name, with the one that the page bears."""
    record = composer.named[family][id]
    url = composer.edition.url(family, id)
    if alias < 0:
        return Link(record.name, url, record.lang, names.description(composer, family, record))
    other = record.aliases[alias]
    return Link(other.text, url, other.lang, f"see {record.name}")


SECTION = Section("finding", pages, nav=(50, TITLE, FOLDER), lists=rf"{FOLDER}names/[^/]+/(?:\d+/)?", planned_from=_PLANNED_FROM)


def register() -> None:
    offer(SECTION)
