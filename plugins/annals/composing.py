"""What nearly every page is composed of: links, dates, reports in lists, titles and heads.

The composer knows the archive by its tables alone, so that the engine knows what a page was made from. Pieces that fewer pages have
are functions of it, beside it: see texts.py, claimed.py, stories.py, illustrations.py, calendars.py and naming.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from typing import Any, TypeVar, TypeVarTuple

from markupsafe import Markup

from .choices import STATUSES
from .dates import Date, parse_date
from .disk import digest
from .edition import Outline, Site
from .figures import CATEGORIES, category_words
from .keeping import Kept
from .languages import direction
from .mentions import Entity, Mentions
from .pack import Place as Packed
from .particulars import Claim
from .recording import Memo, Recorder
from .records import Named, Report
from .report_views import EntryView
from .tables import Records, Tables
from .versions import Version
from .views import Counted, DateView, Head, Link
from .wording import date_words, spine_month, spine_words, time_words

V = TypeVar("V")
Given = TypeVarTuple("Given")
Versions = Callable[[Packed, str], Version]
"""An old version of a report, by its place in the pack and the path of the report. It never changes, so a look at it is no fact."""


class Composer(Tables):
    """Composes pieces of views for one edition.

    All that it knows of the archive it looks up in tables that note each look. What is the same for every page of a build (the site, its
    addresses) needs no note.
    """

    def __init__(
        self,
        outline: Outline,
        records: Records,
        mentions: Callable[[], Mentions],
        recorder: Recorder,
        versions: Versions,
        *,
        kept: Kept,
    ) -> None:
        super().__init__(outline, records, recorder)
        self.edition = outline.edition
        self.recorder = recorder
        self.mentions = mentions
        self.versions = versions
        self.categories = {**CATEGORIES, **dict(self.site.categories)}
        self._kept = kept
        self._memos: defaultdict[Callable[..., Any], Memo[Any]] = defaultdict(dict)

    @property
    def site(self) -> Site:
        return self.edition.site

    def category(self, key: str) -> str:
        """What is counted, in words: ``killed``, ``killed (civilians)``."""
        return category_words(key, self.categories)

    # --- what is found out once

    def once(self, make: Callable[[Composer, *Given], V], *given: *Given) -> V:
        """What ``make`` composes from what it is given: once for all pages that hold it, and each of them is noted as made from all that
        it looked at.
        """
        memo: Memo[V] = self._memos[make]
        return self.recorder.remember(memo, given, make, self, *given)

    def kept(self, name: str, ids: Sequence[str], look: Callable[..., V], *given: Any) -> V:
        """What ``look`` finds in some reports, as long as their records and what the names in them mean are what they were: kept on the
        disk under ``name``. It looks at nothing else but the plain values that it is ``given`` besides, and finds plain values.
        """

        @cache
        def records() -> bytes:
            return b"\0".join(map(self._kept.packed, ids))

        @cache
        def meanings() -> list[tuple[str, tuple[Entity, ...]]]:
            return self.mentions().standing_in(records())

        @cache
        def made_from() -> bytes:
            return digest(repr((*ids, meanings(), given)).encode() + records())

        # where no name in the whole archive means anything else, the records need not be read, nor names looked for in them
        alike = digest(repr((*ids, given)).encode() + b"".join(map(self._kept.packed_as, ids)) + self._all_meanings)
        kept: tuple[list[str], V] | None = self._kept.get(name, alike, made_from)
        if kept is None:
            kept = [mentioned for mentioned, _ in meanings()], look(self, ids, *given)
            self._kept.put(name, alike, made_from(), kept)
        standing, found = kept
        for id in ids:
            self.recorder.note("reports", id)
        for mentioned in standing:
            self.recorder.note("mentions", mentioned)
        return found

    @cached_property
    def _all_meanings(self) -> bytes:
        """A digest of what each name can mean."""
        return digest(repr(self.mentions().meanings).encode())

    # --- links

    def link(self, family: str, id: str) -> Link:
        """To an actor, a place, a source, a subject, a thread or a term; a place has what it lies within as its note:
        "Aleppo Governorate, Syria".
        """
        return self.once(Composer._link, family, id)

    def _link(self, family: str, id: str) -> Link:
        entity: Named = self.named[family][id]
        note = ", ".join(self.places[holder].name for holder in self.holders(id)) if family == "place" else ""
        return Link(entity.name, self.edition.url(family, id), entity.lang, note)

    def bare(self, family: str, id: str) -> Link:
        """As :meth:`link`, without a note."""
        return self.once(Composer._without_note, family, id)

    def _without_note(self, family: str, id: str) -> Link:
        link = self.link(family, id)
        return Link(link.text, link.url, link.lang)

    def holders(self, place: str) -> tuple[str, ...]:
        """What a place lies within, from the nearest to the widest, itself not among them."""
        found: list[str] = []
        above = self.places[place].within
        while above is not None:
            found.append(above)
            above = self.places[above].within
        return tuple(found)

    def actor(self, id: str) -> Link:
        return self.link("actor", id)

    def place(self, id: str) -> Link:
        return self.link("place", id)

    def source(self, id: str) -> Link:
        return self.link("source", id)

    def thread(self, id: str) -> Link:
        return self.link("thread", id)

    def speaker(self, claim: Claim) -> Link:
        """To the actor or the source that made a claim."""
        return self.link(claim.speaker.family, claim.speaker.id)

    def report(self, id: str) -> Link:
        """To a report, by its title."""
        report = self.listed[id]
        return Link(report.title, self.edition.url("report", id), report.lang)

    def report_dated(self, id: str) -> Link:
        """To a report, with its date as its note."""
        report = self.listed[id]
        return Link(report.title, self.edition.url("report", id), report.lang, date_words(report.date))

    def page_link(self, family: str, id: str) -> Link:
        """To the page of any record."""
        if family == "prose":
            page = self.prose[id]
            return Link(page.title, self.edition.url("prose", id), page.lang)
        return self.report(id) if family == "report" else self.link(family, id)

    def home(self) -> Link:
        """To the home page, first in every breadcrumb."""
        return Link("Home", self.edition.href("") if "home" in self.edition.paths else None)

    def section(self, name: str) -> Link:
        """The index page of a section, by the name of its plugin."""
        title, path = self.edition.nav.get(name, (name.capitalize(), None))
        return Link(title, None if path is None else self.edition.href(path))

    def prose_links(self) -> tuple[Link, ...]:
        """The pages of text in their order, each with its summary."""
        ordered = sorted(self.prose.values(), key=lambda page: (page.order, page.id))
        return tuple(Link(page.title, self.edition.url("prose", page.id), page.lang, page.summary) for page in ordered)

    def counted(self, family: str, ranked: Iterable[tuple[str, int]]) -> tuple[Counted, ...]:
        """Links to records of a family, each with its number of reports, in the order given."""
        return tuple(Counted(self.link(family, id), count) for id, count in ranked)

    # --- dates

    def date(self, date: Date) -> DateView:
        """A date as it is shown, with the way to the page that it falls on."""
        return self.once(Composer._date, date)

    def _date(self, date: Date) -> DateView:
        machine = None if date.is_interval else date.anchor.iso
        url = self.date_url(date.anchor.iso)
        return DateView(str(date), date_words(date), spine_words(date), spine_month(date), machine, url, date.sure)

    def date_url(self, iso: str) -> str | None:
        """The page of a day, month or year, given in ISO form; ``None`` when it has no report, and so no page."""
        if len(iso) == 4:
            return self.edition.url("year", iso) if iso in self.reports_by_year else None
        if len(iso) == 7:
            return self.edition.url("month", iso) if iso in self.reports_by_month else None
        return self.edition.url("day", iso) if iso in self.reports_by_day else None

    def date_link(self, iso: str) -> Link:
        """To that page, by the date in words."""
        return Link(date_words(parse_date(iso)), self.date_url(iso))

    # --- reports in lists

    def entry(self, id: str) -> EntryView:
        """A report as it stands in a list."""
        return self.once(Composer._entry, id)

    def _entry(self, id: str) -> EntryView:
        report = self.listed[id]
        return EntryView(
            report.title,
            self.edition.url("report", id),
            report.lang,
            direction(report.lang),
            self.date(report.date),
            time_words(report.time) if report.time else "",
            self.date(report.reported) if report.reported and report.reported != report.date else None,
            report.summary,
            tuple(self.place(place) for place in report.locations),
            tuple(self.actor(actor) for actor in report.actors),
            report.outlets,
            STATUSES[report.status],
        )

    def entries(self, ids: Iterable[str]) -> tuple[EntryView, ...]:
        """Some reports as they stand in a list, in the order given."""
        return tuple(self.entry(id) for id in ids)

    # --- pages

    def head(
        self,
        path: str,
        title: str,
        description: str,
        crumbs: Sequence[Link],
        *,
        lang: str | None = None,
        previous: Link | None = None,
        next: Link | None = None,
        indexed: bool = True,
    ) -> Head:
        """``title``: unique in the site; ``crumbs``: the pages above this one, below the home page, the nearest last; ``lang``: where it is
        not the site's.
        """
        lang = lang or self.site.lang
        trail = (self.home(), *crumbs, Link(title)) if path else ()
        canonical = self.edition.absolute(path)
        return Head(title, description, canonical, trail, lang, direction(lang) or "ltr", Markup(), previous, next, indexed)

    def report_title(self, report: Report) -> str:
        """The title, as the title of a page: with the date, and the id, where others bear the same."""
        same = self.reports_by_title[report.title]
        if len(same) == 1:
            return report.title
        dated = f"{report.title}, {date_words(report.date)}"
        alone = sum(self.listed[id].date == report.date for id in same) == 1
        return dated if alone else f"{dated} ({report.id})"

    def entity_title(self, family: str, entity: Named) -> str:
        """The name, as the title of a page: with the family, or the id, where others bear the same name."""
        bearers = self.bearers[entity.name]
        if len(bearers) == 1:
            return entity.name
        alone = sum(other == family for other, _ in bearers) == 1
        return f"{entity.name} ({family})" if alone else f"{entity.name} ({family}: {entity.id})"
