"""Questions that the archive asks itself: what may be a slip, and may have a good reason. No build is stopped by one.

Each is a pure function over the whole archive, listed in ``asked.py``. An editor who finds that all is right as it stands says why
in a file of ``content/accepted/``, which names the question, what it is asked of, and what it rests on. When that has changed, or
nothing is left to ask, the answer itself is asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from .dates import Date
from .fields import Reference, Values
from .indexes import Indexes
from .names import quoted, slug
from .particulars import Claim
from .problems import Mark, Problem, quote
from .reading import Unresolved
from .records import Acceptance, Archive, Report


class Told(NamedTuple):
    """A claim in the report that holds it."""

    report: Report
    claim: Claim

    @property
    def date(self) -> Date:
        """When it was said, as far as that is recorded."""
        return self.claim.said or self.report.reported or self.report.date


@dataclass(frozen=True)
class Whole:
    """All that a question may look at. ``read``: the files by their path, as they are written; ``categories``: of figures, with their
    words; ``line`` gives a line of a file.
    """

    archive: Archive
    indexes: Indexes
    read: Mapping[str, Unresolved]
    categories: Mapping[str, str]
    line: Callable[[str, int], str]

    def shown(self, path: str) -> str:
        """The path of a file as faults show it."""
        return self.read[path].mark.path

    @cached_property
    def claims(self) -> Mapping[str, Told]:
        return {claim.id: Told(report, claim) for report in self.archive.reports.values() for claim in report.claims}

    @cached_property
    def subjects(self) -> Mapping[str, str]:
        """Each claim that is about something, to its subject."""
        return {entry.claim.id: subject for subject, entries in self.indexes.claims_by_subject.items() for entry in entries}


class Doubt(NamedTuple):
    """One thing that is asked. ``at``: where in the file's front matter, by the names of fields, and by the id, the name or the place
    in the list of what stands in one.
    """

    path: str  # of the file, below the content folder
    at: tuple[str | int, ...]
    what: str
    cure: str
    of: tuple[str, ...]
    seen: tuple[str, ...]


Ask = Callable[[Whole], Iterator[Doubt]]


class Answered(NamedTuple):
    """What is asked and not answered, in order of place; and how many questions are."""

    open: tuple[Problem, ...]
    accepted: int


def ask(whole: Whole, asked: Mapping[str, Ask]) -> Answered:
    """Every question of a table, by code, that no acceptance answers; and every acceptance that answers none."""
    given = {(answer.question, answer.of, answer.seen): answer for answer in whole.archive.acceptances.values()}
    used: set[str] = set()
    found: list[Problem] = []
    for code, questions in asked.items():
        for doubt in questions(whole):
            answer = given.get((code, doubt.of, doubt.seen))
            if answer is None:
                found.append(_problem(whole, code, doubt))
            else:
                used.add(answer.id)
    found += [_stale(whole, answer) for id, answer in whole.archive.acceptances.items() if id not in used]
    return Answered(tuple(sorted(set(found), key=lambda problem: (problem.mark, problem.code, problem.what))), len(used))


def _problem(whole: Whole, code: str, doubt: Doubt) -> Problem:
    name = slug(f"{code} {' '.join(of.rpartition('/')[2] for of in doubt.of)}")
    front = {"question": code, "of": _listed(doubt.of), "seen": _listed(doubt.seen), "reason": " # why it is right as it stands"}
    stub = "\n".join(["    ---", *(f"    {field}: {value}".rstrip() for field, value in front.items()), "    ---"])
    help = (doubt.cure, f"if it is right as it stands, say why in content/accepted/{name}.md:\n{stub}")
    return _question(whole, doubt.path, doubt.at, code, doubt.what, *help)


def _question(whole: Whole, path: str, at: tuple[str | int, ...], code: str, what: str, *help: str) -> Problem:
    mark = locate(whole.read[path], at)
    return Problem(mark, code, what, help, whole.line(path, mark.line), "question")


def _listed(words: Iterable[str]) -> str:
    return f"[{', '.join(quoted(word) for word in words)}]"


def _stale(whole: Whole, answer: Acceptance) -> Problem:
    what = f"nothing like this is asked any more: {answer.question} of {', '.join(map(quote, answer.of))}"
    cure = "look whether the question is now asked with other figures, and then write them here; else take the file out"
    return _question(whole, answer.path, ("question",), "acceptance-not-needed", what, cure)


def locate(item: Unresolved, at: Iterable[str | int]) -> Mark:
    """Where something stands in a file: as near to it as can be said."""
    mark, value = item.mark, item.values
    here: Any = value
    for step in at:
        if isinstance(here, Values):
            field = str(step)
            if field not in here:
                break
            mark, here = here.marks[field], here.get(field)
        else:
            chosen = here[step] if isinstance(step, int) else next((one for one in here if step in _names(one)), None)
            if chosen is None:
                break
            mark, here = chosen.mark, chosen
    return mark


def _names(item: Any) -> tuple[str, ...]:
    if isinstance(item, Reference):
        return (item.text,)
    return tuple(item.get(field) for field in ("id", "name") if isinstance(item.get(field), str))
