"""One file of content, read by itself: what it says, not yet resolved against the others. The result depends on the file alone."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from .bodies import Body, BodyReader, InternalLink
from .disk import digest
from .fields import Reader, Values
from .frontmatter import SourceFile, read_document
from .names import slug
from .problems import CONTROL, Mark, Problems, did_you_mean
from .scalars import is_id
from .schema import FAMILIES, Family, record_of
from .stamps import NO_STAMP, Stamp, stamp_at, stamp_of
from .values import immutable

MAX_BYTES = 1_000_000
IMAGES = "images"
IMAGE_SUFFIXES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_IGNORED = re.compile(r"^\.|~$|^#.*#$|\.sw[op]$|^(Thumbs\.db|desktop\.ini)$")


@immutable
class ContentFile:
    """A file that is to be read: where it is, and what it is."""

    disk: str | Path  # a string: a path object for each of 20,000 files costs more than its stat
    inside: str  # below the content folder, with /
    family: Family
    id: str
    stamp: Stamp


@immutable
class Unresolved:
    """What one file says. ``values`` is ``None`` when it, or its front matter, could not be read at all."""

    family: str
    id: str
    inside: str
    mark: Mark
    values: Values | None
    body: Body
    digest: bytes = b""  # of the bytes that were read


@immutable
class Listing:
    """All that the content folder holds."""

    files: Mapping[str, ContentFile]  # by their paths below the content folder, in order
    images: tuple[str, ...]  # below the content folder, in order
    folders: Mapping[str, tuple[str, ...]]  # below the content folder: every name in each, in order


class Stamps(Protocol):
    """The files that an earlier build knew, in their order, each with its stamp."""

    def stamp(self, inside: str, /) -> Stamp | None: ...

    def __iter__(self) -> Iterator[str]: ...

    def __len__(self) -> int: ...


class _Known(Mapping[str, ContentFile]):
    """Files as they were known, each made when it is asked for."""

    def __init__(self, folder: Path, stamps: Stamps) -> None:
        self._folder = folder
        self._stamps = stamps

    def __getitem__(self, inside: str) -> ContentFile:
        stamp = self._stamps.stamp(inside)
        if stamp is None:
            raise KeyError(inside)
        family, id = record_of(inside)
        return ContentFile(f"{self._folder}/{inside}", inside, FAMILIES[family], id, stamp)

    def __iter__(self) -> Iterator[str]:
        return iter(self._stamps)

    def __len__(self) -> int:
        return len(self._stamps)


class _Again(Mapping[str, ContentFile]):
    """The same files, some of them with other stamps."""

    def __init__(self, before: Mapping[str, ContentFile], now: Mapping[str, ContentFile]) -> None:
        self.before: Mapping[str, ContentFile] = before
        self.now: Mapping[str, ContentFile] = now
        if isinstance(before, _Again):  # not one upon the other, in a process that builds again and again
            self.before, self.now = before.before, {**before.now, **now}

    def __getitem__(self, inside: str) -> ContentFile:
        return self.now[inside] if inside in self.now else self.before[inside]

    def __iter__(self) -> Iterator[str]:
        return iter(self.before)

    def __len__(self) -> int:
        return len(self.before)


class ContentFolder:
    """The folder of content on disk. ``shown`` is what faults put before a path in it: "content"; ``categories`` are those of figures
    that the site has besides those of the table.
    """

    def __init__(self, folder: Path, shown: str, categories: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.shown = shown
        self.categories = categories or {}

    def mark(self, inside: str, line: int = 1, column: int = 1) -> Mark:
        return Mark(f"{self.shown}/{inside}" if self.shown else inside, line, column)

    def line(self, inside: str, number: int) -> str:
        """A line of a file, counted from 1; empty where there is none."""
        text = (self.folder / inside).read_text(encoding="utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        lines = unicodedata.normalize("NFC", text).split("\n")
        return lines[number - 1] if number <= len(lines) else ""

    def list(self, problems: Problems) -> Listing:
        """Every file that belongs to the record. Files that would be passed over in silence are faults."""
        files: dict[str, ContentFile] = {}
        images: list[str] = []
        folders: dict[str, tuple[str, ...]] = {}
        families = {family.folder: family for family in FAMILIES.values()}
        real = os.path.realpath(self.folder)
        for inside, entry in self._walk(problems, real, folders):
            top, _, rest = inside.partition("/")
            family = families.get(top) if rest else None
            if top == IMAGES and rest:
                if not inside.lower().endswith(IMAGE_SUFFIXES):
                    problems.add(
                        self.mark(inside),
                        "not-an-image",
                        "not an image that a browser shows",
                        f"kinds that are read: {', '.join(IMAGE_SUFFIXES)}",
                    )
                images.append(inside)
            elif family is None:
                known = [*families, IMAGES]
                help = (*did_you_mean(top, known), f"files are read in {', '.join(name + '/' for name in known)}")
                problems.add(self.mark(inside), "unknown-folder", "the file is in no folder that is read", *help)
            elif not inside.endswith(".md"):
                problems.add(
                    self.mark(inside),
                    "not-markdown",
                    f"the file is not read: {family.folder}/ holds Markdown",
                    "give it a name that ends in .md, or move it away",
                )
            else:
                files[inside] = ContentFile(entry.path, inside, family, record_of(inside)[1], _stamp(entry))
        return Listing(files, tuple(images), folders)

    def listed(self, folders: Mapping[str, tuple[str, ...]], stamps: Stamps, images: Iterable[str]) -> Listing:
        """The listing that an earlier build had: all names in each folder, the stamp of each file in their order, and all images."""
        return Listing(_Known(self.folder, stamps), tuple(images), folders)

    def again(self, listing: Listing, saved: Iterable[str]) -> Listing | None:
        """The listing after some files were saved. ``None`` where one of them is not there any more, or was not there before: then
        everything has to be listed.
        """
        now: dict[str, ContentFile] = {}
        for inside in saved:
            path, file = self.folder / inside, listing.files.get(inside)
            known = file is not None or inside in listing.images or f"{inside}/" in listing.folders
            if not known and (not os.path.lexists(path) or any(_IGNORED.search(part) for part in inside.split("/"))):
                continue  # what an editor makes for a moment
            if file is None or path.is_symlink() or not path.is_file():
                return None
            now[inside] = replace(file, stamp=stamp_at(path))
        return replace(listing, files=_Again(listing.files, now))

    def _walk(
        self, problems: Problems, real: str, folders: dict[str, tuple[str, ...]], inside: str = ""
    ) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """Every file below a folder, in order of name; those of its folders last."""
        try:
            with os.scandir(self.folder / inside) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            mark = self.mark(inside.rstrip("/")) if inside else Mark(self.shown)
            problems.add(mark, "unreadable", f"the folder cannot be read: {error.strerror}", "look at its name and its permissions")
            return
        folders[inside] = tuple(entry.name for entry in entries)
        entries = [entry for entry in entries if not _IGNORED.search(entry.name)]
        entries = [entry for entry in entries if not (entry.is_symlink() and self._refused(entry, f"{inside}{entry.name}", real, problems))]
        for entry in entries:
            if not entry.is_dir():
                yield f"{inside}{entry.name}", entry
        for entry in entries:
            if entry.is_dir():
                yield from self._walk(problems, real, folders, f"{inside}{entry.name}/")

    def _refused(self, link: os.DirEntry[str], inside: str, real: str, problems: Problems) -> bool:
        """A symbolic link is read where it leads to another file of the content."""
        if not os.path.realpath(link.path).startswith(real + os.sep):
            problems.add(self.mark(inside), "symlink", f"a link that leads out of {self.shown}/", "put a copy of the file here")
            return True
        if link.is_dir():
            cure = "move the files here; what is told twice would have two addresses"
            problems.add(self.mark(inside), "symlink", "a folder that is a link", cure)
            return True
        return False

    def read(self, file: ContentFile, bodies: BodyReader, problems: Problems) -> Unresolved:
        """What a file says, as it is on the disk; every fault of it is told to ``problems``."""
        mark = self.mark(file.inside)
        self._check_id(file, mark, problems)
        return self.parse(file, self._bytes(file, mark, problems), bodies, problems)

    def parse(self, file: ContentFile, raw: bytes | None, bodies: BodyReader, problems: Problems) -> Unresolved:
        """What some bytes say, as the content of a file that need not be there. ``None`` is told of already."""
        mark = self.mark(file.inside)
        text = None if raw is None else self._text(file, raw, problems)
        source = SourceFile(mark.path, file.inside, text or "")
        document = None if text is None else read_document(source, problems)
        if document is None:
            return Unresolved(file.family.name, file.id, file.inside, mark, None, Body((), ()))
        values = file.family.schema.read_fields(document.front, Reader(source, problems, self.categories))
        body = bodies.read(source, document.body, document.body_line, problems)
        _check_stories(source, values, body, problems)
        body = _with_images(source, values, body, problems)
        _check_redirects(source, values, body, problems)
        return Unresolved(file.family.name, file.id, file.inside, mark, values, body, digest(raw or b""))

    def _check_id(self, file: ContentFile, mark: Mark, problems: Problems) -> None:
        for part in file.id.split("/"):
            if not is_id(part):
                rule = "an id is lower-case letters and digits, joined by single hyphens"
                problems.add(mark, "bad-id", f"'{part}' cannot be part of an address", f"rename it, for example to {slug(part)}: {rule}")

    def _bytes(self, file: ContentFile, mark: Mark, problems: Problems) -> bytes | None:
        try:
            status = Path(file.disk).stat()
            if not stat.S_ISREG(status.st_mode):
                problems.add(mark, "unreadable", "not a file that holds text", "move it away")
                return None
            size = status.st_size
            if size > MAX_BYTES:
                cure = f"a file of content has at most {MAX_BYTES:,}; tell the rest in further reports, and put images into {IMAGES}/"
                problems.add(mark, "too-large", f"the file has {size:,} bytes", cure)
                return None
            return Path(file.disk).read_bytes()
        except OSError as error:
            problems.add(
                mark,
                "unreadable",
                f"the file cannot be read: {error.strerror}",
                "look at its permissions, and if it is a link, where it leads",
            )
            return None

    def _text(self, file: ContentFile, raw: bytes, problems: Problems) -> str | None:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = raw[: error.start]
            line = before.count(b"\n") + 1
            start = before.rfind(b"\n") + 1
            column = len(raw[start : error.start].decode("utf-8-sig" if start == 0 else "utf-8", "replace")) + 1
            shown = raw[start:].split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
            cure = "save the file as UTF-8" + ("; it looks like UTF-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "")
            problems.add(
                self.mark(file.inside, line, column),
                "not-utf-8",
                f"the file is not UTF-8: byte 0x{raw[error.start]:02x}",
                cure,
                source=shown,
            )
            return None
        # one form of each character, so that names, ids and links meet whatever keyboard they were typed on
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        if found := CONTROL.search(text):
            line = text.count("\n", 0, found.start()) + 1
            start = text.rfind("\n", 0, found.start()) + 1
            shown = text[start:].split("\n", 1)[0]
            what = f"a control character (U+{ord(found[0]):04X})"
            cure = "save the file as UTF-8; it looks like UTF-16" if found[0] == "\0" else "remove it; it is invisible in most editors"
            problems.add(self.mark(file.inside, line, found.start() - start + 1), "control-character", what, cure, source=shown)
            return None
        return text


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    try:
        return stamp_of(entry.stat())
    except OSError:
        return NO_STAMP  # that it cannot be read is told when it is read


def _check_stories(source: SourceFile, values: Values, body: Body, problems: Problems) -> None:
    """Claims, sources and images of a report stand beside sub-stories that exist."""
    stories = [part.id for part in body.parts if part.id]
    for group in (*values.get("claims", ()), *values.get("sources", ()), *values.get("images", ())):
        story = group.get("story")
        if story is not None and story not in stories:
            here = f"the report's sub-stories: {', '.join(stories)}" if stories else f"give it one: ## Heading {{#{story}}}"
            source.fault(
                problems,
                group.marks["story"],
                "unknown-story",
                f"the report has no sub-story '{story}'",
                *did_you_mean(story, stories),
                here,
            )


def _with_images(source: SourceFile, values: Values, body: Body, problems: Problems) -> Body:
    """The body, with the images of the front matter as if they stood in it: links can lead to them, and their files have to be there."""
    first: dict[str, Mark] = {}
    links = []
    for group in values.get("images", ()):
        id, file = group.get("id"), group.get("file")
        if id is not None and id in first:
            cure = f"the first is on line {first[id].line}; give the newer one another"
            source.fault(problems, group.marks["id"], "same-id", f"the report has an image '{id}' already", cure)
        elif id is not None:
            first[id] = group.marks["id"]
        if file is not None:
            links.append(InternalLink(file, "", True, group.marks["file"], source.line(group.marks["file"].line)))
    if not first and not links:
        return body
    return replace(body, links=(*body.links, *links), anchors=(*body.anchors, *(f"image-{id}" for id in first)))


def _check_redirects(source: SourceFile, values: Values, body: Body, problems: Problems) -> None:
    """Each address that a record had is told once; a part that was renamed is gone, and the one that it leads to is there."""
    parts = [part.id for part in body.parts if part.id]
    parts += [f"{kind}-{group.get('id')}" for kind in ("claim", "image") for group in values.get(f"{kind}s", ())]
    seen: set[str] = set()
    for redirect in values.get("redirect_from", ()):
        start, to = redirect.get("from"), redirect.get("to")
        if start is not None and start in seen:
            source.fault(problems, redirect.marks["from"], "redirect", f"'{start}' stands twice in 'redirect_from'", "take one out")
        elif start is not None and start.removeprefix("#") in parts and start.startswith("#"):
            cure = "take the redirect out, or give the part the id that it is to have"
            source.fault(problems, redirect.marks["from"], "redirect", f"the part '{start[1:]}' is still on this page", cure)
        if to is not None and to not in parts:
            here = f"its parts: {', '.join(parts)}" if parts else "leave 'to' out: the redirect then leads to the top of the page"
            what = f"the page has no part '{to}'"
            source.fault(problems, redirect.marks["to"], "unknown-story", what, *did_you_mean(to, parts), here)
        seen.add(start)
