"""What people write down in a course (overrides, extensions, marks for answers) is applied to the machine's results."""

import os
import sqlite3
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_course import RIGHT, WRONG, TinyCourse, by_id

from autograder.checks import CheckInfo
from autograder.course import Course
from autograder.errors import UsageError
from autograder.grading.classroom.by_persons import ByPersons
from autograder.grading.not_run import faulty, unreadable
from autograder.grading.persons import with_lateness, with_overrides, with_written
from autograder.grading.results import CheckResult, Late, Override, SubmissionResult, Written, result_of, total
from autograder.reports import json as json_report
from autograder.text import Text

Kadai = Callable[..., Any]

CHECKS = (CheckInfo("double", Text.same(""), 2.0, public=False), CheckInfo("zero", Text.same(""), 1.0, public=False))
QUESTIONS = """
    [[question]]
    id = "why"
    en = "Why?"
    ja = "なぜ。"
    rubric = [{ points = 2, en = "two", ja = "二" }]

    [[question]]
    id = "how"
    en = "How?"
    ja = "どう。"
    rubric = [{ points = 1, en = "one", ja = "一" }]
"""
LATE = """
    [tool.kadai.late]
    timezone = "Asia/Tokyo"
    percent_per_day = 10
    due = {tiny = "2026-11-20 23:59"}
"""


def machines(id: str, double: bool = True, digest: str = "d" * 64) -> SubmissionResult:
    outcome = "passed" if double else "failed"
    checks = (CheckResult("double", outcome, 2.0 * double, 2.0), CheckResult("zero", "passed", 1.0, 1.0))
    return result_of(id, checks, digest=digest)


def applied(
    course: TinyCourse, *results: SubmissionResult, **times: str
) -> tuple[dict[str, SubmissionResult], list[str]]:
    persons = ByPersons(Course(course.root).assignment("tiny"))
    persons.check(CHECKS)
    done, said = persons.applied(results, times)
    return {r.id: r for r in done}, [t.en for t in said]


@pytest.fixture
def course(tiny: TinyCourse) -> TinyCourse:
    tiny.assignment().write("assignments/tiny/written.toml", QUESTIONS)
    return tiny


def test_a_mark_set_by_a_person_counts_and_says_why_and_the_machines_stays_beside_it(course: TinyCourse) -> None:
    course.write("overrides.csv", "submission,check,points,reason,who\nhana,double,1.5,a slip in the data,Sato\n")
    results, said = applied(course, machines("hana", double=False), machines("ken"))
    hana = results["hana"]
    assert (hana.score, hana.graded_score, hana.max_score, hana.mark) == (2.5, 1.0, 3.0, 2.5)
    (override,) = hana.overrides
    assert (override.check, override.points, override.reason, override.who) == (
        "double",
        1.5,
        "a slip in the data",
        "Sato",
    )
    assert datetime.fromisoformat(override.when).tzinfo
    assert [hana.points_of(c) for c in hana.checks] == [1.5, 1.0]
    assert not results["ken"].overrides
    assert said == []


def test_a_mark_for_the_whole_replaces_the_sum(course: TinyCourse) -> None:
    course.write("overrides.csv", "submission;points;reason;who;when\nhana;2,5;oral exam;Sato;2026/11/21\n")
    hana = applied(course, machines("hana", double=False))[0]["hana"]
    assert (hana.score, hana.graded_score, hana.overrides[0].when) == (2.5, 1.0, "2026/11/21")


def test_when_the_work_changes_a_person_is_asked_to_look_again(course: TinyCourse) -> None:
    table = "submission,check,points,reason,who,when\nhana,double,1,slip,Sato,{}\n"

    def kinds(digest: str) -> list[str]:
        return [a.kind for a in applied(course, machines("hana", digest=digest))[0]["hana"].attention]

    course.write("overrides.csv", table.format(""))
    assert kinds("a" * 64) == kinds("a" * 64) == []
    assert kinds("b" * 64) == ["override_outdated"]
    assert kinds("a" * 64) == []
    course.write("overrides.csv", table.format("2026-11-22"))  # somebody has looked
    assert kinds("b" * 64) == []
    assert kinds("a" * 64) == ["override_outdated"]


def test_the_file_itself_may_say_for_which_work(course: TinyCourse) -> None:
    course.write("overrides.csv", "submission,points,reason,who,digest\nhana,1,slip,Sato,DDDDDDDD\n")
    assert not applied(course, machines("hana"))[0]["hana"].attention
    changed = applied(course, machines("hana", digest="e" * 64))[0]["hana"]
    assert [a.kind for a in changed.attention] == ["override_outdated"]


def test_the_grader_writes_into_no_file_of_a_persons(course: TinyCourse) -> None:
    path = course.write("overrides.csv", "submission,points,reason,who,when,digest\nhana,1,slip,Sato,,\n")
    before = path.read_bytes()
    applied(course, machines("hana"))
    assert path.read_bytes() == before


HEAD = "submission,check,points,reason,who,when,digest,assignment\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("hana,duble,1,r,w", "tiny has no check 'duble'; did you mean 'double'?"),
        ("hana,double,2.5,r,w", "2.5 points are more than the check 'double' is worth (2)"),
        ("hana,,3.5,r,w", "3.5 points are more than the whole assignment is worth (3)"),
        ("hana,double,-1,r,w", "'points' must be a number such as 2 or 1.5, not '-1'"),
        ("hana,double,,r,w", "'points' is empty; fill it in"),
        ("hana,double,1,,w", "'reason' is empty; fill it in"),
        ("hana,double,1,r,", "'who' is empty; fill it in"),
        ("hana,double,1,r,w,yesterday", "'when': 'yesterday' is no date"),
        ("hana,double,1,r,w,,xyz", "'digest' must be at least the first 8 characters"),
        ("hana,double,1,r,w,,,tinny", "there is no assignment 'tinny'; did you mean 'tiny'?"),
        ("hana,double,1,r,w\nhana,double,2,r,w", "line 3: sets the same mark of 'hana' as line 2"),
        (
            "hana,double,1,r,w\nhana,*,2,r,w",
            "line 3: 'hana' gets a mark for a check and, in line 2, one for the whole score",
        ),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(course: TinyCourse, line: str, said: str) -> None:
    course.write("overrides.csv", HEAD + line + "\n")
    with pytest.raises(UsageError) as refused:
        applied(course, machines("hana"))
    assert str(refused.value).startswith(f"{course.root / 'overrides.csv'}, line ")
    assert said in str(refused.value)


def test_where_there_are_several_assignments_a_line_names_one(course: TinyCourse) -> None:
    course.assignment(id="other")
    course.write("overrides.csv", "submission,points,reason,who\nhana,1,r,w\n")
    with pytest.raises(UsageError, match="'assignment' is empty, and the course has several"):
        applied(course, machines("hana"))
    course.write("overrides.csv", "submission,assignment,points,reason,who\nhana,other,1,r,w\nhana,tiny,2,r,w\n")
    assert applied(course, machines("hana"))[0]["hana"].score == 2


def test_a_line_about_somebody_who_is_not_here_is_said_and_changes_nothing(course: TinyCourse) -> None:
    course.write("overrides.csv", "submission,points,reason,who\nhanna,1,r,w\nmio,1,r,w\nkem,1,r,w\nken,2,r,w\n")
    results, said = applied(course, machines("hana"), machines("ken"))
    assert results["hana"] == machines("hana")
    where = f"{course.root / 'overrides.csv'}, line 2: "
    assert said == [
        f"{where}not among these submissions, and not applied: hanna (did you mean 'hana'?), mio, kem"  # ken has a line
    ]


def test_one_student_in_two_spellings_gets_one_mark(course: TinyCourse) -> None:
    course.write("overrides.csv", "submission,points,reason,who\nhana,1,r,w\nＨａｎａ,2,r,w\n")
    with pytest.raises(UsageError, match="line 3: sets the same mark of 'Ｈａｎａ' as line 2"):
        applied(course, machines("hana"))


def test_a_person_can_give_a_mark_where_the_machine_could_not(course: TinyCourse) -> None:
    reason = Text.same("it is a picture")
    course.write("overrides.csv", "submission,points,reason,who\nhana,2,read by hand,w\nken,3,read by hand,w\n")
    results, _ = applied(
        course, unreadable("hana", reason, CHECKS), faulty("ken", reason, CHECKS), faulty("mio", reason, CHECKS)
    )
    assert (results["hana"].score, results["ken"].score) == (2, 3)
    assert [results[i].has_mark for i in ("hana", "ken", "mio")] == [True, True, False]


# -- written answers ------------------------------------------------------------------------------------------------


def test_once_written_answers_are_marked_the_questions_count_for_everybody(course: TinyCourse) -> None:
    course.write(
        "written.csv", "submission,question,points,comment,who\nhana,why,1.5,good,Sato\nhana,how,1,,\nken,why,,later,\n"
    )
    results, said = applied(course, machines("hana"), machines("ken"))
    assert (results["hana"].score, results["hana"].graded_score, results["hana"].max_score) == (5.5, 3, 6)
    assert results["hana"].written == (Written("why", 1.5, 2, "good", "Sato"), Written("how", 1, 1))
    assert (results["ken"].score, results["ken"].max_score) == (3, 6)
    assert results["ken"].written == (Written("why", None, 2, "later"), Written("how", None, 1))
    assert said == []


def test_before_that_they_are_no_part_of_the_score(course: TinyCourse) -> None:
    results, said = applied(course, machines("hana"))
    assert (results["hana"], said) == (machines("hana"), [])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("hana,wy,1", "tiny has no written question 'wy'; did you mean 'why'?"),
        ("hana,why,3", "3 points are more than the question 'why' is worth (2)"),
        ("hana,why,1\nhana,why,2", "line 3: marks the same answer as line 2"),
    ],
)
def test_a_mistake_in_the_marks_is_told_with_its_line(course: TinyCourse, line: str, said: str) -> None:
    course.write("written.csv", f"submission,question,points\n{line}\n")
    with pytest.raises(UsageError) as refused:
        applied(course, machines("hana"))
    assert said in str(refused.value)


@pytest.mark.filterwarnings("ignore:Object of type")  # of nbgrader's own model
def test_marks_come_from_nbgraders_gradebook_where_the_course_says_so(
    course: TinyCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = pytest.importorskip("nbgrader.api")
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # nbgrader calls alembic by its name
    monkeypatch.setenv("PATH", programs)
    path = course.root / "gradebook.db"
    with api.Gradebook(f"sqlite:///{path}") as book:
        book.add_assignment("tiny")
        book.add_notebook("tiny", "tiny")
        for question, most in (("why", 2), ("how", 1)):
            book.add_grade_cell(f"answer-{question}", "tiny", "tiny", max_score=most, cell_type="markdown")
        for student, points in (("hana", 1.5), ("ken", None)):
            book.add_student(student)
            book.add_submission("tiny", student)
            grade = book.find_grade("answer-why", "tiny", "tiny", student)
            grade.manual_score, grade.needs_manual_grade = points, points is None
            book.db.commit()
    course.write("pyproject.toml", '[tool.kadai]\nwritten = "gradebook.db"\n')
    results, _ = applied(course, machines("hana"), machines("ken"))
    assert [w.points for r in ("hana", "ken") for w in results[r].written] == [1.5, None, None, None]
    assert results["hana"].score == 4.5


def test_what_is_no_gradebook_is_told(course: TinyCourse) -> None:
    course.write("pyproject.toml", '[tool.kadai]\nwritten = "gradebook.db"\n')
    with pytest.raises(UsageError, match="there is no such gradebook"):
        applied(course, machines("hana"))
    sqlite3.connect(course.root / "gradebook.db").executescript("CREATE TABLE x (y)").connection.close()
    with pytest.raises(UsageError, match="cannot be read as a gradebook of nbgrader"):
        applied(course, machines("hana"))


# -- lateness -------------------------------------------------------------------------------------------------------


def test_lateness_costs_what_the_course_says_and_the_score_stays(course: TinyCourse) -> None:
    course.write("pyproject.toml", LATE)
    results, said = applied(
        course, machines("hana"), machines("ken"), hana="2026-11-21T15:00+00:00", ken="2026-11-20T23:59:30"
    )
    late = results["hana"].late
    assert late == Late("2026-11-20T23:59:59+09:00", "2026-11-21T15:00:00+00:00", 86401.0, 0.6)
    assert (results["hana"].score, results["hana"].mark, results["ken"].late) == (3.0, 2.4, None)
    assert said == []


def test_an_extension_is_a_due_date_of_ones_own(course: TinyCourse) -> None:
    course.write("pyproject.toml", LATE)
    course.write("extensions.csv", "submission,due,reason,who\nhana,2026-11-21 23:59,ill,Sato\nken,2026/11/21,,\n")
    results, _ = applied(
        course, machines("hana"), machines("ken"), hana="2026-11-22T00:00+09:00", ken="2026-11-21T23:00"
    )
    assert results["hana"].late == Late("2026-11-21T23:59:59+09:00", "2026-11-22T00:00:00+09:00", 1.0, 0.3, "ill")
    assert results["ken"].late is None


def test_without_a_time_nobody_is_late_and_it_is_said_once(course: TinyCourse) -> None:
    course.write("pyproject.toml", LATE.replace('timezone = "Asia/Tokyo"', "").replace("23:59", "23:59+09:00"))
    results, said = applied(course, machines("hana"), machines("ken"), ken="2030-01-01T00:00")  # in no zone
    assert results == {"hana": machines("hana"), "ken": machines("ken")}
    assert [s.partition(":")[0] for s in said] == ["nothing says when 2 of 2 submissions came (hana, ken)"]


def test_a_time_that_somebody_has_written_down_goes_before_that_of_a_name(course: TinyCourse) -> None:
    course.write("pyproject.toml", LATE)
    course.write("handed_in.csv", "submission,handed_in\nhana,2026/11/21 0:00\nken,2026-11-20\n")
    results, said = applied(course, machines("hana"), machines("ken"), ken="2030-01-01T00:00")
    late = results["hana"].late
    assert late
    assert (late.handed_in, late.seconds, late.points) == ("2026-11-21T00:00:00+09:00", 1.0, 0.3)
    assert (results["ken"].late, said) == (None, [])


def test_what_a_system_only_calls_late_is_said_and_costs_nothing(course: TinyCourse) -> None:
    persons = ByPersons(Course(course.root).assignment("tiny"))
    results, said = persons.applied([machines("hana")], {}, ["hana"])
    assert results == [machines("hana")]
    assert [t.en for t in said] == ["the system calls 1 late (hana), but nothing says by how much: no points are taken"]


@pytest.mark.parametrize("line", ["hana,soon", "hana,", ",2026-11-20"])
def test_a_mistake_in_the_times_is_told_with_its_line(course: TinyCourse, line: str) -> None:
    course.write("pyproject.toml", LATE)
    course.write("handed_in.csv", f"submission,handed_in\n{line}\n")
    with pytest.raises(UsageError, match=r"handed_in\.csv, line 2: ") as refused:
        applied(course)
    assert str(refused.value).count("handed_in.csv") == 1


@pytest.mark.parametrize("line", ["hana,soon", "hana,", "hana,2026-11-20\nhana,2026-11-21"])
def test_a_mistake_in_the_extensions_is_told_with_its_line(course: TinyCourse, line: str) -> None:
    course.write("pyproject.toml", LATE)
    course.write("extensions.csv", f"submission,due\n{line}\n")
    with pytest.raises(UsageError, match=r"extensions\.csv, line \d: ") as refused:
        applied(course)
    assert str(refused.value).count("extensions.csv") == 1


# -- all together ---------------------------------------------------------------------------------------------------

POINTS = st.integers(0, 20).map(lambda n: n / 4)


@given(
    st.lists(st.tuples(POINTS, POINTS), max_size=4),
    st.dictionaries(st.integers(0, 3), POINTS),
    st.lists(st.one_of(st.none(), POINTS), max_size=3),
    st.one_of(st.none(), POINTS),
)
def test_the_score_is_the_sum_of_what_counts(
    checks: list[tuple[float, float]], set_marks: dict[int, float], answers: list[float | None], taken: float | None
) -> None:
    results = tuple(CheckResult(str(i), "passed", min(p), max(p)) for i, p in enumerate(checks))
    overrides = [Override(str(i), points, "r", "w", "") for i, points in set_marks.items() if i < len(checks)]
    written = [Written(str(i), points, 5.0) for i, points in enumerate(answers)]
    late = None if taken is None else Late("", "", 1.0, taken)
    graded = result_of("a", results)
    result = with_lateness(with_overrides(with_written(graded, written), overrides), late)
    assert result == with_lateness(with_written(with_overrides(graded, overrides), written), late)
    assert result.graded_score == graded.score
    assert result.score == total([*map(result.points_of, results), *(w.points or 0 for w in written)])
    assert result.mark == max(0.0, result.score - (taken or 0))
    assert result.max_score == graded.max_score + 5.0 * len(written)


def test_grading_a_class_takes_up_what_people_wrote_and_says_so(tiny: TinyCourse, kadai: Kadai) -> None:
    tiny.assignment().hand_in(hana=WRONG, ken=RIGHT)
    grade = ("grade", "class", "--assignment", "tiny", "--jobs", "1", "--json", "r.json")
    tiny.write("overrides.csv", "submission,check,points,reason,who\nhana,duble,1,a slip,Sato\n")
    refused = kadai(*grade, cwd=tiny.root)
    assert (refused.code, "line 2: tiny has no check 'duble'; did you mean 'double'?" in refused.err) == (2, True)
    assert "graded" not in refused.err
    tiny.write("overrides.csv", "submission,check,points,reason,who\nhana,double,1,a slip,Sato\n")
    ended = kadai(*grade, cwd=tiny.root)
    assert (ended.code, "marks set by a person (overrides.csv): 1 (hana)\n" in ended.out) == (0, True)
    hana = by_id(json_report.read(tiny.root / "r.json"))["hana"]
    assert (hana.score, hana.graded_score) == (2, 1)
    (tiny.root / "overrides.csv").unlink()
    assert by_id(tiny.grade(tiny.root / "class"))["hana"].score == 1
