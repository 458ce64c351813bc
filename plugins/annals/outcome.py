"""What a build came to, in words for whoever ran it."""

from __future__ import annotations

from typing import NamedTuple


class Done(NamedTuple):
    reports: int
    pages: int
    read: int  # files of content
    rendered: int  # pages
    written: int  # files of the site: others had the same bytes already
    unchanged: int
    removed: int
    lack: str = ""  # why the history that it tells is not whole, in words

    def __str__(self) -> str:
        return (
            f"{self.reports:,} reports, {self.pages:,} pages; {self.written:,} files written, "
            f"{self.unchanged:,} unchanged, {self.removed:,} removed."
        )

    def told(self) -> str:
        """All that is said of it at the end."""
        return f"Annals: {self}" + (f"\nAnnals: history is incomplete: {self.lack}." if self.lack else "")
