"""A grader as many are written: it imports the submission, calls it, and compares, all in one process.

Run as a script with attack files as arguments: each is graded by a child, together with an honest neighbour, and one
line of JSON says what came of it. This is the negative control of the attacks on graders: here they succeed.
"""

import contextlib
import json
import os
import resource
import select
import signal
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from verdicts_of_others import accepts, exercise

_SECONDS = 1.5
_HONEST = "def attack(arena): return 42\ndef double(x): return 2 * x\ndef total(x): return float(x.sum())\n"


def load(text: str) -> types.ModuleType:
    """Import a submission."""
    module = types.ModuleType("work")
    sys.modules["work"] = module
    exec(compile(text, "work.py", "exec"), module.__dict__)
    return module


def grade(text: str, way: str | None) -> str:
    """``passed`` or ``failed: why``."""
    try:
        submission = load(text)
        if way is None:
            return "passed" if submission.attack({}) == 42 else "failed: the value is wrong"
        return "passed" if exercise(submission, way, first=False) else "failed: the values differ"
    except Exception as error:
        return f"failed: {error}"


def grade_both(path: Path) -> None:
    """The attack, and its neighbour."""
    text = path.read_text(encoding="utf-8")
    way = next((line.split('"')[1] for line in text.splitlines() if line.startswith("FOOLS")), None)
    print("attack", grade(text, way), flush=True)
    print("honest", grade(_HONEST, way), flush=True)


def in_a_child(act: Callable[[], None]) -> tuple[str, bool]:
    """What a forked child prints, and whether it ended in time."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()
        os.dup2(writer, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        act()
        sys.exit()
    os.close(writer)
    printed = bytearray()
    while select.select([reader], [], [], _SECONDS)[0]:
        data = os.read(reader, 1 << 20)
        if not data:
            break
        printed += data
    else:
        data = b"?"
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return printed.decode("utf-8", "backslashreplace"), data == b""


def account(printed: str, ended: bool) -> str:
    """One phrase for what the attack has achieved."""
    if "\x1b" in printed:
        return "repainted"
    if len(printed) > 1 << 20:
        return "flooded"
    if not ended:
        return "grader hangs"
    if "honest passed" not in printed:
        return "grader gone"
    return "passed" if "attack passed" in printed else "failed"


def main(paths: list[str]) -> None:
    """Grade them all."""
    assert all((accepts, np, pytest))  # loaded once, before the children are made
    for path in map(Path, paths):
        print(json.dumps([path.stem, account(*in_a_child(lambda path=path: grade_both(path)))]), flush=True)


def run(family: str) -> dict[str, str]:
    """In a process of its own: what becomes of the attacks of a family."""
    here = Path(__file__)
    command = [sys.executable, str(here), *map(str, sorted((here.parent / family).glob("*.py")))]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return dict(map(json.loads, printed.splitlines()))


if __name__ == "__main__":
    main(sys.argv[1:])
