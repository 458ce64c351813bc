"""What a section says that its pages are planned from is what it looks at: else a page would stay in a plan, or out of it, unseen."""

from __future__ import annotations

import random
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annals.cards import Cards
from annals.conf import read_conf
from annals.edition import Outline
from annals.filing import cards_of
from annals.histories import Histories
from annals.indexes import build_indexes
from annals.load import load
from annals.planning import Contents, LastPlan, make_outline, plan
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


def last(contents: Contents, outline: Outline, changed: AbstractSet[str] = frozenset()) -> LastPlan:
    return LastPlan(contents, changed, outline.cards, outline.indexes.tables())


@pytest.mark.parametrize("seed", range(40))
def test_a_plan_after_a_change_is_what_a_new_one_would_be(seed: int, outlines: list[Outline], settings: Settings) -> None:
    chance = random.Random(seed)
    outline = chance.choice(outlines)
    planned = plan(outline, sections(), {}, settings)
    for _ in range(2):
        changed = replace(outline, cards=edited(outline.cards, chance))
        changed = replace(changed, indexes=build_indexes(changed.cards))
        every = {name for section in sections() for name in section.planned_from or ()}
        fresh = plan(changed, sections(), {}, settings)
        planned = plan(changed, sections(), {}, settings, last(planned, outline, every))
        differing = [page.path for page, other in zip(planned.pages, fresh.pages, strict=False) if page != other]
        assert (differing, len(planned.pages)) == ([], len(fresh.pages))
        outline = replace(changed)


def edited(cards: Cards, chance: random.Random) -> Cards:
    """With a report more or less, or something else of some report or actor."""
    reports, actors = dict(cards.reports), dict(cards.actors)
    for _ in range(chance.randrange(1, 4)):
        id = chance.choice(list(reports)[1:])  # the first one has a history
        card = reports[id]
        match chance.randrange(6):
            case 0 if len(reports) > 2:
                del reports[id]
            case 1:
                reports[f"{id}-more"] = card._replace(id=f"{id}-more", path=f"{card.path}-more", redirects=(), claims=(), parts=())
            case 2:
                reports[id] = card._replace(modified=chance.choice(["", "2016-12-01", "2017-01-01"]))
            case 3:
                reports[id] = card._replace(anchor=chance.choice(["2016-10-28", "2011-03", "1999"]))
            case 4:
                reports[id] = card._replace(actors=tuple(chance.sample(sorted(actors), min(len(actors), 2))))
            case _:
                other = chance.choice(list(actors))
                actors[other] = actors[other]._replace(status=chance.choice(["reviewed", "unverified"]))
    ordered = sorted(reports.values(), key=lambda card: (card.order, card.id))
    return replace(cards, reports={card.id: card for card in ordered}, actors=actors)


def test_a_plan_of_the_same_is_the_same_plan(outlines: list[Outline], settings: Settings) -> None:
    for outline in outlines:
        planned = plan(outline, sections(), {}, settings)
        assert plan(outline, sections(), {}, settings, last(planned, outline)) is planned
        every = {name for section in sections() for name in section.planned_from or ()}
        assert plan(outline, sections(), {}, settings, last(planned, outline, every)) is planned


def test_a_section_that_does_not_say_what_it_looks_at_is_planned_anew(outlines: list[Outline], settings: Settings) -> None:
    outline = outlines[0]
    titles: Section = Section(
        "titles", lambda outline: (Page(f"{card.title}.html", "", len, (), "x") for card in outline.cards.reports.values())
    )
    planned = plan(outline, [titles], {}, settings)
    first, card = next(iter(outline.cards.reports.items()))
    reports = {**outline.cards.reports, first: card._replace(title="Another")}
    changed = replace(outline, cards=replace(outline.cards, reports=reports))
    again = plan(changed, [titles], {}, settings, last(planned, outline, {"reports.title"}))
    assert {page.path for page in again.pages} - {page.path for page in planned.pages} == {"Another.html"}
    kept = [page for page in again.pages if page.path != "Another.html"]
    assert {id(page) for page in kept} <= {id(page) for page in planned.pages}


def test_a_plan_that_is_kept_is_the_same_plan(outlines: list[Outline], settings: Settings) -> None:
    for outline in outlines:
        planned = plan(outline, sections(), {}, settings)
        found = unpacked_plan(packed_plan(planned))
        assert found is not None
        assert (found.pages, found.assets, found.files) == (planned.pages, planned.assets, planned.files)
        for mine, theirs in ((found.own, planned.own), (found.surveys, planned.surveys)):
            assert {name: tuple(pages) for name, pages in mine.items()} == {name: tuple(pages) for name, pages in theirs.items()}
        assert plan(outline, sections(), {}, settings, last(found, outline)) is found
        every = {name for section in sections() for name in section.planned_from or ()}
        assert plan(outline, sections(), {}, settings, last(found, outline, every)) is found


def test_a_plan_of_what_cannot_be_found_by_its_name_is_not_kept(outlines: list[Outline], settings: Settings) -> None:
    def compose(_: object) -> str:
        return ""

    odd: Section = Section("odd", lambda _: [Page("odd.txt", "", compose, (), "x")])
    assert unpacked_plan(packed_plan(plan(outlines[0], [odd], {}, settings))) is None
