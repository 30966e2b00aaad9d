"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

from autograder.testing import misconception

SQUARED = "    dE_dy = x @ w - t\n"
LAYER_SE = (
    "    dE_dy = x @ w - t\n"
    "    # y_j = Σ_i x_i w_ij, so ∂E/∂x_i = Σ_j w_ij ∂E/∂y_j and ∂E/∂w_ij = x_i ∂E/∂y_j\n"
    "    return dE_dy @ w.T, np.outer(x, dE_dy)\n"
)
CROSS_ENTROPY = "    dE_dy = e / e.sum() - t\n"

# --- One variable ---

misconception(
    "sigmoid_without_upstream",
    change=[("u * (1 - u) * dz_du", "u * (1 - u)")],
    fails=["sigmoid"],
    title_en="dz/du is left out",
    title_ja="dz/du を掛けていない",
    en="sigmoid_chain returns du/dx; the chain rule multiplies it by dz/du.",
    ja="sigmoid_chain が du/dx を返しています。連鎖律では、それに dz/du を掛けます。",
    ask_en="If z changes twice as fast with u, what happens to dz/dx?",
    ask_ja="u に対する z の変化が 2 倍になると、dz/dx はどうなりますか。",
)

misconception(
    "sigmoid_slope_from_the_input",
    change=[("u * (1 - u) * dz_du", "x * (1 - x) * dz_du")],
    fails=["sigmoid", "sigmoid_examples"],
    title_en="x(1 − x) in place of u(1 − u)",
    title_ja="u(1 − u) ではなく x(1 − x)",
    en="The slope is written with the input x; u(1 − u) takes the output u of the sigmoid.",
    ja="傾きが入力 x で書かれています。u(1 − u) の u は、シグモイドの出力です。",
    ask_en="What is the slope of the sigmoid at x = 0, and what does your formula say there?",
    ask_ja="x = 0 でのシグモイドの傾きはいくつですか。あなたの式ではいくつになりますか。",
)

misconception(
    "sigmoid_slope_one_factor",
    change=[("u * (1 - u) * dz_du", "(1 - u) * dz_du")],
    fails=["sigmoid", "sigmoid_examples"],
    title_en="A factor u is missing in the slope",
    title_ja="傾きの因子 u が抜けている",
    en="The slope of the sigmoid is u(1 − u); only 1 − u is there.",
    ja="シグモイドの傾きは u(1 − u) ですが、1 − u しかありません。",
    ask_en="How steep is the sigmoid where u is nearly 0?",
    ask_ja="u がほぼ 0 のところで、シグモイドの傾きはどれくらいですか。",
)

misconception(
    "slope_of_the_sigmoid_left_in",
    change=[
        (
            "return float(1 / (1 + np.exp(-x)) - t)",
            "u = 1 / (1 + np.exp(-x))\n    return float((u - t) * u * (1 - u))",
        )
    ],
    fails=["sigmoid_cross_entropy", "sigmoid_examples"],
    title_en="The slope u(1 − u) left in",
    title_ja="傾き u(1 − u) が残っている",
    en="u − t is multiplied by u(1 − u) once more; the derivative of the logarithms has cancelled that factor.",
    ja="u − t にさらに u(1 − u) が掛かっています。この因子は、対数の微分の分母と打ち消し合います。",
    ask_en="What is dz/du, and what is left when you multiply it by u(1 − u)?",
    ask_ja="dz/du は何ですか。それに u(1 − u) を掛けると何が残りますか。",
)

misconception(
    "sign_of_the_cross_entropy",
    change=[("return float(1 / (1 + np.exp(-x)) - t)", "return float(t - 1 / (1 + np.exp(-x)))")],
    fails=["sigmoid_cross_entropy", "sigmoid_examples"],
    title_en="t − u in place of u − t",
    title_ja="u − t ではなく t − u",
    en="The sign is wrong: where u is too large for t, z must grow with x.",
    ja="符号が逆です。u が t より大きいときは、x が増えると z も増えるはずです。",
    ask_en="For t = 0, does z = −log(1 − u) grow or fall with x?",
    ask_ja="t = 0 のとき、z = −log(1 − u) は x とともに増えますか、減りますか。",
)

misconception(
    "only_the_term_with_t",
    change=[
        ("return float(1 / (1 + np.exp(-x)) - t)", "u = 1 / (1 + np.exp(-x))\n    return float(-t * (1 - u))"),
    ],
    fails=["sigmoid_cross_entropy"],
    title_en="Only −t log u is differentiated",
    title_ja="−t log u しか微分していない",
    en="−t(1 − u) is returned, which comes of −t log u alone; −(1 − t) log(1 − u) depends on x as well.",
    ja="−t(1 − u)、つまり −t log u だけの微分が返されています。−(1 − t) log(1 − u) も x に依存します。",
    ask_en="What is z for t = 0, and what does your function say of its slope?",
    ask_ja="t = 0 のとき z は何ですか。その傾きは、あなたの関数ではいくつになりますか。",
)

misconception(
    "only_the_term_with_one_minus_t",
    change=[
        ("return float(1 / (1 + np.exp(-x)) - t)", "u = 1 / (1 + np.exp(-x))\n    return float((1 - t) * u)"),
    ],
    fails=["sigmoid_cross_entropy", "sigmoid_examples"],
    title_en="Only −(1 − t) log(1 − u) is differentiated",
    title_ja="−(1 − t) log(1 − u) しか微分していない",
    en="(1 − t) u is returned, which comes of −(1 − t) log(1 − u) alone; −t log u depends on x as well.",
    ja="(1 − t) u、つまり −(1 − t) log(1 − u) だけの微分が返されています。−t log u も x に依存します。",
    ask_en="What is z for t = 1, and what does your function say of its slope?",
    ask_ja="t = 1 のとき z は何ですか。その傾きは、あなたの関数ではいくつになりますか。",
)

misconception(
    "inner_derivative_of_one_minus_u",
    change=[
        (
            "return float(1 / (1 + np.exp(-x)) - t)",
            "u = 1 / (1 + np.exp(-x))\n    return float(-t * (1 - u) - (1 - t) * u)",
        ),
    ],
    fails=["sigmoid_cross_entropy"],
    title_en="The inner derivative of 1 − u",
    title_ja="1 − u の中身の微分",
    en="The derivative of log(1 − u) by u is −1/(1 − u); the minus of the inner derivative is missing.",
    ja="log(1 − u) を u で微分すると −1/(1 − u) です。中身の微分のマイナスが抜けています。",
    ask_en="Does −log(1 − u) grow or fall with u?",
    ask_ja="−log(1 − u) は u とともに増えますか、減りますか。",
)

# --- Two ways ---

misconception(
    "branch_sign",
    change=[("dz_du * np.exp(x) - dz_dv * np.exp(-x)", "dz_du * np.exp(x) + dz_dv * np.exp(-x)")],
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
    change=[("dz_du * np.exp(x) - dz_dv * np.exp(-x)", "dz_du * np.exp(x)")],
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
    change=[
        (
            "dz_du * np.exp(x) - dz_dv * np.exp(-x)",
            "dz_du * (1 + np.exp(x)) - dz_dv * (1 + np.exp(-x))",
        )
    ],
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
    change=[
        (
            "dz_du * np.exp(x) - dz_dv * np.exp(-x)",
            "dz_du * x * np.exp(x - 1) - dz_dv * x * np.exp(-x - 1)",
        )
    ],
    fails=["branch", "branch_example"],
    title_en="The power rule for eˣ",
    title_ja="eˣ にべき乗の微分の公式を使っている",
    en="eˣ is differentiated like a power, to x eˣ⁻¹; in xⁿ the base is the variable, in eˣ the exponent is.",
    ja="eˣ をべき乗のように微分して x eˣ⁻¹ にしています。xⁿ では底が変数ですが、eˣ では指数が変数です。",
    ask_en="How steep is eˣ at x = 0, and what does your formula say there?",
    ask_ja="x = 0 での eˣ の傾きはいくつですか。あなたの式ではいくつになりますか。",
)

misconception(
    "softmax_without_cross_terms",
    change=[
        (
            "dz_dx = float(u * v * (dz_du - dz_dv))\n    return dz_dx, -dz_dx",
            "return float(u * (1 - u) * dz_du), float(v * (1 - v) * dz_dv)",
        )
    ],
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
    change=[
        (
            "dz_dx = float(u * v * (dz_du - dz_dv))\n    return dz_dx, -dz_dx",
            "both = float(u * v * (dz_du + dz_dv))\n    return both, both",
        )
    ],
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
    change=[
        (
            "dz_dx = float(u * v * (dz_du - dz_dv))\n    return dz_dx, -dz_dx",
            "return float(u * dz_du), float(v * dz_dv)",
        )
    ],
    fails=["softmax2", "softmax2_examples"],
    title_en="The denominator taken as a constant",
    title_ja="分母を定数とみなしている",
    en="Only the numerators are differentiated, so that ∂u/∂x is u; the denominator eˣ + eʸ depends on x and y, too.",
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
            (
                "dz_dx = float(u * v * (dz_du - dz_dv))\n    return dz_dx, -dz_dx",
                f"return float(u * v * dz_du - {dv_dx} * dz_dv), float(u * v * dz_dv - {du_dy} * dz_du)",
            )
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
    "both_classes_against_s",
    change=[("return float(u - s), float(s - u)", "return float(u - s), float((1 - u) - s)")],
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
    change=[("return float(u - s), float(s - u)", "return float(u - s), float(u - s)")],
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
    change=[("return float(u - s), float(s - u)", "return float(-s * (1 - u)), float(-(1 - s) * u)")],
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
    change=[
        ("return float(u - s), float(s - u)", "return float((u - s) * u * (1 - u)), float((s - u) * u * (1 - u))"),
    ],
    fails=["softmax2_cross_entropy", "softmax2_examples"],
    title_en="The slope uv left in",
    title_ja="傾き uv が残っている",
    en="u − s is multiplied by uv once more; the derivatives of the logarithms have cancelled that factor.",
    ja="u − s にさらに uv が掛かっています。この因子は、対数の微分の分母と打ち消し合います。",
    ask_en="What are −s/u and −t/v, and what is left when you multiply them by the slopes of u and v?",
    ask_ja="−s/u と −t/v に u と v の傾きを掛けると、何が残りますか。",
)

misconception(
    "affine2_transposed",
    change=[
        ("w[0, 0] * dz_dy[0] + w[0, 1] * dz_dy[1]", "w[0, 0] * dz_dy[0] + w[1, 0] * dz_dy[1]"),
        ("w[1, 0] * dz_dy[0] + w[1, 1] * dz_dy[1]", "w[0, 1] * dz_dy[0] + w[1, 1] * dz_dy[1]"),
    ],
    fails=["affine2"],
    title_en="A column of W where a row belongs",
    title_ja="W の行ではなく列を使っている",
    en="∂z/∂x_i takes the weights of column i; x_i is multiplied by the weights of row i.",
    ja="∂z/∂x_i に W の i 列目を使っています。x_i に掛かるのは i 行目の重みです。",
    ask_en="Write out y_0 and y_1. Which two weights is x_0 multiplied by?",
    ask_ja="y_0 と y_1 を書き出してください。x_0 に掛かる 2 つの重みはどれですか。",
)

# --- Squares ---

misconception(
    "square_without_two",
    change=[("dz_dr = 2 * (a * x - y)", "dz_dr = a * x - y")],
    fails=["squared_residual", "squared_residual_example"],
    title_en="The 2 of the square is missing",
    title_ja="2 乗の微分の 2 が抜けている",
    en="The derivative of r² is 2r; the 2 is missing.",
    ja="r² の微分は 2r です。2 が抜けています。",
    ask_en="What is the derivative of r²?",
    ask_ja="r² を微分すると何になりますか。",
)

misconception(
    "inner_derivative_forgotten",
    change=[("return dz_dr * a, dz_dr * x, -dz_dr", "return dz_dr, dz_dr, dz_dr")],
    fails=["squared_residual", "squared_residual_example"],
    title_en="The inner derivative is forgotten",
    title_ja="中身の微分を忘れている",
    en="All three are 2(ax − y); the derivative of ax − y itself, by x, a or y, is missing.",
    ja="3 つとも 2(ax − y) です。中身 ax − y の、x、a、y による微分が掛かっていません。",
    ask_en="By how much does ax − y change if x grows by 1? And if y does?",
    ask_ja="x が 1 増えると、ax − y はいくつ変わりますか。y が 1 増えるとどうですか。",
)

misconception(
    "sign_of_dz_dy",
    change=[("return dz_dr * a, dz_dr * x, -dz_dr", "return dz_dr * a, dz_dr * x, dz_dr")],
    fails=["squared_residual", "squared_residual_example"],
    title_en="The sign of ∂z/∂y",
    title_ja="∂z/∂y の符号",
    en="y is subtracted in ax − y, so ∂z/∂y has a minus.",
    ja="ax − y では y を引いているので、∂z/∂y にはマイナスが付きます。",
    ask_en="If y moves closer to ax from below, does z grow or fall?",
    ask_ja="y が下から ax に近づくと、z は増えますか、減りますか。",
)

# --- A layer with its loss ---

misconception(
    "squared_error_with_two",
    change=[(SQUARED, "    dE_dy = 2 * (x @ w - t)\n")],
    fails=["affine_squared_error_dx", "affine_squared_error_dw", "published_squared_error"],
    title_en="A factor 2 that ½ has cancelled",
    title_ja="½ で消えたはずの 2",
    en="∂E/∂y is 2(y − t); the ½ in E = ½ Σ (y − t)² cancels the 2.",
    ja="∂E/∂y が 2(y − t) になっています。E = ½ Σ (y − t)² の ½ が 2 を打ち消します。",
    ask_en="What is the ½ in E good for?",
    ask_ja="E の ½ は何のためにありますか。",
)

misconception(
    "targets_ignored",
    change=[(SQUARED, "    dE_dy = x @ w\n")],
    fails=["affine_squared_error_dx", "affine_squared_error_dw", "published_squared_error"],
    title_en="The targets are not used",
    title_ja="正解 t を使っていない",
    en="∂E/∂y is taken as y; it is y − t.",
    ja="∂E/∂y が y になっています。正しくは y − t です。",
    ask_en="What should all gradients be when y equals t?",
    ask_ja="y が t と等しいとき、勾配はいくつになるべきですか。",
)

misconception(
    "squared_error_dw_transposed",
    change=[(SQUARED + "    # y_j", "    dE_dy = x @ w - t\n    return dE_dy @ w.T, np.outer(dE_dy, x)\n    # y_j")],
    fails=["affine_squared_error_dw", "published_squared_error"],
    title_en="∂E/∂W is transposed",
    title_ja="∂E/∂W が転置されている",
    en="∂E/∂W has the shape (M, D); it must have the shape of W, (D, M).",
    ja="∂E/∂W の形が (M, D) です。W と同じ (D, M) でなければなりません。",
    ask_en="Entry (i, j) of ∂E/∂W belongs to w_ij. Does x or ∂E/∂y supply the index i?",
    ask_ja="∂E/∂W の (i, j) 成分は w_ij に対応します。添字 i は x と ∂E/∂y のどちらのものですか。",
)

misconception(
    "softmax_left_out",
    change=[(CROSS_ENTROPY, "    dE_dy = x @ w - t\n")],
    fails=["affine_softmax_cross_entropy_dx", "affine_softmax_cross_entropy_dw", "published_cross_entropy"],
    title_en="y − t without the softmax",
    title_ja="softmax を通さない y − t",
    en="∂E/∂y is y − t with the logits y; it is softmax(y) − t.",
    ja="∂E/∂y が、ロジット y のままの y − t になっています。正しくは softmax(y) − t です。",
    ask_en="Adding 1 to every y_j changes no probability. Does it change your gradient?",
    ask_ja="すべての y_j に 1 を足しても確率は変わりません。あなたの勾配は変わりますか。",
)

misconception(
    "slope_left_in_after_the_softmax",
    change=[(CROSS_ENTROPY, "    dE_dy = (e / e.sum() - t) * e / e.sum() * (1 - e / e.sum())\n")],
    fails=["affine_softmax_cross_entropy_dx", "affine_softmax_cross_entropy_dw", "published_cross_entropy"],
    title_en="The slope p(1 − p) left in",
    title_ja="傾き p(1 − p) が残っている",
    en="p − t is multiplied by p(1 − p); the step through the softmax is in p − t already.",
    ja="p − t にさらに p(1 − p) が掛かっています。softmax を通る段階は p − t にすでに含まれています。",
    ask_en="Of what is p − t the derivative: by p, or by y?",
    ask_ja="p − t は E を何で微分したものですか。p ですか、y ですか。",
)

misconception(
    "diagonal_of_the_softmax",
    change=[(CROSS_ENTROPY, "    dE_dy = -t * (1 - e / e.sum())\n")],
    fails=["affine_softmax_cross_entropy_dx", "affine_softmax_cross_entropy_dw", "published_cross_entropy"],
    title_en="Only the diagonal of the softmax",
    title_ja="softmax の対角成分しか使っていない",
    en="∂E/∂y_j is −t_j (1 − p_j), as if y_j moved p_j alone; y_j is in the denominator of every p.",
    ja="∂E/∂y_j が −t_j (1 − p_j) で、y_j が p_j だけを動かすことになっています。y_j はすべての p の分母にあります。",
    ask_en="If y_j of a wrong class grows, what happens to the probability of the right one, and to E?",
    ask_ja="不正解のクラスの y_j が増えると、正解のクラスの確率と E はどうなりますか。",
)

misconception(
    "sigmoid_in_place_of_softmax",
    change=[(CROSS_ENTROPY, "    dE_dy = e / (1 + e) - t\n")],
    fails=["affine_softmax_cross_entropy_dx", "affine_softmax_cross_entropy_dw", "published_cross_entropy"],
    title_en="A sigmoid in place of the softmax",
    title_ja="softmax ではなくシグモイド",
    en="p is the sigmoid of each y_j by itself; the softmax divides by the sum over all classes.",
    ja="p が y_j ごとのシグモイドになっています。softmax では、すべてのクラスの和で割ります。",
    ask_en="What do your p add up to, and what must they add up to?",
    ask_ja="あなたの p の和はいくつですか。いくつになるべきですか。",
)

misconception(
    "divided_by_number_of_classes",
    change=[(CROSS_ENTROPY, "    dE_dy = (e / e.sum() - t) / len(t)\n")],
    fails=["affine_softmax_cross_entropy_dx", "affine_softmax_cross_entropy_dw", "published_cross_entropy"],
    title_en="Divided by the number of classes",
    title_ja="クラス数で割っている",
    en="The gradient is divided by M; E is a sum over the classes, not a mean.",
    ja="勾配が M で割られています。E はクラスについての和で、平均ではありません。",
    ask_en="Where does M occur in E = −Σ t log p?",
    ask_ja="E = −Σ t log p のどこに M がありますか。",
)

for name, rest in [("target_overwritten", "dE_dy = -t"), ("target_overwritten_and_kept", "t *= -1\n    dE_dy = t")]:
    misconception(
        name,
        change=[(CROSS_ENTROPY, f"    t -= e / e.sum()\n    {rest}\n")],
        fails=["arguments_are_never_modified[affine_softmax_cross_entropy]"],
        title_en="The caller's t is changed",
        title_ja="呼び出し側の t を書き換えている",
        en="`t -= …` writes into the array that the caller handed over.",
        ja="`t -= …` が、呼び出し側から渡された配列そのものを書き換えています。",
        ask_en="Is t still one-hot after your function has returned?",
        ask_ja="関数を呼んだあとも、t は one-hot のままですか。",
    )

for name, rest in [
    ("squared_error_target_overwritten", "dE_dy = -t"),
    ("squared_error_target_overwritten_and_kept", "t *= -1\n    dE_dy = t"),
]:
    misconception(
        name,
        change=[(SQUARED, f"    t -= x @ w\n    {rest}\n")],
        fails=["arguments_are_never_modified[affine_squared_error]"],
        title_en="The caller's t is changed (affine_squared_error)",
        title_ja="呼び出し側の t を書き換えている(affine_squared_error)",
        en="`t -= …` writes into the array that the caller handed over.",
        ja="`t -= …` が、呼び出し側から渡された配列そのものを書き換えています。",
        ask_en="What is t for the caller after affine_squared_error(x, w, t) has returned?",
        ask_ja="affine_squared_error(x, w, t) を呼んだあと、呼び出し側の t はどうなっていますか。",
    )

misconception(
    "softmax_along_axis_1",
    change=[(CROSS_ENTROPY, "    dE_dy = e / e.sum(axis=1, keepdims=True) - t\n")],
    fails=[
        "affine_softmax_cross_entropy_dx",
        "affine_softmax_cross_entropy_dw",
        "published_cross_entropy",
        "arguments_are_never_modified[affine_softmax_cross_entropy]",
    ],
    title_en="axis=1 of a vector",
    title_ja="ベクトルに axis=1",
    en="x is one sample, so y = xW is a vector: it has axis 0 only.",
    ja="x は 1 つのサンプルなので、y = xW はベクトルです。軸は axis=0 しかありません。",
    ask_en="Which shape has y = xW for x (D,) and W (D, M)?",
    ask_ja="x が (D,)、W が (D, M) のとき、y = xW の形は何ですか。",
)


def no_outer_product(name, last, dw, checks):
    """∂E/∂W of a product that is not the outer one."""
    misconception(
        name,
        change=[(last + "    return dE_dy @ w.T, np.outer(x, dE_dy)\n", last + f"    return dE_dy @ w.T, {dw}\n")],
        fails=checks,
        title_en="No outer product in ∂E/∂W",
        title_ja="∂E/∂W が外積になっていない",
        en="x and ∂E/∂y are vectors: neither `@` nor `*` makes a (D, M) matrix of (D,) and (M,).",
        ja="x と ∂E/∂y はベクトルです。`@` でも `*` でも、(D,) と (M,) から (D, M) の行列はできません。",
        ask_en="∂E/∂W has an entry for each pair of an x_i and a y_j. How many entries has your product?",
        ask_ja="∂E/∂W には、x_i と y_j の組ごとに成分があります。あなたの積の成分はいくつですか。",
    )


SUMS = "    # y_j = Σ_i x_i w_ij, so ∂E/∂x_i = Σ_j w_ij ∂E/∂y_j and ∂E/∂w_ij = x_i ∂E/∂y_j\n"
OF_SQUARES = ["affine_squared_error_dx", "affine_squared_error_dw", "published_squared_error"]
OF_CROSS_ENTROPY = ["affine_softmax_cross_entropy_dx", "affine_softmax_cross_entropy_dw", "published_cross_entropy"]
no_outer_product("squared_error_inner_product", SUMS, "x @ dE_dy", OF_SQUARES)
no_outer_product("squared_error_elementwise", SUMS, "x * dE_dy", OF_SQUARES)
no_outer_product("cross_entropy_inner_product", CROSS_ENTROPY, "x @ dE_dy", OF_CROSS_ENTROPY)
no_outer_product("cross_entropy_elementwise", CROSS_ENTROPY, "x * dE_dy", OF_CROSS_ENTROPY)

# --- The bias ---

misconception(
    "db_as_mean",
    change=[("return dE_dY.copy(), dE_dY.sum(axis=0)", "return dE_dY.copy(), dE_dY.mean(axis=0)")],
    fails=["bias", "published_bias"],
    title_en="∂E/∂b as a mean",
    title_ja="∂E/∂b が平均になっている",
    en="∂E/∂b is the mean over the rows; the ways from b to E add up.",
    ja="∂E/∂b が行についての平均になっています。b から E への経路は足し合わせます。",
    ask_en="b is added to each of the N rows. Along how many ways does it reach E?",
    ask_ja="b は N 個の行それぞれに足されます。b から E への経路は何本ありますか。",
)

misconception(
    "db_along_the_wrong_axis",
    change=[("return dE_dY.copy(), dE_dY.sum(axis=0)", "return dE_dY.copy(), dE_dY.sum(axis=1)")],
    fails=["bias", "published_bias"],
    title_en="∂E/∂b along the wrong axis",
    title_ja="∂E/∂b の和の軸が違う",
    en="∂E/∂b is summed over the columns and has N entries; b has one entry for each column.",
    ja="∂E/∂b が列の方向に足されて N 個の要素になっています。b の要素は列ごとに 1 つです。",
    ask_en="Which axis of dE_dY disappears when you sum with axis=1?",
    ask_ja="axis=1 で和を取ると、dE_dY のどの軸が消えますか。",
)

misconception(
    "db_not_summed",
    change=[("return dE_dY.copy(), dE_dY.sum(axis=0)", "return dE_dY.copy(), dE_dY.copy()")],
    fails=["bias", "published_bias"],
    title_en="∂E/∂b is not summed",
    title_ja="∂E/∂b が足し合わされていない",
    en="∂E/∂b is dE_dY itself, (N, M); the sum over the rows is missing.",
    ja="∂E/∂b が dE_dY そのもの(形 (N, M))です。行についての和が抜けています。",
    ask_en="b has the shape (M,). Which shape must ∂E/∂b have?",
    ask_ja="b の形は (M,) です。∂E/∂b の形は何ですか。",
)

# --- Their siblings ---

misconception(
    "sigmoid_stops_at_u",
    change=[
        ("u * (1 - u) * dz_du", "dz_du"),
    ],
    fails=["sigmoid", "sigmoid_examples"],
    title_en="The chain stops at u (sigmoid_chain)",
    title_ja="u で止まっている(sigmoid_chain)",
    en="dz/du is returned as it is; the last step, du/dx, is missing.",
    ja="dz/du がそのまま返されています。最後の段階 du/dx が掛かっていません。",
    ask_en="If x grows a little, by how much does u grow?",
    ask_ja="x が少し増えると、u はどれだけ増えますか。",
)

misconception(
    "sigmoid_slope_other_factor",
    change=[
        ("u * (1 - u) * dz_du", "u * dz_du"),
    ],
    fails=["sigmoid", "sigmoid_examples"],
    title_en="A factor 1 − u is missing in the slope",
    title_ja="傾きの因子 1 − u が抜けている",
    en="The slope of the sigmoid is u(1 − u); only u is there.",
    ja="シグモイドの傾きは u(1 − u) ですが、u しかありません。",
    ask_en="How steep is the sigmoid where u is nearly 1?",
    ask_ja="u がほぼ 1 のところで、シグモイドの傾きはどれくらいですか。",
)

misconception(
    "sigmoid_slope_sign",
    change=[
        ("u * (1 - u) * dz_du", "u * (u - 1) * dz_du"),
    ],
    fails=["sigmoid", "sigmoid_examples"],
    title_en="The sigmoid's slope with the wrong sign",
    title_ja="シグモイドの傾きの符号が逆",
    en="The slope is computed as u(u − 1), which is negative; the sigmoid grows with x.",
    ja="傾きが u(u − 1) で、負になっています。シグモイドは x とともに増えます。",
    ask_en="Does 1/(1 + e⁻ˣ) grow or fall with x?",
    ask_ja="1/(1 + e⁻ˣ) は x とともに増えますか、減りますか。",
)

misconception(
    "sigmoid_slope_added",
    change=[
        ("u * (1 - u) * dz_du", "u * (1 - u) + dz_du"),
    ],
    fails=["sigmoid", "sigmoid_examples"],
    title_en="Slopes added in place of multiplied",
    title_ja="傾きを掛けずに足している",
    en="dz/du and du/dx are added; along one way slopes are multiplied.",
    ja="dz/du と du/dx を足しています。1 本の経路に沿っては、傾きを掛けます。",
    ask_en="If u grows 3 times as fast as x, and z 2 times as fast as u, how fast does z grow?",
    ask_ja="u が x の 3 倍、z が u の 2 倍の速さで増えるとき、z は x の何倍の速さで増えますか。",
)

misconception(
    "sigmoid_cross_entropy_stops_at_u",
    change=[
        (
            "return float(1 / (1 + np.exp(-x)) - t)",
            "u = 1 / (1 + np.exp(-x))\n    return float((u - t) / (u * (1 - u)))",
        ),
    ],
    fails=["sigmoid_cross_entropy", "sigmoid_examples"],
    title_en="The chain stops at u (sigmoid_cross_entropy_chain)",
    title_ja="u で止まっている(sigmoid_cross_entropy_chain)",
    en="dz/du = (u − t) / (u(1 − u)) is returned; the last step, du/dx, is missing.",
    ja="dz/du = (u − t) / (u(1 − u)) が返されています。最後の段階 du/dx が掛かっていません。",
    ask_en="Is your result the derivative by u or by x?",
    ask_ja="あなたの結果は、u による微分ですか、x による微分ですか。",
)

misconception(
    "sigmoid_without_target",
    change=[
        ("return float(1 / (1 + np.exp(-x)) - t)", "return float(1 / (1 + np.exp(-x)))"),
    ],
    fails=["sigmoid_cross_entropy", "sigmoid_examples"],
    title_en="t is not used",
    title_ja="t を使っていない",
    en="u is returned; the derivative is u − t.",
    ja="u が返されています。微分は u − t です。",
    ask_en="What should the derivative be where u equals t?",
    ask_ja="u が t と等しいとき、微分はいくつになるべきですか。",
)

misconception(
    "second_branch_only",
    change=[
        ("dz_du * np.exp(x) - dz_dv * np.exp(-x)", "-dz_dv * np.exp(-x)"),
    ],
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
    change=[
        ("dz_du * np.exp(x) - dz_dv * np.exp(-x)", "dz_du + dz_dv"),
    ],
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
    change=[
        ("dz_du * np.exp(x) - dz_dv * np.exp(-x)", "dz_dv * np.exp(x) - dz_du * np.exp(-x)"),
    ],
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
    change=[
        ("dz_du * np.exp(x) - dz_dv * np.exp(-x)", "dz_du * np.exp(x) * -dz_dv * np.exp(-x)"),
    ],
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
    change=[
        ("dz_du * np.exp(x) - dz_dv * np.exp(-x)", "-dz_du * np.exp(x) + dz_dv * np.exp(-x)"),
    ],
    fails=["branch", "branch_example"],
    title_en="Both ways with the wrong sign",
    title_ja="両方の経路の符号が逆",
    en="The signs of both ways are wrong: u = 1 + eˣ grows with x, v = 1 + e⁻ˣ falls.",
    ja="両方の経路の符号が逆です。u = 1 + eˣ は x とともに増え、v = 1 + e⁻ˣ は減ります。",
    ask_en="Does u grow or fall with x? And v?",
    ask_ja="u は x とともに増えますか、減りますか。v はどうですか。",
)

misconception(
    "softmax_stops_at_u_and_v",
    change=[
        ("dz_dx = float(u * v * (dz_du - dz_dv))\n    return dz_dx, -dz_dx", "return float(dz_du), float(dz_dv)"),
    ],
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
    change=[
        (
            "dz_dx = float(u * v * (dz_du - dz_dv))\n    return dz_dx, -dz_dx",
            "dz_dx = float(u * v * (dz_du - dz_dv))\n    return -dz_dx, dz_dx",
        ),
    ],
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
    change=[
        (
            "dz_dx = float(u * v * (dz_du - dz_dv))\n    return dz_dx, -dz_dx",
            "return float(dz_du - dz_dv), float(dz_dv - dz_du)",
        ),
    ],
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
    change=[
        (
            "dz_dx = float(u * v * (dz_du - dz_dv))\n    return dz_dx, -dz_dx",
            "dz_dx = float(u * v * dz_du)\n    return dz_dx, -dz_dx",
        ),
    ],
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
    change=[
        (
            "dz_dx = float(u * v * (dz_du - dz_dv))\n    return dz_dx, -dz_dx",
            "dz_dx = float(u * v * (dz_du - dz_dv))\n    return dz_dx, dz_dx",
        ),
    ],
    fails=["softmax2", "softmax2_examples"],
    title_en="The same derivative for x and y (softmax2_chain)",
    title_ja="x と y の微分が同じ(softmax2_chain)",
    en="∂z/∂y equals ∂z/∂x; adding the same to x and y changes neither u nor v, so they add up to 0.",
    ja="∂z/∂y が ∂z/∂x と同じです。x と y に同じ数を足しても u と v は変わらないので、2 つの和は 0 です。",
    ask_en="What happens to u and v if x and y both grow by 1?",
    ask_ja="x と y がどちらも 1 増えると、u と v はどうなりますか。",
)

misconception(
    "softmax_cross_entropy_sign",
    change=[
        ("return float(u - s), float(s - u)", "return float(s - u), float(u - s)"),
    ],
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
    change=[
        ("return float(u - s), float(s - u)", "return float(-s / u), float(-(1 - s) / (1 - u))"),
    ],
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
    change=[
        ("return float(u - s), float(s - u)", "return float(u), float(1 - u)"),
    ],
    fails=["softmax2_cross_entropy", "softmax2_examples"],
    title_en="s and t are not used",
    title_ja="s と t を使っていない",
    en="u and v are returned; the derivatives are u − s and v − t.",
    ja="u と v が返されています。微分は u − s と v − t です。",
    ask_en="What should the derivatives be where u equals s?",
    ask_ja="u が s と等しいとき、微分はいくつになるべきですか。",
)

misconception(
    "affine2_first_path_only",
    change=[
        ("w[0, 0] * dz_dy[0] + w[0, 1] * dz_dy[1]", "w[0, 0] * dz_dy[0]"),
        ("w[1, 0] * dz_dy[0] + w[1, 1] * dz_dy[1]", "w[1, 0] * dz_dy[0]"),
    ],
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
    change=[
        ("w[0, 0] * dz_dy[0] + w[0, 1] * dz_dy[1]", "w[0, 0] + w[0, 1]"),
        ("w[1, 0] * dz_dy[0] + w[1, 1] * dz_dy[1]", "w[1, 0] + w[1, 1]"),
    ],
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
    change=[
        ("w[0, 0] * dz_dy[0] + w[0, 1] * dz_dy[1]", "w[0, 0] * dz_dy[0]"),
        ("w[1, 0] * dz_dy[0] + w[1, 1] * dz_dy[1]", "w[1, 1] * dz_dy[1]"),
    ],
    fails=["affine2", "affine2_example"],
    title_en="Only the weights on the diagonal",
    title_ja="対角の重みしか使っていない",
    en="x_0 is taken to move y_0 alone, and x_1 y_1 alone; each of them moves both.",
    ja="x_0 は y_0 だけ、x_1 は y_1 だけを動かすとしています。どちらも両方を動かします。",
    ask_en="Write out y_0. Is x_1 in it?",
    ask_ja="y_0 を書き出してください。x_1 は含まれていますか。",
)

misconception(
    "residual_results_exchanged",
    change=[
        ("return dz_dr * a, dz_dr * x, -dz_dr", "return dz_dr * x, dz_dr * a, -dz_dr"),
    ],
    fails=["squared_residual", "squared_residual_example"],
    title_en="∂z/∂x and ∂z/∂a exchanged",
    title_ja="∂z/∂x と ∂z/∂a が逆",
    en="The first two results have changed places: the derivative of ax by x is a, and by a it is x.",
    ja="最初の 2 つが入れ替わっています。ax を x で微分すると a、a で微分すると x です。",
    ask_en="By how much does ax grow if x grows by 1?",
    ask_ja="x が 1 増えると、ax はいくつ増えますか。",
)

misconception(
    "residual_sign",
    change=[
        ("return dz_dr * a, dz_dr * x, -dz_dr", "return -dz_dr * a, -dz_dr * x, dz_dr"),
    ],
    fails=["squared_residual", "squared_residual_example"],
    title_en="The signs of all three derivatives",
    title_ja="3 つの微分の符号がすべて逆",
    en="All three have the wrong sign, as if the residual were y − ax in the outer derivative only.",
    ja="3 つとも符号が逆です。外側の微分だけ、残差が y − ax になっているときと同じです。",
    ask_en="If ax is larger than y and x grows (a > 0), does z grow or fall?",
    ask_ja="ax が y より大きく、x が増えると(a > 0)、z は増えますか、減りますか。",
)

misconception(
    "square_not_differentiated",
    change=[
        ("dz_dr = 2 * (a * x - y)", "dz_dr = (a * x - y) ** 2"),
    ],
    fails=["squared_residual", "squared_residual_example"],
    title_en="The square is not differentiated",
    title_ja="2 乗を微分していない",
    en="r² itself is multiplied by the inner derivative; the outer derivative is 2r.",
    ja="r² そのものに中身の微分を掛けています。外側の微分は 2r です。",
    ask_en="What is the slope of r² at r = 1, and at r = 3?",
    ask_ja="r = 1 と r = 3 での r² の傾きは、それぞれいくつですか。",
)

misconception(
    "squared_error_sign",
    change=[
        (
            LAYER_SE,
            "    dE_dy = t - x @ w\n    return dE_dy @ w.T, np.outer(x, dE_dy)\n",
        ),
    ],
    fails=["affine_squared_error_dw", "affine_squared_error_dx", "published_squared_error"],
    title_en="The sign of ∂E/∂y (affine_squared_error)",
    title_ja="∂E/∂y の符号が逆(affine_squared_error)",
    en="∂E/∂y is y − t; yours has the other sign.",
    ja="∂E/∂y は y − t です。符号が逆になっています。",
    ask_en="If y_j is too large, does E grow or fall with y_j?",
    ask_ja="y_j が大きすぎるとき、y_j が増えると E は増えますか、減りますか。",
)

misconception(
    "squared_error_w_not_transposed",
    change=[
        (
            LAYER_SE,
            "    dE_dy = x @ w - t\n    return dE_dy @ w, np.outer(x, dE_dy)\n",
        ),
    ],
    fails=["affine_squared_error_dw", "affine_squared_error_dx", "published_squared_error"],
    title_en="W is not transposed (affine_squared_error)",
    title_ja="W を転置していない(affine_squared_error)",
    en="∂E/∂x is computed as ∂E/∂y · W; it is ∂E/∂y · Wᵀ, also where W is square and both fit.",
    ja="∂E/∂x が ∂E/∂y · W になっています。正しくは ∂E/∂y · Wᵀ です。W が正方行列で、両方の形が合うときでも同じです。",
    ask_en="In ∂E/∂x_i = Σ_j w_ij ∂E/∂y_j, which index of w runs along the sum?",
    ask_ja="∂E/∂x_i = Σ_j w_ij ∂E/∂y_j で、和を取る添字は w の何番目の添字ですか。",
)

misconception(
    "squared_error_results_exchanged",
    change=[
        (
            LAYER_SE,
            "    dE_dy = x @ w - t\n    return np.outer(x, dE_dy), dE_dy @ w.T\n",
        ),
    ],
    fails=["affine_squared_error_dw", "affine_squared_error_dx", "published_squared_error"],
    title_en="∂E/∂x and ∂E/∂W exchanged (affine_squared_error)",
    title_ja="∂E/∂x と ∂E/∂W が逆(affine_squared_error)",
    en="∂E/∂W is returned first; ∂E/∂x comes first.",
    ja="∂E/∂W を先に返しています。先に返すのは ∂E/∂x です。",
    ask_en="In which order does the docstring name the two results?",
    ask_ja="docstring には、2 つの結果がどの順で書かれていますか。",
)

misconception(
    "squared_error_divided_by_outputs",
    change=[
        (
            LAYER_SE,
            "    dE_dy = (x @ w - t) / len(t)\n    return dE_dy @ w.T, np.outer(x, dE_dy)\n",
        ),
    ],
    fails=["affine_squared_error_dw", "affine_squared_error_dx", "published_squared_error"],
    title_en="Divided by the number of outputs",
    title_ja="出力の数で割っている",
    en="The gradient is divided by M; E is a sum over the outputs, not a mean.",
    ja="勾配が M で割られています。E は出力についての和で、平均ではありません。",
    ask_en="Where does M occur in E = ½ Σ (y − t)²?",
    ask_ja="E = ½ Σ (y − t)² のどこに M がありますか。",
)

misconception(
    "squared_error_stops_at_y",
    change=[
        (
            LAYER_SE,
            "    dE_dy = x @ w - t\n    return dE_dy, np.outer(x, dE_dy)\n",
        ),
    ],
    fails=["affine_squared_error_dx", "published_squared_error"],
    title_en="∂E/∂x stops at y (affine_squared_error)",
    title_ja="∂E/∂x が y で止まっている(affine_squared_error)",
    en="∂E/∂y is returned as ∂E/∂x; the weights on the way from x to y are missing.",
    ja="∂E/∂y が ∂E/∂x として返されています。x から y への重みが掛かっていません。",
    ask_en="Which shape must ∂E/∂x have?",
    ask_ja="∂E/∂x の形は何ですか。",
)

misconception(
    "cross_entropy_sign",
    change=[
        (
            "    dE_dy = e / e.sum() - t\n    return dE_dy @ w.T, np.outer(x, dE_dy)\n",
            "    dE_dy = t - e / e.sum()\n    return dE_dy @ w.T, np.outer(x, dE_dy)\n",
        ),
    ],
    fails=["affine_softmax_cross_entropy_dw", "affine_softmax_cross_entropy_dx", "published_cross_entropy"],
    title_en="The sign of ∂E/∂y (affine_softmax_cross_entropy)",
    title_ja="∂E/∂y の符号が逆(affine_softmax_cross_entropy)",
    en="∂E/∂y is softmax(y) − t; yours has the other sign.",
    ja="∂E/∂y は softmax(y) − t です。符号が逆になっています。",
    ask_en="If y_j is too large, does E grow or fall with y_j?",
    ask_ja="y_j が大きすぎるとき、y_j が増えると E は増えますか、減りますか。",
)

misconception(
    "cross_entropy_w_not_transposed",
    change=[
        (
            "    dE_dy = e / e.sum() - t\n    return dE_dy @ w.T, np.outer(x, dE_dy)\n",
            "    dE_dy = e / e.sum() - t\n    return dE_dy @ w, np.outer(x, dE_dy)\n",
        ),
    ],
    fails=["affine_softmax_cross_entropy_dw", "affine_softmax_cross_entropy_dx", "published_cross_entropy"],
    title_en="W is not transposed (affine_softmax_cross_entropy)",
    title_ja="W を転置していない(affine_softmax_cross_entropy)",
    en="∂E/∂x is computed as ∂E/∂y · W; it is ∂E/∂y · Wᵀ, also where W is square and both fit.",
    ja="∂E/∂x が ∂E/∂y · W になっています。正しくは ∂E/∂y · Wᵀ です。W が正方行列で、両方の形が合うときでも同じです。",
    ask_en="In ∂E/∂x_i = Σ_j w_ij ∂E/∂y_j, which index of w runs along the sum?",
    ask_ja="∂E/∂x_i = Σ_j w_ij ∂E/∂y_j で、和を取る添字は w の何番目の添字ですか。",
)

misconception(
    "cross_entropy_results_exchanged",
    change=[
        (
            "    dE_dy = e / e.sum() - t\n    return dE_dy @ w.T, np.outer(x, dE_dy)\n",
            "    dE_dy = e / e.sum() - t\n    return np.outer(x, dE_dy), dE_dy @ w.T\n",
        ),
    ],
    fails=["affine_softmax_cross_entropy_dw", "affine_softmax_cross_entropy_dx", "published_cross_entropy"],
    title_en="∂E/∂x and ∂E/∂W exchanged (affine_softmax_cross_entropy)",
    title_ja="∂E/∂x と ∂E/∂W が逆(affine_softmax_cross_entropy)",
    en="∂E/∂W is returned first; ∂E/∂x comes first.",
    ja="∂E/∂W を先に返しています。先に返すのは ∂E/∂x です。",
    ask_en="In which order does the docstring name the two results?",
    ask_ja="docstring には、2 つの結果がどの順で書かれていますか。",
)

misconception(
    "cross_entropy_stops_at_y",
    change=[
        (
            "    dE_dy = e / e.sum() - t\n    return dE_dy @ w.T, np.outer(x, dE_dy)\n",
            "    dE_dy = e / e.sum() - t\n    return dE_dy, np.outer(x, dE_dy)\n",
        ),
    ],
    fails=["affine_softmax_cross_entropy_dx", "published_cross_entropy"],
    title_en="∂E/∂x stops at y (affine_softmax_cross_entropy)",
    title_ja="∂E/∂x が y で止まっている(affine_softmax_cross_entropy)",
    en="∂E/∂y is returned as ∂E/∂x; the weights on the way from x to y are missing.",
    ja="∂E/∂y が ∂E/∂x として返されています。x から y への重みが掛かっていません。",
    ask_en="Which shape must ∂E/∂x have?",
    ask_ja="∂E/∂x の形は何ですか。",
)

misconception(
    "cross_entropy_dw_transposed",
    change=[
        (
            "    dE_dy = e / e.sum() - t\n    return dE_dy @ w.T, np.outer(x, dE_dy)\n",
            "    dE_dy = e / e.sum() - t\n    return dE_dy @ w.T, np.outer(dE_dy, x)\n",
        ),
    ],
    fails=["affine_softmax_cross_entropy_dw", "published_cross_entropy"],
    title_en="∂E/∂W is transposed (affine_softmax_cross_entropy)",
    title_ja="∂E/∂W が転置されている(affine_softmax_cross_entropy)",
    en="∂E/∂W has the shape (M, D); it must have the shape of W, (D, M).",
    ja="∂E/∂W の形が (M, D) です。W と同じ (D, M) でなければなりません。",
    ask_en="Entry (i, j) of ∂E/∂W belongs to w_ij. Does x or ∂E/∂y supply the index i?",
    ask_ja="∂E/∂W の (i, j) 成分は w_ij に対応します。添字 i は x と ∂E/∂y のどちらのものですか。",
)

misconception(
    "cross_entropy_stops_at_p",
    change=[
        (
            "    dE_dy = e / e.sum() - t\n    return dE_dy @ w.T, np.outer(x, dE_dy)\n",
            "    dE_dy = -t / (e / e.sum())\n    return dE_dy @ w.T, np.outer(x, dE_dy)\n",
        ),
    ],
    fails=["affine_softmax_cross_entropy_dw", "affine_softmax_cross_entropy_dx", "published_cross_entropy"],
    title_en="The chain stops at p",
    title_ja="p で止まっている",
    en="∂E/∂y is taken as −t/p, which is ∂E/∂p; the step through the softmax is missing.",
    ja="∂E/∂y が −t/p になっていますが、これは ∂E/∂p です。softmax を通る段階が抜けています。",
    ask_en="Does p_1 depend on y_1 alone?",
    ask_ja="p_1 は y_1 だけに依存しますか。",
)

misconception(
    "cross_entropy_targets_ignored",
    change=[
        (
            "    dE_dy = e / e.sum() - t\n    return dE_dy @ w.T, np.outer(x, dE_dy)\n",
            "    dE_dy = e / e.sum()\n    return dE_dy @ w.T, np.outer(x, dE_dy)\n",
        ),
    ],
    fails=["affine_softmax_cross_entropy_dw", "affine_softmax_cross_entropy_dx", "published_cross_entropy"],
    title_en="The targets are not used (affine_softmax_cross_entropy)",
    title_ja="正解 t を使っていない(affine_softmax_cross_entropy)",
    en="∂E/∂y is taken as softmax(y); it is softmax(y) − t.",
    ja="∂E/∂y が softmax(y) になっています。正しくは softmax(y) − t です。",
    ask_en="What should all gradients be when the probability of the right class is 1?",
    ask_ja="正解のクラスの確率が 1 のとき、勾配はいくつになるべきですか。",
)

misconception(
    "bias_results_exchanged",
    change=[
        ("return dE_dY.copy(), dE_dY.sum(axis=0)", "return dE_dY.sum(axis=0), dE_dY.copy()"),
    ],
    fails=["bias", "published_bias"],
    title_en="∂E/∂X and ∂E/∂b exchanged",
    title_ja="∂E/∂X と ∂E/∂b が逆",
    en="∂E/∂b is returned first; ∂E/∂X comes first.",
    ja="∂E/∂b を先に返しています。先に返すのは ∂E/∂X です。",
    ask_en="In which order does the docstring name the two results?",
    ask_ja="docstring には、2 つの結果がどの順で書かれていますか。",
)

misconception(
    "db_over_everything",
    change=[
        ("return dE_dY.copy(), dE_dY.sum(axis=0)", "return dE_dY.copy(), dE_dY.sum()"),
    ],
    fails=["bias", "published_bias"],
    title_en="∂E/∂b is a single number",
    title_ja="∂E/∂b が 1 つの数になっている",
    en="All entries of dE_dY are added up; b has one entry for each column.",
    ja="dE_dY のすべての成分を足しています。b の要素は列ごとに 1 つです。",
    ask_en="b has the shape (M,). Which shape must ∂E/∂b have?",
    ask_ja="b の形は (M,) です。∂E/∂b の形は何ですか。",
)

misconception(
    "dx_of_the_bias_is_ones",
    change=[
        ("return dE_dY.copy(), dE_dY.sum(axis=0)", "return np.ones_like(dE_dY), dE_dY.sum(axis=0)"),
    ],
    fails=["bias", "published_bias"],
    title_en="∂E/∂X is all ones",
    title_ja="∂E/∂X がすべて 1",
    en="∂Y/∂X is returned, all ones; the chain rule multiplies it by ∂E/∂Y.",
    ja="∂Y/∂X の 1 が返されています。連鎖律では、それに ∂E/∂Y を掛けます。",
    ask_en="If E did not depend on y_11 at all, would your answer change?",
    ask_ja="E が y_11 にまったく依存しないとしたら、あなたの答えは変わりますか。",
)

misconception(
    "upstream_of_the_bias_changed",
    change=[
        (
            "return dE_dY.copy(), dE_dY.sum(axis=0)",
            "db = dE_dY.sum(axis=0)\n    dE_dY /= 2\n    return 2 * dE_dY, db",
        )
    ],
    fails=["arguments_are_never_modified[bias_backward]"],
    title_en="The caller's dE_dY is changed",
    title_ja="呼び出し側の dE_dY を書き換えている",
    en="`dE_dY /= …` writes into the array that the caller handed over.",
    ja="`dE_dY /= …` が、呼び出し側から渡された配列そのものを書き換えています。",
    ask_en="What is dE_dY for the caller after bias_backward(dE_dY) has returned?",
    ask_ja="bias_backward(dE_dY) を呼んだあと、呼び出し側の dE_dY はどうなっていますか。",
)

misconception(
    "summed_into_the_first_row",
    change=[
        (
            "return dE_dY.copy(), dE_dY.sum(axis=0)",
            "dx, db = dE_dY.copy(), dE_dY[0]\n    for row in dE_dY[1:]:\n        db += row\n    return dx, db",
        )
    ],
    fails=["arguments_are_never_modified[bias_backward]"],
    title_en="The sum is made in the first row of dE_dY",
    title_ja="dE_dY の 1 行目に足し込んでいる",
    en="dE_dY[0] is a view: what is added to it with `+=` is added to the caller's array.",
    ja="dE_dY[0] はビューです。`+=` で足したものは、呼び出し側の配列に足されます。",
    ask_en="After row = a[0] and row += 1, what is a?",
    ask_ja="row = a[0] のあと row += 1 とすると、a はどうなりますか。",
)
