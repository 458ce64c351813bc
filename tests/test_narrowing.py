"""What lists of reports can be narrowed by: what the page says of itself is compared with what the other pages say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from annals import narrowing
from tests.sites import Project, Site


def entries(tree: html.HtmlElement) -> list[str]:
    """The reports of a list, by their addresses, in order."""
    return [str(link) for link in tree.xpath("//main//ol[@class='spine']/li//h3[contains(@class, 'entry-title')]/a/@href")]


def choices(tree: html.HtmlElement) -> Iterator[tuple[str, str, list[str], int, list[int]]]:
    """Of each choice the facet, the id, the addresses that it leads to (one or none), its count, and the places of its reports."""
    for facet in tree.xpath("//annals-narrowing//div[@data-facet]"):
        for item in facet.xpath(".//li"):
            places = [int(place) for place in item.get("data-in").split()]
            count = int(item.xpath("string(.//*[@class='count'])"))
            yield facet.get("data-facet"), item.get("data-id"), item.xpath(".//a/@href"), count, places


def narrowed(site: Site) -> dict[str, html.HtmlElement]:
    return {page: tree for page, tree in site.pages.items() if tree.xpath("//annals-narrowing")}


def reports_of(site: Site, page: str) -> set[str]:
    """All reports that the page of an actor, a place or a source lists, with the older parts of its list."""
    return {address for path, tree in site.pages.items() if path.startswith(page) for address in entries(tree)}


def test_lists_of_all_sorts_can_be_narrowed(october: Site) -> None:
    found = narrowed(october)
    assert {"timeline/", "2016/10/", "actors/russia/", "places/aleppo/", "sources/reuters/", "threads/siege-of-aleppo/"} <= set(found)
    short = [page for page, tree in found.items() if len(entries(tree)) < narrowing.FEWEST]
    assert short == []


def test_a_choice_stands_for_the_reports_that_its_own_page_lists(october: Site) -> None:
    """So the way without a script leads to what the script would show, and to no less."""
    compared = 0
    for page, tree in narrowed(october).items():
        here = entries(tree)
        assert int(tree.xpath("string(//annals-narrowing/@data-total)")) == len(here), page
        for facet, id, links, count, places in choices(tree):
            assert 0 < count == len(set(places)) < len(here), (page, facet, id)
            if facet in ("actor", "place", "source"):
                assert links == [f"/{facet}s/{id}/"]
                assert {here[place] for place in places} == reports_of(october, links[0][1:]) & set(here), (page, id)
                compared += 1
    assert compared > 300


def test_kinds_and_accounts_are_those_of_the_reports(october: Site) -> None:
    index = october.pages["actors/"]
    here = entries(october.pages["2016/10/"])
    found = {(facet, id): {here[place] for place in places} for facet, id, _, _, places in choices(october.pages["2016/10/"])}
    groups = october.pages["actors/"].xpath("//section[@class='leaf index-group']")
    for group in groups:
        kind = group.get("id").removeprefix("page-")
        named = {address for link in group.xpath(".//a/@href") for address in reports_of(october, link[1:])}
        if named and named != set(here):
            assert found["kind", kind] == named, kind
    assert len(groups) > 5, index
    single = {
        str(item.xpath("string(.//h3/a/@href)")) for item in october.pages["2016/10/"].xpath("//li[.//li[contains(@class, 'single')]]")
    }
    assert found["accounts", "single-source"] == single
    contested = {address for address in here if october.pages[address[1:]].xpath("//main//*[@class='contested']")}
    assert found["accounts", "contested"] == contested
    assert 2 < len(contested) < len(here)


def test_a_choice_that_is_none_is_not_offered(october: Site) -> None:
    """Neither what all reports of the list share, such as the actor whose page it is, nor a facet with a single value."""
    for page, tree in narrowed(october).items():
        found: dict[str, int] = {}
        for facet, id, *_ in choices(tree):
            assert page != f"{facet}s/{id}/"
            found[facet] = found.get(facet, 0) + 1
        assert all(count > 1 for facet, count in found.items() if facet != "accounts"), page
        assert max(found.values()) <= narrowing.MOST


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A month of 60 reports, each with its own actor and all with one; in pages of 50."""
    return crowd(tmp_path_factory.mktemp("crowded") / "project")


def crowd(root: Path) -> Site:
    project = Project(root)
    project.write("actors/harbour-union.md", "---\nname: Harbour Union\nkind: organisation\n---\n")
    for number in range(60):
        project.write(f"actors/guild-{number}.md", f"---\nname: Guild {number}\nkind: organisation\n---\n")
        both = "places/riverton, old-mill" if number % 2 else "places/riverton"
        lines = (
            f"title: Meeting {number}",
            f"date: 2003-05-{number % 28 + 1:02}",
            f"locations: [{both}]",
            f"actors: [harbour-union, guild-{number}]",
            "summary: They met.",
            "sources: [example-wire]",
        )
        project.write(f"reports/2003/05/{number:02}-meeting.md", "---\n" + "\n".join(lines) + "\n---\n\nThey met.\n")
    return project.build(settings=project.settings("ANNALS_PAGE_SIZE = 50"))


def test_many_choices_are_cut_to_those_of_most_reports(crowded: Site) -> None:
    page = crowded.pages["actors/harbour-union/"]
    actors = [id for facet, id, *_ in choices(page) if facet == "actor"]
    assert len(actors) == narrowing.MOST
    assert actors == sorted(actors)
    size = len(html.tostring(page.xpath("//annals-narrowing")[0]))
    assert size < 6_000
