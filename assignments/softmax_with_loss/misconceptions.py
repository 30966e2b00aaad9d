"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import re

from autograder.testing import misconception

SOFTMAX = ["softmax_gives_the_probabilities_of_each_row", "softmax_is_stable_for_large_logits", "softmax_example"]
CROSS_ENTROPY = ["cross_entropy_is_the_mean_over_the_samples", "cross_entropy_example"]
STABLE = [
    "softmax_is_stable_for_large_logits",
    "loss_is_finite_for_extreme_logits",
    "backward_is_right_for_extreme_logits",
]
LOSS = ["forward_returns_the_mean_cross_entropy", "loss_is_finite_for_extreme_logits", "forward_example"]
# What is checked with the student's own softmax and cross_entropy; forward's value and the gradient are not.
THROUGH_SOFTMAX = [
    "loss_is_finite_for_extreme_logits",
    "forward_example",
    "backward_is_proportional_to_y_minus_t",
    "backward_has_the_right_shape_and_signs",
]
BACKWARD = [
    "backward_is_proportional_to_y_minus_t",
    "backward_matches_the_numerical_gradient",
    "backward_has_the_right_shape_and_signs",
]


LOG_OF_Y = "np.log(np.maximum(y, smallest))"
LOG_SUM_EXP = """\
        # log y_ik = x_ik − log Σ_j exp(x_ij): no logarithm of a probability that vanished
        z = x - x.max(axis=1, keepdims=True)
        log_y = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return float(-np.sum(t * log_y) / len(t))
"""
# Most students go through the probabilities, so that a mistake in softmax or cross_entropy shows in forward, too.
THROUGH_PROBABILITIES = (LOG_SUM_EXP, "        return cross_entropy(self.y, t)\n")

# A layer may also do without the softmax and the cross_entropy beside it, and is right whatever they are.
OWN_SOFTMAX = (
    "self.y, self.t = softmax(x), t",
    "e = np.exp(x - x.max(axis=1, keepdims=True))\n        self.y, self.t = e / e.sum(axis=1, keepdims=True), t",
)


GRADIENT = "return dout * (self.y - self.t) / len(self.t)"


# How large the loss of a hopeless answer is, depends on the guard; most textbooks have the first.
GUARDS = ("1e-7", "1e-8", "1e-10", "1e-12", "1e-15")


def guarded(change, guard):
    """The same change, or the reference, where a number is added inside the logarithm."""
    return [(old, re.sub(r"np\.maximum\((1 - y|y), smallest\)", rf"\1 + {guard}", new)) for old, new in change]


def in_softmax(name, *, change, fails, alone=SOFTMAX, **words):
    """The same mistake in softmax three times: in layers that are made of it, and in one that is not."""
    guard = guarded([(LOG_OF_Y, LOG_OF_Y)], GUARDS[0])
    misconception(name, change=[*change, THROUGH_PROBABILITIES], fails=fails, **words)
    misconception(f"{name}_with_epsilon", change=[*change, THROUGH_PROBABILITIES, *guard], fails=fails, **words)
    misconception(f"{name}_alone", change=[*change, OWN_SOFTMAX], fails=alone, **words)


def in_cross_entropy(name, *, change, fails, alone=CROSS_ENTROPY, guards=GUARDS[:1], gradient=None, **words):
    """The same mistake in cross_entropy: in layers that are made of it, and in layers that are not.

    With a change that makes it the gradient of that loss, also with that: it is right for it.
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
    "slope_multiplied_in_twice",
    change=[("dout * (self.y - self.t)", "dout * (self.y - self.t) * self.y * (1 - self.y)")],
    fails=BACKWARD,
    title_en="The slope y(1 − y) once more",
    title_ja="傾き y(1 − y) を余分に掛けている",
    en="y − t is multiplied by y(1 − y) once more; the derivative of softmax is in y − t already.",
    ja="y − t に y(1 − y) がもう一度掛けられています。ソフトマックスの微分は、すでに y − t の中に入っています。",
    ask_en="Differentiate log Σ exp(x_j) with respect to x_k: is there a factor beside y_k?",
    ask_ja="log Σ exp(x_j) を x_k で微分してください。y_k のほかに何か因子が残りますか。",
)

misconception(
    "gradient_from_the_logits",
    change=[
        ("self.y, self.t = softmax(x), t", "self.x, self.t = x, t"),
        ("dout * (self.y - self.t)", "dout * (self.x - self.t)"),
    ],
    fails=[*BACKWARD, "backward_is_right_for_extreme_logits"],
    title_en="The logits in place of the probabilities",
    title_ja="確率ではなくロジットを使っている",
    en="backward subtracts t from the logits x; the formula wants the probabilities y.",
    ja="backward がロジット x から t を引いています。式に現れるのは確率 y です。",
    ask_en="What should the gradient be if the same number is added to all logits of a row?",
    ask_ja="1 行のすべてのロジットに同じ数を足すと、勾配は変わるべきですか。",
)

misconception(
    "gradient_with_unshifted_exp",
    change=[
        ("self.y, self.t = softmax(x), t", "self.x, self.t = x, t"),
        (
            "return dout * (self.y - self.t) / len(self.t)",
            "e = np.exp(self.x)\n        return dout * (e / e.sum(axis=1, keepdims=True) - self.t) / len(self.t)",
        ),
    ],
    fails=["backward_is_right_for_extreme_logits"],
    title_en="exp overflows in backward",
    title_ja="backward の exp がオーバーフローする",
    en="backward computes exp of the logits themselves: beyond 709 that is inf, and the gradient is not a number.",
    ja="backward がロジットそのものの exp を計算しています。709 を超えると inf になり、勾配が NaN になります。",
    ask_en="What has forward computed already that backward needs again?",
    ask_ja="backward で必要になるもののうち、forward がすでに計算しているものは何ですか。",
)

misconception(
    "divided_by_dout",
    change=[("return dout * (self.y - self.t)", "return 1 / dout * (self.y - self.t)")],
    fails=["backward_multiplies_by_dout"],
    title_en="Divided by dout",
    title_ja="dout で割っている",
    en="The gradient is divided by dout, where the chain rule multiplies.",
    ja="勾配が dout で割られています。連鎖律では掛けます。",
    ask_en="If the final loss is twice this layer's loss, does its slope become larger or smaller?",
    ask_ja="最終的な損失がこの層の損失の 2 倍なら、傾きは大きくなりますか、小さくなりますか。",
)

misconception(
    "dout_added",
    change=[("return dout * (self.y - self.t) / len(self.t)", "return dout - 1 + (self.y - self.t) / len(self.t)")],
    fails=["backward_multiplies_by_dout"],
    title_en="dout is added",
    title_ja="dout を足している",
    en="dout is added to the gradient, where the chain rule multiplies.",
    ja="dout が勾配に足されています。連鎖律では掛けます。",
    ask_en="What must backward return when dout is 0?",
    ask_ja="dout が 0 のとき、backward は何を返すべきですか。",
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
    "cached_probabilities_become_the_gradient",
    change=[
        (
            "return dout * (self.y - self.t) / len(self.t)",
            "self.y -= self.t\n        self.y /= len(self.t)\n        return dout * self.y",
        )
    ],
    fails=["backward_twice_gives_the_same"],
    title_en="The kept probabilities become the gradient",
    title_ja="保存した確率が勾配に書き換わっている",
    en="backward turns the probabilities that forward has kept into the gradient, so a second call starts from that.",
    ja="backward が、forward で保存した確率を勾配に書き換えるので、2 回目の呼び出しはそこから始まります。",
    ask_en="Which array does `dx = self.y` give you: a new one, or another name for the old one?",
    ask_ja="`dx = self.y` と書くと、新しい配列ができますか。それとも同じ配列に別の名前がつくだけですか。",
)

misconception(
    "targets_changed_by_backward",
    change=[
        (
            "return dout * (self.y - self.t) / len(self.t)",
            "self.t -= self.y\n        return -dout * self.t / len(self.t)",
        )
    ],
    fails=["arguments_are_never_modified", "backward_twice_gives_the_same"],
    title_en="backward writes into the targets",
    title_ja="backward が正解ラベルを書き換えている",
    en="backward subtracts inside the targets, which belong to whoever called forward.",
    ja="backward が正解ラベルの配列に引き算を書き込んでいます。その配列は forward の呼び出し側のものです。",
    ask_en="Does `self.t = t` make a new array? Who else holds it?",
    ask_ja="`self.t = t` で新しい配列はできますか。同じ配列を、ほかに誰が持っていますか。",
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

in_softmax(
    "softmax_over_the_samples",
    change=[("y: Array = e / e.sum(axis=1, keepdims=True)", "y: Array = e / e.sum(axis=0, keepdims=True)")],
    fails=[*SOFTMAX, *THROUGH_SOFTMAX],
    title_en="Softmax over the samples",
    title_ja="サンプル方向の softmax",
    en="softmax normalises along the samples: each column sums to 1, where each row should.",
    ja="softmax がサンプルの方向に正規化されています。行ではなく列の和が 1 になっています。",
    ask_en="Rows are samples. Which numbers must add up to 1: those of one row or those of one column?",
    ask_ja="行がサンプルです。足して 1 になるべきなのは、1 つの行の数ですか、1 つの列の数ですか。",
)

in_softmax(
    "softmax_of_the_columns",
    change=[
        ("e = np.exp(x - x.max(axis=1, keepdims=True))", "e = np.exp(x - x.max(axis=0))"),
        ("y: Array = e / e.sum(axis=1, keepdims=True)", "y: Array = e / e.sum(axis=0)"),
    ],
    fails=[*SOFTMAX, *THROUGH_SOFTMAX, "backward_is_right_for_extreme_logits"],
    title_en="Softmax over the samples",
    title_ja="サンプル方向の softmax",
    en="softmax normalises along the samples: each column sums to 1, where each row should.",
    ja="softmax がサンプルの方向に正規化されています。行ではなく列の和が 1 になっています。",
    ask_en="Rows are samples. Which numbers must add up to 1: those of one row or those of one column?",
    ask_ja="行がサンプルです。足して 1 になるべきなのは、1 つの行の数ですか、1 つの列の数ですか。",
)

in_softmax(
    "softmax_over_the_whole_batch",
    change=[("y: Array = e / e.sum(axis=1, keepdims=True)", "y: Array = e / e.sum()")],
    fails=[*SOFTMAX, *THROUGH_SOFTMAX],
    title_en="Softmax over the whole batch",
    title_ja="バッチ全体の softmax",
    en="softmax divides by the sum over the whole batch, so a row does not sum to 1.",
    ja="softmax がバッチ全体の和で割っているため、1 行の和が 1 になりません。",
    ask_en="Should the probabilities of one sample change when another sample is added to the batch?",
    ask_ja="バッチに別のサンプルを加えたとき、あるサンプルの確率は変わってよいでしょうか。",
)

in_softmax(
    "softmax_of_all_logits",
    change=[
        ("e = np.exp(x - x.max(axis=1, keepdims=True))", "e = np.exp(x - x.max())"),
        ("y: Array = e / e.sum(axis=1, keepdims=True)", "y: Array = e / e.sum()"),
    ],
    fails=[*SOFTMAX, *THROUGH_SOFTMAX, "backward_is_right_for_extreme_logits"],
    title_en="Softmax over the whole batch",
    title_ja="バッチ全体の softmax",
    en="softmax divides by the sum over the whole batch, so a row does not sum to 1.",
    ja="softmax がバッチ全体の和で割っているため、1 行の和が 1 になりません。",
    ask_en="Should the probabilities of one sample change when another sample is added to the batch?",
    ask_ja="バッチに別のサンプルを加えたとき、あるサンプルの確率は変わってよいでしょうか。",
)

in_softmax(
    "no_shift",
    change=[("e = np.exp(x - x.max(axis=1, keepdims=True))", "e = np.exp(x)")],
    fails=STABLE,
    alone=STABLE[:1],
    title_en="exp overflows: no shift",
    title_ja="exp のオーバーフロー（最大値を引いていない）",
    en="exp overflows for logits beyond 709: inf / inf is not a number. The maximum is not subtracted.",
    ja="ロジットが 709 を超えると exp がオーバーフローし、inf / inf が NaN になります。最大値が引かれていません。",
    ask_en="What happens to softmax(x) if you subtract the same number from all logits of a row?",
    ask_ja="1 行のすべてのロジットから同じ数を引くと、softmax(x) はどうなりますか。",
)

in_softmax(
    "shifted_by_the_mean",
    change=[("x - x.max(axis=1, keepdims=True))  # the", "x - x.mean(axis=1, keepdims=True))  # the")],
    fails=STABLE[:2],
    alone=STABLE[:1],
    title_en="Shifted by the mean",
    title_ja="最大値ではなく平均を引いている",
    en="The mean of the row is subtracted; a logit far above the mean still overflows.",
    ja="行の平均が引かれています。平均よりずっと大きいロジットでは、やはりオーバーフローします。",
    ask_en="Take the row [1000, −1000, 0]: what is the largest exponent after your shift?",
    ask_ja="[1000, −1000, 0] という行では、引いたあとで最も大きい指数はいくつですか。",
)

in_softmax(
    "shifted_by_the_minimum",
    change=[("x - x.max(axis=1, keepdims=True))  # the", "x - x.min(axis=1, keepdims=True))  # the")],
    fails=STABLE[:2],
    alone=STABLE[:1],
    title_en="Shifted by the smallest logit",
    title_ja="最大値ではなく最小値を引いている",
    en="The smallest logit of the row is subtracted, so the exponents are positive and may overflow.",
    ja="行の最小値が引かれているため、指数は正になり、オーバーフローすることがあります。",
    ask_en="Which is dangerous for exp: a large positive exponent or a large negative one?",
    ask_ja="exp にとって危険なのは、大きな正の指数ですか、大きな負の指数ですか。",
)

in_softmax(
    "shift_added",
    change=[("x - x.max(axis=1, keepdims=True))  # the", "x + x.max(axis=1, keepdims=True))  # the")],
    fails=STABLE,
    alone=STABLE[:1],
    title_en="The maximum is added",
    title_ja="最大値を足している",
    en="The largest logit is added to the row, which makes the exponents larger still.",
    ja="最大のロジットが行に足されているため、指数がさらに大きくなります。",
    ask_en="After your shift, what is the largest exponent of the row [1000, 999]?",
    ask_ja="[1000, 999] という行では、あなたの式で最も大きい指数はいくつになりますか。",
)

in_softmax(
    "shift_over_the_samples",
    change=[("x - x.max(axis=1, keepdims=True))  # the", "x - x.max(axis=0))  # the")],
    fails=[*SOFTMAX, *THROUGH_SOFTMAX[::2], "backward_is_right_for_extreme_logits"],
    title_en="The largest of each column is subtracted",
    title_ja="列ごとの最大値を引いている",
    en="The maximum is taken over the samples: the logits of a row are shifted by different numbers.",
    ja="最大値がサンプルの方向に取られていて、1 行のロジットから別々の数が引かれています。",
    ask_en="exp(x − c) / Σ exp(x − c) does not depend on c: for which logits must c be the same?",
    ask_ja="exp(x − c) / Σ exp(x − c) は c によりません。どのロジットについて c が同じならそうなりますか。",
)

in_softmax(
    "shift_without_keepdims",
    change=[("x - x.max(axis=1, keepdims=True))  # the", "x - x.max(axis=1))  # the")],
    fails=[*SOFTMAX, *THROUGH_SOFTMAX, "backward_is_right_for_extreme_logits"],
    title_en="keepdims is missing in the maximum",
    title_ja="最大値に keepdims がない",
    en="The maxima have shape (N,), so NumPy lines them up with the columns: silently wrong where N = K, an error "
    "elsewhere.",
    ja="最大値の形が (N,) なので、NumPy は列に合わせます。N = K なら黙って間違え、それ以外ではエラーになります。",
    ask_en="Which shape must the maxima have so that the i-th is subtracted from row i?",
    ask_ja="i 行目から i 番目の最大値を引くには、最大値の配列はどんな形であるべきですか。",
)

in_softmax(
    "not_normalised",
    change=[("y: Array = e / e.sum(axis=1, keepdims=True)", "y: Array = e")],
    fails=[*SOFTMAX, *THROUGH_SOFTMAX[1:]],
    title_en="Not normalised",
    title_ja="正規化していない",
    en="softmax returns the exponentials; they are not divided by their sum.",
    ja="softmax が指数関数の値をそのまま返しています。和で割られていません。",
    ask_en="What must the probabilities of one sample add up to?",
    ask_ja="1 つのサンプルの確率を足すと、いくつになるべきですか。",
)

in_softmax(
    "one_shift_for_all_rows",
    change=[("e = np.exp(x - x.max(axis=1, keepdims=True))", "e = np.exp(x - x.max())")],
    fails=STABLE,
    alone=STABLE[:1],
    title_en="One shift for all rows",
    title_ja="すべての行から同じ値を引いている",
    en="The largest logit of the whole batch is subtracted from every row, so a row far below it becomes 0 / 0.",
    ja="バッチ全体の最大値をすべての行から引いているため、それよりずっと小さい行が 0 / 0 になります。",
    ask_en="Take the two rows [1000, 999] and [0, 1]: what is exp of the second one after your shift?",
    ask_ja="[1000, 999] と [0, 1] という 2 行で考えると、最大値を引いたあと 2 行目の exp はいくつになりますか。",
)

in_softmax(
    "logarithm_of_softmax",
    change=[("y: Array = e / e.sum(axis=1, keepdims=True)", "y: Array = np.log(e / e.sum(axis=1, keepdims=True))")],
    fails=[
        *SOFTMAX,
        *THROUGH_SOFTMAX,
        "forward_returns_the_mean_cross_entropy",
        "arguments_are_never_modified[forward]",
    ],
    title_en="Logarithms of the probabilities",
    title_ja="softmax が確率の対数になっている",
    en="softmax returns the logarithms of the probabilities; the probabilities themselves are asked for.",
    ja="softmax が確率の対数を返しています。求められているのは確率そのものです。",
    ask_en="What must the numbers of a row add up to, and which sign may they have?",
    ask_ja="1 行の数を足すといくつになるべきですか。符号はどうあるべきですか。",
)

in_softmax(
    "clipped_logits",
    change=[("e = np.exp(x - x.max(axis=1, keepdims=True))", "e = np.exp(np.clip(x, -500, 500))")],
    fails=STABLE,
    alone=STABLE[:1],
    title_en="The logits are clipped",
    title_ja="ロジットを切り詰めている",
    en="The logits are clipped before exp: two beyond the bound become equal, and so do their probabilities.",
    ja="exp の前にロジットが切り詰められています。限度を超えた 2 つのロジットは等しくなり、確率も等しくなります。",
    ask_en="What are the probabilities of the row [1000, 999], and what does your softmax make of it?",
    ask_ja="[1000, 999] という行の確率はいくつですか。あなたの softmax では何になりますか。",
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
    "input_shifted_in_place_by_the_layer",
    change=[
        ("self.y, self.t = softmax(x), t", "x -= x.max(axis=1, keepdims=True)\n        self.y, self.t = softmax(x), t")
    ],
    fails=["arguments_are_never_modified[forward]", "arguments_are_never_modified[backward]"],
    title_en="The input is shifted in place",
    title_ja="入力の配列を書き換えている",
    en="`x -= …` subtracts the maximum inside the caller's own array.",
    ja="`x -= …` が、呼び出し側の配列そのものから最大値を引いています。",
    ask_en="What is the difference between `x -= m` and `x = x - m` for somebody who still uses that array?",
    ask_ja="`x -= m` と `x = x - m` では、同じ配列を使い続けている呼び出し側から見て何が違いますか。",
)

misconception(
    "input_shifted_in_place_alone",
    change=[
        (
            "e = np.exp(x - x.max(axis=1, keepdims=True))",
            "x -= x.max(axis=1, keepdims=True)\n    e = np.exp(x)",
        ),
        OWN_SOFTMAX,
    ],
    fails=["arguments_are_never_modified[softmax]"],
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
    fails=[*SOFTMAX, *THROUGH_SOFTMAX, "backward_is_right_for_extreme_logits"],
    title_en="keepdims is missing",
    title_ja="keepdims がない",
    en="The sums have shape (N,), so NumPy lines them up with the columns: silently wrong where N = K, an error "
    "elsewhere.",
    ja="和の形が (N,) なので、NumPy は列に合わせます。N = K なら黙って間違え、それ以外ではエラーになります。",
    ask_en="Which shape must the sums have so that row i is divided by the i-th of them?",
    ask_ja="i 行目が i 番目の和で割られるためには、和の配列はどんな形であるべきですか。",
)

# --- The loss ---

in_cross_entropy(
    "summed_loss",
    guards=GUARDS,
    gradient="return dout * (self.y - self.t)",
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))))",
        )
    ],
    fails=["cross_entropy_is_the_mean_over_the_samples", "forward_example"],
    alone=["cross_entropy_is_the_mean_over_the_samples"],
    title_en="Summed loss",
    title_ja="損失が平均ではなく和",
    en="The loss is summed over the batch, where the mean is asked for.",
    ja="損失がバッチの和になっています。求められているのは平均です。",
    ask_en="Should the loss double when every sample of the batch occurs twice?",
    ask_ja="バッチの全サンプルを 2 回ずつ並べたとき、損失は 2 倍になるべきですか。",
)

misconception(
    "summed_loss_of_the_layer",
    change=[("return float(-np.sum(t * log_y) / len(t))", "return float(-np.sum(t * log_y))")],
    fails=["forward_returns_the_mean_cross_entropy", "forward_example"],
    title_en="Summed loss",
    title_ja="損失が平均ではなく和",
    en="The loss is summed over the batch, where the mean is asked for.",
    ja="損失がバッチの和になっています。求められているのは平均です。",
    ask_en="Should the loss double when every sample of the batch occurs twice?",
    ask_ja="バッチの全サンプルを 2 回ずつ並べたとき、損失は 2 倍になるべきですか。",
)

in_cross_entropy(
    "mean_over_all_entries",
    guards=GUARDS,
    gradient="return dout * (self.y - self.t) / self.t.size",
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / t.size)",
        )
    ],
    fails=[*CROSS_ENTROPY, "forward_example"],
    title_en="Mean over all entries",
    title_ja="全要素についての平均",
    en="The mean runs over all N · K entries, so the loss is K times too small.",
    ja="平均が N・K 個の全要素について取られているため、損失が K 分の 1 になっています。",
    ask_en="In each row of t log y, how many entries are not 0? How many losses are there to be averaged?",
    ask_ja="t log y の各行で 0 でない要素はいくつありますか。平均すべき損失は全部でいくつありますか。",
)

misconception(
    "mean_over_all_entries_of_the_layer",
    change=[("return float(-np.sum(t * log_y) / len(t))", "return float(-np.sum(t * log_y) / t.size)")],
    fails=["forward_returns_the_mean_cross_entropy", "forward_example"],
    title_en="Mean over all entries",
    title_ja="全要素についての平均",
    en="The mean runs over all N · K entries, so the loss is K times too small.",
    ja="平均が N・K 個の全要素について取られているため、損失が K 分の 1 になっています。",
    ask_en="In each row of t log y, how many entries are not 0? How many losses are there to be averaged?",
    ask_ja="t log y の各行で 0 でない要素はいくつありますか。平均すべき損失は全部でいくつありますか。",
)

in_cross_entropy(
    "logarithm_to_base_two",
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
            "return float(-np.sum(t * np.log2(np.maximum(y, smallest))) / len(t))",
        )
    ],
    fails=[*CROSS_ENTROPY, "forward_example"],
    title_en="Logarithm to base 2",
    title_ja="底が 2 の対数",
    en="The logarithm has base 2; the cross entropy here uses the natural one, whose derivative is 1/y.",
    ja="対数の底が 2 になっています。ここでの交差エントロピーは、微分が 1/y になる自然対数を使います。",
    ask_en="For which base is the derivative of log y exactly 1/y?",
    ask_ja="log y の微分がちょうど 1/y になるのは、底が何のときですか。",
)

misconception(
    "logarithm_to_base_two_of_the_layer",
    change=[("return float(-np.sum(t * log_y) / len(t))", "return float(-np.sum(t * log_y) / len(t) / np.log(2))")],
    fails=["forward_returns_the_mean_cross_entropy", "forward_example"],
    title_en="Logarithm to base 2",
    title_ja="底が 2 の対数",
    en="The logarithm has base 2; the cross entropy here uses the natural one, whose derivative is 1/y.",
    ja="対数の底が 2 になっています。ここでの交差エントロピーは、微分が 1/y になる自然対数を使います。",
    ask_en="For which base is the derivative of log y exactly 1/y?",
    ask_ja="log y の微分がちょうど 1/y になるのは、底が何のときですか。",
)

in_cross_entropy(
    "sign_of_the_loss",
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
            "return float(np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
        )
    ],
    fails=[*CROSS_ENTROPY, *THROUGH_SOFTMAX[:2], "cross_entropy_accepts_probabilities_of_zero"],
    alone=[*CROSS_ENTROPY, "cross_entropy_accepts_probabilities_of_zero"],
    title_en="The minus sign is missing",
    title_ja="マイナスがない",
    en="The loss has no minus sign, so it is negative: the better the answer, the larger it is.",
    ja="損失にマイナスがないため、値が負になり、よい答えほど大きくなっています。",
    ask_en="Which sign does log y have for a probability y below 1?",
    ask_ja="1 より小さい確率 y に対して、log y の符号は何ですか。",
)

misconception(
    "sign_of_the_loss_of_the_layer",
    change=[("return float(-np.sum(t * log_y) / len(t))", "return float(np.sum(t * log_y) / len(t))")],
    fails=LOSS,
    title_en="The minus sign is missing",
    title_ja="マイナスがない",
    en="The loss has no minus sign, so it is negative: the better the answer, the larger it is.",
    ja="損失にマイナスがないため、値が負になり、よい答えほど大きくなっています。",
    ask_en="Which sign does log y have for a probability y below 1?",
    ask_ja="1 より小さい確率 y に対して、log y の符号は何ですか。",
)

in_cross_entropy(
    "loss_without_logarithm",
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
            "return float(-np.sum(t * y) / len(t))",
        )
    ],
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
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
            "return float(-np.sum(np.log(np.maximum(y, smallest))) / len(t))",
        )
    ],
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
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
            "return float(-np.sum(y * np.log(np.maximum(t, 1e-7))) / len(t))",
        )
    ],
    fails=[*CROSS_ENTROPY, "forward_example"],
    title_en="Probabilities and targets are swapped",
    title_ja="確率と正解ラベルが入れ替わっている",
    en="The logarithm is taken of the targets, and multiplied by the probabilities: Σ y log t in place of Σ t log y.",
    ja="正解ラベルの対数に確率を掛けています。Σ t log y ではなく Σ y log t になっています。",
    ask_en="Which of the two is exactly 0 almost everywhere: should that one stand inside the logarithm?",
    ask_ja="ほとんどの要素がちょうど 0 なのは、y と t のどちらですか。それは対数の中に入るべきですか。",
)

in_cross_entropy(
    "squared_error_in_place_of_cross_entropy",
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
            "return float(np.sum((y - t) ** 2) / len(t))",
        )
    ],
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
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
            "return float(0.5 * np.sum((y - t) ** 2) / len(t))",
        )
    ],
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
    "loss_divided_by_classes",
    guards=GUARDS,
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / t.shape[1])",
        )
    ],
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
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
            "return -np.sum(t * np.log(np.maximum(y, smallest)), axis=1)",
        )
    ],
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
    change=[("return float(-np.sum(t * log_y) / len(t))", "return -np.sum(t * log_y, axis=1)")],
    fails=[*LOSS, "arguments_are_never_modified[forward]"],
    title_en="One loss per sample",
    title_ja="サンプルごとの損失のまま",
    en="The losses of the samples come back as an array; the mean over the batch is missing.",
    ja="サンプルごとの損失が配列のまま返されています。バッチについての平均が抜けています。",
    ask_en="How many numbers is the loss of a batch of five samples?",
    ask_ja="サンプル 5 個のバッチの損失は、いくつの数ですか。",
)

in_cross_entropy(
    "logarithm_to_base_ten",
    change=[("np.log(np.maximum(y, smallest))", "np.log10(np.maximum(y, smallest))")],
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
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
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
    change=[("np.log(np.maximum(y, smallest))", "np.log(y)")],
    fails=["cross_entropy_accepts_probabilities_of_zero", "loss_is_finite_for_extreme_logits"],
    alone=["cross_entropy_accepts_probabilities_of_zero"],
    title_en="Logarithm of zero",
    title_ja="0 の対数",
    en="Where a probability is exactly 0, t log y becomes 0 · (−inf), which is not a number.",
    ja="確率がちょうど 0 のところで、t log y が 0 · (−inf) となり、NaN になります。",
    ask_en="What do NumPy's log(0) and 0 · log(0) give, and what should a wrong class with y = 0 add to the loss?",
    ask_ja="NumPy で log(0) と 0 · log(0) はいくつになりますか。y = 0 の不正解クラスは損失にいくつ足すべきですか。",
)

misconception(
    "no_shift_and_logarithm_of_zero",
    change=[
        ("e = np.exp(x - x.max(axis=1, keepdims=True))", "e = np.exp(x)"),
        ("np.log(np.maximum(y, smallest))", "np.log(y)"),
        THROUGH_PROBABILITIES,
    ],
    fails=[*STABLE, "cross_entropy_accepts_probabilities_of_zero"],
    title_en="exp overflows, and the logarithm of zero",
    title_ja="exp のオーバーフローと 0 の対数",
    en="Two things: exp overflows for logits beyond 709, since the maximum is not subtracted; and where a probability "
    "is exactly 0, t log y is not a number.",
    ja="間違いは 2 つあります。最大値を引いていないので、ロジットが 709 を超えると exp がオーバーフローします。また、"
    "確率がちょうど 0 のところで、t log y が NaN になります。",
    ask_en="What is exp(1000) for NumPy, and what is 0 · log(0)? Which of them does which of your two functions meet?",
    ask_ja="NumPy で exp(1000) と 0 · log(0) はいくつですか。あなたの 2 つの関数では、どちらがどこで起きますか。",
)

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

in_cross_entropy(
    "infinite_loss_reported_as_zero",
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
            "smallest = np.where(y > 0, y, 1.0)\n    return float(-np.sum(t * np.log(smallest)) / len(t))",
        )
    ],
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
        change=[("np.log(np.maximum(y, smallest))", f"np.log(y + {epsilon})")],
        fails=[*CROSS_ENTROPY, *THROUGH_SOFTMAX[:2], *too_small],
        alone=[*CROSS_ENTROPY, *too_small],
        title_en="Too much is added inside the logarithm",
        title_ja="対数の中に大きすぎる数を足している",
        en="What is added to y inside the logarithm is too large: it moves the loss of every sample.",
        ja="対数の中で y に足されている数が大きすぎて、どのサンプルの損失もずれています。",
        ask_en="By how much does your logarithm of 0.1 differ from log 0.1?",
        ask_ja="あなたの式での 0.1 の対数は、log 0.1 とどれだけ違いますか。",
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

in_cross_entropy(
    "targets_as_class_numbers",
    guards=(),  # a guard changes nothing that its checks see
    change=[
        (
            "return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))",
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
