"""A course of which the checks lend a part of the reference: windows, what builds on them, and a net of layers."""

from textwrap import dedent

REFERENCE = '''
    """Windows, and what builds on them."""

    import numpy as np


    def windows(x, n):
        """All windows of n entries of x."""
        ### BEGIN SOLUTION
        return np.stack([x[i : i + n] for i in range(len(x) - n + 1)])
        ### END SOLUTION


    def convolve(x, w):
        """The sum over each window with weights."""
        ### BEGIN SOLUTION
        return windows(x, len(w)) @ w
        ### END SOLUTION


    class Scale:
        """Scales."""

        def __init__(self, factor):
            """With a factor."""
            ### BEGIN SOLUTION
            self.factor = factor
            ### END SOLUTION

        def forward(self, x):
            """x scaled."""
            ### BEGIN SOLUTION
            self.x = x
            return self.factor * x
            ### END SOLUTION


    class Net:
        """Two layers."""

        def __init__(self, a, b):
            """With two factors."""
            ### BEGIN SOLUTION
            self.layers = [Scale(a), Scale(b)]
            ### END SOLUTION

        def predict(self, x):
            """Through both."""
            ### BEGIN SOLUTION
            for layer in self.layers:
                x = layer.forward(x)
            return x
            ### END SOLUTION

        def loss(self, x):
            """The mean of the prediction's squares."""
            ### BEGIN SOLUTION
            return float(np.mean(self.predict(x) ** 2))
            ### END SOLUTION
'''
HIDDEN = '''
    from autograder.testing import assert_close, points

    @points(1)
    def test_convolve(submission, reference, rng):
        """Convolution, with right windows."""
        submission.using(windows=reference.windows)
        x, w = rng.normal(size=9), rng.normal(size=3)
        assert_close(submission.convolve(x, w), reference.convolve(x, w), what="convolve(x, w)")

    @points(1)
    def test_windows(submission, reference, rng):
        """Windows."""
        x = rng.normal(size=9)
        assert_close(submission.windows(x, 3), reference.windows(x, 3))

    @points(1)
    def test_predict(submission, reference, rng):
        """A net, with right layers."""
        submission.using(Scale=reference.Scale)
        x = rng.normal(size=4)
        net = submission.Net(2.0, 3.0)
        assert_close(net.predict(x), 6 * x)
        assert_close(net.layers[1].x, 2 * x)

    @points(1)
    def test_loss(submission, reference, rng):
        """The loss, with a right prediction."""
        submission.using(**{"Net.predict": reference.Net.predict, "Scale": reference.Scale})
        x = rng.normal(size=4)
        assert_close(submission.Net(2.0, 3.0).loss(x), float((36 * x**2).mean()))

    @points(1)
    def test_scale(submission, rng):
        """A layer."""
        x = rng.normal(size=4)
        assert_close(submission.Scale(3.0).forward(x), 3 * x)
'''
RIGHT = dedent(REFERENCE)
WINDOWS = "return np.stack([x[i : i + n] for i in range(len(x) - n + 1)])"
CONVOLVE = "return windows(x, len(w)) @ w"
