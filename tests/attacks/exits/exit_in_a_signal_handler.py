"""Sets a timer whose handler ends the process."""

import os
import signal

ENDS = ("crashed",)
NAIVELY = "grader gone"


def attack(arena):
    signal.signal(signal.SIGALRM, lambda *_: os._exit(0))
    signal.setitimer(signal.ITIMER_REAL, 0.001)
    signal.pause()
