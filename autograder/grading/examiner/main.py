"""The examiners' program: collects an assignment's checks once, and forks an examiner for every channel.

Started by `start_examiners` as ``python -m autograder.grading.examiner.main FD…``.
"""

import gc

if __name__ == "__main__":
    gc.disable()  # until all is there, see `Examiner`: what stays need not be gone through as it comes

import contextlib
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
from autograder.grading.collection import collected_by
from autograder.grading.examiner import supervising
from autograder.grading.examiner.chance import Chance
from autograder.grading.examiner.examining import Examiner, Post
from autograder.grading.seeds import seed_for

# Parts that are asked several times for every check, and how the names of the fixtures begin that need them.
_UNLESS_USED = {"capturemanager": "cap", "logging-plugin": "caplog"}
_SKIPPING = ("skip", "skipif", "xfail")


def examine(posts: Sequence[Post], assignment: Assignment, chance: Chance, session: pytest.Session) -> None:
    """Have submissions graded until the grader closes the channels: once the tests are collected, in pytest's loop."""
    _take_out_what_is_unused(session)
    if _threads() == 1:
        _multiply([Examiner(session, assignment, chance, post) for post in posts], posts)
    else:  # a fork might find a lock that nobody releases
        for post in posts[1:]:
            post.channel.send(Apart())
            post.channel.close()
        Examiner(session, assignment, chance, posts[0]).examine_alone()


def _multiply(examiners: Sequence[Examiner], posts: Sequence[Post]) -> None:
    """Fork an examiner for every channel, and wait for them. Each holds its own channel, and no other one.

    For one hand-in this process is the supervisor. In a class, whoever is stopped has somebody above that notices.
    """
    if len(examiners) == 1 and posts[0].setup.lean:
        examiners[0].supervise([])
        return
    supervisors = []
    for examiner, post in zip(examiners, posts, strict=True):
        others = [other.channel for other in posts if other is not post]
        supervisors.append(supervising.fork(partial(examiner.supervise, others)))
    for post in posts:
        post.channel.close()
    supervising.end_like(supervising.wait(supervisors))


def refuse(posts: Sequence[Post], error: KadaiError) -> None:
    """Say to the grader that there is nothing to be examined."""
    for post in posts:
        with contextlib.suppress(ChannelClosed):
            post.channel.send(Refused(error.text))


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
            chance = Chance(seed_for(assignment.id, "", setup.secret), assignment.course.root)
            chance.install()
            collected_by(assignment, lambda session, _: examine(posts, assignment, chance, session))
        except UsageError as error:
            refuse(posts, error)


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
