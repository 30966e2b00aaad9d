"""Published ways of taking full marks from nbgrader: each works on stock nbgrader, and earns nothing here."""

import json
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader_course import NbgraderCourse, Notebook, nbgrader

Run = Callable[..., Any]
POINTS = 4
STUB = "def double(x):\n    raise NotImplementedError\n"
# {root} is the course's folder, {source} its instructors' notebooks.
ATTACKS = {
    "input_transformer": """
        def double(x):
            return None
        get_ipython().input_transformers_post.append(lambda lines: ["pass\\n"])
    """,
    "executes_the_source": """
        import json, pathlib
        for base in ("../../..", "{root}"):
            try:
                for path in pathlib.Path(base, "{source}").glob("*/*.ipynb"):
                    for cell in json.loads(path.read_text())["cells"]:
                        if cell["metadata"]["nbgrader"]["solution"] and cell["cell_type"] == "code":
                            exec("".join(cell["source"]))
            except OSError:
                pass
    """,
    "writes_manual_scores": """
        import sqlite3
        def double(x):
            return None
        for base in ("../../..", "{root}"):
            try:
                gradebook = sqlite3.connect(base + "/gradebook.db")
                gradebook.execute(
                    "UPDATE grade SET manual_score = 4 WHERE notebook_id IN (SELECT n.id FROM submitted_notebook n "
                    "JOIN submitted_assignment s ON s.id = n.assignment_id WHERE s.student_id = 'writes_manual_scores')"
                )
                gradebook.commit()
            except sqlite3.Error:
                pass
    """,
    "fake_display_hook": """
        import sys
        def double(x):
            sys.displayhook(4.0)
    """,
}
TEST = """
score = 0
if double(1) == 2:
    score += 1
### BEGIN HIDDEN TESTS
if double(314159) == 628318:
    score += 3
### END HIDDEN TESTS
score
"""


def cell(source: str, grade_id: str, **flags: object) -> object:
    names = ("grade", "solution", "locked", "task")
    metadata = {"schema_version": 3, "grade_id": grade_id, **dict.fromkeys(names, False), **flags}
    return new_code_cell(dedent(source).strip(), metadata={"nbgrader": metadata})


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """A small course as nbgrader's manual teaches it, and what it gives to each attacker: the scores by name."""
    root = tmp_path_factory.mktemp("stock") / "course"
    (root / "source" / "tiny").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'stock'\n")
    solution = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION\n"
    cells = [
        cell(solution, "double", solution=True),
        cell(TEST, "test", grade=True, locked=True, points=POINTS),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    (root / "source" / "tiny" / "tiny.ipynb").write_text(json.dumps(notebook))
    nbgrader("generate_assignment", "tiny", cwd=root)
    for name, code in {"stub": STUB, **ATTACKS}.items():
        released = json.loads((root / "release" / "tiny" / "tiny.ipynb").read_text())
        released["cells"][0]["source"] = attack(code, root, "source")
        folder = root / "submitted" / name / "tiny"
        folder.mkdir(parents=True)
        (folder / "tiny.ipynb").write_text(json.dumps(released))
    nbgrader("autograde", "tiny", cwd=root)
    return {name: total(NbgraderCourse(root), name) for name in ("stub", *ATTACKS)}


def attack(code: str, root: Path, source: str) -> str:
    return dedent(code).replace("{root}", str(root)).replace("{source}", source)


def total(course: NbgraderCourse, student: str) -> float:
    """What the gradebook gives a student: a person's score goes before an automatic one."""
    rows = course.query(
        "SELECT COALESCE(g.manual_score, g.auto_score, 0) + COALESCE(g.extra_credit, 0) FROM grade g "
        "JOIN submitted_notebook n ON n.id = g.notebook_id "
        "JOIN submitted_assignment s ON s.id = n.assignment_id WHERE s.student_id = ?",
        student,
    )
    return float(sum(score for (score,) in rows))


def test_stock_nbgrader_gives_nothing_to_the_stub(stock: dict[str, float]) -> None:
    assert stock["stub"] == 0


@pytest.mark.parametrize("name", ATTACKS)
def test_the_attack_works_on_stock_nbgrader(stock: dict[str, float], name: str) -> None:
    assert stock[name] == POINTS


@pytest.mark.parametrize("command", ["nbgrader", "kadai"])
def test_no_attack_earns_more_than_the_stub_here(course: NbgraderCourse, kadai: Run, command: str) -> None:
    course.hand_in("stub")
    for name, code in ATTACKS.items():
        course.hand_in(name, attack(code, course.root, "assignments"))
    if command == "kadai":
        assert kadai("nbgrader", "autograde", "tiny", "--jobs", "1", cwd=course.root).code == 0
    else:
        nbgrader("autograde", "tiny", cwd=course.root)
    assert {name: total(course, name) for name in ("stub", *ATTACKS)} == dict.fromkeys(("stub", *ATTACKS), 0.0)
    assert not course.query("SELECT id FROM grade WHERE manual_score IS NOT NULL")


def test_no_kernel_is_started_and_outputs_handed_in_count_nothing(course: NbgraderCourse, kadai: Run) -> None:
    """Full marks written into the file itself, below the tests."""

    def forge(nb: Notebook) -> None:
        for found in nb["cells"]:
            if found["cell_type"] == "code":
                result = {"output_type": "execute_result", "metadata": {}, "execution_count": 1}
                found["outputs"] = [{**result, "data": {"text/plain": "3.0"}}]

    course.hand_in("forger", edit=forge)
    assert kadai("nbgrader", "autograde", "tiny", "--jobs", "1", cwd=course.root).code == 0
    assert total(course, "forger") == 0
