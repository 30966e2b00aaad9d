"""Slips in the gradient of the deep net, in its schedule and its losses, and in what build makes."""

from deep_net_slips import NORMED
from net_mistakes import KEPT, means, slip

FIRST = "self.last.forward(self.scores(x, train=True), t)  # every layer keeps what its backward needs"
BACK = "            dout = layer.backward(dout)\n"
DOUT = "dout: Array = self.last.backward()"
PENALTIES = "grads[key] = grads[key] + l1_gradient(value, self.l1) + l2_gradient(value, self.l2)"
UPDATE = "optimizer.update(net.params, net.gradient(x[batch], t[batch]))"
SCHEDULE = "        if schedule is not None:\n            optimizer.lr = schedule.rate(epoch)\n"
STEPS = (
    "        for start in range(0, len(x), batch_size):\n"
    "            batch = order[start : start + batch_size]\n"
    f"            {UPDATE}\n"
)
ADAM = '"glorot"), Adam(0.005)'
DESIGN = 'DeepNet(sizes, rng, activation="tanh", weight_init="glorot")'
IN_TRAINING = [*NORMED, "gradient_with_all_of_it", "masks"]
DESIGN_LEARNS = ["design_learns"]
OTHER_DEPTH = ["build_has_that_depth", "design"]


def gradients() -> None:
    """The way back."""
    means(
        summed=[(DOUT, DOUT + " * len(x)")],
        divided_again=[(DOUT, DOUT + " / len(x)")],
        gradients=["small_gradient", "gradient"],
    )
    slip(
        "gradient_of_a_prediction",
        FIRST,
        FIRST.replace("train=True", "train=False"),
        ["small_gradient", "nothing_is_modified", *IN_TRAINING, "gradient_moves_running_averages_once"],
        ("The forward pass of gradient is that of a prediction", "gradient の順伝播が予測時の動作になっている"),
        (
            "gradient runs forwards as when predicting: BatchNorm and Dropout keep nothing for their backward.",
            "gradient が予測時の動作で順伝播しています。BatchNorm と Dropout は、backward に必要な値を残しません。",
        ),
        (
            "Of which forward does BatchNorm's backward speak, by its docstring?",
            "BatchNorm の backward は、docstring によると、どの forward についての勾配を返しますか。",
        ),
    )
    slip(
        "two_forward_passes",
        FIRST,
        f"self.scores(x, train=True)\n        {FIRST}",
        ["gradient_moves_running_averages_once"],
        ("Two forward passes", "順伝播を 2 回している"),
        (
            "gradient runs forwards twice: running averages move twice per batch, and a mask is thrown away.",
            "gradient が順伝播を 2 回しています。移動平均が 1 バッチで 2 回動き、マスクが 1 回分捨てられます。",
        ),
        (
            "How often do the running averages move in one call of your gradient?",
            "gradient を 1 回呼ぶと、移動平均は何回動きますか。",
        ),
    )
    slip(
        "penalties_missing_in_the_gradient",
        PENALTIES,
        "pass",
        ["small_gradient", "gradient_with_penalties", "gradient_with_all_of_it"],
        ("The gradients lack the penalties", "勾配に罰則項がない"),
        (
            "The loss has penalties, its gradient has none: training does not notice them.",
            "損失には罰則項がありますが、勾配にはありません。学習に罰則項の効果がなくなります。",
        ),
        ("What is the derivative of α Σ w² with respect to one w?", "α Σ w² を 1 つの w で微分すると何ですか。"),
    )
    slip(
        "penalties_on_all_gradients",
        'if kind == "W":',
        "if True:",
        ["small_gradient", "gradient_with_penalties", "gradient_with_all_of_it"],
        ("Penalties in the gradients of biases", "罰則項がバイアスの勾配にもある"),
        (
            "The gradients of b, gamma and beta have the penalties, too; the loss penalizes W alone.",
            "b、gamma、beta の勾配にも罰則項があります。損失の罰則項は W だけです。",
        ),
        (
            "Does your loss change its penalty when b1 changes?",
            "b1 が変わると、損失の罰則項は変わりますか。",
        ),
    )
    slip(
        "penalties_divided_by_n",
        PENALTIES,
        "grads[key] = grads[key] + (l1_gradient(value, self.l1) + l2_gradient(value, self.l2)) / len(x)",
        ["small_gradient", "gradient_with_penalties", "gradient_with_all_of_it"],
        ("The gradients of the penalties are divided by N", "罰則項の勾配を N で割っている"),
        (
            "The gradients of the penalties are divided by the number of samples, the penalties in the loss are not.",
            "罰則項の勾配をサンプル数で割っていますが、損失の罰則項は割っていません。",
        ),
        ("Does Ω depend on how many samples a batch has?", "Ω は、バッチのサンプル数に依存しますか。"),
    )
    slip(
        "gamma_and_beta_not_trained",
        'grads[key] = getattr(layer, f"d{kind}")\n',
        'grads[key] = getattr(layer, f"d{kind}") * (kind in "Wb")\n',
        ["small_gradient", "gradient_of_gamma_and_beta", "gradient_of_equal_widths", "gradient_with_all_of_it"],
        ("gamma and beta get no gradient", "gamma と beta の勾配が 0"),
        (
            "The gradients of gamma and beta are 0: scale and shift are never learned.",
            "gamma と beta の勾配が 0 なので、スケールとシフトが学習されません。",
        ),
        (
            "Which attributes does BatchNorm have after backward?",
            "backward のあと、BatchNorm にはどんな属性がありますか。",
        ),
    )
    slip(
        "gradients_of_gamma_and_beta_swapped",
        'grads[key] = getattr(layer, f"d{kind}")\n',
        'grads[key] = getattr(layer, "d" + {"gamma": "beta", "beta": "gamma"}.get(kind, kind))\n',
        ["gradient_of_gamma_and_beta", "gradient_of_equal_widths", "gradient_with_all_of_it"],
        ("The gradients of gamma and beta swapped", "gamma と beta の勾配が逆"),
        (
            "gamma gets the gradient of beta, and beta that of gamma.",
            "gamma に beta の勾配が、beta に gamma の勾配が入っています。",
        ),
        (
            "Which of the two is the sum of dout, and which the sum of dout times the normalized input?",
            "dout の和はどちらの勾配ですか。dout と正規化した入力の積の和は、どちらの勾配ですか。",
        ),
    )
    slip(
        "batch_norm_left_out_going_back",
        BACK,
        "            passed = layer.backward(dout)\n"
        "            dout = dout if isinstance(layer, BatchNorm) else passed\n",
        ["small_gradient", *NORMED, "gradient_with_all_of_it"],
        ("BatchNorm is left out going back", "逆伝播で BatchNorm を飛ばしている"),
        (
            "What comes back behind a BatchNorm is handed on unchanged: its scale and its mean are forgotten.",
            "BatchNorm のところで、受け取った勾配をそのまま渡しています。スケールと平均を通る経路が抜けています。",
        ),
        (
            "By how much does x move y in a BatchNorm whose batch has a standard deviation of 10?",
            "標準偏差が 10 のバッチでは、BatchNorm の x が少し変わると y はどれだけ変わりますか。",
        ),
    )


def schedules() -> None:
    """The rate of each epoch, and what is recorded."""
    for name, new, title, text, ask in (
        (
            "schedule_ignored",
            "",
            ("The schedule is ignored", "schedule を使っていない"),
            ("The rate stays what the optimizer was made with.", "学習率が、オプティマイザを作ったときのままです。"),
            (
                "Which lr has the optimizer in your last epoch?",
                "最後のエポックで、lr はいくつですか。",
            ),
        ),
        (
            "epochs_counted_from_one",
            SCHEDULE.replace("rate(epoch)", "rate(epoch + 1)"),
            ("Epochs counted from 1", "エポックを 1 から数えている"),
            ("The first epoch already has the rate of epoch 1.", "最初のエポックの学習率が、エポック 1 のものです。"),
            ("What is StepDecay(0.1, 0.5, 1).rate(0)?", "StepDecay(0.1, 0.5, 1).rate(0) はいくつですか。"),
        ),
        (
            "rates_compound",
            SCHEDULE.replace("= schedule.rate(epoch)", "*= schedule.rate(epoch) / schedule.rate(0)"),
            ("The rate is multiplied", "学習率を掛け続けている"),
            (
                "The optimizer's rate is multiplied by that of the schedule; it is to be that of the schedule.",
                "オプティマイザの学習率に掛けています。schedule の学習率そのものにします。",
            ),
            (
                "Which rates does the schedule give, and which does your optimizer have?",
                "schedule の学習率と、あなたのオプティマイザの学習率を書き並べてください。",
            ),
        ),
    ):
        slip(name, SCHEDULE, new, ["fit_with_a_schedule"], title, text, ask)
    slip(
        "schedule_per_step",
        SCHEDULE + "        for start in range(0, len(x), batch_size):\n",
        "        for start in range(0, len(x), batch_size):\n            if schedule is not None:\n"
        "                optimizer.lr = schedule.rate(epoch * -(-len(x) // batch_size) + start // batch_size)\n",
        ["fit_with_a_schedule"],
        ("Steps counted in place of epochs", "エポックではなくステップを数えている"),
        (
            "The schedule is asked for every step: the rate falls several times as fast.",
            "schedule にステップの番号を渡しているので、学習率が何倍も速く下がります。",
        ),
        ("What does StepDecay's `every` count?", "StepDecay の every は何の数ですか。"),
    )
    slip(
        "schedule_after_the_epoch",
        SCHEDULE + STEPS + f"        {KEPT}\n",
        STEPS + f"        {KEPT}\n" + SCHEDULE,
        ["fit_with_a_schedule"],
        ("The rate is set after the epoch", "エポックのあとで学習率を変えている"),
        (
            "The first epoch runs with the rate that the optimizer was made with, each later one with that before.",
            "最初のエポックはオプティマイザを作ったときの学習率、それ以降は 1 つ前のエポックの学習率になります。",
        ),
        (
            "Which rate has the optimizer in its very first step?",
            "いちばん最初のステップで、オプティマイザの学習率はいくつですか。",
        ),
    )
    slip(
        "losses_in_training",
        KEPT,
        KEPT.replace("net.loss(x, t)", "net.loss(x, t, train=True)"),
        ["fit_with_batch_norm", "fit_with_dropout"],
        ("Losses in training", "学習時の損失を記録している"),
        (
            "history holds losses in training: with masks, and with running averages that move on the way.",
            "history に学習時の損失が入っています。マスクが使われ、測るたびに移動平均も動きます。",
        ),
        (
            "Does measuring the loss change your net?",
            "損失を測ると、あなたのネットは変わりますか。",
        ),
    )


def designs() -> None:
    """What build makes."""
    for name, old, new, title, text, ask in (
        (
            "depth_ignored",
            "(32,) * depth",
            "(32,) * 2",
            ("depth is ignored", "depth を使っていない"),
            ("build always makes the same number of layers.", "build の作る層の数がいつも同じです。"),
            ("How many weight matrices has the net of build(5, rng)?", "build(5, rng) に重み行列はいくつありますか。"),
        ),
        (
            "depth_counts_the_last_layer",
            "(32,) * depth",
            "(32,) * (depth - 1)",
            ("One hidden layer too few", "隠れ層が 1 つ足りない"),
            ("The last Affine layer is counted as a hidden one.", "最後の Affine 層も隠れ層に数えています。"),
            ("How many weight matrices has the net of build(5, rng)?", "build(5, rng) に重み行列はいくつありますか。"),
        ),
        (
            "start_too_small",
            'weight_init="glorot"',
            "weight_init=0.01",
            ("A start that vanishes", "初期値が小さすぎる"),
            (
                "With weights of 0.01 each layer shrinks what it gets, and behind five of them nothing is left.",
                "標準偏差 0.01 の重みでは、層ごとに値が縮み、5 層も通ると何も残りません。",
            ),
            (
                "How large are the activations of the last hidden layer, before any training?",
                "学習前の、最後の隠れ層の出力はどれくらいの大きさですか。",
            ),
        ),
        (
            "rate_too_large",
            ADAM,
            ADAM.replace("0.005", "1.0"),
            ("A rate that is far too large", "学習率が大きすぎる"),
            (
                "Adam's steps are about as large as its rate, so each moves every weight by 1.",
                "Adam の 1 歩は学習率と同じくらいの大きさなので、どの重みも毎回 1 ほど動きます。",
            ),
            (
                "How large are your weights at the start, and how far does a step move them?",
                "重みは最初どれくらいの大きさで、1 ステップでどれだけ動きますか。",
            ),
        ),
        (
            "sgd_with_small_steps",
            ADAM,
            ADAM.replace("Adam(0.005)", "SGD(0.01)"),
            ("Steps that are too small", "1 歩が小さすぎる"),
            (
                "Plain gradient descent with 0.01 gets nowhere in 100 steps.",
                "学習率 0.01 の勾配降下法では、100 ステップではほとんど進みません。",
            ),
            (
                "What is the loss of your net before training, and after the ten epochs?",
                "学習前と 10 エポック後で、損失はいくつですか。",
            ),
        ),
        (
            "sigmoids",
            DESIGN,
            'DeepNet(sizes, rng, activation="sigmoid", weight_init="glorot")',
            ("Sigmoids without batch normalization", "バッチ正規化なしのシグモイド"),
            (
                "Each sigmoid multiplies the gradient by at most ¼, and nothing makes up for it.",
                "シグモイドを通るたびに勾配が ¼ 以下になり、それを補うものがありません。",
            ),
            (
                "Compare the gradients of W1 and of the last W in your net.",
                "あなたのネットで、W1 の勾配と最後の W の勾配の大きさを比べてください。",
            ),
        ),
    ):
        fails = OTHER_DEPTH if name.startswith("depth") else DESIGN_LEARNS
        slip(name, old, new, fails, title, text, ask)
