"""What may be done to a build from outside: it dies, or somebody saves a file meanwhile."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Self

import pytest


class Died(BaseException):
    """The process ended here."""


class Perils:
    """Counts what is done to the disk below a folder, and from the n-th deed on lets each one fail.

    ``error``: what is raised; ``Died`` stands for the end of the process, so nothing at all is done after it.
    """

    def __init__(self, folder: Path, at: int = -1, error: Callable[[], BaseException] = Died) -> None:
        self.folder = str(folder)
        self.at = at
        self.error = error
        self.count = 0
        self.deeds: list[str] = []

    def _meets(self, what: str, path: object) -> bool:
        """Whether this deed fails."""
        if not (isinstance(path, int) or str(path).startswith(self.folder)) or str(path).endswith("/lock"):
            return False
        self.deeds.append(f"{what} {path}")
        self.count += 1
        return 0 <= self.at < self.count

    @contextlib.contextmanager
    def __call__(self) -> Iterator[Perils]:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("mkdir", "unlink", "rename", "replace", "rmdir", "fsync", "truncate", "link", "symlink"):
                patch.setattr(os, name, partial(self._call, name, getattr(os, name)))
            patch.setattr(io, "open", partial(self._open, io.open))
            yield self

    def _call(self, name: str, real: Callable[..., Any], path: Any, *rest: Any, **named: Any) -> Any:
        removal = name in ("unlink", "rmdir")
        if self._meets(name, path) and not (removal and self.error is not Died):  # a full disk can still be tidied
            raise self.error()
        return real(path, *rest, **named)

    def _open(self, real: Callable[..., Any], path: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if not set(mode) & set("wax+"):
            return real(path, mode, *rest, **named)
        if self._meets("open", path):
            raise self.error()
        file = real(path, mode, *rest, **named)
        return Handle(file, self, path) if str(path).startswith(self.folder) and not str(path).endswith("/lock") else file


class Handle:
    """A file that is written to. A write that fails has written half."""

    def __init__(self, file: Any, perils: Perils, path: object) -> None:
        self._file, self._perils, self._path = file, perils, path

    def write(self, data: Any) -> Any:
        if self._perils._meets("write", self._path):
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            raise self._perils.error()
        return self._file.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
