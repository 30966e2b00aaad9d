"""How long a check is waited for, and how much is taken from it: over all of its calls, not only in each."""

import itertools
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from autograder.sandbox import CallTimeout, TooMuch, WorkerCrashed, worker_process

Examine = Callable[..., Any]


def times(count: int, function: Callable[[], Any]) -> None:
    for _ in range(count):
        function()


def test_sleeping_is_bounded_over_all_calls(examine: Examine) -> None:
    """A worker that sleeps a little in every call is not waited for again and again; one that computes is."""
    examinee = examine("import time\ndef nap(): time.sleep(0.2)\ndef fine(): return 1\n", idle_seconds=0.5)
    with pytest.raises(CallTimeout, match="waited, not computed") as ended:
        times(100, examinee.submission.nap)
    assert ended.value.ended == "wall"
    examinee.end_check()
    examinee.begin_check()
    with pytest.raises(CallTimeout, match="waited, not computed"):
        examinee.submission.fine()


@pytest.mark.parametrize("busy", [False, True])
def test_waiting_for_a_processor_is_no_sleep(examine: Examine, monkeypatch: pytest.MonkeyPatch, busy: bool) -> None:
    """Over several workers: what each of them has waited for a processor is known when it has ended."""
    clock = itertools.count()
    monkeypatch.setattr(worker_process, "_run_delay", lambda process: float(next(clock)) if busy else 0.0)
    source = "import os, time\ndef nap(): time.sleep(0.3)\ndef end(): os._exit(1)\n"
    examinee, naps = examine(source, idle_seconds=0.8), 0
    with suppress(CallTimeout):
        for _ in range(4):
            examinee.submission.nap()
            naps += 1
            with suppress(WorkerCrashed):
                examinee.submission.end()
            examinee.end_check()
            examinee.begin_check()
    assert naps == 4 if busy else naps < 4


def test_a_nap_in_a_call_back_of_a_call_back_counts_as_well(examine: Examine) -> None:
    source = "import time\ndef nap(): time.sleep(0.1)\ndef call(f):\n    while True: f()\n"
    examinee = examine(source, idle_seconds=30, call_seconds=0.2, wall_factor=2)
    with pytest.raises(CallTimeout) as ended:
        examinee.submission.call(lambda: examinee.submission.nap())
    assert ended.value.ended == "wall"


def test_the_deadline_ends_a_call(examine: Examine) -> None:
    examinee = examine("import time\ndef fine(): return 1\ndef sleep(): time.sleep(60)\n")
    examinee.submission.fine()
    examinee.deadline = time.monotonic() + 0.2
    with pytest.raises(CallTimeout, match="no time left"):
        examinee.submission.sleep()
    assert examinee.end_check().ended == "deadline"
    examinee.begin_check()
    with pytest.raises(CallTimeout, match="no time left"):
        examinee.submission.fine()


def test_more_bytes_than_a_check_takes_are_not_read(examine: Examine) -> None:
    examinee = examine("import numpy as np\ndef ones(n): return np.ones(n, 'u1')\n")
    examinee.begin_check(most_bytes=1 << 20)
    assert examinee.submission.ones(500_000).sum() == 500_000
    with pytest.raises(TooMuch, match="more than 1 MB"):
        times(3, lambda: examinee.submission.ones(500_000))
    assert examinee.end_check().ended == "timeout"
    examinee.begin_check(most_bytes=1 << 20)
    assert examinee.submission.ones(3).sum() == 3


def test_an_iteration_comes_to_an_end(examine: Examine) -> None:
    examinee = examine("def endless():\n    while True: yield 1\n")
    with pytest.raises(TooMuch, match="ever end"):
        for _ in examinee.submission.endless():
            pass
    assert examinee.end_check().ended == "timeout"


def test_labels_do_not_grow_with_every_step(examine: Examine) -> None:
    examinee = examine("class Node:\n    pass\nnode = Node()\nnode.next = node\n")
    node = examinee.submission.node
    for _ in range(200):
        node = node.next
    assert len(repr(node)) < 400
