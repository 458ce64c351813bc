"""The only module that writes the site: what differs, each file whole, and what is gone removed."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True)
class Written:
    """What a build did to the output folder."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0


class OutputFolder:
    """The published folder. ``ledger`` is where the list of our files is kept between builds, so that only they are ever removed."""

    def __init__(self, folder: Path, ledger: Path) -> None:
        self.folder = folder
        self.ledger = ledger
        self.done = Written()
        self._files: set[str] = set()
        self._folders: set[Path] = set()

    def write(self, file: str, data: bytes) -> None:
        """Put one file there, unless it is there already with the same bytes. Readers see the old or the new one, never a part."""
        self._files.add(file)
        path = self.folder / file
        if self._same(path, data):
            self.done.unchanged += 1
            return
        parent = path.parent
        if parent not in self._folders:
            parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(parent)
        if path.is_dir() and not path.is_symlink():
            self._empty(path)
        _replace(path, data)
        self.done.written += 1

    def finish(self) -> Written:
        """Remove the files of the last build that this one did not write, and keep the list for the next."""
        for file in sorted(self._last() - self._files):
            path = self.folder / file
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
                self.done.removed += 1
            self._remove_empty(path.parent)
        self.ledger.parent.mkdir(parents=True, exist_ok=True)
        _replace(self.ledger, json.dumps(sorted(self._files), ensure_ascii=False, indent=0).encode())
        return self.done

    def _same(self, path: Path, data: bytes) -> bool:
        try:
            return path.stat().st_size == len(data) and path.read_bytes() == data
        except OSError:
            return False

    def _last(self) -> set[str]:
        """The files of the last build. A list that cannot be read is no list: nothing is removed that is not surely ours."""
        try:
            listed = json.loads(self.ledger.read_bytes())
        except (OSError, ValueError):
            return set()
        root = os.path.realpath(self.folder)
        files = listed if isinstance(listed, list) else []
        return {file for file in files if isinstance(file, str) and os.path.realpath(self.folder / file).startswith(root + os.sep)}

    def _remove_empty(self, folder: Path) -> None:
        while folder != self.folder and self.folder in folder.parents:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent

    def _empty(self, folder: Path) -> None:
        """A folder that stands where a page must go: gone when nothing foreign is in it."""
        with contextlib.suppress(OSError):
            folder.rmdir()


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
