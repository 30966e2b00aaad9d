"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant

LOOP_START = '    gradient_of_penalty = {"l1": l1_gradient, "l2": l2_gradient}[penalty]\n'

equivalent(
    "minimum_in_closed_form",
    change=[
        (
            LOOP_START,
            LOOP_START + '    if penalty == "l2":\n        return np.array([3 / (1 + alpha), 24 / (4 + alpha)])\n'
            "    return np.array([max(3 - alpha / 2, 0), max(6 - alpha / 8, 0)])\n",
        )
    ],
    why="solved by hand",
)
equivalent(
    "norms_and_loops",
    change=[
        ("float(alpha * sum(np.sum(W**2) for W in weights))", "alpha * sum(np.linalg.norm(W) ** 2 for W in weights)"),
        (
            "float(alpha * sum(np.sum(np.abs(W)) for W in weights))",
            "sum(alpha * abs(w) for W in weights for row in W.tolist() for w in row)",
        ),
        ("alpha * np.sign(W)", "np.where(W > 0, alpha, 0.0) - np.where(W < 0, alpha, 0.0)"),
        ("return 2.0 * alpha * W", "return (W + W) * alpha"),
    ],
    why="norms, loops over plain numbers, where in place of sign",
)
equivalent(
    "decay_in_a_loop",
    change=[
        (
            "return self.lr * self.factor ** (epoch // self.every)",
            "rate = self.lr\n        for _ in range(int(epoch / self.every)):\n            rate *= self.factor\n"
            "        return rate",
        )
    ],
    why="a product step by step",
)
equivalent(
    "float32_inside",
    change=[
        ("np.sum(W**2)", "np.sum(W.astype(np.float32) ** 2)"),
        ("np.sum(np.abs(W))", "np.sum(np.abs(W.astype(np.float32)))"),
        ("return 2.0 * alpha * W", "return np.float32(2 * alpha) * W.astype(np.float32)"),
        ("w = np.zeros(2)", "w = np.zeros(2, dtype=np.float32)"),
    ],
    why="a float32 computation inside",
)

equivalent_mutant("w = np.zeros(2)", "w = np.ones(2)", why="the minimum does not depend on the start")
equivalent_mutant("w = np.zeros(2)", "w = np.zeros(1)", why="the first step makes two numbers of one by broadcasting")
equivalent_mutant(
    "for _ in range(steps):", "for _ in range(steps + 1):", why="the descent has arrived: one step changes nothing"
)
equivalent_mutant(
    "for _ in range(steps):", "for _ in range(steps - 1):", why="the descent has arrived: one step changes nothing"
)
equivalent_mutant(
    "gradient = np.array([2.0, 8.0]) * (w - np.array([3.0, 6.0]))",
    "gradient = ([2.0, 8.0]) * (w - np.array([3.0, 6.0]))",
    why="a list beside an array becomes an array",
)
equivalent_mutant(
    "gradient = np.array([2.0, 8.0]) * (w - np.array([3.0, 6.0]))",
    "gradient = np.array([2.0, 8.0]) * (w - ([3.0, 6.0]))",
    why="a list beside an array becomes an array",
)
equivalent_mutant(
    "for _ in range(steps):", "for _ in range(1, steps):", why="the descent has arrived: one step changes nothing"
)
equivalent_mutant("for _ in range(steps):", "for _ in range(4000):", why="any method is right, and 4000 steps arrive")
