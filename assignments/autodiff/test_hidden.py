"""Hidden checks of automatic differentiation.

Each check builds an expression from leaves, calls backward() on a scalar made of it, and compares values and the
leaves' gradients with the reference's. The scalar is a weighted sum, so that the gradient that arrives is never
uniform. Shapes differ in every axis, and no input of relu is near 0. What a check is not about, its expressions leave
to operations of ours where they can: see autodiff_problems.
"""

import functools

import numpy as np
import pytest
from autodiff_problems import (
    BINARY,
    PRECISION,
    UNARY,
    WEIGHTS,
    Given,
    Own,
    agree,
    assert_edges,
    assert_nodes,
    attempt,
    build_graph,
    check_backward,
    check_gradients,
    check_values,
    early_branch,
    keeps_what_fits,
    late_branch,
    leaves_of,
    on_a_right_graph,
    on_right_ground,
    on_right_operations,
    softmax_and_loss,
    through_ours_or_own,
    used_often,
)

from autograder.testing import (
    about,
    assert_at_work,
    assert_close,
    assert_gradient,
    assert_unchanged,
    away_from_kinks,
    factor_of,
    fail,
    logits,
    one_hot,
    points,
)


def weights_like(rng, *shape):
    """The weights of a sum: none is small."""
    return away_from_kinks(rng, shape)


# --- Values ---

ARITHMETIC = {
    "x + y": lambda x, y: x + y,
    "x - y": lambda x, y: x - y,
    "x * y": lambda x, y: x * y,
    "x / y": lambda x, y: x / y,
    "x ** 3": lambda x, y: x**3,
}


@points(1, shares=True)
@pytest.mark.parametrize("name", ARITHMETIC)
def test_values_of_arithmetic(submission, reference, rng, name):
    """+, −, *, / and ** have the values that NumPy gives, in the same shape.

    ja: +、−、*、/、** の値と形は NumPy と同じです。
    """
    arrays = away_from_kinks(rng, (3, 4)), away_from_kinks(rng, (3, 4))
    check_values(submission, reference, name, ARITHMETIC[name], arrays)


FUNCTIONS = {
    "@": [("x @ y", lambda x, y: x @ y)],
    "exp": [("x.exp()", lambda x, y: x.exp())],
    "log": [("x.log()", lambda x, y: x.log())],
    "relu": [("y.relu()", lambda x, y: y.relu())],
    "sum": [
        ("x.sum()", lambda x, y: x.sum()),
        ("y.sum(axis=0)", lambda x, y: y.sum(axis=0)),
        ("y.sum(axis=1, keepdims=True)", lambda x, y: y.sum(axis=1, keepdims=True)),
        ("y.sum(axis=-1)", lambda x, y: y.sum(axis=-1)),
        ("y.sum(axis=-2, keepdims=True)", lambda x, y: y.sum(axis=-2, keepdims=True)),
        ("x.sum(keepdims=True)", lambda x, y: x.sum(keepdims=True)),
    ],
}


@points(1, shares=True)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_values_of_functions(submission, reference, rng, name):
    """@, exp, log, relu and sum have the values that NumPy gives, in the same shape.

    ja: @、exp、log、relu、sum の値と形は NumPy と同じです。
    """
    x, y = np.abs(away_from_kinks(rng, (3, 4))), away_from_kinks(rng, (4, 2))
    for case, build in FUNCTIONS[name]:
        check_values(submission, reference, case, build, (x, y))


A, B, C = (
    np.linspace(0.4, 1.9, 12).reshape(3, 4),
    np.linspace(-1.7, 1.4, 6).reshape(2, 3),
    np.linspace(1, 3, 8).reshape(4, 2),
)
MEETINGS = {
    "+": [("x + 2", lambda x, a: x + a, 2), ("array + x", lambda x, a: a + x, A)],
    "-": [("2 - x", lambda x, a: a - x, 2), ("x - array", lambda x, a: x - a, A)],
    "*": [("x * array", lambda x, a: x * a, A), ("3 * x", lambda x, a: a * x, 3)],
    "/": [("array / x", lambda x, a: a / x, A), ("x / 4", lambda x, a: x / a, 4)],
    "@": [("array @ x", lambda x, a: a @ x, B), ("x @ array", lambda x, a: x @ a, C)],
}


@points(0.5, shares=True)
@pytest.mark.parametrize("name", MEETINGS)
def test_numbers_and_arrays_meet_tensors(submission, reference, rng, name):
    """A number or an array may stand on either side of an operator.

    ja: 演算子のどちら側にも、数や配列を置けます。
    """
    x = away_from_kinks(rng, (3, 4))
    for case, build, other in MEETINGS[name]:
        given = np.copy(other) if isinstance(other, np.ndarray) else other
        check_values(submission, reference, case, functools.partial(build, a=given), (x,))
        assert_unchanged(np.asarray(given), np.asarray(other), what=(f"the operand of {case}", f"{case} の項"))
        made = build(submission.Tensor(x.copy()), given)
        if any(isinstance(parent, np.ndarray | float | int) for parent in getattr(made, "parents", ())):
            fail(
                f"In {case} the array or number must become a tensor.", f"{case} では配列や数をテンソルにしてください。"
            )


# --- The gradient of each operation ---


@points(0.5)
@about("Tensor.sum")
def test_gradient_of_sum(submission, reference, rng):
    """The sum of all entries passes the gradient that arrives on to every entry.

    ja: すべての要素の和は、届いた勾配をどの要素にもそのまま渡します。
    """
    x, weight = away_from_kinks(rng, (3, 4)), away_from_kinks(rng)
    check_gradients(submission, reference, "3 Σ x", lambda x: x.sum(), (x,), weight)


SUMS = {
    "axis 1": ("sum(axis=1)", lambda x: x.sum(axis=1), (3,)),
    "axis 0": ("sum(axis=0)", lambda x: x.sum(axis=0), (4,)),
    "axis -1": ("sum(axis=-1)", lambda x: x.sum(axis=-1), (3,)),
    "kept": ("sum(axis=1, keepdims=True)", lambda x: x.sum(axis=1, keepdims=True), (3, 1)),
    "kept, axis -2": ("sum(axis=-2, keepdims=True)", lambda x: x.sum(axis=-2, keepdims=True), (1, 4)),
}


@points(1, shares=True)
@about("Tensor.sum")
@pytest.mark.parametrize("case", SUMS)
def test_gradient_of_sum_along_an_axis(submission, reference, rng, case):
    """After sum(axis), each entry gets the gradient of the sum that it is part of, with keepdims and without.

    ja: sum(axis) では、各要素が、自分の加わった和の勾配を受け取ります（keepdims があってもなくても）。
    """
    name, build, shape = SUMS[case]
    check_gradients(submission, reference, name, build, (away_from_kinks(rng, (3, 4)),), weights_like(rng, *shape))
    if case == "axis 1":  # where the wrong axis would fit as well
        check_gradients(submission, reference, name, build, (away_from_kinks(rng, (3, 3)),), weights_like(rng, 3))


def check_gradients_of_arithmetic(submission, reference, rng, name):
    """The gradients of both operands where nothing is broadcast, whatever unbroadcast() is."""
    x, y, weights = away_from_kinks(rng, (3, 4)), away_from_kinks(rng, (3, 4)), weights_like(rng, 3, 4)
    on_right_ground(
        lambda: check_gradients(submission, reference, name, ARITHMETIC[name], (x, y), weights),
        stands=lambda: keeps_what_fits(submission),
        lend=lambda: submission.using(unbroadcast=reference.unbroadcast),
    )


@points(0.5, shares=True)
@about("Tensor.__add__", "Tensor.__sub__")
@pytest.mark.parametrize("name", ["x + y", "x - y"])
def test_gradient_of_plus_and_minus(submission, reference, rng, name):
    """+ passes the gradient on to both operands, − to the second with the other sign.

    ja: + は両方の項にそのまま勾配を渡し、− は 2 番目の項に符号を変えて渡します。
    """
    check_gradients_of_arithmetic(submission, reference, rng, name)


@points(0.5)
@about("Tensor.__mul__")
def test_gradient_of_times(submission, reference, rng):
    """A factor's gradient is the gradient that arrives times the other factor.

    ja: 積では、届いた勾配に相手の因子を掛けたものが勾配です。
    """
    check_gradients_of_arithmetic(submission, reference, rng, "x * y")


@points(0.5)
@about("Tensor.__truediv__")
def test_gradient_of_divided_by(submission, reference, rng):
    """x / y has the slopes 1/y and −x/y².

    ja: x / y の傾きは 1/y と −x/y² です。
    """
    check_gradients_of_arithmetic(submission, reference, rng, "x / y")


@points(0.5)
@about("Tensor.__pow__")
def test_gradient_of_power(submission, reference, rng):
    """xⁿ has the slope n xⁿ⁻¹, for whole n, negative n and n = ½.

    ja: xⁿ の傾きは n xⁿ⁻¹ です（整数、負の数、½ でも）。
    """
    x, weights = away_from_kinks(rng, (3, 4)), weights_like(rng, 3, 4)
    for name, build, at in (
        ("x ** 3", lambda x: x**3, x),
        ("x ** 2", lambda x: x**2, x),
        ("x ** -2", lambda x: x**-2, x),
        ("x ** 0.5", lambda x: x**0.5, np.abs(x)),
        ("x ** 1", lambda x: x**1, x),
    ):
        check_gradients(submission, reference, name, build, (at,), weights)


@points(1)
@about("Tensor.__matmul__")
def test_gradient_of_matmul(submission, reference, rng):
    """x @ y has the gradients g yᵀ and xᵀ g, where g is the gradient that arrives, also for square matrices.

    ja: x @ y の勾配は、届いた勾配を g として g yᵀ と xᵀ g です。正方行列でも同じです。
    """
    for n, k, m in ((3, 3, 3), (3, 4, 2), (2, 3, 5)):
        arrays = away_from_kinks(rng, (n, k)), away_from_kinks(rng, (k, m))
        check_gradients(submission, reference, "x @ y", lambda x, y: x @ y, arrays, weights_like(rng, n, m))


@points(1, shares=True)
@about("Tensor.exp", "Tensor.log")
@pytest.mark.parametrize("name", ["exp", "log"])
def test_gradient_of_exp_and_log(submission, reference, rng, name):
    """eˣ has the slope eˣ, log x the slope 1/x.

    ja: eˣ の傾きは eˣ、log x の傾きは 1/x です。
    """
    x = away_from_kinks(rng, (3, 4))
    build, at = {"exp": (lambda x: x.exp(), x), "log": (lambda x: x.log(), np.abs(x))}[name]
    check_gradients(submission, reference, f"x.{name}()", build, (at,), weights_like(rng, 3, 4))


@points(1)
@about("Tensor.relu")
def test_gradient_of_relu(submission, reference, rng):
    """relu lets the gradient through where x is positive, whatever the gradient's sign.

    ja: relu は、x が正のところだけ勾配を通します（勾配の符号は関係ありません）。
    """
    x = rng.permutation(np.linspace(0.3, 2.5, 12) * np.tile([1.0, -1.0], 6)).reshape(3, 4)
    check_gradients(submission, reference, "x.relu()", lambda x: x.relu(), (x,), weights_like(rng, 3, 4))


BROADCASTS = {  # first one operand that gets an axis in front, and one of which an axis is stretched
    "+": [((3, 1), (4,)), ((3, 4), (4,)), ((4,), (3, 4))],
    "-": [((3, 1), (4,)), ((4,), (3, 4)), ((3, 4), (3, 1))],
    "*": [((3, 1), (4,)), ((3, 4), (3, 1)), ((), (3, 4)), ((1, 4), (3, 1))],
    "/": [((3, 1), (4,)), ((3, 1), (1, 4)), ((3, 4), ()), ((4,), (3, 4))],
}


@points(2, shares=True)
@about("unbroadcast", "Tensor.__add__", "Tensor.__sub__", "Tensor.__mul__", "Tensor.__truediv__")
@pytest.mark.parametrize("name", BROADCASTS)
def test_gradient_of_broadcasting(submission, reference, rng, name):
    """An operand that was broadcast gets the sum over its copies, in its own shape.

    ja: ブロードキャストされた項の勾配は、複製された分の和で、形は元の形です。
    """
    build = ARITHMETIC[f"x {name} y"]
    for one, other in BROADCASTS[name]:
        arrays = away_from_kinks(rng, one), away_from_kinks(rng, other)
        case = f"x {one} {name} y {other}"
        check_gradients(submission, reference, case, build, arrays, weights_like(rng, 3, 4))


# --- The way back ---


@points(1.5)
@about("Tensor.backward")
def test_gradients_add_up_where_a_tensor_is_used_twice(submission, reference, rng):
    """A tensor that is used several times gets the sum of the gradients along all paths.

    ja: 何度も使われたテンソルの勾配は、すべての経路からの勾配の和です。
    """
    x, y = away_from_kinks(rng, (3, 4)), away_from_kinks(rng, (3, 4))
    cases = (
        ("Σ x · x", lambda ops, x: ops.total(ops.multiply(x, x), WEIGHTS), (x,)),
        ("Σ x + x", lambda ops, x: ops.total(ops.add(x, x), WEIGHTS), (x,)),
        ("Σ (xy + x)y + x", used_often, (x, y)),
        ("Σ x² + (x + y)", lambda o, x, y: o.total(o.add(o.multiply(x, x), o.add(x, y)), WEIGHTS), (x, y)),
        ("Σ (x + y) + x²", lambda o, x, y: o.total(o.add(o.add(x, y), o.multiply(x, x)), WEIGHTS), (x, y)),
    )
    check_backward(submission, reference, cases)


@points(1)
@about("Tensor.backward")
def test_a_tensor_waits_for_all_who_use_it(submission, reference, rng):
    """A tensor passes its gradient on only when all parts of it have arrived, however long their paths.

    ja: テンソルは、すべての経路（長さが違っても）から勾配が届いたあとで、親に勾配を渡します。
    """
    x = away_from_kinks(rng, (3, 4))
    cases = (("h + (k² + k), k = h², h = x²", late_branch, (x,)), ("h²·h·h + h, h = x²", early_branch, (x,)))
    check_backward(submission, reference, cases)


@points(0.5)
@about("Tensor.backward")
def test_every_tensor_is_visited_once(submission, reference):
    """Doubling x forty times takes forty steps back, not 2⁴⁰: x.grad is 2⁴⁰.

    ja: x を 40 回 2 倍にしたとき、逆向きの計算も 40 回で済みます（2⁴⁰ 回ではありません）。x.grad は 2⁴⁰ です。
    """

    def doubled(ops):
        x = y = ops.leaf(np.array(1.5))
        for _ in range(40):
            y = ops.add(y, y)
        y.backward()
        return x.grad

    def check():
        got, _ = attempt(lambda: doubled(Own(submission)))
        if got is None or not agree([got], [np.array(2.0**40)]):  # then perhaps with a right sum
            got = doubled(Given(submission))
        assert_close(got, np.array(2.0**40), what="x.grad", rtol=PRECISION)

    on_a_right_graph(submission, reference, check)


@points(0.5)
@about("Tensor.backward")
def test_intermediate_gradients(submission, reference, rng):
    """backward() also sets grad of the tensors in between, and of the result itself, where it is 1.

    ja: backward() は、途中のテンソルの grad も、結果自身の grad(値は 1)も設定します。
    """
    x, y = away_from_kinks(rng, (3, 4)), away_from_kinks(rng, (3, 4))

    def all_gradients(ops):
        product = ops.multiply(ops.leaf(x), ops.leaf(y))
        squares = ops.multiply(product, product)
        loss = ops.total(squares, WEIGHTS)
        loss.backward()
        return [product.grad, squares.grad, loss.grad]

    def check():
        right = all_gradients(Given(reference))
        got = through_ours_or_own(submission, all_gradients)
        for name, mine, expected in zip(("xy", "(xy)²", "Σ (xy)²"), got, right, strict=True):
            assert_close(mine, expected, what=(f"grad of {name}", f"{name} の grad"), rtol=PRECISION)

    on_a_right_graph(submission, reference, check)


def assert_refused(tensor):
    """backward() raises a ValueError."""
    raised = "nothing", "何も起こしませんでした"
    try:
        tensor.backward()
    except ValueError:
        return
    except Exception as error:
        name = getattr(error, "type_name", None)  # of what the submission raised
        if name is None:
            raise
        raised = name, f"{name} でした"
    fail(
        f"backward() on a tensor with several entries must raise a ValueError; it raised {raised[0]}.",
        f"要素が 2 個以上あるテンソルの backward() は ValueError を起こす必要がありますが、{raised[1]}。",
    )


@points(0.5)
@about("Tensor.backward")
def test_backward_needs_a_scalar(submission, reference):
    """backward() on a tensor with several entries raises a ValueError; on a single entry of any shape it works.

    ja: 要素が 2 個以上あるテンソルの backward() は ValueError です。要素が 1 個なら、どんな形でも動きます。
    """

    def check():
        for shape in ((), (1, 1), (1,)):

            def square(ops, shape=shape):
                one = ops.leaf(np.full(shape, 2.0))
                ops.multiply(one, ops.leaf(np.full(shape, 3.5))).backward()
                return [one.grad]

            (grad,) = through_ours_or_own(submission, square)
            assert_close(
                grad,
                np.full(shape, 3.5),
                what=(f"grad of a tensor of shape {shape}", f"shape が {shape} のテンソルの grad"),
                rtol=PRECISION,
            )
        x = submission.Tensor(np.array([1.0, -2.0, 3.0]))
        for tensor in (
            submission.Tensor(np.array([1.0, -2.0, 3.0]), (x,), "given"),
            submission.Tensor(np.ones((2, 3))),
        ):
            assert_refused(tensor)

    on_a_right_graph(submission, reference, check)


@points(0.5)
@about("Tensor.backward")
def test_backward_twice_gives_the_same(submission, reference, rng):
    """backward() starts afresh: a second call, and one on another result, do not add to the gradients of before.

    ja: backward() は毎回最初からです。2 回呼んでも、別の結果で呼んでも、前の勾配には加算されません。
    """
    a, b = away_from_kinks(rng, (3, 4)), away_from_kinks(rng, (3, 4))

    def again_and_again(ops):
        x, y = ops.leaf(a), ops.leaf(b)
        ops.total(ops.add(ops.multiply(x, y), x), WEIGHTS).backward()
        loss = ops.total(ops.multiply(x, y), WEIGHTS)
        found = []
        for _ in range(2):
            loss.backward()
            found += [np.array(x.grad), np.array(y.grad)]
        return found

    def check():
        right = again_and_again(Given(reference))
        got = through_ours_or_own(submission, again_and_again)
        for name, mine, expected in zip("xyxy", got, right, strict=True):
            assert_close(mine, expected, what=f"{name}.grad", rtol=PRECISION)

    on_a_right_graph(submission, reference, check)


OPERATIONS = {
    **{name: (name, build, ((3, 4), (4,))) for name, build in ARITHMETIC.items()},
    "x @ y": ("x @ y", lambda x, y: x @ y, ((3, 4), (4, 2))),
    "exp": ("x.exp()", lambda x: x.exp(), ((3, 4),)),
    "log": ("x.log()", lambda x: x.log(), ((3, 4),)),
    "relu": ("x.relu()", lambda x: x.relu(), ((3, 4),)),
    "sum": ("x.sum(axis=1)", lambda x: x.sum(axis=1), ((3, 4),)),
}


@points(0.5, shares=True)
@about(*(f"Tensor.{name}" for name in (*BINARY, *UNARY)))
@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_is_modified(submission, reference, rng, name):
    """Operations and backward() leave the data of all tensors, and the arrays they were made of, as they were.

    ja: 演算も backward() も、テンソルの data や、元になった配列を書き換えません。
    """
    case, build, shapes = OPERATIONS[name]
    arrays = [np.abs(away_from_kinks(rng, shape)) for shape in shapes]
    given = [array.copy() for array in arrays]
    expected = build(*leaves_of(reference, arrays)).data
    value, *data = look_at(submission, case, build, given, expected)
    for leaf, array, after in zip("xy", arrays, given, strict=False):
        assert_unchanged(
            after, array, what=(f"the array that {leaf} of {case} was made of", f"{case} の {leaf} を作った配列")
        )
    for what, held, after in data:
        assert_unchanged(after, held, what=what)
    assert_at_work(value, expected, what=f"({case}).data")


def look_at(submission, name, build, arrays, expected):
    """The result of an operation; then its data and its operands' data, before and after backward()."""
    leaves = [submission.Tensor(array) for array in arrays]
    held = [np.array(leaf.data) for leaf in leaves]
    made = build(*leaves)
    value = np.array(made.data)
    attempt(lambda: Given(submission).total(made, np.full(np.shape(expected), 2.0)).backward())
    attempt(lambda: made.sum().backward())
    data = [(f"data of {name}", value, np.array(made.data))]
    for leaf, before, tensor in zip("xy", held, leaves, strict=False):
        data.append((f"{leaf}.data in {name}", before, np.array(tensor.data)))
    return [value, *data]


@points(1)
def test_graph_nodes(submission):
    """graph(t) lists every tensor once, however often it is used, parents before what is computed from them, t last.

    ja: graph(t) の nodes には、何度使われていてもテンソルが 1 回ずつ、親が先の順に並び、最後が t です。
    """
    tensors = build_graph(submission)
    submission.Tensor(np.zeros(2))  # belongs to no graph
    nodes = list(submission.graph(tensors[-1])[0])
    order = [tensors.index(node) if node in tensors else -1 for node in nodes]
    assert_nodes(order)


@points(0.5)
def test_graph_edges(submission):
    """graph(t) lists a pair (parent, child) for each operand: x * x has two.

    ja: graph(t) の edges は、項ごとの組 (親, 子) です。x * x には 2 本あります。
    """
    tensors = build_graph(submission)
    edges = [(tensors.index(parent), tensors.index(child)) for parent, child in submission.graph(tensors[-1])[1]]
    assert_edges(edges)


# --- Softmax with cross entropy ---


@points(1)
@about("softmax_cross_entropy")
def test_softmax_cross_entropy_value(submission, reference, rng):
    """softmax_cross_entropy(x, t) is a scalar tensor: the mean cross entropy of softmax(x).

    ja: softmax_cross_entropy(x, t) は、softmax(x) の平均交差エントロピーを持つスカラーのテンソルです。
    """
    cases = [(rng.normal(size=(n, k)), one_hot(rng, n, k)) for n, k in ((5, 4), (3, 6))]

    def check():
        for x, t in cases:
            expected = reference.softmax_cross_entropy(reference.Tensor(x), t).data
            got = submission.softmax_cross_entropy(submission.Tensor(x.copy()), t.copy()).data
            n, k = x.shape
            assert_close(
                got, expected, what=(f"the loss, N = {n}", f"損失、N = {n}"), rtol=PRECISION, known={"N": n, "K": k}
            )

    on_right_operations(submission, reference, check)


@points(1)
@about("softmax_cross_entropy")
def test_softmax_cross_entropy_gradient(submission, reference, rng):
    """Its gradient with respect to x is (y − t) / N, and it goes on to what x was computed from.

    ja: x についての勾配は (y − t) / N です。x を計算したもとのテンソルにも勾配が届きます。
    """
    cases = [
        (rng.normal(size=(n, d)), rng.normal(size=(d, k)), one_hot(rng, n, k)) for n, d, k in ((5, 3, 4), (3, 2, 6))
    ]

    def check():
        for h, w, t in cases:
            check_gradient_of_the_loss(submission, h, w, t)

    on_right_operations(submission, reference, check)


def check_gradient_of_the_loss(submission, h, w, t):
    """The gradients of x = h W and of W; right up to the factor by which the loss is off."""
    y, right_loss = softmax_and_loss(h @ w, t)
    formula = (y - t) / len(t)
    weights = submission.Tensor(w.copy())
    x = submission.Tensor(h.copy()) @ weights
    loss = submission.softmax_cross_entropy(x, t.copy())
    loss.backward()
    n, k = t.shape
    how = {"factor": factor_of(loss.data, right_loss), "rtol": PRECISION, "known": {"N": n, "K": k}}
    for name, got, of, at, right in (
        ("x", x.grad, lambda x: softmax_and_loss(x, t)[1], h @ w, formula),
        ("W", weights.grad, lambda w: softmax_and_loss(h @ w, t)[1], w, h.T @ formula),
    ):
        assert_gradient(
            got,
            of=of,
            at=at,
            reference_gradient=right,
            what=(f"gradient of {name}, N = {n}", f"{name} の勾配、N = {n}"),
            **how,
        )


@points(0.5)
@about("softmax_cross_entropy")
def test_softmax_cross_entropy_is_stable(submission, reference, rng):
    """For logits in the hundreds the loss is finite and the gradient is still (y − t) / N.

    ja: ロジットが数百でも損失は有限で、勾配は (y − t) / N のままです。
    """
    n, k = 5, 4
    alike = 1000 + rng.normal(size=(n, k))  # any shift helps
    apart = rng.normal(size=(n, k)) + np.linspace(-1000, 1000, n)[:, None]  # every row needs a shift of its own
    extreme = logits(rng, n, k)
    extreme[0] += [1000.0, 0.0, -1000.0, 0.0]  # and it has to be its maximum
    cases = [(values, one_hot(rng, n, k)) for values in (alike, apart, extreme)]

    def check():
        for values, t in cases:
            check_stability(submission, values, t)

    on_right_operations(submission, reference, check)


def check_stability(submission, values, t):
    """The loss is finite, its gradient right up to a constant, and x and t are what they were."""
    y, _ = softmax_and_loss(values, t)
    expected = (y - t) / len(t)
    given, targets = values.copy(), t.copy()
    x = submission.Tensor(given)
    held = np.array(x.data)
    loss = submission.softmax_cross_entropy(x, targets)
    for what, after, before in (("x.data", x.data, held), ("the array of x", given, values), ("t", targets, t)):
        assert_unchanged(after, before, what=what)
    if not np.isfinite(float(np.asarray(loss.data))):
        fail("The loss is infinite or not a number for large logits.", "大きなロジットで損失が無限大または NaN です。")
    loss.backward()
    same_up_to = factor_of(x.grad, expected, rtol=1e-3) * expected  # a factor is charged by the check above
    assert_close(x.grad, expected, or_close_to=(same_up_to,), what=("gradient of x", "x の勾配"), rtol=1e-3)
