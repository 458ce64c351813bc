"""Claims as they stand beside the text that they support, and how all claims about one subject stand to each other."""

from __future__ import annotations

from .choices import RULE_WORDS, STATUSES, VERBS
from .claim_views import ClaimView, FigureView, StandingView, TallyView
from .composing import Composer
from .dates import Date
from .ledger import Tally
from .naming import office_then
from .particulars import Claim
from .records import Report
from .views import Link
from .wording import figure_words


def claim_view(composer: Composer, claim: Claim, on: Date | None = None) -> ClaimView:
    """``on``: a date on which it was said at the latest, for the office that its speaker held."""
    return ClaimView(
        f"claim-{claim.id}",
        composer.speaker(claim),
        VERBS[claim.verb],
        figure_views(composer, claim),
        claim.text,
        claim.quote,
        composer.date(claim.said) if claim.said else None,
        composer.source(claim.via) if claim.via else None,
        claim.relation,
        claim_link(composer, claim.related) if claim.related else None,
        STATUSES[claim.status],
        office_then(composer, claim.speaker.id, on) if on and claim.speaker.family == "actor" else "",
    )


def figure_views(composer: Composer, claim: Claim) -> tuple[FigureView, ...]:
    """The figures of a claim, in the order of categories."""
    return tuple(FigureView(composer.category(category), figure_words(figure)) for category, figure in claim.figures)


def claim_in(composer: Composer, id: str) -> tuple[Report, Claim]:
    """A published claim and the report that holds it."""
    report = composer.reports[composer.reports_by_claim[id][0]]
    return report, next(claim for claim in report.claims if claim.id == id)


def claim_link(composer: Composer, id: str) -> Link | None:
    """To a claim in its report, in words; ``None`` when its report is not published."""
    for report in composer.reports_by_claim.get(id, ()):
        claim = next(claim for claim in composer.reports[report].claims if claim.id == id)
        figures = ", ".join(f"{figure.category}: {figure.text}" for figure in figure_views(composer, claim))
        words = f"{composer.speaker(claim).text} {VERBS[claim.verb]}: {claim.text or figures}"
        url = composer.edition.url("report", report)
        return Link(words, f"{url}#claim-{id}" if url else None, note=claim.relation)
    return None


def subject_of(composer: Composer, claim: Claim) -> str | None:
    """What it is about: where it does not say, what the claim is about that it answers; ``None`` where that is not published."""
    while not claim.about and claim.related in composer.reports_by_claim:
        claim = claim_in(composer, str(claim.related))[1]
    return claim.about or None


def standing_view(composer: Composer, subject: str) -> StandingView:
    """How the claims about a subject stand, in a few lines."""
    return composer.once(_standing, subject)


def _standing(composer: Composer, subject: str) -> StandingView:
    found = composer.standings[subject]
    return StandingView(
        composer.link("subject", subject),
        found.contested,
        tuple(tally_view(composer, tally) for tally in found.tallies),
        len(found.denials),
        found.accounts,
        found.claims,
        found.speakers,
    )


def tally_view(composer: Composer, tally: Tally) -> TallyView:
    """What is claimed of a subject in one category."""
    return TallyView(
        composer.category(tally.category),
        tally.range.words,
        composer.link(*tally.lowest).text,
        composer.link(*tally.highest).text,
        tally.speakers,
        tally.apart,
        tally.settled.words if tally.settled else "",
        RULE_WORDS[tally.rule],
    )
