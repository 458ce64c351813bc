"""The preview: it builds at each change, tells faults in the terminal and in the browser, and never loses the page."""

from __future__ import annotations

import contextlib
import http.client
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from annals import engine
from annals.live import builder
from annals.live import preview as loop
from tests.sites import Project

TALKS = "reports/2001/03/talks.md"
PATIENCE = 30.0  # seconds: a build takes one, on a machine that does nothing else


def _interruptible() -> None:
    """Ctrl-C has its effect, also where the tests run in the background of a shell, which has told its jobs to ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Preview:
    """``inv serve`` in a process of its own, with what it says in the terminal."""

    def __init__(self, project: Project, port: int) -> None:
        self.project = project
        self.terminal = project.root / "terminal.txt"
        with self.terminal.open("wb") as terminal:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "invoke", "serve", "--port", str(port)],
                cwd=project.root,
                env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
                stdout=terminal,
                stderr=subprocess.STDOUT,
                preexec_fn=_interruptible,  # noqa: PLW1509 - one thread runs here
            )
        try:
            self.says(r"http://localhost:(\d+)/ ")
        except BaseException:
            self.stop()
            raise
        self.port = int(self.says(r"http://localhost:(\d+)/ ")[1])

    def says(self, pattern: str) -> re.Match[str]:
        """Waits until the terminal shows what is looked for."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            text = self.terminal.read_text("utf-8", "replace")
            if found := re.search(pattern, text):
                return found
            assert self._process.poll() is None, text
            time.sleep(0.05)
        pytest.fail(f"{pattern!r} was not said in {PATIENCE:.0f} seconds:\n{text}")

    def get(self, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def child(self, name: str) -> int:
        """The id of the process that runs a module below it."""
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                words = (process / "cmdline").read_bytes().split(b"\0")
                if name.encode() in words and str(self.port).encode() in words[-2]:
                    return int(process.name)
        pytest.fail(f"no process runs {name}")

    def stop(self) -> int:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        try:
            return self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()


class Events:
    """The event stream, as a browser reads it."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._connection.request("GET", "/-/live")
        self._answer = self._connection.getresponse()
        assert self._answer.getheader("Content-Type") == "text/event-stream"

    def next(self) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE
        while True:
            line = self._answer.readline().decode("utf-8")
            assert line, "the stream ended"
            assert time.monotonic() < end, "no build was told of"  # the stream's own signs of life come for ever
            if line.startswith("data: "):
                found: dict[str, Any] = json.loads(line.removeprefix("data: "))
                return found

    def close(self) -> None:
        self._answer.close()
        self._connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    started = Preview(Project(tmp_path_factory.mktemp("live") / "project"), free_port())
    yield started
    started.stop()


@pytest.fixture
def events(preview: Preview) -> Iterator[Events]:
    stream = Events(preview.port)
    yield stream
    stream.close()


def test_a_page_has_the_live_script_which_the_built_file_has_not(preview: Preview) -> None:
    status, headers, page = preview.get("/about/")
    assert (status, headers["content-type"].replace(" ", "")) == (200, "text/html;charset=utf-8")
    assert headers["cache-control"] == "no-store"
    assert page.count(b'<script src="/-/live.js" type="module"></script>') == 1
    assert b"/-/live" not in (preview.project.output / "about/index.html").read_bytes()
    assert preview.get("/-/live.js")[0:2][1]["content-type"] == "text/javascript"
    assert preview.get("/-/live.css")[0] == 200


def test_an_address_that_is_not_there_gives_the_sites_own_page(preview: Preview) -> None:
    status, _, page = preview.get("/nowhere/")
    assert status == 404
    assert b"There is no page at this address" in page
    assert b"/-/live.js" in page


def test_a_folder_is_shown_at_the_address_that_ends_with_a_slash(preview: Preview) -> None:
    status, headers, _ = preview.get("/about")
    assert (status, headers["location"]) == (301, "/about/")


@pytest.mark.parametrize(
    "path", ["/../pelicanconf.py", "/%2e%2e/pelicanconf.py", "/..%2fpelicanconf.py", "/theme/../../pelicanconf.py", "//etc/passwd"]
)
def test_no_address_leads_out_of_the_output(preview: Preview, path: str) -> None:
    status, _, body = preview.get(path)
    assert status in (301, 302, 404)
    assert b"SITENAME" not in body
    assert b"root:" not in body


@pytest.mark.parametrize("path", ["//evil.example", "//evil.example/%2e%2e/about", "/\\evil.example/..", "//evil.example/../about"])
def test_no_address_sends_a_browser_to_another_host(preview: Preview, path: str) -> None:
    _, headers, _ = preview.get(path)
    assert not headers.get("location", "/").startswith(("//", "/\\", "http"))


@pytest.mark.parametrize("path", ["/%00", "/about/%00", "/%ff%fe/", "/" + "x" * 5000], ids=["zero", "zero below", "not UTF-8", "long"])
def test_an_odd_address_is_not_found_and_hurts_nothing(preview: Preview, path: str) -> None:
    before = len(preview.terminal.read_text("utf-8"))
    assert preview.get(path)[0] == 404
    assert preview.terminal.read_text("utf-8")[before:] == ""


@pytest.mark.parametrize("path", ["/", "/about/", "/nowhere/"])
def test_asking_for_the_head_of_a_page_is_answered_as_asking_for_the_page(preview: Preview, path: str) -> None:
    status, headers, body = preview.get(path, "HEAD")
    expected, told, _ = preview.get(path)
    assert (status, body) == (expected, b"")
    assert headers["content-type"].replace(" ", "") == told["content-type"].replace(" ", "")


def test_it_listens_to_one_address_of_this_machine_only(preview: Preview) -> None:
    """A server that listens to all addresses answers at every one that begins with 127, too."""
    with socket.socket() as other:
        other.settimeout(2)
        assert other.connect_ex(("127.0.0.2", preview.port)) != 0


def test_a_fault_is_told_and_the_old_page_stays_until_it_is_mended(preview: Preview, events: Events) -> None:
    first = events.next()
    assert (first["fault"], first["build"] > 0) == ("", True)
    page = preview.get("/reports/2001/03/talks/")[2]
    preview.project.edit(TALKS, "date: 2001-03-10~", "date: 2001-02-30")
    faulty = events.next()
    assert faulty["build"] == first["build"] + 1
    assert "content/reports/2001/03/talks.md:3:7: error: " in faulty["fault"]
    assert "Traceback" not in faulty["fault"]
    preview.says(r"talks\.md:3:7: error: ")
    assert preview.get("/reports/2001/03/talks/")[2] == page
    preview.project.edit(TALKS, "date: 2001-02-30", "date: 2001-03-10~")
    assert events.next() == {"build": first["build"] + 2, "fault": ""}
    assert preview.get("/reports/2001/03/talks/")[2] == page


def test_a_fault_stays_told_while_other_files_are_saved(preview: Preview, events: Events) -> None:
    events.next()
    preview.project.edit(TALKS, "date: 2001-03-10~", "date: 2001-02-30")
    assert "talks.md:3:7: error: " in events.next()["fault"]
    preview.project.edit("pages/about.md", "title: ", "title: New ")
    assert "talks.md:3:7: error: " in events.next()["fault"]
    preview.project.edit(TALKS, "date: 2001-02-30", "date: 2001-03-10~")
    assert events.next()["fault"] == ""
    assert b"New " in preview.get("/about/")[2]
    preview.project.edit("pages/about.md", "title: New ", "title: ")
    assert events.next()["fault"] == ""


def test_a_file_that_comes_or_goes_is_seen_as_one_that_is_saved(preview: Preview, events: Events) -> None:
    events.next()
    assert preview.get("/late/")[0] == 404
    late = preview.project.write("pages/late.md", "---\ntitle: Late\nsummary: A page that comes and goes.\n---\n\nWords.\n")
    assert events.next()["fault"] == ""
    assert preview.get("/late/")[0] == 200
    preview.project.write("pages/.late.md.swp", "what an editor keeps")
    preview.project.edit("pages/late.md", "Words.", "Other words.")
    assert events.next()["fault"] == ""
    assert b"Other words." in preview.get("/late/")[2]
    late.unlink()
    assert events.next()["fault"] == ""
    assert preview.get("/late/")[0] == 404
    (preview.project.content / "pages/.late.md.swp").unlink()


def test_a_page_that_was_lost_comes_back_with_the_next_save(preview: Preview, events: Events) -> None:
    events.next()
    lost = preview.project.output / "actors/index.html"
    page = lost.read_bytes()
    for text in ("title: New ", "title: "):  # the first build after the start looks at everything
        preview.project.edit("pages/about.md", "title: New " if text == "title: " else "title: ", text)
        assert events.next()["fault"] == ""
    lost.unlink()
    preview.project.edit("pages/about.md", "order: 1", "order: 1 ")
    assert events.next()["fault"] == ""
    end = time.monotonic() + PATIENCE
    while not (lost.exists() and lost.read_bytes() == page):
        assert time.monotonic() < end
        time.sleep(0.05)
    preview.project.edit("pages/about.md", "order: 1 ", "order: 1")
    assert events.next()["fault"] == ""


def test_one_who_comes_late_is_told_the_present_fault(preview: Preview, events: Events) -> None:
    events.next()
    preview.project.edit("pages/about.md", "order: 1", "order: first")
    assert "about.md:4:8: error: " in events.next()["fault"]
    late = Events(preview.port)
    assert "about.md:4:8: error: " in late.next()["fault"]
    late.close()
    preview.project.edit("pages/about.md", "order: first", "order: 1")
    assert events.next()["fault"] == ""


def test_a_change_of_the_theme_and_of_the_code_is_seen(preview: Preview, events: Events) -> None:
    before = events.next()["build"]
    template = preview.project.root / "themes/annals/templates/not_found.html"
    code = preview.project.root / "plugins/home/__init__.py"
    words, lines = template.read_text("utf-8"), code.read_text("utf-8")
    template.write_text(words.replace("There is no page at this address.", "Nothing is here."), "utf-8")
    assert events.next() == {"build": before + 1, "fault": ""}
    assert b"Nothing is here." in preview.get("/nowhere/")[2]
    code.write_text(lines.replace('title = "Page not found"', 'title = "Lost"'), "utf-8")
    assert events.next() == {"build": before + 2, "fault": ""}
    assert b"<h1>Lost</h1>" in preview.get("/nowhere/")[2]
    code.write_text(lines, "utf-8")
    assert events.next() == {"build": before + 3, "fault": ""}
    template.write_text(words, "utf-8")
    assert events.next() == {"build": before + 4, "fault": ""}


def test_a_change_of_the_style_makes_no_page_again(preview: Preview, events: Events) -> None:
    events.next()
    page, style = preview.project.output / "about/index.html", preview.project.root / "themes/annals/static/annals.css"
    before, rules = page.stat().st_mtime_ns, style.read_text("utf-8")
    style.write_text(rules + "/* anew */\n", "utf-8")
    assert events.next()["fault"] == ""
    assert preview.get("/theme/annals.css")[2].endswith(b"/* anew */\n")
    assert page.stat().st_mtime_ns == before
    style.write_text(rules, "utf-8")
    events.next()


def test_code_that_is_wrong_is_told_and_the_preview_goes_on_when_it_is_mended(preview: Preview, events: Events) -> None:
    events.next()
    code = preview.project.root / "plugins/annals/wording.py"
    lines = code.read_text("utf-8")
    code.write_text("this is no code\n", "utf-8")
    assert "wording.py" in events.next()["fault"]
    preview.project.edit("pages/about.md", "order: 1", "order: 2")
    assert "wording.py" in events.next()["fault"]
    code.write_text(lines, "utf-8")
    assert events.next()["fault"] == ""
    preview.project.edit("pages/about.md", "order: 2", "order: 1")
    assert events.next()["fault"] == ""


def test_a_builder_that_is_killed_is_followed_by_another(preview: Preview, events: Events) -> None:
    events.next()
    child = preview.child("annals.live.builder")
    os.kill(child, signal.SIGKILL)
    preview.project.edit("pages/about.md", "title: ", "title: New ")
    assert events.next()["fault"] == ""
    assert b"New " in preview.get("/about/")[2]
    assert preview.child("annals.live.builder") != child
    preview.project.edit("pages/about.md", "title: New ", "title: ")
    assert events.next()["fault"] == ""


def test_a_template_that_fails_is_told_and_the_old_page_stays(preview: Preview, events: Events) -> None:
    events.next()
    template = preview.project.root / "themes/annals/templates/prose.html"
    text = template.read_text("utf-8")
    template.write_text(text.replace("{{ view.html", "{{ view.no_such_field"), "utf-8")
    assert "no_such_field" in events.next()["fault"]
    assert b"Everything here is invented" in preview.get("/about/")[2]
    template.write_text(text, "utf-8")
    assert events.next()["fault"] == ""


def test_what_is_saved_while_the_first_build_runs_is_built_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first build can take minutes."""
    project = Project(tmp_path / "project")
    asked: list[set[str]] = []

    class Builder:
        def __init__(self, *_: object) -> None:
            self.late = threading.Timer(PATIENCE, project.edit, ("pages/about.md", "title: ", "title: Late "))

        def build(self, changed: Collection[Path]) -> tuple[str, str]:
            asked.append({path.name for path in changed})
            if len(asked) > 1:
                raise KeyboardInterrupt
            project.edit(TALKS, "title: ", "title: New ")
            self.late.start()  # so that the test ends when the first is never told
            return "Built.", ""

        def stop(self) -> None:
            self.late.cancel()

    monkeypatch.setattr(loop, "Builder", Builder)
    loop.serve(project.root, project.root / "pelicanconf.py", free_port())
    assert asked == [set(), {"talks.md"}]


def test_a_build_that_has_to_begin_again_is_answered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept was damaged, and that was seen after the pages were there: each request has one answer, or the next gets this one's."""

    class Twice:
        recent = None

        def run(self, then: Callable[[str], None]) -> None:
            then("once")
            then("again")

    monkeypatch.setattr(engine, "prepare", lambda *given, **named: Twice())
    answers = io.StringIO()
    builder._build(None, (), None, answers)  # type: ignore[arg-type]  # the build that is prepared is this one, whatever the settings
    assert [json.loads(line) for line in answers.getvalue().splitlines()] == [{"said": "Annals: once", "fault": ""}]


def test_a_port_that_is_taken_is_passed_over(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = int(other.getsockname()[1])
        started = Preview(Project(tmp_path / "project"), taken)
        try:
            assert started.port > taken
            assert started.get("/")[0] == 200
        finally:
            assert started.stop() == 0


def test_an_archive_that_cannot_be_built_at_first_says_so_and_comes_up_when_mended(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    project.edit(TALKS, "date: 2001-03-10~", "date: 2001-02-30")
    started = Preview(project, free_port())
    try:
        status, _, page = started.get("/")
        assert status == 404
        assert b"The site cannot be built yet." in page
        assert b"talks.md:3:7: error: " in page
        assert b"/-/live.js" in page
        stream = Events(started.port)
        stream.next()
        project.edit(TALKS, "date: 2001-02-30", "date: 2001-03-10")
        assert stream.next()["fault"] == ""
        stream.close()
        assert started.get("/")[0] == 200
    finally:
        started.stop()
