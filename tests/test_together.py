"""Who stands with whom: numbers of shared reports, the order of the matrix, its bounds, and that matrix and table agree."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

import together
from tests.sites import Project, Site
from together import level_of, shared_reports, side_by_side

actors = st.dictionaries(
    st.sampled_from([f"actor-{i}" for i in range(14)]), st.frozensets(st.sampled_from([f"r{i}" for i in range(9)]), min_size=1), max_size=14
)


@given(actors)
def test_shared_reports_are_counted_once_a_pair(reports: dict[str, frozenset[str]]) -> None:
    shared = shared_reports(reports)
    for one, other in combinations(sorted(reports), 2):
        assert shared.get((one, other), 0) == sum(1 for report in reports[one] if report in reports[other])
    assert 0 not in shared.values()


@given(actors)
def test_the_matrix_holds_each_actor_once_whatever_the_order_of_what_is_known(reports: dict[str, frozenset[str]]) -> None:
    shared, sizes = shared_reports(reports), {id: len(found) for id, found in reports.items()}
    ids = sorted(reports, key=lambda actor: (-sizes[actor], actor))
    ordered = side_by_side(ids, shared, sizes)
    assert sorted(ordered) == sorted(reports)
    mixed = dict(sorted(shared.items(), reverse=True))
    assert side_by_side(ids, mixed, sizes) == ordered


def test_those_who_share_reports_stand_side_by_side() -> None:
    reports = {"a": frozenset("123"), "b": frozenset("789"), "c": frozenset("123"), "d": frozenset("78"), "e": frozenset("12")}
    ordered = side_by_side(sorted(reports), shared_reports(reports), {id: len(found) for id, found in reports.items()})
    assert {*ordered[:3]} in ({"a", "c", "e"}, {"b", "d", *ordered[2:3]})
    assert abs(ordered.index("a") - ordered.index("c")) == 1
    assert abs(ordered.index("b") - ordered.index("d")) == 1


def page(site: Site) -> html.HtmlElement:
    return html.fromstring(site.files["together/index.html"].decode())


def test_the_matrix_and_the_table_say_the_same(october: Site) -> None:
    tree = page(october)
    names = [name.text_content() for name in tree.xpath('//table[@class="matrix"]/tbody/tr/th/a')]
    assert len(names) == together.SHOWN
    matrix = {}
    for row, name in zip(tree.xpath('//table[@class="matrix"]/tbody/tr'), names, strict=True):
        for other, cell in zip(names, row.xpath("td[not(@class='number')]"), strict=False):
            if cell.text:
                matrix[frozenset((name, other))] = cell.text
    table = {
        frozenset(name.text_content() for name in row.xpath("td/a")): row.xpath("string(td[3])")
        for row in tree.xpath('//table[@class="pairs"]/tbody/tr')
    }
    assert matrix
    assert all(table[pair] == count for pair, count in matrix.items() if pair in table)
    least = min(int(count) for count in table.values())
    assert all(pair in table for pair, count in matrix.items() if int(count) > least)


def test_five_hundred_actors_stay_one_page_of_bounded_size(project: Project) -> None:
    for i in range(500):
        project.write(f"actors/made-up-{i}.md", f"---\nname: Made Up {i}\nkind: organisation\n---\n")
    for i in range(0, 500, 10):
        named = ", ".join(f"made-up-{(i + step) % 500}" for step in range(12))
        front = f"title: Report {i}\ndate: 2003-01-{1 + i % 28:02}\nsummary: Made up.\nactors: [{named}]\nsources: [Example Wire]"
        project.write(f"reports/2003/01/r{i}.md", f"---\n{front}\n---\nText.\n")
    site = project.build()
    tree = page(site)
    assert len(tree.xpath('//table[@class="matrix"]/tbody/tr')) <= together.SHOWN
    assert len(tree.xpath('//table[@class="pairs"]/tbody/tr')) <= together.PAIRS
    assert "of the 120 actors with most" in tree.text_content()
    assert len(site.files["together/index.html"]) < 100_000


def test_long_names_of_letters_of_two_bytes_leave_the_page_below_its_bound(project: Project) -> None:
    for i in range(40):
        name = f"المجلس المحلي لحي الميناء الشرقي ومنطقة المرفأ القديمة {i}"
        project.write(f"actors/local-council-of-the-eastern-harbour-{i}.md", f"---\nname: {name}\nkind: organisation\n---\n")
    named = ", ".join(f"local-council-of-the-eastern-harbour-{i}" for i in range(40))
    for day in range(1, 21):
        front = f"title: Report {day}\ndate: 2003-01-{day:02}\nsummary: Made up.\nactors: [{named}]\nsources: [Example Wire]"
        project.write(f"reports/2003/01/r{day}.md", f"---\n{front}\n---\nText.\n")
    site = project.build()
    tree = page(site)
    assert len(site.files["together/index.html"]) < 100_000
    rows = tree.xpath('//table[@class="pairs"]/tbody/tr')
    assert 40 < len(rows) < together.PAIRS
    assert f"the table holds the {len(rows)} pairs that share most, of " in tree.text_content()
    assert len(tree.xpath('//table[@class="matrix"]/tbody/tr')) == together.SHOWN


def test_where_nobody_meets_the_page_says_so(project: Project) -> None:
    for path in project.content.glob("reports/**/*.md"):
        path.unlink()
    for path in project.content.glob("[apst]*/*.md"):
        text = path.read_text("utf-8")
        path.write_text(text.split("\n---\n")[0] + "\n---\n", "utf-8")
    assert "No two actors stand in one report yet." in page(project.build()).text_content()


def test_shades_tell_few_reports_apart_by_doublings_and_many_by_equal_factors() -> None:
    assert [level_of(count, 9) for count in (0, 1, 2, 3, 4, 8, 9)] == [0, 1, 2, 2, 3, 4, 4]
    assert [level_of(count, 1_519) for count in (0, 1, 5, 14, 100, 530, 1_519)] == [0, 1, 1, 2, 3, 4, 4]
    shades = [level_of(count, 1_519) for count in range(1_520)]
    assert shades == sorted(shades)
