"""The examiner's own work on a submission is broken off where it gets too much, and nothing strikes afterwards."""

import math
import resource
import time
from collections.abc import Callable

import pytest

from autograder.grading.examiner.meter import Meter, OutOfTime, allowed_seconds, most_memory, until
from autograder.sandbox import CallTimeout, Limits, TooMuch


def work_for(seconds: float) -> None:
    begun = time.process_time()
    while time.process_time() < begun + seconds:
        pass


def endless() -> None:
    while True:
        pass


def swallowing() -> None:
    """As a hidden test might that catches everything."""
    for _ in range(2):
        try:
            endless()
        except BaseException:
            continue


def in_block(meter: Meter, work: Callable[[], None]) -> None:
    with meter:
        work()


def alone(meter: Meter, work: Callable[[], None]) -> None:
    with meter.counting():
        in_block(meter, work)


def test_too_much_work_is_broken_off() -> None:
    meter = Meter(0.1)
    with pytest.raises(TooMuch, match=r"0\.1 seconds of its own time") as error:
        alone(meter, endless)
    assert error.value.ended == "timeout"
    assert meter.struck
    assert isinstance(meter.over, TooMuch)


def test_what_swallows_the_first_stroke_gets_another() -> None:
    meter = Meter(0.05)
    alone(meter, swallowing)
    assert meter.struck


def test_blocks_add_up() -> None:
    meter = Meter(0.3)
    with meter.counting():
        in_block(meter, lambda: work_for(0.1))
        assert meter.over is None
        with pytest.raises(TooMuch):
            in_block(meter, lambda: work_for(10))
        assert meter.over is not None


def test_between_two_blocks_nothing_is_broken_off_but_it_counts() -> None:
    meter = Meter(0.05)
    with meter.counting():
        in_block(meter, lambda: None)
        work_for(0.2)
        assert not meter.struck
        assert isinstance(meter.over, TooMuch)


def test_waiting_is_no_work() -> None:
    meter = Meter(0.05)
    alone(meter, lambda: time.sleep(0.2))
    assert meter.over is None


def test_nothing_strikes_after_the_block() -> None:
    for seconds in (0.0, 1e-5, 0.001):
        meter = Meter(seconds)
        with pytest.raises(TooMuch):
            alone(meter, endless)
        work_for(0.05)
    alone(Meter(0.02, deadline=time.monotonic() + 0.02), lambda: None)
    work_for(0.1)


def test_the_deadline_strikes_as_well() -> None:
    meter = Meter(deadline=time.monotonic() + 0.05)
    with pytest.raises(CallTimeout) as error:
        alone(meter, endless)
    assert error.value.ended == "deadline"
    assert meter.over is not None
    assert meter.over.ended == "deadline"


@pytest.mark.parametrize("seconds", [-1.0, 0.0, 0.05])
def test_what_the_examiner_does_for_itself_stops_at_the_deadline(seconds: float) -> None:
    with pytest.raises(OutOfTime), until(time.monotonic() + seconds):
        endless()
    work_for(0.05)  # nothing strikes any more


def test_memory_is_bounded_inside_the_block_only() -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    meter = Meter(memory=most_memory(0))
    with pytest.raises(MemoryError):
        alone(meter, lambda: print([0.0] * (1 << 40)))
    with pytest.raises(MemoryError):
        alone(meter, lambda: print(len(bytearray(3 << 30))))
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_what_the_reference_takes_is_allowed_for() -> None:
    assert allowed_seconds(Limits(examiner_seconds=10), 0.3) == 10
    assert allowed_seconds(Limits(examiner_seconds=10), 30.0) == 150
    assert Meter().over is None
    assert most_memory(1 << 30) - most_memory(0) > 4 << 30
    assert Limits().most_seconds < math.inf
