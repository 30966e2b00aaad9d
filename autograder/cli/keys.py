"""Single keys from a terminal, where there is one to press them at."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator

Pressed = Callable[[float], str]
"""Waits so many seconds at most for a key, and gives it; an empty text where none came."""


@contextlib.contextmanager
def keys() -> Iterator[Pressed | None]:
    """Within, keys come one by one and are not echoed; None where standard input or output is no terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield None
    elif os.name == "nt":
        yield _on_windows
    else:
        with _unbuffered():
            yield _on_posix


def _on_posix(seconds: float) -> str:
    import select

    ready, _, _ = select.select([sys.stdin], [], [], seconds)
    # not sys.stdin.read: what it has buffered, select does not see
    return os.read(sys.stdin.fileno(), 1).decode("ascii", "ignore") if ready else ""


def _on_windows(seconds: float) -> str:
    import msvcrt

    until = time.monotonic() + seconds
    while True:
        if msvcrt.kbhit():  # type: ignore[attr-defined, unused-ignore]
            return str(msvcrt.getwch())  # type: ignore[attr-defined, unused-ignore]
        if time.monotonic() >= until:
            return ""
        time.sleep(0.05)


@contextlib.contextmanager
def _unbuffered() -> Iterator[None]:
    """Ctrl-C stays what it is; afterwards the terminal is as it was."""
    import termios
    import tty

    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin.fileno())
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
