"""What templates receive of reports: their parts, with what each rests on, and how they stand in lists and months."""

from __future__ import annotations

from markupsafe import Markup

from .claim_views import ClaimView, StandingView
from .values import immutable
from .views import DateView, Link


@immutable
class CopyView:
    """A kept copy of an article."""

    url: str
    date: DateView | None  # when it was made
    sha256: str  # the hash of the file, in 64 digits; "" where that is not recorded


@immutable
class CitationView:
    """One source of a report."""

    outlet: Link
    via: Link | None  # the outlet that carried it
    url: str | None  # the article
    archived: CopyView | None  # a kept copy of the article
    published: DateView | None
    accessed: DateView | None


@immutable
class PictureView:
    """An image file of the archive's own."""

    src: str  # its address
    webp: str  # its copies in WebP, with their widths, as in srcset; "" where there are none
    width: int | None  # in pixels; None for a drawing
    height: int | None  # as the width
    alt: str  # what it shows, for those who cannot see it


@immutable
class ImageView:
    """A picture or a piece of footage. Without a file it is a reference: described, credited, and not shown."""

    anchor: str  # "image-patrol": the element's id on its report's page
    kind: str  # "Photograph"
    caption: str  # what it shows
    taken: DateView | None  # or the date that its caption bears
    timing: str  # "44 days before the event"; "" when it was taken on its day, or that is not known
    older: bool  # it was taken before what it goes with: an archive picture
    place: Link | None  # where it was taken
    credit: Link | None  # who made it
    via: Link | None  # the outlet that carried it
    licence: str  # the terms under which it may be shown
    url: str | None  # where it can be seen
    picture: PictureView | None  # where the archive may show it
    report: Link  # the report that it goes with, at this picture


@immutable
class HungClaim:
    """A claim in the list of its part, with those that answer it there."""

    claim: ClaimView  # itself
    hanging: tuple[HungClaim, ...]  # claims further down in the list that answer it
    elsewhere: tuple[Link, ...]  # other claims that deny, confirm or revise it


@immutable
class StoryView:
    """A part of a report with an address of its own. The lead has no id and no title."""

    id: str
    title: str
    html: Markup
    images: tuple[ImageView, ...]  # those that go with this part
    claims: tuple[ClaimView, ...]
    ledger: tuple[HungClaim, ...]  # the same: those that answer none above them
    citations: tuple[CitationView, ...]
    subjects: tuple[StandingView, ...]  # what its claims are about, and how those stand to others


@immutable
class EntryView:
    """A report as it stands in a list."""

    title: str
    url: str | None
    lang: str | None
    dir: str | None
    date: DateView  # when it happened
    time: str  # "10:00 local time (07:00 GMT)"; "" when it is not recorded
    reported: DateView | None  # when it was reported, where that differs
    summary: str
    places: tuple[Link, ...]
    actors: tuple[Link, ...]
    sources: int  # how many outlets
    status: str  # "", "draft" or "unverified" (preview builds only)


@immutable
class DateGroup:
    """Entries that share a date heading."""

    heading: Link  # "28 October 2016", to the day's page
    anchor: str
    date: DateView
    entries: tuple[EntryView, ...]
    more: int  # reports of this date that are left out here
    rest: Link  # to all reports of this date


@immutable
class DayCell:
    day: int
    url: str | None
    count: int  # reports that begin on this day
    level: int  # 0 to 4: how many, in steps
    label: str  # "28 October 2016: 3 reports"
    within: int  # events that began earlier and still went on


@immutable
class MonthView:
    """A month as a grid of weeks, Monday first; None pads the first and last week."""

    title: str  # "October 2016"
    url: str | None
    count: int
    weeks: tuple[tuple[DayCell | None, ...], ...]
