"""Slips in forward."""

import mode_mistakes

from autograder.testing import misconception

# Where x̂ is wrong. backward, and what is asked of state, goes with the x̂ of the student's own forward.
TRAINING = ["training_output", "training_example"]
STATISTICS = "mean, var = x.mean(axis=0), x.var(axis=0)"
RUNNING_VAR = "self.running_var = self.momentum * self.running_var + (1.0 - self.momentum) * var"
PREDICTION = "mean, var = self.running_mean, self.running_var"
STD = "std = np.sqrt(var + self.eps)"
X_HAT = "x_hat: Array = (x - mean) / std"
KEEP = "self.std, self.x_hat = std, x_hat"
OUTPUT = "return self.gamma * x_hat + self.beta"
DX = "dx: Array = (g - g.mean(axis=0) - self.x_hat * (g * self.x_hat).mean(axis=0)) / self.std"


def training() -> None:
    """By the statistics of the batch."""
    misconception(
        "unbiased_variance",
        change=[(STATISTICS, "mean, var = x.mean(axis=0), x.var(axis=0, ddof=1)")],
        fails=[*TRAINING, "running_var"],
        title_en="Variance divided by N − 1",
        title_ja="分散を N − 1 で割っている",
        en="The variance is divided by N − 1; batch normalization takes the plain mean of the squared deviations.",
        ja="分散が N − 1 で割られています。バッチ正規化では、偏差の 2 乗の単純な平均を使います。",
        ask_en="What is the mean of your x̂² over a batch of four samples? What should it be?",
        ask_ja="4 個のサンプルで、あなたの x̂² の平均はいくつですか。いくつになるべきですか。",
    )
    misconception(
        "unbiased_variance_also_in_backward",
        change=[
            (STATISTICS, "mean, var = x.mean(axis=0), x.var(axis=0, ddof=1)"),
            (DX, DX.replace("(g * self.x_hat).mean(axis=0)", "(g * self.x_hat).sum(axis=0) / (len(g) - 1)")),
        ],
        fails=[*TRAINING, "running_var"],
        title_en="Variance divided by N − 1",
        title_ja="分散を N − 1 で割っている",
        en="The variance is divided by N − 1; batch normalization takes the plain mean of the squared deviations.",
        ja="分散が N − 1 で割られています。バッチ正規化では、偏差の 2 乗の単純な平均を使います。",
        ask_en="What is the mean of your x̂² over a batch of four samples? What should it be?",
        ask_ja="4 個のサンプルで、あなたの x̂² の平均はいくつですか。いくつになるべきですか。",
    )
    misconception(
        "divided_by_the_variance",
        change=[(STD, "std = var + self.eps")],
        fails=[*TRAINING, "eps_counts_where_the_variance_is_small"],
        title_en="Divided by the variance",
        title_ja="標準偏差ではなく分散で割っている",
        en="x − μ is divided by the variance; the square root is missing.",
        ja="x − μ が分散で割られています。平方根が抜けています。",
        ask_en="If x is measured in metres, what is the unit of its variance, and what should be that of x̂?",
        ask_ja="x の単位がメートルなら、分散の単位は何ですか。x̂ の単位は何であるべきですか。",
    )
    misconception(
        "divided_by_the_variance_also_in_backward",
        change=[
            (STD, "std = var + self.eps"),
            (DX, "dx: Array = (g - g.mean(axis=0)) / self.std - 2 * self.x_hat * (g * self.x_hat).mean(axis=0)"),
        ],
        fails=[*TRAINING, "eps_counts_where_the_variance_is_small"],
        title_en="Divided by the variance",
        title_ja="標準偏差ではなく分散で割っている",
        en="x − μ is divided by the variance; the square root is missing.",
        ja="x − μ が分散で割られています。平方根が抜けています。",
        ask_en="If x is measured in metres, what is the unit of its variance, and what should be that of x̂?",
        ask_ja="x の単位がメートルなら、分散の単位は何ですか。x̂ の単位は何であるべきですか。",
    )
    misconception(
        "not_centred",
        change=[(X_HAT, "x_hat: Array = x / std")],
        fails=[
            *TRAINING,
            "large_means_are_no_problem",
            "eps_counts_where_the_variance_is_small",
            "prediction_uses_the_running_averages",
        ],
        title_en="The mean is not subtracted",
        title_ja="平均を引いていない",
        en="x is divided by √(v + ε) without its mean being subtracted.",
        ja="平均を引かずに、x を √(v + ε) で割っています。",
        ask_en="What is the mean of your x̂ over the batch? What should it be?",
        ask_ja="あなたの x̂ のバッチについての平均はいくつですか。いくつになるべきですか。",
    )
    misconception(
        "gamma_and_beta_forgotten",
        change=[(OUTPUT, "return x_hat")],
        fails=[*TRAINING, "eps_counts_where_the_variance_is_small", "prediction_uses_the_running_averages"],
        title_en="γ and β are forgotten",
        title_ja="γ と β を忘れている",
        en="x̂ is returned as it is: it must be multiplied by γ, and β added.",
        ja="x̂ がそのまま返されています。γ を掛け、β を足す必要があります。",
        ask_en="Which two numbers of each unit does the layer learn, and where does your output depend on them?",
        ask_ja="この層が各ユニットについて学習する 2 つの数は何ですか。あなたの出力のどこに現れますか。",
    )
    misconception(
        "beta_forgotten",
        change=[(OUTPUT, "return self.gamma * x_hat")],
        fails=[*TRAINING, "eps_counts_where_the_variance_is_small", "prediction_uses_the_running_averages"],
        title_en="β is forgotten",
        title_ja="β を忘れている",
        en="β is not added.",
        ja="β が足されていません。",
        ask_en="What should the output be for a unit that is constant over the batch?",
        ask_ja="バッチの中で値が一定のユニットの出力は、いくつになるべきですか。",
    )
    misconception(
        "normalized_over_the_units",
        change=[
            (
                X_HAT,
                "if train:\n"
                "            std = np.sqrt(x.var(axis=1, keepdims=True) + self.eps)\n"
                "            mean = x.mean(axis=1, keepdims=True)\n        " + X_HAT,
            )
        ],
        fails=[*TRAINING, "eps_counts_where_the_variance_is_small"],
        title_en="Normalized along the wrong axis",
        title_ja="正規化の軸が違う",
        en="Mean and variance are taken over the units of a sample (axis 1); they belong to a unit, over the samples.",
        ja="平均と分散を、1 つのサンプルの中（axis=1）で計算しています。バッチ正規化ではサンプルの方向に計算します。",
        ask_en="How many means does a batch of shape (N, D) have: N or D?",
        ask_ja="形 (N, D) のバッチの平均は何個ですか。N 個ですか、D 個ですか。",
    )
    misconception(
        "normalized_over_the_units_also_in_backward",
        change=[
            (
                X_HAT,
                "if train:\n"
                "            std = np.sqrt(x.var(axis=1, keepdims=True) + self.eps)\n"
                "            mean = x.mean(axis=1, keepdims=True)\n        " + X_HAT,
            ),
            (DX, DX.replace("mean(axis=0)", "mean(axis=1, keepdims=True)")),
        ],
        fails=[*TRAINING, "eps_counts_where_the_variance_is_small"],
        title_en="Normalized along the wrong axis",
        title_ja="正規化の軸が違う",
        en="Mean and variance are taken over the units of a sample (axis 1); they belong to a unit, over the samples.",
        ja="平均と分散を、1 つのサンプルの中（axis=1）で計算しています。バッチ正規化ではサンプルの方向に計算します。",
        ask_en="How many means does a batch of shape (N, D) have: N or D?",
        ask_ja="形 (N, D) のバッチの平均は何個ですか。N 個ですか、D 個ですか。",
    )
    for name, in_backward in (("", []), ("_also_in_backward", [(DX, DX.replace("axis=0", ""))])):
        misconception(
            "one_mean_for_all_units" + name,
            change=[(STATISTICS, "mean, var = x.mean(), x.var()"), *in_backward],
            fails=[
                *TRAINING,
                "eps_counts_where_the_variance_is_small",
                "running_mean",
                "running_var",
                "running_averages_move",
            ],
            title_en="One mean for all units",
            title_ja="すべてのユニットで平均が共通",
            en="One mean and one variance are taken of the whole array; each unit has its own, over the samples.",
            ja="配列全体から平均と分散を 1 つずつ計算しています。平均と分散は、"
            "ユニットごとにサンプルの方向に計算します。",
            ask_en="One unit lies around 1000, another around 0. What are the means of their x̂ in your code?",
            ask_ja="1000 付近のユニットと 0 付近のユニットがあります。あなたのコードで x̂ "
            "の平均はそれぞれいくつですか。",
        )
    misconception(
        "training_with_the_running_averages",
        change=[(RUNNING_VAR, RUNNING_VAR + "\n            mean, var = self.running_mean, self.running_var")],
        fails=[*TRAINING, "eps_counts_where_the_variance_is_small", "large_means_are_no_problem"],
        title_en="Training with the running averages",
        title_ja="学習時に移動平均で正規化している",
        en="Training normalizes by running_mean and running_var; there the batch's own mean and variance are "
        "asked for.",
        ja="学習時に running_mean と running_var で正規化しています。学習時に使うのは、そのバッチの平均と分散です。",
        ask_en="What is the mean of your x̂ over the very first batch? What should it be?",
        ask_ja="最初のバッチで、あなたの x̂ の平均はいくつですか。いくつになるべきですか。",
    )
    misconception(
        "gamma_times_beta",
        change=[(OUTPUT, "return self.gamma * (x_hat + self.beta)")],
        fails=[*TRAINING, "eps_counts_where_the_variance_is_small", "prediction_uses_the_running_averages"],
        title_en="β is multiplied by γ",
        title_ja="β に γ が掛かっている",
        en="β is added to x̂ before γ is multiplied, so that γ β is added.",
        ja="γ を掛ける前に β を足しています。そのため、足されるのが γ β になっています。",
        ask_en="What should the output be for a unit that is constant over the batch?",
        ask_ja="バッチの中で値が一定のユニットの出力は、いくつになるべきですか。",
    )
    mode_mistakes.train_is_false_by_default(fails=TRAINING)
    misconception(
        "eps_forgotten",
        change=[(STD, "std = np.sqrt(var)")],
        fails=["eps_counts_where_the_variance_is_small"],
        title_en="ε is forgotten",
        title_ja="ε を忘れている",
        en="ε is missing under the root: a unit that is constant over the batch gives 0/0.",
        ja="平方根の中に ε がありません。バッチの中で値が一定のユニットでは 0/0 になります。",
        ask_en="A ReLU unit is 0 for every sample of a batch. What is its x̂ in your code?",
        ask_ja="ある ReLU ユニットが、バッチのすべてのサンプルで 0 でした。あなたのコードでは x̂ はいくつになりますか。",
    )
    misconception(
        "eps_ignored",
        change=[(STD, "std = np.sqrt(var + 1e-7)")],
        fails=["eps_counts_where_the_variance_is_small"],
        title_en="The given eps is not used",
        title_ja="渡された eps を使っていない",
        en="A fixed number stands where the argument eps belongs.",
        ja="引数 eps を使うべきところに、固定の数値が書かれています。",
        ask_en="Which ε does BatchNorm(gamma, beta, eps=0.001) use in your code?",
        ask_ja="BatchNorm(gamma, beta, eps=0.001) とすると、あなたのコードではどの ε が使われますか。",
    )
    misconception(
        "variance_from_the_mean_of_squares",
        change=[(STATISTICS, STATISTICS + "\n            var = (x**2).mean(axis=0) - mean**2")],
        fails=["large_means_are_no_problem"],
        title_en="Variance as E[x²] − E[x]²",
        title_ja="分散を E[x²] − E[x]² で計算している",
        en="E[x²] − E[x]² loses all its digits where the mean is large, and can even be negative.",
        ja="平均が大きいと、E[x²] − E[x]² は桁落ちしてすべての桁が失われ、負になることさえあります。",
        ask_en="x is about 10⁸, so x² is about 10¹⁶. With 16 digits, what is left of a variance of 1?",
        ask_ja="x が約 10⁸ なら x² は約 10¹⁶ です。16 桁しかないとき、分散 1 のうち何桁が残りますか。",
    )
    misconception(
        "variance_from_the_mean_of_squares_at_least_0",
        change=[(STATISTICS, STATISTICS + "\n            var = np.maximum((x**2).mean(axis=0) - mean**2, 0.0)")],
        fails=["large_means_are_no_problem"],
        title_en="Variance as E[x²] − E[x]²",
        title_ja="分散を E[x²] − E[x]² で計算している",
        en="E[x²] − E[x]² loses all its digits where the mean is large, and can even be negative.",
        ja="平均が大きいと、E[x²] − E[x]² は桁落ちしてすべての桁が失われ、負になることさえあります。",
        ask_en="x is about 10⁸, so x² is about 10¹⁶. With 16 digits, what is left of a variance of 1?",
        ask_ja="x が約 10⁸ なら x² は約 10¹⁶ です。16 桁しかないとき、分散 1 のうち何桁が残りますか。",
    )


def prediction() -> None:
    """By the running averages."""
    misconception(
        "prediction_with_batch_statistics",
        change=[(PREDICTION, STATISTICS)],
        fails=["prediction_uses_the_running_averages"],
        title_en="Prediction with the statistics of the batch",
        title_ja="予測時にバッチの統計量を使っている",
        en="Prediction normalizes by the mean and variance of the batch it is given, not by the running averages.",
        ja="予測時に、移動平均ではなく、渡されたバッチの平均と分散で正規化しています。",
        ask_en="What does your prediction for a single sample depend on?",
        ask_ja="サンプルが 1 個のとき、あなたの予測は何によって決まりますか。",
    )
    misconception(
        "prediction_with_the_last_batch",
        change=[
            (PREDICTION, "mean, var = getattr(self, 'last', (self.running_mean, self.running_var))"),
            (KEEP, KEEP + "\n            self.last = mean, var"),
        ],
        fails=["prediction_uses_the_running_averages"],
        title_en="Prediction with the last batch of training",
        title_ja="予測時に直前の学習バッチの統計量を使っている",
        en="Prediction normalizes by the mean and variance of the last training batch, not by the running averages.",
        ja="予測時に、移動平均ではなく、直前の学習バッチの平均と分散で正規化しています。",
        ask_en="If the last batch of the training is unusual, what happens to every prediction?",
        ask_ja="学習の最後のバッチがたまたま変わったものだったら、その後の予測はどうなりますか。",
    )
    misconception(
        "always_in_training",
        change=[("        if train:\n            mean, var", "        if True:\n            mean, var")],
        fails=["prediction_uses_the_running_averages", "prediction_leaves_the_running_averages_alone"],
        title_en="The argument train is not looked at",
        title_ja="引数 train を見ていない",
        en="Prediction does what training does: it normalizes by the batch and changes the running averages.",
        ja="予測時にも学習時と同じように、バッチの統計量で正規化し、移動平均を更新しています。",
        ask_en="What should your prediction for a single sample depend on?",
        ask_ja="サンプルが 1 個のとき、予測は何によって決まるべきですか。",
    )
    misconception(
        "prediction_without_root",
        change=[(STD, "std = np.sqrt(var + self.eps) if train else var + self.eps")],
        fails=["prediction_uses_the_running_averages"],
        title_en="Prediction divides by the variance",
        title_ja="予測時に分散で割っている",
        en="Prediction divides by running_var; the square root is missing.",
        ja="予測時に running_var そのもので割っています。平方根が抜けています。",
        ask_en="If x is measured in metres, what is the unit of running_var, and what should be that of x̂?",
        ask_ja="x の単位がメートルなら、running_var の単位は何ですか。x̂ の単位は何であるべきですか。",
    )
    misconception(
        "prediction_without_eps",
        change=[(STD, "std = np.sqrt(var + self.eps) if train else np.sqrt(var)")],
        fails=["eps_counts_where_the_variance_is_small"],
        title_en="Prediction without ε",
        title_ja="予測時に ε がない",
        en="ε is missing in prediction: there it belongs under the root, too.",
        ja="予測時の式に ε がありません。予測時にも平方根の中に必要です。",
        ask_en="What happens in prediction to a unit that never changed in training?",
        ask_ja="学習中ずっと値が一定だったユニットは、予測時にどうなりますか。",
    )
    misconception(
        "prediction_not_normalized",
        change=[(X_HAT, "x_hat: Array = (x - mean) / std if train else x")],
        fails=["prediction_uses_the_running_averages", "eps_counts_where_the_variance_is_small"],
        title_en="Prediction does not normalize",
        title_ja="予測時に正規化していない",
        en="Prediction multiplies x itself by γ and adds β; it must be normalized by the running averages first.",
        ja="予測時に x そのものに γ を掛けて β を足しています。先に移動平均で正規化する必要があります。",
        ask_en="Which x̂ has the next layer learned to expect?",
        ask_ja="次の層は、どんな x̂ が来るものとして学習しましたか。",
    )
    misconception(
        "prediction_without_gamma_and_beta",
        change=[(OUTPUT, "return self.gamma * x_hat + self.beta if train else x_hat")],
        fails=["prediction_uses_the_running_averages"],
        title_en="Prediction without γ and β",
        title_ja="予測時に γ と β がない",
        en="Prediction returns x̂; γ and β have been learned and belong there, too.",
        ja="予測時に x̂ をそのまま返しています。学習した γ と β は予測時にも必要です。",
        ask_en="What were γ and β learned for, if prediction does not use them?",
        ask_ja="予測で使わないなら、γ と β は何のために学習したのでしょうか。",
    )
    misconception(
        "running_averages_move_in_prediction",
        change=[
            (
                PREDICTION,
                PREDICTION + "\n"
                "            new_mean, new_var = x.mean(axis=0), x.var(axis=0)\n"
                "            self.running_mean = self.momentum * mean + (1 - self.momentum) * new_mean\n"
                "            self.running_var = self.momentum * var + (1 - self.momentum) * new_var",
            )
        ],
        fails=["prediction_leaves_the_running_averages_alone"],
        title_en="Prediction changes the running averages",
        title_ja="予測時に移動平均を更新している",
        en="running_mean and running_var are updated in prediction, too: the layer learns from the test data.",
        ja="予測時にも running_mean と running_var が更新されています。テストデータから学習してしまっています。",
        ask_en="Predict the same samples twice. Are the answers the same?",
        ask_ja="同じサンプルを 2 回予測してみてください。答えは同じですか。",
    )
    misconception(
        "prediction_overwrites_the_batch",
        change=[("if train:  # a prediction leaves alone what backward needs\n            " + KEEP, KEEP)],
        fails=["prediction_leaves_backward_alone"],
        title_en="Prediction overwrites what backward needs",
        title_ja="予測時に backward 用の値を上書きしている",
        en="x̂ and √(v + ε) are stored in prediction, too; backward belongs to the last forward in training.",
        ja="予測時にも x̂ と √(v + ε) を保存しています。backward は直前の学習時の forward に対応します。",
        ask_en="Between forward and backward of a training step somebody predicts. Which x̂ does backward use then?",
        ask_ja="学習の forward と backward の間に予測をすると、backward が使う x̂ はどちらのものですか。",
    )
