"""Pages to bytes, through the theme's templates. templates.py compiles them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import CodeType
from typing import Any

from markupsafe import Markup

from .edition import Edition, Outline
from .languages import direction
from .recording import make_room
from .report_views import EntryView
from .sections import Asset
from .templates import make_environment
from .views import Link, SiteView

_BEHIND = ("maps", "terms", "finding", "corrections")  # sections that the page of ways leads to, where there is one
_SEARCH = "search/"  # where the form on every page leads, when there is a page


_LINK, _ENTRY = "parts/link.html", "parts/entry.html"
ALWAYS = (_LINK, _ENTRY)
"""Templates that any page may draw in without naming them: through the filters below."""


class Renderer:
    """Renders pages of one site. A link or a list entry is rendered once, however many pages hold it."""

    def __init__(self, templates: Iterable[Path], site: SiteView, kept: Path | None = None) -> None:
        """``kept``: a folder for compiled templates."""
        self._environment = make_environment(templates, kept)
        self._environment.globals["site"] = site
        self._environment.filters["entry_html"] = self.entry_html
        self._environment.filters["link_html"] = self.link_html
        self._environment.filters["links_html"] = self.links_html
        self._environment.filters["once"] = self.once
        # by identity: the composer makes one view a report; the view is kept so that its identity is not given to another
        self._entries: dict[int, tuple[EntryView, Markup]] = {}
        self._links: dict[Link, Markup] = {}
        self._same_links: dict[int, tuple[Link, Markup]] = {}
        self._macros: dict[tuple[CodeType, tuple[Any, ...]], Markup] = {}

    def render(self, template: str, view: Any) -> bytes:
        """The bytes of a page. Without a template the view is its text."""
        text: str = self._environment.get_template(template).render(view=view) if template else view
        return text.encode()

    def link_html(self, link: Link) -> Markup:
        """A link, as the theme's macro writes it. The same few links stand on most pages: each is written once."""
        same = self._same_links.get(id(link))
        if same is not None:  # as a rule: found without comparing what it says
            return same[1]
        html = self._links.get(link)
        if html is None:
            macro = self._environment.get_template(_LINK).module.link  # type: ignore[attr-defined]  # as the theme has it
            make_room(self._links)
            html = self._links[link] = macro(link)
        make_room(self._same_links)
        self._same_links[id(link)] = (link, html)
        return html

    def links_html(self, links: Iterable[Link]) -> Markup:
        """Links with commas between them."""
        return Markup(", ".join(map(self.link_html, links)))  # noqa: S704 - they are Markup

    def once(self, macro: Any, *values: Any) -> Markup:
        """What a macro writes for some values. It sees nothing but them and the site, so that it is asked once."""
        key = (macro._func.__code__, values)  # noqa: SLF001 - a macro has nothing else that tells it from others
        html = self._macros.get(key)
        if html is None:
            make_room(self._macros)
            html = self._macros[key] = macro(*values)
        return html

    def entry_html(self, entry: EntryView) -> Markup:
        kept = self._entries.get(id(entry))
        if kept is None:
            html = Markup(self._environment.get_template(_ENTRY).render(entry=entry).strip())  # noqa: S704 - rendered with autoescape
            make_room(self._entries)
            kept = self._entries[id(entry)] = (entry, html)
        return kept[1]


def site_view(outline: Outline, first: Mapping[str, str], assets: Sequence[Asset]) -> SiteView:
    """What every page shares. ``first``: by template, the path of the first page that it makes."""
    edition, site = outline.edition, outline.edition.site
    prose = sorted(outline.cards.prose.values(), key=lambda page: (page.order, page.id))
    feed, gaps = first.get("feed.atom"), first.get("gaps.html")
    files = {asset.path: asset for asset in assets}
    return SiteView(
        name=site.name,
        description=site.description,
        lang=site.lang,
        dir=direction(site.lang) or "ltr",
        home=Link(site.name, edition.url("home", "")),
        nav=tuple(
            Link(title, edition.href(path))
            for name, (title, path) in edition.nav.items()
            if "ways" not in edition.nav or name not in _BEHIND
        ),
        footer=tuple(Link(page.title, url) for page in prose if (url := edition.url("prose", page.id))),
        feed=Link("Atom feed", edition.href(feed)) if feed else None,
        search=next((Link(title, edition.href(path)) for title, path in edition.nav.values() if path == _SEARCH), None),
        gaps=Link("What is missing", edition.href(gaps)) if gaps else None,
        stylesheet=_versioned(edition, files, "theme/annals.css"),
        print_stylesheet=_versioned(edition, files, "theme/print.css"),
        icon=_versioned(edition, files, "theme/icon.svg"),
        scripts={path[len("theme/") : -len(".js")]: _versioned(edition, files, path) for path in sorted(files) if _is_script(path)},
        preview=site.preview,
        licence=Link(*site.licence),
    )


def _is_script(path: str) -> bool:
    return path.startswith("theme/") and path.endswith(".js")


def _versioned(edition: Edition, assets: dict[str, Asset], path: str) -> str:
    """The address of a file of the theme, with a mark of its content: a browser that kept the old one asks for the new one.

    The modules that ``x.js`` loads are in the folder ``x/``; it asks for them with its own mark, which is of them all.
    """
    asset = assets.get(path)
    if asset is None or not edition.site.marked:
        return edition.href(path)
    folder = path.removesuffix(".js") + "/"
    loaded = [assets[name] for name in sorted(assets) if _is_script(path) and name.startswith(folder)]
    content = b"".join(file.disk.read_bytes() for file in (asset, *loaded))
    return f"{edition.href(path)}?{hashlib.sha256(content).hexdigest()[:8]}"
