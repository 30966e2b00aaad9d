"""`kadai validate` on tests that look sound: what pays a coin, harms a neighbour, or hangs on time or luck is told."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from tiny_course import TinyCourse, run_kadai

from autograder.grading.validation.cheats import LIARS

REFERENCE = """
    import numpy as np

    RATE = 0.5


    def double(x):
        ### BEGIN SOLUTION
        return 2 * x
        ### END SOLUTION


    def gradient(f, x):
        ### BEGIN SOLUTION
        found = np.empty(x.shape)
        for i in range(x.size):
            e = np.zeros(x.shape)
            e[i] = 1e-4
            found[i] = (f(x + e) - f(x - e)) / 2e-4
        return found
        ### END SOLUTION


    class Net:
        def __init__(self, n):
            ### BEGIN SOLUTION
            self.params, self.rate = {"w": np.zeros(n)}, RATE
            ### END SOLUTION

        def predict(self, x):
            ### BEGIN SOLUTION
            return x @ self.params["w"]
            ### END SOLUTION
"""
CHECKS = """
    import functools
    import math
    import time

    import numpy as np
    from autograder.testing import assert_at_work, assert_close, points


    @points(2)
    def test_pays_a_coin(submission, rng):
        calls = []
        got = submission.gradient(lambda x: calls.append(1) or float(np.sum(x**2)), rng.normal(size=4))
        assert len(calls) == 8 and np.shape(got) == (4,) and np.any(np.sign(got) == 1)


    @points(2)
    def test_pays_no_coin(submission, rng):
        calls, x = [], rng.normal(size=4)
        got = submission.gradient(lambda x: calls.append(1) or float(np.sum(x**2)), x.copy())
        assert len(calls) == 8
        assert_at_work(got, 2 * x)


    @functools.cache
    def cached(n):
        return np.linspace(1.0, 2.0, n)


    @points(1)
    def test_hands_over_what_it_keeps(submission):
        net = submission.Net(3)
        theirs = net.params
        theirs["w"][...] = cached(3)
        assert_close(net.predict(np.eye(3)), [1.0, 1.5, 2.0])


    @points(1)
    def test_keeps_what_comes(submission):
        largest = float(np.max(np.abs(submission.double(np.ones(3)))))
        before = getattr(math, "largest", 0.0)  # what is kept in the files of the course starts an examiner anew
        math.largest = max(largest, before)
        assert largest == 2.0 and before <= 2.0


    @points(1)
    def test_calculates_with_what_comes(submission):
        net = submission.Net(3)
        assert abs(submission.RATE - 0.5) < 1e-9
        assert ((net.params["w"] - np.zeros(3)) ** 2).sum() < 1e-9
        assert abs(net.rate - 0.5) < 1e-9


    @points(1)
    def test_heeds_no_shape(submission):
        assert np.allclose(np.ravel(submission.double(np.arange(1.0, 4.0))), [2, 4, 6])


    @points(1)
    def test_asks_the_clock(submission):
        x = float(time.perf_counter_ns() % 10007)
        assert submission.double(x) == 2 * x


    @points(1)
    def test_hangs_on_luck(submission, rng):
        x = int(rng.integers(4))
        assert submission.double(x) == 2 * x
"""
EQUIVALENTS = """
    from autograder.testing import equivalent

    equivalent("by_adding", change=[("2 * x", "x + x")], why="the same")
    equivalent("one_is_too_much", change=[("2 * x", "2 * (x if np.ndim(x) or x != 1 else 4)")], why="it is not")
"""
Findings = Mapping[tuple[str, str], Mapping[str, Any]]


@pytest.fixture(scope="module")
def course(tiny_shared: TinyCourse) -> TinyCourse:
    tiny_shared.assignment(reference=REFERENCE, hidden=CHECKS)
    tiny_shared.write("assignments/tiny/equivalents.py", EQUIVALENTS)
    return tiny_shared


@pytest.fixture(scope="module")
def findings(course: TinyCourse) -> Findings:
    # under this secret the first draw of test_hangs_on_luck is no 1
    run = run_kadai(
        "validate", "--no-mutants", "--jobs", "1", "--json", "found.json", cwd=course.root, env={"KADAI_SECRET": "a"}
    )
    assert run.returncode == 1, run.stderr
    (result,) = json.loads((course.root / "found.json").read_text())
    found = {(f["kind"], f["id"]): f for f in result["findings"]}
    for (kind, id), finding in found.items():
        assert (f"tiny: {kind} {id}\n" in run.stdout) is not finding["good"]
    return found


def problems(findings: Findings, kind: str) -> dict[str, str]:
    return {id: f["problem"] for (k, id), f in findings.items() if k == kind and not f["good"]}


def test_a_check_that_pays_a_coin(findings: Findings) -> None:
    paid = problems(findings, "cheat")
    for coin in ("ones", "halves", "signs", "infinities", "huge_numbers"):
        assert paid[coin] == "pays_a_coin: passed by a module that does no work"
    assert not any("pays_no_coin" in problem or "hands_over" in problem for problem in paid.values())


def test_objects_in_place_of_values_are_paid_by_no_check(findings: Findings) -> None:
    """Operators of the submission's own say yes to any comparison; the engine sees that an object came."""
    for liar in LIARS:
        assert findings["cheat", liar]["good"]
        assert "calculates_with_what_comes" in findings["cheat", liar]["rejected_by"]


def test_a_check_that_heeds_no_shape(findings: Findings) -> None:
    paid = problems(findings, "cheat")["extra_axis"]
    assert "heeds_no_shape" in paid
    assert paid.endswith(": passed by a module whose arrays have wrong shapes")


def test_a_check_that_keeps_what_a_submission_gave_it(findings: Findings) -> None:
    harmed = problems(findings, "neighbour")
    assert harmed["a_huge_number"].startswith("harms the honest submission after it: keeps_what_comes: failed")


def test_what_the_engine_protects_is_whole(findings: Findings) -> None:
    """The cached array that the thieves spoiled is what it was, when the honest ones come."""
    assert findings["neighbour", "none"]["good"]
    assert not any("hands_over_what_it_keeps" in problem for problem in problems(findings, "neighbour").values())


def test_a_check_that_is_another_one_in_every_run(course: TinyCourse, findings: Findings) -> None:
    told = problems(findings, "rerun")
    lines = (course.root / "assignments/tiny/test_hidden.py").read_text().splitlines()
    line = lines.index("def test_asks_the_clock(submission):") + 1
    assert told["asks_the_clock"].startswith(f"test_hidden.py:{line}: is not the same in two runs with the same inputs")
    assert f"test_hidden.py:{line + 1} has time.perf_counter_ns()" in told["asks_the_clock"]
    assert "double" not in told


def test_a_check_that_rejects_what_is_right_for_an_unlucky_draw(findings: Findings) -> None:
    (unlucky,) = problems(findings, "draw").items()
    id, problem = unlucky
    assert id == "one_is_too_much"
    assert "of 2 draws; KADAI_SECRET='draw " in problem
    assert "hangs_on_luck: failed" in problem
    assert findings["equivalent", "one_is_too_much"]["good"]
    assert findings["draw", "by_adding"]["good"]
