"""Slips in AdaGrad, RMSProp and AdaDelta."""

from autograder.testing import misconception

H_SUM = "self.h[key] = self.h.get(key, np.zeros_like(g)) + g**2\n"
STEP = "params[key] -= self.lr * g / (np.sqrt(self.h[key]) + self.eps)"
ADAGRAD = H_SUM + "            " + STEP
H_MEAN = "self.h[key] = self.rho * self.h.get(key, np.zeros_like(g)) + (1.0 - self.rho) * g**2\n            "
RMSPROP = H_MEAN + STEP
DELTA = "step = -g * np.sqrt(s + self.eps) / np.sqrt(self.h[key] + self.eps)"
S_MEAN = "self.s[key] = self.rho * s + (1.0 - self.rho) * step**2"


def adagrad() -> None:
    """AdaGrad."""
    misconception(
        "adagrad_forgets",
        change=[(H_SUM, "self.h[key] = g**2\n")],
        fails=["adagrad"],
        title_en="AdaGrad does not accumulate",
        title_ja="AdaGrad で 2 乗和を累積していない",
        en="h holds only the last g²; it must add up the squares of all steps.",
        ja="h が最後の g² だけになっています。すべてのステップの 2 乗を足していく必要があります。",
        ask_en="If g is always 2, what is h after 1, 2 and 3 steps?",
        ask_ja="g がいつも 2 なら、1、2、3 ステップ後の h はいくつですか。",
    )
    misconception(
        "adagrad_with_the_norm",
        change=[(H_SUM, H_SUM.replace("g**2", "np.sum(g**2)"))],
        fails=["adagrad", "first_steps"],
        title_en="AdaGrad adds up the squared norm",
        title_ja="AdaGrad が勾配全体の 2 乗和を足している",
        en="h adds up the sum of g² over all entries; every entry has an h of its own.",
        ja="h に、すべての要素についての g² の和が足されています。h は要素ごとに別々です。",
        ask_en="For the gradient (1, 100), should both coordinates make the same first step? Do they?",
        ask_ja="勾配が (1, 100) のとき、2 つの座標の最初の 1 歩は同じ長さになるべきですか。"
        "あなたのコードではどうですか。",
    )
    misconception(
        "adagrad_without_root",
        change=[(ADAGRAD, ADAGRAD.replace("np.sqrt(self.h[key])", "self.h[key]"))],
        fails=["adagrad", "first_steps"],
        title_en="AdaGrad without the root",
        title_ja="AdaGrad に平方根がない",
        en="The step is divided by the sum of squares h, not by its root.",
        ja="2 乗和 h そのもので割っています。その平方根で割る必要があります。",
        ask_en="If all gradients become ten times as large, how should the steps of AdaGrad change?",
        ask_ja="勾配がすべて 10 倍になったら、AdaGrad の 1 歩はどう変わるべきですか。",
    )
    misconception(
        "adagrad_sum_one_step_late",
        change=[
            (
                ADAGRAD,
                "h = self.h.get(key, np.zeros_like(g))\n            "
                + STEP.replace("self.h[key]", "h")
                + "\n            self.h[key] = h + g**2",
            )
        ],
        fails=["adagrad", "first_steps"],
        title_en="AdaGrad adds g² after the step",
        title_ja="AdaGrad で 1 歩のあとに g² を足している",
        en="The step uses h from before its update, so the first one is divided by ε alone.",
        ja="更新前の h で割っているため、最初の 1 歩は ε だけで割られます。",
        ask_en="What is h when your very first step is divided by its root?",
        ask_ja="最初の 1 歩を割る時点で、h はいくつですか。",
    )
    misconception(
        "adagrad_as_an_average",
        change=[
            (
                ADAGRAD,
                ADAGRAD.replace(
                    "self.h.get(key, np.zeros_like(g)) + g**2", "0.9 * self.h.get(key, np.zeros_like(g)) + 0.1 * g**2"
                ),
            )
        ],
        fails=["adagrad", "first_steps"],
        title_en="AdaGrad with a running average",
        title_ja="AdaGrad が移動平均になっている",
        en="h is a running average of g², as in RMSProp; AdaGrad adds all squares up.",
        ja="h が RMSProp のような g² の移動平均になっています。AdaGrad は 2 乗をすべて足します。",
        ask_en="If g is always 1, does h grow without end or settle?",
        ask_ja="g がいつも 1 なら、h は限りなく増えますか、ある値に落ち着きますか。",
    )
    misconception(
        "adagrad_sums_before_squaring",
        change=[
            (
                H_SUM + "            params[key] -= self.lr * g / (np.sqrt(self.h[key]) + self.eps)",
                "self.h[key] = self.h.get(key, np.zeros_like(g)) + np.abs(g)\n"
                "            params[key] -= self.lr * g / (self.h[key] + self.eps)",
            )
        ],
        fails=["adagrad"],
        title_en="AdaGrad adds up |g|",
        title_ja="AdaGrad で |g| を足している",
        en="|g| is added up where g² is asked for; the root of a sum of squares is not the sum of absolute values.",
        ja="g² ではなく |g| を足しています。2 乗和の平方根は、絶対値の和とは違います。",
        ask_en="For the gradients 3 and 4, what is √(3² + 4²), and what is 3 + 4?",
        ask_ja="勾配が 3、4 のとき、√(3² + 4²) はいくつですか。3 + 4 とは同じですか。",
    )


def rmsprop() -> None:
    """RMSProp."""
    misconception(
        "rmsprop_weights_reversed",
        change=[
            (
                "self.h[key] = self.rho * self.h.get(key, np.zeros_like(g)) + (1.0 - self.rho) * g**2\n"
                "            params[key] -=",
                "self.h[key] = (1 - self.rho) * self.h.get(key, np.zeros_like(g)) + self.rho * g**2\n"
                "            params[key] -=",
            )
        ],
        fails=["rmsprop", "first_steps"],
        title_en="RMSProp weights the wrong way round",
        title_ja="RMSProp の重みが逆",
        en="ρ weights the new g²; it belongs to the old average.",
        ja="ρ が新しい g² の重みになっています。ρ は古い平均の重みです。",
        ask_en="With ρ = 0.9, how many steps should the average remember: about one, or about ten?",
        ask_ja="ρ = 0.9 なら、平均は何ステップ分くらいを覚えているべきですか。1 ですか、10 ですか。",
    )
    misconception(
        "root_forgotten",
        change=[
            (
                "(1.0 - self.rho) * g**2\n            params[key] -= self.lr * g / (np.sqrt(self.h[key]) + self.eps)",
                "(1.0 - self.rho) * g**2\n            params[key] -= self.lr * g / (self.h[key] + self.eps)",
            )
        ],
        fails=["rmsprop", "first_steps"],
        title_en="RMSProp without the root",
        title_ja="RMSProp に平方根がない",
        en="The step is divided by the mean of g², not by its root.",
        ja="g² の平均そのもので割っています。その平方根で割る必要があります。",
        ask_en="If all gradients become ten times as large, how should the steps of RMSProp change?",
        ask_ja="勾配がすべて 10 倍になったら、RMSProp の 1 歩はどう変わるべきですか。",
    )
    misconception(
        "rmsprop_average_added",
        change=[
            (
                RMSPROP,
                RMSPROP.replace(
                    "self.h[key] = self.rho * self.h.get(key, np.zeros_like(g)) +",
                    "self.h[key] = (1 + self.rho) * self.h.get(key, np.zeros_like(g)) +",
                ),
            )
        ],
        fails=["rmsprop"],
        title_en="RMSProp adds to the old h",
        title_ja="RMSProp で古い h に足している",
        en="`+=` keeps the old h beside ρ h: h grows without end.",
        ja="`+=` のため、ρ h のほかに古い h も残り、h が限りなく増えます。",
        ask_en="If g is always 1, where should h settle? Where does yours go?",
        ask_ja="g がいつも 1 なら、h はどこに落ち着くべきですか。あなたの h はどうなりますか。",
    )
    misconception(
        "rmsprop_without_one_minus_rho",
        change=[(RMSPROP, RMSPROP.replace("(1.0 - self.rho) * g**2", "g**2"))],
        fails=["rmsprop", "first_steps"],
        title_en="RMSProp adds g² in full",
        title_ja="RMSProp で g² に 1 − ρ を掛けていない",
        en="g² is not weighted with 1 − ρ, so h is no average but up to 1/(1 − ρ) times as large.",
        ja="g² に 1 − ρ が掛かっていません。h が平均にならず、最大で 1/(1 − ρ) 倍になります。",
        ask_en="If g is always 1, where should an average of g² settle?",
        ask_ja="g がいつも 1 なら、g² の平均はどこに落ち着くべきですか。",
    )
    misconception(
        "rmsprop_never_forgets",
        change=[(RMSPROP, RMSPROP.replace("self.rho * self.h.get", "self.h.get"))],
        fails=["rmsprop"],
        title_en="RMSProp never forgets",
        title_ja="RMSProp が過去を忘れない",
        en="The old h is kept in full: ρ is missing before it.",
        ja="古い h がそのまま残っています。ρ が掛かっていません。",
        ask_en="Do the two weights of an average add up to 1 in your formula?",
        ask_ja="あなたの式で、平均の 2 つの重みは足して 1 になりますか。",
    )
    misconception(
        "rmsprop_starts_at_the_first_square",
        change=[(RMSPROP, RMSPROP.replace("np.zeros_like(g)", "g**2"))],
        fails=["rmsprop", "first_steps"],
        title_en="RMSProp starts at the first g²",
        title_ja="RMSProp の h が最初の g² から始まっている",
        en="h is g² after the first step; it starts as 0, so that it should be (1 − ρ) g².",
        ja="最初の 1 歩のあと h が g² になっています。h は 0 から始まるので、(1 − ρ) g² になるはずです。",
        ask_en="With h = 0 and ρ = 0.9, what is h after the first step for g = 10?",
        ask_ja="h = 0、ρ = 0.9 のとき、g = 10 の最初の 1 歩のあと h はいくつですか。",
    )
    misconception(
        "rmsprop_averages_absolute_values",
        change=[(RMSPROP, RMSPROP.replace("g**2", "np.abs(g)").replace("np.sqrt(self.h[key])", "self.h[key]"))],
        fails=["rmsprop", "first_steps"],
        title_en="RMSProp averages |g|",
        title_ja="RMSProp で |g| を平均している",
        en="|g| is averaged where g² is asked for; the root of a mean of squares is not the mean of absolute values.",
        ja="g² ではなく |g| を平均しています。2 乗平均の平方根は、絶対値の平均とは違います。",
        ask_en="For the gradients 1 and 7, what is the root of the mean square, and what is the mean of |g|?",
        ask_ja="勾配が 1 と 7 のとき、2 乗平均の平方根はいくつですか。|g| の平均はいくつですか。",
    )
    misconception(
        "rmsprop_rho_ignored",
        change=[(RMSPROP, RMSPROP.replace("self.rho", "0.9"))],
        fails=["rmsprop"],
        title_en="RMSProp with a fixed 0.9",
        title_ja="RMSProp の ρ が 0.9 に固定されている",
        en="The argument `rho` is not used: ρ is always 0.9.",
        ja="引数 rho が使われず、ρ がいつも 0.9 になっています。",
        ask_en="What changes in your update when it is called with rho=0.5?",
        ask_ja="rho=0.5 を渡すと、あなたの update は何が変わりますか。",
    )
    misconception(
        "rmsprop_average_one_step_late",
        change=[
            (
                RMSPROP,
                "h = self.h.get(key, np.zeros_like(g))\n            "
                + STEP.replace("self.h[key]", "h")
                + "\n            self.h[key] = self.rho * h + (1 - self.rho) * g**2",
            )
        ],
        fails=["rmsprop", "first_steps"],
        title_en="RMSProp averages g² after the step",
        title_ja="RMSProp で 1 歩のあとに h を更新している",
        en="The step uses h from before its update, so the first one is divided by ε alone.",
        ja="更新前の h で割っているため、最初の 1 歩は ε だけで割られます。",
        ask_en="What is h when your very first step is divided by its root?",
        ask_ja="最初の 1 歩を割る時点で、h はいくつですか。",
    )


def adadelta() -> None:
    """AdaDelta."""
    misconception(
        "adadelta_with_past_steps_of_the_wrong_time",
        change=[
            (
                "            step = -g * np.sqrt(s + self.eps) / np.sqrt(self.h[key] + self.eps)\n"
                "            self.s[key] = self.rho * s + (1.0 - self.rho) * step**2\n",
                "            step = -g / np.sqrt(self.h[key] + self.eps)\n"
                "            self.s[key] = self.rho * s + (1.0 - self.rho) * step**2\n"
                "            step = step * np.sqrt(self.s[key] + self.eps)\n",
            )
        ],
        fails=["adadelta", "first_steps_go_downhill"],
        title_en="AdaDelta averages something else than its steps",
        title_ja="AdaDelta で実際の Δ 以外を平均している",
        en="s averages g²/(h + ε), not the squares of the steps that were really made.",
        ja="s が、実際の移動量 Δ の 2 乗ではなく g²/(h + ε) を平均しています。",
        ask_en="Which Δ does s average, and is it known when the root of s is taken?",
        ask_ja="s が平均するのはどの Δ ですか。s の平方根をとる時点で、その Δ はもう決まっていますか。",
    )
    misconception(
        "adadelta_ratio_inverted",
        change=[(DELTA, "step = -g * np.sqrt(self.h[key] + self.eps) / np.sqrt(s + self.eps)")],
        fails=["adadelta", "first_steps_go_downhill"],
        title_en="AdaDelta's ratio is upside down",
        title_ja="AdaDelta の比が逆さま",
        en="The root of h stands above and that of s below: large gradients make the steps larger still.",
        ja="h の平方根が分子、s の平方根が分母にあります。勾配が大きいほど 1 歩がさらに大きくなります。",
        ask_en="If all gradients become ten times as large, how should the steps change?",
        ask_ja="勾配がすべて 10 倍になったら、1 歩はどう変わるべきですか。",
    )
    misconception(
        "adadelta_never_averages_its_steps",
        change=[(S_MEAN, "self.s[key] = s")],
        fails=["adadelta"],
        title_en="AdaDelta never averages its steps",
        title_ja="AdaDelta が Δ の平均を更新していない",
        en="s stays 0: the squares of the steps are never averaged, and every step lives on ε.",
        ja="s が 0 のままです。Δ の 2 乗が平均されず、毎回 ε だけで動いています。",
        ask_en="Which lines of your update change s?",
        ask_ja="s を変えているのは、update のどの行ですか。",
    )
    misconception(
        "adadelta_averages_gradients_twice",
        change=[(S_MEAN, "self.s[key] = self.rho * s + (1.0 - self.rho) * g**2")],
        fails=["adadelta"],
        title_en="AdaDelta averages g² in s, too",
        title_ja="AdaDelta の s も g² を平均している",
        en="s averages g², as h does; it must average the squares of the steps Δ.",
        ja="s が h と同じように g² を平均しています。平均すべきなのは Δ の 2 乗です。",
        ask_en="What are the units of s and of h, if θ is a length and g is per length?",
        ask_ja="θ が長さで g がその逆数の単位をもつなら、s と h の単位は何ですか。",
    )
    misconception(
        "adadelta_rho_ignored",
        change=[
            (H_MEAN + DELTA, (H_MEAN + DELTA).replace("self.rho", "0.95")),
            (S_MEAN, S_MEAN.replace("self.rho", "0.95")),
        ],
        fails=["adadelta"],
        title_en="AdaDelta with a fixed 0.95",
        title_ja="AdaDelta の ρ が 0.95 に固定されている",
        en="The argument `rho` is not used: ρ is always 0.95.",
        ja="引数 rho が使われず、ρ がいつも 0.95 になっています。",
        ask_en="What changes in your update when it is called with rho=0.5?",
        ask_ja="rho=0.5 を渡すと、あなたの update は何が変わりますか。",
    )
    misconception(
        "adadelta_without_roots",
        change=[(DELTA, "step = -g * (s + self.eps) / (self.h[key] + self.eps)")],
        fails=["adadelta"],
        title_en="AdaDelta without the roots",
        title_ja="AdaDelta に平方根がない",
        en="s and h are averages of squares; their roots are asked for, in both places.",
        ja="s と h は 2 乗の平均です。どちらも平方根をとる必要があります。",
        ask_en="If all gradients become ten times as large, how should the steps change?",
        ask_ja="勾配がすべて 10 倍になったら、1 歩はどう変わるべきですか。",
    )
    misconception(
        "adadelta_uphill",
        change=[("params[key] += step", "params[key] -= step")],
        fails=["adadelta", "first_steps_go_downhill"],
        title_en="AdaDelta goes uphill",
        title_ja="AdaDelta が勾配の向きに登っている",
        en="The sign of Δ and that of the last line do not fit together: θ goes to where the loss grows.",
        ja="Δ の符号と最後の式の符号が合っておらず、損失の増える向きに進んでいます。",
        ask_en="For g > 0, does θ become larger or smaller in your first step?",
        ask_ja="g > 0 のとき、最初の 1 歩で θ は大きくなりますか、小さくなりますか。",
    )
