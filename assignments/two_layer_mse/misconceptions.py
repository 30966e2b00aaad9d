"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import loop_mistakes
import loop_slips
from loop_mistakes import FORWARD, LOSS

from autograder.testing import misconception

# --- Forward and loss ---

misconception(
    "mean_instead_of_sum",
    change=[("loss = np.sum((y_pred - t) ** 2)", "loss = np.mean((y_pred - t) ** 2)")],
    fails=LOSS,
    title_en="Mean instead of sum",
    title_ja="和ではなく平均",
    en="The loss is the mean over all entries; in this loop it is their sum, and nothing is divided.",
    ja="損失が全要素の平均になっています。この学習ループでは和で、何かで割ることはありません。",
    ask_en="grad_y_pred = 2(y_pred − t) is the derivative of which of the two: the sum or the mean?",
    ask_ja="grad_y_pred = 2(y_pred − t) は、和と平均のどちらを微分したものですか。",
)

misconception(
    "half_of_the_squared_error",
    change=[("loss = np.sum((y_pred - t) ** 2)", "loss = np.sum((y_pred - t) ** 2) / 2")],
    fails=LOSS,
    title_en="Half of the squared error",
    title_ja="損失が半分",
    en="The loss has a factor ½ that this loop does not have.",
    ja="この学習ループにはない係数 ½ が損失に掛かっています。",
    ask_en="Does the derivative of your loss still contain the 2 of grad_y_pred?",
    ask_ja="あなたの損失を微分すると、grad_y_pred の 2 は残りますか。",
)

misconception(
    "half_of_the_squared_error_with_its_gradient",
    change=[
        ("loss = np.sum((y_pred - t) ** 2)", "loss = np.sum((y_pred - t) ** 2) / 2"),
        ("grad_y_pred = 2 * (y_pred - t)", "grad_y_pred = y_pred - t"),
    ],
    fails=LOSS,
    title_en="Half of the squared error, with its gradient",
    title_ja="損失とその勾配が半分",
    en="The loss has a factor ½ that this loop does not have. The gradients are right for that loss.",
    ja="この学習ループにはない係数 ½ が損失に掛かっています。勾配は、その損失の勾配としては正しいです。",
    ask_en="What is the loss of this loop, according to the handout?",
    ask_ja="課題文では、この学習ループの損失はどう定義されていますか。",
)

misconception(
    "mean_with_its_gradient",
    change=[
        ("loss = np.sum((y_pred - t) ** 2)", "loss = np.mean((y_pred - t) ** 2)"),
        ("grad_y_pred = 2 * (y_pred - t)", "grad_y_pred = 2 * (y_pred - t) / t.size"),
    ],
    fails=LOSS,
    title_en="Mean instead of sum, with its gradient",
    title_ja="和ではなく平均の損失とその勾配",
    en="Loss and gradient are those of the mean over all entries; this loop uses the sum.",
    ja="損失も勾配も全要素の平均のものになっています。この学習ループで使うのは和です。",
    ask_en="By what number would you have to multiply learning_rate to get the same steps as with the sum?",
    ask_ja="和の場合と同じ大きさで重みを動かすには、learning_rate を何倍にすればよいですか。",
)

misconception(
    "mean_over_the_samples",
    change=[("loss = np.sum((y_pred - t) ** 2)", "loss = np.sum((y_pred - t) ** 2) / len(x)")],
    fails=LOSS,
    title_en="Mean over the samples",
    title_ja="サンプルについての平均",
    en="The loss is divided by the number of samples; in this loop it is a plain sum.",
    ja="損失をサンプル数で割っています。この学習ループでは、何かで割ることはありません。",
    ask_en="grad_y_pred = 2(y_pred − t) is the derivative of which loss: yours, or the sum?",
    ask_ja="grad_y_pred = 2(y_pred − t) は、あなたの損失と、単純な和の、どちらを微分したものですか。",
)

misconception(
    "mean_over_the_samples_with_its_gradient",
    change=[
        ("loss = np.sum((y_pred - t) ** 2)", "loss = np.sum((y_pred - t) ** 2) / len(x)"),
        ("grad_y_pred = 2 * (y_pred - t)", "grad_y_pred = 2 * (y_pred - t) / len(x)"),
    ],
    fails=LOSS,
    title_en="Mean over the samples, with its gradient",
    title_ja="サンプルについての平均の損失とその勾配",
    en="Loss and gradient are divided by the number of samples; this loop uses the plain sum.",
    ja="損失も勾配もサンプル数で割っています。この学習ループで使うのは、単純な和です。",
    ask_en="By what number would you have to multiply learning_rate to get the same steps as with the sum?",
    ask_ja="和の場合と同じ大きさで重みを動かすには、learning_rate を何倍にすればよいですか。",
)

misconception(
    "absolute_error",
    change=[("loss = np.sum((y_pred - t) ** 2)", "loss = np.sum(np.abs(y_pred - t))")],
    fails=FORWARD,
    title_en="Absolute instead of squared error",
    title_ja="二乗誤差ではなく絶対誤差",
    en="The differences are summed as absolute values, not as squares.",
    ja="差の 2 乗ではなく、絶対値を足しています。",
    ask_en="Which function of y_pred − t has the derivative 2(y_pred − t)?",
    ask_ja="微分すると 2(y_pred − t) になるのは、y_pred − t のどんな関数ですか。",
)

loop_mistakes.forward(
    loss_again="        losses.append(np.sum((np.maximum(x @ w1, 0) @ w2 - t) ** 2))\n",
    leaky=FORWARD,
)

# --- Backward ---

misconception(
    "factor_two_missing",
    change=[("grad_y_pred = 2 * (y_pred - t)", "grad_y_pred = y_pred - t")],
    fails=["grad_w2", "published_losses"],
    title_en="The factor 2 is missing",
    title_ja="係数 2 が抜けている",
    en="The derivative of (y_pred − t)² is 2(y_pred − t); the 2 is missing.",
    ja="(y_pred − t)² の微分は 2(y_pred − t) です。2 が抜けています。",
    ask_en="What is the derivative of u²?",
    ask_ja="u² を微分すると何になりますか。",
)

loop_mistakes.backward(
    divided=("grad_y_pred = 2 * (y_pred - t)", "grad_y_pred = 2 * (y_pred - t) / len(x)"),
    no_mask=["grad_w1", "published_losses"],
    grad_w2_transposed=["grad_w2", "published_losses", "train_returns_losses_and_weights"],
)

# --- Update ---

loop_mistakes.update(
    difference="t − y_pred",
    w2_updated_too_early=["gradients_use_the_weights_of_the_forward_pass", "published_losses"],
)

# --- Initial weights ---

loop_mistakes.initial_weights()

# --- Slips ---

SQUARED = "loss = np.sum((y_pred - t) ** 2)"
SLOPE = "grad_y_pred = 2 * (y_pred - t)"

misconception(
    "square_of_the_sum",
    change=[(SQUARED, "loss = np.sum(y_pred - t) ** 2")],
    fails=LOSS,
    title_en="Square of the sum",
    title_ja="2 乗の和ではなく和の 2 乗",
    en="The differences are added first and squared afterwards: those of different signs cancel.",
    ja="差を足してから 2 乗しているので、符号の違う差が打ち消し合います。",
    ask_en="What is your loss if one difference is 5 and another −5?",
    ask_ja="差が 5 と −5 のとき、あなたの損失はいくつですか。",
)
misconception(
    "root_of_the_sum",
    change=[(SQUARED, "loss = np.sqrt(np.sum((y_pred - t) ** 2))")],
    fails=LOSS,
    title_en="A root is taken",
    title_ja="平方根を取っている",
    en="The loss is the root of the sum of squares; in this loop it is the sum itself.",
    ja="損失が 2 乗和の平方根になっています。この学習ループでは 2 乗和そのものです。",
    ask_en="What does the loss become if all differences are doubled: twice or four times as large?",
    ask_ja="差をすべて 2 倍にすると、損失は 2 倍になりますか、4 倍になりますか。",
)
misconception(
    "gradient_of_the_square_is_squared",
    change=[(SLOPE, "grad_y_pred = 2 * (y_pred - t) ** 2")],
    fails=["grad_w2", "published_losses"],
    title_en="The difference is still squared in the gradient",
    title_ja="勾配でも差を 2 乗している",
    en="grad_y_pred is 2(y_pred − t)²: the exponent has become a factor, and is still there as well.",
    ja="grad_y_pred が 2(y_pred − t)² です。指数の 2 が前に出たあとも、2 乗のまま残っています。",
    ask_en="What is the derivative of u², at u = −1?",
    ask_ja="u² の u = −1 での微分はいくつですか。",
)
misconception(
    "sign_of_the_difference",
    change=[(SLOPE, "grad_y_pred = np.sign(y_pred - t)")],
    fails=["grad_w2", "published_losses"],
    title_en="Only the sign of the difference",
    title_ja="差の符号しか使っていない",
    en="grad_y_pred is 1 or −1, which belongs to absolute errors; here it grows with the difference.",
    ja="grad_y_pred が 1 か −1 になっています。それは絶対誤差の勾配です。この課題の勾配は差に比例します。",
    ask_en="Where is the slope of u² larger, at u = 1 or at u = 10?",
    ask_ja="u² の傾きが大きいのは、u = 1 と u = 10 のどちらですか。",
)
loop_slips.forward(LOSS)
loop_slips.backward(w2_not_transposed=[])
loop_slips.update()
loop_slips.initial_weights()
