"""Slips in the cross entropy, by itself and in the layer."""

from softmax_gradient_slips import GRADIENT
from softmax_slips import GUARDS, LOG_OF_Y, LOG_SUM_EXP, THROUGH_PROBABILITIES, THROUGH_SOFTMAX, guarded

from autograder.testing import misconception

MEAN = "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))"
CROSS_ENTROPY = ["cross_entropy_is_the_mean_over_the_samples", "cross_entropy_example"]
LOSS = ["forward_returns_the_mean_cross_entropy", "loss_is_finite_for_extreme_logits", "forward_example"]
LAYERS_MEAN = "return float(-np.sum(t * log_y) / len(t))"


def in_cross_entropy(
    name, *, change, fails, alone=CROSS_ENTROPY, guards=GUARDS[:1], gradient=None, layer=None, **words
):
    """The same mistake in cross_entropy: in layers that are made of it, and in layers that are not.

    With a change that makes it the gradient of that loss, also with that: it is right for it. With another loss of a
    layer that takes no logarithm of probabilities, also that layer.
    """
    changes = {name: change}
    if guarded(change, GUARDS[0]) != change:
        changes |= {f"{name}_with_{guard.replace('-', '_')}": guarded(change, guard) for guard in guards}
    for each, changed in changes.items():
        misconception(each, change=[*changed, THROUGH_PROBABILITIES], fails=fails, **words)
        misconception(f"{each}_alone", change=changed, fails=alone, **words)
        if gradient is not None:
            both = [*changed, THROUGH_PROBABILITIES, (GRADIENT, gradient)]
            misconception(f"{each}_and_its_gradient", change=both, fails=fails, **words)
    if layer is not None:
        loss, rejected = layer
        misconception(f"{name}_of_the_layer", change=[(LAYERS_MEAN, loss)], fails=rejected, **words)


def means() -> None:
    """What the loss is a mean of."""
    in_cross_entropy(
        "summed_loss",
        layer=("return float(-np.sum(t * log_y))", LOSS[::2]),
        guards=GUARDS,
        gradient="return dout * (self.y - self.t)",
        change=[(MEAN, "return float(-np.sum(t * np.log(np.maximum(y, smallest))))")],
        fails=["cross_entropy_is_the_mean_over_the_samples", "forward_example"],
        alone=["cross_entropy_is_the_mean_over_the_samples"],
        title_en="Summed loss",
        title_ja="損失が平均ではなく和",
        en="The loss is summed over the batch, where the mean is asked for.",
        ja="損失がバッチの和になっています。求められているのは平均です。",
        ask_en="Should the loss double when every sample of the batch occurs twice?",
        ask_ja="バッチの全サンプルを 2 回ずつ並べたとき、損失は 2 倍になるべきですか。",
    )
    in_cross_entropy(
        "mean_over_all_entries",
        layer=("return float(-np.sum(t * log_y) / t.size)", LOSS[::2]),
        guards=GUARDS,
        gradient="return dout * (self.y - self.t) / self.t.size",
        change=[(MEAN, "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / t.size)")],
        fails=[*CROSS_ENTROPY, "forward_example"],
        title_en="Mean over all entries",
        title_ja="全要素についての平均",
        en="The mean runs over all N · K entries, so the loss is K times too small.",
        ja="平均が N・K 個の全要素について取られているため、損失が K 分の 1 になっています。",
        ask_en="In each row of t log y, how many entries are not 0? How many losses are there to be averaged?",
        ask_ja="t log y の各行で 0 でない要素はいくつありますか。平均すべき損失は全部でいくつありますか。",
    )
    in_cross_entropy(
        "loss_divided_by_classes",
        guards=GUARDS,
        change=[(MEAN, "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / t.shape[1])")],
        fails=[*CROSS_ENTROPY, "forward_example"],
        title_en="The loss is divided by the number of classes",
        title_ja="損失をクラス数で割っている",
        en="The loss is divided by the number of classes K, not by the number of samples N.",
        ja="損失がサンプル数 N ではなく、クラス数 K で割られています。",
        ask_en="Should the loss change when every sample of the batch occurs twice?",
        ask_ja="バッチの全サンプルを 2 回ずつ並べたとき、損失は変わるべきですか。",
    )
    in_cross_entropy(
        "one_loss_per_sample",
        guards=(),  # a guard changes nothing that its checks see
        change=[(MEAN, "return -np.sum(t * np.log(np.maximum(y, smallest)), axis=1)")],
        fails=[
            *CROSS_ENTROPY,
            *THROUGH_SOFTMAX[:2],
            "cross_entropy_accepts_probabilities_of_zero",
            "arguments_are_never_modified",
        ],
        alone=[
            *CROSS_ENTROPY,
            "cross_entropy_accepts_probabilities_of_zero",
            "arguments_are_never_modified[cross_entropy]",
        ],
        title_en="One loss per sample",
        title_ja="サンプルごとの損失のまま",
        en="The losses of the samples come back as an array; the mean over the batch is missing.",
        ja="サンプルごとの損失が配列のまま返されています。バッチについての平均が抜けています。",
        ask_en="How many numbers is the loss of a batch of five samples?",
        ask_ja="サンプル 5 個のバッチの損失は、いくつの数ですか。",
    )
    misconception(
        "one_loss_per_sample_from_the_layer",
        change=[(LAYERS_MEAN, "return -np.sum(t * log_y, axis=1)")],
        fails=[*LOSS, "arguments_are_never_modified[forward]"],
        title_en="One loss per sample",
        title_ja="サンプルごとの損失のまま",
        en="The losses of the samples come back as an array; the mean over the batch is missing.",
        ja="サンプルごとの損失が配列のまま返されています。バッチについての平均が抜けています。",
        ask_en="How many numbers is the loss of a batch of five samples?",
        ask_ja="サンプル 5 個のバッチの損失は、いくつの数ですか。",
    )


def formulas() -> None:
    """What is added up."""
    in_cross_entropy(
        "logarithm_to_base_two",
        layer=("return float(-np.sum(t * log_y) / len(t) / np.log(2))", LOSS[::2]),
        change=[(MEAN, "return float(-np.sum(t * np.log2(np.maximum(y, smallest))) / len(t))")],
        fails=[*CROSS_ENTROPY, "forward_example"],
        title_en="Logarithm to base 2",
        title_ja="底が 2 の対数",
        en="The logarithm has base 2; the cross entropy here uses the natural one, whose derivative is 1/y.",
        ja="対数の底が 2 になっています。ここでの交差エントロピーは、微分が 1/y になる自然対数を使います。",
        ask_en="For which base is the derivative of log y exactly 1/y?",
        ask_ja="log y の微分がちょうど 1/y になるのは、底が何のときですか。",
    )
    in_cross_entropy(
        "sign_of_the_loss",
        layer=("return float(np.sum(t * log_y) / len(t))", LOSS),
        change=[(MEAN, "return float(np.sum(t * np.log(np.maximum(y, smallest))) / len(t))")],
        fails=[*CROSS_ENTROPY, *THROUGH_SOFTMAX[:2], "cross_entropy_accepts_probabilities_of_zero"],
        alone=[*CROSS_ENTROPY, "cross_entropy_accepts_probabilities_of_zero"],
        title_en="The minus sign is missing",
        title_ja="マイナスがない",
        en="The loss has no minus sign, so it is negative: the better the answer, the larger it is.",
        ja="損失にマイナスがないため、値が負になり、よい答えほど大きくなっています。",
        ask_en="Which sign does log y have for a probability y below 1?",
        ask_ja="1 より小さい確率 y に対して、log y の符号は何ですか。",
    )
    in_cross_entropy(
        "loss_without_logarithm",
        change=[(MEAN, "return float(-np.sum(t * y) / len(t))")],
        fails=[*CROSS_ENTROPY, *THROUGH_SOFTMAX[:2], "cross_entropy_accepts_probabilities_of_zero"],
        alone=[*CROSS_ENTROPY, "cross_entropy_accepts_probabilities_of_zero"],
        title_en="The logarithm is missing",
        title_ja="対数がない",
        en="The loss is the mean of −y for the true class; the logarithm is missing.",
        ja="損失が正解クラスの −y の平均になっています。対数が抜けています。",
        ask_en="How large should the loss of a sample be whose true class has probability 0?",
        ask_ja="正解クラスの確率が 0 のサンプルの損失は、どれくらい大きいべきですか。",
    )
    in_cross_entropy(
        "loss_of_all_classes",
        change=[(MEAN, "return float(-np.sum(np.log(np.maximum(y, smallest))) / len(t))")],
        fails=[*CROSS_ENTROPY, *THROUGH_SOFTMAX[:2], "cross_entropy_accepts_probabilities_of_zero"],
        alone=[*CROSS_ENTROPY, "cross_entropy_accepts_probabilities_of_zero"],
        title_en="The targets are missing in the loss",
        title_ja="損失に正解ラベルがない",
        en="−log y of all classes is added up; the loss looks at the true class of each sample only.",
        ja="すべてのクラスの −log y が足されています。損失に入るのは、各サンプルの正解クラスだけです。",
        ask_en="For K = 3 and one sample, how many logarithms does the loss consist of?",
        ask_ja="K = 3 でサンプルが 1 個なら、損失はいくつの対数からできていますか。",
    )
    in_cross_entropy(
        "probabilities_and_targets_swapped",
        change=[(MEAN, "return float(-np.sum(y * np.log(np.maximum(t, 1e-7))) / len(t))")],
        fails=[*CROSS_ENTROPY, "forward_example"],
        title_en="Probabilities and targets are swapped",
        title_ja="確率と正解ラベルが入れ替わっている",
        en="The logarithm is taken of the targets, and multiplied by the probabilities: Σ y log t in place of Σ "
        "t log y.",
        ja="正解ラベルの対数に確率を掛けています。Σ t log y ではなく Σ y log t になっています。",
        ask_en="Which of the two is exactly 0 almost everywhere: should that one stand inside the logarithm?",
        ask_ja="ほとんどの要素がちょうど 0 なのは、y と t のどちらですか。それは対数の中に入るべきですか。",
    )
    in_cross_entropy(
        "squared_error_in_place_of_cross_entropy",
        change=[(MEAN, "return float(np.sum((y - t) ** 2) / len(t))")],
        fails=[*CROSS_ENTROPY, *THROUGH_SOFTMAX[:2], "cross_entropy_accepts_probabilities_of_zero"],
        alone=[*CROSS_ENTROPY, "cross_entropy_accepts_probabilities_of_zero"],
        title_en="Squared error in place of the cross entropy",
        title_ja="交差エントロピーではなく二乗誤差",
        en="The loss is made of the squares of y − t; the cross entropy is −Σ t log y.",
        ja="損失が y − t の 2 乗からできています。交差エントロピーは −Σ t log y です。",
        ask_en="How large can your loss become for the worst possible answer?",
        ask_ja="最悪の答えのとき、あなたの損失はどこまで大きくなりますか。",
    )
    in_cross_entropy(
        "half_the_squared_error",
        change=[(MEAN, "return float(0.5 * np.sum((y - t) ** 2) / len(t))")],
        fails=[*CROSS_ENTROPY, *THROUGH_SOFTMAX[:2], "cross_entropy_accepts_probabilities_of_zero"],
        alone=[*CROSS_ENTROPY, "cross_entropy_accepts_probabilities_of_zero"],
        title_en="Squared error in place of the cross entropy",
        title_ja="交差エントロピーではなく二乗誤差",
        en="The loss is made of the squares of y − t; the cross entropy is −Σ t log y.",
        ja="損失が y − t の 2 乗からできています。交差エントロピーは −Σ t log y です。",
        ask_en="How large can your loss become for the worst possible answer?",
        ask_ja="最悪の答えのとき、あなたの損失はどこまで大きくなりますか。",
    )
    in_cross_entropy(
        "logarithm_to_base_ten",
        change=[(LOG_OF_Y, "np.log10(np.maximum(y, smallest))")],
        fails=[*CROSS_ENTROPY, "forward_example"],
        title_en="Logarithm to base 10",
        title_ja="底が 10 の対数",
        en="The logarithm has base 10; the cross entropy here uses the natural one, whose derivative is 1/y.",
        ja="対数の底が 10 になっています。ここでの交差エントロピーは、微分が 1/y になる自然対数を使います。",
        ask_en="For which base is the derivative of log y exactly 1/y?",
        ask_ja="log y の微分がちょうど 1/y になるのは、底が何のときですか。",
    )
    in_cross_entropy(
        "binary_formula_for_many_classes",
        change=[
            (
                MEAN,
                "right, wrong = np.log(np.maximum(y, smallest)), np.log(np.maximum(1 - y, smallest))\n"
                "    return float(-np.sum(t * right + (1 - t) * wrong) / len(t))",
            )
        ],
        fails=[*CROSS_ENTROPY, "forward_example"],
        title_en="Binary formula for many classes",
        title_ja="多クラスに二値の公式を使っている",
        en="This is the cross entropy of K separate yes-or-no questions: (1 − t) log(1 − y) has no place here.",
        ja="K 個の独立な二値問題の交差エントロピーになっています。(1 − t) log(1 − y) の項はここでは不要です。",
        ask_en="With one-hot t, which of the K probabilities does the formula −Σ t log y look at?",
        ask_ja="t が one-hot のとき、式 −Σ t log y は K 個の確率のうちどれを使いますか。",
    )
    in_cross_entropy(
        "logarithm_of_zero",
        change=[(LOG_OF_Y, "np.log(y)")],
        fails=["cross_entropy_accepts_probabilities_of_zero", "loss_is_finite_for_extreme_logits"],
        alone=["cross_entropy_accepts_probabilities_of_zero"],
        title_en="Logarithm of zero",
        title_ja="0 の対数",
        en="Where a probability is exactly 0, t log y becomes 0 · (−inf), which is not a number.",
        ja="確率がちょうど 0 のところで、t log y が 0 · (−inf) となり、NaN になります。",
        ask_en="What do NumPy's log(0) and 0 · log(0) give, and what should a wrong class with y = 0 add to the loss?",
        ask_ja="NumPy で log(0) と 0 · log(0) はいくつになりますか。y = 0 の不正解クラスは損失にいくつ足すべきですか。",
    )
    in_cross_entropy(
        "infinite_loss_reported_as_zero",
        change=[(MEAN, "smallest = np.where(y > 0, y, 1.0)\n    return float(-np.sum(t * np.log(smallest)) / len(t))")],
        fails=["cross_entropy_accepts_probabilities_of_zero", "loss_is_finite_for_extreme_logits"],
        alone=["cross_entropy_accepts_probabilities_of_zero"],
        title_en="Infinite loss reported as 0",
        title_ja="無限大の損失を 0 としている",
        en="An infinite loss is replaced by 0, so the worst possible answer looks like the best one.",
        ja="無限大の損失が 0 に置き換えられ、最悪の答えが最良の答えに見えてしまいます。",
        ask_en="A net is certain of the wrong class. Should its loss be close to 0, or very large?",
        ask_ja="ネットワークが間違ったクラスを確信しているとき、損失は 0 に近いべきですか、とても大きいべきですか。",
    )
    for epsilon, too_small in (("0.01", ["cross_entropy_accepts_probabilities_of_zero"]), ("0.001", [])):
        in_cross_entropy(
            f"added_inside_the_logarithm_{epsilon[2:]}",
            change=[(LOG_OF_Y, f"np.log(y + {epsilon})")],
            fails=[*CROSS_ENTROPY, *THROUGH_SOFTMAX[:2], *too_small],
            alone=[*CROSS_ENTROPY, *too_small],
            title_en="Too much is added inside the logarithm",
            title_ja="対数の中に大きすぎる数を足している",
            en="What is added to y inside the logarithm is too large: it moves the loss of every sample.",
            ja="対数の中で y に足されている数が大きすぎて、どのサンプルの損失もずれています。",
            ask_en="By how much does your logarithm of 0.1 differ from log 0.1?",
            ask_ja="あなたの式での 0.1 の対数は、log 0.1 とどれだけ違いますか。",
        )
    in_cross_entropy(
        "targets_as_class_numbers",
        guards=(),  # a guard changes nothing that its checks see
        change=[
            (
                MEAN,
                "y = np.maximum(y, smallest)\n"
                "    return float(-np.sum(np.log(y[np.arange(len(t)), t.astype(int)])) / len(t))",
            )
        ],
        fails=[
            *CROSS_ENTROPY,
            *LOSS,
            "cross_entropy_accepts_probabilities_of_zero",
            "backward_has_the_right_shape_and_signs",
        ],
        alone=[*CROSS_ENTROPY, "cross_entropy_accepts_probabilities_of_zero"],
        title_en="One-hot targets used as class numbers",
        title_ja="one-hot をクラス番号として使っている",
        en="t is used as a list of class numbers to pick entries with, but it is one-hot, of shape (N, K).",
        ja="t をクラス番号の列として添字に使っていますが、t は形 (N, K) の one-hot です。",
        ask_en="What is t[0] for a sample of class 2 when K = 4: the number 2, or four numbers?",
        ask_ja="K = 4 でクラス 2 のサンプルのとき、t[0] は数 2 ですか、それとも 4 個の数ですか。",
    )


def layers() -> None:
    """The loss of a layer that takes no logarithm of probabilities."""
    misconception(
        "logarithm_of_a_vanished_probability",
        change=[(LOG_SUM_EXP, "        return float(-np.sum(t * np.log(self.y)) / len(t))\n")],
        fails=["loss_is_finite_for_extreme_logits"],
        title_en="Logarithm of zero",
        title_ja="0 の対数",
        en="Where a probability is exactly 0, t log y becomes 0 · (−inf), which is not a number.",
        ja="確率がちょうど 0 のところで、t log y が 0 · (−inf) となり、NaN になります。",
        ask_en="What do NumPy's log(0) and 0 · log(0) give, and what should a wrong class with y = 0 add to the loss?",
        ask_ja="NumPy で log(0) と 0 · log(0) はいくつになりますか。y = 0 の不正解クラスは損失にいくつ足すべきですか。",
    )
    misconception(
        "softmax_twice_in_the_loss",
        change=[(LOG_SUM_EXP, "        return cross_entropy(softmax(self.y), t)\n")],
        fails=["forward_returns_the_mean_cross_entropy", "loss_is_finite_for_extreme_logits"],
        title_en="Softmax is applied twice",
        title_ja="softmax を 2 回適用している",
        en="The loss is computed from softmax of the probabilities, which are the softmax of the logits already.",
        ja="損失が、すでにロジットの softmax である確率に、もう一度 softmax を適用して計算されています。",
        ask_en="What does softmax make of the row (1, 0, 0), where the answer is certain?",
        ask_ja="答えが確実な行 (1, 0, 0) に softmax を適用すると、どうなりますか。",
    )
    for name, loss in (
        ("exp_overflows_in_the_loss", "np.sum(t * (x - np.log(np.exp(x).sum(axis=1, keepdims=True)))) / -len(t)"),
        ("exp_overflows_in_the_sum", "np.mean(np.log(np.exp(x).sum(axis=1)) - np.sum(t * x, axis=1))"),
    ):
        misconception(
            name,
            change=[(LOG_SUM_EXP, f"        return float({loss})\n")],
            fails=["loss_is_finite_for_extreme_logits"],
            title_en="exp overflows in the loss",
            title_ja="損失の exp がオーバーフローする",
            en="forward takes log Σ exp of the logits themselves: exp overflows beyond 709, and vanishes below −745.",
            ja="forward がロジットのまま log Σ exp を計算しています。709 を超えると無限大、−745 未満では 0 です。",
            ask_en="What happens to log Σ exp(x_j) if you subtract the same number from all logits of a row?",
            ask_ja="1 行のすべてのロジットから同じ数を引くと、log Σ exp(x_j) はどうなりますか。",
        )
    misconception(
        "loss_of_the_logits",
        change=[(LOG_SUM_EXP, "        return cross_entropy(x, t)\n")],
        fails=LOSS,
        title_en="Cross entropy of the logits",
        title_ja="ロジットの交差エントロピー",
        en="forward computes the cross entropy of the logits themselves, as if they were probabilities already.",
        ja="forward が、ロジットをすでに確率であるかのように扱い、そのまま交差エントロピーを計算しています。",
        ask_en="What may a logit be that a probability may not? What is the logarithm of such a number?",
        ask_ja="ロジットには許されて確率には許されない値はどんな値ですか。その対数はどうなりますか。",
    )
