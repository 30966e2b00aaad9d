"""Expressions that the hidden checks of autodiff are made of, and how their results are compared.

A mistake is charged once. So the gradient of an operation is looked at without the submission's other operations, and
its ``backward`` without its operations: `Given` makes tensors whose ``pull_back`` is ours, as the task says that every
operation does. Where a submission keeps its gradients in another way, `Own` uses its own operations instead.
"""

import functools

import numpy as np

from autograder.testing import assert_at_work, assert_close, assert_gradient, away_from_kinks, compare, fail

PRECISION = 2e-5  # a float32 inside, or log(y + 1e-7) in a loss, is right to this precision


class Own:
    """Expressions made of the submission's own operations."""

    def __init__(self, module):
        self.module = module

    def leaf(self, array):
        return self.module.Tensor(np.array(array))

    def add(self, x, y):
        return x + y

    def multiply(self, x, y):
        return x * y

    def total(self, x, weights):
        """The weighted sum of all entries: the gradient that arrives at x is not uniform."""
        return (x * weights.copy()).sum()


class Given(Own):
    """Expressions made of operations that are ours: tensors with a pull_back of the examiner."""

    def add(self, x, y):
        return self.node(value_of(x) + value_of(y), (x, y), lambda g: (g, g))

    def multiply(self, x, y):
        a, b = value_of(x), value_of(y)
        return self.node(a * b, (x, y), lambda g: (g * b, g * a))

    def total(self, x, weights):
        return self.node(np.sum(value_of(x) * weights), (x,), lambda g: (g * weights,))

    def node(self, value, parents, pull_back):
        tensor = self.module.Tensor(value, parents, "given")
        tensor.pull_back = pull_back
        return tensor


def value_of(tensor):
    return np.asarray(tensor.data, dtype=float)


def leaves_of(module, arrays):
    """One leaf for each array, with data of its own."""
    return [module.Tensor(array.copy()) for array in arrays]


def gradients(module, build, arrays):
    """The gradients of the leaves after backward() on the scalar that build makes of them."""
    leaves = leaves_of(module, arrays)
    build(*leaves).backward()
    return [leaf.grad for leaf in leaves]


def check_values(submission, reference, name, build, arrays):
    """The data of the tensor that build makes."""
    expected = build(*leaves_of(reference, arrays)).data
    got = build(*leaves_of(submission, arrays)).data
    assert_close(got, expected, what=f"({name}).data", rtol=PRECISION)


# --- The gradient of an operation ---


def check_gradients(submission, reference, name, build, arrays, weights):
    """The gradients of all leaves of weighted Σ build(*leaves).

    Through ours and the submission's backward(); where that does not even do ours, through the submission's own sum,
    and else we walk back ourselves.
    """

    def scalar(ops, *leaves):
        return ops.total(build(*leaves), weights)

    right = gradients(reference, functools.partial(scalar, Given(reference)), arrays)
    ways = [
        lambda: gradients(submission, functools.partial(scalar, Given(submission)), arrays),
        lambda: gradients(submission, functools.partial(scalar, Own(submission)), arrays),
        lambda: walked_back(submission, build, arrays, weights),
    ]
    for position, way in enumerate(ways):
        if position == 1 and goes_back(submission):  # then it is not the way that is wrong
            break
        got, raised = attempt(way)
        if got is not None and agree(got, right):  # which is worth nothing where the values are not even nearly right
            expected = build(*leaves_of(reference, arrays)).data
            assert_at_work(build(*leaves_of(submission, arrays)).data, expected, what=f"({name}).data")
            return
    if got is None:
        raise raised
    for i, (leaf, mine, formula) in enumerate(zip("xyz", got, right, strict=False)):
        of = functools.partial(value_at, reference, build, arrays, weights, i)
        what = (f"{leaf}.grad of {name}", f"{name} の {leaf}.grad")
        assert_gradient(mine, of=of, at=arrays[i], reference_gradient=formula, what=what, rtol=PRECISION)


def attempt(way):
    """What it gives, or None; and what it raised."""
    try:
        return way(), None
    except Exception as error:
        return None, error


def agree(got, right):
    """Whether all gradients are right."""
    return len(got) == len(right) and all(
        compare(mine, formula, rtol=PRECISION) is None for mine, formula in zip(got, right, strict=True)
    )


def goes_back(module):
    """Whether backward() passes on what the pull_back of a tensor gives, through two steps."""
    ops, weights = Given(module), np.array([0.7, -1.3])
    x, y = np.array([1.5, 0.4]), np.array([-0.6, 2.2])
    got, _ = attempt(lambda: gradients(module, lambda x, y: ops.total(ops.multiply(x, y), weights), [x, y]))
    return got is not None and agree(got, [weights * y, weights * x])


def walked_back(module, build, arrays, weights):
    """The gradients of the leaves, where we walk back from what build makes: the task says what ``pull_back`` gives."""
    leaves = leaves_of(module, arrays)
    last = build(*leaves)
    order = []

    def visit(node):
        if node not in order:
            for parent in node.parents:
                visit(parent)
            order.append(node)

    visit(last)
    grads = {node: np.zeros(np.shape(node.data)) for node in (*order, *leaves)}
    grads[last] = weights.copy()
    for node in reversed(order):
        for parent, part in zip(node.parents, node.pull_back(grads[node].copy()), strict=True):
            grads[parent] = grads[parent] + part
    return [grads[leaf] for leaf in leaves]


def value_at(module, build, arrays, weights, i, array):
    """The weighted sum of what build makes, with another array in the i-th leaf."""
    made = build(*leaves_of(module, [*arrays[:i], array, *arrays[i + 1 :]]))
    return np.sum(weights * made.data)


# --- backward() ---


def check_backward(submission, reference, cases):
    """The gradients of the leaves of the scalars that build(ops, *leaves) makes of our own operations."""

    def check():
        for name, build, arrays in cases:
            way = gradients_by(build, arrays)
            right, got = way(Given(reference)), through_ours_or_own(submission, way)
            for leaf, mine, formula in zip("xyz", got, right, strict=False):
                assert_close(mine, formula, what=(f"{leaf}.grad of {name}", f"{name} の {leaf}.grad"), rtol=PRECISION)

    on_a_right_graph(submission, reference, check)


def gradients_by(build, arrays):
    """The gradients of the leaves, as a function of the operations that the scalar is made of."""
    return lambda ops: gradients(ops.module, functools.partial(build, ops), arrays)


def through_ours_or_own(submission, way):
    """What a way gives with our operations; with the submission's own, if its gradients do not pass through ours."""
    got, _ = attempt(lambda: way(Given(submission)))
    if got is None or any(mine is None or not np.any(mine) for mine in got):
        return way(Own(submission))
    return got


def used_often(ops, x, y):
    """Σ (xy + x)·y + x: x and y are used more than once, by operations of different kinds."""
    inner = ops.add(ops.multiply(x, y), x)
    return ops.total(ops.add(ops.multiply(inner, y), x), WEIGHTS)


def late_branch(ops, x):
    """h = x² is used at once by the last operation, and again at the end of a longer path."""
    h = ops.multiply(x, x)
    k = ops.multiply(h, h)
    return ops.total(ops.add(h, ops.add(ops.multiply(k, k), k)), WEIGHTS)


def early_branch(ops, x):
    """The same the other way round."""
    h = ops.multiply(x, x)
    return ops.total(ops.add(ops.multiply(ops.multiply(ops.multiply(h, h), h), h), h), WEIGHTS)


WEIGHTS = away_from_kinks(np.random.default_rng(20261127), (3, 4))


# --- What is lent where it is wrong: it has checks of its own ---


def on_right_ground(check, stands, lend):
    """Make a check; where it fails, and what it stands on is wrong, once more with that lent."""
    try:
        check()
        return
    except Exception:
        if stands():
            raise
    lend()
    check()


def on_a_right_graph(submission, reference, check):
    """A check of backward(), whatever graph() is."""
    on_right_ground(check, lambda: lists_a_graph(submission), lambda: submission.using(graph=reference.graph))


def on_right_operations(submission, reference, check):
    """A check of the loss, whatever the operations and backward() are of which it is made."""
    on_right_ground(
        check,
        lambda: composes(submission, reference),
        lambda: submission.using(**operations(submission, reference)),
    )


def keeps_what_fits(submission):
    """Whether unbroadcast() gives back a gradient that has the right shape already."""
    g = np.linspace(-1, 1.2, 12).reshape(3, 4)
    got, _ = attempt(lambda: submission.unbroadcast(g.copy(), (3, 4)))
    return got is not None and agree([got], [g])


def lists_a_graph(submission):
    """Whether the submission's graph() lists the tensors of a graph in an order that is right."""
    tensors = build_graph(submission)
    nodes, _ = attempt(lambda: [tensors.index(node) for node in submission.graph(tensors[-1])[0]])
    return nodes is not None and attempt(lambda: assert_nodes(nodes))[1] is None


def composes(submission, reference):
    """Whether the loss is right that the reference makes of the submission's operations, and its gradients are."""
    h, w, t = np.linspace(-1, 1.4, 6).reshape(3, 2), np.linspace(1, -0.7, 8).reshape(2, 4), np.eye(4)[[2, 0, 1]]

    def made_of(module):
        leaves = leaves_of(module, (h, w))
        loss = reference.softmax_cross_entropy(leaves[0] @ leaves[1], t)
        loss.backward()
        return [loss.data, *(leaf.grad for leaf in leaves)]

    got, _ = attempt(lambda: made_of(submission))
    return got is not None and agree(got, made_of(reference))


BINARY = ["__add__", "__sub__", "__mul__", "__truediv__", "__matmul__"]
UNARY = ["__pow__", "exp", "log", "relu", "sum"]


def operations(submission, reference):
    """All that a Tensor can do, by the name under which it is lent: it makes tensors of the submission."""
    ours = Given(submission)

    def made(name, parents, *args, **named):
        first, *others = (reference.Tensor(value_of(parent)) for parent in parents)
        right = getattr(first, name)(*others, *args, **named)
        return ours.node(right.data, parents, right.pull_back)

    def tensor(value):
        return submission.Tensor(value) if isinstance(value, np.ndarray | float | int | list) else value

    def binary(name):
        return lambda x, other: made(name, (x, tensor(other)))

    def reflected(name):
        return lambda x, other: made(name, (tensor(other), x))

    def unary(name):
        return lambda x, *args, **named: made(name, (x,), *args, **named)

    found = {name: binary(name) for name in BINARY} | {name: unary(name) for name in UNARY}
    found |= {f"__r{name[2:]}": reflected(name) for name in BINARY}
    found["__neg__"] = lambda x: made("__mul__", (x, tensor(-1.0)))
    found["backward"] = reference.Tensor.backward
    return {f"Tensor.{name}": operation for name, operation in found.items()}


# --- The graph ---


def build_graph(module):
    """x, y, a = xy, b = exp(a), c = b + a, d = c + x, e = d · d: x, a and d are used twice."""
    tensor = module.Tensor
    x, y = tensor(np.ones((3, 2))), tensor(np.full((3, 2), 2.0))
    a = tensor(np.full((3, 2), 2.0), (x, y), "*")
    b = tensor(np.exp(np.full((3, 2), 2.0)), (a,), "exp")
    c = tensor(np.full((3, 2), 9.0), (b, a), "+")
    d = tensor(np.full((3, 2), 10.0), (c, x), "+")
    e = tensor(np.full((3, 2), 100.0), (d, d), "*")
    return [x, y, a, b, c, d, e]


NAMES = ["x", "y", "a = xy", "b = exp(a)", "c = b + a", "d = c + x", "e = d * d"]
EDGES = [(0, 2), (0, 5), (1, 2), (2, 3), (2, 4), (3, 4), (4, 5), (5, 6), (5, 6)]  # by position in NAMES


def assert_nodes(order):
    """order are the positions in build_graph's list of the nodes of its last tensor's graph, −1 for any other."""
    if sorted(order) != list(range(len(NAMES))):
        right = len(set(order) - {-1})
        fail(
            f"The graph of {', '.join(NAMES[2:])} has {len(NAMES)} tensors; graph lists {len(order)}, "
            f"{right} of these {len(NAMES)} among them.",
            f"{'、'.join(NAMES[2:])} のグラフにはテンソルが {len(NAMES)} 個ありますが、"
            f"graph は {len(order)} 個を返しました(そのうち正しいものは {right} 種類です)。",
        )
    if any(order.index(parent) > order.index(child) for parent, child in EDGES) or order[-1] != len(NAMES) - 1:
        listed = ", ".join(NAMES[i] for i in order)
        fail(
            f"Parents must stand before what is computed from them, and t last; the order is: {listed}.",
            f"親は、そこから計算されたものより先に並べてください。最後は t です。今の順番は {listed} です。",
        )


def assert_edges(edges):
    """edges are pairs of positions in build_graph's list."""
    if sorted(edges) != EDGES:
        listed = ", ".join(f"({NAMES[p]} → {NAMES[c]})" for p, c in sorted(edges))
        fail(
            f"The graph of {', '.join(NAMES[2:])} has {len(EDGES)} edges (parent, child); "
            f"graph lists {listed or 'none'}.",
            f"{'、'.join(NAMES[2:])} のグラフの辺 (親, 子) は {len(EDGES)} 本です。"
            f"返されたのは {listed or 'なし'} です。",
            graph={"nodes": NAMES, "edges": marked(edges)},
        )


def marked(edges):
    """The edges of the graph, and those that came besides; each says whether it is missing, or too many."""
    left, found = list(edges), []
    for edge in EDGES:
        found.append([*edge, "" if edge in left else "missing"])
        if edge in left:
            left.remove(edge)
    return found + [[*edge, "extra"] for edge in left if min(edge) >= 0]
