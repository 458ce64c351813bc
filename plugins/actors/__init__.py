"""The pages of actors: an index by kind, and one page each."""

from __future__ import annotations

from collections.abc import Iterator

from annals import linked_data
from annals.composing import Composer
from annals.dates import Date
from annals.entities import EntityFamily
from annals.records import Actor
from annals.schema import ACTOR_KINDS
from annals.sections import Section, offer
from annals.views import Fact, Link
from annals.wording import date_words


def _facts(composer: Composer, actor: Actor) -> Iterator[Fact]:
    yield Fact("Office", (Link(actor.role),) if actor.role else ())
    yield Fact("Part of", tuple(_member(composer.actor(m.actor), m.start, m.end) for m in actor.part_of))
    yield Fact("Parts", tuple(composer.actor(id) for id in composer.actors_within.get(actor.id, ())))
    yield Fact("Country", (composer.place(actor.country),) if actor.country else ())


def _member(link: Link, start: Date | None, end: Date | None) -> Link:
    """The link, with the span of the membership where it is recorded."""
    since = f"since {date_words(start)}" if start else ""
    until = f"until {date_words(end)}" if end else ""
    return Link(link.text, link.url, link.lang, ", ".join(filter(None, (since, until))))


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

SECTION = Section("actors", ACTORS.pages, {"actor": ACTORS.path}, nav=(20, ACTORS.title, ACTORS.index_path()))


def register() -> None:
    offer(SECTION)
