"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

from autograder.testing import misconception

GRAPH = [
    "a_tensor_waits_for_all_who_use_it",
    "every_tensor_is_visited_once",
    "gradients_add_up_where_a_tensor_is_used_twice",
    "intermediate_gradients",
    "used_twice_example",
]
CROSS_ENTROPY = [
    "published_cross_entropy_example",
    "softmax_cross_entropy_gradient",
    "softmax_cross_entropy_is_stable",
]
EXAMPLES = ["published_affine_example", "scalar_example"]

WALK = (
    "        for node in reversed(nodes):\n"
    "            for parent, part in zip(node.parents, node.pull_back(node.grad), strict=True):\n"
    "                parent.grad = parent.grad + part\n"
)
PLUS = "z.pull_back = lambda g: (unbroadcast(g, x.data.shape), unbroadcast(g, y.data.shape))"
MINUS = "z.pull_back = lambda g: (unbroadcast(g, x.data.shape), unbroadcast(-g, y.data.shape))"
TIMES = "(unbroadcast(g * y.data, x.data.shape), unbroadcast(g * x.data, y.data.shape))"
DIVIDED = (
    "(\n            unbroadcast(g / y.data, x.data.shape),\n"
    "            unbroadcast(-g * z.data / y.data, y.data.shape),\n        )"
)
MATMUL = "(g @ y.data.T, x.data.T @ g)"
POWER = "(g * n * self.data ** (n - 1),)"
EXP = "z.pull_back = lambda g: (g * z.data,)"
LOG = "z.pull_back = lambda g: (g / self.data,)"
RELU = "z.pull_back = lambda g: (g * (self.data > 0),)"
SUM = "np.broadcast_to(g.reshape(kept), self.data.shape)"
VISIT = (
    "        if node not in seen:\n"
    "            seen.add(node)\n"
    "            for parent in node.parents:\n"
    "                visit(parent)\n"
    "            nodes.append(node)  # after all its parents\n"
)
PAIRS = "[(parent, node) for node in nodes for parent in node.parents]"
SHIFTED = "z = x - x.data.max(axis=1, keepdims=True)"
REFUSED = (
    "if self.data.size != 1:\n"
    '            raise ValueError(f"backward() starts from a scalar, '
    'not from an array of shape {self.data.shape}")'
)
LOSS = "loss: Tensor = -(log_y * t).sum() / len(x.data)"


# --- The walk back through the graph ---

misconception(
    "gradient_overwritten",
    change=[("parent.grad = parent.grad + part", "parent.grad = part")],
    fails=[*GRAPH, "published_cross_entropy_example"],
    title_en="The gradient is overwritten",
    title_ja="勾配が上書きされている",
    en="A tensor that is used twice keeps only the gradient of the path that came last; the paths must add up.",
    ja="2 回使われたテンソルの勾配が、最後の経路のものだけになっています。経路ごとの勾配は足し合わせます。",
    ask_en="If x moves a little, along how many paths does x · x change?",
    ask_ja="x が少し動くと、x · x は何本の経路を通って変わりますか。",
)

misconception(
    "breadth_first",
    change=[
        (
            "        for node in reversed(nodes):\n",
            "        queue, order = [self], []\n"
            "        while queue:\n"
            "            node = queue.pop(0)\n"
            "            if node not in order:\n"
            "                order.append(node)\n"
            "                queue.extend(node.parents)\n"
            "        for node in order:\n",
        )
    ],
    fails=["published_cross_entropy_example", "a_tensor_waits_for_all_who_use_it"],
    title_en="Nearest tensors first",
    title_ja="近いテンソルから順に処理している",
    en="Tensors are visited by their distance from the result. One that is used early and late passes its gradient on "
    "before the part from the longer path has arrived.",
    ja="結果に近い順に処理しています。短い経路と長い経路の両方で使われたテンソルが、長い経路からの勾配が届く前に、勾配を親へ渡してしまいます。",
    ask_en="In h + log(h² + 1), when has all of h's gradient arrived?",
    ask_ja="h + log(h² + 1) で、h の勾配がすべてそろうのはいつですか。",
)

misconception(
    "every_path_on_its_own",
    change=[
        (
            "        for node in reversed(nodes):\n"
            "            for parent, part in zip(node.parents, node.pull_back(node.grad), strict=True):\n"
            "                parent.grad = parent.grad + part\n",
            "        def spread(node, g):\n"
            "            for parent, part in zip(node.parents, node.pull_back(g), strict=True):\n"
            "                parent.grad = parent.grad + part\n"
            "                spread(parent, part)\n"
            "        spread(self, self.grad)\n",
        )
    ],
    fails=["every_tensor_is_visited_once"],
    title_en="Every path on its own",
    title_ja="経路を 1 本ずつたどっている",
    en="The gradients are right, but each path is walked separately, and their number can double with every operation.",
    ja="勾配は正しいのですが、経路を 1 本ずつたどっています。経路の数は演算のたびに 2 倍になることがあります。",
    ask_en="How many paths lead from y = x + x, z = y + y, w = z + z back to x?",
    ask_ja="y = x + x、z = y + y、w = z + z のとき、w から x へ戻る経路は何本ありますか。",
)

misconception(
    "tensor_passes_on_too_often",
    change=[
        (
            "        for node in reversed(nodes):\n"
            "            for parent, part in zip(node.parents, node.pull_back(node.grad), strict=True):\n"
            "                parent.grad = parent.grad + part\n",
            "        def spread(node):\n"
            "            for parent, part in zip(node.parents, node.pull_back(node.grad), strict=True):\n"
            "                parent.grad = parent.grad + part\n"
            "            for parent in dict.fromkeys(node.parents):\n"
            "                spread(parent)\n"
            "        spread(self)\n",
        )
    ],
    fails=["published_cross_entropy_example", "a_tensor_waits_for_all_who_use_it"],
    title_en="The same gradient passed on again and again",
    title_ja="同じ勾配を何度も渡している",
    en="A tensor passes on all of its gradient every time a part of it arrives, so earlier parts count repeatedly.",
    ja="一部が届くたびに、それまでの勾配全体を親へ渡しているため、先に届いた分が何度も数えられます。",
    ask_en="How often is pull_back called for a tensor that is used by two others?",
    ask_ja="2 つの演算で使われるテンソルでは、pull_back は何回呼ばれますか。",
)

misconception(
    "backward_starts_with_zero",
    change=[("self.grad = np.ones_like(self.data)", "self.grad = np.zeros_like(self.data)")],
    fails=[
        *GRAPH,
        "published_cross_entropy_example",
        *EXAMPLES,
        "backward_needs_a_scalar",
        "backward_twice_gives_the_same",
    ],
    title_en="backward starts with 0",
    title_ja="backward が 0 から始まっている",
    en="The gradient of the result with respect to itself is 0, so all gradients are 0; it is 1.",
    ja="結果自身についての勾配が 0 になっているので、すべての勾配が 0 です。正しくは 1 です。",
    ask_en="What is ∂L/∂L?",
    ask_ja="∂L/∂L はいくつですか。",
)

misconception(
    "gradients_pile_up",
    change=[
        ("        for node in nodes:\n            node.grad = np.zeros_like(node.data)\n", ""),
        ("self.grad = np.ones_like(self.data)", "self.grad = self.grad + 1"),
    ],
    fails=["backward_twice_gives_the_same"],
    title_en="Gradients pile up from call to call",
    title_ja="呼ぶたびに勾配がたまっていく",
    en="backward() adds to the gradients of the call before, instead of starting afresh.",
    ja="backward() が、前回の勾配に加算しています。毎回最初から計算する必要があります。",
    ask_en="In a training loop, which gradient does your second step use?",
    ask_ja="学習ループの 2 ステップ目では、どんな勾配が使われることになりますか。",
)

misconception(
    "gradients_shared_and_changed_in_place",
    change=[
        (
            "                parent.grad = parent.grad + part\n",
            "                if np.any(parent.grad) and parent.grad.shape == np.shape(part):\n"
            "                    parent.grad += part\n"
            "                else:\n"
            "                    parent.grad = part if part.flags.writeable else part.copy()\n",
        ),
        (
            "z.pull_back = lambda g: (unbroadcast(g, x.data.shape), unbroadcast(g, y.data.shape))",
            "z.pull_back = lambda g: (g if g.shape == x.data.shape else unbroadcast(g, x.data.shape),"
            " g if g.shape == y.data.shape else unbroadcast(g, y.data.shape))",
        ),
    ],
    fails=["a_tensor_waits_for_all_who_use_it", "gradients_add_up_where_a_tensor_is_used_twice"],
    title_en="Two tensors share one gradient array",
    title_ja="2 つのテンソルが同じ勾配の配列を共有している",
    en="A sum hands the same array to both operands, and += then writes into the gradient of the other one.",
    ja="和が 2 つの項に同じ配列を渡しているので、+= がもう一方の勾配まで書き換えます。",
    ask_en="After a = g and b = g, what does a += 1 do to b?",
    ask_ja="a = g、b = g のあと a += 1 とすると、b はどうなりますか。",
)

misconception(
    "any_shape_accepted",
    change=[("if self.data.size != 1:", "if False:")],
    fails=["backward_needs_a_scalar"],
    title_en="backward from an array",
    title_ja="配列からの backward を許している",
    en="backward() on an array silently gives the gradient of its sum; it must raise a ValueError.",
    ja="配列に対する backward() が、黙って和の勾配を計算しています。ValueError を起こす必要があります。",
    ask_en="Which entry of a vector would its gradient be the gradient of?",
    ask_ja="ベクトルの「勾配」とは、どの要素の勾配のことでしょうか。",
)

misconception(
    "only_shape_without_axes",
    change=[("if self.data.size != 1:", "if self.data.ndim != 0:")],
    fails=["backward_needs_a_scalar"],
    title_en="A single entry refused",
    title_ja="要素が 1 個の配列を拒んでいる",
    en="backward() refuses a tensor of shape (1, 1), too; only several entries are a reason for a ValueError.",
    ja="形 (1, 1) のテンソルの backward() も拒んでいます。ValueError にするのは要素が 2 個以上のときだけです。",
    ask_en="How many numbers are there to differentiate in an array of shape (1, 1)?",
    ask_ja="形 (1, 1) の配列には、微分する数がいくつありますか。",
)

# --- Operations ---

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
    ask_en="b is added to each of N rows. Does one step of b change L by the sum or by the mean of the rows' changes?",
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
    change=[
        (
            "(unbroadcast(g * y.data, x.data.shape), unbroadcast(g * x.data, y.data.shape))",
            "(unbroadcast(g * x.data, x.data.shape), unbroadcast(g * y.data, y.data.shape))",
        )
    ],
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
    change=[("unbroadcast(-g * z.data / y.data, y.data.shape)", "unbroadcast(g * z.data / y.data, y.data.shape)")],
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
    change=[("unbroadcast(-g * z.data / y.data, y.data.shape)", "unbroadcast(-g * z.data, y.data.shape)")],
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
    change=[("(g @ y.data.T, x.data.T @ g)", "(g @ y.data, x.data @ g)")],
    fails=["gradient_of_matmul", "published_affine_example", "published_cross_entropy_example"],
    title_en="Matrix product without transposes",
    title_ja="行列の積で転置を忘れている",
    en="The gradients of x @ y are g yᵀ and xᵀ g; without the transposes the shapes do not fit.",
    ja="x @ y の勾配は g yᵀ と xᵀ g です。転置がないと形が合いません。",
    ask_en="g is (N, M), y is (K, M's number of columns): which product has the shape of x, (N, K)?",
    ask_ja="g は (N, M)、y は (K, M) です。x と同じ形 (N, K) になる積はどれですか。",
)

misconception(
    "exp_slope_from_exponent",
    change=[("z.pull_back = lambda g: (g * z.data,)", "z.pull_back = lambda g: (g * self.data * z.data / np.e,)")],
    fails=["published_cross_entropy_example", "gradient_of_exp_and_log"],
    title_en="Power rule applied to eˣ",
    title_ja="eˣ にべき乗の微分を使っている",
    en="The slope of eˣ is computed as x eˣ⁻¹, the rule for powers of x; eˣ is its own slope.",
    ja="eˣ の傾きを、べき乗の公式で x eˣ⁻¹ としています。eˣ の傾きは eˣ 自身です。",
    ask_en="In xⁿ the base varies. What varies in eˣ?",
    ask_ja="xⁿ では底が変わります。eˣ では何が変わりますか。",
)

misconception(
    "relu_mask_of_the_gradient",
    change=[("z.pull_back = lambda g: (g * (self.data > 0),)", "z.pull_back = lambda g: (g * (g > 0),)")],
    fails=["gradient_of_relu"],
    title_en="relu looks at the sign of the gradient",
    title_ja="relu が勾配の符号を見ている",
    en="On the way back relu lets positive gradients through; it must look at where its input was positive.",
    ja="逆向きで、正の勾配だけを通しています。見るべきなのは、入力が正だったかどうかです。",
    ask_en="The input was 2 and the gradient that arrives is −1. What is the gradient of the input?",
    ask_ja="入力が 2 で、届いた勾配が −1 のとき、入力の勾配はいくつですか。",
)

misconception(
    "sum_ignores_what_arrives",
    change=[
        (
            "z.pull_back = lambda g: (np.broadcast_to(g.reshape(kept), self.data.shape),)",
            "z.pull_back = lambda g: (np.ones_like(self.data),)",
        )
    ],
    fails=[
        "published_cross_entropy_example",
        "gradient_of_sum",
        "gradient_of_sum_along_an_axis",
        "published_affine_example",
    ],
    title_en="sum passes ones back",
    title_ja="sum が 1 を返している",
    en="sum passes back ones, whatever gradient arrives; the chain rule multiplies by it.",
    ja="届いた勾配に関係なく 1 を返しています。連鎖律では、届いた勾配を掛けます。",
    ask_en="What is the gradient of 3 · Σ x?",
    ask_ja="3 · Σ x の勾配はいくつですか。",
)

misconception(
    "sum_without_its_axis",
    change=[
        ("kept = self.data.sum(axis=axis, keepdims=True).shape\n        ", ""),
        ("np.broadcast_to(g.reshape(kept), self.data.shape)", "np.broadcast_to(g, self.data.shape)"),
    ],
    fails=["gradient_of_sum_along_an_axis"],
    title_en="The summed axis is not put back",
    title_ja="消えた軸を戻していない",
    en="After sum(axis=1) without keepdims the gradient (N,) is spread along the wrong axis, or does not fit.",
    ja="keepdims なしの sum(axis=1) のあと、形 (N,) の勾配が違う軸に広げられるか、形が合わなくなります。",
    ask_en="x is (3, 4), and g of sum(axis=1) is (3,). Which shape must g have to be spread over the columns?",
    ask_ja="x が (3, 4)、sum(axis=1) の g が (3,) のとき、列方向に広げるには g をどんな形にすればよいですか。",
)

# --- Graph and loss ---

misconception(
    "tensor_listed_once_per_use",
    change=[("        if node not in seen:\n", "        if True:\n")],
    fails=["every_tensor_is_visited_once", "graph_edges", "graph_nodes", "published_cross_entropy_example"],
    title_en="A tensor is listed once per use",
    title_ja="使われた回数だけ並んでいる",
    en="A tensor that is used twice appears twice among the nodes.",
    ja="2 回使われたテンソルが、nodes に 2 回現れます。",
    ask_en="How do you know, on a visit, that you have been there before?",
    ask_ja="そのテンソルにすでに来たことがあると、どうすればわかりますか。",
)

misconception(
    "edges_reversed",
    change=[("return nodes, [(parent, node) for node", "return nodes, [(node, parent) for node")],
    fails=["graph_edges"],
    title_en="Edges point backwards",
    title_ja="辺の向きが逆",
    en="The pairs are (child, parent); asked for is (parent, child).",
    ja="組が (子, 親) になっています。求められているのは (親, 子) です。",
    ask_en="In which direction do values flow through the graph?",
    ask_ja="値はグラフをどちら向きに流れますか。",
)

misconception(
    "loss_summed",
    change=[("loss: Tensor = -(log_y * t).sum() / len(x.data)", "loss: Tensor = -(log_y * t).sum()")],
    fails=["softmax_cross_entropy_value"],
    title_en="Loss summed over the batch",
    title_ja="損失がバッチの和になっている",
    en="The loss is the sum over the samples, not the mean: loss and gradient are N times too large.",
    ja="損失がサンプルの平均ではなく和なので、損失も勾配も N 倍になっています。",
    ask_en="What happens to your loss if the same batch is given twice in a row, as one batch of 2N?",
    ask_ja="同じバッチを 2 回並べて 2N 個のバッチにすると、損失はどうなりますか。",
)

misconception(
    "mean_over_all_entries",
    change=[("loss: Tensor = -(log_y * t).sum() / len(x.data)", "loss: Tensor = -(log_y * t).sum() / x.data.size")],
    fails=["published_cross_entropy_example", "softmax_cross_entropy_value"],
    title_en="Mean over all entries",
    title_ja="すべての要素で平均している",
    en="The sum is divided by N · K, the number of entries; the mean is over the N samples.",
    ja="和が要素数 N · K で割られています。平均は N 個のサンプルについて取ります。",
    ask_en="How many entries of t in each row are not 0?",
    ask_ja="t の各行で、0 でない要素はいくつありますか。",
)

misconception(
    "no_shift",
    change=[("z = x - x.data.max(axis=1, keepdims=True)", "z = x")],
    fails=["softmax_cross_entropy_is_stable"],
    title_en="exp overflows for large logits",
    title_ja="大きなロジットで exp があふれる",
    en="exp(800) is inf: without subtracting each row's maximum, loss and gradient are not numbers.",
    ja="exp(800) は inf です。行ごとの最大値を引かないと、損失も勾配も NaN になります。",
    ask_en="Which constant may be subtracted from a row of logits without changing its softmax?",
    ask_ja="ロジットの 1 つの行から、どんな定数を引いても softmax は変わりませんか。",
)

misconception(
    "softmax_over_samples",
    change=[
        ("z = x - x.data.max(axis=1, keepdims=True)", "z = x - x.data.max(axis=0, keepdims=True)"),
        (
            "log_y = z - z.exp().sum(axis=1, keepdims=True).log()",
            "log_y = z - z.exp().sum(axis=0, keepdims=True).log()",
        ),
    ],
    fails=[*CROSS_ENTROPY, "softmax_cross_entropy_value"],
    title_en="Softmax over the samples",
    title_ja="softmax をサンプルの方向に取っている",
    en="The probabilities of each class sum to 1 over the samples; they must sum to 1 over the classes of a sample.",
    ja="クラスごとに、サンプルについての和が 1 になっています。サンプルごとに、クラスについての和が 1 になるべきです。",
    ask_en="With a single sample, what would your probabilities be?",
    ask_ja="サンプルが 1 個だけのとき、確率はいくつになりますか。",
)

# --- Their siblings ---

misconception(
    "stops_at_the_parents",
    change=[
        (
            WALK,
            "        for parent, part in zip(self.parents, self.pull_back(self.grad), strict=True):\n"
            "            parent.grad = parent.grad + part\n",
        )
    ],
    fails=[
        "published_cross_entropy_example",
        *EXAMPLES,
        "a_tensor_waits_for_all_who_use_it",
        "backward_twice_gives_the_same",
        "every_tensor_is_visited_once",
        "gradients_add_up_where_a_tensor_is_used_twice",
        "intermediate_gradients",
    ],
    title_en="Only the parents get a gradient",
    title_ja="親までしか勾配が届いていない",
    en="Only the parents of the result get their gradient; nothing arrives further back, or nothing that is passed on.",
    ja="勾配が届いているのは結果の親までです。その先には、何も届いていないか、届く前に渡しています。",
    ask_en="z = (ax − y)²: how many steps is it from z back to a?",
    ask_ja="z = (ax − y)² では、z から a まで何段戻りますか。",
)

misconception(
    "not_for_the_result_itself",
    change=[
        ("self.grad = np.ones_like(self.data)", "seed = np.ones_like(self.data)"),
        ("node.pull_back(node.grad)", "node.pull_back(seed if node is self else node.grad)"),
    ],
    fails=["intermediate_gradients"],
    title_en="The result itself has no gradient",
    title_ja="結果自身の勾配がない",
    en="The gradients of all other tensors are right, but grad of the result itself is not set; it is 1.",
    ja="ほかのテンソルの勾配は正しいのですが、結果自身の grad が設定されていません。正しくは 1 です。",
    ask_en="What is ∂L/∂L, and where should it stand?",
    ask_ja="∂L/∂L はいくつですか。それはどこに入りますか。",
)

misconception(
    "assertion_in_place_of_value_error",
    change=[(REFUSED, "assert self.data.size == 1")],
    fails=["backward_needs_a_scalar"],
    title_en="Another exception than ValueError",
    title_ja="ValueError ではない例外",
    en="backward() on an array raises something other than a ValueError.",
    ja="配列に対する backward() が、ValueError ではない例外を起こしています。",
    ask_en="Which exception does the docstring name?",
    ask_ja="docstring にはどの例外が書かれていますか。",
)

misconception(
    "broadcasting_forgotten_in_plus",
    change=[(PLUS, "z.pull_back = lambda g: (g, g)")],
    fails=["gradient_of_broadcasting"],
    title_en="Broadcasting forgotten in +",
    title_ja="+ でブロードキャストを忘れている",
    en="In +, the gradient of an operand that was broadcast keeps the large shape; its copies must be summed.",
    ja="+ で、ブロードキャストされた項の勾配が大きい形のままです。複製された分を足し合わせる必要があります。",
    ask_en="A row of shape (4,) meets an array of shape (3, 4). What shape must the gradient of the row have?",
    ask_ja="形 (4,) の行と形 (3, 4) の配列の演算では、行の勾配はどんな形ですか。",
)

misconception(
    "broadcasting_forgotten_in_minus",
    change=[(MINUS, "z.pull_back = lambda g: (g, -g)")],
    fails=["published_cross_entropy_example", "gradient_of_broadcasting"],
    title_en="Broadcasting forgotten in −",
    title_ja="− でブロードキャストを忘れている",
    en="In −, the gradient of an operand that was broadcast keeps the large shape; its copies must be summed.",
    ja="− で、ブロードキャストされた項の勾配が大きい形のままです。複製された分を足し合わせる必要があります。",
    ask_en="A row of shape (4,) meets an array of shape (3, 4). What shape must the gradient of the row have?",
    ask_ja="形 (4,) の行と形 (3, 4) の配列の演算では、行の勾配はどんな形ですか。",
)

misconception(
    "broadcasting_forgotten_in_times",
    change=[(TIMES, "(g * y.data, g * x.data)")],
    fails=["gradient_of_broadcasting"],
    title_en="Broadcasting forgotten in *",
    title_ja="* でブロードキャストを忘れている",
    en="In *, the gradient of an operand that was broadcast keeps the large shape; its copies must be summed.",
    ja="* で、ブロードキャストされた項の勾配が大きい形のままです。複製された分を足し合わせる必要があります。",
    ask_en="A row of shape (4,) meets an array of shape (3, 4). What shape must the gradient of the row have?",
    ask_ja="形 (4,) の行と形 (3, 4) の配列の演算では、行の勾配はどんな形ですか。",
)

misconception(
    "broadcasting_forgotten_in_divided_by",
    change=[(DIVIDED, "(g / y.data, -g * z.data / y.data)")],
    fails=["gradient_of_broadcasting"],
    title_en="Broadcasting forgotten in /",
    title_ja="/ でブロードキャストを忘れている",
    en="In /, the gradient of an operand that was broadcast keeps the large shape; its copies must be summed.",
    ja="/ で、ブロードキャストされた項の勾配が大きい形のままです。複製された分を足し合わせる必要があります。",
    ask_en="A row of shape (4,) meets an array of shape (3, 4). What shape must the gradient of the row have?",
    ask_ja="形 (4,) の行と形 (3, 4) の配列の演算では、行の勾配はどんな形ですか。",
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
    en="The factors of the two products have changed places; matrices do not commute, and only square ones fit at all.",
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

misconception(
    "exp_without_slope",
    change=[(EXP, "z.pull_back = lambda g: (g,)")],
    fails=["gradient_of_exp_and_log"],
    title_en="exp passes the gradient on as it is",
    title_ja="exp が勾配をそのまま渡している",
    en="The slope of eˣ is left out; it is eˣ itself.",
    ja="eˣ の傾きが掛かっていません。傾きは eˣ 自身です。",
    ask_en="How steep is eˣ at x = 2? Steeper than at x = 0?",
    ask_ja="x = 2 での eˣ の傾きはいくつですか。x = 0 より急ですか。",
)

misconception(
    "exp_slope_is_x",
    change=[(EXP, "z.pull_back = lambda g: (g * self.data,)")],
    fails=["published_cross_entropy_example", "gradient_of_exp_and_log"],
    title_en="The slope of eˣ is x",
    title_ja="eˣ の傾きが x",
    en="The gradient is multiplied by x, the input of exp; eˣ is its own slope.",
    ja="exp の入力 x を掛けています。eˣ の傾きは eˣ 自身です。",
    ask_en="What is the slope of eˣ at x = 0, and what does your code say there?",
    ask_ja="x = 0 での eˣ の傾きはいくつですか。あなたのコードではいくつになりますか。",
)

misconception(
    "log_slope_is_x",
    change=[(LOG, "z.pull_back = lambda g: (g * self.data,)")],
    fails=["published_cross_entropy_example", "gradient_of_exp_and_log"],
    title_en="The slope of log x is x",
    title_ja="log x の傾きが x",
    en="The gradient is multiplied by x where it is to be divided by it: the slope of log x is 1/x.",
    ja="x で割るところで x を掛けています。log x の傾きは 1/x です。",
    ask_en="Does log x get steeper or flatter for large x?",
    ask_ja="x が大きくなると、log x は急になりますか、緩やかになりますか。",
)

misconception(
    "log_slope_from_the_result",
    change=[(LOG, "z.pull_back = lambda g: (g / z.data,)")],
    fails=["published_cross_entropy_example", "gradient_of_exp_and_log"],
    title_en="Divided by log x in place of x",
    title_ja="x ではなく log x で割っている",
    en="The gradient is divided by the result log x; the slope of log x is 1/x, with the input x.",
    ja="結果の log x で割っています。log x の傾きは、入力 x を使った 1/x です。",
    ask_en="What does your code give at x = 1, where log x is 0?",
    ask_ja="log x = 0 となる x = 1 では、あなたのコードはいくつになりますか。",
)

misconception(
    "relu_without_mask",
    change=[(RELU, "z.pull_back = lambda g: (g,)")],
    fails=["gradient_of_relu"],
    title_en="relu without its mask",
    title_ja="relu のマスクがない",
    en="relu passes the whole gradient back; where its input was negative, max(x, 0) is 0 whatever x is.",
    ja="relu が勾配をすべて通しています。入力が負のところでは、x が何であっても max(x, 0) は 0 です。",
    ask_en="If x = −2 becomes −1.9, by how much does max(x, 0) change?",
    ask_ja="x が −2 から −1.9 に変わると、max(x, 0) はどれだけ変わりますか。",
)

misconception(
    "relu_mask_inverted",
    change=[(RELU, "z.pull_back = lambda g: (g * (self.data < 0),)")],
    fails=["gradient_of_relu"],
    title_en="The mask of relu is inverted",
    title_ja="relu のマスクが逆",
    en="relu lets the gradient through where its input was negative; it is to be where it was positive.",
    ja="入力が負のところで勾配を通しています。通すのは、入力が正のところです。",
    ask_en="For which inputs does max(x, 0) follow x?",
    ask_ja="max(x, 0) が x とともに変わるのは、どんな入力のときですか。",
)

misconception(
    "relu_times_its_output",
    change=[(RELU, "z.pull_back = lambda g: (g * z.data,)")],
    fails=["gradient_of_relu"],
    title_en="relu's output in place of its slope",
    title_ja="傾きではなく relu の出力を掛けている",
    en="The gradient is multiplied by max(x, 0); the slope of relu is 1 or 0.",
    ja="勾配に max(x, 0) を掛けています。relu の傾きは 1 か 0 です。",
    ask_en="How steep is max(x, 0) at x = 2, and at x = 5?",
    ask_ja="x = 2 と x = 5 での max(x, 0) の傾きは、それぞれいくつですか。",
)

misconception(
    "upstream_forgotten_in_times",
    change=[(TIMES, "(unbroadcast(0 * g + y.data, x.data.shape), unbroadcast(0 * g + x.data, y.data.shape))")],
    fails=["gradient_of_broadcasting", "gradient_of_times", "published_cross_entropy_example", "scalar_example"],
    title_en="What arrives is forgotten in *",
    title_ja="* で、届いた勾配を掛けていない",
    en="* passes its own slope back, whatever gradient arrives; the chain rule multiplies by it.",
    ja="* が、届いた勾配に関係なく自分の傾きだけを渡しています。連鎖律では、届いた勾配を掛けます。",
    ask_en="If L changes twice as fast with the result, what happens to the gradient of the operand?",
    ask_ja="結果に対する L の変化が 2 倍になると、もとのテンソルの勾配はどうなりますか。",
)

misconception(
    "upstream_forgotten_in_divided_by",
    change=[
        (DIVIDED, "(unbroadcast(0 * g + 1 / y.data, x.data.shape), unbroadcast(0 * g - z.data / y.data, y.data.shape))")
    ],
    fails=["gradient_of_broadcasting", "gradient_of_divided_by"],
    title_en="What arrives is forgotten in /",
    title_ja="/ で、届いた勾配を掛けていない",
    en="/ passes its own slope back, whatever gradient arrives; the chain rule multiplies by it.",
    ja="/ が、届いた勾配に関係なく自分の傾きだけを渡しています。連鎖律では、届いた勾配を掛けます。",
    ask_en="If L changes twice as fast with the result, what happens to the gradient of the operand?",
    ask_ja="結果に対する L の変化が 2 倍になると、もとのテンソルの勾配はどうなりますか。",
)

misconception(
    "upstream_forgotten_in_power",
    change=[(POWER, "(n * self.data ** (n - 1),)")],
    fails=["gradient_of_power", "published_affine_example"],
    title_en="What arrives is forgotten in **",
    title_ja="** で、届いた勾配を掛けていない",
    en="** passes its own slope back, whatever gradient arrives; the chain rule multiplies by it.",
    ja="** が、届いた勾配に関係なく自分の傾きだけを渡しています。連鎖律では、届いた勾配を掛けます。",
    ask_en="If L changes twice as fast with the result, what happens to the gradient of the operand?",
    ask_ja="結果に対する L の変化が 2 倍になると、もとのテンソルの勾配はどうなりますか。",
)

misconception(
    "upstream_forgotten_in_exp",
    change=[(EXP, "z.pull_back = lambda g: (z.data,)")],
    fails=["published_cross_entropy_example", "gradient_of_exp_and_log"],
    title_en="What arrives is forgotten in exp",
    title_ja="exp で、届いた勾配を掛けていない",
    en="exp passes its own slope back, whatever gradient arrives; the chain rule multiplies by it.",
    ja="exp が、届いた勾配に関係なく自分の傾きだけを渡しています。連鎖律では、届いた勾配を掛けます。",
    ask_en="If L changes twice as fast with the result, what happens to the gradient of the operand?",
    ask_ja="結果に対する L の変化が 2 倍になると、もとのテンソルの勾配はどうなりますか。",
)

misconception(
    "upstream_forgotten_in_log",
    change=[(LOG, "z.pull_back = lambda g: (1 / self.data,)")],
    fails=["gradient_of_exp_and_log"],
    title_en="What arrives is forgotten in log",
    title_ja="log で、届いた勾配を掛けていない",
    en="log passes its own slope back, whatever gradient arrives; the chain rule multiplies by it.",
    ja="log が、届いた勾配に関係なく自分の傾きだけを渡しています。連鎖律では、届いた勾配を掛けます。",
    ask_en="If L changes twice as fast with the result, what happens to the gradient of the operand?",
    ask_ja="結果に対する L の変化が 2 倍になると、もとのテンソルの勾配はどうなりますか。",
)

misconception(
    "upstream_forgotten_in_relu",
    change=[(RELU, "z.pull_back = lambda g: (1.0 * (self.data > 0),)")],
    fails=["gradient_of_relu"],
    title_en="What arrives is forgotten in relu",
    title_ja="relu で、届いた勾配を掛けていない",
    en="relu passes its own slope back, whatever gradient arrives; the chain rule multiplies by it.",
    ja="relu が、届いた勾配に関係なく自分の傾きだけを渡しています。連鎖律では、届いた勾配を掛けます。",
    ask_en="If L changes twice as fast with the result, what happens to the gradient of the operand?",
    ask_ja="結果に対する L の変化が 2 倍になると、もとのテンソルの勾配はどうなりますか。",
)

misconception(
    "sum_ignores_its_axis",
    change=[
        (
            "z = Tensor(self.data.sum(axis=axis, keepdims=keepdims)",
            "axis = None\n        z = Tensor(self.data.sum(keepdims=keepdims)",
        )
    ],
    fails=["gradient_of_sum_along_an_axis", "values_of_functions", "nothing_is_modified"],
    title_en="The axis of sum is ignored",
    title_ja="sum の axis を使っていない",
    en="sum adds up all entries, whatever axis is.",
    ja="axis に何を渡しても、すべての要素を足しています。",
    ask_en="Which shape has the sum of a (3, 4) array along axis 0?",
    ask_ja="(3, 4) の配列の axis=0 の和は、どんな形ですか。",
)

misconception(
    "sum_ignores_keepdims",
    change=[("z = Tensor(self.data.sum(axis=axis, keepdims=keepdims)", "z = Tensor(self.data.sum(axis=axis)")],
    fails=["gradient_of_sum_along_an_axis", "values_of_functions"],
    title_en="keepdims of sum is ignored",
    title_ja="sum の keepdims を使っていない",
    en="sum drops the axis also where keepdims=True asks for it to be kept.",
    ja="keepdims=True で軸を残すように求めても、軸が消えています。",
    ask_en="Which shape has the sum of a (3, 4) array along axis 1 with keepdims=True?",
    ask_ja="keepdims=True のとき、(3, 4) の配列の axis=1 の和はどんな形ですか。",
)

misconception(
    "gradient_of_sum_averaged",
    change=[(SUM, "np.broadcast_to(g.reshape(kept), self.data.shape) * z.data.size / self.data.size")],
    fails=[
        "published_cross_entropy_example",
        "gradient_of_sum",
        "gradient_of_sum_along_an_axis",
        "published_affine_example",
    ],
    title_en="The gradient of a sum is shared out",
    title_ja="和の勾配を等分している",
    en="Each entry gets the gradient divided by their number, as for a mean; in a sum each entry counts once.",
    ja="平均のときのように、勾配を要素の数で割って渡しています。和では、どの要素もそのまま 1 回数えられます。",
    ask_en="If one of 12 entries grows by 1, by how much does their sum grow?",
    ask_ja="12 個の要素のうち 1 つが 1 増えると、和はいくつ増えますか。",
)

misconception(
    "only_positive_axes",
    change=[
        (
            "kept = self.data.sum(axis=axis, keepdims=True).shape",
            "kept = tuple(1 if axis is None or i == axis else d for i, d in enumerate(self.data.shape))",
        )
    ],
    fails=["gradient_of_sum_along_an_axis"],
    title_en="Negative axes are not put back",
    title_ja="負の axis が考慮されていない",
    en="The axis that was summed is put back for axis = 0, 1, …; axis = −1, which counts from the end, is not found.",
    ja="和を取った軸を axis = 0, 1, … のときしか戻していません。後ろから数える axis = −1 のときに戻りません。",
    ask_en="Which axis of a (3, 4) array is axis −1?",
    ask_ja="(3, 4) の配列で、axis = −1 はどの軸ですか。",
)

misconception(
    "children_first",
    change=[
        ("return nodes, ", "nodes.reverse()\n    return nodes, "),
        ("        for node in reversed(nodes):\n", "        for node in nodes:\n"),
    ],
    fails=["graph_nodes"],
    title_en="Children stand before their parents",
    title_ja="子が親より先に並んでいる",
    en="The nodes begin with t; asked for is parents first, t last.",
    ja="nodes が t から始まっています。求められているのは、親が先、t が最後の順です。",
    ask_en="In which order could you compute the values of all nodes one after the other?",
    ask_ja="すべてのノードの値を順に計算するには、どんな順に並べればよいですか。",
)

misconception(
    "leaf_listed_once_per_use",
    change=[("        if node not in seen:\n", "        if node not in seen or not node.parents:\n")],
    fails=["graph_nodes"],
    title_en="An input is listed once per use",
    title_ja="入力が使われた回数だけ並んでいる",
    en="A tensor without parents that is used twice appears twice among the nodes.",
    ja="親のないテンソルが 2 回使われると、nodes に 2 回現れます。",
    ask_en="How do you know, on a visit to an input, that you have been there before?",
    ask_ja="入力のテンソルにすでに来たことがあると、どうすればわかりますか。",
)

misconception(
    "edges_without_repetition",
    change=[
        (
            "return nodes, [(parent, node) for node in nodes for parent in node.parents]",
            "return nodes, [(parent, node) for node in nodes for parent in dict.fromkeys(node.parents)]",
        )
    ],
    fails=["graph_edges"],
    title_en="An operand that stands twice has one edge",
    title_ja="2 回現れる項の辺が 1 本しかない",
    en="x * x has one edge from x; asked for is one for each operand, so two.",
    ja="x * x で x からの辺が 1 本です。求められているのは項ごとに 1 本なので、2 本です。",
    ask_en="How many operands has x * x?",
    ask_ja="x * x の項はいくつありますか。",
)

misconception(
    "edges_of_the_last_tensor_only",
    change=[(PAIRS, "[(parent, t) for parent in t.parents]")],
    fails=["graph_edges", "graph_example"],
    title_en="Only the edges of the last tensor",
    title_ja="最後のテンソルの辺しかない",
    en="Only the pairs of t and its own parents are there; those of all other tensors are missing.",
    ja="t とその親の組しかありません。ほかのテンソルの組が抜けています。",
    ask_en="How many arrows are there in the figure of (ax − y)²?",
    ask_ja="(ax − y)² の図には矢印が何本ありますか。",
)

misconception(
    "sign_of_the_loss",
    change=[(LOSS, "loss: Tensor = (log_y * t).sum() / len(x.data)")],
    fails=["published_cross_entropy_example", "softmax_cross_entropy_value"],
    title_en="The minus of the loss is missing",
    title_ja="損失のマイナスがない",
    en="The loss is Σ t log y / N, which is negative: loss and gradient have the wrong sign.",
    ja="損失が Σ t log y / N で、負になっています。損失も勾配も符号が逆です。",
    ask_en="Is the logarithm of a probability positive or negative?",
    ask_ja="確率の対数は正ですか、負ですか。",
)

misconception(
    "shifted_by_the_largest_of_all",
    change=[(SHIFTED, "z = x - x.data.max()")],
    fails=["softmax_cross_entropy_is_stable"],
    title_en="One shift for all rows",
    title_ja="すべての行で同じ値を引いている",
    en="The largest of all logits is subtracted: in a row of much smaller ones every exp is 0, and log(0) is infinite.",
    ja="すべてのロジットの最大値を引いています。ずっと小さい行では exp がすべて 0 になり、log(0) が無限大になります。",
    ask_en="What becomes of the row (−1000, −1001) if another row contains 1000?",
    ask_ja="ほかの行に 1000 があるとき、(−1000, −1001) の行はどうなりますか。",
)

misconception(
    "shifted_by_the_mean",
    change=[(SHIFTED, "z = x - x.data.mean(axis=1, keepdims=True)")],
    fails=["softmax_cross_entropy_is_stable"],
    title_en="Shifted by the mean of the row",
    title_ja="行の平均を引いている",
    en="The mean of the row is subtracted: its largest entry can still be far above 0, and exp overflows.",
    ja="行の平均を引いています。最大の要素がまだ 0 よりずっと大きいことがあり、exp があふれます。",
    ask_en="What is left of the row (1000, 0, −1000) after your shift?",
    ask_ja="(1000, 0, −1000) の行は、引いた後どうなりますか。",
)

misconception(
    "graph_of_the_loss_cut",
    change=[(LOSS, "loss = Tensor(-(log_y.data * t).sum() / len(x.data))")],
    fails=[*CROSS_ENTROPY],
    title_en="The loss has no graph",
    title_ja="損失のグラフが切れている",
    en="The value is right, but made of .data: the loss is a tensor without parents, and no gradient reaches x.",
    ja="値は正しいのですが、.data から計算されているので、損失には親がなく、勾配が x に届きません。",
    ask_en="What does graph(loss) contain?",
    ask_ja="graph(loss) には何が入っていますか。",
)

misconception(
    "logits_shifted_in_place",
    change=[(SHIFTED, "x.data -= x.data.max(axis=1, keepdims=True)\n    z = x")],
    fails=["softmax_cross_entropy_is_stable"],
    title_en="x.data is changed",
    title_ja="x.data を書き換えている",
    en="`x.data -= …` writes into the tensor that the caller handed over, and into the array it was made of.",
    ja="`x.data -= …` は、呼び出し側のテンソルの data と、そのもとになった配列を書き換えます。",
    ask_en="What is x.data for the caller after softmax_cross_entropy(x, t) has returned?",
    ask_ja="softmax_cross_entropy(x, t) を呼んだあと、呼び出し側の x.data はどうなっていますか。",
)

misconception(
    "only_the_result_starts_afresh",
    change=[("        for node in nodes:\n            node.grad = np.zeros_like(node.data)\n", "")],
    fails=["backward_twice_gives_the_same"],
    title_en="Gradients of the call before are still there",
    title_ja="前回の勾配が残っている",
    en="backward() sets the gradient of the result to 1, but adds to what all other tensors have from the call before.",
    ja="backward() が結果の勾配は 1 にしていますが、ほかのテンソルでは前回の勾配に加算しています。",
    ask_en="In a training loop, which gradient does your second step use?",
    ask_ja="学習ループの 2 ステップ目では、どんな勾配が使われることになりますか。",
)

misconception(
    "loss_without_log",
    change=[(LOSS, "loss: Tensor = -(log_y.exp() * t).sum() / len(x.data)")],
    fails=[*CROSS_ENTROPY, "softmax_cross_entropy_value"],
    title_en="The logarithm of the loss is missing",
    title_ja="損失の対数がない",
    en="The loss is −Σ t y / N; cross entropy takes the logarithm of the probabilities y.",
    ja="損失が −Σ t y / N になっています。交差エントロピーでは、確率 y の対数を取ります。",
    ask_en="How large is your loss where the right class has the probability 0? How large should it be?",
    ask_ja="正解のクラスの確率が 0 のとき、あなたの損失はいくつですか。いくつであるべきですか。",
)

misconception(
    "mean_over_classes",
    change=[(LOSS, "loss: Tensor = -(log_y * t).sum() / x.data.shape[1]")],
    fails=["published_cross_entropy_example", "softmax_cross_entropy_value"],
    title_en="Divided by the number of classes",
    title_ja="クラス数で割っている",
    en="The sum is divided by K, the number of classes; the mean is over the N samples.",
    ja="和がクラス数 K で割られています。平均は N 個のサンプルについて取ります。",
    ask_en="Which axis of x counts the samples?",
    ask_ja="x のどの軸がサンプルの数ですか。",
)
