"""Claims that deny, confirm or revise others: what such a claim is about, who may revise what, and where that makes no sense."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import NamedTuple, TypeVar

Subject = TypeVar("Subject", bound=Hashable)


class Wrong(NamedTuple):
    """``theirs``: the other thing that the answered claim is about; ``None``: the answers go round in a circle, and none says
    what they are about.
    """

    id: str
    theirs: Hashable | None


def subject_of(id: str, claims: Mapping[str, tuple[Subject | None, str | None]]) -> Subject | None:
    """What a claim is about: where it does not say, what the one is about that it answers. ``None`` where none of them says.

    ``claims``: by id, what each says that it is about, and the claim that it answers.
    """
    seen: set[str] = set()
    at: str | None = id
    while at is not None and at in claims and at not in seen:
        seen.add(at)
        about, at = claims[at]
        if about:
            return about
    return None


def wrong_answers(claims: Mapping[str, tuple[Subject | None, str | None]]) -> Iterator[Wrong]:
    """Each claim that is about another thing than the one that it answers; of each circle its first member."""
    for id, (about, answered) in claims.items():
        if answered is None or answered == id or answered not in claims:
            continue
        theirs = subject_of(answered, claims)
        if about and theirs and about != theirs:
            yield Wrong(id, theirs)
        elif not about and theirs is None and id == min(_circle(id, claims), default=None):
            yield Wrong(id, None)


def _circle(id: str, claims: Mapping[str, tuple[Subject | None, str | None]]) -> list[str]:
    """The claims that are passed on the way from a claim back to itself; none where the way does not lead back."""
    passed = [id]
    at = claims[id][1]
    while at is not None and at in claims and at != id:
        if at in passed:
            return []
        passed.append(at)
        at = claims[at][1]
    return passed if at == id else []


def strange_revisions(claims: Mapping[str, tuple[Hashable, str | None]]) -> Iterator[str]:
    """Each claim that revises one of another speaker. ``claims``: by id, the speaker of each, and the claim that it revises."""
    for id, (speaker, revised) in claims.items():
        if revised in claims and claims[str(revised)][0] != speaker:
            yield id


def left_alone(
    all_claims: Mapping[str, tuple[Subject | None, str | None]], shown: Mapping[str, tuple[Subject | None, str | None]]
) -> Iterator[str]:
    """Each claim of an edition that says what it is about only by one that is not in it. Both as in :func:`subject_of`."""
    for id in shown:
        if subject_of(id, shown) is None and subject_of(id, all_claims) is not None:
            yield id
