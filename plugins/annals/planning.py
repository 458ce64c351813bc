"""Which pages and files there will be: the outline of an edition, and the plan that the page families make from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cached_property
from itertools import chain
from operator import is_
from pathlib import Path
from typing import Any, NamedTuple

from .cards import Cards, EntityCard
from .claim_indexes import Last
from .collisions import check_addresses
from .disk import files_below
from .drawers import others
from .edition import Edition, Outline, Site
from .histories import NO_HISTORIES, Histories
from .indexes import build_indexes
from .particulars import Picture
from .problems import ContentError, Problems
from .released import check_released, read_released
from .sections import Asset, Page, Section
from .settings import Settings
from .stages import staged

Images = Mapping[str, Picture | None]  # by path; None: copied as it is


class Contents:
    """Everything that the site will hold."""

    def __init__(self, own: Mapping[str, Sequence[Page]], surveys: Mapping[str, Sequence[Page]], assets: tuple[Asset, ...]) -> None:
        """``own``: the pages of each section, in the order in which it gave them; ``surveys``: those about all others; ``assets``: in order
        of path.
        """
        self.own, self.surveys, self.assets = own, surveys, assets

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All of them, in order of path."""
        every = (page for part in (self.own, self.surveys) for pages in part.values() for page in pages)
        return tuple(sorted(every, key=lambda page: page.path))

    @cached_property
    def files(self) -> tuple[str, ...]:
        return (*(asset.file for asset in self.assets), *(file for page in self.pages for file in page.files))

    @cached_property
    def count(self) -> int:
        """Of the pages."""
        return len(self.pages)

    @cached_property
    def first(self) -> Mapping[str, str]:
        """By template, the path of the first page that it makes."""
        return {page.template: page.path for page in reversed(self.pages)}

    @cached_property
    def keeps(self) -> frozenset[str]:
        """All names under which pages keep what their making finds out."""
        return frozenset(name for page in self.pages for name in page.keeps)

    def making(self, files: AbstractSet[str]) -> list[Page]:
        """The pages that make any of some files, in order of path."""
        return [page for page in self.pages if not files.isdisjoint(page.files)]

    @property
    def images(self) -> tuple[str, ...]:
        """The paths of the archive's own images, without the copies that are made of them."""
        return tuple(
            asset.path for asset in self.assets if asset.path.startswith("images/") and (not asset.making or asset.making[0] == "own")
        )


class LastPlan(NamedTuple):
    """What was planned when all was as it is now but for some things, in the words of ``Section.planned_from``."""

    contents: Contents
    changed: AbstractSet[str]
    cards: Cards
    tables: Mapping[str, Mapping[str, Any]]  # as far as they are known


class _Again:
    """Finds the last pages of entities: see :data:`~annals.edition.Again`."""

    def __init__(self, last: LastPlan, now: Cards) -> None:
        self._last = last
        were, are = last.cards.reports, now.reports
        ids = others(were, are)
        self._others = {
            id
            for id in (are if ids is None else ids)
            if (was := were.get(id)) is None or (was.anchor, was.modified) != (are[id].anchor, are[id].modified)
        }
        self._pages: dict[str, dict[str, list[Page]]] = {}  # by section, then by where they come from

    def __call__(self, section: str, family: str, card: EntityCard, reports: tuple[str, ...]) -> tuple[Page, ...] | None:
        table = self._last.tables.get(f"reports_by_{family}")
        same = table is not None and table.get(card.id, ()) == reports and self._others.isdisjoint(reports)
        if not same or self._last.cards.entities(family).get(card.id) != card:
            return None
        if section not in self._pages:
            pages = self._pages[section] = defaultdict(list)
            for page in self._last.contents.own.get(section, ()):
                pages[page.origin].append(page)
        return tuple(self._pages[section].get(card.path, ()))


def _check_released(outline: Outline, contents: Contents, settings: Settings) -> None:
    """No address that was published is lost. In a preview it may be: work goes on."""
    if settings.released is None or settings.site.preview:
        return
    problems = Problems()
    check_released(settings.released, outline, contents.pages, contents.images, problems)
    if problems:
        raise ContentError(problems)


@staged("index")
def make_outline(
    cards: Cards, site: Site, sections: Iterable[Section], histories: Histories = NO_HISTORIES, last: Last | None = None
) -> Outline:
    ordered = sorted(sections, key=lambda section: section.name)
    paths = {family: make for section in ordered for family, make in section.paths.items()}
    nav = sorted((section.nav, section.name) for section in ordered if section.nav)
    lists = tuple((section.lists, section.nav[2] if section.nav else "") for section in ordered if section.lists)
    edition = Edition(site, paths, {name: (title, path) for (_, title, path), name in nav}, lists)
    return Outline(cards, build_indexes(cards, last), edition, histories)


@staged("plan")
def plan(outline: Outline, sections: Iterable[Section], images: Images, settings: Settings, last: LastPlan | None = None) -> Contents:
    """Every page and file of the site. Raises :class:`ContentError` when two claim one address.

    ``last``: of the same settings and sections. A section that looks at nothing that has changed since is not asked again; where all is
    the same in the end, the last plan itself comes back.
    """
    ordered = sorted(sections, key=lambda section: section.name)
    if last:
        outline = replace(outline, again=_Again(last, outline.cards))
    if settings.released and not settings.site.preview:
        outline = replace(outline, released=tuple(address for _, address in read_released(settings.released)))

    def stays(section: Section) -> bool:
        return last is not None and section.planned_from is not None and last.changed.isdisjoint(section.planned_from)

    before, surveyed = (last.contents.own, last.contents.surveys) if last else ({}, {})
    anew = {it.name: _as_before(it.pages(outline), before.get(it.name, ())) for it in ordered if not stays(it)}
    same = last is not None and all(planned is before[name] for name, planned in anew.items())
    asked = [it for it in ordered if it.survey and not (same and stays(it))]
    assets = tuple(sorted(_assets(settings, images), key=lambda asset: asset.path))
    if last and same and not asked and assets == last.contents.assets:
        _check_released(outline, last.contents, settings)
        return last.contents
    own = {it.name: anew[it.name] if it.name in anew else before[it.name] for it in ordered}
    pages = tuple(page for planned in own.values() for page in planned)
    surveys = {
        it.name: surveyed.get(it.name, ()) if it not in asked else _as_before(it.survey(outline, pages), surveyed.get(it.name, ()))
        for it in ordered
        if it.survey
    }
    if last and same and assets == last.contents.assets and all(planned is surveyed[name] for name, planned in surveys.items()):
        contents = last.contents
    else:
        contents = Contents(own, surveys, assets)
        check_addresses((*pages, *chain.from_iterable(surveys.values())), assets, settings)
    _check_released(outline, contents, settings)
    return contents


def _as_before(pages: Iterable[Page], before: Sequence[Page]) -> Sequence[Page]:
    """Pages, those that are the same as before being the very ones."""
    known = {page.path: page for page in before}
    found = tuple(there if (there := known.get(page.path, page)) is page or there == page else page for page in pages)
    return before if len(found) == len(before) and all(map(is_, found, before)) else found


def pictured(images: Iterable[str], pictures: Mapping[str, Picture]) -> Images:
    return {image: pictures.get(image) for image in images}


def _assets(settings: Settings, images: Images) -> list[Asset]:
    shown: list[Asset] = []
    for path, picture in images.items():
        disk = settings.content / path
        shown.append(Asset(path, disk, ("own", picture.width) if picture else None))
        shown += [Asset(copy, disk, ("webp", width)) for copy, width in (picture.copies(path) if picture else ())]
    return [*shown, *_files(settings.static, "theme/"), *_files(settings.root, "")]


def _files(folder: Path, under: str) -> list[Asset]:
    return [Asset(f"{under}{file.relative_to(folder).as_posix()}", file) for file in files_below(folder)]
