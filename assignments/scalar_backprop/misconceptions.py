"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

from autograder.testing import misconception

DELTA3 = 'delta3 = 2 * v["y_hat"] * 2 * v["u3"]'
DELTA2 = 'delta2 = delta3 * w3 * 2 * v["u2"]'
GRADIENTS = 'return delta2 * v["h1"], delta3 * v["h2"]'
WHOLE_WAY_BACK = ["delta3", "delta2", "gradient_w3", "gradient_w2", "delta3_example", "published_gradients"]
SECOND_LAYER = ["delta2", "gradient_w2", "published_gradients"]

# --- Forward ---

misconception(
    "first_layer_skipped",
    change=[("h1 = x**2", "h1 = x")],
    fails=["values_on_the_way"],
    title_en="The first layer is skipped",
    title_ja="1 層目の f を通していない",
    en="h1 is x itself; the first layer applies f as well: h1 = f(x) = x².",
    ja="h1 が x のままです。1 層目でも f を通すので、h1 = f(x) = x² です。",
    ask_en="The pre-activation of the first layer is x. What is its output?",
    ask_ja="1 層目の活性化前の値が x です。では、1 層目の出力は何ですか。",
)

misconception(
    "h2_is_the_output",
    change=[('"h2": h2', '"h2": y_hat')],
    fails=["forward_example", "values_on_the_way"],
    title_en="The output in place of h2",
    title_ja="h2 ではなく出力 ŷ",
    en="h2 is given as w3²w2⁴x⁸, which is ŷ; h2 = f(u2) = w2²x⁴ does not contain w3.",
    ja="h2 が w3²w2⁴x⁸ になっていますが、これは ŷ です。h2 = f(u2) = w2²x⁴ に w3 は含まれません。",
    ask_en="Does the output of the second layer depend on w3?",
    ask_ja="2 層目の出力は w3 に依存しますか。",
)

misconception(
    "loss_not_squared",
    change=[('"loss": y_hat**2', '"loss": y_hat')],
    fails=["loss", "forward_example"],
    title_en="The loss is not squared",
    title_ja="損失を 2 乗していない",
    en="The loss is ŷ; it is L = ŷ².",
    ja="損失が ŷ になっています。L = ŷ² です。",
    ask_en="Which function leads from ŷ to L?",
    ask_ja="ŷ から L を求める関数は何ですか。",
)

# --- Backward ---

misconception(
    "last_slope_missing",
    change=[(DELTA3, 'delta3 = 2 * v["y_hat"]')],
    fails=["delta3", "delta3_example", "published_gradients"],
    title_en="f'(u3) is missing",
    title_ja="f'(u3) が抜けている",
    en="delta3 is ∂L/∂ŷ; ∂L/∂u3 takes the slope of the last layer, f'(u3) = 2u3, as well.",
    ja="delta3 が ∂L/∂ŷ になっています。∂L/∂u3 には、最後の層の傾き f'(u3) = 2u3 も掛かります。",
    ask_en="Which function leads from u3 to ŷ, and what is its slope?",
    ask_ja="u3 から ŷ を求める関数は何ですか。その傾きはいくつですか。",
)

misconception(
    "slope_of_the_loss_missing",
    change=[(DELTA3, 'delta3 = 2 * v["u3"]')],
    fails=["delta3", "delta3_example", "published_gradients"],
    title_en="The slope of the loss is missing",
    title_ja="損失の傾きが抜けている",
    en="delta3 is ∂ŷ/∂u3; the slope of L = ŷ², 2ŷ, is missing.",
    ja="delta3 が ∂ŷ/∂u3 になっています。L = ŷ² の傾き 2ŷ が抜けています。",
    ask_en="The chain from u3 to L has two links. Which are they?",
    ask_ja="u3 から L までの連鎖には 2 つの段階があります。何と何ですか。",
)

misconception(
    "slope_at_the_output",
    change=[(DELTA3, 'delta3 = 2 * v["y_hat"] * 2 * v["y_hat"]')],
    fails=["delta3", "delta3_example"],
    title_en="f' taken at the output",
    title_ja="f' を出力で計算している",
    en="The slope of the last layer is taken at ŷ; f'(u) = 2u is taken at the input u3 of f.",
    ja="最後の層の傾きを ŷ で計算しています。f'(u) = 2u は、f の入力 u3 で計算します。",
    ask_en="At which point does the chain rule evaluate the derivative of f(u3)?",
    ask_ja="連鎖律では、f(u3) の微分をどの点で計算しますか。",
)

misconception(
    "weight_missing_in_delta2",
    change=[(DELTA2, 'delta2 = delta3 * 2 * v["u2"]')],
    fails=["delta2"],
    title_en="w3 is missing in delta2",
    title_ja="delta2 で w3 が抜けている",
    en="delta2 does not contain ∂u3/∂h2 = w3.",
    ja="delta2 に ∂u3/∂h2 = w3 が掛かっていません。",
    ask_en="If h2 grows by 1, by how much does u3 grow?",
    ask_ja="h2 が 1 増えると、u3 はいくつ増えますか。",
)

misconception(
    "wrong_weight_in_delta2",
    change=[(DELTA2, 'delta2 = delta3 * w2 * 2 * v["u2"]')],
    fails=["delta2"],
    title_en="w2 in place of w3",
    title_ja="w3 ではなく w2",
    en="delta2 contains the weight w2; between u2 and u3 stands w3.",
    ja="delta2 に w2 を掛けています。u2 と u3 の間にある重みは w3 です。",
    ask_en="Which weight does the way from h2 to u3 pass?",
    ask_ja="h2 から u3 へ進むとき、どの重みを通りますか。",
)

misconception(
    "hidden_slope_missing",
    change=[(DELTA2, "delta2 = delta3 * w3")],
    fails=["delta2", "published_gradients"],
    title_en="f'(u2) is missing",
    title_ja="f'(u2) が抜けている",
    en="delta2 is ∂L/∂h2; ∂L/∂u2 takes f'(u2) = 2u2 as well.",
    ja="delta2 が ∂L/∂h2 になっています。∂L/∂u2 には f'(u2) = 2u2 も掛かります。",
    ask_en="Is your delta2 the derivative with respect to h2 or to u2?",
    ask_ja="あなたの delta2 は、h2 による微分ですか、u2 による微分ですか。",
)

misconception(
    "hidden_slope_at_h2",
    change=[(DELTA2, 'delta2 = delta3 * w3 * 2 * v["h2"]')],
    fails=["delta2"],
    title_en="f' taken at h2",
    title_ja="f' を h2 で計算している",
    en="The slope of the second layer is taken at its output h2; f'(u) = 2u is taken at u2.",
    ja="2 層目の傾きを出力 h2 で計算しています。f'(u) = 2u は u2 で計算します。",
    ask_en="h2 = f(u2). At which of the two is f' evaluated?",
    ask_ja="h2 = f(u2) です。f' はどちらの値で計算しますか。",
)

misconception(
    "inputs_exchanged",
    change=[(GRADIENTS, 'return delta2 * v["h2"], delta3 * v["h1"]')],
    fails=["gradient_w3", "gradient_w2"],
    title_en="h1 and h2 exchanged",
    title_ja="h1 と h2 が逆",
    en="∂L/∂w2 is multiplied by h2, and ∂L/∂w3 by h1; u2 = w2 h1 and u3 = w3 h2.",
    ja="∂L/∂w2 に h2、∂L/∂w3 に h1 を掛けています。u2 = w2 h1、u3 = w3 h2 です。",
    ask_en="By which number is w2 multiplied in the forward pass?",
    ask_ja="順伝播で w2 に掛かる数は何ですか。",
)

misconception(
    "own_weight_for_input",
    change=[(GRADIENTS, "return delta2 * w2, delta3 * w3")],
    fails=["gradient_w3", "gradient_w2"],
    title_en="The weight in place of its input",
    title_ja="入力ではなく重みを掛けている",
    en="delta is multiplied by the weight itself; the derivative of w h by w is h.",
    ja="delta に重み自身を掛けています。w h を w で微分すると h です。",
    ask_en="What is the derivative of w2 h1 with respect to w2?",
    ask_ja="w2 h1 を w2 で微分すると何になりますか。",
)

misconception(
    "results_exchanged",
    change=[(GRADIENTS, 'return delta3 * v["h2"], delta2 * v["h1"]')],
    fails=["gradient_w3", "gradient_w2", "published_gradients"],
    title_en="The two gradients exchanged",
    title_ja="2 つの勾配の順序が逆",
    en="gradients returns ∂L/∂w3 first; ∂L/∂w2 comes first.",
    ja="gradients が ∂L/∂w3 を先に返しています。先に返すのは ∂L/∂w2 です。",
    ask_en="In which order does the docstring name the two results?",
    ask_ja="docstring には、2 つの結果がどの順で書かれていますか。",
)

# --- Deep nets ---

WEIGHTS = "    weights = [rng.normal(0, np.sqrt(variance), (width, width)) for _ in range(depth)]\n"
INPUT = "    hs, slopes = [rng.standard_normal(width)], []\n"


def deep_misconception(name, change, **words):
    """A mistake in the gradients of the nets, with the draws in the reference's order and with x drawn first.

    Both orders are right, but they give other numbers: each is needed to name the mistake of those who use it.
    """
    misconception(name, change=change, **words)
    misconception(name + "_x_first", change=[(WEIGHTS + "\n" + INPUT, INPUT + WEIGHTS), *change], **words)


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
    en="The weights of the ReLU net have the variance 1/width: half of the units are 0, and nothing makes up for them.",
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
    change=[
        (
            "rng.normal(0, np.sqrt(variance), (width, width))",
            "np.random.normal(0, np.sqrt(variance), (width, width))",
        )
    ],
    fails=["norms_come_from_the_generator"],
    title_en="The argument rng is ignored",
    title_ja="引数 rng を使っていない",
    en="Weights are drawn from NumPy's global generator, so nobody can repeat the result by passing the same rng.",
    ja="重みが NumPy のグローバルな生成器から作られているため、同じ rng を渡しても結果を再現できません。",
    ask_en="If two people pass generators with the same seed, do they get the same norms?",
    ask_ja="2 人が同じシードの生成器を渡したとき、同じノルムになりますか。",
)

# --- Their siblings ---

misconception(
    "first_two_missing",
    change=[
        (DELTA3, 'delta3 = v["y_hat"] * 2 * v["u3"]'),
    ],
    fails=["delta3", "delta3_example", "published_gradients"],
    title_en="A 2 is missing in delta3",
    title_ja="delta3 の 2 が 1 つ足りない",
    en="delta3 contains one 2; both the loss ŷ² and the last layer u3² contribute one.",
    ja="delta3 の 2 が 1 つしかありません。損失 ŷ² からも、最後の層 u3² からも 1 つずつ出てきます。",
    ask_en="How many squares lie between u3 and L?",
    ask_ja="u3 から L までの間に、2 乗はいくつありますか。",
)

misconception(
    "both_twos_missing",
    change=[
        (DELTA3, 'delta3 = v["y_hat"] * v["u3"]'),
    ],
    fails=["delta3", "delta3_example", "published_gradients"],
    title_en="Both 2s are missing in delta3",
    title_ja="delta3 の 2 が 2 つとも足りない",
    en="delta3 is ŷ · u3; the derivative of a square has a factor 2, and there are two squares.",
    ja="delta3 が ŷ · u3 になっています。2 乗の微分には 2 が掛かり、2 乗は 2 つあります。",
    ask_en="What is the derivative of u²?",
    ask_ja="u² を微分すると何になりますか。",
)

misconception(
    "two_missing_in_delta2",
    change=[
        (DELTA2, 'delta2 = delta3 * w3 * v["u2"]'),
    ],
    fails=["delta2", "published_gradients"],
    title_en="The 2 is missing in delta2",
    title_ja="delta2 の 2 が足りない",
    en="f'(u2) is taken as u2; it is 2u2.",
    ja="f'(u2) が u2 になっています。正しくは 2u2 です。",
    ask_en="What is the derivative of u²?",
    ask_ja="u² を微分すると何になりますか。",
)

misconception(
    "deltas_exchanged",
    change=[
        ("return delta2, delta3\n", "return delta3, delta2\n"),
    ],
    fails=["delta2", "delta3", "delta3_example", "published_gradients"],
    title_en="The two deltas exchanged",
    title_ja="2 つの delta の順序が逆",
    en="deltas returns delta3 first; delta2 comes first.",
    ja="deltas が delta3 を先に返しています。先に返すのは delta2 です。",
    ask_en="In which order does the docstring name the two results?",
    ask_ja="docstring には、2 つの結果がどの順で書かれていますか。",
)

misconception(
    "loss_gradient_as_loss",
    change=[
        (DELTA3, 'delta3 = v["loss"] * 2 * v["u3"]'),
    ],
    fails=["delta3", "delta3_example", "published_gradients"],
    title_en="The loss in place of its slope",
    title_ja="損失の傾きではなく損失",
    en="delta3 contains L itself; the slope of L = ŷ² is 2ŷ.",
    ja="delta3 に L そのものが掛かっています。L = ŷ² の傾きは 2ŷ です。",
    ask_en="What is the derivative of ŷ² by ŷ?",
    ask_ja="ŷ² を ŷ で微分すると何になりますか。",
)

misconception(
    "second_layer_skipped",
    change=[
        ("h2 = u2**2", "h2 = u2"),
    ],
    fails=["delta3_example", "forward_example", "values_on_the_way"],
    title_en="The second layer is skipped",
    title_ja="2 層目の f を通していない",
    en="h2 is u2 itself; the second layer applies f as well: h2 = f(u2) = u2².",
    ja="h2 が u2 のままです。2 層目でも f を通すので、h2 = f(u2) = u2² です。",
    ask_en="The pre-activation of the second layer is u2. What is its output?",
    ask_ja="2 層目の活性化前の値が u2 です。では、2 層目の出力は何ですか。",
)

misconception(
    "last_layer_skipped",
    change=[
        ("y_hat = u3**2", "y_hat = u3"),
    ],
    fails=["delta3_example", "forward_example", "values_on_the_way"],
    title_en="The last layer is skipped",
    title_ja="最後の層の f を通していない",
    en="ŷ is u3 itself; the last layer applies f as well: ŷ = f(u3) = u3².",
    ja="ŷ が u3 のままです。最後の層でも f を通すので、ŷ = f(u3) = u3² です。",
    ask_en="Which layers apply f?",
    ask_ja="f を通すのはどの層ですか。",
)

misconception(
    "weights_of_the_layers_exchanged",
    change=[
        ("u2 = w2 * h1", "u2 = w3 * h1"),
        ("u3 = w3 * h2", "u3 = w2 * h2"),
    ],
    fails=["delta3_example", "forward_example", "values_on_the_way"],
    title_en="w2 and w3 exchanged in forward",
    title_ja="forward で w2 と w3 が逆",
    en="u2 is computed with w3, and u3 with w2.",
    ja="u2 に w3、u3 に w2 を掛けています。",
    ask_en="Which weight does the name u2 = w2 h1 tell you to use?",
    ask_ja="u2 = w2 h1 で使う重みはどれですか。",
)

misconception(
    "loss_halved",
    change=[
        ('"loss": y_hat**2', '"loss": y_hat**2 / 2'),
    ],
    fails=["forward_example", "loss"],
    title_en="The loss with a ½",
    title_ja="損失に ½ が付いている",
    en="The loss is ½ŷ²; here it is L = ŷ².",
    ja="損失が ½ŷ² になっています。この課題では L = ŷ² です。",
    ask_en="Which function leads from ŷ to L?",
    ask_ja="ŷ から L を求める関数は何ですか。",
)

misconception(
    "weights_in_place_of_deltas",
    change=[
        (GRADIENTS, 'return delta3 * v["h1"], delta2 * v["h2"]'),
    ],
    fails=["gradient_w2", "gradient_w3", "published_gradients"],
    title_en="The deltas exchanged in the gradients",
    title_ja="勾配で delta2 と delta3 が逆",
    en="∂L/∂w2 is computed with delta3, and ∂L/∂w3 with delta2.",
    ja="∂L/∂w2 に delta3、∂L/∂w3 に delta2 を使っています。",
    ask_en="w2 stands in u2. Which delta is ∂L/∂u2?",
    ask_ja="w2 は u2 に含まれます。∂L/∂u2 はどの delta ですか。",
)

misconception(
    "gradients_are_the_deltas",
    change=[
        (GRADIENTS, "return delta2, delta3"),
    ],
    fails=["gradient_w2", "gradient_w3"],
    title_en="The inputs are missing in the gradients",
    title_ja="勾配に入力が掛かっていない",
    en="∂L/∂w2 is delta2 itself; u2 = w2 h1, so the factor h1 is missing, and h2 in the other one.",
    ja="∂L/∂w2 が delta2 のままです。u2 = w2 h1 なので h1 が、もう一方には h2 が掛かります。",
    ask_en="If w2 grows by 1, by how much does u2 grow?",
    ask_ja="w2 が 1 増えると、u2 はいくつ増えますか。",
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
    change=[
        ("for _ in range(depth)]\n", "for _ in range(1)] * depth\n"),
    ],
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
    change=[
        ("rng.standard_normal(width)", "np.ones(width)"),
    ],
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
    change=[
        ("np.sqrt(variance), (width, width)", "variance, (width, width)"),
    ],
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
    change=[
        ("slopes.append(np.where(u > 0, 1.0, 0.0))", "slopes.append(np.ones(width))"),
    ],
    fails=["relu_decay_rate"],
    title_en="The slope of ReLU is omitted",
    title_ja="ReLU の傾きを掛けていない",
    en="On the way back the slope of ReLU is left out: where u is negative, nothing may pass.",
    ja="逆伝播で ReLU の傾きを掛けていません。u が負のところでは、何も通してはいけません。",
    ask_en="If u = −1 grows a little, does the output of ReLU change?",
    ask_ja="u = −1 が少し増えると、ReLU の出力は変わりますか。",
)
