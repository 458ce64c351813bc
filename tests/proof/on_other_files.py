"""What may be done to threads, terms, answers, pages of text and pictures; and to any file."""

from __future__ import annotations

import contextlib
import io
import os
import time

from PIL import Image

from annals.problems import ContentError

from .archive import PICTURE, text_of
from .bench import Bench
from .operations import NAMES, operation


@operation
def join_a_thread(bench: Bench, number: int) -> None:
    choices: tuple[list[str] | None, ...] = (["the-siege"], ["The market", "the-siege"], None, ["The blockade"])
    bench.set(bench.pick("reports/", number // 4), threads=choices[number % 4])


@operation
def continue_a_report(bench: Bench, number: int) -> None:
    """One, by its path; none; or one that is not there."""
    inside, other = bench.pick("reports/", number // 4), bench.pick("reports/", number // 4 + number % 3 + 1)
    path = other.removeprefix("reports/").removesuffix(".md")
    bench.set(inside, follows=([path], [f"reports/{path}"], None, ["2001/nowhere"])[number % 4])


@operation
def edit_a_thread(bench: Bench, number: int) -> None:
    """Its lead, its summary, or its name; reports that name it otherwise than by its id are then at fault."""
    inside = bench.pick("threads/", number // 4)
    match number % 4:
        case 0:
            bench.say(inside, f"The lead, {number}. At the Old Mill. See [another](/threads/the-market.md).")
        case 1:
            bench.set(inside, summary=f"Summary {number}.", lang=("ar", "en")[number // 4 % 2])
        case 2:
            front = bench.documents[inside][0]
            bench.set(inside, name=f"Thread {number}", aliases=[*front.get("aliases", ()), front["name"]])
        case _:
            bench.set(inside, name=NAMES[number % len(NAMES)])


@operation
def add_a_thread(bench: Bench, number: int) -> None:
    """With three reports, which are more than a page of its list holds with those before."""
    name = f"Added thread {number}"
    bench.put(f"threads/added-{number}.md", ({"name": name, "summary": "New."}, "Of the Northern Front."))
    for at in range(number, number + 4):
        inside = bench.pick("reports/", at)
        bench.set(inside, threads=[*bench.documents[inside][0].get("threads", ()), name])


@operation
def remove_a_thread(bench: Bench, number: int) -> None:
    """Those that belong to it leave it first, half of the time; else they are at fault."""
    inside = bench.pick("threads/", number // 2)
    front = bench.documents[inside][0]
    names = {inside.removeprefix("threads/").removesuffix(".md"), front["name"], *front.get("aliases", ())}
    for report in sorted(bench.documents) if number % 2 else ():
        if joined := bench.documents[report][0].get("threads"):
            bench.set(report, threads=[name for name in joined if name not in names] or None)
    if sum(other.startswith("threads/") for other in bench.documents) > 1:
        bench.drop(inside)


@operation
def use_a_term(bench: Bench, number: int) -> None:
    """A report holds it; or holds it no more, as far as this is written at its end."""
    inside = bench.pick("reports/", number // 4)
    body = bench.documents[inside][1].partition("\n\nTerms: ")[0]
    words = ("a boat", "Boats", "", "no boathouse, a post and a quay")[number % 4]
    bench.say(inside, f"{body}\n\nTerms: {words}." if words else body)


@operation
def edit_a_term(bench: Bench, number: int) -> None:
    """Its definition, its text, a form that it gets, its name, or whether it is reviewed."""
    inside = bench.pick("terms/", number // 5)
    match number % 5:
        case 0:
            bench.set(inside, definition=f"Definition {number}.", lang=("ar", "en")[number // 5 % 2])
        case 1:
            bench.say(inside, f"Text {number}, of the Northern Front. See [another](/terms/post.md).")
        case 2:
            form = {"name": ("road", "FSR", "Hill Guard", "mill")[number // 5 % 4], "kind": ("other", "abbreviation")[number // 5 % 2]}
            bench.set(inside, aliases=[form])
        case 3:
            bench.set(inside, name=("bridge", "market", "Northern Front", "Jane Example")[number // 5 % 4])
        case _:
            bench.set(inside, status=("draft", None, "unverified")[number // 5 % 3])


@operation
def add_a_term(bench: Bench, number: int) -> None:
    name = ("quay", "boat came", "Mended", "roads")[number % 4]
    bench.put(f"terms/added-{number}.md", ({"name": name, "definition": "Added."}, "Beside the boat."))


@operation
def remove_a_term(bench: Bench, number: int) -> None:
    if sum(inside.startswith("terms/") for inside in bench.documents) > 1:
        bench.drop(bench.pick("terms/", number))


@operation
def accept_a_question(bench: Bench, number: int) -> None:
    """It shows on no page; and it is a file of content all the same, which may be at fault."""
    front = {
        "question": ("speaker-not-named", "told-twice", "no-question")[number % 3],
        "of": ["boat-front"],
        "reason": f"Reason {number}.",
    }
    if number % 4 == 3 and (found := bench.find("accepted-0")):
        bench.drop(found)
    else:
        bench.put(f"accepted/accepted-{number % 2}.md", (front, "More words."))


@operation
def edit_prose(bench: Bench, number: int) -> None:
    inside = bench.pick("pages/", number // 3)
    if number % 3 == 0:
        bench.set(inside, title=f"Page {number}")
    elif number % 3 == 1:
        bench.set(inside, order=number % 4)
    else:
        bench.put(f"pages/added-{number}.md", ({"title": f"Added page {number}", "summary": "More.", "order": number % 4}, "Freeland."))


@operation
def change_a_picture(bench: Bench, number: int) -> None:
    if number % 3 == 2:
        inside = "images/second.svg"
        bench.inputs.pictures[inside] = PICTURE.format(number).encode()
        bench.save(inside)
    else:
        for inside in sorted(inside for inside in bench.inputs.pictures if inside.endswith(".svg")):
            bench.inputs.pictures[inside] = PICTURE.format(("b map", "longer map")[number % 3]).encode()
            bench.save(inside)


@operation
def exchange_a_photograph(bench: Bench, number: int) -> None:
    """For one of another size, of the same size, or for no picture at all: shown by an entry, in a text, or by nothing."""
    inside = "images/photo.png"
    made = io.BytesIO()
    Image.new("L", ((500, 30), (20, 30), (20, 30), (20, 10))[number % 4], number % 3).save(made, "PNG")
    bench.inputs.pictures[inside] = made.getvalue() if number % 5 < 4 else b"no picture"
    bench.save(inside)
    entry = {"id": "photo", "caption": "P", "file": f"/{inside}", "alt": "A", "credit": "NF", "licence": "L", "place": "old-mill"}
    report = bench.pick("reports/", number // 5)
    if number % 3 == 1:
        bench.set(report, images=[entry])
    elif number % 3 == 2:
        bench.say(report, f"![Shown](/{inside})")


@operation
def remove_a_picture(bench: Bench, number: int) -> None:
    found = sorted(bench.inputs.pictures)
    if found:
        bench.drop(found[number % len(found)])


@operation
def break_a_file(bench: Bench, number: int) -> None:
    inside = bench.pick("reports/", number)
    bench.set(inside, **({"actors": ["nobody"]}, {"date": "soon"}, {"colour": "red"})[number % 3])


@operation
def touch_a_file(bench: Bench, number: int) -> None:
    os.utime(bench.content / bench.pick(("reports/", "actors/", "pages/")[number % 3], number))


@operation
def edit_and_set_the_clock_back(bench: Bench, number: int) -> None:
    """The same size, the same time of change: only the time of the file's own entry tells."""
    inside = bench.pick("reports/", number)
    before = (bench.content / inside).stat()
    summary = bench.documents[inside][0]["summary"]
    bench.set(inside, summary=summary[::-1] if summary[::-1] != summary else "".join(chr(ord(letter) ^ 1) for letter in summary))
    os.utime(bench.content / inside, ns=(before.st_atime_ns, before.st_mtime_ns))


@operation
def replace_a_file(bench: Bench, number: int) -> None:
    """As editors do: a new file takes the place of the old."""
    inside = bench.pick(("reports/", "places/")[number % 2], number // 2)
    front, body = bench.documents[inside]
    bench.documents[inside] = ({**front, "summary": f"Replaced {number}."}, body)
    new = bench.content / ".new"
    new.write_text(text_of(bench.documents[inside]), "utf-8")
    new.replace(bench.content / inside)


@operation
def edit_twice_within_a_tick(bench: Bench, number: int) -> None:
    """A file is built from, and changes again before the clock of the file system moves on: the same stamp, the same size."""
    inside = bench.pick("reports/", number)
    bench.ahead, bench.stopped = 0, time.time_ns()
    bench.set(inside, summary=f"One {number % 10}.")
    with contextlib.suppress(ContentError):
        bench.build()
    bench.set(inside, summary=f"Two {number % 10}.")
