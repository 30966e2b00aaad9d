"""Leaves a thread running that keeps the process from ending."""

import threading
import time

ENDS = ("a value: int",)
NAIVELY = "grader hangs"


def attack(arena):
    threading.Thread(target=time.sleep, args=(600,)).start()
    return 1
