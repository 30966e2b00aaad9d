"""Slips in one term or one result, where the others are right."""

from chain_branch_slips import BRANCHES, ERRORS, SOFTMAX
from chain_layer_slips import BIAS, CROSS_ENTROPY, OF_CROSS_ENTROPY, OF_SQUARES, SQUARED

from autograder.testing import misconception


def slopes() -> None:
    """A value in place of its slope."""
    for name, ways in (
        ("u_for_its_slope", "dz_du * (1 + np.exp(x)) - dz_dv * np.exp(-x)"),
        ("u_and_v_for_their_slopes", "dz_du * (1 + np.exp(x)) + dz_dv * (1 + np.exp(-x))"),
    ):
        misconception(
            name,
            change=[(BRANCHES, ways)],
            fails=["branch", "branch_example"],
            title_en="The 1 is still there after differentiating",
            title_ja="微分したのに 1 が残っている",
            en="A way is multiplied by the value 1 + eˣ; its slope is asked for, and the 1 does not change with x.",
            ja="経路に 1 + eˣ の値を掛けています。掛けるのはその傾きで、1 は x によって変わりません。",
            ask_en="By how much does 1 change when x does?",
            ask_ja="x が変わると、1 はどれだけ変わりますか。",
        )
    misconception(
        "exponent_without_its_minus",
        change=[(BRANCHES, "dz_du * np.exp(x) - dz_dv * np.exp(x)")],
        fails=["branch"],
        title_en="e⁻ˣ has become eˣ",
        title_ja="e⁻ˣ が eˣ になっている",
        en="The derivative of e⁻ˣ is written as −eˣ: the exponent has lost its minus.",
        ja="e⁻ˣ の微分が −eˣ になっています。指数のマイナスが消えています。",
        ask_en="Does the steepness of e⁻ˣ grow or fall as x grows?",
        ask_ja="x が大きくなると、e⁻ˣ の傾きの大きさは増えますか、減りますか。",
    )


def results() -> None:
    """One of two results of the softmax."""
    right = "float(u * v * (dz_dv - dz_du))"
    for name, wrong, more in (
        ("first_result_without_v", f"return float(u * v * dz_du), {right}", []),
        (
            "second_result_without_u",
            "return float(u * v * (dz_du - dz_dv)), float(u * v * dz_dv)",
            ["softmax2_examples"],
        ),
    ):
        misconception(
            name,
            change=[(SOFTMAX, wrong)],
            fails=["softmax2", *more],
            title_en="One result without its cross term",
            title_ja="片方の結果に交差項がない",
            en="One of the two results goes through one of u and v only; x and y are in both denominators.",
            ja="2 つの結果の片方が、u と v の一方しか通っていません。x も y も、両方の分母に入っています。",
            ask_en="Which of u and v change when only x does?",
            ask_ja="x だけが変わると、u と v のどちらが変わりますか。",
        )
    for name, wrong, more in (
        ("first_cross_term_added", f"return float(u * v * (dz_du + dz_dv)), {right}", []),
        (
            "second_cross_term_added",
            "return float(u * v * (dz_du - dz_dv)), float(u * v * (dz_du + dz_dv))",
            ["softmax2_examples"],
        ),
    ):
        misconception(
            name,
            change=[(SOFTMAX, wrong)],
            fails=["softmax2", *more],
            title_en="A cross term with the wrong sign",
            title_ja="交差項の符号が逆",
            en="The way through the other probability has the wrong sign: where one grows, the other must fall.",
            ja="もう一方の確率を通る経路の符号が逆です。一方が増えると、もう一方は減ります。",
            ask_en="u + v = 1: if u grows, what happens to v?",
            ask_ja="u + v = 1 です。u が増えると、v はどうなりますか。",
        )
    misconception(
        "targets_of_the_two_exchanged",
        change=[(ERRORS, "return float(u - (1 - s)), float(1 - s - u)")],
        fails=["softmax2_cross_entropy", "softmax2_examples"],
        title_en="s and t exchanged",
        title_ja="s と t が入れ替わっている",
        en="u is compared with t and v with s; s belongs to u.",
        ja="u を t と、v を s と比べています。s は u に対応します。",
        ask_en="At which u is z = −s log u − t log v smallest for s = 1?",
        ask_ja="s = 1 のとき、z = −s log u − t log v が最小になる u はいくつですか。",
    )
    misconception(
        "s_for_both",
        change=[(ERRORS, "return float(s * (2 * u - 1)), float(s * (1 - 2 * u))")],
        fails=["softmax2_cross_entropy", "softmax2_examples"],
        title_en="t is s",
        title_ja="t が s になっている",
        en="Both terms have the factor s; the second one has t = 1 − s.",
        ja="両方の項の係数が s です。2 つ目の項の係数は t = 1 − s です。",
        ask_en="What is t for s = 1?",
        ask_ja="s = 1 のとき、t はいくつですか。",
    )


def layers() -> None:
    """A layer, its loss and its bias."""
    misconception(
        "logarithm_of_the_softmax",
        change=[(CROSS_ENTROPY, "    dE_dy = np.log(e / e.sum()) - t\n")],
        fails=OF_CROSS_ENTROPY,
        title_en="log p − t in place of p − t",
        title_ja="p − t ではなく log p − t",
        en="The logarithm of the softmax is still in ∂E/∂y; it is in E, and has been differentiated.",
        ja="∂E/∂y にソフトマックスの対数が残っています。対数は E の中にあり、微分すると残りません。",
        ask_en="What is ∂E/∂y where the net is right and sure of it?",
        ask_ja="ネットが確信を持って正解しているとき、∂E/∂y はいくつですか。",
    )
    misconception(
        "output_returned_as_dx",
        change=[(SQUARED, SQUARED + "    return w.T @ x, np.outer(x, dE_dy)\n")],
        fails=[check for check in OF_SQUARES if not check.endswith("dw")],
        title_en="y in place of ∂E/∂x",
        title_ja="∂E/∂x ではなく y を返している",
        en="Wᵀx is the output y again; on the way back it is ∂E/∂y that goes through W.",
        ja="Wᵀx は出力 y です。逆向きに W を通るのは ∂E/∂y です。",
        ask_en="How many entries has ∂E/∂x, and how many has your result?",
        ask_ja="∂E/∂x の成分はいくつですか。あなたの結果はいくつですか。",
    )
    for name, result, title_en, title_ja, en, ja in (
        (
            "db_with_an_axis_too_many",
            "return dE_dY.copy(), dE_dY.sum(axis=0, keepdims=True)",
            "∂E/∂b has an axis too many",
            "∂E/∂b の軸が 1 つ多い",
            "∂E/∂b has the shape (1, M); it must have the shape of b, (M,).",
            "∂E/∂b の形が (1, M) です。b と同じ (M,) になります。",
        ),
    ):
        misconception(
            name,
            change=[(BIAS, result)],
            fails=["bias", "published_bias"],
            title_en=title_en,
            title_ja=title_ja,
            en=en,
            ja=ja,
            ask_en="If every ∂E/∂Y is twice as large, what happens to your two results?",
            ask_ja="∂E/∂Y がすべて 2 倍になると、あなたの 2 つの結果はどうなりますか。",
        )
