"""What a build leaves for the next one: what each file of content said, and what each file of the site was made from.

Two files in the cache folder, besides the pack of records (see pack.py). The first has everything, in parts, of which a build reads those
that it needs; the second, beside it, has what came to be other since: a build that changes little leaves little. When much has come
together there, all is written anew. Both are replaced as a whole, and no more than a memory: when one is damaged, or from another version,
the next build is a clean one. The first without the second is what some earlier build left, which does as well.
"""

from __future__ import annotations

import contextlib
import marshal
import mmap
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

from .disk import NO_STAMP, Stamp, digest, replace_file, stamp_at
from .pack import DamagedError, Place
from .pictures import PictureState
from .recording import Facts, Numbers
from .stages import staged

_MAGIC = f"annals state {sys.implementation.cache_tag} {marshal.version}\n".encode()
SINCE = "since"
"""The name of the second file."""
LITTLE = 100
"""Sources and files of the site that may stand in the second file, besides a twentieth of all that there are."""
_WHOLE = ("pictures", "histories", "plan")  # parts that are written as a whole


class ClaimState(NamedTuple):
    id: str
    related: str | None  # the claim that it denies, confirms or revises
    about: str
    categories: tuple[str, ...]  # of its figures, those that are not of the table
    revises: bool  # what it answers
    speaker: tuple[str, str]  # family and id
    status: str


class SourceState(NamedTuple):
    """What is known of one file of content. Plain values only."""

    stamp: Stamp  # NO_STAMP: too young to be trusted
    digest: bytes
    family: str
    id: str
    card: tuple[Any, ...]
    place: Place
    bearing: bytes  # marshalled, for it is seldom looked at: see bearing_of


class Bearing(NamedTuple):
    """What a file is to others: with its card, all that checks across files look at."""

    names: tuple[tuple[tuple[str, ...], str, str, str], ...]  # each reference: its families and text, and what it meant, family and id
    aside: tuple[tuple[str, str], ...]  # of what they meant, what only parts name that are not reviewed
    claims: tuple[tuple[Any, ...], ...]  # the values of a ClaimState each, also of claims that are not published
    anchors: tuple[str, ...]
    links: tuple[tuple[str, str, bool], ...]


def bearing_of(source: SourceState) -> Bearing:
    return Bearing(*marshal.loads(source.bearing))  # noqa: S302 - our own bytes: the state's digest is right


class OutputState(NamedTuple):
    """What is known of one file of the site."""

    stamp: Stamp
    made: bytes  # of what it was made by: the environment, the template, the plain values given to it
    facts: bytes  # numbers of facts, four bytes each


class _First(NamedTuple):
    """What has to be known of the first file to write the second."""

    id: bytes
    facts: int  # how many it has
    since: Mapping[str, Any]  # what stands in the second file


class State:
    """What one build leaves for the next. Parts that are large are read when they are asked for, and may raise
    :class:`~annals.pack.DamagedError`.
    """

    def __init__(
        self,
        pack: int = 0,
        settled: bytes = b"",
        numbered: int = 0,
        ledger: Stamp = NO_STAMP,
        made_with: Mapping[str, bytes] | None = None,
        *,
        parts: _Parts | None = None,
        first: _First | None = None,
    ) -> None:
        self.pack = pack  # how long the pack was
        self.settled = settled  # of all that a build is made from besides the content
        self.numbered = numbered  # how many facts there were when they were numbered last
        self.ledger = ledger  # of the list of what in the output is ours
        self.made_with = made_with or {}  # what all pages were made with: see engine.py
        self._parts = parts or _Parts({}, b"")
        self.first = first

    def _part(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self._parts.read(name, {})
        for key, value in self._since(name, {}).items():
            if value is None:
                found.pop(key, None)
            else:
                found[key] = value
        return found

    @cached_property
    def sources(self) -> dict[str, SourceState]:
        return {inside: SourceState(*values) for inside, values in self._part("sources").items()}

    @cached_property
    def outputs(self) -> dict[str, OutputState]:
        return {file: OutputState(*values) for file, values in self._part("outputs").items()}

    @cached_property
    def facts(self) -> Facts:
        """A fact's number is its place here: see recording.py."""
        facts: Facts = self._parts.read("facts", [])
        facts.extend(self._since("facts", ()))
        return facts

    @cached_property
    def pictures(self) -> dict[str, PictureState]:
        return {inside: PictureState(*values) for inside, values in self._whole("pictures", {}).items()}

    @cached_property
    def histories(self) -> dict[str, bytes]:
        """A digest of the history of each report that has one."""
        histories: dict[str, bytes] = self._whole("histories", {})
        return histories

    @cached_property
    def plan(self) -> bytes:
        """See plans.py; b"" where it could not be kept."""
        plan: bytes = self._whole("plan", b"")
        return plan

    def _whole(self, name: str, otherwise: Any) -> Any:
        since = self._since(name, None)
        return self._parts.read(name, otherwise) if since is None else since

    def _since(self, name: str, otherwise: Any) -> Any:
        return self.first.since.get(name, otherwise) if self.first else otherwise

    @cached_property
    def numbers(self) -> Numbers:
        return Numbers(self.facts)

    @cached_property
    def tables(self) -> Mapping[str, Mapping[Any, Any]]:
        """Indexes by name: those that could be kept."""
        return {name: marshal.loads(table) for name, table in self._part("tables").items()}  # noqa: S302 - the digest is right


class _Parts:
    """The parts of the first file: how far behind ``begin`` each one lies in the data, how long it is, and its digest."""

    def __init__(self, places: Mapping[str, Place], data: bytes | mmap.mmap, begin: int = 0) -> None:
        self._places = places
        self._data = memoryview(data)  # a part is large, and is not copied to be read
        self._begin = begin

    def read(self, name: str, otherwise: Any) -> Any:
        if name not in self._places:
            return otherwise
        offset, length, expected = self._places[name]
        part = self._data[self._begin + offset : self._begin + offset + length]
        if digest(part) != expected:
            raise DamagedError(name)
        return marshal.loads(part)  # noqa: S302 - our own bytes: the digest is right


_LENGTH = 8  # bytes that tell how long the list of parts is


@staged("state")
def read_state(path: Path, code: bytes) -> State:
    """The state that was written there by the same ``code``; an empty one where there is none, or it cannot be trusted."""
    header = _MAGIC + code
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # there is none, or an empty one
        return State()
    end = len(data) - _LENGTH - 16
    length = int.from_bytes(data[end : end + _LENGTH], "big") if end >= len(header) else 0
    listed = data[end - length : end] if data[: len(header)] == header and 0 < length <= end - len(header) else b""
    if not listed or digest(listed) != data[end + _LENGTH :]:
        return State()
    small, places, facts = marshal.loads(listed)  # noqa: S302 - our own bytes: the digest is right
    try:
        since = _read_since(path, header + digest(listed))
    except DamagedError:
        return State()
    return State(*since.get("small", small), parts=_Parts(places, data, len(header)), first=_First(digest(listed), facts, since))


def _read_since(path: Path, header: bytes) -> dict[str, Any]:
    """The second file, which has to belong to the first; nothing where there is none."""
    try:
        raw = path.with_name(SINCE).read_bytes()
    except FileNotFoundError:
        return {}
    except OSError:
        raise DamagedError(SINCE) from None
    data = raw[len(header) + 16 :]
    if raw[: len(header) + 16] != header + digest(data):
        raise DamagedError(SINCE)
    since: dict[str, Any] = marshal.loads(data)  # noqa: S302 - our own bytes: the digest is right
    return since


def stamps_of_state(path: Path) -> tuple[Stamp, ...]:
    """So that a process notices when another one has built."""
    return (stamp_at(path), stamp_at(path.with_name(SINCE)))


def write_state(path: Path, code: bytes, state: State, before: State) -> None:
    """Write what differs from the first file; or that itself, where there is none that fits, or much differs. ``before``: of the last
    build, which this one began with.
    """
    small = (state.pack, state.settled, state.numbered, state.ledger, state.made_with)
    since = _since(state, before)
    if since is not None and before.first is not None:
        since["small"] = small
        data = marshal.dumps(since)
        header = _MAGIC + code + before.first.id
        replace_file(path.with_name(SINCE), (header, digest(data), data), lasting=True)
        state.first = before.first._replace(since=since)
        return
    id = _write_first(path, _MAGIC + code, state, small)
    path.with_name(SINCE).unlink(missing_ok=True)
    state.first = _First(id, len(state.facts), {})


def _write_first(path: Path, header: bytes, state: State, small: tuple[Any, ...]) -> bytes:
    """Its parts one after another, and last the list of them. Gives a digest of the list."""
    parts: dict[str, Callable[[], Any]] = {
        "sources": lambda: _tuples(state.sources),
        "outputs": lambda: _tuples(state.outputs),
        "facts": lambda: state.facts,
        "tables": lambda: {name: blob for name, table in state.tables.items() if (blob := _marshalled(table))},
        **{name: partial(_plain, state, name) for name in _WHOLE},
    }
    id = b""

    def pieces() -> Iterator[bytes]:
        nonlocal id
        yield header
        places: dict[str, Place] = {}
        offset = 0
        for name, part in parts.items():
            blob = marshal.dumps(part())
            places[name] = (offset, len(blob), digest(blob))
            offset += len(blob)
            yield blob
        listed = marshal.dumps((small, places, len(state.facts)))
        id = digest(listed)
        yield listed + len(listed).to_bytes(_LENGTH, "big") + id

    replace_file(path, pieces(), lasting=True)
    return id


def _since(state: State, before: State) -> dict[str, Any] | None:
    """What is not as the first file has it, part by part; ``None`` where that has to be written anew."""
    if before.first is None or state.facts is not before.numbers.facts:  # numbered anew
        return None
    were = before.first.since
    sources = _later(state.sources, before.sources, were.get("sources", ()))
    outputs = _later(state.outputs, before.outputs, were.get("outputs", ()))
    for later, all_ in ((sources, state.sources), (outputs, state.outputs)):
        if len(later) > LITTLE + len(all_) // 20:
            return None
    tables = _later(state.tables, before.tables, were.get("tables", ()))
    others = [name for name in _WHOLE if name in were or getattr(state, name) != getattr(before, name)]
    return {
        "sources": {inside: None if source is None else tuple(source) for inside, source in sources.items()},
        "outputs": {file: None if output is None else tuple(output) for file, output in outputs.items()},
        "tables": {name: None if table is None else _marshalled(table) for name, table in tables.items()},
        "facts": state.facts[before.first.facts :],
        **{name: _plain(state, name) for name in others},
    }


def _later(now: Mapping[str, Any], before: Mapping[str, Any], already: Iterable[str]) -> dict[str, Any]:
    """What is another than before, or was already; ``None`` for what is gone."""
    keys = {key for key in now.keys() | before.keys() if now.get(key) is not before.get(key)}
    return {key: now.get(key) for key in sorted(keys.union(already))}


def _plain(state: State, name: str) -> Any:
    return _tuples(state.pictures) if name == "pictures" else getattr(state, name)


def _tuples(values: Mapping[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    return {key: tuple(value) for key, value in values.items()}


def _marshalled(table: Mapping[Any, Any]) -> bytes | None:
    """``None`` where it holds anything but strings, numbers, ``None``, and tuples, lists and mappings of them."""
    try:
        return marshal.dumps(table)  # type: ignore[arg-type]  # that is what is tried
    except ValueError:
        return None


@contextlib.contextmanager
def lock(path: Path, waiting: str) -> Iterator[None]:
    """One build at a time for one output folder. The second says ``waiting`` and waits."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        try:
            import fcntl
        except ImportError:  # not on Windows, where a second build is the user's own care
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            sys.stderr.write(f"{waiting}\n")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
