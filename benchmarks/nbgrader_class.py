"""A class under nbgrader: what `nbgrader autograde` costs as it comes, and with kadai in its place.

    python -m benchmarks.nbgrader_class

Measured in one run, on the same machine, on the same class of notebooks (right, wrong, and the stub), each in a fresh
copy of its course with its own gradebook, recording included:
(s) stock `nbgrader autograde`: the same checks as text in test cells, run in the student's kernel, no isolation;
(1) `nbgrader autograde` with kadai's preprocessors: one examiner, one notebook after the other;
(2) `kadai nbgrader autograde --jobs 2`.
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.course import Course
from benchmarks.make_class import ASSIGNMENT, ROOT, class_of
from benchmarks.nbgrader_stock import write_stock_course

GOAL = 10.0
PROGRAMS = Path(sys.executable).parent


def command(*arguments: str, cwd: Path, tolerant: bool = False) -> float:
    """Run a command to its end; the seconds it took. `tolerant`: stock nbgrader fails where a student's kernel dies."""
    environment = {**os.environ, "PATH": f"{PROGRAMS}:{os.environ['PATH']}", "JUPYTER_CONFIG_DIR": str(cwd / "jupyter")}
    started = time.perf_counter()
    done = subprocess.run(arguments, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode and not tolerant:
        raise SystemExit(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return time.perf_counter() - started


def stock_course(root: Path) -> Path:
    """An ordinary nbgrader course, its assignment generated; returns the released notebook."""
    write_stock_course(root, Course(ROOT).assignment(ASSIGNMENT))
    command(str(PROGRAMS / "nbgrader"), "generate_assignment", ASSIGNMENT, cwd=root)
    return root / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"


def our_course(root: Path) -> Path:
    """A copy of this course that has never graded anything; returns the released notebook."""
    for name in ("assignments", "shared_checks", "reference"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, root)
    command(str(PROGRAMS / "nbgrader"), "generate_assignment", ASSIGNMENT, cwd=root)
    return root / "student_template" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"


def hand_in(root: Path, released: Path, size: int) -> None:
    """`size` notebooks: a variant's whole text in the first cell to fill in. No two are equal."""
    blank = json.loads(released.read_text(encoding="utf-8"))
    for number, text in enumerate(class_of(size)):
        rest = f"{text.rstrip()}\n\n# student {number}\n"
        for cell in blank["cells"]:
            metadata = cell["metadata"].get("nbgrader", {})
            if cell["cell_type"] == "code" and metadata.get("solution"):
                cell["source"], rest = rest, ""
        folder = root / "submitted" / f"student{number:03}" / ASSIGNMENT
        folder.mkdir(parents=True)
        (folder / f"{ASSIGNMENT}.ipynb").write_text(json.dumps(blank), encoding="utf-8")


def scores(root: Path) -> dict[str, float]:
    """Student → automatic score."""
    connection = sqlite3.connect(root / "gradebook.db")
    rows = connection.execute(
        "SELECT s.student_id, SUM(g.auto_score) FROM grade g JOIN submitted_notebook n ON n.id = g.notebook_id "
        "JOIN submitted_assignment s ON s.id = n.assignment_id GROUP BY 1"
    ).fetchall()
    connection.close()
    return {student: round(score or 0.0, 6) for student, score in rows}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", type=int, default=60, help="notebooks in the class")
    size = options.parse_args().size
    nbgrader = (str(PROGRAMS / "nbgrader"), "autograde", ASSIGNMENT)
    kadai = (str(PROGRAMS / "kadai"), "nbgrader", "autograde", ASSIGNMENT, "--jobs", "2")
    runs = (
        ("s", "stock nbgrader autograde", stock_course, nbgrader),
        ("1", "nbgrader autograde with kadai", our_course, nbgrader),
        ("2", "kadai nbgrader autograde --jobs 2", our_course, kadai),
    )
    seconds, found = {}, {}
    with tempfile.TemporaryDirectory() as scratch:
        for name, what, make, arguments in runs:
            root = Path(scratch, name)
            root.mkdir()
            hand_in(root, make(root), size)
            seconds[name] = command(*arguments, cwd=root, tolerant=name == "s")
            found[name] = scores(root)
            if name != "s" and len(found[name]) != size:
                raise SystemExit(f"{what}: recorded {len(found[name])} of {size}")
    show(size, runs, seconds, found)


def show(size: int, runs: tuple, seconds: dict[str, float], found: dict[str, dict[str, float]]) -> None:  # type: ignore[type-arg]
    """The table."""
    print(f"{size} notebooks of {ASSIGNMENT}, {os.cpu_count()} processors, recording in the gradebook included")
    print(f"{'':42} {'seconds':>8} {'per second':>11} {'times stock':>12}")
    for name, what, _, _ in runs:
        rate = size / seconds[name]
        print(f"({name}) {what:38} {seconds[name]:8.1f} {rate:11.2f} {seconds['s'] / seconds[name]:12.1f}")
    same = sum(found["1"][student] == found["2"][student] for student in found["1"])
    stock = sum(found["s"][student] == found["2"][student] for student in found["s"])
    print(f"equal scores: (1) and (2) {same} of {size}, (s) and (2) {stock} of {len(found['s'])} that (s) recorded")
    reached = seconds["s"] / seconds["2"]
    print(f"goal: (2) at least {GOAL:g} times (s): {'reached' if reached >= GOAL else 'MISSED'} ({reached:.1f})")


if __name__ == "__main__":
    main()
