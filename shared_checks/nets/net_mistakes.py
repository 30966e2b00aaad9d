"""Mistakes in a net and its training in mini-batches; what differs from net to net are arguments."""

from autograder.testing import misconception

Change = list[tuple[str, str]]
LAST_SAMPLE = "fit_uses_every_sample_once_per_epoch"
LAST, SHUFFLES, PER_EPOCH = [LAST_SAMPLE], ["fit_shuffles"], ["fit_returns_a_loss_per_epoch"]
BATCHES = [LAST_SAMPLE, "fit_with_a_single_batch"]
BEFORE = [*PER_EPOCH, "fit_with_a_single_batch"]
FIT = ["fit_learns_digits", *BATCHES]
ORDER = "order = rng.permutation(len(x))"
KEPT = 'history["loss"].append(net.loss(x, t))'


def slip(name, old, new, fails, title, text, ask) -> None:
    """A misconception that changes one text; title, text and question in English and in Japanese."""
    (title_en, title_ja), (en, ja), (ask_en, ask_ja) = title, text, ask
    words = {"title_en": title_en, "title_ja": title_ja, "en": en, "ja": ja, "ask_en": ask_en, "ask_ja": ask_ja}
    misconception(name, change=[(old, new)], fails=fails, **words)


def means(*, summed: Change, divided_again: Change, gradients: list[str]) -> None:
    """1/N forgotten in the gradient, and taken twice; `gradients` are the checks of gradients, which reject both."""
    misconception(
        "gradient_not_divided_by_n",
        change=summed,
        fails=gradients,
        title_en="Gradient of a sum for the loss of a mean",
        title_ja="損失は平均なのに勾配は和になっている",
        en="The loss is a mean over the batch, but its gradient is not divided by N.",
        ja="損失はバッチの平均ですが、勾配が N で割られていません。",
        ask_en="What happens to your steps when the batch is made ten times larger?",
        ask_ja="バッチを 10 倍にすると、更新の大きさはどうなりますか。",
    )

    misconception(
        "divided_by_n_twice",
        change=divided_again,
        fails=gradients,
        title_en="Divided by N twice",
        title_ja="N で 2 回割っている",
        en="1/N is in the gradient of the loss and again in the gradients of the parameters.",
        ja="1/N が、損失の勾配とパラメータの勾配の両方に入っています。",
        ask_en="At which single place does the mean of the loss appear in the chain rule?",
        ask_ja="損失の平均は、連鎖律のどこに 1 回だけ現れますか。",
    )


def loss_as_sum(name: str, change: tuple[str, str], *, fails: list[str]) -> None:
    """The loss of a batch as a sum over its samples."""
    slip(
        name,
        *change,
        fails,
        ("Sum over the samples in place of the mean", "平均ではなくサンプルの和"),
        (
            "The loss is a sum over the samples; it is never divided by N.",
            "損失がサンプルの和で、N で割られていません。",
        ),
        (
            "What becomes of your loss when every sample is there twice?",
            "すべてのサンプルを 2 つずつにすると、あなたの損失はどうなりますか。",
        ),
    )


def entries_counted(change: tuple[str, str], *, fails: list[str]) -> None:
    """The accuracy of entries in place of samples."""
    misconception(
        "entries_counted",
        change=[change],
        fails=fails,
        title_en="Entries counted in place of samples",
        title_ja="サンプルではなく要素を数えている",
        en="Every entry of the one-hot rows is compared, so a wrong sample still has some right entries.",
        ja="one-hot の要素ごとに比べているので、誤答のサンプルにも一致する要素が残ります。",
        ask_en="With 10 classes, what does your accuracy say of a net that is always wrong?",
        ask_ja="10 クラスで全問不正解のネットの精度は、あなたの式ではいくつになりますか。",
    )


def batches(
    t: str = "t",
    *,
    last: list[str] = LAST,
    replaced: list[str] = BATCHES,
    targets: list[str] = FIT,
    order: list[str] = SHUFFLES,
) -> None:
    """How the samples are shuffled and cut into batches; `t` is the name of the targets in fit.

    The lists are the checks that reject a batch left out, samples drawn anew, foreign targets, and a wrong order.
    """
    misconception(
        "last_batch_dropped",
        change=[
            (
                "for start in range(0, len(x), batch_size):",
                "for start in range(0, len(x) - batch_size + 1, batch_size):",
            )
        ],
        fails=last,
        title_en="The incomplete batch is dropped",
        title_ja="最後の小さいバッチを捨てている",
        en="Samples that do not fill a batch are left out of the epoch.",
        ja="バッチに満たない残りのサンプルを使っていません。",
        ask_en="7 samples, batches of 3: how many steps does an epoch have?",
        ask_ja="7 サンプルを 3 個ずつに分けると、1 エポックは何ステップですか。",
    )

    for name, drawn, fails in (
        ("sampled_with_replacement", "rng.choice(len(x), min(batch_size, len(x) - start))", replaced),
        ("full_batches_with_replacement", "rng.choice(len(x), batch_size)", replaced),
        ("full_batches_drawn_anew", "rng.choice(len(x), batch_size, replace=False)", last),
    ):
        misconception(
            name,
            change=[("batch = order[start : start + batch_size]", f"batch = {drawn}")],
            fails=fails,
            title_en="Every batch drawn from all samples",
            title_ja="バッチごとに全サンプルから選び直している",
            en="Every batch is drawn anew from all samples, so an epoch uses some twice and others not at all.",
            ja="バッチごとに全サンプルから選び直しているので、2 回使われるものと 1 回も使われないものがあります。",
            ask_en="What share of the samples does such an epoch miss?",
            ask_ja="そのようなエポックでは、どのくらいの割合のサンプルが使われませんか。",
        )

    misconception(
        "targets_not_shuffled",
        change=[(f"net.gradient(x[batch], {t}[batch])", f"net.gradient(x[batch], {t}[start : start + batch_size])")],
        fails=targets,
        title_en="Targets not shuffled along",
        title_ja="正解を一緒に並べ替えていない",
        en="x is shuffled and t is not: the net learns from other samples' targets.",
        ja="x だけを並べ替えて t をそのままにしているので、別のサンプルの正解で学習しています。",
        ask_en="After shuffling, which target belongs to row 0 of the batch?",
        ask_ja="並べ替えたあと、バッチの 0 行目の正解はどれですか。",
    )

    misconception(
        "never_shuffled",
        change=[(ORDER, "order = np.arange(len(x))")],
        fails=order,
        title_en="Never shuffled",
        title_ja="並べ替えていない",
        en="The batches are the same in every epoch: no order drawn from rng decides which samples they hold.",
        ja="毎エポック同じバッチです。rng で作った順番が、バッチの選び方に使われていません。",
        ask_en="What do batches look like if the data is sorted by class?",
        ask_ja="データがクラス順に並んでいたら、バッチはどうなりますか。",
    )

    misconception(
        "shuffled_once",
        change=[
            ("    for _ in range(epochs):\n", ""),
            (f"        {ORDER}\n", f"    {ORDER}\n    for _ in range(epochs):\n"),
        ],
        fails=order,
        title_en="Shuffled once",
        title_ja="最初に 1 回しか並べ替えていない",
        en="The samples are shuffled before the first epoch only: every epoch has the same batches.",
        ja="最初のエポックの前に 1 回並べ替えるだけなので、どのエポックも同じバッチになります。",
        ask_en="Which samples do never meet in one batch in your training?",
        ask_ja="あなたの学習では、同じバッチに決して入らないサンプルの組がありませんか。",
    )

    misconception(
        "numpys_global_generator",
        change=[
            ("import numpy as np\n", "import numpy as np\n\nnp.random.seed(0)\n"),
            (ORDER, "order = np.random.permutation(len(x))"),
        ],
        fails=order,
        title_en="Shuffled without rng",
        title_ja="rng を使わずに並べ替えている",
        en="The samples are shuffled by NumPy's global generator in place of rng: a run cannot be repeated.",
        ja="rng ではなく NumPy 全体で共有される乱数で並べ替えているので、同じ学習を再現できません。",
        ask_en="Call fit twice with two rngs of the same seed. Do you get the same losses?",
        ask_ja="同じシードの rng で fit を 2 回呼ぶと、同じ損失になりますか。",
    )


def losses_kept(
    public: str,
    t: str = "t",
    *,
    of_a_batch: list[str] = PER_EPOCH,
    before: list[str] = BEFORE,
) -> None:
    """Which losses fit returns; the check `public` looks at those of a short training. `t`: as in `batches`."""
    kept = KEPT.replace("(x, t)", f"(x, {t})")
    misconception(
        "loss_of_the_last_batch",
        change=[(kept, f'history["loss"].append(net.loss(x[batch], {t}[batch]))')],
        fails=[*of_a_batch, public],
        title_en="Loss of the last batch",
        title_ja="最後のバッチの損失を記録している",
        en="history holds the loss of the last batch; asked for is that of the whole training set.",
        ja="history に、最後のバッチの損失が入っています。求められているのは訓練データ全体の損失です。",
        ask_en="Why do your losses jump from epoch to epoch?",
        ask_ja="あなたの損失がエポックごとに大きく揺れるのはなぜですか。",
    )

    misconception(
        "loss_before_the_epoch",
        change=[
            (f"        {kept}\n", ""),
            (f"        {ORDER}\n", f"        {kept}\n        {ORDER}\n"),
        ],
        fails=[*before, public],
        title_en="Loss before the epoch",
        title_ja="エポックの前の損失",
        en="history holds the loss before each epoch; asked for is the loss after it.",
        ja="history に、各エポックの前の損失が入っています。求められているのは後の損失です。",
        ask_en="Which entry of your history shows what the last epoch has achieved?",
        ask_ja="最後のエポックの成果は、history のどこに現れますか。",
    )

    started = (f"        {ORDER}\n", f"        {ORDER}\n        losses = []\n")
    chosen = "batch = order[start : start + batch_size]\n"
    noted = f"            losses.append(net.loss(x[batch], {t}[batch]))\n"
    for name, change in (
        ("mean_of_the_losses_before_each_step", [(chosen, chosen + noted)]),
        ("mean_of_the_losses_after_each_step", [(f"        {kept}\n", f"{noted}        {kept}\n")]),
    ):
        misconception(
            name,
            change=[started, *change, (kept, 'history["loss"].append(float(np.mean(losses)))')],
            fails=[*(before if "before" in name else of_a_batch), public],
            title_en="A mean of the batches' losses",
            title_ja="バッチの損失の平均を記録している",
            en="Every loss in the mean is that of another net; asked for is the loss of all samples after the epoch.",
            ja="平均した損失は、それぞれ別の時点のネットのものです。求められているのは、エポック後の全データの損失です。",
            ask_en="Which parameters had the net when the first loss of your mean was computed?",
            ask_ja="平均の最初の損失を計算したとき、ネットのパラメータはいつのものでしたか。",
        )
