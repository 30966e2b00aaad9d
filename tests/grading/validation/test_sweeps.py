"""What a sweep makes of a module, in this process: wrong ones do what they say, right ones change no number."""

import types
from textwrap import dedent
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies
from hypothesis.extra.numpy import array_shapes, arrays

from autograder.checks import CheckInfo
from autograder.grading.validation.sweeps import Sweep, sweeps_of
from autograder.grading.validation.tampering import bordering, sweeping, watching
from autograder.grading.validation.tampering.sweeping import EXCEPTIONS, GENERATORS, KINDS
from autograder.grading.validation.watched import Watched, watched
from autograder.text import Text

MODULE = """
    import numpy as np

    class Layer:
        def __init__(self, w, scale=1.0, rng=None):
            self.w, self.scale, self.name = w, scale, "layer"
            self.noise = rng.normal() if rng is not None else 0.0

        def forward(self, x):
            self.x = x
            return self.scale * (x @ self.w) + self.noise

        def backward(self, dout):
            return dout @ self.w.T, self.x.T @ dout

    def loss(y, t):
        return float(_half(np.sum((y - t) ** 2)))

    def descend(w, gradient):
        w -= gradient

    def _half(x):
        return x / 2
"""
X = np.arange(6.0).reshape(2, 3)
W = np.array([[0.1, 0.7], [1.3, -0.2], [0.4, 0.9]])


def module() -> Any:
    made = types.ModuleType("swept")
    exec(dedent(MODULE), made.__dict__)
    return made


def swept(how: str, functions: list[str], what: str = "") -> Any:
    """The module with a sweep's change."""
    made = module()
    if how == "shared":
        sweeping.share(made.__dict__, functions[0])
    else:
        bordering.Border(sweeping.Sweep(how, functions, what)).module(made.__dict__)
    return made


def use(there: Any) -> None:
    """What a check may do."""
    for scale, rng in ((2.0, np.random.default_rng(1)), (3.0, np.random.default_rng(2))):
        layer = there.Layer(W.copy(), scale, rng)
        there.loss(layer.forward(X.copy()), np.ones((2, 2)))
        layer.backward(np.ones((2, 2)))
    there.descend(W.copy(), np.ones(W.shape))


def seen() -> Watched:
    made = module()
    watcher = watching.Watcher(made.__dict__)
    bordering.Border(watcher).module(made.__dict__)
    use(made)
    return watched({"a_check": [watcher.report()]})


def sweeps() -> dict[str, Sweep]:
    checks = [CheckInfo("a_check", Text.same("A check."), 1.0, public=False)]
    return {sweep.id: sweep for sweep in sweeps_of(seen(), checks)}


def test_what_is_swept_follows_from_how_the_reference_is_called() -> None:
    found = sweeps()
    wrong = {id for id, sweep in found.items() if not sweep.right and sweep.how != "raises"}
    assert wrong == {
        "in_place:Layer.__init__:w", "in_place:Layer.forward:x", "in_place:Layer.backward:dout",
        "in_place:loss:y", "in_place:loss:t", "in_place:descend:gradient",
        "generator:Layer.__init__:rng=global", "generator:Layer.__init__:rng=fresh",
        "generator:Layer.__init__:rng=fixed", "ignored:Layer.__init__:w", "ignored:Layer.__init__:scale",
        "kept_result:Layer.forward", "kept_result:Layer.backward", "kept_result:loss",
        "shared:Layer.w", "shared:Layer.scale", "shared:Layer.noise", "shared:Layer.x",
    }  # fmt: skip
    assert {id.split(":")[1] for id in found if id.startswith("raises")} == {
        "Layer.__init__", "Layer.forward", "Layer.backward", "loss", "descend"
    }  # fmt: skip
    assert {"result:loss:numpy_scalars", "result:Layer.backward:other_container", "float32:*"} <= set(found)
    assert found["frozen:descend:gradient"].right


def test_a_check_that_is_about_another_function_may_pass_where_one_raises() -> None:
    about = CheckInfo("a_check", Text.same("A check."), 1.0, public=False, about=("Layer.backward",))
    found = {sweep.id: sweep.asking for sweep in sweeps_of(seen(), [about])}
    assert found["raises:Layer.forward:ValueError"] == ()
    assert found["raises:Layer.backward:ValueError"] == ("a_check",)
    assert sweeps()["raises:Layer.forward:ValueError"].asking == ("a_check",)


def test_an_argument_is_changed_once_the_right_result_is_there() -> None:
    x = X.copy()
    layer = swept("in_place", ["Layer.forward"], "x").Layer(W)
    assert np.array_equal(layer.forward(x), X @ W)
    assert np.array_equal(layer.x, X)
    assert not np.array_equal(x, X)


@pytest.mark.parametrize("how", GENERATORS)
def test_a_generator_is_ignored(how: str) -> None:
    there = swept("generator", ["Layer.__init__"], f"rng={how}")
    noises = [there.Layer(W, 1.0, np.random.default_rng(7)).noise for _ in range(2)]
    assert module().Layer(W, 1.0, np.random.default_rng(7)).noise not in noises
    assert (noises[0] == noises[1]) is (how == "fixed")


def test_an_argument_is_ignored_in_favour_of_its_default_or_of_the_first() -> None:
    assert swept("ignored", ["Layer.__init__"], "scale").Layer(W, 3.0).scale == 1.0
    there = swept("ignored", ["Layer.__init__"], "w")
    first = there.Layer(W)
    assert first.w is W
    assert there.Layer(-W).w is W


def test_an_attribute_is_shared() -> None:
    there = swept("shared", ["Layer.w"])
    one, other = there.Layer(W), there.Layer(-W)
    assert one.w is other.w
    assert (one.scale, there.Layer(W, 5.0).scale) == (1.0, 5.0)


def test_the_first_result_is_kept_by_an_object_for_each_shape() -> None:
    layer = swept("kept_result", ["Layer.forward"]).Layer(W)
    assert np.array_equal(layer.forward(X), X @ W)
    assert np.array_equal(layer.forward(-X), X @ W)
    assert np.array_equal(layer.forward(X[:1]), X[:1] @ W)


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_an_exception_is_raised(name: str) -> None:
    there = swept("raises", ["loss"], name)
    with pytest.raises(EXCEPTIONS[name]):
        there.loss(X, X)
    assert there.Layer(W).forward(X).shape == (2, 2)


def flat(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [number for member in value.values() for number in flat(member)]
    if isinstance(value, list | tuple):
        return [number for member in value for number in flat(member)]
    return [float(number) for number in np.ravel(value)]


VALUES = strategies.recursive(
    strategies.one_of(
        strategies.floats(-10, 10),
        strategies.integers(-3, 3),
        strategies.floats(-10, 10).map(np.float64),
        arrays(np.float64, array_shapes(max_dims=3, max_side=3), elements=strategies.floats(-10, 10)),
    ),
    lambda members: strategies.one_of(
        strategies.lists(members, max_size=3),
        strategies.lists(members, max_size=3).map(tuple),
        strategies.dictionaries(strategies.sampled_from("abc"), members, max_size=3),
    ),
    max_leaves=6,
)


@given(VALUES, strategies.sampled_from(sorted(KINDS)))
def test_another_kind_of_value_has_the_same_numbers(value: Any, kind: str) -> None:
    assert flat(KINDS[kind](value)) == flat(value)


def test_float32_is_what_a_function_gives_keeps_and_changes_but_never_what_it_was_given() -> None:
    third, x = W / 3, X / 7
    there = swept("float32", ["Layer.__init__", "Layer.forward", "descend"])
    layer = there.Layer(third)
    y = layer.forward(x)
    for value in (layer.w, layer.x, y):
        assert np.array_equal(value, value.astype(np.float32).astype(np.float64))
    assert np.array_equal(third, W / 3)
    assert np.array_equal(x, X / 7)
    there.descend(third, W / 7)
    assert np.array_equal(third, (W / 3 - W / 7).astype(np.float32).astype(np.float64))


def test_what_comes_in_cannot_be_written_into() -> None:
    with pytest.raises(ValueError, match="read-only"):
        swept("frozen", ["descend"], "w").descend(W.copy(), W)
    swept("frozen", ["descend"], "gradient").descend(W.copy(), W)
    assert swept("by_name", ["loss"]).loss(X, t=X) == 0.0
