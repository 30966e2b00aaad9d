"""Writes the scores of a graded notebook into the gradebook."""

from typing import Any

from nbgrader import utils  # type: ignore[import-untyped]
from nbgrader.api import BaseCell, Comment, Grade  # type: ignore[import-untyped]
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor  # type: ignore[import-untyped]

from autograder.nbgrader.gradebooks import gradebook_of

UNSCORED = "kadai_unscored"
"""Where `resources` name the cells whose points a person must give."""


class SaveGrades(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """In the place of SaveAutoGrades, with the same outcome, but for two things.

    A cell that the grader failed on gets no score and is marked for manual grading, instead of a silent 0; and
    all scores of a notebook are written at once, or none.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """See the class."""
        info = resources["nbgrader"]
        unscored = resources.get(UNSCORED, frozenset())
        with gradebook_of(resources) as gradebook:
            submitted = gradebook.find_submission_notebook(info["notebook"], info["assignment"], info["student"])
            grades, comments = (_by_cell(gradebook, kind, submitted) for kind in (Grade, Comment))
            for cell in nb.cells:
                name = cell.metadata.get("nbgrader", {}).get("grade_id")
                if utils.is_grade(cell):
                    self._grade(grades[name], cell, name in unscored)
                if utils.is_solution(cell) or utils.is_task(cell):
                    self._comment(comments[name], cell)
            gradebook.db.commit()
        return nb, resources

    def _grade(self, grade: Any, cell: Any, unscored: bool) -> None:
        """The manual score is a person's, and stays; it asks for another look."""
        auto_score, _ = utils.determine_grade(cell, self.log)
        grade.auto_score = None if unscored else auto_score
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None

    def _comment(self, comment: Any, cell: Any) -> None:
        untouched = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
        comment.auto_comment = "No response." if untouched and not utils.is_task(cell) else None


def _by_cell(gradebook: Any, kind: Any, submitted: Any) -> dict[str, Any]:
    """The grades or comments of a submitted notebook by their cells' ids, in one query instead of one for each."""
    rows = gradebook.db.query(BaseCell.name, kind).join(kind, kind.cell_id == BaseCell.id)
    return dict(tuple(row) for row in rows.filter(kind.notebook_id == submitted.id))


class SaveLatePenalty(AssignLatePenalties):  # type: ignore[misc]
    """AssignLatePenalties, which nobody who was in time has to wait for."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """See the class."""
        info = resources["nbgrader"]
        with gradebook_of(resources) as gradebook:
            submission = gradebook.find_submission(info["assignment"], info["student"])
            if submission.total_seconds_late > 0:
                return super().preprocess(nb, resources)  # type: ignore[no-any-return]
            for notebook in submission.notebooks:
                if notebook.name == info["notebook"] and notebook.late_submission_penalty is not None:
                    notebook.late_submission_penalty = None
            gradebook.db.commit()
        return nb, resources
