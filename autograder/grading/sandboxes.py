"""The sandboxes of one examiner: a lean one, and one with plotting libraries where a submission imports them."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.course import Assignment, imported_modules
from autograder.sandbox import Examinee, Level, Sandbox, Sources

LEAN = ("numpy",)


class Sandboxes:
    """Opens an `Examinee` in the zygote that has what its submission imports loaded already.

    Loading matplotlib costs some 40 times as much as a worker; loaded once in a zygote, it costs a fork.

    Args:
        assignment: its course's files are closed to workers; so is `private`.
        private: other files and folders that no worker may be able to read.
    """

    def __init__(self, assignment: Assignment, private: Iterable[str | Path] = ()) -> None:
        self._assignment = assignment
        self._private = (*assignment.course.private, *private)
        self._lean = Sandbox(LEAN, private=self._private)
        self._rich: Sandbox | None = None

    @property
    def assessment(self) -> Level:
        """The level of isolation, the layers in force, and why it is not better."""
        return self._lean.assessment

    def examine(self, sources: Sources, *, restore: bool = True) -> Examinee:
        """A worker for a submission (started at its first use); see `Examinee` for `restore`."""
        return Examinee(self._fitting(sources), sources, self._assignment.limits, restore=restore)

    def _fitting(self, sources: Sources) -> Sandbox:
        wanted = {name.partition(".")[0] for name in self._assignment.preload}
        if not wanted & imported_modules(sources):
            return self._lean
        if self._rich is None:
            self._rich = Sandbox((*LEAN, *self._assignment.preload), private=self._private)
        return self._rich

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._lean.close()
        if self._rich is not None:
            self._rich.close()
