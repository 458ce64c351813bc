"""The index of search: what its files hold, and how they are bounded."""

from __future__ import annotations

import json
from typing import Any

import pytest

from finding import names
from finding.packing import packed
from finding.words import shard, words
from tests.sites import Project, Site

COUNT = names.BEARERS + 40


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Very many names with the same two words; some of them begin with another one."""
    project = Project(tmp_path_factory.mktemp("crowded") / "project")
    for number in range(COUNT):
        name = f"Committee of Square {number}" if number % 2 else f"Old Committee, {number}"
        project.write(f"actors/committee-{number}.md", f"---\nname: {name}\nkind: organisation\n---\n")
    project.write("actors/plain.md", "---\nname: Old Committee\nkind: organisation\n---\n")
    return project.build()


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Site:
    project = Project(tmp_path_factory.mktemp("crowd") / "project")
    for number in range(COUNT):
        project.write(f"actors/red-{number}.md", f"---\nname: Red {number}\nkind: organisation\n---\n")
        project.write(f"actors/front-{number}.md", f"---\nname: Front {number}\nkind: organisation\n---\n")
    project.write("actors/between.md", "---\nname: New Red Front of Qorvath\nkind: organisation\n---\n")
    return project.build()


def files(site: Site) -> list[dict[str, Any]]:
    cut = json.loads(site.text("search/index.json"))["names"]
    return [json.loads(site.text(f"search/names-{number}.json"))["names"] for number in range(cut)]


def led_to(site: Site, word: str) -> dict[str, Any]:
    """What the file holds in which a word is looked for."""
    found = files(site)
    return found[shard(word, names.LETTERS, len(found))]


def test_a_word_of_very_many_names_leads_to_some_of_them(crowded: Site) -> None:
    held = [key for key in led_to(crowded, "committee") if key.startswith("actor/committee-")]
    assert len(held) < COUNT
    beginning = {f"actor/committee-{number}" for number in range(1, COUNT, 2)}
    assert beginning <= set(held)


def test_each_name_is_led_to_by_its_rarest_word(crowded: Site) -> None:
    for number in range(COUNT):
        assert f"actor/committee-{number}" in led_to(crowded, str(number))
    assert "actor/plain" in led_to(crowded, "old")


def test_words_of_few_names_lead_to_all_of_them(small: Site) -> None:
    for file in files(small):
        for key, [_, name, *_rest, aliases] in file.items():
            for text in (name, *(alias for alias, _ in aliases)):
                for word in words(text):
                    assert key in led_to(small, word), (key, word)


def test_numbers_are_packed_into_few_digits() -> None:
    assert [packed(number) for number in (0, 9, 10, 31, 32, 33, 1024)] == ["0", "9", "A", "V", "W1", "X1", "WW1"]
    assert all(text.isascii() and "\\" not in text and '"' not in text for text in map(packed, range(5000)))


def test_two_frequent_words_lead_to_the_names_that_hold_both(crowd: Site) -> None:
    """Each of the two words leads to a hundred other names."""
    for word in ("red", "front"):
        assert "actor/between" not in led_to(crowd, word)
    assert "actor/between" in led_to(crowd, names.pair("front", "red"))
