"""What one build leaves about each file of the site: in columns as they lie on the disk, of which a build that changes little unpacks
little, and beside them what came to be other since.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from .rows import Rows, unpacked
from .stamps import Stamp, Stamped

MADE = 16
"""Bytes of the digest of what a file was made by."""


class OutputState(NamedTuple):
    """What is known of one file of the site."""

    stamp: Stamp
    made: bytes  # of what it was made by: the environment, the template, the plain values given to it
    facts: bytes  # numbers of facts, four bytes each


class Columns(NamedTuple):
    """Files in order of path."""

    stamped: Stamped
    made: bytes | memoryview  # one after another
    facts: Rows

    @classmethod
    def of(cls, outputs: Mapping[str, OutputState]) -> Columns:
        files = sorted(outputs)
        known = [outputs[file] for file in files]
        stamped = Stamped.of(dict(zip(files, (its.stamp for its in known), strict=True)))
        made = b"".join([its.made for its in known])
        assert len(made) == MADE * len(files)
        return cls(stamped, made, Rows.of(its.facts for its in known))


class Outputs(Mapping[str, OutputState]):
    """By the path of the file. It never changes."""

    def __init__(self, columns: Columns | None = None, later: Mapping[str, OutputState | None] | None = None) -> None:
        """``later``: what is not as the columns have it; ``None`` of a file in them that is gone."""
        self.columns = columns or Columns.of({})
        self.later = later or {}
        self._files = self.columns.stamped.files()

    def __getitem__(self, file: str) -> OutputState:
        if file in self.later:
            if (known := self.later[file]) is None:
                raise KeyError(file)
            return known
        row = self._row(file)
        if row is None:
            raise KeyError(file)
        columns = self.columns
        return OutputState(columns.stamped.stamp(row), self._made(row), columns.facts[row].tobytes())

    def _row(self, file: str) -> int | None:
        row = bisect_left(self._files, file)
        return row if row < len(self._files) and self._files[row] == file else None

    def _made(self, row: int) -> bytes:
        return bytes(self.columns.made[row * MADE : (row + 1) * MADE])

    def __iter__(self) -> Iterator[str]:
        later = self.later
        yield from (file for file in self._files if file not in later)
        yield from (file for file, known in later.items() if known is not None)

    def __len__(self) -> int:
        return len(self._files) + sum((known is not None) - (self._row(file) is not None) for file, known in self.later.items())

    def __contains__(self, file: object) -> bool:
        return isinstance(file, str) and self.made_by(file) is not None

    def made_by(self, file: str) -> bytes | None:
        """What a file was made by; ``None`` where nothing is known of it."""
        if file in self.later:
            return known.made if (known := self.later[file]) else None
        return None if (row := self._row(file)) is None else self._made(row)

    def made_from(self, numbers: AbstractSet[int]) -> set[str]:
        """The files that were made from any of some facts."""
        found = {self._files[row] for row in self.columns.facts.holding(numbers)} - self.later.keys()
        return found | {file for file, known in self.later.items() if known and not numbers.isdisjoint(unpacked(known.facts))}

    def stamped(self) -> Stamped:
        """Every file with its stamp."""
        rows = {row: known.stamp for file, known in self.later.items() if known and (row := self._row(file)) is not None}
        if len(rows) == len(self.later):  # the same files
            return self.columns.stamped.but(rows)
        stamps = self.columns.stamped.by_file()
        for file, known in self.later.items():
            if known:
                stamps[file] = known.stamp
            else:
                del stamps[file]
        return Stamped.of({file: stamps[file] for file in sorted(stamps)})

    def not_as_left(self, folder: str) -> set[str]:
        """The files that are not on the disk as they were written there."""
        return set(self.stamped().others(folder))

    def after(self, made: Mapping[str, OutputState], files: Collection[str] | None = None) -> Outputs:
        """With what was made anew; and of nothing but ``files``, where they are not those that there were."""
        later = {**self.later, **made}
        if files is not None:
            wanted = set(files)
            for file in [*self._files, *later]:
                if file not in wanted:
                    later[file] = None
            later = {file: known for file, known in later.items() if known is not None or self._row(file) is not None}
        return Outputs(self.columns, later)

    def settle(self) -> Outputs:
        """The same, all of it in columns, as it goes to the disk."""
        return Outputs(Columns.of(self)) if self.later else self
