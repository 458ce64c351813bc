"""What takes long to find out from some records, kept on the disk for later builds. It can always be found out again."""

from __future__ import annotations

import contextlib
import marshal
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from .disk import digest


class Kept:
    """Plain values in a folder, each under a name. One that was made from anything else, or is not as it was written, is none."""

    def __init__(self, folder: Path, code: bytes, packed: Callable[[str], bytes], *, trust: bool) -> None:
        """``code``: a digest of what makes the values; ``packed``: the record of a report, by its id, as it lies in the pack. Without
        ``trust`` nothing that is there is taken.
        """
        self._folder = folder
        self._code = code
        self._trust = trust
        self.packed = packed

    def get(self, name: str, made_from: bytes) -> Any:
        """``None`` where there is none."""
        if not self._trust:
            return None
        try:
            data = (self._folder / name).read_bytes()
        except OSError:
            return None
        return marshal.loads(data[16:]) if data[:16] == self._mark(made_from, data[16:]) else None  # noqa: S302 - our own bytes

    def put(self, name: str, made_from: bytes, value: Any) -> None:
        data = marshal.dumps(value)
        with contextlib.suppress(OSError):  # what cannot be kept is found out again
            self._folder.mkdir(parents=True, exist_ok=True)
            # in its place at once: the digest tells when a part is read, or when a build has died here
            (self._folder / name).write_bytes(self._mark(made_from, data) + data)

    def drop_all_but(self, names: Collection[str]) -> None:
        """What nothing asks for any more goes: also what was left by a build that has died, or that made another edition of the site. What
        is missed is found out again.
        """
        for path in self._folder.glob("*"):
            if path.name not in names:
                with contextlib.suppress(OSError):  # what is no file is not ours
                    path.unlink()

    def _mark(self, made_from: bytes, data: bytes) -> bytes:
        return digest(self._code + made_from + data)
