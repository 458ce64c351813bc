"""Where nothing differs from the last build, `inv build` says so, and loads nothing more; whatever differs, it notices."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sites import Project, snapshot

CONF = "pelicanconf.py"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Built when all content was older than a second, so that its stamps are believed."""
    project = Project(tmp_path_factory.mktemp("unchanged"))
    git = ["git", "-C", str(project.root), "-c", "user.name=Test", "-c", "user.email=test@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "content"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "All"], check=True)
    time.sleep(1.1)
    assert inv(project).returncode == 0
    return project


def inv(project: Project, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "invoke", "build", *arguments]
    return subprocess.run(command, cwd=project.root, env={**os.environ, **environment}, capture_output=True, text=True, check=False)


def without(project: Project, package: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A build in whose way one of its packages stands, which does nothing but fail."""
    fake = project.root / "fake"
    fake.mkdir(exist_ok=True)
    (fake / f"{package}.py").write_text("raise SystemExit(9)\n")
    done = inv(project, *arguments, PYTHONPATH=str(fake))
    shutil.rmtree(fake)
    assert done.returncode in (0, 9), done.stderr
    return done


def alone(project: Project, *arguments: str) -> bool:
    """Whether `inv build` loaded nothing that makes pages."""
    done = without(project, "jinja2", *arguments)
    assert (done.returncode == 9) != ("0 files written" in done.stdout)
    return done.returncode == 0


def test_nothing_to_do_is_said_at_once(built: Project) -> None:
    before = snapshot(built.output)
    assert alone(built)
    assert snapshot(built.output) == before


def test_a_build_by_pelican_itself_is_known_too(built: Project) -> None:
    done = built.pelican(settings=CONF)
    assert done.status == 0, done.told
    assert " 0 files written" in done.out
    assert alone(built)


@pytest.mark.parametrize("option", ["--clean", "--ignore-cache", "--publish", "--profile"])
def test_what_was_asked_for_is_done(built: Project, option: str) -> None:
    assert not alone(built, option)


def edit(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("Riverton", "Rivertun"), "utf-8")


def same_size_and_time(path: Path) -> None:
    """Only the time at which the file itself was changed tells it."""
    times = path.stat()
    edit(path)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def commit(project: Project) -> None:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    subprocess.run(["git", "-C", str(project.root), *who, "commit", "-q", "--allow-empty", "-m", "More"], check=True)


def append(path: Path, text: str = "\n") -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def left(project: Project, name: str) -> Path:
    return min(project.root.glob(f".build/annals-*/{name}"))


def lose_what_came_since(project: Project) -> None:
    edit(project.content / "places/riverton.md")
    for _ in range(2):  # the first one finds a file that is too young for its time to be trusted
        assert inv(project).returncode == 0
        time.sleep(1.1)
    assert alone(project)
    left(project, "since").unlink()


DIFFERENCES: dict[str, Callable[[Project], object]] = {
    "a report edited": lambda project: edit(project.content / "places/riverton.md"),
    "a report edited, its time and size as before": lambda project: same_size_and_time(project.content / "places/riverton.md"),
    "a report added": lambda project: project.write("pages/first.md", "---\ntitle: More\nsummary: One more page.\n---\n\nMore.\n"),
    "a report renamed": lambda project: (project.content / "pages/first.md").rename(project.content / "pages/second.md"),
    "a report deleted": lambda project: (project.content / "pages/second.md").unlink(),
    "a folder added": lambda project: (project.content / "reports/2099").mkdir(),
    "a page tampered with": lambda project: (project.output / "index.html").write_text("Gone."),
    "a page removed": lambda project: (project.output / "index.html").unlink(),
    "a template edited": lambda project: append(project.root / "themes/annals/templates/not_found.html"),
    "a style sheet edited": lambda project: append(project.root / "themes/annals/static/annals.css"),
    "the code edited": lambda project: append(project.root / "plugins/home/__init__.py"),
    "a setting changed": lambda project: append(project.root / CONF, "ANNALS_PAGE_SIZE = 7\n"),
    "a page family taken out": lambda project: append(project.root / CONF, "PLUGINS.remove('ways')\n"),
    "a commit": commit,
    "what the last build left is gone": lambda project: left(project, "state").unlink(),
    "what the last build left since is gone": lose_what_came_since,
    "it is not whole": lambda project: os.truncate(left(project, "unchanged"), 300),
    "it is random": lambda project: left(project, "unchanged").write_bytes(bytes(range(256)) * 8),
}


@pytest.mark.parametrize("name", DIFFERENCES)
def test_whatever_differs_is_noticed(built: Project, name: str) -> None:
    DIFFERENCES[name](built)
    assert not alone(built)
    time.sleep(1.1)
    assert inv(built).returncode == 0
    assert alone(built)


def test_a_build_needs_no_pelican_and_leaves_what_pelican_leaves(built: Project) -> None:
    edit(built.content / "places/riverton.md")
    done = without(built, "pelican")
    assert (done.returncode, "Annals: " in done.stdout) == (0, True), done.stderr
    here = snapshot(built.output)
    done = inv(built, "--ignore-cache")
    assert done.returncode == 0, done.stderr
    assert "0 files written" in done.stdout
    assert snapshot(built.output) == here


PELICAN_ONLY = {
    "a plugin of Pelican's": "PLUGINS.append('theirs')",
    "a plugin that is not there": "PLUGINS.append('nowhere')",
    "the output is emptied first": "DELETE_OUTPUT_DIRECTORY = True",
}


@pytest.mark.parametrize("line", PELICAN_ONLY.values(), ids=PELICAN_ONLY)
def test_what_only_pelican_can_do_is_left_to_it(built: Project, line: str) -> None:
    conf = built.root / CONF
    before = conf.read_text("utf-8")
    conf.write_text(f"{before}\n{line}\n", "utf-8")
    (built.root / "plugins/theirs.py").write_text("from pelican import signals\n\n\ndef register():\n    pass\n")
    try:
        assert without(built, "pelican").returncode == 9
    finally:
        conf.write_text(before, "utf-8")


def test_a_fault_is_told_and_nothing_is_written(built: Project) -> None:
    place = built.content / "places/riverton.md"
    before, site = place.read_text("utf-8"), snapshot(built.output)
    place.write_text(before.replace("kind:", "kinds:"), "utf-8")
    done = inv(built)
    place.write_text(before, "utf-8")
    assert done.returncode == 65
    assert "content/places/riverton.md:" in done.stderr
    assert ": error: " in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(built.output) == site
