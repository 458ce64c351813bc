"""The cards of what an edition tells, from what is known of its files: as the last build left them, and as they are now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from .across import withheld_by_decision
from .cards import KINDS, Cards, ReportCard
from .drawers import Drawer, but
from .inputs import Sources
from .records import TABLES
from .stages import staged
from .state import Drawers, State


@staged("index")
def cards_before(state: State) -> Cards:
    """The cards of the last build: each is taken out when somebody asks for it."""
    sources = state.sources

    def drawer(family: str) -> Drawer[str, Any]:
        kind, (ids, paths) = KINDS[family], state.drawers.get(family, ("", ""))

        def by_id() -> dict[str, str]:
            return dict(zip(ids.split("\0"), paths.split("\0"), strict=True)) if ids else {}

        return Drawer(by_id, lambda inside: tuple.__new__(kind, sources[inside].card))  # in less than half of the time

    return Cards(**{table: drawer(family) for family, table in TABLES.items()})


@staged("index")
def cards_now(before: Cards, were: Sources, now: Sources, differing: Iterable[str], *, preview: bool) -> Cards:
    """The cards of another state of the files; those of the last one where they are the same. ``differing``: the files of which something
    else is known than before, or nothing was.
    """
    if again := _again(before, were, now, differing):
        return again
    anew = _anew(now, before, differing, preview=preview)
    return before if anew == before else anew


def drawers_of(cards: Cards, before: Cards, known: Drawers) -> Drawers:
    """What is left of the order of the cards: see :attr:`~annals.state.State.drawers`. ``known``: that of the cards of ``before``."""
    if cards is before and known:
        return known
    found: dict[str, tuple[str, str]] = {}
    for family, table in TABLES.items():
        were, are = getattr(before, table), getattr(cards, table)
        same = isinstance(are, Drawer) and are.is_of(were)  # with reports in other places there are no drawers any more
        found[family] = known[family] if same and family in known else ("\0".join(are), "\0".join(card.path for card in are.values()))
    return known if found == known else found


def _anew(sources: Sources, before: Cards, differing: Iterable[str], *, preview: bool) -> Cards:
    """The cards of all that this edition tells: in a preview everything, else what is reviewed. Those of files that do not differ are the
    very ones of ``before``.
    """
    found: dict[str, list[Any]] = {family: [] for family in KINDS}
    known = {family: dict(getattr(before, TABLES[family]).items()) for family in KINDS}
    others = frozenset(differing)
    down = withheld_by_decision(sources)
    for inside, source in sources.items():
        card = None if inside in others else known[source.family].get(source.id)
        if card is None:
            card = tuple.__new__(KINDS[source.family], source.card)  # in less than half of the time
        if (preview or card.status == "reviewed") and (source.family, source.id) not in down:
            found[source.family].append(card)
    found["report"].sort(key=lambda card: (card.order, card.id))
    for family in KINDS.keys() - {"report"}:
        found[family].sort(key=lambda card: card.id)
    return Cards(**{TABLES[family]: {card.id: card for card in cards} for family, cards in found.items()})


def _again(before: Cards, were: Sources, now: Sources, differing: Iterable[str]) -> Cards | None:
    """The cards of another state of the files, from those of the last one, where only reports differ and all of them stay in their places;
    else ``None``.
    """
    if were.paths is not now.paths:
        return None
    reports: dict[str, ReportCard | None] = {}
    for inside in differing:
        old, source = were[inside], now[inside]
        if old.card == source.card:
            continue
        if source.family != "report" or old.id != source.id:
            return None
        was, card = ReportCard(*old.card), ReportCard(*source.card)
        if (was.order, was.status) != (card.order, card.status):
            return None
        if card.id in before.reports:
            reports[card.id] = card
    if not reports:
        return before
    return replace(before, reports=but(before.reports, reports))
