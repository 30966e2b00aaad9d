"""In a run of several assignments' tests, each finds its own private modules and no other's."""

from pathlib import Path

import pytest

from autograder.course import Course
from autograder.course.private_modules import PrivateModules, module_files


class Turns:
    """Whose private modules can be imported: those of one folder of tests at a time."""

    def __init__(self) -> None:
        self._modules: dict[Path, PrivateModules] = {}
        self._now: Path | None = None

    def take(self, folder: Path) -> None:
        """From now on it is the turn of the tests in this folder. Raises: UsageError, see `module_folders`."""
        if folder == self._now:
            return
        if folder not in self._modules:
            self._modules[folder] = _prepared(folder)
        self.end()
        self._modules[folder].__enter__()
        self._now = folder

    def end(self) -> None:
        """From now on it is nobody's."""
        if self._now is not None:
            self._modules[self._now].__exit__(None, None, None)
            self._now = None


def _prepared(tests: Path) -> PrivateModules:
    folders = module_folders(tests)
    _, *used = folders
    # What is shared holds checks, or parts of them: pytest shows conditions there as it does in test files.
    pytest.register_assert_rewrite(*(name for folder in used for name in module_files(folder)))
    return PrivateModules(folders)


def module_folders(tests: Path) -> tuple[Path, ...]:
    """Where tests find their private modules: in their own folder, and in what their assignment uses.

    Raises:
        UsageError: if the settings of the course or of the assignment are wrong.
    """
    above = next((folder for folder in tests.parents if (folder / "pyproject.toml").is_file()), None)
    if (tests / "assignment.toml").is_file() and above is not None:
        course = Course.find(tests)
        if course.assignments_folder.resolve() == tests.parent.resolve():
            return course.assignment(tests.name).module_folders
    return (tests,)
