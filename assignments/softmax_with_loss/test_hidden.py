"""Hidden checks of softmax, cross entropy, and the layer made of both.

The submission always receives copies, so that code that changes its arguments cannot change what is expected.
A square batch, where a sum of the wrong shape still fits, stands beside others, and so does a single sample.
"""

import numpy as np
import pytest

from autograder.testing import (
    about,
    assert_close,
    assert_gradient,
    assert_unchanged,
    compare,
    factor_of,
    fail,
    one_hot,
    points,
)

SIZES = ((4, 4), (5, 3), (1, 7))  # N samples, K classes
SQUARE = (4, 4)  # for what is asked of a layer whatever its softmax does: one that mixes up rows and columns runs, too
PRECISION = 2e-5  # log(y + 1e-7) instead of log(y), or a float32 inside, is right to this precision
FEW_DIGITS = -741.0  # exp of it is some 60 times the smallest number: where no maximum is taken off first, that shows
OF_THE_LAYER = about("SoftmaxWithLoss", "softmax")  # of which it is made


def batch(rng, n, k):
    """Logits and targets such that no probability is small."""
    return rng.uniform(-1.5, 1.5, size=(n, k)), one_hot(rng, n, k)


def forward(layer, x, t):
    """The loss; None where forward raises after it has kept what backward needs: charged where the loss is checked."""
    try:
        return layer.forward(x.copy(), t.copy())
    except Exception as raised:
        try:
            layer.backward()
        except Exception:
            raise raised from None
        return None


def ran_forward(module, x, t):
    """A layer after one forward step."""
    layer = module.SoftmaxWithLoss()
    forward(layer, x, t)
    return layer


def own(call, *arrays):
    """What a function of the submission gives, as an array; None if it raises, or if these are no numbers."""
    try:
        return np.asarray(call(*(a.copy() for a in arrays)), dtype=float)
    except Exception:
        return None


def run_on_all_sizes(submission, rng, run):
    """Yield x, t and run(x, t) for all sizes but those that the submission's own softmax cannot do.

    Where it mixes up rows and columns it can do some; what else is in the layer is seen there.
    """
    raised = []
    for n, k in SIZES:
        x, t = batch(rng, n, k)
        try:
            got = run(x, t)
        except Exception as error:
            if own(submission.softmax, x) is not None:
                raise
            raised.append(error)
        else:
            yield x, t, got
    if len(raised) == len(SIZES):
        raise raised[0]


def are_own_losses(submission, runs):
    """Whether these are the cross entropies that the submission itself gives: what is wrong there is charged above."""
    found = set()
    for x, t, got in runs:
        for logits in (x, 0.5 * x):
            y = own(submission.softmax, logits)
            loss = None if y is None else own(submission.cross_entropy, y, t)
            if loss is None or loss.shape not in ((), (len(x),)) or not np.all(np.isfinite(loss)):
                return False
            if logits is x and compare(got, loss, rtol=PRECISION) is not None:
                return False
            found.add(float(loss.sum()))
    return len(found) > 2  # one number for everything, or now this one and now that, is no loss


def is_own_gradient(submission, got, x, t, factor):
    """Whether it is right for the submission's own softmax."""
    y = own(submission.softmax, x)
    if y is None or y.shape != x.shape or not np.all(np.isfinite(y)):
        return False
    return any(compare(got, c * (y - t) / len(t), rtol=PRECISION) is None for c in (1.0, factor))


def gradient_at_work(module, x, t):
    """backward() after forward(x, t), if it may pass for a gradient; whether it is the right one is charged above."""
    dx, other = (np.array(ran_forward(module, logits, t).backward(), dtype=float) for logits in (x, 0.999 * x))
    changed = np.abs(dx - other) if dx.shape == other.shape == x.shape else np.zeros(x.shape)
    if not 0 < changed.max() < 0.01 * np.abs(dx).max():
        fail(
            f"backward() must first return a gradient of shape {x.shape} that follows the logits.",
            f"backward() は、まず、ロジットによって決まる形 {x.shape} の勾配を返す必要があります。",
        )
    return dx


@points(1.25)
def test_softmax_gives_the_probabilities_of_each_row(submission, reference, rng):
    """softmax(x) divides exp(x) by its sum over the classes of the same sample.

    ja: softmax(x) は、exp(x) をそのサンプルのクラス方向の和で割った値です。
    """
    for n, k in SIZES:
        x, _ = batch(rng, n, k)
        got = submission.softmax(x.copy())
        assert_close(got, reference.softmax(x), what=f"softmax(x), x {x.shape}", rtol=PRECISION)


def far_apart(rng):
    """Logits whose rows differ in size, and rows that hold both the largest and the smallest logit there may be."""
    x = np.round(64 * rng.uniform(-1.5, 1.5, size=(9, 3))) / 64  # so that x + 1000 is exact in float32, too
    x += np.array([[0.0], [1000.0], [-1000.0], [FEW_DIGITS], [1000.0 + FEW_DIGITS], [500.0], [0.0], [0.0], [0.0]])
    x[6, 1] = 900.0
    x[7:] = rng.permutation([1000.0, -1000.0, 0.0]), rng.permutation([1000.0, 1000.0, -1000.0])
    return x


@points(0.5)
def test_softmax_is_stable_for_large_logits(submission, reference, rng):
    """softmax(x) is right for logits up to ±1000, also when every row has a different size.

    ja: ロジットが ±1000 程度でも、行ごとに大きさが違っても、softmax(x) は正しい値になります。
    """
    x = far_apart(rng)
    assert_close(submission.softmax(x.copy()), reference.softmax(x), what="softmax(x)", rtol=PRECISION)


@points(1.5)
def test_cross_entropy_is_the_mean_over_the_samples(submission, reference, rng):
    """cross_entropy(y, t) is the sum of −t log y, divided by the number of samples N.

    ja: cross_entropy(y, t) は −t log y の総和をサンプル数 N で割った値です。
    """
    for n, k in SIZES:
        x, t = batch(rng, n, k)
        y = reference.softmax(x)
        expected = reference.cross_entropy(y, t)
        got = submission.cross_entropy(y.copy(), t.copy())
        assert_close(got, expected, what=f"cross_entropy(y, t), y {y.shape}", rtol=PRECISION, known={"N": n, "K": k})


@points(0.25)
def test_cross_entropy_accepts_probabilities_of_zero(submission):
    """A probability of exactly 0 adds nothing for a wrong class, and a large loss for the true one.

    ja: 確率がちょうど 0 のとき、正解でないクラスなら損失は増えず、正解クラスなら損失は大きな値になります。
    """
    y = np.array([[1.0, 0.0, 0.0], [0.0, 0.25, 0.75]])
    t = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    almost = np.where(y == 0, 1e-9, y)  # the submission's own loss, where nothing is exactly 0
    expected = float(submission.cross_entropy(almost, t.copy()))
    got = submission.cross_entropy(y.copy(), t.copy())
    assert_close(got, expected, what="cross_entropy(y, t)", rtol=PRECISION)
    wrong = y[:, [1, 0, 2]]  # both true classes have y = 0; before that, one of them
    for given, least in ((np.stack([wrong[0], y[1]]), 0.0), (wrong, 5.0)):
        missed = float(submission.cross_entropy(given, t.copy()))
        if not 0 < 2 * expected < missed or missed < least:
            fail(
                f"A true class has probability 0: the loss must be large; cross_entropy gave {missed}.",
                f"正解クラスの確率が 0 なので、損失は大きいはずですが、cross_entropy は {missed} でした。",
            )


@points(2)
@OF_THE_LAYER
def test_forward_returns_the_mean_cross_entropy(submission, reference, rng):
    """forward(x, t) takes logits x and returns the mean cross entropy of softmax(x).

    ja: forward(x, t) はロジット x を受け取り、softmax(x) の平均交差エントロピーを返します。
    """

    def run(x, t):
        return submission.SoftmaxWithLoss().forward(x.copy(), t.copy())

    runs = list(run_on_all_sizes(submission, rng, run))
    for x, t, got in runs:
        expected, known = reference.SoftmaxWithLoss().forward(x, t), dict(zip("NK", x.shape, strict=True))
        if compare(got, expected, rtol=PRECISION) is not None and are_own_losses(submission, runs):
            return
        assert_close(got, expected, what=f"forward(x, t), x {x.shape}", rtol=PRECISION, known=known)


@points(0.5)
@OF_THE_LAYER
def test_loss_is_finite_for_extreme_logits(submission, rng):
    """forward(x, t) is finite for logits of ±1000: large if the answer is wrong, 0 if it is right.

    ja: ロジットが ±1000 でも forward(x, t) は有限の値です。誤答なら大きな値、正解ならほぼ 0 になります。
    """
    t = one_hot(rng, 4, 3)
    sure = rng.uniform(800.0, 1000.0, size=(4, 1)) * t  # so many draws that a second one is never the first
    rows = np.array([[0.0], [1000.0], [-1000.0], [500.0]])
    both = 1000.0 * (2.0 * t - 1.0)  # the largest and the smallest logit in one row
    far = FEW_DIGITS + np.round(64 * rng.uniform(-1.5, 1.5, size=(4, 3))) / 64
    if not np.all(np.isfinite(np.asarray(submission.SoftmaxWithLoss().forward(far, t.copy()), dtype=float))):
        fail(
            f"The loss of logits near {FEW_DIGITS:.0f} is infinite or not a number.",
            f"{FEW_DIGITS:.0f} 付近のロジットの損失が、無限大または NaN になっています。",
        )
    for right, wrong in ((sure, -sure), (rows + sure, rows - sure), (both, -both)):
        small = submission.SoftmaxWithLoss().forward(right.copy(), t.copy())
        large = submission.SoftmaxWithLoss().forward(wrong.copy(), t.copy())
        assert_close(
            small,
            0.0,
            what=("forward(x, t) where all answers are surely right", "すべて正答のときの forward(x, t)"),
            atol=PRECISION,
        )
        if not 5 <= float(large) < np.inf:  # −log 1e-7 is 16; a mean over all entries, a third of it, is charged above
            fail(
                f"Every answer is surely wrong: the loss must be large and finite; forward gave {large}.",
                f"すべて完全な誤答なので、損失は大きな有限の値になるはずですが、forward は {large} でした。",
            )


@points(0.25)
@OF_THE_LAYER
def test_backward_is_proportional_to_y_minus_t(submission, reference, rng):
    """Up to one common positive factor, backward() is softmax(x) − t. The factor has a check of its own.

    ja: 共通の正の係数を除いて、backward() は softmax(x) − t に等しくなります（係数は別のテストで調べます）。
    """
    for n, k in SIZES:
        x, t = batch(rng, n, k)
        got = np.asarray(ran_forward(submission, x, t).backward(), dtype=float)
        expected = ran_forward(reference, x, t).backward()
        with np.errstate(all="ignore"):  # got may hold anything
            rescaled = got * (np.linalg.norm(expected) / np.linalg.norm(got))
        assert_close(rescaled, expected, what="c · backward()", rtol=1e-4)


@points(2)
@OF_THE_LAYER
def test_backward_matches_the_numerical_gradient(submission, reference, rng):
    """backward() is the gradient of the mean cross entropy with respect to the logits.

    ja: backward() は、平均交差エントロピーをロジットで微分した勾配です。
    """

    def run(x, t):
        layer = submission.SoftmaxWithLoss()
        return forward(layer, x, t), layer.backward()

    for x, t, (loss, got) in run_on_all_sizes(submission, rng, run):
        right = reference.SoftmaxWithLoss()
        factor = factor_of(loss, right.forward(x, t))  # a wrong loss is charged above
        formula, known = right.backward(), dict(zip("NK", x.shape, strict=True))
        how = {"what": f"backward(), x {x.shape}", "rtol": PRECISION, "known": known}
        if compare(got, factor * formula, rtol=PRECISION) is None or is_own_gradient(submission, got, x, t, factor):
            continue
        assert_gradient(
            got,
            of=lambda x, t=t: reference.SoftmaxWithLoss().forward(x, t),
            at=x,
            factor=factor,
            reference_gradient=formula,
            **how,
        )


@points(0.5)
@OF_THE_LAYER
def test_backward_is_right_for_extreme_logits(submission, rng):
    """With 1000 added to or taken from all logits of a row backward() gives the same: never NaN or infinity.

    ja: 1 行のすべてのロジットに 1000 を足しても引いても、backward() は同じ値で、NaN や無限大になりません。
    """
    x, t = batch(rng, 4, 3)
    gradient_at_work(submission, x, t)
    x = far_apart(rng)[:4]  # no probability vanishes here: by way of t/y is right, too
    near = x - x.max(axis=1, keepdims=True)
    plain = np.array(ran_forward(submission, near, t).backward())
    assert_close(ran_forward(submission, x, t).backward(), plain, what="backward()", rtol=PRECISION)


@points(0.5)
@OF_THE_LAYER
def test_backward_multiplies_by_dout(submission, rng):
    """backward(dout) is dout times backward(): the chain rule for what comes after the loss.

    ja: backward(dout) は backward() の dout 倍です。損失より後ろの計算に対する連鎖律です。
    """
    x, t = batch(rng, *SQUARE)
    plain = gradient_at_work(submission, x, t)
    for dout in (2.0, -0.3):
        scaled = ran_forward(submission, x, t).backward(dout)
        assert_close(scaled, dout * plain, what=f"backward({dout})", rtol=1e-5)


@points(0.25)
@OF_THE_LAYER
def test_backward_twice_gives_the_same(submission, rng):
    """Calling backward() a second time gives the same gradient again.

    ja: backward() を 2 回続けて呼んでも、同じ勾配が返ります。
    """
    x, t = batch(rng, *SQUARE)
    gradient_at_work(submission, x, t)
    layer = ran_forward(submission, x, t)
    first = np.array(layer.backward())
    assert_close(layer.backward(), first, what="backward()")


@points(0.25)
@OF_THE_LAYER
def test_each_layer_remembers_its_own_forward(submission, rng):
    """A layer that has been used before does what a fresh one does, whatever other layers did in between.

    ja: 前に使ったことのある層も、ほかの層が何をしても、新しい層と同じ損失と勾配を返します。
    """
    x, t = batch(rng, *SQUARE)
    other_x, other_t = batch(rng, *SQUARE)
    alone = gradient_at_work(submission, x, t)
    expected = forward(submission.SoftmaxWithLoss(), x, t)
    layer = ran_forward(submission, other_x, other_t)
    layer.backward()
    loss = forward(layer, x, t)
    ran_forward(submission, other_x, other_t)
    if expected is not None:
        assert_close(loss, expected, what="forward(x, t)")
    assert_close(layer.backward(), alone, what="backward()")


CALLS = {  # what is called, with the names of its arrays; its result is that of the first, or a number
    "softmax": (lambda m, x: m.softmax(x), "x"),
    "cross_entropy": (lambda m, y, t: m.cross_entropy(y, t), "yt"),
    "forward": (lambda m, x, t: m.SoftmaxWithLoss().forward(x, t), "xt"),
    "backward": (lambda m, x, t: ran_forward_on(m, x, t).backward(), "xt"),
}


def ran_forward_on(module, x, t):
    """A layer after one forward step with these very arrays."""
    layer = module.SoftmaxWithLoss()
    layer.forward(x, t)
    return layer


@points(0.25, shares=True)
@about("SoftmaxWithLoss", "softmax", "cross_entropy")
@pytest.mark.parametrize("name", CALLS)
def test_arguments_are_never_modified(submission, reference, rng, name):
    """softmax, cross_entropy, forward and backward leave the arrays they are given as they were.

    ja: softmax、cross_entropy、forward、backward は、受け取った配列を書き換えません。
    """
    call, arguments = CALLS[name]
    x, t = batch(rng, *SQUARE)
    arrays = {"x": x, "y": reference.softmax(x), "t": t}
    given, again, others = ({k: a.copy() for k, a in arrays.items()} for _ in range(3))
    others["x"], others["y"] = 0.5 * x, reference.softmax(0.5 * x)
    got, repeated, other = (
        np.array(call(submission, *(a[k] for k in arguments)), dtype=float) for a in (given, again, others)
    )
    for k in arguments:
        assert_unchanged(given[k], arrays[k], what=(f"{k} of {name}", f"{name} の {k}"))
    shape = x.shape if name in ("softmax", "backward") else ()
    own = got.shape == shape and not any(np.array_equal(got, arrays[k]) for k in arguments)
    if not (own and np.all(np.isfinite(got)) and np.array_equal(got, repeated) and not np.array_equal(got, other)):
        fail(  # what does nothing leaves everything as it was, too; whether the result is right is charged above
            f"{name} must first return something that depends on its arguments, of shape {shape}.",
            f"{name} は、まず引数によって決まる、形 {shape} の値を返す必要があります。",
        )
