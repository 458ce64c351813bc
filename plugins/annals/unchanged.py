"""Whether anything is other than the last build read and left it. Asked before anything else is loaded: of a build that has nothing to
do, most would be the loading of what it does not need.

What is looked at: the settings, the code, the libraries' versions, the theme, git's head; every name and file of the content; every
file of the site; and what the build left for the next one. Files are known by their stamps.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .conf import BUILT, cache_folder, chosen, copied_folders, template_folders
from .disk import digest, files_below, replace_file
from .environment import code_digest, files_digest
from .gitrepo import mark_of
from .outcome import Done
from .stamps import Stamp, Stamped, stamp_at, stamp_of

_MAGIC = f"annals unchanged {sys.implementation.cache_tag} {marshal.version}\n".encode()
_LEFT = ("state", "since", "files.json", BUILT)
"""In the cache folder: what the next build begins with."""


class Seen(NamedTuple):
    """Plain values."""

    key: bytes  # see :func:`key_of`
    sections: tuple[str, ...]  # by name
    reports: int
    pages: int
    lack: str
    folders: dict[str, tuple[str, ...]]  # of the content, below it: every name in each, in order
    content: Stamped
    output: Stamped
    left: tuple[Stamp, ...]

    @property
    def done(self) -> Done:
        """What a build comes to that has nothing to do."""
        return Done(self.reports, self.pages, 0, 0, 0, len(self.output.files()), 0, self.lack)


def key_of(conf: Mapping[str, Any], program: bytes, git: str) -> bytes:
    """A digest of all that a build is made from, but for its content. ``conf``: the :func:`~annals.conf.chosen` settings; ``program``: a
    digest of the code; ``git``: up to where there is history, in words.
    """
    released = conf["ANNALS_RELEASED"]
    copied = [(str(file), stamp_of(file.stat())) for folder in copied_folders(conf) for file in files_below(folder)]
    words = (repr(sorted(conf.items())), git, repr(copied), repr(stamp_at(released) if released else None))
    return digest(program + files_digest(template_folders(conf), *words))


def keep(conf: Mapping[str, Any], seen: Seen) -> None:
    plain = (tuple(value) if isinstance(value, Stamped) else value for value in seen._replace(left=_left(cache_folder(conf))))
    data = marshal.dumps(tuple(plain), 2)
    replace_file(cache_folder(conf) / "unchanged", _MAGIC + digest(data) + data)


class Look(NamedTuple):
    """What the last build saw, where all of it is as it was but for some files."""

    seen: Seen
    changed: frozenset[str]  # files of the content that are not as they were; each of them is there, or something else of its name
    output: str  # the folder of the site

    def nothing_to_do(self) -> bool:
        """Whether all of the site is as it was, too."""
        return not self.changed and next(self.seen.output.others(self.output), None) is None


def look(conf: Mapping[str, Any], key: bytes, earlier: Look | None = None) -> Look | None:
    """``None`` where there is nothing to compare with, or other settings, other code, or other names in the content. ``earlier``: a look
    just before, which counts as long as there was no build in between.
    """
    seen = earlier.seen if earlier else _recalled(cache_folder(conf))
    if seen is None or seen.key != key or seen.left != _left(cache_folder(conf)):
        return look(conf, key) if earlier else None
    if earlier:
        return earlier
    if not _same_names(conf["PATH"], seen.folders):
        return None
    return Look(seen, frozenset(seen.content.others(conf["PATH"])), conf["OUTPUT_PATH"])


def first_look(pelican: Mapping[str, Any]) -> Look | None:
    """At what the last build of a settings file's settings saw, while little is loaded."""
    if pelican.get("DELETE_OUTPUT_DIRECTORY") or not pelican.get("LOAD_CONTENT_CACHE"):
        return None
    try:
        conf = chosen(pelican)
        return look(conf, key_of(conf, code_digest(), mark_of(Path(conf["PATH"]))[1].words))
    except (KeyError, TypeError, AttributeError, OSError):
        return None  # whatever is wrong with a setting is told by the build


def _recalled(cache: Path) -> Seen | None:
    try:
        raw = (cache / "unchanged").read_bytes()
    except OSError:
        return None
    data = raw[len(_MAGIC) + 16 :]
    if raw[: len(_MAGIC) + 16] != _MAGIC + digest(data):
        return None
    seen = Seen(*marshal.loads(data))  # noqa: S302 - our own bytes: the digest is right
    return seen._replace(content=Stamped(*seen.content), output=Stamped(*seen.output))


def _same_names(folder: str, folders: Mapping[str, tuple[str, ...]]) -> bool:
    try:
        return all(tuple(sorted(os.listdir(f"{folder}/{inside}"))) == names for inside, names in folders.items())  # noqa: PTH208
    except OSError:
        return False


def _left(cache: Path) -> tuple[Stamp, ...]:
    return tuple(stamp_at(cache / name) for name in _LEFT)
