"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

from autograder.testing import misconception

EXAMPLES = ["gradient_example", "gradient_check_example"]
QUOTIENT = "(above - below) / (2 * h)"
ABOVE = "        point[i] = middle + h\n        above = f(point)\n"
BELOW = "        point[i] = middle - h\n        below = f(point)\n"
RESTORED = "        point[i] = middle\n"
COPY = "point = np.array(x, dtype=np.float64)"
ERROR = "np.abs(a - b) / np.where(size == 0, 1.0, size)"
SIZE = "np.maximum(np.abs(a), np.abs(b))"
CHECK = "float(np.max(relative_error(grad(x), numerical_gradient(f, x, h))))"
COUNT = "(n_in + 1) * n_hidden + (n_hidden + 1) * n_out"

misconception(
    "forward_difference",
    change=[
        (
            "        point[i] = middle - h\n"
            "        below = f(point)\n"
            "        point[i] = middle\n"
            "        gradient[i] = (above - below) / (2 * h)",
            "        point[i] = middle\n        below = f(point)\n        gradient[i] = (above - below) / h",
        )
    ],
    fails=["central_differences"],
    title_en="Forward instead of central differences",
    title_ja="中心差分ではなく前進差分",
    en="The difference is that of x + h and x. Its error falls with h, that of a central difference with h².",
    ja="x + h と x の差を取っています。誤差は h に比例します。中心差分なら h² に比例します。",
    ask_en="What is the error of each formula for f(x) = x², at any x?",
    ask_ja="f(x) = x² では、それぞれの式の誤差はいくつですか。",
)

misconception(
    "forward_difference_one_base_call",
    change=[
        ("    for i in np.ndindex(point.shape):", "    below = f(point)\n    for i in np.ndindex(point.shape):"),
        (
            "        point[i] = middle - h\n"
            "        below = f(point)\n"
            "        point[i] = middle\n"
            "        gradient[i] = (above - below) / (2 * h)",
            "        point[i] = middle\n        gradient[i] = (above - below) / h",
        ),
    ],
    fails=["central_differences", "number_of_calls"],
    title_en="Forward differences from one common value",
    title_ja="共通の値からの前進差分",
    en="f(x) is computed once and subtracted from every f(x + h e_i): cheaper, but only a forward difference.",
    ja="f(x) を 1 度だけ計算し、すべての f(x + h e_i) から引いています。計算は減りますが、前進差分です。",
    ask_en="Which terms of the Taylor series cancel in f(x + h) − f(x − h), and which in f(x + h) − f(x)?",
    ask_ja="f(x + h) − f(x − h) では、テイラー展開のどの項が消えますか。f(x + h) − f(x) ではどうですか。",
)

misconception(
    "divided_by_h",
    change=[("(above - below) / (2 * h)", "(above - below) / h")],
    fails=["central_differences", "gradient_example", "gradient_check_example"],
    title_en="Divided by h in place of 2h",
    title_ja="2h ではなく h で割っている",
    en="The two points are 2h apart, but the difference is divided by h.",
    ja="2 点の間隔は 2h ですが、h で割っています。",
    ask_en="How far is x + h from x − h?",
    ask_ja="x + h と x − h はどれだけ離れていますか。",
)

H_APART = {  # x + h and x, or x ± h/2: near 0 the two can hardly be told apart
    "title_en": "Points that are h apart, divided by 2h",
    "title_ja": "間隔が h の 2 点の差を 2h で割っている",
    "en": "The two points at which f is called are only h apart, but the difference is divided by 2h.",
    "ja": "f を呼んでいる 2 点の間隔は h ですが、差を 2h で割っています。",
    "ask_en": "At which two points do you call f, and how far apart are they?",
    "ask_ja": "f を呼んでいるのはどの 2 点ですか。どれだけ離れていますか。",
}

misconception(
    "forward_difference_divided_by_2h",
    change=[(BELOW, RESTORED + "        below = f(point)\n")],
    fails=["central_differences", *EXAMPLES],
    **H_APART,
)

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

# --- The differences ---

misconception(
    "backward_difference",
    change=[(ABOVE, "        above = f(point)\n"), (QUOTIENT, "(above - below) / h")],
    fails=["central_differences"],
    title_en="Backward instead of central differences",
    title_ja="中心差分ではなく後退差分",
    en="The difference is that of x and x − h. Its error falls with h, that of a central difference with h².",
    ja="x と x − h の差を取っています。誤差は h に比例します。中心差分なら h² に比例します。",
    ask_en="What is the error of each formula for f(x) = x², at any x?",
    ask_ja="f(x) = x² では、それぞれの式の誤差はいくつですか。",
)

misconception(
    "sign_of_the_difference",
    change=[(QUOTIENT, "(below - above) / (2 * h)")],
    fails=["central_differences", *EXAMPLES],
    title_en="The difference taken the wrong way round",
    title_ja="差の向きが逆",
    en="f(x + h e_i) is subtracted from f(x − h e_i): every entry has the wrong sign.",
    ja="f(x − h e_i) から f(x + h e_i) を引いているため、すべての要素の符号が逆です。",
    ask_en="If f grows with x_i, which of the two values is the larger one?",
    ask_ja="x_i とともに f が増えるなら、2 つの値のどちらが大きいですか。",
)

misconception(
    "multiplied_by_h",
    change=[(QUOTIENT, "(above - below) / 2 * h")],
    fails=["central_differences", *EXAMPLES, "step_is_h"],
    title_en="Multiplied by h",
    title_ja="h を掛けている",
    en="The difference is multiplied by h: `a / 2 * h` is (a / 2) · h.",
    ja="差に h が掛かっています。`a / 2 * h` は (a / 2) · h です。",
    ask_en="What does Python make of 12 / 2 * 3?",
    ask_ja="Python では 12 / 2 * 3 はいくつになりますか。",
)

misconception(
    "not_divided",
    change=[(QUOTIENT, "above - below")],
    fails=["central_differences", *EXAMPLES, "step_is_h"],
    title_en="Not divided by the distance",
    title_ja="間隔で割っていない",
    en="The difference of the two values is returned as it is; a slope is a difference divided by a distance.",
    ja="2 つの値の差をそのまま返しています。傾きは、差を間隔で割ったものです。",
    ask_en="If h is halved, what happens to f(x + h) − f(x − h), and what should happen to the slope?",
    ask_ja="h を半分にすると f(x + h) − f(x − h) はどうなりますか。傾きはどうなるべきですか。",
)

misconception(
    "moved_by_half_of_h",
    change=[
        ("point[i] = middle + h", "point[i] = middle + h / 2"),
        ("point[i] = middle - h", "point[i] = middle - h / 2"),
    ],
    fails=["central_differences", *EXAMPLES],
    **H_APART,
)

for name, step, distance in [("half_of_h_each_way", "h / 2", "h"), ("twice_h_each_way", "2 * h", "(4 * h)")]:
    misconception(
        name,
        change=[
            ("point[i] = middle + h", f"point[i] = middle + {step}"),
            ("point[i] = middle - h", f"point[i] = middle - {step}"),
            (QUOTIENT, f"(above - below) / {distance}"),
        ],
        fails=["step_is_h"],
        title_en="Moved by another step than h",
        title_ja="h とは違う幅で動かしている",
        en="It is a central difference, but the entry is not moved by h each way: by h/2, or by 2h.",
        ja="中心差分ですが、要素を両側に h ずつではなく、h/2 や 2h ずつ動かしています。",
        ask_en="With h = 0.1 and x = 3, at which two points does the formula of the task take f, and at which do you?",
        ask_ja="h = 0.1、x = 3 のとき、課題の式では f をどの 2 点で計算しますか。あなたのコードではどうですか。",
    )

misconception(
    "brackets_of_the_difference",
    change=[(QUOTIENT, "above - below / (2 * h)")],
    fails=[
        "central_differences",
        *EXAMPLES,
        "step_is_h",
        "any_shape",
        "integer_input",
        "number_of_calls",
        "x_is_restored_exactly",
    ],
    title_en="Only one of the two values is divided",
    title_ja="2 つの値の片方しか割っていない",
    en="`a - b / c` is a − (b / c): only f(x − h e_i) is divided by 2h, not the difference.",
    ja="`a - b / c` は a − (b / c) です。差ではなく、f(x − h e_i) だけが 2h で割られています。",
    ask_en="What does Python make of 10 - 4 / 2?",
    ask_ja="Python では 10 - 4 / 2 はいくつになりますか。",
)

misconception(
    "all_entries_moved_together",
    change=[
        (
            "    for i in np.ndindex(point.shape):\n        middle = point[i]\n",
            "    for i in np.ndindex(point.shape):\n        return (f(point + h) - f(point - h)) / (2 * h)\n"
            "        middle = point[i]\n",
        )
    ],
    fails=[
        "central_differences",
        *EXAMPLES[:1],
        "step_is_h",
        "any_shape",
        "integer_input",
        "number_of_calls",
        "x_is_restored_exactly",
    ],
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
    fails=[
        "central_differences",
        *EXAMPLES[:1],
        "step_is_h",
        "any_shape",
        "integer_input",
        "number_of_calls",
        "x_is_restored_exactly",
    ],
    title_en="One slope for all entries",
    title_ja="すべての要素に同じ傾き",
    en="x + h moves every entry at once: each entry of the gradient is the same number, the slope along (1, …, 1).",
    ja="x + h はすべての要素を同時に動かします。勾配のどの要素も同じ数、(1, …, 1) 方向の傾きになっています。",
    ask_en="In the formula h stands beside e_i. What is x + h e_1 for x = (3, 4)?",
    ask_ja="式では h に e_i が掛かっています。x = (3, 4) のとき x + h e_1 は何ですか。",
)

misconception(
    "returned_after_the_first_entry",
    change=[
        ("gradient = np.empty(point.shape)", "gradient = np.zeros(point.shape)"),
        ("    return gradient\n", "        return gradient\n"),
    ],
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
        ("gradient = np.empty(point.shape)", "gradient = np.zeros(point.shape)"),
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
    en="The caller's x itself is moved and not put back: every entry stays at x − h, also while the others are moved.",
    ja="呼び出し側の x を動かしたまま、元に戻していません。どの要素も x − h のままで、ほかの要素の計算にも影響します。",
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
    change=[("    for i in np.ndindex(point.shape):", "    for i in range(point.size):")],
    fails=["any_shape"],
    title_en="Only vectors",
    title_ja="ベクトルにしか使えない",
    en="The loop counts to x.size, but x[i] with one index is a whole row of a matrix; after the last row it fails.",
    ja="x.size 回まわりますが、行列では x[i] は 1 行全体です。最後の行の次でエラーになります。",
    ask_en="What is x[1] for an x of shape (2, 3), and what is x[2]?",
    ask_ja="x の形が (2, 3) のとき、x[1] は何ですか。x[2] はどうですか。",
)

misconception(
    "indices_of_a_matrix",
    change=[("    for i in np.ndindex(point.shape):", "    for i in np.ndindex(point.shape[0], point.shape[1]):")],
    fails=[
        "central_differences",
        *EXAMPLES,
        "step_is_h",
        "any_shape",
        "integer_input",
        "number_of_calls",
        "x_is_restored_exactly",
    ],
    title_en="Only matrices",
    title_ja="行列にしか使えない",
    en="x.shape[1] is used: a vector has no second axis, and of three axes the last is left out.",
    ja="x.shape[1] を使っています。ベクトルには 2 つ目の軸がなく、軸が 3 つなら最後の軸が残ります。",
    ask_en="What is x.shape for x = np.zeros(3), and what is x.shape[1]?",
    ask_ja="x = np.zeros(3) のとき x.shape は何ですか。x.shape[1] はどうですか。",
)

misconception(
    "range_of_a_shape",
    change=[("    for i in np.ndindex(point.shape):", "    for i in range(point.shape):")],
    fails=[
        "central_differences",
        *EXAMPLES,
        "step_is_h",
        "any_shape",
        "integer_input",
        "number_of_calls",
        "x_is_restored_exactly",
    ],
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


restored_by_adding("restored_by_adding", "x", "integer_input")
restored_by_adding("floats_restored_by_adding", "x if x.dtype == np.float64 else x.astype(float)")

misconception(
    "integers_cannot_move",
    change=[
        ("np.array(x, dtype=np.float64)", "np.array(x)"),
        ("gradient = np.empty(point.shape)", "gradient = np.zeros(point.shape)"),
    ],
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
    change=[("gradient = np.empty(point.shape)", "gradient = np.zeros_like(x)")],
    fails=["integer_input"],
    title_en="The gradient is cut to integers",
    title_ja="勾配が整数に切り捨てられている",
    en="zeros_like(x) has the type of x: for integers the gradient loses its decimals.",
    ja="zeros_like(x) の型は x と同じです。x が整数だと、勾配の小数部分が失われます。",
    ask_en="Which dtype has np.zeros_like(np.array([1, 2]))?",
    ask_ja="np.zeros_like(np.array([1, 2])) の dtype は何ですか。",
)

misconception(
    "h_ignored",
    change=[("    point = np.array", "    h = 1e-4\n    point = np.array")],
    fails=["step_is_h"],
    title_en="The argument h is ignored",
    title_ja="引数 h を使っていない",
    en="The step is always 1e-4, whatever h is.",
    ja="h に何を渡しても、差分の幅が 1e-4 のままです。",
    ask_en="What should change if somebody passes h = 0.5?",
    ask_ja="h = 0.5 を渡したら、何が変わるべきですか。",
)

for name, h, *more in [
    ("another_default_1e_2", "1e-2", "central_differences"),
    ("another_default_1e_3", "1e-3"),
    ("another_default_1e_5", "1e-5"),
    ("another_default_1e_6", "1e-6"),
]:
    misconception(
        name,
        change=[("x: Array, h: float = 1e-4) -> Array", f"x: Array, h: float = {h}) -> Array")],
        fails=["step_is_h", *more],
        title_en="Another step where no h is given",
        title_ja="h を渡さないときの幅が違う",
        en="Where no h is given, numerical_gradient uses another step than the 1e-4 of the task.",
        ja="h を渡さないとき、numerical_gradient が課題の 1e-4 とは違う幅を使っています。",
        ask_en="Which default has h in the first line of the function as it was handed out?",
        ask_ja="配布されたときの関数の 1 行目で、h の既定値は何ですか。",
    )

misconception(
    "moved_by_a_fixed_step",
    change=[
        ("point[i] = middle + h", "point[i] = middle + 1e-4"),
        ("point[i] = middle - h", "point[i] = middle - 1e-4"),
    ],
    fails=["step_is_h"],
    title_en="Moved by 1e-4 whatever h is",
    title_ja="h に関係なく 1e-4 動かしている",
    en="The entry is moved by 1e-4, but the difference is divided by 2h.",
    ja="要素を 1e-4 だけ動かしていますが、差は 2h で割っています。",
    ask_en="With h = 0.1, at which points is f called, and what is the difference divided by?",
    ask_ja="h = 0.1 のとき、f はどの点で呼ばれ、差は何で割られますか。",
)


def moved_by_a_part_of_x(name, step):
    """The step grows with x."""
    misconception(
        name,
        change=[
            ("        middle = point[i]\n", f"        middle = point[i]\n        step = {step}\n"),
            ("point[i] = middle + h", "point[i] = middle + step"),
            ("point[i] = middle - h", "point[i] = middle - step"),
            (QUOTIENT, "(above - below) / (2 * step)"),
        ],
        fails=["step_is_h"],
        title_en="The step grows with x",
        title_ja="差分の幅が x とともに大きくなる",
        en="The step is h times a number that grows with the entry; here it is h for every entry.",
        ja="差分の幅が、h に要素の大きさで決まる数を掛けたものになっています。この課題では、どの要素でも h です。",
        ask_en="With h = 0.1, by how much does your code move an entry of 1, and by how much one of 100?",
        ask_ja="h = 0.1 のとき、あなたのコードは 1 の要素と 100 の要素をそれぞれいくつ動かしますか。",
    )


moved_by_a_part_of_x("step_times_x_from_1", "h * max(abs(middle), 1.0)")
moved_by_a_part_of_x("step_times_1_and_x", "h * (1 + abs(middle))")

misconception(
    "divided_by_a_fixed_step",
    change=[(QUOTIENT, "(above - below) / 2e-4")],
    fails=["step_is_h"],
    title_en="Divided by 2e-4 whatever h is",
    title_ja="h に関係なく 2e-4 で割っている",
    en="The entry is moved by h, but the difference is divided by 2e-4.",
    ja="要素を h だけ動かしていますが、差は 2e-4 で割っています。",
    ask_en="With h = 0.1, how far apart are the two points, and what do you divide by?",
    ask_ja="h = 0.1 のとき、2 点はどれだけ離れていますか。何で割っていますか。",
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

misconception(
    "one_call_too_many",
    change=[("    gradient = np.empty(point.shape)", "    f(point)\n    gradient = np.empty(point.shape)")],
    fails=["number_of_calls"],
    title_en="f is called too often",
    title_ja="f を余分に呼んでいる",
    en="f is called more often than the central differences need, which are right.",
    ja="中心差分は正しく計算されていますが、必要な回数より多く f を呼んでいます。",
    ask_en="Which of the values of f in your code is never used, or computed twice?",
    ask_ja="あなたのコードで、使われていない f の値、または 2 度計算している f の値はどれですか。",
)

misconception(
    "four_points",
    change=[
        (
            BELOW,
            BELOW + "        point[i] = middle + 2 * h\n        far_above = f(point)\n"
            "        point[i] = middle - 2 * h\n        far_below = f(point)\n",
        ),
        (QUOTIENT, "(8 * (above - below) - (far_above - far_below)) / (12 * h)"),
    ],
    fails=["number_of_calls", "step_is_h"],
    title_en="A formula with four points",
    title_ja="4 点の公式を使っている",
    en="Each derivative is made of four values of f. More exact, but asked for are central differences, with two.",
    ja="1 つの微分に f の値を 4 つ使っています。精度は高いですが、求められているのは 2 つの値による中心差分です。",
    ask_en="How often may f be called for one entry?",
    ask_ja="1 つの要素について、f を何回呼んでよいですか。",
)

misconception(
    "absolute_error",
    change=[("np.abs(a - b) / np.where(size == 0, 1.0, size)", "np.abs(a - b)")],
    fails=["gradient_check_example", "relative_error", "relative_error_example", "relative_error_of_tiny_numbers"],
    title_en="Absolute instead of relative error",
    title_ja="相対誤差ではなく絶対誤差",
    en="The error is not divided by the size of the numbers: 1e-3 is much for 1e-3, and little for 1e6.",
    ja="誤差を値の大きさで割っていません。同じ 1e-3 の差でも、1e-3 に対しては大きく、1e6 に対しては小さいです。",
    ask_en="Should the result change if both gradients are measured in another unit?",
    ask_ja="2 つの勾配の単位を変えたら、結果は変わるべきですか。",
)

misconception(
    "divided_by_the_sum",
    change=[("np.maximum(np.abs(a), np.abs(b))", "np.abs(a) + np.abs(b)")],
    fails=["gradient_check_example", "relative_error", "relative_error_example"],
    title_en="Divided by the sum of the sizes",
    title_ja="大きさの和で割っている",
    en="The error is divided by |a| + |b|; here it is max(|a|, |b|).",
    ja="誤差を |a| + |b| で割っています。この課題では max(|a|, |b|) で割ります。",
    ask_en="What does the docstring divide by?",
    ask_ja="docstring では何で割っていますか。",
)

SWAPPED = (CHECK, "float(np.max(relative_error(numerical_gradient(f, x, h), grad(x))))")  # right by itself


def divided_by_the_first(name, *more, change=()):
    """The error is relative to a, whichever is larger."""
    misconception(
        name,
        change=[(SIZE, "np.abs(a)"), *change],
        fails=["relative_error", "relative_error_example", *more],
        title_en="Divided by the first number only",
        title_ja="最初の数だけで割っている",
        en="The error is divided by |a|, so relative_error(a, b) and relative_error(b, a) differ.",
        ja="誤差を |a| で割っているため、relative_error(a, b) と relative_error(b, a) が違う値になります。",
        ask_en="What comes out for a = 0 and b = 5?",
        ask_ja="a = 0、b = 5 のときはどうなりますか。",
    )


def divided_by_the_second(name, *more, change=()):
    """The error is relative to b, whichever is larger."""
    misconception(
        name,
        change=[(SIZE, "np.abs(b)"), *change],
        fails=["relative_error", *more],
        title_en="Divided by the second number only",
        title_ja="2 番目の数だけで割っている",
        en="The error is divided by |b|, so relative_error(a, b) and relative_error(b, a) differ.",
        ja="誤差を |b| で割っているため、relative_error(a, b) と relative_error(b, a) が違う値になります。",
        ask_en="What comes out for a = 5 and b = 0?",
        ask_ja="a = 5、b = 0 のときはどうなりますか。",
    )


divided_by_the_first("divided_by_the_first")
divided_by_the_first("divided_by_the_first_swapped", "gradient_check_example", change=[SWAPPED])
divided_by_the_second("divided_by_the_second", "gradient_check_example")
divided_by_the_second("divided_by_the_second_swapped", change=[SWAPPED])

misconception(
    "divided_by_the_smaller",
    change=[(SIZE, "np.minimum(np.abs(a), np.abs(b))")],
    fails=["gradient_check_example", "relative_error", "relative_error_example"],
    title_en="Divided by the smaller number",
    title_ja="小さい方の数で割っている",
    en="The error is divided by min(|a|, |b|); it is to be divided by the larger one.",
    ja="誤差を min(|a|, |b|) で割っています。割るのは大きい方です。",
    ask_en="How large can |a − b| / max(|a|, |b|) become at most? And yours?",
    ask_ja="|a − b| / max(|a|, |b|) は最大でいくつになりますか。あなたの式ではどうですか。",
)

misconception(
    "divided_by_the_mean_size",
    change=[(SIZE, "(np.abs(a) + np.abs(b)) / 2")],
    fails=["gradient_check_example", "relative_error", "relative_error_example"],
    title_en="Divided by the mean size",
    title_ja="大きさの平均で割っている",
    en="The error is divided by (|a| + |b|) / 2; here it is max(|a|, |b|).",
    ja="誤差を (|a| + |b|) / 2 で割っています。この課題では max(|a|, |b|) で割ります。",
    ask_en="What does the docstring divide by?",
    ask_ja="docstring では何で割っていますか。",
)

misconception(
    "divided_by_the_largest_of_all",
    change=[(SIZE, "max(np.max(np.abs(a)), np.max(np.abs(b)))")],
    fails=["relative_error"],
    title_en="Divided by the largest of all entries",
    title_ja="全要素の最大値で割っている",
    en="All errors are divided by the same number, the largest entry of a and b; each entry has a size of its own.",
    ja="どの誤差も、a と b の全要素のうち最大の値で割っています。大きさは要素ごとに取ります。",
    ask_en="What is the relative error of the second entry for a = (1000, 1) and b = (1000, 2)?",
    ask_ja="a = (1000, 1)、b = (1000, 2) のとき、2 番目の要素の相対誤差はいくつですか。",
)

misconception(
    "only_the_largest_of_the_errors",
    change=[(f"return {ERROR}", f"return np.max({ERROR})")],
    fails=[
        "relative_error",
        "relative_error_of_zeros",
        "relative_error_of_tiny_numbers",
        "relative_error_example",
    ],
    title_en="One number in place of one for each entry",
    title_ja="要素ごとではなく 1 つの数",
    en="relative_error returns the largest error only; it is to be an array, with an error for each entry.",
    ja="relative_error が最大の誤差だけを返しています。返すのは、要素ごとの誤差の配列です。",
    ask_en="Which function of this task asks for the largest error?",
    ask_ja="最大の誤差を求めるのは、この課題のどの関数ですか。",
)

for name, size in [
    ("larger_number_without_absolute_value", "np.abs(np.maximum(a, b))"),
    ("larger_number_with_its_sign", "np.maximum(a, b)"),
]:
    misconception(
        name,
        change=[(SIZE, size)],
        fails=["relative_error"],
        title_en="max(a, b) without absolute values",
        title_ja="絶対値を取らずに max(a, b)",
        en="max(a, b) is the larger number, not the larger size: of −5 and 1 it is 1.",
        ja="max(a, b) は、絶対値ではなく値が大きい方です。−5 と 1 なら 1 になります。",
        ask_en="What is your denominator for a = −5 and b = 1?",
        ask_ja="a = −5、b = 1 のとき、分母はいくつになりますか。",
    )

misconception(
    "max_of_python",
    change=[(SIZE, "np.asarray(max(np.abs(a), np.abs(b)))")],
    fails=["relative_error", "relative_error_of_zeros", "relative_error_of_tiny_numbers"],
    title_en="One truth value of an array",
    title_ja="配列を 1 つの真偽値として使っている",
    en="`if`, `and` and Python's `max` need a single yes or no; comparing arrays gives one for each entry.",
    ja="`if`、`and`、Python の `max` には真偽値が 1 つ必要ですが、配列の比較の結果は要素ごとに 1 つずつあります。",
    ask_en="Which of the arrays (1, 4) and (3, 2) is larger? Which NumPy functions answer entry by entry?",
    ask_ja="配列 (1, 4) と (3, 2) では、どちらが大きいですか。要素ごとに答える NumPy の関数は何ですか。",
)

misconception(
    "error_with_sign",
    change=[(ERROR, "(a - b) / np.where(size == 0, 1.0, size)")],
    fails=["relative_error", "relative_error_example"],
    title_en="The error has a sign",
    title_ja="誤差に符号がある",
    en="a − b is taken without its absolute value, so that an error can be negative.",
    ja="a − b の絶対値を取っていないため、誤差が負になることがあります。",
    ask_en="If all of your errors are negative, what does their maximum tell?",
    ask_ja="誤差がすべて負だったら、その最大値は何を意味しますか。",
)

misconception(
    "error_in_percent",
    change=[(ERROR, "100 * np.abs(a - b) / np.where(size == 0, 1.0, size)")],
    fails=["gradient_check_example", "relative_error", "relative_error_example"],
    title_en="The error in percent",
    title_ja="誤差がパーセントになっている",
    en="The error is multiplied by 100; |a − b| / max(|a|, |b|) is a fraction.",
    ja="誤差に 100 が掛かっています。|a − b| / max(|a|, |b|) は割合そのものです。",
    ask_en="How large can |a − b| / max(|a|, |b|) become at most? And yours?",
    ask_ja="|a − b| / max(|a|, |b|) は最大でいくつになりますか。あなたの式ではどうですか。",
)


def outweighing(name, size, *more):
    """A guard against 0/0 that tiny numbers do not outweigh."""
    misconception(
        name,
        change=[("np.where(size == 0, 1.0, size)", size)],
        fails=["relative_error_of_tiny_numbers", *more],
        title_en="The guard against 0/0 outweighs tiny numbers",
        title_ja="0/0 を防ぐ定数が大きすぎる",
        en="The denominator contains a constant that is larger than tiny numbers: their errors come out too small.",
        ja="分母の定数がごく小さい数より大きいため、そのような数の誤差が小さく出ます。",
        ask_en="What is your relative error of 1e-9 and 3e-9?",
        ask_ja="1e-9 と 3e-9 の相対誤差は、あなたの関数ではいくつになりますか。",
    )


for power in (8, 7, 6, 5, 4):
    outweighing(f"floor_of_1e_{power}", f"np.maximum(size, 1e-{power})")
outweighing("floor_of_1", "np.maximum(size, 1.0)", "relative_error")
for power in (10, 9, 8):
    outweighing(f"added_1e_{power}", f"(size + 1e-{power})")
for power in (7, 6, 5):
    outweighing(f"added_1e_{power}", f"(size + 1e-{power})", "relative_error")

misconception(
    "arguments_of_the_error_overwritten",
    change=[(f"return {ERROR}", "a -= b\n    return np.abs(a) / np.where(size == 0, 1.0, size)")],
    fails=["relative_error"],
    title_en="The caller's a is changed",
    title_ja="呼び出し側の a を書き換えている",
    en="`a -= b` writes into the array that the caller handed over.",
    ja="`a -= b` が、呼び出し側から渡された配列そのものを書き換えています。",
    ask_en="What is a for the caller after relative_error(a, b) has returned?",
    ask_ja="relative_error(a, b) を呼んだあと、呼び出し側の a はどうなっていますか。",
)

misconception(
    "zero_by_zero",
    change=[("np.abs(a - b) / np.where(size == 0, 1.0, size)", "np.abs(a - b) / size")],
    fails=["relative_error_of_zeros"],
    title_en="0/0 where both are 0",
    title_ja="どちらも 0 のとき 0/0 になる",
    en="Where both numbers are 0 the result is NaN; they agree, so the error is 0.",
    ja="どちらも 0 のところで結果が NaN になります。一致しているので、誤差は 0 です。",
    ask_en="A weight that never matters has the gradient 0. What should the check say about it?",
    ask_ja="損失に影響しない重みの勾配は 0 です。そのとき検査の結果はどうなるべきですか。",
)

misconception(
    "one_where_both_are_zero",
    change=[(ERROR, "np.where(size == 0, 1.0, np.abs(a - b) / np.where(size == 0, 1.0, size))")],
    fails=["relative_error_of_zeros"],
    title_en="1 where both are 0",
    title_ja="どちらも 0 のとき 1 になる",
    en="Where both numbers are 0 the result is 1; they agree, so the error is 0.",
    ja="どちらも 0 のところで結果が 1 になっています。一致しているので、誤差は 0 です。",
    ask_en="A weight that never matters has the gradient 0. What should the check say about it?",
    ask_ja="損失に影響しない重みの勾配は 0 です。そのとき検査の結果はどうなるべきですか。",
)

misconception(
    "mean_error",
    change=[("float(np.max(relative_error", "float(np.mean(relative_error")],
    fails=["gradient_check"],
    title_en="Mean instead of largest error",
    title_ja="最大ではなく平均の誤差",
    en="gradient_check averages the errors: one wrong entry among many hardly shows.",
    ja="gradient_check が誤差の平均を返しています。多くの要素の中の 1 つの誤りが目立たなくなります。",
    ask_en="If one of 39,760 entries has the wrong sign, how large is the mean?",
    ask_ja="39,760 個のうち 1 つだけ符号が逆なら、平均はどれくらいになりますか。",
)

misconception(
    "smallest_error",
    change=[("float(np.max(relative_error", "float(np.min(relative_error")],
    fails=["gradient_check"],
    title_en="The smallest error",
    title_ja="最小の誤差",
    en="gradient_check returns the smallest error: one right entry hides all wrong ones.",
    ja="gradient_check が最小の誤差を返しています。正しい要素が 1 つあれば、ほかの誤りが隠れてしまいます。",
    ask_en="If only one of 39,760 entries were right, what would your check say?",
    ask_ja="39,760 個のうち 1 つだけが正しいとき、あなたの検査の結果はどうなりますか。",
)

misconception(
    "sum_of_the_errors",
    change=[("float(np.max(relative_error", "float(np.sum(relative_error")],
    fails=["gradient_check"],
    title_en="The sum of the errors",
    title_ja="誤差の和",
    en="gradient_check adds the errors up; asked for is the largest one.",
    ja="gradient_check が誤差の和を返しています。求められているのは最大の誤差です。",
    ask_en="Does your number grow if x gets more entries that are all equally wrong?",
    ask_ja="同じだけ誤った要素が増えると、あなたの値は大きくなりますか。",
)

misconception(
    "largest_absolute_error",
    change=[(CHECK, "float(np.max(np.abs(grad(x) - numerical_gradient(f, x, h))))")],
    fails=["gradient_check", "gradient_check_example"],
    title_en="gradient_check with absolute errors",
    title_ja="gradient_check が絶対誤差を使っている",
    en="gradient_check returns the largest difference, not the largest relative error.",
    ja="gradient_check が、相対誤差ではなく差の最大値を返しています。",
    ask_en="A difference of 0.01: is that much? What does it depend on?",
    ask_ja="0.01 の差は大きいですか。それは何によりますか。",
)

for name, error, *more in [
    ("error_of_the_whole_vector", "norm(a - b) / max(norm(a), norm(b))"),
    ("error_by_the_sum_of_norms", "norm(a - b) / (norm(a) + norm(b))", "gradient_check_example"),
    ("error_by_the_norm_of_the_sum", "norm(a - b) / norm(a + b)", "gradient_check_example"),
    ("error_by_the_norm_of_the_gradient", "norm(a - b) / norm(a)"),
    ("error_by_the_numerical_norm", "norm(a - b) / norm(b)", "gradient_check_example"),
    ("largest_difference_by_largest_entry", "abs(a - b).max() / max(abs(a).max(), abs(b).max())"),
]:
    misconception(
        name,
        change=[
            (
                f"return {CHECK}",
                "a, b, norm = np.asarray(grad(x)), numerical_gradient(f, x, h), np.linalg.norm\n"
                f"    return float({error})",
            )
        ],
        fails=["gradient_check", *more],
        title_en="One error for the whole gradient",
        title_ja="勾配全体で 1 つの誤差",
        en="One size is taken for the whole gradient: a wrong small entry vanishes beside large right ones.",
        ja="勾配全体で 1 つの大きさを使って割っています。小さい要素が誤っていても、大きい要素に隠れてしまいます。",
        ask_en="The gradient is (1000, 1), and grad gives (1000, −1). What does your check say?",
        ask_ja="勾配が (1000, 1) で grad が (1000, −1) を返すとき、あなたの検査の結果はいくつですか。",
    )

misconception(
    "all_errors_returned",
    change=[(CHECK, "relative_error(grad(x), numerical_gradient(f, x, h))")],
    fails=["gradient_check", "gradient_check_example"],
    title_en="All errors in place of the largest",
    title_ja="最大ではなくすべての誤差",
    en="gradient_check returns an array with the error of each entry; it is to return one number, the largest.",
    ja="gradient_check が要素ごとの誤差の配列を返しています。返すのは 1 つの数、最大の誤差です。",
    ask_en="With 39,760 parameters, which single number tells whether the gradient can be trusted?",
    ask_ja="パラメータが 39,760 個あるとき、勾配が信用できるかどうかは、どの 1 つの数でわかりますか。",
)

misconception(
    "step_not_passed_on",
    change=[("numerical_gradient(f, x, h))))", "numerical_gradient(f, x))))")],
    fails=["gradient_check"],
    title_en="h is not passed on",
    title_ja="h を渡していない",
    en="gradient_check takes h, but calls numerical_gradient without it.",
    ja="gradient_check は h を受け取りますが、numerical_gradient に渡していません。",
    ask_en="Which h does numerical_gradient use when none is given?",
    ask_ja="h を渡さないと、numerical_gradient はどの h を使いますか。",
)

misconception(
    "zero_for_a_wrong_gradient",
    change=[(CHECK, "bool(np.max(relative_error(grad(x), numerical_gradient(f, x, h))) < 1e-5)")],
    fails=["gradient_check", "gradient_check_example"],
    title_en="0 or False in place of the error",
    title_ja="誤差ではなく 0 や False を返している",
    en="Where the gradient is wrong, gradient_check gives 0 or False; asked for is how large the error is.",
    ja="勾配が誤っているとき、gradient_check が 0 や False を返しています。求められているのは誤差の大きさです。",
    ask_en="Can one see from your result whether a gradient is off by 1 % or has the wrong sign?",
    ask_ja="勾配が 1 % ずれているのか、符号が逆なのか、あなたの結果から見分けられますか。",
)

misconception(
    "biases_forgotten",
    change=[("(n_in + 1) * n_hidden + (n_hidden + 1) * n_out", "n_in * n_hidden + n_hidden * n_out")],
    fails=["parameter_count", "published_counts"],
    title_en="The biases are forgotten",
    title_ja="バイアスを数えていない",
    en="Only the weights are counted; every unit of the hidden and of the output layer has a bias as well.",
    ja="重みだけを数えています。隠れ層と出力層のユニットには、それぞれバイアスもあります。",
    ask_en="How many numbers does y = xW + b need besides W?",
    ask_ja="y = xW + b では、W のほかにいくつの数が必要ですか。",
)

misconception(
    "biases_of_the_hidden_layer_only",
    change=[(COUNT, "(n_in + 1) * n_hidden + n_hidden * n_out")],
    fails=["parameter_count", "published_counts"],
    title_en="The biases of the output layer are missing",
    title_ja="出力層のバイアスがない",
    en="The biases of the hidden layer are counted, those of the output layer are not.",
    ja="隠れ層のバイアスは数えていますが、出力層のバイアスを数えていません。",
    ask_en="What is added to each of the outputs?",
    ask_ja="それぞれの出力には何が足されますか。",
)

misconception(
    "biases_of_the_output_layer_only",
    change=[(COUNT, "n_in * n_hidden + (n_hidden + 1) * n_out")],
    fails=["parameter_count", "published_counts"],
    title_en="The biases of the hidden layer are missing",
    title_ja="隠れ層のバイアスがない",
    en="The biases of the output layer are counted, those of the hidden layer are not.",
    ja="出力層のバイアスは数えていますが、隠れ層のバイアスを数えていません。",
    ask_en="What is added to each of the hidden units?",
    ask_ja="隠れ層のそれぞれのユニットには何が足されますか。",
)

misconception(
    "one_bias_for_each_layer",
    change=[(COUNT, "n_in * n_hidden + 1 + n_hidden * n_out + 1")],
    fails=["parameter_count", "published_counts"],
    title_en="One bias for each layer",
    title_ja="層ごとにバイアスが 1 つ",
    en="Each layer is counted with a single bias; every unit has one of its own.",
    ja="層ごとにバイアスを 1 つと数えています。バイアスはユニットごとに 1 つあります。",
    ask_en="Which shape has b in y = xW + b?",
    ask_ja="y = xW + b で、b の形は何ですか。",
)

misconception(
    "biases_for_the_inputs",
    change=[(COUNT, "n_in * (n_hidden + 1) + n_hidden * (n_out + 1)")],
    fails=["parameter_count", "published_counts"],
    title_en="One bias for each input",
    title_ja="入力ごとにバイアスが 1 つ",
    en="A layer is counted with as many biases as it has inputs; it has as many as it has outputs.",
    ja="バイアスを層の入力の数だけ数えています。バイアスは出力の数だけあります。",
    ask_en="To what is the bias added: to the inputs of a layer, or to its outputs?",
    ask_ja="バイアスは何に足されますか。層の入力ですか、出力ですか。",
)

misconception(
    "biases_for_the_inputs_too",
    change=[(COUNT, "n_in * n_hidden + n_hidden * n_out + n_in + n_hidden + n_out")],
    fails=["parameter_count", "published_counts"],
    title_en="Biases for the inputs, too",
    title_ja="入力にもバイアスを数えている",
    en="A bias is counted for every unit, also for those of the input layer; these are only given, nothing is added.",
    ja="入力層も含めて、すべてのユニットにバイアスを数えています。入力は与えられるだけで、何も足されません。",
    ask_en="To what is a bias added? Is there anything to add it to at the inputs?",
    ask_ja="バイアスは何に足されますか。入力のところに、足す相手はありますか。",
)

misconception(
    "one_call_per_parameter",
    change=[("return 2 * n_parameters", "return n_parameters + 1")],
    fails=["forward_calls", "published_counts"],
    title_en="One call for each parameter",
    title_ja="パラメータごとに 1 回",
    en="That is the number for forward differences; central differences run the net twice for each parameter.",
    ja="それは前進差分の回数です。中心差分では、パラメータごとに 2 回動かします。",
    ask_en="How often does your numerical_gradient call f for one entry?",
    ask_ja="あなたの numerical_gradient は、1 つの要素について f を何回呼びますか。",
)

misconception(
    "as_many_calls_as_parameters",
    change=[("return 2 * n_parameters", "return n_parameters")],
    fails=["forward_calls", "published_counts"],
    title_en="As many calls as parameters",
    title_ja="パラメータの数だけ",
    en="A central difference needs two values of f, so one call for each parameter is not enough.",
    ja="中心差分には f の値が 2 つ必要なので、パラメータごとに 1 回では足りません。",
    ask_en="How often does your numerical_gradient call f for one entry?",
    ask_ja="あなたの numerical_gradient は、1 つの要素について f を何回呼びますか。",
)

misconception(
    "one_call_at_x_itself",
    change=[("return 2 * n_parameters", "return 2 * n_parameters + 1")],
    fails=["forward_calls", "published_counts"],
    title_en="One call more, at x itself",
    title_ja="x での 1 回が余分",
    en="2n calls are enough: f(x) itself does not occur in the central difference.",
    ja="2n 回で足ります。中心差分には f(x) そのものは現れません。",
    ask_en="At which points does the formula take f? Is x among them?",
    ask_ja="式の中で f はどの点で計算されますか。x はその中にありますか。",
)
