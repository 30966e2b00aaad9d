"""Starts such a program as a fork: what the grader has imported, the program need not import again.

It becomes what ``programs.start_program`` would have started. That needs a grader that runs as the program would
(PYTHONSAFEPATH and PYTHONHASHSEED=0 in its environment, which nothing can change later), with one thread and no NumPy.
What the program itself starts are new programs: no worker descends from the grader's memory.
"""

import atexit
import contextlib
import gc
import os
import runpy
import select
import signal
import subprocess
import sys
import threading
import traceback
import warnings
from collections.abc import Sequence

from autograder.grading.classroom.programs import UNSET, VARIABLES
from autograder.sandbox.tied import tie

_OWN = 3  # standard input, output and errors come before


def may_fork() -> bool:
    """Whether a fork of this process would be as good as a new one."""
    alone = threading.active_count() == 1 and threading.current_thread() is threading.main_thread()
    as_started = sys.flags.safe_path and not sys.flags.hash_randomization
    return sys.platform == "linux" and alone and as_started and "numpy" not in sys.modules


class Forked:
    """A program that is a fork of this process: ``python -m module``, tied to it, with these descriptors alone.

    Raises:
        OSError: there can be no more processes.
    """

    def __init__(self, module: str, arguments: Sequence[str], descriptors: Sequence[int]) -> None:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        parent = os.getpid()
        with warnings.catch_warnings():  # of threads that are not Python's: they hold no lock that is needed there
            warnings.simplefilter("ignore", DeprecationWarning)
            self._pid = os.fork()
        if not self._pid:
            _become(module, arguments, descriptors, parent)
        self._watch = os.pidfd_open(self._pid)
        self._status: int | None = None

    def poll(self) -> int | None:
        """See `Program`."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.wait(0)
        return None

    def wait(self, timeout: float | None = None, /) -> int:
        """See `Program`."""
        if self._status is None:
            watch = select.poll()
            watch.register(self._watch, select.POLLIN)
            if not watch.poll(None if timeout is None else timeout * 1000):
                raise subprocess.TimeoutExpired("a fork", timeout or 0.0)
            self._status = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
            os.close(self._watch)
        return self._status

    def kill(self) -> None:
        """See `Program`."""
        if self._status is None:
            signal.pidfd_send_signal(self._watch, signal.SIGKILL)


def _become(module: str, arguments: Sequence[str], descriptors: Sequence[int], parent: int) -> None:
    """Be that program. Does not return."""
    status = 1
    try:
        tie(parent)
        os.setsid()  # Ctrl-C is for the grader
        _forget(descriptors)
        sys.argv[1:] = arguments
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        atexit._run_exitfuncs()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _forget(descriptors: Sequence[int]) -> None:
    """What belongs to the grader: signals, descriptors, environment, what it does at its end."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nothing, standard)
    first = _OWN
    for kept in [*sorted(descriptors), os.sysconf("SC_OPEN_MAX")]:
        os.closerange(first, kept)
        first = kept + 1
    os.environ.update(VARIABLES)
    for name in UNSET:
        os.environ.pop(name, None)
    warnings.simplefilter("ignore")
    atexit._clear()
    gc.freeze()  # what the grader has stays as it is: going through it would copy it
