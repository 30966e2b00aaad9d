"""Starts the trusted programs of kadai that run an assignment's tests."""

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from autograder.errors import KadaiError, system_said
from autograder.grading.channel import Channel
from autograder.sandbox.tied import start_tied
from autograder.text import Text

VARIABLES = {
    # The reference runs there: one thread each, N processes.
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONWARNINGS": "ignore",
}
UNSET = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")


class Program(Protocol):
    """One that has been started, as `subprocess.Popen` holds it."""

    def poll(self) -> int | None:
        """How it has ended, if it has: an exit status, or a signal's number below zero."""

    def wait(self, timeout: float | None = None, /) -> int:
        """How it has ended, when it has. Raises: subprocess.TimeoutExpired."""

    def kill(self) -> None:
        """End it."""


@contextlib.contextmanager
def talking_program(
    module: str, words: Sequence[str], seconds: float, *, folder: Path | None = None, unset: Sequence[str] = ()
) -> Iterator[Channel]:
    """A program whose first word is the descriptor at which it speaks; it has so many seconds for each message.

    `folder` and `unset` as in `start_program`. It is ended with the context.

    Raises:
        KadaiError: if it cannot be started.
    """
    ours, theirs = socket.socketpair()
    ours.settimeout(seconds)
    with contextlib.closing(Channel(ours)) as channel:
        with theirs:
            place = theirs.fileno()
            try:
                program = start_program(module, [str(place), *words], [place], folder=folder, unset=unset)
            except OSError as error:
                raise KadaiError(
                    Text(
                        f"{module} could not be started ({error.strerror})",
                        f"{module} を起動できませんでした（{system_said(error).ja}）",
                    )
                ) from None
        try:
            yield channel
        finally:
            program.kill()
            program.wait()


def start_program(
    module: str,
    arguments: Sequence[str],
    descriptors: Sequence[int],
    *,
    folder: Path | None = None,
    unset: Sequence[str] = (),
) -> "subprocess.Popen[bytes]":
    """``python -m module``, tied to this process, with these descriptors and nothing of pytest's in its environment.

    `folder` is where it runs, by default here; variables of the environment can be `unset`.

    Raises:
        OSError: as Popen does.
    """
    environment = {**os.environ, **VARIABLES, "PYTHONHASHSEED": "0"}  # nothing of a verdict may hang on a set's order
    for name in (*UNSET, *unset):
        environment.pop(name, None)
    return start_tied(
        # -P: the current folder may hold submissions, and one called socket.py must not be imported here
        [sys.executable, "-P", "-m", module, *arguments],
        pass_fds=descriptors,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the grader, which then closes its programs
    )
