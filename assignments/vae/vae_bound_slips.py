"""Slips in the parts of the bound, and in the bound of a linear model."""

from net_mistakes import slip

KL = "return float(np.sum(mu**2 + np.exp(log_var) - log_var - 1.0) / (2 * len(mu)))"
Z = "np.exp(log_var / 2) * eps\n"
PIXELS = "-np.sum(x * np.log(y) + (1 - x) * np.log(1 - y)) / len(x)"
BOUND = "return -reconstruction_loss(y, x) - kl_divergence(mu, log_var)"
EVIDENCE = "log_normal(x - b, A @ A.T + noise_var * np.eye(len(A)))"
SPREAD = "np.exp(log_var) @ np.sum(A**2, axis=0)"
LINEAR = "at_mu - spread / (2 * noise_var) - kl"
IN_EXAMPLES = ["divergence", "bound_of_a_small_model", "small_example"]
BOUNDS = ["bound_of_a_linear_model", "bound_of_a_small_model"]


def divergence() -> None:
    """The KL divergence."""
    slip(
        "divergence_without_half",
        KL,
        KL.replace("(2 * len(mu))", "len(mu)"),
        ["kl_divergence", *IN_EXAMPLES],
        ("The ½ of the divergence is missing", "KL ダイバージェンスの ½ がない"),
        (
            "The divergence is twice as large as it should be.",
            "KL ダイバージェンスが 2 倍になっています。",
        ),
        (
            "Which factor stands in front of (x − μ)²/σ² in the logarithm of a normal density?",
            "正規分布の密度の対数で、(x − μ)²/σ² の前にある係数は何ですか。",
        ),
    )
    slip(
        "divergence_mean_over_the_code",
        KL,
        KL.replace("len(mu)", "mu.size"),
        ["kl_divergence"],
        ("The divergence as a mean over the code", "KL ダイバージェンスがコードの要素の平均になっている"),
        (
            "The divergence is divided by J as well; over the entries of z it is a sum.",
            "KL ダイバージェンスを J でも割っています。z の要素については和を取ります。",
        ),
        (
            "z₁ and z₂ are independent. What is the density of both, and what becomes of its logarithm?",
            "z₁ と z₂ は独立です。両方の密度はどう書け、その対数はどうなりますか。",
        ),
    )
    slip(
        "divergence_summed_over_the_samples",
        KL,
        KL.replace("(2 * len(mu))", "2"),
        ["kl_divergence"],
        ("The divergence as a sum over the samples", "KL ダイバージェンスがサンプルの和になっている"),
        (
            "The divergence is a sum over the samples; it is never divided by N.",
            "KL ダイバージェンスがサンプルについての和で、N で割られていません。",
        ),
        (
            "What becomes of your divergence when every sample is there twice?",
            "すべてのサンプルを 2 つずつにすると、あなたの KL ダイバージェンスはどうなりますか。",
        ),
    )
    slip(
        "deviation_in_the_divergence",
        KL,
        KL.replace("np.exp(log_var)", "np.exp(log_var / 2)"),
        ["kl_divergence", *IN_EXAMPLES],
        ("σ in place of σ² in the divergence", "KL ダイバージェンスの σ² が σ になっている"),
        (
            "The divergence adds the standard deviation where the variance belongs.",
            "KL ダイバージェンスで、分散を足すところに標準偏差を足しています。",
        ),
        (
            "For which σ is your divergence smallest when μ = 0?",
            "μ = 0 のとき、あなたの式が最小になる σ はいくつですか。",
        ),
    )
    slip(
        "log_of_the_deviation",
        KL,
        KL.replace("- log_var -", "- log_var / 2 -"),
        ["kl_divergence", *IN_EXAMPLES],
        ("log σ in place of log σ² in the divergence", "KL ダイバージェンスの log σ² が log σ になっている"),
        (
            "The divergence subtracts half of log σ².",
            "KL ダイバージェンスから引いているのが、log σ² の半分です。",
        ),
        (
            "For which σ is your divergence smallest when μ = 0?",
            "μ = 0 のとき、あなたの式が最小になる σ はいくつですか。",
        ),
    )
    slip(
        "negative_divergence",
        KL,
        KL.replace("float(", "-float("),
        ["kl_divergence", *IN_EXAMPLES],
        ("The divergence has the wrong sign", "KL ダイバージェンスの符号が逆"),
        (
            "kl_divergence is never positive here; a divergence is never negative.",
            "kl_divergence の値が 0 以下になっています。KL ダイバージェンスは負になりません。",
        ),
        (
            "Which of the two, N(0, 1) or N(3, 1), is farther from N(0, 1) by your function?",
            "あなたの関数では、N(0, 1) と N(3, 1) のどちらが N(0, 1) から遠いですか。",
        ),
    )
    slip(
        "divergence_the_other_way_round",
        KL,
        KL.replace("mu**2 + np.exp(log_var) - log_var", "(mu**2 + 1.0) / np.exp(log_var) + log_var"),
        ["kl_divergence", *IN_EXAMPLES],
        ("The divergence of N(0, 1) from q", "向きが逆の KL ダイバージェンス"),
        (
            "This is KL(N(0, 1) ‖ q), a mean over N(0, 1); asked for is KL(q ‖ N(0, 1)).",
            "KL(N(0, 1) ‖ q)、つまり N(0, 1) についての平均です。求められているのは KL(q ‖ N(0, 1)) です。",
        ),
        (
            "Over which of the two distributions is the logarithm of their ratio averaged?",
            "密度の比の対数を平均するのは、どちらの分布についてですか。",
        ),
    )


def samples() -> None:
    """reparameterize."""
    slip(
        "variance_for_deviation",
        Z,
        "np.exp(log_var) * eps\n",
        ["reparameterize", "small_example", "small_gradient"],
        ("σ² in place of σ", "σ ではなく σ² を掛けている"),
        (
            "eps is multiplied by the variance; its standard deviation must become σ.",
            "eps に分散を掛けています。標準偏差が σ になる必要があります。",
        ),
        ("What is the variance of c ε when ε has the variance 1?", "ε の分散が 1 のとき、cε の分散はいくつですか。"),
    )
    slip(
        "log_variance_for_deviation",
        Z,
        "log_var * eps\n",
        ["reparameterize", "small_example", "small_gradient"],
        ("log σ² in place of σ", "σ ではなく log σ² を掛けている"),
        (
            "eps is multiplied by log σ², which may be negative, and is 0 where σ = 1.",
            "eps に log σ² を掛けています。log σ² は負にもなり、σ = 1 では 0 です。",
        ),
        ("What is z for log σ² = 0, μ = 0 and ε = 1?", "log σ² = 0、μ = 0、ε = 1 のとき、z はいくつですか。"),
    )
    slip(
        "eps_not_scaled",
        Z,
        "eps\n",
        ["reparameterize", "small_example", "small_gradient"],
        ("eps without σ", "eps に σ を掛けていない"),
        (
            "z has the variance 1 whatever the encoder says.",
            "エンコーダの出力に関係なく、z の分散が 1 になっています。",
        ),
        (
            "How does the decoder notice that the encoder is sure of z?",
            "エンコーダが z に確信を持っているとき、それはデコーダにどう伝わりますか。",
        ),
    )
    slip(
        "eps_drawn_again",
        Z,
        "np.exp(log_var / 2) * np.random.default_rng(0).normal(size=np.shape(eps))\n",
        ["reparameterize", "small_example", "small_gradient"],
        ("Random numbers of its own in place of eps", "eps を使わずに乱数を作っている"),
        (
            "eps is handed over, and yet other numbers are drawn.",
            "eps が渡されているのに、別の乱数を作っています。",
        ),
        (
            "Why does a gradient need the loss to be a function of its arguments alone?",
            "勾配を求めるとき、損失が引数だけで決まる必要があるのはなぜですか。",
        ),
    )


def pixels() -> None:
    """The reconstruction loss."""
    slip(
        "dark_pixels_only",
        PIXELS,
        "-np.sum(x * np.log(y)) / len(x)",
        ["reconstruction_loss", "small_example"],
        ("Only x log y", "x log y しかない"),
        (
            "Only half of the loss is there, as for classes; a pixel that should be 0 costs nothing, whatever y is.",
            "クラス分類のように半分の項しかありません。0 であるべきピクセルは、y が何でも損失になりません。",
        ),
        ("Which image y has the smallest loss by your formula?", "あなたの式で損失が最小になる画像 y は何ですか。"),
    )
    slip(
        "squares_for_cross_entropy",
        PIXELS,
        "np.sum((y - x) ** 2) / 2 / len(x)",
        ["reconstruction_loss", "reconstruction_loss_of_black_and_white", "small_example"],
        ("Squared differences in place of cross entropy", "交差エントロピーではなく 2 乗誤差になっている"),
        (
            "The loss is that of pixels with normal noise; here a pixel is 1 with probability y.",
            "正規分布の雑音があるピクセルの損失です。ここでは、ピクセルは確率 y で 1 になります。",
        ),
        (
            "What is −log p(x|z) for a pixel that is 1 with probability y?",
            "確率 y で 1 になるピクセルの −log p(x|z) は何ですか。",
        ),
    )
    slip(
        "mean_over_pixels",
        PIXELS,
        PIXELS.replace("len(x)", "x.size"),
        ["reconstruction_loss", "small_example"],
        ("A mean over the pixels, too", "ピクセルについても平均している"),
        (
            "The loss is divided by D as well, and so the divergence weighs D times as much beside it.",
            "損失を D でも割っているので、KL ダイバージェンスの重みが D 倍になります。",
        ),
        (
            "Pixels are independent given z. What is the logarithm of the probability of all of them?",
            "z が与えられるとピクセルは独立です。全ピクセルの確率の対数はどうなりますか。",
        ),
    )
    slip(
        "summed_over_the_images",
        PIXELS,
        PIXELS.replace(" / len(x)", ""),
        ["reconstruction_loss"],
        ("A sum over the images", "画像についての和になっている"),
        (
            "The loss is a sum over the images; it is never divided by N.",
            "損失が画像についての和で、N で割られていません。",
        ),
        (
            "The divergence beside it is a mean over the samples. What does the sum of the two mean?",
            "もう一方の KL ダイバージェンスはサンプルの平均です。この 2 つを足すと、何を表しますか。",
        ),
    )
    slip(
        "log_of_zero",
        "    y = np.clip(y, TINY, 1 - TINY)\n",
        "",
        ["reconstruction_loss_of_black_and_white"],
        ("log 0", "log 0 を計算している"),
        (
            "Where y is exactly 0 or 1 the loss is infinite or not a number.",
            "y がちょうど 0 や 1 のとき、損失が無限大か非数になります。",
        ),
        ("What is 0 · log 0 in NumPy?", "NumPy で 0 · log 0 を計算すると、いくつになりますか。"),
    )


def bound() -> None:
    """The bound of a batch."""
    slip(
        "loss_for_bound",
        BOUND,
        "return reconstruction_loss(y, x) + kl_divergence(mu, log_var)",
        ["elbo", "small_example", "training"],
        ("The loss in place of the bound", "下界ではなく損失になっている"),
        (
            "elbo is what is to be made large; this is its negative, which is to be made small.",
            "elbo は大きくしたい量です。これは符号が逆で、小さくしたい量になっています。",
        ),
        ("Is log p(x) of a pixel image positive or negative?", "ピクセル画像の log p(x) は正ですか、負ですか。"),
    )
    slip(
        "divergence_added",
        BOUND,
        BOUND.replace(" - kl", " + kl"),
        ["elbo", "small_example"],
        ("The divergence is added", "KL ダイバージェンスを足している"),
        (
            "A larger divergence makes this bound larger, so training would drive q away from N(0, I).",
            "KL ダイバージェンスが大きいほど下界が大きくなるので、学習すると q が N(0, I) から離れていきます。",
        ),
        (
            "When is the bound equal to log p(x), by the handout?",
            "課題文によると、下界が log p(x) に等しいのはどんなときですか。",
        ),
    )
    slip(
        "divergence_left_out",
        BOUND,
        BOUND.replace(" - kl_divergence(mu, log_var)", ""),
        ["elbo", "small_example"],
        ("No divergence in the bound", "下界に KL ダイバージェンスがない"),
        (
            "Without the divergence this is an autoencoder with noise: nothing keeps codes near N(0, I).",
            "KL ダイバージェンスがなければ、雑音のあるただのオートエンコーダです。コードが N(0, I) から離れます。",
        ),
        (
            "Which codes will generate draw, and has the decoder ever seen such?",
            "generate が生成するのはどんなコードですか。デコーダはそれを学習しましたか。",
        ),
    )


def linear() -> None:
    """The model whose evidence is known."""
    evidence = ["log_evidence_of_a_linear_model"]
    for name, of, title, text in (
        (
            "noise_variance_squared",
            "noise_var**2",
            ("noise_var taken for the standard deviation", "noise_var を標準偏差として使っている"),
            ("noise_var is squared; it is a variance already.", "noise_var を 2 乗しています。これはすでに分散です。"),
        ),
        (
            "root_of_the_noise_variance",
            "np.sqrt(noise_var)",
            ("The standard deviation of the noise in the covariance", "共分散に雑音の標準偏差を入れている"),
            ("A covariance holds variances; you add a root.", "共分散は分散からできていますが、平方根を足しています。"),
        ),
    ):
        ask = ("What is the variance of x for A = 0?", "A = 0 のとき、x の分散はいくつですか。")
        slip(name, EVIDENCE, EVIDENCE.replace("noise_var *", f"{of} *"), evidence, title, text, ask)
    slip(
        "mean_forgotten",
        EVIDENCE,
        EVIDENCE.replace("x - b", "x"),
        evidence,
        ("b is not subtracted", "b を引いていない"),
        ("The density is that of N(0, …); x has the mean b.", "平均 0 の正規分布の密度です。x の平均は b です。"),
        ("At which x is the density largest?", "密度が最大になるのは、どんな x ですか。"),
    )
    slip(
        "evidence_at_one_code",
        EVIDENCE,
        "log_normal(x - b, noise_var * np.eye(len(A)))",
        [*evidence, "bound_of_a_small_model"],
        ("log p(x|z = 0) in place of log p(x)", "log p(x) ではなく log p(x|z = 0)"),
        (
            "Only the noise is in the covariance: as if z were 0 and not drawn.",
            "共分散に雑音しか入っていません。z がいつも 0 であるかのようです。",
        ),
        ("What is the variance of a z for z ~ N(0, 1)?", "z ~ N(0, 1) のとき、az の分散はいくつですか。"),
    )
    slip(
        "bound_at_the_mean_code",
        LINEAR,
        LINEAR.replace(" - spread / (2 * noise_var)", ""),
        BOUNDS,
        ("log p(x|z) at z = μ in place of its mean", "平均ではなく z = μ での log p(x|z)"),
        (
            "The mean of a square is not the square of the mean: the variance of z is left out.",
            "2 乗の平均は、平均の 2 乗ではありません。z の分散が抜けています。",
        ),
        ("What is the mean of z² for z ~ N(μ, σ²)?", "z ~ N(μ, σ²) のとき、z² の平均はいくつですか。"),
    )
    slip(
        "spread_by_the_deviation",
        SPREAD,
        SPREAD.replace("np.exp(log_var)", "np.exp(log_var / 2)"),
        BOUNDS,
        ("σ in place of σ² in the mean of the square", "2 乗の平均に、σ² ではなく σ を使っている"),
        (
            "The mean of ‖A z‖² has σ² in it; here it is σ.",
            "‖Az‖² の平均には σ² が現れますが、σ になっています。",
        ),
        ("What is the mean of z² for z ~ N(0, σ²)?", "z ~ N(0, σ²) のとき、z² の平均はいくつですか。"),
    )
    slip(
        "spread_not_divided_by_the_noise",
        LINEAR,
        LINEAR.replace(" / (2 * noise_var)", " / 2"),
        BOUNDS[:1],
        ("The spread is not divided by noise_var", "z の広がりの項を noise_var で割っていない"),
        (
            "One part of the squared distance is divided by 2·noise_var, the other by 2 only.",
            "2 乗距離の一部は 2·noise_var で割られ、残りは 2 だけで割られています。",
        ),
        (
            "By what is the whole squared distance divided in log p(x|z)?",
            "log p(x|z) で、2 乗距離の全体は何で割られますか。",
        ),
    )
    slip(
        "divergence_of_the_batch",
        "kl = [kl_divergence(m, s) for m, s in zip(mu[:, None], log_var[:, None], strict=True)]",
        "kl = kl_divergence(mu, log_var)",
        ["bound_of_a_linear_model"],
        ("The mean divergence for every sample", "どのサンプルにも平均の KL ダイバージェンスを使っている"),
        (
            "Each sample has its own q, and so its own divergence; here all get the mean of the batch.",
            "q はサンプルごとに違うので、KL ダイバージェンスも違います。ここでは全員にバッチの平均を使っています。",
        ),
        (
            "Ask for the bound of one sample alone. Is it the same as in a batch?",
            "1 サンプルだけで計算した下界は、バッチの中で計算したときと同じですか。",
        ),
    )
