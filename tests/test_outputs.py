"""What is kept of the files of the site: in columns or beside them, it says the same; rows are found by what they hold."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annals.disk import digest
from annals.outputs import Outputs, OutputState
from annals.rows import TOGETHER, Rows, packed, unpacked
from annals.stamps import NO_STAMP, Stamped, stamp_at

NUMBERS = st.sets(st.integers(0, 40), max_size=6)


@given(st.lists(NUMBERS, max_size=3 * TOGETHER), NUMBERS)
def test_rows_are_found_by_the_numbers_that_they_hold(rows: list[set[int]], sought: set[int]) -> None:
    there = Rows(bytes(Rows.of(map(packed, rows)).data))
    assert [set(there[row]) for row in range(len(there))] == rows
    assert list(there.holding(sought)) == [row for row, own in enumerate(rows) if own & sought]


def test_a_number_that_comes_in_between_counts_for_the_rows_after() -> None:
    rows = Rows.of(packed([number]) for number in range(3 * TOGETHER))
    sought = {5}
    found = []
    for row in rows.holding(sought):
        found.append(row)
        sought.add(row + TOGETHER)  # in another block
    assert found == [5, 5 + TOGETHER, 5 + 2 * TOGETHER]


def test_no_rows_are_no_rows() -> None:
    for rows in (Rows(b""), Rows.of([])):
        assert (len(rows), list(rows.holding({0}))) == (0, [])


FILES = st.sampled_from([f"{name}/index.html" for name in "abcdefgh"] + ["ت/index.html"])


def known(stamp: int, word: bytes, facts: set[int]) -> OutputState:
    return OutputState((stamp, stamp, stamp), digest(word), packed(facts))


KNOWN = st.builds(known, st.integers(-1, 3), st.binary(max_size=1), NUMBERS)
Made = tuple[dict[str, OutputState], set[str] | None, bool]
BUILDS = st.lists(st.tuples(st.dictionaries(FILES, KNOWN, max_size=6), st.none() | st.sets(FILES), st.booleans()), max_size=6)


@given(BUILDS, NUMBERS)
def test_what_came_since_says_what_columns_say(builds: list[Made], sought: set[int]) -> None:
    outputs, plain = Outputs(), dict[str, OutputState]()
    for made, files, settled in builds:
        if files is not None:
            made = {file: known for file, known in made.items() if file in files}
        plain = {file: known for file, known in {**plain, **made}.items() if files is None or file in files}
        outputs = outputs.after(made, files)
        if settled:
            outputs = outputs.settle()
        assert dict(outputs) == plain
        assert len(outputs) == len(plain)
        assert {file: outputs.made_by(file) for file in plain} == {file: known.made for file, known in plain.items()}
        assert outputs.made_by("no file") is None
        assert outputs.made_from(sought) == {file for file, known in plain.items() if sought & set(unpacked(known.facts))}
        stamped = outputs.stamped()
        assert dict(zip(stamped.files(), map(stamped.stamp, range(len(plain))), strict=True)) == {
            file: known.stamp for file, known in plain.items()
        }


def test_a_file_that_is_not_as_it_was_left_is_noticed(tmp_path: Path) -> None:
    def left(name: str) -> Any:
        (tmp_path / name).write_text(name)
        return OutputState(stamp_at(tmp_path / name), digest(b""), b"")

    names = ["a", "b", "c", "ت", "young"]
    outputs = Outputs().after({name: left(name) for name in names}).settle()
    outputs = outputs.after({"young": outputs["young"]._replace(stamp=NO_STAMP)})
    assert outputs.not_as_left(str(tmp_path)) == {"young"}
    (tmp_path / "a").unlink()
    (tmp_path / "b").write_text("another")
    os.utime(tmp_path / "ت", ns=(0, 0))
    assert outputs.not_as_left(str(tmp_path)) == {"a", "b", "ت", "young"}
    assert set(Stamped.of({}).others(str(tmp_path))) == set()
