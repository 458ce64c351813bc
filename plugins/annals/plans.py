"""A plan as plain bytes, so that a new process need not ask every page family again for pages that are the same."""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any

from .planning import Contents
from .sections import Asset, Page
from .stages import staged

Row = tuple[Any, ...]  # the values of a page in order of its fields, a number standing for what it is composed by
_FIELDS = [field.name for field in fields(Page)]
_COMPOSE = _FIELDS.index("compose")
_values = attrgetter(*_FIELDS)


def packed_plan(contents: Contents) -> bytes:
    """b"" where a page is composed by something that cannot be found again by its name."""
    composers = _Composers()
    own, surveys = ({name: composers.rows(pages) for name, pages in part.items()} for part in (contents.own, contents.surveys))
    assets = [(asset.path, str(asset.disk), asset.making) for asset in contents.assets]
    try:
        return marshal.dumps((pickle.dumps(composers.found, protocol=5), own, surveys, assets))
    except (pickle.PicklingError, AttributeError, TypeError):
        return b""


@staged("plan")
def unpacked_plan(plan: bytes) -> Contents | None:
    """The same contents; ``None`` for b"". In a process that has loaded the same page families."""
    if not plan:
        return None
    composers, own, surveys, assets = marshal.loads(plan)  # noqa: S302 - our own bytes: part of a state whose digest is right
    found = pickle.loads(composers)  # noqa: S301 - the same

    def page(row: Row) -> Page:
        values = list(row)
        values[_COMPOSE] = found[row[_COMPOSE]]
        return Page(*values)

    def pages(part: Mapping[str, list[Row]]) -> dict[str, tuple[Page, ...]]:
        return {name: tuple([page(row) for row in rows]) for name, rows in part.items()}

    planned, surveyed = pages(own), pages(surveys)
    every = [page for part in (planned, surveyed) for some in part.values() for page in some]
    every.sort(key=lambda page: page.path)
    return Contents(tuple(every), tuple(Asset(path, Path(disk), making) for path, disk, making in assets), planned, surveyed)


class _Composers:
    """What pages are composed by: few functions for many pages."""

    def __init__(self) -> None:
        self.found: list[Callable[..., Any]] = []
        self._numbers: dict[tuple[int, str, str], int] = {}

    def rows(self, pages: Iterable[Page]) -> list[Row]:
        found = []
        for page in pages:
            row = list(_values(page))
            row[_COMPOSE] = self._number(page.compose)
            found.append(tuple(row))
        return found

    def _number(self, compose: Callable[..., Any]) -> int:
        # a method is another object each time that it is asked for
        key = (id(getattr(compose, "__self__", compose)), compose.__module__, compose.__qualname__)
        number = self._numbers.setdefault(key, len(self.found))
        if number == len(self.found):
            self.found.append(compose)
        return number
