"""sitemap.xml, in parts where there are many pages, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from annals.composing import Composer
from annals.edition import Edition
from annals.sections import Page, Section, offer

MOST = 50_000  # addresses in one file: sitemaps.org
_ORIGIN = "the section 'sitemaps'"


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    url: str
    modified: str | None


@dataclass(frozen=True, slots=True)
class SitemapView:
    """sitemap.xml: the pages, in order of address; or, with ``index``, the files that hold them."""

    entries: tuple[SitemapEntry, ...]
    index: bool


@dataclass(frozen=True, slots=True)
class RobotsView:
    """robots.txt."""

    sitemap: str | None
    preview: bool


def survey(composer: Composer, pages: Sequence[Page]) -> Iterator[Page]:
    edition = composer.edition
    listed = sorted((page for page in pages if page.listed), key=lambda page: page.path)
    sitemap = edition.absolute("sitemap.xml") if edition.site.url else None
    yield Page("robots.txt", "robots.txt", partial(RobotsView, sitemap, edition.site.preview), _ORIGIN, listed=False)
    if not sitemap:
        return  # the protocol takes whole addresses only
    chunks = [listed[i : i + MOST] for i in range(0, len(listed), MOST)] or [[]]
    if len(chunks) == 1:
        yield Page("sitemap.xml", "sitemap.xml", partial(compose, edition, chunks[0]), _ORIGIN, listed=False)
        return
    parts = [
        Page(f"sitemap-{number}.xml", "sitemap.xml", partial(compose, edition, chunk), _ORIGIN, _newest(chunk), listed=False)
        for number, chunk in enumerate(chunks, 1)
    ]
    yield from parts
    yield Page("sitemap.xml", "sitemap.xml", partial(compose, edition, parts, index=True), _ORIGIN, listed=False)


def compose(edition: Edition, pages: Sequence[Page], *, index: bool = False) -> SitemapView:
    return SitemapView(tuple(SitemapEntry(edition.absolute(page.path), page.modified) for page in pages), index)


def _newest(pages: Sequence[Page]) -> str | None:
    return max((page.modified for page in pages if page.modified), default=None)


SECTION = Section("sitemaps", lambda _: (), survey=survey)


def register() -> None:
    offer(SECTION)
