"""A class of 200: what isolated, diagnosed grading costs beside one plain process per submission.

    python -m benchmarks.class_of_200

Measured in one run, on the same machine, in alternating rounds:
(a) the command `kadai grade` with 2 processes, every layer on, in a course that has never graded anything, the whole
    class, from the command's start to its end;
(k) the same once more with `--fresh`: what does not depend on submissions (traces of misconceptions) is kept;
(b) one cold ``python -c "import numpy"`` per submission, a sample, one after the other;
(c) one plain ``pytest`` process per submission, the same checks in-process, a sample, one after the other;
(B), (C) the same two at a time, as (a) works.
Also the memory of the graders, sampled while the class is graded once more by `autograder.grade`.
"""

import argparse
import functools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import autograder
from autograder.grading.classroom.onlookers import Silent
from autograder.grading.results import Report, SubmissionResult
from benchmarks.make_class import ASSIGNMENT, ROOT, write_class
from benchmarks.memory import tree_of, unshared_mb

PROCESSES = 2
IMPORT = (sys.executable, "-c", "import numpy")
MARKS = (50, 100, 150, 200)


class MemoryAt(Silent):
    """Notes the memory of every grading process when so many submissions are done."""

    def __init__(self, marks: Sequence[int]) -> None:
        self._marks = marks
        self._done = 0
        self.seen: dict[int, dict[str, float]] = {}

    def result(self, result: SubmissionResult, remembered: bool) -> None:
        """One more is done."""
        self._done += 1
        if self._done in self._marks:
            self.seen[self._done] = {role: unshared_mb(pids) for role, pids in tree_of(os.getpid()).items()}


class Cost(NamedTuple):
    """Seconds per submission: by the clock, and of all processors together (whatever runs on them meanwhile)."""

    wall: float
    cpu: float


def cost_of(work: Callable[[], object], submissions: int) -> Cost:
    """What `work` costs."""
    wall, cpu = time.perf_counter(), _cpu_seconds()
    work()
    return Cost((time.perf_counter() - wall) / submissions, (_cpu_seconds() - cpu) / submissions)


def _cpu_seconds() -> float:
    """Of the whole machine: workers that end with their namespace are in nobody's account of child processes."""
    user, nice, system, _, _, irq, softirq, *_ = map(int, Path("/proc/stat").read_text().split()[1:9])
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


def per_command(commands: Sequence[Sequence[str]], lanes: int) -> Cost:
    """What a command costs, `lanes` at a time."""

    def run(command: Sequence[str]) -> None:
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)

    with ThreadPoolExecutor(lanes) as pool:
        return cost_of(lambda: list(pool.map(run, commands)), len(commands))


def pytest_command(submission: Path) -> list[str]:
    """The same checks in the submission's own process, without any isolation."""
    tests = ROOT / "assignments" / ASSIGNMENT
    plugin = (
        "-p",
        "no:kadai",
        "-p",
        "benchmarks.plain",
        "--handed-in",
        str(submission),
        "-q",
        "-p",
        "no:cacheprovider",
    )
    return [sys.executable, "-m", "pytest", *plugin, str(tests / "test_public.py"), str(tests / "test_hidden.py")]


def grade(folder: Path, course: Path, *more: str) -> None:
    """The product's own command."""
    kadai = Path(sys.executable).with_name("kadai")
    options = ("--assignment", ASSIGNMENT, "--course", str(course), "--jobs", str(PROCESSES), *more)
    done = subprocess.run([kadai, "grade", folder, *options], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"kadai grade ended with {done.returncode}:\n{done.stderr}")


def fresh_course(folder: Path) -> Path:
    """A copy of the course that has never graded anything: no journal, no traces of misconceptions."""
    for name in ("assignments", "shared_checks", "reference"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", type=int, default=200, help="submissions in the class")
    options.add_argument("--rounds", type=int, default=3, help="alternating rounds; the median is printed")
    arguments = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "class")
        files = write_class(folder, arguments.size)
        measured: dict[str, list[Cost]] = {name: [] for name in "akbcBC"}
        sample = [pytest_command(file) for file in files[:: max(len(files) // 10, 1)][:10]]
        for number in range(arguments.rounds):
            measured["b"].append(per_command([IMPORT] * 20, 1))
            measured["B"].append(per_command([IMPORT] * 20, PROCESSES))
            course = fresh_course(Path(scratch, f"course-{number}"))
            measured["a"].append(cost_of(functools.partial(grade, folder, course), len(files)))
            measured["k"].append(cost_of(functools.partial(grade, folder, course, "--fresh"), len(files)))
            measured["c"].append(per_command(sample, 1))
            measured["C"].append(per_command(sample, PROCESSES))
        watch = MemoryAt(MARKS)
        course = fresh_course(Path(scratch, "course"))
        report = autograder.grade(folder, assignment=ASSIGNMENT, course=course, jobs=PROCESSES, progress=watch)
    show(measured, report, watch)


def show(measured: dict[str, list[Cost]], report: Report, memory: MemoryAt) -> None:
    """The table."""
    n = len(report.submissions)
    median = {name: Cost(*map(statistics.median, zip(*costs, strict=True))) for name, costs in measured.items()}
    rows = (
        ("a", f"kadai grade --jobs {PROCESSES}, sandbox {report.sandbox.level}"),
        ("k", "the same again, --fresh: traces are kept"),
        ("b", 'cold python -c "import numpy" (imports only)'),
        ("c", "plain pytest process (no isolation)"),
        ("B", "(b), two at a time"),
        ("C", "(c), two at a time"),
    )
    print(f"{n} submissions of {ASSIGNMENT}, {PROCESSES} processes, {os.cpu_count()} processors,", end=" ")
    print(f"median of {len(measured['a'])} rounds; milliseconds per submission")
    print(f"{'':48} {'wall':>8} {'wall / (b)':>11} {'CPU':>8}   wall of each round")
    for name, what in rows:
        wall, cpu = median[name]
        each = " ".join(f"{1000 * cost.wall:.0f}" for cost in measured[name])
        print(f"({name}) {what:44} {1000 * wall:8.1f} {wall / median['b'].wall:11.2f} {1000 * cpu:8.1f}   {each}")
    print(f"(a) is {median['c'].wall / median['a'].wall:.0f} times as fast as (c)")
    print(f"layers: {', '.join(report.sandbox.layers)}")
    print("\nmemory of the graders (private and proportional, MB)")
    for done, roles in memory.seen.items():
        print(f"  after {done:4}: " + ", ".join(f"{role} {mb:.0f}" for role, mb in roles.items()))


if __name__ == "__main__":
    main()
