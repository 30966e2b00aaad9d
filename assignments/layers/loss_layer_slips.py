"""Slips in the two losses."""

from affine_slips import side_effects

from autograder.testing import misconception

SQUARED = "return float(np.sum(self.difference**2) / (2 * len(x)))"
SQUARED_GRADIENT = "return self.difference / len(self.difference)"
BINARY = "return float(np.sum(np.logaddexp(0.0, x) - t * x) / len(x))"
BINARY_GRADIENT = "return (self.y - self.t) / len(self.t)"
WITHOUT_HALF = ("np.sum(self.difference**2) / (2 * len(x))", "np.sum(self.difference**2) / len(x)")
SUMMED = ("np.sum(self.difference**2) / (2 * len(x))", "np.sum(self.difference**2) / 2")


def squared_error() -> None:
    """MeanSquaredError."""
    for name, change in {
        "squared_error_without_half": [WITHOUT_HALF],
        "squared_error_without_half_and_its_gradient": [
            WITHOUT_HALF,
            (SQUARED_GRADIENT, "return 2 * self.difference / len(self.difference)"),
        ],
    }.items():
        misconception(
            name,
            change=change,
            fails=["mean_squared_error_forward", "loss_examples"],
            title_en="Squared error without ½",
            title_ja="二乗誤差に ½ がない",
            en="The factor ½ is missing in the loss.",
            ja="損失に ½ が掛かっていません。",
            ask_en="Differentiate your loss by hand: do you get (x − t)/N, or twice that?",
            ask_ja="あなたの損失を手で微分すると、(x − t)/N になりますか、それともその 2 倍ですか。",
        )
    for name, change in {
        "squared_error_summed": [SUMMED],
        "squared_error_summed_and_its_gradient": [SUMMED, (SQUARED_GRADIENT, "return self.difference")],
    }.items():
        misconception(
            name,
            change=change,
            fails=["mean_squared_error_forward"],
            title_en="Squared error summed",
            title_ja="二乗誤差が平均ではなく和",
            en="The loss is summed over the batch, where the mean is asked for.",
            ja="損失がバッチの和になっています。求められているのは平均です。",
            ask_en="Should the loss double when every sample of the batch occurs twice?",
            ask_ja="バッチの全サンプルを 2 回ずつ並べたとき、損失は 2 倍になるべきですか。",
        )
    misconception(
        "absolute_error",
        change=[(SQUARED, "return float(np.sum(np.abs(self.difference)) / (2 * len(x)))")],
        fails=["mean_squared_error_forward", "loss_examples"],
        title_en="Absolute in place of squared error",
        title_ja="二乗誤差ではなく絶対誤差",
        en="The differences are not squared: |x − t| is added up.",
        ja="差が 2 乗されず、|x − t| が足されています。",
        ask_en="A prediction is off by 2, another by 4. How many times as large is the second one's loss?",
        ask_ja="2 ずれた予測と 4 ずれた予測では、損失は何倍違うべきですか。",
    )
    misconception(
        "squared_error_under_a_root",
        change=[(SQUARED, "return float(np.sqrt(np.sum(self.difference**2) / len(x)))")],
        fails=["mean_squared_error_forward"],
        title_en="Root of the mean squared error",
        title_ja="平均二乗誤差の平方根",
        en="The loss is the root of the mean square; no root is asked for, but the factor ½.",
        ja="損失が平均二乗誤差の平方根になっています。平方根ではなく、因子 ½ が必要です。",
        ask_en="What is the loss of one prediction that is off by 4?",
        ask_ja="4 ずれた予測 1 個の損失はいくつですか。",
    )
    misconception(
        "squared_error_gradient_divided_twice",
        change=[(SQUARED_GRADIENT, SQUARED_GRADIENT + " ** 2")],
        fails=["mean_squared_error_backward"],
        title_en="Squared error: gradient divided by N twice",
        title_ja="二乗誤差の勾配を N で 2 回割っている",
        en="The gradient is divided by the number of samples twice; the mean contains 1/N only once.",
        ja="勾配がサンプル数で 2 回割られています。平均に含まれる 1/N は 1 回だけです。",
        ask_en="Where in your code does 1/N enter the gradient, and how many of these places does the formula have?",
        ask_ja="コードの中で 1/N が勾配に掛かる場所はどこですか。式の中ではそれは何か所ありますか。",
    )
    misconception(
        "squared_error_gradient_halved",
        change=[(SQUARED_GRADIENT, "return self.difference / (2 * len(self.difference))")],
        fails=["mean_squared_error_backward"],
        title_en="Gradient of the squared error halved",
        title_ja="二乗誤差の勾配が半分",
        en="The gradient still has the ½ of the loss; it cancels against the 2 of the square.",
        ja="勾配に損失の ½ が残っています。2 乗の微分から出る 2 と打ち消し合うはずです。",
        ask_en="What is the derivative of ½u² with respect to u?",
        ask_ja="½u² を u で微分すると何になりますか。",
    )
    misconception(
        "squared_error_gradient_twice",
        change=[(SQUARED_GRADIENT, "return 2 * self.difference / len(self.difference)")],
        fails=["mean_squared_error_backward"],
        title_en="Gradient of the squared error twice too large",
        title_ja="二乗誤差の勾配が 2 倍",
        en="The 2 of the square is still there: it cancels against the ½ of the loss.",
        ja="2 乗の微分から出る 2 が残っています。損失の ½ と打ち消し合うはずです。",
        ask_en="What is the derivative of ½u² with respect to u?",
        ask_ja="½u² を u で微分すると何になりますか。",
    )
    misconception(
        "squared_error_gradient_without_batch_size",
        change=[(SQUARED_GRADIENT, "return self.difference.copy()")],
        fails=["mean_squared_error_backward"],
        title_en="Squared error: gradient not divided by N",
        title_ja="二乗誤差の勾配を N で割っていない",
        en="The loss is a mean over the batch, but its gradient is not divided by the number of samples.",
        ja="損失はバッチの平均ですが、勾配がサンプル数で割られていません。",
        ask_en="By how much does the mean loss change if the loss of only one of the N samples grows by 1?",
        ask_ja="N 個のうち 1 個のサンプルの損失だけが 1 増えると、平均の損失はいくつ増えますか。",
    )
    misconception(
        "squared_error_gradient_sign",
        change=[(SQUARED_GRADIENT, "return -self.difference / len(self.difference)")],
        fails=["mean_squared_error_backward", "loss_gradients_have_the_right_shape_and_signs"],
        title_en="Sign of the squared error's gradient",
        title_ja="二乗誤差の勾配の符号が逆",
        en="The gradient is (t − x)/N: its sign is wrong.",
        ja="勾配が (t − x)/N になっていて、符号が逆です。",
        ask_en="If a prediction is too large and grows further, does the loss grow? Which sign has its slope?",
        ask_ja="大きすぎる予測がさらに大きくなると、損失は増えますか。その傾きの符号は何ですか。",
    )
    misconception(
        "targets_broadcast_to_a_square",
        change=[("self.difference = x - t", "self.difference = x - t.ravel()")],
        fails=[
            "mean_squared_error_forward",
            "mean_squared_error_backward",
            "loss_gradients_have_the_right_shape_and_signs",
            *side_effects("MeanSquaredError"),
        ],
        title_en="(N, 1) minus (N,) is (N, N)",
        title_ja="(N, 1) と (N,) の差が (N, N) になっている",
        en="(N, 1) minus (N,) is (N, N): every prediction is compared with every target.",
        ja="(N, 1) から (N,) を引くと (N, N) になり、すべての予測がすべての正解と比べられています。",
        ask_en="What is the shape of x − t in your forward?",
        ask_ja="あなたの forward で、x − t の形は何ですか。",
    )
    misconception(
        "targets_broadcast_in_the_loss",
        change=[(SQUARED, "return float(np.sum((x - t.ravel()) ** 2) / (2 * len(x)))")],
        fails=["mean_squared_error_forward"],
        title_en="(N, 1) minus (N,) is (N, N)",
        title_ja="(N, 1) と (N,) の差が (N, N) になっている",
        en="(N, 1) minus (N,) is (N, N): every prediction is compared with every target.",
        ja="(N, 1) から (N,) を引くと (N, N) になり、すべての予測がすべての正解と比べられています。",
        ask_en="What is the shape of x − t in your forward?",
        ask_ja="あなたの forward で、x − t の形は何ですか。",
    )


def binary_loss() -> None:
    """forward of SigmoidWithLoss."""
    misconception(
        "binary_formula_for_signs",
        change=[(BINARY, "return float(np.sum(np.logaddexp(0.0, -t * x)) / len(x))")],
        fails=["sigmoid_with_loss_forward", "sigmoid_with_loss_is_finite_for_extreme_logits"],
        title_en="Formula for targets −1 and 1",
        title_ja="正解が −1 と 1 のときの式",
        en="log(1 + e^(−t x)) is the loss for targets −1 and 1; here they are 0 and 1.",
        ja="log(1 + e^(−t x)) は、正解が −1 と 1 のときの損失です。ここでの正解は 0 と 1 です。",
        ask_en="What does your formula give for t = 0, and does it depend on x?",
        ask_ja="t = 0 のとき、あなたの式はいくつになりますか。それは x によりますか。",
    )
    misconception(
        "binary_loss_without_wrong_class",
        change=[("np.sum(np.logaddexp(0.0, x) - t * x)", "np.sum(t * (np.logaddexp(0.0, x) - x))")],
        fails=["sigmoid_with_loss_forward"],
        title_en="The term for t = 0 is missing",
        title_ja="t = 0 のときの項がない",
        en="The loss is −t log y alone; a sample with t = 0 adds nothing, however wrong the answer.",
        ja="損失が −t log y だけです。t = 0 のサンプルは、どんなに間違っていても損失に加わりません。",
        ask_en="What should the loss be for t = 0 and y close to 1?",
        ask_ja="t = 0 で y が 1 に近いとき、損失はどうなるべきですか。",
    )
    misconception(
        "binary_loss_summed",
        change=[("np.sum(np.logaddexp(0.0, x) - t * x) / len(x)", "np.sum(np.logaddexp(0.0, x) - t * x)")],
        fails=["sigmoid_with_loss_forward"],
        title_en="Binary cross entropy summed",
        title_ja="二値交差エントロピーが平均ではなく和",
        en="The loss is summed over the batch, where the mean is asked for.",
        ja="損失がバッチの和になっています。求められているのは平均です。",
        ask_en="Should the loss double when every sample of the batch occurs twice?",
        ask_ja="バッチの全サンプルを 2 回ずつ並べたとき、損失は 2 倍になるべきですか。",
    )
    misconception(
        "binary_loss_with_the_wrong_sign",
        change=[(BINARY, BINARY.replace("float(", "-float("))],
        fails=["sigmoid_with_loss_forward", "sigmoid_with_loss_is_finite_for_extreme_logits", "loss_examples"],
        title_en="Binary cross entropy without the minus",
        title_ja="二値交差エントロピーにマイナスがない",
        en="The loss has no minus sign, so it is negative: the better the answer, the larger it is.",
        ja="損失にマイナスがないため、値が負になり、よい答えほど大きくなっています。",
        ask_en="Which sign does log y have for a probability y below 1?",
        ask_ja="1 より小さい確率 y に対して、log y の符号は何ですか。",
    )
    misconception(
        "binary_targets_swapped",
        change=[(BINARY, "return float(np.sum(np.logaddexp(0.0, x) - (1 - t) * x) / len(x))")],
        fails=["sigmoid_with_loss_forward", "sigmoid_with_loss_is_finite_for_extreme_logits"],
        title_en="t and 1 − t are swapped",
        title_ja="t と 1 − t が逆",
        en="log y goes with 1 − t and log(1 − y) with t; it must be the other way round.",
        ja="log y に 1 − t が、log(1 − y) に t が掛かっています。逆にする必要があります。",
        ask_en="For t = 1, which of the two logarithms should be left?",
        ask_ja="t = 1 のとき、2 つの対数のうち残るべきなのはどちらですか。",
    )
    misconception(
        "binary_loss_without_logarithm",
        change=[(BINARY, "return float(np.sum(self.y + t - 2 * t * self.y) / len(x))")],
        fails=["sigmoid_with_loss_forward", "sigmoid_with_loss_is_finite_for_extreme_logits", "loss_examples"],
        title_en="The logarithm is missing",
        title_ja="対数がない",
        en="The loss adds up the probabilities of the wrong class; the logarithms are missing.",
        ja="損失が、間違ったクラスの確率の和になっています。対数が抜けています。",
        ask_en="How large should the loss of a sample be whose true class has probability 0?",
        ask_ja="正解クラスの確率が 0 のサンプルの損失は、どれくらい大きいべきですか。",
    )
    misconception(
        "binary_loss_of_vanished_probability",
        change=[(BINARY, "return float(-np.sum(t * np.log(self.y) + (1 - t) * np.log(1 - self.y)) / len(x))")],
        fails=["sigmoid_with_loss_is_finite_for_extreme_logits"],
        title_en="Logarithm of a vanished probability",
        title_ja="0 になった確率の対数",
        en="At extreme logits y is exactly 0 or 1, and the logarithm of 0 makes the loss infinite or not a number.",
        ja="極端なロジットでは y がちょうど 0 や 1 になり、0 の対数によって損失が無限大や NaN になります。",
        ask_en="Can you write log y in terms of x, without computing y first?",
        ask_ja="y を先に計算せずに、log y を x で書き表せますか。",
    )


def binary_gradient() -> None:
    """backward of SigmoidWithLoss."""
    misconception(
        "binary_gradient_with_sigmoid_slope",
        change=[(BINARY_GRADIENT, "return (self.y - self.t) * self.y * (1 - self.y) / len(self.t)")],
        fails=["sigmoid_with_loss_backward"],
        title_en="The slope y(1 − y) twice",
        title_ja="傾き y(1 − y) を余分に掛けている",
        en="The slope y(1 − y) is multiplied in once more; in y − t it has already cancelled.",
        ja="傾き y(1 − y) がもう一度掛けられています。y − t では、すでに約分されて消えています。",
        ask_en="∂L/∂y contains 1/(y(1 − y)). What is left when it meets ∂y/∂x?",
        ask_ja="∂L/∂y には 1/(y(1 − y)) が含まれます。∂y/∂x を掛けると何が残りますか。",
    )
    misconception(
        "binary_gradient_without_batch_size",
        change=[(BINARY_GRADIENT, "return self.y - self.t")],
        fails=["sigmoid_with_loss_backward"],
        title_en="Binary cross entropy: gradient not divided by N",
        title_ja="二値交差エントロピーの勾配を N で割っていない",
        en="The loss is a mean over the batch, but its gradient is not divided by the number of samples.",
        ja="損失はバッチの平均ですが、勾配がサンプル数で割られていません。",
        ask_en="By how much does the mean loss change if the loss of only one of the N samples grows by 1?",
        ask_ja="N 個のうち 1 個のサンプルの損失だけが 1 増えると、平均の損失はいくつ増えますか。",
    )
    misconception(
        "binary_gradient_sign",
        change=[(BINARY_GRADIENT, "return (self.t - self.y) / len(self.t)")],
        fails=["sigmoid_with_loss_backward", "loss_gradients_have_the_right_shape_and_signs"],
        title_en="Sign of the binary cross entropy's gradient",
        title_ja="二値交差エントロピーの勾配の符号が逆",
        en="The gradient is (t − y)/N: its sign is wrong.",
        ja="勾配が (t − y)/N になっていて、符号が逆です。",
        ask_en="For t = 1, does the loss grow when the logit grows a little?",
        ask_ja="t = 1 のとき、ロジットが少し増えると損失は増えますか。",
    )
    misconception(
        "binary_gradient_from_the_logits",
        change=[("self.y, self.t = Sigmoid().forward(x), t", "self.y, self.t = x, t")],
        fails=["sigmoid_with_loss_backward", "sigmoid_with_loss_is_finite_for_extreme_logits"],
        title_en="The logits in place of the probabilities",
        title_ja="確率ではなくロジットを使っている",
        en="backward subtracts t from the logits x; the formula wants the probabilities y.",
        ja="backward がロジット x から t を引いています。式に現れるのは確率 y です。",
        ask_en="How large can y − t become, and how large x − t?",
        ask_ja="y − t はどこまで大きくなりますか。x − t はどうですか。",
    )
    misconception(
        "binary_gradient_with_respect_to_y",
        change=[(BINARY_GRADIENT, "return (self.y - self.t) / np.maximum(self.y * (1 - self.y), 1e-12) / len(self.t)")],
        fails=["sigmoid_with_loss_backward"],
        title_en="Gradient with respect to y",
        title_ja="y についての勾配になっている",
        en="backward stops at the probability y: the slope y(1 − y) of the sigmoid is missing.",
        ja="backward が確率 y のところで止まっています。シグモイドの傾き y(1 − y) が掛けられていません。",
        ask_en="Which function lies between x and y, and what does the chain rule do with its slope?",
        ask_ja="x と y の間にはどんな関数がありますか。連鎖律では、その傾きをどう扱いますか。",
    )
    misconception(
        "binary_gradient_divided_twice",
        change=[(BINARY_GRADIENT, BINARY_GRADIENT + " ** 2")],
        fails=["sigmoid_with_loss_backward"],
        title_en="Binary cross entropy: gradient divided by N twice",
        title_ja="二値交差エントロピーの勾配を N で 2 回割っている",
        en="The gradient is divided by the number of samples twice; the mean contains 1/N only once.",
        ja="勾配がサンプル数で 2 回割られています。平均に含まれる 1/N は 1 回だけです。",
        ask_en="Where in your code does 1/N enter the gradient, and how many of these places does the formula have?",
        ask_ja="コードの中で 1/N が勾配に掛かる場所はどこですか。式の中ではそれは何か所ありますか。",
    )
