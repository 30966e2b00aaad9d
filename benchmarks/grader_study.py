"""Measures the grader itself: how often it rejects what is right, and how often it accepts what is wrong.

    python -m benchmarks.grader_study [ID ...] [--seeds 1000] [--jobs 2]
    python -m benchmarks.grader_study --all --only rejects --seeds 200 --jobs 1     # false rejects of the whole course
    python -m benchmarks.grader_study --all --only reasons      # names, and what single edits cost

For each assignment: every check on the reference and on every equivalent with that many seeds (rejects);
misconceptions and mutants with the assignment's checks and with the naive grader of `benchmarks/naive/`: fixed
inputs, `np.allclose` with its defaults, final loss within 10 % (kills); what single edits cost with each, how many
wrong modules get full marks, what is named, and the sweeps (reasons).

All modules here are the course's own, so the seeds run in this process; the checks' verdicts on mutants come
from `kadai validate`, sandbox and all. Checks that draw nothing from `rng` run once: their seed does not matter.
"""

import argparse
import collections
import multiprocessing
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.course.catalogue import load_equivalents
from autograder.grading.validation.validate import Silent, validate
from benchmarks.study_checks import Rejections, count_rejections
from benchmarks.study_kills import Kills, count_kills, naive_grader
from benchmarks.study_reasons import reasons_of, show_reasons

ROOT = Path(__file__).resolve().parent.parent

PARTS = ("rejects", "kills", "reasons")
FIRST_THREE = ["softmax_with_loss", "layers", "two_layer_mse"]


def tasks(course: Course, ids: list[str], seeds: int, pieces: int = 4) -> Iterator[tuple[str, str, range]]:
    """Assignment, module and seeds of each piece of work."""
    for id in ids:
        variants = ["reference", *(e.id for e in load_equivalents(course.assignment(id)))]
        for variant in variants:
            for piece in range(pieces):
                yield id, variant, range(piece * seeds // pieces, (piece + 1) * seeds // pieces)


@dataclass
class Study:
    """What all runs of an assignment's checks on right modules came to."""

    modules: int
    runs: collections.Counter[str]  # by check
    rejects: collections.Counter[tuple[str, str]]  # by check and module
    drawn: set[str]  # the checks that draw random inputs
    messages: list[str]

    @classmethod
    def of(cls, counts: list[Rejections]) -> "Study":
        """All pieces of work together."""
        study = cls(len({c.variant for c in counts}), collections.Counter(), collections.Counter(), set(), [])
        for count in counts:
            study.runs.update(count.runs)
            study.rejects.update({(check, count.variant): n for check, n in count.rejects.items()})
            study.drawn |= count.drawn
            study.messages += count.messages
        return study

    def row(self) -> str:
        """Cells: right modules; then checks, runs and false rejects, with random inputs and without."""
        cells = [self.modules]
        for checks in (self.drawn, self.runs.keys() - self.drawn):
            rejects = sum(n for (check, _), n in self.rejects.items() if check in checks)
            cells += [len(checks), sum(self.runs[check] for check in checks), rejects]
        return " | ".join(f"{cell:,}" for cell in cells)


def show_rejections(id: str, study: Study, seeds: int) -> None:
    """One line per check."""
    print(f"\n{id}: false rejects, {seeds} seeds on each of {study.modules} right modules")
    for check, number in study.runs.items():
        wrong = {variant: n for (name, variant), n in study.rejects.items() if name == check and n}
        print(f"  {check:<50} {sum(wrong.values()):>6} of {number:<8} {wrong or ''}")
    for message in sorted(set(study.messages)):
        print(f"    {message}")


def show_summary(studies: dict[str, Study]) -> None:
    """One line per assignment."""
    print("\n| assignment | right modules | checks with random inputs | runs | false rejects", end="")
    print(" | other checks | runs | false rejects |\n|---|---|---|---|---|---|---|---|")
    for id, study in studies.items():
        print(f"| `{id}` | {study.row()} |")


def show_kills(found: list[Kills]) -> None:
    """One line per assignment: kadai and the naive grader side by side."""
    print("\n| assignment | right modules | rejected: kadai | naive | misconceptions | caught: kadai | naive", end="")
    print(" | mutants | killed: kadai | naive |\n|---|---|---|---|---|---|---|---|---|---|")
    for kills in found:
        print(f"| {kills.assignment} | {kills.row()} |")


def study_rejects(course: Course, ids: list[str], seeds: int, jobs: int) -> None:
    """Right modules."""
    studies = {}
    with multiprocessing.get_context("spawn").Pool(jobs, maxtasksperchild=8) as pool:
        for id in ids:
            counts = pool.starmap(count_rejections, list(tasks(course, [id], seeds)), chunksize=1)
            studies[id] = Study.of(counts)
            show_rejections(id, studies[id], seeds)
    show_summary(studies)


def study_wrong(assignments: list[Assignment], parts: Collection[str], jobs: int) -> None:
    """Wrong modules: whether they are caught; what they cost, and what is said of them."""
    kills, reasons = [], []
    for assignment in assignments:
        (result,) = validate([assignment], Silent(), examiners=jobs)
        naive = naive_grader(assignment)
        if "kills" in parts and naive:
            kills.append(count_kills(assignment, result, naive))
        if "reasons" in parts:
            reasons.append(reasons_of(assignment, result, naive, jobs))
        print(f"{assignment.id} done", file=sys.stderr, flush=True)
    if kills:
        show_kills(kills)
    if reasons:
        show_reasons(reasons)


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ids", nargs="*", default=FIRST_THREE)
    parser.add_argument("--all", action="store_true", help="every assignment of the course")
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", choices=PARTS, action="append", help="a part of the study; repeatable")
    options = parser.parse_args()
    course = Course(ROOT)
    ids = list(course.ids()) if options.all else options.ids
    parts = set(options.only or PARTS)
    if "rejects" in parts:
        study_rejects(course, ids, options.seeds, options.jobs)
    if parts - {"rejects"}:
        study_wrong([course.assignment(id) for id in ids], parts, options.jobs)


if __name__ == "__main__":
    main()
