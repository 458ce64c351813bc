"""Deliberate faults of the engine, as a check of the proof: a proof that does not find them proves nothing.

Each fault is put into the builds of a bench, and never into the clean builds that these are compared with. ``CAUGHT`` names
operations of ``tests/proof`` after which the comparison fails. Whoever adds a table to the composer adds a row, and where no
operation makes the difference, an operation.

Not here, for they do no harm: faults of the pack (records at the wrong place, or missing). Its digests tell, and everything is
read again.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annals import (
    cards,
    claim_indexes,
    disk,
    engine,
    environment,
    facts,
    indexes,
    inputs,
    keeping,
    known,
    library,
    making,
    mentions,
    output,
    outputs,
    pack,
    planning,
    recording,
    rendering,
    running,
    stale,
    state,
    state_files,
    telling,
    templates,
    unchanged,
)
from annals.edition import Site
from tests.proof.bench import see_stamps

Patch = pytest.MonkeyPatch
Fault = Callable[[Patch], None]
FAULTS: dict[str, Fault] = {}


def fault(makes: Fault) -> Fault:
    """A fault is known by its name."""
    FAULTS[makes.__name__.replace("_", " ")] = makes
    return makes


# --- what a page was made from is forgotten


def forget(table: str) -> Fault:
    """No look into a table is noted."""
    note, look = recording.Recorder.note, recording.Table._note

    def noting(self: recording.Recorder, name: str, key: str) -> None:
        if name != table:
            note(self, name, key)

    def looking(self: recording.Table[Any], key: str) -> None:
        if self._name != table:
            look(self, key)

    def put(patch: Patch) -> None:
        patch.setattr(recording.Recorder, "note", noting)
        patch.setattr(recording.Table, "_note", looking)

    return put


@fault
def forget_which_keys_a_table_has(patch: Patch) -> None:
    look = recording.Table._note
    patch.setattr(recording.Table, "_note", lambda self, key: look(self, key) if key != facts.EVERY else None)


@fault
def forget_whether_a_key_is_there(patch: Patch) -> None:
    """A page that only asks whether something is there is not made again when it comes or goes."""
    patch.setattr(stale, "with_presence", set)


@fault
def forget_what_was_not_there(patch: Patch) -> None:
    """A look that finds nothing is not noted; but it finds something once that is added."""

    def get(self: recording.Table[Any], key: str, default: Any = None) -> Any:
        return self[key] if key in self._values else default

    patch.setattr(recording.Table, "get", get)


@fault
def forget_the_facts_of_what_was_made_before(patch: Patch) -> None:
    """A piece that several pages hold passes its facts on to the first of them only."""
    real = recording.Recorder.remember

    def remember(self: recording.Recorder, memo: Any, key: Any, make: Any, *arguments: Any) -> Any:
        if key in memo:
            return memo[key][0]
        return real(self, memo, key, make, *arguments)

    patch.setattr(recording.Recorder, "remember", remember)


@fault
def forget_the_last_fact_of_a_memo(patch: Patch) -> None:
    remember = recording.Recorder.remember

    def remembering_less(self: recording.Recorder, memo: Any, key: Any, make: Any, *arguments: Any) -> Any:
        def made(*given: Any) -> Any:
            value = make(*given)
            self.looks = set(sorted(self.looks)[:-1])
            return value

        return remember(self, memo, key, made, *arguments)

    patch.setattr(recording.Recorder, "remember", remembering_less)


@fault
def forget_what_is_gone(patch: Patch) -> None:
    """Of two indexes, only the keys of the new one are compared."""
    real = indexes.differences
    patch.setattr(
        engine,
        "differences",
        lambda *given: ((table, key, whole) for table, key, whole in real(*given) if key in getattr(given[-1], table)),
    )


@fault
def forget_that_a_key_is_new_or_gone(patch: Patch) -> None:
    real = indexes.differences
    patch.setattr(engine, "differences", lambda *given: ((table, key, False) for table, key, _ in real(*given)))


@fault
def take_the_claims_to_be_as_they_were(patch: Patch) -> None:
    real = indexes.differences

    def differences(last: Any, made: Any) -> Any:
        return (found for found in real(last, made) if found[0] not in claim_indexes.NAMES)

    patch.setattr(engine, "differences", differences)


@fault
def keep_the_indexes_of_other_claims(patch: Patch) -> None:
    """Where accounts differ is taken from the last build, whatever is claimed now."""
    patch.setattr(claim_indexes.Told, "same", lambda self, other: True)


@fault
def take_reports_to_belong_together_as_they_did(patch: Patch) -> None:
    patch.setitem(indexes._MADE, "relations", (indexes._MADE["relations"][0], ()))


@fault
def keep_the_list_of_titles(patch: Patch) -> None:
    patch.setitem(indexes._MADE, "reports_by_title", (indexes._MADE["reports_by_title"][0], ()))


@fault
def keep_what_lies_within_what(patch: Patch) -> None:
    patch.setitem(indexes._MADE, "reports_by_place", (indexes._MADE["reports_by_place"][0], ("reports.locations",)))


@fault
def take_the_plan_to_be_as_it_was(patch: Patch) -> None:
    patch.setattr(engine, "_differing", lambda *given: set())


@fault
def overlook_that_a_report_came_or_went(patch: Patch) -> None:
    """Of the cards, only those are compared that were there and are there still."""
    real = claim_indexes.differing

    def differing(before: Any, now: Any) -> Any:
        there = {id: card for id, card in now.reports.items() if id in before.reports}
        return real(replace(before, reports={id: before.reports[id] for id in there}), replace(now, reports=there))

    patch.setattr(claim_indexes, "differing", differing)


@fault
def take_all_files_to_be_right_as_they_were(patch: Patch) -> None:
    """What a build found to be right is not looked at again, whatever has changed."""
    patch.setattr(library, "saying_more", lambda before, *given: frozenset() if before else None)


@fault
def forget_the_plain_values_given_to_a_page(patch: Patch) -> None:
    real = making.page_made
    for module in (making, stale):
        patch.setattr(module, "page_made", lambda page, made_with: real(replace(page, given=()), made_with))


# --- what else a page is made from


@fault
def ignore_the_templates(patch: Patch) -> None:
    patch.setattr(unchanged, "files_digest", lambda folders, *words: disk.digest(repr(words).encode()))
    patch.setattr(running, "template_digests", lambda *given: {})


@fault
def ignore_what_all_pages_share(patch: Patch) -> None:
    """The navigation, the footer, the marks of the style sheets."""
    patch.setattr(running, "site_view", lambda *given: _Mute(rendering.site_view(*given)))


class _Mute:
    """Like what it stands for, but for what it says of itself."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def __repr__(self) -> str:
        return ""


@fault
def ignore_the_address(patch: Patch) -> None:
    _silence(patch, "url")


def _silence(patch: Patch, field: str) -> None:
    """A setting is not part of what tells whether pages have to be made again."""
    real = Site.__repr__
    patch.setattr(Site, "__repr__", lambda self: real(self).replace(f"{field}={getattr(self, field)!r}", ""))


@fault
def ignore_the_versions_of_libraries(patch: Patch) -> None:
    patch.setattr(environment, "version", lambda name: "1")


@fault
def ignore_a_changed_picture(patch: Patch) -> None:
    for module in (making, stale):
        patch.setattr(module, "asset_made", lambda asset: b"made as it was..")


# --- which files have to be read


@fault
def trust_a_racy_stamp(patch: Patch) -> None:
    patch.setattr(known, "_RACY", -(10**15))


@fault
def trust_the_time_of_change_alone(patch: Patch) -> None:
    see_stamps(patch, lambda stamp: (stamp[0], 0, stamp[2]))


@fault
def forget_an_alias(patch: Patch) -> None:
    """What references mean is asked once, and never again."""
    patch.setattr(library, "same_meanings", lambda source, resolution: True)


@fault
def forget_the_mentions_of_a_new_name(patch: Patch) -> None:
    real = library._mentions
    patch.setattr(library, "_mentions", lambda *given: {fact for fact in real(*given) if fact[0] == "mentions"})


@fault
def forget_names_that_a_lost_link_joins(patch: Patch) -> None:
    patch.setattr(library, "_LINKS", re.compile(rb"(?!)"))


@fault
def check_nothing_across_files(patch: Patch) -> None:
    """A link is not looked at again when what it leads to goes."""
    patch.setattr(library, "check_across", lambda *given, **options: None)


@fault
def tell_a_fault_without_reading_its_file(patch: Patch) -> None:
    patch.setattr(telling._Known, "asked", False)


@fault
def take_the_shortcut_without_looking_for_new_files(patch: Patch) -> None:
    patch.setattr(unchanged, "_same_names", lambda folder, folders: True)


@fault
def take_the_shortcut_whatever_the_settings_say(patch: Patch) -> None:
    patch.setattr(engine, "key_of", lambda *given: b"key")


# --- what is in the output


def notice_only(patch: Patch, noticed: Callable[[Path], bool]) -> None:
    real = outputs.Outputs.not_as_left
    patch.setattr(outputs.Outputs, "not_as_left", lambda self, at: {file for file in real(self, at) if noticed(Path(at, file))})


@fault
def do_not_notice_a_tampered_page(patch: Patch) -> None:
    notice_only(patch, lambda file: not file.is_file())


@fault
def do_not_notice_that_a_page_is_missing(patch: Patch) -> None:
    notice_only(patch, Path.is_file)


@fault
def keep_a_page_that_is_gone(patch: Patch) -> None:
    patch.setattr(output.OutputFolder, "_remove", lambda self, file: True)


@fault
def leave_empty_folders(patch: Patch) -> None:
    patch.setattr(output.OutputFolder, "_remove", lambda self, file: (self.folder / file).unlink(missing_ok=True) is None)


@fault
def remove_what_is_not_ours(patch: Patch) -> None:
    real = output.OutputFolder.begin

    def begin(self: output.OutputFolder, files: Iterable[str], _: Iterable[str] | None) -> None:
        real(self, files, [path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()])

    patch.setattr(output.OutputFolder, "begin", begin)


@fault
def write_every_page_again(patch: Patch) -> None:
    patch.setattr(output.OutputFolder, "_same", lambda self, path, data: False)


@fault
def do_not_write_the_list_first(patch: Patch) -> None:
    real = output.OutputFolder.begin

    def begin(self: output.OutputFolder, files: Iterable[str], ours: Iterable[str] | None) -> None:
        before = self.ledger.read_bytes() if self.ledger.exists() else b"[]"
        real(self, files, ours)
        self.ledger.write_bytes(before)

    patch.setattr(output.OutputFolder, "begin", begin)


@fault
def write_pages_where_they_are_read(patch: Patch) -> None:
    def write(self: output.OutputFolder, file: str, data: bytes) -> bool:
        path = self._target / file
        if not self.fresh and self._same(path, data):
            return False
        if self.fresh:
            path.parent.mkdir(parents=True, exist_ok=True)
        else:
            self._make_room(path)
        path.write_bytes(data)
        return True

    patch.setattr(output.OutputFolder, "write", write)


@fault
def show_a_new_site_while_it_is_built(patch: Patch) -> None:
    real = output.OutputFolder.__init__

    def begin(self: output.OutputFolder, folder: Path, ledger: Path) -> None:
        real(self, folder, ledger)
        self.fresh, self._target = False, folder

    patch.setattr(output.OutputFolder, "__init__", begin)


# --- what one build leaves for the next


@fault
def believe_a_damaged_state(patch: Patch) -> None:
    def raw(self: state.Parts, name: str) -> memoryview:
        offset, length, _ = self._places.get(name, (0, 0, b""))
        return self._data[self._begin + offset : self._begin + offset + length]

    patch.setattr(state.Parts, "raw", raw)


@fault
def believe_what_came_since_when_it_is_damaged(patch: Patch) -> None:
    def read(path: Path, header: bytes) -> Any:
        raw = path.with_name(state_files.SINCE)
        return marshal.loads(raw.read_bytes()[len(header) + 16 :]) if raw.is_file() else {}

    patch.setattr(state_files, "_read_since", read)


@fault
def forget_the_last_page_of_a_plan(patch: Patch) -> None:
    real = running.packed_plan

    def packed_plan(contents: planning.Contents) -> bytes:
        own = {name: pages[:-1] for name, pages in contents.own.items()}
        return real(planning.Contents(own, contents.surveys, contents.assets))

    patch.setattr(running, "packed_plan", packed_plan)


@fault
def believe_a_state_of_other_code(patch: Patch) -> None:
    patch.setattr(engine, "code_digest", lambda: b"code")


@fault
def believe_a_damaged_row(patch: Patch) -> None:
    real = inputs.Filed.source

    def source(self: inputs.Filed, number: int) -> inputs.SourceState:
        marks = bytearray(self.columns.marks)
        marks[inputs.MARK * number : inputs.MARK * (number + 1)] = disk.digest(self.rows[number])
        self.columns = self.columns._replace(marks=bytes(marks))
        return real(self, number)

    patch.setattr(inputs.Filed, "source", source)


@fault
def overlook_which_cards_are_others(patch: Patch) -> None:
    patch.setattr(cards, "others", lambda were, are: () if list(were) == list(are) else None)


@fault
def keep_the_order_of_the_cards(patch: Patch) -> None:
    real = running.drawers_of
    patch.setattr(running, "drawers_of", lambda cards, before, kept: kept or real(cards, before, kept))


@fault
def take_histories_to_be_as_they_were(patch: Patch) -> None:
    """What the cards tell of them is not looked at again."""
    patch.setattr(engine, "TOLD_BY", frozenset())


@fault
def believe_a_damaged_pack(patch: Patch) -> None:
    def read(self: pack.Pack, place: pack.Place) -> bytes:
        return bytes(self.view()[place[0] : place[0] + place[1]])

    patch.setattr(pack.Pack, "read", read)


@fault
def believe_what_is_kept_whatever_it_was_made_from(patch: Patch) -> None:
    real = keeping.Kept._mark
    patch.setattr(keeping.Kept, "_mark", lambda self, made_from, data: real(self, b"", data))


@fault
def keep_what_was_found_by_other_names(patch: Patch) -> None:
    patch.setattr(mentions.Mentions, "standing_in", lambda self, texts: [])


@fault
def number_facts_anew(patch: Patch) -> None:
    """The numbers of facts that older pages were kept with mean other facts from then on."""
    patch.setattr(facts.Numbers, "__init__", _numbers_from_nothing)


def _numbers_from_nothing(self: facts.Numbers, before: object = None, later: object = None) -> None:
    self._before, self.later, self._known = facts.NOTHING, [], {}


# --- several processes


@fault
def leave_pages_with_old_numbers(patch: Patch) -> None:
    real = facts.in_use
    patch.setattr(running, "in_use", lambda known, used: (real(known, used)[0], {number: number for number in range(len(known))}))


@fault
def lose_the_facts_of_the_other_processes(patch: Patch) -> None:
    real = running.share_out

    def share_out(items: Any, work: Any, *near: Any) -> Any:
        first, *others = list(real(items, work, *near)) or [([], [])]
        return [first, *(([(*page[:2], b"", page[3]) for page in rendered], noted) for rendered, noted in others)]

    patch.setattr(running, "share_out", share_out)


@fault
def build_in_one_process_what_the_others_should(patch: Patch) -> None:
    """The pages of the other shares are not made at all."""
    real = running.share_out
    patch.setattr(running, "share_out", lambda items, work, *near: list(real(items, work, *near))[:1])


@fault
def forget_what_a_template_draws_in(patch: Patch) -> None:
    patch.setattr(templates, "_QUOTED", re.compile("(?!)"))
    patch.setattr(running, "ALWAYS", ())


@fault
def take_all_cards_to_be_as_they_were(patch: Patch) -> None:
    patch.setattr(cards.Cards, "__eq__", lambda self, other: True)


def fault_of(name: str) -> Fault:
    """One of ``FAULTS``, or a table that is forgotten."""
    table = name.removeprefix("forget the table ")
    return forget(table) if table != name else FAULTS[name]


_ROWS = """
forget the table reports                        | edit a body: 0
forget the table actors                         | edit a body: 2
forget the table places                         | edit a summary: 2
forget the table sources                        | edit a body: 4
forget the table prose                          | edit a body: 3
forget the table listed                         | edit a title: 0; edit a summary: 0
forget the table sourced                        | cite for a part: 0
forget the table cards                          | move in time: 5
forget the table mentions                       | add an actor: 4; remove an entity: 0
forget the table reports_by_actor               | change who took part: 6
forget the table reports_by_place               | change where: 17
forget the table reports_by_source              | change the sources: 3
forget the table reports_by_day                 | date a claim: 0; move to a new time: 0
forget the table reports_by_month               | date a claim: 1; move to a new time: 1
forget the table reports_by_year                | date a claim: 2; move to a new time: 2
forget the table reports_by_title               | take the title of another: 3
forget the table reports_by_claim               | withdraw the claims: 0
forget the table under_way                      | move to a new time: 4
forget the table actors_within                  | change a parent: 14
forget the table places_within                  | add a place: 2
forget the table moments                        | move in time: 8 9
forget the table neighbours                     | move in time: 13
forget the table bearers                        | add a place: 5
forget the table images_by_place                | describe images: 1 9
forget the table threads                        | edit a thread: 0
forget the table reports_by_thread              | join a thread: 1 8 13
forget the table terms                          | edit a term: 0
forget the table reports_by_term                | use a term: 0 1
forget the table pictures                       | exchange a photograph: 1 2 3
forget the table ties                           | tell apart: 1
forget the table contested                      | contradict: 0
forget the table disputed                       | contradict: 0
forget the table histories                      | commit: 0; edit and commit: 0
forget the table relations                      | continue a report: 4
forget the table shares                         | make it a share: 1
forget the table control                        | say who holds a place: 0
forget the table subjects                       | edit a subject: 0
forget which keys a table has                   | add an actor: 0
forget what was not there                       | move to a new time: 4
forget whether a key is there                   | contradict: 0
forget the facts of what was made before        | edit a title: 7
forget the last fact of a memo                  | edit a title: 7
forget what is gone                             | change a status: 8
forget that a key is new or gone                | fill the archive: 0; add a report: 12
forget the plain values given to a page         | move in time: 86
ignore the templates                            | edit a template: 0
ignore what all pages share                     | change a status: 3
ignore the address                              | change a setting: 4
ignore the versions of libraries                | change the libraries: 0
ignore a changed picture                        | change a picture: 0
trust a racy stamp                              | edit twice within a tick: 1
trust the time of change alone                  | edit and set the clock back: 1
forget an alias                                 | add an actor: 6
forget the mentions of a new name               | add an actor: 0
forget names that a lost link joins             | add an actor: 4
check nothing across files                      | remove a picture: 0
tell a fault without reading its file           | remove a picture: 0
take the shortcut without looking for new files | add a report: 0
take the shortcut whatever the settings say     | change a setting: 2
do not notice a tampered page                   | truncate a page: 5
do not notice that a page is missing            | remove a page: 0
keep a page that is gone                        | move in time: 86
leave empty folders                             | move in time: 86
remove what is not ours                         | add a foreign file: 3; delete a report: 4
write every page again                          | edit a body: 0
do not write the list first                     | add a report: 2!8u 7!20 4!40u
write pages where they are read                 | edit a template: 0!45 4!46 8!47
show a new site while it is built               | remove the output: 0!30
believe a damaged state                         | damage a part of the state: 0 3 6 11
take the claims to be as they were              | edit a claim: 0; answer a claim: 20; edit a claim: 3 1
keep the indexes of other claims                | edit a claim: 0; answer a claim: 20; edit a claim: 3 1
take reports to belong together as they did     | continue a report: 4
keep the list of titles                         | take the title of another: 3
keep what lies within what                      | change a parent: 0
overlook that a report came or went             | add a report: 12; delete a report: 4
take all files to be right as they were         | link to another: 16 28; rename a report: 0; break a file: 0
believe what came since when it is damaged      | damage what came since: 0 2 9
forget the last page of a plan                  | edit a title: 0
believe a state of other code                   | change the libraries: 0
believe a damaged row                           | damage a part of the state: 12
overlook which cards are others                 | edit a title: 0
keep the order of the cards                     | add a report: 12; delete a report: 4; edit a title: 0 1 2
take histories to be as they were               | tell of a correction: 0
believe a damaged pack                          | damage the pack and edit: 3
believe what is kept whatever it was made from  | edit a title: 0
keep what was found by other names              | add an actor: 0
number facts anew                               | edit a body: 3 4
leave pages with old numbers                    | edit a title: 0 1 2; edit a body: 3 4; move in time: 5 24; edit a title: 3 4 5 6
lose the facts of the other processes           | change the number of processes: 1; distrust: 0; edit a title: 0 1 2
build in one process what the others should     | change the number of processes: 1; distrust: 0
forget what a template draws in                 | edit a template: 1
take all cards to be as they were               | move in time: 86
take the plan to be as it was                   | move in time: 86
"""
CAUGHT = {name.strip(): steps.strip() for name, _, steps in (row.partition("|") for row in _ROWS.strip().splitlines())}
"""Each fault, and steps that show it, as :func:`tests.prove.steps_of` reads them."""

RESIDENT = {"take all cards to be as they were", "take the plan to be as it was"}
"""Faults of a process that builds again and again."""

NEVER_ALONE = {"answers", "claims_by_speaker", "claims_by_subject", "positions", "standings", "steps", "totals"}
"""Tables without a row of their own: in the small archive, whatever changes one of them changes a record, or another table, that the same
pages look at too, so that no operation shows that it was forgotten.
"""
