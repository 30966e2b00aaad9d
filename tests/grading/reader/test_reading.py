"""Students' files are read in a process of its own: what is too much for it costs nobody but its author."""

import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tiny_course import RIGHT, TinyCourse, by_id

from autograder.course import Assignment, Course, Unreadable, discover
from autograder.course.handed_in import submissions
from autograder.errors import KadaiError, UsageError
from autograder.grading.classroom import reader_process
from autograder.grading.classroom.reading_ahead import Reading
from autograder.grading.deadline import Deadline, DeadlinePassed
from autograder.grading.reader import main, refusals

MB = 1 << 20


@pytest.fixture
def tiny_assignment(tiny: TinyCourse) -> Assignment:
    return Course(tiny.assignment().root).assignment("tiny")


@pytest.fixture
def reading(tiny_assignment: Assignment) -> Iterator[Reading]:
    with Reading(tiny_assignment) as reading:
        yield reading


@pytest.fixture
def klass(tiny: TinyCourse) -> Path:
    folder = tiny.root / "class"
    folder.mkdir()
    return folder


def test_it_finds_and_reads_what_the_course_finds_and_reads(
    reading: Reading, klass: Path, tiny_assignment: Assignment
) -> None:
    (klass / "alice.py").write_text(RIGHT)
    (klass / "bob").mkdir()
    (klass / "bob/tiny.py").write_text("import tools\n" + RIGHT)
    (klass / "bob/tools.py").write_text("x = 1")
    (klass / "carol.ipynb").write_text("no notebook")
    (klass / "dave.txt").touch()
    for name in (b"\xff.py", "か\u3099.py".encode(), b"a\x1b.py"):
        Path(os.fsdecode(os.fsencode(klass) + b"/" + name)).write_text(RIGHT)
    with zipfile.ZipFile(klass.parent / "more.zip", "w") as archive:
        archive.writestr("more/eve/tiny.py", RIGHT)
        archive.writestr("more/mallory/tiny.py", "\0")
    paths = [klass, klass.parent / "more.zip"]
    expected = discover(paths, tiny_assignment)
    found = reading.discover(paths)
    assert [(s.id, s.origin, s.handed_in) for s in found] == [(s.id, s.origin, s.handed_in) for s in expected]
    for ours, theirs in zip(expected, found, strict=True):
        assert said(theirs.read) == said(ours.read)
        assert said(theirs.read) == said(ours.read)  # again, unasked for


def said(read: Callable[[], object]) -> object:
    try:
        return read()
    except Unreadable as error:
        return error.text


def test_wrong_paths_are_the_users_mistake(reading: Reading, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone: there is no such file or folder"):
        reading.discover([tmp_path / "gone"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="there is no submission in it"):
        reading.discover([tmp_path / "empty"])


def test_thousands_are_read_ahead_within_bounds(reading: Reading, klass: Path) -> None:
    for number in range(300):
        (klass / f"{number}.py").write_text(f"x = {number}\n" + "#" * 5000)
    found = reading.discover([klass])
    reading.expect(found)
    reading.collect(0.05)
    for submission in found:
        assert submission.read()[0].cells[0].startswith(f"x = {submission.id}\n")


def test_names_as_long_as_a_disk_takes_do_not_block_it(reading: Reading, klass: Path) -> None:
    deep = klass
    for letter in "abcdefgh":
        deep = deep / (letter * 250)
    deep.mkdir(parents=True)
    for number in range(100):
        (deep / f"{number:0250}.py").write_text("#" * 50_000)
    found = reading.discover([deep])
    reading.expect(found)
    assert [len(s.read()[0].cells[0]) for s in found] == [50_000] * 100


class Hostile:
    """What a submission of that name does to whoever reads it, in the place of a fault that nobody has found yet."""

    def __init__(self, tmp_path: Path) -> None:
        self._counter = tmp_path / "attempts"
        self._counter.write_text("")

    @property
    def attempts(self) -> int:
        return len(self._counter.read_text())

    def read(self, submission: submissions.Submission) -> object:
        name = submission.spot.entry.name
        with self._counter.open("a") as file:
            file.write("." if name.startswith("mallory") else "")
        match name:
            case "mallory_loops.py":
                while True:
                    pass
            case "mallory_in_c.py":
                return pow(3, 10**9, 10**400_000 + 7)
            case "mallory_grows.py":
                return [bytearray(MB) for _ in range(10**6)]
            case "mallory_crashes.py":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "mallory_stops.py":
                os.kill(os.getpid(), signal.SIGSTOP)
            case "mallory_recurses.py":
                return self.read(submission)
            case "mallory_raises.py":
                raise ValueError("whatever")
            case "mallory_once.py" if self.attempts == 1:
                os.kill(os.getpid(), signal.SIGKILL)
        return Hostile.real(submission)

    real = staticmethod(submissions.Submission.read)


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Hostile:
    hostile = Hostile(tmp_path)
    monkeypatch.setattr(submissions.Submission, "read", lambda self: hostile.read(self))
    monkeypatch.setattr(refusals, "CPU_SECONDS", 1)
    monkeypatch.setattr(main, "CPU_SECONDS", 1)
    monkeypatch.setattr(reader_process, "IDLE_SECONDS", 0.5)
    # The readers that come after the first are programs, which know nothing of this test.
    real = reader_process.ReaderProcess._start
    monkeypatch.setattr(reader_process.ReaderProcess, "_start", lambda self, fork: real(self, fork=True))
    return hostile


@pytest.mark.parametrize(
    ("name", "says", "attempts"),
    [
        ("loops", "seconds of computing time", 1),
        ("in_c", "seconds of computing time", 1),
        ("grows", "MB of memory", 2),
        ("crashes", "signal 11", 2),
        ("stops", "signal 9", 2),
        ("raises", "ValueError", 1),
    ],
)
def test_what_is_too_much_is_that_submissions_trouble(
    hostile: Hostile, reading: Reading, klass: Path, name: str, says: str, attempts: int
) -> None:
    for honest in ("alice", "bob", "zoe"):
        (klass / f"{honest}.py").write_text(RIGHT)
    (klass / f"mallory_{name}.py").write_text(RIGHT)
    found = reading.discover([klass])
    reading.expect(found)
    read = {s.id: said(s.read) for s in found}
    assert says in read.pop(f"mallory_{name}").en
    assert [sources.cells for sources, _ in read.values()] == [(RIGHT,)] * 3
    assert hostile.attempts == attempts


def test_a_deadline_is_kept_while_a_submission_is_read(
    hostile: Hostile, tiny_assignment: Assignment, klass: Path
) -> None:
    (klass / "mallory_loops.py").write_text(RIGHT)
    with Reading(tiny_assignment, Deadline.after(0.5)) as reading:
        (mallory,) = reading.discover([klass])
        with pytest.raises(DeadlinePassed):
            mallory.read()


def test_a_reader_that_is_killed_from_without_costs_nobody_anything(
    hostile: Hostile, reading: Reading, klass: Path
) -> None:
    for name in ("alice", "mallory_once", "zoe"):
        (klass / f"{name}.py").write_text(RIGHT)
    found = reading.discover([klass])
    reading.expect(found)
    assert [s.read()[0].cells for s in found] == [(RIGHT,)] * 3
    assert hostile.attempts == 2


def test_a_fresh_reader_is_a_program_of_its_own(reading: Reading, klass: Path) -> None:
    (klass / "alice.py").write_text(RIGHT)
    (alice,) = reading.discover([klass])
    os.kill(reading.process._pid, signal.SIGKILL)
    assert alice.read()[0].cells == (RIGHT,)


def test_a_course_that_is_gone_is_said(reading: Reading, klass: Path, tiny: TinyCourse) -> None:
    (klass / "alice.py").write_text(RIGHT)
    (alice,) = reading.discover([klass])
    (tiny.root / "assignments").rename(tiny.root / "elsewhere")
    os.kill(reading.process._pid, signal.SIGKILL)
    with pytest.raises(UsageError, match="the folder of the assignments is missing"):
        alice.read()


def test_it_ends_with_its_block(tiny_assignment: Assignment) -> None:
    with Reading(tiny_assignment) as reading:
        pid = reading.process._pid
        os.kill(pid, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_no_process_is_said(tiny_assignment: Assignment, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*arguments: object, **options: object) -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(reader_process, "_forked", none)
    monkeypatch.setattr(reader_process, "_started", none)
    with pytest.raises(KadaiError, match=r"could not be started \(Resource"):
        Reading(tiny_assignment)


def zipped(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def notebook(cells: str, rest: str = "") -> bytes:
    return f'{{"nbformat": 4, "cells": [{cells}]{rest}}}'.encode()


CODE = '{"cell_type": "code", "source": %s}'
BIG = 1_000_000
IMPORTING = b"".join(b"import m.m%d\n" % n for n in range(1900))
MALLORY: dict[str, tuple[str, Callable[[], bytes]]] = {
    "helpers of a megabyte each": (
        "zip",
        lambda: zipped(("tiny.py", IMPORTING), *((f"m/m{n}.py", b"#" * MB) for n in range(150))),
    ),
    "helpers without end": (
        "zip",
        lambda: zipped(("tiny.py", IMPORTING), *((f"m/m{n}.py", b"") for n in range(1900))),
    ),
    "zips in zips": ("zip", lambda: zipped(("a.zip", zipped(("b.zip", zipped(("c.zip", zipped(("d", b""))))))))),
    "a bomb in a zip": ("zip", lambda: zipped(("a.zip", zipped(("tiny.py", bytes(300 * MB)))))),
    "a notebook of a million cells": ("ipynb", lambda: notebook(",".join([CODE % '""'] * BIG))),
    "a notebook nested deep": ("ipynb", lambda: notebook(CODE % '"x"', ', "metadata": ' + "[" * BIG + "]" * BIG)),
    "a notebook with a huge number": ("ipynb", lambda: notebook(CODE % '"x"').replace(b"4", b"4" * BIG, 1)),
    "a source in a million pieces": ("ipynb", lambda: notebook(CODE % json.dumps(["#"] * (5 * BIG)))),
}


@pytest.mark.parametrize("kind", MALLORY)
def test_beside_it_three_right_submissions_get_their_marks(tiny: TinyCourse, klass: Path, kind: str) -> None:
    suffix, make = MALLORY[kind]
    (klass / f"mallory.{suffix}").write_bytes(make())
    for name in ("alice", "nina", "zoe"):
        (klass / f"{name}.py").write_text(RIGHT)
    results = by_id(tiny.assignment().grade())
    mallory = results.pop("mallory")
    assert mallory.status == "unreadable"
    assert mallory.reason.en != mallory.reason.ja
    assert {id: r.score for id, r in results.items()} == {"alice": 3.0, "nina": 3.0, "zoe": 3.0}


def test_a_line_that_took_an_hour_is_graded_at_once(tiny: TinyCourse, klass: Path) -> None:
    (klass / "mallory.py").write_text("x" + "=get_ipython() " * 60_000 + "(\n" + RIGHT)
    (klass / "zoe.py").write_text(RIGHT)
    results = by_id(tiny.assignment().grade())
    assert results["mallory"].status == "graded"
    assert results["zoe"].score == 3.0


PARENT = """
import os, signal, sys, time
from autograder.course import Course
from autograder.grading.classroom import reader_process
from autograder.grading.classroom.reading_ahead import Reading
if sys.argv[2] == "program":
    start = reader_process.ReaderProcess._start
    reader_process.ReaderProcess._start = lambda self, fork: start(self, fork=False)
with Reading(Course(sys.argv[1]).assignment("tiny")) as reading:
    print(reading.process._pid, flush=True)
    os.kill(os.getpid(), getattr(signal, sys.argv[3]))
    time.sleep(100)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is tied to another")
@pytest.mark.parametrize("kind", ["fork", "program"])
@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM"])
def test_it_ends_with_its_grader_however_that_ends(tiny: TinyCourse, kind: str, how: str) -> None:
    command = [sys.executable, "-c", PARENT, str(tiny.assignment().root), kind, how]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == -getattr(signal, how)
    assert is_gone(int(done.stdout))


def is_gone(pid: int) -> bool:
    """Whether a process has ended, or does so within a minute: the machine may be busy."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False
