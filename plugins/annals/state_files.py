"""A state on the disk: two files in the cache folder, besides the pack of records (see pack.py).

The first has everything, in parts, of which a build reads those that it needs; the second, beside it, has what came to be other since: a
build that changes little leaves little. When much has come together there, all is written anew. Both are replaced as a whole. When one is
damaged, or from another version, the next build is a clean one. The first without the second is what some earlier build left, which does
as well.
"""

from __future__ import annotations

import marshal
import mmap
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .disk import digest, replace_file
from .drawers import Drawer
from .pack import DamagedError, Place
from .stages import staged
from .stamps import Stamp, stamp_at
from .state import First, PackedTable, Parts, State

_MAGIC = f"annals state {sys.implementation.cache_tag} {marshal.version}\n".encode()
SINCE = "since"
"""The name of the second file."""
LITTLE = 100
"""Sources and files of the site that may stand in the second file, besides a twentieth of all that there are."""
_WHOLE = ("pictures", "histories", "told", "drawers", "names", "plan")  # parts that are written as a whole
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
    small, places = marshal.loads(listed)  # noqa: S302 - our own bytes: the digest is right
    try:
        since = _read_since(path, header + digest(listed))
    except DamagedError:
        return State()
    return State(*since.get("small", small), parts=Parts(places, data, len(header)), first=First(digest(listed), since))


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
    state.first = First(id, {})


def _write_first(path: Path, header: bytes, state: State, small: tuple[Any, ...]) -> bytes:
    """Its parts one after another, and last the list of them. Gives a digest of the list."""
    id = b""

    def written() -> Iterator[bytes | memoryview]:
        nonlocal id
        yield header
        places: dict[str, Place] = {}
        offset = 0
        for name, blob in _parts(state):
            places[name] = (offset, len(blob), digest(blob))
            offset += len(blob)
            yield blob
        listed = marshal.dumps((small, places))
        id = digest(listed)
        yield listed + len(listed).to_bytes(_LENGTH, "big") + id

    replace_file(path, written(), lasting=True)
    return id


def _parts(state: State) -> Iterator[tuple[str, bytes | memoryview]]:
    """Each made when it is written, for they are large."""
    state.outputs = state.outputs.settle()
    columns, numbered = state.outputs.columns, state.numbers.settle()
    yield "files", marshal.dumps(tuple(columns.stamped))
    yield "made", columns.made
    yield "made from", columns.facts.data
    yield "marks", numbered.marks
    yield "pieces", numbered.pieces
    yield "pieces made from", numbered.rows.data
    for name, table in state.tables.items():
        if (packed := PackedTable.of(table)) is not None:
            yield f"tables {name}", packed
    for name in _WHOLE:
        yield name, marshal.dumps(_plain(state, name))
    state.sources = state.sources.settle()
    filed = state.sources.filed
    yield "sources", marshal.dumps((tuple(filed.columns.stamped), *filed.columns[1:]))
    yield "source rows", filed.rows.data


def _since(state: State, before: State) -> dict[str, Any] | None:
    """What is not as the first file has it, part by part; ``None`` where that has to be written anew."""
    if before.first is None or state.numbers is not before.numbers:  # numbered anew
        return None
    were = before.first.since
    sources, outputs = state.sources, state.outputs
    if sources.filed is not before.sources.filed:
        return None
    if any(len(it.later) > LITTLE + len(it) // 20 for it in (sources, outputs)):
        return None
    others = [name for name in _WHOLE if name in were or getattr(state, name) != getattr(before, name)]
    return {
        "sources": (_tuples(sources.later), None if sources.paths is sources.filed.paths else list(sources.paths)),
        "outputs": _tuples(outputs.later),
        "tables": _tables(state.tables, before.tables, were.get("tables", {})),
        "facts": state.numbers.later,
        **{name: _plain(state, name) for name in others},
    }


def _tables(
    now: Mapping[str, Mapping[Any, Any]], before: Mapping[str, Mapping[Any, Any]], were: Mapping[str, Any]
) -> dict[str, tuple[Mapping[Any, Any] | None, bytes | None]]:
    """The tables that are not as the first file has them: of each either what came later, or all of it; neither of what is gone. ``were``:
    the same, as it was before.
    """
    found: dict[str, tuple[Mapping[Any, Any] | None, bytes | None]] = {}
    for name in sorted(now.keys() | before.keys() | were.keys()):
        table, earlier = now.get(name), before.get(name)
        if table is None:
            found[name] = (None, None)
        elif table is earlier:
            if name in were:
                found[name] = were[name]
        elif isinstance(table, Drawer) and earlier is not None and table.is_of(earlier) and were.get(name, ({}, None))[1] is None:
            found[name] = (dict(table.later), None)
        else:
            found[name] = (None, PackedTable.of(table))
    return found


def _plain(state: State, name: str) -> Any:
    return _tuples(state.pictures) if name == "pictures" else getattr(state, name)


def _tuples(values: Mapping[str, tuple[Any, ...] | None]) -> dict[str, tuple[Any, ...] | None]:
    return {key: None if value is None else tuple(value) for key, value in values.items()}
