"""The archive as one build tells it: what is told, across and by whom, and under which addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .indexes import Indexes
from .records import Archive


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
    base: str = field(init=False)  # the path part of the site's address: what every link begins with

    def __post_init__(self) -> None:
        _, _, rest = self.url.partition("://")
        _, slash, path = rest.partition("/")
        object.__setattr__(self, "base", slash + path)


@dataclass(frozen=True, slots=True)
class Edition:
    """All that a page may be made from.

    ``addresses`` maps a family of records (or "day", "month", "year") to the path of one of its pages, by id; ``nav`` maps
    a section with an index page to its title and path, in order of the navigation. What is switched off is in neither.
    """

    archive: Archive
    indexes: Indexes
    site: Site
    addresses: Mapping[str, Callable[[str], str]]
    nav: Mapping[str, tuple[str, str]]

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
