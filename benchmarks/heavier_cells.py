"""What grading a notebook of heavier cells costs beside these: python -m benchmarks.heavier_cells.

A class of an ordinary nbgrader course, whose cells compute for some tenths of a second: a loop in Python, linear
algebra on arrays that are handed over, a descent that calls the test's function back, an object that is used step by
step. It is graded as `kadai nbgrader autograde` does it, recording included. The CPU seconds of all processes for each
notebook, once the examiners have got going, are compared with what the same cells take in one process.
"""

import argparse
import contextlib
import os
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from autograder.grading.classroom.onlookers import Silent
from autograder.grading.results import SubmissionResult
from autograder.nbgrader.ordinary.class_run import autograde
from benchmarks.ordinary_class import Source, course, hand_in

GOAL = 0.1
ANSWER = """
def primes(n):
    found = []
    for k in range(2, n):
        if all(k % p for p in found if p * p <= k):
            found.append(k)
    return found

def inverse(a):
    return np.linalg.solve(a, np.eye(len(a)))

def descend(gradient, x, rate, steps):
    path = [x]
    for _ in range(steps):
        x = x - rate * gradient(x)
        path.append(x)
    return np.array(path)

class Walk:
    def __init__(self, seed):
        self.rng, self.place = np.random.default_rng(seed), 0.0
    def step(self):
        self.place += self.rng.normal(size=1000).sum()
        return self.place
"""
CELLS: tuple[Source, ...] = (
    ("given", "import numpy as np\nfrom numpy.testing import assert_allclose\nrng = np.random.default_rng(1)", None,
     False),
    ("answer", f"### BEGIN SOLUTION{ANSWER}### END SOLUTION", None, True),
    ("test_primes", "assert len(primes(8000)) == 1007", 1, False),
    ("test_inverse", "for _ in range(10):\n    a = rng.normal(size=(150, 150)) + 150 * np.eye(150)\n"
     "    assert_allclose(inverse(a) @ a, np.eye(150), atol=1e-8)", 1, False),
    ("test_descend", "path = descend(lambda x: np.array([2 * x[0], 4 * x[1]]), np.ones(2), 0.01, 100)\n"
     "assert path.shape == (101, 2)\nassert_allclose(path[-1], [0.98 ** 100, 0.96 ** 100])", 1, False),
    ("test_walk", "walk = Walk(3)\nplaces = [walk.step() for _ in range(50)]\nassert len(set(places)) == 50", 1, False),
)  # fmt: skip


def plainly() -> float:
    """CPU seconds of the cells in a process of their own, which has NumPy."""
    np.testing.assert_allclose(np.linalg.solve(np.eye(3), np.eye(3)), np.eye(3))
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        names = {"__name__": "__main__"}
        begun = time.process_time()
        for _, text, _, _ in CELLS:
            exec(compile(text, "<cell>", "exec"), names)
        os.write(writer, repr(time.process_time() - begun).encode())
        os._exit(0)
    os.waitpid(child, 0)
    return float(os.read(reader, 100))


def cpu_of_all() -> float:
    """CPU seconds of this process and all below it, those included that have ended and were waited for."""
    ticks, below = {}, defaultdict(list)
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (folder / "stat").read_text().rpartition(")")[2].split()
            ticks[int(folder.name)] = sum(map(int, words[11:15]))
            below[int(words[1])].append(int(folder.name))
    waiting, total = [os.getpid()], 0
    while waiting:
        process = waiting.pop()
        total += ticks.get(process, 0)
        waiting += below[process]
    return total / os.sysconf("SC_CLK_TCK")


class Meter(Silent):
    """Reads the clocks whenever a notebook is recorded."""

    def __init__(self) -> None:
        self.read: list[tuple[float, float]] = []
        self.failed = 0

    def result(self, result: SubmissionResult, remembered: bool) -> None:
        """One more is."""
        self.read.append((cpu_of_all(), time.perf_counter()))
        self.failed += result.score != result.max_score


def graded(size: int, begin: int) -> tuple[float, float]:
    """CPU seconds, and seconds on the clock, for each notebook of a class after the first ones."""
    meter = Meter()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        hand_in(root, course(root, CELLS), size, [ANSWER])
        autograde("ps", root, students="*", jobs=2, force=True, allow_weak_sandbox=False, progress=meter)
    if meter.failed:
        raise SystemExit(f"{meter.failed} notebooks have not all points")
    first, last = meter.read[begin - 1], meter.read[-1]
    each = [(b - a) / (size - begin) for a, b in zip(first, last, strict=True)]
    return each[0], each[1]


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=5)
    parser.add_argument("--large", type=int, default=45)
    options = parser.parse_args()
    own = min(plainly() for _ in range(5))
    each, clock = graded(options.large, options.small)
    met = "met" if each - own <= GOAL else "missed"
    print(f"CPU seconds for each notebook: {each:.3f}, of its cells in one process {own:.3f}, beside {each - own:.3f}")
    print(f"seconds on the clock for each, with 2 jobs: {clock:.3f}")
    print(f"goal of {GOAL:g} s beside the cells' own: {met}")


if __name__ == "__main__":
    main()
