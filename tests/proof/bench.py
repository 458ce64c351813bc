"""A bench: a small archive with its theme, its settings, its output and its cache; and the comparison with a build from nothing."""

from __future__ import annotations

import contextlib
import copy
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import nh3
import pytest
from jinja2.bccache import Bucket

import home
from annals import bodies, builds, engine, environment, known, narrowing, parallel, reading, running, stamps, templates
from annals.outcome import Done
from annals.problems import ContentError
from annals.settings import Settings, read_settings
from annals.stamps import Stamp, stamp_of
from tests.repositories import Repository
from tests.sites import ROOT, sections

from .archive import ARCHIVE, PICTURE, SETTINGS, Document, text_of
from .outcome import Known, Outcome, Tree, contents, insist, tree
from .perils import Died, Perils

SECTIONS = sections()
SECOND = 1_000_000_000

HALF = ".annals-half"  # the folder in the output in which a page is written before it is put in its place


class _Compiled(jinja2.BytecodeCache):
    """Templates that were compiled by an earlier build of this process. Jinja2 compares their text."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()
_OTHER_CLEANER = nh3.Cleaner(tags={"p", "a", "h2", "img", "strong"}, url_schemes={"http", "https", "annals"}, link_rel=None)


def see_stamps(patch: pytest.MonkeyPatch, seen: Callable[[Stamp], Stamp]) -> None:
    """Whoever looks at a file of the content or of the site sees its stamp so."""

    def stat(file: str | Path) -> Any:
        mtime, ctime, size = seen(stamp_of(os.stat(file)))  # noqa: PTH116 - a string or a path
        return SimpleNamespace(st_mtime_ns=mtime, st_ctime_ns=ctime, st_size=size)

    patch.setattr(stamps, "os", SimpleNamespace(stat=stat))
    patch.setattr(reading, "stamp_of", lambda status: seen(stamp_of(status)))


@dataclass
class Inputs:
    """All that a site is made from, but for the code."""

    documents: dict[str, Document]
    pictures: dict[str, bytes]
    said: dict[str, Any] = field(default_factory=lambda: dict(SETTINGS))
    off: str = ""  # a page family
    libraries: int = 0  # which versions of the libraries are installed


class Bench:
    """An archive that is changed step by step, and built each time into one folder as the real build does."""

    def __init__(self, root: Path, inputs: Inputs | None = None, known: Sequence[Outcome] | None = None, *, resident: bool = False) -> None:
        """``resident``: as one process does it that builds again and again, and not as a new one each time."""
        self.root = root
        self.resident = resident
        self._recent: tuple[object, builds.Recent | None] = (None, None)  # with what it was built with
        self._built_from: dict[str, bytes] = {}  # the content of the last build that came to an end
        self.content, self.theme, self.output, self.cache = (root / name for name in ("content", "theme", "output", "cache"))
        shutil.copytree(ROOT / "themes" / "annals", self.theme)
        self.inputs = inputs or Inputs(copy.deepcopy(dict(ARCHIVE)), {"images/map.svg": PICTURE.format("a map").encode()})
        for inside in (*self.inputs.documents, *self.inputs.pictures):
            self.save(inside)
        self.known = known  # what clean builds gave in an earlier run of the same steps
        self.clean_builds: list[Outcome] = []
        self.last = ""  # the step that was begun last
        self.foreign: Tree = {}
        self._repository: Repository | None = None
        self.processes = 1
        self.trust = True
        self.ahead = 10 * SECOND
        self.stopped: int | None = None  # when the clock of the file system stopped
        self.spare = 1_000_000  # bytes that are not in use, and for which room is made
        self.seeded: Callable[[pytest.MonkeyPatch], None] | None = None  # a fault, in builds that are not clean ones

    @property
    def repository(self) -> Repository:
        """The repository that the content is in, made when it is first asked for."""
        if self._repository is None:
            self._repository = Repository(self.content)
        return self._repository

    # the content

    @property
    def documents(self) -> dict[str, Document]:
        return self.inputs.documents

    def save(self, inside: str) -> Path:
        path = self.content / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        picture = self.inputs.pictures.get(inside)
        path.write_bytes(text_of(self.documents[inside]).encode() if picture is None else picture)
        return path

    def put(self, inside: str, document: Document) -> None:
        self.documents[inside] = document
        self.save(inside)

    def set(self, inside: str, **fields: Any) -> None:
        """Set fields of a document; ``None`` takes one out."""
        front, body = self.documents[inside]
        self.put(inside, ({name: value for name, value in {**front, **fields}.items() if value is not None}, body))

    def say(self, inside: str, body: str) -> None:
        self.put(inside, (self.documents[inside][0], body))

    def drop(self, inside: str) -> None:
        self.documents.pop(inside, None)
        self.inputs.pictures.pop(inside, None)
        (self.content / inside).unlink(missing_ok=True)

    def move(self, inside: str, to: str) -> None:
        path = self.content / to
        path.parent.mkdir(parents=True, exist_ok=True)
        (self.content / inside).rename(path)
        self.documents[to] = self.documents.pop(inside)

    def pick(self, folder: str, number: int) -> str:
        """One of the documents of a folder."""
        found = sorted(inside for inside in self.documents if inside.startswith(folder))
        return found[number % len(found)]

    def find(self, name: str) -> str | None:
        """A document by the end of its path, while there is one."""
        return next((inside for inside in sorted(self.documents) if inside.endswith(f"{name}.md")), None)

    def theirs(self) -> list[Path]:
        """The files of the output that a build made, in order."""
        return [
            path
            for path in sorted(self.output.rglob("*"))
            if path.is_file() and path.relative_to(self.output).as_posix() not in self.foreign
        ]

    def restore(self, inputs: Inputs) -> None:
        """Undo what an operation changed, by writing what was there before."""
        for inside in {*self.documents, *self.inputs.pictures} - {*inputs.documents, *inputs.pictures}:
            (self.content / inside).unlink(missing_ok=True)
        now, self.inputs = self.inputs, copy.deepcopy(inputs)
        for inside in (*inputs.documents, *inputs.pictures):
            same = now.documents.get(inside) == inputs.documents.get(inside) and now.pictures.get(inside) == inputs.pictures.get(inside)
            if not same or not (self.content / inside).exists():
                self.save(inside)

    # builds

    def settings(self, output: Path | None = None, cache: Path | None = None) -> Settings:
        paths = {
            "PATH": self.content,
            "OUTPUT_PATH": output or self.output,
            "THEME": self.theme,
            "CACHE_PATH": cache or self.cache,
            "THEME_TEMPLATES_OVERRIDES": [str(self.root / "overrides")],
        }
        return read_settings({**{name: path if isinstance(path, list) else str(path) for name, path in paths.items()}, **self.inputs.said})

    def told(self, error: ContentError) -> str:
        """A fault, without the path of this bench."""
        return str(error).replace(self.settings().content_shown, "content")

    def cached(self, name: str) -> Path:
        return self.settings().cache(name)

    @contextlib.contextmanager
    def surroundings(self, processes: int, *, clean: bool = False) -> Iterator[None]:
        """The clocks, the libraries, the number of processes."""
        versions, real_version = self.inputs.libraries, environment.version
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(templates, "Compiled", lambda _: _COMPILED)
            patch.setattr(known, "time", SimpleNamespace(time_ns=lambda: time.time_ns() + self.ahead))
            patch.setattr(environment, "version", lambda name: f"{real_version(name)}+{versions}")
            if versions % 2:  # with these versions bodies are cleaned otherwise, and one page is composed otherwise
                patch.setattr(bodies, "_CLEANER", _OTHER_CLEANER)
                patch.setattr(home, "MOST", 1)
            if self.stopped is not None:
                limit = self.stopped
                see_stamps(patch, lambda stamp: (min(stamp[0], limit), min(stamp[1], limit), stamp[2]))
            patch.setattr(narrowing, "FEWEST", 2)  # so that the short lists of the small archive can be narrowed, too
            patch.setattr(sys.modules["finding.periods"], "MOST", 6)  # so that the index has periods, and these have stretches
            patch.setattr(sys.modules["finding.periods"], "STRETCH", 2)
            patch.setattr(parallel, "WORTH_IT", 2 if processes > 1 else 400)
            patch.setattr(parallel, "AT_ONCE", 80 if processes > 1 else 10_000)
            patch.setenv("ANNALS_PROCESSES", str(processes))
            patch.setattr(engine, "SPARE", self.spare)
            patch.setattr(running, "SPARE_FACTS", -620)  # the first build has some 660
            if self.seeded and not clean:
                self.seeded(patch)
            yield

    def sections(self) -> list[Any]:
        return [section for section in SECTIONS if section.name != self.inputs.off]

    def build(self) -> Done:
        with self.surroundings(self.processes):
            settings, sections = self.settings(), self.sections()
            now = (settings, [section.name for section in sections], self.inputs.libraries)  # with others, a new process is begun
            then, recent = self._recent
            self._recent = (now, None)  # a process that dies knows nothing
            files = [path for path in settings.content.rglob("*") if path.is_file()]
            content = {path.relative_to(settings.content).as_posix(): path.read_bytes() for path in files}
            saved = {inside for inside in content.keys() | self._built_from.keys() if content.get(inside) != self._built_from.get(inside)}
            recent = recent if then == now and self.resident else None
            try:
                build = engine.prepare(settings, sections, trust=self.trust, recent=recent, saved=saved)
            except ContentError:
                self._recent = (now, recent)
                raise
            done = build.run((lambda _: None) if self.resident else None)
            self._recent, self._built_from = (now, build.recent), content
            return done

    def clean(self) -> Outcome:
        """What a build from nothing gives."""
        if self.known is not None and len(self.clean_builds) < len(self.known):
            outcome = self.known[len(self.clean_builds)]
        else:
            outcome = self._clean()
        self.clean_builds.append(outcome)
        return outcome

    def _clean(self) -> Outcome:
        output, cache = self.root / "clean" / "output", self.root / "clean" / "cache"
        shutil.rmtree(self.root / "clean", ignore_errors=True)
        with self.surroundings(1, clean=True):
            try:
                engine.prepare(self.settings(output, cache), self.sections()).run()
            except ContentError as error:
                return Outcome(None, self.told(error))
        return Outcome(contents(tree(output)))

    # the comparison

    def verify(self, expected: Outcome | None = None) -> Outcome:
        """Build, and compare everything with a clean build. Gives what a clean build gives."""
        expected = expected or self.clean()
        before = tree(self.output)
        if expected.files is None:
            self._verify_fault(expected.fault, before)
            return expected
        wanted = {**expected.files, **self.foreign}
        done = self.build()
        after = tree(self.output)
        self._compare(contents(after), wanted)
        touched = {file for file in after if file not in before or after[file].marks != before[file].marks}
        differed = {file for file in wanted if file not in before or before[file].data != wanted[file]}
        insist(touched == differed, "written though it was right, or not written:", *sorted(touched ^ differed))
        # fewer only where a build began anew, because what it had begun with was found to be damaged
        insist(done.written <= len(touched), f"{done.written} files are said to be written, {len(touched)} were")
        self.idle(after)
        return expected

    def idle(self, after: Mapping[str, Known]) -> None:
        """One more build has nothing to do."""
        trust, self.trust = self.trust, True
        again = self.build()
        self.trust = trust
        insist((again.rendered, again.written, again.removed) == (0, 0, 0), f"a build right after a build did something: {again!r}")
        insist(tree(self.output) == after, "a build right after a build touched the output")

    def _verify_fault(self, fault: str, before: Mapping[str, Known]) -> None:
        states = [self.cached(name) for name in ("state", "since")]
        kept = [state.read_bytes() if state.is_file() else None for state in states]
        told = ""
        try:
            self.build()
        except ContentError as error:
            told = self.told(error)
        insist(told == fault, "another fault is told than by a clean build:", told, fault)
        insist(tree(self.output) == before, "a fault changed the output")
        insist([state.read_bytes() if state.is_file() else None for state in states] == kept, "a fault changed the state")

    def _compare(self, found: Tree, wanted: Tree) -> None:
        wrong = [f"not there: {file}" for file in wanted if file not in found]
        wrong += [f"should not be there: {file}" for file in found if file not in wanted]
        wrong += [f"differs: {file}" for file in found if file in wanted and found[file] != wanted[file]]
        insist(not wrong, "not what a clean build gives:", *wrong)

    def die(self, at: int, expected: Outcome) -> int:
        """Begin a build that dies at its n-th deed on the disk: each page is old or new. How many deeds were done."""
        before = contents(tree(self.output))
        perils = Perils(self.root, at)
        with contextlib.suppress(Died, ContentError, ChildProcessError), perils():
            self.build()
        new = {**(expected.files or {}), **self.foreign}
        if not before:
            insist(contents(tree(self.output)) in ({}, new), f"a new site is there in part after deed {at}")
        for file, data in contents(tree(self.output)).items():
            if not file.endswith("/") and not file.startswith(HALF):
                insist(data in (before.get(file), new.get(file)), f"neither old nor new after deed {at}: {file}")
        return perils.count
