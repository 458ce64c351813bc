"""What git knows of each report: its published versions in order of time, and what each of them changed. Read once, and kept.

A commit never changes, and neither does what it grew from: from the newest commit back, git is read only until one is met that
is known. So an added commit, an amended one, a branch that was set back or rewritten are all the same case.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from .bodies import BodyReader
from .chains import Gate, KnownCommit, PlainGate, Raw, chains_of, changes_of, gate_of, published, quick_gate, successions
from .changes import WORDING, Item, compare
from .disk import digest, replace_file
from .gitrepo import Blobs, GitError, Mark, Repository, mark_of
from .pack import Pack, Place
from .parallel import share_out
from .reading import MAX_BYTES
from .versions import Named, Version, read_version

_MAGIC = f"annals history {sys.implementation.cache_tag} {marshal.version}\n".encode()
_BATCH = 32_000_000  # bytes of old versions that are held at once


class Step(NamedTuple):
    """A published version. Plain values."""

    since: int | None  # seconds since 1970; None when it was there before the part of the history that is known
    blob: str
    gap: int  # when its predecessor was withdrawn; 0 when it took that one's place directly
    items: tuple[Item, ...]  # what it changed
    history_from: str
    place: Place | None  # in the pack: of the versions that something of substance was changed in
    names: tuple[Named, ...]  # of those: every name that they hold


PlainItems = tuple[tuple[Any, ...], ...]
"""Items as they are kept."""

Past = Mapping[str, tuple[Step, ...]]


@dataclass(slots=True)
class _Known:
    """What is kept of git: it is read only when the head has moved."""

    commits: list[KnownCommit] = field(default_factory=list)  # oldest first
    gates: dict[str, PlainGate] = field(default_factory=dict)
    items: dict[tuple[str, str], PlainItems] = field(default_factory=dict)  # of two blobs, one after the other
    places: dict[str, tuple[Place, tuple[Named, ...]]] = field(default_factory=dict)
    pack: int = 0  # how long the pack was
    shallow: tuple[str, ...] = ()  # where the history ended when the commits were read
    head: str = ""  # and where it began


class PastReader:
    """Reads the history of one content folder, with what is kept in a cache folder.

    ``pack`` keeps the bytes of old versions that have pages of their own. All of it is no more than a memory: what is missing or
    damaged is asked of git again.
    """

    def __init__(
        self, content: Path, repository: Repository, cache: Path, code: bytes, categories: Mapping[str, str], *, trust: bool
    ) -> None:
        self._content = content
        self._repository = repository
        self._cache = cache
        self._code = code
        self._categories = categories
        self._known = _Known()
        kept = load_kept(cache / "history-log", code) if trust else None
        if kept is not None:
            self._known = _Known(*kept)
        self.pack = Pack(cache / "history-pack", self._known.pack)
        if self._known.pack and not self.pack.whole:
            self._known, self.pack = _Known(), self.pack.afresh()

    def read(self, mark: Mark, reports: Iterable[str]) -> Past:
        """Of each of some reports, by its path in the content folder. Raises :class:`GitError`."""
        with Blobs(self._repository, MAX_BYTES) as blobs:
            if self._known.shallow != mark.shallow:
                self._known.commits, self._known.head = [], ""  # the oldest of them may have been others
            if self._known.head != mark.head:
                self._read_commits(blobs)
            self._known.head, self._known.shallow = mark.head, mark.shallow
            chains = chains_of(self._known.commits, frozenset(mark.shallow))
            wanted = {inside: chains[inside] for inside in reports if inside in chains}
            self._read_versions(wanted, blobs)
        past = {inside: self._steps(chain) for inside, chain in wanted.items()}
        self._known.pack = self.pack.length
        known = self._known
        kept = (known.commits, known.gates, known.items, known.places, known.pack, known.shallow, known.head)
        save_kept(self._cache / "history-log", self._code, kept)
        return past

    # --- commits

    def _read_commits(self, blobs: Blobs) -> None:
        known = {id: number for number, (id, _, _) in enumerate(self._known.commits)}
        real = self._content.resolve()
        top = real.relative_to(self._repository.top.resolve()).as_posix()
        folder = "" if top == "." else f"{top}/"
        fresh: list[KnownCommit] = []
        keep = 0
        with closing(self._repository.commits(f"{folder}reports")) as commits:
            for commit in commits:
                if commit.id in known:
                    keep = known[commit.id] + 1
                    break
                fresh.append((commit.id, commit.time, changes_of(commit, folder, blobs)))
        self._known.commits = self._known.commits[:keep] + fresh[::-1]

    # --- versions

    def _read_versions(self, chains: Mapping[str, Sequence[Raw]], blobs: Blobs) -> None:
        """The gates of all blobs that were not read yet, and what changed between those that follow each other."""
        todo = iter(chains.items())
        while batch := list(self._batch(todo, blobs)):
            for answers in share_out(batch, partial(_read_share, self._categories)):
                for gates, items, states in answers:
                    self._known.gates.update(gates)
                    self._known.items.update(items)
                    fresh = {blob: (raw, names) for blob, raw, names in states if blob not in self._known.places}
                    places = self.pack.append(raw for raw, _ in fresh.values())
                    for (blob, (_, names)), place in zip(fresh.items(), places, strict=True):
                        self._known.places[blob] = (place, names)

    def _batch(self, todo: Iterator[tuple[str, Sequence[Raw]]], blobs: Blobs) -> Iterator[_Task]:
        """What has to be parsed, as much as may be held at once. Most gates are found without that."""
        held = 0
        for inside, chain in todo:
            texts = self._read_gates(chain, blobs)
            held += sum(map(len, texts.values()))
            if (task := self._task(inside, chain, texts, blobs)) is not None:
                yield task
            if held >= _BATCH:
                return

    def _read_gates(self, chain: Sequence[Raw], blobs: Blobs) -> dict[str, bytes]:
        """The texts of the versions whose gates were not known, by blob; those gates that are found quickly are known now."""
        texts: dict[str, bytes] = {}
        for blob in dict.fromkeys(raw.blob for raw in chain if raw.blob):
            if blob not in self._known.gates:
                texts[blob] = blobs.read(blob) or b""
                if (found := quick_gate(texts[blob])) is not None:
                    self._known.gates[blob] = (found.reviewed, found.published, found.history_from)
        return texts

    def _task(self, inside: str, chain: Sequence[Raw], texts: Mapping[str, bytes], blobs: Blobs) -> _Task | None:
        """What has to be parsed of one report: every version while some gate is not known; then those that were not compared yet.
        ``texts``: of versions that were read already.
        """
        gates = {blob: gate for raw in chain if (blob := raw.blob) and (gate := self._known.gates.get(blob))}
        if any(raw.blob and raw.blob not in gates for raw in chain):
            wanted = [raw.blob for raw in chain if raw.blob]
            done = frozenset[tuple[str, str]]()
        else:
            pairs = list(successions(published(chain, gates)))
            done = frozenset(pair for pair in pairs if pair in self._known.items)
            wanted = [blob for pair in pairs if pair not in done for blob in pair]
        if not wanted:
            return None
        kept = {blob: texts[blob] if blob in texts else blobs.read(blob) or b"" for blob in dict.fromkeys(wanted)}
        return _Task(inside, tuple(chain), kept, gates, done)

    def _steps(self, chain: Sequence[Raw]) -> tuple[Step, ...]:
        steps: list[Step] = []
        versions = published(chain, self._known.gates)
        for number, (since, blob, gap) in enumerate(versions):
            items = tuple(Item(*item) for item in self._known.items[versions[number - 1].blob, blob]) if number else ()
            replaced = number + 1 < len(versions)
            place, names = self._known.places.get(blob, (None, ())) if replaced else (None, ())
            steps.append(Step(since, blob, gap, items, Gate(*self._known.gates[blob]).history_from, place, names))
        return tuple(steps)


class _Task(NamedTuple):
    inside: str
    chain: tuple[Raw, ...]
    texts: Mapping[str, bytes]  # by blob
    gates: Mapping[str, PlainGate]  # those that are known
    done: frozenset[tuple[str, str]]  # what need not be compared again


_Answer = tuple[dict[str, PlainGate], dict[tuple[str, str], PlainItems], list[tuple[str, bytes, tuple[Named, ...]]]]


def _read_share(categories: Mapping[str, str], tasks: Sequence[_Task]) -> list[_Answer]:
    bodies = BodyReader()
    return [_read_task(task, bodies, categories) for task in tasks]


def _read_task(task: _Task, bodies: BodyReader, categories: Mapping[str, str]) -> _Answer:
    """The gates of a report's versions, what changed between them, and those that something of substance was changed in."""
    versions: dict[str, Version | None] = {}

    def version(blob: str) -> Version | None:
        if blob not in versions:
            versions[blob] = read_version(task.texts[blob], task.inside, bodies, categories)
        return versions[blob]

    gates = {**task.gates, **{blob: gate_of(version(blob)) for blob in task.texts if blob not in task.gates}}
    items: dict[tuple[str, str], PlainItems] = {}
    states: list[tuple[str, bytes, tuple[Named, ...]]] = []
    for old, new in successions(published(task.chain, gates)):
        if (old, new) in task.done:
            continue
        before, after = version(old), version(new)
        assert before is not None
        assert after is not None  # what cannot be read was not published
        found = compare(before, after)
        items[old, new] = tuple(tuple(item) for item in found)
        if any(item.kind != WORDING for item in found):
            states.append((old, task.texts[old], tuple(dict.fromkeys(before.names))))
    return gates, items, states


# --- what is kept


def load_kept(path: Path, code: bytes) -> tuple[Any, ...] | None:
    """What was kept there by the same ``code``; ``None`` where there is nothing, or it cannot be trusted."""
    header = _MAGIC + code
    try:
        data = path.read_bytes()
    except OSError:
        return None
    body = data[len(header) + 16 :]
    if not data.startswith(header) or digest(body) != data[len(header) : len(header) + 16]:
        return None
    kept: tuple[Any, ...] = marshal.loads(body)  # noqa: S302 - our own bytes: the digest is right
    return kept


def save_kept(path: Path, code: bytes, values: tuple[Any, ...]) -> None:
    body = marshal.dumps(values)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, _MAGIC + code + digest(body) + body)


def read_past(
    content: Path, reports: Iterable[str], cache: Path, code: bytes, *, categories: Mapping[str, str], trust: bool
) -> tuple[Past, Mark, Pack | None]:
    """The history of some reports (by path), how far it reaches, and the pack that holds their old versions."""
    repository, mark = mark_of(content)
    if repository is None or not mark.head:
        return {}, mark, None
    try:
        reader = PastReader(content, repository, cache, code, categories, trust=trust)
        past = reader.read(mark, reports)
    except GitError as error:
        return {}, Mark("", (), f"git could not read it: {error}"), None
    return past, mark if past or mark.lack else replace(mark, lack="git holds none of the reports"), reader.pack
