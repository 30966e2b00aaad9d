"""Prints how an assignment's reference and misconceptions behave in all checks: `behave.py COURSE ASSIGNMENT`."""

import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from autograder.course import Assignment, Course
from autograder.course.catalogue import load_misconceptions
from autograder.grading.channel import Channel, Setup
from autograder.grading.examiner import main
from autograder.grading.examiner.behaviour import Behaviour
from autograder.grading.examiner.chance import Chance
from autograder.grading.examiner.examination import Examination


def examine(posts: Sequence[main.Post], assignment: Assignment, chance: Chance, session: pytest.Session) -> None:
    """In the place of the examiners: examine the catalogue, print, and end."""
    examiner = main.Examiner(session, assignment, chance, posts[0])
    assert examiner._prepare()
    with examiner._sandboxes:
        sys.__stdout__.buffer.write(msgspec.msgpack.encode(catalogued(examiner._examination)))


def catalogued(examination: Examination) -> tuple[Behaviour, dict[str, Behaviour]]:
    """How the reference behaves, and every misconception by its id."""
    known = {}
    for entry in load_misconceptions(assignment):
        runs, _ = examination.run(assignment.sources_of(entry.source))
        known[entry.id] = examination.behaviour_of(runs)
    return examination.reference_behaviour, known


os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # as an examiner is started
course, id = sys.argv[1:]
assignment = Course(Path(course)).assignment(id)
ours, theirs = socket.socketpair()
channel = Channel(ours)
channel.send(Setup(course, id))
main.examine = examine
main.main([theirs.detach()])
