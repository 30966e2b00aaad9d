"""Mistakes of single operations that depend on how an operation is written, and half-right ways back."""

from operation_slips import MATMUL
from tensor_function_slips import CROSS_ENTROPY, SUM
from walk_slips import EXAMPLES, GRAPH, ONES

from autograder.testing import misconception

EXAMPLE = "published_cross_entropy_example"
KEPT = "kept = self.data.sum(axis=axis, keepdims=True).shape\n        "
AXIS = {
    "title_en": "The summed axis is not put back",
    "title_ja": "消えた軸を戻していない",
    "en": "After sum(axis=1) without keepdims the gradient (N,) is spread along the wrong axis, or does not fit.",
    "ja": "keepdims なしの sum(axis=1) のあと、形 (N,) の勾配が違う軸に広げられるか、形が合わなくなります。",
    "ask_en": "x is (3, 4), and g of sum(axis=1) is (3,). Which shape must g have to be spread over the columns?",
    "ask_ja": "x が (3, 4) のとき、sum(axis=1) の g は (3,) です。列の方向に広げるには、どんな形にしますか。",
}


def sums() -> None:
    """sum and unbroadcast."""
    misconception(
        "sum_without_its_axis_times_ones",
        change=[(KEPT, ""), (SUM, "g * np.ones(self.data.shape)")],
        fails=["gradient_of_sum_along_an_axis"],
        **AXIS,
    )
    misconception(
        "summed_axis_put_back_in_front",
        change=[
            (KEPT, "wide = axis is not None and not keepdims\n        "),
            (SUM, "np.ones(self.data.shape) * (np.expand_dims(g, 0) if wide else g)"),
        ],
        fails=["gradient_of_sum_along_an_axis"],
        **AXIS,
    )
    misconception(
        "gradient_of_sum_divided_by_all_entries",
        change=[(SUM, "np.broadcast_to(g.reshape(kept), self.data.shape) / self.data.size")],
        fails=["gradient_of_sum", "gradient_of_sum_along_an_axis", "published_affine_example", EXAMPLE],
        title_en="The gradient of a sum is shared out",
        title_ja="和の勾配を等分している",
        en="Each entry gets the gradient divided by their number, as for a mean; in a sum each entry counts once.",
        ja="平均のときのように、勾配を要素の数で割って渡しています。和では、どの要素もそのまま 1 回数えられます。",
        ask_en="If one of 12 entries grows by 1, by how much does their sum grow?",
        ask_ja="12 個の要素のうち 1 つが 1 増えると、和はいくつ増えますか。",
    )
    body = (
        "    g = g.sum(axis=tuple(range(g.ndim - len(shape))))  # axes that broadcasting has put in front\n"
        "    stretched = tuple(axis for axis, length in enumerate(shape) if length == 1)\n"
        "    summed: Array = g.sum(axis=stretched, keepdims=True)\n"
        "    return summed\n"
    )
    loop = (
        "    for axis, length in enumerate(shape):\n"
        "        if length == 1:\n"
        "            g = g.sum(axis=axis{})\n"
        "    return g\n"
    )
    misconception(
        "only_one_new_axis_summed",
        change=[(body, "    if g.ndim > len(shape):\n        g = g.sum(axis=0)\n" + loop.format(", keepdims=True"))],
        fails=["gradient_of_broadcasting"],
        title_en="Only one of the axes in front is summed",
        title_ja="前に付いた軸を 1 つしか足していない",
        en="Where broadcasting has put two axes in front, only the first of them is summed.",
        ja="ブロードキャストで前に軸が 2 つ付いたとき、1 つ目しか足していません。",
        ask_en="x is a single number, y is (3, 4): how many axes does broadcasting put in front of x?",
        ask_ja="x が 1 つの数で y が (3, 4) のとき、ブロードキャストは x の前に軸をいくつ付けますか。",
    )
    misconception(
        "stretched_axes_dropped_one_by_one",
        change=[
            (body, "    while g.ndim > len(shape):\n        g = g.sum(axis=0)\n" + loop.format("")),
        ],
        fails=["gradient_of_broadcasting", EXAMPLE],
        title_en="The axis of length 1 is dropped",
        title_ja="長さ 1 の軸が消えている",
        en="The sum over a stretched axis drops the axis: a column (3, 1) gets a gradient of shape (3,).",
        ja="引き伸ばされた軸について和を取ると、その軸が消えてしまいます。列 (3, 1) の勾配の形が (3,) になります。",
        ask_en="Which shape has the sum of a (3, 4) array over axis 1, with keepdims and without?",
        ask_ja="(3, 4) の配列の axis=1 の和は、keepdims があるときとないときで、それぞれどんな形ですか。",
    )


def slopes() -> None:
    """Slopes of operations."""
    misconception(
        "dividend_divided_by_itself",
        change=[("unbroadcast(g / y.data, x.data.shape)", "unbroadcast(g / x.data, x.data.shape)")],
        fails=["gradient_of_divided_by", "gradient_of_broadcasting", EXAMPLE],
        title_en="The dividend's slope is 1/x",
        title_ja="割られる数の傾きが 1/x",
        en="The slope of x / y with respect to x is written as 1/x.",
        ja="x / y の x についての傾きが 1/x になっています。",
        ask_en="y is 2. By how much does x / y grow when x grows by 1?",
        ask_ja="y が 2 のとき、x が 1 増えると x / y はいくつ増えますか。",
    )
    misconception(
        "inverse_for_the_slope_of_log",
        change=[("(g / self.data,)", "(g * np.exp(self.data),)")],
        fails=["gradient_of_exp_and_log", EXAMPLE],
        title_en="eˣ in the slope of log x",
        title_ja="log x の傾きが eˣ",
        en="The slope of log x is written as eˣ, which is the inverse function of log.",
        ja="log x の傾きが eˣ になっています。eˣ は log の逆関数です。",
        ask_en="Does log x become steeper or flatter as x grows?",
        ask_ja="x が大きくなると、log x の傾きは大きくなりますか、小さくなりますか。",
    )
    misconception(
        "matmul_as_entrywise_product",
        change=[(MATMUL, "(g * y.data, g * x.data)")],
        fails=["gradient_of_matmul", "published_affine_example", EXAMPLE],
        title_en="The slopes of the entrywise product",
        title_ja="要素ごとの積の傾きになっている",
        en="g is multiplied entry by entry, as for x * y; x @ y sums over an index, and so do its gradients.",
        ja="x * y のときのように、g を要素ごとに掛けています。x @ y は添字について和を取り、その勾配も和を取ります。",
        ask_en="In how many entries of x @ y does one entry of x occur?",
        ask_ja="x の 1 つの成分は、x @ y のいくつの成分に現れますか。",
    )
    misconception(
        "second_gradient_of_matmul_transposed",
        change=[(MATMUL, "(g @ y.data.T, g.T @ x.data)")],
        fails=["gradient_of_matmul", "published_affine_example", EXAMPLE],
        title_en="The gradient of y is transposed",
        title_ja="y の勾配が転置されている",
        en="In x @ y the gradient of y has the shape of yᵀ; it must have the shape of y.",
        ja="x @ y の y の勾配が yᵀ の形になっています。y と同じ形になるべきです。",
        ask_en="x is (N, K) and g is (N, M). Which product of them is (K, M)?",
        ask_ja="x が (N, K)、g が (N, M) のとき、(K, M) になる積はどれですか。",
    )


def half_ways() -> None:
    """backward and the loss."""
    misconception(
        "backward_starts_with_the_value",
        change=[(ONES, "self.grad = self.data.copy()")],
        fails=[*GRAPH, EXAMPLE, *EXAMPLES, "backward_needs_a_scalar", "backward_twice_gives_the_same"],
        title_en="backward starts with L",
        title_ja="backward が L の値から始まっている",
        en="The gradient of the result is set to its value L; asked for is ∂L/∂L.",
        ja="結果の勾配が L の値になっています。設定するのは ∂L/∂L です。",
        ask_en="By how much does L change when L changes by 0.01?",
        ask_ja="L が 0.01 変わると、L はどれだけ変わりますか。",
    )
    misconception(
        "type_error_in_place_of_value_error",
        change=[("raise ValueError(f", "raise TypeError(f")],
        fails=["backward_needs_a_scalar"],
        title_en="Another exception than ValueError",
        title_ja="ValueError ではない例外",
        en="backward() on an array raises something other than a ValueError.",
        ja="配列に対する backward() が、ValueError ではない例外を起こしています。",
        ask_en="Which exception does the docstring name?",
        ask_ja="docstring にはどの例外が書かれていますか。",
    )
    misconception(
        "sum_of_the_exponentials_over_the_samples",
        change=[("z.exp().sum(axis=1, keepdims=True).log()", "z.exp().sum(axis=0, keepdims=True).log()")],
        fails=[*CROSS_ENTROPY, "softmax_cross_entropy_value"],
        title_en="Softmax over the samples",
        title_ja="softmax をサンプルの方向に取っている",
        en="The exponentials are summed over the samples; the probabilities of one sample must sum to 1.",
        ja="指数をサンプルの方向に足しています。1 つのサンプルの確率の和が 1 になるべきです。",
        ask_en="Rows are samples. Over which axis do the probabilities of one sample lie?",
        ask_ja="行がサンプルです。1 つのサンプルの確率は、どの軸に沿って並んでいますか。",
    )
    misconception(
        "denominator_without_graph",
        change=[
            (
                "log_y = z - z.exp().sum(axis=1, keepdims=True).log()",
                "log_y = z - np.log(np.exp(z.data).sum(axis=1, keepdims=True))",
            )
        ],
        fails=CROSS_ENTROPY,
        title_en="The denominator has no graph",
        title_ja="分母のグラフが切れている",
        en="The sum of the exponentials is made of .data: its part of the gradient never reaches x.",
        ja="指数の和が .data から計算されているので、その分の勾配が x に届きません。",
        ask_en="What must the gradient of a row of logits add up to?",
        ask_ja="ロジットの 1 行の勾配を足すと、いくつになるべきですか。",
    )
