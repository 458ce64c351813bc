"""The pages of text: about, method, corrections."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from annals import linked_data
from annals.composing import Composer
from annals.edition import Outline
from annals.particulars import had_parts
from annals.sections import Page, Section, offer
from annals.texts import body_text
from annals.values import immutable
from annals.views import Head, Link


@immutable
class ProseView:
    """prose.html: a page of text."""

    head: Head
    title: str
    summary: str
    html: Markup
    siblings: tuple[Link, ...]  # the other prose pages


def path(id: str) -> str:
    return f"{id}/"


def pages(outline: Outline) -> Iterator[Page]:
    for card in outline.cards.prose.values():
        yield Page(path(card.id), "prose.html", compose, (card.id,), card.path, card.modified or None, card.status == "reviewed")


def compose(composer: Composer, id: str) -> ProseView:
    page = composer.prose[id]
    here = path(id)
    head = composer.head(here, page.title, page.summary, (), lang=page.lang, indexed=page.status == "reviewed")
    nodes = [linked_data.web_page(composer.edition, page, here), linked_data.breadcrumb(composer.edition, head.crumbs)]
    html = body_text(composer, page.body, link_names=page.link_names, had=had_parts(page.redirect_from))
    siblings = tuple(link for link in composer.prose_links() if link.url != composer.edition.url("prose", id))
    return ProseView(linked_data.described(head, nodes), page.title, page.summary, html, siblings)


SECTION = Section("prose", pages, {"prose": path}, planned_from=("prose.modified", "prose.path", "prose.status"))


def register() -> None:
    offer(SECTION)
