"""Slips in one of the two places of the squared error, and in steps that are written out by hand."""

from digit_checks import ALL, IN_BATCHES

from autograder.testing import misconception

UPDATE = "            optimizer.update(params, grads)\n"
SQUARED = ["squared_error_example", "squared_error_gradient", "squared_error_forward", "squared_error_backward"]


def one_place() -> None:
    """The loss without its gradient, the softmax, the biases' gradients, and updates from the last layer on."""
    misconception(
        "mean_over_all_entries_in_the_loss",
        change=[("(2 * len(t))", "(2 * t.size)")],
        fails=["squared_error_example", "squared_error_forward"],
        title_en="The loss divided by N·K",
        title_ja="損失を N・K で割っている",
        en="The loss is a mean over all entries; it is one over the samples, and a sum over the classes.",
        ja="損失がすべての要素についての平均になっています。平均はサンプルについて、和はクラスについて取ります。",
        ask_en="How does your loss change if there is one class more, which nobody is in?",
        ask_ja="だれも属さないクラスが 1 つ増えると、あなたの損失はどう変わりますか。",
    )
    misconception(
        "softmax_of_each_column",
        change=[("self.y, self.t = softmax(x), t", "self.y, self.t = softmax(x.T).T, t")],
        fails=[*SQUARED, "nothing_is_modified[SoftmaxWithSquaredError]"],
        title_en="Softmax over the samples",
        title_ja="サンプルについてのソフトマックスになっている",
        en="The probabilities of a class add up to 1 over the samples; those of a sample should, over the classes.",
        ja="確率の和が、クラスごとにサンプルについて 1 になっています。1 になるのは、サンプルごとの和です。",
        ask_en="What is the sum of each row of your y?",
        ask_ja="あなたの y の各行の和はいくつですか。",
    )
    misconception(
        "bias_gradient_as_mean",
        change=[("affine.dW, affine.db", "affine.dW, affine.db / len(batch)")],
        fails=ALL,
        title_en="The gradient of b is a mean",
        title_ja="b の勾配が平均になっている",
        en="The gradients of the biases are means over the batch; 1/N is in the gradient of the loss already.",
        ja="b の勾配がバッチの平均です。1/N は損失の勾配にすでに入っています。",
        ask_en="How often is 1/N in your gradient of b, and how often in that of W?",
        ask_ja="1/N は、b の勾配に何回、W の勾配に何回入っていますか。",
    )
    misconception(
        "one_update_per_array_from_the_end",
        change=[
            (
                UPDATE,
                "            for key in (f'{kind}{i}' for i in range(len(affines), 0, -1) for kind in 'Wb'):\n"
                "                optimizer.update({key: params[key]}, {key: grads[key]})\n",
            )
        ],
        fails=["optimizers_with_a_memory", "rising_loss_is_recorded"],
        title_en="One update for each array",
        title_ja="配列ごとに update を呼んでいる",
        en="update is called once for each array, so an optimizer that counts steps counts several per batch.",
        ja="配列ごとに update を呼ぶので、更新回数を数えるオプティマイザが 1 バッチで何回も数えます。",
        ask_en="How many steps has Adam counted after the first batch?",
        ask_ja="最初のバッチのあと、Adam は何回数えていますか。",
    )
    misconception(
        "the_same_batches_in_every_epoch",
        change=[('config["batch_size"], rng)', 'config["batch_size"], np.random.default_rng(0))')],
        fails=IN_BATCHES,
        title_en="The same generator anew in every epoch",
        title_ja="エポックのたびに同じ乱数生成器を作っている",
        en="Every epoch makes a generator of its own with the same seed, so its batches are the same; rng is ignored.",
        ja="エポックごとに同じシードの乱数生成器を作っているので、毎回同じバッチになります。rng が使われていません。",
        ask_en="In what do the batches of your first two epochs differ?",
        ask_ja="最初の 2 エポックのバッチは、どこが違いますか。",
    )
