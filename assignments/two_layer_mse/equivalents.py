"""Right variants written differently: every check must accept each of them."""

import loop_equivalents

from autograder.testing import equivalent, equivalent_mutant

loop_equivalents.enter(float32=[], sums=[], einsum=[])
equivalent(
    "other_functions",
    change=[
        ("loss = np.sum((y_pred - t) ** 2)", "loss = np.square(y_pred - t).sum().item()"),
        ("grad_y_pred = 2 * (y_pred - t)", "grad_y_pred = 2.0 * y_pred - 2.0 * t"),
        ("grad_w2 = y2.T @ grad_y_pred", "grad_w2 = np.dot(y2.T, grad_y_pred)"),
        ("grad_w1 = x.T @ grad_y1", "grad_w1 = (grad_y1.T @ x).T"),
    ],
    why="functions in place of operators, another order of the products",
)
equivalent_mutant(
    "loss = np.sum((y_pred - t) ** 2)",
    "loss = np.sum((t - y_pred) ** 2)",
    why="the square does not know the sign",
)
equivalent_mutant(
    "grad_y1 = grad_y2 * (y1 > 0)", "grad_y1 = grad_y2 * (y2 > 0)", why="y2 = max(y1, 0) is positive where y1 is"
)
