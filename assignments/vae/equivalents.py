"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant

equivalent(
    "float32_inside",
    change=[
        ("        h = through(self.encoder, x)", "        h = through(self.encoder, x.astype(np.float32))"),
        ("return through(self.decoder, z)", "return through(self.decoder, z.astype(np.float32)).astype(np.float32)"),
        (
            "dz = back(self.decoder[:-1], (y - x) / len(x))",
            "dz = back(self.decoder[:-1], np.float32((y - x) / len(x)))",
        ),
    ],
    why="a float32 computation inside",
)
equivalent(
    "log_with_epsilon",
    change=[
        ("    y = np.clip(y, TINY, 1 - TINY)\n", ""),
        ("np.log(y) + (1 - x) * np.log(1 - y)", "np.log(y + 1e-7) + (1 - x) * np.log(1 - y + 1e-7)"),
        ("np.exp(log_var / 2) * eps\n", "np.sqrt(np.exp(log_var)) * eps\n"),
    ],
    why="in most textbooks",
)
equivalent(
    "sample_by_sample",
    change=[
        (
            "return float(np.sum(mu**2 + np.exp(log_var) - log_var - 1.0) / (2 * len(mu)))",
            "each = [-0.5 * np.sum(1 + s - m**2 - np.exp(s)) for m, s in zip(mu, log_var)]\n    return np.mean(each)",
        ),
        (
            "return -reconstruction_loss(y, x) - kl_divergence(mu, log_var)",
            "bounds = []\n    for i in range(len(x)):\n        one = slice(i, i + 1)\n"
            "        bounds.append(-reconstruction_loss(y[one], x[one]) - kl_divergence(mu[one], log_var[one]))\n"
            "    return sum(bounds) / len(bounds)",
        ),
    ],
    why="sample by sample, and then the mean",
)
equivalent(
    "slopes_written_out",
    change=[
        (
            "dz = back(self.decoder[:-1], (y - x) / len(x))",
            "dz = back(self.decoder, (y - x) / (y * (1 - y)) / len(x))",
        ),
        ("        sigma = np.exp(log_var / 2)\n", "        n = len(x)\n        var = np.exp(log_var)\n"),
        (
            "(dz * eps * sigma + (sigma**2 - 1.0) / len(x)) / 2",
            "dz * eps * 0.5 * var**0.5 + 0.5 * (var - 1) / n",
        ),
    ],
    why="the slope of the loss by y, and that of the sigmoid",
)
equivalent(
    "from_params",
    change=[
        (
            "        h = through(self.encoder, x)\n        return self.mean.forward(h), self.log_variance.forward(h)\n",
            "        p = self.params\n"
            '        h = np.maximum(x @ p["W1"] + p["b1"], 0)\n'
            '        return h @ p["W2"] + p["b2"], h @ p["W3"] + p["b3"]\n',
        ),
        (
            "        mu, log_var = self.encode(x)\n        y = self.decode(reparameterize(mu, log_var, eps))\n",
            "        h = through(self.encoder, x)\n"
            "        mu, log_var = self.mean.forward(h), self.log_variance.forward(h)\n"
            "        y = through(self.decoder, reparameterize(mu, log_var, eps))\n",
        ),
    ],
    why="encode by hand; gradient runs forwards by itself",
)
equivalent(
    "linear_algebra",
    change=[
        (
            "return log_normal(x - b, A @ A.T + noise_var * np.eye(len(A)))",
            "d, j = A.shape\n"
            "    M = np.eye(j) + A.T @ A / noise_var\n"
            "    r = x - b\n"
            "    s = r @ A / noise_var\n"
            "    squares = np.sum(r**2, axis=1) / noise_var - np.sum(s * np.linalg.solve(M, s.T).T, axis=1)\n"
            "    return -0.5 * (squares + np.log(np.linalg.det(M)) + d * np.log(2 * np.pi * noise_var))",
        ),
        (
            "    at_mu = log_normal(x - mu @ A.T - b, noise_var * np.eye(len(A)))\n",
            "    squares = ((x - mu @ A.T - b) ** 2).sum(axis=1) / noise_var\n"
            "    at_mu = -(squares + len(A) * np.log(2 * np.pi * noise_var)) / 2\n",
        ),
        (
            "kl = [kl_divergence(m, s) for m, s in zip(mu[:, None], log_var[:, None], strict=True)]",
            "kl = np.sum(mu**2 + np.exp(log_var) - log_var - 1, axis=1) / 2",
        ),
    ],
    why="by the matrix of the size of the code, and with the divergence of each sample written out",
)
equivalent(
    "another_sampler",
    change=[
        ("rng.normal(0.0, np.sqrt(1 / shape[0]), shape)", "rng.standard_normal(shape[::-1]).T / shape[0] ** 0.5"),
        ("rng.normal(size=(n, self.n_latent))", "rng.standard_normal((self.n_latent, n)).T"),
        (
            "for batch in batches(len(x), batch_size, rng):",
            "order = np.arange(len(x))\n        rng.shuffle(order)\n"
            "        for start in range(0, len(x), batch_size):\n            batch = order[start : start + batch_size]",
        ),
        ("eps = rng.normal(size=(len(batch), vae.n_latent))", "eps = rng.standard_normal((len(batch), vae.n_latent))"),
    ],
    why="draws of the same distribution, and the same order from shuffle",
)

EVIDENCE = "return log_normal(x - b, A @ A.T + noise_var * np.eye(len(A)))"
AT_MU = "at_mu = log_normal(x - mu @ A.T - b, noise_var * np.eye(len(A)))"
SPREAD = "spread = np.exp(log_var) @ np.sum(A ** 2, axis=0)"
KL = "kl = [kl_divergence(m, s) for m, s in zip(mu[:, None], log_var[:, None], strict=True)]"
WEIGHTS = 'self.params[f"W{i}"] = rng.normal(0.0, np.sqrt(1 / shape[0]), shape)'
BIASES = 'self.params[f"b{i}"] = np.zeros(shape[1])'
for line in (EVIDENCE, AT_MU):
    noise = "noise_var * np.eye(len(A))"
    equivalent_mutant(
        line, line.replace(noise, f"{noise} * np.eye(len(A))"), why="zeros and ones are their own squares"
    )
equivalent_mutant(EVIDENCE, EVIDENCE.replace("x - b", "b - x"), why="a normal density is the same on both sides")
equivalent_mutant(AT_MU, AT_MU.replace("x - mu @ A.T - b", "b - (x - mu @ A.T)"), why="the same on both sides")
equivalent_mutant(EVIDENCE, EVIDENCE.replace("A @ A.T", "(A @ A.T).T"), why="it is symmetric")
for transposed in ("np.exp(log_var) @ np.sum(A ** 2, axis=0).T", "(np.exp(log_var) @ np.sum(A ** 2, axis=0)).T"):
    equivalent_mutant(SPREAD, f"spread = {transposed}", why="an array of one axis is its own transpose")
equivalent_mutant(KL, KL.replace("True", "False"), why="both have as many rows")
equivalent_mutant(f"{WEIGHTS}; {BIASES}", f"{BIASES}; {WEIGHTS}", why="zeros are not drawn")
