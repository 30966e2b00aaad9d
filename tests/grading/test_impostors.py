"""Checks written carelessly are not fooled: by objects that lie about arithmetic, by arguments overwritten."""

from pathlib import Path
from textwrap import dedent

import pytest
from tiny_course import TinyCourse, check

REFERENCE = '''
    """Squares."""

    import numpy as np


    def square(x):
        """x² for every entry."""
        ### BEGIN SOLUTION
        return x**2
        ### END SOLUTION
'''
CARELESS = """
    import numpy as np
    from autograder.testing import assert_close, points

    @points(1)
    def test_square_by_subtraction(submission, reference, rng):
        x = rng.normal(size=(3, 4))
        expected = reference.square(x.copy())
        got = submission.square(x.copy())
        assert ((got - expected) ** 2).sum() < 1e-12

    @points(1)
    def test_square_expected_afterwards(submission, reference, rng):
        x = rng.normal(size=(3, 4))
        got = submission.square(x)
        assert_close(got, reference.square(x))
"""
LIAR = """
    class Liar:
        def __sub__(self, other):
            return self
        def __pow__(self, other):
            return self
        def sum(self):
            return 0.0

    def square(x):
        return Liar()
"""
VANDAL = """
    def square(x):
        x[...] = 0
        return x * 0.0
"""
HONEST_IN_PLACE = """
    def square(x):
        y = x**2
        x += 1
        return y
"""


@pytest.fixture
def course(tmp_path: Path) -> TinyCourse:
    return TinyCourse(tmp_path).assignment(hidden=CARELESS, reference=REFERENCE)


@pytest.mark.parametrize(
    ("source", "by_subtraction", "afterwards"),
    [
        (REFERENCE, "passed", "passed"),
        (LIAR, "failed", "failed"),
        (VANDAL, "failed", "failed"),
        (HONEST_IN_PLACE, "passed", "failed"),  # the author's check blames it: compute what you expect first
    ],
    ids=["reference", "liar", "vandal", "honest in place"],
)
def test_what_comes_back_cannot_decide_the_check(
    course: TinyCourse, source: str, by_subtraction: str, afterwards: str
) -> None:
    assert course.outcomes(dedent(source)) == {
        "square_by_subtraction": by_subtraction,
        "square_expected_afterwards": afterwards,
    }


NET = '''
    """A net."""

    import numpy as np

    RATE = 0.25
    TABLE = np.array([1.0, 2.0])


    class Net:
        """Weights."""

        def __init__(self, x):
            self.w = 2.0 * np.asarray(x)
            self.params = {"w": self.w, "b": [self.w + 1]}
            self.ready = True
            self.nothing = None

        def pair(self):
            """Two of them."""
            return self.w, {3.0}


    def apply(f, x):
        """f(x)."""
        return f(x)
'''
TRUSTING = """
    import numpy as np
    import pytest

    X = np.array([1.0, -3.0])

    def small(value):
        return (value**2).sum() < 1e-9

    def test_attribute(submission, reference):
        assert small(submission.Net(X).w - reference.Net(X).w)

    def test_reflected(submission, reference):
        assert abs(reference.Net(X).w - submission.Net(X).w).max() < 1e-9

    def test_method(submission):
        assert submission.Net(X).w.sum() == -4.0

    def test_truth(submission):
        assert submission.Net(X).ready

    def test_item(submission, reference):
        assert abs(submission.Net(X).params["w"] - reference.Net(X).params["w"]).max() < 1e-9

    def test_nested_item(submission, reference):
        assert abs(submission.Net(X).params["b"][0] - reference.Net(X).params["b"][0]).max() < 1e-9

    def test_constant(submission):
        assert abs(submission.RATE - 0.25) < 1e-9

    def test_array_constant(submission):
        assert small(submission.TABLE - np.array([1.0, 2.0]))

    def test_approx(submission):
        assert submission.RATE == pytest.approx(0.25)

    def test_pair(submission, reference):
        first, members = submission.Net(X).pair()
        assert small(first - reference.Net(X).w)
        assert all(abs(member - 3.0) < 1e-9 for member in members)

    def test_call_back(submission):
        seen = []
        def f(x):
            seen.append(bool(small(x - X)))
            return float(1.0)
        submission.apply(f, X.copy())
        assert seen == [True]
"""
LYING = """
    class Liar:
        def _self(self, *_): return self
        for _op in "add sub mul truediv pow matmul".split():
            locals()[f"__{_op}__"] = locals()[f"__r{_op}__"] = _self
        __abs__ = __neg__ = __getitem__ = _self
        def _true(self, *_): return True
        __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __contains__ = _true
        def sum(self, *a, **k): return -4.0
        def max(self, *a, **k): return 0.0
        def __float__(self): return 0.0

    RATE = TABLE = Liar()

    class Net:
        def __init__(self, x): self.w = self.params = self.ready = Liar()
        def pair(self): return Liar(), {Liar()}

    def apply(f, x): return f(Liar())
"""
# The net is its own weights: no label is its own.
SELF_LYING = LYING.replace("class Net:", "class Net(Liar):").replace("self.ready = Liar()", "self.ready = self")
OWN_CONTAINER = """
    import numpy as np

    RATE = np.float32(0.25)
    TABLE = np.array([1.0, 2.0])

    class Params:
        def __init__(self, **items): self.items = items
        def __getitem__(self, key): return self.items[key]
        def __len__(self): return len(self.items)
        def __bool__(self): return True
        def __iter__(self): return iter(self.items)

    class Row(Params):
        def __getitem__(self, number): return self.items[str(number)]

    class Flag:
        pass

    class Net:
        def __init__(self, x):
            self.w = 2.0 * np.asarray(x)
            self.params = Params(w=self.w, b=Row(**{"0": self.w + 1}))
            self.ready = np.True_
            self.nothing = Flag()
        def pair(self): return [self.w, {3}]

    def apply(f, x): return f(list(x))
"""
CONTAINERS = """
    from autograder.testing import assert_close
    from test_trusting import *

    def test_own_container(submission, reference):
        theirs, ours = submission.Net(X), reference.Net(X)
        assert theirs.params and len(theirs.params) == 2 and set(theirs.params) == {"w", "b"}
        assert theirs.nothing is not theirs
        for key in ours.params:
            theirs.params[key]
        assert_close(theirs.params["w"], ours.params["w"])
        assert_close(theirs.params["b"][0], ours.params["b"][0])
        assert float(theirs.params["w"][0]) == 2.0
"""


@pytest.fixture
def trusting(tmp_path: Path) -> TinyCourse:
    course = TinyCourse(tmp_path).assignment(hidden=CONTAINERS, reference=NET)
    course.write("assignments/tiny/test_trusting.py", TRUSTING)
    return course


@pytest.mark.parametrize("source", [LYING, SELF_LYING], ids=["liar", "liar that is the net itself"])
def test_an_object_in_place_of_a_value_decides_nothing(trusting: TinyCourse, source: str) -> None:
    result = trusting.grade_one(dedent(source))
    assert [c.id for c in result.checks if c.outcome == "passed"] == []
    assert "Net().w gave an object (<" in check(result, "attribute").message.en
    assert "calling f gave an object" in check(result, "call_back").message.en


@pytest.mark.parametrize("source", [NET, OWN_CONTAINER], ids=["reference", "own container"])
def test_an_object_of_ones_own_that_only_holds_values_is_fine(trusting: TinyCourse, source: str) -> None:
    result = trusting.grade_one(dedent(source))
    assert {c.id: c.message.en for c in result.checks if c.outcome != "passed"} == {}
