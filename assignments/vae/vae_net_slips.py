"""Slips in the net: its first weights, its passes and its gradient."""

from net_mistakes import slip

DEVIATION = "np.sqrt(1 / shape[0])"
HEADS = "return self.mean.forward(h), self.log_variance.forward(h)"
LOSS = "return -elbo(x, self.decode(reparameterize(mu, log_var, eps)), mu, log_var)"
OUT = "y - x) / len(x))"
BY_Z = "dz * eps * sigma + (sigma**2 - 1.0) / len(x)"
MEAN = "self.mean.backward(dz + mu / len(x))"
HIDDEN = f"{MEAN} + self.log_variance.backward(dlog_var)"
DECODER = ["gradient_of_the_decoder", "gradient_belongs_to_its_arguments"]
ENCODER = ["gradient_of_the_encoder"]
HEAD = [*ENCODER, "gradient_belongs_to_its_arguments"]


def first_weights() -> None:
    """Their variance."""
    for name, wrong, title, en in (
        ("he_for_one_over_n", "np.sqrt(2 / shape[0])", ("He's variance", "He の分散"), "2/n_in"),
        ("units_counted", "np.sqrt(1 / shape[1])", ("n_out in place of n_in", "n_in ではなく n_out"), "1/n_out"),
        ("variance_as_deviation", "1 / shape[0]", ("The variance as deviation", "分散を標準偏差に使用"), "1/n_in²"),
    ):
        slip(
            name,
            DEVIATION,
            wrong,
            ["initial_weights"],
            title,
            (
                f"The weights have the variance {en}; asked for is 1/n_in.",
                f"重みの分散が {en} です。求められているのは 1/n_in です。",
            ),
            (
                "Measure np.var of W1 for 784 pixels and 64 hidden units. Which fraction is it?",
                "784 ピクセル、隠れユニット 64 個のときの W1 について、np.var を測ってください。どんな分数ですか。",
            ),
        )
    slip(
        "all_weights_zero",
        f"rng.normal(0.0, {DEVIATION}, shape)",
        "np.zeros(shape)",
        ["initial_parameters", "initial_weights"],
        ("All weights start at 0", "重みがすべて 0 から始まっている"),
        (
            "All hidden units are alike, and no gradient ever comes through the zeros.",
            "隠れユニットがすべて同じで、0 の重みを通って勾配が伝わることもありません。",
        ),
        (
            "What is the gradient of W5 when the hidden units are all 0?",
            "隠れユニットがすべて 0 のとき、W5 の勾配はいくつですか。",
        ),
    )


def passes() -> None:
    """encode, decode and loss."""
    slip(
        "heads_swapped",
        HEADS,
        "return self.log_variance.forward(h), self.mean.forward(h)",
        ["encode", "small_example", "small_gradient", "training"],
        ("log σ² before μ", "μ と log σ² の順が逆"),
        (
            "encode gives (log σ², μ); asked for is (μ, log σ²).",
            "encode が (log σ², μ) を返しています。(μ, log σ²) の順です。",
        ),
        ("Which of the two comes from W2?", "W2 から計算するのは、どちらですか。"),
    )
    slip(
        "variance_returned",
        HEADS,
        "return self.mean.forward(h), np.exp(self.log_variance.forward(h))",
        ["encode", "small_example", "small_gradient"],
        ("σ² in place of log σ²", "log σ² ではなく σ² を返している"),
        (
            "encode gives the variance; asked for is its logarithm.",
            "encode が分散を返しています。求められているのはその対数です。",
        ),
        ("Can the second array of encode be negative?", "encode が返す 2 つ目の配列は、負になることがありますか。"),
    )
    slip(
        "no_relu_in_the_encoder",
        "h = through(self.encoder, x)",
        "h = through(self.encoder[:1], x)",
        ["encode", "small_gradient", "training"],
        ("No ReLU in the encoder", "エンコーダの ReLU が抜けている"),
        (
            "μ is computed before the ReLU of the hidden units.",
            "隠れユニットの ReLU を通る前の値から μ を計算しています。",
        ),
        ("Without the ReLU, how is μ related to x?", "ReLU がなければ、μ は x のどんな関数ですか。"),
    )
    slip(
        "no_sigmoid",
        "return through(self.decoder, z)",
        "return through(self.decoder[:-1], z)",
        ["decode", "small_example", "small_gradient", "training"],
        ("decode stops before the sigmoid", "decode がシグモイドの前で終わっている"),
        (
            "decode gives logits; pixels lie between 0 and 1.",
            "decode がロジットを返しています。ピクセルは 0 から 1 です。",
        ),
        ("What is the largest value that your decoder can give?", "あなたのデコーダが返せる最大の値はいくつですか。"),
    )
    slip(
        "code_without_noise",
        LOSS,
        "return -elbo(x, self.decode(mu), mu, log_var)",
        ["small_example", "loss"],
        ("eps is not used in the loss", "損失で eps を使っていない"),
        (
            "The loss decodes μ itself: σ does not reach the reconstruction.",
            "損失で μ をそのまま復号しているので、σ が復元に影響しません。",
        ),
        (
            "Which σ would training choose if only the divergence depended on it?",
            "σ が KL ダイバージェンスにしか現れないなら、学習で σ はいくつになりますか。",
        ),
    )
    slip(
        "bound_for_loss",
        LOSS,
        LOSS.replace("-elbo", "elbo"),
        ["small_example", "loss", "training"],
        ("The bound in place of the loss", "損失ではなく下界になっている"),
        (
            "loss is the bound itself; an optimizer makes a loss small, and the bound is to be large.",
            "loss が下界そのものです。オプティマイザは損失を小さくしますが、下界は大きくしたい量です。",
        ),
        ("Is your loss positive or negative at the start?", "学習の最初、あなたの損失は正ですか、負ですか。"),
    )


def gradients() -> None:
    """The way back."""
    slip(
        "pixels_not_divided_by_n",
        OUT,
        "y - x))",
        [*DECODER, *ENCODER],
        ("The gradient of the pixels is not divided by N", "ピクセルの勾配を N で割っていない"),
        (
            "The loss is a mean over the images, but the gradient that enters the decoder is that of a sum.",
            "損失は画像の平均ですが、デコーダに入る勾配が和のものになっています。",
        ),
        (
            "Give every image twice. What happens to your gradient of b5?",
            "すべての画像を 2 枚ずつにすると、b5 の勾配はどうなりますか。",
        ),
    )
    slip(
        "slope_of_the_sigmoid_twice",
        "self.decoder[:-1], (",
        "self.decoder, (",
        [*DECODER, *ENCODER, "small_gradient"],
        ("The slope of the sigmoid once too often", "シグモイドの傾きを余分に掛けている"),
        (
            "y − x is the gradient by the logits already; here it goes through the sigmoid's backward as well.",
            "y − x はすでにロジットについての勾配です。それをさらにシグモイドの backward に通しています。",
        ),
        (
            "What is the derivative of the loss by y, not by the logit?",
            "損失を（ロジットではなく）y で微分すると何ですか。",
        ),
    )
    slip(
        "divergence_not_divided_by_n",
        MEAN,
        "self.mean.backward(dz + mu)",
        ENCODER,
        ("μ is not divided by N", "μ を N で割っていない"),
        (
            "The divergence is a mean over the samples; its gradient by μ is not divided by N here.",
            "KL ダイバージェンスはサンプルの平均ですが、μ についての勾配が N で割られていません。",
        ),
        (
            "By how much does the mean grow when one μ grows by a little?",
            "1 つの μ が少し増えると、平均はどれだけ増えますか。",
        ),
    )
    slip(
        "no_divergence_at_the_mean",
        MEAN,
        "self.mean.backward(dz)",
        [*ENCODER, "small_gradient"],
        ("μ gets no gradient from the divergence", "μ に KL ダイバージェンスの勾配がない"),
        (
            "The gradient of μ has only the way through z.",
            "μ の勾配に、z を通る分しかありません。",
        ),
        ("In how many places of the loss does μ occur?", "損失の式に、μ は何か所に現れますか。"),
    )
    slip(
        "no_divergence_at_the_variance",
        BY_Z,
        "dz * eps * sigma",
        [*HEAD, "small_gradient"],
        ("log σ² gets no gradient from the divergence", "log σ² に KL ダイバージェンスの勾配がない"),
        (
            "The gradient of log σ² has only the way through z.",
            "log σ² の勾配に、z を通る分しかありません。",
        ),
        (
            "Without the divergence, which σ makes the reconstruction best?",
            "KL ダイバージェンスがなければ、復元が最もよくなる σ はいくつですか。",
        ),
    )
    slip(
        "no_way_through_eps",
        BY_Z,
        "(sigma**2 - 1.0) / len(x)",
        [*HEAD, "small_gradient"],
        ("log σ² gets no gradient through z", "log σ² に z を通る勾配がない"),
        (
            "z depends on σ as well as on μ; the gradient of log σ² has only the divergence.",
            "z は μ だけでなく σ にもよりますが、log σ² の勾配に KL ダイバージェンスの分しかありません。",
        ),
        ("What is ∂z/∂σ?", "∂z/∂σ は何ですか。"),
    )
    slip(
        "derivative_by_sigma",
        BY_Z,
        "2 * dz * eps * sigma + (sigma**2 - 1.0) / len(x)",
        [*HEAD, "small_gradient"],
        ("The ½ of σ = exp(½ log σ²) is missing", "σ = exp(½ log σ²) の ½ がない"),
        (
            "The way through z has σ ε; the derivative of exp(½ s) has a ½ in front.",
            "z を通る分が σε になっています。exp(½s) の微分には ½ が付きます。",
        ),
        ("What is the derivative of exp(½ s) by s?", "exp(½s) を s で微分すると何ですか。"),
    )
    slip(
        "derivative_by_sigma_itself",
        BY_Z,
        "2 * dz * eps + (sigma**2 - 1.0) / len(x)",
        HEAD,
        ("The derivative by σ in place of that by log σ²", "log σ² ではなく σ についての微分になっている"),
        (
            "ε is the derivative of z by σ; the layer gives log σ², and the chain has one more factor.",
            "ε は z を σ で微分したものです。層の出力は log σ² なので、連鎖律の因子がもう 1 つ必要です。",
        ),
        (
            "Write σ as a function of log σ². What is its derivative?",
            "σ を log σ² の関数として書いてください。その微分は何ですか。",
        ),
    )
    for name, heard, of in (
        ("hidden_units_hear_the_mean_only", MEAN, "μ"),
        ("hidden_units_hear_the_variance_only", "self.log_variance.backward(dlog_var)", "log σ²"),
    ):
        slip(
            name,
            HIDDEN,
            f"({HIDDEN}) * 0 + {heard}",
            ["gradient_of_the_encoder", "small_gradient"],
            (f"The hidden units get the gradient of {of} only", f"隠れユニットに {of} からの勾配しか届いていない"),
            (
                "Both μ and log σ² are made of the hidden units, which get a gradient from one of them only.",
                "隠れユニットは μ と log σ² の両方に使われますが、片方の勾配しか届いていません。",
            ),
            (
                "An array is used in two places. What becomes of the two gradients?",
                "1 つの配列が 2 か所で使われるとき、2 つの勾配はどうしますか。",
            ),
        )
