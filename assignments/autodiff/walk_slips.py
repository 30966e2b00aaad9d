"""Slips in the walk back through the graph."""

from autograder.testing import misconception

VISITED = "        for node in reversed(nodes):\n"
ZEROS = "        for node in nodes:\n            node.grad = np.zeros_like(node.data)\n"
ONES = "self.grad = np.ones_like(self.data)"
GRAPH = [
    "a_tensor_waits_for_all_who_use_it",
    "every_tensor_is_visited_once",
    "gradients_add_up_where_a_tensor_is_used_twice",
    "intermediate_gradients",
    "used_twice_example",
]
EXAMPLES = ["published_affine_example", "scalar_example"]
WALK = (
    "        for node in reversed(nodes):\n"
    "            for parent, part in zip(node.parents, node.pull_back(node.grad), strict=True):\n"
    "                parent.grad = parent.grad + part\n"
)
PLUS = "z.pull_back = lambda g: (unbroadcast(g, x.data.shape), unbroadcast(g, y.data.shape))"
PAIRS = "[(parent, node) for node in nodes for parent in node.parents]"
REFUSED = (
    "if self.data.size != 1:\n"
    '            raise ValueError(f"backward() starts from a scalar, '
    'not from an array of shape {self.data.shape}")'
)


def walk() -> None:
    """backward."""
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
                VISITED,
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
        en="Tensors are visited by their distance from the result. One that is used early and late passes its "
        "gradient on "
        "before the part from the longer path has arrived.",
        ja="結果に近い順に処理しています。短い経路と長い経路の両方で使われたテンソルが、長い経路からの勾配が届く前に、"
        "勾配を親へ渡してしまいます。",
        ask_en="In h + log(h² + 1), when has all of h's gradient arrived?",
        ask_ja="h + log(h² + 1) で、h の勾配がすべてそろうのはいつですか。",
    )
    misconception(
        "every_path_on_its_own",
        change=[
            (
                WALK,
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
        en="The gradients are right, but each path is walked separately, and their number can double with every "
        "operation.",
        ja="勾配は正しいのですが、経路を 1 本ずつたどっています。経路の数は演算のたびに 2 倍になることがあります。",
        ask_en="How many paths lead from y = x + x, z = y + y, w = z + z back to x?",
        ask_ja="y = x + x、z = y + y、w = z + z のとき、w から x へ戻る経路は何本ありますか。",
    )
    misconception(
        "tensor_passes_on_too_often",
        change=[
            (
                WALK,
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
        change=[(ONES, "self.grad = np.zeros_like(self.data)")],
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
        change=[(ZEROS, ""), (ONES, "self.grad = self.grad + 1")],
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
                PLUS,
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
        en="Only the parents of the result get their gradient; nothing arrives further back, or nothing that is "
        "passed on.",
        ja="勾配が届いているのは結果の親までです。その先には、何も届いていないか、届く前に渡しています。",
        ask_en="z = (ax − y)²: how many steps is it from z back to a?",
        ask_ja="z = (ax − y)² では、z から a まで何段戻りますか。",
    )
    misconception(
        "not_for_the_result_itself",
        change=[
            (ONES, "seed = np.ones_like(self.data)"),
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
        "only_the_result_starts_afresh",
        change=[(ZEROS, "")],
        fails=["backward_twice_gives_the_same"],
        title_en="Gradients of the call before are still there",
        title_ja="前回の勾配が残っている",
        en="backward() sets the gradient of the result to 1, but adds to what all other tensors have from the "
        "call before.",
        ja="backward() が結果の勾配は 1 にしていますが、ほかのテンソルでは前回の勾配に加算しています。",
        ask_en="In a training loop, which gradient does your second step use?",
        ask_ja="学習ループの 2 ステップ目では、どんな勾配が使われることになりますか。",
    )


def nodes_and_edges() -> None:
    """graph."""
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
        "children_first",
        change=[("return nodes, ", "nodes.reverse()\n    return nodes, "), (VISITED, "        for node in nodes:\n")],
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
        change=[("node.parents]", "dict.fromkeys(node.parents)]")],
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
