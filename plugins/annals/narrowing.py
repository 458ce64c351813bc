"""What a list of reports can be narrowed by: each choice with the places in the list where its reports stand.

The page itself holds all that narrowing takes, so that a script has only to show and to hide. A choice that all reports of the list
share, or that none has, is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from .choices import ACTOR_KINDS
from .composing import Composer
from .values import immutable
from .views import Link

FEWEST = 5
"""Reports of a list that is worth narrowing."""
MOST = 15
"""Choices of a facet: those with most reports."""
_WORDS = {
    "actor": ("Actor", "any actor"),
    "place": ("Place", "any place"),
    "source": ("Source", "any source"),
    "kind": ("Kind of actor", "any kind"),
    "accounts": ("Accounts", "all reports"),
}
CONTESTED, SINGLE = "contested", "single-source"
Keys = tuple[tuple[str, tuple[str, ...]], ...]
"""Of a report, the facets by which it can be found, each with its values."""


@immutable
class ChoiceView:
    """One value that a list of reports can be narrowed to."""

    id: str  # as it stands in the address: "russia"
    link: Link  # to the page that holds all its reports, without a script
    count: int  # reports of this list
    places: str  # where they stand in the list, counted from 0: "0 3 17"


@immutable
class FacetView:
    name: str  # as it stands in the address: "actor"
    heading: str  # "Actor"
    any: str  # "any actor": what is said when nothing is chosen
    choices: tuple[ChoiceView, ...]  # most reports first


@immutable
class NarrowingView:
    """parts/narrowing.html: what the reports of a page can be narrowed by."""

    total: int  # reports on the page
    facets: tuple[FacetView, ...]  # only those with something to choose


def narrowing(composer: Composer, reports: Sequence[str]) -> NarrowingView | None:
    """``reports``: in the order in which they stand on the page. ``None`` where there is nothing to choose."""
    if len(reports) < FEWEST:
        return None
    found: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in _WORDS}
    for number, report in enumerate(reports):
        place = str(number)
        for facet, ids in composer.once(_keys, report):
            own = found[facet]
            for id in ids:
                own[id].append(place)
    facets = tuple(view for name, own in found.items() if (view := _facet(composer, name, own, len(reports))))
    return NarrowingView(len(reports), facets) if facets else None


def _keys(composer: Composer, id: str) -> Keys:
    """Each facet of a report with its values there. A report from a town is also one from all that the town lies within."""
    card = composer.cards[id]
    found = {
        "actor": card.actors,
        "kind": [composer.actors[actor].kind for actor in card.actors],
        "place": [place for location in card.locations for place in (location, *composer.holders(location))],
        "source": card.sources,
        "accounts": [name for name, told in ((CONTESTED, id in composer.disputed), (SINGLE, len(card.outlets) == 1)) if told],
    }
    return tuple((facet, tuple(dict.fromkeys(ids))) for facet, ids in found.items() if ids)


def _facet(composer: Composer, name: str, found: Mapping[str, Sequence[str]], total: int) -> FacetView | None:
    """``found``: of each value the places of its reports."""
    ranked = sorted((-len(places), id) for id, places in found.items() if len(places) < total)
    if not ranked or (len(ranked) == 1 and name != "accounts"):
        return None
    choices = tuple(ChoiceView(id, _link(composer, name, id), -count, " ".join(found[id])) for count, id in ranked[:MOST])
    return FacetView(name, *_WORDS[name], choices)


def _link(composer: Composer, facet: str, id: str) -> Link:
    """To the page that holds all its reports, where there is one: the way without a script."""
    if facet == "kind":
        index = composer.section("actors").url
        return Link(ACTOR_KINDS[id], f"{index}#page-{id}" if index else None)
    if facet == "accounts":
        return Link("accounts differ", composer.section("claims").url) if id == CONTESTED else Link("single source")
    return composer.bare(facet, id)
