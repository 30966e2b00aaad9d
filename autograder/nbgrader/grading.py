"""The preprocessor that grades a notebook where nbgrader would run it."""

import contextlib
import weakref
from pathlib import Path
from typing import Any, get_args

from nbgrader.coursedir import CourseDirectory  # type: ignore[import-untyped]
from nbgrader.preprocessors import NbGraderPreprocessor  # type: ignore[import-untyped]
from traitlets import Bool, Enum, Float, Unicode

from autograder.course import Course
from autograder.errors import UsageError
from autograder.grading.classroom.classroom import Classroom, open_classroom
from autograder.grading.classroom.processes import LocalExecutor
from autograder.grading.classroom.reading_ahead import Reading
from autograder.grading.not_run import faulty
from autograder.grading.results import Legend, SubmissionResult
from autograder.nbgrader.ordinary.desks import own_desk
from autograder.nbgrader.ordinary.planning import CELL_SECONDS
from autograder.nbgrader.parts import kept_by_nbgrader
from autograder.nbgrader.saving import UNSCORED
from autograder.nbgrader.submitted import SubmittedNotebook, grader_failed
from autograder.nbgrader.verdict_cells import write_result
from autograder.reports.given import DEFAULT, Feedback
from autograder.sandbox import Sources
from autograder.text import NOTHING, Text

RESULT = "kadai_result"
"""Where `resources` hold a notebook's result, its legend and the handout's address, if it was graded before."""


class Grade(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """In the place of Execute: the student's code runs in kadai's sandbox, and no kernel is started.

    Each graded cell gets the message, a figure if there is one, and the score of the check that it is named
    after. Results come from the journal where the same work was graded before. A fault of the grader is a
    message in the cell, and the cell is left to a person.

    Raises:
        UsageError: if the course's files are wrong or hidden tests may not be run here: that concerns all.
    """

    course = Unicode("", help="The course's root folder; by default found from the current folder").tag(config=True)
    allow_weak_sandbox = Bool(False, help="Run hidden tests though isolation is weak here").tag(config=True)

    cell_seconds = Float(
        CELL_SECONDS, help="In a course without kadai's tests, CPU seconds that one cell may take"
    ).tag(config=True)

    feedback = Enum(
        get_args(Feedback), DEFAULT, help="What the cells say of hidden checks: see `kadai grade --feedback`"
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """See the class."""
        if RESULT not in resources and not self._is_kadais(resources["nbgrader"]["assignment"]):
            resources[UNSCORED] = self._by_own_cells(nb, resources)
            return nb, resources
        result, legend, handout = resources.get(RESULT) or self._graded(nb, resources["nbgrader"])
        resources[UNSCORED] = write_result(nb, result, legend, self.feedback, handout)
        return nb, resources

    def _by_own_cells(self, nb: Any, resources: Any) -> frozenset[str]:
        weak, seconds = self.allow_weak_sandbox, self.cell_seconds
        return own_desk(self.parent, self._course_directory(), resources, weak, seconds)(nb)

    def _is_kadais(self, assignment: str) -> bool:
        """Whether there is a kadai assignment of that name; otherwise the notebook's own cells are its tests."""
        try:
            return assignment in Course.find(self.course or None).ids()
        except UsageError:
            return bool(self.course)

    def _graded(self, nb: Any, info: dict[str, Any]) -> tuple[SubmissionResult, Legend, Text]:
        student = info["student"]
        try:
            if info["notebook"] != info["assignment"]:
                return faulty(student, _other_notebook(info), ()), Legend(), NOTHING
            classroom = self._desk(info["assignment"]).classroom
            return classroom.grade([self._submission(nb, info)])[0], classroom.legend, classroom.handout
        except UsageError:
            raise
        except Exception as error:  # whatever it is, it is ours, and the class goes on
            self.log.exception("kadai failed on %s", student)
            return faulty(student, grader_failed(error), ()), Legend(), NOTHING

    def _submission(self, nb: Any, info: dict[str, Any]) -> "_Restored":
        course = self._course_directory()
        folder = course.format_path(course.submitted_directory, info["student"], info["assignment"])
        reading = self._desk(info["assignment"]).reading
        return _Restored(nb, info["student"], Path(folder), f"{info['notebook']}.ipynb", reading)

    def _course_directory(self) -> Any:
        converter = getattr(self.parent, "parent", None)
        return getattr(converter, "coursedir", None) or CourseDirectory(parent=self)

    def _desk(self, assignment: str) -> "_Desk":
        """One reader and one examiner for all notebooks of a run: nbgrader makes this preprocessor anew for each."""
        desk = _desks.get(self.parent)
        if desk is None or desk.about != (self.course, assignment):
            if desk is not None:
                desk.close()
            desk = _desks[self.parent] = _Desk(self.course, assignment, self.allow_weak_sandbox)
            weakref.finalize(self.parent, desk.close)
        return desk


class _Restored(SubmittedNotebook):
    """A submitted notebook as `Restore` left it."""

    def __init__(self, nb: Any, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._nb = nb

    def read(self) -> tuple[Sources, str]:
        """See `Submission.read`."""
        self.content()  # refuses what nbgrader read in good faith, such as a link to another's work
        return self.sources(self._nb)


class _Desk:
    """What belongs to one run of nbgrader; closed when the run's exporter is gone."""

    def __init__(self, course: str, assignment: str, allow_weak_sandbox: bool) -> None:
        self.about = (course, assignment)
        chosen = Course.find(course or None).assignment(assignment)
        with contextlib.ExitStack() as opening:
            self.reading = opening.enter_context(Reading(chosen))
            private = kept_by_nbgrader(chosen.course.root)
            examiners = open_classroom(chosen, LocalExecutor(1), allow_weak_sandbox=allow_weak_sandbox, private=private)
            self.classroom: Classroom = opening.enter_context(examiners)
            self.close = opening.pop_all().close


_desks: "weakref.WeakKeyDictionary[Any, _Desk]" = weakref.WeakKeyDictionary()


def _other_notebook(info: dict[str, Any]) -> Text:
    return Text(
        f"kadai grades {info['assignment']}.ipynb only; a person must grade {info['notebook']}.ipynb.",
        f"自動採点されるのは {info['assignment']}.ipynb だけです。{info['notebook']}.ipynb は採点者が採点します。",
    )
