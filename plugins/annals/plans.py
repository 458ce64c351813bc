"""A plan as plain bytes, so that a new process need not ask every page family again for pages that are the same; of these, it unpacks those
that it looks at.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any, overload

from .blobs import Blobs
from .planning import Contents
from .sections import Asset, Page
from .stages import staged

_FIELDS = [field.name for field in fields(Page)]
_COMPOSE = _FIELDS.index("compose")
_values = attrgetter(*_FIELDS)
_Compose = Callable[..., Any]


def packed_plan(contents: Contents) -> bytes:
    """b"" where a page is composed by something that cannot be found again by its name."""
    composers = _Composers()
    parts = [{name: composers.packed(pages) for name, pages in part.items()} for part in (contents.own, contents.surveys)]
    besides = {file: page.path for page in contents.pages for file in page.besides}
    told = (contents.count, dict(contents.first), tuple(sorted(contents.keeps)), besides)
    assets = [(asset.path, str(asset.disk), asset.making) for asset in contents.assets]
    try:
        return marshal.dumps((pickle.dumps(composers.found, protocol=5), parts, told, assets))
    except (pickle.PicklingError, AttributeError, TypeError):
        return b""


@staged("plan")
def unpacked_plan(plan: bytes) -> Contents | None:
    """The same contents; ``None`` for b"". In a process that has loaded the same page families."""
    return _KeptContents(plan) if plan else None


class _KeptContents(Contents):
    def __init__(self, plan: bytes) -> None:
        composers, parts, self._told, assets = marshal.loads(plan)  # noqa: S302 - our own bytes: part of a state whose digest is right
        found = pickle.loads(composers)  # noqa: S301 - the same
        own, surveys = ({name: _KeptPages(found, *columns) for name, columns in part.items()} for part in parts)
        super().__init__(own, surveys, tuple(Asset(path, Path(disk), making) for path, disk, making in assets))
        self._kept = (*own.values(), *surveys.values())

    @cached_property
    def count(self) -> int:
        count: int = self._told[0]
        return count

    @cached_property
    def first(self) -> Mapping[str, str]:
        first: Mapping[str, str] = self._told[1]
        return first

    @cached_property
    def keeps(self) -> frozenset[str]:
        return frozenset(self._told[2])

    def making(self, files: AbstractSet[str]) -> list[Page]:
        besides: Mapping[str, str] = self._told[3]
        paths = {path for file in files for path in (file, file.removesuffix("index.html"), besides.get(file, file))}
        found = [page for pages in self._kept for page in pages.at(paths)]
        return sorted((page for page in found if not files.isdisjoint(page.files)), key=attrgetter("path"))


class _KeptPages(Sequence[Page]):
    """The pages of a section, in the order in which it gave them. The same objects each time."""

    def __init__(self, found: Sequence[_Compose], paths: str, *rows: bytes) -> None:
        """``paths``: with a zero between; ``rows``: in two parts (see blobs.py) the marshalled values of each page in order of its fields,
        a number into ``found`` standing for what it is composed by.
        """
        self._paths, self._rows, self._found = paths, Blobs(*rows), found
        self._pages: dict[int, Page] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, number: int) -> Page: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[Page, ...]: ...

    def __getitem__(self, number: int | slice) -> Page | tuple[Page, ...]:
        if isinstance(number, slice):
            return tuple(map(self._page, range(len(self))[number]))
        return self._page(range(len(self))[number])

    def __iter__(self) -> Iterator[Page]:
        return map(self._page, range(len(self)))

    def _page(self, number: int) -> Page:
        page = self._pages.get(number)
        if page is None:
            values = marshal.loads(self._rows[number])  # noqa: S302 - as above
            values[_COMPOSE] = self._found[values[_COMPOSE]]
            page = self._pages[number] = Page(*values)
        return page

    def at(self, paths: AbstractSet[str]) -> Iterator[Page]:
        """Those at some paths."""
        return (self._page(number) for number, path in enumerate(self._paths.split("\0")) if path in paths) if len(self) else iter(())


class _Composers:
    """What pages are composed by: few functions for many pages."""

    def __init__(self) -> None:
        self.found: list[_Compose] = []
        self._numbers: dict[tuple[int, str, str], int] = {}

    def packed(self, pages: Sequence[Page]) -> tuple[str, bytes | memoryview, bytes | memoryview]:
        """In columns: see :class:`_KeptPages`."""
        rows = Blobs.of(map(self._row, pages))
        return "\0".join(page.path for page in pages), rows.ends, rows.data

    def _row(self, page: Page) -> bytes:
        row = list(_values(page))
        row[_COMPOSE] = self._number(page.compose)
        return marshal.dumps(row)

    def _number(self, compose: _Compose) -> int:
        # a method is another object each time that it is asked for
        key = (id(getattr(compose, "__self__", compose)), compose.__module__, compose.__qualname__)
        number = self._numbers.setdefault(key, len(self.found))
        if number == len(self.found):
            self.found.append(compose)
        return number
