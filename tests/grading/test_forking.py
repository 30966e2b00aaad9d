"""An examiner that is a fork of the grader: where it may be one, and that nothing of a grade depends on it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import readers
from tiny_course import RIGHT, WRONG, TinyCourse, run_kadai

AS_EXAMINERS = {"PYTHONSAFEPATH": "1", "PYTHONHASHSEED": "0"}
NOT = dict.fromkeys(AS_EXAMINERS, "")
TELLING = """
    import json, os, signal, sys
    from pathlib import Path

    def opened(numbers):
        for number in numbers:
            try:
                yield os.readlink(f"/proc/self/fd/{number}").partition(":")[0]
            except OSError:
                pass

    def test_facts(submission):
        "What is to be known of the process."
        Path(os.environ["FACTS"]).write_text(json.dumps({
            "program": sys.orig_argv,
            "streams": list(opened((0, 1))),
            "others": sorted(opened(range(3, 100))),
            "signals": [signal.getsignal(n) == signal.SIG_DFL for n in (signal.SIGTERM, signal.SIGHUP)],
            "path": [entry for entry in sys.path if entry in ("", os.getcwd())],
            "hash": hash("a word"),
            "bytecode": sys.dont_write_bytecode,
            "session": os.getsid(0) == os.getsid(os.getppid()),
            "environment": {n: os.environ.get(n) for n in ("PYTEST_ADDOPTS", "OPENBLAS_NUM_THREADS", "PYTHONWARNINGS")},
        }))
"""
KILLED = """
    import os, signal
    from pathlib import Path

    def test_ends(submission):
        "The examiner is killed, once."
        before = Path(os.environ["FACTS"])
        if not before.exists():
            before.write_text("killed")
            os.kill(os.getpid(), signal.SIGKILL)
        assert submission.double(1) == 2
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")


def answer(
    course: TinyCourse, text: str, folder: Path, environment: dict[str, str]
) -> "subprocess.CompletedProcess[str]":
    """Grade one hand-in with the command; its answer is in ``r.json`` of the folder."""
    hand_in = folder / "submission/tiny.py"
    hand_in.parent.mkdir(parents=True, exist_ok=True)
    hand_in.write_text(text)
    command = ["grade", hand_in.parent, "--one", "--assignment", "tiny", "--to", "gradescope", "-o", folder / "r.json"]
    done = run_kadai(*command, cwd=course.root, env={"PYTEST_ADDOPTS": "--nothing-of-this-name", **environment})
    assert done.returncode == 0, done.stderr
    return done


def facts(course: TinyCourse, folder: Path, environment: dict[str, str]) -> dict[str, Any]:
    course.assignment(TELLING)
    told = folder / "facts.json"
    told.unlink(missing_ok=True)
    answer(course, RIGHT, folder, {**environment, "FACTS": str(told)})
    found: dict[str, Any] = json.loads(told.read_text())
    return found


@pytest.mark.parametrize("text", [RIGHT, WRONG])
def test_the_answer_is_the_same(tiny: TinyCourse, tmp_path: Path, text: str) -> None:
    tiny.assignment()
    answers = []
    for environment in (NOT, AS_EXAMINERS):
        said = answer(tiny, text, tmp_path, environment).stderr
        answers.append((readers.gradescope((tmp_path / "r.json").read_bytes()), said))
    assert answers[0] == answers[1]


def test_it_is_a_fork_where_python_was_started_as_an_examiners_is(tiny: TinyCourse, tmp_path: Path) -> None:
    assert "grade" in facts(tiny, tmp_path, AS_EXAMINERS)["program"]
    for missing in AS_EXAMINERS:
        assert "grade" not in facts(tiny, tmp_path, {**AS_EXAMINERS, missing: ""})["program"]


def test_it_is_what_the_program_would_have_been(tiny: TinyCourse, tmp_path: Path) -> None:
    fork, program = (facts(tiny, tmp_path, environment) for environment in (AS_EXAMINERS, NOT))
    assert fork.pop("program") != program.pop("program")
    assert fork == program
    assert fork["environment"] == {"PYTEST_ADDOPTS": None, "OPENBLAS_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}


def test_one_that_is_killed_is_replaced(tiny: TinyCourse, tmp_path: Path) -> None:
    tiny.assignment(KILLED)
    answer(tiny, RIGHT, tmp_path, {**AS_EXAMINERS, "FACTS": str(tmp_path / "once")})
    _, (test,) = readers.gradescope((tmp_path / "r.json").read_bytes())
    assert (tmp_path / "once").exists()
    assert test["status"] == "passed"
