"""What no file can say by itself: checks across files, from what is kept of each. They say only whether there is a fault.

Which fault it is, is told by reading everything: see :mod:`annals.load`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .answers import left_alone, strange_revisions, wrong_answers
from .bodies import INDEX_ADDRESSES
from .cards import KINDS, SettlementCard, SubjectCard, TakedownCard
from .figures import CATEGORIES
from .gates import Entity, taken_down
from .load import cycles
from .stages import staged
from .state import Bearing, ClaimState, SourceState, bearing_of


class FaultyError(Exception):
    """There is a fault: reading everything tells which."""


@staged("resolve")
def check_across(sources: Mapping[str, SourceState], images: Iterable[str], categories: Mapping[str, str], *, preview: bool) -> None:
    """All of these checks. ``sources``: by path below the content folder. Raises :class:`FaultyError` on any fault."""
    files = [(source, bearing_of(source)) for source in sources.values()]
    bearings = dict(zip(sources, (bearing for _, bearing in files), strict=True))
    _check_ids(files)
    _check_links(bearings, frozenset(images))
    _check_trees(sources.values())
    _check_claims(files, categories)
    _check_gates(files, preview=preview)


Files = list[tuple[SourceState, Bearing]]


def _check_ids(files: Files) -> None:
    """Each is there once."""
    ids = {(source.family, source.id.casefold()) for source, _ in files}
    claims = [claim[0] for _, bearing in files for claim in bearing.claims]
    if len(ids) < len(files) or len(set(claims)) < len(claims):
        raise FaultyError


def _check_links(bearings: Mapping[str, Bearing], pictures: frozenset[str]) -> None:
    """Everything leads somewhere."""
    for bearing in bearings.values():
        for target, fragment, image in bearing.links:
            if target in pictures or (not image and target in INDEX_ADDRESSES):
                continue
            there = None if image else bearings.get(target)
            if there is None or (fragment and fragment not in there.anchors):
                raise FaultyError


def _check_trees(sources: Iterable[SourceState]) -> None:
    """Nothing lies within itself, or succeeds itself."""
    by_family: dict[str, list[Any]] = {"actor": [], "place": [], "subject": []}
    for source in sources:
        if source.family in by_family:
            by_family[source.family].append(KINDS[source.family](*source.card))
    for cards in by_family.values():
        above = {card.id: list(card.above) for card in cards}
        before = {card.id: [other for tie, other in getattr(card, "ties", ()) if tie == "succeeds"] for card in cards}
        if next(cycles(above), None) or next(cycles(before), None):
            raise FaultyError


def _check_claims(files: Files, categories: Mapping[str, str]) -> None:
    """That claims answer claims that there are, are about what these are about, and revise what their own speaker said; and that each
    category of figures is still one of the site's.
    """
    claims: dict[str, tuple[str | None, str | None]] = {}
    revisions: dict[str, tuple[tuple[str, str], str | None]] = {}
    for source, bearing in files:
        for claim in map(ClaimState._make, bearing.claims):
            claims[claim.id] = (claim.about or None, claim.related)
            revisions[claim.id] = (claim.speaker, claim.related if claim.revises else None)
        if not all(category in categories for category in _own_categories(source, bearing)):
            raise FaultyError
    if any(related is not None and (related not in claims or related == id) for id, (_, related) in claims.items()):
        raise FaultyError
    if next(wrong_answers(claims), None) or next(strange_revisions(revisions), None):
        raise FaultyError


def _own_categories(source: SourceState, bearing: Bearing) -> list[str]:
    """The categories of its figures that are not of the table."""
    if source.family == "subject":
        return beyond_table(category for category, _ in SettlementCard(*SubjectCard(*source.card).settled).figures)
    return [category for claim in bearing.claims for category in ClaimState(*claim).categories]


def beyond_table(keys: Iterable[str]) -> list[str]:
    """The categories of some figures that a site must have of its own. ``keys``: as in a claim, with what is a breakdown."""
    return [category for key in keys if (category := key.partition("/")[0]) not in CATEGORIES]


def _check_gates(files: Files, *, preview: bool) -> None:
    """As :func:`annals.gates.check_gates`."""
    waiting = {(source.family, source.id) for source, _ in files if not preview and status_of(source) != "reviewed"}
    down = withheld_by_decision(source for source, _ in files)
    withheld = waiting | down
    ids = [id.encode() for _, id in withheld]
    for source, bearing in files if ids else ():
        if any(id in source.bearing for id in ids) and (source.family, source.id) not in down:
            named = {(family, id) for _, _, family, id in bearing.names}
            if named & down or ((source.family, source.id) not in waiting and (named - set(bearing.aside)) & waiting):
                raise FaultyError
    claims: dict[str, tuple[str | None, str | None]] = {}
    shown: dict[str, tuple[str | None, str | None]] = {}
    for source, bearing in files:
        for claim in map(ClaimState._make, bearing.claims):
            claims[claim.id] = (claim.about or None, claim.related)
            if (source.family, source.id) not in withheld and (preview or claim.status == "reviewed"):
                shown[claim.id] = claims[claim.id]
    if next(left_alone(claims, shown), None):
        raise FaultyError


def withheld_by_decision(sources: Iterable[SourceState]) -> set[Entity]:
    """What was taken down: family and id of each."""
    decisions = [TakedownCard(*source.card) for source in sources if source.family == "takedown"]
    return taken_down(address for decision in decisions for address in decision.addresses)


def status_of(source: SourceState) -> str:
    status: str = KINDS[source.family](*source.card).status
    return status
