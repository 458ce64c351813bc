"""Each page family can be taken out by its line in PLUGINS: its pages go, links to them turn into words, and nothing breaks."""

from __future__ import annotations

import ast
import re

import pytest

from tests.sites import ROOT, Project, Site, differing

# Each page family, and the files that go with it.
FAMILIES = {
    "addresses": r"_redirects|redirects\.nginx",
    "home": r"index\.html|404\.html",
    "reports": r"reports/.*|search/all/.*",
    "timeline": r"timeline/.*|2001/.*|2000s/.*",
    "actors": r"actors/.*",
    "claims": r"subjects/.*|.*/claims/.*",
    "places": r"places/.*",
    "sources": r"sources/.*|coverage/.*",
    "threads": r"threads/.*",
    "terms": r"terms/.*",
    "prose": r"about/.*",
    "finding": r"search/.*",
    "feeds": r"reports\.atom",
    "maps": r"map/.*",
    "corrections": r"corrections/.*|corrections\.atom",
    "together": r"together/.*",
    "ways": r"browse/.*|on-this-day/.*|new/.*|abbreviations/.*",
    "sitemaps": r"robots\.txt|sitemap\.xml",
}


def plugins() -> list[str]:
    """The list in pelicanconf.py, as it is written there."""
    tree = ast.parse((ROOT / "pelicanconf.py").read_text("utf-8"))
    [value] = [node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PLUGINS"]
    return list(ast.literal_eval(value))


def without(project: Project, *families: str) -> Site:
    conf = (project.root / "pelicanconf.py").read_text("utf-8")
    for family in families:
        line = f'    "{family}",\n'
        assert conf.count(line) == 1
        conf = conf.replace(line, "")
    (project.root / "pelicanconf.py").write_text(conf, "utf-8")
    return project.build("--fatal", "errors")


def test_the_table_above_names_every_page_family() -> None:
    # 'earlier' has pages only where there is a repository: tests/test_history.py takes it out;
    # 'gaps' has one in previews only: tests/test_gaps.py
    assert sorted(["annals", "earlier", "gaps", *FAMILIES]) == sorted(plugins())
    assert sorted(plugins()) == sorted(path.parent.name for path in (ROOT / "plugins").glob("*/__init__.py"))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_that_is_taken_out_leaves_no_gap(small: Site, project: Project, family: str) -> None:
    site = without(project, family)
    gone = {file for file in small.files if re.fullmatch(FAMILIES[family], file)}
    assert gone
    assert set(small.files) - set(site.files) == gone
    assert set(site.files) <= set(small.files)
    assert site.broken_links() == []


@pytest.mark.parametrize("family", [family for family in FAMILIES if family != "sitemaps"])
def test_nothing_names_the_address_of_a_page_that_is_not_there(small: Site, project: Project, family: str) -> None:
    """Neither the feed, the sitemap nor the descriptions for machines. An entry's id in the feed is a name, and stays."""
    site = without(project, family)
    gone = {file.removesuffix("index.html") for file in small.files if re.fullmatch(FAMILIES[family], file)} - {""}
    named = {
        file: sorted(
            page for page in gone if re.search(rf"(?<!<id>){re.escape(small.url)}/{re.escape(page)}(?=[\"<#\s])", data.decode("utf-8"))
        )
        for file, data in site.files.items()
        if file.endswith((".html", ".atom", ".xml", ".txt"))
    }
    assert {file: pages for file, pages in named.items() if pages} == {}


def test_only_reports_and_home_are_a_site(project: Project) -> None:
    site = without(project, *(family for family in (*FAMILIES, "earlier") if family not in ("home", "reports")))
    assert {file.partition("/")[0] for file in site.files} - {"favicon.ico"} == {"index.html", "404.html", "reports", "theme"}
    assert site.broken_links() == []


def test_the_words_of_a_link_stay_when_its_page_goes(project: Project) -> None:
    page = without(project, "actors").pages["reports/2001/02/01-siege-of-riverton/"]
    assert "The Northern Front closed the roads to Riverton" in " ".join("".join(page.itertext()).split())


@pytest.mark.parametrize(
    "order", [list(reversed(plugins())), sorted(plugins()), plugins()[5:] + plugins()[:5]], ids=["reversed", "by name", "turned"]
)
def test_the_order_of_plugins_changes_no_byte(small: Site, project: Project, order: list[str]) -> None:
    site = project.build(settings=project.settings(f"PLUGINS = {order!r}"))
    assert differing(dict(small.files), dict(site.files)) == []
