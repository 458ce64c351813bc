"""The loop of the preview: build, tell, wait for a change."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from ..conf import read_conf
from .server import Channel, start

_PLUGINS = Path(__file__).resolve().parents[2]
_DIED = "The build has died: the terminal says why. It is tried again at the next change."


def serve(root: Path, conf: Path, port: int) -> None:
    """Serve the site of a project, and build it again at each change, until interrupted."""
    settings = read_conf(conf)
    channel = Channel()
    server = start(Path(settings["OUTPUT_PATH"]), "", channel, port)
    address = f"http://localhost:{server.server_port}"
    builder = Builder(root, conf, address)
    changes = _changes(root, settings)
    try:
        next(changes)
        _build(builder, channel)
        print(f"\n  {address}/   (stop with Ctrl-C)\n", flush=True)
        for changed in changes:
            print(f"{time.strftime('%H:%M:%S')}  {_words(changed)}", flush=True)
            if any(_is_code(path, settings) for path in changed):
                builder.stop()
            _build(builder, channel, changed)
    except KeyboardInterrupt:
        print()
    finally:
        builder.stop()
        server.shutdown()
        server.server_close()


class Builder:
    """The process that builds; there is a new one after each :meth:`stop`, and after one that died."""

    def __init__(self, root: Path, conf: Path, address: str) -> None:
        self._command = [sys.executable, "-m", "annals.live.builder", str(conf), address]
        self._root = root
        self._process: subprocess.Popen[str] | None = None

    def build(self, changed: Collection[Path] = ()) -> tuple[str, str]:
        """What was said of the site as it is now, and the fault: one of them is ``""``. ``changed``: the only files that have changed since
        the last build.
        """
        asked = json.dumps(sorted(map(str, changed)))
        begun = self._process is not None
        answer = self._ask(asked)
        if not answer and begun:  # it had ended, as one does that has found a fault in the code
            self.stop()
            answer = self._ask(asked)
        if not answer:
            self.stop()
            return "", _DIED
        told = json.loads(answer)
        return told["said"], told["fault"]

    def _ask(self, asked: str) -> str:
        """Its answer to a request; ``""`` when it is not there any more."""
        if self._process is None:
            self._process = self._start()
        questions, answers = self._process.stdin, self._process.stdout
        assert questions is not None
        assert answers is not None
        try:
            questions.write(f"{asked}\n")
            questions.flush()
        except BrokenPipeError:
            return ""
        return answers.readline()

    def _start(self) -> subprocess.Popen[str]:
        paths = os.pathsep.join(filter(None, (str(_PLUGINS), os.environ.get("PYTHONPATH"))))
        environment = {**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
        pipe = subprocess.PIPE
        return subprocess.Popen(self._command, cwd=self._root, env=environment, stdin=pipe, stdout=pipe, text=True, encoding="utf-8")  # noqa: S603 - our own command

    def stop(self) -> None:
        """What it is about to keep for the next build, it keeps."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(BrokenPipeError):
            process.communicate()  # it ends when nobody can ask any more


def _build(builder: Builder, channel: Channel, changed: Collection[Path] = ()) -> None:
    said, fault = builder.build(changed)
    print(fault or said, file=sys.stderr if fault else sys.stdout, flush=True)
    channel.tell(fault)


def _changes(root: Path, settings: dict[str, Any]) -> Iterator[set[Path]]:
    """The files that have changed, each time that some have on which the site may depend. The first time at once: what is saved from then
    on, while the first build runs, is told after it.
    """
    from watchfiles import watch

    folders = [settings["PATH"], settings["THEME"], *settings.get("THEME_TEMPLATES_OVERRIDES", ()), *settings.get("PLUGIN_PATHS", ())]
    watched = [Path(folder) for folder in folders] + sorted(root.glob("*conf.py"))
    there = [path for path in watched if path.exists()]
    for number, changes in enumerate(watch(*there, debounce=60, step=10, rust_timeout=100, yield_on_timeout=True, raise_interrupt=True)):
        if changes or number == 0:
            yield {Path(path) for _, path in changes}


def _is_code(path: Path, settings: dict[str, Any]) -> bool:
    """What a process that runs cannot see: all but content and theme."""
    seen = (settings["PATH"], settings["THEME"], *settings.get("THEME_TEMPLATES_OVERRIDES", ()))
    return not any(path.is_relative_to(Path(folder).absolute()) for folder in seen)


def _words(changed: set[Path]) -> str:
    names = sorted({path.name for path in changed})
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
