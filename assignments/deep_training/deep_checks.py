"""What the hidden checks of the deep net are made of, besides problems and runs."""

import functools
from itertools import pairwise

import net_checks
import numpy as np
import picture_checks
from deep_problems import KINDS, NETS, TRAINED, lent, problem, shapes_of, start, trained
from net_runs import assert_params_reach_the_layers, by_our_names

from autograder.testing import assert_close, assert_rate, factor_of, fail

PRECISION = net_checks.PRECISION
SIZES = (4, 6, 5, 3)
N = 7
PLAIN = ("sigmoid", "relu")  # without batch normalization and penalties: where a constant factor is charged


def with_right_scores(submission, reference, kind, drawn, check, nets=NETS):
    """check(); where it fails and the submission's predictions are wrong, or its loss, once more with right ones."""

    def with_own_scores():
        with_right_loss(submission, reference, kind, drawn, check)

    how = {"lent": ("forward", "predict")}
    net_checks.with_right_predictions(submission, reference, nets, kind, drawn, with_own_scores, **how)


def with_right_loss(submission, reference, kind, drawn, check):
    """check(); where it fails and the submission's loss knows nothing of train, once more with the reference's.

    That is charged where the loss in training is checked; many a gradient begins with it.
    """
    try:
        check()
    except Exception:
        if loss_knows_train(submission, kind, drawn):
            raise
        submission.using(**{"DeepNet.loss": reference.DeepNet.loss})
        check()


def loss_knows_train(submission, kind, drawn):
    """Whether the loss in training is another number than the loss, or something else is wrong with it."""
    params, x, t = drawn
    if "batch norm" not in kind and "dropout" not in kind:
        return True
    try:
        net = NETS.net_with(submission, kind, params)
        losses = [float(np.asarray(net.loss(x.copy(), t.copy(), train=train))) for train in (True, False)]
    except Exception:
        return True
    return not np.isclose(*losses, rtol=1e-9, atol=0)


def check_initial_parameters(submission, batch_norm):
    """Names, shapes and values of params, and that another net has its own."""
    sizes = (6, 4, 5, 3)
    net = submission.DeepNet(sizes, np.random.default_rng(1), batch_norm=batch_norm)
    params = {key: np.array(value) for key, value in net.params.items()}
    shapes, expected = {key: value.shape for key, value in params.items()}, shapes_of(sizes, batch_norm)
    if shapes != expected:
        fail(
            f"params should hold {expected}; it holds {shapes}.",
            f"params は {expected} のはずですが、{shapes} でした。",
        )
    for key, value in params.items():
        if key[0] == "W" and not np.all(np.isfinite(value) & (value != 0)):
            fail(f"{key} must hold finite numbers other than 0.", f"{key} は 0 でない有限な数のはずです。")
        if key[0] != "W":
            assert_close(value, np.full(expected[key], float(key[0] == "g")), what=key, atol=1e-12)
    submission.DeepNet((6, 4, 5, 3), np.random.default_rng(2), batch_norm=batch_norm, activation="tanh")
    submission.DeepNet((3, 4, 2), np.random.default_rng(3), batch_norm=not batch_norm)
    if set(net.params) != set(params) or any(not np.array_equal(net.params[key], params[key]) for key in params):
        fail(
            "Making other nets changes a net that is there already: each needs params and layers of its own.",
            "別のネットを作ると、すでにあるネットが変わります。params と layers はネットごとに別のものが必要です。",
        )
    x = np.linspace(0.1, 1.0, 30).reshape(5, 6)
    smooth = submission.DeepNet(sizes, np.random.default_rng(1), batch_norm=batch_norm, activation="tanh")
    assert_params_reach_the_layers(smooth, list(params), lambda: smooth.scores(x.copy()))


def weights_of(submission, sizes, seed, weight_init="he"):
    """The initial matrices of a net, under whatever names."""
    net = submission.DeepNet(sizes, np.random.default_rng(seed), weight_init=weight_init)
    return [value for value in map(np.asarray, dict(net.params).values()) if value.ndim == 2]


def eleven_samples(reference, rng, kind):
    """A problem with eleven samples of which eight are predicted rightly; in training it would be another number."""
    of, in_training = net_checks.share_of_right_classes, 8 / 11
    while in_training == 8 / 11:
        params, x, _ = problem(reference, rng, kind, (4, 6, 5), n=11)
        net = NETS.net_with(reference, kind, params)
        scores = net.scores(x)
        t = np.eye(5)[scores.argmax(axis=1)]
        t[:3] = np.roll(t[:3], 1, axis=1)
        first, second = np.sort(scores, axis=1)[:, :-3:-1].T
        in_training = of(net.scores(x, train=True), t) if np.all(first > second + 0.01) else 8 / 11
    return params, x, t


def check_gradients(submission, reference, rng, kind, which, sizes=SIZES):
    """The gradients of the parameters whose names begin so: of the loss, or of what the submission's own loss is."""
    drawn = params, x, t = problem(reference, rng, kind, sizes)
    keys = [key for key in params if key.startswith(which)]
    ours = TRAINED.net_with(reference, kind, params)
    right, right_loss = ours.gradient(x, t), ours.loss(x, t)

    def flat(arrays):
        return np.concatenate([np.ravel(arrays[key]) for key in keys])

    def own_loss(values):
        ends = np.cumsum([params[key].size for key in keys])[:-1]
        parts = [part.reshape(params[key].shape) for key, part in zip(keys, np.split(values, ends), strict=True)]
        changed = {**params, **dict(zip(keys, parts, strict=True))}
        return net_checks.own_loss(TRAINED.net_with(submission, kind, changed), x, t, right_loss)

    def check():
        got = by_our_names(TRAINED.net_with(submission, kind, params).gradient(x.copy(), t.copy()), params)
        same_shapes = all(np.shape(got[key]) == params[key].shape for key in keys)
        if same_shapes and net_checks.is_gradient(flat(got), own_loss, flat(params), flat(right)):
            return
        factor = factor_of(own_loss(flat(params)), right_loss)
        scale = 1.0 if kind in PLAIN else scale_of_gradients(submission, reference)
        how = {"rtol": PRECISION, "atol": 1e-6 * np.abs(flat(right)).max(), "known": {"N": N, "K": sizes[-1], "2": 2}}
        for key in keys:
            of_penalties = penalty_gradient(kind, params[key]) if key[0] == "W" else 0.0
            assert_close(
                got[key],
                right[key],
                or_close_to=(factor * right[key], scale * (right[key] - of_penalties) + of_penalties),
                what=(f"gradient of {key}", f"{key} の勾配"),
                **how,
            )

    with_right_scores(submission, reference, kind, drawn, check, TRAINED)


def scale_of_gradients(submission, reference):
    """By what all gradients of a plain net are too large or too small: that is charged where these are checked."""
    kind, rng = "tanh", np.random.default_rng(3)
    params, x, t = problem(reference, rng, kind, SIZES)
    right = TRAINED.net_with(reference, kind, params).gradient(x, t)
    try:
        got = by_our_names(TRAINED.net_with(submission, kind, params).gradient(x.copy(), t.copy()), params)
        ours, theirs = (np.concatenate([np.ravel(some[key]) for key in params]) for some in (right, got))
        scale = float(ours @ theirs / (ours @ ours))
        assert_close(theirs, scale * ours, rtol=PRECISION)
    except Exception:
        return 1.0
    return scale if scale else 1.0


def penalty_gradient(kind, w):
    """What the penalties of such a net add to the gradient of a weight matrix."""
    alphas = KINDS[kind]
    return alphas.get("l1", 0.0) * np.sign(w) + 2 * alphas.get("l2", 0.0) * w


def check_masks(submission, reference, rng):
    """Of three nets with dropout: what gradient drops, and that nothing of it is left in any gradient."""
    drawn = params, x, t = problem(reference, rng, "dropout", (4, 90, 3), n=1)
    seeds = [int(seed) for seed in rng.integers(2**32, size=2)]

    def check():
        masks = []
        for seed in (*seeds, seeds[0]):
            net = NETS.make(submission, "dropout", params, seed)
            for key in params:
                net.params[key][...] = params[key]
            NETS.reach_layers(net, params)
            for _ in range(3):
                gradient = {key: np.asarray(value) for key, value in net.gradient(x.copy(), t.copy()).items()}
                masks.append(mask := np.any(gradient["W2"] != 0, axis=1))
                check_mask(gradient, mask, params, x, t)
        assert_rate(~np.array(masks[:6]), 0.3, what=("the share of dropped units", "落としたユニットの割合"))
        if not np.array_equal(masks[6:], masks[:3]) or len({mask.tobytes() for mask in masks[:6]}) < 6:
            fail(
                "Every gradient needs a new mask, drawn from the rng that the net was made with.",
                "マスクは、ネットを作るときに渡された rng から、gradient のたびに新しく作ります。",
            )

    with_right_scores(submission, reference, "dropout", drawn, check)


def check_mask(gradient, mask, params, x, t):
    """The gradient of one sample is that of the net with the units of the mask, in every parameter."""
    hidden = np.tanh(x @ params["W1"] + params["b1"])
    z = (hidden * mask) @ params["W2"] + params["b2"]
    dz = np.exp(z) / np.exp(z).sum() - t
    into = (dz @ params["W2"].T) * mask * (1 - hidden**2)
    right = {"b2": dz[0], "W2": (hidden * mask).T @ dz, "b1": into[0], "W1": x.T @ into}
    for key, expected in right.items():
        assert_close(
            gradient[key],
            expected,
            what=(f"gradient of {key} under its mask", f"マスクの下での {key} の勾配"),
            rtol=PRECISION,
        )


@functools.lru_cache(maxsize=64)
def expected(reference, seed, kind, *how):
    """What the reference's training gives: the same for all submissions."""
    return trained(reference, reference, kind, start(seed, kind), *how, seed)


def check_run(submission, reference, rng, kind, *how):
    """The losses of a training on 58 images of 7 × 7 pixels. how: optimizer, batch_size, epochs, decay of the rate."""
    seed = int(rng.integers(2**32))
    params = start(seed, kind)

    def run(module):
        if module is reference:
            return expected(reference, seed, kind, *how)
        return trained(module, reference, kind, params, *how, seed)

    picture_checks.check_run(submission, reference, NETS, run, lent(reference, kind, params))


def widths_of(params):
    """The shapes of the matrices, one behind the other, and the widths that they have."""
    shapes = [np.shape(params[name]) for name in params if np.ndim(params[name]) == 2]
    return shapes, [shape[0] for shape in shapes] + [shapes[-1][1]]


def check_design(submission):
    """What build makes for three depths."""
    for depth in (1, 5, 10):
        shapes, widths = widths_of(submission.build(depth, np.random.default_rng(depth))[0].params)
        chained = all(one[1] == other[0] for one, other in pairwise(shapes))
        if not chained or len(widths) != depth + 2 or (widths[0], widths[-1]) != (196, 10) or max(widths[1:-1]) > 64:
            fail(
                f"The matrices of build({depth}, rng) have the shapes {shapes}; asked for are {depth} hidden layers of "
                "at most 64 units between 196 pixels and 10 classes.",
                f"build({depth}, rng) の重みの形は {shapes} ですが、196 ピクセルと 10 クラスの間に、"
                f"64 ユニット以下の隠れ層が {depth} 個必要です。",
            )
    first, again, other = (submission.build(2, np.random.default_rng(s))[0].params["W2"] for s in (7, 7, 8))
    if not np.array_equal(first, again) or np.any(np.asarray(first) == other):
        fail("The weights of build's nets must come from rng.", "build のネットの重みは rng から作ってください。")
