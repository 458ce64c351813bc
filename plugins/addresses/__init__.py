"""Addresses of earlier times, and of what was taken down: a page at each, and the same told to web servers that can do better.

A static page can only send its reader on. A host that reads `_redirects` (Netlify, Cloudflare Pages) or nginx with `redirects.nginx`
answers 301, and 410 for what was taken down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote

from markupsafe import Markup

from annals.cards import FAMILIES_WITH_PAGES
from annals.composing import Composer
from annals.edition import Outline
from annals.moves import Move, is_html, lapsed, moves
from annals.sections import Page, Section, offer
from annals.texts import body_text
from annals.values import immutable
from annals.views import DateView, Head, Link

_ORIGIN = "the section 'addresses'"
_PLANNED_FROM = (
    *(f"{table}.{name}" for table in FAMILIES_WITH_PAGES.values() for name in ("path", "redirects")),
    *(f"takedowns.{name}" for name in ("path", "addresses", "day")),
)
Pairs = tuple[tuple[str, str], ...]


@immutable
class MovedView:
    """moved.html: at an address that a page had; sends its reader on."""

    head: Head  # its canonical address is the new one
    title: str
    target: Link  # the page that has moved, at its new address


@immutable
class GoneView:
    """gone.html: at the address of what was taken down."""

    head: Head
    title: str
    date: DateView  # of the decision
    reason: str  # as the public may read it
    html: Markup
    ways: tuple[Link, ...]


def survey(outline: Outline, pages: Sequence[Page]) -> Iterator[Page]:
    known = tuple(moves(outline, pages))
    found = sorted([*known, *lapsed(outline, pages, known)], key=lambda move: (move.old, move.new))
    yield from map(_page_of, found)
    gone: list[str] = []
    for card in outline.cards.takedowns.values():
        gone += card.addresses
        for address in card.addresses:
            if is_html(address):
                yield Page(address, "gone.html", compose_gone, (card.id, address), card.path, card.day, listed=False, leads_to="")
    pairs = tuple((move.old, move.new) for move in found)
    yield Page("_redirects", "", compose_hosts, (pairs, tuple(sorted(gone))), _ORIGIN, listed=False, lasting=False)
    yield Page("redirects.nginx", "", compose_nginx, (pairs, tuple(sorted(gone))), _ORIGIN, listed=False, lasting=False)


def _page_of(move: Move) -> Page:
    """A page that sends its reader on; for a feed or a download, which cannot, the same text as at the new address."""
    if is_html(move.old):
        given = (move.old, move.new, move.family, move.id)
        return Page(move.old, "moved.html", compose_moved, given, move.origin, listed=False, leads_to=move.new)
    if move.page is None or is_html(move.page.path) or len(move.page.besides) != len(move.besides):
        return Page(move.old, "", compose_note, (move.new,), move.origin, listed=False, leads_to=move.new)
    return replace(move.page, path=move.old, listed=False, besides=move.besides, leads_to=move.new)


def compose_moved(composer: Composer, old: str, new: str, family: str, id: str) -> MovedView:
    link = composer.page_link(family, id) if family else Link(composer.edition.absolute(new))
    title = f"Moved: /{old}"
    description = f"The address of “{link.text}” is {composer.edition.absolute(new)} now."
    head = replace(composer.head(old, title, description, ()), canonical=composer.edition.absolute(new.partition("#")[0]))
    return MovedView(head, "This page has moved", replace(link, url=composer.edition.href(new), note=""))


def compose_note(composer: Composer, new: str) -> str:
    """At the address of a file whose like is made no more: a feed, where there are no feeds."""
    return f"What was here is now at {composer.edition.absolute(new)}\n"


def compose_gone(composer: Composer, id: str, address: str) -> GoneView:
    takedown = composer.takedowns[id]
    title = f"Taken down: /{address}"
    head = composer.head(address, title, f"What stood at this address was taken down. {takedown.reason}", (), indexed=False)
    html = body_text(composer, takedown.body, link_names=False)
    ways = tuple(way for way in (composer.home(), composer.section("timeline")) if way.url)
    return GoneView(head, "This page was taken down", composer.date(takedown.date), takedown.reason, html, ways)


def compose_hosts(composer: Composer, moved: Pairs, gone: Sequence[str]) -> str:
    """`_redirects`. Netlify needs the mark that a redirect goes before the page that is there; Cloudflare, which passes over a line
    with that mark, does so by itself. What holds for all that lies below comes last, as Cloudflare wants it; it names the file, for
    Netlify passes over a rule that leads to where it begins.
    """
    lines = ["# Addresses of earlier times. Written by the build."]
    for old, new in moved:
        there = f"{_encoded(composer, old)} {_encoded(composer, new)} 301"
        lines += [f"{there}!", there]
    for address in gone:
        here = _encoded(composer, address)
        lines += [f"{here} {here} 410!", *([f"{here}* {here}index.html 410!"] if address.endswith("/") else [])]
    return "\n".join([*lines, ""])


def compose_nginx(composer: Composer, moved: Pairs, gone: Sequence[str]) -> str:
    """Two maps, to be included in the `http` block; how they are used is told in their first lines. nginx compares decoded paths."""
    base = composer.site.base
    lines = [
        "# Addresses of earlier times. Written by the build. Include it in the http block, and in the server block write:",
        "#     if ($annals_gone) { return 410; }",
        "#     if ($annals_moved) { return 301 $annals_moved; }",
        *_sizes([f"{base}/{old}" for old, _ in moved]),
        "map $uri $annals_moved {",
        '    default "";',
        *(f'    "{base}/{old}" "{_encoded(composer, new)}";' for old, new in moved),
        "}",
        "map $uri $annals_gone {",
        "    default 0;",
    ]
    ends = {True: "", False: "$"}
    lines += [f'    "~^{_literal(f"{base}/{address}")}{ends[address.endswith("/")]}" 1;' for address in gone]
    return "\n".join([*lines, "}", ""])


def _sizes(keys: Sequence[str]) -> Iterator[str]:
    """Room for long addresses, and for many: with its own sizes nginx does not begin, or warns. Only where it is needed, for these may
    stand once in an http block, and a host may have its own.
    """
    longest = max((len(key.encode()) for key in keys), default=0) + 32  # the key, its length, two pointers
    if longest > 64 or len(keys) > 1_000:
        yield f"map_hash_bucket_size {max(128, _power(longest))};"
        yield f"map_hash_max_size {max(2_048, _power(4 * len(keys)))};"


def _power(least: int) -> int:
    """The next power of two."""
    return 1 << (least - 1).bit_length()


def _encoded(composer: Composer, path: str) -> str:
    return quote(composer.edition.href(path), safe="/#")


def _literal(path: str) -> str:
    """A path as a regular expression that means just it: of what a path can hold, a full stop alone means more."""
    return path.replace(".", "\\.")


SECTION = Section("addresses", lambda _: (), survey=survey, planned_from=_PLANNED_FROM)


def register() -> None:
    offer(SECTION)
