"""What a page family hands the engine: a section.

A section says which pages there are, from the outline alone; each page then composes its view, from what the composer gives
it. A section's plugin calls :func:`offer` in its ``register()``. Whoever builds calls :func:`take` once all plugins have
registered. The order in which they register does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from .edition import Outline
from .values import immutable


@immutable
class Page:
    """One file of the site.

    ``path`` is its address below the site's root: ``actors/russia/`` (written as ``index.html`` there) or ``404.html``.
    ``compose`` gives the view that the template receives, from the composer and the plain values in ``given``; it is called
    only when the page is rendered, and looks at nothing else. Without a template, ``compose`` gives the text itself.

    ``besides``: the paths of more files that the same making gives. What takes long to look at is then looked at once for all of
    them, and they are made again together. ``compose`` gives all the texts, the page's own first.
    """

    path: str
    template: str
    compose: Callable[..., Any]
    given: tuple[Any, ...]  # strings, numbers, None, and tuples of them
    origin: str  # the content file, or the section, that the page comes from: named when two pages claim one address
    modified: str | None = None  # the last day of change that is recorded, for the sitemap
    listed: bool = True  # False: not in the sitemap, and search engines are asked to leave it out
    besides: tuple[str, ...] = ()  # only without a template
    lasting: bool = True  # False: nobody quotes its address, which may go as it came
    leads_to: str | None = None  # of an address of earlier times: the one that holds now; "" of one that was taken down
    keeps: tuple[str, ...] = ()  # the names under which its making keeps what it finds out (see Composer.kept): what no page names goes

    @property
    def file(self) -> str:
        return f"{self.path}index.html" if self.path.endswith("/") or not self.path else self.path

    @property
    def files(self) -> tuple[str, ...]:
        """All that it makes, its own file first."""
        return (self.file, *self.besides)

    @property
    def paths(self) -> tuple[str, ...]:
        """The addresses of all that it makes, its own first."""
        return (self.path, *self.besides)


@immutable
class Asset:
    """A file that is copied as it is; or a picture that is made from a file, of a kind and a width (see pictures.publish)."""

    path: str
    disk: Path
    making: tuple[str, int] | None = None

    @property
    def file(self) -> str:
        return self.path


@immutable
class Section:
    """A page family. ``paths`` maps a family of records (or "day", "month", "year") to the path of one of its pages, by id.

    ``planned_from`` names every field of the outline's cards ("reports.anchor"), every table ("indexes.reports_by_actor") and "histories"
    that ``pages`` and ``survey`` look at, besides ids and their order. As long as none of them changes, the pages that there are stay those
    that there were. Where it is ``None``, they are planned anew in each build.
    """

    name: str
    pages: Callable[[Outline], Iterable[Page]]
    paths: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    nav: tuple[int, str, str] | None = None  # its place in the navigation, its words and its path
    history: bool = False  # its pages tell what was changed: git is asked only when there is such a section
    survey: Callable[[Outline, Sequence[Page]], Iterable[Page]] | None = None  # pages about all other pages, such as a sitemap
    planned_from: Sequence[str] | None = None  # all that its pages are planned from: see below
    lists: str = ""  # a regular expression: paths of pages that are there as long as they have something to list


_offered: dict[str, Section] = {}


def offer(section: Section) -> None:
    """Called from a plugin's ``register()``."""
    _offered[section.name] = section


def take() -> tuple[Section, ...]:
    """The sections offered since the last call, in order of name."""
    sections = tuple(_offered[name] for name in sorted(_offered))
    _offered.clear()
    return sections
