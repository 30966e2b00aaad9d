"""Whatever process of a run is killed or stopped in the middle of a submission: the same run ends with the same report.

`benchmarks/kills.py` does this at random moments.
"""

import contextlib
import json
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from tiny_course import RIGHT, WRONG, TinyCourse, start_kadai

HIDDEN = """
    import time
    from pathlib import Path
    from autograder.testing import points

    HERE = Path({root!r})

    @points(1)
    def test_double(submission):
        if getattr(submission, "name", "") == "c":
            (HERE / "there").touch()
            while not (HERE / "go on").exists():
                time.sleep(0.02)
        assert submission.double(3) == 6

    @points(1)
    def test_zero(submission):
        assert submission.double(0) == 0
"""
GRADE = ("grade", "class", "--assignment", "tiny", "--jobs", "1", "--json", "report.json")


@pytest.fixture
def course(tiny: TinyCourse) -> TinyCourse:
    """Grading it stands still at the third of five submissions, until there is a file "go on"."""
    tiny.assignment(HIDDEN.format(root=str(tiny.root)), toml="[limits]\nidle_seconds = 0.5\n")
    texts = {"a": RIGHT, "b": WRONG, "c": RIGHT, "d": WRONG, "e": RIGHT}
    tiny.hand_in(**{name: f"name = {name!r}\n{text}" for name, text in texts.items()})
    return tiny


def children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def child(pid: int, *, examining: bool) -> int:
    """The child that runs the examiners' program, or the other one."""
    return next(p for p in children(pid) if ("examiner.main" in Path(f"/proc/{p}/cmdline").read_text()) == examining)


def roles(grader: int) -> dict[str, int]:
    """Who is who below a grader with one examiner."""
    program, reader = child(grader, examining=True), child(grader, examining=False)
    (supervisor,) = children(program)
    fork, zygote = child(supervisor, examining=True), child(supervisor, examining=False)
    lowest = zygote
    while below := children(lowest):
        lowest = below[0]
    named = {"program": program, "supervisor": supervisor, "fork": fork, "zygote": zygote, "worker": lowest}
    return {**named, "reader": reader}


def results(course: TinyCourse) -> Any:
    submissions = json.loads((course.root / "report.json").read_text())["submissions"]
    return {s["id"]: [(c["id"], c["outcome"], c["message"]["en"]) for c in s["checks"]] for s in submissions}


@pytest.mark.parametrize(
    ("role", "number"),
    [
        ("nobody", signal.SIGKILL),
        ("program", signal.SIGKILL),
        ("supervisor", signal.SIGKILL),
        ("supervisor", signal.SIGSTOP),
        ("fork", signal.SIGKILL),
        ("fork", signal.SIGTERM),
        ("fork", signal.SIGSTOP),
        ("zygote", signal.SIGKILL),
        ("worker", signal.SIGKILL),
        ("worker", signal.SIGSTOP),
        ("reader", signal.SIGKILL),
    ],
)
def test_a_disturbed_run_ends_as_any_other(course: TinyCourse, role: str, number: signal.Signals) -> None:
    with start_kadai(*GRADE, cwd=course.root) as process:
        try:
            for _ in range(1200):
                if (course.root / "there").exists():
                    break
                assert process.poll() is None, process.communicate()
                time.sleep(0.05)
            found = roles(process.pid)
            if role in found:
                os.kill(found[role], number)
            time.sleep(0.05)
            (course.root / "go on").touch()
            _, err = process.communicate(timeout=100)
        finally:
            process.kill()
    assert process.returncode == 0, err
    passed = [("double", "passed", ""), ("zero", "passed", "")]
    assert {name: r == passed for name, r in results(course).items()} == dict(
        zip("abcde", (1, 0, 1, 0, 1), strict=True)
    )
    assert {o for r in results(course).values() for _, o, _ in r} == {"passed", "failed"}
