"""Right variants written differently: every check must accept each of them."""

import net_equivalents

from autograder.testing import equivalent, equivalent_mutant

equivalent(
    "float32_inside",
    change=[
        ("h = np.maximum(x @", "x = x.astype(np.float32)\n        h = np.maximum(x @"),
        ('p["W1"] + p["b1"], 0.0)', 'p["W1"].astype(np.float32) + p["b1"].astype(np.float32), 0.0)'),
        ('return h, h @ p["W2"] + p["b2"]', 'return h, h @ p["W2"].astype(np.float32) + p["b2"].astype(np.float32)'),
    ],
    why="a float32 computation inside",
)
equivalent(
    "losses_from_probabilities",
    change=[
        (
            "total = np.sum(np.logaddexp(0.0, z) - t * z)",
            "y = self.predict(x)\n            total = -np.sum(t * np.log(y + 1e-7) + (1 - t) * np.log(1 - y + 1e-7))",
        ),
        (
            "total = np.sum(t * (np.log(np.exp(z).sum(axis=1, keepdims=True)) - z))",
            "total = -np.sum(t * np.log(self.predict(x) + 1e-7))",
        ),
    ],
    why="log(y + 1e-7) inside the losses is in most textbooks",
)
equivalent(
    "new_arrays_in_params",
    change=[
        (
            "net.params[key] -= learning_rate * gradient[key]",
            "net.params[key] = net.params[key] - learning_rate * gradient[key]",
        ),
        ("for key in net.params:", 'for key in ("b2", "W2", "b1", "W1"):'),
    ],
    why="new arrays in place of in-place updates, in any order",
)
net_equivalents.batches()
equivalent(
    "batches_by_splitting",
    change=[
        ("order = rng.permutation(len(x))", "order = rng.choice(len(x), len(x), replace=False)"),
        (
            "for start in range(0, len(x), batch_size):",
            "for batch in np.split(order, range(batch_size, len(x), batch_size)):",
        ),
        ("            batch = order[start : start + batch_size]\n", ""),
    ],
    why="another sampler without replacement, np.split",
)
equivalent(
    "einsum_and_other_formulas",
    change=[
        ('"W1": x.T @ da, "b1": da.sum(axis=0)', '"W1": np.einsum("nd,nh->dh", x, da), "b1": np.ones(len(x)) @ da'),
        ("sigmoid: Array = np.exp(-np.logaddexp(0.0, -z))", "sigmoid = 0.5 * (1 + np.tanh(z / 2))"),
        ("np.sum((t - t.mean()) ** 2)", "(len(t) * t.var())"),
        ("std = np.where(std > 0, std, 1.0)", "std[std == 0] = 1"),
    ],
    why="einsum, tanh for the sigmoid, the variance for R²",
)
equivalent_mutant(
    "total = np.sum((z - t) ** 2) / 2",
    "total = np.sum((t - z) ** 2) / 2",
    why="the square does not know the sign",
)
equivalent_mutant(
    "return float(1.0 - np.sum((y - t) ** 2) / np.sum((t - t.mean()) ** 2))",
    "return float(1.0 - np.sum((t - y) ** 2) / np.sum((t - t.mean()) ** 2))",
    why="the square does not know the sign",
)
equivalent_mutant(
    "return float(1.0 - np.sum((y - t) ** 2) / np.sum((t - t.mean()) ** 2))",
    "return float(1.0 - np.sum((y - t) ** 2) / np.sum((t.mean() - t) ** 2))",
    why="the square does not know the sign",
)
equivalent_mutant(
    "return float(np.mean((y > 0.5) == (t > 0.5)))",
    "return float(np.mean((y >= 0.5) == (t > 0.5)))",
    why="no check has a probability of exactly 1/2, where either answer is as good",
)
equivalent_mutant(
    "return float(np.mean((y > 0.5) == (t > 0.5)))",
    "return float(np.mean((y > 0.5) == (t >= 0.5)))",
    why="targets are 0 or 1",
)
equivalent_mutant(
    "for start in range(0, len(x), batch_size):",
    "for start in range(0, len(x) + 1, batch_size):",
    why="a batch without samples has the gradient 0",
)
equivalent_mutant(
    "total = np.sum(np.logaddexp(0.0, z) - t * z)",
    "total = np.sum(np.logaddexp(0.0, z) - (t * z * t))",
    why="targets are 0 or 1, and so their own squares",
)
equivalent_mutant(
    "total = np.sum(t * (np.log(np.exp(z).sum(axis=1, keepdims=True)) - z))",
    "total = np.sum((t * (np.log(np.exp(z).sum(axis=1, keepdims=True)) - z) * t))",
    why="one-hot targets are their own squares",
)
KEPT = "the rows of (1, D) are subtracted from, and divide, as those of (D,) do"
equivalent_mutant(
    "mean, std = train.mean(axis=0), train.std(axis=0)",
    "mean, std = train.mean(axis=0), train.std(axis=0, keepdims=True)",
    why=KEPT,
)
equivalent_mutant(
    "mean, std = train.mean(axis=0), train.std(axis=0)",
    "mean, std = train.mean(axis=0, keepdims=True), train.std(axis=0)",
    why=KEPT,
)
