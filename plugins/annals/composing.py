"""The shared pieces of views: links, dates, entries, claims, heads. Pure: from the edition alone."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup, escape

from . import indexes as across
from .bodies import INDEX_ADDRESSES, SCHEME
from .dates import MONTHS, Date, Moment
from .edition import Edition
from .figures import CATEGORIES, Figure
from .figures import wording as figure_words
from .linked_data import to_script
from .mentions import Mentions, build_mentions
from .records import Citation, Claim, Entity, Name, Part, Place, Report
from .schema import ALIAS_KINDS, STATUSES, VERBS
from .views import (
    CitationView,
    ClaimView,
    Counted,
    DateGroup,
    DateView,
    DayCell,
    EntryView,
    FigureView,
    Head,
    Link,
    MonthView,
    NameView,
    Pager,
    StoryView,
)
from .wording import date_words, plural, spine_month, spine_words, weekday

_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"))
_ADDRESS = re.compile(rf'(href|src)="{SCHEME}([^"]*)"')
_LINK = re.compile(rf'<a href="{SCHEME}([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


def direction(lang: str | None) -> str | None:
    """``rtl`` or ``ltr`` of a language; ``None`` where no language is given."""
    if lang is None:
        return None
    script = re.search(r"-([A-Z][a-z]{3})\b", lang)
    if script and lang not in _RIGHT_TO_LEFT:
        return "rtl" if script[1] in ("Arab", "Hebr", "Syrc", "Thaa") else "ltr"
    return "rtl" if lang in _RIGHT_TO_LEFT or lang.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


@dataclass(slots=True)
class Composer:
    """Composes pieces for one edition, each entry and date once."""

    edition: Edition
    _links: dict[tuple[str, str], Link] = field(default_factory=dict)
    _entries: dict[str, EntryView] = field(default_factory=dict)
    _dates: dict[Date, DateView] = field(default_factory=dict)
    _mentions: Mentions | None = None
    _bearers: Counter[object] | None = None
    _titles: Counter[object] | None = None

    # --- links

    def link(self, family: str, id: str) -> Link:
        """To an actor, a place or a source; a place has what it lies within as its note: "Aleppo Governorate, Syria"."""
        link = self._links.get((family, id))
        if link is None:
            archive = self.edition.archive
            tables: dict[str, Mapping[str, Entity]] = {"actor": archive.actors, "place": archive.places, "source": archive.sources}
            entity = tables[family][id]
            within = across.holders(id, archive.places) if family == "place" else ()
            note = ", ".join(archive.places[holder].name for holder in within)
            link = self._links[family, id] = Link(entity.name, self.edition.url(family, id), entity.lang, note)
        return link

    def actor(self, id: str) -> Link:
        return self.link("actor", id)

    def place(self, id: str) -> Link:
        return self.link("place", id)

    def source(self, id: str) -> Link:
        return self.link("source", id)

    def speaker(self, claim: Claim) -> Link:
        return self.link(claim.speaker.family, claim.speaker.id)

    def report(self, report: Report) -> Link:
        return Link(report.title, self.edition.url("report", report.id), report.lang)

    def home(self) -> Link:
        return Link("Home", self.edition.href("") if "home" in self.edition.addresses else None)

    def counted(self, link: Callable[[str], Link], ranked: Iterable[tuple[str, int]]) -> tuple[Counted, ...]:
        return tuple(Counted(link(id), count) for id, count in ranked)

    # --- dates

    def date(self, date: Date) -> DateView:
        view = self._dates.get(date)
        if view is None:
            text = date_words(date)
            machine = None if date.is_interval else date.anchor.iso
            view = DateView(str(date), text, spine_words(date), spine_month(date), machine, self.date_url(date.anchor), date.sure)
            self._dates[date] = view
        return view

    def date_url(self, moment: Moment) -> str | None:
        """The page of a day, month or year; ``None`` when it has no report, and so no page."""
        indexes = self.edition.indexes
        if moment.month is None:
            known = moment.year in indexes.reports_by_year
        elif moment.day is None:
            known = (moment.year, moment.month) in indexes.reports_by_month
        else:
            known = moment.earliest in indexes.reports_by_day
        return self.edition.url(moment.precision.value, moment.iso) if known else None

    # --- reports in lists

    def entry(self, report: Report) -> EntryView:
        view = self._entries.get(report.id)
        if view is None:
            view = EntryView(
                report.title,
                self.edition.url("report", report.id),
                report.lang,
                direction(report.lang),
                self.date(report.date),
                report.summary,
                tuple(self.place(id) for id in report.locations),
                tuple(self.actor(id) for id in report.actors),
                len(across.outlets_of(report)),
                STATUSES[report.status],
            )
            self._entries[report.id] = view
        return view

    def entries(self, reports: Iterable[Report]) -> tuple[EntryView, ...]:
        return tuple(self.entry(report) for report in reports)

    def groups(self, reports: Sequence[Report]) -> tuple[DateGroup, ...]:
        """Reports in the order given, under a heading for each day, month or year on which they are listed."""
        groups: list[tuple[Moment, list[Report]]] = []
        for report in reports:
            anchor = report.date.anchor
            moment = Moment(anchor.year, anchor.month, anchor.day)
            if not groups or groups[-1][0] != moment:
                groups.append((moment, []))
            groups[-1][1].append(report)
        return tuple(self._group(moment, found) for moment, found in groups)

    def _group(self, moment: Moment, reports: list[Report]) -> DateGroup:
        date = Date(moment, moment)
        heading = Link(date_words(date, within=True), self.date_url(moment))
        return DateGroup(heading, f"page-{moment.iso}", self.date(date), self.entries(reports))

    def month(self, year: int, month: int) -> MonthView:
        """The month as weeks, Monday first."""
        first = dt.date(year, month, 1)
        days = calendar.monthrange(year, month)[1]
        cells: list[DayCell | None] = [None] * first.weekday()
        cells += [self._cell(Moment(year, month, day)) for day in range(1, days + 1)]
        cells += [None] * (-len(cells) % 7)
        weeks = tuple(tuple(cells[i : i + 7]) for i in range(0, len(cells), 7))
        moment = Moment(year, month)
        count = len(self.edition.indexes.reports_by_month.get((year, month), ()))
        return MonthView(f"{MONTHS[month - 1]} {year}", self.date_url(moment), count, weeks)

    def _cell(self, moment: Moment) -> DayCell:
        assert moment.day is not None
        count = len(self.edition.indexes.reports_by_day.get(moment.earliest, ()))
        label = f"{weekday(moment.earliest)} {date_words(Date(moment, moment))}: {plural(count, 'report') if count else 'no report'}"
        level = min(4, 1 + math.floor(math.log2(count))) if count else 0
        return DayCell(moment.day, self.date_url(moment), count, level, label)

    # --- bodies, claims, citations

    def html(
        self, parts: Iterable[Part], told: Iterable[tuple[str, str]] = (), *, link_names: bool = True, itself: tuple[str, str] | None = None
    ) -> list[Markup]:
        """The parts of a body, ready to be shown: internal links have their addresses, first mentions are linked. ``itself`` is
        not linked.
        """
        seen = {itself} if itself else set()
        told = tuple(told)
        shown = []
        for part in parts:
            text = _ADDRESS.sub(self._address, _LINK.sub(self._internal_link, part.html))
            if link_names and text:
                if self._mentions is None:
                    self._mentions = build_mentions(self.edition.archive)
                text = self._mentions.link(text, self.edition.url, told, seen)
            shown.append(Markup(text))  # noqa: S704 - it has passed the sanitiser in bodies.py
        return shown

    def _internal_link(self, match: re.Match[str]) -> str:
        """A link to a page that is not there (its family is off, or it is not published) turns into its words."""
        return match[0] if self.target(match[1]) is not None else match[3]

    def _address(self, match: re.Match[str]) -> str:
        return f'{match[1]}="{escape(self.target(match[2]) or "")}"'

    def target(self, written: str) -> str | None:
        """The address that ``/reports/2016/10/28-x.md#part`` stands for."""
        path, _, fragment = written.replace("&amp;", "&").partition("#")
        folder, _, rest = path.partition("/")
        anchor = f"#{fragment}" if fragment else ""
        archive = self.edition.archive
        if folder == "images":
            return self.edition.href(path)
        if path in INDEX_ADDRESSES:
            return next((self.edition.href(path) for _, index in self.edition.nav.values() if index == path), None)
        id = rest.removesuffix(".md")
        if folder in ("actors", "places", "sources"):
            family = folder.removesuffix("s")
            url = self.edition.url(family, id.rpartition("/")[2])
        elif folder == "reports":
            url = self.edition.url("report", id) if id in self.edition.indexes.neighbours else None
        else:
            url = self.edition.url("prose", id) if id in archive.prose else None
        return None if url is None else url + anchor

    def claim(self, claim: Claim) -> ClaimView:
        indexes = self.edition.indexes
        related = indexes.claims.get(claim.related) if claim.related else None
        return ClaimView(
            f"claim-{claim.id}",
            self.speaker(claim),
            VERBS[claim.verb],
            tuple(FigureView(CATEGORIES[category], self.figure(figure)) for category, figure in claim.figures),
            claim.text,
            claim.quote,
            self.date(claim.said) if claim.said else None,
            self.source(claim.via) if claim.via else None,
            claim.relation,
            self._claim_link(*related) if related else None,
            tuple(self._claim_link(*indexes.claims[id]) for id in indexes.answers.get(claim.id, ())),
        )

    def figure(self, figure: Figure) -> str:
        words = figure_words(figure)
        return f"{words} since {date_words(figure.since)}" if figure.since else words

    def _claim_link(self, claim: Claim, report: Report) -> Link:
        figures = ", ".join(f"{CATEGORIES[category]}: {self.figure(figure)}" for category, figure in claim.figures)
        said = claim.text or figures
        url = self.edition.url("report", report.id)
        return Link(
            f"{self.speaker(claim).text} {VERBS[claim.verb]}: {said}", f"{url}#claim-{claim.id}" if url else None, note=claim.relation
        )

    def citation(self, citation: Citation) -> CitationView:
        return CitationView(
            self.source(citation.outlet),
            self.source(citation.via) if citation.via else None,
            citation.url,
            citation.archived,
            self.date(citation.published) if citation.published else None,
            self.date(citation.accessed) if citation.accessed else None,
        )

    def stories(self, report: Report) -> tuple[StoryView, ...]:
        """The lead and the sub-stories, each with the claims and sources that support it."""
        told = [("actor", id) for id in across.actors_of(report)] + [("place", id) for id in report.locations]
        texts = self.html(report.body, told, link_names=report.link_names)
        return tuple(
            StoryView(
                part.id,
                part.title,
                text,
                tuple(self.claim(claim) for claim in report.claims if (claim.story or "") == part.id),
                tuple(self.citation(citation) for citation in report.sources if (citation.story or "") == part.id),
            )
            for part, text in zip(report.body, texts, strict=True)
        )

    def names(self, aliases: Iterable[Name]) -> tuple[NameView, ...]:
        return tuple(NameView(alias.text, alias.lang, direction(alias.lang), _name_note(alias)) for alias in aliases)

    # --- pages

    def head(self, path: str, title: str, description: str, crumbs: Sequence[Link], **rest: object) -> Head:
        """``crumbs``: the pages above this one, below the home page."""
        lang = str(rest.pop("lang", None) or self.edition.site.lang)
        here = Link(title)
        trail = (self.home(), *crumbs, here) if path else ()
        return Head(title, description, self.edition.absolute(path), trail, lang, direction(lang) or "ltr", Markup(), **rest)  # type: ignore[arg-type]

    def month_name(self, moment: Moment) -> str:
        return date_words(Date(*[Moment(moment.year, moment.month)] * 2))

    def report_title(self, report: Report) -> str:
        """The title, as the title of a page: with the date, and the id, where others bear the same."""
        if self._titles is None:
            reports = self.edition.archive.reports
            self._titles = Counter(other.title for other in reports)
            self._titles.update((other.title, other.date) for other in reports)
        if self._titles[report.title] == 1:
            return report.title
        dated = f"{report.title}, {date_words(report.date)}"
        return dated if self._titles[report.title, report.date] == 1 else f"{dated} ({report.id})"

    def with_data(self, head: Head, nodes: Sequence[dict[str, object]]) -> Head:
        """The head with its description for machines."""
        return replace(head, jsonld=to_script(nodes))

    def title_of(self, family: str, entity: Entity) -> str:
        """The name, as the title of a page: with the family, or the id, where others bear the same name."""
        if self._bearers is None:
            archive = self.edition.archive
            self._bearers = Counter(
                record.name for records in (archive.actors, archive.places, archive.sources) for record in records.values()
            )
            self._bearers.update(
                (kind, record.name) for kind in ("actor", "place", "source") for record in getattr(archive, f"{kind}s").values()
            )
        if self._bearers[entity.name] == 1:
            return entity.name
        return f"{entity.name} ({family})" if self._bearers[family, entity.name] == 1 else f"{entity.name} ({family}: {entity.id})"

    def section(self, name: str) -> Link:
        """The index page of a section, by the name of its plugin."""
        title, path = self.edition.nav.get(name, (name.capitalize(), None))
        return Link(title, None if path is None else self.edition.href(path))


def _name_note(alias: Name) -> str:
    span = ""
    if alias.start and alias.end:
        span = f"from {date_words(alias.start)} to {date_words(alias.end)}"
    elif alias.start:
        span = f"since {date_words(alias.start)}"
    elif alias.end:
        span = f"until {date_words(alias.end)}"
    return ", ".join(word for word in (ALIAS_KINDS[alias.kind], span) if word)


def shown_at(place: Place, places: Mapping[str, Place]) -> Place | None:
    """The nearest place with coordinates: itself, or one that it lies within."""
    if place.coordinates:
        return place
    return next((places[id] for id in across.holders(place.id, places) if places[id].coordinates), None)


@dataclass(frozen=True, slots=True)
class ListPart:
    """A page's share of a long list. ``number`` counts from the oldest; ``None`` is the first page that a reader sees, with the newest."""

    number: int | None
    start: int  # index of its oldest item, inclusive
    end: int  # exclusive


def list_parts(count: int, size: int) -> list[ListPart]:
    """Cut a list into pages from its oldest end, newest page first.

    A numbered page is sealed: it holds ``size`` items and never changes when newer ones come. The first page holds the
    rest, from ``size`` to
    ``2 * size - 1`` items once there is any sealed page, so that it is never nearly empty.
    """
    sealed = max(0, count // size - 1)
    head = ListPart(None, sealed * size, count)
    return [head, *(ListPart(number, (number - 1) * size, number * size) for number in range(sealed, 0, -1))]


def pager(parts: Sequence[ListPart], index: int, url: Callable[[int | None], str | None]) -> Pager:
    """The links from one part to those beside it. ``parts``: newest first; ``url``: of a part, by its number."""
    part = parts[index]
    newer = Link("Newer reports", url(parts[index - 1].number)) if index else None
    older = Link("Older reports", url(parts[index + 1].number)) if index + 1 < len(parts) else None
    position = f"Reports {part.start + 1:,} to {part.end:,}, counted from the oldest" if len(parts) > 1 else ""
    return Pager(newer, older, position)


def joined(parts: Iterable[Part], texts: Iterable[Markup]) -> Markup:
    """The parts of a body as one text, their headings back in place."""
    html = Markup()
    for part, text in zip(parts, texts, strict=True):
        html += (Markup('<h2 id="{}">{}</h2>\n').format(part.id, part.title) if part.id else Markup()) + text
    return html
