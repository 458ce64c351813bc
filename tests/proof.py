"""The machinery of the proof that a build after any change leaves what a build from nothing leaves.

A :class:`Bench` is a small archive with its theme, its settings, its output and its cache. An operation changes one of them.
After each one, :meth:`Bench.verify` builds, and compares every byte of the output with a clean build, every touched file with
those that had to be touched, and every told fault with what a clean build tells.

Builds run in this process by the engine itself. Only two things around it are other than in a real build: compiled templates
are kept from one build to the next, which takes four fifths of the time away, and the clock runs ten seconds ahead, so that
files are old enough for their stamps to be trusted. Operations on the clock set it right.
"""

from __future__ import annotations

import contextlib
import copy
import io
import json
import os
import random
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple, Self

import jinja2
import nh3
import pytest
from jinja2.bccache import Bucket
from PIL import Image

import home
from annals import bodies, engine, environment, library, narrowing, parallel, reading, templates
from annals.problems import ContentError
from annals.settings import Settings, read_settings
from tests.repositories import Repository
from tests.sites import ROOT, URL, sections

SECTIONS = sections()
SECOND = 1_000_000_000
HALF = ".annals-half"  # the folder in the output in which a page is written before it is put in its place

# --- the archive: each file with its front matter and its body

Document = tuple[dict[str, Any], str]


def _claim(id: str, speaker: str, verb: str = "says", **rest: Any) -> dict[str, Any]:
    about = {} if verb in ("denies", "confirms") else {"about": id.partition("-")[0]}
    return {"id": id, **about, "speaker": speaker, "verb": verb, **rest}


ARCHIVE: Mapping[str, Document] = {
    "actors/northern-front.md": (
        {
            "name": "Northern Front",
            "kind": "armed-group",
            "aliases": [{"name": "NF", "kind": "abbreviation"}, "Northern League"],
            "part_of": ["northern-alliance"],
            "country": "freeland",
        },
        "The Northern Front holds the hills above Riverton. See [the siege](/reports/2001/02/01-siege.md#bridges).",
    ),
    "actors/northern-alliance.md": ({"name": "Northern Alliance", "kind": "coalition"}, "Made of many."),
    "actors/jane-example.md": ({"name": "Jane Example", "kind": "person", "part_of": ["actors/riverton"]}, ""),
    "actors/riverton.md": (
        {"name": "Riverton", "kind": "government-body", "summary": "The council of the city.", "country": "freeland"},
        "",
    ),
    "places/freeland.md": ({"name": "Freeland", "kind": "country"}, ""),
    "places/north-province.md": (
        {
            "name": "North Province",
            "kind": "governorate",
            "within": "freeland",
            "coordinates": {"lat": 1.5, "lon": -2.25, "precision": "governorate", "from": "invented"},
        },
        "North Province lies in Freeland.",
    ),
    "places/south-province.md": ({"name": "South Province", "kind": "governorate", "within": "freeland"}, ""),
    "places/riverton.md": ({"name": "Riverton", "kind": "city", "within": "north-province"}, ""),
    "places/old-mill.md": ({"name": "Old Mill", "kind": "area", "within": "places/riverton"}, "The quarter by the river."),
    "sources/example-wire.md": ({"name": "Example Wire", "kind": "agency"}, ""),
    "sources/example-digest.md": ({"name": "Example Digest", "kind": "digest"}, ""),
    "sources/daily-example.md": ({"name": "The Daily Example", "kind": "newspaper", "country": "freeland"}, "It came out each day."),
    "subjects/siege.md": ({"name": "Whether a road to Riverton is open, February 2001"}, ""),
    "subjects/bridges.md": ({"name": "Killed at the bridges of Riverton, February 2001", "aliases": ["bridge deaths"]}, "Of both bridges."),
    "subjects/boat.md": ({"name": "Whether a boat reached Old Mill, 3 February 2001"}, ""),
    "subjects/talks.md": ({"name": "Killed until the talks, March 2001", "settled": "range"}, ""),
    "threads/the-siege.md": (
        {"name": "The siege of the city", "summary": "Long.", "aliases": ["The blockade"]},
        "The Northern Front closed the roads. See [the siege](/reports/2001/02/01-siege.md).",
    ),
    "threads/the-market.md": ({"name": "The market", "summary": "It opens and closes."}, ""),
    "terms/boat.md": ({"name": "boat", "definition": "What goes by water.", "aliases": ["boats"]}, "One reached the Old Mill."),
    "terms/post.md": ({"name": "post", "definition": "A small guard.", "sources": ["Example Wire"]}, ""),
    "pages/about.md": ({"title": "About", "summary": "What this is.", "order": 1}, "See [the siege](/reports/2001/02/01-siege.md)."),
    "pages/method.md": ({"title": "Method", "summary": "How this is made.", "order": 2}, "Written by hand."),
    "reports/2001/02/01-siege.md": (
        {
            "title": "The siege of Riverton",
            "date": "2001-02-01/2001-02-05",
            "summary": "No road was open.",
            "actors": ["Northern Front"],
            "locations": ["places/riverton", "Old Mill"],
            "threads": ["The blockade"],
            "sources": ["The Daily Example", {"outlet": "Example Wire", "via": "Example Digest", "story": "bridges"}],
            "claims": [
                _claim("siege-front", "NF", "claims", text="No road is open.", said="2001-02-05"),
                _claim("bridges-wire", "example-wire", "reports", killed="15+", via="example-digest", story="bridges"),
            ],
        },
        (
            "The Northern Front closed the roads to Riverton. *Lower Ford* stayed open, the Hill Guard said.\n\n"
            "## The bridges {#bridges}\n\nBoth bridges at the Old Mill were closed.\n\n![a map](/images/map.svg)"
        ),
    ),
    "reports/2001/02/03-supplies.md": (
        {
            "title": "Supplies reach Old Mill",
            "date": "2001-02-03",
            "updated": "2001-02-09",
            "summary": "A boat came through.",
            "actors": ["jane-example"],
            "locations": ["old-mill"],
            "threads": ["the-siege", "The market"],
            "sources": ["Example Wire"],
            "claims": [_claim("boat-council", "jane-example", text="A boat came.", quote="It was a small boat.")],
        },
        "Jane Example told of a boat. What the Northern Front says of [the siege](01-siege.md) does not agree.",
    ),
    "reports/2001/02/04-denial.md": (
        {
            "title": "The boat is denied",
            "date": "2001-02-04",
            "summary": "No boat, the besiegers say.",
            "actors": ["Northern League"],
            "threads": ["the-siege"],
            "sources": ["Example Wire"],
            "claims": [_claim("boat-front", "NF", "denies", denies="boat-council", text="No boat passed.")],
        },
        "A post of the Hill Guard saw none. Grey & Sons had one. [Lower](/reports/2001/04/draft.md) Weir was dry.",
    ),
    "reports/2001/03/talks.md": (
        {
            "title": "Talks are said to begin",
            "date": "2001-03-10~",
            "summary": "They are said to have met.",
            "actors": ["northern-front", "actors/riverton"],
            "sources": ["Example Digest"],
            "claims": [_claim("talks-confirmed", "example-digest", "says", killed="dozens since 2001-02-01")],
        },
        "Where they met was not told. It was not in Lower Ford.",
    ),
    "reports/2001/03/12-arabic.md": (
        {
            "title": "تقرير",
            "date": "2001-03-12",
            "summary": "نص.",
            "locations": ["places/riverton"],
            "sources": ["Example Wire"],
            "lang": "ar",
        },
        "هذا نص تجريبي.",
    ),
    "reports/2001/04/draft.md": (
        {
            "title": "A draft",
            "date": "2001-04-01",
            "summary": "Not ready.",
            "threads": ["the-siege"],
            "sources": ["Example Wire"],
            "status": "draft",
        },
        "Nothing is sure of the Northern Front.",
    ),
    "reports/2001/04/month.md": (
        {"title": "A quiet month", "date": "2001-04", "summary": "Little.", "locations": ["freeland"], "sources": ["Example Wire"]},
        "Little was told. [The answer](/reports/2001/02/04-denial.md) stood.",
    ),
    "reports/2001/05/01-market.md": (
        {
            "title": "The market opens",
            "date": "2001-05-01",
            "summary": "It opened.",
            "threads": ["the-market"],
            "locations": ["old-mill"],
            "sources": ["Example Wire"],
        },
        "At the Old Mill in Riverton.",
    ),
    "reports/2001/05/01-again.md": (
        {
            "title": "The market closes",
            "date": "2001-05-01",
            "summary": "It closed.",
            "actors": ["northern-front"],
            "locations": ["old-mill"],
            "sources": ["Example Wire", "Example Digest"],
        },
        "At the Old Mill.",
    ),
    "reports/2002/year.md": (
        {"title": "A year in short", "date": "2002", "summary": "It was long.", "actors": ["NF"], "sources": ["The Daily Example"]},
        "In Freeland.",
    ),
    "reports/2002/06/07-bridge.md": (
        {
            "title": "The bridge is mended",
            "date": "2002-06-07",
            "summary": "Mended.",
            "locations": ["places/riverton"],
            "sources": ["Example Wire"],
        },
        "It stands.",
    ),
}
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><!-- {} --></svg>\n'
SETTINGS: Mapping[str, Any] = {
    "SITENAME": "The Riverton Papers",
    "SITESUBTITLE": "A chronology that exists only in tests.",
    "SITEURL": URL,
    "ANNALS_PAGE_SIZE": 2,  # so that a few reports fill more than one page of a list
    "ANNALS_PREVIEW": False,
}


def text_of(document: Document) -> str:
    front = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in document[0].items())  # JSON is YAML
    return f"---\n{front}---\n\n{document[1]}\n"


# --- how a build comes out

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


# --- what may be done to a build from outside


class Died(BaseException):
    """The process ended here."""


class Perils:
    """Counts what is done to the disk below a folder, and from the n-th deed on lets each one fail.

    ``error``: what is raised; ``Died`` stands for the end of the process, so nothing at all is done after it.
    """

    def __init__(self, folder: Path, at: int = -1, error: Callable[[], BaseException] = Died) -> None:
        self.folder = str(folder)
        self.at = at
        self.error = error
        self.count = 0
        self.deeds: list[str] = []

    def _meets(self, what: str, path: object) -> bool:
        """Whether this deed fails."""
        if not (isinstance(path, int) or str(path).startswith(self.folder)) or str(path).endswith("/lock"):
            return False
        self.deeds.append(f"{what} {path}")
        self.count += 1
        return 0 <= self.at < self.count

    @contextlib.contextmanager
    def __call__(self) -> Iterator[Perils]:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("mkdir", "unlink", "rename", "replace", "rmdir", "fsync", "truncate", "link", "symlink"):
                patch.setattr(os, name, partial(self._call, name, getattr(os, name)))
            patch.setattr(io, "open", partial(self._open, io.open))
            yield self

    def _call(self, name: str, real: Callable[..., Any], path: Any, *rest: Any, **named: Any) -> Any:
        removal = name in ("unlink", "rmdir")
        if self._meets(name, path) and not (removal and self.error is not Died):  # a full disk can still be tidied
            raise self.error()
        return real(path, *rest, **named)

    def _open(self, real: Callable[..., Any], path: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if not set(mode) & set("wax+"):
            return real(path, mode, *rest, **named)
        if self._meets("open", path):
            raise self.error()
        file = real(path, mode, *rest, **named)
        return _Handle(file, self, path) if str(path).startswith(self.folder) and not str(path).endswith("/lock") else file


class _Handle:
    """A file that is written to. A write that fails has written half."""

    def __init__(self, file: Any, perils: Perils, path: object) -> None:
        self._file, self._perils, self._path = file, perils, path

    def write(self, data: Any) -> Any:
        if self._perils._meets("write", self._path):
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            raise self._perils.error()
        return self._file.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


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


# --- the bench


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
        self._recent: tuple[object, engine.Recent | None] = (None, None)  # with what it was built with
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
        versions, real_version, real_stamp = self.inputs.libraries, environment.version, reading.stamp_of
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(templates, "Compiled", lambda _: _COMPILED)
            patch.setattr(library, "time", SimpleNamespace(time_ns=lambda: time.time_ns() + self.ahead))
            patch.setattr(environment, "version", lambda name: f"{real_version(name)}+{versions}")
            if versions % 2:  # with these versions bodies are cleaned otherwise, and one page is composed otherwise
                patch.setattr(bodies, "_CLEANER", _OTHER_CLEANER)
                patch.setattr(home, "MOST", 1)
            if self.stopped is not None:
                limit = self.stopped
                patch.setattr(
                    reading, "stamp_of", lambda status: (*(min(stamp, limit) for stamp in real_stamp(status)[:2]), real_stamp(status)[2])
                )
            patch.setattr(narrowing, "FEWEST", 2)  # so that the short lists of the small archive can be narrowed, too
            patch.setattr(parallel, "WORTH_IT", 2 if processes > 1 else 400)
            patch.setenv("ANNALS_PROCESSES", str(processes))
            patch.setattr(engine, "SPARE", self.spare)
            patch.setattr(engine, "SPARE_FACTS", -470)  # the first build has some 500
            if self.seeded and not clean:
                self.seeded(patch)
            yield

    def sections(self) -> list[Any]:
        return [section for section in SECTIONS if section.name != self.inputs.off]

    def build(self) -> engine.Done:
        with self.surroundings(self.processes):
            settings, sections = self.settings(), self.sections()
            now = (settings, [section.name for section in sections], self.inputs.libraries)  # with others, a new process is begun
            then, recent = self._recent
            self._recent = (now, None)  # a process that dies knows nothing
            try:
                build = engine.prepare(settings, sections, trust=self.trust, recent=recent if then == now and self.resident else None)
            except ContentError:
                self._recent = (now, recent)
                raise
            done = build.run()
            self._recent = (now, build.recent)
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
        state = self.cached("state")
        kept = state.read_bytes() if state.is_file() else None
        told = ""
        try:
            self.build()
        except ContentError as error:
            told = self.told(error)
        insist(told == fault, "another fault is told than by a clean build:", told, fault)
        insist(tree(self.output) == before, "a fault changed the output")
        insist((state.read_bytes() if state.is_file() else None) == kept, "a fault changed the state")

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


# --- operations

Operation = Callable[[Bench, int], None]
OPERATIONS: dict[str, Operation] = {}


def operation(does: Operation) -> Operation:
    """An operation is known by its name; its number makes of it what it likes."""
    OPERATIONS[does.__name__.replace("_", " ")] = does
    return does


DATES = ("2001-02-04", "2001-03", "2001-05-01", "2002", "2003-01-02", "2001-02-02/2001-02-04", "2001-06-30?", "2002-06-07", "2001-05-01~")
NAMES = ("Lower Ford", "Hill Guard", "Grey & Sons", "Both bridges", "Lower Weir", "Riverton", "Northern Front", "Old Mill in Riverton")


def _number_of(word: object) -> str:
    return f"No. {word}"


@operation
def edit_a_body(bench: Bench, number: int) -> None:
    inside = bench.pick(("reports/", "reports/", "actors/", "pages/", "sources/")[number % 5], number)
    bench.say(inside, f"{bench.documents[inside][1]}\n\nAlso {_number_of(number)}.")


@operation
def edit_a_title(bench: Bench, number: int) -> None:
    bench.set(bench.pick("reports/", number), title=f"Title {_number_of(number)}")


@operation
def take_the_title_of_another(bench: Bench, number: int) -> None:
    other = bench.documents[bench.pick("reports/", number // 7)][0]
    bench.set(bench.pick("reports/", number), title=other["title"])


@operation
def move_a_place(bench: Bench, number: int) -> None:
    at = {"lat": 1 + number % 7, "lon": -2 - number % 5, "precision": ("town", "governorate")[number % 2], "from": "invented"}
    bench.set(bench.pick("places/", number), coordinates=at if number % 4 else None)


@operation
def edit_a_summary(bench: Bench, number: int) -> None:
    bench.set(bench.pick(("reports/", "actors/", "places/", "sources/", "pages/")[number % 5], number // 5), summary=f"Summary {number}.")


@operation
def move_in_time(bench: Bench, number: int) -> None:
    bench.set(bench.pick("reports/", number // len(DATES)), date=DATES[number % len(DATES)])


@operation
def tell_the_time(bench: Bench, number: int) -> None:
    """Of the day; when it was reported; or a span that lasts over months or years, or has no known end."""
    inside = bench.pick("reports/", number // 6)
    spans = ("2001-02/2001-04", "2001/2002", "2001-02-03/..", "../2001-03-10")
    if number % 6 < 2:
        bench.set(inside, date="2001-05-01", time=("10:00+03:00", "07:00Z")[number % 2], reported="2001-05-03")
    else:
        bench.set(inside, date=spans[number % 6 - 2], time=None)


@operation
def date_a_claim(bench: Bench, number: int) -> None:
    """With a day, a month or a year that has no page yet: the words stand as plain text."""
    inside = bench.find("talks")
    claims = copy.deepcopy(bench.documents[inside][0].get("claims", [])) if inside else []
    if inside and claims:
        claims[0]["said"] = ("2003-01-02", "2001-07", "2004")[number % 3]
        bench.set(inside, claims=claims)


@operation
def move_to_a_new_time(bench: Bench, number: int) -> None:
    """The day, the month and the year get their pages, and links to them; or it lasts over days that have pages."""
    if inside := bench.find("bridge"):
        bench.set(inside, date=("2003-01-02", "2001-07-04", "2004-05-06", "2002-06-07", "2000-12-20/2001-03-12")[number % 5])


@operation
def change_who_took_part(bench: Bench, number: int) -> None:
    choices: tuple[list[str] | None, ...] = (None, ["NF"], ["actors/riverton"], ["jane-example", "northern-front"], ["northern-alliance"])
    bench.set(bench.pick("reports/", number // 5), actors=choices[number % 5])


@operation
def describe_images(bench: Bench, number: int) -> None:
    """On reports, and on the pages of the places where they were taken."""
    choices: tuple[list[dict[str, Any]] | None, ...] = (
        None,
        [{"id": "boat", "caption": f"A boat {_number_of(number)}", "place": "old-mill", "taken": "2001-01-31", "credit": "NF"}],
        [{"id": "mill", "caption": "The mill", "kind": "footage", "place": "freeland", "via": "Example Digest"}],
        [{"id": "one", "caption": "One", "place": "old-mill"}, {"id": "two", "caption": "Two", "place": "old-mill", "taken": "2003"}],
    )
    bench.set(bench.pick("reports/", number // 4), images=choices[number % 4])


@operation
def change_where(bench: Bench, number: int) -> None:
    choices: tuple[list[str] | None, ...] = (None, ["old-mill"], ["freeland"], ["places/riverton", "south-province"])
    bench.set(bench.pick("reports/", number // 4), locations=choices[number % 4])


@operation
def change_the_sources(bench: Bench, number: int) -> None:
    choices: tuple[list[Any], ...] = (
        ["Example Digest"],
        [{"outlet": "Example Wire", "via": "Example Digest"}],
        ["The Daily Example", {"outlet": "Example Wire", "archived": {"url": "https://example.org/", "date": "2002", "sha256": "0a" * 32}}],
    )
    bench.set(bench.pick("reports/", number // 3), sources=choices[number % 3])


@operation
def cite_for_a_part(bench: Bench, number: int) -> None:
    """For a sub-story, for the whole report, or for a sub-story that is not there, which is a fault."""
    if inside := bench.find("01-siege"):
        story = ({}, {"story": "bridges"}, {"story": "bridge"})[number % 3]
        bench.set(inside, sources=["The Daily Example", {"outlet": "Example Wire", "via": "Example Digest", **story}])


@operation
def change_a_status(bench: Bench, number: int) -> None:
    inside = bench.pick("pages/" if number % 4 == 3 else "reports/", number // 4)
    bench.set(inside, status=("draft", "unverified", "reviewed", "draft")[number % 4])


@operation
def hold_an_entity_back(bench: Bench, number: int) -> None:
    """A fault where something that is reviewed names it; else its page goes."""
    inside = bench.pick(("actors/", "places/", "sources/")[number % 3], number // 3)
    bench.set(inside, status=("draft", "unverified", None)[number // 3 % 3])


@operation
def hold_a_claim_back(bench: Bench, number: int) -> None:
    """Half of the time its speaker is one that nobody has reviewed, and that nothing else names."""
    holders = sorted(inside for inside, (front, _) in bench.documents.items() if front.get("claims"))
    if holders:
        inside = holders[number % len(holders)]
        claims = copy.deepcopy(bench.documents[inside][0]["claims"])
        claims[number % len(claims)]["status"] = ("unverified", "reviewed", "draft")[number % 3]
        if number % 2:
            bench.put("actors/added-teller.md", ({"name": "The teller", "kind": "person", "status": "draft"}, ""))
            claims[number % len(claims)]["speaker"] = "The teller"
        bench.set(inside, claims=claims)


@operation
def remember_an_old_address(bench: Bench, number: int) -> None:
    """Of a page; of a part; one that is taken, which is a fault."""
    inside = bench.pick(("actors/", "reports/", "pages/", "places/")[number % 4], number // 4)
    front, body = bench.documents[inside]
    old = (f"/actors/old-{number}/", "#old-part", f"/old/{number}.atom", "/about/", None)[number // 4 % 5]
    to = "bridges" if "{#bridges}" in body and number % 3 else None
    redirect = {"from": old, "to": to} if to and old else old
    bench.set(inside, redirect_from=[*front.get("redirect_from", ()), redirect] if redirect else None)


@operation
def take_down(bench: Bench, number: int) -> None:
    """Something whose file is still there, or is not; or the decision is taken back."""
    inside = bench.pick(("reports/", "actors/", "pages/", "reports/")[number % 4], number // 4)
    if number % 4 == 3 and (found := sorted(inside for inside in bench.documents if inside.startswith("takedowns/"))):
        bench.drop(found[number % len(found)])
        return
    decision = {"addresses": [f"/{inside}"], "date": "2002-01-01", "reason": "It was asked for."}
    bench.put(f"takedowns/case-{number}.md", (decision, "Nothing more."))
    if number % 5 == 0:
        bench.drop(inside)


@operation
def publish_all(bench: Bench, number: int) -> None:
    for inside, (front, _) in sorted(bench.documents.items()):
        if front.get("status", "reviewed") != "reviewed":
            bench.set(inside, status=None)


@operation
def change_a_language(bench: Bench, number: int) -> None:
    bench.set(bench.pick(("reports/", "actors/", "pages/")[number % 3], number // 3), lang=("ar", "de", None)[number % 3])


@operation
def link_names_or_not(bench: Bench, number: int) -> None:
    inside = bench.pick("reports/", number)
    bench.set(inside, link_names=not bench.documents[inside][0].get("link_names", True))


@operation
def record_a_change(bench: Bench, number: int) -> None:
    bench.set(bench.pick(("reports/", "pages/")[number % 2], number // 2), updated=f"2003-01-{number % 28 + 1:02}")


@operation
def publish_on_another_day(bench: Bench, number: int) -> None:
    bench.set(bench.pick("reports/", number // 3), published=(None, f"2003-02-{number % 28 + 1:02}", "2003-03")[number % 3])


@operation
def mention_a_name(bench: Bench, number: int) -> None:
    inside = bench.pick("reports/", number // len(NAMES))
    bench.say(inside, f"{bench.documents[inside][1]}\n\n{NAMES[number % len(NAMES)]} was named.")


@operation
def link_to_another(bench: Bench, number: int) -> None:
    inside, other = bench.pick("reports/", number), bench.pick(("reports/", "pages/", "actors/", "places/")[number % 4], number // 4)
    words = ("the other", "Lower", "Hill")[number % 3]
    bench.say(inside, f"{bench.documents[inside][1]}\n\nSee [{words}](/{other}) Ford, Guard, [all](/actors/).")


@operation
def add_a_report(bench: Bench, number: int) -> None:
    front: dict[str, Any] = {
        "title": f"Added {number % 4}",
        "date": DATES[number % len(DATES)],
        "summary": "Added.",
        "sources": ["Example Wire"],
        **({"actors": ["Northern Front"]} if number % 2 else {}),
        **({"locations": ["old-mill"]} if number % 3 else {}),
        **({"status": "draft"} if number % 5 == 1 else {}),
    }
    bench.put(f"reports/2001/0{number % 9 + 1}/added-{number}.md", (front, f"{NAMES[number % len(NAMES)]} and the Old Mill."))


@operation
def fill_the_archive(bench: Bench, number: int) -> None:
    """So many new reports that the older ones are not on the home page."""
    for day in range(1, 14):
        front = {"title": f"Day {day}", "date": f"2003-03-{day:02}", "summary": "One of many.", "sources": ["Example Wire"]}
        bench.put(f"reports/2003/03/{day:02}-many.md", (front, "In Freeland."))


@operation
def delete_a_report(bench: Bench, number: int) -> None:
    if sum(inside.startswith("reports/") for inside in bench.documents) > 3:
        bench.drop(bench.pick("reports/", number))


@operation
def rename_a_report(bench: Bench, number: int) -> None:
    inside = bench.pick("reports/", number)
    bench.move(inside, f"reports/2001/renamed-{number}.md")


@operation
def edit_a_claim(bench: Bench, number: int) -> None:
    holders = sorted(inside for inside, (front, _) in bench.documents.items() if front.get("claims"))
    if holders:
        inside = holders[number % len(holders)]
        claims = copy.deepcopy(bench.documents[inside][0]["claims"])
        claims[number % len(claims)]["text"] = f"Text {number}."
        if number % 3 == 0:
            claims[number % len(claims)]["said"] = DATES[number % len(DATES)]
        bench.set(inside, claims=claims)


@operation
def answer_a_claim(bench: Bench, number: int) -> None:
    ids = sorted(claim["id"] for front, _ in bench.documents.values() for claim in front.get("claims", ()))
    inside = bench.pick("reports/", number)
    claims = bench.documents[inside][0].get("claims", [])
    if ids:
        answer = ids[number % len(ids)]
        verb = ("denies", "confirms")[number % 2]
        new = _claim(f"answer-{number}-{len(ids)}", "actors/riverton", verb, text="So it is said.", **{verb: answer})
        bench.set(inside, claims=[*claims, new])


FIGURES = ("7", "more than 15", "160..200", "~100", "dozens", {"all": "20", "children": "5+"})


def _edited(bench: Bench, number: int, **fields: Any) -> None:
    """Some claim, with other fields; ``None`` takes one out."""
    holders = sorted(inside for inside, (front, _) in bench.documents.items() if front.get("claims"))
    if holders:
        inside = holders[number % len(holders)]
        claims = copy.deepcopy(bench.documents[inside][0]["claims"])
        at = number % len(claims)
        claims[at] = {name: value for name, value in {**claims[at], **fields}.items() if value is not None}
        bench.set(inside, claims=claims)


@operation
def edit_a_figure(bench: Bench, number: int) -> None:
    _edited(bench, number // len(FIGURES), killed=FIGURES[number % len(FIGURES)])


@operation
def count_something_else(bench: Bench, number: int) -> None:
    """In a category that the site has, or has not."""
    _edited(bench, number, flooded="3+")


@operation
def give_a_claim_to_another(bench: Bench, number: int) -> None:
    _edited(bench, number // 3, speaker=("actors/riverton", "example-wire", "NF")[number % 3])


@operation
def move_a_claim_to_another_subject(bench: Bench, number: int) -> None:
    """Its answers go with it, or are about something else than they say, which is a fault."""
    subjects = sorted(inside for inside in bench.documents if inside.startswith("subjects/"))
    _edited(bench, number // len(subjects), about=Path(subjects[number % len(subjects)]).stem)


@operation
def contradict(bench: Bench, number: int) -> None:
    """Another speaker, in another report, has another figure for what has one."""
    if inside := bench.find("market"):
        own = [claim for claim in bench.documents[inside][0].get("claims", ()) if not claim["id"].startswith("contra-")]
        new = {"id": f"contra-{number}", "about": "bridges", "speaker": "actors/riverton", "verb": "claims", "killed": FIGURES[number % 4]}
        bench.set(inside, claims=[*own, new])


SETTLEMENTS = (
    "unsettled",
    "majority",
    {"rule": "editor", "killed": "10..15", "reason": "A list of names was found."},
    {"rule": "editor", "killed": "10..15", "reason": "Two lists of names were found."},
    {"rule": "source-order", "order": ["example-wire", "NF"]},
    None,
    {"rule": "source-order"},  # a fault
)


@operation
def settle(bench: Bench, number: int) -> None:
    bench.set(bench.pick("subjects/", number // len(SETTLEMENTS)), settled=SETTLEMENTS[number % len(SETTLEMENTS)])


@operation
def edit_a_subject(bench: Bench, number: int) -> None:
    inside = bench.pick("subjects/", number // 4)
    front = bench.documents[inside][0]
    change = ({"summary": f"Summary {number}."}, {"name": f"Subject {number}"}, {"competing": not front.get("competing")}, {})[number % 4]
    bench.set(inside, **change)
    if not change:
        bench.say(inside, f"Text {number}, of the Old Mill.")


@operation
def make_it_a_share(bench: Bench, number: int) -> None:
    """Of another subject; or of itself, by some steps, which is a fault."""
    inside, other = bench.pick("subjects/", number), bench.pick("subjects/", number // 5)
    bench.set(inside, part_of=None if number % 3 == 2 else Path(other).stem)


@operation
def say_who_holds_a_place(bench: Bench, number: int) -> None:
    """Whose claims are about control; of one place, of another, of none."""
    if inside := bench.find("subjects/siege"):
        bench.set(inside, control_of=("places/riverton", "old-mill", None)[number % 3])


@operation
def add_a_subject(bench: Bench, number: int) -> None:
    """The last report is about it."""
    bench.put(f"subjects/added-{number}.md", ({"name": f"What was said of it, {number}"}, ""))
    if inside := bench.find("bridge."):
        claim = {"id": f"added-{number}", "about": f"added-{number}", "speaker": "NF", "verb": "says", "killed": "3", "text": "So it was."}
        bench.set(inside, claims=[*bench.documents[inside][0].get("claims", ()), claim])


@operation
def remove_a_subject(bench: Bench, number: int) -> None:
    """Of which something is claimed, which is a fault, or not."""
    bench.drop(bench.pick("subjects/", number))


@operation
def withdraw_the_claims(bench: Bench, number: int) -> None:
    bench.set(bench.pick("reports/", number), claims=None)


@operation
def rename_an_entity(bench: Bench, number: int) -> None:
    """It keeps its old name as an alias, half of the time; else references to that name are a fault."""
    inside = bench.pick(("actors/", "places/", "sources/")[number % 3], number // 3)
    front = bench.documents[inside][0]
    aliases = [*front.get("aliases", ()), front["name"]] if number % 2 else front.get("aliases")
    bench.set(inside, name=f"New Name {number}", aliases=aliases)


@operation
def give_an_alias(bench: Bench, number: int) -> None:
    inside = bench.pick(("actors/", "places/")[number % 2], number // 2)
    bench.set(inside, aliases=[*bench.documents[inside][0].get("aliases", ()), NAMES[number % len(NAMES)]])


@operation
def take_the_aliases(bench: Bench, number: int) -> None:
    bench.set(bench.pick("actors/", number), aliases=None)


@operation
def hand_an_alias_over(bench: Bench, number: int) -> None:
    """A name that reports refer to means another actor from now on."""
    for name, aliases in (("northern-front", ["NF"]), ("northern-alliance", ["Northern League"])):
        if inside := bench.find(name):
            bench.set(inside, aliases=aliases)


@operation
def add_an_actor(bench: Bench, number: int) -> None:
    bench.put(f"actors/added-{number}.md", ({"name": NAMES[number % len(NAMES)], "kind": "armed-group"}, "Of the Old Mill."))


@operation
def add_a_place(bench: Bench, number: int) -> None:
    within = bench.pick("places/", number).removesuffix(".md")
    bench.put(f"places/added-{number}.md", ({"name": NAMES[number % len(NAMES)], "kind": "town", "within": within}, ""))


@operation
def add_a_source(bench: Bench, number: int) -> None:
    bench.put(f"sources/added-{number}.md", ({"name": f"{NAMES[number % len(NAMES)]} Times", "kind": "newspaper"}, ""))


@operation
def remove_an_entity(bench: Bench, number: int) -> None:
    """One that was added where there is one; else one that others may name, which is a fault."""
    added = sorted(inside for inside in bench.documents if "/added-" in inside and not inside.startswith("reports/"))
    bench.drop(added[number % len(added)] if added else bench.pick(("actors/", "places/")[number % 2], number // 2))


@operation
def change_a_kind(bench: Bench, number: int) -> None:
    inside = bench.pick(("actors/", "sources/")[number % 2], number // 2)
    bench.set(inside, kind=(("state", "person"), ("portal", "agency"))[number % 2][number // 2 % 2])


@operation
def change_a_parent(bench: Bench, number: int) -> None:
    if number % 3 == 2:
        if inside := bench.find(("northern-front", "jane-example")[number // 9 % 2]):
            bench.set(inside, part_of=(None, ["northern-alliance"], ["actors/riverton"])[number // 3 % 3])
    elif inside := bench.find(("places/riverton", "old-mill")[number % 2]):
        bench.set(inside, within=("south-province", "north-province", "freeland")[number // 3 % 3])


@operation
def date_the_names(bench: Bench, number: int) -> None:
    """A name of former times, an office, what it succeeds (round in a circle, which is a fault), where a place lay."""
    inside = bench.pick(("actors/", "places/")[number % 5 == 4], number // 5)
    front = bench.documents[inside][0]
    match number % 5:
        case 0:
            former = {"name": f"Old {front['name']}", "kind": "former", "to": ("2001-02", "2002")[number // 5 % 2], "lang": "ku-Latn"}
            bench.set(inside, aliases=[*front.get("aliases", ()), former])
        case 1:
            office = {"title": f"Speaker {number}", "of": "northern-alliance", "to": "2001-02-04"}
            bench.set(inside, offices=[*front.get("offices", ()), office])
        case 2 | 3:
            other = bench.pick("actors/", number // 5 + 1).rpartition("/")[2].removesuffix(".md")
            bench.set(inside, succeeds=[{"actor": f"actors/{other}", "date": "2001"}] if number % 5 == 2 else None)
        case _:
            bench.set(inside, was_within=[{"place": "south-province", "to": "1999"}] if number % 2 else None)


@operation
def tell_apart(bench: Bench, number: int) -> None:
    if inside := bench.find("northern-front"):
        bench.set(inside, distinct_from=(["northern-alliance"], ["jane-example"], None)[number % 3])


@operation
def move_the_file_of_an_entity(bench: Bench, number: int) -> None:
    """Its id is its file's name, whatever folder it lies in."""
    inside = bench.pick("actors/", number)
    name = inside.rpartition("/")[2]
    bench.move(inside, f"actors/{name}" if inside.count("/") > 1 else f"actors/more/{name}")


@operation
def join_a_thread(bench: Bench, number: int) -> None:
    choices: tuple[list[str] | None, ...] = (["the-siege"], ["The market", "the-siege"], None, ["The blockade"])
    bench.set(bench.pick("reports/", number // 4), threads=choices[number % 4])


@operation
def continue_a_report(bench: Bench, number: int) -> None:
    """One, by its path; none; or one that is not there."""
    inside, other = bench.pick("reports/", number // 4), bench.pick("reports/", number // 4 + number % 3 + 1)
    path = other.removeprefix("reports/").removesuffix(".md")
    bench.set(inside, follows=([path], [f"reports/{path}"], None, ["2001/nowhere"])[number % 4])


@operation
def edit_a_thread(bench: Bench, number: int) -> None:
    """Its lead, its summary, or its name; reports that name it otherwise than by its id are then at fault."""
    inside = bench.pick("threads/", number // 4)
    match number % 4:
        case 0:
            bench.say(inside, f"The lead, {number}. At the Old Mill. See [another](/threads/the-market.md).")
        case 1:
            bench.set(inside, summary=f"Summary {number}.", lang=("ar", "en")[number // 4 % 2])
        case 2:
            front = bench.documents[inside][0]
            bench.set(inside, name=f"Thread {number}", aliases=[*front.get("aliases", ()), front["name"]])
        case _:
            bench.set(inside, name=NAMES[number % len(NAMES)])


@operation
def add_a_thread(bench: Bench, number: int) -> None:
    """With three reports, which are more than a page of its list holds with those before."""
    name = f"Added thread {number}"
    bench.put(f"threads/added-{number}.md", ({"name": name, "summary": "New."}, "Of the Northern Front."))
    for at in range(number, number + 4):
        inside = bench.pick("reports/", at)
        bench.set(inside, threads=[*bench.documents[inside][0].get("threads", ()), name])


@operation
def remove_a_thread(bench: Bench, number: int) -> None:
    """Those that belong to it leave it first, half of the time; else they are at fault."""
    inside = bench.pick("threads/", number // 2)
    front = bench.documents[inside][0]
    names = {inside.removeprefix("threads/").removesuffix(".md"), front["name"], *front.get("aliases", ())}
    for report in sorted(bench.documents) if number % 2 else ():
        if joined := bench.documents[report][0].get("threads"):
            bench.set(report, threads=[name for name in joined if name not in names] or None)
    if sum(other.startswith("threads/") for other in bench.documents) > 1:
        bench.drop(inside)


@operation
def use_a_term(bench: Bench, number: int) -> None:
    """A report holds it; or holds it no more, as far as this is written at its end."""
    inside = bench.pick("reports/", number // 4)
    body = bench.documents[inside][1].partition("\n\nTerms: ")[0]
    words = ("a boat", "Boats", "", "no boathouse, a post and a quay")[number % 4]
    bench.say(inside, f"{body}\n\nTerms: {words}." if words else body)


@operation
def edit_a_term(bench: Bench, number: int) -> None:
    """Its definition, its text, a form that it gets, its name, or whether it is reviewed."""
    inside = bench.pick("terms/", number // 5)
    match number % 5:
        case 0:
            bench.set(inside, definition=f"Definition {number}.", lang=("ar", "en")[number // 5 % 2])
        case 1:
            bench.say(inside, f"Text {number}, of the Northern Front. See [another](/terms/post.md).")
        case 2:
            form = {"name": ("road", "FSR", "Hill Guard", "mill")[number // 5 % 4], "kind": ("other", "abbreviation")[number // 5 % 2]}
            bench.set(inside, aliases=[form])
        case 3:
            bench.set(inside, name=("bridge", "market", "Northern Front", "Jane Example")[number // 5 % 4])
        case _:
            bench.set(inside, status=("draft", None, "unverified")[number // 5 % 3])


@operation
def add_a_term(bench: Bench, number: int) -> None:
    name = ("quay", "boat came", "Mended", "roads")[number % 4]
    bench.put(f"terms/added-{number}.md", ({"name": name, "definition": "Added."}, "Beside the boat."))


@operation
def remove_a_term(bench: Bench, number: int) -> None:
    if sum(inside.startswith("terms/") for inside in bench.documents) > 1:
        bench.drop(bench.pick("terms/", number))


@operation
def accept_a_question(bench: Bench, number: int) -> None:
    """It shows on no page; and it is a file of content all the same, which may be at fault."""
    front = {
        "question": ("speaker-not-named", "told-twice", "no-question")[number % 3],
        "of": ["boat-front"],
        "reason": f"Reason {number}.",
    }
    if number % 4 == 3 and (found := bench.find("accepted-0")):
        bench.drop(found)
    else:
        bench.put(f"accepted/accepted-{number % 2}.md", (front, "More words."))


@operation
def edit_prose(bench: Bench, number: int) -> None:
    inside = bench.pick("pages/", number // 3)
    if number % 3 == 0:
        bench.set(inside, title=f"Page {number}")
    elif number % 3 == 1:
        bench.set(inside, order=number % 4)
    else:
        bench.put(f"pages/added-{number}.md", ({"title": f"Added page {number}", "summary": "More.", "order": number % 4}, "Freeland."))


@operation
def change_a_picture(bench: Bench, number: int) -> None:
    if number % 3 == 2:
        inside = "images/second.svg"
        bench.inputs.pictures[inside] = PICTURE.format(number).encode()
        bench.save(inside)
    else:
        for inside in sorted(inside for inside in bench.inputs.pictures if inside.endswith(".svg")):
            bench.inputs.pictures[inside] = PICTURE.format(("b map", "longer map")[number % 3]).encode()
            bench.save(inside)


@operation
def exchange_a_photograph(bench: Bench, number: int) -> None:
    """For one of another size, of the same size, or for no picture at all: shown by an entry, in a text, or by nothing."""
    inside = "images/photo.png"
    made = io.BytesIO()
    Image.new("L", ((500, 30), (20, 30), (20, 30), (20, 10))[number % 4], number % 3).save(made, "PNG")
    bench.inputs.pictures[inside] = made.getvalue() if number % 5 < 4 else b"no picture"
    bench.save(inside)
    entry = {"id": "photo", "caption": "P", "file": f"/{inside}", "alt": "A", "credit": "NF", "licence": "L", "place": "old-mill"}
    report = bench.pick("reports/", number // 5)
    if number % 3 == 1:
        bench.set(report, images=[entry])
    elif number % 3 == 2:
        bench.say(report, f"![Shown](/{inside})")


@operation
def remove_a_picture(bench: Bench, number: int) -> None:
    found = sorted(bench.inputs.pictures)
    if found:
        bench.drop(found[number % len(found)])


@operation
def break_a_file(bench: Bench, number: int) -> None:
    inside = bench.pick("reports/", number)
    bench.set(inside, **({"actors": ["nobody"]}, {"date": "soon"}, {"colour": "red"})[number % 3])


# what is left as it was, and looks otherwise; and the other way round


@operation
def touch_a_file(bench: Bench, number: int) -> None:
    os.utime(bench.content / bench.pick(("reports/", "actors/", "pages/")[number % 3], number))


@operation
def edit_and_set_the_clock_back(bench: Bench, number: int) -> None:
    """The same size, the same time of change: only the time of the file's own entry tells."""
    inside = bench.pick("reports/", number)
    before = (bench.content / inside).stat()
    summary = bench.documents[inside][0]["summary"]
    bench.set(inside, summary=summary[::-1] if summary[::-1] != summary else "".join(chr(ord(letter) ^ 1) for letter in summary))
    os.utime(bench.content / inside, ns=(before.st_atime_ns, before.st_mtime_ns))


@operation
def replace_a_file(bench: Bench, number: int) -> None:
    """As editors do: a new file takes the place of the old."""
    inside = bench.pick(("reports/", "places/")[number % 2], number // 2)
    front, body = bench.documents[inside]
    bench.documents[inside] = ({**front, "summary": f"Replaced {number}."}, body)
    new = bench.content / ".new"
    new.write_text(text_of(bench.documents[inside]), "utf-8")
    new.replace(bench.content / inside)


@operation
def edit_twice_within_a_tick(bench: Bench, number: int) -> None:
    """A file is built from, and changes again before the clock of the file system moves on: the same stamp, the same size."""
    inside = bench.pick("reports/", number)
    bench.ahead, bench.stopped = 0, time.time_ns()
    bench.set(inside, summary=f"One {number % 10}.")
    with contextlib.suppress(ContentError):
        bench.build()
    bench.set(inside, summary=f"Two {number % 10}.")


# the history


@operation
def commit(bench: Bench, number: int) -> None:
    """All that there is; a day later, or a minute."""
    bench.repository.commit(later=(86_400, 60, 0)[number % 3])


@operation
def edit_and_commit(bench: Bench, number: int) -> None:
    """A change of substance, of wording, or of nothing that a reader sees; drafts come and go."""
    bench.repository.commit()
    inside = bench.pick("reports/", number // 6)
    match number % 6:
        case 0:
            bench.say(inside, f"{bench.documents[inside][1]}\n\nThere were {number} of them.")
        case 1:
            bench.set(inside, summary=f"It is told otherwise, in a way {('short', 'plain')[number // 6 % 2]}.")
        case 2:
            bench.set(inside, updated=f"2003-02-{number % 28 + 1:02}")
        case 3:
            bench.set(inside, status=None if bench.documents[inside][0].get("status") else "unverified")
        case 4:
            bench.set(inside, actors=[("NF", "northern-front", "jane-example")[number // 6 % 3]])
        case _:
            bench.set(inside, corrections=[{"date": "2003-01-02", "text": f"It was {number}.", "was": "Something else."}])
    bench.repository.commit(later=3600)


@operation
def tell_of_a_correction(bench: Bench, number: int) -> None:
    entries = [{"date": f"200{number % 3 + 1}-05-0{n}", "text": f"Text {n}."} for n in range(1, number % 3 + 2)]
    bench.set(bench.pick("reports/", number), corrections=entries)


@operation
def withhold_the_history(bench: Bench, number: int) -> None:
    bench.set(bench.pick("reports/", number // 2), history_from=("2003-01-01", None)[number % 2])
    if number % 3 == 0:
        bench.repository.commit()


@operation
def amend_the_last_commit(bench: Bench, number: int) -> None:
    bench.repository.commit()
    edit_a_summary(bench, 5 * number)
    bench.repository.amend()


@operation
def set_the_branch_back(bench: Bench, number: int) -> None:
    """The files stay as they are."""
    bench.repository.commit()
    bench.repository.set_back(number % 3 + 1)


@operation
def rename_and_commit(bench: Bench, number: int) -> None:
    bench.repository.commit()
    rename_a_report(bench, number)
    if number % 2:
        edit_a_summary(bench, 5 * number)
    bench.repository.commit()


@operation
def cut_the_history(bench: Bench, number: int) -> None:
    """As in a clone with few commits; or it is whole again."""
    bench.repository.commit()
    bench.repository.cut(None if number % 3 == 2 else number % 3)


@operation
def lose_the_repository(bench: Bench, number: int) -> None:
    bench.repository.lose()
    bench._repository = None


@operation
def damage_the_history(bench: Bench, number: int) -> None:
    bench.repository.commit()
    with contextlib.suppress(ContentError):
        bench.build()
    damage(bench.cached(("history", "history-log", "history-pack")[number // 7 % 3]), number)
    if number % 2:
        bench.repository.commit()
    else:
        edit_a_title(bench, number)


# the theme, the settings, the code


@operation
def edit_a_template(bench: Bench, number: int) -> None:
    names = ("entry.html", "link.html", "evidence.html")
    path = bench.theme / "templates" / ("report.html" if number % 4 == 3 else f"parts/{names[number % 4]}")
    text = path.read_text("utf-8")
    path.write_text(text.replace('class="', f'class="x{number} ', 1) if number % 2 else f"{text}<!-- {number} -->", "utf-8")


@operation
def override_a_template(bench: Bench, number: int) -> None:
    path = bench.root / "overrides" / "day.html"
    if path.exists():
        path.unlink()
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_text((bench.theme / "templates" / "day.html").read_text("utf-8") + f"<!-- {number} -->", "utf-8")


@operation
def edit_a_style_sheet_or_a_script(bench: Bench, number: int) -> None:
    """The address of a script changes with the modules in its folder, too."""
    path = bench.theme / "static" / ("annals.css", "narrowing.js", "print.css", "search/words.js")[number % 4]
    path.write_text(f"{path.read_text('utf-8')}/* {number} */\n", "utf-8")


@operation
def add_a_file_to_the_root(bench: Bench, number: int) -> None:
    path = bench.theme / "root" / "humans.txt"
    if path.exists():
        path.unlink()
    else:
        path.write_text(f"Somebody {number}\n", "utf-8")


SAID: tuple[tuple[str, Any], ...] = (
    ("SITENAME", "Other Papers"),
    ("SITENAME", "The Riverton Papers"),
    ("SITESUBTITLE", "Another subtitle."),
    ("SITEURL", f"{URL}/archive"),
    ("SITEURL", "https://other.example"),
    ("SITEURL", ""),
    ("SITEURL", URL),
    ("ANNALS_PREVIEW", True),
    ("ANNALS_PREVIEW", False),
    ("ANNALS_PAGE_SIZE", 3),
    ("ANNALS_PAGE_SIZE", 2),
    ("ANNALS_PAGE_SIZE", 50),
    ("ANNALS_LICENCE", ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/")),
    ("ANNALS_CATEGORIES", {"flooded": "houses flooded"}),
    ("ANNALS_CATEGORIES", {"flooded": "flooded houses"}),
    ("ANNALS_CATEGORIES", {}),
    ("DEFAULT_LANG", "ar"),
    ("DEFAULT_LANG", "en"),
)


@operation
def change_a_setting(bench: Bench, number: int) -> None:
    name, value = SAID[number % len(SAID)]
    bench.inputs.said[name] = value


@operation
def switch_a_family(bench: Bench, number: int) -> None:
    bench.inputs.off = "" if bench.inputs.off else SECTIONS[number % len(SECTIONS)].name


@operation
def change_the_libraries(bench: Bench, number: int) -> None:
    bench.inputs.libraries += 1


@operation
def change_the_number_of_processes(bench: Bench, number: int) -> None:
    bench.processes = number % 3 + 1


@operation
def distrust(bench: Bench, number: int) -> None:
    """As with --ignore-cache."""
    bench.trust = False


# the output


@operation
def remove_a_page(bench: Bench, number: int) -> None:
    if files := bench.theirs():
        files[number % len(files)].unlink()


@operation
def truncate_a_page(bench: Bench, number: int) -> None:
    if files := bench.theirs():
        os.truncate(files[number % len(files)], number % 3)


@operation
def tamper_with_a_page(bench: Bench, number: int) -> None:
    """The same size; and the time of change set back, half of the time."""
    if files := [path for path in bench.theirs() if path.stat().st_size]:
        path = files[number % len(files)]
        before = path.stat()
        data = bytearray(path.read_bytes())
        data[number % len(data)] ^= 1
        path.write_bytes(data)
        if number % 2:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@operation
def add_a_foreign_file(bench: Bench, number: int) -> None:
    inside = ("CNAME", "reports/theirs.txt", "actors/theirs/note.html", "2001/theirs.txt")[number % 4]
    bench.foreign[inside] = b"theirs"
    path = bench.output / inside
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"theirs")


@operation
def remove_the_output(bench: Bench, number: int) -> None:
    shutil.rmtree(bench.output, ignore_errors=True)
    bench.foreign.clear()
    if number % 2:
        bench.output.mkdir()


@operation
def put_a_folder_in_the_place_of_a_page(bench: Bench, number: int) -> None:
    if files := bench.theirs():
        path = files[number % len(files)]
        path.unlink()
        path.mkdir()


# the cache


@operation
def remove_the_cache(bench: Bench, number: int) -> None:
    shutil.rmtree(bench.cache, ignore_errors=True)


def damage(path: Path, number: int) -> None:
    """Cut, emptied, a bit flipped, noise of the same size, another format, or gone."""
    data = path.read_bytes() if path.is_file() else b""
    noise = random.Random(number)
    match number % 7:
        case 0:
            path.write_bytes(data[: len(data) // 2])
        case 1:
            path.write_bytes(b"")
        case 2 if data:
            at = noise.randrange(len(data))
            path.write_bytes(data[:at] + bytes([data[at] ^ 1 << noise.randrange(8)]) + data[at + 1 :])
        case 3:
            path.write_bytes(noise.randbytes(len(data)))
        case 4:
            path.write_bytes(data.replace(b"annals state ", b"annals state 9", 1))
        case 5:
            path.write_bytes(data + noise.randbytes(100))
        case _:
            path.unlink(missing_ok=True)


@operation
def damage_the_state(bench: Bench, number: int) -> None:
    damage(bench.cached("state"), number)


@operation
def damage_the_pack(bench: Bench, number: int) -> None:
    damage(bench.cached("pack"), number)


@operation
def damage_the_pack_and_edit(bench: Bench, number: int) -> None:
    """The records that are not read again are needed, and are not what they were."""
    damage(bench.cached("pack"), number)
    edit_a_title(bench, number)


@operation
def damage_the_pack_and_add_a_name(bench: Bench, number: int) -> None:
    damage(bench.cached("pack"), number)
    add_an_actor(bench, number)


@operation
def make_room(bench: Bench, number: int) -> None:
    """From now on the records are written anew by each build, so that none that is not in use lies between them; or no longer."""
    bench.spare = 1_000_000 if number % 2 else -(10**9)
    edit_a_title(bench, number // 2)


@operation
def damage_the_list(bench: Bench, number: int) -> None:
    damage(bench.cached("files.json"), number)


def other_site(bench: Bench) -> Bench:
    """Another archive, which has its own folders and was built once."""
    kept = {inside: document for inside, document in ARCHIVE.items() if not inside.startswith("reports/2001/05")}
    inputs = Inputs(copy.deepcopy(kept), {"images/map.svg": PICTURE.format("other").encode()})
    number = sum(path.name.startswith("other") for path in bench.root.iterdir())
    other = Bench(bench.root / f"other-{number}", inputs)
    add_a_report(other, 8)
    edit_a_title(other, 3)
    other.build()
    return other


@operation
def take_the_cache_of_another_site(bench: Bench, number: int) -> None:
    names = (("state",), ("pack",), ("state", "pack"), ("state", "pack", "files.json"))[number % 4]
    other = other_site(bench)
    for name in names:
        bench.cached(name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(other.cached(name), bench.cached(name))


# --- a run

Step = tuple[str, int, int, bool]
"""An operation, its number; at which deed on the disk a first build after it dies (-1: none does); and whether it is undone then."""


def perform(bench: Bench, step: Step) -> None:
    """One step, and the comparison after it. A fault in the content is mended, and compared once more."""
    name, number, dies, undone = step
    time.sleep(0.003)  # a tick of the coarse clock that some file systems take their stamps from
    bench.ahead, bench.stopped, bench.trust = 10 * SECOND, None, True
    inputs = copy.deepcopy(bench.inputs)
    OPERATIONS[name](bench, number)
    expected = bench.clean()
    if dies >= 0:
        bench.die(dies, expected)
        if undone:
            bench.restore(inputs)
            expected = bench.clean()
    bench.verify(expected)
    if expected.files is None:
        bench.restore(inputs)
        bench.verify()


CHAPTERS = {
    "reports": """
        edit a body: 0 1 2 3 4
        edit a title: 7
        take the title of another: 66 12
        edit a title: 0 1
        edit a summary: 0 5 1 2 3 4
        edit twice within a tick: 1
        move in time: 86 88 1 29 13 24 36 47 58 5
        tell the time: 0 7 2 15 22 5
        change who took part: 10 6 22
        change where: 8 17 1
        move a place: 0 1 2 3 4 5 9 13
        describe images: 1 6 3 25 2 0
        exchange a photograph: 1 2 3 8 12 4 9 0 16
        change a status: 1 2
        publish all: 0
        change the sources: 3 13 5
        cite for a part: 0 1 2 1
        say who holds a place: 0 1 2 0
        change a status: 4 8 1 3 7
        change a setting: 7
        change a setting: 8
        hold an entity back: 0 9 4 2
        hold a claim back: 0 3 1 2 5
        change a setting: 7
        hold a claim back: 0 2
        hold an entity back: 4 10
        change a setting: 8
        publish all: 0
        remember an old address: 0 4 5 8 12 1 17 2 11
        take down: 0 4 3 8 7 1 2
        describe images: 0 1 2 3
        change a language: 0 3
        link names or not: 0 0
        record a change: 2 3
        publish on another day: 0 1 2
        add a report: 0 7 11
        rename a report: 9
        delete a report: 10
    """,
    "links": """
        date a claim: 0
        move to a new time: 0 3
        date a claim: 1
        move to a new time: 1 3
        date a claim: 2
        move to a new time: 2 3 4 3
        link to another: 16 28
        rename a report: 0
        delete a report: 0
        edit a claim: 0 3 1
        answer a claim: 20
        change a status: 4 6
        answer a claim: 8
        edit a claim: 2 5
        answer a claim: 1
        withdraw the claims: 1
        withdraw the claims: 8
        remove a picture: 0
        break a file: 0 1 2
    """,
    "the ledger": """
        edit a figure: 0 7 1
        contradict: 1
        edit a figure: 9
        contradict: 0 3
        settle: 0 1 2 3 4 5 6
        settle: 7 9 12
        edit a subject: 0 1 2 3 4 5 6 7 10
        give a claim to another: 0 4 8
        contradict: 2
        settle: 8
        add a subject: 0 1
        move a claim to another subject: 3 5 9 0
        make it a share: 1 6 3 2 11
        count something else: 2
        change a setting: 13 14 15
        withdraw the claims: 2
        answer a claim: 3 6
        edit a figure: 14
        rename a report: 3
        move in time: 8
        rename an entity: 3
        remove a subject: 1 0
        switch a family: 1
        switch a family: 1
    """,
    "names": """
        add an actor: 0 1
        add a place: 2
        mention a name: 9
        add an actor: 4
        add a place: 5
        add an actor: 6
        remove an entity: 0 0 0
        rename an entity: 3 1 2 0
        give an alias: 1 10
        take the aliases: 3
        hand an alias over: 0
        add a source: 0
        change a kind: 0 1
        change a parent: 0 1 14 4 2 5
        tell apart: 0
        date the names: 0 10 1 6 2 7 12 3 9 14
        move the file of an entity: 0
        edit prose: 0 1 2
    """,
    "threads": """
        join a thread: 0 1 5 9 2 6 3 17 21
        edit a thread: 0 1 2 3 4 5 6 7
        move in time: 1 13 58
        add a thread: 0 3
        change a status: 4 6
        edit a title: 2 5
        move to a new time: 0
        join a thread: 2 10 6
        continue a report: 0 1 5 8 13 2 3
        delete a report: 3
        remove a thread: 1 0 3 1
        switch a family: 8 0
        delete a report: 2 1
        join a thread: 1 8 13
    """,
    "terms": """
        use a term: 0 1 7 2 12 41
        edit a term: 0 1 2 3 6 7 8 9 4
        add a term: 0 1 2 3
        mention a name: 9
        edit a term: 12 14 13 24 17 18 22 5
        add an actor: 0
        change a status: 4 6
        use a term: 3 6
        remove a term: 1
        edit a body: 3
        switch a family: 15
        move in time: 1
        remove a term: 0 0
        switch a family: 15
        change the number of processes: 1
        add a term: 1
    """,
    "deletions": """
        accept a question: 0 1 2 4 3
        fill the archive: 0
        add a report: 12
        delete a report: 9
        change who took part: 26
        change where: 40
        delete a report: 3
        delete a report: 0
        change the sources: 0
        delete a report: 5
        delete a report: 6
        delete a report: 1
        move in time: 3
    """,
    "stamps": """
        touch a file: 0 1
        edit and set the clock back: 1
        replace a file: 0 1
        edit twice within a tick: 2
        change a picture: 0 1 2
        remove a picture: 1
    """,
    "surroundings": """
        edit a template: 0 1 3
        override a template: 0 1
        edit a style sheet: 0
        add a file to the root: 0 1
        change a setting: 0 2 4 3 6 5 6 7 9 8 12 13
        switch a family: 3 0 5 0 9 0 6 0 2 0
        change the libraries: 0 0
        change the number of processes: 1
        edit a title: 3
        change a setting: 1
        change the number of processes: 2
        distrust: 0
        edit a title: 0 1 2
    """,
    "the history": """
        edit and commit: 30
        edit and commit: 0 6 30 1 31
        edit a summary: 5
        commit: 1
        edit and commit: 2 9 9 4 10 16
        give an alias: 1
        rename an entity: 3
        tell of a correction: 0
        edit and commit: 5
        tell of a correction: 2
        withhold the history: 0 1 6
        amend the last commit: 1 2
        set the branch back: 0 1
        rename and commit: 3 4
        cut the history: 0 1
        edit and commit: 12
        cut the history: 2
        change a setting: 7 8
        switch a family: 1 0 2 0
        delete a report: 3
        commit: 0
        damage the history: 0 1 2 3 7 9 10 14 16 17
        edit and commit: 24!12 36!30u
        lose the repository: 0
    """,
    "the output": """
        remove a page: 0
        truncate a page: 5
        tamper with a page: 8 9
        add a foreign file: 0 1 2 3
        delete a report: 4
        put a folder in the place of a page: 10
        remove the output: 0 1
    """,
    "the cache": """
        remove the cache: 0
        damage the state: 0 1 2 3 4 5 6
        damage the pack: 0 1 2 3 5 6
        damage the pack and edit: 0 2 3 16 6
        damage the pack and add a name: 1 2 3
        make room: 4
        edit a title: 5 6
        make room: 5
        damage the list: 0
        delete a report: 9
        damage the list: 3
        delete a report: 8
        take the cache of another site: 0 1 2 3
    """,
    "deaths": """
        edit a title: 1!2 2!5 3!9 4!17 5!33 6!50
        add a report: 2!8u 7!20 4!40u 4!60u 4!80u 4!100u 9!130u
        delete a report: 3!25
        rename an entity: 1!10u 5!30
        change a setting: 9!40 0!60u
        remove the output: 0!30 1!300
        edit a template: 1!45
        make room: 6!70 8!71 10!72
        remove the cache: 0!20
    """,
}
"""The fixed list: each line an operation and its numbers. ``!n``: a first build dies at its n-th deed on the disk; ``u``: the
operation is undone then.
"""


def steps_of(chapter: str) -> list[Step]:
    steps: list[Step] = []
    for line in filter(None, map(str.strip, CHAPTERS[chapter].splitlines())):
        name, _, numbers = line.partition(":")
        for word in numbers.split():
            number, _, dies = word.partition("!")
            steps.append((name, int(number), int(dies.rstrip("u")) if dies else -1, dies.endswith("u")))
    return steps


def run(bench: Bench, steps: Iterable[Step]) -> None:
    """All steps on a new bench. What goes wrong names the steps that lead there; ``done`` of the bench counts them."""
    bench.verify()
    done: list[Step] = []
    for step in steps:
        done.append(step)
        bench.last = f"{step[0]} {step[1]}"
        try:
            perform(bench, step)
        except (Exception, Died) as error:
            error.add_note(f"after these steps: {done}")
            raise
