"""One reading of checks: what pytest collects is what grading, notebooks and nbgrader know, or all refuse alike."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_course import REFERENCE, TinyCourse

from autograder.checks import CheckInfo
from autograder.course import Assignment, Course
from autograder.course.handed_out.release import Release
from autograder.errors import UsageError
from autograder.grading.channel import Setup
from autograder.grading.classroom.collector_process import collect, collected
from autograder.grading.classroom.processes import LocalExecutor
from autograder.grading.in_process import notebook
from autograder.grading.in_process.notebook import cell_checker
from autograder.text import Text

HEAD = """\
import functools
import unittest
import pytest
import autograder.testing
import autograder.testing as kadai
from autograder.testing import after, points
worth = points
"""


def read(course: TinyCourse, id: str = "tiny") -> tuple[CheckInfo, ...]:
    return next(collect([Course(course.root).assignment(id)]))


def known_to_grading(assignment: Assignment) -> tuple[CheckInfo, ...]:
    with LocalExecutor(1).start(Setup(str(assignment.course.root), assignment.id)) as team:
        return team.ready.checks


def in_notebook(assignment: Assignment, checks: tuple[CheckInfo, ...]) -> dict[str, float]:
    """Check → points, as nbgrader reads them from the cells of the instructor's notebook."""
    Release(assignment, checks).write()
    cells = [c["metadata"]["nbgrader"] for c in json.loads(assignment.instructors_notebook.read_bytes())["cells"]]
    return {c["grade_id"]: c["points"] for c in cells if c["grade"]}


# Ways to write one check: text with {n} for a number, and what comes of it: names with {n}, and points.
WAYS: list[tuple[str, list[tuple[str, float]]]] = [
    ("@points(2)\ndef test_{n}(submission): ...", [("{n}", 2)]),
    ("def test_{n}(submission): ...", [("{n}", 0)]),
    ("@worth(5)\ndef test_{n}(submission): ...", [("{n}", 5)]),
    ("@kadai.points(value=0.5)\ndef test_{n}(submission): ...", [("{n}", 0.5)]),
    ("@points(3 * 2)\ndef test_{n}(submission): ...", [("{n}", 6)]),
    ("N{n} = 4\n@autograder.testing.points(N{n} / 8)\ndef test_{n}(submission): ...", [("{n}", 0.5)]),
    ("class Test{n}:\n    @points(1)\n    def test_{n}(self, submission): ...", [("{n}", 1)]),
    (
        "@points(1)\nclass Test{n}:\n    def test_{n}(self): ...\n    @points(3)\n    def test_{n}_b(self): ...",
        [("{n}", 1), ("{n}_b", 3)],
    ),
    ("class Test{n}:\n    class TestInner:\n        @points(2)\n        def test_{n}(self): ...", [("{n}", 2)]),
    (
        "class Base{n}:\n    @points(2)\n    def test_{n}(self): ...\nclass Test{n}(Base{n}): ...",
        [("{n}", 2)],
    ),
    ('@points(2)\n@pytest.mark.parametrize("x", [1, 2, 3])\ndef test_{n}(submission, x): ...', [("{n}", 2)]),
    ('@pytest.mark.parametrize("x", [])\n@points(2)\ndef test_{n}(submission, x): ...', [("{n}", 2)]),
    (
        '@points(2)\n@pytest.mark.parametrize("x", [1, 2])\nclass Test{n}:\n    def test_{n}(self, x): ...',
        [("{n}", 2)],
    ),
    ("from extra{n} import test_{n}", [("{n}", 7)]),
    ("from extra{n} import test_{n} as test_{n}_imported", [("{n}_imported", 7)]),
    ("from extra{n} import *", [("{n}", 7)]),
    (
        "def make{n}():\n    @points(4)\n    def check(submission): ...\n    return check\ntest_{n} = make{n}()",
        [("{n}", 4)],
    ),
    ("test_{n} = lambda submission: None", [("{n}", 0)]),
    ("exec(compile('def test_{n}(submission): ...', 'made-{n}.py', 'exec'))", [("{n}", 0)]),
    ("if True:\n    @points(1.5)\n    def test_{n}(submission): ...", [("{n}", 1.5)]),
    (
        "for k in 'ab':\n    def check(submission): ...\n    globals()[f'test_{n}_{{k}}'] = points(2)(check)",
        [("{n}_a", 2), ("{n}_b", 2)],
    ),
    ("@points(1)\n@after('first')\ndef test_{n}(submission): ...", [("{n}", 1)]),
    ("@pytest.fixture\ndef test_{n}_data(): ...\n@points(1)\ndef test_{n}(test_{n}_data): ...", [("{n}", 1)]),
    ("def test_{n}_helper(): ...\ntest_{n}_helper.__test__ = False\ntest_{n}_sizes = [1, 2]", []),
    ("@pytest.mark.skip\n@points(1)\ndef test_{n}(submission): ...", [("{n}", 1)]),
    ("class Test{n}(unittest.TestCase):\n    @points(1)\n    def test_{n}(self): ...", [("{n}", 1)]),
    ("@points(True + 1)\ndef test_{n}(submission): ...", [("{n}", 2)]),
]
EXTRA = "from autograder.testing import points\n\n@points(7)\ndef test_{n}(submission): ...\n"


def written(course: TinyCourse, id: str, ways: list[int]) -> dict[str, float]:
    """Write an assignment with checks in some ways; returns check → points."""
    wanted, texts = {"first": 1.0}, [HEAD, "@points(1)\ndef test_first(submission): ..."]
    for n, way in enumerate(ways):
        text, expected = WAYS[way]
        texts.append(text.format(n=f"n{n}"))
        wanted |= {name.format(n=f"n{n}"): float(points) for name, points in expected}
        course.write(f"assignments/{id}/extra" + f"n{n}.py", EXTRA.format(n=f"n{n}"))
    course.assignment("\n\n".join(texts) + "\n", id=id)
    return wanted


def test_every_way_to_write_a_check_counts_alike_everywhere(tiny_shared: TinyCourse) -> None:
    """Random mixes, whose modules beside the tests have the same names, all read by one program."""
    mixes = st.lists(st.lists(st.integers(0, len(WAYS) - 1), max_size=8), min_size=4, max_size=4)
    round_ = iter(range(10_000))

    @settings(max_examples=3)
    @given(mixes)
    def all_alike(drawn: list[list[int]]) -> None:
        k = next(round_)
        wanted = {f"a{k}_{n}": written(tiny_shared, f"a{k}_{n}", mix) for n, mix in enumerate(drawn)}
        assignments = [Course(tiny_shared.root).assignment(id) for id in wanted]
        for assignment, checks in zip(assignments, collect(assignments), strict=True):
            assert {c.id: c.max_points for c in checks} == wanted[assignment.id]
            assert in_notebook(assignment, checks) == wanted[assignment.id]

    all_alike()


def test_grading_knows_the_same_of_every_way(tiny: TinyCourse) -> None:
    wanted = written(tiny, "tiny", list(range(len(WAYS))))
    assignment = Course(tiny.root).assignment("tiny")
    checks = read(tiny)
    assert {c.id: c.max_points for c in checks} == wanted
    assert checks == known_to_grading(assignment)
    assert sum(in_notebook(assignment, checks).values()) == sum(wanted.values())


def test_checks_that_assignments_share_count_in_each(tiny: TinyCourse) -> None:
    tiny.write(
        "shared_checks/common/shared_tests.py",
        "from autograder.testing import points\n\n@points(2)\ndef test_a(): ...\n",
    )
    for id in ("one", "two"):
        tiny.assignment("from shared_tests import test_a\n", toml='uses = ["common"]', id=id)
    assignments = Course(tiny.root).assignments()
    assert [[(c.id, c.max_points) for c in checks] for checks in collect(assignments)] == [[("a", 2)], [("a", 2)]]
    tiny.write("shared_checks/common/shared_tests.py", "def test_a(): ...\ndef test_a(): ...\n")
    with pytest.raises(UsageError, match=r"shared_tests\.py, line 2: test_a is there twice"):
        next(collect(assignments))


def test_titles_come_from_the_docstring_that_the_function_has(tiny: TinyCourse) -> None:
    hidden = '''
        def test_a(submission):
            """One.

            ja: いち。

            For instructors.
            """

        def test_b(submission): ...
        test_b.__doc__ = "Two."

        def test_no_words(submission): ...
    '''
    titles = {c.id: c.title for c in read(tiny.assignment(hidden))}
    assert titles == {"a": Text("One.", "いち。"), "b": Text.same("Two."), "no_words": Text.same("no words")}


REFUSED = {
    "def test_a(:\n": "line 8: SyntaxError",
    "import no_such_module\n": r"line 8: ModuleNotFoundError: No module named 'no_such_module'",
    "import broken\n": r"broken\.py, line 2: ZeroDivisionError",
    "@points('6')\ndef test_a(): ...\n": r"line 8: @points\('6'\): write the points as a number, as in @points\(3\)",
    "@points\ndef test_a(): ...\n": r"line 8: @points\(test_a\): write the points as a number",
    "@points(True)\ndef test_a(): ...\n": r"line 8: @points\(True\): write the points as a number",
    "@points(-1)\ndef test_a(): ...\n": r"line 8: @points\(-1\): points are a finite number of at least 0",
    "@points(float('nan'))\ndef test_a(): ...\n": r"line 8: @points\(nan\): points are a finite number",
    "@after(3)\ndef test_a(): ...\n": r"line 8: @after\(3\): name test functions, or checks",
    "@points(1)\n@points(2)\ndef test_a(): ...\n": "test_a has two @points",
    "@pytest.mark.kadai_points('1')\ndef test_a(): ...\n": r"test_a: @points\('1'\): write the points as a number",
    "def test_b(): ...\n@after('bb')\ndef test_a(): ...\n": r"@after of test_a names 'bb', .*did you mean 'b'\?",
    "@after('a')\ndef test_a(): ...\n": "circle: a → a",
    "def test_a(): ...\ndef test_a(): ...\n": "line 9: test_a is there twice, first in line 8",
    "class TestA:\n    def test_a(self): ...\n    def test_a(self): ...\n": "line 10: test_a is there twice",
    "class TestA:\n    def test_a(self): ...\nclass TestA:\n    def test_b(self): ...\n": "TestA is there twice",
    "from extra import test_more\ndef test_more(): ...\n": "line 9: test_more is there twice, first in line 8",
    "from twice import test_more\n": r"twice\.py, line 2: test_more is there twice",
    "class TestA:\n    def test_a(self): ...\nclass TestB(TestA): ...\n": "test_a is in TestA and in TestB",
    "def test_a(): ...\nclass TestA:\n    def test_a(self): ...\n": "'a' exists twice",
    "from test_public import test_shown\n": r"'shown' exists twice: .* in test_public\.py and in test_hidden\.py",
    "class TestA:\n    def __init__(self): ...\n    def test_a(self): ...\n": r"TestA\.test_a .*has a constructor",
    "test_a = points(1)(lambda submission: None)\n": r"test_a \(it is a MarkDecorator\)",
    "@after\ndef test_a(): ...\n": r"pytest does not run test_a \(it is a MarkDecorator\)",
    "class Callable:\n    def __call__(self, submission): ...\ntest_a = Callable()\n": r"test_a \(it is a Callable\)",
    "class Softmax:\n    def test_a(self): ...\n": r"pytest does not run Softmax\.test_a \(.* begin with Test\)",
    "def test_a(submission):\n    yield\n": r"'yield' keyword .*test_a",
    "@pytest.mark.parametrize('x', [pytest.param(1, marks=points(1)), pytest.param(2, marks=points(2))])\n"
    "def test_a(x): ...\n": "parameters of test_a are worth different points",
    "pytest.importorskip('no_such_package')\ndef test_a(): ...\n": "the whole file is skipped, and its points with it",
    "def test_和(submission): ...\n": "test_和 cannot be a check: .* letters, digits and _",
    "import secrets\nN = secrets.token_bytes(8)\ndef test_a(): ...\n": "line 9: .*asks the operating system",
    "import os\nos._exit(3)\n": "the tests end the process that reads them",
}
GRADED_TOO = 4  # every so manieth is graded as well: an examiner takes as long as all the others are read


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> TinyCourse:
    """An assignment for everything that is refused."""
    course = TinyCourse(tmp_path_factory.mktemp("refusing") / "course")
    for n, text in enumerate(REFUSED):
        course.assignment(HEAD + text, "def test_shown(submission): ...\n", REFERENCE, id=f"a{n}")
        course.write(f"assignments/a{n}/extra.py", "def test_more(): ...\n")
        course.write(f"assignments/a{n}/broken.py", "\n1 / 0\n")
        course.write(f"assignments/a{n}/twice.py", "def test_more(): ...\ndef test_more(): ...\n")
    return course


@pytest.fixture(scope="module")
def refusals(refusing: TinyCourse) -> dict[str, str]:
    assignments = Course(refusing.root).assignments()
    return {a.id: answer.refusal.en for a, answer in zip(assignments, collected(assignments), strict=True)}


@pytest.mark.parametrize("n", range(len(REFUSED)))
def test_what_cannot_count_everywhere_is_refused_in_one_sentence(
    refusing: TinyCourse, refusals: dict[str, str], n: int
) -> None:
    says = list(REFUSED.values())[n]
    assert re.search(says, refusals[f"a{n}"]), refusals[f"a{n}"]
    assert "\n" not in refusals[f"a{n}"]
    assert str(refusing.root / f"assignments/a{n}") in refusals[f"a{n}"]


@pytest.mark.parametrize("n", range(0, len(REFUSED) - 1, GRADED_TOO))
def test_grading_refuses_with_the_same_sentence(refusing: TinyCourse, refusals: dict[str, str], n: int) -> None:
    with pytest.raises(UsageError) as refused:
        known_to_grading(Course(refusing.root).assignment(f"a{n}"))
    assert str(refused.value) == refusals[f"a{n}"]


def test_the_command_refuses_with_that_sentence(refusing: TinyCourse, refusals: dict[str, str], kadai: Any) -> None:
    ended = kadai("release", "a3", cwd=refusing.root)
    assert (ended.code, ended.err) == (2, f"kadai: {refusals['a3']}\n")


def test_what_comes_before_a_refusal_is_released(refusing: TinyCourse, kadai: Any) -> None:
    refusing.assignment(HEAD + "def test_a(submission): ...\n", id="aa")
    ended = kadai("release", "aa", "a0", cwd=refusing.root)
    assert ended.code == 2
    assert (refusing.root / "student_template/aa/aa.py").is_file()
    assert not (refusing.root / "student_template/a0").exists()


def test_without_test_files_there_are_no_checks(tiny: TinyCourse) -> None:
    assert read(tiny.assignment(hidden="")) == ()


def test_a_notebook_knows_public_checks_as_pytest_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "test_public.py"
    path.write_text(
        f"{HEAD}\nclass TestMore:\n    def test_five(self, submission):\n        assert submission.x == 5\n"
    )
    check = cell_checker({"x": 5}, path)
    assert repr(check("five")).splitlines()[0] == "✓ five"  # below it, how to read Japanese
    assert "run after you hand in" in repr(check("hidden"))
    with monkeypatch.context() as patched:
        patched.setattr(notebook, "run_public_checks", None)
        assert "run after you hand in" in repr(check("another_hidden"))  # without asking pytest again
    path.write_text("def test_hidden(submission): ...\n")
    assert repr(check("hidden")) == "✓ hidden"
    path.write_text("def test_a(): ...\ndef test_a(): ...\n")
    assert "line 2: test_a is there twice" in repr(check("a"))
