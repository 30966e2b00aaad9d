"""Preprocessors with which ``nbgrader generate_assignment`` gives exactly what ``kadai release`` gives."""

from typing import Any

from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor  # type: ignore[import-untyped]
from traitlets import Unicode

from autograder.course import Assignment, Course
from autograder.course.handed_out import release
from autograder.course.handed_out.cells import ANSWER_HERE
from autograder.course.handed_out.stubs import blank_cell
from autograder.errors import UsageError


class ClearMarkedSolutions(ClearSolutions):  # type: ignore[misc]  # nbgrader has no types
    """In the place of nbgrader's ClearSolutions: code is blanked as in the stub, ``fill-in`` regions included."""

    text_stub = Unicode(ANSWER_HERE, help="The text that takes the place of a written answer's rubric").tag(config=True)

    def _replace_solution_region(self, cell: Any, language: str) -> bool:
        if cell.cell_type != "code":
            return bool(super()._replace_solution_region(cell, language))
        before = cell.source
        cell.source = blank_cell(before, "a cell")
        return bool(cell.source != before)


class AddReleasedFiles(NbGraderPreprocessor):  # type: ignore[misc]
    """The last preprocessor: adds what students receive besides the notebook, and removes all else.

    Raises:
        UsageError: if the instructor's notebook is not what ``kadai release`` makes of its sources.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Put stub, handouts, figures, public tests and given code beside the notebook."""
        assignment = Course.find().assignment(resources["nbgrader"]["assignment"])
        _refuse_drift(assignment)
        files = release.build(assignment)
        del files[assignment.instructors_notebook.name]
        resources.setdefault("outputs", {}).update(files)
        for drift in release.check(assignment):  # nbgrader has copied the source's folder
            if drift.kind == "surplus":
                drift.path.unlink()
        return nb, resources


def _refuse_drift(assignment: Assignment) -> None:
    path = assignment.instructors_notebook
    if any(drift.path == path for drift in release.check(assignment)):
        raise UsageError(f"{path}: is not what its sources say; run `kadai release {assignment.id}` first")
