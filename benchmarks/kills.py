"""Kills and stops processes of a grading run at random moments, and compares what comes out after resuming.

Every moment is a run of its own in a fresh copy of a small course: after a random part of the time that an undisturbed
run takes (its start included), one process of one role gets one signal. A stopped grader is killed afterwards, since
nobody else would wake it; everything else must be replaced, or be gone with the grader. The same command then runs
again, to the end. The report must be that of the undisturbed run, and no process may be left.

    python -m benchmarks.kills --moments 200 --seed 0
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.memory import tree_of

ROOT = Path(__file__).resolve().parents[1]
ASSIGNMENT = "softmax_with_loss"
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP)
ROLES = ("grader", "program", "supervisor", "serving fork", "zygote", "worker")
PATIENCE = 180.0  # seconds, for a run that somebody has stopped a part of
COMMAND = [sys.executable, "-P", "-c", "from autograder.cli import main; main()"]
SLEEPER = "import time\ntime.sleep(0.3)\n"
ENDLESS = "\n\nclass SoftmaxWithLoss:\n    def forward(self, x, t):\n        while True: pass\n"


def make_course(folder: Path) -> Path:
    """A copy of the assignment's course with a class of right, wrong, crashing and endless submissions."""
    course = folder / "course"
    for name in ("assignments", "shared_checks", "reference"):
        shutil.copytree(ROOT / name, course / name, ignore=shutil.ignore_patterns("__pycache__"))
    limits = course / "assignments" / ASSIGNMENT / "assignment.toml"
    text = limits.read_text()
    if "[limits]" not in text:
        limits.write_text(f"{text}\n[limits]\ncall_seconds = 0.5\nsubmission_seconds = 1.5\nidle_seconds = 5\n")
    (course / "pyproject.toml").write_text("[tool.kadai]\n")
    for path in ROOT.glob("*.py"):
        shutil.copy(path, course)
    right = (ROOT / "reference" / f"{ASSIGNMENT}.py").read_text()
    wrong = right.replace(" / n", "")
    texts = {
        "a_right": right, "b_wrong": wrong, "c_slow": SLEEPER + right, "d_crash": f"{right}\nimport os\nos._exit(3)\n",
        "e_endless": right + ENDLESS, "f_wrong": f"{wrong}\n#\n", "g_right": f"{right}\n#\n", "h_nothing": "",
    }  # fmt: skip
    (folder / "class").mkdir()
    for name, source in texts.items():
        (folder / "class" / f"{name}.py").write_text(source)
    return course


class Run:
    """The command, grading the class with two examiners."""

    def __init__(self, folder: Path) -> None:
        self.report = folder / "report.json"
        command = [
            *COMMAND,
            "grade",
            str(folder / "class"),
            "--assignment",
            ASSIGNMENT,
            "--course",
            str(folder / "course"),
        ]
        environment = {**os.environ, "KADAI_SECRET": "kills", "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            [*command, "--jobs", "2", "--json", str(self.report)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=environment, cwd=folder,
        )  # fmt: skip
        self.seen: set[int] = {self.process.pid}

    def roles(self) -> dict[str, list[int]]:
        """Role → process ids, at this moment."""
        tree = tree_of(self.process.pid)
        self.seen.update(pid for pids in tree.values() for pid in pids)
        return {role: [p for name, pids in tree.items() if name.startswith(role) for p in pids] for role in ROLES}

    def finish(self, seconds: float) -> int | None:
        """Its exit code; None if it has not ended in that time."""
        until = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < until:
            self.roles()
            time.sleep(0.05)
        return self.process.poll()

    def end(self) -> None:
        """Kill it, and wait until nothing of it is there."""
        self.roles()
        self.process.kill()
        self.process.communicate()
        wait_until_gone(self.seen)


def wait_until_gone(pids: set[int]) -> None:
    """Raises: AssertionError if one of the processes is still there after a while, zombies aside."""
    for _ in range(200):
        left = {pid: state for pid in pids if (state := state_of(pid)) not in ("", "Z", "X")}
        if not left:
            return
        time.sleep(0.1)
    raise AssertionError(f"still there: {left}")


def state_of(pid: int) -> str:
    """As /proc says it; empty if there is no such process."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return ""


def outcomes(report: Path) -> Any:
    """What must not depend on what happened: everything but times and dates."""
    plain = json.loads(report.read_text())
    for submission in plain["submissions"]:
        for check in submission["checks"]:
            check.pop("seconds")
    return plain["submissions"]


def disturb(folder: Path, moment: float, how: random.Random, number: signal.Signals) -> str:
    """One run with one disturbance, resumed; which role was hit, or "nobody" if the run was over."""
    run = Run(folder)
    try:
        time.sleep(moment)
        there = {role: pids for role, pids in run.roles().items() if pids} if run.process.poll() is None else {}
        role = how.choice(list(there)) if there else "nobody"
        for pid in there.get(role, [])[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        if run.finish(1.0 if (role, number) == ("grader", signal.SIGSTOP) else PATIENCE) is None and role != "grader":
            raise AssertionError(f"{role}: the run did not end within {PATIENCE:.0f} s")
    finally:
        run.end()
    again = Run(folder)
    try:
        code = again.finish(PATIENCE)
        assert code == 0, (code, again.process.stderr and again.process.stderr.read())
    finally:
        again.end()
    return role


def main() -> None:
    """Print a line for every failure, and a count at the end; exit code 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    how = random.Random(options.seed)
    hits: Counter[str] = Counter()
    failures = 0
    with tempfile.TemporaryDirectory(prefix="kadai-kills-") as name:
        pristine = Path(name, "pristine")
        make_course(pristine)
        quiet = Path(name, "quiet")
        shutil.copytree(pristine, quiet)
        run, begun = Run(quiet), time.monotonic()
        assert run.finish(PATIENCE) == 0
        seconds = time.monotonic() - begun
        run.end()
        expected = outcomes(run.report)
        for n in range(options.moments):
            folder = Path(name, f"moment-{n}")
            shutil.copytree(pristine, folder)
            number, moment, role = how.choice(SIGNALS), how.uniform(0.0, seconds), "?"
            try:
                role = disturb(folder, moment, how, number)
                hits[f"{role} {number.name}" if role != "nobody" else role] += 1
                assert outcomes(folder / "report.json") == expected, "another report"
            except AssertionError as error:
                failures += 1
                print(f"moment {n}: {number.name} to the {role} after {moment:.2f} s: {str(error)[:500]}", flush=True)
            shutil.rmtree(folder)
    for what, count in sorted(hits.items()):
        print(f"{what}: {count}")
    print(f"{options.moments} moments of a run of {seconds:.1f} s, {failures} failures")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
