"""Slips in the net of any depth: in its construction, its passes and its training."""

from net_mistakes import FIT, loss_as_sum, slip

DRAW = "W, b = rng.normal("
AFFINE = 'grads[f"W{i}"], grads[f"b{i}"] = affine.dW, affine.db'
LOSS = "return float(self.last.forward(self.scores(x), t))"
UPDATE = "optimizer.update(net.params, net.gradient(x[batch], t[batch]))"
GENERATOR = ["initial_weights_come_from_the_generator"]
BACKWARD = ["gradient_belongs_to_its_arguments", "gradient_of_the_last_layer", "gradient_of_the_other_layers"]


def construction() -> None:
    """The first weights, and the layers."""
    for name, old, new, rule in (
        ("he", "sigma = np.sqrt(2.0 / n_in)", "sigma = np.sqrt(1.0 / n_in)", "2/n_in"),
        (
            "glorot",
            "sigma = np.sqrt(2.0 / (n_in + n_out))",
            "sigma = np.sqrt(1.0 / (n_in + n_out))",
            "2/(n_in + n_out)",
        ),
    ):
        slip(
            f"{name}_without_the_2",
            old,
            new,
            ["initial_variance"],
            ("The 2 of the rule is missing", "規則の 2 がない"),
            (
                f'The variance for "{name}" is {rule}; in yours the 2 is a 1.',
                f'"{name}" の分散は {rule} ですが、2 が 1 になっています。',
            ),
            (
                "What does the handout give for n_in = n_out = 100, and what do you?",
                "n_in = n_out = 100 のとき、課題文ではいくつですか。あなたの式ではいくつですか。",
            ),
        )
    slip(
        "weight_init_taken_for_the_variance",
        "sigma = weight_init\n",
        "sigma = np.sqrt(weight_init)\n",
        ["initial_variance"],
        ("A number for weight_init taken for the variance", "weight_init の数を分散とみなしている"),
        (
            "The root of weight_init is taken; a number is σ itself.",
            "weight_init の平方根を取っています。数は σ そのものです。",
        ),
        (
            "What is the standard deviation of your weights for weight_init = 0.01?",
            "weight_init = 0.01 のとき、あなたの重みの標準偏差はいくつですか。",
        ),
    )
    for name, new, en, ja in (
        (
            "numpys_global_generator",
            "W, b = np.random.normal(",
            "NumPy's global generator",
            "NumPy 全体で共有される乱数",
        ),
        ("one_seed_for_all_layers", "W, b = np.random.default_rng(0).normal(", "a fixed seed", "固定のシード"),
    ):
        slip(
            f"weights_from_{name}",
            DRAW,
            new,
            GENERATOR,
            ("The weights do not come from rng", "重みが rng から作られていない"),
            (
                f"The weights are drawn from {en}; rng is not used.",
                f"重みが{ja}から作られていて、rng が使われていません。",
            ),
            ("What does the caller decide by passing rng?", "rng を渡すことで、呼び出し側は何を決められますか。"),
        )
    slip(
        "uniform_weights",
        "rng.normal(0.0, sigma, (n_in, n_out))",
        "rng.uniform(-np.sqrt(3) * sigma, np.sqrt(3) * sigma, (n_in, n_out))",
        ["initial_weights_are_normal"],
        ("Uniform in place of normal", "正規分布ではなく一様分布"),
        ("The weights are uniform; normal ones are asked for.", "重みが一様分布です。求められているのは正規分布です。"),
        ("What does a histogram of your weights look like?", "重みのヒストグラムを描くと、どんな形になりますか。"),
    )
    slip(
        "always_relu",
        "ACTIVATIONS[activation]()",
        'ACTIVATIONS["relu"]()',
        ["layers_in_order", "predict"],
        ("The argument activation is ignored", "引数 activation を使っていない"),
        ("Every net is built with ReLUs, whatever activation is.", "activation によらず、いつも ReLU になっています。"),
        (
            "In what do your nets for tanh and for relu differ?",
            "あなたの tanh のネットと relu のネットは、どこが違いますか。",
        ),
    )


def passes() -> None:
    """Forwards and backwards."""
    slip(
        "sign_of_the_gradient",
        "dout: Array = self.last.backward()",
        "dout: Array = -self.last.backward()",
        [*BACKWARD, "small_gradient", "training_brings_the_loss_down"],
        ("The sign of the gradient", "勾配の符号が逆"),
        ("All gradients have the wrong sign.", "すべての勾配の符号が逆です。"),
        (
            "If the net is too sure of a wrong class, which sign has the gradient of its logit?",
            "間違ったクラスの確率が高すぎるとき、そのロジットの勾配の符号は何ですか。",
        ),
    )
    loss_as_sum("loss_summed", (LOSS, LOSS + " * len(x)"), fails=["loss"])
    slip(
        "probability_without_logarithm",
        LOSS,
        "self.last.forward(self.scores(x), t)\n        return float(-np.sum(t * self.predict(x)) / len(x))",
        ["extreme_inputs", "loss", "small_example"],
        ("The logarithm is missing", "対数がない"),
        (
            "The loss is −Σ t y / N; the cross entropy is −Σ t log y / N.",
            "損失が −Σ t y / N です。交差エントロピーは −Σ t log y / N です。",
        ),
        (
            "How large can your loss become for a sample that is surely wrong?",
            "完全に誤答したサンプルについて、あなたの損失は最大でいくつですか。",
        ),
    )
    slip(
        "logarithm_of_zero",
        LOSS,
        "self.last.forward(self.scores(x), t)\n        return float(-np.sum(t * np.log(self.predict(x))) / len(x))",
        ["extreme_inputs"],
        ("Logarithm of a probability that vanished", "0 になった確率の対数"),
        (
            "The logarithm is taken of probabilities, which can be exactly 0.",
            "確率の対数を取っていますが、確率はちょうど 0 になることがあります。",
        ),
        ("What is 0 · log 0 in NumPy?", "NumPy で 0 · log 0 はいくつですか。"),
    )
    slip(
        "right_answers_counted",
        "np.mean(self.scores(x).argmax(axis=1) == t.argmax(axis=1))",
        "np.sum(self.scores(x).argmax(axis=1) == t.argmax(axis=1))",
        ["accuracy", "accuracy_example"],
        ("The number of right answers", "正解の個数を返している"),
        (
            "accuracy returns how many answers are right; asked for is their share.",
            "accuracy が正解の個数を返しています。求められているのは割合です。",
        ),
        ("What is the largest accuracy that your net can get?", "あなたのネットの精度は、最大でいくつになりますか。"),
    )


def training() -> None:
    """The steps of fit."""
    grads = "grads = net.gradient(x[batch], t[batch])\n            "
    slip(
        "uphill",
        UPDATE,
        grads + "optimizer.update(net.params, {key: -grad for key, grad in grads.items()})",
        [*FIT, "training_brings_the_loss_down"],
        ("Uphill", "坂を登っている"),
        (
            "The optimizer gets the gradient with the wrong sign, so that the loss grows.",
            "オプティマイザに符号が逆の勾配を渡しているので、損失が増えます。",
        ),
        ("Who subtracts the gradient, fit or the optimizer?", "勾配を引くのは、fit とオプティマイザのどちらですか。"),
    )
    slip(
        "step_divided_by_batch_size",
        UPDATE,
        grads + "optimizer.update(net.params, {key: grad / len(batch) for key, grad in grads.items()})",
        FIT,
        ("Gradient divided by the batch size", "勾配をバッチサイズで割っている"),
        (
            "The gradient of the mean loss is divided by the batch size once more.",
            "平均の損失の勾配を、もう一度バッチサイズで割っています。",
        ),
        ("Is 1/B not already in net.gradient?", "1/B は net.gradient にすでに入っていませんか。"),
    )
    slip(
        "one_gradient_per_epoch",
        UPDATE,
        "optimizer.update(net.params, net.gradient(x, t))",
        ["fit_learns_digits", "fit_shuffles", "fit_uses_every_sample_once_per_epoch"],
        ("The whole set in every step", "毎ステップ全データを使っている"),
        (
            "Every step uses the gradient of the whole training set in place of the batch's.",
            "毎ステップ、バッチではなく訓練データ全体の勾配を使っています。",
        ),
        (
            "What are batches good for, if every step costs as much as the whole set?",
            "毎ステップ全データの計算をするなら、バッチに分ける意味は何でしょうか。",
        ),
    )
