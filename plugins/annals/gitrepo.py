"""The only module that asks git: which commits changed the reports, and what files held. Read as a stream, never over a network.

Neither the names of people nor what they wrote into commits is ever asked for: a commit is its id and its time.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO, NamedTuple, Self

from .values import immutable

_CHUNK = 1 << 16
_REGULAR = ("100644", "100755")
_MOST_SYMBOLIC = 5  # names of branches that stand for other names, one after another


class GitError(Exception):
    """Git is not there, or could not read the repository. ``str()`` says what it said."""


class Entry(NamedTuple):
    """What a commit did to a file. ``blob`` is empty where there is no such file any more."""

    path: str  # from the top of the repository
    before: str  # the id of what the file held before; empty when there was none
    blob: str


class Commit(NamedTuple):
    id: str
    time: int  # seconds since 1970, in UTC: when it was committed
    entries: tuple[Entry, ...]  # in order of path


@immutable
class Repository:
    """Where a repository is. ``folder`` holds HEAD; ``common`` holds what its work trees share."""

    top: Path
    folder: Path
    common: Path

    def shallow(self) -> tuple[str, ...]:
        """The commits at which a shallow clone ends; none in a whole one."""
        try:
            return tuple(sorted((self.common / "shallow").read_text("ascii").split()))
        except (OSError, ValueError):
            return ()

    def head(self) -> str:
        """The id of the commit that is checked out; empty when there is none yet. Reads two small files where it can."""
        name = "HEAD"
        for _ in range(_MOST_SYMBOLIC):
            found = self._ref(name)
            if not found.startswith("ref: "):
                break
            name = found.removeprefix("ref: ").strip()
        return found if _is_id(found) else self._asked_head()

    def _ref(self, name: str) -> str:
        for folder in (self.folder, self.common):
            try:
                return (folder / name).read_text("utf-8").strip()
            except (OSError, ValueError):
                continue
        try:
            packed = (self.common / "packed-refs").read_text("utf-8", "surrogateescape")
        except OSError:
            return ""
        return next((line.partition(" ")[0] for line in packed.splitlines() if line.partition(" ")[2] == name), "")

    def _asked_head(self) -> str:
        """For repositories that keep their branches otherwise."""
        try:
            with _Git(self, "rev-parse", "--verify", "--quiet", "HEAD") as git:
                return git.out.read().decode("ascii", "replace").strip()
        except GitError:
            return ""

    def commits(self, under: str) -> Generator[Commit, None, None]:
        """Each commit on the main line that changed a file below a folder, newest first. What a merge brought is one change, and
        its time is that of the merge: it is then that it was published. Raises :class:`GitError`.
        """
        options = ("--first-parent", "-m", "--raw", "-z", "--no-renames", "--no-abbrev", "--format=tformat:%x01%H %ct", "HEAD", "--", under)
        with _Git(self, "log", *_PLAIN, *options) as git:
            commit = ""
            entries: list[Entry] = []
            tokens = _tokens(git.out)
            for token in tokens:
                if token.startswith(b"\x01"):
                    if commit:
                        yield _commit(commit, entries)
                    commit, entries = token[1:].decode("ascii"), []
                elif meta := token.strip():
                    entries.append(_entry(meta.decode("ascii"), next(tokens, b"")))
            if commit:
                yield _commit(commit, entries)


_PLAIN = (
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-notes",
    "--no-mailmap",
    "--no-decorate",
    "--no-show-signature",
    "-O/dev/null",
)
_SETTINGS = ("log.showRoot=true", "log.follow=false", "diff.relative=false", "core.quotePath=false", "core.fsmonitor=false")


def find_repository(folder: Path) -> Repository | None:
    """The repository that a folder lies in, found without git."""
    real = Path(os.path.realpath(folder))
    for top in (real, *real.parents):
        git = top / ".git"
        if git.is_file():  # a work tree beside others, or a submodule
            named = git.read_text("utf-8", "surrogateescape").partition("gitdir:")[2].strip()
            git = (top / named).resolve()
        if (git / "HEAD").is_file():
            common = git / "commondir"
            shared = (git / common.read_text("utf-8").strip()).resolve() if common.is_file() else git
            return Repository(top, git, shared)
    return None


@immutable
class Mark:
    """Up to where there is history. ``lack`` says in words why it is not whole; empty when it is."""

    head: str
    shallow: tuple[str, ...]
    lack: str

    @property
    def words(self) -> str:
        return repr((self.head, self.shallow, self.lack))


def mark_of(content: Path) -> tuple[Repository | None, Mark]:
    """Quick: two or three small files are read."""
    repository = find_repository(content)
    if repository is None:
        return None, Mark("", (), "the content is in no git repository")
    head, shallow = repository.head(), repository.shallow()
    if not head:
        return repository, Mark("", (), "the git repository has no commit yet")
    return repository, Mark(head, shallow, "the git clone is shallow: it holds the last commits only" if shallow else "")


class Blobs:
    """What files held, by their ids: one process that is asked again and again."""

    def __init__(self, repository: Repository, most: int) -> None:
        self._repository = repository
        self._most = most
        self._git: _Git | None = None

    def read(self, id: str) -> bytes | None:
        """``None`` for what is not there, is no file, or is larger than what is read. Raises :class:`GitError`."""
        if self._git is None:
            self._git = _Git(self._repository, "cat-file", "--batch", talks=True).__enter__()
        git = self._git
        try:
            git.ask(f"{id}\n".encode())
            words = git.out.readline().split()
            if len(words) != 3:
                if words[1:] == [b"missing"]:
                    return None
                raise GitError(git.complaint() or "git cat-file ended early")
            size = int(words[2])
            data = git.out.read(size) if size <= self._most else None
            if data is None:
                _skip(git.out, size)
            git.out.read(1)
        except BrokenPipeError:
            raise GitError(git.complaint() or "git cat-file ended early") from None
        return data if words[1] == b"blob" else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._git is not None:
            self._git.end()


class _Git:
    """A running git. It is stopped when the reader has read enough."""

    def __init__(self, repository: Repository, *arguments: str, talks: bool = False) -> None:
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        self._command = ["git", "--no-pager", "--no-replace-objects", "--literal-pathspecs", *settings, *arguments]
        self._where = repository
        self._talks = talks

    def __enter__(self) -> Self:
        self._told = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own words; what is named in them is data
                self._command,
                cwd=self._where.top,
                env=_environment(),
                stdin=subprocess.PIPE if self._talks else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=self._told,
            )
        except BaseException as error:
            self._told.close()
            if not isinstance(error, OSError):
                raise
            raise GitError("git is not installed" if isinstance(error, FileNotFoundError) else f"git cannot be started: {error}") from None
        assert self._process.stdout is not None
        self.out: IO[bytes] = self._process.stdout
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        whole = kind is None and not self.out.read(1)
        status, told = self.end(), self._said
        if whole and status:
            raise GitError(told or f"git ended with status {status}")

    def ask(self, line: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line)
        self._process.stdin.flush()

    def complaint(self) -> str:
        self._told.seek(0)
        return self._told.read().decode("utf-8", "replace").strip().rpartition("\n")[2]

    def end(self) -> int:
        self.out.close()
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):  # it ended first
                self._process.stdin.close()
        elif self._process.poll() is None:
            self._process.terminate()
        status = self._process.wait()
        self._said = self.complaint()
        self._told.close()
        return status


def _environment() -> dict[str, str]:
    """Without what a shell or a hook says of another repository; and with no way to any other machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **kept,
        "LC_ALL": "C",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
    }


def _tokens(out: IO[bytes]) -> Iterator[bytes]:
    """What stands between NULs."""
    rest = b""
    while chunk := out.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _commit(header: str, entries: list[Entry]) -> Commit:
    id, _, time = header.partition(" ")
    return Commit(id, int(time), tuple(sorted(entries)))


def _entry(meta: str, path: bytes) -> Entry:
    """``:100644 100644 ID ID M``. What is a link or a repository of its own is no file of the record."""
    old_mode, new_mode, before, blob, _ = meta.lstrip(":").split(" ")
    return Entry(path.decode("utf-8", "surrogateescape"), before if old_mode in _REGULAR else "", blob if new_mode in _REGULAR else "")


def _skip(out: IO[bytes], size: int) -> None:
    while size > 0:
        size -= len(out.read(min(size, _CHUNK)) or b" " * size)


def _is_id(text: str) -> bool:
    return len(text) in (40, 64) and all(letter in "0123456789abcdef" for letter in text)
