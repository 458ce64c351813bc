"""Where the pages of this family are, and how much one of them holds."""

from __future__ import annotations

from collections.abc import Sequence

from annals.ledger import Entry

MOST_TOLD = 40  # claims that a subject's page tells in full
PAGE = 100  # subjects on a page of the index


def path(id: str) -> str:
    return f"subjects/{id}/"


def spoken_path(key: str, number: int | None = None) -> str:
    """Of all claims of a speaker: ``actor/reuters``; or of a subject: ``subject/x``."""
    family, _, id = key.partition("/")
    return f"{family}s/{id}/claims/" + ("" if number is None else f"{number}/")


def all_path(number: int) -> str:
    return "subjects/all/" if number == 1 else f"subjects/all/{number}/"


def is_long(entries: Sequence[Entry]) -> bool:
    """Whether a subject has more claims than its page tells, and so a list of them all."""
    return len(entries) > MOST_TOLD
