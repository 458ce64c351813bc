"""Drafts and unverified reports are seen in a preview, marked; of a published site they are no part, down to the last byte."""

from __future__ import annotations

import gzip
import itertools
import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from annals import fields, scalars
from annals.schema import FAMILIES
from tests.sites import URL, Project, Site, differing, snapshot

MARKER = "zyzzogeton"
SECRET = f"""---
title: Title {MARKER}
date: 2001-02-04
summary: Summary {MARKER}.
actors: [northern-front, riverton-{MARKER}]
locations: [old-mill]
sources:
  - {{outlet: example-wire, url: "https://wire.example/{MARKER}", story: part-{MARKER}}}
claims:
  - {{id: claim-{MARKER}, about: siege, speaker: northern-front, verb: claims, killed: 7, text: Text {MARKER}., quote: It {MARKER}.}}
  - {{id: denial-{MARKER}, speaker: northern-front, verb: denies, denies: siege-front, text: Denial {MARKER}.}}
status: STATUS
---

Body {MARKER}.

## Heading {MARKER} {{#part-{MARKER}}}

More {MARKER}.
"""
ACTOR = "---\nname: Watchers of the Mill\nkind: organisation\n---\n"  # known from nowhere but the report that is not published


def with_secret(project: Project, status: str) -> None:
    project.write(f"reports/2001/02/04-{MARKER}.md", SECRET.replace("STATUS", status).replace(f", riverton-{MARKER}", ""))
    project.write(f"pages/{MARKER}.md", f"---\ntitle: Page {MARKER}\nsummary: Of {MARKER}.\nstatus: draft\n---\n\nText {MARKER}.\n")
    project.edit(
        "reports/2001/03/talks.md",
        "Where they met was not told.",
        f"Where they met was not told. [It was asked](/reports/2001/02/04-{MARKER}.md).",
    )


def planted(folder: Path) -> list[str]:
    """The files that hold the marker, in their bytes, their unpacked bytes or their names."""
    found = []
    for file, data in snapshot(folder).items():
        texts = [data]
        if data[:2] == b"\x1f\x8b":
            texts.append(gzip.decompress(data))
        elif data[:1] == b"\x78":
            texts.append(zlib.decompress(data))
        if MARKER in file or any(MARKER.encode() in text.lower() for text in texts):
            found.append(file)
    return found


@pytest.mark.parametrize("status", ["draft", "unverified"])
def test_a_preview_shows_and_marks_what_is_not_published(project: Project, status: str) -> None:
    with_secret(project, status)
    done = project.pelican(settings="pelicanconf.py")
    assert done.status == 0, done.told
    site = Site(project.output, "http://localhost:8000")
    page = site.pages[f"reports/2001/02/04-{MARKER}/"]
    words = [" ".join(text.split()) for text in page.xpath("//main//text()") if text.strip()]
    assert status.capitalize() in words
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    for listing in ("", "timeline/", "2001/02/", "2001/02/04/", "actors/northern-front/", "places/old-mill/"):
        entry = site.pages[listing].xpath(f"//li[.//a[contains(@href, '04-{MARKER}')]][contains(., 'Summary')]")
        assert entry, listing
        assert status.capitalize() in "".join(entry[0].itertext()), listing
    assert f"04-{MARKER}" not in site.text("sitemap.xml")
    assert site.broken_links() == []
    assert "Preview" in "".join(site.pages[""].xpath("//header//text()"))
    assert "Disallow: /" in site.text("robots.txt")


@pytest.mark.parametrize("status", ["draft", "unverified"])
def test_a_published_site_holds_no_byte_of_it(small: Site, project: Project, status: str) -> None:
    with_secret(project, status)
    site = project.build()
    assert planted(project.output) == []
    assert site.broken_links() == []
    assert set(site.files) == set(small.files)
    assert set(differing(dict(small.files), dict(site.files))) <= {
        "differs: reports/2001/03/talks/index.html",  # its link has turned into words
        "differs: reports.atom",
        "differs: search/all/words-0.txt",  # the words that have turned into text of that report
    }
    assert "It was asked" in site.text("reports/2001/03/talks/index.html")


def test_publishing_after_a_preview_into_the_same_folder_leaves_nothing_of_the_preview(project: Project) -> None:
    with_secret(project, "unverified")
    assert project.pelican(settings="pelicanconf.py").status == 0
    assert planted(project.output) != []
    project.build()
    assert planted(project.output) == []
    assert b"localhost" not in b"".join(snapshot(project.output).values())


def test_publishing_after_a_preview_that_broke_off_leaves_nothing_of_the_preview(project: Project) -> None:
    """A fault in a template shows only when the pages before it are written: those are ours, too, and go."""
    project.build()
    with_secret(project, "draft")
    template = project.root / "themes/annals/templates/timeline.html"
    text = template.read_text("utf-8")
    template.write_text(text.replace("{{ view.title }}", "{{ view.no_such_field }}"), "utf-8")
    assert project.pelican(settings="pelicanconf.py").status != 0
    template.write_text(text, "utf-8")
    project.build()
    assert planted(project.output) == []


def test_a_published_claim_may_not_lean_on_one_that_is_not_published(project: Project) -> None:
    """Whatever it does, it shows nothing of the other claim and its link does not dangle."""
    with_secret(project, "unverified")
    project.edit("reports/2001/03/talks.md", "about: talks, ", "")  # it is about what it confirms
    project.edit(
        "reports/2001/03/talks.md",
        "verb: confirms, text: The two sides met.",
        "verb: confirms, text: The two sides met., confirms: boat-council",
    )
    site = project.build()
    assert planted(project.output) == []
    text = (project.content / "reports/2001/03/talks.md").read_text("utf-8")
    project.write("reports/2001/03/talks.md", text.replace("confirms: boat-council", f"about: siege, confirms: claim-{MARKER}"))
    site = project.build()
    assert planted(project.output) == []
    assert site.broken_links() == []


def test_an_actor_known_only_from_a_draft_is_counted_with_no_report(project: Project) -> None:
    project.write("actors/watchers.md", ACTOR)
    project.write("reports/2001/02/04-draft.md", SECRET.replace("STATUS", "draft").replace(f"riverton-{MARKER}", "watchers"))
    site = project.build()
    assert planted(project.output) == []
    assert site.pages["actors/watchers/"].xpath("//main//a[contains(@href, '/reports/')]") == []


@pytest.mark.parametrize("word", ["published", "Reviewed", "yes"])
def test_a_status_that_is_not_known_stops_the_build(project: Project, word: str) -> None:
    project.write("reports/2001/02/04-draft.md", SECRET.replace("STATUS", word).replace(f", riverton-{MARKER}", ""))
    done = project.pelican(SITEURL=URL)
    assert done.status == 65
    assert f"'{word}'" in done.err


# --- every field of everything that can wait for its review

STANDS_ALONE = ("actor", "place", "source", "subject", "thread", "term")


def marked(type: fields.Type, name: str) -> Any:
    """A value of a type, with the marker wherever it can hold one."""
    match type:
        case fields.ListOf():
            return [marked(type.item, name)]
        case fields.Group():
            return {inner.name: marked(inner.type, inner.name) for inner in type.fields.values() if inner.name not in LEFT_OUT}
        case scalars.Ref() if type.families == ("report",):
            return "2001/03/talks"  # a report is named by its path alone, which is no secret
        case scalars.Ref():
            return f"{FAMILIES[type.families[0]].folder}/the-{type.families[0]}-{MARKER}"
        case scalars.Id():
            return f"part-{MARKER}" if name in ("story", "to") else f"{name}-{MARKER}"
        case scalars.SiteAddress():
            return f"/old/{MARKER}-{next(OLD)}/"
        case scalars.ImageFile():
            return f"/images/{MARKER}.svg"
        case scalars.Address():
            return f"https://{MARKER}.example/{name}"
        case scalars.Choice():
            return next((word for word in ("country", "editor") if word in type.values), next(iter(type.values)))
        case scalars.Language():
            return "ku-Latn"
        case scalars.TimeOfDay():
            return "11:22+03:00"
        case scalars.Sha256():
            return "0123456789abcdef" * 4
        case scalars.EdtfDate():
            return "2001-02-04"
        case scalars.TimeOfDay():
            return "11:22+05:00"
        case scalars.Degrees():
            return "12.345678"
        case scalars.WholeNumber():
            return 918273
        case scalars.FigureType():
            return 918273
        case scalars.Flag():
            return True
        case scalars.Text():
            return f"{name.capitalize()} {MARKER}"
    raise AssertionError(type)


OLD = itertools.count()
LEFT_OUT = {"combatants", "succeeds", "denies", "confirms", "revises", "within", "part_of", "distinct_from", "order", "status"}
"""Fields that would lead to themselves, that go with no other, or that are given apart."""
BODY = f"Body {MARKER}. ![A picture {MARKER}](/images/{MARKER}.svg)\n\n## Heading {MARKER} {{#part-{MARKER}}}\n\nMore {MARKER}."


def plant_everything(project: Project, status: str) -> None:
    """An actor, a place and a source that nobody has reviewed, a report of them, and a claim of theirs in a report that is reviewed."""
    for family in STANDS_ALONE:
        front = marked(FAMILIES[family].schema, family) | {"status": status}
        project.write(f"{FAMILIES[family].folder}/the-{family}-{MARKER}.md", f"---\n{as_yaml(front)}---\n\n{BODY}\n")
    report = marked(FAMILIES["report"].schema, "report") | {"status": status}
    project.write(f"reports/2001/02/04-{MARKER}.md", f"---\n{as_yaml(report)}---\n\n{BODY}\n")
    project.write(f"images/{MARKER}.svg", f"<svg xmlns='http://www.w3.org/2000/svg'><title>{MARKER}</title></svg>")
    claim = report["claims"][0] | {"id": f"second-{MARKER}", "status": status}
    del claim["story"]
    project.edit("reports/2001/03/talks.md", "claims:\n", f"claims:\n  - {json.dumps(claim)}\n")
    project.edit(
        "reports/2001/03/talks.md",
        "Where they met was not told.",
        f"Where they met was not told. [It was asked](/reports/2001/02/04-{MARKER}.md). [Who](/actors/the-actor-{MARKER}.md) asked? "
        f"[He](talks.md#claim-second-{MARKER}) did.",
    )


def as_yaml(front: dict[str, Any]) -> str:
    return "".join(f"{name}: {json.dumps(value)}\n" for name, value in front.items())


@pytest.mark.parametrize("status", ["draft", "unverified"])
def test_no_field_of_what_is_not_reviewed_reaches_a_published_site(small: Site, project: Project, status: str) -> None:
    """Nor do counts and calendars move, nor is there a page more."""
    plant_everything(project, status)
    site = project.build()
    assert planted(project.output) == []
    assert b"918273" not in b"".join(site.files.values())
    assert b"12.345" not in b"".join(site.files.values())
    assert site.broken_links() == []
    assert set(site.files) == set(small.files)
    assert set(differing(dict(small.files), dict(site.files))) <= {
        "differs: reports/2001/03/talks/index.html",  # its links have turned into words
        "differs: reports.atom",
        "differs: search/all/words-0.txt",  # the words that have turned into text of that report
    }


@pytest.mark.parametrize("status", ["draft", "unverified"])
def test_in_a_preview_all_of_it_is_seen_and_marked(project: Project, status: str) -> None:
    plant_everything(project, status)
    done = project.pelican(settings="pelicanconf.py")
    assert done.status == 0, done.told
    site = Site(project.output, "http://localhost:8000")
    for family in (family for family in STANDS_ALONE if f"{FAMILIES[family].folder}/the-{family}-{MARKER}/" in site.pages):
        page = site.pages[f"{FAMILIES[family].folder}/the-{family}-{MARKER}/"]
        assert page.xpath("//p[@class='status']/text()")[0] == status.capitalize()
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert f"the-{family}-{MARKER}" not in site.text("sitemap.xml")
    claim = site.pages["reports/2001/03/talks/"].xpath(f"//li[@id='claim-second-{MARKER}']")[0]
    assert claim.xpath(".//p[@class='status']/text()") == [status.capitalize()]
    assert site.broken_links() == []
    project.build()
    assert planted(project.output) == []


def test_a_reviewed_report_that_names_what_is_not_reviewed_stops_a_publishing_build_and_no_other(project: Project) -> None:
    """Nothing is left out in silence: a claim needs its speaker, and a report its sources."""
    project.write("actors/watchers.md", ACTOR.replace("organisation\n", "organisation\nstatus: unverified\n"))
    project.write("reports/2001/03/watch.md", NAMES_WATCHERS)
    done = project.pelican(SITEURL=URL)
    assert done.status == 65
    assert done.err.strip() == NOT_REVIEWED
    assert not project.output.exists()
    assert project.pelican(settings="pelicanconf.py").status == 0
    project.write("actors/watchers.md", ACTOR)
    project.build()
    project.write("actors/watchers.md", ACTOR.replace("organisation\n", "organisation\nstatus: unverified\n"))
    assert project.pelican(SITEURL=URL).err.strip() == NOT_REVIEWED  # told also where only the actor's file was read again


NAMES_WATCHERS = """---
title: The watch
date: 2001-03-12
summary: They watch.
actors: [Watchers of the Mill]
sources: [example-wire]
claims:
  - {id: watch-1, about: talks, speaker: northern-front, verb: says, text: They watch.}
  - {id: watch-2, about: talks, speaker: watchers, verb: says, text: We watch., status: draft}
---

The watch.
"""
NOT_REVIEWED = """content/reports/2001/03/watch.md:5:10: error: the report is reviewed, but the actor 'watchers' that it names is not
    actors: [Watchers of the Mill]
             ^~~~~~~~~~~~~~~~~~~~
    review content/actors/watchers.md and take its 'status: unverified' out
    or write status: unverified here, too, until it is reviewed

1 problem in 1 file. Nothing was written."""


def test_a_claim_that_says_what_it_is_about_by_one_that_waits_stops_a_publishing_build(project: Project) -> None:
    """Else it would stand on no subject's page; and a build that reads that one file again tells the same."""
    denial = "reports/2001/02/04-answer.md"
    project.write(denial, ANSWER)
    project.write("reports/2001/02/04-said.md", SAID)
    project.build()
    project.write("reports/2001/02/04-said.md", SAID.replace("text: A flood.}", "text: A flood., status: unverified}"))
    done = project.pelican(SITEURL=URL)
    assert done.status == 65
    assert done.err.strip() == LEFT_ALONE
    assert project.pelican(SITEURL=URL, settings="smallconf.py").status == 65
    assert project.pelican(settings="pelicanconf.py").status == 0  # a preview shows both
    project.write("reports/2001/02/04-said.md", SAID.replace("---\n\n", "status: draft\n---\n\n"))  # the whole report waits
    assert project.pelican(SITEURL=URL).err.strip() == LEFT_ALONE
    project.write(denial, ANSWER.replace("denies: flood", "denies: flood, about: talks"))
    page = project.build().pages["subjects/talks/"]
    assert page.xpath("//*[@id='claim-no-flood']")
    assert "A flood." not in page.text_content()


def test_a_claim_that_answers_one_of_a_report_that_was_taken_down_says_what_it_is_about(project: Project) -> None:
    project.write("reports/2001/02/04-answer.md", ANSWER)
    project.write("reports/2001/02/04-said.md", SAID)
    decision = "---\naddresses: [/reports/2001/02/04-said/]\ndate: 2001-05-01\nreason: A court ordered it.\n---\n"
    project.write("takedowns/said.md", decision)
    done = project.pelican(SITEURL=URL)
    assert (done.status, done.err.strip()) == (65, LEFT_ALONE)


SAID = """---
title: A flood
date: 2001-02-04
summary: It rose.
actors: [northern-front]
sources: [example-wire]
claims:
  - {id: flood, about: talks, speaker: northern-front, verb: says, text: A flood.}
---

It rose.
"""
ANSWER = """---
title: No flood
date: 2001-02-04
summary: It did not rise.
actors: [northern-front]
sources: [example-wire]
claims:
  - {id: no-flood, speaker: example-wire, verb: denies, denies: flood}
---

It did not.
"""
LEFT_ALONE = """content/reports/2001/02/04-answer.md:8:65: error: 'no-flood' says what it is about only by 'flood', which is not published
      - {id: no-flood, speaker: example-wire, verb: denies, denies: flood}
                                                                    ^~~~~
    add about: talks
    or publish 'flood', or hold this claim back, too (status)

1 problem in 1 file. Nothing was written."""
