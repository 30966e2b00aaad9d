"""A course that real nbgrader generated, as each test wants to change it."""

import shutil
from pathlib import Path

import pytest
from nbgrader_course import NbgraderCourse

pytest.importorskip("nbgrader")


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> NbgraderCourse:
    return NbgraderCourse.generated(tmp_path_factory.mktemp("generated") / "course")


@pytest.fixture
def course(generated: NbgraderCourse, tmp_path: Path) -> NbgraderCourse:
    """A copy of the generated course, with nothing handed in."""
    shutil.copytree(generated.root, tmp_path / "course")
    return NbgraderCourse(tmp_path / "course")
