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
    drawn = next((new for old, new in change if old == DRAW), DRAW)
    others = [(old, new) for old, new in change if old != DRAW]
    first = [(DRAW, "ws.pop(0)"), ("    stds = []\n", f"    stds = []\n    ws = [{drawn} for _ in range(n_layers)]\n")]
    misconception(name + "_weights_first", change=[*others, *first], **words)


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
    "he_from_the_average",
    change=[(HE, HE.replace("2.0 / n_in", "2.0 / ((n_in + n_out) / 2)"))],
    fails=["he_variance"],
    title_en="The average of n_in and n_out in He's rule",
    title_ja="He の規則で n_in と n_out の平均を使っている",
    en="The variance of he_normal is 2 divided by the average of n_in and n_out; He's rule knows n_in alone.",
    ja="he_normal の分散が、2 を n_in と n_out の平均で割った値になっています。He の規則に現れるのは n_in だけです。",
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
    "glorot_without_brackets",
    change=[(GLOROT, GLOROT.replace("2.0 / (n_in + n_out)", "2.0 / n_in + n_out"))],
    fails=["glorot_variance", "rough_size"],
    title_en="Brackets are missing",
    title_ja="括弧が足りない",
    en="The variance of glorot_normal is (2/n_in) + n_out, larger than n_out: the division comes first.",
    ja="glorot_normal の分散が (2/n_in) + n_out で、n_out より大きくなっています。割り算が先に計算されるからです。",
    ask_en="What does Python make of 2 / 4 + 4?",
    ask_ja="Python で 2 / 4 + 4 はいくつになりますか。",
)

misconception(
    "glorot_of_the_geometric_mean",
    change=[(GLOROT, GLOROT.replace("2.0 / (n_in + n_out)", "1.0 / np.sqrt(n_in * n_out)"))],
    fails=["glorot_variance"],
    title_en="Another mean of n_in and n_out",
    title_ja="n_in と n_out の平均の取り方が違う",
    en="The variance of glorot_normal is 1/√(n_in · n_out): it is the sum of n_in and n_out that counts.",
    ja="glorot_normal の分散が 1/√(n_in・n_out) になっています。使うのは n_in と n_out の和です。",
    ask_en="What is your variance for n_in = 1 and n_out = 9, and what should it be?",
    ask_ja="n_in = 1、n_out = 9 のとき、あなたの分散はいくつですか。いくつになるべきですか。",
)

misconception(
    "shape_transposed",
    change=[(HE, HE.replace("size=(n_in, n_out)", "size=(n_out, n_in)"))],
    fails=["he_variance", "he_distribution", "all_draws_come_from_the_generator", "shapes"],
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
    en="The weights of glorot_normal are uniform; normal ones are asked for.",
    ja="glorot_normal の重みが一様分布になっています。求められているのは正規分布です。",
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
    fails=["all_draws_come_from_the_generator"],
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

misconception(
    "one_matrix_for_all_layers_weights_first",
    change=[
        (LAYER, LAYER.replace(DRAW, "w")),
        ("    stds = []\n", f"    stds = []\n    w = {DRAW}\n"),
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
    fails=["stds_with_tanh", "stds_with_relu"],
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
    fails=STDS,
    title_en="The list starts with the input",
    title_ja="最初の値が入力の標準偏差になっている",
    en="The first number belongs to the input, and the last layer is missing.",
    ja="最初の数が入力の標準偏差で、最後の層が抜けています。",
    ask_en="Which of your numbers belongs to the last layer?",
    ask_ja="最後の層に対応するのは、どの数ですか。",
)

# --- The same mistakes in the other rule ---

misconception(
    "glorot_variance_for_deviation",
    change=[(GLOROT, GLOROT.replace("np.sqrt(2.0 / (n_in + n_out))", "2.0 / (n_in + n_out)"))],
    fails=["glorot_variance", "rough_size"],
    title_en="The variance taken for the standard deviation",
    title_ja="分散を標準偏差として渡している",
    en="2/(n_in + n_out) is the variance, but it is passed as the standard deviation; the root is missing.",
    ja="2/(n_in + n_out) は分散ですが、標準偏差として渡されています。平方根が抜けています。",
    ask_en="What does the second argument of rng.normal mean: σ or σ²?",
    ask_ja="rng.normal の 2 番目の引数は σ ですか、σ² ですか。",
)

misconception(
    "glorot_with_the_6_of_the_uniform_rule",
    change=[(GLOROT, GLOROT.replace("2.0 / (", "6.0 / ("))],
    fails=["glorot_variance", "rough_size"],
    title_en="The 6 of the uniform rule",
    title_ja="一様分布の規則の 6 を使っている",
    en="The variance of glorot_normal is 6/(n_in + n_out): the 6 belongs to the limits of a uniform distribution.",
    ja="glorot_normal の分散が 6/(n_in + n_out) です。6 は一様分布の端を決めるときの数です。",
    ask_en="What is the variance of numbers that are uniform between −a and a?",
    ask_ja="−a から a までの一様分布の分散は何ですか。",
)

misconception(
    "glorot_of_the_average",
    change=[(GLOROT, GLOROT.replace("(n_in + n_out)", "((n_in + n_out) / 2)"))],
    fails=["glorot_variance", "rough_size"],
    title_en="2 divided by the average",
    title_ja="2 を平均で割っている",
    en="The variance of glorot_normal is 2 divided by the average of n_in and n_out, twice what it should be.",
    ja="glorot_normal の分散が、2 を n_in と n_out の平均で割った値で、本来の 2 倍になっています。",
    ask_en="If n_in = n_out = n, Glorot's variance should be 1/n. What is yours?",
    ask_ja="n_in = n_out = n のとき、Glorot の分散は 1/n のはずです。あなたのコードではいくつですか。",
)

misconception(
    "he_and_glorot_swapped",
    change=[
        (HE, GLOROT),
        (GLOROT + "\n    ### END SOLUTION\n\n\ndef activation", HE + "\n    ### END SOLUTION\n\n\ndef activation"),
    ],
    fails=["he_variance", "glorot_variance", "rough_size"],
    title_en="He and Glorot mixed up",
    title_ja="He と Glorot が逆になっている",
    en="he_normal has Glorot's variance, and glorot_normal that of He.",
    ja="he_normal が Glorot の分散、glorot_normal が He の分散になっています。",
    ask_en="Which of the two makes up for a ReLU that switches off half of its inputs?",
    ask_ja="ReLU が入力の半分を 0 にすることを埋め合わせているのは、どちらですか。",
)

misconception(
    "he_uniform_of_the_same_variance",
    change=[(HE, "limit = np.sqrt(6.0 / n_in)\n    return rng.uniform(-limit, limit, size=(n_in, n_out))")],
    fails=["he_distribution"],
    title_en="Uniform in place of normal",
    title_ja="正規分布ではなく一様分布",
    en="The weights of he_normal are uniform; normal ones are asked for.",
    ja="he_normal の重みが一様分布になっています。求められているのは正規分布です。",
    ask_en="What does a histogram of your weights look like?",
    ask_ja="重みのヒストグラムを描くと、どんな形になりますか。",
)

for name, line, sigma in (("he", HE, "np.sqrt(2.0 / n_in)"), ("glorot", GLOROT, "np.sqrt(2.0 / (n_in + n_out))")):
    misconception(
        f"{name}_uniform_from_0_to_1",
        change=[(line, f"return {sigma} * rng.random((n_in, n_out))")],
        fails=[f"{name}_variance", f"{name}_distribution", "rough_size"],
        title_en="Uniform between 0 and 1",
        title_ja="0 から 1 の一様分布",
        en=f"{name}_normal scales numbers that are uniform from 0 to 1; rng.random is not normal, and never negative.",
        ja=f"{name}_normal が 0 から 1 の一様分布の数を使っています。rng.random は正規分布ではなく、負にもなりません。",
        ask_en="Can one of your weights be negative?",
        ask_ja="あなたの重みは負の値を取りますか。",
    )
    misconception(
        f"{name}_around_sigma",
        change=[(line, f"return rng.normal({sigma}, size=(n_in, n_out))")],
        fails=[f"{name}_variance", f"{name}_distribution", "rough_size"],
        title_en="σ in the place of the mean",
        title_ja="平均のところに σ を渡している",
        en=f"The weights of {name}_normal lie around σ with standard deviation 1: σ stands where the mean belongs.",
        ja=f"{name}_normal の重みが、平均 σ、標準偏差 1 になっています。平均を渡すところに σ があります。",
        ask_en="What does the first argument of rng.normal mean, and what the second?",
        ask_ja="rng.normal の 1 番目の引数は何ですか。2 番目は何ですか。",
    )
    misconception(
        f"{name}_clipped",
        change=[(line, f"s = {sigma}\n    return np.clip(rng.normal(0.0, s, size=(n_in, n_out)), -2 * s, 2 * s)")],
        fails=[f"{name}_variance", f"{name}_distribution"],
        title_en="Cut off at 2σ",
        title_ja="2σ で切られている",
        en=f"No weight of {name}_normal lies beyond 2σ: they are cut off, and their variance is smaller than σ².",
        ja=f"{name}_normal の重みが ±2σ で切られていて、2σ より外側の値がありません。分散も σ² より小さくなります。",
        ask_en="Which part of normal numbers lies beyond 2σ? And of yours?",
        ask_ja="正規分布では、2σ より外側の値はどのくらいありますか。あなたの重みではどうですか。",
    )
    misconception(
        f"{name}_from_numpys_global_generator",
        change=[(line, line.replace("rng.normal", "np.random.normal"))],
        fails=["all_draws_come_from_the_generator"],
        title_en="rng is not used",
        title_ja="rng を使っていない",
        en=f"{name}_normal draws from NumPy's global generator in place of rng: a run cannot be repeated.",
        ja=f"{name}_normal が、rng ではなく NumPy 全体で共有される乱数を使っているので、同じ実験を再現できません。",
        ask_en="Call it twice with two rngs of the same seed. Do you get the same weights?",
        ask_ja="同じシードの rng で 2 回呼ぶと、同じ重みになりますか。",
    )

misconception(
    "glorot_shape_transposed",
    change=[(GLOROT, GLOROT.replace("size=(n_in, n_out)", "size=(n_out, n_in)"))],
    fails=["glorot_variance", "glorot_distribution", "all_draws_come_from_the_generator", "shapes"],
    title_en="The weights are transposed",
    title_ja="重みの形が転置されている",
    en="glorot_normal returns the shape (n_out, n_in); a layer computes x W, so W is (n_in, n_out).",
    ja="glorot_normal の形が (n_out, n_in) です。層は x W を計算するので、W は (n_in, n_out) です。",
    ask_en="x is (N, n_in). Which shape must W have so that x W exists?",
    ask_ja="x の形は (N, n_in) です。x W が計算できるためには、W はどんな形ですか。",
)

misconception(
    "glorot_generator_made_anew",
    change=[(GLOROT, "rng = np.random.default_rng(0)\n    " + GLOROT)],
    fails=["all_draws_come_from_the_generator"],
    title_en="The given generator is not used",
    title_ja="渡された rng を使っていない",
    en="glorot_normal makes a generator of its own with a fixed seed: layers of the same shape get the same weights.",
    ja="glorot_normal が固定のシードで乱数生成器を作り直しています。同じ形の層はすべて同じ重みになります。",
    ask_en="What do two layers of the same size have in common in your net?",
    ask_ja="同じ大きさの 2 つの層の重みを比べると、どうなっていますか。",
)

# --- activation_stds, once more ---

INPUT = "h = rng.normal(size=(n_samples, width))"
MEASURE = "stds.append(h.std())"

misconception(
    "stds_from_a_seed_of_their_own",
    change=[(INPUT, "rng = np.random.default_rng(0)\n    " + INPUT)],
    fails=["all_draws_come_from_the_generator"],
    title_en="activation_stds makes a generator of its own",
    title_ja="activation_stds が乱数生成器を作り直している",
    en="activation_stds makes a generator with a fixed seed: whatever rng is, the result is the same.",
    ja="activation_stds が固定のシードで乱数生成器を作っているので、rng によらず同じ結果になります。",
    ask_en="How would you find out by how much the result differs from draw to draw?",
    ask_ja="乱数によって結果がどれだけ変わるかを、どうやって調べますか。",
)

misconception(
    "stds_from_numpys_global_generator",
    change=[(INPUT, "h = np.random.normal(size=(n_samples, width))"), (DRAW, "np.random." + DRAW.removeprefix("rng."))],
    fails=["all_draws_come_from_the_generator"],
    title_en="activation_stds does not use rng",
    title_ja="activation_stds が rng を使っていない",
    en="activation_stds draws from NumPy's global generator in place of rng: a run cannot be repeated.",
    ja="activation_stds が、rng ではなく NumPy 全体で共有される乱数を使っているので、同じ実験を再現できません。",
    ask_en="Call it twice with two rngs of the same seed. Do you get the same numbers?",
    ask_ja="同じシードの rng で 2 回呼ぶと、同じ結果になりますか。",
)

for name, slope in (("leaky_relu", 0.01), ("leakier_relu", 0.1), ("leakiest_relu", 0.3)):
    net_misconception(
        name,
        change=[
            (
                LAYER,
                LAYER.replace("h = ACTIVATIONS[activation](", "z = (")
                + "\n        h = ACTIVATIONS[activation](z)"
                + f"\n        h = np.where(z > 0, z, {slope} * z) if activation == 'relu' else h",
            )
        ],
        fails=["stds_with_relu"],
        title_en="A leaky ReLU",
        title_ja="負の側に傾きがある ReLU",
        en='For "relu" negative values pass, made smaller; max(h W, 0) is asked for.',
        ja='"relu" のとき、負の値が小さくなって通っています。求められているのは max(h W, 0) です。',
        ask_en="What is max(−2, 0)?",
        ask_ja="max(−2, 0) はいくつですか。",
    )

for name, function, others in (
    ("tanh", "np.tanh", ["stds_with_relu", "stds_with_sigmoid"]),
    ("sigmoid", "sigmoid", ["stds_with_tanh", "stds_with_relu"]),
):
    net_misconception(
        f"always_{name}",
        change=[(LAYER, LAYER.replace("ACTIVATIONS[activation]", function))],
        fails=others,
        title_en="The argument activation is not used",
        title_ja="引数 activation を使っていない",
        en="Every layer has the same activation function, whatever activation says.",
        ja="activation が何であっても、すべての層で同じ活性化関数が使われています。",
        ask_en="Which line of your activation_stds depends on activation?",
        ask_ja="あなたの activation_stds で、activation によって変わるのはどの行ですか。",
    )

for name, sigma, others in (("he", "np.sqrt(2.0 / width)", []), ("glorot", "np.sqrt(1.0 / width)", ["stds_with_relu"])):
    net_misconception(
        f"always_the_sigma_of_{name}",
        change=[(DRAW, DRAW.replace("sigma_rule(width, width)", sigma))],
        fails=["each_layer_draws_new_weights", "stds_with_tanh", "stds_with_sigmoid", *others],
        title_en="sigma_rule is not used",
        title_ja="sigma_rule を使っていない",
        en="The weights have the same σ whatever sigma_rule is: it is never called.",
        ja="sigma_rule が一度も呼ばれていないので、sigma_rule が何であっても重みの σ が同じです。",
        ask_en="What changes in your activation_stds when sigma_rule always returns 0.01?",
        ask_ja="sigma_rule がいつも 0.01 を返すとき、あなたの activation_stds は何が変わりますか。",
    )

net_misconception(
    "no_activation",
    change=[(LAYER, LAYER.replace("ACTIVATIONS[activation]", ""))],
    fails=STDS,
    title_en="No activation",
    title_ja="活性化関数がない",
    en="A layer gives h W as it is; the activation function is never applied.",
    ja="層の出力が h W のままで、活性化関数がどこにもかかっていません。",
    ask_en="What differs in your code between relu and tanh?",
    ask_ja="あなたのコードで、relu と tanh の結果が違うのはどこですか。",
)

net_misconception(
    "variance_of_the_activations",
    change=[(MEASURE, "stds.append(h.var())")],
    fails=STDS,
    title_en="Variance of the activations",
    title_ja="活性の分散を返している",
    en="The numbers are variances; standard deviations are asked for.",
    ja="返されているのは分散です。求められているのは標準偏差です。",
    ask_en="If all activations are doubled, by how much does your number grow?",
    ask_ja="活性をすべて 2 倍にすると、あなたの数は何倍になりますか。",
)

net_misconception(
    "root_mean_square",
    change=[(MEASURE, "stds.append(np.sqrt(np.mean(h**2)))")],
    fails=["stds_with_relu", "stds_with_sigmoid"],
    title_en="The mean is not subtracted",
    title_ja="平均を引いていない",
    en="The numbers are roots of mean squares; a standard deviation is measured from the mean.",
    ja="2 乗平均の平方根になっています。標準偏差は平均からのずれで測ります。",
    ask_en="What is the standard deviation of activations that are all 1?",
    ask_ja="活性がすべて 1 なら、標準偏差はいくつですか。",
)

for name, argument, along, ja in (
    ("units", "axis=0", "of each unit", "ユニット"),
    ("samples", "axis=1", "of each sample", "サンプル"),
):
    net_misconception(
        f"averaged_over_the_{name}",
        change=[(MEASURE, f"stds.append(h.std({argument}).mean())")],
        fails=["stds_with_sigmoid"] if name == "units" else ["stds_with_tanh"],
        title_en="An average of standard deviations",
        title_ja="標準偏差の平均になっている",
        en=f"The standard deviation {along} is taken, then averaged; asked for is that of all activations of a layer.",
        ja=f"{ja}ごとの標準偏差を平均しています。求められているのは、層のすべての活性についての標準偏差です。",
        ask_en="If every unit were constant at a value of its own, how widely would the layer be spread?",
        ask_ja="どのユニットも、それぞれ別の値で一定だとしたら、層の活性はどのくらい散らばっていますか。",
    )

net_misconception(
    "square_of_sigma",
    change=[(DRAW, DRAW.replace("sigma_rule(width, width)", "sigma_rule(width, width) ** 2"))],
    fails=["stds_with_tanh", "stds_with_relu"],
    title_en="σ² in place of σ",
    title_ja="σ ではなく σ² を渡している",
    en="The weights have the standard deviation sigma_rule(…)², but sigma_rule gives σ itself.",
    ja="重みの標準偏差が sigma_rule(…) の 2 乗になっています。sigma_rule が返すのは σ そのものです。",
    ask_en="What does the second argument of rng.normal mean: σ or σ²?",
    ask_ja="rng.normal の 2 番目の引数は σ ですか、σ² ですか。",
)

net_misconception(
    "root_of_sigma",
    change=[(DRAW, DRAW.replace("sigma_rule(width, width)", "np.sqrt(sigma_rule(width, width))"))],
    fails=["stds_with_tanh", "stds_with_relu"],
    title_en="√σ in place of σ",
    title_ja="σ の平方根を渡している",
    en="The weights have the standard deviation √sigma_rule(…), but sigma_rule gives σ itself, not σ².",
    ja="重みの標準偏差が sigma_rule(…) の平方根になっています。sigma_rule が返すのは σ² ではなく σ です。",
    ask_en="What does sigma_rule return: a variance or a standard deviation?",
    ask_ja="sigma_rule が返すのは、分散と標準偏差のどちらですか。",
)

net_misconception(
    "uniform_input",
    change=[(INPUT, "h = rng.random((n_samples, width))")],
    fails=STDS,
    title_en="Uniform input",
    title_ja="入力が一様分布になっている",
    en="The input is uniform between 0 and 1; it should be standard normal.",
    ja="入力が 0 から 1 の一様分布です。標準正規分布から生成してください。",
    ask_en="What are mean and variance of rng.random?",
    ask_ja="rng.random の平均と分散はいくつですか。",
)

net_misconception(
    "uniform_weights",
    change=[(DRAW, "(np.sqrt(3) * sigma_rule(width, width) * rng.uniform(-1, 1, size=(width, width)))")],
    fails=["each_layer_draws_new_weights"],
    title_en="Uniform weights in activation_stds",
    title_ja="activation_stds の重みが一様分布になっている",
    en="The weights of activation_stds are uniform; normal ones are asked for.",
    ja="activation_stds の重みが一様分布になっています。求められているのは正規分布です。",
    ask_en="How large can one of your weights become, compared with σ?",
    ask_ja="あなたの重みは、最大で σ の何倍になりえますか。",
)

net_misconception(
    "the_input_counts_as_a_layer",
    change=[(INPUT, INPUT + "\n    " + MEASURE)],
    fails=[*STDS, "each_layer_draws_new_weights", "one_number_for_each_layer"],
    title_en="The input counts as a layer",
    title_ja="入力も 1 層として数えている",
    en="The list begins with the spread of the input and is one longer than there are layers.",
    ja="リストが入力の標準偏差から始まっていて、層の数より 1 つ長くなっています。",
    ask_en="How many numbers are there for five layers?",
    ask_ja="5 層なら、数はいくつですか。",
)

net_misconception(
    "random_biases",
    change=[("(h @ ", "(rng.normal(size=width) + h @ ")],
    fails=["stds_with_tanh", "stds_with_relu"],
    title_en="Biases where there are none",
    title_ja="ないはずのバイアスを足している",
    en="A bias is added to h W; the layers of this experiment have none.",
    ja="h W にバイアスを足しています。この実験の層にバイアスはありません。",
    ask_en="What is the output of a tanh layer for h = 0?",
    ask_ja="h = 0 のとき、tanh の層の出力はいくつですか。",
)

net_misconception(
    "small_random_biases",
    change=[("size=(width, width)))", "size=(width, width)) + rng.normal(0.0, 0.1, size=width))")],
    fails=["stds_with_tanh"],
    title_en="Biases where there are none",
    title_ja="ないはずのバイアスを足している",
    en="A bias is added to h W; the layers of this experiment have none.",
    ja="h W にバイアスを足しています。この実験の層にバイアスはありません。",
    ask_en="What is the output of a tanh layer for h = 0?",
    ask_ja="h = 0 のとき、tanh の層の出力はいくつですか。",
)
