"""A check of the check: each deliberate fault of the engine is caught by the operations of the proof."""

from __future__ import annotations

from pathlib import Path

import pytest

from annals import recording
from tests import seeded
from tests.proof.bench import Bench
from tests.proof.outcome import insist
from tests.proof.runs import perform
from tests.prove import steps_of


@pytest.mark.parametrize("name", seeded.CAUGHT)
def test_a_deliberate_fault_is_caught(name: str, tmp_path: Path) -> None:
    bench = Bench(tmp_path, resident=name in seeded.RESIDENT)
    bench.seeded = seeded.fault_of(name)
    bench.build()
    caught = ""
    for step in steps_of(seeded.CAUGHT[name]):
        try:
            perform(bench, step)
        except Exception as error:  # noqa: BLE001 - whatever it is, the proof ends with it
            caught = f"{type(error).__name__}: {error}"
            break
    insist(bool(caught), f"a fault of the engine was not found: {name}")


def test_every_fault_has_its_operations() -> None:
    told = {name for name in seeded.CAUGHT if not name.startswith("forget the table ")}
    assert told == set(seeded.FAULTS)


def test_every_table_that_pages_look_into_is_forgotten_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: set[str] = set()
    real = recording.Recorder.note

    def note(self: recording.Recorder, table: str, key: str) -> None:
        noted.add(table)
        real(self, table, key)

    look = recording.Table._note

    def looking(self: recording.Table[object], key: str) -> None:
        noted.add(self._name)
        look(self, key)

    monkeypatch.setattr(recording.Recorder, "note", note)
    monkeypatch.setattr(recording.Table, "_note", looking)
    Bench(tmp_path).build()
    rows = {name.removeprefix("forget the table ") for name in seeded.CAUGHT if name.startswith("forget the table ")}
    assert not rows & seeded.NEVER_ALONE
    assert noted <= rows | seeded.NEVER_ALONE, (
        "add a row to tests/seeded.py, with an operation after which a page that forgot this table is wrong"
    )
