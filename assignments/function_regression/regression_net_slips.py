"""Slips in the net and in its training."""

import net_mistakes
from net_mistakes import slip

from autograder.testing import misconception

FIT = ["fit_by_default", "fit_with_a_single_batch", "fit_with_mini_batches"]
BATCHED = ["fit_by_default", "fit_with_mini_batches"]
LOWER = "training_brings_the_loss_down"
NET = "net = RegressionNet((2, *hidden, 1), rng)"


def the_net() -> None:
    """Construction and passes."""
    predictions = ["predict", "gradient", "nothing_is_modified", "small_example", "small_gradient"]
    slip(
        "relu_at_the_end",
        "            if i < last:\n                self.layers.append(ReLU())",
        "            self.layers.append(ReLU())",
        ["predict", "nothing_is_modified"],
        ("A ReLU after the last layer", "最後の層のあとに ReLU がある"),
        (
            "A ReLU follows the last Affine layer, so that no prediction can be negative.",
            "最後の Affine のあとに ReLU があるので、負の予測ができません。",
        ),
        (
            "What is f(0, 0), and can your net give that?",
            "f(0, 0) はいくつですか。あなたのネットはその値を出せますか。",
        ),
    )
    slip(
        "no_relu",
        "            if i < last:\n                self.layers.append(ReLU())",
        "            if i < last:\n                self.layers.append(Affine(np.eye(n_out), np.zeros(n_out)))",
        ["predict", "nothing_is_modified", "small_example", "small_gradient"],
        ("Nothing between the Affine layers", "Affine の間に活性化関数がない"),
        (
            "Affine layers without an activation between them are a single Affine layer.",
            "活性化関数なしで並べた Affine は、1 つの Affine と同じです。",
        ),
        ("Which surfaces can a product of matrices describe?", "行列の積だけで表せるのは、どんな曲面ですか。"),
    )
    misconception(
        "one_relu_for_all",
        change=[
            ("last = len(sizes) - 1\n", "last, shared = len(sizes) - 1, ReLU()\n"),
            ("self.layers.append(ReLU())", "self.layers.append(shared)"),
        ],
        fails=["gradient[two hidden layers]", "gradient[three of one width]", "nothing_is_modified", LOWER],
        title_en="One ReLU object in several places",
        title_ja="1 つの ReLU オブジェクトを使い回している",
        en="All ReLUs are the same object: each forward overwrites what the one before kept for its backward.",
        ja="すべての ReLU が同じオブジェクトです。forward のたびに、前の層が残した値が上書きされます。",
        ask_en="Which input has the first ReLU kept when backward reaches it?",
        ask_ja="backward が最初の ReLU に届いたとき、そこに残っているのはどの層の入力ですか。",
    )
    slip(
        "layers_hold_copies",
        "Affine(W, b))  # the same arrays, not copies",
        "Affine(W.copy(), b.copy()))",
        [*predictions, LOWER],
        ("The layers have copies of the parameters", "層がパラメータのコピーを持っている"),
        (
            "params and the layers hold different arrays: what an optimizer changes never reaches the net.",
            "params と層が別々の配列を持っています。オプティマイザが変えても、ネットワークは変わりません。",
        ),
        (
            'After params["W1"] -= 0.1, is the W of the first layer another one?',
            'params["W1"] -= 0.1 のあと、最初の層の W は変わっていますか。',
        ),
    )
    for name, new, text in (
        (
            "weights_standard_normal",
            "rng.normal(size=(n_in, n_out))",
            ("The weights have the variance 1, not 2/n_in.", "重みの分散が 2/n_in ではなく 1 です。"),
        ),
        (
            "outputs_counted_for_inputs",
            "he_normal(n_out, n_in, rng).T",
            ("The weights have the variance 2/n_out, not 2/n_in.", "重みの分散が 2/n_in ではなく 2/n_out です。"),
        ),
        (
            "weights_from_a_seed",
            "he_normal(n_in, n_out, np.random.default_rng(0))",
            (
                "The weights come from a generator with a fixed seed; rng is not used.",
                "重みが、シードを固定した別の乱数生成器から作られています。",
            ),
        ),
    ):
        slip(
            name,
            "he_normal(n_in, n_out, rng)",
            new,
            ["initial_parameters"],
            ("How the first weights are drawn", "最初の重みの作り方"),
            text,
            (
                "Which arguments does he_normal take, in which order?",
                "he_normal の引数は何ですか。順番はどうなっていますか。",
            ),
        )
    slip(
        "biases_drawn",
        "np.zeros(n_out)",
        "rng.normal(0.0, 0.1, n_out)",
        ["initial_parameters"],
        ("Random biases", "バイアスを乱数で初期化している"),
        ("The biases are drawn; they start at 0.", "バイアスが乱数になっています。0 から始めてください。"),
        (
            "Random weights make the units different already. What is left for the biases to do?",
            "重みが乱数なら、ユニットはすでに互いに異なります。バイアスまで乱数にする必要はありますか。",
        ),
    )
    loss = "return float(self.last.forward(self.predict(x), t))"
    slip(
        "without_the_half",
        loss,
        "return 2 * float(self.last.forward(self.predict(x), t))",
        ["loss", "small_example"],
        ("Mean of the squares without ½", "½ のない 2 乗平均"),
        ("The loss is 1/N Σ (y − t)²; here it has a ½.", "損失が 1/N Σ (y − t)² です。ここでは ½ が付きます。"),
        ("What is the loss of one sample with y = 7 and t = 5?", "y = 7、t = 5 のサンプル 1 つの損失はいくつですか。"),
    )
    net_mistakes.loss_as_sum("loss_summed", (loss, loss + " * len(x)"), fails=["loss"])
    slip(
        "targets_flattened_in_the_loss",
        loss,
        "return float(self.last.forward(self.predict(x), t.ravel()))",
        ["loss", LOWER],
        ("(N, 1) minus (N,)", "(N, 1) から (N,) を引いている"),
        (
            "The targets are flattened, so that the difference is (N, N): every prediction minus every target.",
            "正解を 1 次元にしているので、差が (N, N) になり、すべての予測とすべての正解の組が引き算されています。",
        ),
        ("What is the shape of predict(x) − t in your loss?", "あなたの損失の中で、predict(x) − t の形は何ですか。"),
    )
    backward = "dout: Array = self.last.backward()"
    for name, new, fails, title, text, ask in (
        (
            "gradient_not_divided_by_n",
            backward + " * len(x)",
            ["gradient"],
            ("Gradient of a sum for the loss of a mean", "損失は平均なのに勾配は和になっている"),
            (
                "The loss is a mean over the batch, but its gradient is not divided by N.",
                "損失はバッチの平均ですが、勾配が N で割られていません。",
            ),
            (
                "What happens to your steps when the batch is made ten times larger?",
                "バッチを 10 倍にすると、更新の大きさはどうなりますか。",
            ),
        ),
        (
            "gradient_without_the_half",
            backward + " * 2",
            ["gradient", "small_gradient"],
            ("Gradient of a loss without ½", "½ のない損失の勾配"),
            (
                "The gradient is 2 (y − t)/N at the output; the ½ of the loss takes the 2 away.",
                "出力での勾配が 2 (y − t)/N です。損失の ½ が、この 2 を打ち消します。",
            ),
            ("What is the derivative of ½ (y − t)²?", "½ (y − t)² の微分は何ですか。"),
        ),
        (
            "sign_of_the_gradient",
            backward + " * -1",
            ["gradient", "small_gradient", LOWER],
            ("The sign of the gradient", "勾配の符号が逆"),
            ("All gradients have the wrong sign.", "すべての勾配の符号が逆です。"),
            (
                "If the prediction is too large, which sign has its gradient?",
                "予測が大きすぎるとき、その勾配の符号は何ですか。",
            ),
        ),
    ):
        slip(name, backward, new, fails, title, text, ask)
    slip(
        "the_first_layers_in_reverse",
        "for i, affine in enumerate(self.layers[::2], start=1):",
        "for i, affine in enumerate(self.layers[-1::-2], start=1):",
        ["gradient", "nothing_is_modified", "small_gradient", LOWER],
        ("Gradients under the wrong names", "勾配の名前が違う"),
        (
            "W1 has the gradient of the last layer, and the last W that of the first.",
            "W1 に最後の層の勾配が、最後の W に最初の層の勾配が入っています。",
        ),
        ("Which shape has the gradient of W1?", "W1 の勾配の形は何ですか。"),
    )


def the_training() -> None:
    """The steps of fit."""
    net_mistakes.batches("y", last=BATCHED, replaced=FIT, targets=[*FIT, LOWER], order=BATCHED)
    net_mistakes.losses_kept(LOWER, "y", of_a_batch=BATCHED, before=FIT)
    for name, old, new, fails, title, text, ask in (
        (
            "hidden_layers_reversed",
            NET,
            "net = RegressionNet((2, *hidden[::-1], 1), rng)",
            FIT,
            ("The hidden layers in reverse", "隠れ層の順番が逆"),
            (
                "hidden is read from the output to the input; it goes from the input to the output.",
                "hidden を出力側から読んでいます。入力側から順に並んでいます。",
            ),
            ("Which shape has W1 for hidden=(32, 16)?", "hidden=(32, 16) のとき、W1 の形は何ですか。"),
        ),
        (
            "hidden_ignored",
            NET,
            "net = RegressionNet((2, 32, 16, 1), rng)",
            ["fit_with_a_single_batch", "fit_with_mini_batches"],
            ("The argument hidden is ignored", "引数 hidden を使っていない"),
            (
                "The net always has hidden layers of 32 and 16 units.",
                "hidden によらず、隠れ層がいつも 32 と 16 ユニットです。",
            ),
            ("How would you try a net with three hidden layers?", "隠れ層が 3 つのネットは、どうやって試しますか。"),
        ),
        (
            "batches_counted",
            "    for _ in range(epochs):\n",
            "    batch_size = max(1, len(x) // batch_size)\n    for _ in range(epochs):\n",
            FIT,
            ("The number of batches in place of their size", "バッチの大きさではなく個数とみなしている"),
            (
                "batch_size is taken for the number of batches; it is the number of samples in each.",
                "batch_size をバッチの個数とみなしています。これは 1 バッチのサンプル数です。",
            ),
            (
                "1,000 samples and batch_size=100: how many steps has an epoch?",
                "1,000 サンプル、batch_size=100 なら、1 エポックは何ステップですか。",
            ),
        ),
        (
            "inputs_standardized",
            "    for _ in range(epochs):\n",
            "    x = (x - x.mean(axis=0)) / x.std(axis=0)\n    for _ in range(epochs):\n",
            [*FIT, LOWER],
            ("Inputs rescaled", "入力を標準化している"),
            (
                "x is standardized in fit, but whoever asks the net to predict has x as it is.",
                "fit の中で x を標準化していますが、predict に渡されるのは元のままの x です。",
            ),
            (
                "Which x does net.predict get from somebody who has only x_test?",
                "x_test しか持っていない人は、net.predict に何を渡しますか。",
            ),
        ),
        (
            "targets_standardized",
            "    for _ in range(epochs):\n",
            "    y = (y - y.mean()) / y.std()\n    for _ in range(epochs):\n",
            [*FIT, LOWER],
            ("Targets rescaled", "正解を標準化している"),
            (
                "y is standardized in fit, so that the net predicts numbers on another scale.",
                "fit の中で y を標準化しているので、ネットの予測の大きさが y と合いません。",
            ),
            (
                "What should net.predict give at (10, 10), about?",
                "(10, 10) で net.predict は、およそいくつのはずですか。",
            ),
        ),
        (
            "a_new_optimizer_every_epoch",
            "        order = rng.permutation(len(x))\n",
            "        optimizer = Adam(learning_rate)\n        order = rng.permutation(len(x))\n",
            FIT,
            ("A new optimizer in every epoch", "エポックごとに新しいオプティマイザを作っている"),
            (
                "Adam is made anew in every epoch and forgets its averages of the gradients.",
                "エポックごとに Adam を作り直しているので、勾配の平均が失われます。",
            ),
            ("How large is Adam's very first step?", "Adam の最初の 1 ステップの大きさはいくつですか。"),
        ),
        (
            "learning_rate_ignored",
            "Adam(learning_rate)",
            "Adam()",
            ["fit_with_a_single_batch", "fit_with_mini_batches"],
            ("The argument learning_rate is ignored", "引数 learning_rate を使っていない"),
            ("Adam always has its default rate.", "Adam の学習率がいつも既定値です。"),
            (
                "Which rate has your Adam for learning_rate=0.1?",
                "learning_rate=0.1 のとき、Adam の学習率はいくつですか。",
            ),
        ),
        (
            "gradient_descent",
            "        for start in range(0, len(x), batch_size):\n",
            "        optimizer = __import__('optimizers').SGD(learning_rate)\n"
            "        for start in range(0, len(x), batch_size):\n",
            FIT,
            ("Gradient descent in place of Adam", "Adam ではなく勾配降下法"),
            ("The steps are those of plain gradient descent.", "更新が単純な勾配降下法になっています。"),
            (
                "By how much does each parameter move in Adam's first step?",
                "Adam の最初のステップで、各パラメータはどれだけ動きますか。",
            ),
        ),
        (
            "copies_updated",
            "optimizer.update(net.params, net",
            "optimizer.update({key: value.copy() for key, value in net.params.items()}, net",
            [*FIT, LOWER],
            ("Copies of the parameters updated", "パラメータのコピーを更新している"),
            (
                "The optimizer changes copies of the parameters; the net stays as it was.",
                "オプティマイザがパラメータのコピーを変えているので、ネットワークは元のままです。",
            ),
            (
                "Which arrays do the layers hold, and which did the optimizer get?",
                "層が持っている配列と、オプティマイザに渡した配列は同じものですか。",
            ),
        ),
        (
            "one_batch_per_epoch",
            '        history["loss"]',
            '            break\n        history["loss"]',
            BATCHED,
            ("One batch per epoch", "1 エポックに 1 バッチ"),
            (
                "Each epoch stops after its first batch; it must go through all samples.",
                "どのエポックも最初のバッチで終わっています。全サンプルを使う必要があります。",
            ),
            (
                "58 samples in batches of 19: how many updates has an epoch?",
                "58 サンプルを 19 個ずつに分けると、1 エポックの更新は何回ですか。",
            ),
        ),
    ):
        slip(name, old, new, fails, title, text, ask)
