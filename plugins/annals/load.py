"""The content folder to the archive: every file read, every reference resolved, every fault told at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .bodies import BodyReader
from .coherence import check_coherence, check_ids
from .fields import MISSING
from .gates import check_gates, taken_down
from .names import NameIndex, Resolution
from .pictures import look
from .problems import ContentError, Problems
from .reading import ContentFolder, Unresolved
from .records import TABLES, Archive, Report
from .schema import FAMILIES, NAMED


def load(content: ContentFolder, *, preview: bool = True) -> Archive:
    """Read and check everything. Without ``preview``, only what may be published is in what comes back, and it may name nothing
    else. Raises :class:`ContentError` with every fault that was found.
    """
    return load_files(content, preview=preview)[0]


def load_files(content: ContentFolder, *, preview: bool = True) -> tuple[Archive, dict[str, Unresolved]]:
    """As :func:`load`, with the files by their path, as they are written."""
    problems = Problems()
    listing = content.list(problems)
    bodies = BodyReader()
    read = [content.read(file, bodies, problems) for file in listing.files.values()]
    seen, faults = look(content.folder, listing.images, {}, 0)
    for inside, fault in faults.items():
        problems.add(content.mark(inside), fault.code, fault.what, fault.cure)
    archive = resolve(read, listing.images, problems, preview=preview)
    if archive is None:
        raise ContentError(problems)
    archive = _standing(archive)
    archive = replace(archive, pictures={inside: state.published for inside, state in seen.items() if state.published})
    return archive if preview else published(archive), {item.inside: item for item in read}


def resolve(read: list[Unresolved], images: Iterable[str], problems: Problems, *, preview: bool = True) -> Archive | None:
    """What the files say together. ``None`` when ``problems`` holds any fault, of theirs or found here."""
    images = tuple(images)
    resolution = check_together(read, images, problems, preview=preview)
    records: dict[str, list[Any]] = {name: [] for name in FAMILIES}
    for item in read:
        record = build(item, resolution)
        if record is not MISSING:
            records[item.family].append(record)
    if problems:
        return None
    by_id = {family: {record.id: record for record in sorted(found, key=lambda r: r.id)} for family, found in records.items()}
    reports: list[Report] = sorted(records["report"], key=lambda r: (r.sort_key, r.id))
    by_id["report"] = {report.id: report for report in reports}
    return Archive(**{table: by_id[family] for family, table in TABLES.items()}, images=images)


def check_together(read: list[Unresolved], images: Iterable[str], problems: Problems, *, preview: bool) -> Resolution:
    """Tell what is wrong between files; gives what their names mean, with which to :func:`build` each of them."""
    check_ids(read, problems)
    resolution = resolution_of(names_of(read), problems)
    check_coherence(read, resolution, frozenset(images), problems)
    check_gates(read, resolution, problems, preview=preview)
    return resolution


def build(item: Unresolved, resolution: Resolution) -> Any:
    """The record of a file. ``MISSING`` when a fault leaves it incomplete: it has been told, or is told now, as it is about a name."""
    if item.values is None:
        return MISSING
    return FAMILIES[item.family].schema.build(item.values, resolution, id=item.id, path=item.inside, body=item.body.parts)


def _standing(archive: Archive) -> Archive:
    """Without what was taken down."""
    down = taken_down(address for takedown in archive.takedowns.values() for address in takedown.addresses)
    standing: dict[str, Any] = {}
    for family in {family for family, _ in down}:
        records = getattr(archive, TABLES[family])
        standing[TABLES[family]] = {id: record for id, record in records.items() if (family, id) not in down}
    return replace(archive, **standing)


def published(archive: Archive) -> Archive:
    """The archive as the public sees it: only what is reviewed."""
    tables = {name: getattr(archive, name) for name in TABLES.values()}
    reviewed: dict[str, Any] = {
        name: {id: record for id, record in table.items() if record.status == "reviewed"} for name, table in tables.items()
    }
    reviewed["reports"] = {id: report.public for id, report in reviewed["reports"].items()}
    return replace(archive, **reviewed)


def names_of(read: Iterable[Unresolved]) -> dict[str, dict[str, list[str]]]:
    """Each id of each family that others name, with its names, the chief one first. A report has no name but its id."""
    read = list(read)
    return {**{family: _names(read, family) for family in NAMED}, "report": {item.id: [] for item in read if item.family == "report"}}


def resolution_of(names: Mapping[str, Mapping[str, Sequence[str]]], problems: Problems) -> Resolution:
    """What tells the record that a name means. ``names``: as :func:`names_of` gives them; one that means none is told to ``problems``."""
    indexes = {family: NameIndex(family, own) for family, own in names.items()}
    folders = {family.name: family.folder for family in FAMILIES.values()}
    return Resolution(indexes, folders, {name: stub(name) for name in FAMILIES}, problems)


def _names(read: list[Unresolved], family: str) -> dict[str, list[str]]:
    """Each id of a family with its names. A file that is faulty keeps its id, and where its name is not known the words of the id
    stand for it, so that one fault does not bring a hundred others.
    """
    names: dict[str, list[str]] = {}
    for item in read:
        if item.family == family:
            values = item.values.values if item.values else {}
            own = [values.get("name") or item.id.replace("-", " ")]
            names[item.id] = own + [alias.get("name") for alias in values.get("aliases", ()) if alias.get("name")]
    return names


def stub(family: str) -> str:
    """A new file of a family, ready to be saved, with ``{name}`` to be filled in."""
    lines = ["---"]
    for field in FAMILIES[family].schema.fields.values():
        if field.required:
            words = f"  # {field.doc[0].lower()}{field.doc[1:].rstrip('.')}" if family == "subject" else ""  # an id is no name for it
            lines.append(f"name: {{name}}{words}" if field.name == "name" else f"{field.name}:  # {field.type.words}")
        elif field.name == "within":
            lines.append("within:  # the place that it lies in; a country has none")
    return "\n".join([*lines, "---"])
