"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant

equivalent(
    "textbook_sigmoid",
    change=[
        (
            "e = np.exp(-np.abs(x))\n        self.y = np.where(x >= 0, 1.0, e) / (1.0 + e)",
            "self.y = 1 / (1 + np.exp(-x))",
        )
    ],
    why="1/(1+exp(−x)) overflows to inf for −1000, and 1/inf is still the right 0",
)
equivalent(
    "sigmoid_from_tanh",
    change=[
        (
            "e = np.exp(-np.abs(x))\n        self.y = np.where(x >= 0, 1.0, e) / (1.0 + e)",
            "self.y = 0.5 * (1 + np.tanh(x / 2))",
        )
    ],
    why="the sigmoid by way of tanh",
)
equivalent(
    "slope_one_at_zero",
    change=[
        (
            "self.positive = x > 0\n        return np.where(self.positive, x, 0.0)",
            "self.positive = x >= 0\n        return np.maximum(x, 0)",
        ),
        ("return np.where(self.positive, dout, 0.0)", "return dout * self.positive"),
    ],
    why="the slope of ReLU at 0 is not graded; maximum and a product in place of where",
)
equivalent(
    "masks_written_in_place_on_copies",
    change=[
        (
            "self.positive = x > 0\n        return np.where(self.positive, x, 0.0)",
            "self.mask = x <= 0\n        y = x.copy()\n        y[self.mask] = 0\n        return y",
        ),
        (
            "return np.where(self.positive, dout, 0.0)",
            "dx = dout.copy()\n        dx[self.mask] = 0\n        return dx",
        ),
        (
            "return np.where(self.positive, dout, self.slope * dout)",
            "dx = dout.copy()\n        dx[~self.positive] *= self.slope\n        return dx",
        ),
    ],
    why="in-place work on copies harms nobody",
)
equivalent(
    "backward_from_the_input",
    change=[
        ("self.y = np.tanh(x)\n        return self.y", "self.x = x\n        return np.tanh(x)"),
        ("return dout * (1.0 - self.y**2)", "return dout / np.cosh(self.x) ** 2"),
    ],
    why="another formula for the slope of tanh, from the input in place of the output",
)
equivalent(
    "leaky_as_maximum",
    change=[
        ("return np.where(self.positive, x, self.slope * x)", "return np.maximum(self.slope * x, x)"),
        (
            "return np.where(self.positive, dout, self.slope * dout)",
            "return dout * (self.positive + self.slope * ~self.positive)",
        ),
    ],
    why="max(slope · x, x) for slopes below 1",
)
equivalent(
    "binary_loss_with_epsilon",
    change=[
        (
            "return float(np.sum(np.logaddexp(0.0, x) - t * x) / len(x))",
            "y = self.y\n        return -np.mean(t * np.log(y + 1e-7) + (1 - t) * np.log(1 - y + 1e-7))",
        )
    ],
    why="log(y + 1e-7) inside the loss is in most textbooks",
)
equivalent("float32_inside", module="equivalents/float32_inside.py", why="a float32 computation inside")
equivalent("loops", module="equivalents/loops.py", why="loops and lists in place of arrays")
equivalent("einsum", module="equivalents/einsum.py", why="einsum, a common base class, other attributes, 0-d arrays")

equivalent_mutant(
    "self.y = np.where(x >= 0, 1.0, e) / (1.0 + e)",
    "self.y = np.where(x > 0, 1.0, e) / (1.0 + e)",
    why="at x = 0 both branches are 1/2, since e = exp(-|0|) = 1",
)
equivalent_mutant(
    "self.positive = x > 0",
    "self.positive = x >= 0",
    why="the slope at exactly 0 is not graded, for ReLU and for LeakyReLU",
)
equivalent_mutant(
    "return float(np.sum(np.logaddexp(0.0, x) - t * x) / len(x))",
    "return float(np.sum(np.logaddexp(0.0, x) - (t * x * t)) / len(x))",
    why="targets are 0 or 1, and so their own squares",
)
