"""Names to ids, and what is told of names that nobody bears."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annals.fields import Reference
from annals.names import NameIndex, Resolution, fold, slug
from annals.problems import Mark, Problems, Vocabulary
from annals.scalars import is_id
from tests.strategies import names
from tests.writing import ACCEPTED, base, document, growth, read, report, told, write


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_an_id_is_proposed_for_any_name(text: str) -> None:
    assert is_id(slug(text))


@given(st.dictionaries(st.from_regex(r"[a-z]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True), st.lists(names, min_size=1, max_size=3), max_size=6))
def test_every_name_is_found_in_any_case_with_and_without_accents(known: dict[str, list[str]]) -> None:
    index = NameIndex("actor", known)
    for id, own in known.items():
        assert index.find(id) == index.find(id.upper()) == [id]
        for name in own:
            bare = "".join(ch for ch in unicodedata.normalize("NFD", name) if not unicodedata.combining(ch))
            for written in (name, name.upper(), name.lower(), bare, unicodedata.normalize("NFD", name), f"  {name} "):
                if fold(written) == fold(name):  # "ß" in capitals is "SS", and "ı" has no lower-case twin that folds the same
                    found = index.find(written)
                    assert id in found or found == [index.ids[fold(written)]]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ağrı", "AĞRı"),
        ("Türkiye", "turkiye"),
        ("Nour al-Din", "NOUR  AL-DIN"),
        ("Ba'ath", "Ba’ath"),
        ("Ba'ath", "Baʿath"),
        ("حَلَب", "حلب"),
        ("أحرار الشام", "احرار الشام"),
        ("Straße", "STRASSE"),
        ("ﬁrst", "First"),
    ],
)
def test_a_name_is_found_as_it_may_be_typed(name: str, written: str) -> None:
    assert NameIndex("actor", {"x": [name]}).find(written) == ["x"]


def unknown(family: str, name: str) -> dict[str, str]:
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    field = {"actor": {"actors": f"[{quoted}]"}, "place": {"locations": f"[{quoted}]"}, "source": {"sources": f"[{quoted}]"}}[family]
    return {"reports/x.md": report(**field)}


@pytest.mark.parametrize("family", ["actor", "place", "source"])
@pytest.mark.parametrize(
    "name",
    [
        "Newcomer",
        "null",
        "no",
        "12:30",
        'A "quoted" name',
        "back\\slash",
        "#hash: colon",
        "C++ (Group)",
        "حلب الجديدة",
        "@x",
        "- y",
        "{z}",
        "Aleppo!",
        "\u200fRTL",
    ],
)
def test_the_stub_is_valid_once_it_is_saved_and_its_blanks_are_filled(family: str, name: str, tmp_path: Path) -> None:
    content = base(tmp_path, unknown(family, name))
    said = told(content)
    found = re.search(r"if it is new, save this as content/(\S+):\n(.*?---\n.*?---)\n", said, re.DOTALL)
    assert found, said
    path, stub = found.groups()
    assert not (content / path).exists()
    filled = re.sub(r"kind:  # one of (\w[\w-]*).*", r"kind: \1", "\n".join(line[8:] for line in stub.split("\n")))
    write(content, {path: filled})
    assert told(content) == ACCEPTED


def test_the_first_blank_of_a_place_is_its_holder(tmp_path: Path) -> None:
    content = base(tmp_path, {"places/raqqa.md": "---\nname: Raqqa\nkind: city\nwithin:  # the place that it lies in\n---\n"})
    assert "the place needs the field 'within'" in told(content)


def test_unknown_names_among_three_thousand_actors_take_time_that_grows_with_their_number() -> None:
    known = {f"actor-{n}": [f"The {n:04} brigade of the {n % 97} front", f"Brigade {n * 7919 % 10007}"] for n in range(3000)}

    def told(count: int) -> None:
        problems = Problems()
        resolution = Resolution({"actor": NameIndex("actor", known)}, {"actor": "actors"}, {"actor": "name: {name}"}, problems)
        for n in range(count):
            assert resolution(Reference(("actor",), f"The {n:04} brigad of teh {n % 97} font", Mark("x", n + 1), "")) is None
        assert "did you mean 'actor-42'" in problems.report()

    assert growth(told, 60) < 3


@given(st.sets(st.text("abcdef -", min_size=1, max_size=10), min_size=1, max_size=20), st.text("abcdef -", max_size=10))
def test_the_nearest_word_of_all_is_the_word_itself(words: set[str], other: str) -> None:
    vocabulary = Vocabulary(words)
    for word in words:
        assert vocabulary.nearest(word)[0] == word
    assert set(vocabulary.nearest(other)) <= words


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("sumary", "summary source story", ["summary"]),
        ("SUMMARY", "summary source", ["summary"]),
        ("syrian", "syrian-army russia", ["syrian-army"]),
        ("zzz", "summary source", []),
        ("", "summary", []),
        ("x" * 10_000, "summary", []),
    ],
)
def test_a_word_has_the_nearest_that_a_reader_would_pick(word: str, known: str, near: list[str]) -> None:
    assert Vocabulary(known.split()).nearest(word) == near


def test_five_thousand_places_within_each_other_are_read(tmp_path: Path) -> None:
    files = {f"places/p-{n}.md": document(name=f"P {n}", kind="area", within=f"p-{n + 1}") for n in range(5000)}
    last = {"places/p-5000.md": document(name="Last", kind="country")}
    archive = read(write(tmp_path / "content", {**files, **last}))
    assert len(archive.places) == 5001


def test_a_circle_of_two_thousand_places_is_told_in_short(tmp_path: Path) -> None:
    files = {f"places/p-{n}.md": document(name=f"P {n}", kind="area", within=f"p-{(n + 1) % 2000}") for n in range(2000)}
    said = told(write(tmp_path / "content", files))
    assert "1 problem in 1 file" in said
    assert "'p-0' in 'p-1' in 'p-2' in 'p-3' in 'p-4' in 'p-5' in ... in 'p-1999' in 'p-0'" in said
