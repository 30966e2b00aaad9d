"""Slips in how entries are moved, and put back."""

from difference_slips import EACH, EXAMPLES, REST, RESTORED

from autograder.testing import misconception

EMPTY = "gradient = np.empty(point.shape)"
COPY = "point = np.array(x, dtype=np.float64)"


def restored_by_adding(name, point, *more):
    """x is moved back in steps that are rounded."""
    misconception(
        name,
        change=[
            (COPY, f"point = {point}"),
            ("        point[i] = middle + h\n", "        point[i] += h\n"),
            ("        point[i] = middle - h\n", "        point[i] -= 2 * h\n"),
            ("        point[i] = middle\n        gradient", "        point[i] += h\n        gradient"),
        ],
        fails=["x_is_restored_exactly", *more],
        title_en="x restored by adding h back",
        title_ja="足し引きで x を戻している",
        en="x is moved by + h, − 2h, + h. Each step is rounded, so x does not come back exactly.",
        ja="x に + h、− 2h、+ h と足し引きしています。計算のたびに丸められるので、正確には元に戻りません。",
        ask_en="Is 0.1 + 0.2 − 0.2 equal to 0.1 on your computer? Try 1000.1 + 1e-4 − 2e-4 + 1e-4, too.",
        ask_ja="計算機の上で 0.1 + 0.2 − 0.2 は 0.1 と等しいですか。1000.1 + 1e-4 − 2e-4 + 1e-4 も試してください。",
    )


def entries() -> None:
    """Of an array of any shape."""
    misconception(
        "entry_not_restored",
        change=[("        point[i] = middle\n        gradient", "        gradient")],
        fails=["central_differences"],
        title_en="The entry is not restored",
        title_ja="要素を元に戻していない",
        en="The entry stays at x − h while the others are moved, so later entries are measured at another point.",
        ja="要素が x − h のままで次の要素に進むため、後の要素の微分が別の点で計算されています。",
        ask_en="At which point is f evaluated for the last entry?",
        ask_ja="最後の要素のとき、f はどの点で計算されていますか。",
    )
    misconception(
        "all_entries_moved_together",
        change=[("\n        middle", "\n        return (f(point + h) - f(point - h)) / (2 * h)\n        middle")],
        fails=["central_differences", *EXAMPLES[:1], *REST],
        title_en="All entries moved together",
        title_ja="すべての要素を同時に動かしている",
        en="x + h moves every entry at once, which gives a single number: the slope along (1, …, 1).",
        ja="x + h はすべての要素を同時に動かします。得られるのは 1 つの数、(1, …, 1) 方向の傾きです。",
        ask_en="In the formula h stands beside e_i. What is x + h e_1 for x = (3, 4)?",
        ask_ja="式では h に e_i が掛かっています。x = (3, 4) のとき x + h e_1 は何ですか。",
    )
    misconception(
        "one_slope_for_all_entries",
        change=[
            (
                "    for i in np.ndindex(point.shape):\n        middle = point[i]\n",
                "    return np.full(point.shape, (f(point + h) - f(point - h)) / (2 * h))\n"
                "    for i in np.ndindex(point.shape):\n        middle = point[i]\n",
            )
        ],
        fails=["central_differences", *EXAMPLES[:1], *REST],
        title_en="One slope for all entries",
        title_ja="すべての要素に同じ傾き",
        en="x + h moves every entry at once: each entry of the gradient is the same number, the slope along (1, …, 1).",
        ja="x + h はすべての要素を同時に動かします。勾配のどの要素も同じ数、(1, …, 1) 方向の傾きになっています。",
        ask_en="In the formula h stands beside e_i. What is x + h e_1 for x = (3, 4)?",
        ask_ja="式では h に e_i が掛かっています。x = (3, 4) のとき x + h e_1 は何ですか。",
    )
    misconception(
        "returned_after_the_first_entry",
        change=[(EMPTY, "gradient = np.zeros(point.shape)"), ("    return gradient\n", "        return gradient\n")],
        fails=["central_differences", *EXAMPLES[:1], "number_of_calls"],
        title_en="Only the first entry is computed",
        title_ja="最初の要素しか計算していない",
        en="The gradient is returned after the first entry; all others are still 0.",
        ja="最初の要素を計算した時点で返しています。残りの要素は 0 のままです。",
        ask_en="How often does the body of your loop run?",
        ask_ja="あなたのループの本体は何回実行されますか。",
    )
    misconception(
        "only_the_last_entry",
        change=[
            (EMPTY, "gradient = np.zeros(point.shape)"),
            ("        gradient[i] = (above - below) / (2 * h)", "    gradient[i] = (above - below) / (2 * h)"),
        ],
        fails=["central_differences", *EXAMPLES[:1]],
        title_en="Only the last entry is stored",
        title_ja="最後の要素しか入れていない",
        en="The quotient is stored after the loop, so only the last entry of the gradient is set.",
        ja="ループの後で代入しているため、勾配の最後の要素しか入っていません。",
        ask_en="Is the line that stores the quotient inside the loop or behind it?",
        ask_ja="商を代入する行は、ループの中にありますか、後にありますか。",
    )
    misconception(
        "left_at_x_minus_h",
        change=[(COPY, "point = x if x.dtype == np.float64 else x.astype(float)"), (RESTORED, "")],
        fails=["central_differences", "x_is_restored_exactly"],
        title_en="x is left at x − h",
        title_ja="x が x − h のまま",
        en="The caller's x itself is moved and not put back: every entry stays at x − h, also while the others "
        "are moved.",
        ja="呼び出し側の x を動かしたまま、元に戻していません。どの要素も x − h のままで、"
        "ほかの要素の計算にも影響します。",
        ask_en="What is x for the caller after numerical_gradient(f, x) has returned?",
        ask_ja="numerical_gradient(f, x) を呼んだあと、呼び出し側の x はどうなっていますか。",
    )
    misconception(
        "rows_moved_and_not_restored",
        change=[("    for i in np.ndindex(point.shape):\n", "    for i in range(len(point)):\n")],
        fails=["any_shape"],
        title_en="Whole rows are moved, and not put back",
        title_ja="行をまとめて動かし、元に戻していない",
        en="x[i] with one index is a whole row of a matrix, and a view: it moves with x, and cannot put x back.",
        ja="行列では x[i] は 1 行全体で、しかもビューです。x と一緒に動くので、元の値を覚えておけません。",
        ask_en="After row = x[0] and x[0] += 1, what is row?",
        ask_ja="row = x[0] のあと x[0] += 1 とすると、row はどうなりますか。",
    )
    misconception(
        "indices_of_a_vector",
        change=[(EACH, "    for i in range(point.size):")],
        fails=["any_shape"],
        title_en="Only vectors",
        title_ja="ベクトルにしか使えない",
        en="The loop counts to x.size, but x[i] with one index is a whole row of a matrix; after the last row "
        "it fails.",
        ja="x.size 回まわりますが、行列では x[i] は 1 行全体です。最後の行の次でエラーになります。",
        ask_en="What is x[1] for an x of shape (2, 3), and what is x[2]?",
        ask_ja="x の形が (2, 3) のとき、x[1] は何ですか。x[2] はどうですか。",
    )
    misconception(
        "indices_of_a_matrix",
        change=[(EACH, "    for i in np.ndindex(point.shape[0], point.shape[1]):")],
        fails=["central_differences", *EXAMPLES, *REST],
        title_en="Only matrices",
        title_ja="行列にしか使えない",
        en="x.shape[1] is used: a vector has no second axis, and of three axes the last is left out.",
        ja="x.shape[1] を使っています。ベクトルには 2 つ目の軸がなく、軸が 3 つなら最後の軸が残ります。",
        ask_en="What is x.shape for x = np.zeros(3), and what is x.shape[1]?",
        ask_ja="x = np.zeros(3) のとき x.shape は何ですか。x.shape[1] はどうですか。",
    )
    misconception(
        "range_of_a_shape",
        change=[(EACH, "    for i in range(point.shape):")],
        fails=["central_differences", *EXAMPLES, *REST],
        title_en="A shape where one number belongs",
        title_ja="1 つの数のところに形を渡している",
        en="x.shape is a tuple, also for a vector; range, np.eye and the like need a single number.",
        ja="x.shape は、ベクトルでもタプルです。range や np.eye などに渡すのは 1 つの数です。",
        ask_en="What is np.zeros(3).shape: 3, or (3,)?",
        ask_ja="np.zeros(3).shape は 3 ですか、(3,) ですか。",
    )
    misconception(
        "f_gets_a_vector",
        change=[
            (COPY, "shape = np.shape(x)\n    point = np.array(x, dtype=np.float64).ravel()"),
            ("    return gradient\n", "    return gradient.reshape(shape)\n"),
        ],
        fails=["any_shape"],
        title_en="f gets a flattened x",
        title_ja="f に 1 次元の配列を渡している",
        en="x is flattened and stays so: f gets a vector where it takes an array of x's shape.",
        ja="x を 1 次元にしたまま f に渡しています。f が受け取るのは x と同じ形の配列です。",
        ask_en="f computes x @ W for an x of shape (2, 3). What does it do with a vector of 6 numbers?",
        ask_ja="f が形 (2, 3) の x で x @ W を計算するとき、6 個の数のベクトルを渡すとどうなりますか。",
    )
    restored_by_adding("restored_by_adding", "x", "integer_input")
    restored_by_adding("floats_restored_by_adding", "x if x.dtype == np.float64 else x.astype(float)")
    misconception(
        "integers_cannot_move",
        change=[("np.array(x, dtype=np.float64)", "np.array(x)"), (EMPTY, "gradient = np.zeros(point.shape)")],
        fails=["integer_input"],
        title_en="An integer cannot move by h",
        title_ja="整数のままでは h だけ動かせない",
        en="x + h is stored in an array of integers, which cuts the h off: the differences are 0 or wrong.",
        ja="x + h を整数の配列に入れると、h が切り捨てられます。差が 0 になったり、誤った値になったりします。",
        ask_en="What is a[0] after a = np.array([3]); a[0] = 3.0001?",
        ask_ja="a = np.array([3]); a[0] = 3.0001 の後、a[0] はいくつですか。",
    )
    misconception(
        "integer_gradient",
        change=[(EMPTY, "gradient = np.zeros_like(x)")],
        fails=["integer_input"],
        title_en="The gradient is cut to integers",
        title_ja="勾配が整数に切り捨てられている",
        en="zeros_like(x) has the type of x: for integers the gradient loses its decimals.",
        ja="zeros_like(x) の型は x と同じです。x が整数だと、勾配の小数部分が失われます。",
        ask_en="Which dtype has np.zeros_like(np.array([1, 2]))?",
        ask_ja="np.zeros_like(np.array([1, 2])) の dtype は何ですか。",
    )
    misconception(
        "rows_moved_together",
        change=[
            (
                "    for i in np.ndindex(point.shape):\n        middle = point[i]\n",
                "    for i in range(len(point)):\n        middle = point[i].copy()\n",
            )
        ],
        fails=["any_shape"],
        title_en="Whole rows are moved",
        title_ja="行をまとめて動かしている",
        en="The loop runs over the first axis only: all entries of a row move together, and share one difference.",
        ja="先頭の軸についてだけ繰り返しています。行のすべての要素が同時に動き、同じ差分になっています。",
        ask_en="How many derivatives does a function of a (2, 3) array have, and how often does your loop run?",
        ask_ja="(2, 3) の配列の関数には偏微分がいくつありますか。あなたのループは何回まわりますか。",
    )
    misconception(
        "flat_gradient",
        change=[("    return gradient\n", "    return gradient.ravel()\n")],
        fails=["any_shape"],
        title_en="The gradient is flattened",
        title_ja="勾配が 1 次元になっている",
        en="The gradient is a vector; it must have the shape of x.",
        ja="勾配が 1 次元の配列です。x と同じ形でなければなりません。",
        ask_en="If x is (2, 3), where in the gradient do you look for the derivative by x[1, 2]?",
        ask_ja="x の形が (2, 3) のとき、x[1, 2] による微分は勾配のどこにありますか。",
    )
