"""The export plugin, through ``nbgrader export``."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from nbgrader_course import RIGHT, WRONG, NbgraderCourse, nbgrader, run_python

PLUGIN = "--exporter=autograder.nbgrader.export.QuestionsCsv"


# nbgrader takes two seconds to import, so its command lines share a process.
EXPORTS = """
import json, sys
from nbgrader.apps import NbGraderApp
from traitlets.config import Application

for number, arguments in enumerate(json.loads(sys.argv[1])):
    NbGraderApp.launch_instance(argv=["export", "--to", f"{number}.csv", *arguments])
    type(Application._instance).clear_instance()  # it is the subcommand's
"""


def exported(course: NbgraderCourse, *lines: list[str]) -> list[dict[str, dict[str, str]]]:
    """The rows of each table by student."""
    run_python("-c", EXPORTS, json.dumps(lines), cwd=course.root)
    tables = [(course.root / f"{number}.csv").read_text(encoding="utf-8") for number in range(len(lines))]
    return [{row["student_id"]: row for row in csv.DictReader(io.StringIO(table, newline=""))} for table in tables]


def test_points_of_each_question_and_ids_of_the_lms(course: NbgraderCourse, kadai: Callable[..., Any]) -> None:
    roster = course.root / "roster.csv"
    roster.write_text("id,last_name,first_name,email,lms_user_id\nann,=A(),Ann,a@x.org,4711\nzoe,Z,Zoe,z@x.org,4712\n")
    nbgrader("db", "student", "import", "roster.csv", cwd=course.root)
    course.hand_in("ann", RIGHT, answer="Because of two.")
    course.hand_in("ben", WRONG)
    assert kadai("nbgrader", "autograde", "tiny", "--jobs", "1", cwd=course.root).code == 0
    ours, of_one, of_none = [PLUGIN], [PLUGIN, '--student=["ann"]'], [PLUGIN, '--assignment=["other"]']
    rows, stock, one, none = exported(course, ours, [], of_one, of_none)
    ann, ben, zoe = rows["ann"], rows["ben"], rows["zoe"]
    assert (ann["lms_user_id"], ann["last_name"]) == ("4711", "'=A()")  # no formula for a spreadsheet
    questions = ("one", "large", "zero", "answer-why")
    assert [ann[q] for q in questions] == ["1.0", "2.0", "3.0", ""]  # a person has not marked the answer yet
    assert [ben[q] for q in questions] == ["0.0", "0.0", "3.0", "0.0"]
    assert [zoe[q] for q in questions] == [""] * 4
    assert [r["needs_manual_grade"] for r in (ann, ben, zoe)] == ["yes", "no", ""]
    assert (ann["score"], ann["max_score"], zoe["score"], zoe["timestamp"]) == ("6.0", "10.0", "0.0", "")

    for student, theirs in stock.items():
        shared = {k: v for k, v in theirs.items() if k != "last_name"}
        assert shared == {k: rows[student][k] for k in shared}
    assert list(one) == ["ann"]
    assert not none


def test_a_file_that_cannot_be_written_is_named(course: NbgraderCourse) -> None:
    done = nbgrader("export", PLUGIN, "--to", "nowhere/out.csv", cwd=course.root, check=False)
    assert done.returncode == 1
    assert "nowhere/out.csv: cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
