"""One address, one page; and an address of earlier times leads to one of today, never round in a circle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .problems import ContentError, Mark, Problems
from .sections import Asset, Page
from .settings import Settings


def check_addresses(pages: Sequence[Page], assets: Sequence[Asset], settings: Settings) -> None:
    """Also where capitals are not told apart, and where a file would stand in a folder's place. Raises :class:`ContentError`."""
    problems = Problems()
    living = [page for page in pages if page.leads_to is None]
    origins = [(page.file, page.path, page.origin) for page in living]
    origins += [(file, file, page.origin) for page in living for file in page.besides]
    origins += [(asset.file, asset.path, f"the file {asset.disk.name}") for asset in assets]
    taken: dict[str, str] = {}
    for file, path, origin in origins:
        other = taken.setdefault(file.casefold(), origin)
        if other is not origin:
            _clash(problems, settings, path, origin, other)
    for page in pages:
        for file in page.files if page.leads_to is not None else ():
            other = taken.setdefault(file.casefold(), page.origin)
            if other is not page.origin or page.path == (page.leads_to or "").partition("#")[0]:
                _check_moved(problems, settings, page, other)
            origins.append((file, file, page.origin))
    for inside in sorted(_folders(taken) & taken.keys()):
        below = next(found for found in origins if found[0].casefold().startswith(f"{inside}/"))
        _clash(problems, settings, below[1], below[2], taken[inside])
    if problems:
        raise ContentError(problems)


def _folders(files: Iterable[str]) -> set[str]:
    """Every folder above some files."""
    found: set[str] = set()
    level = {file.rpartition("/")[0] for file in files}
    while level:
        found |= level
        level = {folder.rpartition("/")[0] for folder in level if folder} - found
    return found - {""}


def _clash(problems: Problems, settings: Settings, path: str, one: str, other: str) -> None:
    mine, theirs = (one, other) if one.endswith(".md") else (other, one)
    shown = _shown(settings, mine) if mine.endswith(".md") else mine
    cure = "rename the file; the address follows its name"
    problems.add(Mark(shown), "same-address", f"two pages claim the address /{path}: this one and {theirs}", cure)


def _check_moved(problems: Problems, settings: Settings, page: Page, other: str) -> None:
    """An address of earlier times that is one of today, too: the reader would never get there, or never back."""
    there = _shown(settings, other) if other.endswith(".md") else other
    if page.leads_to == "":
        what, cure = f"/{page.path} is taken down, and is a page of {there} all the same", "take down what that page is made of"
    elif page.path == (page.leads_to or "").partition("#")[0]:
        what, cure = f"/{page.path} is the address of this very page: a redirect would lead to itself", "take it out of 'redirect_from'"
    else:
        what = f"a redirect from /{page.path} is not possible: {there} has this address"
        cure = "take it out of 'redirect_from' here or there; an address leads to one page"
    mark, line = _where(settings, page)
    problems.add(mark, "redirect", what, cure, source=line)


def _where(settings: Settings, page: Page) -> tuple[Mark, str]:
    """Where a file gives an address, and the line: looked for in its text, since this is needed only when it is told."""
    address = page.path.rstrip("/")
    for number, line in enumerate((settings.content / page.origin).read_text("utf-8-sig").splitlines(), 1):
        if found := re.search(rf"(?<![\w-])/?{re.escape(address)}/?(?![\w-])", line):
            return Mark(_shown(settings, page.origin), number, found.start() + 1, len(found[0])), line
    return Mark(_shown(settings, page.origin)), ""


def _shown(settings: Settings, inside: str) -> str:
    return f"{settings.content_shown}/{inside}" if settings.content_shown else inside
