"""Claims as data: those about a subject, as CSV and JSON beside its page, and those of the reports of a year, as CSV.

The numbers are those of the pages. An end that nobody named is empty in CSV and null in JSON, never a guess.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from annals.choices import STATUSES, VERBS
from annals.claimed import claim_in, subject_of
from annals.composing import Composer
from annals.indexes import Ids
from annals.ledger import Tally
from annals.particulars import Claim
from annals.ranges import Range
from annals.records import Report

COLUMNS = (
    "claim",  # its id
    "subject",  # the id of what it is about
    "subject_name",
    "speaker",  # family and id: "source/reuters"
    "speaker_name",
    "verb",
    "category",  # "killed", "killed/civilians"; empty where the claim gives no figure, else one row for each
    "figure",  # as it was said, in the form of the front matter: "15+"
    "low",  # inclusive; empty where the end is open
    "high",
    "since",  # from when on it was counted
    "stands",  # "yes": it is the speaker's figure that stands; see docs/decisions/0009-contested.md
    "text",
    "quote",
    "said",  # EDTF
    "via",  # the id of the source that carried it
    "relation",  # "denies", "confirms", "revises"
    "related",  # the id of the claim that it answers
    "report",  # its address
    "report_title",
    "report_date",  # EDTF
    "address",  # of the claim in its report
    "sources",  # of the report, or of the part that holds the claim: "Reuters https://... | ..."
    "status",  # empty when it is reviewed
)
"""Of each row, in their order."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_OPEN = "low and high are inclusive; null: nobody said how far. No figure is more exact than it was said."

Row = dict[str, Any]


def subject_path(id: str, kind: str) -> str:
    """``kind``: "csv" or "json"."""
    return f"subjects/{id}/claims.{kind}"


def year_path(year: str) -> str:
    return f"subjects/{year}.csv"


def compose_subject_files(composer: Composer, id: str) -> tuple[str, str]:
    """CSV and JSON of one subject, its claims in the order in which they were said."""
    told = [(entry.report, entry.claim.id) for entry in composer.claims_by_subject.get(id, ())]
    claims = [_row(composer, composer.reports[report], claim_in(composer, claim)[1], id) for report, claim in told]
    return _csv(claims), _json({"archive": _archive(composer), "subject": _subject(composer, id), "note": _OPEN, "claims": claims})


def compose_year(composer: Composer, reports: Ids) -> str:
    """CSV of the claims of some reports, in order of time."""
    held = [(report, claim) for report in (composer.reports[id] for id in reports) for claim in report.claims]
    return _csv(_row(composer, report, claim, subject_of(composer, claim) or "") for report, claim in held)


def _archive(composer: Composer) -> Row:
    site = composer.site
    return {"name": site.name, "url": composer.edition.absolute(""), "licence": site.licence[0], "licence_url": site.licence[1]}


def _subject(composer: Composer, id: str) -> Row:
    subject, standing = composer.subjects[id], composer.standings.get(id)
    return {
        "id": id,
        "name": subject.name,
        "url": composer.edition.absolute(f"subjects/{id}/"),
        "summary": subject.summary,
        "contested": bool(standing and standing.contested),
        "part_of": subject.part_of,
        "categories": [_tally(composer, tally) for tally in (standing.tallies if standing else ())],
        "settled_by": subject.settled.rule,
        "reason": subject.settled.reason,
    }


def _tally(composer: Composer, tally: Tally) -> Row:
    return {
        "category": tally.category,
        "words": composer.category(tally.category),
        "claimed": _range(tally.range),
        "lowest_by": "/".join(tally.lowest),
        "highest_by": "/".join(tally.highest),
        "speakers": tally.speakers,
        "apart": tally.apart,
        "rule": tally.rule,
        "settled": _range(tally.settled) if tally.settled else None,
    }


def _range(found: Range) -> Row:
    return {"words": found.words, "low": found.least, "high": found.most}


def _row(composer: Composer, report: Report, claim: Claim, subject: str) -> Row:
    """A claim with its figures, as JSON shows it."""
    here = composer.edition.path("report", report.id)
    address = composer.edition.absolute(here) if here else ""
    tallies = composer.standings[subject].tallies if subject else ()
    stands = {tally.category for tally in tallies if claim.id in tally.claims}
    return {
        "claim": claim.id,
        "subject": subject,
        "subject_name": composer.subjects[subject].name if subject else "",
        "speaker": f"{claim.speaker.family}/{claim.speaker.id}",
        "speaker_name": composer.speaker(claim).text,
        "verb": VERBS[claim.verb],
        "figures": [
            {
                "category": category,
                "figure": str(figure),
                "low": figure.low,
                "high": figure.high,
                "since": str(figure.since) if figure.since else None,
                "stands": category in stands,
            }
            for category, figure in claim.figures
        ],
        "text": claim.text,
        "quote": claim.quote,
        "said": str(claim.said) if claim.said else None,
        "via": claim.via,
        "relation": claim.relation,
        "related": claim.related if claim.related in composer.reports_by_claim else None,
        "report": address,
        "report_title": report.title,
        "report_date": str(report.date),
        "address": f"{address}#claim-{claim.id}" if address else "",
        "sources": list(_sources(composer, report, claim)),
        "status": STATUSES[claim.status] or STATUSES[report.status],
    }


def _sources(composer: Composer, report: Report, claim: Claim) -> Iterator[Row]:
    """What the part of the report that holds the claim rests on; where it names none, what the whole report does."""
    own = [citation for citation in report.sources if claim.story and citation.story == claim.story]
    for citation in own or [citation for citation in report.sources if citation.story is None] or report.sources:
        yield {
            "outlet": citation.outlet,
            "name": composer.source(citation.outlet).text,
            "via": citation.via,
            "url": citation.url,
            "archived": citation.archived,
        }


def _csv(claims: Iterable[Row]) -> str:
    """RFC 4180, with the mark by which spreadsheets know UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for claim in claims:
        sources = " | ".join(" ".join(filter(None, (source["name"], source["url"]))) for source in claim["sources"])
        for figure in claim["figures"] or [{"stands": False}]:
            row = {**claim, **figure, "sources": sources, "stands": "yes" if figure["stands"] else ""}
            writer.writerow([_cell(column, row.get(column)) for column in COLUMNS])
    return "\N{BYTE ORDER MARK}" + text.getvalue()


def _cell(column: str, value: Any) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it, as spreadsheets write such text."""
    text = "" if value is None else str(value)
    return f"'{text}" if column not in ("low", "high") and text.startswith(_FORMULA) else text


def _json(value: Row) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
