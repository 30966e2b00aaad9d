"""The process that reads: ``python -m autograder.grading.reader.main FD``, or a fork of the grader's beginning."""

import contextlib
import faulthandler
import functools
import gc
import math
import os
import resource
import signal
import socket
import sys
import time
from pathlib import Path

from autograder.course import Assignment, Course, Submission, Unreadable
from autograder.course.handed_in import restorable
from autograder.course.handed_in.archives import Archive
from autograder.course.handed_in.finding import find
from autograder.course.handed_in.submissions import at
from autograder.course.handed_in.trees import Folder
from autograder.errors import UsageError
from autograder.grading.channel import Channel, ChannelClosed
from autograder.grading.reader.refusals import CPU_SECONDS, MEMORY, OUT_OF_MEMORY, cannot_be_read
from autograder.grading.reader.requests import (
    Answer,
    Assemble,
    Begin,
    Begun,
    Found,
    Look,
    Open,
    Opened,
    Question,
    Read,
    Refused,
    Said,
    There,
    Wrong,
    about,
    packed,
    unpacked,
)  # fmt: skip
from autograder.text import Text

_LISTING_SECONDS = 60  # CPU, for a whole class: a hundred thousand entries take two


def serve(endpoint: socket.socket) -> None:
    """Answer questions until nobody asks any more. Does not return: the process ends."""
    status = 70
    try:
        _restrict()
        with contextlib.suppress(ChannelClosed):
            _answer_all(Channel(endpoint))
        status = 0
    except MemoryError:
        status = OUT_OF_MEMORY
    finally:
        os._exit(status)  # nothing of the grader's, whose fork this may be, is to be closed or flushed here


def _restrict() -> None:
    """Ctrl-C and the like are for the grader; so is the secret. Memory is bounded from here on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGXCPU):
        signal.signal(number, signal.SIG_DFL)
    faulthandler.disable()
    gc.freeze()  # of a fork, what was there is the grader's: going through it would copy it
    os.environ.pop("KADAI_SECRET", None)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, ValueError):  # no /proc, or a lower limit is in force already
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        _lower(resource.RLIMIT_AS, pages * resource.getpagesize() + MEMORY)


def _lower(limit: int, value: int) -> None:
    """Set a soft limit, as far as the hard one allows."""
    hard = resource.getrlimit(limit)[1]
    resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _answer_all(channel: Channel) -> None:
    begin = channel.receive(Begin)
    try:
        assignment = Course(unpacked(begin.course)).assignment(begin.assignment)
    except UsageError as error:
        channel.send(Wrong(_encodable(error)))
        return
    channel.send(Begun())
    while True:
        question: Question = channel.receive(Question)  # type: ignore[arg-type]
        seconds = _LISTING_SECONDS if isinstance(question, Look) else CPU_SECONDS
        _lower(resource.RLIMIT_CPU, math.ceil(time.process_time()) + seconds)  # past it the kernel ends the process
        channel.send(_answer(question, assignment))


def _answer(question: Question, assignment: Assignment) -> Answer:
    try:
        match question:
            case Look():
                paths = [Path(unpacked(p)) for p in question.paths]
                lies = find(paths, assignment, question.how)
                return Found(
                    tuple(map(_there, lies.hand_ins)), tuple(lies.clashes), tuple(lies.ignored), tuple(lies.hints)
                )
            case Read():
                submission = at(question.spot(), assignment, _class_zip)
                return Said(*submission.read(), about(submission.account))
            case Open():
                name = None if question.name is None else unpacked(question.name)
                found, content, account = restorable.opened(_folder(question.folder), name, assignment)
                return Opened(packed(found), content, about(account))
            case Assemble():
                folder, name = _folder(question.folder), unpacked(question.name)
                sources, digest, account = restorable.assembled(folder, name, question.notebook, assignment)
                return Said(sources, digest, about(account))
    except UsageError as error:
        return Wrong(_encodable(error))
    except Unreadable as error:
        return Refused(error.text, about(error.account))
    except MemoryError:
        raise
    except Exception as error:  # whatever a stranger's bytes have brought about, it is about these bytes alone
        return Refused(cannot_be_read(type(error).__name__))


def _there(submission: Submission) -> There:
    return There(
        submission.id, packed(submission.origin), submission.handed_in, Read.of(submission), submission.arrival
    )


@functools.lru_cache(1)
def _class_zip(path: Path) -> Archive:
    """A class's zip stays open while its submissions are read, one after the other."""
    return Archive(path, path.name)


def _folder(path: bytes) -> Folder:
    return Folder(Path(unpacked(path)))


def _encodable(error: UsageError) -> Text:
    """Its sentence, which may name a file whose name is no text."""
    en, ja = (said.encode("utf-8", "backslashreplace").decode() for said in (error.text.en, error.text.ja))
    return Text(en, ja)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
