"""The index of search: what its files hold, and how they are bounded."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import finding
import reports
from annals import engine
from annals.conf import read_conf
from annals.mentions import Mentions
from annals.output import OutputFolder
from annals.settings import read_settings
from finding import names, parts, stretches
from finding.numbering import TOGETHER, numbering, numbers, told_together
from finding.packing import packed
from finding.periods import cut
from finding.words import shard, words
from tests.sites import ROOT, Project, Site, snapshot

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


@given(st.text("aelsh'’`´-\u2010_ .xAL9é"), st.sampled_from(["é", "حلب", "\u00a0’s"]))
def test_words_are_the_same_whatever_stands_beside_them(text: str, other: str) -> None:
    """What is ASCII goes another way as long as nothing else does."""
    assert words(f"{text} {other}") == words(text) + words(other)


def test_two_frequent_words_lead_to_the_names_that_hold_both(crowd: Site) -> None:
    """Each of the two words leads to a hundred other names."""
    for word in ("red", "front"):
        assert "actor/between" not in led_to(crowd, word)
    assert "actor/between" in led_to(crowd, names.pair("front", "red"))


# --- numbers of reports

DAYS = st.lists(st.integers(735_000, 735_400), min_size=1, max_size=300).map(sorted)


@given(DAYS)
def test_each_report_has_a_number_in_order_of_time(days: list[int]) -> None:
    of = numbering(days)
    found = list(numbers(of))
    assert found == sorted(set(found))
    assert len(found) == len(days)
    begin = dt.date(of.year, 1, 1).toordinal()
    assert [begin + number // of.slots for number in found] == days


@given(DAYS, st.integers(735_000, 735_400))
def test_a_new_report_moves_none_but_those_behind_it_on_its_day(days: list[int], day: int) -> None:
    before, after = numbering(days), numbering(sorted([*days, day]))
    assume((before.year, before.slots) == (after.year, after.slots))
    assert set(numbers(before)) < set(numbers(after))
    files, more = told_together(before), told_together(after)
    assert sum(begin not in files for begin in more) < 24  # where a file has become too long, its half, or the half of that ...


@given(DAYS)
def test_few_reports_are_told_in_one_file_unless_they_are_of_one_day(days: list[int]) -> None:
    of = numbering(days)
    begins = told_together(of)
    assert begins == sorted(set(begins))
    for begin, end in zip(begins, [*begins[1:], 1 << 30], strict=True):
        held = [count for day, count in of.days if begin <= day < end]
        assert held
        assert len(held) == 1 or sum(held) <= TOGETHER


@given(DAYS, st.integers(1, 40))
def test_time_is_cut_into_periods_that_hold_few_reports_or_one_day(days: list[int], most: int) -> None:
    found = list(cut(days, 0, len(days), most))
    assert [place for _, begin, end in found for place in range(begin, end)] == list(range(len(days)))
    assert len({name for name, _, _ in found}) == len(found)
    for _, begin, end in found:
        assert end - begin <= most or len(set(days[begin:end])) == 1
    between = list(itertools.pairwise(found))
    assert all(days[one[2] - 1] < days[other[1]] for one, other in between)


def test_periods_bear_the_names_of_the_calendar() -> None:
    told = ("1999-12-31", "2016-03-31", "2016-04-01", "2016-06-30", "2016-06-30", "2016-09-01")
    days = [dt.date.fromisoformat(day).toordinal() for day in told]
    for most, names_ in (
        (6, ["all"]),
        (5, ["1984-2015", "2016-2047"]),
        (4, ["1984-2015", "2016-half-1", "2016-half-2"]),
        (3, ["1984-2015", "2016-quarter-1", "2016-quarter-2", "2016-half-2"]),
        (2, ["1984-2015", "2016-quarter-1", "2016-04", "2016-06", "2016-half-2"]),
        (1, ["1984-2015", "2016-quarter-1", "2016-04", "2016-06-30", "2016-half-2"]),
    ):
        assert [name for name, _, _ in cut(days, 0, len(days), most)] == names_


# --- what of the index is made anew

REPORT = """\
---
title: Shelling at the {place} in {year}, day {day}
date: {year}-06-{day:02}
summary: The council told of it.
locations: [{place}]
sources: [gazette]
actors: [council]
claims: [{{id: toll-{year}-{day}, about: dead-{subject}, speaker: council, verb: reports, killed: {killed}, text: Told by the council.}}]
---

The council met. Nobody from [the guard](/actors/guard.md) came, and the Harbour Watch did not either.
"""
YEARS = range(2000, 2008)


@pytest.fixture
def years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Eight years with six reports each: four periods of two years, each of two stretches. No accounts differ."""
    periods = sys.modules["finding.periods"]
    monkeypatch.setattr(periods, "MOST", 13)
    monkeypatch.setattr(periods, "STRETCH", 8)
    project = Project(tmp_path / "project", None)
    for family, id, rest in (
        ("places", "harbour", "kind: region"),
        ("places", "mill", "kind: region"),
        ("sources", "gazette", "kind: newspaper"),
        ("actors", "council", "kind: organisation"),
        ("subjects", "dead-0", ""),
        ("subjects", "dead-1", ""),
        ("actors", "guard", "kind: organisation\nstatus: unverified"),
    ):
        project.write(f"{family}/{id}.md", f"---\nname: {id.capitalize()}\n{rest}\n---\n")
    for year in YEARS:
        for day in range(1, 7):
            report(project, year, day, 3 + day % 2)
    return project


def report(project: Project, year: int, day: int, killed: int) -> None:
    place = "mill" if day % 2 else "harbour"
    text = REPORT.format(place=place, year=year, day=day, subject=day % 2, killed=killed)
    project.write(f"reports/{year}/06/{day:02}-shelling.md", text)


def build(project: Project, output: str = "output", *, trust: bool = True, conf: str = "publishconf.py") -> dict[str, bytes]:
    """The index, made in this process from what the last build left beside that output."""
    folders = {"PATH": project.content, "OUTPUT_PATH": project.root / output, "CACHE_PATH": project.root / ".build"}
    settings = read_settings({**read_conf(ROOT / conf), **{name: str(folder) for name, folder in folders.items()}})
    engine.prepare(settings, (reports.SECTION, finding.SECTION), trust=trust).run()
    return {path: data for path, data in snapshot(project.root / output).items() if path.startswith("search/")}


def watched(function: Callable[..., Any], given: list[Any], place: int) -> Callable[..., Any]:
    """The same function, which adds to a list what it is given at a place."""

    @functools.wraps(function)
    def noting(*values: Any) -> Any:
        given.append(values[place])
        return function(*values)

    return noting


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The stretches of each period that is made."""
    found: list[Any] = []
    monkeypatch.setattr(parts, "compose", watched(parts.compose, found, -1))
    return found


@pytest.fixture
def looked_through(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The reports of each stretch that is looked through."""
    found: list[Any] = []
    monkeypatch.setattr(parts, "look_through", watched(stretches.look_through, found, 1))
    return found


def test_one_new_report_makes_one_period_anew_and_looks_through_one_stretch(
    years: Project, composed: list[Any], looked_through: list[Any]
) -> None:
    """Also where others speak of what it claims something about, as long as their accounts differ no more than before."""
    build(years)
    assert (len(composed), len(looked_through)) == (4, 8)
    composed.clear()
    looked_through.clear()
    report(years, 2007, 7, 4)
    found = build(years)
    assert [[ids[-1] for _, ids in told][-1] for told in composed] == ["2007/06/07-shelling"]
    assert [ids[-1] for ids in looked_through] == ["2007/06/07-shelling"]
    assert found == build(years, "clean")


def test_a_new_report_of_an_old_day_changes_what_tells_of_it_and_of_those_behind_it_on_its_day(years: Project) -> None:
    """Lines of other words stay what they were, also of those that stand in reports before it and behind it."""
    before = build(years)
    text = "---\ntitle: Harvest\ndate: 2004-06-01\nsummary: Nothing.\nsources: [gazette]\n---\n\nApples.\n"
    years.write("reports/2004/06/01-harvest.md", text)  # it stands before the other one of its day
    after = build(years)
    assert before.keys() == after.keys()
    behind = set(words(REPORT.format(place="mill", year=2004, day=1, subject=1, killed=4)))
    new = {"harvest", "nothing", "apples", "@source/gazette", "@actor/council", "@place/mill", "@place/harbour"}
    for path in before:
        if "/words-" in path:
            lines = [dict(line.split("\t") for line in each[path].decode().splitlines()[1:]) for each in (before, after)]
            changed = {word for word in lines[0].keys() | lines[1].keys() if lines[0].get(word) != lines[1].get(word)}
            assert changed <= behind | new, path
    assert [path for path in before if before[path] != after[path] and not path.startswith("search/2004-2005/")] == ["search/index.json"]
    assert after == build(years, "clean")


def test_where_accounts_come_to_differ_the_reports_of_both_are_found_by_it(years: Project, composed: list[Any]) -> None:
    before = build(years)
    composed.clear()
    years.edit(
        "reports/2000/06/01-shelling.md", "speaker: council, verb: reports, killed: 4", "speaker: gazette, verb: reports, killed: 400"
    )
    found = build(years)
    assert len(composed) == 4
    assert not any(b"contested/yes" in data for data in before.values())
    assert sum(b"contested/yes" in data for data in found.values()) == 4
    assert found == build(years, "clean")


def test_a_new_name_is_found_where_it_stood_already(years: Project, looked_through: list[Any]) -> None:
    build(years)
    looked_through.clear()
    years.write("actors/watch.md", "---\nname: Harbour Watch\nkind: organisation\n---\n")
    found = build(years)
    assert any(b"\n@actor/watch\t" in data for data in found.values())
    assert len(looked_through) == 8
    assert found == build(years, "clean")


def test_names_are_looked_for_in_the_records_of_a_stretch_only_where_it_or_a_name_has_changed(
    years: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(years)
    texts: list[Any] = []
    monkeypatch.setattr(Mentions, "standing_in", watched(Mentions.standing_in, texts, 1))
    report(years, 2006, 7, 4)
    build(years)
    assert len(texts) == 1  # of two in the period
    years.write("actors/lighthouse.md", "---\nname: Lighthouse\nkind: organisation\n---\n")
    (years.content / "reports/2006/06/07-shelling.md").unlink()
    build(years)
    assert len(texts) == 1 + 2
    report(years, 2006, 7, 5)
    assert build(years) == build(years, "clean")
    assert len(texts) == 1 + 2 + 1 + 8


def test_what_a_text_links_to_is_in_the_index_only_where_it_is_published(years: Project, looked_through: list[Any]) -> None:
    assert not any(b"guard" in data.replace(b"\nguard\t", b"") for data in build(years).values())
    looked_through.clear()
    years.edit("actors/guard.md", "status: unverified", "status: reviewed")
    years.edit("actors/guard.md", "name: Guard", "name: Keepers of the Gate")
    found = build(years)
    assert any(b"\n@actor/guard\t" in data for data in found.values())
    assert looked_through == []
    assert found == build(years, "clean")


@pytest.mark.parametrize(
    "spoil", [lambda data: b"", lambda data: data[:-1], lambda data: data[:40] + b"?" + data[41:], lambda data: b"x" * 200]
)
def test_what_was_kept_of_a_stretch_and_is_not_what_was_put_there_is_looked_for_again(
    years: Project, looked_through: list[Any], spoil: Callable[[bytes], bytes]
) -> None:
    build(years)
    for file in kept(years):
        file.write_bytes(spoil(file.read_bytes()))
    looked_through.clear()
    report(years, 2007, 7, 4)
    assert build(years) == build(years, "clean")
    assert len(looked_through) == 2 + 8


def test_what_was_kept_of_other_reports_is_not_taken(years: Project, looked_through: list[Any]) -> None:
    build(years)
    files = kept(years)
    texts = [file.read_bytes() for file in files]
    for file, text in zip(files, [*texts[1:], texts[0]], strict=True):
        file.write_bytes(text)
    report(years, 2007, 7, 4)
    looked_through.clear()
    assert build(years) == build(years, "clean")
    assert len(looked_through) == 2 + 8


def test_a_build_that_is_to_believe_nothing_looks_through_everything(years: Project, looked_through: list[Any]) -> None:
    found = build(years)
    looked_through.clear()
    assert build(years, trust=False) == found
    assert len(looked_through) == 8


def test_where_nothing_can_be_kept_the_index_is_the_same(years: Project) -> None:
    build(years)
    for file in kept(years):
        file.unlink()
        file.mkdir()
    report(years, 2007, 7, 4)
    assert build(years) == build(years, "clean")


def test_what_no_stretch_asks_for_any_more_goes(years: Project, looked_through: list[Any]) -> None:
    build(years)
    before = {path.name for path in kept(years)}
    assert len(before) == 8
    for day in (7, 8):  # so many that 2004 and 2005 are two periods, and the stretches of each have other names
        report(years, 2004, day, 4)
    looked_through.clear()
    found = build(years)
    assert len(looked_through) == 2
    after = {path.name for path in kept(years)}
    assert before - after == {name for name in before if "2004-2005" in name}
    assert len(after) == 8
    assert found == build(years, "clean")


def test_what_a_build_left_that_died_goes_with_the_next_one(years: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    build(years)
    before = [path.name for path in kept(years)]
    for day in (7, 8):
        report(years, 2004, day, 4)
    with monkeypatch.context() as patch:
        patch.setattr(OutputFolder, "finish", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build(years)
    assert len(kept(years)) == 10
    for day in (7, 8):
        (years.content / f"reports/2004/06/{day:02}-shelling.md").unlink()
    found = build(years)
    assert [path.name for path in kept(years)] == before
    assert found == build(years, "clean")


def test_a_preview_in_the_same_folders_takes_nothing_from_the_site(years: Project, looked_through: list[Any]) -> None:
    """A preview has drafts, and so other stretches: each build has what it needs, and leaves no more."""
    for day in (7, 8):
        report(years, 2004, day, 4)
        years.edit(f"reports/2004/06/{day:02}-shelling.md", "date: ", "status: draft\ndate: ")
    site = build(years)
    names = [path.name for path in kept(years)]
    preview = build(years, conf="pelicanconf.py")
    assert preview.keys() - site.keys()
    assert [path.name for path in kept(years)] != names
    assert build(years) == site
    assert [path.name for path in kept(years)] == names
    looked_through.clear()
    report(years, 2007, 7, 4)
    assert build(years) == build(years, "clean")
    assert len(looked_through) == 1 + 8


def kept(project: Project) -> list[Path]:
    return sorted((project.root / ".build").glob("*/kept/search-*"))


def test_names_with_numbers_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", None)
    for name in ("Case 10", "Case 2", "Case 2, appeal", "10th Brigade", "9th Brigade"):
        project.write(f"actors/{words(name)[0]}-{words(name)[-1]}-{len(name)}.md", f"---\nname: {name}\nkind: organisation\n---\n")
    page = project.build().pages["search/"]
    listed = [link.text_content() for link in page.xpath("//*[@class='names-list']/section//li//a")]
    assert listed == ["9th Brigade", "10th Brigade", "Case 2", "Case 2, appeal", "Case 10"]
