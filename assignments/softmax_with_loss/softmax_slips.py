"""Slips in the softmax, by itself and in the layer."""

import re

from autograder.testing import misconception

EXP = "e = np.exp(x - x.max(axis=1, keepdims=True))"
SHARE = "y: Array = e / e.sum(axis=1, keepdims=True)"
SOFTMAX = ["softmax_gives_the_probabilities_of_each_row", "softmax_is_stable_for_large_logits", "softmax_example"]
STABLE = [
    "softmax_is_stable_for_large_logits",
    "loss_is_finite_for_extreme_logits",
    "backward_is_right_for_extreme_logits",
]
# What is checked with the student's own softmax and cross_entropy; forward's value and the gradient are not.
THROUGH_SOFTMAX = [
    "loss_is_finite_for_extreme_logits",
    "forward_example",
    "backward_is_proportional_to_y_minus_t",
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


def sums() -> None:
    """What adds up to 1."""
    in_softmax(
        "not_normalised",
        change=[(SHARE, "y: Array = e")],
        fails=[*SOFTMAX, *THROUGH_SOFTMAX[1:]],
        title_en="Not normalised",
        title_ja="正規化していない",
        en="softmax returns the exponentials; they are not divided by their sum.",
        ja="softmax が指数関数の値をそのまま返しています。和で割られていません。",
        ask_en="What must the probabilities of one sample add up to?",
        ask_ja="1 つのサンプルの確率を足すと、いくつになるべきですか。",
    )
    in_softmax(
        "logarithm_of_softmax",
        change=[(SHARE, "y: Array = np.log(e / e.sum(axis=1, keepdims=True))")],
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
    for name, change, more in [
        ("softmax_over_the_samples", [(SHARE, SHARE.replace("axis=1", "axis=0"))], []),
        (
            "softmax_of_the_columns",
            [(EXP, "e = np.exp(x - x.max(axis=0))"), (SHARE, "y: Array = e / e.sum(axis=0)")],
            ["backward_is_right_for_extreme_logits"],
        ),
    ]:
        in_softmax(
            name,
            change=change,
            fails=[*SOFTMAX, *THROUGH_SOFTMAX, *more],
            title_en="Softmax over the samples",
            title_ja="サンプル方向の softmax",
            en="softmax normalises along the samples: each column sums to 1, where each row should.",
            ja="softmax がサンプルの方向に正規化されています。行ではなく列の和が 1 になっています。",
            ask_en="Rows are samples. Which numbers must add up to 1: those of one row or those of one column?",
            ask_ja="行がサンプルです。足して 1 になるべきなのは、1 つの行の数ですか、1 つの列の数ですか。",
        )
    for name, change, more in [
        ("softmax_over_the_whole_batch", [(SHARE, "y: Array = e / e.sum()")], []),
        (
            "softmax_of_all_logits",
            [(EXP, "e = np.exp(x - x.max())"), (SHARE, "y: Array = e / e.sum()")],
            ["backward_is_right_for_extreme_logits"],
        ),
    ]:
        in_softmax(
            name,
            change=change,
            fails=[*SOFTMAX, *THROUGH_SOFTMAX, *more],
            title_en="Softmax over the whole batch",
            title_ja="バッチ全体の softmax",
            en="softmax divides by the sum over the whole batch, so a row does not sum to 1.",
            ja="softmax がバッチ全体の和で割っているため、1 行の和が 1 になりません。",
            ask_en="Should the probabilities of one sample change when another sample is added to the batch?",
            ask_ja="バッチに別のサンプルを加えたとき、あるサンプルの確率は変わってよいでしょうか。",
        )


def shifts() -> None:
    """What is subtracted before exp."""
    in_softmax(
        "no_shift",
        change=[(EXP, "e = np.exp(x)")],
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
        "one_shift_for_all_rows",
        change=[(EXP, "e = np.exp(x - x.max())")],
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
        "clipped_logits",
        change=[(EXP, "e = np.exp(np.clip(x, -500, 500))")],
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
        change=[(EXP, "x -= x.max(axis=1, keepdims=True)\n    e = np.exp(x)")],
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
        change=[("self.y,", "x -= x.max(axis=1, keepdims=True)\n        self.y,")],
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
        change=[(EXP, "x -= x.max(axis=1, keepdims=True)\n    e = np.exp(x)"), OWN_SOFTMAX],
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
    misconception(
        "no_shift_and_logarithm_of_zero",
        change=[(EXP, "e = np.exp(x)"), (LOG_OF_Y, "np.log(y)"), THROUGH_PROBABILITIES],
        fails=[*STABLE, "cross_entropy_accepts_probabilities_of_zero"],
        title_en="exp overflows, and the logarithm of zero",
        title_ja="exp のオーバーフローと 0 の対数",
        en="Two things: exp overflows for logits beyond 709, since the maximum is not subtracted; and where a "
        "probability "
        "is exactly 0, t log y is not a number.",
        ja="間違いは 2 つあります。最大値を引いていないので、ロジットが 709 を超えると exp "
        "がオーバーフローします。また、"
        "確率がちょうど 0 のところで、t log y が NaN になります。",
        ask_en="What is exp(1000) for NumPy, and what is 0 · log(0)? Which of them does which of your two "
        "functions meet?",
        ask_ja="NumPy で exp(1000) と 0 · log(0) はいくつですか。あなたの 2 つの関数では、どちらがどこで起きますか。",
    )
