"""The program that runs public checks on a file as its student would, for an author who wants to know whether they run.

Started as ``python -m autograder.grading.in_process.rehearsal FD FILE``, in the folder that students receive.
"""

import socket
import sys
from pathlib import Path

from autograder.errors import KadaiError
from autograder.grading.channel import Channel, Rehearsed
from autograder.grading.in_process.module import load
from autograder.grading.in_process.public_checks import run_public_checks


def main(descriptor: int, file: Path) -> None:
    """Tell whoever holds the descriptor's other end what the checks beside the file say of it."""
    sys.dont_write_bytecode = True
    channel = Channel(socket.socket(fileno=descriptor))
    try:
        report = run_public_checks(file.parent / "test_public.py", load(file), file.name)
    except KadaiError as error:
        channel.send(Rehearsed(refusal=error.text))
    else:
        channel.send(Rehearsed(report.submissions[0]))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
