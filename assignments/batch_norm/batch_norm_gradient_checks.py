"""Checks of what backward gives: right, or what follows from a forward that is wrong and charged as that."""

import itertools

import numpy as np
from batch_norm_problems import (
    EPS,
    PRECISION,
    SIZES,
    after_backward,
    assert_backward_follows,
    batch,
    dx_from_memory,
    dx_of,
    epsilon_terms,
    epsilon_variants,
    inputs,
    own_dx,
    set_by_backward,
)

from autograder.testing import about, assert_close, assert_vjp, compare, points


@points(1)
@about("BatchNorm.backward")
def test_dbeta(submission, rng):
    """After backward(dout), dbeta is the sum of dout over the batch.

    ja: backward(dout) の後、dbeta は dout のバッチについての和です。
    """
    for size in SIZES:
        arrays = inputs(rng, *size)
        dbeta, _ = set_by_backward(submission, "dbeta", *arrays)
        how = {"what": f"dbeta, (N, D) = {size}", "rtol": PRECISION, "known": {"N": size[0]}}
        assert_vjp(dbeta, lambda dout: dout.sum(axis=0), upstream=arrays[3], **how)


@points(1.5)
@about("BatchNorm.backward")
def test_dgamma(submission, reference, rng):
    """After backward(dout), dgamma is the sum of dout · x̂ over the batch.

    ja: backward(dout) の後、dgamma は dout · x̂ のバッチについての和です。
    """
    for size in SIZES:
        gamma, beta, x, dout = inputs(rng, *size)
        _, right_y, _ = after_backward(reference, gamma, beta, x, dout)
        dgamma, y = set_by_backward(submission, "dgamma", gamma, beta, x, dout)
        y = right_y if y is None else np.asarray(y, dtype=float)
        own, expected = (np.sum(dout * (a - beta) / gamma, axis=0) for a in (y, right_y))
        assert_close(
            dgamma,
            expected,
            or_close_to=(own,),  # a wrong x̂ is charged in forward
            what=f"dgamma, (N, D) = {size}",
            rtol=PRECISION,
            scale=float(np.abs(dout * right_y).max()),
            known={"N": size[0]},
            candidates={"dbeta": dout.sum(axis=0), "Σ dout · x": np.sum(dout * x, axis=0)},
        )


@points(3)
@about("BatchNorm.backward")
def test_dx(submission, reference, rng):
    """backward(dout) is ∂L/∂x: directly, by way of the mean, and by way of the variance.

    ja: backward(dout) は ∂L/∂x です。x から直接の経路、平均を通る経路、分散を通る経路をすべて含みます。
    """
    for size in SIZES:
        gamma, beta, x, dout = arrays = inputs(rng, *size)
        _, y, _ = after_backward(reference, *arrays)
        earlier = [(batch(rng, *size), dout[::-1])]
        _, submission_y, got = after_backward(submission, *arrays, earlier=earlier)
        g, x_hat, std = dout * gamma, (y - beta) / gamma, x.std(axis=0)
        without_mean = (g - x_hat * (g * x_hat).mean(axis=0)) / std
        candidates = {
            ("dx without the path through the variance", "分散を通る経路のない dx"): (g - g.mean(axis=0)) / std,
            ("dx without the path through the mean", "平均を通る経路のない dx"): without_mean,
            ("dout · γ / √v, with μ and v taken for constants", "μ と v を定数とみなした dout · γ / √v"): g / std,
        }
        how = {"rtol": PRECISION, "atol": PRECISION * float(np.abs(g / std).max())}  # of these terms dx is what remains
        if submission_y is not None and compare(submission_y, y, rtol=PRECISION) is not None:  # charged in forward
            own = itertools.chain(dx_of(submission_y, *arrays), own_dx(submission, *arrays))
            if is_near(got, own, rtol=1e-4):
                continue
            right = after_backward(reference, *arrays)[2]
            if compare(dx_from_memory(submission, *arrays), right, **how) is None:
                continue
        assert_vjp(
            got,
            lambda *arrays: after_backward(reference, *arrays)[2],
            *(gamma, beta, x),
            upstream=dout,
            what=f"backward(dout), (N, D) = {size}",
            known={"N": size[0]},
            candidates=candidates,
            **how,
        )


@points(1)
@about("BatchNorm.backward")
def test_dx_where_the_variance_is_small(submission, rng):
    """backward divides by the same √(v + ε) as forward, which is not √v where the variance is as small as eps.

    ja: backward で割るのは forward と同じ √(v + ε) です。分散が eps と同じくらい小さいと、√v とは大きく違います。
    """
    assert_backward_follows(submission, *inputs(rng, 6, 4))
    for n, d in SIZES:
        gamma, beta, x, dout = inputs(rng, n, d)
        x *= 1e-4
        _, y, got = after_backward(submission, gamma, beta, x, dout)
        forms = [  # a missing ε and N − 1 are charged in forward
            (output, (dx, *other_paths(terms, gamma)))
            for eps, ddof in ((EPS, 0), (EPS, 1), (0.0, 0))
            for (output, terms), (_, dx) in zip(
                *(form(gamma, beta, x, dout, eps, ddof) for form in (epsilon_terms, epsilon_variants)), strict=True
            )
        ]
        fitting = [right for output, right in forms if compare(y, output, rtol=PRECISION) is None]
        expected, *others = fitting[0] if fitting else forms[0][1]
        how = {"rtol": PRECISION, "scale": float(np.abs(dout * gamma).max() / 2e-5)}
        if y is not None and not is_near(y, (output for output, _ in forms[:2]), rtol=PRECISION):
            others += dx_of(y, gamma, beta, x, dout, EPS) if not fitting else []
            known = [expected, *others]
            if is_near(got, itertools.chain(known, own_dx(submission, gamma, beta, x, dout)), **how):
                continue
            if not fitting and is_near(dx_from_memory(submission, gamma, beta, x, dout), known, **how):
                continue
        what = ("backward(dout), std of x about 1e-4", "x の標準偏差が約 1e-4 のときの backward(dout)")
        candidates = {("dx with √v in place of √(v + ε)", "√(v + ε) の代わりに √v を使った dx"): forms[-1][1][0]}
        assert_close(got, expected, or_close_to=others, what=what, candidates=candidates, **how)


def is_near(got, known, **how):
    """Whether a value is one of those that are known."""
    return any(compare(got, right, **how) is None for right in known)


def other_paths(terms, gamma):
    """dx with a path missing, or γ: that is charged above, and here the divisor counts."""
    direct, mean, variance = terms
    for through_mean, through_variance in itertools.product((1, 0), repeat=2):
        dx = direct - through_mean * mean - through_variance * variance
        yield from (dx, dx / gamma)
