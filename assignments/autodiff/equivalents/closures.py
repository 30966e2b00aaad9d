"""Every operation has a closure that adds to its parents' gradients; grad is None before backward."""

import numpy as np


def shaped(g, like):
    while g.ndim > like.ndim:
        g = g.sum(0)
    for axis in range(like.ndim):
        if like.shape[axis] == 1 and g.shape[axis] != 1:
            g = g.sum(axis, keepdims=True)
    return g


class Tensor:
    __array_priority__ = 1000
    __array_ufunc__ = None

    def __init__(self, data, parents=(), op=""):
        self.data = np.array(data, dtype=float)
        self.grad = None
        self.parents = list(parents)
        self.op = op
        self.step = lambda: None

    def add_to_grad(self, g):
        self.grad += shaped(g, self.data)

    def _binary(self, other, op, value, dx, dy):
        other = other if isinstance(other, Tensor) else Tensor(other)
        a, b = self.data, other.data
        out = Tensor(value(a, b), (self, other), op)

        def step():
            self.add_to_grad(dx(out.grad, a, b))
            other.add_to_grad(dy(out.grad, a, b))

        out.step = step
        return out

    def _unary(self, op, value, slope):
        out = Tensor(value(self.data), (self,), op)
        out.step = lambda: self.add_to_grad(out.grad * slope(self.data))
        return out

    def __add__(self, other):
        return self._binary(other, "add", lambda a, b: a + b, lambda g, a, b: g, lambda g, a, b: g)

    def __mul__(self, other):
        return self._binary(other, "mul", lambda a, b: a * b, lambda g, a, b: g * b, lambda g, a, b: g * a)

    def __matmul__(self, other):
        return self._binary(other, "dot", np.dot, lambda g, a, b: g.dot(b.T), lambda g, a, b: a.T.dot(g))

    def __rmatmul__(self, other):
        return Tensor(other) @ self

    def __truediv__(self, other):
        other = other if isinstance(other, Tensor) else Tensor(other)
        return self * other**-1

    def __rtruediv__(self, other):
        return Tensor(other) / self

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (other * -1)

    def __rsub__(self, other):
        return -self + other

    __radd__ = __add__
    __rmul__ = __mul__

    def __pow__(self, n):
        return self._unary("pow", lambda a: np.power(a, float(n)), lambda a: n * np.power(a, float(n - 1)))

    def exp(self):
        return self._unary("exp", np.exp, np.exp)

    def log(self):
        return self._unary("log", np.log, np.reciprocal)

    def relu(self):
        return self._unary("relu", lambda a: a * (a >= 0), lambda a: (a >= 0).astype(float))

    def sum(self, axis=None, keepdims=False):
        out = Tensor(np.sum(self.data, axis=axis, keepdims=keepdims), (self,), "sum")

        def step():
            g = out.grad
            if axis is not None and not keepdims:
                g = np.expand_dims(g, axis)
            self.grad += np.ones_like(self.data) * g

        out.step = step
        return out

    def backward(self):
        if self.data.size != 1:
            raise ValueError("one entry only")
        order = graph(self)[0]
        for node in order:
            node.grad = np.zeros(node.data.shape)
        self.grad = np.array(1.0)
        for node in order[::-1]:
            node.step()


def graph(t):
    nodes, edges = [], []

    def visit(node):
        if any(node is other for other in nodes):
            return
        for parent in node.parents:
            visit(parent)
            edges.append((parent, node))
        nodes.append(node)

    visit(t)
    return nodes, edges


def softmax_cross_entropy(x, t):
    shifted = x - x.data.max(axis=1, keepdims=True)
    log_sum = shifted.exp().sum(axis=1, keepdims=True).log()
    return ((log_sum - shifted) * t).sum() * (1.0 / t.shape[0])
