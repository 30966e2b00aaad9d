"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant

ENCODE = "        for layer in self.encoder:\n            x = layer.forward(x)\n        return x\n"
DECODE = "        for layer in self.decoder:\n            z = layer.forward(z)\n        return z\n"

equivalent(
    "float32_inside",
    change=[
        (ENCODE, ENCODE.replace("        for", "        x = x.astype(np.float32)\n        for", 1)),
        (DECODE, DECODE.replace("layer.forward(z)", "layer.forward(z).astype(np.float32)")),
    ],
    why="a float32 computation inside",
)
equivalent(
    "from_params",
    change=[
        (
            ENCODE,
            "        half = len(self.params) // 4\n"
            "        for i in range(1, half + 1):\n"
            '            x = x @ self.params[f"W{i}"] + self.params[f"b{i}"]\n'
            "            if i < half:\n"
            "                x = np.maximum(x, 0)\n"
            "        return x\n",
        ),
        (
            "        dout = (self.decode(self.encode(x)) - x) / len(x)",
            "        y = x\n"
            "        for layer in self.encoder + self.decoder:\n"
            "            y = layer.forward(y)\n"
            "        dout = (y - x) / len(x)",
        ),
    ],
    why="codes computed from params; gradient runs forwards by itself",
)
equivalent(
    "gradients_on_the_way",
    change=[
        (
            "        for layer in reversed(layers):\n            dout = layer.backward(dout)\n",
            "        grads: dict[str, Array] = {}\n"
            "        i = len(self.params) // 2\n"
            "        for layer in layers[::-1]:\n"
            "            dout = layer.backward(dout)\n"
            "            if isinstance(layer, Affine):\n"
            '                grads[f"b{i}"], grads[f"W{i}"] = layer.db, layer.dW\n'
            "                i -= 1\n"
            "        return grads\n",
        ),
    ],
    why="gradients collected on the way back: the dict has another order",
)
equivalent(
    "another_sampler",
    change=[
        (
            "rng.normal(0.0, np.sqrt(2.0 / n_in), (n_in, n_out))",
            "rng.standard_normal((n_out, n_in)).T * (2 / n_in) ** 0.5",
        ),
        (
            "order = rng.permutation(len(x))",
            "order = np.arange(len(x))\n        rng.shuffle(order)\n        xs = x[order]",
        ),
        ("batch = order[start : start + batch_size]", "batch = slice(start, start + batch_size)"),
        ("net.gradient(x[batch])", "net.gradient(xs[batch])"),
    ],
    why="weights drawn transposed; shuffled copies, cut by slices",
)
equivalent(
    "means",
    change=[
        (
            "float(np.sum((self.decode(self.encode(x)) - x) ** 2) / (2 * len(x)))",
            "float(0.5 * np.mean(np.square(x - self.decode(self.encode(x))).sum(axis=1)))",
        )
    ],
    why="the mean over the images of sums over the pixels",
)

equivalent_mutant(
    "self.encoder.pop(); self.decoder[-1] = Sigmoid()",
    "self.decoder[-1] = Sigmoid(); self.encoder.pop()",
    why="the two lists have nothing to do with each other",
)
equivalent_mutant(
    "return float(np.sum((self.decode(self.encode(x)) - x) ** 2) / (2 * len(x)))",
    "return float(np.sum(((x - self.decode(self.encode(x)))) ** 2) / (2 * len(x)))",
    why="the square of a difference has no sign",
)
