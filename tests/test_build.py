"""The whole way from files to a site, by Pelican's own command line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.sites import OCTOBER, URL, Project, Site, differing, snapshot

FAULT = "actors: [northern-frnt]"

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    '"><img src=x onerror=alert(3)>',
    "' onmouseover='alert(4)",
    "<!--<script>",
    "]]></content></entry>&lt;&bogus;",
    "{{ view.secret }}{% raise %}",
]


def quoted(text: str) -> str:
    return json.dumps(text)  # JSON is YAML


def hostile(project: Project) -> None:
    """A report, an actor, a place, a source and a page of text that say nothing but attempts to break out."""
    evil = " ".join(HOSTILE)
    said = quoted(evil)
    project.write("actors/evil.md", f"---\nname: {said}\nkind: person\nsummary: {said}\nrole: {said}\naliases: [{said}]\n---\n\n{evil}\n")
    project.write("places/evil.md", f"---\nname: {said}\nkind: country\nsummary: {said}\naliases: [{said}]\n---\n\n{evil}\n")
    project.write("subjects/evil.md", f"---\nname: {said}\nsummary: {said}\n---\n\n{evil}\n")
    project.write("sources/evil.md", f"---\nname: {said}\nkind: agency\nsummary: {said}\n---\n\n{evil}\n")
    project.write("pages/evil.md", f"---\ntitle: {said}\nsummary: {said}\n---\n\n{evil}\n")
    project.write(
        "reports/2001/04/evil.md",
        f"""---
title: {said}
date: 2001-04-01
summary: {said}
actors: [evil]
locations: [evil]
sources: [evil]
claims:
  - {{id: evil-claim, about: evil, speaker: actors/evil, verb: says, text: {said}, quote: {said}}}
  - {{id: evil-answer, speaker: sources/evil, verb: denies, denies: evil-claim, text: {said}}}
---

{evil}

<script>alert(5)</script>

<img src=x onerror="alert(6)">

[a link](https://example.org/?a=%22onmouseover=alert "' onmouseover='alert(7)")

`<script>alert(8)</script>`

## {evil.replace("{", "(").replace("}", ")")} {{#evil}}

<iframe src="https://evil.example/"></iframe>
""",
    )


def expected_pages(content: Path) -> set[str]:
    """The address of each file of content that has a page."""
    expected = set()
    for path in content.rglob("*.md"):
        inside = path.relative_to(content).with_suffix("").as_posix()
        family, _, rest = inside.partition("/")
        if family in ("accepted", "takedowns"):
            continue
        expected.add({"reports": f"reports/{rest}/", "pages": f"{rest}/"}.get(family, f"{family}/{path.stem}/"))
    return expected


def test_every_file_of_the_archive_has_its_page(october: Site) -> None:
    expected = expected_pages(OCTOBER)
    assert len(expected) > 100
    assert sorted(expected - set(october.pages)) == []


def test_a_preview_is_built_by_pelican_with_no_more_than_the_settings_file(project: Project) -> None:
    done = project.pelican(settings="pelicanconf.py")
    assert (done.status, done.err) == (0, "")
    assert "4 reports" in done.out
    pages = Site(project.output, "http://localhost:8000").pages
    assert expected_pages(project.content) <= set(pages)
    assert all(
        "noindex" not in str(tree.xpath("//meta[@name='robots']/@content"))
        for page, tree in pages.items()
        if page not in ("404.html", "gaps/")
    )


def test_a_published_page_says_its_whole_address(october: Site) -> None:
    for page, tree in october.pages.items():
        assert tree.xpath("//link[@rel='canonical']/@href") == [f"{URL}/{page}"]


def test_a_published_site_has_a_sitemap_a_feed_and_robots(october: Site) -> None:
    assert {"sitemap.xml", "reports.atom", "robots.txt"} <= set(october.files)
    assert f"Sitemap: {URL}/sitemap.xml" in october.text("robots.txt")
    assert "Disallow: /\n" not in october.text("robots.txt")


def test_a_second_build_writes_nothing(project: Project) -> None:
    project.build()
    before = {path: path.stat().st_mtime_ns for path in project.output.rglob("*")}
    done = project.pelican(SITEURL=URL)
    assert " 0 files written" in done.out
    assert {path: path.stat().st_mtime_ns for path in project.output.rglob("*")} == before


# --- links


def test_every_link_on_every_page_leads_somewhere(october: Site) -> None:
    assert october.broken_links() == []


def test_no_page_holds_an_id_twice(october: Site) -> None:
    twice = {page: [id for id, count in Counter(tree.xpath("//@id")).items() if count > 1] for page, tree in october.pages.items()}
    assert {page: ids for page, ids in twice.items() if ids} == {}


def test_no_link_stands_where_nobody_sees_it(october: Site) -> None:
    """A keyboard would come to it, and it would not be seen where the keyboard is."""
    held = {page: tree.xpath("//*[contains(concat(' ', @class, ' '), ' unseen ')]//a/@href") for page, tree in october.pages.items()}
    assert {page: links for page, links in held.items() if links} == {}


def test_every_page_can_be_reached_from_the_home_page(october: Site) -> None:
    seen = {""}
    waiting = [""]
    while waiting:
        page = waiting.pop()
        for address in october.pages[page].xpath("//a/@href"):
            file, _ = october.leads_to(address, page)
            there = (file or "").removesuffix("index.html")
            if file and file.endswith(".html") and there not in seen:
                seen.add(there)
                waiting.append(there)
    assert sorted(set(october.pages) - seen) == ["404.html"]


def test_no_two_pages_bear_the_same_title(october: Site) -> None:
    titles = Counter(tree.findtext(".//title") for tree in october.pages.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_all_links_begin_with_the_path_of_the_sites_address(project: Project) -> None:
    site = project.build(url="https://example.org/archive")
    assert site.broken_links() == []
    for page, tree in site.pages.items():
        assert tree.xpath("//link[@rel='canonical']/@href") == [f"https://example.org/archive/{page}"]
        own = [address for address in tree.xpath("//@href | //@src") if address.startswith("/")]
        assert own
        assert [address for address in own if not address.startswith("/archive/")] == []
    assert "https://example.org/archive/reports/2001/03/talks/" in site.text("sitemap.xml")


# --- faults


@pytest.mark.parametrize("clear", [(), ("--delete-output-directory",)], ids=["as it is", "told to clear the output"])
def test_a_faulty_report_stops_the_build_before_anything_is_written(project: Project, clear: tuple[str, ...]) -> None:
    project.build()
    before = snapshot(project.output)
    project.edit("reports/2001/03/talks.md", "actors: [northern-front, actors/riverton]", FAULT)
    project.edit("reports/2001/02/03-supplies.md", "A boat with flour came through.", "A boat with rice came through.")
    done = project.pelican(*clear, SITEURL=URL)
    assert done.status == 65
    assert differing(before, snapshot(project.output)) == []
    assert "content/reports/2001/03/talks.md:5:10: error: no actor 'northern-frnt'" in done.err
    assert "did you mean 'northern-front' (Northern Front)" in done.err
    assert "1 problem in 1 file. Nothing was written." in done.err
    assert "Traceback" not in done.told


def test_a_faulty_first_build_makes_no_output(project: Project) -> None:
    project.edit("reports/2001/03/talks.md", "actors: [northern-front, actors/riverton]", FAULT)
    done = project.pelican(SITEURL=URL)
    assert done.status == 65
    assert not project.output.exists() or snapshot(project.output) == {}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('SITEURL = "example.org"', "SITEURL is 'example.org'"),
        ("ANNALS_PAGE_SIZE = 0", "ANNALS_PAGE_SIZE is 0"),
        ('ANNALS_PAGE_SIZE = "many"', "ANNALS_PAGE_SIZE is 'many'"),
        ("ANNALS_PAGE_SIZE = True", "ANNALS_PAGE_SIZE is True"),
        ('ANNALS_LICENCE = "CC BY 4.0"', "ANNALS_LICENCE"),
        ('ANNALS_CATEGORIES = ["arrested"]', "ANNALS_CATEGORIES is ['arrested']"),
        ('ANNALS_CATEGORIES = {"Arrested": "arrested"}', "ANNALS_CATEGORIES has the name 'Arrested'"),
        ('ANNALS_CATEGORIES = {"killed": "dead"}', "ANNALS_CATEGORIES has the name 'killed', which is a field already"),
        ('ANNALS_CATEGORIES = {"rule": "rules"}', "ANNALS_CATEGORIES has the name 'rule', which is a field already"),
        ('ANNALS_CATEGORIES = {"arrested": ""}', "ANNALS_CATEGORIES gives 'arrested' the words ''"),
        ("SITENAME = None", "SITENAME"),
    ],
)
def test_a_bad_setting_is_told_in_a_line(project: Project, line: str, told: str) -> None:
    done = project.pelican(settings=project.settings(line))
    assert done.status != 0
    assert told in done.told
    assert "Traceback" not in done.told
    assert not project.output.exists() or snapshot(project.output) == {}


def test_a_page_family_that_cannot_be_loaded_is_not_passed_over(project: Project) -> None:
    """Pelican by itself logs it and goes on; ``--fatal errors``, with which the project's tasks call it, does not."""
    done = project.pelican("--fatal", "errors", settings=project.settings('PLUGINS = ["annals", "home", "nowhere"]'))
    assert done.status != 0
    assert "nowhere" in done.told
    assert not project.output.exists() or snapshot(project.output) == {}


# --- what an archive may hold


def test_an_archive_of_one_report_is_a_site(empty: Project) -> None:
    empty.write("sources/wire.md", "---\nname: Example Wire\nkind: agency\n---\n")
    empty.write("reports/2001/one.md", "---\ntitle: One\ndate: 2001\nsummary: The only one.\nsources: [wire]\n---\n")
    site = empty.build()
    assert {"", "reports/2001/one/", "2001/", "timeline/"} <= set(site.pages)
    assert site.broken_links() == []


def test_an_archive_without_a_report_is_a_site(empty: Project) -> None:
    site = empty.build()
    assert {"", "timeline/", "actors/", "404.html"} <= set(site.pages)
    assert site.broken_links() == []


def test_hostile_words_stay_words(project: Project) -> None:
    hostile(project)
    site = project.build()
    assert site.broken_links() == []
    for page, tree in site.pages.items():
        scripts = tree.xpath("//script[not(@src)]")
        assert all(address.startswith("/theme/") for address in tree.xpath("//script/@src")), page
        assert [script.get("type") for script in scripts] in ([], ["application/ld+json"]), page
        for script in scripts:
            json.loads(script.text)
        assert tree.xpath("//img | //iframe | //object | //style | //base") == [], page
        assert [name for element in tree.iter("*") for name in element.attrib if name.startswith("on")] == [], page
        assert [address for address in site.addresses(page) if address.lower().startswith(("javascript:", "data:"))] == [], page
    report = site.pages["reports/2001/04/evil/"]
    heading = "".join(report.xpath("//h1//text()"))
    assert heading == " ".join(HOSTILE)


@pytest.mark.parametrize(
    "body",
    [
        '[a link](https://example.org/?a="b) and `code`',
        '[a link](https://example.org/?a="b=c(7)) and `code`',
        "[a link](https://example.org/`code`)",
        "[a link](<https://example.org/`code`>)",
        "![a picture](https://example.org/`code`)",
        "[a link](https://example.org/*a*b*)",
        "<someone@example.org> and [x](mailto:a`b`@example.org)",
    ],
)
def test_no_control_character_gets_into_a_page(project: Project, body: str) -> None:
    """Markdown's own place holders are such characters; one that is left makes the feed no XML. Such a body is built well, or
    is a fault.
    """
    project.edit("reports/2001/03/talks.md", "Where they met was not told.", body)
    done = project.pelican(SITEURL=URL)
    assert done.status in (0, 65), done.told
    held = [
        file
        for file, data in snapshot(project.output).items()
        if file.endswith((".html", ".atom")) and re.search(rb"[\x00-\x08\x0b-\x1f]", data)
    ]
    assert held == []
    assert not re.search(r"[\x00-\x08\x0b-\x1f]|zzwxh", done.told)


def test_two_reports_of_one_title_are_told_apart(project: Project) -> None:
    text = (project.content / "reports/2001/03/talks.md").read_text("utf-8").replace("id: talks-confirmed", "id: talks-again")
    project.write("reports/2001/03/talks-again.md", text.replace("2001-03-10~", "2001-03-11"))
    project.write("reports/2001/03/talks-a-third-time.md", text.replace("2001-03-10~", "2001-03-11").replace("talks-again", "talks-third"))
    site = project.build()
    titles = {page: tree.findtext(".//title") for page, tree in site.pages.items() if page.startswith("reports/2001/03/talks")}
    assert len(titles) == len(set(titles.values())) == 3
    assert site.broken_links() == []


def test_an_actor_and_a_place_of_one_name_are_told_apart(small: Site) -> None:
    actor, place = small.pages["actors/riverton/"], small.pages["places/riverton/"]
    assert actor.findtext(".//title") == "Riverton (actor) · The Riverton Papers"
    assert place.findtext(".//title") == "Riverton (place) · The Riverton Papers"
    assert actor.findtext(".//h1") == place.findtext(".//h1") == "Riverton"


def test_an_arabic_report_is_read_from_the_right(small: Site) -> None:
    page = small.pages["reports/2001/03/12-arabic/"]
    assert page.get("lang") == "ar"
    assert page.xpath("//h1[ancestor-or-self::*[@dir='rtl']]")
    assert page.xpath("//h1/@lang") == ["ar"]
    assert page.xpath("//*[contains(text(), 'هذا نص تجريبي')]/ancestor-or-self::*[@dir][1]/@dir") == ["rtl"]


def test_a_name_in_another_script_says_its_language(small: Site) -> None:
    assert small.pages["actors/northern-front/"].xpath("//*[@lang='ar' and @dir='rtl']/text()") == ["الجبهة الشمالية"]
    assert small.pages["timeline/"].xpath("//h3[@lang='ar' and @dir='rtl']")


def test_a_site_whose_output_is_emptied_first_is_built_whole(project: Project) -> None:
    """Also when nothing has changed since the last build: Pelican empties the folder after the content was read."""
    project.build()
    built = snapshot(project.output)
    done = project.pelican("--delete-output-directory", SITEURL=URL)
    assert done.status == 0, done.told
    assert snapshot(project.output) == built


def test_a_build_with_nothing_to_do_reads_and_renders_nothing(project: Project) -> None:
    """And one that is told to ignore the cache does both again, and writes the same bytes."""
    project.build()
    stamps = {path: path.stat().st_mtime_ns for path in project.output.rglob("*") if path.is_file()}
    for path in project.content.rglob("*.md"):  # a file that has just changed is not trusted by its stamp alone
        os.utime(path, ns=(10**18, 10**18))
    project.pelican(SITEURL=URL)
    state = next(project.root.rglob("annals-*/state"))
    before = state.stat().st_mtime_ns
    assert project.pelican(SITEURL=URL).status == 0
    assert project.pelican("--ignore-cache", SITEURL=URL).status == 0
    assert state.stat().st_mtime_ns > before
    assert stamps == {path: path.stat().st_mtime_ns for path in project.output.rglob("*") if path.is_file()}


def test_a_build_that_meets_another_one_says_so_and_waits(project: Project) -> None:
    fcntl = pytest.importorskip("fcntl")
    project.build()
    page = project.output / "about/index.html"
    before = page.read_bytes()
    project.edit("pages/about.md", "summary: Nothing", "summary: Another one. Nothing")
    with next(project.root.rglob("annals-*/lock")).open("a+b") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        process = subprocess.Popen(
            [sys.executable, "-m", "pelican", "-s", "smallconf.py", "--fatal", "errors"],
            cwd=project.root,
            env={**os.environ, "SITEURL": URL},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        assert process.stderr is not None
        assert process.stderr.readline() == b"Another build of this site is running: waiting for it to end.\n"
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
        assert page.read_bytes() == before
    assert process.wait(60) == 0
    process.stderr.close()
    assert b"Another one." in page.read_bytes()


@pytest.mark.parametrize("kept", [b"", b"annals state", b"\x00" * 5000, None], ids=["empty", "begun", "zeros", "half"])
@pytest.mark.parametrize("name", ["state", "since", "pack", "files.json"])
def test_what_an_earlier_build_left_may_be_damaged(project: Project, name: str, kept: bytes | None) -> None:
    """The next build notices, and makes what a clean one makes."""
    project.build()
    project.edit("pages/about.md", "title: ", "title: New ")
    project.build()
    built = snapshot(project.output)
    left = next(project.root.rglob(f"annals-*/{name}"))
    data = left.read_bytes()
    left.write_bytes(data[: len(data) // 2] if kept is None else kept)
    done = project.pelican(SITEURL=URL)
    assert done.status == 0, done.told
    assert "Traceback" not in done.told
    assert snapshot(project.output) == built
