"""A settings file, and what Annals reads of it: with so little loaded that it can be asked before anything else."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DEFAULTS: Mapping[str, Any] = {
    "ANNALS_PREVIEW": True,  # drafts and unverified reports are shown, and marked
    "ANNALS_PAGE_SIZE": 50,  # entries on a page of a long list
    "ANNALS_RELEASED": None,  # the file that lists the addresses that have been published
    "ANNALS_CATEGORIES": {},  # of figures, besides those of the table: the field of a claim, and its words
    "ANNALS_LICENCE": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CACHE_PATH": ".build",
    "DEFAULT_LANG": "en",
    "PLUGINS": (),
    "SITENAME": None,
    "SITESUBTITLE": "",
    "SITEURL": "",
    "THEME_TEMPLATES_OVERRIDES": (),
}
FOLDERS = ("PATH", "OUTPUT_PATH", "THEME")
"""Settings without which there is no site."""

BUILT = "built.json"
"""In the cache folder: what the last build says of its output."""


class SettingsError(Exception):
    """A setting cannot be used. ``str()`` says which, and why."""

    exitcode = 78  # sysexits.h: EX_CONFIG


def read_conf(path: Path) -> dict[str, Any]:
    """The settings of a Pelican settings file: its names in capitals."""
    spec = importlib.util.spec_from_file_location("annals_project_conf", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: value for name, value in vars(module).items() if name.isupper()}


def chosen(pelican: Mapping[str, Any]) -> dict[str, Any]:
    """All settings that Annals looks at, and no others; whole paths, and the names of plugins. Raises ``KeyError`` without a folder."""
    conf = {name: pelican.get(name, otherwise) for name, otherwise in DEFAULTS.items()}
    conf |= {name: str(Path(pelican[name]).absolute()) for name in FOLDERS}
    conf["CACHE_PATH"] = str(Path(conf["CACHE_PATH"] or ".build").absolute())
    conf["THEME_TEMPLATES_OVERRIDES"] = [str(Path(folder).absolute()) for folder in conf["THEME_TEMPLATES_OVERRIDES"]]
    conf["PLUGINS"] = sorted(plugin if isinstance(plugin, str) else plugin.__name__ for plugin in conf["PLUGINS"] or ())
    if conf["ANNALS_RELEASED"]:
        conf["ANNALS_RELEASED"] = str(Path(conf["ANNALS_RELEASED"]).absolute())
    return conf


def cache_folder(conf: Mapping[str, Any]) -> Path:
    """Where a build of some :func:`chosen` settings keeps what it leaves for the next: one folder for each output folder."""
    key = hashlib.sha256(os.fsencode(conf["OUTPUT_PATH"])).hexdigest()[:16]
    return Path(conf["CACHE_PATH"]) / f"annals-{key}"


def template_folders(conf: Mapping[str, Any]) -> tuple[Path, ...]:
    """In which templates are looked for, first the overrides."""
    return (*map(Path, conf["THEME_TEMPLATES_OVERRIDES"]), Path(conf["THEME"]) / "templates")


def copied_folders(conf: Mapping[str, Any]) -> tuple[Path, Path]:
    """Whose files are copied to theme/, and to the site's root: favicon.ico."""
    theme = Path(conf["THEME"])
    return theme / "static", theme / "root"
