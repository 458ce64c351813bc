"""What templates receive of claims: each beside its text, and how those about one subject stand to each other."""

from __future__ import annotations

from .values import immutable
from .views import DateView, Link


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
