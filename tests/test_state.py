"""What one build leaves for the next: whatever is written is read again, in one file or in two."""

from __future__ import annotations

import marshal
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annals import state_files
from annals.cards import AcceptanceCard
from annals.disk import digest
from annals.facts import Numbers, mark
from annals.inputs import SourceState
from annals.outputs import OutputState
from annals.pack import DamagedError
from annals.pictures import PictureState
from annals.rows import packed
from annals.stamps import NO_STAMP
from annals.state import State
from annals.state_files import read_state, write_state
from tests.sites import URL, Project, snapshot

CODE = b"c" * 16
KEYS = [f"accepted/{number}.md" for number in range(12)]


CARD = AcceptanceCard("id", "path", "reviewed")


def source(word: str) -> SourceState:
    card = CARD._replace(id=word, status="unverified" if word == "two" else "reviewed")
    return SourceState((1, 2, len(word)), word.encode(), "acceptance", word, tuple(card), (0, len(word), b""), b"")


def left(before: State, sources: dict[str, str], outputs: dict[str, str], tables: dict[str, Any], facts: int, plan: bytes) -> State:
    """What a build leaves that knew what was before: the same values are the same objects."""
    now = State(len(sources), b"settled", 7, (5, 6, 7, 8), {"": b"made"})

    def kept(known: Mapping[str, Any], wanted: dict[str, Any], make: Callable[[Any], Any]) -> dict[str, Any]:
        made = {key: make(value) for key, value in wanted.items()}
        return {key: known[key] if known.get(key) == value else value for key, value in made.items()}

    known_sources = {inside: source(word) for inside, word in sources.items()}
    now.sources = before.sources.but({inside: its for inside, its in known_sources.items() if before.sources.get(inside) != its}, sources)
    known = {file: OutputState((1, 2, len(word)), digest(word.encode()), packed([len(word)])) for file, word in outputs.items()}
    now.outputs = before.outputs.after({file: its for file, its in known.items() if before.outputs.get(file) != its}, outputs)
    now.tables = kept(dict(before.tables), tables, lambda table: table)
    now.pictures = {"images/a.png": PictureState(NO_STAMP, b"", (len(outputs), 1, ()))} if len(outputs) % 2 else {}
    now.histories = {"a": b"b"} if facts % 2 else {}
    now.plan, now.told = plan, plan[:2]
    now.drawers = {"acceptance": ("a\0b", "\0".join(sorted(sources)[:2]))} if facts % 3 else {}
    now.names = {"actor": {word: [word] for word in sources.values()}}
    now.numbers = before.numbers
    for number in range(facts):
        now.numbers.of(mark("reports", str(number)))
    return now


def told(state: State) -> Any:
    parts = (state.sources, dict(state.outputs), state.numbers.all(), state.pictures, state.histories, state.plan, dict(state.tables))
    parts += (state.drawers, state.names, state.told)
    return (state.pack, state.settled, state.numbered, state.ledger, state.made_with, parts)


VALUES = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["one", "two", "three"]))
TABLES = st.dictionaries(st.sampled_from(["by_title", "by_day"]), VALUES)
BUILDS = st.lists(st.tuples(VALUES, VALUES, TABLES, st.integers(0, 9), st.sampled_from([b"", b"plan", b"other"])), min_size=1, max_size=6)


@given(BUILDS, st.randoms(use_true_random=False), st.sampled_from([0, 4, 1000]))
@settings(deadline=None)
def test_what_is_left_is_found_by_the_next_build(
    tmp_path_factory: pytest.TempPathFactory, builds: Any, chance: random.Random, little: int
) -> None:
    path = tmp_path_factory.mktemp("cache") / "state"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(state_files, "LITTLE", little)
        known = State()
        for build in builds:
            now = left(known, *build)
            write_state(path, CODE, now, known)
            assert told(read_state(path, CODE)) == told(now)
            known = read_state(path, CODE) if chance.random() < 0.5 else now  # a new process, or one that stays


def two_files(path: Path) -> tuple[State, State]:
    first = left(State(), dict.fromkeys(KEYS, "one"), dict.fromkeys(KEYS, "one"), {"by_title": {"a": "b"}}, 3, b"plan")
    write_state(path, CODE, first, State())
    second = left(first, {**dict.fromkeys(KEYS, "one"), KEYS[0]: "two"}, dict.fromkeys(KEYS[1:], "one"), {}, 5, b"plan")
    write_state(path, CODE, second, first)
    return first, second


def test_a_small_change_writes_a_small_file_and_leaves_the_other(tmp_path: Path) -> None:
    path = tmp_path / "state"
    first = left(State(), {str(n): "one" for n in range(5000)}, {}, {}, 3, b"plan")
    write_state(path, CODE, first, State())
    large = path.read_bytes()
    write_state(path, CODE, left(first, {**{str(n): "one" for n in range(5000)}, "7": "two"}, {}, {}, 5, b"plan"), first)
    assert path.read_bytes() == large
    assert (tmp_path / "since").stat().st_size < 1000


def test_without_the_second_file_the_first_is_what_an_earlier_build_left(tmp_path: Path) -> None:
    path = tmp_path / "state"
    two_files(path)
    (tmp_path / "since").unlink()
    found = read_state(path, CODE)
    assert (found.sources[KEYS[0]].id, set(found.outputs), len(found.numbers), list(found.tables)) == ("one", set(KEYS), 3, ["by_title"])


def of_another_first(path: Path) -> None:
    since = path.with_name("since").read_bytes()
    write_state(path, CODE, left(State(), {"x": "one"}, {}, {}, 1, b""), State())
    path.with_name("since").write_bytes(since)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "the first is gone": lambda path: path.unlink(),
    "the first is cut": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "the second is cut": lambda path: path.with_name("since").write_bytes(path.with_name("since").read_bytes()[:-1]),
    "the second is empty": lambda path: path.with_name("since").write_bytes(b""),
    "the second is a folder": lambda path: (path.with_name("since").unlink(), path.with_name("since").mkdir()),
    "the second belongs to another": of_another_first,
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_damaged_is_nothing(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "state"
    two_files(path)
    DAMAGE[damage](path)
    assert told(read_state(path, CODE)) == told(State())


def test_a_damaged_part_is_noticed_when_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "state"
    two_files(path)
    data = path.read_bytes()
    looks: tuple[tuple[int, Callable[[State], object]], ...] = (
        (data.index(b"accepted/0.md"), lambda state: state.outputs),
        (data.rindex(b"accepted/0.md"), lambda state: state.sources),
        (data.rindex(b"reviewed"), lambda state: list(state.sources.values())),
    )
    for at, look in looks:
        path.write_bytes(data[:at] + b"R" + data[at + 1 :])
        with pytest.raises(DamagedError):
            look(read_state(path, CODE))


def every_part(project: Project) -> list[tuple[int, int]]:
    """Where each part of the state that is not empty begins and ends."""
    data = min(project.root.glob(".build/annals-*/state")).read_bytes()
    end = len(data) - 8 - 16
    _, places = marshal.loads(data[end - int.from_bytes(data[end : end + 8], "big") : end])
    begin = end - int.from_bytes(data[end : end + 8], "big") - sum(length for _, length, _ in places.values())
    return [(begin + offset, begin + offset + length) for offset, length, _ in places.values() if length]


def test_whichever_part_is_damaged_the_next_build_is_a_clean_one(project: Project) -> None:
    """Also one that is looked into only when pages are made, in another process."""
    project.build()
    for number, (begin, end) in enumerate(every_part(project)):
        state = min(project.root.glob(".build/annals-*/state"))
        data = state.read_bytes()
        at = (begin + end) // 2
        state.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        project.edit("reports/2001/03/talks.md", "title: ", f"title: {number} ")
        done = project.pelican(SITEURL=URL, ANNALS_PROCESSES="2")
        assert (done.status, "Traceback" in done.told) == (0, False), done.told
        here = snapshot(project.output)
        assert " 0 files written" in project.pelican("--ignore-cache", SITEURL=URL).out
        assert snapshot(project.output) == here


def test_facts_that_are_numbered_anew_are_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "state"
    _, second = two_files(path)
    third = left(second, {}, {}, {}, 0, b"")
    third.numbers = Numbers(later=[mark("reports", "9")])
    write_state(path, CODE, third, second)
    assert not (tmp_path / "since").exists()
    assert read_state(path, CODE).numbers.all() == [mark("reports", "9")]
