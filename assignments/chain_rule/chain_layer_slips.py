"""Slips in a layer with its loss, and in the bias."""

from autograder.testing import misconception

BIAS = "return dE_dY.copy(), dE_dY.sum(axis=0)"
SQUARED = "    dE_dy = x @ w - t\n"
SUMS = "    # y_j = Σ_i x_i w_ij, so ∂E/∂x_i = Σ_j w_ij ∂E/∂y_j and ∂E/∂w_ij = x_i ∂E/∂y_j\n"
DERIVATIVES = "    return dE_dy @ w.T, np.outer(x, dE_dy)\n"
LAYER_SE = SQUARED + SUMS + DERIVATIVES
CROSS_ENTROPY = "    dE_dy = e / e.sum() - t\n"
LAYER_CE = CROSS_ENTROPY + DERIVATIVES
OF_SQUARES = ["affine_squared_error_dx", "affine_squared_error_dw", "published_squared_error"]
OF_CROSS_ENTROPY = ["affine_softmax_cross_entropy_dx", "affine_softmax_cross_entropy_dw", "published_cross_entropy"]


def no_outer_product(name, last, dw, checks):
    """∂E/∂W of a product that is not the outer one."""
    misconception(
        name,
        change=[(last + DERIVATIVES, last + f"    return dE_dy @ w.T, {dw}\n")],
        fails=checks,
        title_en="No outer product in ∂E/∂W",
        title_ja="∂E/∂W が外積になっていない",
        en="x and ∂E/∂y are vectors: neither `@` nor `*` makes a (D, M) matrix of (D,) and (M,).",
        ja="x と ∂E/∂y はベクトルです。`@` でも `*` でも、(D,) と (M,) から (D, M) の行列はできません。",
        ask_en="∂E/∂W has an entry for each pair of an x_i and a y_j. How many entries has your product?",
        ask_ja="∂E/∂W には、x_i と y_j の組ごとに成分があります。あなたの積の成分はいくつですか。",
    )


def squared_error() -> None:
    """affine_squared_error."""
    misconception(
        "squared_error_with_two",
        change=[(SQUARED, "    dE_dy = 2 * (x @ w - t)\n")],
        fails=OF_SQUARES,
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
        fails=OF_SQUARES,
        title_en="The targets are not used",
        title_ja="正解 t を使っていない",
        en="∂E/∂y is taken as y; it is y − t.",
        ja="∂E/∂y が y になっています。正しくは y − t です。",
        ask_en="What should all gradients be when y equals t?",
        ask_ja="y が t と等しいとき、勾配はいくつになるべきですか。",
    )
    misconception(
        "squared_error_dw_transposed",
        change=[
            (SQUARED + "    # y_j", "    dE_dy = x @ w - t\n    return dE_dy @ w.T, np.outer(dE_dy, x)\n    # y_j")
        ],
        fails=["affine_squared_error_dw", "published_squared_error"],
        title_en="∂E/∂W is transposed",
        title_ja="∂E/∂W が転置されている",
        en="∂E/∂W has the shape (M, D); it must have the shape of W, (D, M).",
        ja="∂E/∂W の形が (M, D) です。W と同じ (D, M) でなければなりません。",
        ask_en="Entry (i, j) of ∂E/∂W belongs to w_ij. Does x or ∂E/∂y supply the index i?",
        ask_ja="∂E/∂W の (i, j) 成分は w_ij に対応します。添字 i は x と ∂E/∂y のどちらのものですか。",
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
        "squared_error_divided_by_outputs",
        change=[(LAYER_SE, "    dE_dy = (x @ w - t) / len(t)\n    return dE_dy @ w.T, np.outer(x, dE_dy)\n")],
        fails=["affine_squared_error_dw", "affine_squared_error_dx", "published_squared_error"],
        title_en="Divided by the number of outputs",
        title_ja="出力の数で割っている",
        en="The gradient is divided by M; E is a sum over the outputs, not a mean.",
        ja="勾配が M で割られています。E は出力についての和で、平均ではありません。",
        ask_en="Where does M occur in E = ½ Σ (y − t)²?",
        ask_ja="E = ½ Σ (y − t)² のどこに M がありますか。",
    )


def cross_entropy() -> None:
    """affine_softmax_cross_entropy."""
    misconception(
        "softmax_left_out",
        change=[(CROSS_ENTROPY, "    dE_dy = x @ w - t\n")],
        fails=OF_CROSS_ENTROPY,
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
        fails=OF_CROSS_ENTROPY,
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
        fails=OF_CROSS_ENTROPY,
        title_en="Only the diagonal of the softmax",
        title_ja="softmax の対角成分しか使っていない",
        en="∂E/∂y_j is −t_j (1 − p_j), as if y_j moved p_j alone; y_j is in the denominator of every p.",
        ja="∂E/∂y_j が −t_j (1 − p_j) で、y_j が p_j だけを動かすことになっています。y_j はすべての p "
        "の分母にあります。",
        ask_en="If y_j of a wrong class grows, what happens to the probability of the right one, and to E?",
        ask_ja="不正解のクラスの y_j が増えると、正解のクラスの確率と E はどうなりますか。",
    )
    misconception(
        "sigmoid_in_place_of_softmax",
        change=[(CROSS_ENTROPY, "    dE_dy = e / (1 + e) - t\n")],
        fails=OF_CROSS_ENTROPY,
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
        fails=OF_CROSS_ENTROPY,
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
    misconception(
        "softmax_along_axis_1",
        change=[(CROSS_ENTROPY, "    dE_dy = e / e.sum(axis=1, keepdims=True) - t\n")],
        fails=[*OF_CROSS_ENTROPY, "arguments_are_never_modified[affine_softmax_cross_entropy]"],
        title_en="axis=1 of a vector",
        title_ja="ベクトルに axis=1",
        en="x is one sample, so y = xW is a vector: it has axis 0 only.",
        ja="x は 1 つのサンプルなので、y = xW はベクトルです。軸は axis=0 しかありません。",
        ask_en="Which shape has y = xW for x (D,) and W (D, M)?",
        ask_ja="x が (D,)、W が (D, M) のとき、y = xW の形は何ですか。",
    )
    misconception(
        "cross_entropy_dw_transposed",
        change=[(LAYER_CE, "    dE_dy = e / e.sum() - t\n    return dE_dy @ w.T, np.outer(dE_dy, x)\n")],
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
        change=[(LAYER_CE, "    dE_dy = -t / (e / e.sum())\n    return dE_dy @ w.T, np.outer(x, dE_dy)\n")],
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
        change=[(LAYER_CE, "    dE_dy = e / e.sum()\n    return dE_dy @ w.T, np.outer(x, dE_dy)\n")],
        fails=["affine_softmax_cross_entropy_dw", "affine_softmax_cross_entropy_dx", "published_cross_entropy"],
        title_en="The targets are not used (affine_softmax_cross_entropy)",
        title_ja="正解 t を使っていない(affine_softmax_cross_entropy)",
        en="∂E/∂y is taken as softmax(y); it is softmax(y) − t.",
        ja="∂E/∂y が softmax(y) になっています。正しくは softmax(y) − t です。",
        ask_en="What should all gradients be when the probability of the right class is 1?",
        ask_ja="正解のクラスの確率が 1 のとき、勾配はいくつになるべきですか。",
    )


def both_losses() -> None:
    """What goes wrong alike in both."""
    no_outer_product("squared_error_inner_product", SUMS, "x @ dE_dy", OF_SQUARES)
    no_outer_product("squared_error_elementwise", SUMS, "x * dE_dy", OF_SQUARES)
    no_outer_product("cross_entropy_inner_product", CROSS_ENTROPY, "x @ dE_dy", OF_CROSS_ENTROPY)
    no_outer_product("cross_entropy_elementwise", CROSS_ENTROPY, "x * dE_dy", OF_CROSS_ENTROPY)
    for name, function, first, rest, slope, minus, checks in [
        ("squared_error", "affine_squared_error", SQUARED, SUMS, "y − t", "t - x @ w", OF_SQUARES),
        (
            "cross_entropy",
            "affine_softmax_cross_entropy",
            CROSS_ENTROPY,
            "",
            "softmax(y) − t",
            "t - e / e.sum()",
            OF_CROSS_ENTROPY,
        ),
    ]:
        layer = first + rest + DERIVATIVES
        misconception(
            f"{name}_sign",
            change=[(layer, f"    dE_dy = {minus}\n{DERIVATIVES}")],
            fails=checks,
            title_en=f"The sign of ∂E/∂y ({function})",
            title_ja=f"∂E/∂y の符号が逆({function})",
            en=f"∂E/∂y is {slope}; yours has the other sign.",
            ja=f"∂E/∂y は {slope} です。符号が逆になっています。",
            ask_en="If y_j is too large, does E grow or fall with y_j?",
            ask_ja="y_j が大きすぎるとき、y_j が増えると E は増えますか、減りますか。",
        )
        misconception(
            f"{name}_w_not_transposed",
            change=[(layer, f"{first}    return dE_dy @ w, np.outer(x, dE_dy)\n")],
            fails=checks,
            title_en=f"W is not transposed ({function})",
            title_ja=f"W を転置していない({function})",
            en="∂E/∂x is computed as ∂E/∂y · W; it is ∂E/∂y · Wᵀ, also where W is square and both fit.",
            ja="∂E/∂x が ∂E/∂y · W になっています。正しくは ∂E/∂y · Wᵀ です。W が正方行列で、"
            "両方の形が合うときでも同じです。",
            ask_en="In ∂E/∂x_i = Σ_j w_ij ∂E/∂y_j, which index of w runs along the sum?",
            ask_ja="∂E/∂x_i = Σ_j w_ij ∂E/∂y_j で、和を取る添字は w の何番目の添字ですか。",
        )
        misconception(
            f"{name}_results_exchanged",
            change=[(layer, f"{first}    return np.outer(x, dE_dy), dE_dy @ w.T\n")],
            fails=checks,
            title_en=f"∂E/∂x and ∂E/∂W exchanged ({function})",
            title_ja=f"∂E/∂x と ∂E/∂W が逆({function})",
            en="∂E/∂W is returned first; ∂E/∂x comes first.",
            ja="∂E/∂W を先に返しています。先に返すのは ∂E/∂x です。",
            ask_en="In which order does the docstring name the two results?",
            ask_ja="docstring には、2 つの結果がどの順で書かれていますか。",
        )
        misconception(
            f"{name}_stops_at_y",
            change=[(layer, f"{first}    return dE_dy, np.outer(x, dE_dy)\n")],
            fails=[f"{function}_dx", f"published_{name}"],
            title_en=f"∂E/∂x stops at y ({function})",
            title_ja=f"∂E/∂x が y で止まっている({function})",
            en="∂E/∂y is returned as ∂E/∂x; the weights on the way from x to y are missing.",
            ja="∂E/∂y が ∂E/∂x として返されています。x から y への重みが掛かっていません。",
            ask_en="Which shape must ∂E/∂x have?",
            ask_ja="∂E/∂x の形は何ですか。",
        )


def bias() -> None:
    """bias_backward."""
    misconception(
        "db_as_mean",
        change=[(BIAS, "return dE_dY.copy(), dE_dY.mean(axis=0)")],
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
        change=[(BIAS, "return dE_dY.copy(), dE_dY.sum(axis=1)")],
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
        change=[(BIAS, "return dE_dY.copy(), dE_dY.copy()")],
        fails=["bias", "published_bias"],
        title_en="∂E/∂b is not summed",
        title_ja="∂E/∂b が足し合わされていない",
        en="∂E/∂b is dE_dY itself, (N, M); the sum over the rows is missing.",
        ja="∂E/∂b が dE_dY そのもの(形 (N, M))です。行についての和が抜けています。",
        ask_en="b has the shape (M,). Which shape must ∂E/∂b have?",
        ask_ja="b の形は (M,) です。∂E/∂b の形は何ですか。",
    )
    misconception(
        "bias_results_exchanged",
        change=[(BIAS, "return dE_dY.sum(axis=0), dE_dY.copy()")],
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
        change=[(BIAS, "return dE_dY.copy(), dE_dY.sum()")],
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
        change=[(BIAS, "return np.ones_like(dE_dY), dE_dY.sum(axis=0)")],
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
        change=[(BIAS, "db = dE_dY.sum(axis=0)\n    dE_dY /= 2\n    return 2 * dE_dY, db")],
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
            (BIAS, "dx, db = dE_dY.copy(), dE_dY[0]\n    for row in dE_dY[1:]:\n        db += row\n    return dx, db")
        ],
        fails=["arguments_are_never_modified[bias_backward]"],
        title_en="The sum is made in the first row of dE_dY",
        title_ja="dE_dY の 1 行目に足し込んでいる",
        en="dE_dY[0] is a view: what is added to it with `+=` is added to the caller's array.",
        ja="dE_dY[0] はビューです。`+=` で足したものは、呼び出し側の配列に足されます。",
        ask_en="After row = a[0] and row += 1, what is a?",
        ask_ja="row = a[0] のあと row += 1 とすると、a はどうなりますか。",
    )
