"""What may be done to reports."""

from __future__ import annotations

import copy
from typing import Any

from .bench import Bench
from .operations import DATES, NAMES, number_of, operation


@operation
def edit_a_body(bench: Bench, number: int) -> None:
    inside = bench.pick(("reports/", "reports/", "actors/", "pages/", "sources/")[number % 5], number)
    bench.say(inside, f"{bench.documents[inside][1]}\n\nAlso {number_of(number)}.")


@operation
def edit_a_title(bench: Bench, number: int) -> None:
    bench.set(bench.pick("reports/", number), title=f"Title {number_of(number)}")


@operation
def take_the_title_of_another(bench: Bench, number: int) -> None:
    other = bench.documents[bench.pick("reports/", number // 7)][0]
    bench.set(bench.pick("reports/", number), title=other["title"])


@operation
def move_a_place(bench: Bench, number: int) -> None:
    at = {"lat": 1 + number % 7, "lon": -2 - number % 5, "precision": ("town", "governorate")[number % 2], "from": "invented"}
    bench.set(bench.pick("places/", number), coordinates=at if number % 4 else None)


@operation
def edit_a_summary(bench: Bench, number: int) -> None:
    bench.set(bench.pick(("reports/", "actors/", "places/", "sources/", "pages/")[number % 5], number // 5), summary=f"Summary {number}.")


@operation
def move_in_time(bench: Bench, number: int) -> None:
    bench.set(bench.pick("reports/", number // len(DATES)), date=DATES[number % len(DATES)])


@operation
def tell_the_time(bench: Bench, number: int) -> None:
    """Of the day; when it was reported; or a span that lasts over months or years, or has no known end."""
    inside = bench.pick("reports/", number // 6)
    spans = ("2001-02/2001-04", "2001/2002", "2001-02-03/..", "../2001-03-10")
    if number % 6 < 2:
        bench.set(inside, date="2001-05-01", time=("10:00+03:00", "07:00Z")[number % 2], reported="2001-05-03")
    else:
        bench.set(inside, date=spans[number % 6 - 2], time=None)


@operation
def date_a_claim(bench: Bench, number: int) -> None:
    """With a day, a month or a year that has no page yet: the words stand as plain text."""
    inside = bench.find("talks")
    claims = copy.deepcopy(bench.documents[inside][0].get("claims", [])) if inside else []
    if inside and claims:
        claims[0]["said"] = ("2003-01-02", "2001-07", "2004")[number % 3]
        bench.set(inside, claims=claims)


@operation
def move_to_a_new_time(bench: Bench, number: int) -> None:
    """The day, the month and the year get their pages, and links to them; or it lasts over days that have pages."""
    if inside := bench.find("bridge"):
        bench.set(inside, date=("2003-01-02", "2001-07-04", "2004-05-06", "2002-06-07", "2000-12-20/2001-03-12")[number % 5])


@operation
def change_who_took_part(bench: Bench, number: int) -> None:
    choices: tuple[list[str] | None, ...] = (None, ["NF"], ["actors/riverton"], ["jane-example", "northern-front"], ["northern-alliance"])
    bench.set(bench.pick("reports/", number // 5), actors=choices[number % 5])


@operation
def describe_images(bench: Bench, number: int) -> None:
    """On reports, and on the pages of the places where they were taken."""
    choices: tuple[list[dict[str, Any]] | None, ...] = (
        None,
        [{"id": "boat", "caption": f"A boat {number_of(number)}", "place": "old-mill", "taken": "2001-01-31", "credit": "NF"}],
        [{"id": "mill", "caption": "The mill", "kind": "footage", "place": "freeland", "via": "Example Digest"}],
        [{"id": "one", "caption": "One", "place": "old-mill"}, {"id": "two", "caption": "Two", "place": "old-mill", "taken": "2003"}],
    )
    bench.set(bench.pick("reports/", number // 4), images=choices[number % 4])


@operation
def change_where(bench: Bench, number: int) -> None:
    choices: tuple[list[str] | None, ...] = (None, ["old-mill"], ["freeland"], ["places/riverton", "south-province"])
    bench.set(bench.pick("reports/", number // 4), locations=choices[number % 4])


@operation
def change_the_sources(bench: Bench, number: int) -> None:
    choices: tuple[list[Any], ...] = (
        ["Example Digest"],
        [{"outlet": "Example Wire", "via": "Example Digest"}],
        ["The Daily Example", {"outlet": "Example Wire", "archived": {"url": "https://example.org/", "date": "2002", "sha256": "0a" * 32}}],
    )
    bench.set(bench.pick("reports/", number // 3), sources=choices[number % 3])


@operation
def cite_for_a_part(bench: Bench, number: int) -> None:
    """For a sub-story, for the whole report, or for a sub-story that is not there, which is a fault."""
    if inside := bench.find("01-siege"):
        story = ({}, {"story": "bridges"}, {"story": "bridge"})[number % 3]
        bench.set(inside, sources=["The Daily Example", {"outlet": "Example Wire", "via": "Example Digest", **story}])


@operation
def change_a_status(bench: Bench, number: int) -> None:
    inside = bench.pick("pages/" if number % 4 == 3 else "reports/", number // 4)
    bench.set(inside, status=("draft", "unverified", "reviewed", "draft")[number % 4])


@operation
def hold_an_entity_back(bench: Bench, number: int) -> None:
    """A fault where something that is reviewed names it; else its page goes."""
    inside = bench.pick(("actors/", "places/", "sources/")[number % 3], number // 3)
    bench.set(inside, status=("draft", "unverified", None)[number // 3 % 3])


@operation
def hold_a_claim_back(bench: Bench, number: int) -> None:
    """Half of the time its speaker is one that nobody has reviewed, and that nothing else names."""
    holders = sorted(inside for inside, (front, _) in bench.documents.items() if front.get("claims"))
    if holders:
        inside = holders[number % len(holders)]
        claims = copy.deepcopy(bench.documents[inside][0]["claims"])
        claims[number % len(claims)]["status"] = ("unverified", "reviewed", "draft")[number % 3]
        if number % 2:
            bench.put("actors/added-teller.md", ({"name": "The teller", "kind": "person", "status": "draft"}, ""))
            claims[number % len(claims)]["speaker"] = "The teller"
        bench.set(inside, claims=claims)


@operation
def remember_an_old_address(bench: Bench, number: int) -> None:
    """Of a page; of a part; one that is taken, which is a fault."""
    inside = bench.pick(("actors/", "reports/", "pages/", "places/")[number % 4], number // 4)
    front, body = bench.documents[inside]
    old = (f"/actors/old-{number}/", "#old-part", f"/old/{number}.atom", "/about/", None)[number // 4 % 5]
    to = "bridges" if "{#bridges}" in body and number % 3 else None
    redirect = {"from": old, "to": to} if to and old else old
    bench.set(inside, redirect_from=[*front.get("redirect_from", ()), redirect] if redirect else None)


@operation
def take_down(bench: Bench, number: int) -> None:
    """Something whose file is still there, or is not; or the decision is taken back."""
    inside = bench.pick(("reports/", "actors/", "pages/", "reports/")[number % 4], number // 4)
    if number % 4 == 3 and (found := sorted(inside for inside in bench.documents if inside.startswith("takedowns/"))):
        bench.drop(found[number % len(found)])
        return
    decision = {"addresses": [f"/{inside}"], "date": "2002-01-01", "reason": "It was asked for."}
    bench.put(f"takedowns/case-{number}.md", (decision, "Nothing more."))
    if number % 5 == 0:
        bench.drop(inside)


@operation
def publish_all(bench: Bench, number: int) -> None:
    for inside, (front, _) in sorted(bench.documents.items()):
        if front.get("status", "reviewed") != "reviewed":
            bench.set(inside, status=None)


@operation
def change_a_language(bench: Bench, number: int) -> None:
    bench.set(bench.pick(("reports/", "actors/", "pages/")[number % 3], number // 3), lang=("ar", "de", None)[number % 3])


@operation
def link_names_or_not(bench: Bench, number: int) -> None:
    inside = bench.pick("reports/", number)
    bench.set(inside, link_names=not bench.documents[inside][0].get("link_names", True))


@operation
def record_a_change(bench: Bench, number: int) -> None:
    bench.set(bench.pick(("reports/", "pages/")[number % 2], number // 2), updated=f"2003-01-{number % 28 + 1:02}")


@operation
def publish_on_another_day(bench: Bench, number: int) -> None:
    bench.set(bench.pick("reports/", number // 3), published=(None, f"2003-02-{number % 28 + 1:02}", "2003-03")[number % 3])


@operation
def mention_a_name(bench: Bench, number: int) -> None:
    inside = bench.pick("reports/", number // len(NAMES))
    bench.say(inside, f"{bench.documents[inside][1]}\n\n{NAMES[number % len(NAMES)]} was named.")


@operation
def link_to_another(bench: Bench, number: int) -> None:
    inside, other = bench.pick("reports/", number), bench.pick(("reports/", "pages/", "actors/", "places/")[number % 4], number // 4)
    words = ("the other", "Lower", "Hill")[number % 3]
    bench.say(inside, f"{bench.documents[inside][1]}\n\nSee [{words}](/{other}) Ford, Guard, [all](/actors/).")


@operation
def add_a_report(bench: Bench, number: int) -> None:
    front: dict[str, Any] = {
        "title": f"Added {number % 4}",
        "date": DATES[number % len(DATES)],
        "summary": "Added.",
        "sources": ["Example Wire"],
        **({"actors": ["Northern Front"]} if number % 2 else {}),
        **({"locations": ["old-mill"]} if number % 3 else {}),
        **({"status": "draft"} if number % 5 == 1 else {}),
    }
    bench.put(f"reports/2001/0{number % 9 + 1}/added-{number}.md", (front, f"{NAMES[number % len(NAMES)]} and the Old Mill."))


@operation
def fill_the_archive(bench: Bench, number: int) -> None:
    """So many new reports that the older ones are not on the home page."""
    for day in range(1, 14):
        front = {"title": f"Day {day}", "date": f"2003-03-{day:02}", "summary": "One of many.", "sources": ["Example Wire"]}
        bench.put(f"reports/2003/03/{day:02}-many.md", (front, "In Freeland."))


@operation
def delete_a_report(bench: Bench, number: int) -> None:
    if sum(inside.startswith("reports/") for inside in bench.documents) > 3:
        bench.drop(bench.pick("reports/", number))


@operation
def rename_a_report(bench: Bench, number: int) -> None:
    inside = bench.pick("reports/", number)
    bench.move(inside, f"reports/2001/renamed-{number}.md")
