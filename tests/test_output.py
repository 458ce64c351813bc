"""The output folder: only what differs is written, only what is ours is removed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

import pytest

from annals.output import OutputFolder
from tests.sites import URL, Project, snapshot


class Written(NamedTuple):
    written: int
    unchanged: int
    removed: int


class Folder:
    """An output folder with its ledger, written to as a build does."""

    def __init__(self, root: Path) -> None:
        self.path = root / "output"
        self.ledger = root / "state" / "files.json"

    def build(self, **files: str) -> Written:
        named = {file.replace("__", "/"): text.encode() for file, text in files.items()}
        output = OutputFolder(self.path, self.ledger)
        output.begin(named)
        written = sum(output.write(file, data) for file, data in named.items())
        removed = output.remove_gone(named)
        output.finish(named)
        return Written(written, len(named) - written, removed)

    def begin(self, **files: str) -> None:
        """A build that is cut short after its last file."""
        output = OutputFolder(self.path, self.ledger)
        output.begin(files)
        for file, text in files.items():
            output.write(file, text.encode())

    def files(self) -> dict[str, str]:
        return {file: data.decode() for file, data in snapshot(self.path).items()}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_file_with_the_same_bytes_is_not_touched(folder: Folder) -> None:
    folder.build(a="one", b="two")
    os.utime(folder.path / "a", ns=(1, 1))
    os.utime(folder.path / "b", ns=(1, 1))
    done = folder.build(a="one", b="TWO")
    assert (done.written, done.unchanged, done.removed) == (1, 1, 0)
    assert (folder.path / "a").stat().st_mtime_ns == 1
    assert (folder.path / "b").stat().st_mtime_ns > 1


def test_a_file_of_the_same_size_with_other_bytes_is_written(folder: Folder) -> None:
    folder.build(a="one")
    assert folder.build(a="eno").written == 1
    assert folder.files() == {"a": "eno"}


def test_what_is_gone_is_removed_with_the_folders_that_it_leaves_empty(folder: Folder) -> None:
    folder.build(a="one", deep__down__b="two", deep__c="three")
    assert folder.build(a="one", deep__c="three").removed == 1
    assert folder.files() == {"a": "one", "deep/c": "three"}
    assert not (folder.path / "deep" / "down").exists()
    assert folder.build(a="one").removed == 1
    assert [path.name for path in folder.path.iterdir()] == ["a"]


def test_files_of_others_stay(folder: Folder) -> None:
    folder.build(a="one", deep__b="two")
    (folder.path / "CNAME").write_text("theirs")
    (folder.path / "deep" / "theirs.txt").write_text("theirs")
    folder.build(a="one")
    assert folder.files() == {"a": "one", "CNAME": "theirs", "deep/theirs.txt": "theirs"}


def test_a_page_may_become_a_folder(folder: Folder) -> None:
    folder.build(x="page")
    folder.build(x__index="page below")
    assert folder.files() == {"x/index": "page below"}


def test_a_folder_may_become_a_page(folder: Folder) -> None:
    folder.build(x__index="page below", x__y__index="page further below")
    folder.build(x="page")
    assert folder.files() == {"x": "page"}


def test_after_a_change_from_folder_to_page_the_next_build_has_nothing_to_do(folder: Folder) -> None:
    folder.build(x__index="page below")
    folder.build(x="page")
    done = folder.build(x="page")
    assert (done.written, done.unchanged, done.removed) == (0, 1, 0)


GARBAGE = {
    "empty": b"",
    "not JSON": b"not json",
    "half of it": b'["a", "b',
    "a number": b"17",
    "an object": b'{"a": 1}',
    "not UTF-8": b'["\xff\xfe"]',
    "null": b"null",
    "deeply nested": b"[" * 100_000,
    "numbers in a list": b"[1, 2, null]",
    "a name with a zero byte": b'["a\\u0000b"]',
    "half a surrogate pair": b'["\\ud800"]',
}


@pytest.mark.parametrize("name", GARBAGE)
def test_a_ledger_that_cannot_be_read_removes_nothing(folder: Folder, name: str) -> None:
    folder.build(a="one", b="two")
    folder.ledger.write_bytes(GARBAGE[name])
    assert folder.build(a="one").removed == 0
    assert folder.files() == {"a": "one", "b": "two"}
    assert json.loads(folder.ledger.read_bytes()) == ["a"]


def test_a_ledger_that_names_files_outside_the_output_removes_none_of_them(folder: Folder, tmp_path: Path) -> None:
    folder.build(a="one")
    outside = tmp_path / "precious"
    outside.write_text("mine")
    (folder.path / "way-out").symlink_to(tmp_path)
    folder.ledger.write_text(json.dumps(["../precious", str(outside), "way-out/precious", ".", "", ".."]))
    folder.build(a="one")
    assert outside.read_text() == "mine"
    assert folder.files()["a"] == "one"


def test_a_ledger_that_names_a_folder_removes_nothing_of_others(folder: Folder) -> None:
    folder.build(a="one")
    (folder.path / "theirs").mkdir()
    (folder.path / "theirs" / "file").write_text("theirs")
    folder.ledger.write_text(json.dumps(["a", "theirs"]))
    folder.build(a="one")
    assert folder.files() == {"a": "one", "theirs/file": "theirs"}


def test_a_build_that_is_cut_short_leaves_whole_files_and_is_mended_by_the_next(folder: Folder) -> None:
    folder.build(a="one", b="two")
    folder.begin(a="one", c="three")
    folder.build(a="one", c="three")
    assert folder.files() == {"a": "one", "c": "three"}


def test_what_a_build_wrote_that_was_cut_short_is_removed_when_it_is_not_wanted(folder: Folder) -> None:
    """It is ours, though no list was made of it."""
    folder.build(a="one")
    folder.begin(a="one", c="three")
    folder.build(a="one")
    assert folder.files() == {"a": "one"}


def test_no_temporary_file_is_left(folder: Folder) -> None:
    folder.build(a="one", deep__b="two")
    assert sorted(path.name for path in folder.path.rglob("*")) == ["a", "b", "deep"]
    assert [path.name for path in folder.ledger.parent.iterdir()] == ["files.json"]


def test_a_site_keeps_the_files_of_others_through_edits(project: Project) -> None:
    """With the real command line: a domain file and a folder of somebody else's outlive every build."""
    project.build()
    (project.output / "CNAME").write_text("annals.example")
    (project.output / "reports" / "theirs").mkdir()
    (project.output / "reports" / "theirs" / "note.txt").write_text("kept")
    (project.content / "reports/2001/03/12-arabic.md").unlink()
    done = project.pelican(SITEURL=URL)
    assert " removed." in done.out
    assert " 0 removed." not in done.out
    assert not (project.output / "reports/2001/03/12-arabic").exists()
    assert not (project.output / "2001/03/12").exists()
    assert (project.output / "CNAME").read_text() == "annals.example"
    assert (project.output / "reports/theirs/note.txt").read_text() == "kept"
