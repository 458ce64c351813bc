"""The schema table as documents: the field reference for contributors, and JSON Schema for editors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from .fields import Group
from .schema import (
    ALIAS,
    CITATION,
    CLAIM,
    COORDINATES,
    FAMILIES,
    FIGURE,
    LAY,
    MEMBERSHIP,
    OFFICE,
    QUESTIONS,
    REDIRECT,
    SETTLEMENT,
    SUCCESSION,
)

BEGIN, END = "<!-- field reference: begin (written by `inv docs`) -->", "<!-- field reference: end -->"

_PARTS = (CITATION, CLAIM, FIGURE, SETTLEMENT, ALIAS, MEMBERSHIP, SUCCESSION, OFFICE, COORDINATES, LAY, REDIRECT)


def field_reference() -> str:
    """Markdown: a table for each family of files and for each group of fields within them."""
    tables = [_table(f"### {family.schema.title.capitalize()}: `content/{family.folder}/`", family.schema) for family in FAMILIES.values()]
    tables += [_table(f"### {part.title[0].upper()}{part.title[1:]}", part) for part in _PARTS]
    return "\n".join([*tables, _questions()])


def _questions() -> str:
    rows = [f"| `{code}` | {_cell(words)} |" for code, words in QUESTIONS.items()]
    return "\n".join(["### What the archive asks", "", "| question | it is asked when |", "|---|---|", *rows, ""])


def _table(heading: str, group: Group) -> str:
    rows = [
        f"| `{field.name}` | {'yes' if field.required else ''} | {_cell(field.type.words)} | {_cell(field.doc)} |"
        for field in group.fields.values()
    ]
    short = f"\nWritten as a plain value, it is the field `{group.short}`.\n" if group.short else ""
    return "\n".join([heading, short, "| field | required | holds | means |", "|---|---|---|---|", *rows, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def json_schemas() -> Iterator[tuple[str, str]]:
    """A file name and its text for each family."""
    for family in FAMILIES.values():
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"Front matter of {family.schema.title}",
            **family.schema.json_schema(),
        }
        yield f"{family.name}.json", json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def documents(root: Path) -> Iterator[tuple[Path, str]]:
    """Every generated document of the project, with the text that it should have.

    Raises :class:`ValueError` when CONTRIBUTING lost its marks.
    """
    contributing = root / "CONTRIBUTING.md"
    text = contributing.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        message = f"{contributing} has no place for the field reference: {BEGIN} ... {END}"
        raise ValueError(message)
    yield contributing, f"{before}{BEGIN}\n\n{field_reference()}\n{END}{after}"
    for name, schema in json_schemas():
        yield root / "docs" / "schema" / name, schema
