"""Tests with modules that are theirs alone: in an examiner, in plain pytest, and several assignments at once."""

import importlib
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_course import RIGHT, WRONG, TinyCourse, check, run_kadai

from autograder.grading.turns import Turns

HIDDEN = """
    from shared_problems import CASES, test_shared
    from autograder.testing import points

    @points(2)
    def test_double(submission):
        "double(x) is 2x."
        from beside import NAME
        import shared_later
        assert (NAME, shared_later.NAME) == ("tiny", "tiny")
        for x in CASES:
            assert submission.double(x) == 2 * x
"""
SHARED = """
    from beside import NAME
    from autograder.testing import points

    CASES = (0, 1, 3)

    @points(1)
    def test_shared(submission):
        "double(4) is 8."
        assert NAME == "tiny"
        assert submission.double(4) == 8
"""
MISCONCEPTIONS = """
    import shared_mistakes

    shared_mistakes.tripled("double", "shared")
"""
MISTAKES = """
    from autograder.testing import misconception

    def tripled(*fails):
        misconception("tripled", change=[("2 * x", "3 * x")], fails=fails, en="e", ja="j", ask_en="e", ask_ja="j")
"""


def add(course: TinyCourse, id: str) -> None:
    """An assignment that uses a shared folder whose modules have the names of those of the others."""
    hidden = HIDDEN.replace('"tiny"', repr(id))
    course.assignment(hidden, toml=f"uses = ['for_{id}']", id=id)
    course.write(f"assignments/{id}/beside.py", f"NAME = {id!r}")
    course.write(f"assignments/{id}/misconceptions.py", MISCONCEPTIONS)
    course.write(f"shared_checks/for_{id}/shared_problems.py", SHARED.replace('"tiny"', repr(id)))
    course.write(f"shared_checks/for_{id}/shared_later.py", f"NAME = {id!r}")
    course.write(f"shared_checks/for_{id}/shared_mistakes.py", MISTAKES)


@pytest.fixture
def course(tiny: TinyCourse) -> TinyCourse:
    for id in ("tiny", "other"):
        add(tiny, id)
    return tiny


def test_shared_checks_are_graded_as_if_they_were_the_assignments_own(course: TinyCourse) -> None:
    right, wrong = course.grade_one(RIGHT), course.grade_one(WRONG)
    assert [(c.id, c.outcome, c.points) for c in right.checks] == [("shared", "passed", 1), ("double", "passed", 2)]
    assert [(c.id, c.outcome, c.diagnosis and c.diagnosis.id) for c in wrong.checks] == [
        ("shared", "failed", "tripled"),
        ("double", "failed", "tripled"),
    ]
    assert (
        wrong.checks[0].details["condition"].startswith("assert 12 == 8")
    )  # as pytest shows a condition of a test file


def test_a_mistake_in_a_shared_module_is_told_with_its_line(course: TinyCourse) -> None:
    course.write("shared_checks/for_tiny/shared_problems.py", SHARED + "        nowhere\n")
    shared = check(course.grade_one(RIGHT), "shared")
    assert shared.outcome == "fault"
    assert "shared_problems.py line 12: NameError: name 'nowhere' is not defined" in shared.message.en


def test_a_submission_can_neither_import_nor_read_what_is_shared(course: TinyCourse) -> None:
    path = course.root / "shared_checks/for_tiny/shared_problems.py"
    curious = f"""
        def double(x):
            for act in (lambda: open({str(path)!r}).read(), lambda: __import__("shared_problems")):
                try:
                    act()
                except (OSError, ImportError):
                    continue
                return 0
            return 2 * x
    """
    assert course.grade_one(curious).score == 3


def test_every_assignment_validates_with_its_own(course: TinyCourse) -> None:
    ended = run_kadai("validate", "--no-mutants", cwd=course.root)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.parametrize("mode", ["importlib", "prepend"])
def test_plain_pytest_runs_several_assignments(course: TinyCourse, mode: str) -> None:
    ended = run_pytest(course.root, "assignments", f"--import-mode={mode}")
    assert "4 passed" in ended.stdout, ended.stdout
    assert not [path for path in course.root.rglob("*.pyc") if "test_" not in path.name]


def test_plain_pytest_names_a_folder_that_is_missing(course: TinyCourse) -> None:
    course.write("assignments/tiny/assignment.toml", "uses = ['fro_tiny']")
    ended = run_pytest(course.root, "assignments/tiny")
    assert "'uses' names 'fro_tiny', but there is no such folder in" in ended.stderr
    assert "did you mean 'for_tiny'?" in ended.stderr
    assert ended.returncode == pytest.ExitCode.USAGE_ERROR


def test_grading_names_a_folder_that_is_missing(course: TinyCourse) -> None:
    course.write("assignments/tiny/assignment.toml", "uses = ['fro_tiny']")
    folder = course.hand_in(alice=RIGHT)
    ended = run_kadai("grade", folder, "--assignment", "tiny", cwd=course.root)
    assert ended.returncode == 2
    assert "did you mean 'for_tiny'?" in ended.stderr


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of tests that are no course's, each with a module and a package of the same names."""
    found = {name: tmp_path_factory.mktemp(name) for name in "abc"}
    for name, folder in found.items():
        (folder / "turns_problem.py").write_text(f"NAME = {name!r}\nSEEN = []\n")
        (folder / "turns_package").mkdir()
        (folder / "turns_package/__init__.py").write_text("from turns_problem import NAME\n")
    return found


@given(order=st.lists(st.sampled_from("abc"), max_size=8))
def test_whoever_has_the_turn_finds_its_own_as_it_left_them(folders: dict[str, Path], order: list[str]) -> None:
    path, before, counts, turns = list(sys.path), set(sys.modules), Counter[str](), Turns()
    for name in order:
        turns.take(folders[name])
        module = importlib.import_module("turns_problem")
        assert (name, name) == (module.NAME, importlib.import_module("turns_package").NAME)
        module.SEEN.append(name)
        counts[name] += 1
        assert [name] * counts[name] == module.SEEN
    turns.end()
    assert sys.path == path
    assert not {name for name in set(sys.modules) - before if name.startswith("turns_")}


def run_pytest(root: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=250, check=False)
