"""What Annals takes from Pelican's settings, checked and frozen."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .claim_fields import CLAIM, SETTLEMENT
from .conf import SettingsError, cache_folder, chosen, copied_folders, template_folders
from .edition import Site
from .scalars import is_web_address
from .values import immutable


@immutable
class Settings:
    content: Path
    content_shown: str  # what faults put before a path: "content"
    output: Path
    templates: tuple[Path, ...]  # folders in which templates are looked for, first the overrides
    static: Path  # the folder whose files are copied to theme/
    root: Path  # the folder whose files are copied to the site's root: favicon.ico
    cache_folder: Path
    released: Path | None  # the list of released addresses
    conf: Mapping[str, Any]  # of Pelican's settings, all that was looked at
    site: Site

    def cache(self, name: str) -> Path:
        """A file that one build leaves for the next: one folder for each output folder."""
        return self.cache_folder / name


def _url(given: object) -> str:
    url = str(given or "").rstrip("/")
    if url and not is_web_address(url):
        raise SettingsError(f"SITEURL is {url!r}, but an address like https://example.org is wanted")
    return url


def _page_size(given: object) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or given < 1:
        raise SettingsError(f"ANNALS_PAGE_SIZE is {given!r}, but a whole number above 0 is wanted")
    return given


def _licence(given: object) -> tuple[str, str]:
    if not (isinstance(given, list | tuple) and len(given) == 2 and all(isinstance(part, str) for part in given)):
        raise SettingsError(f"ANNALS_LICENCE is {given!r}, but a name and an address are wanted, in brackets")
    return given[0], given[1]


def _name(given: object) -> str:
    if not isinstance(given, str) or not given.strip():
        raise SettingsError(f"SITENAME is {given!r}, but the name of the site is wanted")
    return given


def _categories(given: object) -> tuple[tuple[str, str], ...]:
    """Raises :class:`SettingsError` where a name cannot be a field of a claim, or has no words."""
    if not isinstance(given, Mapping):
        raise SettingsError(f"ANNALS_CATEGORIES is {given!r}, but names with their words are wanted, like {{'arrested': 'arrested'}}")
    for name, words in given.items():
        if not (isinstance(name, str) and re.fullmatch(r"[a-z]+(_[a-z]+)*", name)):
            raise SettingsError(f"ANNALS_CATEGORIES has the name {name!r}, but lower-case letters with single underscores are wanted")
        if name in CLAIM.fields or name in SETTLEMENT.fields:
            raise SettingsError(f"ANNALS_CATEGORIES has the name {name!r}, which is a field already: choose another")
        if not (isinstance(words, str) and words.strip()):
            raise SettingsError(f"ANNALS_CATEGORIES gives {name!r} the words {words!r}, but a few words for readers are wanted")
    return tuple(given.items())


def read_settings(pelican: Mapping[str, Any]) -> Settings:
    """From Pelican's settings, their paths being absolute. Raises :class:`SettingsError`."""
    settings = chosen(pelican)
    site = Site(
        url=_url(settings.get("SITEURL")),
        page_size=_page_size(settings["ANNALS_PAGE_SIZE"]),
        licence=_licence(settings["ANNALS_LICENCE"]),
        categories=_categories(settings["ANNALS_CATEGORIES"]),
        name=_name(settings.get("SITENAME")),
        description=str(settings.get("SITESUBTITLE") or ""),
        lang=str(settings.get("DEFAULT_LANG") or "en"),
        preview=bool(settings["ANNALS_PREVIEW"]),
    )
    content = Path(settings["PATH"])
    if not content.is_dir():
        raise SettingsError(f"there is no content folder {content}")
    static, root = copied_folders(settings)
    shown = os.path.relpath(content)
    return Settings(
        content=content,
        content_shown=str(content) if shown.startswith("..") else "" if shown == "." else shown,
        output=Path(settings["OUTPUT_PATH"]),
        templates=template_folders(settings),
        static=static,
        root=root,
        released=Path(settings["ANNALS_RELEASED"]) if settings["ANNALS_RELEASED"] else None,
        cache_folder=cache_folder(settings),
        conf=settings,
        site=site,
    )
