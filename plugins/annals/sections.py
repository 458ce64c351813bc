"""What a page family hands the engine: a section, which is a pure function from the edition to pages.

A section's plugin calls :func:`offer` in its ``register()``. Whoever builds calls :func:`take` once all plugins have
registered. The order in which
they register does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .indexes import Indexes
from .records import Archive


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site.

    ``path`` is its address below the site's root: ``actors/russia/`` (written as ``index.html`` there) or ``404.html``.
    ``compose`` gives the view that the template receives; it is pure, and is called only when the page is rendered.
    """

    path: str
    template: str
    compose: Callable[[], object]
    origin: str  # the content file, or the section, that the page comes from: named when two pages claim one address
    modified: str | None = None  # the last day of change that is recorded, for the sitemap
    listed: bool = True  # False: not in the sitemap, and search engines are asked to leave it out

    @property
    def file(self) -> str:
        return f"{self.path}index.html" if self.path.endswith("/") or not self.path else self.path


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is copied as it is."""

    path: str
    disk: Path

    @property
    def file(self) -> str:
        return self.path


@dataclass(frozen=True, slots=True)
class Site:
    """What the settings say of the site."""

    name: str
    description: str
    url: str  # absolute, without a final slash; "" when it is not known
    lang: str
    licence: tuple[str, str]  # its name and its address
    preview: bool
    page_size: int = 50  # entries that a page of a long list holds

    @property
    def base(self) -> str:
        """The path part of the site's address: what every link begins with."""
        _, _, rest = self.url.partition("://")
        _, slash, path = rest.partition("/")
        return slash + path


@dataclass(frozen=True, slots=True)
class Section:
    """A page family. ``addresses`` maps a family of records (or "day", "month", "year") to the path of one of its pages, by id."""

    name: str
    pages: Callable[[Edition], Iterable[Page]]
    addresses: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    nav: tuple[int, str, str] | None = None  # its place in the navigation, its words and its path
    survey: Callable[[Edition, Sequence[Page]], Iterable[Page]] | None = None  # pages about all other pages, such as a sitemap


@dataclass(frozen=True, slots=True)
class Edition:
    """The archive as one build tells it: what is told, across and by whom, under which addresses. All that a section may look at."""

    archive: Archive
    indexes: Indexes
    site: Site
    sections: tuple[Section, ...]  # in order of name
    addresses: Mapping[str, Callable[[str], str]]

    def path(self, family: str, id: str) -> str | None:
        """The path of a record's page; ``None`` when its page family is switched off."""
        make = self.addresses.get(family)
        return make(id) if make else None

    def url(self, family: str, id: str) -> str | None:
        """What a link to it says: the path, from the root of the host."""
        path = self.path(family, id)
        return None if path is None else self.href(path)

    def href(self, path: str) -> str:
        return f"{self.site.base}/{path}"

    def absolute(self, path: str) -> str:
        """The address to be quoted. In a preview without an address it begins at the root."""
        return f"{self.site.url}/{path}"


def make_edition(archive: Archive, indexes: Indexes, site: Site, sections: Iterable[Section]) -> Edition:
    ordered = tuple(sorted(sections, key=lambda section: section.name))
    addresses = {family: make for section in ordered for family, make in section.addresses.items()}
    return Edition(archive, indexes, site, ordered, addresses)


_offered: dict[str, Section] = {}


def offer(section: Section) -> None:
    """Called from a plugin's ``register()``."""
    _offered[section.name] = section


def take() -> tuple[Section, ...]:
    """The sections offered since the last call, in order of name."""
    sections = tuple(_offered[name] for name in sorted(_offered))
    _offered.clear()
    return sections
