"""Slips in how widely the activations of a deep net are spread."""

from autograder.testing import misconception

LAYER = "h = ACTIVATIONS[activation](h @ rng.normal(0.0, sigma_rule(width, width), size=(width, width)))"
STDS = ["stds_with_tanh", "stds_with_relu", "stds_with_sigmoid"]
DRAW = "rng.normal(0.0, sigma_rule(width, width), size=(width, width))"
INPUT = "h = rng.normal(size=(n_samples, width))"
MEASURE = "stds.append(h.std())"


def net_misconception(name, change, **words):
    """A mistake in activation_stds, with the draws in the reference's order and with all weights before the input.

    Both orders are right, but they give other numbers: each is needed to name the mistake of those who use it.
    """
    misconception(name, change=change, **words)
    drawn = next((new for old, new in change if old == DRAW), DRAW)
    others = [(old, new) for old, new in change if old != DRAW]
    first = [(DRAW, "ws.pop(0)"), ("    stds = []\n", f"    stds = []\n    ws = [{drawn} for _ in range(n_layers)]\n")]
    misconception(name + "_weights_first", change=[*others, *first], **words)


def nets() -> None:
    """How the layers follow one another, and what is measured."""
    net_misconception(
        "spread_before_the_activation",
        change=[
            (LAYER, LAYER.replace("h = ACTIVATIONS[activation](", "z = (")),
            (MEASURE, "stds.append(z.std())\n        h = ACTIVATIONS[activation](z)"),
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
        change=[(LAYER, LAYER.replace(DRAW, "w")), ("    stds = []\n", f"    stds = []\n    w = {DRAW}\n")],
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
        change=[(INPUT, "x = rng.normal(size=(n_samples, width))"), (LAYER, LAYER.replace("(h @", "(x @"))],
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
            ("        " + LAYER + "\n        stds.append(h.std())", "        stds.append(h.std())\n        " + LAYER)
        ],
        fails=STDS,
        title_en="The list starts with the input",
        title_ja="最初の値が入力の標準偏差になっている",
        en="The first number belongs to the input, and the last layer is missing.",
        ja="最初の数が入力の標準偏差で、最後の層が抜けています。",
        ask_en="Which of your numbers belongs to the last layer?",
        ask_ja="最後の層に対応するのは、どの数ですか。",
    )
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
        change=[
            (INPUT, "h = np.random.normal(size=(n_samples, width))"),
            (DRAW, "np.random." + DRAW.removeprefix("rng.")),
        ],
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
        ("relu", "relu", ["stds_with_tanh", "stds_with_sigmoid"]),
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
    for name, sigma, others in (
        ("he", "np.sqrt(2.0 / width)", []),
        ("glorot", "np.sqrt(1.0 / width)", ["stds_with_relu"]),
    ):
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
            en=f"The standard deviation {along} is taken, then averaged; asked for is that of all activations of "
            f"a layer.",
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
