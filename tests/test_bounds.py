"""Whatever the archive holds, a page stays under 100 kB before compression; and what is new changes no page of an earlier time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annals.figures import CATEGORIES
from benchmarks.corpus import Corpus
from tests.sites import Project, Site, once

MOST = 100_000
MOST_OF_A_MAP, MOST_BESIDE_OTHER_THINGS = 40_000, 25_000  # on its own page, with a hundred marks; on one of a list
REPORTS = 600
CONF = """
PLUGINS = [name for name in PLUGINS if name not in ("corrections", "earlier")]
ANNALS_PAGE_SIZE = 50
"""
FAMILY = [
    (r"\d{3}0s/", "decade"),
    (r"\d{4}/", "year"),
    (r"\d{4}/\d{2}/", "month"),
    (r"\d{4}/\d{2}/\d{2}/", "day"),
    (r"\d{4}/\d{2}/\d{2}/\d+/", "older part of a day"),
    (r"(actors|places|sources|threads|subjects|terms)/", "index"),
    (r"(actors|places|sources|threads|subjects|terms)/all/.*", "whole index"),
    (r"(actors|places|sources|subjects)/[^/]+/claims/.*", "claims"),
    (r"(actors|places|sources|threads|subjects|terms)/[^/]+/", "entity"),
    (r"(actors|places|sources)/[^/]+/\d{3}0s/", "decade of an entity"),
    (r"(actors|places|sources)/[^/]+/\d{4}/", "year of an entity"),
    (r"(actors|places|sources)/[^/]+/\d{4}/\d+/", "older part of a year"),
    (r"threads/[^/]+/\d+/", "older part of a thread"),
    (r"timeline/", "timeline"),
    (r"timeline/\d+/", "older part of the timeline"),
]


def family(path: str) -> str:
    return next((name for pattern, name in FAMILY if re.fullmatch(pattern, path)), path.partition("/")[0] or "home")


def busy(content: Path) -> None:
    """Six hundred reports in seven months, one day of which has very many; places all over the world; one thread for all; claims by one
    speaker and about one subject in great number; three hundred actors of whom little is known.
    """
    Corpus(REPORTS).write(content)
    for number, place in enumerate(sorted((content / "places").glob("*.md"))):
        where = f"coordinates: {{lat: {number * 37 % 120 - 50}, lon: {number * 61 % 340 - 170}, precision: town, from: invented}}\n---\n"
        place.write_text(re.sub(r"---\n$", where, place.read_text("utf-8")), "utf-8")
    (content / "threads").mkdir()
    (content / "threads/long.md").write_text("---\nname: All of it\nsummary: Long.\n---\n", "utf-8")
    for number in range(300):
        (content / f"actors/quiet-{number:03}.md").write_text(f"---\nname: Quiet {number:03}\nkind: person\n---\n", "utf-8")
    (content / "subjects/much.md").write_text("---\nname: Much is said of it\n---\n", "utf-8")
    keys = list(CATEGORIES)
    for number, report in enumerate(sorted((content / "reports").rglob("*.md"))):
        claim = (
            f"  - {{id: much-{number}, about: much, speaker: source-0, verb: says, {keys[number % len(keys)]}: {number}, "
            f"text: {'What was said of it at that time. ' * 3}}}\n"
        )
        text = report.read_text("utf-8").replace("---\n", "---\nthreads: [long]\n", 1)
        text = (
            text.replace("claims:\n", f"claims:\n{claim}", 1)
            if "claims:\n" in text
            else text.replace("\n---\n", f"\nclaims:\n{claim}---\n", 1)
        )
        if number < 150:
            text = re.sub(r"^date: .*$", "date: 2001-05-05", text, count=1, flags=re.MULTILINE)
        report.write_text(text, "utf-8")


def busy_site(shared: Path) -> Site:
    def make(folder: Path) -> None:
        project = Project(folder / "project", None)
        busy(project.content)
        project.build(settings=project.settings(CONF))

    return Site(once(shared / "busy", make) / "project/output", "https://example.org")


@pytest.fixture(scope="module")
def site(shared: Path) -> Site:
    return busy_site(shared)


def test_no_page_of_any_family_reaches_the_bound(site: Site) -> None:
    largest: dict[str, tuple[int, str]] = {}
    for file, data in site.files.items():
        if file.endswith(".html"):
            path = file.removesuffix("index.html")
            largest[family(path)] = max(largest.get(family(path), (0, "")), (len(data), path))
    assert {name for _, name in FAMILY} <= largest.keys()
    assert {name: found for name, found in largest.items() if found[0] >= MOST} == {}


def test_no_map_grows_with_the_archive(site: Site) -> None:
    drawings = {file: re.findall(rb"<annals-map>.*?</annals-map>", data, re.DOTALL) for file, data in site.files.items()}
    sizes = {file: len(found[0]) for file, found in drawings.items() if found}
    assert max(sizes.values()) < MOST_OF_A_MAP, max(sizes, key=sizes.__getitem__)
    assert max(size for file, size in sizes.items() if file != "map/index.html") < MOST_BESIDE_OTHER_THINGS


def test_all_reports_of_a_busy_actor_are_reached_by_plain_links(site: Site) -> None:
    """From its page to its times, to the older parts of these."""
    total = int(
        site.pages["actors/actor-0/"].xpath("string(//div[contains(@class, 'entity-record')]/section/h2)").split()[0].replace(",", "")
    )
    assert total > 150
    found, seen, todo = set(), set(), ["actors/actor-0/"]
    while todo:
        page = todo.pop()
        seen.add(page)
        found |= set(site.pages[page].xpath("//ol[contains(@class, 'spine')]//h3//a/@href"))
        links = site.pages[page].xpath("//main//a/@href")
        todo += {link[1:] for link in links if re.match(r"/actors/actor-0/[0-9s/]+$", link)} - seen
    assert len(found) == total


def test_a_month_that_has_no_room_counts_what_it_leaves_out(site: Site) -> None:
    page = site.pages["2001/05/"]
    total = int(page.xpath("string(//header//p[contains(@class, 'quiet')])").split()[0])
    told = len(page.xpath("//ol[contains(@class, 'spine')]/li"))
    left = [int(words.split()[1]) for words in page.xpath("//p[contains(@class, 'left-out')]//text()[contains(., 'more')]")]
    assert told <= 40
    assert told + sum(left) == total
    assert page.xpath("//p[contains(@class, 'left-out')]/a/@href")[0].startswith("/2001/05/")
    assert len(site.pages["2001/05/05/"].xpath("//ol[contains(@class, 'spine')]/li")) < 75


def test_a_thread_tells_some_of_what_is_contested_in_it_and_counts_the_rest(site: Site) -> None:
    contested = site.pages["threads/long/"].xpath("//section[contains(@class, 'all-contested')]")[0]
    assert len(contested.xpath(".//li[@class='standing']")) == 8
    assert int(contested.xpath("string(p[@class='quiet'])").split()[1]) > 20


def test_all_reports_of_no_known_day_are_reached_by_plain_links(tmp_path: Path) -> None:
    """Of a month, and of a year, that have more of them than their pages tell."""
    project = Project(tmp_path / "project", None)
    project.write("sources/wire.md", "---\nname: Wire\nkind: agency\n---\n")
    dates = ["2001-05"] * 44 + ["2001-05-03"] + ["2001"] * 9
    for number, date in enumerate(dates):
        project.write(f"reports/2001/{number:03}-x.md", f"---\ntitle: No. {number}\ndate: {date}\nsummary: One.\nsources: [Wire]\n---\n")
    site = project.build(settings=project.settings("ANNALS_PAGE_SIZE = 10"))
    for page, words, total in (("2001/05/", "May 2001, day not known", 44), ("2001/", "2001, month not known", 9)):
        told = len(site.pages[page].xpath("//ol[contains(@class, 'spine')]/li")) - (page == "2001/05/")  # but for that of 3 May
        (link,) = site.pages[page].xpath("//p[contains(@class, 'left-out')]/a")
        assert link.text_content() == f"and {total - told} more of {words}"
        found, to = set(), link.get("href")
        while to:
            part = site.pages[to[1:]]
            found |= set(part.xpath("//ol[contains(@class, 'spine')]//h3//a/@href"))
            to = next(iter(part.xpath("//a[contains(., 'Older reports')]/@href")), None)
        assert len(found) == total
    assert site.broken_links() == []


def test_a_decade_of_an_actor_leads_to_its_years_and_to_the_decades_beside_it(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", None)
    project.write("sources/wire.md", "---\nname: Wire\nkind: agency\n---\n")
    project.write("actors/front.md", "---\nname: Front\nkind: armed-group\n---\n")
    for number in range(66):
        year = 1991 if number < 4 else 2001 + number % 2 * 10
        text = f"---\ntitle: No. {number}\ndate: {year}-05-0{1 + number % 9}\nsummary: One.\nactors: [Front]\nsources: [Wire]\n---\n"
        project.write(f"reports/{year}/{number:03}-x.md", text)
    site = project.build(settings=project.settings("ANNALS_PAGE_SIZE = 10"))
    page = site.pages["actors/front/2000s/"]
    assert page.xpath("string(//h1)") == "Front: reports of the 2000s"
    assert page.xpath("//ul[@class='pages']//a/@href") == ["/actors/front/2001/"]
    assert page.xpath("//nav[contains(@class, 'steps')]//a/@href") == ["/actors/front/1990s/", "/actors/front/2010s/"]
    assert site.broken_links() == []


def test_a_part_of_a_list_tells_the_way_to_all_above_it(tmp_path: Path) -> None:
    """Where there is but one decade, nothing else leads to its page."""
    project = Project(tmp_path / "project", None)
    project.write("sources/wire.md", "---\nname: Wire\nkind: agency\n---\n")
    for number in range(44):
        text = f"---\ntitle: No. {number}\ndate: 2001-05-0{1 + number % 9}\nsummary: One.\nsources: [Wire]\n---\n"
        project.write(f"reports/2001/{number:03}-x.md", text)
    site = project.build(settings=project.settings("ANNALS_PAGE_SIZE = 10"))
    way = ["/", "/sources/", "/sources/wire/", "/sources/wire/2000s/", "/sources/wire/2001/"]
    for page, above in (("sources/wire/2001/1/", way), ("sources/wire/2001/", way[:4]), ("sources/wire/2000s/", way[:3])):
        assert site.pages[page].xpath("//nav[contains(@class, 'crumbs')]//a/@href") == above


PARTS = ("", "2000s/", "2003/", "2003/1/")


def test_what_is_new_changes_no_page_of_an_earlier_time(tmp_path: Path) -> None:
    """Of an entity with a page for each of several years: that of the last one, and its own."""
    project = Project(tmp_path / "project", None)
    Corpus(60).write(project.content)
    for number in range(120):
        year = 2001 + number // 40
        text = f"---\ntitle: No. {number}\ndate: {year}-0{1 + number % 9}-03\nsummary: One.\nactors: [actor-1]\nsources: [source-1]\n---\n"
        project.write(f"reports/{year}/{number:03}-one.md", text)
    settings = project.settings("ANNALS_PAGE_SIZE = 20")
    before = dict(project.build(settings=settings).files)
    new = "---\ntitle: The last one\ndate: 2003-12-30\nsummary: One.\nactors: [actor-1]\nsources: [source-1]\n---\n"
    project.write("reports/2003/new.md", new)
    after = project.build(settings=settings).files
    changed = {file for file in after if file.startswith(("actors/actor-1/", "sources/source-1/")) and before.get(file) != after[file]}
    assert {file for file in before if file.startswith("actors/actor-1/200")} > {"actors/actor-1/2001/1/index.html"}
    allowed = {f"{entity}/{part}index.html" for entity in ("actors/actor-1", "sources/source-1") for part in PARTS}
    assert changed <= allowed
    assert "actors/actor-1/2003/index.html" in changed
