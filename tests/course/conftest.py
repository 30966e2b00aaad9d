"""A small course on disk, made anew for every test that asks for it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from soft_course import fill

from autograder.course import Assignment, Course


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return fill(tmp_path / "course")


@pytest.fixture
def course(root: Path) -> Course:
    return Course(root)


@pytest.fixture
def soft(course: Course) -> Assignment:
    return course.assignment("soft")


@pytest.fixture
def handed_in(tmp_path: Path) -> Callable[..., Path]:
    """Writes files into a class's folder: name → text or bytes; returns the folder."""

    def write(**files: str | bytes) -> Path:
        return write_files(tmp_path / "class", files)

    return write


def write_files(folder: Path, files: dict[str, str | bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
