"""What each micro-optimisation buys: a class graded by the engine as it is, and by copies that lack one of them.

    python -m benchmarks.speedups [--size 200] [--rounds 5]

Every copy is the whole package with one piece of text replaced; a text that is no longer there ends the run, so that
the list cannot go stale. Rounds alternate; printed are medians of the differences within a round. Run it on an idle
machine: CPU seconds are those of all processors together.
"""

import argparse
import functools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.class_of_200 import PROCESSES, Cost, cost_of, fresh_course
from benchmarks.make_class import ASSIGNMENT, ROOT, write_class


class Without(NamedTuple):
    """A copy: what it lacks, and the text that makes the difference."""

    what: str
    file: str
    text: str
    instead: str


SHARE = "share = self._started % self._limit / self._limit"
VARIANTS = (
    Without("rehearsal in the zygote", "sandbox/worker/zygote.py", "        warm_up()\n", ""),
    Without("SCHED_BATCH", "grading/examiner/main.py", 'if hasattr(os, "SCHED_BATCH"):', "if False:"),
    Without("own processors", "grading/examiner/examining.py", "if processor is not None and", "if False and"),
    Without("reading ahead", "grading/classroom/reading_ahead.py", "AHEAD_SECONDS = 0.3", "AHEAD_SECONDS = 0.0"),
    Without("instances with the next request", "sandbox/pending.py", "if kind is None or", "if True or"),
    Without("clocks read when they matter", "sandbox/examinee.py", "_JUST_NOW = 0.01", "_JUST_NOW = 0.0"),
    Without("shares of the catalogue", "grading/classroom/processes.py", SHARE, "share = 0.0"),
)


def copy_of_the_engine(folder: Path, without: Without | None) -> Path:
    """The package in a folder of its own, compiled."""
    shutil.copytree(ROOT / "autograder", folder / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    if without is not None:
        file = folder / "autograder" / without.file
        text = file.read_text(encoding="utf-8")
        if text.count(without.text) != 1:
            raise SystemExit(f"{without.file}: {without.text.strip()!r} stands there {text.count(without.text)} times")
        file.write_text(text.replace(without.text, without.instead), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "compileall", "-q", folder / "autograder"], check=True)
    return folder


def grade(engine: Path, handed_in: Path) -> None:
    """The command, from one of the copies."""
    with tempfile.TemporaryDirectory() as course:
        fresh_course(Path(course))
        program = "from autograder.cli import main; main()"
        options = ["--assignment", ASSIGNMENT, "--course", course, "--jobs", str(PROCESSES)]
        done = subprocess.run(
            [sys.executable, "-c", program, "grade", handed_in, *options],
            env={**os.environ, "PYTHONPATH": str(engine)},
            cwd=engine,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise SystemExit(f"kadai grade ended with {done.returncode}:\n{done.stderr}")


def costs_of(engines: dict[Without | None, Path], handed_in: Path, size: int) -> dict[Without | None, Cost]:
    """One round."""
    return {variant: cost_of(functools.partial(grade, engine, handed_in), size) for variant, engine in engines.items()}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", type=int, default=200, help="submissions in the class")
    options.add_argument("--rounds", type=int, default=5, help="alternating rounds")
    arguments = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        handed_in = Path(scratch, "class")
        write_class(handed_in, arguments.size)
        engines = {
            variant: copy_of_the_engine(Path(scratch, f"engine{number}"), variant)
            for number, variant in enumerate((None, *VARIANTS))
        }
        rounds = [costs_of(engines, handed_in, arguments.size) for _ in range(arguments.rounds)]
    whole = statistics.median(costs[None].cpu for costs in rounds)
    wall = statistics.median(costs[None].wall for costs in rounds)
    print(
        f"{arguments.size} submissions, as it is: {1000 * wall:.1f} ms by the clock, {1000 * whole:.1f} ms of CPU each"
    )
    for variant in VARIANTS:
        clock = statistics.median(costs[variant].wall - costs[None].wall for costs in rounds)
        cpu = statistics.median(costs[variant].cpu - costs[None].cpu for costs in rounds)
        print(f"without {variant.what:42} {1000 * clock:+6.2f} ms by the clock, {1000 * cpu:+6.2f} ms of CPU")


if __name__ == "__main__":
    main()
