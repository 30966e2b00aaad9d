"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent

DX = "dx: Array = (g - g.mean(axis=0) - self.x_hat * (g * self.x_hat).mean(axis=0)) / self.std"

equivalent(
    "step_by_step",
    change=[
        ("self.std, self.x_hat = std, x_hat", "self.std, self.x_hat, self.centred = std, x_hat, x - mean"),
        (
            DX,
            "n = len(dout)\n"
            "        dstd = -np.sum(g * self.centred, axis=0) / self.std**2\n"
            "        dvar = 0.5 * dstd / self.std\n"
            "        dcentred = g / self.std + 2 * self.centred * dvar / n\n"
            "        dx: Array = dcentred - dcentred.sum(axis=0) / n",
        ),
    ],
    why="the gradient node by node, as in many textbooks",
)
equivalent(
    "one_formula_with_sums",
    change=[
        (
            DX,
            "n = dout.shape[0]\n"
            "        dx: Array = self.gamma / (n * self.std) * "
            "(n * dout - self.dbeta - self.x_hat * self.dgamma)",
        ),
    ],
    why="the well-known formula with dgamma and dbeta",
)
equivalent(
    "deviation_plus_eps",
    change=[
        (
            "std = np.sqrt(var + self.eps)",
            "sigma = np.sqrt(var)\n        std = sigma + self.eps",
        ),
        ("self.std, self.x_hat = std, x_hat", "self.std, self.x_hat, self.sigma = std, x_hat, sigma"),
        (
            DX,
            "safe = np.where(self.sigma > 0, self.sigma, 1.0)\n"
            "        dx: Array = (g - g.mean(axis=0) - self.x_hat * (g * self.x_hat).mean(axis=0) "
            "* self.std / safe) / self.std",
        ),
    ],
    why="ε outside the root, forwards and backwards",
)
equivalent(
    "averages_moved_by_the_difference",
    change=[
        (
            "self.running_mean = self.momentum * self.running_mean + (1.0 - self.momentum) * mean",
            "self.running_mean += (1 - self.momentum) * (mean - self.running_mean)",
        ),
        (
            "self.running_var = self.momentum * self.running_var + (1.0 - self.momentum) * var",
            "self.running_var -= (1 - self.momentum) * (self.running_var - var)",
        ),
    ],
    why="the same average, changed in place",
)
equivalent(
    "statistics_of_shape_1_by_d",
    change=[
        (
            "mean, var = x.mean(axis=0), x.var(axis=0)",
            "mean = x.mean(axis=0)\n            var = np.mean((x - mean) ** 2, 0)",
        ),
        ("self.dbeta = dout.sum(axis=0)", "self.dbeta = np.ones(len(dout)) @ dout"),
        ("self.dgamma = (dout * self.x_hat).sum(axis=0)", "self.dgamma = np.einsum('nd,nd->d', dout, self.x_hat)"),
    ],
    why="the variance written out, sums as products",
)
equivalent("float32_inside", module="equivalents/float32_inside.py", why="a float32 computation inside")
equivalent("loops", module="equivalents/loops.py", why="unit by unit over plain lists")
