"""`kadai grade --one --to FORMAT`: whatever is handed in and whatever happens, there is an answer."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import readers
from hand_ins import SHAPES, write
from tiny_course import RIGHT, WRONG, TinyCourse

from autograder.cli.answering import FAILED, UNFINISHED
from autograder.grading.classroom import classroom

Kadai = Callable[..., Any]
LOOP = "def double(x):\n    while True: pass\n"
SLEEPER = "import time\n\ndef double(x):\n    time.sleep(10**6)\n"


@pytest.fixture(scope="module")
def course(tiny_shared: TinyCourse) -> TinyCourse:
    tiny_shared.assignment(id="other")
    return tiny_shared.assignment(toml="[limits]\ncall_seconds = 0.5\nsubmission_seconds = 30\n")


@pytest.fixture
def answer(course: TinyCourse, kadai: Kadai, tmp_path: Path) -> Callable[..., Any]:
    def ask(hand_in: Path, *more: str, to: str = "gradescope", assignment: str = "tiny") -> Any:
        command = ("grade", hand_in, "--one", "--assignment", assignment, "--to", to, "-o", tmp_path / "out/r.json")
        ended = kadai(*command, *more, cwd=course.root)
        assert ended.code == 0, ended.err
        return (tmp_path / "out/r.json").read_bytes()

    return ask


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_a_hand_in_is_answered(answer: Callable[..., bytes], tmp_path: Path, shape: str) -> None:
    score, tests = readers.gradescope(answer(write(shape, tmp_path / "submission", "tiny", RIGHT)))
    assert score == (3 if SHAPES[shape][1] else 0)
    assert len(tests) == 2


def test_nothing_is_kept_and_nothing_else_is_said(course: TinyCourse, kadai: Kadai, tmp_path: Path) -> None:
    one = write("file", tmp_path / "submission", "tiny", WRONG)
    ended = kadai("grade", one, "--one", "--assignment", "tiny", "--to", "prairielearn", cwd=course.root)
    assert readers.prairielearn(ended.out.encode())[:2] == (True, 1 / 3)
    assert "submission: 1/3" in ended.err
    assert not (course.root / ".kadai/results.sqlite").exists()


@pytest.mark.parametrize("text", [LOOP, SLEEPER])
def test_what_never_ends_is_answered(answer: Callable[..., bytes], tmp_path: Path, text: str) -> None:
    one = write("file", tmp_path / "submission", "tiny", text)
    score, tests = readers.gradescope(answer(one, "--deadline", "20"))
    assert score == 0
    assert {test["extra_data"]["outcome"] for test in tests} == {"timeout"}


def test_full_feedback_comes_with_the_due_date(
    answer: Callable[..., bytes], course: TinyCourse, tmp_path: Path
) -> None:
    course.assignment(
        """
        from autograder.testing import assert_close, points

        @points(1)
        def test_value(submission):
            assert_close(submission.double(3), 6.0)
        """,
        id="close",
    )
    one = write("file", tmp_path / "submission", "close", "def double(x):\n    return 4.5 * x\n")
    data = tmp_path / "submission_metadata.json"
    said = {}
    for year in (1999, 2999):
        data.write_text(json.dumps({"assignment": {"due_date": f"{year}-01-01T00:00:00Z"}}))
        _, (test,) = readers.gradescope(answer(one, "--due-from", str(data), assignment="close"))
        said[year] = test["output"]
    assert "expected 6" in said[1999]
    assert "13.5" in said[2999]
    assert "expected 6" not in said[2999]


def test_metadata_that_cannot_be_read_changes_nothing(answer: Callable[..., bytes], tmp_path: Path) -> None:
    one = write("file", tmp_path / "submission", "tiny", RIGHT)
    assert readers.gradescope(answer(one, "--due-from", str(tmp_path / "none.json")))[0] == 3


def test_what_is_wrong_with_the_course_is_the_graders(course: TinyCourse, kadai: Kadai, tmp_path: Path) -> None:
    course.assignment("import nothing_of_this_name\n", id="broken")
    one = write("file", tmp_path / "submission", "broken", RIGHT)
    to = ("--to", "prairielearn", "-o", tmp_path / "r.json")
    ended = kadai("grade", one, "--one", "--assignment", "broken", *to, cwd=course.root)
    assert ended.code == 0
    assert "nothing_of_this_name" in ended.err
    assert readers.prairielearn((tmp_path / "r.json").read_bytes())[0] is False
    assert FAILED.en in (tmp_path / "r.json").read_text()


def test_what_nobody_thought_of_is_the_graders(
    answer: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(classroom, "Report", broken)
    text = answer(write("file", tmp_path / "submission", "tiny", RIGHT)).decode()
    assert readers.gradescope(text.encode())[0] == 0
    assert FAILED.en in text


def test_an_answer_is_there_before_anything_else(course: TinyCourse, tmp_path: Path) -> None:
    one = write("file", tmp_path / "submission", "tiny", LOOP)
    out = tmp_path / "r.json"
    command = [sys.executable, "-P", "-c", "from autograder.cli import main; main()", "grade", one, "--one"]
    command += ["--assignment", "tiny", "--to", "gradescope", "-o", out]
    with subprocess.Popen(command, cwd=course.root, stderr=subprocess.DEVNULL, env=os.environ) as running:
        while not out.exists():
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
    readers.gradescope(out.read_bytes())
    assert UNFINISHED.en in out.read_text()


@pytest.mark.parametrize("closed", ["<&- >&- 2>&-", "2>&-", "2>&1 | true"])
def test_nobody_need_listen(course: TinyCourse, tmp_path: Path, closed: str) -> None:
    one = write("file", tmp_path / "submission", "tiny", RIGHT)
    out = tmp_path / "r.json"
    command = [sys.executable, "-P", "-c", "from autograder.cli import main; main()", "grade", str(one), "--one"]
    command += ["--assignment", "tiny", "--to", "gradescope", "-o", str(out)]
    ended = subprocess.run(
        ["bash", "-c", f'"$@" {closed}; exit ${{PIPESTATUS[0]}}', "bash", *command], cwd=course.root, check=False
    )
    assert readers.gradescope(out.read_bytes())[0] == 3
    assert ended.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "gradescope"], "give one PATH, and --one"),
        (["--to", "gradescope", "--one", "submission"], "give one PATH, and --one"),
        (["--to", "gradescope", "--one", "--json", "r.json"], "--to and --json exclude one another"),
        (["-o", "r.json"], "-o goes with --to FORMAT"),
        (["--due-from", "r.json"], "--due-from goes with --to FORMAT"),
        (["--to", "classroom50", "--one"], "lacks CLASSROOM, ASSIGNMENT"),
        (["--to", "gradescope", "--one", "-o", "submission"], "cannot be written"),
    ],
)
def test_wrong_usage_is_told_to_whoever_set_it_up(
    course: TinyCourse, kadai: Kadai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.delenv("CLASSROOM", raising=False)
    write("file", tmp_path / "submission", "tiny", RIGHT)
    ended = kadai("grade", "submission", "--course", course.root, "--assignment", "tiny", *arguments, cwd=tmp_path)
    assert ended.code == 2
    assert said in ended.err
