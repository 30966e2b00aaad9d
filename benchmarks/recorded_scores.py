"""A public course with its submissions and recorded scores: python -m benchmarks.recorded_scores --from FOLDER.

The submissions of a course in numerical methods are graded by `kadai nbgrader autograde`, recording included, and each
cell's score is compared with the one that stock nbgrader recorded in its time. Whose scores differ, those are graded
again by today's stock nbgrader, in bubblewrap without network: what that no longer gives either is the packages' doing.
How many tests are isolated is what `kadai nbgrader check` says. The time on the clock is for all, start-up included.
FOLDER is as in `benchmarks.other_courses`; nothing of the course is part of kadai, and nobody's name is printed.
"""

import argparse
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, fields
from pathlib import Path

from benchmarks.other_courses import checked_out

COURSE = ("219project/num_meth_nbgrader", "0fa0fd2")
ASSIGNMENTS = ("quadratic", "LU", "QR", "LSQ", "newton_iter", "eigenvalues", "SeidelPoisson")
PROGRAMS = Path(sys.executable).parent
SAME_GOAL, ISOLATED_GOAL = 99.0, 95.0

Cell = tuple[str, str, str]
"""Student, notebook, cell."""


def scores(root: Path, assignment: str) -> dict[Cell, float | None]:
    """The recorded scores of all test cells of an assignment."""
    query = """
        select submitted_assignment.student_id, notebook.name, base_cell.name, grade.auto_score from grade
        join base_cell on base_cell.id = grade.cell_id
        join submitted_notebook on submitted_notebook.id = grade.notebook_id
        join notebook on notebook.id = submitted_notebook.notebook_id
        join assignment on assignment.id = notebook.assignment_id
        join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
        where assignment.name = ? and base_cell.type = 'GradeCell'
    """
    with sqlite3.connect(root / "gradebook.db") as gradebook:
        return {tuple(row[:3]): row[3] for row in gradebook.execute(query, (assignment,))}


def graded_by_stock(root: Path, assignment: str, students: set[str]) -> dict[Cell, float | None]:
    """What today's stock nbgrader gives some students. Their code runs without network and writes nowhere else."""
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder, "course")
        shutil.copytree(root, copied, ignore=shutil.ignore_patterns("submitted", "autograded", ".kadai"))
        for student in students:
            shutil.copytree(root / "submitted" / student / assignment, copied / "submitted" / student / assignment)
        confined = ["bwrap", "--unshare-all", "--die-with-parent", "--ro-bind", "/", "/", "--dev", "/dev", "--proc",
                    "/proc", "--tmpfs", "/tmp", "--bind", str(copied), "/tmp/course", "--chdir", "/tmp/course",
                    "--setenv", "HOME", "/tmp/course"]  # fmt: skip
        for bound in (PROGRAMS.parent, Path(__file__).parents[1]):
            if bound.is_relative_to("/tmp"):
                confined += ["--ro-bind", str(bound), str(bound)]
        command = [*confined, str(PROGRAMS / "nbgrader"), "autograde", assignment, "--force"]
        subprocess.run(command, check=False, capture_output=True)
        return {cell: score for cell, score in scores(copied, assignment).items() if cell[0] in students}


@dataclass
class Count:
    """Of cells with a recorded score: how many, with the same, with that or today's; of tests: how many, isolated."""

    cells: int = 0
    same: int = 0
    as_today: int = 0
    tests: int = 0
    isolated: int = 0
    submissions: int = 0
    seconds: float = 0.0

    def __iadd__(self, other: "Count") -> "Count":
        for part in fields(self):
            setattr(self, part.name, getattr(self, part.name) + getattr(other, part.name))
        return self

    def line(self, name: str) -> str:
        """As it is printed."""
        return (
            f"{name:13} {self.submissions:3} submissions in {self.seconds:4.0f} s; of {self.cells:4} cells as recorded "
            f"{100 * self.same / self.cells:5.1f} %, or as stock today {100 * self.as_today / self.cells:5.1f} %; "
            f"{self.isolated} of {self.tests} tests isolated"
        )


def kadai(root: Path, command: str, *arguments: str) -> str:
    """What a command of `kadai nbgrader` prints."""
    program = [str(PROGRAMS / "kadai"), "nbgrader", command, *arguments]
    said = subprocess.run(program, cwd=root, check=False, capture_output=True, text=True)
    if said.returncode:
        print(said.stdout[-2000:], said.stderr[-2000:], sep="\n")
    return said.stdout


def graded(root: Path, assignment: str, jobs: str) -> Count:
    """Grade one assignment, and print what differs."""
    handed_in = {f.parent.name for f in root.glob(f"submitted/*/{assignment}")}
    recorded = {cell: score for cell, score in scores(root, assignment).items()
                if cell[0] in handed_in and score is not None}  # fmt: skip
    ways = re.findall(r": (isolated|contained|by hand)\b.*; solution:", kadai(root, "check", assignment))
    begun = time.perf_counter()
    kadai(root, "autograde", assignment, "--force", "--jobs", jobs)
    seconds = time.perf_counter() - begun
    after = scores(root, assignment)
    differ = {cell: (score, after[cell]) for cell, score in recorded.items() if after[cell] != score}
    stock = graded_by_stock(root, assignment, {cell[0] for cell in differ}) if differ else {}
    kinds = Counter((cell[2], was, now, stock.get(cell)) for cell, (was, now) in differ.items())
    for (name, was, now, today), count in sorted(kinds.items(), key=repr):
        print(f"    {count} × {name}: recorded {was:g}, here {now}, stock nbgrader today {today}")
    same = len(recorded) - len(differ)
    as_today = same + sum(now == stock.get(cell) for cell, (_, now) in differ.items())
    done = Count(len(recorded), same, as_today, len(ways), ways.count("isolated"), len(handed_in), seconds)
    print(done.line(assignment), flush=True)
    return done


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("assignments", nargs="*", default=ASSIGNMENTS)
    parser.add_argument("--from", dest="source", type=Path, metavar="FOLDER", help="git directories, by OWNER+NAME")
    parser.add_argument("--jobs", default="2")
    options = parser.parse_args()
    total = Count()
    with tempfile.TemporaryDirectory() as folder:
        root = checked_out(*COURSE, options.source, Path(folder)) / "TestCourse"
        for left in ("autograded", "feedback"):
            shutil.rmtree(root / left)
        (root / "nbgrader_config.py").write_text("c = get_config()\n")
        path = {**os.environ, "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}  # it starts a program of its own
        upgrade = [str(PROGRAMS / "nbgrader"), "db", "upgrade"]
        subprocess.run(upgrade, cwd=root, check=True, capture_output=True, env=path)
        for assignment in options.assignments:
            total += graded(root, assignment, options.jobs)
    print(total.line("all"))
    met = 100 * total.as_today >= SAME_GOAL * total.cells and 100 * total.isolated >= ISOLATED_GOAL * total.tests
    goals = f"goals of {SAME_GOAL:g} % as recorded, or as stock today, and {ISOLATED_GOAL:g} % isolated"
    print(f"{goals}: {'met' if met else 'missed'}")


if __name__ == "__main__":
    main()
