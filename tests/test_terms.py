"""Terms: where they stand, how they are linked, and the glossary."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from lxml import html

import terms
from annals.cards import Cards
from annals.dates import parse_date
from annals.filing import card_of
from annals.mentions import build_mentions
from annals.particulars import Name, Part
from annals.records import Actor, Report, Term
from annals.usage import build_terms, with_terms
from tests.sites import Project, Site


def term(id: str, *names: str) -> Term:
    return Term(id, f"terms/{id}.md", names[0], "What it is.", tuple(map(Name, names[1:])))


def report(text: str, title: str = "A title", summary: str = "A summary.") -> Report:
    body = (Part("", "", text), Part("more", "What went on", "<p>Nothing.</p>"))
    return Report("r", "reports/r.md", title, parse_date("2001-02-03"), summary, body, ())


KNOWN = [
    term("bomb", "bomb", "bombs"),
    term("car-bomb", "car bomb", "car bombs"),
    term("truce", "truce", "هدنة"),
    term("and", "search & rescue"),
    term("goes-on", "went on"),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>A truce held.</p>", ["truce"]),
        ("<p>Truce or none.</p>", ["truce"]),
        ("<p>TRUCE, truces, truce-like, untruce</p>", []),
        ("<p>A car bomb.</p>", ["car-bomb"]),
        ("<p>Car bombs and bombs.</p>", ["bomb", "car-bomb"]),
        ("<p>A car <em>bomb</em>.</p>", ["bomb"]),
        ("<p>car</p><p>bomb</p>", ["bomb"]),
        ("<p>search &amp; rescue</p>", ["and"]),
        ("<p>بدأت هدنة هنا.</p>", ["truce"]),
        ('<p><a href="x" title="truce">there</a></p>', []),
        ('<p><a href="x">the truce</a></p>', ["truce"]),
    ],
)
def test_a_term_stands_where_a_form_of_it_is_a_whole_word(text: str, found: list[str]) -> None:
    known = build_terms([card_of(one) for one in KNOWN])  # type: ignore[misc]
    assert list(known.standing_in(report(text))) == sorted({*found, "goes-on"})


@pytest.mark.parametrize("where", ["title", "summary"])
def test_a_term_of_a_title_or_a_summary_counts_as_one_of_the_text(where: str) -> None:
    known = build_terms([card_of(one) for one in KNOWN])  # type: ignore[misc]
    said: dict[str, Any] = {where: "Search & rescue goes on"}
    assert list(known.standing_in(report("", **said))) == ["and", "goes-on"]


def test_a_form_of_two_terms_is_a_form_of_none() -> None:
    known = build_terms([card_of(one) for one in (term("bank", "bank"), term("shore", "shore", "bank"))])  # type: ignore[misc]
    assert known.standing_in(report("<p>At the bank, on the shore.</p>")) == ("shore",)


def test_cards_say_what_stands_in_their_reports() -> None:
    one = report("<p>A truce.</p>")
    cards = Cards(reports={"r": card_of(one)}, terms={card.id: card for card in map(card_of, KNOWN)})  # type: ignore[dict-item]
    assert with_terms(cards, {"r": one}).reports["r"].terms == ("goes-on", "truce")


def linked(text: str, *known: Term, actors: tuple[Actor, ...] = ()) -> str:
    def table(records: Any) -> Any:
        return {record.id: card_of(record) for record in records}

    mentions = build_mentions(Cards(terms=table(known), actors=table(actors)))
    return mentions.link(text, lambda family, name: f"/{family}/{name}", (), set())


def test_the_first_of_a_term_is_linked_and_is_told_apart_from_a_name() -> None:
    assert (
        linked("<p>Truces, a truce</p>", term("truce", "truce", "truces"))
        == '<p><a class="term" href="/term/truce">Truces</a>, a truce</p>'
    )


def test_an_actor_of_the_same_name_is_meant() -> None:
    actor = Actor("front", "actors/front.md", "Front", "armed-group")
    assert linked("<p>The Front, a front</p>", term("line", "front"), actors=(actor,)) == (
        '<p>The <a href="/actor/front">Front</a>, a <a class="term" href="/term/line">front</a></p>'
    )


def test_a_form_of_two_terms_is_not_linked() -> None:
    assert linked("<p>a bank</p>", term("bank", "bank"), term("shore", "shore", "bank")) == "<p>a bank</p>"


# --- the glossary


def hrefs(tree: html.HtmlElement, path: str) -> list[str]:
    return [str(address) for address in tree.xpath(path)]


def test_each_term_leads_to_the_oldest_report_that_holds_it(october: Site) -> None:
    page = october.pages["terms/"]
    items = page.xpath("//dl/div")
    assert len(items) == len([path for path in october.pages if path.startswith("terms/")]) - 1
    oldest = hrefs(october.pages["timeline/"], "//ol[@class='spine']/li//h3/a/@href")[::-1]
    for item in items:
        [own] = hrefs(item, "dt/a/@href")
        [first] = hrefs(item, "dd[@class='first-named']/a/@href")
        forms = {item.xpath("string(dt)"), *(str(form) for form in item.xpath("dd/bdi/text()"))}
        holding = [path for path in oldest if holds(october, path, forms)]
        assert holding[0] == first, own
        listed = hrefs(october.pages[own[1:]], "//ol[@class='spine']/li//h3/a/@href")
        assert listed == holding[::-1][: terms.NEWEST], own


def holds(site: Site, path: str, forms: set[str]) -> bool:
    main = site.pages[path[1:]].xpath("//main")[0]
    texts = main.xpath(".//h1 | .//*[contains(@class, 'standfirst')] | .//h2[@id] | .//*[contains(@class, 'prose')]")
    said = " | ".join(text.text_content() for text in texts)
    return any(re.search(rf"(?<![\w-]){re.escape(form)}(?![\w]|-\w)", said, re.IGNORECASE) for form in forms)


def test_the_glossary_leads_to_abbreviations_and_they_lead_back(october: Site) -> None:
    assert "/abbreviations/" in hrefs(october.pages["terms/"], "//main//a/@href")
    assert "/terms/" in hrefs(october.pages["abbreviations/"], "//main//a/@href")
    assert "/terms/" in hrefs(october.pages["browse/"], "//main//a/@href")


def test_a_term_is_told_with_its_forms_its_sources_and_its_text(small: Site) -> None:
    page = small.pages["terms/until-further-notice/"]
    assert page.xpath("string(//h1)") == "until further notice"
    assert "UFN" in page.xpath("string(//ul[@class='names'])")
    assert hrefs(page, "//ul[@class='citations']//a/@href") == ["/sources/daily-example/"]
    assert "/reports/2001/02/01-siege-of-riverton/#bridges" in hrefs(page, "//main//a/@href")
    assert '"@type":"DefinedTerm"' in page.xpath("string(//script[@type='application/ld+json'])")
    assert page.xpath("string(//html/@lang)") == "en"


def test_a_term_that_no_report_holds_says_so(small: Site) -> None:
    assert "in no report yet" in small.pages["terms/"].xpath("string(//dl/div[dt/a[@href='/terms/ford/']])")
    assert "In no report yet" in small.pages["terms/ford/"].xpath("string(//main)")


def many(count: int) -> Callable[[Project], None]:
    def write(project: Project) -> None:
        for number in range(count):
            project.write(f"terms/word-{number:03}.md", f"---\nname: word {number:03}\ndefinition: One of many.\n---\n")

    return write


def test_very_many_terms_stand_on_several_pages(project: Project) -> None:
    many(terms.EACH + 30)(project)
    site = project.build()
    first, second = site.pages["terms/"], site.pages["terms/all/2/"]
    assert [len(page.xpath("//dl/div")) for page in (first, second)] == [terms.EACH, 32]
    assert hrefs(first, "//nav[@aria-label='Pages of the glossary']//a/@href") == ["/terms/all/2/"]
    assert hrefs(second, "//nav[@aria-label='Pages of the glossary']//a/@href") == ["/terms/"]
    assert site.broken_links() == []


def test_hostile_terms_stay_text(project: Project) -> None:
    project.write("terms/x.md", '---\nname: "<script>alert(1)</script>"\ndefinition: "</dd><b>x & y"\naliases: ["(.*)", "&amp;"]\n---\n')
    project.edit(
        "reports/2001/03/talks.md", "Where they met was not told.", "They used &lt;script&gt;alert(1)&lt;/script&gt; and (.*) & so on."
    )
    site = project.build()
    assert b"<script>alert" not in b"".join(data for file, data in site.files.items() if file.endswith(".html"))
    assert site.pages["terms/x/"].xpath("string(//h1)") == "<script>alert(1)</script>"
    assert site.pages["reports/2001/03/talks/"].xpath("string(//a[@class='term'])") == "<script>alert(1)</script>"


def test_a_term_that_is_not_reviewed_hides_no_other_and_is_linked_nowhere(project: Project) -> None:
    project.write("terms/notice.md", "---\nname: further notice\ndefinition: A word.\n---\n")
    project.write("terms/hidden.md", "---\nname: closed “until further notice”\ndefinition: Not ready.\nstatus: draft\n---\n")
    site = project.build()
    assert "terms/hidden/" not in site.pages
    page = site.pages["reports/2001/02/01-siege-of-riverton/"]
    assert hrefs(page, "//a[@class='term']/@href") == ["/terms/until-further-notice/"]
    assert "1 report with this term" in site.pages["terms/until-further-notice/"].xpath("string(//main)")


def test_a_term_that_is_renamed_leads_on_from_its_old_address(project: Project) -> None:
    text = (project.content / "terms/ford.md").read_text("utf-8")
    (project.content / "terms/ford.md").unlink()
    project.write("terms/crossing.md", text.replace("---\nname", "---\nredirect_from: [/terms/ford/]\nname", 1))
    site = project.build()
    assert "/terms/crossing/" in site.files["terms/ford/index.html"].decode("utf-8")


def test_an_archive_without_a_term_has_an_empty_glossary(project: Project) -> None:
    for path in project.content.glob("terms/*.md"):
        path.unlink()
    site = project.build()
    assert "No term has been explained yet." in site.pages["terms/"].xpath("string(//main)")
    assert site.broken_links() == []
