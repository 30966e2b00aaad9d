"""What notebooks of an ordinary course may do to their grade, the tests, each other and the machine: nothing."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbgrader_course import nbgrader
from ordinary_course import CONFIG, OrdinaryCourse, answer, code

from autograder.nbgrader.ordinary.plan import Judged
from autograder.nbgrader.parts import AUTOGRADE, SANITIZE

Run = Callable[..., Any]
OUTSIDE = Path(f"/tmp/kadai-given-{os.getpid()}")  # where everybody may write
CELLS = [
    code("import numpy as np\nfrom numpy.testing import assert_equal\nimport os\n"
         "open('given.txt', 'w').write('here')\n"
         f"try:\n    open({str(OUTSIDE)!r}, 'w')\nexcept OSError:\n    pass", "given"),
    answer("def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION", "double"),
    code("assert_equal(double(2), 4)\nassert abs(double(3) - 6) < 1e-9", "first", points=1),
    code("np.linalg.solve = None\nassert double(1) == 2", "forbids", points=1),
    answer("### BEGIN SOLUTION\nwith open('out.txt', 'w') as f:\n    f.write(str(double(4)))\n### END SOLUTION",
           "writes"),
    code("assert open('out.txt').read() == '8' and open('given.txt').read() == 'here'", "reads", points=1),
    answer("def ask():\n    ### BEGIN SOLUTION\n    print('hello', input())\n    ### END SOLUTION", "ask"),
    code("import io, builtins\nfrom contextlib import redirect_stdout\nbuiltins.input = lambda *p: 'you'\n"
         "said = io.StringIO()\nwith redirect_stdout(said):\n    ask()\nassert said.getvalue() == 'hello you\\n'",
         "asks", points=1),
    code("assert np.linalg.solve is not None and double(1) == 2\n0.5", "partial", points=1),
]  # fmt: skip
CONTAINED = [
    *CELLS[:3],
    answer("### BEGIN SOLUTION\nlast = 1\n### END SOLUTION", "last"),
    code("assert In[-1] and last == 1", "kernel", points=1),
    code("!true\nassert last == 1", "shell", points=1),
]  # fmt: skip
RIGHT = {
    "double": "def double(x):\n    return x + x", "writes": "with open('out.txt', 'w') as f: f.write(str(double(4)))",
    "ask": "def ask():\n    print('hello', input())", "last": "last = 1",
}  # fmt: skip
FULL = {"first": 1.0, "forbids": 1.0, "reads": 1.0, "asks": 1.0, "partial": 0.5}
TRANSFORMER = """
from IPython import get_ipython
get_ipython().input_transformers_cleanup.append(lambda lines: ["pass\\n"])
"""
ATTACKS = {
    "transformer": TRANSFORMER,
    "source": "exec(open('../../../source/ps/one.ipynb').read())",
    "gradebook": "import sqlite3\n"
                 "sqlite3.connect('../../../gradebook.db').execute('update grade set manual_score = 9')",
    "display": "import sys\nsys.displayhook(4.0)\ndef double(x): sys.displayhook(4.0)",
    "helpers": "def assert_equal(*a, **k): pass\nimport numpy.testing\nnumpy.testing.assert_equal = assert_equal",
    "poser": "class Yes:\n    def __eq__(self, other): return True\n    def __bool__(self): return True\n"
             "def double(x): return Yes()",
    "close": "class Close:\n    __sub__ = __abs__ = lambda self, *a: self\n    __lt__ = lambda self, other: True\n"
             "def double(x): return Close()",
    "rewriting": "def __kadai_eq__(*a): return True\n__kadai_call__ = __kadai_eq__\ndef double(x): return 0",
    "tools": "import numpy as np\nassert_equal = lambda *a: None\nabs = lambda x: 0\ndef double(x): return 0",
    "builtin": "import builtins\nbuiltins.AssertionError = type('Never', (Exception,), {})",
    "exit": "import os\nclass E:\n    def __del__(self): os._exit(0)\ne = E()\ndel e",
}  # fmt: skip


HIDDEN = [
    answer("def triple(x):\n    ### BEGIN SOLUTION\n    return 3 * x\n    ### END SOLUTION", "triple"),
    code("assert triple(1) == 3\n### BEGIN HIDDEN TESTS\nassert triple(12345) == 37035\n### END HIDDEN TESTS", "apart",
         points=1),
    code("assert In[-1] and triple(1) == 3\n### BEGIN HIDDEN TESTS\nassert triple(54321) == 162963\n"
         "### END HIDDEN TESTS", "kernel", points=1),
    code("assert In[-1] and triple(1) == 3", "last", points=1),
]  # fmt: skip
SPY = """
from IPython import get_ipython
seen = []
def keep(info):
    seen.append(info.raw_cell)
    print(seen)
get_ipython().events.register("pre_run_cell", keep)
def triple(x):
    print(seen, x)
    return 3 * x if x == 1 else 0
"""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> OrdinaryCourse:
    return OrdinaryCourse.generated(tmp_path_factory.mktemp("hostile") / "course", {"one": CELLS})


@pytest.fixture
def course(generated: OrdinaryCourse, tmp_path: Path) -> OrdinaryCourse:
    return generated.copied(tmp_path / "course")


@pytest.fixture
def contained(tmp_path: Path) -> OrdinaryCourse:
    return OrdinaryCourse.generated(tmp_path / "course", {"one": CONTAINED})


@pytest.fixture
def command(kadai: Run, course: OrdinaryCourse) -> Run:
    """A command of ``kadai nbgrader`` on the assignment."""

    def run(name: str, *options: str, code: int = 0) -> str:
        ended = kadai("nbgrader", name, "ps", *options, cwd=course.root)
        assert ended.code == code, ended
        return str(ended.out)

    return run


def test_a_class_with_everything_in_it(course: OrdinaryCourse, command: Run) -> None:
    course.hand_in("a_right", RIGHT)
    for name, text in ATTACKS.items():
        course.hand_in(f"b_{name}", {"double": text})
    course.hand_in("c_endless", {**RIGHT, "writes": "while True: pass"})
    course.hand_in("d_crash", {**RIGHT, "ask": "def ask():\n    import os\n    os._exit(0)"})
    course.hand_in("e_warns", {**RIGHT, "double": "import sys\ndef double(x):\n    print('!', file=sys.stderr)\n"
                                                  "    return x + x"})  # fmt: skip
    (course.hand_in("f_broken", {}) / "one.ipynb").write_text("{")
    course.hand_in("z_right", RIGHT)
    said = command("autograde", "--jobs", "1", "--cell-seconds", "4")
    assert course.scores("a_right") == FULL == course.scores("z_right") == course.scores("e_warns")
    for name in ATTACKS:
        scores = course.scores(f"b_{name}")
        earned = {test for test in FULL if scores[test]}
        assert not earned, (name, scores)
    assert course.scores("c_endless") == {**FULL, "reads": 0.0}
    assert course.scores("d_crash") == {**FULL, "asks": 0.0}
    assert set(course.scores("f_broken").values()) == {0.0}
    assert "17 recorded" in said
    assert not OUTSIDE.exists()


def test_what_cannot_be_isolated_is_contained_and_said(contained: OrdinaryCourse, kadai: Run) -> None:
    said = kadai("nbgrader", "check", "ps", cwd=contained.root)
    assert said.code == 0, said
    assert "one first (1): isolated" in said.out
    assert "one kernel (1): contained" in said.out
    assert "1 isolated, 1 contained, 1 by hand" in said.out
    assert "touches the machine: shell: !true" in said.out
    assert "grade without isolation" in said.out
    contained.hand_in("right", RIGHT)
    contained.hand_in("wrong", {})
    graded = kadai("nbgrader", "autograde", "ps", "--jobs", "1", cwd=contained.root)
    assert contained.scores("right") == {"first": 1.0, "kernel": 1.0, "shell": None}
    assert contained.scores("wrong") == {"first": 0.0, "kernel": 0.0, "shell": None}
    assert "contained, not isolated" in graded.out
    assert "contained, not isolated" in contained.outputs("right", "one", "kernel")


def test_no_text_of_a_hidden_test_comes_back(tmp_path: Path, kadai: Run) -> None:
    course = OrdinaryCourse.generated(tmp_path / "course", {"one": HIDDEN})
    course.hand_in("spy", {"triple": SPY})
    course.hand_in("right", {"triple": "def triple(x):\n    return x + x + x"})
    assert kadai("nbgrader", "autograde", "ps", "--jobs", "1", cwd=course.root).code == 0
    assert course.scores("right") == {"apart": 1.0, "kernel": 1.0, "last": 1.0}
    assert course.scores("spy") == {"apart": 0.0, "kernel": 0.0, "last": 1.0}
    said = "".join(course.outputs("spy", "one", name) for name in ("triple", "apart", "kernel", "last"))
    assert "37035" not in said
    assert "162963" not in said


def test_a_test_agrees_where_both_ways_say_the_same() -> None:
    assert Judged("t", 1.0, "isolated", "", ("passed", "passed"), ("failed: E", "failed: E")).agrees
    assert not Judged("t", 1.0, "isolated", "", ("failed: E", "passed"), ("failed: E", "failed: E")).agrees
    assert not Judged("t", 1.0, "isolated", "", ("passed", "passed"), ("passed", "failed: E")).agrees
    assert not Judged("t", 2.0, "isolated", "", ("1.0", "2.0"), ("0", "0")).agrees


def test_nbgraders_own_command_gives_the_same(course: OrdinaryCourse, command: Run) -> None:
    ours = {"sanitize_preprocessors": SANITIZE, "autograde_preprocessors": AUTOGRADE}
    (course.root / "nbgrader_config.json").write_text(json.dumps({"Autograde": ours}))
    course.hand_in("right", RIGHT)
    (course.root / "nbgrader_config.py").write_text(f"{CONFIG}import surely_not_installed\n")
    nbgrader("autograde", "ps", cwd=course.root)  # which goes on without that file
    (course.root / "nbgrader_config.py").write_text(CONFIG)
    assert course.scores("right") == FULL
    by_nbgrader = json.dumps(course.autograded("right", "one"))
    command("autograde", "--force")
    assert json.dumps(course.autograded("right", "one")) == by_nbgrader
