"""The pages of text: about, method, corrections."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from annals import linked_data
from annals.composing import Composer, joined
from annals.records import Prose
from annals.sections import Page, Section, offer
from annals.views import Link, ProseView


def path(id: str) -> str:
    return f"{id}/"


def pages(composer: Composer) -> Iterator[Page]:
    edition = composer.edition
    for page in edition.archive.prose.values():
        modified = page.updated.latest.isoformat() if page.updated else None
        yield Page(path(page.id), "prose.html", partial(compose, composer, page), page.path, modified, page.status == "reviewed")


def compose(composer: Composer, page: Prose) -> ProseView:
    edition = composer.edition
    here = path(page.id)
    head = composer.head(here, page.title, page.summary, (), lang=page.lang, indexed=page.status == "reviewed")
    nodes = [linked_data.web_page(edition, page, here), linked_data.breadcrumb(edition, head.crumbs)]
    html = joined(page.body, composer.html(page.body, link_names=page.link_names))
    others = sorted((other for other in edition.archive.prose.values() if other is not page), key=lambda other: (other.order, other.id))
    siblings = tuple(Link(other.title, edition.url("prose", other.id), other.lang, other.summary) for other in others)
    return ProseView(composer.with_data(head, nodes), page.title, page.summary, html, siblings)


SECTION = Section("prose", pages, {"prose": path})


def register() -> None:
    offer(SECTION)
