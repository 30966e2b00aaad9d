"""What a student's cells may do to tests that stand beside them: nothing passes but by values that are right."""

from collections.abc import Iterator, Sequence

import msgspec
import pytest

from autograder.grading.channel import Channel
from autograder.grading.classroom.programs import talking_program
from autograder.grading.notebooks import statics
from autograder.grading.notebooks.jobs import ANYTHING, Cell, CellResult, Examined, Facts, Job, Ready, Start

IMPORTS = "import math\nimport numpy as np\nfrom numpy.testing import assert_equal\n"
SOLUTION = (
    IMPORTS
    + """
class Money:
    def __init__(self, amount): self.amount = amount
    def __add__(self, other): return Money(self.amount + other)
    def __eq__(self, other): return self.amount == other
    def plus(self, other): return self.amount + other
offset, count = 0, 0
def number(x): return 2.0 * x + offset
def pair(x): return [x, x]
def ones(n): return np.ones(n)
def money(x): return Money(x)
def up():
    global count
    count += 1
"""
)
HONEST = """
import numpy, math, numpy as np
from numpy.testing import assert_equal
class Money:
    def __init__(self, amount): self.cents = 100 * amount
    @property
    def amount(self): return self.cents / 100
    def __add__(self, other): return Money(self.amount + other)
    def __eq__(self, other): return self.amount == other
    def plus(self, other): return (self + other).amount
sum = offset = count = 0
def number(x): return x + 1.0 * x + offset
def pair(x): return {1: x, 2: x}.values()
def ones(n): return numpy.zeros(n) + 1
def money(x): return Money(x)
def up():
    global count
    count = count + 1
"""
TESTS = {
    "close": "assert abs(number(2) - 4.0) < 1e-9",
    "equal": "assert number(2) == 4",
    "other way round": "assert 4.0 - number(2) == 0",
    "between": "assert 3.9 < number(2) < 4.1",
    "in": "assert 5 in pair(5)",
    "items": "assert len(pair(3)) == 2 and sorted(pair(3)) == [3, 3]",
    "all": "assert all(x == 3 for x in pair(3))",
    "difference": "assert ((ones(3) - np.ones(3)) ** 2).sum() < 1e-9",
    "allclose": "assert np.allclose(ones(3), np.ones(3))",
    "isclose": "assert math.isclose(number(3), 6)",
    "method of NumPy": "assert (ones(3) == np.ones(3)).all() and ones(2).tolist() == [1, 1]",
    "assertion": "assert_equal(number(2), 4)",
    "assertion of a module": "np.testing.assert_allclose(ones(3), np.ones(3))",
    "expected": "expected = 4\n### BEGIN HIDDEN TESTS\nexpected = 6\n"
    "assert number(3) == expected\n### END HIDDEN TESTS",
    "tool": "def agree(got, want):\n    return got == want\nassert agree(number(2), 4)",
    "loop": "for x, want in [(1, 2), (2, 4)]:\n    assert number(x) == want",
    "text": "assert str(number(2)) == '4.0' and f'{number(2):.1f}' == '4.0'",
    "object": "assert money(3) + 4 == 7 and money(1).plus(2) == 3",
    "offset": "offset = 10\nassert number(1) == 12\noffset = 0",
    "count": "count = 5\nup()\nassert count == 6",
}  # fmt: skip
_NAMES = "number = pair = ones = money = up"
LIAR = f"""
class Liar:
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return lambda *a, **k: True
    def __float__(self): return 0.5
    def __len__(self): return 0
    def __iter__(self): return iter([1])
    def __str__(self): return "?"
for op in "add sub mul truediv pow radd rsub rmul neg abs round getitem call".split():
    setattr(Liar, f"__{{op}}__", lambda self, *a: self)
for op in "lt le gt ge contains bool eq".split():
    setattr(Liar, f"__{{op}}__", lambda self, *a: True)
liar = Liar()
{_NAMES} = lambda *a: liar
"""
HEIRS = f"""
import numpy as np
class F(float):
    __sub__ = __rsub__ = lambda self, other: 0.0
    __eq__ = __lt__ = __gt__ = lambda self, other: True
class A(np.ndarray):
    __sub__ = lambda self, other: np.zeros(3)
    __eq__ = lambda self, other: np.ones(3, bool)
    tolist = lambda self: [1, 1]
class L(list):
    __eq__ = __contains__ = lambda self, other: True
{_NAMES} = lambda *a: F(7)
ones = lambda n: np.zeros(3).view(A)
pair = lambda x: L([9, 9])
"""
ATTACKS = {
    "an object that agrees": LIAR,
    "heirs of values": HEIRS,
    "names of the engine": f"__kadai_eq__ = __kadai_call__ = __kadai_type__ = lambda *a: True\n{_NAMES} = lambda *a: 0",
    "Python's own names": "abs = lambda x: 0\nall = any = isinstance = lambda *a: True\nsorted = lambda x: [3, 3]\n"
    f"len = lambda x: 2\nround = lambda *a: 4.0\nstr = lambda x: '4.0'\n{_NAMES} = lambda *a: 0",
    "its own builtins": f"import builtins\nbuiltins.abs = lambda x: 0\nbuiltins.all = lambda x: True\n"
    f"{_NAMES} = lambda *a: 0",
    "what tests import": "class N:\n    def __getattr__(self, name): return self\n"
    "    def __call__(self, *a, **k): return True\n"
    f"np = math = N()\nassert_equal = lambda *a, **k: None\n{_NAMES} = lambda *a: 0",
    "patched modules": f"{IMPORTS}np.allclose = np.testing.assert_allclose = math.isclose = lambda *a, **k: True\n"
    f"np.testing.assert_equal = assert_equal = np.allclose\n{_NAMES} = lambda *a: 0",
    "reads what a test sets": f"def read(*a):\n    for known in (lambda: expected, lambda: want):\n        try:\n"
    f"            return known()\n        except NameError:\n            pass\n    return 0\n{_NAMES} = read",
    "sets what a test sets": "def claim():\n    global expected, want, agree\ndef answer(*a):\n    g = globals()\n"
    f"    g['expected'] = g['want'] = 77\n    g['agree'] = lambda *a: True\n    return 77\n{_NAMES} = answer",
}  # fmt: skip
PLANTED = """
import importlib.util, marshal, os
text = "import autograder.grading.notebooks.noting as n; n._OPERATIONS['=='] = lambda a, b: True"
header = importlib.util.MAGIC_NUMBER + bytes(12)
os.mkdir("package")
for name in ("colorsys", "sched", "package/sched", "package/colorsys"):
    with open(name + ".pyc", "wb") as file:
        file.write(header + marshal.dumps(compile(text, name, "exec")))
with open("helper.py", "w") as file:
    file.write("answer = 4")
answer = 4
"""
Ask = tuple[Channel, Facts, dict[str, frozenset[str]]]


def cells_for(own: str, poses: dict[str, frozenset[str]]) -> Sequence[Cell]:
    tests = (Cell(name, "test", text, poses=poses.get(name, frozenset())) for name, text in TESTS.items())
    return Cell("own", "own", own), *tests


def examined(channel: Channel, facts: Facts, cells: Sequence[Cell]) -> dict[str, CellResult]:
    channel.send(Job(tuple(cells), facts, cell_seconds=20.0))
    done = channel.receive(Examined)
    assert not done.ended
    return {result.name: result for result in done.cells}


def passed(results: dict[str, CellResult]) -> set[str]:
    return {name for name in TESTS if results[name].failure is None and not results[name].refused}


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """An examiner, and what it has learnt from the solution."""
    cells = cells_for(SOLUTION, dict.fromkeys(TESTS, frozenset((ANYTHING,))))
    facts = statics.facts_of(cells)
    with talking_program("autograder.grading.notebooks.main", [], 600) as channel:
        channel.send(Start(statics.packages_of(cells), ()))
        channel.receive(Ready)
        results = examined(channel, facts, cells)
        assert passed(results) == set(TESTS)
        yield channel, facts, {name: result.posed for name, result in results.items()}


def test_honest_cells_pass(ask: Ask) -> None:
    channel, facts, poses = ask
    results = examined(channel, facts, cells_for(HONEST, poses))
    assert passed(results) == set(TESTS), msgspec.to_builtins(results)


@pytest.mark.parametrize("name", ATTACKS)
def test_no_test_passes_for_a_liar(ask: Ask, name: str) -> None:
    channel, facts, poses = ask
    results = examined(channel, facts, cells_for(ATTACKS[name], poses))
    assert results["own"].failure is None
    assert not passed(results) - ({"object"} if name == "an object that agrees" else set())


def test_no_file_of_the_students_is_imported_where_tests_run(ask: Ask) -> None:
    """Compiled ones are not compiled again, so that nothing tells of them."""
    channel, _, _ = ask
    cells = [
        Cell("own", "own", PLANTED),
        Cell("path", "test", "import sys\nsys.path.insert(0, '.')\nsys.path.insert(0, 'package')"),
        Cell("library", "test", "import colorsys, sched\nassert 1 + 1 == 2"),
        Cell("theirs", "test", "import helper\nassert helper.answer == 4"),
        Cell("wrong", "test", "assert answer == 5"),
    ]
    channel.send(Job(tuple(cells), statics.facts_of(cells), cell_seconds=20.0))
    done = {result.name: result for result in channel.receive(Examined).cells}
    assert [done[name].failure for name in ("own", "path", "library", "theirs")] == [None] * 4
    assert done["wrong"].failure is not None


def test_students_see_what_earlier_tests_have_shown_them(ask: Ask) -> None:
    channel, _, _ = ask
    cells = [
        Cell("sets", "test", "shown = 5\n### BEGIN HIDDEN TESTS\nsecret = 6\n### END HIDDEN TESTS"),
        Cell("uses", "own", "mine = shown + 1"),
        Cell("guesses", "own", "mine = secret"),
        Cell("asks", "test", "assert mine == 6"),
    ]
    solution = [*cells[:1], Cell("uses", "own", "mine = 6"), *cells[3:]]
    channel.send(Job(tuple(cells), statics.facts_of(solution), cell_seconds=20.0))
    by_name = {result.name: result.failure for result in channel.receive(Examined).cells}
    assert by_name["sets"] is by_name["uses"] is by_name["asks"] is None
    assert by_name["guesses"] is not None


@pytest.mark.parametrize(
    "mark", ["### BEGIN HIDDEN TESTS", "# ==== BEGIN HIDDEN TESTS ====", "x = 1  # BEGIN HIDDEN TESTS"]
)
def test_hidden_is_what_nbgrader_takes_out(mark: str) -> None:
    text = f"a = 1\n{mark}\nb = 2\n### END HIDDEN TESTS\nc = 3"
    assert statics.hidden_lines(text) == {2, 3, 4}
