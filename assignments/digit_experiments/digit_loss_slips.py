"""Mistakes in the squared error behind the softmax."""

from autograder.testing import misconception

DX = "        dx: Array = self.y * (g - np.sum(g * self.y, axis=1, keepdims=True))\n"
G = "g = (self.y - self.t) / len(self.t)  # ∂L/∂y"
LOSS = "return float(np.sum((self.y - t) ** 2) / (2 * len(t)))"
SQUARED = ["squared_error_example", "squared_error_gradient", "squared_error_forward", "squared_error_backward"]


def gradients() -> None:
    """backward."""
    misconception(
        "gradient_of_probabilities",
        change=[(DX, "        dx: Array = g\n")],
        fails=["squared_error_gradient", "squared_error_backward", "nothing_is_modified"],
        title_en="The softmax is left out of the gradient",
        title_ja="ソフトマックスの勾配がない",
        en="backward returns ∂L/∂y; the gradient with respect to the logits passes through the softmax.",
        ja="backward が ∂L/∂y を返しています。ロジットについての勾配は、ソフトマックスを通ります。",
        ask_en="By how much does y change if a logit grows by a little?",
        ask_ja="ロジットが少し増えると、y はどれだけ変わりますか。",
    )
    misconception(
        "only_the_diagonal",
        change=[(DX, "        dx: Array = g * self.y * (1.0 - self.y)\n")],
        fails=["squared_error_gradient", "squared_error_backward", "nothing_is_modified"],
        title_en="Only the diagonal of the Jacobian",
        title_ja="ヤコビ行列の対角成分だけを使っている",
        en="y(1 − y) is the slope of y_k over its own logit; the other logits move y_k, too.",
        ja="y(1 − y) は、y_k の自分のロジットに対する傾きです。ほかのロジットも y_k を動かします。",
        ask_en="If one logit grows, what happens to the other probabilities?",
        ask_ja="1 つのロジットが増えると、ほかの確率はどうなりますか。",
    )
    misconception(
        "gradient_divided_by_entries",
        change=[(G, "g = (self.y - self.t) / self.t.size")],
        fails=["squared_error_gradient", "squared_error_backward"],
        title_en="Gradient divided by the number of classes, too",
        title_ja="勾配をクラスの数でも割っている",
        en="The gradient is that of a mean over samples and classes; the loss is a sum over the classes.",
        ja="勾配がサンプルとクラスの平均のものです。損失はクラスについては和です。",
        ask_en="What is the derivative of your loss by one entry of y?",
        ask_ja="損失を y の 1 つの要素で微分すると何ですか。",
    )


def losses() -> None:
    """forward, and both."""
    misconception(
        "half_forgotten",
        change=[(LOSS, "return float(np.sum((self.y - t) ** 2) / len(t))")],
        fails=["squared_error_example", "squared_error_forward"],
        title_en="The ½ is missing",
        title_ja="½ がない",
        en="The loss is 1/(2N) Σ (y − t)²; the 2 is missing. The gradient has it.",
        ja="損失は 1/(2N) Σ (y − t)² ですが、2 がありません。勾配のほうには入っています。",
        ask_en="Of which loss is your backward the gradient?",
        ask_ja="あなたの backward は、どの損失の勾配ですか。",
    )
    misconception(
        "half_forgotten_in_both",
        change=[
            (LOSS, "return float(np.sum((self.y - t) ** 2) / len(t))"),
            (G, "g = 2.0 * (self.y - self.t) / len(self.t)"),
        ],
        fails=["squared_error_example", "squared_error_gradient", "squared_error_forward"],
        title_en="No ½ anywhere",
        title_ja="½ がどこにもない",
        en="Loss and gradient are twice as large as asked for.",
        ja="損失も勾配も、求められているものの 2 倍です。",
        ask_en="What does the handout's example give with your loss?",
        ask_ja="課題文の例は、あなたの損失ではいくつになりますか。",
    )
    misconception(
        "mean_over_all_entries",
        change=[
            (LOSS, "return float(np.sum((self.y - t) ** 2) / (2 * t.size))"),
            (G, "g = (self.y - self.t) / self.t.size"),
        ],
        fails=["squared_error_example", "squared_error_gradient", "squared_error_forward"],
        title_en="Divided by N·K",
        title_ja="N・K で割っている",
        en="The mean is taken over all entries; it is one over the samples.",
        ja="すべての要素についての平均になっています。平均はサンプルについて取ります。",
        ask_en="How does your loss change if there is one class more, which nobody is in?",
        ask_ja="だれも属さないクラスが 1 つ増えると、あなたの損失はどう変わりますか。",
    )
    misconception(
        "sum_over_the_samples",
        change=[(LOSS, "return float(np.sum((self.y - t) ** 2) / 2)"), (G, "g = self.y - self.t")],
        fails=["squared_error_forward"],
        title_en="A sum over the samples",
        title_ja="サンプルについての和になっている",
        en="1/N is missing in loss and gradient, so the steps grow with the batch.",
        ja="損失にも勾配にも 1/N がないので、更新の大きさがバッチの大きさによって変わります。",
        ask_en="What happens to your steps if every sample is there twice?",
        ask_ja="すべてのサンプルを 2 つずつにすると、更新の大きさはどうなりますか。",
    )
    misconception(
        "error_of_the_logits",
        change=[("self.y, self.t = softmax(x), t", "self.y, self.t = x, t"), (DX, "        dx: Array = g\n")],
        fails=[
            "squared_error_example",
            "squared_error_gradient",
            "squared_error_forward",
            "squared_error_backward",
            "nothing_is_modified",
        ],
        title_en="Squared error of the logits",
        title_ja="ロジットの 2 乗誤差になっている",
        en="The softmax is left out: the logits themselves are compared with the targets.",
        ja="ソフトマックスがありません。ロジットそのものを正解と比べています。",
        ask_en="Which logits would make your loss 0?",
        ask_ja="あなたの損失が 0 になるのは、どんなロジットのときですか。",
    )
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
