"""The bundled class is graded exactly as its golden files say: every outcome, score and diagnosis.

After a change that is meant: ``python -m tests.examples.renew``, and read the diff.
"""

import functools
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.examples.golden import ASSIGNMENTS, CLASS, Golden, graded, handed_in, stored

EVERYONE = [(assignment, student) for assignment in ASSIGNMENTS for student in handed_in(assignment)]


@pytest.fixture(scope="module")
def grading(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Golden]:
    """The results of an assignment, graded when first asked for."""
    scratch: Path = tmp_path_factory.mktemp("examples")
    return functools.cache(lambda assignment: graded(assignment, scratch))


@pytest.mark.parametrize(("assignment", "student"), EVERYONE)
def test_every_example_is_graded_as_recorded(assignment: str, student: str, grading: Callable[[str], Golden]):
    assert grading(assignment)[student] == stored(assignment)[student]


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_golden_file_names_exactly_those_who_handed_in(assignment: str, grading: Callable[[str], Golden]):
    assert sorted(stored(assignment)) == sorted(grading(assignment)) == handed_in(assignment)


def rows() -> list[list[str]]:
    """The cells of the table in examples/README.md."""
    readme = (CLASS.parent / "README.md").read_text(encoding="utf-8")
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in readme.splitlines() if line[:2] == "| "]
    return [row for row in found if row[0] != "student"]


NAMELESS = {
    ("ayaka", "softmax_with_loss"): "everything raises",
    ("liam", "softmax_with_loss"): "none of three mistakes shows alone",
}


@pytest.mark.parametrize("student", [row[0] for row in rows() if re.search(r"\bnamed\b", row[-1])])
def test_mistakes_that_are_said_to_be_named_are(student: str):
    """Wherever a check with points fails, what the table calls named has a name."""
    for assignment in ASSIGNMENTS:
        outcomes = stored(assignment).get(student, {"checks": {}})["checks"].values()
        failed = [outcome for outcome in outcomes if outcome.startswith(("failed", "error"))]
        named = any(": " in outcome for outcome in failed)
        assert named == bool(failed) or (not named and (student, assignment) in NAMELESS), assignment


def test_the_table_of_the_class_is_up_to_date():
    """examples/README.md gives every student's score in every assignment."""
    told = {row[0]: row[2:-1] for row in rows()}
    golden = [stored(assignment) for assignment in ASSIGNMENTS]
    students = sorted(set().union(*golden))
    assert told == {s: [f"{g[s]['score']:g}" if s in g else "–" for g in golden] for s in students}
