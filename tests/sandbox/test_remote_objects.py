"""Objects that stay in the worker, and exceptions that come out of it."""

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.sandbox import MissingName, RemoteObject, SubmissionError, UnsupportedValue

Examine = Callable[..., Any]

SOURCE = """\
import numpy as np
from collections import OrderedDict

class Tensor:
    def __init__(self, data): self.data = np.asarray(data, float)
    def __add__(self, other): return Tensor(self.data + getattr(other, "data", other))
    __radd__ = __add__
    def __mul__(self, other): return Tensor(self.data * getattr(other, "data", other))
    def __rsub__(self, other): return Tensor(other - self.data)
    def __matmul__(self, other): return Tensor(self.data @ getattr(other, "data", other))
    def __rmatmul__(self, other): return Tensor(other @ self.data)
    def __pow__(self, n): return Tensor(self.data ** n)
    def __neg__(self): return Tensor(-self.data)
    def __abs__(self): return Tensor(abs(self.data))
    def __lt__(self, other): return bool((self.data < other).all())
    def __len__(self): return len(self.data)
    def __getitem__(self, i): return self.data[i]
    def __setitem__(self, i, v): self.data[i] = v
    def __contains__(self, v): return v in self.data
    def __float__(self): return float(self.data.sum())
    def __bool__(self): return False
    def __iadd__(self, other): self.data += other; return self

class Net:
    RATE = 0.5
    def __init__(self):
        self.layers = OrderedDict(first=Tensor([1]), second=Tensor([2]))
        self._hidden = 7
        self.nothing = None
        self.text = "words"
        self.sizes = (3, 4)
        self.ragged = np.array([[1], [1, 2]], dtype=object)
        self.graph = {Tensor([1]): 1}
    @property
    def broken(self): raise RuntimeError("in a property")
    def __repr__(self): raise RuntimeError("no repr")
    def __getattr__(self, name):
        if name.startswith("any_"): return name
        raise AttributeError(name)

def count(n):
    for i in range(n): yield i
def endless():
    while True: yield 1
def ragged(): return np.array([[1], [1, 2]], dtype=object)
def words(): return np.array(["a"])
def nothing(): pass
def raise_(name, *args):
    import builtins
    raise getattr(builtins, name)(*args)
def linalg(): np.linalg.inv(np.zeros((2, 2)))
def leave(): raise SystemExit(3)
def interrupt(): raise KeyboardInterrupt
def recurse(): return recurse()
def too_much(): return np.ones(1 << 40)
class Odd(Exception):
    def __str__(self): raise RuntimeError
def odd(): raise Odd
def loud(): raise ValueError("A" * (5 << 20))
def inner(x): return 1 / x
def outer(x):
    return inner(x)
def deep(): return deep2([])
def deep2(x):
    for _ in range(1000): x = [x]
    return x
def kinds(): return (range(3), {}.keys(), map(abs, []), len, np, int)
"""


@pytest.fixture
def work(examine: Examine) -> Any:
    return examine(SOURCE).submission


def data(value: Any) -> Any:
    return value.data.tolist()


def test_operators_and_their_reflections(work: Any) -> None:
    t, other = work.Tensor([1, 2]), work.Tensor([10, 20])
    assert data(t + other) == [11, 22]
    assert data(t + 1) == data(1 + t) == [2, 3]
    assert data(t * 3) == [3, 6]
    assert data(5 - t) == [4, 3]
    assert data(t**2) == [1, 4]
    assert data(-t) == [-1, -2]
    assert data(abs(-t)) == [1, 2]
    assert (t < 9) is True
    with pytest.raises(TypeError):
        _ = t / 2


def test_arrays_defer_to_the_objects_own_operators(work: Any) -> None:
    t = work.Tensor([1, 2])
    assert data(np.array([1.0, 1.0]) + t) == [2, 3]
    assert data(np.eye(2) @ t) == [1, 2]
    assert data(t @ np.eye(2)) == [1, 2]


def test_in_place_operators(work: Any) -> None:
    t = before = work.Tensor([1, 2])
    t += 1
    assert t is before
    assert data(t) == [2, 3]


def test_containers(work: Any) -> None:
    t = work.Tensor([4, 5, 6])
    t[1] = 9
    assert (len(t), t[1], t[-1]) == (3, 9, 6)
    assert t[:2].tolist() == [4, 9]
    assert t[np.array([0, 2])].tolist() == [4, 6]
    assert 9 in t
    assert 7 not in t
    assert list(t) == [4, 9, 6]
    assert (float(t), bool(t)) == (19.0, False)


def test_iteration_is_lazy(work: Any) -> None:
    assert list(work.count(1000)) == list(range(1000))
    endless = work.endless()
    assert [next(endless), next(endless)] == [1, 1]
    with pytest.raises(StopIteration):
        next(work.count(0))


def test_attributes(work: Any) -> None:
    net = work.Net()
    assert (net.RATE, net._hidden, net.nothing, net.text, net.sizes) == (0.5, 7, None, "words", (3, 4))
    assert net.any_thing == "any_thing"
    assert work.Net.RATE == 0.5
    with pytest.raises(RuntimeError, match="in a property"):
        _ = net.broken
    assert not hasattr(net, "absent")


def test_a_dict_of_objects(work: Any) -> None:
    layers = work.Net().layers
    assert type(layers) is dict
    assert [data(layer) for layer in layers.values()] == [[1], [2]]


def test_an_attribute_that_cannot_be_handed_over_stays_there(work: Any) -> None:
    net = work.Net()
    assert isinstance(net.ragged, RemoteObject)
    assert [len(key) for key in net.graph] == [1]


def test_identity_and_hash(work: Any) -> None:
    net = work.Net()
    first = net.layers["first"]
    assert first is net.layers["first"]
    assert first == net.layers["first"]
    assert first != net.layers["second"]
    assert len({first, net.layers["first"], net.layers["second"]}) == 2


def test_looking_at_an_object_does_not_call_the_submission(examine: Examine) -> None:
    examinee = examine("calls = []\nclass Spy:\n    def __getattr__(self, name): calls.append(name); return 1\n")
    spy = examinee.submission.Spy()
    repr(spy), str(spy), dir(spy), isinstance(spy, int), hash(spy), callable(spy), f"{spy}"
    for name in ("__wrapped__", "__array_interface__", "_repr_html_", "pytestmark", "__name__", "_ipython_display_"):
        assert not hasattr(spy, name)
        assert not hasattr(examinee.submission, name)
    with pytest.raises((TypeError, AttributeError)):
        copy.copy(spy)
    assert examinee.submission.calls == []


def test_an_object_is_no_array_and_says_so(work: Any) -> None:
    with pytest.raises(UnsupportedValue, match="object of type Tensor, where a number or an array is needed"):
        np.asarray(work.Tensor([1]))


@pytest.mark.parametrize(
    ("function", "why"), [("ragged", "rows of different length"), ("words", "dtype <U1"), ("deep", "nested")]
)
def test_a_value_that_cannot_be_handed_over_says_why(work: Any, function: str, why: str) -> None:
    with pytest.raises(UnsupportedValue, match=why) as caught:
        getattr(work, function)()
    assert isinstance(caught.value, TypeError)
    assert function in caught.value.text.ja


def test_nothing_is_none_and_other_kinds_are_objects(work: Any) -> None:
    assert work.nothing() is None
    assert all(isinstance(kind, RemoteObject) for kind in work.kinds())
    assert list(work.kinds()[0]) == [0, 1, 2]


@pytest.mark.parametrize(
    "name", ["ValueError", "TypeError", "KeyError", "IndexError", "ZeroDivisionError", "NotImplementedError", "OSError",
             "FileNotFoundError", "ImportError", "RecursionError", "MemoryError", "AttributeError", "NameError"]
)  # fmt: skip
def test_an_exception_can_be_expected_by_its_builtin_type(work: Any, name: str) -> None:
    with pytest.raises(getattr(__import__("builtins"), name)) as caught:
        work.raise_(name, "what is wrong")
    error = caught.value
    assert isinstance(error, SubmissionError)
    assert (error.type_name, "what is wrong" in error.message) == (name, True)
    assert name in error.text.en
    assert name in error.text.ja
    assert str(error) == error.text.en


def test_a_subclass_of_a_builtin_counts_as_that(work: Any) -> None:
    with pytest.raises(ValueError, match="LinAlgError: Singular matrix"):
        work.linalg()


@pytest.mark.parametrize("name", ["AssertionError", "StopIteration"])
def test_some_exceptions_are_never_taken_for_the_examiners_own(work: Any, name: str) -> None:
    with pytest.raises(SubmissionError) as caught:
        work.raise_(name, "x")
    assert not isinstance(caught.value, (AssertionError, StopIteration))


@pytest.mark.parametrize(("function", "name"), [("leave", "SystemExit"), ("interrupt", "KeyboardInterrupt")])
def test_leaving_is_an_error_like_any_other(work: Any, function: str, name: str) -> None:
    with pytest.raises(SubmissionError, match=name):
        getattr(work, function)()
    assert work.nothing() is None


@pytest.mark.parametrize(("function", "kind"), [("recurse", RecursionError), ("too_much", MemoryError)])
def test_running_out_of_something_is_an_error_like_any_other(work: Any, function: str, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        getattr(work, function)()
    assert work.nothing() is None


def test_exceptions_that_cannot_be_printed_or_never_end(work: Any) -> None:
    with pytest.raises(SubmissionError, match="Odd"):
        work.odd()
    with pytest.raises(ValueError, match="AAAA") as caught:
        work.loud()
    assert len(str(caught.value)) < 12_000


def test_frames_lead_to_the_line(work: Any) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        work.outer(0)
    frames = caught.value.frames  # type: ignore[attr-defined]
    assert [(frame.function, frame.source) for frame in frames] == [
        ("outer", "return inner(x)"),
        ("inner", "def inner(x): return 1 / x"),
    ]
    assert {frame.file for frame in frames} == {"work.py"}
    assert "work.py" in caught.value.text.ja  # type: ignore[attr-defined]


def test_a_missing_attribute_of_an_object_is_an_attribute_error(work: Any) -> None:
    with pytest.raises(AttributeError) as caught:
        _ = work.Net().absent
    assert not isinstance(caught.value, MissingName)


def test_names_of_the_module_can_be_set(examine: Examine) -> None:
    work = examine("rate = 1\ndef f(): return rate * 2\n").submission
    work.rate = 5
    assert work.f() == 10


GLOBALS = """\
class Layer:
    scale = 2.0
    @staticmethod
    def twice(x): return 2 * x
def double(x): return 2 * x
def apply(f, x): return f(x)
def same(f): return f is double
def forget():
    global double
    del double
class Sly(type):
    def __call__(cls, *args): return "called"
class Odd(metaclass=Sly): pass
RATE = 0.5
"""


def test_functions_and_classes_of_the_module(examine: Examine) -> None:
    work = examine(GLOBALS).submission
    assert work.double(3) == 6
    assert work.Layer.twice(4) == 8
    assert work.Layer.scale == 2.0
    assert work.Odd() == "called"
    assert callable(work.double)
    assert work.double
    assert work.double.__name__ == "double"
    assert work.double == work.double != work.apply
    assert len({work.double, work.double, work.apply}) == 2
    assert "double" in repr(work.double)
    with pytest.raises(UnsupportedValue):
        np.asarray(work.double)


def test_what_an_object_is_an_instance_of(examine: Examine) -> None:
    work = examine("class A: pass\nclass B(A):\n    class Inner: pass\n").submission
    b = work.B()
    assert isinstance(b, work.A)
    assert isinstance(b, work.B)
    assert not isinstance(work.A(), work.B)
    assert not isinstance(1.0, work.A)
    assert issubclass(work.B, work.A)
    assert isinstance(work.B.Inner(), work.B.Inner)
    assert not isinstance(b, work.B.Inner)


def test_the_names_of_the_module(examine: Examine) -> None:
    assert {"Layer", "double", "RATE"} <= set(dir(examine(GLOBALS).submission))


def test_a_function_of_the_module_arrives_there_as_itself(examine: Examine) -> None:
    examinee = examine(GLOBALS)
    work = examinee.submission
    assert work.same(work.double)
    assert work.apply(work.double, 4) == 8
    assert examinee.end_check().callbacks == 0


def test_a_function_of_the_module_outlives_checks_and_workers(examine: Examine) -> None:
    examinee = examine(GLOBALS)
    double = examinee.submission.double
    examinee.end_check()
    examinee.begin_check()
    assert double(1) == 2
    examinee.close()
    examinee.begin_check()
    assert double(2) == 4


def test_a_function_that_goes_away_is_missing(examine: Examine) -> None:
    work = examine(GLOBALS).submission
    work.forget()
    with pytest.raises(MissingName, match="double"):
        work.double(1)
    with pytest.raises(MissingName, match="double"):
        work.apply(work.double, 1)


def test_a_name_that_is_set_is_no_function_any_more(examine: Examine) -> None:
    work = examine(GLOBALS).submission
    work.double = 5
    assert work.double == 5
