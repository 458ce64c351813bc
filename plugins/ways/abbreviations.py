"""Abbreviations, and what they stand for. None is explained from elsewhere: all come from the names that the record itself gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annals import linked_data
from annals.choices import kind_word
from annals.composing import Composer
from annals.edition import Outline
from annals.particulars import Name
from annals.records import Term
from annals.sections import Page
from annals.values import immutable
from annals.views import Head, Link

TITLE = "Abbreviations"
INDEX = "abbreviations/"
_SHORT = re.compile(r"[A-Z][A-Z.&-]{1,9}")
_INITIALS = re.compile(r"\b[A-Z]")


@immutable
class AbbreviationView:
    short: str  # "HNC"
    lang: str | None  # of the abbreviation
    full: str  # "High Negotiations Committee"
    link: Link  # to the page of what it stands for, by its chief name
    kind: str  # "Organisation"
    first: Link | None  # to the first report that names it; its note is the date


@immutable
class AbbreviationsView:
    """abbreviations.html: abbreviations in order, with the first report in which each thing is named."""

    head: Head
    title: str
    lead: str
    glossary: Link  # where words are explained that are no names
    items: tuple[AbbreviationView, ...]  # an abbreviation of two things stands twice


def pages(outline: Outline) -> Iterator[Page]:
    del outline  # the cards do not know which name is an abbreviation
    yield Page(INDEX, "abbreviations.html", compose, (), "the section 'ways'")


def compose(composer: Composer) -> AbbreviationsView:
    lead = "What is written short in the reports, as the record of each name gives it, and where it is named first in order of time."
    description = f"Abbreviations in {composer.site.name} and what they stand for."
    head = composer.head(INDEX, TITLE, description, (composer.section("ways"),))
    head = linked_data.described_list(composer.edition, head, INDEX)
    items = sorted(_items(composer), key=lambda item: (item.short.casefold(), item.full.casefold(), item.link.url or ""))
    return AbbreviationsView(head, TITLE, lead, composer.section("terms"), tuple(items))


def _items(composer: Composer) -> Iterator[AbbreviationView]:
    families = (
        ("actor", composer.actors, composer.reports_by_actor),
        ("place", composer.places, composer.reports_by_place),
        ("source", composer.sources, composer.reports_by_source),
        ("term", composer.terms, composer.reports_by_term),
    )
    for family, table, reports in families:
        for id, entity in table.items():
            for short, lang, full in expansions(entity.name, entity.lang, entity.aliases):
                named = reports.get(id, ())
                link = composer.link(family, id)
                yield AbbreviationView(
                    short,
                    lang,
                    full,
                    Link(link.text, link.url, link.lang),
                    "Term" if isinstance(entity, Term) else kind_word(entity.kind),
                    composer.report_dated(named[0]) if named else None,
                )


def expansions(name: str, lang: str | None, aliases: tuple[Name, ...]) -> Iterator[tuple[str, str | None, str]]:
    """Each abbreviation among the names of a thing, its language, and what it stands for: the chief name; or, where that is the
    abbreviation itself (OPCW), the other name whose capitals it is made of.
    """
    for alias in aliases:
        if alias.kind == "abbreviation" and alias.text != name:
            yield alias.text, alias.lang, name
    if _SHORT.fullmatch(name):
        letters = re.sub(r"[^A-Z]", "", name)
        for alias in aliases:
            if "".join(_INITIALS.findall(alias.text)) == letters and len(alias.text) > len(name) + 2:
                yield name, lang, alias.text
                break
