"""What one cold answer costs: ``python -m benchmarks.one_hand_in [ID]…``.

One hand-in at a time, as it arrives in somebody else's container: ``kadai grade --one --to gradescope``, from nothing,
with bytecode and in an environment as the set-ups of ``kadai package`` leave them. CPU seconds of all processes, also
in units of one cold ``import numpy`` measured in the same run, between the same hand-ins, with what the checks
themselves cost (twice the CPU that the reference's checks take) taken off. The least of several rounds counts: on a
shared machine everything above it is somebody else's work.
"""

import argparse
import compileall
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import autograder
from autograder.course import Assignment, Course

RUN = [sys.executable, "-P", "-c", "from autograder.cli import main; main()"]
PLACE = {"OPENBLAS_NUM_THREADS": "1", "PYTHONSAFEPATH": "1", "PYTHONHASHSEED": "0"}
PHASES = {
    "import numpy": "import numpy",
    "the command's imports": "import autograder.cli.grade",
    "pytest's imports": "import pytest",
    "the examiner's imports": "import autograder.grading.examiner.main",
}


class Cost(NamedTuple):
    """Of a command with all that it starts: CPU seconds, and the largest process in MB."""

    cpu: float
    peak: float


def cost(command: Sequence[str | Path]) -> Cost:
    """Run it, and wait for all of it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **PLACE})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, after.ru_maxrss / 1024)


def checks_cost(assignment: Assignment, right: Path, folder: Path) -> float:
    """CPU seconds that the reference's checks take in a worker."""
    out = folder / "report.json"
    where: list[str | Path] = ["--course", assignment.course.root, "--journal", ":memory:", "--json", out]
    command = [*RUN, "grade", right, "--one", "--assignment", assignment.id, *where]
    subprocess.run(command, check=True, capture_output=True)
    (submission,) = json.loads(out.read_text())["submissions"]
    return float(sum(check["seconds"] for check in submission["checks"]))


def measure(assignment: Assignment, folder: Path, rounds: int) -> str:
    """A line of the table: the right hand-in, and one with nothing filled in."""
    right, wrong = folder / "right" / f"{assignment.id}.py", folder / "wrong" / f"{assignment.id}.py"
    for path in (right, wrong):
        path.parent.mkdir(exist_ok=True)
        for given in assignment.given:
            shutil.copy(given, path.parent)
    right.write_text(assignment.reference_text(), encoding="utf-8")
    shutil.copy(assignment.template_folder / wrong.name, wrong)
    answer: list[str | Path] = ["--course", assignment.course.root, "--to", "gradescope", "-o", folder / "results.json"]
    checks = checks_cost(assignment, right, folder)
    numpy, least = [], {right: 1e9, wrong: 1e9}
    for _ in range(rounds):
        numpy.append(cost([sys.executable, "-c", "import numpy"]).cpu)
        for path in least:
            command = [*RUN, "grade", path.parent, "--one", "--assignment", assignment.id, *answer]
            least[path] = min(least[path], cost(command).cpu)
    unit = min(numpy)
    cells = [f"{cpu:5.2f} ({(cpu - 2 * checks) / unit:4.1f})" for cpu in least.values()]
    return f"{assignment.id:24} {unit:5.2f}   {checks:5.2f}   {cells[0]:>14}   {cells[1]:>14}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    compileall.compile_dir(Path(autograder.__file__).parent, quiet=1)
    course = Course.find(Path(__file__).parent)
    ids = options.ids or course.ids()
    for name, code in PHASES.items():
        print(f"{name:24} {min(cost([sys.executable, '-c', code]).cpu for _ in range(options.rounds)):5.2f} CPU s")
    print("\nCPU seconds (in cold imports of numpy, less twice the checks)")
    print(f"{'':24} {'numpy':>5}   {'checks':>5}   {'right':>14}   {'untouched':>14}")
    for id in ids:
        with tempfile.TemporaryDirectory() as folder:
            print(measure(course.assignment(id), Path(folder), options.rounds), flush=True)


if __name__ == "__main__":
    main()
