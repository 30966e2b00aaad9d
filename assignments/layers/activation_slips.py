"""Slips in Sigmoid and Tanh."""

from affine_slips import side_effects

from autograder.testing import misconception

SIGMOID = "self.y = np.where(x >= 0, 1.0, e) / (1.0 + e)"
SIGMOID_SLOPE = "return dout * self.y * (1.0 - self.y)"
TANH_SLOPE = "return dout * (1.0 - self.y**2)"
# SigmoidWithLoss may also do without the Sigmoid beside it, and is right whatever that is.
OWN_SIGMOID = ("self.y, self.t = Sigmoid().forward(x), t", "self.y, self.t = np.exp(-np.logaddexp(0.0, -x)), t")


def sigmoid() -> None:
    """Sigmoid."""
    misconception(
        "sigmoid_slope_from_x",
        change=[
            (
                "self.y = np.where(x >= 0, 1.0, e) / (1.0 + e)\n        return self.y",
                "self.y = x\n        return np.where(x >= 0, 1.0, e) / (1.0 + e)",
            )
        ],
        fails=["sigmoid_backward", "sigmoid_is_stable_for_large_inputs", "activation_slopes"],
        title_en="Slope of the sigmoid from its input",
        title_ja="入力から計算したシグモイドの傾き",
        en="backward computes x(1 − x) from the input; the formula y(1 − y) wants the output.",
        ja="backward が入力から x(1 − x) を計算しています。公式 y(1 − y) の y は出力です。",
        ask_en="The slope of the sigmoid is never above 1/4. Can x(1 − x) keep to that for x = 2?",
        ask_ja="シグモイドの傾きは 1/4 を超えません。x = 2 のとき x(1 − x) はどうなりますか。",
    )
    misconception(
        "sigmoid_slope_without_output",
        change=[(SIGMOID_SLOPE, "return dout * (1.0 - self.y)")],
        fails=["sigmoid_backward"],
        title_en="Slope of the sigmoid without y",
        title_ja="シグモイドの傾きに y がない",
        en="The factor y is missing: the slope of the sigmoid is y(1 − y).",
        ja="因子 y が抜けています。シグモイドの傾きは y(1 − y) です。",
        ask_en="Far to the left the sigmoid is flat. What does your slope give there?",
        ask_ja="x がとても小さいところではシグモイドは平らです。あなたの傾きはそこでいくつになりますか。",
    )
    misconception(
        "sigmoid_slope_without_second_factor",
        change=[(SIGMOID_SLOPE, "return dout * self.y")],
        fails=["sigmoid_backward"],
        title_en="Slope of the sigmoid without 1 − y",
        title_ja="シグモイドの傾きに 1 − y がない",
        en="The factor 1 − y is missing: the slope of the sigmoid is y(1 − y).",
        ja="因子 1 − y が抜けています。シグモイドの傾きは y(1 − y) です。",
        ask_en="Far to the right the sigmoid is flat. What does your slope give there?",
        ask_ja="x がとても大きいところではシグモイドは平らです。あなたの傾きはそこでいくつになりますか。",
    )
    misconception(
        "sigmoid_slope_with_the_wrong_sign",
        change=[(SIGMOID_SLOPE, "return dout * self.y * (1.0 + self.y)")],
        fails=["sigmoid_backward", "activation_slopes"],
        title_en="1 + y in the slope of the sigmoid",
        title_ja="シグモイドの傾きが 1 + y になっている",
        en="The slope of the sigmoid is y(1 − y), with a minus.",
        ja="シグモイドの傾きは y(1 − y) です。符号はマイナスです。",
        ask_en="Far to the right the sigmoid is flat. What does your slope give there?",
        ask_ja="x がとても大きいところではシグモイドは平らです。あなたの傾きはそこでいくつになりますか。",
    )
    misconception(
        "sigmoid_slope_squared",
        change=[(SIGMOID_SLOPE, "return dout * (1.0 - self.y**2)")],
        fails=["sigmoid_backward"],
        title_en="Slope of tanh used for the sigmoid",
        title_ja="シグモイドに tanh の傾きを使っている",
        en="1 − y² is the slope of tanh, not of the sigmoid.",
        ja="1 − y² は tanh の傾きで、シグモイドの傾きではありません。",
        ask_en="How steep is the sigmoid at x = 0, where y is ½?",
        ask_ja="y が ½ になる x = 0 で、シグモイドの傾きはいくつですか。",
    )
    misconception(
        "sigmoid_mirrored",
        change=[(SIGMOID, "self.y = np.where(x >= 0, e, 1.0) / (1.0 + e)")],
        fails=["sigmoid_forward", "sigmoid_is_stable_for_large_inputs"],
        title_en="The sigmoid is mirrored",
        title_ja="シグモイドが左右逆",
        en="This is 1 / (1 + eˣ): the sign of the exponent is wrong, and the curve falls.",
        ja="1 / (1 + eˣ) になっています。指数の符号が逆で、曲線が下がっています。",
        ask_en="What should the sigmoid be near for a large positive x?",
        ask_ja="x が大きな正の数のとき、シグモイドはいくつに近づくべきですか。",
    )
    misconception(
        "sigmoid_mirrored_alone",
        change=[(SIGMOID, "self.y = np.where(x >= 0, e, 1.0) / (1.0 + e)"), OWN_SIGMOID],
        fails=["sigmoid_forward", "sigmoid_is_stable_for_large_inputs"],
        title_en="The sigmoid is mirrored",
        title_ja="シグモイドが左右逆",
        en="This is 1 / (1 + eˣ): the sign of the exponent is wrong, and the curve falls.",
        ja="1 / (1 + eˣ) になっています。指数の符号が逆で、曲線が下がっています。",
        ask_en="What should the sigmoid be near for a large positive x?",
        ask_ja="x が大きな正の数のとき、シグモイドはいくつに近づくべきですか。",
    )
    misconception(
        "sigmoid_slope_at_dout",
        change=[(SIGMOID_SLOPE, "y = 1.0 / (1.0 + np.exp(-dout))\n        return dout * y * (1.0 - y)")],
        fails=["sigmoid_backward"],
        title_en="Slope of the sigmoid at dout",
        title_ja="dout でのシグモイドの傾きになっている",
        en="backward takes the slope of the sigmoid at dout; it must be the slope at the input of forward.",
        ja="backward が、dout のところでのシグモイドの傾きを使っています。forward の入力のところでの傾きが必要です。",
        ask_en="Does the slope of y at x change when another dout arrives?",
        ask_ja="届く dout が変わると、x での y の傾きは変わりますか。",
    )
    misconception(
        "sigmoid_ignores_dout",
        change=[(SIGMOID_SLOPE, "return self.y * (1.0 - self.y)")],
        fails=["sigmoid_backward", *side_effects("Sigmoid")],
        title_en="Sigmoid ignores dout",
        title_ja="Sigmoid が dout を使っていない",
        en="backward returns the slope alone and never uses dout.",
        ja="backward が傾きだけを返し、dout を使っていません。",
        ask_en="Which two derivatives does the chain rule multiply here?",
        ask_ja="ここで連鎖律が掛け合わせる 2 つの微分は何ですか。",
    )
    misconception(
        "sigmoid_overflows",
        change=[("e = np.exp(-np.abs(x))\n", "e = np.exp(x)\n"), (SIGMOID, "self.y = e / (1.0 + e)")],
        fails=["sigmoid_is_stable_for_large_inputs", "sigmoid_with_loss_is_finite_for_extreme_logits"],
        title_en="The sigmoid overflows",
        title_ja="シグモイドのオーバーフロー",
        en="exp(x) overflows for large x, and inf / inf is not a number.",
        ja="x が大きいと exp(x) がオーバーフローし、inf / inf が NaN になります。",
        ask_en="Can you write the same fraction so that the exponent is never positive?",
        ask_ja="同じ分数を、指数が正にならない形に書き直せますか。",
    )
    misconception(
        "sigmoid_cache_changed",
        change=[(SIGMOID_SLOPE, "self.y *= 1.0 - self.y\n        return dout * self.y")],
        fails=["backward_twice_gives_the_same"],
        title_en="The kept output is changed",
        title_ja="保存した出力を書き換えている",
        en="backward overwrites the output that forward has kept, so a second call starts from something else.",
        ja="backward が、forward で保存した出力を書き換えています。そのため 2 "
        "回目の呼び出しでは別の値から計算されます。",
        ask_en="After your backward, what does the kept y hold?",
        ask_ja="backward のあと、保存しておいた y には何が入っていますか。",
    )


def tanh() -> None:
    """Tanh."""
    for name, rest in (("", "return self.y"), ("_alone", "y, self.y = self.y, np.tanh(x)\n        return y")):
        misconception(
            f"tanh_of_half_x{name}",
            change=[("self.y = np.tanh(x)\n        return self.y", f"self.y = np.tanh(x / 2)\n        {rest}")],
            fails=["tanh_forward"] if name else ["tanh_forward", "tanh_backward"],
            title_en="tanh of x/2",
            title_ja="x/2 の tanh になっている",
            en="forward gives tanh(x/2), which is 2 sigmoid(x) − 1.",
            ja="forward が tanh(x/2)、つまり 2 sigmoid(x) − 1 を返しています。",
            ask_en="tanh is twice a sigmoid minus 1. Of which argument is that sigmoid taken?",
            ask_ja="tanh はシグモイドの 2 倍から 1 を引いたものです。そのシグモイドの引数は何ですか。",
        )
    misconception(
        "tanh_cache_changed",
        change=[(TANH_SLOPE, "self.y *= self.y\n        return dout * (1.0 - self.y)")],
        fails=["backward_twice_gives_the_same[Tanh]"],
        title_en="The kept output is changed",
        title_ja="保存した出力を書き換えている",
        en="backward overwrites the output that forward has kept, so a second call starts from something else.",
        ja="backward が、forward で保存した出力を書き換えています。そのため 2 "
        "回目の呼び出しでは別の値から計算されます。",
        ask_en="After your backward, what does the kept y hold?",
        ask_ja="backward のあと、保存しておいた y には何が入っていますか。",
    )
    misconception(
        "tanh_slope_not_squared",
        change=[(TANH_SLOPE, "return dout * (1.0 - self.y)")],
        fails=["tanh_backward", "activation_slopes"],
        title_en="Slope of tanh without the square",
        title_ja="tanh の傾きに 2 乗がない",
        en="The slope of tanh is 1 − y²; the square is missing.",
        ja="tanh の傾きは 1 − y² です。2 乗が抜けています。",
        ask_en="tanh is symmetric about 0. Is your slope the same for x and −x?",
        ask_ja="tanh は原点について対称です。あなたの傾きは x と −x で同じになりますか。",
    )
    misconception(
        "tanh_ignores_dout",
        change=[(TANH_SLOPE, "return 1.0 - self.y**2")],
        fails=["tanh_backward", *side_effects("Tanh")],
        title_en="Tanh ignores dout",
        title_ja="Tanh が dout を使っていない",
        en="backward returns the slope alone and never uses dout.",
        ja="backward が傾きだけを返し、dout を使っていません。",
        ask_en="Which two derivatives does the chain rule multiply here?",
        ask_ja="ここで連鎖律が掛け合わせる 2 つの微分は何ですか。",
    )
    misconception(
        "tanh_slope_from_x",
        change=[("self.y = np.tanh(x)\n        return self.y", "self.y = x\n        return np.tanh(x)")],
        fails=["tanh_backward", "activation_slopes"],
        title_en="Slope of tanh from its input",
        title_ja="入力から計算した tanh の傾き",
        en="backward computes 1 − x² from the input; the formula 1 − y² wants the output.",
        ja="backward が入力から 1 − x² を計算しています。公式 1 − y² の y は出力です。",
        ask_en="The slope of tanh is never negative. Can 1 − x² keep to that for x = 2?",
        ask_ja="tanh の傾きは負になりません。x = 2 のとき 1 − x² はどうなりますか。",
    )
    misconception(
        "tanh_slope_with_a_plus",
        change=[(TANH_SLOPE, "return dout * (1.0 + self.y**2)")],
        fails=["tanh_backward", "activation_slopes"],
        title_en="1 + y² in the slope of tanh",
        title_ja="tanh の傾きが 1 + y² になっている",
        en="The slope of tanh is 1 − y², with a minus.",
        ja="tanh の傾きは 1 − y² です。符号はマイナスです。",
        ask_en="Far away from 0 tanh is flat. What does your slope give there?",
        ask_ja="0 から遠いところでは tanh は平らです。あなたの傾きはそこでいくつになりますか。",
    )
    misconception(
        "tanh_slope_of_sigmoid",
        change=[(TANH_SLOPE, "return dout * self.y * (1.0 - self.y)")],
        fails=["tanh_backward", "activation_slopes"],
        title_en="Slope of the sigmoid used for tanh",
        title_ja="tanh にシグモイドの傾きを使っている",
        en="The slope y(1 − y) belongs to the sigmoid, not to tanh.",
        ja="y(1 − y) はシグモイドの傾きで、tanh の傾きではありません。",
        ask_en="What is the slope of tanh at x = 0, where the curve is steepest?",
        ask_ja="曲線が最も急な x = 0 で、tanh の傾きはいくつですか。",
    )
