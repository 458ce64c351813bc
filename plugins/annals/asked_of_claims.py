"""What the archive asks of its claims: figures that fall, shares above their whole, speakers that nobody named, figures left uncoded."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator

from .dates import MONTHS
from .figures import Figure, Form, category_words, wording
from .particulars import Claim
from .questions import Doubt, Told, Whole
from .ranges import Beyond
from .records import Report
from .wording import date_words


def figure_falls(whole: Whole) -> Iterator[Doubt]:
    """The same speaker, the same subject, the same category: a later figure lies wholly below the last one, and does not revise it."""
    for subject, entries in whole.indexes.claims_by_subject.items():
        last: dict[tuple[object, str], tuple[Told, Figure]] = {}
        for entry in entries:
            now = whole.claims[entry.claim.id]
            for category, figure in now.claim.figures:
                before = last.get((now.claim.speaker, category))
                if before and _falls(*before, now, figure):
                    words = category_words(category, whole.categories)
                    what = (
                        f"the figure falls: {words} {figure} {_when(now)}, after {before[1]} {_when(before[0])}, "
                        f"by the same speaker about '{subject}'"
                    )
                    replaces = f"if it replaces the earlier one, write revises: {before[0].claim.id}"
                    cure = f"{replaces}; if it counts another thing, give it a subject of its own"
                    at = ("claims", now.claim.id, category.partition("/")[0])
                    yield Doubt(now.report.path, at, what, cure, (before[0].claim.id, now.claim.id), (str(before[1]), str(figure)))
                last[now.claim.speaker, category] = (now, figure)


def _falls(before: Told, earlier: Figure, now: Told, later: Figure) -> bool:
    return (
        now.claim.relation != "revises"
        and earlier.since == later.since
        and before.date.latest < now.date.latest
        and ceiling(later) < floor(earlier)
    )


def floor(figure: Figure) -> float:
    """The least that was named: what is said to be about or nearly a number counts as that number."""
    return (figure.number or 0) if figure.low is None else figure.low


def ceiling(figure: Figure) -> float:
    """The most that was named, in the same way; infinite where the upper end is open."""
    if figure.form is Form.ABOUT:
        return figure.number or 0
    return math.inf if figure.high is None else figure.high


def _when(told: Told) -> str:
    return f"({date_words(told.date)})"


def share_above_whole(whole: Whole) -> Iterator[Doubt]:
    """A subject that is a share of another, or a part of a figure that the same speaker gave whole elsewhere."""
    yield from _subject_above_holder(whole)
    yield from _part_above_figure(whole)


def _subject_above_holder(whole: Whole) -> Iterator[Doubt]:
    for id, subject in whole.archive.subjects.items():
        share, above = (whole.indexes.standings.get(one or "") for one in (id, subject.part_of))
        tallies = {tally.category: tally.range for tally in above.tallies} if above else {}
        for tally in share.tallies if share else ():
            holder = tallies.get(tally.category)
            if holder and holder.high.beyond is Beyond.NOTHING and tally.range.low.number > holder.high.number:
                words = category_words(tally.category, whole.categories)
                what = f"the share is above the whole: {words} {tally.range.words} here, {holder.words} in '{subject.part_of}'"
                cure = "take part_of out if it is no share of it, or mend the figures"
                yield Doubt(subject.path, ("part_of",), what, cure, (id, subject.part_of or ""), (tally.range.words, holder.words))


def _part_above_figure(whole: Whole) -> Iterator[Doubt]:
    """Of each speaker the last figure in a category, against the last part of it."""
    for subject, entries in whole.indexes.claims_by_subject.items():
        last: dict[tuple[object, str], tuple[Told, Figure]] = {}
        for entry in entries:
            told = whole.claims[entry.claim.id]
            last.update({(told.claim.speaker, category): (told, figure) for category, figure in told.claim.figures})
        for (speaker, category), (told, figure) in last.items():
            name, _, part = category.partition("/")
            held = last.get((speaker, name)) if part else None
            if held and held[0].claim.id != told.claim.id and floor(figure) > ceiling(held[1]):
                what = f"the part is above the whole that the same speaker gives of '{subject}': {part} {figure}, {name} {held[1]}"
                cure = "mend one of them; if the part was counted later, the whole was too, and belongs beside it"
                at = ("claims", told.claim.id, name)
                yield Doubt(told.report.path, at, what, cure, (told.claim.id, held[0].claim.id), (str(figure), str(held[1])))


def speaker_not_named(whole: Whole) -> Iterator[Doubt]:
    for told in whole.claims.values():
        report, speaker = told.report, told.claim.speaker
        cited = {id for citation in report.sources for id in (citation.outlet, citation.via)}
        if speaker.id not in (report.actors if speaker.family == "actor" else cited):
            field = "actors" if speaker.family == "actor" else "sources"
            what = f"the speaker '{speaker.id}' is not among the {field} of the report"
            cure = f"add it to {field}: whoever speaks takes part"
            yield Doubt(report.path, ("claims", told.claim.id, "speaker"), what, cure, (told.claim.id,), (speaker.id,))


def denial_first(whole: Whole) -> Iterator[Doubt]:
    for told in whole.claims.values():
        denied = whole.claims.get(told.claim.related or "") if told.claim.relation == "denies" else None
        if denied and told.date.latest < denied.date.earliest:
            what = f"the denial {_when(told)} is dated before what it denies, '{denied.claim.id}' {_when(denied)}"
            cure = "give each claim the day on which it was said: 'said'"
            at = ("claims", told.claim.id, "denies")
            yield Doubt(told.report.path, at, what, cure, (told.claim.id, denied.claim.id), (str(told.date), str(denied.date)))


# --- figures in the text that no claim tells

_COUNTED = {
    "killed": "killed|dead|died|deaths",
    "injured": "injured|wounded|hurt",
    "captured": "captured",
    "displaced": "displaced",
    "executed": "executed",
    "missing": "missing",
    "air_strikes": "air strikes|airstrikes",
}
_SMALL = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBER = rf"(?<![\w.,:/-])(\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}|{'|'.join(_SMALL)})(?![\w:/%]|[.,]\d)"
_NO_COUNT = rf"(?!\s+(?:{'|'.join(MONTHS)}|km|miles|per\s+cent|hours|days|years)\b)"
_PATTERNS = {
    category: re.compile(
        rf"{_NUMBER}{_NO_COUNT}(?:\s+[^\W\d]+){{0,3}}?\s+(?:{words})\b|\b(?:{words})\s+(?:[^\W\d]+\s+){{0,1}}?{_NUMBER}{_NO_COUNT}",
        re.IGNORECASE,
    )
    for category, words in _COUNTED.items()
}
_TAG = re.compile(r"<[^>]*>")


def figure_not_coded(whole: Whole) -> Iterator[Doubt]:
    """Of a subject with one claim: the text beside it names the claim's figure and another one in the same category.

    It reads English, and numbers that stand next to a word like "killed".
    """
    for subject, entries in whole.indexes.claims_by_subject.items():
        if len(entries) > 1:
            continue
        told = whole.claims[entries[0].claim.id]
        for category, figure in told.claim.figures:
            if category not in _PATTERNS or (told.report.lang or "en").partition("-")[0] != "en":
                continue
            numbers = numbers_of(category, _text(told.report, told.claim))
            others = sorted(numbers - _coded(told.report, category))
            if others and any(floor(figure) <= number <= ceiling(figure) for number in numbers):
                named = ", ".join(f"{number:,}" for number in others)
                what = f"the text also gives {named} as {category_words(category)}; '{subject}' has one claim only, of {wording(figure)}"
                cure = "make a claim of the other figure, with its speaker; about the same subject, or about one of its own"
                at = ("claims", told.claim.id, category)
                yield Doubt(told.report.path, at, what, cure, (told.claim.id,), (str(figure), *map(str, others)))


def numbers_of(category: str, text: str) -> set[int]:
    """The numbers that a text counts in a category."""
    found = {group.lower() for match in _PATTERNS[category].finditer(text) for group in match.groups() if group}
    return {_SMALL.index(word) + 2 if word in _SMALL else int(word.replace(",", "")) for word in found}


def _text(report: Report, claim: Claim) -> str:
    parts = [part.html for part in report.body if claim.story is None or part.id == claim.story]
    return html.unescape(_TAG.sub(" ", " ".join(parts)))


def _coded(report: Report, category: str) -> set[int]:
    """The numbers that some claim of a report names in a category, as a whole or as a part."""
    figures = [figure for claim in report.claims for key, figure in claim.figures if key.partition("/")[0] == category]
    return {number for figure in figures for number in (figure.number, figure.upper) if number is not None}
