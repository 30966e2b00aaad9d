"""An examiner process: collects an assignment's checks once, then grades submissions until told to stop.

Started by `start_examiners` as ``python -m autograder.grading.examiner.main FD…``: for every descriptor after the
first it forks another examiner like itself, once the tests are collected.
"""

import contextlib
import gc
import io
import os
import socket
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from autograder.course import Assignment, Course
from autograder.errors import KadaiError, UsageError
from autograder.grading.chance import Chance
from autograder.grading.examination import Examination, Rules
from autograder.grading.examiner.channel import Channel, ChannelClosed, Done, Failed, Ready, Refused, Setup
from autograder.grading.examiner.diagnosing import diagnoser_for
from autograder.grading.examiner.process import start
from autograder.grading.job import Job
from autograder.grading.loading import load_reference, reference_sources
from autograder.grading.results import SandboxInfo, SubmissionResult
from autograder.grading.sandboxes import Sandboxes
from autograder.grading.seeds import seed_for
from autograder.text import Text

# Parts of pytest that show, ask or keep something, which nobody sees here: they would be called for every check.
_SWITCHED_OFF = (
    "terminal", "cacheprovider", "warnings", "faulthandler", "threadexception", "unraisableexception", "setuponly",
    "setupplan", "stepwise", "pastebin", "debugging",
)  # fmt: skip
# Parts that are asked several times for every check, and how the names of the fixtures begin that need them.
_UNLESS_USED = {"capturemanager": "cap", "logging-plugin": "caplog"}
_YOUNG = 20_000  # objects between two garbage collections: a check makes few, and most of them die at once


class ExaminerPlugin:
    """Takes the place of pytest's run loop: one round through the items per submission that comes in."""

    def __init__(
        self, channel: Channel, setup: Setup, assignment: Assignment, chance: Chance, others: Sequence[int] = ()
    ) -> None:
        self._chance = chance
        self._channel = channel
        self._others = list(others)
        self._setup = setup
        self._assignment = assignment
        self._collection_errors: list[str] = []
        self.began = False

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what went wrong while the test files were read."""
        if report.failed:
            self._collection_errors.append(str(report.longrepr))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Grade until the grader closes the channel."""
        self.began = True
        try:
            with contextlib.redirect_stderr(sys.__stderr__), self._opened(session) as examination:
                self._serve(examination)
        except KadaiError as error:
            if not isinstance(error, ChannelClosed):
                self._channel.send(Refused(str(error)))
        return True

    @contextlib.contextmanager
    def _opened(self, session: pytest.Session) -> Iterator[Examination]:
        if self._collection_errors:
            raise _unreadable(self._assignment, self._collection_errors[0])
        if not session.items:
            raise UsageError(f"{self._assignment.folder}: no test function in {_test_files(self._assignment)}")
        _take_out_what_is_unused(session)
        self._multiply()
        rules = Rules(self._assignment.id, self._setup.secret, self._assignment.limits, self._setup.observe)
        with Sandboxes(self._assignment, self._setup.private) as sandboxes:
            examination = Examination(
                session,
                rules,
                load_reference(self._assignment),
                reference_sources(self._assignment),
                sandboxes.examine,
                self._chance,
            )
            if self._setup.diagnose:
                examination.diagnoser = diagnoser_for(
                    examination, self._assignment, self._setup.secret, self._setup.share
                )
            gc.collect()
            gc.set_threshold(_YOUNG)
            gc.freeze()  # what stands now stands to the end: no collection need look at it
            found = sandboxes.assessment
            sandbox = SandboxInfo(found.level, found.layers)
            self._channel.send(Ready(examination.checks, sandbox, os.getpid(), found.reasons))
            yield examination

    def _multiply(self) -> None:
        """Fork an examiner for every other channel. Each process keeps its own, so that all see when one ends."""
        others, self._others = self._others, []
        alone = _threads() == 1  # otherwise a fork might find a lock that nobody releases
        while others:
            descriptor = others.pop()
            if not alone:
                start([descriptor])
            elif os.fork() == 0:
                self._channel.close()
                self._channel = Channel(socket.socket(fileno=descriptor))
                for other in others:
                    os.close(other)
                self._setup = self._channel.receive(Setup)
                break
            os.close(descriptor)
        if self._setup.processor is not None and hasattr(os, "sched_setaffinity"):
            with contextlib.suppress(OSError):
                os.sched_setaffinity(0, {self._setup.processor})

    def _serve(self, examination: Examination) -> None:
        while True:
            job = self._channel.receive(Job)
            try:
                result = examination.grade(job)
                self._channel.send(Done(result, alone=_slept(result), last=examination.tainted))
                if examination.tainted:
                    return
            except ChannelClosed:
                raise
            except Exception as error:  # ours: told in one sentence, with the whole story on stderr
                traceback.print_exc()
                self._channel.send(Failed(job.id, Text.same(f"{type(error).__name__}: {error}")))


def _threads() -> int:
    """Of this process, those that a library has started included."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()


def _take_out_what_is_unused(session: pytest.Session) -> None:
    """Take pytest's capturing and logging out, unless a test has a fixture of them."""
    used = {name for item in session.items for name in getattr(item, "fixturenames", ())}
    for plugin, prefix in _UNLESS_USED.items():
        if not any(name.startswith(prefix) for name in used):
            session.config.pluginmanager.unregister(name=plugin)


def _slept(result: SubmissionResult) -> bool:
    return any(c.outcome == "timeout" and c.details.get("clock") == "wall" for c in result.checks)


def _unreadable(assignment: Assignment, complaint: str) -> UsageError:
    """The tests cannot be collected; pytest says why at the end of its complaint."""
    lines = [line.removeprefix("E ").strip() for line in complaint.splitlines()]
    why = " / ".join([line for line in lines if line.strip("^~ ")][-3:]) or "pytest does not say why"
    return UsageError(f"{assignment.folder}: the tests cannot be read: {why}")


def _test_files(assignment: Assignment) -> str:
    return " or ".join(p.name for p in (assignment.hidden_tests, assignment.public_tests))


def _arguments(assignment: Assignment) -> list[str]:
    files = [str(p) for p in (assignment.public_tests, assignment.hidden_tests) if p.is_file()]
    if not files:
        raise UsageError(f"{assignment.folder}: there is no {_test_files(assignment)}; write at least one")
    return [
        *files,
        *(part for name in _SWITCHED_OFF for part in ("-p", f"no:{name}")),
        *("-p", "autograder.grading.plugin", "-c", os.devnull, "--capture=no", "--import-mode=importlib"),
        *("--rootdir", str(assignment.folder), "--confcutdir", str(assignment.folder)),
        *("-o", "tmp_path_retention_policy=failed"),  # what is not known to have failed: see `Examination`
    ]


def main(descriptor: int, *others: int) -> None:
    """Serve the grader at the other end of `descriptor`, and have others like this one serve at the `others`."""
    channel = Channel(socket.socket(fileno=descriptor))
    sys.dont_write_bytecode = True
    _take_turns()
    with contextlib.suppress(ChannelClosed):
        setup = channel.receive(Setup)
        try:
            assignment = Course(Path(setup.course)).assignment(setup.assignment)
            arguments = _arguments(assignment)
        except UsageError as error:
            channel.send(Refused(str(error)))
            return
        chance = Chance(seed_for(assignment.id, "", setup.secret), assignment.course.root)
        chance.install()
        plugin = ExaminerPlugin(channel, setup, assignment, chance, others)
        with contextlib.redirect_stderr(io.StringIO()) as complaints:
            pytest.main(arguments, plugins=[plugin])
        if not plugin.began:  # e.g. a conftest.py that cannot be imported
            channel.send(Refused(str(_unreadable(assignment, complaints.getvalue()))))


def _take_turns() -> None:
    """Batch scheduling, for this process and its workers: whoever is woken waits until the other one waits for it.

    They share a processor and alternate, hundreds of times per submission; without this each message would
    interrupt its own sender.
    """
    if hasattr(os, "SCHED_BATCH"):
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
