"""Hidden checks of the numerical gradient.

f is a function of the examiner: every call of it is counted here, out of the submission's reach. A wrong formula is
charged once, for a vector: at another step, another shape and another type, what the submission's own formula gives is
right as well.
"""

import numpy as np

from autograder.testing import (
    assert_close,
    assert_unchanged,
    away_from_kinks,
    compare,
    copies,
    fail,
    points,
)

PRECISION = 1e-6  # central differences agree to rounding; one-sided ones are off by about h
FORMULA = 2e-5  # a float32 inside is right to this precision
STEP = 1e-4  # where none is given


class Counted:
    """A smooth function in which no two entries play the same part, and how often it was called with what shape."""

    def __init__(self, rng, shape):
        self.a, self.b = rng.uniform(0.5, 2, size=shape), rng.uniform(0.5, 2, size=shape)
        self.shapes = []

    def __call__(self, v):
        v = np.asarray(v, dtype=float)
        self.shapes.append(v.shape)
        if v.shape != self.a.shape:
            raise ValueError(f"f takes an array of shape {self.a.shape}, not {v.shape}")
        return np.sum(self.a * v**3 + v**2) + np.sum(self.b * v) ** 2  # a NumPy number: it has .item() and .copy()

    def gradient(self, v):
        """The exact gradient."""
        v = np.asarray(v, dtype=float)
        return 3 * self.a * v**2 + 2 * v + 2 * np.sum(self.b * v) * self.b


class Cubic(Counted):
    """At small v what a step adds to the gradient is not small beside it."""

    def __call__(self, v):
        return np.sum(self.a * np.asarray(v, dtype=float) ** 3)

    def gradient(self, v):
        return 3 * self.a * np.asarray(v, dtype=float) ** 2


def multiple(got, right):
    """The multiple of right that is nearest to got; right itself where got cannot be one."""
    try:
        mine = np.asarray(got, dtype=float)
    except (TypeError, ValueError):
        return right
    if mine.shape != right.shape or not np.isfinite(mine).all() or not mine.any():
        return right
    return np.vdot(mine, right) / np.vdot(right, right) * right


def attempts(own, right):
    """What the submission itself gives elsewhere, if that is roughly a multiple of what is right."""
    if multiple(own, right) is right:
        return []
    mine = np.asarray(own, dtype=float)
    filled = mine != 0  # one entry may be all that is filled in
    roughly = compare(mine[filled], multiple(mine[filled], right[filled]), rtol=0.3) is None
    return [mine] if roughly else []


def check_at_work(got, right):
    """Counts and side effects matter where the gradient is nearly right, up to a constant, or a part of it is."""
    what = "numerical_gradient(f, x)"
    assert_close(got, right, or_close_to=attempts(got, right), what=what, rtol=1e-2)


def is_right_for_vectors(submission, f, x):
    """Whether the submission's formula passes for x as a vector of floats at the default step."""
    got = submission.numerical_gradient(lambda v: f(np.reshape(v, x.shape)), np.array(x, dtype=float).ravel())
    return compare(got, f.gradient(x).ravel(), rtol=PRECISION) is None


def by_the_same_formula(submission, f, x, h):
    """The submission's own gradient for a vector of floats at the default step, for the same function of f and x.

    Scaling x by STEP / h, and stretching f as much, makes h of the default step. None where the formula is right for
    f at the default step itself: then it has cost nothing yet, as h/2 each way, and is to cost something here.
    """
    if is_right_for_vectors(submission, f, x):
        return []
    scale = h / STEP
    point = np.array(x, dtype=float).ravel() / scale
    own = submission.numerical_gradient(lambda v: f(scale * np.reshape(v, x.shape)), point)
    tried = attempts(own, f.gradient(x).ravel() * scale)
    return [np.reshape(one, x.shape) / scale for one in tried]


def check_gradient(submission, reference, f, x, h=None):
    """The submission's gradient of f at x is that of central differences, or of its own formula for vectors."""
    step = () if h is None else (h,)
    expected = reference.numerical_gradient(f, x, *step)
    f.shapes.clear()
    got = submission.numerical_gradient(f, x.copy(), *step)
    right = []
    if compare(got, expected, rtol=PRECISION) is not None:
        right = by_the_same_formula(submission, f, x, h or STEP)
    what = f"numerical_gradient(f, x), x {x.shape}"
    assert_close(got, expected, or_close_to=right, what=what, rtol=PRECISION)


@points(4)
def test_central_differences(submission, reference, rng):
    """numerical_gradient(f, x) is (f(x + h e_i) − f(x − h e_i)) / 2h for every entry of a vector.

    ja: numerical_gradient(f, x) は、ベクトルの各要素について (f(x + h e_i) − f(x − h e_i)) / 2h です。
    """
    for n in (3, 5):
        f, x = Counted(rng, (n,)), away_from_kinks(rng, n)
        expected = reference.numerical_gradient(f, x)
        got = submission.numerical_gradient(f, x.copy())
        assert_close(got, expected, what=f"numerical_gradient(f, x), x {x.shape}", rtol=PRECISION)


@points(2)
def test_step_is_h(submission, reference, rng):
    """The step is the argument h, 1e-4 where none is given: with a cubic function it shows in the result.

    ja: 差分の幅は引数 h で、渡さなければ 1e-4 です。3 次関数では、h の違いが結果に現れます。
    """
    for h in (0.03, 0.1):
        check_gradient(submission, reference, Counted(rng, (4,)), away_from_kinks(rng, 4), h)
    f, x = Cubic(rng, (4,)), 1e-3 * away_from_kinks(rng, 4)
    got, given = (submission.numerical_gradient(f, x.copy(), *step) for step in ((), (STEP,)))
    expected, same = reference.numerical_gradient(f, x), attempts(given, f.gradient(x))
    assert_close(
        got,
        expected,
        or_close_to=same,
        what=("numerical_gradient(f, x), no h given", "h を省いた numerical_gradient(f, x)"),
        rtol=PRECISION,
    )


@points(2)
def test_any_shape(submission, reference, rng):
    """x may be a matrix or have three axes: f gets arrays of x's shape, and so does the caller.

    ja: x は行列でも 3 階の配列でもかまいません。f に渡す配列も、返す勾配も、形は x と同じです。
    """
    for shape in ((2, 3), (3, 3), (2, 1, 3), (4, 2, 3)):
        check_gradient(submission, reference, Counted(rng, shape), away_from_kinks(rng, shape))


@points(1.5)
def test_integer_input(submission, reference, rng):
    """An array of integers is a point like any other: the gradient is of type float.

    ja: x が整数の配列でも同じように計算できます。勾配は浮動小数点数です。
    """
    x = rng.permutation([-3, 1, 2, 4])
    check_gradient(submission, reference, Counted(rng, (4,)), x)


@points(2)
def test_number_of_calls(submission, rng):
    """f is called exactly 2 · x.size times.

    ja: f を呼ぶ回数は、ちょうど 2 · x.size 回です。
    """
    for n in (4, 7):
        f, x = Counted(rng, (n,)), away_from_kinks(rng, n)
        expected = f.gradient(x)
        got = submission.numerical_gradient(f, x.copy())
        if len(f.shapes) != 2 * x.size:
            fail(
                f"For {x.size} entries f should be called {2 * x.size} times; it was called {len(f.shapes)} times.",
                f"要素が {x.size} 個なら f を呼ぶのは {2 * x.size} 回のはずですが、{len(f.shapes)} 回呼ばれました。",
            )
        check_at_work(got, expected)


@points(2)
def test_x_is_restored_exactly(submission, rng):
    """After the call x is what it was, to the last bit.

    ja: 呼び出しの後、x は最後の 1 ビットまで元のままです。
    """
    x = away_from_kinks(rng, 12) * np.logspace(-6, 3, 12)  # below h, too: there a single rounding shows
    f = Counted(rng, (12,))
    given, expected = x.copy(), f.gradient(x)
    got = submission.numerical_gradient(f, given)
    assert_unchanged(given, x, what="x")
    check_at_work(got, expected)


@points(1.5)
def test_relative_error(submission, reference, rng):
    """relative_error(a, b) is |a − b| / max(|a|, |b|), entry by entry: scaling both changes nothing. a and b stay.

    ja: relative_error(a, b) は、要素ごとに |a − b| / max(|a|, |b|) です。両方を定数倍しても変わりません。
    a と b は書き換えません。
    """
    for scale in (1.0, 1e-3, 1e4):
        a, b = scale * away_from_kinks(rng, (3, 4)), scale * away_from_kinks(rng, (3, 4))
        expected = reference.relative_error(a, b)
        given = copies((a, b))
        assert_close(submission.relative_error(*given), expected, what="relative_error(a, b)", rtol=FORMULA)
        assert_unchanged(given[0], a, what=("a of relative_error", "relative_error の a"))
        assert_unchanged(given[1], b, what=("b of relative_error", "relative_error の b"))
    assert_close(submission.relative_error(-2.0, 0.0), 1.0, what="relative_error(-2, 0)", rtol=FORMULA)


@points(0.5)
def test_relative_error_of_zeros(submission):
    """Where a and b are both 0 the relative error is 0, not 0/0.

    ja: a と b がどちらも 0 のところでは、相対誤差は 0/0 ではなく 0 です。
    """
    got = submission.relative_error(np.array([0.0, 3.0, 0.0]), np.array([0.0, 4.0, 5.0]))
    got = np.asarray(got, dtype=float)
    if got.shape != (3,) or not got[1:].all():
        fail(
            "relative_error must give one number for each entry.", "relative_error は要素ごとに値を返す必要があります。"
        )
    assert_close(got[0], 0.0, what="relative_error(0, 0)", atol=FORMULA)
    assert_close(
        submission.relative_error(0.0, 0.0),
        0.0,
        what=("relative_error(0, 0) of two numbers", "数どうしの relative_error(0, 0)"),
        atol=FORMULA,
    )


@points(0.5)
def test_relative_error_of_tiny_numbers(submission, rng):
    """Tiny numbers have a relative error, too: what is added against 0/0 must not outweigh numbers of about 1e-9.

    ja: ごく小さい数にも相対誤差があります。0/0 を防ぐための定数は、1e-9 程度の数より十分に小さくしてください。
    """
    a = np.linspace(2e-9, 4e-9, 6)
    error = rng.permutation(np.linspace(0.1, 0.6, 6))
    got = submission.relative_error(a.copy(), a * (1 - error))
    own = attempts(submission.relative_error(1e9 * a, 1e9 * a * (1 - error)), error)  # what is charged above
    assert_close(got, error, or_close_to=own, what="relative_error(a, b)", rtol=2e-3)


@points(2)
def test_gradient_check(submission, reference, rng):
    """gradient_check is nearly 0 for a right gradient, and else the largest relative error of all entries. x stays.

    ja: gradient_check は、正しい勾配ならほぼ 0、そうでなければ、全要素の相対誤差のうち最大のものです。
    x は書き換えません。
    """
    submission.using(numerical_gradient=reference.numerical_gradient, relative_error=reference.relative_error)
    x, f = away_from_kinks(rng, (2, 3)), Counted(rng, (2, 3))
    x[0, 0] = 100.0  # a large entry of the gradient, which is right
    wrong_at = (1, int(rng.integers(3)))

    def wrong(factor):
        def gradient(v):
            found = f.gradient(v)
            found[wrong_at] *= factor
            return found

        return gradient

    y = away_from_kinks(rng, (2, 3))
    f.a[wrong_at], y[wrong_at], y[0, 0] = 4.0, 0.3, 2.5  # the largest difference is not at the largest entry
    expected = reference.gradient_check(f, y, f.gradient, 0.3)  # the error of so large a step
    assert_close(submission.gradient_check(f, y.copy(), f.gradient, 0.3), expected, what="gradient_check", rtol=1e-4)
    for factor in (-1.25, -0.8):  # the error is relative to the larger one, whichever that is
        assert_close(submission.gradient_check(f, x.copy(), wrong(factor)), 1.8, what="gradient_check", rtol=1e-3)
    given = x.copy()
    right = submission.gradient_check(f, given, f.gradient)
    if not 0 <= float(right) < 1e-4:
        fail(
            f"For the right gradient gradient_check should be nearly 0; it is {float(right)}.",
            f"正しい勾配なら gradient_check はほぼ 0 のはずですが、{float(right)} でした。",
        )
    assert_close(given, x, what=("x of gradient_check", "gradient_check の x"))


@points(1)
def test_parameter_count(submission, reference, rng):
    """parameter_count counts the weights and biases of both layers.

    ja: parameter_count は、2 つの層の重みとバイアスの個数の合計です。
    """
    for _ in range(3):
        sizes = [int(n) for n in rng.choice(np.arange(2, 60), size=3, replace=False)]
        expected = reference.parameter_count(*sizes)
        assert_close(submission.parameter_count(*sizes), expected, what=f"parameter_count{tuple(sizes)}")


@points(1)
def test_forward_calls(submission, reference, rng):
    """forward_calls(n) is how often numerical_gradient runs the net for n parameters.

    ja: forward_calls(n) は、パラメータが n 個のとき numerical_gradient がネットワークを動かす回数です。
    """
    for n in rng.integers(10, 10_000, size=3).tolist():
        assert_close(submission.forward_calls(n), reference.forward_calls(n), what=f"forward_calls({n})")
