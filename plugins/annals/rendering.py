"""Pages to bytes, through the theme's templates. The only module that knows the template engine."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import jinja2
from markupsafe import Markup

from .sections import Page
from .views import EntryView, Link, SiteView


class Renderer:
    """Renders pages of one site. A link or a list entry is rendered once, however many pages hold it."""

    def __init__(self, templates: Iterable[Path], site: SiteView) -> None:
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(list(templates)),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self._environment.globals["site"] = site
        self._environment.filters["entry_html"] = self.entry_html
        self._environment.filters["link_html"] = self.link_html
        # by identity: the composer makes one view a report; the view is kept so that its identity is not given to another
        self._entries: dict[int, tuple[EntryView, Markup]] = {}
        self._links: dict[Link, Markup] = {}

    def render(self, page: Page) -> bytes:
        template = self._environment.get_template(page.template)
        return template.render(view=page.compose()).encode("utf-8")

    def link_html(self, link: Link) -> Markup:
        """A link, as the theme's macro writes it. The same few links stand on most pages: each is written once."""
        html = self._links.get(link)
        if html is None:
            macro = self._environment.get_template("parts/link.html").module.link  # type: ignore[attr-defined]  # as the theme has it
            html = self._links[link] = macro(link)
        return html

    def entry_html(self, entry: EntryView) -> Markup:
        kept = self._entries.get(id(entry))
        if kept is None:
            html = Markup(self._environment.get_template("parts/entry.html").render(entry=entry))  # noqa: S704 - rendered with autoescape
            kept = self._entries[id(entry)] = (entry, html)
        return kept[1]
