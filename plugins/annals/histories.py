"""The history of each report as readers see it: its changes, and the states that it stood in, each with a name that never changes.

It comes from the past that git knows, from the ``corrections`` that the report itself tells of, and from what names mean today.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any, NamedTuple

from .cards import Cards, ReportCard
from .changes import KINDS, WORDING, Item
from .gitrepo import Mark
from .names import NameIndex, Resolution
from .pack import Place
from .past import Past, Step
from .problems import Problems
from .schema import FAMILIES as FOLDERS
from .values import immutable
from .versions import NOBODY, Named

DAY = 86_400  # seconds
FAMILIES = ("actor", "place", "source")
"""Those that a report names."""


class Meant(NamedTuple):
    """A name, and what it means today. Without a family it means nothing any more, or more than one thing."""

    family: str
    id: str
    text: str


class Told(NamedTuple):
    """One thing that changed: see :func:`annals.changes.compare` for what ``words`` hold."""

    kind: str
    words: tuple[str, ...] = ()
    names: tuple[Meant, ...] = ()


class Change(NamedTuple):
    """What a new version of a report brought. ``slug`` names it among the changes of its report: ``2026-11-24``, ``2026-11-24-2``."""

    slug: str
    day: str  # ISO, in UTC
    time: int | None  # seconds since 1970; None when only the day is known, from the report itself
    told: tuple[Told, ...]
    was: str = ""  # the slug of the state before it, where that has a page

    @property
    def of_substance(self) -> bool:
        return any(told.kind != WORDING for told in self.told)


class Standing(NamedTuple):
    """A state of a report, published until a change of substance took its place."""

    slug: str  # the day on which it was published, and a number where there were several: its address
    since: int
    until: int
    place: Place
    meanings: tuple[tuple[Named, Meant], ...]  # of the names in it


class History(NamedTuple):
    """Of one report. Changes and states are in order of time, oldest first."""

    changes: tuple[Change, ...]
    standings: tuple[Standing, ...]
    withheld: bool  # what was before is not shown


NO_HISTORY = History((), (), withheld=False)


@immutable
class Histories:
    """Of all reports that have any, by id.

    ``changes``: the day, the report's id and the slug of each change of substance but for first publications, oldest first.
    ``standings``: the report's id and the slug of each state that has a page. ``lack``: why history is not whole, in words.
    """

    by_report: Mapping[str, History] = field(default_factory=dict)
    changes: tuple[tuple[str, str, str], ...] = ()
    standings: tuple[tuple[str, str], ...] = ()
    lack: str = ""


NO_HISTORIES = Histories({})
UNREAD = Histories({}, lack="it was not read")

_Dated = tuple[str, int | None, tuple[Told, ...], str]  # a day, a time where it is known, what changed, and the state before
Means = Callable[[Named], Meant]


def build_histories(cards: Cards, past: Past, mark: Mark) -> Histories:
    """Of the reports that this edition tells: one that was taken out of it has no history, either."""
    means = _meanings(cards)
    found: dict[str, History] = {}
    for id, card in cards.reports.items():
        history = _history(card, past.get(card.path, ()), means)
        if history is not NO_HISTORY:
            found[id] = history
    changes = [
        (change.day, change.time or 0, id, change.slug)
        for id, history in found.items()
        for change in history.changes
        if change.of_substance and change.told[0].kind != "new"
    ]
    standings = tuple((id, standing.slug) for id, history in found.items() for standing in history.standings)
    return Histories(found, tuple((day, id, slug) for day, _, id, slug in sorted(changes)), standings, mark.lack)


class LazyHistories(Mapping[str, History]):
    """Histories that are kept as plain values, and made when they are asked for."""

    def __init__(self, plain: Mapping[str, Plain]) -> None:
        self._plain = plain

    def __getitem__(self, id: str) -> History:
        changes, standings, withheld = self._plain[id]
        return History(
            tuple(
                Change(slug, day, time, tuple(Told(kind, words, tuple(Meant(*name) for name in names)) for kind, words, names in told), was)
                for slug, day, time, told, was in changes
            ),
            tuple(
                Standing(slug, since, until, place, tuple((name, Meant(*meant)) for name, meant in meanings))
                for slug, since, until, place, meanings in standings
            ),
            withheld,
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._plain)

    def __len__(self) -> int:
        return len(self._plain)


Plain = tuple[Any, ...]


def plain(value: Any) -> Any:
    """A history as tuples of plain values, all the way down."""
    return tuple(map(plain, value)) if isinstance(value, tuple) else value


def _meanings(cards: Cards) -> Means:
    """What a name means today. The names of the archive are gathered only when one is asked for."""
    resolution: list[Resolution] = []
    known: dict[Named, Meant] = {}

    def means(name: Named) -> Meant:
        if name not in known:
            if not resolution:
                resolution.append(_resolution(cards))
            families, text = name
            candidates = resolution[0].candidates(tuple(families.split()), text) if families else []
            known[name] = Meant(*candidates[0], text) if len(candidates) == 1 else Meant("", "", text)
        return known[name]

    return means


def _resolution(cards: Cards) -> Resolution:
    indexes = {
        family: NameIndex(family, {card.id: (card.name, *card.aliases) for card in cards.entities(family).values()}) for family in FAMILIES
    }
    return Resolution(indexes, {family.name: family.folder for family in FOLDERS.values()}, {}, Problems())


def _history(card: ReportCard, steps: tuple[Step, ...], means: Means) -> History:
    shown = _shown(card, steps)
    if not steps and not card.corrections:
        return NO_HISTORY
    changes: list[tuple[int, tuple[Told, ...], int]] = []  # time, what, and the number of the step before it, or -1
    if steps and steps[0].since is not None:
        changes.append((steps[0].since, (Told("new"),), -1))
    for number in range(len(steps) - len(shown) + 1, len(steps)):
        step = steps[number]
        told = _told(step.items, means)
        if step.gap:
            told = (Told("restored", (str(step.gap),)), *told)
        if told and step.since is not None:
            changes.append((step.since, told, number - 1))
    entries = list(card.corrections)
    made = [_with_entries(change, entries) for change in changes]
    standings, slugs = _standings(steps, made, means)
    dated: list[_Dated] = [(day_of(time), time, told, slugs.get(before, "")) for time, told, before in made if told]
    dated += [(day, None, (Told("correction", (day, text, was)),), "") for day, text, was in entries]
    dated.sort(key=lambda change: (change[0], change[1] or 0))
    count: Counter[str] = Counter()
    named = []
    for day, at, told, was in dated:
        count[day] += 1
        named.append(Change(_slug(day, count[day]), day, at, told, was))
    return History(tuple(named), standings, withheld=len(shown) < len(steps))


def _shown(card: ReportCard, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Without those that are withheld: what was there before the report said ``history_from`` as it does now."""
    if not card.history_from:
        return steps
    start = len(steps)
    while start and steps[start - 1].history_from == card.history_from:
        start -= 1
    return steps[start:]


def _told(items: Iterable[Item], means: Means) -> tuple[Told, ...]:
    """With what names mean. A name that came in the place of another spelling of the same is no change of substance."""
    told = [Told(item.kind, item.words, tuple(map(means, item.names))) for item in items if item.kind != "correction"]
    entries = [Told(item.kind, item.words) for item in items if item.kind == "correction"]
    changed = defaultdict[tuple[str, tuple[tuple[str, str, str], ...]], list[str]](list)
    for one in told:
        if one.kind.endswith(("-added", "-removed")):
            what, _, way = one.kind.rpartition("-")
            changed[what, _identities(one.names)].append(way)
    kept, dropped = [], False
    for one in told:
        what, _, way = one.kind.rpartition("-")
        same = what and not one.words and {"added", "removed"} == set(changed[what, _identities(one.names)])
        renamed = one.kind == "claim" and one.words[1] == "speaker" and len(set(_identities(one.names))) == 1
        if same or renamed:
            dropped = True
        else:
            kept.append(one)
    if dropped and not kept and not entries:
        kept.append(Told(WORDING))
    order = list(KINDS)
    return tuple(sorted((*entries, *kept), key=lambda one: order.index(one.kind)))


def _identities(names: Iterable[Meant]) -> tuple[tuple[str, str, str], ...]:
    return tuple((name.family, name.id, "" if name.family else name.text) for name in names)


def _with_entries(change: tuple[int, tuple[Told, ...], int], entries: list[tuple[str, str, str]]) -> tuple[int, tuple[Told, ...], int]:
    """With the words that the report has today for a correction; an entry that it has no more is not told. Takes them from ``entries``."""
    time, told, before = change
    kept = []
    for one in told:
        if one.kind != "correction":
            kept.append(one)
            continue
        entry = next((e for e in entries if e[1] == one.words[1]), None) or next((e for e in entries if e[0] == one.words[0]), None)
        if entry is not None:
            entries.remove(entry)
            kept.append(Told("correction", entry))
    return time, tuple(kept), before


def _standings(
    steps: tuple[Step, ...], changes: Iterable[tuple[int, tuple[Told, ...], int]], means: Means
) -> tuple[tuple[Standing, ...], dict[int, str]]:
    """The states that a change of substance took the place of; and the slug of each, by the number of its step."""
    found: list[Standing] = []
    slugs: dict[int, str] = {}
    count: Counter[str] = Counter()
    for time, told, before in changes:
        if before < 0 or all(one.kind in (WORDING, "restored") for one in told):
            continue
        step = steps[before]
        first = before  # of the versions that said the same
        while first and not steps[first].items and not steps[first].gap:
            first -= 1
        since = steps[first].since
        if since is None or step.place is None:
            continue
        day = day_of(since)
        count[day] += 1
        slugs[before] = _slug(day, count[day])
        meanings = tuple((name, means(name)) for name in step.names if name != NOBODY)
        found.append(Standing(slugs[before], since, steps[before + 1].gap or time, step.place, meanings))
    return tuple(found), slugs


def _slug(day: str, number: int) -> str:
    return day if number == 1 else f"{day}-{number}"


def day_of(time: int) -> str:
    """The day in UTC of a time in seconds since 1970, in ISO form."""
    return (dt.date(1970, 1, 1) + dt.timedelta(days=time // DAY)).isoformat()
