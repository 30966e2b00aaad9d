"""Objects of packages that a test makes and hands to a student's function: as if there were one process."""

import re
import string
import threading
from importlib.util import find_spec

import numpy as np
import pytest

from autograder.grading.classroom.programs import talking_program
from autograder.grading.notebooks import statics
from autograder.grading.notebooks.jobs import ANYTHING, Cell, CellResult, Examined, Job, Ready, Start
from autograder.sandbox.proxies import RemoteGlobal
from autograder.sandbox.recipes import recipe_of

GIVEN = "import re, string, uuid\nimport numpy as np\nfrom collections import ChainMap"
STUDENT = r"""
def call(obj, name, *given, **named): return getattr(obj, name)(*given, **named)
def kind(obj): return type(obj).__name__, str(obj)
def is_pattern(obj): return type(obj) is re.Pattern and isinstance(obj, re.Pattern)
def at(f, x): return f(x)
def make(kind, *given): return kind(*given)
def keys(d): return sorted(d)
def fill(obj): obj["b"] = 2; return obj
"""
TESTS = {
    "a pattern": r"""assert call(re.compile(r"\d"), "findall", "a1b2") == ["1", "2"] and is_pattern(re.compile("x"))""",
    "a template": "assert call(string.Template('$a!'), 'substitute', a=3) == '3!'",
    "an exception": "assert kind(ValueError('x')) == ('ValueError', 'x')",
    "a polynomial": "assert at(call(np.poly1d([1, 2, 3]), 'deriv'), 1) == 4\n"
    "assert call(np.poly1d([2, 1]), 'deriv') == np.poly1d([2])",
    "a class": "assert make(string.Template, 'x').template == 'x' and make(ChainMap, {'a': 1})['a'] == 1",
    "what has items": "assert fill(ChainMap({'a': 1}))['b'] == 2",
    "keys of any kind": "assert keys({b'b': 1, b'a': 2}) == [b'a', b'b']",
    "a state": "assert kind(uuid.UUID(int=5)) == ('UUID', str(uuid.UUID(int=5)))",
    "it holds a function of the student's": "from functools import partial\nassert at(partial(at, abs), -3) == 3",
}
if find_spec("scipy"):
    TESTS["distributions, interpolations"] = r"""
from scipy import interpolate, stats
assert call(stats.norm(3, 1), "mean") == 3
assert abs(at(interpolate.interp1d([0, 1], [0, 2]), 0.5) - 1) < 1e-9
"""
if find_spec("networkx"):
    TESTS["graphs"] = r"""
import networkx as nx
assert dict(call(nx.path_graph(3), "degree"))[1] == 2
assert nx.is_connected(nx.path_graph(3))
"""
if find_spec("sklearn"):
    STUDENT += """
from sklearn.linear_model import LinearRegression
def fit(model, x, y): return model.fit(x, y)
line = LinearRegression()
fitted = LinearRegression().fit([[0], [1]], [0, 2])
"""
    TESTS["estimators"] = r"""
from sklearn.base import clone, is_regressor
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeRegressor
from sklearn.utils.validation import check_is_fitted
x, y = np.arange(8.0).reshape(-1, 1), np.arange(8.0)
tree = fit(DecisionTreeRegressor(max_depth=2, random_state=0), x, y)
assert isinstance(tree, DecisionTreeRegressor) and tree.get_depth() == 2
own = DecisionTreeRegressor(random_state=0).fit(x, y)
assert call(own, "score", x, y) == 1.0 and call(make_pipeline(StandardScaler(), own).fit(x, y), "score", x, y) == 1.0
assert np.isclose(fitted.predict([[3]])[0], 6) and is_regressor(line) and clone(fitted).get_params()["copy_X"]
assert cross_val_score(line, x, y, cv=2).mean() > 0.9
check_is_fitted(fitted)
try:
    check_is_fitted(line)
    assert False
except NotFittedError:
    pass
"""
WRONG = {
    "what cannot be copied": "import threading\nassert kind(threading.Lock())",
    "what a student does to it": "m = ChainMap({'a': 1})\nfill(m)\nassert m['b'] == 2",
}


@pytest.fixture(scope="module")
def results() -> dict[str, CellResult]:
    cells = [Cell("given", "given", GIVEN), Cell("student", "own", STUDENT)]
    tests = (TESTS | WRONG).items()
    cells += [Cell(name, "test", text.strip("\n"), poses=frozenset((ANYTHING,))) for name, text in tests]
    with talking_program("autograder.grading.notebooks.main", [], 600) as channel:
        channel.send(Start(statics.packages_of(cells), ()))
        channel.receive(Ready)
        channel.send(Job(tuple(cells), statics.facts_of(cells), cell_seconds=20.0))
        examined = channel.receive(Examined)
    assert not examined.ended
    assert not any(examined.cells[n].failure for n in (0, 1))
    return {result.name: result for result in examined.cells}


@pytest.mark.parametrize("name", TESTS)
def test_it_passes_as_in_one_process(results: dict[str, CellResult], name: str) -> None:
    assert not results[name].failure
    assert not results[name].refused


@pytest.mark.parametrize("name", WRONG)
def test_it_does_not_pass(results: dict[str, CellResult], name: str) -> None:
    assert results[name].failure


class Own:
    """A class that is no package's."""


Own.__module__ = "__main__"


@pytest.mark.parametrize("obj", [threading.Lock(), Own(), Own, RemoteGlobal, np.sin, len, string, (n for n in ())])
def test_nothing_else_is_described(obj: object) -> None:
    assert recipe_of(obj) is None


@pytest.mark.parametrize("obj", [re.compile("a"), ValueError("x"), np.poly1d([1, 2]), string.Template])
def test_what_is_described_is_called_by_name(obj: object) -> None:
    recipe = recipe_of(obj)
    assert recipe is not None
    assert recipe.home in ("re", "copyreg", "builtins", "string")
