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
equivalent(
    "matrix_products_by_hand",
    change=[
        (
            "        for layer in self.layers.values():\n            x = layer.forward(x)\n        return x\n",
            "        last = len(self.params) // 2\n"
            "        self.inputs: dict[int, Array] = {}\n"
            "        for i in range(1, last + 1):\n"
            "            self.inputs[i] = x\n"
            '            x = x @ self.params[f"W{i}"] + self.params[f"b{i}"]\n'
            "            if i < last:\n"
            '                x = self.layers[f"Activation{i}"].forward(x)\n'
            "        return x\n",
        ),
        (
            "        dout: Array = self.last.backward()\n"
            "        for layer in reversed(self.layers.values()):\n"
            "            dout = layer.backward(dout)\n"
            "        grads: dict[str, Array] = {}\n"
            "        for i in range(1, len(self.params) // 2 + 1):\n"
            '            affine = self.layers[f"Affine{i}"]\n'
            '            grads[f"W{i}"], grads[f"b{i}"] = affine.dW, affine.db\n',
            "        dout = self.last.backward()\n"
            "        grads = {}\n"
            "        for i in range(len(self.params) // 2, 0, -1):\n"
            '            grads[f"W{i}"] = self.inputs[i].T @ dout\n'
            '            grads[f"b{i}"] = dout.sum(axis=0)\n'
            "            if i > 1:\n"
            '                dout = dout @ self.params[f"W{i}"].T\n'
            '                dout = self.layers[f"Activation{i - 1}"].backward(dout)\n',
        ),
    ],
    why="Affine layers written out, forwards and back; the gradients in another order",
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
