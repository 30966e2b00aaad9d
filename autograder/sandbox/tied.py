"""Processes that are killed when the one that started them ends, however that ended.

The kernel does it (parent-death signal), so it holds for whoever is stopped, busy, or was killed without a word.
"""

import contextlib
import functools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor


def start_tied(command: Sequence[str], **options: Any) -> "subprocess.Popen[bytes]":
    """``subprocess.Popen``, the new process tied to this one. Only on Linux; elsewhere it is an ordinary child.

    Raises:
        OSError: as Popen does.
    """
    if sys.platform == "linux":
        from .restrictions import kernel  # noqa: F401 — loaded here, so that the fork need not do it

        # Before the new program begins: one that is stopped in its first moments is tied already.
        options["preexec_fn"] = functools.partial(tie, os.getpid())

    def start() -> "subprocess.Popen[bytes]":
        return subprocess.Popen(command, **options)

    if threading.current_thread() is threading.main_thread():
        return start()
    # To the kernel the parent is a thread, and this one may end before the process does.
    return _lasting().submit(start).result()


def tie(parent: int) -> None:
    """Have this process killed when its `parent` ends; at once if it has ended. To be called first thing in a fork."""
    from .restrictions import kernel

    kernel.prctl(kernel.PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:
        os._exit(70)


@functools.cache
def _lasting() -> "ThreadPoolExecutor":
    """A thread that lives as long as this process."""
    from concurrent.futures import ThreadPoolExecutor  # most processes need none, and start sooner

    return ThreadPoolExecutor(1, "kadai-starter")


def tie_to_starter() -> None:
    """Tie this process to the one that started it, which knows nothing of it; if that was its main thread's doing.

    The end of another thread would not mean that the process has ended.
    """
    parent = os.getppid()
    with contextlib.suppress(OSError):
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        if str(os.getpid()) in children:
            tie(parent)
