"""The same assignment as an ordinary nbgrader course: the checks' text in test cells, run in the student's kernel."""

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

from autograder.course import Assignment
from autograder.course.handed_out.regions import without_markers
from autograder.course.handed_out.stubs import stub_cells
from autograder.grading.classroom.collector_process import collect

# Marks are all that the tests need of pytest; a kernel that does not import pytest starts faster.
_SETUP = """
    ### BEGIN HIDDEN TESTS
    import inspect, sys, types
    import numpy as np
    import autograder.numerics

    def _module(name, text, **names):
        module = types.ModuleType(name)
        vars(module).update(names)
        exec(compile(text, name, "exec"), vars(module))
        return module

    _testing = types.ModuleType("autograder.testing")
    vars(_testing).update(vars(autograder.numerics))
    _testing.points = _testing.after = lambda *_: lambda function: function
    sys.modules["autograder.testing"] = _testing
    _reference = _module("reference", {reference!r})
    _tests = [_module("tests", text) for text in {tests!r}]
    _submission = types.SimpleNamespace(**globals())

    def _run(name):
        (function,) = [vars(m)[name] for m in _tests if name in vars(m)]
        has = {{"submission": _submission, "reference": _reference, "rng": np.random.default_rng(0)}}
        function(**{{n: has[n] for n in inspect.signature(function).parameters}})
    ### END HIDDEN TESTS
"""


def write_stock_course(root: Path, assignment: Assignment) -> None:
    """``source/<id>/<id>.ipynb`` and the settings of a course that uses nothing of kadai's."""
    reference = assignment.reference_text()
    files = (assignment.public_tests, assignment.hidden_tests)
    tests = [path.read_text(encoding="utf-8") for path in files]
    setup = dedent(_SETUP).format(reference=without_markers(reference, assignment.reference_path), tests=tests)
    cells = [_cell(c.complete, f"part-{n}", solution=True) for n, c in enumerate(_code(assignment))]
    cells.append(_cell(setup.strip(), "setup", grade=True, locked=True, points=0))
    for check in next(collect([assignment])):
        source = f"### BEGIN HIDDEN TESTS\n_run('test_{check.id}')\n### END HIDDEN TESTS"
        cells.append(_cell(source, check.id, grade=True, locked=True, points=check.max_points))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}
    folder = root / "source" / assignment.id
    folder.mkdir(parents=True)
    (folder / f"{assignment.id}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (root / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'stock'\n")


def _code(assignment: Assignment) -> list[Any]:
    return [c for c in stub_cells(assignment.reference_text(), assignment.reference_path) if c.kind != "text"]


def _cell(source: str, grade_id: str, **flags: object) -> dict[str, Any]:
    metadata = {
        "schema_version": 3,
        "grade_id": grade_id,
        **dict.fromkeys(("grade", "solution", "locked", "task"), False),
    }
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"nbgrader": {**metadata, **flags}},
        "outputs": [],
        "source": source,
    }
