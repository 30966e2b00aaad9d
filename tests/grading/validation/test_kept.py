"""`kadai validate` again: what has not changed is not graded again, what fell short is, and a part is no whole."""

import contextlib
import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tiny_course import TinyCourse, run_kadai, start_kadai

from autograder.course import Course
from autograder.grading.channel import Ready
from autograder.grading.job import Marked
from autograder.grading.results import SandboxInfo, result_of
from autograder.grading.validation.kept import Kept
from autograder.grading.validation.tampering.sweeping import EXCEPTIONS

MISCONCEPTIONS = "assignments/example/misconceptions.py"
EQUIVALENTS = "assignments/example/equivalents.py"
RESULT = Marked(result_of("a", ()))

NAMED = 3 + len(EXCEPTIONS)
"""What depends on the catalogue: the misconceptions, and the exceptions at the start of the only function."""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new course. Its first validation is broken off when the misconceptions are through; the second one goes on."""
    folder = tmp_path_factory.mktemp("kept")
    assert run_kadai("init", "course", cwd=folder).returncode == 0
    with start_kadai("validate", "--jobs", "1", cwd=folder / "course") as process:
        assert process.stderr is not None
        assert any("misconceptions done" in line for line in process.stderr)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=100)
    assert process.returncode == 130
    assert "the same command goes on from there" in said
    result = validate(folder / "course")
    assert 6 <= result["known"] < result["modules"]
    return folder / "course"


def validate(course: Path, *options: str, code: int = 0) -> dict[str, Any]:
    """What it found, and what it said."""
    run = run_kadai("validate", "--jobs", "1", "--json", "found.json", *options, cwd=course)
    assert run.returncode == code, run.stdout + run.stderr
    (result,) = json.loads((course / "found.json").read_text())
    return {**result, "out": run.stdout, "err": run.stderr}


@contextlib.contextmanager
def edited(file: Path, old: str, new: str) -> Iterator[None]:
    """For the time being."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(text, encoding="utf-8")


def graded(result: dict[str, Any]) -> int:
    return int(result["modules"] - result["known"])


def test_what_has_not_changed_is_not_graded_again(course: Path) -> None:
    """Words are no change."""
    with (
        edited(course / EQUIVALENTS, "from autograder", "# a remark\nfrom autograder"),
        edited(course / MISCONCEPTIONS, 'ask_en="All values are 5.', 'ask_en="All values are 7.'),
    ):
        result = validate(course)
    assert graded(result) == 0
    assert "example: in order (nothing has changed)" in result["err"]
    assert f"{result['modules']} of {result['modules']} modules are as in an earlier validation" in result["out"]
    assert {f["kind"] for f in result["findings"]} >= {"reference", "stub", "mutant", "cheat", "neighbour", "draw"}


def test_what_falls_short_is_graded_and_told_each_time(course: Path) -> None:
    """Of a changed misconception, all that is named is graded: one may be taken for another now. Else, the bad one."""
    with edited(course / MISCONCEPTIONS, '["worked_example", "any_weights"]', '["any_weights"]'):
        first, second = validate(course, code=1), validate(course, code=1)
    assert (graded(first), graded(second)) == (NAMED, 1)
    assert first["findings"] == second["findings"]
    assert "example: misconception weights_ignored" in second["out"]
    assert "worked_example should accept it but rejects it" in " ".join(second["out"].split())
    assert "example: 1 falls short" in second["err"]


def test_a_new_equivalent_is_graded_alone_and_with_other_inputs(course: Path) -> None:
    more = 'equivalent("dot", change=[("np.sum(w * x)", "np.dot(w, x)")], why="the same")\n\nequivalent('
    with edited(course / EQUIVALENTS, "equivalent(\n", f"{more}\n"):
        assert graded(validate(course)) == 3 + NAMED  # the misconceptions are in order again


def test_a_misconception_alone(course: Path) -> None:
    result = validate(course, "--only", "weights_ignored")
    assert [(f["kind"], f["id"]) for f in result["findings"]] == [("misconception", "weights_ignored")]
    assert result["part"] == ["weights_ignored"]
    assert "A part only: weights_ignored." in result["out"]
    assert result["known"] == 0


def test_a_check_alone(course: Path) -> None:
    with edited(course / MISCONCEPTIONS, '["worked_example", "any_weights"]', '["any_weights"]'):
        result = validate(course, "--only", "worked_example", "--only", "weights_sum_to_one", code=1)
    assert "worked_example should accept it but rejects it" in " ".join(result["out"].split())
    assert "A part only: worked_example, weights_sum_to_one." in result["out"]
    assert result["checks"] == ["worked_example", "any_weights", "arguments_are_not_modified"]
    kinds = {f["kind"] for f in result["findings"]}
    assert kinds == {"reference", "stub", "equivalent", "misconception", "cheat", "neighbour", "rerun", "draw"}
    assert {f["id"] for f in result["findings"] if f["kind"] == "misconception"} == {
        "weights_sum_to_one", "weights_ignored", "changes_its_argument",
    }  # fmt: skip


def test_a_part_that_is_not_there(course: Path) -> None:
    run = run_kadai("validate", "--only", "weights_ignore", cwd=course)
    assert run.returncode == 2
    assert (
        "--only weights_ignore: there is no such check or misconception; did you mean 'weights_ignored'?" in run.stderr
    )


def test_what_is_kept_is_known_whole_and_to_whom_it_holds(tiny: TinyCourse) -> None:
    assignment, sandbox = Course(tiny.assignment().root).assignment("tiny"), SandboxInfo("standard", ("seccomp",))
    fault = Marked(msgspec.structs.replace(RESULT.result, status="fault"))
    kept = Kept(assignment, sandbox)
    kept.put("good", RESULT, Ready((), sandbox))
    kept.put("fault", fault, Ready((), sandbox))
    kept.put("elsewhere", RESULT, Ready((), SandboxInfo("weak", ())))
    kept.save()
    assert [Kept(assignment, sandbox).get(key) for key in ("good", "fault", "elsewhere")] == [RESULT, None, None]
    assert Kept(assignment, sandbox, fresh=True).get("good") is None
    assert Kept(assignment, SandboxInfo("weak", ())).get("good") is None
    with edited(tiny.root / "assignments/tiny/test_hidden.py", "points(2)", "points(3)"):
        assert Kept(assignment, sandbox).get("good") is None
    (file,) = (tiny.root / ".kadai/validation").iterdir()
    damaged = bytearray(file.read_bytes())
    damaged[-1] ^= 1
    file.write_bytes(damaged)
    assert Kept(assignment, sandbox).get("good") is None


def test_what_was_read_after_a_change_is_not_kept(tiny: TinyCourse) -> None:
    assignment, sandbox = Course(tiny.assignment().root).assignment("tiny"), SandboxInfo("standard", ("seccomp",))
    kept = Kept(assignment, sandbox)
    with edited(tiny.root / "assignments/tiny/test_hidden.py", "points(2)", "points(3)"):
        kept.put("good", RESULT, Ready((), sandbox))
        kept.save()
    assert Kept(assignment, sandbox).get("good") is None
