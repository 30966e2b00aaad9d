"""Lets a thread write an answer to the next question, long after its own."""

import threading

import forge

ENDS = ("crashed", "a value: float")  # it is a race, which never decides anything but this value
SAYS = "without being asked"
threads = []


def attack(arena):
    if threads:  # the next question: its answer is there already
        threads[0].join()
    else:
        threads.append(threading.Timer(0.02, forge.reply, (1.0,), {"seq": forge.seq() + 1}))
        threads[0].start()
    return 1.0
