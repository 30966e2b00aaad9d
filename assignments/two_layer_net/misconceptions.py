"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import net_mistakes
import two_layer_rare_slips
import two_layer_slips
import two_layer_training_slips
from net_mistakes import FIT

from autograder.testing import misconception

GRADIENTS = [
    "gradient_of_the_first_layer",
    "gradient_of_the_second_layer_in_classification",
    "gradient_of_the_second_layer_in_regression",
]

misconception(
    "squared_error_without_half",
    change=[("total = np.sum((z - t) ** 2) / 2", "total = np.sum((z - t) ** 2)")],
    fails=["loss_of_regression", "regression_example"],
    title_en="No ½ in the squared error",
    title_ja="二乗誤差に ½ がない",
    en="The loss of a regression lacks the factor ½.",
    ja="回帰の損失に係数 ½ がありません。",
    ask_en="What is the derivative of ½(y − t)², and what of your loss?",
    ask_ja="½(y − t)² の微分は何ですか。あなたの損失ではどうですか。",
)

misconception(
    "loss_over_all_entries",
    change=[("return float(total / len(x))", "return float(total / t.size)")],
    fails=["classification_examples", "loss_of_many_classes", "loss_of_regression"],
    title_en="Mean over all entries",
    title_ja="すべての要素で平均している",
    en="The loss is divided by N · n_out; the mean is over the N samples.",
    ja="損失が N · n_out で割られています。平均は N 個のサンプルについて取ります。",
    ask_en="Does the loss of a sample become smaller when there are more classes to choose from?",
    ask_ja="クラスの数が増えると、1 サンプルの損失は小さくなるべきでしょうか。",
)

net_mistakes.means(
    summed=[("dz = (self.predict(x) - t) / len(x)", "dz = self.predict(x) - t")],
    divided_again=[
        (
            'return {"W1": x.T @ da, "b1": da.sum(axis=0), "W2": h.T @ dz, "b2": dz.sum(axis=0)}',
            'return {"W1": x.T @ da / len(x), "b1": da.mean(axis=0), "W2": h.T @ dz / len(x), "b2": dz.mean(axis=0)}',
        )
    ],
    gradients=GRADIENTS,
)

misconception(
    "relu_slope_forgotten",
    change=[('da = (dz @ self.params["W2"].T) * (h > 0)', 'da = dz @ self.params["W2"].T')],
    fails=["extreme_inputs", "gradient_of_the_first_layer", "regression_example"],
    title_en="Slope of the hidden layer forgotten",
    title_ja="隠れ層の傾きを忘れている",
    en="The gradient goes back through all hidden units; it must stop where their input was negative.",
    ja="すべての隠れユニットを勾配が通っています。入力が負だったユニットでは止まる必要があります。",
    ask_en="A hidden unit is 0 and stays 0 when W1 moves a little. What is its share of the gradient?",
    ask_ja="W1 を少し動かしても 0 のままの隠れユニットがあります。そこを通る勾配はいくつですか。",
)

misconception(
    "mask_of_the_gradient",
    change=[('da = (dz @ self.params["W2"].T) * (h > 0)', 'da = np.maximum(dz @ self.params["W2"].T, 0.0)')],
    fails=["extreme_inputs", "gradient_of_the_first_layer", "regression_example"],
    title_en="Mask of the gradient",
    title_ja="勾配の符号で選んでいる",
    en="Negative gradients are cut off; what counts is whether the hidden unit was positive.",
    ja="負の勾配を切り捨てています。見るべきなのは、隠れユニットが正だったかどうかです。",
    ask_en="May the gradient of a unit that is at work be negative?",
    ask_ja="働いている（正の）ユニットの勾配が負になることはありますか。",
)

misconception(
    "bias_gradient_as_mean",
    change=[('"b1": da.sum(axis=0)', '"b1": da.mean(axis=0)'), ('"b2": dz.sum(axis=0)', '"b2": dz.mean(axis=0)')],
    fails=GRADIENTS,
    title_en="Bias gradients as means",
    title_ja="バイアスの勾配が平均になっている",
    en="The gradients of the biases are means over the batch; 1/N is in the loss's gradient already, so sum.",
    ja="バイアスの勾配がバッチの平均になっています。1/N は損失の勾配にすでに入っているので、和を取ります。",
    ask_en="b is added to each of the N rows. Along how many paths does it reach the loss?",
    ask_ja="b は N 個の行それぞれに足されます。損失に届く経路は何本ですか。",
)

misconception(
    "sigmoid_slope_kept",
    change=[
        (
            "dz = (self.predict(x) - t) / len(x)  # for all three tasks",
            "y = self.predict(x)\n        dz = (y - t) * (y * (1 - y) if self.task == 'binary' else 1.0) / len(x)",
        )
    ],
    fails=["extreme_inputs", "gradient_of_the_first_layer", "gradient_of_the_second_layer_in_classification"],
    title_en="The sigmoid's slope counted although it cancels",
    title_ja="打ち消し合うはずの傾きを掛けている",
    en="For two classes the gradient is multiplied by y(1 − y), which cancels against the slope of the cross entropy.",
    ja="2 クラス分類の勾配に y(1 − y) が掛かっています。交差エントロピーの微分と打ち消し合うはずの因子です。",
    ask_en="Differentiate log(1 + eᶻ) − t z with respect to z. Does y(1 − y) occur?",
    ask_ja="log(1 + eᶻ) − t z を z で微分してください。y(1 − y) は現れますか。",
)

misconception(
    "softmax_without_shift",
    change=[("e = np.exp(z - z.max(axis=1, keepdims=True))\n", "e = np.exp(z)\n")],
    fails=["extreme_inputs"],
    title_en="exp overflows",
    title_ja="exp があふれる",
    en="exp(1000) is inf, and inf / inf is not a number: subtract each row's maximum.",
    ja="exp(1000) は inf、inf / inf は NaN です。行ごとに最大値を引いてください。",
    ask_en="Which constant may be subtracted from a row without changing its softmax?",
    ask_ja="行からどんな定数を引いても softmax は変わりませんか。",
)

misconception(
    "logarithm_of_zero",
    change=[
        (
            "        else:\n"
            "            z = z - z.max(axis=1, keepdims=True)\n"
            "            total = np.sum(t * (np.log(np.exp(z).sum(axis=1, keepdims=True)) - z))",
            "        else:\n            total = -np.sum(t * np.log(self.predict(x)))",
        )
    ],
    fails=["extreme_inputs"],
    title_en="Logarithm of a probability that vanished",
    title_ja="0 になった確率の対数",
    en="A probability can be exactly 0, and 0 · log 0 is not a number: compute the loss from z.",
    ja="確率がちょうど 0 になることがあり、0 · log 0 は NaN です。損失を z から計算してください。",
    ask_en="What is log y, written with z?",
    ask_ja="log y を z で書くとどうなりますか。",
)

misconception(
    "only_one_class_counts",
    change=[("total = np.sum(np.logaddexp(0.0, z) - t * z)", "total = np.sum(t * np.logaddexp(0.0, -z))")],
    fails=["classification_examples", "loss_of_binary_classification"],
    title_en="Only samples of class 1 count",
    title_ja="クラス 1 のサンプルしか数えていない",
    en="The loss of two classes lacks the term (1 − t) log(1 − y).",
    ja="2 クラス分類の損失に、(1 − t) log(1 − y) の項がありません。",
    ask_en="What does a sample with t = 0 cost if the net is sure of the wrong answer?",
    ask_ja="t = 0 のサンプルに自信を持って誤答すると、損失はいくつになりますか。",
)

misconception(
    "r2_without_mean",
    change=[("np.sum((t - t.mean()) ** 2)", "np.sum(t**2)")],
    fails=["accuracy_of_regression"],
    title_en="R² compared with 0 instead of the mean",
    title_ja="R² で平均を引いていない",
    en="R² compares with the prediction 0; it must compare with the mean of t.",
    ja="R² が「常に 0 と予測」との比較になっています。比べる相手は t の平均です。",
    ask_en="What R² must a net get that always answers the mean of t?",
    ask_ja="常に t の平均を答えるネットの R² はいくつですか。",
)

misconception(
    "r2_against_predictions",
    change=[("np.sum((t - t.mean()) ** 2)", "np.sum((y - y.mean()) ** 2)")],
    fails=["accuracy_of_regression"],
    title_en="Variance of the predictions",
    title_ja="予測の分散を使っている",
    en="The denominator of R² is the spread of the predictions; it must be that of the targets.",
    ja="R² の分母が予測のばらつきになっています。正しくは正解 t のばらつきです。",
    ask_en="Which of the two does not depend on the net?",
    ask_ja="2 つのうち、ネットによらないのはどちらですか。",
)

misconception(
    "threshold_at_zero",
    change=[("np.mean((y > 0.5) == (t > 0.5))", "np.mean((y > 0.0) == (t > 0.5))")],
    fails=["accuracy_of_classification"],
    title_en="Threshold of the probability at 0",
    title_ja="確率のしきい値が 0 になっている",
    en="Probabilities are compared with 0, so every answer is class 1; 0 is the threshold for z.",
    ja="確率を 0 と比べているので、答えがすべてクラス 1 になります。0 は z のしきい値です。",
    ask_en="Can a probability be below 0?",
    ask_ja="確率が 0 より小さくなることはありますか。",
)

net_mistakes.entries_counted(
    ("np.mean(y.argmax(axis=1) == t.argmax(axis=1))", "np.mean((y > 0.5) == (t > 0.5))"),
    fails=["accuracy_of_classification"],
)

misconception(
    "test_set_by_its_own_statistics",
    change=[
        (
            "return (train - mean) / std, (test - mean) / std",
            "own = np.where(test.std(axis=0) > 0, test.std(axis=0), 1.0)\n"
            "    return (train - mean) / std, (test - test.mean(axis=0)) / own",
        )
    ],
    fails=["standardize", "standardize_a_constant_column", "standardize_example"],
    title_en="The test set by its own statistics",
    title_ja="テストデータを自分の統計量で変換している",
    en="The test set is moved by its own mean and deviation; the net has learned the training set's.",
    ja="テストデータを、それ自身の平均と標準偏差で変換しています。ネットが学習したのは訓練データの尺度です。",
    ask_en="A single new song arrives. What would your formula make of it?",
    ask_ja="新しい曲が 1 曲だけ届いたら、あなたの式ではどうなりますか。",
)

misconception(
    "one_mean_for_all_columns",
    change=[("mean, std = train.mean(axis=0), train.std(axis=0)", "mean, std = train.mean(), train.std()")],
    fails=["standardize", "standardize_a_constant_column", "standardize_modifies_nothing"],
    title_en="One mean for all columns",
    title_ja="全体で 1 つの平均を使っている",
    en="Mean and deviation are taken over the whole table; every column needs its own.",
    ja="平均と標準偏差を表全体から計算しています。列ごとに計算する必要があります。",
    ask_en="One column is in years, another in hertz. What does their common mean say?",
    ask_ja="年の列とヘルツの列があるとき、両方を合わせた平均に意味はありますか。",
)

misconception(
    "divided_by_variance",
    change=[("mean, std = train.mean(axis=0), train.std(axis=0)", "mean, std = train.mean(axis=0), train.var(axis=0)")],
    fails=["standardize", "standardize_a_constant_column"],
    title_en="Divided by the variance",
    title_ja="分散で割っている",
    en="The columns are divided by their variance; the standard deviation is its root.",
    ja="列を分散で割っています。標準偏差はその平方根です。",
    ask_en="A length in metres has which unit after division by its variance?",
    ask_ja="メートルで測った長さを分散で割ると、単位は何になりますか。",
)

misconception(
    "constant_column_divided_by_zero",
    change=[("    std = np.where(std > 0, std, 1.0)\n", "")],
    fails=["standardize_a_constant_column"],
    title_en="A constant column becomes NaN",
    title_ja="一定の列が NaN になる",
    en="The standard deviation of a constant column is 0, and 0 / 0 is not a number.",
    ja="一定の列の標準偏差は 0 で、0 / 0 は NaN です。",
    ask_en="What is left of a constant column after its mean is subtracted?",
    ask_ja="一定の列から平均を引くと、何が残りますか。",
)

misconception(
    "standardized_in_place",
    change=[
        (
            "return (train - mean) / std, (test - mean) / std",
            "train -= mean\n    train /= std\n    test -= mean\n    test /= std\n    return train, test",
        )
    ],
    fails=["standardize_modifies_nothing"],
    title_en="Standardized in place",
    title_ja="引数を書き換えている",
    en="The caller's arrays are overwritten.",
    ja="呼び出し側の配列を書き換えています。",
    ask_en="What happens if standardize is called twice with the same arrays?",
    ask_ja="同じ配列で standardize を 2 回呼ぶと、どうなりますか。",
)

net_mistakes.batches()

misconception(
    "gradient_divided_by_batch_size",
    change=[
        (
            "net.params[key] -= learning_rate * gradient[key]",
            "net.params[key] -= learning_rate * gradient[key] / len(batch)",
        )
    ],
    fails=FIT,
    title_en="Step divided by the batch size",
    title_ja="更新をバッチサイズで割っている",
    en="The gradient of the mean loss is divided by the batch size once more in the update.",
    ja="平均の損失の勾配を、更新でもう一度バッチサイズで割っています。",
    ask_en="Is 1/B not already in net.gradient?",
    ask_ja="1/B は net.gradient にすでに入っていませんか。",
)

misconception(
    "one_gradient_per_epoch",
    change=[("gradient = net.gradient(x[batch], t[batch])", "gradient = net.gradient(x, t)")],
    fails=["fit_learns_digits", "fit_shuffles", "fit_uses_every_sample_once_per_epoch"],
    title_en="The whole set in every step",
    title_ja="毎ステップ全データを使っている",
    en="Every step uses the gradient of the whole training set in place of the batch's.",
    ja="毎ステップ、バッチではなく訓練データ全体の勾配を使っています。",
    ask_en="What are batches good for, if every step costs as much as the whole set?",
    ask_ja="毎ステップ全データの計算をするなら、バッチに分ける意味は何でしょうか。",
)

misconception(
    "uphill",
    change=[("net.params[key] -= learning_rate", "net.params[key] += learning_rate")],
    fails=[*FIT, "fit_brings_the_loss_down"],
    title_en="Uphill",
    title_ja="坂を登っている",
    en="The parameters move along the gradient, so the loss grows.",
    ja="パラメータが勾配の向きに動くので、損失が増えます。",
    ask_en="In which direction does the gradient point?",
    ask_ja="勾配はどちらを向いていますか。",
)

net_mistakes.losses_kept("fit_brings_the_loss_down")

two_layer_slips.forward()
two_layer_slips.predictions()
two_layer_slips.losses()
two_layer_slips.gradients()
two_layer_slips.accuracies()
two_layer_training_slips.standardizing()
two_layer_training_slips.training()
two_layer_rare_slips.one_task()
two_layer_rare_slips.layers()
