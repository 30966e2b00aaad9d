"""A usual grader of a training loop: one seed, shapes, a falling loss, and a final loss within 10 %."""

import numpy as np


def problem():
    rng = np.random.default_rng(0)
    return rng.normal(size=(16, 8)), rng.normal(size=(16, 4)), rng.normal(size=(8, 10)), rng.normal(size=(10, 4))


def test_init_weights(submission, solution):
    w1, w2 = submission.init_weights(np.random.default_rng(0), 8, 10, 4)
    assert w1.shape == (8, 10)
    assert w2.shape == (10, 4)
    assert abs(np.mean(w1)) < 0.5
    assert 0.5 < np.std(w1) < 1.5


def test_first_loss(submission, solution):
    losses, _, _ = submission.train(*problem(), 1e-4, 1)
    expected, _, _ = solution.train(*problem(), 1e-4, 1)
    assert np.allclose(losses, expected)


def test_training(submission, solution):
    losses, w1, w2 = submission.train(*problem(), 1e-4, 200)
    expected, _, _ = solution.train(*problem(), 1e-4, 200)
    assert len(losses) == 200
    assert np.shape(w1) == (8, 10)
    assert np.shape(w2) == (10, 4)
    assert losses[-1] < losses[0]
    assert abs(losses[-1] - expected[-1]) <= 0.1 * expected[-1]
