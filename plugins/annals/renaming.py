"""Renaming a record, or merging one into another: its file, every reference to it, every link, and the addresses that it had.

What comes of it is checked as a build is; when that finds a fault, all files are put back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .bodies import BodyReader
from .edition import Outline
from .gates import references
from .load import names_of, resolution_of
from .names import Resolution, fold, quoted
from .problems import ContentError, Problems
from .reading import ContentFolder, Unresolved
from .rewriting import Rewrite, RewriteError, add_to_list, rewrite
from .scalars import is_id
from .schema import FAMILIES
from .sections import Page

Names = dict[str, dict[str, list[str]]]
Examine = Callable[[], tuple[Outline, Sequence[Page]]]


@dataclass(slots=True)
class Changes:
    """What was done, for the one who asked for it."""

    lines: list[str] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    rewritten: int = 0

    def __str__(self) -> str:
        count = f"{self.rewritten:,} reference{'s' * (self.rewritten != 1)} and links rewritten in {len(self.files):,} file"
        return "\n".join([*self.lines, count + "s" * (len(self.files) != 1) + "."])


def rename(content: ContentFolder, examine: Examine, family: str, old: str, new: str) -> Changes:
    """Give a record another id, and so another address. Raises :class:`RewriteError` and :class:`ContentError`; then nothing is changed.

    ``examine``: what a build of the whole site finds.
    """
    work = _Work(content, family)
    source = work.find(old)
    nested = family in {"report", "prose"}  # whose ids are paths
    if not all(map(is_id, new.split("/"))) or ("/" in new and not nested):
        raise RewriteError(f"'{new}' cannot be an id: lower-case letters and digits, joined by single hyphens")
    target = f"{FAMILIES[family].folder}/{new}.md"
    if not nested:
        target = f"{source.inside.rpartition('/')[0]}/{new}.md"
    if new == source.id:
        raise RewriteError(f"the {family} is called '{new}' already")
    other = work.by_id.get((family, new))
    if other is not None:
        raise RewriteError(f"there is {other.mark.path} already: merge the two, or choose another id")
    names = {**work.names, family: {new if id == source.id else id: own for id, own in work.names.get(family, {}).items()}}
    work.lead(source, target, new, names)
    work.move(source, target)
    work.changes.lines.append(f"{source.mark.path} is {work.content.mark(target).path} now.")
    return work.carry_out(examine, source, target)


def merge(content: ContentFolder, examine: Examine, family: str, old: str, into: str) -> Changes:
    """Let one record go into another: what named the first names the second, which gets its names and addresses.

    As :func:`rename`. What else the first one said is not carried over; the changes tell what that was.
    """
    if "aliases" not in FAMILIES[family].schema.fields:
        raise RewriteError(f"two {family}s cannot be merged by machine: join their texts by hand, and give one the other's 'redirect_from'")
    work = _Work(content, family)
    source, target = work.find(old), work.find(into)
    if source is target:
        raise RewriteError(f"both names mean {source.mark.path}")
    assert source.values is not None
    known = {fold(name) for name in work.names[family][target.id]}
    own = list(dict.fromkeys(name for name in work.names[family][source.id] if fold(name) not in known))
    names = {**work.names, family: {id: [*n, *(own if id == target.id else ())] for id, n in work.names[family].items() if id != source.id}}
    work.lead(source, target.inside, target.id, names)
    work.add(target, "aliases", [quoted(name) for name in own])
    work.add(target, "redirect_from", [_as_yaml(redirect.values) for redirect in source.values.get("redirect_from", ())])
    work.files[source.inside] = None
    work.changes.lines.append(f"{source.mark.path} is gone; {target.mark.path} has its names and addresses.")
    carried = {"name", "aliases", "redirect_from", "kind", "lang", "link_names", "status"}
    left = [name for name in source.values.values if name not in carried]
    if any(part.html for part in source.body.parts):
        left.append("its text")
    if left:
        work.changes.lines.append(f"Not carried over, see git: {', '.join(left)}.")
    return work.carry_out(examine, source, target.inside)


def _as_yaml(redirect: Mapping[str, str]) -> str:
    start = redirect["from"] if redirect["from"].startswith("#") else f"/{redirect['from']}"
    start = f'"{start}"' if start.startswith("#") else start
    return f"{{from: {start}, to: {redirect['to']}}}" if redirect.get("to") else start


class _Work:
    """The files as they are, and as they will be: ``files`` maps a path to its new bytes, or to ``None`` when it goes."""

    def __init__(self, content: ContentFolder, family: str) -> None:
        if family not in FAMILIES or family == "takedown":
            raise RewriteError(f"'{family}' is none of {', '.join(name for name in FAMILIES if name != 'takedown')}")
        self.content = content
        self.family = family
        problems = Problems()
        bodies = BodyReader()
        self.read = [content.read(file, bodies, problems) for file in content.list(problems).files.values()]
        if problems:
            raise ContentError(problems)
        self.by_id = {(item.family, item.id): item for item in self.read}
        self.names: Names = names_of(self.read)
        self.resolution = resolution_of(self.names, Problems())
        self.files: dict[str, bytes | None] = {}
        self.changes = Changes()

    def find(self, name: str) -> Unresolved:
        """A record by its id or a name, or by the path of its file."""
        folder = FAMILIES[self.family].folder
        plain = name.removeprefix("content/").removeprefix(f"{folder}/").removesuffix(".md")
        if (self.family, plain) in self.by_id:
            return self.by_id[self.family, plain]
        found = self.resolution.candidates((self.family,), name) if self.family in self.names else []
        if len(found) != 1:
            what = f"'{name}' means {len(found)} of them: write the id" if found else f"no {self.family} '{name}'"
            raise RewriteError(what)
        return self.by_id[found[0]]

    def bytes_of(self, inside: str) -> bytes:
        known = self.files.get(inside)
        return (self.content.folder / inside).read_bytes() if known is None else known

    def lead(self, source: Unresolved, target: str, new: str, names: Names) -> None:
        """Let every reference and link to a record lead to where it will be."""
        later = resolution_of(names, Problems())
        for item in self.read:
            rewrites = {*self._references(item, source, new, later), *self._links(item, source, target)}
            if rewrites:
                self.files[item.inside] = rewrite(self.bytes_of(item.inside), rewrites, item.mark.path)
                self.changes.files.add(item.inside)
                self.changes.rewritten += len(rewrites)

    def _references(self, item: Unresolved, source: Unresolved, new: str, later: Resolution) -> Iterator[Rewrite]:
        for reference in references(item.values):
            if self.resolution.candidates(reference.families, reference.text) != [(source.family, source.id)]:
                continue
            if later.candidates(reference.families, reference.text) == [(source.family, new)]:
                continue  # a name that it keeps
            folder = f"{FAMILIES[source.family].folder}/"
            text = f"{folder}{new}" if reference.text.startswith(folder) else new
            yield Rewrite(reference.mark.line, reference.mark.column, reference.text, quoted(text))

    def _links(self, item: Unresolved, source: Unresolved, target: str) -> Iterator[Rewrite]:
        """Links to the record; and links in its own file that are relative to where it was."""
        for link in item.body.links:
            written = link.line[link.mark.column - 1 : link.mark.column - 1 + link.mark.length]
            path, hash_, part = written.partition("#")
            moves = item is source and source.inside.rpartition("/")[0] != target.rpartition("/")[0] and not path.startswith("/")
            if path and (link.target == source.inside or moves):
                there = target if link.target == source.inside else link.target
                yield Rewrite(link.mark.line, link.mark.column, written, f"/{there}{hash_}{part}")

    def move(self, source: Unresolved, target: str) -> None:
        self.files[target] = self.bytes_of(source.inside)
        self.files[source.inside] = None
        if source.inside in self.changes.files:
            self.changes.files = (self.changes.files - {source.inside}) | {target}

    def add(self, item: Unresolved, name: str, values: list[str]) -> None:
        if values:
            self.files[item.inside] = add_to_list(self.bytes_of(item.inside), name, values, item.mark.path)

    def carry_out(self, examine: Examine, source: Unresolved, target: str) -> Changes:
        """Write it all, and look at the site that comes of it: what stood at an old address leads on."""
        outline, pages = examine()
        had = [path for page in pages if page.origin == source.inside and page.lasting for path in page.paths]
        main = outline.edition.path(source.family, source.id) or f"{FAMILIES[source.family].folder}/{source.id}/"
        before = {path: self._now(path) for path in self.files}
        try:
            self._lead_on(target, [main])
            _, pages = examine()
            there = {path for page in pages for path in page.paths}
            lost = sorted(set(had) - there)
            self._lead_on(target, lost)
            if lost:
                examine()
        except BaseException:
            for path, data in before.items():
                self._write(path, data)
            raise
        self.changes.lines += [f"/{path} leads on to it." for path in (main, *lost)]
        return self.changes

    def _lead_on(self, target: str, paths: Sequence[str]) -> None:
        shown = self.content.mark(target).path
        self.files[target] = add_to_list(self.bytes_of(target), "redirect_from", [f"/{path}" for path in paths], shown)
        for path, data in self.files.items():
            self._write(path, data)

    def _now(self, inside: str) -> bytes | None:
        path = self.content.folder / inside
        return path.read_bytes() if path.exists() else None

    def _write(self, inside: str, data: bytes | None) -> None:
        path: Path = self.content.folder / inside
        if data is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
