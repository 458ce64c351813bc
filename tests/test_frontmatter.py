"""Front matter: whatever stands in a file, there is a fault or a value, and the value is what was written."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annals.bodies import BodyReader
from annals.frontmatter import SourceFile, read_document
from annals.load import resolve
from annals.problems import Problems
from annals.reading import ContentFile, ContentFolder
from annals.records import Archive, Prose
from annals.schema import FAMILIES
from annals.stamps import NO_STAMP
from tests.strategies import bodies, front_matter, nested
from tests.writing import BASE, base, document, growth, read, rows, told

BODIES = BodyReader()
CONTENT = ContentFolder(BASE, "content")
SHARED = [
    CONTENT.read(file, BODIES, Problems())
    for family in ("actor", "place", "source", "thread")
    for file in CONTENT.list(Problems()).files.values()
    if file.family.name == family
]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], Archive | None]:
    """Reads bytes as a report beside the base archive, and insists that there is a fault or a report, and that each fault can be shown."""
    disk = tmp_path_factory.mktemp("report") / "x.md"

    def read_bytes(raw: bytes) -> Archive | None:
        disk.write_bytes(raw)
        problems = Problems()
        found = CONTENT.read(ContentFile(disk, "reports/x.md", FAMILIES["report"], "x", NO_STAMP), BODIES, problems)
        archive = resolve([*SHARED, found], ("images/map.svg",), problems)
        assert (archive is None) == bool(problems)
        lines = raw.count(b"\n") + raw.count(b"\r") + 2
        for problem in problems:
            assert problem.what
            assert 1 <= problem.mark.line <= lines
            shown = str(problem).split("\n")
            assert shown[0].startswith(f"content/reports/x.md:{problem.mark.line}:{problem.mark.column}: error: ")
            assert all(line.isprintable() or "\u200c" in line or "\u200d" in line for line in shown)
        return archive

    return read_bytes


@given(raw=st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_a_report_or_a_fault(judge: Callable[[bytes], Archive | None], raw: bytes) -> None:
    judge(raw)


@settings(max_examples=400)
@given(front=front_matter)
def test_any_text_between_the_fences_is_a_report_or_a_fault(judge: Callable[[bytes], Archive | None], front: str) -> None:
    judge(f"---\n{front}\n---\nText.\n".encode("utf-8", "surrogatepass"))


@settings(max_examples=400)
@given(body=bodies)
def test_any_body_is_read_or_is_a_fault(judge: Callable[[bytes], Archive | None], body: str) -> None:
    archive = judge(document(body, title="T", date="2016", summary="S", sources="[Reuters]").encode())
    if archive:
        html = "".join(part.html for part in next(iter(archive.reports.values())).body)
        assert "<script" not in html.lower()
        assert "javascript:" not in html.replace(" ", "") or 'href="javascript' not in html


@given(values=st.dictionaries(st.sampled_from(sorted(FAMILIES["report"].schema.fields)), nested, max_size=6))
def test_well_formed_front_matter_of_any_shape_is_a_report_or_a_fault(
    judge: Callable[[bytes], Archive | None], values: dict[str, Any]
) -> None:
    judge(f"---\n{json.dumps(values, ensure_ascii=False)}\n---\n".encode("utf-8", "surrogatepass"))


@given(title=st.text(min_size=1, max_size=40).filter(lambda text: text.strip() and text.isprintable()))
def test_a_text_in_quotation_marks_is_what_was_written(judge: Callable[[bytes], Archive | None], title: str) -> None:
    """Blanks apart, which are one, and characters that have two forms, which have one here."""
    quoted = "'" + title.replace("'", "''") + "'"
    archive = judge(document(title=quoted, date="2016", summary="S", sources="[Reuters]").encode())
    assert archive is not None
    assert next(iter(archive.reports.values())).title == " ".join(unicodedata.normalize("NFC", title).split())


def page(folder: Path, field: str, written: str) -> str:
    """What a field of a page is read as, or "fault"."""
    fields = {"title": "A", "summary": "B", field: written}
    problems = Problems()
    disk = folder / "x.md"
    disk.write_text(document(**fields), encoding="utf-8")
    found = CONTENT.read(ContentFile(disk, "pages/x.md", FAMILIES["prose"], "x", NO_STAMP), BODIES, problems)
    archive = resolve([found], (), problems)
    if archive is None:
        return "fault"
    record = archive.prose["x"]
    assert isinstance(record, Prose)
    return str(getattr(record, field))


@pytest.mark.parametrize("row", rows("yaml-surprises.txt"), ids=lambda row: row[0])
def test_a_value_is_what_was_written_or_a_fault(row: tuple[str, ...], tmp_path: Path) -> None:
    written, *expected = row
    assert [page(tmp_path, field, written) for field in ("title", "order", "link_names", "updated")] == expected


@pytest.mark.parametrize("key", ["no", "on", "12", "~", "null", "=", "<<", "2016-10-28", "010"])
def test_a_name_of_a_field_is_text_whatever_yaml_makes_of_it(key: str, tmp_path: Path) -> None:
    said = told(base(tmp_path, {"pages/x.md": document(title="T", summary="S", **{key: "x"})}))
    assert f"x.md:4:1: error: a page has no field '{key}'" in said


ENDLESS = {
    "brackets": lambda n: "a: " + "[" * n,
    "braces": lambda n: "a: " + "{b: " * n,
    "dashes": lambda n: "- " * n,
    "question marks": lambda n: "? " * n,
    "unclosed": lambda n: "a: " + "[" * 11 + "x" * n,
    "quotation marks": lambda n: '"' * n,
    "anchors": lambda n: "&a " * n,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_nesting_without_end_is_told_in_time_that_grows_with_its_length(name: str) -> None:
    def told(size: int) -> None:
        problems = Problems()
        read_document(SourceFile("content/x.md", "x.md", f"---\n{ENDLESS[name](size)}\n---\n"), problems)
        assert problems

    assert growth(told, 100_000) < 4


def test_the_body_begins_behind_the_second_fence_and_may_hold_further_ones() -> None:
    found = read_document(SourceFile("x", "x", "---\ntitle: A\n---  \nOne\n\n---\n\nTwo"), Problems())
    assert found is not None
    assert (found.body, found.body_line) == ("One\n\n---\n\nTwo", 4)


def test_names_in_two_unicode_forms_are_one(tmp_path: Path) -> None:
    archive = read(
        base(
            tmp_path,
            {
                "actors/ağrı-é.md": document(name="Ağrı é", kind="state"),
                "reports/x.md": document(
                    "[x](/actors/ağrı-e\u0301.md)",
                    title="e\u0301",
                    date="2016",
                    summary="S",
                    sources="[Reuters]",
                    actors="[Ag\u0306rı e\u0301]",
                ),
            },
        )
    )
    report = next(iter(archive.reports.values()))
    assert (report.actors, report.title) == (("ağrı-é",), "é")
