"""A disk that is full, or that cannot be written, leaves each page old or new and whole; with room again the next build mends it.

On disks of their own, which only root can make: elsewhere these tests are left out.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites import URL, Project, differing, snapshot

ROOM = 16 * 2**20


def _mount(*words: str | Path) -> bool:
    program = shutil.which("mount")
    return program is not None and subprocess.run([program, *map(str, words)], capture_output=True, check=False).returncode == 0


@pytest.fixture
def disk(project: Project) -> Iterator[Path]:
    """The output of a project that has been built, on a disk of its own."""
    shutil.rmtree(project.output, ignore_errors=True)
    project.output.mkdir()
    if not _mount("-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", project.output):
        pytest.skip("no disk can be mounted here")
    try:
        assert project.pelican(SITEURL=URL).status == 0
        yield project.output
    finally:
        subprocess.run([shutil.which("umount") or "umount", str(project.output)], check=True)


def _grow_every_page(project: Project) -> None:
    template = project.root / "themes" / "annals" / "templates" / "base.html"
    template.write_text(template.read_text("utf-8") + f"<!-- {'x' * 20_000} -->", "utf-8")


def _whole(before: dict[str, bytes], now: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """The files that are neither old nor new."""
    kept = {file: data for file, data in now.items() if not file.startswith((".annals-half/", "filler"))}
    return [file for file, data in kept.items() if data not in (before.get(file), after.get(file))]


def test_a_full_disk_leaves_whole_pages_and_is_mended(project: Project, disk: Path) -> None:
    before = snapshot(disk)
    filler = disk / "filler"
    filler.write_bytes(bytes(shutil.disk_usage(disk).free - 100_000))
    _grow_every_page(project)
    failed = project.pelican(SITEURL=URL)
    assert failed.status != 0
    assert "No space left on device" in failed.told
    broken = snapshot(disk)
    filler.unlink()
    assert project.pelican(SITEURL=URL).status == 0
    after = snapshot(disk)
    assert _whole(before, broken, after) == []
    assert any(broken[file] != data for file, data in before.items() if file in broken), "the disk was full before anything was written"
    shutil.rmtree(project.root / ".build")
    assert project.pelican("--ignore-cache", SITEURL=URL).status == 0
    assert differing(after, snapshot(disk)) == []


def test_a_disk_that_cannot_be_written_keeps_the_old_site(project: Project, disk: Path) -> None:
    before = snapshot(disk)
    _grow_every_page(project)
    assert _mount("-o", "remount,ro", disk)
    failed = project.pelican(SITEURL=URL)
    assert failed.status != 0
    assert "Read-only file system" in failed.told
    assert differing(before, snapshot(disk)) == []
    assert _mount("-o", "remount,rw", disk)
    assert project.pelican(SITEURL=URL).status == 0
    after = snapshot(disk)
    assert after["index.html"] != before["index.html"]
    assert project.pelican("--ignore-cache", SITEURL=URL).status == 0
    assert differing(after, snapshot(disk)) == []


def test_a_full_disk_for_the_cache_leaves_a_site_that_the_next_build_mends(project: Project) -> None:
    """What one build leaves for the next has no room: the build fails, and nothing of it is believed."""
    (project.root / ".build").mkdir(exist_ok=True)
    if not _mount("-t", "tmpfs", "-o", "size=65536", "tmpfs", project.root / ".build"):
        pytest.skip("no disk can be mounted here")
    try:
        failed = project.pelican(SITEURL=URL)
        assert failed.status != 0
        assert "No space left on device" in failed.told
    finally:
        subprocess.run([shutil.which("umount") or "umount", str(project.root / ".build")], check=True)
    assert project.pelican(SITEURL=URL).status == 0
    after = snapshot(project.output)
    assert project.pelican("--ignore-cache", SITEURL=URL).status == 0
    assert differing(after, snapshot(project.output)) == []
