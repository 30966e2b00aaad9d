"""Does the same to many things, at all processors at once where there are many."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
_FEW = 200
"""So many are done before another process is worth its start."""


def at_once(things: Sequence[T], act: Callable[[T], object]) -> None:
    """Do `act`, which leaves its results in files, to all of the things.

    What it raises is raised here. What another process could not do is done again in this one.
    """

    def do(part: Sequence[T]) -> None:
        for thing in part:
            act(thing)

    def do_elsewhere(part: Sequence[T]) -> None:
        try:
            do(part)
        except BaseException:
            os._exit(1)  # without a word: it is tried again, and raised, where it can be handled

    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    can_fork = sys.platform == "linux" and threading.active_count() == 1
    count = min(processors, len(things) // _FEW) if can_fork else 1
    if count < 2:
        do(things)
        return
    parts = [things[n::count] for n in range(count)]
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=do_elsewhere, args=(part,), daemon=True) for part in parts[1:]]
    for process in processes:
        process.start()
    do(parts[0])
    for process, part in zip(processes, parts[1:], strict=True):
        process.join()
        if process.exitcode:
            do(part)
