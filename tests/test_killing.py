"""A build that is killed leaves each page old or new and whole, and the next one mends the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.killing import kill_builds


@pytest.mark.parametrize("processes", [1, 3])
def test_a_build_that_is_killed_at_any_moment_is_mended_by_the_next(tmp_path: Path, processes: int) -> None:
    victim = kill_builds(tmp_path, processes, number=processes, steps=4, kills=2)
    assert victim.killed >= 2, "most builds were over before they were killed: the moments are chosen badly"
