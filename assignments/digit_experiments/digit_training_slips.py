"""Mistakes in the net, the updates, and the end of the record."""

from digit_checks import ALL, IN_BATCHES, WIDTHS

from autograder.testing import misconception


def nets_and_records() -> None:
    """All of them."""
    misconception(
        "relu_behind_the_last_layer",
        change=[("    last = LOSSES", "    layers.append(ReLU())\n    last = LOSSES")],
        fails=ALL,
        title_en="ReLU behind the last layer",
        title_ja="最後の層のあとにも ReLU がある",
        en="The logits pass through a ReLU before the softmax.",
        ja="ロジットがソフトマックスの前に ReLU を通っています。",
        ask_en="What happens to a class whose logit should be negative?",
        ask_ja="ロジットが負になるべきクラスはどうなりますか。",
    )

    misconception(
        "no_relu",
        change=[("        layers += [ReLU(), affine]\n", "        layers += [affine]\n")],
        fails=ALL,
        title_en="No ReLU",
        title_ja="ReLU がない",
        en="Affine layers follow one another with nothing between them: together they are a single one.",
        ja="Affine が何もはさまずに続いています。全体で 1 つの Affine と同じです。",
        ask_en="Multiply out (xW1 + b1)W2 + b2.",
        ask_ja="(xW1 + b1)W2 + b2 を展開してください。",
    )

    misconception(
        "one_relu_for_all",
        change=[
            ("    for affine in affines[1:]:\n", "    relu = ReLU()\n    for affine in affines[1:]:\n"),
            ("        layers += [ReLU(), affine]\n", "        layers += [relu, affine]\n"),
        ],
        fails=WIDTHS,
        title_en="One ReLU for all places",
        title_ja="1 つの ReLU を使い回している",
        en="All hidden layers share one ReLU object, which remembers only where the last one was positive.",
        ja="すべての隠れ層が 1 つの ReLU を共有しています。覚えているのは最後の場所の符号だけです。",
        ask_en="What does a ReLU keep from forward to backward?",
        ask_ja="ReLU が forward から backward まで覚えているものは何ですか。",
    )

    misconception(
        "optimizer_made_anew",
        change=[
            (
                '    for _ in range(config["epochs"]):\n',
                ('    for _ in range(config["epochs"]):\n        optimizer = OPTIMIZERS[name](**arguments)\n'),
            )
        ],
        fails=["training_with_all_samples", "optimizers_with_a_memory", "rising_loss_is_recorded"],
        title_en="A new optimizer in every epoch",
        title_ja="エポックごとにオプティマイザを作り直している",
        en="Every epoch begins with an optimizer that remembers nothing.",
        ja="エポックのたびに、何も覚えていないオプティマイザから始まります。",
        ask_en="What is Adam's t in the first step of your second epoch?",
        ask_ja="2 エポック目の最初のステップで、Adam の t はいくつですか。",
    )

    backwards = "(f'{kind}{i}' for i in range(len(affines), 0, -1) for kind in 'Wb')"
    for name, keys in (("one_update_per_array", "params"), ("one_update_per_array_from_the_end", backwards)):
        misconception(
            name,
            change=[
                (
                    "            optimizer.update(params, grads)\n",
                    (
                        f"            for key in {keys}:\n"
                        "                optimizer.update({key: params[key]}, {key: grads[key]})\n"
                    ),
                )
            ],
            fails=["optimizers_with_a_memory", "rising_loss_is_recorded"],
            title_en="One update for each array",
            title_ja="配列ごとに update を呼んでいる",
            en="update is called once for each array, so an optimizer that counts steps counts several per batch.",
            ja="配列ごとに update を呼ぶので、更新回数を数えるオプティマイザが 1 バッチで何回も数えます。",
            ask_en="How many steps has Adam counted after the first batch?",
            ask_ja="最初のバッチのあと、Adam は何回数えていますか。",
        )

    misconception(
        "scaled_by_the_batch_size",
        change=[
            (
                "            dout, grads = last.backward(), {}\n",
                '            dout, grads = last.backward() * len(batch) / config["batch_size"], {}\n',
            )
        ],
        fails=[*IN_BATCHES, "squared_error_with_all_samples"],
        title_en="Divided by the batch size of config",
        title_ja="config のバッチサイズで割っている",
        en="The gradient of a smaller last batch is divided by batch_size and not by its own size.",
        ja="最後の小さいバッチの勾配も、そのサンプル数ではなく batch_size で割っています。",
        ask_en="By which N is the gradient of a batch with one sample divided?",
        ask_ja="1 サンプルのバッチの勾配は、いくつで割りますか。",
    )

    misconception(
        "gradient_summed",
        change=[
            (
                "            dout, grads = last.backward(), {}\n",
                "            dout, grads = last.backward() * len(batch), {}\n",
            )
        ],
        fails=ALL,
        title_en="Gradient of the sum",
        title_ja="勾配が和になっている",
        en="The mean loss's gradient is multiplied by the batch size.",
        ja="平均の損失の勾配に、バッチサイズを掛けています。",
        ask_en="What happens to your steps when the batch is made ten times larger?",
        ask_ja="バッチを 10 倍にすると、更新の大きさはどうなりますか。",
    )

    misconception(
        "biases_not_trained",
        change=[
            (
                "            optimizer.update(params, grads)\n",
                (
                    '            optimizer.update(params, {key: g if key[0] == "W" else 0 * g for key, g in '
                    "grads.items()})\n"
                ),
            )
        ],
        fails=ALL,
        title_en="The biases are not trained",
        title_ja="バイアスを学習していない",
        en="The gradients of the biases are left at 0.",
        ja="バイアスの勾配が 0 のままです。",
        ask_en="Which parameters change in a step?",
        ask_ja="1 ステップで変わるのは、どのパラメータですか。",
    )

    misconception(
        "first_layer_not_trained",
        change=[
            (
                "            optimizer.update(params, grads)\n",
                '            grads["W1"] = 0 * grads["W1"]\n            optimizer.update(params, grads)\n',
            )
        ],
        fails=ALL,
        title_en="The first layer is not trained",
        title_ja="最初の層を学習していない",
        en="The gradient of W1 is 0.",
        ja="W1 の勾配が 0 です。",
        ask_en="How far back does your loop over the layers go?",
        ask_ja="層についてのループは、どこまで戻っていますか。",
    )

    misconception(
        "rng_ignored",
        change=[
            (
                '    x, t = data["x_train"], data["t_train"]\n',
                '    x, t = data["x_train"], data["t_train"]\n    rng = np.random.default_rng(0)\n',
            )
        ],
        fails=[*ALL, "nothing_is_modified"],
        title_en="rng is not used",
        title_ja="rng を使っていない",
        en="A generator with a fixed seed is used in place of rng.",
        ja="rng の代わりに、シードを固定した乱数生成器を使っています。",
        ask_en="How would you repeat a run with three seeds?",
        ask_ja="3 通りのシードで実験を繰り返すには、どうしますか。",
    )

    misconception(
        "widths_reversed",
        change=[('*config["hidden"], t.shape', '*reversed(config["hidden"]), t.shape')],
        fails=WIDTHS,
        title_en="Hidden layers in reverse order",
        title_ja="隠れ層の順序が逆",
        en="The widths are taken from the last to the first.",
        ja="幅を後ろから順に使っています。",
        ask_en="Which shape has W1 for hidden = (12, 9)?",
        ask_ja="hidden = (12, 9) のとき、W1 の形は何ですか。",
    )

    misconception(
        "first_width_only",
        change=[('*config["hidden"], t.shape', '*config["hidden"][:1], t.shape')],
        fails=WIDTHS,
        title_en="Only one hidden layer",
        title_ja="隠れ層が 1 つしかない",
        en="Only the first of the widths is used.",
        ja="最初の幅しか使っていません。",
        ask_en="How many Affine layers has a net with hidden = (12, 9)?",
        ask_ja="hidden = (12, 9) のネットに、Affine はいくつありますか。",
    )

    misconception(
        "stops_at_the_best_epoch",
        change=[
            (
                "    return history",
                (
                    '    best = int(np.argmin(history["test_loss"]))\n'
                    '    if len(history["test_loss"]) - best > 5:\n'
                    "        return {key: values[: best + 1] for key, values in history.items()}\n"
                    "    return history"
                ),
            )
        ],
        fails=["rising_loss_is_recorded"],
        title_en="Stopped at the best test loss",
        title_ja="テストの損失が最小のところで打ち切っている",
        en=(
            "Where the test loss has not fallen for five epochs, the record ends at its smallest: "
            "over-fitting cannot be seen, and the test set has chosen the end."
        ),
        ja=(
            "テストの損失が 5 エポック減らないと、最小のエポックで記録が終わっています。"
            "過学習が見えず、終わりをテスト画像で決めたことになります。"
        ),
        ask_en="What do you report if the test loss rises from epoch 5 on?",
        ask_ja="テストの損失が 5 エポック目から増え始めたら、何を報告しますか。",
    )

    misconception(
        "best_so_far",
        change=[
            (
                "    return history",
                ('    history["test_loss"] = np.minimum.accumulate(history["test_loss"]).tolist()\n    return history'),
            )
        ],
        fails=["records[test_loss]", "rising_loss_is_recorded"],
        title_en="The best so far is recorded",
        title_ja="それまでの最小値を記録している",
        en="test_loss holds the smallest loss so far, so it can never rise.",
        ja="test_loss が「それまでの最小値」なので、増えることがありません。",
        ask_en="Can your curve show over-fitting?",
        ask_ja="あなたのグラフに過学習は現れますか。",
    )

    misconception(
        "measured_before_the_epoch",
        change=[
            (
                (
                    '    for _ in range(config["epochs"]):\n'
                    '        for batch in batches(len(x), config["batch_size"], rng):\n'
                ),
                (
                    '    for _ in range(config["epochs"]):\n'
                    "        measure()\n"
                    '        for batch in batches(len(x), config["batch_size"], rng):\n'
                ),
            ),
            (
                '        for part in ("train", "test"):\n',
                '    if config["epochs"] < 0:\n        for part in ("train", "test"):\n',
            ),
            (
                "    def scores(x: Array)",
                (
                    "    def measure() -> None:\n"
                    '        for part in ("train", "test"):\n'
                    '            z, right = scores(data[f"x_{part}"]), data[f"t_{part}"]\n'
                    '            history[f"{part}_loss"].append(last.forward(z, right))\n'
                    '            history[f"{part}_accuracy"].append(float(np.mean(z.argmax(axis=1) == '
                    "right.argmax(axis=1))))\n"
                    "\n"
                    "    def scores(x: Array)"
                ),
            ),
        ],
        fails=ALL,
        title_en="Measured before the epoch",
        title_ja="エポックの前に測っている",
        en="The first entries are those of the untrained net, and the trained one is never measured.",
        ja="最初の記録が学習前のネットで、最後まで学習したネットは測られません。",
        ask_en="Which loss should a net of ten classes have before any training?",
        ask_ja="10 クラスのネットの、学習前の損失はどれくらいのはずですか。",
    )

    misconception(
        "one_epoch_more",
        change=[('range(config["epochs"])', 'range(config["epochs"] + 1)')],
        fails=[*ALL, "short_training"],
        title_en="One epoch more",
        title_ja="エポックが 1 つ多い",
        en="There is one epoch more than asked for.",
        ja="指定より 1 エポック多く学習しています。",
        ask_en="How many entries has your history for epochs = 3?",
        ask_ja="epochs = 3 のとき、記録はいくつありますか。",
    )

    misconception(
        "data_shifted_in_place",
        change=[
            (
                '    x, t = data["x_train"], data["t_train"]\n',
                '    x, t = data["x_train"], data["t_train"]\n    x -= x.mean()\n',
            )
        ],
        fails=[*ALL, "nothing_is_modified"],
        title_en="Images changed in place",
        title_ja="画像を書き換えている",
        en="The mean is subtracted from the caller's array.",
        ja="呼び出し側の配列から平均を引いています。",
        ask_en="What does the caller's x_train hold after run?",
        ask_ja="run のあと、呼び出し側の x_train はどうなっていますか。",
    )

    misconception(
        "centred",
        change=[
            (
                '    x, t = data["x_train"], data["t_train"]\n',
                (
                    '    mean = data["x_train"].mean()\n'
                    '    data = {**data, "x_train": data["x_train"] - mean, "x_test": data["x_test"] - mean}\n'
                    '    x, t = data["x_train"], data["t_train"]\n'
                ),
            )
        ],
        fails=ALL,
        title_en="Images centred",
        title_ja="画像を中心化している",
        en="A mean is subtracted from the images, which nobody has asked for here.",
        ja="画像から平均を引いていますが、この課題では求められていません。",
        ask_en="Which inputs does the first layer get, according to the docstring?",
        ask_ja="docstring では、最初の層の入力は何ですか。",
    )

    misconception(
        "bias_gradient_as_mean",
        change=[("affine.dW, affine.db", "affine.dW, affine.db / len(batch)")],
        fails=ALL,
        title_en="The gradient of b is a mean",
        title_ja="b の勾配が平均になっている",
        en="The gradients of the biases are means over the batch; 1/N is in the gradient of the loss already.",
        ja="b の勾配がバッチの平均です。1/N は損失の勾配にすでに入っています。",
        ask_en="How often is 1/N in your gradient of b, and how often in that of W?",
        ask_ja="1/N は、b の勾配に何回、W の勾配に何回入っていますか。",
    )
