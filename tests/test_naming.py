"""Names, offices and successions with their spans; and what must not be taken for each other, told on both pages."""

from __future__ import annotations

import pytest

from annals.languages import language_words
from tests.sites import Project, Site

GROUP = """---
name: The Free Hills
kind: armed-group
aliases:
  - {name: Hill League, kind: former, from: 1999, to: 2001-02}
  - {name: اتحاد التلال, kind: translation, lang: ar}
  - {name: Girên Azad, kind: translation, lang: ku-Latn}
succeeds: [{actor: northern-alliance, date: 1999}]
distinct_from: [northern-front]
---
"""
SPEAKER = """---
name: Ann Sample
kind: person
offices:
  - {title: Spokeswoman, of: free-hills, from: 2001-02-01, to: 2001-03-31}
  - {title: Mayor, of: actors/riverton, from: 2001-04}
---
"""
REPORT = """---
title: Something is said {0}
date: {0}
summary: It was said.
actors: [free-hills, ann-sample]
sources: [example-wire]
claims:
  - {{id: said-{0}, about: talks, speaker: ann-sample, verb: says, text: So it is.}}
---

It was.
"""
DAYS = ("1998-05-05", "2001-02-10", "2001-03-10", "2001-05-01")


@pytest.fixture
def site(project: Project) -> Site:
    project.write("actors/free-hills.md", GROUP)
    project.write("actors/ann-sample.md", SPEAKER)
    for day in DAYS:
        project.write(f"reports/2001/x/{day}.md", REPORT.format(day))
    return project.build()


def named(site: Site, day: str) -> list[str]:
    """The actors of a report as its page lists them."""
    items = site.pages[f"reports/2001/x/{day}/"].xpath("//section[h2='Actors']//li")
    return [" ".join(item.text_content().split()) for item in items]


def test_a_report_shows_the_name_of_its_time_with_the_present_one(site: Site) -> None:
    assert named(site, "2001-02-10")[0] == "Hill League now The Free Hills"
    assert named(site, "2001-03-10")[0] == "The Free Hills until February 2001 Hill League"
    assert named(site, "1998-05-05")[0] == "The Free Hills"  # the record does not say what it was called then


def test_a_former_name_without_dates_is_told_as_such(project: Project) -> None:
    project.write("actors/free-hills.md", GROUP.replace(", from: 1999, to: 2001-02", ""))
    project.write("actors/ann-sample.md", SPEAKER)
    project.write("reports/2001/x/2001-02-10.md", REPORT.format("2001-02-10"))
    assert named(project.build(), "2001-02-10")[0] == "The Free Hills formerly Hill League"


def test_a_speaker_has_the_office_of_that_day(site: Site) -> None:
    def office(day: str) -> list[str]:
        return site.pages[f"reports/2001/x/{day}/"].xpath(f"//li[@id='claim-said-{day}']//span[@class='note']/text()")

    assert office("2001-02-10") == office("2001-03-10") == ["Spokeswoman, The Free Hills"]
    assert office("2001-05-01") == ["Mayor, Riverton"]
    assert office("1998-05-05") == []
    assert named(site, "2001-05-01")[1] == "Ann Sample Mayor, Riverton"


def facts(site: Site, page: str) -> dict[str, list[str]]:
    return {
        fact.xpath("./dt/text()")[0]: [" ".join(value.text_content().split()) for value in fact.xpath("./dd")]
        for fact in site.pages[page].xpath("//dl[contains(@class, 'facts')]/div")
    }


def test_offices_and_successions_are_told_on_both_pages(site: Site) -> None:
    group, person = facts(site, "actors/free-hills/"), facts(site, "actors/ann-sample/")
    assert group["Act or speak for it"] == ["Ann Sample Spokeswoman, from 1 February 2001 to 31 March 2001"]
    assert person["Offices"] == ["Spokeswoman, The Free Hills from 1 February 2001 to 31 March 2001", "Mayor, Riverton since April 2001"]
    assert group["Succeeds"] == ["Northern Alliance of the Tests 1999"]
    assert facts(site, "actors/northern-alliance/")["Succeeded by"] == ["The Free Hills 1999"]


def test_names_say_their_language_and_script(site: Site) -> None:
    notes = site.pages["actors/free-hills/"].xpath("//ul[@class='names']//span[@class='note']/text()")
    assert notes == ["former name, from 1999 to February 2001", "translation, Arabic", "translation, Kurdish in Latin script"]
    assert language_words("sr-Cyrl-RS") == "sr in Cyrillic script"


def test_what_is_distinct_says_so_on_both_pages(site: Site) -> None:
    for page, other in (("actors/free-hills/", "Northern Front"), ("actors/northern-front/", "The Free Hills")):
        assert other in [link.text_content() for link in site.pages[page].xpath("//div[@class='distinct']//a")]


def test_a_place_tells_where_it_lay_before(project: Project) -> None:
    project.edit("places/old-mill.md", "kind: ", "was_within: [{place: freeland, to: 1990}]\nkind: ")
    site = project.build()
    assert facts(site, "places/old-mill/")["Lay within"] == ["Freeland until 1990"]
    assert "Old Mill" in facts(site, "places/freeland/")["Once lay in it"]


def test_the_places_of_one_name_in_the_record_are_told_apart(october: Site) -> None:
    for one, other in (("dahiyet-al-assad-aleppo", "dahiyat-al-asad-harasta"), ("nairab-air-base", "nairab-idlib")):
        for here, there in ((one, other), (other, one)):
            links = october.pages[f"places/{here}/"].xpath("//div[@class='distinct']//a/@href")
            assert f"/places/{there}/" in links
