"""Lists of claims and of subjects, in pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annals import linked_data
from annals.claimed import standing_view
from annals.composing import Composer
from annals.indexes import Ids
from annals.lists import ListPart, pager
from annals.spoken import positions, spoken
from annals.views import Link

from .downloads import year_path
from .paths import PAGE, all_path, spoken_path
from .views import ClaimsView, SubjectsView, TotalView

TITLE = "Claims"
LEAD = "What is claimed, by whom, and where accounts differ: each subject with all that is said of it side by side."


def compose_list(composer: Composer, key: str, part_values: tuple[Any, ...], shown: Ids) -> ClaimsView:
    """``shown``: the claims of this page, oldest first."""
    family, _, id = key.partition("/")
    part = ListPart(*part_values)
    above = composer.link(family, id)
    name = composer.entity_title(family, composer.named[family][id])
    title = f"Claims about: {name}" if family == "subject" else f"Claims by {name}"
    numbered = title if part.number is None else f"{title}, {part.start + 1:,} to {part.end:,}"
    crumbs = (composer.section("claims" if family == "subject" else f"{family}s"), above)
    head = composer.head(spoken_path(key, part.number), numbered, f"{numbered}: who said what, when, and in which report.", crumbs)
    claims = tuple(
        spoken(composer, claim, marks=positions(composer, claim) if family != "subject" else (), with_subject=family != "subject")
        for claim in reversed(shown)
    )
    way = pager(part, lambda number: composer.edition.href(spoken_path(key, number)), "claims")
    return ClaimsView(linked_data.described(head, [linked_data.breadcrumb(composer.edition, head.crumbs)]), title, above, claims, way)


def compose_index(composer: Composer, ids: Ids, number: int, count: int, years: Ids) -> SubjectsView:
    """``ids``: the subjects of the list on this page. ``number``: 0 on the first page, which has the contested ones, and the ``years``
    of whose reports the claims are there as data.
    """
    contested = composer.contested.get("", ())
    first = number == 0
    title = TITLE if first else f"All subjects of claims, page {number} of {count}"
    here = "subjects/" if first else all_path(number)
    head = composer.head(here, title, f"{title} in {composer.site.name}. {LEAD}", () if first else (composer.section("claims"),))
    head = linked_data.described_list(composer.edition, head, here)
    shown = contested[:PAGE] if first else ()
    others = [id for id in ids if id in composer.standings and (not first or id not in contested)]
    pages = [Link(f"Page {n}", None if n == number else composer.edition.href(all_path(n))) for n in range(1, count + 1)]
    return SubjectsView(
        head=head,
        title=title,
        lead=LEAD if first else "",
        total=len(composer.standings) if first else 0,
        contested_total=len(contested) if first else 0,
        totals=tuple(_totals(composer)) if first else (),
        without=sum(not composer.standings[id].tallies for id in composer.standings) if first else 0,
        contested=tuple(standing_view(composer, id) for id in shown),
        others=tuple(standing_view(composer, id) for id in others),
        pages=tuple(pages),
        downloads=tuple(Link(year, composer.edition.href(year_path(year))) for year in reversed(years)),
    )


def _totals(composer: Composer) -> Iterator[TotalView]:
    for category in composer.totals:
        total = composer.totals[category]
        words = composer.category(category)
        yield TotalView(words, total.range.words if total.range else "", total.subjects, total.shares, total.unsettled)
