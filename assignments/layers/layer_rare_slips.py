"""Mistakes that fewer students make: whole layers the other way round, and one sample in place of all."""

from activation_slips import TANH_SLOPE
from affine_slips import DB, DW
from loss_layer_slips import BINARY
from relu_slips import LEAKY, RELU, RELU_SLOPE

from autograder.testing import misconception


def rare() -> None:
    """One or two of each layer."""
    misconception(
        "relu_keeps_what_is_negative",
        change=[
            (RELU, "return np.where(self.positive, 0.0, x)"),
            (RELU_SLOPE, "return np.where(self.positive, 0.0, dout)"),
        ],
        fails=["relu_forward", "relu_backward", "activation_examples", "activation_slopes"],
        title_en="ReLU keeps what is negative",
        title_ja="ReLU が負の値を残している",
        en="The mask is inverted in both directions: positive entries become 0, and negative ones pass.",
        ja="順伝播でも逆伝播でもマスクが逆です。正の値が 0 になり、負の値が通っています。",
        ask_en="What should ReLU make of 3, and what of −2?",
        ask_ja="ReLU に 3 を入れると何になりますか。−2 ではどうですか。",
    )
    for name, change, fails, what in (
        ("dW_of_the_last_sample", (DW, "self.dW = np.outer(self.x[-1], dout[-1])"), ["affine_dW"], "dW"),
        (
            "db_of_the_last_sample",
            (DB, "self.db = dout[-1].copy()"),
            ["affine_db", "affine_bias_gradient_example"],
            "db",
        ),
    ):
        misconception(
            name,
            change=[change],
            fails=fails,
            title_en=f"{what} of one sample only",
            title_ja=f"{what} が 1 サンプル分しかない",
            en=f"{what} is that of the last sample: each sample overwrites what the others have contributed.",
            ja=f"{what} が最後のサンプルの分だけです。前のサンプルの分が上書きされています。",
            ask_en="If two samples pull a weight in opposite directions, what should remain?",
            ask_ja="2 つのサンプルが重みを逆の方向に動かそうとするとき、何が残るべきですか。",
        )
    misconception(
        "leaky_slope_added_everywhere",
        change=[(LEAKY, "return np.maximum(x, 0.0) + self.slope * x")],
        fails=["leaky_relu_forward", "activation_examples"],
        title_en="slope · x is added on the positive side, too",
        title_ja="正の側にも slope・x が足されている",
        en="slope · x is added to max(x, 0) everywhere, so that positive entries grow by it.",
        ja="max(x, 0) に、どこでも slope・x を足しています。正の値がその分だけ大きくなります。",
        ask_en="What should LeakyReLU make of 3?",
        ask_ja="LeakyReLU に 3 を入れると、何になるべきですか。",
    )
    misconception(
        "tanh_slope_without_the_square_of_cosh",
        change=[(TANH_SLOPE, "return dout / np.cosh(np.arctanh(self.y))")],
        fails=["tanh_backward"],
        title_en="1 / cosh x in the slope of tanh",
        title_ja="tanh の傾きが 1 / cosh x",
        en="The slope of tanh is 1 / cosh² x; the square is missing.",
        ja="tanh の傾きは 1 / cosh² x ですが、2 乗がありません。",
        ask_en="Which exponent has the denominator after the quotient rule on sinh x / cosh x?",
        ask_ja="sinh x / cosh x に商の微分を使うと、分母は何乗になりますか。",
    )
    for name, size in (("a_hundredth", "1e-2"), ("a_thousandth", "1e-3"), ("a_ten_thousandth", "1e-4")):
        misconception(
            f"{name}_inside_the_logarithms",
            change=[
                (
                    BINARY,
                    f"log_y, log_rest = np.log(self.y + {size}), np.log(1 - self.y + {size})\n"
                    "        return float(-np.sum(t * log_y + (1 - t) * log_rest) / len(x))",
                )
            ],
            fails=[
                "sigmoid_with_loss_forward",
                "sigmoid_with_loss_is_finite_for_extreme_logits",
                "loss_examples",
            ],
            title_en="Too much is added inside the logarithm",
            title_ja="対数の中に足す数が大きすぎる",
            en="What is added to the probability inside the logarithm is so large that every loss moves.",
            ja="対数の中で確率に足す数が大きすぎて、どのサンプルの損失も変わっています。",
            ask_en="By how much does log y change at y = ½ when your number is added?",
            ask_ja="y = ½ のとき、あなたの数を足すと log y はどれだけ変わりますか。",
        )
