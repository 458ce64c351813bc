"""The documents of the project lead where they say."""

from __future__ import annotations

import os
import re
import textwrap
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import markdown
import pytest
from lxml import html

from tests.sites import OCTOBER, ROOT, Project
from tests.test_tasks import inside

NEEDED = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "CITATION.cff"]
FOREIGN = {".git", ".venv", "node_modules", "output", ".build", "content", ".pytest_cache"}


def documents() -> list[str]:
    """The Markdown files of the repository, without the archive's own content."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in FOREIGN]
        found += [Path(folder, name).relative_to(ROOT).as_posix() for name in names if name.endswith(".md")]
    return sorted(found)


def rendered(path: Path) -> html.HtmlElement:
    text = markdown.markdown(path.read_text("utf-8"), extensions=["fenced_code", "tables", "sane_lists"])
    return html.fragment_fromstring(text, create_parent=True)


def headings(path: Path) -> set[str]:
    """The fragments that GitHub gives to a document's headings."""
    found = set()
    for heading in rendered(path).xpath(".//h1 | .//h2 | .//h3 | .//h4 | .//h5 | .//h6"):
        words = "".join(heading.itertext()).strip().lower()
        kept = "".join(ch for ch in words if ch in "-_ " or unicodedata.category(ch)[0] in "LN")
        found.add(kept.replace(" ", "-"))
    return found


def links(path: Path) -> Iterator[str]:
    tree = rendered(path)
    yield from tree.xpath(".//a/@href | .//img/@src")


@pytest.mark.parametrize("name", NEEDED)
def test_the_document_is_there_and_says_something(name: str) -> None:
    assert (ROOT / name).is_file()
    assert len((ROOT / name).read_text("utf-8")) > 200


@pytest.mark.parametrize("name", [name for name in documents() if not name.startswith("tests/golden/content/")])
def test_every_link_of_a_document_leads_to_a_file(name: str) -> None:
    path = ROOT / name
    broken = []
    for link in links(path):
        if re.match(r"[a-z][a-z0-9+.-]*:", link):
            continue
        target, _, fragment = link.partition("#")
        there = (path.parent / unquote(target)) if target else path
        if not there.exists() or (fragment and there.suffix == ".md" and fragment not in headings(there)):
            broken.append(link)
    assert broken == []


def test_documents_name_only_files_that_are_there() -> None:
    """A path in code marks, such as ``plugins/annals/load.py``, is a file or a folder."""
    missing = set()
    for name in [name for name in documents() if not name.startswith("tests/golden/content/")]:
        for code in rendered(ROOT / name).xpath(".//code[not(parent::pre)]/text()"):
            if re.fullmatch(r"(plugins|themes|tests|docs|benchmarks)/[\w./-]*\w/?", code) and not (ROOT / code).exists():
                missing.add(f"{name}: {code}")
    assert sorted(missing) == []


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "decisions").iterdir()), ids=lambda path: path.name)
def test_a_decision_bears_the_number_of_its_file(path: Path) -> None:
    assert path.read_text("utf-8").startswith(f"# {int(path.name[:4])}. ")


def test_the_fault_in_the_readme_is_told_as_it_says(tmp_path: Path) -> None:
    shown = next(text for text in rendered(ROOT / "README.md").xpath(".//pre/code/text()") if "error: no actor" in text)
    lines = shown.removesuffix("...\n").splitlines()
    project = Project(tmp_path / "project", OCTOBER)
    report = project.root / lines[0].partition(":")[0]
    report.write_text(report.read_text("utf-8").replace("  - ahrar-al-sham\n", "  - Ahrar al-Shem\n"), "utf-8")
    told = inside(project, "check").err.splitlines()
    assert [line.strip() for line in told[: len(lines) - 1]] == [line.strip() for line in lines[:-1]]


def test_the_report_in_the_guide_has_no_fault_and_raises_no_question(tmp_path: Path) -> None:
    """In the archive that it is written for."""
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    project = Project(tmp_path / "project", OCTOBER)
    before = inside(project, "check").out
    project.write("reports/2016/10/28-what-happened.md", textwrap.dedent(guide.partition("   ```yaml\n")[2].partition("   ```\n")[0]))
    after = inside(project, "check")
    assert (after.status, after.err) == (0, "")
    assert after.out.replace("40 reports", "39 reports") == before
