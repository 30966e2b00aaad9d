"""How a worker ends, and what that costs: one check, never the next one, never a neighbour."""

import signal
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
import pytest

from autograder.sandbox import CallTimeout, SubmissionError, WorkerCrashed, WorkerEnded

Examine = Callable[..., Any]

SOURCE = """\
import os, sys, signal, time, ctypes, threading
import numpy as np
def fine(): return 1
def spin():
    while True: pass
def spin_if(true):
    while true: pass
    return 2
def spin_quietly():
    while True:
        try: time.sleep(0); sum(range(1000))
        except BaseException: pass
def matmul():
    a = np.ones((300, 300))
    while True: a = a @ a * 0
def threads():
    for _ in range(3): threading.Thread(target=spin, daemon=True).start()
    spin()
def sleep(): time.sleep(60)
def leave(code): os._exit(code)
def abort(): os.abort()
def crash(): ctypes.string_at(0)
def flood(n):
    block = "x" * 1023 + "\\n"
    for _ in range(n): sys.stdout.write(block)
    return n
def flood_raw(n):
    for _ in range(n): os.write(2, b"y" * 1024)
def say(text): print(text); print(text, file=sys.stderr)
def close_link(): os.closerange(3, 20); time.sleep(60)
def junk(n): os.write(3, os.urandom(n)); return 1
def half(): os.write(3, b"kdi1"); time.sleep(60)
def later():
    def write():
        time.sleep(0.05)
        try: os.write(3, b"x")
        except OSError: pass
    threading.Thread(target=write, daemon=True).start()
    return 1
def leave_later():
    threading.Thread(target=lambda: (time.sleep(0.05), os._exit(0)), daemon=True).start()
def forge(kind, *fields):
    # answers in the worker's place, with a message of one's own making
    import msgspec
    frames = sys.modules["kadai_sandbox.wire.frames"]
    frame, seq = sys._getframe(), None
    while seq is None:
        frame = frame.f_back
        seq = getattr(frame.f_locals.get("ask"), "seq", None)
    header = msgspec.msgpack.encode([kind, *(seq if field == "SEQ" else field for field in fields)])
    os.write(3, frames.PREFIX.pack(b"kdi1", len(header), 0) + header)
    return 1
def silence(): sys.stdout.close(); sys.stderr = None; return 1
def hog():
    kept = []
    while True: kept.append(np.ones(1 << 20))
def warn():
    import warnings
    warnings.warn("careful"); return np.log(np.zeros(1))
class Hostile:
    def __init__(self): self.x = 1
"""


@pytest.fixture
def examinee(examine: Examine) -> Any:
    return examine(SOURCE, call_seconds=0.3, wall_factor=50)


@pytest.fixture
def patient(examine: Examine) -> Any:
    """Much computing time, little memory and little time on the wall's clock."""
    return examine(SOURCE, call_seconds=5, wall_factor=4, memory_mb=256)


@pytest.fixture
def impatient(examine: Examine) -> Any:
    """No time to sleep."""
    return examine(SOURCE, call_seconds=0.2, wall_factor=2)


def fresh(examinee: Any) -> None:
    """The next check is answered as if nothing had happened."""
    examinee.begin_check()
    assert examinee.submission.fine() == 1
    assert examinee.end_check().ended is None


@pytest.mark.parametrize("function", ["spin", "spin_quietly", "matmul", "threads"])
def test_computing_for_ever_is_a_timeout(examinee: Any, function: str) -> None:
    with pytest.raises(CallTimeout, match="endless loop"):
        getattr(examinee.submission, function)()
    trace = examinee.end_check()
    assert trace.ended == "timeout"
    assert "無限ループ" in trace.reason.ja
    assert 0.3 <= trace.cpu_seconds < 1
    fresh(examinee)


def test_what_has_run_into_the_limit_is_not_waited_for_in_full_again(examinee: Any) -> None:
    def spent(function: str, said: str, usual: float = 0.0) -> float:
        examinee.begin_check(usual=usual)
        with pytest.raises(CallTimeout, match=said):
            getattr(examinee.submission, function)(*[True] * (function == "spin_if"))
        return float(examinee.end_check().cpu_seconds)

    assert spent("spin_if", "more than 0.3 seconds of computing time. Is") >= 0.3
    again = r"more than 0.06 seconds of computing time \(earlier calls: more than 0.3\)"
    assert 0.06 <= spent("spin_if", again) < 0.3
    assert spent("spin_if", "more than 0.2 seconds", usual=0.02) >= 0.2, "ten times what the reference takes"
    assert spent("spin_if", "more than 0.3 seconds", usual=9) >= 0.3, "never more than the limit"
    assert spent("spin", "more than 0.3 seconds of computing time. Is") >= 0.3, "another function has what it had"
    assert 0.06 <= spent("spin_quietly", again) < 0.3, "but not a third one"
    examinee.begin_check()
    assert examinee.submission.spin_if(False) == 2


def test_sleeping_is_told_from_computing(impatient: Any) -> None:
    with pytest.raises(CallTimeout):
        impatient.submission.sleep()
    trace = impatient.end_check()
    assert trace.ended == "wall"
    assert trace.cpu_seconds < 0.2
    fresh(impatient)


@pytest.mark.parametrize(
    ("function", "args", "why"),
    [
        ("leave", (0,), "exit code 0"),
        ("leave", (7,), "exit code 7"),
        ("abort", (), "ended"),
        ("crash", (), "memory that is not its own"),
        ("close_link", (), "closed"),
        ("junk", (5000,), "does not begin as one"),
        ("junk", (3,), "begin as one|ended|asked"),
    ],
)
def test_a_death_is_a_crash(patient: Any, function: str, args: tuple[Any, ...], why: str) -> None:
    call = getattr(patient.submission, function)
    with suppress(WorkerCrashed):
        call(*args)
    with pytest.raises(WorkerCrashed, match=why) as caught:
        patient.submission.fine.__call__()
    trace = patient.end_check()
    assert trace.ended == "crashed"
    assert trace.reason == caught.value.text
    fresh(patient)


NO_HEAP = [[], [], []]


@pytest.mark.parametrize(
    "message",
    [
        (14, "SEQ", 1.0, NO_HEAP),
        (14, 999, 1.0, NO_HEAP),
        (14, "SEQ", [5], NO_HEAP),
        (14, "SEQ", None, [[[13, 1 << 40]], [], []]),
        (14, "SEQ", None, [[], [[1 << 40, 0]], []]),
        (16, "SEQ", 2, [2], [[[2, []], [2, []], [2, [[0], [1]]]], [], []]),
        (16, "SEQ", 7, None, NO_HEAP),
        (15, "SEQ", "error", "E", [], "m", "m", [], [], 0, NO_HEAP),
        (13, []),
        (12, 0, "f", 1),
        (11, {}, {}),
        (1, "anything"),
    ],
    ids=lambda message: str(message[:2]),
)
def test_a_forged_answer_is_a_crash_or_an_error(examinee: Any, message: tuple[Any, ...]) -> None:
    """It can only pass for an answer; the true one, which follows, is one too many."""
    with suppress(WorkerCrashed, SubmissionError):
        assert examinee.submission.forge(*message) == 1.0
    with pytest.raises(WorkerCrashed):
        examinee.submission.fine.__call__()
    assert examinee.end_check().ended == "crashed"
    fresh(examinee)


def test_half_a_message_is_a_timeout(impatient: Any) -> None:
    with pytest.raises(CallTimeout):
        impatient.submission.half()
    fresh(impatient)


def test_every_further_call_in_the_check_raises_the_same(examinee: Any) -> None:
    submission, kept = examinee.submission, examinee.submission.Hostile()
    with pytest.raises(WorkerCrashed, match="exit code 5") as first:
        submission.leave(5)
    for use in (lambda: submission.fine, lambda: kept.x, lambda: kept + 1):
        with pytest.raises(WorkerCrashed, match="exit code 5") as again:
            use()
        assert again.value is not first.value
    fresh(examinee)


def test_except_exception_in_a_hidden_test_cannot_swallow_the_end(examinee: Any) -> None:
    assert not issubclass(WorkerEnded, Exception)
    with suppress(BaseException):
        examinee.submission.leave(0)
    assert examinee.end_check().ended == "crashed"


def test_bytes_that_come_after_the_answer_are_a_crash(examinee: Any) -> None:
    assert examinee.submission.later() == 1
    time.sleep(0.2)
    assert examinee.end_check().ended == "crashed"
    fresh(examinee)


def test_what_happens_between_two_checks_costs_neither(examinee: Any) -> None:
    examinee.submission.leave_later()
    assert examinee.end_check().ended is None
    time.sleep(0.2)
    fresh(examinee)


def test_output_is_kept_up_to_a_cap_and_does_not_block(examine: Examine) -> None:
    examinee = examine(SOURCE, output_kb=2)
    assert examinee.submission.flood(3000) == 3000
    trace = examinee.end_check()
    assert trace.stdout.startswith("x" * 1023 + "\n")
    assert len(trace.stdout) < 2100
    assert str(3000 * 1024) in trace.stdout
    assert trace.ended is None


def test_output_belongs_to_its_check(examinee: Any) -> None:
    examinee.submission.say("one")
    assert (trace := examinee.end_check()).stdout == trace.stderr == "one\n"
    examinee.begin_check()
    examinee.submission.say("two \udcff\x00")
    assert examinee.end_check().stdout.startswith("two")


@pytest.mark.parametrize("function", ["flood", "flood_raw"])
def test_a_flood_ends_the_worker_and_says_how_much_it_was(examine: Examine, function: str) -> None:
    examinee = examine(SOURCE, output_limit_mb=2, output_kb=1)
    with pytest.raises(WorkerCrashed, match=r"printed \d MB"):
        getattr(examinee.submission, function)(50 << 10)
    trace = examinee.end_check()
    assert trace.ended == "crashed"
    assert len(trace.stdout) < 1200
    fresh(examinee)


def test_a_closed_stdout_does_no_harm(examinee: Any) -> None:
    assert examinee.submission.silence() == 1
    assert examinee.submission.fine() == 1


def test_running_out_of_memory_is_an_error_of_the_submission(patient: Any) -> None:
    with pytest.raises(MemoryError) as caught:
        patient.submission.hog()
    assert isinstance(caught.value, SubmissionError)
    fresh(patient)


def test_warnings_cost_nothing(examinee: Any) -> None:
    assert examinee.submission.warn()[0] == -np.inf
    trace = examinee.end_check()
    assert trace.ended is None
    assert "careful" in trace.stderr


def test_the_whole_submission_has_a_budget(examine: Examine) -> None:
    examinee = examine(SOURCE, call_seconds=0.2, submission_seconds=0.3, wall_factor=50)
    reasons = []
    for _ in range(6):
        examinee.begin_check()
        with pytest.raises(CallTimeout):
            examinee.submission.spin()
        reasons.append(examinee.end_check().reason.en)
    assert "call took more" in reasons[0]
    assert "used up its 0.3 seconds" in reasons[-1]
    assert examinee.cpu_seconds < 1


def test_the_clock_counts_the_worker_and_not_the_examiner(examinee: Any) -> None:
    examinee.submission.fine()
    before, begun = examinee.cpu_seconds, time.thread_time()
    while time.thread_time() - begun < 0.1:
        pass
    assert examinee.cpu_seconds - before < 0.05


def test_an_interrupted_examiner_gets_a_fresh_worker(examinee: Any) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        with pytest.raises(KeyboardInterrupt):
            examinee.submission.sleep()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    fresh(examinee)
