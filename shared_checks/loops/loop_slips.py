"""Slips in a hand-written training loop, whatever its loss: neighbours of the mistakes in `loop_mistakes`."""

from loop_mistakes import DRAWS, FORWARD

from autograder.testing import misconception

MASK = "grad_y1 = grad_y2 * (y1 > 0)"
STEPS = {w: f"{w} = {w} - learning_rate * grad_{w}" for w in ("w1", "w2")}


def forward(bounded: list[str]) -> None:
    """What is predicted; `bounded` are the checks that reject an activation which is never above 1."""
    misconception(
        "prediction_from_y1",
        change=[("y_pred = y2 @ w2", "y_pred = y1 @ w2")],
        fails=FORWARD,
        title_en="The prediction is made from y1",
        title_ja="y1 から予測している",
        en="y_pred is y1 w2, with the values from before the activation; y2 is never used for it.",
        ja="y_pred が、活性化関数を通す前の y1 から計算されています。y2 が使われていません。",
        ask_en="Which of your lines would change the loss if max(·, 0) were left out?",
        ask_ja="max(·, 0) を取り除いたら、損失が変わるのはどの行ですか。",
    )
    misconception(
        "activation_on_the_prediction",
        change=[("y_pred = y2 @ w2", "y_pred = np.maximum(y2 @ w2, 0)")],
        fails=FORWARD,
        title_en="An activation on the prediction",
        title_ja="予測にも活性化関数をかけている",
        en="y_pred is cut off at 0; only the hidden layer has an activation.",
        ja="y_pred の負の値が 0 になっています。活性化関数があるのは隠れ層だけです。",
        ask_en="Can your net give a negative y_pred?",
        ask_ja="あなたのネットの y_pred は負になれますか。",
    )
    for name, en, formula in (
        ("sigmoid", "The sigmoid", "1 / (1 + np.exp(-y1))"),
        ("tanh", "tanh", "np.tanh(y1)"),
        ("absolute_value", "The absolute value", "np.abs(y1)"),
    ):
        misconception(
            f"{name}_for_the_activation",
            change=[("y2 = np.maximum(y1, 0)", f"y2 = {formula}")],
            fails=FORWARD if name == "absolute_value" else bounded,
            title_en=f"{en} in place of max(y1, 0)",
            title_ja="max(y1, 0) ではない活性化関数",
            en=f"The hidden layer computes {formula.replace('np.', '')}; this net has max(y1, 0).",
            ja=f"隠れ層が {formula.replace('np.', '')} になっています。この課題の活性化関数は max(y1, 0) です。",
            ask_en="What is y2 where y1 = −2, and where y1 = 3?",
            ask_ja="y1 = −2 のとき、また y1 = 3 のとき、y2 はいくつですか。",
        )


def backward(w2_not_transposed: list[str]) -> None:
    """The way back to w1; the argument names the checks that reject a w2 which is not transposed."""
    for name, factor in (("y1", "y1"), ("y2", "y2")):
        misconception(
            f"multiplied_by_{name}",
            change=[(MASK, f"grad_y1 = grad_y2 * {factor}")],
            fails=["grad_w1", "published_losses"],
            title_en=f"Multiplied by {name} in place of the slope",
            title_ja=f"傾きではなく {name} を掛けている",
            en=f"grad_y2 is multiplied by {name} itself; what belongs there is the slope of max(y1, 0), 0 or 1.",
            ja=f"grad_y2 に {name} そのものが掛かっています。掛けるのは max(y1, 0) の傾き（0 か 1）です。",
            ask_en="If y1 = 5 becomes 5.1, by how much does y2 change?",
            ask_ja="y1 が 5 から 5.1 に変わると、y2 はどれだけ変わりますか。",
        )
    raises = ["grad_w1", "published_losses", "train_returns_losses_and_weights"]
    for name, right, wrong, inner, fails in (
        ("w2_not_transposed", "grad_y_pred @ w2.T", "grad_y_pred @ w2", "w2", [*raises, *w2_not_transposed]),
        ("grad_w1_transposed", "x.T @ grad_y1", "grad_y1.T @ x", "grad_w1", raises),
    ):
        misconception(
            name,
            change=[(right, wrong)],
            fails=fails,
            title_en="A transposition on the way to w1",
            title_ja="w1 に至る途中の転置",
            en=f"{inner} stands the wrong way round: the product {wrong} fits only where the sizes are equal.",
            ja=f"{inner} の向きが逆です。{wrong} という積は、大きさが等しいときにしか計算できません。",
            ask_en="Write the shapes of all factors below the product. Which axes are summed over?",
            ask_ja="積の下に、それぞれの形を書いてください。和を取っているのはどの軸ですか。",
        )


def update() -> None:
    """The steps, and how many there are."""
    for w, check in (("w1", "grad_w1"), ("w2", "grad_w2")):
        misconception(
            f"{w}_climbs",
            change=[(STEPS[w], STEPS[w].replace("- learning", "+ learning"))],
            fails=[check, "published_losses"],
            title_en=f"{w} moves uphill",
            title_ja=f"{w} が損失の増える向きに動いている",
            en=f"{w} moves along its gradient, so that the loss grows; the sign of its step is wrong.",
            ja=f"{w} が勾配の向きに動いているので、損失が増えます。ステップの符号が逆です。",
            ask_en="In which direction does the gradient point: to larger or to smaller losses?",
            ask_ja="勾配が指すのは、損失が増える向きですか、減る向きですか。",
        )
    misconception(
        "w2_never_updated",
        change=[(f"        {STEPS['w2']}\n", "")],
        fails=["grad_w2", "published_losses"],
        title_en="w2 is never updated",
        title_ja="w2 が更新されない",
        en="Only w1 is trained; w2 keeps its random values.",
        ja="w1 だけが学習され、w2 は乱数のままです。",
        ask_en="Which of the two weight matrices is different after a step?",
        ask_ja="1 ステップのあとで値が変わっているのは、どちらの重み行列ですか。",
    )
    misconception(
        "steps_without_learning_rate",
        change=[(step, step.replace("learning_rate * ", "")) for step in STEPS.values()],
        fails=["grad_w2", "published_losses"],
        title_en="Steps without the learning rate",
        title_ja="学習率を掛けていない",
        en="The whole gradient is subtracted from the weights; learning_rate is never used.",
        ja="勾配がそのまま重みから引かれていて、learning_rate が使われていません。",
        ask_en="What should change if somebody calls train with a learning rate twice as large?",
        ask_ja="学習率を 2 倍にして train を呼んだら、何が変わるべきですか。",
    )
    misconception(
        "momentum_added",
        change=[
            ("    losses: list[float] = []\n", "    losses: list[float] = []\n    v1, v2 = 0.0, 0.0\n"),
            *(
                (STEPS[w], f"v{w[1]} = 0.9 * v{w[1]} + grad_{w}\n        {w} = {w} - learning_rate * v{w[1]}")
                for w in STEPS
            ),
        ],
        fails=["losses_follow_the_reference", "published_losses"],
        title_en="Steps with momentum",
        title_ja="モーメンタムを使っている",
        en="Each step also contains 0.9 times the one before; here it is learning_rate · gradient alone.",
        ja="前のステップの 0.9 倍が加わっています。この課題のステップは、学習率と勾配の積だけです。",
        ask_en="What does your second step depend on besides the gradient?",
        ask_ja="あなたの 2 回目のステップは、勾配のほかに何によって変わりますか。",
    )
    misconception(
        "losses_added_up",
        change=[("losses.append(loss)", "losses.append(loss + (losses[-1] if losses else 0.0))")],
        fails=["losses_follow_the_reference", "published_losses"],
        title_en="The losses are added up",
        title_ja="損失を足し合わせている",
        en="losses[i] is the sum of all losses up to step i; it should be the loss before update i alone.",
        ja="losses[i] が、それまでの損失の合計になっています。i 回目の更新の前の損失だけを入れます。",
        ask_en="Can your list of losses ever fall?",
        ask_ja="あなたの損失のリストが減ることはありますか。",
    )


def initial_weights() -> None:
    """What init_weights draws, and from where."""
    misconception(
        "fixed_seed_in_place_of_rng",
        change=[(DRAWS, f"rng = np.random.default_rng(0)\n    {DRAWS}")],
        fails=["init_weights_use_the_generator"],
        title_en="A generator of its own",
        title_ja="乱数生成器を自分で作っている",
        en="init_weights makes a generator with a fixed seed; the one that is passed as rng is not used.",
        ja="init_weights が固定のシードの乱数生成器を作っていて、渡された rng が使われていません。",
        ask_en="What does the caller decide by passing rng?",
        ask_ja="rng を渡すことで、呼び出し側は何を決められますか。",
    )
    misconception(
        "symmetric_uniform_weights",
        change=[(DRAWS, "return rng.uniform(-1, 1, (d_in, h)), rng.uniform(-1, 1, (h, d_out))")],
        fails=["init_weights_are_standard_normal"],
        title_en="Uniform weights between −1 and 1",
        title_ja="−1 から 1 の一様分布の重み",
        en="The weights are uniform between −1 and 1; the standard normal distribution is asked for.",
        ja="重みが −1 から 1 の一様分布です。求められているのは標準正規分布です。",
        ask_en="Can one of your weights be 2?",
        ask_ja="あなたの重みが 2 になることはありますか。",
    )
    misconception(
        "weights_by_hes_rule",
        change=[
            (
                DRAWS,
                "return rng.normal(0, np.sqrt(2 / d_in), (d_in, h)), rng.normal(0, np.sqrt(2 / h), (h, d_out))",
            )
        ],
        fails=["init_weights_are_standard_normal"],
        title_en="Weights by He's rule",
        title_ja="He の規則による重み",
        en="The standard deviation is √(2/n), He's rule; this assignment wants the standard deviation 1.",
        ja="標準偏差が He の規則の √(2/n) になっています。この課題では標準偏差 1 が求められています。",
        ask_en="What is the standard deviation of a standard normal distribution?",
        ask_ja="標準正規分布の標準偏差はいくつですか。",
    )
    misconception(
        "zero_weights",
        change=[(DRAWS, "return np.zeros((d_in, h)), np.zeros((h, d_out))")],
        fails=["init_weights_are_standard_normal", "init_weights_use_the_generator"],
        title_en="Weights start at 0",
        title_ja="重みが 0 から始まっている",
        en="All weights are 0: then all hidden units are 0, and no gradient ever reaches them.",
        ja="重みがすべて 0 です。隠れユニットもすべて 0 になり、勾配がどこにも届きません。",
        ask_en="What is grad_w2 if y2 is 0, and grad_w1 if w2 is 0?",
        ask_ja="y2 が 0 なら grad_w2 はいくつですか。w2 が 0 なら grad_w1 はいくつですか。",
    )
