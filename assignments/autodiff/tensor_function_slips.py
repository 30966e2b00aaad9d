"""Slips in the functions of a tensor, and in the loss that is made of them."""

from operation_slips import DIVIDED, POWER, TIMES

from autograder.testing import misconception

CROSS_ENTROPY = ["published_cross_entropy_example", "softmax_cross_entropy_gradient", "softmax_cross_entropy_is_stable"]
EXP = "z.pull_back = lambda g: (g * z.data,)"
LOG = "z.pull_back = lambda g: (g / self.data,)"
RELU = "z.pull_back = lambda g: (g * (self.data > 0),)"
SUM = "np.broadcast_to(g.reshape(kept), self.data.shape)"
SHIFTED = "z = x - x.data.max(axis=1, keepdims=True)"
LOSS = "loss: Tensor = -(log_y * t).sum() / len(x.data)"


def functions() -> None:
    """exp, log, relu and sum."""
    misconception(
        "exp_slope_from_exponent",
        change=[(EXP, "z.pull_back = lambda g: (g * self.data * z.data / np.e,)")],
        fails=["published_cross_entropy_example", "gradient_of_exp_and_log"],
        title_en="Power rule applied to eˣ",
        title_ja="eˣ にべき乗の微分を使っている",
        en="The slope of eˣ is computed as x eˣ⁻¹, the rule for powers of x; eˣ is its own slope.",
        ja="eˣ の傾きを、べき乗の公式で x eˣ⁻¹ としています。eˣ の傾きは eˣ 自身です。",
        ask_en="In xⁿ the base varies. What varies in eˣ?",
        ask_ja="xⁿ では底が変わります。eˣ では何が変わりますか。",
    )
    misconception(
        "relu_mask_of_the_gradient",
        change=[(RELU, "z.pull_back = lambda g: (g * (g > 0),)")],
        fails=["gradient_of_relu"],
        title_en="relu looks at the sign of the gradient",
        title_ja="relu が勾配の符号を見ている",
        en="On the way back relu lets positive gradients through; it must look at where its input was positive.",
        ja="逆向きで、正の勾配だけを通しています。見るべきなのは、入力が正だったかどうかです。",
        ask_en="The input was 2 and the gradient that arrives is −1. What is the gradient of the input?",
        ask_ja="入力が 2 で、届いた勾配が −1 のとき、入力の勾配はいくつですか。",
    )
    misconception(
        "sum_ignores_what_arrives",
        change=[("broadcast_to(g.reshape(kept), self.data.shape", "ones_like(self.data")],
        fails=[
            "published_cross_entropy_example",
            "gradient_of_sum",
            "gradient_of_sum_along_an_axis",
            "published_affine_example",
        ],
        title_en="sum passes ones back",
        title_ja="sum が 1 を返している",
        en="sum passes back ones, whatever gradient arrives; the chain rule multiplies by it.",
        ja="届いた勾配に関係なく 1 を返しています。連鎖律では、届いた勾配を掛けます。",
        ask_en="What is the gradient of 3 · Σ x?",
        ask_ja="3 · Σ x の勾配はいくつですか。",
    )
    misconception(
        "sum_without_its_axis",
        change=[
            ("kept = self.data.sum(axis=axis, keepdims=True).shape\n        ", ""),
            (SUM, "np.broadcast_to(g, self.data.shape)"),
        ],
        fails=["gradient_of_sum_along_an_axis"],
        title_en="The summed axis is not put back",
        title_ja="消えた軸を戻していない",
        en="After sum(axis=1) without keepdims the gradient (N,) is spread along the wrong axis, or does not fit.",
        ja="keepdims なしの sum(axis=1) のあと、形 (N,) の勾配が違う軸に広げられるか、形が合わなくなります。",
        ask_en="x is (3, 4), and g of sum(axis=1) is (3,). Which shape must g have to be spread over the columns?",
        ask_ja="x が (3, 4)、sum(axis=1) の g が (3,) のとき、列方向に広げるには g をどんな形にすればよいですか。",
    )
    misconception(
        "exp_without_slope",
        change=[(EXP, "z.pull_back = lambda g: (g,)")],
        fails=["gradient_of_exp_and_log"],
        title_en="exp passes the gradient on as it is",
        title_ja="exp が勾配をそのまま渡している",
        en="The slope of eˣ is left out; it is eˣ itself.",
        ja="eˣ の傾きが掛かっていません。傾きは eˣ 自身です。",
        ask_en="How steep is eˣ at x = 2? Steeper than at x = 0?",
        ask_ja="x = 2 での eˣ の傾きはいくつですか。x = 0 より急ですか。",
    )
    misconception(
        "exp_slope_is_x",
        change=[(EXP, "z.pull_back = lambda g: (g * self.data,)")],
        fails=["published_cross_entropy_example", "gradient_of_exp_and_log"],
        title_en="The slope of eˣ is x",
        title_ja="eˣ の傾きが x",
        en="The gradient is multiplied by x, the input of exp; eˣ is its own slope.",
        ja="exp の入力 x を掛けています。eˣ の傾きは eˣ 自身です。",
        ask_en="What is the slope of eˣ at x = 0, and what does your code say there?",
        ask_ja="x = 0 での eˣ の傾きはいくつですか。あなたのコードではいくつになりますか。",
    )
    misconception(
        "log_slope_is_x",
        change=[(LOG, "z.pull_back = lambda g: (g * self.data,)")],
        fails=["published_cross_entropy_example", "gradient_of_exp_and_log"],
        title_en="The slope of log x is x",
        title_ja="log x の傾きが x",
        en="The gradient is multiplied by x where it is to be divided by it: the slope of log x is 1/x.",
        ja="x で割るところで x を掛けています。log x の傾きは 1/x です。",
        ask_en="Does log x get steeper or flatter for large x?",
        ask_ja="x が大きくなると、log x は急になりますか、緩やかになりますか。",
    )
    misconception(
        "log_slope_from_the_result",
        change=[(LOG, "z.pull_back = lambda g: (g / z.data,)")],
        fails=["published_cross_entropy_example", "gradient_of_exp_and_log"],
        title_en="Divided by log x in place of x",
        title_ja="x ではなく log x で割っている",
        en="The gradient is divided by the result log x; the slope of log x is 1/x, with the input x.",
        ja="結果の log x で割っています。log x の傾きは、入力 x を使った 1/x です。",
        ask_en="What does your code give at x = 1, where log x is 0?",
        ask_ja="log x = 0 となる x = 1 では、あなたのコードはいくつになりますか。",
    )
    misconception(
        "relu_without_mask",
        change=[(RELU, "z.pull_back = lambda g: (g,)")],
        fails=["gradient_of_relu"],
        title_en="relu without its mask",
        title_ja="relu のマスクがない",
        en="relu passes the whole gradient back; where its input was negative, max(x, 0) is 0 whatever x is.",
        ja="relu が勾配をすべて通しています。入力が負のところでは、x が何であっても max(x, 0) は 0 です。",
        ask_en="If x = −2 becomes −1.9, by how much does max(x, 0) change?",
        ask_ja="x が −2 から −1.9 に変わると、max(x, 0) はどれだけ変わりますか。",
    )
    misconception(
        "relu_mask_inverted",
        change=[(RELU, "z.pull_back = lambda g: (g * (self.data < 0),)")],
        fails=["gradient_of_relu"],
        title_en="The mask of relu is inverted",
        title_ja="relu のマスクが逆",
        en="relu lets the gradient through where its input was negative; it is to be where it was positive.",
        ja="入力が負のところで勾配を通しています。通すのは、入力が正のところです。",
        ask_en="For which inputs does max(x, 0) follow x?",
        ask_ja="max(x, 0) が x とともに変わるのは、どんな入力のときですか。",
    )
    misconception(
        "relu_times_its_output",
        change=[(RELU, "z.pull_back = lambda g: (g * z.data,)")],
        fails=["gradient_of_relu"],
        title_en="relu's output in place of its slope",
        title_ja="傾きではなく relu の出力を掛けている",
        en="The gradient is multiplied by max(x, 0); the slope of relu is 1 or 0.",
        ja="勾配に max(x, 0) を掛けています。relu の傾きは 1 か 0 です。",
        ask_en="How steep is max(x, 0) at x = 2, and at x = 5?",
        ask_ja="x = 2 と x = 5 での max(x, 0) の傾きは、それぞれいくつですか。",
    )
    misconception(
        "sum_ignores_its_axis",
        change=[("z = Tensor(self.data.sum(axis=axis, ", "axis = None\n        z = Tensor(self.data.sum(")],
        fails=["gradient_of_sum_along_an_axis", "values_of_functions", "nothing_is_modified"],
        title_en="The axis of sum is ignored",
        title_ja="sum の axis を使っていない",
        en="sum adds up all entries, whatever axis is.",
        ja="axis に何を渡しても、すべての要素を足しています。",
        ask_en="Which shape has the sum of a (3, 4) array along axis 0?",
        ask_ja="(3, 4) の配列の axis=0 の和は、どんな形ですか。",
    )
    misconception(
        "sum_ignores_keepdims",
        change=[(", keepdims=keepdims", "")],
        fails=["gradient_of_sum_along_an_axis", "values_of_functions"],
        title_en="keepdims of sum is ignored",
        title_ja="sum の keepdims を使っていない",
        en="sum drops the axis also where keepdims=True asks for it to be kept.",
        ja="keepdims=True で軸を残すように求めても、軸が消えています。",
        ask_en="Which shape has the sum of a (3, 4) array along axis 1 with keepdims=True?",
        ask_ja="keepdims=True のとき、(3, 4) の配列の axis=1 の和はどんな形ですか。",
    )
    misconception(
        "gradient_of_sum_averaged",
        change=[(SUM, "np.broadcast_to(g.reshape(kept), self.data.shape) * z.data.size / self.data.size")],
        fails=[
            "published_cross_entropy_example",
            "gradient_of_sum",
            "gradient_of_sum_along_an_axis",
            "published_affine_example",
        ],
        title_en="The gradient of a sum is shared out",
        title_ja="和の勾配を等分している",
        en="Each entry gets the gradient divided by their number, as for a mean; in a sum each entry counts once.",
        ja="平均のときのように、勾配を要素の数で割って渡しています。和では、どの要素もそのまま 1 回数えられます。",
        ask_en="If one of 12 entries grows by 1, by how much does their sum grow?",
        ask_ja="12 個の要素のうち 1 つが 1 増えると、和はいくつ増えますか。",
    )
    misconception(
        "only_positive_axes",
        change=[
            (
                "kept = self.data.sum(axis=axis, keepdims=True).shape",
                "kept = tuple(1 if axis is None or i == axis else d for i, d in enumerate(self.data.shape))",
            )
        ],
        fails=["gradient_of_sum_along_an_axis"],
        title_en="Negative axes are not put back",
        title_ja="負の axis が考慮されていない",
        en="The axis that was summed is put back for axis = 0, 1, …; axis = −1, which counts from the end, is "
        "not found.",
        ja="和を取った軸を axis = 0, 1, … のときしか戻していません。後ろから数える axis = −1 のときに戻りません。",
        ask_en="Which axis of a (3, 4) array is axis −1?",
        ask_ja="(3, 4) の配列で、axis = −1 はどの軸ですか。",
    )


def chain_rule() -> None:
    """Every operation multiplies by what arrives."""
    for name, sign, change, fails in [
        (
            "times",
            "*",
            (TIMES, "(unbroadcast(0 * g + y.data, x.data.shape), unbroadcast(0 * g + x.data, y.data.shape))"),
            ["gradient_of_broadcasting", "gradient_of_times", "published_cross_entropy_example", "scalar_example"],
        ),
        (
            "divided_by",
            "/",
            (
                DIVIDED,
                "(unbroadcast(0 * g + 1 / y.data, x.data.shape), unbroadcast(0 * g - z.data / y.data, y.data.shape))",
            ),
            ["gradient_of_broadcasting", "gradient_of_divided_by"],
        ),
        ("power", "**", (POWER, "(n * self.data ** (n - 1),)"), ["gradient_of_power", "published_affine_example"]),
        (
            "exp",
            "exp",
            (EXP, "z.pull_back = lambda g: (z.data,)"),
            ["published_cross_entropy_example", "gradient_of_exp_and_log"],
        ),
        ("log", "log", (LOG, "z.pull_back = lambda g: (1 / self.data,)"), ["gradient_of_exp_and_log"]),
        ("relu", "relu", (RELU, "z.pull_back = lambda g: (1.0 * (self.data > 0),)"), ["gradient_of_relu"]),
    ]:
        misconception(
            f"upstream_forgotten_in_{name}",
            change=[change],
            fails=fails,
            title_en=f"What arrives is forgotten in {sign}",
            title_ja=f"{sign} で、届いた勾配を掛けていない",
            en=f"{sign} passes its own slope back, whatever gradient arrives; the chain rule multiplies by it.",
            ja=f"{sign} が、届いた勾配に関係なく自分の傾きだけを渡しています。連鎖律では、届いた勾配を掛けます。",
            ask_en="If L changes twice as fast with the result, what happens to the gradient of the operand?",
            ask_ja="結果に対する L の変化が 2 倍になると、もとのテンソルの勾配はどうなりますか。",
        )


def losses() -> None:
    """softmax_cross_entropy."""
    misconception(
        "loss_summed",
        change=[(LOSS, "loss: Tensor = -(log_y * t).sum()")],
        fails=["softmax_cross_entropy_value"],
        title_en="Loss summed over the batch",
        title_ja="損失がバッチの和になっている",
        en="The loss is the sum over the samples, not the mean: loss and gradient are N times too large.",
        ja="損失がサンプルの平均ではなく和なので、損失も勾配も N 倍になっています。",
        ask_en="What happens to your loss if the same batch is given twice in a row, as one batch of 2N?",
        ask_ja="同じバッチを 2 回並べて 2N 個のバッチにすると、損失はどうなりますか。",
    )
    misconception(
        "mean_over_all_entries",
        change=[(LOSS, "loss: Tensor = -(log_y * t).sum() / x.data.size")],
        fails=["published_cross_entropy_example", "softmax_cross_entropy_value"],
        title_en="Mean over all entries",
        title_ja="すべての要素で平均している",
        en="The sum is divided by N · K, the number of entries; the mean is over the N samples.",
        ja="和が要素数 N · K で割られています。平均は N 個のサンプルについて取ります。",
        ask_en="How many entries of t in each row are not 0?",
        ask_ja="t の各行で、0 でない要素はいくつありますか。",
    )
    misconception(
        "no_shift",
        change=[(SHIFTED, "z = x")],
        fails=["softmax_cross_entropy_is_stable"],
        title_en="exp overflows for large logits",
        title_ja="大きなロジットで exp があふれる",
        en="exp(800) is inf: without subtracting each row's maximum, loss and gradient are not numbers.",
        ja="exp(800) は inf です。行ごとの最大値を引かないと、損失も勾配も NaN になります。",
        ask_en="Which constant may be subtracted from a row of logits without changing its softmax?",
        ask_ja="ロジットの 1 つの行から、どんな定数を引いても softmax は変わりませんか。",
    )
    misconception(
        "softmax_over_samples",
        change=[
            (SHIFTED, "z = x - x.data.max(axis=0, keepdims=True)"),
            (
                "log_y = z - z.exp().sum(axis=1, keepdims=True).log()",
                "log_y = z - z.exp().sum(axis=0, keepdims=True).log()",
            ),
        ],
        fails=[*CROSS_ENTROPY, "softmax_cross_entropy_value"],
        title_en="Softmax over the samples",
        title_ja="softmax をサンプルの方向に取っている",
        en="The probabilities of each class sum to 1 over the samples; they must sum to 1 over the classes of "
        "a sample.",
        ja="クラスごとに、サンプルについての和が 1 になっています。サンプルごとに、クラスについての和が 1 "
        "になるべきです。",
        ask_en="With a single sample, what would your probabilities be?",
        ask_ja="サンプルが 1 個だけのとき、確率はいくつになりますか。",
    )
    misconception(
        "sign_of_the_loss",
        change=[(LOSS, "loss: Tensor = (log_y * t).sum() / len(x.data)")],
        fails=["published_cross_entropy_example", "softmax_cross_entropy_value"],
        title_en="The minus of the loss is missing",
        title_ja="損失のマイナスがない",
        en="The loss is Σ t log y / N, which is negative: loss and gradient have the wrong sign.",
        ja="損失が Σ t log y / N で、負になっています。損失も勾配も符号が逆です。",
        ask_en="Is the logarithm of a probability positive or negative?",
        ask_ja="確率の対数は正ですか、負ですか。",
    )
    misconception(
        "shifted_by_the_largest_of_all",
        change=[(SHIFTED, "z = x - x.data.max()")],
        fails=["softmax_cross_entropy_is_stable"],
        title_en="One shift for all rows",
        title_ja="すべての行で同じ値を引いている",
        en="The largest of all logits is subtracted: in a row of much smaller ones every exp is 0, and log(0) is "
        "infinite.",
        ja="すべてのロジットの最大値を引いています。ずっと小さい行では exp がすべて 0 になり、log(0) "
        "が無限大になります。",
        ask_en="What becomes of the row (−1000, −1001) if another row contains 1000?",
        ask_ja="ほかの行に 1000 があるとき、(−1000, −1001) の行はどうなりますか。",
    )
    misconception(
        "shifted_by_the_mean",
        change=[(SHIFTED, "z = x - x.data.mean(axis=1, keepdims=True)")],
        fails=["softmax_cross_entropy_is_stable"],
        title_en="Shifted by the mean of the row",
        title_ja="行の平均を引いている",
        en="The mean of the row is subtracted: its largest entry can still be far above 0, and exp overflows.",
        ja="行の平均を引いています。最大の要素がまだ 0 よりずっと大きいことがあり、exp があふれます。",
        ask_en="What is left of the row (1000, 0, −1000) after your shift?",
        ask_ja="(1000, 0, −1000) の行は、引いた後どうなりますか。",
    )
    misconception(
        "graph_of_the_loss_cut",
        change=[(LOSS, "loss = Tensor(-(log_y.data * t).sum() / len(x.data))")],
        fails=[*CROSS_ENTROPY],
        title_en="The loss has no graph",
        title_ja="損失のグラフが切れている",
        en="The value is right, but made of .data: the loss is a tensor without parents, and no gradient reaches x.",
        ja="値は正しいのですが、.data から計算されているので、損失には親がなく、勾配が x に届きません。",
        ask_en="What does graph(loss) contain?",
        ask_ja="graph(loss) には何が入っていますか。",
    )
    misconception(
        "logits_shifted_in_place",
        change=[(SHIFTED, "x.data -= x.data.max(axis=1, keepdims=True)\n    z = x")],
        fails=["softmax_cross_entropy_is_stable"],
        title_en="x.data is changed",
        title_ja="x.data を書き換えている",
        en="`x.data -= …` writes into the tensor that the caller handed over, and into the array it was made of.",
        ja="`x.data -= …` は、呼び出し側のテンソルの data と、そのもとになった配列を書き換えます。",
        ask_en="What is x.data for the caller after softmax_cross_entropy(x, t) has returned?",
        ask_ja="softmax_cross_entropy(x, t) を呼んだあと、呼び出し側の x.data はどうなっていますか。",
    )
    misconception(
        "loss_without_log",
        change=[(LOSS, "loss: Tensor = -(log_y.exp() * t).sum() / len(x.data)")],
        fails=[*CROSS_ENTROPY, "softmax_cross_entropy_value"],
        title_en="The logarithm of the loss is missing",
        title_ja="損失の対数がない",
        en="The loss is −Σ t y / N; cross entropy takes the logarithm of the probabilities y.",
        ja="損失が −Σ t y / N になっています。交差エントロピーでは、確率 y の対数を取ります。",
        ask_en="How large is your loss where the right class has the probability 0? How large should it be?",
        ask_ja="正解のクラスの確率が 0 のとき、あなたの損失はいくつですか。いくつであるべきですか。",
    )
    misconception(
        "mean_over_classes",
        change=[(LOSS, "loss: Tensor = -(log_y * t).sum() / x.data.shape[1]")],
        fails=["published_cross_entropy_example", "softmax_cross_entropy_value"],
        title_en="Divided by the number of classes",
        title_ja="クラス数で割っている",
        en="The sum is divided by K, the number of classes; the mean is over the N samples.",
        ja="和がクラス数 K で割られています。平均は N 個のサンプルについて取ります。",
        ask_en="Which axis of x counts the samples?",
        ask_ja="x のどの軸がサンプルの数ですか。",
    )
