"""Who stands with whom: the actors of most reports as a matrix, ordered so that those who share reports stand near each other; and
the pairs that share most as a table.

A matrix, and not a drawing of lines between dots: it can be read at any number, by anybody, on any screen, and each of its figures is
there in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import ceil, floor, log, log2, sqrt

from annals import linked_data
from annals.composing import Composer
from annals.edition import Outline
from annals.sections import Page, Section, offer
from annals.values import immutable
from annals.views import Head, Link
from annals.wording import plural

TITLE = "Who with whom"
INDEX = "together/"
SHOWN = 30  # actors in the matrix
COMPARED = 120  # actors among whom pairs are looked for
PAIRS = 200  # rows of the table, at most
ROOM = 80_000
"""Bytes that the matrix and the table take together, about: where names are long, or their letters take two bytes, pairs are fewer."""
TOLD = 30  # letters of a name that the pointer is told; its row and the head of its column have it whole

_MANY = 16

Shared = Mapping[tuple[str, str], int]  # two ids in order, to the number of reports that name both; never 0


@immutable
class CellView:
    count: int  # reports that name both; 0: none
    level: int  # 0 to 4: how many, in steps
    told: str  # for the pointer, with the actor of the column: "Turkey: 3 reports"; "" where there is none


@immutable
class RowView:
    """An actor, and what it shares with those above it."""

    number: int  # its number in the matrix, from 1
    actor: Link  # to its page
    cells: tuple[CellView, ...]  # with actor 1, 2, ... up to the one above


@immutable
class PairView:
    one: Link  # an actor
    other: Link  # another
    count: int  # reports that name both


@immutable
class TogetherView:
    """together.html: the matrix and the table."""

    head: Head
    title: str
    lead: str
    rows: tuple[RowView, ...]  # neighbours share reports
    pairs: tuple[PairView, ...]  # those that share most first
    note: str  # what the page leaves out; "" when nothing


def pages(outline: Outline) -> Iterator[Page]:
    del outline  # there is one page, whoever the actors are
    yield Page(INDEX, "together.html", compose, (), "the section 'together'")


def compose(composer: Composer) -> TogetherView:
    lists = {id: reports for id, reports in composer.reports_by_actor.items() if id in composer.actors}
    ordered = sorted(lists, key=lambda actor: (-len(lists[actor]), actor))
    compared = ordered[:COMPARED]
    shared = shared_reports({id: frozenset(lists[id]) for id in compared})
    sizes = {id: len(lists[id]) for id in compared}
    matrix = side_by_side([id for id in ordered[:SHOWN] if any(id in pair for pair in shared)], shared, sizes)
    links = {id: composer.bare("actor", id) for id in compared}
    most = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
    lead = "Actors that the same reports name. To stand in one report says nothing of who is on whose side: opponents meet there too."
    head = composer.head(INDEX, TITLE, f"Which actors stand in the same reports of {composer.site.name}.", (composer.section("actors"),))
    head = linked_data.described_list(composer.edition, head, INDEX)
    rows = tuple(_row(number, matrix, shared, links) for number in range(len(matrix)))
    pairs = tuple(_pairs(most[:PAIRS], links, ROOM - sum(map(_weight, rows))))
    return TogetherView(head, TITLE, lead, rows, pairs, _note(len(ordered), len(pairs), len(most)))


def _weight(row: RowView) -> int:
    """About how many bytes of the page a row of the matrix takes."""
    return 200 + 2 * _bytes(row.actor) + sum(40 + len(cell.told.encode()) for cell in row.cells)


def _bytes(link: Link) -> int:
    return len(link.text.encode()) + len((link.url or "").encode())


def _pairs(most: Iterable[tuple[tuple[str, str], int]], links: Mapping[str, Link], room: int) -> Iterator[PairView]:
    for (one, other), count in most:
        room -= 100 + _bytes(links[one]) + _bytes(links[other])
        if room < 0:
            return
        yield PairView(links[one], links[other], count)


def shared_reports(reports: Mapping[str, frozenset[str]]) -> Shared:
    """How many reports each two actors share; pairs that share none are left out."""
    counts = ((pair, len(reports[pair[0]] & reports[pair[1]])) for pair in combinations(sorted(reports), 2))
    return {pair: count for pair, count in counts if count}


def side_by_side(ids: Sequence[str], shared: Shared, sizes: Mapping[str, int]) -> list[str]:
    """The ids in an order in which those that share most of their reports stand near each other.

    The two rows that are most alike are joined, end to end where they are most alike, until one row is left. How alike two actors
    are: the reports they share, by the geometric mean of their numbers of reports; of two rows: the mean over all their pairs.
    """

    def alike(one: str, other: str) -> float:
        return shared.get((min(one, other), max(one, other)), 0) / sqrt(sizes[one] * sizes[other])

    def rows_alike(one: Sequence[str], other: Sequence[str]) -> float:
        return sum(alike(a, b) for a in one for b in other) / (len(one) * len(other))

    rows = [[id] for id in ids]
    while len(rows) > 1:
        pairs = combinations(range(len(rows)), 2)  # of equals the first is taken
        first, second = max(pairs, key=lambda pair: rows_alike(rows[pair[0]], rows[pair[1]]))
        other, one = rows.pop(second), rows[first]
        ways = ((one, other), (one, other[::-1]), (one[::-1], other), (one[::-1], other[::-1]))
        left, right = max(ways, key=lambda way: alike(way[0][-1], way[1][0]))
        rows[first] = [*left, *right]
    return rows[0] if rows else []


def _row(number: int, matrix: Sequence[str], shared: Shared, links: Mapping[str, Link]) -> RowView:
    id = matrix[number]
    cells = []
    most = max(shared.values())
    for other in matrix[:number]:
        count = shared.get((min(id, other), max(id, other)), 0)
        name = links[other].text
        told = f"{name if len(name) <= TOLD else f'{name[:TOLD].rstrip()}…'}: {plural(count, 'report')}" if count else ""
        cells.append(CellView(count, level_of(count, most), told))
    return RowView(number + 1, links[id], tuple(cells))


def level_of(count: int, most: int) -> int:
    """How strong the colour of a cell is, from 0 to 4. Small numbers are told apart by their doublings; where the fullest cell has many,
    by equal factors up to it, or most would look alike.
    """
    if count == 0:
        return 0
    return min(4, 1 + floor(log2(count))) if most < _MANY else max(1, ceil(4 * log(count) / log(most)))


def _note(actors: int, shown: int, pairs: int) -> str:
    words = []
    if actors > SHOWN:
        words.append(f"The matrix holds the {SHOWN} actors with most reports")
    if actors > COMPARED:
        words.append(f"pairs are of the {COMPARED} actors with most")
    if pairs > shown:
        words.append(f"the table holds the {shown} pairs that share most, of {pairs:,}")
    return f"{'; '.join(words)}. Each actor's own page names those that stand nearest to it." if words else ""


SECTION = Section("together", pages, {"together": lambda _: INDEX}, planned_from=())


def register() -> None:
    offer(SECTION)
