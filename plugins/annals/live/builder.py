"""A process that builds whenever it is asked to, and keeps in memory what it knows: a save costs what it changes, and no start.

Each line on standard input asks for a build: JSON, the only files that have changed since the last line, or [] where any may have. Each
line of answer is JSON, as soon as the site is whole: what was said, and the fault or "". The process sees changed content, templates and
style sheets. Changed code and settings it cannot see: then a new one is started.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from ..builds import Recent
    from ..outcome import Done
    from ..sections import Section
    from ..settings import Settings


def main(conf: Path, address: str) -> None:
    """Answer until there is nobody who asks."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever code prints is no answer
    try:
        settings, sections = _open(conf, address)
    except Exception as error:  # noqa: BLE001 - a fault in any plugin or setting is told where one looks for it
        sys.stdin.readline()
        _answer(answers, fault=_told(error))
        return  # a change will mend it, and start a new process
    recent: Recent | None = None
    saved = Saved(settings.content)
    for asked in sys.stdin:
        saved.add(json.loads(asked))
        before, recent = recent, _build(settings, sections, recent, answers, saved.files)
        if recent is not before:
            saved.built(first=before is None)
        if before is None:
            gc.collect()
            gc.freeze()  # what is known by now stays


def _open(conf: Path, address: str) -> tuple[Settings, tuple[Section, ...]]:
    from ..project import open_project  # here, so that a fault in any module is told

    settings, sections = open_project(conf, {"SITEURL": address})
    return replace(settings, site=replace(settings.site, marked=False)), sections


class Saved:
    """The files of the content that can have changed since the last build that came to an end."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._files: set[str] | None = None  # any may have

    @property
    def files(self) -> frozenset[str]:
        """By their paths in the content; none where any may have changed."""
        return frozenset(self._files or ())

    def add(self, changed: list[str]) -> None:
        """``changed``: whole paths; [] where nobody knows."""
        paths = [Path(file) for file in changed]
        if self._files is None or not paths or not all(path.is_relative_to(self._content) for path in paths):
            self._files = None
        else:
            self._files.update(path.relative_to(self._content).as_posix() for path in paths)

    def built(self, *, first: bool) -> None:
        self._files = None if first else set()  # nobody has watched until the first build was done


def _build(
    settings: Settings, sections: tuple[Section, ...], recent: Recent | None, answers: TextIO, saved: Collection[str] = ()
) -> Recent | None:
    """Build once, and say what came of it. Gives what the next build can begin with."""
    from ..engine import prepare
    from ..problems import ContentError

    answered = False

    def whole(done: Done) -> None:
        nonlocal answered
        if not answered:  # a build that finds what was kept damaged begins again, and is whole a second time
            _answer(answers, said=f"Annals: {done}")
        answered = True
        gc.enable()

    gc.disable()  # until the answer: looking for circles among all that is known would take as long as a build
    try:
        build = prepare(settings, sections, recent=recent, saved=saved)
        build.run(whole)
    except ContentError as error:
        _answer(answers, fault=str(error))
        return recent
    except Exception as error:
        if answered:
            raise  # nobody would hear of it otherwise
        _answer(answers, fault=_told(error))
        return None
    finally:
        gc.enable()
    return build.recent


def _told(error: Exception) -> str:
    """A fault of the user's in its own words; one of the code with the way to it."""
    return str(error) if hasattr(error, "exitcode") else "".join(traceback.format_exception(error))


def _answer(answers: TextIO, said: str = "", fault: str = "") -> None:
    answers.write(json.dumps({"said": said, "fault": fault}) + "\n")
    answers.flush()


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), sys.argv[2])
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(0)  # the preview has ended
