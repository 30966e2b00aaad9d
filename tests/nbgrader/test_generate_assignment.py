"""The real ``nbgrader generate_assignment`` gives exactly the committed student_template, nothing private in it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from autograder.checks import CheckInfo
from autograder.course import Assignment, Course
from autograder.course.written import read_questions
from autograder.grading.classroom.collector_process import collect

pytest.importorskip("nbgrader")
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
COURSE = Course(ROOT)
IDS = COURSE.ids()

# The command's own entry point for all assignments in one process, then what the gradebook says.
GENERATE = """
import json, sys
from nbgrader.api import Gradebook
from nbgrader.apps import GenerateAssignmentApp

for id in sys.argv[1:]:
    GenerateAssignmentApp.clear_instance()
    GenerateAssignmentApp.launch_instance(argv=[id, "--force"])
with Gradebook("sqlite:///gradebook.db") as gradebook:
    found = {a.name: [a.max_code_score, a.max_written_score, a.max_score] for a in gradebook.assignments}
print(json.dumps(found))
"""


def run(course: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # nbgrader starts alembic
    environment = {**os.environ, "PATH": programs, "JUPYTER_PLATFORM_DIRS": "1", "HOME": str(course.parent)}
    return subprocess.run(
        command, cwd=course, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def copy_of_the_course(folder: Path) -> Path:
    """What an instructor has before the first release: no student_template, no gradebook."""
    folder.mkdir()
    for name in ("assignments", "shared_checks", "reference"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    for name in ("pyproject.toml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, folder)
    return folder


class Generated(NamedTuple):
    course: Path
    scores: dict[str, list[float]]


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    course = copy_of_the_course(tmp_path_factory.mktemp("generate") / "course")
    (course / "assignments" / IDS[0] / "answers.txt").write_text("left behind by the instructor")
    ended = run(course, sys.executable, "-c", GENERATE, *IDS)
    assert ended.returncode == 0, ended.stderr
    return Generated(course, json.loads(ended.stdout.splitlines()[-1]))


def files_below(folder: Path) -> dict[str, bytes]:
    found = (p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


@pytest.mark.parametrize("id", IDS)
def test_it_gives_the_committed_release(generated: Generated, id: str) -> None:
    made = files_below(generated.course / "student_template" / id)
    committed = files_below(ROOT / "student_template" / id)
    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == []


@pytest.fixture(scope="module")
def checks() -> dict[str, tuple[CheckInfo, ...]]:
    return dict(zip(IDS, collect(COURSE.assignments()), strict=True))


@pytest.mark.parametrize("id", IDS)
def test_the_gradebook_has_the_points_of_the_course(
    generated: Generated, checks: dict[str, tuple[CheckInfo, ...]], id: str
) -> None:
    assignment = COURSE.assignment(id)
    automatic = sum(c.max_points for c in checks[id])
    by_hand = sum(q.points for q in read_questions(assignment.folder / "written.toml"))
    assert automatic > 0
    assert generated.scores[id] == [automatic, by_hand, automatic + by_hand]


def test_a_notebook_that_was_edited_by_hand_is_refused(tmp_path: Path) -> None:
    course = copy_of_the_course(tmp_path / "course")
    notebook = course / "assignments/layers/layers.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("Affine", "Afine"), encoding="utf-8")
    ended = run(course, str(Path(sys.executable).parent / "nbgrader"), "generate_assignment", "layers")
    assert ended.returncode == 1
    assert f"{notebook}: is not what its sources say; run `kadai release layers` first" in ended.stderr
    assert not (course / "student_template/layers").exists()


def readable(files: dict[str, bytes]) -> str:
    """The text of files, a notebook as its cells."""
    texts = []
    for name, content in files.items():
        if name.endswith(".ipynb"):
            texts += ["".join(c["source"]) for c in json.loads(content)["cells"]]
        elif not name.endswith((".png", ".jpg")):
            texts.append(content.decode())
    return "\n".join(texts)


SOLUTION = re.compile(r"### BEGIN SOLUTION.*?\n(.*?)### END SOLUTION", re.DOTALL)
FILL_IN = re.compile(r"### BEGIN SOLUTION fill-in\n(.*?)### END SOLUTION", re.DOTALL)  # its comments stay
DOCSTRING = re.compile(r'"""(.*?)"""', re.DOTALL)


def lines(text: str) -> set[str]:
    """Lines that say something of their own."""
    return {line.strip() for line in text.splitlines() if len(line.strip()) >= 20}


def private_lines(assignment: Assignment) -> dict[str, set[str]]:
    """Source → what of it students may not see: whatever authors have not written for students as well."""
    reference = assignment.reference_text()
    hidden = assignment.hidden_tests.read_text(encoding="utf-8")
    handouts = [(assignment.folder / f"handout.{lang}.md").read_text(encoding="utf-8") for lang in ("en", "ja")]
    public = [SOLUTION.sub("", reference), assignment.public_tests.read_text(encoding="utf-8"), *handouts]
    public += [
        line for region in FILL_IN.findall(reference) for line in region.splitlines() if line.lstrip().startswith("# ")
    ]
    shown = "\n".join([*public, *assignment.given_texts.values(), *DOCSTRING.findall(hidden)])
    questions = read_questions(assignment.folder / "written.toml")
    sources = {
        "solution": "\n".join(SOLUTION.findall(reference)),
        "notes": (assignment.folder / "notes.md").read_text(encoding="utf-8"),
        "rubrics": "\n".join(text for q in questions for c in q.rubric for text in (c.text.en, c.text.ja)),
    }
    for path in assignment.folder.rglob("*.py"):
        if path != assignment.public_tests and path not in assignment.given:
            sources[path.relative_to(assignment.folder).as_posix()] = path.read_text(encoding="utf-8")
    return {name: {line for line in lines(text) if line not in shown} for name, text in sources.items()}


@pytest.mark.parametrize("id", IDS)
def test_nothing_private_is_in_the_release(id: str) -> None:
    assignment = COURSE.assignment(id)
    released = readable(files_below(ROOT / "student_template" / id))
    private = private_lines(assignment)
    assert all(private[name] for name in ("solution", "notes", "test_hidden.py", "misconceptions.py"))
    assert {(name, line) for name, found in private.items() for line in found if line in released} == set()
    assert not re.search("(BEGIN|END) (SOLUTION|HIDDEN|MARK)", released)
    of_the_instructor = readable({"x.ipynb": assignment.instructors_notebook.read_bytes()})
    assert all(line in of_the_instructor for line in private["solution"] | private["rubrics"])  # it would be found
