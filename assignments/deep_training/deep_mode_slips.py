"""Slips in what differs between training and prediction, and in the loss."""

from net_mistakes import slip

from autograder.testing import misconception

FORWARD = 'layer.forward(x, train) if name.startswith(("BatchNorm", "Dropout")) else layer.forward(x)'
WEIGHTS = 'weights = [value for key, value in self.params.items() if key.startswith("W")]'
LOSS = "return float(self.last.forward(self.scores(x, train), t)) + penalty"
FIRST = "self.last.forward(self.scores(x, train=True), t)  # every layer keeps what its backward needs"


def modes() -> None:
    """Training and prediction, and the loss."""
    slip(
        "always_as_in_training",
        FORWARD,
        FORWARD.replace("(x, train)", "(x, True)"),
        ["predict", "dropout_when_predicting", "small_example"],
        ("Predictions as in training", "予測時も学習時と同じ動作をしている"),
        (
            "BatchNorm and Dropout always work as in training: predictions depend on other samples, and on chance.",
            "BatchNorm と Dropout がいつも学習時の動作をしています。予測が、ほかのサンプルや乱数に左右されます。",
        ),
        (
            "What does your net say of a single sample?",
            "1 サンプルだけを渡したとき、あなたのネットは何を出力しますか。",
        ),
    )
    slip(
        "never_as_in_training",
        FORWARD,
        FORWARD.replace("(x, train)", "(x, False)"),
        ["small_example", "small_gradient", "predict", "scores_in_training", "masks"],
        ("Never as in training", "学習時の動作をしていない"),
        (
            "train does not reach the layers: no batch statistics, no masks.",
            "train が層に届いていません。バッチの統計量もマスクも使われません。",
        ),
        (
            "When do the running averages of your net change?",
            "あなたのネットの移動平均は、いつ変わりますか。",
        ),
    )
    slip(
        "train_is_not_handed_to_dropout",
        '("BatchNorm", "Dropout")',
        '("BatchNorm",)',
        ["dropout_when_predicting"],
        ("Dropout is not told whether it trains", "Dropout に train を渡していない"),
        (
            "Only BatchNorm gets train: Dropout goes on dropping units when the net predicts.",
            "train を BatchNorm にしか渡していないので、予測のときにも Dropout がユニットを落とします。",
        ),
        ("Call predict twice. Are the results equal?", "predict を 2 回呼んでみましょう。結果は同じですか。"),
    )
    slip(
        "train_is_not_handed_to_batch_norm",
        '("BatchNorm", "Dropout")',
        '("Dropout",)',
        ["predict", "small_example"],
        ("BatchNorm is not told whether it trains", "BatchNorm に train を渡していない"),
        (
            "Only Dropout gets train: BatchNorm uses the statistics of the batch when the net predicts, too.",
            "train を Dropout にしか渡していないので、予測のときも BatchNorm がそのバッチの統計量を使います。",
        ),
        (
            "What does your net say of a single sample?",
            "1 サンプルだけを渡したとき、あなたのネットは何を出力しますか。",
        ),
    )
    slip(
        "scores_in_training_by_default",
        "def scores(self, x: Array, train: bool = False)",
        "def scores(self, x: Array, train: bool = True)",
        ["predict", "dropout_when_predicting", "small_example"],
        ("scores are those in training by default", "scores の既定が学習時の動作になっている"),
        (
            "scores(x) works as in training; without train it should work as when predicting.",
            "scores(x) が学習時の動作をします。train を省略したら、予測時の動作をするはずです。",
        ),
        (
            "Which callers of scores say nothing of train, and what do they need?",
            "train を指定せずに scores を呼ぶのはどのメソッドですか。必要なのはどちらの動作ですか。",
        ),
    )
    for name, besides, fails in (
        ("loss_never_in_training", [], ["scores_in_training", "small_example"]),
        (
            "train_lost_in_the_loss",
            [(FIRST, "self.loss(x, t, train=True)")],
            ["scores_in_training", "small_example", "small_gradient", "gradient_moves_running_averages_once"],
        ),
    ):
        misconception(
            name,
            change=[(LOSS, LOSS.replace("(x, train)", "(x)")), *besides],
            fails=fails,
            title_en="loss does not hand train on",
            title_ja="loss が train を渡していない",
            en="loss(x, t, train=True) runs forwards as when predicting: train does not reach scores.",
            ja="loss(x, t, train=True) が予測時の動作で順伝播しています。train が scores に届いていません。",
            ask_en="Where in your loss does the argument train appear?",
            ask_ja="あなたの loss の中で、引数 train はどこに現れますか。",
        )
    slip(
        "loss_always_in_training",
        LOSS,
        LOSS.replace("(x, train)", "(x, True)"),
        ["loss", "gradient_moves_running_averages_once"],
        ("The loss is always that in training", "loss がいつも学習時の値になっている"),
        (
            "loss(x, t) uses the statistics of its own batch, and moves the running averages.",
            "loss(x, t) がそのバッチの統計量を使い、移動平均まで動かします。",
        ),
        (
            "Which of predict's results does your loss(x, t) measure?",
            "あなたの loss(x, t) は、predict のどの結果を測っていますか。",
        ),
    )
    slip(
        "penalty_on_all_parameters",
        WEIGHTS,
        "weights = list(self.params.values())",
        ["small_example", "penalty"],
        ("The penalty is on biases, too", "罰則項がバイアスにもかかっている"),
        (
            "The loss penalizes biases as well; penalties are on the weight matrices alone.",
            "損失の罰則項がバイアスにもかかっています。罰則項は重み行列だけにかけます。",
        ),
        (
            "Which shapes have the arrays that your penalty sums over?",
            "あなたの罰則項が足し合わせる配列は、どんな形ですか。",
        ),
    )
    slip(
        "penalty_divided_by_n",
        LOSS,
        LOSS.replace("+ penalty", "+ penalty / len(x)"),
        ["small_example", "penalty"],
        ("The penalty is divided by N", "罰則項を N で割っている"),
        (
            "The penalty is divided by the number of samples; only the cross entropy is a mean.",
            "罰則項をサンプル数で割っています。平均を取るのは交差エントロピーだけです。",
        ),
        (
            "On what does Ω depend besides the weights?",
            "Ω は、重みのほかに何に依存しますか。",
        ),
    )
    slip(
        "penalty_only_in_training",
        LOSS,
        LOSS.replace("+ penalty", "+ penalty * train"),
        ["penalty"],
        ("The penalty is only in the loss in training", "罰則項が学習時の損失にしかない"),
        (
            "loss(x, t) is without the penalties unless train is True.",
            "train が True でないとき、loss(x, t) に罰則項がありません。",
        ),
        (
            "What does the docstring of loss say of train and of the penalties?",
            "loss の docstring は、train と罰則項について何と書いていますか。",
        ),
    )
    slip(
        "accuracy_in_training",
        "self.scores(x).argmax(axis=1)",
        "self.scores(x, train=True).argmax(axis=1)",
        ["accuracy", "gradient_moves_running_averages_once"],
        ("The accuracy is that in training", "正解率を学習時の動作で測っている"),
        (
            "accuracy looks at scores in training: with the statistics of its batch, and with masks.",
            "accuracy が学習時の動作（そのバッチの統計量とマスク）で測っています。",
        ),
        (
            "What is the accuracy of your net for one sample at a time?",
            "1 サンプルずつ測ると、正解率はどうなりますか。",
        ),
    )
    slip(
        "predict_gives_logits",
        "y: Array = softmax(self.scores(x))",
        "y: Array = self.scores(x)",
        ["small_example", "names_and_shapes", "predict", "dropout_when_predicting"],
        ("predict gives logits", "predict がロジットを返している"),
        (
            "predict gives scores; asked for are probabilities.",
            "predict がロジットを返しています。求められているのは確率です。",
        ),
        ("What is the sum of each row of predict(x)?", "predict(x) の各行の和はいくつですか。"),
    )
