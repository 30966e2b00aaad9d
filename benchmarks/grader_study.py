"""Measures the grader itself: how often it rejects what is right, and how often it accepts what is wrong.

    python benchmarks/grader_study.py [ID ...] [--seeds 1000] [--jobs 2]

For each assignment: every check on the reference and on every equivalent with that many seeds (false rejects);
then misconceptions and mutants, once with the assignment's checks and once with the naive grader of
`benchmarks/naive/` (fixed inputs, `np.allclose` with its defaults, final loss within 10 %).

All modules here are the course's own, so the seeds run in this process; the checks' verdicts on mutants come
from `kadai validate`, sandbox and all. Checks that draw nothing from `rng` run once: their seed does not matter.
"""

import argparse
import collections
import multiprocessing
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from study_checks import Rejections, count_rejections  # noqa: E402
from study_kills import Kills, count_kills  # noqa: E402

from autograder.course import Course  # noqa: E402
from autograder.course.catalogue import load_equivalents  # noqa: E402

FIRST_THREE = ["softmax_with_loss", "layers", "two_layer_mse"]


def tasks(course: Course, ids: list[str], seeds: int, pieces: int = 4) -> Iterator[tuple[str, str, range]]:
    """Assignment, module and seeds of each piece of work."""
    for id in ids:
        variants = ["reference", *(e.id for e in load_equivalents(course.assignment(id)))]
        for variant in variants:
            for piece in range(pieces):
                yield id, variant, range(piece * seeds // pieces, (piece + 1) * seeds // pieces)


def show_rejections(id: str, counts: list[Rejections], seeds: int) -> None:
    """One line per check."""
    runs: collections.Counter[str] = collections.Counter()
    rejects: collections.Counter[tuple[str, str]] = collections.Counter()
    for count in counts:
        for check, number in count.runs.items():
            runs[check] += number
        for check, number in count.rejects.items():
            rejects[check, count.variant] += number
    print(f"\n{id}: false rejects, {seeds} seeds on each of {len({c.variant for c in counts})} right modules")
    for check, number in runs.items():
        wrong = {variant: n for (name, variant), n in rejects.items() if name == check and n}
        print(f"  {check:<50} {sum(wrong.values()):>6} of {number:<8} {wrong or ''}")
    for message in sorted({m for c in counts for m in c.messages}):
        print(f"    {message}")


def show_kills(found: list[Kills]) -> None:
    """One line per assignment: kadai and the naive grader side by side."""
    print("\n| assignment | right modules | rejected: kadai | naive | misconceptions | caught: kadai | naive", end="")
    print(" | mutants | killed: kadai | naive |\n|---|---|---|---|---|---|---|---|---|---|")
    for kills in found:
        print(f"| {kills.assignment} | {kills.row()} |")


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ids", nargs="*", default=FIRST_THREE)
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--skip-kills", action="store_true", help="only the false rejects")
    options = parser.parse_args()
    course = Course(ROOT)
    with multiprocessing.get_context("spawn").Pool(options.jobs, maxtasksperchild=8) as pool:
        work = list(tasks(course, options.ids, options.seeds))
        counts = pool.starmap(count_rejections, work, chunksize=1)
    for id in options.ids:
        show_rejections(id, [c for c in counts if c.assignment == id], options.seeds)
    if not options.skip_kills:
        show_kills([count_kills(course.assignment(id), options.jobs) for id in options.ids])


if __name__ == "__main__":
    main()
