"""A run with a deadline ends by it, with a report, and keeps nothing that it has cut short."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tiny_course import RIGHT, WRONG, TinyCourse, by_id

from autograder.grading import results
from autograder.grading.channel import Ready, Setup
from autograder.grading.classroom.executor import Graded
from autograder.grading.deadline import Deadline
from autograder.grading.job import Job, Marked
from autograder.grading.not_run import cut_short
from autograder.grading.results import CheckInfo, CheckResult, SandboxInfo, SubmissionResult
from autograder.text import Text

SLEEPER = """
import time
def double(x):
    if x == 0:
        time.sleep(1000)
    return 2 * x
"""
PATIENT = "[limits]\nidle_seconds = 1000\nwall_factor = 1000\n"
CHECKS = (CheckInfo("double", Text("", ""), 2.0, False), CheckInfo("zero", Text("", ""), 1.0, False))


def marked(job: Job, outcome: Any, **more: Any) -> Marked:
    checks = tuple(CheckResult(c.id, outcome, 0.0, c.max_points) for c in CHECKS)
    return Marked(results.result_of(job.id, checks, digest=job.digest, **more))


class Scripted:
    """An executor that says what it is told to say, job by job."""

    def __init__(self, answer: Callable[[Job, int], Graded | None]) -> None:
        self._answer = answer
        self.asked: list[str] = []
        self.ready = Ready(CHECKS, SandboxInfo("strong", ()))

    @contextmanager
    def start(self, setup: Setup) -> Iterator["Scripted"]:
        yield self

    def examine(self, jobs: Iterable[Job]) -> Iterator[Graded]:
        for job in jobs:
            self.asked.append(job.id)
            graded = self._answer(job, self.asked.count(job.id))
            if graded is not None:
                yield graded


def asleep_at_first(job: Job, attempt: int) -> Graded:
    return Graded(job, marked(job, "timeout" if attempt == 1 else "failed"), alone=attempt == 1)


def outcomes(result: SubmissionResult) -> set[str]:
    return {c.outcome for c in result.checks}


def test_a_sleeper_is_cut_short(tiny: TinyCourse) -> None:
    """However slow the machine is: with or without an examiner that is ready in time."""
    tiny.assignment(toml=PATIENT).hand_in(sleeper=SLEEPER)
    (result,) = tiny.grade(deadline=6).submissions
    assert result.status == "graded"
    assert [c.id for c in result.checks] == ["double", "zero"]
    assert result.checks[0].outcome in ("passed", "timeout")
    assert result.checks[1].outcome == "timeout"
    assert [a.kind for a in result.attention] == ["deadline"]
    (again,) = tiny.grade(deadline=1e-3).submissions
    assert again.is_cut_short


def test_there_is_a_report_though_no_examiner_was_ready(tiny: TinyCourse, kadai: Any) -> None:
    tiny.assignment(
        public="""
        from autograder.testing import points

        @points(1.5)
        def test_sign(submission):
            "The sign stays."
            assert submission.double(-1) < 0
    """
    )
    tiny.hand_in(alice=RIGHT, bob=WRONG)
    report = tiny.root / "report.json"
    ended = kadai("grade", "class", "--assignment", "tiny", "--deadline", "0.001", "--json", report, cwd=tiny.root)
    assert ended.code == 1
    assert "2 of 2 submissions" in ended.err
    written = json.loads(report.read_text())
    assert [s["id"] for s in written["submissions"]] == ["alice", "bob"]
    for submission in written["submissions"]:
        assert submission["max_score"] == 4.5
        assert {c["id"]: c["outcome"] for c in submission["checks"]} == dict.fromkeys(
            ["sign", "double", "zero"], "timeout"
        )
        assert submission["attention"][0]["kind"] == "deadline"
    assert written["sandbox"]["level"] == "unknown"
    assert by_id(tiny.grade())["alice"].score == 4.5  # nothing of it was kept


def test_with_time_enough_nothing_is_different(tiny: TinyCourse) -> None:
    tiny.assignment().hand_in(alice=RIGHT, bob=WRONG)
    results = by_id(tiny.grade(deadline=500))
    assert results["alice"].score == 3
    assert results["bob"].score < 3
    assert not any(r.attention for r in results.values())


def test_what_was_not_graded_in_time_is_told_and_not_kept(tiny: TinyCourse) -> None:
    tiny.assignment().hand_in(alice=RIGHT, bob=WRONG, carol=SLEEPER)

    def answer(job: Job, attempt: int) -> Graded | None:
        if job.id == "bob":
            return Graded(job, marked(job, "passed"))
        return Graded(job, marked(job, "timeout", attention=(cut_short(),))) if job.id == "carol" else None

    results = by_id(tiny.grade(jobs=None, executor=Scripted(answer), deadline=1000))
    assert outcomes(results["alice"]) == {"timeout"}
    assert outcomes(results["bob"]) == {"passed"}
    assert [r.is_cut_short for _, r in sorted(results.items())] == [True, False, True]
    again = Scripted(lambda job, attempt: Graded(job, marked(job, "failed")))
    results = by_id(tiny.grade(jobs=None, executor=again))
    assert sorted(again.asked) == ["alice", "carol"]
    assert outcomes(results["bob"]) == {"passed"}


def test_one_submission_is_not_tried_twice(tiny: TinyCourse) -> None:
    tiny.assignment().hand_in(alice=RIGHT)
    executor = Scripted(asleep_at_first)
    (result,) = tiny.grade(jobs=None, executor=executor).submissions
    assert executor.asked == ["alice"]
    assert outcomes(result) == {"timeout"}


@pytest.mark.parametrize(("deadline", "attempts"), [(None, 2), (10_000, 2), (20, 1)])
def test_another_try_alone_if_there_is_time(tiny: TinyCourse, deadline: float | None, attempts: int) -> None:
    tiny.assignment().hand_in(alice=RIGHT, bob=WRONG)
    executor = Scripted(asleep_at_first)
    results = tiny.grade(jobs=None, executor=executor, deadline=deadline).submissions
    assert sorted(executor.asked) == sorted(["alice", "bob"] * attempts)
    assert {o for r in results for o in outcomes(r)} == {"timeout" if attempts == 1 else "failed"}


def test_a_second_try_that_is_cut_short_leaves_the_first(tiny: TinyCourse) -> None:
    tiny.assignment().hand_in(alice=RIGHT, bob=WRONG)

    def answer(job: Job, attempt: int) -> Graded | None:
        first = Graded(job, marked(job, "timeout"), alone=True)
        second = {"alice": None, "bob": Graded(job, marked(job, "timeout", attention=(cut_short(),)))}
        return first if attempt == 1 else second[job.id]

    results = tiny.grade(jobs=None, executor=Scripted(answer), deadline=10_000).submissions
    assert not any(r.is_cut_short for r in results)


@pytest.mark.parametrize("seconds", [0.01, 1.0, 30.0, 3600.0])
def test_examiners_stop_before_the_grader_and_the_grader_before_the_end(seconds: float) -> None:
    now = time.monotonic()
    deadline = Deadline.after(seconds)
    assert now < deadline.examiners < deadline.grader < now + seconds + 0.1
    assert deadline.left <= seconds
    assert msgspec.convert(msgspec.to_builtins(deadline), Deadline) == deadline


def test_a_deadline_is_a_positive_number(tiny: TinyCourse, kadai: Any) -> None:
    tiny.assignment().hand_in(alice=RIGHT)
    for wrong in ("0", "-3", "soon"):
        ended = kadai("grade", Path("class"), "--assignment", "tiny", "--deadline", wrong, cwd=tiny.root)
        assert ended.code == 2
        assert "--deadline" in ended.err
