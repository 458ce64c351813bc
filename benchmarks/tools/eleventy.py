"""Eleventy, from npm, with its lock beside its site."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from ..corpus import Corpus
from .peer import INSTALLED, PEERS, Peer
from .programs import node, npm, output, run
from .tool import Command


class Eleventy(Peer):
    name = "Eleventy"
    peer = "eleventy"

    @property
    def working_folder(self) -> Path:
        return self.site

    def install(self) -> None:
        target = INSTALLED / "eleventy"
        done, lock = target / "installed.json", PEERS / "eleventy" / "package-lock.json"
        if not done.exists() or done.read_bytes() != lock.read_bytes():
            target.mkdir(parents=True, exist_ok=True)
            for file in ("package.json", "package-lock.json", ".npmrc"):
                shutil.copy(PEERS / "eleventy" / file, target / file)
            run(*npm(), "ci", "--loglevel=error", folder=target)
            shutil.copy(lock, done)

    def version(self) -> str:
        package = INSTALLED / "eleventy" / "node_modules" / "@11ty" / "eleventy" / "package.json"
        return f"{json.loads(package.read_text('utf-8'))['version']} on Node {output(node(), '--version').strip().lstrip('v')}"

    def prepare(self, corpus: Corpus) -> None:
        super().prepare(corpus)
        (self.site / "package.json").write_text('{"type": "module"}\n', encoding="utf-8")
        modules = self.site / "node_modules"
        if not modules.exists():
            modules.symlink_to(INSTALLED / "eleventy" / "node_modules")

    def command(self, *, warm: bool) -> Command:  # noqa: ARG002 - its incremental build leaves pages stale: see README.md
        return [node(), str(self.site / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"), f"--output={self.output}"], {}
