"""What the templates of this family receive."""

from __future__ import annotations

from annals.lists import Pager
from annals.retelling import ChangeView
from annals.values import immutable
from annals.views import Head, Link


@immutable
class YearOfChanges:
    link: Link
    count: int  # changes of substance in that year


@immutable
class CorrectionsView:
    """corrections.html: the changes of substance in all reports, newest first; of one year, or the latest."""

    head: Head
    title: str
    lead: str
    lack: str  # why history is not whole, in words; "" when it is
    years: tuple[YearOfChanges, ...]  # newest first
    changes: tuple[ChangeView, ...]
    pager: Pager
    feed: Link | None
    prose: tuple[Link, ...]  # pages about the archive, on the first page


@immutable
class ChangeEntry:
    """One change, in the feed."""

    id: str
    url: str
    title: str
    lang: str
    updated: str  # RFC 3339
    summary: str


@immutable
class ChangesFeedView:
    """corrections.atom: the newest changes of substance (RFC 4287)."""

    title: str
    id: str
    url: str  # of the feed
    home: str
    lang: str
    updated: str
    rights: str
    entries: tuple[ChangeEntry, ...]  # newest first
