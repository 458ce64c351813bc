"""What templates receive of actors, places and sources: a page of each, the older parts of its list of reports, and an index."""

from __future__ import annotations

from markupsafe import Markup

from .cartography import MapView
from .claim_views import StandingView
from .companions import Companions
from .lists import Pager
from .narrowing import NarrowingView
from .report_views import EntryView, ImageView
from .spoken import ControlView, SpeakerView
from .strips import StripView
from .values import immutable
from .views import Counted, Head, Link, NameView


@immutable
class Fact:
    """A line of an entity's table: "Part of: Free Syrian Army"."""

    label: str
    values: tuple[Link, ...]


@immutable
class CitedView:
    """What a report has of a source. Outlets are words alone."""

    cited: bool  # as an outlet; False: it only carried others, or speaks
    parts: tuple[Link, ...]  # the sub-stories that rest on it; none where the report does
    others: tuple[Link, ...]  # the other outlets that the report rests on; none: it stands alone
    carried: tuple[Link, ...]  # outlets that it carried
    claims: Link | None  # how many it makes or carried, to the first of them


@immutable
class EntityView:
    """entity.html: an actor, a place or a source."""

    head: Head
    family: str  # "actor", "place" or "source"
    title: str
    kind: str  # "Armed group"
    status: str  # "", "draft" or "unverified" (preview builds only)
    names: tuple[NameView, ...]
    facts: tuple[Fact, ...]
    summary: str
    html: Markup
    distinct: tuple[Link, ...]  # not to be confused with
    total: int  # reports in all
    entries: tuple[EntryView, ...]  # the newest, newest first
    cited: tuple[CitedView, ...]  # of a source: for each entry, what it was cited for; none for others
    years: tuple[Counted, ...]  # to all of them by decade or year, where there are more; newest first
    companions: tuple[Companions, ...]
    spoken: SpeakerView | None  # what it claimed
    contested: tuple[StandingView, ...]  # spoken of in its reports, last spoken of first
    contested_total: int  # of them, shown or not
    control: ControlView | None  # of a place: who holds it, as claimed
    images: tuple[ImageView, ...]  # taken at this place, those of the newest reports first
    images_total: int  # how many there are in all
    map: MapView | None  # of places and actors: where it is, or where its reports are
    strip: StripView | None  # when its reports were
    narrowing: NarrowingView | None  # None: nothing to choose


@immutable
class EntityPartView:
    """entity_part.html: the reports of an entity in a decade or a year; an older part of these, or of the reports of a thread."""

    head: Head
    family: str
    title: str
    entity: Link
    years: tuple[Counted, ...]  # of a decade that has too many reports for one page; else none
    entries: tuple[EntryView, ...]
    cited: tuple[CitedView, ...]  # of a source: for each entry, what it was cited for; none for others
    pager: Pager
    before: Link | None  # the decade or year before that has reports
    after: Link | None  # and the one after
    narrowing: NarrowingView | None  # None: nothing to choose


@immutable
class IndexItem:
    link: Link  # `note` holds the other names, or the kind
    count: int
    children: tuple[IndexItem, ...] = ()


@immutable
class IndexGroup:
    heading: str  # "Armed groups"; "" when the index has one list only
    anchor: str
    items: tuple[IndexItem, ...]


@immutable
class IndexView:
    """index.html: all actors by kind, all places by what they lie within, all sources by kind. Where there are very many: of each kind
    those in most reports, and pages of all by name.
    """

    head: Head
    family: str
    title: str
    lead: str
    total: int
    groups: tuple[IndexGroup, ...]
    ways: tuple[Link, ...]  # other views of the same: a map, a matrix
    pages: tuple[Link, ...]  # of the whole list by name, where it does not fit here; the link of this page has no address
