"""The pages of actors: an index by kind, and one page each."""

from __future__ import annotations

from collections.abc import Iterator

from annals import linked_data
from annals.choices import ACTOR_KINDS
from annals.composing import Composer
from annals.entities import EntityFamily
from annals.entity_views import Fact
from annals.particulars import Office
from annals.records import Actor
from annals.sections import Section, offer
from annals.views import Link
from annals.wording import date_words, open_span_words


def _facts(composer: Composer, actor: Actor) -> Iterator[Fact]:
    ties = composer.ties.get(f"actor/{actor.id}", ())
    yield Fact("Office", (Link(actor.role),) if actor.role else ())
    yield Fact("Offices", tuple(_office(composer.actor(office.body), office) for office in actor.offices))
    yield Fact("Part of", tuple(_noted(composer.actor(m.actor), open_span_words(m.start, m.end)) for m in actor.part_of))
    yield Fact("Parts", tuple(composer.actor(id) for id in composer.actors_within.get(actor.id, ())))
    yield Fact("Succeeds", tuple(_noted(composer.actor(s.actor), date_words(s.date) if s.date else "") for s in actor.succeeds))
    yield Fact("Succeeded by", tuple(_successor(composer, id, actor.id) for tie, id in ties if tie == "succeeds"))
    yield Fact("Act or speak for it", tuple(link for tie, id in ties if tie == "serves" for link in _holders(composer, id, actor.id)))
    yield Fact("Country", (composer.place(actor.country),) if actor.country else ())


def _office(link: Link, office: Office) -> Link:
    return Link(f"{office.title}, {link.text}", link.url, link.lang, open_span_words(office.start, office.end))


def _holders(composer: Composer, id: str, body: str) -> Iterator[Link]:
    """A person, once for each office that the person holds for a body."""
    for office in composer.actors[id].offices:
        if office.body == body:
            words = ", ".join(filter(None, (office.title, open_span_words(office.start, office.end))))
            yield _noted(composer.actor(id), words)


def _successor(composer: Composer, id: str, before: str) -> Link:
    date = next(succession.date for succession in composer.actors[id].succeeds if succession.actor == before)
    return _noted(composer.actor(id), date_words(date) if date else "")


def _noted(link: Link, note: str) -> Link:
    return Link(link.text, link.url, link.lang, note)


ACTORS = EntityFamily(
    name="actor",
    section="actors",
    title="Actors",
    lead="States, armed groups, organisations and persons that the reports name, by kind.",
    kinds=ACTOR_KINDS,
    facts=_facts,
    groups=None,
    describe=linked_data.actor,
)

SECTION = Section(
    "actors",
    ACTORS.pages,
    {"actor": ACTORS.path},
    nav=(20, ACTORS.title, ACTORS.index_path()),
    lists=ACTORS.lists,
    planned_from=ACTORS.planned_from,
)


def register() -> None:
    offer(SECTION)
