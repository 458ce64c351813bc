"""What pages say of themselves to machines: schema.org, as JSON-LD that cannot leave its script."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.sites import URL, Project, Site
from tests.test_build import HOSTILE, hostile

HASH = hashlib.sha256(b"The siege of Riverton\n").hexdigest()  # of the made-up copy in the small archive


def data(site: Site, page: str) -> dict[str, Any]:
    """The nodes of a page, by type."""
    [script] = site.pages[page].xpath("//script[@type='application/ld+json']")
    found = json.loads(script.text)
    assert found["@context"] == "https://schema.org"
    return {node["@type"]: node for node in found["@graph"]}


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def raw(site: Site, page: str) -> str:
    text = site.text(f"{page}index.html")
    return text.split('<script type="application/ld+json">', 1)[1].split("</script>", 1)[0]


def test_a_report_is_a_news_article_with_its_sources_persons_and_places(small: Site) -> None:
    article = data(small, "reports/2001/02/01-siege-of-riverton/")["NewsArticle"]
    assert article["headline"] == "The siege of Riverton"
    assert article["url"] == f"{URL}/reports/2001/02/01-siege-of-riverton/"
    assert article["datePublished"] == "2001-02-07T00:00:00Z"
    assert article["dateModified"] == "2001-02-07T00:00:00Z"
    assert article["temporalCoverage"] == "2001-02-01/2001-02-05"
    assert [citation["name"] for citation in article["citation"]] == ["The Daily Example", "Example Wire, via Example Digest"]
    assert article["citation"][0]["url"] == "https://daily.example/siege?a=1&b=2"
    copy = {"@type": ["WebPage", "MediaObject"], "url": "https://archive.example/siege", "dateCreated": "2001-02-07", "sha256": HASH}
    assert [citation.get("archivedAt") for citation in article["citation"]] == [copy, None]
    assert [about["name"] for about in article["about"]] == ["Northern Front"]
    assert [place["name"] for place in article["contentLocation"]] == ["Riverton", "Old Mill"]
    assert article["contentLocation"][0]["containedInPlace"]["name"] == "North Province"
    assert article["contentLocation"][0]["url"] == f"{URL}/places/riverton/"


def test_a_date_that_is_not_sure_is_given_without_its_mark(small: Site) -> None:
    assert data(small, "reports/2001/03/talks/")["NewsArticle"]["temporalCoverage"] == "2001-03-10"


def test_a_report_says_its_own_language(small: Site) -> None:
    assert data(small, "reports/2001/03/12-arabic/")["NewsArticle"]["inLanguage"] == "ar"


def test_entities_say_what_they_are(small: Site) -> None:
    assert data(small, "actors/jane-example/")["Person"]["name"] == "Jane Example"
    assert data(small, "actors/northern-front/")["Organization"]["alternateName"] == ["NF", "Northern League", "الجبهة الشمالية"]
    assert data(small, "places/freeland/")["Country"]["name"] == "Freeland"
    assert data(small, "places/north-province/")["AdministrativeArea"]["geo"]["latitude"] == 1.5


def test_the_breadcrumb_says_what_the_page_shows(october: Site) -> None:
    for page, tree in october.pages.items():
        if page in ("", "404.html"):
            continue
        steps = data(october, page)["BreadcrumbList"]["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[0]["item"]["@id"] == f"{URL}/"
        assert "item" not in steps[-1]  # it is the page itself
        shown = ["".join(item.itertext()).strip() for item in tree.xpath("//nav[@aria-label='Breadcrumb']//li")]
        assert [step["name"] for step in steps] == shown


def test_every_page_but_the_missing_one_describes_itself(october: Site) -> None:
    assert [page for page in october.pages if page != "404.html" and not data(october, page)] == []


def test_every_address_of_the_site_in_it_is_a_page(october: Site) -> None:
    for page in october.pages:
        if page != "404.html":
            own = {text for text in strings(data(october, page)) if text.startswith(f"{URL}/")}
            assert [text for text in own if october.leads_to(text, "")[0] not in october.files] == [], page


@pytest.mark.parametrize("character", "<>&")
def test_no_character_of_markup_stands_raw_in_it(october: Site, character: str) -> None:
    assert [page for page in october.pages if page != "404.html" and character in raw(october, page)] == []


def test_hostile_words_come_out_as_they_went_in(project: Project) -> None:
    hostile(project)
    site = project.build()
    for page in ("reports/2001/04/evil/", "actors/evil/", "places/evil/", "sources/evil/", "evil/"):
        assert not set("<>&") & set(raw(site, page)), page
        assert " ".join(HOSTILE) in set(strings(data(site, page))), page


def test_addresses_in_it_hold_the_path_of_the_site(project: Project) -> None:
    site = project.build(url="https://example.org/archive")
    article = data(site, "reports/2001/03/talks/")
    assert article["NewsArticle"]["url"] == "https://example.org/archive/reports/2001/03/talks/"
    assert article["BreadcrumbList"]["itemListElement"][0]["item"]["@id"] == "https://example.org/archive/"


def test_what_shows_a_reader_the_way_tells_it_to_machines(small: Site) -> None:
    """Each part of a list, too; but no page that is in place of others."""
    lacking = {
        page
        for page, tree in small.pages.items()
        if tree.xpath("//nav[@aria-label='Breadcrumb']") and not tree.xpath("//script[@type='application/ld+json']")
    }
    assert lacking <= {"404.html"}
    assert data(small, "threads/the-siege/1/")["BreadcrumbList"]
