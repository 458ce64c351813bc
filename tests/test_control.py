"""Who holds a place: claims on its page, the last first, and never a fact."""

from __future__ import annotations

import pytest
from lxml import html

from annals.spoken import MOST_SPOKEN
from tests.sites import URL, Project, Site


def section(site: Site, place: str) -> list[html.HtmlElement]:
    page = html.fromstring(site.files[f"places/{place}/index.html"].decode())
    return list(page.xpath("//section[h2='Who holds it, as claimed']"))


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_place_shows_what_is_claimed_of_who_holds_it(small: Site) -> None:
    [told] = section(small, "riverton")
    assert "The archive says what was claimed, not who held the place." in said(told)
    [claim] = told.xpath(".//li[@class='claim']")
    assert said(claim).startswith("Northern Front claims No road is open.")
    assert section(small, "old-mill") == section(small, "freeland") == []


def test_four_accounts_of_one_suburb_stand_on_its_page(october: Site) -> None:
    [told] = section(october, "dahiyet-al-assad-aleppo")
    speakers = {said(speaker) for speaker in told.xpath(".//b[@class='speaker']")}
    assert speakers == {"Jabhat Fateh al-Sham", "Zakaria Malahifji", "Syrian Observatory for Human Rights", "Syrian military source"}
    facts = october.pages["places/dahiyet-al-assad-aleppo/"].xpath("//dl[@class='margin facts']")
    assert "Jabhat" not in said(facts[0])


def test_the_last_claims_come_first_and_older_ones_are_counted(project: Project) -> None:
    claims = "".join(
        f"  - {{id: held-{day:02}, about: siege, speaker: NF, verb: says, text: Held on day {day}., said: 2001-03-{day:02}}}\n"
        for day in range(1, MOST_SPOKEN + 4)
    )
    front = f"title: Held\ndate: 2001-03-20\nsummary: Held.\nsources: [Example Wire]\nactors: [NF]\nclaims:\n{claims}"
    project.write("reports/2001/03/20-held.md", f"---\n{front}---\nHeld.\n")
    [told] = section(project.build("--fatal", "errors"), "riverton")
    shown = [said(text) for text in told.xpath(".//p[@class='claim-text']")]
    assert shown == [f"Held on day {day}." for day in range(MOST_SPOKEN + 3, 3, -1)]
    assert f"{MOST_SPOKEN + 4} claims, the last first" in said(told)


def test_two_subjects_of_one_place_are_told_apart(project: Project) -> None:
    project.edit("subjects/bridges.md", "---\nname", "---\ncontrol_of: places/riverton\nname")
    [told] = section(project.build("--fatal", "errors"), "riverton")
    assert len(told.xpath(".//p[@class='claim-about']")) == len(told.xpath(".//li[@class='claim']")) == 2


@pytest.mark.parametrize("status", ["draft", "unverified"])
def test_a_reviewed_subject_names_a_reviewed_place_only(project: Project, status: str) -> None:
    project.write("places/hill.md", f"---\nname: The Hill\nkind: hill\nwithin: freeland\nstatus: {status}\n---\n")
    project.edit("subjects/bridges.md", "---\nname", "---\ncontrol_of: The Hill\nname")
    done = project.pelican(SITEURL=URL)
    assert done.status == 65
    assert "content/subjects/bridges.md:2:13: error: " in done.err
