"""The same module graded again: every check must ask the same of it.

What came back is compared (the trace's digest): of one module it differs only where the check handed over something
else. Graded are the reference among all other modules, and twice in a row in an examiner of its own.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.course import Assignment
from autograder.grading.results import SubmissionResult
from autograder.grading.validation.cheats import REFERENCE
from autograder.grading.validation.findings import Finding
from autograder.grading.validation.neighbours import FIRST, SECOND
from autograder.grading.validation.places import Places

_CAUSES = {
    (True, True): "randomness without a seed, or the time: draw from the fixture rng",
    (True, False): "the order of a set, id(), or what is drawn when the file is read: it differs between processes",
    (False, True): "something that the tests keep from one submission to the next: a cache, or a generator of the file",
}
"""By whether it differs between two processes, and in one process."""

_KEPT = (False, True)

_SUSPECT = re.compile(
    r"\b(?:np\.random\.\w+|numpy\.random\.\w+|random\.\w+|default_rng\(\)|os\.urandom|urandom|secrets\.\w+|uuid4?|"
    r"time(?:\.\w+|_ns)?\(\)|perf_counter\w*|datetime\.\w+|monotonic\w*|set\(|id\(|hash\(|global )"
)


def reruns_of(assignment: Assignment, results: Mapping[str, SubmissionResult]) -> Iterator[Finding]:
    """A finding for every check that differs from one run to the next; one that all is well, if none does."""
    reference, first, second = results[REFERENCE], results[FIRST], results[SECOND]
    found, places = False, Places(assignment)
    for check in first.checks:
        apart = _differs(reference, first, check.id), _differs(first, second, check.id)
        if any(apart):
            found = True
            where, suspects = _place(places, check.id)
            problem = f"{where}: is not the same in two runs with the same inputs; likely {_CAUSES[apart]}"
            hints = [*([suspects] if suspects else []), *(places.kept_by(check.id) if apart == _KEPT else [])]
            problem += f" ({'; '.join(hints)})" if hints else ""
            yield Finding("rerun", check.id, False, problem)
    if not found:
        yield Finding("rerun", "reference", True)


def _differs(one: SubmissionResult, other: SubmissionResult, check: str) -> bool:
    seen = [
        next(((c.outcome, c.trace_digest) for c in result.checks if c.id == check), None) for result in (one, other)
    ]
    return seen[0] != seen[1]


def _place(places: Places, check: str) -> tuple[str, str]:
    """File and line of a check's test function, and what looks suspicious in it, or else elsewhere in the files."""
    found = places.of(check)
    if found is None:
        return "the tests", ""
    path, lines = found
    elsewhere = "; ".join(filter(None, (_suspects(file, None) for file in places.files)))
    return f"{path.name}:{lines.start}", _suspects(path, lines) or elsewhere


def _suspects(path: Path, lines: range | None) -> str:
    found = [
        f"{path.name}:{number} has {match[0]}"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if (lines is None or number in lines) and (match := _SUSPECT.search(line.partition("#")[0]))
    ]
    return "; ".join(found[:3])
