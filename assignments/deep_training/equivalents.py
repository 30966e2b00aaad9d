"""Right variants written differently: every check must accept each of them."""

import net_equivalents

from autograder.testing import equivalent, equivalent_mutant, unswept

FORWARD = (
    "        for name, layer in self.layers.items():\n"
    '            x = layer.forward(x, train) if name.startswith(("BatchNorm", "Dropout")) else layer.forward(x)\n'
)
DESIGN = 'return DeepNet(sizes, rng, activation="tanh", weight_init="glorot"), Adam(0.005)'

equivalent(
    "float32_inside",
    change=[
        (
            FORWARD,
            FORWARD.replace(
                "x = layer.forward(x, train)", "x = x.astype(np.float32)\n            x = layer.forward(x, train)"
            ),
        )
    ],
    why="a float32 computation inside",
)
equivalent(
    "gradients_on_the_way",
    change=[
        (
            "        for layer in reversed(self.layers.values()):\n            dout = layer.backward(dout)\n",
            "        grads = {}\n"
            "        for name, layer in reversed(self.layers.items()):\n"
            "            dout = layer.backward(dout)\n"
            "            i = name.lstrip('AfineBatchNorm')\n"
            '            for kind in ("W", "b", "gamma", "beta"):\n'
            '                if hasattr(layer, f"d{kind}") and f"{kind}{i}" in self.params:\n'
            '                    grads[f"{kind}{i}"] = getattr(layer, f"d{kind}")\n'
            '            if name.startswith("Affine"):\n'
            "                W = layer.W\n"
            '                grads[f"W{i}"] = grads[f"W{i}"] + self.l1 * np.sign(W) + 2 * self.l2 * W\n'
            "        return grads\n",
        )
    ],
    why="gradients collected on the way back, penalties written out: the dict has another order",
)
equivalent(
    "loss_from_probabilities",
    change=[
        (
            "return float(self.last.forward(self.scores(x, train), t)) + penalty",
            "return float(np.mean(-np.log(np.sum(t * softmax(self.scores(x, train)), axis=1) + 1e-7))) + penalty",
        ),
        ("        dout: Array = self.last.backward()", "        dout = (self.last.y - t) / len(x)"),
    ],
    why="log(y + 1e-7) is in most textbooks; the softmax's gradient written out",
)
equivalent(
    "another_sampler",
    change=[
        (
            "W = STARTS[weight_init](n_in, n_out, rng)",
            'W = rng.standard_normal((n_out, n_in)).T * np.sqrt(2 / (n_in if weight_init == "he" else n_in + n_out))',
        ),
        ("return float(np.mean(self.scores(x)", "return float(np.mean(self.predict(x)"),
    ],
    why="weights drawn transposed; accuracy from the probabilities",
)
net_equivalents.batches()
for name, other, why in (
    ("relu_and_adam", "return DeepNet(sizes, rng), Adam(0.005)", "He's rule, ReLU and Adam"),
    ("batch_norm_and_momentum", "return DeepNet(sizes, rng, batch_norm=True), Momentum(0.05)", "with Momentum"),
):
    equivalent(name, change=[(DESIGN, other)], why=f"another design that learns: {why}")

for new in ("Adam(0.01)",):
    equivalent_mutant(DESIGN, DESIGN.replace("Adam(0.005)", new), why="another rate with which it learns")
for width in (31, 33):
    equivalent_mutant(
        "sizes = (196, *(32,) * depth, 10)", f"sizes = (196, *({width},) * depth, 10)", why="widths are free"
    )

unswept("shared:DeepNet.last", why="gradient asks for the loss and goes back at once: no other net comes between")
