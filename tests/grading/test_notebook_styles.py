"""Ways of writing tests and solutions that are rarer: annotations, coroutines, patterns, frames that are changed."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from autograder.grading.classroom.programs import talking_program
from autograder.grading.notebooks import statics
from autograder.grading.notebooks.jobs import Cell, CellResult, Examined, Job, Ready, Start

STUDENT = r"""
import asyncio
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Callable, Dict, List, Literal, Optional, Union
import numpy as np
@dataclass
class Point:
    x: int
    y: float = 0.0
class Circle:
    def __init__(self, radius): self.radius = radius
def plain(x: int, names: list[str], *, flag: bool = False) -> float: return 1.0
def generic(a: Optional[int], b: Dict[str, List[float]], c: "int | None") -> Union[int, str]: return 1
def others(f: Callable[[int], str], a: np.ndarray, n: None, m: Literal["a", "b"]) -> Iterator[int]: return iter(())
def own(p: Point, more: List[Point]) -> Point: return p
async def fetch(n):
    await asyncio.sleep(0.001)
    return 2 * n
async def fails(): raise ValueError("late")
async def numbers(n):
    for k in range(n):
        await asyncio.sleep(0)
        yield k
async def both(): return await asyncio.gather(fetch(1), fetch(2))
fetched = await fetch(4)
def make(kind): return Circle(3) if kind == "circle" else Point(1, 2.0) if kind == "point" else 5
def double(n): return n * 2
total = 0
def count():
    global total
    total += 1
numbers_held = {k: k * k for k in range(100)}
def grow(): numbers_held[len(numbers_held)] = 0
def swap(name):
    globals()[name] = 7
steps = []
def descend(gradient, n):
    x = np.ones(2)
    for _ in range(n):
        steps.append(x)
        x = x - 0.01 * gradient(x)
    return x
"""
TESTS = {
    "annotations": r"""
assert plain.__annotations__ == {"x": int, "names": list[str], "flag": bool, "return": float}
import inspect
assert inspect.signature(plain).parameters["names"].annotation == list[str]
assert inspect.signature(plain).return_annotation is float
assert Point.__annotations__ == {"x": int, "y": float}
""",
    "annotations of typing": r"""
import typing
from collections.abc import Iterator
from typing import Callable, Dict, List, Literal, Optional, Union
hints = generic.__annotations__
assert hints == {"a": Optional[int], "b": Dict[str, List[float]], "c": "int | None", "return": Union[int, str]}
assert typing.get_origin(hints["b"]) is dict and typing.get_args(hints["a"]) == (int, type(None))
import numpy as np
assert others.__annotations__ == {
    "f": Callable[[int], str], "a": np.ndarray, "n": None, "m": Literal["a", "b"], "return": Iterator[int]}
assert hints != {"a": int}
""",
    "annotations with a class of the notebook's": r"""
assert own.__annotations__["p"] is Point and own.__annotations__["return"] is Point
""",
    "where it was defined": r"""
assert Point.__module__ == "__main__" and plain.__module__ == "__main__" and make("circle").__module__ == "__main__"
""",
    "a coroutine that is awaited": r"""
assert await fetch(3) == 6 and await both() == [2, 4] and fetched == 8
try:
    await fails()
    assert False
except ValueError as error:
    assert str(error) == "late"
""",
    "asyncio.run": r"""
import asyncio, inspect
assert asyncio.run(fetch(3)) == 6 and inspect.iscoroutinefunction(fetch)
async def main():
    first, second = await asyncio.gather(fetch(1), fetch(2))
    return first + second + await fetch(3)
assert asyncio.run(main()) == 12
async def all_of():
    return [n async for n in numbers(3)]
assert asyncio.run(all_of()) == [0, 1, 2]
""",
    "patterns": r"""
def kind_of(it):
    match it:
        case Point(x=1, y=y):
            return "point", y
        case Circle(radius=r) if r > 2:
            return "circle", r
        case int(n):
            return "number", n
    return None
assert [kind_of(make(k)) for k in ("point", "circle", "x")] == [("point", 2.0), ("circle", 3), ("number", 5)]
match make("point"):
    case Point(a, b):
        assert (a, b) == (1, 2.0)
    case _:
        assert False
match make("circle"):
    case Point() | int():
        assert False
""",
    "a name that a function binds again": r"""
before = total
count()
count()
assert total == before + 2
grow()
assert len(numbers_held) == 101
assert sum(numbers_held[k] for k in range(100)) == sum(k * k for k in range(100))
""",
    "a name that is bound again from afar": "double\nswap('double')\nassert double == 7",
    "a long loop of a function of the test's": r"""
import numpy as np
x = descend(lambda x: np.array([x[0], 2 * x[1]]), 300)
assert np.allclose(x, [0.99 ** 300, 0.98 ** 300]) and len(steps) == 300 and np.allclose(steps[1], [0.99, 0.98])
""",
    "a long loop holds nothing that neither side has": r"""
import weakref
seen = []
def gradient(x):
    seen.append(weakref.ref(x))
    assert sum(array() is not None for array in seen) <= 3
    return x
descend(gradient, 50)
assert len(seen) == 50
""",
    "an array that the test keeps": r"""
import numpy as np
kept = []
def gradient(x):
    kept.append(x)
    return x
descend(gradient, 3)
assert np.allclose(kept, [[0.99 ** k] * 2 for k in range(3)]) and steps[-1] is not None
""",
}
WRONG = {
    "other annotations": "assert plain.__annotations__ == {'x': float}",
    "another alias": "from typing import List\nassert generic.__annotations__['b'] == List[int]",
    "another module": "assert Point.__module__ == 'shapes'",
    "another result of a coroutine": "assert await fetch(3) == 7",
    "another result of asyncio.run": "import asyncio\nassert asyncio.run(both()) == [1, 2]",
    "no pattern fits": "match make('circle'):\n    case Circle(radius=4): pass\n    case _: assert False",
    "a pattern of a class that is not there": "match make('circle'):\n    case Square(): pass",
    "a class of the test's that inherits from the notebook's": "class Disc(Circle):\n    def area(self): return 1\n"
    "assert Disc(1).area() == 2",
}
if find_spec("pandas"):
    STUDENT += r"""
import pandas as pd
def clean(frame, factor=2):
    frame["new"] = frame["a"] * factor
    frame.drop(index=0, inplace=True)
    frame.rename(columns={"a": "b"}, inplace=True)
def look(frame): return len(frame)
def column(s): s.iloc[0] = 99
def breaks(frame):
    frame["new"] = 1
    raise ValueError("then")
"""
    TESTS |= {
        "a frame that is changed in place": r"""
import pandas as pd
frame = pd.DataFrame({"a": [1, 2, 3]}, index=[0, 1, 2])
other = frame
assert clean(frame, factor=3) is None
assert list(frame.columns) == ["b", "new"] and frame["new"].tolist() == [6, 9] and other is frame
same = pd.DataFrame({"a": [1]})
assert look(same) == 1 and same["a"].tolist() == [1]
""",
        "a series that is changed in place": r"""
import pandas as pd
s = pd.Series([1, 2, 3], name="n")
column(s)
assert s.tolist() == [99, 2, 3] and s.name == "n"
""",
        "a frame that is changed before an exception": r"""
import pandas as pd
frame = pd.DataFrame({"a": [1, 2]})
try:
    breaks(frame)
    assert False
except ValueError:
    assert "new" in frame
""",
    }
    WRONG["a frame that is changed otherwise"] = (
        "import pandas as pd\nframe = pd.DataFrame({'a': [1, 2]})\nlook(frame)\nassert 'new' in frame"
    )
if find_spec("hypothesis"):
    TESTS["properties"] = r"""
from hypothesis import given, settings, strategies as st
@settings(max_examples=20, deadline=None, database=None)
@given(st.integers(-100, 100).map(lambda n: n + 1).filter(lambda n: n % 2), st.lists(st.text()))
def test_double(n, texts):
    assert double(n) == n + n and double(texts) == texts + texts
test_double()
"""
    TESTS = {"properties": TESTS.pop("properties"), **TESTS}  # before `double` is bound again
    WRONG = {
        "a property that does not hold": r"""
from hypothesis import given, settings, strategies as st
@settings(max_examples=50, deadline=None, database=None)
@given(st.integers(-100, 100))
def test_make(n):
    assert make(n) == n
test_make()
""",
        **WRONG,
    }


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CellResult]:
    cells = [Cell("student", "own", STUDENT.strip("\n"))]
    cells += [Cell(name, "test", text.strip("\n"), poses=POSES) for name, text in (TESTS | WRONG).items()]
    return examined(cells, tmp_path_factory.mktemp("notebook"))


def examined(cells: list[Cell], folder: Path) -> dict[str, CellResult]:
    with talking_program("autograder.grading.notebooks.main", [], 600) as channel:
        channel.send(Start(statics.packages_of(cells), ()))
        channel.receive(Ready)
        channel.send(Job(tuple(cells), statics.facts_of(cells), (str(folder),), {}, cell_seconds=20.0))
        seen = channel.receive(Examined)
    assert not seen.ended
    assert seen.cells[0].failure is None
    return {result.name: result for result in seen.cells}


POSES = frozenset((".x", ".y", ".radius"))  # what is asked of objects of the solution's, too


@pytest.mark.parametrize("name", TESTS)
def test_it_passes_as_in_one_process(results: dict[str, CellResult], name: str) -> None:
    assert not results[name].failure
    assert not results[name].refused


@pytest.mark.parametrize("name", WRONG)
def test_it_does_not_pass(results: dict[str, CellResult], name: str) -> None:
    assert results[name].failure or results[name].refused


GIVEN = """
import numpy as np
a = np.zeros(3)
grown = []
for i in range(3):
    a[i] = i + 1
first = a.copy()
for k in range(factor):
    a[k] = 10
    grown.append(k)
"""


def test_given_data_is_what_it_is_in_one_process_whatever_names_the_student_has_used(tmp_path: Path) -> None:
    cells = [
        Cell("own", "own", "i, k, factor = 5, 6, 2\ndef total(x): return x.sum()"),
        Cell("given", "given", GIVEN),
        Cell("test", "test", "assert first.tolist() == [1, 2, 3] and total(first) == 6\n"
             "assert a.tolist() == [10, 10, 3] and total(a) == 23 and grown == [0, 1]"),
    ]  # fmt: skip
    assert examined(cells, tmp_path)["test"].failure is None
