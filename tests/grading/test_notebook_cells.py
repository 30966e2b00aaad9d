"""What tests of ordinary notebooks ask of a student's cells, each in one cell: isolated, they pass as plainly."""

import pytest

from autograder.grading.classroom.programs import talking_program
from autograder.grading.notebooks import statics
from autograder.grading.notebooks.jobs import ANYTHING, Cell, CellResult, Examined, Job, Ready, Start

pytest.importorskip("matplotlib")
GIVEN = "import numpy as np\nimport matplotlib\nmatplotlib.use('Agg')"
STUDENT = r"""
import numpy as np
from dataclasses import dataclass
from collections import namedtuple
class MyError(Exception): pass
@dataclass
class P:
    x: int
    y: int = 2
Point = namedtuple("Point", "a b")
pt = Point(1, 2)
class V:
    "A vector."
    def __init__(self, a): self.a = a
    def __eq__(self, o): return self.a == o.a
    def __add__(self, o): return V(self.a + o.a)
    def __repr__(self): return f"V({self.a})"
    def __len__(self): return self.a
    def __iter__(self): return iter([self.a])
    def __lt__(self, o): return self.a < o.a
    @property
    def double(self): return 2 * self.a
    @staticmethod
    def make(): return V(9)
def raises(): raise MyError("bad")
def val(x):
    "Doc of val."
    if x < 0: raise ValueError("negative")
    return x * 2
def gen(n):
    for i in range(n): yield i
def hello(name="you"): print("hello", name)
def ask():
    n = int(input("n? "))
    return n + 1
def rnd(): return np.random.rand(2)
counter = 0
def inc():
    global counter
    counter += 1
    return counter
def fill(d): d["k"] = 1; return None
def apply(f, x): return f(x)
lst = [3, 1, 2]
st = {1, 2}
def fact(n): return 1 if n < 2 else n * fact(n - 1)
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
ax.plot([1, 2], [3, 4]); ax.set_title("T")
d = {"a": [1, 2]}
def make_counter():
    c = 0
    def f():
        nonlocal c
        c += 1
        return c
    return f
s = "text"
"""
TESTS = {
    "objects are compared, added, ordered": r"""
assert V(1) + V(2) == V(3)
assert V(1) != V(2)
assert repr(V(1)) == "V(1)"
assert len(V(3)) == 3
assert V(1) < V(2)
assert V(4).double == 8
assert V.make().a == 9
assert sorted([V(2), V(1)])[0].a == 1
""",
    "types": r"""
v = V(1)
assert isinstance(v, V)
assert type(v) == V
assert type(v) is V
assert not isinstance(3, V)
assert isinstance(val(1), int)
assert type(val(1)) == int
assert issubclass(MyError, Exception)
""",
    "documentation, attributes, source": r"""
assert val.__doc__ == "Doc of val."
assert val.__name__ == "val"
assert callable(val) and not callable(s)
assert V.__doc__ == "A vector."
assert hasattr(V, "double") and not hasattr(V, "nope")
assert "double" in dir(V)
import inspect
assert list(inspect.signature(val).parameters) == ["x"]
assert "return x * 2" in inspect.getsource(val)
assert "self.a = a" in inspect.getsource(V(1).__init__)
""",
    "an exception by type": r"""
try:
    val(-1)
    assert False
except ValueError as e:
    assert str(e) == "negative"
""",
    "an exception of the notebook's own": r"""
try:
    raises()
    assert False
except MyError as e:
    assert str(e) == "bad"
""",
    "generators": r"""
g = gen(3)
assert next(g) == 0
assert list(g) == [1, 2]
assert sum(gen(4)) == 6
import types
assert isinstance(gen(1), types.GeneratorType)
""",
    "captured output": r"""
import io, contextlib
b = io.StringIO()
with contextlib.redirect_stdout(b):
    hello("me")
assert b.getvalue() == "hello me\n"
""",
    "input that is patched": r"""
from unittest.mock import patch
with patch("builtins.input", return_value="4"):
    assert ask() == 5
with patch("builtins.input", side_effect=["7"]):
    assert ask() == 8
""",
    "standard input": r"""
import sys, io
sys.stdin = io.StringIO("3\n")
assert ask() == 4
sys.stdin = sys.__stdin__
""",
    "a name that hides input": r"""
input = lambda *a: "10"
assert ask() == 11
del input
""",
    "seeds": r"""
np.random.seed(1)
a = rnd()
np.random.seed(1)
assert np.allclose(a, np.random.rand(2))
""",
    "a global that functions bind": r"""
assert inc() == 1
assert counter == 1
counter = 5
assert inc() == 6
assert counter == 6
""",
    "changes in place": r"""
dd = {}
fill(dd)
assert dd == {"k": 1}
lst.append(4)
assert sorted(lst) == [1, 2, 3, 4]
d["a"].append(3)
assert d == {"a": [1, 2, 3]}
""",
    "functions handed over": r"""
calls = []
def cbf(x):
    calls.append(x)
    return x + 1
assert apply(cbf, 3) == 4 and calls == [3]
assert list(map(val, [1, 2])) == [2, 4]
assert max([1, 2], key=val) == 2
""",
    "large numbers": r"""
assert fact(30) == 265252859812191058636308480000000
assert fact(5) == 120
""",
    "named tuples": r"""
assert pt.a == 1 and pt[1] == 2 and list(pt) == [1, 2]
a, b = pt
assert (a, b) == (1, 2)
""",
    "dataclasses": r"""
assert P(1) == P(1, 2)
assert repr(P(1)) == "P(x=1, y=2)"
assert P(1).x == 1
""",
    "axes": r"""
assert ax.get_title() == "T"
assert len(ax.lines) == 1
assert list(ax.lines[0].get_ydata()) == [3, 4]
import matplotlib
assert isinstance(ax, matplotlib.axes.Axes)
""",
    "closures": r"""
c = make_counter()
assert [c(), c(), c()] == [1, 2, 3]
""",
    "globals and dir": r"""
assert "val" in globals()
assert "nope" not in globals()
assert "val" in dir()
""",
    "formatting": r"""
assert f"{val(2)}" == "4"
assert "%s" % V(1) == "V(1)"
assert str(V(2)) == "V(2)" and f"{V(1)}" == "V(1)"
""",
    "eval and exec": r"""
assert eval("val(4)") == 8
exec("zz = val(1)")
assert zz == 2
""",
    "unittest": r"""
import unittest
class T(unittest.TestCase):
    def test_a(self):
        self.assertEqual(val(2), 4)
        with self.assertRaises(ValueError):
            val(-1)
r = unittest.TextTestRunner().run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
assert r.wasSuccessful() and r.testsRun == 1
""",
    "attributes that a test sets": r"""
v = V(1)
v.a = 5
assert v.double == 10
del v
""",
    "a module that a test changes": r"""
orig = np.sort
n = []
def spy(*a, **k):
    n.append(1)
    return orig(*a, **k)
np.sort = spy
np.sort = orig
assert not n
""",
    "a pickle of plain values": r"""
import pickle
assert pickle.loads(pickle.dumps([1, 2])) == [1, 2]
""",
    "partial credit": r"""
0.5
""",
    "hashes of answers": r"""
import hashlib
assert hashlib.md5(str(val(3)).encode()).hexdigest() == hashlib.md5(b"6").hexdigest()
""",
    "imports of its own": r"""
from math import sqrt
assert sqrt(4) == 2
""",
    "named tuples and dataclasses of its own": r"""
from collections import namedtuple, OrderedDict
Q = namedtuple("Q", "a")
assert Q(1).a == 1
from dataclasses import dataclass
@dataclass
class R:
    a: int
assert R(2).a == 2
""",
    "time": r"""
import time
t = time.time()
val(1)
assert time.time() - t < 5
""",
    "sets": r"""
assert st == {1, 2} and 1 in st
""",
    "no wrapper": r"""
assert not hasattr(val, "__wrapped__")
""",
    "abstract types": r"""
import numbers
assert isinstance(val(2), numbers.Number)
assert isinstance([1], list)
from collections.abc import Iterable, Callable
assert isinstance(gen(1), Iterable)
assert isinstance(val, Callable)
""",
    "files": r"""
open("t.txt", "w").write("x")
import os
assert os.path.exists("t.txt")
""",
    "no programs": r"""
import os
try:
    os.system("true")
except Exception:
    pass
import subprocess
try:
    subprocess.run(["true"])
    assert False
except (OSError, PermissionError):
    pass
""",
    "no network": r"""
import socket
try:
    socket.socket()
    assert False
except OSError:
    pass
""",
    "no writing elsewhere": r"""
import os
for p in ("/tmp/zzz", "/root/zzz", "/etc/zzz"):
    try:
        open(p, "w")
        assert False, p
    except OSError:
        pass
""",
    "functions of its own": r"""
def r(n): return val(n) if n else 0
assert r(3) == 6
""",
    "assertions of NumPy": r"""
np.testing.assert_raises(ValueError, val, -1)
np.testing.assert_equal(val(2), 4)
""",
    "rounding": r"""
import math
assert math.isclose(val(1.5), 3.0)
assert abs(val(0.1) - 0.2) < 1e-9
assert round(val(1.234), 1) == 2.5
""",
    "comprehensions": r"""
f = lambda x: val(x)
assert [f(i) for i in range(3)] == [0, 2, 4]
""",
    "vectorize": r"""
assert list(np.vectorize(val)([1, 2])) == [2, 4]
""",
    "rules about the text": r"""
import ast, inspect
tree = ast.parse(inspect.getsource(fact))
assert any(isinstance(n, ast.Call) for n in ast.walk(tree))
assert fact.__code__.co_argcount == 1
""",
}
WRONG = {
    "a wrong value": "assert val(2) == 5",
    "a name that nobody defines": "assert nobody(2)",
    "a name that the student should have imported": "assert Decimal(1) == 1",
    "an object that says it equals all": "assert poser == 3",
    "code in a pickle": "import pickle\npickle.loads(b'cos\\nsystem\\n(S\"true\"\\ntR.')",
    "compiled text": "compile('1', 'x', 'eval')",
}


@pytest.fixture(scope="module")
def results() -> dict[str, CellResult]:
    cells = [Cell("given", "given", GIVEN), Cell("student", "own", STUDENT)]
    cells += [Cell("poser", "own", "class Poser:\n    def __eq__(self, other): return True\nposer = Poser()")]
    cells += [Cell(name, "test", text.strip("\n"), poses=frozenset((ANYTHING,))) for name, text in TESTS.items()]
    cells += [Cell(name, "test", text) for name, text in WRONG.items()]
    with talking_program("autograder.grading.notebooks.main", [], 600) as channel:
        channel.send(Start(statics.packages_of(cells), ()))
        channel.receive(Ready)
        channel.send(Job(tuple(cells), statics.facts_of(cells), cell_seconds=20.0))
        examined = channel.receive(Examined)
    assert not examined.ended
    assert examined.cells[1].failure is None
    return {result.name: result for result in examined.cells}


@pytest.mark.parametrize("name", TESTS)
def test_what_passes_in_one_process_passes_in_two(results: dict[str, CellResult], name: str) -> None:
    assert not results[name].failure
    assert not results[name].refused


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_never_passes(results: dict[str, CellResult], name: str) -> None:
    assert results[name].failure or results[name].refused


def test_a_value_is_told_and_a_difference_explained(results: dict[str, CellResult]) -> None:
    assert results["partial credit"].result == "0.5"
    failure = results["a wrong value"].failure
    assert failure is not None
    assert failure.why is not None
    assert "4" in failure.why.en
    assert "5" in failure.why.ja
    assert (failure.line, failure.source) == (1, "assert val(2) == 5")
