"""Sources: what each was cited for and with whom, what rests on a single one, copies with their hash, and the outlets by month."""

from __future__ import annotations

from collections import Counter

from lxml import html

from sources import coverage
from tests.sites import Project, Site

SIEGE = "reports/2001/02/01-siege-of-riverton/"


def tree(site: Site, page: str) -> html.HtmlElement:
    return html.fromstring(site.files[f"{page}index.html"].decode())


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def cited(site: Site, page: str) -> dict[str, str]:
    """The line below each report of a source's page, and of those of its times, by the title of the report."""
    pages = [found for found in site.pages if found.startswith(page)]
    entries = [entry for found in pages for entry in tree(site, found).xpath('//ol[@class="spine"]/li')]
    return {said(entry.xpath('.//h3[@class="entry-title"]')[0]): said(entry.xpath('.//p[@class="cited note"]')[0]) for entry in entries}


def facts(site: Site, page: str) -> dict[str, str]:
    return {said(fact.xpath("dt")[0]): said(fact.xpath("dd")[0]) for fact in tree(site, page).xpath('//dl[@class="margin facts"]/div')}


def table(page: html.HtmlElement) -> dict[str, list[str]]:
    return {
        said(row.xpath("th")[0]): [said(cell) for cell in row.xpath("td")] for row in page.xpath('//table[@class="matrix months"]/tbody/tr')
    }


def test_a_source_says_what_each_report_has_of_it(small: Site) -> None:
    assert cited(small, "sources/daily-example/")["The siege of Riverton"] == "Cited for the report, with Example Wire"
    assert cited(small, "sources/example-wire/")["The siege of Riverton"] == "Cited for The bridges, with The Daily Example. 1 claim"
    assert cited(small, "sources/example-wire/")["Supplies reach Old Mill & the lower quarter"].startswith("Cited alone for the report")
    assert cited(small, "sources/example-digest/")["The siege of Riverton"] == "Carried Example Wire. 1 claim"
    pages = [page for page in small.pages if page.startswith("sources/example-wire/")]
    links = [link for page in pages for link in tree(small, page).xpath('//p[@class="cited note"]/a[text()="The bridges"]')]
    assert {link.get("href") for link in links} == {f"/{SIEGE}#bridges"}


def test_actors_and_places_have_no_such_lines(small: Site) -> None:
    assert tree(small, "actors/northern-front/").xpath('//p[@class="cited note"]') == []


def test_a_source_says_when_it_was_cited_first_and_last_and_how_often_alone(small: Site) -> None:
    told = facts(small, "sources/example-wire/")
    assert told["Cited in"] == "3 reports as the single source in 2"
    assert told["First cited"] == "1 to 5 February 2001"
    assert told["Last cited"] == "12 March 2001"
    assert "Last heard of" not in told  # it would say the same
    digest = facts(small, "sources/example-digest/")
    assert (digest["Cited in"], digest["Carried others in"]) == ("1 report as the single source in 1", "1 report")
    assert facts(small, "sources/daily-example/")["Cited in"] == "1 report always beside others"


def test_the_outlets_beside_which_it_was_cited_are_counted(small: Site) -> None:
    [group] = tree(small, "sources/daily-example/").xpath('//section[h2="Outlets cited for the same reports"]')
    assert [said(item) for item in group.xpath(".//li")] == ["Example Wire 1 report"]


def test_a_report_that_rests_on_one_outlet_says_so_at_its_head(small: Site) -> None:
    [note] = tree(small, "reports/2001/02/03-supplies/").xpath('//header//p[contains(@class, "single-source")]')
    assert said(note) == "Single source: Example Wire"
    assert tree(small, SIEGE).xpath('//p[contains(@class, "single-source")]') == []


def test_every_report_is_marked_alike_at_its_head_and_in_lists(october: Site) -> None:
    reports = [page for page in october.pages if page.startswith("reports/2016/") and page.count("/") == 4]
    marked = {f"/{page}" for page in reports if tree(october, page).xpath('//p[contains(@class, "single-source")]')}
    entries = tree(october, "2016/10/").xpath('//div[@class="entry"][.//li[contains(@class, "single")]]')
    assert {entry.xpath(".//h3/a/@href")[0] for entry in entries} == marked
    assert len(marked) > 5


def test_a_copy_shows_its_date_and_its_hash(small: Site) -> None:
    [citation] = tree(small, SIEGE).xpath('//li[@class="citation"][.//details]')
    assert "archived copy of the article in The Daily Example of 7 February 2001" in said(citation)
    [shown] = citation.xpath(".//details//code/text()")
    assert len(shown) == 64


def test_the_table_of_a_year_agrees_with_the_reports(october: Site) -> None:
    found = table(tree(october, "coverage/2016/"))
    lists: Counter[str] = Counter()
    for page in october.pages:
        if page.startswith("reports/2016/") and page.count("/") == 4:
            lists.update({said(cite) for cite in tree(october, page).xpath('//li[@class="citation"]/cite')})
    assert found.pop("All reports")[-1] == "39"
    assert found.pop("With a single source")[-1] == "16"
    assert {outlet: int(cells[-1]) for outlet, cells in found.items()} == dict(lists)


def test_what_is_known_only_to_the_year_has_a_column_of_its_own(project: Project) -> None:
    project.write("reports/2001/year.md", "---\ntitle: A year\ndate: 2001\nsummary: It was.\nsources: [Example Digest]\n---\n")
    page = tree(project.build("--fatal", "errors"), "coverage/2001/")
    assert [said(cell) for cell in page.xpath("//thead//th")] == ["Feb", "Mar", "no month", "Year"]
    assert table(page)["Example Digest"] == ["0", "1", "1", "2"]


def test_fourteen_years_and_five_hundred_outlets_stay_pages_of_bounded_size(project: Project) -> None:
    for i in range(500):
        project.write(f"sources/made-up-{i}.md", f"---\nname: Made Up Outlet {i}\nkind: agency\n---\n")
    for year in range(1990, 2004):
        for month in range(1, 13):
            named = ", ".join(
                f"made-up-{(year * 12 + month) * 4 % 500 + step}" for step in range(40) if (year * 12 + month) * 4 % 500 + step < 500
            )
            front = f"title: Of {year}-{month:02}\ndate: {year}-{month:02}-15\nsummary: Made up.\nsources: [{named}]"
            project.write(f"reports/{year}/{month:02}/r.md", f"---\n{front}\n---\nText.\n")
    for i in range(500):
        project.write(f"reports/1999/06/s{i}.md", f"---\ntitle: S {i}\ndate: 1999-06-01\nsummary: S.\nsources: [made-up-{i}]\n---\n")
    site = project.build("--fatal", "errors")
    page = tree(site, "coverage/1999/")
    assert len(table(page)) == coverage.SHOWN + 2
    assert "400 outlets on which fewer reports of the year rest are left out." in page.text_content()
    assert max(len(site.files[file]) for file in site.files if file.startswith("coverage/")) < 60_000
    assert len(tree(site, "coverage/").xpath('//table[@class="years-covered"]/tbody/tr')) == 14
    [newer] = page.xpath('//nav[@aria-label="Years"]//a[@rel="next"]/@href')
    assert newer == "/coverage/2000/"


def test_without_a_report_the_page_says_so(project: Project) -> None:
    for path in project.content.glob("reports/**/*.md"):
        path.unlink()
    for path in project.content.glob("[apst]*/*.md"):
        text = path.read_text("utf-8")
        path.write_text(text.split("\n---\n")[0] + "\n---\n", "utf-8")
    assert "No report is in the archive yet." in tree(project.build("--fatal", "errors"), "coverage/").text_content()
