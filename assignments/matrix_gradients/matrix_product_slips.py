"""Slips in the product, and in the slice of its Jacobian."""

from autograder.testing import misconception

ROW = "np.array([w[0], np.zeros(3)])"


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


def product() -> None:
    """product_entries."""
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
    second_term_missing("second_term_missing", 1, 2)
    second_term_missing("second_term_missing_in_row_2", 2)
    misconception(
        "rows_of_y_exchanged",
        change=[("x22 * w23]\n    return np.array([row1, row2", "x22 * w23]\n    return np.array([row2, row1")],
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
        change=[
            (f"x{i}1 * w1{j} + x{i}2 * w2{j}", f"x{i}1 * w1{j} - x{i}2 * w2{j}") for i in (1, 2) for j in (1, 2, 3)
        ],
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
    entry_by_entry(
        "product_entry_by_entry",
        "product_entries",
        "product_example",
        "arguments_are_never_modified[product_entries]",
        change=[("x22 * w23]\n    return np.array([row1, row2])", "x22 * w23]\n    return x * w")],
    )
    indices_from_1(
        "product_indices_from_1",
        "(x11, x12), (x21, x22) = x\n    (w11",
        "x11, x12, x21, x22 = x[1, 1], x[1, 2], x[2, 1], x[2, 2]\n    (w11",
        ["product_entries", "product_example", "arguments_are_never_modified[product_entries]"],
    )


def jacobian() -> None:
    """dy_dx11."""
    misconception(
        "x11_in_both_rows",
        change=[(ROW, "np.array([w[0], w[0]])")],
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
        change=[(ROW, "np.array([w[0], w[1]])")],
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
        change=[(ROW, "w[0]")],
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
    misconception(
        "columns_of_w",
        change=[(ROW, "np.array([[w[0, 0], 0, 0], [w[1, 0], 0, 0]])")],
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
        change=[(ROW, "np.array([[w[0, 0], 0, 0], [0, 0, 0]])")],
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
        change=[(ROW, "np.array([w[1], np.zeros(3)])")],
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
        change=[(ROW, "np.array([np.zeros(3), w[0]])")],
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
        change=[(ROW, "np.array([np.ones(3), np.zeros(3)])")],
        fails=["jacobian_slice", "first_entry_of_the_jacobian_slice", "arguments_are_never_modified[dy_dx11]"],
        title_en="1 in place of the weights",
        title_ja="重みではなく 1",
        en="The derivative of x11 w1j by x11 is given as 1; it is the factor w1j.",
        ja="x11 w1j を x11 で微分した結果が 1 になっています。正しくは係数の w1j です。",
        ask_en="What is the derivative of 5x by x?",
        ask_ja="5x を x で微分すると何になりますか。",
    )
    indices_from_1(
        "slice_indices_from_1",
        "np.array([w[0], np.zeros(3)])",
        "np.array([[w[1, 1], w[1, 2], w[1, 3]], np.zeros(3)])",
        ["jacobian_slice", "first_entry_of_the_jacobian_slice", "arguments_are_never_modified[dy_dx11]"],
    )
