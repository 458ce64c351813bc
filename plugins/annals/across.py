"""What no file can say by itself: checks across files, from what is kept of each. They say only whether there is a fault.

Which fault it is, is told by reading everything: see :mod:`annals.load` and :mod:`annals.coherence`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from .answers import left_alone, strange_revisions, wrong_answers
from .bodies import INDEX_ADDRESSES
from .cards import KINDS, SettlementCard, SubjectCard, TakedownCard
from .coherence import cycles
from .figures import CATEGORIES
from .gates import Entity, taken_down
from .inputs import Bearing, ClaimState, Sources, SourceState, bearing_of, status_of
from .stages import staged


class FaultyError(Exception):
    """There is a fault: reading everything tells which."""


@staged("resolve")
def check_across(
    sources: Sources,
    images: Iterable[str],
    categories: Mapping[str, str],
    *,
    preview: bool,
    more: Collection[str] | None = None,
) -> None:
    """All of these checks. ``sources``: by path below the content folder; ``more``: those that say more than when all was found right,
    as :func:`saying_more` gives them; ``None``: look at all. Raises :class:`FaultyError` on any fault.
    """
    _check_ids(sources)
    if more is None:
        _check_trees(sources.values())
    # one after another: all of them together take as much memory as all that is kept of the record
    bearings = ((inside, bearing_of(source)) for inside, source in sources.items()) if more is None else _around(sources, more).items()
    links, gates, claims = _Links(sources, frozenset(images)), _Gates(sources, preview=preview), _Claims()
    for inside, bearing in bearings:
        source = sources[inside]
        if more is None or inside in more:
            links.check(bearing)
        gates.check(source, bearing)
        claims.take(bearing, gates.shown(source, bearing))
        if not all(category in categories for category in _own_categories(source, bearing)):
            raise FaultyError
    claims.check()


def saying_more(before: Sources, now: Sources) -> frozenset[str] | None:
    """Of the files that are new or differ, those that say more than before of what files are to each other. Only where all of these are
    reports, and no file says less, nor anything else: then nothing can be wrong but with these. Else ``None``. Empty where all files are to
    each other what they were.
    """
    if before.gone(now):
        return None
    more = []
    for inside in now.others(before):
        was, source = before.get(inside), now[inside]
        if was is not None and _looked_at(was) == _looked_at(source):
            continue
        if source.family != "report" or (was is not None and not _says_more(was, source)):
            return None
        more.append(inside)
    return frozenset(more)


def _looked_at(source: SourceState) -> tuple[Any, ...]:
    """All of a file that the checks look at."""
    card = source.card if source.family not in ("report", "prose") else status_of(source)
    return (source.family, source.id, card, source.bearing)


def _says_more(was: SourceState, now: SourceState) -> bool:
    """Whether all that others may lean on is still there: the file's claims, and the places in it to which a link can lead."""
    if (was.family, was.id, status_of(was)) != (now.family, now.id, status_of(now)):
        return False
    before, after = bearing_of(was), bearing_of(now)
    return set(before.anchors) <= set(after.anchors) and set(before.claims) <= set(after.claims)


def _around(sources: Sources, more: Collection[str]) -> dict[str, Bearing]:
    """The bearings of some files; and of those with claims of the same names as theirs, or that theirs answer, directly or not, with these
    claims alone.
    """
    own = {inside: bearing_of(sources[inside]) for inside in more}
    claims: dict[str, dict[str, tuple[Any, ...]]] = {}
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


def _check_ids(sources: Sources) -> None:
    """Each is there once."""
    if len({(family, id.casefold()) for family, id in sources.ids()}) < len(sources):
        raise FaultyError


class _Links:
    """Whether everything leads somewhere."""

    def __init__(self, sources: Sources, pictures: AbstractSet[str]) -> None:
        self._sources = sources
        self._pictures = pictures
        self._anchors: dict[str, frozenset[str]] = {}  # of the files to parts of which there are links

    def check(self, bearing: Bearing) -> None:
        for target, fragment, image in bearing.links:
            if target in self._pictures or (not image and target in INDEX_ADDRESSES):
                continue
            if image or target not in self._sources or (fragment and fragment not in self._anchors_of(target)):
                raise FaultyError

    def _anchors_of(self, target: str) -> frozenset[str]:
        if target not in self._anchors:
            self._anchors[target] = frozenset(bearing_of(self._sources[target]).anchors)
        return self._anchors[target]


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


class _Claims:
    """Whether each claim is there once, and answers one that there is; whether it is about what that is about, and revises only what its
    own speaker said; and whether none that is shown says only by one that is not what it is about.
    """

    def __init__(self) -> None:
        self._count = 0
        self._claims: dict[str, tuple[str | None, str | None]] = {}
        self._shown: dict[str, tuple[str | None, str | None]] = {}
        self._revisions: dict[str, tuple[tuple[str, str], str | None]] = {}

    def take(self, bearing: Bearing, shown: Collection[str]) -> None:
        """``shown``: the ids of those that this edition tells."""
        for claim in map(ClaimState._make, bearing.claims):
            self._count += 1
            self._claims[claim.id] = (claim.about or None, claim.related)
            self._revisions[claim.id] = (claim.speaker, claim.related if claim.revises else None)
            if claim.id in shown:
                self._shown[claim.id] = self._claims[claim.id]

    def check(self) -> None:
        claims = self._claims
        if len(claims) < self._count:
            raise FaultyError
        if any(related is not None and (related not in claims or related == id) for id, (_, related) in claims.items()):
            raise FaultyError
        if next(wrong_answers(claims), None) or next(strange_revisions(self._revisions), None):
            raise FaultyError
        if next(left_alone(claims, self._shown), None):
            raise FaultyError


def _own_categories(source: SourceState, bearing: Bearing) -> list[str]:
    """The categories of its figures that are not of the table."""
    if source.family == "subject":
        return beyond_table(category for category, _ in SettlementCard(*SubjectCard(*source.card).settled).figures)
    return [category for claim in bearing.claims for category in ClaimState(*claim).categories]


def beyond_table(keys: Iterable[str]) -> list[str]:
    """The categories of some figures that a site must have of its own. ``keys``: as in a claim, with what is a breakdown."""
    return [category for key in keys if (category := key.partition("/")[0]) not in CATEGORIES]


class _Gates:
    """What :func:`annals.gates.check_gates` tells."""

    def __init__(self, sources: Sources, *, preview: bool) -> None:
        self._preview = preview
        self._waiting = set() if preview else {(source.family, source.id) for source in sources.waiting()}
        self._down = withheld_by_decision(sources)
        self._ids = [id.encode() for _, id in self._waiting | self._down]

    def check(self, source: SourceState, bearing: Bearing) -> None:
        """Whether it names nothing that is withheld, unless it is itself."""
        own = (source.family, source.id)
        if own not in self._down and any(id in source.bearing for id in self._ids):
            named = {(family, id) for _, _, family, id in bearing.names}
            if named & self._down or (own not in self._waiting and (named - set(bearing.aside)) & self._waiting):
                raise FaultyError

    def shown(self, source: SourceState, bearing: Bearing) -> list[str]:
        """Of its claims those that this edition tells."""
        own = (source.family, source.id)
        if own in self._waiting or own in self._down:
            return []
        return [claim.id for claim in map(ClaimState._make, bearing.claims) if self._preview or claim.status == "reviewed"]


def withheld_by_decision(sources: Sources) -> set[Entity]:
    """What was taken down: family and id of each."""
    decisions = [TakedownCard(*source.card) for source in sources.in_families("takedown")]
    return taken_down(address for decision in decisions for address in decision.addresses)
