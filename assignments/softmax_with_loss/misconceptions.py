"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

from autograder.testing import misconception

SOFTMAX = ["softmax_gives_the_probabilities_of_each_row", "softmax_is_stable_for_large_logits", "softmax_example"]
CROSS_ENTROPY = ["cross_entropy_is_the_mean_over_the_samples", "cross_entropy_example"]
LOSS = ["forward_returns_the_mean_cross_entropy", "loss_is_finite_for_extreme_logits", "forward_example"]
BACKWARD = [
    "backward_is_proportional_to_y_minus_t",
    "backward_matches_the_numerical_gradient",
    "backward_has_the_right_shape_and_signs",
]


LOG_SUM_EXP = """\
        # log y_ik = x_ik − log Σ_j exp(x_ij): no logarithm of a probability that vanished
        z = x - x.max(axis=1, keepdims=True)
        log_y = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return float(-np.sum(t * log_y) / len(t))
"""
# Most students go through the probabilities, so that a mistake in softmax or cross_entropy shows in forward, too.
THROUGH_PROBABILITIES = (LOG_SUM_EXP, "        return cross_entropy(self.y, t)\n")

# --- The gradient ---

misconception(
    "no_division_by_batch_size",
    change=[("return dout * (self.y - self.t) / len(self.t)", "return dout * (self.y - self.t)")],
    fails=["backward_matches_the_numerical_gradient"],
    title_en="Not divided by the number of samples",
    title_ja="サンプル数で割っていない",
    en="The loss is a mean over the batch, but its gradient is not divided by the number of samples.",
    ja="損失はバッチの平均ですが、勾配がサンプル数で割られていません。",
    ask_en="By how much does the mean loss change if the loss of only one of the N samples grows by 1?",
    ask_ja="N 個のうち 1 個のサンプルの損失だけが 1 増えると、平均の損失はいくつ増えますか。",
)

misconception(
    "divided_by_batch_size_twice",
    change=[("/ len(self.t)", "/ len(self.t) ** 2")],
    fails=["backward_matches_the_numerical_gradient"],
    title_en="Divided by the number of samples twice",
    title_ja="サンプル数で 2 回割っている",
    en="The gradient is divided by the number of samples twice; the mean contains 1/N only once.",
    ja="勾配がサンプル数で 2 回割られています。平均に含まれる 1/N は 1 回だけです。",
    ask_en="Where in your code does 1/N enter the gradient, and how many of these places does the formula have?",
    ask_ja="コードの中で 1/N が勾配に掛かる場所はどこですか。式の中ではそれは何か所ありますか。",
)

misconception(
    "divided_by_number_of_classes",
    change=[("/ len(self.t)", "/ self.t.shape[1]")],
    fails=["backward_matches_the_numerical_gradient"],
    title_en="Divided by the number of classes",
    title_ja="クラス数で割っている",
    en="The gradient is divided by the number of classes K, not by the number of samples N.",
    ja="勾配がサンプル数 N ではなく、クラス数 K で割られています。",
    ask_en="Over which axis of x is the loss averaged: the one of samples or the one of classes?",
    ask_ja="損失は x のどちらの軸について平均したものですか。サンプルの軸ですか、クラスの軸ですか。",
)

misconception(
    "divided_by_number_of_entries",
    change=[("/ len(self.t)", "/ self.t.size")],
    fails=["backward_matches_the_numerical_gradient"],
    title_en="Divided by the number of entries",
    title_ja="全要素数で割っている",
    en="The gradient is divided by the number of all entries, N · K, not by the number of samples N.",
    ja="勾配がサンプル数 N ではなく、全要素数 N・K で割られています。",
    ask_en="How many losses are averaged: one for each sample, or one for each entry of x?",
    ask_ja="平均しているのは、サンプルごとの損失ですか、それとも x の要素ごとの値ですか。",
)

misconception(
    "sign_of_the_gradient",
    change=[("dout * (self.y - self.t)", "dout * (self.t - self.y)")],
    fails=BACKWARD,
    title_en="Sign of the gradient",
    title_ja="勾配の符号が逆",
    en="The gradient has the wrong sign: it points to where the loss becomes smaller.",
    ja="勾配の符号が逆で、損失が減る向きを指しています。",
    ask_en="If the logit of the true class grows a little, does the loss grow? What is the sign of that slope?",
    ask_ja="正解クラスのロジットを少し増やすと、損失は増えますか、減りますか。そのときの傾きの符号は何ですか。",
)

misconception(
    "gradient_with_respect_to_probabilities",
    change=[("dout * (self.y - self.t)", "dout * (-self.t / self.y)")],
    fails=BACKWARD,
    title_en="Gradient with respect to the probabilities",
    title_ja="確率についての勾配になっている",
    en="backward stops at the probabilities: −t/y is the derivative with respect to y, not to the logits x.",
    ja="backward が確率のところで止まっています。−t/y は y についての微分で、ロジット x についての微分ではありません。",
    ask_en="Which function lies between x and y, and what does the chain rule do with its derivative?",
    ask_ja="x と y の間にはどんな関数がありますか。連鎖律では、その微分をどう扱いますか。",
)

misconception(
    "diagonal_of_the_jacobian",
    change=[("dout * (self.y - self.t)", "dout * (-self.t / self.y) * self.y * (1 - self.y)")],
    fails=BACKWARD,
    title_en="Only the diagonal of the Jacobian",
    title_ja="ヤコビ行列の対角成分だけを使っている",
    en="Only the diagonal y(1 − y) of softmax's derivative is used, as if each probability depended on its own "
    "logit alone.",
    ja="ソフトマックスの微分の対角成分 y(1 − y) しか使われていません。各確率は自分のロジットだけでは決まりません。",
    ask_en="Does the probability of class 1 change when the logit of class 2 grows?",
    ask_ja="クラス 2 のロジットが大きくなると、クラス 1 の確率は変わりますか。",
)

misconception(
    "forgotten_target",
    change=[("dout * (self.y - self.t)", "dout * self.y")],
    fails=BACKWARD,
    title_en="The targets are missing in the gradient",
    title_ja="勾配に正解ラベルがない",
    en="The targets do not appear in the gradient: backward returns the probabilities themselves.",
    ja="勾配に正解ラベル t が現れず、backward が確率そのものを返しています。",
    ask_en="What should the gradient be for a sample whose answer is already perfect?",
    ask_ja="すでに完全に正解しているサンプルでは、勾配はどんな値になるべきですか。",
)

misconception(
    "dout_ignored",
    change=[("return dout * (self.y", "return (self.y")],
    fails=["backward_multiplies_by_dout"],
    title_en="dout is ignored",
    title_ja="dout を使っていない",
    en="backward ignores dout and always answers as if it were 1.",
    ja="backward が dout を使わず、いつも dout = 1 のときの値を返しています。",
    ask_en="If the final loss is twice this layer's loss, what does the chain rule say about its gradient?",
    ask_ja="最終的な損失がこの層の損失の 2 倍だとしたら、連鎖律によると勾配はどうなりますか。",
)

misconception(
    "cached_probabilities_changed",
    change=[
        (
            "return dout * (self.y - self.t) / len(self.t)",
            "self.y -= self.t\n        return dout * self.y / len(self.t)",
        )
    ],
    fails=["backward_twice_gives_the_same"],
    title_en="The kept probabilities are changed",
    title_ja="保存した確率を書き換えている",
    en="backward subtracts t inside the probabilities that forward has kept, so a second call subtracts it again.",
    ja="backward が、forward で保存した確率そのものから t を引くので、2 回目の呼び出しでもう一度引かれます。",
    ask_en="Which array does `dx = self.y` give you: a new one, or another name for the old one?",
    ask_ja="`dx = self.y` と書くと、新しい配列ができますか。それとも同じ配列に別の名前がつくだけですか。",
)

misconception(
    "state_shared_by_all_layers",
    change=[
        ("self.y, self.t = softmax(x), t", "SoftmaxWithLoss.y, SoftmaxWithLoss.t = softmax(x), t"),
    ],
    fails=["each_layer_remembers_its_own_forward"],
    title_en="All layers share one memory",
    title_ja="すべての層が同じ記憶を共有している",
    en="forward keeps its values in the class (or in a global variable), so all layers share one memory.",
    ja="forward の値がクラス変数（またはグローバル変数）に保存され、すべての層が同じ記憶を共有しています。",
    ask_en="If two layers run forward one after the other, whose probabilities does the first one find in backward?",
    ask_ja="2 つの層が続けて forward を実行したあと、最初の層の backward はどちらの確率を使いますか。",
)

# --- Softmax ---

misconception(
    "softmax_over_the_samples",
    change=[
        ("y: Array = e / e.sum(axis=1, keepdims=True)", "y: Array = e / e.sum(axis=0, keepdims=True)"),
        THROUGH_PROBABILITIES,
    ],
    fails=[*SOFTMAX, *LOSS, *BACKWARD],
    title_en="Softmax over the samples",
    title_ja="サンプル方向の softmax",
    en="softmax normalises along the samples: each column sums to 1, where each row should.",
    ja="softmax がサンプルの方向に正規化されています。行ではなく列の和が 1 になっています。",
    ask_en="Rows are samples. Which numbers must add up to 1: those of one row or those of one column?",
    ask_ja="行がサンプルです。足して 1 になるべきなのは、1 つの行の数ですか、1 つの列の数ですか。",
)

misconception(
    "softmax_over_the_whole_batch",
    change=[("y: Array = e / e.sum(axis=1, keepdims=True)", "y: Array = e / e.sum()"), THROUGH_PROBABILITIES],
    fails=[*SOFTMAX, *LOSS, *BACKWARD],
    title_en="Softmax over the whole batch",
    title_ja="バッチ全体の softmax",
    en="softmax divides by the sum over the whole batch, so a row does not sum to 1.",
    ja="softmax がバッチ全体の和で割っているため、1 行の和が 1 になりません。",
    ask_en="Should the probabilities of one sample change when another sample is added to the batch?",
    ask_ja="バッチに別のサンプルを加えたとき、あるサンプルの確率は変わってよいでしょうか。",
)

misconception(
    "no_shift",
    change=[("e = np.exp(x - x.max(axis=1, keepdims=True))", "e = np.exp(x)"), THROUGH_PROBABILITIES],
    fails=["softmax_is_stable_for_large_logits", "loss_is_finite_for_extreme_logits"],
    title_en="exp overflows: no shift",
    title_ja="exp のオーバーフロー（最大値を引いていない）",
    en="exp overflows for logits beyond 709: inf / inf is not a number. The maximum is not subtracted.",
    ja="ロジットが 709 を超えると exp がオーバーフローし、inf / inf が NaN になります。最大値が引かれていません。",
    ask_en="What happens to softmax(x) if you subtract the same number from all logits of a row?",
    ask_ja="1 行のすべてのロジットから同じ数を引くと、softmax(x) はどうなりますか。",
)

misconception(
    "one_shift_for_all_rows",
    change=[
        ("e = np.exp(x - x.max(axis=1, keepdims=True))", "e = np.exp(x - x.max())"),
        THROUGH_PROBABILITIES,
    ],
    fails=["softmax_is_stable_for_large_logits", "loss_is_finite_for_extreme_logits"],
    title_en="One shift for all rows",
    title_ja="すべての行から同じ値を引いている",
    en="The largest logit of the whole batch is subtracted from every row, so a row far below it becomes 0 / 0.",
    ja="バッチ全体の最大値をすべての行から引いているため、それよりずっと小さい行が 0 / 0 になります。",
    ask_en="Take the two rows [1000, 999] and [0, 1]: what is exp of the second one after your shift?",
    ask_ja="[1000, 999] と [0, 1] という 2 行で考えると、最大値を引いたあと 2 行目の exp はいくつになりますか。",
)

misconception(
    "input_shifted_in_place",
    change=[
        (
            "e = np.exp(x - x.max(axis=1, keepdims=True))",
            "x -= x.max(axis=1, keepdims=True)\n    e = np.exp(x)",
        )
    ],
    fails=["arguments_are_never_modified"],
    title_en="The input is shifted in place",
    title_ja="入力の配列を書き換えている",
    en="`x -= …` subtracts the maximum inside the caller's own array.",
    ja="`x -= …` が、呼び出し側の配列そのものから最大値を引いています。",
    ask_en="What is the difference between `x -= m` and `x = x - m` for somebody who still uses that array?",
    ask_ja="`x -= m` と `x = x - m` では、同じ配列を使い続けている呼び出し側から見て何が違いますか。",
)

misconception(
    "keepdims_missing",
    change=[("e / e.sum(axis=1, keepdims=True)", "e / e.sum(axis=1)")],
    fails=[*SOFTMAX, *LOSS, *BACKWARD],
    title_en="keepdims is missing",
    title_ja="keepdims がない",
    en="The sums have shape (N,), so NumPy lines them up with the columns: silently wrong where N = K, an error "
    "elsewhere.",
    ja="和の形が (N,) なので、NumPy は列に合わせます。N = K なら黙って間違え、それ以外ではエラーになります。",
    ask_en="Which shape must the sums have so that row i is divided by the i-th of them?",
    ask_ja="i 行目が i 番目の和で割られるためには、和の配列はどんな形であるべきですか。",
)

# --- The loss ---

misconception(
    "summed_loss",
    change=[
        ("np.log(np.maximum(y, smallest))) / len(t))", "np.log(np.maximum(y, smallest))))"),
        ("return float(-np.sum(t * log_y) / len(t))", "return float(-np.sum(t * log_y))"),
    ],
    fails=["cross_entropy_is_the_mean_over_the_samples", "forward_returns_the_mean_cross_entropy", "forward_example"],
    title_en="Summed loss",
    title_ja="損失が平均ではなく和",
    en="The loss is summed over the batch, where the mean is asked for.",
    ja="損失がバッチの和になっています。求められているのは平均です。",
    ask_en="Should the loss double when every sample of the batch occurs twice?",
    ask_ja="バッチの全サンプルを 2 回ずつ並べたとき、損失は 2 倍になるべきですか。",
)

misconception(
    "mean_over_all_entries",
    change=[
        ("np.log(np.maximum(y, smallest))) / len(t))", "np.log(np.maximum(y, smallest))) / t.size)"),
        ("return float(-np.sum(t * log_y) / len(t))", "return float(-np.mean(t * log_y))"),
    ],
    fails=[*CROSS_ENTROPY, "forward_returns_the_mean_cross_entropy", "forward_example"],
    title_en="Mean over all entries",
    title_ja="全要素についての平均",
    en="The mean runs over all N · K entries, so the loss is K times too small.",
    ja="平均が N・K 個の全要素について取られているため、損失が K 分の 1 になっています。",
    ask_en="In each row of t log y, how many entries are not 0? How many losses are there to be averaged?",
    ask_ja="t log y の各行で 0 でない要素はいくつありますか。平均すべき損失は全部でいくつありますか。",
)

misconception(
    "logarithm_to_base_two",
    change=[
        ("np.log(np.maximum(y, smallest))", "np.log2(np.maximum(y, smallest))"),
        (
            "return float(-np.sum(t * log_y) / len(t))",
            "return float(-np.sum(t * log_y) / len(t) / np.log(2))",
        ),
    ],
    fails=[*CROSS_ENTROPY, "forward_returns_the_mean_cross_entropy", "forward_example"],
    title_en="Logarithm to base 2",
    title_ja="底が 2 の対数",
    en="The logarithm has base 2; the cross entropy here uses the natural one, whose derivative is 1/y.",
    ja="対数の底が 2 になっています。ここでの交差エントロピーは、微分が 1/y になる自然対数を使います。",
    ask_en="For which base is the derivative of log y exactly 1/y?",
    ask_ja="log y の微分がちょうど 1/y になるのは、底が何のときですか。",
)

misconception(
    "binary_formula_for_many_classes",
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
            "right, wrong = np.log(np.maximum(y, smallest)), np.log(np.maximum(1 - y, smallest))\n"
            "    return float(-np.sum(t * right + (1 - t) * wrong) / len(t))",
        ),
        THROUGH_PROBABILITIES,
    ],
    fails=[*CROSS_ENTROPY, "forward_returns_the_mean_cross_entropy", "forward_example"],
    title_en="Binary formula for many classes",
    title_ja="多クラスに二値の公式を使っている",
    en="This is the cross entropy of K separate yes-or-no questions: (1 − t) log(1 − y) has no place here.",
    ja="K 個の独立な二値問題の交差エントロピーになっています。(1 − t) log(1 − y) の項はここでは不要です。",
    ask_en="With one-hot t, which of the K probabilities does the formula −Σ t log y look at?",
    ask_ja="t が one-hot のとき、式 −Σ t log y は K 個の確率のうちどれを使いますか。",
)

misconception(
    "logarithm_of_zero",
    change=[("np.log(np.maximum(y, smallest))", "np.log(y)"), THROUGH_PROBABILITIES],
    fails=["cross_entropy_accepts_probabilities_of_zero", "loss_is_finite_for_extreme_logits"],
    title_en="Logarithm of zero",
    title_ja="0 の対数",
    en="Where a probability is exactly 0, t log y becomes 0 · (−inf), which is not a number.",
    ja="確率がちょうど 0 のところで、t log y が 0 · (−inf) となり、NaN になります。",
    ask_en="What do NumPy's log(0) and 0 · log(0) give, and what should a wrong class with y = 0 add to the loss?",
    ask_ja="NumPy で log(0) と 0 · log(0) はいくつになりますか。y = 0 の不正解クラスは損失にいくつ足すべきですか。",
)

misconception(
    "infinite_loss_reported_as_zero",
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
            "smallest = np.where(y > 0, y, 1.0)\n    return float(-np.sum(t * np.log(smallest)) / len(t))",
        ),
        THROUGH_PROBABILITIES,
    ],
    fails=["cross_entropy_accepts_probabilities_of_zero", "loss_is_finite_for_extreme_logits"],
    title_en="Infinite loss reported as 0",
    title_ja="無限大の損失を 0 としている",
    en="An infinite loss is replaced by 0, so the worst possible answer looks like the best one.",
    ja="無限大の損失が 0 に置き換えられ、最悪の答えが最良の答えに見えてしまいます。",
    ask_en="A net is certain of the wrong class. Should its loss be close to 0, or very large?",
    ask_ja="ネットワークが間違ったクラスを確信しているとき、損失は 0 に近いべきですか、とても大きいべきですか。",
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

misconception(
    "targets_as_class_numbers",
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
            "y = np.maximum(y, smallest)\n"
            "    return float(-np.sum(np.log(y[np.arange(len(t)), t.astype(int)])) / len(t))",
        ),
        THROUGH_PROBABILITIES,
    ],
    fails=[*CROSS_ENTROPY, *LOSS, *BACKWARD, "cross_entropy_accepts_probabilities_of_zero"],
    title_en="One-hot targets used as class numbers",
    title_ja="one-hot をクラス番号として使っている",
    en="t is used as a list of class numbers to pick entries with, but it is one-hot, of shape (N, K).",
    ja="t をクラス番号の列として添字に使っていますが、t は形 (N, K) の one-hot です。",
    ask_en="What is t[0] for a sample of class 2 when K = 4: the number 2, or four numbers?",
    ask_ja="K = 4 でクラス 2 のサンプルのとき、t[0] は数 2 ですか、それとも 4 個の数ですか。",
)
