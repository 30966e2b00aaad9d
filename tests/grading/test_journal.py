"""What is graded stays graded, for as long as nothing changes that a grade depends on."""

import contextlib
import resource
import sqlite3
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_course import RIGHT, WRONG, TinyCourse, by_id

import autograder.grading.classroom.journal
import autograder.grading.store
from autograder.errors import UsageError
from autograder.grading.classroom.journal import Journal
from autograder.grading.classroom.onlookers import Silent
from autograder.grading.job import Marked
from autograder.grading.results import SubmissionResult, result_of


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


def test_a_journal_keeps_its_folder_out_of_git(course: TinyCourse, tmp_path: Path) -> None:
    assert (course.root / ".kadai/.gitignore").read_text() == "*\n"  # the secret is in the environment
    with Journal(tmp_path / "elsewhere" / "results.sqlite"):
        assert [p.name for p in (tmp_path / "elsewhere").glob(".git*")] == []


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


def journal_of(course: TinyCourse) -> Path:
    return course.root / ".kadai/results.sqlite"


@pytest.mark.parametrize("content", [b"this is no database" * 300, b"x"])
def test_a_file_that_is_no_journal_is_named_and_left_alone(course: TinyCourse, content: bytes) -> None:
    journal = course.write("thesis.txt", "")
    journal.write_bytes(content)
    with pytest.raises(UsageError, match=r"thesis.txt: is no journal of kadai; name another file with --journal"):
        course.grade(journal=journal)
    assert journal.read_bytes() == content
    with pytest.raises(UsageError, match="is a folder"):
        course.grade(journal=course.root)


def test_another_programs_database_is_named_and_left_alone(course: TinyCourse, tmp_path: Path) -> None:
    journal = tmp_path / "other.sqlite"
    for schema in ("result (id TEXT)", "people (id TEXT)"):
        journal.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(journal)) as connection:
            connection.execute(f"CREATE TABLE {schema}")
        before = journal.read_bytes()
        with pytest.raises(UsageError, match="another program"):
            course.grade(journal=journal)
        assert journal.read_bytes() == before


@pytest.mark.parametrize("first_page_too", [False, True])
def test_a_damaged_journal_is_moved_aside(course: TinyCourse, first_page_too: bool, capsys: Any) -> None:
    journal = journal_of(course)
    data = bytearray(journal.read_bytes())
    begin = 16 if first_page_too else 4096
    data[begin:] = b"\x55" * (len(data) - begin)
    journal.write_bytes(data)
    assert graded(course).run == {"a", "b"}
    assert "results.sqlite.damaged-1" in capsys.readouterr().err
    assert (journal.parent / "results.sqlite.damaged-1").read_bytes() == data
    assert graded(course).known == {"a", "b"}


@pytest.mark.parametrize("column", ["key", "submission", "value", "checksum"])
def test_a_row_that_is_not_as_it_was_written_is_graded_again(course: TinyCourse, column: str) -> None:
    with contextlib.closing(sqlite3.connect(journal_of(course))) as connection:
        rows = dict(connection.execute(f"SELECT submission, {column} FROM graded"))
        other = rows["b"] if column != "value" else rows["a"].replace(b'"score":3', b'"score":2')
        connection.execute(f"UPDATE OR REPLACE graded SET {column} = ? WHERE submission = 'a'", (other,))
        connection.commit()
    assert "a" in graded(course).run
    assert graded(course).known == {"a", "b"}


RESULT = Marked(result_of("a", ()))


@settings(max_examples=20)
@given(st.data())
def test_no_flipped_bit_is_believed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("journal") / "results.sqlite"
    with Journal(path) as journal:
        journal.put("key", "tiny", RESULT)
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1)) if data.draw(st.booleans()) else content.index(b'{"id"') + 9
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)
    with contextlib.suppress(UsageError), Journal(path, say=lambda sentence: None) as journal:
        assert journal.get("key") in (None, RESULT)


def test_a_locked_journal_is_written_when_it_is_free(course: TinyCourse, monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setattr(autograder.grading.classroom.journal, "_WAIT_SECONDS", 0.05)
    course.hand_in(c=WRONG + "# late\n")
    with contextlib.closing(sqlite3.connect(journal_of(course), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert graded(course).run == {"c"}  # what is known can be read
        said = capsys.readouterr().err
        assert "in use by another program" in said
        assert "1 results of this run could not be kept" in said
    said_before: list[str] = []
    with contextlib.closing(sqlite3.connect(journal_of(course), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Journal(journal_of(course), said_before.append) as journal:
            journal.put("key", "tiny", RESULT)
            assert journal.get("key") == RESULT
            other.execute("ROLLBACK")
    assert len(said_before) == 1  # and nothing is lost
    with Journal(journal_of(course)) as journal:
        assert journal.get("key") == RESULT


def test_a_full_disk_stops_nothing(tmp_path: Path) -> None:
    said: list[str] = []
    path = tmp_path / "results.sqlite"
    with Journal(path, said.append) as journal:
        journal.put("early", "tiny", RESULT)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, limits[1]))
        try:
            for n in range(200):
                journal.put(str(n), "tiny", RESULT)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert journal.get("early") == journal.get("199") == RESULT
    assert len(said) == 1
    assert "grading goes on" in said[0]
    with Journal(path) as journal:
        assert journal.get("199") == RESULT


def test_a_read_only_journal_is_read(course: TinyCourse, monkeypatch: Any, capsys: Any) -> None:
    connect = sqlite3.connect

    def read_only(path: Any, **options: Any) -> sqlite3.Connection:
        """As on a file system that is mounted so."""
        if not options.get("uri"):
            raise sqlite3.OperationalError("attempt to write a readonly database")
        return connect(path, **options)

    monkeypatch.setattr(autograder.grading.classroom.journal.sqlite3, "connect", read_only)
    course.hand_in(c=WRONG + "# late\n")
    again = graded(course)
    assert (again.run, again.known) == ({"c"}, {"a", "b"})
    assert "1 results of this run could not be kept" in capsys.readouterr().err


def test_runs_side_by_side_share_a_journal(tmp_path: Path) -> None:
    path = tmp_path / "results.sqlite"
    said: list[str] = []
    with Journal(path, said.append) as one, Journal(path, said.append) as other:
        for n in range(20):
            (one if n % 2 else other).put(str(n), "tiny", RESULT)
            assert one.get(str(n)) == other.get(str(n)) == RESULT
    assert not said


def test_rows_of_an_earlier_version_are_left_and_not_used(course: TinyCourse) -> None:
    with contextlib.closing(sqlite3.connect(journal_of(course))) as connection:
        connection.execute("CREATE TABLE result (key TEXT PRIMARY KEY, value BLOB)")
        connection.execute("INSERT INTO result SELECT key, value FROM graded")
        connection.execute("DELETE FROM graded")
        connection.commit()
    assert graded(course).run == {"a", "b"}
    with contextlib.closing(sqlite3.connect(journal_of(course))) as connection:
        assert connection.execute("SELECT count(*) FROM result").fetchone() == (2,)
