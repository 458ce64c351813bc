"""Sites for the tests: copies of the project with content of their own, built by the real command line, read as a browser does."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from annals.conf import read_conf
from annals.sections import Section

ROOT = Path(__file__).resolve().parents[1]
OCTOBER = ROOT / "content"
SMALL = ROOT / "tests" / "golden" / "content"
URL = "https://example.org"

SMALL_SETTINGS = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from publishconf import *

SITENAME = "The Riverton Papers"
SITESUBTITLE = "A chronology that exists only in tests."
ANNALS_PAGE_SIZE = 2  # so that a few reports fill more than one page of a list
"""


def sections() -> tuple[Section, ...]:
    """The page families that the project's own settings switch on."""
    return tuple(
        importlib.import_module(name).SECTION for name in sorted(read_conf(ROOT / "pelicanconf.py")["PLUGINS"]) if name != "annals"
    )


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def told(self) -> str:
        return self.out + self.err


def run(*command: str | Path, cwd: Path, **environment: str) -> Done:
    """A command in a process of its own. ``SITEURL`` and the like come from the test, never from the tester's shell; the wide
    terminal keeps Pelican from breaking its lines.
    """
    kept = {name: value for name, value in os.environ.items() if name not in ("SITEURL", "TZ", "PYTHONHASHSEED")}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**kept, "PYTHONIOENCODING": "utf-8", "COLUMNS": "400", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


class Project:
    """A copy of the project in a folder of its own, free to be changed."""

    def __init__(self, root: Path, content: Path | None = SMALL) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        for name in ("plugins", "themes"):
            shutil.copytree(ROOT / name, root / name)  # compiled modules and all: compiling them again would take most of a build
        for name in ("pelicanconf.py", "publishconf.py", "tasks.py"):
            shutil.copy(ROOT / name, root / name)
        (root / "smallconf.py").write_text(SMALL_SETTINGS, encoding="utf-8")
        if content is not None:
            shutil.copytree(content, root / "content")

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def output(self) -> Path:
        return self.root / "output"

    def write(self, inside: str, text: str) -> Path:
        """A file of content, its folder made where there is none."""
        path = self.content / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def edit(self, inside: str, old: str, new: str) -> None:
        """Replace a text that stands in a file of content exactly once."""
        path = self.content / inside
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {inside}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def settings(self, lines: str, name: str = "ownconf.py") -> str:
        """A settings file on top of ``smallconf.py``; its name is returned."""
        (self.root / name).write_text(f"{SMALL_SETTINGS.partition('SITENAME')[0].replace('publishconf', 'smallconf')}{lines}\n", "utf-8")
        return name

    def pelican(self, *arguments: str, settings: str = "smallconf.py", cwd: Path | None = None, **environment: str) -> Done:
        conf = self.root / settings if cwd else Path(settings)
        return run(sys.executable, "-m", "pelican", "-s", conf, *arguments, cwd=cwd or self.root, **environment)

    def build(self, *arguments: str, settings: str = "smallconf.py", url: str = URL, **environment: str) -> Site:
        """The site, published to ``url``. Fails with what Pelican told when it cannot be built."""
        done = self.pelican(*arguments, settings=settings, SITEURL=url, **environment)
        assert done.status == 0, done.told
        assert "Annals:" in done.out, done.told
        return Site(self.output, url)


@dataclass(frozen=True)
class Site:
    """A built site, read from disk. ``url``: its address, without a final slash."""

    folder: Path
    url: str

    @property
    def base(self) -> str:
        return urlsplit(self.url).path

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Every file by its path, in order."""
        return snapshot(self.folder)

    @cached_property
    def pages(self) -> Mapping[str, html.HtmlElement]:
        """Every HTML page by its address below the site's root: ``""``, ``actors/russia/``, ``404.html``."""
        return {
            file.removesuffix("index.html"): html.document_fromstring(data) for file, data in self.files.items() if file.endswith(".html")
        }

    def text(self, file: str) -> str:
        return self.files[file].decode("utf-8")

    def leads_to(self, address: str, page: str) -> tuple[str | None, str]:
        """The file that an address on a page leads to, with its fragment; ``None`` for an address of another site."""
        whole = urljoin(f"{self.url}/{page}", address)
        parts = urlsplit(whole)
        if parts.scheme not in ("http", "https") or parts.netloc != urlsplit(self.url).netloc:
            return None, ""
        path = unquote(parts.path)
        if not path.startswith(f"{self.base}/"):
            return f"(outside {self.base}/) {path}", ""
        inside = path[len(self.base) + 1 :]
        return inside + ("index.html" if inside.endswith("/") or not inside else ""), unquote(parts.fragment)

    def addresses(self, page: str) -> Iterator[str]:
        """Every address that a page's elements hold, links and files alike."""
        for element in self.pages[page].iter():
            for name in ("href", "src"):
                if (address := element.get(name)) is not None:
                    yield address

    def broken_links(self) -> list[str]:
        """Addresses of this site on its pages that lead nowhere, and fragments of which there is no element."""
        ids = {page: {element.get("id") for element in tree.iter() if element.get("id")} for page, tree in self.pages.items()}
        broken = []
        for page in self.pages:
            for address in self.addresses(page):
                file, fragment = self.leads_to(address, page)
                if file is None:
                    continue
                there = file in self.files
                if not there or (fragment and file.endswith(".html") and fragment not in ids[file.removesuffix("index.html")]):
                    broken.append(f"{page or '(home)'}: {address}")
        return broken


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, in order of path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The files that are not the same in two snapshots, each with how."""
    told = [f"only in the first: {file}" for file in one if file not in other]
    told += [f"only in the second: {file}" for file in other if file not in one]
    return told + [f"differs: {file}" for file in one if file in other and one[file] != other[file]]


def once(folder: Path, make: Callable[[Path], None], patience: float = 240) -> Path:
    """A folder that the first process to come here makes, and that all others wait for: the workers of one test run share it."""
    done, failed = folder.with_suffix(".done"), folder.with_suffix(".failed")
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.with_suffix(".lock").mkdir()
    except FileExistsError:
        end = time.monotonic() + patience
        while not done.exists():
            assert not failed.exists(), failed.read_text(encoding="utf-8")
            assert time.monotonic() < end, f"nobody finished {folder}"
            time.sleep(0.1)
        return folder
    try:
        make(folder)
    except BaseException as error:
        failed.write_text(f"another worker could not make {folder.name}: {error}", encoding="utf-8")
        raise
    done.touch()
    return folder
