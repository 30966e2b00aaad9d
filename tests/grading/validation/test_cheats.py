"""What the cheats do that a validation grades: here in this process, without any checks."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder.grading.validation.cheats import FAKES, VANDALS, cheat

REFERENCE = """
import numpy as np
from collections import OrderedDict

class Layer:
    def __init__(self, W, rate=0.1):
        self.W, self.rate = W, rate

    def forward(self, x):
        self.x = x
        return self._times(x)

    def _times(self, x):
        return double(x) @ self.W

    def backward(self, dout):
        self.dW = 2 * self.x.T @ dout
        return dout @ self.W.T

def double(x):
    return 2 * x

def measures(x, names=("mean",)):
    return {"mean": float(x.mean()), "all": [x, len(x)]}
"""
W, X = np.array([[1.0, -2.0], [0.5, 3.0]]), np.array([[1.0, 2.0]])


def module(how: str) -> Any:
    namespace: dict[str, Any] = {"__name__": "cheating"}
    exec(cheat(REFERENCE, how), namespace)
    return SimpleNamespace(**namespace)


def test_idle_fakes_do_nothing() -> None:
    layer = module("none").Layer(W.copy())
    assert layer.forward(X) is None
    assert not hasattr(layer, "x")
    assert np.array_equal(layer.W, W)
    assert module("first_argument").Layer(W.copy()).forward(X) is X
    assert module("first_argument").double(x=X) is X


@pytest.mark.parametrize(("how", "number"), [("zeros", 0.0), ("nan", np.nan)])
def test_numeric_fakes_keep_shapes_and_leave_arguments_alone(how: str, number: float) -> None:
    fake, x = module(how), X.copy()
    layer = fake.Layer(W.copy())
    assert np.array_equal(layer.forward(x), [[number, number]], equal_nan=True)
    layer.backward(np.ones((1, 2)))
    assert np.array_equal(layer.dW, np.full((2, 2), number), equal_nan=True)
    assert np.array_equal(fake.measures(x)["all"][0], np.full((1, 2), number), equal_nan=True)
    assert list(fake.measures(x)) == ["mean", "all"]
    assert np.array_equal(x, X)
    assert layer.rate == 0.1


@pytest.mark.parametrize(("vandal", "factor"), [("overwritten_zeros", 0.0), ("overwritten_half", 0.5)])
def test_a_vandal_is_right_about_what_it_left_and_its_twin_is_not(vandal: str, factor: float) -> None:
    x = X.copy()
    assert np.array_equal(module(vandal).double(x), 2 * factor * X)
    assert np.array_equal(x, factor * X)
    x, twin = X.copy(), module(VANDALS[vandal])
    assert np.array_equal(twin.double(x), 2 * factor * X)
    assert np.array_equal(x, X)


def test_only_calls_from_outside_are_tampered_with() -> None:
    w, x = W.copy(), X.copy()
    layer = module("overwritten_half").Layer(w)
    assert np.array_equal(layer.forward(x), 2 * (X / 2) @ (W / 2))
    assert np.array_equal(w, W / 2)


def test_arrays_in_containers_are_overwritten_and_other_things_are_not() -> None:
    namespace: dict[str, Any] = {"__name__": "cheating"}
    exec(cheat("def total(parameters, n):\n    return n\n", "overwritten_zeros"), namespace)
    parameters = {"W": [np.ones(2), np.ones(3)], "name": "a"}
    frozen = np.ones(2)
    frozen.flags.writeable = False
    assert namespace["total"](parameters, 3) == 3
    assert namespace["total"](frozen, 3) == 3
    assert not np.any(parameters["W"][0])
    assert not np.any(parameters["W"][1])
    assert np.all(frozen == 1)


@pytest.mark.parametrize("how", [*FAKES, *VANDALS, *VANDALS.values()])
def test_exceptions_of_the_module_stay_what_they_are(how: str) -> None:
    namespace: dict[str, Any] = {"__name__": "cheating"}
    exec(cheat("class Refused(ValueError):\n    pass\n", how), namespace)
    assert str(namespace["Refused"]("no")) == "no"
