"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

from autograder.testing import misconception

# --- The product ---

misconception(
    "second_row_copied_from_the_first",
    change=[
        (
            "[x21 * w11 + x22 * w21, x21 * w12 + x22 * w22, x21 * w13 + x22 * w23]",
            "[x11 * w11 + x22 * w21, x11 * w12 + x22 * w22, x11 * w13 + x22 * w23]",
        )
    ],
    fails=["product_entries", "product_example"],
    title_en="The second row copied from the first",
    title_ja="1 行目を写したままの 2 行目",
    en="The second row of Y still contains x11, which belongs to the first row only.",
    ja="Y の 2 行目に、1 行目にしか現れないはずの x11 が残っています。",
    ask_en="Which row of X does the second row of Y depend on?",
    ask_ja="Y の 2 行目は X のどの行に依存しますか。",
)

misconception(
    "row_times_row",
    change=[
        (
            "[x11 * w11 + x12 * w21, x11 * w12 + x12 * w22, x11 * w13 + x12 * w23]",
            "[x11 * w11 + x12 * w12, x11 * w12 + x12 * w22, x11 * w13 + x12 * w23]",
        ),
        (
            "[x21 * w11 + x22 * w21, x21 * w12 + x22 * w22, x21 * w13 + x22 * w23]",
            "[x21 * w11 + x22 * w12, x21 * w12 + x22 * w22, x21 * w13 + x22 * w23]",
        ),
    ],
    fails=["product_entries"],
    title_en="A row of W where a column belongs",
    title_ja="W の列ではなく行を掛けている",
    en="The first column of Y multiplies a row of X with a row of W, (w11, w12); it takes the column (w11, w21).",
    ja="Y の 1 列目で、X の行に W の行 (w11, w12) を掛けています。掛けるのは W の列 (w11, w21) です。",
    ask_en="In y_ij = Σ_k x_ik w_kj, which index of w runs along the sum?",
    ask_ja="y_ij = Σ_k x_ik w_kj で、和の添字になっているのは w のどちらの添字ですか。",
)

misconception(
    "columns_of_x_in_the_product",
    change=[("(x11, x12), (x21, x22) = x\n    (w11", "(x11, x21), (x12, x22) = x\n    (w11")],
    fails=["product_entries", "product_example"],
    title_en="A column of X where a row belongs",
    title_ja="X の行ではなく列を掛けている",
    en="x12 and x21 are exchanged: Y is Xᵀ W. X is 2×2 here, so the shape does not tell.",
    ja="x12 と x21 が入れ替わり、Y が Xᵀ W になっています。ここでは X が 2×2 なので、形では気づけません。",
    ask_en="In y_ij = Σ_k x_ik w_kj, which index of x runs along the sum?",
    ask_ja="y_ij = Σ_k x_ik w_kj で、和の添字になっているのは x のどちらの添字ですか。",
)


def second_term_missing(name, *rows):
    """Of some rows of Y, by their number."""
    terms = [(f"x{i}1 * w1{j} + x{i}2 * w2{j}", f"x{i}1 * w1{j}") for i in rows for j in (1, 2, 3)]
    misconception(
        name,
        change=terms,
        fails=["product_entries", "product_example"],
        title_en="The second term of y_ij is missing",
        title_ja="y_ij の 2 つ目の項が抜けている",
        en="There are y_ij with the term x_i1 w_1j alone; each y_ij is a sum over both columns of X.",
        ja="項が x_i1 w_1j だけの y_ij があります。どの y_ij も、X の 2 つの列についての和です。",
        ask_en="How many numbers are there in a row of X, and how many terms in your y_21?",
        ask_ja="X の 1 行には数がいくつありますか。あなたの y_21 の項はいくつですか。",
    )


second_term_missing("second_term_missing", 1, 2)
second_term_missing("second_term_missing_in_row_2", 2)

misconception(
    "rows_of_y_exchanged",
    change=[
        (
            "x21 * w13 + x22 * w23]\n    return np.array([row1, row2])",
            "x21 * w13 + x22 * w23]\n    return np.array([row2, row1])",
        )
    ],
    fails=["product_entries", "product_example"],
    title_en="The rows of Y exchanged",
    title_ja="Y の行が入れ替わっている",
    en="The first row of Y stands in the second place, and the second in the first.",
    ja="Y の 1 行目が 2 行目に、2 行目が 1 行目にあります。",
    ask_en="Which row of X does the first row of Y depend on?",
    ask_ja="Y の 1 行目は X のどの行に依存しますか。",
)

misconception(
    "terms_of_y_subtracted",
    change=[(f"x{i}1 * w1{j} + x{i}2 * w2{j}", f"x{i}1 * w1{j} - x{i}2 * w2{j}") for i in (1, 2) for j in (1, 2, 3)],
    fails=["product_entries", "product_example"],
    title_en="The terms of y_ij subtracted",
    title_ja="y_ij の項を引いている",
    en="The second term of each y_ij is subtracted, as in a determinant; y_ij is a sum.",
    ja="y_ij の 2 つ目の項を、行列式のように引いています。y_ij は和です。",
    ask_en="In y_ij = Σ_k x_ik w_kj, where does a minus come from?",
    ask_ja="y_ij = Σ_k x_ik w_kj のどこにマイナスがありますか。",
)

misconception(
    "y_transposed",
    change=[
        (
            "x21 * w13 + x22 * w23]\n    return np.array([row1, row2])",
            "x21 * w13 + x22 * w23]\n    return np.array([row1, row2]).T",
        )
    ],
    fails=["product_entries", "product_example"],
    title_en="Y is transposed",
    title_ja="Y が転置されている",
    en="Y has the shape (3, 2); it must have as many rows as X and as many columns as W, (2, 3).",
    ja="Y の形が (3, 2) です。行の数は X と、列の数は W と同じ、(2, 3) でなければなりません。",
    ask_en="In which row of Y does y13 stand, and in which column?",
    ask_ja="y13 は Y の何行目、何列目にありますか。",
)

# --- The slice of the Jacobian ---

misconception(
    "x11_in_both_rows",
    change=[("np.array([w[0], np.zeros(3)])", "np.array([w[0], w[0]])")],
    fails=["jacobian_slice"],
    title_en="x11 in both rows of Y",
    title_ja="Y の両方の行に x11 があることになっている",
    en="The second row of ∂y/∂x11 is not zero, although no y_2j contains x11.",
    ja="∂y/∂x11 の 2 行目が 0 ではありません。y_2j はどれも x11 を含みません。",
    ask_en="Write out y21. Where is x11 in it?",
    ask_ja="y21 を書き出してください。x11 はどこにありますか。",
)

misconception(
    "second_row_of_w",
    change=[("np.array([w[0], np.zeros(3)])", "np.array([w[0], w[1]])")],
    fails=["jacobian_slice", "arguments_are_never_modified[dy_dx11]"],
    title_en="∂y/∂x11 is W itself",
    title_ja="∂y/∂x11 が W そのもの",
    en="dy_dx11 returns W; the entries of its second row are the derivatives with respect to x12, not x11.",
    ja="dy_dx11 が W をそのまま返しています。2 行目の成分は、x11 ではなく x12 での微分に現れるものです。",
    ask_en="Which x is w21 multiplied by in y11 and in y21?",
    ask_ja="y11 と y21 の中で、w21 に掛かっている x はそれぞれどれですか。",
)

misconception(
    "jacobian_slice_summed",
    change=[("np.array([w[0], np.zeros(3)])", "w[0]")],
    fails=["jacobian_slice", "first_entry_of_the_jacobian_slice", "arguments_are_never_modified[dy_dx11]"],
    title_en="The zeros of ∂y/∂x11 left out",
    title_ja="∂y/∂x11 の 0 の行を省いている",
    en="Only the first row is returned. A derivative of 0 is a derivative: the answer has one for each y_ij.",
    ja="1 行目だけが返されています。0 になる微分も微分です。y_ij それぞれに 1 つずつ必要です。",
    ask_en="How many entries does Y have, and how many derivatives by x11 are there?",
    ask_ja="Y の成分はいくつありますか。x11 による微分はいくつありますか。",
)

misconception(
    "zeros_written_into_w",
    change=[("return np.array([w[0], np.zeros(3)])", "dy = w\n    dy[1] = 0\n    return dy")],
    fails=["arguments_are_never_modified[dy_dx11]"],
    title_en="The caller's W is changed",
    title_ja="呼び出し側の W を書き換えている",
    en="`dy = w` makes no copy: the zeros are written into the array that the caller handed over.",
    ja="`dy = w` はコピーを作りません。0 が、呼び出し側から渡された配列そのものに書き込まれています。",
    ask_en="What is w for the caller after dy_dx11(w) has returned?",
    ask_ja="dy_dx11(w) を呼んだあと、呼び出し側の w はどうなっていますか。",
)

# --- The sums ---

misconception(
    "upstream_forgotten",
    change=[
        ("g11 * w11 + g12 * w12 + g13 * w13", "w11 + w12 + w13"),
        ("g11 * w21 + g12 * w22 + g13 * w23", "w21 + w22 + w23"),
        ("g21 * w11 + g22 * w12 + g23 * w13", "w11 + w12 + w13"),
        ("g21 * w21 + g22 * w22 + g23 * w23", "w21 + w22 + w23"),
    ],
    fails=["dl_dx_entries"],
    title_en="The upstream gradient forgotten",
    title_ja="上流の勾配 g を掛け忘れている",
    en="∂L/∂X is the sum of the ∂y_ij/∂x_ik alone; the chain rule multiplies each of them by g_ij = ∂L/∂y_ij.",
    ja="∂L/∂X が ∂y_ij/∂x_ik の和だけになっています。連鎖律では、それぞれに g_ij = ∂L/∂y_ij を掛けます。",
    ask_en="If L did not depend on y12 at all, would your answer change?",
    ask_ja="L が y12 にまったく依存しないとしたら、あなたの答えは変わりますか。",
)

misconception(
    "third_term_missing",
    change=[
        ("g11 * w11 + g12 * w12 + g13 * w13", "g11 * w11 + g12 * w12"),
        ("g11 * w21 + g12 * w22 + g13 * w23", "g11 * w21 + g12 * w22"),
        ("g21 * w11 + g22 * w12 + g23 * w13", "g21 * w11 + g22 * w12"),
        ("g21 * w21 + g22 * w22 + g23 * w23", "g21 * w21 + g22 * w22"),
    ],
    fails=["dl_dx_entries", "dl_dx_of_the_sum"],
    title_en="The third path is missing",
    title_ja="3 つ目の項が抜けている",
    en="The sums have two terms; each x_ik is in three entries of Y, so L depends on it along three paths.",
    ja="和の項が 2 つしかありません。x_ik は Y の 3 つの成分に含まれるので、L への経路は 3 本あります。",
    ask_en="In which y_ij does x11 occur? Count them.",
    ask_ja="x11 を含む y_ij はどれですか。数えてください。",
)

misconception(
    "only_one_path",
    change=[
        ("g11 * w11 + g12 * w12 + g13 * w13", "g11 * w11"),
        ("g11 * w21 + g12 * w22 + g13 * w23", "g12 * w21"),
        ("g21 * w11 + g22 * w12 + g23 * w13", "g21 * w11"),
        ("g21 * w21 + g22 * w22 + g23 * w23", "g22 * w21"),
    ],
    fails=["dl_dx_entries", "dl_dx_of_the_sum"],
    title_en="Only one path followed",
    title_ja="経路を 1 本しかたどっていない",
    en="∂L/∂x_ij uses g_ij alone; x_ij also changes the other entries of its row of Y.",
    ja="∂L/∂x_ij で g_ij だけを使っています。x_ij は Y の同じ行のほかの成分も変えます。",
    ask_en="If x11 grows a little, which entries of Y move?",
    ask_ja="x11 が少し増えると、Y のどの成分が動きますか。",
)

misconception(
    "dl_dx_transposed",
    change=[
        ("g13 * w13, g11 * w21 + g12 * w22 + g13 * w23", "g13 * w13, g21 * w11 + g22 * w12 + g23 * w13"),
        ("row2 = [g21 * w11 + g22 * w12 + g23 * w13", "row2 = [g11 * w21 + g12 * w22 + g13 * w23"),
    ],
    fails=["dl_dx_entries"],
    title_en="∂L/∂X is transposed",
    title_ja="∂L/∂X が転置されている",
    en="The derivatives by x12 and x21 have changed places; both matrices are 2×2, so the shape does not tell.",
    ja="x12 による微分と x21 による微分が入れ替わっています。どちらも 2×2 なので、形では気づけません。",
    ask_en="Does x12 move the first or the second row of Y, and which row of g must its derivative contain?",
    ask_ja="x12 が動かすのは Y の 1 行目ですか、2 行目ですか。その微分には g のどちらの行が現れますか。",
)

misconception(
    "x_not_transposed",
    change=[
        (
            "[x11 * g11 + x21 * g21, x11 * g12 + x21 * g22, x11 * g13 + x21 * g23]",
            "[x11 * g11 + x12 * g21, x11 * g12 + x12 * g22, x11 * g13 + x12 * g23]",
        ),
        (
            "[x12 * g11 + x22 * g21, x12 * g12 + x22 * g22, x12 * g13 + x22 * g23]",
            "[x21 * g11 + x22 * g21, x21 * g12 + x22 * g22, x21 * g13 + x22 * g23]",
        ),
    ],
    fails=["dl_dw_entries"],
    title_en="X g where Xᵀ g is needed",
    title_ja="Xᵀ g ではなく X g になっている",
    en="x12 and x21 are exchanged in ∂L/∂W: it is X g. X is 2×2 here, so the shape does not tell.",
    ja="∂L/∂W で x12 と x21 が入れ替わり、X g になっています。ここでは X が 2×2 なので、形では気づけません。",
    ask_en="w11 is multiplied by which x in y11, and by which x in y21?",
    ask_ja="w11 に掛かる x は、y11 ではどれですか。y21 ではどれですか。",
)

misconception(
    "dl_dw_as_mean",
    change=[
        (
            "x12 * g13 + x22 * g23]\n    return np.array([row1, row2])",
            "x12 * g13 + x22 * g23]\n    return np.array([row1, row2]) / 2",
        )
    ],
    fails=["dl_dw_entries", "dl_dw_example"],
    title_en="∂L/∂W as a mean over the rows",
    title_ja="∂L/∂W が行についての平均になっている",
    en="∂L/∂W is divided by the number of rows; the chain rule adds the paths up and divides by nothing.",
    ja="∂L/∂W が行の数で割られています。連鎖律では経路についての和を取るだけで、割り算はしません。",
    ask_en="Where in the chain rule does a division occur?",
    ask_ja="連鎖律のどこに割り算が出てきますか。",
)

misconception(
    "x_transposed_in_place",
    change=[
        ("(x11, x12), (x21, x22) = x\n    (g11", "x[:] = x.T.copy()\n    (x11, x21), (x12, x22) = x\n    (g11"),
    ],
    fails=["arguments_are_never_modified[dl_dw_entries]"],
    title_en="The caller's X is transposed",
    title_ja="呼び出し側の X を転置している",
    en="`x[:] = …` writes the transpose into the array that the caller handed over.",
    ja="`x[:] = …` は、呼び出し側から渡された配列そのものに転置を書き込みます。",
    ask_en="What is x for the caller after dl_dw_entries(x, g) has returned?",
    ask_ja="dl_dw_entries(x, g) を呼んだあと、呼び出し側の x はどうなっていますか。",
)

# --- The matrix form ---

misconception(
    "dw_transposed",
    change=[("return g @ w.T, x.T @ g", "return g @ w.T, g.T @ x")],
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
    change=[("return g @ w.T, x.T @ g", "return x.T @ g, g @ w.T")],
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
    change=[("return g @ w.T, x.T @ g", "return g @ w, x.T @ g")],
    fails=["matmul_backward_dx", "matmul_backward_dw", "matmul_backward_has_the_right_shapes"],
    title_en="W is not transposed",
    title_ja="W を転置していない",
    en="g is multiplied by W where Wᵀ is needed; only for square matrices do the shapes (N, M) and (K, M) fit at all.",
    ja="Wᵀ を掛けるべきところで W を掛けています。(N, M) と (K, M) の形が合うのは正方行列のときだけです。",
    ask_en="g is (N, M) and ∂L/∂X is (N, K). Which shape must the factor on the right have?",
    ask_ja="g は (N, M)、∂L/∂X は (N, K) です。右から掛ける行列はどんな形であるべきですか。",
)

misconception(
    "dw_divided_by_rows",
    change=[("return g @ w.T, x.T @ g", "return g @ w.T, x.T @ g / len(x)")],
    fails=["matmul_backward_dw"],
    title_en="∂L/∂W divided by N",
    title_ja="∂L/∂W が N で割られている",
    en="∂L/∂W is divided by the number of rows N. A mean, if there is one, is a matter of the loss L: it is in g.",
    ja="∂L/∂W が行の数 N で割られています。平均を取るとすれば損失 L の側で、それは g に含まれています。",
    ask_en="If L is already a mean over the rows, how often does 1/N occur in your gradient?",
    ask_ja="L がすでに行についての平均だとすると、あなたの勾配には 1/N が何回掛かりますか。",
)

# --- Their siblings ---

misconception(
    "columns_of_w",
    change=[
        ("np.array([w[0], np.zeros(3)])", "np.array([[w[0, 0], 0, 0], [w[1, 0], 0, 0]])"),
    ],
    fails=["jacobian_slice"],
    title_en="A column of W in ∂y/∂x11",
    title_ja="∂y/∂x11 に W の列が入っている",
    en="The first column of W is returned, padded with zeros; x11 is multiplied by the first row of W.",
    ja="W の 1 列目に 0 を並べたものが返されています。x11 に掛かるのは W の 1 行目で、y_1j ごとに 1 つずつです。",
    ask_en="Which weights is x11 multiplied by in y11, y12 and y13?",
    ask_ja="y11、y12、y13 の中で、x11 に掛かる重みはそれぞれどれですか。",
)

misconception(
    "only_dy11",
    change=[
        ("np.array([w[0], np.zeros(3)])", "np.array([[w[0, 0], 0, 0], [0, 0, 0]])"),
    ],
    fails=["jacobian_slice"],
    title_en="Only y11 depends on x11?",
    title_ja="y11 しか x11 に依存しないことになっている",
    en="Only ∂y11/∂x11 is there; y12 and y13 contain x11 as well.",
    ja="∂y11/∂x11 しかありません。y12 と y13 も x11 を含みます。",
    ask_en="Write out y12. Where is x11 in it?",
    ask_ja="y12 を書き出してください。x11 はどこにありますか。",
)

misconception(
    "derivative_by_x12",
    change=[
        ("np.array([w[0], np.zeros(3)])", "np.array([w[1], np.zeros(3)])"),
    ],
    fails=["jacobian_slice", "first_entry_of_the_jacobian_slice"],
    title_en="The derivatives by x12",
    title_ja="x12 での微分になっている",
    en="The second row of W is returned: these are the derivatives with respect to x12.",
    ja="W の 2 行目が返されています。これは x12 による微分です。",
    ask_en="Which row of W is x11 multiplied by?",
    ask_ja="x11 に掛かるのは W の何行目ですか。",
)

misconception(
    "derivative_by_x21",
    change=[
        ("np.array([w[0], np.zeros(3)])", "np.array([np.zeros(3), w[0]])"),
    ],
    fails=["jacobian_slice", "first_entry_of_the_jacobian_slice"],
    title_en="The derivatives by x21",
    title_ja="x21 での微分になっている",
    en="The weights stand in the second row: these are the derivatives with respect to x21, which y_2j contain.",
    ja="重みが 2 行目にあります。これは、y_2j に含まれる x21 による微分です。",
    ask_en="In which row of Y does x11 occur?",
    ask_ja="x11 が現れるのは Y の何行目ですか。",
)

misconception(
    "ones_in_place_of_weights",
    change=[
        ("np.array([w[0], np.zeros(3)])", "np.array([np.ones(3), np.zeros(3)])"),
    ],
    fails=["jacobian_slice", "first_entry_of_the_jacobian_slice", "arguments_are_never_modified[dy_dx11]"],
    title_en="1 in place of the weights",
    title_ja="重みではなく 1",
    en="The derivative of x11 w1j by x11 is given as 1; it is the factor w1j.",
    ja="x11 w1j を x11 で微分した結果が 1 になっています。正しくは係数の w1j です。",
    ask_en="What is the derivative of 5x by x?",
    ask_ja="5x を x で微分すると何になりますか。",
)

misconception(
    "dl_dx_as_mean",
    change=[
        (
            "g21 * w21 + g22 * w22 + g23 * w23]\n    return np.array([row1, row2])",
            "g21 * w21 + g22 * w22 + g23 * w23]\n    return np.array([row1, row2]) / 3",
        )
    ],
    fails=["dl_dx_entries", "dl_dx_of_the_sum"],
    title_en="∂L/∂X as a mean over the columns",
    title_ja="∂L/∂X が列についての平均になっている",
    en="∂L/∂X is divided by the number of columns; the chain rule adds the paths up and divides by nothing.",
    ja="∂L/∂X が列の数で割られています。連鎖律では経路についての和を取るだけで、割り算はしません。",
    ask_en="Where in the chain rule does a division occur?",
    ask_ja="連鎖律のどこに割り算が出てきますか。",
)

misconception(
    "same_row_of_w_twice",
    change=[
        ("g11 * w21 + g12 * w22 + g13 * w23", "g11 * w11 + g12 * w12 + g13 * w13"),
        ("g21 * w21 + g22 * w22 + g23 * w23", "g21 * w11 + g22 * w12 + g23 * w13"),
    ],
    fails=["dl_dx_entries"],
    title_en="Both columns of ∂L/∂X from the first row of W",
    title_ja="∂L/∂X の 2 列とも W の 1 行目から",
    en="∂L/∂x_i2 contains the first row of W; x_i2 is multiplied by the second.",
    ja="∂L/∂x_i2 に W の 1 行目が使われています。x_i2 に掛かるのは 2 行目です。",
    ask_en="Which weights is x12 multiplied by in y11, y12 and y13?",
    ask_ja="y11、y12、y13 の中で、x12 に掛かる重みはそれぞれどれですか。",
)

for name, entries in [
    ("first_row_of_g_twice", (1, 2)),
    ("first_row_of_g_for_x21", (1,)),
    ("first_row_of_g_for_x22", (2,)),
]:
    misconception(
        name,
        change=[
            (f"g21 * w{k}1 + g22 * w{k}2 + g23 * w{k}3", f"g11 * w{k}1 + g12 * w{k}2 + g13 * w{k}3") for k in entries
        ],
        fails=["dl_dx_entries"],
        title_en="The first row of g in the second row of ∂L/∂X",
        title_ja="∂L/∂X の 2 行目に g の 1 行目が使われている",
        en="In the second row of ∂L/∂X there are sums with the first row of g; x_2k moves the second row of Y only.",
        ja="∂L/∂X の 2 行目に、g の 1 行目との和があります。x_2k が動かすのは Y の 2 行目だけです。",
        ask_en="If x21 grows a little, which row of Y moves, and which row of g belongs to it?",
        ask_ja="x21 が少し増えると、Y のどの行が動きますか。g のどの行がそれに対応しますか。",
    )

misconception(
    "paths_multiplied_in_dl_dx",
    change=[
        (f"g{i}1 * w{k}1 + g{i}2 * w{k}2 + g{i}3 * w{k}3", f"g{i}1 * w{k}1 * g{i}2 * w{k}2 * g{i}3 * w{k}3")
        for i in (1, 2)
        for k in (1, 2)
    ],
    fails=["dl_dx_entries", "dl_dx_of_the_sum"],
    title_en="The paths multiplied in ∂L/∂X",
    title_ja="∂L/∂X で経路どうしを掛けている",
    en="The three paths of each x_ik are multiplied; slopes are multiplied along a path, but paths are added.",
    ja="x_ik ごとの 3 本の経路を掛け合わせています。経路に沿っては掛けますが、経路どうしは足します。",
    ask_en="If L did not depend on y12 at all, what would be left of your ∂L/∂x11?",
    ask_ja="L が y12 にまったく依存しないとしたら、あなたの ∂L/∂x11 には何が残りますか。",
)

misconception(
    "sign_of_dl_dx",
    change=[
        (
            "g21 * w21 + g22 * w22 + g23 * w23]\n    return np.array([row1, row2])",
            "g21 * w21 + g22 * w22 + g23 * w23]\n    return -np.array([row1, row2])",
        )
    ],
    fails=["dl_dx_entries", "dl_dx_of_the_sum"],
    title_en="The sign of ∂L/∂X",
    title_ja="∂L/∂X の符号が逆",
    en="All entries have the wrong sign. Only a step downhill goes against the gradient; the gradient has no minus.",
    ja="すべての成分の符号が逆です。勾配と逆に進むのは降下の 1 歩であって、勾配そのものにマイナスは付きません。",
    ask_en="If w11 and g11 are positive and all else is 0, does L grow or fall with x11?",
    ask_ja="w11 と g11 が正でほかがすべて 0 のとき、x11 が増えると L は増えますか、減りますか。",
)

misconception(
    "all_of_g_for_each_entry",
    change=[
        ("g11 * w11 + g12 * w12 + g13 * w13", "(g11 + g21) * w11 + (g12 + g22) * w12 + (g13 + g23) * w13"),
        ("g11 * w21 + g12 * w22 + g13 * w23", "(g11 + g21) * w21 + (g12 + g22) * w22 + (g13 + g23) * w23"),
        ("g21 * w11 + g22 * w12 + g23 * w13", "(g11 + g21) * w11 + (g12 + g22) * w12 + (g13 + g23) * w13"),
        ("g21 * w21 + g22 * w22 + g23 * w23", "(g11 + g21) * w21 + (g12 + g22) * w22 + (g13 + g23) * w23"),
    ],
    fails=["dl_dx_entries", "dl_dx_of_the_sum"],
    title_en="Paths through the other row",
    title_ja="もう一方の行を通る経路まで足している",
    en="∂L/∂x_ik adds up over both rows of Y; x_ik is in the entries of row i only.",
    ja="∂L/∂x_ik で Y の両方の行について足しています。x_ik は i 行目の成分にしか含まれません。",
    ask_en="If x11 grows a little, do the entries of the second row of Y move?",
    ask_ja="x11 が少し増えると、Y の 2 行目の成分は動きますか。",
)

misconception(
    "upstream_forgotten_in_dl_dw",
    change=[
        ("x11 * g11 + x21 * g21", "x11 + x21"),
        ("x11 * g12 + x21 * g22", "x11 + x21"),
        ("x11 * g13 + x21 * g23", "x11 + x21"),
        ("x12 * g11 + x22 * g21", "x12 + x22"),
        ("x12 * g12 + x22 * g22", "x12 + x22"),
        ("x12 * g13 + x22 * g23", "x12 + x22"),
    ],
    fails=["dl_dw_entries", "dl_dw_example"],
    title_en="The upstream gradient forgotten in ∂L/∂W",
    title_ja="∂L/∂W で上流の勾配 g を掛け忘れている",
    en="∂L/∂W is the sum of the ∂y_ij/∂w_kj alone; the chain rule multiplies each of them by g_ij = ∂L/∂y_ij.",
    ja="∂L/∂W が ∂y_ij/∂w_kj の和だけになっています。連鎖律では、それぞれに g_ij = ∂L/∂y_ij を掛けます。",
    ask_en="If L did not depend on y11 at all, would your answer change?",
    ask_ja="L が y11 にまったく依存しないとしたら、あなたの答えは変わりますか。",
)

misconception(
    "first_row_only_in_dl_dw",
    change=[
        ("x11 * g11 + x21 * g21", "x11 * g11"),
        ("x11 * g12 + x21 * g22", "x11 * g12"),
        ("x11 * g13 + x21 * g23", "x11 * g13"),
        ("x12 * g11 + x22 * g21", "x12 * g11"),
        ("x12 * g12 + x22 * g22", "x12 * g12"),
        ("x12 * g13 + x22 * g23", "x12 * g13"),
    ],
    fails=["dl_dw_entries", "dl_dw_example"],
    title_en="Only the first row followed in ∂L/∂W",
    title_ja="∂L/∂W で 1 行目しかたどっていない",
    en="The sums have one term, that of the first row; each w_kj is in both rows of Y.",
    ja="和の項が 1 行目のものしかありません。w_kj は Y の両方の行に含まれます。",
    ask_en="In which y_ij does w11 occur? Count them.",
    ask_ja="w11 を含む y_ij はどれですか。数えてください。",
)

misconception(
    "first_column_of_x_twice",
    change=[(f"x12 * g1{j} + x22 * g2{j}", f"x11 * g1{j} + x21 * g2{j}") for j in (1, 2, 3)],
    fails=["dl_dw_entries", "dl_dw_example"],
    title_en="Both rows of ∂L/∂W from the first column of X",
    title_ja="∂L/∂W の 2 行とも X の 1 列目から",
    en="∂L/∂w_2j contains the first column of X; w_2j is multiplied by the second.",
    ja="∂L/∂w_2j に X の 1 列目が使われています。w_2j に掛かるのは 2 列目です。",
    ask_en="By which x is w21 multiplied in y11, and by which in y21?",
    ask_ja="w21 に掛かる x は、y11 ではどれですか。y21 ではどれですか。",
)

misconception(
    "third_column_of_dl_dw_left_0",
    change=[("x11 * g13 + x21 * g23]", "0 * g13]"), ("x12 * g13 + x22 * g23]", "0 * g13]")],
    fails=["dl_dw_entries", "dl_dw_example"],
    title_en="The third column of ∂L/∂W is 0",
    title_ja="∂L/∂W の 3 列目が 0 になっている",
    en="The derivatives by w13 and w23 are left 0; W has three columns, and y13 and y23 depend on the third.",
    ja="w13 と w23 による微分が 0 のままです。W には 3 つの列があり、y13 と y23 は 3 列目に依存します。",
    ask_en="How many entries does W have, and how many of them does your code go through?",
    ask_ja="W の成分はいくつありますか。あなたのコードはそのうちいくつを計算していますか。",
)

misconception(
    "paths_multiplied_in_dl_dw",
    change=[(f"x1{k} * g1{j} + x2{k} * g2{j}", f"x1{k} * g1{j} * x2{k} * g2{j}") for k in (1, 2) for j in (1, 2, 3)],
    fails=["dl_dw_entries", "dl_dw_example"],
    title_en="The paths multiplied in ∂L/∂W",
    title_ja="∂L/∂W で経路どうしを掛けている",
    en="The two paths of each w_kj are multiplied; slopes are multiplied along a path, but paths are added.",
    ja="w_kj ごとの 2 本の経路を掛け合わせています。経路に沿っては掛けますが、経路どうしは足します。",
    ask_en="If L did not depend on y21 at all, what would be left of your ∂L/∂w11?",
    ask_ja="L が y21 にまったく依存しないとしたら、あなたの ∂L/∂w11 には何が残りますか。",
)

misconception(
    "sign_of_dl_dw",
    change=[
        (
            "x12 * g13 + x22 * g23]\n    return np.array([row1, row2])",
            "x12 * g13 + x22 * g23]\n    return -np.array([row1, row2])",
        )
    ],
    fails=["dl_dw_entries", "dl_dw_example"],
    title_en="The sign of ∂L/∂W",
    title_ja="∂L/∂W の符号が逆",
    en="All entries have the wrong sign. Only a step downhill goes against the gradient; the gradient has no minus.",
    ja="すべての成分の符号が逆です。勾配と逆に進むのは降下の 1 歩であって、勾配そのものにマイナスは付きません。",
    ask_en="If x11 and g11 are positive and all else is 0, does L grow or fall with w11?",
    ask_ja="x11 と g11 が正でほかがすべて 0 のとき、w11 が増えると L は増えますか、減りますか。",
)

for name, last, fails in [
    ("rows_of_dl_dx_exchanged", "g21 * w21 + g22 * w22 + g23 * w23]", ["dl_dx_entries"]),
    ("rows_of_dl_dw_exchanged", "x12 * g13 + x22 * g23]", ["dl_dw_entries", "dl_dw_example"]),
]:
    misconception(
        name,
        change=[(f"{last}\n    return np.array([row1, row2])", f"{last}\n    return np.array([row2, row1])")],
        fails=fails,
        title_en="The rows of the gradient exchanged",
        title_ja="勾配の行が入れ替わっている",
        en="The first row of the gradient stands in the second place, and the second in the first.",
        ja="勾配の 1 行目が 2 行目に、2 行目が 1 行目にあります。",
        ask_en="In which row must the derivative by an entry of the first row stand?",
        ask_ja="1 行目の成分による微分は、何行目になければなりませんか。",
    )


def entry_by_entry(name, *more, change):
    """`*` in place of a matrix product."""
    misconception(
        name,
        change=change,
        fails=more,
        title_en="Multiplied entry by entry",
        title_ja="成分ごとに掛けている",
        en="`*` multiplies entries that stand at the same place; each entry of a matrix product is a sum.",
        ja="`*` は同じ位置の成分どうしを掛けます。行列の積では、それぞれの成分が和です。",
        ask_en="Of how many products is an entry of a matrix product the sum, and of how many yours?",
        ask_ja="行列の積の 1 つの成分は、いくつの積の和ですか。あなたの成分ではいくつですか。",
    )


entry_by_entry(
    "product_entry_by_entry",
    "product_entries",
    "product_example",
    "arguments_are_never_modified[product_entries]",
    change=[("x21 * w13 + x22 * w23]\n    return np.array([row1, row2])", "x21 * w13 + x22 * w23]\n    return x * w")],
)
entry_by_entry(
    "dl_dx_entry_by_entry",
    "dl_dx_entries",
    "dl_dx_of_the_sum",
    "arguments_are_never_modified[dl_dx_entries]",
    change=[
        (
            "g21 * w21 + g22 * w22 + g23 * w23]\n    return np.array([row1, row2])",
            "g21 * w21 + g22 * w22 + g23 * w23]\n    return g * w",
        )
    ],
)
entry_by_entry(
    "dl_dw_entry_by_entry",
    "dl_dw_entries",
    "dl_dw_example",
    "arguments_are_never_modified[dl_dw_entries]",
    change=[("x12 * g13 + x22 * g23]\n    return np.array([row1, row2])", "x12 * g13 + x22 * g23]\n    return x * g")],
)

misconception(
    "dl_dw_transposed",
    change=[
        (
            "x12 * g13 + x22 * g23]\n    return np.array([row1, row2])",
            "x12 * g13 + x22 * g23]\n    return np.array([row1, row2]).T",
        ),
    ],
    fails=["dl_dw_entries", "dl_dw_example"],
    title_en="∂L/∂W by entries is transposed",
    title_ja="成分ごとの ∂L/∂W が転置されている",
    en="∂L/∂W has the shape (3, 2); it must have the shape of W, (2, 3).",
    ja="∂L/∂W の形が (3, 2) です。W と同じ (2, 3) でなければなりません。",
    ask_en="Where in ∂L/∂W does the derivative by w13 stand?",
    ask_ja="w13 による微分は、∂L/∂W のどこにありますか。",
)

misconception(
    "dx_transposed",
    change=[
        ("return g @ w.T, x.T @ g", "return w @ g.T, x.T @ g"),
    ],
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
    change=[
        ("return g @ w.T, x.T @ g", "return g @ w.T, x @ g"),
    ],
    fails=["matmul_backward_dx", "matmul_backward_dw", "matmul_backward_has_the_right_shapes"],
    title_en="X is not transposed",
    title_ja="X を転置していない",
    en="g is multiplied by X where Xᵀ is needed; only for square matrices do the shapes (N, K) and (N, M) fit at all.",
    ja="Xᵀ を掛けるべきところで X を掛けています。(N, K) と (N, M) の形が合うのは正方行列のときだけです。",
    ask_en="g is (N, M) and ∂L/∂W is (K, M). Which shape must the factor on the left have?",
    ask_ja="g は (N, M)、∂L/∂W は (K, M) です。左から掛ける行列はどんな形であるべきですか。",
)

misconception(
    "neither_transposed",
    change=[("return g @ w.T, x.T @ g", "return g @ w, x @ g")],
    fails=["matmul_backward_dx", "matmul_backward_dw", "matmul_backward_has_the_right_shapes"],
    title_en="Neither W nor X is transposed",
    title_ja="W も X も転置していない",
    en="g is multiplied by W and by X where Wᵀ and Xᵀ are needed; only for square matrices do the shapes fit at all.",
    ja="Wᵀ と Xᵀ を掛けるべきところで W と X を掛けています。形が合うのは正方行列のときだけです。",
    ask_en="g is (N, M), ∂L/∂X is (N, K) and ∂L/∂W is (K, M). Which shapes must the two factors have?",
    ask_ja="g は (N, M)、∂L/∂X は (N, K)、∂L/∂W は (K, M) です。掛ける 2 つの行列はどんな形であるべきですか。",
)

misconception(
    "dx_in_the_wrong_order",
    change=[
        ("return g @ w.T, x.T @ g", "return w.T @ g, x.T @ g"),
    ],
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
    change=[
        ("return g @ w.T, x.T @ g", "return g @ w.T, g @ x.T"),
    ],
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
    change=[("return g @ w.T, x.T @ g", "return w.T @ g, g @ x.T")],
    fails=["matmul_backward_dx", "matmul_backward_dw", "matmul_backward_has_the_right_shapes"],
    title_en="Both products in the wrong order",
    title_ja="2 つの積の順序がどちらも逆",
    en="Wᵀ g and g Xᵀ are computed; it is g Wᵀ and Xᵀ g. Matrices do not commute, also where all products fit.",
    ja="Wᵀ g と g Xᵀ になっています。正しくは g Wᵀ と Xᵀ g です。形が合うときでも、行列の積は交換できません。",
    ask_en="Row i of ∂L/∂X depends on row i of g, column j of ∂L/∂W on column j. On which sides must g stand?",
    ask_ja="∂L/∂X の i 行目は g の i 行目に、∂L/∂W の j 列目は g の j 列目によります。g は左右どちらにあるべきですか。",
)


def indices_from_1(name, old, new, fails):
    """The first entry that is taken from behind the end."""
    misconception(
        name,
        change=[(old, new)],
        fails=fails,
        title_en="An index past the end",
        title_ja="添字が範囲を超えている",
        en="An index is as large as its axis. NumPy counts from 0: the last of two rows is x[1], and x12 is x[0, 1].",
        ja="軸の長さと同じ添字を使っています。添字は 0 から始まるので、2 行のうち最後は x[1]、x12 は x[0, 1] です。",
        ask_en="Which indices has the last entry of a (2, 3) array in NumPy?",
        ask_ja="NumPy では、形 (2, 3) の配列の最後の成分の添字は何ですか。",
    )


indices_from_1(
    "product_indices_from_1",
    "(x11, x12), (x21, x22) = x\n    (w11",
    "x11, x12, x21, x22 = x[1, 1], x[1, 2], x[2, 1], x[2, 2]\n    (w11",
    ["product_entries", "product_example", "arguments_are_never_modified[product_entries]"],
)
indices_from_1(
    "slice_indices_from_1",
    "np.array([w[0], np.zeros(3)])",
    "np.array([[w[1, 1], w[1, 2], w[1, 3]], np.zeros(3)])",
    ["jacobian_slice", "first_entry_of_the_jacobian_slice", "arguments_are_never_modified[dy_dx11]"],
)
indices_from_1(
    "dl_dx_indices_from_1",
    "(g11, g12, g13), (g21, g22, g23) = g\n    # ∂L/∂x_ik",
    "g11, g12, g13, g21, g22, g23 = g[1, 1], g[1, 2], g[1, 3], g[2, 1], g[2, 2], g[2, 3]\n    # ∂L/∂x_ik",
    ["dl_dx_entries", "dl_dx_of_the_sum", "arguments_are_never_modified[dl_dx_entries]"],
)
indices_from_1(
    "dl_dw_indices_from_1",
    "(x11, x12), (x21, x22) = x\n    (g11",
    "x11, x21, x12, x22 = x[1, 1], x[2, 1], x[1, 2], x[2, 2]\n    (g11",
    ["dl_dw_entries", "dl_dw_example", "arguments_are_never_modified[dl_dw_entries]"],
)

misconception(
    "dx_divided_by_columns",
    change=[
        ("return g @ w.T, x.T @ g", "return g @ w.T / w.shape[1], x.T @ g"),
    ],
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
    change=[
        ("return g @ w.T, x.T @ g", "return g @ w.T / len(x), x.T @ g"),
    ],
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
    change=[("return g @ w.T, x.T @ g", "g = 1 + 0 * g\n    return g @ w.T, x.T @ g")],
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
        change=[("return g @ w.T, x.T @ g", f"return {product}")],
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
    change=[("return g @ w.T, x.T @ g", "return g[:, :3] @ w[:, :3].T, x[:2].T @ g[:2]")],
    fails=["matmul_backward_dx", "matmul_backward_dw"],
    title_en="The sums end at the sizes of the example",
    title_ja="和の範囲が例の大きさのままになっている",
    en="The sums run over 3 columns and 2 rows, as for X (2, 2) and W (2, 3); N and L may be larger.",
    ja="和の範囲が、X (2, 2)、W (2, 3) のときの 3 列と 2 行のままです。N や L はもっと大きいこともあります。",
    ask_en="For X (5, 4) and W (4, 7), how many terms has an entry of ∂L/∂X, and how many one of ∂L/∂W?",
    ask_ja="X が (5, 4)、W が (4, 7) のとき、∂L/∂X の成分の項はいくつですか。∂L/∂W ではどうですか。",
)
