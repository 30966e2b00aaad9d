"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant

equivalent(
    "unsimplified",
    change=[
        ("u * (1 - u) * dz_du", "np.exp(-x) / (1 + np.exp(-x)) ** 2 * dz_du"),
        ("return float(u - s), float(s - u)", "return u * (1 - u) * ((1 - s) / (1 - u) - s / u), (1 - u) - (1 - s)"),
        ("dz_dx = float(u * v * (dz_du - dz_dv))", "dz_dx = u * (1 - u) * dz_du - u * v * dz_dv"),
        (
            "return dz_dr * a, dz_dr * x, -dz_dr",
            "return 2 * a * (a * x - y), 2 * a * x**2 - 2 * x * y, 2 * (y - a * x)",
        ),
    ],
    why="formulas before they are simplified",
)
equivalent(
    "aliases_and_lists",
    change=[
        ("return dE_dY.copy(), dE_dY.sum(axis=0)", "return dE_dY, [sum(column) for column in dE_dY.T]"),
        ("return float(dz_dx0), float(dz_dx1)", "return [dz_dx0, dz_dx1]"),
    ],
    why="the upstream gradient handed on as it is, lists in place of arrays, NumPy scalars",
)
equivalent("float32_inside", module="equivalents/float32_inside.py", why="a float32 computation inside")
equivalent("plain_python", module="equivalents/plain_python.py", why="the math module, loops and lists")
equivalent("matrices", module="equivalents/matrices.py", why="Jacobian matrices and einsum")

equivalent_mutant(
    "u = 1 / (1 + np.exp(-x))", "u = 1 / (1 + np.exp(x))", why="this is 1 − u, and u(1 − u) is the same for both"
)
equivalent_mutant(
    "return dE_dY.copy(), dE_dY.sum(axis=0)",
    "return dE_dY, dE_dY.sum(axis=0)",
    why="handing the upstream gradient on as it is modifies nothing",
)
for old, new in [
    ("dE_dy = x @ w - t", "dE_dy = (x @ w).T - t"),
    ("dE_dy = x @ w - t", "dE_dy = (x.T @ w) - t"),
    ("return dE_dy @ w.T, np.outer(x, dE_dy)", "return (dE_dy @ w.T).T, np.outer(x, dE_dy)"),
    ("return dE_dy @ w.T, np.outer(x, dE_dy)", "return (dE_dy.T @ w.T), np.outer(x, dE_dy)"),
    ("e = np.exp(x @ w)", "e = np.exp((x @ w).T)"),
    ("e = np.exp(x @ w)", "e = np.exp((x.T @ w))"),
]:
    equivalent_mutant(old, new, why="a vector transposed is the same vector")
equivalent_mutant(
    "u = np.exp(x) / (np.exp(x) + np.exp(y))",
    "u = np.exp(y) / (np.exp(x) + np.exp(y))",
    why="u and v change places, and only their product is used",
    within="softmax2_chain",
)
