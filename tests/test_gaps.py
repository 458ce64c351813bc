"""What is missing: told to those who keep the record, in previews, and never published."""

from __future__ import annotations

import pytest
from lxml import html

import gaps
from tests.sites import Project
from tests.sites import Site as Published


def preview(project: Project) -> html.HtmlElement:
    done = project.pelican("--fatal", "errors", settings="pelicanconf.py")
    assert done.status == 0, done.told
    return html.fromstring((project.output / "gaps/index.html").read_text("utf-8"))


def listed(page: html.HtmlElement, anchor: str) -> tuple[int, list[str]]:
    """How many a list says it has, and the titles that it shows."""
    [section] = page.xpath(f"//section[@id='page-{anchor}']")
    total = section.xpath("string(h2/span)").replace(",", "")
    return int(total), [" ".join(item.text_content().split()) for item in section.xpath("ul/li")]


def test_each_gap_of_the_small_archive_is_told(project: Project) -> None:
    project.write("actors/nobody.md", "---\nname: Nobody\nkind: person\n---\n")
    project.write("actors/painter.md", "---\nname: The Painter\nkind: person\n---\n")
    project.write("places/faraway.md", "---\nname: Faraway\nkind: country\n---\n")
    project.write("places/homeland.md", "---\nname: Homeland\nkind: country\n---\n")
    project.write("sources/unread.md", "---\nname: Unread\nkind: agency\ncountry: homeland\n---\n")
    project.write("subjects/untold.md", "---\nname: Untold\n---\n")
    project.write("threads/empty.md", "---\nname: Empty\nsummary: Nothing yet.\n---\n")
    project.edit("reports/2001/02/03-supplies.md", "images:\n", "images:\n  - {id: drawn, caption: A drawing., credit: The Painter}\n")
    page = preview(project)
    total, shown = listed(page, "single-source")
    assert total == len(shown) == 3
    assert "Supplies reach Old Mill & the lower quarter 3 February 2001" in shown
    assert listed(page, "uncopied")[0] == 4
    assert "Citations without archived: 4; with an address to make a copy from: 0." in page.text_content()
    assert listed(page, "nowhere")[0] == 5
    assert listed(page, "unnamed-actor") == (1, ["Nobody"])  # who made a picture is named
    assert listed(page, "unnamed-place") == (1, ["Faraway"])  # the country of a source is named
    assert listed(page, "unnamed-source") == (1, ["Unread"])
    assert listed(page, "unnamed-subject") == (1, ["Untold"])
    assert listed(page, "unnamed-thread") == (1, ["Empty"])


def test_an_article_without_a_kept_copy_is_told_until_there_is_one(project: Project) -> None:
    file, copy = "reports/2001/02/01-siege-of-riverton.md", "archived: {url: https://archive.example/siege,"
    text = (project.content / file).read_text("utf-8")
    start = text.index(copy)
    (project.content / file).write_text(text[:start] + text[text.index("}, ", start) + 3 :], "utf-8")
    page = preview(project)
    assert listed(page, "uncopied")[1][-1] == "The siege of Riverton 1 to 5 February 2001"
    assert "Citations without archived: 5; with an address to make a copy from: 1." in page.text_content()


def test_long_lists_are_cut_and_say_how_long_they_are(project: Project) -> None:
    for i in range(gaps.MOST + 7):
        project.write(f"actors/nobody-{i:03}.md", f"---\nname: Nobody {i}\nkind: person\n---\n")
    page = preview(project)
    total, shown = listed(page, "unnamed-actor")
    assert (total, len(shown)) == (gaps.MOST + 7, gaps.MOST)
    assert "and 7 more" in page.text_content()


def test_every_page_of_a_preview_leads_to_it(project: Project) -> None:
    preview(project)
    home = html.fromstring((project.output / "index.html").read_text("utf-8"))
    assert home.xpath("//header//a[text()='What is missing']/@href") == ["/gaps/"]


def test_a_published_site_knows_nothing_of_it(small: Published, october: Published) -> None:
    for site in (small, october):
        assert [file for file in site.files if file.startswith("gaps")] == []
        assert [file for file, data in site.files.items() if b"What is missing" in data or b'"/gaps/' in data] == []


def test_publishing_after_a_preview_takes_it_away(project: Project) -> None:
    preview(project)
    site = project.build("--fatal", "errors")
    assert [file for file, data in site.files.items() if file.startswith("gaps") or b"/gaps/" in data] == []


def test_without_its_line_no_page_leads_to_it(project: Project) -> None:
    conf = project.root / "pelicanconf.py"
    conf.write_text(conf.read_text("utf-8").replace('    "gaps",\n', ""), "utf-8")
    assert project.pelican("--fatal", "errors", settings="pelicanconf.py").status == 0
    assert not (project.output / "gaps").exists()
    assert "What is missing" not in (project.output / "index.html").read_text("utf-8")


@pytest.mark.parametrize("left", ["reports", ""])
def test_it_is_there_with_one_report_and_with_none(project: Project, left: str) -> None:
    reports = sorted(project.content.glob("reports/**/*.md"))
    for path in reports[1:] if left else reports:
        path.unlink()
    for path in project.content.glob("[aprst]*/**/*.md"):
        front = path.read_text("utf-8").split("\n---\n")[0]
        path.write_text("\n".join(line for line in front.splitlines() if "story:" not in line) + "\n---\n", "utf-8")
    assert listed(preview(project), "single-source")[0] == (1 if left else 0)
