"""Public checks: single steps you can follow by hand. They give no points; the hidden checks look closer."""

import numpy as np

from autograder.testing import assert_close, fail


def valley(position):
    """The gradient of x² + 100 y²."""
    return np.array([2.0, 200.0]) * np.asarray(position)


def first_step(optimizer):
    """From (10, 1), where the gradient of x² + 100 y² is (20, 200): the parameters after one update."""
    params = {"x": np.array([10.0, 1.0])}
    optimizer.update(params, {"x": np.array([20.0, 200.0])})
    return params["x"]


def test_first_steps(submission):
    """From (10, 1) with gradient (20, 200) the first step is λ g for SGD and Momentum, and 0.1 for AdaGrad and Adam.

    ja: (10, 1) で勾配が (20, 200) のとき、最初の 1 歩は SGD と Momentum では λ g、AdaGrad と Adam では 0.1 です。
    """
    for name, lr, expected in (
        ("SGD", 0.001, [9.98, 0.8]),
        ("Momentum", 0.001, [9.98, 0.8]),
        ("Nesterov", 0.001, [9.962, 0.62]),
        ("AdaGrad", 0.1, [9.9, 0.9]),
        ("RMSProp", 0.1, [10 - 0.1 / np.sqrt(0.1), 1 - 0.1 / np.sqrt(0.1)]),
        ("Adam", 0.1, [9.9, 0.9]),
    ):
        got = first_step(getattr(submission, name)(lr))
        assert_close(
            got,
            np.array(expected),
            what=(f"the first step of {name}(lr={lr})", f"{name}(lr={lr}) の最初の 1 歩"),
            rtol=1e-5,
        )


def test_first_steps_go_downhill(submission):
    """The first steps of AdaDelta and FTRL go downhill in both coordinates.

    ja: AdaDelta と FTRL の最初の 1 歩は、どちらの座標でも下り方向です。
    """
    for name, arguments in (("AdaDelta", {}), ("FTRL", {"lr": 0.1})):
        got = np.asarray(first_step(getattr(submission, name)(**arguments)))
        if got.shape != (2,) or not np.all((got > [9.0, 0.5]) & (got < [10.0, 1.0])):
            fail(
                f"A step of {name} from (10, 1) should make both coordinates a little smaller: it led to {got}.",
                f"{name} で (10, 1) から 1 歩進むと、両方の座標が少し減るはずですが、{got.tolist()} でした。",
            )


def test_descend_example(submission):
    """SGD with λ = 0.005 from (10, 1) on x² + 100 y² goes to (9.9, 0), and then to (9.801, 0).

    ja: x² + 100 y² を λ = 0.005 の SGD で (10, 1) から下ると、(9.9, 0)、(9.801, 0) と進みます。
    """
    path = submission.descend(submission.SGD(0.005), valley, np.array([10.0, 1.0]), 2)
    expected = np.array([[10.0, 1.0], [9.9, 0.0], [9.801, 0.0]])
    assert_close(path, expected, what=("the path", "道筋"), rtol=1e-5)
