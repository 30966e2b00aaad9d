"""What tests of ordinary notebooks hand to a student's code, replace in it, and borrow from modules beside them."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from autograder.grading.classroom.programs import talking_program
from autograder.grading.notebooks import statics
from autograder.grading.notebooks.jobs import Cell, CellResult, Examined, Job, Ready, Start

pytest.importorskip("matplotlib")
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
    "worlds.py": b"class World:\n    def __init__(self):\n        self.__size = 4\n        del self.__size\n"
    b"        self.__size = 5\n    @property\n    def size(self):\n        return self.__size\n",
}
STUDENT = r"""
import abc
import functools
import random
import matplotlib.pyplot as plt
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
def wrapped(f):
    @functools.wraps(f)
    def call(x): return f(x)
    return call
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
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
class Square(Shape):
    def __init__(self, side): self.side = side
    def area(self): return self.side ** 2
    def __eq__(self, other): return isinstance(other, Square) and self.side == other.side
    def __hash__(self): return hash(self.side)
class Overdrawn(Exception):
    def __init__(self, amount):
        super().__init__(f"no {amount}")
        self.amount = amount
def draw(amount): raise Overdrawn(amount)
def leave(): raise SystemExit(3)
def plot(): plt.plot([1, 2], [3, 4]); plt.xlabel("time")
def save(path):
    with open(path, "w") as file: file.write("1,2")
def load(path):
    with open(path) as file: return file.read()
plain = plt.subplots()[1].bar([1], [2])
asked = "a > 0"
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
    "a function that is decorated": r"""
@wrapped
def tell(x):
    "Tells."
    return x
assert tell(3) == 3 and (tell.__name__, tell.__doc__) == ("tell", "Tells.")
assert wrapped(lambda x: x).__doc__ is None
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
    "classes": r"""
import abc, matplotlib
s = Square(2)
assert s.__class__ is Square and s.__class__.__name__ == "Square" and val.__class__.__name__ == "function"
assert issubclass(Square, Shape) and issubclass(Shape, abc.ABC) and not issubclass(Square, (int, str))
assert Square.__base__ is Shape
assert type(plain[0]) == matplotlib.patches.Rectangle and plain[0].__class__ in (matplotlib.patches.Rectangle,)
assert [type(bar) is matplotlib.patches.Rectangle for bar in plain] == [True]
""",
    "objects in sets": r"""
assert len({Square(2), Square(2), Square(3)}) == 2 and {Square(1): "a"}[Square(1)] == "a"
assert hash(Square(2)) == hash(Square(2))
""",
    "what an exception of the notebook's own holds": r"""
try:
    draw(7)
except Overdrawn as error:
    kept = error
assert kept.amount + 1 == 8 and str(kept) == "no 7" and not hasattr(kept, "other")
""",
    "a function that ends the program": r"""
try:
    leave()
    assert False
except SystemExit as error:
    assert error.code == 3
""",
    "the current figure": r"""
import matplotlib.pyplot as plt
plot()
assert plt.gca().get_xlabel() == "time" and list(plt.gcf().axes[0].lines[0].get_ydata()) == [3, 4]
assert len(plt.get_fignums()) == 1
plt.close()
assert not plt.get_fignums()
plt.plot([5])
assert list(plt.gca().lines[0].get_ydata()) == [5]
""",
    "a figure is closed with its test": "import matplotlib.pyplot as plt\nassert not plt.get_fignums()",
    "files within a test": r"""
import os, tempfile
save("made.csv")
assert os.path.exists("made.csv") and open("made.csv").read() == "1,2"
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "made.csv")
    save(path)
    assert load(path) == open(path).read() == "1,2"
with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
    file.write("abc")
    file.flush()
    assert load(file.name) == "abc"
""",
    "threads": r"""
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(4) as pool:
    assert list(pool.map(val, range(20))) == list(range(0, 40, 2))
""",
    "a function that is timed": "import timeit\nassert timeit.timeit(lambda: val(2), number=3) < 20",
    "private attributes of a module's class": "import worlds\nassert worlds.World().size == 5\n"
    "class Own:\n    def __init__(self): self.__x = 1\n    def x(self): return self.__x\nassert Own().x() == 1",
    "a module of helpers": "import tests\nfrom tests import check\ncheck(val, v, V)\ntests.check(val, v, V)",
    "a module that keeps something": "assert count() == 1\nsee(6)\nassert count() == 2",
}
if find_spec("pandas"):
    FRAME = "import pandas as pd\nn = 1\nframe = pd.DataFrame({'a': [1, 2, 3]})\n"
    TESTS["a query that the test writes"] = (
        f"{FRAME}assert len(frame.query('a > @n')) == frame.eval('a * 2').sum() - 10"
    )
POSES = {  # what is asked of objects of the solution's, too
    "copies": frozenset((".items", ".a")),
    "classes": frozenset(("type matplotlib.patches.Rectangle",)),
    "objects in sets": frozenset(("hash", "eq")),
    "the current figure": frozenset((".get_xlabel", ".axes", ".lines", ".get_ydata")),
}
WRONG = {
    "a query that the student writes": "import pandas as pd\npd.DataFrame({'a': [1]}).query(asked)",
    "a helper that the student has replaced": "assert answer() == 42",
    "a helper that the object fails": "from tests import check\ncheck(val, 3, V)",
    "a class that the solution has not there": "import matplotlib\n"
    "assert type(plain[0]) == matplotlib.patches.Rectangle",
    "a text of the student's that is timed": "import timeit\ntimeit.timeit('val(2)', number=1)",
    "an object that cannot be handed over": "import tests\nassert total(tests) == 0",
}


LEAVING = """
import matplotlib.pyplot as plt
def leave(*arguments, **named): raise SystemExit(2)
plt.close = plt.get_fignums = leave
class Odd:
    __repr__ = __str__ = __len__ = __eq__ = leave
def odd(): return Odd()
"""
LEFT = {
    "an object that ends the program when it is shown": "assert odd() is None",
    "an object that ends the program when it is compared": "assert odd() == 3",
    "an exception that the test does not expect": "leave()",
    "a figure": "import matplotlib.pyplot as plt\nplt.plot([1])\nassert odd() is None",
}


ENDLESS = {
    "a loop over a number": "for k in range(10**12 * val(1)): pass",
    "a loop over objects": "node = Ring()\nwhile node is not None: node = node.next",
    "a loop that asks, and will not hear": "try:\n    while val(1): pass\nexcept Exception: pass\nassert val(1) == 3",
}


def test_an_endless_test_costs_itself() -> None:
    cells = [
        Cell("own", "own", "class Ring:\n    @property\n    def next(self): return self\ndef val(x): return 2 * x")
    ]
    for name, text in ENDLESS.items():
        cells += [
            Cell(name, "test", text, poses=frozenset((".next",))),
            Cell(f"after {name}", "test", "assert val(1) == 2"),
        ]
    with talking_program("autograder.grading.notebooks.main", [], 600) as channel:
        channel.send(Start((), ()))
        channel.receive(Ready)
        channel.send(Job(tuple(cells), statics.facts_of(cells), cell_seconds=0.5, seconds=60.0))
        seen = {result.name: result for result in channel.receive(Examined).cells}
    for name in ENDLESS:
        assert (failure := seen[name].failure) is not None
        assert failure.type_name in ("CallTimeout", "AssertionError")
        assert seen[f"after {name}"].failure is None


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CellResult]:
    return examined(tmp_path_factory.mktemp("notebook"), STUDENT, TESTS | WRONG)


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CellResult]:
    return examined(tmp_path_factory.mktemp("notebook"), LEAVING, LEFT | {"another": "assert callable(odd)"})


def examined(folder: Path, student: str, tests: dict[str, str]) -> dict[str, CellResult]:
    for name, text in MODULES.items():
        (folder / name).write_bytes(text)
    cells = [Cell("student", "own", f"import matplotlib\nmatplotlib.use('Agg')\n{student}")]
    cells += [Cell(name, "test", text.strip("\n"), poses=POSES.get(name, frozenset())) for name, text in tests.items()]
    with talking_program("autograder.grading.notebooks.main", [], 600) as channel:
        channel.send(Start(statics.packages_of(cells), ()))
        channel.receive(Ready)
        channel.send(Job(tuple(cells), statics.facts_of(cells), (str(folder),), MODULES, cell_seconds=20.0))
        seen = channel.receive(Examined)
    assert not seen.ended
    assert seen.cells[0].failure is None
    return {result.name: result for result in seen.cells}


@pytest.mark.parametrize("name", TESTS)
def test_it_passes_as_in_one_process(results: dict[str, CellResult], name: str) -> None:
    assert not results[name].failure
    assert not results[name].refused


@pytest.mark.parametrize("name", WRONG)
def test_it_does_not_pass(results: dict[str, CellResult], name: str) -> None:
    assert results[name].failure or results[name].refused


@pytest.mark.parametrize("name", LEFT)
def test_a_program_that_ends_itself_fails_that_test_alone(left: dict[str, CellResult], name: str) -> None:
    assert left[name].failure
    assert not left[name].refused
    assert left["another"].failure is None
    assert not left["another"].refused
