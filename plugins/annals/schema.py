"""The one table of what a file of content may say. Validation, the field reference in CONTRIBUTING and the JSON Schema for editors all
come from it. The fields of each family are in ``report_fields``, ``claim_fields``, ``entity_fields`` and ``editorial_fields``.
"""

from __future__ import annotations

from collections.abc import Mapping

from .claim_fields import SUBJECT
from .editorial_fields import ACCEPTANCE, PROSE, TAKEDOWN, TERM, THREAD
from .entity_fields import ACTOR, PLACE, SOURCE
from .fields import Group
from .report_fields import REPORT
from .values import immutable


@immutable
class Family:
    """A family of records: where its files are, and what they may say."""

    name: str  # "actor"
    folder: str  # "actors"
    schema: Group

    @property
    def named(self) -> bool:
        """Whether its files have a name and aliases, by which other files refer to them."""
        return "aliases" in self.schema.fields


FAMILIES: Mapping[str, Family] = {
    family.name: family
    for family in (
        Family("report", "reports", REPORT),
        Family("actor", "actors", ACTOR),
        Family("place", "places", PLACE),
        Family("source", "sources", SOURCE),
        Family("subject", "subjects", SUBJECT),
        Family("thread", "threads", THREAD),
        Family("term", "terms", TERM),
        Family("prose", "pages", PROSE),
        Family("takedown", "takedowns", TAKEDOWN),
        Family("acceptance", "accepted", ACCEPTANCE),
    )
}

NAMED = tuple(family.name for family in FAMILIES.values() if family.named)
"""The families that reports refer to by id, name or alias."""


def record_of(inside: str) -> tuple[str, str]:
    """The family and the id of what a file holds, by its path below the content folder."""
    folder, _, rest = inside.partition("/")
    family, id = _IN_FOLDER[folder], rest.removesuffix(".md")
    return (family, id if family in ("report", "prose") else id.rpartition("/")[2])


_IN_FOLDER = {family.folder: family.name for family in FAMILIES.values()}
