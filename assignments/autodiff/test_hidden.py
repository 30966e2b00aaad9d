"""Hidden checks of automatic differentiation.

Each check builds an expression from leaves, calls backward() on a scalar made of it, and compares values and the
leaves' gradients with the reference's. The scalar is a weighted sum, so that the gradient that arrives is never
uniform. Shapes differ in every axis, and no input of relu is near 0. What a check is not about, its expressions leave
to operations of ours where they can: see autodiff_problems.
"""

import functools

import autodiff_backward_checks as backward_checks
import autodiff_loss_checks as loss_checks
import numpy as np
import pytest
from autodiff_expressions import ARITHMETIC, BROADCASTS, FUNCTIONS, MEETINGS, OPERATIONS, SUMS
from autodiff_problems import (
    BINARY,
    UNARY,
    Given,
    assert_edges,
    assert_nodes,
    attempt,
    build_graph,
    check_gradients,
    check_values,
    keeps_what_fits,
    leaves_of,
    on_right_ground,
)

from autograder.testing import (
    about,
    assert_at_work,
    assert_unchanged,
    away_from_kinks,
    fail,
    points,
)

# --- Values ---


@points(1, shares=True)
@pytest.mark.parametrize("name", ARITHMETIC)
def test_values_of_arithmetic(submission, reference, rng, name):
    """+, −, *, / and ** have the values that NumPy gives, in the same shape.

    ja: +、−、*、/、** の値と形は NumPy と同じです。
    """
    arrays = away_from_kinks(rng, (3, 4)), away_from_kinks(rng, (3, 4))
    check_values(submission, reference, name, ARITHMETIC[name], arrays)


@points(1, shares=True)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_values_of_functions(submission, reference, rng, name):
    """@, exp, log, relu and sum have the values that NumPy gives, in the same shape.

    ja: @、exp、log、relu、sum の値と形は NumPy と同じです。
    """
    x, y = np.abs(away_from_kinks(rng, (3, 4))), away_from_kinks(rng, (4, 2))
    for case, build in FUNCTIONS[name]:
        check_values(submission, reference, case, build, (x, y))


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


def weights_like(rng, *shape):
    """The weights of a sum: none is small."""
    return away_from_kinks(rng, shape)


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

test_gradients_add_up_where_a_tensor_is_used_twice = backward_checks.test_gradients_add_up_where_a_tensor_is_used_twice
test_a_tensor_waits_for_all_who_use_it = backward_checks.test_a_tensor_waits_for_all_who_use_it
test_every_tensor_is_visited_once = backward_checks.test_every_tensor_is_visited_once
test_intermediate_gradients = backward_checks.test_intermediate_gradients
test_backward_needs_a_scalar = backward_checks.test_backward_needs_a_scalar
test_backward_twice_gives_the_same = backward_checks.test_backward_twice_gives_the_same


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

test_softmax_cross_entropy_value = loss_checks.test_softmax_cross_entropy_value
test_softmax_cross_entropy_gradient = loss_checks.test_softmax_cross_entropy_gradient
test_softmax_cross_entropy_is_stable = loss_checks.test_softmax_cross_entropy_is_stable
