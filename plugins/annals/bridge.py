"""The one module that knows Pelican: its settings come in here, and its build runs ours."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import nullcontext
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.log import console

from . import engine
from .conf import SettingsError
from .problems import ContentError
from .sections import Section, take
from .settings import read_settings
from .stages import begin_profile, end_profile

_sections: tuple[Section, ...] = ()


def register() -> None:
    """Called by Pelican once a process for each site that it builds, before or after the plugins of the page families."""
    # Pelican's spinner takes all that is said into its own lines, and would draw over the bar of our build
    console.status = lambda *_words, **_styles: nullcontext()
    signals.initialized.connect(_collect_sections)
    signals.get_generators.connect(_generator)


def _collect_sections(pelican: Pelican) -> None:
    """Every plugin has registered: these are the page families that are switched on."""
    global _sections  # noqa: PLW0603 - Pelican has no place to keep it between its signals
    _sections = take()


def _generator(pelican: Pelican) -> type[Generator]:
    return AnnalsGenerator


class AnnalsGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Loads and plans in ``__init__``, where raising leaves the old site whole even when Pelican was told to clear the output;
    writes at the end.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if os.environ.get("ANNALS_PROFILE"):
            begin_profile()
        gc.disable()  # what is read stays: looking through it for circles finds none; the engine looks where it makes many pages
        try:
            settings = read_settings(self.settings)
            # --ignore-cache clears the one setting; the other clears the output after this, so that what is there now says nothing
            trust = self.settings["LOAD_CONTENT_CACHE"] and not self.settings["DELETE_OUTPUT_DIRECTORY"]
            self.build = engine.prepare(settings, _sections, trust=trust)
        except (ContentError, SettingsError) as error:
            sys.stderr.write(f"{error}\n")
            # not the error itself: Pelican would add a traceback, which tells a contributor nothing
            raise SystemExit(error.exitcode) from None
        gc.freeze()

    def generate_context(self) -> None:
        """Nothing: the archive takes nothing from Pelican's readers."""

    def generate_output(self, writer: object) -> None:
        done = self.build.run()
        print(done.told())
        if told := end_profile():
            sys.stderr.write(f"{told}\n")
        gc.freeze()  # the process ends: looking through millions of values for circles first would only take time
        console.quiet = True  # Pelican's own last line counts its articles, of which there are none
