"""Slips in the construction of the deep net."""

from net_mistakes import slip

NORM = 'self.layers[f"BatchNorm{i}"] = BatchNorm(gamma, beta)'
ACTIVATION = '            self.layers[f"Activation{i}"] = ACTIVATIONS[activation]()\n'
LAST_BIAS = '            if i == last:\n                self.params[f"b{i}"] = b\n'
DROPOUT = 'self.layers[f"Dropout{i}"] = Dropout(dropout, rng)'
PUBLIC = ["small_example", "training_brings_the_loss_down"]
VARIANCE = ["initial_variance"]
NORMED = ["gradient_through_batch_norm", "gradient_of_gamma_and_beta", "gradient_of_equal_widths"]
FORWARDS = [
    "predict",
    "scores_in_training",
    "gradient_moves_running_averages_once",
    "dropout_when_predicting",
]
BACKWARD = ["gradient", *NORMED, "gradient_with_penalties", "gradient_with_all_of_it", "masks"]
WITHOUT_LAST_BIAS = [  # wherever it should be set
    "names_and_shapes",
    "small_gradient",
    "initial_parameters[with batch_norm]",
    "predict[relu, batch norm]",
    "predict[tanh, batch norm]",
    "scores_in_training",
    "loss[relu, batch norm]",
    "accuracy",
    *NORMED,
    "gradient_with_all_of_it",
    "gradient_moves_running_averages_once",
    "nothing_is_modified",
    "fit_with_batch_norm",
]
WEIGHTS_BACKWARD = [name for name in BACKWARD if "gamma" not in name]


def starts() -> None:
    """The first weights."""
    for name, old, new, title, text, ask in (
        (
            "he_for_glorot",
            "W = STARTS[weight_init](n_in, n_out, rng)",
            'W = STARTS["he"](n_in, n_out, rng)',
            ("Always He's rule", "いつも He の規則を使っている"),
            ('"glorot" gives weights by He\'s rule, too.', '"glorot" でも He の規則の重みになります。'),
            ("What does weight_init decide in your constructor?", "weight_init は何を決めますか。"),
        ),
        (
            "widths_swapped",
            "W = STARTS[weight_init](n_in, n_out, rng)",
            "W = STARTS[weight_init](n_out, n_in, rng).T",
            ("n_in and n_out swapped", "n_in と n_out が逆"),
            (
                "The variance for He's rule is 2/n_out; asked for is 2/n_in.",
                "He の規則の分散が 2/n_out になっています。求められているのは 2/n_in です。",
            ),
            (
                "How many inputs reach a unit of the first layer for sizes (196, 32, 10)?",
                "sizes が (196, 32, 10) のとき、最初の層の 1 つのユニットに届く入力はいくつですか。",
            ),
        ),
        (
            "number_taken_for_the_variance",
            "rng.normal(0.0, weight_init, (n_in, n_out))",
            "rng.normal(0.0, np.sqrt(weight_init), (n_in, n_out))",
            ("A number for weight_init taken for the variance", "weight_init の数を分散とみなしている"),
            (
                "The root of the number is taken, but it is σ already.",
                "数の平方根を取っていますが、この数がすでに σ です。",
            ),
            (
                "How widely are your weights spread for weight_init = 0.01?",
                "weight_init = 0.01 のとき、あなたの重みはどのくらい散らばっていますか。",
            ),
        ),
    ):
        slip(name, old, new, VARIANCE, title, text, ask)
    slip(
        "number_for_weight_init_ignored",
        "rng.normal(0.0, weight_init, (n_in, n_out))",
        "rng.normal(0.0, 0.01, (n_in, n_out))",
        VARIANCE,
        ("A number for weight_init is ignored", "weight_init の数を使っていない"),
        (
            "With a number for weight_init the weights have the standard deviation 0.01, whatever the number is.",
            "weight_init に数を渡しても、重みの標準偏差がいつも 0.01 になります。",
        ),
        ("Where does your constructor use the number?", "渡された数は、コンストラクタのどこで使われていますか。"),
    )
    slip(
        "numbers_from_numpys_global_generator",
        "rng.normal(0.0, weight_init, (n_in, n_out))",
        "np.random.normal(0.0, weight_init, (n_in, n_out))",
        ["initial_weights_come_from_the_generator"],
        ("The weights do not come from rng", "重みが rng から作られていない"),
        (
            "With a number for weight_init the weights come from NumPy's global generator.",
            "weight_init が数のとき、重みが NumPy 全体で共有される乱数から作られています。",
        ),
        ("What does the caller decide by passing rng?", "rng を渡すことで、呼び出し側は何を決められますか。"),
    )


def construction() -> None:
    """The layers and their parameters."""
    slip(
        "biases_in_front_of_batch_norm",
        '            else:\n                self.params[f"b{i}"] = b\n',
        '            self.params[f"b{i}"] = b\n',
        ["names_and_shapes", "initial_parameters"],
        ("Biases in front of batch normalization", "バッチ正規化の前にもバイアスがある"),
        (
            "params holds biases of Affine layers that a BatchNorm follows: their gradients are only rounding errors.",
            "BatchNorm が続く Affine のバイアスも params に入っています。その勾配は、丸め誤差を除けば 0 です。",
        ),
        (
            "What does BatchNorm make of x + 1, compared with x?",
            "BatchNorm に x + 1 を渡すと、x を渡したときと何が変わりますか。",
        ),
    )
    for name, arrays, fails in (
        ("layers_hold_copies", "W.copy(), b.copy()", PUBLIC),
        ("layers_hold_copies_of_the_weights", "W.copy(), b", PUBLIC[:1]),
    ):
        slip(
            name,
            "Affine(W, b)  # the same",
            f"Affine({arrays})  # the same",
            [*fails, "small_gradient", "initial_parameters", "gradient_moves_running_averages_once", "design_learns"],
            ("The layers have copies of the parameters", "層がパラメータのコピーを持っている"),
            (
                "params and the layers hold different arrays: what an optimizer changes in params never reaches the "
                "net.",
                "params と層が別々の配列を持っています。オプティマイザが params を変えても、ネットは変わりません。",
            ),
            (
                'After params["W1"] -= 0.1, is layers["Affine1"].W another one?',
                'params["W1"] -= 0.1 のあと、layers["Affine1"].W は変わっていますか。',
            ),
        )
    slip(
        "batch_norm_behind_the_activation",
        ACTIVATION,
        ACTIVATION + '            if batch_norm:\n                self.layers[f"BatchNorm{i}"] = '
        'self.layers.pop(f"BatchNorm{i}")\n',
        [
            "names_and_shapes",
            "small_example",
            "small_gradient",
            "layers_in_order",
            "predict",
            "scores_in_training",
            "gradient_moves_running_averages_once",
            "nothing_is_modified",
        ],
        ("Batch normalization behind the activation", "バッチ正規化が活性化関数のあとにある"),
        (
            "BatchNorm stands behind the activation; here it stands in front of it.",
            "BatchNorm が活性化関数のあとにあります。この課題では、活性化関数の前に置きます。",
        ),
        (
            "Which mean and variance should the inputs of your activations have?",
            "活性化関数の入力の平均と分散は、どうなるはずですか。",
        ),
    )
    slip(
        "activation_behind_the_last_layer",
        '                self.params[f"b{i}"] = b\n                break\n',
        '                self.params[f"b{i}"] = b\n                self.layers[f"Activation{i}"] = '
        "ACTIVATIONS[activation]()\n                break\n",
        ["names_and_shapes", "small_gradient", "layers_in_order", *FORWARDS, "masks", "nothing_is_modified"],
        ("An activation behind the last layer", "最後の層のあとにも活性化関数がある"),
        (
            "The logits go through an activation before the softmax.",
            "ロジットが、ソフトマックスの前に活性化関数を通っています。",
        ),
        (
            "Between which numbers can a logit lie that has gone through tanh?",
            "tanh を通ったロジットは、どんな範囲の値になりますか。",
        ),
    )
    slip(
        "one_batch_norm_for_all",
        NORM,
        'self.layers[f"BatchNorm{i}"] = BatchNorm(gamma, beta) if i == 1 or len(self.norm.gamma) != n_out '
        'else self.norm\n                self.norm = self.layers[f"BatchNorm{i}"]\n'
        "                gamma, beta = self.norm.gamma, self.norm.beta",
        ["gradient_of_equal_widths"],
        ("One BatchNorm for several layers", "1 つの BatchNorm を使い回している"),
        (
            "Layers of equal width share a BatchNorm: its statistics, gamma and beta are those of the last one.",
            "幅の等しい層が 1 つの BatchNorm を共有しています。統計量も gamma も beta も、最後の層のものになります。",
        ),
        (
            "What does a BatchNorm keep from forward to backward, and what from batch to batch?",
            "BatchNorm が forward から backward まで覚えているもの、バッチをまたいで覚えているものは何ですか。",
        ),
    )
    slip(
        "one_activation_for_all",
        'self.layers[f"Activation{i}"] = ACTIVATIONS[activation]()',
        'self.layers[f"Activation{i}"] = self.layers.get("Activation1") or ACTIVATIONS[activation]()',
        [*BACKWARD[:-1], "gradient_moves_running_averages_once"],
        ("One activation object in several places", "1 つの活性化関数を使い回している"),
        (
            "All activations are the same object: each forward overwrites what the one before kept for its backward.",
            "すべての活性化関数が同じオブジェクトです。forward のたびに、前の層が残した値が上書きされます。",
        ),
        (
            "Which input has the first activation kept when backward reaches it?",
            "backward が最初の活性化関数に届いたとき、そこに残っているのはどの層の入力ですか。",
        ),
    )
    slip(
        "dropout_is_the_probability_of_keeping",
        DROPOUT,
        DROPOUT.replace("Dropout(dropout,", "Dropout(1 - dropout,"),
        ["dropout_when_predicting", "masks"],
        ("dropout taken for the probability of keeping", "dropout を残す確率と解釈している"),
        (
            "Units are kept with probability dropout; it is the probability of a zero.",
            "確率 dropout でユニットを残しています。dropout は 0 にする確率です。",
        ),
        (
            "With dropout = 0.1, how many of 100 units should take part in a step?",
            "dropout = 0.1 のとき、100 個のユニットのうち、1 ステップに参加するのは何個ですか。",
        ),
    )
    slip(
        "dropout_in_front_of_the_activation",
        f"{ACTIVATION}            if dropout:\n                {DROPOUT}\n",
        f"            if dropout:\n                {DROPOUT}\n{ACTIVATION}",
        ["names_and_shapes", "layers_in_order", "dropout_when_predicting"],
        ("Dropout in front of the activation", "ドロップアウトが活性化関数の前にある"),
        (
            "Dropout drops what goes into the activation; it belongs behind it.",
            "活性化関数に入る前の値を落としています。ドロップアウトは活性化関数のあとに置きます。",
        ),
        (
            "Which value has a dropped unit behind a sigmoid, if it is dropped before?",
            "シグモイドの前で落としたユニットは、シグモイドのあとでどんな値になりますか。",
        ),
    )
    slip(
        "last_bias_left_out_with_batch_norm",
        LAST_BIAS,
        LAST_BIAS.replace("self.params", "if not batch_norm:\n                    self.params"),
        WITHOUT_LAST_BIAS,
        ("With batch normalization the last layer has no bias", "バッチ正規化のとき最後の層にバイアスがない"),
        (
            "With batch_norm params has no bias of the last Affine layer; no BatchNorm follows that one.",
            "batch_norm では、最後の Affine のバイアスが params にありません。この層のあとに BatchNorm は続きません。",
        ),
        (
            "Which layer would take the last bias away again?",
            "最後のバイアスを打ち消す層は、どこにありますか。",
        ),
    )
    slip(
        "dropout_behind_the_last_layer",
        "                break\n",
        "                if dropout:\n"
        '                    self.layers[f"Dropout{i}"] = Dropout(dropout, rng)\n'
        "                break\n",
        ["names_and_shapes", "layers_in_order", "dropout_when_predicting", "masks"],
        ("Dropout behind the last layer, too", "最後の層のあとにもドロップアウトがある"),
        (
            "Scores are dropped as well: a class whose score is 0 in training has nothing to do with the image.",
            "スコアまで落としています。学習時にスコアが 0 になるクラスは、画像とは無関係に決まってしまいます。",
        ),
        (
            "With two hidden layers, how many Dropout layers has the net, and how many has yours?",
            "隠れ層が 2 つのネットに、Dropout はいくつありますか。あなたのネットではいくつですか。",
        ),
    )
    slip(
        "batch_norm_behind_the_last_layer",
        LAST_BIAS,
        LAST_BIAS + "                if batch_norm:\n"
        '                    self.layers[f"BatchNorm{i}"] = BatchNorm(gamma, beta)\n'
        '                    self.params[f"gamma{i}"], self.params[f"beta{i}"] = gamma, beta\n',
        [
            *PUBLIC[:1],
            "names_and_shapes",
            "small_gradient",
            "layers_in_order[with batch_norm]",
            "initial_parameters[with batch_norm]",
            "predict[relu, batch norm]",
            "predict[tanh, batch norm]",
            "scores_in_training",
            "gradient_moves_running_averages_once",
            "nothing_is_modified",
        ],
        ("BatchNorm behind the last layer, too", "最後の層のあとにもバッチ正規化がある"),
        (
            "The scores are normalized: every class is then equally likely on average, whatever the images show.",
            "スコアまで正規化しています。すると、画像が何であっても、平均としてどのクラスも同じ確率になります。",
        ),
        (
            "Where does the last Affine stand by the docstring, and what follows it?",
            "docstring によると、最後の Affine のあとには何がありますか。",
        ),
    )
    slip(
        "gamma_starts_at_zero",
        "np.zeros(n_out), np.ones(n_out), np.zeros(n_out)",
        "np.zeros(n_out), np.zeros(n_out), np.zeros(n_out)",
        ["initial_parameters[with batch_norm]", "small_example", "small_gradient"],
        ("gamma starts at 0", "gamma が 0 から始まっている"),
        (
            "gamma is 0 at the start: each BatchNorm gives zeros for every image.",
            "最初の gamma が 0 です。どの画像でも、BatchNorm の出力が 0 になります。",
        ),
        (
            "What does a BatchNorm make of its input before any training, and what should it?",
            "学習前の BatchNorm は、入力をどう変えますか。どう変えるべきですか。",
        ),
    )
    slip(
        "dropout_with_a_seed_of_its_own",
        DROPOUT,
        DROPOUT.replace("dropout, rng", "dropout, np.random.default_rng(i)"),
        ["masks"],
        ("Dropout has a generator of its own", "Dropout が別の乱数生成器を使っている"),
        (
            "The masks come from generators with fixed seeds: every net drops the same units in the same steps.",
            "シードを固定した生成器でマスクを作るので、どのネットも同じステップで同じユニットを落とします。",
        ),
        (
            "What would ten nets with ten rngs have in common in their first step?",
            "10 個の rng で作った 10 個のネットの、最初のステップに共通するものは何ですか。",
        ),
    )
