"""What the hidden checks of the layers have in common."""

import numpy as np
from conv_problems import (
    FUNCTIONS,
    PRECISION,
    TWO_CONVOLUTIONS,
    arguments_of,
    coloured,
    gradients_of,
    parameters,
    step,
    two_convolutions,
    upstream_of,
    with_right_parts,
)

from autograder.testing import assert_at_work, assert_close, assert_unchanged, compare, copies, fail


def own_windows(submission, x, window, right):
    """What the submission's im2col makes of x; None if these are not the entries of right, in any order."""
    try:
        got = np.array(submission.im2col(x.copy(), *window), dtype=float)
        assert_close(np.sort(got, axis=None), np.sort(right, axis=None), rtol=PRECISION)
    except Exception:  # charged where im2col is checked
        return None
    return got if got.shape == right.shape else None


def check_col2im_belongs(submission, reference, x, c, window, right):
    """Σ x · col2im(c) belongs to the submission's own im2col, or to the right one: who writes them apart has either."""
    windows = own_windows(submission, x, window, right)
    if windows is None:
        submission.using(im2col=reference.im2col)
        windows = right
    dx = np.asarray(submission.col2im(c.copy(), x.shape, *window))
    if dx.shape != x.shape:
        fail(
            f"col2im(c, …) has the shape {dx.shape}, not {x.shape}.",
            f"col2im(c, …) の形が {dx.shape} です（{x.shape} のはずです）。",
        )
    how = {"or_close_to": (np.sum(right * c),), "rtol": PRECISION}
    assert_close(np.sum(x * dx), np.sum(windows * c), what="Σ x · col2im(c)", **how)


def flipped_convolution(reference, arguments, x, dout):
    """What a convolution gives that flips its kernels forwards and back: that is charged once, forwards."""
    kernels, *others = arguments
    results = step(reference.Conv2D(kernels[:, :, ::-1, ::-1], *others), x, dout)
    return {**results, "dW": results["dW"][:, :, ::-1, ::-1]}


def check_backward(submission, reference, rng, name, case, key):
    """One of the gradients of a layer, for an upstream gradient that is not uniform."""
    arguments, x = arguments_of(name, case, rng)
    dout = upstream_of(reference, name, arguments, x, rng)
    expected = step(getattr(reference, name)(*arguments), x, dout)[key]
    flipped = flipped_convolution(reference, arguments, x, dout) if name == "Conv2D" else {}
    known = {"N": len(x), "OH·OW": dout[0, 0].size, "N·OH·OW": dout[:, 0].size}

    def check():
        layer = getattr(submission, name)(*copies(arguments))
        y = layer.forward(x.copy())
        follows = (flipped[key],) if flipped and compare(y, flipped["forward(x)"], rtol=PRECISION) is None else ()
        try:
            dx = layer.backward(dout.copy())
        except Exception:  # a mistake in dx is charged where dx is checked, if dW and db were there before
            if key == "backward(dout)" or not hasattr(layer, key):
                raise
        got = dx if key == "backward(dout)" else getattr(layer, key)
        assert_close(got, expected, or_close_to=follows, what=key, rtol=PRECISION, known=known)

    with_right_parts(submission, reference, check, *FUNCTIONS, f"{name}.forward")


def check_left_alone(submission, reference, rng, name):
    """A layer does with one batch what a fresh one does, whatever it or another did before, and changes nothing."""
    case, other = ("stride 2, pad 1", "as usual") if name == "Conv2D" else ("side by side", "something sticks out")
    arguments, x = arguments_of(name, case, rng)
    dout = upstream_of(reference, name, arguments, x, rng)
    right = step(getattr(reference, name)(*arguments), x, dout)["backward(dout)"]
    others, x_beside = arguments_of(name, other, rng)
    dout_beside = upstream_of(reference, name, others, x_beside, rng)

    def check():
        given, (ours, above) = copies(arguments), copies((x, dout))
        alone = step(getattr(submission, name)(*copies(arguments)), x, dout)
        assert_at_work(alone["backward(dout)"], right, what="backward(dout)")
        layer = getattr(submission, name)(*given)
        beside = getattr(submission, name)(*copies(others))
        layer.forward(x[:1] + 1.0)  # what it was asked before does not matter
        assert_close(
            layer.forward(ours),
            alone["forward(x)"],
            what=("forward(x) after another batch", "別のバッチのあとの forward(x)"),
            rtol=1e-6,
        )
        beside.forward(x_beside.copy())
        for time, time_ja in (("", ""), (", the second time", "（2 回目）")):
            got = {"backward(dout)": layer.backward(above)}
            beside.backward(dout_beside.copy())
            got |= {key: getattr(layer, key) for key in gradients_of(layer)}
            for key, value in got.items():
                assert_close(value, alone[key], what=(f"{key}{time}", f"{key}{time_ja}"), rtol=1e-6)
        handed = zip(("x", "dout", *"Wb"), (ours, above, *given), (x, dout, *arguments), strict=False)
        for what, after_it, before in handed:
            if isinstance(before, np.ndarray):
                assert_unchanged(after_it, before, what=what)

    with_right_parts(submission, reference, check, *FUNCTIONS)


def training(reference, rng):
    """The losses of nine steps of a net of two convolutions, and the function of a module that computes them."""
    data = coloured(40, 33)
    x, t = data["x_train"][:22] - 0.5, data["t_train"][:22]
    start, orders = parameters(TWO_CONVOLUTIONS, rng), [rng.permutation(22) for _ in range(3)]

    def losses(module):
        net, found = two_convolutions(module, start), []
        for order in orders:
            for batch in (order[:9], order[9:18], order[18:]):
                gradient = net.gradient(x[batch], t[batch])
                for key in start:
                    net.params[key][...] = np.asarray(net.params[key]) - 0.1 * np.asarray(gradient[key])
            found.append(float(net.loss(x.copy(), t.copy())))
        return found

    return losses(reference), losses


def check_ties(layer, x, dout, largest):
    """Of each window of 2 × 2 entries, dx adds up to dout; where an entry is not the largest, it is 0."""
    layer.forward(x.copy())
    got = np.array(layer.backward(dout.copy()), dtype=float)
    if got.shape != x.shape:
        fail(
            f"dx should have x's shape {x.shape}, not {got.shape}.",
            f"dx の形が {got.shape} です（x は {x.shape}）。",
        )
    assert_close(
        got.reshape(2, 3, 2, 2, 3, 2).sum(axis=(3, 5)),
        dout,
        what=("the sums of dx in each window", "窓ごとの dx の和"),
        rtol=1e-5,
    )
    assert_close(
        got[~largest],
        np.zeros(np.sum(~largest)),
        what=("dx of entries that are not the largest", "最大でない要素の dx"),
        atol=1e-9,
    )
