"""A course that real nbgrader generated, as each test wants to change it."""

import importlib
import shutil
from pathlib import Path

import pytest
from nbgrader_course import NbgraderCourse

pytest.importorskip("nbgrader")
# The command imports this in a thread. pytest parses every module of the package anew, and until Python 3.11.5 two
# threads that parse at once disturb each other ("AST constructor recursion depth mismatch"): so it is imported here.
importlib.import_module("autograder.nbgrader.recording")


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> NbgraderCourse:
    return NbgraderCourse.generated(tmp_path_factory.mktemp("generated") / "course")


@pytest.fixture
def course(generated: NbgraderCourse, tmp_path: Path) -> NbgraderCourse:
    """A copy of the generated course, with nothing handed in."""
    shutil.copytree(generated.root, tmp_path / "course")
    return NbgraderCourse(tmp_path / "course")
