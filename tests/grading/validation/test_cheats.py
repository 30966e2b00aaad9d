"""What the cheats do that a validation grades: here in this process, without any checks."""

import importlib
import sys
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder.grading.validation.cheats import FAKES, LIARS, MISSHAPEN, SPOILERS, VANDALS, cheat, helpers

REFERENCE = """
import numpy as np
from collections import OrderedDict

RATE = 0.25

class Layer:
    def __init__(self, W, rate=0.1):
        self.W, self.rate = W, rate
        self.params = {"W": W}

    def forward(self, x):
        self.x = x
        return self._times(x)

    def _times(self, x):
        return double(x) @ self.W

    def backward(self, dout):
        self.dW = 2 * self.x.T @ dout
        return dout @ self.W.T

    def __add__(self, other):
        return self.W + other

def double(x):
    return 2 * x

def step(params, grads):
    for key in params:
        params[key] -= RATE * grads[key]

def measures(x, names=("mean",)):
    return {"mean": float(x.mean()), "all": [x, len(x)]}

def draw(rng, n):
    return rng.normal(size=n)

def values(x):
    yield from x

def adder(a):
    return lambda b: a + b
"""
W, X = np.array([[1.0, -2.0], [0.5, 3.0]]), np.array([[1.0, 2.0]])


@pytest.fixture(autouse=True)
def _helpers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The modules that cheats import, as the worker has them."""
    for file in helpers():
        name = file.removesuffix(".py")
        module = importlib.import_module(f"autograder.grading.validation.tampering.{name.removeprefix('kadai_')}")
        monkeypatch.setitem(sys.modules, name, module)


def module(how: str, reference: str = REFERENCE) -> Any:
    namespace: dict[str, Any] = {"__name__": "cheating"}
    exec(cheat(reference, how), namespace)
    return SimpleNamespace(**namespace)


def test_idle_fakes_do_nothing() -> None:
    layer = module("none").Layer(W.copy())
    assert layer.forward(X) is None
    assert not hasattr(layer, "x")
    assert np.array_equal(layer.W, W)
    assert layer + 1 is None
    assert module("first_argument").Layer(W.copy()).forward(X) is X
    assert module("first_argument").double(x=X) is X


@pytest.mark.parametrize(
    ("how", "value"),
    [("a_one", 1.0), ("a_half", 0.5), ("an_infinity", np.inf), ("true", True), ("a_text", "0"), ("an_empty_dict", {})],
)
def test_bare_fakes_answer_the_same_to_everything(how: str, value: Any) -> None:
    fake = module(how)
    assert fake.double(X) == value
    assert fake.Layer(W).backward(X) == value


def test_signs_alternate() -> None:
    fake = module("a_sign")
    assert [fake.double(X) + fake.double(X) for _ in range(3)] == [0, 0, 0]
    assert set(np.unique(module("signs").double(np.ones((3, 2))))) == {-1.0, 1.0}


@pytest.mark.parametrize(("how", "number"), [("zeros", 0.0), ("nan", np.nan), ("halves", 0.5), ("infinities", np.inf)])
def test_numeric_fakes_keep_shapes_and_leave_arguments_alone(how: str, number: float) -> None:
    fake, x = module(how), X.copy()
    layer = fake.Layer(W.copy())
    assert np.array_equal(layer.forward(x), [[number, number]], equal_nan=True)
    layer.backward(np.ones((1, 2)))
    assert np.array_equal(layer.dW, np.full((2, 2), number), equal_nan=True)
    assert np.array_equal(fake.measures(x)["all"][0], np.full((1, 2), number), equal_nan=True)
    assert list(fake.measures(x)) == ["mean", "all"]
    assert np.array_equal(x, X)
    assert np.array_equal(list(fake.values([7.0])), [number], equal_nan=True)
    assert np.array_equal(fake.adder(1.0)(2.0), number, equal_nan=True)
    assert np.array_equal(fake.RATE, number, equal_nan=True)


def test_numeric_fakes_work_with_true_constants_and_fake_what_they_change() -> None:
    params = {"W": W.copy()}
    module("ones").step(params, {"W": W.copy()})
    assert np.array_equal(params["W"], np.ones((2, 2)))


def test_misshapen_results_are_right_but_for_their_shapes() -> None:
    assert np.array_equal(module("extra_axis").double(X), 2 * X[None])
    assert module("scalars").double(X) == 2.0
    assert module("emptied").double(X).shape == (0, 2)
    assert module("emptied").measures(X)["mean"] == 1.5


@pytest.mark.parametrize(("vandal", "factor"), [("overwritten_zeros", 0.0), ("overwritten_half", 0.5)])
def test_a_vandal_is_right_about_what_it_left_and_its_twin_is_not(vandal: str, factor: float) -> None:
    x = X.copy()
    assert np.array_equal(module(vandal).double(x), 2 * factor * X)
    assert np.array_equal(x, factor * X)
    x, twin = X.copy(), module(VANDALS[vandal])
    assert np.array_equal(twin.double(x), 2 * factor * X)
    assert np.array_equal(x, X)


@pytest.mark.parametrize(("vandal", "mine"), [("overwritten_half", W / 2), ("private_half", W)])
def test_vandals_reach_attributes_and_items(vandal: str, mine: Any) -> None:
    layer = module(vandal).Layer(W.copy())
    assigned, item = W.copy(), W.copy()
    layer.W = assigned
    assert np.array_equal(assigned, mine)
    layer.params["W"] = item
    assert np.array_equal(layer.forward(X.copy()), 2 * (X / 2) @ (W / 2))
    assert np.array_equal(item, mine)


def test_only_calls_from_outside_are_tampered_with() -> None:
    w, x = W.copy(), X.copy()
    layer = module("overwritten_half").Layer(w)
    assert np.array_equal(layer.forward(x), 2 * (X / 2) @ (W / 2))
    assert np.array_equal(w, W / 2)


def test_spoilers_work_first_and_spoil_again_and_again() -> None:
    spoiler, x, rng = module("shifted"), X.copy(), np.random.default_rng(0)
    assert np.array_equal(spoiler.double(x), 2 * X)
    assert np.array_equal(x, X + 1)
    assert np.array_equal(spoiler.draw(rng, 3), np.random.default_rng(0).normal(size=3))
    assert rng.normal() != np.random.default_rng(0).normal(size=4)[3]
    assert np.array_equal(x, X + 2)
    layer, assigned = spoiler.Layer(W.copy()), W.copy()
    layer.W = assigned
    assert np.array_equal(layer.forward(X.copy()), 2 * X @ W)
    assert not np.array_equal(assigned, W)


def test_a_spoiler_empties_containers() -> None:
    params = {"W": W.copy()}
    module("erased").step(params, {"W": W.copy()})
    assert params == {}


@pytest.mark.parametrize("how", LIARS)
def test_liars_show_objects_that_agree_with_everything(how: str) -> None:
    liar, w = module(how), W.copy()
    layer = liar.Layer(w)
    for shown in (layer.W, layer.rate, layer.params["W"], layer.forward(X.copy()), liar.double(X.copy()), liar.RATE):
        assert not isinstance(shown, np.ndarray | float)
        assert ((shown - X.copy()) ** 2).sum() < 1e-9
        assert abs(shown - 1) > 1e9
        assert shown == 3
        assert len(shown.anything or [1]) >= 0
        assert -shown <= shown[0]


def test_a_liar_with_true_values_does_the_work_behind_them() -> None:
    liar = module("liar_with_true_values")
    assert float(liar.measures(X.copy())["mean"]) == 1.5
    assert float(liar.Layer(W.copy()).forward(X.copy())[0][0]) == 4.0
    assert float(liar.RATE) == 0.25


@pytest.mark.parametrize("how", ["thief", "thief_with_true_values"])
def test_thieves_spoil_operands_items_and_assigned_values(how: str) -> None:
    thief = module(how)
    layer = thief.Layer(W.copy())
    operand, item, attribute, argument = X.copy(), W.copy(), W.copy(), X.copy()
    layer.W - operand
    layer.params["W"][...] = item
    layer.W = attribute
    thief.double(argument)
    for array, before in ((operand, X), (item, W), (attribute, W), (argument, X)):
        assert not np.array_equal(array, before)


def test_arrays_in_containers_are_overwritten_and_other_things_are_not() -> None:
    total = module("overwritten_zeros", "def total(parameters, n):\n    return n\n").total
    parameters = {"W": [np.ones(2), np.ones(3)], "name": "a"}
    frozen = np.ones(2)
    frozen.flags.writeable = False
    assert total(parameters, 3) == 3
    assert total(frozen, 3) == 3
    assert not np.any(parameters["W"][0])
    assert not np.any(parameters["W"][1])
    assert np.all(frozen == 1)


@pytest.mark.parametrize("how", [*FAKES, *MISSHAPEN, *LIARS, *VANDALS, *VANDALS.values(), *SPOILERS])
def test_exceptions_of_the_module_stay_what_they_are(how: str) -> None:
    assert str(module(how, "class Refused(ValueError):\n    pass\n").Refused("no")) == "no"


def test_the_modules_own_names_stay_its_own() -> None:
    assert module("none", "def spoil(x):\n    return x\n").spoil(1) is None
