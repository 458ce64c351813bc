"""What is on the web, and what would be: the list of the last publish, compared with the output as it is.

A build cannot know when its output has reached the web, for that is done by rsync, ghp-import or whatever else. So whoever
has published says so (``inv changed --mark``), and the list of what the output held is kept then: each file with a digest.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .disk import digest, replace_file
from .values import immutable

_FORMAT = 1
_FOREIGN = frozenset({".git", ".nojekyll", "CNAME"})
"""At the root of a branch that is published: of the host, and not of the site."""
_HALF = ".annals-half"  # in the output while a build runs, or after one that died


class PublishedError(Exception):
    """There is nothing that could be compared. ``str()`` says why, and the cure."""

    exitcode = 66  # sysexits.h: EX_NOINPUT


@immutable
class Changes:
    """What differs, as whole addresses in order of path; those of folders end with a slash."""

    address: str  # of the site, without a final slash
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __str__(self) -> str:
        lines = [f"{sign} {url}" for sign, urls in zip("+~-", (self.added, self.changed, self.removed), strict=True) for url in urls]
        counts = f"{len(self.added):,} added, {len(self.changed):,} changed, {len(self.removed):,} removed"
        return "\n".join([*lines, f"{counts} since the last publish of {self.address}."])

    def json(self) -> str:
        told = {"address": self.address, "added": self.added, "changed": self.changed, "removed": self.removed}
        return json.dumps(told, ensure_ascii=False, indent=2)


# --- what a build says of its output


def begin_output(note: Path, address: str, *, preview: bool) -> None:
    """To be called before the first file is written: from now on the output is neither the old site nor the new one."""
    note.parent.mkdir(parents=True, exist_ok=True)
    _write_note(note, address, preview=preview, whole=False)


def end_output(note: Path, address: str, *, preview: bool) -> None:
    """The output is whole."""
    _write_note(note, address, preview=preview, whole=True)


def _write_note(note: Path, address: str, *, preview: bool, whole: bool) -> None:
    replace_file(note, json.dumps({"address": address, "preview": preview, "whole": whole}).encode())


def _published_address(note: Path, output: Path) -> str:
    """The address that the output was built for."""
    build = "SITEURL=https://your.address inv build --publish"
    said = _read(note)
    if said is None or not output.is_dir():
        raise PublishedError(f"nothing has been built in {output} yet\n    run: {build}")
    if not said.get("whole"):
        raise PublishedError(f"the last build in {output} did not come to its end\n    run: {build}")
    if said.get("preview"):
        raise PublishedError(f"{output} holds a preview, with what is not published\n    run: {build}")
    return str(said.get("address", ""))


# --- what differs


def changes(output: Path, note: Path, mark: Path) -> Changes:
    """What in the output is not as it was at the last :func:`mark_published`. Raises :class:`PublishedError`."""
    address = _published_address(note, output)
    marks = _marks(mark)
    if not marks:
        raise PublishedError(
            f"no publish has been marked yet: there is no {mark}\n"
            "    after publishing, run: inv changed --mark\n"
            "    to compare with a copy of what is on the web: inv changed --against FOLDER"
        )
    if address not in marks:
        raise PublishedError(
            f"the output was built for {address}, and publishes were marked of {', '.join(sorted(marks))} only\n"
            f"    for another address, run: SITEURL={min(marks)} inv build --publish\n"
            "    once it is published at the new one, run: inv changed --mark"
        )
    return _compare(address, marks[address], dict(_digests(output)))


def changes_against(output: Path, note: Path, folder: Path) -> Changes:
    """What in the output is not as it is in a copy of what is on the web. Raises :class:`PublishedError`."""
    address = _published_address(note, output)
    if not folder.is_dir():
        raise PublishedError(f"there is no folder {folder}")
    return _compare(address, dict(_digests(folder)), dict(_digests(output)))


def mark_published(output: Path, note: Path, mark: Path) -> str:
    """Keep the list of what the output holds: it is on the web now. Gives what was kept, in words. Raises :class:`PublishedError`."""
    address = _published_address(note, output)
    files = dict(_digests(output))
    marks = _marks(mark) | {address: files}
    told = {"format": _FORMAT, "sites": {name: marks[name] for name in sorted(marks)}}
    replace_file(mark, json.dumps(told, ensure_ascii=False, indent=0).encode(), lasting=True)
    return f"Marked: {len(files):,} files are published at {address}."


def _marks(mark: Path) -> dict[str, dict[str, str]]:
    """What was marked, by the address of the site. One checkout may be published at several."""
    if not mark.exists():
        return {}
    said = _read(mark)
    if said is None or said.get("format") != _FORMAT or not isinstance(said.get("sites"), dict):
        raise PublishedError(f"{mark} is damaged, or of another version\n    remove it, and after the next publish run: inv changed --mark")
    return dict(said["sites"])


def _compare(address: str, before: dict[str, str], now: dict[str, str]) -> Changes:
    def urls(files: set[str]) -> tuple[str, ...]:
        return tuple(f"{address}/{_path(file)}" for file in sorted(files))

    both = before.keys() & now.keys()
    return Changes(
        address,
        added=urls(now.keys() - before.keys()),
        changed=urls({file for file in both if before[file] != now[file]}),
        removed=urls(before.keys() - now.keys()),
    )


def _path(file: str) -> str:
    """Of a page in a folder, the folder."""
    folder, _, name = file.rpartition("/")
    return (f"{folder}/" if folder else "") if name == "index.html" else file


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file that is published from a folder, whoever put it there, with a digest of its bytes."""
    for at, folders, names in os.walk(folder):
        inside = Path(at).relative_to(folder).as_posix()
        if inside == ".":
            folders[:] = [name for name in folders if name not in _FOREIGN and name != _HALF]
            names = [name for name in names if name not in _FOREIGN]
        folders.sort()
        for name in sorted(names):
            yield (name if inside == "." else f"{inside}/{name}"), digest(Path(at, name).read_bytes()).hex()


def _read(path: Path) -> dict[str, Any] | None:
    """A file of JSON that holds named values; ``None`` when there is none, or it holds something else."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
