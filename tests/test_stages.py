"""The profile counts all time once, in all processes; the bar is seen by those who wait, and by nobody else."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from annals import parallel, stages
from annals.stages import STAGES, Profile, bar, begin_profile, end_profile, running, stage, staged
from tests.sites import URL, Project, run


def burn(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


@pytest.fixture
def profile() -> Iterator[Profile]:
    begin_profile()
    found = running()
    assert found
    yield found
    end_profile()


def test_a_stage_within_a_stage_counts_for_itself_alone(profile: Profile) -> None:
    with stage("compose"):
        burn(0.02)
        with stage("render"):
            burn(0.05)
        burn(0.02)
    told = str(profile)
    assert 0.04 <= profile.cpu["compose"] < 0.09
    assert 0.05 <= profile.cpu["render"] < 0.09
    whole = sum(profile.cpu.values()) - profile.cpu["start"]
    assert whole == pytest.approx(time.process_time() - profile.cpu["start"], abs=0.05)
    assert [line.split()[0] for line in told.splitlines()] == ["stage", *STAGES, "all"]


def test_a_stage_that_ends_with_an_error_has_ended(profile: Profile) -> None:
    @staged("read")
    def fail() -> None:
        raise KeyError

    with pytest.raises(KeyError):
        fail()
    burn(0.03)
    profile.__str__()
    assert profile.cpu["read"] < 0.02


def test_what_other_processes_do_counts(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTH_IT", 2)
    monkeypatch.setenv("ANNALS_PROCESSES", "3")

    def work(share: Sequence[int]) -> int:
        with stage("render"):
            burn(0.1)
        return sum(share)

    burn(0.05)  # the children know of this, and do not count it
    assert sum(parallel.share_out([1, 2, 3], work)) == 6
    assert 0.3 <= profile.cpu["render"] < 0.4
    assert "in 3 processes" in str(profile)
    assert profile.cpu["rest"] < 0.15


@pytest.mark.parametrize("processes", [1, 3])
@pytest.mark.parametrize("near", [None, str])
def test_everything_is_shared_out_once_and_no_more_at_once_than_is_taken_in(
    processes: int, near: Callable[[int], str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "WORTH_IT", 2)
    monkeypatch.setattr(parallel, "AT_ONCE", 10)
    monkeypatch.setenv("ANNALS_PROCESSES", str(processes))
    for count in (0, 1, 9, 34, 100):
        shares = list(parallel.share_out(list(range(count)), list, near))
        assert sorted(number for share in shares for number in share) == list(range(count))
        assert max(map(len, shares), default=0) <= 15


def test_whoever_is_free_takes_what_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of two processes is long at what it takes first: the other one comes to all the rest."""
    monkeypatch.setattr(parallel, "WORTH_IT", 2)
    monkeypatch.setenv("ANNALS_PROCESSES", "2")

    def work(share: Sequence[int]) -> list[int]:
        done = []
        for number in share:
            until = time.monotonic() + 60 * (number == 99)
            while time.monotonic() < until and not (tmp_path / "last").exists():
                time.sleep(0.01)
            if number == 0:
                (tmp_path / "last").touch()
            done.append(number)
        return done

    shares = list(parallel.share_out(list(range(100)), work, lambda _: ""))
    assert sorted(number for share in shares for number in share) == list(range(100))
    assert [99] in shares
    assert (tmp_path / "last").exists()


def test_what_is_done_is_taken_in_while_the_next_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTH_IT", 2)
    monkeypatch.setattr(parallel, "AT_ONCE", 10)
    monkeypatch.setenv("ANNALS_PROCESSES", "2")

    def work(share: Sequence[int]) -> list[int]:
        """The second ten wait until some of the first have been taken in."""
        until = time.monotonic() + 60
        while min(share) % 20 >= 2 and time.monotonic() < until and not (tmp_path / "taken").exists():
            time.sleep(0.01)
        return [*share, time.monotonic() >= until]

    found = []
    for share in parallel.share_out(list(range(20)), work):
        (tmp_path / "taken").touch()
        found.append(share)
    assert [share[-1] for share in found] == [False] * 4


def test_when_one_process_fails_none_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTH_IT", 2)
    monkeypatch.setattr(parallel, "AT_ONCE", 10)
    monkeypatch.setenv("ANNALS_PROCESSES", "2")

    def work(share: Sequence[int]) -> None:
        if min(share) == 0:
            raise KeyError(*share)
        if min(share) % 20 >= 2:
            time.sleep(60)
            (tmp_path / "went on").touch()

    def children() -> set[str]:
        return {pid for task in Path("/proc/self/task").glob("*/children") for pid in task.read_text().split()}

    began, before = time.monotonic(), children()
    with pytest.raises(KeyError):
        list(parallel.share_out(list(range(20)), work))
    assert time.monotonic() - began < 30
    assert children() <= before
    assert not (tmp_path / "went on").exists()


def test_nothing_is_counted_when_nobody_asks() -> None:
    assert end_profile() == ""
    assert stage("read") is stage("write")
    assert staged("read")(sum)([1, 2]) == 3


def test_a_build_tells_where_its_time_went_when_it_is_asked(project: Project) -> None:
    done = run(sys.executable, "-m", "invoke", "build", "--profile", cwd=project.root, ANNALS_PROCESSES="1")
    assert done.status == 0, done.told
    assert "Annals: " in done.out
    table = dict(re.findall(r"^(\w+) +([\d.]+) ", done.err, re.MULTILINE))
    assert list(table) == [*STAGES, "all"]
    assert float(table["render"]) > 0
    again = run(sys.executable, "-m", "invoke", "build", cwd=project.root)
    assert (again.status, again.err) == (0, "")


# --- the bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    made = Terminal()
    monkeypatch.setattr(stages, "sys", SimpleNamespace(stderr=made))  # pytest itself changes the real one
    monkeypatch.setattr(stages, "_PAUSE", 0)
    monkeypatch.setattr(stages, "_began", time.monotonic() - 5)
    monkeypatch.setattr(stages, "_quiet", False)
    return made


def test_the_bar_fills_and_is_gone_at_the_end(terminal: Terminal) -> None:
    with bar("Rendering", 2) as step:
        step()
        assert terminal.getvalue().endswith("\rRendering  ████████████░░░░░░░░░░░░   50%")
        step()
    assert terminal.getvalue().endswith("100%\r\x1b[K")


def test_the_bar_goes_on_where_the_work_before_it_ended(terminal: Terminal) -> None:
    for turn in range(2):
        with stages.stretch(turn / 2, (turn + 1) / 2), bar("Rendering", 2) as step:
            step()
    assert [words[-4:].strip() for words in terminal.getvalue().replace("\r\x1b[K", "").split("\r")[1:]] == ["25%", "75%"]


def test_the_bar_is_gone_before_an_error_is_told(terminal: Terminal) -> None:
    def fail() -> None:
        with bar("Reading", 9) as step:
            step()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_a_short_build_shows_none(terminal: Terminal) -> None:
    stages.begin_bar()
    with bar("Reading", 9) as step:
        step()
    assert terminal.getvalue() == ""


def test_neither_a_child_nor_a_file_is_shown_one(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    stages.no_bar()
    with bar("Reading", 1) as step:
        step()
    assert terminal.getvalue() == ""
    file = io.StringIO()
    monkeypatch.setattr(stages, "_quiet", False)
    monkeypatch.setattr(stages, "sys", SimpleNamespace(stderr=file))
    with bar("Reading", 1) as step:
        step()
    assert file.getvalue() == ""


def at_a_terminal(project: Project, *words: str) -> tuple[int, str]:
    """Pelican in a terminal of its own: its status, and all that was shown."""
    here, there = pty.openpty()
    environment = {**os.environ, "SITEURL": URL, "COLUMNS": "200", "ANNALS_PROCESSES": "2"}
    command = [sys.executable, "-m", "pelican", "-s", "smallconf.py", *words]
    process = subprocess.Popen(command, cwd=project.root, env=environment, stdin=there, stdout=there, stderr=there)
    os.close(there)
    shown = b""
    while True:
        try:
            shown += os.read(here, 65536)
        except OSError:  # the other end was closed
            break
    os.close(here)
    return process.wait(60), shown.decode("utf-8").replace("\r\n", "\n")


@pytest.fixture
def impatient(project: Project) -> Project:
    """Shows a bar at once, and works in two processes."""
    for name, old, new in (
        ("stages", "_PATIENCE = 1.0", "_PATIENCE = 0.0"),
        ("stages", "_PAUSE = 0.1", "_PAUSE = 0.0"),
        ("parallel", "WORTH_IT = 400", "WORTH_IT = 2"),
    ):
        path = project.root / "plugins" / "annals" / f"{name}.py"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
    return project


def test_in_a_terminal_the_bar_is_drawn_by_one_process_and_then_the_result_stands_alone(impatient: Project) -> None:
    status, shown = at_a_terminal(impatient)
    assert status == 0, shown
    drawn = re.findall(r"\r(Reading|Rendering)  [█░]{24} +(\d+)%", shown)
    for words in ("Reading", "Rendering"):
        steps = [int(percent) for word, percent in drawn if word == words]
        assert steps == sorted(set(steps)), "only one process draws"
        assert steps[-1] == 100 if words == "Reading" else steps[-1] <= 100, "who renders how many pages shows as they are made"
    assert re.sub(r"\r[^\r\n]*\r\x1b\[K|\r[^\r\n]*(?=\r)", "", shown).strip("\r").startswith("Annals: ")


def test_in_a_terminal_a_fault_is_not_mixed_with_the_bar(impatient: Project) -> None:
    impatient.edit("reports/2001/03/talks.md", "date: 2001-03-10~", "date: 2001-02-30")
    status, shown = at_a_terminal(impatient)
    assert status == 65
    assert re.search(r"(^|\r\x1b\[K)content/reports/2001/03/talks\.md:3:7: error: ", shown)
    assert "\x1b" not in shown.partition("talks.md:3:7")[2], "nothing is drawn after it"
