"""From the commits of a repository to the versions of each report, through its renames, and which of them were ever published."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from .gitrepo import Blobs, Commit, Entry
from .versions import Version

_ALIKE = 0.5  # the share of lines that two files have in common when one is the other, renamed
_PAIRS = 10_000  # of files deleted and files added by one commit: more are not compared with each other

Change = tuple[str, str, str]  # a path in the content folder, the blob that is there from now on, and the path that it had before

KnownCommit = tuple[str, int, tuple[Change, ...]]
"""A commit as it is kept: its id, its time, and what it changed."""


class Gate(NamedTuple):
    """What decides whether a version was ever published."""

    reviewed: bool
    published: str  # the day that it gives, or ""
    history_from: str


PlainGate = tuple[bool, str, str]
"""A gate as it is kept."""


class Raw(NamedTuple):
    """A file after a commit, published or not."""

    time: int
    blob: str  # empty: it was deleted
    known: bool  # whether that commit put it there; False at the end of a shallow clone, where all that was before looks new


class Out(NamedTuple):
    """A version while it was published."""

    since: int | None
    blob: str
    gap: int


_HEAD = re.compile(rb"---[ \t\r]*\n(.*?)\n---[ \t\r]*(?:\n|\Z)", re.DOTALL)
_GATE_LINE = re.compile(rb"(status|published|history_from):[ ]*([a-z]+|[0-9]{4}-[0-9]{2}-[0-9]{2})[ \t]*\r?\Z")
_PLAIN_LINE = re.compile(rb"[a-z_]+:(?:[ \t\r]|\Z)|[-# \t\r]|\Z")


def quick_gate(raw: bytes) -> Gate | None:
    """The gate, where the lines of the front matter leave no doubt of it; else ``None``, and YAML has to be read."""
    match = _HEAD.match(raw)
    if match is None or b"\\" in match[1]:
        return None
    head = match[1]
    found: dict[bytes, bytes] = {}
    count = 0
    for line in head.split(b"\n"):
        if not _PLAIN_LINE.match(line):
            return None
        if given := _GATE_LINE.fullmatch(line):
            count += 1
            found[given[1]] = given[2]
    words = len(re.findall(rb"(?<![\w-])(?:status|history_from)(?![\w-])|^published", head, re.MULTILINE))
    if words != count or len(found) != count:
        return None
    status, published, since = (found.get(name, b"").decode() for name in (b"status", b"published", b"history_from"))
    if not (status or "reviewed").isalpha() or not all(_is_day(day) for day in (published, since) if day):
        return None
    return Gate((status or "reviewed") == "reviewed", published, since)


def _is_day(text: str) -> bool:
    try:
        return bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


def gate_of(version: Version | None) -> PlainGate:
    """Of a version that was read; one that could not be read was never published."""
    if version is None:
        return (False, "", "")
    return (version.reviewed, str(version.published or ""), version.history_from)


def published(chain: Sequence[Raw], gates: Mapping[str, PlainGate]) -> list[Out]:
    """The versions that were published, each since its commit; the first one not before the day that it gives itself."""
    found: list[Out] = []
    waits, gap = False, 0  # whether the last one waits for its day; when it was withdrawn
    for time, blob, known in chain:
        if waits and found[-1].since is not None and found[-1].since > time:
            found.pop()  # something came after it before its day had come
            waits = False
        gate = Gate(*gates[blob]) if blob else Gate(False, "", "")
        if not gate.reviewed:
            gap = gap or (time if found else 0)
            continue
        if found:
            since, waits = max(time, found[-1].since or 0), False
        else:
            day = _midnight(gate.published) if gate.published else time
            since, waits = max(time, day), day > time
        found.append(Out(since if known else None, blob, gap))
        gap = 0
    return found


def _midnight(day: str) -> int:
    return int(dt.datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp())


def successions(published: Sequence[Out]) -> Iterator[tuple[str, str]]:
    """The blob of each published version but the last, with that of the one that took its place."""
    return ((one.blob, other.blob) for one, other in zip(published, islice(published, 1, None), strict=False))


def chains_of(commits: Iterable[KnownCommit], shallow: frozenset[str]) -> dict[str, list[Raw]]:
    """Each report's versions, oldest first, by the path that it has now. What was deleted and comes again under its name goes on."""
    chains: dict[str, list[Raw]] = {}
    for id, time, changes in commits:
        moved = {origin: chains.pop(origin, []) for _, _, origin in changes if origin}
        for inside, blob, origin in changes:
            chain = moved[origin] if origin else chains.get(inside, [])
            chain.append(Raw(time, blob, id not in shallow))
            chains[inside] = chain
    return chains


def changes_of(commit: Commit, folder: str, blobs: Blobs) -> tuple[Change, ...]:
    """With renames found: by what the files held, never by what a version of git holds to be alike."""
    entries = [
        entry for entry in commit.entries if entry.path.startswith(folder) and entry.path.endswith(".md") and entry.before != entry.blob
    ]
    gone = [entry for entry in entries if not entry.blob]
    come = [entry for entry in entries if not entry.before]
    origins = _renames(gone, come, blobs) if gone and come else {}
    left = set(origins.values())
    return tuple(
        (entry.path[len(folder) :], entry.blob, origins[entry.path][len(folder) :] if entry.path in origins else "")
        for entry in entries
        if entry.path not in left
    )


def _renames(gone: Sequence[Entry], come: Sequence[Entry], blobs: Blobs) -> dict[str, str]:
    """The new path of each file that was renamed, and its old one: first those that hold the same, then the likest."""
    found: dict[str, str] = {}
    same: dict[str, list[str]] = {}
    for entry in gone:
        same.setdefault(entry.before, []).append(entry.path)
    for entry in come:
        if paths := same.get(entry.blob):
            found[entry.path] = paths.pop(0)
    taken = set(found.values())
    old = [entry for entry in gone if entry.path not in taken]
    new = [entry for entry in come if entry.path not in found]
    return found | (_likest(old, new, blobs) if len(old) * len(new) <= _PAIRS else {})


def _likest(old: Sequence[Entry], new: Sequence[Entry], blobs: Blobs) -> dict[str, str]:
    """Of files that hold other than they held, as above: those that are most alike first, each of them once."""
    lines = {id: Counter((blobs.read(id) or b"").splitlines()) for id in {*(e.before for e in old), *(e.blob for e in new)}}
    scores = sorted(
        (-score, after.path, before.path)
        for before in old
        for after in new
        if (score := _likeness(lines[before.before], lines[after.blob])) >= _ALIKE
    )
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, after_path, before_path in scores:
        if after_path not in found and before_path not in taken:
            found[after_path] = before_path
            taken.add(before_path)
    return found


def _likeness(one: Counter[bytes], other: Counter[bytes]) -> float:
    """The share of lines that two files have in common, blank ones left out."""
    sizes = [sum(count for line, count in lines.items() if line.strip()) for lines in (one, other)]
    common = sum(count for line, count in (one & other).items() if line.strip())
    return 2 * common / sum(sizes) if sum(sizes) else 0.0
