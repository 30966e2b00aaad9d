"""Everything that is right, under many secrets: ``python -m benchmarks.draws [ID …] [--draws 20] [--jobs 2]``.

As `kadai validate` does it for two secrets. Exit code 1 where a check rejects right code.
"""

import argparse
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.grading.channel import Setup
from autograder.grading.validation.cases import cases_of
from autograder.grading.validation.draws import draws_of, one_draw
from autograder.grading.validation.findings import Finding
from autograder.grading.validation.kept import Kept
from autograder.grading.validation.sittings import Examiners

ROOT = Path(__file__).resolve().parent.parent


def tried(assignment: Assignment, draws: range, jobs: int) -> list[Finding]:
    """What became of an assignment's right modules."""
    setup = Setup(str(assignment.course.root), assignment.id)
    right = [case for case in cases_of(assignment) if case.kind in ("reference", "equivalent")]
    sittings = [one_draw(assignment, setup, right, draw) for draw in draws]
    with Examiners(jobs) as examiners:
        kept = Kept(assignment, None)
        futures = [examiners.hand_over(sitting, kept, lambda *_: None, turn) for turn, sitting in enumerate(sittings)]
        results = {name: there.result for future in futures for name, there in future.result().marked.items()}
    return list(draws_of(right, results, draws))


def main() -> None:
    """Print one line for each assignment, and whatever was rejected."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID")
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--first", type=int, default=1, help="the number of the first draw")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    course, good = Course(ROOT), True
    for id in options.ids or course.ids():
        found = tried(course.assignment(id), range(options.first, options.first + options.draws), options.jobs)
        rejected = [f for f in found if not f.good]
        print(f"{id}: {len(found)} right modules, {options.draws} draws, {len(rejected)} rejected", flush=True)
        for finding in rejected:
            print(f"  {finding.id}: {finding.problem}", flush=True)
        good = good and not rejected
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
