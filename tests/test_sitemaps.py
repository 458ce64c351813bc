"""sitemap.xml and robots.txt: sitemaps.org and RFC 9309."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lxml import etree

import sitemaps
from annals.cards import Cards
from annals.composing import Composer
from annals.edition import Site
from annals.keeping import Kept
from annals.mentions import build_mentions
from annals.planning import make_outline
from annals.recording import Recorder
from annals.sections import Page, Section
from annals.tables import Records
from annals.versions import Version
from tests.sites import ROOT, URL, Project
from tests.sites import Site as Built

MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_the_sitemap_names_every_page_once_and_nothing_else(october: Built) -> None:
    tree = etree.fromstring(october.files["sitemap.xml"])
    named = tree.xpath("s:url/s:loc/text()", namespaces=MAP)
    assert sorted(named) == sorted(f"{URL}/{page}" for page in october.pages if page != "404.html")


def test_days_of_change_are_dates(october: Built) -> None:
    tree = etree.fromstring(october.files["sitemap.xml"])
    days = tree.xpath("s:url/s:lastmod/text()", namespaces=MAP)
    assert len(days) > 100
    assert [day for day in days if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day) or not date.fromisoformat(day)] == []


def test_a_day_of_change_is_the_latest_of_what_the_page_shows(small: Built) -> None:
    tree = etree.fromstring(small.files["sitemap.xml"])
    days = {url.findtext("s:loc", namespaces=MAP): url.findtext("s:lastmod", namespaces=MAP) for url in tree}
    assert days[f"{URL}/reports/2001/02/03-supplies/"] == "2001-02-09"
    assert days[f"{URL}/2001/02/"] == "2001-02-09"
    assert days[f"{URL}/places/old-mill/"] == "2001-02-09"
    assert days[f"{URL}/reports/2001/02/01-siege-of-riverton/"] == "2001-02-07"


def test_pages_that_are_not_to_be_found_are_not_in_the_sitemap(project: Project) -> None:
    """A draft in a preview with an address."""
    text = (project.content / "reports/2001/03/12-arabic.md").read_text("utf-8")
    project.write("reports/2001/03/12-arabic.md", text.replace("lang: ar", "lang: ar\nstatus: draft"))
    site = project.build(settings=project.settings("ANNALS_PREVIEW = True"))
    assert "reports/2001/03/12-arabic/" in site.pages
    assert "12-arabic" not in site.text("sitemap.xml")


def test_a_site_without_an_address_has_no_sitemap_and_no_feed(project: Project) -> None:
    """Both take whole addresses only."""
    done = project.pelican(settings=project.settings('SITEURL = ""'))
    assert done.status == 0, done.told
    site = Built(project.output, "http://preview.example")
    assert not {"sitemap.xml", "reports.atom"} & set(site.files)
    assert "Sitemap" not in site.text("robots.txt")
    assert site.broken_links() == []


def test_robots_keep_out_of_a_preview(project: Project) -> None:
    site = project.build(settings=project.settings("ANNALS_PREVIEW = True"))
    assert "User-agent: *\nDisallow: /\n" in site.text("robots.txt")


# --- very many pages


SITE = Site("Many", "", URL, "en", ("CC", "https://licence.example/"), preview=False)
OUTLINE = make_outline(Cards(), SITE, [])


def many(count: int) -> list[Page]:
    return [Page(f"p{i:06}/", "x.html", object, (), "x", f"2001-01-{i % 28 + 1:02}", listed=i % 2 == 0) for i in range(2 * count)]


def surveyed(count: int) -> Sequence[Page]:
    return list(sitemaps.survey(OUTLINE, many(count)))


def no_versions(*_: object) -> Version:
    raise AssertionError("a sitemap looks at no old version")


def no_record(_: str) -> bytes:
    raise AssertionError("a sitemap looks through no report")


def render(page: Page) -> etree._Element:
    kept = Kept(Path(), b"", no_record, no_record, trust=True)
    composer = Composer(OUTLINE, Records(), lambda: build_mentions(OUTLINE.cards), Recorder(), no_versions, kept=kept)
    return etree.fromstring(page.compose(composer, *page.given).encode())


def test_fifty_thousand_addresses_fit_in_one_sitemap() -> None:
    pages = {page.path: page for page in surveyed(50_000)}
    assert sorted(pages) == ["robots.txt", "sitemap.xml"]
    assert len(render(pages["sitemap.xml"])) == 50_000


def test_beyond_fifty_thousand_the_sitemap_is_an_index_of_parts() -> None:
    pages = {page.path: page for page in surveyed(50_001)}
    assert sorted(pages) == ["robots.txt", "sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    index = render(pages["sitemap.xml"])
    assert etree.QName(index).localname == "sitemapindex"
    assert index.xpath("s:sitemap/s:loc/text()", namespaces=MAP) == [f"{URL}/sitemap-1.xml", f"{URL}/sitemap-2.xml"]
    assert index.xpath("s:sitemap/s:lastmod/text()", namespaces=MAP)[0] == "2001-01-27"
    named = [loc for part in ("sitemap-1.xml", "sitemap-2.xml") for loc in render(pages[part]).xpath("s:url/s:loc/text()", namespaces=MAP)]
    assert len(named) == len(set(named)) == 50_001
    assert named == sorted(named)


def test_an_archive_without_pages_has_an_empty_sitemap() -> None:
    pages = {page.path: page for page in sitemaps.survey(OUTLINE, [])}
    assert len(render(pages["sitemap.xml"])) == 0


def test_a_section_of_that_name_is_offered() -> None:
    assert isinstance(sitemaps.SECTION, Section)
    assert Path(str(sitemaps.__file__)).is_relative_to(ROOT / "plugins")
