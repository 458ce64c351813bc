"""The small archive of tests/golden/content, built, and compared with what is kept in tests/golden/expected.

When a change of the pages is meant, accept it, look at the difference in version control, and commit it with the change:

    ACCEPT_GOLDEN=1 .venv/bin/python -m pytest tests/test_golden.py

The theme's stylesheets and pictures are not kept; their marks in the addresses of stylesheets are written as ``?mark``.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
from pathlib import Path

from tests.sites import ROOT, Site, snapshot

EXPECTED = ROOT / "tests" / "golden" / "expected"
_MARK = re.compile(r"(/theme/[a-z]+\.[a-z]+)\?[0-9a-f]{8}")
KEPT = (".html", ".atom", ".xml", ".txt")
MOST_LINES = 200  # of a difference that are shown


def kept(site: Site) -> dict[str, str]:
    """The pages of a site as they are compared."""
    return {file: _MARK.sub(r"\1?mark", data.decode("utf-8")) for file, data in site.files.items() if file.endswith(KEPT)}


def accept(found: dict[str, str], folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for file, text in found.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def difference(expected: dict[str, str], found: dict[str, str]) -> str:
    lines: list[str] = []
    for file in sorted({*expected, *found}):
        old, new = expected.get(file, "").splitlines(), found.get(file, "").splitlines()
        lines += difflib.unified_diff(old, new, f"expected/{file}", f"built/{file}", lineterm="", n=2)
    more = len(lines) - MOST_LINES
    return "\n".join([*lines[:MOST_LINES], *([f"... and {more:,} lines more"] if more > 0 else [])])


def test_the_small_archive_is_built_as_it_is_kept(small: Site) -> None:
    found = kept(small)
    if os.environ.get("ACCEPT_GOLDEN"):
        accept(found, EXPECTED)
    expected = {file: data.decode("utf-8") for file, data in snapshot(EXPECTED).items()}
    told = difference(expected, found)
    assert not told, f"the pages have changed; ACCEPT_GOLDEN=1 accepts it (see the top of this file)\n{told}"
    assert expected == found


def test_the_difference_names_the_file_and_the_line() -> None:
    """A check of the check."""
    told = difference({"a.html": "one\ntwo\n", "gone.html": "x\n"}, {"a.html": "one\nTWO\n", "new.html": "y\n"})
    assert [line for line in told.splitlines() if line[0] in "+-"] == [
        *("--- expected/a.html", "+++ built/a.html", "-two", "+TWO"),
        *("--- expected/gone.html", "+++ built/gone.html", "-x"),
        *("--- expected/new.html", "+++ built/new.html", "+y"),
    ]


def test_what_is_kept_shows_every_kind_of_page_and_date() -> None:
    """The small archive would prove little if it lost its interval, its approximate date, its denial, or its second page of a list."""
    kinds = [
        "index.html",
        "404.html",
        "timeline/1/index.html",
        "2001/index.html",
        "2001/02/index.html",
        "2001/02/01/index.html",
        "about/index.html",
    ]
    kinds += [
        "actors/index.html",
        "places/index.html",
        "sources/index.html",
        "threads/index.html",
        "threads/the-siege/index.html",
        "terms/index.html",
        "terms/ford/index.html",
        "reports.atom",
        "sitemap.xml",
        "robots.txt",
    ]
    assert [kind for kind in kinds if not (EXPECTED / kind).is_file()] == []
    siege = (EXPECTED / "reports/2001/02/01-siege-of-riverton/index.html").read_text("utf-8")
    assert "1 to 5 February 2001" in siege
    assert "about 10 March 2001" in (EXPECTED / "reports/2001/03/talks/index.html").read_text("utf-8")
    assert "denies" in (EXPECTED / "reports/2001/02/03-supplies/index.html").read_text("utf-8")
