"""Slips in the net of any depth: in its construction, its passes and its training."""

from net_mistakes import FIT, loss_as_sum, slip

from autograder.testing import misconception

DRAW = "W, b = rng.normal("
AFFINE = 'grads[f"W{i}"], grads[f"b{i}"] = affine.dW, affine.db'
LOSS = "return float(self.last.forward(self.scores(x), t))"
UPDATE = "optimizer.update(net.params, net.gradient(x[batch], t[batch]))"
GENERATOR = ["initial_weights_come_from_the_generator"]
FORWARD = "        self.loss(x, t)  # every layer keeps what its backward needs\n"
DOUT = "dout: Array = self.last.backward()"
BACK = "for layer in reversed(self.layers.values()):\n            dout = layer.backward(dout)"
ANSWERS = "np.mean(self.scores(x).argmax(axis=1) == t.argmax(axis=1))"
SHORTENED = [
    "accuracy_example",
    "layers_in_order",
    "names_and_shapes",
    "nothing_is_modified",
    "predict",
    "small_example",
    "small_gradient",
]
PREDICTED = "y: Array = softmax(self.scores(x))\n"
ACCURACY = ["accuracy", "accuracy_example"]
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
    slip(
        "last_hidden_layer_without_activation",
        "if i < last:",
        "if i < last - 1:",
        SHORTENED,
        ("No activation behind the last hidden layer", "最後の隠れ層のあとに活性化関数がない"),
        (
            "The last hidden layer has no activation: the two Affine layers at the end are together a single one.",
            "最後の隠れ層に活性化関数がありません。最後の 2 つの Affine が、合わせて 1 つの Affine になっています。",
        ),
        (
            "How many activations has a net of three Affine layers, and how many has yours?",
            "Affine が 3 つのネットに、活性化関数はいくつありますか。あなたのネットではいくつですか。",
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
    slip(
        "loss_averaged_over_the_classes",
        LOSS,
        LOSS + " / t.shape[1]",
        ["loss", "small_example"],
        ("A mean over the classes, too", "クラスについても平均している"),
        (
            "The loss is divided by N · K: it is a mean of all entries. Asked for is a mean over the samples.",
            "損失が N・K で割られています（全要素の平均）。求められているのは、サンプルについての平均です。",
        ),
        (
            "How many of the K terms of a sample are other than 0?",
            "1 つのサンプルの K 個の項のうち、0 でないのはいくつですか。",
        ),
    )
    shifted = "y = np.exp(self.scores(x) - self.scores(x).max(axis=1, keepdims=True))\n        y /= y.sum(axis=0)\n"
    everywhere = [(DOUT, "dout = (self.predict(x) - t) / len(x)")]
    for name, new, besides in (
        ("softmax_over_the_samples", "y = softmax(self.scores(x).T).T\n", []),
        ("softmax_over_the_samples_everywhere", "y = softmax(self.scores(x).T).T\n", everywhere),
        ("softmax_summed_over_the_samples", shifted, []),
        ("softmax_summed_over_the_samples_everywhere", shifted, everywhere),
    ):
        misconception(
            name,
            change=[(PREDICTED, new), *besides],
            fails=[
                "extreme_inputs",
                "predict",
                "small_example",
                *(["small_gradient", "training_brings_the_loss_down"] if besides else []),
            ],
            title_en="Softmax over the samples",
            title_ja="サンプルの方向にソフトマックスを取っている",
            en="The columns of predict add up to 1; it is the rows, the classes of a sample, that should.",
            ja="predict の各列の和が 1 になっています。和が 1 になるべきなのは、各行（1 サンプルの全クラス）です。",
            ask_en="How sure is your net of its answer, if it is given a single sample?",
            ask_ja="1 サンプルだけを渡すと、あなたのネットの確率はいくつになりますか。",
        )
    slip(
        "accuracy_in_percent",
        ANSWERS,
        "100 * " + ANSWERS,
        ACCURACY,
        ("The accuracy in percent", "精度をパーセントで返している"),
        (
            "accuracy goes up to 100; asked for is a share, from 0 to 1.",
            "精度が 100 までの数になっています。求められているのは、0 から 1 までの割合です。",
        ),
        ("What is the accuracy of a net that is always right?", "いつも正解するネットの精度はいくつですか。"),
    )
    slip(
        "one_argmax_for_all_samples",
        ANSWERS,
        "self.scores(x).argmax() == t.argmax()",
        ACCURACY,
        ("argmax over everything", "全体の argmax を取っている"),
        (
            "argmax without an axis finds one entry of the whole array, not one in each row: the accuracy is 0 or 1.",
            "軸を指定しない argmax は、行ごとではなく全体から 1 つを選びます。そのため、精度が 0 か 1 になります。",
        ),
        (
            "How many numbers does your argmax return for N samples?",
            "N サンプルのとき、argmax はいくつの数を返しますか。",
        ),
    )


def ways_back() -> None:
    """gradient."""
    slip(
        "nothing_handed_on_going_back",
        BACK,
        BACK.replace("dout = ", ""),
        [*BACKWARD, "small_gradient", "nothing_is_modified"],
        ("What a layer returns is not handed on", "層が返した勾配を次に渡していない"),
        (
            "Every layer gets the gradient of the logits; it should get what the layer behind it has returned.",
            "どの層にもロジットの勾配を渡しています。渡すのは、1 つ後ろの層の backward が返した値です。",
        ),
        (
            "Which shape has the gradient that reaches Affine1, and which has the output of Affine1?",
            "Affine1 に届く勾配の形と、Affine1 の出力の形は、それぞれ何ですか。",
        ),
    )
    slip(
        "back_in_the_order_of_forward",
        "for layer in reversed(self.layers.values()):",
        "for layer in self.layers.values():",
        [*BACKWARD, "small_gradient", "nothing_is_modified", "training_brings_the_loss_down"],
        ("The layers go back in the order of forward", "順伝播と同じ順に逆伝播している"),
        (
            "backward begins with the first layer; the gradient of the loss reaches the last layer first.",
            "最初の層から backward を呼んでいます。損失の勾配が最初に届くのは、最後の層です。",
        ),
        (
            "Which layer's output does the loss see directly?",
            "損失に直接入るのは、どの層の出力ですか。",
        ),
    )
    slip(
        "last_layer_left_out",
        "range(1, len(self.params) // 2 + 1)",
        "range(1, len(self.params) // 2)",
        [*BACKWARD, "small_gradient", "extreme_inputs", "nothing_is_modified"],
        ("The last layer has no gradient", "最後の層の勾配がない"),
        (
            "The dict that gradient returns lacks the last W and b.",
            "gradient が返す辞書に、最後の W と b がありません。",
        ),
        ("With which numbers does range(1, 3) end?", "range(1, 3) の最後の数はいくつですか。"),
    )
    slip(
        "gradients_of_W_and_b_swapped",
        AFFINE,
        AFFINE.replace("affine.dW, affine.db", "affine.db, affine.dW"),
        [
            *BACKWARD,
            "small_gradient",
            "extreme_inputs",
            "nothing_is_modified",
            "training_brings_the_loss_down",
        ],
        ("The gradients of W and b swapped", "W と b の勾配が逆"),
        (
            "Under the names of the weights stand the gradients of the biases, and the other way round.",
            "重みの名前にバイアスの勾配が、バイアスの名前に重みの勾配が入っています。",
        ),
        ('Which shape has grads["W1"]?', 'grads["W1"] の形は何ですか。'),
    )
    slip(
        "bias_gradients_averaged",
        AFFINE,
        AFFINE + " / len(x)",
        BACKWARD[1:],
        ("The gradients of the biases are means", "バイアスの勾配が平均になっている"),
        (
            "1/N is in the gradient of the logits already; those of the biases are divided by N once more.",
            "1/N はロジットの勾配にすでに入っています。バイアスの勾配だけ、もう一度 N で割られています。",
        ),
        (
            "How does b1 enter the output of each sample, and how do N samples add up?",
            "b1 は各サンプルの出力にどう入りますか。N サンプルの分は、どう合わせますか。",
        ),
    )
    slip(
        "gradient_without_any_forward",
        FORWARD,
        "",
        ["gradient_belongs_to_its_arguments", "small_gradient", "nothing_is_modified", "training_brings_the_loss_down"],
        ("No forward pass before the way back", "順伝播をせずに逆伝播している"),
        (
            "gradient goes back without a forward pass: the layers hold nothing, or what belongs to another batch.",
            "gradient が順伝播をせずに逆伝播しています。層には何も残っていないか、別のバッチの値が残っています。",
        ),
        ("What does the backward of a layer need from its forward?", "層の backward は、forward の何を使いますか。"),
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
