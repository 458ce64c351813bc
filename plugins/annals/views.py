"""What templates receive: small frozen values, with every word and address already decided.

A template gets one of these as ``view`` and the site as ``site``, and nothing else, so all that a page can show is in
its view. ``url`` is always
ready for ``href`` (it begins with the site's path); ``None`` means that there is no page to go to, and the words stand
as plain text. HTML that has
passed the sanitiser is ``Markup``; every other string is text and is escaped by the template engine.
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
class FigureView:
    category: str  # "killed"
    text: str  # "more than 15"; never shown as more exact than it was said


@immutable
class ClaimView:
    """One thing somebody said, beside the text that it supports."""

    anchor: str  # "claim-west-aleppo-sohr": the element's id
    speaker: Link
    verb: str  # "reports", "cannot verify"
    figures: tuple[FigureView, ...]
    text: str
    quote: str
    said: DateView | None
    via: Link | None
    relation: str  # "denies", "confirms", "revises" or ""
    related: Link | None  # the claim it denies, confirms or revises: "Jabhat Fateh al-Sham claims: ..."
    answers: tuple[Link, ...]  # claims elsewhere that deny, confirm or revise this one
    status: str  # "", "draft" or "unverified" (preview builds only)
    office: str  # that its speaker held then: "Spokesman, Kremlin"


@immutable
class TallyView:
    """What is claimed of a subject in one category, and what stands for it by which rule."""

    category: str  # "killed", "killed (civilians)"
    claimed: str  # the range of the figures that stand: "7 to more than 15"
    lowest: str  # who gives the lowest figure
    highest: str  # who gives the highest; the same where only one speaker gives any
    speakers: int  # that give a figure which stands
    apart: int  # speakers whose figure disagrees with another's
    settled: str  # what stands by the rule: "7 to more than 15", "10 to 15"; "" when nothing does
    rule: str  # "range", "majority", "source order", "editor", "unsettled"


@immutable
class StandingView:
    """How the claims about one subject stand to each other, in a few lines."""

    subject: Link  # its name, to its page
    contested: bool  # as docs/decisions/0009-contested.md says
    tallies: tuple[TallyView, ...]  # in the order of categories
    denials: int  # that stand against what somebody else says
    accounts: int  # speakers whose accounts are marked as competing
    claims: int  # about it
    speakers: int  # of those claims


@immutable
class SpokenView:
    """A claim away from its report: in a list of a subject's or of a speaker's claims."""

    anchor: str  # "claim-west-aleppo-sohr"
    speaker: Link
    verb: str  # "reports"
    figures: tuple[FigureView, ...]
    text: str
    quote: str
    said: DateView | None  # where that is recorded
    reported: DateView  # when its report was, or what it tells happened
    via: Link | None
    relation: str  # "denies", "confirms", "revises" or ""
    related: Link | None  # the claim that it denies, confirms or revises
    report: Link  # its title, to the claim in it
    story: Link | None  # the part of the report in which it has its place
    subject: Link | None  # in a speaker's list
    marks: tuple[str, ...]  # "earlier figure", "stands alone", "killed: below all others"
    status: str  # "", "draft" or "unverified" (preview builds only)


@immutable
class SpeakerView:
    """What a speaker claimed, and how its figures lie against those of others: counted, not rated."""

    total: int
    compared: int  # figures that another speaker gives, too
    lies: tuple[FigureView, ...]  # "above all others": 3
    claims: tuple[SpokenView, ...]  # the last ones, last first
    more: Link | None  # to all of them


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
class StoryView:
    """A part of a report with an address of its own. The lead has no id and no title."""

    id: str
    title: str
    html: Markup
    images: tuple[ImageView, ...]  # those that go with this part
    claims: tuple[ClaimView, ...]
    citations: tuple[CitationView, ...]
    subjects: tuple[StandingView, ...]  # what its claims are about, and how those stand to others


@immutable
class ThreadStep:
    """A running story that a report belongs to, with the reports before and after it in the story; their `note` is their date."""

    thread: Link  # its page
    previous: Link | None
    next: Link | None


@immutable
class RelatedView:
    """A report that belongs with another, and why."""

    link: Link
    date: DateView
    reason: str  # "continues this; both name Bazo hill"


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
class Pager:
    """The way through a list that is cut into pages. Pages are numbered from the oldest, so page 1 never changes when reports are added."""

    newer: Link | None
    older: Link | None
    position: str  # "Reports 51 to 100 of 1,234, oldest first"; "" when one page holds all


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
class MapMark:
    """``x`` and ``y`` on the paper; ``dot`` and ``ring`` are radii, 0 where there is none: a full circle for reports at the place itself,
    a broken one for reports from somewhere within it."""

    link: Link  # to the place
    told: str  # "Aleppo: 18 reports, of them 3 from somewhere within it"
    x: int  # from the left
    y: int  # from the upper edge
    dot: int  # radius
    ring: int  # radius
    chosen: bool  # it is what the map is of


@immutable
class MapLabel:
    text: str
    x: int  # on the paper
    y: int  # the middle of the line
    anchor: str  # "start", "middle" or "end"
    kind: str  # "place", "town" or "country"
    lang: str | None


@immutable
class MapLine:
    kind: str  # "unit", "coast", "border" or "disputed"
    path: str  # as SVG writes it


@immutable
class MapScale:
    length: int  # on the paper
    text: str  # "100 km"


@immutable
class MapRow:
    """A line of the table that says the same as the map."""

    place: Link  # to its page
    count: int  # of reports
    position: str  # "the town", "somewhere within Aleppo", "not recorded"


@immutable
class MapGroup:
    heading: str  # "Aleppo Governorate, Syria"; "" for what lies in nothing
    rows: tuple[MapRow, ...]  # most reports first


@immutable
class MapView:
    """parts/map.html: a map as SVG, and a table that says the same."""

    title: str  # "Where the 39 reports of the archive are"
    description: str  # for those who do not see it
    width: int  # of the paper, in its own units: ten to the pixel
    height: int  # likewise
    land: str  # a path
    shape: str  # the outline of what the map is of, where that is known
    lines: tuple[MapLine, ...]  # the fainter ones first
    marks: tuple[MapMark, ...]  # the larger ones first
    towns: tuple[tuple[int, int], ...]  # where the dots of larger towns stand
    labels: tuple[MapLabel, ...]  # no two overlap
    scale: MapScale | None  # None: too much of the world is shown for one
    rings: bool  # there is a broken circle, which has to be explained
    disputed: bool  # there is a border that is drawn broken
    beyond: tuple[Link, ...]  # what lies beyond the edge
    credit: str  # whose outlines these are
    groups: tuple[MapGroup, ...]  # the table
    more: int  # places that the table leaves out


@immutable
class HomeView:
    """home.html: what this is, the latest, the month at a glance, ways in."""

    head: Head
    title: str
    lead: str
    period: str  # "1 to 28 October 2016"
    covers: tuple[Counted, ...]  # the countries, or other widest places, of most reports
    totals: tuple[Counted, ...]  # reports, actors, places, sources: each with its index
    begin: tuple[Link, ...]  # how to search, to browse, and to contribute
    newest: tuple[Link, ...]  # the newest reports, by their titles; `note` is the date
    month: MonthView | None  # the latest month that has reports
    contested: tuple[StandingView, ...]  # last spoken of first
    contested_more: Link | None  # to all that is claimed
    latest: tuple[EntryView, ...]  # those before the newest ones, newest first
    more: Link  # to the whole timeline
    actors: tuple[Counted, ...]  # those in most reports
    places: tuple[Counted, ...]
    threads: tuple[Counted, ...]
    prose: tuple[Link, ...]  # prose pages, `note` is their summary


@immutable
class ReportView:
    """report.html: one report, its parts, and beside each part the claims and sources that it stands on."""

    head: Head
    title: str
    date: DateView
    time: str  # of the day on which it happened; "" when it is not recorded
    reported: DateView | None
    summary: str
    status: str  # "", "draft" or "unverified"
    lang: str | None
    dir: str | None
    alone: Link | None  # the one outlet that it rests on, where there is no other
    contested: tuple[StandingView, ...]  # of its subjects, those on which accounts differ; figures first
    lead: StoryView
    stories: tuple[StoryView, ...]
    actors: tuple[Link, ...]
    places: tuple[Link, ...]  # `note` is what each lies within
    threads: tuple[ThreadStep, ...]
    previously: tuple[RelatedView, ...]  # related reports before it, oldest first
    later: tuple[RelatedView, ...]  # and after it
    cite: str  # a line ready to be quoted, with the address
    history: HistoryView | None  # None where nothing is known of it
    previous: EntryView | None  # the report before, in order of date
    next: EntryView | None


@immutable
class StripBar:
    """A bar of a strip, or a line below the bars."""

    x: str  # where it begins, in units of the drawing
    width: str  # likewise
    level: int  # 1 to 4: how many, in steps
    label: str  # "28 October 2016: 3 reports"
    url: str | None


@immutable
class StripRow:
    """A line of the table that says the same."""

    link: Link  # the day, month, year or decade
    count: int  # reports that were then, or began then
    lasting: int  # those that began earlier, and lasted into it
    perhaps: int  # those that may have been then
    outside: bool  # it lies before the archive begins, or after it ends: nothing is recorded of it


@immutable
class StripView:
    """When some reports were: a drawing, and a table that says the same."""

    title: str
    description: str  # "39 reports, 1 to 28 October 2016, by day."
    width: str  # of the drawing
    first: str  # what the first bar stands for, in words
    last: str  # and the last
    bars: tuple[StripBar, ...]  # only where there are reports
    outside: tuple[StripBar, ...]  # before the archive begins, or after it ends
    lasting: tuple[StripBar, ...]  # of what lasts over several bars
    perhaps: tuple[StripBar, ...]  # of what may have been in any of several
    rows: tuple[StripRow, ...]  # of the bars that have any report, in order; on the page of a year or a decade, of all
    unit: str  # "day", "month", "year", "decade" or "century"


@immutable
class TimelineView:
    """timeline.html: the whole archive, newest first, in pages, with the way to each decade, or to its years and months."""

    head: Head
    title: str
    strip: StripView | None  # of all reports, on the first page
    decades: tuple[Counted, ...]  # newest first, where there is more than one
    years: tuple[Counted, ...]  # newest first, where there are not too many
    months: tuple[Counted, ...]  # of the years above; likewise; `note` is the year
    groups: tuple[DateGroup, ...]  # newest first
    pager: Pager
    total: int
    narrowing: NarrowingView | None  # None: nothing to choose


@immutable
class DecadeView:
    """decade.html: ten years."""

    head: Head
    title: str
    total: int
    strip: StripView  # by year
    previous: Link | None
    next: Link | None


@immutable
class YearView:
    """year.html: a year as months, and the reports that are known only to have been in it."""

    head: Head
    title: str
    total: int
    strip: StripView  # by month
    months: tuple[MonthView, ...]  # in order; only those with reports
    entries: tuple[EntryView, ...]  # known only to be of this year
    more: int  # of these, left out here
    rest: Link | None  # to all of these, where some are left out
    under_way: tuple[EntryView, ...]  # began in an earlier year, and last at least into this one
    more_under_way: int  # of these, left out here
    previous: Link | None
    next: Link | None
    map: MapView | None  # where its reports are
    narrowing: NarrowingView | None  # None: nothing to choose


@immutable
class MonthPageView:
    """month.html: a month as a grid and as a list by day, oldest first."""

    head: Head
    title: str
    month: MonthView
    groups: tuple[DateGroup, ...]  # reports known only to the month come first, under the month's own heading
    under_way: tuple[EntryView, ...]  # began in an earlier month, and last at least into this one
    more_under_way: int  # of these, left out here
    previous: Link | None
    next: Link | None
    map: MapView | None  # where its reports are
    narrowing: NarrowingView | None  # None: nothing to choose


@immutable
class DayView:
    """day.html: the reports that begin on a day, and those in course on it; or an older part of them, where there are very many."""

    head: Head
    title: str
    weekday: str
    date: DateView
    total: int
    entries: tuple[EntryView, ...]
    pager: Pager
    under_way: tuple[EntryView, ...]  # began earlier, and last at least until this day
    more_under_way: int  # of these, left out here
    previous: Link | None  # the nearest day before that has a report
    next: Link | None
    narrowing: NarrowingView | None  # None: nothing to choose
    all_years: Link | None  # to the same day of all years


@immutable
class NameView:
    """One of the names of an entity."""

    text: str
    lang: str | None
    dir: str | None
    note: str  # "former name, until July 2016"


@immutable
class Fact:
    """A line of an entity's table: "Part of: Free Syrian Army"."""

    label: str
    values: tuple[Link, ...]


@immutable
class Companions:
    """Entities of one kind that stand in the same reports most often."""

    heading: str  # "Actors in the same reports"
    items: tuple[Counted, ...]


@immutable
class ControlView:
    """Who holds a place: as it is claimed, never as a fact."""

    subjects: tuple[StandingView, ...]  # what the claims are about, spoken of last first
    claims: tuple[SpokenView, ...]  # newest first
    total: int  # claims, shown or not


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


@immutable
class ThreadItem:
    """A thread as it stands in the index."""

    link: Link
    names: tuple[NameView, ...]
    status: str  # "", "draft" or "unverified" (preview builds only)
    summary: str
    count: int  # reports
    period: str  # "1 to 28 October 2016"; "" while it has no report


@immutable
class ThreadsView:
    """threads.html: every thread, by name."""

    head: Head
    title: str
    lead: str
    items: tuple[ThreadItem, ...]


@immutable
class ThreadView:
    """thread.html: a running story."""

    head: Head
    title: str
    names: tuple[NameView, ...]
    status: str  # "", "draft" or "unverified" (preview builds only)
    summary: str
    html: Markup
    period: str  # "1 to 28 October 2016"; "" while it has no report
    contested: tuple[StandingView, ...]  # spoken of in its reports, last spoken of first
    contested_total: int  # of them, shown or not
    total: int  # reports in all
    entries: tuple[EntryView, ...]  # in order of time
    pager: Pager
    companions: tuple[Companions, ...]
    map: MapView | None  # where its reports are
    strip: StripView | None  # when its reports were
    narrowing: NarrowingView | None  # None: nothing to choose


@immutable
class ProseView:
    """prose.html: a page of text."""

    head: Head
    title: str
    summary: str
    html: Markup
    siblings: tuple[Link, ...]  # the other prose pages


@immutable
class NotFoundView:
    """not_found.html: what a server shows where there is no page."""

    head: Head
    title: str
    ways: tuple[Link, ...]


@immutable
class MovedView:
    """moved.html: at an address that a page had; sends its reader on."""

    head: Head  # its canonical address is the new one
    title: str
    target: Link  # the page that has moved, at its new address


@immutable
class GoneView:
    """gone.html: at the address of what was taken down."""

    head: Head
    title: str
    date: DateView  # of the decision
    reason: str  # as the public may read it
    html: Markup
    ways: tuple[Link, ...]


@immutable
class ChangedView:
    """One thing that a new version of a report changed."""

    label: str  # "Figure changed"
    link: Link | None  # whom or what it is about: a speaker, a source, a story
    text: str
    before: str  # what stood there; "" where nothing did, or it says nothing
    after: str  # what stands there now; "" likewise


@immutable
class ChangeView:
    """What was changed at one time."""

    anchor: str  # "change-2026-11-24": the element's id on the page of the report
    when: str  # "24 November 2026, 10:15 UTC"
    machine: str  # for <time datetime>
    changed: tuple[ChangedView, ...]  # in the order of changes.KINDS
    was: Link | None  # to the report as it stood before
    report: Link | None  # on pages about many reports; its note is the date of the report


@immutable
class HistoryView:
    """The changes of one report, newest first."""

    changes: tuple[ChangeView, ...]  # of substance, its first publication among them
    wording: tuple[ChangeView, ...]  # in which words changed, and nothing else
    earlier: int  # how many changes of substance are left out here
    withheld: bool  # what the report said before some day is not shown any more
    all: Link | None  # to the corrections of the whole archive


@immutable
class StretchView:
    mark: str  # "del", "ins", or "" for what is in both
    text: str


@immutable
class DifferenceView:
    """What differs in one part of a report: the paragraphs that are not the same, each as stretches."""

    label: str  # "Summary", "Claims", or the title of a sub-story
    paragraphs: tuple[tuple[StretchView, ...], ...]


@immutable
class OldStoryView:
    """A part of an earlier version of a report."""

    id: str
    title: str
    html: Markup


@immutable
class EarlierView:
    """earlier.html: a report as it stood, until something of substance in it was changed."""

    head: Head
    title: str
    since: str  # "24 November 2026, 10:15 UTC"
    until: str
    since_machine: str  # for <time datetime>
    until_machine: str  # likewise
    now: Link  # to the report as it is
    cite: str  # a line ready to be quoted, with the address
    whole: bool  # False: some of it cannot be read any more, and is not shown
    date: str  # in words; "" where it cannot be read
    summary: str
    lang: str | None
    dir: str | None
    stories: tuple[OldStoryView, ...]  # the lead first
    claims: tuple[str, ...]  # a line each
    sources: tuple[str, ...]
    pictures: tuple[str, ...]  # their captions
    names: tuple[str, ...]  # actors, then places
    differences: tuple[DifferenceView, ...]  # from this version to what the report says now


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
