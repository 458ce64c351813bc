"""Renaming a record and merging two: every reference and link follows, every other byte stays, every old address leads on."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from annals import examining
from annals.problems import ContentError
from annals.project import merge, release, rename
from annals.renaming import Changes
from annals.rewriting import Rewrite, RewriteError, add_to_list, rewrite
from annals.sections import Section
from annals.settings import Settings, read_settings
from tests.proof.bench import SECTIONS
from tests.sites import URL, Project, differing, run, snapshot


@pytest.fixture(autouse=True)
def in_the_project(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)


def site_of(project: Project, **said: object) -> tuple[Settings, tuple[Section, ...]]:
    """What the project's own settings say, in this process."""
    names = {"PATH": "content", "OUTPUT_PATH": "output", "THEME": "themes/annals", "CACHE_PATH": ".build"}
    paths = {name: str(project.root / folder) for name, folder in names.items()}
    said = {"SITENAME": "Riverton", "SITEURL": URL, "ANNALS_PREVIEW": False, "ANNALS_PAGE_SIZE": 2, **said}
    return read_settings({**paths, **said}), tuple(SECTIONS)


def renamed(project: Project, *words: str) -> Changes:
    return rename(*site_of(project), *words)


def merged(project: Project, *words: str) -> Changes:
    return merge(*site_of(project), *words)


def changed(before: dict[str, bytes], project: Project) -> dict[str, tuple[list[str], list[str]]]:
    """The lines of each file of content that went and that came."""
    now = snapshot(project.content)
    found = {}
    for file in sorted(before.keys() | now.keys()):
        old, new = (known.get(file, b"").decode().split("\n") for known in (before, now))
        if old != new:
            found[file] = ([line for line in old if line not in new], [line for line in new if line not in old])
    return found


def test_a_renamed_actor_takes_its_references_and_links_along(project: Project) -> None:
    project.edit(
        "pages/about.md", "Everything here", 'See [them](/actors/northern-front.md) and [here](../actors/northern-front.md "x"). All'
    )
    before = snapshot(project.content)
    changes = renamed(project, "actor", "northern-front", "front-of-the-north")
    assert not (project.content / "actors/northern-front.md").exists()
    there = changed(before, project)
    assert there["pages/about.md"][1][0].startswith(
        'See [them](/actors/front-of-the-north.md) and [here](/actors/front-of-the-north.md "x"). All'
    )
    assert set(there["actors/front-of-the-north.md"][1]) >= {"redirect_from: [/actors/northern-front/]"}
    assert "content/actors/northern-front.md is content/actors/front-of-the-north.md now." in str(changes)
    assert "/actors/northern-front/ leads on to it." in str(changes)
    left = [
        file for file, data in snapshot(project.content).items() if b"northern-front" in data and file != "actors/front-of-the-north.md"
    ]
    assert left == []
    site = project.build()
    assert site.pages["actors/northern-front/"].xpath("//main//a/@href") == ["/actors/front-of-the-north/"]
    assert site.broken_links() == []


def test_a_name_that_still_means_it_is_left_as_it_is(project: Project) -> None:
    project.write(
        "reports/2001/06/01-x.md",
        REPORT.replace("ACTORS", "NF, Northern Front, NORTHERN-front, 'northern-front', \"actors/northern-front\""),
    )
    renamed(project, "actor", "NF", "the-front")
    text = (project.content / "reports/2001/06/01-x.md").read_text("utf-8")
    assert "actors: [NF, Northern Front, the-front, 'the-front', \"actors/the-front\"]" in text


REPORT = """---
title: Something is said
date: 2001-06-01
summary: It was said.
actors: [ACTORS]
sources: [example-wire]
---

It was.
"""


def test_a_report_that_moves_to_another_folder_keeps_its_links(project: Project) -> None:
    project.write("reports/2001/06/01-x.md", REPORT.replace("ACTORS", "").replace("It was.\n", BODY))
    project.write(
        "reports/2001/06/02-y.md",
        REPORT.replace("ACTORS", "").replace("It was.\n", "See [it](01-x.md#part) and [it](/reports/2001/06/01-x.md)."),
    )
    renamed(project, "report", "content/reports/2001/06/01-x.md", "2001/07/said")
    text = (project.content / "reports/2001/07/said.md").read_text("utf-8")
    assert "[Talks](/reports/2001/03/talks.md), [us](/reports/2001/07/said.md#part), [part](#part), [about](/pages/about.md)" in text
    assert "redirect_from: [/reports/2001/06/01-x/]" in text
    other = (project.content / "reports/2001/06/02-y.md").read_text("utf-8")
    assert "See [it](/reports/2001/07/said.md#part) and [it](/reports/2001/07/said.md)." in other
    assert project.build().broken_links() == []


BODY = "[Talks](../03/talks.md), [us](01-x.md#part), [part](#part), [about](/pages/about.md)\n\n## Part {#part}\n\nIt was.\n"


def test_every_other_byte_stays(project: Project) -> None:
    """Line ends as on Windows, a byte order mark, accents as their own characters, odd spacing."""
    odd = REPORT.replace("ACTORS", "cafe\u0301-x,  northern-front").replace("\n", "\r\n").replace("Something", "Cafe\u0301 no\u0308rd")
    project.write("actors/café-x.md", "---\nname: Café\nkind: organisation\n---\n")
    path = project.content / "reports/2001/06/01-x.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xef\xbb\xbf" + odd.encode())
    renamed(project, "actor", "northern-front", "the-front")
    assert path.read_bytes() == (b"\xef\xbb\xbf" + odd.encode()).replace(b"northern-front", b"the-front")


REFUSED = """
actor  | nobody          | somebody          | no actor 'nobody'
actor  | northern-front  | riverton          | there is content/actors/riverton.md already: merge the two, or choose another id
actor  | northern-front  | Northern          | 'Northern' cannot be an id: lower-case letters and digits, joined by single hyphens
actor  | northern-front  | a/b               | 'a/b' cannot be an id: lower-case letters and digits, joined by single hyphens
actor  | northern-front  | northern-front    | the actor is called 'northern-front' already
weapon | x               | y                 | 'weapon' is none of report, actor, place, source, subject
"""


@pytest.mark.parametrize("row", REFUSED.strip().splitlines())
def test_what_cannot_be_done_is_told_and_nothing_is_changed(project: Project, row: str) -> None:
    family, old, new, why = (cell.strip() for cell in row.split("|"))
    before = snapshot(project.content)
    with pytest.raises(RewriteError) as told:
        renamed(project, family, old, new)
    assert str(told.value).startswith(why)
    assert differing(before, snapshot(project.content)) == []


def test_an_address_that_is_taken_puts_everything_back(project: Project) -> None:
    project.edit("pages/about.md", "title:", "redirect_from: [/actors/the-front/]\ntitle:")
    before = snapshot(project.content)
    with pytest.raises(ContentError, match="a redirect from /actors/the-front/ is not possible"):
        renamed(project, "actor", "northern-front", "the-front")
    assert differing(before, snapshot(project.content)) == []


def test_content_with_a_fault_is_mended_first(project: Project) -> None:
    project.edit("reports/2001/03/talks.md", "northern-front", "northern-frnt")
    before = snapshot(project.content)
    with pytest.raises(ContentError, match="northern-frnt"):
        renamed(project, "actor", "riverton", "the-council")
    assert differing(before, snapshot(project.content)) == []


def test_one_actor_goes_into_another(project: Project) -> None:
    project.write(
        "actors/the-front.md",
        GOING,
    )
    project.write("reports/2001/06/01-x.md", REPORT.replace("ACTORS", "the-front, Hill Front, northern-front"))
    changes = merged(project, "actor", "The Front", "northern-front")
    assert not (project.content / "actors/the-front.md").exists()
    assert "actors: [northern-front, Hill Front, northern-front]" in (project.content / "reports/2001/06/01-x.md").read_text("utf-8")
    text = (project.content / "actors/northern-front.md").read_text("utf-8")
    assert "Hill Front" in text
    assert "redirect_from: [/actors/old-front/, /actors/the-front/]" in text
    assert "Not carried over, see git: its text." in str(changes)
    site = project.build()
    assert site.pages["actors/the-front/"].xpath("//main//a/@href") == ["/actors/northern-front/"]
    assert site.pages["actors/old-front/"].xpath("//main//a/@href") == ["/actors/northern-front/"]


GOING = """---
name: The Front
kind: armed-group
aliases:
  - Hill Front
  - of the hills
redirect_from: [/actors/old-front/]
---

Text.
"""


def test_merging_what_has_more_pages_leads_all_of_them_on(project: Project) -> None:
    """The one that goes has older parts of its list that the other has not."""
    project.write("actors/the-front.md", "---\nname: The Front\nkind: armed-group\n---\n")
    project.write("actors/quiet.md", "---\nname: The Quiet\nkind: person\n---\n")
    for day in "12345":
        report = REPORT.replace("ACTORS", "the-front").replace("06-01", f"06-0{day}").replace("is said", f"is said {day}")
        project.write(f"reports/2001/06/0{day}-x.md", report)
    one_a_page = site_of(project, ANNALS_PAGE_SIZE=1)
    had = {page.path for page in examining.examine(*one_a_page)[1].pages if page.path.startswith("actors/the-front/")}
    assert len(had) == 7  # its own, a decade, a year, and four older parts of that
    assert "/actors/the-front/ leads on to it." in str(merge(*one_a_page, "actor", "the-front", "quiet"))
    site = project.build(settings=project.settings("ANNALS_PAGE_SIZE = 50"))
    assert {page for page in site.pages if page.startswith("actors/the-front/")} == {"actors/the-front/"}
    site = project.build(settings=project.settings("ANNALS_PAGE_SIZE = 1"))
    assert {page for page in site.pages if page.startswith("actors/the-front/")} == had


def test_reports_are_not_merged_by_machine(project: Project) -> None:
    with pytest.raises(RewriteError, match="two reports cannot be merged by machine"):
        merged(project, "report", "2001/03/talks", "2001/03/12-arabic")


# --- texts alone

LISTS = """
x: 1                     | x: 1 / new: [/a/]
new: [/b/]               | new: [/b/, /a/]
new: []                  | new: [/a/]
new: [ /b/, ]  # c       | new: [ /b/, /a/ ]  # c
new: / - /b/ / y: 2      | new: / - /b/ / - /a/ / y: 2
new: /   - {from: /b/} / y: 2 | new: /   - {from: /b/} /   - /a/ / y: 2
"""


@pytest.mark.parametrize("row", LISTS.strip("\n").splitlines())
def test_an_item_is_added_to_a_list_however_it_is_written(row: str) -> None:
    before, after = (cell.strip().replace(" / ", "\n") for cell in row.split(" | "))
    assert add_to_list(f"---\n{before}\n---\n".encode(), "new", ["/a/"], "x").decode() == f"---\n{after}\n---\n"


def test_a_list_that_cannot_be_added_to_is_told() -> None:
    with pytest.raises(RewriteError, match=r"x.md:2: 'new' is written in a way that cannot be added to; add /a/ by hand first"):
        add_to_list(b"---\nnew: [/b/,\n  /c/]\n---\n", "new", ["/a/"], "x.md")


def test_a_text_that_is_not_where_it_should_be_is_told() -> None:
    with pytest.raises(RewriteError, match=r"x.md:1:3: 'old' could not be found"):
        rewrite(b"a other", [Rewrite(1, 3, "old", "new")], "x.md")


# --- the list of released addresses


def released(project: Project) -> tuple[str, Path]:
    """Settings that name a list, and the list."""
    path = project.root / "addresses.txt"
    return project.settings(f"ANNALS_RELEASED = {str(path)!r}"), path


def release_now(project: Project) -> int:
    return release(*site_of(project, ANNALS_RELEASED="addresses.txt"))[2]


SIEGE = "reports/2001/02/01-siege-of-riverton"
SPARE = "/search/names/u0627/\n/search/names/m/2/\n/corrections/1999/\n/corrections/1999/3/\n"


def test_the_list_holds_what_is_published_in_order(project: Project) -> None:
    conf, path = released(project)
    assert release_now(project) > 20
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines == sorted(lines)
    assert {"/", "/reports.atom", "/2001/02/01/", "/actors/northern-front/", f"/{SIEGE}/#bridges", f"/{SIEGE}/#claim-siege-front"} <= set(
        lines
    )
    assert not {"/404.html", "/robots.txt", "/sitemap.xml", "/_redirects", "/redirects.nginx"} & set(lines)
    assert [line for line in lines if line.startswith("/search/")] == ["/search/"]  # its index is cut anew as the archive grows
    assert release_now(project) == 0
    project.build(settings=conf)


def test_what_was_released_may_not_vanish(project: Project) -> None:
    conf, path = released(project)
    release_now(project)
    (project.content / "reports/2001/03/12-arabic.md").unlink()
    for file in sorted(project.content.rglob("*.md")):
        text = file.read_text("utf-8").replace("#bridges", "#both-bridges").replace("story: bridges", "story: both-bridges")
        file.write_text(text, "utf-8")
    done = project.pelican(settings=conf, SITEURL=URL)
    assert done.status == 65
    number = path.read_text("utf-8").splitlines().index("/reports/2001/03/12-arabic/") + 1
    assert f"addresses.txt:{number}:1: error: the address /reports/2001/03/12-arabic/ was released, and is gone" in done.err
    assert "write into the file of what stands there: redirect_from: [/reports/2001/03/12-arabic/]" in done.err
    assert "a file in content/takedowns/ with addresses: [/reports/2001/03/12-arabic/]" in done.err
    assert f"error: the part /{SIEGE}/#bridges was released, and is gone" in done.err
    assert 'redirect_from: [{from: "#bridges", to: the-new-id}]' in done.err
    with pytest.raises(ContentError):
        release_now(project)
    examining.check(*site_of(project, ANNALS_RELEASED="addresses.txt", ANNALS_PREVIEW=True))  # where work goes on


def test_the_address_of_a_picture_lasts_like_that_of_a_part(project: Project) -> None:
    conf, path = released(project)
    release_now(project)
    supplies = "reports/2001/02/03-supplies"
    assert f"/{supplies}/#image-landing" in path.read_text("utf-8").splitlines()
    project.edit(f"{supplies}.md", "{id: landing,", "{id: the-landing,")
    done = project.pelican(settings=conf, SITEURL=URL)
    assert f"error: the part /{supplies}/#image-landing was released, and is gone" in done.err
    project.edit(f"{supplies}.md", "---\ntitle", '---\nredirect_from: [{from: "#image-landing", to: image-the-landing}]\ntitle')
    site = project.build(settings=conf)
    assert len(site.pages[f"{supplies}/"].xpath("//*[@id='image-landing']")) == 1


def test_the_told_cures_cure(project: Project) -> None:
    conf, path = released(project)
    release_now(project)
    (project.content / "reports/2001/03/12-arabic.md").unlink()
    project.edit(f"{SIEGE}.md", "{#bridges}", "{#both-bridges}")
    text = (project.content / f"{SIEGE}.md").read_text("utf-8").replace("story: bridges", "story: both-bridges")
    project.write(f"{SIEGE}.md", text.replace("---\n", '---\nredirect_from: [{from: "#bridges", to: both-bridges}]\n', 1))
    for file in sorted(project.content.rglob("*.md")):
        file.write_text(file.read_text("utf-8").replace("riverton.md#bridges", "riverton.md#both-bridges"), "utf-8")
    said = project.pelican(settings=conf, SITEURL=URL)
    lost = re.findall(r"the address (\S+) was released, and is gone", said.err)
    assert set(lost) >= {"/reports/2001/03/12-arabic/"}
    assert not {"/2001/03/12/", "/places/riverton/2000s/"} & set(lost)  # lists, which lead on
    project.write("takedowns/one.md", f"---\naddresses: [{', '.join(lost)}]\ndate: 2002-01-01\nreason: It was wrong.\n---\n")
    project.build(settings=conf)
    before = path.read_text("utf-8").splitlines()
    assert release_now(project) == 1  # the new id of the part
    assert set(before) < set(path.read_text("utf-8").splitlines())


def test_a_list_that_has_nothing_to_hold_any_more_leads_on(project: Project) -> None:
    """The day of a report that had another date, and the decade of a place that has few reports again."""
    conf, path = released(project)
    release_now(project)
    path.write_text(f"{path.read_text('utf-8')}/places/old-mill/1990s/2/\n/1855/\n/on-this-day/12-24/\n{SPARE}", "utf-8")
    project.edit("reports/2001/03/12-arabic.md", "date: 2001-03-12", "date: 2001-03-13")
    site = project.build(settings=conf)
    for old, new in (
        ("2001/03/12/", "2001/03/"),
        ("places/old-mill/1990s/2/", "places/old-mill/"),
        ("1855/", "timeline/"),
        ("on-this-day/12-24/", "on-this-day/"),
        ("search/names/u0627/", "search/"),
        ("search/names/m/2/", "search/"),
        ("corrections/1999/", "corrections/"),
        ("corrections/1999/3/", "corrections/"),
    ):
        page = site.pages[old]
        assert page.xpath("//link[@rel='canonical']/@href") == [f"{URL}/{new}"]
        assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url=/{new}"]
        assert f"/{old} /{new} 301" in site.text("_redirects")
        assert f'"/{old}" "/{new}";' in site.text("redirects.nginx")
    assert site.broken_links() == []
    assert release_now(project) >= 1  # the new day
    assert "/2001/03/12/" in path.read_text("utf-8").splitlines()
    project.edit("reports/2001/03/12-arabic.md", "date: 2001-03-13", "date: 2001-03-12")
    back = project.build(settings=conf)
    assert not back.pages["2001/03/12/"].xpath("//meta[@http-equiv='refresh']")
    assert back.pages["2001/03/13/"].xpath("//meta[@http-equiv='refresh']")


def test_a_list_of_what_was_renamed_or_taken_down_goes_with_it(project: Project) -> None:
    conf, path = released(project)
    release_now(project)
    path.write_text(f"{path.read_text('utf-8')}/places/old-mill/1990s/\n/actors/nobody/1990s/\n", "utf-8")
    renamed(project, "place", "old-mill", "mill")
    project.write("takedowns/one.md", "---\naddresses: [/actors/nobody/]\ndate: 2002-01-01\nreason: It was wrong.\n---\n")
    site = project.build(settings=conf)
    assert site.pages["places/old-mill/1990s/"].xpath("//link[@rel='canonical']/@href") == [f"{URL}/places/mill/"]
    assert "actors/nobody/1990s/" not in site.pages
    assert "/actors/nobody/* /actors/nobody/index.html 410!" in site.text("_redirects")


def test_a_rename_keeps_every_released_address(project: Project) -> None:
    conf, _ = released(project)
    release_now(project)
    renamed(project, "report", SIEGE.removeprefix("reports/"), "2001/02/01-siege")
    renamed(project, "place", "old-mill", "mill")
    renamed(project, "source", "example-wire", "the-wire")
    project.build(settings=conf)


def test_a_list_that_changes_is_looked_at_though_nothing_else_did(project: Project) -> None:
    conf, path = released(project)
    project.build(settings=conf)
    path.write_text("/never/was/\n", "utf-8")
    assert project.pelican(settings=conf, SITEURL=URL).status == 65


def test_an_image_that_was_released_may_not_vanish(project: Project) -> None:
    conf, path = released(project)
    project.write("images/map.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n')
    project.edit(f"{SIEGE}.md", "Both bridges at", "![A map](/images/map.svg)\n\nBoth bridges at")
    release_now(project)
    assert "/images/map.svg" in path.read_text("utf-8").splitlines()
    project.edit(f"{SIEGE}.md", "/images/map.svg", "/images/plan.svg")
    (project.content / "images/map.svg").rename(project.content / "images/plan.svg")
    done = project.pelican(settings=conf, SITEURL=URL)
    assert done.status == 65
    assert "error: the image /images/map.svg was released, and is gone" in done.err
    assert "put the file back into content/images/map.svg" in done.err
    (project.content / "images/map.svg").write_bytes((project.content / "images/plan.svg").read_bytes())
    project.build(settings=conf)


def test_from_a_release_by_the_command_to_a_file_renamed_by_hand_and_back_to_a_site(project: Project) -> None:
    """The whole way, as somebody goes it who has only the messages."""
    done = run(sys.executable, "-m", "invoke", "release", cwd=project.root, SITEURL=URL)
    assert (done.status, "of them new. Commit it with what you publish." in done.out) == (0, True), done.told
    assert "/actors/jane-example/" in (project.root / "addresses.txt").read_text("utf-8").splitlines()
    (project.content / "actors/jane-example.md").rename(project.content / "actors/jane.md")
    for file in sorted(project.content.rglob("*.md")):
        file.write_text(file.read_text("utf-8").replace("jane-example", "jane"), "utf-8")
    lost = project.pelican(settings="publishconf.py", SITEURL=URL)
    assert lost.status == 65
    assert "error: the address /actors/jane-example/ was released, and is gone" in lost.err
    assert not project.output.exists()
    [cure] = {line.split("what stands there: ")[1] for line in lost.err.splitlines() if "redirect_from: [/actors/jane-example/]" in line}
    project.edit("actors/jane.md", "---\nname", f"---\n{cure}\nname")
    site = project.build("--fatal", "errors", settings="publishconf.py")
    assert site.pages["actors/jane-example/"].xpath("//main//a/@href") == ["/actors/jane/"]
    assert "/actors/jane-example/ /actors/jane/ 301" in site.text("_redirects").splitlines()
