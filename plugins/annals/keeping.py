"""What takes long to find out from some records, kept on the disk for later builds. It can always be found out again."""

from __future__ import annotations

import contextlib
import marshal
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from .disk import digest


class Kept:
    """Plain values in a folder, each under a name. One that was made from anything else, or is not as it was written, is none.

    A file holds two marks, each a digest with the value in it: the first of what tells quickly that all is as it was, the second of what
    the value was made from.
    """

    def __init__(
        self, folder: Path, code: bytes, packed: Callable[[str], bytes], packed_as: Callable[[str], bytes], *, trust: bool
    ) -> None:
        """``code``: a digest of what makes the values; ``packed``: the record of a report, by its id, as it lies in the pack, and
        ``packed_as`` a digest of it. Without ``trust`` nothing that is there is taken.
        """
        self._folder = folder
        self._code = code
        self._trust = trust
        self.packed = packed
        self.packed_as = packed_as

    def get(self, name: str, alike: bytes, made_from: Callable[[], bytes]) -> Any:
        """``None`` where there is none. ``alike``: a digest of all that can have a part in it; where it is the same, what the value was
        made from need not be asked for.
        """
        if not self._trust:
            return None
        path = self._folder / name
        try:
            data = path.read_bytes()
        except OSError:
            return None
        first, second, value = data[:16], data[16:32], data[32:]
        mark = self._mark(alike, value)
        if first != mark:
            if second != self._mark(made_from(), value):
                return None
            with contextlib.suppress(OSError), path.open("r+b") as file:
                file.write(mark)
        return marshal.loads(value)  # noqa: S302 - our own bytes

    def put(self, name: str, alike: bytes, made_from: bytes, value: Any) -> None:
        data = marshal.dumps(value)
        with contextlib.suppress(OSError):  # what cannot be kept is found out again
            self._folder.mkdir(parents=True, exist_ok=True)
            # in its place at once: the digest tells when a part is read, or when a build has died here
            (self._folder / name).write_bytes(self._mark(alike, data) + self._mark(made_from, data) + data)

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
