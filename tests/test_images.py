"""Pictures and footage: described and credited, whether or not the archive may show them."""

from __future__ import annotations

import pytest
from lxml import html

from tests.sites import Project, Site

CALL = "reports/2016/10/24-kerry-lavrov-call/"


def words(element: html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def figures(site: Site, page: str) -> list[html.HtmlElement]:
    found: list[html.HtmlElement] = site.pages[page].xpath("//main//figure[@class='picture']")
    return found


def test_a_photograph_that_is_not_ours_is_described_and_credited(october: Site) -> None:
    [figure] = figures(october, "reports/2016/10/21-kirkuk-attack/")
    assert figure.get("id") == "image-kirkuk-patrol"
    assert figure.xpath(".//img") == []
    assert words(figure).startswith("Photograph, not shown here Iraqi Kurdish security forces on patrol")
    assert "Taken 22 October 2016 Place Kirkuk Credit Reuters, via Syria & Iraq News" in words(figure)
    assert figure.getparent().xpath(".//h2/text()") == ["Saturday and Sunday: the attack is repelled"]


def test_a_picture_that_is_older_than_what_it_goes_with_says_so(october: Site) -> None:
    [figure] = figures(october, CALL)
    assert "archive picture: older than the event" in words(figure)
    assert "Taken 10 September 2016, 44 days before the event" in words(figure)
    assert "Credit not recorded, via Syria & Iraq News" in words(figure)


def test_a_caption_dated_after_the_event_says_so_and_is_no_archive_picture(october: Site) -> None:
    screenshot = figures(october, "reports/2016/10/28-aleppo-offensive/")[1]
    assert "Dated perhaps 29 October 2016, 1 day after the event" in words(screenshot)
    assert "archive picture" not in words(screenshot)


@pytest.mark.parametrize(
    ("page", "report"),
    [("places/geneva/", f"{CALL}#image-kerry-lavrov-geneva"), ("places/kirkuk/", "21-kirkuk-attack/#image-kirkuk-patrol")],
)
def test_the_page_of_a_place_lists_what_was_taken_there(october: Site, page: str, report: str) -> None:
    [figure] = figures(october, page)
    assert figure.get("id") is None  # the address is that on the report's page
    assert any(address.endswith(report) for address in figure.xpath(".//a/@href"))


def test_a_place_holds_nothing_that_was_taken_elsewhere_in_it(october: Site) -> None:
    assert figures(october, "places/aleppo/") == []
    assert figures(october, "places/iraq/") == []


def test_a_place_shows_the_newest_of_many_and_says_how_many_there_are(project: Project) -> None:
    entries = ", ".join(f"{{id: i{number}, caption: Number {number}, place: old-mill}}" for number in range(30))
    for day in (10, 20):
        project.write(
            f"reports/2002/01/{day}-many.md",
            f"---\ntitle: Of day {day}\ndate: 2002-01-{day}\nsummary: S.\nsources: [Example Wire]\nimages: [{entries}]\n---\n",
        )
    site = project.build()
    page = site.pages["places/old-mill/"]
    assert len(page.xpath("//main//figure[@class='picture']")) == 8
    assert page.xpath("//h2[contains(., 'taken here')]/text()") == ["62 pictures and films taken here"]
    assert {words(link) for link in page.xpath("//figure[@class='picture']//a[contains(@href, '2002')]")} == {"Of day 20"}


def test_a_report_that_is_not_published_takes_its_pictures_along(project: Project) -> None:
    project.edit("reports/2001/02/03-supplies.md", "images:", "status: draft\nimages:")
    site = project.build()
    assert figures(site, "places/old-mill/") == []
    assert b"landing" not in b"".join(site.files.values())


def test_a_picture_leads_nowhere_when_its_report_has_no_page(project: Project) -> None:
    settings = project.settings("PLUGINS = [name for name in PLUGINS if name != 'reports']")
    site = project.build(settings=settings)
    for figure in figures(site, "places/old-mill/"):
        assert not any("reports" in address for address in figure.xpath(".//a/@href"))
    assert site.broken_links() == []
