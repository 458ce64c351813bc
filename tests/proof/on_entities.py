"""What may be done to actors, places and sources."""

from __future__ import annotations

from .bench import Bench
from .operations import NAMES, operation


@operation
def rename_an_entity(bench: Bench, number: int) -> None:
    """It keeps its old name as an alias, half of the time; else references to that name are a fault."""
    inside = bench.pick(("actors/", "places/", "sources/")[number % 3], number // 3)
    front = bench.documents[inside][0]
    aliases = [*front.get("aliases", ()), front["name"]] if number % 2 else front.get("aliases")
    bench.set(inside, name=f"New Name {number}", aliases=aliases)


@operation
def give_an_alias(bench: Bench, number: int) -> None:
    inside = bench.pick(("actors/", "places/")[number % 2], number // 2)
    bench.set(inside, aliases=[*bench.documents[inside][0].get("aliases", ()), NAMES[number % len(NAMES)]])


@operation
def take_the_aliases(bench: Bench, number: int) -> None:
    bench.set(bench.pick("actors/", number), aliases=None)


@operation
def hand_an_alias_over(bench: Bench, number: int) -> None:
    """A name that reports refer to means another actor from now on."""
    for name, aliases in (("northern-front", ["NF"]), ("northern-alliance", ["Northern League"])):
        if inside := bench.find(name):
            bench.set(inside, aliases=aliases)


@operation
def add_an_actor(bench: Bench, number: int) -> None:
    bench.put(f"actors/added-{number}.md", ({"name": NAMES[number % len(NAMES)], "kind": "armed-group"}, "Of the Old Mill."))


@operation
def add_a_place(bench: Bench, number: int) -> None:
    within = bench.pick("places/", number).removesuffix(".md")
    bench.put(f"places/added-{number}.md", ({"name": NAMES[number % len(NAMES)], "kind": "town", "within": within}, ""))


@operation
def add_a_source(bench: Bench, number: int) -> None:
    bench.put(f"sources/added-{number}.md", ({"name": f"{NAMES[number % len(NAMES)]} Times", "kind": "newspaper"}, ""))


@operation
def remove_an_entity(bench: Bench, number: int) -> None:
    """One that was added where there is one; else one that others may name, which is a fault."""
    added = sorted(inside for inside in bench.documents if "/added-" in inside and not inside.startswith("reports/"))
    bench.drop(added[number % len(added)] if added else bench.pick(("actors/", "places/")[number % 2], number // 2))


@operation
def change_a_kind(bench: Bench, number: int) -> None:
    inside = bench.pick(("actors/", "sources/")[number % 2], number // 2)
    bench.set(inside, kind=(("state", "person"), ("portal", "agency"))[number % 2][number // 2 % 2])


@operation
def change_a_parent(bench: Bench, number: int) -> None:
    if number % 3 == 2:
        if inside := bench.find(("northern-front", "jane-example")[number // 9 % 2]):
            bench.set(inside, part_of=(None, ["northern-alliance"], ["actors/riverton"])[number // 3 % 3])
    elif inside := bench.find(("places/riverton", "old-mill")[number % 2]):
        bench.set(inside, within=("south-province", "north-province", "freeland")[number // 3 % 3])


@operation
def date_the_names(bench: Bench, number: int) -> None:
    """A name of former times, an office, what it succeeds (round in a circle, which is a fault), where a place lay."""
    inside = bench.pick(("actors/", "places/")[number % 5 == 4], number // 5)
    front = bench.documents[inside][0]
    match number % 5:
        case 0:
            former = {"name": f"Old {front['name']}", "kind": "former", "to": ("2001-02", "2002")[number // 5 % 2], "lang": "ku-Latn"}
            bench.set(inside, aliases=[*front.get("aliases", ()), former])
        case 1:
            office = {"title": f"Speaker {number}", "of": "northern-alliance", "to": "2001-02-04"}
            bench.set(inside, offices=[*front.get("offices", ()), office])
        case 2 | 3:
            other = bench.pick("actors/", number // 5 + 1).rpartition("/")[2].removesuffix(".md")
            bench.set(inside, succeeds=[{"actor": f"actors/{other}", "date": "2001"}] if number % 5 == 2 else None)
        case _:
            bench.set(inside, was_within=[{"place": "south-province", "to": "1999"}] if number % 2 else None)


@operation
def tell_apart(bench: Bench, number: int) -> None:
    if inside := bench.find("northern-front"):
        bench.set(inside, distinct_from=(["northern-alliance"], ["jane-example"], None)[number % 3])


@operation
def move_the_file_of_an_entity(bench: Bench, number: int) -> None:
    """Its id is its file's name, whatever folder it lies in."""
    inside = bench.pick("actors/", number)
    name = inside.rpartition("/")[2]
    bench.move(inside, f"actors/{name}" if inside.count("/") > 1 else f"actors/more/{name}")
