"""Computes for ever, and ignores whatever may come: exceptions and signals."""

import contextlib
import signal
import time

LIMITS = {"call_seconds": 0.1}
GENEROUS = {"call_seconds": 20}
ENDS = ("timeout",)


def attack(arena):
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        with contextlib.suppress(OSError):
            signal.signal(number, signal.SIG_IGN)
    while time.process_time() < 0.6:
        with contextlib.suppress(BaseException):
            sum(range(100))
    return "open"
