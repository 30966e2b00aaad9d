"""The export plugin, through ``nbgrader export``."""

import csv
from collections.abc import Callable
from typing import Any

from nbgrader_course import RIGHT, WRONG, NbgraderCourse, nbgrader

PLUGIN = "--exporter=autograder.nbgrader.export.QuestionsCsv"


def exported(course: NbgraderCourse, *arguments: str) -> dict[str, dict[str, str]]:
    """The rows of the table by student."""
    nbgrader("export", PLUGIN, "--to", "out.csv", *arguments, cwd=course.root)
    with (course.root / "out.csv").open(newline="") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def test_points_of_each_question_and_ids_of_the_lms(course: NbgraderCourse, kadai: Callable[..., Any]) -> None:
    roster = course.root / "roster.csv"
    roster.write_text("id,last_name,first_name,email,lms_user_id\nann,=A(),Ann,a@x.org,4711\nzoe,Z,Zoe,z@x.org,4712\n")
    nbgrader("db", "student", "import", "roster.csv", cwd=course.root)
    course.hand_in("ann", RIGHT, answer="Because of two.")
    course.hand_in("ben", WRONG)
    assert kadai("nbgrader", "autograde", "tiny", "--jobs", "1", cwd=course.root).code == 0
    rows = exported(course)
    ann, ben, zoe = rows["ann"], rows["ben"], rows["zoe"]
    assert (ann["lms_user_id"], ann["last_name"]) == ("4711", "'=A()")  # no formula for a spreadsheet
    questions = ("one", "large", "zero", "answer-why")
    assert [ann[q] for q in questions] == ["1.0", "2.0", "3.0", ""]  # a person has not marked the answer yet
    assert [ben[q] for q in questions] == ["0.0", "0.0", "3.0", "0.0"]
    assert [zoe[q] for q in questions] == [""] * 4
    assert [r["needs_manual_grade"] for r in (ann, ben, zoe)] == ["yes", "no", ""]
    assert (ann["score"], ann["max_score"], zoe["score"], zoe["timestamp"]) == ("6.0", "10.0", "0.0", "")

    nbgrader("export", "--to", "stock.csv", cwd=course.root)
    with (course.root / "stock.csv").open(newline="") as file:
        for stock in csv.DictReader(file):
            shared = {k: v for k, v in stock.items() if k != "last_name"}
            assert shared == {k: rows[stock["student_id"]][k] for k in shared}

    assert list(exported(course, '--student=["ann"]')) == ["ann"]
    assert not exported(course, '--assignment=["other"]')


def test_a_file_that_cannot_be_written_is_named(course: NbgraderCourse) -> None:
    done = nbgrader("export", PLUGIN, "--to", "nowhere/out.csv", cwd=course.root, check=False)
    assert done.returncode == 1
    assert "nowhere/out.csv: cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
