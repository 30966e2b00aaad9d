"""Sets a timer whose signal ends the process."""

import signal

ENDS = ("crashed",)
NAIVELY = "grader gone"


def attack(arena):
    signal.setitimer(signal.ITIMER_REAL, 0.001)
    signal.pause()
