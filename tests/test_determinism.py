"""The same content gives the same bytes, whatever the machine, the folder and the day of the build are like."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annals import engine, recording
from annals.settings import read_settings
from tests.sites import OCTOBER, ROOT, SMALL, URL, Project, Site, differing, sections, snapshot

SURROUNDINGS = {
    "another hash seed": {"PYTHONHASHSEED": "1"},
    "a third hash seed": {"PYTHONHASHSEED": "4242"},
    "a time zone a day ahead": {"TZ": "Pacific/Kiritimati"},
    "a time zone a day behind": {"TZ": "Etc/GMT+12"},
    "no locale": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""},
    "a UTF-8 locale": {"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"},
}


def published(project: Project, cwd: Path | None = None, **environment: str) -> dict[str, bytes]:
    done = project.pelican(settings="publishconf.py", cwd=cwd, SITEURL=URL, **environment)
    assert done.status == 0, done.told
    return snapshot(project.output)


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_nothing_around_the_build_changes_a_byte(october: Site, tmp_path: Path, name: str) -> None:
    found = published(Project(tmp_path / "project", OCTOBER), **SURROUNDINGS[name])
    assert differing(dict(october.files), found) == []


def test_neither_the_folder_nor_the_working_directory_changes_a_byte(october: Site, tmp_path: Path) -> None:
    elsewhere = tmp_path / "another place"
    elsewhere.mkdir()
    found = published(Project(tmp_path / "Ärchiv no. 2 (ردیف)" / "project", OCTOBER), cwd=elsewhere)
    assert differing(dict(october.files), found) == []
    assert list(elsewhere.iterdir()) == []


def test_the_order_in_which_files_were_made_changes_no_byte(october: Site, tmp_path: Path) -> None:
    project = Project(tmp_path / "project", None)
    files = sorted(path for path in OCTOBER.rglob("*") if path.is_file())
    random.Random(20161028).shuffle(files)
    for path in files:
        copy = project.content / path.relative_to(OCTOBER)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, ns=(random.Random(path.name).randrange(10**18),) * 2)
    assert differing(dict(october.files), published(project)) == []


def test_no_path_of_this_machine_is_in_the_site(october: Site) -> None:
    folder = os.fsencode(october.folder.parent)
    assert [file for file, data in october.files.items() if folder in data] == []


def test_an_edit_and_its_undoing_leave_the_first_site(project: Project) -> None:
    """What an earlier build left in the output has no part in a later one."""
    first = project.build().files
    text = (project.content / "reports/2001/03/talks.md").read_text("utf-8")
    project.edit("reports/2001/03/talks.md", "title: Talks are said to begin", "title: Talks began")
    project.write("reports/2001/05/new.md", text.replace("talks-confirmed", "talks-new").replace("2001-03-10~", "2001-05-01"))
    changed = project.build().files
    assert "reports/2001/05/new/index.html" in changed
    assert "2001/05/index.html" in changed
    assert b"Talks began" in changed["index.html"]
    project.write("reports/2001/03/talks.md", text)
    (project.content / "reports/2001/05/new.md").unlink()
    assert differing(dict(first), dict(project.build().files)) == []
    assert not (project.output / "reports/2001/05").exists()


def test_the_site_after_an_edit_is_the_site_built_from_nothing(project: Project, tmp_path: Path) -> None:
    project.build()
    project.edit("actors/northern-front.md", "name: Northern Front", "name: Front of the North")
    project.edit("reports/2001/03/talks.md", "actors: [northern-front, actors/riverton]", "actors: [northern-front]")
    (project.content / "reports/2001/02/03-supplies.md").unlink()
    for inside in ("actors/jane-example.md",):
        (project.content / inside).unlink()
    project.edit("reports/2001/02/01-siege-of-riverton.md", "actors: [Northern Front]", "actors: [Front of the North]")
    edited = project.build().files
    clean = Project(tmp_path / "clean", project.content).build().files
    assert differing(dict(clean), dict(edited)) == []


# --- any sequence of edits

SECTIONS = sections()

# A step is its name and a number that it makes of what it likes.
STEPS = [
    "title",
    "add",
    "delete",
    "rename place",
    "rename file",
    "drop output",
    "foreign file",
    "page size",
    "address",
    "family",
    "preview",
]


class Bench:
    """Content that is changed step by step, built each time into one folder as the real build does, without starting a process."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.content = shutil.copytree(SMALL, root / "content")
        self.size, self.url, self.preview, self.off = 2, URL, False, ""
        self.added: list[Path] = []

    def step(self, name: str, number: int) -> None:
        if name == "title":
            self._edit("reports/2001/02/03-supplies.md", "title: ", f"title: No. {number}, ")
        elif name == "add":
            path = self.content / f"reports/200{number % 3}/0{number % 9 + 1}/added-{number}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            lines = [f"title: Added {number % 4}", f"date: 200{number % 3}-0{number % 9 + 1}", "summary: Added.", "sources: [Example Wire]"]
            lines += ["locations: [old-mill]"] * (number % 2) + ["status: draft"] * (number % 5 == 0)
            path.write_text("\n".join(["---", *lines, "---", "", "At the Old Mill."]), "utf-8")
            self.added.append(path)
        elif name == "delete" and self.added:
            self.added.pop(number % len(self.added)).unlink(missing_ok=True)
        elif name == "rename place":
            self._edit("places/north-province.md", "name: ", f"name: {'Far ' if number % 2 else ''}")
        elif name == "rename file" and self.added:
            path = self.added.pop(number % len(self.added))
            if path.exists():
                self.added.append(path.rename(path.with_name(f"renamed-{number}.md")))
        elif name == "drop output":
            files = sorted(path for path in (self.root / "output").rglob("*") if path.is_file() and path.name != "CNAME")
            files[number % len(files)].unlink()
        elif name == "foreign file":
            (self.root / "output" / "CNAME").write_text("annals.example")
        elif name == "page size":
            self.size = number % 3 + 1
        elif name == "address":
            self.url = f"{URL}/archive" if number % 2 else URL
        elif name == "family":
            self.off = [section.name for section in SECTIONS][number % len(SECTIONS)] if number % 2 else ""
        elif name == "preview":
            self.preview = not self.preview

    def _edit(self, inside: str, old: str, new: str) -> None:
        path = self.content / inside
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    def build(self, output: str) -> dict[str, bytes]:
        paths = {
            "PATH": self.content,
            "OUTPUT_PATH": self.root / output,
            "THEME": ROOT / "themes/annals",
            "CACHE_PATH": self.root / "state",
        }
        said = {"SITENAME": "Steps", "SITEURL": self.url, "ANNALS_PAGE_SIZE": self.size, "ANNALS_PREVIEW": self.preview}
        conf = read_settings({**{name: str(path) for name, path in paths.items()}, **said})
        engine.prepare(conf, [section for section in SECTIONS if section.name != self.off]).run()
        return {file: data for file, data in snapshot(self.root / output).items() if file != "CNAME"}


@settings(max_examples=5, deadline=None, derandomize=True)
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 99)), min_size=4, max_size=6))
def test_after_each_of_any_steps_the_site_is_the_one_built_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    bench = Bench(tmp_path_factory.mktemp("bench"))
    bench.build("output")
    foreign = False
    for number, (name, value) in enumerate(steps):
        bench.step(name, value)
        foreign |= name == "foreign file"
        assert differing(bench.build(f"clean-{number}"), bench.build("output")) == [], steps[: number + 1]
        assert (bench.root / "output" / "CNAME").exists() == foreign


def test_what_is_remembered_while_pages_are_made_changes_none_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A memo that holds little forgets often."""
    bench = Bench(tmp_path)
    wanted = bench.build("output")
    for kept in (1, 3):
        monkeypatch.setattr(recording, "KEPT", kept)
        assert differing(bench.build(f"forgetful-{kept}"), wanted) == []
    bench._edit("reports/2001/03/talks.md", "title: ", "title: New ")
    monkeypatch.setattr(recording, "KEPT", 1)
    edited = bench.build("output")
    monkeypatch.undo()
    assert differing(edited, bench.build("clean")) == []
