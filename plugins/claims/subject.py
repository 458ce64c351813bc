"""The page of a subject: figures from lowest to highest, accounts with what answers them, and how figures changed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annals import linked_data
from annals.charts import Chart, chart
from annals.choices import RULES, STATUSES
from annals.claim_views import StandingView
from annals.claimed import standing_view, tally_view
from annals.composing import Composer
from annals.figures import Figure, parse_figure
from annals.languages import direction
from annals.ledger import Entry, Tally, Who, categories, figures_given, revised_claims, voices
from annals.naming import name_views
from annals.ranges import range_of
from annals.records import Subject
from annals.spoken import MOST_SPOKEN, spoken
from annals.texts import body_text
from annals.views import Link
from annals.wording import figure_words, plural

from .downloads import subject_path
from .paths import MOST_TOLD, is_long, path
from .views import AccountView, CategoryView, DriftView, FigureRow, StepView, SubjectView

MOST_ROWS = 200  # figures that it shows, in all its categories together
MOST_DRIFTS = 10
_KEY = "A dot is a number, a line a range, a dashed line an end that was left open. The table below says the same."


def compose_subject(composer: Composer, id: str) -> SubjectView:
    """One subject, its claims side by side."""
    subject = composer.subjects[id]
    entries = composer.claims_by_subject.get(id, ())
    standing = standing_view(composer, id) if entries else None
    title = composer.entity_title("subject", subject)
    head = composer.head(
        path(id), title, _description(subject, standing), (composer.section("claims"),), indexed=subject.status == "reviewed"
    )
    worded = [entry for entry in entries if not entry.claim.figures]
    settled = subject.settled
    whole = subject.part_of
    shown = _shown(composer, id, entries)
    counted = bool(categories(entries))
    return SubjectView(
        head=linked_data.described(
            head,
            [linked_data.subject(composer, subject, head, entries[-MOST_TOLD:]), linked_data.breadcrumb(composer.edition, head.crumbs)],
        ),
        title=subject.name,
        status=STATUSES[subject.status],
        names=name_views(subject.aliases),
        summary=subject.summary,
        html=body_text(composer, subject.body, link_names=subject.link_names),
        standing=standing,
        rule=RULES[settled.rule] if counted else "",
        reason=settled.reason if counted else "",
        order=tuple(composer.link(who.family, who.id) for who in settled.order) if counted else (),
        whole=composer.link("subject", whole) if whole else None,
        shares=tuple(composer.link("subject", share) for share in composer.shares.get(id, ())),
        categories=shown,
        accounts=_accounts(composer, worded[-MOST_TOLD:]),
        accounts_left_out=max(0, len(worded) - MOST_TOLD),
        drifts=tuple(_drifts(composer, entries)),
        everything=_everything(composer, id, entries),
        downloads=tuple(Link(kind.upper(), composer.edition.href(subject_path(id, kind))) for kind in ("csv", "json")) if entries else (),
    )


def _description(subject: Subject, standing: StandingView | None) -> str:
    if standing is None:
        return f"{subject.name}: nothing is claimed of it in this archive yet."
    figures = "; ".join(f"{tally.category}: {tally.claimed}" for tally in standing.tallies)
    told = f"{plural(standing.claims, 'claim')} by {plural(standing.speakers, 'speaker')}"
    contested = ", contested" if standing.contested else ""
    return f"{subject.name}: {told}{contested}. {figures}".strip() + ("." if figures else "")


def _everything(composer: Composer, id: str, entries: Sequence[Entry]) -> Link | None:
    url = composer.edition.url("spoken", f"subject/{id}") if is_long(entries) else None
    return Link(f"All {len(entries):,} claims in order of time", url) if url else None


def _shown(composer: Composer, id: str, entries: Sequence[Entry]) -> tuple[CategoryView, ...]:
    keys = categories(entries)
    whole = sum(len(_figures(entries, key)) for key in keys) <= MOST_TOLD
    return tuple(_category(composer, id, key, MOST_ROWS // len(keys), whole=whole) for key in keys)


def _figures(entries: Iterable[Entry], key: str) -> list[tuple[Entry, Figure]]:
    """Every figure that is written in a category, from lowest to highest."""
    told = [(entry, parse_figure(written)) for entry in entries for category, written in entry.claim.figures if category == key]
    return sorted(told, key=lambda pair: (pair[1].order, pair[0].claim.said, pair[0].claim.id))


def _category(composer: Composer, id: str, key: str, most: int, *, whole: bool) -> CategoryView:
    entries = composer.claims_by_subject[id]
    told = _figures(entries, key)
    kept = told if len(told) <= most else [*told[: most // 2], *told[-(most - most // 2) :]]
    marks = _marks(entries, key)
    words = composer.category(key)
    tally = next((tally for tally in composer.standings[id].tallies if tally.category == key), None)
    anchor = key.replace("/", "-").replace("_", "-")
    rows = []
    for entry, figure in kept:
        claim = spoken(composer, entry.claim.id, marks=marks[entry.claim.id]) if whole else None
        rows.append(FigureRow(figure_words(figure), claim, _speaker(composer, entry), marks[entry.claim.id]))
    return CategoryView(
        anchor,
        f"{words[0].upper()}{words[1:]}",
        tally_view(composer, tally) if tally else None,
        _chart(composer, anchor, key, kept, tally) if len(kept) > 1 else None,
        tuple(rows),
        len(told) - len(kept),
        composer.category(key.partition("/")[0]) if "/" in key else "",
    )


def _speaker(composer: Composer, entry: Entry) -> Link:
    """Who gives a figure, to the claim in its report."""
    who = composer.link(entry.claim.family, entry.claim.speaker)
    url = composer.edition.url("report", entry.report)
    return Link(who.text, f"{url}#claim-{entry.claim.id}" if url else None, who.lang)


def _marks(entries: Sequence[Entry], key: str) -> Mapping[str, tuple[str, ...]]:
    """What is to be said of each claim that gives a figure in a category."""
    known = voices(entries, key)
    stands = {id: voice for voice in known for id in voice.claims}
    revised = revised_claims(entries)
    given = {entry.claim.id for told in figures_given(entries, key).values() for entry, _ in told}
    found = {}
    for entry in entries:
        id = entry.claim.id
        if id in stands:
            found[id] = ("stands alone",) if not stands[id].meets and len(known) > 2 else ()
        elif id in revised:
            found[id] = ("revised since",)
        else:
            found[id] = ("earlier figure",) if id in given else ("not a figure of its own",)
    return found


def _chart(composer: Composer, anchor: str, key: str, told: Sequence[tuple[Entry, Figure]], tally: Tally | None) -> Chart:
    """``tally``: of the figures that stand; what is drawn besides is marked as earlier."""
    words, apart = composer.category(key), tally.apart if tally else 0
    stands = set(tally.claims) if tally else set()
    rows = []
    for entry, figure in told:
        who = composer.link(entry.claim.family, entry.claim.speaker).text
        rows.append((who, figure_words(figure), range_of(figure), "" if entry.claim.id in stands else "earlier"))
    described = f"{plural(len(rows), 'figure')}, one row each, from the lowest to the highest"
    disagree = f"; {plural(apart, 'speaker')} disagree" if apart else ""
    return chart(
        f"chart-{anchor}",
        f"{words[0].upper()}{words[1:]}: what is claimed",
        f"{described}{disagree}. {_KEY}",
        rows,
        mirrored=direction(composer.site.lang) == "rtl",
    )


def _accounts(composer: Composer, entries: Sequence[Entry]) -> tuple[AccountView, ...]:
    """Claims in words; those that answer one of them hang from it."""
    here = {entry.claim.id for entry in entries}
    under: dict[str, list[str]] = {}
    for entry in entries:
        answered = entry.claim.related
        parent = answered if answered in here and not _answers(entries, answered, entry.claim.id) else ""
        under.setdefault(str(parent), []).append(entry.claim.id)
    revised = revised_claims(entries)

    def tree(parent: str) -> tuple[AccountView, ...]:
        return tuple(
            AccountView(spoken(composer, id, marks=("revised since",) if id in revised else ()), tree(id)) for id in under.get(parent, ())
        )

    return tree("")


def _answers(entries: Sequence[Entry], id: str, other: str) -> bool:
    """Whether a claim answers another, by however many steps."""
    related = {entry.claim.id: entry.claim.related for entry in entries}
    seen: set[str] = set()
    at: str | None = id
    while at is not None and at not in seen:
        seen.add(at)
        at = related.get(at)
        if at == other:
            return True
    return False


def _drifts(composer: Composer, entries: Sequence[Entry]) -> Iterator[DriftView]:
    """The speakers that gave different figures at different times, in each category."""
    found = 0
    for key in categories(entries):
        for who, told in figures_given(entries, key).items():
            changed = [told[0], *(after for before, after in itertools.pairwise(told) if after[1] != before[1])]
            if len(changed) > 1 and found < MOST_DRIFTS:
                found += 1
                yield _drift(composer, key, who, changed[-MOST_SPOKEN:])


def _drift(composer: Composer, key: str, who: Who, told: Sequence[tuple[Entry, Figure]]) -> DriftView:
    steps = []
    for entry, figure in told:
        one = spoken(composer, entry.claim.id)
        steps.append(StepView(figure_words(figure), Link((one.said or one.reported).text, one.report.url)))
    return DriftView(composer.link(*who), composer.category(key), tuple(steps))
