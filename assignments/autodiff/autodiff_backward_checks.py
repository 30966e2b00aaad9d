"""Checks of backward(): how gradients go back through a graph, whatever the operations are of which it is made."""

import numpy as np
from autodiff_problems import (
    PRECISION,
    WEIGHTS,
    Given,
    Own,
    agree,
    attempt,
    check_backward,
    early_branch,
    late_branch,
    on_a_right_graph,
    through_ours_or_own,
    used_often,
)

from autograder.testing import (
    about,
    assert_close,
    away_from_kinks,
    fail,
    points,
)


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
