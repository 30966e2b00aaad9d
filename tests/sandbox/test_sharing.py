"""A call behaves as a local one: what it changes is changed, what it keeps stays tied to the caller's object."""

import gc
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

Examine = Callable[..., Any]

SOURCE = """\
import numpy as np

class Layer:
    def __init__(self, W, rng=None):
        self.W = W
        self.params = {"W": W, "b": np.zeros(2)}
        self.rng = rng
        self.history = []
    def forward(self, x):
        self.x = x
        return x @ self.params["W"] + self.params["b"]
    def spoil(self): self.x[:] = -1
    def draw(self, n): return self.rng.normal(size=n)
    def step(self): self.dW = np.full(self.W.shape, len(self.history)); self.history.append(0)

def fill(x, value): x[...] = value
def same(x): return x
def rebind(params): params["W"] = params["W"] + 1
def update(params, grads):
    for key in params:
        params[key] -= 0.5 * grads[key]
def extend(items): items.append(len(items)); items.sort(reverse=True)
def swap(d): d["a"], d["b"] = d["b"], d["a"]
def add(s): s.add(3)
def are_same(a, b): return a is b
def draw(rng, n): return rng.random(n)
def writable(x): return x.flags.writeable
def fails(x): x[0] = 9; raise ValueError("after the change")
"""


@pytest.fixture
def work(examine: Examine) -> Any:
    return examine(SOURCE).submission


def test_arrays_come_back_changed(work: Any) -> None:
    x = np.zeros((2, 3))
    work.fill(x, 7)
    assert (x == 7).all()


@pytest.mark.parametrize("make", [lambda a: a.T, lambda a: a[::-1, ::2], np.asfortranarray, lambda a: a.astype(">f4")])
def test_arrays_that_lie_strangely_come_back_changed(work: Any, make: Any) -> None:
    x = make(np.zeros((3, 4)))
    work.fill(x, 7)
    assert (x == 7).all()


def test_lists_dicts_and_sets_come_back_changed(work: Any) -> None:
    items, pair, members = [5, 1], {"a": 1, "b": [2]}, {1}
    inner = pair["b"]
    work.extend(items)
    work.swap(pair)
    work.add(members)
    assert items == [5, 2, 1]
    assert pair == {"a": [2], "b": 1}
    assert pair["a"] is inner
    assert members == {1, 3}


def test_an_array_in_a_dict_stays_the_same_array_when_changed_in_place(work: Any) -> None:
    params = {"W": np.ones(3), "b": np.ones(2)}
    W = params["W"]
    work.update(params, {"W": np.full(3, 2.0), "b": np.zeros(2)})
    assert params["W"] is W
    assert W.tolist() == [0, 0, 0]


def test_a_rebound_entry_becomes_a_new_array(work: Any) -> None:
    params = {"W": np.ones(3)}
    W = params["W"]
    work.rebind(params)
    assert params["W"] is not W
    assert params["W"].tolist() == [2, 2, 2]
    assert W.tolist() == [1, 1, 1]


def test_an_argument_that_is_returned_is_the_same_object(work: Any) -> None:
    x, nested = np.zeros(2), {"a": [np.zeros(1)]}
    assert work.same(x) is x
    assert work.same(nested) is nested
    assert work.same(nested["a"][0]) is nested["a"][0]


def test_one_array_given_twice_is_one_array(work: Any) -> None:
    x = np.zeros(2)
    assert work.are_same(x, x) is True
    assert work.are_same(x, x.copy()) is False


def test_changes_made_before_an_exception_are_seen(work: Any) -> None:
    x = np.zeros(2)
    with pytest.raises(ValueError, match="after the change"):
        work.fails(x)
    assert x.tolist() == [9, 0]


def test_a_read_only_array_is_read_only_there_too(work: Any) -> None:
    x = np.zeros(2)
    x.flags.writeable = False
    assert work.writable(x) is False
    with pytest.raises(ValueError, match="read-only"):
        work.fill(x, 1)


def test_what_an_object_keeps_stays_tied_to_the_callers_array(work: Any) -> None:
    x, layer = np.ones((1, 3)), work.Layer(np.ones((3, 2)))
    layer.forward(x)
    layer.spoil()
    assert (x == -1).all()
    x[...] = 5
    assert (layer.x == 5).all()
    assert layer.x is x


def test_returned_values_are_copies(work: Any) -> None:
    layer = work.Layer(np.ones((3, 2)))
    out = layer.forward(np.ones((1, 3)))
    out[...] = 0
    assert (layer.forward(np.ones((1, 3))) == 3).all()


def test_reading_an_attribute_again_gives_the_same_object(work: Any) -> None:
    layer = work.Layer(np.ones((3, 2)))
    assert layer.params is layer.params
    assert layer.params["b"] is layer.params["b"]


def test_an_attribute_changes_when_the_workers_object_does(work: Any) -> None:
    layer = work.Layer(np.ones((3, 2)))
    params, b = layer.params, layer.params["b"]
    work.update(layer.params, {"W": np.ones((3, 2)), "b": np.ones(2)})
    assert params["b"] is b
    assert b.tolist() == [-0.5, -0.5]


def test_writing_into_an_attribute_changes_the_workers_object(work: Any) -> None:
    layer = work.Layer(np.zeros((3, 2)))
    layer.params["b"][0] += 1
    assert layer.forward(np.zeros((1, 3))).tolist() == [[1, 0]]
    layer.params["b"] = np.array([2.0, 3.0])
    assert layer.forward(np.zeros((1, 3))).tolist() == [[2, 3]]


def test_a_numerical_gradient_through_an_attribute(work: Any) -> None:
    W, x = np.random.default_rng(0).normal(size=(3, 2)), np.arange(3.0)[None]
    layer = work.Layer(W.copy())
    slopes = np.zeros_like(W)
    for index in np.ndindex(W.shape):
        values = []
        for h in (1e-4, -1e-4):
            layer.params["W"][index] += h
            values.append(layer.forward(x).sum())
            layer.params["W"][index] -= h
        slopes[index] = (values[0] - values[1]) / 2e-4
    assert np.allclose(slopes, np.repeat(x.T, 2, axis=1))


def test_setting_an_attribute(work: Any) -> None:
    layer = work.Layer(np.ones((3, 2)))
    layer.params = {"W": np.zeros((3, 2)), "b": np.ones(2)}
    assert layer.forward(np.ones((1, 3))).tolist() == [[1, 1]]
    del layer.params
    assert not hasattr(layer, "params")


def test_a_generator_is_one_stream_on_both_sides(work: Any) -> None:
    ours, expected = np.random.default_rng(3), np.random.default_rng(3)
    layer = work.Layer(np.ones((3, 2)), ours)
    drawn = [layer.draw(2), ours.normal(size=2), work.draw(ours, 3), layer.draw(1), ours.random(1)]
    local = [expected.normal(size=2), expected.normal(size=2), expected.random(3), expected.normal(size=1)]
    local.append(expected.random(1))
    assert all(map(np.array_equal, drawn, local))
    assert work.are_same(layer.rng, ours) is True


def test_a_legacy_generator_is_one_stream_on_both_sides(work: Any) -> None:
    ours, expected = np.random.RandomState(3), np.random.RandomState(3)
    layer = work.Layer(np.ones((3, 2)), ours)
    drawn = [layer.draw(3), ours.normal(size=2), layer.draw(1)]
    assert np.array_equal(np.concatenate(drawn), expected.normal(size=6))


def test_nothing_is_held_that_the_submission_does_not_keep(work: Any) -> None:
    x = np.zeros(3)
    watch = weakref.ref(x)
    work.fill(x, 1)
    del x
    gc.collect()
    assert watch() is None


def test_what_the_submission_keeps_is_held_until_the_check_ends(examine: Examine) -> None:
    examinee = examine(SOURCE)
    layer = examinee.submission.Layer(np.ones((3, 2)))
    x = np.ones((1, 3))
    watch = weakref.ref(x)
    layer.forward(x)
    del x
    assert watch() is not None
    examinee.end_check()
    gc.collect()
    assert watch() is None


def test_reading_a_changing_attribute_a_thousand_times_holds_nothing(work: Any) -> None:
    layer = work.Layer(np.ones((3, 2)))
    watches = []
    for _ in range(1000):
        layer.step()
        watches.append(weakref.ref(layer.dW))
    gc.collect()
    assert sum(watch() is not None for watch in watches) <= 2


def test_changing_the_shape_of_an_argument_in_place_is_refused(examine: Examine) -> None:
    examinee = examine("def flatten(x): x.shape = (-1,)\ndef f(): return 1\n")
    with pytest.raises(TypeError, match="changed in place"):
        examinee.submission.flatten(np.zeros((2, 2)))


def test_module_state_outlives_a_check_and_objects_do_not(examine: Examine) -> None:
    examinee = examine("count = 0\ndef f():\n    global count\n    count += 1\n    return count\nclass A: pass\n")
    kept = examinee.submission.A()
    assert examinee.submission.f() == 1
    examinee.end_check()
    examinee.begin_check()
    assert examinee.submission.f() == 2
    with pytest.raises(TypeError, match="earlier check"):
        kept.x = 1
    with pytest.raises(TypeError, match="earlier check"):
        examinee.submission.f(kept)
