"""What a section says that its pages are planned from is what it looks at: else a page would stay in a plan, or out of it, unseen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annals.cards import Cards, cards_of
from annals.conf import read_conf
from annals.edition import Outline
from annals.histories import Histories
from annals.load import load
from annals.planning import LastPlan, make_outline, plan
from annals.plans import packed_plan, unpacked_plan
from annals.reading import ContentFolder
from annals.records import TABLES
from annals.sections import Page, Section
from annals.settings import Settings, read_settings
from annals.usage import with_terms
from benchmarks.corpus import Corpus
from tests.sites import OCTOBER, ROOT, SMALL, sections


class Looked:
    """Something whose looks are noted, each under the name that it is planned from."""

    def __init__(self, of: Any, note: Any) -> None:
        self._looked = (of, note)

    def __getattr__(self, name: str) -> Any:
        of, note = self._looked
        note(name)
        return getattr(of, name)


def watched(outline: Outline, looks: set[str]) -> Outline:
    def of(table: str) -> dict[str, Any]:
        return {id: Looked(card, lambda name: looks.add(f"{table}.{name}")) for id, card in getattr(outline.cards, table).items()}

    indexes: Any = Looked(outline.indexes, lambda name: looks.add(f"indexes.{name}"))
    histories: Any = Looked(outline.histories, lambda _: looks.add("histories"))
    return replace(outline, cards=Cards(**{table: of(table) for table in TABLES.values()}), indexes=indexes, histories=histories)


@pytest.fixture(scope="module")
def settings() -> Settings:
    return read_settings({**read_conf(ROOT / "pelicanconf.py"), "SITEURL": "https://example.org", "ANNALS_RELEASED": None})


@pytest.fixture(scope="module")
def outlines(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> list[Outline]:
    """Of archives that are small and have something of everything, and of one that has long lists; released, and not."""
    busy = tmp_path_factory.mktemp("busy")
    Corpus(150, 1).write(busy)
    (busy / "takedowns").mkdir()
    decision = "---\naddresses: [/actors/nobody/]\ndate: 2016-11-02\nreason: A court ordered it.\n---\n"
    (busy / "takedowns" / "one.md").write_text(decision, "utf-8")
    return [outline for content in (SMALL, OCTOBER, busy) for outline in _outlines(content, settings)]


def _outlines(content: Path, settings: Settings) -> Iterator[Outline]:
    site = replace(settings.site, page_size=2)
    archive = load(ContentFolder(content, "content", dict(site.categories)), preview=True)
    cards = with_terms(cards_of(archive), archive.reports)
    first = next(iter(cards.reports))
    histories = Histories({}, (("2016-11-01", first, "x"),), ((first, "x"),), "incomplete")
    for preview in (True, False):
        outline = make_outline(cards, replace(site, preview=preview), sections(), histories)
        yield outline
        yield replace(outline, released=("/actors/nobody/2010s/", "/timeline/9/", "/reports/1999/gone/"))


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.name)
def test_a_section_is_planned_from_what_it_says(section: Section, outlines: list[Outline]) -> None:
    looks: set[str] = set()
    for outline in outlines:
        seen = watched(outline, looks)
        pages = tuple(section.pages(seen))
        if section.survey:
            list(section.survey(seen, pages))
    ids = {f"{table}.id" for table in TABLES.values()}  # these, and their order, are looked at whenever one comes or goes
    assert section.planned_from is not None
    assert looks - ids == set(section.planned_from)


def test_a_plan_of_the_same_is_the_same_plan(outlines: list[Outline], settings: Settings) -> None:
    for outline in outlines:
        planned = plan(outline, sections(), {}, settings)
        assert plan(outline, sections(), {}, settings, LastPlan(planned, frozenset())) is planned
        every = {name for section in sections() for name in section.planned_from or ()}
        assert plan(outline, sections(), {}, settings, LastPlan(planned, every)) is planned


def test_a_section_that_does_not_say_what_it_looks_at_is_planned_anew(outlines: list[Outline], settings: Settings) -> None:
    outline = outlines[0]
    titles: Section = Section(
        "titles", lambda outline: (Page(f"{card.title}.html", "", len, (), "x") for card in outline.cards.reports.values())
    )
    planned = plan(outline, [titles], {}, settings)
    first, card = next(iter(outline.cards.reports.items()))
    reports = {**outline.cards.reports, first: card._replace(title="Another")}
    changed = replace(outline, cards=replace(outline.cards, reports=reports))
    again = plan(changed, [titles], {}, settings, LastPlan(planned, {"reports.title"}))
    assert {page.path for page in again.pages} - {page.path for page in planned.pages} == {"Another.html"}
    kept = [page for page in again.pages if page.path != "Another.html"]
    assert {id(page) for page in kept} <= {id(page) for page in planned.pages}


def test_a_plan_that_is_kept_is_the_same_plan(outlines: list[Outline], settings: Settings) -> None:
    for outline in outlines:
        planned = plan(outline, sections(), {}, settings)
        found = unpacked_plan(packed_plan(planned))
        assert found == planned
        assert found is not None
        assert plan(outline, sections(), {}, settings, LastPlan(found, frozenset())) is found
        every = {name for section in sections() for name in section.planned_from or ()}
        assert plan(outline, sections(), {}, settings, LastPlan(found, every)) is found


def test_a_plan_of_what_cannot_be_found_by_its_name_is_not_kept(outlines: list[Outline], settings: Settings) -> None:
    def compose(_: object) -> str:
        return ""

    odd: Section = Section("odd", lambda _: [Page("odd.txt", "", compose, (), "x")])
    assert unpacked_plan(packed_plan(plan(outlines[0], [odd], {}, settings))) is None
