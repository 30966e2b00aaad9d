"""Slips in Adam."""

from autograder.testing import misconception

M_STATE = "self.m[key] = self.beta1 * self.m.get(key, np.zeros_like(g)) + (1.0 - self.beta1) * g"
V_STATE = "self.v[key] = self.beta2 * self.v.get(key, np.zeros_like(g)) + (1.0 - self.beta2) * g**2"
M_HAT = "m_hat = self.m[key] / (1.0 - self.beta1**self.t)"
V_HAT = "v_hat = self.v[key] / (1.0 - self.beta2**self.t)"
ADAM = "params[key] -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)"


def averages() -> None:
    """m and v, and the step that is made of them."""
    misconception(
        "adam_betas_swapped",
        change=[
            (M_STATE, M_STATE.replace("beta1", "beta2")),
            (V_STATE, V_STATE.replace("beta2", "beta1")),
            (M_HAT, M_HAT.replace("beta1", "beta2")),
            (V_HAT, V_HAT.replace("beta2", "beta1")),
        ],
        fails=["adam"],
        title_en="Adam's β₁ and β₂ are swapped",
        title_ja="Adam の β₁ と β₂ が逆",
        en="β₁ belongs to m, the average of g, and β₂ to v, the average of g²; here it is the other way round.",
        ja="β₁ は g の平均 m、β₂ は g² の平均 v の重みですが、逆になっています。",
        ask_en="Which of the two averages should remember more steps?",
        ask_ja="2 つの平均のうち、より多くのステップを覚えているべきなのはどちらですか。",
    )
    misconception(
        "adam_weights_reversed",
        change=[
            (M_STATE, "self.m[key] = (1.0 - self.beta1) * self.m.get(key, np.zeros_like(g)) + self.beta1 * g"),
            (V_STATE, "self.v[key] = (1.0 - self.beta2) * self.v.get(key, np.zeros_like(g)) + self.beta2 * g**2"),
        ],
        fails=["adam", "first_steps"],
        title_en="Adam's weights the wrong way round",
        title_ja="Adam の重みが逆",
        en="β₁ and β₂ weight the new gradient; they belong to the old averages.",
        ja="β₁ と β₂ が新しい勾配の重みになっています。これらは古い平均の重みです。",
        ask_en="With β₁ = 0.9, how many steps should m remember: about one, or about ten?",
        ask_ja="β₁ = 0.9 なら、m は何ステップ分くらいを覚えているべきですか。1 ですか、10 ですか。",
    )
    misconception(
        "adam_averages_added",
        change=[
            (M_STATE, M_STATE.replace("= self.beta1 *", "= (1 + self.beta1) *")),
            (V_STATE, V_STATE.replace("= self.beta2 *", "= (1 + self.beta2) *")),
        ],
        fails=["adam"],
        title_en="Adam adds to the old averages",
        title_ja="Adam で古い平均に足している",
        en="`+=` keeps the old m and v beside β m and β v: they grow without end.",
        ja="`+=` のため、β m、β v のほかに古い m、v も残り、限りなく増えます。",
        ask_en="If g is always 1, where should m settle? Where does yours go?",
        ask_ja="g がいつも 1 なら、m はどこに落ち着くべきですか。あなたの m はどうなりますか。",
    )
    misconception(
        "adam_moved_by_the_difference_of_the_wrong_sign",
        change=[
            (M_STATE, "m = self.m.get(key, np.zeros_like(g))\n            self.m[key] = m + (1 - self.beta1) * g"),
            (V_STATE, "v = self.v.get(key, np.zeros_like(g))\n            self.v[key] = v + (1 - self.beta2) * g**2"),
        ],
        fails=["adam"],
        title_en="Adam's averages never forget",
        title_ja="Adam の平均が過去を忘れない",
        en="The old m and v are kept in full: β₁ and β₂ are missing before them.",
        ja="古い m と v がそのまま残っています。β₁、β₂ が掛かっていません。",
        ask_en="Do the two weights of an average add up to 1 in your formula?",
        ask_ja="あなたの式で、平均の 2 つの重みは足して 1 になりますか。",
    )
    misconception(
        "adam_without_square",
        change=[(V_STATE, V_STATE.replace("g**2", "np.abs(g)"))],
        fails=["adam", "first_steps"],
        title_en="Adam averages |g| in v",
        title_ja="Adam の v に 2 乗がない",
        en="v averages |g|; the square is missing.",
        ja="v が |g| を平均しています。2 乗が抜けています。",
        ask_en="If all gradients become ten times as large, how should the steps of Adam change?",
        ask_ja="勾配がすべて 10 倍になったら、Adam の 1 歩はどう変わるべきですか。",
    )
    misconception(
        "adam_without_root",
        change=[(ADAM, ADAM.replace("np.sqrt(v_hat)", "v_hat"))],
        fails=["adam", "first_steps"],
        title_en="Adam without the root",
        title_ja="Adam に平方根がない",
        en="The step is divided by v̂, not by its root.",
        ja="v̂ そのもので割っています。その平方根で割る必要があります。",
        ask_en="If all gradients become ten times as large, how should the steps of Adam change?",
        ask_ja="勾配がすべて 10 倍になったら、Adam の 1 歩はどう変わるべきですか。",
    )
    misconception(
        "adam_rate_without_root",
        change=[
            (M_HAT, "m_hat = self.m[key] * (1.0 - self.beta2**self.t) / (1.0 - self.beta1**self.t)"),
            (V_HAT, "v_hat = self.v[key]"),
        ],
        fails=["adam", "first_steps"],
        title_en="The correction of v without the root",
        title_ja="v の補正に平方根がない",
        en="In the corrected rate, 1 − β₂ᵗ stands without its root.",
        ja="補正した学習率の 1 − β₂ᵗ に平方根がついていません。",
        ask_en="v is divided by 1 − β₂ᵗ and stands inside a root. How does that factor come out of it?",
        ask_ja="v は 1 − β₂ᵗ で割られ、平方根の中にあります。その因子を外に出すとどうなりますか。",
    )
    misconception(
        "adam_betas_ignored",
        change=[
            (M_STATE, M_STATE.replace("self.beta1", "0.9")),
            (V_STATE, V_STATE.replace("self.beta2", "0.999")),
            (M_HAT, M_HAT.replace("self.beta1", "0.9")),
            (V_HAT, V_HAT.replace("self.beta2", "0.999")),
        ],
        fails=["adam"],
        title_en="Adam with fixed β₁ and β₂",
        title_ja="Adam の β が固定されている",
        en="The arguments `beta1` and `beta2` are not used: they are always 0.9 and 0.999.",
        ja="引数 beta1 と beta2 が使われず、いつも 0.9 と 0.999 になっています。",
        ask_en="What changes in your update when it is called with beta1=0.5?",
        ask_ja="beta1=0.5 を渡すと、あなたの update は何が変わりますか。",
    )


def correction() -> None:
    """The correction, and t."""
    misconception(
        "adam_without_correction",
        change=[(M_HAT, "m_hat = self.m[key]"), (V_HAT, "v_hat = self.v[key]")],
        fails=["adam", "first_steps"],
        title_en="Adam without correction",
        title_ja="Adam の補正がない",
        en="m and v are used as they are; in the first steps they are too small, since they start at 0.",
        ja="m と v をそのまま使っています。0 から始まるため、最初のうちは小さすぎる値です。",
        ask_en="After one step m = 0.1 g. By what do you have to divide to get g?",
        ask_ja="1 ステップ後は m = 0.1 g です。g に戻すには何で割ればよいですか。",
    )
    misconception(
        "adam_correction_without_t",
        change=[
            (M_HAT, "m_hat = self.m[key] / (1.0 - self.beta1)"),
            (V_HAT, "v_hat = self.v[key] / (1.0 - self.beta2)"),
        ],
        fails=["adam"],
        title_en="Adam's correction without t",
        title_ja="Adam の補正に t がない",
        en="The correction is 1 − β in every step, not 1 − βᵗ: right in the first step only.",
        ja="補正がいつも 1 − β で、1 − βᵗ になっていません。正しいのは最初のステップだけです。",
        ask_en="After very many steps, how much correction should be left?",
        ask_ja="とても多くのステップの後では、補正はどれくらい残るべきですか。",
    )
    misconception(
        "adam_only_m_corrected",
        change=[(V_HAT, "v_hat = self.v[key]")],
        fails=["adam", "first_steps"],
        title_en="Adam corrects m only",
        title_ja="Adam で m だけを補正している",
        en="v is used as it is. It starts at 0, too, and is much too small in the first steps.",
        ja="v が補正されていません。v も 0 から始まるため、最初のうちは小さすぎます。",
        ask_en="After one step v = 0.001 g². By what do you have to divide to get g²?",
        ask_ja="1 ステップ後は v = 0.001 g² です。g² に戻すには何で割ればよいですか。",
    )
    misconception(
        "adam_only_v_corrected",
        change=[(M_HAT, "m_hat = self.m[key]")],
        fails=["adam", "first_steps"],
        title_en="Adam corrects v only",
        title_ja="Adam で v だけを補正している",
        en="m is used as it is. It starts at 0, too, and is too small in the first steps.",
        ja="m が補正されていません。m も 0 から始まるため、最初のうちは小さすぎます。",
        ask_en="After one step m = 0.1 g. By what do you have to divide to get g?",
        ask_ja="1 ステップ後は m = 0.1 g です。g に戻すには何で割ればよいですか。",
    )
    misconception(
        "adam_corrections_swapped",
        change=[(M_HAT, M_HAT.replace("beta1", "beta2")), (V_HAT, V_HAT.replace("beta2", "beta1"))],
        fails=["adam", "first_steps"],
        title_en="Adam's corrections are swapped",
        title_ja="Adam の補正の β が逆",
        en="m is divided by 1 − β₂ᵗ and v by 1 − β₁ᵗ.",
        ja="m が 1 − β₂ᵗ で、v が 1 − β₁ᵗ で割られています。",
        ask_en="After one step m = (1 − β₁) g. By what do you have to divide to get g?",
        ask_ja="1 ステップ後は m = (1 − β₁) g です。g に戻すには何で割ればよいですか。",
    )
    misconception(
        "adam_both_corrected_with_beta1",
        change=[(V_HAT, V_HAT.replace("beta2", "beta1"))],
        fails=["adam", "first_steps"],
        title_en="v is corrected with β₁",
        title_ja="v を β₁ で補正している",
        en="m and v are both divided by 1 − β₁ᵗ; v is averaged with β₂, and must be corrected with it.",
        ja="m も v も 1 − β₁ᵗ で割られています。v は β₂ で平均しているので、補正も β₂ で行います。",
        ask_en="After one step v = (1 − β₂) g². By what do you have to divide to get g²?",
        ask_ja="1 歩のあと v = (1 − β₂) g² です。g² にするには何で割ればよいですか。",
    )
    misconception(
        "adam_t_one_step_behind",
        change=[
            ("        self.t += 1\n        for key, g", "        for key, g"),
            (ADAM, ADAM + "\n        self.t += 1"),
        ],
        fails=[
            "adam",
            "first_steps",
            "eps_guards_against_a_gradient_of_zero",
            "each_optimizer_has_its_own_state",
            "gradients_are_left_alone",
            "parameters_change_in_place",
        ],
        title_en="t is one step behind",
        title_ja="t が 1 ステップ遅れている",
        en="t is still 0 in the first update, where 1 − β⁰ = 0 is divided by.",
        ja="最初の update で t がまだ 0 のため、1 − β⁰ = 0 で割っています。",
        ask_en="What is t in the first update, and what is 1 − β₁ᵗ then?",
        ask_ja="最初の update で t はいくつですか。そのとき 1 − β₁ᵗ はいくつですか。",
    )
    misconception(
        "adam_t_one_step_ahead",
        change=[("1\n        for", "2 if self.t == 0 else 1\n        for")],
        fails=["adam", "first_steps"],
        title_en="t is one step ahead",
        title_ja="t が 1 ステップ進んでいる",
        en="t is already 2 in the first update, so that it is corrected too little.",
        ja="最初の update で t がすでに 2 になっていて、補正が足りません。",
        ask_en="What is t in the first update, and what is 1 − β₁ᵗ then?",
        ask_ja="最初の update で t はいくつですか。そのとき 1 − β₁ᵗ はいくつですか。",
    )
    misconception(
        "adam_multiplied_by_the_correction",
        change=[(M_HAT, M_HAT.replace("] / (", "] * (")), (V_HAT, V_HAT.replace("] / (", "] * ("))],
        fails=["adam", "first_steps"],
        title_en="Multiplied by the correction",
        title_ja="補正を掛けている",
        en="m and v are multiplied by 1 − βᵗ, where they must be divided.",
        ja="m と v に 1 − βᵗ が掛けられています。割る必要があります。",
        ask_en="m is too small in the first steps. Does your correction make it larger?",
        ask_ja="最初のうち m は小さすぎます。あなたの補正で大きくなりますか。",
    )
    misconception(
        "adam_correction_stored",
        change=[
            (M_HAT, "self.m[key] = self.m[key] / (1.0 - self.beta1**self.t)\n            m_hat = self.m[key]"),
            (V_HAT, "self.v[key] = self.v[key] / (1.0 - self.beta2**self.t)\n            v_hat = self.v[key]"),
        ],
        fails=["adam"],
        title_en="The corrected averages are stored",
        title_ja="補正した値を保存している",
        en="The corrected m̂ and v̂ overwrite m and v, so the next step corrects them once more.",
        ja="補正した m̂、v̂ で m、v を上書きしています。次のステップでもう一度補正がかかります。",
        ask_en="Which of m and m̂ does the formula for the next step start from?",
        ask_ja="次のステップの式は、m と m̂ のどちらから始まりますか。",
    )
    misconception(
        "adam_t_counts_keys",
        change=[
            (
                "        self.t += 1\n        for key, g in grads.items():\n            " + M_STATE,
                "        for key, g in grads.items():\n            self.t += 1\n            " + M_STATE,
            )
        ],
        fails=["adam"],
        title_en="t counts tensors, not updates",
        title_ja="t がパラメータごとに増えている",
        en="t grows once per key; it must grow once per update.",
        ja="t がキーごとに 1 増えています。update 1 回につき 1 増えるべきです。",
        ask_en="What is t after the first update of a net with W and b?",
        ask_ja="W と b をもつネットワークで update を 1 回呼ぶと、t はいくつになりますか。",
    )
    misconception(
        "adam_rate_compounds",
        change=[
            (M_HAT, "m_hat = self.m[key]"),
            (V_HAT, "v_hat = self.v[key]"),
            (
                "        self.t += 1\n",
                "        self.t += 1\n"
                "        self.lr = self.lr * np.sqrt(1 - self.beta2**self.t) / (1 - self.beta1**self.t)\n",
            ),
        ],
        fails=["adam"],
        title_en="Adam's learning rate compounds",
        title_ja="Adam の学習率が補正のたびに掛け合わされている",
        en="The corrected rate is stored in self.lr, so every step corrects what was already corrected. λ is the "
        "initial "
        "rate each time.",
        ja="補正した学習率を self.lr に上書きしているため、補正が毎回重なります。λ はいつも最初の学習率です。",
        ask_en="Print self.lr after each update. Does it settle near the rate that you passed in?",
        ask_ja="update のたびに self.lr を表示してください。渡した学習率に近づいていきますか。",
    )
