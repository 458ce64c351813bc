"""Bodies as a page shows them: links have their addresses, pictures their sizes, and the first mention of a name leads to its page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from urllib.parse import quote, unquote

from markupsafe import Markup, escape

from .bodies import INDEX_ADDRESSES, SCHEME
from .composing import Composer
from .illustrations import picture_view
from .particulars import Part

SIZES = "(min-width: 44rem) 36rem, 100vw"
"""How wide an image stands on a page, for the choice among its copies."""
_ADDRESS = re.compile(rf'(href|src)="{SCHEME}([^"]*)"')
_PICTURE = re.compile(rf'<img((?: [a-z]+="[^"]*")*?) src="{SCHEME}(images/[^"#]*)"')
_ENTITY = re.compile(rf'href="{SCHEME}(actors|places|sources|terms)/(?:[^"/#]+/)*([^"/#]+)\.md')
_LINK = re.compile(rf'<a href="{SCHEME}([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_NAMED = ("actors", "places", "sources", "subjects", "threads", "terms")  # the folders of what is known by its id alone


def part_texts(
    composer: Composer,
    parts: Iterable[Part],
    told: Iterable[tuple[str, str]] = (),
    *,
    link_names: bool = True,
    itself: tuple[str, str] | None = None,
    had: Iterable[tuple[str, str]] = (),
) -> list[Markup]:
    """The parts of a body, in their order, without their headings. A name is linked where it stands first in them all.

    ``told`` are the entities that the report names, which settle what a shared name means; ``itself`` is never linked; ``had``: ids that
    parts had before, each with the id of the part that it leads to now. Entities are given as family and id.
    """
    seen = {itself} if itself else set()
    told, had = tuple(told), tuple(had)
    shown = []
    for part in parts:
        text = part.html
        if SCHEME in text:
            text = _PICTURE.sub(partial(_with_size, composer), text)
            text = _ADDRESS.sub(partial(_address, composer), _LINK.sub(partial(_internal_link, composer), text))
        if link_names and text:
            text = composer.mentions().link(text, composer.edition.url, told, seen, partial(composer.recorder.note, "mentions"))
        anchors = Markup().join(Markup('<span id="{}"></span>').format(old) for old, to in had if to == part.id)
        shown.append(anchors + Markup(text))  # noqa: S704 - it has passed the sanitiser in bodies.py
    return shown


def body_text(
    composer: Composer,
    parts: Sequence[Part],
    *,
    link_names: bool = True,
    itself: tuple[str, str] | None = None,
    had: Iterable[tuple[str, str]] = (),
) -> Markup:
    """As :func:`part_texts`, all parts as one text, their headings back in place."""
    html = Markup()
    for part, text in zip(parts, part_texts(composer, parts, link_names=link_names, itself=itself, had=had), strict=True):
        html += (Markup('<h2 id="{}">{}</h2>\n').format(part.id, part.title) if part.id else Markup()) + text
    return html


def mentioned(composer: Composer, text: str, told: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The actors, places, sources and terms that a part of a body names, by a link or by one of their names: family and id of each.
    What it links to need not be published. ``told``: as in :func:`part_texts`.
    """
    found = linked_in(text)
    if text:
        found |= composer.mentions().named(text, told, partial(composer.recorder.note, "mentions"))
    return found


def linked_in(text: str) -> set[tuple[str, str]]:
    """The actors, places, sources and terms to which a part of a body has links: family and id of each."""
    return {(folder.removesuffix("s"), id) for folder, id in _ENTITY.findall(text)}


def target(composer: Composer, written: str) -> str | None:
    """The address that ``reports/2016/10/28-x.md#part`` stands for; ``None`` where there is no such page, or it has no such claim."""
    path, _, fragment = written.replace("&amp;", "&").partition("#")
    folder, _, rest = path.partition("/")
    anchor = f"#{fragment}" if fragment else ""
    if fragment.startswith("claim-") and fragment.removeprefix("claim-") not in composer.reports_by_claim:
        return None  # the claim is not published
    edition = composer.edition
    if folder == "images":
        return edition.href(quote(unquote(path)))
    if path in INDEX_ADDRESSES:
        return next((edition.href(path) for _, index in edition.nav.values() if index == path), None)
    id = rest.removesuffix(".md")
    if folder in _NAMED:
        family, id = folder.removesuffix("s"), id.rpartition("/")[2]
        url = edition.url(family, id) if id in composer.named[family] else None
    elif folder == "reports":
        url = edition.url("report", id) if id in composer.neighbours else None
    else:
        url = edition.url("prose", id) if id in composer.prose else None
    return None if url is None else url + anchor


def _internal_link(composer: Composer, match: re.Match[str]) -> str:
    """A link to a page that is not there (its family is off, or it is not published) turns into its words."""
    return match[0] if target(composer, match[1]) is not None else match[3]


def _with_size(composer: Composer, match: re.Match[str]) -> str:
    """An image in a text, with its size and its copies: nothing moves when it has come, and a small screen loads a small file."""
    shown = picture_view(composer, unquote(match[2].replace("&amp;", "&")), "")
    size = "" if shown.width is None else f' width="{shown.width}" height="{shown.height}"'
    copies = f' srcset="{escape(shown.webp)}" sizes="{SIZES}"' if shown.webp else ""
    return f'<img{match[1]} loading="lazy"{size}{copies} src="{SCHEME}{match[2]}"'


def _address(composer: Composer, match: re.Match[str]) -> str:
    return f'{match[1]}="{escape(target(composer, match[2]) or "")}"'
