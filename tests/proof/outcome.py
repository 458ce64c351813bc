"""How a build comes out, and what of it is compared."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

Tree = dict[str, bytes]


class Outcome(NamedTuple):
    """The files of a site; or the fault that is told."""

    files: Tree | None
    fault: str = ""


class Known(NamedTuple):
    """A file on the disk, and by what one sees that it was written again."""

    data: bytes
    marks: tuple[int, int, int]


def tree(folder: Path) -> dict[str, Known]:
    """Every file below a folder; and every folder that holds none, with a slash at its end."""
    found: dict[str, Known] = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        inside = path.relative_to(folder).as_posix()
        status = path.lstat()
        if not path.is_dir():
            found[inside] = Known(path.read_bytes(), (status.st_ino, status.st_mtime_ns, status.st_ctime_ns))
        elif not any(path.iterdir()):
            found[f"{inside}/"] = Known(b"", (0, 0, 0))
    return found


def contents(known: Mapping[str, Known]) -> Tree:
    return {inside: file.data for inside, file in known.items()}


class WrongError(AssertionError):
    """The build is not what a clean one is."""


def insist(right: bool, what: str, *more: object) -> None:
    if not right:
        raise WrongError(what + "".join(f"\n  {item}" for item in more))
