"""Hidden checks of the layers.

The submission always receives copies, so that code that changes its arguments cannot change what is expected.
Square shapes, where a forgotten transposition fits, stand beside others, and so does a single sample. No
pre-activation is near 0, where the slope of ReLU is not graded.
"""

import functools

import numpy as np
import pytest
from layer_cases import Case, activation_gradient, affine_gradient, affine_inputs, loss_inputs

from autograder.testing import (
    about,
    assert_close,
    assert_gradient,
    assert_unchanged,
    assert_vjp,
    away_from_kinks,
    compare,
    copies,
    factor_of,
    fail,
    points,
    upstream,
)

SIZES = ((4, 4, 4), (5, 4, 3), (1, 3, 2))  # N samples, D inputs, M outputs
PRECISION = 2e-5  # a float32 inside, or log(y + 1e-7) in a loss, is right to this precision
OF_SIGMOID_WITH_LOSS = about("SigmoidWithLoss", "Sigmoid.forward")  # with which it begins


# --- Affine ---


@points(1)
def test_affine_forward(submission, reference, rng):
    """Affine.forward(x) is xW + b, with b added to every row.

    ja: Affine.forward(x) は xW + b です（b はすべての行に足します）。
    """
    for size in SIZES:
        W, b, x, _ = affine_inputs(rng, *size)
        expected = reference.Affine(W, b).forward(x)
        got = submission.Affine(W.copy(), b.copy()).forward(x.copy())
        assert_close(got, expected, what=f"Affine.forward(x), x {x.shape}", rtol=PRECISION)


def check_affine_gradient(submission, reference, rng, name, what):
    """One of the three gradients of Affine, against the reference."""
    for size in SIZES:
        W, b, x, dout = affine_inputs(rng, *size)
        right = functools.partial(affine_gradient, reference, name)
        got = affine_gradient(submission, name, W, b, x, dout)
        what_of_size, known = f"{what}, (N, D, M) = {size}", {"N": size[0]}
        assert_vjp(got, right, W, b, x, upstream=dout, what=what_of_size, rtol=PRECISION, known=known)


@points(1)
def test_affine_dx(submission, reference, rng):
    """Affine.backward(dout) returns the gradient with respect to x, in x's shape.

    ja: Affine.backward(dout) は、x についての勾配を x と同じ形で返します。
    """
    check_affine_gradient(submission, reference, rng, "dx", "Affine.backward(dout)")


@points(2)
def test_affine_dW(submission, reference, rng):  # noqa: N802
    """After backward(dout), dW is the gradient with respect to W: summed over the batch, in W's shape.

    ja: backward(dout) の後、dW は W についての勾配（バッチについての和、W と同じ形）です。
    """
    check_affine_gradient(submission, reference, rng, "dW", "dW")


@points(2)
def test_affine_db(submission, reference, rng):
    """After backward(dout), db is the gradient with respect to b: summed over the batch, in b's shape.

    ja: backward(dout) の後、db は b についての勾配（バッチについての和、b と同じ形）です。
    """
    check_affine_gradient(submission, reference, rng, "db", "db")


# --- Activations ---


def check_forward(submission, reference, name, x, *settings):
    """forward(x) of the activation called name, against the reference."""
    expected = getattr(reference, name)(*settings).forward(x)
    got = getattr(submission, name)(*settings).forward(x.copy())
    assert_close(got, expected, what=f"{name}.forward(x)", rtol=PRECISION)


def check_backward(submission, reference, rng, name, *settings, large=()):
    """backward(dout) of the activation called name, after forward(x), against the reference."""
    x, dout = away_from_kinks(rng, (5, 4)), upstream(rng, (5, 4))
    x[1, 1 : 1 + len(large)] = large
    right = functools.partial(activation_gradient, reference, name, settings)
    got = activation_gradient(submission, name, settings, x, dout)
    what, candidates = f"{name}.backward(dout)", {"dout": dout}
    assert_vjp(got, right, x, upstream=dout, what=what, rtol=PRECISION, candidates=candidates)


@points(1)
def test_sigmoid_forward(submission, reference, rng):
    """Sigmoid.forward(x) is 1 / (1 + exp(−x)), entry by entry.

    ja: Sigmoid.forward(x) は、要素ごとに 1 / (1 + exp(−x)) です。
    """
    check_forward(submission, reference, "Sigmoid", away_from_kinks(rng, (5, 4)))


@points(1)
def test_sigmoid_is_stable_for_large_inputs(submission, reference, rng):
    """Sigmoid is right for entries up to ±1000, forwards and backwards.

    ja: Sigmoid は、±1000 程度の値でも forward と backward の両方で正しい値になります。
    """
    x = away_from_kinks(rng, (3, 4))
    x[0] = [1000.0, -1000.0, 720.0, -720.0]
    check_forward(submission, reference, "Sigmoid", x)
    dout = upstream(rng, x.shape)
    near = np.clip(x, -40.0, 40.0)  # where the slope has vanished as well; the formula is charged below
    plain = np.array(activation_gradient(submission, "Sigmoid", (), near, dout))
    got = activation_gradient(submission, "Sigmoid", (), x, dout)
    assert_close(got, plain, what="Sigmoid.backward(dout)", rtol=PRECISION)


@points(1)
def test_sigmoid_backward(submission, reference, rng):
    """Sigmoid.backward(dout) is dout · y(1 − y), where y is the output of forward.

    ja: Sigmoid.backward(dout) は dout · y(1 − y) です（y は forward の出力）。
    """
    check_backward(submission, reference, rng, "Sigmoid")


@points(1)
def test_relu_forward(submission, reference, rng):
    """ReLU.forward(x) keeps what is positive and turns the rest into 0.

    ja: ReLU.forward(x) は、正の値をそのまま返し、それ以外を 0 にします。
    """
    check_forward(submission, reference, "ReLU", away_from_kinks(rng, (5, 4)))


@points(1)
def test_relu_backward(submission, reference, rng):
    """ReLU.backward(dout) lets dout through where x was positive, whatever the sign of dout.

    ja: ReLU.backward(dout) は、x が正だった要素だけ dout を通します（dout の符号は関係ありません）。
    """
    check_backward(submission, reference, rng, "ReLU")


@points(0.5)
def test_tanh_forward(submission, reference, rng):
    """Tanh.forward(x) is tanh x, entry by entry, also for large x.

    ja: Tanh.forward(x) は、要素ごとに tanh x です（大きな x でも）。
    """
    x = away_from_kinks(rng, (5, 4))
    x[1, 1:3] = 1000.0, -1000.0
    check_forward(submission, reference, "Tanh", x)


@points(1)
def test_tanh_backward(submission, reference, rng):
    """Tanh.backward(dout) is dout · (1 − y²), where y is the output of forward.

    ja: Tanh.backward(dout) は dout · (1 − y²) です（y は forward の出力）。
    """
    check_backward(submission, reference, rng, "Tanh", large=(1000.0, -1000.0))


@points(0.5)
def test_leaky_relu_forward(submission, reference, rng):
    """LeakyReLU(slope).forward(x) multiplies negative entries by slope (0.1 unless another one is given).

    ja: LeakyReLU(slope).forward(x) は、負の値を slope 倍します（指定がなければ 0.1 倍）。
    """
    x = away_from_kinks(rng, (5, 4))
    check_forward(submission, reference, "LeakyReLU", x, 0.3)
    check_forward(submission, reference, "LeakyReLU", x)


@points(1)
def test_leaky_relu_backward(submission, reference, rng):
    """LeakyReLU.backward(dout) multiplies dout by the slope of the side on which x was.

    ja: LeakyReLU.backward(dout) は、x の符号に応じた傾きを dout に掛けます。
    """
    check_backward(submission, reference, rng, "LeakyReLU", 0.3)
    check_backward(submission, reference, rng, "LeakyReLU")


# --- Losses ---


def check_loss(submission, reference, name, rng):
    """forward(x, t) of the loss called name, against the reference."""
    for n in (5, 3, 1):
        x, t = loss_inputs(rng, n)
        expected = getattr(reference, name)().forward(x, t)
        got = getattr(submission, name)().forward(x.copy(), t.copy())
        how = {"what": f"{name}.forward(x, t), N = {n}", "rtol": PRECISION, "known": {"N": n}}
        if compare(got, expected, **how) is not None and not follows(submission, name, x, t, loss=got):
            assert_close(got, expected, **how)


def check_loss_gradient(submission, reference, name, rng):
    """backward() of the loss called name: the gradient of the reference's loss, or of as many times that as forward is.

    Such a factor is charged once, where the loss is checked.
    """
    for n in (5, 3, 1):
        x, t = loss_inputs(rng, n)
        right = getattr(reference, name)()
        right_loss, formula = right.forward(x, t), right.backward()
        layer = getattr(submission, name)()
        factor = factor_of(layer.forward(x.copy(), t.copy()), right_loss)
        got = layer.backward()
        how = {"what": f"{name}.backward(), N = {n}", "rtol": PRECISION, "known": {"N": n}}
        if compare(got, factor * formula, **how) is None or follows(submission, name, x, t, gradient=got):
            continue
        assert_gradient(
            got,
            of=lambda x, t=t, loss=right: loss.forward(x, t),
            at=x,
            factor=factor,
            reference_gradient=formula,
            **how,
        )


def follows(submission, name, x, t, *, loss=None, gradient=None):
    """Whether it is right of SigmoidWithLoss with the submission's own Sigmoid, whose mistakes are charged above."""
    try:
        y = np.asarray(submission.Sigmoid().forward(x.copy()), dtype=float)
    except Exception:
        return False
    if name != "SigmoidWithLoss" or y.shape != x.shape or not np.all((y > 0) & (y < 1)):
        return False
    if loss is not None:
        return compare(loss, -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y)), rtol=PRECISION) is None
    return compare(gradient, (y - t) / len(t), rtol=PRECISION) is None


@points(1)
def test_mean_squared_error_forward(submission, reference, rng):
    """MeanSquaredError.forward(x, t) is the sum of (x − t)², divided by 2N.

    ja: MeanSquaredError.forward(x, t) は (x − t)² の総和を 2N で割った値です。
    """
    check_loss(submission, reference, "MeanSquaredError", rng)


@points(1)
def test_mean_squared_error_backward(submission, reference, rng):
    """MeanSquaredError.backward() is the gradient of that loss with respect to x, shape (N, 1).

    ja: MeanSquaredError.backward() は、その損失の x についての勾配(形は (N, 1))です。
    """
    check_loss_gradient(submission, reference, "MeanSquaredError", rng)


@points(1)
@OF_SIGMOID_WITH_LOSS
def test_sigmoid_with_loss_forward(submission, reference, rng):
    """SigmoidWithLoss.forward(x, t) is the mean binary cross entropy of sigmoid(x).

    ja: SigmoidWithLoss.forward(x, t) は、sigmoid(x) の平均二値交差エントロピーです。
    """
    check_loss(submission, reference, "SigmoidWithLoss", rng)


def loss_gradient(layer, x, t):
    """What backward of a loss layer returns, after one forward step."""
    layer.forward(x.copy(), t.copy())
    return layer.backward()


def check_extreme_gradient(submission):
    """backward() of SigmoidWithLoss for logits of ±1000 is what it is for ±40, where y is as near to 0 and 1."""
    x, t = np.array([[1000.0], [-1000.0], [0.5], [-1.5]]), np.array([[1.0], [0.0], [1.0], [1.0]])
    plain, got = (np.array(loss_gradient(submission.SigmoidWithLoss(), given, t)) for given in (np.clip(x, -40, 40), x))
    assert_close(got, plain, what="SigmoidWithLoss.backward()", rtol=PRECISION)
    wrong = np.asarray(loss_gradient(submission.SigmoidWithLoss(), -x, t), dtype=float)
    if wrong.shape != x.shape or not np.all(np.isfinite(wrong)):
        fail(
            "SigmoidWithLoss.backward() is infinite or not a number for logits of ±1000 and wrong answers.",
            "ロジットが ±1000 で誤答のとき、SigmoidWithLoss.backward() が無限大または NaN になっています。",
        )


@points(0.5)
@OF_SIGMOID_WITH_LOSS
def test_sigmoid_with_loss_is_finite_for_extreme_logits(submission):
    """For logits of ±1000 the loss is finite: large if the answer is wrong, 0 if it is right; so is its gradient.

    ja: ロジットが ±1000 でも損失は有限です。誤答なら大きな値、正解ならほぼ 0 になります。勾配も有限です。
    """
    x, t = np.array([[1000.0], [-1000.0], [900.0], [-900.0]]), np.array([[1.0], [0.0], [1.0], [0.0]])
    layer = submission.SigmoidWithLoss()
    for wrong in (-x, x * [[1.0], [1.0], [-1.0], [-1.0]]):
        large = layer.forward(wrong.copy(), t.copy())
        if not 5 <= float(large) < np.inf:
            fail(
                f"Half of the answers or all are surely wrong: the loss must be large, and finite; it is {large}.",
                f"半分以上が完全な誤答なので、損失は大きな有限の値になるはずですが、forward は {large} でした。",
            )
    small = layer.forward(x.copy(), t.copy())
    assert_close(small, 0.0, what="forward(x, t)", atol=PRECISION)
    check_extreme_gradient(submission)


@points(1)
@OF_SIGMOID_WITH_LOSS
def test_sigmoid_with_loss_backward(submission, reference, rng):
    """SigmoidWithLoss.backward() is the gradient of that loss with respect to the logits, shape (N, 1).

    ja: SigmoidWithLoss.backward() は、その損失のロジットについての勾配(形は (N, 1))です。
    """
    check_loss_gradient(submission, reference, "SigmoidWithLoss", rng)


# --- What holds for every layer ---


LAYERS = ["Affine", "Sigmoid", "ReLU", "Tanh", "LeakyReLU", "MeanSquaredError", "SigmoidWithLoss"]


@points(0.5, shares=True)
@about(*LAYERS)
@pytest.mark.parametrize("name", LAYERS)
def test_arguments_are_never_modified(submission, rng, name):
    """forward and backward leave the arrays they are given as they were, and so W and b of Affine.

    ja: forward と backward は、受け取った配列を書き換えません。Affine の W と b も書き換えません。
    """
    case = Case(name, rng, 5)
    case.assert_at_work(submission)
    parameters, inputs, above = copies(case.parameters), copies(case.inputs), copies(case.above)
    layer = getattr(submission, name)(*parameters.values())
    layer.forward(*inputs.values())
    layer.backward(*above.values())
    kinds = (parameters, case.parameters), (inputs, case.inputs), (above, case.above)
    for given, before in kinds:
        for argument, array in before.items():
            assert_unchanged(given[argument], array, what=(f"{argument} of {name}", f"{name} の {argument}"))


@points(0.5, shares=True)
@about(*LAYERS)
@pytest.mark.parametrize("name", LAYERS)
def test_backward_twice_gives_the_same(submission, rng, name):
    """A second backward with the same dout gives the same dx, dW and db again.

    ja: 同じ dout で backward をもう一度呼ぶと、同じ dx、dW、db になります。
    """
    case = Case(name, rng, 5)
    case.assert_at_work(submission)
    layer = case.ran_forward(submission)
    first, second = case.backward(layer), case.backward(layer)
    for what, once, again in zip(("dx", "dW", "db"), first, second, strict=False):
        assert_close(again, once, what=(f"{what} of {name}", f"{name} の {what}"), rtol=PRECISION)


@points(0.5, shares=True)
@about(*LAYERS)
@pytest.mark.parametrize("name", LAYERS)
def test_each_layer_remembers_its_own_forward(submission, rng, name):
    """A layer that has been used before does what a fresh one does, whatever other layers do in between.

    ja: 前に使ったことのある層も、ほかの層が何をしても、新しい層と同じ値と勾配を返します。
    """
    case, smaller, other = Case(name, rng, 5), Case(name, rng, 3), Case(name, rng, 5)
    case.assert_at_work(submission)
    alone = case.step(case.layer(submission))
    layer, beside = case.layer(submission), other.layer(submission)
    for earlier in (smaller, other):  # batches that count no more, one of the same shape
        earlier.step(layer)
    y = layer.forward(*copies(case.inputs).values())
    beside.forward(*copies(other.inputs).values())
    for what, got, expected in zip(("y", "dx", "dW", "db"), [y, *case.backward(layer)], alone, strict=False):
        assert_close(got, expected, what=(f"{what} of {name}", f"{name} の {what}"), rtol=PRECISION)
    other.backward(beside)
    if name == "Affine":
        for what, got, expected in zip(("dW", "db"), (layer.dW, layer.db), alone[2:], strict=True):
            assert_close(
                got,
                expected,
                what=(f"{what} after another layer's backward", f"ほかの層の backward のあとの {what}"),
                rtol=PRECISION,
            )
