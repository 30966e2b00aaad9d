"""Mistakes in nets without targets and in their training; what differs from net to net are arguments."""

from net_mistakes import ORDER, slip

GRADS = 'grads[f"W{i}"], grads[f"b{i}"] = layer.dW, layer.db'
BATCH = "batch = order[start : start + batch_size]"
CUT = "for start in range(0, len(x), batch_size):"


def construction(seeded: tuple[str, str], from_rng: list[str], zeros: str) -> None:
    """The first weights from another generator (`seeded`: the change; `from_rng` notices it), and random biases."""
    slip(
        "a_seed_of_its_own",
        *seeded,
        from_rng,
        ("rng is not used", "rng を使っていない"),
        (
            "The weights come from generators with fixed seeds, so every net starts with the same ones.",
            "シードを固定した別の乱数生成器を使っているので、どのネットも同じ重みから始まります。",
        ),
        (
            "How would you train ten nets from ten different starts?",
            "10 通りの初期値から 10 個のネットを学習させるには、どうしますか。",
        ),
    )
    slip(
        "biases_drawn",
        zeros,
        zeros.replace("np.zeros(", "rng.normal(0.0, 0.1, "),
        ["initial_parameters"],
        ("Biases that are not 0 at first", "バイアスが 0 から始まっていない"),
        (
            "The biases are random numbers at first; they start at 0.",
            "バイアスの初期値が乱数になっています。0 から始めてください。",
        ),
        (
            "Which units would be alike if all biases were 0 at first? Think of their weights.",
            "バイアスがすべて 0 から始まると、どのユニットが同じになりますか。重みも考えてください。",
        ),
    )


def biases_divided_again(gradients: list[str]) -> None:
    """1/N a second time; `gradients` are the checks that notice it."""
    slip(
        "biases_divided_again",
        GRADS,
        GRADS.replace("layer.db", "layer.db / len(x)"),
        gradients,
        ("Bias gradients divided by N again", "バイアスの勾配を N でもう一度割っている"),
        (
            "The gradients of the biases are divided by N a second time.",
            "バイアスの勾配が、もう一度 N で割られています。",
        ),
        (
            "1/N stands in the gradient of the loss. Where else in your code?",
            "1/N は損失の勾配にあります。ほかのどこにありますか。",
        ),
    )


def batches(minis: list[str], all_runs: list[str], public: list[str], long: list[str], epoch: str = "_") -> None:
    """How the samples are shuffled and cut into batches.

    `minis` are the checks of short runs in mini-batches, `all_runs` those of all short runs; `public` looks at the
    number of losses, and `long` rejects nets that are hardly trained at all. `epoch` is what the loop counts.
    """
    slip(
        "never_shuffled",
        ORDER,
        "order = np.arange(len(x))",
        minis,
        ("Never shuffled", "並べ替えていない"),
        (
            "Every epoch has the same batches, in the order of the data: rng is not used.",
            "毎エポック、データの順のままの同じバッチです。rng が使われていません。",
        ),
        (
            "Your data is sorted by class. What does the net see in one batch?",
            "データがクラス順に並んでいるとき、1 つのバッチには何が入りますか。",
        ),
    )
    slip(
        "shuffled_once",
        f"    for {epoch} in range(epochs):\n        {ORDER}\n",
        f"    {ORDER}\n    for {epoch} in range(epochs):\n",
        minis,
        ("Shuffled once", "最初に 1 回しか並べ替えていない"),
        (
            "The order is drawn before the first epoch only, so that every epoch has the same batches.",
            "順番を最初のエポックの前に 1 回だけ作っているので、どのエポックも同じバッチになります。",
        ),
        (
            "How often does your fit call rng.permutation in five epochs?",
            "5 エポックのあいだに、rng.permutation は何回呼ばれますか。",
        ),
    )
    slip(
        "last_batch_dropped",
        CUT,
        "for start in range(0, len(x) - batch_size + 1, batch_size):",
        minis,
        ("The incomplete batch is dropped", "最後の小さいバッチを捨てている"),
        (
            "Samples that do not fill a batch are left out of the epoch.",
            "バッチに満たない残りのサンプルを使っていません。",
        ),
        (
            "46 samples, batches of 9: how many steps does an epoch have?",
            "46 サンプルを 9 個ずつに分けると、1 エポックは何ステップですか。",
        ),
    )
    slip(
        "one_batch_per_epoch",
        CUT,
        "for start in [0]:",
        minis + long,
        ("One batch per epoch", "1 エポックで 1 バッチしか使っていない"),
        (
            "Each epoch uses the first batch of its order only.",
            "各エポックで、最初の 1 バッチしか使っていません。",
        ),
        (
            "How many of your samples does one epoch use?",
            "1 エポックで使われるサンプルは何個ですか。",
        ),
    )
    slip(
        "batch_size_ignored",
        BATCH,
        "batch = order",
        minis,
        ("All samples in every step", "毎ステップ全サンプルを使っている"),
        (
            "Every step uses all samples: the batches are not cut out of the order.",
            "どのステップでも全サンプルを使っています。順番からバッチを切り出していません。",
        ),
        (
            "How long is `batch` in your loop when batch_size is 9?",
            "batch_size が 9 のとき、ループの中の batch の長さはいくつですか。",
        ),
    )
    slip(
        "sampled_with_replacement",
        BATCH,
        "batch = rng.choice(len(x), min(batch_size, len(x) - start))",
        all_runs,
        ("Samples drawn with replacement", "重複を許して選んでいる"),
        (
            "Every batch is drawn anew from all samples: an epoch uses some twice and others not at all.",
            "バッチごとに全サンプルから選び直しているので、2 回使われるものと 1 回も使われないものがあります。",
        ),
        (
            "What share of the samples does such an epoch miss?",
            "そのようなエポックでは、どのくらいの割合のサンプルが使われませんか。",
        ),
    )
    slip(
        "numpys_global_generator",
        ORDER,
        "order = np.random.permutation(len(x))",
        minis,
        ("Shuffled without rng", "rng を使わずに並べ替えている"),
        (
            "NumPy's global generator shuffles in place of rng: a run cannot be repeated.",
            "rng ではなく NumPy 全体で共有される乱数で並べ替えているので、同じ学習を再現できません。",
        ),
        (
            "Call fit twice with two rngs of the same seed. Do you get the same losses?",
            "同じシードの rng で fit を 2 回呼ぶと、同じ損失になりますか。",
        ),
    )
    slip(
        "an_epoch_too_few",
        f"for {epoch} in range(epochs):",
        f"for {epoch} in range(1, epochs):",
        all_runs + public,
        ("An epoch too few", "エポックが 1 回足りない"),
        (
            "The loop begins to count at 1 and ends before epochs.",
            "1 から数え始めて epochs の手前で終わるので、1 回足りません。",
        ),
        (
            "How many losses does history hold for epochs=1?",
            "epochs=1 のとき、history に入る損失はいくつですか。",
        ),
    )


def updates(gradient: str, training: list[str], adam: list[str], net: str = "net") -> None:
    """How the optimizer is asked. `gradient` is the reference's text for that of a batch; `adam`: checks with Adam."""
    update = f"optimizer.update({net}.params, {gradient})"
    slip(
        "copies_updated",
        update,
        f"optimizer.update({{key: value.copy() for key, value in {net}.params.items()}}, {gradient})",
        training,
        ("Copies of the parameters updated", "パラメータのコピーを更新している"),
        (
            "The optimizer is given copies of the parameters, and changes these: no layer notices.",
            "オプティマイザにパラメータのコピーを渡しているので、変わるのはコピーで、層は元のままです。",
        ),
        (
            "update changes the arrays that it is given. Are these the ones that the layers compute with?",
            "update は渡された配列を変えます。それは、層が計算に使う配列ですか。",
        ),
    )
    slip(
        "one_update_per_parameter",
        update,
        f"grads = {gradient}\n            for key in grads:\n"
        f"                optimizer.update({{key: {net}.params[key]}}, {{key: grads[key]}})",
        adam,
        ("One update for each parameter", "パラメータごとに update を呼んでいる"),
        (
            "update is called once for each array, so that an optimizer counts several steps per batch.",
            "配列ごとに update を呼んでいるので、オプティマイザが 1 バッチで何ステップも数えてしまいます。",
        ),
        (
            "How many steps has Adam counted after one batch?",
            "1 つのバッチのあと、Adam が数えたステップは何回ですか。",
        ),
    )
