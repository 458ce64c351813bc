"""The documents of the project lead where they say."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import markdown
import pytest
from lxml import html

from tests.sites import ROOT

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
