"""Prints how an assignment's reference and misconceptions behave in all checks: `behave.py COURSE ASSIGNMENT`."""

import os
import socket
import sys
from pathlib import Path

import msgspec
import pytest

from autograder.course import Course
from autograder.course.catalogue import load_misconceptions
from autograder.grading.channel import Channel, Setup
from autograder.grading.examiner import main
from autograder.grading.examiner.diagnosis import Behaviour
from autograder.grading.examiner.examination import Examination, behaviour_of


class Watcher(main.ExaminerPlugin):
    """Examiners that examine the catalogue in place of submissions."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Print, and end."""
        self.began = True
        examiner = main.Examiner(session, self._assignment, self._chance, self._posts[0])
        assert examiner._prepare()
        with examiner._sandboxes:
            sys.__stdout__.buffer.write(msgspec.msgpack.encode(catalogued(examiner._examination)))
        return True


def catalogued(examination: Examination) -> tuple[Behaviour, dict[str, Behaviour]]:
    """How the reference behaves, and every misconception by its id."""
    known = {}
    for entry in load_misconceptions(assignment):
        runs, _ = examination.run(assignment.sources_of(entry.source))
        known[entry.id] = behaviour_of(runs)
    return examination.reference_behaviour, known


os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # as an examiner is started
course, id = sys.argv[1:]
assignment = Course(Path(course)).assignment(id)
ours, theirs = socket.socketpair()
channel = Channel(ours)
channel.send(Setup(course, id))
main.ExaminerPlugin = Watcher
main.main([theirs.detach()])
