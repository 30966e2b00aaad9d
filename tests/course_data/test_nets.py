"""The given code of the experiments (reference/nets.py): what students build upon."""

import sys
from pathlib import Path

import numpy as np
import pytest

REFERENCE = Path(__file__).resolve().parents[2] / "reference"


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    monkeypatch.syspath_prepend(str(REFERENCE))
    yield
    for name in ("nets", "layers", "optimizers", "softmax_with_loss", "multi_layer_net"):
        sys.modules.pop(name, None)


def make_net(rng):
    from layers import Affine, ReLU
    from nets import Net, he

    layers = {
        "Affine1": Affine(he(rng, 4, (4, 6)), np.zeros(6)),
        "Activation": ReLU(),
        "Affine2": Affine(he(rng, 6, (6, 3)), np.zeros(3)),
    }
    return Net(layers)


def problem():
    rng = np.random.default_rng(1)
    return rng.normal(size=(11, 4)), np.eye(3)[rng.integers(0, 3, 11)]


def test_params_are_the_arrays_of_the_layers():
    net = make_net(np.random.default_rng(0))
    assert list(net.params) == ["W1", "b1", "W2", "b2"]
    assert net.params["W2"] is net.layers["Affine2"].W


def test_gradient_is_that_of_the_loss():
    net, (x, t) = make_net(np.random.default_rng(0)), problem()
    for key, gradient in net.gradient(x, t).items():
        array, index, step = net.params[key], (0,) * net.params[key].ndim, 1e-6
        before = array[index]
        array[index] = before + step
        above = net.loss(x, t)
        array[index] = before - step
        below = net.loss(x, t)
        array[index] = before
        assert gradient.shape == array.shape
        assert gradient[index] == pytest.approx((above - below) / (2 * step), rel=1e-6, abs=1e-9)


def test_predict_and_accuracy():
    net, (x, t) = make_net(np.random.default_rng(0)), problem()
    labels = net.predict(x)
    assert labels.shape == (11,)
    assert net.accuracy(x, np.eye(3)[labels]) == 1.0
    assert net.accuracy(x, t) == pytest.approx(np.mean(labels == t.argmax(axis=1)))


def test_he_has_the_variance_of_its_inputs():
    from nets import he

    drawn = he(np.random.default_rng(0), 50, (300, 2, 5, 5))
    assert drawn.shape == (300, 2, 5, 5)
    assert drawn.var() == pytest.approx(2 / 50, rel=0.05)


def test_batches_hold_every_number_once():
    from nets import batches

    parts = batches(58, 19, np.random.default_rng(3))
    assert [len(part) for part in parts] == [19, 19, 19, 1]
    assert np.array_equal(np.concatenate(parts), np.random.default_rng(3).permutation(58))


def test_fit_is_that_of_multi_layer_net():
    """What an earlier assignment built, with the same draws."""
    import multi_layer_net
    from nets import fit
    from optimizers import Adam

    x, t = problem()
    runs = []
    for module_fit in (fit, multi_layer_net.fit):
        net = multi_layer_net.MultiLayerNet((4, 6, 3), "relu", np.random.default_rng(0), "he")
        settings = {"batch_size": 4, "epochs": 3, "rng": np.random.default_rng(2)}
        runs.append(module_fit(net, Adam(0.01), x, t, **settings)["loss"])
    assert runs[0] == runs[1]
    assert len(runs[0]) == 3


def test_keras_ftrl_throws_the_first_weights_away():
    from nets import KerasFTRL

    rng = np.random.default_rng(0)
    theta, g = rng.normal(size=5), 1e-3 * rng.normal(size=5)
    params, optimizer = {"W1": theta.copy()}, KerasFTRL(0.001)
    optimizer.update(params, {"W1": g})
    z = g - (np.sqrt(0.1 + g**2) - np.sqrt(0.1)) / 0.001 * theta
    assert params["W1"] == pytest.approx(-z / (np.sqrt(0.1 + g**2) / 0.001))
    assert np.abs(params["W1"]).max() < 1e-4 < np.abs(theta).min()
