"""What a build publishes: the site's settings and addresses, and the outline from which the page families say which pages there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .cards import Cards, EntityCard
from .histories import NO_HISTORIES, Histories
from .indexes import Indexes
from .values import immutable


@immutable
class Site:
    """What the settings say of the site."""

    name: str
    description: str
    url: str  # absolute, without a final slash; "" when it is not known
    lang: str
    licence: tuple[str, str]  # its name and its address
    preview: bool
    page_size: int = 50  # entries that a page of a long list holds
    categories: tuple[tuple[str, str], ...] = ()  # of figures, besides those of the table: each with its words
    marked: bool = True  # addresses of style sheets and scripts say which version is wanted; not where browsers keep none of them
    base: str = field(init=False)  # the path part of the site's address: what every link begins with

    def __post_init__(self) -> None:
        _, _, rest = self.url.partition("://")
        _, slash, path = rest.partition("/")
        object.__setattr__(self, "base", slash + path)


@immutable
class Edition:
    """The site and its addresses: the same for every page of a build.

    ``paths`` maps a family of records (or "day", "month", "year") to the path of one of its pages, by id; ``nav`` maps a
    section with an index page to its title and path, in order of the navigation; ``lists`` has, of each section, a regular expression
    for the paths of its lists, and the path of its index. What is switched off is in none of them.
    """

    site: Site
    paths: Mapping[str, Callable[[str], str]]
    nav: Mapping[str, tuple[str, str]]
    lists: tuple[tuple[str, str], ...] = ()

    def path(self, family: str, id: str) -> str | None:
        """The path of a record's page; ``None`` when its page family is switched off."""
        make = self.paths.get(family)
        return make(id) if make else None

    def url(self, family: str, id: str) -> str | None:
        """What a link to it says: the path, from the root of the host."""
        make = self.paths.get(family)
        return f"{self.site.base}/{make(id)}" if make else None

    def href(self, path: str) -> str:
        """The address for a link within the site, from the root of its host."""
        return f"{self.site.base}/{path}"

    def absolute(self, path: str) -> str:
        """The address to be quoted. In a preview without an address it begins at the root."""
        return f"{self.site.url}/{path}"


Again = Callable[[str, str, EntityCard, tuple[str, ...]], tuple[Any, ...] | None]
"""By section, family, card and the ids of its reports: the pages of an entity as they were planned last, where that is what they are
planned from now, too.
"""


@dataclass(frozen=True)  # without slots: it keeps what it was asked for
class Outline:
    """What there is, without what it says: enough to know which pages there are and which lists they hold."""

    cards: Cards
    indexes: Indexes
    edition: Edition
    histories: Histories = NO_HISTORIES
    released: tuple[str, ...] = ()  # addresses that have been published: "/actors/russia/", "/reports/2016/10/28-x/#part"
    again: Again | None = None  # of a build that knows what was planned last

    @cached_property
    def _days(self) -> dict[str, str]:
        return {id: card.modified for id, card in self.cards.reports.items()}

    def modified(self, reports: tuple[str, ...]) -> str | None:
        """The last recorded day of change of some reports."""
        return max(set(map(self._days.__getitem__, reports)), default="") or None  # few days, each compared once

    @cached_property
    def years(self) -> dict[str, str]:
        """The year on which each report is listed."""
        return {id: card.anchor[:4] for id, card in self.cards.reports.items()}
