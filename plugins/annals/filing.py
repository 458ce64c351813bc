"""The card of each record, and of the whole archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .cards import (
    AcceptanceCard,
    Card,
    Cards,
    ClaimCard,
    EntityCard,
    ProseCard,
    Redirects,
    ReportCard,
    SettlementCard,
    SubjectCard,
    TakedownCard,
    Ties,
)
from .dates import Date
from .figures import Figure
from .particulars import Claim
from .records import TABLES, Acceptance, Actor, Archive, Named, Place, Prose, Record, Report, Source, Subject, Takedown, Term, Thread


def cards_of(archive: Archive) -> Cards:
    """Of all records, in their order."""

    def of(records: Mapping[str, Record]) -> Mapping[str, Any]:
        return {id: card_of(record) for id, record in records.items()}

    return Cards(**{table: of(getattr(archive, table)) for table in TABLES.values()})


def card_of(record: Record) -> Card:
    """The card of a record, but for what takes all cards to be known: the terms of a report."""
    match record:
        case Report():
            return _report_card(record)
        case Prose():
            modified = record.updated.latest.isoformat() if record.updated else ""
            return ProseCard(record.id, record.path, record.title, record.order, record.status, modified, *_addresses(record))
        case Takedown():
            return TakedownCard(record.id, record.path, record.addresses, record.date.anchor.iso, record.status)
        case Acceptance():
            return AcceptanceCard(record.id, record.path, record.status)
        case Actor():
            above = tuple(membership.actor for membership in record.part_of)
        case Place():
            above = (record.within,) if record.within else ()
        case Source() | Thread() | Term():
            above = ()
        case Subject():
            shares = (record.part_of,) if record.part_of else ()
            rule, _, order, figures = record.settled
            settled = SettlementCard(rule, tuple((who.family, who.id) for who in order), _written(figures))
            return SubjectCard(
                record.id,
                record.path,
                record.name,
                _names(record),
                "",
                shares,
                record.status,
                record.competing,
                tuple(settled),
                *_addresses(record),
                record.control_of or "",
            )
    kind = "" if isinstance(record, Thread | Term) else record.kind
    country = (record.country or "") if isinstance(record, Actor | Source) else ""
    return EntityCard(
        record.id, record.path, record.name, _names(record), kind, above, _ties(record), record.status, *_addresses(record), country
    )


def _ties(record: Actor | Place | Source | Thread | Term) -> Ties:
    found: list[tuple[str, str]] = []
    if isinstance(record, Actor):
        found += [("succeeds", other.actor) for other in record.succeeds]
        found += [("serves", office.body) for office in record.offices]
    if isinstance(record, Place):
        found += [("lay", lay.place) for lay in record.was_within]
    if not isinstance(record, Thread | Term):
        found += [("distinct", other) for other in record.distinct_from]
    return tuple(dict.fromkeys(found))


def _names(record: Named) -> tuple[str, ...]:
    return tuple(alias.text for alias in record.aliases)


def _addresses(record: Report | Named | Prose) -> tuple[tuple[str, ...], Redirects]:
    """The ids of its parts, and the addresses that it had."""
    redirects = tuple((redirect.start, redirect.to) for redirect in record.redirect_from)
    return tuple(part.id for part in record.body if part.id), redirects


def _span(date: Date) -> tuple[str, str] | None:
    """Of an interval whose ends are known: both, at the precision that they share."""
    if not date.is_interval or date.start is None or date.end is None:
        return None
    shared = min(len(date.start.iso), len(date.end.iso))
    return (date.start.iso[:shared], date.end.iso[:shared])


def _report_card(report: Report) -> ReportCard:
    date, modified = report.date, report.modified
    uncopied = [citation for citation in report.sources if citation.archived is None]
    earliest, precision, latest, text = report.sort_key
    order = (earliest.toordinal(), precision, latest.toordinal(), text)
    return ReportCard(
        report.id,
        report.path,
        report.title,
        order,
        date.anchor.iso,
        _span(date),
        report.published.anchor.iso if report.published else "",
        modified.latest.isoformat() if modified.end else "",
        (modified.earliest.toordinal(), *order[:2], text),
        report.status,
        report.everyone,
        report.locations,
        report.all_sources,
        report.outlets,
        tuple(dict.fromkeys(citation.via for citation in report.sources if citation.via)),
        tuple((image.id, image.place) for image in report.images),
        tuple(tuple(_claim_card(report, claim)) for claim in report.claims),
        report.threads,
        report.follows,
        *_addresses(report),
        tuple((str(entry.date), entry.text, entry.was) for entry in report.corrections),
        str(report.history_from or ""),
        (len(uncopied), sum(citation.url is not None for citation in uncopied)),
        tuple(dict.fromkeys(_credited(report))),
    )


def _credited(report: Report) -> Iterator[tuple[str, str]]:
    for image in report.images:
        yield from [(image.credit.family, image.credit.id)] if image.credit else []
        yield from [("source", image.via)] if image.via else []


def _written(figures: tuple[tuple[str, Figure], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((category, str(figure)) for category, figure in figures)


def _claim_card(report: Report, claim: Claim) -> ClaimCard:
    told = claim.said or report.reported or report.date
    return ClaimCard(
        claim.id,
        claim.about,
        claim.speaker.family,
        claim.speaker.id,
        claim.verb,
        _written(claim.figures),
        claim.relation,
        claim.related,
        told.latest.toordinal(),
        bool(claim.text or claim.quote),
    )
