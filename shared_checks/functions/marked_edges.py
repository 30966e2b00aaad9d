"""Which edge of a computational graph has a wrong factor, where derivatives are sums over the paths of the graph."""

import contextlib

import numpy as np

AGREES = 1e-6  # of the largest number: to this a single wrong factor must explain all results


class Graph:
    """The graph of a function.

    Args:
        nodes: their names; the first are the inputs, the last is the result.
        edges: pairs of names, and whether the factor of each is given to the student rather than found.
        inputs: how many inputs there are.
    """

    def __init__(self, nodes, edges, inputs):
        self.nodes = nodes
        self.edges = [(nodes.index(start), nodes.index(end)) for start, end, _ in edges]
        self.given = [given for _, _, given in edges]
        self.inputs = inputs

    def derivatives(self, factors, only=None):
        """By input, the sum over its paths of the product of their factors; with `only`, of the paths through it."""

        def paths(node, passed):
            if node == len(self.nodes) - 1:
                return 1.0 if passed else 0.0
            return sum(
                factor * paths(end, passed or number == only)
                for number, ((start, end), factor) in enumerate(zip(self.edges, factors, strict=True))
                if start == node
            )

        return np.array([paths(node, only is None) for node in range(self.inputs)])

    def explains(self, number, seen):
        """Whether one wrong factor for this edge, the same multiple of the right one everywhere, explains all."""
        through = np.array([self.derivatives(factors, number) for factors, _ in seen])
        off = np.array([got - self.derivatives(factors) for factors, got in seen])
        if not through.any():
            return False
        multiple = np.sum(off * through) / np.sum(through**2)
        return np.abs(off - multiple * through).max() <= AGREES * np.abs(through).max()

    def marked(self, seen):
        """The graph as a report draws it; None where no single edge explains what was seen."""
        wrong = [n for n in range(len(self.edges)) if not self.given[n] and self.explains(n, seen)]
        if not wrong:
            return None
        edges = [[start, end, "wrong" if n in wrong else ""] for n, (start, end) in enumerate(self.edges)]
        return {"nodes": self.nodes, "edges": edges}


@contextlib.contextmanager
def marking(graph, seen):
    """Where a comparison fails within, its report shows the graph with the wrong edge.

    seen: at each point the right factors of all edges, and the derivatives that came.
    """
    try:
        yield
    except AssertionError as error:
        data = getattr(error, "data", None)
        numbers = [(factors, numbers_of(got, graph.inputs)) for factors, got in seen]
        drawn = graph.marked(numbers) if all(got is not None for _, got in numbers) else None
        if drawn and isinstance(data, dict):
            data["graph"] = drawn
        raise


def numbers_of(got, count):
    """Results as so many finite numbers; None where they are anything else."""
    try:
        array = np.array(got, dtype=float).ravel()
    except (TypeError, ValueError):
        return None
    return array if array.size == count and np.isfinite(array).all() else None
