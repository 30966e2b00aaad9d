"""A usual grader of softmax with loss: fixed inputs, expected values from the solution, `np.allclose`."""

import numpy as np

X = np.arange(12.0).reshape(4, 3) / 10
T = np.eye(3)[[0, 1, 2, 1]]


def test_softmax(submission, solution):
    assert np.allclose(submission.softmax(X), solution.softmax(X))
    assert np.allclose(submission.softmax(X).sum(axis=1), 1)


def test_softmax_does_not_overflow(submission, solution):
    assert np.allclose(submission.softmax(1000 * X), solution.softmax(1000 * X))


def test_cross_entropy(submission, solution):
    y = solution.softmax(X)
    assert np.allclose(submission.cross_entropy(y, T), solution.cross_entropy(y, T))


def test_forward(submission, solution):
    assert np.allclose(submission.SoftmaxWithLoss().forward(X, T), solution.SoftmaxWithLoss().forward(X, T))


def test_backward(submission, solution):
    theirs, ours = submission.SoftmaxWithLoss(), solution.SoftmaxWithLoss()
    theirs.forward(X, T)
    ours.forward(X, T)
    assert np.allclose(theirs.backward(), ours.backward())
