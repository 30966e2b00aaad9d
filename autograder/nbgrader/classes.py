"""Grades a class that nbgrader collected, in parallel, and records it in nbgrader's gradebook."""

import contextlib
import gc
import importlib
import os
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from autograder.course import Assignment, Unreadable
from autograder.errors import UsageError
from autograder.grading.classroom.classroom import Classroom, open_classroom
from autograder.grading.classroom.onlookers import Progress
from autograder.grading.classroom.processes import LocalExecutor
from autograder.grading.classroom.reading_ahead import Reading
from autograder.grading.not_run import faulty
from autograder.grading.results import SubmissionResult
from autograder.nbgrader.parts import kept_by_nbgrader
from autograder.nbgrader.submitted import SubmittedNotebook, grader_failed
from autograder.sandbox import Sources
from autograder.text import Text

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.nbgrader.recording import Recorder


class ClassResult(msgspec.Struct):
    """What became of a class: the results by student, and whom nbgrader had recorded before."""

    results: dict[str, SubmissionResult]
    skipped: tuple[str, ...]
    unrecorded: dict[str, str]
    """Student → why nothing could be written into the gradebook."""


def autograde(
    assignment: Assignment,
    *,
    students: str = "*",
    jobs: int | None = None,
    force: bool = False,
    allow_weak_sandbox: bool = False,
    progress: Progress,
) -> ClassResult:
    """Grade what is in nbgrader's ``submitted`` folder, and record it as ``nbgrader autograde`` would.

    Raises:
        UsageError: the course's files are wrong, nobody handed in, or the assignment was never generated.
    """
    executor = LocalExecutor(jobs)
    root = assignment.course.root
    with (
        working_in(root),
        warnings.catch_warnings(),
        Reading(assignment) as reading,  # before there are threads
        ThreadPoolExecutor(1) as aside,
    ):
        warnings.simplefilter("ignore")  # nbgrader's use of its database makes it warn
        # nbgrader takes as long to import as an examiner to start: both at once
        loading = aside.submit(_import_recording)
        kept = kept_by_nbgrader(root)
        with open_classroom(assignment, executor, allow_weak_sandbox=allow_weak_sandbox, private=kept) as classroom:
            recorder: Recorder = loading.result().recorder_for(assignment.id, students, force)
            gc.freeze()  # the garbage collector need not go through nbgrader's thousand modules again and again
            with contextlib.closing(recorder):
                return _grade(classroom, reading, recorder, students, progress)


def _grade(
    classroom: Classroom, reading: Reading, recorder: "Recorder", students: str, progress: Progress
) -> ClassResult:
    id, folders = classroom.assignment.id, recorder.handed_in()
    if not folders:
        raise nobody_handed_in(recorder.coursedir.submitted_directory, id, students)
    skipped = tuple(s for s, folder in folders.items() if recorder.is_recorded(s, folder))
    new = [_Handed(s, f, reading, recorder) for s, f in folders.items() if s not in skipped]
    result = ClassResult({}, skipped, {})
    recording = _Recording(new, classroom, recorder, result, progress)
    try:
        if new:
            classroom.grade(new, progress=recording)
    finally:
        recording.discard_unfinished()
    return result


def nobody_handed_in(folder: str, assignment: str, students: str) -> UsageError:
    """What is said where there is nothing to grade."""
    everybody = students == "*"
    who = Text("nobody", "人は") if everybody else Text(f"nobody like {students!r}", f"人に {students!r} に合う人は")
    return UsageError(
        Text(
            f"{folder}: {who} has handed in {assignment}; "
            "collect the submissions first (`nbgrader collect` or `nbgrader zip_collect`)",
            f"{folder}: {assignment} を提出した{who.ja}いません。まず"
            "提出物を集めてください（`nbgrader collect` または `nbgrader zip_collect`）",
        )
    )


class _Handed(SubmittedNotebook):
    """A submission that is restored and enrolled when its turn comes."""

    def __init__(self, student: str, folder: Path, reading: Reading, recorder: "Recorder") -> None:
        super().__init__(student, folder, None, reading)
        self._recorder = recorder
        self.nb: NotebookNode | None = None
        self.broken: Text | None = None

    def read(self) -> tuple[Sources, str]:
        """See `Submission.read`. What goes wrong on our side is kept in `broken`."""
        try:
            try:
                return self._read()
            except Unreadable:
                if self.nb is None:
                    self.nb = self._recorder.sanitize(self.id, self._folder, None)
                raise
        except Unreadable:
            raise
        except Exception as error:  # nbgrader and its gradebook raise whatever they stumble over
            self._recorder.log.warning("%s: could not be prepared", self.id, exc_info=True)
            self._recorder.discard(self.id)
            self.broken = grader_failed(error)
            raise Unreadable(self.broken) from None

    def _read(self) -> tuple[Sources, str]:
        self.nb = self._recorder.sanitize(self.id, self._folder, self.content())
        return self.sources(self.nb)


class _Recording:
    """A `Progress` that records every result before it passes it on."""

    def __init__(
        self,
        handed: list[_Handed],
        classroom: Classroom,
        recorder: "Recorder",
        result: ClassResult,
        watcher: Progress,
    ) -> None:
        self._handed = {h.id: h for h in handed}
        self._classroom = classroom
        self._recorder = recorder
        self._class = result
        self._watcher = watcher

    def begin(self, total: int) -> None:
        """See `Progress`."""
        self._watcher.begin(total)

    def started(self, id: str) -> None:
        """See `Progress`."""
        self._watcher.started(id)

    def result(self, result: SubmissionResult, remembered: bool) -> None:
        """See `Progress`."""
        handed = self._handed.pop(result.id)
        try:
            if handed.broken or handed.nb is None:
                raise UsageError(handed.broken.en if handed.broken else "it was not read")
            self._recorder.record(handed.id, handed.nb, result, self._classroom.legend, self._classroom.handout)
        except Exception as error:  # see `_Handed.read`
            self._recorder.log.warning("%s: could not be recorded", handed.id, exc_info=True)
            self._recorder.discard(handed.id)
            self._class.unrecorded[handed.id] = f"{type(error).__name__}: {error}"
            result = faulty(result.id, handed.broken or grader_failed(error), ())
        self._class.results[result.id] = result
        self._watcher.result(result, remembered)

    def end(self) -> None:
        """See `Progress`."""
        self._watcher.end()

    def discard_unfinished(self) -> None:
        """After an interruption: whoever is not recorded must not look as if."""
        for handed in self._handed.values():
            if handed.nb is not None:
                self._recorder.discard(handed.id)


def _import_recording() -> Any:
    """The module that imports nbgrader, and with it jsonschema.

    Where it can, jsonschema compiles a grammar of international addresses as it is imported. That takes as long as
    all the rest, and no notebook is checked with it.
    """
    grammar = "rfc3987_syntax"
    if grammar in sys.modules:
        return importlib.import_module("autograder.nbgrader.recording")
    sys.modules[grammar] = None  # type: ignore[assignment]  # as if it were not installed
    try:
        return importlib.import_module("autograder.nbgrader.recording")
    finally:
        del sys.modules[grammar]


@contextlib.contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """nbgrader reads its settings from the current folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
