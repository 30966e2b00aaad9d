"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant

LOG_SUM_EXP = """\
        # log y_ik = x_ik − log Σ_j exp(x_ij): no logarithm of a probability that vanished
        z = x - x.max(axis=1, keepdims=True)
        log_y = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return float(-np.sum(t * log_y) / len(t))
"""
THROUGH_PROBABILITIES = (LOG_SUM_EXP, "        return cross_entropy(self.y, t)\n")

equivalent(
    "log_with_epsilon",
    change=[("np.log(np.maximum(y, smallest))", "np.log(y + 1e-7)"), THROUGH_PROBABILITIES],
    why="log(y + 1e-7) inside the loss is in most textbooks",
)
equivalent(
    "clipped_probabilities",
    change=[("np.log(np.maximum(y, smallest))", "np.log(np.clip(y, 1e-12, 1.0))"), THROUGH_PROBABILITIES],
    why="clipping is the other common guard against log(0)",
)
equivalent(
    "loss_of_the_true_class_only",
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
            "true_class = y[np.arange(len(t)), t.argmax(axis=1)]\n"
            "    return -np.log(np.maximum(true_class, smallest)).mean()",
        ),
        THROUGH_PROBABILITIES,
    ],
    why="fancy indexing with class numbers; a NumPy scalar instead of a float",
)
equivalent(
    "softmax_from_log_softmax",
    change=[
        (
            "    y: Array = e / e.sum(axis=1, keepdims=True)\n    return y\n",
            "    return np.exp(x - x.max(1)[:, None] - np.log(e.sum(1))[:, None])\n",
        )
    ],
    why="the exponential of the log-softmax; [:, None] in place of keepdims",
)
equivalent(
    "shifted_in_place_on_a_copy",
    change=[
        (
            "e = np.exp(x - x.max(axis=1, keepdims=True))",
            "e = x.copy()\n    e -= e.max(axis=1, keepdims=True)\n    np.exp(e, out=e)",
        ),
        (
            "y: Array = e / e.sum(axis=1, keepdims=True)\n    return y",
            "e /= e.sum(axis=1, keepdims=True)\n    return e",
        ),
        (
            "return dout * (self.y - self.t) / len(self.t)",
            "dx = dout * self.y\n        dx -= dout * self.t\n        dx /= self.t.shape[0]\n        return dx",
        ),
    ],
    why="in-place work on copies harms nobody",
)
equivalent(
    "gradient_kept_by_forward",
    change=[
        ("self.y, self.t = softmax(x), t", "self.gradient = (softmax(x) - t) / x.shape[0]"),
        ("return dout * (self.y - self.t) / len(self.t)", "return self.gradient * dout"),
    ],
    why="forward may keep whatever backward needs",
)
equivalent("float32_inside", module="equivalents/float32_inside.py", why="a float32 computation inside")
equivalent("loops", module="equivalents/loops.py", why="sample by sample, lists in place of arrays, the full Jacobian")
equivalent(
    "einsum", module="equivalents/einsum.py", why="einsum, the Jacobians of the batch, helper methods, 0-d arrays"
)
equivalent_mutant(
    "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
    "return float(-np.sum((t * np.log(np.maximum(y, smallest)) * t)) / len(t))",
    why="one-hot targets are their own squares",
)
equivalent_mutant(
    "return float(-np.sum(t * log_y) / len(t))",
    "return float(-np.sum((t * log_y * t)) / len(t))",
    why="one-hot targets are their own squares",
)
