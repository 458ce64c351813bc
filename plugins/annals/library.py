"""The record as it is now, with as little reading as can be: a file that is as it was keeps what is known of it.

When anything is wrong, nothing of this counts: :func:`annals.telling.tell_faults` looks at everything once more, so that faults are told
in the same words, and all at once, whatever was known before.
"""

from __future__ import annotations

import marshal
import pickle
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .across import FaultyError, beyond_table, check_across, saying_more, withheld_by_decision
from .bodies import BodyReader
from .cards import Cards, EntityCard, Placed, ReportCard
from .facts import EVERY, Fact
from .fields import MISSING, Reference
from .filing import card_of
from .gates import references
from .inputs import Sources, SourceState, bearing_of, status_of
from .known import FreshFile, Sorted, names_in, racy, same_meanings, sort_out
from .load import names_of, resolution_of
from .mentions import names_in_html
from .names import Resolution
from .pack import LazyRecords, Pack
from .parallel import share_out
from .particulars import Picture
from .pictures import PictureState, look
from .problems import Problems
from .reading import ContentFile, ContentFolder, Listing, Unresolved
from .records import TABLES, Listed, Report, Sourced
from .schema import FAMILIES, NAMED, record_of
from .stages import bar, stage, staged
from .state import Names, State
from .tables import Records
from .telling import tell_faults
from .told import cards_before, cards_now
from .usage import build_terms

_LINKS = re.compile(rb"</?a\b[^>]*>")


@dataclass(slots=True)
class Library:
    """The archive of one build, what is known of its files, and which of its records are not what they were."""

    cards: Cards
    before: Cards  # as the last build had them
    records: Records
    images: tuple[str, ...]
    pictures: dict[str, PictureState]
    sources: Sources
    names: Names
    state: State  # what it was compared with: nothing of it, where all was read anew
    pack: Pack  # where its records are
    changed: set[Fact] = field(default_factory=set)  # none in a first build: no page was made from what was before
    read: int = 0  # files that were read


def open_library(
    content: ContentFolder,
    listing: Listing | None,
    state: State,
    pack: Pack,
    *,
    preview: bool,
    settled: bool = False,
    before: Cards | None = None,
    saved: AbstractSet[str] | None = None,
) -> Library:
    """Read what has changed. ``listing``: the files that there are; ``None`` when that itself is faulty. ``settled``: the settings are
    those of the last build. ``before``: the cards of the last build, where they are at hand; when nothing has changed in them, the same
    are in the library. ``saved``: the only files that can have changed since, where that is known, all of them files of that build, too.

    Raises :class:`~annals.problems.ContentError` with every fault there is.
    """
    if listing is not None:
        try:
            sorted_out = sort_out(listing, state.sources, saved)
            return _open(content, listing, sorted_out, state, pack, preview=preview, settled=settled, before=before)
        except FaultyError:
            pass  # told below
    tell_faults(content, state, preview=preview)
    # there is no fault any more: a file was mended while it was read
    return open_library(content, content.list(Problems()), State(), pack.afresh(), preview=preview)


def _open(
    content: ContentFolder,
    listing: Listing,
    sorted_out: Sorted,
    state: State,
    pack: Pack,
    *,
    preview: bool,
    settled: bool,
    before: Cards | None,
) -> Library:
    later, todo = sorted_out
    files = listing.files
    bodies = BodyReader()
    entities = [(item, _read(content, item.file, bodies)) for item in todo if item.file.family.name in NAMED]
    known = state.sources.but(later, files)
    # where no file of a family that others name came, went, or was read, all names are as they were
    gone = state.sources.gone(known)
    same_names = bool(state.names) and not entities and not any(record_of(inside)[0] in NAMED for inside in gone)
    kept = known if same_names else known.without(item.file.inside for item in todo)
    names = state.names if same_names else _names(kept, [read for _, read in entities])
    resolution = resolution_of({**names, "report": _Nameless(files)}, Problems())
    if not same_names and names != state.names:
        again = [inside for inside, source in kept.items() if not same_meanings(source, resolution)]
        for inside in again:
            todo.append(FreshFile(files[inside], kept[inside].stamp))
            if kept[inside].family in NAMED:
                entities.append((todo[-1], _read(content, files[inside], bodies)))

    def keep(found: _Found) -> None:
        with stage("state"):
            for source, place in zip(found.sources, pack.append(found.blobs()), strict=True):
                later[_path(source)] = source._replace(place=place)

    keep(_Found.of(_resolve(item, read, resolution, preview=preview) for item, read in entities))
    others = [item for item in todo if item.file.family.name not in NAMED]
    for found in share_out(others, lambda share: _read_share(content, share, resolution, preview=preview)):
        keep(found)
    sources = state.sources.but(later, files)
    # what the last build found to be right is so still
    right = settled and state.sources and list(state.pictures) == sorted(listing.images)
    more = saying_more(state.sources, sources) if right else None
    if more is None or more:
        check_across(sources, listing.images, content.categories, preview=preview, more=more)
    pictures, faults = look(content.folder, listing.images, state.pictures, racy())
    if faults:
        raise FaultyError
    sources = _with_terms(state.sources, sources, pack, preview=preview)
    before = before or cards_before(state)
    differing = sources.others(state.sources)
    cards = cards_now(before, state.sources, sources, differing, preview=preview)
    images = _shown(listing.images, sources, preview=preview)
    library = Library(
        cards, before, _records(sources, cards, pack, pictures), images, pictures, sources, names, state, pack, read=len(todo)
    )
    if state.outputs:
        library.changed = _changed(state.sources, sources, differing, pack) | _standing(before, cards) | _mentions(library, pack)
        library.changed |= _changed_pictures(state.pictures, pictures)
    return library


class _Nameless(Mapping[str, Sequence[str]]):
    """Reports have no names. Which there are is asked only where one names another."""

    def __init__(self, files: Iterable[str]) -> None:
        self._files = files

    @cached_property
    def _ids(self) -> Mapping[str, Sequence[str]]:
        records = map(record_of, self._files)
        return dict.fromkeys((id for family, id in records if family == "report"), ())

    def __getitem__(self, id: str) -> Sequence[str]:
        return self._ids[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def _path(source: SourceState) -> str:
    """A card's second value, whatever its kind, is the path of its file."""
    return str(source.card[1])


@staged("read")
def _read(content: ContentFolder, file: ContentFile, bodies: BodyReader) -> Unresolved:
    problems = Problems()
    read = content.read(file, bodies, problems)
    if problems or read.values is None:
        raise FaultyError
    return read


@dataclass(slots=True)
class _Found:
    """What is to be kept of some files, and their records as they go into the pack: in one piece, for as many small ones would leave as
    many holes in the memory.
    """

    sources: list[SourceState]
    lengths: list[int]
    records: bytearray

    @classmethod
    def of(cls, resolved: Iterable[tuple[SourceState, bytes]]) -> _Found:
        found = cls([], [], bytearray())
        for source, blob in resolved:
            found.sources.append(source)
            found.lengths.append(len(blob))
            found.records += blob
        return found

    def blobs(self) -> Iterator[bytes]:
        start = 0
        for length in self.lengths:
            yield bytes(self.records[start : start + length])
            start += length


def _read_share(content: ContentFolder, share: Sequence[FreshFile], resolution: Resolution, *, preview: bool) -> _Found:
    bodies = BodyReader()

    def resolved() -> Iterator[tuple[SourceState, bytes]]:
        with bar("Reading", len(share)) as step:
            for item in share:
                yield _resolve(item, _read(content, item.file, bodies), resolution, preview=preview)
                step()

    return _Found.of(resolved())


@staged("resolve")
def _resolve(item: FreshFile, read: Unresolved, resolution: Resolution, *, preview: bool) -> tuple[SourceState, bytes]:
    """What is to be kept of a file, but for its place in the pack; and its record, as it goes there."""
    used: dict[tuple[tuple[str, ...], str], tuple[str, str]] = {}

    def noting(reference: Reference) -> tuple[str, str] | None:
        meant = resolution(reference)
        if meant is not None:
            used[reference.families, reference.text] = meant
        return meant

    assert read.values is not None
    record = FAMILIES[read.family].schema.build(read.values, noting, id=read.id, path=read.inside, body=read.body.parts)
    if record is MISSING or resolution.problems:
        raise FaultyError
    claims = tuple(
        (
            claim.id,
            claim.related,
            claim.about,
            tuple(beyond_table(key for key, _ in claim.figures)),
            claim.relation == "revises",
            tuple(claim.speaker),
            claim.status,
        )
        for claim in getattr(record, "claims", ())
    )
    anchors = (*read.body.anchors, *(f"claim-{claim[0]}" for claim in claims))
    links = tuple((link.target, link.fragment, link.image) for link in read.body.links)
    links += tuple((f"reports/{id}.md", "", False) for id in getattr(record, "follows", ()))
    names = tuple((families, text, family, id) for (families, text), (family, id) in used.items())
    aside: tuple[tuple[str, str], ...] = ()
    if isinstance(record, Report) and record.public is not record:
        needed = {resolution(reference) for reference in references(read.values, reviewed=True)}
        aside = tuple(sorted(set(used.values()) - needed))
        record = record if preview else record.public
    bearing = marshal.dumps((names, aside, claims, anchors, links), 2)  # version 2 writes the same value always in the same way
    known = SourceState(item.stamp, read.digest, read.family, read.id, tuple(card_of(record)), (0, 0, b""), bearing)
    return known, pickle.dumps(record, protocol=5)


def _names(kept: Sources, read: Iterable[Unresolved]) -> Names:
    """Of what is as it was, and of what was read without a fault."""
    names = names_in(kept)
    for family, own in names_of(read).items():
        if family in NAMED:
            names[family] |= own
    return names


def _shown(images: Iterable[str], sources: Sources, *, preview: bool) -> tuple[str, ...]:
    """The images of this edition: not those that only files show which are not in it."""
    images = tuple(images)
    if not images:
        return ()
    links = {True: set[str](), False: set[str]()}
    down = withheld_by_decision(sources)
    for source in sources.values():
        told = (preview or status_of(source) == "reviewed") and (source.family, source.id) not in down
        links[told].update(target for target, _, _ in bearing_of(source).links)
    return tuple(image for image in images if image in links[True] or image not in links[False])


@staged("index")
def _with_terms(before: Sources, now: Sources, pack: Pack, *, preview: bool) -> Sources:
    """The same, with the cards of reports saying which terms stand in them. What is known of a report that was not read again holds as
    long as the terms have the forms that they had.
    """
    terms = build_terms(_term_cards(now, preview=preview))
    same = terms.meanings == build_terms(_term_cards(before, preview=preview)).meanings
    told: dict[str, SourceState] = {}
    for inside in now.others(before) if same else now:
        known, source = before.get(inside), now[inside]
        if source.family != "report" or (same and known is not None and known.place == source.place):
            continue
        blob = pack.read(source.place) if terms.meanings else b""
        report: Report | None = pickle.loads(blob) if terms.may_stand_in(blob) else None  # noqa: S301 - as in _sides
        card = ReportCard(*source.card)._replace(terms=terms.standing_in(report) if report else ())
        told[inside] = source._replace(card=tuple(card))
    return now.but(told)


def _term_cards(sources: Sources, *, preview: bool) -> list[EntityCard]:
    """Of the terms that this edition tells."""
    found = [source for source in sources.in_families("term") if preview or status_of(source) == "reviewed"]
    down = withheld_by_decision(sources) if found else set()
    return sorted(EntityCard(*source.card) for source in found if ("term", source.id) not in down)


def _records(sources: Sources, cards: Cards, pack: Pack, pictures: Mapping[str, PictureState]) -> Records:
    """The records of the cards, read from the pack when they are asked for."""

    def lazy(told: Mapping[str, Any]) -> LazyRecords[Any]:
        return LazyRecords(pack, told, lambda card: sources[card.path].place)

    shown = {inside: state.published for inside, state in pictures.items() if state.published}
    return Records(**{table: lazy(getattr(cards, table)) for table in TABLES.values()}, pictures=shown)


def _changed_pictures(before: Mapping[str, PictureState], now: Mapping[str, PictureState]) -> set[Fact]:
    """What a page shows of a picture is its size."""
    changed = {inside for inside in before.keys() | now.keys() if _size(before.get(inside)) != _size(now.get(inside))}
    others = any((_size(before.get(inside)) is None) != (_size(now.get(inside)) is None) for inside in changed)
    return {("pictures", inside) for inside in changed} | ({("pictures", EVERY)} if others else set())


def _size(state: PictureState | None) -> Picture | None:
    return state.published if state else None


@staged("index")
def _changed(before: Sources, now: Sources, differing: Iterable[str], pack: Pack) -> set[Fact]:
    """The records that are new, gone or not what they were; and the families that have others than they had.

    Compared by where the record lies in the pack: what was not read again lies where it lay.
    """
    changed: set[Fact] = set()
    for inside in before.gone(now).union(differing):
        old, new = before.get(inside), now.get(inside)
        if old is None or new is None:
            for source in filter(None, (old, new)):
                table = TABLES[source.family]
                changed |= {(table, source.id), (table, EVERY)}
                if source.family == "report":
                    changed |= {("listed", source.id), ("sourced", source.id), ("cards", source.id), ("cards", EVERY)}
        elif old.place != new.place:
            table = TABLES[new.family]
            changed |= {(table, new.id), (table, EVERY)} if old.card != new.card else {(table, new.id)}
            if new.family == "report":
                sides = zip(("listed", "sourced", "cards"), _sides(old, pack), _sides(new, pack), strict=True)
                changed |= {(side, new.id) for side, was, is_now in sides if was != is_now}
    return changed


def _sides(source: SourceState, pack: Pack) -> tuple[Listed, Sourced, Placed]:
    report: Report = pickle.loads(pack.read(source.place))  # noqa: S301 - our own bytes: the digest is right
    return report.listed, report.sourced, ReportCard(*source.card).placed


def _standing(before: Cards, now: Cards) -> set[Fact]:
    """The records that were taken down, or stand again, though their files are what they were."""
    changed: set[Fact] = set()
    for table in TABLES.values():
        were, are = getattr(before, table).keys(), getattr(now, table).keys()
        for id in () if were is are else were ^ are:
            changed |= {(table, id), (table, EVERY), ("cards", id)}
            if table == "reports":
                changed |= {("listed", id), ("sourced", id)}
    return changed


@staged("index")
def _mentions(library: Library, pack: Pack) -> set[Fact]:
    """Names that mean something else than before; and for names that are new, the records whose text may hold them."""
    if all(getattr(library.before, table) is getattr(library.cards, table) for table in ("actors", "places", "terms")):
        return set()
    before, now = names_in_html(library.before), names_in_html(library.cards)
    if before == now or not (before or library.before.reports or library.before.prose):
        return set()  # there was nothing before, and so no page that could have missed a name
    changed = {("mentions", name) for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    new = [name.encode() for name in now.keys() - before.keys()]
    for source in library.sources.values():
        blob = pack.read(source.place)
        if _LINKS.search(blob):
            blob += _LINKS.sub(b"", blob)  # a link to a page that is not there turns into its words, which may join a name
        if any(name in blob for name in new):
            changed.add((TABLES[source.family], source.id))
    return changed
