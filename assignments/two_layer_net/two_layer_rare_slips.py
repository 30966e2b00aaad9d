"""Mistakes in the branch of one task, and in what the layers hand on."""

from net_mistakes import slip
from two_layer_slips import CLASSES, FIRST, GRADIENT, ONE_TASK, OUTPUT, PREDICTIONS, R2, SECOND, SIGMOID, SLOPE

RETURN = "return float(total / len(x))"
SOFTMAX = "softmax: Array = e / e.sum(axis=1, keepdims=True)"


def one_task() -> None:
    """Losses and predictions of a single task."""
    for task, check, more in (
        ("regression", "loss_of_regression", []),
        ("binary", "loss_of_binary_classification", ["classification_examples"]),
        ("multiclass", "loss_of_many_classes", ["classification_examples"]),
    ):
        slip(
            f"sum_in_place_of_mean_for_{task}",
            RETURN,
            f'return float(total if self.task == "{task}" else total / len(x))',
            [check, *more],
            ("A sum in place of a mean", "平均ではなく和"),
            (
                f'For "{task}" the loss is the sum over the batch; the losses are means.',
                f'"{task}" の損失がバッチの和です。損失はどれも平均です。',
            ),
            (
                "What happens to your loss when every sample occurs twice in the batch?",
                "バッチの中で全サンプルが 2 回ずつ現れると、あなたの損失はどうなりますか。",
            ),
        )
    for task, check, more in (
        ("regression", "loss_of_regression", []),
        ("multiclass", "loss_of_many_classes", ["classification_examples"]),
    ):
        slip(
            f"loss_over_all_entries_for_{task}",
            RETURN,
            f'return float(total / (t.size if self.task == "{task}" else len(x)))',
            [check, *more],
            ("Mean over all entries", "すべての要素で平均している"),
            (
                f'For "{task}" the loss is divided by N · n_out; the mean is over the N samples.',
                f'"{task}" の損失が N · n_out で割られています。平均は N 個のサンプルについて取ります。',
            ),
            (
                "By how many numbers is the loss of one sample divided?",
                "1 サンプルの損失を、いくつで割っていますか。",
            ),
        )
    slip(
        "tanh_for_the_probability",
        SIGMOID,
        "            return np.tanh(z)",
        [*ONE_TASK, "extreme_inputs"],
        ("tanh in place of the sigmoid", "シグモイドではなく tanh"),
        (
            'For "binary" predict returns tanh z, which lies between −1 and 1: no probability.',
            '"binary" の predict が tanh z を返しています。−1 から 1 の値で、確率ではありません。',
        ),
        ("Which probability belongs to z = 0?", "z = 0 のとき、確率はいくつになるべきですか。"),
    )
    slip(
        "softmax_over_the_samples",
        SOFTMAX,
        "softmax: Array = e / e.sum(axis=0, keepdims=True)",
        [*ONE_TASK, "extreme_inputs"],
        ("Softmax over the samples", "サンプル方向の softmax"),
        (
            "The exponentials are divided by their sum over the samples; a sample's probabilities must sum to 1.",
            "指数をサンプル方向の和で割っています。1 サンプルの確率の和が 1 になるべきです。",
        ),
        ("Which numbers of y must add up to 1?", "y のどの数を足すと 1 になるべきですか。"),
    )
    slip(
        "z_for_y_in_the_slope",
        SLOPE,
        "dz = (self.forward(x)[1] - t) / len(x)",
        ["extreme_inputs", CLASSES, FIRST],
        ("z − t in place of y − t", "y − t ではなく z − t"),
        (
            "The slope by z is written with z itself for all tasks; in classification it is y − t, with the "
            "probabilities y.",
            "どのタスクでも、z についての傾きに z をそのまま使っています。分類では確率 y を使って y − t です。",
        ),
        (
            "How large is the slope where the net is right and sure of it?",
            "ネットが確信を持って正解しているとき、傾きはどれくらいですか。",
        ),
    )
    for name, score, en, ja in (
        (
            "squared_correlation",
            "float(np.corrcoef(y.ravel(), t.ravel())[0, 1] ** 2)",
            "The squared correlation is returned: it stays 1 when all predictions are doubled.",
            "相関係数の 2 乗を返しています。予測をすべて 2 倍にしても変わりません。",
        ),
        (
            "spread_about_the_mean_prediction",
            "float(1.0 - np.sum((y - t) ** 2) / np.sum((t - y.mean()) ** 2))",
            "The targets' spread is taken about the mean of the predictions; it is that about their own mean.",
            "正解のばらつきを予測の平均から測っています。正解自身の平均から測ります。",
        ),
    ):
        slip(
            name,
            R2,
            f"return {score}",
            ["accuracy_of_regression"],
            ("Another measure than R²", "R² ではない値"),
            (en, ja),
            (
                "What should the accuracy be when every prediction is the mean of t?",
                "予測がすべて t の平均のとき、この値はいくつになるべきですか。",
            ),
        )


def layers() -> None:
    """What one layer hands to the other."""
    slip(
        "output_cut_at_zero",
        OUTPUT,
        'return h, np.maximum(h @ p["W2"] + p["b2"], 0.0)',
        PREDICTIONS,
        ("An activation behind the last layer", "最後の層のあとにも活性化関数がある"),
        (
            "z is cut off at 0; only the hidden layer has an activation.",
            "z の負の値が 0 になっています。活性化関数があるのは隠れ層だけです。",
        ),
        (
            "Can z be negative? Which values can t have in a regression?",
            "z は負になりますか。回帰の t はどんな値を取りますか。",
        ),
    )
    slip(
        "second_layer_from_before_the_activation",
        GRADIENT,
        "before = x @ self.params['W1'] + self.params['b1']\n"
        '        return {"W1": x.T @ da, "b1": da.sum(axis=0), "W2": before.T @ dz, "b2": dz.sum(axis=0)}',
        ["regression_example", "extreme_inputs", *SECOND],
        ("The gradient of W2 from before the activation", "W2 の勾配に活性化前の値を使っている"),
        (
            "The gradient of W2 is built with x W1 + b1; what W2 multiplies is h.",
            "W2 の勾配に x W1 + b1 を使っています。W2 に掛かるのは h です。",
        ),
        ("By what is W2 multiplied in the forward pass?", "順伝播で W2 に掛かるのは何ですか。"),
    )
