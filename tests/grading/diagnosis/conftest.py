"""The real assignments, copied into courses of their own so that nothing is kept in the repository."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from students import CLASS
from tiny_course import TinyCourse, run_kadai

ROOT = Path(__file__).parents[3]

Naming = Callable[..., Mapping[str, Any]]


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> TinyCourse:
    """A course with the first three assignments, CLASS handed in, and the reports ``<id>.json``."""
    course = _course(tmp_path_factory.mktemp("real"))
    for id, submissions in CLASS.items():
        shutil.copytree(ROOT / "assignments" / id, course.root / "assignments" / id)
        for name, text in submissions.items():
            course.write(f"handed_in/{id}/{name}.py", text)
        run = run_kadai("grade", f"handed_in/{id}", "--assignment", id, "--json", f"{id}.json", cwd=course.root)
        assert run.returncode == 0, run.stderr
    return course


@pytest.fixture(scope="session")
def naming(tmp_path_factory: pytest.TempPathFactory) -> Naming:
    """Which mistakes are named in an assignment: see ``naming.py``."""
    course = _course(tmp_path_factory.mktemp("named"))
    shutil.copytree(ROOT / "assignments", course.root / "assignments", dirs_exist_ok=True)

    def named(id: str, asked: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        command = [sys.executable, str(Path(__file__).with_name("naming.py")), str(course.root), id]
        said = subprocess.run(command, capture_output=True, check=True, input=json.dumps(asked or {}), text=True).stdout
        return json.loads(said.splitlines()[-1])

    return named


def _course(folder: Path) -> TinyCourse:
    course = TinyCourse(folder / "course")
    for part in ("reference", "shared_checks"):
        shutil.copytree(ROOT / part, course.root / part)
    return course
