"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant

DRAW = "self.mask = self.rng.random(x.shape) >= self.p"

equivalent(
    "binomial",
    change=[(DRAW, "self.mask = self.rng.binomial(1, 1 - self.p, size=x.shape)")],
    why="any sampler is right: whole numbers 0 and 1 from the binomial distribution",
)
equivalent(
    "choice",
    change=[(DRAW, "self.mask = self.rng.choice([0.0, 1.0], size=x.shape, p=[self.p, 1 - self.p])")],
    why="any sampler is right: choice with probabilities",
)
equivalent(
    "uniform_the_other_way_round",
    change=[(DRAW, "self.mask = self.rng.uniform(size=x.shape) < 1 - self.p")],
    why="1 − U is as uniform as U",
)
equivalent(
    "zeros_written_into_copies",
    change=[
        (
            "self.mask = self.rng.random(x.shape) >= self.p\n        return x * self.mask",
            "self.dropped = self.rng.random(x.shape) < self.p\n        y = x.copy()\n"
            "        y[self.dropped] = 0\n        return y",
        ),
        ("return dout * self.mask", "return np.where(self.dropped, 0.0, dout)"),
    ],
    why="in-place work on copies harms nobody",
)
equivalent(
    "prediction_as_a_difference",
    change=[("return x * (1.0 - self.p)", "return x - self.p * x")],
    why="another formula for the same",
)
equivalent("float32_inside", module="equivalents/float32_inside.py", why="a float32 computation inside")
equivalent("loops", module="equivalents/loops.py", why="one draw per entry, lists in place of arrays")

equivalent_mutant(
    "self.mask = self.rng.random(x.shape) >= self.p",
    "self.mask = self.rng.random(x.shape) > self.p",
    why="a uniform number is never exactly p, for all that anyone can see",
)
equivalent_mutant(
    "return x * self.mask", "return (x * self.mask * self.mask)", why="a mask of zeros and ones is its own square"
)
equivalent_mutant(
    "return dout * self.mask", "return (dout * self.mask * self.mask)", why="a mask of zeros and ones is its own square"
)
