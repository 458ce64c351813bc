"""The loop of the preview: build, tell, wait for a change."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from ..project import read_conf
from .server import Channel, start


def serve(root: Path, conf: Path, port: int) -> None:
    """Serve the site of a project, and build it again at each change, until interrupted."""
    settings = read_conf(conf)
    channel = Channel()
    server = start(Path(settings["OUTPUT_PATH"]), "", channel, port)
    address = f"http://localhost:{server.server_port}"
    try:
        _build(root, conf, address, channel)
        print(f"\n  {address}/   (stop with Ctrl-C)\n", flush=True)
        for changed in _changes(root, settings):
            print(f"{time.strftime('%H:%M:%S')}  {changed}", flush=True)
            _build(root, conf, address, channel)
    except KeyboardInterrupt:
        print()
    finally:
        server.shutdown()


def _build(root: Path, conf: Path, address: str, channel: Channel) -> None:
    """A new process for each build: it sees changed code, and a fault cannot hurt the preview."""
    command = [sys.executable, "-m", "pelican", "-s", str(conf), "--fatal", "errors", "-e", f'SITEURL="{address}"']
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603 - our own command
    told = done.stderr.strip() or done.stdout.strip()
    if done.returncode:
        print(told, file=sys.stderr, flush=True)
    else:
        print(done.stdout.strip(), flush=True)
    channel.tell(told if done.returncode else "")


def _changes(root: Path, settings: dict[str, object]) -> Iterator[str]:
    """A word on each change that the site may depend on."""
    from watchfiles import watch

    folders = [settings["PATH"], settings["THEME"], *settings.get("PLUGIN_PATHS", [])]  # type: ignore[misc]  # a list of paths
    watched = [Path(str(folder)) for folder in folders] + sorted(root.glob("*conf.py"))
    for changes in watch(*(path for path in watched if path.exists()), debounce=60, step=30, raise_interrupt=True):
        names = sorted({Path(path).name for _, path in changes})
        yield ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
