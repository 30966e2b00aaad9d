"""Gets a place ready to answer single hand-ins: proves that it grades, and finds out once what mistakes look like."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from autograder.course import Assignment
from autograder.course.catalogue import load_misconceptions
from autograder.errors import UsageError
from autograder.grading.classroom.classroom import grade
from autograder.grading.results import SubmissionResult
from autograder.language import said

_REFERENCE = "reference"


class Prepared(NamedTuple):
    """What came of an assignment."""

    reference: SubmissionResult
    mistakes: int
    """How many known mistakes were run, so that they are recognised at once."""
    level: str
    """How strongly submissions are isolated here."""

    @property
    def is_right(self) -> bool:
        """Whether the reference passes everything."""
        return all(check.outcome == "passed" for check in self.reference.checks) and bool(self.reference.checks)


def prepare(assignment: Assignment, *, allow_weak_sandbox: bool = False) -> Prepared:
    """Grade the reference and every known mistake of an assignment as if they had been handed in; keep no result.

    Raises:
        UsageError: if the course's files are wrong, or hidden tests may not be run here.
    """
    with TemporaryDirectory(prefix="kadai-") as folder:
        names = list(_hand_in(assignment, Path(folder)))
        report = grade(
            [folder],
            assignment=assignment.id,
            course=assignment.course.root,
            bare=True,
            allow_weak_sandbox=allow_weak_sandbox,
        )
    (reference,) = (s for s in report.submissions if s.id == _REFERENCE)
    return Prepared(reference, len(names) - 1, report.sandbox.level)


def _hand_in(assignment: Assignment, folder: Path) -> Iterator[str]:
    """Write each into a folder of its own, as students would; gives their names."""
    sources = {_REFERENCE: assignment.reference_text()}
    try:
        sources |= {f"mistake-{entry.id}": entry.source for entry in load_misconceptions(assignment)}
    except UsageError as error:  # grading would go on without it, too
        print(f"kadai: {said(error.text)}", file=sys.stderr)
    for name, text in sources.items():
        (folder / name).mkdir()
        (folder / name / f"{assignment.id}.py").write_text(text, encoding="utf-8")
        for given in assignment.given:
            shutil.copy(given, folder / name)
        yield name
