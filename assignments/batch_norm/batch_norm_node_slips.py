"""Slips in dx that come about where it is computed node by node, and in how training and prediction are told apart."""

from batch_norm_slips import DX

from autograder.testing import misconception

BOTH = ["dx", "dx_where_the_variance_is_small"]
THROUGH_THE_MEAN, THROUGH_THE_VARIANCE = "g - g.mean(axis=0)", "- self.x_hat * (g * self.x_hat).mean(axis=0)"


def nodes() -> None:
    """One path of dx is too large or too small."""
    misconception(
        "sum_in_the_path_through_the_mean",
        change=[(DX, DX.replace(THROUGH_THE_MEAN, "g - g.sum(axis=0)"))],
        fails=BOTH,
        title_en="The path through the mean is N times too large",
        title_ja="平均を通る経路が N 倍になっている",
        en="What goes through μ is the sum over the batch, for each sample; μ itself is a sum divided by N.",
        ja="μ を通る分が、どのサンプルでもバッチ全体の和になっています。μ 自身は、和を N で割ったものです。",
        ask_en="By how much does μ grow if one of N samples grows by 1?",
        ask_ja="N 個のサンプルの 1 つが 1 増えると、μ はいくつ増えますか。",
    )
    misconception(
        "path_through_the_mean_not_divided",
        change=[(DX, DX.replace(THROUGH_THE_MEAN, "g - self.std * g.mean(axis=0)"))],
        fails=["dx"],
        title_en="The path through the mean has the wrong gradient",
        title_ja="平均を通る経路に渡す勾配が違う",
        en="μ gets the gradient of x̂; it belongs to x − μ, which has gone through the division by √(v + ε) since.",
        ja="μ に x̂ の勾配を渡しています。μ が現れるのは x − μ で、x̂ との間には √(v + ε) による割り算があります。",
        ask_en="In which node of your graph does μ stand, and which gradient arrives there?",
        ask_ja="あなたの計算グラフで μ はどのノードに入りますか。そこに届く勾配は何ですか。",
    )
    for name, factor, fails, title_en, title_ja, en, ja in (
        (
            "path_through_the_variance_doubled",
            "2.0 * ",
            BOTH,
            "The path through the variance is twice too large",
            "分散を通る経路が 2 倍になっている",
            "The term through the variance is twice as large as it should be: a ½ is missing, or a 2 is there twice.",
            "分散を通る項が、本来の 2 倍の大きさです。1/2 が抜けているか、2 が 2 回掛かっています。",
        ),
        (
            "path_through_the_variance_lacks_a_division",
            "self.std * ",
            ["dx"],
            "The path through the variance lacks a division by √(v + ε)",
            "分散を通る経路で √(v + ε) による割り算が 1 つ足りない",
            "The term through the variance is √(v + ε) times too large.",
            "分散を通る項が √(v + ε) 倍になっています。",
        ),
        (
            "path_through_the_variance_divided_once_too_often",
            "1.0 / self.std * ",
            BOTH,
            "The path through the variance is divided by √(v + ε) once too often",
            "分散を通る経路が √(v + ε) で 1 回多く割られている",
            "The term through the variance is too small by the factor √(v + ε).",
            "分散を通る項が、√(v + ε) で 1 回余分に割られています。",
        ),
    ):
        misconception(
            name,
            change=[(DX, DX.replace(THROUGH_THE_VARIANCE, "- " + factor + THROUGH_THE_VARIANCE[2:]))],
            fails=fails,
            title_en=title_en,
            title_ja=title_ja,
            en=en,
            ja=ja,
            ask_en="For s = √(v + ε): what is ∂(1/s)/∂s, what is ∂s/∂v, and what is ∂v/∂x_n?",
            ask_ja="s = √(v + ε) とすると、∂(1/s)/∂s、∂s/∂v、∂v/∂x_n は、それぞれ何ですか。",
        )


def modes() -> None:
    """Which statistics are used when."""
    misconception(
        "mean_of_squares_as_variance",
        change=[("mean, var = x.mean(axis=0), x.var(axis=0)", "mean, var = x.mean(axis=0), (x**2).mean(axis=0)")],
        fails=[
            "training_output",
            "training_example",
            "eps_counts_where_the_variance_is_small",
            "running_var",
        ],
        title_en="The mean of x² taken for the variance",
        title_ja="x² の平均を分散としている",
        en="The variance is computed from x as it is; the mean must be subtracted before squaring.",
        ja="分散が x そのものの 2 乗の平均になっています。2 乗の前に平均を引きます。",
        ask_en="What is the variance of a unit that is always 3?",
        ask_ja="いつも 3 であるユニットの分散はいくつですか。",
    )
    misconception(
        "prediction_with_the_last_deviation",
        change=[("std = np.sqrt(var + self.eps)", "std = np.sqrt(var + self.eps) if train else self.std")],
        fails=[
            "prediction_uses_the_running_averages",
            "eps_counts_where_the_variance_is_small",
            "arguments_are_never_modified[prediction]",
        ],
        title_en="Prediction divides by the deviation of the last batch",
        title_ja="予測時に直前のバッチの標準偏差で割っている",
        en="Prediction subtracts running_mean, but divides by what training has kept of its last batch.",
        ja="予測時に running_mean を引いていますが、割る数が、直前の学習で使ったバッチの標準偏差です。",
        ask_en="Which numbers of the last batch may a prediction depend on?",
        ask_ja="予測が、直前のバッチのどの値に左右されてもよいでしょうか。",
    )
