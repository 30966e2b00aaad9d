"""Right variants written differently: every check must accept each of them."""

from autograder.testing import equivalent, equivalent_mutant

FORWARD = "        for layer in layers:\n            x = layer.forward(x)\n        return x\n"
BACKWARD = (
    "            for layer in reversed(layers):\n"
    "                dout = layer.backward(dout)\n"
    "            for i, affine in enumerate(affines, start=1):\n"
    '                grads[f"W{i}"], grads[f"b{i}"] = affine.dW, affine.db\n'
)
BATCHES = '        for batch in batches(len(x), config["batch_size"], rng):\n'
SCORES = '            z, right = scores(data[f"x_{part}"]), data[f"t_{part}"]\n'

equivalent(
    "cross_entropy_with_epsilon",
    change=[
        (
            "history: History = {",
            "class WithEpsilon(SoftmaxWithLoss):\n"
            "        def forward(self, x, t):\n"
            "            super().forward(x, t)\n"
            "            return float(-np.sum(t * np.log(self.y + 1e-7)) / len(t))\n\n"
            "    history: History = {",
        ),
        (
            'last = LOSSES[config["loss"]]()',
            'last = {**LOSSES, "cross_entropy": WithEpsilon}[config["loss"]]()',
        ),
    ],
    why="log(y + 1e-7), as in most textbooks",
)
equivalent(
    "float32_inside",
    change=[
        (
            FORWARD,
            "        x = x.astype(np.float32)\n"
            "        for layer in layers:\n"
            "            x = layer.forward(x).astype(np.float32)\n"
            "        return x\n",
        )
    ],
    why="a float32 computation inside",
)
equivalent(
    "whole_jacobian",
    change=[
        (
            "dx: Array = self.y * (g - np.sum(g * self.y, axis=1, keepdims=True))",
            "dx = np.array([(np.diag(y) - np.outer(y, y)) @ row for y, row in zip(self.y, g, strict=True)])",
        )
    ],
    why="the Jacobian of each sample written out",
)
equivalent(
    "evaluated_in_parts",
    change=[
        (
            SCORES,
            '            images, right = data[f"x_{part}"], data[f"t_{part}"]\n'
            "            z = np.concatenate([scores(images[i : i + 7]) for i in range(0, len(images), 7)])\n",
        )
    ],
    why="seven images at a time",
)
equivalent(
    "gradients_on_the_way",
    change=[
        (
            BACKWARD,
            "            i = len(affines)\n"
            "            for layer in layers[::-1]:\n"
            "                dout = layer.backward(dout)\n"
            "                if isinstance(layer, Affine):\n"
            '                    grads[f"b{i}"], grads[f"W{i}"] = layer.db, layer.dW\n'
            "                    i -= 1\n",
        )
    ],
    why="collected on the way back: the dict has another order",
)
equivalent(
    "shuffled_by_hand",
    change=[
        (
            BATCHES,
            "        order, size = np.arange(len(x)), config['batch_size']\n"
            "        rng.shuffle(order)\n"
            "        for batch in [order[i : i + size] for i in range(0, len(x), size)]:\n",
        )
    ],
    why="rng.shuffle of the numbers gives the same order as rng.permutation",
)
equivalent(
    "measured_after_every_batch",
    change=[
        (
            "            optimizer.update(params, grads)\n",
            "            optimizer.update(params, grads)\n            last.forward(scores(x), t)\n",
        )
    ],
    why="a look at the loss after each batch draws nothing and changes nothing",
)

equivalent_mutant(
    "return float(np.sum((self.y - t) ** 2) / (2 * len(t)))",
    "return float(np.sum(((t - self.y)) ** 2) / (2 * len(t)))",
    why="the square of the opposite is the same",
)
equivalent_mutant(
    'history[f"{part}_loss"].append(last.forward(z, right)); '
    'history[f"{part}_accuracy"].append(float(np.mean(z.argmax(axis=1) == right.argmax(axis=1))))',
    'history[f"{part}_accuracy"].append(float(np.mean(z.argmax(axis=1) == right.argmax(axis=1)))); '
    'history[f"{part}_loss"].append(last.forward(z, right))',
    why="loss and accuracy are two lists: which is filled first is the same",
)
