"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant, unswept

equivalent(
    "made_of_few_operations",
    change=[
        (
            '        x, y = self, as_tensor(other)\n        z = Tensor(x.data - y.data, (x, y), "-")\n'
            "        z.pull_back = lambda g: (unbroadcast(g, x.data.shape), unbroadcast(-g, y.data.shape))\n"
            "        return z",
            "        return self + -as_tensor(other)",
        ),
        (
            'x, y = self, as_tensor(other)\n        z = Tensor(x.data / y.data, (x, y), "/")',
            "return self * as_tensor(other) ** -1\n        x = y = z = self",
        ),
    ],
    why="subtraction and division made of sum, product and power",
)
equivalent(
    "iterative_walk",
    change=[
        (
            "    def visit(node: Tensor) -> None:\n"
            "        if node not in seen:\n"
            "            seen.add(node)\n"
            "            for parent in node.parents:\n"
            "                visit(parent)\n"
            "            nodes.append(node)  # after all its parents\n"
            "\n"
            "    visit(t)\n",
            "    stack = [(t, False)]\n"
            "    while stack:\n"
            "        node, done = stack.pop()\n"
            "        if done:\n"
            "            nodes.append(node)\n"
            "        elif node not in seen:\n"
            "            seen.add(node)\n"
            "            stack.append((node, True))\n"
            "            stack.extend((parent, False) for parent in node.parents)\n",
        )
    ],
    why="the walk with a stack of its own, in another valid order",
)
equivalent(
    "numbers_kept_in_count",
    change=[
        (
            "        for node in reversed(nodes):\n",
            "        waiting = {id(node): 0 for node in nodes}\n"
            "        for node in nodes:\n"
            "            for parent in node.parents:\n"
            "                waiting[id(parent)] += 1\n"
            "        ready = [self]\n"
            "        while ready:\n"
            "            node = ready.pop()\n"
            "            for parent in node.parents:\n"
            "                waiting[id(parent)] -= 1\n"
            "                if not waiting[id(parent)]:\n"
            "                    ready.append(parent)\n",
        )
    ],
    why="a tensor is ready when the number of its uses has counted down: another topological order",
)
equivalent(
    "plain_log_sum_exp",
    change=[
        (
            "    z = x - x.data.max(axis=1, keepdims=True)\n"
            "    log_y = z - z.exp().sum(axis=1, keepdims=True).log()\n"
            "    loss: Tensor = -(log_y * t).sum() / len(x.data)\n",
            "    top = x.data.max(axis=1, keepdims=True)\n"
            "    log_sum = (x - top).exp().sum(axis=1).log() + top[:, 0]\n"
            "    right = (x * t).sum(axis=1)\n"
            "    loss = (log_sum - right).sum() * (1 / len(top))\n",
        )
    ],
    why="log Σ exp and the right logit apart, without keepdims",
)
equivalent(
    "own_gradient_of_the_loss",
    change=[
        (
            "    z = x - x.data.max(axis=1, keepdims=True)\n"
            "    log_y = z - z.exp().sum(axis=1, keepdims=True).log()\n"
            "    loss: Tensor = -(log_y * t).sum() / len(x.data)\n",
            "    e = np.exp(x.data - x.data.max(axis=1, keepdims=True))\n"
            "    y = e / e.sum(axis=1, keepdims=True)\n"
            '    loss = Tensor(-(t * np.log(y + 1e-7)).sum() / len(y), (x,), "softmax cross entropy")\n'
            "    loss.pull_back = lambda g: (g * (y - t) / len(y),)\n",
        )
    ],
    why="one operation with the known gradient, and log(y + 1e-7)",
)
equivalent(
    "edges_and_nodes_as_tuples",
    change=[
        (
            "return nodes, [(parent, node) for node in nodes for parent in node.parents]",
            "return tuple(nodes), tuple([node.parents[i], node] for node in nodes for i in range(len(node.parents)))",
        )
    ],
    why="tuples in place of lists and lists in place of tuples",
)
equivalent(
    "float32_inside",
    change=[("np.asarray(data, dtype=np.float64)", "np.asarray(data, dtype=np.float32)")],
    why="a float32 computation inside",
)
equivalent("closures", module="equivalents/closures.py", why="every operation adds to its parents' grad itself")

equivalent_mutant(
    "z.pull_back = lambda g: (g * (self.data > 0),)",
    "z.pull_back = lambda g: (g * (self.data >= 0),)",
    why="the slope at exactly 0 is not graded",
)
equivalent_mutant(
    "kept = self.data.sum(axis=axis, keepdims=True).shape",
    "kept = self.data.mean(axis=axis, keepdims=True).shape",
    why="only the shape is used, and that of the mean is the same",
)
equivalent_mutant(
    "for parent, part in zip(node.parents, node.pull_back(node.grad), strict=True):",
    "for parent, part in zip(node.parents, node.pull_back(node.grad), strict=False):",
    why="every pull_back returns one part per parent",
)
GRAD = "a tensor's grad has the shape of its data from the beginning"
for old, new, why in [
    (
        "kept = self.data.sum(axis=axis, keepdims=True).shape",
        "kept = self.data.max(axis=axis, keepdims=True).shape",
        "only the shape is used, and that of the largest entries is the same",
    ),
    (
        "kept = self.data.sum(axis=axis, keepdims=True).shape",
        "kept = self.grad.sum(axis=axis, keepdims=True).shape",
        GRAD,
    ),
    ("if self.data.size != 1:", "if self.grad.size != 1:", GRAD),
    ("self.grad = np.ones_like(self.data)", "self.grad = np.ones_like(self.grad)", GRAD),
    ("parent.grad = parent.grad + part", "parent.grad += part", "its grad is an array of its own by then"),
    (
        "loss: Tensor = -(log_y * t).sum() / len(x.data)",
        "loss: Tensor = -((log_y * t * t)).sum() / len(x.data)",
        "one-hot targets are their own squares",
    ),
]:
    equivalent_mutant(old, new, why=why)

unswept("ignored:Tensor.__init__:op", why="a name for drawings: it is free, and Tensor.__init__ is handed out as it is")
