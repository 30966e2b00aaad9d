"""The sandboxes of one examiner: a lean one, and one with plotting libraries where a submission imports them."""

import mmap
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.course import Assignment, imported_modules
from autograder.grading.examiner.data_folder import DataFolder
from autograder.sandbox import Examinee, Level, Sandbox, Sources

LEAN = ("numpy",)


class Sandboxes:
    """Opens an `Examinee` in the zygote that has what its submission imports loaded already.

    Loading matplotlib costs some 40 times as much as a worker; loaded once in a zygote, it costs a fork. What is not
    installed here is left out.

    Args:
        assignment: its course's files are closed to workers; so is `private`.
        private: other files and folders that no worker may be able to read.
    """

    def __init__(self, assignment: Assignment, private: Iterable[str | Path] = ()) -> None:
        self._assignment = assignment
        self._private = (*assignment.course.private, *private)
        self._preload = tuple(name for name in assignment.preload if find_spec(name.partition(".")[0]) is not None)
        self._data = DataFolder(assignment.data) if assignment.data else None
        self._lean = Sandbox(LEAN, private=self._private, folder=self.data_folder)
        self._rich: Sandbox | None = None
        self._rich_is_wanted = mmap.mmap(-1, 1)  # shared with forks
        self._opened: list[Examinee] = []

    @property
    def data_folder(self) -> Path | None:
        """Where workers begin and find the assignment's data, if it has any."""
        return None if self._data is None else self._data.path

    @property
    def assessment(self) -> Level:
        """The level of isolation, the layers in force, and why it is not better."""
        return self._lean.assessment

    @property
    def disturbed(self) -> bool:
        """Whether, since `begin`, a worker's end may have been somebody else's doing: see `WorkerProcess`."""
        return any(examinee.disturbed for examinee in self._opened)

    def begin(self) -> None:
        """Forget what disturbed earlier submissions."""
        self._opened.clear()

    def examine(self, sources: Sources, **options: bool) -> Examinee:
        """A worker for a submission (started at its first use); see `Examinee` for the options."""
        examinee = Examinee(self._fitting(sources), sources, self._assignment.limits, **options)
        self._opened.append(examinee)
        return examinee

    def mend(self) -> None:
        """Before a fork: replace a zygote that has died; open what earlier forks have had to open for themselves."""
        if self._rich is None and self._rich_is_wanted[0]:
            self._open_rich()
        for sandbox in self._sandboxes():
            sandbox.mend()

    def adopt(self) -> None:
        """In a fork: use the sandboxes of the process that it was forked from, which leaves them to the fork."""
        for sandbox in self._sandboxes():
            sandbox.adopt()

    def close(self) -> None:
        """End them."""
        for sandbox in self._sandboxes():
            sandbox.close()
        if self._data is not None:
            self._data.close()

    def _sandboxes(self) -> list[Sandbox]:
        return [self._lean] if self._rich is None else [self._lean, self._rich]

    def _open_rich(self) -> Sandbox:
        self._rich = Sandbox((*LEAN, *self._preload), private=self._private, folder=self.data_folder)
        self._rich_is_wanted[0] = 1
        return self._rich

    def _fitting(self, sources: Sources) -> Sandbox:
        wanted = {name.partition(".")[0] for name in self._preload}
        if not wanted & imported_modules(sources):
            return self._lean
        return self._rich or self._open_rich()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()
