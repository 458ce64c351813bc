"""Which reports belong together: before and after each, with the reason, and without work that grows with the archive."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annals.cards import ReportCard
from annals.filing import cards_of
from annals.relations import LEAST, MOST, Relations
from tests.sites import Project
from tests.writing import base, document, growth, read, report


def relations(folder: Path, files: Mapping[str, str]) -> Relations:
    named = {f"threads/{name}.md": document(name=name.title(), summary="A story.") for name in ("siege", "talks")}
    named |= {f"subjects/{name}.md": document(name=name.title()) for name in ("toll", "road")}
    named |= {f"actors/unit-{n}.md": document(name=f"Unit {n}", kind="armed-group") for n in range(3)}
    return Relations(cards_of(read(base(folder, {**named, **files}))).reports)


def on(day: int, **fields: str) -> str:
    return report(date=f"2016-11-{day:02}", **fields)


def claim(id: str, about: str) -> str:
    return f"[{{id: {id}, about: {about}, speaker: reuters, verb: says, text: So.}}]"


def test_what_is_continued_comes_before_what_is_shared(tmp_path: Path) -> None:
    files = {
        "reports/2016/11/01-a.md": on(1, threads="[siege]", claims=claim("c1", "toll")),
        "reports/2016/11/02-b.md": on(2, actors="[unit-1]", locations="[Aleppo]"),
        "reports/2016/11/03-c.md": on(3, threads="[siege]"),
        "reports/2016/11/04-d.md": on(
            4, follows="[2016/11/02-b]", threads="[siege]", actors="[unit-1, russia]", locations="[Aleppo]", claims=claim("c2", "toll")
        ),
        "reports/2016/11/05-e.md": on(5, actors="[unit-1]"),
        "reports/2016/11/06-f.md": on(6),
    }
    found = relations(tmp_path, files)
    a, b, c, d, e, f = (id for id in found if id.startswith("2016/11/"))
    before, after = found[d]
    assert [relation.report for relation in before] == [a, b, c]
    assert dict(before) == {
        a: (("subject", "toll"), ("thread", "siege")),
        b: (("follows", b), ("place", "aleppo"), ("actor", "unit-1")),
        c: (("thread", "siege"),),
    }
    assert dict(after) == {e: (("actor", "unit-1"),)}
    assert dict(found[b][1])[d][0] == ("follows", b)
    assert found[f] == ((), ())


def test_a_name_that_many_reports_bear_is_no_reason(tmp_path: Path) -> None:
    """Eight reports of one actor: each is related to none by it alone; two names together may be."""
    files = {f"reports/2016/11/{day:02}-x.md": on(day, actors="[unit-1]") for day in range(1, 9)}
    files |= {f"reports/2016/11/{day:02}-y.md": on(day, actors="[unit-2]") for day in (10, 12)}
    found = relations(tmp_path, files)
    assert found["2016/11/04-x"] == ((), ())
    assert dict(found["2016/11/10-y"][1]) == {"2016/11/12-y": (("actor", "unit-2"),)}


def test_a_report_before_is_related_after_and_the_nearest_come_first(tmp_path: Path) -> None:
    files = {f"reports/2016/11/{day:02}-x.md": on(day, threads="[talks]") for day in range(1, 10)}
    found = relations(tmp_path, files)
    sides = found["2016/11/05-x"]
    assert [[relation.report[8:10] for relation in side] for side in sides] == [["02", "03", "04"], ["06", "07", "08"]]


def made_up(count: int, seed: int) -> dict[str, ReportCard]:
    chance = random.Random(seed)
    cards = {}
    for number in sorted(range(count), key=lambda n: (n * 7919) % count):
        day = chance.randrange(max(2, count // 3))
        id = f"r-{number}"
        names = [f"a-{int((count // 8 + 2) ** chance.random()) - 1}" for _ in range(chance.randint(0, 4))]
        places = (f"p-{int((count // 8 + 2) ** chance.random()) - 1}",)
        threads = (f"t-{chance.randrange(4)}",) if chance.random() < 0.3 else ()
        often = seed % 3 == 0  # in some archives, many reports continue the same few
        continued = f"r-{chance.randrange(3 if often else count)}"
        follows = (continued,) if chance.random() < (0.5 if often else 0.1) else ()
        blank = ReportCard(*(() for _ in ReportCard._fields))  # type: ignore[misc]  # what is not looked at
        cards[id] = blank._replace(
            id=id,
            order=(day, 0, day, ""),
            actors=tuple(dict.fromkeys(names)),
            locations=places,
            threads=threads,
            follows=follows,
            claims=(),
        )
    return in_time(cards)


def in_time(cards: dict[str, ReportCard]) -> dict[str, ReportCard]:
    return {card.id: card for card in sorted(cards.values(), key=lambda card: (card.order, card.id))}


@given(st.integers(0, 10**6), st.integers(2, 60), st.lists(st.tuples(st.integers(0, 99), st.integers(0, 3)), max_size=4))
@settings(deadline=None, max_examples=150)
def test_changes_are_those_that_a_comparison_of_everything_finds(seed: int, count: int, edits: list[tuple[int, int]]) -> None:
    before = made_up(count, seed)
    after = dict(before)
    others = list(made_up(count, seed + 1).values())
    for at, kind in edits:
        id = list(after)[at % len(after)]
        other = others[at % len(others)]
        if kind == 0 and len(after) > 1:
            del after[id]
        elif kind == 1:
            after[f"new-{at}"] = other._replace(id=f"new-{at}")
        elif kind == 2:
            after[id] = after[id]._replace(order=other.order)
        else:
            after[id] = after[id]._replace(actors=other.actors, locations=other.locations, threads=other.threads, follows=other.follows)
        after = in_time(after)
    old, new = Relations(before), Relations(after)
    assert sorted(old.changes(new)) == sorted(id for id in old.keys() | new.keys() if old.get(id) != new.get(id))


def test_a_new_report_changes_the_relations_of_few_others() -> None:
    found = []
    for size in (1000, 4000):
        before = made_up(size, 7)
        changed = []
        for number in range(8):
            new = made_up(size, 8 + number)[f"r-{number}"]._replace(id=f"new-{number}")
            changed.append(sum(1 for _ in Relations(before).changes(Relations(in_time({**before, new.id: new})))))
        found.append(sum(changed) / len(changed))
    assert max(found) < 30, found
    assert found[1] < 2 * found[0] + 5, found


def test_the_work_for_one_report_does_not_grow_and_for_all_in_proportion() -> None:
    archives = {size: made_up(size, 3) for size in (2000, 4000)}

    def all_of(size: int) -> list[object]:
        found = Relations(archives[size])
        return [found[id] for id in found]

    assert growth(all_of, 2000) < 3


def test_each_side_holds_no_more_than_is_told_and_none_twice() -> None:
    found = Relations(made_up(300, 5))
    for id, sides in found.items():
        told = [relation.report for side in sides for relation in side]
        assert len(told) == len(set(told))
        assert id not in told
        assert all(len(side) <= MOST for side in sides)
    assert LEAST > 1


def test_both_sides_are_shown_with_the_reason_in_words(project: Project) -> None:
    site = project.build()

    def related(page: str) -> list[str]:
        items = site.pages[page].xpath("//div[contains(@class, 'related')]//li")
        return [" ".join("".join(item.itertext()).split()) for item in items]

    names = "The siege; both name Old Mill and Northern Front"
    assert f"3 February 2001 Supplies reach Old Mill & the lower quarter continues this; in the thread {names}" in related(
        "reports/2001/02/01-siege-of-riverton/"
    )
    assert f"1 to 5 February 2001 The siege of Riverton is continued here; in the thread {names}" in related("reports/2001/02/03-supplies/")
