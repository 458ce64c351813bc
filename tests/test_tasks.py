"""The commands of the project, and what its environments are locked to."""

from __future__ import annotations

import ast
import json
import re
import sys

import pytest

from tests.sites import ROOT, Done, Project, differing, run, snapshot


def inv(*words: str, **environment: str) -> Done:
    return run(sys.executable, "-m", "invoke", *words, cwd=ROOT, **environment)


def inside(project: Project, *words: str, **environment: str) -> Done:
    return run(sys.executable, "-m", "invoke", *words, cwd=project.root, **environment)


def declared() -> list[str]:
    tree = ast.parse((ROOT / "tasks.py").read_text("utf-8"))
    return [
        node.name.removesuffix("_")
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and any(ast.unparse(decorator).startswith("task") for decorator in node.decorator_list)
    ]


def test_every_task_is_listed_with_what_it_does() -> None:
    done = inv("--list")
    assert done.status == 0, done.told
    whole = re.sub(r"\n {4,}", " ", done.out)  # long lines are broken
    listed = dict(re.findall(r"^  (\S+)  +(\S.*)$", whole, re.MULTILINE))
    assert sorted(listed) == sorted(declared())
    assert [name for name, words in listed.items() if len(words.split()) < 4] == []


def test_check_passes_on_the_archive_of_this_repository() -> None:
    done = inv("check")
    assert (done.status, done.err) == (0, "")
    asked = r"0 questions not answered; \d+ answered in content/accepted/\.\n"
    assert re.fullmatch(
        asked + r"No fault in \d+ reports, \d+ actors, \d+ places, \d+ sources, \d+ subjects, \d+ threads, \d+ terms and \d+ pages\.\n",
        done.out,
    )


def test_check_tells_a_fault_and_writes_nothing(project: Project) -> None:
    project.edit("reports/2001/03/talks.md", "date: 2001-03-10~", "date: 2001-13-10")
    before = snapshot(project.root)
    done = inside(project, "check", PYTHONDONTWRITEBYTECODE="1")
    assert done.status == 65
    assert "content/reports/2001/03/talks.md:3:7: error: " in done.err
    assert "Nothing was written." in done.err
    assert "Traceback" not in done.told
    assert differing(before, snapshot(project.root)) == []


def test_check_tells_what_a_build_tells(project: Project) -> None:
    project.edit("reports/2001/03/talks.md", "sources: [Example Digest]", "sources: [Nobody]")
    project.edit("actors/jane-example.md", "kind: person", "kind: persn")
    assert inside(project, "check").err.strip() == project.pelican(settings="pelicanconf.py").err.strip()


def test_check_tells_a_bad_setting(project: Project) -> None:
    conf = project.root / "pelicanconf.py"
    conf.write_text(conf.read_text("utf-8").replace("ANNALS_PAGE_SIZE = 50", "ANNALS_PAGE_SIZE = -1"), "utf-8")
    done = inside(project, "check")
    assert done.status == 78
    assert "ANNALS_PAGE_SIZE is -1" in done.err
    assert "Traceback" not in done.told


def test_check_does_not_wait_for_pelican() -> None:
    done = run(sys.executable, "-X", "importtime", "-m", "invoke", "check", cwd=ROOT)
    assert done.status == 0
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.err.splitlines() if line.startswith("import time:")}
    assert "annals" in loaded
    assert "pelican" not in loaded


def test_build_and_clean_do_what_they_say(project: Project) -> None:
    done = inside(project, "build", "--publish", SITEURL="https://annals.example/archive")
    assert done.status == 0, done.told
    assert "https://annals.example/archive/about/" in (project.output / "sitemap.xml").read_text("utf-8")
    assert inside(project, "clean").status == 0
    assert not project.output.exists()
    assert not (project.root / ".build").exists()
    assert (project.content / "pages/about.md").exists()


def test_build_ends_with_the_status_of_a_fault(project: Project) -> None:
    project.edit("reports/2001/03/talks.md", "date: 2001-03-10~", "date: soon")
    done = inside(project, "build")
    assert done.status == 65
    assert "content/reports/2001/03/talks.md:3:7: error: " in done.err
    assert "Traceback" not in done.told


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_every_locked_package_has_a_hash_and_no_registry_is_named(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    lines = text.replace("\\\n", " ").splitlines()
    packages = [line for line in lines if line and not line.startswith(("#", " ", "\t"))]
    assert len(packages) > 10
    assert [line for line in packages if not re.match(r"[A-Za-z0-9._\[\]-]+==\S+.*--hash=sha256:[0-9a-f]{64}", line)] == []
    assert re.findall(r"https?://\S+|--(?:extra-)?index-url", text) == []


def test_the_site_needs_nothing_that_the_tests_need() -> None:
    """What is locked for the site is locked for the tests too, at the same version."""
    site, tests = (
        set(re.findall(r"^[A-Za-z0-9._-]+==\S+", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in ("requirements.txt", "requirements-test.txt")
    )
    assert site < tests
    assert not [package for package in site if package.startswith(("pytest", "playwright", "mypy", "ruff"))]


def test_the_lock_of_npm_names_versions_and_hashes_and_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if "integrity" not in package or "version" not in package] == []


def test_npm_packages_are_named_by_one_version() -> None:
    named = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    assert [name for name, version in named.items() if not re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", version)] == []
