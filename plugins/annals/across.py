"""What no file can say by itself: checks across files, from what is kept of each. They say only whether there is a fault.

Which fault it is, is told by reading everything: see :mod:`annals.load`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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
def check_across(
    sources: Mapping[str, SourceState],
    images: Iterable[str],
    categories: Mapping[str, str],
    *,
    preview: bool,
    more: Collection[str] | None = None,
) -> None:
    """All of these checks. ``sources``: by path below the content folder; ``more``: those that say more than when all was found right,
    as :func:`saying_more` gives them; ``None``: look at all. Raises :class:`FaultyError` on any fault.
    """
    bearings = {inside: bearing_of(source) for inside, source in sources.items()} if more is None else _around(sources, more)
    files = [(sources[inside], bearing) for inside, bearing in bearings.items()]
    own = bearings if more is None else {inside: bearings[inside] for inside in more}
    _check_ids(sources.values(), bearings.values())
    _check_links(own, bearings, frozenset(images))
    if more is None:
        _check_trees(sources.values())
    _check_claims(files, categories)
    _check_gates(sources.values(), files, preview=preview)


def saying_more(before: Mapping[str, SourceState], now: Mapping[str, SourceState]) -> frozenset[str] | None:
    """The reports that are new, or say more than before of what files are to each other, where no file says less, and none but reports
    says anything else: then nothing can be wrong but with these. Else ``None``. Empty where all files are to each other what they were.
    """
    if not before.keys() <= now.keys():
        return None
    more = []
    for inside, source in now.items():
        was = before.get(inside)
        if was is source or (was is not None and _standing(was) == _standing(source)):
            continue
        if source.family != "report" or (was is not None and not _says_more(was, source)):
            return None
        more.append(inside)
    return frozenset(more)


def _standing(source: SourceState) -> tuple[Any, ...]:
    """All of a file that the checks look at."""
    card = source.card if source.family not in ("report", "prose") else status_of(source)
    return (source.family, source.id, card, source.bearing)


def _says_more(was: SourceState, now: SourceState) -> bool:
    """Whether all that others may lean on is still there: the file's claims, and the places in it to which a link can lead."""
    if (was.family, was.id, status_of(was)) != (now.family, now.id, status_of(now)):
        return False
    before, after = bearing_of(was), bearing_of(now)
    return set(before.anchors) <= set(after.anchors) and set(before.claims) <= set(after.claims)


def _around(sources: Mapping[str, SourceState], more: Collection[str]) -> dict[str, Bearing]:
    """The bearings of some files; of those that they link to; and of those with claims of the same names as theirs, or that theirs answer,
    directly or not, with these claims alone.
    """
    own = {inside: bearing_of(sources[inside]) for inside in more}
    targets = {target for bearing in own.values() for target, _, _ in bearing.links if target in sources}
    claims: dict[str, dict[str, tuple[Any, ...]]] = {inside: {} for inside in (targets - own.keys())}
    looked: set[str] = set()
    told = [ClaimState(*claim) for bearing in own.values() for claim in bearing.claims]
    asked = {id for claim in told for id in (claim.id, claim.related) if id}
    while asked:
        looked |= asked
        # most files hold none of these names, which is seen without taking them apart
        words = [id.encode() for id in sorted(asked)]
        holding = {inside for word in words for inside, source in sources.items() if word in source.bearing} - own.keys()
        answered: set[str] = set()
        for inside in sorted(holding):
            for claim in map(ClaimState._make, bearing_of(sources[inside]).claims):
                if claim.id in asked:
                    claims.setdefault(inside, {})[claim.id] = tuple(claim)
                    answered.update((claim.related,) if claim.related else ())
        asked = answered - looked
    return own | {inside: bearing_of(sources[inside])._replace(claims=tuple(kept.values())) for inside, kept in claims.items()}


Files = list[tuple[SourceState, Bearing]]


def _check_ids(sources: Collection[SourceState], bearings: Iterable[Bearing]) -> None:
    """Each is there once."""
    ids = {(source.family, source.id.casefold()) for source in sources}
    claims = [claim[0] for bearing in bearings for claim in bearing.claims]
    if len(ids) < len(sources) or len(set(claims)) < len(claims):
        raise FaultyError


def _check_links(own: Mapping[str, Bearing], bearings: Mapping[str, Bearing], pictures: frozenset[str]) -> None:
    """Everything leads somewhere. ``own``: of the files whose links are looked at; ``bearings``: of all to which they may lead."""
    for bearing in own.values():
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


def _check_gates(sources: Collection[SourceState], files: Files, *, preview: bool) -> None:
    """As :func:`annals.gates.check_gates`. ``sources``: all that there are."""
    waiting = {(source.family, source.id) for source in sources if not preview and status_of(source) != "reviewed"}
    down = withheld_by_decision(sources)
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
