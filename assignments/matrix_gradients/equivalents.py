"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant

equivalent(
    "nested_lists",
    change=[
        ("return np.array([w[0], np.zeros(3)])", "return [[w[0, 0], w[0, 1], w[0, 2]], [0, 0, 0]]"),
        ("return g @ w.T, x.T @ g", "return [(g @ w.T).tolist(), (g.T @ x).T.tolist()]"),
    ],
    why="lists in place of arrays, the integer 0, a list of two in place of a tuple",
)
equivalent(
    "factored_sums",
    change=[
        ("x11 * w11 + x12 * w21, x11", "(x11 + x12) * w11 + x12 * (w21 - w11), x11"),
        ("g21 * w21 + g22 * w22 + g23 * w23", "g21 * w21 + (g22 + g23) * w22 + g23 * (w23 - w22)"),
    ],
    why="algebraically equal expressions",
)
equivalent("float32_inside", module="equivalents/float32_inside.py", why="a float32 computation inside")
equivalent("loops", module="equivalents/loops.py", why="entries filled in one by one with NumPy indices")
equivalent("einsum", module="equivalents/einsum.py", why="einsum throughout")

equivalent_mutant("return np.array([row1, row2])", "return [row1, row2]", why="lists are as good as arrays")
equivalent_mutant(
    "return np.array([w[0], np.zeros(3)])", "return [w[0], np.zeros(3)]", why="lists are as good as arrays"
)
