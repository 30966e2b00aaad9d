"""Slips of those who write the way back by hand, without the layers' own."""

from net_mistakes import slip

BACK = "            dout = layer.backward(dout)\n"
EVERYTHING = ["gradient", "nothing_is_modified", "small_gradient", "training_brings_the_loss_down"]


def the_way_back() -> None:
    """One step of it at a time; what raises does so as in code without layers."""
    slip(
        "relu_left_out_on_the_way_back",
        BACK,
        "            dout = layer.backward(dout) if isinstance(layer, Affine) else dout\n",
        ["gradient", "nothing_is_modified", "small_gradient"],
        ("The ReLU is left out on the way back", "逆向きの計算で ReLU が抜けている"),
        (
            "The gradient passes the ReLU unchanged, also at units whose input was negative.",
            "入力が負だったユニットでも、勾配が ReLU をそのまま通り抜けています。",
        ),
        (
            "By how much does L change with a unit that gives 0?",
            "0 を出しているユニットの入力が少し変わると、L はどれだけ変わりますか。",
        ),
    )
    slip(
        "slope_of_the_layer_before",
        BACK,
        "            is_affine, before = isinstance(layer, Affine), self.layers[self.layers.index(layer) - 1]\n"
        "            dout = layer.backward(dout) if is_affine else dout * (before.x > 0)\n",
        EVERYTHING,
        ("The slope is taken from another layer", "別の層の値で傾きを決めている"),
        (
            "Whether a ReLU lets the gradient through is decided by what went into the Affine layer before it.",
            "ReLU が勾配を通すかどうかを、その前の Affine の入力で決めています。",
        ),
        (
            "Which array went into this ReLU on the way forward?",
            "順向きの計算で、この ReLU に入ったのはどの配列ですか。",
        ),
    )
    slip(
        "weights_not_transposed_on_the_way_back",
        BACK,
        "            is_affine, back = isinstance(layer, Affine), layer.backward(dout)\n"
        "            dout = dout @ layer.W if is_affine else back\n",
        EVERYTHING,
        ("W is not transposed on the way back", "逆向きの計算で W が転置されていない"),
        (
            "The gradient is multiplied by W where it needs Wᵀ.",
            "勾配に掛けるのは Wᵀ ですが、W を掛けています。",
        ),
        (
            "Which shape has the gradient before this product, and which after it?",
            "この積の前と後で、勾配の形はそれぞれ何ですか。",
        ),
    )
    slip(
        "bias_gradient_as_mean",
        "affine.dW, affine.db",
        "affine.dW, affine.db / len(x)",
        ["gradient"],
        ("The gradient of b is a mean", "b の勾配が平均になっている"),
        (
            "The gradients of the biases are means over the batch; 1/N is in the gradient of the loss already.",
            "b の勾配がバッチの平均です。1/N は損失の勾配にすでに入っています。",
        ),
        (
            "How often is 1/N in your gradient of b, and how often in that of W?",
            "1/N は、b の勾配に何回、W の勾配に何回入っていますか。",
        ),
    )
