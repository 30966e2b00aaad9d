"""What is graded stays graded, for as long as nothing changes that a grade depends on."""

import sqlite3
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tiny_course import RIGHT, WRONG, TinyCourse, by_id

import autograder.grading.store
from autograder.errors import UsageError
from autograder.grading.classroom import Silent
from autograder.grading.results import SubmissionResult


class Recorder(Silent):
    """Remembers which submissions were run and which were known."""

    def __init__(self) -> None:
        self.run: set[str] = set()
        self.known: set[str] = set()

    def result(self, result: SubmissionResult, remembered: bool) -> None:
        (self.known if remembered else self.run).add(result.id)


def graded(course: TinyCourse, **options: Any) -> Recorder:
    recorder = Recorder()
    report = course.grade(progress=recorder, **options)
    assert not report.has_fault, report  # a fault is not kept
    return recorder


@pytest.fixture
def course(tiny: TinyCourse) -> TinyCourse:
    tiny.assignment()
    tiny.hand_in(a=RIGHT, b=WRONG)
    assert graded(tiny).run == {"a", "b"}
    return tiny


def test_nothing_is_graded_twice_and_the_result_is_the_same(course: TinyCourse) -> None:
    first = course.grade(fresh=True)
    recorder = Recorder()
    again = course.grade(progress=recorder)
    assert msgspec.structs.replace(again, created=first.created) == first
    assert (recorder.run, recorder.known) == (set(), {"a", "b"})
    course.hand_in(c=RIGHT + "# late\n", a=WRONG + "# changed my mind\n")
    last = graded(course)
    assert (last.run, last.known) == ({"a", "c"}, {"b"})


@pytest.mark.parametrize("what", ["numpy_version", "platform.python_version"])
def test_another_numpy_or_python_grades_again(course: TinyCourse, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.setattr(f"autograder.grading.store.{what}", lambda: "another")
    autograder.grading.store.engine_digest.cache_clear()
    try:
        assert graded(course).run == {"a", "b"}
    finally:
        autograder.grading.store.engine_digest.cache_clear()


def test_fresh_grades_again(course: TinyCourse) -> None:
    assert graded(course, fresh=True).run == {"a", "b"}


def test_a_changed_assignment_is_graded_again(course: TinyCourse) -> None:
    course.write("assignments/tiny/assignment.toml", "[limits]\ncall_seconds = 4\n")
    assert graded(course).run == {"a", "b"}
    course.write("assignments/tiny/handout.en.md", "# Only words\n")
    assert graded(course).known == {"a", "b"}


def test_a_changed_engine_is_graded_again(course: TinyCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autograder.grading.store, "engine_digest", lambda: "another")
    assert graded(course).run == {"a", "b"}


def test_equal_submissions_are_graded_once(tiny: TinyCourse) -> None:
    tiny.assignment()
    for student in ("a", "b", "c"):
        tiny.write(f"class/{student}/tiny.py", RIGHT)
    recorder = Recorder()
    results = by_id(tiny.grade(progress=recorder))
    assert len(recorder.run) == 1
    assert {s: r.score for s, r in results.items()} == {"a": 3, "b": 3, "c": 3}


@pytest.mark.parametrize("content", [b"this is no database" * 300, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_journal_is_named(course: TinyCourse, content: bytes) -> None:
    journal = course.root / "journal"
    journal.write_bytes(content)
    with pytest.raises(UsageError, match=r"journal: cannot be used as the journal .* delete it"):
        course.grade(journal=journal)


def test_a_damaged_page_is_named(course: TinyCourse) -> None:
    journal = course.root / ".kadai/results.sqlite"
    data = bytearray(journal.read_bytes())
    data[4096:] = b"\x55" * (len(data) - 4096)
    journal.write_bytes(data)
    with pytest.raises(UsageError, match="delete it"):
        course.grade()


def test_another_programs_database_is_named(course: TinyCourse, tmp_path: Path) -> None:
    journal = tmp_path / "other.sqlite"
    connection = sqlite3.connect(journal)
    connection.execute("CREATE TABLE result (id TEXT)")
    connection.close()
    with pytest.raises(UsageError, match="delete it"):
        course.grade(journal=journal)


def test_a_value_of_an_older_format_is_graded_again(course: TinyCourse) -> None:
    connection = sqlite3.connect(course.root / ".kadai/results.sqlite")
    connection.execute("UPDATE result SET value = '{}' WHERE submission = 'a'")
    connection.commit()
    connection.close()
    again = graded(course)
    assert (again.run, again.known) == ({"a"}, {"b"})
