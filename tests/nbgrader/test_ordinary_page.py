"""docs/ordinary-courses.md: every command runs as it stands there, on a course that knows nothing of kadai."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ordinary_course import OrdinaryCourse, answer, code
from term import clean_environment

from autograder.nbgrader.parts import AUTOGRADE, FEEDBACK, SANITIZE

PAGE = Path(__file__).parents[2] / "docs" / "ordinary-courses.md"
FENCE = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PATIENCE = 540  # seconds: eight commands that import nbgrader take some seconds each, at a load of ten far longer

pytestmark = [pytest.mark.timeout(PATIENCE + 20), pytest.mark.slow]

CELLS = [
    answer("def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION", "double"),
    code("assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(271828) == 543656\n### END HIDDEN TESTS",
         "test_double", points=3),
]  # fmt: skip


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[OrdinaryCourse, str]:
    """The course after the whole page, and what its commands printed."""
    home = tmp_path_factory.mktemp("ordinary-page")
    course = OrdinaryCourse.generated(home / "course", {"one": CELLS}, id="ps1")
    course.hand_in("ann", {"double": "def double(x):\n    return x + x"})
    course.hand_in("ben", {"double": "def double(x):\n    return 4"})
    script = ""
    for language, target, body in FENCE.findall(PAGE.read_text(encoding="utf-8")):
        assert language in ("sh", "json")
        script += body if language == "sh" else f"cat >> {target} <<'END OF FILE'\n{body}END OF FILE\n"
    environment = clean_environment(home)
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    ended = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=course.root, env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout
    return course, ended.stdout


def test_the_class_is_graded(done: tuple[OrdinaryCourse, str]) -> None:
    course, said = done
    assert "1 isolated, 0 contained, 0 by hand" in said
    assert "2 recorded" in said
    assert course.scores("ann") == {"test_double": 3.0}
    assert course.scores("ben") == {"test_double": 0.0}


def test_its_settings_are_kadais_and_hold_where_the_courses_own_fail(course_settings: dict[str, Any]) -> None:
    parts = course_settings
    assert parts["Autograde"] == {"sanitize_preprocessors": SANITIZE, "autograde_preprocessors": AUTOGRADE}
    assert parts["GenerateFeedback"] == {"preprocessors": FEEDBACK}


@pytest.fixture
def course_settings() -> dict[str, Any]:
    (body,) = (body for language, _, body in FENCE.findall(PAGE.read_text(encoding="utf-8")) if language == "json")
    settings: dict[str, Any] = json.loads(body)
    return settings


def test_feedback_has_no_hidden_test_in_it(done: tuple[OrdinaryCourse, str]) -> None:
    course, _ = done
    page = (course.root / "feedback" / "ben" / "ps1" / "one.html").read_text(encoding="utf-8")
    assert "A hidden test failed" in page
    assert "271828" not in page
    assert (course.root / "grades.csv").exists()
