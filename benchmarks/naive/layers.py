"""A usual grader of layers: one batch from one seed, upstream gradients of ones, `np.allclose`."""

import numpy as np

ACTIVATIONS = ("Sigmoid", "ReLU", "Tanh", "LeakyReLU")
LOSSES = ("MeanSquaredError", "SigmoidWithLoss")
X = np.random.default_rng(0).normal(size=(4, 3))


def affine(module):
    layer = module.Affine(np.arange(6.0).reshape(3, 2), np.ones(2))
    y = layer.forward(X)
    dx = layer.backward(np.ones((4, 2)))
    return y, dx, layer.dW, layer.db


def test_affine(submission, solution):
    for got, expected in zip(affine(submission), affine(solution), strict=True):
        assert np.shape(got) == expected.shape
        assert np.allclose(got, expected)


def activation(module, name):
    layer = getattr(module, name)()
    return layer.forward(X), layer.backward(np.ones((4, 3)))


def test_activations(submission, solution):
    for name in ACTIVATIONS:
        for got, expected in zip(activation(submission, name), activation(solution, name), strict=True):
            assert np.shape(got) == expected.shape
            assert np.allclose(got, expected)


def loss(module, name):
    layer = getattr(module, name)()
    return layer.forward(X[:, :1], np.array([[1.0], [0.0], [1.0], [0.0]])), layer.backward()


def test_losses(submission, solution):
    for name in LOSSES:
        for got, expected in zip(loss(submission, name), loss(solution, name), strict=True):
            assert np.allclose(got, expected)
