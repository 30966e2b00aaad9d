"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import loop_mistakes
from loop_mistakes import EVERYTHING, FORWARD, LOSS, TRAINING

from autograder.testing import misconception

BACKWARD = ["grad_w2", "grad_w1", *TRAINING, "arguments_are_never_modified"]

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
    en="exp is taken of the logits as they are: above 709 it is infinite, and the loss is no number any more.",
    ja="ロジットの exp をそのまま計算しています。709 を超えると無限大になり、損失が数でなくなります。",
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
    fails=EVERYTHING,
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
    no_mask=["grad_w1", "losses_follow_the_reference"],
    grad_w2_transposed=[*EVERYTHING, "loss_is_large_and_finite_for_large_logits"],
)

# --- Update ---

loop_mistakes.update(
    difference="t − softmax",
    w2_updated_too_early=["gradients_use_the_weights_of_the_forward_pass", "losses_follow_the_reference"],
)

# --- Initial weights ---

loop_mistakes.initial_weights()
