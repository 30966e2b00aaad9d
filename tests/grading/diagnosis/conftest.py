"""The real assignments, copied into a course of their own so that nothing is kept in the repository."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest
from students import CLASS
from tiny_course import TinyCourse, run_kadai

from autograder.grading.examiner.behaviour import Behaviour
from autograder.grading.examiner.diagnosis import Catalogue, Known
from autograder.grading.examiner.explaining import Right
from autograder.grading.results import Diagnosis
from autograder.text import NOTHING

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> TinyCourse:
    """A course with the first three assignments, CLASS handed in, and the reports ``<id>.json``."""
    course = TinyCourse(tmp_path_factory.mktemp("real") / "course")
    for part in ("reference", "shared_checks"):
        shutil.copytree(ROOT / part, course.root / part)
    for id, submissions in CLASS.items():
        shutil.copytree(ROOT / "assignments" / id, course.root / "assignments" / id)
        for name, text in submissions.items():
            course.write(f"handed_in/{id}/{name}.py", text)
        run = run_kadai("grade", f"handed_in/{id}", "--assignment", id, "--json", f"{id}.json", cwd=course.root)
        assert run.returncode == 0, run.stderr
    return course


@pytest.fixture(scope="session")
def catalogues(graded: TinyCourse) -> Mapping[str, Catalogue]:
    """How the reference and the misconceptions of each assignment behave in all checks."""
    words = Diagnosis(NOTHING)
    found = {}
    for id in CLASS:
        command = [sys.executable, str(Path(__file__).with_name("behave.py")), str(graded.root), id]
        said = subprocess.run(command, capture_output=True, check=True).stdout
        reference, known = msgspec.msgpack.decode(said, type=tuple[Behaviour, dict[str, Behaviour]])
        found[id] = Catalogue(
            Right(reference),
            tuple(Known(name, words, b.wrong, lambda b=b: b, lambda b=b: b) for name, b in known.items()),
        )
    return found
