"""What may be done to the output and the cache."""

from __future__ import annotations

import copy
import os
import random
import shutil
from pathlib import Path

from annals import state_files

from .archive import ARCHIVE, PICTURE
from .bench import Bench, Inputs
from .on_entities import add_an_actor
from .on_reports import add_a_report, edit_a_title
from .operations import operation


@operation
def remove_a_page(bench: Bench, number: int) -> None:
    if files := bench.theirs():
        files[number % len(files)].unlink()


@operation
def truncate_a_page(bench: Bench, number: int) -> None:
    if files := bench.theirs():
        os.truncate(files[number % len(files)], number % 3)


@operation
def tamper_with_a_page(bench: Bench, number: int) -> None:
    """The same size; and the time of change set back, half of the time."""
    if files := [path for path in bench.theirs() if path.stat().st_size]:
        path = files[number % len(files)]
        before = path.stat()
        data = bytearray(path.read_bytes())
        data[number % len(data)] ^= 1
        path.write_bytes(data)
        if number % 2:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@operation
def add_a_foreign_file(bench: Bench, number: int) -> None:
    inside = ("CNAME", "reports/theirs.txt", "actors/theirs/note.html", "2001/theirs.txt")[number % 4]
    bench.foreign[inside] = b"theirs"
    path = bench.output / inside
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"theirs")


@operation
def remove_the_output(bench: Bench, number: int) -> None:
    shutil.rmtree(bench.output, ignore_errors=True)
    bench.foreign.clear()
    if number % 2:
        bench.output.mkdir()


@operation
def put_a_folder_in_the_place_of_a_page(bench: Bench, number: int) -> None:
    if files := bench.theirs():
        path = files[number % len(files)]
        path.unlink()
        path.mkdir()


@operation
def remove_the_cache(bench: Bench, number: int) -> None:
    shutil.rmtree(bench.cache, ignore_errors=True)


def damage(path: Path, number: int) -> None:
    """Cut, emptied, a bit flipped, noise of the same size, another format, or gone."""
    data = path.read_bytes() if path.is_file() else b""
    noise = random.Random(number)
    match number % 7:
        case 0:
            path.write_bytes(data[: len(data) // 2])
        case 1:
            path.write_bytes(b"")
        case 2 if data:
            at = noise.randrange(len(data))
            path.write_bytes(data[:at] + bytes([data[at] ^ 1 << noise.randrange(8)]) + data[at + 1 :])
        case 3:
            path.write_bytes(noise.randbytes(len(data)))
        case 4:
            path.write_bytes(data.replace(b"annals state ", b"annals state 9", 1))
        case 5:
            path.write_bytes(data + noise.randbytes(100))
        case _:
            path.unlink(missing_ok=True)


@operation
def damage_the_state(bench: Bench, number: int) -> None:
    damage(bench.cached("state"), number)


PARTS = (
    *("files", "made", "made from", "marks", "pieces", "pieces made from", "sources", "tables reports_by_title", "tables positions"),
    *("pictures", "histories", "plan", "source rows", "drawers", "told", "names"),
)
"""Of the first file of the state."""


def damage_part(path: Path, part: str) -> None:
    """Some bytes in the middle of it are others, where it is there."""
    data = bytearray(path.read_bytes()) if path.is_file() else bytearray()
    begin = len(state_files._MAGIC) + 16
    offset, length, _ = state_files.read_state(path, bytes(data[begin - 16 : begin]))._parts._places.get(part, (0, 0, b""))
    middle = begin + offset + length // 2
    for at in range(middle, min(middle + 16, begin + offset + length)):
        data[at] ^= 0xFF
    if length:
        path.write_bytes(data)


@operation
def damage_a_part_of_the_state(bench: Bench, number: int) -> None:
    """A build reads the parts that it needs, some of them late."""
    damage_part(bench.cached("state"), PARTS[number % len(PARTS)])
    edit_a_title(bench, number)


@operation
def damage_what_came_since(bench: Bench, number: int) -> None:
    """Of the state: the second of its files. When it is gone, the first is what an earlier build left."""
    edit_a_title(bench, number)
    bench.build()
    damage(bench.cached("since"), number)


@operation
def damage_the_pack(bench: Bench, number: int) -> None:
    damage(bench.cached("pack"), number)


@operation
def damage_the_pack_and_edit(bench: Bench, number: int) -> None:
    """The records that are not read again are needed, and are not what they were."""
    damage(bench.cached("pack"), number)
    edit_a_title(bench, number)


@operation
def damage_the_pack_and_add_a_name(bench: Bench, number: int) -> None:
    damage(bench.cached("pack"), number)
    add_an_actor(bench, number)


@operation
def damage_what_is_kept(bench: Bench, number: int) -> None:
    """Of stretches of the record, for search: some of it is needed, and is not what it was."""
    for at, path in enumerate(sorted(bench.cached("kept").glob("*"))):
        damage(path, number + at)
    edit_a_title(bench, number)


@operation
def make_room(bench: Bench, number: int) -> None:
    """From now on the records are written anew by each build, so that none that is not in use lies between them; or no longer."""
    bench.spare = 1_000_000 if number % 2 else -(10**9)
    edit_a_title(bench, number // 2)


@operation
def damage_the_list(bench: Bench, number: int) -> None:
    damage(bench.cached("files.json"), number)


def other_site(bench: Bench) -> Bench:
    """Another archive, which has its own folders and was built once."""
    kept = {inside: document for inside, document in ARCHIVE.items() if not inside.startswith("reports/2001/05")}
    inputs = Inputs(copy.deepcopy(kept), {"images/map.svg": PICTURE.format("other").encode()})
    number = sum(path.name.startswith("other") for path in bench.root.iterdir())
    other = Bench(bench.root / f"other-{number}", inputs)
    add_a_report(other, 8)
    edit_a_title(other, 3)
    other.build()
    return other


@operation
def take_the_cache_of_another_site(bench: Bench, number: int) -> None:
    state = ("state", "since")
    names = (state, ("pack",), (*state, "pack"), (*state, "pack", "files.json"), ("since",))[number % 5]
    other = other_site(bench)
    edit_a_title(other, 4)
    other.build()
    for name in names:
        bench.cached(name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(other.cached(name), bench.cached(name))
