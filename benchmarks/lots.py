"""How often a table of answers gets past the confirming draw, which takes some of the passed checks by lot.

    python -m benchmarks.lots [ID …] [--tries 4000]

Of the hidden checks that draw their inputs: how many are confirmed on average, and in how many tries none of those is
that were answered from a table, if these carry half of the points or a third of them, or are the most or the least
valuable check.
"""

import argparse
from collections.abc import Iterable, Mapping

from autograder.course import Course
from autograder.grading.collected_checks import check_of, describe
from autograder.grading.examiner.confirmation import FEWEST, SHARE, drawn_by_lot
from benchmarks.study_checks import ROOT, items_of


def drawing(assignment: str) -> dict[str, float]:
    """The hidden checks with points that ask for ``rng``, and their points."""
    items = items_of(Course(ROOT).assignment(assignment))
    asking = {check_of(item) for item in items if "rng" in item.fixturenames}
    return {
        check.id: check.max_points
        for check in describe(items)
        if check.id in asking and check.max_points and not check.public
    }


def least(points: Mapping[str, float], share: float) -> set[str]:
    """The least valuable checks that together have no more than a share of the points."""
    chosen: set[str] = set()
    for check in sorted(points, key=lambda name: points[name]):
        if sum(points[c] for c in chosen) + points[check] <= share * sum(points.values()):
            chosen.add(check)
    return chosen


def main() -> None:
    """Draw and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("ids", nargs="*", default=["softmax_with_loss"], metavar="ID")
    options.add_argument("--tries", type=int, default=4000, help="other submissions of the same table")
    arguments = options.parse_args()
    print(f"share of the points that is confirmed: {SHARE:g}, checks at least: {FEWEST}; {arguments.tries} tries each")
    for id in arguments.ids:
        points = drawing(id)
        confirmed = [set(drawn_by_lot(points, id, "secret", str(number))) for number in range(arguments.tries)]
        order = sorted(points, key=lambda name: points[name])
        tables = {"half": least(points, 0.5), "third": least(points, 1 / 3), "most": {order[-1]}, "least": {order[0]}}
        slips = {
            name: sum(not table & chosen for chosen in confirmed) / len(confirmed) for name, table in tables.items()
        }
        mean = sum(map(len, confirmed)) / len(confirmed)
        told = ", ".join(f"{name} ({worth(tables[name], points):g} points) {slip:.0%}" for name, slip in slips.items())
        print(
            f"{id}: {len(points)} checks, {sum(points.values()):g} points, {mean:.1f} confirmed; slips through: {told}"
        )


def worth(checks: Iterable[str], points: Mapping[str, float]) -> float:
    """Their points together."""
    return sum(points[check] for check in checks)


if __name__ == "__main__":
    main()
