"""The proof of the incremental build: after any change, what is in the output is what a build from nothing gives, byte for byte.

After each operation four things are compared: the bytes of every file, the set of files that were written with the set of those
that had to be, the fault that is told where there is one, and one more build, which must have nothing to do.

    inv prove --minutes 60

goes on with new sequences for an hour.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from annals import environment, library
from tests import prove
from tests.proof.bench import Bench
from tests.proof.chapters import CHAPTERS
from tests.proof.on_what_was_built import PARTS, damage, damage_part
from tests.proof.operations import OPERATIONS
from tests.proof.outcome import contents, insist, tree
from tests.proof.runs import run, steps_of
from tests.sites import URL, Project, differing, snapshot


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_after_each_operation_of_the_fixed_list_the_site_is_the_one_built_from_nothing(chapter: str, tmp_path: Path) -> None:
    anew = Bench(tmp_path / "anew")
    run(anew, steps_of(chapter))
    run(Bench(tmp_path / "resident", known=anew.clean_builds, resident=True), steps_of(chapter))


def test_the_fixed_list_holds_every_operation() -> None:
    assert {name for chapter in CHAPTERS for name, *_ in steps_of(chapter)} == set(OPERATIONS)


def test_after_each_of_random_operations_the_site_is_the_one_built_from_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Sequences that Hypothesis makes, and makes shorter when they fail. Deaths in the middle of builds are among them."""
    count = prove.Count()
    prove.prove(lambda: tmp_path_factory.mktemp("random"), number=0, examples=8, count=count)
    assert count.sequences == 8


def test_what_a_failure_prints_repeats_it(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The shortest sequence, in words that are read again as the same steps."""
    monkeypatch.setattr(Bench, "_compare", lambda *given: insist(False, "a fault"))
    with pytest.raises(prove.FoundError) as caught:
        prove.prove(lambda: tmp_path_factory.mktemp("random"), number=1, examples=1, count=prove.Count())
    told = re.search(r"inv prove --steps '(.*)'", str(caught.value))
    assert told
    assert prove.steps_of(told[1]) == list(caught.value.steps)


def test_steps_are_read_as_they_are_written() -> None:
    steps = [("edit a title", 3, -1, False), ("remove a page", 1, 40, True), ("edit a title", 0, 0, False)]
    assert prove.steps_of(prove.words_of(steps)) == steps
    assert prove.steps_of("edit a title: 3 1!2u") == [("edit a title", 3, -1, False), ("edit a title", 1, 2, True)]
    for wrong in ("edit a tile: 3", "edit a title", "edit a title: x"):
        with pytest.raises(ValueError, match=r"title|tile|x"):
            prove.steps_of(wrong)


# --- what is rendered, and what is written


RENDERED = """
the body of a report                      | edit a body          | 10  | 10  # its page, the feed, the lists that it is in, the index
the summary of a far report               | edit a summary       | 50  | 12
a file touched                            | touch a file         | 0   | 0
a page of the site removed                | remove a page        | 20  | 1
a foreign file                            | add a foreign file   | 0   | 0
the name of a source that nobody cites    | add a source         | 0   | 8
a claim that is answered in one report    | edit a claim         | 2   | 15
"""


@pytest.mark.parametrize("row", [line.split("#")[0] for line in RENDERED.strip().splitlines()], ids=lambda row: row.split("|")[0].strip())
def test_a_small_change_renders_few_pages(row: str, tmp_path: Path) -> None:
    """The last column: at most so many of some sixty pages."""
    _, name, number, most = (cell.strip() for cell in row.split("|"))
    bench = Bench(tmp_path)
    bench.build()
    OPERATIONS[name](bench, int(number))
    assert bench.build().rendered <= int(most)


def test_a_build_right_after_a_build_touches_nothing(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    first = bench.build()
    assert (first.rendered, first.written, first.unchanged) == (first.pages, len(tree(bench.output)), 0)
    before = tree(bench.output)
    again = bench.build()
    assert (again.read, again.rendered, again.written, again.removed) == (0, 0, 0, 0)
    assert again.unchanged == first.written
    assert tree(bench.output) == before


def test_files_that_are_too_young_are_compared_by_their_bytes_and_nothing_is_rendered(tmp_path: Path) -> None:
    """With the clock as it is: no stamp can be trusted yet."""
    bench = Bench(tmp_path)
    bench.ahead = 0
    bench.build()
    bench.verify()


# --- what a body says after a link has lost its page


def test_a_name_that_a_lost_link_joins_is_found_when_it_is_new(tmp_path: Path) -> None:
    """``[Lower](draft.md) Weir`` reads "Lower Weir" where the draft is not published."""
    bench = Bench(tmp_path)
    bench.build()
    bench.put("places/lower-weir.md", ({"name": "Lower Weir", "kind": "town", "within": "north-province"}, ""))
    bench.verify()
    assert b'<a href="/places/lower-weir/">Lower Weir</a>' in contents(tree(bench.output))["reports/2001/02/04-denial/index.html"]


def test_another_host_in_the_address_reaches_every_page(tmp_path: Path) -> None:
    """Links begin with the path, which is the same; what is quoted begins with the host."""
    bench = Bench(tmp_path)
    bench.build()
    bench.inputs.said["SITEURL"] = "https://other.example"
    bench.verify()
    assert not [file for file, data in contents(tree(bench.output)).items() if URL.encode() in data]


def test_a_damaged_pack_is_built_anew_once(tmp_path: Path) -> None:
    """And not for ever: what the build leaves is whole again."""
    bench = Bench(tmp_path)
    bench.build()
    pack = bench.cached("pack")
    pack.write_bytes(bytes(byte ^ 255 for byte in pack.read_bytes()))
    bench.set("reports/2001/02/01-siege.md", title="Another title")
    assert bench.build().read == len(bench.documents)
    bench.set("reports/2001/02/01-siege.md", title="A third title")
    assert bench.build().read == 1
    bench.verify()


def test_what_is_gone_is_removed_also_when_the_list_of_our_files_is_lost(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.build()
    bench.cached("files.json").unlink()
    bench.drop("reports/2002/06/07-bridge.md")
    bench.verify()
    assert not (bench.output / "2002" / "06").exists()


def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its bytes are taken twice: to be compared, and to be read. Between the two it says something else for a moment."""
    bench = Bench(tmp_path)
    inside = "reports/2001/02/01-siege.md"
    bench.build()
    bench.set(inside, summary="As it stays.")
    last = bench.documents[inside]
    real = library.sort_out

    def sort_out(*given: object) -> object:
        found = real(*given)
        bench.set(inside, summary="For a moment.")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(library, "sort_out", sort_out)
        bench.build()
    bench.put(inside, last)
    bench.verify()


def test_a_fault_that_is_mended_while_it_is_told_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever saves a file twice during a build gets a site, not a traceback."""
    bench = Bench(tmp_path)
    bench.build()
    inside = "reports/2001/02/01-siege.md"
    good = bench.documents[inside]
    bench.set(inside, actors=["nobody"])
    real = library.tell_faults

    def tell_faults(*given: object, **rest: object) -> object:
        bench.put(inside, good)
        return real(*given, **rest)

    with monkeypatch.context() as patch:
        patch.setattr(library, "tell_faults", tell_faults)
        bench.build()
    bench.verify()


def test_an_output_that_is_a_link_to_an_empty_folder_is_filled(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    (tmp_path / "www").mkdir()
    bench.output.symlink_to(tmp_path / "www")
    bench.build()
    assert bench.output.is_symlink()
    assert differing(bench.clean().files or {}, snapshot(tmp_path / "www")) == []
    bench.set("reports/2002/year.md", title="Another year")
    bench.build()
    assert differing(bench.clean().files or {}, snapshot(tmp_path / "www")) == []


def test_an_output_on_another_disk_is_written(tmp_path: Path) -> None:
    """A volume, or a link to one: nothing can be moved there from beside it."""
    disk = Path("/dev/shm")
    if not disk.is_dir() or disk.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system")
    elsewhere = disk / f"annals-{os.getpid()}"
    elsewhere.mkdir()
    try:
        bench = Bench(tmp_path)
        bench.output.symlink_to(elsewhere)
        (elsewhere / "CNAME").write_text("annals.example")
        bench.build()
        bench.set("reports/2002/year.md", title="Another year")
        bench.build()
        assert differing({**(bench.clean().files or {}), "CNAME": b"annals.example"}, snapshot(elsewhere)) == []
    finally:
        shutil.rmtree(elsewhere)


# --- by the real command line


def clean(project: Project, **environment: str) -> dict[str, bytes]:
    """What the command line gives with neither output nor cache, in the place of this project."""
    kept = {name: project.root / f"kept-{name}" for name in ("output", ".build")}
    for name, place in kept.items():
        (project.root / name).rename(place)
    files = dict(project.build(**environment).files)
    for name, place in kept.items():
        shutil.rmtree(project.root / name)
        place.rename(project.root / name)
    return files


def test_the_command_line_writes_what_differs_and_tells_it(project: Project) -> None:
    done = project.pelican(SITEURL=URL)
    assert " 0 unchanged, 0 removed." in done.out
    project.edit("reports/2001/03/talks.md", "Where they met was not told.", "Where they met is known.")
    done = project.pelican(SITEURL=URL)
    assert "; 3 files written, " in done.out  # its page, the feed, and the words that are searched
    assert "; 0 files written, " in project.pelican(SITEURL=URL).out
    assert differing(clean(project), snapshot(project.output)) == []


def test_plugins_that_change_by_a_comment_write_nothing_and_by_a_word_what_holds_it(project: Project) -> None:
    project.build()
    code = project.root / "plugins" / "timeline" / "paths.py"
    code.write_text(code.read_text("utf-8") + "# a comment\n", "utf-8")
    assert "; 0 files written, " in project.pelican(SITEURL=URL).out
    code.write_text(code.read_text("utf-8").replace('TITLE = "Timeline"', 'TITLE = "Days"'), "utf-8")
    project.build()
    assert b"Days" in (project.output / "timeline" / "index.html").read_bytes()
    assert differing(clean(project), snapshot(project.output)) == []


def test_a_fault_is_told_in_the_same_words_with_and_without_a_cache(project: Project) -> None:
    """And leaves the site and the state as they were."""
    project.build()
    before, state = snapshot(project.output), next((project.root / ".build").rglob("state")).read_bytes()
    project.edit("reports/2001/03/talks.md", "northern-front", "northern-frnt")
    project.edit("places/old-mill.md", "within: places/riverton", "within: nowhere")
    told = project.pelican(SITEURL=URL)
    assert told.status == 65
    assert differing(before, snapshot(project.output)) == []
    assert next((project.root / ".build").rglob("state")).read_bytes() == state
    shutil.rmtree(project.root / ".build")
    assert project.pelican(SITEURL=URL).err == told.err
    project.edit("reports/2001/03/talks.md", "northern-frnt", "northern-front")
    project.edit("places/old-mill.md", "within: nowhere", "within: places/riverton")
    assert differing(before, dict(project.build().files)) == []


def test_no_damage_to_the_cache_shows_a_traceback(project: Project) -> None:
    good = dict(project.build().files)
    for number in range(7):
        for name in ("since", "state", "pack", "files.json"):  # the second comes with the second build
            for path in (project.root / ".build").rglob(name):
                damage(path, number)
            project.edit("reports/2001/03/talks.md", "was not told", "was not said" if number % 2 else "was not  told")
            done = project.pelican(SITEURL=URL)
            assert done.status == 0, done.told
            assert "Traceback" not in done.told
            project.edit("reports/2001/03/talks.md", "was not said" if number % 2 else "was not  told", "was not told")
    assert differing(good, dict(project.build().files)) == []


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_the_state_that_is_damaged_is_not_believed(part: str, tmp_path: Path) -> None:
    """Also where the record has changed, and the part is asked for late."""
    bench = Bench(tmp_path)
    bench.build()
    damage_part(bench.cached("state"), part)
    OPERATIONS["edit a title"](bench, 0)
    bench.verify()


def test_the_digest_of_the_code_is_of_all_plugins_and_of_the_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = environment.code_digest()
    assert environment.code_digest() == before
    monkeypatch.setattr(environment, "version", lambda name: f"0.{name}")
    assert environment.code_digest() != before


def test_a_digest_of_files_tells_names_bytes_and_words_apart(tmp_path: Path) -> None:
    found = set()
    for number, (name, text, word) in enumerate((("a", "b", "c"), ("ab", "", "c"), ("a", "bc", ""), ("b", "a", "c"), ("a", "b", "d"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / name).write_text(text)
        found.add(environment.files_digest([folder], word))
    assert len(found) == 5
