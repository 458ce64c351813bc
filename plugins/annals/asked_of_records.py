"""What the archive asks of its reports and names: an event told twice, names outside their time, sources and images out of order."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

from .dates import Date, Precision
from .fields import Reference
from .figures import category_words
from .names import fold
from .particulars import Membership, Name, Office
from .questions import Doubt, Told, Whole
from .records import Named, Place
from .wording import date_words

LEAST_ALIKE = 3  # a figure below this is shared by chance
_FAMILIES_OF_SPEAKERS = {"actor", "source"}


def told_twice(whole: Whole) -> Iterator[Doubt]:
    """Two reports within a day of each other with the same figure for the same place, about different subjects.

    By place and figure: only reports next to each other in time are compared.
    """
    alike: dict[tuple[str, str, str], list[Told]] = defaultdict(list)
    for told in whole.claims.values():
        date = told.report.date
        if not date.is_interval and date.anchor.precision is not Precision.DAY:
            continue
        for category, figure in told.claim.figures:
            if figure.number is not None and figure.number >= LEAST_ALIKE:
                for place in told.report.locations:
                    alike[place, category, str(figure)].append(told)
    asked: set[tuple[str, str]] = set()
    for (place, category, number), found in alike.items():
        for one, other in itertools.pairwise(found):
            pair = (one.report.id, other.report.id)
            apart = (other.report.date.earliest - one.report.date.latest).days
            subjects = {whole.subjects.get(told.claim.id) for told in (one, other)}
            if one.report.id == other.report.id or pair in asked or apart > 1 or len(subjects) < 2:
                continue
            asked.add(pair)
            words = category_words(category, whole.categories)
            other_report = f"{whole.shown(one.report.path)} ({date_words(one.report.date)})"
            what = f"the same event told twice? {words} {number} at '{place}' here, and in {other_report}"
            cure = "if it is one event, merge the reports, or let both claims be about one subject"
            yield Doubt(other.report.path, ("claims", other.claim.id), what, cure, pair, (place, category, number))


def name_outside_span(whole: Whole) -> Iterator[Doubt]:
    """An actor that a report names by a name which was not in use then."""
    for report in whole.archive.reports.values():
        values = whole.read[report.path].values
        for reference in (values.get("actors") or ()) if values else ():
            assert isinstance(reference, Reference)
            written = fold(reference.text)
            for actor in (whole.archive.actors[id] for id in report.actors):
                name = next((alias for alias in actor.aliases if fold(alias.text) == written), None)
                if name is None or written in (fold(actor.id), fold(actor.name)):
                    continue
                if span := _missed(name, report.date):
                    what = f"'{name.text}' was a name of '{actor.id}' only {span}; the report is of {date_words(report.date)}"
                    cure = f"name it '{actor.id}', or by the name of that time; if the span is wrong, mend {whole.shown(actor.path)}"
                    yield Doubt(report.path, ("actors", reference.text), what, cure, (report.id, actor.id), (name.text, str(report.date)))


def _missed(name: Name, date: Date) -> str:
    """The end of the time of a name beyond which a date lies, in words; empty where it lies within that time."""
    if name.end and date.earliest > name.end.latest:
        return f"until {date_words(name.end)}"
    return f"since {date_words(name.start)}" if name.start and date.latest < name.start.earliest else ""


def acts_outside_span(whole: Whole) -> Iterator[Doubt]:
    """An actor after what succeeds it, or before what it succeeds gave way; a speaker who held none of its offices then; a member
    beside its body, outside the time of its membership.

    Only where the record dates a succession, or every office or membership that it knows.
    """
    yield from _out_of_succession(whole)
    for told in whole.claims.values():
        yield from _out_of_office(whole, told)
    yield from _out_of_membership(whole)


def _out_of_succession(whole: Whole) -> Iterator[Doubt]:
    actors = whole.archive.actors
    after: dict[str, list[tuple[str, Date]]] = defaultdict(list)
    for actor in actors.values():
        for step in actor.succeeds:
            if step.date:
                after[step.actor].append((actor.id, step.date))
    for report in whole.archive.reports.values():
        on, words = report.date, date_words(report.date)
        for id in report.everyone:
            gone = [(other, id, other, date) for other, date in after[id] if date.latest < on.earliest]
            steps = ((id, step.actor, step.actor, step.date) for step in actors[id].succeeds if step.date)
            new = [step for step in steps if on.latest < step[3].earliest]
            for later, earlier, instead, date in gone + new:
                what = f"'{later}' took the place of '{earlier}' ({date_words(date)}); the report is of {words}, and names '{id}'"
                cure = f"name '{instead}'; if the date is wrong, mend {whole.shown(actors[later].path)}"
                yield Doubt(report.path, ("actors", id), what, cure, (report.id, id), (instead, str(date), str(on)))


def _out_of_membership(whole: Whole) -> Iterator[Doubt]:
    """Asked once of a member and its body, at the first such report: they may well meet when they are no longer one."""
    spans: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    for actor in whole.archive.actors.values():
        for membership in actor.part_of:
            spans[actor.id, membership.actor].append(membership)
    members: dict[str, list[str]] = defaultdict(list)
    for member, body in spans:
        members[member].append(body)
    asked: set[tuple[str, str]] = set()
    for report in sorted(whole.archive.reports.values(), key=lambda report: (report.date.earliest, report.id)):
        for member in report.actors:
            for body in members.get(member, ()):
                pair = (member, body)
                if body not in report.actors or pair in asked or not all(_before_or_after(span, report.date) for span in spans[pair]):
                    continue
                asked.add(pair)
                held = "; ".join(map(_span_words, spans[pair]))
                what = f"'{member}' was part of '{body}' {held}; the report is of {date_words(report.date)}, and names both"
                cure = f"leave out the one that did not act; if the span is wrong, mend {whole.shown(whole.archive.actors[member].path)}"
                yield Doubt(
                    report.path,
                    ("actors", member),
                    what,
                    cure,
                    pair,
                    tuple(f"{span.start or '..'}/{span.end or '..'}" for span in spans[pair]),
                )


def _out_of_office(whole: Whole, told: Told) -> Iterator[Doubt]:
    family, id = told.claim.speaker
    offices = whole.archive.actors[id].offices if family == "actor" else ()
    if offices and all(_before_or_after(office, told.date) for office in offices):
        held = "; ".join(f"{office.title}, {_span_words(office)}" for office in offices)
        what = f"the claim is of {date_words(told.date)}, and '{id}' held no office then ({held})"
        cure = f"mend one of the dates, or write into {whole.shown(whole.archive.actors[id].path)} what the speaker was then"
        yield Doubt(told.report.path, ("claims", told.claim.id, "speaker"), what, cure, (told.claim.id, id), (str(told.date),))


def _before_or_after(office: Office | Membership, date: Date) -> bool:
    return bool((office.end and date.earliest > office.end.latest) or (office.start and date.latest < office.start.earliest))


def _span_words(office: Office | Membership) -> str:
    return " ".join(f"{word} {date_words(date)}" for word, date in (("from", office.start), ("to", office.end)) if date)


def source_first(whole: Whole) -> Iterator[Doubt]:
    for report in whole.archive.reports.values():
        for number, citation in enumerate(report.sources):
            if citation.published and citation.published.latest < report.date.earliest:
                what = f"the source was published {date_words(citation.published)}, before the event ({date_words(report.date)})"
                cure = "mend one of the dates; what was announced is dated by the announcement"
                at = ("sources", number, "published")
                yield Doubt(report.path, at, what, cure, (report.id, citation.outlet), (str(citation.published), str(report.date)))


def copy_first(whole: Whole) -> Iterator[Doubt]:
    """Not a fault: an article bears the date on which it was last changed, and two clocks may lie on two sides of midnight."""
    for report in whole.archive.reports.values():
        for number, citation in enumerate(report.sources):
            made = citation.archived.date if citation.archived else None
            if made and citation.published and made.latest < citation.published.earliest:
                what = f"the copy was made {date_words(made)}, before the source was published ({date_words(citation.published)})"
                cure = "mend one of the dates, or look whether it is a copy of something else"
                at = ("sources", number, "archived", "date")
                yield Doubt(report.path, at, what, cure, (report.id, citation.outlet), (str(made), str(citation.published)))


def image_later(whole: Whole) -> Iterator[Doubt]:
    for report in whole.archive.reports.values():
        last = max(date.latest for date in (report.date, report.reported) if date)
        for image in report.images:
            if image.taken and image.taken.earliest > last:
                what = f"the image was taken {date_words(image.taken)}, after the report ({date_words(report.reported or report.date)})"
                cure = "mend the date, or put it into the report of that day"
                yield Doubt(
                    report.path, ("images", image.id, "taken"), what, cure, (report.id, image.id), (str(image.taken), str(report.date))
                )


def same_geonames(whole: Whole) -> Iterator[Doubt]:
    """One of them was looked up under the name of the other; or they are one place."""
    first: dict[int, Place] = {}
    for place in whole.archive.places.values():
        if place.geonames is None:
            continue
        other = first.setdefault(place.geonames, place)
        if other is not place:
            what = f"the GeoNames id {place.geonames} is also that of '{other.id}' ({whole.shown(other.path)})"
            cure = f"look them up: inv geonames; if they are one place, inv merge place {place.id} {other.id}"
            yield Doubt(place.path, ("geonames",), what, cure, (other.id, place.id), (str(place.geonames),))


def alias_is_a_name(whole: Whole) -> Iterator[Doubt]:
    """Whoever writes that name means two things. Those that say of each other that they must not be confused are known to be alike."""
    archive = whole.archive
    families: dict[str, dict[str, Named]] = {
        "actor": dict(archive.actors),
        "place": dict(archive.places),
        "source": dict(archive.sources),
        "subject": dict(archive.subjects),
        "thread": dict(archive.threads),
        "term": dict(archive.terms),
    }
    bearers: dict[str, list[tuple[str, Named]]] = defaultdict(list)
    for family, records in families.items():
        for record in records.values():
            bearers[fold(record.name)].append((family, record))
    for family, records in families.items():
        for record in records.values():
            for alias in record.aliases:
                for other_family, other in bearers.get(fold(alias.text), ()):
                    alike = family == other_family or {family, other_family} == _FAMILIES_OF_SPEAKERS
                    if other is record or not alike or _told_apart(record, other):
                        continue
                    what = f"the other name '{alias.text}' is the chief name of the {other_family} '{other.id}' ({whole.shown(other.path)})"
                    cure = "take it out; if both bear it, name each in the other's distinct_from, and use their ids"
                    yield Doubt(record.path, ("aliases", alias.text), what, cure, (record.id, other.id), (alias.text,))


def _told_apart(one: Named, other: Named) -> bool:
    return other.id in getattr(one, "distinct_from", ()) or one.id in getattr(other, "distinct_from", ())
