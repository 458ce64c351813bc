"""What actors, places and sources are called besides their chief name, and what they were called and held at a date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .choices import ALIAS_KINDS
from .composing import Composer
from .dates import Date
from .languages import direction, language_words
from .particulars import Name, covers
from .views import Link, NameView
from .wording import date_words, open_span_words


def name_views(names: Iterable[Name]) -> tuple[NameView, ...]:
    """Other names, in the order given, each with its kind, its language and the span in which it was in use."""
    return tuple(NameView(name.text, name.lang, direction(name.lang), _note(name)) for name in names)


def _note(name: Name) -> str:
    language = language_words(name.lang) if name.lang else ""
    return ", ".join(word for word in (ALIAS_KINDS[name.kind], language, open_span_words(name.start, name.end)) if word)


def actor_then(composer: Composer, id: str, date: Date) -> Link:
    """To an actor by the name that it had then, with its name of now; or by its name, with those that it had before. Only as far as
    the record dates its names. The note also tells the office that it held.
    """
    actor, link = composer.actors[id], composer.actor(id)
    notes = [office_then(composer, id, date)]
    former = [alias for alias in actor.aliases if alias.kind == "former"]
    used = next((alias for alias in former if alias.end and covers(alias.start, alias.end, date)), None)
    if used:
        return replace(link, text=used.text, lang=used.lang, note=", ".join(filter(None, [f"now {actor.name}", *notes])))
    notes += [f"until {date_words(alias.end)} {alias.text}" for alias in former if alias.end and alias.end.latest < date.earliest]
    notes += [f"formerly {alias.text}" for alias in former if alias.start is None and alias.end is None]
    return replace(link, note=", ".join(filter(None, notes)))


def office_then(composer: Composer, id: str, date: Date) -> str:
    """What an actor was for a body at a date: ``Spokesman, Kremlin``. Empty where no office is recorded for it."""
    held = (office for office in composer.actors[id].offices if covers(office.start, office.end, date))
    return "; ".join(f"{office.title}, {composer.actor(office.body).text}" for office in held)
