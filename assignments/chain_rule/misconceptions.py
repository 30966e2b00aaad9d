"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

from autograder.testing import misconception

SQUARED = "    dE_dy = x @ w - t\n"
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

misconception(
    "target_overwritten",
    change=[(CROSS_ENTROPY, "    t -= e / e.sum()\n    dE_dy = -t\n")],
    fails=["arguments_are_never_modified"],
    title_en="The caller's t is changed",
    title_ja="呼び出し側の t を書き換えている",
    en="`t -= …` writes into the array that the caller handed over.",
    ja="`t -= …` が、呼び出し側から渡された配列そのものを書き換えています。",
    ask_en="Is t still one-hot after your function has returned?",
    ask_ja="関数を呼んだあとも、t は one-hot のままですか。",
)

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
