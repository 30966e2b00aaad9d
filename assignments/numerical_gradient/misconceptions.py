"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

from autograder.testing import misconception

DIFFERENCES = ["central_differences", "step_is_h", "any_shape", "integer_input", "gradient_check"]


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
    fails=DIFFERENCES,
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
    fails=[*DIFFERENCES, "number_of_calls"],
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
    fails=[*DIFFERENCES, "gradient_example", "gradient_check_example"],
    title_en="Divided by h in place of 2h",
    title_ja="2h ではなく h で割っている",
    en="The two points are 2h apart, but the difference is divided by h.",
    ja="2 点の間隔は 2h ですが、h で割っています。",
    ask_en="How far is x + h from x − h?",
    ask_ja="x + h と x − h はどれだけ離れていますか。",
)

misconception(
    "entry_not_restored",
    change=[("        point[i] = middle\n        gradient", "        gradient")],
    fails=DIFFERENCES,
    title_en="The entry is not restored",
    title_ja="要素を元に戻していない",
    en="The entry stays at x − h while the others are moved, so later entries are measured at another point.",
    ja="要素が x − h のままで次の要素に進むため、後の要素の微分が別の点で計算されています。",
    ask_en="At which point is f evaluated for the last entry?",
    ask_ja="最後の要素のとき、f はどの点で計算されていますか。",
)

misconception(
    "restored_by_adding",
    change=[
        ("point = np.array(x, dtype=np.float64)", "point = x"),
        ("        point[i] = middle + h\n", "        point[i] += h\n"),
        ("        point[i] = middle - h\n", "        point[i] -= 2 * h\n"),
        ("        point[i] = middle\n        gradient", "        point[i] += h\n        gradient"),
    ],
    fails=["integer_input", "x_is_restored_exactly"],
    title_en="x restored by adding h back",
    title_ja="足し引きで x を戻している",
    en="x is moved by + h, − 2h, + h. Each step is rounded, so x does not come back exactly.",
    ja="x に + h、− 2h、+ h と足し引きしています。計算のたびに丸められるので、正確には元に戻りません。",
    ask_en="Is 0.1 + 0.2 − 0.2 equal to 0.1 on your computer? Try 1000.1 + 1e-4 − 2e-4 + 1e-4, too.",
    ask_ja="計算機の上で 0.1 + 0.2 − 0.2 は 0.1 と等しいですか。1000.1 + 1e-4 − 2e-4 + 1e-4 も試してください。",
)

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
    fails=["step_is_h", "gradient_check"],
    title_en="The argument h is ignored",
    title_ja="引数 h を使っていない",
    en="The step is always 1e-4, whatever h is.",
    ja="h に何を渡しても、差分の幅が 1e-4 のままです。",
    ask_en="What should change if somebody passes h = 0.5?",
    ask_ja="h = 0.5 を渡したら、何が変わるべきですか。",
)

misconception(
    "rows_moved_together",
    change=[
        (
            "    for i in np.ndindex(point.shape):\n        middle = point[i]\n",
            "    for i in range(len(point)):\n        middle = point[i].copy()\n",
        )
    ],
    fails=["any_shape", "number_of_calls", "gradient_check"],
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
    fails=["any_shape", "number_of_calls", "gradient_check"],
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
    title_en="One call too many",
    title_ja="f を 1 回余分に呼んでいる",
    en="f is called once more than the central differences need.",
    ja="中心差分に必要な回数より 1 回多く f を呼んでいます。",
    ask_en="Which of the values of f in your code is never used?",
    ask_ja="あなたのコードで、使われていない f の値はどれですか。",
)

misconception(
    "absolute_error",
    change=[("np.abs(a - b) / np.where(size == 0, 1.0, size)", "np.abs(a - b)")],
    fails=["relative_error", "gradient_check", "relative_error_example", "gradient_check_example"],
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
    fails=["relative_error", "gradient_check", "relative_error_example", "gradient_check_example"],
    title_en="Divided by the sum of the sizes",
    title_ja="大きさの和で割っている",
    en="The error is divided by |a| + |b|; here it is max(|a|, |b|).",
    ja="誤差を |a| + |b| で割っています。この課題では max(|a|, |b|) で割ります。",
    ask_en="What does the docstring divide by?",
    ask_ja="docstring では何で割っていますか。",
)

misconception(
    "divided_by_the_first",
    change=[("np.maximum(np.abs(a), np.abs(b))", "np.abs(a)")],
    fails=["relative_error", "gradient_check", "relative_error_example"],
    title_en="Divided by the first number only",
    title_ja="最初の数だけで割っている",
    en="The error is divided by |a|, so relative_error(a, b) and relative_error(b, a) differ.",
    ja="誤差を |a| で割っているため、relative_error(a, b) と relative_error(b, a) が違う値になります。",
    ask_en="What comes out for a = 0 and b = 5?",
    ask_ja="a = 0、b = 5 のときはどうなりますか。",
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
