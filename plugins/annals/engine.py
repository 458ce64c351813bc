"""The phases of a build, on one screen: open, plan, check, render what differs, write, remember."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from operator import attrgetter

from .chronicle import Chronicle, open_chronicle
from .claim_indexes import Last
from .composing import Composer
from .conf import BUILT
from .disk import digest, lock
from .edition import Outline
from .environment import code_digest
from .examining import content_folder
from .facts import EVERY, Fact, Numbers, Users, in_use
from .gitrepo import mark_of
from .indexes import differences, remade, tables_again
from .keeping import Kept
from .library import Library, open_library
from .making import copy_share, near, render_share
from .mentions import Mentions, build_mentions
from .outcome import Done
from .output import OutputFolder
from .outputs import Outputs, OutputState
from .pack import DamagedError, Pack, Place
from .parallel import WORTH_IT, share_out
from .planning import Contents, LastPlan, make_outline, pictured, plan
from .plans import packed_plan, unpacked_plan
from .problems import Problems
from .published import begin_output, end_output
from .reading import Listing
from .recording import Recorder
from .rendering import ALWAYS, Renderer, site_view
from .rows import packed, unpacked
from .sections import Asset, Page, Section
from .settings import Settings
from .stages import begin_bar, stage, staged
from .stale import lost, own_files, stale, touched_files
from .stamps import NO_STAMP, Stamp, Stamped, stamp_at
from .state import State
from .state_files import read_state, stamps_of_state, write_state
from .templates import template_digests
from .unchanged import Look, Seen, keep, key_of, look
from .values import immutable

SPARE = 1_000_000
"""Bytes in the pack that are not in use, and that are not worth writing it anew."""
SPARE_FACTS = 10_000
"""Facts that no page was made from any more, and that are not worth numbering all anew."""


Then = Callable[[Done], None]
"""Called as soon as every page is there that somebody looks at: the data for search and downloads, and what is kept for the next build,
take a while longer.
"""


@immutable
class Recent:
    """What a process that builds again and again knows of its last build, besides what that left on the disk."""

    state: State
    stamps: tuple[Stamp, ...]  # of the state on the disk: where another process has built since, nothing of this counts
    program: bytes  # a digest of the code
    outline: Outline
    contents: Contents
    users: Users  # of the facts of that state
    listing: Listing


@dataclass(slots=True)
class Build:
    """A build that has read and checked everything, and has written nothing yet. It holds the lock until it is closed."""

    settings: Settings
    outline: Outline
    contents: Contents
    library: Library
    chronicle: Chronicle
    state: State
    pack: Pack
    changed: set[Fact]  # what is not as it was when the pages of the last build were made
    program: bytes  # a digest of the code
    code: bytes  # of that, and of what edition it makes
    key: bytes  # of all that it is made from, but for the content
    settled: bytes  # of that, and of the images
    listing: Listing
    sections: Sequence[Section]
    trust: bool  # in what earlier builds left
    closing: contextlib.ExitStack = field(repr=False)
    earlier: Contents | None = None  # of the last build, where it is known
    recent: Recent | None = None  # before the run, of the build before; after it, of this one

    def kept(self) -> Kept:
        """What earlier builds found out, and this one does, that takes long."""

        def place(id: str) -> Place:
            return self.library.sources[self.library.cards.reports[id].path].place

        def packed(id: str) -> bytes:
            return self.pack.read(place(id))

        def packed_as(id: str) -> bytes:
            return place(id)[2]

        return Kept(self.settings.cache("kept"), self.code, packed, packed_as, trust=self.trust)

    def composer(self, recorder: Recorder) -> Composer:
        """What pages are composed from."""

        @cache
        def mentions() -> Mentions:
            return build_mentions(self.library.cards)

        return Composer(self.outline, self.library.records, mentions, recorder, self.chronicle.version, kept=self.kept())

    def run(self, then: Then | None = None) -> Done:
        """Render what differs, write it, and remember."""
        try:
            with self.closing:
                done, left, made = _run(self, then)
                remember(self, left)
                if self.settings.site.marked:  # else it is of a process that stays, and looks at everything itself
                    _keep_seen(self, left, done)
                if then:
                    stamps, users = stamps_of_state(self.settings.cache("state")), _users(self, left, made)
                    self.recent = Recent(left, stamps, self.program, self.outline, self.contents, users, self.listing)
                return done
        except DamagedError:
            # a record in the pack is not what was put there: nothing of the state can be believed
            again = prepare(self.settings, self.sections, trust=False)
            done = again.run(then)
            self.recent = again.recent
            return done


@immutable
class Idle:
    """A build that has nothing to do: all is as the last one left it."""

    done: Done
    recent: Recent | None = None

    def run(self, then: Then | None = None) -> Done:
        if then:
            then(self.done)
        return self.done


def prepare(
    settings: Settings,
    sections: Iterable[Section],
    *,
    trust: bool = True,
    recent: Recent | None = None,
    saved: Collection[str] = (),
    earlier: Look | None = None,
) -> Build | Idle:
    """Read and check everything, and plan the site. Raises :class:`ContentError`; writes nothing.

    Without ``trust``, nothing that an earlier build left is believed, and everything is read and rendered again. ``recent``: of the last
    build of the same settings and sections in this process. ``saved``: the only files of the content, by their paths in it, that can have
    changed since then; where there is none, all are looked at. ``earlier``: a look at what differs, just before.
    """
    sections = tuple(sections)
    try:
        return _prepare(settings, sections, trust=trust, recent=recent, saved=saved, earlier=earlier)
    except DamagedError:  # nothing that an earlier build left can be believed
        return _prepare(settings, sections, trust=False)


def _prepare(
    settings: Settings,
    sections: Sequence[Section],
    *,
    trust: bool,
    recent: Recent | None = None,
    saved: Collection[str] = (),
    earlier: Look | None = None,
) -> Build | Idle:
    begin_bar()
    gc.set_threshold(100_000, 20, 100)  # a build makes millions of small tuples, and hardly a circle: looking for them takes a fifth of it
    with contextlib.ExitStack() as closing:
        closing.enter_context(lock(settings.cache("lock"), "Another build of this site is running: waiting for it to end."))
        # a preview knows records that a published site must not: neither begins with what the other left
        program = recent.program if recent else code_digest()  # what runs in this process is what it began with
        code = digest(program + (b"preview" if settings.site.preview else b"published"))
        key = key_of(settings.conf, program, mark_of(settings.content)[1].words)
        names = _names(sections)
        with stage("list"):
            found = look(settings.conf, key, earlier) if trust and recent is None else None
        if found and found.seen.sections == names and found.nothing_to_do():
            return Idle(found.seen.done)
        if recent is not None and (not trust or stamps_of_state(settings.cache("state")) != recent.stamps):
            recent = None
        state = recent.state if recent else read_state(settings.cache("state"), code) if trust else State()
        pack = Pack(settings.cache("pack"), state.pack)
        if not pack.whole:
            state, pack, recent = State(), pack.afresh(), None
        closing.callback(pack.close)
        content = content_folder(settings)
        problems = Problems()
        with stage("list"):
            listed = recent.listing if recent and saved else None
            if found:
                listed, saved = content.listed(found.seen.folders, found.seen.content.files(), state.sources), found.changed
            again = content.again(listed, saved) if listed and listed.files else None
            listing = again or content.list(problems)
        stamps = [(image, stamp_at(settings.content / image)) for image in listing.images]
        settled = digest(key + repr((settings, names, stamps)).encode())
        told = any(section.history for section in sections)
        same = not problems and settled == state.settled
        before = recent.outline.cards if recent else None
        only = frozenset(saved) if again else None
        sound = None if problems else listing
        library = open_library(content, sound, state, pack, preview=settings.site.preview, settled=same, before=before, saved=only)
        if library.state is not state:  # a fault was mended while it was looked for, and all was read anew
            state, pack, recent = library.state, library.pack, None
            closing.callback(pack.close)
        known = state.histories
        tables = recent.outline.indexes.tables() if recent else tables_again(state.tables, library.before)
        # in a first build, there is no page that could be made from what was before
        last = Last(library.before, tables, library.cards) if state.outputs else None
        alike = last is not None and same and state.pictures == library.pictures
        planned = (recent.contents if recent else unpacked_plan(state.plan)) if alike else None
        chronicle = open_chronicle(settings, library.cards, program, known=known, told=told, trust=trust)
        closing.callback(chronicle.close)
        if recent and recent.outline.cards is library.cards:
            outline = replace(recent.outline, histories=chronicle.histories)
        else:
            outline = make_outline(library.cards, settings.site, sections, chronicle.histories, last)
        images = pictured(library.images, library.records.pictures)
        last_plan = LastPlan(planned, _differing(last, outline, chronicle), last.cards, last.tables) if planned and last else None
        contents = plan(outline, sections, images, settings, last_plan)
        settled = b"" if chronicle.failed else settled
        changed = library.changed | chronicle.changed | _changed_indexes(last, outline)
        known_by = (program, code, key, settled, listing)
        return Build(
            settings,
            outline,
            contents,
            library,
            chronicle,
            state,
            pack,
            changed,
            *known_by,
            sections,
            trust,
            closing.pop_all(),
            planned,
            recent,
        )


def _names(sections: Iterable[Section]) -> tuple[str, ...]:
    return tuple(sorted(section.name for section in sections))


def _differing(last: Last, outline: Outline, chronicle: Chronicle) -> set[str]:
    """What is not as it was in the last build, in the words of ``Section.planned_from``."""
    changed = {*last.changed, *(f"indexes.{name}" for name in remade(last, outline.indexes))}
    return {*changed, "histories"} if chronicle.changed else changed


def _run(build: Build, then: Then | None) -> tuple[Done, State, Mapping[str, OutputState]]:
    """Also what is to be remembered, and what of the files has been made."""
    settings, library, state = build.settings, build.library, build.state
    site = site_view(build.outline, build.contents.pages, build.contents.assets)
    edition = build.outline.edition
    words = (repr(site), repr(settings.site), repr(sorted(edition.paths)), repr(edition.nav))
    environment = digest(build.code + "\0".join(words).encode())
    made_with = {name: digest(environment + own) for name, own in template_digests(settings.templates, ALWAYS).items()}
    made_with[""] = environment
    output = OutputFolder(settings.output, settings.cache("files.json"))
    same_files = build.contents is build.earlier
    files: Collection[str] = state.outputs if same_files else build.contents.files
    touched = touched_files(state, build.changed, build.recent.users if build.recent else None)
    assets, pages = stale(build.contents, build.earlier, state, touched, made_with)
    early = then if not output.fresh else None  # a new site is put in its place at the end
    if not early:
        lost_assets, lost_pages = lost(build.contents, state, output, own_files(assets, pages))
        assets, pages = assets + lost_assets, sorted(pages + lost_pages, key=attrgetter("path"))

    def done(written: int = 0, removed: int = 0) -> Done:
        reports, lack = len(library.cards.reports), build.chronicle.histories.lack
        return Done(reports, len(build.contents.pages), library.read, len(pages), written, len(files) - written, removed, lack)

    note, address, preview = settings.cache(BUILT), settings.site.url, settings.site.preview
    begin_output(note, address, preview=preview)
    # of the last build too: its ledger may have been lost
    known_ledger = state.ledger == output.ledger_stamp() != NO_STAMP
    output.begin(files if same_files else {*files, *state.outputs}, state.outputs if known_ledger else None)
    numbers = state.numbers
    made: dict[str, OutputState] = {}
    written = removed = 0

    def copy(assets: Sequence[Asset]) -> None:
        nonlocal written
        for share in share_out(assets, partial(copy_share, output)):
            for file, copied, was_written in share:
                made[file] = copied
                written += was_written

    copy(assets)
    renderer = Renderer(settings.templates, site, settings.cache(f"templates-{build.code.hex()}"))
    work = partial(render_share, build.composer, made_with, renderer, output)
    if len(pages) >= WORTH_IT:
        gc.enable()
        indexes = build.outline.indexes  # those of claims are made once, before there are several processes
        len(indexes.positions), len(indexes.contested)

    def render(pages: Sequence[Page]) -> None:
        nonlocal written
        for rendered, facts in share_out(pages, work, near):
            here = numbers.take_in(facts)
            for file, by, own, was_written in rendered:
                made[file] = OutputState(NO_STAMP, by, packed(here[n] for n in unpacked(own)))
                written += was_written

    if early:
        render([page for page in pages if page.file.endswith(".html")])
        with stage("write"):
            removed = output.remove_gone(files)
        early(done(written, removed))
        lost_assets, lost_pages = lost(build.contents, state, output, own_files(assets, pages))
        copy(lost_assets)
        render([*(page for page in pages if not page.file.endswith(".html")), *lost_pages])
        assets, pages = assets + lost_assets, pages + lost_pages
    else:
        render(pages)
    with stage("write"):
        removed += output.remove_gone(files)
        output.finish(files)
        build.kept().drop_all_but({name for page in build.contents.pages for name in page.keeps})
    for file in (*(asset.file for asset in assets), *(file for page in pages for file in page.files)):
        made[file] = made[file]._replace(stamp=output.stamp(file))
    outputs = state.outputs.after(made, None if same_files else files)
    numbered = state.numbered or len(numbers)
    if len(numbers) > 2 * numbered + SPARE_FACTS:  # of pages that have been made again since, most of them
        facts, new = in_use(numbers.all(), (known.facts for known in outputs.values()))
        made = {file: known._replace(facts=packed(new[n] for n in unpacked(known.facts))) for file, known in outputs.items()}
        outputs, numbers, numbered = Outputs(None, made), Numbers(later=facts), len(facts)
    left = State(build.pack.length, build.settled, numbered, output.ledger_stamp(), made_with)
    left.sources, left.outputs, left.pictures = library.sources, outputs, library.pictures
    left.histories = build.chronicle.digests
    left.plan = state.plan if build.contents is build.earlier else packed_plan(build.contents)
    left.numbers, left.tables = numbers, build.outline.indexes.plain()
    end_output(note, address, preview=preview)
    if then and output.fresh:
        then(done(written, removed))
    return done(written, removed), left, made


@staged("index")
def _changed_indexes(last: Last | None, now: Outline) -> set[Fact]:
    changed: set[Fact] = set()
    for table, key, whole in differences(last, now.indexes) if last and last.changed else ():
        changed.add((table, key))
        if whole:
            changed.add((table, EVERY))
    return changed


@staged("state")
def remember(build: Build, state: State) -> None:
    """Write the state, last of all; first make the pack smaller, when less than half of it is in use."""
    used = sum(source.place[1] for source in state.sources.values())
    if state.pack > 2 * used + SPARE:
        places, state.pack = build.pack.compact({inside: source.place for inside, source in state.sources.items()})
        state.sources = {inside: source._replace(place=places[inside]) for inside, source in state.sources.items()}
    write_state(build.settings.cache("state"), build.code, state, build.state)


@staged("state")
def _users(build: Build, state: State, made: Mapping[str, OutputState]) -> Users:
    """Of the facts that are left: those of the last build, as far as they are known, with what was made anew."""
    known = build.recent.users if build.recent and build.recent.users.numbers is state.numbers else None
    users = known or Users(state.numbers)
    for file, output in (made if known else state.outputs).items():
        users.add(file, output.facts)
    return users


@staged("state")
def _keep_seen(build: Build, state: State, done: Done) -> None:
    """So that the next build sees at once when nothing has changed. Not where a file was too young to be known again by its stamp."""
    content = {inside: known.stamp for known_files in (state.sources, state.pictures) for inside, known in known_files.items()}
    if state.settled and NO_STAMP not in content.values():
        what = (dict(build.listing.folders), Stamped.of(content), state.outputs.stamped())
        seen = Seen(build.key, _names(build.sections), done.reports, done.pages, done.lack, *what, ())
        keep(build.settings.conf, seen)
