"""Slips in the sums over the entries."""

from matrix_product_slips import entry_by_entry, indices_from_1

from autograder.testing import misconception


def of_x() -> None:
    """dl_dx_entries."""
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
                (f"g21 * w{k}1 + g22 * w{k}2 + g23 * w{k}3", f"g11 * w{k}1 + g12 * w{k}2 + g13 * w{k}3")
                for k in entries
            ],
            fails=["dl_dx_entries"],
            title_en="The first row of g in the second row of ∂L/∂X",
            title_ja="∂L/∂X の 2 行目に g の 1 行目が使われている",
            en="In the second row of ∂L/∂X there are sums with the first row of g; x_2k moves the second row "
            "of Y only.",
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
        change=[("g23 * w23]\n    return ", "g23 * w23]\n    return -")],
        fails=["dl_dx_entries", "dl_dx_of_the_sum"],
        title_en="The sign of ∂L/∂X",
        title_ja="∂L/∂X の符号が逆",
        en="All entries have the wrong sign. Only a step downhill goes against the gradient; the gradient has "
        "no minus.",
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
    entry_by_entry(
        "dl_dx_entry_by_entry",
        "dl_dx_entries",
        "dl_dx_of_the_sum",
        "arguments_are_never_modified[dl_dx_entries]",
        change=[("g23 * w23]\n    return np.array([row1, row2])", "g23 * w23]\n    return g * w")],
    )
    indices_from_1(
        "dl_dx_indices_from_1",
        "(g11, g12, g13), (g21, g22, g23) = g\n    # ∂L/∂x_ik",
        "g11, g12, g13, g21, g22, g23 = g[1, 1], g[1, 2], g[1, 3], g[2, 1], g[2, 2], g[2, 3]\n    # ∂L/∂x_ik",
        ["dl_dx_entries", "dl_dx_of_the_sum", "arguments_are_never_modified[dl_dx_entries]"],
    )


def of_w() -> None:
    """dl_dw_entries."""
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
        change=[("g23]\n    return np.array([row1, row2])", "g23]\n    return np.array([row1, row2]) / 2")],
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
            ("(x11, x12), (x21, x22) = x\n    (g11", "x[:] = x.T.copy()\n    (x11, x21), (x12, x22) = x\n    (g11")
        ],
        fails=["arguments_are_never_modified[dl_dw_entries]"],
        title_en="The caller's X is transposed",
        title_ja="呼び出し側の X を転置している",
        en="`x[:] = …` writes the transpose into the array that the caller handed over.",
        ja="`x[:] = …` は、呼び出し側から渡された配列そのものに転置を書き込みます。",
        ask_en="What is x for the caller after dl_dw_entries(x, g) has returned?",
        ask_ja="dl_dw_entries(x, g) を呼んだあと、呼び出し側の x はどうなっていますか。",
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
        change=[
            (f"x1{k} * g1{j} + x2{k} * g2{j}", f"x1{k} * g1{j} * x2{k} * g2{j}") for k in (1, 2) for j in (1, 2, 3)
        ],
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
        change=[("g23]\n    return ", "g23]\n    return -")],
        fails=["dl_dw_entries", "dl_dw_example"],
        title_en="The sign of ∂L/∂W",
        title_ja="∂L/∂W の符号が逆",
        en="All entries have the wrong sign. Only a step downhill goes against the gradient; the gradient has "
        "no minus.",
        ja="すべての成分の符号が逆です。勾配と逆に進むのは降下の 1 歩であって、勾配そのものにマイナスは付きません。",
        ask_en="If x11 and g11 are positive and all else is 0, does L grow or fall with w11?",
        ask_ja="x11 と g11 が正でほかがすべて 0 のとき、w11 が増えると L は増えますか、減りますか。",
    )
    entry_by_entry(
        "dl_dw_entry_by_entry",
        "dl_dw_entries",
        "dl_dw_example",
        "arguments_are_never_modified[dl_dw_entries]",
        change=[("g23]\n    return np.array([row1, row2])", "g23]\n    return x * g")],
    )
    misconception(
        "dl_dw_transposed",
        change=[("g23]\n    return np.array([row1, row2])", "g23]\n    return np.array([row1, row2]).T")],
        fails=["dl_dw_entries", "dl_dw_example"],
        title_en="∂L/∂W by entries is transposed",
        title_ja="成分ごとの ∂L/∂W が転置されている",
        en="∂L/∂W has the shape (3, 2); it must have the shape of W, (2, 3).",
        ja="∂L/∂W の形が (3, 2) です。W と同じ (2, 3) でなければなりません。",
        ask_en="Where in ∂L/∂W does the derivative by w13 stand?",
        ask_ja="w13 による微分は、∂L/∂W のどこにありますか。",
    )
    indices_from_1(
        "dl_dw_indices_from_1",
        "(x11, x12), (x21, x22) = x\n    (g11",
        "x11, x21, x12, x22 = x[1, 1], x[2, 1], x[1, 2], x[2, 2]\n    (g11",
        ["dl_dw_entries", "dl_dw_example", "arguments_are_never_modified[dl_dw_entries]"],
    )
