"""Right variants written differently: every check must accept each of them."""

import net_equivalents

from autograder.testing import equivalent, unswept

equivalent(
    "float32_inside",
    change=[
        (
            "        for layer in self.layers.values():\n            x = layer.forward(x)\n",
            "        x = x.astype(np.float32)\n"
            "        for layer in self.layers.values():\n"
            "            x = layer.forward(x).astype(np.float32)\n",
        ),
    ],
    why="a float32 computation inside",
)
equivalent(
    "loss_from_probabilities",
    change=[
        (
            "return float(self.last.forward(self.scores(x), t))",
            "return float(-np.sum(t * np.log(self.predict(x) + 1e-7)) / len(x))",
        ),
        (
            "self.loss(x, t)  # every layer keeps what its backward needs\n        dout: Array = self.last.backward()",
            "dout = (self.predict(x) - t) / len(x)",
        ),
    ],
    why="log(y + 1e-7) is in most textbooks; the softmax's gradient written out",
)
equivalent(
    "gradients_on_the_way",
    change=[
        (
            "        for layer in reversed(self.layers.values()):\n"
            "            dout = layer.backward(dout)\n"
            "        grads: dict[str, Array] = {}\n"
            "        for i in range(1, len(self.params) // 2 + 1):\n"
            '            affine = self.layers[f"Affine{i}"]\n'
            '            grads[f"W{i}"], grads[f"b{i}"] = affine.dW, affine.db\n',
            "        grads = {}\n"
            "        for name in list(self.layers)[::-1]:\n"
            "            dout = self.layers[name].backward(dout)\n"
            '            if name.startswith("Affine"):\n'
            "                i = int(name[6:])\n"
            '                grads[f"b{i}"], grads[f"W{i}"] = self.layers[name].db, self.layers[name].dW\n',
        )
    ],
    why="gradients collected on the way back: the dict has another order",
)
equivalent(
    "an_ordered_dict_and_another_sampler",
    change=[
        (
            "self.layers: dict[str, Any] = {}  #",
            "import collections\n\n        self.layers: dict[str, Any] = collections.OrderedDict()  #",
        ),
        ("rng.normal(0.0, sigma, (n_in, n_out))", "rng.standard_normal((n_out, n_in)).T * sigma"),
        ("return float(np.mean(self.scores(x)", "return float(np.mean(self.predict(x)"),
    ],
    why="collections.OrderedDict; weights drawn transposed; accuracy from the probabilities",
)
net_equivalents.batches()
equivalent(
    "affine_from_params",
    change=[
        (
            "        for layer in self.layers.values():\n            x = layer.forward(x)\n",
            "        for name, layer in self.layers.items():\n"
            '            if name.startswith("Affine"):\n'
            '                layer.W, layer.b = self.params["W" + name[6:]], self.params["b" + name[6:]]\n'
            "            x = layer.forward(x)\n",
        ),
    ],
    why="the layers take their arrays from params before each forward pass",
)

unswept("shared:MultiLayerNet.last", why="gradient asks for the loss and goes back at once: no other net comes between")
