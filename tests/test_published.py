"""What changed since the last publish: told by address, from what is in the output and what was there when it was published."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from annals.published import Changes, PublishedError, begin_output, changes, changes_against, end_output, mark_published
from tests.sites import Done, Project, run

HERE = "https://annals.example"


class Folder:
    """An output that was built for an address, with the files around it."""

    def __init__(self, root: Path) -> None:
        self.output, self.note, self.mark_file = root / "output", root / "cache" / "built.json", root / "published.json"
        self.note.parent.mkdir()
        self.put({"index.html": "home", "reports/one/index.html": "one", "theme/annals.css": "css"})
        self.built()

    def put(self, files: dict[str, str]) -> None:
        for inside, text in files.items():
            path = self.output / inside
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def built(self, address: str = HERE, *, preview: bool = False) -> None:
        end_output(self.note, address, preview=preview)

    def mark(self) -> str:
        return mark_published(self.output, self.note, self.mark_file)

    def changes(self) -> Changes:
        return changes(self.output, self.note, self.mark_file)

    def refused(self) -> str:
        with pytest.raises(PublishedError) as caught:
            self.changes()
        return str(caught.value)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_nothing_differs_right_after_a_publish(folder: Folder) -> None:
    assert folder.mark() == f"Marked: 3 files are published at {HERE}."
    assert folder.changes() == Changes(HERE, (), (), ())
    assert str(folder.changes()) == f"0 added, 0 changed, 0 removed since the last publish of {HERE}."


def test_addresses_that_are_new_other_or_gone_are_told(folder: Folder) -> None:
    folder.mark()
    folder.put({"reports/two/index.html": "two", "index.html": "home 2", "تقرير/index.html": "x"})
    (folder.output / "theme/annals.css").unlink()
    found = folder.changes()
    assert found == Changes(HERE, (f"{HERE}/reports/two/", f"{HERE}/تقرير/"), (f"{HERE}/",), (f"{HERE}/theme/annals.css",))
    assert str(found).splitlines()[:4] == [
        f"+ {HERE}/reports/two/",
        f"+ {HERE}/تقرير/",
        f"~ {HERE}/",
        f"- {HERE}/theme/annals.css",
    ]
    told = json.loads(found.json())
    assert (told["address"], told["changed"], told["removed"]) == (HERE, [f"{HERE}/"], [f"{HERE}/theme/annals.css"])


def test_a_file_that_was_written_again_with_the_same_bytes_is_no_change(folder: Folder) -> None:
    folder.mark()
    folder.put({"index.html": "home"})
    assert folder.changes() == Changes(HERE, (), (), ())


def test_the_mark_stays_where_it_is_until_the_next_one(folder: Folder) -> None:
    """Two builds after one publish: what both changed is told."""
    folder.mark()
    folder.put({"a.html": "a"})
    folder.built()
    folder.put({"b.html": "b"})
    folder.built()
    assert folder.changes().added == (f"{HERE}/a.html", f"{HERE}/b.html")
    folder.mark()
    assert folder.changes().added == ()


def test_each_address_has_a_mark_of_its_own(folder: Folder) -> None:
    folder.mark()
    folder.built("https://other.example/papers")
    told = folder.refused()
    assert f"built for https://other.example/papers, and publishes were marked of {HERE} only" in told
    assert f"SITEURL={HERE} inv build --publish" in told
    folder.mark()
    folder.put({"a.html": "a"})
    assert folder.changes().added == ("https://other.example/papers/a.html",)
    folder.built(HERE)
    assert folder.changes().added == (f"{HERE}/a.html",)


def test_without_a_publish_it_says_so_and_what_to_run(folder: Folder) -> None:
    told = folder.refused()
    assert "no publish has been marked yet" in told
    assert "inv changed --mark" in told
    assert "--against FOLDER" in told


def test_without_a_build_it_says_so(folder: Folder) -> None:
    shutil.rmtree(folder.output)
    assert "nothing has been built" in folder.refused()
    with pytest.raises(PublishedError, match="inv build --publish"):
        folder.mark()


def test_a_preview_is_neither_compared_nor_marked(folder: Folder) -> None:
    folder.mark()
    folder.built("http://localhost:8000", preview=True)
    assert "holds a preview" in folder.refused()
    with pytest.raises(PublishedError, match="holds a preview"):
        folder.mark()


def test_a_build_that_died_is_neither_compared_nor_marked(folder: Folder) -> None:
    folder.mark()
    begin_output(folder.note, HERE, preview=False)
    assert "did not come to its end" in folder.refused()
    with pytest.raises(PublishedError, match="did not come to its end"):
        folder.mark()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 9, "sites": {}}', '{"format": 1, "sites": []}', "\0"])
def test_a_mark_that_cannot_be_read_is_told(folder: Folder, text: str) -> None:
    folder.mark_file.write_text(text)
    assert "is damaged, or of another version" in folder.refused()
    with pytest.raises(PublishedError, match="remove it"):
        folder.mark()
    assert folder.mark_file.read_text() == text


def test_a_copy_of_what_is_on_the_web_serves_as_well(folder: Folder, tmp_path: Path) -> None:
    """A checkout of the branch that a host publishes, with what belongs to the host and to git in it."""
    online = shutil.copytree(folder.output, tmp_path / "online")
    for name in (".nojekyll", "CNAME", ".git"):
        (online / name).write_text("of the host")
    folder.put({"a.html": "a", "index.html": "other"})
    (folder.output / "theme/annals.css").unlink()
    expected = Changes(HERE, (f"{HERE}/a.html",), (f"{HERE}/",), (f"{HERE}/theme/annals.css",))
    assert changes_against(folder.output, folder.note, online) == expected
    with pytest.raises(PublishedError, match="there is no folder"):
        changes_against(folder.output, folder.note, tmp_path / "nowhere")


# --- by the real commands


def inv(project: Project, *words: str, url: str = HERE) -> Done:
    return run(sys.executable, "-m", "invoke", *words, cwd=project.root, SITEURL=url)


def test_a_publish_and_an_edit_by_the_commands(project: Project) -> None:
    assert "nothing has been built" in inv(project, "changed").err
    assert inv(project, "build").status == 0
    told = inv(project, "changed", "--mark")
    assert (told.status, "holds a preview" in told.err, told.out) == (66, True, "")
    assert inv(project, "build", "--publish").status == 0
    assert "no publish has been marked yet" in inv(project, "changed").err
    assert f"published at {HERE}." in inv(project, "changed", "--mark").out
    project.edit("reports/2001/03/talks.md", "Where they met was not told.", "Where they met is known.")
    assert inv(project, "build", "--publish").status == 0
    done = inv(project, "changed", url="")  # the address is that of the build, not of this shell
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        f"~ {HERE}/reports.atom",
        f"~ {HERE}/reports/2001/03/talks/",
        f"~ {HERE}/search/all/words-0.txt",
        f"0 added, 3 changed, 0 removed since the last publish of {HERE}.",
    ]
    assert inv(project, "clean").status == 0
    assert inv(project, "build", "--publish").status == 0
    assert json.loads(inv(project, "changed", "--json").out)["changed"] == [
        f"{HERE}/{path}" for path in ("reports.atom", "reports/2001/03/talks/", "search/all/words-0.txt")
    ]
    told = inv(project, "changed", "--mark", "--json")
    assert (told.status, told.err) == (64, "--mark goes with no other option\n")


def test_a_build_whose_note_is_lost_writes_it_again(project: Project) -> None:
    """Though it has nothing else to do."""
    assert inv(project, "build", "--publish").status == 0
    next((project.root / ".build").rglob("built.json")).unlink()
    assert inv(project, "build", "--publish").status == 0
    assert inv(project, "changed", "--mark").status == 0
