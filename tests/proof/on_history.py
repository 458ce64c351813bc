"""What may be done to the repository."""

from __future__ import annotations

import contextlib

from annals.problems import ContentError

from .bench import Bench
from .on_reports import edit_a_summary, edit_a_title, rename_a_report
from .on_what_was_built import damage
from .operations import operation


@operation
def commit(bench: Bench, number: int) -> None:
    """All that there is; a day later, or a minute."""
    bench.repository.commit(later=(86_400, 60, 0)[number % 3])


@operation
def edit_and_commit(bench: Bench, number: int) -> None:
    """A change of substance, of wording, or of nothing that a reader sees; drafts come and go."""
    bench.repository.commit()
    inside = bench.pick("reports/", number // 6)
    match number % 6:
        case 0:
            bench.say(inside, f"{bench.documents[inside][1]}\n\nThere were {number} of them.")
        case 1:
            bench.set(inside, summary=f"It is told otherwise, in a way {('short', 'plain')[number // 6 % 2]}.")
        case 2:
            bench.set(inside, updated=f"2003-02-{number % 28 + 1:02}")
        case 3:
            bench.set(inside, status=None if bench.documents[inside][0].get("status") else "unverified")
        case 4:
            bench.set(inside, actors=[("NF", "northern-front", "jane-example")[number // 6 % 3]])
        case _:
            bench.set(inside, corrections=[{"date": "2003-01-02", "text": f"It was {number}.", "was": "Something else."}])
    bench.repository.commit(later=3600)


@operation
def tell_of_a_correction(bench: Bench, number: int) -> None:
    entries = [{"date": f"200{number % 3 + 1}-05-0{n}", "text": f"Text {n}."} for n in range(1, number % 3 + 2)]
    bench.set(bench.pick("reports/", number), corrections=entries)


@operation
def withhold_the_history(bench: Bench, number: int) -> None:
    bench.set(bench.pick("reports/", number // 2), history_from=("2003-01-01", None)[number % 2])
    if number % 3 == 0:
        bench.repository.commit()


@operation
def amend_the_last_commit(bench: Bench, number: int) -> None:
    bench.repository.commit()
    edit_a_summary(bench, 5 * number)
    bench.repository.amend()


@operation
def set_the_branch_back(bench: Bench, number: int) -> None:
    """The files stay as they are."""
    bench.repository.commit()
    bench.repository.set_back(number % 3 + 1)


@operation
def rename_and_commit(bench: Bench, number: int) -> None:
    bench.repository.commit()
    rename_a_report(bench, number)
    if number % 2:
        edit_a_summary(bench, 5 * number)
    bench.repository.commit()


@operation
def cut_the_history(bench: Bench, number: int) -> None:
    """As in a clone with few commits; or it is whole again."""
    bench.repository.commit()
    bench.repository.cut(None if number % 3 == 2 else number % 3)


@operation
def lose_the_repository(bench: Bench, number: int) -> None:
    bench.repository.lose()
    bench._repository = None


@operation
def damage_the_history(bench: Bench, number: int) -> None:
    bench.repository.commit()
    with contextlib.suppress(ContentError):
        bench.build()
    damage(bench.cached(("history", "history-log", "history-pack")[number // 7 % 3]), number)
    if number % 2:
        bench.repository.commit()
    else:
        edit_a_title(bench, number)
