"""Bundles in the places that they are for: ``python -m benchmarks.places [ID]…``, as root on Linux.

Each assignment is packaged for Gradescope and for PrairieLearn, and set up as those do in a container with half a
processor, 768 MB, a read-only root, no network and Docker's filter (``tests/bundles/emulated.py``). KADAI_TEST_ROOT
names the folder with another root, of Debian or Ubuntu. It is handed the reference in every shape of
``tests/hand_ins.py``, loops and sleepers. What counts: an answer that the place can read, before the deadline.
"""

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.course import Assignment, Course
from tests import hand_ins, readers
from tests.bundles.emulated import ROOT, Container
from tests.bundles.wheels_here import unpack

KADAI = [sys.executable, "-P", "-c", "from autograder.cli import main; main()"]
DEADLINE = 120
_BODY = re.compile(r"(\n( *)def [^\n]*:\n)")


def never_ending(text: str) -> Iterator[tuple[str, str]]:
    """What of a reference never comes to its end, by name."""
    yield "loop at the top", f"while True: pass\n{text}"
    yield "loop in every function", _BODY.sub(r"\1\2    while True: pass\n", text)
    yield "sleeper", f"import time\ntime.sleep(10**6)\n{text}"
    yield "sleeper in every function", _BODY.sub(r"\1\2    import time; time.sleep(10**6)\n", text)


class Gradescope:
    """``/autograder`` of one assignment, in a folder."""

    name = "gradescope"

    def __init__(self, assignment: Assignment, folder: Path) -> None:
        self.root = folder / "autograder"
        self.container = Container(folder)
        _package(assignment, "gradescope", folder / "bundle.zip")
        unpack(folder / "bundle.zip", self.root)
        self.opt = self.root / "opt"
        built = self._run("bash", self.root / "source/setup.sh")
        assert built.returncode == 0, built.stdout + built.stderr
        print(built.stdout.rstrip().rpartition("\n")[2])

    def answer(self, write: Callable[[Path], object]) -> str:
        """Hand something in; what the place makes of the answer."""
        shutil.rmtree(self.root / "submission", ignore_errors=True)
        write(self.root / "submission")
        results = self.root / "results/results.json"
        results.unlink(missing_ok=True)
        done = self._run(self.root / "run_autograder")
        assert done.returncode == 0, done.stderr
        score, tests = readers.gradescope(results.read_bytes())
        return f"{score:g} in {len(tests)} tests"

    def _run(self, *words: str | Path) -> "subprocess.CompletedProcess[str]":
        inside = [self.container.inside(word) if isinstance(word, Path) else word for word in words]
        return self.container.run(*inside, KADAI_HOME=str(self.container.inside(self.opt)))


class PrairieLearn(Gradescope):
    """``/grade``; for the image's Python it has the one that Gradescope's set-up has made."""

    name = "prairielearn"

    def __init__(self, assignment: Assignment, folder: Path) -> None:
        self.id = assignment.id
        self.container = Container(folder)
        self.root, self.opt = folder / "grade", folder / "autograder/opt"
        _package(assignment, "prairielearn", folder / "bundle")
        shutil.copytree(folder / "bundle/serverFilesCourse", self.root / "serverFilesCourse")

    def answer(self, write: Callable[[Path], object]) -> str:
        """See `Gradescope`."""
        for part in ("student", "results"):
            shutil.rmtree(self.root / part, ignore_errors=True)
        write(self.root / "student")
        run = self.container.inside(self.root / "serverFilesCourse/kadai/run.sh")
        where = {"KADAI_HOME": self.container.inside(self.opt), "KADAI_GRADE": self.container.inside(self.root)}
        done = self.container.run(run, self.id, **{name: str(path) for name, path in where.items()})
        assert done.returncode == 0, done.stderr
        counts, score, tests = readers.prairielearn((self.root / "results/results.json").read_bytes())
        return f"{score:.0%} in {len(tests)} tests" if counts else "not gradable"


def _package(assignment: Assignment, place: str, out: Path) -> None:
    words: list[str | Path] = ["package", assignment.id, "--for", place, "-o", out, "--deadline", str(DEADLINE)]
    subprocess.run([*KADAI, *words], cwd=assignment.course.root, check=True, capture_output=True)


def measure(assignment: Assignment, folder: Path) -> None:
    """Print a line for each hand-in at each place."""
    text = assignment.reference_text()
    given = {name: (name, text) for name in hand_ins.SHAPES} | {k: ("file", t) for k, t in never_ending(text)}
    for kind in (Gradescope, PrairieLearn):
        place = kind(assignment, folder)
        for name, (shape, handed_in) in given.items():

            def write(to: Path, shape: str = shape, handed_in: str = handed_in) -> None:
                hand_ins.write(shape, to, assignment.id, handed_in)
                for file in assignment.given:
                    shutil.copy(file, to)

            before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
            said = place.answer(write)
            seconds, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            late = "" if seconds < DEADLINE else "  TOO LATE"
            print(f"{place.name:13} {name:30} {said:22} {seconds:6.1f} s {cpu:6.2f} CPU s{late}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", default=["softmax_with_loss"])
    options = parser.parse_args()
    course = Course.find(Path(__file__).parent)
    os.umask(0o022)
    for id in options.ids:
        print(f"{id}, in {ROOT}, deadline {DEADLINE} s")
        with tempfile.TemporaryDirectory(prefix="kadai-places-", dir="/var/tmp") as made:
            Path(made).chmod(0o755)
            measure(course.assignment(id), Path(made))


if __name__ == "__main__":
    main()
