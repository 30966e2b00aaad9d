"""Where examiners run must not matter, nor what becomes of one of them."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tiny_course import RIGHT, WRONG, TinyCourse, by_id, check, without_times

from autograder.errors import UsageError
from autograder.grading.channel import Channel, Done, Ready, Setup, Working
from autograder.grading.classroom import processes
from autograder.grading.classroom.examiner_process import ExaminerProcess
from autograder.grading.classroom.processes import LocalExecutor
from autograder.grading.job import Job, Marked
from autograder.grading.results import CheckInfo, SandboxInfo, result_of
from autograder.sandbox import Sources
from autograder.text import Text

VARIED = {
    "a": RIGHT,
    "b": WRONG,
    "c": "import os\ndef double(x):\n    os._exit(0)\n",
    "d": "def double(x):\n    raise KeyError(x)\n",
    "e": RIGHT + "print('hello')\n",
    "f": "def double(x): return [x, x]\n",
}


def children(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_results_depend_on_neither_order_nor_number_of_processes(tiny: TinyCourse) -> None:
    folder = tiny.assignment().hand_in(**VARIED)
    alone = tiny.grade(fresh=True, jobs=1)
    assert {s.id for s in alone.submissions} == set(VARIED)
    backwards = [folder / f"{name}.py" for name in sorted(VARIED, reverse=True)]
    for jobs in (2, 4):
        assert without_times(tiny.grade(*backwards, fresh=True, jobs=jobs)) == without_times(alone)


DEADLY = """
    import os, signal
    from pathlib import Path

    def test_double(submission):
        assert submission.double(3) == 6

    def test_deadly(submission):
        times = Path({times!r})
        if submission.deadly > len(times.read_text()):
            times.write_text(times.read_text() + "x")
            os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(("deaths", "outcome", "status"), [(1, "passed", "graded"), (9, "fault", "fault")])
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_an_examiners_death_costs_no_student_anything(
    tiny: TinyCourse, jobs: int, deaths: int, outcome: str, status: str
) -> None:
    times = tiny.write("times", "")
    tiny.assignment(DEADLY.format(times=str(times)))
    tiny.hand_in(a="deadly = 0\n" + RIGHT, b=f"deadly = {deaths}\n" + RIGHT, c="deadly = 0\n" + WRONG)
    results = by_id(tiny.grade(jobs=jobs))
    assert times.read_text() == "x" * min(deaths, 2)  # tried twice, not for ever
    assert (results["b"].status, check(results["b"], "deadly").outcome) == (status, outcome)
    assert check(results["a"], "deadly").outcome == "passed"
    assert check(results["c"], "double").outcome == "failed"
    if outcome == "fault":
        assert re.search("signal 9" if jobs == 1 else "signal 9|not known", results["b"].reason.en)
        assert "再採点" in results["b"].reason.ja


def test_an_examiner_that_dies_idle_is_replaced(tiny: TinyCourse) -> None:
    tiny.assignment()
    before = set(children(os.getpid()))
    job = Job("a", Sources(module="tiny", main="tiny.py", cells=(RIGHT,)))
    with LocalExecutor(1).start(Setup(str(tiny.root), "tiny")) as team:
        (first,) = team.examine([job])
        (examiner,) = set(children(os.getpid())) - before
        os.kill(examiner, signal.SIGKILL)
        (second,) = team.examine([job])
        assert second.result.score == first.result.score == 3
        assert team.ready.checks
    assert set(children(os.getpid())) == before


class StubExecutor:
    """Examiners that are never asked; they say how well they isolate."""

    def __init__(self, level: str, public: bool) -> None:
        self.ready = Ready((CheckInfo("a", Text("", ""), 1.0, public),), SandboxInfo(level, ()))

    @contextlib.contextmanager
    def start(self, setup: Setup) -> Iterator["StubExecutor"]:
        yield self

    def examine(self, jobs: Any) -> Iterator[Any]:
        list(jobs)
        return iter(())


@pytest.mark.parametrize(
    ("level", "public", "allowed", "refused"),
    [
        ("weak", False, False, True),
        ("weak", False, True, False),
        ("weak", True, False, False),
        ("standard", False, False, False),
    ],
)
def test_hidden_tests_are_not_run_in_a_weak_sandbox(
    tiny: TinyCourse, level: str, public: bool, allowed: bool, refused: bool
) -> None:
    tiny.assignment()
    tiny.hand_in(a=RIGHT)
    expectation = pytest.raises(UsageError, match="--allow-weak-sandbox") if refused else contextlib.nullcontext()
    with expectation:
        report = tiny.grade(executor=StubExecutor(level, public), allow_weak_sandbox=allowed, jobs=None)
        assert report.sandbox.level == level


def test_the_examiner_imports_nothing_from_the_folder_of_the_submissions(
    tiny: TinyCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny.assignment()
    for name in ("socket", "msgspec", "nbformat"):  # what a student calls a file must not become the examiner's
        tiny.hand_in(**{name: f"open({str(tiny.root / 'imported')!r}, 'w')\n" + RIGHT})
    monkeypatch.chdir(tiny.root / "class")
    report = tiny.grade(jobs=1)
    assert [s.score for s in report.submissions] == [3, 3, 3]
    assert not (tiny.root / "imported").exists()


def test_the_callers_environment_changes_no_result(tiny: TinyCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = """
        import warnings

        def test_double(submission):
            warnings.warn("of the test")
            assert submission.double(3) == 6
    """
    tiny.assignment(hidden)
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")
    monkeypatch.setenv("PYTEST_PLUGINS", "no_such_plugin")
    assert tiny.outcomes(RIGHT) == {"double": "passed"}


class Unhurried(threading.Thread):
    """In an examiner's place: it says again and again that it is working, for longer than a submission may take."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(daemon=True)
        self._now = 0.0
        ours, theirs = socket.socketpair()
        self._channel = Channel(theirs)
        self._program = subprocess.Popen([sys.executable, "-c", ""])
        self.process = ExaminerProcess(Channel(ours), self._program, alone=False)
        monkeypatch.setattr(processes, "start_examiners", lambda setups, **_: [self.process])
        monkeypatch.setattr(processes, "time", SimpleNamespace(monotonic=lambda: self._now))

    def run(self) -> None:
        sandbox = SandboxInfo("standard", ())
        self._channel.send(Ready((), sandbox, self._program.pid, seconds=100.0))
        job = self._channel.receive(Job)
        for _ in range(5):
            self._now += 90
            self._channel.send(Working())
        self._channel.send(Done(Marked(result_of(job.id, ()))))
        self._channel.close()


def test_an_examiner_that_says_that_it_is_working_is_not_overdue(monkeypatch: pytest.MonkeyPatch) -> None:
    examiner = Unhurried(monkeypatch)
    examiner.start()
    with LocalExecutor(1).start(Setup("", "")) as team:
        (graded,) = team.examine([Job("a", Sources(module="tiny", main="tiny.py", cells=(RIGHT,)))])
    assert graded.marked.result.status == "graded"
    examiner.join(60)
