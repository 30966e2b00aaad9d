"""Slips in the matrix form."""

from autograder.testing import misconception

BOTH = "return g @ w.T, x.T @ g"


def matrices() -> None:
    """matmul_backward."""
    misconception(
        "dw_transposed",
        change=[(BOTH, "return g @ w.T, g.T @ x")],
        fails=["matmul_backward_dw", "matmul_backward_has_the_right_shapes"],
        title_en="∂L/∂W is transposed",
        title_ja="∂L/∂W が転置されている",
        en="∂L/∂W came as gᵀ X, with the shape (M, K); it must have the shape of W, (K, M).",
        ja="∂L/∂W が gᵀ X になっていて、形が (M, K) です。W と同じ (K, M) でなければなりません。",
        ask_en="Entry (k, j) is Σ_i x_ik g_ij. Which factor supplies the row index k?",
        ask_ja="(k, j) 成分は Σ_i x_ik g_ij です。行の添字 k はどちらの行列のものですか。",
    )
    misconception(
        "gradients_exchanged",
        change=[(BOTH, "return x.T @ g, g @ w.T")],
        fails=["matmul_backward_dx", "matmul_backward_dw", "matmul_backward_has_the_right_shapes"],
        title_en="The two gradients exchanged",
        title_ja="2 つの勾配の順序が逆",
        en="matmul_backward returns ∂L/∂W first; ∂L/∂X comes first, then ∂L/∂W.",
        ja="matmul_backward が ∂L/∂W を先に返しています。先に返すのは ∂L/∂X です。",
        ask_en="In which order does the docstring name the two results?",
        ask_ja="docstring には、2 つの結果がどの順で書かれていますか。",
    )
    misconception(
        "w_not_transposed",
        change=[(BOTH, "return g @ w, x.T @ g")],
        fails=["matmul_backward_dx", "matmul_backward_dw", "matmul_backward_has_the_right_shapes"],
        title_en="W is not transposed",
        title_ja="W を転置していない",
        en="g is multiplied by W where Wᵀ is needed; only for square matrices do the shapes (N, M) and (K, M) "
        "fit at all.",
        ja="Wᵀ を掛けるべきところで W を掛けています。(N, M) と (K, M) の形が合うのは正方行列のときだけです。",
        ask_en="g is (N, M) and ∂L/∂X is (N, K). Which shape must the factor on the right have?",
        ask_ja="g は (N, M)、∂L/∂X は (N, K) です。右から掛ける行列はどんな形であるべきですか。",
    )
    misconception(
        "dw_divided_by_rows",
        change=[(BOTH, BOTH + " / len(x)")],
        fails=["matmul_backward_dw"],
        title_en="∂L/∂W divided by N",
        title_ja="∂L/∂W が N で割られている",
        en="∂L/∂W is divided by the number of rows N. A mean, if there is one, is a matter of the loss L: it is in g.",
        ja="∂L/∂W が行の数 N で割られています。平均を取るとすれば損失 L の側で、それは g に含まれています。",
        ask_en="If L is already a mean over the rows, how often does 1/N occur in your gradient?",
        ask_ja="L がすでに行についての平均だとすると、あなたの勾配には 1/N が何回掛かりますか。",
    )
    misconception(
        "dx_transposed",
        change=[(BOTH, "return w @ g.T, x.T @ g")],
        fails=["matmul_backward_dx", "matmul_backward_has_the_right_shapes"],
        title_en="∂L/∂X is transposed",
        title_ja="∂L/∂X が転置されている",
        en="∂L/∂X came as W gᵀ, with the shape (K, N); it must have the shape of X, (N, K).",
        ja="∂L/∂X が W gᵀ になっていて、形が (K, N) です。X と同じ (N, K) でなければなりません。",
        ask_en="Entry (i, k) is Σ_j g_ij w_kj. Which factor supplies the row index i?",
        ask_ja="(i, k) 成分は Σ_j g_ij w_kj です。行の添字 i はどちらの行列のものですか。",
    )
    misconception(
        "x_not_transposed_in_the_product",
        change=[(BOTH, "return g @ w.T, x @ g")],
        fails=["matmul_backward_dx", "matmul_backward_dw", "matmul_backward_has_the_right_shapes"],
        title_en="X is not transposed",
        title_ja="X を転置していない",
        en="g is multiplied by X where Xᵀ is needed; only for square matrices do the shapes (N, K) and (N, M) "
        "fit at all.",
        ja="Xᵀ を掛けるべきところで X を掛けています。(N, K) と (N, M) の形が合うのは正方行列のときだけです。",
        ask_en="g is (N, M) and ∂L/∂W is (K, M). Which shape must the factor on the left have?",
        ask_ja="g は (N, M)、∂L/∂W は (K, M) です。左から掛ける行列はどんな形であるべきですか。",
    )
    misconception(
        "neither_transposed",
        change=[(BOTH, "return g @ w, x @ g")],
        fails=["matmul_backward_dx", "matmul_backward_dw", "matmul_backward_has_the_right_shapes"],
        title_en="Neither W nor X is transposed",
        title_ja="W も X も転置していない",
        en="g is multiplied by W and by X where Wᵀ and Xᵀ are needed; only for square matrices do the shapes "
        "fit at all.",
        ja="Wᵀ と Xᵀ を掛けるべきところで W と X を掛けています。形が合うのは正方行列のときだけです。",
        ask_en="g is (N, M), ∂L/∂X is (N, K) and ∂L/∂W is (K, M). Which shapes must the two factors have?",
        ask_ja="g は (N, M)、∂L/∂X は (N, K)、∂L/∂W は (K, M) です。掛ける 2 つの行列はどんな形であるべきですか。",
    )
    misconception(
        "dx_in_the_wrong_order",
        change=[(BOTH, "return w.T @ g, x.T @ g")],
        fails=["matmul_backward_dx", "matmul_backward_dw", "matmul_backward_has_the_right_shapes"],
        title_en="∂L/∂X in the wrong order",
        title_ja="∂L/∂X の積の順序が逆",
        en="∂L/∂X is computed as Wᵀ g; it is g Wᵀ. Matrices do not commute, also where both products fit.",
        ja="∂L/∂X が Wᵀ g になっています。正しくは g Wᵀ です。両方の形が合うときでも、行列の積は交換できません。",
        ask_en="Row i of ∂L/∂X depends on row i of g. On which side must g stand?",
        ask_ja="∂L/∂X の i 行目は g の i 行目によります。g は左右どちらにあるべきですか。",
    )
    misconception(
        "dw_in_the_wrong_order",
        change=[(BOTH, "return g @ w.T, g @ x.T")],
        fails=["matmul_backward_dx", "matmul_backward_dw", "matmul_backward_has_the_right_shapes"],
        title_en="∂L/∂W in the wrong order",
        title_ja="∂L/∂W の積の順序が逆",
        en="∂L/∂W is computed as g Xᵀ; it is Xᵀ g. Matrices do not commute, also where both products fit.",
        ja="∂L/∂W が g Xᵀ になっています。正しくは Xᵀ g です。両方の形が合うときでも、行列の積は交換できません。",
        ask_en="Column j of ∂L/∂W depends on column j of g. On which side must g stand?",
        ask_ja="∂L/∂W の j 列目は g の j 列目によります。g は左右どちらにあるべきですか。",
    )
    misconception(
        "both_in_the_wrong_order",
        change=[(BOTH, "return w.T @ g, g @ x.T")],
        fails=["matmul_backward_dx", "matmul_backward_dw", "matmul_backward_has_the_right_shapes"],
        title_en="Both products in the wrong order",
        title_ja="2 つの積の順序がどちらも逆",
        en="Wᵀ g and g Xᵀ are computed; it is g Wᵀ and Xᵀ g. Matrices do not commute, also where all products fit.",
        ja="Wᵀ g と g Xᵀ になっています。正しくは g Wᵀ と Xᵀ g です。形が合うときでも、行列の積は交換できません。",
        ask_en="Row i of ∂L/∂X depends on row i of g, column j of ∂L/∂W on column j. On which sides must g stand?",
        ask_ja="∂L/∂X の i 行目は g の i 行目に、∂L/∂W の j 列目は g の j 列目によります。g "
        "は左右どちらにあるべきですか。",
    )
    misconception(
        "dx_divided_by_columns",
        change=[(BOTH, "return g @ w.T / w.shape[1], x.T @ g")],
        fails=["matmul_backward_dx"],
        title_en="∂L/∂X divided by L",
        title_ja="∂L/∂X が L で割られている",
        en="∂L/∂X is divided by the number of columns; the paths add up, and nothing is divided.",
        ja="∂L/∂X が列の数で割られています。経路は足し合わせるだけで、割り算はしません。",
        ask_en="Where in the chain rule does a division occur?",
        ask_ja="連鎖律のどこに割り算が出てきますか。",
    )
    misconception(
        "matmul_dx_divided_by_rows",
        change=[(BOTH, "return g @ w.T / len(x), x.T @ g")],
        fails=["matmul_backward_dx"],
        title_en="∂L/∂X divided by N",
        title_ja="∂L/∂X が N で割られている",
        en="∂L/∂X is divided by the number of rows N. A mean, if there is one, is a matter of the loss L: it is in g.",
        ja="∂L/∂X が行の数 N で割られています。平均を取るとすれば損失 L の側で、それは g に含まれています。",
        ask_en="If L is already a mean over the rows, how often does 1/N occur in your gradient?",
        ask_ja="L がすでに行についての平均だとすると、あなたの勾配には 1/N が何回掛かりますか。",
    )
    misconception(
        "upstream_ignored_in_the_product",
        change=[(BOTH, "g = 1 + 0 * g\n    return g @ w.T, x.T @ g")],
        fails=["matmul_backward_dx", "matmul_backward_dw"],
        title_en="g is ignored in matmul_backward",
        title_ja="matmul_backward が g を使っていない",
        en="Both gradients are those of the sum of all y_ij, as if g were all ones.",
        ja="2 つの勾配が、g の成分がすべて 1 のとき、つまりすべての y_ij の和の勾配になっています。",
        ask_en="If L did not depend on y11 at all, would your answer change?",
        ask_ja="L が y11 にまったく依存しないとしたら、あなたの答えは変わりますか。",
    )
    for name, product, which in [
        ("w_reshaped", "g @ w.reshape(w.shape[::-1]), x.T @ g", "dx"),
        ("x_reshaped", "g @ w.T, x.reshape(x.shape[::-1]) @ g", "dw"),
        ("w_and_x_reshaped", "g @ w.reshape(w.shape[::-1]), x.reshape(x.shape[::-1]) @ g", "both"),
    ]:
        misconception(
            name,
            change=[(BOTH, f"return {product}")],
            fails=[f"matmul_backward_{one}" for one in ("dx", "dw") if which in (one, "both")],
            title_en="Reshaped in place of transposed",
            title_ja="転置ではなく reshape",
            en="`reshape` gives the right shape, but keeps the order of the entries: they come to other places.",
            ja="`reshape` では形は合いますが、成分の並び順は変わりません。転置したときとは別の場所に来ます。",
            ask_en="What are np.arange(6).reshape(2, 3).T and np.arange(6).reshape(2, 3).reshape(3, 2)?",
            ask_ja="np.arange(6).reshape(2, 3).T と np.arange(6).reshape(2, 3).reshape(3, 2) は何ですか。",
        )
    misconception(
        "sizes_of_the_example",
        change=[(BOTH, "return g[:, :3] @ w[:, :3].T, x[:2].T @ g[:2]")],
        fails=["matmul_backward_dx", "matmul_backward_dw"],
        title_en="The sums end at the sizes of the example",
        title_ja="和の範囲が例の大きさのままになっている",
        en="The sums run over 3 columns and 2 rows, as for X (2, 2) and W (2, 3); N and L may be larger.",
        ja="和の範囲が、X (2, 2)、W (2, 3) のときの 3 列と 2 行のままです。N や L はもっと大きいこともあります。",
        ask_en="For X (5, 4) and W (4, 7), how many terms has an entry of ∂L/∂X, and how many one of ∂L/∂W?",
        ask_ja="X が (5, 4)、W が (4, 7) のとき、∂L/∂X の成分の項はいくつですか。∂L/∂W ではどうですか。",
    )
