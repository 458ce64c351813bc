"""Ways in: a page that leads to all of them, and those that no other family has: on this day, what is new in the archive, abbreviations.

Taken out of ``PLUGINS``, the sections that stand behind this page stand in the navigation themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from annals.edition import Outline
from annals.sections import Page, Section, offer

from . import abbreviations, browse, days, newest


def pages(outline: Outline) -> Iterator[Page]:
    yield from days.pages(outline)
    yield from newest.pages(outline)
    yield from abbreviations.pages(outline)
    yield from browse.pages(outline)


SECTION = Section(
    "ways",
    pages,
    {"calendar-day": days.path, "abbreviations": lambda _: abbreviations.INDEX},
    nav=(45, browse.TITLE, browse.INDEX),
    lists=r"on-this-day/\d\d-\d\d/",
    planned_from=("indexes.reports_by_day", "reports.modified", "reports.order", "reports.published"),
)


def register() -> None:
    offer(SECTION)
