"""Which outlet the reports rest on, and when: a page with the years, and a table of outlets by month for each year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil, log2

from annals import linked_data
from annals.cards import Placed
from annals.composing import Composer
from annals.dates import MONTHS
from annals.edition import Outline
from annals.sections import Page
from annals.values import immutable
from annals.views import Counted, Head, Link

TITLE = "Outlets by month"
INDEX = "coverage/"
SHOWN = 100  # outlets in the table of a year
MOST_NAMED = 3  # outlets that the list of years names
_LEAD = "On which outlets the reports rest, by the month of the event. A report that cites three outlets counts with each of them."


@immutable
class YearOfCoverage:
    link: Link  # to its table
    total: int  # reports
    outlets: int  # that are cited in it
    single: int  # reports with a single source
    most: tuple[Counted, ...]  # the outlets cited most often


@immutable
class CoverageView:
    """coverage.html: the years, each with the outlets that it rests on most."""

    head: Head
    title: str
    lead: str
    years: tuple[YearOfCoverage, ...]  # newest first


@immutable
class CoverageColumn:
    link: Link  # "Oct", to the month
    whole: str  # "October 2016"


@immutable
class CoverageCell:
    count: int  # reports
    level: int  # 0 to 4: how many, in steps


@immutable
class CoverageRow:
    link: Link  # the outlet; or the words of a sum
    cells: tuple[CoverageCell, ...]  # as the columns
    total: int  # reports of the year


@immutable
class CoverageYearView:
    """coverage_year.html: outlets by month in one year."""

    head: Head
    title: str
    lead: str
    columns: tuple[CoverageColumn, ...]  # from the first to the last month that has a report; then, where needed, "no month"
    rows: tuple[CoverageRow, ...]  # most cited first
    sums: tuple[CoverageRow, ...]  # reports in all, and those with a single source
    left_out: int  # outlets without a row of their own
    older: Link | None
    newer: Link | None


def path(year: str) -> str:
    return f"{INDEX}{year}/" if year else INDEX


def pages(outline: Outline) -> Iterator[Page]:
    yield Page(INDEX, "coverage.html", compose, (), "the section 'sources'")
    years = (None, *outline.indexes.reports_by_year, None)
    for before, year, after in zip(years, years[1:], years[2:], strict=False):
        if year is not None:
            yield Page(path(year), "coverage_year.html", compose_year, (year, before, after), "the section 'sources'")


def compose(composer: Composer) -> CoverageView:
    head = composer.head(INDEX, TITLE, f"{TITLE} in {composer.site.name}. {_LEAD}", (composer.section("sources"),))
    head = linked_data.described_list(composer.edition, head, INDEX)
    years = tuple(_year(composer, year) for year in sorted(composer.reports_by_year, reverse=True))
    return CoverageView(head, TITLE, _LEAD, years)


def _year(composer: Composer, year: str) -> YearOfCoverage:
    cards = _cards(composer, year)
    ranked = _ranked(cards)
    link = Link(year, composer.edition.href(path(year)))
    return YearOfCoverage(link, len(cards), len(ranked), _single(cards), composer.counted("source", ranked[:MOST_NAMED]))


def compose_year(composer: Composer, year: str, before: str | None, after: str | None) -> CoverageYearView:
    title = f"{TITLE}, {year}"
    crumbs = (composer.section("sources"), Link(TITLE, composer.edition.href(INDEX)))
    head = composer.head(path(year), title, f"On which outlets the reports of {year} rest, month by month.", crumbs)
    head = linked_data.described_list(composer.edition, head, path(year))
    cards = _cards(composer, year)
    months = sorted({card.anchor[5:7] for card in cards})
    known = [int(month) for month in months if month]
    keys = [f"{month:02}" for month in range(min(known), max(known) + 1)] if known else []
    keys += [""] * ("" in months)
    ranked = _ranked(cards)
    cells: dict[str, Counter[str]] = {outlet: Counter() for outlet, _ in ranked[:SHOWN]}
    for card in cards:
        for outlet in card.outlets:
            if outlet in cells:
                cells[outlet][card.anchor[5:7]] += 1
    most = max((max(counts.values()) for counts in cells.values()), default=0)
    single = [card for card in cards if len(card.outlets) == 1]
    sums = (_row(Link("All reports"), Counter(_months(cards)), keys), _row(Link("With a single source"), Counter(_months(single)), keys))
    return CoverageYearView(
        head,
        title,
        _LEAD,
        tuple(_column(composer, year, key) for key in keys),
        tuple(_row(composer.source(outlet), cells[outlet], keys, most) for outlet in cells),
        sums,
        max(0, len(ranked) - SHOWN),
        Link(before, composer.edition.href(path(before))) if before else None,
        Link(after, composer.edition.href(path(after))) if after else None,
    )


def _cards(composer: Composer, year: str) -> list[Placed]:
    return [composer.cards[id] for id in composer.reports_by_year[year]]


def _ranked(cards: Sequence[Placed]) -> list[tuple[str, int]]:
    """Outlets with their reports: those with most first, then by id."""
    counts = Counter(outlet for card in cards for outlet in card.outlets)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _single(cards: Sequence[Placed]) -> int:
    return sum(len(card.outlets) == 1 for card in cards)


def _months(cards: Sequence[Placed]) -> Iterator[str]:
    return (card.anchor[5:7] for card in cards)


def _column(composer: Composer, year: str, month: str) -> CoverageColumn:
    if not month:
        return CoverageColumn(Link("no month"), "Only the year is known")
    name = MONTHS[int(month) - 1]
    return CoverageColumn(Link(name[:3], composer.date_url(f"{year}-{month}")), f"{name} {year}")


def _row(link: Link, counts: Counter[str], keys: Sequence[str], most: int = 0) -> CoverageRow:
    """``most``: reports of the darkest cell; 0 of a sum, which has no shade."""
    cells = tuple(CoverageCell(counts[key], ceil(4 * log2(1 + counts[key]) / log2(1 + most)) if most else 0) for key in keys)
    return CoverageRow(link, cells, counts.total())
