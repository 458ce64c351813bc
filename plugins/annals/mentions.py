"""First mentions of known actors, places and terms in a text become links.

Names are matched as they are written, as whole words, the longest first; never inside links, code, headings or
abbreviations. A name that several
entities bear is linked only where the report says which of them it means. A term is a word, and no name: where an actor or a place bears
it too, they are meant.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import ahocorasick_rs

from .cards import Cards, EntityCard
from .values import immutable

Entity = tuple[str, str]  # family and id
_TAG = re.compile(r"(<[^>]*>)")
_NAMED = re.compile(r"<(/?)([a-z0-9]+)")
_CLOSED_TO_LINKS = frozenset(("a", "code", "pre", "abbr", "h1", "h2", "h3", "h4", "h5", "h6"))
_BETWEEN = "<"  # stands in no name, as names stand in HTML
SHORTEST = 2  # characters of a name that is looked for


@immutable
class Mentions:
    """Every name that can be mentioned, as it stands in HTML, with what it can mean."""

    meanings: Mapping[str, tuple[Entity, ...]]
    _names: tuple[str, ...]
    _automaton: ahocorasick_rs.AhoCorasick

    def link(
        self,
        text: str,
        address: Callable[[str, str], str | None],
        told: Iterable[Entity],
        seen: set[Entity],
        note: Callable[[str], object] = str,
    ) -> str:
        """HTML with its first mentions linked.

        ``address`` gives the link of an entity, or ``None``; ``told`` are the entities that the report names, which settle what
        a shared name means; ``seen`` are those that are linked already, and is added to, so that the parts of one report can be
        done one after another; ``note`` is told every name that stands in the text.
        """
        known = frozenset(told)
        pieces = _TAG.split(text)
        for i in _open_pieces(pieces):
            pieces[i] = self._link_text(pieces[i], address, known, seen, note)
        return "".join(pieces)

    def named(self, text: str, told: Iterable[Entity], note: Callable[[str], object] = str) -> set[Entity]:
        """What :meth:`link` would link in HTML, where everything has an address and nothing is linked yet."""
        known = frozenset(told)
        pieces = _TAG.split(text)
        apart = _BETWEEN.join(pieces[i] for i in _open_pieces(pieces))
        found: set[Entity] = set()
        position = 0
        for start, minus_end, index in whole_words(self._automaton, apart):
            note(self._names[index])
            if start >= position:
                position = -minus_end
                if entity := _meant(self.meanings[self._names[index]], known):
                    found.add(entity)
        return found

    def standing_in(self, texts: bytes) -> list[tuple[str, tuple[Entity, ...]]]:
        """The names that stand anywhere in some texts, also within words, in order of name; each with what it can mean."""
        text = texts.decode("utf-8", "replace")
        found = {index for index, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}
        return [(name, self.meanings[name]) for name in sorted(self._names[index] for index in found)]

    def _link_text(
        self,
        text: str,
        address: Callable[[str, str], str | None],
        told: frozenset[Entity],
        seen: set[Entity],
        note: Callable[[str], object],
    ) -> str:
        found = whole_words(self._automaton, text)
        if not found:
            return text
        done: list[str] = []
        position = 0
        for start, minus_end, index in found:
            note(self._names[index])
            if start < position:
                continue
            entity = _meant(self.meanings[self._names[index]], told)
            end = -minus_end
            url = address(*entity) if entity and entity not in seen else None
            if entity and url is not None:
                seen.add(entity)
                quiet = ' class="term"' if entity[0] == "term" else ""
                done += [text[position:start], f'<a{quiet} href="{html.escape(url)}">', text[start:end], "</a>"]
            else:
                done.append(text[position:end])
            position = end
        return "".join((*done, text[position:]))


def _open_pieces(pieces: Sequence[str]) -> Iterator[int]:
    """Of HTML that is split at its tags, which are every second piece: the numbers of the texts in which names are looked for."""
    closed = 0
    for i, piece in enumerate(pieces):
        if i % 2:
            tag = _NAMED.match(piece)
            if tag and tag[2] in _CLOSED_TO_LINKS:
                closed += -1 if tag[1] else 1
        elif not closed and piece and not piece.isspace():
            yield i


def names_in_html(cards: Cards) -> dict[str, tuple[Entity, ...]]:
    """Every name that can be mentioned, as it stands in HTML, with the entities that bear it."""
    meanings: dict[str, dict[Entity, None]] = {}
    for family, entities in (("actor", cards.actors), ("place", cards.places)):
        for card in entities.values():
            for name in (card.name, *card.aliases):
                if len(name) >= SHORTEST:
                    meanings.setdefault(html.escape(name, quote=False), {})[family, card.id] = None
    names = {*meanings}
    for card in cards.terms.values():
        for form in term_forms(card):
            if (written := html.escape(form, quote=False)) not in names:
                meanings.setdefault(written, {})["term", card.id] = None
    return {name: tuple(meanings[name]) for name in sorted(meanings)}


def term_forms(card: EntityCard) -> Iterator[str]:
    """The forms of a term that are looked for: each also as it begins a sentence."""
    for name in (card.name, *card.aliases):
        if len(name) >= SHORTEST:
            yield from dict.fromkeys((name, name[0].upper() + name[1:]))


def build_mentions(cards: Cards) -> Mentions:
    """What looks for the names of all actors, places and terms at once."""
    meanings = names_in_html(cards)
    names = tuple(meanings)
    return Mentions(meanings, names, ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.Standard))


def _meant(meanings: tuple[Entity, ...], told: frozenset[Entity]) -> Entity | None:
    """The one that is meant: the only one, or the only one that the report names; an actor before a place of the same name,
    where both are named.
    """
    if len(meanings) == 1:
        return meanings[0]
    named = [entity for entity in meanings if entity in told]
    actors = [entity for entity in named if entity[0] == "actor"]
    return named[0] if len(named) == 1 else actors[0] if len(actors) == 1 else None


def whole_words(automaton: ahocorasick_rs.AhoCorasick, text: str) -> list[tuple[int, int, int]]:
    """Where the automaton's words stand by themselves: start, minus the end, and number of each; in order, the longest first of those
    that begin together.
    """
    return sorted(
        (start, -end, index)
        for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True)
        if _is_whole_word(text, start, end)
    )


def _is_whole_word(text: str, start: int, end: int) -> bool:
    """Not a part of a longer word: "Turkey" is not in "Turkeys", nor "US" in "US-led" or "anti-US". Nor "amp" in "&amp;"."""
    before = start > 0 and (text[start - 1] == "&" or _joins(text[start - 1], text[start - 2 : start - 1]))
    after = end < len(text) and _joins(text[end], text[end + 1 : end + 2])
    return not before and not after


def _joins(next_to: str, beyond: str) -> bool:
    """Letters, digits, and the marks that stand on them; a hyphen or an invisible joint with a letter behind it."""
    return next_to.isalnum() or unicodedata.category(next_to) == "Mn" or (next_to in "-_\u2010\u2011\u200c\u200d" and beyond.isalnum())
