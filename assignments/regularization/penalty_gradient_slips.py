"""Slips in the gradients of the penalties."""

from penalty_slips import L2_SLOPE

from autograder.testing import misconception

L1_SLOPE = "slope: Array = alpha * np.sign(W)"
SIDE = '    gradient_of_penalty = {"l1": l1_gradient, "l2": l2_gradient}[penalty]\n'
# minimise may also do without the gradients beside it, and is right whatever they are.
OWN_MINIMUM = (
    SIDE,
    f'{SIDE}    if penalty == "l2":\n        return np.array([3 / (1 + alpha), 24 / (4 + alpha)])\n'
    "    return np.array([max(3 - alpha / 2, 0.0), max(6 - alpha / 8, 0.0)])\n",
)


def in_gradient(name, *, change, fails, **words):
    """The same mistake in a gradient twice: minimise is made of it, or is not."""
    misconception(name, change=change, fails=fails, **words)
    alone = [check for check in fails if check != "published_minimum"]
    misconception(f"{name}_alone", change=[*change, OWN_MINIMUM], fails=alone, **words)


def gradients() -> None:
    """l2_gradient and l1_gradient."""
    in_gradient(
        "l2_gradient_without_the_2",
        change=[(L2_SLOPE, "return alpha * W")],
        fails=["l2_gradient"],
        title_en="The 2 is missing in the gradient of L2",
        title_ja="L2 の勾配に 2 がない",
        en="The gradient is αW: that belongs to ½ α Σ w². The penalty of this course has no ½.",
        ja="勾配が αW です。それは ½ α Σ w² の微分です。この課題のペナルティに ½ はありません。",
        ask_en="What is the derivative of α w²?",
        ask_ja="α w² の微分は何ですか。",
    )
    in_gradient(
        "l2_gradient_without_alpha",
        change=[(L2_SLOPE, "return 2.0 * W")],
        fails=["l2_gradient"],
        title_en="α is missing in the gradient of L2",
        title_ja="L2 の勾配に α がない",
        en="The gradient is 2W; the factor α is missing.",
        ja="勾配が 2W になっています。α が抜けています。",
        ask_en="What should the gradient of the penalty be for α = 0?",
        ask_ja="α = 0 のとき、ペナルティの勾配は何であるべきですか。",
    )
    in_gradient(
        "l1_gradient_like_l2",
        change=[(L1_SLOPE, "slope: Array = alpha * W")],
        fails=["arguments_are_never_modified", "l1_gradient", "l1_gradient_is_0_at_0", "published_minimum"],
        title_en="The gradient of L1 grows with the weight",
        title_ja="L1 の勾配が重みに比例している",
        en="The gradient is αW; the slope of |w| is 1 or −1, however large w is.",
        ja="勾配が αW になっています。|w| の傾きは、w の大きさによらず 1 か −1 です。",
        ask_en="By how much does |w| grow from w = 100 to w = 101?",
        ask_ja="w が 100 から 101 になると、|w| はどれだけ増えますか。",
    )
    misconception(
        "l1_gradient_as_quotient",
        change=[(L1_SLOPE, "slope: Array = alpha * W / np.abs(W)")],
        fails=["l1_gradient_is_0_at_0", "published_minimum"],
        title_en="W/|W| at 0",
        title_ja="0 での W/|W|",
        en="W/|W| is NaN where a weight is exactly 0, and one NaN spoils the whole net.",
        ja="重みがちょうど 0 のとき W/|W| は NaN になり、ネットワーク全体がだめになります。",
        ask_en="What does np.sign give for 0?",
        ask_ja="np.sign(0) は何を返しますか。",
    )
    in_gradient(
        "l1_gradient_without_alpha",
        change=[(L1_SLOPE, "slope: Array = np.sign(W)")],
        fails=["l1_gradient", "published_minimum"],
        title_en="α is missing in the gradient of L1",
        title_ja="L1 の勾配に α がない",
        en="l1_gradient is 1 or −1; the factor α is missing.",
        ja="l1_gradient が 1 か −1 で、α が掛かっていません。",
        ask_en="What should the gradient of the penalty be for α = 0?",
        ask_ja="α = 0 のとき、ペナルティの勾配は何であるべきですか。",
    )
    in_gradient(
        "l2_gradient_of_the_square",
        change=[(L2_SLOPE, "return alpha * W**2")],
        fails=["arguments_are_never_modified", "gradients_have_the_signs_of_the_weights", "l2_gradient"],
        title_en="αw² in place of its derivative",
        title_ja="αw² を微分していない",
        en="l2_gradient gives αw² for each weight: that is the penalty itself, not its derivative.",
        ja="l2_gradient が αw² を返しています。それはペナルティそのもので、微分ではありません。",
        ask_en="Which sign has the slope of w² at w = −1?",
        ask_ja="w = −1 での w² の傾きの符号は何ですか。",
    )
    in_gradient(
        "l1_gradient_of_the_absolute_value",
        change=[(L1_SLOPE, "slope: Array = alpha * np.abs(W)")],
        fails=[
            "arguments_are_never_modified",
            "gradients_have_the_signs_of_the_weights",
            "l1_gradient",
            "l1_gradient_is_0_at_0",
            "published_minimum",
        ],
        title_en="α|w| in place of its derivative",
        title_ja="α|w| を微分していない",
        en="l1_gradient gives α|w| for each weight: that is the penalty itself, not its derivative.",
        ja="l1_gradient が α|w| を返しています。それはペナルティそのもので、微分ではありません。",
        ask_en="Which sign has the slope of |w| at w = −1?",
        ask_ja="w = −1 での |w| の傾きの符号は何ですか。",
    )
    for name, comparison, value, ja in (("plus", ">=", "α", "α"), ("minus", ">", "−α", "−α")):
        in_gradient(
            f"slope_at_0_is_{name}",
            change=[(L1_SLOPE, f"slope: Array = np.where(W {comparison} 0, alpha, -alpha)")],
            fails=["l1_gradient_is_0_at_0"],
            title_en=f"The slope at 0 is {value}",
            title_ja=f"0 での傾きが {ja} になっている",
            en=f"Where a weight is exactly 0, l1_gradient is {value}; it is taken as 0 there.",
            ja=f"重みがちょうど 0 のところで、l1_gradient が {ja} になっています。そこでは 0 とします。",
            ask_en="Where does a weight go that is 0 and gets this gradient?",
            ask_ja="0 になった重みにこの勾配を使うと、重みはどこへ動きますか。",
        )
    in_gradient(
        "l2_gradient_as_mean",
        change=[(L2_SLOPE, "return 2.0 * alpha * W / W.size")],
        fails=["l2_gradient", "arguments_are_never_modified"],
        title_en="Gradient divided by the number of entries",
        title_ja="勾配を要素数で割っている",
        en="The gradient is divided by the number of entries of W; the penalty is a sum, not a mean.",
        ja="勾配が W の要素数で割られています。ペナルティは平均ではなく和です。",
        ask_en="By how much does Σ w² grow when one of many weights grows a little?",
        ask_ja="たくさんの重みのうち 1 つが少し増えると、Σ w² はどれだけ増えますか。",
    )
    in_gradient(
        "l1_gradient_doubled",
        change=[(L1_SLOPE, "slope: Array = 2 * alpha * np.sign(W)")],
        fails=["l1_gradient"],
        title_en="A 2 in the gradient of L1",
        title_ja="L1 の勾配に 2 が付いている",
        en="l1_gradient is 2α or −2α; the 2 belongs to the derivative of w², not to that of |w|.",
        ja="l1_gradient が 2α か −2α です。2 は w² の微分に付くもので、|w| の微分には付きません。",
        ask_en="By how much does |w| grow from w = 1 to w = 2?",
        ask_ja="w が 1 から 2 になると、|w| はどれだけ増えますか。",
    )
    for name, slope, lines in (
        ("l2", L2_SLOPE, "W *= 2.0 * alpha\n    return W"),
        ("l1", L1_SLOPE, "slope: Array = np.sign(W, out=W)\n    slope *= alpha"),
    ):
        misconception(
            f"{name}_gradient_written_into_the_weights",
            change=[(slope, lines), OWN_MINIMUM],
            fails=[f"arguments_are_never_modified[{name}_gradient]"],
            title_en="The gradient overwrites the weights",
            title_ja="勾配が重みを書き換えている",
            en=f"{name}_gradient writes its result into the matrix that it was given.",
            ja=f"{name}_gradient が、渡された行列そのものに結果を書き込んでいます。",
            ask_en="What are the weights of the net after its gradient was computed?",
            ask_ja="勾配を計算したあと、ネットワークの重みはどうなっていますか。",
        )
