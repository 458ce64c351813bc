"""The history of reports, from real git repositories: what changed, in words; the states that they stood in; and what never shows."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import feedparser
import pytest
from lxml import html

from annals import examining, past, project
from annals.bodies import BodyReader
from annals.chains import gate_of, quick_gate
from annals.changes import compare
from annals.gitrepo import find_repository
from annals.problems import ContentError
from annals.then_and_now import source_line
from annals.versions import Version, read_version
from tests.proof.archive import ARCHIVE, text_of
from tests.proof.bench import Bench
from tests.repositories import AUTHOR, DAY, EMAIL

SIEGE = "reports/2001/02/01-siege"
PAGE = f"{SIEGE}/index.html"
FILE = f"{SIEGE}.md"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """An archive whose first commit was on 10 September 2001."""
    bench = Bench(tmp_path)
    bench.repository.commit()
    return bench


def files(bench: Bench) -> dict[str, str]:
    bench.build()
    return {
        path.relative_to(bench.output).as_posix(): path.read_text("utf-8", "surrogateescape")
        for path in sorted(bench.output.rglob("*"))
        if path.is_file()
    }


def words(text: str) -> str:
    return " ".join(html.document_fromstring(text).text_content().split())


def changes(page: str) -> list[str]:
    """The changes of substance that a page lists, each as one line of words: newest first."""
    tree = html.document_fromstring(page)
    found = tree.xpath("//section[@class='history']/ol/li | //section[contains(@class, 'hang')]/ol[@class='changes']/li")
    return [" ".join(change.text_content().split()) for change in found]


def change_claim(bench: Bench, number: int, **fields: object) -> None:
    claims = [dict(claim) for claim in bench.documents[FILE][0]["claims"]]
    claims[number] = {**claims[number], **fields}
    bench.set(FILE, claims=claims)


# --- what is told on a report


def test_a_figure_that_changed_is_told_in_words_and_the_state_before_has_an_address(bench: Bench) -> None:
    change_claim(bench, 1, killed="20")
    bench.repository.commit()
    site = files(bench)
    first, second = changes(site[PAGE])
    assert first == "11 September 2001, 01:46 UTC Figure changed: Example Wire, killed from 15 or more to 20 As it stood before"
    assert second == "10 September 2001, 01:46 UTC Published"
    earlier = site[f"{SIEGE}/as-of/2001-09-10/index.html"]
    sections = html.document_fromstring(earlier).xpath("//main//section")
    assert sections
    assert all(section.xpath(".//h2") for section in sections), "what has no heading is no section"
    assert "15 or more" in words(earlier)
    assert '<link rel="canonical" href="https://example.org/reports/2001/02/01-siege/">' in earlier
    assert '<meta name="robots" content="noindex">' in earlier
    assert "from 10 September 2001, 01:46 UTC until 11 September 2001, 01:46 UTC" in words(earlier)
    assert "as-of" not in site["sitemap.xml"]


KINDS = """
a date            | date      | Date changed: from 1 to 5 February 2001 to 2 to 5 February 2001
a story           | story     | Story added: “The ford” Text
a source          | source    | Source added: Example Digest
a carrier         | carrier   | Source added: The Daily Example, via Example Digest Source removed: The Daily Example
a claim           | claim     | Claim added: Jane Example, says: It was so.
no claim          | unclaim   | Claim removed: Northern Front, claims: No road is open.
a speaker         | speaker   | Claim changed: speaker from Northern Front to Jane Example
an actor          | actor     | Actor added: Jane Example
a place           | place     | Place removed: Old Mill
a number in words | number    | Figure in the text changed: from two to three
a text            | text      | Text changed: 30 words added
"""


@pytest.mark.parametrize("row", KINDS.strip().splitlines(), ids=lambda row: row.split("|")[0].strip())
def test_each_kind_of_change_is_told_by_its_name(bench: Bench, row: str) -> None:
    _, kind, told = (cell.strip() for cell in row.split("|"))
    front, body = bench.documents[FILE]
    match kind:
        case "date":
            bench.set(FILE, date="2001-02-02/2001-02-05")
        case "story":
            bench.say(FILE, f"{body}\n\n## The ford {{#ford}}\n\nIt was dry.")
        case "source":
            bench.set(FILE, sources=[*front["sources"], "Example Digest"])
        case "carrier":
            bench.set(FILE, sources=[{"outlet": "The Daily Example", "via": "Example Digest"}, *front["sources"][1:]])
        case "claim":
            new = {"id": "siege-jane", "about": "siege", "speaker": "jane-example", "verb": "says", "text": "It was so."}
            bench.set(FILE, claims=[*front["claims"], new])
        case "unclaim":
            bench.set(FILE, claims=front["claims"][1:])
        case "speaker":
            change_claim(bench, 0, speaker="Jane Example")
        case "actor":
            bench.set(FILE, actors=["Northern Front", "Jane Example"])
        case "place":
            bench.set(FILE, locations=["places/riverton"])
        case "number":
            bench.say(FILE, body.replace("Both bridges", "Two bridges"))
            bench.repository.commit()
            bench.say(FILE, body.replace("Both bridges", "Three bridges"))
        case _:
            bench.say(FILE, f"{body}\n\n{'And so it went on. ' * 6}")
    bench.repository.commit()
    assert told.removesuffix(" Text") in changes(files(bench)[PAGE])[0]


def test_wording_is_folded_and_makes_no_earlier_version(bench: Bench) -> None:
    bench.set(FILE, summary="There was no road open.")
    bench.repository.commit()
    site = files(bench)
    assert len(changes(site[PAGE])) == 1
    assert "1 change of wording" in words(site[PAGE])
    assert not [file for file in site if "as-of" in file]
    assert "No change of substance" in words(site["corrections/index.html"])


def test_what_no_reader_sees_is_no_change(bench: Bench) -> None:
    """Order of fields, quotation marks, another spelling of the same name, an empty commit."""
    front, body = bench.documents[FILE]
    bench.documents[FILE] = (dict(reversed(front.items())) | {"updated": "2001-03-01"}, body)
    bench.save(FILE)
    bench.repository.commit()
    bench.repository.commit()
    site = files(bench)
    assert len(changes(site[PAGE])) == 1
    assert "change of wording" not in words(site[PAGE])


def test_another_spelling_of_a_name_is_wording(bench: Bench) -> None:
    bench.set(FILE, actors=["NF"])
    change_claim(bench, 0, speaker="northern-front")
    bench.repository.commit()
    site = files(bench)
    assert len(changes(site[PAGE])) == 1
    assert "1 change of wording" in words(site[PAGE])


def test_a_name_that_means_another_actor_now_is_no_spelling_any_more(bench: Bench) -> None:
    """What names mean is asked in each build, not when the change was read."""
    bench.set(FILE, actors=["NF"])
    bench.repository.commit()
    files(bench)
    bench.set("actors/northern-front.md", aliases=["Northern League"])
    bench.set("actors/northern-alliance.md", aliases=["NF"])
    assert "Actor added: Northern Alliance Actor removed: Northern Front" in changes(files(bench)[PAGE])[0]


def test_a_correction_has_the_words_of_the_editor(bench: Bench) -> None:
    change_claim(bench, 1, killed="20")
    bench.set(FILE, corrections=[{"date": "2001-09-11", "text": "The wire had given 20.", "was": "more than 15"}])
    bench.repository.commit()
    site = files(bench)
    assert "Correction: The wire had given 20. Before: more than 15 Figure changed" in changes(site[PAGE])[0]
    bench.set(FILE, corrections=[{"date": "2001-09-11", "text": "The wire gave 20 dead.", "was": "more than 15"}])
    bench.repository.commit()
    [newest, *_] = changes(files(bench)[PAGE])
    assert "The wire gave 20 dead." in newest
    assert "had given" not in files(bench)[PAGE]


def test_a_correction_that_is_not_committed_is_told_under_its_own_day(bench: Bench) -> None:
    bench.set(FILE, corrections=[{"date": "2001-10-05", "text": "It was Tuesday."}])
    site = files(bench)
    assert changes(site[PAGE])[0] == "5 October 2001 Correction: It was Tuesday."
    assert "It was Tuesday." in words(site["corrections/2001/index.html"])


def test_an_earlier_version_shows_what_differs_now(bench: Bench) -> None:
    bench.say(FILE, bench.documents[FILE][1].replace("stayed open", "was closed"))
    change_claim(bench, 1, killed="20")
    bench.repository.commit()
    bench.set(FILE, title="The siege of Riverton begins")  # not committed: it is what the report says now
    tree = html.document_fromstring(files(bench)[f"{SIEGE}/as-of/2001-09-10/index.html"])
    gone = [" ".join(element.text_content().split()) for element in tree.xpath("//section[@id='differences']//p[@class='difference']/del")]
    come = [" ".join(element.text_content().split()) for element in tree.xpath("//section[@id='differences']//p[@class='difference']/ins")]
    assert "taken out: stayed open,;" in gone
    assert "added: was closed,;" in come
    assert "added: begins;" in come


def test_several_states_of_one_day_have_addresses_that_stay(bench: Bench) -> None:
    for killed in ("16", "17", "18"):
        change_claim(bench, 1, killed=killed)
        bench.repository.commit(later=60)
    site = files(bench)
    found = sorted(file.split("/")[5] for file in site if "as-of" in file)
    assert found == ["2001-09-10", "2001-09-10-2", "2001-09-10-3"]
    before = {file: site[file] for file in site if "as-of" in file}
    bench.set(FILE, claims=None)
    bench.repository.commit()
    after = files(bench)
    assert set(before) < set(after)
    assert "16" in words(after[f"{SIEGE}/as-of/2001-09-10-2/index.html"])


# --- the corrections of the archive, and the feed


def test_corrections_stand_by_year_and_in_a_feed(bench: Bench) -> None:
    change_claim(bench, 1, killed="20")
    bench.repository.commit()
    bench.repository.commit(later=120 * DAY)
    bench.set("reports/2002/year.md", date="2002-01")
    bench.repository.commit()
    site = files(bench)
    assert "2002 1 change" in words(site["corrections/index.html"])
    assert changes(site["corrections/2002/index.html"]) == [
        "10 January 2002, 01:46 UTC A year in short 2002-01 Date changed: from 2002 to January 2002 As it stood before".replace(
            "2002-01 Date", "January 2002 Date"
        )
    ]
    assert "Figure changed" in changes(site["corrections/2001/index.html"])[0]
    feed = feedparser.parse(site["corrections.atom"])
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["A year in short: date changed", "The siege of Riverton: figure changed"]
    assert feed.entries[1].updated == "2001-09-11T01:46:40Z"
    assert feed.entries[1].summary == "Figure changed: Example Wire, killed, from “15 or more” to “20”"
    assert len({entry.id for entry in feed.entries}) == 2


def test_links_of_the_history_lead_somewhere(bench: Bench) -> None:
    change_claim(bench, 1, killed="20")
    bench.say(FILE, bench.documents[FILE][1] + "\n\nSee [Jane](/actors/jane-example.md) and [the market](/reports/2001/05/01-again.md).")
    bench.repository.commit()
    bench.put(FILE, ({**bench.documents[FILE][0], "claims": [], "sources": ["Example Wire"]}, "All else was taken out."))
    bench.drop("reports/2001/05/01-again.md")
    bench.drop("images/map.svg")
    bench.set("actors/northern-front.md", country=None)
    bench.say("actors/northern-front.md", "It holds the hills.")
    bench.repository.commit()
    site = files(bench)
    for file, text in site.items():
        if "as-of" in file or file.startswith("corrections"):
            tree = html.document_fromstring(text) if file.endswith(".html") else None
            for address in [] if tree is None else tree.xpath("//a/@href | //img/@src"):
                path, _, fragment = address.partition("#")
                if path.startswith("/"):
                    there = path[1:] + ("index.html" if path.endswith("/") else "")
                    assert there in site, (file, address)
                    assert not fragment or f'id="{fragment}"' in site[there], (file, address)
                elif not path:
                    assert f'id="{fragment}"' in text, (file, address)


@pytest.mark.parametrize("family", ["earlier", "corrections", "reports"])
def test_a_family_that_is_taken_out_leaves_no_link(bench: Bench, family: str) -> None:
    change_claim(bench, 1, killed="20")
    bench.repository.commit()
    bench.inputs.off = family
    site = files(bench)
    gone = {"earlier": "as-of/", "corrections": 'href="/corrections', "reports": 'href="/reports/'}[family]
    assert not [file for file, text in site.items() if gone in text and file.endswith(".html")]


# --- what was never published


def mark(bench: Bench, word: str, **fields: object) -> None:
    front, body = bench.documents[FILE]
    bench.put(FILE, ({**front, **fields}, f"{body}\n\nThe {word} is told."))


@pytest.mark.parametrize("status", ["draft", "unverified"])
def test_what_was_not_reviewed_never_shows(bench: Bench, status: str) -> None:
    """Not as a version, not in a difference, not in a count of words."""
    published = bench.documents[FILE]
    mark(bench, "qwertzuiop", status=status)
    bench.repository.commit()
    mark(bench, "asdfghjkl", status=status, title="Yxcvbnm")
    bench.repository.commit()
    bench.put(FILE, published)
    change_claim(bench, 1, killed="20")
    bench.repository.commit()
    site = files(bench)
    for word in ("qwertzuiop", "asdfghjkl", "yxcvbnm"):
        assert not [file for file, text in site.items() if word in text.lower()]
    newest, _ = changes(site[PAGE])
    assert "Published again: it had been withdrawn since 11 September 2001, 01:46 UTC Figure changed" in newest
    assert "until 11 September 2001, 01:46 UTC" in words(site[f"{SIEGE}/as-of/2001-09-10/index.html"])


def test_a_report_is_published_with_the_commit_that_makes_it_reviewed(bench: Bench) -> None:
    inside = "reports/2001/04/draft.md"
    bench.say(inside, "Qwertzuiop.")
    bench.repository.commit()
    bench.put(inside, ({**bench.documents[inside][0], "status": "reviewed"}, "It is sure."))
    bench.repository.commit()
    site = files(bench)
    assert changes(site["reports/2001/04/draft/index.html"]) == ["12 September 2001, 01:46 UTC Published"]
    assert not [file for file, text in site.items() if "qwertzuiop" in text.lower()]


def test_a_claim_that_waits_for_review_is_in_no_version(bench: Bench) -> None:
    front, _ = bench.documents[FILE]
    waiting = {"id": "siege-secret", "about": "siege", "speaker": "jane-example", "verb": "says", "text": "Qwertzuiop.", "status": "draft"}
    bench.set(FILE, claims=[*front["claims"], waiting])
    bench.repository.commit()
    bench.set(FILE, claims=None)
    bench.repository.commit()
    site = files(bench)
    assert not [file for file, text in site.items() if "qwertzuiop" in text.lower() or "siege-secret" in text]
    assert [file for file in site if "as-of" in file] == [f"{SIEGE}/as-of/2001-09-10/index.html"]  # the second said what the first did


def test_a_day_of_publication_gates_what_was_committed_before(bench: Bench) -> None:
    """Only the last version before that day was ever published."""
    front = {"title": "New", "date": "2001-02-02", "summary": "New.", "sources": ["Example Wire"], "published": "2001-09-15"}
    inside = "reports/2001/02/02-new.md"
    for word in ("qwertzuiop", "first"):
        bench.put(inside, (front, f"The {word} text, of 7."))
        bench.repository.commit()
    bench.repository.commit(later=10 * DAY)
    bench.put(inside, (front, "The second text, of 8."))
    bench.repository.commit()
    site = files(bench)
    page = "reports/2001/02/02-new"
    assert changes(site[f"{page}/index.html"])[1] == "15 September 2001, 00:00 UTC Published"
    assert "first" in words(site[f"{page}/as-of/2001-09-15/index.html"])
    assert not [file for file, text in site.items() if "qwertzuiop" in text]


def test_history_can_be_withheld_from_a_point_on(bench: Bench) -> None:
    mark(bench, "qwertzuiop of 987654")
    bench.repository.commit()
    bench.put(FILE, ({**bench.documents[FILE][0], "history_from": "2001-09-12"}, "Little is left.\n\n## Bridges {#bridges}\n\nNone."))
    bench.repository.commit()
    bench.set(FILE, date="2001-02-02")
    bench.repository.commit()
    site = files(bench)
    assert not [file for file, text in site.items() if "qwertzuiop" in text or "987654" in text]
    assert [change.split(" UTC ")[1] for change in changes(site[PAGE])] == [
        "Date changed: from 1 to 5 February 2001 to 2 February 2001 As it stood before",
        "Published",
    ]
    assert "What this report said earlier is not shown any more" in words(site[PAGE])
    assert [file for file in site if "as-of" in file] == [f"{SIEGE}/as-of/2001-09-12/index.html"]


def test_what_was_taken_down_has_no_history(bench: Bench) -> None:
    mark(bench, "qwertzuiop of 987654")
    bench.repository.commit()
    bench.say(FILE, "Little is left.\n\n## The bridges {#bridges}\n\nNone.")
    bench.repository.commit()
    assert f"{SIEGE}/as-of/2001-09-11/index.html" in files(bench)
    stone = {"addresses": [f"/{SIEGE}/"], "date": "2001-10-01", "reason": "It was asked for."}
    bench.put("takedowns/siege.md", (stone, ""))
    site = files(bench)
    assert not [file for file, text in site.items() if "qwertzuiop" in text or "987654" in text or "as-of" in file]
    assert "It was asked for" in words(site[PAGE])


def test_nobody_who_committed_is_named(bench: Bench) -> None:
    for killed in ("16", "17"):
        change_claim(bench, 1, killed=killed)
        bench.repository.commit()
    for file, text in files(bench).items():
        assert AUTHOR not in text, file
        assert EMAIL not in text, file
    for path in bench.cache.rglob("*"):
        if path.is_file():
            assert AUTHOR.encode() not in path.read_bytes()


# --- renames, merges, what was deleted and came again


def test_a_renamed_report_keeps_its_history(bench: Bench) -> None:
    inside, to = "reports/2002/06/07-bridge.md", "reports/2002/06/08-bridge-again.md"
    bench.set(inside, date="2002-06-08")
    bench.repository.commit()
    bench.move(inside, to)
    bench.repository.commit()
    bench.move(to, inside)
    bench.set(inside, summary="Mended at last.")  # changed a little in the same commit
    bench.repository.commit()
    site = files(bench)
    page = changes(site["reports/2002/06/07-bridge/index.html"])
    assert [change.split(" UTC ")[1] for change in page] == [
        "Date changed: from 7 June 2002 to 8 June 2002 As it stood before",
        "Published",
    ]


def test_the_same_renames_are_found_whatever_git_is_told(bench: Bench) -> None:
    bench.repository.git("config", "diff.renames", "false")
    bench.repository.git("config", "log.showSignature", "true")
    bench.repository.git("config", "log.showRoot", "false")
    bench.repository.git("config", "diff.noprefix", "true")
    bench.repository.git("config", "color.ui", "always")
    inside, to = "reports/2002/06/07-bridge.md", "reports/2002/06/08-bridge-again.md"
    bench.move(inside, to)
    bench.set(to, summary="Mended at last.")
    bench.repository.commit()
    assert changes(files(bench)["reports/2002/06/08-bridge-again/index.html"]) == ["10 September 2001, 01:46 UTC Published"]


def test_what_a_merge_brings_was_published_by_the_merge(bench: Bench) -> None:
    repository = bench.repository
    repository.git("switch", "--quiet", "--create", "proposal")
    change_claim(bench, 1, killed="16")
    repository.commit()
    change_claim(bench, 1, killed="17")
    repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.time += DAY
    repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "proposal")
    found = changes(files(bench)[PAGE])
    assert [change.split(" As it")[0] for change in found] == [
        "13 September 2001, 01:46 UTC Figure changed: Example Wire, killed from 15 or more to 17",
        "10 September 2001, 01:46 UTC Published",
    ]


def test_a_report_that_was_deleted_and_came_again_says_so(bench: Bench) -> None:
    inside = "reports/2002/06/07-bridge.md"
    document = bench.documents[inside]
    bench.drop(inside)
    bench.repository.commit()
    bench.put(inside, document)
    bench.repository.commit()
    newest = changes(files(bench)["reports/2002/06/07-bridge/index.html"])[0]
    assert newest == "12 September 2001, 01:46 UTC Published again: it had been withdrawn since 11 September 2001, 01:46 UTC"


def test_odd_names_of_files_and_branches_do_no_harm(bench: Bench) -> None:
    bench.repository.git("switch", "--quiet", "--create", "HEAD-like/{odd}-name")
    for name in ("a\nb.md", "\x01c.md", "ü \t.md"):
        path = bench.content / "reports" / name
        path.write_text("---\n---\n", "utf-8")
    bench.repository.commit()
    for name in ("a\nb.md", "\x01c.md", "ü \t.md"):
        (bench.content / "reports" / name).unlink()
    bench.repository.commit()
    assert len(changes(files(bench)[PAGE])) == 1


# --- versions that today's rules refuse


def version(text: str) -> Version | None:
    return read_version(text.encode(), FILE, BodyReader(), {})


def test_what_can_be_read_of_a_version_is_read() -> None:
    claims = "- {id: one, speaker: Nobody, verb: shouts, killed: 7}"
    text = f"---\ntitle: Old\ndate: soon\ncolour: red\nactors: [Nobody]\nclaims:\n{claims}\n---\n# Body\n"
    read = version(text)
    assert read is not None
    assert (read.title, read.date, read.reviewed, read.whole) == ("Old", None, True, False)
    assert [(claim.id, claim.verb, len(claim.figures)) for claim in read.claims] == [("one", "", 1)]


def test_a_copy_with_its_hash_is_read_in_both_its_forms_and_kept_apart_from_substance() -> None:
    """``archived`` was an address alone once: versions of that time say the same as ever. A copy that is added is wording."""
    plain, whole = "https://example.org/copy", f"{{url: https://example.org/copy, date: 2016-10-30, sha256: {'0A' * 32}}}"
    texts = [f"---\ntitle: A\nsources: [{{outlet: B, archived: {copy}}}]\n---\n" for copy in (plain, whole, "{date: 2016}")]
    read = [version(text) for text in texts]
    told = [citation for one in read if one for citation in one.sources]
    assert [(one.archived, str(one.copied or ""), one.sha256) for one in told[:2]] == [(plain, "", ""), (plain, "2016-10-30", "0a" * 32)]
    assert told[2].archived == ""
    assert read[0]
    assert read[1]
    assert [item.kind for item in compare(read[0], read[1])] == ["wording"]
    assert source_line(told[1], lambda name: name[1]).endswith(f"{plain} (copied 30 October 2016, SHA-256 {'0a' * 32})")


@pytest.mark.parametrize(
    "text",
    ["", "No front matter.", "---\ntitle: [\n---\n", "---\ntitle: A\n", "---\n&a b\n---\n", "\0"],
    ids=["empty", "bare", "bad", "open", "anchor", "binary"],
)
def test_a_version_without_front_matter_was_never_published(text: str) -> None:
    assert version(text) is None


@pytest.mark.parametrize("status", ["shown", "[reviewed]", "draft", "!!str reviewed"])
def test_a_status_that_is_not_plainly_reviewed_is_none_that_was_published(status: str) -> None:
    read = version(f"---\ntitle: A\nstatus: {status}\n---\n")
    assert read is None or not read.reviewed


GATES = r"""
title: A
title: A\nstatus: reviewed
title: A\nstatus: draft
title: A\nstatus: draft\t
title: A\nstatus: 'draft'
title: A\n"status": draft
title: A\n"st\x61tus": draft
{title: A, status: draft}
title: A\nsources:\n- {outlet: B, published: 2016-10-28}\npublished: 2016-11-01
title: A\npublished: 2016-11-31
title: A\nsummary: the status: draft is told
title: |\n  A\n  status: draft
title: A\nstatus: draft\nstatus: reviewed
? status\n: draft
title: A # status: draft
status: draft # not yet
history_from: 2016-11-01\ntitle: A
"""


@pytest.mark.parametrize("front", GATES.strip().splitlines())
def test_the_quick_look_at_a_version_agrees_with_the_reader(front: str) -> None:
    """Where it leaves no doubt; else it says nothing."""
    raw = f"---\n{front.replace(chr(92) + 'n', chr(10)).replace(chr(92) + 't', chr(9))}\n---\nstatus: draft\n".encode()
    quick = quick_gate(raw)
    assert quick is None or tuple(quick) == gate_of(read_version(raw, FILE, BodyReader(), {}))


def test_comparing_a_version_with_itself_finds_nothing() -> None:
    read = version(text_of(ARCHIVE[FILE]))
    assert read is not None
    assert read.whole
    assert compare(read, read) == ()


# --- with part of a history, or none


def test_without_git_the_site_builds_and_says_that_history_is_incomplete(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    done = bench.build()
    assert done.lack == "the content is in no git repository"
    assert bench.build().lack == done.lack
    site = files(bench)
    assert "incomplete: the content is in no git repository" in words(site["corrections/index.html"])
    assert "history" not in site[PAGE]
    assert "incomplete" not in words(site[PAGE])


def test_a_shallow_clone_tells_what_it_knows_and_that_it_is_shallow(bench: Bench, tmp_path: Path) -> None:
    for killed in ("16", "17", "18"):
        change_claim(bench, 1, killed=killed)
        bench.repository.commit()
    whole = files(bench)
    shutil.move(bench.content, tmp_path / "origin")
    source = f"file://{tmp_path / 'origin'}"
    home = {**os.environ, "HOME": str(tmp_path)}
    subprocess.run(["git", "clone", "--quiet", "--depth", "2", source, str(bench.content)], check=True, env=home)
    done = bench.build()
    assert done.lack == "the git clone is shallow: it holds the last commits only"
    site = files(bench)
    assert [change.split(" UTC ")[1] for change in changes(site[PAGE])] == ["Figure changed: Example Wire, killed from 17 to 18"]
    assert not [file for file in site if "as-of" in file]  # nobody can say on which day that state was published
    assert "shallow" in words(site["corrections/index.html"])
    assert "shallow" not in site[PAGE]
    subprocess.run(["git", "fetch", "--quiet", "--unshallow"], cwd=bench.content, check=True, env=home)
    assert files(bench) == whole


@pytest.mark.parametrize("without", ["no git", "broken"])
def test_when_git_fails_the_site_builds_and_says_so(bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, without: str) -> None:
    change_claim(bench, 1, killed="20")
    bench.repository.commit()
    if without == "no git":
        monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    else:
        shutil.rmtree(bench.content / ".git" / "objects")
    done = bench.build()
    assert done.lack.startswith("git ")
    assert bench.build().lack == done.lack
    assert "incomplete: git" in words(files(bench)["corrections/index.html"])


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    assert bench.repository
    assert bench.build().lack == "the git repository has no commit yet"


def test_content_that_git_does_not_hold(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    (bench.content / ".gitignore").write_text("*\n", "utf-8")
    bench.repository.commit()
    assert bench.build().lack == "git holds none of the reports"


# --- determinism, and what it costs


def test_two_copies_of_one_repository_give_the_same_bytes(bench: Bench, tmp_path: Path) -> None:
    """Whatever the names of branches, the packing, the times of files, and the tester's own settings."""
    for killed in ("16", "17"):
        change_claim(bench, 1, killed=killed)
        bench.repository.commit()
    site = files(bench)
    shutil.copytree(bench.content, tmp_path / "copy")
    other = Bench(tmp_path / "second", bench.inputs)
    shutil.rmtree(other.content)
    shutil.copytree(tmp_path / "copy", other.content)
    other._repository = bench.repository
    subprocess.run(["git", "branch", "--quiet", "-m", "main", "zzz"], cwd=other.content, check=True)
    subprocess.run(["git", "gc", "--quiet"], cwd=other.content, check=True)
    subprocess.run(["git", "checkout", "--quiet", "--detach"], cwd=other.content, check=True)
    assert files(other) == site


def test_an_unchanged_head_starts_no_git(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    files(bench)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("git was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert bench.build().rendered == 0
    bench.set(FILE, title="Another title")
    assert bench.build().rendered > 0


def test_a_new_commit_reads_only_what_is_new(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for killed in ("16", "17", "18"):
        change_claim(bench, 1, killed=killed)
        bench.repository.commit()
    files(bench)
    read: list[str] = []
    blobs = past.Blobs.read
    monkeypatch.setattr(past.Blobs, "read", lambda self, blob: read.append(blob) or blobs(self, blob))
    change_claim(bench, 1, killed="19")
    bench.repository.commit()
    files(bench)
    assert len(read) == 2  # the version that came, and the one that it is compared with


def test_the_head_is_found_where_branches_are_packed_and_in_a_second_work_tree(bench: Bench, tmp_path: Path) -> None:
    head = bench.repository.git("rev-parse", "HEAD")
    found = find_repository(bench.content / "reports")
    assert found is not None
    assert found.head() == head
    bench.repository.git("pack-refs", "--all")
    assert found.head() == head
    bench.repository.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "beside"))
    beside = find_repository(tmp_path / "beside")
    assert beside is not None
    assert (beside.head(), beside.shallow()) == (head, ())


# --- addresses that were released


def test_addresses_of_earlier_versions_are_released_and_guarded(bench: Bench, tmp_path: Path) -> None:
    """Where history is incomplete nobody can say whether one is lost; where it was rewritten, it is."""
    bench.inputs.said["ANNALS_RELEASED"] = str(tmp_path / "addresses.txt")
    change_claim(bench, 1, killed="20")
    bench.repository.commit()
    path, _, _ = project.release(bench.settings(), tuple(bench.sections()))
    listed = path.read_text("utf-8").splitlines()
    assert {f"/{SIEGE}/as-of/2001-09-10/", "/corrections/", "/corrections/2001/", "/corrections.atom"} <= set(listed)
    files(bench)
    project.release(bench.settings(), tuple(bench.sections()))
    examining.check(bench.settings(), bench.sections())  # without git
    bench.repository.cut(0)
    assert bench.build().lack
    bench.repository.cut(None)
    bench.repository.set_back(1)
    bench.repository.git("commit", "--quiet", "--amend", "--no-edit", time=bench.repository.time + 5 * DAY)
    with pytest.raises(ContentError, match=f"the address /{SIEGE}/as-of/2001-09-10/ was released, and is gone"):
        bench.build()


def test_a_renamed_report_leads_on_from_the_addresses_of_its_earlier_versions(bench: Bench) -> None:
    inside, to = "reports/2002/06/07-bridge.md", "reports/2002/06/08-bridge-again.md"
    bench.set(inside, date="2002-06-08")
    bench.repository.commit()
    bench.move(inside, to)
    bench.set(to, redirect_from=["/reports/2002/06/07-bridge/"])
    bench.repository.commit()
    site = files(bench)
    moved = site["reports/2002/06/07-bridge/as-of/2001-09-10/index.html"]
    assert 'href="/reports/2002/06/08-bridge-again/as-of/2001-09-10/"' in moved
