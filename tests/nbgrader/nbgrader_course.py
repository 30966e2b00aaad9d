"""A tiny course under real nbgrader: generated once, copied for every test."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from tiny_course import TinyCourse

ROOT = Path(__file__).parents[2]
TIMESTAMP = "2026-01-02 10:00:00 UTC"
PUBLIC = """
    from autograder.testing import points

    @points(1)
    def test_one(submission):
        "double(1) is 2."
        assert submission.double(1) == 2, "double(1) is 2"
"""
HIDDEN = '''
    from autograder.testing import points

    SECRET = 314159

    @points(2)
    def test_large(submission):
        """double() doubles large numbers.

        ja: double() は大きな数を 2 倍にします。
        """
        assert submission.double(SECRET) == 2 * SECRET, "a large number is doubled"

    @points(3)
    def test_zero(submission):
        "double(0) is 0."
        assert submission.double(0) == 0, "double(0) is 0"
'''
WRITTEN = """
    [[question]]
    id = "why"
    en = "Why?"
    ja = "なぜですか。"
    rubric = [{ points = 4, en = "because of two", ja = "2 だから" }]
"""
RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return 3 * x\n"
Notebook = dict[str, Any]


def nbgrader(*arguments: str, cwd: Path, check: bool = True) -> "subprocess.CompletedProcess[str]":
    """A real nbgrader command, as a process."""
    return run_python("-m", "nbgrader", *arguments, cwd=cwd, check=check)


def run_python(*arguments: str, cwd: Path, check: bool = True) -> "subprocess.CompletedProcess[str]":
    """Python, with a home of its own for nbgrader's commands."""
    home = cwd.parent / "home"
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",  # nbgrader calls alembic by its name
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
    }
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0 or not check, done.stderr
    return done


class NbgraderCourse:
    """A course that nbgrader knows, with one generated assignment ``tiny``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def generated(cls, root: Path, **texts: str) -> "NbgraderCourse":
        """Make the course with nbgrader's own commands."""
        from autograder.course import Course
        from autograder.course.handed_out.release import Release
        from autograder.grading.classroom.collector_process import collect

        tiny = TinyCourse(root).assignment(**{"hidden": HIDDEN, "public": PUBLIC, **texts})
        tiny.write("assignments/tiny/handout.en.md", "# Doubling\n")
        tiny.write("assignments/tiny/written.toml", WRITTEN)
        assignment = Course(root).assignment("tiny")
        Release(assignment, next(collect([assignment]))).write()
        shutil.rmtree(root / "student_template")
        shutil.copy(ROOT / "nbgrader_config.py", root)
        nbgrader("generate_assignment", "tiny", cwd=root)
        return cls(root)

    def released(self) -> Notebook:
        """The notebook as students receive it."""
        path = self.root / "student_template" / "tiny" / "tiny.ipynb"
        found: Notebook = json.loads(path.read_text(encoding="utf-8"))
        return found

    def hand_in(
        self,
        student: str,
        code: str | None = None,
        *,
        answer: str | None = None,
        edit: Callable[[Notebook], None] | None = None,
        timestamp: str = TIMESTAMP,
    ) -> Path:
        """Put a notebook into ``submitted``: `code` in the cell to fill in, `edit` for the rest; its folder."""
        nb = self.released()
        for cell in nb["cells"]:
            flags = cell["metadata"].get("nbgrader", {})
            if flags.get("solution") and cell["cell_type"] == "code" and code is not None:
                cell["source"] = code
            if flags.get("solution") and cell["cell_type"] == "markdown" and answer is not None:
                cell["source"] = answer
        if edit is not None:
            edit(nb)
        return self.hand_in_bytes(student, json.dumps(nb).encode(), timestamp=timestamp)

    def hand_in_bytes(
        self, student: str, content: bytes | None, name: str = "tiny.ipynb", timestamp: str = TIMESTAMP
    ) -> Path:
        """Put a file as it is into ``submitted``; its folder."""
        folder = self.root / "submitted" / student / "tiny"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "timestamp.txt").write_text(timestamp)
        if content is not None:
            (folder / name).write_bytes(content)
        return folder

    def autograded(self, student: str) -> Any:
        """The notebook that nbgrader shows the instructor."""
        return nbformat.read(self.root / "autograded" / student / "tiny" / "tiny.ipynb", 4)

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the gradebook."""
        connection = sqlite3.connect(self.root / "gradebook.db")
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.commit()
            connection.close()

    def grades(self, student: str) -> dict[str, tuple[float | None, bool]]:
        """Cell → (automatic score, needs a manual grade)."""
        rows = self.query(
            "SELECT c.name, g.auto_score, g.needs_manual_grade FROM grade g JOIN base_cell c ON c.id = g.cell_id "
            "JOIN submitted_notebook n ON n.id = g.notebook_id "
            "JOIN submitted_assignment s ON s.id = n.assignment_id WHERE s.student_id = ?",
            student,
        )
        return {name: (score, bool(needs)) for name, score, needs in rows}

    def score(self, student: str) -> float:
        """The sum of the automatic scores."""
        return sum(score or 0.0 for score, _ in self.grades(student).values())

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """All that the gradebook knows of submissions, without its random ids."""
        of_cell = (
            "JOIN base_cell c ON c.id = x.cell_id JOIN submitted_notebook n ON n.id = x.notebook_id "
            "JOIN submitted_assignment s ON s.id = n.assignment_id ORDER BY 1, 2"
        )
        return {
            "students": self.query("SELECT id, first_name, last_name, email, lms_user_id FROM student ORDER BY 1"),
            "submissions": self.query(
                "SELECT s.student_id, s.timestamp, s.extension, n.flagged, n.late_submission_penalty "
                "FROM submitted_assignment s JOIN submitted_notebook n ON n.assignment_id = s.id ORDER BY 1"
            ),
            "grades": self.query(
                "SELECT s.student_id, c.name, x.auto_score, x.manual_score, x.extra_credit, x.needs_manual_grade "
                f"FROM grade x {of_cell}"
            ),
            "comments": self.query(
                f"SELECT s.student_id, c.name, x.auto_comment, x.manual_comment FROM comment x {of_cell}"
            ),
            "cells": self.query("SELECT name, cell_type, locked, source, checksum FROM source_cell ORDER BY 1"),
        }


def cell_of(nb: Any, grade_id: str) -> Any:
    """The cell with an id."""
    (found,) = [c for c in nb["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id]
    return found


def said(nb: Any, grade_id: str) -> str:
    """What stands below a graded cell."""
    return str(cell_of(nb, grade_id)["outputs"][0]["text"])
