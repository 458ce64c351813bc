"""Builds by the real command line that are killed in the middle, as by a loss of power: SIGKILL to some or all of its processes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.sites import URL, Project, differing, snapshot

HALF = ".annals-half"


def several_processes(project: Project) -> None:
    """A small site, too, is built in several processes."""
    path = project.root / "plugins" / "annals" / "parallel.py"
    text = path.read_text("utf-8")
    assert "WORTH_IT = 400" in text
    path.write_text(text.replace("WORTH_IT = 400", "WORTH_IT = 2"), "utf-8")


class Victim:
    """A project that is changed, built, and killed while it is."""

    def __init__(self, project: Project, processes: int, number: int) -> None:
        self.project = project
        self.environment = {"ANNALS_PROCESSES": str(processes), "SITEURL": URL}
        self.random = random.Random(number)
        self.killed = 0  # builds that were still running when they were killed
        self.halfway = 0  # of these, those that had written some of their pages and not all
        self.span, self.writing = 0.0, 0.0  # how long a build takes, and the last part of it, in which pages are written
        self.clean_root = Project(project.root.parent / "clean", None)
        if processes > 1:
            several_processes(project)
        process, began = self._start(), time.monotonic()
        self._wait_for_the_first_page(process)
        first = time.monotonic()
        status = process.wait()
        assert status == 0, f"the build that is not killed ended with status {status}"
        self.span, self.writing = time.monotonic() - began, time.monotonic() - first

    def step(self) -> None:
        """One change, a build that is killed, the look at what is there, and a build that has to mend it."""
        change = self.random.choice(CHANGES)
        change(self.project, self.random.randrange(1000))
        before = snapshot(self.project.output)
        wanted = self._clean()
        self._kill()
        found = {file: data for file, data in snapshot(self.project.output).items() if not file.startswith(HALF)}
        torn = [file for file, data in found.items() if data not in (before.get(file), wanted.get(file))]
        assert torn == [], f"neither old nor new after {change.__name__}"
        if found not in (before, wanted):
            self.halfway += 1
        if not before:
            assert found in ({}, wanted), f"a new site is there in part after {change.__name__}"
        done = self.project.pelican(**self.environment)
        assert done.status == 0, done.told
        assert "Traceback" not in done.told, done.told
        assert differing(wanted, snapshot(self.project.output)) == [], f"after {change.__name__}"
        beside = [path.name for path in self.project.root.iterdir() if ".annals-" in path.name]
        assert beside == [], "something is left beside the output"

    def _kill(self) -> None:
        """At a moment between the start of the process and what is likely its end; all of its processes, or the first alone."""
        process = self._start()
        if self.random.random() < 0.8:
            self._wait_for_the_first_page(process)
            time.sleep(self.random.random() * self.writing)
        else:
            time.sleep(self.random.random() * self.span)
        if process.poll() is None:
            self.killed += 1
            if self.random.random() < 0.5:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()  # its children go on by themselves for a while
        else:  # it was over: this machine is quicker than was thought
            self.writing, self.span = self.writing * 0.6, self.span * 0.8
        process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "pelican", "-s", "smallconf.py"],
            cwd=self.project.root,
            env={**os.environ, **self.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _wait_for_the_first_page(self, process: subprocess.Popen[bytes]) -> None:
        signs = (
            self.project.output / HALF,
            self.project.output.with_name(".output.annals-half"),
            self.project.output.with_name(".output.annals-new"),
        )
        end = time.monotonic() + 20
        while process.poll() is None and time.monotonic() < end and not any(sign.exists() for sign in signs):
            time.sleep(0.002)

    def _clean(self) -> dict[str, bytes]:
        """The same site, built from nothing elsewhere."""
        for name in ("content", "themes"):
            shutil.rmtree(self.clean_root.root / name, ignore_errors=True)
            shutil.copytree(self.project.root / name, self.clean_root.root / name)
        shutil.copy(self.project.root / "smallconf.py", self.clean_root.root / "smallconf.py")
        for name in ("output", ".build"):
            shutil.rmtree(self.clean_root.root / name, ignore_errors=True)
        return dict(self.clean_root.build(ANNALS_PROCESSES="1").files)


# --- what is changed


def edit_a_report(project: Project, number: int) -> None:
    path = project.content / "reports/2001/03/talks.md"
    path.write_text(path.read_text("utf-8").replace("title: ", f"title: {number} ", 1), "utf-8")


def edit_a_template(project: Project, number: int) -> None:
    """Every page is written again."""
    path = project.root / "themes/annals/templates/base.html"
    path.write_text(path.read_text("utf-8").replace("</body>", f"<!-- {number} --></body>"), "utf-8")


def change_a_setting(project: Project, number: int) -> None:
    with (project.root / "smallconf.py").open("a", encoding="utf-8") as file:
        file.write(f'SITENAME = "Papers no. {number}"\n')


def add_a_report(project: Project, number: int) -> None:
    project.write(
        f"reports/2003/{number % 9 + 1:02}/added-{number}.md",
        f"---\ntitle: Added {number}\ndate: 2003-0{number % 9 + 1}-11\nsummary: Added.\nsources: [Example Wire]\n---\n\nAt the Old Mill.\n",
    )


def delete_a_report(project: Project, number: int) -> None:
    added = sorted(project.content.glob("reports/2003/*/*.md"))
    if added:
        added[number % len(added)].unlink()
    else:
        add_a_report(project, number)


def rename_a_place(project: Project, number: int) -> None:
    path = project.content / "places/north-province.md"
    path.write_text(path.read_text("utf-8").replace("name: ", f"name: {number} ", 1), "utf-8")


def remove_the_output(project: Project, number: int) -> None:
    shutil.rmtree(project.output)


CHANGES: tuple[Callable[[Project, int], None], ...] = (
    edit_a_report,
    edit_a_template,
    edit_a_template,
    change_a_setting,
    add_a_report,
    delete_a_report,
    rename_a_place,
    remove_the_output,
)


def kill_builds(root: Path, processes: int, number: int, steps: int = 0, until: float = 0.0, kills: int = 0) -> Victim:
    """So many steps, and more of them until so many builds were killed, or until a moment of the monotonic clock.

    Raises :class:`AssertionError`.
    """
    victim = Victim(Project(root / "project"), processes, number)
    count = 0
    while count < steps or (victim.killed < kills and count < steps + 20) or time.monotonic() < until:
        victim.step()
        count += 1
    return victim
