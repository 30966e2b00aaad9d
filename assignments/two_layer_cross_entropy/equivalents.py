"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant

equivalent(
    "draws_by_another_method",
    change=[
        (
            "return rng.standard_normal((d_in, h)), rng.standard_normal((h, d_out))",
            "w2 = rng.normal(0.0, 1.0, size=(h, d_out))\n    return rng.normal(size=d_in * h).reshape(d_in, h), w2",
        )
    ],
    why="any sampler and any order of the draws is right",
)
equivalent(
    "updates_in_place_on_copies",
    change=[
        ("    losses: list[float] = []\n", "    losses: list[float] = []\n    w1, w2 = w1.copy(), w2.copy()\n"),
        ("w1 = w1 - learning_rate * grad_w1", "w1 -= learning_rate * grad_w1"),
        ("w2 = w2 - learning_rate * grad_w2", "w2 -= learning_rate * grad_w2"),
    ],
    why="in-place work on copies harms nobody",
)
equivalent(
    "mask_written_in_place_on_a_copy",
    change=[
        ("grad_y1 = grad_y2 * (y1 > 0)", "grad_y1 = grad_y2.copy()\n        grad_y1[y1 < 0] = 0"),
        ("y2 = np.maximum(y1, 0)", "y2 = np.where(y1 > 0, y1, 0.0)"),
    ],
    why="the published form of the mask; the slope at 0 is not graded",
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
equivalent(
    "w2_updated_first_but_after_use",
    change=[
        (
            "        w1 = w1 - learning_rate * grad_w1\n        w2 = w2 - learning_rate * grad_w2\n",
            "        w2 = w2 - learning_rate * grad_w2\n        w1 = w1 - learning_rate * grad_w1\n",
        )
    ],
    why="once both gradients are known, the order of the updates does not matter",
)
equivalent(
    "losses_as_an_array",
    change=[("    return losses, w1, w2\n", "    return np.array(losses), w1.tolist(), w2.tolist()\n")],
    why="an array in place of a list, lists in place of arrays",
)
equivalent(
    "zero_dimensional_losses",
    change=[("losses.append(loss)", "losses.append(np.array(loss))")],
    why="each loss a 0-d array",
)
equivalent("float32_inside", module="equivalents/float32_inside.py", why="a float32 computation inside")
equivalent("per_sample", module="equivalents/per_sample.py", why="gradients summed sample by sample")
equivalent("einsum", module="equivalents/einsum.py", why="einsum, helper functions, gradients in a dict")

equivalent_mutant(
    "grad_y1 = grad_y2 * (y1 > 0)",
    "grad_y1 = grad_y2 * (y1 >= 0)",
    why="the slope of ReLU at exactly 0 is not graded",
)
