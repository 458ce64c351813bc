"""What the tests share: sites that are built once a run, and fresh projects."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import OCTOBER, SMALL, URL, Project, Site, once


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if hasattr(request.config, "workerinput") else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def october(shared: Path) -> Site:
    """The archive of this repository, published at ``https://example.org``. To be read only."""

    def make(folder: Path) -> None:
        done = Project(folder, OCTOBER).pelican("content", settings="publishconf.py", SITEURL=URL)
        assert done.status == 0, done.told

    return Site(once(shared / "october", make) / "output", URL)


@pytest.fixture(scope="session")
def small(shared: Path) -> Site:
    """The small archive of tests/golden/content, published at ``https://example.org``. To be read only."""

    def make(folder: Path) -> None:
        Project(folder, SMALL).build()

    return Site(once(shared / "small", make) / "output", URL)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the project with the small archive, free to be changed."""
    return Project(tmp_path / "project")


@pytest.fixture
def empty(tmp_path: Path) -> Project:
    """A copy of the project with no content at all."""
    made = Project(tmp_path / "project", None)
    made.content.mkdir()
    return made
