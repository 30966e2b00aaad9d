"""The examiners' program: collects an assignment's checks once, and forks an examiner for every channel.

Started by `start_examiners` as ``python -m autograder.grading.examiner.main FD…``.
"""

import contextlib
import io
import os
import resource
import socket
import sys
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from autograder.course import Assignment, Course
from autograder.errors import KadaiError, UsageError
from autograder.grading.channel import Apart, Channel, ChannelClosed, Refused, Setup
from autograder.grading.examiner import supervising
from autograder.grading.examiner.chance import Chance
from autograder.grading.examiner.examining import Examiner, Post
from autograder.grading.seeds import seed_for

# Parts of pytest that show, ask or keep something, which nobody sees here: they would be called for every check.
_SWITCHED_OFF = (
    "terminal", "cacheprovider", "warnings", "faulthandler", "threadexception", "unraisableexception", "setuponly",
    "setupplan", "stepwise", "pastebin", "debugging",
)  # fmt: skip
# Parts that are asked several times for every check, and how the names of the fixtures begin that need them.
_UNLESS_USED = {"capturemanager": "cap", "logging-plugin": "caplog"}
_SKIPPING = ("skip", "skipif", "xfail")


class ExaminerPlugin:
    """Takes the place of pytest's run loop: once the tests are collected, an examiner for every channel."""

    def __init__(self, posts: Sequence[Post], assignment: Assignment, chance: Chance) -> None:
        self._posts = posts
        self._chance = chance
        self._assignment = assignment
        self._collection_errors: list[str] = []
        self.began = False

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what went wrong while the test files were read."""
        if report.failed:
            self._collection_errors.append(str(report.longrepr))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Have submissions graded until the grader closes the channels."""
        self.began = True
        with contextlib.redirect_stderr(sys.__stderr__):
            try:
                self._refuse_unreadable(session)
            except UsageError as error:
                refuse(self._posts, error)
                return True
            _take_out_what_is_unused(session)
            if _threads() == 1:
                self._multiply(session)
            else:  # a fork might find a lock that nobody releases
                for post in self._posts[1:]:
                    post.channel.send(Apart())
                    post.channel.close()
                Examiner(session, self._assignment, self._chance, self._posts[0]).examine_alone()
        return True

    def _refuse_unreadable(self, session: pytest.Session) -> None:
        if self._collection_errors:
            raise _unreadable(self._assignment, self._collection_errors[0])
        if not session.items:
            raise UsageError(f"{self._assignment.folder}: no test function in {_test_files(self._assignment)}")

    def _multiply(self, session: pytest.Session) -> None:
        """Fork an examiner for every channel, and wait for them. Each holds its own channel, and no other one."""
        supervisors = []
        for post in self._posts:
            others = [other.channel for other in self._posts if other is not post]
            examiner = Examiner(session, self._assignment, self._chance, post)
            supervisors.append(supervising.fork(partial(examiner.supervise, others)))
        for post in self._posts:
            post.channel.close()
        supervising.end_like(supervising.wait(supervisors))


def refuse(posts: Sequence[Post], error: KadaiError) -> None:
    """Say to the grader that there is nothing to be examined."""
    for post in posts:
        with contextlib.suppress(ChannelClosed):
            post.channel.send(Refused(str(error)))


def _threads() -> int:
    """Of this process, those that a library has started included."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()


def _take_out_what_is_unused(session: pytest.Session) -> None:
    """Take out what pytest asks for every check: capturing and logging, marks that skip, where no test has any."""
    used = {name for item in session.items for name in getattr(item, "fixturenames", ())}
    for plugin, prefix in _UNLESS_USED.items():
        if not any(name.startswith(prefix) for name in used):
            session.config.pluginmanager.unregister(name=plugin)
    if not any(mark.name in _SKIPPING for item in session.items for mark in item.iter_markers()):
        session.config.pluginmanager.unregister(name="skipping")


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
        *("-p", "autograder.grading.fixtures", "-c", os.devnull, "--capture=no", "--import-mode=importlib"),
        *("--rootdir", str(assignment.folder), "--confcutdir", str(assignment.folder)),
        *("-o", "tmp_path_retention_policy=failed"),  # what is not known to have failed: see `Examination`
    ]


def main(descriptors: Sequence[int]) -> None:
    """Have examiners serve the grader at the other ends of these descriptors, which names one assignment."""
    channels = [Channel(socket.socket(fileno=descriptor)) for descriptor in descriptors]
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a picture of its memory would show what nobody may see
    _take_turns()
    with contextlib.suppress(ChannelClosed):
        posts = [Post(channel, channel.receive(Setup)) for channel in channels]
        setup = posts[0].setup
        try:
            assignment = Course(Path(setup.course)).assignment(setup.assignment)
            arguments = _arguments(assignment)
        except UsageError as error:
            refuse(posts, error)
            return
        chance = Chance(seed_for(assignment.id, "", setup.secret), assignment.course.root)
        chance.install()
        plugin = ExaminerPlugin(posts, assignment, chance)
        with contextlib.redirect_stderr(io.StringIO()) as complaints:
            pytest.main(arguments, plugins=[plugin])
        if not plugin.began:  # e.g. a conftest.py that cannot be imported
            refuse(posts, _unreadable(assignment, complaints.getvalue()))


def _take_turns() -> None:
    """Batch scheduling, for this process and its workers: whoever is woken waits until the other one waits for it.

    They share a processor and alternate, hundreds of times per submission; without this each message would
    interrupt its own sender.
    """
    if hasattr(os, "SCHED_BATCH"):
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]])
