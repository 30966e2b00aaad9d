"""Starts the trusted programs of kadai that read an assignment's tests."""

import os
import subprocess
import sys
from collections.abc import Sequence

from autograder.sandbox.tied import start_tied

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def start_program(module: str, arguments: Sequence[str], descriptors: Sequence[int]) -> "subprocess.Popen[bytes]":
    """``python -m module``, tied to this process, with these descriptors and nothing of pytest's in its environment.

    Raises:
        OSError: as Popen does.
    """
    environment = {
        **os.environ,
        **dict.fromkeys(_THREADS, "1"),  # the reference runs there: one thread each, N processes
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",  # nothing of a verdict may hang on the order of a set
        "PYTHONWARNINGS": "ignore",
    }
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        environment.pop(name, None)
    return start_tied(
        # -P: the current folder may hold submissions, and one called socket.py must not be imported here
        [sys.executable, "-P", "-m", module, *arguments],
        pass_fds=descriptors,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the grader, which then closes its programs
    )
