"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import mode_mistakes

from autograder.testing import misconception

# Where x̂ is wrong. backward, and what is asked of state, goes with the x̂ of the student's own forward.
TRAINING = ["training_output", "training_example"]
DGAMMA = "self.dgamma = (dout * self.x_hat).sum(axis=0)"
DBETA = "self.dbeta = dout.sum(axis=0)"
STATISTICS = "mean, var = x.mean(axis=0), x.var(axis=0)"
RUNNING_MEAN = "self.running_mean = self.momentum * self.running_mean + (1.0 - self.momentum) * mean"
RUNNING_VAR = "self.running_var = self.momentum * self.running_var + (1.0 - self.momentum) * var"
PREDICTION = "mean, var = self.running_mean, self.running_var"
STD = "std = np.sqrt(var + self.eps)"
X_HAT = "x_hat: Array = (x - mean) / std"
KEEP = "self.std, self.x_hat = std, x_hat"
OUTPUT = "return self.gamma * x_hat + self.beta"
DX = "dx: Array = (g - g.mean(axis=0) - self.x_hat * (g * self.x_hat).mean(axis=0)) / self.std"

# --- forward in training ---

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
        ja="配列全体から平均と分散を 1 つずつ計算しています。平均と分散は、ユニットごとにサンプルの方向に計算します。",
        ask_en="One unit lies around 1000, another around 0. What are the means of their x̂ in your code?",
        ask_ja="1000 付近のユニットと 0 付近のユニットがあります。あなたのコードで x̂ の平均はそれぞれいくつですか。",
    )

misconception(
    "training_with_the_running_averages",
    change=[(RUNNING_VAR, RUNNING_VAR + "\n            mean, var = self.running_mean, self.running_var")],
    fails=[*TRAINING, "eps_counts_where_the_variance_is_small", "large_means_are_no_problem"],
    title_en="Training with the running averages",
    title_ja="学習時に移動平均で正規化している",
    en="Training normalizes by running_mean and running_var; there the batch's own mean and variance are asked for.",
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

# --- Running averages and prediction ---

REVERSED_MEAN = "self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean"
REVERSED_VAR = "self.running_var = (1 - self.momentum) * self.running_var + self.momentum * var"
for name, reversed_lines, fails in (
    ("momentum_reversed", [(RUNNING_MEAN, REVERSED_MEAN), (RUNNING_VAR, REVERSED_VAR)], "running_mean"),
    ("momentum_reversed_in_the_mean", [(RUNNING_MEAN, REVERSED_MEAN)], "running_mean"),
    ("momentum_reversed_in_the_variance", [(RUNNING_VAR, REVERSED_VAR)], "running_var"),
):
    misconception(
        name,
        change=reversed_lines,
        fails=[fails],
        title_en="momentum weights the new value",
        title_ja="momentum の重みが逆",
        en="momentum weights the new value; here it belongs to the old one.",
        ja="momentum が新しい値の重みになっています。この課題では古い値の重みです。",
        ask_en="With momentum 0.9, how much does one unusual batch change your running average?",
        ask_ja="momentum が 0.9 のとき、変わったバッチが 1 つ来ると、あなたの移動平均はどれくらい動きますか。",
    )

misconception(
    "unbiased_running_variance",
    change=[(RUNNING_VAR, RUNNING_VAR.replace("* var", "* x.var(axis=0, ddof=1)"))],
    fails=["running_var"],
    title_en="Running variance divided by N − 1",
    title_ja="running_var が N − 1 で割った分散になっている",
    en="running_var averages variances divided by N − 1, as some libraries do; here they are divided by N.",
    ja="running_var に N − 1 で割った分散を使っています（そうするライブラリもあります）。この課題では N で割ります。",
    ask_en="Is the variance that you average the one by which you normalize the batch?",
    ask_ja="平均している分散は、バッチの正規化に使った分散と同じですか。",
)

misconception(
    "only_the_last_batch",
    change=[(RUNNING_MEAN, "self.running_mean = mean"), (RUNNING_VAR, "self.running_var = var")],
    fails=["running_mean", "running_var", "running_averages_move"],
    title_en="No average over the batches",
    title_ja="移動平均になっていない",
    en="running_mean and running_var hold the statistics of the last batch only; the older batches are forgotten.",
    ja="running_mean と running_var が最後のバッチの値だけになっています。それまでのバッチが忘れられています。",
    ask_en="If the last batch of the training is unusual, what happens to every prediction?",
    ask_ja="学習の最後のバッチがたまたま変わったものだったら、その後の予測はどうなりますか。",
)

misconception(
    "running_averages_with_an_axis_too_many",
    change=[(STATISTICS, "mean, var = x.mean(axis=0, keepdims=True), x.var(axis=0, keepdims=True)")],
    fails=["running_mean", "running_averages_move"],
    title_en="The running averages have an axis too many",
    title_ja="移動平均の軸が 1 つ多い",
    en="running_mean and running_var have the shape (1, D); they must have the shape (D,), like γ and β.",
    ja="running_mean と running_var の形が (1, D) です。γ や β と同じ (D,) でなければなりません。",
    ask_en="What does keepdims=True keep, and is it wanted here?",
    ask_ja="keepdims=True は何を残しますか。ここでそれは必要ですか。",
)

misconception(
    "running_averages_without_decay",
    change=[
        (RUNNING_MEAN, "self.running_mean = self.running_mean + (1.0 - self.momentum) * mean"),
        (RUNNING_VAR, "self.running_var = self.running_var + (1.0 - self.momentum) * var"),
    ],
    fails=["running_mean", "running_var"],
    title_en="The running averages only grow",
    title_ja="移動平均が足されるだけ",
    en="The old value is kept in full: momentum is missing before it, and the average grows without end.",
    ja="古い値がそのまま残っています。momentum が掛かっていないため、限りなく増えます。",
    ask_en="If every batch has the mean 3, where should running_mean settle?",
    ask_ja="どのバッチの平均も 3 なら、running_mean はどこに落ち着くべきですか。",
)

misconception(
    "running_var_starts_as_zero",
    change=[("self.running_var: Array = np.ones(len(gamma))", "self.running_var: Array = np.zeros(len(gamma))")],
    fails=["running_var", "running_averages_move"],
    title_en="running_var starts as 0",
    title_ja="running_var が 0 から始まっている",
    en="running_var starts as 0; it should start as 1.",
    ja="running_var の最初の値が 0 です。1 から始める必要があります。",
    ask_en="By what does a layer divide that predicts before any training?",
    ask_ja="一度も学習していない層が予測をすると、何で割りますか。",
)

misconception(
    "first_batch_taken_whole",
    change=[
        (
            RUNNING_MEAN,
            "old = self.momentum if self.running_mean.any() else 0.0\n"
            "            self.running_mean = old * self.running_mean + (1.0 - old) * mean",
        ),
        (RUNNING_VAR, "self.running_var = old * self.running_var + (1.0 - old) * var"),
    ],
    fails=["running_mean", "running_var", "running_averages_move"],
    title_en="The first batch is taken whole",
    title_ja="最初のバッチの値がそのまま入っている",
    en="The first batch replaces running_mean and running_var; they start as 0 and 1, and the rule holds for the first "
    "batch, too.",
    ja="最初のバッチの値が running_mean と running_var にそのまま入っています。0 と 1 から始め、最初のバッチでも"
    "同じ式を使います。",
    ask_en="With momentum 0.9 and a first batch of mean 3, what should running_mean be after it?",
    ask_ja="momentum が 0.9、最初のバッチの平均が 3 のとき、そのあとの running_mean はいくつになるべきですか。",
)

for name, before, moves in (("", 0, ["running_averages_move"]), ("_and_the_start", 1, [])):
    misconception(
        "plain_average_of_the_batches" + name,
        change=[
            (
                RUNNING_MEAN,
                f"self.batches = getattr(self, 'batches', {before}) + 1\n"
                "            self.running_mean = self.running_mean + (mean - self.running_mean) / self.batches",
            ),
            (RUNNING_VAR, "self.running_var = self.running_var + (var - self.running_var) / self.batches"),
        ],
        fails=["running_mean", "running_var", *moves],
        title_en="A plain average of the batches",
        title_ja="すべてのバッチの単純な平均になっている",
        en="All batches have the same weight, whatever momentum is; each new one should have the weight 1 − momentum.",
        ja="momentum によらず、すべてのバッチが同じ重みになっています。新しいバッチの重みは 1 − momentum です。",
        ask_en="After a thousand batches, how much does one more change your running average?",
        ask_ja="1000 個のバッチのあと、もう 1 つのバッチで、あなたの移動平均はどれくらい動きますか。",
    )

misconception(
    "momentum_fixed",
    change=[
        (RUNNING_MEAN, RUNNING_MEAN.replace("self.momentum", "0.9")),
        (RUNNING_VAR, RUNNING_VAR.replace("self.momentum", "0.9")),
    ],
    fails=["running_mean", "running_var"],
    title_en="The given momentum is not used",
    title_ja="渡された momentum を使っていない",
    en="A fixed 0.9 stands where the argument momentum belongs.",
    ja="引数 momentum を使うべきところに、固定の 0.9 が書かれています。",
    ask_en="What changes in your layer when it is made with momentum=0.5?",
    ask_ja="momentum=0.5 で作ると、あなたの層は何が変わりますか。",
)

misconception(
    "running_deviation",
    change=[(RUNNING_VAR, RUNNING_VAR.replace("* var", "* np.sqrt(var)"))],
    fails=["running_var"],
    title_en="running_var averages standard deviations",
    title_ja="running_var が標準偏差の平均になっている",
    en="The standard deviations of the batches are averaged, not their variances.",
    ja="バッチの分散ではなく、標準偏差が平均されています。",
    ask_en="For the variances 1 and 9: what is their mean, and what is the square of the mean of the deviations?",
    ask_ja="分散が 1 と 9 のとき、平均はいくつですか。標準偏差の平均の 2 乗はいくつですか。",
)

misconception(
    "running_deviation_squared",
    change=[
        (
            RUNNING_VAR,
            "deviation = self.momentum * np.sqrt(self.running_var) + (1.0 - self.momentum) * np.sqrt(var)\n"
            "            self.running_var = deviation**2",
        )
    ],
    fails=["running_var"],
    title_en="running_var averages standard deviations",
    title_ja="running_var が標準偏差の平均になっている",
    en="The standard deviations of the batches are averaged, not their variances.",
    ja="バッチの分散ではなく、標準偏差が平均されています。",
    ask_en="For the variances 1 and 9: what is their mean, and what is the square of the mean of the deviations?",
    ask_ja="分散が 1 と 9 のとき、平均はいくつですか。標準偏差の平均の 2 乗はいくつですか。",
)

misconception(
    "running_var_with_eps",
    change=[(RUNNING_VAR, RUNNING_VAR.replace("* var", "* (var + self.eps)"))],
    fails=["running_var"],
    title_en="ε in the running variance",
    title_ja="移動平均の分散に ε が入っている",
    en="v + ε goes into running_var; the variance itself belongs there, and ε is added where it is used.",
    ja="running_var に v + ε を入れています。入れるのは分散そのもので、ε は使うときに足します。",
    ask_en="Where does prediction add ε? How often is it in your x̂, then?",
    ask_ja="予測時に ε を足すのはどこですか。すると、あなたの x̂ には ε が何回入っていますか。",
)

misconception(
    "running_var_never_updated",
    change=[(RUNNING_VAR, "pass")],
    fails=["running_var", "running_averages_move"],
    title_en="running_var never moves",
    title_ja="running_var を更新していない",
    en="running_var is never updated: it stays 1.",
    ja="running_var が更新されず、1 のままです。",
    ask_en="Which lines of your forward change running_var?",
    ask_ja="running_var を変えているのは、forward のどの行ですか。",
)

misconception(
    "running_averages_never_updated",
    change=[(RUNNING_MEAN, "pass"), (RUNNING_VAR, "pass")],
    fails=["running_mean", "running_var", "running_averages_move", "prediction_leaves_the_running_averages_alone"],
    title_en="The running averages never move",
    title_ja="移動平均を更新していない",
    en="running_mean and running_var are never updated: they stay 0 and 1.",
    ja="running_mean と running_var が更新されず、0 と 1 のままです。",
    ask_en="Which lines of your forward change running_mean?",
    ask_ja="running_mean を変えているのは、forward のどの行ですか。",
)

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

# --- backward ---

misconception(
    "path_through_the_mean_missing",
    change=[(DX, DX.replace("g - g.mean(axis=0) - ", "g - "))],
    fails=["dx"],
    title_en="The path through the mean is missing",
    title_ja="平均を通る経路がない",
    en="dx lacks the term of the mean: x also changes μ, and with it every other sample.",
    ja="dx に平均の項がありません。x は平均 μ も変え、μ を通してほかのすべてのサンプルに影響します。",
    ask_en="If every x of a unit grows by 1, does y change? What must the dx of that unit add up to?",
    ask_ja="あるユニットの x をすべて 1 増やすと、y は変わりますか。そのユニットの dx の和はいくつになるべきですか。",
)

misconception(
    "path_through_the_variance_missing",
    change=[(DX, "dx: Array = (g - g.mean(axis=0)) / self.std")],
    fails=["dx"],
    title_en="The path through the variance is missing",
    title_ja="分散を通る経路がない",
    en="dx lacks the term of the variance: x also changes v, and with it every other sample.",
    ja="dx に分散の項がありません。x は分散 v も変え、v を通してほかのすべてのサンプルに影響します。",
    ask_en="If every x of a unit doubles, does y change? What must Σ dx · (x − μ) be, then?",
    ask_ja="あるユニットの x をすべて 2 倍にすると、y は変わりますか。では Σ dx・(x − μ) はいくつになるべきですか。",
)

misconception(
    "statistics_taken_for_constants",
    change=[(DX, "dx: Array = g / self.std")],
    fails=["dx"],
    title_en="Mean and variance taken for constants",
    title_ja="平均と分散を定数とみなしている",
    en="dx is dout · γ / √(v + ε), as if μ and v did not depend on x.",
    ja="dx が dout・γ / √(v + ε) になっています。μ と v も x によって変わります。",
    ask_en="Through which three quantities does x reach y?",
    ask_ja="x は、どの 3 つの量を通して y に影響しますか。",
)

misconception(
    "half_of_the_path_through_the_variance",
    change=[(DX, DX.replace("- self.x_hat", "- 0.5 * self.x_hat"))],
    fails=["dx", "dx_where_the_variance_is_small"],
    title_en="Half of the path through the variance",
    title_ja="分散を通る経路が半分になっている",
    en="The term through the variance is half as large as it should be: look for a 2, or a ½, that was lost or taken "
    "twice.",
    ja="分散を通る項が、本来の半分の大きさです。抜けた 2 か、余分な 1/2 がないか探してください。",
    ask_en="What is ∂v/∂x_n? And ∂s/∂v for s = √(v + ε)?",
    ask_ja="∂v/∂x_n は何ですか。s = √(v + ε) のとき、∂s/∂v は何ですか。",
)

misconception(
    "dx_with_n_minus_1",
    change=[
        (
            DX,
            "n = len(g) - 1\n"
            "        dx: Array = (g - g.sum(axis=0) / n - self.x_hat * (g * self.x_hat).sum(axis=0) / n) / self.std",
        )
    ],
    fails=["dx", "dx_where_the_variance_is_small"],
    title_en="N − 1 in dx",
    title_ja="dx が N − 1 で割られている",
    en="In dx the terms through μ and v are divided by N − 1; μ and v are divided by N, and so are their derivatives.",
    ja="dx で、μ と v を通る項が N − 1 で割られています。μ も v も N で割ったものなので、その微分も N で割ります。",
    ask_en="What is ∂μ/∂x_n?",
    ask_ja="∂μ/∂x_n はいくつですか。",
)

misconception(
    "sums_in_place_of_means",
    change=[
        (
            DX,
            DX.replace("g.mean(axis=0)", "g.sum(axis=0)").replace(
                "(g * self.x_hat).mean(axis=0)", "(g * self.x_hat).sum(axis=0)"
            ),
        )
    ],
    fails=["dx", "dx_where_the_variance_is_small"],
    title_en="Sums in place of means in dx",
    title_ja="dx の平均が和になっている",
    en="The terms through μ and v hold sums over the batch; they must be means.",
    ja="μ と v を通る項がバッチの和になっています。平均でなければなりません。",
    ask_en="What is ∂μ/∂x_n?",
    ask_ja="∂μ/∂x_n はいくつですか。",
)

misconception(
    "dx_without_division",
    change=[(DX, DX.replace(" / self.std", ""))],
    fails=["dx", "dx_where_the_variance_is_small"],
    title_en="dx is not divided by √(v + ε)",
    title_ja="dx を √(v + ε) で割っていない",
    en="dx lacks the division by √(v + ε) that x̂ contains.",
    ja="x̂ に含まれる √(v + ε) による割り算が dx にありません。",
    ask_en="If all x of a unit are scaled by 10, y stays the same. How must dx change?",
    ask_ja="あるユニットの x をすべて 10 倍しても y は同じです。dx はどう変わるべきですか。",
)

misconception(
    "dx_divided_by_the_variance",
    change=[(DX, DX.replace("/ self.std", "/ self.std**2"))],
    fails=["dx", "dx_where_the_variance_is_small"],
    title_en="dx is divided by the variance",
    title_ja="dx を分散で割っている",
    en="dx is divided by v + ε; the square root is missing.",
    ja="dx が v + ε で割られています。平方根が抜けています。",
    ask_en="If all x of a unit are scaled by 10, y stays the same. How must dx change?",
    ask_ja="あるユニットの x をすべて 10 倍しても y は同じです。dx はどう変わるべきですか。",
)

misconception(
    "sign_of_the_variance_term",
    change=[(DX, DX.replace("- self.x_hat *", "+ self.x_hat *"))],
    fails=["dx", "dx_where_the_variance_is_small"],
    title_en="Sign of the variance's term",
    title_ja="分散の項の符号が逆",
    en="The term through the variance is added in dx; it must be subtracted.",
    ja="dx で、分散を通る項が足されています。引く必要があります。",
    ask_en="If x moves away from μ, v grows. Does that make the other |x̂| larger or smaller?",
    ask_ja="x が μ から離れると v は増えます。ほかの |x̂| は大きくなりますか、小さくなりますか。",
)

misconception(
    "gamma_missing_in_dx",
    change=[("g = dout * self.gamma", "g = dout")],
    fails=["dx"],
    title_en="γ is missing in dx",
    title_ja="dx に γ がない",
    en="The gradient starts from dout; x̂ was multiplied by γ, so it must start from dout · γ.",
    ja="勾配が dout から始まっています。x̂ には γ が掛かっているので、dout・γ から始める必要があります。",
    ask_en="y = γ x̂ + β. What is ∂y/∂x̂?",
    ask_ja="y = γ x̂ + β です。∂y/∂x̂ は何ですか。",
)

misconception(
    "backward_without_eps",
    change=[
        (KEEP, KEEP + "\n            self.sigma = np.sqrt(var)"),
        (DX, DX.replace("self.std", "self.sigma")),
    ],
    fails=["dx_where_the_variance_is_small"],
    title_en="ε forgotten in backward",
    title_ja="backward で ε を忘れている",
    en="backward divides by √v where forward divided by √(v + ε): a difference wherever v is as small as ε.",
    ja="forward は √(v + ε) で割っているのに、backward は √v で割っています。v が ε と同じくらい小さいと違いが出ます。",
    ask_en="Which function did forward compute, and is it the one that you have differentiated?",
    ask_ja="forward が計算した関数と、微分した関数は同じものですか。",
)

misconception(
    "slope_of_the_root_without_eps",
    change=[
        (KEEP, KEEP + "\n            self.sigma = np.where(var > 0, np.sqrt(var), 1.0)"),
        (
            DX,
            "dx: Array = (g - g.mean(axis=0)) / self.std - self.x_hat * (g * self.x_hat).mean(axis=0) / self.sigma",
        ),
    ],
    fails=["dx_where_the_variance_is_small"],
    title_en="ε forgotten in backward",
    title_ja="backward で ε を忘れている",
    en="backward divides by √v where forward divided by √(v + ε): a difference wherever v is as small as ε.",
    ja="forward は √(v + ε) で割っているのに、backward は √v で割っています。v が ε と同じくらい小さいと違いが出ます。",
    ask_en="Which function did forward compute, and is it the one that you have differentiated?",
    ask_ja="forward が計算した関数と、微分した関数は同じものですか。",
)

misconception(
    "dgamma_as_mean",
    change=[("self.dgamma = (dout * self.x_hat).sum(axis=0)", "self.dgamma = (dout * self.x_hat).mean(axis=0)")],
    fails=["dgamma"],
    title_en="dgamma as a mean",
    title_ja="dgamma が平均になっている",
    en="dgamma is a mean over the batch, where the sum is asked for.",
    ja="dgamma がバッチの平均になっています。求められているのは和です。",
    ask_en="γ is used by each of the N samples. Along how many paths does it reach the loss?",
    ask_ja="γ は N 個のサンプルのそれぞれで使われます。損失までの経路は何本ありますか。",
)

misconception(
    "dgamma_along_the_wrong_axis",
    change=[(DGAMMA, DGAMMA.replace("axis=0", "axis=1"))],
    fails=["dgamma", "backward_shapes"],
    title_en="dgamma along the wrong axis",
    title_ja="dgamma の和の軸が違う",
    en="dgamma is summed over the units and has N entries; it must be summed over the samples and have D.",
    ja="dgamma がユニットの方向に足されて N 個の要素になっています。サンプルの方向に足して D 個にする必要があります。",
    ask_en="γ has shape (D,). Which axis of dout · x̂ must disappear?",
    ask_ja="γ の形は (D,) です。dout・x̂ のどの軸が消えるべきですか。",
)

misconception(
    "dgamma_and_dbeta_swapped",
    change=[(DGAMMA, DGAMMA.replace("self.dgamma", "self.dbeta")), (DBETA, DBETA.replace("self.dbeta", "self.dgamma"))],
    fails=["dgamma", "dbeta"],
    title_en="dgamma and dbeta are swapped",
    title_ja="dgamma と dbeta が逆",
    en="dgamma holds Σ dout, and dbeta holds Σ dout · x̂: it must be the other way round.",
    ja="dgamma に Σ dout が、dbeta に Σ dout・x̂ が入っています。逆にする必要があります。",
    ask_en="y = γ x̂ + β. In which of the two derivatives does x̂ occur?",
    ask_ja="y = γ x̂ + β です。x̂ が現れるのは、γ と β のどちらの微分ですか。",
)

misconception(
    "gradients_pile_up",
    change=[
        (DGAMMA, "self.dgamma = getattr(self, 'dgamma', 0.0) + (dout * self.x_hat).sum(axis=0)"),
        (DBETA, "self.dbeta = getattr(self, 'dbeta', 0.0) + dout.sum(axis=0)"),
    ],
    fails=["backward_twice_gives_the_same"],
    title_en="dgamma and dbeta pile up",
    title_ja="dgamma と dbeta が加算され続けている",
    en="Each backward adds to dgamma and dbeta of the one before, instead of replacing them.",
    ja="backward のたびに、前回の dgamma と dbeta に加算されています。置き換える必要があります。",
    ask_en="What is dgamma after the hundredth step of training, if it is never set back?",
    ask_ja="一度もリセットしないと、100 ステップ目の学習のあと dgamma には何が入っていますか。",
)

misconception(
    "dbeta_as_mean",
    change=[("self.dbeta = dout.sum(axis=0)", "self.dbeta = dout.mean(axis=0)")],
    fails=["dbeta"],
    title_en="dbeta as a mean",
    title_ja="dbeta が平均になっている",
    en="dbeta is a mean over the batch, where the sum is asked for.",
    ja="dbeta がバッチの平均になっています。求められているのは和です。",
    ask_en="β is added to each of the N rows. Along how many paths does it reach the loss?",
    ask_ja="β は N 個の行それぞれに足されます。損失までの経路は何本ありますか。",
)

misconception(
    "dbeta_with_gamma",
    change=[(DBETA, "self.dbeta = (dout * self.gamma).sum(axis=0)")],
    fails=["dbeta"],
    title_en="dbeta contains γ",
    title_ja="dbeta に γ が入っている",
    en="dbeta is summed from dout · γ; β is added after γ has been multiplied.",
    ja="dbeta が dout・γ の和になっています。β は γ を掛けたあとに足されます。",
    ask_en="y = γ x̂ + β. What is ∂y/∂β?",
    ask_ja="y = γ x̂ + β です。∂y/∂β は何ですか。",
)

misconception(
    "dbeta_along_the_wrong_axis",
    change=[(DBETA, DBETA.replace("axis=0", "axis=1"))],
    fails=["dbeta", "backward_shapes"],
    title_en="dbeta along the wrong axis",
    title_ja="dbeta の和の軸が違う",
    en="dbeta is summed over the units and has N entries; it must be summed over the samples and have D.",
    ja="dbeta がユニットの方向に足されて N 個の要素になっています。サンプルの方向に足して D 個にする必要があります。",
    ask_en="β has shape (D,). Which axis of dout must disappear?",
    ask_ja="β の形は (D,) です。dout のどの軸が消えるべきですか。",
)

misconception(
    "dgamma_from_the_input",
    change=[
        (KEEP, KEEP + "\n            self.x = x"),
        ("self.dgamma = (dout * self.x_hat).sum(axis=0)", "self.dgamma = (dout * self.x).sum(axis=0)"),
    ],
    fails=["dgamma"],
    title_en="dgamma from x",
    title_ja="dgamma を x̂ ではなく x から計算している",
    en="dgamma multiplies dout by x; what γ multiplies in forward is x̂.",
    ja="dgamma で dout に x を掛けています。forward で γ が掛かっているのは x̂ です。",
    ask_en="y = γ x̂ + β. What is ∂y/∂γ?",
    ask_ja="y = γ x̂ + β です。∂y/∂γ は何ですか。",
)

misconception(
    "dgamma_from_the_output",
    change=[
        (
            OUTPUT,
            "y = self.gamma * x_hat + self.beta\n        if train:\n            self.y = y.copy()\n        return y",
        ),
        (DGAMMA, "self.dgamma = (dout * self.y).sum(axis=0)"),
    ],
    fails=["dgamma"],
    title_en="dgamma from y",
    title_ja="dgamma を x̂ ではなく y から計算している",
    en="dgamma multiplies dout by the output y; what γ multiplies in forward is x̂.",
    ja="dgamma で dout に出力 y を掛けています。forward で γ が掛かっているのは x̂ です。",
    ask_en="y = γ x̂ + β. What is ∂y/∂γ?",
    ask_ja="y = γ x̂ + β です。∂y/∂γ は何ですか。",
)

misconception(
    "dgamma_and_dbeta_with_an_axis_too_many",
    change=[
        (DGAMMA, DGAMMA.replace("axis=0", "axis=0, keepdims=True")),
        (DBETA, DBETA.replace("axis=0", "axis=0, keepdims=True")),
    ],
    fails=["dgamma", "dbeta", "backward_shapes"],
    title_en="dgamma and dbeta have an axis too many",
    title_ja="dgamma と dbeta の軸が 1 つ多い",
    en="dgamma and dbeta have the shape (1, D); they must have the shape (D,), like γ and β.",
    ja="dgamma と dbeta の形が (1, D) です。γ や β と同じ (D,) でなければなりません。",
    ask_en="What does keepdims=True keep, and is it wanted here?",
    ask_ja="keepdims=True は何を残しますか。ここでそれは必要ですか。",
)

for name, dx in (
    (
        "",
        "self.x_hat *= (g * self.x_hat).mean(axis=0)\n        dx: Array = (g - g.mean(axis=0) - self.x_hat) / self.std",
    ),
    (
        "_with_dgamma",
        "n = len(dout)\n        self.x_hat *= self.dgamma\n"
        "        dx: Array = self.gamma / (n * self.std) * (n * dout - self.dbeta - self.x_hat)",
    ),
):
    misconception(
        "backward_overwrites_what_it_needs" + name,
        change=[(DX, dx)],
        fails=["backward_twice_gives_the_same"],
        title_en="backward overwrites what it needs",
        title_ja="backward が必要な値を上書きしている",
        en="backward writes into an array that forward kept for it: a second call finds other numbers there.",
        ja="backward が、forward の保存した配列を書き換えています。もう一度呼ぶと、違う数が使われます。",
        ask_en="Call backward twice with the same dout. Which of your arrays are different the second time?",
        ask_ja="同じ dout で backward を 2 回呼ぶと、2 回目に中身が変わっている配列はどれですか。",
    )

# --- Side effects ---

CENTRED = "x -= mean\n        x_hat = x / std"
NORMALIZED = "x -= mean\n        x /= std\n        x_hat = x.copy()"

for name, new, where in (
    ("", NORMALIZED, ""),
    ("_centred", CENTRED, ""),
    ("_in_training", NORMALIZED, "[training]"),
    ("_centred_in_training", CENTRED, "[training]"),
):
    misconception(
        "input_changed" + name,
        change=[(X_HAT, (f"x = x if train else x.copy()\n        {new}" if where else new))],
        fails=["arguments_are_never_modified" + where],
        title_en="forward changes its input",
        title_ja="forward が入力を書き換えている",
        en="`x -= mean` writes into the caller's own array.",
        ja="`x -= mean` は、呼び出し側の配列そのものを書き換えます。",
        ask_en="Which layer before this one still needs its output in backward?",
        ask_ja="手前の層は、backward で自分の出力を使うかもしれません。その配列には何が残っていますか。",
    )

misconception(
    "dout_changed",
    change=[("g = dout * self.gamma", "dout *= self.gamma\n        g = dout")],
    fails=["arguments_are_never_modified[backward]"],
    title_en="backward changes dout",
    title_ja="backward が dout を書き換えている",
    en="`dout *= gamma` writes into dout, which belongs to the caller.",
    ja="`dout *= gamma` は、呼び出し側のものである dout を書き換えます。",
    ask_en="If two layers receive the same dout, what does the second one see?",
    ask_ja="2 つの層が同じ dout を受け取るとき、2 番目の層には何が見えますか。",
)

misconception(
    "memory_shared_by_all_layers",
    change=[(KEEP, "BatchNorm.std, BatchNorm.x_hat = std, x_hat")],
    fails=["each_layer_remembers_its_own_forward"],
    title_en="All layers share one memory",
    title_ja="すべての層が同じ記憶を共有している",
    en="What forward keeps is in the class (or in a global variable), so all layers share it.",
    ja="forward で保存する値がクラス変数（またはグローバル変数）にあり、すべての層で共有されています。",
    ask_en="A net has two such layers. Whose x̂ does the first one use in backward?",
    ask_ja="この層が 2 つあるネットワークで、1 つ目の層の backward は誰の x̂ を使いますか。",
)
