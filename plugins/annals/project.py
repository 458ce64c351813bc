"""A project's settings and page families without Pelican, which takes a fifth of a second to import: for checking."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .conf import SettingsError, read_conf
from .edition import Outline
from .examining import Checked, content_folder, examine
from .examining import check as check_all
from .released import lasting, read_released, write_released
from .renaming import Changes
from .renaming import merge as merge_records
from .renaming import rename as rename_record
from .sections import Page, Section, take
from .settings import Settings, read_settings


def open_project(conf: Path, instead: Mapping[str, Any] | None = None) -> tuple[Settings, tuple[Section, ...]]:
    """Its settings, some of them with other values, and its page families. Raises :class:`~annals.conf.SettingsError`."""
    settings = {**read_conf(conf), **(instead or {})}
    for folder in settings.get("PLUGIN_PATHS", ()):
        if folder not in sys.path:
            sys.path.insert(0, folder)
    for name in settings.get("PLUGINS", ()):
        if name != "annals":
            importlib.import_module(name).register()
    return read_settings(settings), take()


def check(conf: Path) -> Checked:
    """Everything that a build checks, with nothing rendered and nothing written.

    Raises :class:`~annals.problems.ContentError` and :class:`~annals.conf.SettingsError`.
    """
    return check_all(*open_project(conf))


def release(settings: Settings, sections: tuple[Section, ...]) -> tuple[Path, int, int]:
    """Write down what is published now. Gives the list, how many addresses it has, and how many of them are new.

    Raises :class:`~annals.problems.ContentError`, also where an address has been lost, and :class:`~annals.conf.SettingsError`.
    """
    if settings.released is None:
        raise SettingsError("ANNALS_RELEASED names no file in which addresses could be kept")
    outline, contents = examine(settings, sections, past=True)
    before = {address for _, address in read_released(settings.released)}
    now = before | lasting(outline, contents.pages, contents.images)
    if now != before:
        write_released(settings.released, now)
    return settings.released, len(now), len(now) - len(before)


def rename(settings: Settings, sections: tuple[Section, ...], family: str, old: str, new: str) -> Changes:
    """As :func:`annals.renaming.rename`, with what the whole site says to it."""
    return rename_record(content_folder(settings), lambda: _pages(settings, sections), family, old, new)


def merge(settings: Settings, sections: tuple[Section, ...], family: str, old: str, into: str) -> Changes:
    """As :func:`annals.renaming.merge`, with what the whole site says to it."""
    return merge_records(content_folder(settings), lambda: _pages(settings, sections), family, old, into)


def _pages(settings: Settings, sections: tuple[Section, ...]) -> tuple[Outline, tuple[Page, ...]]:
    outline, contents = examine(settings, sections)
    return outline, contents.pages
