"""Maps: of the whole archive on a page of its own, and on the pages of years, months, actors, threads and places.

Taken out of ``PLUGINS``, no page has a map.
"""

from __future__ import annotations

from collections.abc import Iterator

from annals import linked_data
from annals.cartography import MANY, MapView, map_of
from annals.composing import Composer
from annals.edition import Outline
from annals.sections import Page, Section, offer
from annals.values import immutable
from annals.views import Head
from annals.wording import plural

TITLE = "Map"
INDEX = "map/"


@immutable
class MapPageView:
    """map.html: the places of the whole archive."""

    head: Head
    title: str
    lead: str
    map: MapView | None  # None: no position is known


def pages(outline: Outline) -> Iterator[Page]:
    del outline  # there is one map of all, whatever there is
    yield Page(INDEX, "map.html", compose, (), "the section 'maps'")


def compose(composer: Composer) -> MapPageView:
    lead = "Where the reports are, as far as that is recorded. The pages of years, months, actors and places have maps of their own."
    head = composer.head(INDEX, TITLE, f"Map of {composer.site.name}: where its reports are.", ())
    head = linked_data.described_list(composer.edition, head, INDEX)
    title = f"Where the {plural(len(composer.neighbours), 'report')} of the archive are"
    shown = map_of(composer, composer.neighbours, title, most=MANY)
    return MapPageView(head, TITLE, lead, shown)


SECTION = Section("maps", pages, {"map": lambda _: INDEX}, nav=(35, TITLE, INDEX), planned_from=())


def register() -> None:
    offer(SECTION)
