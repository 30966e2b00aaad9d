"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

from autograder.testing import misconception

L2 = "return float(alpha * sum(np.sum(W**2) for W in weights))"
L1 = "return float(alpha * sum(np.sum(np.abs(W)) for W in weights))"
L2_SLOPE = "return 2.0 * alpha * W"
L1_SLOPE = "slope: Array = alpha * np.sign(W)"
SIDE = '    gradient_of_penalty = {"l1": l1_gradient, "l2": l2_gradient}[penalty]\n'
# minimise may also do without the gradients beside it, and is right whatever they are.
OWN_MINIMUM = (
    SIDE,
    f'{SIDE}    if penalty == "l2":\n        return np.array([3 / (1 + alpha), 24 / (4 + alpha)])\n'
    "    return np.array([max(3 - alpha / 2, 0.0), max(6 - alpha / 8, 0.0)])\n",
)
RATE = "return self.lr * self.factor ** (epoch // self.every)"


def in_gradient(name, *, change, fails, **words):
    """The same mistake in a gradient twice: minimise is made of it, or is not."""
    misconception(name, change=change, fails=fails, **words)
    alone = [check for check in fails if check != "published_minimum"]
    misconception(f"{name}_alone", change=[*change, OWN_MINIMUM], fails=alone, **words)


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
misconception(
    "l2_penalty_with_half",
    change=[(L2, "return float(0.5 * alpha * sum(np.sum(W**2) for W in weights))")],
    fails=["l2_penalty", "penalty_examples"],
    title_en="½ in the L2 penalty",
    title_ja="L2 ペナルティに ½ が付いている",
    en="The L2 penalty has a factor ½; the one of this course is α Σ w², without it.",
    ja="L2 ペナルティに係数 ½ が掛かっています。この課題のペナルティは α Σ w² です。",
    ask_en="What does the handout say the penalty of W = (3, −4) with α = 0.1 is, and what is yours?",
    ask_ja="課題文では、W = (3, −4)、α = 0.1 のペナルティはいくつですか。あなたの式ではいくつになりますか。",
)
misconception(
    "l2_penalty_is_the_norm",
    change=[(L2, "return float(alpha * sum(np.sqrt(np.sum(W**2)) for W in weights))")],
    fails=["arguments_are_never_modified", "l2_penalty", "penalty_examples"],
    title_en="The norm without the square",
    title_ja="ノルムの 2 乗になっていない",
    en="The penalty is the norm √Σw²; the sum of squares is asked for.",
    ja="ペナルティがノルム √Σw² になっています。求められているのは 2 乗和です。",
    ask_en="For W = (3, 4): is Σ w² 5 or 25?",
    ask_ja="W = (3, 4) のとき、Σ w² は 5 ですか、25 ですか。",
)
misconception(
    "only_the_first_matrix",
    change=[(L2, "return float(alpha * np.sum(weights[0] ** 2))")],
    fails=["l2_penalty"],
    title_en="Only the first matrix is penalized",
    title_ja="最初の行列しか使っていない",
    en="Only the first weight matrix of the list enters the penalty.",
    ja="リストの最初の重み行列しかペナルティに入っていません。",
    ask_en="What happens to the weights of the second layer?",
    ask_ja="第 2 層の重みはどうなりますか。",
)
misconception(
    "mean_instead_of_sum",
    change=[(L1, "return float(alpha * sum(np.mean(np.abs(W)) for W in weights))")],
    fails=["arguments_are_never_modified", "l1_penalty", "penalty_examples"],
    title_en="Mean instead of sum",
    title_ja="和ではなく平均になっている",
    en="The L1 penalty takes the mean of each matrix; the sum is asked for.",
    ja="L1 ペナルティで行列ごとに平均を取っています。求められているのは和です。",
    ask_en="For W = (3, −4), is Σ |w| 7 or 3.5?",
    ask_ja="W = (3, −4) のとき、Σ |w| は 7 ですか、3.5 ですか。",
)
misconception(
    "l1_without_absolute_value",
    change=[(L1, L1.replace("np.abs(W)", "W"))],
    fails=["arguments_are_never_modified", "l1_penalty", "penalty_examples"],
    title_en="The absolute value is missing",
    title_ja="絶対値がない",
    en="The weights are added with their signs, so large ones of different signs cancel.",
    ja="重みを符号付きのまま足しているため、符号の違う大きな重みが打ち消し合います。",
    ask_en="Which penalty does W = (5, −5) get?",
    ask_ja="W = (5, −5) のペナルティはいくつになりますか。",
)
in_gradient(
    "l1_gradient_like_l2",
    change=[(L1_SLOPE, "slope: Array = alpha * W")],
    fails=[
        "arguments_are_never_modified",
        "l1_gradient",
        "l1_gradient_is_0_at_0",
        "published_minimum",
    ],
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
misconception(
    "penalty_subtracted",
    change=[("gradient + gradient_of_penalty(w, alpha)", "gradient - gradient_of_penalty(w, alpha)")],
    fails=["minimum_with_l2", "minimum_with_l1", "published_minimum"],
    title_en="The penalty is subtracted",
    title_ja="ペナルティの勾配を引いている",
    en="The gradient of the penalty is subtracted, so that large weights are rewarded.",
    ja="ペナルティの勾配を引いているため、大きな重みほど有利になります。",
    ask_en="Is your w farther from 0 than (3, 6), or nearer?",
    ask_ja="あなたの w は (3, 6) より 0 に近いですか、遠いですか。",
)
misconception(
    "decay_in_every_epoch",
    change=[(RATE, "return self.lr * self.factor**epoch")],
    fails=["step_decay"],
    title_en="The rate falls in every epoch",
    title_ja="学習率が毎エポック減っている",
    en="The rate is multiplied by factor in each epoch; it should stay the same for `every` epochs.",
    ja="学習率がエポックごとに factor 倍されています。every エポックの間は変わらないはずです。",
    ask_en="With every = 10, what is the rate in epoch 9?",
    ask_ja="every = 10 のとき、エポック 9 の学習率はいくつですか。",
)
misconception(
    "decay_without_steps",
    change=[(RATE, RATE.replace("//", "/"))],
    fails=["step_decay"],
    title_en="The decay is smooth",
    title_ja="階段状に減っていない",
    en="The exponent is epoch / every, not its whole part: the rate falls smoothly in place of in steps.",
    ja="指数が epoch / every のままで、整数部分になっていません。学習率が階段状ではなく滑らかに減ります。",
    ask_en="What is 9 // 10, and what is 9 / 10?",
    ask_ja="9 // 10 と 9 / 10 はそれぞれいくつですか。",
)

# --- The same mistakes in the other penalty, and what else happens to a list of matrices ---

misconception(
    "l2_penalty_without_alpha",
    change=[(L2, "return float(sum(np.sum(W**2) for W in weights))")],
    fails=["l2_penalty"],
    title_en="α is missing in the L2 penalty",
    title_ja="L2 ペナルティに α がない",
    en="l2_penalty is Σ w² alone; the factor α is missing.",
    ja="l2_penalty が Σ w² だけで、α が掛かっていません。",
    ask_en="What should the penalty be for α = 0?",
    ask_ja="α = 0 のとき、ペナルティはいくつであるべきですか。",
)
misconception(
    "l1_penalty_without_alpha",
    change=[(L1, "return float(sum(np.sum(np.abs(W)) for W in weights))")],
    fails=["l1_penalty"],
    title_en="α is missing in the L1 penalty",
    title_ja="L1 ペナルティに α がない",
    en="l1_penalty is Σ |w| alone; the factor α is missing.",
    ja="l1_penalty が Σ |w| だけで、α が掛かっていません。",
    ask_en="What should the penalty be for α = 0?",
    ask_ja="α = 0 のとき、ペナルティはいくつであるべきですか。",
)
misconception(
    "l2_mean_instead_of_sum",
    change=[(L2, L2.replace("np.sum(W**2)", "np.mean(W**2)"))],
    fails=["arguments_are_never_modified", "l2_penalty", "penalty_examples"],
    title_en="Mean of the squares instead of their sum",
    title_ja="2 乗の和ではなく平均になっている",
    en="The L2 penalty takes the mean of each matrix; the sum is asked for.",
    ja="L2 ペナルティで行列ごとに平均を取っています。求められているのは和です。",
    ask_en="For W = (3, −4), is Σ w² 25 or 12.5?",
    ask_ja="W = (3, −4) のとき、Σ w² は 25 ですか、12.5 ですか。",
)
misconception(
    "square_of_the_sum",
    change=[(L2, L2.replace("np.sum(W**2)", "np.sum(W) ** 2"))],
    fails=["arguments_are_never_modified", "l2_penalty", "penalty_examples"],
    title_en="Square of the sum",
    title_ja="2 乗の和ではなく和の 2 乗",
    en="The entries of a matrix are added first and squared afterwards; each entry must be squared by itself.",
    ja="行列の要素を足してから 2 乗しています。要素を 1 つずつ 2 乗してから足します。",
    ask_en="Which penalty does W = (5, −5) get?",
    ask_ja="W = (5, −5) のペナルティはいくつになりますか。",
)
misconception(
    "norm_of_all_weights",
    change=[(L2, "return float(alpha * np.sqrt(sum(np.sum(W**2) for W in weights)))")],
    fails=["arguments_are_never_modified", "l2_penalty", "penalty_examples"],
    title_en="The root of the sum of squares",
    title_ja="2 乗和の平方根になっている",
    en="The L2 penalty is the root of the sum of all squares; the sum itself is asked for.",
    ja="L2 ペナルティが、すべての 2 乗の和の平方根になっています。求められているのは和そのものです。",
    ask_en="For W = (3, 4): is Σ w² 5 or 25?",
    ask_ja="W = (3, 4) のとき、Σ w² は 5 ですか、25 ですか。",
)
misconception(
    "absolute_values_in_l2",
    change=[(L2, L2.replace("np.sum(W**2)", "np.sum(np.abs(W))"))],
    fails=["arguments_are_never_modified", "l2_penalty", "penalty_examples"],
    title_en="Absolute values in the L2 penalty",
    title_ja="L2 ペナルティで絶対値を足している",
    en="l2_penalty adds absolute values; that is L1. L2 adds squares.",
    ja="l2_penalty が絶対値を足しています。それは L1 です。L2 は 2 乗を足します。",
    ask_en="How much more than w = 1 does w = 10 cost with L2, and with L1?",
    ask_ja="w = 10 のペナルティは、w = 1 の何倍ですか。L2 と L1 のそれぞれで考えてください。",
)
for name, one, whole, check in (
    ("l1", "np.sum(np.abs(weights[{}]))", L1, "l1_penalty"),
    ("l2", "np.sum(weights[{}] ** 2)", L2, "l2_penalty"),
):
    for which, index, ja in (("first", 0, "最初"), ("last", -1, "最後")):
        if (name, which) != ("l2", "first"):
            misconception(
                f"{name}_only_the_{which}_matrix",
                change=[(whole, f"return float(alpha * {one.format(index)})")],
                fails=[check],
                title_en=f"Only the {which} matrix is penalized",
                title_ja=f"{ja}の行列しか使っていない",
                en=f"Only the {which} weight matrix of the list enters {check}.",
                ja=f"リストの{ja}の重み行列しか {check} に入っていません。",
                ask_en="How many of the matrices in the list does your result depend on?",
                ask_ja="リストにある行列のうち、結果に影響するのはいくつですか。",
            )
    misconception(
        f"{name}_averaged_over_the_matrices",
        change=[(whole, whole.replace("weights))", "weights) / len(weights))"))],
        fails=[check],
        title_en="Averaged over the matrices",
        title_ja="行列の数で割っている",
        en=f"{check} is divided by the number of matrices; it is a sum over all of them.",
        ja=f"{check} が行列の数で割られています。すべての行列についての和です。",
        ask_en="Does the penalty of one layer become smaller when the net gets another layer?",
        ask_ja="層が 1 つ増えると、ほかの層の重みのペナルティは小さくなるべきでしょうか。",
    )

for name, whole, en, ja in (("l2", L2, "w²", "w²"), ("l1", L1, "|w|", "|w|")):
    misconception(
        f"{name}_averaged_over_all_weights",
        change=[(whole, whole.replace("weights))", "weights) / sum(W.size for W in weights))"))],
        fails=["arguments_are_never_modified", f"{name}_penalty", "penalty_examples"],
        title_en="Divided by the number of weights",
        title_ja="重みの個数で割っている",
        en=f"{name}_penalty is α times the mean of {en} over all weights; the sum is asked for.",
        ja=f"{name}_penalty が、すべての重みについての {ja} の平均の α 倍になっています。求められているのは和です。",
        ask_en="For W = (3, −4) and α = 1, what does the handout's formula give, and what does yours?",
        ask_ja="W = (3, −4)、α = 1 のとき、課題文の式ではいくつになりますか。あなたの式ではどうですか。",
    )
    misconception(
        f"{name}_with_alpha_squared",
        change=[(whole, whole.replace("alpha", "alpha**2"))],
        fails=[f"{name}_penalty"],
        title_en="α counts twice",
        title_ja="α が 2 回掛かっている",
        en=f"{name}_penalty is proportional to α²; α should be a factor once.",
        ja=f"{name}_penalty が α² に比例しています。α が掛かるのは 1 回だけです。",
        ask_en="By how much should the penalty grow when α is doubled?",
        ask_ja="α を 2 倍にすると、ペナルティは何倍になるべきですか。",
    )
misconception(
    "l1_absolute_value_of_the_sum",
    change=[(L1, L1.replace("np.sum(np.abs(W))", "np.abs(np.sum(W))"))],
    fails=["arguments_are_never_modified", "l1_penalty", "penalty_examples"],
    title_en="Absolute value of the sum",
    title_ja="絶対値の和ではなく和の絶対値",
    en="The entries of a matrix are added before the absolute value is taken: those of different signs cancel.",
    ja="行列の要素を足してから絶対値を取っているため、符号の違う大きな重みが打ち消し合います。",
    ask_en="Which penalty does W = (5, −5) get?",
    ask_ja="W = (5, −5) のペナルティはいくつになりますか。",
)
for name, norm in (("l1", "np.linalg.norm(W, 1)"), ("l2", "np.linalg.norm(W, 2) ** 2")):
    entries = {"l1": (L1, "np.sum(np.abs(W))"), "l2": (L2, "np.sum(W**2)")}[name]
    misconception(
        f"{name}_matrix_norm",
        change=[(entries[0], entries[0].replace(entries[1], norm))],
        fails=["arguments_are_never_modified", f"{name}_penalty", *(["penalty_examples"] if name == "l1" else [])],
        title_en="Norm of a matrix, not of its entries",
        title_ja="要素のノルムではなく行列のノルム",
        en="With order 1 or 2 np.linalg.norm takes the largest column or singular value of a matrix, not all entries.",
        ja="行列に対する次数 1 や 2 の np.linalg.norm は、最大の列や特異値だけを見ます。",
        ask_en="What does np.linalg.norm give for ((1, 0), (0, 1)), and what is the sum over the entries?",
        ask_ja="((1, 0), (0, 1)) の np.linalg.norm はいくつですか。要素についての和はいくつですか。",
    )
for name, norm in (
    ("of_each_matrix", "np.sqrt(np.sum(W**2))"),
    ("of_each_row", "np.sum(np.sqrt(np.sum(W**2, axis=1)))"),
):
    misconception(
        f"l1_root_{name}",
        change=[(L1, L1.replace("np.sum(np.abs(W))", norm))],
        fails=["arguments_are_never_modified", "l1_penalty", "penalty_examples"],
        title_en="Root of squares in place of absolute values",
        title_ja="絶対値ではなく 2 乗和の平方根",
        en="Several weights are squared and added under one root; L1 adds the absolute value of each.",
        ja="いくつかの重みを 2 乗して足し、その平方根を取っています。L1 は、要素ごとの絶対値を足します。",
        ask_en="For W = (3, −4), is Σ |w| 7 or 5?",
        ask_ja="W = (3, −4) のとき、Σ |w| は 7 ですか、5 ですか。",
    )

# --- Gradients ---

misconception(
    "half_with_its_gradient",
    change=[(L2, "return float(0.5 * alpha * sum(np.sum(W**2) for W in weights))"), (L2_SLOPE, "return alpha * W")],
    fails=["l2_penalty", "penalty_examples"],
    title_en="½ in the L2 penalty, with its gradient",
    title_ja="½ 付きの L2 ペナルティとその勾配",
    en="The L2 penalty has a factor ½ that this course does not have. The gradient is right for that penalty.",
    ja="この課題にはない係数 ½ が L2 ペナルティに掛かっています。勾配は、そのペナルティの勾配としては正しいです。",
    ask_en="How is Ω defined in the handout?",
    ask_ja="課題文では、Ω はどう定義されていますか。",
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

# --- The minimum ---

MINIMUM = ["minimum_with_l2", "minimum_with_l1"]
STEP = "w = w - learning_rate * (gradient + gradient_of_penalty(w, alpha))"
ERROR = "gradient = np.array([2.0, 8.0]) * (w - np.array([3.0, 6.0]))"

misconception(
    "penalty_not_in_the_descent",
    change=[(STEP, "w = w - learning_rate * gradient")],
    fails=[*MINIMUM, "published_minimum"],
    title_en="The penalty is not in the descent",
    title_ja="最小化にペナルティが入っていない",
    en="minimise descends on the error alone and arrives at (3, 6), whatever the penalty is.",
    ja="minimise が誤差だけを減らしていて、ペナルティによらず (3, 6) に着きます。",
    ask_en="Which α leads to the point that you return?",
    ask_ja="あなたが返す点が最小点になるのは、α がいくつのときですか。",
)
misconception(
    "climbing",
    change=[(STEP, STEP.replace("w - learning", "w + learning"))],
    fails=[*MINIMUM, "published_minimum"],
    title_en="Uphill",
    title_ja="坂を登っている",
    en="minimise moves along the gradient, so the sum of error and penalty grows without end.",
    ja="minimise が勾配の向きに動いているので、誤差とペナルティの和が増え続けます。",
    ask_en="In which direction does a gradient point?",
    ask_ja="勾配はどちらを向いていますか。",
)
misconception(
    "error_not_differentiated_fully",
    change=[(ERROR, ERROR.replace("[2.0, 8.0]", "[1.0, 4.0]"))],
    fails=MINIMUM,
    title_en="The 2 is missing in the gradient of the error",
    title_ja="誤差の勾配に 2 がない",
    en="The error's gradient has the factors 1 and 4; the square gives another 2, so the penalty weighs twice as much.",
    ja="誤差の勾配の係数が 1 と 4 です。2 乗を微分すると 2 が出るので、ペナルティが 2 倍の重みになっています。",
    ask_en="What is the derivative of (w − 3)²?",
    ask_ja="(w − 3)² を微分すると何になりますか。",
)
misconception(
    "factor_4_forgotten",
    change=[(ERROR, ERROR.replace("[2.0, 8.0]", "[2.0, 2.0]"))],
    fails=MINIMUM,
    title_en="The factor 4 of the second term is missing",
    title_ja="2 番目の項の係数 4 がない",
    en="Both squares count alike; the second, (w2 − 6)², has the factor 4.",
    ja="2 つの 2 乗が同じ重みになっています。2 番目の (w2 − 6)² には係数 4 が付きます。",
    ask_en="Which of the two weights does the error hold more tightly?",
    ask_ja="誤差の式が強く引き止めているのは、どちらの重みですか。",
)
misconception(
    "penalties_swapped",
    change=[('{"l1": l1_gradient, "l2": l2_gradient}', '{"l1": l2_gradient, "l2": l1_gradient}')],
    fails=[*MINIMUM, "published_minimum"],
    title_en="L1 and L2 mixed up",
    title_ja="L1 と L2 が逆になっている",
    en='minimise uses the gradient of L2 for "l1", and that of L1 for "l2".',
    ja='minimise が "l1" に L2 の勾配を、"l2" に L1 の勾配を使っています。',
    ask_en="With which of the two can a weight become exactly 0?",
    ask_ja="重みがちょうど 0 になりうるのは、どちらのペナルティですか。",
)

for name, other, en, ja in (("l1", "l2", "L1", "L1"), ("l2", "l1", "L2", "L2")):
    misconception(
        f"always_{name}",
        change=[('{"l1": l1_gradient, "l2": l2_gradient}', f'{{"l1": {name}_gradient, "l2": {name}_gradient}}')],
        fails=[f"minimum_with_{other}", *(["published_minimum"] if name == "l2" else [])],
        title_en=f"{en} whatever is asked for",
        title_ja=f"いつも {ja} になっている",
        en=f"minimise uses the penalty {en} also where the other one is asked for.",
        ja=f"もう一方のペナルティが指定されても、minimise が {ja} を使っています。",
        ask_en="Which texts can the argument penalty be, to the letter?",
        ask_ja="引数 penalty の文字列は、正確には何ですか。",
    )
misconception(
    "half_of_l2_in_the_descent",
    change=[(STEP, STEP.replace("(w, alpha)", "(w, alpha / (2 if penalty == 'l2' else 1))"))],
    fails=["minimum_with_l2"],
    title_en="The 2 is missing in the gradient of L2",
    title_ja="L2 の勾配に 2 がない",
    en="The gradient is αW: that belongs to ½ α Σ w². The penalty of this course has no ½.",
    ja="勾配が αW です。それは ½ α Σ w² の微分です。この課題のペナルティに ½ はありません。",
    ask_en="What is the derivative of α w²?",
    ask_ja="α w² の微分は何ですか。",
)
misconception(
    "penalty_on_w1_alone",
    change=[(STEP, STEP.replace("(w, alpha)", "(w, alpha) * np.array([1.0, 0.0])"))],
    fails=MINIMUM,
    title_en="Only w1 is penalized",
    title_ja="w1 にしかペナルティがない",
    en="The penalty acts on w1 alone; Ω contains both weights.",
    ja="ペナルティが w1 にしか掛かっていません。Ω には両方の重みが入ります。",
    ask_en="Where is your w2 for a very large α?",
    ask_ja="α がとても大きいとき、あなたの w2 はいくつになりますか。",
)
for steps in (500, 1000):
    misconception(
        f"stops_after_{steps}_steps",
        change=[("steps: int = 4000", f"steps: int = {steps}")],
        fails=MINIMUM if steps == 500 else ["minimum_with_l2"],
        title_en="The descent has not arrived",
        title_ja="最小点に着く前に止まっている",
        en="Where no steps are given, minimise stops before it is within 0.02 of the minimum.",
        ja="steps が指定されないとき、minimise が最小点の ±0.02 以内に入る前に止まっています。",
        ask_en="How far does the result move when you double the number of steps?",
        ask_ja="ステップ数を 2 倍にすると、結果はどれだけ動きますか。",
    )

# --- The learning rate ---

DECAY = ["step_decay", "step_decay_depends_on_the_epoch_alone"]
for name, exponent, en, ja in (
    ("early", "((epoch + 1) // self.every)", "an epoch too early", "1 エポック早く"),
    ("late", "(max(epoch - 1, 0) // self.every)", "an epoch too late", "1 エポック遅く"),
):
    misconception(
        f"decay_an_epoch_too_{name}",
        change=[(RATE, RATE.replace("(epoch // self.every)", exponent))],
        fails=["step_decay"],
        title_en=f"The rate falls {en}",
        title_ja=f"学習率が {ja}減っている",
        en=f"Each fall of the rate comes {en}: epochs are counted from 0.",
        ja=f"学習率が毎回 {ja}減っています。エポックは 0 から数えます。",
        ask_en="With every = 3, which are the first three epochs?",
        ask_ja="every = 3 のとき、最初の 3 エポックの番号は何ですか。",
    )
misconception(
    "decay_rounded_up",
    change=[(RATE, RATE.replace("(epoch // self.every)", "int(np.ceil(epoch / self.every))"))],
    fails=["step_decay"],
    title_en="Periods rounded up",
    title_ja="周期の数を切り上げている",
    en="A period that has only begun counts as a whole one: the rate falls right after epoch 0.",
    ja="始まったばかりの周期も 1 つと数えているので、エポック 0 の直後に学習率が減ります。",
    ask_en="How many complete periods lie before epoch 1?",
    ask_ja="エポック 1 より前に、終わった周期はいくつありますか。",
)
misconception(
    "decay_only_once",
    change=[(RATE, "return self.lr if epoch < self.every else self.lr * self.factor")],
    fails=["step_decay"],
    title_en="The rate falls only once",
    title_ja="学習率が 1 回しか減らない",
    en="The rate is multiplied by factor once and then stays; it should fall again after each period.",
    ja="factor が 1 回掛かるだけで、そのあとは変わりません。周期ごとに減るはずです。",
    ask_en="What is the rate after three periods?",
    ask_ja="3 周期が終わったあとの学習率はいくつですか。",
)
misconception(
    "decay_as_a_product",
    change=[(RATE, "return self.lr * self.factor * (epoch // self.every) if epoch >= self.every else self.lr")],
    fails=["step_decay"],
    title_en="factor times the number of periods",
    title_ja="factor に周期の数を掛けている",
    en="factor is multiplied by the number of periods; it must be multiplied by itself as often.",
    ja="factor に周期の数を掛けています。factor を周期の数だけ繰り返し掛けます。",
    ask_en="What is left of 1 after it has been halved three times?",
    ask_ja="1 を 3 回半分にすると、いくつになりますか。",
)
misconception(
    "decay_by_the_remainder",
    change=[(RATE, RATE.replace("//", "%"))],
    fails=["step_decay"],
    title_en="The remainder in place of the quotient",
    title_ja="商ではなく余りを使っている",
    en="The exponent is epoch % every: the rate falls in every epoch, and jumps back after each period.",
    ja="指数が epoch % every です。学習率がエポックごとに減り、周期が終わるたびに元に戻っています。",
    ask_en="What are 9 // 4 and 9 % 4?",
    ask_ja="9 // 4 と 9 % 4 はそれぞれいくつですか。",
)
misconception(
    "decay_keeps_a_state",
    change=[
        (
            RATE,
            "if epoch > 0 and epoch % self.every == 0:\n            self.lr *= self.factor\n        return self.lr",
        )
    ],
    fails=["step_decay_depends_on_the_epoch_alone"],
    title_en="The rate depends on what was asked before",
    title_ja="前の呼び出しによって学習率が変わる",
    en="rate changes lr itself: asked a second time, or without the epochs before, it gives another answer.",
    ja="rate が lr そのものを変えています。2 回目や、前のエポックを飛ばして聞いたときに、答えが変わります。",
    ask_en="What does rate(4) give the second time?",
    ask_ja="rate(4) を 2 回目に呼ぶと、何が返りますか。",
)
misconception(
    "decays_share_their_numbers",
    change=[
        ("        self.lr = lr\n", "        StepDecay.lr = lr\n"),
        ("        self.factor = factor\n", "        StepDecay.factor = factor\n"),
        ("        self.every = every\n", "        StepDecay.every = every\n"),
    ],
    fails=["step_decay"],
    title_en="All StepDecay objects share their numbers",
    title_ja="すべての StepDecay が数値を共有している",
    en="lr, factor and every belong to the class: a second StepDecay changes the first.",
    ja="lr、factor、every がクラスのものになっているので、2 つ目の StepDecay を作ると 1 つ目も変わります。",
    ask_en="Make two StepDecay with different lr. What does the first one give for epoch 0?",
    ask_ja="lr の違う StepDecay を 2 つ作ったとき、1 つ目の rate(0) はいくつですか。",
)
misconception(
    "absolute_values_written_into_the_weights",
    change=[
        (L1, "for W in weights:\n        np.abs(W, out=W)\n    return float(alpha * sum(np.sum(W) for W in weights))")
    ],
    fails=["arguments_are_never_modified"],
    title_en="The weights are overwritten",
    title_ja="重みを書き換えている",
    en="A penalty writes into the matrices that it was given.",
    ja="ペナルティの計算で、渡された行列を書き換えています。",
    ask_en="What are the weights of the net after its penalty was computed?",
    ask_ja="ペナルティを計算したあと、ネットワークの重みはどうなっていますか。",
)
