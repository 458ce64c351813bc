"""The phases of a build, on one screen: load, plan, check, render, write."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .composing import Composer, direction
from .edition import Edition, Site
from .indexes import build_indexes
from .load import load, published
from .output import OutputFolder, Written
from .problems import ContentError, Mark, Problems
from .reading import ContentFolder
from .records import Archive
from .rendering import Renderer
from .sections import Asset, Page, Section
from .settings import Settings
from .views import Link, SiteView


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the site will hold, checked, before anything of it is rendered or written."""

    edition: Edition
    pages: tuple[Page, ...]  # in order of path
    assets: tuple[Asset, ...]


def prepare(settings: Settings, sections: Iterable[Section]) -> Plan:
    """Read and check everything, and plan the site. Raises :class:`ContentError`; writes nothing."""
    archive = load(ContentFolder(settings.content, settings.content_shown))
    return plan(archive if settings.site.preview else published(archive), settings, sections)


def plan(archive: Archive, settings: Settings, sections: Iterable[Section]) -> Plan:
    ordered = sorted(sections, key=lambda section: section.name)
    edition = make_edition(archive, settings.site, ordered)
    composer = Composer(edition)
    pages = [page for section in ordered for page in section.pages(composer)]
    pages += [page for section in ordered if section.survey for page in section.survey(composer, tuple(pages))]
    assets = [Asset(path, settings.content / path) for path in archive.images]
    assets += [*_files(settings.static, "theme/"), *_files(settings.root, "")]
    _check_addresses(pages, assets, settings)
    return Plan(edition, tuple(sorted(pages, key=lambda page: page.path)), tuple(sorted(assets, key=lambda asset: asset.path)))


def make_edition(archive: Archive, site: Site, sections: Iterable[Section]) -> Edition:
    addresses = {family: make for section in sections for family, make in section.addresses.items()}
    nav = sorted((section.nav, section.name) for section in sections if section.nav)
    return Edition(archive, build_indexes(archive), site, addresses, {name: (title, path) for (_, title, path), name in nav})


def _files(folder: Path, under: str) -> list[Asset]:
    return [Asset(f"{under}{file.relative_to(folder).as_posix()}", file) for file in sorted(folder.rglob("*")) if file.is_file()]


def build(plan: Plan, settings: Settings) -> Written:
    """Render and write what was planned."""
    renderer = Renderer(settings.templates, site_view(plan))
    output = OutputFolder(settings.output, settings.ledger)
    for asset in plan.assets:
        output.write(asset.file, asset.disk.read_bytes())
    for page in plan.pages:
        output.write(page.file, renderer.render(page))
    return output.finish()


def site_view(plan: Plan) -> SiteView:
    edition, site = plan.edition, plan.edition.site
    prose = sorted(edition.archive.prose.values(), key=lambda page: (page.order, page.id))
    feed = next((page for page in plan.pages if page.path.endswith(".atom")), None)
    assets = {asset.path: asset for asset in plan.assets}
    return SiteView(
        name=site.name,
        description=site.description,
        lang=site.lang,
        dir=direction(site.lang) or "ltr",
        url=site.url,
        base=site.base,
        nav=tuple(Link(title, edition.href(path)) for title, path in edition.nav.values()),
        footer=tuple(Link(page.title, url) for page in prose if (url := edition.url("prose", page.id))),
        feed=Link("Atom feed", edition.href(feed.path)) if feed else None,
        stylesheet=_versioned(edition, assets, "theme/annals.css"),
        print_stylesheet=_versioned(edition, assets, "theme/print.css"),
        icon=_versioned(edition, assets, "theme/icon.svg"),
        preview=site.preview,
        licence=Link(*site.licence),
    )


def _versioned(edition: Edition, assets: dict[str, Asset], path: str) -> str:
    """The address of a file of the theme, with a mark of its content: a browser that kept the old one asks for the new one."""
    asset = assets.get(path)
    mark = f"?{hashlib.sha256(asset.disk.read_bytes()).hexdigest()[:8]}" if asset else ""
    return edition.href(path) + mark


def _check_addresses(pages: Sequence[Page], assets: Sequence[Asset], settings: Settings) -> None:
    """One address, one page: also where capitals are not told apart, and where a file would stand in a folder's place."""
    problems = Problems()
    taken: dict[str, tuple[str, str]] = {}  # the file, folded, to its address and origin
    outputs: list[Page | Asset] = [*pages, *assets]
    for page in outputs:
        origin = page.origin if isinstance(page, Page) else f"the file {page.disk.name}"
        other = taken.setdefault(page.file.casefold(), (page.path, origin))
        if other[1] is not origin or other[0] != page.path:
            _clash(problems, settings, page.path, origin, other[1])
    for page in pages:
        folder = Path(page.file).parent
        while folder != Path():
            if (other_file := taken.get(folder.as_posix().casefold())) is not None:
                _clash(problems, settings, page.path, page.origin, other_file[1])
            folder = folder.parent
    if problems:
        raise ContentError(problems)


def _clash(problems: Problems, settings: Settings, path: str, one: str, other: str) -> None:
    mine, theirs = (one, other) if one.endswith(".md") else (other, one)
    shown = f"{settings.content_shown}/{mine}" if settings.content_shown and mine.endswith(".md") else mine
    cure = "rename the file; the address follows its name"
    problems.add(Mark(shown), "same-address", f"two pages claim the address /{path}: this one and {theirs}", cure)
