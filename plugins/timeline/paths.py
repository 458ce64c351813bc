"""Where the pages of time are, links to them, and how much one of them tells."""

from __future__ import annotations

from annals.composing import Composer
from annals.views import Link

TITLE = "Timeline"
INDEX = "timeline/"
IN_MONTH, IN_YEAR = 40, 6  # reports that the page of a month or a year tells
Around = tuple[str, str | None, str | None]
"""A decade, year, month or day that has reports, and the nearest ones before and after it."""


def path(iso: str) -> str:
    """Of a decade, or of a year, month or day in ISO form: ``2010s/``, ``2016/10/28/``."""
    return f"{iso.replace('-', '/')}/"


def day_path(iso: str, number: int | None) -> str:
    return path(iso) if number is None else f"{path(iso)}{number}/"


def undated_path(iso: str, number: int | None = None) -> str:
    """Of the reports that are known only to be of a month or a year."""
    return f"{path(iso)}undated/" if number is None else f"{path(iso)}undated/{number}/"


def part_path(number: int | None) -> str:
    return INDEX if number is None else f"{INDEX}{number}/"


def are_many(alone: int, reports: int, most: int) -> bool:
    """Whether the page of a month or a year may leave out some of those known only to be of it: a page of their own then holds all."""
    return alone > 1 and reports > most


def period_link(composer: Composer, iso: str) -> Link:
    """To a decade, or to a year, month or day."""
    return Link(iso, composer.edition.url("decade", iso)) if iso.endswith("s") else composer.date_link(iso)
