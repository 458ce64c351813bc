"""Claims away from their reports: in the list of a subject's claims, and in that of a speaker's, in a feed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from .choices import STATUSES, VERBS
from .claim_views import FigureView, StandingView
from .claimed import claim_in, claim_link, claim_view, figure_views, standing_view, subject_of
from .composing import Composer
from .ledger import Entry, Voice, voices
from .particulars import Claim
from .records import Report
from .values import immutable
from .views import DateView, Link

MOST_SPOKEN = 10  # claims that stand on a speaker's own page
_LIES = {"above": "above all others", "below": "below all others", "within": "among the others", "alone": "given by no other"}


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
class ControlView:
    """Who holds a place: as it is claimed, never as a fact."""

    subjects: tuple[StandingView, ...]  # what the claims are about, spoken of last first
    claims: tuple[SpokenView, ...]  # newest first
    total: int  # claims, shown or not


def spoken(composer: Composer, id: str, *, marks: Iterable[str] = (), with_subject: bool = False) -> SpokenView:
    """A claim with the way to its place. ``marks``: short words on how it stands."""
    report, claim = claim_in(composer, id)
    url = composer.edition.url("report", report.id)
    story = next((part for part in report.body if part.id and part.id == claim.story), None)
    subject = subject_of(composer, claim) if with_subject else None
    return SpokenView(
        f"claim-{id}",
        composer.speaker(claim),
        VERBS[claim.verb],
        figure_views(composer, claim),
        claim.text,
        claim.quote,
        composer.date(claim.said) if claim.said else None,
        composer.date(report.reported or report.date),
        composer.source(claim.via) if claim.via else None,
        claim.relation,
        claim_link(composer, claim.related) if claim.related else None,
        Link(report.title, f"{url}#claim-{id}" if url else None, report.lang),
        Link(story.title, f"{url}#{story.id}" if url else None, report.lang) if story else None,
        composer.link("subject", subject) if subject else None,
        tuple(marks),
        STATUSES[claim.status],
    )


def speaker(composer: Composer, family: str, id: str) -> SpeakerView | None:
    """What an actor or a source claimed; ``None`` where it claimed nothing."""
    key = f"{family}/{id}"
    entries = composer.claims_by_speaker.get(key, ())
    if not entries:
        return None
    counts = composer.positions.get(key, {})
    more = composer.edition.url("spoken", key) if len(entries) > MOST_SPOKEN else None
    return SpeakerView(
        len(entries),
        sum(count for lies, count in counts.items() if lies != "alone"),
        tuple(FigureView(words, f"{counts[lies]:,}") for lies, words in _LIES.items() if counts.get(lies)),
        tuple(spoken(composer, entry.claim.id, marks=positions(composer, entry.claim.id), with_subject=True) for entry in newest(entries)),
        Link(f"All {len(entries):,} claims", more) if more else None,
    )


def control(composer: Composer, place: str) -> ControlView | None:
    """Who holds a place, as it is claimed: the last claims first; ``None`` where nobody claims anything of it."""
    entries = {subject: found for subject in composer.control.get(place, ()) if (found := composer.claims_by_subject.get(subject, ()))}
    if not entries:
        return None
    told = sorted(
        (entry for found in entries.values() for entry in found), key=lambda entry: (entry.claim.said, entry.report, entry.claim.id)
    )
    last = sorted(entries, key=lambda subject: (-entries[subject][-1].claim.said, subject))
    several = len(entries) > 1
    return ControlView(
        tuple(standing_view(composer, subject) for subject in last[:MOST_SPOKEN]),
        tuple(spoken(composer, entry.claim.id, with_subject=several) for entry in newest(told)),
        len(told),
    )


def newest(entries: Sequence[Entry]) -> list[Entry]:
    """The last ones, last first: as many as stand on a page beside other things."""
    return list(reversed(entries[-MOST_SPOKEN:]))


def positions(composer: Composer, id: str) -> list[str]:
    """How the figures of a claim lie against what others give, in words; nothing for one that stands no more."""
    claim = claim_in(composer, id)[1]
    subject = subject_of(composer, claim)
    found = []
    for category, _ in claim.figures if subject else ():
        known = composer.once(_voices, str(subject), category)
        words = composer.category(category)
        found += [f"{words}: {_LIES[voice.lies]}" for voice in known if id in voice.claims]
    return found


def _voices(composer: Composer, subject: str, category: str) -> tuple[Voice, ...]:
    return voices(composer.claims_by_subject[subject], category)


def claims_html(composer: Composer, report: Report) -> Markup:
    """Who said what, so that a feed reader sees it. Each line leads to its claim in the report."""
    lines = Markup().join(_claim(composer, report, claim) for claim in report.claims)
    return Markup("<h2>Claims</h2>\n<ul>\n{}</ul>\n").format(lines) if lines else Markup()


def _claim(composer: Composer, report: Report, claim: Claim) -> Markup:
    view = claim_view(composer, claim)
    figures = ", ".join(f"{figure.category}: {figure.text}" for figure in view.figures)
    related = f"{view.relation} “{view.related.text}”" if view.related else ""
    quoted = f"“{view.quote}”" if view.quote else ""
    said = [f"said {view.said.text}"] if view.said else []
    carried = [f"via {view.via.text}"] if view.via else []
    told = ". ".join(part.rstrip(".") for part in (related, figures, view.text, quoted, ", ".join(said + carried)) if part)
    address = f"{composer.edition.absolute(composer.edition.path('report', report.id) or '')}#{view.anchor}"
    verb = "" if view.relation == view.verb else f" {view.verb}"
    return Markup('<li><a href="{}">{}</a>{}: {}.</li>\n').format(address, view.speaker.text, verb, told)
