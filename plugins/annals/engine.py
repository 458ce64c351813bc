"""The phases of a build, on one screen: open, plan, check, render what differs, write, remember."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from .builds import Prepared, Recent, Then
from .chronicle import TOLD_BY, Chronicle, open_chronicle
from .claim_indexes import Last
from .disk import digest, lock
from .edition import Outline
from .environment import code_digest
from .examining import content_folder
from .facts import EVERY, Fact, Users
from .gitrepo import mark_of
from .indexes import differences, remade, tables_again
from .inputs import Sources
from .library import open_library
from .outcome import Done
from .pack import DamagedError, Pack
from .planning import LastPlan, make_outline, pictured, plan
from .plans import unpacked_plan
from .problems import Problems
from .running import Left, Run
from .sections import Section
from .settings import Settings
from .stages import begin_bar, stage, staged
from .stamps import stamp_at
from .state import State
from .state_files import read_state, stamps_of_state, write_state
from .unchanged import Look, Seen, keep, key_of, look
from .values import immutable

SPARE = 1_000_000
"""Bytes in the pack that are not in use, and that are not worth writing it anew."""


class Build(Prepared):
    """Everything is read and checked, and the site is planned; now it can be made."""

    __slots__ = ()

    def run(self, then: Then | None = None) -> Done:
        """Render what differs, write it, and remember."""
        try:
            with self.closing:
                left = Run(self)(then)
                remember(self, left.state)
                if self.settings.site.marked:  # else it is of a process that stays, and looks at everything itself
                    _keep_seen(self, left)
                if then:
                    stamps = stamps_of_state(self.settings.cache("state"))
                    self.recent = Recent(left.state, stamps, self.program, self.outline, self.contents, _users(self, left), self.listing)
                return left.done
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
    look_before: Look | None = None,
) -> Build | Idle:
    """Read and check everything, and plan the site. Raises :class:`ContentError`; writes nothing.

    Without ``trust``, nothing that an earlier build left is believed, and everything is read and rendered again. ``recent``: of the last
    build of the same settings and sections in this process. ``saved``: the only files of the content, by their paths in it, that can have
    changed since then; where there is none, all are looked at. ``look_before``: at what differs, just before.
    """
    sections = tuple(sections)
    try:
        return _prepare(settings, sections, trust=trust, recent=recent, saved=saved, look_before=look_before)
    except DamagedError:  # nothing that an earlier build left can be believed
        return _prepare(settings, sections, trust=False)


def _prepare(
    settings: Settings,
    sections: Sequence[Section],
    *,
    trust: bool,
    recent: Recent | None = None,
    saved: Collection[str] = (),
    look_before: Look | None = None,
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
            found = look(settings.conf, key, look_before) if trust and recent is None else None
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
                listed, saved = content.listed(found.seen.folders, state.sources, state.pictures), found.changed
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
        listing = content.listed(listing.folders, library.sources, listing.images)  # made of what is known anyway
        if library.state is not state:  # a fault was mended while it was looked for, and all was read anew
            state, pack, recent = library.state, library.pack, None
            closing.callback(pack.close)
        known = state.histories
        tables = recent.outline.indexes.tables() if recent else tables_again(state.tables, library.before)
        # in a first build, there is no page that could be made from what was before
        last = Last(library.before, tables, library.cards) if state.outputs else None
        alike = last is not None and same and state.pictures == library.pictures
        planned = (recent.contents if recent else unpacked_plan(state.plan)) if alike else None
        as_told = state.told if last and last.changed.isdisjoint(TOLD_BY) else b""
        chronicle = open_chronicle(settings, library.cards, program, known=known, as_told=as_told, told=told, trust=trust)
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
    if state.pack > 2 * state.sources.used + SPARE:
        places, state.pack = build.pack.compact({inside: source.place for inside, source in state.sources.items()})
        state.sources = Sources.of({inside: source._replace(place=places[inside]) for inside, source in state.sources.items()})
    write_state(build.settings.cache("state"), build.code, state, build.state)


@staged("state")
def _users(build: Build, left: Left) -> Users:
    """Of the facts that are left: those of the last build, as far as they are known, with what was made anew."""
    known = build.recent.users if build.recent and build.recent.users.numbers is left.state.numbers else None
    users = known or Users(left.state.numbers)
    for file, output in (left.made if known else left.state.outputs).items():
        users.add(file, output.facts)
    return users


@staged("state")
def _keep_seen(build: Build, left: Left) -> None:
    """So that the next build sees at once when nothing has changed. Not where a file was too young to be known again by its stamp."""
    state, done = left.state, left.done
    content = state.sources.stamped().and_these({inside: known.stamp for inside, known in state.pictures.items()})
    if state.settled and content.all_known:
        what = (dict(build.listing.folders), content, state.outputs.stamped())
        seen = Seen(build.key, _names(build.sections), done.reports, done.pages, done.lack, *what, ())
        keep(build.settings.conf, seen)
