"""The record of October 2016: each figure in its texts has a claim, each claim's figure has its speaker beside it in the text, and the
accounts that contradict each other do so in the data.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from annals.conf import read_conf
from annals.figures import WORDS, Figure, Form
from annals.filing import cards_of
from annals.indexes import build_indexes
from annals.load import load
from annals.particulars import Claim, Speaker
from annals.reading import ContentFolder
from annals.records import Archive, Report
from annals.settings import read_settings

ROOT = Path(__file__).resolve().parents[1]

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = {word: number for number, word in enumerate(_WORDS, start=1)}

NOT_FIGURES = {
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?": "a date",
    r"\b\d{1,2}:\d{2}\b|\b\d{4}(?= \(\d{4} GMT\)| to \d{2}:)|\b\d{4} GMT": "a time of day",
    r"\bRossiya 24\b": "a name",
    r"\b\w+ (?:days|weeks|day) (?:later|earlier|before|afterwards)\b": "the time between two dated events",
    r"\b\w+ (?:days|weeks)\b(?! a)": "a duration",
    r"\b[\d.]+ (?:miles|km)\b|\bone square kilometre\b": "a measure of the ground",
    r"\bthe two (?:countries|ministers|foreign ministers|figures|numbers)\b": "counts what the sentence itself names",
    r"\bone\b(?! (?:person|dead|civilian|people|man|woman|child))": "a pronoun, or one of several",
}
"""What looks like a figure and is none, each with its reason."""

EXEMPT = {
    ("11-villages-near-east-aleppo", "Two voices"): "counts the speakers named behind it",
    ("17-eu-conclusions-on-syria", "28 EU states"): "how many members the Union had; nobody's account of an event",
    ("17-eu-conclusions-on-syria", "Four steps"): "counts the steps named behind it",
    ("21-kirkuk-attack", "barber of 51"): "a man's age",
    ("21-kirkuk-attack", "Two bullets"): "what one man's door shows, seen by the newspaper; no figure of the attack",
    ("22-aleppo-fighting-resumes", "not one civilian"): "nobody: the claim says so in words",
    ("28-aleppo-offensive", "four accounts"): "counts the accounts that follow",
}
"""Figures in texts that no claim holds, each with its reason: the end of a report's id, and the words."""

CATEGORY_WORDS = {
    "killed": "killed|dead|died|killing",
    "injured": "injured|wounded|injuring",
    "displaced": "driven from their homes",
    "executed": "executed|to death",
    "sickened": "ill|sickened",
    "air_strikes": "air strikes",
    "rockets": "rockets and shells",
    "fighters": "fighters",
    "vehicles": "car bombs",
    "villages": "villages",
    "affected": "suffering",
    "suicide_attacks": "suicide attacks",
    "facilities": "hospitals, bakeries and pumping stations",
    "warships": "warships",
    "killed/children": "girl",
}
"""The words with which the texts tell the figures of each category."""

SPEAKER_WORDS = {
    "council-of-the-eu": "[Tt]hey|ministers",
    "kirkuk-security-officials": "security officials",
    "opposition-activists": "Opposition activists",
    "regional-health-official": "regional health official",
    "syria-iraq-news": "digest",
    "syrian-observatory-for-human-rights": "Observatory",
    "syrian-state-media": "State media",
    "syrian-state-television": "state television",
    "turkish-general-staff": "General Staff",
    "wikipedia-current-events": "Current Events portal",
}
"""Speakers whom the texts name by other words than their files do."""


@pytest.fixture(scope="module")
def archive() -> Archive:
    settings = read_settings(read_conf(ROOT / "pelicanconf.py"))
    return load(ContentFolder(settings.content, "content", dict(settings.site.categories)))


def paragraphs(report: Report) -> list[str]:
    found = []
    for part in report.body:
        if part.html:
            tree = html.fragment_fromstring(part.html, create_parent=True)
            found += [" ".join(element.text_content().split()) for element in tree.iter("p", "li", "td")]
    return found


def texts(report: Report) -> list[str]:
    return [report.title, report.summary, *paragraphs(report)]


def numbers(text: str) -> Iterator[tuple[int | str, int, int]]:
    """Each figure in a text, as a number or a vague word, with its place."""
    for pattern in NOT_FIGURES:
        text = re.sub(pattern, lambda match: "_" * len(match[0]), text, flags=re.IGNORECASE)
    for match in re.finditer(rf"(?<![\w.])(?:\d[\d,]*|{'|'.join([*NUMBERS, *WORDS])})\b", text, re.IGNORECASE):
        word = match[0].lower().rstrip(",")
        yield NUMBERS.get(word, word if word in WORDS else -1) if not word[0].isdigit() else int(word.replace(",", "")), *match.span()


def said(claim: Claim) -> set[int | str]:
    """Every number that a claim holds, in its figures or in its words."""
    held: set[int | str] = {number for number, *_ in numbers(f"{claim.text} {claim.quote}")}
    held |= {NUMBERS[word] for word in re.findall(r"[a-z]+", claim.text) if word in NUMBERS}
    held |= {int(word) for word in re.findall(r"\b\d+\b", claim.text)}
    for _, figure in claim.figures:
        held |= amounts(figure)
    return held


def amounts(figure: Figure) -> set[int | str]:
    return {amount for amount in (figure.number, figure.upper, figure.word) if amount not in (None, "")}  # type: ignore[misc]


FORMS = {Form.MORE: "(?:at least|a) ", Form.OVER: "more than ", Form.ABOUT: "about ", Form.NEARLY: "nearly "}
"""What stands before a number that was not said as exact."""


def as_said(figure: Figure, paragraph: str) -> bool:
    """Whether a number is told no more, and no less, exactly than the claim has it."""
    before = FORMS.get(figure.form)
    return before is None or bool(re.search(rf"\b{before}(?:{figure.number}\b|girl)", paragraph, re.IGNORECASE))


def told_numbers(text: str) -> set[int | str]:
    """The figures of a text; "a girl" is one."""
    return {number for number, *_ in numbers(text)} | ({1} if re.search("a suicide bomber|a girl", text) else set())


def linked(report: Report, archive: Archive) -> Iterator[Report]:
    """The reports that a report's text links: it may repeat their figures."""
    for part in report.body:
        for id in re.findall(r"reports/([\w/-]+)\.md", part.html):
            yield archive.reports[id]


def short(report: Report) -> str:
    return report.id.rpartition("/")[2]


def test_every_figure_in_a_text_is_a_claim(archive: Archive) -> None:
    loose = []
    for report in archive.reports.values():
        held = {number for each in (report, *linked(report, archive)) for claim in each.claims for number in said(claim)}
        exempt = [words for id, words in EXEMPT if id == short(report)]
        for text in texts(report):
            for number, start, end in numbers(text):
                around = text[max(0, start - 20) : end + 20]
                if number not in held and not any(words in around for words in exempt):
                    loose.append(f"{short(report)}: {around}")
    assert loose == []


@pytest.mark.parametrize(("id", "words"), EXEMPT)
def test_every_exemption_is_still_needed(archive: Archive, id: str, words: str) -> None:
    report = next(report for report in archive.reports.values() if short(report) == id)
    assert any(words in text for text in texts(report))
    assert EXEMPT[id, words]


def test_every_figure_of_a_claim_is_told_with_its_speaker_beside_it(archive: Archive) -> None:
    missing = []
    for report in archive.reports.values():
        for claim in report.claims:
            speaker = SPEAKER_WORDS.get(claim.speaker.id) or "|".join(names_of(archive, claim.speaker))
            for category, figure in claim.figures:
                told = any(
                    re.search(speaker, paragraph)
                    and re.search(rf"\b(?:{CATEGORY_WORDS[category]})\b", paragraph)
                    and amounts(figure) <= told_numbers(paragraph)
                    and as_said(figure, paragraph)
                    for paragraph in paragraphs(report)
                )
                if not told:
                    missing.append(f"{short(report)}: {claim.id}, {category}: {figure}")
    assert missing == []


IN_SUMMARIES = {
    "wikipedia-current-events": "note for the day|portal's note",
    "murad-gazdiev": "reporter for Russia Today",
    "syrian-army": "army",
    "council-of-the-eu": "ministers",
}
"""Speakers whom a summary names in a shorter way."""


def test_a_figure_in_a_summary_has_its_speaker_there(archive: Archive) -> None:
    missing = []
    for report in archive.reports.values():
        for number, start, end in numbers(report.summary):
            if any(words in report.summary[max(0, start - 20) : end + 20] for id, words in EXEMPT if id == short(report)):
                continue
            speakers = {claim.speaker for claim in report.claims if number in said(claim)}
            names = [name for speaker in speakers for name in names_of(archive, speaker)]
            if not re.search("|".join(names) or "nobody at all", report.summary):
                missing.append(f"{short(report)}: {number}")
    assert missing == []


def names_of(archive: Archive, speaker: Speaker) -> list[str]:
    entity = (archive.actors if speaker.family == "actor" else archive.sources)[speaker.id]
    names = [re.escape(name) for name in (entity.name, *(alias.text for alias in entity.aliases))]
    return [*names, *(words[speaker.id] for words in (SPEAKER_WORDS, IN_SUMMARIES) if speaker.id in words)]


def test_every_quotation_of_a_claim_stands_in_the_text_in_quotation_marks(archive: Archive) -> None:
    for report in archive.reports.values():
        quoted = " ".join(re.findall(r"“[^”]*”", " ".join(paragraphs(report)))).casefold()
        for claim in report.claims:
            assert claim.quote.casefold() in quoted, claim.id


def test_every_speaker_is_among_the_actors_or_sources_of_the_report(archive: Archive) -> None:
    for report in archive.reports.values():
        for claim in report.claims:
            known = (
                report.actors
                if claim.speaker.family == "actor"
                else [source for citation in report.sources for source in (citation.outlet, citation.via)]
            )
            assert claim.speaker.id in known, f"{short(report)}: {claim.id}"


def test_no_speaker_carries_itself(archive: Archive) -> None:
    assert [claim.id for report in archive.reports.values() for claim in report.claims if claim.via == claim.speaker.id] == []


def claims_about(archive: Archive, subject: str) -> list[Claim]:
    """All claims about a subject, also those that name it only through the claim that they deny, confirm or revise."""
    every = [claim for report in archive.reports.values() for claim in report.claims]
    by_id = {claim.id: claim for claim in every}
    return [claim for claim in every if (claim.about or by_id[claim.related or ""].about) == subject]


def figures_of(archive: Archive, subject: str, category: str) -> dict[str, str]:
    """The figure of each speaker, as it was said."""
    return {claim.speaker.id: str(figure) for claim in claims_about(archive, subject) for name, figure in claim.figures if name == category}


PAIRS = {
    ("civilians-western-aleppo-28-october", "killed"): {"syrian-observatory-for-human-rights": "more than 15", "syrian-state-media": "7"},
    ("turkish-strikes-20-october", "killed"): {"turkish-general-staff": "160..200", "syrian-observatory-for-human-rights": "11"},
}


@pytest.mark.parametrize(("subject", "category"), PAIRS)
def test_a_toll_on_which_two_speakers_differ_is_two_claims_that_cannot_both_hold(archive: Archive, subject: str, category: str) -> None:
    assert figures_of(archive, subject, category) == PAIRS[subject, category]
    figures = [figure for claim in claims_about(archive, subject) for name, figure in claim.figures if name == category]
    bounds = sorted((figure.low or 0, figure.high or float("inf")) for figure in figures)
    assert all(earlier[1] < later[0] for earlier, later in itertools.pairwise(bounds))


def test_the_suburb_has_four_accounts_and_two_denials(archive: Archive) -> None:
    claims = claims_about(archive, "dahiyet-al-assad-control")
    assert [(claim.speaker.id, claim.relation) for claim in claims] == [
        ("jabhat-fateh-al-sham", ""),
        ("zakaria-malahifji", "denies"),
        ("syrian-observatory-for-human-rights", ""),
        ("syrian-military-source", "denies"),
    ]
    assert {claim.related for claim in claims if claim.relation} == {"dahiyet-fateh-al-sham"}
    assert archive.subjects["dahiyet-al-assad-control"].competing


COMPETING = {
    "air-strikes-on-aleppo-halted": {"sergei-shoigu", "john-kerry", "russian-armed-forces"},
    "dahiyet-al-assad-control": {
        "jabhat-fateh-al-sham",
        "zakaria-malahifji",
        "syrian-observatory-for-human-rights",
        "syrian-military-source",
    },
    "east-aleppo-ceasefire-purpose": {"syrian-army", "syrian-rebels"},
    "mosul-units-sent-to-kirkuk": {"halgord-hekmet", "peshmerga-commander-mosul-front"},
    "pause-of-20-october-length": {"russian-defence-ministry", "syria-iraq-news"},
}


def test_competing_accounts_are_marked_and_no_others_are(archive: Archive) -> None:
    assert {id for id, subject in archive.subjects.items() if subject.competing} == set(COMPETING)
    for subject, speakers in COMPETING.items():
        assert speakers <= {claim.speaker.id for claim in claims_about(archive, subject)}, subject


CONTESTED_BY_FIGURES = {
    "civilians-western-aleppo-28-october": ("killed", "7", "more than 15"),
    "turkish-strikes-20-october": ("killed", "11", "200"),
}
CONTESTED_BY_DENIAL = {"dahiyet-al-assad-control", "turkey-in-mosul-operation"}


def test_what_differs_is_contested_and_nothing_else_is(archive: Archive) -> None:
    standings = build_indexes(cards_of(archive)).standings
    assert {id for id, state in standings.items() if state.contested} == {*CONTESTED_BY_FIGURES, *CONTESTED_BY_DENIAL, *COMPETING}
    assert {id for id, state in standings.items() if state.denials} == CONTESTED_BY_DENIAL
    for id, (category, lowest, highest) in CONTESTED_BY_FIGURES.items():
        tally = next(tally for tally in standings[id].tallies if tally.category == category)
        assert (tally.contested, tally.range.low.words, tally.range.high.words) == (True, lowest, highest)
    assert not any(tally.contested for id, state in standings.items() if id not in CONTESTED_BY_FIGURES for tally in state.tallies)


def test_no_death_is_counted_twice_in_the_total(archive: Archive) -> None:
    """Those of single days near Aleppo are among those since 19 September; the weeks before 20 October may be."""
    total = build_indexes(cards_of(archive)).totals["killed"]
    assert (total.shares, total.unsettled) == (4, 1)


def test_the_prime_minister_denies_what_turkey_claims(archive: Archive) -> None:
    denials = [claim for claim in claims_about(archive, "turkey-in-mosul-operation") if claim.relation == "denies"]
    assert [(claim.speaker.id, claim.related) for claim in denials] == [("haider-al-abadi", "turkey-mosul-turkey")]


ALONE = {
    ("kirkuk-attackers-number", "fighters"): {"wall-street-journal": "nearly 100"},
    ("kirkuk-attack-deaths", "killed"): {"bbc": "dozens"},
    ("civilians-killed-around-mosul", "executed"): {"wikipedia-current-events": "284+"},
    ("civilians-killed-around-mosul", "killed"): {"united-nations": "232"},
    ("haas-air-strikes-deaths", "killed"): {"reuters": "26+"},
    ("atme-bombing-casualties", "killed"): {"wikipedia-current-events": "29+"},
    ("atme-bombing-casualties", "injured"): {"wikipedia-current-events": "dozens"},
    ("al-hasakah-wedding-deaths", "killed"): {"reuters": "20+"},
    ("baghdad-attacks-deaths", "killed"): {"wikipedia-current-events": "55+"},
    ("villages-east-aleppo-deaths", "killed"): {"wikipedia-current-events": "50+"},
    ("aleppo-dead-since-19-september", "killed"): {"opposition-activists": "more than 600 since 2016-09-19"},
    ("civilians-killed-in-aleppo-offensive", "killed"): {"syria-iraq-news": "hundreds"},
    ("casualties-east-aleppo-1-october", "injured"): {"wikipedia-current-events": "13"},
    ("west-aleppo-shelling-23-october", "injured"): {"murad-gazdiev": "28"},
    ("west-aleppo-shelling-24-october", "injured"): {"sana": "7"},
    ("sulphur-smoke-sickened", "sickened"): {"regional-health-official": "~500"},
    ("turkish-strikes-20-october-extent", "air_strikes"): {"wikipedia-current-events": "26"},
    ("turkish-strikes-20-october-extent", "villages"): {"wikipedia-current-events": "3"},
    ("rockets-on-south-western-aleppo-28-october", "rockets"): {"syrian-observatory-for-human-rights": "more than 150"},
    ("car-bombs-28-october", "vehicles"): {"syrian-state-television": "4"},
    ("west-aleppo-shelling-23-october", "killed/children"): {"murad-gazdiev": "1+"},
    ("car-bombs-28-october", "suicide_attacks"): {"abu-anas-al-shami": "3"},
    ("facilities-destroyed-in-eastern-aleppo", "facilities"): {"syria-iraq-news": "scores"},
    ("russian-warships-at-ceuta", "warships"): {"bbc": "3"},
    ("suffering-in-aleppo", "affected"): {"council-of-the-eu": "thousands"},
    ("syrians-forced-to-flee", "displaced"): {"council-of-the-eu": "millions"},
}


@pytest.mark.parametrize(("subject", "category"), ALONE)
def test_a_figure_that_one_speaker_gives_is_no_one_elses(archive: Archive, subject: str, category: str) -> None:
    assert figures_of(archive, subject, category) == ALONE[subject, category]


def test_every_subject_says_in_a_sentence_what_it_is_and_is_spoken_of(archive: Archive) -> None:
    for id, subject in archive.subjects.items():
        assert subject.summary.endswith("."), id
        assert claims_about(archive, id), id
    names = [subject.name for subject in archive.subjects.values()]
    assert len(set(names)) == len(names)
