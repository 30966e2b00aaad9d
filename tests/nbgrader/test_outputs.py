"""What stands below a graded cell can be read to its end."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from rich.cells import cell_len
from tiny_course import run_kadai

from autograder.grading.results import CheckResult, Legend, result_of
from autograder.nbgrader.verdict_cells import write_result
from autograder.reports.given import Feedback
from autograder.text import Text

LONG = "grad_w1 is not as expected: 24 of 28 entries are wrong. " * 5
LONG_JA = "grad_w1 が期待される値と違います。28 個の要素のうち 24 個が違います。" * 5


def written(check: CheckResult, feedback: Feedback = "diagnosis") -> nbformat.NotebookNode:
    """The cell of a check after grading."""
    metadata = {"grade": True, "solution": False, "grade_id": check.id, "points": check.max_points}
    cell = new_code_cell(metadata={"nbgrader": metadata})
    write_result(new_notebook(cells=[cell]), result_of("anne", (check,)), Legend(), feedback)
    return cell


def test_long_messages_are_wrapped_and_complete() -> None:
    cell = written(CheckResult("grad_w1", "failed", 0.0, 2.0, Text(LONG, LONG_JA)))
    text = cell.outputs[0].text
    assert max(map(cell_len, text.split("\n"))) <= 100
    for message in (LONG, LONG_JA):
        assert "".join(message.split()) in "".join(text.split())


def test_a_loss_curve_is_drawn_with_a_title() -> None:
    losses = {"step": 1, "losses": [3.0, 2.0, 1.0], "reference": [3.0, 1.5, 0.5], "tolerance": [1e-6] * 3}
    check = CheckResult("losses", "failed", 0.0, 2.0, Text.same("wrong"), details={"data": losses})
    in_full = written(check, "full").outputs[1].data
    assert "there by 333,000 times what is allowed" in in_full["text/plain"]
    assert "━ right" in in_full["image/svg+xml"]
    assert all("image/svg+xml" not in output.get("data", {}) for output in written(check).outputs)


def test_the_kernel_is_installed_where_it_is_asked_for(tmp_path: Path) -> None:
    run = run_kadai("nbgrader", "install-kernel", "--prefix", str(tmp_path), cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    (spec,) = tmp_path.rglob("kernel.json")
    assert "autograder.kernel" in spec.read_text()
    assert str(spec.parent) in run.stdout


@pytest.mark.parametrize("choice", [("--user", "--sys-prefix")])
def test_an_unclear_choice_is_refused(tmp_path: Path, choice: tuple[str, ...]) -> None:
    run = run_kadai("nbgrader", "install-kernel", *choice, cwd=tmp_path)
    assert run.returncode == 2
    assert "choose one" in run.stderr
