"""What a worker tells of an exception besides its type: message, functions, whose doing it is, and shapes."""

import linecache
from textwrap import dedent
from typing import Any

import numpy as np
import pytest

from autograder.sandbox.wire.messages import Raised
from autograder.sandbox.worker.faults import describe

FILE = "faulty.py"
SOURCE = """
import numpy as np

class Layer:
    def __init__(self):
        self.w = np.ones((3, 4))
        self.params = {"b": np.ones(5)}

    def forward(self, x):
        return x @ self.w

    def transposed(self, x):
        return np.dot(2 * x, self.w.T)

    def method(self, x):
        return (x + x).dot(self.w)

    def bias(self, x):
        return x + self.params["b"]

    def unknown(self, x):
        return np.tanh(x) @ self.w

    def inner(self, x):
        return (lambda y: y @ self.w)(x)

    def refuse(self, x):
        raise ValueError("not done yet")

    def claim(self, x):
        assert x is None

    def sized(self, x):
        return [][7]

class Sly(dict):
    def get(self, key):
        raise SystemExit

def sly(x):
    own = Sly(w=np.ones(5))
    return x @ own["w"]
"""
SPACE: dict[str, Any] = {}
exec(compile(SOURCE, FILE, "exec"), SPACE)


def raised(call: Any, *arguments: Any, source: str = SOURCE) -> Raised:
    linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)  # other tests clear it
    with pytest.raises(Exception) as caught:  # noqa: PT011
        call(*arguments)
    return describe(caught.value, {FILE})


@pytest.mark.parametrize(
    ("method", "operands"),
    [
        ("forward", ["(2,7)", "(3,4)"]),
        ("transposed", ["(2,7)", "(4,3)"]),
        ("method", ["(2,7)", "(3,4)"]),
        ("bias", ["(2,7)", "(5,)"]),
        ("unknown", ["?", "(3,4)"]),
        ("inner", ["(2,7)", "(3,4)"]),
        ("sized", []),
    ],
)
def test_shapes_of_what_did_not_fit(method: str, operands: list[str]) -> None:
    told = raised(getattr(SPACE["Layer"](), method), np.ones((2, 7)))
    assert told.operands == operands
    assert not told.deliberate
    assert told.frames[-1].within.startswith(f"Layer.{method}")


@pytest.mark.parametrize("method", ["refuse", "claim"])
def test_what_the_submission_raises_itself_is_said_to_be(method: str) -> None:
    assert raised(getattr(SPACE["Layer"](), method), 1).deliberate


@pytest.mark.parametrize(
    "weights",
    [
        'self.params[f"W{i}"]',
        'self.params["W%d" % i]',
        'self.params["W" + str(i)]',
        "self.params[name]",
        "self.all[i - 1]",
        "self.all[-1]",
        "self.layers[i - 1].W",
        "self.layers[0].W.T.T",
    ],
)
def test_parameters_are_known_by_whatever_key(weights: str) -> None:
    source = dedent(f"""
        class Affine:
            def __init__(self, W): self.W = W
        class Net:
            def __init__(self, W):
                self.params, self.all, self.layers = {{"W1": W}}, (W,), [Affine(W)]
            def gradient(self, dout, i=1, name="W1"):
                return dout @ {weights} * (dout > 0)
    """)
    space: dict[str, Any] = {}
    exec(compile(source, FILE, "exec"), space)
    assert raised(space["Net"](np.ones((3, 4))).gradient, np.ones((2, 7)), source=source).operands == ["(2,7)", "(3,4)"]


@pytest.mark.parametrize(
    "weights", ["W.reshape(-1, 4)", "W.reshape(len(W), -1)", "W.reshape((W.shape[0], 4))", "W.reshape(4, -1).T", "W[0]"]
)
def test_shapes_of_what_was_reshaped_are_known(weights: str) -> None:
    source = f"def gradient(dout, W):\n    return dout @ {weights}\n"
    space: dict[str, Any] = {}
    exec(compile(source, FILE, "exec"), space)
    told = raised(space["gradient"], np.ones((2, 7)), np.ones((3, 2, 2)), source=source).operands
    assert told == ["(2,7)", "?" if weights == "W[0]" else "(3,4)"]


@pytest.mark.parametrize("key", ["i * 1", "int(i)", "max(i, 0)"])
def test_a_key_that_would_have_to_be_computed_is_not(key: str) -> None:
    source = f"def gradient(dout, all, i=0):\n    return dout @ all[{key}]\n"
    space: dict[str, Any] = {}
    exec(compile(source, FILE, "exec"), space)
    assert raised(space["gradient"], np.ones((2, 7)), [np.ones((3, 4))], source=source).operands == ["(2,7)", "?"]


def test_nothing_of_the_submission_is_called_to_find_out() -> None:
    assert raised(SPACE["sly"], np.ones(3)).operands == ["(3,)", "?"]
