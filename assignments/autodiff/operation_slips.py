"""Slips in the operators of a tensor."""

from walk_slips import EXAMPLES, PLUS

from autograder.testing import misconception

MINUS = "z.pull_back = lambda g: (unbroadcast(g, x.data.shape), unbroadcast(-g, y.data.shape))"
TIMES = "(unbroadcast(g * y.data, x.data.shape), unbroadcast(g * x.data, y.data.shape))"
DIVIDED = (
    "(\n            unbroadcast(g / y.data, x.data.shape),\n"
    "            unbroadcast(-g * z.data / y.data, y.data.shape),\n        )"
)
MATMUL = "(g @ y.data.T, x.data.T @ g)"
POWER = "(g * n * self.data ** (n - 1),)"


def broadcasting() -> None:
    """What was broadcast is summed on the way back."""
    misconception(
        "broadcasting_forgotten",
        change=[
            ("summed: Array = g.sum(axis=stretched, keepdims=True)\n    return summed", "return g"),
            ("    g = g.sum(axis=tuple(range(g.ndim - len(shape))))", "    pass"),
        ],
        fails=["published_cross_entropy_example", "gradient_of_broadcasting"],
        title_en="Broadcasting forgotten on the way back",
        title_ja="逆向きでブロードキャストを忘れている",
        en="The gradient of an operand that was broadcast keeps the large shape; its copies must be summed.",
        ja="ブロードキャストされた項の勾配が、大きい形のままです。複製された分を足し合わせる必要があります。",
        ask_en="A bias b of shape (4,) was added to 3 rows. What shape must b.grad have?",
        ask_ja="形 (4,) のバイアス b を 3 行に足しました。b.grad の形は何ですか。",
    )
    misconception(
        "broadcasting_averaged",
        change=[
            ("g = g.sum(axis=tuple(range(g.ndim - len(shape))))", "g = g.mean(axis=tuple(range(g.ndim - len(shape))))"),
            ("summed: Array = g.sum(axis=stretched, keepdims=True)", "summed = g.mean(axis=stretched, keepdims=True)"),
        ],
        fails=["published_cross_entropy_example", "gradient_of_broadcasting"],
        title_en="Copies averaged",
        title_ja="複製された分を平均している",
        en="The gradients of the copies that broadcasting made are averaged; they must be summed.",
        ja="ブロードキャストで複製された分の勾配を平均しています。平均ではなく和です。",
        ask_en="b is added to each of N rows. Does one step of b change L by the sum or by the mean of the rows' "
        "changes?",
        ask_ja="b は N 個の行に足されます。b を動かしたときの L の変化は、行ごとの変化の和ですか、平均ですか。",
    )
    misconception(
        "only_new_axes_summed",
        change=[("summed: Array = g.sum(axis=stretched, keepdims=True)\n    return summed", "return g")],
        fails=["published_cross_entropy_example", "gradient_of_broadcasting"],
        title_en="Axes of length 1 forgotten",
        title_ja="長さ 1 の軸を忘れている",
        en="Only the axes that broadcasting puts in front are summed, not those of length 1 that it stretches.",
        ja="前に追加された軸だけを足していて、引き伸ばされた長さ 1 の軸を足していません。",
        ask_en="What is the shape of the gradient of a column (3, 1) that was multiplied with a (3, 4) array?",
        ask_ja="(3, 4) の配列に掛けた列 (3, 1) の勾配は、どんな形ですか。",
    )
    misconception(
        "only_stretched_axes_summed",
        change=[
            (
                "    g = g.sum(axis=tuple(range(g.ndim - len(shape))))  # axes that broadcasting has put in front\n",
                "    if g.ndim != len(shape):\n        return g\n",
            )
        ],
        fails=["gradient_of_broadcasting"],
        title_en="Axes in front forgotten",
        title_ja="前に追加された軸を忘れている",
        en="Only the axes of length 1 that broadcasting stretches are summed, not those that it puts in front.",
        ja="引き伸ばされた長さ 1 の軸だけを足していて、前に追加された軸を足していません。",
        ask_en="A row (4,) was added to a (3, 4) array. How many axes has its gradient, and how many must it have?",
        ask_ja="形 (4,) の行を (3, 4) の配列に足しました。その勾配の軸はいくつですか。いくつであるべきですか。",
    )
    misconception(
        "stretched_axes_dropped",
        change=[("g.sum(axis=stretched, keepdims=True)", "g.sum(axis=stretched)")],
        fails=["gradient_of_broadcasting"],
        title_en="The axis of length 1 is dropped",
        title_ja="長さ 1 の軸が消えている",
        en="The sum over a stretched axis drops the axis: a column (3, 1) gets a gradient of shape (3,).",
        ja="引き伸ばされた軸について和を取ると、その軸が消えてしまいます。列 (3, 1) の勾配の形が (3,) になります。",
        ask_en="Which shape has the sum of a (3, 4) array over axis 1, with keepdims and without?",
        ask_ja="(3, 4) の配列の axis=1 の和は、keepdims があるときとないときで、それぞれどんな形ですか。",
    )
    for name, sign, change, more in [
        ("plus", "+", (PLUS, "z.pull_back = lambda g: (g, g)"), []),
        ("minus", "−", (MINUS, "z.pull_back = lambda g: (g, -g)"), ["published_cross_entropy_example"]),
        ("times", "*", (TIMES, "(g * y.data, g * x.data)"), []),
        ("divided_by", "/", (DIVIDED, "(g / y.data, -g * z.data / y.data)"), []),
    ]:
        misconception(
            f"broadcasting_forgotten_in_{name}",
            change=[change],
            fails=[*more, "gradient_of_broadcasting"],
            title_en=f"Broadcasting forgotten in {sign}",
            title_ja=f"{sign} でブロードキャストを忘れている",
            en=f"In {sign}, the gradient of an operand that was broadcast keeps the large shape; its copies must "
            f"be summed.",
            ja=f"{sign} で、ブロードキャストされた項の勾配が大きい形のままです。"
            f"複製された分を足し合わせる必要があります。",
            ask_en="A row of shape (4,) meets an array of shape (3, 4). What shape must the gradient of the row have?",
            ask_ja="形 (4,) の行と形 (3, 4) の配列の演算では、行の勾配はどんな形ですか。",
        )


def operators() -> None:
    """+, −, *, /, ** and @."""
    misconception(
        "minus_without_sign",
        change=[("unbroadcast(-g, y.data.shape))", "unbroadcast(g, y.data.shape))")],
        fails=[
            "published_cross_entropy_example",
            "gradient_of_broadcasting",
            "gradient_of_plus_and_minus",
            "scalar_example",
        ],
        title_en="Minus without its sign",
        title_ja="引き算の符号を忘れている",
        en="x − y passes g to y; the slope with respect to y is −1.",
        ja="x − y で、y に g がそのまま渡されています。y についての傾きは −1 です。",
        ask_en="If y grows, does x − y grow or shrink?",
        ask_ja="y が増えると、x − y は増えますか、減りますか。",
    )
    misconception(
        "own_factor",
        change=[(TIMES, "(unbroadcast(g * x.data, x.data.shape), unbroadcast(g * y.data, y.data.shape))")],
        fails=["published_cross_entropy_example", *EXAMPLES, "gradient_of_broadcasting", "gradient_of_times"],
        title_en="A product's slope from the wrong factor",
        title_ja="積の傾きに自分の因子を使っている",
        en="Each factor's gradient is multiplied by that factor itself; it takes the other one.",
        ja="積の勾配に自分自身の因子を掛けています。掛けるのは相手の因子です。",
        ask_en="What is ∂(xy)/∂x?",
        ask_ja="∂(xy)/∂x は何ですか。",
    )
    misconception(
        "divisor_without_sign",
        change=[("unbroadcast(-g ", "unbroadcast(g ")],
        fails=["gradient_of_broadcasting", "gradient_of_divided_by"],
        title_en="The divisor's slope without its minus",
        title_ja="割る数の傾きにマイナスがない",
        en="The slope of x / y with respect to y is −x/y²; the minus is missing.",
        ja="x / y の y についての傾きは −x/y² ですが、マイナスが抜けています。",
        ask_en="If a positive divisor grows, does x / y grow?",
        ask_ja="正の y が大きくなると、x / y(x > 0)は大きくなりますか。",
    )
    misconception(
        "divisor_not_squared",
        change=[(" / y.data, y", ", y")],
        fails=["gradient_of_broadcasting", "gradient_of_divided_by"],
        title_en="The divisor is not squared",
        title_ja="割る数が 2 乗になっていない",
        en="The slope of x / y with respect to y has y² below the line; yours has y.",
        ja="x / y の y についての傾きの分母は y² ですが、y になっています。",
        ask_en="Write x / y as x · y⁻¹. What does the power rule give?",
        ask_ja="x / y を x · y⁻¹ と書いて、べき乗の微分を使うとどうなりますか。",
    )
    misconception(
        "exponent_not_lowered",
        change=[("g * n * self.data ** (n - 1)", "g * n * self.data**n")],
        fails=[*EXAMPLES, "gradient_of_power"],
        title_en="The exponent is not lowered",
        title_ja="指数が 1 減っていない",
        en="The slope of xⁿ is computed as n xⁿ; it is n xⁿ⁻¹.",
        ja="xⁿ の傾きが n xⁿ になっています。正しくは n xⁿ⁻¹ です。",
        ask_en="What is the slope of x² at x = 3?",
        ask_ja="x = 3 での x² の傾きはいくつですか。",
    )
    misconception(
        "matmul_without_transpose",
        change=[(MATMUL, "(g @ y.data, x.data @ g)")],
        fails=["gradient_of_matmul", "published_affine_example", "published_cross_entropy_example"],
        title_en="Matrix product without transposes",
        title_ja="行列の積で転置を忘れている",
        en="The gradients of x @ y are g yᵀ and xᵀ g; without the transposes the shapes do not fit.",
        ja="x @ y の勾配は g yᵀ と xᵀ g です。転置がないと形が合いません。",
        ask_en="g is (N, M), y is (K, M's number of columns): which product has the shape of x, (N, K)?",
        ask_ja="g は (N, M)、y は (K, M) です。x と同じ形 (N, K) になる積はどれですか。",
    )
    misconception(
        "both_operands_with_minus",
        change=[(MINUS, "z.pull_back = lambda g: (unbroadcast(-g, x.data.shape), unbroadcast(-g, y.data.shape))")],
        fails=["published_cross_entropy_example", *EXAMPLES, "gradient_of_broadcasting", "gradient_of_plus_and_minus"],
        title_en="Minus for both operands",
        title_ja="両方の項にマイナスが付いている",
        en="x − y passes −g to x as well; the slope with respect to x is 1.",
        ja="x − y で、x にも −g が渡されています。x についての傾きは 1 です。",
        ask_en="If x grows, does x − y grow or shrink?",
        ask_ja="x が増えると、x − y は増えますか、減りますか。",
    )
    misconception(
        "dividend_multiplied",
        change=[("unbroadcast(g / y.data, x.data.shape)", "unbroadcast(g * y.data, x.data.shape)")],
        fails=["gradient_of_broadcasting", "gradient_of_divided_by"],
        title_en="The dividend's slope is y",
        title_ja="割られる数の傾きが y",
        en="x / y passes g · y to x; the slope with respect to x is 1/y.",
        ja="x / y で、x に g · y が渡されています。x についての傾きは 1/y です。",
        ask_en="By how much does x / 4 grow if x grows by 1?",
        ask_ja="x が 1 増えると、x / 4 はいくつ増えますか。",
    )
    misconception(
        "slopes_of_division_exchanged",
        change=[(DIVIDED, "(unbroadcast(-g * z.data / y.data, x.data.shape), unbroadcast(g / y.data, y.data.shape))")],
        fails=["gradient_of_broadcasting", "gradient_of_divided_by", "published_cross_entropy_example"],
        title_en="The slopes of x / y exchanged",
        title_ja="x / y の傾きが入れ替わっている",
        en="x gets the slope −x/y² and y the slope 1/y; it is the other way round.",
        ja="x に −x/y²、y に 1/y が渡されています。正しくは逆です。",
        ask_en="Which of the two can make x / y smaller by growing, for positive numbers?",
        ask_ja="正の数では、大きくなると x / y が小さくなるのは、x と y のどちらですか。",
    )
    misconception(
        "exponent_not_multiplied",
        change=[(POWER, "(g * self.data ** (n - 1),)")],
        fails=[*EXAMPLES, "gradient_of_power"],
        title_en="The factor n is missing",
        title_ja="因子 n が抜けている",
        en="The slope of xⁿ is computed as xⁿ⁻¹; it is n xⁿ⁻¹.",
        ja="xⁿ の傾きが xⁿ⁻¹ になっています。正しくは n xⁿ⁻¹ です。",
        ask_en="What is the slope of x² at x = 3?",
        ask_ja="x = 3 での x² の傾きはいくつですか。",
    )
    misconception(
        "matmul_in_the_wrong_order",
        change=[(MATMUL, "(y.data.T @ g, g @ x.data.T)")],
        fails=["gradient_of_matmul", "published_affine_example", "published_cross_entropy_example"],
        title_en="The matrix products in the wrong order",
        title_ja="行列の積の順序が逆",
        en="The factors of the two products have changed places; matrices do not commute, and only square ones "
        "fit at all.",
        ja="2 つの積で、左右の行列が入れ替わっています。行列の積は交換できません。形が合うのも正方行列のときだけです。",
        ask_en="g is (N, M), y is (K, M), x is (N, K): from which side must each factor be multiplied?",
        ask_ja="g は (N, M)、y は (K, M)、x は (N, K) です。それぞれどちら側から掛けますか。",
    )
    misconception(
        "matmul_second_not_transposed",
        change=[(MATMUL, "(g @ y.data, x.data.T @ g)")],
        fails=["gradient_of_matmul", "published_affine_example", "published_cross_entropy_example"],
        title_en="y is not transposed",
        title_ja="y を転置していない",
        en="The gradient of x is computed as g y; it is g yᵀ, also where y is square and both fit.",
        ja="x の勾配が g y になっています。正しくは g yᵀ です。y が正方行列で、どちらも形が合うときでも同じです。",
        ask_en="In Σ_j g_ij y_kj, which index of y runs along the sum?",
        ask_ja="Σ_j g_ij y_kj で、和を取る添字は y の何番目の添字ですか。",
    )
    misconception(
        "matmul_first_not_transposed",
        change=[(MATMUL, "(g @ y.data.T, x.data @ g)")],
        fails=["gradient_of_matmul", "published_affine_example", "published_cross_entropy_example"],
        title_en="x is not transposed",
        title_ja="x を転置していない",
        en="The gradient of y is computed as x g; it is xᵀ g, also where x is square and both fit.",
        ja="y の勾配が x g になっています。正しくは xᵀ g です。x が正方行列で、どちらも形が合うときでも同じです。",
        ask_en="In Σ_i x_ik g_ij, which index of x runs along the sum?",
        ask_ja="Σ_i x_ik g_ij で、和を取る添字は x の何番目の添字ですか。",
    )
