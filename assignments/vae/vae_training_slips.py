"""Slips in what is drawn and shown, and in training."""

from net_mistakes import slip

CODES = "rng.normal(size=(n, self.n_latent))"
BATCHES = "for batch in batches(len(x), batch_size, rng):"
EPS = "            eps = rng.normal(size=(len(batch), vae.n_latent))\n"
KEPT = "            total += vae.loss(x[batch], eps) * len(batch)\n"
UPDATE = "            optimizer.update(vae.params, vae.gradient(x[batch], eps))\n"
END = 'history["loss"].append(total / len(x))'
RUNS = ["fit_with_sgd", "fit_with_adam"]


def images() -> None:
    """reconstruct and generate."""
    slip(
        "reconstruction_with_noise",
        "return self.decode(self.encode(x)[0])",
        "mu, log_var = self.encode(x)\n"
        "        return self.decode(reparameterize(mu, log_var, np.random.default_rng(0).normal(size=mu.shape)))",
        ["reconstruct"],
        ("reconstruct draws a code", "reconstruct がコードを乱数で作っている"),
        (
            "The code is drawn from q; asked for is its mean.",
            "コードを q から生成しています。求められているのはその平均です。",
        ),
        ("Which z is the most likely one of N(μ, σ²)?", "N(μ, σ²) で最も密度の高い z は何ですか。"),
    )
    slip(
        "uniform_codes",
        CODES,
        "rng.uniform(-1.0, 1.0, (n, self.n_latent))",
        ["generate"],
        ("Codes from a uniform distribution", "一様分布からコードを作っている"),
        (
            "The codes are uniform; the model says that they come from N(0, I).",
            "コードが一様分布に従っています。モデルでは N(0, I) に従います。",
        ),
        (
            "Towards which distribution does the divergence pull q?",
            "KL ダイバージェンスは、q をどの分布に近づけますか。",
        ),
    )
    slip(
        "one_code_for_all",
        CODES,
        "np.tile(rng.normal(size=(1, self.n_latent)), (n, 1))",
        ["generate"],
        ("One code for all images", "すべての画像が同じコード"),
        ("All n images are the same.", "n 枚の画像がすべて同じです。"),
        ("How many random numbers do n images need?", "n 枚の画像には、乱数がいくつ必要ですか。"),
    )
    slip(
        "number_for_a_whole_code",
        CODES,
        "np.tile(rng.normal(size=(n, 1)), (1, self.n_latent))",
        ["generate"],
        ("All entries of a code are equal", "コードの要素がすべて同じ"),
        ("Each code has the same number J times.", "1 つのコードの J 個の要素が同じ数です。"),
        ("How many random numbers do n images need?", "n 枚の画像には、乱数がいくつ必要ですか。"),
    )
    slip(
        "codes_with_a_seed_of_their_own",
        CODES,
        CODES.replace("rng.", "np.random.default_rng(0).", 1),
        ["generate"],
        ("generate does not use rng", "generate が rng を使っていない"),
        (
            "The codes come from a generator with a fixed seed, so the images are always the same.",
            "シードを固定した別の乱数生成器を使っているので、いつも同じ画像になります。",
        ),
        (
            "How would somebody get 100 other images from your net?",
            "あなたのネットから別の画像を 100 枚作るには、どうしますか。",
        ),
    )


def training() -> None:
    """What fit draws and records."""
    slip(
        "in_the_order_of_the_data",
        BATCHES,
        "for batch in np.split(np.arange(len(x)), range(batch_size, len(x), batch_size)):",
        RUNS,
        ("Not shuffled", "シャッフルしていない"),
        (
            "The batches are cut from the data as it stands, in every epoch.",
            "どのエポックでも、データをもとの順のまま切り分けています。",
        ),
        (
            "Which images meet in one batch, in the first epoch and in the second?",
            "1 エポック目と 2 エポック目で、同じバッチに入るのはどの画像ですか。",
        ),
    )
    slip(
        "the_same_batches_again",
        f"    for _ in range(epochs):\n        total = 0.0\n        {BATCHES}\n",
        "    cut = batches(len(x), batch_size, rng)\n"
        "    for _ in range(epochs):\n        total = 0.0\n        for batch in cut:\n",
        RUNS,
        ("The same batches in every epoch", "毎エポック同じバッチ"),
        (
            "The batches are made once, before the first epoch.",
            "バッチを、最初のエポックの前に 1 回だけ作っています。",
        ),
        ("How often is rng asked for an order in five epochs?", "5 エポックのあいだに、rng から順番を何回作りますか。"),
    )
    slip(
        "eps_of_zeros",
        EPS,
        "            eps = np.zeros((len(batch), vae.n_latent))\n",
        RUNS,
        ("Training without noise", "雑音なしで学習している"),
        (
            "eps is 0, so z is always μ, and σ is never felt by the decoder.",
            "eps が 0 なので、z はいつも μ になり、デコーダは σ の影響を受けません。",
        ),
        (
            "What does the decoder then know of codes between those of two images?",
            "そのときデコーダは、2 枚の画像のコードの間にあるコードについて何を学びますか。",
        ),
    )
    slip(
        "eps_drawn_once",
        f"    for _ in range(epochs):\n        total = 0.0\n        {BATCHES}\n{EPS}",
        "    noise = rng.normal(size=(len(x), vae.n_latent))\n"
        f"    for _ in range(epochs):\n        total = 0.0\n        {BATCHES}\n            eps = noise[batch]\n",
        RUNS,
        ("eps drawn once for the whole training", "学習全体で eps を 1 回しか作っていない"),
        (
            "Every image has the same eps in all epochs, and so the same z for the same μ and σ.",
            "どの画像も、全エポックで同じ eps を使っています。",
        ),
        (
            "The bound is a mean over z. Which values of z does an image ever meet?",
            "下界は z についての平均です。1 枚の画像が出会う z はどれだけありますか。",
        ),
    )
    slip(
        "another_eps_for_the_gradient",
        UPDATE,
        UPDATE.replace("eps", "rng.normal(size=eps.shape)"),
        RUNS,
        ("Another eps for the gradient", "勾配に別の eps を使っている"),
        (
            "Loss and gradient of a batch are computed for different codes.",
            "同じバッチの損失と勾配を、別々のコードで計算しています。",
        ),
        ("How many numbers are drawn for a batch of B images?", "B 枚のバッチで、乱数をいくつ作りますか。"),
    )
    slip(
        "mean_of_the_batches",
        f"{KEPT}{UPDATE}        {END}\n",
        f"{KEPT.replace(' * len(batch)', '')}{UPDATE}"
        '        history["loss"].append(total / -(-len(x) // batch_size))\n',
        RUNS,
        ("Batches of all sizes count alike", "大きさの違うバッチを同じ重みで平均している"),
        (
            "The mean over the batches is recorded; the last batch is smaller, and its images count more.",
            "バッチの平均を記録しています。最後のバッチは小さいので、その画像の重みが大きくなります。",
        ),
        (
            "28 images, batches of 9: how much does each image count?",
            "28 枚を 9 枚ずつに分けると、各画像の重みはいくつですか。",
        ),
    )
    slip(
        "losses_after_the_update",
        KEPT + UPDATE,
        UPDATE + KEPT,
        RUNS,
        ("The loss of a batch after its update", "更新の後の損失を記録している"),
        (
            "The loss of each batch is computed after the step that it led to.",
            "各バッチの損失を、そのバッチによる更新の後に計算しています。",
        ),
        (
            "What is the first loss that a net shows, before it has learned anything?",
            "まだ何も学習していないネットの、最初の損失はいくつですか。",
        ),
    )
    slip(
        "last_batch_recorded",
        END,
        'history["loss"].append(vae.loss(x[batch], eps))',
        RUNS,
        ("Only the last batch is recorded", "最後のバッチの損失だけを記録している"),
        (
            "history holds the loss of the last batch, which may be a single image.",
            "history に入っているのは最後のバッチの損失です。画像 1 枚だけのこともあります。",
        ),
        ("Why do your losses jump from epoch to epoch?", "損失がエポックごとに大きく揺れるのはなぜですか。"),
    )
