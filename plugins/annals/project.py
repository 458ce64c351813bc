"""A project's settings and page families without Pelican, which takes a fifth of a second to import: for checking."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path
from typing import Any

from .edition import Outline
from .engine import check as check_all
from .sections import take
from .settings import read_settings


def read_conf(path: Path) -> dict[str, Any]:
    """The settings of a Pelican settings file: its names in capitals."""
    spec = importlib.util.spec_from_file_location("annals_project_conf", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: value for name, value in vars(module).items() if name.isupper()}


def check(conf: Path) -> Outline:
    """Everything that a build checks, with nothing rendered and nothing written.

    Raises :class:`~annals.problems.ContentError` and :class:`~annals.settings.SettingsError`.
    """
    settings = read_conf(conf)
    for folder in settings.get("PLUGIN_PATHS", ()):
        if folder not in sys.path:
            sys.path.insert(0, folder)
    for name in settings.get("PLUGINS", ()):
        if name != "annals":
            importlib.import_module(name).register()
    return check_all(read_settings(settings), take())
