"""Git repositories for the tests: made from nothing in a folder of a test, with dates of their own, without the tester's settings."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

BEGIN = 1_000_000_000  # 9 September 2001, 01:46:40 UTC
DAY = 86_400
AUTHOR = "Somebody Secret"
EMAIL = "secret@example.org"
"""Neither of them may ever be found in a site."""

UNSET = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
"""Without the settings of whoever runs the tests."""


class Repository:
    """Of a folder. Each commit is later than the one before, by a number of seconds that its maker says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.time = BEGIN
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, time: int | None = None) -> str:
        at = f"{self.time if time is None else time} +0230"
        names = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", AUTHOR), ("EMAIL", EMAIL))}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", "-c", "commit.gpgsign=false", "-c", "gc.auto=0", *arguments],
            cwd=self.folder,
            env={
                **kept,
                **names,
                "GIT_AUTHOR_DATE": at,
                "GIT_COMMITTER_DATE": at,
                **UNSET,
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, *, later: int = DAY, message: str = "A change, by Somebody Secret") -> str:
        """Everything that there is; an empty commit where nothing changed. Gives its id."""
        self.time += later
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")

    def amend(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--amend", "--allow-empty", "--message", "Amended")

    def set_back(self, commits: int) -> None:
        """The branch; the files stay."""
        count = int(self.git("rev-list", "--count", "--first-parent", "HEAD"))
        self.git("reset", "--quiet", "--soft", f"HEAD~{min(commits, count - 1)}")

    def cut(self, commits: int | None) -> None:
        """The history ends so many commits before the last one, as it does in a shallow clone; ``None``: it is whole."""
        path = self.folder / ".git" / "shallow"
        path.unlink(missing_ok=True)
        if commits is not None:
            count = int(self.git("rev-list", "--count", "--first-parent", "HEAD"))
            path.write_text(self.git("rev-parse", f"HEAD~{min(commits, count - 1)}") + "\n", "ascii")

    def lose(self) -> None:
        shutil.rmtree(self.folder / ".git", ignore_errors=True)
