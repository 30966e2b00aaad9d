"""Mistakes of those who pick entries by class number, or go through logarithms of the probabilities."""

from cross_entropy_slips import CROSS_ENTROPY, LAYERS_MEAN, MEAN
from softmax_gradient_slips import BACKWARD, GRADIENT

from autograder.testing import misconception

LOG_Y = "log_y = z - np.log(np.exp(z).sum(axis=1, keepdims=True))"


def picked_entries() -> None:
    """One entry of each row."""
    misconception(
        "classes_of_all_samples_subtracted",
        change=[
            (
                GRADIENT,
                "dx = self.y.copy()\n        dx[:, self.t.argmax(axis=1)] -= 1\n        return dout * dx / len(self.t)",
            )
        ],
        fails=BACKWARD,
        title_en="The classes of all samples in each row",
        title_ja="どの行からも全サンプルのクラスの分を引いている",
        en="In each row 1 is subtracted at the classes of all samples; a row has one true class, its own.",
        ja="どの行からも、すべてのサンプルの正解クラスの場所で 1 を引いています。1 つの行の正解クラスは 1 つです。",
        ask_en="How many entries of y − t are negative in a row?",
        ask_ja="y − t の 1 つの行で、負になる成分はいくつですか。",
    )
    misconception(
        "loss_of_the_likeliest_class",
        change=[(MEAN, "return float(-np.sum(np.log(np.max(y, axis=1))) / len(t))")],
        fails=[*CROSS_ENTROPY, "cross_entropy_accepts_probabilities_of_zero"],
        title_en="The logarithm of the largest probability",
        title_ja="最大の確率の対数を取っている",
        en="The loss takes the largest probability of each row; it is that of the true class that counts.",
        ja="各行で最大の確率を使っています。使うのは正解クラスの確率です。",
        ask_en="What is the loss of a net that is surely wrong?",
        ask_ja="確信を持って間違えているネットの損失は、いくつになりますか。",
    )


def logarithms() -> None:
    """The layer through log y."""
    misconception(
        "log_y_in_the_gradient",
        change=[(GRADIENT, "return dout * (np.log(self.y) - self.t) / len(self.t)")],
        fails=BACKWARD,
        title_en="log y − t in place of y − t",
        title_ja="y − t ではなく log y − t",
        en="backward subtracts t from the logarithms of the probabilities; it is the probabilities that are meant.",
        ja="backward が確率の対数から t を引いています。引くのは確率からです。",
        ask_en="What must the entries of a row of ∂L/∂x add up to?",
        ask_ja="∂L/∂x の 1 行の成分を足すと、いくつになるべきですか。",
    )
    misconception(
        "maximum_not_added_back",
        change=[(LAYERS_MEAN, "log_y = x - np.log(np.exp(z).sum(axis=1, keepdims=True))\n        " + LAYERS_MEAN)],
        fails=["forward_returns_the_mean_cross_entropy", "loss_is_finite_for_extreme_logits"],
        title_en="The maximum is subtracted in one place only",
        title_ja="最大値を片方でしか引いていない",
        en="The sum of the exponentials is that of the shifted logits, but the logit itself is not shifted.",
        ja="指数の和はずらしたロジットのものですが、ロジットのほうはずらしていません。",
        ask_en="log y = x − log Σ exp(x): if you subtract c in the sum, where else?",
        ask_ja="log y = x − log Σ exp(x) の和の中で c を引くとき、ほかにどこで引きますか。",
    )
    misconception(
        "logarithm_over_the_samples",
        change=[(LOG_Y, "log_y = z - np.log(np.exp(z).sum(axis=0))")],
        fails=["forward_returns_the_mean_cross_entropy", "loss_is_finite_for_extreme_logits", "forward_example"],
        title_en="The loss sums over the samples",
        title_ja="損失がサンプルの方向に和を取っている",
        en="In the loss the exponentials are summed over the samples; a row's own are meant.",
        ja="損失の中で、指数をサンプルの方向に足しています。足すのは同じ行の指数です。",
        ask_en="Which exponentials stand in the denominator of y_ik?",
        ask_ja="y_ik の分母には、どの指数が入りますか。",
    )
