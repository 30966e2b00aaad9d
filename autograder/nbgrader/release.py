"""Preprocessors with which ``nbgrader generate_assignment`` gives exactly what ``kadai release`` gives."""

from typing import Any

from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor  # type: ignore[import-untyped]
from traitlets import Unicode

from autograder.course import Course
from autograder.course.handed_out.cells import ANSWER_HERE
from autograder.course.handed_out.release import Release
from autograder.course.handed_out.stubs import blank_cell
from autograder.errors import UsageError
from autograder.grading.classroom.collector_process import collect
from autograder.text import Text


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
        release = Release(assignment, next(collect([assignment])))
        notebook, drifts = assignment.instructors_notebook, release.drifts()
        if any(drift.path == notebook for drift in drifts):
            raise UsageError(
                Text(
                    f"{notebook}: is not what its sources say; run `kadai release {assignment.id}` first",
                    f"{notebook}: 元のファイルと内容が異なります。まず `kadai release "
                    f"{assignment.id}` を実行してください",
                )
            )
        files = {name: content for name, content in release.files.items() if name != notebook.name}
        resources.setdefault("outputs", {}).update(files)
        for drift in drifts:
            if drift.kind == "surplus":  # nbgrader has copied the source's folder
                drift.path.unlink()
        return nb, resources
