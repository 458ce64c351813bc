"""The schema table as documents: the field reference for contributors, and JSON Schema for editors. Both know what a site counts
besides what every archive counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from .choices import QUESTIONS
from .claim_fields import CLAIM, FIGURE, SETTLEMENT
from .entity_fields import COORDINATES, LAY, MEMBERSHIP, OFFICE, SUCCESSION
from .fields import Field, Group, ListOf, Type
from .record_fields import ALIAS, REDIRECT
from .report_fields import CITATION
from .schema import FAMILIES

BEGIN, END = "<!-- field reference: begin (written by `inv docs`) -->", "<!-- field reference: end -->"

_PARTS = (CITATION, CLAIM, FIGURE, SETTLEMENT, ALIAS, MEMBERSHIP, SUCCESSION, OFFICE, COORDINATES, LAY, REDIRECT)


def field_reference(categories: Mapping[str, str]) -> str:
    """Markdown: a table for each family of files and for each group of fields within them. ``categories``: the site's own."""
    tables = [_table(f"### {family.schema.title.capitalize()}: `content/{family.folder}/`", family.schema) for family in FAMILIES.values()]
    tables += [_table(f"### {part.title[0].upper()}{part.title[1:]}", counting(part, categories)) for part in _PARTS]
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


def counting(group: Group, categories: Mapping[str, str]) -> Group:
    """A group of the schema with a field for each category of the site's own, after those that every archive counts."""
    fields = [replace(field, type=_counting(field.type, categories)) for field in group.fields.values()]
    if group.counted:
        last = max(i for i, field in enumerate(group.fields.values(), 1) if field.type is group.counted)
        meaning = fields[last - 1].doc.partition(":")[0]
        fields[last:last] = [Field(name, group.counted, f"{meaning}: {words}.") for name, words in categories.items()]
    return Group(group.title, fields, group.make, short=group.short, check=group.check)


def _counting(type: Type, categories: Mapping[str, str]) -> Type:
    if isinstance(type, ListOf):
        return ListOf(_counting(type.item, categories), least=type.least, distinct=type.distinct)
    return counting(type, categories) if isinstance(type, Group) else type


def json_schemas(categories: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A file name and its text for each family. ``categories``: the site's own."""
    for family in FAMILIES.values():
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"Front matter of {family.schema.title}",
            **counting(family.schema, categories).json_schema(),
        }
        yield f"{family.name}.json", json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def documents(root: Path, categories: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """Every generated document of the project, with the text that it should have. ``categories``: what its site counts besides.

    Raises :class:`ValueError` when CONTRIBUTING lost its marks.
    """
    contributing = root / "CONTRIBUTING.md"
    text = contributing.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        message = f"{contributing} has no place for the field reference: {BEGIN} ... {END}"
        raise ValueError(message)
    yield contributing, f"{before}{BEGIN}\n\n{field_reference(categories)}\n{END}{after}"
    for name, schema in json_schemas(categories):
        yield root / "docs" / "schema" / name, schema
