"""What the last cell of a student's notebook calls."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.course.local import as_module
from autograder.errors import UsageError
from autograder.grading.public import run_public_checks
from autograder.grading.results import SubmissionResult


class NotebookChecks:
    """The results of the public checks, readable as text and as HTML in every notebook front end."""

    def __init__(self, result: SubmissionResult) -> None:
        self.result = result

    def __repr__(self) -> str:
        return "\n".join([self._headline(), *(self._line(c.outcome, c.id, c.message, c.message_ja) for c in self._all)])

    @property
    def _all(self) -> Any:
        return self.result.checks

    def _headline(self) -> str:
        passed = sum(c.outcome == "passed" for c in self._all)
        return (
            f"{passed} / {len(self._all)} public checks pass (公開テスト {len(self._all)} 件中 {passed} 件が通りました)"
        )

    @staticmethod
    def _line(outcome: str, name: str, english: str, japanese: str) -> str:
        if outcome == "passed":
            return f"✓ {name}"
        both = english if japanese in ("", english) else f"{english}\n    {japanese}"
        return f"✗ {name} [{outcome}]\n    {both}"


def check_notebook(namespace: Mapping[str, Any], test_file: str | Path = "test_public.py") -> NotebookChecks | str:
    """Run public checks on the names that a notebook has defined (pass ``globals()``)."""
    try:
        return NotebookChecks(run_public_checks(Path(test_file), as_module(namespace, "notebook"), "notebook"))
    except UsageError as error:
        return str(error)
