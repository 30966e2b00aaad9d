"""Slips where several ways lead to the result."""

from autograder.testing import misconception

BRANCHES = "dz_du * np.exp(x) - dz_dv * np.exp(-x)"
SOFTMAX = "dz_dx = float(u * v * (dz_du - dz_dv))\n    return dz_dx, -dz_dx"
ERRORS = "return float(u - s), float(s - u)"
X0 = "w[0, 0] * dz_dy[0] + w[0, 1] * dz_dy[1]"
X1 = "w[1, 0] * dz_dy[0] + w[1, 1] * dz_dy[1]"


def branches() -> None:
    """branch_chain."""
    misconception(
        "branch_sign",
        change=[(BRANCHES, "dz_du * np.exp(x) + dz_dv * np.exp(-x)")],
        fails=["branch", "branch_example"],
        title_en="The inner derivative of e⁻ˣ",
        title_ja="e⁻ˣ の中身の微分",
        en="The derivative of e⁻ˣ is −e⁻ˣ; the minus of the exponent is missing.",
        ja="e⁻ˣ の微分は −e⁻ˣ です。指数のマイナスが抜けています。",
        ask_en="Does v = 1 + e⁻ˣ grow or fall with x?",
        ask_ja="v = 1 + e⁻ˣ は x とともに増えますか、減りますか。",
    )
    misconception(
        "one_branch_only",
        change=[(BRANCHES, "dz_du * np.exp(x)")],
        fails=["branch", "branch_example"],
        title_en="Only one way followed",
        title_ja="経路を 1 本しかたどっていない",
        en="x reaches z through u and through v; only the way through u is there.",
        ja="x は u と v の両方を通って z に届きますが、u を通る経路しかありません。",
        ask_en="If z depended on v alone, what would your function return?",
        ask_ja="z が v だけに依存するとしたら、あなたの関数は何を返しますか。",
    )
    misconception(
        "constant_kept_by_the_derivative",
        change=[(BRANCHES, "dz_du * (1 + np.exp(x)) - dz_dv * (1 + np.exp(-x))")],
        fails=["branch", "branch_example"],
        title_en="The constant 1 is differentiated to itself",
        title_ja="定数 1 が微分しても残っている",
        en="The derivative of 1 + eˣ is eˣ; the 1 is a constant and goes away.",
        ja="1 + eˣ の微分は eˣ です。1 は定数なので消えます。",
        ask_en="How much does the 1 in u = 1 + eˣ change when x does?",
        ask_ja="x が変わるとき、u = 1 + eˣ の 1 はどれだけ変わりますか。",
    )
    misconception(
        "power_rule_for_exp",
        change=[(BRANCHES, "dz_du * x * np.exp(x - 1) - dz_dv * x * np.exp(-x - 1)")],
        fails=["branch", "branch_example"],
        title_en="The power rule for eˣ",
        title_ja="eˣ にべき乗の微分の公式を使っている",
        en="eˣ is differentiated like a power, to x eˣ⁻¹; in xⁿ the base is the variable, in eˣ the exponent is.",
        ja="eˣ をべき乗のように微分して x eˣ⁻¹ にしています。xⁿ では底が変数ですが、eˣ では指数が変数です。",
        ask_en="How steep is eˣ at x = 0, and what does your formula say there?",
        ask_ja="x = 0 での eˣ の傾きはいくつですか。あなたの式ではいくつになりますか。",
    )
    misconception(
        "second_branch_only",
        change=[(BRANCHES, "-dz_dv * np.exp(-x)")],
        fails=["branch", "branch_example"],
        title_en="Only the way through v",
        title_ja="v を通る経路しかない",
        en="x reaches z through u and through v; only the way through v is there.",
        ja="x は u と v の両方を通って z に届きますが、v を通る経路しかありません。",
        ask_en="If z depended on u alone, what would your function return?",
        ask_ja="z が u だけに依存するとしたら、あなたの関数は何を返しますか。",
    )
    misconception(
        "branches_without_slopes",
        change=[(BRANCHES, "dz_du + dz_dv")],
        fails=["branch", "branch_example"],
        title_en="The chain stops at u and v",
        title_ja="u と v で止まっている",
        en="∂z/∂u and ∂z/∂v are added as they are; the slopes du/dx and dv/dx are missing.",
        ja="∂z/∂u と ∂z/∂v をそのまま足しています。傾き du/dx と dv/dx が掛かっていません。",
        ask_en="If x grows a little, do u and v grow equally fast?",
        ask_ja="x が少し増えるとき、u と v は同じ速さで増えますか。",
    )
    misconception(
        "branches_exchanged",
        change=[(BRANCHES, "dz_dv * np.exp(x) - dz_du * np.exp(-x)")],
        fails=["branch", "branch_example"],
        title_en="∂z/∂u and ∂z/∂v exchanged",
        title_ja="∂z/∂u と ∂z/∂v が逆",
        en="∂z/∂u is multiplied by dv/dx, and ∂z/∂v by du/dx.",
        ja="∂z/∂u に dv/dx を、∂z/∂v に du/dx を掛けています。",
        ask_en="Which slopes lie on the way from z through u to x?",
        ask_ja="z から u を通って x へ戻る経路には、どの傾きがありますか。",
    )
    misconception(
        "branches_multiplied",
        change=[(BRANCHES, "dz_du * np.exp(x) * -dz_dv * np.exp(-x)")],
        fails=["branch", "branch_example"],
        title_en="The two ways multiplied",
        title_ja="2 本の経路を掛けている",
        en="The two ways are multiplied; slopes are multiplied along a way, but ways are added.",
        ja="2 本の経路を掛け合わせています。経路に沿っては掛けますが、経路どうしは足します。",
        ask_en="If ∂z/∂v were 0, what would be left of dz/dx?",
        ask_ja="∂z/∂v が 0 なら、dz/dx には何が残りますか。",
    )
    misconception(
        "branches_subtracted",
        change=[(BRANCHES, "-dz_du * np.exp(x) + dz_dv * np.exp(-x)")],
        fails=["branch", "branch_example"],
        title_en="Both ways with the wrong sign",
        title_ja="両方の経路の符号が逆",
        en="The signs of both ways are wrong: u = 1 + eˣ grows with x, v = 1 + e⁻ˣ falls.",
        ja="両方の経路の符号が逆です。u = 1 + eˣ は x とともに増え、v = 1 + e⁻ˣ は減ります。",
        ask_en="Does u grow or fall with x? And v?",
        ask_ja="u は x とともに増えますか、減りますか。v はどうですか。",
    )


def softmax() -> None:
    """softmax2_chain."""
    misconception(
        "softmax_without_cross_terms",
        change=[(SOFTMAX, "return float(u * (1 - u) * dz_du), float(v * (1 - v) * dz_dv)")],
        fails=["softmax2", "softmax2_examples"],
        title_en="The cross terms are missing",
        title_ja="交差する項が抜けている",
        en="x is treated as if it moved u alone; eˣ is also in the denominator of v, so ∂v/∂x = −uv.",
        ja="x が u だけを動かすとしています。eˣ は v の分母にもあるので、∂v/∂x = −uv です。",
        ask_en="u + v is always 1. What must v do when x makes u grow?",
        ask_ja="u + v はつねに 1 です。x が増えて u が増えると、v はどうなりますか。",
    )
    misconception(
        "softmax_cross_terms_with_plus",
        change=[(SOFTMAX, "both = float(u * v * (dz_du + dz_dv))\n    return both, both")],
        fails=["softmax2", "softmax2_examples"],
        title_en="∂u/∂y with a plus",
        title_ja="∂u/∂y の符号が正になっている",
        en="The cross derivatives ∂u/∂y and ∂v/∂x are −uv; here they are counted as +uv.",
        ja="交差する微分 ∂u/∂y、∂v/∂x は −uv ですが、+uv として足されています。",
        ask_en="If y grows, does the share u = eˣ / (eˣ + eʸ) grow or shrink?",
        ask_ja="y が増えると、u = eˣ / (eˣ + eʸ) は増えますか、減りますか。",
    )
    misconception(
        "softmax_denominator_constant",
        change=[(SOFTMAX, "return float(u * dz_du), float(v * dz_dv)")],
        fails=["softmax2", "softmax2_examples"],
        title_en="The denominator taken as a constant",
        title_ja="分母を定数とみなしている",
        en="Only the numerators are differentiated, so that ∂u/∂x is u; the denominator eˣ + eʸ depends on x "
        "and y, too.",
        ja="分子だけを微分して ∂u/∂x を u としています。分母 eˣ + eʸ も x と y に依存します。",
        ask_en="Where u is nearly 1, how much can x still change it? And what is ∂u/∂x in your code?",
        ask_ja="u がほぼ 1 のとき、x が増えると u はどれだけ変わりますか。あなたのコードで ∂u/∂x はいくつですか。",
    )
    for name, dv_dx, du_dy in [
        ("softmax_cross_terms_squared", "v * v", "u * u"),
        ("softmax_cross_terms_squared_of_the_other", "u * u", "v * v"),
    ]:
        misconception(
            name,
            change=[
                (SOFTMAX, f"return float(u * v * dz_du - {dv_dx} * dz_dv), float(u * v * dz_dv - {du_dy} * dz_du)")
            ],
            fails=["softmax2"],
            title_en="Squares in the cross terms",
            title_ja="交差する項が 2 乗になっている",
            en="∂v/∂x and ∂u/∂y contain u² and v². When v is differentiated by x, both eˣ and eʸ are in the numerator.",
            ja="∂v/∂x と ∂u/∂y に u² や v² が現れています。v を x で微分すると、分子には eˣ と eʸ の両方が現れます。",
            ask_en="u + v is always 1, so ∂u/∂x + ∂v/∂x is 0. Is it so in your code?",
            ask_ja="u + v はつねに 1 なので、∂u/∂x + ∂v/∂x は 0 です。あなたのコードではどうなりますか。",
        )
    misconception(
        "softmax_stops_at_u_and_v",
        change=[(SOFTMAX, "return float(dz_du), float(dz_dv)")],
        fails=["softmax2", "softmax2_examples"],
        title_en="The chain stops at u and v (softmax2_chain)",
        title_ja="u と v で止まっている(softmax2_chain)",
        en="∂z/∂u and ∂z/∂v are returned as they are; the four derivatives of u and v by x and y are missing.",
        ja="∂z/∂u と ∂z/∂v がそのまま返されています。u、v を x、y で微分した 4 つが掛かっていません。",
        ask_en="How many arrows lead from x and y to u and v?",
        ask_ja="x、y から u、v への矢印は何本ありますか。",
    )
    misconception(
        "softmax_results_exchanged",
        change=[(SOFTMAX, "dz_dx = float(u * v * (dz_du - dz_dv))\n    return -dz_dx, dz_dx")],
        fails=["softmax2", "softmax2_examples"],
        title_en="∂z/∂x and ∂z/∂y exchanged",
        title_ja="∂z/∂x と ∂z/∂y が逆",
        en="Both derivatives have the wrong sign, that is, they have changed places: ∂z/∂x = uv(∂z/∂u − ∂z/∂v).",
        ja="2 つの微分の符号が逆、つまり入れ替わっています。∂z/∂x = uv(∂z/∂u − ∂z/∂v) です。",
        ask_en="If only ∂z/∂u is positive, does z grow or fall with x?",
        ask_ja="∂z/∂u だけが正のとき、x が増えると z は増えますか、減りますか。",
    )
    misconception(
        "softmax_without_uv",
        change=[(SOFTMAX, "return float(dz_du - dz_dv), float(dz_dv - dz_du)")],
        fails=["softmax2", "softmax2_examples"],
        title_en="The factor uv is missing",
        title_ja="因子 uv が抜けている",
        en="∂z/∂x is given as ∂z/∂u − ∂z/∂v; the slope uv is missing.",
        ja="∂z/∂x が ∂z/∂u − ∂z/∂v になっています。傾き uv が掛かっていません。",
        ask_en="Where u is nearly 1, how much can x still change it?",
        ask_ja="u がほぼ 1 のとき、x が増えると u はどれだけ変わりますか。",
    )
    misconception(
        "softmax_through_u_only",
        change=[(SOFTMAX, "dz_dx = float(u * v * dz_du)\n    return dz_dx, -dz_dx")],
        fails=["softmax2"],
        title_en="Only the ways through u",
        title_ja="u を通る経路しかない",
        en="x and y reach z through u and through v; only the ways through u are there.",
        ja="x も y も u と v の両方を通って z に届きますが、u を通る経路しかありません。",
        ask_en="If z depended on v alone, what would your function return?",
        ask_ja="z が v だけに依存するとしたら、あなたの関数は何を返しますか。",
    )
    misconception(
        "softmax_same_sign",
        change=[(SOFTMAX, "dz_dx = float(u * v * (dz_du - dz_dv))\n    return dz_dx, dz_dx")],
        fails=["softmax2", "softmax2_examples"],
        title_en="The same derivative for x and y (softmax2_chain)",
        title_ja="x と y の微分が同じ(softmax2_chain)",
        en="∂z/∂y equals ∂z/∂x; adding the same to x and y changes neither u nor v, so they add up to 0.",
        ja="∂z/∂y が ∂z/∂x と同じです。x と y に同じ数を足しても u と v は変わらないので、2 つの和は 0 です。",
        ask_en="What happens to u and v if x and y both grow by 1?",
        ask_ja="x と y がどちらも 1 増えると、u と v はどうなりますか。",
    )


def softmax_cross_entropy() -> None:
    """softmax2_cross_entropy_chain."""
    misconception(
        "both_classes_against_s",
        change=[(ERRORS, "return float(u - s), float((1 - u) - s)")],
        fails=["softmax2_cross_entropy", "softmax2_examples"],
        title_en="v is compared with s",
        title_ja="v を s と比べている",
        en="∂z/∂y is v − s; the target of v is t = 1 − s.",
        ja="∂z/∂y が v − s になっています。v の正解は t = 1 − s です。",
        ask_en="If s = 1, which value should v have?",
        ask_ja="s = 1 のとき、v はいくつになるべきですか。",
    )
    misconception(
        "same_sign_for_both_classes",
        change=[(ERRORS, "return float(u - s), float(u - s)")],
        fails=["softmax2_cross_entropy", "softmax2_examples"],
        title_en="The same derivative for x and y",
        title_ja="x と y の微分が同じになっている",
        en="∂z/∂y equals ∂z/∂x; as u + v = s + t = 1, v − t is −(u − s).",
        ja="∂z/∂y が ∂z/∂x と同じです。u + v = s + t = 1 なので、v − t = −(u − s) です。",
        ask_en="What happens to u and v if x and y both grow by 1, and what must the two derivatives add up to?",
        ask_ja="x と y がどちらも 1 増えると、u と v はどうなりますか。2 つの微分の和はいくつになるべきですか。",
    )
    misconception(
        "each_class_through_its_own_term",
        change=[(ERRORS, "return float(-s * (1 - u)), float(-(1 - s) * u)")],
        fails=["softmax2_cross_entropy", "softmax2_examples"],
        title_en="x through u alone, y through v alone",
        title_ja="x は u だけ、y は v だけを通っている",
        en="−s(1 − u) and −t(1 − v) follow x to z through u only, and y through v only; each moves both u and v.",
        ja="−s(1 − u) と −t(1 − v) は、x は u だけ、y は v だけを通る微分です。x も y も、u と v の両方を動かします。",
        ask_en="For s = 0, z is −log v. Does x move it?",
        ask_ja="s = 0 のとき z は −log v です。x が変わると z は変わりますか。",
    )
    misconception(
        "slope_of_the_softmax_left_in",
        change=[(ERRORS, "return float((u - s) * u * (1 - u)), float((s - u) * u * (1 - u))")],
        fails=["softmax2_cross_entropy", "softmax2_examples"],
        title_en="The slope uv left in",
        title_ja="傾き uv が残っている",
        en="u − s is multiplied by uv once more; the derivatives of the logarithms have cancelled that factor.",
        ja="u − s にさらに uv が掛かっています。この因子は、対数の微分の分母と打ち消し合います。",
        ask_en="What are −s/u and −t/v, and what is left when you multiply them by the slopes of u and v?",
        ask_ja="−s/u と −t/v に u と v の傾きを掛けると、何が残りますか。",
    )
    misconception(
        "softmax_cross_entropy_sign",
        change=[(ERRORS, "return float(s - u), float(u - s)")],
        fails=["softmax2_cross_entropy", "softmax2_examples"],
        title_en="s − u in place of u − s",
        title_ja="u − s ではなく s − u",
        en="Both derivatives have the wrong sign: where u is too large for s, z must grow with x.",
        ja="2 つの微分の符号が逆です。u が s より大きいときは、x が増えると z も増えるはずです。",
        ask_en="For s = 0, does z = −log v grow or fall with x?",
        ask_ja="s = 0 のとき、z = −log v は x とともに増えますか、減りますか。",
    )
    misconception(
        "softmax_cross_entropy_stops_at_u_and_v",
        change=[(ERRORS, "return float(-s / u), float(-(1 - s) / (1 - u))")],
        fails=["softmax2_cross_entropy", "softmax2_examples"],
        title_en="The chain stops at u and v (softmax2_cross_entropy_chain)",
        title_ja="u と v で止まっている(softmax2_cross_entropy_chain)",
        en="−s/u and −t/v are returned, the derivatives by u and v; the step to x and y is missing.",
        ja="−s/u と −t/v、つまり u と v による微分が返されています。x と y への段階が抜けています。",
        ask_en="Are your results the derivatives by u and v, or by x and y?",
        ask_ja="あなたの結果は、u と v による微分ですか、x と y による微分ですか。",
    )
    misconception(
        "softmax_without_target",
        change=[(ERRORS, "return float(u), float(1 - u)")],
        fails=["softmax2_cross_entropy", "softmax2_examples"],
        title_en="s and t are not used",
        title_ja="s と t を使っていない",
        en="u and v are returned; the derivatives are u − s and v − t.",
        ja="u と v が返されています。微分は u − s と v − t です。",
        ask_en="What should the derivatives be where u equals s?",
        ask_ja="u が s と等しいとき、微分はいくつになるべきですか。",
    )


def affine() -> None:
    """affine2_chain."""
    misconception(
        "affine2_transposed",
        change=[(X0, "w[0, 0] * dz_dy[0] + w[1, 0] * dz_dy[1]"), (X1, "w[0, 1] * dz_dy[0] + w[1, 1] * dz_dy[1]")],
        fails=["affine2"],
        title_en="A column of W where a row belongs",
        title_ja="W の行ではなく列を使っている",
        en="∂z/∂x_i takes the weights of column i; x_i is multiplied by the weights of row i.",
        ja="∂z/∂x_i に W の i 列目を使っています。x_i に掛かるのは i 行目の重みです。",
        ask_en="Write out y_0 and y_1. Which two weights is x_0 multiplied by?",
        ask_ja="y_0 と y_1 を書き出してください。x_0 に掛かる 2 つの重みはどれですか。",
    )
    misconception(
        "affine2_first_path_only",
        change=[(X0, "w[0, 0] * dz_dy[0]"), (X1, "w[1, 0] * dz_dy[0]")],
        fails=["affine2", "affine2_example"],
        title_en="Only the ways through y_0",
        title_ja="y_0 を通る経路しかない",
        en="x_i reaches z through y_0 and through y_1; only the way through y_0 is there.",
        ja="x_i は y_0 と y_1 の両方を通って z に届きますが、y_0 を通る経路しかありません。",
        ask_en="If z depended on y_1 alone, what would your function return?",
        ask_ja="z が y_1 だけに依存するとしたら、あなたの関数は何を返しますか。",
    )
    misconception(
        "affine2_upstream_forgotten",
        change=[(X0, "w[0, 0] + w[0, 1]"), (X1, "w[1, 0] + w[1, 1]")],
        fails=["affine2"],
        title_en="∂z/∂y is left out",
        title_ja="∂z/∂y を掛けていない",
        en="The weights are added up without ∂z/∂y_j; the chain rule multiplies each of them by it.",
        ja="重みを ∂z/∂y_j を掛けずに足しています。連鎖律では、それぞれに ∂z/∂y_j を掛けます。",
        ask_en="If z did not depend on y_1 at all, would your answer change?",
        ask_ja="z が y_1 にまったく依存しないとしたら、あなたの答えは変わりますか。",
    )
    misconception(
        "affine2_one_weight_each",
        change=[(X0, "w[0, 0] * dz_dy[0]"), (X1, "w[1, 1] * dz_dy[1]")],
        fails=["affine2", "affine2_example"],
        title_en="Only the weights on the diagonal",
        title_ja="対角の重みしか使っていない",
        en="x_0 is taken to move y_0 alone, and x_1 y_1 alone; each of them moves both.",
        ja="x_0 は y_0 だけ、x_1 は y_1 だけを動かすとしています。どちらも両方を動かします。",
        ask_en="Write out y_0. Is x_1 in it?",
        ask_ja="y_0 を書き出してください。x_1 は含まれていますか。",
    )
