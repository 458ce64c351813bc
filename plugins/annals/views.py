"""What templates receive: small frozen values, with every word and address already decided. Here stand those that any page may hold.

A template gets one view as ``view`` and the site as ``site``, and nothing else, so all that a page can show is in its view. A view
stands beside what composes it, or in ``report_views``, ``claim_views`` and ``entity_views``; that of a whole page is in its family's
folder, and its first words name the template.

``url`` is always ready for ``href`` (it begins with the site's path); ``None`` means that there is no page to go to, and the words
stand as plain text. HTML that has passed the sanitiser is ``Markup``; every other string is text and is escaped by the template engine.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from .values import immutable


@immutable
class Link:
    """Words that may lead somewhere."""

    text: str
    url: str | None = None
    lang: str | None = None  # BCP 47, where it differs from the page's
    note: str = ""  # a few words of context: "Aleppo Governorate, Syria"


@immutable
class Counted:
    """A link with the number of reports behind it."""

    link: Link
    count: int


@immutable
class SiteView:
    """What every page shares. It is part of the render environment, not of any page's fingerprint."""

    name: str
    description: str
    lang: str
    dir: str  # "ltr" or "rtl"
    home: Link  # the site's name, to the home page
    nav: tuple[Link, ...]  # the sections that are switched on, in reading order; without those that are reached through others
    footer: tuple[Link, ...]  # prose pages, in their order
    feed: Link | None
    search: Link | None  # the search page, to which the form on every page leads
    gaps: Link | None  # what is missing in the record (preview builds only)
    stylesheet: str
    print_stylesheet: str
    icon: str
    scripts: Mapping[str, str]  # of the theme, by name without ".js": their addresses
    preview: bool  # drafts and unverified reports are shown, and marked
    licence: Link


@immutable
class Head:
    """What a page says about itself in ``<head>`` and in its breadcrumb."""

    title: str  # unique in the site
    description: str
    canonical: str
    crumbs: tuple[Link, ...]  # from the home page down to this page, whose url is None
    lang: str
    dir: str
    jsonld: Markup  # JSON that cannot leave its <script>; may be empty
    previous: Link | None = None
    next: Link | None = None
    indexed: bool = True  # False: search engines are asked to leave the page out


@immutable
class DateView:
    """A date as it is shown: never more exact than it was given."""

    edtf: str  # as written: "2016-10-21/2016-10-23"
    text: str  # "21 to 23 October 2016", "about 18 October 2016", "in October 2016"
    spine: str  # the narrow column: "28", "21–23", "c. 18"; "" when no day is known
    month: str  # "Oct 2016"; "2016" for a year
    machine: str | None  # for <time datetime>: a day, month or year; None where HTML has no value for it (an interval)
    url: str | None  # the day, month or year page that it falls on
    sure: bool  # False: about, or unsure


@immutable
class NameView:
    """One of the names of an entity."""

    text: str
    lang: str | None
    dir: str | None
    note: str  # "former name, until July 2016"
