"""Slips in the running averages."""

from batch_norm_slips import RUNNING_VAR, STATISTICS

from autograder.testing import misconception

RUNNING_MEAN = "self.running_mean = self.momentum * self.running_mean + (1.0 - self.momentum) * mean"
REVERSED_MEAN = "self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean"
REVERSED_VAR = "self.running_var = (1 - self.momentum) * self.running_var + self.momentum * var"


def averages() -> None:
    """How they come about."""
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
        ja="running_var に N − 1 で割った分散を使っています（そうするライブラリもあります）。この課題では "
        "N で割ります。",
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
        change=[(".ones(", ".zeros(")],
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
        en="The first batch replaces running_mean and running_var; they start as 0 and 1, and the rule holds for "
        "the first "
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
            en="All batches have the same weight, whatever momentum is; each new one should have the weight 1 − "
            "momentum.",
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
