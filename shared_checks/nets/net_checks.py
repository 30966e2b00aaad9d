"""Checks of a net: what it predicts, its loss, its gradient and its accuracy."""

import numpy as np
from net_runs import (
    by_our_names,
)

from autograder.testing import (
    Inconclusive,
    assert_at_work,
    assert_close,
    assert_gradient,
    assert_mostly_at_work,
    assert_unchanged,
    copies,
    factor_of,
    fail,
)

PRECISION = 2e-5  # a float32 inside, or log(y + 1e-7) in a loss, is right to this precision


def with_right_predictions(submission, reference, nets, kind, problem, check, lent=("forward", "predict")):
    """check(); where it fails and the submission's own predictions are wrong, once more with right ones.

    These are charged where they are checked. Right code is never lent anything: its forward pass may keep what its
    gradient needs.
    """
    try:
        check()
    except Exception:
        if predicts(submission, reference, nets, kind, problem):
            raise
        parts = nets.forward_pass(reference, kind, problem[0])
        submission.using(**{name: part for what, (name, part) in parts.items() if what in lent})
        check()


def predicts(submission, reference, nets, kind, problem):
    """Whether predict is right for this problem."""
    params, x, _ = problem
    expected = nets.net_with(reference, kind, params).predict(x)
    try:
        net = nets.net_with(submission, kind, params)
        assert_close(net.predict(x.copy()), expected, rtol=PRECISION)
    except Exception:
        return False
    return True


def check_nothing_is_modified(submission, reference, nets, kind, problem):
    """predict, loss, gradient and accuracy leave x, t and the parameters alone; fit leaves x and t alone.

    Most of what they give must be right, so that nobody is paid for doing nothing.
    """
    with_right_predictions(
        submission,
        reference,
        nets,
        kind,
        problem,
        lambda: nothing_is_modified(submission, reference, nets, kind, problem),
    )


def nothing_is_modified(submission, reference, nets, kind, problem):
    """See above."""
    params, x, t = problem
    net, given = nets.net_with(submission, kind, params), copies((x, t))
    ours, before = nets.net_with(reference, kind, params), by_our_names(net.params, params)
    gradient, right = by_our_names(net.gradient(*given), params), ours.gradient(x, t)
    results = {
        (f"the gradient of {key}", f"{key} の勾配"): (gradient[key], right[key])
        for key in params
        if key.startswith("W")
    }
    results["loss(x, t)"] = net.loss(*given), ours.loss(x, t)
    results["predict(x)"] = net.predict(given[0]), ours.predict(x)
    results["accuracy(x, t)"] = net.accuracy(*given), ours.accuracy(x, t)  # the last: some move running averages by it
    check_arguments(given, (x, t), "predict, loss, gradient or accuracy")
    for key, value in by_our_names(net.params, params).items():
        assert_unchanged(
            value,
            before[key],
            what=(
                f'params["{key}"] after predict, loss, gradient and accuracy',
                f'predict、loss、gradient、accuracy のあとの params["{key}"]',
            ),
        )
    assert_mostly_at_work(results, rtol=PRECISION)  # wider, a wrong loss is right by luck now and then
    nets.fit(submission, net, *given, (0.1,), batch_size=4, epochs=2, rng=np.random.default_rng(0))
    check_arguments(given, (x, t), "fit")


def check_asked_again(submission, nets, kind, problem):
    """gradient(x, t) is the same, whatever gradient the net was asked for before."""
    params, x, t = problem
    fresh, used = (nets.net_with(submission, kind, params) for _ in range(2))
    used.gradient(x + 0.5, t.copy())
    first, again = (by_our_names(net.gradient(x.copy(), t.copy()), params) for net in (fresh, used))
    for key in params:
        assert_close(
            again[key], first[key], what=(f"gradient of {key}, the second time", f"{key} の勾配（2 回目）"), rtol=1e-6
        )


def check_arguments(given, before, by):
    """The arrays that were handed to these functions are what they were."""
    for name, after, was in zip(("x", "t"), given, before, strict=True):
        assert_unchanged(after, was, what=(f"{name} after {by}", f"{by} のあとの {name}"))


def check_loss(submission, reference, nets, kind, problem, of, what, known):
    """loss(x, t): right, or that of what the submission predicts; a wrong prediction is charged where it is checked.

    `of` is the loss of predictions and targets.
    """
    params, x, t = problem
    expected = nets.net_with(reference, kind, params).loss(x, t)

    def check():
        net = nets.net_with(submission, kind, params)
        got, own = net.loss(x.copy(), t.copy()), followed(of, net.predict(x.copy()), t, expected)
        assert_close(got, expected, or_close_to=(own,), what=f"loss(x, t){what}", rtol=PRECISION, known=known)

    with_right_predictions(submission, reference, nets, kind, problem, check)


def check_accuracy(submission, reference, nets, kind, problem, expected, of, what, rtol=PRECISION):
    """accuracy(x, t): right, or that of what the submission predicts."""
    params, x, t = problem
    others = [np.roll(t, k, axis=1) for k in range(1, t.shape[1])] if t.shape[1] > 1 else [1 - t]

    def check():
        net = nets.net_with(submission, kind, params)
        y = net.predict(x.copy())
        # An own accuracy of 0 or 1 would say nothing: code that does no work has it, too.
        own = [(targets, followed(of, y, targets, expected)) for targets in (t, *others)]
        targets, share = next((pair for pair in own if pair[1] not in (0, 1)), own[0])
        net.accuracy(x.copy(), others[0].copy())  # what came before does not matter
        accepted = (expected, share) if targets is t else (share,)
        got = net.accuracy(x.copy(), targets.copy())
        assert_close(got, accepted[0], or_close_to=accepted[1:], what=what, rtol=rtol)

    with_right_predictions(submission, reference, nets, kind, problem, check)


def followed(of, y, t, expected):
    """What follows from these predictions; what is expected anyway where they are no predictions."""
    y = np.asarray(y)
    if y.shape != t.shape or y.dtype.kind not in "fiu" or np.ptp(y) == 0:
        return expected
    with np.errstate(all="ignore"):
        own = of(y, t)
    return own if np.isfinite(own) else expected


def cross_entropy(y, t):
    """The mean cross entropy of probabilities."""
    return -float(np.sum(t * np.log(y))) / len(t)


def share_of_right_classes(y, t):
    """The accuracy of probabilities."""
    return float(np.mean(y.argmax(axis=1) == t.argmax(axis=1)))


def check_extremes(submission, reference, nets, kind, params, x, t, wrong):
    """Where every answer is sure: probabilities, a loss of 0 for t and a large one for wrong, and its gradient."""

    def check():
        extremes(submission, reference, nets, kind, params, x, t, wrong)

    with_right_predictions(submission, reference, nets, kind, (params, x, t), check, lent=("forward",))


def extremes(submission, reference, nets, kind, params, x, t, wrong):
    """See above."""
    net = nets.net_with(submission, kind, params)
    assert_close(net.predict(x.copy()), t, what="predict(x)", atol=1e-5)
    assert_close(net.loss(x.copy(), t.copy()), 0.0, what=("the loss of right answers", "正答のときの損失"), atol=1e-5)
    large = float(np.asarray(net.loss(x.copy(), wrong.copy())))
    if not 5 <= large < np.inf:
        fail(
            f"Every answer is surely wrong: the loss must be large and finite; it is {large}.",
            f"すべて完全な誤答なので、損失は大きな有限の値のはずですが、{large} でした。",
        )
    right = nets.net_with(reference, kind, params).gradient(x, wrong)
    got = by_our_names(net.gradient(x.copy(), wrong.copy()), params)
    for key, expected in right.items():  # how large it is has checks of its own
        if np.any(expected):
            assert_at_work(
                got[key],
                expected,
                what=(f"the gradient of {key} where every answer is surely wrong", f"すべて誤答のときの {key} の勾配"),
            )


def check_gradients(submission, reference, nets, kind, problem, keys, known, ask=lambda net, x, t: net.gradient(x, t)):
    """The gradients of these parameters: of the loss, or of what the submission's own loss is.

    What is wrong with that, or with what it is made of, is charged once, where these are checked.
    """

    def check():
        gradients(submission, reference, nets, kind, problem, keys, known, ask)

    with_right_predictions(submission, reference, nets, kind, problem, check)


def gradients(submission, reference, nets, kind, problem, keys, known, ask):
    """See above."""
    params, x, t = problem
    ours = nets.net_with(reference, kind, params)
    right, right_loss = ours.gradient(x, t), ours.loss(x, t)
    net = nets.net_with(submission, kind, copies(params))
    factor = factor_of(own_loss(net, x, t, right_loss), right_loss)
    got = by_our_names(ask(net, x.copy(), t.copy()), params)

    def loss_with(module, key, array):
        """The loss of the module's net where this parameter is another."""
        return float(np.asarray(nets.net_with(module, kind, {**params, key: array}).loss(x.copy(), t.copy())))

    for key in keys:
        if not is_gradient(got[key], lambda array, key=key: loss_with(submission, key, array), params[key], right[key]):
            assert_gradient(
                got[key],
                of=lambda array, key=key: loss_with(reference, key, array),
                at=params[key],
                factor=factor,
                reference_gradient=right[key],
                what=(f"gradient of {key}", f"{key} の勾配"),
                rtol=PRECISION,
                atol=1e-6,
                known=known,
            )


def leads_there(got, own_loss, at, right):
    """Whether the loss moves more as this gradient says than as the right one, where the two differ most.

    A look: most wrong gradients are the gradient of nothing.
    """
    worst = np.unravel_index(np.argmax(np.abs(got - right)), right.shape)
    step = np.zeros_like(at)
    step[worst] = 1e-2 * np.sqrt(np.mean(np.square(at))) or 1e-2
    slope = (own_loss(at + step) - own_loss(at - step)) / (2 * step[worst])
    return abs(slope - got[worst]) < abs(slope - right[worst])


def own_loss(net, x, t, otherwise):
    """The net's loss; another number where it has none: that is charged where the loss is checked."""
    try:
        return float(np.asarray(net.loss(x.copy(), t.copy())))
    except Exception:
        return otherwise


def is_gradient(got, own_loss, at, right):
    """Whether this is not the right gradient, but of about that size, and that of the submission's own loss."""
    got = np.asarray(got)
    if got.shape != right.shape or got.dtype.kind not in "fiu":
        return False
    size = np.linalg.norm(got) / np.linalg.norm(right)
    if np.allclose(got, right, rtol=0, atol=PRECISION * np.abs(right).max()) or not 1e-3 < size < 1e4:
        return False
    first, *again = (own_loss(at) for _ in range(3))
    if any(loss != first for loss in again) or own_loss(1.5 * at) == first:  # no function of the parameters
        return False
    if not leads_there(got, own_loss, at, right):
        return False
    typical = np.sqrt(np.mean(np.square(at))) or 1.0
    directions = typical * np.random.default_rng(0).standard_normal((2, *at.shape))  # all entries take too many losses
    try:
        assert_gradient(
            np.tensordot(directions, got, got.ndim),
            of=lambda far: own_loss(at + np.tensordot(far, directions, 1)),
            at=np.zeros(len(directions)),
            rtol=PRECISION,
            atol=1e-6,
        )
    except (AssertionError, Inconclusive):
        return False
    return True
