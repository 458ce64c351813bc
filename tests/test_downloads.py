"""Claims as data: the numbers of the page, in CSV and JSON; an end that nobody named; hostile text; gates; addresses that last."""

from __future__ import annotations

import csv
import io
import json

from annals.examining import examine
from annals.figures import parse_figure
from annals.released import lasting
from annals.settings import read_settings
from tests.sites import ROOT, Project, Site, sections

TOLL = "subjects/civilians-western-aleppo-28-october/"
MARK = "\N{BYTE ORDER MARK}"


def table(text: str) -> list[dict[str, str]]:
    assert text.startswith(MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(MARK))))


def test_the_toll_of_28_october_is_there_as_it_was_said(october: Site) -> None:
    rows = {(row["speaker_name"], row["category"]): row for row in table(october.text(f"{TOLL}claims.csv"))}
    observatory = rows["Syrian Observatory for Human Rights", "killed"]
    assert (observatory["figure"], observatory["low"], observatory["high"], observatory["stands"]) == ("more than 15", "16", "", "yes")
    state = next(row for (_, category), row in rows.items() if category == "killed" and row["figure"] == "7")
    assert (state["low"], state["high"]) == ("7", "7")
    for row in rows.values():
        assert row["address"] == f"{row['report']}#claim-{row['claim']}"
        assert row["report"].startswith("https://example.org/reports/2016/10/28")
        assert row["sources"]


def test_every_row_has_the_numbers_of_the_page(october: Site) -> None:
    """Of each subject: each figure of its page, and no other; and what JSON says is what CSV says."""
    compared = 0
    for page, tree in october.pages.items():
        if not tree.xpath("//a[@href][text()='CSV']"):
            continue
        rows = table(october.text(f"{page}claims.csv"))
        told = json.loads(october.text(f"{page}claims.json"))
        assert told["subject"]["contested"] == bool(tree.xpath("//main//span[@class='contested']"))
        flat = [(claim["claim"], figure["category"], figure["figure"]) for claim in told["claims"] for figure in claim["figures"]]
        assert flat == [(row["claim"], row["category"], row["figure"].removeprefix("'")) for row in rows if row["category"]]
        assert {claim["claim"] for claim in told["claims"]} == {row["claim"] for row in rows}
        shown = tree.xpath("//table[@class='figures']/tbody/tr")
        assert len(shown) == len(flat)
        for row in rows:
            if row["category"]:
                figure = parse_figure(row["figure"].removeprefix("'"))
                assert (row["low"], row["high"]) == tuple("" if end is None else str(end) for end in (figure.low, figure.high))
                compared += 1
    assert compared > 30


def test_a_year_holds_every_claim_of_its_reports_once(october: Site) -> None:
    rows = table(october.text("subjects/2016.csv"))
    everywhere = [row for file, _ in october.files.items() if file.endswith("/claims.csv") for row in table(october.text(file))]
    key = ("claim", "category")
    assert sorted(tuple(row[k] for k in key) for row in rows) == sorted(tuple(row[k] for k in key) for row in everywhere)
    assert {tuple(sorted(row.items())) for row in rows} == {tuple(sorted(row.items())) for row in everywhere}
    assert october.pages["subjects/"].xpath("//*[@id='data']//a/text()") == ["2016"]


def test_the_files_are_among_the_addresses_that_last(project: Project) -> None:
    settings = read_settings({"PATH": project.content, "OUTPUT_PATH": project.output, "THEME": ROOT / "themes/annals", "SITENAME": "Small"})
    outline, contents = examine(settings, sections())
    found = lasting(outline, contents.pages)
    assert {"/subjects/talks/claims.csv", "/subjects/talks/claims.json", "/subjects/2001.csv"} <= found


HOSTILE = """---
title: '=HYPERLINK("https://example.org/")'
date: 2001-02-04
summary: S.
actors: [northern-front]
sources: [example-wire]
claims:
  - {id: hostile, about: talks, speaker: northern-front, verb: says, killed: ~100, text: '=1+1, "quoted"', quote: '@x'}
  - {id: waits, about: talks, speaker: northern-front, verb: says, killed: 31517, status: draft}
  - {id: arabic, about: talks, speaker: northern-front, verb: denies, denies: waits, text: نص}
---

Text.
"""


def test_text_is_no_formula_and_what_waits_is_in_no_file(project: Project) -> None:
    project.write("reports/2001/02/04-hostile.md", HOSTILE)
    site = project.build()
    rows = {row["claim"]: row for row in table(site.text("subjects/talks/claims.csv"))}
    hostile = rows["hostile"]
    assert (hostile["text"], hostile["quote"], hostile["report_title"][:2]) == ('\'=1+1, "quoted"', "'@x", "'=")
    assert (hostile["figure"], hostile["low"], hostile["high"]) == ("~100", "", "")
    told = {claim["claim"]: claim for claim in json.loads(site.text("subjects/talks/claims.json"))["claims"]}
    assert told["hostile"]["text"] == '=1+1, "quoted"'
    assert (told["hostile"]["figures"][0]["low"], told["hostile"]["figures"][0]["high"]) == (None, None)
    assert "waits" not in rows
    assert (rows["arabic"]["text"], rows["arabic"]["relation"], rows["arabic"]["related"]) == ("نص", "denies", "")
    assert not any(b"31517" in data or b'"waits"' in data for data in site.files.values())


def test_a_renamed_subject_is_found_at_its_old_addresses_too(project: Project) -> None:
    before = project.build()
    old = project.content / "subjects/talks.md"
    project.write("subjects/the-talks.md", old.read_text("utf-8").replace("---\n", "---\nredirect_from: [/subjects/talks/]\n", 1))
    old.unlink()
    for path in (project.content / "reports").rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace("about: talks", "about: the-talks"), "utf-8")
    after = project.build()
    for kind in ("csv", "json"):
        assert after.text(f"subjects/talks/claims.{kind}") == after.text(f"subjects/the-talks/claims.{kind}")
    assert before.text("subjects/talks/claims.csv").replace(",talks,", ",the-talks,") == after.text("subjects/the-talks/claims.csv")
