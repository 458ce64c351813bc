"""One making may give several files: they are made together, kept together, and go together."""

from __future__ import annotations

from typing import Any

import pytest

from annals import engine, examining
from annals.composing import Composer
from annals.conf import read_conf
from annals.outcome import Done
from annals.problems import ContentError
from annals.sections import Page, Section
from annals.settings import read_settings
from tests.sites import ROOT, Project

TALKS = "reports/2001/03/talks.md"
made: list[str] = []


def compose(composer: Composer, id: str, count: int) -> tuple[str, ...]:
    """The title of a report, as many times as there are files."""
    made.append(id)
    return tuple(f"{number}: {composer.reports[id].title}\n" for number in range(count))


def twins(count: int) -> Section:
    besides = tuple(f"twins/{number}.txt" for number in range(1, count))
    page = Page("twins/0.txt", "", compose, ("2001/03/talks", count), "the section 'twins'", listed=False, besides=besides)
    return Section("twins", lambda _: (page,))


def build(project: Project, section: Section) -> Done:
    folders: dict[str, Any] = {"PATH": project.content, "OUTPUT_PATH": project.output, "CACHE_PATH": project.root / ".build"}
    made.clear()
    settings = read_settings({**read_conf(ROOT / "publishconf.py"), **{name: str(folder) for name, folder in folders.items()}})
    return engine.prepare(settings, (section,)).run()


def texts(project: Project) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted((project.output / "twins").iterdir())}


def test_all_files_of_a_making_are_made_once_and_again_when_what_they_are_made_from_changed(project: Project) -> None:
    build(project, twins(3))
    assert made == ["2001/03/talks"]
    assert texts(project) == {f"{number}.txt": f"{number}: Talks are said to begin\n" for number in range(3)}
    project.edit("reports/2001/03/12-arabic.md", "title: ", "title: X")
    build(project, twins(3))
    assert made == []
    project.edit(TALKS, "title: Talks are said to begin", "title: Talks began")
    build(project, twins(3))
    assert made == ["2001/03/talks"]
    assert set(texts(project).values()) == {f"{number}: Talks began\n" for number in range(3)}


def test_a_file_that_is_lost_or_spoilt_is_made_again_and_one_that_is_not_made_any_more_goes(project: Project) -> None:
    build(project, twins(3))
    whole = texts(project)
    (project.output / "twins" / "2.txt").unlink()
    (project.output / "twins" / "1.txt").write_text("spoilt", "utf-8")
    build(project, twins(3))
    assert texts(project) == whole
    build(project, twins(2))
    assert list(texts(project)) == ["0.txt", "1.txt"]


def test_no_other_page_may_claim_the_address_of_a_second_file(project: Project) -> None:
    other = Section("other", lambda _: (Page("TWINS/1.txt", "", compose, ("2001/03/talks", 1), "the section 'other'"),))
    settings = read_settings({**read_conf(ROOT / "publishconf.py"), "PATH": str(project.content)})
    with pytest.raises(ContentError, match="two pages claim the address"):
        examining.check(settings, (twins(2), other))
