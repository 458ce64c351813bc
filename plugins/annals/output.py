"""The only module that writes the site: each file whole, what is gone removed, and nothing that is not ours touched."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from .disk import replace_file
from .stamps import Stamp, stamp_at


class OutputFolder:
    """The published folder.

    ``ledger`` is a file that lists what in it is ours: before anything is written it lists the old and the new, afterwards
    the new. So a build that died leaves nothing that the next one does not know of.

    A site that is not there yet is built beside its place and put there as a whole.
    """

    def __init__(self, folder: Path, ledger: Path) -> None:
        self.folder = folder
        self.ledger = ledger
        # beside the folder; in it, where it is a link or a disk of its own, for nothing can be moved from one disk to another
        beside = _is_plain(folder) or not os.path.lexists(folder)
        self._half = folder.with_name(f".{folder.name}.annals-half") if beside else folder / ".annals-half"
        self._new = folder.with_name(f".{folder.name}.annals-new")
        self.fresh = not os.path.lexists(folder) or (_is_plain(folder) and not any(folder.iterdir()))
        self._target = self._new if self.fresh else folder
        self._listed: Collection[str] = ()  # what the ledger lists, once the build has begun

    def stamp(self, file: str) -> Stamp:
        """``NO_STAMP`` of a file that is not there."""
        return stamp_at(f"{self.folder}/{file}")

    def ledger_stamp(self) -> Stamp:
        """So that a build notices when the ledger is not the one that the last build wrote."""
        return stamp_at(self.ledger)

    def begin(self, files: Collection[str], ours: Collection[str] | None = None) -> None:
        """To be called before the first file is written, with all that the site will hold. ``ours``: what the ledger lists, where that is
        known; the very ``files``, where the site will hold the same.
        """
        if self.fresh:
            shutil.rmtree(self._new, ignore_errors=True)
            self._new.mkdir(parents=True)
        else:
            shutil.rmtree(self._half, ignore_errors=True)
            self._half.mkdir(parents=True)
        self._listed = files if ours is files else self._list_also(files, self._ours() if ours is None else set(ours))

    def _list_also(self, files: Iterable[str], listed: set[str]) -> set[str]:
        if not listed >= (wanted := {*listed, *files}):
            self._write_ledger(wanted)
        return wanted

    def write(self, file: str, data: bytes) -> bool:
        """Put one file there, unless it is there already with the same bytes. False when it was. May be called in several processes."""
        path = self._target / file
        if self.fresh:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            return True
        if self._same(path, data):
            return False
        self._make_room(path)
        half = self._half / str(os.getpid())  # written here, then moved: readers see the old page or the new one
        half.write_bytes(data)
        half.replace(path)
        return True

    def remove_gone(self, files: Collection[str]) -> int:
        """Remove what is ours and is not among ``files``. How many files were removed."""
        gone = set(self._listed).difference(files) if files is not self._listed else ()
        return sum(self._remove(file) for file in sorted(gone))

    def finish(self, files: Collection[str]) -> None:
        """A new site is put in its place, and ``files`` are what is ours from now on."""
        if self.fresh:
            if self.folder.exists():
                self.folder.rmdir()
            self._new.rename(self.folder)
        else:
            shutil.rmtree(self._half, ignore_errors=True)
        if (files is not self._listed and set(files) != self._listed) or not self.ledger.exists():
            self._write_ledger(files)

    def _remove(self, file: str) -> bool:
        path = self.folder / file
        if any(parent.is_symlink() for parent in path.parents if self.folder in parent.parents):
            return False  # it leads to where somebody else put it
        try:
            there = path.is_symlink() or path.exists()
            path.unlink(missing_ok=True)
        except OSError:
            return False
        folder = path.parent
        while folder != self.folder and self.folder in folder.parents:
            try:
                folder.rmdir()
            except FileNotFoundError:
                pass  # an earlier build died just here
            except OSError:
                break
            folder = folder.parent
        return there

    def _same(self, path: Path, data: bytes) -> bool:
        try:
            return path.stat().st_size == len(data) and path.read_bytes() == data
        except OSError:
            return False

    def _make_room(self, path: Path) -> None:
        """The folder that a file is to stand in; where a file of ours stands in a folder's place, or the other way round, it goes."""
        for parent in reversed(path.relative_to(self.folder).parents):
            place = self.folder / parent
            if place.is_file() and place != self.folder:
                place.unlink()
        if path.is_dir() and not path.is_symlink():
            for file in sorted(self._ours(), reverse=True):
                if file.startswith(f"{path.relative_to(self.folder).as_posix()}/"):
                    self._remove(file)
            with contextlib.suppress(OSError):
                path.rmdir()
        path.parent.mkdir(parents=True, exist_ok=True)

    def _ours(self) -> set[str]:
        """What the ledger lists. One that cannot be read is none: nothing is removed that is not surely ours."""
        try:
            listed = json.loads(self.ledger.read_bytes())
        except (OSError, ValueError, RecursionError):
            return set()
        return {file for file in listed if _is_inside(file)} if isinstance(listed, list) else set()

    def _write_ledger(self, files: Iterable[str]) -> None:
        self.ledger.parent.mkdir(parents=True, exist_ok=True)
        replace_file(self.ledger, json.dumps(sorted(files), ensure_ascii=False, indent=0).encode())


def _is_plain(folder: Path) -> bool:
    """A folder that another one can be put in place of."""
    return folder.is_dir() and not folder.is_symlink() and not folder.is_mount()


def _is_inside(file: object) -> bool:
    """A path that a build could have written: below the folder, and no other way around."""
    if not isinstance(file, str) or "\0" in file or not file.isprintable():
        return False
    return all(part not in ("", ".", "..") for part in file.split("/"))
