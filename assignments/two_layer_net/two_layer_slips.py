"""Slips in the two-layer net: in its layers, predictions, losses, gradients and accuracies."""

from net_mistakes import loss_as_sum, slip

HIDDEN = 'h = np.maximum(x @ p["W1"] + p["b1"], 0.0)'
OUTPUT = 'return h, h @ p["W2"] + p["b2"]'
SIGMOID = "            sigmoid: Array = np.exp(-np.logaddexp(0.0, -z))  # 1 / (1 + e⁻ᶻ)\n            return sigmoid"
BINARY = "total = np.sum(np.logaddexp(0.0, z) - t * z)  # log y = z − log(1 + eᶻ), log(1 − y) = −log(1 + eᶻ)"
MANY = "total = np.sum(t * (np.log(np.exp(z).sum(axis=1, keepdims=True)) - z))"
SLOPE = "dz = (self.predict(x) - t) / len(x)  # for all three tasks"
GRADIENT = 'return {"W1": x.T @ da, "b1": da.sum(axis=0), "W2": h.T @ dz, "b2": dz.sum(axis=0)}'
R2 = "return float(1.0 - np.sum((y - t) ** 2) / np.sum((t - t.mean()) ** 2))"

FIRST = "gradient_of_the_first_layer"
CLASSES = "gradient_of_the_second_layer_in_classification"
SECOND = [CLASSES, "gradient_of_the_second_layer_in_regression"]
PREDICTIONS = ["predict_probabilities", "predict_values"]
ONE_TASK = ["classification_examples", "predict_probabilities"]


def forward() -> None:
    """The two layers."""
    slip(
        "output_bias_forgotten",
        OUTPUT,
        'return h, h @ p["W2"]',
        PREDICTIONS,
        ("b2 is never added", "b2 を足していない"),
        ("z is h W2 alone; the bias b2 is missing.", "z が h W2 だけで、バイアス b2 が足されていません。"),
        (
            "Which entries of params does your prediction depend on?",
            "あなたの予測は、params のどの配列によって変わりますか。",
        ),
    )
    slip(
        "hidden_bias_forgotten",
        HIDDEN,
        'h = np.maximum(x @ p["W1"], 0.0)',
        ["perfect_predictions", *PREDICTIONS],
        ("b1 is never added", "b1 を足していない"),
        (
            "The hidden layer is max(x W1, 0); the bias b1 is missing.",
            "隠れ層が max(x W1, 0) で、b1 が足されていません。",
        ),
        (
            "Which entries of params does your prediction depend on?",
            "あなたの予測は、params のどの配列によって変わりますか。",
        ),
    )
    slip(
        "hidden_bias_after_the_activation",
        HIDDEN,
        'h = np.maximum(x @ p["W1"], 0.0) + p["b1"]',
        ["perfect_predictions", "regression_example", *PREDICTIONS],
        ("b1 is added after the activation", "活性化関数のあとで b1 を足している"),
        (
            "The hidden layer is max(x W1, 0) + b1; b1 belongs inside.",
            "max(x W1, 0) + b1 になっています。b1 は max の中で足します。",
        ),
        ("Can a hidden unit of yours be negative?", "あなたの隠れユニットは負になれますか。"),
    )
    slip(
        "no_hidden_activation",
        HIDDEN,
        'h = x @ p["W1"] + p["b1"]',
        ["perfect_predictions", "regression_example", *PREDICTIONS],
        ("No activation in the hidden layer", "隠れ層に活性化関数がない"),
        (
            "The hidden layer is x W1 + b1; max(·, 0) is missing.",
            "隠れ層が x W1 + b1 のままで、max(·, 0) がありません。",
        ),
        (
            "What can two linear maps one after the other express that one cannot?",
            "線形写像を 2 つ続けると、1 つでは表せない何が表せますか。",
        ),
    )
    slip(
        "sigmoid_in_the_hidden_layer",
        HIDDEN,
        'h = 1.0 / (1.0 + np.exp(-(x @ p["W1"] + p["b1"])))',
        ["perfect_predictions", "regression_example", *PREDICTIONS],
        ("A sigmoid in the hidden layer", "隠れ層がシグモイドになっている"),
        (
            "The hidden layer is a sigmoid; this net has max(·, 0).",
            "隠れ層がシグモイドです。このネットの隠れ層は max(·, 0) です。",
        ),
        ("How large can a hidden unit of yours become?", "あなたの隠れユニットは、最大でいくつになれますか。"),
    )


def predictions() -> None:
    """From z to y."""
    slip(
        "z_for_the_probability",
        SIGMOID,
        "            return z",
        [*ONE_TASK, "extreme_inputs"],
        ("z in place of a probability", "確率ではなく z を返している"),
        (
            'For "binary" predict returns z itself; asked for is its sigmoid.',
            '"binary" の predict が z をそのまま返しています。シグモイドを通してください。',
        ),
        ("Can one of your probabilities be 3?", "あなたの「確率」が 3 になることはありますか。"),
    )
    slip(
        "class_for_the_probability",
        SIGMOID,
        "            return (z > 0) * 1.0",
        ONE_TASK,
        ("The class in place of its probability", "確率ではなくクラスを返している"),
        (
            'For "binary" predict returns 0 or 1; asked for is the probability of class 1.',
            '"binary" の predict が 0 か 1 を返しています。求められているのはクラス 1 の確率です。',
        ),
        (
            "By how much does your prediction change when W2 moves a little?",
            "W2 が少し動くと、あなたの予測はどれだけ変わりますか。",
        ),
    )


def losses() -> None:
    """From z and t to the loss."""
    loss_as_sum(
        "sum_in_place_of_mean",
        ("return float(total / len(x))", "return float(total)"),
        fails=[
            "classification_examples",
            "loss_of_binary_classification",
            "loss_of_many_classes",
            "loss_of_regression",
        ],
    )
    slip(
        "binary_logarithm_of_zero",
        BINARY,
        "y = self.predict(x)\n            total = -np.sum(t * np.log(y) + (1 - t) * np.log(1 - y))",
        ["extreme_inputs"],
        ("Logarithm of a probability that vanished", "0 になった確率の対数"),
        (
            "For two classes the logarithm is taken of y and 1 − y, which can be exactly 0.",
            "2 クラス分類で y と 1 − y の対数を取っていますが、これらはちょうど 0 になることがあります。",
        ),
        ("What is log(1 − y), written with z?", "log(1 − y) を z で書くとどうなりますか。"),
    )
    slip(
        "binary_targets_overwritten",
        BINARY,
        "logs = np.logaddexp(0.0, z)\n            t *= z\n            total = np.sum(logs - t)",
        ["nothing_is_modified"],
        ("The targets are overwritten", "正解を書き換えている"),
        (
            "The loss of two classes writes into t, the caller's array.",
            "2 クラス分類の損失が、呼び出し側の配列 t に書き込んでいます。",
        ),
        ("What does a second call of loss with the same t give?", "同じ t で loss をもう一度呼ぶと、何が返りますか。"),
    )
    for name, old, new, check in (
        ("binary", BINARY, "total = -np.sum(np.logaddexp(0.0, z) - t * z)", "loss_of_binary_classification"),
        ("multiclass", MANY, MANY.replace("np.sum(t *", "-np.sum(t *"), "loss_of_many_classes"),
    ):
        slip(
            f"sign_of_the_{name}_loss",
            old,
            new,
            ["classification_examples", "extreme_inputs", check],
            ("The minus of the loss", "損失の符号が逆"),
            (
                f'The loss of "{name}" has the wrong sign: log y is never above 0.',
                f'"{name}" の損失の符号が逆です。log y は 0 以下です。',
            ),
            ("Which sign has the logarithm of a probability?", "確率の対数の符号は何ですか。"),
        )
    slip(
        "probability_without_logarithm",
        MANY,
        "total = -np.sum(t * np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))",
        ["classification_examples", "extreme_inputs", "loss_of_many_classes"],
        ("The logarithm is missing", "対数がない"),
        (
            "The loss of many classes is −Σ t y; the cross entropy is −Σ t log y.",
            "多クラス分類の損失が −Σ t y です。交差エントロピーは −Σ t log y です。",
        ),
        (
            "How large can your loss become for a sample that is surely wrong?",
            "完全に誤答したサンプルについて、あなたの損失は最大でいくつですか。",
        ),
    )


def gradients() -> None:
    """From the loss back to the parameters."""
    slip(
        "sign_of_the_gradient",
        SLOPE,
        "dz = (t - self.predict(x)) / len(x)",
        ["fit_brings_the_loss_down", FIRST, *SECOND, "regression_example"],
        ("t − y in place of y − t", "y − t ではなく t − y"),
        (
            "All gradients have the wrong sign: the slope by z is (y − t)/N.",
            "すべての勾配の符号が逆です。z による微分は (y − t)/N です。",
        ),
        (
            "If y is too large, should the gradient be positive or negative?",
            "y が大きすぎるとき、勾配は正ですか、負ですか。",
        ),
    )
    slip(
        "twice_the_gradient_of_regression",
        SLOPE,
        'dz = (2.0 if self.task == "regression" else 1.0) * (self.predict(x) - t) / len(x)',
        [FIRST, "gradient_of_the_second_layer_in_regression", "regression_example"],
        ("A 2 too many in regression", "回帰の勾配に余分な 2 がある"),
        (
            "The gradient of a regression has a factor 2; it cancels against the ½ of the loss.",
            "回帰の勾配に 2 が掛かっています。損失の ½ と打ち消し合うはずです。",
        ),
        ("What is the derivative of ½u²?", "½u² を微分すると何になりますか。"),
    )
    slip(
        "gradient_divided_by_all_entries",
        SLOPE,
        "dz = (self.predict(x) - t) / t.size",
        [FIRST, *SECOND],
        ("Divided by the number of entries", "要素の数で割っている"),
        (
            "The gradient is divided by N · n_out; the loss is a mean over the N samples.",
            "勾配が N · n_out で割られています。損失は N 個のサンプルについての平均です。",
        ),
        ("By which number is the loss divided?", "損失はいくつで割られていますか。"),
    )
    for key, d, fails in (("b1", "da", [FIRST]), ("b2", "dz", SECOND)):
        slip(
            f"{key}_gradient_as_mean",
            GRADIENT,
            GRADIENT.replace(f"{d}.sum(axis=0)", f"{d}.mean(axis=0)"),
            fails,
            (f"The gradient of {key} as a mean", f"{key} の勾配が平均になっている"),
            (
                f"The gradient of {key} is a mean over the batch; 1/N is in the slope by z already.",
                f"{key} の勾配がバッチの平均です。1/N は z による微分にすでに入っています。",
            ),
            (
                "Along how many paths does a bias reach the loss of N samples?",
                "バイアスは、N 個のサンプルの損失に何本の経路で届きますか。",
            ),
        )


def accuracies() -> None:
    """From predictions and targets to the accuracy."""
    slip(
        "argmax_over_the_samples",
        "np.mean(y.argmax(axis=1) == t.argmax(axis=1))",
        "np.mean(y.argmax(axis=0) == t.argmax(axis=0))",
        ["accuracy_of_classification"],
        ("argmax over the samples", "サンプルの方向に argmax を取っている"),
        (
            "argmax runs down the columns: it finds for each class the most likely sample.",
            "argmax が列方向です。クラスごとに、最も確率の高いサンプルを探しています。",
        ),
        ("How long is the array that your argmax returns, N or K?", "argmax が返す配列の長さは N ですか、K ですか。"),
    )
    slip(
        "r2_without_1",
        R2,
        R2.replace("1.0 - ", ""),
        ["accuracy_of_regression", "perfect_predictions"],
        ("R² without “1 −”", "R² に「1 −」がない"),
        (
            "The accuracy of a regression is the share of the spread that is left; R² is 1 minus that.",
            "回帰の精度が、残ったばらつきの割合になっています。R² は 1 からそれを引いた値です。",
        ),
        ("Which R² must a regression without errors have?", "誤差のない回帰の R² はいくつのはずですか。"),
    )
    slip(
        "mean_squared_error_for_r2",
        R2,
        "return float(np.mean((y - t) ** 2))",
        ["accuracy_of_regression", "perfect_predictions"],
        ("The mean squared error in place of R²", "R² ではなく平均二乗誤差"),
        (
            "The accuracy of a regression is the mean squared error; asked for is R².",
            "回帰の精度が平均二乗誤差になっています。求められているのは R² です。",
        ),
        (
            "Does your number become larger or smaller when the net gets better?",
            "ネットが良くなると、あなたの数は大きくなりますか、小さくなりますか。",
        ),
    )
