"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

from autograder.testing import misconception

OPERATIONS = [
    "gradient_of_broadcasting",
    "gradient_of_divided_by",
    "gradient_of_exp_and_log",
    "gradient_of_matmul",
    "gradient_of_plus_and_minus",
    "gradient_of_power",
    "gradient_of_relu",
    "gradient_of_sum",
    "gradient_of_sum_along_an_axis",
    "gradient_of_times",
]
GRAPH = [
    "a_tensor_waits_for_all_who_use_it",
    "backward_needs_a_scalar",
    "every_tensor_is_visited_once",
    "gradients_add_up_where_a_tensor_is_used_twice",
    "intermediate_gradients",
    "nothing_is_modified",
    "used_twice_example",
]
CROSS_ENTROPY = [
    "published_cross_entropy_example",
    "softmax_cross_entropy_gradient",
    "softmax_cross_entropy_is_stable",
]
EXAMPLES = ["published_affine_example", "scalar_example"]


# --- The walk back through the graph ---

misconception(
    "gradient_overwritten",
    change=[("parent.grad = parent.grad + part", "parent.grad = part")],
    fails=[*GRAPH, *CROSS_ENTROPY],
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
    fails=[*CROSS_ENTROPY, "a_tensor_waits_for_all_who_use_it"],
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
    fails=[*CROSS_ENTROPY, "a_tensor_waits_for_all_who_use_it"],
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
        *OPERATIONS,
        *GRAPH,
        *CROSS_ENTROPY,
        *EXAMPLES,
        "backward_twice_gives_the_same",
        "numbers_and_arrays_meet_tensors",
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
    fails=["backward_twice_gives_the_same", "nothing_is_modified"],
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
    fails=["gradients_add_up_where_a_tensor_is_used_twice"],
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
    fails=[*CROSS_ENTROPY, "gradient_of_broadcasting"],
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
    fails=[*CROSS_ENTROPY, "gradient_of_broadcasting"],
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
    fails=[*CROSS_ENTROPY, "gradient_of_broadcasting"],
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
    fails=[*CROSS_ENTROPY, "gradient_of_broadcasting", "gradient_of_plus_and_minus", "scalar_example"],
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
    fails=[
        *OPERATIONS,
        *CROSS_ENTROPY,
        *EXAMPLES,
        "a_tensor_waits_for_all_who_use_it",
        "backward_twice_gives_the_same",
        "gradients_add_up_where_a_tensor_is_used_twice",
        "nothing_is_modified",
    ],
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
    fails=["gradient_of_broadcasting", "gradient_of_divided_by", "numbers_and_arrays_meet_tensors"],
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
    fails=["gradient_of_broadcasting", "gradient_of_divided_by", "numbers_and_arrays_meet_tensors"],
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
    fails=[
        "gradient_of_matmul",
        "intermediate_gradients",
        "published_affine_example",
        "published_cross_entropy_example",
        "softmax_cross_entropy_gradient",
    ],
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
    fails=[*CROSS_ENTROPY, "a_tensor_waits_for_all_who_use_it", "gradient_of_exp_and_log"],
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
    fails=[*CROSS_ENTROPY, "gradient_of_sum", "gradient_of_sum_along_an_axis", "published_affine_example"],
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
    fails=[
        "a_tensor_waits_for_all_who_use_it",
        "every_tensor_is_visited_once",
        "graph_edges",
        "graph_nodes",
        "published_cross_entropy_example",
        "softmax_cross_entropy_gradient",
    ],
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
