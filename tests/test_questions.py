"""What the archive asks of itself: every case of ``cases/questions``, and what a text table cannot say."""

from __future__ import annotations

from pathlib import Path

import pytest

from annals.asked import ASKED
from annals.asked_of_claims import numbers_of
from annals.choices import QUESTIONS
from annals.figures import CATEGORIES
from annals.filing import cards_of
from annals.indexes import build_indexes
from annals.load import load_files
from annals.project import check
from annals.questions import Whole, ask
from annals.reading import ContentFolder
from tests.sites import ROOT, Project
from tests.test_tasks import inside
from tests.writing import CASES, Case, asked, base, document, growth, read_cases, report

CASES_OF_QUESTIONS = read_cases(CASES / "questions")


@pytest.mark.parametrize("case", CASES_OF_QUESTIONS, ids=lambda case: f"{case.table.stem}: {case.title}")
def test_a_question_is_asked_with_its_place_its_reason_and_a_way_to_answer(case: Case, tmp_path: Path) -> None:
    assert asked(case.write(tmp_path)) == case.expected


def test_every_question_is_worded_asked_shown_by_a_case_and_told_to_contributors() -> None:
    assert list(ASKED) == list(QUESTIONS)
    shown = "".join(case.expected for case in CASES_OF_QUESTIONS)
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert [code for code in QUESTIONS if f"question: {code}" not in shown] == []
    assert [code for code, words in QUESTIONS.items() if f"| `{code}` | {words} |" not in told] == []


def test_what_the_archive_of_this_repository_asks_is_answered() -> None:
    assert check(ROOT / "pelicanconf.py").answered.open == ()


def test_a_question_stops_no_build_and_only_a_strict_check(project: Project) -> None:
    """The small archive has a speaker whom its report does not name, and an image that may be younger than the report."""
    project.build("--fatal", "errors")
    done = inside(project, "check")
    assert (done.status, done.err) == (0, "")
    assert "content/reports/2001/02/03-supplies.md:14:31: question: the speaker 'northern-front' is not among the actors" in done.out
    assert "\n2 questions not answered; 0 answered in content/accepted/.\nNo fault in " in done.out
    assert inside(project, "check", "--strict").status == 65
    front = {"question": "speaker-not-named", "of": "[boat-front]", "seen": "[northern-front]", "reason": "It is told so."}
    project.write("accepted/x.md", document(**front))
    done = inside(project, "check", "--strict")
    assert done.status == 65
    assert "\n1 question not answered; 1 answered" in done.out
    project.edit("reports/2001/02/03-supplies.md", "taken: 2001-02-04?", "taken: 2001-02-02")
    done = inside(project, "check", "--strict")
    assert done.status == 0
    assert done.out.startswith("0 questions not answered; 1 answered in content/accepted/.\n")
    site = project.build("--fatal", "errors")
    assert not any("accepted" in file for file in site.files)


def test_the_answer_that_is_proposed_is_the_one_that_is_wanted(tmp_path: Path) -> None:
    """Saved as it is told, with a reason."""
    claims = "[{id: one, about: 'toll', speaker: syrian-observatory, verb: says, killed: more than 15}]"
    content = base(tmp_path, {"subjects/toll.md": document(name="A toll"), "reports/2016/10/28-x.md": report(claims=claims)})
    *_, stub = asked(content).partition("in content/accepted/")
    name, _, front = stub.partition(":\n")
    text = "\n".join(line.strip() for line in front.splitlines()).replace("# why", "Because it is, and")
    (content / "accepted").mkdir()
    (content / "accepted" / name).write_text(text + "\n", encoding="utf-8")
    assert asked(content) == "No question."


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("160 to 200 were killed", {200}),
        ("killed 11 people and wounded dozens", {11}),
        ("1,234 people were reported killed; Seven died", {1234, 7}),
        ("On 28 October killed soldiers were named; 3 km away 12% died; at 10:30 dead", set()),
        ("the 7.5 dead, 3/4 killed, 2016-10-28 killed", set()),
    ],
)
def test_numbers_are_read_beside_the_word_that_counts_them(text: str, numbers: set[int]) -> None:
    assert numbers_of("killed", text) == numbers


def test_asking_takes_no_more_than_in_proportion(tmp_path: Path) -> None:
    """Also where all reports tell of one place, in the same figure, and all claims are of one speaker."""

    def archive(size: int) -> Whole:
        content = base(tmp_path / str(size), {f"subjects/toll-{n}.md": document(name=f"Toll {n}") for n in range(size)})
        for n in range(size):
            claims = f"[{{id: claim-{n}, about: toll-{n // 2}, speaker: FSA, verb: says, killed: 29}}]"
            fields = {
                "claims": claims,
                "locations": "[Aleppo]",
                "actors": "[FSA, SOHR]",
                "date": f"20{10 + n % 9}-{n % 12 + 1:02}-{n % 27 + 1:02}",
            }
            (content / "reports" / f"n-{n}.md").write_text(report("There 29 were killed, and 12 died.", **fields), encoding="utf-8")
        folder = ContentFolder(content, "content")
        loaded, files = load_files(folder)
        return Whole(loaded, build_indexes(cards_of(loaded)), files, CATEGORIES, folder.line)

    archives = {size: archive(size) for size in (600, 1200)}
    assert growth(lambda size: ask(archives[size], ASKED), 600) < 3
