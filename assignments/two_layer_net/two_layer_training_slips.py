"""Slips in standardizing, and in the steps of fit."""

from net_mistakes import slip

STATISTICS = "mean, std = train.mean(axis=0), train.std(axis=0)"
MOVED = "return (train - mean) / std, (test - mean) / std"
STANDARDIZED = ["standardize", "standardize_a_constant_column", "standardize_example"]


def standardizing() -> None:
    """Mean and deviation of the columns."""
    slip(
        "standardized_together",
        STATISTICS,
        "both = np.vstack([train, test])\n    mean, std = both.mean(axis=0), both.std(axis=0)",
        [*STANDARDIZED, "standardize_modifies_nothing"],
        ("Training and test set together", "訓練データとテストデータを合わせている"),
        (
            "Mean and deviation are those of both sets together; only the training set's may be used.",
            "平均と標準偏差を 2 つのデータを合わせて計算しています。使ってよいのは訓練データの統計量だけです。",
        ),
        (
            "Does what you will meet in the test change how you train?",
            "テストに出るものによって、学習の仕方が変わっていませんか。",
        ),
    )
    slip(
        "deviation_of_a_sample",
        STATISTICS,
        STATISTICS.replace("std(axis=0)", "std(axis=0, ddof=1)"),
        STANDARDIZED,
        ("Divided by N − 1", "N − 1 で割った標準偏差"),
        (
            "The deviation is that with N − 1; asked for is np.std, with N.",
            "N − 1 で割る標準偏差になっています。求められているのは N で割る np.std です。",
        ),
        (
            "What is the standard deviation of your training column afterwards, by np.std?",
            "変換後の訓練データの列の標準偏差は、np.std でいくつですか。",
        ),
    )
    slip(
        "scaled_to_0_and_1",
        STATISTICS,
        "mean, std = train.min(axis=0), train.max(axis=0) - train.min(axis=0)",
        [*STANDARDIZED, "standardize_modifies_nothing"],
        ("Scaled to the range from 0 to 1", "0 から 1 に変換している"),
        (
            "The columns are scaled from 0 to 1; asked for are mean 0 and deviation 1.",
            "列が 0 から 1 に変換されています。求められているのは平均 0、標準偏差 1 です。",
        ),
        ("What is the mean of one of your columns?", "あなたの列の平均はいくつですか。"),
    )
    slip(
        "test_set_left_alone",
        MOVED,
        "return (train - mean) / std, test",
        STANDARDIZED,
        ("The test set is left as it is", "テストデータを変換していない"),
        (
            "Only the training set is moved and scaled; the test set needs the same.",
            "訓練データだけが変換されています。テストデータにも同じ変換が必要です。",
        ),
        ("On which scale will the net meet new data?", "ネットは、新しいデータをどの尺度で受け取りますか。"),
    )


def training() -> None:
    """The steps of fit."""
    slip(
        "biases_never_updated",
        "for key in net.params:",
        'for key in ("W1", "W2"):',
        ["fit_with_a_single_batch"],
        ("The biases are never updated", "バイアスが更新されない"),
        ("fit moves the weights alone; b1 and b2 stay 0.", "fit が重みだけを動かしていて、b1 と b2 が変わりません。"),
        (
            "Which arrays of params are different after a step?",
            "1 ステップのあとで値が変わっているのは、params のどの配列ですか。",
        ),
    )
    slip(
        "learning_rate_forgotten",
        "net.params[key] -= learning_rate * gradient[key]",
        "net.params[key] -= gradient[key]",
        [
            "fit_brings_the_loss_down",
            "fit_learns_digits",
            "fit_shuffles",
            "fit_uses_every_sample_once_per_epoch",
            "fit_with_a_single_batch",
        ],
        ("Steps without the learning rate", "学習率を掛けていない"),
        (
            "fit subtracts the whole gradient; learning_rate is never used.",
            "fit が勾配をそのまま引いていて、learning_rate が使われていません。",
        ),
        ("What should change if the learning rate is halved?", "学習率を半分にしたら、何が変わるべきですか。"),
    )
    slip(
        "gradient_anew_for_each_parameter",
        "net.params[key] -= learning_rate * gradient[key]",
        "net.params[key] -= learning_rate * net.gradient(x[batch], t[batch])[key]",
        ["fit_with_a_single_batch"],
        ("A new gradient for each parameter", "パラメータごとに勾配を計算し直している"),
        (
            "The gradient is computed anew after each parameter has moved; one step uses one gradient.",
            "パラメータを 1 つ動かすたびに勾配を計算し直しています。1 ステップで使う勾配は 1 つです。",
        ),
        ("With which W1 is your gradient of W2 computed?", "あなたの W2 の勾配は、どの W1 から計算されていますか。"),
    )
