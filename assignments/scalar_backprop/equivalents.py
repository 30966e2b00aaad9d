"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant

equivalent(
    "closed_forms",
    change=[
        (
            'v = forward(x, w2, w3)\n    delta3 = 2 * v["y_hat"] * 2 * v["u3"]',
            "delta3 = 4 * w3**3 * w2**6 * x**12",
        ),
        ('delta2 = delta3 * w3 * 2 * v["u2"]', "delta2 = 8 * w3**4 * w2**7 * x**14"),
        ('return delta2 * v["h1"], delta3 * v["h2"]', "return 8 * w3**4 * w2**7 * x**16, 4 * w3**3 * w2**8 * x**16"),
    ],
    why="the published closed forms",
)
equivalent(
    "other_draws",
    change=[
        (
            "weights = [rng.normal(0, np.sqrt(variance), (width, width)) for _ in range(depth)]\n\n"
            "    hs, slopes = [rng.standard_normal(width)], []",
            "hs, slopes = [rng.normal(size=width)], []\n"
            "    weights = np.sqrt(variance) * rng.standard_normal((depth, width, width))",
        )
    ],
    why="another order of the draws, all weights at once",
)
equivalent(
    "norm_of_a_product",
    change=[
        ("np.linalg.norm(np.outer(hs[layer], delta))", "np.linalg.norm(hs[layer]) * np.linalg.norm(delta)"),
        ("    return norms\n", "    return norms.tolist()\n"),
    ],
    why="the norm of an outer product is the product of the norms; a list in place of an array",
)
equivalent("float32_inside", module="equivalents/float32_inside.py", why="a float32 computation inside")
equivalent("rows_and_loops", module="equivalents/rows_and_loops.py", why="(1, width) rows, extra keys, plain loops")

equivalent_mutant(
    "slopes.append(np.where(u > 0, 1.0, 0.0))",
    "slopes.append(np.where(u >= 0, 1.0, 0.0))",
    why="u is 0 with probability 0",
)
equivalent_mutant(
    "h = 1 / (1 + np.exp(-u))",
    "h = 1 / (1 + np.exp(u))",
    why="the sigmoid of −u: the weights are symmetric, so −u has the distribution of u, and norms ignore signs",
)
equivalent_mutant(
    "slopes.append(h * (1 - h))", "slopes.append(h * (h - 1))", why="the sign of a gradient does not change its norm"
)
for old, new, why in [
    ("u = hs[-1] @ w", "u = (-(hs[-1] @ w))", "the weights are symmetric, and norms ignore signs"),
    ("delta = dh * slopes[layer]", "delta = (-(dh * slopes[layer]))", "norms ignore signs"),
    ("dh = delta @ weights[layer].T", "dh = (-(delta @ weights[layer].T))", "norms ignore signs"),
    ("u = hs[-1] @ w", "u = (hs[-1] @ w).T", "a vector transposed is the same vector"),
    ("u = hs[-1] @ w", "u = (hs[-1].T @ w)", "a vector transposed is the same vector"),
    ("dh = delta @ weights[layer].T", "dh = (delta @ weights[layer].T).T", "a vector transposed is the same vector"),
    ("dh = delta @ weights[layer].T", "dh = (delta.T @ weights[layer].T)", "a vector transposed is the same vector"),
    (
        "norms[layer] = np.linalg.norm(np.outer(hs[layer], delta))",
        "norms[layer] = np.linalg.norm(np.outer(delta, hs[layer]))",
        "a matrix and its transpose have the same norm",
    ),
]:
    equivalent_mutant(old, new, why=why)
for other in ("w2", "x"):
    equivalent_mutant(
        "v = forward(x, w2, w3)",
        f"v = forward(x, w2, {other})",
        why="h1 and h2 do not depend on w3",
        within="gradients",
    )
