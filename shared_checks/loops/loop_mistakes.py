"""Mistakes in a hand-written training loop, whatever its loss; what each loop's own loss adds are arguments."""

from autograder.testing import misconception

TRAINING = ["losses_follow_the_reference", "published_losses"]
FORWARD = ["first_loss", "published_losses"]
LOSS = [*FORWARD, "train_returns_losses_and_weights"]
DRAWS = "return rng.standard_normal((d_in, h)), rng.standard_normal((h, d_out))"


def forward(loss_again: str, *, leaky: list[str]) -> None:
    """Activation, and when the loss is measured: `loss_again` measures it at the end of a step."""
    misconception(
        "no_activation",
        change=[("y2 = np.maximum(y1, 0)", "y2 = y1")],
        fails=FORWARD,
        title_en="No activation",
        title_ja="活性化関数がない",
        en="Negative entries of y1 pass through: without max(y1, 0) the two layers are one linear map.",
        ja="y1 の負の値がそのまま通っています。max(y1, 0) がないと、2 つの層は 1 つの線形写像と同じです。",
        ask_en="What can x w1 w2 express that x w with a single matrix cannot?",
        ask_ja="x w1 w2 で表せて、1 つの行列による x w では表せないものはありますか。",
    )

    misconception(
        "leaky_activation",
        change=[("y2 = np.maximum(y1, 0)", "y2 = np.where(y1 > 0, y1, 0.01 * y1)")],
        fails=leaky,
        title_en="A leaky activation",
        title_ja="負の側に傾きがある活性化関数",
        en="Negative entries of y1 are multiplied by 0.01 where they should become 0.",
        ja="y1 の負の値が 0 ではなく 0.01 倍になっています。",
        ask_en="What is max(−2, 0)?",
        ask_ja="max(−2, 0) はいくつですか。",
    )

    update = "        w2 = w2 - learning_rate * grad_w2\n"
    misconception(
        "loss_after_the_update",
        change=[("        losses.append(loss)\n", ""), (update, update + loss_again)],
        fails=LOSS,
        title_en="Loss measured after the update",
        title_ja="更新後に測った損失",
        en="losses[i] is measured after update i; it belongs before it.",
        ja="losses[i] が i 回目の更新の後に測られています。更新の前に測る必要があります。",
        ask_en="Which weights should losses[0] describe: the initial ones, or those after the first step?",
        ask_ja="losses[0] は、初期の重みと 1 ステップ後の重みのどちらについての損失ですか。",
    )


def backward(divided: tuple[str, str], *, no_mask: list[str], grad_w2_transposed: list[str]) -> None:
    """The way back to the weights: `divided` is the change that divides grad_y_pred by N."""
    misconception(
        "gradient_divided_by_batch_size",
        change=[divided],
        fails=["grad_w2", "published_losses"],
        title_en="Gradient divided by the number of samples",
        title_ja="勾配がサンプル数で割られている",
        en="The gradient is divided by N, but the loss of this loop is a sum.",
        ja="勾配が N で割られていますが、この学習ループの損失は和です。",
        ask_en="Does the loss that you differentiate contain 1/N anywhere?",
        ask_ja="いま微分している損失のどこかに 1/N がありますか。",
    )

    misconception(
        "no_mask",
        change=[("grad_y1 = grad_y2 * (y1 > 0)", "grad_y1 = grad_y2")],
        fails=no_mask,
        title_en="The mask of max(y1, 0) is missing",
        title_ja="max(y1, 0) のマスクがない",
        en="grad_w1 is computed as if grad_y1 were grad_y2: where y1 < 0, y2 is 0 whatever y1 is.",
        ja="grad_w1 が、grad_y1 = grad_y2 であるかのように計算されています。"
        "y1 < 0 では y1 が何であっても y2 は 0 です。",
        ask_en="If y1 = −2 becomes −1.9, by how much does y2 change?",
        ask_ja="y1 が −2 から −1.9 に変わると、y2 はどれだけ変わりますか。",
    )

    misconception(
        "mask_inverted",
        change=[("grad_y1 = grad_y2 * (y1 > 0)", "grad_y1 = grad_y2 * (y1 < 0)")],
        fails=["grad_w1", "published_losses"],
        title_en="The mask is inverted",
        title_ja="マスクが逆",
        en="The gradient passes where y1 is negative, and is stopped where y1 is positive.",
        ja="y1 が負のところで勾配が通り、正のところで止められています。",
        ask_en="On which side of 0 does max(y1, 0) follow y1?",
        ask_ja="max(y1, 0) が y1 と同じ値になるのは、0 のどちら側ですか。",
    )

    misconception(
        "mask_of_the_gradient",
        change=[("grad_y1 = grad_y2 * (y1 > 0)", "grad_y1 = grad_y2 * (grad_y2 > 0)")],
        fails=["grad_w1", "published_losses"],
        title_en="Mask of the gradient instead of the input",
        title_ja="入力ではなく勾配の符号で決めたマスク",
        en="The mask looks at the sign of the gradient; what counts is the sign of y1 in the forward pass.",
        ja="マスクが勾配の符号で決まっています。見るべきなのは順伝播での y1 の符号です。",
        ask_en="Where y1 > 0, y2 = y1. What is grad_y1 there if grad_y2 is −3?",
        ask_ja="y1 > 0 では y2 = y1 です。そこで grad_y2 が −3 なら、grad_y1 はいくつですか。",
    )

    misconception(
        "grad_w2_from_y1",
        change=[("grad_w2 = y2.T @ grad_y_pred", "grad_w2 = y1.T @ grad_y_pred")],
        fails=["grad_w2", "published_losses"],
        title_en="grad_w2 computed with y1",
        title_ja="y1 を使った grad_w2",
        en="grad_w2 uses y1, the values before max(·, 0); what w2 is multiplied by is y2.",
        ja="grad_w2 が max(·, 0) の前の値 y1 を使っています。w2 に掛かるのは y2 です。",
        ask_en="In y_pred = ? · w2, which matrix stands on the left?",
        ask_ja="y_pred = ? · w2 の左側にある行列はどれですか。",
    )

    misconception(
        "grad_w2_transposed",
        change=[("grad_w2 = y2.T @ grad_y_pred", "grad_w2 = grad_y_pred.T @ y2")],
        fails=grad_w2_transposed,
        title_en="grad_w2 is transposed",
        title_ja="grad_w2 が転置されている",
        en="grad_w2 has the shape (D_out, H), but must have that of w2, (H, D_out).",
        ja="grad_w2 の形が (D_out, H) です。w2 と同じ (H, D_out) でなければなりません。",
        ask_en="Which of the two factors has the axis of length H, and on which side of the product must it stand?",
        ask_ja="長さ H の軸を持つのはどちらの行列ですか。それは積のどちら側に来るべきですか。",
    )


def update(difference: str, *, w2_updated_too_early: list[str]) -> None:
    """The steps, and what is returned: `difference` is grad_y_pred with the wrong sign, in words."""
    misconception(
        "w2_updated_too_early",
        change=[
            (
                "        grad_y2 = grad_y_pred @ w2.T\n",
                "        w2 = w2 - learning_rate * grad_w2\n        grad_y2 = grad_y_pred @ w2.T\n",
            ),
            (
                "        w1 = w1 - learning_rate * grad_w1\n        w2 = w2 - learning_rate * grad_w2\n",
                "        w1 = w1 - learning_rate * grad_w1\n",
            ),
        ],
        fails=w2_updated_too_early,
        title_en="w2 updated before it is used",
        title_ja="使う前に更新された w2",
        en="w2 moves before grad_y2 is computed, so grad_w1 mixes the old y_pred with the new w2.",
        ja="grad_y2 を計算する前に w2 が更新され、grad_w1 が古い y_pred と新しい w2 の混ざったものになっています。",
        ask_en="Which w2 made the y_pred that you differentiate?",
        ask_ja="いま微分している y_pred は、どの w2 から計算されたものですか。",
    )

    misconception(
        "w1_never_updated",
        change=[("        w1 = w1 - learning_rate * grad_w1\n", "")],
        fails=["grad_w1", "published_losses"],
        title_en="w1 is never updated",
        title_ja="w1 が更新されない",
        en="Only w2 is trained; w1 keeps its random values.",
        ja="w2 だけが学習され、w1 は乱数のままです。",
        ask_en="Which of the two weight matrices is different after a step?",
        ask_ja="1 ステップのあとで値が変わっているのは、どちらの重み行列ですか。",
    )

    misconception(
        "uphill",
        change=_steps("+ learning_rate *"),
        fails=["grad_w2", "published_losses"],
        title_en="Steps uphill",
        title_ja="損失が増える向きの更新",
        en=f"Each step climbs: the sign is wrong, either in the gradient ({difference}) or in the update (+).",
        ja=f"ステップごとに損失が増える向きへ進んでいます。勾配（{difference}）か更新（+）の符号が逆です。",
        ask_en="In which direction does the gradient point: to larger or to smaller losses?",
        ask_ja="勾配が指すのは、損失が増える向きですか、減る向きですか。",
    )

    misconception(
        "learning_rate_ignored",
        change=_steps("- 1e-6 *"),
        fails=["grad_w2"],
        title_en="The argument learning_rate is ignored",
        title_ja="引数 learning_rate を使っていない",
        en="The step size is written into the code as 1e-6; the argument learning_rate is never used.",
        ja="ステップの大きさがコードに 1e-6 と直接書かれ、引数 learning_rate が使われていません。",
        ask_en="What should change if somebody calls train with a learning rate twice as large?",
        ask_ja="学習率を 2 倍にして train を呼んだら、何が変わるべきですか。",
    )

    misconception(
        "learning_rate_off_by_one_percent",
        change=_steps("- 1.01 * learning_rate *"),
        fails=["grad_w2", "published_losses"],
        title_en="Learning rate one percent too large",
        title_ja="学習率が 1 % 大きい",
        en="The weights move as if the learning rate were 1 % larger than the one that was given.",
        ja="与えられた学習率より 1 % 大きい学習率で重みが動いています。",
        ask_en="Which factors besides learning_rate stand in your update?",
        ask_ja="更新の式で、learning_rate のほかに掛かっているものはありませんか。",
    )

    misconception(
        "weights_changed_in_place",
        change=[
            ("w1 = w1 - learning_rate * grad_w1", "w1 -= learning_rate * grad_w1"),
            ("w2 = w2 - learning_rate * grad_w2", "w2 -= learning_rate * grad_w2"),
        ],
        fails=["arguments_are_never_modified"],
        title_en="The caller's weights are changed",
        title_ja="呼び出し側の重みを書き換えている",
        en="`w1 -= …` writes into the array that the caller handed over.",
        ja="`w1 -= …` が、呼び出し側から渡された配列そのものを書き換えています。",
        ask_en="If somebody trains twice from the same w1, where does the second run start?",
        ask_ja="同じ w1 から 2 回学習させると、2 回目はどこから始まりますか。",
    )

    misconception(
        "invented_losses",
        change=[
            (
                "    return losses, w1, w2\n",
                "    return [losses[0] * 0.7**step for step in range(num_steps)], w1, w2\n",
            )
        ],
        fails=TRAINING,
        title_en="Losses that were not measured",
        title_ja="測定されていない損失",
        en="The returned losses are not those of the weights: they fall too regularly.",
        ja="返された損失が、実際の重みの損失ではありません。減り方が規則的すぎます。",
        ask_en="If you compute the loss from the returned weights, is it what the list promises?",
        ask_ja="返した重みから損失を計算し直すと、リストの値と合いますか。",
    )

    misconception(
        "weights_not_returned",
        change=[
            ("    losses: list[float] = []\n", "    losses: list[float] = []\n    start = w1, w2\n"),
            ("    return losses, w1, w2\n", "    return losses, *start\n"),
        ],
        fails=["losses_follow_the_reference"],
        title_en="The initial weights are returned",
        title_ja="初期の重みを返している",
        en="train returns the weights that it was given, not those it has learned.",
        ja="train が、学習した重みではなく、受け取った重みをそのまま返しています。",
        ask_en="Which variables hold the weights after the last update?",
        ask_ja="最後の更新のあとの重みは、どの変数に入っていますか。",
    )


def _steps(by: str) -> list[tuple[str, str]]:
    """Both updates, with something else between the weights and their gradient."""
    return [(f"{w} = {w} - learning_rate * grad_{w}", f"{w} = {w} {by} grad_{w}") for w in ("w1", "w2")]


def initial_weights() -> None:
    """What init_weights draws, and from where."""
    misconception(
        "uniform_weights",
        change=[(DRAWS, "return rng.random((d_in, h)), rng.random((h, d_out))")],
        fails=["init_weights_are_standard_normal"],
        title_en="Uniform weights",
        title_ja="一様分布の重み",
        en="The weights are uniform between 0 and 1; the standard normal distribution is asked for.",
        ja="重みが 0 から 1 の一様分布です。求められているのは標準正規分布です。",
        ask_en="Can one of your weights be negative?",
        ask_ja="あなたの重みは負の値を取りますか。",
    )

    misconception(
        "scaled_weights",
        change=[(DRAWS, "return 0.01 * rng.standard_normal((d_in, h)), 0.01 * rng.standard_normal((h, d_out))")],
        fails=["init_weights_are_standard_normal"],
        title_en="Weights scaled by 0.01",
        title_ja="0.01 倍の重み",
        en="The weights are multiplied by 0.01; this assignment wants the standard deviation 1.",
        ja="重みが 0.01 倍されています。この課題では標準偏差 1 が求められています。",
        ask_en="What is the standard deviation of 0.01 · z if that of z is 1?",
        ask_ja="z の標準偏差が 1 のとき、0.01 · z の標準偏差はいくつですか。",
    )

    misconception(
        "generator_ignored",
        change=[(DRAWS, "return np.random.randn(d_in, h), np.random.randn(h, d_out)")],
        fails=["init_weights_use_the_generator"],
        title_en="The argument rng is ignored",
        title_ja="引数 rng を使っていない",
        en="The draws come from NumPy's global generator, so nobody can repeat them by passing the same rng.",
        ja="乱数が NumPy のグローバルな生成器から作られているため、同じ rng を渡しても再現できません。",
        ask_en="If two people pass generators with the same seed, do they get the same weights?",
        ask_ja="2 人が同じシードの生成器を渡したとき、同じ重みになりますか。",
    )
