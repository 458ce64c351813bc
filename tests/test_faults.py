"""What is told of faulty content: every case of ``cases/faults``, and what a text table cannot say."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

import pytest

from annals.engine import prepare
from annals.problems import ContentError
from annals.sections import take
from annals.settings import read_settings
from tests.writing import CASES, Case, base, document, read, read_cases, report, told

ROOT = Path(__file__).resolve().parents[1]
FAULTS = read_cases(CASES / "faults")


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: f"{case.table.stem}: {case.title}")
def test_a_fault_is_told_with_its_place_its_reason_and_its_cure(case: Case, tmp_path: Path) -> None:
    assert told(case.write(tmp_path)) == case.expected


def test_every_case_has_a_title_of_its_own() -> None:
    titles = [(case.table, case.title) for case in FAULTS]
    assert len(titles) == len(set(titles))


def test_faults_end_with_the_status_for_faulty_data(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as refused:
        read(base(tmp_path, {"actors/x.md": ""}))
    assert refused.value.exitcode == 65


def test_a_folder_of_content_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    """Rather than an archive without reports, which would take every page off the site."""
    assert told(tmp_path / "content") == (
        "content:1:1: error: the folder cannot be read: No such file or directory\n"
        "    look at its name and its permissions\n\n"
        "1 problem in 1 file. Nothing was written."
    )


def test_an_empty_folder_is_an_empty_archive(tmp_path: Path) -> None:
    assert read(tmp_path).reports == {}


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
def test_a_file_and_a_folder_without_permission_are_faults(tmp_path: Path) -> None:
    content = base(tmp_path, {"actors/x.md": document(name="X", kind="state"), "places/deep/y.md": document(name="Y", kind="country")})
    (content / "actors/x.md").chmod(0)
    (content / "places/deep").chmod(0)
    said = told(content)
    (content / "places/deep").chmod(0o700)
    assert "content/actors/x.md:1:1: error: the file cannot be read: Permission denied" in said
    assert "content/places/deep:1:1: error: the folder cannot be read: Permission denied" in said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    content = base(tmp_path)
    os.mkfifo(content / "actors/pipe.md")
    assert "content/actors/pipe.md:1:1: error: not a file that holds text" in told(content)


@pytest.mark.parametrize("name", [b"a\nb", b"a\x1b[31mb", b"a\xffb", "a\u202eb".encode(), b"a b", b"a'\"<b>"])
def test_a_hostile_name_of_a_file_is_told_on_one_line(name: bytes, tmp_path: Path) -> None:
    content = base(tmp_path)
    try:
        (content / "actors" / f"{os.fsdecode(name)}.md").write_text(document(name="X", kind="state"))
    except OSError:
        pytest.skip("this file system does not hold such a name")
    first, *_ = said = told(content).split("\n")
    assert first.isprintable()
    assert first.startswith("content/actors/a")
    assert "rename it, for example to a" in said[1]
    "\n".join(said).encode()


def test_the_order_in_which_files_were_made_changes_nothing(tmp_path: Path) -> None:
    files = {f"actors/{name}.md": document(name=name, kind="stat") for name in ("b", "a", "c", "aa")}
    one = told(base(tmp_path / "1", files))
    assert told(base(tmp_path / "2", dict(reversed(files.items())))) == one
    assert [line.split(":")[0] for line in one.split("\n") if "error" in line] == sorted(f"content/{path}" for path in files)


def test_a_thousand_faults_are_counted_in_words_that_can_be_read(tmp_path: Path) -> None:
    files = {f"reports/r-{n}.md": report(actors="[nobody, noone]") for n in range(600)}
    assert told(base(tmp_path, files)).endswith("\n\n1,200 problems in 600 files. Nothing was written.")


@pytest.mark.parametrize(
    ("prose", "address", "other"),
    [("timeline", "timeline/", "timeline"), ("actors", "actors/", "actors"), ("2016", "2016/", "timeline"), ("new", "new/", "ways")],
)
def test_two_things_that_claim_one_address_are_a_fault(prose: str, address: str, other: str, tmp_path: Path) -> None:
    content = base(tmp_path, {f"pages/{prose}.md": document(title="T", summary="S"), "reports/one.md": report(published="2001-05-01")})
    folders = {"PATH": content, "OUTPUT_PATH": tmp_path / "output", "THEME": ROOT / "themes/annals"}
    settings = read_settings({**folders, "SITENAME": "Test", "SITEURL": "https://example.org"})
    for name in ("timeline", "actors", "ways", "prose", "sitemaps"):
        importlib.import_module(name).register()
    with pytest.raises(ContentError) as refused:
        prepare(settings, take())
    said = str(refused.value)
    assert f"pages/{prose}.md:1:1: error: two pages claim the address /{address}: this one and the section '{other}'" in said
    assert "rename the file" in said
    assert not (tmp_path / "output").exists()
