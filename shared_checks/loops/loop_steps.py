"""What a single step of a training loop shows, and what follows from a mistake that is charged elsewhere.

The fixture ``own_slope`` is a function: ``own_slope(loss, x, t, w1, w2)`` is ∂L/∂y_pred as the submission has it, found
from its losses for other targets: ``loss(t)``.
"""

from functools import cached_property

import numpy as np

from autograder.testing import Inconclusive, assert_gradient, copies, factor_of, fail

RATE = 0.02
PRECISION = 1e-4  # a float32 inside is right to this precision, after the division by the learning rate
CLOSE = {"rtol": PRECISION, "atol": PRECISION}  # for gradients read off a step


def gradients(module, arrays):
    """grad_w1 and grad_w2 as a single step of gradient descent shows them, and the losses."""
    *_, w1, w2 = arrays
    losses, *moved = module.train(*copies(arrays), RATE, 1)
    for name, before, after in zip(("w1", "w2"), (w1, w2), moved, strict=True):
        if np.shape(after) != before.shape:
            fail(
                f"train must return {name} with its shape {before.shape}; it came with {np.shape(after)}.",
                f"train が返す {name} の形は {before.shape} のはずですが、{np.shape(after)} でした。",
            )
    steps = [(before - np.asarray(after)) / RATE for before, after in zip((w1, w2), moved, strict=True)]
    return {"w1": steps[0], "w2": steps[1]}, losses


def backward(x, w1, w2, slope, next_w2=None):
    """The gradients that follow from ∂L/∂y_pred; with the w2 of the next step where grad_y2 is computed too late."""
    y1 = x @ w1
    back = slope @ (w2 if next_w2 is None else next_w2).T
    return {"w1": x.T @ (back * (y1 > 0)), "w2": np.maximum(y1, 0).T @ slope}


class Step:
    """A step of the submission and that of the reference."""

    def __init__(self, submission, reference, arrays, own_slope):
        self._submission, self._reference, self._arrays, self._own_slope = submission, reference, arrays, own_slope
        self.right, self._right_losses = gradients(reference, arrays)
        self.got, self._losses = gradients(submission, arrays)
        if not np.any(self.got["w1"]) and not np.any(self.got["w2"]) and self._losses_show_the_steps():
            self.got = self.right

    def _losses_show_the_steps(self):
        """Whether a few steps are right though the weights do not come back: that is charged elsewhere."""
        mine, right = (m.train(*copies(self._arrays), RATE / 10, 4)[0] for m in (self._submission, self._reference))
        return np.shape(mine) == np.shape(right) and np.allclose(mine, right, rtol=PRECISION, atol=0)

    @property
    def factor(self):
        """By which the submission's loss is off."""
        return factor_of(self._losses, self._right_losses, PRECISION)

    @property
    def early(self):
        """What grad_w1 becomes when w2 is overwritten before grad_y2 = grad_y_pred @ w2.T is computed."""
        x, _, w1, w2 = self._arrays
        return backward(x, w1, w2, self._slope(self._reference), w2 - RATE * self.right["w2"])["w1"]

    def _loss(self, module, **other):
        """The module's loss, with other arrays."""
        drawn = dict(zip(("x", "t", "w1", "w2"), self._arrays, strict=True))
        losses, *_ = module.train(*copies(tuple((drawn | other).values())), RATE, 1)
        return float(np.asarray(losses, dtype=float)[0])

    @cached_property
    def _has_a_loss(self):
        """Whether its loss is always the same for the same arrays, and another for others."""
        x, *_ = self._arrays
        first, *again = (self._loss(self._submission) for _ in range(3))
        return all(loss == first for loss in again) and self._loss(self._submission, x=1.5 * x) != first

    def _slope(self, module):
        """∂L/∂y_pred of the module."""
        return self._own_slope(lambda t: self._loss(module, t=t), self._arrays[1])

    def accepts(self, name):
        """Whether its gradient is right, or follows from what is charged elsewhere."""
        return _close(self.got[name], self.right[name]) or self.follows(name)

    def follows(self, name):
        """Whether its gradient follows from its own forward pass or its own grad_y_pred, or is that of its own loss.

        What is wrong with these is charged where the first loss and grad_w2 are checked.
        """
        got, (x, _, w1, w2) = self.got[name], self._arrays
        if not (1e-6 < np.linalg.norm(got) / np.linalg.norm(self.right[name]) < 1e3 and self._has_a_loss):
            return False
        if name == "w1" and _same(got, backward(x, w1, w2, slope_behind(self.got["w2"], x, w1))["w1"]):
            return True
        if np.allclose(self._losses, self._right_losses, rtol=1e-9, atol=0):
            return False  # its loss is right, and so would be what follows from it: there is no need to measure that
        slope = self._slope(self._submission)
        if np.all(np.isfinite(slope)) and _same(got, backward(x, w1, w2, slope)[name]):
            return True
        try:
            of = {"of": lambda w: self._loss(self._submission, **{name: w}), "at": {"w1": w1, "w2": w2}[name]}
            assert_gradient(got, **of, rtol=PRECISION, atol=PRECISION * np.abs(got).max())
        except (AssertionError, Inconclusive):
            return False
        return True

    def is_work(self):
        """Whether something of the three that are checked by themselves is right: loss, grad_w1 or grad_w2."""
        loss = np.allclose(self._losses, self._right_losses, rtol=PRECISION, atol=0)
        return loss or self.accepts("w2") or self.accepts("w1")


def slope_behind(grad_w2, x, w1):
    """The grad_y_pred that gives this grad_w2: there is one, as there are no more samples than hidden units."""
    return np.linalg.lstsq(np.maximum(x @ w1, 0).T, grad_w2, rcond=None)[0]


def can_be_told(x, w1):
    """Whether the samples' hidden units are far from being combinations of each other."""
    return np.linalg.cond(np.maximum(x @ w1, 0)) < 30


def _close(a, b):
    return a.shape == b.shape and bool(np.all(np.abs(a - b) <= PRECISION * (1 + np.abs(b).max())))


def _same(a, b):
    return a.shape == b.shape and bool(np.all(np.abs(a - b) <= PRECISION * np.abs(b).max()))


def repeats_single_steps(submission, arrays, rate, losses, weights):
    """Whether a run is what its single steps are, one after the other."""
    x, t, *moved = arrays
    each = []
    for _ in losses:
        (loss,), *moved = submission.train(*copies((x, t, *moved)), rate, 1)
        each.append(float(np.asarray(loss)))
    same = zip((losses, *weights), (each, *moved), strict=True)
    return all(np.allclose(np.asarray(a, dtype=float), b, rtol=1e-4, atol=1e-6, equal_nan=True) for a, b in same)
