"""Adds to a made-up archive what editors add to a real one: threads, terms, corrections, take-downs, and what had been published before.

    .venv/bin/python -m benchmarks.corpus FOLDER --reports 20000
    .venv/bin/python -m benchmarks.wording FOLDER
    .venv/bin/python -m benchmarks.editorial FOLDER [--history]

The same folder gets the same things. One report in ``EVERY`` was changed after it had been published: with ``--history`` the folder
becomes a repository whose first commit holds what was published first, and whose later commits hold the changes. **All of it is made
up**, and each file, each correction and each take-down says so.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import os
import random
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from .corpus import FIGURES

MADE_UP = "Made up, as all of this archive is."
REPORTS_A_THREAD = 200  # so many reports, one thread more; the first threads hold very many, the last hardly any
TERMS = 80
EVERY, TWICE = 20, 200  # one report in so many was changed, and one in so many of all twice
OPENED = dt.datetime(2021, 1, 4, 6, tzinfo=dt.UTC)  # after the last report: what was published first
SESSIONS = 12  # of the editors, a month apart: in each some of the changes were made
_KILLED = re.compile(r"^    killed: (.+)$", re.MULTILINE)
_WORD = re.compile(r"(?<!\S)[a-z]{4,}(?!\S)")  # between blanks, and so in no address

Change = Callable[[str, random.Random, dt.date], str]


def session(number: int) -> dt.datetime:
    return OPENED + dt.timedelta(days=30 * (number + 1))


# --- a report before and after


def threaded(text: str, threads: int, chance: random.Random) -> str:
    """A report that belongs to no thread, to one, or to two."""
    chosen = {int((threads + 1) ** chance.random()) - 1 for _ in range(chance.choice((0, 0, 1, 1, 2)))}
    return _with_field(text, f"threads: [{', '.join(f'thread-{n}' for n in sorted(chosen))}]") if chosen else text


def _with_field(text: str, field: str) -> str:
    front, mark, body = text.partition("\n---\n")
    return f"{front}\n{field}{mark}{body}"


def another_figure(text: str, chance: random.Random, day: dt.date) -> str:
    """Of its first claim with one; a report without is given more words."""
    found = _KILLED.search(text)
    if not found:
        return more_words(text, chance, day)
    figure = chance.choice([figure for figure in FIGURES if figure != found[1]])
    text = f"{text[: found.start(1)]}{figure}{text[found.end(1) :]}"
    told = f"  - {{date: {day}, text: 'Another figure had been given. {MADE_UP}', was: '{FIGURES[found[1]]}'}}"
    return _with_field(text, f"corrections:\n{told}")


def more_words(text: str, chance: random.Random, day: dt.date) -> str:  # noqa: ARG001 - a change as the others
    """A paragraph of its own words in another order."""
    words = _WORD.findall(text.partition("\n---\n")[2])
    return f"{text}\n{' '.join(chance.choices(words, k=40)).capitalize()}.\n"


def one_source_more(text: str, chance: random.Random, day: dt.date) -> str:  # noqa: ARG001
    return text.replace("\nsources:\n", f"\nsources:\n  - {{outlet: source-0, url: 'https://example.com/later', published: {day}}}\n", 1)


def another_word(text: str, chance: random.Random, day: dt.date) -> str:  # noqa: ARG001
    """No change of substance."""
    front, mark, body = text.partition("\n---\n")
    words = list(_WORD.finditer(body))
    old, new = chance.sample(words, 2)
    return f"{front}{mark}{body[: old.start()]}{new[0]}{body[old.end() :]}"


def withheld(text: str, chance: random.Random, day: dt.date) -> str:
    """What it said before is not shown any more."""
    return _with_field(another_word(text, chance, day), f"history_from: {day}")


CHANGES: Sequence[Change] = (another_figure, more_words, another_figure, one_source_more, another_word, another_figure, withheld)


def changes(number: int) -> Iterator[tuple[int, Change]]:
    """What was changed in a report, by its place in the order of paths: in which session, and how."""
    if number % EVERY == EVERY // 3:
        turn = number // EVERY
        yield turn % (SESSIONS - 1), CHANGES[turn % len(CHANGES)]
        if number % TWICE == EVERY // 3:
            yield SESSIONS - 1, more_words


# --- the folder


def write(content: Path, *, history: bool = False) -> None:
    paths = sorted((content / "reports").rglob("*.md"))
    threads = max(4, len(paths) // REPORTS_A_THREAD)
    counted: Counter[str] = Counter()
    planned: list[dict[Path, str]] = [{} for _ in range(SESSIONS)]
    for number, path in enumerate(paths):
        chance = random.Random(path.name)
        text = threaded(path.read_text("utf-8"), threads, chance)
        counted.update(set(_WORD.findall(text.partition("\n---\n")[2])))
        path.write_text(text, "utf-8")
        for at, change in changes(number):
            text = change(text, chance, session(at).date())
            planned[at][path] = text
    _write_threads(content, threads, counted)
    _write_terms(content, counted)
    if history:
        _git(content, OPENED, "init", "--quiet", "--initial-branch=main")
        _commit(content, OPENED, "What was published first")
    _write_takedowns(content)
    for at, texts in enumerate(planned):
        for path, text in texts.items():
            path.write_text(text, "utf-8")
        if history:
            _commit(content, session(at), "Changes")


def _write_threads(content: Path, threads: int, counted: Counter[str]) -> None:
    """Their names are words of the texts, from the most frequent on."""
    words = (word.capitalize() for word, _ in _by_frequency(counted))
    for number, name in enumerate(itertools.islice(words, threads)):
        front = f"name: The {name} affair\nsummary: {MADE_UP} The reports that belong to it were drawn by lot.\n"
        _write(content / "threads" / f"thread-{number}.md", front, f"{MADE_UP} What this thread would be about, nobody knows.\n")


def _write_terms(content: Path, counted: Counter[str]) -> None:
    """From words that stand in very many reports to words that stand in few."""
    ranked = _by_frequency(counted)
    ranks = sorted({int(len(ranked) ** (n / TERMS)) for n in range(TERMS)} - {len(ranked)})
    for word in (ranked[rank][0] for rank in ranks):
        _write(content / "terms" / f"{word}.md", f"name: {word}\ndefinition: A word that means nothing. {MADE_UP}\n")


def _write_takedowns(content: Path) -> None:
    for number in range(3):
        front = (
            f"addresses: [/reports/2001/01/01-taken-down-{number}/]\ndate: {OPENED.date()}\nreason: Nothing ever stood here. {MADE_UP}\n"
        )
        _write(content / "takedowns" / f"takedown-{number}.md", front)


def _by_frequency(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _write(path: Path, front: str, body: str = "") -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\n{front}---\n{body}", "utf-8")


def _commit(content: Path, at: dt.datetime, message: str) -> None:
    _git(content, at, "add", "--all")
    _git(content, at, "commit", "--quiet", "--allow-empty", "--message", message)


def _git(content: Path, at: dt.datetime, *arguments: str) -> None:
    """By nobody, at a time of its own, without the settings of whoever runs it."""
    names = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Nobody"), ("EMAIL", "nobody@example.org"))
    }
    times = {f"GIT_{who}_DATE": at.isoformat() for who in ("AUTHOR", "COMMITTER")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    unset = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    environment = {**kept, **names, **times, **unset}
    subprocess.run(["git", *arguments], cwd=content, env=environment, check=True)  # noqa: S603, S607 - no words of others


def main() -> None:
    parser = argparse.ArgumentParser(description="Add threads, terms, corrections and take-downs to a made-up archive.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--history", action="store_true", help="make the folder a repository that knows what was published before")
    arguments = parser.parse_args()
    write(arguments.folder, history=arguments.history)


if __name__ == "__main__":
    main()
