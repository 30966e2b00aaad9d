"""Right variants written differently: every check must accept each of them."""

import loop_equivalents

from autograder.testing import equivalent, equivalent_mutant

loop_equivalents.enter(
    float32=[
        (
            "        losses.append(((y_pred - t) ** 2).sum())\n        grad_y_pred = 2 * (y_pred - t)\n",
            "        shifted = y_pred - y_pred.max(axis=1)[:, None]\n"
            "        total = np.exp(shifted).sum(axis=1)[:, None]\n"
            "        losses.append((t * (np.log(total) - shifted)).sum())\n"
            "        grad_y_pred = np.exp(shifted) / total - t\n",
        )
    ],
    sums=[
        (
            "            error = y2.dot(w2) - target\n            loss += float(error.dot(error))\n",
            "            y_pred = y2.dot(w2)\n"
            "            log_total = np.logaddexp.reduce(y_pred)\n"
            "            loss += float(log_total - y_pred[np.argmax(target)])\n"
            "            error = np.exp(y_pred - log_total) - target\n",
        ),
        ("2 * error", "error", 2),
    ],
    einsum=[
        (
            "def gradients(",
            "def log_softmax(y):\n    return y - np.logaddexp.reduce(y, axis=1, keepdims=True)\n\n\ndef gradients(",
        ),
        ("delta2 = 2 * (y_pred - t)", "delta2 = np.exp(log_softmax(y_pred)) - t"),
        (
            "losses.append(np.linalg.norm(forward(x, weights)[-1] - t) ** 2)",
            'losses.append(-np.einsum("nk,nk", t, log_softmax(forward(x, weights)[-1])))',
        ),
    ],
)
equivalent(
    "other_functions",
    change=[
        ("loss = -np.sum(t * log_p)", "loss = -log_p[np.arange(len(t)), t.argmax(axis=1)].sum().item()"),
        (
            "grad_y_pred = np.exp(log_p) - t",
            "e = np.exp(shifted)\n        grad_y_pred = e / e.sum(1)[:, None] - t",
        ),
        ("grad_w2 = y2.T @ grad_y_pred", "grad_w2 = np.dot(y2.T, grad_y_pred)"),
        ("grad_w1 = x.T @ grad_y1", "grad_w1 = (grad_y1.T @ x).T"),
    ],
    why="functions in place of operators, another order of the products",
)
equivalent(
    "log_with_epsilon",
    change=[("loss = -np.sum(t * log_p)", "loss = -np.sum(t * np.log(np.exp(log_p) + 1e-7))")],
    why="in most textbooks: finite, and large where it must be",
)
equivalent(
    "log_with_a_tiny_epsilon",
    change=[("loss = -np.sum(t * log_p)", "loss = -np.sum(t * np.log(np.exp(log_p) + 1e-15))")],
    why="any usual ε is right",
)
equivalent_mutant(
    "grad_y1 = grad_y2 * (y1 > 0)", "grad_y1 = grad_y2 * (y2 > 0)", why="y2 = max(y1, 0) is positive where y1 is"
)
equivalent_mutant(
    "loss = -np.sum(t * log_p)", "loss = -np.sum((t * log_p * t))", why="one-hot targets are their own squares"
)
