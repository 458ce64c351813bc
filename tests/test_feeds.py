"""The Atom feed: RFC 4287."""

from __future__ import annotations

import re
from datetime import datetime

import feedparser
import pytest
from lxml import etree, html

from tests.sites import OCTOBER, URL, Project, Site
from tests.test_build import HOSTILE, hostile

ATOM = {"a": "http://www.w3.org/2005/Atom"}
RFC3339 = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})")


@pytest.fixture(scope="module")
def feed(october: Site) -> etree._Element:
    return etree.fromstring(october.files["reports.atom"])


def test_a_reader_of_feeds_reads_it_without_complaint(october: Site) -> None:
    parsed = feedparser.parse(october.files["reports.atom"])
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert len(parsed.entries) == len(list((OCTOBER / "reports").rglob("*.md")))
    for entry in parsed.entries:
        assert entry.title
        assert entry.summary
        assert entry.published_parsed
        assert entry.updated_parsed


def test_the_feed_has_what_section_4_1_1_asks_for_once(feed: etree._Element) -> None:
    for name in ("id", "title", "updated"):
        assert len(feed.findall(f"a:{name}", ATOM)) == 1, name
    assert feed.findtext("a:author/a:name", namespaces=ATOM)
    assert feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [f"{URL}/reports.atom"]
    assert feed.xpath("a:link[@rel='alternate']/@href", namespaces=ATOM) == [f"{URL}/"]


def test_an_entry_has_what_section_4_1_2_asks_for_once(feed: etree._Element) -> None:
    for entry in feed.findall("a:entry", ATOM):
        for name in ("id", "title", "updated", "published", "summary", "content"):
            assert len(entry.findall(f"a:{name}", ATOM)) == 1, name
        assert len(entry.xpath("a:link[@rel='alternate']", namespaces=ATOM)) == 1


def test_ids_are_whole_addresses_and_unique(feed: etree._Element) -> None:
    ids = feed.xpath("//a:id/text()", namespaces=ATOM)
    assert len(ids) == len(set(ids)) > 1
    assert [id for id in ids if not id.startswith(f"{URL}/")] == []


def test_dates_are_of_rfc_3339_and_the_feed_is_as_new_as_its_newest_entry(feed: etree._Element) -> None:
    dates = feed.xpath("//a:updated/text() | //a:published/text()", namespaces=ATOM)
    assert [date for date in dates if not RFC3339.fullmatch(date)] == []
    assert [datetime.fromisoformat(date) for date in dates]
    updated = feed.xpath("a:entry/a:updated/text()", namespaces=ATOM)
    assert feed.findtext("a:updated", namespaces=ATOM) == max(updated)
    assert updated == sorted(updated, reverse=True)


def test_every_link_in_it_leads_to_a_page_wherever_it_is_read(october: Site, feed: etree._Element) -> None:
    """Links in an entry's content are read against its ``xml:base``."""
    count = 0
    for entry in feed.findall("a:entry", ATOM):
        [address] = entry.xpath("a:link/@href", namespaces=ATOM)
        assert october.leads_to(address, "")[0] in october.files
        content = entry.find("a:content", ATOM)
        assert content is not None
        assert content.get("{http://www.w3.org/XML/1998/namespace}base") == address
        for element in html.fragment_fromstring(content.text or "", create_parent=True).iter("a"):
            file, fragment = october.leads_to(element.get("href"), address.removeprefix(f"{URL}/"))
            count += 1
            if file is not None and file != "index.html":
                assert file in october.files, element.get("href")
                assert not fragment or f'id="{fragment}"' in october.text(file), element.get("href")
    assert count


def test_an_entry_says_its_language(small: Site) -> None:
    feed = etree.fromstring(small.files["reports.atom"])
    langs = feed.xpath("a:entry/@xml:lang", namespaces={**ATOM, "xml": "http://www.w3.org/XML/1998/namespace"})
    assert sorted(langs) == ["ar", "en", "en", "en"]


def test_hostile_words_are_text_in_the_feed(project: Project) -> None:
    hostile(project)
    site = project.build()
    parsed = feedparser.parse(site.files["reports.atom"], sanitize_html=False)
    assert not parsed.bozo
    [entry] = [entry for entry in parsed.entries if entry.id.endswith("/evil/")]
    assert entry.title_detail.type == "text/plain"
    assert entry.title == " ".join(HOSTILE)
    content = html.fragment_fromstring(entry.content[0].value, create_parent=True)
    assert content.xpath(".//script | .//iframe | .//img | .//@onerror | .//@onmouseover") == []


def test_a_heading_in_the_feed_is_escaped_once(project: Project) -> None:
    project.edit("reports/2001/02/01-siege-of-riverton.md", "## The bridges {#bridges}", "## Fish & <b>chips</b> {#bridges}")
    parsed = feedparser.parse(project.build().files["reports.atom"], sanitize_html=False)
    [entry] = [entry for entry in parsed.entries if "siege" in entry.id]
    assert "Fish &amp; &lt;b&gt;chips&lt;/b&gt;</h2>" in entry.content[0].value


def test_every_page_tells_where_the_feed_is(october: Site) -> None:
    for page, tree in october.pages.items():
        assert tree.xpath("//link[@rel='alternate'][@type='application/atom+xml']/@href") == ["/reports.atom"], page
