"""``kadai nbgrader adopt``: an assignment from an ordinary course's notebook."""

import ast
from pathlib import Path
from textwrap import dedent

import pytest
from ordinary_notebook import Cell, answer, checks, given, markdown, solution, task, write
from tiny_course import TinyCourse, run_kadai

from autograder.course import Course
from autograder.course.handed_out.stubs import stub
from autograder.course.written import read_questions
from autograder.errors import UsageError
from autograder.grading.classroom.collector_process import collect
from autograder.grading.validation.validate import Silent, validate
from autograder.nbgrader.adopting.adopt import LIST, Adoption, adopt
from autograder.nbgrader.adopting.assembling import marked, without_failing
from autograder.nbgrader.adopting.source_notebook import read_notebook
from autograder.nbgrader.adopting.written_tests import BANNER, adopted_tests

SQUARES = """
    def squares(n):
        '''The squares up to n.'''
        ### BEGIN SOLUTION
        if n < 1:
            raise ValueError("n")
        return [i ** 2 for i in range(1, n + 1)]
        ### END SOLUTION
"""
CELLS = [
    markdown("# Sums\n\nSee ![a dot](dot.png) and ![nothing](gone.png).\n\nWrite `squares`."),
    given("import numpy as np\nfrom numpy.testing import assert_allclose\nLIMIT = 3"),
    given("def near(a, b):\n    return abs(a - b) < LIMIT"),
    solution(SQUARES),
    given("def twice(n):\n    return squares(n) * 2"),
    given("%matplotlib inline\nsquares(3)"),
    checks(
        "correct", "# The values.\nassert squares(2) == [1, 4]\nassert_allclose(np.array(squares(3)), [1, 4, 9])", 2
    ),
    checks("given_builds_on_it", "assert twice(1) == [1, 1]\nassert near(squares(1)[0], 1)"),
    checks("raises", "try:\n    squares(0)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError('no')", 0.5),
    checks(
        "hidden",
        "x = squares(2)\nassert len(x) == 2\n### BEGIN HIDDEN TESTS\nassert squares(4)[-1] == 16\n### END HIDDEN TESTS",
        3,
    ),
    solution("### BEGIN SOLUTION\ntotal = sum(squares(3))\n### END SOLUTION", "total"),
    checks("value", "assert total == 14"),
    solution("def mean(n):\n    return total / n if n else sum(squares(3))", "whole"),
    checks("set_by_the_test", "total = 30\nassert mean(3) == 10"),
    checks("autotest", "### AUTOTEST squares(3); total"),
    checks("replaces", "kept = squares\ndel squares\ntry:\n    mean(0)\nexcept NameError:\n    pass\n"
          "else:\n    raise AssertionError\nfinally:\n    squares = kept"),
    checks("needs_an_earlier_test", "assert kept is not None and x == [1, 4]"),
    checks("shell", "!ls\nassert total == 14"),
    checks("partial", "score = 0.5\nscore"),
    checks("wrong", "assert total == 15"),
    checks("not_installed", "import surely_not_installed\nassert total"),
    checks("notebooks_own", "assert len(globals())"),
    markdown("Why is that so?"),
    answer("why", "### BEGIN SOLUTION\nBecause of $x^2$.\n### END SOLUTION"),
    task("plot", "Plot it.\n\n=== BEGIN MARK SCHEME ===\naxes have labels\n=== END MARK SCHEME ==="),
    given("open('written.txt', 'w').write('x')\nundefined_name"),
]  # fmt: skip
TRANSLATED = {
    "correct", "given_builds_on_it", "raises", "hidden", "value", "set_by_the_test", "autotest", "replaces",
    "needs_an_earlier_test",
}  # fmt: skip


@pytest.fixture(scope="module")
def course(tiny_shared: TinyCourse) -> TinyCourse:
    source = tiny_shared.root / "source" / "sums"
    write(source / "sums.ipynb", *CELLS)
    (source / "dot.png").write_bytes(b"\x89PNG")
    (source / "numbers.csv").write_text("1,2\n")
    (source / "given_helper.py").write_text("x = 1\n")
    (tiny_shared.root / "reference").mkdir()
    return tiny_shared


@pytest.fixture(scope="module")
def adopted(course: TinyCourse) -> Adoption:
    (made,) = adopt(Course(course.root), "sums", course.root / "source/sums")
    return made


def test_cells_become_checks_or_are_listed_with_a_reason(adopted: Adoption) -> None:
    assert {a.cell.id for a in adopted.done} == TRANSLATED
    whys = {a.cell.id: a.why.en for a in adopted.cells if a.why is not None}
    assert {id: why.split(":")[0] for id, why in whys.items()} == {
        "shell": "it has magics or shell commands",
        "partial": "its last value is a partial credit",
        "wrong": "the notebook's own solution does not pass it here",
        "not_installed": "it uses surely_not_installed, which is not installed here",
        "notebooks_own": "it uses globals",
    }
    assert all(a.why.ja for a in adopted.cells if a.why is not None)
    assert (adopted.points(), adopted.points(all_=True)) == (11.5, 16.5)


def test_what_is_not_translated_stays_as_it_was_and_is_listed(adopted: Adoption, course: TinyCourse) -> None:
    folder = course.root / "assignments/sums"
    text = (folder / "test_hidden.py").read_text(encoding="utf-8")
    left = text.split(BANNER)[1]
    assert "# wrong (1 points)\n# assert total == 15" in left
    assert "# !ls" in left
    listed = (folder / LIST).read_text(encoding="utf-8")
    assert "9 of 14 graded cells have become checks: 11.5 of 16.5 points. 2 cells are graded by a person." in listed
    assert "`gone.png`" in listed
    assert "NameError: name 'undefined_name'" in listed


def test_the_assignment_loads_and_its_reference_gets_everything(adopted: Adoption, course: TinyCourse) -> None:
    assignment = Course(course.root).assignment("sums")
    (found,) = validate([assignment], Silent(), mutants=False)
    reference = [f for f in found.findings if f.kind == "reference"]
    assert [f.problem for f in reference if not f.good] == []
    assert sum(c.max_points for c in next(collect([assignment]))) == adopted.points()
    stubs = [f for f in found.findings if f.kind == "stub"]
    assert all(f.good for f in stubs), stubs
    assert all(f.good for f in found.findings if f.kind in ("release", "student"))


def test_files_questions_and_handout(adopted: Adoption, course: TinyCourse) -> None:
    assignment = Course(course.root).assignment("sums")
    assert set(assignment.data) == {"dot.png", "numbers.csv"}
    assert [path.name for path in assignment.given] == ["given_helper.py"]
    assert assignment.title.en == "Sums"
    why, plot = read_questions(assignment.folder / "written.toml")
    assert (why.text.en, why.points, why.rubric[0].text.en) == ("Why is that so?", 2, "Because of $x^2$.")
    assert (plot.text.en, plot.points, "axes have labels" in plot.rubric[0].text.en) == ("Plot it.", 3, True)
    handout = (assignment.folder / "handout.en.md").read_text(encoding="utf-8")
    assert "![a dot](dot.png)" in handout
    assert "(gone.png)" in handout
    assert "Because" not in handout


def test_the_stub_is_what_nbgrader_releases(adopted: Adoption, course: TinyCourse) -> None:
    from nbformat import from_dict
    from nbgrader.preprocessors import ClearSolutions

    notebook = from_dict({"cells": CELLS, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    for cell in notebook.cells:
        cell.source = "".join(cell.source)
    ClearSolutions().preprocess(notebook, {"nbgrader": {}})
    released = "\n".join(
        cell.source
        for cell in notebook.cells
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade")
    )
    assignment = Course(course.root).assignment("sums")
    mine = stub(assignment.reference_text(), assignment.reference_path)
    for_ever = "raise NotImplementedError"
    plain = [
        [ast.dump(s) for s in ast.parse(text).body if not ast.unparse(s).startswith((for_ever, "undefined", "open("))]
        for text in (released.replace("%matplotlib inline", "").replace(f"{for_ever}()", for_ever), mine)
    ]
    assert plain[0] == plain[1]


def test_the_command_says_what_it_did(course: TinyCourse, adopted: Adoption, tmp_path: Path) -> None:
    again = run_kadai("nbgrader", "adopt", "sums", "--course", course.root, cwd=tmp_path)
    assert again.returncode == 2
    assert "is there already" in again.stderr
    none = run_kadai("nbgrader", "adopt", "other", "--course", course.root, cwd=tmp_path)
    assert none.returncode == 2
    assert "--from" in none.stderr


def test_several_notebooks_become_several_assignments(tiny: TinyCourse) -> None:
    for name in ("one", "two"):
        write(tiny.root / f"source/ps/{name}.ipynb", solution(SQUARES), checks("right", "assert squares(1) == [1]"))
    write(tiny.root / "source/ps/notes.ipynb", markdown("nothing to grade"))
    done = run_kadai("nbgrader", "adopt", "ps", "--lang", "en", cwd=tiny.root)
    done = done if done.returncode == 0 else run_kadai("nbgrader", "adopt", "ps", cwd=tiny.root)
    assert done.returncode == 0, done.stderr
    assert Course(tiny.root).ids() == ("ps_one", "ps_two")
    assert "ps_one: 1 of 1 graded cells translated (1 of 1 points)" in done.stdout


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": [{}]}', '{"cells": [{"cell_type": "code", "source": 3}]}'])
def test_what_is_no_notebook_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.ipynb").write_text(text)
    with pytest.raises(UsageError, match=r"a\.ipynb"):
        read_notebook(tmp_path / "a.ipynb")


def translated(tmp_path: Path, *cells: Cell) -> dict[str, str]:
    """The bodies of the translated tests, by cell; the reasons of the others."""
    found = adopted_tests(read_notebook(write(tmp_path / "n.ipynb", *cells)))
    return {
        a.cell.id: a.why.en if a.why else "\n".join(t.body for t in (*a.hidden.values(), *a.public.values()))
        for a in found
    }


@pytest.mark.parametrize(
    ("cells", "becomes"),
    [
        ([solution("def f(x): return x"), checks("t", "assert f(f(1)) == 1  # twice")],
         "assert submission.f(submission.f(1)) == 1  # twice"),
        ([solution("x = 1"), checks("t", "def g(x):\n    return x\nassert g(x) == 1")],
         "def g(x):\n    return x\nassert g(submission.x) == 1"),
        ([solution("xs = [1]"), checks("t", "assert xs and [xs for xs in [1]][0] == 1")],
         "assert submission.xs and [xs for xs in [1]][0] == 1"),
        ([solution("x = 1"), checks("t", "assert f'{x}' == '1'")], "assert f'{submission.x}' == '1'"),
        ([solution("x = 1"), checks("t", "assert '''a\nb''' and x")], "assert 'a\\nb' and submission.x"),
        ([solution("x = 1"), checks("t", "x = x + 1\nassert x == 2")],
         "submission.x = submission.x + 1\nassert submission.x == 2"),
        ([solution("x = 1"), checks("t", "x = 5\nassert x == 5 and y"), solution("z = 1")],
         "it uses y, which no cell before it defines"),
        ([solution("def f(): return y"), checks("t", "y = 5\nassert f() == 5")],
         "submission.y = 5\nassert submission.f() == 5"),
        ([given("import math"), solution("x = 1"), checks("t", "assert math.exp(0) == x")],
         "assert math.exp(0) == submission.x"),
        ([solution("import math\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION"), checks("t", "assert math.exp(0) == x")],
         "assert math.exp(0) == submission.x"),
        ([solution("import math\nx = 1"), checks("t", "assert math.exp(0) == x")],
         "assert math.exp(0) == submission.x"),
        ([solution("x = 1"), checks("t", "assert 'x' in globals() and 'y' not in locals(), 'é'")],
         "assert (hasattr(submission, 'x')) and (not hasattr(submission, 'y')), 'é'"),
        ([solution("def f(): return 1"), checks("t", "assert f()"), solution("def f(): return 2")],
         "assert submission.f()"),
        ([solution("import math"), checks("t", "assert math.exp(0) == 1")],
         "nothing in it is the student's, but for what is imported"),
        ([given("d = {'a': 1}"), solution("d['a'] = 2"), checks("t", "assert d['a'] == 2")],
         "assert submission.d['a'] == 2"),
        ([given("def g(): return f()"), solution("def f(): return 1"), checks("t", "assert g() == 1")],
         "assert submission.g() == 1"),
        ([solution("x = 1"), checks("t", "assert x == 1"), solution("x = 2", "again")],
         "it needs the value that x has at this point; a later cell gives it another"),
        ([checks("t", "assert x == 1"), solution("x = 2")], "it uses x, which only a later solution defines"),
        ([checks("t", "assert nowhere == 1")], "it uses nowhere, which no cell before it defines"),
        ([solution("def sum(x): return 1"), checks("t", "assert sum([2]) == 1")], "assert submission.sum([2]) == 1"),
        ([solution("def f(x): return x\ny = 1"), checks("t", "def f(x): return 1\nassert f(2) == y")],
         "def f(x): return 1\nassert f(2) == submission.y"),
        ([solution("def g(x): return x\ndef f(x): return g(x)"), checks("t", "def g(x): return 1\nassert f(2) == 1")],
         "it defines g anew, which the student's code calls"),
        ([given("import math"), solution("def f(): return math.exp(0)"),
          checks("t", "math.exp = None\nassert math.pi\nf()")],
         "submission.math.exp = None\nassert math.pi\nsubmission.f()"),
        ([solution("def f(x): return x"),
          checks("a", "a = [1]\nr = f(a)\na = [a, 2]\nq = f(a)\nassert r"), checks("t", "assert q == [[1], 2]")],
         "a = [1]\na = [a, 2]\nq = submission.f(a)\nassert q == [[1], 2]"),
        ([solution("x = 1"), checks("t", "# nothing")], "it holds no test"),
        ([solution("x = 1"), checks("t", "assert (x ==")], "it is no Python"),
    ],
)  # fmt: skip
def test_names_are_told_apart(tmp_path: Path, cells: list[Cell], becomes: str) -> None:
    assert translated(tmp_path, *cells)["t"] == becomes


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("### AUTOTEST f(1); x", "assert_close(submission.f(1), reference.f(1), what='f(1)')\n"
         "assert_close(submission.x, reference.x, what='x')"),
        ("def g(h):\n    return h()\n### HASHED AUTOTEST g(lambda: f(2))",
         "def g(h):\n    return h()\n"
         "assert_close(g(lambda: submission.f(2)), g(lambda: reference.f(2)), what='g(lambda: f(2))')"),
        ("kept = f\ndel f\n### AUTOTEST x\nf = kept",
         "its autotests stand among statements that change the student's names"),
        ("def g():\n    return f(1)\n### AUTOTEST g() + x",
         "its autotests stand among statements that change the student's names"),
    ],
)  # fmt: skip
def test_autotests_ask_both_sides(tmp_path: Path, text: str, becomes: str) -> None:
    found = translated(tmp_path, solution("def f(n): return n\nx = 1\ndef u(): return f(1)"), checks("t", text))
    assert found["t"] == becomes


def test_helpers_of_the_course_come_along_and_are_never_the_submissions(tmp_path: Path) -> None:
    notebook = write(
        tmp_path / "n.ipynb",
        given("from math import isclose\nEPS = 1e-9\ndef near(a, b):\n    return isclose(a, b, abs_tol=EPS)"),
        solution("x = 1.0\ndef near(a, b):\n    return True", "cheat"),
        solution("y = 1.0"),
        checks("cheated", "assert near(x, 1)"),
    )
    (found,) = adopted_tests(read_notebook(notebook))
    assert found.public["cheated"].body == "assert submission.near(submission.x, 1)"  # its author writes it anew
    notebook = write(
        tmp_path / "m.ipynb",
        given("from math import isclose\nEPS = 1e-9\ndef near(a, b):\n    return isclose(a, b, abs_tol=EPS)"),
        solution("x = 1.0"),
        checks("t", "from nose.tools import assert_equal\nassert near(x, 1)\nassert_equal(x, 1)"),
        checks("later", "assert_equal(x, 1)"),
    )
    first, later = adopted_tests(read_notebook(notebook))
    assert first.public["t"].helpers == ["EPS = 1e-09", "def near(a, b):\n    return isclose(a, b, abs_tol=EPS)"]
    nose = ["import unittest", "assert_equal = unittest.TestCase().assertEqual"]
    assert first.public["t"].imports == [*nose, "from math import isclose"]
    assert first.public["t"].body == "assert near(submission.x, 1)\nassert_equal(submission.x, 1)"
    assert later.public["later"].imports == nose


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("def f():\n    # BEGIN SOLUTION here\n    return 1\n    #END SOLUTION",
         "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION"),
        ("def f():\n### BEGIN SOLUTION\n    return 1\n### END SOLUTION",
         "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION"),
        ("x = 1", "### BEGIN SOLUTION\nx = 1\n### END SOLUTION"),
        ("# nothing", "### BEGIN SOLUTION\n# nothing\npass\n### END SOLUTION"),
        ("x = [\n    ### BEGIN SOLUTION\n    1\n    ### END SOLUTION\n]", None),
    ],
)  # fmt: skip
def test_marks_become_kadais(text: str, becomes: str | None) -> None:
    assert marked(text) == becomes


def test_statements_that_do_not_run_become_comments() -> None:
    text = dedent("""
        x = 1
        y = open(
            "gone.csv",
        )
        ### BEGIN SOLUTION
        z = y
        ### END SOLUTION
    """).strip("\n")
    assert without_failing(text, [(3, "gone"), (6, "name")]) == (
        'x = 1\n# does not run: gone\n# y = open(\n#     "gone.csv",\n# )\n# does not run: name\n# z = y\n'
    )


def test_a_test_that_never_ends_is_left_as_it_was(tiny: TinyCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.nbgrader.adopting.adopt._TRY_SECONDS", 5.0)
    total = solution("### BEGIN SOLUTION\ntotal = 3\n### END SOLUTION", "total")
    write(tiny.root / "source/ps/ps.ipynb", total, checks("endless", "while total:\n    pass"))
    (made,) = adopt(Course(tiny.root), "ps", tiny.root / "source/ps")
    assert not made.done
    assert "# while total" in (tiny.root / "assignments/ps/test_hidden.py").read_text(encoding="utf-8")
