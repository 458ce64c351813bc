"""Values: records and views that never change once they are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def immutable(kind: type[T]) -> type[T]:
    """A dataclass with slots, equal to another by what it holds, that nothing assigns to: the type checker sees to that.

    Not ``frozen``: at run time that is a question at each assignment, also in the constructor and where a record is read from the
    pack, and a build makes some millions of values. It made them half as fast.
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)
