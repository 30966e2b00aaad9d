"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import loop_mistakes
import loop_slips
from loop_mistakes import FORWARD, LOSS

from autograder.testing import misconception

BACKWARD = ["grad_w2", "published_losses"]

# --- Forward and loss ---

misconception(
    "mean_instead_of_sum",
    change=[("loss = -np.sum(t * log_p)", "loss = -np.sum(t * log_p) / len(x)")],
    fails=LOSS,
    title_en="Mean instead of sum",
    title_ja="和ではなく平均",
    en="The loss is the mean over the samples; in this loop it is their sum, and nothing is divided.",
    ja="損失がサンプルについての平均になっています。この学習ループでは和で、何かで割ることはありません。",
    ask_en="grad_y_pred = softmax − t is the derivative of which of the two: the sum or the mean?",
    ask_ja="grad_y_pred = softmax − t は、和と平均のどちらを微分したものですか。",
)

misconception(
    "mean_with_its_gradient",
    change=[
        ("loss = -np.sum(t * log_p)", "loss = -np.sum(t * log_p) / len(x)"),
        ("grad_y_pred = np.exp(log_p) - t", "grad_y_pred = (np.exp(log_p) - t) / len(x)"),
    ],
    fails=LOSS,
    title_en="Mean instead of sum, with its gradient",
    title_ja="和ではなく平均の損失とその勾配",
    en="Loss and gradient are those of the mean over the samples; this loop uses the sum.",
    ja="損失も勾配もサンプルについての平均のものになっています。この学習ループで使うのは和です。",
    ask_en="By what number would you have to multiply learning_rate to get the same steps as with the sum?",
    ask_ja="和の場合と同じ大きさで重みを動かすには、learning_rate を何倍にすればよいですか。",
)

misconception(
    "sign_of_the_loss",
    change=[("loss = -np.sum(t * log_p)", "loss = np.sum(t * log_p)")],
    fails=[*LOSS, "loss_is_large_and_finite_for_large_logits"],
    title_en="The minus of the loss is missing",
    title_ja="損失のマイナスが抜けている",
    en="The loss is negative: log p is never above 0, and the loss is −log p.",
    ja="損失が負になっています。log p は 0 以下で、損失は −log p です。",
    ask_en="Which sign has the logarithm of a probability?",
    ask_ja="確率の対数の符号は何ですか。",
)

misconception(
    "logits_not_shifted",
    change=[("shifted = y_pred - y_pred.max(axis=1, keepdims=True)", "shifted = y_pred")],
    fails=["loss_is_large_and_finite_for_large_logits"],
    title_en="exp of the logits overflows",
    title_ja="ロジットの exp があふれる",
    en="exp is taken of numbers that can be above 709, where it is infinite: a row's maximum is not taken off first.",
    ja="709 を超えうる数の exp を計算していて、無限大になります。先に行の最大値が引かれていません。",
    ask_en="What may be subtracted from a row of logits without changing the probabilities?",
    ask_ja="確率を変えずに、ロジットの行から何を引くことができますか。",
)

misconception(
    "one_shift_for_all_rows",
    change=[("y_pred.max(axis=1, keepdims=True)", "y_pred.max()")],
    fails=["loss_is_large_and_finite_for_large_logits"],
    title_en="One shift for all rows",
    title_ja="すべての行から同じ値を引いている",
    en="All rows are shifted by the same maximum: in a row that is far below it, every exp becomes 0.",
    ja="すべての行から同じ最大値を引いています。それよりずっと小さい行では、exp がすべて 0 になります。",
    ask_en="What is the largest exponent in a row whose logits are 1000 below those of another row?",
    ask_ja="ほかの行よりロジットが 1000 小さい行では、最大の指数はいくつになりますか。",
)

misconception(
    "softmax_over_samples",
    change=[
        ("y_pred.max(axis=1, keepdims=True)", "y_pred.max(axis=0, keepdims=True)"),
        ("np.exp(shifted).sum(axis=1, keepdims=True)", "np.exp(shifted).sum(axis=0, keepdims=True)"),
    ],
    fails=[*LOSS, "grad_w2"],
    title_en="Softmax over the samples",
    title_ja="サンプルの方向のソフトマックス",
    en="The exponentials are summed over the samples; the probabilities of one sample's classes must add up to 1.",
    ja="exp をサンプルの方向に足しています。1 つのサンプルの各クラスの確率の和が 1 にならなければなりません。",
    ask_en="Do the probabilities in one row of your softmax add up to 1?",
    ask_ja="あなたの softmax では、1 つの行の確率の和は 1 ですか。",
)

loop_mistakes.forward(
    loss_again="        y_pred = np.maximum(x @ w1, 0) @ w2\n"
    "        losses.append(np.sum(np.logaddexp.reduce(y_pred, axis=1)) - np.sum(t * y_pred))\n",
    leaky=FORWARD,
)

# --- Backward ---

misconception(
    "logits_minus_targets",
    change=[("grad_y_pred = np.exp(log_p) - t", "grad_y_pred = y_pred - t")],
    fails=BACKWARD,
    title_en="Logits minus targets",
    title_ja="ロジットから正解を引いている",
    en="grad_y_pred is y_pred − t; it is softmax(y_pred) − t.",
    ja="grad_y_pred が y_pred − t になっています。正しくは softmax(y_pred) − t です。",
    ask_en="Adding 1 to all logits of a row does not change the loss. Does it change your gradient?",
    ask_ja="行のすべてのロジットに 1 を足しても損失は変わりません。あなたの勾配は変わりますか。",
)

misconception(
    "diagonal_jacobian",
    change=[("grad_y_pred = np.exp(log_p) - t", "p = np.exp(log_p)\n        grad_y_pred = (p - t) * p * (1 - p)")],
    fails=BACKWARD,
    title_en="A slope p(1 − p) too many",
    title_ja="傾き p(1 − p) が余分に掛かっている",
    en="softmax − t is multiplied by p(1 − p) once more; softmax − t is already the derivative by the logits.",
    ja="softmax − t にさらに p(1 − p) が掛かっています。softmax − t は、すでにロジットによる微分です。",
    ask_en="Is softmax − t the derivative with respect to the probabilities or to the logits?",
    ask_ja="softmax − t は、確率による微分ですか、ロジットによる微分ですか。",
)

loop_mistakes.backward(
    divided=("grad_y_pred = np.exp(log_p) - t", "grad_y_pred = (np.exp(log_p) - t) / len(x)"),
    no_mask=["grad_w1"],
    grad_w2_transposed=[
        "grad_w2",
        "loss_is_large_and_finite_for_large_logits",
        "published_losses",
        "train_returns_losses_and_weights",
    ],
)

# --- Update ---

loop_mistakes.update(
    difference="t − softmax",
    w2_updated_too_early=["gradients_use_the_weights_of_the_forward_pass"],
)

# --- Initial weights ---

loop_mistakes.initial_weights()

# --- Slips ---

CROSS_ENTROPY = "loss = -np.sum(t * log_p)"
SLOPE = "grad_y_pred = np.exp(log_p) - t"
LARGE = "loss_is_large_and_finite_for_large_logits"

misconception(
    "logits_not_shifted_in_the_gradient",
    change=[(SLOPE, "e = np.exp(y_pred)\n        grad_y_pred = e / e.sum(axis=1, keepdims=True) - t")],
    fails=[LARGE],
    title_en="exp overflows in the gradient",
    title_ja="勾配で exp があふれる",
    en="The gradient computes the softmax anew, from logits that are not shifted: above 709 exp is infinite.",
    ja="勾配で、ずらしていないロジットからソフトマックスを計算し直しています。709 を超えると exp が無限大になります。",
    ask_en="Which of your lines already hold numbers from which the probabilities follow safely?",
    ask_ja="確率を安全に計算できる値は、すでにどの行で得られていますか。",
)
misconception(
    "logarithm_of_zero",
    change=[(CROSS_ENTROPY, "loss = -np.sum(t * np.log(np.exp(log_p)))")],
    fails=[LARGE, "published_losses"],
    title_en="Logarithm of a probability that vanished",
    title_ja="0 になった確率の対数",
    en="The logarithm is taken of probabilities, and some are so small that they are stored as 0.",
    ja="確率の対数を取っていますが、小さすぎて 0 になった確率があります。",
    ask_en="What is log 0, and what is 0 · log 0 in NumPy?",
    ask_ja="NumPy で log 0 はいくつですか。0 · log 0 はいくつですか。",
)
misconception(
    "probability_without_logarithm",
    change=[(CROSS_ENTROPY, "loss = -np.sum(t * np.exp(log_p))")],
    fails=[*LOSS, LARGE],
    title_en="The logarithm is missing",
    title_ja="対数がない",
    en="The loss is −Σ t p; the cross entropy is −Σ t log p.",
    ja="損失が −Σ t p になっています。交差エントロピーは −Σ t log p です。",
    ask_en="How large can your loss become for one sample that is surely wrong?",
    ask_ja="完全に誤答した 1 サンプルについて、あなたの損失は最大でいくつになりますか。",
)
misconception(
    "logarithm_to_base_2",
    change=[(CROSS_ENTROPY, "loss = -np.sum(t * log_p) / np.log(2)")],
    fails=LOSS,
    title_en="Logarithm to base 2",
    title_ja="底が 2 の対数",
    en="The loss is taken with the logarithm to base 2; in this course log is the natural one.",
    ja="底が 2 の対数を使っています。この課題の log は自然対数です。",
    ask_en="What is the loss of one sample with p = ½ at its class?",
    ask_ja="正解のクラスの確率が ½ のとき、1 サンプルの損失はいくつですか。",
)
misconception(
    "all_classes_counted",
    change=[(CROSS_ENTROPY, "loss = -np.sum(log_p)")],
    fails=LOSS,
    title_en="All classes are counted",
    title_ja="すべてのクラスを数えている",
    en="log p is summed over all classes; only that of the sample's own class, where t is 1, counts.",
    ja="log p をすべてのクラスについて足しています。数えるのは、t が 1 の正解のクラスだけです。",
    ask_en="Which entries of log p does t pick out?",
    ask_ja="t によって選ばれるのは、log p のどの要素ですか。",
)
misconception(
    "both_terms_of_two_classes",
    change=[(CROSS_ENTROPY, "loss = -np.sum(t * log_p + (1 - t) * np.log(np.maximum(1 - np.exp(log_p), 1e-12)))")],
    fails=LOSS,
    title_en="The cross entropy of two classes",
    title_ja="2 クラス用の交差エントロピー",
    en="The loss has a second term, (1 − t) log(1 − p), which belongs to independent yes-or-no answers.",
    ja="損失に (1 − t) log(1 − p) の項があります。それは、独立な二択の答えに使う損失です。",
    ask_en="By what is the probability of the other classes already determined?",
    ask_ja="ほかのクラスの確率は、すでに何によって決まっていますか。",
)
misconception(
    "only_the_true_class_is_pushed",
    change=[(SLOPE, "grad_y_pred = t * (np.exp(log_p) - t)")],
    fails=["grad_w2", "published_losses"],
    title_en="Only the true class has a gradient",
    title_ja="正解のクラスにしか勾配がない",
    en="grad_y_pred is 0 for all classes but the true one; their logits change the loss as well.",
    ja="grad_y_pred が、正解以外のクラスで 0 になっています。それらのロジットも損失を変えます。",
    ask_en="What is the sum of a row of your grad_y_pred? What should it be?",
    ask_ja="grad_y_pred の 1 行の和はいくつですか。いくつになるはずですか。",
)
misconception(
    "gradient_by_the_probabilities",
    change=[(SLOPE, "grad_y_pred = -t / np.maximum(np.exp(log_p), 1e-12)")],
    fails=["grad_w2", "published_losses"],
    title_en="The derivative by p in place of y_pred",
    title_ja="y_pred ではなく p による微分",
    en="grad_y_pred is −t/p, the derivative of the loss by the probabilities; the softmax is not gone through.",
    ja="grad_y_pred が −t/p です。それは確率による微分で、ソフトマックスを通っていません。",
    ask_en="Which function lies between y_pred and p, and what is its derivative?",
    ask_ja="y_pred と p のあいだにある関数は何ですか。その微分はどうなりますか。",
)
misconception(
    "one_sum_for_all_rows",
    change=[("np.exp(shifted).sum(axis=1, keepdims=True)", "np.exp(shifted).sum()")],
    fails=[*LOSS, "grad_w2"],
    title_en="One sum for all rows",
    title_ja="すべての行で 1 つの和を使っている",
    en="The exponentials of all rows are added into one sum: a row's probabilities no longer add up to 1.",
    ja="すべての行の exp を 1 つの和にまとめているので、1 つの行の確率の和が 1 になりません。",
    ask_en="What is the sum of the probabilities of one sample in your code?",
    ask_ja="あなたのコードでは、1 つのサンプルの確率の和はいくつになりますか。",
)
loop_slips.forward([*FORWARD, LARGE])
loop_slips.backward(w2_not_transposed=[LARGE])
loop_slips.update()
loop_slips.initial_weights()
