"""A course so small that grading one submission of it costs little more than the start of an examiner."""

import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

from report_schema import valid

from autograder.grading.classroom.classroom import grade
from autograder.grading.results import CheckResult, Report, SubmissionResult

REFERENCE = '''
    """Doubling."""


    def double(x):
        """Twice x."""
        ### BEGIN SOLUTION
        return 2 * x
        ### END SOLUTION
'''
HIDDEN = """
    from autograder.testing import points

    @points(2)
    def test_double(submission):
        "double(3) is 6."
        assert submission.double(3) == 6, "double(3) is 6"

    @points(1)
    def test_zero(submission):
        "double(0) is 0."
        assert submission.double(0) == 0, "double(0) is 0"
"""
RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return 3 * x\n"


class TinyCourse:
    """A course on disk with assignments as a test wants them, and short ways to grade with it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("pyproject.toml", "[tool.kadai]\n")
        (root / "assignments").mkdir()

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        return path

    def assignment(
        self, hidden: str = HIDDEN, public: str = "", reference: str = REFERENCE, toml: str = "", id: str = "tiny"
    ) -> "TinyCourse":
        """Add an assignment; returns the course."""
        files = {"test_hidden.py": hidden, "test_public.py": public}
        for name, text in files.items():
            if text:
                self.write(f"assignments/{id}/{name}", text)
        self.write(f"assignments/{id}/assignment.toml", toml)
        self.write(f"reference/{id}.py", reference)
        return self

    def hand_in(self, **submissions: str) -> Path:
        """The folder of a class: id → text of its .py file."""
        for name, text in submissions.items():
            self.write(f"class/{name}.py", text)
        return self.root / "class"

    def grade(self, *paths: Path, assignment: str = "tiny", jobs: int | None = 1, **options: Any) -> Report:
        chosen = paths or [self.root / "class"]
        return valid(grade(chosen, assignment=assignment, course=self.root, jobs=jobs, **options))

    def grade_one(self, text: str, **options: Any) -> SubmissionResult:
        """The result of one submission, graded anew."""
        (result,) = self.grade(self.write("one/student.py", text), fresh=True, **options).submissions
        return result

    def outcomes(self, text: str) -> dict[str, str]:
        """Check id → outcome of one submission."""
        return {c.id: c.outcome for c in self.grade_one(text).checks}


def by_id(report: Report) -> dict[str, SubmissionResult]:
    return {s.id: s for s in report.submissions}


def check(result: SubmissionResult, id: str) -> CheckResult:
    return next(c for c in result.checks if c.id == id)


def without_times(report: Report) -> Any:
    """Everything of a report's submissions that must not depend on how they were graded."""
    import msgspec

    plain = json.loads(msgspec.json.encode(report.submissions))
    for submission in plain:
        for result in submission["checks"]:
            del result["seconds"]
    return plain


def start_kadai(*arguments: str | Path, cwd: Path, **options: Any) -> "subprocess.Popen[str]":
    """The real command, as a process with pipes."""
    return subprocess.Popen(
        [sys.executable, "-c", "from autograder.cli import main; main()", *map(str, arguments)],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COLUMNS": "200", "PYTHONPATH": "", **options.pop("env", {})},
        **options,
    )


def run_kadai(*arguments: str | Path, cwd: Path, **options: Any) -> "subprocess.CompletedProcess[str]":
    """The real command, to its end."""
    with start_kadai(*arguments, cwd=cwd, **options) as process:
        try:
            out, err = process.communicate(timeout=250)
        except BaseException:
            process.kill()  # otherwise leaving the block would wait for it
            raise
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)
