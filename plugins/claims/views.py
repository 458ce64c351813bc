"""What the templates of this family receive."""

from __future__ import annotations

from markupsafe import Markup

from annals.charts import Chart
from annals.claim_views import StandingView, TallyView
from annals.lists import Pager
from annals.spoken import SpokenView
from annals.values import immutable
from annals.views import Head, Link, NameView


@immutable
class FigureRow:
    """A figure in the table of its category."""

    figure: str  # "more than 15"
    claim: SpokenView | None  # told in full
    speaker: Link  # else who gives it, to the claim in its report
    marks: tuple[str, ...]  # "earlier", "stands alone"


@immutable
class CategoryView:
    """All that is claimed of a subject in one category, from lowest to highest."""

    anchor: str  # "killed"
    heading: str  # "Killed"
    tally: TallyView | None  # None: no figure stands, for all were replaced
    chart: Chart | None  # None: there is but one figure to draw
    rows: tuple[FigureRow, ...]  # lowest first
    left_out: int  # figures between the lowest and the highest that are not shown here
    parts_of: str  # "killed", where these are parts of those figures; ""


@immutable
class AccountView:
    """A claim in words, with those that answer it."""

    claim: SpokenView  # told in full
    answers: tuple[AccountView, ...]


@immutable
class StepView:
    """One figure of a speaker over time."""

    figure: str  # "more than 15"
    claim: Link  # when it was said, to the claim in its report


@immutable
class DriftView:
    """How the figure of one speaker changed."""

    speaker: Link
    category: str  # "killed"
    steps: tuple[StepView, ...]  # in the order in which they were said


@immutable
class SubjectView:
    """subject.html: one subject, its claims side by side."""

    head: Head
    title: str
    status: str  # "", "draft" or "unverified" (preview builds only)
    names: tuple[NameView, ...]
    summary: str
    html: Markup
    standing: StandingView | None  # None: nothing is claimed of it yet
    rule: str  # how its figures are settled, in a sentence; "" where it has none
    reason: str  # why by this rule
    order: tuple[Link, ...]  # the speakers whose figure stands, the first one first
    whole: Link | None  # the subject that it is a share of
    shares: tuple[Link, ...]  # the subjects that are shares of it
    categories: tuple[CategoryView, ...]
    accounts: tuple[AccountView, ...]  # those that answer no other, in the order in which they were said
    accounts_left_out: int  # earlier ones
    drifts: tuple[DriftView, ...]  # of speakers that gave more than one figure
    everything: Link | None  # all its claims in order of time, where this page does not tell them all
    downloads: tuple[Link, ...]  # the same as data: CSV, JSON


@immutable
class ClaimsView:
    """claims.html: claims of a subject or of a speaker, newest first."""

    head: Head
    title: str
    above: Link  # the subject or the speaker
    claims: tuple[SpokenView, ...]
    pager: Pager


@immutable
class TotalView:
    """A category over all subjects."""

    category: str  # "killed"
    range: str  # "" when nothing stands
    subjects: int  # that are counted
    shares: int  # left out: shares of others that are counted
    unsettled: int  # left out: no figure stands for them


@immutable
class SubjectsView:
    """subjects.html: an index of subjects, the contested ones first."""

    head: Head
    title: str
    lead: str
    total: int
    contested_total: int  # of them, shown or not
    totals: tuple[TotalView, ...]  # in the order of categories
    without: int  # subjects of which no figure is claimed
    contested: tuple[StandingView, ...]  # last spoken of first
    others: tuple[StandingView, ...]  # by name; on the pages of the whole list, all
    pages: tuple[Link, ...]  # of the whole list, where it does not fit here; the link of this page has no address
    downloads: tuple[Link, ...]  # the claims of the reports of each year, as CSV, newest first
