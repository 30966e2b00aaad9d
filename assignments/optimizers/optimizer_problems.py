"""Runs of an optimizer: parameters and gradients, how far it moves, and that it moves at all."""

import functools

import numpy as np

from autograder.testing import assert_close, away_from_kinks, copies, fail

SHAPES = {"W": (3, 2), "b": (2,), "c": (2,)}  # b and c could share their state without an error
STEPS, FEW = 6, 3
PRECISION = 1e-4  # of the way that a parameter went: a float32 inside, or the other form of Adam, is right to this


def gradients(rng, steps, suffix="", shapes=SHAPES):
    """One dict of gradients per step, 0.5 < |g| < 2, of both signs; after the first step one entry of each is 0."""
    draw = functools.partial(away_from_kinks, rng, margin=0.5, most=2.0)
    drawn = [{k + suffix: draw(s) for k, s in shapes.items()} for _ in range(steps)]
    if "c" in shapes:
        b, c = (drawn[0][k + suffix] for k in ("b", "c"))
        c[...] = np.abs(c) * np.sign(b)  # a state that b and c share turns no first step around: that is charged once
    for later in drawn[1:]:
        for g in later.values():
            g.flat[rng.integers(g.size)] = 0.0
    return drawn


def start(rng, suffix="", shapes=SHAPES):
    """Parameters of order one."""
    return {k + suffix: rng.normal(size=s) for k, s in shapes.items()}


def zeros(rng, suffix=""):
    """Parameters that are 0."""
    return {k + suffix: np.zeros(s) for k, s in SHAPES.items()}


def moves(optimizer, params, all_grads):
    """How far each parameter is from its start after every step: by key, (steps, ...).

    What is in the dict counts here; that the arrays themselves must change has a check of its own.
    """
    given = copies(params)
    path = {k: [] for k in params}
    for grads in all_grads:
        optimizer.update(given, copies(grads))
        for k, a in params.items():
            moved = np.asarray(given[k], dtype=float)
            if moved.shape != a.shape:
                fail(
                    f"After update, {k} has shape {moved.shape}, expected {a.shape}.",
                    f"update のあと、{k} の形が {moved.shape} です。{a.shape} のはずです。",
                )
            path[k].append(moved - a)
    return {k: np.array(p) for k, p in path.items()}


def other_moves(forms, settings, all_grads):
    """The moves that other right formulas make: functions from settings and one parameter's gradients to its steps."""
    return [
        {k: np.cumsum([*form([grads[k] for grads in all_grads], **settings)], axis=0) for k in all_grads[0]}
        for form in forms
    ]


def check_moves(submission, reference, rng, name, *all_settings, begin=start, also=()):
    """All moves of the optimizer called name, for each of the settings, against the reference.

    The first settings take STEPS steps; for the others, which show that arguments are heeded, a few are enough.
    also: other right formulas, see other_moves.
    """
    for settings, steps in zip(all_settings, (STEPS, FEW), strict=False):
        suffix = f" {begin.__name__} {steps}"  # a state that is wrongly shared has a check of its own
        params, all_grads = begin(rng, suffix), gradients(rng, steps, suffix)
        expected = moves(getattr(reference, name)(**settings), params, all_grads)
        got = moves(getattr(submission, name)(**settings), params, all_grads)
        others = other_moves(also, settings, all_grads)
        arguments = ", ".join(f"{k}={v}" for k, v in settings.items())
        what = (
            f"θ after each of {steps} steps of {name}({arguments}), minus θ at the start",
            f"{name}({arguments}) の {steps} ステップそれぞれのあとの θ − 最初の θ",
        )
        assert_close(got, expected, or_close_to=others, what=what, rtol=PRECISION, shown_as="path")


MANY = {"W": (4, 5), "b": (5,)}
"""Of what moves somehow, 25 entries all move along the gradient, or all against it, once in 10⁷ times."""


def assert_moved(after_update, before, grads, name):
    """An empty method leaves everything as it was, too: it must not pass for that.

    Up- or downhill is charged where the formula is checked.
    """
    along = np.concatenate([np.ravel((np.asarray(after_update[k]) - a) * grads[k]) for k, a in before.items()])
    if not np.all(along > 0) and not np.all(along < 0):
        fail(
            f"The first {name}.update must move every entry of the parameters along its gradient.",
            f"最初の {name}.update では、パラメータのすべての要素が勾配の方向に動く必要があります。",
        )
