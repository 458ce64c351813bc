"""The pages of claims: side by side, in a chart that its table repeats, in lists that stay small, and from the report in one step."""

from __future__ import annotations

import re

import pytest

from annals.charts import WIDTH, Chart, axis_end, chart
from annals.figures import parse_figure, wording
from annals.ranges import range_of
from tests.sites import Project, Site

SUBJECT = "subjects/civilians-western-aleppo-28-october/"
REPORT = "reports/2016/10/28-aleppo-offensive/"


def words(site: Site, page: str, xpath: str) -> str:
    return " ".join(" ".join("".join(node.itertext()) for node in site.pages[page].xpath(xpath)).split())


# --- the demonstration


def test_the_report_of_28_october_says_at_its_head_that_the_toll_is_contested(october: Site) -> None:
    told = words(october, REPORT, "//header//section[contains(@class, 'dispute')]")
    assert "7 to more than 15" in told
    assert "2 speakers disagree" in told
    assert "lowest: Syrian state media; highest: Syrian Observatory for Human Rights" in told
    assert f"/{SUBJECT}" in october.pages[REPORT].xpath("//header//section[contains(@class, 'dispute')]//a/@href")


def test_the_claims_stand_side_by_side_from_the_lowest_to_the_highest(october: Site) -> None:
    rows = october.pages[SUBJECT].xpath("//section[@id='killed']//table/tbody/tr")
    figures = ["".join(row.xpath("th")[0].itertext()) for row in rows]
    assert figures == ["7", "more than 15"]
    links = [link for row in rows for link in row.xpath(".//a/@href") if "#claim-" in link]
    assert links == [f"/{REPORT}#claim-west-aleppo-state-media", f"/{REPORT}#claim-west-aleppo-sohr"]


def test_a_chart_has_a_title_a_description_and_a_row_for_each_row_of_its_table(october: Site) -> None:
    charted = [
        page for page, tree in october.pages.items() if tree.xpath("//*[local-name()='svg'][@role='img'][ancestor::figure[@class='chart']]")
    ]
    assert SUBJECT in charted
    for page in charted:
        for section in october.pages[page].xpath("//section[.//figure[@class='chart']]"):
            [svg] = section.xpath(".//*[local-name()='svg']")
            ids = svg.get("aria-labelledby").split()
            assert ids == [node.get("id") for node in svg.xpath("./*[local-name()='title' or local-name()='desc']")]
            assert len(svg.xpath("./*[local-name()='g']")) == len(section.xpath(".//tbody/tr"))


def test_a_denial_hangs_from_what_it_denies(october: Site) -> None:
    tree = october.pages["subjects/dahiyet-al-assad-control/"]
    denials = tree.xpath("//li[@id='claim-dahiyet-fateh-al-sham']/ol/li/@id")
    assert denials == ["claim-dahiyet-malahifji", "claim-dahiyet-military-source"]


def test_the_index_begins_with_what_is_contested_and_names_the_rule_of_its_totals(october: Site) -> None:
    tree = october.pages["subjects/"]
    order = tree.xpath("//section[contains(@class, 'index-group')]/@id")
    assert order[0] == "contested"
    assert "No subject is counted twice" in words(october, "subjects/", "//section[@id='totals']")
    assert re.search(r"[0-9]+ subjects? ha(s|ve) no figure", words(october, "subjects/", "//section[@id='totals']"))


def test_a_speaker_is_counted_and_not_rated(october: Site) -> None:
    told = words(october, "actors/syrian-observatory-for-human-rights/", "//section[contains(@class, 'spoken')]")
    assert "above all others" in told
    assert "below all others" in told
    assert "Counted, not rated." in told


def test_the_feed_holds_the_claims(october: Site) -> None:
    feed = (
        october.files["reports.atom"].decode() if isinstance(october.files["reports.atom"], bytes) else str(october.files["reports.atom"])
    )
    assert "#claim-west-aleppo-sohr" in feed


# --- a settlement, and an edit, in a small archive


@pytest.mark.parametrize(
    ("settled", "told"),
    [
        ("unsettled", "not settled"),
        ("{rule: editor, killed: 10..15, reason: A list of names was found.}", "10 to 15 by the rule “editors”"),
    ],
)
def test_where_a_figure_is_settled_the_rule_is_named(project: Project, settled: str, told: str) -> None:
    project.edit("subjects/bridges.md", "\n---", f"\nsettled: {settled}\n---")
    site = project.build()
    assert told in words(site, "subjects/bridges/", "//header")
    if "reason" in settled:
        assert "A list of names was found." in words(site, "subjects/bridges/", "//header")


def many(count: int) -> str:
    claims = "".join(
        f"  - {{id: many-{n}, about: siege, speaker: {('northern-front', 'jane-example', 'example-wire')[n % 3]}, verb: says, "
        f"killed: {n % 90}, text: Of the day {n}., said: 2001-02-{n % 27 + 1:02}}}\n"
        for n in range(count)
    )
    return f"---\ntitle: Many\ndate: 2001-02-20\nsummary: Many.\nsources: [example-wire]\nclaims:\n{claims}---\nText.\n"


def test_a_subject_and_a_speaker_with_very_many_claims_have_lists_in_pages(project: Project) -> None:
    project.write("reports/2001/02/20-many.md", many(300))
    site = project.build()
    assert site.broken_links() == []
    page = site.pages["subjects/siege/"]
    assert len(page.xpath("//section[@id='killed']//tbody/tr")) == 200
    assert "100 figures between the lowest and the highest are left out here" in words(site, "subjects/siege/", "//main")
    assert "/subjects/siege/claims/" in page.xpath("//a/@href")
    assert "/actors/northern-front/claims/" in site.pages["actors/northern-front/"].xpath("//a/@href")
    listed = [id for name, tree in site.pages.items() if name.startswith("subjects/siege/claims/") for id in tree.xpath("//li/@id")]
    assert len(listed) == len(set(listed)) == 301  # with the one that was there
    for name in site.pages:
        if name.startswith(("subjects/", "actors/northern-front/claims/")):
            assert len(site.files[f"{name}index.html"]) < 100_000, name


# --- charts


def drawn(*written: str, mirrored: bool = False) -> Chart:
    figures = [parse_figure(figure) for figure in written]
    rows = [(f"Speaker {n} with a rather long name of its own", wording(figure), range_of(figure), "") for n, figure in enumerate(figures)]
    return chart("c", "T", "D", rows, mirrored=mirrored)


def numbers(path: str) -> list[int]:
    return [int(number) for number in re.findall(r"[MHL](-?[0-9]+)", path)]


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("count", [2, 200])
def test_a_chart_keeps_within_its_frame(count: int, mirrored: bool) -> None:
    made = drawn(*(("7", "more than 15", "160..200", "~100", "nearly 100", "dozens")[n % 6] for n in range(count)), mirrored=mirrored)
    assert len(made.bars) == count
    assert [bar.y for bar in made.bars] == sorted({bar.y for bar in made.bars})
    for bar in made.bars:
        assert all(0 <= x <= WIDTH for path in (bar.path, bar.open, bar.head) for x in numbers(path))
        assert bar.y < made.height
    assert all(0 <= tick.x <= WIDTH for tick in made.ticks)


def test_an_open_end_is_drawn_open_and_a_closed_one_is_not() -> None:
    exact, more, about = drawn("7", "15+", "~10").bars
    assert (exact.open, exact.head) == ("", "")
    assert more.open
    assert more.head
    assert about.open
    assert not about.head


def test_a_mirrored_chart_runs_from_right_to_left() -> None:
    left, right = drawn("0", "20", mirrored=False), drawn("0", "20", mirrored=True)
    for one, other in zip(left.bars, right.bars, strict=True):
        assert [WIDTH - x for x in numbers(one.path)] == numbers(other.path)


def test_the_words_of_a_mirrored_chart_run_into_it() -> None:
    """They are drawn from left to right, whichever way the page runs: what begins at the left edge ends at the right one."""
    left, right = drawn("0", "20", mirrored=False), drawn("0", "20", mirrored=True)
    assert [left.anchor, left.ticks[0].anchor, left.ticks[-1].anchor] == ["start", "start", "end"]
    assert [right.anchor, right.ticks[0].anchor, right.ticks[-1].anchor] == ["end", "end", "start"]


@pytest.mark.parametrize(("most", "end"), [(0, 4), (1, 4), (15, 20), (200, 200), (284, 400), (600, 800), (2_000_001, 4_000_000)])
def test_the_axis_ends_at_a_round_number(most: int, end: int) -> None:
    assert axis_end([most]) == end
