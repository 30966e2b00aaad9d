"""Data that an assignment ships, on a student's machine: they lie beside the public tests, and code runs there."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from autograder.course import Course
from autograder.course.handed_out.card import FILE as CARD
from autograder.course.handed_out.card import ReleasedAssignment
from autograder.errors import UsageError


def has_data(folder: Path) -> bool:
    """Whether data belong to the tests in a folder: of what students received, or of a course's own."""
    try:
        if (folder / CARD).is_file():
            return bool(ReleasedAssignment(folder).data)
        return bool((folder / "assignment.toml").is_file() and Course.find(folder).assignment(folder.name).data)
    except UsageError:
        return False


@contextlib.contextmanager
def beside_data(folder: Path) -> Iterator[None]:
    """Work in the folder of the tests, if data lie there, so that ``open("iris.csv")`` finds them as in grading."""
    with contextlib.chdir(folder) if has_data(folder) else contextlib.nullcontext():
        yield
