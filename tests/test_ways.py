"""Ways in: on this day, what is new, abbreviations, and the page that leads to all of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from annals.particulars import Name
from tests.sites import Project, Site
from ways import abbreviations, days, newest


def hrefs(tree: html.HtmlElement, path: str = "//main//a/@href") -> list[str]:
    return [str(address) for address in tree.xpath(path)]


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Three years that share a day; one of them with eight reports on it; a leap day; days known only to the month."""
    return three_years(Project(tmp_path_factory.mktemp("old") / "project", None)).build()


def three_years(project: Project) -> Project:
    project.write("places/riverton.md", "---\nname: Riverton\nkind: country\n---\n")
    project.write("sources/example-wire.md", "---\nname: Example Wire\nkind: agency\n---\n")
    dates = ["1999-10-28", "2003-10-28", *["2004-10-28"] * 8, "2004-02-29", "2004-11", "2004-10-28/2004-11-02", "2004"]
    for number, date in enumerate(dates):
        published = f"published: 2005-01-{number + 1:02}\n" if number != 3 else ""
        project.write(
            f"reports/{number:02}.md",
            f"---\ntitle: Meeting {number}\ndate: {date}\n{published}locations: [places/riverton]\n"
            "summary: They met.\nsources: [example-wire]\n---\n\nThey met.\n",
        )
    return project


# --- on this day


def test_a_day_of_the_calendar_has_all_its_years_newest_first(old: Site) -> None:
    page = old.pages["on-this-day/10-28/"]
    assert [year.text_content().strip() for year in page.xpath("//main//h2")] == ["2004", "2003", "1999"]
    assert [address for address in hrefs(page) if address.endswith("/10/28/")] == ["/2004/10/28/", "/2003/10/28/", "/1999/10/28/"]
    notes = [note.text_content() for note in page.xpath("//main//section//p[@class='note']")]
    assert notes == ["9 reports", "1 report", "1 report"]
    first = page.xpath("//main//section")[0]
    assert len(first.xpath(".//li/a")) == days.MOST
    assert "and 4 more" in first.text_content()


def test_only_reports_that_are_known_to_the_day_stand_on_one(old: Site) -> None:
    pages = {page for page in old.pages if page.startswith("on-this-day/")}
    assert pages == {"on-this-day/", "on-this-day/02-29/", "on-this-day/10-28/"}


def test_the_days_of_the_calendar_lead_to_each_other_and_from_the_day_in_time(old: Site) -> None:
    assert "/on-this-day/02-29/" in hrefs(old.pages["on-this-day/10-28/"], "//main//nav//a/@href")
    assert "/on-this-day/10-28/" in hrefs(old.pages["1999/10/28/"])
    index = old.pages["on-this-day/"]
    assert hrefs(index) == ["/on-this-day/02-29/", "/on-this-day/10-28/"]
    assert index.xpath("string(//a[@href='/on-this-day/10-28/']/@aria-label)") == "28 October: 11 reports"
    assert [heading.text_content() for heading in index.xpath("//main//h2")] == ["February", "October"]
    assert len(index.xpath("//main//ol")[0].xpath("./li")) == 29


def test_a_new_report_makes_few_pages_of_ways_again(tmp_path: Path) -> None:
    """One day of the calendar, what is new, and the page of all ways: however many there are."""
    project = three_years(Project(tmp_path / "project", None))
    before = project.build()
    files = dict(before.files)
    text = (project.content / "reports/00.md").read_text("utf-8").replace("1999-10-28", "2001-10-28").replace("Meeting 0", "Another")
    project.write("reports/another.md", text)
    after = dict(project.build().files)
    touched = {file for file in after if files.get(file) != after[file]}
    ours = {file for file in touched if file.startswith(("on-this-day/", "new/", "browse/", "abbreviations/"))}
    assert ours == {"on-this-day/index.html", "on-this-day/10-28/index.html", "new/index.html", "browse/index.html"}


# --- what is new


def test_what_is_new_goes_by_the_day_of_publication(old: Site) -> None:
    page = old.pages["new/"]
    shown = [int(str(item)) for item in page.xpath("//annals-newest//li/@data-report")]
    assert shown == [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 2, 1, 0], "the one without a day of publication is not there"
    assert page.xpath("string(//annals-newest//time/@datetime)") == "2005-01-14"


def test_what_is_new_is_bounded(october: Site) -> None:
    assert len(october.pages["new/"].xpath("//annals-newest//li")) == min(newest.MOST, 39)


def test_without_a_day_of_publication_there_is_no_page_of_what_is_new(project: Project) -> None:
    for path in project.content.glob("reports/**/*.md"):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith("published:")), "utf-8")
    site = project.build()
    assert "new/" not in site.pages
    assert "/new/" not in hrefs(site.pages["browse/"])
    assert site.broken_links() == []


# --- abbreviations


def test_abbreviations_stand_for_what_the_record_says(october: Site) -> None:
    page = october.pages["abbreviations/"]
    found = {item.xpath("string(dt)"): item for item in page.xpath("//dl/div")}
    assert {"EU", "HNC", "OPCW", "SDF", "UN"} <= set(found)
    assert hrefs(found["HNC"], "dd[1]/a/@href") == ["/actors/high-negotiations-committee/"]
    assert "Organisation for the Prohibition of Chemical Weapons" in found["OPCW"].xpath("string(dd[1])")
    shorts = [item.xpath("string(dt)") for item in page.xpath("//dl/div")]
    assert shorts == sorted(shorts, key=str.casefold)


def test_an_abbreviation_leads_to_the_first_report_that_names_it(october: Site) -> None:
    for item in october.pages["abbreviations/"].xpath("//dl/div"):
        [entity] = hrefs(item, "dd[1]/a/@href")
        listed = hrefs(october.pages[entity[1:]], "//ol[@class='spine']/li//h3/a/@href")
        assert hrefs(item, "dd[2]/a/@href") == listed[-1:], entity


@pytest.mark.parametrize(
    ("name", "aliases", "found"),
    [
        ("High Committee", [("HC", "abbreviation"), ("Committee", "other")], [("HC", "High Committee")]),
        (
            "OPCW",
            [("Organisation for the Prohibition of Chemical Weapons", "other")],
            [("OPCW", "Organisation for the Prohibition of Chemical Weapons")],
        ),
        ("CNN", [("Something Else Now", "other")], []),
        ("CNN", [], []),
        ("Riverton", [("RIVERTON", "spelling")], []),
        ("HC", [("HC", "abbreviation")], []),
    ],
)
def test_nothing_is_made_up_for_an_abbreviation(name: str, aliases: list[tuple[str, str]], found: list[tuple[str, str]]) -> None:
    names = tuple(Name(text=text, kind=kind) for text, kind in aliases)
    assert [(short, full) for short, _, full in abbreviations.expansions(name, None, names)] == found


# --- the page of all ways


def test_the_page_of_ways_leads_to_every_index(october: Site) -> None:
    found = set(hrefs(october.pages["browse/"]))
    every = ("timeline", "actors", "places", "sources", "threads", "subjects", "map", "together", "search", "corrections", "on-this-day")
    assert {f"/{path}/" for path in (*every, "new", "abbreviations")} <= found | {"/corrections/"}
    assert {"/actors/#page-state", "/places/aleppo-governorate/", "/sources/reuters/", "/2016/"} <= found


def test_counts_of_the_page_of_ways_are_those_of_the_pages(october: Site) -> None:
    page = october.pages["browse/"]
    for item in page.xpath("//ul[@class='counted']/li"):
        [address] = hrefs(item, ".//a/@href")
        count = int(item.xpath("string(.//*[@class='count']/text())"))
        if address.startswith(("/places/", "/sources/", "/threads/")):
            assert len(october.pages[address[1:]].xpath("//ol[@class='spine']/li")) == count, address
    kinds = Counter(address for address in hrefs(page) if address.startswith("/actors/#"))
    assert len(kinds) > 5
    assert set(kinds.values()) == {1}


def test_the_navigation_is_short_and_what_left_it_can_be_reached(october: Site) -> None:
    links = hrefs(october.pages[""], "//nav[@aria-label='Sections']//a/@href")
    assert links == ["/timeline/", "/threads/", "/actors/", "/subjects/", "/places/", "/sources/", "/browse/"]
    assert {"/map/", "/search/"} <= set(hrefs(october.pages["browse/"]))


def test_without_this_family_the_navigation_has_all_sections(project: Project) -> None:
    conf = (project.root / "pelicanconf.py").read_text("utf-8")
    (project.root / "pelicanconf.py").write_text(conf.replace('    "ways",\n', ""), "utf-8")
    links = hrefs(project.build().pages[""], "//nav[@aria-label='Sections']//a/@href")
    assert {"/map/", "/search/"} <= set(links)


def test_an_archive_without_a_report_has_its_ways_too(project: Project) -> None:
    for path in project.content.glob("**/*.md"):
        path.unlink()
    site = project.build()
    assert "on-this-day/" not in site.pages
    assert {"browse/", "abbreviations/"} <= set(site.pages)
    assert site.broken_links() == []
