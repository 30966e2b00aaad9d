"""A process that does nothing but keep another one like itself at work.

::

    grader ── program: has read the tests
                └── supervisor, one per examiner: holds the zygote, has run the reference, never sees a submission
                      ├── zygote ── worker
                      └── serving fork: grades; replaced by a fresh one when a submission has changed it

Each is tied to the one above it (see `tied`), so that none outlives the grader. A stopped one is ended by the one
above it, for nobody else would ever wake it.
"""

import contextlib
import os
import select
import signal
import traceback
from collections.abc import Callable, Sequence

from autograder.sandbox.tied import tie

RENEW = 75
"""Exit status of a serving fork that is to be replaced by a fresh one."""
_LOOK_MILLISECONDS = 1000  # between looks at whether a child has been stopped, which no descriptor tells


def fork(serve: Callable[[], int]) -> int:
    """A process that is a copy of this one, ends with it, and exits with what `serve` returns. Its id."""
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            tie(parent)
            status = serve()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    return child


def keep(serve: Callable[[], int], hung_up: int, prepare: Callable[[], None], overran: Callable[[], None]) -> int:
    """Have forks `serve`, one after the other, until one does not ask to be replaced.

    Args:
        serve: returns an exit status, e.g. `RENEW`.
        hung_up: a socket; when its other end is closed, the fork is ended.
        prepare: called before each fork.
        overran: called when the kernel has ended a fork for the CPU time that it took (see `Meter`).

    Returns:
        The wait status of the last one.
    """
    while True:
        prepare()
        status = wait([fork(serve)], hung_up)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
            overran()
        elif not os.WIFEXITED(status) or os.WEXITSTATUS(status) != RENEW:
            return status


def wait(children: Sequence[int], hung_up: int | None = None) -> int:
    """Wait until all children have ended; the wait status of the last one that was killed, or of the last one."""
    poll = select.poll()
    watches = {os.pidfd_open(child): child for child in children}
    for watch in watches:
        poll.register(watch, select.POLLIN)
    if hung_up is not None:
        poll.register(hung_up, select.POLLRDHUP)
    last = 0
    while watches:
        for descriptor, _ in poll.poll(_LOOK_MILLISECONDS):
            if descriptor == hung_up:
                poll.unregister(descriptor)
                for child in watches.values():
                    os.kill(child, signal.SIGKILL)
            else:
                poll.unregister(descriptor)
                _, status = os.waitpid(watches.pop(descriptor), 0)
                os.close(descriptor)
                last = status if os.WIFSIGNALED(status) or not last else last
        for child in watches.values():
            if os.waitid(os.P_PID, child, os.WSTOPPED | os.WNOHANG) is not None:
                os.kill(child, signal.SIGKILL)
    return last


def end_like(status: int) -> None:
    """End this process as another one has ended, so that whoever waits for it learns why. Returns after an exit."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        with contextlib.suppress(OSError):  # some can be neither caught nor ignored, and need not be reset
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
