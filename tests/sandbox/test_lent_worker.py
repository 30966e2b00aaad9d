"""A check that is lent something has a worker of its own; the one of all other checks is stopped, and then goes on."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from test_zygote import descendants, gone

from autograder.sandbox import Examinee, Sandbox, WorkerCrashed

Examine = Callable[..., Examinee]

SOURCE = """
    import os
    import threading
    import time

    seen, ticks = [], []

    def part(x): return -x

    def whole(x):
        seen.append(x)
        return part(x)

    def all_seen(): return list(seen)

    def tick():
        while True:
            ticks.append(time.monotonic())
            time.sleep(0.001)

    def begin_to_tick(): threading.Thread(target=tick, daemon=True).start()

    def all_ticks(): return list(ticks)

    def end(): os._exit(3)
"""


def times_ten(x: float) -> float:
    return 10 * x


def after_a_check(examinee: Examinee) -> Any:
    examinee.end_check()
    examinee.begin_check()
    return examinee.submission


def test_neither_worker_sees_what_the_other_has_seen(examine: Examine) -> None:
    examinee = examine(SOURCE)
    assert examinee.submission.whole(1.0) == -1.0
    for _ in range(2):
        submission = after_a_check(examinee)
        assert submission.whole(2.0) == -2.0
        submission.using(part=times_ten)
        assert submission.all_seen() == []
        assert submission.whole(3.0) == 30.0
        assert submission.all_seen() == [3.0]
    assert after_a_check(examinee).all_seen() == [1.0, 2.0, 2.0]
    assert examinee.submission.whole(4.0) == -4.0


def test_nothing_of_the_other_runs_meanwhile(examine: Examine) -> None:
    examinee = examine(SOURCE)
    examinee.submission.begin_to_tick()
    submission = after_a_check(examinee)
    submission.using(part=times_ten)
    begun = time.monotonic()
    assert submission.whole(2.0) == 20.0
    time.sleep(0.05)
    ended = time.monotonic()
    ticks = after_a_check(examinee).all_ticks()
    assert ticks
    assert not [tick for tick in ticks if begun < tick < ended]


def test_a_lent_worker_that_ends_takes_nothing_with_it(examine: Examine) -> None:
    examinee = examine(SOURCE)
    examinee.submission.whole(1.0)
    submission = after_a_check(examinee)
    submission.using(part=times_ten)
    with pytest.raises(WorkerCrashed):
        submission.end()
    with pytest.raises(WorkerCrashed):
        submission.whole(2.0)
    assert after_a_check(examinee).all_seen() == [1.0]


def test_objects_of_the_other_are_gone(examine: Examine) -> None:
    examinee = examine(SOURCE + "\n    class Thing: pass\n")
    thing = examinee.submission.Thing()
    examinee.submission.using(part=times_ten)
    with pytest.raises(TypeError, match="that is gone"):
        examinee.submission.whole(thing)


def test_what_both_use_counts(examine: Examine) -> None:
    examinee = examine(SOURCE)
    examinee.submission.whole(1.0)
    before = examinee.cpu_seconds
    submission = after_a_check(examinee)
    submission.using(part=times_ten)
    submission.whole(2.0)
    during = examinee.cpu_seconds
    assert during > before
    after_a_check(examinee)
    assert examinee.cpu_seconds >= during


def test_both_end(sandbox: Sandbox, examine: Examine) -> None:
    processes = descendants()
    with Examinee(sandbox, examine(SOURCE).sources) as examinee:
        examinee.begin_check()
        examinee.submission.whole(1.0)
        examinee.submission.using(part=times_ten)
        examinee.submission.whole(2.0)
        started = descendants() - processes
        assert len(started) == 2
    assert gone(started)
