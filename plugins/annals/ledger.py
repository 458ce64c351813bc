"""The claims about one thing side by side: which figures stand, how far they agree, and how one is made of them.

What these words mean is written down in docs/decisions/0009-contested.md.
"""

from __future__ import annotations

import bisect
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from .cards import ClaimCard, SettlementCard
from .figures import Figure, category_order, parse_figure
from .ranges import Range, across, range_of, total

Who = tuple[str, str]  # a speaker: family and id

_HEDGED = ("denies", "cannot-verify")  # the verbs of those who give no figure of their own


class Entry(NamedTuple):
    """A claim in its place: the report that holds it."""

    report: str
    claim: ClaimCard


class Voice(NamedTuple):
    """A speaker in one category: what it gives, and how that lies against what the others give.

    ``lies``: "above" or "below" all of them, "within", or "alone" where no other gives a figure. ``apart``: from at least one
    of them; ``meets``: agrees with at least one of them, as far as both are bounded.
    """

    who: Who
    claims: tuple[str, ...]  # by which it gives it
    range: Range
    lies: str
    apart: bool
    meets: bool


class Tally(NamedTuple):
    """One category of a subject. ``settled``: what stands for all figures by the rule; ``None``: nothing does."""

    category: str
    range: Range  # of the figures that stand
    lowest: Who
    highest: Who
    speakers: int
    apart: int  # speakers whose figure disagrees with another's
    rule: str  # a key of choices.RULES
    settled: Range | None
    claims: tuple[str, ...]  # by which the figures that stand are given

    @property
    def contested(self) -> bool:
        return self.apart > 0


class Standing(NamedTuple):
    """How the claims about a subject stand to each other."""

    claims: int
    speakers: int
    tallies: tuple[Tally, ...]  # in the order of categories
    denials: tuple[tuple[str, str], ...]  # a claim that denies, and the one that it denies; "" where it denies what others say at large
    accounts: int  # speakers whose texts are marked as competing

    @property
    def contested(self) -> bool:
        return bool(self.denials) or self.accounts > 0 or any(tally.contested for tally in self.tallies)


class Total(NamedTuple):
    """One category over all subjects. No subject is counted twice, and no share beside its whole."""

    category: str
    range: Range | None  # None: no subject has a figure that stands
    subjects: int  # that are counted
    shares: int  # left out: their figures are part of another subject's
    unsettled: int  # left out: no figure stands for them


@lru_cache(maxsize=65536)  # the claims of one build are mostly those of the last
def survey(entries: tuple[Entry, ...], settlement: SettlementCard, competing: bool) -> tuple[Standing, tuple[tuple[Who, str], ...]]:
    """Of one subject, from all claims about it: how they stand, and how each figure that stands lies against the others."""
    known = {category: voices(entries, category) for category in categories(entries)}
    lies = tuple((voice.who, voice.lies) for told in known.values() for voice in told)
    return _standing(entries, known, settlement, competing=competing), lies


def _standing(entries: Sequence[Entry], known: Mapping[str, Sequence[Voice]], settlement: SettlementCard, *, competing: bool) -> Standing:
    speakers = {_who(entry.claim) for entry in entries}
    revised = revised_claims(entries)
    tellers = {_who(entry.claim) for entry in entries if entry.claim.worded and entry.claim.id not in revised}
    tallies = (_tally(category, told, settlement) for category, told in known.items())
    return Standing(
        len(entries),
        len(speakers),
        tuple(tally for tally in tallies if tally),
        tuple(_denials(entries, revised)),
        len(tellers) if competing and len(tellers) > 1 else 0,
    )


def _who(claim: ClaimCard) -> Who:
    return (claim.family, claim.speaker)


def categories(entries: Iterable[Entry]) -> list[str]:
    """Those in which the claims give figures, in their order."""
    return sorted({category for entry in entries for category, _ in entry.claim.figures}, key=category_order)


def revised_claims(entries: Iterable[Entry]) -> set[str]:
    """Those that their own speaker replaced."""
    by_id = {entry.claim.id: entry.claim for entry in entries}
    return {
        claim.related
        for claim in by_id.values()
        if claim.relation == "revises" and claim.related in by_id and _who(by_id[claim.related]) == _who(claim)
    }


def figures_given(entries: Sequence[Entry], category: str) -> dict[Who, list[tuple[Entry, Figure]]]:
    """What each speaker gives in a category, in order of time. Whoever confirms a claim gives its figure."""
    by_id = {entry.claim.id: entry.claim for entry in entries}
    given: dict[Who, list[tuple[Entry, Figure]]] = defaultdict(list)
    for entry in entries:
        claim = entry.claim
        if claim.verb in _HEDGED:
            continue
        told = by_id.get(claim.related or "", claim) if claim.relation == "confirms" and not claim.figures else claim
        for key, written in told.figures:
            if key == category and (told is claim or _who(told) != _who(claim)):
                given[_who(claim)].append((entry, parse_figure(written)))
    return given


def voices(entries: Sequence[Entry], category: str) -> tuple[Voice, ...]:
    """The speakers of a category with the figures that stand, from lowest to highest: of each the last that it gave and did not revise."""
    standing = _last_figures(entries, category)
    bounds = [_bounds(figure for _, figure in told) for told in standing.values()]
    lows, highs = sorted(low for low, _ in bounds), sorted(high for _, high in bounds)
    found = []
    for (who, told), (low, high) in zip(standing.items(), bounds, strict=True):
        below = bisect.bisect_left(highs, low)  # speakers that lie wholly below this one
        above = len(lows) - bisect.bisect_right(lows, high)
        others = len(standing) - 1
        lies = "alone" if not others else "above" if below == others else "below" if above == others else "within"
        own = across(range_of(figure) for _, figure in told)
        claims = tuple(entry.claim.id for entry, _ in told)
        order = min(figure.order for _, figure in told)
        found.append((order, Voice(who, claims, own, lies, below + above > 0, below + above < others)))
    found.sort(key=lambda pair: (pair[0], pair[1].range.high.number, pair[1].who))
    return tuple(voice for _, voice in found)


def _last_figures(entries: Sequence[Entry], category: str) -> dict[Who, list[tuple[Entry, Figure]]]:
    """Of each speaker the figures of the last day on which it gave any that it did not revise."""
    revised = revised_claims(entries)
    found = {}
    for who, told in figures_given(entries, category).items():
        kept = [(entry, figure) for entry, figure in told if entry.claim.id not in revised]
        if kept:
            last = max(entry.claim.said for entry, _ in kept)
            found[who] = [(entry, figure) for entry, figure in kept if entry.claim.said == last]
    return found


def _bounds(figures: Iterable[Figure]) -> tuple[float, float]:
    """The widest of some figures; an open end is infinite."""
    known = list(figures)
    return (
        min(-math.inf if figure.low is None else figure.low for figure in known),
        max(math.inf if figure.high is None else figure.high for figure in known),
    )


def _tally(category: str, known: Sequence[Voice], settlement: SettlementCard) -> Tally | None:
    if not known:
        return None
    whole = across(voice.range for voice in known)
    highest = max(known, key=lambda voice: (voice.range.high.number, voice.range.most is None, voice.who))
    rule, settled = _settled(category, known, whole, settlement)
    apart = sum(voice.apart for voice in known)
    claims = tuple(claim for voice in known for claim in voice.claims)
    return Tally(category, whole, known[0].who, highest.who, len(known), apart, rule, settled, claims)


def _settled(category: str, known: Sequence[Voice], whole: Range, settlement: SettlementCard) -> tuple[str, Range | None]:
    """The rule that is used, and what stands by it. Where a rule gives nothing, nothing stands."""
    match settlement.rule:
        case "editor":
            own = dict(settlement.figures).get(category)
            return ("editor", range_of(parse_figure(own))) if own else ("range", whole)
        case "majority":
            counts = Counter(voice.range for voice in known)
            return "majority", next((each for each, count in counts.items() if 2 * count > len(known)), None)
        case "source-order":
            by_speaker = {voice.who: voice.range for voice in known}
            return "source-order", next((by_speaker[who] for who in settlement.order if who in by_speaker), None)
        case "unsettled":
            return "unsettled", None
        case _:
            return "range", whole


def _denials(entries: Sequence[Entry], revised: set[str]) -> Iterable[tuple[str, str]]:
    """A denial counts where somebody else said what is denied, and neither of the two was replaced."""
    by_id = {entry.claim.id: entry.claim for entry in entries}
    asserting = {_who(entry.claim) for entry in entries if entry.claim.verb not in _HEDGED and entry.claim.relation != "denies"}
    for entry in entries:
        claim = entry.claim
        if claim.id in revised:
            continue
        denied = by_id.get(claim.related or "")
        if claim.relation == "denies" and denied is not None:
            if denied.id not in revised and _who(denied) != _who(claim):
                yield claim.id, denied.id
        elif claim.verb == "denies" and not claim.relation and asserting - {_who(claim)}:
            yield claim.id, ""


def totals(standings: Mapping[str, Standing], above: Mapping[str, Sequence[str]]) -> tuple[Total, ...]:
    """Each whole category over all subjects. ``above``: a subject to the one that it is a share of, where there is one."""
    having: dict[str, dict[str, Tally]] = defaultdict(dict)
    for subject, found in standings.items():
        for tally in found.tallies:
            if "/" not in tally.category:
                having[tally.category][subject] = tally
    sums = []
    for category in sorted(having, key=category_order):
        known = having[category]
        shares = {subject for subject in known if _is_share(subject, known, above)}
        counted = [tally.settled for subject, tally in known.items() if subject not in shares and tally.settled is not None]
        left = len(known) - len(shares) - len(counted)
        sums.append(Total(category, total(counted) if counted else None, len(counted), len(shares), left))
    return tuple(sums)


def _is_share(subject: str, known: Mapping[str, Tally], above: Mapping[str, Sequence[str]]) -> bool:
    """Whether a figure that it is a share of is counted, or would be, however far above."""
    holder = above.get(subject, ())
    while holder:
        if holder[0] in known:
            return True
        holder = above.get(holder[0], ())
    return False
