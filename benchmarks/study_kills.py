"""What the assignment's checks and a naive grader say of the same right and wrong modules."""

import contextlib
import importlib
import importlib.util
import io
import signal
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType

import numpy as np

from autograder.course import Assignment
from autograder.course.catalogue import load_equivalents, load_misconceptions
from autograder.grading.reference_module import load_reference
from autograder.grading.validation.findings import Validation
from autograder.grading.variants.mutants import mutants_of
from benchmarks.study_checks import module_of

SECONDS = 10

Share = Callable[[str], float]
"""Of the points, what a grader takes from a module's text."""


@dataclass
class Kills:
    """How many modules of each kind there are, and how many each grader rejects."""

    assignment: str
    right: tuple[int, int, int]
    misconceptions: tuple[int, int, int]
    mutants: tuple[int, int, int]

    def row(self) -> str:
        """The counts, and the rate where something has to be caught."""
        right = " | ".join(map(str, self.right))
        wrong = (f"{n} | {k} ({k / n:.1%}) | {m} ({m / n:.1%})" for n, k, m in (self.misconceptions, self.mutants))
        return " | ".join((right, *wrong))


def count_kills(assignment: Assignment, result: Validation, naive: Share) -> Kills:
    """Both graders on all modules; mutants that the author explains as equivalent are left out."""
    text = assignment.reference_text()
    explained = {f.id for f in result.of("mutant") if f.explained}
    sources = {
        "equivalent": {e.id: e.source for e in load_equivalents(assignment)},
        "misconception": {e.id: e.source for e in load_misconceptions(assignment)},
        "mutant": {m.id: m.source for m in mutants_of(text) if m.id not in explained},
    }
    kadai = {f"{f.kind}:{f.id}" for f in result.findings if f.rejected_by}
    counts = {}
    for kind, modules in sources.items():
        ours = sum(f"{kind}:{id}" in kadai for id in modules)
        counts[kind] = len(modules), ours, sum(naive(source) > 0 for source in modules.values())
    return Kills(assignment.id, counts["equivalent"], counts["misconception"], counts["mutant"])


def naive_grader(assignment: Assignment) -> Share | None:
    """How much of the points the naive grader takes from a module's text, its tests counting the same.

    None where `benchmarks/naive/` has no such grader.
    """
    if importlib.util.find_spec(f"naive.{assignment.id}") is None:
        return None
    tests = importlib.import_module(f"naive.{assignment.id}")
    solution = load_reference(assignment)
    names = [name for name in dir(tests) if name.startswith("test_")]

    def passes(source: str, name: str) -> bool:
        np.random.seed(0)
        with _at_most(SECONDS), warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            try:
                submission = module_of(source, "submission")
                importlib.reload(tests)  # as in a process of its own: another module may have changed its arrays
                getattr(tests, name)(submission, solution)
            except Exception:
                return False
        return True

    return lambda source: sum(not passes(source, name) for name in names) / len(names)


@contextlib.contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """Raises TimeoutError in an endless loop."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
