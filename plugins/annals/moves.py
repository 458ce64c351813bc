"""Addresses of earlier times: where each leads now. From the outline and the pages that there are, nothing else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from .cards import FAMILIES_WITH_PAGES
from .edition import Outline
from .sections import Page
from .values import immutable


@immutable
class Move:
    """An address that a record had, or a list.

    ``family`` and ``id`` are those of the record at the new one, empty where that is a list, too. ``page``: what stands at the new one;
    ``besides``: where its other files would stand.
    """

    old: str  # a path
    new: str  # a path, and perhaps a #part
    family: str
    id: str
    origin: str  # the content file of the record
    page: Page | None = None
    besides: tuple[str, ...] = ()


@immutable
class _Record:
    family: str
    id: str
    origin: str
    main: str  # the path of its page
    pages: Sequence[Page]  # all that is made of it

    def move(self, old: str, new: str, page: Page | None = None, besides: tuple[str, ...] = ()) -> Move:
        return Move(old, new, self.family, self.id, self.origin, page, besides)


def moves(outline: Outline, pages: Sequence[Page]) -> Iterator[Move]:
    """Every address that a record had, and what lay below it: an older part of a list, a feed, a download."""
    by_origin: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        by_origin[page.origin].append(page)
    for family, table in FAMILIES_WITH_PAGES.items():
        for card in getattr(outline.cards, table).values():
            main = outline.edition.path(family, card.id) if card.redirects else None
            if main is not None:
                yield from _moves_of(_Record(family, card.id, card.path, main, by_origin[card.path]), card.redirects)


def _moves_of(record: _Record, redirects: Sequence[tuple[str, str]]) -> Iterator[Move]:
    starts = {start for start, _ in redirects}
    for start, to in redirects:
        if start.startswith("#"):
            continue  # it is still an address of this page, and the page has it
        if not start.endswith("/"):
            yield _file(start, record)
            continue
        yield record.move(start, f"{record.main}#{to}" if to else record.main)
        for page in record.pages:
            if page.path != record.main and page.path.startswith(record.main):
                old, *besides = (start + file.removeprefix(record.main) for file in page.paths)
                if old not in starts and old != page.path:  # those say so themselves; this is the page's own, which is told once
                    yield record.move(old, page.path, page, tuple(besides))


def _file(start: str, record: _Record) -> Move:
    """A file leads to the file of the same kind whose path is most like its own; to the page where there is none."""
    kind = start.rpartition(".")[2]
    alike = [page for page in record.pages if page.path.rpartition(".")[2] == kind and not is_html(page.path)]
    if not alike:
        return record.move(start, record.main)
    best = max(alike, key=lambda page: (len(set(page.path.split("/")) & set(start.split("/"))), page.path))
    return record.move(start, best.path, best)


def lapsed(outline: Outline, pages: Sequence[Page], known: Iterable[Move]) -> Iterator[Move]:
    """Every released address of a list that has nothing to hold any more, such as a decade of an actor whose reports all stand on its
    own page now: it leads to the nearest page above, or to the index. ``known``: the moves of records.
    """
    if not outline.released:
        return
    living = {path for page in pages if page.leads_to is None for path in page.paths}
    leads = {move.old: move.new for move in known}
    gone = [address for card in outline.cards.takedowns.values() for address in card.addresses]
    lists = [(re.compile(pattern), index) for pattern, index in outline.edition.lists]
    names: dict[str, tuple[str, str, str]] = {}
    for path in (address[1:] for address in outline.released):
        index = next((index for pattern, index in lists if pattern.fullmatch(path)), None)
        if index is None or path in living or path in leads or is_under(path, gone):
            continue
        there = next((leads.get(above, above) for above in _above(path) if above in living or above in leads), index)
        names = names or dict(_names(outline))
        family, id, origin = names.get(there, ("", "", "the list of released addresses"))
        yield Move(path, there, family, id, origin)


def _above(path: str) -> Iterator[str]:
    """The paths above one, the nearest first; not that of the home page, of which every page is a part."""
    parts = path.rstrip("/").split("/")
    return ("/".join(parts[:length]) + "/" for length in range(len(parts) - 1, 0, -1))


def _names(outline: Outline) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """The path of each record's page with its family, its id and its file."""
    for family, table in FAMILIES_WITH_PAGES.items():
        for card in getattr(outline.cards, table).values():
            main = outline.edition.path(family, card.id)
            if main is not None:
                yield main, (family, card.id, card.path)


def is_under(path: str, addresses: Iterable[str]) -> bool:
    """Whether it is one of these addresses, or lies below one of them."""
    return any(path == one or (one.endswith("/") and path.startswith(one)) for one in addresses)


def is_html(path: str) -> bool:
    """Whether it is the path of a page, and not of a file of another kind."""
    return not path or path.endswith(("/", ".html"))
