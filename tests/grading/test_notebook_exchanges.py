"""What tests of ordinary notebooks hand to a student's code, replace in it, and borrow from modules beside them."""

import pytest

from autograder.grading.classroom.programs import talking_program
from autograder.grading.notebooks import statics
from autograder.grading.notebooks.jobs import Cell, CellResult, Examined, Job, Ready, Start

MODULES = {
    "tests.py": b"""
import types
def check(f, o, kind):
    assert isinstance(f, types.FunctionType)
    assert callable(f) and f.__name__ == "val"
    assert isinstance(o, kind) and type(o) == kind and hasattr(o, "a") and not hasattr(o, "b")
""",
    "counting.py": b"seen = []\ndef see(x):\n    seen.append(x)\ndef count():\n    return len(seen)\n",
    "constants.py": b"def answer():\n    return 42\n",
}
STUDENT = r"""
import random
from counting import see, count
from constants import answer
class V:
    def __init__(self, a): self.a = a; self.items = [1, 2]
def val(x): return 2 * x
def gen(n):
    for k in range(n): yield k
def uses_val(): return val(3)
def roll(): return random.randint(1, 6)
def prints(): print("a")
def reads():
    with open("nowhere.txt") as file: return file.read()
def letters(s, c): return sum(1 for i in range(len(s)) if s[i] == c)
def total(items): return sum(items)
def walk(node):
    found = []
    while node is not None:
        found.append(node.value)
        node = node.next
    return found
def change(node): node.value = 9; return [node, node.value]
def add(a, b): return a + b
def make(kind): return kind(7)
def writes(file): file.write("hi"); print("x", file=file)
def calls(m): m(3); return m.foo(4)
def lookup(): return {}["k"]
def tries(obj):
    got = []
    for name in ("__class__", "__dict__", "__init__", "__globals__", "__reduce_ex__", "_hidden"):
        try:
            type(obj).__getattr__(obj, name)
            got.append(name)
        except AttributeError:
            pass
    return got
def claims(obj, names):
    done = []
    for name in names:
        for step in (lambda: setattr(obj, name, lambda *args, **named: True), lambda: getattr(obj, name)(called=True)):
            try:
                step()
                done.append(name)
            except (AttributeError, TypeError):
                pass
    return done
v = V(1)
see(5)
answer = lambda: 41
"""
NODE = """
class Node:
    def __init__(self, value, next=None): self.value, self.next = value, next
    def __add__(self, other): return Node(self.value + other.value)
"""
TESTS = {
    "a text with operators of its own": r"""
class Strict(str):
    def __getitem__(self, index):
        if not isinstance(index, int): raise TypeError("no slices")
        return str.__getitem__(self, index)
assert letters(Strict("abca"), "a") == 2
""",
    "objects of a test's class": NODE
    + r"""
a = Node(1, Node(2))
assert walk(a) == [1, 2]
back, value = change(a)
assert back is a and value == 9 and a.value == 9
assert add(Node(1), Node(2)).value == 3
assert make(Node).value == 7
""",
    "iterators and views": r"""
assert total(x for x in [1, 2, 3]) == 6
assert total(map(int, ["1", "2"])) == 3
assert total({1: 2, 3: 4}.values()) == 6
it = iter([1, 2, 3])
assert next(it) == 1 and total(it) == 5
""",
    "files and mocks": r"""
import io
from unittest.mock import Mock
file = io.StringIO()
writes(file)
assert file.getvalue() == "hix\n"
m = Mock()
m.foo.return_value = 5
assert calls(m) == 5
m.assert_called_once_with(3)
m.foo.assert_called_once_with(4)
""",
    "only what it has can be asked of an object": NODE + "assert tries(iter([1])) == []\n"
    "assert tries(Node(1)) == [], tries(Node(1))",
    "what an object tells a test is not for the notebook's code to say": r"""
from unittest.mock import Mock
class Judge:
    def __init__(self): self.seen = []
    def right(self): return False
judge, m = Judge(), Mock()
assert claims(judge, ["right"]) == [] and not judge.right()
names = ["assert_called", "assert_called_once_with", "called", "call_count", "configure_mock", "reset_mock"]
assert claims(m, names) == [] and not m.called
""",
    "copies": r"""
import copy
w = copy.deepcopy(v)
w.items.append(3)
assert v.items == [1, 2] and copy.copy(v).a == 1
""",
    "what is patched in a module": r"""
from unittest.mock import patch
with patch("random.randint", return_value=77):
    assert roll() == 77
assert 1 <= roll() <= 6
with patch("__main__.val") as fake:
    fake.return_value = 9
    assert uses_val() == 9
    fake.assert_called_with(3)
assert uses_val() == 6
""",
    "what is patched in builtins": r"""
from unittest.mock import patch, mock_open
with patch("builtins.print") as fake:
    prints()
    fake.assert_called_once_with("a")
with patch("builtins.open", mock_open(read_data="abc")):
    assert reads() == "abc"
try:
    reads()
    assert False
except FileNotFoundError:
    pass
""",
    "names in the body of a class": r"""
class T:
    f = staticmethod(val)
    limit = 3
    both = (val(limit), int("4"))
    squares = [n for n in range(limit)]
    @staticmethod
    def go(x=limit): return val(x)
assert T().f(1) == 2 and T.both == (6, 4) and T.go() == 6 and T.squares == [0, 1, 2]
""",
    "predicates of inspect": r"""
import inspect
assert inspect.isfunction(val) and inspect.isclass(V) and inspect.isgeneratorfunction(gen)
assert not inspect.isfunction(V) and not inspect.isgeneratorfunction(val)
assert inspect.getfullargspec(val).args == ["x"]
""",
    "the key that was looked for": r"""
try:
    lookup()
except KeyError as error:
    assert error.args == ("k",)
""",
    "a module of helpers": "import tests\nfrom tests import check\ncheck(val, v, V)\ntests.check(val, v, V)",
    "a module that keeps something": "assert count() == 1\nsee(6)\nassert count() == 2",
}
POSES = {"copies": frozenset((".items", ".a"))}  # what is asked of objects of the solution's, too
WRONG = {
    "a helper that the student has replaced": "assert answer() == 42",
    "a helper that the object fails": "from tests import check\ncheck(val, 3, V)",
    "an object that cannot be handed over": "import tests\nassert total(tests) == 0",
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CellResult]:
    folder = tmp_path_factory.mktemp("notebook")
    for name, text in MODULES.items():
        (folder / name).write_bytes(text)
    cells = [Cell("student", "own", STUDENT)]
    cells += [
        Cell(name, "test", text.strip("\n"), poses=POSES.get(name, frozenset()))
        for name, text in (TESTS | WRONG).items()
    ]
    with talking_program("autograder.grading.notebooks.main", [], 600) as channel:
        channel.send(Start(statics.packages_of(cells), ()))
        channel.receive(Ready)
        channel.send(Job(tuple(cells), statics.facts_of(cells), (str(folder),), MODULES, cell_seconds=20.0))
        examined = channel.receive(Examined)
    assert not examined.ended
    assert examined.cells[0].failure is None
    return {result.name: result for result in examined.cells}


@pytest.mark.parametrize("name", TESTS)
def test_it_passes_as_in_one_process(results: dict[str, CellResult], name: str) -> None:
    assert not results[name].failure
    assert not results[name].refused


@pytest.mark.parametrize("name", WRONG)
def test_it_does_not_pass(results: dict[str, CellResult], name: str) -> None:
    assert results[name].failure or results[name].refused
