"""Which terms stand in the text of a report: in any of their forms, as a whole word, the longest first."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import ahocorasick_rs

from .cards import Cards, EntityCard
from .mentions import term_forms, whole_words
from .records import Report
from .values import immutable

_TAG = re.compile(r"<[^>]*>")
_APART = "\0"  # what no name holds: a form does not go over the edge of an element


@immutable
class Terms:
    """The forms of all terms of an edition, as they stand in HTML, each with the term that it is a form of; those of two are left out."""

    meanings: Mapping[str, str]
    _forms: tuple[str, ...]
    _automaton: ahocorasick_rs.AhoCorasick
    _bytes: ahocorasick_rs.BytesAhoCorasick

    def may_stand_in(self, blob: bytes) -> bool:
        """Whether any form stands somewhere in a pickled record: cheaper than to unpickle it."""
        return bool(self._forms) and bool(self._bytes.find_matches_as_indexes(blob))

    def standing_in(self, report: Report) -> tuple[str, ...]:
        """The ids of the terms in its title, its summary and its text, in order."""
        if not self._forms:
            return ()
        told = [report.title, report.summary, *(part.title for part in report.body)]
        text = _APART.join((*(html.escape(line, quote=False) for line in told), *(_TAG.sub(_APART, part.html) for part in report.body)))
        ids: set[str] = set()
        position = 0
        for start, minus_end, form in whole_words(self._automaton, text):
            if start >= position:
                ids.add(self.meanings[self._forms[form]])
                position = -minus_end
        return tuple(sorted(ids))


def build_terms(cards: Iterable[EntityCard]) -> Terms:
    """A form that two terms have in common means neither."""
    borne: dict[str, set[str]] = {}
    for card in cards:
        for form in term_forms(card):
            borne.setdefault(html.escape(form, quote=False), set()).add(card.id)
    meanings = {form: next(iter(ids)) for form, ids in sorted(borne.items()) if len(ids) == 1}
    forms = tuple(meanings)
    # as it stands in a body, and as it stands in a title
    plain = {spelled.encode() for form in forms for spelled in (form, html.unescape(form))}
    return Terms(meanings, forms, ahocorasick_rs.AhoCorasick(forms), ahocorasick_rs.BytesAhoCorasick(sorted(plain)))


def with_terms(cards: Cards, reports: Mapping[str, Report]) -> Cards:
    """Cards whose reports say which terms stand in them."""
    terms = build_terms(cards.terms.values())
    told = {id: card._replace(terms=terms.standing_in(reports[id])) for id, card in cards.reports.items()}
    return replace(cards, reports=told)
