"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant, unswept

equivalent(
    "products_of_exponentials",
    change=[
        (
            "x1, x2 = x[:, :1], x[:, 1:]  # slices keep the second axis\n"
            "    hollow = 10.0 * np.exp(-0.2 * (x1**2 + x2**2))\n"
            "    waves = np.exp((np.cos(x1) + np.cos(x2)) / 2.0)\n"
            "    y: Array = 10.0 - hollow - waves\n",
            "a, b = x.T\n"
            "    hollow = 10.0 * np.exp(-(a**2) / 5.0) * np.exp(-(b**2) / 5.0)\n"
            "    y = (10.0 - hollow - np.exp(np.cos(a) / 2.0) * np.exp(np.cos(b) / 2.0)).reshape(-1, 1)\n",
        )
    ],
    why="column by column, each exponential of a sum as a product",
)
equivalent(
    "sample_by_sample",
    change=[
        (
            "y: Array = 10.0 - hollow - waves",
            "import math\n\n"
            "    y = np.zeros((len(x), 1))\n"
            "    for k, (a, b) in enumerate(x):\n"
            "        y[k] = 10 - 10 * math.exp(-0.2 * (a * a + b * b)) - math.exp(0.5 * (math.cos(a) + math.cos(b)))",
        ),
        (
            "y = target(x) + rng.uniform(-noise, noise, (n, 1))",
            "y = np.array([target(row[np.newaxis])[0] + rng.uniform(-noise, noise) for row in x])",
        ),
    ],
    why="a loop over the samples, which draws the noise number by number",
)
equivalent(
    "the_noise_drawn_first",
    change=[
        (
            "x = rng.uniform(-10.0, 10.0, (n, 2))\n    y = target(x) + rng.uniform(-noise, noise, (n, 1))",
            "e = (2.0 * rng.random(n) - 1.0) * noise\n"
            "    x = np.stack([20.0 * rng.random(n) - 10.0, 20.0 * rng.random(n) - 10.0], axis=1)\n"
            "    y = target(x) + e[:, np.newaxis]",
        )
    ],
    why="another order of draws, and rng.random scaled",
)
equivalent(
    "float32_inside",
    change=[
        (
            "        for layer in self.layers:\n            x = layer.forward(x)\n",
            "        x = x.astype(np.float32)\n"
            "        for layer in self.layers:\n"
            "            x = layer.forward(x).astype(np.float32)\n",
        ),
    ],
    why="a float32 computation inside",
)
equivalent(
    "weights_written_out",
    change=[
        ("he_normal(n_in, n_out, rng)", "np.sqrt(2.0 / n_in) * rng.standard_normal((n_in, n_out))"),
        (
            "self.last.forward(self.predict(x), t)  # every layer keeps what its backward needs\n"
            "        dout: Array = self.last.backward()",
            "dout = (self.predict(x) - t) / len(t)",
        ),
        (
            "return float(self.last.forward(self.predict(x), t))",
            "return 0.5 * np.mean(np.square(self.predict(x) - t))",
        ),
    ],
    why="He's rule, the loss and its gradient written out; the loss as a NumPy number",
)
equivalent(
    "shuffled_copies",
    change=[
        (
            "order = rng.permutation(len(x))",
            "order = np.arange(len(x))\n        rng.shuffle(order)\n        xs, ys = x[order], y[order]",
        ),
        ("batch = order[start : start + batch_size]", "batch = slice(start, start + batch_size)"),
        ("net.gradient(x[batch], y[batch])", "net.gradient(xs[batch], ys[batch])"),
    ],
    why="shuffled copies, cut by slices; rng.shuffle gives the same order",
)
equivalent(
    "loss_of_the_trained_net_by_predict",
    change=[
        (
            'history["loss"].append(net.loss(x, y))',
            'history["loss"].append(float(np.sum((net.predict(x) - y) ** 2)) / (2 * len(x)))',
        )
    ],
    why="the losses from the predictions",
)

equivalent_mutant(
    "y = target(x) + rng.uniform(-noise, noise, (n, 1))",
    "y = (target(x) - rng.uniform(-noise, noise, (n, 1)))",
    why="the noise is as often negative as positive",
)
unswept("shared:RegressionNet.last", why="gradient goes forwards and back at once: no other net comes between")
