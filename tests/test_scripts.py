"""The theme's scripts: a browser never puts an old module beside a new one. A script is asked for with a mark of its own text and of the
modules in its folder, for which it asks with the same mark; what several scripts load has a number in its name, and never changes.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.sites import OCTOBER, ROOT, Project, Site

STATIC = ROOT / "themes" / "annals" / "static"
SCRIPTS = sorted(STATIC.rglob("*.js"))

# What browsers may keep for good. To change one, give it the next number, in its name and here.
NUMBERED = {"parts/elements-1.js": "2c319d04a3e1c2706fc1336ad024ab00edc2b83512e37372ca1e4b1df2e09e2e"}

_NUMBERED = re.compile(r'\bimport\s*\{[^}]*\}\s*from\s*"([^"]*)"')
_MARKED = re.compile(r"\bimport\(`([^`]*)`\)")
_ANY = re.compile(r"\bfrom\s*[\"'`]|\bimport\s*[(\"']")
_MODULE = re.compile(r'\bload\("(\w+)"\)')


def name(path: Path) -> str:
    return path.relative_to(STATIC).as_posix()


def test_what_several_scripts_load_is_as_it_was_when_it_got_its_name() -> None:
    found = {name(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in SCRIPTS if path.parent == STATIC / "parts"}
    assert found == NUMBERED


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_a_script_loads_with_its_own_mark_or_by_number(path: Path) -> None:
    text = path.read_text("utf-8")
    numbered, marked = _NUMBERED.findall(text), _MARKED.findall(text)
    assert len(_ANY.findall(text)) == len(numbered) + len(marked), "an import that is of neither kind"
    assert {name((path.parent / address).resolve()) for address in numbered} <= NUMBERED.keys()
    folder = STATIC / name(path).removesuffix(".js").partition("/")[0]
    for address in marked:
        assert address.endswith(".js${version}")
        for module in _MODULE.findall(text) if "${module}" in address else [""]:
            target = (path.parent / address.removesuffix("${version}").replace("${module}", module)).resolve()
            assert target.is_file()
            assert target.parent == folder


def marks(site: Site) -> dict[str, str]:
    """The mark of each script that some page asks for, by its name."""
    found = {urlsplit(str(address)) for tree in site.pages.values() for address in tree.xpath("//script/@src")}
    assert len({address.path for address in found}) == len(found), "two pages ask for a script with two marks"
    return {address.path.removeprefix("/theme/"): address.query for address in found}


def test_the_mark_of_a_script_changes_with_it_and_with_the_modules_in_its_folder(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", OCTOBER)  # it has lists that can be narrowed
    before = marks(project.build(settings="publishconf.py"))
    assert before.keys() == {name(path) for path in SCRIPTS if path.parent == STATIC}
    for edited, marked in (("search/words.js", "search.js"), ("narrowing.js", "narrowing.js")):
        path = project.root / "themes" / "annals" / "static" / edited
        path.write_text(path.read_text("utf-8") + "// another line\n", "utf-8")
        after = marks(project.build(settings="publishconf.py"))
        assert [name for name in before if after[name] != before[name]] == [marked]
        before = after
