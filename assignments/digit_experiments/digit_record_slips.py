"""Mistakes in the batches, and in what is recorded."""

from digit_checks import ALL, IN_BATCHES

from autograder.testing import misconception

BATCHES = '        for batch in batches(len(x), config["batch_size"], rng):\n'
RECORD = '            history[f"{part}_loss"].append(last.forward(z, right))\n'
ACCURACY = "float(np.mean(z.argmax(axis=1) == right.argmax(axis=1)))"
MEASURED = '            z, right = scores(data[f"x_{part}"]), data[f"t_{part}"]\n'
LAST = "            last.forward(scores(x[batch]), t[batch])\n"


def batches() -> None:
    """Which samples are used."""
    misconception(
        "never_shuffled",
        change=[
            (
                BATCHES,
                (
                    '        for batch in np.split(np.arange(len(x)), range(config["batch_size"], len(x), '
                    'config["batch_size"])):\n'
                ),
            )
        ],
        fails=IN_BATCHES,
        title_en="Never shuffled",
        title_ja="シャッフルしていない",
        en="The samples come in the same order in every epoch.",
        ja="毎エポック、サンプルが同じ順番です。",
        ask_en="What does batches draw from rng, and how often do you call it?",
        ask_ja="batches は rng から何を引きますか。何回呼んでいますか。",
    )
    misconception(
        "shuffled_once",
        change=[
            (
                (
                    '    for _ in range(config["epochs"]):\n'
                    '        for batch in batches(len(x), config["batch_size"], rng):\n'
                ),
                (
                    '    once = batches(len(x), config["batch_size"], rng)\n'
                    '    for _ in range(config["epochs"]):\n'
                    "        for batch in once:\n"
                ),
            )
        ],
        fails=IN_BATCHES,
        title_en="Shuffled once",
        title_ja="最初の 1 回しかシャッフルしていない",
        en="The batches are drawn once and used in every epoch.",
        ja="最初に作ったバッチを、毎エポック使い回しています。",
        ask_en="How often is rng asked in five epochs?",
        ask_ja="5 エポックの間に、rng は何回使われますか。",
    )
    misconception(
        "last_batch_dropped",
        change=[
            (
                BATCHES,
                (
                    '        for batch in batches(len(x), config["batch_size"], rng)[: max(1, len(x) // '
                    'config["batch_size"])]:\n'
                ),
            )
        ],
        fails=IN_BATCHES,
        title_en="The last batch is dropped",
        title_ja="最後のバッチを捨てている",
        en="Samples that do not fill a batch are left out.",
        ja="バッチに満たない残りのサンプルを使っていません。",
        ask_en="How many of 58 samples does an epoch use, in batches of 19?",
        ask_ja="58 サンプルを 19 個ずつに分けると、1 エポックで何個使いますか。",
    )
    misconception(
        "drawn_with_replacement",
        change=[
            (
                BATCHES,
                (
                    "        for batch in [rng.choice(len(x), len(b)) for b in batches(len(x), "
                    'config["batch_size"], rng)]:\n'
                ),
            )
        ],
        fails=ALL,
        title_en="Drawn with replacement",
        title_ja="重複を許して引いている",
        en="Batches are drawn at random, so some samples come twice and others not at all.",
        ja="バッチを毎回無作為に引いているので、2 回使われるサンプルも、使われないサンプルもあります。",
        ask_en="Which share of the samples is not used in an epoch?",
        ask_ja="1 エポックで使われないサンプルの割合はどれくらいですか。",
    )
    misconception(
        "one_batch_per_epoch",
        change=[(BATCHES, '        for batch in batches(len(x), config["batch_size"], rng)[:1]:\n')],
        fails=IN_BATCHES,
        title_en="One batch per epoch",
        title_ja="1 エポックに 1 バッチしか使っていない",
        en="After the first batch the epoch ends.",
        ja="最初のバッチだけでエポックが終わっています。",
        ask_en="How many updates are there in an epoch of 58 samples, 19 at a time?",
        ask_ja="58 サンプルを 19 個ずつ使うと、1 エポックの更新は何回ですか。",
    )
    misconception(
        "test_images_trained_on",
        change=[
            (
                '    x, t = data["x_train"], data["t_train"]\n',
                (
                    '    x = np.concatenate([data["x_train"], data["x_test"]])\n'
                    '    t = np.concatenate([data["t_train"], data["t_test"]])\n'
                ),
            )
        ],
        fails=ALL,
        title_en="Trained on the test images",
        title_ja="テスト画像も学習に使っている",
        en="The test images are used for training, so that nothing new is left to be tested.",
        ja="テスト画像も学習に使っているので、新しい画像での評価になりません。",
        ask_en="Which images has your net never seen?",
        ask_ja="あなたのネットが一度も見ていない画像はどれですか。",
    )

    misconception(
        "the_same_batches_in_every_epoch",
        change=[('config["batch_size"], rng)', 'config["batch_size"], np.random.default_rng(0))')],
        fails=IN_BATCHES,
        title_en="The same generator anew in every epoch",
        title_ja="エポックのたびに同じ乱数生成器を作っている",
        en="Every epoch makes a generator of its own with the same seed, so its batches are the same; rng is ignored.",
        ja="エポックごとに同じシードの乱数生成器を作っているので、毎回同じバッチになります。rng が使われていません。",
        ask_en="In what do the batches of your first two epochs differ?",
        ask_ja="最初の 2 エポックのバッチは、どこが違いますか。",
    )


def records() -> None:
    """What is measured."""
    misconception(
        "loss_ignored",
        change=[('last = LOSSES[config["loss"]]()', "last = SoftmaxWithLoss()")],
        fails=["squared_error_with_all_samples", "training_with_squared_error"],
        title_en="The loss of config is ignored",
        title_ja="config の損失を使っていない",
        en="Always the cross entropy, whatever config says.",
        ja="config によらず、いつも交差エントロピーになっています。",
        ask_en='Where does your run look at config["loss"]?',
        ask_ja='run のどこで config["loss"] を見ていますか。',
    )
    misconception(
        "cross_entropy_recorded",
        change=[(RECORD, '            history[f"{part}_loss"].append(SoftmaxWithLoss().forward(z, right))\n')],
        fails=["squared_error_with_all_samples", "training_with_squared_error"],
        title_en="The cross entropy is recorded",
        title_ja="いつも交差エントロピーを記録している",
        en="The net is trained with the loss of config, but the cross entropy is recorded.",
        ja="学習には config の損失を使っていますが、記録しているのは交差エントロピーです。",
        ask_en="Which loss do your steps make smaller, and which do you plot?",
        ask_ja="更新で小さくなる損失と、グラフに描く損失は同じですか。",
    )
    misconception(
        "mean_of_batch_losses",
        change=[
            (
                RECORD,
                (
                    '            size, n = config["batch_size"], len(z)\n'
                    "            means = [last.forward(z[i : i + size], right[i : i + size]) for i in range(0, "
                    "n, size)]\n"
                    '            history[f"{part}_loss"].append(float(np.mean(means)))\n'
                ),
            )
        ],
        fails=IN_BATCHES,
        title_en="Mean of the batches' means",
        title_ja="バッチごとの平均の平均",
        en="The last, smaller batch counts as much as the others: that is not the mean over all samples.",
        ja="最後の小さいバッチも、ほかと同じ重みで数えています。全サンプルの平均にはなりません。",
        ask_en="With batches of 19 and 1, which weight does the last sample have?",
        ask_ja="19 個のバッチと 1 個のバッチがあるとき、最後のサンプルの重みはいくつですか。",
    )
    misconception(
        "loss_of_the_last_batch",
        change=[
            (LAST, "            shown = last.forward(scores(x[batch]), t[batch])\n"),
            (
                RECORD,
                ('            history[f"{part}_loss"].append(shown if part == "train" else last.forward(z, right))\n'),
            ),
        ],
        fails=["records"],
        title_en="Loss of the last batch",
        title_ja="最後のバッチの損失を記録している",
        en="train_loss is that of the last batch alone.",
        ja="train_loss が、最後のバッチだけの損失です。",
        ask_en="Over how many samples is your train_loss taken?",
        ask_ja="あなたの train_loss は、何サンプルについての損失ですか。",
    )
    misconception(
        "losses_on_the_way",
        change=[
            ('    for _ in range(config["epochs"]):\n', '    for _ in range(config["epochs"]):\n        seen = []\n'),
            (LAST, "            seen.append(last.forward(scores(x[batch]), t[batch]))\n"),
            (
                RECORD,
                (
                    '            history[f"{part}_loss"].append(float(np.mean(seen)) if part == "train" else '
                    "last.forward(z, right))\n"
                ),
            ),
        ],
        fails=["records"],
        title_en="Losses collected during the epoch",
        title_ja="エポックの途中の損失を平均している",
        en=("train_loss is the mean of losses of nets that were still changing; it is measured after the epoch."),
        ja="train_loss が、学習の途中の損失の平均です。エポックの終わりに測ります。",
        ask_en="With which parameters is each of the losses in your mean computed?",
        ask_ja="平均しているそれぞれの損失は、どの時点のパラメータで計算したものですか。",
    )
    misconception(
        "test_is_training",
        change=[(MEASURED, '            z, right = scores(data["x_train"]), data["t_train"]\n')],
        fails=["records", "rising_loss_is_recorded"],
        title_en="Tested on the training images",
        title_ja="訓練画像でテストしている",
        en="Both parts of the record are measured on the training images.",
        ja="どちらの記録も訓練画像で測っています。",
        ask_en="Why is your test loss equal to your training loss?",
        ask_ja="テストの損失が訓練の損失と同じになるのはなぜですか。",
    )
    misconception(
        "parts_swapped",
        change=[
            (
                (
                    '        for part in ("train", "test"):\n'
                    '            z, right = scores(data[f"x_{part}"]), data[f"t_{part}"]\n'
                ),
                (
                    '        for part, other in (("train", "test"), ("test", "train")):\n'
                    '            z, right = scores(data[f"x_{other}"]), data[f"t_{other}"]\n'
                ),
            )
        ],
        fails=["records", "rising_loss_is_recorded"],
        title_en="Training and test swapped",
        title_ja="訓練とテストが入れ替わっている",
        en="What is recorded as train was measured on the test images, and the other way round.",
        ja="train の記録はテスト画像、test の記録は訓練画像で測ったものになっています。",
        ask_en="Which of the two losses should be the smaller one in the end?",
        ask_ja="最後に小さくなるのは、どちらの損失のはずですか。",
    )
    misconception(
        "right_answers_counted",
        change=[(ACCURACY, "float(np.sum(z.argmax(axis=1) == right.argmax(axis=1)))")],
        fails=["short_training", "records", "adam_is_better"],
        title_en="The number of right answers",
        title_ja="正解の個数を記録している",
        en="The number of right answers is recorded; the accuracy is their share.",
        ja="正解の個数を記録しています。正解率は割合です。",
        ask_en="What is the largest accuracy that can be?",
        ask_ja="正解率の最大値はいくつですか。",
    )
    misconception(
        "error_rate",
        change=[(ACCURACY, "float(np.mean(z.argmax(axis=1) != right.argmax(axis=1)))")],
        fails=["records", "adam_is_better"],
        title_en="Share of wrong answers",
        title_ja="誤答の割合を記録している",
        en="The share of wrong answers is recorded.",
        ja="誤答の割合を記録しています。",
        ask_en="Should this number rise or fall in training?",
        ask_ja="学習が進むと、この数は増えるはずですか、減るはずですか。",
    )
    misconception(
        "entries_counted",
        change=[(ACCURACY, "float(np.mean((softmax(z) > 0.5) == (right > 0.5)))")],
        fails=["records", "adam_is_better"],
        title_en="All entries counted",
        title_ja="要素ごとに数えている",
        en="Entries of the one-hot rows are compared, so nine zeros of ten count as right.",
        ja="one-hot の要素ごとに比べているので、10 個中 9 個の 0 も正解に数えられます。",
        ask_en="What is your accuracy if all probabilities are 0.1?",
        ask_ja="すべての確率が 0.1 のとき、あなたの正解率はいくつですか。",
    )
