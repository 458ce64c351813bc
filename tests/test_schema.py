"""The schema: one table for validation, editors and documents."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from annals.bodies import BodyReader
from annals.choices import ACTOR_KINDS, PLACE_KINDS, SOURCE_KINDS
from annals.conf import read_conf
from annals.fields import Group, Type
from annals.problems import Problems
from annals.reading import ContentFolder
from annals.reference import documents, field_reference, json_schemas
from annals.schema import FAMILIES
from annals.settings import read_settings
from tests.writing import ACCEPTED, BASE, base, document, read, report, told

ROOT = Path(__file__).resolve().parents[1]


def every_type(schema: Type) -> list[Type]:
    inner = [f.type for f in schema.fields.values()] if isinstance(schema, Group) else [schema.item] if hasattr(schema, "item") else []
    return [schema, *(found for each in inner for found in every_type(each))]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_field_is_described_and_says_what_it_wants(family: str) -> None:
    for each in every_type(FAMILIES[family].schema):
        assert each.words
        if isinstance(each, Group):
            assert all(field.doc.endswith(".") for field in each.fields.values()), each.title


@pytest.mark.parametrize("family", FAMILIES)
def test_the_json_schema_names_every_field_and_those_that_are_required(family: str) -> None:
    schema = FAMILIES[family].schema
    described: dict[str, Any] = schema.json_schema()
    assert list(described["properties"]) == list(schema.fields)
    assert described["required"] == [field.name for field in schema.fields.values() if field.required]
    assert described["additionalProperties"] is False


def test_documents_for_editors_know_what_a_site_counts_besides() -> None:
    categories = {"flooded": "flooded cellars", "lost_boats": "lost boats"}
    schemas = {name: json.loads(text) for name, text in json_schemas(categories)}
    claim = schemas["report.json"]["properties"]["claims"]["items"]["properties"]
    names = list(claim)
    assert names[names.index("villages") + 1 : names.index("text")] == ["flooded", "lost_boats"]
    assert claim["flooded"] == {**claim["villages"], "description": "How many: flooded cellars."}
    assert "lost_boats" in schemas["subject.json"]["properties"]["settled"]["oneOf"][1]["properties"]
    assert dict(json_schemas({})).keys() == schemas.keys()
    assert "flooded" not in dict(json_schemas({}))["report.json"]
    assert "| `flooded` |" in field_reference(categories)


def test_the_documents_of_this_repository_are_current() -> None:
    """With what its own settings count besides."""
    categories = dict(read_settings(read_conf(ROOT / "pelicanconf.py")).site.categories)
    assert "affected" in categories
    assert [path.name for path, text in documents(ROOT, categories) if path.read_text(encoding="utf-8") != text] == []


def test_the_archive_of_this_repository_has_no_fault() -> None:
    settings = read_settings(read_conf(ROOT / "pelicanconf.py"))
    assert told(settings.content, dict(settings.site.categories)) == ACCEPTED


def test_the_small_archive_of_the_cases_has_no_fault() -> None:
    assert told(BASE) == ACCEPTED


def test_one_file_is_read_by_itself() -> None:
    """What a file says does not depend on what was read before it."""
    folder = ContentFolder(BASE, "content")
    files = list(folder.list(Problems()).files.values())
    shared = BodyReader()
    forwards = [folder.read(file, shared, Problems()) for file in files]
    assert [folder.read(file, BodyReader(), Problems()) for file in reversed(files)] == forwards[::-1]


@pytest.mark.parametrize(("folder", "kinds"), [("actors", ACTOR_KINDS), ("places", PLACE_KINDS), ("sources", SOURCE_KINDS)])
def test_every_kind_in_the_table_is_accepted(folder: str, kinds: dict[str, str], tmp_path: Path) -> None:
    extra = {"within": "syria"} if folder == "places" else {}
    files = {f"{folder}/kind-{kind}.md": document(name=f"Of kind {kind}", kind=kind, **extra) for kind in kinds}
    assert told(base(tmp_path, files)) == ACCEPTED


def test_a_report_may_use_every_field(tmp_path: Path) -> None:
    claim_fields = "id: c, about: toll, speaker: Reuters, verb: says, killed: 15+, injured: dozens"
    claims = f"[{{{claim_fields}, text: T, quote: Q, said: 2016, via: Reuters, story: s}}]"
    copied = f"{{url: 'https://example.org/', date: 2016-10, sha256: {'0A' * 32}}}"
    text = report(
        "Lead.\n\n## Story {#s}\n\nText.\n",
        title="T",
        reported="2016-10-29",
        actors="[russia, RUSSIA, FSA]",
        locations="[حلب]",
        sources=f"[Reuters, {{outlet: reuters, via: Reuters, url: 'https://example.org/', archived: {copied}, "
        "published: 2016-10, accessed: 2016-11-01, story: s}]",
        claims=claims,
        status="draft",
        published="2016-11-01",
        updated="2016-11-02",
        lang="en-GB",
        link_names="false",
    )
    archive = read(base(tmp_path, {"reports/2016/10/28-x.md": text}))
    found = list(archive.reports.values())[-1]
    assert (found.actors, found.locations, found.status, found.link_names) == (("russia", "free-syrian-army"), ("aleppo",), "draft", False)
    assert [citation.outlet for citation in found.sources] == ["reuters", "reuters"]
    copy = found.sources[1].archived
    assert copy is not None
    assert (copy.url, str(copy.date), copy.sha256) == ("https://example.org/", "2016-10", "0a" * 32)
    claim = found.claims[0]
    assert [(name, str(figure)) for name, figure in claim.figures] == [("killed", "15+"), ("injured", "dozens")]
    assert (claim.speaker.family, claim.speaker.id, claim.text, claim.quote, claim.story) == ("source", "reuters", "T", "Q", "s")


def test_messages_of_the_schema_are_sentences_that_name_the_field(tmp_path: Path) -> None:
    """Each required field of each family, left out by itself."""
    full = {
        "reports": {"title": "T", "date": "2016", "summary": "S", "sources": "[Reuters]"},
        "actors": {"name": "N", "kind": "state"},
        "places": {"name": "N", "kind": "country"},
        "sources": {"name": "N", "kind": "agency"},
        "pages": {"title": "T", "summary": "S"},
    }
    for folder, fields in full.items():
        for left_out in fields:
            content = base(tmp_path / folder / left_out, {f"{folder}/x.md": document(**{k: v for k, v in fields.items() if k != left_out})})
            assert re.search(rf"error: an? \w+ needs the field '{left_out}'\n.*\n.*\n    '{left_out}' is ", told(content))
