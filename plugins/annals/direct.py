"""A build without Pelican, which takes a third of a second to load: where no page family needs it."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from .conf import read_conf
from .outcome import Done
from .unchanged import first_look


def build(conf: Path) -> Done | None:
    """Build the site of a settings file, if there is anything to do. ``None`` where only Pelican can: a plugin is for Pelican, or is not to
    be found, or a setting asks for what Pelican does before a build.

    Raises :class:`~annals.problems.ContentError` and :class:`~annals.conf.SettingsError`.
    """
    asked = read_conf(conf)
    found = first_look(asked)
    if found and found.nothing_to_do():
        return found.seen.done
    plugins = asked.get("PLUGINS") or ()
    if asked.get("DELETE_OUTPUT_DIRECTORY") or not all(isinstance(plugin, str) for plugin in plugins) or "annals" not in plugins:
        return None
    from .engine import prepare  # here, so that of a build that has nothing to do little is loaded
    from .project import open_project

    try:
        settings, sections = open_project(conf)
    except ModuleNotFoundError:
        return None  # Pelican tells it
    if "pelican" in sys.modules:
        return None
    gc.disable()  # as in bridge.py
    done = prepare(settings, sections, trust=asked.get("LOAD_CONTENT_CACHE", False), look_before=found).run()
    gc.freeze()
    return done
