"""Addresses that do not break: where those of earlier times lead, and what stands where something was taken down."""

from __future__ import annotations

import re

import pytest

from tests.sites import URL, Project, Site, differing, snapshot


def told(project: Project) -> str:
    done = project.pelican(SITEURL=URL)
    assert done.status == 65, done.told
    return done.err.strip().removesuffix("Nothing was written.").strip()


def redirect(project: Project, inside: str, *entries: str) -> None:
    """Give a file of the small archive addresses that it had."""
    text = (project.content / inside).read_text("utf-8")
    project.write(inside, text.replace("---\n", f"---\nredirect_from: [{', '.join(entries)}]\n", 1))


@pytest.fixture
def moved(project: Project) -> Site:
    redirect(project, "actors/northern-front.md", "/actors/nf/", "/old-files/nf.atom")
    redirect(
        project,
        "reports/2001/02/01-siege-of-riverton.md",
        "/reports/siege",
        "{from: /old/siege/, to: bridges}",
        '{from: "#roads", to: bridges}',
        '"#first"',
    )
    return project.build()


def test_a_page_stands_at_an_old_address_and_sends_its_reader_on(moved: Site) -> None:
    page = moved.pages["actors/nf/"]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{URL}/actors/northern-front/"]
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=/actors/northern-front/"]
    assert page.xpath("//main//a/@href") == ["/actors/northern-front/"]
    assert moved.pages["reports/siege/"].xpath("//main//a/@href") == ["/reports/2001/02/01-siege-of-riverton/"]
    assert moved.pages["old/siege/"].xpath("//main//a/@href") == ["/reports/2001/02/01-siege-of-riverton/#bridges"]
    assert moved.pages["old/siege/"].xpath("//link[@rel='canonical']/@href") == [f"{URL}/reports/2001/02/01-siege-of-riverton/"]
    assert moved.broken_links() == []


def test_what_lay_below_an_old_address_is_found_too(project: Project) -> None:
    """Older parts of the list of reports. All of them: as many as there are at the new address."""
    redirect(project, "actors/northern-front.md", "/actors/nf/")
    moved = project.build(settings=project.settings("ANNALS_PAGE_SIZE = 1"))
    below = [page.removeprefix("actors/northern-front/") for page in moved.pages if page.startswith("actors/northern-front/")]
    assert len(below) > 1
    for rest in below:
        assert moved.pages[f"actors/nf/{rest}"].xpath("//main//a/@href") == [f"/actors/northern-front/{rest}"]


def test_an_old_address_is_in_no_sitemap_and_no_list(moved: Site, small: Site) -> None:
    assert "actors/nf/" not in moved.text("sitemap.xml")
    assert moved.text("sitemap.xml") == small.text("sitemap.xml")
    assert moved.text("actors/index.html") == small.text("actors/index.html")


def test_a_part_keeps_the_ids_that_it_had(moved: Site) -> None:
    page = moved.pages["reports/2001/02/01-siege-of-riverton/"]
    assert page.xpath("//section[@id='bridges']//*[@id='roads']")
    assert page.xpath("//*[@id='first']")
    assert not page.xpath("//section//*[@id='first']")


def test_hosts_that_can_redirect_are_told(moved: Site) -> None:
    lines = moved.text("_redirects").splitlines()
    assert "/actors/nf/ /actors/northern-front/ 301!" in lines
    assert "/actors/nf/ /actors/northern-front/ 301" in lines
    assert "/old/siege/ /reports/2001/02/01-siege-of-riverton/#bridges 301" in lines
    assert "/old-files/nf.atom /actors/northern-front/ 301" in lines  # there is no feed of hers
    assert moved.text("old-files/nf.atom") == f"What was here is now at {URL}/actors/northern-front/\n"
    assert '    "/actors/nf/" "/actors/northern-front/";' in moved.text("redirects.nginx").splitlines()
    assert all(line.startswith("#") or re.fullmatch(r"/[!-~]* /[!-~]* (301|410)!?", line) for line in lines)


def test_a_site_below_a_path_redirects_below_it(project: Project) -> None:
    redirect(project, "actors/northern-front.md", "/actors/الجبهة/")
    site = project.build(url="https://example.org/archive")
    assert (
        "/archive/actors/%D8%A7%D9%84%D8%AC%D8%A8%D9%87%D8%A9/ /archive/actors/northern-front/ 301" in site.text("_redirects").splitlines()
    )
    assert '    "/archive/actors/الجبهة/" "/archive/actors/northern-front/";' in site.text("redirects.nginx").splitlines()
    assert site.pages["actors/الجبهة/"].xpath("//main//a/@href") == ["/archive/actors/northern-front/"]


def test_a_file_is_put_at_its_old_address_as_a_copy(project: Project) -> None:
    """A feed cannot send its reader on. Here a plug-in gives each actor one."""
    plugin = project.root / "plugins" / "actors" / "__init__.py"
    text = plugin.read_text("utf-8")
    own = """
from annals.sections import Page
def compose_own(composer, id): return composer.actors[id].name
def pages(outline):
    yield from ACTORS.pages(outline)
    for id, card in outline.cards.actors.items():
        yield Page(f"actors/{id}/names.txt", "", compose_own, (id,), card.path, listed=False)
        yield Page(f"feeds/{id}.atom", "", compose_own, (id,), card.path, listed=False)

SECTION = Section("actors", pages"""
    replaced, count = re.subn(r'\nSECTION = Section\(\s*"actors",\s*ACTORS\.pages', own, text)
    assert count == 1
    plugin.write_text(replaced, "utf-8")
    redirect(project, "actors/northern-front.md", "/actors/nf/", "/feeds/nf.atom")
    site = project.build()
    assert site.text("actors/nf/names.txt") == site.text("feeds/nf.atom") == "Northern Front"
    lines = site.text("_redirects").splitlines()
    assert "/actors/nf/names.txt /actors/northern-front/names.txt 301" in lines
    assert "/feeds/nf.atom /feeds/northern-front.atom 301" in lines


FAULTS = """
actors/northern-front.md | /actors/northern-front/ | is the address of this very page: a redirect would lead to itself
actors/northern-front.md | /about/                 | content/pages/about.md has this address
actors/northern-front.md | /2001/02/               | the section 'timeline' has this address
actors/northern-front.md | /Actors/Riverton/ | content/actors/riverton.md has this address
actors/northern-front.md | /robots.txt             | the section 'sitemaps' has this address
"""


@pytest.mark.parametrize("row", FAULTS.strip().splitlines())
def test_an_old_address_that_holds_today_is_a_fault(project: Project, row: str) -> None:
    inside, address, what = (cell.strip() for cell in row.split("|"))
    redirect(project, inside, address)
    fault = told(project)
    assert fault.startswith(f"content/{inside}:2:")
    assert what in fault
    assert f"redirect_from: [{address}]" in fault
    assert "'redirect_from'" in fault.splitlines()[3]


def test_two_records_cannot_have_had_one_address(project: Project) -> None:
    redirect(project, "actors/northern-front.md", "/actors/nf/")
    redirect(project, "pages/about.md", "/actors/nf/")
    fault = told(project)
    assert "content/actors/northern-front.md:2:17: error: a redirect from /actors/nf/ is not possible" in fault
    assert "content/pages/about.md has this address" in fault


# --- what was taken down

TAKEDOWN = "---\naddresses: [{}]\ndate: 2002-03-04\nreason: Somebody who is named in it asked for it.\n---\n\nThe editors agreed.\n"
WORD = "Supplies reach Old Mill"


def test_what_is_taken_down_is_in_no_output_and_a_stone_stands_there(project: Project, small: Site) -> None:
    assert WORD in small.text("2001/02/03/index.html")
    project.write("takedowns/one.md", TAKEDOWN.format("/reports/2001/02/03-supplies/"))
    site = project.build()
    assert [file for file, data in site.files.items() if WORD.encode() in data] == []
    page = site.pages["reports/2001/02/03-supplies/"]
    text = " ".join(page.xpath("//main")[0].text_content().split())
    assert "This page was taken down" in text
    assert "Somebody who is named in it asked for it." in text
    assert "4 March 2002" in text
    assert "The editors agreed." in text
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "03-supplies" not in site.text("sitemap.xml")
    lines = site.text("_redirects").splitlines()
    assert "/reports/2001/02/03-supplies/ /reports/2001/02/03-supplies/ 410!" in lines
    assert "/reports/2001/02/03-supplies/* /reports/2001/02/03-supplies/index.html 410!" in lines
    assert '    "~^/reports/2001/02/03-supplies/" 1;' in site.text("redirects.nginx").splitlines()
    assert site.broken_links() == []


def test_a_decision_that_is_taken_back_brings_all_of_it_back(project: Project, small: Site) -> None:
    """Though its own file was never changed."""
    project.build()
    path = project.write("takedowns/one.md", TAKEDOWN.format("/reports/2001/02/03-supplies.md"))
    project.build()
    path.unlink()
    assert differing(dict(small.files), dict(project.build().files)) == []


def test_what_is_taken_down_may_be_gone_from_the_content(project: Project) -> None:
    (project.content / "reports/2001/03/12-arabic.md").unlink()
    project.write("takedowns/one.md", TAKEDOWN.format("/reports/2001/03/12-arabic/, /old/file.pdf"))
    site = project.build()
    assert "taken down" in site.pages["reports/2001/03/12-arabic/"].text_content()
    assert "/old/file.pdf /old/file.pdf 410!" in site.text("_redirects").splitlines()
    assert '    "~^/old/file\\.pdf$" 1;' in site.text("redirects.nginx").splitlines()


def test_what_is_taken_down_is_gone_from_a_preview_too(project: Project) -> None:
    project.write("takedowns/one.md", TAKEDOWN.format("/reports/2001/02/03-supplies/"))
    assert project.pelican(settings="pelicanconf.py").status == 0
    assert [file for file, data in snapshot(project.output).items() if WORD.encode() in data] == []


@pytest.mark.parametrize("settings", ["smallconf.py", "pelicanconf.py"])
def test_nothing_may_name_an_actor_who_was_taken_down(project: Project, settings: str) -> None:
    """The name would still be there."""
    project.write("takedowns/one.md", TAKEDOWN.format("/actors/jane-example/"))
    done = project.pelican(settings=settings, SITEURL=URL)
    assert done.status == 65
    assert "the actor 'jane-example' is taken down, and this report names it" in done.err
    assert "take the name out, or take this page down, too: content/takedowns/one.md" in done.err


def test_a_page_that_is_made_of_others_cannot_be_taken_down(project: Project) -> None:
    project.write("takedowns/one.md", TAKEDOWN.format("/2001/02/"))
    fault = told(project)
    assert "content/takedowns/one.md:2:13: error: /2001/02/ is taken down, and is a page of the section 'timeline' all the same" in fault
