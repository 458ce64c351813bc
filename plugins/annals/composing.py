"""The shared pieces of views: links, dates, entries, claims, heads. Each is composed once, from the composer's tables."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar
from urllib.parse import quote, unquote

from markupsafe import Markup, escape

from .bodies import INDEX_ADDRESSES, SCHEME
from .cards import Placed
from .choices import ALIAS_KINDS, IMAGE_KINDS, LANGUAGES, RULE_WORDS, SCRIPTS, STATUSES, VERBS
from .claim_views import ClaimView, FigureView, StandingView, TallyView
from .dates import MONTHS, Date, Moment, parse_date
from .disk import digest
from .edition import Outline, Site
from .figures import CATEGORIES, Figure, category_words
from .figures import wording as figure_words
from .keeping import Kept
from .ledger import Tally, Voice
from .mentions import Mentions
from .pack import Place as Packed
from .recording import Memo, Recorder, Table
from .records import (
    Acceptance,
    Actor,
    Citation,
    Claim,
    Copy,
    Image,
    Listed,
    Name,
    Named,
    Part,
    Picture,
    Place,
    Prose,
    Report,
    Source,
    Sourced,
    Subject,
    Takedown,
    Term,
    Thread,
    covers,
)
from .report_views import CitationView, CopyView, DateGroup, DayCell, EntryView, HungClaim, ImageView, MonthView, PictureView, StoryView
from .values import immutable
from .versions import Version
from .views import Counted, DateView, Head, Link, NameView
from .wording import date_words, plural, spine_month, spine_words, time_words, weekday

V = TypeVar("V")
_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"))
_ADDRESS = re.compile(rf'(href|src)="{SCHEME}([^"]*)"')
_PICTURE = re.compile(rf'<img((?: [a-z]+="[^"]*")*?) src="{SCHEME}(images/[^"#]*)"')
SIZES = "(min-width: 44rem) 36rem, 100vw"
"""How wide an image stands on a page, for the choice among its copies."""
_ENTITY = re.compile(rf'href="{SCHEME}(actors|places|sources|terms)/(?:[^"/#]+/)*([^"/#]+)\.md')
_LINK = re.compile(rf'<a href="{SCHEME}([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


def direction(lang: str | None) -> str | None:
    """``rtl`` or ``ltr`` of a language; ``None`` where no language is given."""
    if lang is None:
        return None
    script = re.search(r"-([A-Z][a-z]{3})\b", lang)
    if script and lang not in _RIGHT_TO_LEFT:
        return "rtl" if script[1] in ("Arab", "Hebr", "Syrc", "Thaa") else "ltr"
    return "rtl" if lang in _RIGHT_TO_LEFT or lang.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


@immutable
class Records:
    """The whole records, by id; any mapping will do, also one that reads them when they are asked for."""

    reports: Mapping[str, Report] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    threads: Mapping[str, Thread] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    prose: Mapping[str, Prose] = field(default_factory=dict)
    takedowns: Mapping[str, Takedown] = field(default_factory=dict)
    acceptances: Mapping[str, Acceptance] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)


class _Seen(Mapping[str, V]):
    """One side of each report: a page that looks at it does not depend on the others. It is taken once, for many lists look at it."""

    def __init__(self, whole: Mapping[str, Any], side: Callable[[Any], V]) -> None:
        self._whole = whole
        self._side = side
        self._taken: dict[str, V] = {}

    def __getitem__(self, id: str) -> V:
        taken = self._taken.get(id)
        if taken is None:
            taken = self._taken[id] = self._side(self._whole[id])
        return taken

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)


_LISTED, _SOURCED, _PLACED = attrgetter("listed"), attrgetter("sourced"), attrgetter("placed")

Versions = Callable[[Packed, str], Version]
"""An old version of a report, by its place in the pack and the path of the report. It never changes, so a look at it is no fact."""


class Composer:
    """Composes pieces of views for one edition.

    All that it knows of the archive it looks up in tables that note each look, so the engine knows what a page was made
    from. What is the same for every page of a build (the site, its addresses) needs no note.
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
        indexes = outline.indexes
        self.edition = outline.edition
        self.recorder = recorder
        self.cards: Table[Placed] = Table("cards", _Seen(outline.cards.reports, _PLACED), recorder)  # where reading each would take long
        self.reports: Table[Report] = Table("reports", records.reports, recorder)
        self.listed: Table[Listed] = Table("listed", _Seen(records.reports, _LISTED), recorder)
        self.sourced: Table[Sourced] = Table("sourced", _Seen(records.reports, _SOURCED), recorder)
        self.actors: Table[Actor] = Table("actors", records.actors, recorder)
        self.places: Table[Place] = Table("places", records.places, recorder)
        self.sources: Table[Source] = Table("sources", records.sources, recorder)
        self.subjects: Table[Subject] = Table("subjects", records.subjects, recorder)
        self.threads: Table[Thread] = Table("threads", records.threads, recorder)
        self.terms: Table[Term] = Table("terms", records.terms, recorder)
        self.prose: Table[Prose] = Table("prose", records.prose, recorder)
        self.takedowns: Table[Takedown] = Table("takedowns", records.takedowns, recorder)
        self.pictures: Table[Picture] = Table("pictures", records.pictures, recorder)
        self.reports_by_actor = Table("reports_by_actor", indexes.reports_by_actor, recorder)
        self.reports_by_place = Table("reports_by_place", indexes.reports_by_place, recorder)
        self.reports_by_source = Table("reports_by_source", indexes.reports_by_source, recorder)
        self.reports_by_thread = Table("reports_by_thread", indexes.reports_by_thread, recorder)
        self.reports_by_term = Table("reports_by_term", indexes.reports_by_term, recorder)
        self.reports_by_day = Table("reports_by_day", indexes.reports_by_day, recorder)
        self.reports_by_month = Table("reports_by_month", indexes.reports_by_month, recorder)
        self.reports_by_year = Table("reports_by_year", indexes.reports_by_year, recorder)
        self.reports_by_title = Table("reports_by_title", indexes.reports_by_title, recorder)
        self.reports_by_claim = Table("reports_by_claim", indexes.reports_by_claim, recorder)
        self.under_way = Table("under_way", indexes.under_way, recorder)
        self.actors_within = Table("actors_within", indexes.actors_within, recorder)
        self.places_within = Table("places_within", indexes.places_within, recorder)
        self.ties = Table("ties", indexes.ties, recorder)
        self.moments = Table("moments", indexes.moments, recorder)
        self.neighbours = Table("neighbours", indexes.neighbours, recorder)
        self.images_by_place = Table("images_by_place", indexes.images_by_place, recorder)
        self.relations = Table("relations", indexes.relations, recorder)
        self.steps = Table("steps", indexes.steps, recorder)
        self.answers = Table("answers", indexes.answers, recorder)
        self.control = Table("control", indexes.control, recorder)
        self.shares = Table("shares", indexes.shares, recorder)
        self.claims_by_subject = Table("claims_by_subject", indexes.claims_by_subject, recorder)
        self.claims_by_speaker = Table("claims_by_speaker", indexes.claims_by_speaker, recorder)
        self.standings = Table("standings", indexes.standings, recorder)
        self.positions = Table("positions", indexes.positions, recorder)
        self.totals = Table("totals", indexes.totals, recorder)
        self.contested = Table("contested", indexes.contested, recorder)
        self.disputed = Table("disputed", indexes.disputed, recorder)
        self.bearers = Table("bearers", indexes.bearers, recorder)
        self.histories = Table("histories", outline.histories.by_report, recorder)
        self.versions = versions
        self._named: dict[str, Table[Any]] = {
            "actor": self.actors,
            "place": self.places,
            "source": self.sources,
            "subject": self.subjects,
            "thread": self.threads,
            "term": self.terms,
        }
        self.categories = {**CATEGORIES, **dict(self.site.categories)}
        self._mentions = mentions
        self._kept = kept
        self._links: Memo[Link] = {}
        self._bare: Memo[Link] = {}
        self._entries: Memo[EntryView] = {}
        self._dates: Memo[DateView] = {}
        self._standings: Memo[StandingView] = {}
        self.voices: Memo[tuple[Voice, ...]] = {}  # of a subject in a category: see spoken.py
        self.narrowed: Memo[tuple[tuple[str, tuple[str, ...]], ...]] = {}  # of a report, what it can be found by: see narrowing.py

    @property
    def site(self) -> Site:
        return self.edition.site

    # --- links

    def link(self, family: str, id: str) -> Link:
        """To an actor, a place, a source, a thread or a term; a place has what it lies within as its note: "Aleppo Governorate, Syria"."""
        return self.recorder.remember(self._links, (family, id), self._link, family, id)

    def _link(self, family: str, id: str) -> Link:
        entity: Named = self._named[family][id]
        note = ", ".join(self.places[holder].name for holder in self.holders(id)) if family == "place" else ""
        return Link(entity.name, self.edition.url(family, id), entity.lang, note)

    def bare(self, family: str, id: str) -> Link:
        """The same without a note."""
        return self.recorder.remember(self._bare, (family, id), self._without_note, family, id)

    def _without_note(self, family: str, id: str) -> Link:
        link = self.link(family, id)
        return Link(link.text, link.url, link.lang)

    def holders(self, place: str) -> tuple[str, ...]:
        """What a place lies within, from the nearest to the widest."""
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
        return self.link(claim.speaker.family, claim.speaker.id)

    def report(self, id: str) -> Link:
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

    def actor_then(self, id: str, date: Date) -> Link:
        """To an actor by the name that it had then, with its name of now; or by its name, with those that it had before. Only as far as
        the record dates its names. The note also tells the office that it held.
        """
        actor, link = self.actors[id], self.actor(id)
        notes = [self.office(id, date)]
        former = [alias for alias in actor.aliases if alias.kind == "former"]
        used = next((alias for alias in former if alias.end and covers(alias.start, alias.end, date)), None)
        if used:
            return replace(link, text=used.text, lang=used.lang, note=", ".join(filter(None, [f"now {actor.name}", *notes])))
        notes += [f"until {date_words(alias.end)} {alias.text}" for alias in former if alias.end and alias.end.latest < date.earliest]
        notes += [f"formerly {alias.text}" for alias in former if alias.start is None and alias.end is None]
        return replace(link, note=", ".join(filter(None, notes)))

    def office(self, id: str, date: Date) -> str:
        """What an actor was for a body at a date: ``Spokesman, Kremlin``. Empty where no office is recorded for it."""
        held = (office for office in self.actors[id].offices if covers(office.start, office.end, date))
        return "; ".join(f"{office.title}, {self.actor(office.body).text}" for office in held)

    def home(self) -> Link:
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
        return tuple(Counted(self.link(family, id), count) for id, count in ranked)

    # --- dates

    def date(self, date: Date) -> DateView:
        return self.recorder.remember(self._dates, date, self._date, date)

    def _date(self, date: Date) -> DateView:
        machine = None if date.is_interval else date.anchor.iso
        url = self.date_url(date.anchor.iso)
        return DateView(str(date), date_words(date), spine_words(date), spine_month(date), machine, url, date.sure)

    def date_url(self, iso: str) -> str | None:
        """The page of a day, month or year; ``None`` when it has no report, and so no page."""
        if len(iso) == 4:
            return self.edition.url("year", iso) if iso in self.reports_by_year else None
        if len(iso) == 7:
            return self.edition.url("month", iso) if iso in self.reports_by_month else None
        return self.edition.url("day", iso) if iso in self.reports_by_day else None

    def date_link(self, iso: str) -> Link:
        return Link(date_words(parse_date(iso)), self.date_url(iso))

    # --- reports in lists

    def entry(self, id: str) -> EntryView:
        return self.recorder.remember(self._entries, id, self._entry, id)

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
        return tuple(self.entry(id) for id in ids)

    def by_date(self, ids: Iterable[str], most: int = 0) -> list[tuple[str, list[str], int]]:
        """Reports in the order given, cut where the day, month or year changes on which they are listed: it, its reports, and how many
        of them are left out. ``most``: how many are told, where that is bounded; each date keeps one at least.
        """
        found: list[tuple[str, list[str]]] = []
        for id in ids:
            iso = self.cards[id].anchor
            if not found or found[-1][0] != iso:
                found.append((iso, []))
            found[-1][1].append(id)
        whole = not most or sum(len(own) for _, own in found) <= most
        each = None if whole else max(1, most // len(found))
        return [(iso, own[:each], len(own) - len(own[:each])) for iso, own in found]

    def groups(self, ids: Iterable[str], most: int = 0) -> tuple[DateGroup, ...]:
        """As :meth:`by_date`, each date with a heading."""
        return tuple(self._group(*found) for found in self.by_date(ids, most))

    def _group(self, iso: str, ids: list[str], more: int) -> DateGroup:
        date = parse_date(iso)
        heading = Link(date_words(date, within=True), self.date_url(iso))
        return DateGroup(heading, f"page-{iso}", self.date(date), self.entries(ids), more, heading)

    def month(self, iso: str) -> MonthView:
        """The month as weeks, Monday first."""
        year, month = int(iso[:4]), int(iso[5:])
        days = calendar.monthrange(year, month)[1]
        cells: list[DayCell | None] = [None] * dt.date(year, month, 1).weekday()
        ids = dict.fromkeys((*self.reports_by_month.get(iso, ()), *self.under_way.get(iso, ())))
        spans = [span for id in ids if (span := self.cards[id].span)]
        cells += [self._cell(Moment(year, month, day), spans) for day in range(1, days + 1)]
        cells += [None] * (-len(cells) % 7)
        weeks = tuple(tuple(cells[i : i + 7]) for i in range(0, len(cells), 7))
        count = len(self.reports_by_month.get(iso, ()))
        return MonthView(f"{MONTHS[month - 1]} {year}", self.date_url(iso), count, weeks)

    def _cell(self, moment: Moment, spans: Iterable[tuple[str, str]]) -> DayCell:
        """``spans``: the first and last day of the events of the month that last longer than one."""
        assert moment.day is not None
        iso = moment.iso
        count = len(self.reports_by_day.get(iso, ()))
        within = sum(first < iso <= last for first, last in spans)
        told = plural(count, "report") if count else "no report of its own" if within else "no report"
        if within:
            told += f"; {plural(within, 'event')} of earlier days went on"
        label = f"{weekday(moment.earliest)} {date_words(Date(moment, moment))}: {told}"
        level = min(4, 1 + math.floor(math.log2(count))) if count else 0
        return DayCell(moment.day, self.date_url(iso), count, level, label, within)

    # --- bodies, claims, citations

    def html(
        self,
        parts: Iterable[Part],
        told: Iterable[tuple[str, str]] = (),
        *,
        link_names: bool = True,
        itself: tuple[str, str] | None = None,
        had: Iterable[tuple[str, str]] = (),
    ) -> list[Markup]:
        """The parts of a body, ready to be shown: internal links have their addresses, first mentions are linked.

        ``told`` are the entities that the report names; ``itself`` is never linked; ``had``: ids that parts had before, each with
        the id of the part that it leads to now.
        """
        seen = {itself} if itself else set()
        told = tuple(told)
        shown = []
        for part in parts:
            text = part.html
            if SCHEME in text:
                text = _PICTURE.sub(self._with_size, text)
                text = _ADDRESS.sub(self._address, _LINK.sub(self._internal_link, text))
            if link_names and text:
                text = self._mentions().link(text, self.edition.url, told, seen, partial(self.recorder.note, "mentions"))
            anchors = Markup().join(Markup('<span id="{}"></span>').format(old) for old, to in had if to == part.id)
            shown.append(anchors + Markup(text))  # noqa: S704 - it has passed the sanitiser in bodies.py
        return shown

    def mentioned(self, text: str, told: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        """The actors, places, sources and terms that a part of a body names, by a link or by one of their names: family and id of each.
        What it links to need not be published.

        ``told`` are the entities that the report names, which settle what a shared name means.
        """
        found = linked_in(text)
        if text:
            found |= self._mentions().named(text, told, partial(self.recorder.note, "mentions"))
        return found

    def kept(self, name: str, ids: Sequence[str], look: Callable[[Composer, Sequence[str]], V]) -> V:
        """What ``look`` finds in some reports, as long as their records and what the names in them mean are what they were: kept on the
        disk under ``name``. It looks at nothing else, and finds plain values.
        """
        records = b"\0".join(self._kept.packed(id) for id in ids)
        meanings = self._mentions().standing_in(records)
        for id in ids:
            self.recorder.note("reports", id)
        for mentioned, _ in meanings:
            self.recorder.note("mentions", mentioned)
        made_from = digest(repr((*ids, meanings)).encode() + records)
        found: V | None = self._kept.get(name, made_from)
        if found is None:
            found = look(self, ids)
            self._kept.put(name, made_from, found)
        return found

    def _internal_link(self, match: re.Match[str]) -> str:
        """A link to a page that is not there (its family is off, or it is not published) turns into its words."""
        return match[0] if self.target(match[1]) is not None else match[3]

    def _with_size(self, match: re.Match[str]) -> str:
        """An image in a text, with its size and its copies: nothing moves when it has come, and a small screen loads a small file."""
        shown = self.picture(unquote(match[2].replace("&amp;", "&")), "")
        size = "" if shown.width is None else f' width="{shown.width}" height="{shown.height}"'
        copies = f' srcset="{escape(shown.webp)}" sizes="{SIZES}"' if shown.webp else ""
        return f'<img{match[1]} loading="lazy"{size}{copies} src="{SCHEME}{match[2]}"'

    def _address(self, match: re.Match[str]) -> str:
        return f'{match[1]}="{escape(self.target(match[2]) or "")}"'

    def target(self, written: str) -> str | None:
        """The address that ``/reports/2016/10/28-x.md#part`` stands for."""
        path, _, fragment = written.replace("&amp;", "&").partition("#")
        folder, _, rest = path.partition("/")
        anchor = f"#{fragment}" if fragment else ""
        if fragment.startswith("claim-") and fragment.removeprefix("claim-") not in self.reports_by_claim:
            return None  # the claim is not published
        if folder == "images":
            return self.edition.href(quote(unquote(path)))
        if path in INDEX_ADDRESSES:
            return next((self.edition.href(path) for _, index in self.edition.nav.values() if index == path), None)
        id = rest.removesuffix(".md")
        if folder in ("actors", "places", "sources", "subjects", "threads", "terms"):
            family, id = folder.removesuffix("s"), id.rpartition("/")[2]
            url = self.edition.url(family, id) if id in self._named[family] else None
        elif folder == "reports":
            url = self.edition.url("report", id) if id in self.neighbours else None
        else:
            url = self.edition.url("prose", id) if id in self.prose else None
        return None if url is None else url + anchor

    def claim(self, claim: Claim, on: Date | None = None) -> ClaimView:
        """``on``: a date on which it was said at the latest, for the office that its speaker held."""
        return ClaimView(
            f"claim-{claim.id}",
            self.speaker(claim),
            VERBS[claim.verb],
            self.figures(claim),
            claim.text,
            claim.quote,
            self.date(claim.said) if claim.said else None,
            self.source(claim.via) if claim.via else None,
            claim.relation,
            self.claim_link(claim.related) if claim.related else None,
            STATUSES[claim.status],
            self.office(claim.speaker.id, on) if on and claim.speaker.family == "actor" else "",
        )

    def standing(self, subject: str) -> StandingView:
        """How the claims about a subject stand, in a few lines."""
        return self.recorder.remember(self._standings, subject, self._standing, subject)

    def _standing(self, subject: str) -> StandingView:
        found = self.standings[subject]
        return StandingView(
            self.link("subject", subject),
            found.contested,
            tuple(self.tally(tally) for tally in found.tallies),
            len(found.denials),
            found.accounts,
            found.claims,
            found.speakers,
        )

    def tally(self, tally: Tally) -> TallyView:
        return TallyView(
            category_words(tally.category, self.categories),
            tally.range.words,
            self.link(*tally.lowest).text,
            self.link(*tally.highest).text,
            tally.speakers,
            tally.apart,
            tally.settled.words if tally.settled else "",
            RULE_WORDS[tally.rule],
        )

    def claim_in(self, id: str) -> tuple[Report, Claim]:
        """A published claim and the report that holds it."""
        report = self.reports[self.reports_by_claim[id][0]]
        return report, next(claim for claim in report.claims if claim.id == id)

    def subject_of(self, claim: Claim) -> str | None:
        """What it is about: where it does not say, what the claim is about that it answers; ``None`` where that is not published."""
        while not claim.about and claim.related in self.reports_by_claim:
            claim = self.claim_in(str(claim.related))[1]
        return claim.about or None

    def figures(self, claim: Claim) -> tuple[FigureView, ...]:
        return tuple(FigureView(category_words(category, self.categories), self.figure(figure)) for category, figure in claim.figures)

    def figure(self, figure: Figure) -> str:
        words = figure_words(figure)
        return f"{words} since {date_words(figure.since)}" if figure.since else words

    def claim_link(self, id: str) -> Link | None:
        """To a claim in its report, in words; ``None`` when its report is not published."""
        for report in self.reports_by_claim.get(id, ()):
            claim = next(claim for claim in self.reports[report].claims if claim.id == id)
            figures = ", ".join(f"{category_words(category, self.categories)}: {self.figure(figure)}" for category, figure in claim.figures)
            words = f"{self.speaker(claim).text} {VERBS[claim.verb]}: {claim.text or figures}"
            url = self.edition.url("report", report)
            return Link(words, f"{url}#claim-{id}" if url else None, note=claim.relation)
        return None

    def image(self, report: Report, image: Image) -> ImageView:
        url = self.edition.url("report", report.id)
        timing, older = _timing(image.taken, report.date) if image.taken else ("", False)
        return ImageView(
            f"image-{image.id}",
            IMAGE_KINDS[image.kind],
            image.caption,
            self.date(image.taken) if image.taken else None,
            timing,
            older,
            self.place(image.place) if image.place else None,
            self.link(image.credit.family, image.credit.id) if image.credit else None,
            self.source(image.via) if image.via else None,
            image.licence,
            image.url,
            self.picture(image.file, image.alt) if image.file else None,
            Link(report.title, f"{url}#image-{image.id}" if url else None, report.lang),
        )

    def picture(self, file: str, alt: str) -> PictureView:
        """A file of the archive's own."""
        known: Picture | None = self.pictures.get(file)
        here = self.edition.href(quote(file))
        if known is None:
            return PictureView(here, "", None, None, alt)
        webp = ", ".join(f"{self.edition.href(quote(path))} {width}w" for path, width in known.copies(file))
        return PictureView(here, webp, known.width, known.height, alt)

    def images_at(self, place: str, most: int) -> tuple[ImageView, ...]:
        """Pictures taken at a place itself, those of the newest reports first."""
        shown = []
        for report, id in reversed(self.images_by_place.get(place, ())[-most:]):
            whole = self.reports[report]
            shown.append(self.image(whole, next(image for image in whole.images if image.id == id)))
        return tuple(shown)

    def citation(self, citation: Citation) -> CitationView:
        return CitationView(
            self.source(citation.outlet),
            self.source(citation.via) if citation.via else None,
            citation.url,
            self._copy(citation.archived) if citation.archived else None,
            self.date(citation.published) if citation.published else None,
            self.date(citation.accessed) if citation.accessed else None,
        )

    def _copy(self, copy: Copy) -> CopyView:
        return CopyView(copy.url, self.date(copy.date) if copy.date else None, copy.sha256)

    def stories(self, report: Report) -> tuple[StoryView, ...]:
        """The lead and the sub-stories, each with the claims and sources that support it."""
        told = [("actor", id) for id in report.everyone] + [("place", id) for id in report.locations]
        texts = self.html(report.body, told, link_names=report.link_names, had=report.had)
        subjects: dict[str, dict[str, None]] = {part.id: {} for part in report.body}
        for claim in report.claims:
            if subject := self.subject_of(claim):
                subjects[claim.story or ""][subject] = None
        claims: dict[str, list[ClaimView]] = {part.id: [] for part in report.body}
        for claim in report.claims:
            claims[claim.story or ""].append(self.claim(claim, claim.said or report.date))
        return tuple(
            StoryView(
                part.id,
                part.title,
                text,
                tuple(self.image(report, image) for image in report.images if (image.story or "") == part.id),
                tuple(claims[part.id]),
                self._ledger(claims[part.id]),
                tuple(self.citation(citation) for citation in report.sources if (citation.story or "") == part.id),
                tuple(self.standing(subject) for subject in subjects[part.id]),
            )
            for part, text in zip(report.body, texts, strict=True)
        )

    def _ledger(self, claims: Iterable[ClaimView]) -> tuple[HungClaim, ...]:
        """The claims of a part, each that answers one above it below that."""
        hanging: dict[str, list[ClaimView]] = {"": []}
        for claim in claims:
            above = _anchor(claim.related)
            hanging[above if above in hanging else ""].append(claim)
            hanging[claim.anchor] = []

        def hung(above: str) -> tuple[HungClaim, ...]:
            return tuple(HungClaim(claim, hung(claim.anchor), elsewhere(claim)) for claim in hanging[above])

        def elsewhere(claim: ClaimView) -> tuple[Link, ...]:
            here = {other.anchor for other in hanging[claim.anchor]}
            answers = map(self.claim_link, self.answers.get(claim.anchor.removeprefix("claim-"), ()))
            return tuple(link for link in answers if link and _anchor(link) not in here)

        return hung("")

    def names(self, aliases: Iterable[Name]) -> tuple[NameView, ...]:
        return tuple(NameView(alias.text, alias.lang, direction(alias.lang), _name_note(alias)) for alias in aliases)

    # --- pages

    def head(self, path: str, title: str, description: str, crumbs: Sequence[Link], **rest: Any) -> Head:
        """``crumbs``: the pages above this one, below the home page."""
        lang = str(rest.pop("lang", None) or self.site.lang)
        trail = (self.home(), *crumbs, Link(title)) if path else ()
        return Head(title, description, self.edition.absolute(path), trail, lang, direction(lang) or "ltr", Markup(), **rest)

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


def _anchor(link: Link | None) -> str:
    return link.url.rpartition("#")[2] if link and link.url else ""


def linked_in(text: str) -> set[tuple[str, str]]:
    """The actors, places, sources and terms to which a part of a body has links: family and id of each."""
    return {(folder.removesuffix("s"), id) for folder, id in _ENTITY.findall(text)}


def _timing(taken: Date, event: Date) -> tuple[str, bool]:
    """How far from the event a picture was taken, as far as both are known to the day; and whether it is older."""
    if taken.latest < event.earliest:
        days = (event.earliest - taken.latest).days
        exact = not taken.is_interval and taken.anchor.day and event.anchor.day
        return (f"{plural(days, 'day')} before the event" if exact else "before the event"), True
    if taken.earliest > event.latest:
        days = (taken.earliest - event.latest).days
        exact = not taken.is_interval and taken.anchor.day and event.end and event.end.day
        return (f"{plural(days, 'day')} after the event" if exact else "after the event"), False
    return "", False


def _name_note(alias: Name) -> str:
    language = language_words(alias.lang) if alias.lang else ""
    return ", ".join(word for word in (ALIAS_KINDS[alias.kind], language, span_of(alias.start, alias.end)) if word)


def language_words(tag: str) -> str:
    """``Arabic``, ``Kurdish in Latin script``; the tag itself where it has no words here."""
    language, *rest = tag.split("-")
    script = next((SCRIPTS.get(part, part) for part in rest if len(part) == 4), "")
    words = LANGUAGES.get(language, language)
    return f"{words} in {script} script" if script else words


def span_of(start: Date | None, end: Date | None) -> str:
    """``from 2014 to July 2016``, ``since 2014``, ``until July 2016``; empty when neither is recorded."""
    if start and end:
        return f"from {date_words(start)} to {date_words(end)}"
    return f"since {date_words(start)}" if start else f"until {date_words(end)}" if end else ""


def joined(parts: Iterable[Part], texts: Iterable[Markup]) -> Markup:
    """The parts of a body as one text, their headings back in place."""
    html = Markup()
    for part, text in zip(parts, texts, strict=True):
        html += (Markup('<h2 id="{}">{}</h2>\n').format(part.id, part.title) if part.id else Markup()) + text
    return html
