"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

from autograder.testing import misconception

HE = "return rng.normal(0.0, np.sqrt(2.0 / n_in), size=(n_in, n_out))"
GLOROT = "return rng.normal(0.0, np.sqrt(2.0 / (n_in + n_out)), size=(n_in, n_out))"
LAYER = "h = ACTIVATIONS[activation](h @ rng.normal(0.0, sigma_rule(width, width), size=(width, width)))"
STDS = ["stds_with_tanh", "stds_with_relu", "stds_with_sigmoid"]
DRAW = "rng.normal(0.0, sigma_rule(width, width), size=(width, width))"


def net_misconception(name, change, **words):
    """A mistake in activation_stds, with the draws in the reference's order and with all weights before the input.

    Both orders are right, but they give other numbers: each is needed to name the mistake of those who use it.
    """
    misconception(name, change=change, **words)
    first = [(DRAW, "ws.pop(0)"), ("    stds = []\n", f"    stds = []\n    ws = [{DRAW} for _ in range(n_layers)]\n")]
    misconception(name + "_weights_first", change=[*change, *first], **words)


misconception(
    "variance_for_deviation",
    change=[(HE, HE.replace("np.sqrt(2.0 / n_in)", "2.0 / n_in"))],
    fails=["he_variance", "rough_size"],
    title_en="The variance taken for the standard deviation",
    title_ja="分散を標準偏差として渡している",
    en="2/n_in is the variance, but it is passed as the standard deviation; the root is missing.",
    ja="2/n_in は分散ですが、標準偏差として渡されています。平方根が抜けています。",
    ask_en="What does the second argument of rng.normal mean: σ or σ²?",
    ask_ja="rng.normal の 2 番目の引数は σ ですか、σ² ですか。",
)

misconception(
    "fan_out",
    change=[(HE, HE.replace("2.0 / n_in", "2.0 / n_out"))],
    fails=["he_variance"],
    title_en="n_out in place of n_in",
    title_ja="n_in ではなく n_out を使っている",
    en="The variance of he_normal is 2/n_out; a unit adds up n_in inputs, so it should be 2/n_in.",
    ja="he_normal の分散が 2/n_out になっています。1 つのユニットは n_in 個の入力を足すので、2/n_in のはずです。",
    ask_en="How many terms does the sum of one unit of the layer have?",
    ask_ja="この層の 1 つのユニットが計算する和には、項がいくつありますか。",
)

misconception(
    "factor_2_missing",
    change=[(HE, HE.replace("2.0 / n_in", "1.0 / n_in"))],
    fails=["he_variance", "rough_size"],
    title_en="He's rule without the 2",
    title_ja="He の規則に 2 がない",
    en="The variance of he_normal is 1/n_in; the 2 makes up for the half that ReLU sets to 0.",
    ja="he_normal の分散が 1/n_in になっています。2 は、ReLU が 0 にする半分を補うためのものです。",
    ask_en="What part of a symmetric input is left of Σ x² after ReLU?",
    ask_ja="正負対称な入力に ReLU をかけると、Σ x² のどれだけが残りますか。",
)

misconception(
    "glorot_without_the_2",
    change=[(GLOROT, GLOROT.replace("2.0 / (", "1.0 / ("))],
    fails=["glorot_variance", "rough_size"],
    title_en="Glorot's rule without the 2",
    title_ja="Glorot の規則に 2 がない",
    en="The variance of glorot_normal is 1/(n_in + n_out), half of what it should be.",
    ja="glorot_normal の分散が 1/(n_in + n_out) で、本来の半分になっています。",
    ask_en="If n_in = n_out = n, Glorot's variance should be 1/n. What is yours?",
    ask_ja="n_in = n_out = n のとき、Glorot の分散は 1/n のはずです。あなたのコードではいくつですか。",
)

misconception(
    "glorot_from_n_in_alone",
    change=[(GLOROT, GLOROT.replace("2.0 / (n_in + n_out)", "1.0 / n_in"))],
    fails=["glorot_variance"],
    title_en="Glorot's rule from n_in alone",
    title_ja="Glorot の規則で n_in しか使っていない",
    en="The variance of glorot_normal is 1/n_in, the older simplified rule; n_out is not used.",
    ja="glorot_normal の分散が 1/n_in(簡略化された規則)になっています。n_out が使われていません。",
    ask_en="Which of the two passes, forward and backward, sees n_out terms in a sum?",
    ask_ja="順伝播と逆伝播のうち、n_out 個の項の和が現れるのはどちらですか。",
)

misconception(
    "shape_transposed",
    change=[(HE, HE.replace("size=(n_in, n_out)", "size=(n_out, n_in)"))],
    fails=["he_variance", "he_distribution", "weights_are_drawn_from_the_generator", "shapes"],
    title_en="The weights are transposed",
    title_ja="重みの形が転置されている",
    en="he_normal returns the shape (n_out, n_in); a layer computes x W, so W is (n_in, n_out).",
    ja="he_normal の形が (n_out, n_in) です。層は x W を計算するので、W は (n_in, n_out) です。",
    ask_en="x is (N, n_in). Which shape must W have so that x W exists?",
    ask_ja="x の形は (N, n_in) です。x W が計算できるためには、W はどんな形ですか。",
)

misconception(
    "uniform_of_the_same_variance",
    change=[
        (GLOROT, "limit = np.sqrt(6.0 / (n_in + n_out))\n    return rng.uniform(-limit, limit, size=(n_in, n_out))")
    ],
    fails=["glorot_distribution"],
    title_en="Uniform in place of normal",
    title_ja="正規分布ではなく一様分布",
    en="The weights are uniform, with the right variance; glorot_normal is asked for.",
    ja="分散は正しいのですが、一様分布になっています。求められているのは正規分布（glorot_normal）です。",
    ask_en="What does a histogram of your weights look like?",
    ask_ja="重みのヒストグラムを描くと、どんな形になりますか。",
)

misconception(
    "only_positive_weights",
    change=[(HE, "return np.abs(" + HE.removeprefix("return ") + ")")],
    fails=["he_distribution", "rough_size"],
    title_en="Only positive weights",
    title_ja="重みが正の値だけになっている",
    en="All weights are positive; their mean must be 0.",
    ja="すべての重みが正になっています。平均は 0 でなければなりません。",
    ask_en="If all weights are positive, what sign have all units of the first layer for a positive input?",
    ask_ja="重みがすべて正なら、正の入力に対して最初の層のユニットの符号はどうなりますか。",
)

misconception(
    "generator_made_anew",
    change=[(HE, "rng = np.random.default_rng(0)\n    " + HE)],
    fails=["weights_are_drawn_from_the_generator"],
    title_en="The given generator is not used",
    title_ja="渡された rng を使っていない",
    en="he_normal makes a generator of its own with a fixed seed: all layers of the same shape get the same weights.",
    ja="he_normal が固定のシードで乱数生成器を作り直しています。同じ形の層はすべて同じ重みになります。",
    ask_en="What do two layers of the same size have in common in your net?",
    ask_ja="同じ大きさの 2 つの層の重みを比べると、どうなっていますか。",
)

net_misconception(
    "spread_before_the_activation",
    change=[
        (LAYER, LAYER.replace("h = ACTIVATIONS[activation](", "z = (")),
        ("stds.append(h.std())", "stds.append(z.std())\n        h = ACTIVATIONS[activation](z)"),
    ],
    fails=STDS,
    title_en="Measured before the activation",
    title_ja="活性化関数の前の値を測っている",
    en="The standard deviation is that of h W, before the activation function.",
    ja="標準偏差が、活性化関数を通す前の h W のものになっています。",
    ask_en="Can a standard deviation above 1 come out of a sigmoid?",
    ask_ja="シグモイドの出力の標準偏差が 1 を超えることはありますか。",
)

misconception(
    "one_matrix_for_all_layers",
    change=[
        (
            "    for _ in range(n_layers):\n        " + LAYER,
            "    w = rng.normal(0.0, sigma_rule(width, width), size=(width, width))\n"
            "    for _ in range(n_layers):\n        h = ACTIVATIONS[activation](h @ w)",
        )
    ],
    fails=["each_layer_draws_new_weights"],
    title_en="One matrix for all layers",
    title_ja="すべての層で同じ重みを使っている",
    en="The weights are drawn once, before the loop, and used by every layer.",
    ja="重みをループの前に 1 回だけ生成し、すべての層で使っています。",
    ask_en="How many weight matrices does a net of 5 layers have? How many do you draw?",
    ask_ja="5 層のネットワークに重みの行列はいくつありますか。いくつ生成していますか。",
)

net_misconception(
    "every_layer_sees_the_input",
    change=[
        ("h = rng.normal(size=(n_samples, width))", "x = rng.normal(size=(n_samples, width))"),
        (LAYER, LAYER.replace("(h @", "(x @")),
    ],
    fails=["stds_with_tanh"],
    title_en="Every layer gets the input",
    title_ja="どの層にも最初の入力を渡している",
    en="Each layer is applied to the input x, not to what the layer before gave.",
    ja="各層に、前の層の出力ではなく、最初の入力 x が渡されています。",
    ask_en="What should the second layer be applied to?",
    ask_ja="第 2 層への入力は何ですか。",
)

net_misconception(
    "starts_with_the_input",
    change=[
        (
            "        " + LAYER + "\n        stds.append(h.std())",
            "        stds.append(h.std())\n        " + LAYER,
        )
    ],
    fails=["stds_with_tanh", "stds_with_sigmoid"],
    title_en="The list starts with the input",
    title_ja="最初の値が入力の標準偏差になっている",
    en="The first number belongs to the input, and the last layer is missing.",
    ja="最初の数が入力の標準偏差で、最後の層が抜けています。",
    ask_en="Which of your numbers belongs to the last layer?",
    ask_ja="最後の層に対応するのは、どの数ですか。",
)
