"""sitemap.xml, in parts where there are many pages, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from annals.composing import Composer
from annals.edition import Outline
from annals.sections import Page, Section, offer
from annals.values import immutable

MOST = 50_000  # addresses in one file: sitemaps.org
_ORIGIN = "the section 'sitemaps'"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Listed = tuple[str, str | None]  # a path, and the last day of change that is recorded


@immutable
class RobotsView:
    """robots.txt."""

    sitemap: str | None
    preview: bool


def survey(outline: Outline, pages: Sequence[Page]) -> Iterator[Page]:
    yield Page("robots.txt", "robots.txt", compose_robots, (), _ORIGIN, listed=False, lasting=False)
    if not outline.edition.site.url:
        return  # the protocol takes whole addresses only
    listed = sorted({page.path: page.modified for page in pages if page.listed}.items())  # two pages of one address are told as a fault
    chunks = [tuple(listed[i : i + MOST]) for i in range(0, len(listed), MOST)] or [()]
    if len(chunks) == 1:
        yield Page("sitemap.xml", "", compose, (chunks[0],), _ORIGIN, listed=False, lasting=False)
        return
    parts: list[Listed] = []
    for number, chunk in enumerate(chunks, 1):
        path = f"sitemap-{number}.xml"
        parts.append((path, max((modified for _, modified in chunk if modified), default=None)))
        yield Page(path, "", compose, (chunk,), _ORIGIN, listed=False, lasting=False)
    yield Page("sitemap.xml", "", compose_index, (tuple(parts),), _ORIGIN, listed=False, lasting=False)


def compose(composer: Composer, listed: Iterable[Listed]) -> str:
    """The text itself: with 50,000 lines of one shape, a template would take longer than the rest of the site's lists."""
    return _xml(composer, "urlset", "url", listed)


def compose_index(composer: Composer, parts: Iterable[Listed]) -> str:
    return _xml(composer, "sitemapindex", "sitemap", parts)


def _xml(composer: Composer, outer: str, inner: str, listed: Iterable[Listed]) -> str:
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f'<{outer} xmlns="{_NAMESPACE}">']
    for path, modified in listed:
        changed = f"<lastmod>{modified}</lastmod>" if modified else ""
        lines.append(f"<{inner}><loc>{escape(composer.edition.absolute(path))}</loc>{changed}</{inner}>")
    return "\n".join([*lines, f"</{outer}>", ""])


def compose_robots(composer: Composer) -> RobotsView:
    return RobotsView(composer.edition.absolute("sitemap.xml") if composer.site.url else None, composer.site.preview)


SECTION = Section("sitemaps", lambda _: (), survey=survey, planned_from=())


def register() -> None:
    offer(SECTION)
