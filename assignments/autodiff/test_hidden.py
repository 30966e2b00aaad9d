"""Hidden checks of automatic differentiation.

Each check builds an expression from leaves, calls backward() on a scalar made of it, and compares values and the
leaves' gradients with the reference's. The scalar is a weighted sum, so that the gradient that arrives is never
uniform. Shapes differ in every axis, and no input of relu is near 0.
"""

import numpy as np
from autodiff_problems import (
    PRECISION,
    assert_edges,
    assert_nodes,
    build_graph,
    check_gradients,
    check_values,
    gradients,
    late_branch,
    leaves_of,
    softmax_and_loss,
    used_often,
    weighted,
)

from autograder.testing import (
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

# --- Values ---


@points(1)
def test_values_of_arithmetic(submission, reference, rng):
    """+, −, *, / and ** have the values that NumPy gives, in the same shape.

    ja: +、−、*、/、** の値と形は NumPy と同じです。
    """
    x, y = away_from_kinks(rng, (3, 4)), away_from_kinks(rng, (3, 4))
    cases = [
        ("x + y", lambda x, y: x + y, (x, y)),
        ("x - y", lambda x, y: x - y, (x, y)),
        ("x * y", lambda x, y: x * y, (x, y)),
        ("x / y", lambda x, y: x / y, (x, y)),
        ("x ** 3", lambda x: x**3, (x,)),
    ]
    check_values(submission, reference, cases)


@points(1)
def test_values_of_functions(submission, reference, rng):
    """@, exp, log, relu and sum have the values that NumPy gives, in the same shape.

    ja: @、exp、log、relu、sum の値と形は NumPy と同じです。
    """
    x, y = away_from_kinks(rng, (3, 4)), away_from_kinks(rng, (4, 2))
    cases = [
        ("x @ y", lambda x, y: x @ y, (x, y)),
        ("x.exp()", lambda x: x.exp(), (x,)),
        ("x.log()", lambda x: x.log(), (np.abs(x),)),
        ("x.relu()", lambda x: x.relu(), (x,)),
        ("x.sum()", lambda x: x.sum(), (np.abs(x),)),
        ("x.sum(axis=0)", lambda x: x.sum(axis=0), (x,)),
        ("x.sum(axis=1, keepdims=True)", lambda x: x.sum(axis=1, keepdims=True), (x,)),
    ]
    check_values(submission, reference, cases)


@points(0.5)
def test_numbers_and_arrays_meet_tensors(submission, reference, rng):
    """A number or an array may stand on either side of an operator.

    ja: 演算子のどちら側にも、数や配列を置けます。
    """
    x, a, b = away_from_kinks(rng, (3, 4)), away_from_kinks(rng, (3, 4)), away_from_kinks(rng, (2, 3))
    cases = [
        ("x + 2", lambda x: x + 2, (x,)),
        ("2 - x", lambda x: 2 - x, (x,)),
        ("x * array", lambda x: x * a, (x,)),
        ("array / x", lambda x: a / x, (x,)),
        ("array @ x", lambda x: b @ x, (x,)),
    ]
    check_values(submission, reference, cases)
    check_gradients(submission, reference, [("Σ 3 / x", lambda x: (3 / x).sum(), (x,))])


# --- The gradient of each operation ---


@points(0.5)
def test_gradient_of_sum(submission, reference, rng):
    """The sum of all entries passes the gradient that arrives on to every entry.

    ja: すべての要素の和は、届いた勾配をどの要素にもそのまま渡します。
    """
    x = away_from_kinks(rng, (3, 4))
    cases = [("Σ x", lambda x: x.sum(), (x,)), ("3 Σ x", lambda x: x.sum() * 3.0, (x,))]
    check_gradients(submission, reference, cases)


@points(1)
def test_gradient_of_sum_along_an_axis(submission, reference, rng):
    """After sum(axis), each entry gets the gradient of the sum that it is part of, with keepdims and without.

    ja: sum(axis) では、各要素が、自分の加わった和の勾配を受け取ります（keepdims があってもなくても）。
    """
    x = away_from_kinks(rng, (3, 4))
    rows, columns, kept = weighted(rng, 3), weighted(rng, 4), weighted(rng, 3, 1)
    cases = [
        ("sum(axis=1)", lambda x: rows(x.sum(axis=1)), (x,)),
        ("sum(axis=0)", lambda x: columns(x.sum(axis=0)), (x,)),
        ("sum(axis=1, keepdims=True)", lambda x: kept(x.sum(axis=1, keepdims=True)), (x,)),
    ]
    check_gradients(submission, reference, cases)


@points(0.5)
def test_gradient_of_plus_and_minus(submission, reference, rng):
    """+ passes the gradient on to both operands, − to the second with the other sign.

    ja: + は両方の項にそのまま勾配を渡し、− は 2 番目の項に符号を変えて渡します。
    """
    x, y, scalar = away_from_kinks(rng, (3, 4)), away_from_kinks(rng, (3, 4)), weighted(rng, 3, 4)
    cases = [
        ("x + y", lambda x, y: scalar(x + y), (x, y)),
        ("x - y", lambda x, y: scalar(x - y), (x, y)),
    ]
    check_gradients(submission, reference, cases)


@points(0.5)
def test_gradient_of_times(submission, reference, rng):
    """A factor's gradient is the gradient that arrives times the other factor.

    ja: 積では、届いた勾配に相手の因子を掛けたものが勾配です。
    """
    x, y, scalar = away_from_kinks(rng, (3, 4)), away_from_kinks(rng, (3, 4)), weighted(rng, 3, 4)
    check_gradients(submission, reference, [("x * y", lambda x, y: scalar(x * y), (x, y))])


@points(0.5)
def test_gradient_of_divided_by(submission, reference, rng):
    """x / y has the slopes 1/y and −x/y².

    ja: x / y の傾きは 1/y と −x/y² です。
    """
    x, y, scalar = away_from_kinks(rng, (3, 4)), away_from_kinks(rng, (3, 4)), weighted(rng, 3, 4)
    check_gradients(submission, reference, [("x / y", lambda x, y: scalar(x / y), (x, y))])


@points(0.5)
def test_gradient_of_power(submission, reference, rng):
    """xⁿ has the slope n xⁿ⁻¹, for whole n, negative n and n = ½.

    ja: xⁿ の傾きは n xⁿ⁻¹ です（整数、負の数、½ でも）。
    """
    x, scalar = away_from_kinks(rng, (3, 4)), weighted(rng, 3, 4)
    cases = [
        ("x ** 3", lambda x: scalar(x**3), (x,)),
        ("x ** -2", lambda x: scalar(x**-2), (x,)),
        ("x ** 0.5", lambda x: scalar(x**0.5), (np.abs(x),)),
    ]
    check_gradients(submission, reference, cases)


@points(1)
def test_gradient_of_matmul(submission, reference, rng):
    """x @ y has the gradients g yᵀ and xᵀ g, where g is the gradient that arrives.

    ja: x @ y の勾配は、届いた勾配を g として g yᵀ と xᵀ g です。
    """
    cases = []
    for n, k, m in ((3, 4, 2), (2, 3, 5)):
        scalar = weighted(rng, n, m)
        cases.append(
            ("x @ y", lambda x, y, s=scalar: s(x @ y), (away_from_kinks(rng, (n, k)), away_from_kinks(rng, (k, m))))
        )
    check_gradients(submission, reference, cases)


@points(0.5)
def test_gradient_of_exp_and_log(submission, reference, rng):
    """eˣ has the slope eˣ, log x the slope 1/x.

    ja: eˣ の傾きは eˣ、log x の傾きは 1/x です。
    """
    x, scalar = away_from_kinks(rng, (3, 4)), weighted(rng, 3, 4)
    cases = [("x.exp()", lambda x: scalar(x.exp()), (x,)), ("x.log()", lambda x: scalar(x.log()), (np.abs(x),))]
    check_gradients(submission, reference, cases)


@points(0.5)
def test_gradient_of_relu(submission, reference, rng):
    """relu lets the gradient through where x is positive, whatever the gradient's sign.

    ja: relu は、x が正のところだけ勾配を通します（勾配の符号は関係ありません）。
    """
    scalar = weighted(rng, 3, 4)
    x = rng.permutation(np.linspace(0.3, 2.5, 12) * np.tile([1.0, -1.0], 6)).reshape(3, 4)
    check_gradients(submission, reference, [("x.relu()", lambda x: scalar(x.relu()), (x,))])


@points(2)
def test_gradient_of_broadcasting(submission, reference, rng):
    """An operand that was broadcast gets the sum over its copies, in its own shape.

    ja: ブロードキャストされた項の勾配は、複製された分の和で、形は元の形です。
    """
    x, row, column, number = (
        away_from_kinks(rng, (3, 4)),
        away_from_kinks(rng, 4),
        away_from_kinks(rng, (3, 1)),
        away_from_kinks(rng),
    )
    scalar = weighted(rng, 3, 4)
    cases = [
        ("x (3, 4) + y (4,)", lambda x, y: scalar(x + y), (x, row)),
        ("x (4,) - y (3, 4)", lambda x, y: scalar(x - y), (row, x)),
        ("x (3, 1) - y (4,)", lambda x, y: scalar(x - y), (column, row)),
        ("x (3, 4) * y (3, 1)", lambda x, y: scalar(x * y), (x, column)),
        ("x () * y (3, 4)", lambda x, y: scalar(x * y), (number, x)),
        ("x (3, 1) / y (1, 4)", lambda x, y: scalar(x / y), (column, row[None])),
        ("x (3, 4) / y ()", lambda x, y: scalar(x / y), (x, number)),
    ]
    check_gradients(submission, reference, cases)


# --- The graph ---


@points(2)
def test_gradients_add_up_where_a_tensor_is_used_twice(submission, reference, rng):
    """A tensor that is used several times gets the sum of the gradients along all paths.

    ja: 何度も使われたテンソルの勾配は、すべての経路からの勾配の和です。
    """
    x, y = away_from_kinks(rng, (3, 4)), away_from_kinks(rng, (3, 4))
    cases = [
        ("Σ x + x", lambda x: (x + x).sum(), (x,)),
        ("Σ x · x", lambda x: (x * x).sum(), (x,)),
        ("Σ (xy + x)y + x", used_often, (x, y)),
        ("Σ x² + (x + y)", lambda x, y: (x * x + (x + y)).sum(), (x, y)),
        ("Σ (x + y) + x²", lambda x, y: ((x + y) + x * x).sum(), (x, y)),
    ]
    check_gradients(submission, reference, cases)


@points(1.5)
def test_a_tensor_waits_for_all_who_use_it(submission, reference, rng):
    """A tensor passes its gradient on only when all parts of it have arrived, however long their paths.

    ja: テンソルは、すべての経路（長さが違っても）から勾配が届いたあとで、親に勾配を渡します。
    """
    x = away_from_kinks(rng, (3, 4))
    cases = [("h + log(h² + 1)·h², h = 2x", late_branch, (x,))]
    cases.append(("the same, other way round", lambda x: (lambda h: ((h * h).exp() * h + h).sum())(x * 0.5), (x,)))
    check_gradients(submission, reference, cases)


@points(0.5)
def test_every_tensor_is_visited_once(submission):
    """Doubling x forty times takes forty steps back, not 2⁴⁰: x.grad is 2⁴⁰.

    ja: x を 40 回 2 倍にしたとき、逆向きの計算も 40 回で済みます（2⁴⁰ 回ではありません）。x.grad は 2⁴⁰ です。
    """
    x = submission.Tensor(np.array(1.5))
    y = x
    for _ in range(40):
        y = y + y
    y.backward()
    assert_close(x.grad, np.array(2.0**40), what="x.grad", rtol=PRECISION)


@points(0.5)
def test_intermediate_gradients(submission, reference, rng):
    """backward() also sets grad of the tensors in between, and of the result itself, where it is 1.

    ja: backward() は、途中のテンソルの grad も、結果自身の grad(値は 1)も設定します。
    """
    arrays = away_from_kinks(rng, (3, 4)), away_from_kinks(rng, (4, 2))

    def all_gradients(module):
        x, y = leaves_of(module, arrays)
        product = x @ y
        squares = product * product
        loss = squares.sum()
        loss.backward()
        return {"the product": product.grad, "its square": squares.grad, "the sum": loss.grad}

    right, got = all_gradients(reference), all_gradients(submission)
    for name, expected in right.items():
        assert_close(got[name], expected, what=f"grad of {name}", rtol=PRECISION)


@points(0.5)
def test_backward_needs_a_scalar(submission):
    """backward() on a tensor with several entries raises a ValueError; on their sum, or on a single entry, it works.

    ja: 要素が 2 個以上あるテンソルの backward() は ValueError です。和や、要素が 1 個のテンソルなら動きます。
    """
    x = submission.Tensor(np.array([1.0, -2.0, 3.0]))
    (x * x).sum().backward()
    assert_close(x.grad, np.array([2.0, -4.0, 6.0]), what="x.grad", rtol=PRECISION)
    one = submission.Tensor(np.array([[2.0]]))  # one entry, whatever the shape
    (one * one).backward()
    assert_close(one.grad, np.array([[4.0]]), what="grad of a tensor of shape (1, 1)", rtol=PRECISION)
    for tensor in (x * x, submission.Tensor(np.ones((2, 3)))):
        raised = "nothing", "何も起こしませんでした"
        try:
            tensor.backward()
        except ValueError:
            continue
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
def test_backward_twice_gives_the_same(submission, reference, rng):
    """backward() starts afresh: a second call, and one on another result, do not add to the gradients of before.

    ja: backward() は毎回最初からです。2 回呼んでも、別の結果で呼んでも、前の勾配には加算されません。
    """
    arrays = away_from_kinks(rng, (3, 4)), away_from_kinks(rng, (3, 4))
    right = gradients(reference, lambda x, y: (x * y).sum(), arrays)
    x, y = leaves_of(submission, arrays)
    (x * y + x).sum().backward()
    loss = (x * y).sum()
    for _ in range(2):
        loss.backward()
        for name, leaf, expected in zip("xy", (x, y), right, strict=True):
            assert_close(np.array(leaf.grad), expected, what=f"{name}.grad", rtol=PRECISION)


@points(0.5)
def test_nothing_is_modified(submission, reference, rng):
    """Operations and backward() leave the data of all tensors, and the arrays they were made of, as they were.

    ja: 演算も backward() も、テンソルの data や、元になった配列を書き換えません。
    """
    arrays = away_from_kinks(rng, (3, 4)), away_from_kinks(rng, 4)
    expected = gradients(reference, used_often, arrays)[0]
    given = [array.copy() for array in arrays]
    leaves = [submission.Tensor(array) for array in given]
    data = [np.array(leaf.data) for leaf in leaves]
    middle = leaves[0] * leaves[1]
    before = np.array(middle.data)
    used_often(*leaves).backward()
    (middle.relu() + middle).sum().backward()
    assert_unchanged(middle.data, before, what="data of a product")
    for name, leaf, held, array, after in zip("xy", leaves, data, arrays, given, strict=True):
        assert_unchanged(leaf.data, held, what=f"{name}.data")
        assert_unchanged(after, array, what=f"the array that {name} was made of")
    used_often(*leaves).backward()
    assert_close(leaves[0].grad, expected, what="x.grad", rtol=PRECISION)


@points(0.5)
def test_graph_nodes(submission):
    """graph(t) lists every tensor once, parents before what is computed from them, and t last.

    ja: graph(t) の nodes には、すべてのテンソルが 1 回ずつ、親が先の順に並び、最後が t です。
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
    square = tensors[-1] * tensors[-1]
    tensors.append(square)
    edges = [(tensors.index(parent), tensors.index(child)) for parent, child in submission.graph(square)[1]]
    assert_edges(edges)


# --- Softmax with cross entropy ---


@points(0.5)
def test_softmax_cross_entropy_value(submission, reference, rng):
    """softmax_cross_entropy(x, t) is a scalar tensor: the mean cross entropy of softmax(x).

    ja: softmax_cross_entropy(x, t) は、softmax(x) の平均交差エントロピーを持つスカラーのテンソルです。
    """
    for n, k in ((5, 4), (3, 6)):
        x, t = rng.normal(size=(n, k)), one_hot(rng, n, k)
        expected = reference.softmax_cross_entropy(reference.Tensor(x), t).data
        got = submission.softmax_cross_entropy(submission.Tensor(x.copy()), t.copy()).data
        assert_close(got, expected, what=f"the loss, N = {n}", rtol=PRECISION, known={"N": n, "K": k})


@points(1)
def test_softmax_cross_entropy_gradient(submission, rng):
    """Its gradient with respect to x is (y − t) / N, and it goes on to what x was computed from.

    ja: x についての勾配は (y − t) / N です。x を計算したもとのテンソルにも勾配が届きます。
    """
    for n, d, k in ((5, 3, 4), (3, 2, 6)):
        h, w, t = rng.normal(size=(n, d)), rng.normal(size=(d, k)), one_hot(rng, n, k)
        y, right_loss = softmax_and_loss(h @ w, t)
        formula = (y - t) / n
        weights = submission.Tensor(w.copy())
        x = submission.Tensor(h.copy()) @ weights
        loss = submission.softmax_cross_entropy(x, t.copy())
        loss.backward()
        how = {"factor": factor_of(loss.data, right_loss), "rtol": PRECISION, "known": {"N": n, "K": k}}
        for name, got, of, at, right in (
            ("x", x.grad, lambda x, t=t: softmax_and_loss(x, t)[1], h @ w, formula),
            ("W", weights.grad, lambda w, h=h, t=t: softmax_and_loss(h @ w, t)[1], w, h.T @ formula),
        ):
            assert_gradient(got, of=of, at=at, reference_gradient=right, what=f"gradient of {name}, N = {n}", **how)


@points(0.5)
def test_softmax_cross_entropy_is_stable(submission, rng):
    """For logits in the hundreds the loss is finite and the gradient is still (y − t) / N.

    ja: ロジットが数百でも損失は有限で、勾配は (y − t) / N のままです。
    """
    n, k = 5, 4
    values, t = logits(rng, n, k), one_hot(rng, n, k)
    values[0] += [1000.0, 0.0, -1000.0, 0.0]
    y, _ = softmax_and_loss(values, t)
    expected = (y - t) / n
    x = submission.Tensor(values.copy())
    loss = submission.softmax_cross_entropy(x, t.copy())
    if not np.isfinite(float(np.asarray(loss.data))):
        fail("The loss is infinite or not a number for large logits.", "大きなロジットで損失が無限大または NaN です。")
    loss.backward()
    same_up_to = factor_of(x.grad, expected, rtol=1e-3) * expected  # a factor is charged by the check above
    assert_close(x.grad, expected, or_close_to=(same_up_to,), what="gradient of x", rtol=1e-3)
