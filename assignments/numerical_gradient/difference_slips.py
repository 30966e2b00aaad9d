"""Slips in the quotients of differences."""

from autograder.testing import misconception

REST = ["step_is_h", "any_shape", "integer_input", "number_of_calls", "x_is_restored_exactly"]
EACH = "    for i in np.ndindex(point.shape):"
UP = "point[i] = middle + h"
DOWN = "point[i] = middle - h"
EXAMPLES = ["gradient_example", "gradient_check_example"]
QUOTIENT = "(above - below) / (2 * h)"
ABOVE = "        point[i] = middle + h\n        above = f(point)\n"
BELOW = "        point[i] = middle - h\n        below = f(point)\n"
RESTORED = "        point[i] = middle\n"
H_APART = {  # x + h and x, or x ± h/2: near 0 the two can hardly be told apart
    "title_en": "Points that are h apart, divided by 2h",
    "title_ja": "間隔が h の 2 点の差を 2h で割っている",
    "en": "The two points at which f is called are only h apart, but the difference is divided by 2h.",
    "ja": "f を呼んでいる 2 点の間隔は h ですが、差を 2h で割っています。",
    "ask_en": "At which two points do you call f, and how far apart are they?",
    "ask_ja": "f を呼んでいるのはどの 2 点ですか。どれだけ離れていますか。",
}


def moved_by_a_part_of_x(name, step):
    """The step grows with x."""
    misconception(
        name,
        change=[
            ("        middle = point[i]\n", f"        middle = point[i]\n        step = {step}\n"),
            (UP, "point[i] = middle + step"),
            (DOWN, "point[i] = middle - step"),
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


def quotients() -> None:
    """Which values are subtracted, and what the difference is divided by."""
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
            (EACH, "    below = f(point)\n    for i in np.ndindex(point.shape):"),
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
        change=[(QUOTIENT, "(above - below) / h")],
        fails=["central_differences", "gradient_example", "gradient_check_example"],
        title_en="Divided by h in place of 2h",
        title_ja="2h ではなく h で割っている",
        en="The two points are 2h apart, but the difference is divided by h.",
        ja="2 点の間隔は 2h ですが、h で割っています。",
        ask_en="How far is x + h from x − h?",
        ask_ja="x + h と x − h はどれだけ離れていますか。",
    )
    misconception(
        "forward_difference_divided_by_2h",
        change=[(BELOW, RESTORED + "        below = f(point)\n")],
        fails=["central_differences", *EXAMPLES],
        **H_APART,
    )
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
        change=[(UP, UP + " / 2"), (DOWN, DOWN + " / 2")],
        fails=["central_differences", *EXAMPLES],
        **H_APART,
    )
    for name, step, distance in [("half_of_h_each_way", "h / 2", "h"), ("twice_h_each_way", "2 * h", "(4 * h)")]:
        misconception(
            name,
            change=[
                (UP, f"point[i] = middle + {step}"),
                (DOWN, f"point[i] = middle - {step}"),
                (QUOTIENT, f"(above - below) / {distance}"),
            ],
            fails=["step_is_h"],
            title_en="Moved by another step than h",
            title_ja="h とは違う幅で動かしている",
            en="It is a central difference, but the entry is not moved by h each way: by h/2, or by 2h.",
            ja="中心差分ですが、要素を両側に h ずつではなく、h/2 や 2h ずつ動かしています。",
            ask_en="With h = 0.1 and x = 3, at which two points does the formula of the task take f, and at "
            "which do you?",
            ask_ja="h = 0.1、x = 3 のとき、課題の式では f をどの 2 点で計算しますか。あなたのコードではどうですか。",
        )
    misconception(
        "brackets_of_the_difference",
        change=[(QUOTIENT, "above - below / (2 * h)")],
        fails=["central_differences", *EXAMPLES, *REST],
        title_en="Only one of the two values is divided",
        title_ja="2 つの値の片方しか割っていない",
        en="`a - b / c` is a − (b / c): only f(x − h e_i) is divided by 2h, not the difference.",
        ja="`a - b / c` は a − (b / c) です。差ではなく、f(x − h e_i) だけが 2h で割られています。",
        ask_en="What does Python make of 10 - 4 / 2?",
        ask_ja="Python では 10 - 4 / 2 はいくつになりますか。",
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
        change=[(UP, "point[i] = middle + 1e-4"), (DOWN, "point[i] = middle - 1e-4")],
        fails=["step_is_h"],
        title_en="Moved by 1e-4 whatever h is",
        title_ja="h に関係なく 1e-4 動かしている",
        en="The entry is moved by 1e-4, but the difference is divided by 2h.",
        ja="要素を 1e-4 だけ動かしていますが、差は 2h で割っています。",
        ask_en="With h = 0.1, at which points is f called, and what is the difference divided by?",
        ask_ja="h = 0.1 のとき、f はどの点で呼ばれ、差は何で割られますか。",
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
        "one_call_too_many",
        change=[("gradient =", "f(point)\n    gradient =")],
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
