"""What is known of an archive helps to read it again, and changes nothing of what is found in it."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from annals.library import Library, open_library
from annals.pack import Pack
from annals.problems import ContentError, Problems
from annals.reading import ContentFolder
from annals.state import State
from annals.told import drawers_of
from tests.writing import CASES, Case, base, document, read_cases, report, told, write

FAULTS = read_cases(CASES / "faults")


def folder(content: Path) -> ContentFolder:
    return ContentFolder(content, "content", {})


def opened(content: ContentFolder, cache: Path, state: State, *, preview: bool = True) -> Library:
    problems = Problems()
    listing = content.list(problems)
    with contextlib.closing(Pack(cache / "pack", state.pack)) as pack:
        library = open_library(content, None if problems else listing, state, pack, preview=preview, settled=True)
        state.pack = pack.length
        return library


def known(content: ContentFolder, cache: Path, *, preview: bool = True) -> State:
    """The state of an archive in which nothing is wrong."""
    cache.mkdir(exist_ok=True)
    state = State()
    library = opened(content, cache, state, preview=preview)
    state.sources, state.outputs, state.pictures = library.sources, {}, library.pictures
    state.drawers, state.names = drawers_of(library.cards, library.before, {}), library.names
    return state


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: f"{case.table.stem}: {case.title}")
def test_a_fault_is_told_in_the_same_words_where_all_was_right_before(case: Case, tmp_path: Path) -> None:
    content = folder(base(tmp_path))
    state = known(content, tmp_path / "cache")
    for file in case.files:
        (content.folder / file.path).unlink(missing_ok=True)
        file.write(content.folder)
    try:
        opened(content, tmp_path / "cache", state)
        said = "No fault."
    except ContentError as error:
        said = str(error)
    assert said == told(content.folder)


ANSWERS = """
[{{id: {id}, about: truce, speaker: SOHR, verb: says, text: It holds., {relation}: {other}}}]
""".strip()


def claiming(id: str, relation: str, other: str, **fields: str) -> str:
    return report("## A part {#part}\n\nText.\n", claims=ANSWERS.format(id=id, relation=relation, other=other), **fields)


SOUND = {
    "reports/one.md": report("## A part {#part}\n\nText.\n", claims="[{id: one, about: truce, speaker: SOHR, verb: says, text: So.}]"),
    "reports/two.md": claiming("two", "confirms", "one"),
    "reports/three.md": report("See [the part](two.md#part).\n", follows="[two]"),
    "reports/five.md": report(claims="[{id: five, about: truce, speaker: SOHR, verb: says, text: So.}]"),
}
LATER: dict[str, dict[str, str | None]] = {
    "answers what answers another": {"reports/new.md": claiming("new", "denies", "two")},
    "answers what is not there": {"reports/new.md": claiming("new", "denies", "twenty")},
    "is of a name that begins as another": {"reports/new.md": claiming("on", "denies", "two")},
    "has a claim that is there already": {"reports/new.md": claiming("two", "denies", "one")},
    "is about something else than what it answers": {"reports/new.md": claiming("new", "denies", "two").replace("truce", "toll")},
    "revises what another said": {"reports/new.md": claiming("new", "revises", "two").replace("SOHR", "Reuters")},
    "revises what it said": {"reports/new.md": claiming("new", "revises", "two")},
    "two that answer each other": {
        "reports/new.md": claiming("new", "denies", "newer").replace("about: truce, ", ""),
        "reports/newer.md": claiming("newer", "denies", "new").replace("about: truce, ", ""),
    },
    "links to a part": {"reports/new.md": report("See [it](one.md#part).\n")},
    "links to no part": {"reports/new.md": report("See [it](one.md#parts).\n")},
    "links to no file": {"reports/new.md": report("See [it](ten.md).\n")},
    "says more": {"reports/one.md": SOUND["reports/one.md"] + "\n## Another {#other}\n\nSee [it](two.md).\n"},
    "loses what another leads to": {"reports/two.md": SOUND["reports/two.md"].replace("#part", "#parts")},
    "loses what another answers": {"reports/one.md": SOUND["reports/one.md"].replace("id: one", "id: only")},
    "says something else of what another answers": {"reports/one.md": SOUND["reports/one.md"].replace("truce", "toll")},
    "follows one that is there": {"reports/new.md": report(follows="[three]")},
    "follows one that is not there": {"reports/new.md": report(follows="[four]")},
    "is there in another case": {"reports/ONE.md": SOUND["reports/three.md"]},
    "waits, and answers": {"reports/new.md": claiming("new", "denies", "two", status="unverified")},
    "waits now, and is answered": {"reports/one.md": SOUND["reports/one.md"].replace("---\n## ", "status: unverified\n---\n## ")},
    "names one that waits": {
        "actors/new.md": document(name="New", kind="state", status="unverified"),
        "reports/new.md": report(actors="[new]"),
    },
    "goes, and others name it": {"actors/syrian-observatory.md": None},
    "goes, and others lead to it": {"reports/two.md": None},
    "goes, and what it said is answered": {"reports/one.md": None},
    "bears the name of another": {"actors/new.md": document(name="SOHR", kind="state")},
    "takes a name away": {
        "actors/syrian-observatory.md": document(name="Observatory", kind="organisation"),
    },
    "takes a name away, and leads nowhere": {
        "actors/syrian-observatory.md": document("See [it](/reports/ten.md).", name="Observatory", kind="organisation"),
    },
    "moves a name": {
        "actors/syrian-observatory.md": document(name="Observatory", kind="organisation"),
        "actors/new.md": document(name="SOHR", kind="state"),
    },
    "closes a circle of places": {"places/syria.md": document(name="Syria", kind="country", within="Aleppo")},
    "waits now, and is named": {"actors/syrian-observatory.md": document(name="SOHR", kind="organisation", status="unverified")},
    "takes down what others name": {
        "takedowns/new.md": document(addresses="[/actors/syrian-observatory/]", date="2017-01-01", reason="Asked for.")
    },
    "takes down what another leads to": {"takedowns/new.md": document(addresses="[/reports/two/]", date="2017-01-01", reason="Asked for.")},
}


def put(content: Path, files: Mapping[str, str | None]) -> None:
    """Files into a content folder; ``None``: one that goes."""
    for path, text in files.items():
        if text is None:
            (content / path).unlink()
        else:
            write(content, {path: text})


@pytest.mark.parametrize("preview", [True, False], ids=["preview", "published"])
@pytest.mark.parametrize("change", LATER)
def test_what_came_is_checked_against_what_was_right_before(change: str, preview: bool, tmp_path: Path) -> None:
    content = folder(base(tmp_path, SOUND))
    state = known(content, tmp_path / "cache", preview=preview)
    put(content.folder, LATER[change])
    found = []
    for before in (state, State()):
        try:
            library = opened(content, tmp_path / "cache", before, preview=preview)
            found.append((library.cards, {inside: source.bearing for inside, source in library.sources.items()}))
        except ContentError as error:
            found.append(str(error))
    assert found[0] == found[1]


def test_a_new_report_is_no_reason_to_check_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from annals import across

    content = folder(base(tmp_path, SOUND))
    state = known(content, tmp_path / "cache")
    looked: list[str] = []
    real = across.bearing_of
    monkeypatch.setattr(across, "bearing_of", lambda source: looked.append(source.id) or real(source))
    put(content.folder, LATER["answers what answers another"])
    opened(content, tmp_path / "cache", state)
    assert {"new", "two", "one"} <= set(looked)
    assert "five" not in looked


def files_read(content: ContentFolder, cache: Path, state: State, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Those that are read to tell a fault."""
    looked: set[str] = set()
    real = ContentFolder.read
    monkeypatch.setattr(ContentFolder, "read", lambda it, file, *rest: looked.add(file.inside) or real(it, file, *rest))
    with pytest.raises(ContentError):
        opened(content, cache, state)
    return looked


READ_TO_TELL = {
    "links to no file": {"reports/new.md"},
    "has a claim that is there already": {"reports/new.md", "reports/two.md"},
    "goes, and others lead to it": {"reports/three.md"},
    "closes a circle of places": {"places/aleppo.md", "places/syria.md"},
}


@pytest.mark.parametrize("change", READ_TO_TELL)
def test_a_fault_is_told_without_reading_what_has_nothing_to_do_with_it(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = folder(base(tmp_path, SOUND))
    state = known(content, tmp_path / "cache")
    put(content.folder, LATER[change])
    assert files_read(content, tmp_path / "cache", state, monkeypatch) == READ_TO_TELL[change]
