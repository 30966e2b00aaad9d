"""Slips in the gradients of deep nets."""

from autograder.testing import misconception

WEIGHTS = "    weights = [rng.normal(0, np.sqrt(variance), (width, width)) for _ in range(depth)]\n"
INPUT = "    hs, slopes = [rng.standard_normal(width)], []\n"


def deep_misconception(name, change, **words):
    """A mistake in the gradients of the nets, with the draws in the reference's order and with x drawn first.

    Both orders are right, but they give other numbers: each is needed to name the mistake of those who use it.
    """
    misconception(name, change=change, **words)
    misconception(name + "_x_first", change=[(WEIGHTS + "\n" + INPUT, INPUT + WEIGHTS), *change], **words)


def norms() -> None:
    """weight_gradient_norms."""
    deep_misconception(
        "sigmoid_slope_omitted",
        change=[("slopes.append(h * (1 - h))", "slopes.append(np.ones(width))")],
        fails=["nets_of_single_units", "sigmoid_decay_rate"],
        title_en="The slope of the sigmoid is omitted",
        title_ja="シグモイドの傾きを掛けていない",
        en="On the way back the slope h(1 − h) of the sigmoid is left out, so the gradients do not vanish.",
        ja="逆伝播でシグモイドの傾き h(1 − h) を掛けていないため、勾配が消失しません。",
        ask_en="What is the largest value of h(1 − h)? What does it do to the gradient at every layer?",
        ask_ja="h(1 − h) の最大値はいくつですか。それは層ごとに勾配をどう変えますか。",
    )
    deep_misconception(
        "sigmoid_slope_from_the_input",
        change=[("slopes.append(h * (1 - h))", "slopes.append(u * (1 - u))")],
        fails=["nets_of_single_units", "sigmoid_decay_rate"],
        title_en="u(1 − u) in place of h(1 − h)",
        title_ja="h(1 − h) ではなく u(1 − u)",
        en="The slope of the sigmoid is written with its input u; it is h(1 − h) with the output h.",
        ja="シグモイドの傾きが入力 u で書かれています。出力 h を使った h(1 − h) です。",
        ask_en="Can the slope of the sigmoid be negative? Can u(1 − u)?",
        ask_ja="シグモイドの傾きは負になりますか。u(1 − u) はどうですか。",
    )
    deep_misconception(
        "relu_with_small_weights",
        change=[('"relu": 2 / width', '"relu": 1 / width')],
        fails=["size_of_the_norms"],
        title_en="ReLU with the variance 1/width",
        title_ja="ReLU で分散が 1/width",
        en="The weights of the ReLU net have the variance 1/width: half of the units are 0, and nothing makes up "
        "for them.",
        ja="ReLU のネットワークの重みの分散が 1/width です。半分のユニットは 0 なので、信号が層ごとに弱くなります。",
        ask_en="Which part of the units passes a signal on, and which factor in the variance makes up for the others?",
        ask_ja="信号を通すユニットの割合はどれくらいですか。残りを補うには、分散をどう変えますか。",
    )
    deep_misconception(
        "last_layer_first",
        change=[("    return norms\n", "    return norms[::-1]\n")],
        fails=["sigmoid_decay_rate", "relu_decay_rate"],
        title_en="The last layer comes first",
        title_ja="最後の層が先頭になっている",
        en="The norms are in the order of the backward pass; the first layer comes first.",
        ja="ノルムが逆伝播の順に並んでいます。先頭は 1 層目です。",
        ask_en="Which layer's gradient do you compute first, and where in the result does it belong?",
        ask_ja="最初に計算するのはどの層の勾配ですか。それは結果のどこに入りますか。",
    )
    deep_misconception(
        "squared_norms",
        change=[("    return norms\n", "    return norms**2\n")],
        fails=["nets_of_single_units", "relu_decay_rate", "sigmoid_decay_rate"],
        title_en="Squared norms",
        title_ja="ノルムの 2 乗",
        en="The sums of squares are returned without the root, so that the gradients seem to vanish twice as fast.",
        ja="2 乗の和が、平方根を取らずに返されています。そのため、勾配が 2 倍の速さで消失するように見えます。",
        ask_en="What is the norm of a gradient with the entries 3 and 4?",
        ask_ja="成分が 3 と 4 の勾配のノルムはいくつですか。",
    )
    deep_misconception(
        "norms_of_the_deltas",
        change=[("np.linalg.norm(np.outer(hs[layer], delta))", "np.linalg.norm(delta)")],
        fails=["nets_of_single_units", "sigmoid_decay_rate"],
        title_en="The norm of delta in place of ∂L/∂W",
        title_ja="∂L/∂W ではなく delta のノルム",
        en="The norm is that of ∂L/∂u; ∂L/∂W contains the input h of the layer as well.",
        ja="ノルムが ∂L/∂u のものになっています。∂L/∂W には層の入力 h も掛かります。",
        ask_en="Which shape has ∂L/∂W, and which shape has what you take the norm of?",
        ask_ja="∂L/∂W の形は何ですか。あなたがノルムを計算しているものの形は何ですか。",
    )
    deep_misconception(
        "loss_without_half",
        change=[("dh = h  #", "dh = 2 * h  #")],
        fails=["nets_of_single_units", "size_of_the_norms"],
        title_en="The loss without ½",
        title_ja="損失の ½ がない",
        en="All norms are twice as large: the gradient is that of Σ h², and L is ½ Σ h².",
        ja="ノルムがすべて 2 倍です。Σ h² の勾配になっていますが、L は ½ Σ h² です。",
        ask_en="What is the derivative of ½ h²?",
        ask_ja="½ h² を微分すると何になりますか。",
    )
    misconception(
        "generator_ignored",
        change=[("rng.normal", "np.random.normal")],
        fails=["norms_come_from_the_generator"],
        title_en="The argument rng is ignored",
        title_ja="引数 rng を使っていない",
        en="Weights are drawn from NumPy's global generator, so nobody can repeat the result by passing the same rng.",
        ja="重みが NumPy のグローバルな生成器から作られているため、同じ rng を渡しても結果を再現できません。",
        ask_en="If two people pass generators with the same seed, do they get the same norms?",
        ask_ja="2 人が同じシードの生成器を渡したとき、同じノルムになりますか。",
    )
    deep_misconception(
        "last_layer_without_activation",
        [
            (
                "            h = np.maximum(u, 0)\n            slopes.append(np.where(u > 0, 1.0, 0.0))\n",
                "            last = len(hs) == depth\n"
                "            h = u if last else np.maximum(u, 0)\n"
                "            slopes.append(np.where(last | (u > 0), 1.0, 0.0))\n",
            )
        ],
        fails=["nets_of_single_units"],
        title_en="No ReLU in the last layer",
        title_ja="最後の層に ReLU がない",
        en="The last layer returns u; all layers apply the activation, also the last one.",
        ja="最後の層が u をそのまま出力しています。最後の層も含めて、すべての層で活性化関数を通します。",
        ask_en="Which of the depth layers has no activation, according to the task?",
        ask_ja="課題によれば、活性化関数のない層はどれですか。",
    )
    misconception(
        "one_matrix_for_all_layers",
        change=[("for _ in range(depth)]\n", "for _ in range(1)] * depth\n")],
        fails=["nets_of_single_units"],
        title_en="One W for all layers",
        title_ja="すべての層で同じ W",
        en="All layers share one matrix; each of them is to draw its own.",
        ja="すべての層が同じ行列を使っています。W は層ごとに生成します。",
        ask_en="How many matrices does your code draw for depth = 10?",
        ask_ja="depth = 10 のとき、あなたのコードは行列をいくつ生成しますか。",
    )
    misconception(
        "ones_as_input",
        change=[("rng.standard_normal(width)", "np.ones(width)")],
        fails=["nets_of_single_units"],
        title_en="x is all ones",
        title_ja="x がすべて 1",
        en="The input is not drawn: it is 1 everywhere; it is to be standard normal.",
        ja="入力 x が生成されず、すべて 1 です。標準正規分布から生成します。",
        ask_en="Does your input change when you pass another generator?",
        ask_ja="別の生成器を渡すと、あなたの入力は変わりますか。",
    )
    misconception(
        "variance_as_standard_deviation",
        change=[("np.sqrt(variance), (width, width)", "variance, (width, width)")],
        fails=["sigmoid_decay_rate"],
        title_en="The variance as standard deviation",
        title_ja="標準偏差に分散を渡している",
        en="rng.normal takes the standard deviation, and got the variance: the weights are much too small.",
        ja="rng.normal が受け取るのは標準偏差ですが、分散を渡しています。重みが小さくなりすぎます。",
        ask_en="What is the standard deviation for the variance 1/100?",
        ask_ja="分散が 1/100 のとき、標準偏差はいくつですか。",
    )
    misconception(
        "relu_slope_omitted",
        change=[("slopes.append(np.where(u > 0, 1.0, 0.0))", "slopes.append(np.ones(width))")],
        fails=["relu_decay_rate"],
        title_en="The slope of ReLU is omitted",
        title_ja="ReLU の傾きを掛けていない",
        en="On the way back the slope of ReLU is left out: where u is negative, nothing may pass.",
        ja="逆伝播で ReLU の傾きを掛けていません。u が負のところでは、何も通してはいけません。",
        ask_en="If u = −1 grows a little, does the output of ReLU change?",
        ask_ja="u = −1 が少し増えると、ReLU の出力は変わりますか。",
    )


def ways_back() -> None:
    """How the gradient passes a layer, and of what a norm is taken."""
    deep_misconception(
        "weights_not_transposed",
        change=[("dh = delta @ weights[layer].T", "dh = delta @ weights[layer]")],
        fails=["relu_decay_rate"],
        title_en="The weights are not transposed on the way back",
        title_ja="逆伝播で重みを転置していない",
        en="On the way back the gradient is multiplied by W itself; each input gathers its part over the row of W.",
        ja="逆伝播で勾配に W をそのまま掛けています。各入力には、W のその行を通して勾配が集まります。",
        ask_en="u_j = Σ_i h_i W_ij: which entries of W has ∂L/∂h_i?",
        ask_ja="u_j = Σ_i h_i W_ij のとき、∂L/∂h_i には W のどの成分が現れますか。",
    )
    deep_misconception(
        "gradient_passes_no_weights",
        change=[("dh = delta @ weights[layer].T", "dh = delta")],
        fails=["relu_decay_rate"],
        title_en="The weights are left out on the way back",
        title_ja="逆伝播で重みを掛けていない",
        en="On the way back the gradient passes the activation of each layer, but not its weights.",
        ja="逆伝播で、各層の活性化関数は通っていますが、重みを通っていません。",
        ask_en="How do you get from ∂L/∂u of a layer to ∂L/∂h of the layer below?",
        ask_ja="ある層の ∂L/∂u から、1 つ前の層の ∂L/∂h をどう求めますか。",
    )
    deep_misconception(
        "loss_is_a_sum",
        change=[("    dh = h  #", "    dh = np.ones(width)  #")],
        fails=["size_of_the_norms", "nets_of_single_units"],
        title_en="The gradient of Σ h",
        title_ja="Σ h の勾配になっている",
        en="The way back starts with ones, as for L = Σ h; the loss is ½ Σ h².",
        ja="逆伝播が 1 から始まっています。これは L = Σ h の勾配です。損失は ½ Σ h² です。",
        ask_en="What is ∂L/∂h for L = ½ Σ h²?",
        ask_ja="L = ½ Σ h² のとき、∂L/∂h は何ですか。",
    )
    deep_misconception(
        "output_for_input",
        change=[("np.outer(hs[layer], delta)", "np.outer(hs[layer + 1], delta)")],
        fails=["sigmoid_decay_rate", "nets_of_single_units"],
        title_en="The layer's output in place of its input",
        title_ja="層の入力ではなく出力を使っている",
        en="∂L/∂W is built with the output of the layer; it is the layer's input that W multiplies.",
        ja="∂L/∂W に層の出力を使っています。W に掛かるのは層の入力です。",
        ask_en="u = h W: is this h the input or the output of the layer?",
        ask_ja="u = h W の h は、その層の入力ですか、出力ですか。",
    )
    deep_misconception(
        "mask_of_the_input",
        change=[("np.where(u > 0, 1.0, 0.0)", "np.where(hs[-1] > 0, 1.0, 0.0)")],
        fails=["relu_decay_rate"],
        title_en="The slope of ReLU looks at the layer's input",
        title_ja="ReLU の傾きを層の入力で決めている",
        en="The slope of ReLU is 1 where the input h of the layer is positive; it is 1 where u = h W is.",
        ja="層の入力 h が正のところで ReLU の傾きを 1 にしています。正かどうかを見るのは u = h W です。",
        ask_en="To which number of the layer is ReLU applied?",
        ask_ja="ReLU は、層のどの値に適用しますか。",
    )
    for name, norm, fails, title_en, title_ja, en, ja in (
        (
            "absolute_values_added",
            "np.abs(np.outer(hs[layer], delta)).sum()",
            ["size_of_the_norms"],
            "Absolute values added up",
            "絶対値の和になっている",
            "The absolute values of the entries are added; the Frobenius norm is another one.",
            "成分の絶対値を足しています。フロベニウスノルムはこれとは違います。",
        ),
        (
            "root_of_the_mean",
            "np.sqrt(np.mean(np.outer(hs[layer], delta) ** 2))",
            ["size_of_the_norms"],
            "Root of the mean square",
            "2 乗平均の平方根になっている",
            "The squares are averaged over the entries; the Frobenius norm does not average.",
            "成分の 2 乗を平均しています。フロベニウスノルムでは平均しません。",
        ),
        (
            "largest_entry",
            "np.abs(np.outer(hs[layer], delta)).max()",
            ["sigmoid_decay_rate"],
            "The largest entry",
            "最大の成分になっている",
            "The largest absolute value is taken; the Frobenius norm takes all entries into account.",
            "絶対値が最大の成分を返しています。フロベニウスノルムには、すべての成分が入ります。",
        ),
    ):
        deep_misconception(
            name,
            change=[("np.linalg.norm(np.outer(hs[layer], delta))", norm)],
            fails=fails,
            title_en=title_en,
            title_ja=title_ja,
            en=en,
            ja=ja,
            ask_en="What is the Frobenius norm of a 2 × 2 matrix whose entries are all 1?",
            ask_ja="成分がすべて 1 の 2 × 2 行列のフロベニウスノルムはいくつですか。",
        )


def draws() -> None:
    """What is drawn."""
    deep_misconception(
        "variance_of_relu_for_both",
        change=[('"sigmoid": 1 / width', '"sigmoid": 2 / width')],
        fails=["sigmoid_decay_rate"],
        title_en="Variance 2/width for the sigmoid, too",
        title_ja="シグモイドでも分散が 2/width",
        en="The weights of the sigmoid net have the variance 2/width.",
        ja="シグモイドのネットワークの重みの分散が 2/width です。",
        ask_en="Why does ReLU need a 2 in the variance? Does the sigmoid?",
        ask_ja="ReLU の分散に 2 が要るのはなぜですか。シグモイドではどうですか。",
    )
    deep_misconception(
        "variance_as_standard_deviation_for_relu",
        change=[("np.sqrt(variance)", '(np.sqrt(variance) if activation == "sigmoid" else variance)')],
        fails=["size_of_the_norms"],
        title_en="The variance as standard deviation",
        title_ja="分散を標準偏差として使っている",
        en="For ReLU the standard deviation is 2/width; that is the variance.",
        ja="ReLU の標準偏差が 2/width になっています。これは分散の値です。",
        ask_en="Which of the two does rng.normal ask for as its second argument?",
        ask_ja="rng.normal の 2 番目の引数は、分散と標準偏差のどちらですか。",
    )
    deep_misconception(
        "one_layer_fewer",
        change=[
            ("for _ in range(depth)]", "for _ in range(depth - 1)]"),
            ("norms = np.empty(depth)", "depth -= 1\n    norms = np.empty(depth)"),
        ],
        fails=[
            "norms_are_positive",
            "sigmoid_decay_rate",
            "relu_decay_rate",
            "nets_of_single_units",
            "norms_come_from_the_generator",
        ],
        title_en="One layer fewer",
        title_ja="層が 1 つ少ない",
        en="The net has depth − 1 layers with weights.",
        ja="重みを持つ層が depth − 1 個しかありません。",
        ask_en="How many W does a net of depth 2 have?",
        ask_ja="depth が 2 のネットに、W はいくつありますか。",
    )
    deep_misconception(
        "uniform_input",
        change=[("rng.standard_normal(width)", "rng.random(width)")],
        fails=["sigmoid_decay_rate"],
        title_en="x is uniform",
        title_ja="x が一様分布",
        en="The input is uniform between 0 and 1; it is standard normal.",
        ja="入力が 0 から 1 の一様分布です。標準正規分布から生成します。",
        ask_en="How large is the mean of the squares of your inputs?",
        ask_ja="入力の 2 乗の平均は、いくつになりますか。",
    )
