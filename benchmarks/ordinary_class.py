"""A class of an ordinary nbgrader course, by its own cells: stock `nbgrader autograde`, and kadai in its place.

    python -m benchmarks.ordinary_class

Both in one run, on the same notebooks (right, wrong, and the stub), each in a fresh copy of the course with its own
gradebook, recording included. The cells are light: all of them together take some milliseconds.
"""

import argparse
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.nbgrader_class import PROGRAMS, command

GOAL = 10.0
Cell = dict[str, Any]
Source = tuple[str, str, int | None, bool]
"""Name, text, points, whether it is the student's."""
RIGHT = "def mean(x):\n    return sum(x) / len(x)\n\ndef spread(x):\n    return max(x) - min(x)\n"
WRONG = "def mean(x):\n    return sum(x)\n\ndef spread(x):\n    return max(x) - min(x)\n"
STUB = "def mean(x):\n    raise NotImplementedError\n\ndef spread(x):\n    raise NotImplementedError\n"
CELLS: tuple[Source, ...] = (
    ("given", "import numpy as np\nfrom numpy.testing import assert_allclose\ndata = np.arange(12.0)", None, False),
    ("answer", f"### BEGIN SOLUTION\n{RIGHT}### END SOLUTION", None, True),
    ("test_mean", "assert_allclose(mean(data), 5.5)\nassert mean([1, 2]) == 1.5", 2, False),
    ("test_spread", "assert spread([3, 1]) == 2\n"
     "### BEGIN HIDDEN TESTS\nassert spread(data) == 11\n### END HIDDEN TESTS", 2, False),
    ("partial", "1 if mean([2.0]) == 2 else 0.5", 1, False),
)  # fmt: skip


def course(root: Path, sources: Sequence[Source] = CELLS) -> Path:
    """An ordinary course, its assignment generated; the released notebook."""
    cells: list[Cell] = []
    for name, source, points, solution in sources:
        flags = {"grade": points is not None, "grade_id": name, "locked": not solution, "schema_version": 3,
                 "solution": solution, "task": False, **({} if points is None else {"points": points})}  # fmt: skip
        cells.append(
            {"cell_type": "code", "id": name, "source": source, "metadata": {"nbgrader": flags}, "outputs": [],
             "execution_count": None}
        )  # fmt: skip
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    folder = root / "source" / "ps"
    folder.mkdir(parents=True)
    (folder / "ps.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (root / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "ordinary"\n')
    command(str(PROGRAMS / "nbgrader"), "generate_assignment", "ps", cwd=root)
    return root / "release" / "ps" / "ps.ipynb"


def hand_in(root: Path, released: Path, size: int, answers: Sequence[str] = (RIGHT, RIGHT, WRONG, STUB)) -> None:
    """`size` notebooks; no two are equal."""
    text = released.read_text(encoding="utf-8")
    for number, answer in enumerate(islice(cycle(answers), size)):
        nb = json.loads(text)
        for cell in nb["cells"]:
            if cell["metadata"]["nbgrader"]["grade_id"] == "answer":
                cell["source"] = f"# student {number}\n{answer}"
        folder = root / "submitted" / f"student{number:03}" / "ps"
        folder.mkdir(parents=True)
        (folder / "ps.ipynb").write_text(json.dumps(nb), encoding="utf-8")


def scores(root: Path) -> list[tuple[str, str, float]]:
    """All scores in a gradebook."""
    query = """
        select submitted_assignment.student_id, base_cell.name, grade.auto_score from grade
        join base_cell on base_cell.id = grade.cell_id
        join submitted_notebook on submitted_notebook.id = grade.notebook_id
        join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
        order by 1, 2
    """
    with sqlite3.connect(root / "gradebook.db") as gradebook:
        return gradebook.execute(query).fetchall()


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100, help="notebooks for kadai")
    parser.add_argument("--stock", type=int, default=20, help="of them for stock nbgrader, which takes its time")
    parser.add_argument("--jobs", default="2")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder, "ours")
        released = course(first)
        second = Path(folder, "stock")
        shutil.copytree(first, second)
        hand_in(first, released, options.size)
        hand_in(second, released, options.stock)
        stock = options.stock / command(str(PROGRAMS / "nbgrader"), "autograde", "ps", cwd=second, tolerant=True)
        kadai = str(PROGRAMS / "kadai")
        seconds = command(kadai, "nbgrader", "autograde", "ps", "--jobs", options.jobs, cwd=first)
        ours = options.size / seconds
        again = options.size / command(
            kadai, "nbgrader", "autograde", "ps", "--force", "--jobs", options.jobs, cwd=first
        )
        same = set(scores(second)) <= set(scores(first))
    print(f"stock nbgrader autograde         {stock:6.2f} notebooks/s ({options.stock})")
    print(f"kadai nbgrader autograde         {ours:6.2f} notebooks/s ({options.size}), {ours / stock:.1f} times stock")
    print(f"the same again, solution known   {again:6.2f} notebooks/s, {again / stock:.1f} times stock")
    met = "met" if ours / stock >= GOAL else "missed"
    print(f"the same scores: {'yes' if same else 'NO'}; goal of {GOAL:g} times stock: {met}")


if __name__ == "__main__":
    main()
