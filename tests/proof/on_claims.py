"""What may be done to claims, and to what they are about."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from .archive import a_claim
from .bench import Bench
from .operations import DATES, operation


@operation
def edit_a_claim(bench: Bench, number: int) -> None:
    holders = sorted(inside for inside, (front, _) in bench.documents.items() if front.get("claims"))
    if holders:
        inside = holders[number % len(holders)]
        claims = copy.deepcopy(bench.documents[inside][0]["claims"])
        claims[number % len(claims)]["text"] = f"Text {number}."
        if number % 3 == 0:
            claims[number % len(claims)]["said"] = DATES[number % len(DATES)]
        bench.set(inside, claims=claims)


@operation
def answer_a_claim(bench: Bench, number: int) -> None:
    ids = sorted(claim["id"] for front, _ in bench.documents.values() for claim in front.get("claims", ()))
    inside = bench.pick("reports/", number)
    claims = bench.documents[inside][0].get("claims", [])
    if ids:
        answer = ids[number % len(ids)]
        verb = ("denies", "confirms")[number % 2]
        new = a_claim(f"answer-{number}-{len(ids)}", "actors/riverton", verb, text="So it is said.", **{verb: answer})
        bench.set(inside, claims=[*claims, new])


FIGURES = ("7", "more than 15", "160..200", "~100", "dozens", {"all": "20", "children": "5+"})


def _edited(bench: Bench, number: int, **fields: Any) -> None:
    """Some claim, with other fields; ``None`` takes one out."""
    holders = sorted(inside for inside, (front, _) in bench.documents.items() if front.get("claims"))
    if holders:
        inside = holders[number % len(holders)]
        claims = copy.deepcopy(bench.documents[inside][0]["claims"])
        at = number % len(claims)
        claims[at] = {name: value for name, value in {**claims[at], **fields}.items() if value is not None}
        bench.set(inside, claims=claims)


@operation
def edit_a_figure(bench: Bench, number: int) -> None:
    _edited(bench, number // len(FIGURES), killed=FIGURES[number % len(FIGURES)])


@operation
def count_something_else(bench: Bench, number: int) -> None:
    """In a category that the site has, or has not."""
    _edited(bench, number, flooded="3+")


@operation
def give_a_claim_to_another(bench: Bench, number: int) -> None:
    _edited(bench, number // 3, speaker=("actors/riverton", "example-wire", "NF")[number % 3])


@operation
def move_a_claim_to_another_subject(bench: Bench, number: int) -> None:
    """Its answers go with it, or are about something else than they say, which is a fault."""
    subjects = sorted(inside for inside in bench.documents if inside.startswith("subjects/"))
    _edited(bench, number // len(subjects), about=Path(subjects[number % len(subjects)]).stem)


@operation
def contradict(bench: Bench, number: int) -> None:
    """Another speaker, in another report, has another figure for what has one."""
    if inside := bench.find("market"):
        own = [claim for claim in bench.documents[inside][0].get("claims", ()) if not claim["id"].startswith("contra-")]
        new = {"id": f"contra-{number}", "about": "bridges", "speaker": "actors/riverton", "verb": "claims", "killed": FIGURES[number % 4]}
        bench.set(inside, claims=[*own, new])


SETTLEMENTS = (
    "unsettled",
    "majority",
    {"rule": "editor", "killed": "10..15", "reason": "A list of names was found."},
    {"rule": "editor", "killed": "10..15", "reason": "Two lists of names were found."},
    {"rule": "source-order", "order": ["example-wire", "NF"]},
    None,
    {"rule": "source-order"},  # a fault
)


@operation
def settle(bench: Bench, number: int) -> None:
    bench.set(bench.pick("subjects/", number // len(SETTLEMENTS)), settled=SETTLEMENTS[number % len(SETTLEMENTS)])


@operation
def edit_a_subject(bench: Bench, number: int) -> None:
    inside = bench.pick("subjects/", number // 4)
    front = bench.documents[inside][0]
    change = ({"summary": f"Summary {number}."}, {"name": f"Subject {number}"}, {"competing": not front.get("competing")}, {})[number % 4]
    bench.set(inside, **change)
    if not change:
        bench.say(inside, f"Text {number}, of the Old Mill.")


@operation
def make_it_a_share(bench: Bench, number: int) -> None:
    """Of another subject; or of itself, by some steps, which is a fault."""
    inside, other = bench.pick("subjects/", number), bench.pick("subjects/", number // 5)
    bench.set(inside, part_of=None if number % 3 == 2 else Path(other).stem)


@operation
def say_who_holds_a_place(bench: Bench, number: int) -> None:
    """Whose claims are about control; of one place, of another, of none."""
    if inside := bench.find("subjects/siege"):
        bench.set(inside, control_of=("places/riverton", "old-mill", None)[number % 3])


@operation
def add_a_subject(bench: Bench, number: int) -> None:
    """The last report is about it."""
    bench.put(f"subjects/added-{number}.md", ({"name": f"What was said of it, {number}"}, ""))
    if inside := bench.find("bridge."):
        claim = {"id": f"added-{number}", "about": f"added-{number}", "speaker": "NF", "verb": "says", "killed": "3", "text": "So it was."}
        bench.set(inside, claims=[*bench.documents[inside][0].get("claims", ()), claim])


@operation
def remove_a_subject(bench: Bench, number: int) -> None:
    """Of which something is claimed, which is a fault, or not."""
    bench.drop(bench.pick("subjects/", number))


@operation
def withdraw_the_claims(bench: Bench, number: int) -> None:
    bench.set(bench.pick("reports/", number), claims=None)
